"""What needs a hand: how soon, in which order, whose it is, and nothing twice."""

from datetime import date, timedelta

import pytest

from cchc_desktop.domain.places import TodayPlace
from cchc_desktop.domain.tasks import Assignment, TaskRow, TaskStatus
from cchc_desktop.domain.todo import (
    Heat,
    Horizon,
    Line,
    Source,
    Urgency,
    by_person,
    grouped,
    heat,
    is_of,
    is_of_unit,
    months_of,
    ordered,
    told_once,
)
from cchc_desktop.domain.working_days import WorkingDays

MONDAY = date(2026, 6, 15)
HORIZON = Horizon.of(MONDAY, date(2026, 9, 17), "Báo cáo CCHC quý III năm 2026")


def line(name: str, due: date | None = MONDAY, source: Source = Source.TASK, **others: object) -> Line:
    by = WorkingDays().last_on_or_before(due) if due else None
    return Line(name, source, name, due, by, TodayPlace(), **others)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("due", "urgency", "when"),
    [
        (date(2026, 5, 16), Urgency.TODAY, "quá hạn 30 ngày"),
        (MONDAY, Urgency.TODAY, "hôm nay"),
        (date(2026, 6, 16), Urgency.WEEK, "ngày mai"),
        (date(2026, 6, 20), Urgency.WEEK, "thứ Bảy, 20/06/2026"),
        (date(2026, 6, 22), Urgency.WEEK, "thứ Hai, 22/06/2026"),
        (date(2026, 6, 23), Urgency.REPORT, "23/06/2026"),
        (date(2026, 9, 17), Urgency.REPORT, "17/09/2026"),
        (date(2026, 9, 18), None, "18/09/2026"),
        (None, Urgency.REPORT, "trước kỳ báo cáo tới"),
    ],
)
def test_how_soon_a_line_needs_a_hand(due: date | None, urgency: Urgency | None, when: str) -> None:
    assert HORIZON.urgency(line("a", due)) is urgency
    assert line("a", due).when(MONDAY) == when
    days = (due - MONDAY).days if due else 0
    assert line("a", due).left(MONDAY) == (f"còn {days} ngày" if days > 0 else when if due else "")


def test_what_is_due_on_a_sunday_needs_a_hand_on_friday() -> None:
    sunday = line("a", date(2026, 6, 21))
    urgencies = [Horizon.of(date(2026, 6, day)).urgency(sunday) for day in (11, 12, 18, 19, 20)]
    # Friday the 19th is the last working day for it; seven days before that it is this week's work.
    assert urgencies == [Urgency.REPORT, Urgency.WEEK, Urgency.WEEK, Urgency.TODAY, Urgency.TODAY]
    assert sunday.when(date(2026, 6, 20)) == "ngày mai"


def test_a_line_is_one_sentence() -> None:
    said = line("Lập danh mục", date(2026, 6, 5), note="đã 60%").said(MONDAY)
    assert said == "Lập danh mục (đã 60%): quá hạn 10 ngày (hạn 05/06/2026)."
    assert line("Lập danh mục").said(MONDAY) == "Lập danh mục: hôm nay."
    assert line("Đăng bài chậm nhất ngày 15/06/2026").said(MONDAY) == "Đăng bài chậm nhất ngày 15/06/2026."


def test_groups_are_named_by_their_days() -> None:
    assert [HORIZON.title(each) for each in Urgency] == [
        "Hôm nay và quá hạn",
        "Trong 7 ngày tới, đến 22/06/2026",
        "Trước báo cáo CCHC quý III năm 2026, hạn gửi 17/09/2026",
    ]
    assert Horizon.of(MONDAY).title(Urgency.REPORT) == "Tiếp theo, đến 15/07/2026"


