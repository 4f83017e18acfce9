"""Figures of longer spans, held against a computation that shares nothing with the program's own."""

import csv
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.figures import Ledger
from cchc_desktop.domain.formulas import parse_formula
from cchc_desktop.domain.indicators import Indicator, IndicatorCatalogue, Kind, Nature
from cchc_desktop.domain.readings import EMPTY, Figure, Reading, State, displayed
from cchc_desktop.domain.report_periods import QUARTERS, Period, Span
from cchc_desktop.domain.typed_figures import checked
from tests.examples import share

SHARED = Path(__file__).resolve().parents[3] / "shared" / "domain" / "indicators.csv"
KNOWN = catalogue.indicators()
TYPED = [one for one in KNOWN.indicators if one.kind is not Kind.COMPUTED]

DISTINCT = [one.code for one in TYPED if one.nature is Nature.DISTINCT]

Typed = Mapping[Period, Mapping[str, Figure]]


def ledger(figures: Typed, openings: Typed | None = None) -> Ledger:
    return Ledger(lambda _: KNOWN, figures, openings=openings)


def figure_of(value: int | str | None, estimate: bool = False) -> Figure:
    """The figure of a number, of «none», or of nothing."""
    if value == "none":
        return Figure(Decimal(0), none=True)
    return Figure() if value is None else Figure(Decimal(value), estimate=estimate)


CARRIED_ON = ["3.16", "3.21", "3.22", "3.23", "3.41", "3.42", "3.43"]
SPANS = (Span.HALF, Span.NINE, Span.YEAR)


@st.composite
def openings(draw: st.DrawFn, first: int = 2025) -> dict[Period, dict[str, Figure]]:
    """What some offices give for the time before they began: as a rule one span, here up to three."""
    spans = st.builds(Period, st.integers(first, 2026), st.sampled_from(SPANS))
    codes = st.one_of(st.sampled_from(CARRIED_ON), st.sampled_from([one.code for one in TYPED]))
    values = st.one_of(st.none(), st.just("none"), st.integers(0, 10**6))
    given = st.dictionaries(codes, st.builds(figure_of, values, st.booleans()), max_size=30)
    return draw(st.dictionaries(spans, given, max_size=3))


@st.composite
def years(draw: st.DrawFn, count: int = 1) -> dict[Period, dict[str, Figure]]:
    """Random figures for the quarters of some years: many empty, some «không phát sinh», some estimated."""
    cells: dict[Period, dict[str, Figure]] = {}
    values = st.one_of(
        st.none(), st.just("none"), st.integers(0, 10**6), st.integers(0, 9).map(lambda n: n * 10**8)
    )
    for year in range(2026 - count + 1, 2027):
        for span in QUARTERS:
            chosen = draw(st.lists(st.sampled_from(TYPED), max_size=60, unique_by=lambda one: one.code))
            of_quarter: dict[str, Figure] = {}
            for indicator in chosen:
                value = draw(values)
                if value is not None:
                    of_quarter[indicator.code] = figure_of(value, draw(st.booleans()))
            cells[Period(year, span)] = of_quarter
        for span in (Span.HALF, Span.NINE, Span.YEAR):
            counted = draw(st.dictionaries(st.sampled_from(DISTINCT), st.integers(0, 99), max_size=3))
            if counted:
                cells[Period(year, span)] = {code: Figure(Decimal(value)) for code, value in counted.items()}
    return cells


