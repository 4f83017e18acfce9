"""`map-template` and `fill-template`: through the real child process, with what they refuse."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import workbooks
from tests.cli.conftest import Shell


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return workbooks.statistics(tmp_path / "bieu.xlsx")


def test_a_form_is_mapped_and_filled_in(shell: Shell, form: Path, tmp_path: Path) -> None:
    shell.demo()
    table, target = tmp_path / "bieu.json", tmp_path / "ket qua.xlsx"
    made = shell.json("map-template", str(form), "--map", str(table), "--period", "2026-Q1")
    assert made["certainty"]["certain"] > 20
    by_cell = {cell["cell"]: cell for cell in made["cells"]}
    assert by_cell["E9"] == {
        "sheet": "Biểu 01", "cell": "E9", "code": "1.01", "column": "value", "fact": None,
        "certainty": "certain",
    }  # fmt: skip
    done = shell.json("fill-template", str(form), "2026-Q1", "--map", str(table), "--out", str(target))
    written = {cell["cell"]: cell["value"] for cell in done["filled"]}
    figures = {row["code"]: row for row in shell.json("figures", "2026-Q1")}
    assert written["E9"] == figures["1.01"]["value"]
    assert written["F9"] == figures["1.01"]["cumulated"]
    assert load_workbook(target)["Biểu 01"]["E9"].value == written["E9"]
    # The map is kept with the data, too, and the answer for people says the same.
    target.unlink()
    code, out, err = shell.run("fill-template", str(form), "2026-Q1", "--out", str(target))
    assert (code, err) == (0, "")
    assert f"Đã điền {len(done['filled'])} ô của quý I năm 2026" in out
    assert shell.json("undo")


def test_single_cells_are_set_and_taken_away(shell: Shell, form: Path, tmp_path: Path) -> None:
    table = str(tmp_path / "bieu.json")
    arguments = ("map-template", str(form), "--map", table)
    made = shell.json(*arguments, "--set", "Biểu 01!E16=1.25:cumulated", "--set", "Biểu 01!E9=")
    by_cell = {cell["cell"]: cell for cell in made["cells"]}
    assert (by_cell["E16"]["code"], by_cell["E16"]["certainty"]) == ("1.25", "confirmed")
    assert "E9" not in by_cell
    # What stands in the file goes on.
    again = shell.json(*arguments, "--set", "G3=year", "--confirm-all")
    by_cell = {cell["cell"]: cell for cell in again["cells"]}
    assert by_cell["E16"]["code"] == "1.25"
    assert by_cell["G3"]["fact"] == "year"
    assert {cell["certainty"] for cell in again["cells"]} == {"confirmed"}
    for text, words in (
        ("E16", "Chưa hiểu"),
        ("Không có!E16=1.25", "Chưa hiểu"),
        ("E17=1.25", "công thức"),
        ("B9=1.25", "bị khóa"),
        ("E16=9.99", "Không có chỉ tiêu thống kê mã"),
        ("E16=1.25:khac", "Không có cột"),
    ):
        before = Path(table).read_bytes()
        assert words in shell.refused(*arguments, "--set", text)
        assert Path(table).read_bytes() == before


def test_what_is_refused_writes_nothing(shell: Shell, form: Path, tmp_path: Path) -> None:
    table, target = tmp_path / "bieu.json", tmp_path / "ket-qua.xlsx"
    fill: tuple[str, ...] = ("fill-template", str(form), "2026-Q1", "--out", str(target))
    assert "Chưa có bảng ghép" in shell.refused(*fill)
    shell.json("map-template", str(form), "--map", str(table))
    fill = (*fill, "--map", str(table))
    assert "Không có ô nào điền được" not in shell.run(*fill)[2]  # the facts of its head are known
    target.unlink(missing_ok=True)
    made = json.loads(table.read_text(encoding="utf-8"))
    made["fingerprint"] = "0"
    other = tmp_path / "sua.json"
    other.write_text(json.dumps(made), encoding="utf-8")
    assert "đã bị sửa" in shell.refused(*fill[:-1], str(other))
    assert "không ghi lên biểu gốc" in shell.refused(*fill[:4], str(form), "--map", str(table))
    workbooks.statistics(form, header="Số khác")
    assert "ô E6 trước là" in shell.refused(*fill)
    assert "ô E6 trước là" in shell.refused("map-template", str(form), "--map", str(table))
    workbooks.dossiers(form)
    assert "biểu khác" in shell.refused(*fill)
    form.write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") * 40)
    assert "được đặt mật khẩu" in shell.refused(*fill)
    assert not target.exists()


def test_a_catalogue_from_an_annex(shell: Shell, form: Path, tmp_path: Path) -> None:
    shell.demo()
    target = tmp_path / "danh-muc.toml"
    found = shell.json("catalogue", "--from-template", str(form), "--out", str(target))
    assert found["standing"]["new"] == 1
    assert found["standing"]["kept"] > 4
    new = next(row for row in found["rows"] if row["standing"] == "new")
    assert (new["code"], new["unit"]) == ("3.67", "buổi")
    assert shell.json("catalogue", "--check", str(target))["indicators"] == found["indicators"]
    shell.json("catalogue", "--import", str(target))
    assert "phiên bản" in shell.refused("catalogue", "--from-template", str(form), "--out", str(target))
    for arguments, words in (
        (("--from-template", str(form)), "--out"),
        (("--from-template", str(form), "--out", str(tmp_path / "a.txt")), ".toml"),
        (("--out", str(target)), "--from-template"),
        (("--from-template", str(tmp_path / "x.xls"), "--out", str(target)), "Không tìm thấy"),
    ):
        assert words in shell.refused("catalogue", *arguments)


def test_an_outline_from_a_text(shell: Shell, tmp_path: Path) -> None:
    source, target = tmp_path / "de-cuong.txt", tmp_path / "de-cuong.toml"
    source.write_text(
        "ĐỀ CƯƠNG BÁO CÁO\n\nI. Công tác chỉ đạo, điều hành cải cách hành chính\n\nII. Kết quả thực hiện\n\n"
        "1. Cải cách thể chế\n\n2. Công tác riêng của tỉnh\n",
        encoding="utf-8",
    )
    found = shell.json("catalogue", "--from-template", str(source), "--out", str(target))
    assert [each["key"] for each in found["headings"]] == ["I", "II", "II.1", "II.2"]
    assert found["headings"][3]["sentences_of"] == []
    assert found["left"]
    assert target.read_text(encoding="utf-8").startswith("version = ")


def test_a_report_takes_the_superiors_outline(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    file = tmp_path / "de-cuong.txt"
    file.write_text(
        "I. CÔNG TÁC CHỈ ĐẠO\n1. Kiểm tra cải cách hành chính\n2. Phối hợp\nII. KIẾN NGHỊ, ĐỀ XUẤT\n"
    )
    assert shell.json("report-outline", "2026-N")["outline"] is None
    found = shell.json("report-outline", "2026-N", "--use", str(file))
    assert [(each["key"], each["sentences_of"]) for each in found["headings"]] == [
        ("I", []), ("I.1", ["I.3"]), ("I.2", []), ("II", ["V"]),
    ]  # fmt: skip
    code, out, _ = shell.run("report-outline", "2026-N")
    assert code == 0
    assert "I.2. Phối hợp (cơ quan tự viết)" in out
    code, _, err = shell.run("report-outline", "2026-Q1", "--own")
    assert code != 0
    assert "đã phát hành nên giữ nguyên đề cương" in err
    bad = tmp_path / "thu.txt"
    bad.write_text("Kính gửi các đồng chí\n", encoding="utf-8")
    code, _, err = shell.run("report-outline", "2026-N", "--use", str(bad))
    assert code != 0
    assert "không có đề mục nào" in err
    assert shell.json("report-outline", "2026-N")["outline"] == "de-cuong.txt"
    assert shell.json("report-outline", "2026-N", "--own")["outline"] is None
