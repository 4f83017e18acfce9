"""How tasks with turns, sub-tasks and droppings stand on a day."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.recurrence import Recurrence, Unit
from cchc_desktop.domain.task_alerts import alerts
from cchc_desktop.domain.task_care import NO_CARE, Dropping, TaskCare, rule_of
from cchc_desktop.domain.task_standing import TaskFacts, is_done, stand
from cchc_desktop.domain.tasks import Assignment, TaskPart, TaskRow, TaskStatus, TaskUpdate

PLAN = TaskFacts(Assignment(), date(2026, 1, 1), date(2026, 12, 31))
QUARTERLY = Recurrence(3, Unit.MONTH)
BY = Dropping(date(2026, 8, 1), "15/UBND-VP", "Nhập vào nhiệm vụ khác")
KEYS = ("2026-03", "2026-06", "2026-09", "2026-12")


def done(day: date, part: str = "", percent: int = 100, result: str = "") -> TaskUpdate:
    return TaskUpdate(day, percent, result, id=f"{part}{day}", part=part)


def quarterly(*updates: TaskUpdate, **cares: TaskCare) -> TaskFacts:
    return replace(PLAN, updates=updates, cares={"": TaskCare("t", rule=QUARTERLY), **cares})


def test_a_task_that_comes_again_follows_from_its_turns() -> None:
    first, second = (
        done(date(2026, 3, 20), "2026-03", result="Đã họp quý I"),
        done(date(2026, 7, 2), "2026-06"),
    )
    facts = quarterly(first, second)
    assert [each.key for each in stand(facts, date(2026, 1, 1)).turns] == list(KEYS)
    begun = stand(facts, date(2026, 3, 25))
    assert (begun.due, begun.due_is_own, begun.status) == (date(2026, 6, 30), True, TaskStatus.IN_PROGRESS)
    assert begun.progress is not None
    assert (begun.progress.percent, begun.progress.result) == (25, "Đã họp quý I")
    late = stand(facts, date(2026, 7, 1))
    assert (late.status, late.due) == (TaskStatus.OVERDUE, date(2026, 6, 30))
    after = stand(facts, date(2026, 7, 2))
    assert [each.status for each in after.turns] == [
        TaskStatus.DONE_ON_TIME, TaskStatus.DONE_LATE, TaskStatus.IN_PROGRESS, TaskStatus.NOT_DUE,
    ]  # fmt: skip
    assert (after.status, after.due) == (TaskStatus.IN_PROGRESS, date(2026, 9, 30))


def test_what_was_told_of_the_whole_stands_until_a_turn_is_reported_on() -> None:
    whole = done(date(2026, 1, 10), percent=75)
    before = stand(quarterly(whole), date(2026, 2, 1))
    assert before.progress == whole
    assert before.status is TaskStatus.IN_PROGRESS
    assert stand(quarterly(whole), date(2026, 4, 1)).status is TaskStatus.OVERDUE
    after = stand(quarterly(whole, done(date(2026, 3, 20), "2026-03")), date(2026, 3, 25)).progress
    assert after is not None
    assert after.percent == 25
    # What is to be done again is not done.
    assert stand(quarterly(done(date(2026, 1, 10))), date(2026, 2, 1)).progress is None


def test_it_is_done_when_its_last_turn_is_and_late_where_one_was() -> None:
    updates = [done(date(2026, month, 20), key) for month, key in zip((3, 6, 9, 12), KEYS, strict=True)]
    assert stand(quarterly(*updates), date(2026, 12, 20)).status is TaskStatus.DONE_ON_TIME
    whole = stand(quarterly(*updates[:-1], replace(updates[-1], day=date(2027, 1, 5))), date(2027, 1, 5))
    assert (whole.status, whole.due) == (TaskStatus.DONE_LATE, date(2026, 12, 31))
    assert whole.progress is not None
    assert whole.progress.percent == 100


def test_a_turn_that_is_dropped_is_held_against_nobody() -> None:
    facts = quarterly(
        done(date(2026, 3, 20), "2026-03"), **{"2026-06": TaskCare("t", "2026-06", dropping=BY)}
    )
    assert stand(facts, date(2026, 7, 31)).status is TaskStatus.OVERDUE
    later = stand(facts, date(2026, 8, 1))
    assert later.turns[1].status is TaskStatus.DROPPED
    assert (later.status, later.progress and later.progress.percent) == (TaskStatus.IN_PROGRESS, 33)
    # Where nothing is left of a rule, the task is one as any other.
    all_dropped = {key: TaskCare("t", key, dropping=BY) for key in KEYS}
    alone = stand(quarterly(done(date(2026, 8, 2)), **all_dropped), date(2026, 8, 2))
    assert (alone.status, alone.due_is_own) == (TaskStatus.DONE_ON_TIME, False)
    assert stand(quarterly(), date(2025, 12, 1)).status is TaskStatus.NOT_DUE


def test_subtasks_close_their_task() -> None:
    facts = replace(PLAN, subtasks=(("a", "Lập danh mục"), ("b", "Gửi góp ý")))
    first = done(date(2026, 4, 1), "a", result="Đã lập")
    half = stand(replace(facts, updates=(first,)), date(2026, 4, 1))
    assert half.progress is not None
    assert (half.progress.percent, half.status) == (50, TaskStatus.IN_PROGRESS)
    both = replace(facts, updates=(first, done(date(2026, 5, 1), "b", result="Đã gửi")))
    closed = stand(both, date(2026, 5, 1))
    assert closed.progress is not None
    assert (closed.status, closed.progress.day) == (TaskStatus.DONE_ON_TIME, date(2026, 5, 1))
    assert closed.progress.result == "Đã lập; Đã gửi"
    # The last report speaks: one on the whole task, or one that opens a sub-task again.
    again = stand(replace(both, updates=(*both.updates, done(date(2026, 5, 2), "a", 20))), date(2026, 5, 2))
    assert again.progress is not None
    assert again.progress.percent == 60


def test_a_task_that_is_closed_closes_its_subtasks() -> None:
    facts = replace(PLAN, subtasks=(("a", "A"), ("b", "B")), updates=(done(date(2026, 6, 1)),))
    closed = stand(facts, date(2026, 6, 2))
    assert {each.status for each in closed.subtasks} == {TaskStatus.DONE_ON_TIME}
    partly = replace(facts, updates=(done(date(2026, 6, 1), percent=70),))
    assert [each.percent for each in stand(partly, date(2026, 6, 2)).subtasks] == [0, 0]


def test_a_subtask_has_its_own_day_and_may_be_dropped() -> None:
    cares = {"a": TaskCare("t", "a", due=date(2026, 3, 1)), "b": TaskCare("t", "b", dropping=BY)}
    facts = replace(PLAN, subtasks=(("a", "A"), ("b", "B")), cares=cares)
    first, second = stand(facts, date(2026, 8, 2)).subtasks
    assert (first.status, second.status) == (TaskStatus.OVERDUE, TaskStatus.DROPPED)
    closed = stand(replace(facts, updates=(done(date(2026, 8, 2), "a"),)), date(2026, 8, 2))
    assert closed.status is TaskStatus.DONE_ON_TIME
    none_left = {**cares, "a": TaskCare("t", "a", dropping=BY)}
    left = stand(replace(facts, cares=none_left, updates=(done(date(2026, 8, 2), "a"),)), date(2026, 8, 2))
    assert left.progress is None


def test_a_task_is_dropped_from_the_documents_day_on() -> None:
    facts = replace(PLAN, cares={"": TaskCare("t", dropping=BY)})
    assert stand(facts, date(2026, 7, 31)).status is TaskStatus.NOT_DUE
    assert stand(facts, date(2026, 8, 1)).status is TaskStatus.DROPPED
    assert not TaskStatus.DROPPED.is_open
    assert not TaskStatus.DROPPED.is_done


def test_what_the_office_adds() -> None:
    care = TaskCare("t", reason="Chờ hướng dẫn", reason_due=date(2026, 6, 30))
    assert (care.reason_for(date(2026, 6, 30)), care.reason_for(date(2026, 9, 30))) == ("Chờ hướng dẫn", "")
    assert [each.id for each in (care, TaskCare("t", "2026-W07"), TaskCare("t", "sub-1"))] == [
        "t", "t:2026-W07", "sub-1",
    ]  # fmt: skip
    assert (care.is_empty, TaskCare("t", "x").is_empty) == (False, True)
    assert BY.document == "văn bản số 15/UBND-VP ngày 01/08/2026"
    assert replace(BY, number="Công văn số 9").document == "Công văn số 9 ngày 01/08/2026"
    assert rule_of("", 0, 0, 0, None) is None
    assert rule_of("month", 3, 0, 0, None) == QUARTERLY
    with pytest.raises(Refusal, match="số, ký hiệu"):
        Dropping(date(2026, 8, 1), "")
    with pytest.raises(Refusal, match="Ngày văn bản"):
        Dropping(date(1999, 8, 1), "1")


def row(day: date, facts: TaskFacts, due: date | None = None) -> TaskRow:
    facts = replace(facts, assignment=replace(facts.assignment, due=due, officer="Lê An"))
    stands = stand(facts, day)
    return TaskRow(
        "t", "p", "", 1, "Họp giao ban", facts.assignment, stands.due, stands.due_is_own, stands.progress,
        stands.status, care=facts.cares.get("", NO_CARE), turns=stands.turns, subtasks=stands.subtasks,
    )  # fmt: skip


def sunday(day: date) -> date:
    """Sundays are worked on the Friday before."""
    return date(2026, 5, 29) if day == date(2026, 5, 31) else day


@pytest.mark.parametrize(
    ("day", "days", "step"),
    [
        (date(2026, 5, 21), None, None), (date(2026, 5, 22), 7, 7), (date(2026, 5, 26), 3, 3),
        (date(2026, 5, 28), 1, 1), (date(2026, 5, 29), 0, 1), (date(2026, 5, 31), 0, 1),
        (date(2026, 6, 1), None, None),
    ],
)  # fmt: skip
def test_alerts_count_to_the_last_working_day(day: date, days: int | None, step: int | None) -> None:
    found = alerts([row(day, PLAN, date(2026, 5, 31))], day, (7, 3, 1), sunday)
    assert [(each.days, each.step) for each in found] == ([] if days is None else [(days, step)])


def test_alerts_of_turns_and_subtasks() -> None:
    day = date(2026, 6, 29)
    turn = alerts([row(day, quarterly(done(date(2026, 3, 1), "2026-03")))], day, (7, 3, 1), sunday)
    assert [(each.text, each.officer, each.due) for each in turn] == [
        ("Họp giao ban (Quý II/2026)", "Lê An", date(2026, 6, 30))
    ]
    cares = {"a": TaskCare("t", "a", officer="Trần Bình", due=date(2026, 6, 30))}
    facts = replace(PLAN, subtasks=(("a", "Lập danh mục"), ("b", "B")), cares=cares)
    part = alerts([row(day, facts, date(2026, 7, 2))], day, (7, 3, 1), sunday)
    assert [(each.text, each.officer) for each in part] == [
        ("Lập danh mục", "Trần Bình"), ("Họp giao ban", "Lê An"),
    ]  # fmt: skip
    dropped = replace(PLAN, cares={"": TaskCare("t", dropping=replace(BY, day=day))})
    assert alerts([row(day, dropped, day)], day, (7, 3, 1), sunday) == ()


def test_a_row_tells_its_parts_and_the_reason_of_its_last_late_turn() -> None:
    reason = TaskCare("t", "2026-03", reason="Chờ số liệu", reason_due=date(2026, 3, 31))
    day = date(2026, 5, 1)
    found = row(day, quarterly(done(date(2026, 4, 2), "2026-03"), **{"2026-03": reason}))
    assert found.next_turn is not None
    assert (found.next_turn.key, found.reason, found.parts) == ("2026-06", "Chờ số liệu", found.turns)
    plain = row(day, replace(PLAN, subtasks=(("a", "A"),)))
    assert (plain.next_turn, plain.reason, plain.parts) == (None, "", plain.subtasks)
    assert TaskPart("a", "A", day, None, TaskStatus.NOT_DUE).percent == 0


UPDATES = st.builds(
    TaskUpdate,
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.sampled_from([0, 50, 100]),
    part=st.sampled_from(["", "", "", "2026-06", "under-1"]),
)
CARES = st.sampled_from(
    [
        {},
        {},
        {"": TaskCare("t", dropping=BY)},
        {"": TaskCare("t", rule=QUARTERLY)},
        {"": TaskCare("t", reason="x")},
    ]
)


@given(st.lists(UPDATES, max_size=5), CARES, st.booleans(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_whether_it_is_done_is_what_its_standing_says(
    updates: list[TaskUpdate], cares: dict[str, TaskCare], has_subtask: bool, day: date
) -> None:
    subtasks = [("under-1", "Việc con")] if has_subtask else []
    in_order = sorted(updates, key=lambda each: each.day)
    facts = replace(PLAN, updates=in_order, cares=cares, subtasks=subtasks)
    status = stand(facts, day).status
    assert is_done(facts, day) == (None if status is TaskStatus.DROPPED else status.is_done)