class Independent:
    """The figures worked out anew: from the rows of the catalogue's table, by Python's own arithmetic."""

    def __init__(
        self, figures: Typed, later: IndicatorCatalogue = KNOWN, openings: Typed | None = None
    ) -> None:
        self.figures = figures
        self.openings = openings or {}
        self.later = later
        """The catalogue from the third quarter of 2026 on."""
        self.worked_out: dict[tuple[Period, str], Fraction | None] = {}

    def known(self, period: Period) -> IndicatorCatalogue:
        return self.later if period.last_quarter.id >= "2026-Q3" else KNOWN

    @staticmethod
    def number(cells: Typed, period: Period, code: str) -> Fraction | None:
        figure = cells.get(period, {}).get(code)
        return None if figure is None or figure.value is None else Fraction(figure.value)

    def value(self, period: Period, code: str) -> Fraction | None:
        if (period, code) not in self.worked_out:
            self.worked_out[period, code] = self.work_out(period, code)
        return self.worked_out[period, code]

    def work_out(self, period: Period, code: str) -> Fraction | None:
        if code not in self.known(period).by_code:
            return None
        indicator = self.known(period).by_code[code]
        if indicator.formula is not None:
            return self.formula(
                indicator.formula.text, {c: self.value(period, c) for c in indicator.formula.operands}
            )
        if not period.span.is_quarter:
            values = [value for _, value in self.pieces(period, code) if value is not None]
            if not values:
                return None
            if indicator.kind is Kind.CARRIED:
                return values[0]
            if indicator.nature is Nature.DISTINCT and sum(value != 0 for value in values) > 1:
                return None
            is_summed = indicator.nature in (Nature.FLOW, Nature.DISTINCT) and not indicator.yearly
            return sum(values, Fraction(0)) if is_summed else values[-1]
        if indicator.kind is Kind.CARRIED and (before := self.handed_on(period, indicator)) is not None:
            return before
        if (
            indicator.kind is not Kind.CARRIED
            and indicator.nature in (Nature.STOCK, Nature.FLAG)
            and not indicator.yearly
        ):
            opened = self.number(self.openings, period.cumulated, code)
            if opened is not None:
                return opened
        return self.number(self.figures, period, code)

    def handed_on(self, period: Period, indicator: Indicator) -> Fraction | None:
        before, code = period.previous, indicator.carried_from
        opened = any(not one.is_blank for one in self.openings.get(before.cumulated, {}).values())
        if opened and not self.lacks(before.cumulated, code):
            value = self.value(before.cumulated, code)
            if value is not None:
                return value
        if opened or any(one.value is not None for one in self.figures.get(before, {}).values()):
            return self.value(before, code)
        return None

    def pieces(self, period: Period, code: str) -> list[tuple[Period, Fraction | None]]:
        found = self.all_pieces(period, code)
        indicator = self.known(period).by_code[code]
        if indicator.is_typed and indicator.nature is Nature.STOCK and not indicator.yearly:
            known = self.of_one_day(period, code, found)
            return known if any(value is not None for _, value in known) else found
        return found

    def all_pieces(self, period: Period, code: str) -> list[tuple[Period, Fraction | None]]:
        """What a span's figure is made from, taken forwards: what was given or counted for a shorter span
        takes the place of all until then, and a count that of what was given."""
        found: list[tuple[Period, Fraction | None]] = []
        distinct = self.known(period).by_code[code].nature is Nature.DISTINCT
        for quarter, span in zip(period.quarters, (None, *SPANS), strict=False):
            found.append((quarter, self.value(quarter, code)))
            if span is not None:
                until = Period(period.year, span)
                for cells in (self.openings, *([self.figures] if distinct else [])):
                    if (value := self.number(cells, until, code)) is not None:
                        found = [(until, value)]
        return found

    def lacks(self, period: Period, code: str) -> set[str]:
        """The quarters that were asked for a figure, and gave none."""
        if period.span.is_quarter or self.value(period, code) is None:
            return set()
        indicator = self.known(period).by_code[code]
        if indicator.formula is not None:
            return set().union(*(self.lacks(period, each) for each in indicator.formula.operands))
        if indicator.yearly:
            return set()
        pieces = self.pieces(period, code)
        late: set[str] = set()
        if (
            indicator.nature in (Nature.STOCK, Nature.RATIO, Nature.FLAG)
            and indicator.kind is not Kind.CARRIED
        ):
            late = {each.id for each in period.quarters if each.id > pieces[-1][0].last_quarter.id}
            pieces = pieces[-1:]
        return late | {
            each.id for each, value in pieces if value is None and code in self.known(each).by_code
        }

    def of_one_day(
        self, period: Period, code: str, pieces: list[tuple[Period, Fraction | None]]
    ) -> list[tuple[Period, Fraction | None]]:
        """A stock's pieces until the day that the flows are known of which a formula takes with it."""
        catalogue = self.known(period)
        for formula in (each.formula for each in catalogue.indicators if each.formula is not None):
            for flow in formula.operands:
                one = catalogue.by_code[flow]
                if code in formula.operands and one.is_typed and one.nature is Nature.FLOW and not one.yearly:
                    told = [each for each, value in self.all_pieces(period, flow) if value is not None]
                    early = [
                        piece
                        for piece in pieces
                        if told and piece[0].last_quarter.id <= told[-1].last_quarter.id
                    ]
                    pieces = early if told else pieces
        return pieces

    @staticmethod
    def formula(text: str, values: Mapping[str, Fraction | None]) -> Fraction | None:
        if any(value is None for value in values.values()):
            return None
        written = re.sub(r"(?<![\d.\[])(\d+)(?![\d.\]])", r"Fraction(\1)", text)
        for code, value in values.items():
            written = written.replace(f"[{code}]", f"Fraction({value.numerator},{value.denominator})")  # type: ignore[union-attr]
        try:
            return Fraction(eval(written, {"Fraction": Fraction}))
        except ZeroDivisionError:
            return None


