"""Corrections after issue: the reason that is asked for, the next report's passage, the sheet, undo."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc_desktop.catalogue.written import described_outline, our_sections, superior_outline
from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.dossiers import Dossiers
from cchc_desktop.domain.errors import ReasonNeeded, Refusal
from cchc_desktop.domain.forms import FormRow
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.domain.templates.word_outline import Heading, Placed
from tests.office.report_desk import HALF, Q1, Desk
from tests.reporting import report

Q2, NINE = Period.parse("2026-Q2"), Period.parse("2026-9T")
WHY = "bổ sung đơn vị sáp nhập"


@pytest.fixture
def issued(desk: Desk) -> Desk:
    """The report of quarter I went out with 12 units; it is May."""
    desk.type(Q1, c1_06="12", c1_07="3", c2_02="3")
    desk.office.reports.issue(Q1, "31", date(2026, 3, 17))
    desk.today = date(2026, 5, 4)
    return desk


def correct(desk: Desk, code: str, text: str, why: str = WHY, period: Period = Q1) -> None:
    with desk.office.corrections.because(why):
        desk.office.figures.type_figure(period, code, text)


def told(desk: Desk, period: Period = Q1) -> list[tuple[str, str, str]]:
    found = desk.office.corrections.of_report(period)
    assert found is not None
    return [(each.item, each.was, each.now) for each in found.corrections]


def count(desk: Desk, period: Period = Q1) -> int:
    found = desk.office.corrections.of_report(period)
    assert found is not None
    return found.count


def passage(desk: Desk, period: Period = HALF) -> str:
    rows = desk.office.reports.text.passages(period)
    return "".join(row.text for row in rows if row.key == "corrections")


def test_without_a_reason_nothing_is_stored(issued: Desk) -> None:
    with pytest.raises(ReasonNeeded) as needed:
        issued.office.figures.type_figure(Q1, "1.06", "14")
    assert str(needed.value) == (
        "Thay đổi này làm khác Báo cáo số 31/BC-UBND ngày 17/3/2026 (quý I năm 2026) đã phát hành: hãy ghi "
        "lý do đính chính."
    )
    assert issued.office.figures.figure(Q1, "1.06").value == 12
    assert told(issued) == []
    assert issued.office.figures.ledger().reading(Q1, "1.06").value == 12


def test_a_correction_is_kept_with_its_reason_and_undone(issued: Desk) -> None:
    issued.office.settings.sit_down("Nguyễn Thị Lan")
    correct(issued, "1.06", "15")
    assert told(issued) == [("1.06", "12", "15"), ("1.09", "25", "20")]
    one = issued.office.corrections.asked(Q1).corrections[0]
    assert (one.reason, one.corrected_on, one.officer) == (WHY, issued.today, "Nguyễn Thị Lan")
    correct(issued, "1.06", "16", "đếm lại")
    assert told(issued)[0] == ("1.06", "12", "16")
    issued.office.history.undo()
    assert told(issued)[0] == ("1.06", "12", "15")
    issued.office.history.undo()
    assert told(issued) == []


def test_coming_back_to_what_was_reported_needs_no_reason(issued: Desk) -> None:
    correct(issued, "1.06", "15")
    issued.office.figures.type_figure(Q1, "1.06", "12")
    assert told(issued) == []
    assert passage(issued) == ""


def test_only_what_reaches_an_issued_report_is_asked_about(issued: Desk) -> None:
    issued.type(Q2, c1_06="9")
    figure = issued.office.figures.figure(Q1, "1.06")
    issued.office.figures.set_figures(Q1, {"1.06": replace(figure, note="theo sổ")})
    assert told(issued) == []
    issued.office.reports.recall(Q1)
    issued.office.figures.type_figure(Q1, "1.06", "14")


def test_a_longer_report_is_corrected_with_its_quarter(issued: Desk) -> None:
    issued.type(Q2, c2_02="6")
    issued.today = date(2026, 6, 20)
    issued.office.reports.issue(HALF, "78", date(2026, 6, 20))
    with pytest.raises(ReasonNeeded, match="và 1 báo cáo khác"):
        issued.office.figures.type_figure(Q1, "2.02", "5")
    correct(issued, "2.02", "5")
    assert ("2.02", "9", "11") in told(issued, HALF)
    assert ("2.02", "3", "5") in told(issued)


def test_the_next_report_tells_it_once(issued: Desk) -> None:
    assert "corrections" not in [row.key for row in issued.office.reports.text.passages(HALF)]
    correct(issued, "1.06", "15")
    assert passage(issued, Q1) == ""
    assert passage(issued) == (
        "UBND xã An Bình đính chính số liệu đã báo cáo như sau:\n"
        "- Báo cáo số 31/BC-UBND ngày 17/3/2026 (quý I năm 2026): tổng số cơ quan, đơn vị/bộ phận thuộc diện "
        "kiểm tra từ 12 thành 15 đơn vị; tỷ lệ đã kiểm tra từ 25% thành 20%; lý do: bổ sung đơn vị sáp nhập."
    )
    row = issued.passage("corrections", HALF)
    assert (row.title, row.own) == ("Đính chính số liệu đã báo cáo", False)
    assert row.marker
    issued.today = date(2026, 6, 20)
    issued.office.reports.issue(HALF, "78", date(2026, 6, 20))
    assert not issued.passage("corrections", HALF).changed
    assert passage(issued, NINE) == ""
    # What was told is corrected anew, from what the later report said.
    correct(issued, "1.06", "20")
    assert "từ 15 thành 20 đơn vị" in passage(issued, NINE)
    assert "từ 12 thành 15 đơn vị" in passage(issued, HALF)
    assert count(issued) == 2
    issued.office.history.undo()
    issued.office.reports.recall(HALF)
    assert "từ 12 thành 15 đơn vị" in passage(issued, NINE)


def test_an_official_words_it_otherwise(issued: Desk) -> None:
    correct(issued, "1.06", "15")
    issued.office.reports.set_passage(HALF, "corrections", "Xin đính chính 1.06 là 15.")
    assert passage(issued) == "Xin đính chính 1.06 là 15."
    correct(issued, "1.06", "16")
    assert issued.passage("corrections", HALF).changed


def test_every_number_of_the_passage_is_a_stored_one(issued: Desk) -> None:
    for number in range(1, 13):
        code = f"3.{number:02}"
        if issued.office.catalogues.of_period(Q1).by_code[code].is_typed:
            try:
                correct(issued, code, str(number + 100))
            except Refusal:
                continue
    found = issued.office.corrections.asked(Q1).corrections
    stored = {text for each in found for text in (each.was, each.now)}
    numbers = set(re.findall(r"(?:từ|thành) ([\d.,]*\d)", passage(issued)))
    assert len(numbers) > 3
    assert numbers <= stored


def test_many_corrections_are_cut_short(issued: Desk) -> None:
    codes = [each.code for each in issued.office.catalogues.of_period(Q1).indicators if each.is_typed][:40]
    for code in codes:
        try:
            correct(issued, code, "0")
        except Refusal:
            continue
    of_text = passage(issued).count(" từ ")
    assert of_text == 8
    more = len(told(issued)) - of_text
    assert f"{more} số liệu khác tại bảng đính chính gửi kèm" in passage(issued)


def test_rows_of_forms_and_tasks(desk: Desk) -> None:
    office = desk.office
    field = office.dossiers.fields()[0]
    row = Dossiers(online=4, direct=6, on_time=10)
    office.dossiers.set_row(Q1, field.id, row)
    column = office.forms.form("ii07b", Q1).typed[0].id
    form_row = office.forms.add_row("ii07b", Q1, "UBND xã", {column: 1})
    office.reports.issue(Q1, "31", date(2026, 3, 17))
    desk.today = date(2026, 5, 4)
    with pytest.raises(ReasonNeeded):
        office.dossiers.set_row(Q1, field.id, replace(row, direct=8, on_time=12))
    with office.corrections.because(WHY):
        office.dossiers.set_row(Q1, field.id, replace(row, direct=8, on_time=12))
    cells = {item: (was, now) for item, was, now in told(desk) if item.startswith("II.06a")}
    assert cells[f"II.06a 2026-Q1 {field.id} direct"] == ("6", "8")
    assert any(item[0].isdigit() for item, _, _ in told(desk))
    assert "Biểu II.06a" not in passage(desk)
    with pytest.raises(ReasonNeeded):
        office.forms.delete_row(form_row.id)
    with office.corrections.because(WHY):
        office.forms.save_rows("ii07b", Q1, [FormRow(form_row.id, "UBND xã", {column: 2})])
    assert (f"II.07b 2026-Q1 {form_row.id} {column}", "1", "2") in told(desk)


def test_a_task_that_was_done_by_then(issued: Desk) -> None:
    task = issued.office.tasks.rows()[0]
    late = TaskUpdate(date(2026, 5, 2), 100, "Xong")
    report(issued.office, task.id, late)
    early = TaskUpdate(date(2026, 3, 1), 100, "Đã xong từ tháng 3")
    with pytest.raises(ReasonNeeded):
        report(issued.office, task.id, early)
    with issued.office.corrections.because("cập nhật muộn"):
        report(issued.office, task.id, early)
    states = [(was, now) for item, was, now in told(issued) if item == f"task {task.id}"]
    assert len(states) == 1
    assert states[0][1].startswith("hoàn thành")
    update = issued.office.tasks.updates(task.id)[0]
    # It is as it was reported again.
    issued.office.tasks.delete_update(update.id)
    assert told(issued) == []


def test_the_sheet(issued: Desk, tmp_path: Path) -> None:
    corrections = issued.office.corrections
    with pytest.raises(Refusal, match=r"^Báo cáo 6 tháng đầu năm 2026 chưa phát hành nên"):
        corrections.sheet(HALF)
    with pytest.raises(Refusal, match=r"^Báo cáo quý I năm 2026 chưa có số liệu nào được đính chính"):
        corrections.sheet(Q1)
    correct(issued, "1.06", "15")
    sheet = corrections.sheet(Q1)
    assert corrections.file_name(Q1, "pdf") == "31-BC-UBND-dinh-chinh-so-lieu-quy-i-nam-2026.pdf"
    for fmt in ("pdf", "docx", "xlsx"):
        export_file(sheet, fmt, tmp_path / f"sheet.{fmt}")
    pages = load_workbook(tmp_path / "sheet.xlsx").worksheets
    values = [list(row) for page in pages for row in page.iter_rows(values_only=True)]
    (line,) = (row for row in values if "1.06" in row)
    at = line.index("1.06")
    assert [line[at + 3], line[at + 4], line[at + 5]] == [12, 15, WHY]
    assert any(
        "Đính chính Báo cáo số 31/BC-UBND ngày 17 tháng 3 năm 2026" in str(cell)
        for row in values
        for cell in row
    )


def test_the_value_that_was_printed_counts(desk: Desk) -> None:
    """Data that had changed since the report went out, before reasons were asked for."""
    desk.type(Q1, c1_06="12")
    desk.office.reports.issue(Q1, "31", date(2026, 3, 17))
    desk.office._desk.watch = lambda _, __: None
    desk.type(Q1, c1_06="13")
    desk.office._desk.watch = desk.office._watched
    correct(desk, "1.06", "15")
    assert told(desk)[0] == ("1.06", "12", "15")
    desk.office.figures.type_figure(Q1, "1.06", "12")
    assert told(desk) == []


def test_a_superiors_outline_ends_with_it_too() -> None:
    headings = (Placed(Heading(1, "KẾT QUẢ THỰC HIỆN"), "I", "", ()),)
    keys = [section.key for section in superior_outline(headings, "de-cuong.docx").sections]
    assert keys[-2:] == ["corrections", "closing"]
    assert "corrections" not in [each.key for each in our_sections(described_outline())]
