"""A set of 300 criteria scored over a year's data beside summing the same numbers; what if one differed."""

import itertools
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from cchc_desktop.catalogue.criteria_text import set_text
from cchc_desktop.domain.criteria.rules import Value
from cchc_desktop.domain.criteria.scoring import Score
from cchc_desktop.domain.criteria.sets import CriteriaSet, Criterion
from cchc_desktop.domain.criteria.sources import Source, SourceKind
from cchc_desktop.domain.report_periods import Period, Span
from cchc_desktop.domain.tasks import TaskSource, TaskStatus
from cchc_desktop.office import Office, operations
from cchc_desktop.office.tasks import plans_of_year
from cchc_desktop.storage.criteria_kinds import StoredSet, write_set

from .measure import Result, in_turns

_TIMES_OVER = 5
"""So many times the starter set of 71 criteria with a rule stands in the measured one."""
_LATE = (TaskStatus.DONE_LATE, TaskStatus.OVERDUE)


def measure(folder: Path, times: int) -> list[Result]:
    """Both on the last day of the sample's year."""
    year = date.today().year
    day = date(year, 12, 31)
    office = Office.open(folder, lambda: day, lambda: datetime(year, 12, 31, 9))
    try:
        period, given = Period(year, Span.YEAR), _large_set(office)
        criteria = office.criteria
        count = sum(each.rule is not None for each in given.walk())

        def ours() -> Score:
            # As after a change of any figure: nothing of the values is known yet.
            criteria._told.clear()
            return criteria.score(given, period, day)

        code = next(each.code for each in given.walk() if each.sources and each.rule and each.rule.is_share)
        turns = itertools.cycle({code: Value(Fraction(number))} for number in range(101))

        def what_if() -> Score:
            return criteria.what_if(given, period, next(turns), day)

        bare = _Bare(office, given, period, day)
        bare.total()
        _hold_together(bare, given, criteria.values(given, period, day))
        what = f"{count} criteria, scored beside summing their numbers, both read from what the office has"
        other = "the same set with another number of one of them, beside the same sums"
        return [
            in_turns(f"index, {count} criteria", what, ours, bare.total, times, time.process_time),
            in_turns("index, what if", other, what_if, bare.total, times, time.process_time),
        ]
    finally:
        office.close()


def _hold_together(bare: "_Bare", given: CriteriaSet, values: Mapping[str, Value]) -> None:
    """The bare side reads the same numbers, or it would be compared with something else."""
    compared = 0
    for each in given.walk():
        value = values.get(each.code)
        of_figures = each.sources and each.sources[0].kind in (SourceKind.FIGURE, SourceKind.SHARE)
        if value is None or value.nothing or not of_figures or (each.rule and each.rule.of_target):
            continue
        if (number := bare.number(each.sources[0])) is not None:
            assert number == value.number, each.code
            compared += 1
    assert compared > len(values) / 4


def _large_set(office: Office) -> CriteriaSet:
    """The starter set several times over, kept as a province's."""
    starter = office.criteria.get("khoi-dau")

    def again(criterion: Criterion, number: int) -> Criterion:
        children = tuple(again(each, number) for each in criterion.children)
        return replace(criterion, code=f"{number}.{criterion.code}", children=children)

    areas = tuple(again(area, number) for number in range(1, _TIMES_OVER + 1) for area in starter.areas)
    given = replace(starter, id="lon", title="Bộ tiêu chí lớn", decision="1/QĐ-UBND", areas=areas, extras=())
    with office._desk.operation(operations.IMPORT_CRITERIA, given.title) as recorder:
        write_set(recorder, StoredSet(given.id, given.title, given.decision, None, set_text(given)))
    return office.criteria.get(given.id)


class _Bare:
    """The same numbers read from what the office has, with no rule, reason or maximum, summed by the tree."""

    def __init__(self, office: Office, given: CriteriaSet, period: Period, day: date) -> None:
        self._office, self._given, self._period, self._day = office, given, period, day

    def total(self) -> Fraction:
        """All numbers of the set."""
        office, day = self._office, self._day
        self._ledger = office.figures.ledger()
        self._spans = [(each, each.last_quarter.id) for each in office.calendar.begun(day.year, day)]
        plans = plans_of_year(office._desk.own_heads(), self._period.year, day)
        self._tasks = office.tasks.standing(plans, day)
        self._rules = {each.rule.id: each for each in office.rules.of_year(self._period.year, day)}
        return sum((self._sum(each) for each in self._given.areas), Fraction(0))

    def _sum(self, criterion: Criterion) -> Fraction:
        if criterion.children:
            return sum((self._sum(each) for each in criterion.children), Fraction(0))
        for source in criterion.sources:
            if (number := self.number(source)) is not None:
                return number
        return Fraction(0)

    def number(self, source: Source) -> Fraction | None:
        """The number of a source; None where it knows none."""
        match source.kind:
            case SourceKind.FIGURE:
                return self._figures((source.part,), ())
            case SourceKind.SHARE:
                return self._figures(source.codes, source.whole_codes)
            case SourceKind.TASKS:
                meant = [
                    row for row in self._tasks
                    if not source.whole or row.assignment.source is TaskSource.ABOVE
                ]  # fmt: skip
                done = source.part == "done"
                good = sum(row.status.is_done if done else row.status not in _LATE for row in meant)
                return Fraction(good, len(meant)) * 100 if meant else None
            case SourceKind.RULE:
                standing = self._rules.get(source.part)
                return None if standing is None else Fraction(standing.outcome.there)
            case SourceKind.ROWS:
                key, _, wanted = source.whole.partition("=")
                rows = self._office.registers.rows(source.part)
                return Fraction(sum(not key or row.values.get(key) == wanted for row in rows))
        return None

    def _figures(self, codes: Sequence[str], whole_codes: Sequence[str]) -> Fraction | None:
        """A figure, or a share of figures, of the longest span of which each is known to its end, else of the
        longest that there is: the same numbers are found nowhere else."""
        found = None
        for period, last in self._spans:
            readings = [self._ledger.reading(period, code) for code in (*codes, *whole_codes)]
            numbers = [each.value for each in readings]
            if None in numbers:
                continue
            part = sum(filter(None, numbers[: len(codes)]), Fraction(0))
            whole = sum(filter(None, numbers[len(codes) :]), Fraction(0))
            if whole_codes and not whole:
                continue
            number = part / whole * 100 if whole_codes else part
            if not any(last in each.lacks for each in readings):
                return number
            found = number if found is None else found
        return found