# A new circular asks for more from the third quarter on.
LATER = replace(
    KNOWN,
    version="later",
    indicators=(
        *KNOWN.indicators,
        replace(KNOWN.get("1.01"), code="1.98", name="Số cuộc thi"),
        replace(KNOWN.get("1.01"), code="1.99", name="Số cuộc thi trực tuyến", part_of="1.98"),
    ),
)


@given(years(count=2), openings(), st.integers(0, 50), st.booleans())
@pytest.mark.slow
def test_every_period_equals_an_independent_computation(
    figures: dict[Period, dict[str, Figure]],
    opened: dict[Period, dict[str, Figure]],
    new: int,
    renewed: bool,
) -> None:
    if renewed:
        figures[Period(2026, Span.Q3)]["1.98"] = Figure(Decimal(new))
    other = Independent(figures, LATER if renewed else KNOWN, opened)
    made = Ledger(other.known, figures, openings=opened)
    for span in Span:
        period = Period(2026, span)
        for code, reading in made.readings(period).items():
            assert reading.value == other.value(period, code), (period.id, code)
            if other.known(period).by_code[code].kind is not Kind.COMPUTED:
                assert set(reading.lacks) == other.lacks(period, code), (period.id, code)


def test_a_quarter_whose_catalogue_does_not_ask_lacks_nothing() -> None:
    figures = {
        Period(2026, Span.Q1): {"1.01": Figure(Decimal(9))},
        Period(2026, Span.Q3): {"1.01": Figure(Decimal(2)), "1.98": Figure(Decimal(3))},
    }
    made = Ledger(Independent(figures, LATER).known, figures)
    nine = Period(2026, Span.NINE)
    assert made.reading(nine, "1.98") == Reading(Fraction(3), State.ACTUAL)
    assert made.reading(nine, "1.01").lacks == ("2026-Q2",)
    assert made.reading(Period(2026, Span.YEAR), "1.98").lacks == ("2026-Q4",)


@pytest.mark.slow
@given(years(count=2), st.permutations(list(Span)))
def test_the_order_of_asking_does_not_matter(
    figures: dict[Period, dict[str, Figure]], order: list[Span]
) -> None:
    one, two = ledger(figures), ledger(figures)
    wanted = {span: one.readings(Period(2026, span)) for span in Span}
    for span in order:
        assert two.readings(Period(2026, span)) == wanted[span]


@pytest.mark.slow
@given(years(count=2), st.sampled_from(QUARTERS), st.sampled_from(TYPED), st.integers(0, 10**6))
def test_one_changed_figure_changes_what_a_new_ledger_would(
    figures: dict[Period, dict[str, Figure]], span: Span, indicator: object, value: int
) -> None:
    code = getattr(indicator, "code")  # noqa: B009 - hypothesis hides the type
    period = Period(2026, span)
    before = ledger(figures)
    before.readings(Period(2026, Span.YEAR))
    changed = before.with_figures(period, {code: Figure(Decimal(value))})
    fresh = ledger({**figures, period: {**figures.get(period, {}), code: Figure(Decimal(value))}})
    for every in Span:
        assert changed.readings(Period(2026, every)) == fresh.readings(Period(2026, every))


