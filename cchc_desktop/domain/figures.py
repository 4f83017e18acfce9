"""Figures (số liệu): what was typed for a quarter, and what follows from it for every period.

Only typed figures are stored. Quarters hold increments; longer spans are made from them by the nature of each
indicator (FACTS.md sections 4 and 5.2). All arithmetic is exact, rounding is for the eye.
"""

from collections.abc import Callable, Mapping, Set
from copy import copy
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from .formulas import Formula, Unknown
from .indicators import Indicator, IndicatorCatalogue, Kind, Nature
from .readings import BLANK, EMPTY, Figure, Reading, State, read_figure
from .report_periods import QUARTERS, Period, Span

Count = int | Decimal
"""What is counted: things, or an amount that is summed."""
CountT = TypeVar("CountT", bound=Count)

_NO_TOTALS: Mapping[str, int] = {}


class _Sheet:
    """What a ledger knows of one period: ``known`` are the readings worked out so far, by code."""

    __slots__ = ("catalogue", "is_whole", "known", "quarters")

    def __init__(self, period: Period, catalogue: IndicatorCatalogue) -> None:
        self.catalogue = catalogue
        self.quarters = period.quarters
        self.known: dict[str, Reading] = {}
        self.is_whole = False

    def without(self, codes: Set[str]) -> "_Sheet":
        """A sheet of its own that knows the same but for these codes."""
        sheet = copy(self)
        sheet.known = {code: reading for code, reading in self.known.items() if code not in codes}
        sheet.is_whole = self.is_whole and len(sheet.known) == len(self.known)
        return sheet


