"""What of the tasks is handed out: late, due soon, a meeting's week, the persons; and filters by name."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.names import known_like
from cchc_desktop.domain.task_filters import SHIPPED, DueSpan, criteria, from_criteria, kept
from cchc_desktop.domain.task_papers import (
    Moment,
    Receiver,
    by_person,
    due_soon,
    late,
    moment_of,
    persons_of,
    units_of,
    week_of,
)
from cchc_desktop.domain.tasks import (
    ALL_TASKS,
    Assignment,
    Lack,
    TaskFilter,
    TaskRow,
    TaskStatus,
    TaskUpdate,
    task_status,
)

TODAY = date(2026, 6, 17)
"""A Wednesday."""


def task(name: str, due: date, officer: str = "", lead: str = "", done: date | None = None) -> TaskRow:
    progress = TaskUpdate(done, 100) if done else None
    status = task_status(None, due, progress, TODAY)
    assigned = Assignment(lead=lead, officer=officer, due=due)
    return TaskRow(name, "plan", "Kế hoạch", 1, name, assigned, due, True, progress, status)


def test_late_and_near_tasks_are_told_by_their_days() -> None:
    rows = [
        task("today", TODAY),
        task("in 7", TODAY + timedelta(days=7)),
        task("in 8", TODAY + timedelta(days=8)),
        task("yesterday", TODAY - timedelta(days=1)),
        task("long ago", TODAY - timedelta(days=90)),
        task("done", TODAY - timedelta(days=1), done=TODAY),
    ]
    assert [row.id for row in late(rows, TODAY)] == ["long ago", "yesterday"]
    assert [row.id for row in due_soon(rows, TODAY)] == ["today", "in 7"]
    assert [row.id for row in due_soon(rows, TODAY, 8)] == ["today", "in 7", "in 8"]


@pytest.mark.parametrize(
    ("due", "done", "moment"),
    [
        (date(2026, 6, 16), None, Moment.LATE),
        (date(2026, 6, 17), None, Moment.THIS_WEEK),
        (date(2026, 6, 21), None, Moment.THIS_WEEK),
        (date(2026, 6, 22), None, Moment.NEXT_WEEK),
        (date(2026, 6, 28), None, Moment.NEXT_WEEK),
        (date(2026, 6, 29), None, None),
        (date(2026, 6, 29), date(2026, 6, 15), Moment.DONE_THIS_WEEK),
        (date(2026, 5, 1), date(2026, 6, 14), Moment.DONE_LAST_WEEK),
        (date(2026, 6, 29), date(2026, 6, 8), Moment.DONE_LAST_WEEK),
        (date(2026, 6, 29), date(2026, 6, 7), None),
    ],
)
def test_a_meeting_goes_over_two_weeks_and_what_was_done_in_the_last(
    due: date, done: date | None, moment: Moment | None
) -> None:
    assert week_of(TODAY) == (date(2026, 6, 15), date(2026, 6, 21))
    assert moment_of(task("one", due, done=done), TODAY) is moment


def test_a_meeting_goes_by_the_office_s_list_of_persons() -> None:
    rows = [
        task("nobody's", TODAY),
        task("a guest's", TODAY, "Khách Mời"),
        task("next", TODAY + timedelta(days=7), "Lê Văn  Bình"),
        task("late", TODAY - timedelta(days=1), "lê văn bình"),
        task("far", TODAY + timedelta(days=70), "Trần Thị An"),
        task("now", TODAY, "Vũ Hà"),
    ]
    found = by_person(rows, TODAY, ["Vũ Hà", "Trần Thị An", "Lê Văn Bình", "Ai Đó"])
    assert [(person.name, [row.id for _, row in person.tasks]) for person in found] == [
        ("Vũ Hà", ["now"]), ("Lê Văn Bình", ["late", "next"]), ("Khách Mời", ["a guest's"]),
        ("", ["nobody's"]),
    ]  # fmt: skip
    assert found[1].count(Moment.LATE) == 1
    assert found[1].count(Moment.THIS_WEEK) == 0
    assert persons_of(rows, []) == ["Khách Mời", "lê văn bình", "Trần Thị An", "Vũ Hà"]


def test_a_receiver_gets_what_is_its_own() -> None:
    rows = [task("one", TODAY, "An", "Phòng Kinh tế xã An Bình"), task("two", TODAY, "Bình", "Phòng Kinh tế")]
    (unit,) = units_of(rows)
    assert unit == "Phòng Kinh tế"
    assert all(Receiver(unit).among(ALL_TASKS).accepts(row) for row in rows)
    person = Receiver("An", True, "Công chức", "Phòng Kinh tế")
    assert [row.id for row in rows if person.among(ALL_TASKS).accepts(row)] == ["one"]
    assert person.addressed == "Ông (bà) An, Công chức, Phòng Kinh tế"
    assert (Receiver(unit).addressed, person.in_sentence) == ("Phòng Kinh tế", "ông (bà) An")


def test_a_name_is_known_without_its_accents_where_only_one_is_meant() -> None:
    assert known_like("le van binh", ["Lê Văn Bình", "Lê Văn Bính", "An"]) is None
    assert known_like("Lê Văn Bính", ["Lê Văn Bình", "Lê Văn Bính"]) == "Lê Văn Bính"
    assert known_like("den han", ["Đến hạn", "Quá hạn"]) == "Đến hạn"


def test_days_that_are_said_from_today_are_kept_as_such() -> None:
    first = kept("Tuần", TaskFilter(unit="Phòng", due_from=TODAY, due_to=TODAY + timedelta(days=7)), TODAY)
    assert (first.due, first.chosen) == (DueSpan.WEEK, TaskFilter(unit="Phòng"))
    later = TODAY + timedelta(days=100)
    assert first.on(later, "").due_to == later + timedelta(days=7)
    own = TaskFilter(due_from=date(2026, 1, 1))
    assert kept("Năm nay", own, TODAY).on(later, "") == own
    assert DueSpan.QUARTER.days(date(2026, 12, 31)) == (date(2026, 10, 1), date(2026, 12, 31))
    assert {span.words(TODAY) for span in DueSpan} == {
        "Trong 7 ngày", "Trong 30 ngày", "Trong quý II", "Trước hôm nay",
    }  # fmt: skip


def test_the_program_s_filters_let_through_what_their_names_say() -> None:
    by_name = {each.name: each for each in SHIPPED}
    assert by_name["Của tôi"].on(TODAY, "An").officer == "An"
    assert by_name["Quá hạn"].on(TODAY, "").accepts(task("late", TODAY - timedelta(days=1)))
    assert not by_name["Đến hạn trong 7 ngày"].on(TODAY, "").accepts(task("in 8", TODAY + timedelta(days=8)))
    unassigned = by_name["Chưa phân công"].on(TODAY, "")
    assert unassigned.accepts(task("nobody's", TODAY))
    assert not unassigned.accepts(task("somebody's", TODAY, "An"))
    assert not unassigned.accepts(task("done", TODAY, done=TODAY))
    assert all(each.is_shipped for each in SHIPPED)


FILTERS = st.builds(
    TaskFilter,
    plan_id=st.sampled_from(["", "plan-1"]),
    in_force=st.booleans(),
    area=st.none() | st.integers(0, 8),
    unit=st.sampled_from(["", "Phòng Kinh tế"]),
    officer=st.sampled_from(["", "An"]),
    statuses=st.frozensets(st.sampled_from(TaskStatus)),
    due_from=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    due_to=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    text=st.sampled_from(["", "đối thoại"]),
    lacks=st.none() | st.sampled_from(Lack),
)


@given(FILTERS)
def test_a_filter_is_what_it_was_when_it_is_read_again(chosen: TaskFilter) -> None:
    made = replace(kept("Tên", chosen, TODAY), id="one")
    assert from_criteria("one", "Tên", criteria(made)) == made
    assert made.on(TODAY, "An") == chosen


@pytest.mark.parametrize(
    "said",
    [
        {"area": 9}, {"area": "1"}, {"area": True}, {"statuses": ["lost"]}, {"statuses": "overdue"},
        {"unit": 5}, {"due": "some day"}, {"due_from": "hôm qua"}, {"lacks": "x"},
    ],
)  # fmt: skip
def test_what_asks_for_nothing_that_there_is_is_no_filter(said: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_criteria("one", "Tên", said)