PERIODS = [Period(year, span) for year in (2024, 2025, 2026) for span in Span]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(PERIODS),
        # Often what is carried on, what that is made from, and what is counted without doubles.
        st.one_of(st.sampled_from(["3.16", "3.22", "3.23", "3.41", "3.42", "3.43", *DISTINCT]),
                  st.sampled_from([one.code for one in TYPED])),
        st.one_of(st.none(), st.integers(0, 10**6)),
        st.sampled_from(PERIODS),
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


@pytest.mark.slow
@given(years(count=3), EDITS, openings(2024), st.booleans(), st.integers(0, 3))
def test_edits_in_any_order_come_to_what_a_new_ledger_would(
    figures: dict[Period, dict[str, Figure]],
    edits: list[tuple[Period, str, int | None, Period]],
    opened: dict[Period, dict[str, Figure]],
    renewed: bool,
    counted: int,
) -> None:
    def catalogue_of(period: Period) -> IndicatorCatalogue:
        return LATER if renewed and period.last_quarter.id >= "2025-Q3" else KNOWN

    totals = {Period(2025, span): {"3.14": 7, "3.16": 2, "3.22": 3} for span in QUARTERS[:counted]}
    edited = Ledger(catalogue_of, figures, totals, opened)
    for period, code, value, looked_at in edits:
        figure = Figure() if value is None else Figure(Decimal(value))
        before, known = edited, edited.readings(looked_at)
        figures = {**figures, period: {**figures.get(period, {}), code: figure}}
        edited = edited.with_figures(period, {code: figure})
        edited.readings(looked_at)
        assert before.readings(looked_at) is known, "what was there before stays as it was"
    fresh = Ledger(catalogue_of, figures, totals, opened)
    assert edited.periods == fresh.periods
    for period in PERIODS:
        assert edited.has_figures(period) == fresh.has_figures(period)
        assert edited.readings(period) == fresh.readings(period), period.id


def test_only_what_depends_on_a_figure_is_worked_out_anew() -> None:
    first, second, half = Period(2026, Span.Q1), Period(2026, Span.Q2), Period(2026, Span.HALF)
    before = ledger(small())
    known = {period: before.readings(period) for period in (first.previous, first, second, half)}
    after = before.with_figures(first, {"3.22": Figure(Decimal(9))})
    changed = {
        period: {code for code, reading in after.readings(period).items() if readings[code] is not reading}
        for period, readings in known.items()
    }
    made_from_it = {"3.22", "3.21"}
    carried_on = {"3.16", "3.13"}
    assert changed == {
        first.previous: set(), first: made_from_it, second: carried_on, half: made_from_it | carried_on,
    }  # fmt: skip
    assert after.reading(second, "3.16").value == 11


def test_a_screen_costs_the_same_after_twelve_years(monkeypatch: pytest.MonkeyPatch) -> None:
    count = 0
    work_out = Ledger._worked_out

    def counted(self: Ledger, period: Period, indicator: Indicator) -> Reading:
        nonlocal count
        count += 1
        return work_out(self, period, indicator)

    monkeypatch.setattr(Ledger, "_worked_out", counted)

    def work(years: int) -> tuple[int, int]:
        """How much is worked out for a screen, and again after an edit."""
        nonlocal count
        typed = {one.code: Figure(Decimal(7)) for one in TYPED}
        figures = {Period(2027 - n, span): typed for n in range(1, years + 1) for span in QUARTERS}
        made = ledger(figures)
        shown = [Period(2026, span) for span in (Span.Q4, Span.YEAR, Span.Q3)] + [Period(2025, Span.Q4)]
        works = []
        for _ in range(2):
            count = 0
            for period in shown:
                made.readings(period)
            works.append(count)
            made = made.with_figures(shown[0], {"3.22": Figure(Decimal(8))})
        return works[0], works[1]

    (first_of_two, then_of_two), (first_of_twelve, then_of_twelve) = work(2), work(12)
    assert first_of_twelve < 1.5 * first_of_two, "of the years before only what is carried on is looked at"
    assert then_of_twelve == then_of_two == 4, "3.21, 3.22 of the quarter and of the year"


