"""Officers' sheets of the sample's year, against an arithmetic of the test's own, and as files."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from cchc_desktop.catalogue.work_rules import work_rule
from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.recurrence import Recurrence, Unit
from cchc_desktop.domain.task_care import Dropping, TaskCare
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.domain.work_periods import WorkPeriod
from cchc_desktop.domain.work_rules import Counted
from cchc_desktop.domain.work_sheet import Line, Sheet, TaskMark
from cchc_desktop.office import Office, operations
from cchc_desktop.storage.task_kinds import write_care
from tests.libreoffice import convert
from tests.sample_office import lay_sample

TODAY = date(2027, 1, 15)
QUARTER = WorkPeriod(2026, quarter=2)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    lay_sample(tmp_path / "data", date(2026, 12, 31))
    made = Office.open(tmp_path / "data", lambda: TODAY, lambda: datetime(2027, 1, 15, 9))
    yield made
    made.close()


def officers(office: Office, period: WorkPeriod = QUARTER) -> list[Sheet]:
    return [each for room in office.work_sheets.summary(period).rooms for each in room.officers]


def counted_by_hand(
    office: Office, officer: str, starts: date, ends: date
) -> tuple[float, float, float, float]:
    """The four numbers of an officer from the stored rows alone, in plain numbers."""
    marks = {mark.task_id: mark for mark in office.work_sheets.marks() if not mark.officer}
    given = done = good = timely = 0.0
    counted = [
        (row.id, turn.key if turn else "", turn.due if turn else row.due)
        for row in office.tasks.rows()
        if row.assignment.officer == officer
        for turn in row.turns or (None,)
    ]
    for task_id, turn, due in counted:
        if not starts <= due <= ends:
            continue
        mark = None if turn else marks.get(task_id)
        factor = float(mark.factor) if mark else 1.0
        given += factor
        known = [each for each in office.tasks.updates(task_id, turn) if each.day <= ends]
        last = max(known, key=lambda each: each.day, default=None)
        if last is None or last.percent < 100:
            continue
        done += factor
        good += 0 if mark and not mark.accepted else factor * max(0, 1 - (mark.faults if mark else 0) / 4)
        late = mark.times_late if mark and mark.times_late is not None else int(last.day > due)
        timely += factor * max(0, 1 - late / 4)
    return given, done, good, timely


def test_a_year_agrees_with_a_count_of_the_tests_own(office: Office) -> None:
    sheets = office.work_sheets
    works = [work for work in sheets.works(row.id for row in office.tasks.rows()) if work.officer]
    tasks = [work for work in works if not work.turn]
    sheets.mark(
        TaskMark(tasks[0].task_id, factor=Decimal("2.5"), faults=1),
        TaskMark(tasks[1].task_id, accepted=False, times_late=2),
        TaskMark(tasks[2].task_id, factor=Decimal("0.5"), times_late=0),
    )
    weighed = 0
    for period in [WorkPeriod(2026, month) for month in range(1, 13)] + [QUARTER]:
        for sheet in officers(office, period):
            found = (sheet.tally.given, *(sheet.tally.value(what) for what in Counted))
            wanted = counted_by_hand(office, sheet.who, period.starts, period.ends)
            assert [float(each) for each in found] == pytest.approx(wanted), (period.id, sheet.who)
            weighed += len(sheet.lines)
            if wanted[0]:
                points = sum(wanted[1:]) / wanted[0] / 3 * 70
                assert float(sheet.tally.result or 0) == pytest.approx(points)
    dated = [work for work in works if work.due.year == 2026]
    months = sum(
        len(each.lines) for month in range(1, 13) for each in officers(office, WorkPeriod(2026, month))
    )
    assert months == len(dated), "every task of the year, and every turn, counts in one month"
    assert weighed > months


def test_what_is_noted_is_undone_as_one_and_words_name_the_task(office: Office) -> None:
    sheets = office.work_sheets
    first, second = [work for work in sheets.works(row.id for row in office.tasks.rows()) if work.officer][:2]
    sheets.mark(
        TaskMark(first.task_id, factor=Decimal(2)), TaskMark(second.task_id, faults=1, note=" Sửa  lại ")
    )
    assert {mark.note for mark in sheets.marks()} == {"", "Sửa lại"}
    sheets.mark(TaskMark(second.task_id))
    assert len(sheets.marks()) == 1, "a mark that says nothing is not kept"
    office.history.undo()
    office.history.undo()
    assert not sheets.marks()
    sheets.add_support(first.task_id, "", "Người Giúp Việc")
    assert sheets.officer_sheet("người giúp việc", WorkPeriod.of_day(first.due)).lines[0].role == "support"
    with pytest.raises(Refusal, match="đã có trong nhiệm vụ này"):
        sheets.add_support(first.task_id, "", first.officer)
    sheets.drop_support(sheets.marks()[0])
    with pytest.raises(Refusal, match="danh sách công chức"):
        sheets.officer_sheet("Người Giúp Việc", WorkPeriod.of_day(first.due))
    with pytest.raises(Refusal, match="không còn trong kế hoạch"):
        sheets.mark(TaskMark("gone"))


def test_general_criteria_are_given_and_taken_back(office: Office) -> None:
    sheets = office.work_sheets
    sheet = next(each for each in officers(office) if each.lines)
    sheets.rate(QUARTER, sheet.who, Decimal("28.5"))
    rated = sheets.officer_sheet(sheet.who, QUARTER)
    assert rated.tally.result is not None
    assert rated.tally.total == rated.tally.result + Fraction(57, 2)
    assert rated.tally.band is not None
    for wrong in ("30.01", "-1", "1.005"):
        with pytest.raises(Refusal, match="từ 0 đến 30"):
            sheets.rate(QUARTER, sheet.who, Decimal(wrong))
    sheets.rate(QUARTER, sheet.who, None)
    assert sheets.officer_sheet(sheet.who, QUARTER).tally.total is None


def test_the_rule_is_chosen_where_it_holds(office: Office) -> None:
    sheets = office.work_sheets
    assert sheets.rule(QUARTER).id == "nd335"
    sheets.choose_rule("hai-phong-212")
    assert sheets.summary(QUARTER).rule.id == "hai-phong-212"
    with pytest.raises(Refusal, match="không áp dụng cho tháng 12 năm 2025"):
        sheets.admitted("nd335", WorkPeriod(2025, 12))


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("rule", ["nd335", "hai-phong-212"])
def test_a_spreadsheet_recomputes_it(office: Office, tmp_path: Path, rule: str) -> None:
    sheets = office.work_sheets
    sheet = max(officers(office), key=lambda each: len(each.lines))
    marks = [
        TaskMark(line.work.task_id, line.work.turn, factor=Decimal("1.25"), faults=n)
        for n, line in enumerate(sheet.lines)
    ]
    first = sheet.lines[0].work
    sheets.mark(*marks[:3], TaskMark(first.task_id, first.turn, accepted=False))
    sheets.rate(QUARTER, sheet.who, Decimal(18))
    sheet = sheets.officer_sheet(sheet.who, QUARTER, work_rule(rule))
    summary = sheets.summary(QUARTER, work_rule(rule))
    export_file(sheets.document(sheet), "xlsx", tmp_path / "one.xlsx")
    export_file(sheets.office_document(QUARTER, work_rule(rule)), "xlsx", tmp_path / "all.xlsx")
    for name in ("one", "all"):
        spoil(tmp_path / f"{name}.xlsx")
    again = convert("xlsx", tmp_path / "again", tmp_path / "one.xlsx", tmp_path / "all.xlsx")
    one, all_ = map(cells, again)
    assert sheet.tally.result is not None
    assert sheet.tally.total is not None
    assert filled(one, "Kết quả thực hiện nhiệm vụ")[-1] == round(float(sheet.tally.result), 2)
    assert filled(one, "Tổng điểm")[-1] == round(float(sheet.tally.total), 2)
    for scored in sheet.tally.scored:
        _, reached, given, most, points = filled(one, scored.part.label)
        assert points == pytest.approx(round(float(scored.points), 2))
        assert (reached, given) == pytest.approx((float(scored.value), float(scored.given)))
        assert most == round(float(scored.part.points), 2)
    if sheet.tally.band is not None:
        assert filled(one, "Mức gợi ý theo điểm")[-1] == sheet.tally.band.label
    rated = [each for room in summary.rooms for each in room.officers if each.tally.result is not None]
    assert len(rated) > 3
    for each in rated:
        assert filled(all_, each.who)[6] == pytest.approx(round(float(each.tally.result or 0), 2))


def spoil(path: Path) -> None:
    """Takes away what formulas came to when the file was written, so that whoever opens it works them out."""
    book = openpyxl.load_workbook(path)
    assert any(str(cell.value).startswith("=") for sheet in book for row in sheet for cell in row)
    book.save(path)


def cells(path: Path) -> list[list[object]]:
    book = openpyxl.load_workbook(path, data_only=True)
    return [list(row) for sheet in book for row in sheet.iter_rows(values_only=True)]


def filled(rows: list[list[object]], label: str) -> list[object]:
    """A label and the filled cells to its right."""
    found = next(row for row in rows if label in row)
    return [value for value in found[found.index(label) :] if value is not None]


def care_for(office: Office, care: TaskCare) -> None:
    with office._desk.operation(operations.SET_ASSIGNMENT) as recorder:
        write_care(recorder, care)


def of_task(sheet: Sheet, task_id: str) -> list[Line]:
    return [line for line in sheet.lines if line.work.task_id == task_id]


def test_turns_count_each_and_dropped_work_not_at_all(office: Office) -> None:
    sheets, june = office.work_sheets, WorkPeriod(2026, 6)
    busiest = max(officers(office), key=lambda each: len(each.lines))
    task = next(
        line.work for line in busiest.lines if line.work.due >= date(2026, 6, 1) and not line.work.turn
    )
    others = len(busiest.lines) - 1
    care_for(office, TaskCare(task.task_id, rule=Recurrence(1, Unit.MONTH, day=20)))
    turns = sheets.works([task.task_id])
    assert len(turns) > 3
    assert len({work.turn for work in turns}) == len(turns)
    quarter = sheets.officer_sheet(busiest.who, QUARTER)
    assert len(quarter.lines) == others + sum(QUARTER.holds(work.due) for work in turns)
    (line,) = [
        each for each in sheets.officer_sheet(busiest.who, june).lines if each.work.task_id == task.task_id
    ]
    assert (line.work.due, line.done_on) == (date(2026, 6, 20), None)
    with office.corrections.because("Cập nhật"), office.tasks.because("Chờ góp ý"):
        office.tasks.report(task.task_id, TaskUpdate(date(2026, 6, 25), 100, part=line.work.turn))
    sheets.mark(TaskMark(task.task_id, line.work.turn, faults=1))
    (line,) = [
        each for each in sheets.officer_sheet(busiest.who, june).lines if each.work.task_id == task.task_id
    ]
    assert (line.done_on, line.times_late, line.mark.faults) == (date(2026, 6, 25), 1, 1)
    assert line.work.reason == "Chờ góp ý"
    care_for(office, TaskCare(task.task_id, dropping=Dropping(date(2026, 6, 29), "15/UBND-VP")))
    assert len(sheets.officer_sheet(busiest.who, QUARTER).lines) == others


def test_what_is_late_comes_along_and_is_not_counted_again(office: Office) -> None:
    sheets = office.work_sheets
    late = next(
        work for work in sheets.works(row.id for row in office.tasks.rows())
        if work.officer and (done := work.done_on(TODAY)) and done.month > work.due.month
    )  # fmt: skip
    due, done = WorkPeriod.of_day(late.due), late.done_on(TODAY)
    assert done is not None
    (line,) = [each for each in sheets.officer_sheet(late.officer, due).lines if each.work.key == late.key]
    assert line.done_on is None, "as it was at the end of its month"
    following = sheets.officer_sheet(late.officer, due.step(1))
    assert late.key in [each.work.key for each in following.carried]
    assert late.key not in [each.work.key for each in following.lines]
