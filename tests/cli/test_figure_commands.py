"""The commands on figures, forms, reports and catalogues: their JSON, their refusals, and what they leave."""

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop import catalogue, resources
from tests.cli.conftest import Shell
from tests.intake.annexes import changed, fill, row_of

CATALOGUE = resources.read_text("catalogue", "indicators.toml")
ASKED = len(catalogue.indicators().on(date(2026, 3, 14)).indicators)
"""So many indicators the first quarter of 2026 has."""


def dump(shell: Shell) -> list[str]:
    """Everything that the data file holds."""
    if not (shell.folder / "cchc.db").exists():
        return []
    db = sqlite3.connect(shell.folder / "cchc.db")
    try:
        return list(db.iterdump())
    finally:
        db.close()


def figure(shell: Shell, code: str, period: str = "2026-Q1") -> dict[str, Any]:
    """One row of ``figures``."""
    (row,) = [row for row in shell.json("figures", period) if row["code"] == code]
    return dict(row)


def kept_as_it_was(shell: Shell, *words: str) -> str:
    """The sentence with which a command is refused; the data are the same before and after."""
    shell.json("periods")  # The data file is made by the first command.
    before = dump(shell)
    sentence = shell.refused(*words)
    assert dump(shell) == before
    return sentence


def test_a_figure_is_typed_and_read_back(shell: Shell) -> None:
    typed = shell.json(
        "set-figure", "2026-q1", "3.14", "1.234", "--note", "Theo Cổng DVC", "--source", "Một cửa"
    )
    assert (typed["code"], typed["value"], typed["state"]) == ("3.14", 1234, "actual")
    assert (typed["note"], typed["source"]) == ("Theo Cổng DVC", "Một cửa")
    assert figure(shell, "3.14") == typed
    assert shell.json("set-figure", "2026-Q1", "3.14", "1.300", "--estimate")["state"] == "estimate"
    again = shell.json("set-figure", "2026-Q1", "3.14", "1.250")
    assert (again["value"], again["estimate"], again["note"]) == (1250, False, "Theo Cổng DVC")
    assert shell.json("set-figure", "2026-Q1", "3.14", "ước 1.260")["estimate"]
    none = shell.json("set-figure", "2026-Q1", "3.14", "--none")
    assert (none["value"], none["state"], none["note"]) == (0, "none", "Theo Cổng DVC")
    assert "không ghi «ước» được" in shell.refused("set-figure", "2026-Q1", "3.14", "--none", "--estimate")
    gone = shell.json("set-figure", "2026-Q1", "3.14", "")
    assert (gone["value"], gone["state"], gone["note"]) == (None, "empty", "")
    assert shell.json("history")[0]["operation"] == "Nhập số liệu"
    shell.json("undo")
    assert figure(shell, "3.14")["state"] == "none"


def test_numbers_have_the_types_of_json(shell: Shell) -> None:
    shell.json("set-figure", "2026-Q1", "1.35", "250,5")
    shell.json("set-figure", "2026-Q1", "3.01", "3")
    shell.json("set-figure", "2026-Q1", "3.05", "1")
    for code, value in (("1.35", 250.5), ("3.01", 3), ("3.06", 33.33), ("3.07", None)):
        found = figure(shell, code)["value"]
        assert (found, type(found)) == (value, type(value))