def test_a_hundred_years_carry_on_from_each_other() -> None:
    first = {"3.41": Figure(Decimal(1)), "3.42": Figure(Decimal(1)), "3.43": Figure(Decimal(0))}
    figures = {Period(year, span): dict(first) for year in range(2000, 2100) for span in QUARTERS}
    made = ledger(figures)
    assert made.reading(Period(2099, Span.Q4), "3.44").value == 401
    assert (
        made.with_figures(Period(2000, Span.Q1), {"3.41": Figure(Decimal(5))})
        .reading(Period(2099, Span.Q4), "3.44")
        .value
        == 405
    )


def test_the_catalogue_is_that_of_the_field() -> None:
    if not SHARED.exists():
        pytest.skip("../shared/domain/indicators.csv is not there")
    with SHARED.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    # What came in 2025 and 2026 has a day from which on it is asked for.
    listed = [one for one in KNOWN.indicators if one.valid_from is None]
    assert [row["ma"] for row in rows] == [one.code for one in listed]
    kinds = {"nhập": Kind.TYPED, "tính": Kind.COMPUTED, "mang sang": Kind.CARRIED, "chọn": Kind.CHOICE}
    natures = {"luồng": Nature.FLOW, "số dư": Nature.STOCK, "tỷ lệ": Nature.RATIO, "cờ": Nature.FLAG}
    for row, indicator in zip(rows, listed, strict=True):
        assert indicator.kind is kinds[row["kieu"]], row
        assert indicator.nature in (natures[row["tinh_chat"]], Nature.DISTINCT), row
        if indicator.formula is not None:
            assert indicator.formula.text.replace(" ", "") == row["cong_thuc"].split(";")[0], row


def small(known: IndicatorCatalogue = KNOWN) -> dict[Period, dict[str, Figure]]:
    """Dossiers of two quarters that follow each other."""
    first, second = Period(2026, Span.Q1), Period(2026, Span.Q2)
    return {
        first: {c: Figure(Decimal(v)) for c, v in {"3.14": 60, "3.15": 40, "3.16": 10, "3.18": 80, "3.19": 15,
                                                    "3.20": 5, "3.22": 8, "3.23": 2}.items()},
        second: {c: Figure(Decimal(v)) for c, v in {"3.14": 70, "3.15": 30, "3.18": 90, "3.19": 10,
                                                     "3.20": 0, "3.22": 10, "3.23": 0}.items()},
    }  # fmt: skip


def test_half_a_year_of_dossiers() -> None:
    made = ledger(small())
    second, half = Period(2026, Span.Q2), Period(2026, Span.HALF)
    assert made.reading(second, "3.16").value == 10
    assert made.reading(second, "3.16").state is State.CARRIED
    assert made.reading(half, "3.16").value == 10, "the carry-over of the start, not a sum"
    assert made.reading(half, "3.13").value == 60 + 40 + 70 + 30 + 10
    assert made.reading(half, "3.17").value == 200
    assert made.reading(half, "3.21").value == 10, "what is pending at the end"
    assert made.reading(half, "3.24").value == Fraction(195, 200) * 100, "from the sums, not an average"


def test_division_by_zero_is_no_number() -> None:
    made = ledger(
        {Period(2026, Span.Q1): {"3.37": Figure(Decimal(0), none=True), "3.38": Figure(Decimal(0))}}
    )
    reading = made.reading(Period(2026, Span.Q1), "3.39")
    assert reading.value is None
    assert reading.state is State.UNDEFINED
    assert reading.words(KNOWN.get("3.39")) == "–"


def test_a_count_without_doubles_is_never_a_sum() -> None:
    quarters = {Period(2026, span): {"1.07": Figure(Decimal(2))} for span in (Span.Q1, Span.Q2)}
    half = Period(2026, Span.HALF)
    assert ledger(quarters).reading(half, "1.07") == EMPTY
    assert "1.09" not in [code for code, each in ledger(quarters).readings(half).items() if each.value]
    counted = {**quarters, half: {"1.07": Figure(Decimal(3))}}
    assert ledger(counted).reading(half, "1.07").value == 3
    alone = {**quarters, Period(2026, Span.Q1): {"1.07": Figure(Decimal(0), none=True)}}
    assert ledger(alone).reading(half, "1.07").value == 2, "nothing can be counted twice"
    assert ledger({half.quarters[0]: quarters[half.quarters[0]]}).reading(half, "1.07") == Reading(
        Fraction(2), State.ACTUAL, lacks=("2026-Q2",)
    )