class Ledger:
    """All typed figures of an office, and what follows from them.

    ``figures`` holds what was typed by period (quarters, and longer spans for what is counted without
    doubles) and code; ``totals`` what form II.06a comes to by period and code, which counts where nothing was
    typed: a typed figure holds beside it. ``counts`` holds in the same way what the program counts of the
    office's tasks, documents and registers in a quarter, and in longer spans of what is counted without
    doubles; it makes no quarter one that has figures. ``openings`` holds
    what an office that began in mid-year had reported until then, by code and the longer span that it was
    cumulated over: it stands for the quarters of that span, whatever was typed in them, and says what there
    was at its end. So does the total of a longer span, where no opening figure goes before it.
    ``catalogue_of`` gives the catalogue that a period is made with. A Ledger is a value: a reading is worked
    out when it is first asked for, and remembered; a ledger with other figures goes on with all readings that
    cannot differ.
    """

    def __init__(
        self,
        catalogue_of: Callable[[Period], IndicatorCatalogue],
        figures: Mapping[Period, Mapping[str, Figure]],
        totals: Mapping[Period, Mapping[str, int]] | None = None,
        openings: Mapping[Period, Mapping[str, Figure]] | None = None,
        counts: Mapping[Period, Mapping[str, Count]] | None = None,
    ) -> None:
        self._catalogue_of = catalogue_of
        self._figures = figures
        self._totals = totals or {}
        self._openings = openings or {}
        self._counts = counts or {}
        # A note alone stands for no quarters.
        self._opened_spans = tuple(
            span
            for span, of_span in self._openings.items()
            if any(figure.value is not None for figure in of_span.values())
        )
        summed = (period for period in self._totals if not period.span.is_quarter)
        self._told_spans = frozenset((*self._opened_spans, *summed))
        self._sheets: dict[Period, _Sheet] = {}
        self._filled: dict[Period, bool] = {}
        self._periods: tuple[Period, ...] | None = None

    def catalogue(self, period: Period) -> IndicatorCatalogue:
        """The catalogue of a period: a longer span has that of its last quarter."""
        return self._sheet(period).catalogue

    def typed(self, period: Period) -> Mapping[str, Figure]:
        """What was typed in a period, by code."""
        return self._figures.get(period, {})

    def figure(self, period: Period, code: str) -> Figure:
        """What was typed, or a blank figure."""
        return self._figures.get(period, {}).get(code, BLANK)

    def totals(self, quarter: Period) -> Mapping[str, int]:
        """What form II.06a comes to in a quarter, by code."""
        return self._totals.get(quarter, _NO_TOTALS)

    def total(self, quarter: Period, code: str) -> int | None:
        """What form II.06a comes to for an indicator; None where it counts nothing for it."""
        return self.totals(quarter).get(code)

    def counts(self, quarter: Period) -> Mapping[str, Count]:
        """What the program counts in a quarter, by code."""
        return self._counts.get(quarter, _NO_TOTALS)

    def beside_count(self, quarter: Period, code: str) -> tuple[Figure, Count] | None:
        """The figure that was typed beside another count of the program's own, and that count; None where
        there is none or they agree. The typed one holds."""
        return self._beside(quarter, code, self.counts(quarter).get(code))

    def beside_form(self, quarter: Period, code: str) -> tuple[Figure, int] | None:
        """The figure that was typed beside another total of form II.06a, and that total; None where there is
        none or they agree.

        The typed one holds, so that no row of the form takes its place unseen; its note is the reason.
        """
        return self._beside(quarter, code, self.total(quarter, code))

    def _beside(self, quarter: Period, code: str, total: CountT | None) -> tuple[Figure, CountT] | None:
        typed = self.figure(quarter, code)
        if total is None or typed.value is None or typed.value == total:
            return None
        return typed, total

    @property
    def periods(self) -> list[Period]:
        """The periods that something was typed in or counted for, or that there is an opening of."""
        if self._periods is None:
            typed = (
                period
                for period, figures in self._figures.items()
                if any(not figure.is_blank for figure in figures.values())
            )
            counted = (period for period, totals in self._totals.items() if totals)
            self._periods = tuple(dict.fromkeys((*typed, *counted, *self._opened_spans)))
        return list(self._periods)

    def has_figures(self, period: Period) -> bool:
        """Whether anything was typed or counted for this period itself."""
        found = self._filled.get(period)
        if found is None:
            found = self._filled[period] = bool(self._totals.get(period)) or any(
                figure.value is not None for figure in self._figures.get(period, {}).values()
            )
        return found

    def opening(self, span: Period, code: str) -> Figure:
        """What was given as cumulated over a longer span, or a blank figure."""
        return self._openings.get(span, {}).get(code, BLANK)

    def opens(self, quarter: Period) -> bool:
        """Whether there are opening figures, or totals of a longer span, that end with this quarter."""
        return bool(self._told_spans) and quarter.cumulated in self._told_spans

    def opening_of(self, period: Period) -> Period | None:
        """The longest span of opening figures that ends with a period or, in its year, before it."""
        span = period.cumulated
        while self._opened_spans and not span.span.is_quarter:
            if span in self._opened_spans:
                return span
            span = span.previous
        return None

    def began(self, period: Period, code: str) -> Period | None:
        """The quarter of a period from which on an indicator is asked for, where it is not from the first:
        its sum speaks of these quarters alone. None too where opening figures say more."""
        quarters = self._sheet(period).quarters
        asked = (quarter for quarter in quarters if code in self.catalogue(quarter).by_code)
        first = next(asked, quarters[0])
        return None if first == quarters[0] or self.reading(period, code).opening is not None else first

    def covers(self, period: Period) -> bool:
        """Whether opening figures stand for the whole of a period, and nothing was typed in its quarters."""
        opening = self.opening_of(Period(period.year, Span.YEAR))
        return (
            opening is not None
            and period.last_quarter in opening.quarters
            and not any(self.has_figures(quarter) for quarter in period.quarters)
        )

    def with_figures(self, period: Period, figures: Mapping[str, Figure]) -> "Ledger":
        """The ledger as it would be with these figures in the period."""
        before = self._figures.get(period, {})
        changed = {code for code, figure in figures.items() if before.get(code, BLANK) != figure}
        typed = {**self._figures, period: {**before, **figures}}
        after = Ledger(self._catalogue_of, typed, self._totals, self._openings, self._counts)
        after._go_on_from(self, period, changed)
        return after

    def with_opening(self, span: Period, figures: Mapping[str, Figure]) -> "Ledger":
        """The ledger as it would be with these opening figures of a longer span; nothing of it is known yet,
        for an opening is given once."""
        given = {**self._openings, span: {**self._openings.get(span, {}), **figures}}
        return Ledger(self._catalogue_of, self._figures, self._totals, given, self._counts)

    def with_counts(self, counts: Mapping[Period, Mapping[str, Count]]) -> "Ledger":
        """The ledger as it would be if these were all that the program counts."""
        after = self
        for period in dict.fromkeys((*self._counts, *counts)):
            was, now = (each.get(period, _NO_TOTALS) for each in (self._counts, counts))
            if changed := {code for code in (*was, *now) if was.get(code) != now.get(code)}:
                known = after
                given = {**known._counts, period: now}
                after = Ledger(self._catalogue_of, self._figures, self._totals, self._openings, given)
                after._go_on_from(known, period, changed)
        return after

    def _go_on_from(self, before: "Ledger", period: Period, changed: Set[str]) -> None:
        """Takes over what the ledger before knows, but for what these codes of the period can change."""
        self._filled = {each: filled for each, filled in before._filled.items() if each != period}
        outdated = self._outdated(before, period, changed)
        first = _order(period.quarters[0])
        for each, sheet in before._sheets.items():
            if _order(sheet.quarters[-1]) < first:
                # What ended before is the same in both; what one of them works out, the other knows too.
                self._sheets[each] = sheet
            else:
                self._sheets[each] = sheet.without(outdated.get(each, frozenset()))

    def _outdated(self, before: "Ledger", period: Period, changed: Set[str]) -> dict[Period, Set[str]]:
        """The codes that are to be worked out anew in each period that was looked at."""
        stale: dict[Period, Set[str]] = {}
        last = max((_order(sheet.quarters[-1]) for sheet in before._sheets.values()), default=0)
        # What an opening hands on may be made with any figure of the quarters before it.
        opened = max((_order(span.last_quarter.next_one) for span in self._told_spans), default=0)
        quarter, hands_on = period.last_quarter, True
        if period.span.is_quarter:
            stale[period] = self.catalogue(period).reached(changed)
            hands_on = self.has_figures(period) == before.has_figures(period)
        while _order(quarter) < last:
            passed, quarter = stale.get(quarter, frozenset()), quarter.next_one
            catalogue = self.catalogue(quarter)
            hands_on = hands_on and not self.opens(quarter.previous)
            carried = [each.code for each in catalogue.carried if not hands_on or each.carried_from in passed]
            hands_on = True
            if carried:
                stale[quarter] = catalogue.reached(carried)
            elif _order(quarter) >= opened:
                break
        for span, sheet in before._sheets.items():
            if not span.span.is_quarter:
                codes = {code for quarter in sheet.quarters for code in stale.get(quarter, ())}
                if period.year == span.year and not period.span.is_quarter:
                    codes |= changed
                if codes:
                    stale[span] = sheet.catalogue.reached_over_spans(codes)
        return stale

    def reading(self, period: Period, code: str) -> Reading:
        """One indicator's figure; an empty reading for a code that the period's catalogue does not have."""
        sheet = self._sheet(period)
        found = sheet.known.get(code)
        if found is None:
            indicator = sheet.catalogue.by_code.get(code)
            if indicator is None:
                return EMPTY
            found = sheet.known[code] = self._worked_out(period, indicator)
        return found

    def readings(self, period: Period) -> Mapping[str, Reading]:
        """Every indicator's figure in the period, by code."""
        sheet = self._sheet(period)
        if not sheet.is_whole:
            codes = sheet.catalogue.by_code
            for code in codes.keys() - sheet.known.keys():
                self.reading(period, code)
            # In the catalogue's order.
            sheet.known = {code: sheet.known[code] for code in codes}
            sheet.is_whole = True
        return sheet.known

    def _sheet(self, period: Period) -> _Sheet:
        sheet = self._sheets.get(period)
        if sheet is None:
            sheet = self._sheets[period] = _Sheet(period, self._catalogue_of(period.last_quarter))
        return sheet

    def _worked_out(self, period: Period, indicator: Indicator) -> Reading:
        if indicator.formula is not None:
            return self._computed(period, indicator.formula)
        return self._given(period, indicator) if period.span.is_quarter else self._over(period, indicator)

    def _given(self, quarter: Period, indicator: Indicator) -> Reading:
        """The figure of an indicator that no formula makes, in a quarter."""
        if indicator.is_state and self._told_spans:
            opened = self._opened(quarter.cumulated, indicator.code)
            if opened is not None:
                return opened
        entered = self.entered(quarter, indicator.code)
        if indicator.kind is Kind.CARRIED and self.total(quarter, indicator.code) is None:
            self._work_out_before(quarter, indicator.code)
            if (carried := self.carried(quarter, indicator)) is not None:
                return carried
        return entered

    def entered(self, quarter: Period, code: str) -> Reading:
        """What was typed, else what form II.06a comes to or the program counts, whatever else gives the
        quarter's figure."""
        typed = read_figure(self.figure(quarter, code))
        if typed.value is not None:
            return typed
        if (total := self.total(quarter, code)) is not None:
            return Reading(Fraction(total), State.COUNTED)
        count = self.counts(quarter).get(code)
        return typed if count is None else Reading(Fraction(count), State.RECORDED)

    def _work_out_before(self, quarter: Period, code: str) -> None:
        """Works out what is carried on in the quarters before, the earliest first: the chain of quarters that
        carry on from each other may be of any length."""
        chain = []
        before = quarter.previous
        while self._hands_on(before) and code not in self._sheet(before).known:
            chain.append(before)
            before = before.previous
        # The last of them is worked out by what asks for it.
        for each in reversed(chain[1:]):
            for indicator in self.catalogue(each).carried:
                self.reading(each, indicator.code)

    def carried(self, quarter: Period, indicator: Indicator) -> Reading | None:
        """What the quarter before hands on, or None where it has nothing to hand on."""
        handing = self.handing(quarter, indicator)
        if handing is None:
            return None
        before = self.reading(handing, indicator.carried_from)
        return Reading(before.value, State.CARRIED, before.estimate, opening=before.opening)

    def handing(self, quarter: Period, indicator: Indicator) -> Period | None:
        """The period whose figure a quarter carries on: the quarter before, or the span of opening figures
        that ends with it; None where it has nothing to hand on."""
        if not self._hands_on(quarter.previous):
            return None
        if self.opens(quarter.previous):
            before = self.reading(quarter.previous.cumulated, indicator.carried_from)
            if before.value is not None and not before.lacks:
                return quarter.previous.cumulated
        known = self.reading(quarter.previous, indicator.carried_from)
        return None if known.value is None else quarter.previous

    def _hands_on(self, quarter: Period) -> bool:
        return self.has_figures(quarter) or self.opens(quarter)

    def _opened(self, span: Period, code: str) -> Reading | None:
        """What an opening says of a longer span."""
        if span not in self._told_spans:
            return None
        if (figure := self.opening(span, code)).value is not None:
            return replace(read_figure(figure), opening=span)
        total = self.total(span, code)
        return None if total is None else Reading(Fraction(total), State.COUNTED, opening=span)

    def parts(self, span: Period, indicator: Indicator) -> dict[Period, Reading]:
        """The figures that a longer span's is made from, in their order: its quarters'.

        The longest span within it that there is an opening figure of goes before its quarters; and of what is
        counted without doubles, the longest shorter span that was counted. A stock that is reckoned with
        flows has none of a day that these are not known of: no sum may mix what there is today with what
        occurred until some earlier day.
        """
        parts = self._all_parts(span, indicator)
        if (until := self._flows_known_until(span, indicator)) is not None:
            known = {part: reading for part, reading in parts.items() if _order(part.last_quarter) <= until}
            if any(reading.value is not None for reading in known.values()):
                return known
        return parts if indicator.nature is not Nature.FLOW else self._with_their_like(span, indicator, parts)

    def _with_their_like(
        self, span: Period, indicator: Indicator, parts: dict[Period, Reading]
    ) -> dict[Period, Reading]:
        """The parts of a flow without what the program counted of a quarter for which the flows that it is
        reckoned with are not typed yet, as they are for others: 59 apologies to the 53 dossiers of a quarter
        less are no share."""
        others = self._sheet(span).catalogue.flows_together.get(indicator.code, ())
        counted = [part for part, reading in parts.items() if reading.state is State.RECORDED]
        if not others or not counted:
            return parts
        known = {
            code: {part for part in parts if self.reading(part, code).value is not None} for code in others
        }
        waits = {part for part in counted if any(of and part not in of for of in known.values())}
        return {part: EMPTY if part in waits else reading for part, reading in parts.items()}

    def _flows_known_until(self, span: Period, indicator: Indicator) -> int | None:
        """The place of the last quarter that each flow has a figure of which a stock is reckoned with; None
        where there are no such flows, or nothing is known of them."""
        catalogue = self._sheet(span).catalogue
        ends = []
        for code in catalogue.flows_beside.get(indicator.code, ()):
            parts = self._all_parts(span, catalogue.by_code[code])
            known = [
                _order(part.last_quarter) for part, reading in parts.items() if reading.value is not None
            ]
            # What no quarter was asked for, or told, sets no day.
            if known:
                ends.append(known[-1])
        return min(ends, default=None)

    def _all_parts(self, span: Period, indicator: Indicator) -> dict[Period, Reading]:
        """The figures of a span's parts, of whatever day."""
        quarters, begun = self._sheet(span).quarters, span
        parts: dict[Period, Reading] = {}
        if not self._told_spans and indicator.nature is not Nature.DISTINCT:
            return {quarter: self.reading(quarter, indicator.code) for quarter in quarters}
        while not parts and not begun.span.is_quarter:
            if indicator.nature is Nature.DISTINCT and begun != span:
                counted = read_figure(self.figure(begun, indicator.code))
                if counted.value is not None:
                    parts[begun] = counted
            if not parts and (opened := self._opened(begun, indicator.code)) is not None:
                parts[begun] = opened
            if parts:
                quarters = quarters[begun.span.quarters :]
            begun = begun.previous
        for quarter in quarters:
            parts[quarter] = self.reading(quarter, indicator.code)
        return parts

    def _over(self, span: Period, indicator: Indicator) -> Reading:
        """One indicator's figure of a longer span from those of its quarters."""
        if indicator.nature is Nature.DISTINCT:
            own = self.entered(span, indicator.code)
            if own.value is not None or self._may_have_doubles(span, indicator):
                return own
        readings = self.parts(span, indicator)
        present = [reading for reading in readings.values() if reading.value is not None]
        if not present:
            return EMPTY
        first, last = present[0], present[-1]
        if indicator.yearly:
            # It speaks of the whole year: what was said of that twice is no sum.
            return last
        lacks = self._lacks(indicator, readings)
        if indicator.kind is Kind.CARRIED:
            # The span begins where its first quarter begins.
            return Reading(first.value, State.CARRIED, first.estimate, lacks, first.opening)
        if indicator.nature in (Nature.FLOW, Nature.DISTINCT):
            total = sum((each.value or Fraction(0) for each in present), Fraction(0))
            is_estimate = any(each.estimate for each in present)
            states = {each.state for each in present}
            if states == {State.NONE} and not lacks:
                state = State.NONE
            elif State.COUNTED in states:
                state = State.COUNTED
            elif State.RECORDED in states:
                state = State.RECORDED
            else:
                state = State.ESTIMATE if is_estimate else State.ACTUAL
            return Reading(total, state, is_estimate, lacks, first.opening)
        # What there is at the end is what the last quarter says, whatever the others do.
        end = list(readings)[-1]
        later = (quarter.id for quarter in span.quarters if _order(quarter) > _order(end.last_quarter))
        lacks = (*self._lacks(indicator, {end: readings[end]}), *later)
        # What is not known of the end did not yet «not occur».
        state = State.ACTUAL if lacks and last.state is State.NONE else last.state
        return Reading(last.value, state, last.estimate, lacks, last.opening)

    def _may_have_doubles(self, span: Period, indicator: Indicator) -> bool:
        """Whether different things were counted in more than one part of a span: how many they are together
        only somebody knows who counts them, no sum and no greatest one does."""
        return sum(bool(reading.value) for reading in self.parts(span, indicator).values()) > 1

    def _lacks(self, indicator: Indicator, readings: Mapping[Period, Reading]) -> tuple[str, ...]:
        """The quarters without a figure, but for those whose catalogue does not ask for it."""
        return tuple(
            quarter.id
            for quarter, reading in readings.items()
            if reading.value is None and indicator.code in self.catalogue(quarter).by_code
        )

    def _computed(self, period: Period, formula: Formula) -> Reading:
        """What a formula comes to."""
        parts = {code: self.reading(period, code) for code in formula.operands}
        values = {code: part.value for code, part in parts.items()}
        match formula.value(values):
            case Unknown.UNDEFINED:
                return Reading(None, State.UNDEFINED)
            case Unknown.BEYOND:
                return Reading(None, State.BEYOND)
            case Unknown.MISSING:
                lacking = tuple(code for code, value in values.items() if value is None)
                return Reading(None, State.EMPTY, lacks=lacking)
            case Fraction() as value:
                lacks = tuple(dict.fromkeys(lack for part in parts.values() for lack in part.lacks))
                is_estimate = any(part.estimate for part in parts.values())
                opening = next((part.opening for part in parts.values() if part.opening is not None), None)
                return Reading(value, State.COMPUTED, is_estimate, lacks, opening)


def _order(quarter: Period) -> int:
    """The place of a quarter in time."""
    return quarter.year * len(QUARTERS) + QUARTERS.index(quarter.span)
