"""Standing rules: what follows from what there is, worked out again by arithmetic of the test's own."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.rule_settings import RuleSetting
from cchc_desktop.domain.standing_rules import (
    NAMES,
    Demand,
    Due,
    Outcome,
    StandingRule,
    State,
    Year,
    checked_setting,
    least,
    named,
    of_dues,
    of_number,
    of_rows,
    of_turns,
    told,
    value_of,
)
from cchc_desktop.domain.targets import Comparator, Direction, Measure, TargetKind

YEAR = Year(date(2027, 12, 15), date(2028, 12, 14))
"""A year of reports with a 29/2."""
DAYS = st.dates(date(2027, 10, 1), date(2029, 2, 1))


def rule(demand: Demand, value: int | str = 100, **others: object) -> StandingRule:
    """A rule of a kind."""
    return StandingRule("r", "Quy định", "nguồn", demand, Decimal(value), "so", **others)  # type: ignore[arg-type]


@given(st.integers(1, 100), st.integers(0, 400), st.booleans())
def test_the_least_number_of_a_share_is_the_first_that_reaches_it(
    percent: int, total: int, strict: bool
) -> None:
    shares = [(n, n * 100 - percent * total) for n in range(total + 1)]
    reaching = [n for n, over in shares if over > 0 or (over == 0 and not strict)]
    assert least(Decimal(percent), total, strict=strict) == (reaching[0] if reaching else total)


def test_numbers_without_a_total_are_rounded_up() -> None:
    assert [least(Decimal(4)), least(Decimal(4), strict=True), least(Decimal("1.5"))] == [4, 5, 2]


@given(st.integers(0, 9), st.integers(1, 9), DAYS)
def test_what_has_to_come_to_a_number_has_until_the_last_day(there: int, wanted: int, day: date) -> None:
    found = of_number(there, wanted, day, YEAR)
    assert found.missing == max(wanted - there, 0)
    assert found.state.is_met == (there >= wanted)
    if there < wanted:
        assert (found.state is State.FAILED) == (day >= date(2028, 12, 15))
        assert found.by == date(2028, 12, 14)


@given(st.lists(DAYS, max_size=12), st.integers(1, 40), DAYS)
def test_the_next_turn_is_so_many_days_after_the_last_one(days: list[date], every: int, day: date) -> None:
    found = of_turns(days, every, day, YEAR)
    known = {each for each in days if each <= day and each <= YEAR.ends}
    if not known:
        assert found == Outcome(State.UNKNOWN)
        return
    last = max(known)
    assert found.last == last
    assert found.by == last + timedelta(days=every)
    # Day by day: how long ago the last turn was.
    empty, broken, late = -1, False, 0
    at = min(known)
    while at <= min(day, YEAR.ends):
        gap, empty = (empty + 1, 0) if at in known else (0, empty + 1)
        if at in known:
            late += gap > every and at >= YEAR.starts
            broken = False
        broken = broken or empty > every
        at += timedelta(days=1)
    assert found.state.is_met == (not broken)
    assert found.late == late + broken
    assert found.there == sum(YEAR.starts <= each <= min(day, YEAR.ends) for each in days)


def test_turns_go_on_over_the_ends_of_years_and_29_february() -> None:
    before = of_turns([date(2027, 12, 10)], 14, date(2027, 12, 20), YEAR)
    assert (before.state, before.by, before.there) == (State.KEPT, date(2027, 12, 24), 0)
    leap = of_turns([date(2028, 2, 20)], 14, date(2028, 3, 5), YEAR)
    assert (leap.state, leap.by) == (State.KEPT, date(2028, 3, 5))
    assert of_turns([date(2028, 2, 20)], 14, date(2028, 3, 6), YEAR).state is State.OPEN
    usual = of_turns([date(2027, 2, 20)], 14, date(2027, 3, 6), Year(date(2027, 1, 1), date(2027, 12, 31)))
    assert (usual.state, usual.by) == (State.KEPT, date(2027, 3, 6))
    over = of_turns([date(2028, 11, 1), date(2028, 12, 20)], 14, date(2029, 1, 2), YEAR)
    assert (over.state, over.last, over.late) == (State.FAILED, date(2028, 11, 1), 1)
    gaps = of_turns([date(2028, 1, day) for day in (1, 15, 30, 31)], 14, date(2028, 2, 1), YEAR)
    assert (gaps.state, gaps.late) == (State.KEPT, 1)


DUES = st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=8)


@given(DUES, DAYS, st.sampled_from([100, 90, 50]))
def test_what_is_due_in_the_year_is_held_to_its_days(
    pairs: list[tuple[date, date | None]], day: date, percent: int
) -> None:
    found = of_dues([Due(due, done) for due, done in pairs], rule(Demand.IN_TIME, percent), day, YEAR)
    meant = [(due, done) for due, done in pairs if date(2027, 12, 15) <= due <= date(2028, 12, 14)]
    if not meant:
        assert found == Outcome(State.NOTHING)
        return
    done_by_now = [done is not None and done <= day for _, done in meant]
    late = 0
    for (due, done), is_done in zip(meant, done_by_now, strict=True):
        late += (is_done and done is not None and done > due) or (not is_done and day > due)
    assert (found.total, found.there, found.late) == (len(meant), sum(done_by_now), late)
    assert found.state.is_met == ((len(meant) - late) * 100 >= percent * len(meant))
    waiting = [due for (due, _), is_done in zip(meant, done_by_now, strict=True) if not is_done]
    assert found.by == min(waiting, default=None)
    if percent == 100 and late:
        assert found.state is State.FAILED
    if not late:
        assert found.state is (State.KEPT if waiting else State.MET)


def test_of_rows_each_needs_its_field() -> None:
    every = rule(Demand.ALL)
    day = date(2028, 5, 1)
    assert of_rows({}, 0, every, day, YEAR).state is State.NOTHING
    assert of_rows({}, 3, every, day, YEAR) == Outcome(State.MET, 3, 3, 3)
    lacking = of_rows({date(2028, 4, 9): 1, date(2028, 4, 2): 2}, 1, every, day, YEAR)
    assert (lacking.state, lacking.missing, lacking.total) == (State.OPEN, 3, 4)
    assert lacking.by == date(2028, 4, 2)
    assert of_rows({day: 1}, 1, every, date(2028, 12, 15), YEAR).state is State.FAILED
    assert of_rows({day: 1}, 1, rule(Demand.ALL, 50), day, YEAR).state is State.MET


@pytest.mark.parametrize(
    ("made", "level"),
    [
        (rule(Demand.SHARE, 30, unit="đơn vị"), "ít nhất 30% đơn vị"),
        (rule(Demand.SHARE, 30, unit="đơn vị", strict=True), "trên 30% đơn vị"),
        (rule(Demand.IN_TIME, 100, unit="việc"), "100% việc"),
        (rule(Demand.EVERY, 14), "14 ngày một lần"),
        (rule(Demand.EACH, 2, unit="loại", each=("a", "b")), "đủ 2 loại"),
        (rule(Demand.DISTINCT, 4, unit="hình thức"), "ít nhất 4 hình thức"),
    ],
)
def test_a_level_reads_as_plans_say_it(made: StandingRule, level: str) -> None:
    assert made.level == level


def test_a_rule_holds_between_its_days() -> None:
    made = rule(Demand.ROWS, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [made.is_valid(day) for day in days] == [False, True, True, False]


def test_sentences_are_filled_in() -> None:
    template = " | ".join(f"{{{name}}}" for name in sorted(NAMES)) + " | {la}"
    assert named(template) == {*NAMES, "la"}
    made = rule(Demand.SHARE, 30, unit="đơn vị", sentences={State.OPEN: template.removesuffix(" | {la}")})
    outcome = Outcome(State.OPEN, 1, 3, 9, date(2028, 12, 14), 2, date(2028, 1, 5))
    words = told(made, outcome, ["A", "B", "C", "D", "E"]).split(" | ")
    assert dict(zip(sorted(NAMES), words, strict=True)) == {
        "there": "1", "wanted": "3", "missing": "2", "total": "9", "share": "11,1", "by": "14/12/2028",
        "unit": "đơn vị", "level": "ít nhất 30% đơn vị", "late": "2", "last": "05/01/2028", "value": "30",
        "which": "A, B, C và 2 đơn vị khác",
    }  # fmt: skip
    none = replace(made, nothing_yet="Chưa có {unit} nào.")
    assert told(none, replace(outcome, there=0)) == "Chưa có đơn vị nào."
    assert told(none, outcome) == told(made, outcome), "there is one"
    assert told(made, replace(outcome, there=0)).startswith("14/12/2028 | ")
    made.sentences[State.MET] = "{share}%, {which}"  # type: ignore[index]
    assert told(made, Outcome(State.MET), ["A"]) == "0%, A"


PERCENT, COUNT, FREQUENCY = TargetKind.PERCENT, TargetKind.COUNT, TargetKind.FREQUENCY


@pytest.mark.parametrize(
    ("demand", "measure", "value"),
    [
        (Demand.SHARE, Measure(PERCENT, Comparator.AT_LEAST, 40, unit="%"), (40, False)),
        (Demand.SHARE, Measure(PERCENT, Comparator.MORE_THAN, 30, unit="%"), (30, True)),
        (Demand.SHARE, Measure(PERCENT, Comparator.BETWEEN, 30, 50, unit="%"), (30, False)),
        (Demand.SHARE, Measure(PERCENT, Comparator.AT_MOST, 30, unit="%"), None),
        (Demand.SHARE, Measure(PERCENT, Comparator.AT_LEAST, 30, direction=Direction.DOWN), None),
        (Demand.SHARE, Measure(COUNT, Comparator.AT_LEAST, 4), None),
        (Demand.SHARE, Measure(), None),
        (Demand.ROWS, Measure(COUNT, Comparator.AT_LEAST, 2, unit="lần", per="năm"), (2, False)),
        (Demand.ROWS, Measure(COUNT, Comparator.AT_LEAST, 2, unit="lần", per="tháng"), None),
        (Demand.ROWS, Measure(COUNT, Comparator.AT_LEAST, 0, unit="lần"), None),
        (Demand.ROWS, Measure(TargetKind.RANK, Comparator.AT_LEAST, 2), None),
        (Demand.EVERY, Measure(FREQUENCY, Comparator.AT_LEAST, 1, unit="lần", per="2 tuần"), (14, False)),
        (Demand.EVERY, Measure(FREQUENCY, Comparator.AT_LEAST, 1, unit="lần", per="tháng"), (30, False)),
        (Demand.EVERY, Measure(COUNT, Comparator.AT_LEAST, 2, unit="lần", per="tuần"), (3, False)),
        (Demand.EVERY, Measure(COUNT, Comparator.AT_LEAST, 40, unit="lần", per="ngày"), None),
        (Demand.EVERY, Measure(COUNT, Comparator.AT_LEAST, 2, unit="lần", per="kỳ"), None),
        (Demand.EVERY, Measure(PERCENT, Comparator.AT_LEAST, 2, per="tuần"), None),
    ],
)
def test_a_target_sets_what_it_speaks_of(
    demand: Demand, measure: Measure, value: tuple[int, bool] | None
) -> None:
    assert value_of(demand, measure) == value


def test_what_an_office_sets_is_checked() -> None:
    share, every = rule(Demand.SHARE, 30), rule(Demand.EVERY, 14)
    assert checked_setting(share, RuleSetting("r", value=Decimal(40), reason=" CV  12 ")) == RuleSetting(
        "r", "Quy định", False, Decimal(40), "CV 12"
    )
    assert checked_setting(share, RuleSetting("r", off=True, value=Decimal(4), reason="x")).value is None
    for made, setting, field in (
        (share, RuleSetting("r", value=Decimal(40)), "reason"),
        (share, RuleSetting("r", reason="x"), "value"),
        (share, RuleSetting("r", value=Decimal(101), reason="x"), "value"),
        (every, RuleSetting("r", value=Decimal(0), reason="x"), "value"),
        (every, RuleSetting("r", value=Decimal("1.5"), reason="x"), "value"),
        (every, RuleSetting("r", value=Decimal(367), reason="x"), "value"),
        (rule(Demand.EACH), RuleSetting("r", value=Decimal(1), reason="x"), "value"),
    ):
        with pytest.raises(Refusal) as refused:
            checked_setting(made, setting)
        assert refused.value.field == field


def test_states_say_whether_something_is_wrong() -> None:
    assert {state for state in State if state.is_met} == {State.KEPT, State.NOTHING, State.MET}
    assert all(state.label for state in State)
