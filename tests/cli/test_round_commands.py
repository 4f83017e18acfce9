"""The rounds of the index by commands: locked, verified from the sheet that came back, explained, opened."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Shell

YEAR = str(date.today().year - 1)
"""The sample's year that is over, whatever day it is."""


def test_the_whole_way(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    file = tmp_path / "Kết xuất.pdf"
    file.write_bytes(b"%PDF-1.4\n%%EOF\n")
    shell.json("attach", str(file), "--to", f"criterion:{YEAR}-N:khoi-dau:3.4.1")
    before = shell.json("score-rounds", "--year", YEAR)
    assert (before["stage"], before["next"], before["own"], before["steps"]) == ("self", ["locked"], None, [])
    assert before["unproven"]
    locked = shell.json("lock-scores", "--year", YEAR, "--note", "Họp")
    assert locked["stage"] == "locked"
    assert locked["own"] == shell.json("score", "--year", YEAR)["total"]
    lines = {each["code"]: each for each in locked["criteria"]}
    assert lines["3.4.1"]["files"] == ["3.4.1-01"]
    scored = shell.json("score", "--year", YEAR)
    assert (scored["stage"], scored["locked"]) == ("locked", locked["own"])
    assert "Điểm tự chấm đã chốt: " in shell.run("score", "--year", YEAR)[1]
    assert "đã chốt" in shell.refused("set-criterion", "8.4", "--year", YEAR, "--number", "1")
    assert "đã chốt rồi" in shell.refused("lock-scores", "--year", YEAR)

    sheet = tmp_path / "bang.xlsx"
    shell.json("export-scores", "--year", YEAR, "--format", "xlsx", "--out", str(sheet))
    book = load_workbook(sheet)
    page = book["Chấm điểm"]
    for row in page.iter_rows():
        if row[0].value == "3.4.1":
            row[7].value, row[8].value = 0.5, "Hệ thống báo khác"
    book.save(sheet)
    read = shell.json("verify-scores", str(sheet), "--year", YEAR, "--dry-run")
    filled = [each for each in read["criteria"] if each["points"] is not None]
    assert [(each["code"], each["points"], each["remark"]) for each in filled] == [
        ("3.4.1", 0.5, "Hệ thống báo khác")
    ]  # fmt: skip
    _, out, _ = shell.run("verify-scores", str(sheet), "--year", YEAR, "--dry-run")
    assert "Đọc được 1 tiêu chí" in out
    assert shell.json("score-rounds", "--year", YEAR)["criteria"] == locked["criteria"]
    shell.json(
        "verify-scores", str(sheet), "--year", YEAR, "--points", "8.4=1", "--remark", "8.4=Thiếu kế hoạch",
    )  # fmt: skip
    shell.json("verify-scores", "--year", YEAR, "--remark", "8.4=Thiếu kế hoạch khắc phục")
    assert "chưa ghi điểm thẩm định" in shell.refused("verify-scores", "--year", YEAR, "--lock")
    verified = shell.json(
        "verify-scores", "--year", YEAR, "--lock", "--keep-others", "--due", f"05/02/{int(YEAR) + 1}",
        "--note", "12/TB-SNV",
    )  # fmt: skip
    assert (verified["stage"], verified["waiting"]) == ("verified", ["3.4.1", "8.4"])
    assert verified["due"] == f"{int(YEAR) + 1}-02-05"
    assert verified["first"] < verified["own"]
    _, out, _ = shell.run("today", "--date", f"30/01/{int(YEAR) + 1}")
    assert f"Giải trình 2 tiêu chí bị trừ điểm thẩm định năm {YEAR}" in out
    _, out, _ = shell.run("score-rounds", "--year", YEAR)
    assert f"Chờ giải trình, chậm nhất ngày 05/02/{int(YEAR) + 1}: 3.4.1, 8.4." in out
    assert "8.4      3 → 1  " in out

    new = tmp_path / "Đối soát.pdf"
    new.write_bytes(b"%PDF-1.4\n%1\n%%EOF\n")
    explained = shell.json(
        "explain-scores", "3.4.1", "--year", YEAR, "--text", "Đã đối soát", "--file", str(new)
    )
    line = next(each for each in explained["criteria"] if each["code"] == "3.4.1")
    assert (line["explanation"], line["new_files"], line["waits"]) == ("Đã đối soát", ["3.4.1-02"], False)
    assert "8.4" in shell.refused("explain-scores", "--year", YEAR, "--lock")
    sent = shell.json("explain-scores", "--year", YEAR, "--lock", "--agree-others")
    assert sent["stage"] == "explained"
    for name, command in (("tra-loi.pdf", "export-explanations"), ("mc.docx", "export-score-evidence")):
        target = tmp_path / name
        shell.json(command, "--year", YEAR, "--format", target.suffix[1:], "--out", str(target))
        assert target.stat().st_size > 1000
    packed = shell.json("score-evidence-zip", str(tmp_path / "mc.zip"), "--year", YEAR)
    assert packed["files"] == 2
    with ZipFile(tmp_path / "mc.zip") as archive:
        names = archive.namelist()
    assert [name for name in names if name.startswith("3")] == [
        "3-4-1-01-ket-xuat.pdf", "3-4-1-02-doi-soat.pdf"
    ]  # fmt: skip
    shell.json("verify-scores", "--year", YEAR, "--points", "3.4.1=4", "--lock", "--keep-others")
    final = shell.json("finish-scores", "--year", YEAR, "--note", "33/QĐ-UBND")
    assert (final["stage"], final["next"]) == ("final", [])
    assert "lý do" in shell.refused("reopen-scores", "--year", YEAR, "--note", " ")
    back = shell.json("reopen-scores", "--year", YEAR, "--note", "Chốt nhầm")
    assert back["stage"] == "second"
    assert shell.json("score-rounds", "--year", YEAR, "--step", "1")["criteria"] == locked["criteria"]
    assert [step["back"] for step in back["steps"]] == [False] * 5 + [True]


@pytest.mark.parametrize("year", ["0", "1900", "99999"])
def test_a_year_that_no_report_is_of_is_refused(shell: Shell, year: str) -> None:
    """A step of such a year could be stored, and not be read again."""
    shell.json("new-office", "--name", "UBND xã An Bình", "--superior", "UBND tỉnh", "--place", "An Bình")
    for command in ("lock-scores", "score-rounds", "score", "compare-scores"):
        assert "từ 2000 đến 2100" in shell.refused(command, "--year", year)
    assert "từ 2000 đến 2100" in shell.refused("compare-scores", "--year", "2026", "--with", "1900")


def test_what_says_too_little_is_refused(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    shell.json("lock-scores", "--year", YEAR)
    assert "--lock" in shell.refused("verify-scores", "--year", YEAR)
    assert "3.4.1=3,5" in shell.refused("verify-scores", "--year", YEAR, "--points", "3.4.1")
    assert "đọc từ tệp" in shell.refused("verify-scores", "--year", YEAR, "--lock", "--dry-run")
    assert "9.9" in shell.refused("verify-scores", "--year", YEAR, "--points", "9.9=1")
    assert "--lock" in shell.refused("explain-scores", "--year", YEAR)
    assert "--text" in shell.refused("explain-scores", "3.4.1", "--year", YEAR)
    assert "thẩm định lần 1" in shell.refused(
        "export-explanations", "--year", YEAR, "--format", "pdf", "--out", str(tmp_path / "x.pdf")
    )
    shell.json("verify-scores", "--year", YEAR, "--lock", "--keep-others")
    assert "không trừ điểm" in shell.refused(
        "export-explanations", "--year", YEAR, "--format", "pdf", "--out", str(tmp_path / "x.pdf")
    )