def test_lines_stand_by_their_working_days_and_far_ones_are_left_out() -> None:
    days = {"late": -3, "now": 0, "soon": 4, "later": 40, "far": 300}
    lines = [
        line(name, MONDAY + timedelta(days=days[name])) for name in ("far", "later", "soon", "now", "late")
    ]
    lines += [line("someday", None, Source.DOUBTS), line("figures", MONDAY, Source.FIGURES)]
    found = ordered(lines, HORIZON)
    assert [each.id for each in found] == ["late", "figures", "now", "soon", "later", "someday"]
    groups = grouped(found, HORIZON)
    assert [(urgency, len(each)) for urgency, each in groups] == [
        (Urgency.TODAY, 3),
        (Urgency.WEEK, 1),
        (Urgency.REPORT, 2),
    ]


def test_a_task_from_above_is_told_once() -> None:
    text = "Báo cáo kết quả rà soát thủ tục hành chính nội bộ"
    task = line("task", about=f"{text}.")
    same = line("same", source=Source.REGISTER, about=text.upper())
    longer = line("longer", source=Source.REGISTER, about=f"{text} theo Công văn số 15")
    short = line("short", source=Source.REGISTER, about="Báo cáo")
    other = line("other", source=Source.REGISTER, about="Cập nhật danh sách tổ công nghệ số")
    blank = line("blank", source=Source.REGISTER)
    kept = told_once([same, longer, short, other, blank, task])
    assert [each.id for each in kept] == ["short", "other", "blank", "task"]
    # Once the task is done, the register waits for its day.
    assert told_once([same]) == [same]


def test_whose_a_line_is() -> None:
    named = line("named", officer="Lê Thị Hoà", unit="Phòng Kinh tế")
    units = line("units", unit="Phòng Kinh tế")
    nobodys = line("nobodys")
    mine = [is_of(each, "lê thị hòa", "Phòng Kinh tế xã An Bình") for each in (named, units, nobodys)]
    assert mine == [True, True, False]
    assert [is_of(each, "Võ Công", "Phòng Kinh tế") for each in (named, units)] == [False, True]
    assert not is_of(units, "Lê Thị Hòa")
    loose = line("loose", officer="Lê Thị Hòa")
    found = [is_of_unit(each, "Phòng Kinh tế", ["Lê Thị Hoà"]) for each in (named, units, loose, nobodys)]
    assert found == [True, True, True, False]
    assert (named.who, units.who) == ("Lê Thị Hoà", "Phòng Kinh tế")
    people = by_person([nobodys, units, named, loose])
    assert [(unit, officer, [each.id for each in lines]) for unit, officer, lines in people] == [
        ("Phòng Kinh tế", "Lê Thị Hoà", ["named"]),
        ("Phòng Kinh tế", "", ["units"]),
        ("", "Lê Thị Hòa", ["loose"]),
        ("", "", ["nobodys"]),
    ]


def test_areas_and_months_have_their_worst_status() -> None:
    def row(area: int, due: date, status: TaskStatus) -> TaskRow:
        return TaskRow(f"{area}{due}{status}", "p", "", area, "", Assignment(), due, True, None, status)

    found = heat(
        [
            row(1, date(2026, 6, 3), TaskStatus.OVERDUE),
            row(1, date(2026, 6, 30), TaskStatus.NOT_DUE),
            row(1, date(2026, 7, 30), TaskStatus.NOT_DUE),
            row(1, date(2026, 7, 1), TaskStatus.IN_PROGRESS),
            row(2, date(2026, 6, 1), TaskStatus.DONE_LATE),
            row(0, date(2027, 1, 1), TaskStatus.NOT_DUE),
        ]
    )
    assert found == {
        (1, (2026, 6)): Heat(2, TaskStatus.OVERDUE),
        (1, (2026, 7)): Heat(2, TaskStatus.IN_PROGRESS),
        (0, (2027, 1)): Heat(1, TaskStatus.NOT_DUE),
    }
    months = months_of(MONDAY, [month for _, month in found])
    assert (months[0], months[-1], len(months)) == ((2026, 1), (2027, 1), 13)
