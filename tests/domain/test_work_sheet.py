"""Officers' results: what counts in a month or quarter, and how a rule makes points of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from cchc_desktop.catalogue.work_rules import rules_on, work_rule, work_rules
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.work_periods import WorkPeriod, periods_of_work
from cchc_desktop.domain.work_rules import Counted
from cchc_desktop.domain.work_sheet import (
    Line,
    Rating,
    Role,
    Sheet,
    Tally,
    TaskMark,
    Work,
    read_quality,
    sheet_of,
    top_share,
)

MAY, TODAY = WorkPeriod(2026, 5), date(2026, 7, 15)
DECREE, PROVINCE = work_rule("nd335"), work_rule("hai-phong-212")
LAN = "Nguyễn Thị Lan"


def work(
    number: int, due: str, *reports: tuple[str, int], officer: str = LAN, lead: str = "", reason: str = ""
) -> Work:
    found = tuple((date.fromisoformat(day), percent) for day, percent in reports)
    return Work(
        f"t{number}",
        f"Việc {number}",
        date.fromisoformat(due),
        officer=officer,
        reports=found,
        lead=lead,
        reason=reason,
    )


def sheet(works: list[Work], *marks: TaskMark, period: WorkPeriod = MAY, today: date = TODAY) -> Sheet:
    return sheet_of(period, DECREE, LAN, works, marks, today)


def test_months_and_quarters() -> None:
    quarter = WorkPeriod.parse("2026-q2")
    assert (quarter.id, quarter.label, quarter.heading) == ("2026-Q2", "quý II năm 2026", "Quý II năm 2026")
    assert (quarter.starts, quarter.ends) == (date(2026, 4, 1), date(2026, 6, 30))
    assert WorkPeriod.parse("2026-2") == WorkPeriod.parse("2026-T02") == WorkPeriod.of_day(date(2026, 2, 9))
    assert WorkPeriod(2028, 2).ends == date(2028, 2, 29)
    assert [quarter.holds(day) for day in (date(2026, 6, 30), date(2026, 7, 1))] == [True, False]
    assert WorkPeriod(2026, 1).step(-1) == WorkPeriod(2025, 12)
    assert WorkPeriod(2026, quarter=4).step(1) == WorkPeriod(2027, quarter=1)
    assert WorkPeriod(2100, 12).step(1) == WorkPeriod(2100, 12)
    assert [each.id for each in periods_of_work(2026)][:5] == [
        "2026-01",
        "2026-02",
        "2026-03",
        "2026-Q1",
        "2026-04",
    ]
    for wrong in ("2026-13", "2026-Q5", "2026", "2026-00"):
        with pytest.raises(Refusal, match="Hãy ghi tháng như 2026-05"):
            WorkPeriod.parse(wrong)
    with pytest.raises(Refusal, match="từ 2000 đến 2100"):
        WorkPeriod.parse("1999-05")


def test_a_task_counts_in_the_period_of_its_day_as_far_as_was_known_then() -> None:
    works = [
        work(1, "2026-05-04", ("2026-05-04", 100)),
        work(2, "2026-05-10", ("2026-05-12", 100)),
        work(3, "2026-05-20", ("2026-06-01", 100)),
        work(4, "2026-04-20", ("2026-05-06", 100), reason="Chờ ý kiến"),
        work(5, "2026-04-20", ("2026-04-20", 100)),
        work(6, "2026-06-01"),
        work(7, "2026-05-31", officer="Trần Văn Bình"),
    ]
    may = sheet(works)
    assert [(line.work.task_id, line.done_on, line.times_late) for line in may.lines] == [
        ("t1", date(2026, 5, 4), 0),
        ("t2", date(2026, 5, 12), 1),
        ("t3", None, 0),
    ]
    assert [line.work.task_id for line in may.carried] == ["t4"]
    assert (may.tally.given, may.tally.value(Counted.QUANTITY)) == (3, 2)
    assert may.tally.value(Counted.TIMELY) == Fraction(7, 4)
    quarter = sheet(works, period=WorkPeriod(2026, quarter=2))
    assert quarter.tally.value(Counted.QUANTITY) == 5, "by June's end the third was done, the sixth was not"
    running = sheet(works, today=date(2026, 5, 10))
    assert [item.task_id for item in running.pending] == ["t2", "t3"]
    assert (running.until, len(running.lines)) == (date(2026, 5, 10), 1)


def test_faults_delays_factors_and_roles_weigh_as_the_rule_says() -> None:
    done = ("2026-05-04", 100)
    works = [
        work(1, "2026-05-04", done),
        work(2, "2026-05-05", done),
        work(3, "2026-05-06", done, officer="Bình"),
    ]
    marks = [
        TaskMark("t1", factor=Decimal("2.5"), faults=2),
        TaskMark("t2", accepted=False, times_late=5),
        TaskMark("t3", officer=LAN.upper(), product="Phụ lục"),
    ]
    found = sheet(works, *marks)
    assert [(line.role, line.officer, line.product) for line in found.lines][2] == (
        Role.SUPPORT, LAN.upper(), "Phụ lục",
    )  # fmt: skip
    tally = found.tally
    # 2,5 + 1 + 0,3 given; quality 2,5 × 50 % + 0 + 0,3; time 2,5 + 0 + 0,3.
    assert tally.given == Fraction("3.8") == tally.value(Counted.QUANTITY)
    assert tally.value(Counted.QUALITY) == Fraction("1.55")
    assert tally.value(Counted.TIMELY) == Fraction("2.8")
    assert tally.result == (Fraction("3.8") + Fraction("1.55") + Fraction("2.8")) / Fraction(
        "3.8"
    ) * Fraction(70, 3)
    assert tally.scored[1].words == "1,55/3,8 × 23,33 = 9,52"
    # In the province one fault takes all, and products are counted, not converted.
    plain = Tally(PROVINCE, found.lines)
    assert (plain.given, plain.value(Counted.QUALITY)) == (Fraction("2.3"), Fraction("0.3"))
    assert (
        plain.result == 25 + Fraction("0.3") / Fraction("2.3") * 30 + Fraction("1.3") / Fraction("2.3") * 25
    )
    assert replace(plain, general=Decimal(20)).band is None, "no levels are shipped for it"


def test_seven_of_eight_make_21_88_of_25() -> None:
    works = [work(n, "2026-05-04", ("2026-05-04", 100 if n else 50)) for n in range(8)]
    tally = Tally(PROVINCE, sheet(works).lines)
    assert tally.scored[0].words == "7/8 × 25 = 21,88"


def test_units_lead_and_support() -> None:
    works = [
        work(1, "2026-05-04", ("2026-05-04", 100), lead="Văn phòng HĐND và UBND xã"),
        replace(work(2, "2026-05-05", lead="Phòng Kinh tế"), supports=("Văn phòng HĐND và UBND",)),
        work(3, "2026-05-05", lead="Phòng Kinh tế"),
    ]
    room = sheet_of(MAY, DECREE, "Văn phòng HĐND và UBND", works, (), TODAY, is_unit=True)
    assert [line.role for line in room.lines] == [Role.LEAD, Role.SUPPORT]
    assert (room.tally.given, room.tally.value(Counted.QUANTITY)) == (Fraction("1.3"), 1)
    assert (Role.LEAD.label, Role.SUPPORT.label) == ("Chủ trì", "Phối hợp")


def test_nothing_given_is_not_rated_and_levels_want_both_parts() -> None:
    empty = Tally(DECREE, ())
    assert (empty.result, empty.scored, empty.total, empty.band) == (None, (), None, None)
    lines = sheet([work(1, "2026-05-04", ("2026-05-04", 100))]).lines
    assert Tally(DECREE, lines).total is None
    levels = {
        general: replace(Tally(DECREE, lines), general=Decimal(general)).band
        for general in ("0", "19.99", "20")
    }
    assert [band.label if band else "" for band in levels.values()] == [
        "Hoàn thành tốt nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ",
    ]  # fmt: skip
    assert DECREE.band(Fraction("49.99")) == DECREE.bands[3]


def test_the_highest_level_is_held_against_its_share() -> None:
    lines = sheet([work(1, "2026-05-04", ("2026-05-04", 100))]).lines
    best, good = (replace(Tally(DECREE, lines), general=Decimal(general)) for general in ("30", "10"))
    found = top_share(DECREE, [best, best, *[good] * 9])
    assert found is not None
    assert (
        found.words
        == "Mức cao nhất: gợi ý 2 người, tối đa 1 người (20 % của 9 người ở mức thứ hai), vượt 1 người."
    )
    assert top_share(DECREE, [Tally(DECREE, ())]) is None
    assert top_share(DECREE, [best, Tally(DECREE, lines)]) is None, "one is not rated yet"
    assert top_share(PROVINCE, [best]) is None


def test_quality_is_read_as_it_is_typed() -> None:
    assert [read_quality(text) for text in ("", "Đạt", "CHƯA ĐẠT", "k", "0", "3")] == [
        (True, 0), (True, 0), (False, 0), (False, 0), (True, 0), (True, 3),
    ]  # fmt: skip
    assert [TaskMark("t", faults=3).quality, TaskMark("t", accepted=False).quality] == ["3", "Chưa đạt"]
    for wrong in ("tạm", "-1", "100", "1,5", "99999999"):
        with pytest.raises(Refusal, match="số lần lỗi"):
            read_quality(wrong)


def test_numbers_of_a_mark_are_bounded() -> None:
    for wrong in ("0", "100.01", "0.125", "NaN"):
        with pytest.raises(Refusal, match="Hệ số quy đổi"):
            TaskMark("t", factor=Decimal(wrong))
    with pytest.raises(Refusal, match="Số lần phải từ 0"):
        TaskMark("t", faults=100)
    with pytest.raises(Refusal, match="Số lần phải từ 0"):
        TaskMark("t", times_late=-1)
    assert TaskMark("t", "2026-05").is_plain
    assert not TaskMark("t", officer="Bình").is_plain
    assert TaskMark("t", "1", "BÌNH").id == TaskMark("t", "1", "Bình").id
    assert Rating("2026-05", LAN, Decimal(1)).id == Rating("2026-05", LAN.upper(), Decimal(2)).id


def test_the_noted_times_hold_over_the_days() -> None:
    late = work(1, "2026-05-04", ("2026-05-20", 100))
    line = Line(late, TaskMark("t1", times_late=0), Role.LEAD, date(2026, 5, 20))
    assert (line.days_late, line.times_late, line.counted(DECREE, Counted.TIMELY)) == (16, 0, 1)


def test_rules_hold_between_their_days() -> None:
    assert [rule.id for rule in rules_on(date(2025, 12, 31))] == ["hai-phong-212"]
    assert {rule.id for rule in rules_on(date(2026, 5, 31))} == {"nd335", "hai-phong-212"}
    assert rules_on(date(2020, 1, 1))[0].id == "hai-phong-212"
    ended = replace(DECREE, valid_to=date(2026, 6, 30))
    assert (ended.is_valid(date(2026, 6, 30)), ended.is_valid(date(2026, 7, 1))) == (True, False)
    for rule in work_rules():
        assert (rule.most + rule.general, rule.legal != "") == (100, True)
    with pytest.raises(Refusal, match="nd335"):
        work_rule("nd90")
