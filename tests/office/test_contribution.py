"""A form that an officer without the program fills in, and what comes of it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font, PatternFill

from cchc_desktop.domain.access import Role
from cchc_desktop.domain.contribution import marks
from cchc_desktop.domain.errors import ReasonNeeded, Refusal
from cchc_desktop.domain.offices import OfficeProfile, Officer
from cchc_desktop.domain.plan import new_id
from cchc_desktop.domain.registers.register import RegisterRow
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.intake.read_contribution import read_contribution
from cchc_desktop.office import Findings, Office
from cchc_desktop.office.assigning import TaskEdit
from cchc_desktop.office.contribution import registers
from cchc_desktop.office.contribution.draft import FormDraft, FormMistakes, Meets
from cchc_desktop.office.contribution.forms import read_form, write_form
from tests.contributions import FIGURES, REMARKS, TASKS, Filled, draft_of, made
from tests.libreoffice import WORKBOOK, convert

Q3 = Period.parse("2026-Q3")
FIRST, SECOND = "Rà soát thủ tục hành chính nội bộ.", "Niêm yết công khai thủ tục tại bảng tin."
SUB = "Rà soát thủ tục hành chính nội bộ. (Lập danh mục thủ tục.)"
COMPLAINTS = "Phản ánh, kiến nghị"


@pytest.fixture(autouse=True)
def few_blank_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms are made, read and saved by the dozen here: a few blank rows do."""
    monkeypatch.setattr(registers, "BLANK_ROWS", 3)


def told(draft: FormDraft) -> list[tuple[str, str, str]]:
    """What a draft would change: of what, from what, to what."""
    return [(change.column, change.ours, change.theirs) for change in draft.changes]


def value(office: Office, code: str) -> Decimal | None:
    """The figure that is stored."""
    return office.figures.figure(Q3, code).value


def complaints(office: Office) -> list[RegisterRow]:
    """The rows of a register of the area."""
    return office.registers.rows("phan-anh")


def fill_all(form: Filled) -> None:
    """Something of every kind."""
    form.put(FIGURES, "3.55", Trong_kỳ=12, Ghi_chú="theo sổ")
    form.put(FIGURES, "3.56", Tình_trạng="Không phát sinh")
    form.cell(TASKS, SECOND, "Tiến độ (%)").value = 40
    form.cell(TASKS, SECOND, "Kết quả").value = "Đã niêm yết 10 thủ tục."
    sheet = form.sheet(COMPLAINTS)
    code = form.column(COMPLAINTS, "Mã số")
    row = next(at for at in range(form.header(COMPLAINTS) + 1, 99) if sheet.cell(at, code).value is None)
    fields = {
        "Mã số": "PA-900", "Ngày nhận": date(2026, 7, 1), "Nội dung": "Đường hỏng",
        "Kênh tiếp nhận": "Trực tiếp",
    }  # fmt: skip
    for header, typed in fields.items():
        sheet.cell(row, form.column(COMPLAINTS, header)).value = typed
    form.put(REMARKS, "3. Thủ tục hành chính: Kết quả nổi bật", Nhận_xét="Trả kết quả sớm.")


def test_a_form_that_nobody_filled_in_changes_nothing(office: Office, tmp_path: Path) -> None:
    office.figures.type_figure(Q3, "3.55", "ước 7")
    office.figures.type_figure(Q3, "3.56", "không phát sinh")
    form = made(office, tmp_path)
    form.save()
    draft = draft_of(office, form.path)
    assert (draft.changes, draft.mistakes, draft.notes, draft.questions) == ((), (), (), ())
    assert office.contributions.take(draft) is None


def test_all_of_a_form_is_one_operation_and_the_same_again_changes_nothing(
    office: Office, tmp_path: Path
) -> None:
    form = made(office, tmp_path)
    fill_all(form)
    draft = draft_of(office, form.save())
    assert draft.mistakes == ()
    changes = office.contributions.take(draft)
    assert changes is not None
    assert changes.label == "Nhận phiếu của công chức"
    assert (value(office, "3.55"), office.figures.figure(Q3, "3.55").note) == (12, "theo sổ")
    assert office.figures.figure(Q3, "3.56").none
    assert office.tasks.get("task-2").percent == 40
    assert [row.values["noi_dung"] for row in complaints(office)] == ["Đường hỏng"]
    assert office.reports.text.remarks(Q3)[3].results == "Trả kết quả sớm."

    again = draft_of(office, form.path)
    assert (again.changes, again.mistakes) == ((), ())
    office.history.undo()
    assert value(office, "3.55") is None
    assert office.tasks.get("task-2").percent == 0
    assert complaints(office) == []
    assert office.reports.text.remarks(Q3)[3].is_blank
    assert told(draft_of(office, form.path)) == told(draft)


