"""`score`, `lost-points`, `what-if`, `set-criterion`: answered, decided, refused."""

from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

YEAR = str(date.today().year - 1)
"""The sample's year that is over, whatever day it is."""


def test_a_year_is_scored(shell: Shell) -> None:
    shell.demo()
    found = shell.json("score", "--year", YEAR, "--as-of", f"20/11/{YEAR}")
    assert (found["set"], found["issued"], found["period"]) == ("khoi-dau", False, f"{YEAR}-N")
    assert (found["maximum"], found["as_of"]) == (100, f"{YEAR}-11-20")
    areas = found["criteria"][:8]
    assert round(sum(area["points"] for area in areas), 2) == found["total"]
    for area in areas:
        assert round(sum(child["points"] for child in area["children"]), 2) == area["points"]
        assert round(sum(child["maximum"] for child in area["children"]), 2) == area["maximum"]
    code, out, _ = shell.run("score", "--year", YEAR)
    assert code == 0
    assert "không do tỉnh, thành phố nào ban hành" in out
    assert "→ bậc" in out
    assert "Có điểm mà chưa có minh chứng, giải trình" in out
    quarter = shell.json("score", "--period", f"{YEAR}-Q2")
    assert [area["maximum"] for area in quarter["criteria"]] == [18, 20, 22, 22, 18]


def test_where_points_are_lost(shell: Shell) -> None:
    shell.demo()
    found = shell.json("lost-points", "--year", YEAR)
    weights = {"one": 1, "few": 3, "many": 10}
    known = [
        each["gain"] / weights[each["effort"]]
        for each in found["lost"]
        if each["proposed"] is not None and not each["final"]
    ]
    assert known == sorted(known, reverse=True)
    assert all((each["by"] is None) == each["final"] for each in found["lost"])
    assert all(each["lost"] > 0 and each["sentence"] for each in found["lost"])
    assert any(each["ways"] for each in found["lost"])
    code, out, _ = shell.run("lost-points", "--year", YEAR)
    assert code == 0
    assert " mất " in out
    assert " - " in out


def test_a_year_that_has_not_begun_has_ways_too(shell: Shell) -> None:
    shell.demo()
    found = shell.json("lost-points", "--year", str(int(YEAR) + 3))["lost"]
    assert any(way["sentence"].startswith("Số liệu ") for each in found for way in each["ways"])


@pytest.mark.parametrize("command", ["score", "lost-points", "today", "rules", "evidence"])
@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999"])
def test_a_day_in_no_year_of_reports_is_refused(shell: Shell, command: str, day: str) -> None:
    shell.json("new-office", "--name", "UBND xã An Bình", "--superior", "UBND tỉnh", "--place", "An Bình")
    option = "--date" if command in ("today", "rules", "evidence") else "--as-of"
    assert "từ 2000 đến 2100" in shell.refused(command, option, day)


def test_what_if_stores_nothing(shell: Shell) -> None:
    shell.demo()
    before = shell.json("score", "--year", YEAR)["total"]
    found = shell.json("what-if", "--year", YEAR, "--set", "8.4=2", "--set", "3.4.1=0")
    changes = {each["code"]: each for each in found["changes"]}
    assert (changes["8.4"]["points"], changes["3.4.1"]["points"]) == (2, 0)
    assert found["before"] == before
    assert round(found["total"] - before, 2) == found["gain"]
    assert shell.json("score", "--year", YEAR)["total"] == before
    code, out, _ = shell.run("what-if", "--year", YEAR, "--set", "8.4=2")
    assert code == 0
    assert "(-1)" in out
    for wrong in ("1.2", "9.9=1", "1=3", "1.2=x", "3.99=5", "figure:3.4.1=5"):
        assert shell.refused("what-if", "--year", YEAR, "--set", wrong)


def test_a_figure_is_tried_by_the_code_of_its_indicator(shell: Shell) -> None:
    shell.demo()
    code, out, _ = shell.run("what-if", "--year", YEAR, "--set", "8.04=100", "--set", "8.4=0")
    assert code == 0
    assert "8.1      10/10" in out
    for given in ("8.04=50", "figure:8.04=50"):
        found = shell.json("what-if", "--year", YEAR, "--set", given)
        assert [(each["code"], each["points"]) for each in found["changes"]] == [("8.1", 5)]
        assert round(found["before"] + found["gain"], 2) == found["total"]


