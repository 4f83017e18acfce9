"""Tasks one by one: turns and sub-tasks of a day of their own; the day by which they are to be done."""

from dataclasses import replace
from datetime import date, timedelta

from cchc_desktop.domain.task_calendar import bar, by_day
from cchc_desktop.domain.task_care import TaskCare
from cchc_desktop.domain.task_turns import one_by_one, to_do_by
from cchc_desktop.domain.tasks import Assignment, TaskPart, TaskRow, TaskStatus, TaskUpdate

TODAY = date(2026, 6, 17)
MAY, JUNE = (
    TaskPart("2026-05", "Tháng 5/2026", date(2026, 5, 31), None, TaskStatus.OVERDUE, date(2026, 5, 1)),
    TaskPart(
        "2026-06", "Tháng 6/2026", date(2026, 6, 30), TaskUpdate(TODAY, 40), TaskStatus.IN_PROGRESS,
        date(2026, 6, 1), TaskCare("t", "2026-06", reason="Chờ số liệu", reason_due=date(2026, 6, 30)),
    ),
)  # fmt: skip


def friday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def task(**fields: object) -> TaskRow:
    assigned = Assignment(lead="Phòng A", officer="An", due=date(2026, 12, 31))
    row = TaskRow(
        "t", "plan", "Kế hoạch", 1, "Báo cáo.", assigned, date(2026, 5, 31), True, None, TaskStatus.OVERDUE
    )
    return replace(row, **fields)  # type: ignore[arg-type]


def test_a_task_that_comes_again_is_there_for_each_turn() -> None:
    may, june = one_by_one([task(turns=(MAY, JUNE))], friday)
    assert (may.text, may.due, may.status, may.percent) == (
        "Báo cáo (Tháng 5/2026)", date(2026, 5, 31), TaskStatus.OVERDUE, 0,
    )  # fmt: skip
    # 31/5/2026 is a Sunday.
    assert to_do_by(may) == date(2026, 5, 29)
    assert (june.percent, june.reason, june.assignment.start) == (40, "Chờ số liệu", date(2026, 6, 1))
    assert (may.id, june.id) == ("t", "t")
    found = by_day([may, june], date(2026, 5, 1), date(2026, 6, 30))
    assert sorted(found) == [date(2026, 5, 29), date(2026, 6, 30)]


def test_a_sub_task_with_a_day_of_its_own_stands_beside_its_task() -> None:
    own = TaskPart(
        "s", "Gửi giấy mời", date(2026, 6, 19), None, TaskStatus.NOT_DUE,
        care=TaskCare("t", "s", officer="Bình", due=date(2026, 6, 19)),
    )  # fmt: skip
    without = TaskPart("u", "Chuẩn bị hội trường", date(2026, 5, 31), None, TaskStatus.OVERDUE)
    whole, sub = one_by_one([task(subtasks=(without, own))], friday)
    assert whole.text == "Báo cáo."
    assert (sub.text, sub.assignment.officer, sub.assignment.lead) == ("Gửi giấy mời", "Bình", "Phòng A")


def test_the_bar_of_a_task_that_comes_again_is_that_of_its_turns() -> None:
    made = bar(task(turns=(MAY, JUNE)), TODAY)
    assert (made.first, made.due, made.last) == (date(2026, 5, 1), date(2026, 6, 30), date(2026, 6, 30))
    assert [each.late_until for each in made.turns] == [TODAY, None]


def test_a_day_that_nobody_worked_out_is_the_due_day() -> None:
    assert to_do_by(task()) == date(2026, 5, 31)