def test_a_count_without_doubles_goes_on_into_longer_spans() -> None:
    figures = {
        Period(2026, Span.Q1): {"1.07": Figure(Decimal(3))},
        Period(2026, Span.Q2): {"1.07": Figure(Decimal(3))},
        Period(2026, Span.HALF): {"1.07": Figure(Decimal(4))},
        Period(2026, Span.Q3): {"1.07": Figure(Decimal(0), none=True)},
    }
    nine, year = Period(2026, Span.NINE), Period(2026, Span.YEAR)
    assert ledger(figures).reading(nine, "1.07").value == 4
    assert ledger(figures).reading(year, "1.07") == Reading(Fraction(4), State.ACTUAL, lacks=("2026-Q4",))
    figures[Period(2026, Span.Q3)] = {"1.07": Figure(Decimal(2))}
    assert ledger(figures).reading(nine, "1.07") == EMPTY
    figures[nine] = {"1.07": Figure(Decimal(5))}
    assert ledger(figures).reading(year, "1.07").value == 5
    del figures[Period(2026, Span.Q1)]
    assert ledger(figures).reading(nine, "1.07").lacks == ()


def test_what_the_program_counts_is_the_figure_until_another_is_typed() -> None:
    first, second, half = Period(2026, Span.Q1), Period(2026, Span.Q2), Period(2026, Span.HALF)
    counts = {first: {"1.03": 43, "1.04": 6}, second: {"1.03": 43, "1.04": 5}}
    counted = Ledger(lambda _: KNOWN, {}, counts=counts)
    assert counted.reading(first, "1.04") == Reading(Fraction(6), State.RECORDED)
    assert counted.reading(half, "1.04") == Reading(Fraction(11), State.RECORDED)
    assert counted.reading(half, "1.05").shown(KNOWN.get("1.05")) == Decimal("25.58")
    assert not counted.has_figures(first), "nobody has begun with the quarter"
    assert counted.periods == []
    typed = counted.with_figures(second, {"1.04": Figure(Decimal(7))})
    assert typed.reading(half, "1.04").value == 13
    assert typed.beside_count(second, "1.04") == (Figure(Decimal(7)), 5)
    assert typed.beside_count(first, "1.04") is None
    assert typed.with_figures(second, {"1.04": Figure(Decimal(5))}).beside_count(second, "1.04") is None
    opened = counted.with_opening(half, {"1.04": Figure(Decimal(9))})
    assert (opened.reading(half, "1.04").value, opened.reading(second, "1.04").value) == (9, 5)


COUNTS = st.dictionaries(
    st.sampled_from(PERIODS),
    st.dictionaries(
        st.sampled_from(["1.03", "1.04", "3.20", "3.22", "3.26", *DISTINCT]), st.integers(0, 3), max_size=3
    ),
    max_size=5,
)


@settings(max_examples=share(2))
@given(COUNTS, COUNTS, years(count=2), st.lists(st.sampled_from(PERIODS), max_size=4))
def test_other_counts_change_what_a_new_ledger_would(
    before: dict[Period, dict[str, int]],
    after: dict[Period, dict[str, int]],
    figures: dict[Period, dict[str, Figure]],
    looked_at: list[Period],
) -> None:
    known = Ledger(lambda _: KNOWN, figures, counts=before)
    for period in looked_at:
        known.readings(period)
    changed, fresh = known.with_counts(after), Ledger(lambda _: KNOWN, figures, counts=after)
    for period in PERIODS[-12:]:
        assert changed.readings(period) == fresh.readings(period)
        assert changed.counts(period) == after.get(period, {})
    assert known.with_counts(before) is known


