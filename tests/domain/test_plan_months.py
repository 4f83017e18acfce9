"""What of a plan is due in which month of a year."""

from dataclasses import replace
from datetime import date

from cchc_desktop.domain import outline
from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.plan_months import plan_year, year_shown
from cchc_desktop.domain.tasks import Assignment, TaskRow, TaskStatus
from tests.plans import percent, small_plan


def row(task_id: str, day: date, status: TaskStatus = TaskStatus.NOT_DUE, *, own: bool = True) -> TaskRow:
    given = Assignment("Phòng Kinh tế", deliverable="Báo cáo", due_text="Quý", officer="Lê Thị B")
    return TaskRow(task_id, "plan-1", "Kế hoạch", 3, f"Việc {task_id}", given, day, own, None, status)


def test_months_hold_what_is_due_in_their_order() -> None:
    plan = small_plan()
    measure = replace(percent(95), deadline=date(2026, 6, 1))
    target = replace(outline.find(plan.items, "target-1"), measure=measure)
    plan = replace(plan, items=outline.update(plan.items, target))
    year = plan_year(
        plan,
        (
            row("b", date(2026, 6, 30)), row("a", date(2026, 6, 30)), row("c", date(2026, 3, 31)),
            # The turns of one task keep what tells them apart.
            row("b", date(2026, 12, 31)), row("d", date(2027, 1, 5)), row("e", date(2026, 12, 31), own=False),
            row("f", date(2026, 5, 1), TaskStatus.DROPPED),
        ),
        2026,
    )  # fmt: skip
    assert [(month, [thing.key for thing in things]) for month, things in year.months] == [
        (3, ["c#1"]), (6, ["target-1", "a#1", "b#1"]), (12, ["b#2"]),
    ]  # fmt: skip
    assert [thing.key for thing in year.standing] == ["e#1"]
    assert [thing.key for thing in year.dated] == ["c#1", "target-1", "a#1", "b#1", "b#2"]
    told = year.months[0][1][0]
    assert (told.lead, told.officer, told.deliverable, told.due_text) == (
        "Phòng Kinh tế", "Lê Thị B", "Báo cáo", "Quý",
    )  # fmt: skip
    assert year.dated[1].status is None


def test_the_year_of_today_is_shown_while_the_plan_holds_it() -> None:
    term = replace(small_plan(), period=PlanPeriod(PeriodKind.MULTI, 2026, 2030))
    days = (date(2025, 5, 1), date(2027, 5, 1), date(2031, 5, 1))
    assert [year_shown(term, day) for day in days] == [2026, 2027, 2030]