def test_what_the_officer_left_alone_stays_as_the_office_has_it(office: Office, tmp_path: Path) -> None:
    office.figures.type_figure(Q3, "3.55", "7")
    form = made(office, tmp_path)
    office.figures.type_figure(Q3, "3.55", "9")
    office.reports.set_remarks(Q3, 3, results="Văn phòng ghi.")
    form.put(FIGURES, "3.56", Trong_kỳ=2)
    office.contributions.take(draft_of(office, form.save()))
    assert (value(office, "3.55"), value(office, "3.56")) == (9, 2)
    assert office.reports.text.remarks(Q3)[3].results == "Văn phòng ghi."


def test_what_both_sides_changed_is_shown_and_waits_for_somebody(office: Office, tmp_path: Path) -> None:
    office.figures.type_figure(Q3, "3.55", "7")
    form = made(office, tmp_path)
    office.figures.type_figure(Q3, "3.55", "9")
    form.put(FIGURES, "3.55", Trong_kỳ=8)
    draft = draft_of(office, form.save())
    (change,) = draft.decisions
    assert (change.base, change.ours, change.theirs, change.meets) == ("7", "9", "8", Meets.CONFLICT)
    with pytest.raises(Refusal, match="phải chọn"):
        office.contributions.take(draft)
    assert office.contributions.take(draft, {change.id: False}) is None
    assert value(office, "3.55") == 9
    office.contributions.take(draft, {change.id: True})
    assert value(office, "3.55") == 8