def test_what_the_office_decides(shell: Shell) -> None:
    shell.demo()
    found = shell.json("set-criterion", "8.4", "--year", YEAR, "--number", "2", "--note", "")
    assert found["criteria"][0]["points"] == 2
    assert "khác đề xuất" in shell.refused("set-criterion", "8.4", "--year", YEAR, "--points", "1")
    shell.json("set-criterion", "8.4", "--year", YEAR, "--points", "1", "--note", "Thiếu kế hoạch")
    code, out, _ = shell.run("score", "--year", YEAR)
    assert code == 0
    assert "8.4      1/3" in out
    assert "(đã chấm)" in out
    shell.json("set-criterion", "8.4", "--year", YEAR, "--clear")
    assert shell.json("set-criterion", "3.4.1", "3.6", "--year", YEAR, "--accept")["criteria"]
    off = shell.json("set-criterion", "3.3", "--year", YEAR, "--not-applied", "--note", "Chưa thành lập")
    assert off["maximum"] == 97.5
    assert "từng tiêu chí" in shell.refused("set-criterion", "8.4", "1.5", "--year", YEAR, "--number", "1")
    assert "Hãy ghi lý do" in shell.refused("set-criterion", "1.5", "--year", YEAR, "--not-applied")


def test_the_sheet_is_exported(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    for fmt in ("xlsx", "pdf", "docx"):
        target = tmp_path / f"bang.{fmt}"
        found = shell.json("export-scores", "--year", "2026", "--format", fmt, "--out", str(target))
        assert found["bytes"] == target.stat().st_size > 5000
        report = tmp_path / f"bao-cao.{fmt}"
        found = shell.json(
            "export-scores", "--year", "2026", "--as", "report", "--format", fmt, "--out", str(report)
        )
        assert found["bytes"] == report.stat().st_size > 5000
        assert report.read_bytes() != target.read_bytes()
    posted = ["--as", "publication", "--format", "pdf", "--out", str(tmp_path / "cong-khai.pdf")]
    assert shell.json("export-scores", "--period", "2026-Q2", *posted)["bytes"] > 5000
    assert "Hãy chọn một quý" in shell.refused("export-scores", "--year", "2026", *posted)


def test_a_year_is_foreseen(shell: Shell) -> None:
    shell.demo()
    found = shell.json("score", "--year", YEAR, "--as-of", f"1/5/{YEAR}", "--forecast")
    assert found["forecast"]["day"] == f"{YEAR}-12-31"
    assert found["forecast"]["low"] <= found["forecast"]["high"]
    for area in found["criteria"]:
        assert area["forecast"]["low"] <= area["forecast"]["high"]
        if "children" in area:
            assert (
                round(sum(each["forecast"]["high"] for each in area["children"]), 2)
                == (area["forecast"]["high"])
            )
    code, out, _ = shell.run("score", "--year", YEAR, "--as-of", f"1/5/{YEAR}", "--forecast")
    assert code == 0
    assert "nếu việc còn mở xong đúng hạn" in out
    assert "→ 31/12: " in out
    # A day that is yet to come is foreseen, too; of a day gone by nothing is unless it is asked for.
    assert "forecast" in shell.json("score", "--as-of", f"31/12/{date.today().year + 1}")
    assert "forecast" not in shell.json("score", "--year", YEAR, "--as-of", f"1/5/{YEAR}")
    assert "cả năm" in shell.refused("score", "--period", f"{YEAR}-Q2", "--forecast")


def test_what_to_do_this_month(shell: Shell) -> None:
    shell.demo()
    found = shell.json("lost-points", "--year", YEAR, "--this-month", "--as-of", f"4/5/{YEAR}")
    assert found["until"] == f"{YEAR}-05-31"
    known = [each for each in found["moves"] if each["kind"] != "declare"]
    weights = {"one": 1, "few": 3, "many": 10}
    worths = [each["gain"] / weights[each["effort"]] for each in known]
    assert worths == sorted(worths, reverse=True)
    assert found["to_win"] == round(sum(each["gain"] for each in known if each["kind"] == "win"), 2)
    code, out, _ = shell.run("lost-points", "--year", YEAR, "--this-month", "--as-of", f"4/5/{YEAR}")
    assert code == 0
    assert out.startswith(f"Nên làm gì trong tháng 5/{YEAR}: làm hết được thêm ")
    assert "lấy lại điểm 1, một việc, hạn " in out
    assert "cả năm" in shell.refused("lost-points", "--period", f"{YEAR}-Q2", "--this-month")
