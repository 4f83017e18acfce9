"""Tasks as a calendar and a timeline show them."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.task_calendar import (
    YEARS,
    bar,
    by_day,
    days_later,
    lanes,
    month_weeks,
    months_later,
)
from cchc_desktop.domain.tasks import Assignment, TaskRow, TaskUpdate, task_status

TODAY = date(2026, 6, 17)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def task(
    name: str, due: date, start: date | None = None, done: date | None = None, lead: str = ""
) -> TaskRow:
    progress = TaskUpdate(done, 100) if done else None
    assigned = Assignment(lead=lead, start=start, due=due)
    status = task_status(start, due, progress, TODAY)
    return TaskRow(name, "plan", "Kế hoạch", 1, name, assigned, due, True, progress, status)


@given(DAYS)
def test_a_month_is_whole_weeks_from_monday(day: date) -> None:
    weeks = month_weeks(day)
    days = [each for week in weeks for each in week]
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in weeks)
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert sum((each.year, each.month) == (day.year, day.month) for each in days) >= 28
    assert day in days


@given(DAYS, st.integers(-30, 30))
def test_a_step_leads_to_a_day_of_the_years_that_there_are(day: date, count: int) -> None:
    later = months_later(day, count)
    assert later.year in YEARS
    assert later.day <= day.day
    if later != day and later.day == day.day:
        assert months_later(later, -count) == day
    assert days_later(day, count) in (day, day + timedelta(days=count))


def test_steps_end_where_the_years_do() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2100, 12, 5), 1) == date(2100, 12, 5)
    assert days_later(date(2000, 1, 1), -1) == date(2000, 1, 1)


def test_days_hold_what_wants_attention_first() -> None:
    rows = [
        task("done", date(2026, 6, 10), done=date(2026, 6, 1)),
        task("late", date(2026, 6, 10)),
        task("before", date(2026, 5, 31)),
        task("last", date(2026, 6, 30)),
    ]
    found = by_day(rows, date(2026, 6, 1), date(2026, 6, 30))
    assert {day: [row.id for row in tasks] for day, tasks in found.items()} == {
        date(2026, 6, 10): ["late", "done"], date(2026, 6, 30): ["last"],
    }  # fmt: skip


def test_a_bar_goes_from_start_to_due_day_and_on_while_it_is_late() -> None:
    plain = bar(task("a", date(2026, 8, 20), date(2026, 7, 5)), TODAY)
    assert (plain.first, plain.due, plain.late_until, plain.has_start) == (
        date(2026, 7, 5), date(2026, 8, 20), None, True,
    )  # fmt: skip
    late = bar(task("b", date(2026, 5, 20)), TODAY)
    assert (late.first, late.last, late.has_start) == (date(2026, 4, 1), TODAY, False)
    done = bar(task("c", date(2026, 5, 20), done=date(2026, 6, 3)), TODAY)
    assert done.last == date(2026, 6, 3)
    reversed_days = task("d", date(2026, 5, 20))
    assigned = replace(reversed_days.assignment, start=date(2026, 6, 1))
    assert bar(replace(reversed_days, assignment=assigned), TODAY).first == date(2026, 5, 20)


def test_lanes_hold_what_a_year_has_something_of() -> None:
    rows = [
        task("late since last year", date(2025, 12, 1), lead="Phòng B"),
        task("done last year", date(2025, 12, 1), done=date(2025, 11, 1), lead="Phòng B"),
        task("over the year's end", date(2027, 1, 15), date(2026, 12, 1), lead="Phòng A"),
        task("now", date(2026, 6, 30), lead="Phòng B"),
    ]
    found = lanes(rows, 2026, TODAY, lambda row: (row.assignment.lead, row.assignment.lead))
    assert [(lane.name, [each.row.id for each in lane.bars], lane.late) for lane in found] == [
        ("Phòng A", ["over the year's end"], 0), ("Phòng B", ["late since last year", "now"], 1),
    ]  # fmt: skip
    assert [lane.name for lane in lanes(rows, 2027, TODAY, lambda _: (0, "tất cả"))] == ["tất cả"]