def test_states_and_other_periods(shell: Shell) -> None:
    for period, online in (("2025-Q1", "50"), ("2025-Q4", "80"), ("2026-Q1", "100"), ("2026-Q2", "40")):
        shell.json("set-figure", period, "3.14", online)
    shell.json("set-figure", "2026-Q1", "3.15", "--none")
    row = figure(shell, "3.14", "2026-Q2")
    assert (row["value"], row["cumulated"], row["previous"]) == (40, 140, 100)
    assert figure(shell, "3.14", "2026-Q1")["same_period_last_year"] == 50
    assert figure(shell, "3.14", "2026-6T")["value"] == 140
    assert figure(shell, "3.25")["state"] == "computed"
    assert figure(shell, "3.25")["value"] == 100
    shell.json("set-figure", "2026-Q1", "3.37", "0")
    shell.json("set-figure", "2026-Q1", "3.38", "0")
    undefined = figure(shell, "3.39")
    assert (undefined["value"], undefined["state"]) == (None, "undefined")
    assert figure(shell, "3.36")["state"] == "empty"
    shell.json("set-dossiers", "2026-Q3", "ho tich", "--online", "7")
    counted = figure(shell, "3.14", "2026-Q3")
    assert (counted["value"], counted["state"]) == (7, "counted")
    areas = {row["area"] for row in shell.json("figures", "2026-Q1", "--area", "3")}
    assert areas == {3}


def test_what_is_carried_over(shell: Shell) -> None:
    for code, value in (("3.41", "2"), ("3.42", "5"), ("3.43", "4")):
        shell.json("set-figure", "2026-Q1", code, value)
    carried = figure(shell, "3.41", "2026-Q2")
    assert (carried["value"], carried["state"]) == (3, "carried")
    assert "quý I năm 2026 (3)" in kept_as_it_was(shell, "set-figure", "2026-Q2", "3.41", "9")


def test_targets_of_the_plan(shell: Shell) -> None:
    shell.demo()
    rows = [row for row in shell.json("figures", "2026-Q1") if row["target"]]
    assert rows
    for row in rows:
        assert row["target"]["text"]
        assert row["target"]["sentence"]
        assert row["target"]["met"] in (True, False, None)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("2026-Q1", "3.14", "-5"), "không thể là số âm"),
        (("2026-Q1", "3.14", "-1.234"), "không thể là số âm"),
        (("2026-Q1", "1.35", "-1.234,5"), "không thể là số âm"),
        (("2026-Q1", "3.14", "1,234"), "nếu là 1.234 thì nhập 1.234"),
        (("2026-Q1", "3.14", "5,5"), "đếm bằng số nguyên"),
        (("2026-Q1", "3.14", "nhiều"), "không phải là số"),
        (("2026-Q1", "3.14", "1" * 20), "15 chữ số"),
        (("2026-Q1", "8.04", "100,01"), "không thể lớn hơn 100%"),
        (("2026-Q1", "3.50", "97,123"), "2 chữ số sau dấu phẩy"),
        (("2026-Q1", "3.13", "5"), "được tính theo công thức"),
        (("2026-6T", "3.14", "5"), "nhập ở từng quý"),
        (("2026-Q1", "1.34", "3"), "không có mức «3»"),
        (("2026-Q1", "8.04", "--none"), "không phát sinh"),
        (("2026-Q1", "3.14", "", "--estimate"), "chưa có số"),
        (("2026-Q1", "9.99", "1"), "Không có chỉ tiêu thống kê mã «9.99»"),
        (("2026-Q1", "", "1"), "Không có chỉ tiêu thống kê"),
        (("2026-Q5", "3.14", "1"), "Không có kỳ báo cáo «2026-Q5»"),
        (("2026", "3.14", "1"), "Không có kỳ báo cáo"),
        (("1999-Q1", "3.14", "1"), "2000 đến 2100"),
    ],
)
def test_a_refused_figure(shell: Shell, words: tuple[str, ...], says: str) -> None:
    assert says in kept_as_it_was(shell, "set-figure", *words)


