"""The status of tasks, the span of plans, the validity of units."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import (
    OfficeProfile,
    Officer,
    Person,
    Unit,
    full_name,
    is_valid,
    lengthen,
    place_of,
    shorten,
)
from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.plan import PlanStatus
from cchc_desktop.domain.tasks import (
    Assignment,
    Lack,
    TaskFilter,
    TaskRow,
    TaskStatus,
    TaskUpdate,
    latest,
    progressed,
    task_status,
)

DUE = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("start", "percent", "reported", "today", "status"),
    [
        (None, None, None, date(2026, 6, 30), TaskStatus.NOT_DUE),
        (None, 0, date(2026, 5, 1), date(2026, 6, 1), TaskStatus.NOT_DUE),
        (date(2026, 5, 1), None, None, date(2026, 5, 1), TaskStatus.IN_PROGRESS),
        (date(2026, 5, 1), None, None, date(2026, 4, 30), TaskStatus.NOT_DUE),
        (None, 40, date(2026, 5, 1), date(2026, 6, 30), TaskStatus.IN_PROGRESS),
        (None, 99, date(2026, 6, 30), date(2026, 7, 1), TaskStatus.OVERDUE),
        (None, None, None, date(2026, 7, 1), TaskStatus.OVERDUE),
        (None, 100, date(2026, 6, 30), date(2027, 1, 1), TaskStatus.DONE_ON_TIME),
        (None, 100, date(2026, 7, 1), date(2027, 1, 1), TaskStatus.DONE_LATE),
    ],
)
def test_status(
    start: date | None, percent: int | None, reported: date | None, today: date, status: TaskStatus
) -> None:
    progress = None if percent is None or reported is None else TaskUpdate(reported, percent)
    assert task_status(start, DUE, progress, today) is status


@given(st.integers(0, 100), st.integers(-400, 400), st.integers(-400, 400))
def test_an_unfinished_task_never_leaves_overdue_by_waiting(percent: int, reported: int, now: int) -> None:
    progress = TaskUpdate(DUE + timedelta(reported), percent)
    today, later = DUE + timedelta(now), DUE + timedelta(now + 1)
    if task_status(None, DUE, progress, today) is TaskStatus.OVERDUE:
        assert task_status(None, DUE, progress, later) is TaskStatus.OVERDUE
    assert task_status(None, DUE, progress, today).is_done == (percent == 100)


def test_the_latest_update_is_by_day_then_by_entry() -> None:
    first, second, third = (
        TaskUpdate(date(2026, 3, day), percent) for day, percent in ((9, 10), (2, 50), (9, 20))
    )
    assert latest([first, second, third]) is third
    assert latest([]) is None


def test_updates_in_reason() -> None:
    with pytest.raises(Refusal, match="0 đến 100"):
        TaskUpdate(date(2026, 1, 1), 101)
    with pytest.raises(Refusal, match="năm 2000"):
        TaskUpdate(date(1980, 1, 1), 10)


def test_period_bounds_and_labels() -> None:
    half = PlanPeriod(PeriodKind.HALF, 2025, 2025, 2)
    assert (half.starts, half.ends) == (date(2025, 7, 1), date(2025, 12, 31))
    assert half.label == "6 tháng cuối năm 2025"
    assert PlanPeriod(PeriodKind.HALF, 2025, 2025, 1).ends == date(2025, 6, 30)
    assert PlanPeriod.year(2026).label == "năm 2026"
    assert PlanPeriod(PeriodKind.MULTI, 2021, 2025).label == "giai đoạn 2021 - 2025"


@pytest.mark.parametrize(
    ("kind", "first", "last", "half"),
    [(PeriodKind.YEAR, 2026, 2027, 0), (PeriodKind.MULTI, 2026, 2026, 0), (PeriodKind.HALF, 2026, 2026, 0),
     (PeriodKind.YEAR, 2026, 2026, 1), (PeriodKind.MULTI, 2026, 2020, 0), (PeriodKind.YEAR, 1800, 1800, 0)],
)  # fmt: skip
def test_periods_in_reason(kind: PeriodKind, first: int, last: int, half: int) -> None:
    with pytest.raises(Refusal):
        PlanPeriod(kind, first, last, half)


def test_names_of_offices() -> None:
    assert shorten("Ủy ban nhân dân xã An Bình") == "UBND xã An Bình"
    assert shorten("Uỷ ban nhân dân xã An Bình") == "UBND xã An Bình"
    assert lengthen("UBND xã An Bình") == "Ủy ban nhân dân xã An Bình"
    assert lengthen("Sở Nội vụ") == shorten("Sở Nội vụ") == "Sở Nội vụ"


def test_an_office_may_be_named_in_short() -> None:
    for typed in ("UBND xã  An Bình", "xã An Bình", "Xã An Bình", "XÃ An Bình", "Ủy ban nhân dân xã An Bình"):
        assert full_name(typed) == "Ủy ban nhân dân xã An Bình"
    assert full_name("đặc khu Cát Hải") == "Ủy ban nhân dân đặc khu Cát Hải"
    assert full_name("Thành phố Bình Minh") == "Ủy ban nhân dân thành phố Bình Minh"
    for other in ("Sở Nội vụ", "Xanh", ""):
        assert full_name(other) == other
    assert place_of("Ủy ban nhân dân đặc khu Cát Hải") == "Cát Hải"
    assert place_of("Sở Nội vụ") == ""


def test_an_office_needs_its_three_names() -> None:
    with pytest.raises(Refusal) as caught:
        OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh", " ")
    assert caught.value.field == "place"


def test_validity() -> None:
    unit = Unit("Phòng Kinh tế", valid_from=date(2025, 7, 1))
    assert not is_valid(unit, date(2025, 6, 30))
    assert is_valid(unit, date(2025, 7, 1))
    with pytest.raises(Refusal):
        Officer("An", valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 1))
    with pytest.raises(Refusal, match="họ và tên"):
        Officer(" ")


def test_words_of_statuses() -> None:
    assert [status.label for status in PlanStatus] == [
        "Dự thảo", "Đã trình", "Đã ban hành", "Đang sửa đổi", "Đã kết thúc",
    ]  # fmt: skip
    assert [status.label for status in PlanStatus if status.is_open] == ["Dự thảo", "Đang sửa đổi"]
    assert [status.label for status in PlanStatus if status.is_issued] == ["Đã ban hành", "Đã kết thúc"]
    assert TaskStatus.OVERDUE.label == "Quá hạn"


ROW = TaskRow(
    id="t", plan_id="p", plan_label="", area=1, text="Niêm yết thủ tục",
    assignment=Assignment(lead="Văn phòng"), due=DUE, due_is_own=True, progress=None,
    status=TaskStatus.NOT_DUE,
)  # fmt: skip


def test_how_far_a_task_is() -> None:
    assert ROW.percent == 0
    assert replace(ROW, progress=TaskUpdate(DUE, 40, "Đã gửi")).percent == 40


@pytest.mark.parametrize(
    ("wanted", "accepted"),
    [
        (TaskFilter(), True),
        (TaskFilter(plan_id="p", in_force=True, area=1, unit="van phong"), True),
        (TaskFilter(text="niem yet", due_from=DUE, due_to=DUE), True),
        (TaskFilter(statuses=frozenset({TaskStatus.NOT_DUE})), True),
        (TaskFilter(plan_id="q"), False),
        (TaskFilter(area=2), False),
        (TaskFilter(unit="Phòng Kinh tế"), False),
        (TaskFilter(officer="Lan"), False),
        (TaskFilter(statuses=frozenset({TaskStatus.OVERDUE})), False),
        (TaskFilter(due_from=DUE + timedelta(1)), False),
        (TaskFilter(due_to=DUE - timedelta(1)), False),
        (TaskFilter(text="tuyên truyền"), False),
    ],
)
def test_which_tasks_a_list_shows(wanted: TaskFilter, accepted: bool) -> None:
    assert wanted.accepts(ROW) is accepted


def test_a_unit_has_a_name() -> None:
    with pytest.raises(Refusal, match="tên đơn vị"):
        Unit("  ")


def test_somebody_who_works_here_has_a_name() -> None:
    assert Person("Lê Thị Hoa").unit == ""
    with pytest.raises(Refusal) as refused:
        Person("  ")
    assert refused.value.field == "person"


@pytest.mark.parametrize(
    ("assignment", "due_is_own", "lacks"),
    [
        (Assignment(), False, set(Lack)),
        (Assignment(lead="Phòng Kinh tế"), True, {Lack.OFFICER}),
        (Assignment(officer="Lê Thị Hoa"), True, {Lack.LEAD}),
        (Assignment(lead="Phòng Kinh tế", officer="Lê Thị Hoa"), False, {Lack.DUE}),
    ],
)
def test_what_a_task_lacks(assignment: Assignment, due_is_own: bool, lacks: set[Lack]) -> None:
    row = TaskRow(
        "t",
        "p",
        "Kế hoạch",
        1,
        "Rà soát",
        assignment,
        date(2026, 12, 31),
        due_is_own,
        None,
        TaskStatus.NOT_DUE,
    )
    assert {lack for lack in Lack if lack.of(row)} == lacks
    assert all(lack.label.startswith("Chưa ") for lack in Lack)


def test_a_number_alone_corrects_the_days_own_update_or_makes_one() -> None:
    day, before = date(2026, 5, 4), date(2026, 5, 3)
    own = TaskUpdate(day, 40, "Đã họp", officer="Hoa")
    assert progressed([own], 60, day, "Hoa") == replace(own, percent=60)
    assert progressed([own], 60, day, "Lan") == TaskUpdate(day, 60, officer="Lan")
    assert progressed([replace(own, day=before)], 60, day, "Hoa") == TaskUpdate(day, 60, officer="Hoa")
    assert progressed([], 60, day, "Hoa") == TaskUpdate(day, 60, officer="Hoa")