def test_both_sides_to_the_same_end_agree(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    office.figures.type_figure(Q3, "3.55", "8")
    form.put(FIGURES, "3.55", Trong_kỳ=8)
    assert draft_of(office, form.save()).changes == ()


def test_the_data_may_not_change_between_the_look_and_the_taking(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    form.put(FIGURES, "3.55", Trong_kỳ=8)
    draft = draft_of(office, form.save())
    office.figures.type_figure(Q3, "3.55", "9")
    with pytest.raises(Refusal, match="vừa có người sửa"):
        office.contributions.take(draft)


# Figures


@pytest.mark.parametrize(
    ("typed", "mark", "sentence"),
    [
        (5.5, None, "số nguyên"),
        ("mười hai", None, "số"),
        (-3, None, "số âm"),
        (5, "Không phát sinh", "vừa có số"),
        (5, "tạm tính", "Tình trạng"),
        (None, "Ước", ""),
    ],
)
def test_what_is_no_figure_is_told_with_its_cell(
    office: Office, tmp_path: Path, typed: object, mark: str | None, sentence: str
) -> None:
    form = made(office, tmp_path)
    form.put(FIGURES, "3.55", Trong_kỳ=typed, Tình_trạng=mark)
    place = form.cell(FIGURES, "3.55", "Trong kỳ").coordinate
    draft = draft_of(office, form.save())
    if not sentence:
        # «Ước» of nothing says nothing.
        assert (draft.changes, draft.mistakes) == ((), ())
        return
    (mistake,) = draft.mistakes
    assert mistake.place == f"{FIGURES}!{place}"
    assert sentence in mistake.sentence
    with pytest.raises(FormMistakes, match="chưa nhận gì"):
        office.contributions.take(draft)


def test_a_part_that_is_greater_than_its_whole_is_told(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    form.put(FIGURES, "3.37", Trong_kỳ=5)
    form.put(FIGURES, "3.38", Trong_kỳ=9)
    draft = draft_of(office, form.save())
    assert any("3.3" in each.words or "lớn hơn" in each.words for each in (*draft.mistakes, *draft.notes))


def test_an_emptied_figure_stays_and_that_is_told(office: Office, tmp_path: Path) -> None:
    office.figures.type_figure(Q3, "3.55", "7")
    form = made(office, tmp_path)
    form.put(FIGURES, "3.55", Trong_kỳ=None)
    draft = draft_of(office, form.save())
    assert draft.changes == ()
    assert "giữ số đang lưu" in draft.notes[0].sentence


def test_a_number_takes_the_place_of_none_and_a_mark_makes_an_estimate(
    office: Office, tmp_path: Path
) -> None:
    office.figures.type_figure(Q3, "3.55", "không phát sinh")
    form = made(office, tmp_path)
    form.put(FIGURES, "3.55", Trong_kỳ=4)
    form.put(FIGURES, "3.56", Trong_kỳ="ước 6")
    form.put(FIGURES, "3.37", Trong_kỳ=3, Tình_trạng="ước")
    office.contributions.take(draft_of(office, form.save()))
    assert value(office, "3.55") == 4
    assert not office.figures.figure(Q3, "3.55").none
    assert office.figures.figure(Q3, "3.56").estimate
    assert office.figures.figure(Q3, "3.37").estimate


def test_a_form_of_an_older_catalogue_asks_first(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    form.put(FIGURES, "3.55", Trong_kỳ=4)
    filled = read_contribution(form.save())
    other = replace(filled, marks=replace(filled.marks, catalogue="0" * 64, version="2024"))
    draft = office.contributions.compare(other)
    assert "2024" in draft.questions[0]
    assert draft.to_confirm == draft.questions


# Tasks


def test_a_late_task_needs_its_reason_and_a_done_one_its_day(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    form.cell(TASKS, SUB, "Tiến độ (%)").value = "100%"
    form.cell(TASKS, FIRST, "Tiến độ (%)").value = 1
    form.cell(TASKS, FIRST, "Tiến độ (%)").number_format = "0%"
    sentences = [each.sentence for each in draft_of(office, form.save()).mistakes]
    assert len(sentences) == 2
    assert all("phải có ngày hoàn thành" in each for each in sentences)
    for row in (SUB, FIRST):
        form.cell(TASKS, row, "Ngày hoàn thành, cập nhật").value = date(2026, 7, 10)
    sentences = [each.sentence for each in draft_of(office, form.save()).mistakes]
    assert any("lý do chậm" in each for each in sentences)
    form.cell(TASKS, FIRST, "Lý do chậm").value = "Chờ hướng dẫn của tỉnh"
    office.contributions.take(draft_of(office, form.save()))
    task = office.tasks.get("task-1")
    assert (task.percent, task.reason, task.subtasks[0].percent) == (100, "Chờ hướng dẫn của tỉnh", 100)
    assert draft_of(office, form.path).changes == ()


def test_a_task_is_not_closed_over_an_open_part(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    form.cell(TASKS, FIRST, "Tiến độ (%)").value = 100
    form.cell(TASKS, FIRST, "Ngày hoàn thành, cập nhật").value = "10/7/2026"
    form.cell(TASKS, FIRST, "Lý do chậm").value = "Chờ"
    (mistake,) = draft_of(office, form.save()).mistakes
    assert "nhiệm vụ thành phần" in mistake.sentence


@pytest.mark.parametrize(
    ("percent", "day", "sentence"),
    [
        (150, None, "nhiều nhất"),
        (None, date(2026, 7, 1), "tiến độ"),
        (20, date(2026, 9, 1), "sau hôm nay"),
        (20, date(1996, 9, 1), "năm 2000"),
        ("nửa", None, "số"),
    ],
)
def test_what_is_no_report_is_told(
    office: Office, tmp_path: Path, percent: object, day: date | None, sentence: str
) -> None:
    form = made(office, tmp_path)
    form.cell(TASKS, SECOND, "Tiến độ (%)").value = percent
    form.cell(TASKS, SECOND, "Ngày hoàn thành, cập nhật").value = day
    (mistake,) = draft_of(office, form.save()).mistakes
    assert sentence in mistake.sentence


def test_a_report_of_the_office_meanwhile_is_shown_beside(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    office.tasks.report("task-2", TaskUpdate(date(2026, 7, 14), 60, "Văn phòng ghi", id="office"))
    form.cell(TASKS, SECOND, "Tiến độ (%)").value = 50
    draft = draft_of(office, form.save())
    (change,) = draft.decisions
    assert change.ours == "60% ngày 14/07/2026: Văn phòng ghi"
    assert change.theirs == "50% ngày 15/07/2026"
    assert "thấp hơn" in change.doubt
    office.contributions.take(draft, {change.id: True})
    assert [each.percent for each in office.tasks.updates("task-2")] == [60, 50]
    assert draft_of(office, form.path).changes == ()


def test_a_form_that_was_corrected_corrects_its_report(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    form.cell(TASKS, SECOND, "Tiến độ (%)").value = 50
    office.contributions.take(draft_of(office, form.save()))
    form.cell(TASKS, SECOND, "Tiến độ (%)").value = 70
    draft = draft_of(office, form.save())
    assert [each.meets for each in draft.changes] == [Meets.NEW]
    office.contributions.take(draft)
    assert [each.percent for each in office.tasks.updates("task-2")] == [70]


def test_the_form_of_an_officer_has_the_tasks_that_he_follows(office: Office, tmp_path: Path) -> None:
    office.settings.save_officer(Officer(new_id(), "Lê Văn Cường"))
    office.assigning.assign(["task-3"], TaskEdit({"officer": "Lê Văn Cường"}))
    form = office.contributions.form(Q3, "lê văn cường")
    assert form.marks.areas == (6,)
    tasks = next(section for section in form.sections if section.id == "tasks")
    assert [row.cells["text"].value for row in tasks.rows] == ["Công khai dự toán ngân sách xã."]
    with pytest.raises(Refusal, match="Không có công chức"):
        office.contributions.form(Q3, "Không Ai")
    with pytest.raises(Refusal, match="chọn người hoặc lĩnh vực"):
        office.contributions.form(Q3)
    with pytest.raises(Refusal, match="từ 1 đến 8"):
        office.contributions.form(Q3, areas=(9,))


# Registers


def kept_row(office: Office, **values: str) -> RegisterRow:
    """A row that the office has already."""
    typed = {"ma": "PA-1", "ngay_nhan": "2/7/2026", "noi_dung": "Đèn hỏng", "kenh": "Trực tiếp"}
    return office.registers.add("phan-anh", {**typed, **values})


def test_cells_of_rows_are_met_one_by_one(office: Office, tmp_path: Path) -> None:
    row = kept_row(office)
    form = made(office, tmp_path)
    number = form.row(COMPLAINTS, "Đèn hỏng")
    form.cell(COMPLAINTS, number, "Nội dung").value = "Đèn đường hỏng"
    office.registers.save([row.taking("ngay_nhan", date(2026, 7, 3))])
    office.contributions.take(draft_of(office, form.save()))
    (after,) = complaints(office)
    assert (after.values["noi_dung"], after.values["ngay_nhan"]) == ("Đèn đường hỏng", date(2026, 7, 3))


def test_a_row_that_is_gone_is_not_made_again(office: Office, tmp_path: Path) -> None:
    row = kept_row(office)
    form = made(office, tmp_path)
    form.cell(COMPLAINTS, "Đèn hỏng", "Nội dung").value = "Đèn đường hỏng"
    office.registers.delete(row.id)
    draft = draft_of(office, form.save())
    assert draft.changes == ()
    assert "đã bị xóa" in draft.notes[0].sentence


def test_a_row_without_what_every_row_needs_is_told(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    form.cell(COMPLAINTS, form.header(COMPLAINTS) + 1, "Mã số").value = "PA-2"
    (mistake,) = draft_of(office, form.save()).mistakes
    assert "Hãy nhập" in mistake.sentence


def test_a_new_row_like_a_stored_one_waits(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    kept_row(office)
    sheet, number = form.sheet(COMPLAINTS), form.header(COMPLAINTS) + 1
    fields = {"Mã số": "PA-1", "Ngày nhận": "2/7/2026", "Nội dung": "Đèn hỏng", "Kênh tiếp nhận": "Trực tiếp"}
    for header, typed in fields.items():
        sheet.cell(number, form.column(COMPLAINTS, header)).value = typed
    draft = draft_of(office, form.save())
    (change,) = draft.decisions
    assert change.meets is Meets.LIKE
    assert office.contributions.take(draft, {change.id: False}) is None
    office.contributions.take(draft, {change.id: True})
    assert len(complaints(office)) == 2


# The file


def test_rows_may_be_sorted_added_and_taken_away(office: Office, tmp_path: Path) -> None:
    for number in range(4):
        kept_row(office, ma=f"PA-{number}", noi_dung=f"Việc {number}")
    form = made(office, tmp_path)
    sheet, first = form.sheet(COMPLAINTS), form.header(COMPLAINTS) + 1
    rows = [[cell.value for cell in sheet[first + at]] for at in range(4)]
    for at, values in enumerate(reversed(rows)):
        for column, typed in enumerate(values, start=1):
            sheet.cell(first + at, column).value = typed
    form.cell(COMPLAINTS, "Việc 3", "Nội dung").value = "Việc số 3"
    sheet.delete_rows(form.row(COMPLAINTS, "Việc 0"))
    sheet.insert_rows(first + 1)
    for header, typed in {
        "Mã số": "PA-9",
        "Ngày nhận": date(2026, 7, 4),
        "Nội dung": "Chen",
        "Kênh tiếp nhận": "Trực tiếp",
    }.items():
        sheet.cell(first + 1, form.column(COMPLAINTS, header)).value = typed
    draft = draft_of(office, form.save())
    assert draft.mistakes == ()
    assert any("1 dòng của phiếu không còn" in each.sentence for each in draft.notes)
    office.contributions.take(draft)
    assert {row.values["noi_dung"] for row in complaints(office)} == {
        "Việc 0", "Việc 1", "Việc 2", "Việc số 3", "Chen",
    }  # fmt: skip
    assert draft_of(office, form.path).changes == ()


def test_columns_that_were_sorted_alone_are_refused(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    first, second = form.row(FIGURES, "3.55"), form.row(FIGURES, "3.56")
    sheet, column = form.sheet(FIGURES), form.column(FIGURES, "Mã")
    sheet.cell(first, column).value, sheet.cell(second, column).value = "3.56", "3.55"
    draft = draft_of(office, form.save())
    assert [each.place for each in draft.mistakes] == [
        f"Trang «{FIGURES}», dòng {first}", f"Trang «{FIGURES}», dòng {second}",
    ]  # fmt: skip


def test_rows_are_known_by_their_words_where_keys_are_lost(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    form.put(FIGURES, "3.55", Trong_kỳ=4)
    form.put(REMARKS, "3. Thủ tục hành chính: Nguyên nhân", Nhận_xét="Thiếu người")
    form.sheet(FIGURES).delete_cols(1)
    for row in form.sheet(REMARKS).iter_rows(max_col=1):
        row[0].value = None
    draft = draft_of(office, form.save())
    assert [each.theirs for each in draft.changes] == ["4", "Thiếu người"]


def test_sheets_may_be_renamed_moved_and_missing_and_columns_not(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    form.put(FIGURES, "3.55", Trong_kỳ=4)
    form.sheet(FIGURES).title = "của tôi"
    del form.book[REMARKS]
    form.sheet(TASKS).cell(form.header(TASKS), form.column(TASKS, "Kết quả")).value = "Khác"
    draft = draft_of(office, form.save())
    assert [each.theirs for each in draft.changes] == ["4"]
    assert [each.place for each in draft.notes] == [f"Trang «{REMARKS}»"]
    assert "không còn cột «Kết quả»" in draft.mistakes[0].sentence


def test_rows_that_are_not_of_the_form_are_told(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    for name, headers in ((FIGURES, ("Trong kỳ", "Ghi chú")), (TASKS, ("Tiến độ (%)", "Kết quả"))):
        sheet, first = form.sheet(name), form.header(name) + 1
        sheet.insert_rows(first)
        for header in headers:
            sheet.cell(first, form.column(name, header)).value = 5
    sentences = [each.sentence for each in draft_of(office, form.save()).mistakes]
    assert len(sentences) == 2
    assert all("không có trong phiếu" in each for each in sentences)


def test_cells_that_are_not_as_they_look_are_told(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    about = "3. Thủ tục hành chính: Kết quả nổi bật"
    form.put(REMARKS, about, Nhận_xét="Bỏ câu này")
    form.cell(REMARKS, about, "Nhận xét").font = Font(strike=True)
    cell = form.cell(TASKS, SECOND, "Kết quả")
    cell.value = "Giấu"
    cell.font = Font(color="FFFFFFFF")
    cell.fill = PatternFill("solid", fgColor="FFFFFFFF")
    form.sheet(FIGURES).merge_cells(
        start_row=form.row(FIGURES, "3.55"), end_row=form.row(FIGURES, "3.55"),
        start_column=form.column(FIGURES, "Kỳ trước"), end_column=form.column(FIGURES, "Trong kỳ"),
    )  # fmt: skip
    sentences = " ".join(each.sentence for each in draft_of(office, form.save()).mistakes)
    assert "gạch ngang" in sentences
    assert "cùng màu nền" in sentences
    assert "gộp" in sentences


def test_a_form_of_another_office_is_refused(office: Office, tmp_path: Path) -> None:
    other = Office.open(tmp_path / "khac", lambda: date(2026, 7, 15), lambda: datetime(2026, 7, 15, 9))
    other.settings.found(OfficeProfile("Ủy ban nhân dân xã Bình Khê", "Ủy ban nhân dân tỉnh", "Bình Khê"))
    form = made(other, tmp_path, areas=(3,))
    other.close()
    with pytest.raises(Refusal, match="Bình Khê"):
        draft_of(office, form.path)


def edit_marks(form: Filled, edit: Callable[[object], None]) -> Path:
    """The file with its hidden sheet edited."""
    edit(form.book["cchc"])
    return form.save()


def test_a_file_without_whole_marks_is_refused(office: Office, tmp_path: Path) -> None:
    def other(sheet: object) -> None:
        sheet.cell(4, 2).value = "2026-Q1"  # type: ignore[attr-defined]

    def newer(sheet: object) -> None:
        sheet.cell(1, 2).value = "2"  # type: ignore[attr-defined]

    with pytest.raises(Refusal, match="đã bị sửa hoặc mất"):
        draft_of(office, edit_marks(made(office, tmp_path), other))
    with pytest.raises(Refusal, match="phiên bản mới hơn"):
        draft_of(office, edit_marks(made(office, tmp_path), newer))
    form = made(office, tmp_path)
    del form.book["cchc"]
    with pytest.raises(Refusal, match="không phải phiếu"):
        draft_of(office, form.save())


def test_the_form_is_locked_but_for_its_inputs(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    book = load_workbook(form.path)
    assert book["cchc"].sheet_state == "veryHidden"
    assert book.security.lockStructure
    for name in (FIGURES, TASKS, COMPLAINTS, REMARKS):
        sheet = book[name]
        assert sheet.protection.sheet, name
        assert sheet.protection.password is None, name
        assert sheet.page_setup.paperSize == 9, name
    figures = form.cell(FIGURES, "3.55", "Trong kỳ"), form.cell(FIGURES, "3.55", "Mã")
    assert [cell.protection.locked for cell in figures] == [False, True]
    rules = {
        rule.type for rule in book[COMPLAINTS].data_validations.dataValidation if rule.prompt or rule.formula1
    }
    assert {"date", "list", "textLength"} <= rules
    with pytest.raises(Refusal, match=r"\.xlsx"):
        write_form(office.contributions.form(Q3, areas=(3,)), tmp_path / "phieu.xls")


def test_the_marks_hold_no_more_than_the_sheets(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    words = {str(cell.value) for row in form.book["cchc"].iter_rows() for cell in row if cell.value}
    assert not any("matkhau" in each or ("/" in each and "\\" in each) for each in words)
    kinds = {str(row[0].value) for row in form.book["cchc"].iter_rows()}
    assert kinds == {
        "cchc-form", "form", "office", "period", "catalogue", "for", "made", "section", "column", "row",
        "sum",
    }  # fmt: skip


@pytest.mark.libreoffice
@pytest.mark.slow
def test_other_programs_save_it_as_well(office: Office, tmp_path: Path) -> None:
    kept_row(office)
    form = made(office, tmp_path)
    fill_all(form)
    form.cell(COMPLAINTS, "Đèn hỏng", "Ngày trả lời").value = date(2026, 7, 9)
    form.put(FIGURES, "3.37", Trong_kỳ=5)
    form.put(FIGURES, "3.38", Trong_kỳ=9)
    path = form.save()
    expected = sorted(told(draft_of(office, path)))
    folder = tmp_path / "out"
    folder.mkdir()
    for kind in (WORKBOOK, "ods", "xls"):
        (saved,) = convert(kind, folder, path)
        assert sorted(told(draft_of(office, saved))) == expected, kind
    book = load_workbook(folder / f"{path.stem}.xlsx", data_only=True)
    checks = [
        str(cell.value) for row in book[FIGURES].iter_rows() for cell in row if isinstance(cell.value, str)
    ]
    assert any("lớn hơn" in each for each in checks)


def test_what_an_issued_report_told_asks_for_a_reason(office: Office, tmp_path: Path) -> None:
    q2 = Period.parse("2026-Q2")
    office.figures.type_figure(q2, "3.55", "7")
    form = made(office, tmp_path, "2026-Q2")
    office.reports.issue(q2, "15", date(2026, 7, 10))
    form.put(FIGURES, "3.55", Trong_kỳ=8)
    draft = draft_of(office, form.save())
    with pytest.raises(ReasonNeeded):
        office.contributions.take(draft)
    with office.corrections.because("đếm lại"):
        office.contributions.take(draft)
    form.put(REMARKS, "3. Thủ tục hành chính: Nguyên nhân", Nhận_xét="Muộn")
    (mistake,) = draft_of(office, form.save()).mistakes
    assert "đã phát hành" in mistake.sentence


def test_rights_hold_for_what_a_form_brings(office: Office, tmp_path: Path) -> None:
    """Who writes another area takes nothing of a form, and who reads all takes none."""
    form = made(office, tmp_path)
    fill_all(form)
    path = form.save()
    signing = office.access
    signing.switch_on("Nguyễn Văn An", "Abcdef1@")
    accounts = {}
    for name, role, areas in (("Lê Văn Cường", Role.AREA, (6,)), ("Phạm Thị Dung", Role.LEADER, ())):
        accounts[role] = signing.add(name, role, areas, "Khác-2026a")
    for role, words in ((Role.AREA, "phụ trách lĩnh vực 6"), (Role.LEADER, "Vai trò «Lãnh đạo»")):
        signing.sign_in(accounts[role].id, "Khác-2026a")
        signing.change_password("Khác-2026a", "Abcdef1@")
        with pytest.raises(Refusal, match=words):
            office.contributions.take(draft_of(office, path))
        signing.sign_in(signing.account_named("Nguyễn Văn An").id, "Abcdef1@")
    assert value(office, "3.55") is None
    office.contributions.take(draft_of(office, path))
    assert value(office, "3.55") == 12


def test_a_form_is_read_by_a_child(office: Office, tmp_path: Path) -> None:
    form = made(office, tmp_path)
    form.put(FIGURES, "3.55", Trong_kỳ=4)
    assert read_form(form.save()) == read_contribution(form.path)


Edit = Callable[[list[list[str]]], None]


def put(kind: str, place: int, words: str, *, of: str = "") -> Edit:
    """Writes other words into the marks, where the first line of a kind, or of a section, has them."""

    def edit(lines: list[list[str]]) -> None:
        begun = next(at for at, line in enumerate(lines) if line[:2] == ["section", of]) if of else 0
        line = next(line for line in lines[begun:] if line[0] == kind)
        line[place] = words

    return edit


@pytest.mark.parametrize(
    "edit",
    [
        put("row", 5, ":9e999999999", of="figures"),
        put("row", 5, ":không phải số", of="figures"),
        put("column", 1, "khac", of="tasks"),
        put("row", 2, "9:results", of="remarks"),
        put("row", 2, "3:__class__", of="remarks"),
        put("row", 2, "khong-co|x|y|z", of="tasks"),
        put("section", 1, "register:khong-co", of="register:phan-anh"),
        put("period", 1, "2026-Q9"),
        put("for", 1, "12"),
        lambda lines: lines.extend([list(line) for line in lines if line[0] in ("section", "row")][:3]),
    ],
)
def test_marks_that_somebody_made_are_told_or_do_nothing(office: Office, tmp_path: Path, edit: Edit) -> None:
    """With a checksum that fits, as only somebody can make who knows how."""
    form = made(office, tmp_path)
    fill_all(form)
    sheet = form.book["cchc"]
    lines = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)][:-1]
    edit(lines)
    kept = [marks._cleaned(line) for line in lines]
    sheet.delete_rows(1, sheet.max_row)
    for row in [*kept, ["sum", marks._sum(kept)]]:
        sheet.append([words or None for words in row])
        for cell in sheet[sheet.max_row]:
            if cell.value is not None:
                cell.data_type = "s"
    path = form.save()
    with suppress(Refusal):
        draft = draft_of(office, path)
        office.contributions.take(draft, dict.fromkeys((each.id for each in draft.decisions), True))
    # Nothing is left half done.
    assert office.check() == Findings()