def test_a_part_larger_than_the_whole(shell: Shell) -> None:
    shell.json("set-figure", "2026-Q1", "1.01", "5")
    assert "(6) lớn hơn" in kept_as_it_was(shell, "set-figure", "2026-Q1", "1.02", "6")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("set-figure", "2026-Q1", "3.14"), "thiếu một trong các tham số SỐ --none"),
        (("set-figure", "2026-Q1", "3.14", "5", "--none"), "không dùng --none cùng với SỐ"),
        (("set-figure", "2026-Q1"), "thiếu tham số"),
        (("figures", "2026-Q1", "--area", "9"), "hãy chọn"),
        (("export-report", "2026-Q1", "--format", "odt", "--out", "x"), "hãy chọn"),
        (("export-form", "II.06a", "2026-Q1", "--out", "x"), "thiếu tham số --format"),
        (("catalogue", "--check", "a", "--import", "b"), "không dùng --import cùng với --check"),
        (("import-figures", "a.xlsx"), "thiếu tham số KỲ"),
    ],
)
def test_wrong_usage(shell: Shell, words: tuple[str, ...], says: str) -> None:
    code, out, err = shell.run(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err


def test_check_of_a_period(shell: Shell) -> None:
    empty = shell.json("check-period", "2026-Q1")
    assert (empty["period"], empty["ok"], empty["problems"]) == ("2026-Q1", False, [])
    assert empty["complete"]["done"] == 0
    assert "3.14" in empty["missing"]
    assert "3.13" not in empty["missing"]
    shell.json("set-figure", "2026-Q1", "1.23", "10")
    shell.json("set-figure", "2026-Q1", "1.24", "3")
    shell.json("set-dossiers", "2026-Q1", "Hộ tịch", "--online", "10", "--on-time", "4")
    found = shell.json("check-period", "2026-q1")
    assert found["complete"]["done"] > 2
    assert "1.24" not in found["missing"]
    told = {one["severity"] for one in found["problems"]}
    assert {"warning", "error"} <= told
    assert all(set(one) == {"code", "severity", "sentence"} for one in found["problems"])
    code, out, err = shell.run("check-period", "2026-Q1")
    assert (code, err) == (0, "")
    assert "Còn thiếu" in out
    assert "Không có kỳ báo cáo" in shell.refused("check-period", "quý I")


def test_a_span_with_an_empty_quarter_is_nowhere_whole(shell: Shell) -> None:
    for code in ("1.20", "1.21", "3.01"):
        shell.json("set-figure", "2027-Q1", code, "5")
    shell.json("set-figure", "2027-Q2", "1.21", "4")
    found = shell.json("check-period", "2027-6T")
    assert found["gaps"] == {"2027-Q2": ["1.20", "3.01"]}
    assert found["complete"]["done"] == 1
    (listed,) = [row for row in shell.json("periods", "2027") if row["period"] == "2027-6T"]
    assert listed["complete"] == found["complete"]
    assert "Quý II năm 2027: chưa có 2 số liệu" in shell.run("check-period", "2027-6T")[1]
    shell.json("set-figure", "2027-Q2", "1.20", "5")
    shell.json("set-figure", "2027-Q2", "3.01", "5")
    found = shell.json("check-period", "2027-6T")
    assert (found["gaps"], found["complete"]["done"]) == ({}, 3)
    shell.json("set-dossiers", "2027-Q2", "Hộ tịch", "--online", "10", "--on-time", "10")
    shell.json("set-figure", "2027-Q2", "3.41", "2")
    opening = shell.json("check-period", "2027-6T")["gaps"]["2027-Q1"]
    assert "3.41" in opening, "nobody knows what there was when the year began"
    assert set(opening) & set(shell.json("check-period", "2027-Q1")["missing"]) == set(opening)


def test_what_was_cumulated_without_a_quarter_says_so(shell: Shell) -> None:
    for period in ("2027-Q1", "2027-Q3"):
        shell.json("set-figure", period, "1.20", "5")
    assert "(lũy kế 10, thiếu quý II)" in shell.run("figures", "2027-Q3")[1]
    assert "thiếu quý II" in shell.run("figures", "2027-9T")[1]
    (row,) = [one for one in shell.json("figures", "2027-Q3") if one["code"] == "1.20"]
    assert (row["lacks"], row["cumulated_lacks"]) == ([], ["2027-Q2"])
    shell.json("set-figure", "2027-Q2", "1.20", "1")
    assert "thiếu" not in shell.run("figures", "2027-Q3")[1]


def test_periods_of_a_year(shell: Shell) -> None:
    rows = shell.json("periods", "2026")
    assert [row["period"] for row in rows] == [
        "2026-Q1", "2026-Q2", "2026-6T", "2026-Q3", "2026-9T", "2026-Q4", "2026-N",
    ]  # fmt: skip
    first = rows[0]
    assert (first["starts"], first["ends"], first["reported"]) == ("2025-12-15", "2026-03-14", True)
    assert all((row["due"] is not None) == row["reported"] for row in rows)
    assert len(shell.json("periods")) == 7
    for year in ("1999", "x", "2026,5", "9" * 30, "-1"):
        shell.refused("periods", year)


def test_the_form_takes_the_place_of_typed_figures_only_where_it_is_told_to(shell: Shell) -> None:
    shell.json("set-figure", "2026-Q3", "3.14", "410")
    code, out, _ = shell.run("set-dossiers", "2026-Q3", "Hộ tịch", "--online", "398")
    assert code == 0
    assert "Số nhập tay khác biểu vẫn được giữ; thêm --replace" in out
    assert "3.14  nhập tay 410, biểu cộng được 398" in out
    assert figure(shell, "3.14", "2026-Q3")["value"] == 410
    kept = shell.json("set-dossiers", "2026-Q3", "Hộ tịch", "--direct", "2")
    assert kept["typed"] == [{"code": "3.14", "typed": 410, "form": 398, "note": ""}]
    assert kept["replaced"] is False
    shell.json("set-dossiers", "2026-Q3", "Hộ tịch", "--replace")
    counted = figure(shell, "3.14", "2026-Q3")
    assert (counted["value"], counted["state"]) == (398, "counted")
    assert "Không có số nhập tay nào" in shell.refused("set-dossiers", "2026-Q3", "Hộ tịch", "--replace")
    stored = shell.json("set-dossiers", "2026-Q3", "Hộ tịch", "--direct", "7", "--replace")
    assert (stored["direct"], stored["typed"]) == (7, [])
    assert "ghi lý do" in shell.refused("set-figure", "2026-Q3", "3.14", "410")
    shell.json("set-figure", "2026-Q3", "3.14", "410", "--note", "gồm hồ sơ giấy")
    assert figure(shell, "3.14", "2026-Q3")["value"] == 410


def test_form_of_dossiers(shell: Shell) -> None:
    typed = shell.json(
        "set-dossiers", "2026-Q1", "hộ tịch", "--online", "1.000", "--direct", "20", "--carried", "5",
        "--early", "900", "--on-time", "100", "--late", "5", "--pending-in-time", "20", "--pending-late", "0",
    )  # fmt: skip
    assert (typed["received"], typed["resolved"], typed["pending"]) == (1025, 1005, 20)
    assert typed["problems"] == []
    changed = shell.json("set-dossiers", "2026-Q1", typed["id"], "--late", "4")
    assert (changed["online"], changed["late"], len(changed["problems"])) == (1000, 4, 1)
    shown = shell.json("dossiers", "2026-Q1")
    assert shown["total"]["received"] == 1025
    assert shown["problems"] == changed["problems"]
    handed_on = shell.json("dossiers", "2026-Q2")
    assert handed_on["rows"][0]["carried"] == 20
    assert [handed_on["total"][name] for name in ("received", "resolved", "pending")] == [20, None, None]
    assert "tiếp nhận 20 (từ kỳ trước 20), đã giải quyết chưa nhập" in shell.run("dossiers", "2026-Q2")[1]
    for words, says in (
        (("2026-Q1", "Hộ tịch", "--late", "-4"), "số nguyên từ 0"),
        (("2026-Q1", "Hộ tịch", "--late", "4,5"), "số nguyên"),
        (("2026-Q1", "Hộ tịch", "--late", "x"), "không phải là số"),
        (("2026-Q1", "Hộ tịch"), "--online"),
        (("2026-Q1", "Vũ trụ", "--late", "4"), "«Chứng thực»"),
        (("2026-Q1", "", "--late", "4"), "«Chứng thực»"),
        (("2026-6T", "Hộ tịch", "--late", "4"), "từng quý"),
        (("2026-Q2", "Hộ tịch", "--carried", "4"), "Hãy sửa ở biểu đó"),
    ):
        assert says in kept_as_it_was(shell, "set-dossiers", *words)


def test_directive_documents(shell: Shell) -> None:
    words = ("add-directive", "--date", "05/01/2026", "--number", "15/KH-UBND", "--subject")
    added = shell.json(*words, "Cải cách hành chính năm 2026", "--kind", "Kế hoạch", "--area", "1")
    assert (added["date"], added["area"], added["kind"]) == ("2026-01-05", 1, "Kế hoạch")
    assert shell.json("directives") == [added]
    assert shell.json("directives", "2026-Q1") == [added]
    assert shell.json("directives", "2026-Q3") == []
    assert "đã có văn bản số 15/KH-UBND" in shell.json(*words, "Khác")["notes"][0]
    assert len(shell.json("rows", "van-ban-chi-dao")) == 2
    assert "Trích yếu" in kept_as_it_was(shell, *words, " ")
    tomorrow = ("add-directive", "--date", "31/12/2099", "--number", "1", "--subject", "x")
    assert "sau hôm nay" in kept_as_it_was(shell, *tomorrow)
    bad_day = ("add-directive", "--date", "31/2/2026", "--number", "1", "--subject", "x")
    assert "Không có ngày" in kept_as_it_was(shell, *bad_day)


@pytest.mark.parametrize("fmt", ["pdf", "docx", "xlsx"])
def test_reports_and_forms_are_exported(shell: Shell, tmp_path: Path, fmt: str) -> None:
    shell.json("set-figure", "2026-Q1", "3.14", "120")
    target = tmp_path / f"bao-cao.{fmt}"
    assert shell.json("export-report", "2026-Q1", "--format", fmt, "--out", str(target))["bytes"] > 1000
    for form in ("II.06a", "ii.06A", "PL1"):
        made = shell.json("export-form", form, "2026-6T", "--format", fmt, "--out", str(target))
        assert Path(made["file"]).stat().st_size == made["bytes"]


def test_a_report_is_exported_short_or_in_full(shell: Shell, tmp_path: Path) -> None:
    how = ("export-report", "2026-Q1", "--format", "docx", "--out", str(tmp_path / "bao-cao.docx"))
    assert shell.json(*how, "--length", "short")["bytes"] > 1000
    assert "Không có độ dài «tiny»" in shell.run(*how, "--length", "tiny")[2]


def test_a_report_with_errors_says_so(shell: Shell, tmp_path: Path) -> None:
    how = ("export-report", "2026-Q1", "--format", "xlsx", "--out", str(tmp_path / "bao-cao.xlsx"))
    shell.json("set-dossiers", "2026-Q1", "Hộ tịch", "--online", "10", "--on-time", "4")
    errors = shell.json(*how)["errors"]
    assert any("«Hộ tịch»" in sentence for sentence in errors)
    lines = shell.run(*how)[1].splitlines()
    assert lines[1] == f"Báo cáo còn {len(errors)} lỗi, hãy sửa trước khi trình ký:"
    assert lines[2:] == [f"  Lỗi: {sentence}" for sentence in errors]


def test_exports_that_are_refused(shell: Shell, tmp_path: Path) -> None:
    target = str(tmp_path / "x.pdf")
    how = ("--format", "pdf", "--out", target)
    assert "II.06a" in kept_as_it_was(shell, "export-form", "II.99", "2026-Q1", *how)
    assert "Không có kỳ báo cáo" in kept_as_it_was(shell, "export-form", "II.06a", "2026-Q9", *how)
    assert "Không có kỳ báo cáo" in kept_as_it_was(shell, "export-report", "2026", *how)
    assert "gone" in kept_as_it_was(
        shell, "export-report", "2026-Q1", "--format", "pdf", "--out", "gone/x.pdf"
    )
    assert not Path(target).exists()


# The catalogue


@pytest.fixture
def next_years(tmp_path: Path) -> Path:
    """A circular of the year after, with another name for an indicator."""
    text = CATALOGUE.replace('version = "2026.2"', 'version = "2027.1"')
    text = text.replace("valid_from = 2020-12-15", "valid_from = 2026-12-15")
    text = text.replace('"Hồ sơ tiếp nhận trực tuyến"', '"Hồ sơ nộp trực tuyến"')
    path = tmp_path / "danh-muc.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_catalogue_in_use(shell: Shell) -> None:
    shown = shell.json("catalogue")
    assert shown["indicators"] == sum(area["indicators"] for area in shown["areas"])
    assert [area["area"] for area in shown["areas"]] == list(range(1, 9))
    assert shown["version"] in shell.run("catalogue")[1]


def test_check_of_a_catalogue(shell: Shell, next_years: Path) -> None:
    good = shell.json("catalogue", "--check", str(next_years))
    assert (good["ok"], good["version"], good["valid_from"]) == (True, "2027.1", "2026-12-15")
    assert not shell.folder.exists()
    text = next_years.read_text(encoding="utf-8").replace("[1.04]/[1.03]*100", "[1.04]/[1.99]*100")
    next_years.write_text(text.replace('nature = "flow"', 'nature = "dòng"', 1), encoding="utf-8")
    sentence = shell.refused("catalogue", "--check", str(next_years))
    assert sentence.startswith("danh-muc.toml")
    assert "1.0" in sentence
    assert "gone.toml" in shell.refused("catalogue", "--check", "gone.toml")
    assert not shell.folder.exists()


def test_next_years_circular_is_an_import(shell: Shell, next_years: Path) -> None:
    shell.json("set-figure", "2026-Q1", "3.14", "120")
    assert shell.json("catalogue", "--import", str(next_years))["version"] == "2027.1"
    assert figure(shell, "3.14", "2026-Q1")["name"] == "Hồ sơ tiếp nhận trực tuyến"
    assert figure(shell, "3.14", "2027-Q1")["name"] == "Hồ sơ nộp trực tuyến"
    assert "2027.1" in kept_as_it_was(shell, "catalogue", "--import", str(next_years))
    assert shell.json("undo")["operation"] == "Nhập danh mục chỉ tiêu"
    assert figure(shell, "3.14", "2027-Q1")["name"] == "Hồ sơ tiếp nhận trực tuyến"
    other = next_years.read_text(encoding="utf-8").replace("2026-12-15", "2020-12-15")
    next_years.write_text(other, encoding="utf-8")
    assert "15/12/2020" in kept_as_it_was(shell, "catalogue", "--import", str(next_years))
    next_years.write_text("version = [", encoding="utf-8")
    assert "TOML" in kept_as_it_was(shell, "catalogue", "--import", str(next_years))


def test_json_is_one_value(shell: Shell) -> None:
    code, out, _ = shell.run("figures", "2026-Q1", "--json")
    assert code == 0
    assert len(json.loads(out)) == ASKED


# From Excel


@pytest.fixture
def filled(shell: Shell, tmp_path: Path) -> Path:
    """An exported annex of the first quarter, to be filled in."""
    shell.json("set-figure", "2026-Q1", "1.01", "5")
    path = tmp_path / "phu-luc.xlsx"
    shell.json("export-form", "PL1", "2026-Q1", "--format", "xlsx", "--out", str(path))
    return path


def test_figures_from_excel(shell: Shell, filled: Path) -> None:
    changed(filled, lambda sheet: fill(sheet, {"1.01": 6, "3.14": "1.234", "3.15": "KPS", "1.05": 12}))
    before = dump(shell)
    tried = shell.json("import-figures", str(filled), "2026-Q1", "--dry-run")
    assert tried["dry_run"] is True
    assert dump(shell) == before
    done = shell.json("import-figures", str(filled), "2026-Q1")
    assert done == {**tried, "dry_run": False}
    assert [(one["code"], one["before"], one["after"]) for one in done["changed"]] == [
        ("1.01", 5, 6), ("3.14", None, 1234), ("3.15", None, 0),
    ]  # fmt: skip
    assert done["unchanged"] == ASKED - 3
    assert [one["code"] for one in done["ignored"]] == ["1.05"]
    assert figure(shell, "3.15")["state"] == "none"
    again = shell.json("import-figures", str(filled), "2026-Q1")
    assert (again["changed"], again["unchanged"]) == ([], ASKED)
    assert shell.json("undo")["operation"] == "Nhập số liệu từ Excel"
    assert figure(shell, "1.01")["value"] == 5
    assert figure(shell, "3.14")["value"] is None
    code, out, err = shell.run("import-figures", str(filled), "2026-Q1", "--dry-run")
    assert (code, err) == (0, "")
    assert "Sẽ thay đổi 3 số liệu" in out
    changed(filled, lambda sheet: fill(sheet, {"1.23": 100, "1.24": 90}))
    (problem,) = shell.json("import-figures", str(filled), "2026-Q1", "--dry-run")["problems"]
    said = shell.run("import-figures", str(filled), "2026-Q1", "--dry-run")[1].splitlines()
    assert said[-1].startswith(" 1.24  ")
    assert said[-1].endswith(f": {problem['sentence']}")


def test_what_is_asked_for_at_the_years_end_is_not_taken_before(shell: Shell, filled: Path) -> None:
    sentence = kept_as_it_was(shell, "set-figure", "2026-Q1", "5.14", "3")
    assert "là số của cả năm. Hãy nhập ở quý IV, không nhập ở quý I năm 2026." in sentence
    changed(filled, lambda sheet: fill(sheet, {"5.14": 3, "8.05": 80, "1.01": 7}))
    done = shell.json("import-figures", str(filled), "2026-Q1")
    assert [one["code"] for one in done["changed"]] == ["1.01"]
    assert [one["code"] for one in done["ignored"]] == ["5.14", "8.05"]
    assert "chỉ nhập ở quý IV" in done["ignored"][0]["sentence"]
    assert shell.json("set-figure", "2026-Q4", "5.14", "3")["value"] == 3


def test_the_annex_of_a_report(shell: Shell, filled: Path) -> None:
    shell.json("export-report", "2026-Q1", "--format", "xlsx", "--out", str(filled))
    changed(filled, lambda sheet: fill(sheet, {"3.14": 9}))
    assert [one["code"] for one in shell.json("import-figures", str(filled), "2026-q1")["changed"]] == [
        "3.14"
    ]


def test_what_is_doubted_is_taken_in_only_once_it_was_confirmed(shell: Shell, filled: Path) -> None:
    def by_hand(sheet: Any) -> None:
        fill(sheet, {"1.35": 125_000_000})
        sheet.cell(row_of(sheet, "1.35"), 4).number_format = "#,##0,,"

    changed(filled, by_hand)
    found = shell.json("import-figures", str(filled), "2026-Q1", "--dry-run")
    (change,) = [each for each in found["changed"] if each["code"] == "1.35"]
    doubt = "Ô đang hiện 125 nhưng chứa 125.000.000; lấy số đang hiện, tính bằng triệu đồng."
    assert (change["before_words"], change["after_words"], change["written"]) == (
        "chưa có",
        "125",
        "125.000.000",
    )
    assert (change["doubt"], found["questions"], found["notes"]) == (doubt, [], [])
    assert found["to_confirm"] == [f"Ô {change['cell']}: {doubt}"]
    sentence = kept_as_it_was(shell, "import-figures", str(filled), "2026-Q1")
    assert "1 chỗ phải xem trước khi nhập" in sentence
    assert doubt in sentence
    shell.json("import-figures", str(filled), "2026-Q1", "--confirm")
    assert shell.json("import-figures", str(filled), "2026-Q1", "--dry-run")["changed"] == []


def test_a_file_with_mistakes_changes_nothing(shell: Shell, filled: Path) -> None:
    rows: list[int] = []

    def by_hand(sheet: Any) -> None:
        fill(sheet, {"1.02": 6, "3.14": -5})
        rows.extend(row_of(sheet, code) for code in ("1.02", "3.14"))
        sheet.delete_rows(row_of(sheet, "7.20"))

    changed(filled, by_hand)
    for words in ((), ("--dry-run",), ("--json",)):
        sentence = kept_as_it_was(shell, "import-figures", str(filled), "2026-Q1", *words)
        assert "3 chỗ sai" in sentence
        assert f"Ô D{rows[0]}: Số kế hoạch (6) lớn hơn" in sentence
        assert f"Ô D{rows[1]}: «Hồ sơ tiếp nhận trực tuyến» không thể là số âm" in sentence
        assert "Thiếu dòng mã 7.20" in sentence


def test_files_that_are_no_annex(shell: Shell, filled: Path, tmp_path: Path) -> None:
    assert "quý I năm 2026" in kept_as_it_was(shell, "import-figures", str(filled), "2026-Q2")
    assert "gone.xlsx" in kept_as_it_was(shell, "import-figures", "gone.xlsx", "2026-Q1")
    assert "Không có kỳ báo cáo" in kept_as_it_was(shell, "import-figures", str(filled), "2026")
    other = tmp_path / "x.xlsx"
    shell.json("export-form", "II.06a", "2026-Q1", "--format", "xlsx", "--out", str(other))
    assert "không có bảng thống kê" in kept_as_it_was(shell, "import-figures", str(other), "2026-Q1")


def test_a_count_of_the_form_that_is_none_names_its_column(shell: Shell) -> None:
    for text, said in (("1,5", "số nguyên"), ("một", "không phải là số")):
        sentence = kept_as_it_was(shell, "set-dossiers", "2026-Q1", "Hộ tịch", "--online", text)
        assert sentence.startswith("Số hồ sơ tiếp nhận trực tuyến: ")
        assert said in sentence


def test_without_a_screen_the_window_is_refused(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "không có màn hình" in shell.refused()


@pytest.mark.parametrize(
    "typed", ["\u200b", "\ufeff", "1\u00ad2", "12\u2060", "1\n2", "1\n234", "１２", "1 2", "\udcff"]
)
def test_a_figure_is_deleted_only_by_nothing_at_all(shell: Shell, typed: str) -> None:
    shell.json("set-figure", "2026-Q1", "3.14", "7")
    kept_as_it_was(shell, "set-figure", "2026-Q1", "3.14", typed)
    kept_as_it_was(shell, "set-opening", "2026-9T", "3.14", typed)
    kept_as_it_was(shell, "set-dossiers", "2026-Q1", "Hộ tịch", "--online", typed)
    kept_as_it_was(
        shell, "add-directive", "--date", f"5/1{typed}/2026", "--number", "1/KH", "--subject", "Kế hoạch"
    )
    assert figure(shell, "3.14")["value"] == 7


def test_commands_tell_that_form_ii06a_may_have_been_replaced(shell: Shell, tmp_path: Path) -> None:
    told = "có thể đã được thay thế bởi Thông tư số 09/2026/TT-BTP"
    for period, notes in (("2026-Q2", 0), ("2026-Q3", 1)):
        exported = ("export-form", "II.06a", period, "--format", "xlsx", "--out", str(tmp_path / "a.xlsx"))
        for words in (("dossiers", period), ("check-period", period), exported):
            answer = shell.json(*words)
            assert [told in note for note in answer["notes"]] == [True] * notes
    assert told in shell.run("dossiers", "2026-Q3")[1]
    assert told not in shell.run("dossiers", "2026-Q2")[1]