def test_what_was_counted_waits_for_the_flows_that_it_is_reckoned_with() -> None:
    third, fourth, year = Period(2026, Span.Q3), Period(2026, Span.Q4), Period(2026, Span.YEAR)
    counts = {third: {"3.26": 15}, fourth: {"3.26": 8}}
    late = {"3.20": Figure(Decimal(16)), "3.23": Figure(Decimal(0), none=True)}
    made = Ledger(lambda _: KNOWN, {third: late}, counts=counts)
    assert made.reading(fourth, "3.26") == Reading(Fraction(8), State.RECORDED)
    apologies = made.reading(year, "3.26")
    assert (apologies.value, fourth.id in apologies.lacks) == (15, True)
    whole = made.with_figures(fourth, late)
    assert (whole.reading(year, "3.26").value, fourth.id in whole.reading(year, "3.26").lacks) == (23, False)
    # Where none of them was told anywhere there is nothing to wait for.
    assert Ledger(lambda _: KNOWN, {}, counts=counts).reading(year, "3.26").value == 23
    # What somebody typed holds.
    typed = made.with_figures(fourth, {"3.26": Figure(Decimal(9))})
    assert typed.reading(year, "3.26").value == 24


def test_what_there_is_at_the_end_is_known_by_the_last_quarter() -> None:
    second, third = Period(2026, Span.Q2), Period(2026, Span.Q3)
    stock = {"3.01": Figure(Decimal(400)), "3.05": Figure(Decimal(390)), "3.50": Figure(Decimal(95))}
    made = ledger({second: {**stock, "1.20": Figure(Decimal(3))}})
    half, nine = Period(2026, Span.HALF), Period(2026, Span.NINE)
    for code in ("3.01", "3.50", "3.06"):
        assert made.reading(half, code).lacks == (), code
        assert made.reading(nine, code).lacks == (third.id,), code
    assert made.reading(half, "3.01") == Reading(Fraction(400), State.ACTUAL)
    assert made.reading(half, "1.20").lacks == ("2026-Q1",), "what occurred in a quarter is known by it alone"


def test_no_sum_mixes_what_there_is_today_with_what_occurred_until_an_earlier_day() -> None:
    third, fourth, year = Period(2026, Span.Q3), Period(2026, Span.Q4), Period(2026, Span.YEAR)
    typed = {
        third: {
            code: Figure(Decimal(n)) for code, n in {"1.14": 40, "1.15": 2, "1.16": 18, "1.17": 2}.items()
        },
        fourth: {code: Figure(Decimal(n)) for code, n in {"1.16": 17, "1.17": 1, "1.06": 9}.items()},
    }
    made = ledger(typed)
    for code, value in {"1.16": 18, "1.17": 2, "1.13": 62}.items():
        reading = made.reading(year, code)
        assert (reading.value, fourth.id in reading.lacks) == (value, True), code
    assert made.reading(fourth, "1.16").value == 17
    assert made.reading(year, "1.06") == Reading(Fraction(9), State.ACTUAL), "no flow is reckoned with it"
    whole = made.with_figures(fourth, {"1.14": Figure(Decimal(5)), "1.15": Figure(Decimal(1))})
    assert [whole.reading(year, code).value for code in ("1.16", "1.17", "1.13")] == [17, 1, 66]
    only = ledger({fourth: typed[fourth], third: {"1.14": Figure(Decimal(3))}})
    assert only.reading(year, "1.16").value == 17, "what was told of no earlier day is told of its own"


def test_what_is_said_of_the_whole_year_twice_is_no_sum() -> None:
    figures = {Period(2026, span): {"5.14": Figure(Decimal(3))} for span in (Span.Q1, Span.Q4)}
    assert ledger(figures).reading(Period(2026, Span.YEAR), "5.14") == Reading(Fraction(3), State.ACTUAL)


def test_estimates_and_gaps_are_told() -> None:
    first, second = Period(2026, Span.Q1), Period(2026, Span.Q2)
    made = ledger({first: {"1.20": Figure(Decimal(3), estimate=True)}, second: {"1.21": Figure(Decimal(1))}})
    half = made.reading(Period(2026, Span.HALF), "1.20")
    assert half.value == 3
    assert (half.state, half.estimate, half.lacks) == (State.ESTIMATE, True, ("2026-Q2",))


def test_nothing_occurred_in_a_span_where_nothing_did_in_all_of_its_quarters() -> None:
    first, second = Period(2026, Span.Q1), Period(2026, Span.Q2)
    none = {"1.20": Figure(Decimal(0), none=True), "1.06": Figure(Decimal(0), none=True)}
    for code in none:
        half = ledger({first: none}).reading(Period(2026, Span.HALF), code)
        assert half == Reading(Fraction(0), State.ACTUAL, lacks=(second.id,))
        assert ledger({first: none, second: none}).reading(Period(2026, Span.HALF), code).state is State.NONE


