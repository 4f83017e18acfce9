"""What the sample's year comes to at its end, reckoned again from figures, tasks, rules and reports."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from cchc_desktop.domain.criteria.forecast import Forecast
from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Value
from cchc_desktop.domain.criteria.sets import Criterion
from cchc_desktop.domain.criteria.sources import Source
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.criteria_forecast import CriteriaForecasts
from cchc_desktop.office.tasks import plans_of_year
from tests.sample_office import lay_sample

YEAR = Period.parse("2026-N")
TODAY = date(2026, 11, 20)
MAY = date(2026, 5, 4)
D = Decimal


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("forecast")
    lay_sample(folder, TODAY)
    office = Office.open(folder, lambda: TODAY, lambda: datetime(2026, 11, 20, 9))
    yield office
    office.close()


def ends(office: Office, code: str, day: date = TODAY) -> tuple[Decimal, Decimal]:
    found = office.criteria.outlook(office.criteria.of_period(YEAR), YEAR, day).criteria[code]
    return found.low.points, found.high.points


def told(office: Office, source: str, rule: Rule, day: date = TODAY) -> Forecast | None:
    """The forecast of a criterion with one source."""
    criterion = Criterion("1", "Một", D(1), rule, sources=(Source.parse(source),))
    return CriteriaForecasts(*office.criteria._parts, YEAR, day).forecast(criterion)


def test_the_whole_lies_between_both_ends(laid: Office) -> None:
    given = laid.criteria.of_period(YEAR)
    for day in (date(2026, 2, 2), MAY, TODAY):
        outlook = laid.criteria.outlook(given, YEAR, day)
        assert outlook.day == date(2026, 12, 31)
        assert outlook.low.total <= outlook.high.total
        assert all(each.low.points <= each.high.points for each in outlook.criteria.values())
        assert laid.criteria.score(given, YEAR, day).total <= outlook.high.total
    with pytest.raises(Refusal, match="cả năm"):
        laid.criteria.outlook(given, Period.parse("2026-Q2"))


def test_open_tasks_may_all_be_done(laid: Office) -> None:
    rows = laid.tasks.standing(plans_of_year(laid._desk.own_heads(), 2026, MAY), MAY)
    done = Fraction(100 * sum(row.status.is_done for row in rows), len(rows))
    assert done < 80
    assert ends(laid, "1.1.2", MAY) == (0, 2)
    in_time = told(laid, "tasks:on_time", Rule(RuleKind.RATIO), MAY)
    good = sum(str(row.status) == "done_on_time" for row in rows)
    late = sum(str(row.status) in ("done_late", "overdue") for row in rows)
    assert in_time is not None
    assert in_time.low is not None
    assert in_time.high is not None
    assert in_time.low.number == Fraction(100 * good, len(rows))
    assert in_time.high.number == Fraction(100 * (len(rows) - late), len(rows))
    given = laid.criteria.of_period(YEAR)
    assert laid.criteria.outlook(given, Period.parse("2031-N"), TODAY).criteria["1.1.2"].forecast is None


def test_dossiers_go_on_as_they_did(laid: Office) -> None:
    ledger = laid.figures.ledger()
    nine = {
        code: ledger.reading(Period.parse("2026-9T"), code).value or 0 for code in ("3.17", "3.18", "3.19")
    }
    part, whole = nine["3.18"] + nine["3.19"], nine["3.17"]
    more = round(Fraction(whole) / 3)
    found = laid.criteria.outlook(laid.criteria.of_period(YEAR), YEAR).criteria["3.4.1"]
    assert found.high.value is not None
    assert found.high.value.number == Fraction(part + more) / (whole + more) * 100
    assert f"Còn khoảng {more} hồ sơ nữa" in (found.forecast.said if found.forecast else "")


def test_a_budget_goes_on_at_its_pace(laid: Office) -> None:
    """Of 12.400 million 7.991 were paid out in three quarters: 85,92 % at that pace, no point; 1,5 if all."""
    assert ends(laid, "6.1") == (0, D("1.5"))
    # Revenue of 6.441,3 of 8.650 goes on to 99,29 %: 1,5 points, and all 3 from 100 %.
    assert ends(laid, "8.2") == (D("1.5"), 3)


def test_counts_reach_the_plans_target(laid: Office) -> None:
    """Four of the six publications that the plan asks for: 1 point now, 1,5 with all."""
    assert ends(laid, "6.3") == (1, D("1.5"))
    assert ends(laid, "7.5") == (D("1.25"), D("2.5"))
    # Where the plan sets none, they go on at their pace: two in a half of the year that began 15/12.
    assert ends(laid, "1.5", MAY)[0] == 0


def test_reports_that_can_still_go_out_in_time(laid: Office) -> None:
    assert ends(laid, "1.2") == (D("0.75"), 1)
    found = laid.criteria.outlook(laid.criteria.of_period(YEAR), YEAR).criteria["1.2"].forecast
    assert found is not None
    assert (found.begins, found.by) == (date(2026, 12, 15), date(2026, 12, 16))
    assert ends(laid, "1.2", MAY) == (D("0.25"), 1)
    # Before the year, none has gone out, and all may; after it, nothing comes.
    early = told(laid, "reports:on_time", Rule(RuleKind.COUNT, each=D("0.25")), date(2026, 1, 5))
    assert early is not None
    assert early.high == Value(Fraction(4), said="Báo cáo đã phát hành")
    late = told(laid, "reports:on_time", Rule(RuleKind.COUNT, each=D("0.25")), date(2027, 3, 1))
    assert late is not None
    assert late.low == late.high


def test_rules_that_go_on_can_still_be_broken(laid: Office) -> None:
    """The next posting is due on 2/12: with it 0,5 points, without it none."""
    assert ends(laid, "1.4.2") == (0, D("0.5"))
    found = told(laid, "rule:tuyen-truyen-dang-tin", Rule(RuleKind.YES_NO))
    assert found is not None
    assert found.by == date(2026, 12, 2)
    # Inspections of half of the units: none is missing in November, four are in May.
    assert ends(laid, "1.3.1") == (D("0.75"), D("0.75"))
    assert ends(laid, "1.3.1", MAY) == (0, D("0.75"))
    assert ends(laid, "2.3.2", MAY) == (0, 1)
    # By a yes or no: reached once the missing units are inspected, and then for good.
    inspected = told(laid, "rule:kiem-tra-don-vi", Rule(RuleKind.YES_NO), MAY)
    assert inspected is not None
    assert (inspected.low, inspected.high) == (
        Value(Fraction(0), said="Quy định «Kiểm tra CCHC tại các đơn vị»"),
        Value(Fraction(1), said="Quy định «Kiểm tra CCHC tại các đơn vị»"),
    )
    reached = told(laid, "rule:kiem-tra-don-vi", Rule(RuleKind.YES_NO))
    assert reached is not None
    assert reached.low == reached.high
    # What has a day of its own: those that wait may be done in time, or not.
    waiting = told(laid, "rule:kiem-tra-khac-phuc", Rule(RuleKind.RATIO), date(2026, 5, 21))
    outcome = next(
        each.outcome for each in laid.rules.of_year(2026, date(2026, 5, 21))
        if each.rule.id == "kiem-tra-khac-phuc"
    )  # fmt: skip
    assert waiting is not None
    assert waiting.high is not None
    assert waiting.low is not None
    assert waiting.low.number == Fraction(100 * max(0, outcome.there - outcome.late), outcome.total)
    assert waiting.high.number == Fraction(100 * (outcome.total - outcome.late), outcome.total)


def test_what_is_over_has_no_ends(laid: Office) -> None:
    # The data are closed on 14/12, and nothing comes any more once the year is over.
    for day in (date(2026, 12, 20), date(2027, 1, 20)):
        for source in ("rule:kiem-tra-don-vi", "rule:tuyen-truyen-dang-tin"):
            found = told(laid, source, Rule(RuleKind.YES_NO), day)
            assert found is not None
            assert found.low == found.high
    over = told(laid, "tasks:done", Rule(RuleKind.RATIO), date(2027, 1, 20))
    assert over is not None
    assert (over.low, over.said) == (over.high, "Năm 2026 đã kết thúc.")
    assert told(laid, "survey:khong-co", Rule(RuleKind.SURVEY), date(2027, 1, 20)) is None
    failed = told(laid, "rule:cap-tren-giao", Rule(RuleKind.RATIO))
    assert failed is not None
    assert failed.low == failed.high
    assert told(laid, "rule:khong-co", Rule(RuleKind.YES_NO)) is None


def test_nothing_is_known_before_anything_is_written(tmp_path: Path) -> None:
    """An office without any rows: what a rule asks for can still come."""
    office = Office.open(tmp_path, lambda: MAY, lambda: datetime(2026, 5, 4, 9))
    try:
        yes = told(office, "rule:doi-thoai", Rule(RuleKind.YES_NO), MAY)
        assert yes == Forecast(
            None, Value(Fraction(1), said="Quy định «Đối thoại với người dân, tổ chức, doanh nghiệp»"),
            "Chưa ghi gì; làm đủ mức ít nhất 1 cuộc đối thoại thì đạt.", yes.by if yes else None,
        )  # fmt: skip
        count = told(office, "rule:tuyen-truyen-hinh-thuc", Rule(RuleKind.COUNT, each=D(1)), MAY)
        assert count is not None
        assert count.high is not None
        assert count.high.number == 4
        units = told(office, "rule:kiem-tra-don-vi", Rule(RuleKind.RATIO), MAY)
        assert units is not None
        assert units.high is not None
        assert units.high.number == 30
        assert told(office, "rule:doi-thoai", Rule(RuleKind.YES_NO), date(2026, 12, 20)) is None
        rows = told(office, "rows:doi-thoai", Rule(RuleKind.YES_NO), MAY)
        assert rows is not None
        assert (rows.low, rows.high) == (None, Value(Fraction(1)))
        assert told(office, "rows:doi-thoai", Rule(RuleKind.COUNT, each=D(1)), MAY) is None
        assert told(office, "rows:doi-thoai", Rule(RuleKind.YES_NO), date(2026, 12, 20)) is None
        assert told(office, "rows:khong-co", Rule(RuleKind.YES_NO), MAY) is None
        assert told(office, "survey:sipas", Rule(RuleKind.SURVEY), MAY) is None
        assert told(office, "figure:3.24", Rule(RuleKind.RATIO), MAY) is None
    finally:
        office.close()


def test_the_first_source_that_knows_something_holds(laid: Office) -> None:
    unknown, known = Source.parse("rows:khong-co"), Source.parse("figure:8.04")
    criterion = Criterion("1", "Một", D(10), Rule(RuleKind.SURVEY), sources=(unknown, known))
    forecasts = CriteriaForecasts(*laid.criteria._parts, YEAR, TODAY)
    found = forecasts.forecast(criterion)
    assert found is not None
    assert found.said == "Lấy như 9 tháng đầu năm 2026."
    assert forecasts.forecast(replace(criterion, rule=None)) is None
    # What did not occur: no written apology is wanted where nothing was late.
    assert told(laid, "share:3.26/3.33", Rule(RuleKind.RATIO, nothing_full=True)) is not None


def test_what_to_do_this_month_checked_by_hand(laid: Office) -> None:
    """On 20/11 of the sample. By hand, from what each criterion is scored by and what is there:

    4.4 and 8.4 lack one thing each for a whole point. One posting by 2/12 keeps 0,5; one missing condition
    of the one-stop centre (3.3.1), the site kept up to date (7.4), the last part of ISO (7.7) bring 0,5 each.
    One more publication of the six brings 0,25 (6.3). Four more satisfied citizens out of four reach 95 % of
    1.060 (3.6: 0,5 for a few things, 0,17 each), six more tasks of 120 reach 80 % (1.1.2: 1,6 for many,
    0,16) … The year's report (1.2) cannot go out before 15/12, and nothing is won of 1.6 any more.
    """
    found = laid.criteria.month(laid.criteria.of_period(YEAR), YEAR)
    by_hand = [
        ("4.4", "1", 1), ("8.4", "1", 1), ("1.4.2", "0.5", 1), ("3.3.1", "0.5", 1), ("7.4", "0.5", 1),
        ("7.7", "0.5", 1), ("6.3", "0.25", 1), ("3.6", "0.5", 3), ("1.1.2", "1.6", 10), ("8.2", "1.5", 10),
        ("8.3", "0.38", 3), ("7.5", "1.25", 10), ("2.2.2", "0.09", 1), ("6.2", "0.25", 3),
        ("7.6", "0.75", 10), ("6.1", "0.5", 10), ("1.3.2", "0.05", 1), ("5.5", "0.03", 1),
        ("2.4", "0.15", 10), ("3.3.2", "0.06", 10), ("5.3", "1", 1),
    ]  # fmt: skip
    assert [(each.move.code, each.move.gain, each.move.effort.weight) for each in found] == [
        (code, D(gain), weight) for code, gain, weight in by_hand
    ]
    worths = [D(gain) / weight for _, gain, weight in by_hand[:-1]]
    assert worths == sorted(worths, reverse=True)
    posting = found[2]
    assert (str(posting.move.kind), posting.move.by) == ("keep", date(2026, 12, 2))
    assert [str(each.move.kind) for each in found].count("keep") == 1
    assert found[-1].move.kind.label == "Khai báo"
    assert found[8].ways
    assert found[8].answers == "Phòng Văn hóa - Xã hội"
    # In December the year's report joins them, to go out by the 16th.
    december = laid.criteria.month(laid.criteria.of_period(YEAR), YEAR, date(2026, 12, 1))
    report = next(each.move for each in december if each.move.code == "1.2")
    assert (report.gain, report.by) == (D("0.25"), date(2026, 12, 16))
    # After the data are closed, only what has a day to come is left, and what can be declared.
    late = laid.criteria.month(laid.criteria.of_period(YEAR), YEAR, date(2026, 12, 15))
    assert [each.move.code for each in late if str(each.move.kind) == "win"] == ["1.2", "1.1.2"]
    assert [each.move.code for each in late if str(each.move.kind) == "declare"] == ["5.3"]
    assert late[-1].move.by == date(2026, 12, 31)
    last_year = Period.parse("2025-N")
    over = laid.criteria.moves(laid.criteria.of_period(last_year), last_year)
    assert {str(each.kind) for each in over} <= {"declare"}
