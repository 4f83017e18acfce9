"""What figures, tasks, standing rules, registers and reports come to at the year's end, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from ..domain.criteria.forecast import (
    Forecast,
    Known,
    of_count,
    of_fixed_share,
    of_growing_share,
    of_paced_share,
    of_target,
    of_works,
)
from ..domain.criteria.rules import Rule, RuleKind, Value, share
from ..domain.criteria.sources import Source, SourceKind
from ..domain.dates import short_date
from ..domain.indicators import Nature
from ..domain.numerals import format_number
from ..domain.report_periods import Period, Span
from ..domain.standing_rules import Demand, State
from ..domain.targets import Direction
from ..domain.tasks import TaskStatus
from ..domain.text import capitalized
from .criteria_values import CriteriaValues

if TYPE_CHECKING:
    from ..domain.criteria.sets import CriteriaSet, Criterion
    from ..domain.standing_rules import Standing

_QUARTERS = 4


class CriteriaForecasts(CriteriaValues):
    """What is foreseen of the criteria of a set for the end of a year, by what there is up to a day."""

    def forecasts(self, given: CriteriaSet) -> dict[str, Forecast]:
        """The forecasts of the criteria of which something can be told, by code."""
        found = ((each.code, self.forecast(each)) for each in given.walk())
        return {code: each for code, each in found if each is not None}

    def forecast(self, criterion: Criterion) -> Forecast | None:
        """What the first source that knows something comes to; else what one that knows nothing yet can
        still come to."""
        rule = criterion.rule
        if rule is None:
            return None
        if self._day > date(self._period.year, 12, 31):
            value = self.of(criterion)
            return None if value is None else Forecast.sure(value, f"Năm {self._period.year} đã kết thúc.")
        found = [each for source in criterion.sources if (each := self._foreseen(source, rule)) is not None]
        return next((each for each in found if each.low is not None), found[0] if found else None)

    def _foreseen(self, source: Source, rule: Rule) -> Forecast | None:
        match source.kind:
            case SourceKind.FIGURE:
                return self._of_figure(source, rule)
            case SourceKind.SHARE:
                return self._of_share(source, rule)
            case SourceKind.TASKS:
                return self._of_open_tasks(source)
            case SourceKind.RULE:
                return self._of_open_rule(source, rule)
            case SourceKind.ROWS:
                return self._of_open_rows(source, rule)
            case SourceKind.REPORTS:
                return self._of_open_reports()
            case SourceKind.SURVEY:
                value = self._of_survey(source)
                return None if value is None else Forecast.sure(value, f"{value.said}.")

    # Figures

    def _of_figure(self, source: Source, rule: Rule) -> Forecast | None:
        found = self._figure(source, rule)
        if found is None:
            return None
        period, value = found
        known = self._known(period)
        if value.nothing:
            return Forecast.sure(value, f"{known.named}: không phát sinh.")
        if rule.of_target:
            link = self._figures.targets(Period(self._period.year, Span.YEAR))[source.part]
            return of_target(known, value, f"{format_number(link.measure.value or 0)}%")
        if self._natures([source.part]) == {Nature.FLOW} or rule.kind is RuleKind.YES_NO:
            return of_count(known, rule, value, self._target(source.part))
        return Forecast.sure(value, f"Lấy như {period.label}.")

    def _target(self, code: str) -> Fraction | None:
        """What the plan sets for a figure in the year; None where it sets nothing, or a most."""
        link = self._figures.targets(Period(self._period.year, Span.YEAR)).get(code)
        measure = link.measure if link is not None else None
        if measure is None or measure.value is None or measure.direction is Direction.DOWN:
            return None
        return Fraction(str(measure.value))

    def _of_share(self, source: Source, rule: Rule) -> Forecast | None:
        found = self._share(source)
        if found is None:
            return None
        period, value = found
        known = self._known(period)
        if value.nothing:
            return Forecast.sure(value, f"{known.named}: không phát sinh.")
        last = period.last_quarter
        part, whole = self._sum(last, source.codes), self._sum(last, source.whole_codes)
        if part is not None and whole is not None:
            known = replace(known, last_things=(part, whole))
        if rule.grows:
            return of_growing_share(known, rule, value)
        of_part, of_whole = self._natures(source.codes), self._natures(source.whole_codes)
        if of_part == {Nature.FLOW} and of_whole == {Nature.STOCK}:
            return of_paced_share(known, rule, value)
        return of_fixed_share(known, rule, value)

    def _natures(self, codes: Collection[str]) -> set[Nature]:
        known = self._figures.ledger().catalogue(self._begun[0])
        return {known.get(code).nature for code in codes}

    def _known(self, period: Period) -> Known:
        """How much of the year is known where figures are to the end of a span, or until today where its last
        quarter goes on."""
        last = period.last_quarter
        dates = self._calendar.dates(last)
        passed = Fraction(len(period.quarters) - 1) + _part(dates.starts, dates.ends, self._end)
        return Known(capitalized(period.label), passed, _QUARTERS - passed, last.label)

    def _until_today(self, named: str) -> Known:
        dates = self._calendar.dates(Period(self._period.year, Span.YEAR))
        passed = _QUARTERS * _part(dates.starts, dates.ends, self._end)
        return Known(named, passed, _QUARTERS - passed)

    def _of_open_rows(self, source: Source, rule: Rule) -> Forecast | None:
        """The rows that are there, and those that come at the pace so far; one that is asked for can still be
        written."""
        value, register = self._of_rows(source), self._register(source)
        if value is not None:
            return of_count(self._until_today(value.said), rule, value)
        if register is None or rule.kind is not RuleKind.YES_NO or self._is_over:
            return None
        said = f"Sổ «{register.name}»: chưa có dòng nào như vậy; còn làm được trong năm."
        return Forecast(None, Value(Fraction(1)), said)

    # Tasks

    def _of_open_tasks(self, source: Source) -> Forecast | None:
        """Those that are done stay done; what is open and not lost for the source may still be done."""
        rows = self._meant(source)
        if not rows:
            return None
        in_time = source.part == "on_time"
        done = [
            row for row in rows if row.status.is_done and not (in_time and not self._is_good(source, row))
        ]
        open_ones = [
            row for row in rows if row.status.is_open and not (in_time and row.status is TaskStatus.OVERDUE)
        ]
        last = max((row.due for row in open_ones), default=None)
        return of_works(len(done), len(open_ones), len(rows), "nhiệm vụ", by=last)

    # Rules

    def _of_open_rule(self, source: Source, rule: Rule) -> Forecast | None:
        standing = self._stands(source.part)
        if standing is None:
            return None
        if not standing.is_recorded or standing.state is State.UNKNOWN:
            if standing.state is State.FAILED or self._is_over:
                return None
            level = f"Chưa ghi gì; làm đủ mức {standing.rule.level} thì đạt."
            return Forecast(None, _met(standing, rule), level, standing.year.ends)
        value = self._of_rule(source, rule)
        assert value is not None
        said = standing.sentence
        if standing.state in (State.NOTHING, State.FAILED) or self._is_over:
            return Forecast.sure(value, said)
        outcome = standing.outcome
        if rule.kind is RuleKind.YES_NO:
            return self._of_kept(standing, value)
        if standing.rule.demand is Demand.IN_TIME and rule.is_share:
            low = share(Fraction(max(0, outcome.there - outcome.late)), Fraction(outcome.total))
            return Forecast(low, value, said, standing.by)
        more = _met(standing, rule)
        if outcome.there >= outcome.wanted:
            return Forecast.sure(value, said)
        return Forecast(value, more, f"{said} Làm đủ thì đạt mức {standing.rule.level}.", standing.by)

    def _of_kept(self, standing: Standing, value: Value) -> Forecast:
        """A rule that is kept or not: what goes on has to be kept until the year's end."""
        yes, no = Value(Fraction(1), said=value.said), Value(Fraction(0), said=value.said)
        by = standing.by
        if standing.state is State.MET or (standing.is_met and (by is None or by > standing.year.ends)):
            return Forecast.sure(yes, standing.sentence)
        if standing.is_met:
            words = f"{standing.sentence} Giữ được đến hết năm thì có điểm, bỏ một lần thì mất."
            return Forecast(no, yes, words, by)
        return Forecast(no, yes, standing.sentence, by)

    @property
    def _is_over(self) -> bool:
        return self._end >= self._calendar.dates(Period(self._period.year, Span.YEAR)).ends

    # Reports

    def _of_open_reports(self) -> Forecast:
        """The reports that went out by their day, and those that still can."""
        value = self._of_reports() or Value(said="Báo cáo đã phát hành")
        open_ones = self._open_reports()
        said = f"Đã phát hành đúng hạn {int(value.number)} báo cáo"
        if not open_ones:
            return Forecast.sure(value, f"{said}.")
        first = open_ones[0]
        names = ", ".join(
            each.period.label + (f" (hạn {short_date(each.due)})" if each.due is not None else "")
            for each in open_ones
        )
        high = Value(value.number + len(open_ones), said=value.said)
        return Forecast(
            value, high, f"{said}; còn báo cáo {names}.", first.due, first.ends + timedelta(days=1)
        )


def _met(standing: Standing, rule: Rule) -> Value:
    """What a criterion's number is once its standing rule is met."""
    outcome, said = standing.outcome, f"Quy định «{standing.rule.name}»"
    if rule.kind is RuleKind.YES_NO:
        return Value(Fraction(1), said=said)
    if rule.is_share:
        if outcome.total:
            return share(Fraction(outcome.wanted), Fraction(outcome.total), said)
        return Value(Fraction(standing.rule.value), said=said)
    return Value(Fraction(outcome.wanted or standing.rule.value), said=said)


def _part(starts: date, ends: date, day: date) -> Fraction:
    """How much of some days has passed by the end of a day, from 0 to 1."""
    whole = (ends - starts).days + 1
    return Fraction(max(0, min((day - starts).days + 1, whole)), whole)