def test_how_a_reading_is_shown() -> None:
    ratio, choice = KNOWN.get("3.50"), KNOWN.get("6.12")
    assert Reading(state=State.UNDEFINED).words(ratio) == "–"
    assert Reading().words(ratio) == ""
    assert Reading(Fraction(2001, 20)).words(ratio) == "100,05"
    assert Reading(Fraction(1)).words(choice) == "Có"
    assert [state.label for state in (State.EMPTY, State.NONE)] == ["Chưa nhập", "Không phát sinh"]


def test_periods_of_a_ledger_are_those_with_something_in_them() -> None:
    q1, q2, q3 = (Period(2026, span) for span in QUARTERS[:3])
    typed = {q1: {"3.14": Figure(Decimal(1))}, q2: {"3.14": Figure()}}
    some = Ledger(lambda _: KNOWN, typed, {q1: {"3.15": 2}, q2: {}, q3: {"3.15": 4}})
    assert some.periods == [q1, q3]
    assert [some.has_figures(one) for one in (q1, q2, q3)] == [True, False, True]


def test_what_the_form_comes_to_is_added_up_as_such() -> None:
    code = "3.14"
    assert KNOWN.get(code).nature is Nature.FLOW
    typed = {Period(2026, Span.Q1): {code: Figure(Decimal(3))}}
    totals = {Period(2026, Span.Q2): {code: 4}}
    reading = Ledger(lambda _: KNOWN, typed, totals).reading(Period(2026, Span.HALF), code)
    assert (reading.value, reading.state) == (7, State.COUNTED)


def test_a_span_in_which_nothing_occurred() -> None:
    code = "3.20"
    none = Figure(Decimal(0), none=True)
    typed = {Period(2026, span): {code: none} for span in QUARTERS[:2]}
    assert ledger(typed).reading(Period(2026, Span.HALF), code).state is State.NONE
    assert checked(Figure(), KNOWN.get(code)).is_blank


# Numbers that no office has


@pytest.mark.parametrize("value", ["1E+18", "-1E+18", "1E+999999", "1E-19", "NaN", "Infinity"])
def test_a_number_of_any_size_is_told_and_not_reckoned_with(value: str) -> None:
    quarter, indicator = Period.parse("2026-Q1"), KNOWN.get("1.01")
    found = ledger({quarter: {"1.01": Figure(Decimal(value)), "1.14": Figure(Decimal(5))}})
    for period in (quarter, quarter.next_one.cumulated):
        assert found.reading(period, "1.01").value is None
    reading = found.reading(quarter, "1.01")
    assert (reading.state, reading.is_unworkable, reading.words(indicator)) == (State.BEYOND, True, "–")
    assert reading.shown(indicator) is None
    assert Figure().number is None
    assert Figure(Decimal(10) ** 18 - 1).number == 10**18 - 1


def test_what_a_formula_makes_of_great_numbers_is_beyond() -> None:
    product = replace(
        KNOWN.get("1.01"), code="1.91", kind=Kind.COMPUTED, formula=parse_formula("[1.01]*[1.01]")
    )
    known = replace(KNOWN, indicators=(*KNOWN.indicators, product))
    quarter = Period.parse("2026-Q1")
    for value, state in ((10**8, State.COMPUTED), (10**9, State.BEYOND)):
        found = Ledger(lambda _: known, {quarter: {"1.01": Figure(Decimal(value))}})
        assert found.readings(quarter)["1.91"].state is state


def test_a_great_number_is_shown_with_all_its_digits() -> None:
    assert displayed(Fraction(10**30), 0) == 10**30
    assert displayed(Fraction(10**27, 4), 2) == 10**27 / Decimal(4)


def test_a_figure_is_stored_with_at_most_fifteen_digits() -> None:
    for value in ("1E+15", "Infinity", "NaN", "-1E+15"):
        with pytest.raises(Refusal, match="15 chữ số"):
            checked(Figure(Decimal(value)), KNOWN.get("1.01"))
    assert checked(Figure(Decimal(10**15 - 1)), KNOWN.get("1.01")).value == 10**15 - 1
