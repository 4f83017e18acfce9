"""What figures, tasks, standing rules and registers tell of criteria as of a day, and where that is done."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from ..domain.criteria.rules import Rule, RuleKind, Value, share
from ..domain.criteria.sets import CriteriaSet, Criterion
from ..domain.criteria.sources import Source, SourceKind
from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.formulas import Formula, Unknown
from ..domain.places import (
    FigurePlace,
    Place,
    PlanPlace,
    RegisterPlace,
    ReportPlace,
    SurveysPlace,
    TasksPlace,
)
from ..domain.readings import State
from ..domain.report_periods import Period, Span
from ..domain.standing_rules import Demand
from ..domain.standing_rules import State as RuleState
from ..domain.tasks import TaskRow, TaskSource, TaskStatus
from ..domain.text import fold, shortened
from .surveys import Surveys
from .tasks import plans_of_year

if TYPE_CHECKING:
    from ..domain.figures import Ledger
    from ..domain.regimes import PeriodDates
    from ..domain.registers.register import Register, RegisterRow
    from ..domain.standing_rules import Standing
    from ..domain.surveys.results import Results
    from .calendar import Calendar
    from .desk import Desk
    from .figures import Figures
    from .registers import Registers
    from .rules import Rules
    from .tasks import Tasks

_LATE = (TaskStatus.DONE_LATE, TaskStatus.OVERDUE)
_LONGEST, _MOST_WAYS = 80, 5


@dataclass(frozen=True, slots=True)
class Way:
    """What wins points of a criterion back, in words, and where it is done."""

    words: str
    place: Place


class CriteriaValues:
    """What there is for the criteria of a set, in a period, up to a day; ``assumed`` are figures that stand
    in place of the known ones, by their codes, and with them what is computed of them."""

    def __init__(
        self,
        desk: Desk,
        calendar: Calendar,
        figures: Figures,
        tasks: Tasks,
        registers: Registers,
        rules: Rules,
        period: Period,
        day: date,
        assumed: Mapping[str, Fraction] | None = None,
    ) -> None:
        self._assumed = assumed or {}
        self._figures, self._registers, self._period = figures, registers, period
        dates = calendar.dates(period)
        self._starts, self._end = dates.starts, min(day, dates.ends)
        # The year's report goes out after the year's end.
        self._day = day
        self._begun = calendar.begun(period.year, self._end) if period.span is Span.YEAR else [period]
        self._latest = self._begun[0] if self._begun else Period(period.year, Span.Q1)
        self._desk, self._calendar, self._tasks, self._rules = desk, calendar, tasks, rules
        self._standing: Mapping[str, Standing] | None = None

    def of_set(self, given: CriteriaSet) -> dict[str, Value]:
        """What is known of the criteria, by code."""
        found = {}
        for each in given.walk():
            if each.sources and (value := self.of(each)) is not None:
                found[each.code] = value
        return found

    def of(self, criterion: Criterion) -> Value | None:
        """What the first source that knows something tells."""
        rule = criterion.rule
        if rule is None:
            return None
        for source in criterion.sources:
            if (value := self._told(source, rule)) is not None:
                return value
        return None

    def _told(self, source: Source, rule: Rule) -> Value | None:
        match source.kind:
            case SourceKind.FIGURE:
                return _value(self._figure(source, rule))
            case SourceKind.SHARE:
                return _value(self._share(source))
            case SourceKind.TASKS:
                return self._of_tasks(source)
            case SourceKind.RULE:
                return self._of_rule(source, rule)
            case SourceKind.ROWS:
                return self._of_rows(source)
            case SourceKind.REPORTS:
                return self._of_reports()
            case SourceKind.SURVEY:
                return self._of_survey(source)

    def ways(self, criterion: Criterion) -> list[Way]:
        """What wins its points back, where it is done: rows that are wanted, tasks, targets, figures."""
        found: dict[Place, Way] = {}
        for source in criterion.sources:
            for way in self._ways_of(source):
                found.setdefault(way.place, way)
        return list(found.values())[:_MOST_WAYS]

    # Figures

    @cached_property
    def _ledger(self) -> Ledger:
        """The figures, asked for once: they do not change while criteria are scored."""
        return self._figures.ledger()

    @cached_property
    def _spans(self) -> list[tuple[Period, str]]:
        """The spans that have begun, longest first, each with its last quarter."""
        return [(period, period.last_quarter.id) for period in self._begun]

    def _known_to_its_end(
        self, codes: Collection[str], made: Callable[[Period], Value | None]
    ) -> tuple[Period, Value] | None:
        """What is made of the longest span of which every figure is known to its end, so that no part is held
        against a whole of another time; else of the longest that there is something of; with that span."""
        ledger, found = self._ledger, None
        for period, last in self._spans:
            value = made(period)
            if value is None:
                continue
            known = (code for code in codes if code not in self._assumed)
            if not any(last in ledger.reading(period, code).lacks for code in known):
                return period, value
            found = found or (period, value)
        return found

    def _figure(self, source: Source, rule: Rule) -> tuple[Period, Value] | None:
        def made(period: Period) -> Value | None:
            number = self._number(period, source.part)
            said = f"Chỉ tiêu {source.part}, {period.label}"
            if number is Unknown.UNDEFINED:
                return Value(nothing=True, said=said)
            if isinstance(number, Unknown):
                return None
            if rule.of_target:
                return self._against_target(source.part, number, said)
            return Value(number, said=said)

        return self._known_to_its_end([source.part], made)

    def _against_target(self, code: str, number: Fraction, said: str) -> Value | None:
        """A figure in per cent of the plan's target; None where the plan sets none."""
        link = self._figures.targets(Period(self._period.year, Span.YEAR)).get(code)
        if link is None or not link.measure.value:
            return None
        return Value(number / Fraction(str(link.measure.value)) * 100, said=f"{said}, so với mục tiêu")

    def _share(self, source: Source) -> tuple[Period, Value] | None:
        def made(period: Period) -> Value | None:
            part = self._sum(period, source.codes)
            whole = self._sum(period, source.whole_codes)
            if part is None or whole is None:
                return None
            return share(part, whole, f"Chỉ tiêu {source.part}/{source.whole}, {period.label}")

        return self._known_to_its_end((*source.codes, *source.whole_codes), made)

    def _sum(self, period: Period, codes: Collection[str]) -> Fraction | None:
        """What figures come to together; None where one of them is not known."""
        whole: Fraction | None = None
        for code in codes:
            value = self._number(period, code)
            if isinstance(value, Unknown):
                return None
            whole = value if whole is None else whole + value
        return whole

    def _number(self, period: Period, code: str) -> Fraction | Unknown:
        """A figure of a span: as it is assumed, computed of what is assumed, or known."""
        if code in self._assumed:
            return self._assumed[code]
        if self._assumed:
            formula = self._ledger.catalogue(period).get(code).formula
            if formula is not None and self._is_of_assumed(period, formula):
                numbers = {each: self._number(period, each) for each in formula.operands}
                return formula.value(
                    {each: None if isinstance(found, Unknown) else found for each, found in numbers.items()}
                )
        reading = self._ledger.reading(period, code)
        if reading.value is not None:
            return reading.value
        return Unknown.UNDEFINED if reading.state is State.UNDEFINED else Unknown.MISSING

    def _is_of_assumed(self, period: Period, formula: Formula) -> bool:
        known = self._ledger.catalogue(period)
        return any(
            each in self._assumed
            or ((inner := known.get(each).formula) is not None and self._is_of_assumed(period, inner))
            for each in formula.operands
        )

    # Tasks

    def _of_tasks(self, source: Source) -> Value | None:
        rows = self._meant(source)
        if not rows:
            return share(Fraction(0), Fraction(0), _TASKS) if source.whole else None
        good = sum(self._is_good(source, row) for row in rows)
        return share(Fraction(good), Fraction(len(rows)), _TASKS)

    def _meant(self, source: Source) -> list[TaskRow]:
        return [
            row for row in self._task_rows
            if not source.whole or row.assignment.source is TaskSource.ABOVE
        ]  # fmt: skip

    @cached_property
    def _task_rows(self) -> list[TaskRow]:
        """The tasks of the year's plans as they stand, worked out once for all criteria that ask for them."""
        plans = plans_of_year(self._desk.own_heads(), self._period.year, self._end)
        return self._tasks.standing(plans, self._end)

    @staticmethod
    def _is_good(source: Source, row: TaskRow) -> bool:
        return row.status.is_done if source.part == "done" else row.status not in _LATE

    # Rules

    def _of_rule(self, source: Source, rule: Rule) -> Value | None:
        standing = self._stands(source.part)
        if standing is None or not standing.is_recorded or standing.state is RuleState.UNKNOWN:
            return None
        said, outcome = f"Quy định «{standing.rule.name}»", standing.outcome
        if standing.state is RuleState.NOTHING:
            return Value(nothing=True, said=said)
        if rule.kind is RuleKind.YES_NO:
            return Value(Fraction(standing.is_met), said=said)
        if rule.is_share:
            good = outcome.total - outcome.late if standing.rule.demand is Demand.IN_TIME else outcome.there
            return share(Fraction(good), Fraction(outcome.total), said)
        return Value(Fraction(outcome.there), said=said)

    def _stands(self, rule_id: str) -> Standing | None:
        """How it stands with a rule; None where it is not followed, or of a quarter alone."""
        if self._period.span is not Span.YEAR:
            return None
        if self._standing is None:
            found = self._rules.of_year(self._period.year, self._end)
            self._standing = {each.rule.id: each for each in found}
        return self._standing.get(rule_id)

    # Registers

    def _of_rows(self, source: Source) -> Value | None:
        register = self._register(source)
        if register is None:
            return None
        rows = [
            row for row in self._registers.between(register.id, self._starts, self._end)
            if row.day(register) is not None and _is_meant(source, row)
        ]  # fmt: skip
        return Value(Fraction(len(rows)), said=f"Sổ «{register.name}»") if rows else None

    def _register(self, source: Source) -> Register | None:
        try:
            return self._registers.get(source.part)
        except Refusal:
            # A set may name a register that another office keeps.
            return None

    # Reports

    def _of_reports(self) -> Value | None:
        """The reports of the year that went out by their day; nobody knows where none did at all."""
        reports = self._desk.store.reports()
        issued = [
            (dates, on) for dates in self._reported()
            if (head := reports.get(dates.period)) is not None and head.is_issued
            and (on := head.issued_on) is not None and on <= self._day
        ]  # fmt: skip
        good = sum(dates.due is None or on <= dates.due for dates, on in issued)
        return Value(Fraction(good), said="Báo cáo đã phát hành") if issued else None

    def _reported(self) -> list[PeriodDates]:
        """The periods of the year that are reported, in the order of their days."""
        year = self._calendar.of_year(self._period.year).values()
        return sorted((each for each in year if each.reported), key=lambda each: each.ends)

    def _open_reports(self) -> list[PeriodDates]:
        """Those that had not gone out by the day, and still could in time."""
        reports = self._desk.store.reports()

        def is_out(each: PeriodDates) -> bool:
            head = reports.get(each.period)
            on = head.issued_on if head is not None and head.is_issued else None
            return on is not None and on <= self._day

        return [
            each for each in self._reported()
            if (each.due is None or each.due >= self._day) and not is_out(each)
        ]  # fmt: skip

    # Surveys

    def _of_survey(self, source: Source) -> Value | None:
        """The rate, in per cent, of the latest survey of the year with the questionnaire; of one of its
        factors where the source names one."""
        results = next(self._surveyed(source), None)
        if results is None:
            return None
        rates = {factor.part.id: factor.rate for factor in results.tally.factors}
        rate = rates.get(source.whole) if source.whole else results.tally.general
        if rate is None or not rate.answers:
            return None
        return Value(Fraction(rate.satisfied * 100, rate.answers), said=f"Khảo sát «{results.survey.name}»")

    def _surveyed(self, source: Source) -> Iterator[Results]:
        surveys = Surveys(self._desk)
        for survey in surveys.all():
            begun = survey.starts.year == self._period.year and survey.starts <= self._end
            if begun and surveys.questionnaire(survey).id == source.part:
                yield surveys.results(survey.id)

    # Ways

    def _ways_of(self, source: Source) -> list[Way]:
        match source.kind:
            case SourceKind.RULE:
                standing = self._stands(source.part)
                met = standing is None or standing.is_met
                return [] if standing is None or met else [Way(standing.sentence, standing.place)]
            case SourceKind.TASKS:
                return [
                    Way(f"Hoàn thành nhiệm vụ «{named(row.text)}»", TasksPlace(row.id))
                    for row in self._meant(source) if row.status.is_open
                ]  # fmt: skip
            case SourceKind.REPORTS:
                return [
                    Way(f"Phát hành báo cáo {each.period.label}{_by(each.due)}", ReportPlace(each.period))
                    for each in self._open_reports()
                    if each.due is not None
                ]
            case SourceKind.SURVEY:
                known = next(self._surveyed(source), None)
                words = "Lập đợt khảo sát, nhập phiếu" if known is None else "Nhập đủ phiếu khảo sát"
                return [Way(words, SurveysPlace(known.survey.id if known is not None else ""))]
            case SourceKind.ROWS:
                register = self._register(source)
                key, _, value = source.whole.partition("=")
                preset = ((key, value),) if key else ()
                return [] if register is None else [
                    Way(f"Ghi thêm dòng vào sổ «{register.name}»", RegisterPlace(register.id, preset=preset))
                ]  # fmt: skip
        return self._ways_by_figures(source)

    def _ways_by_figures(self, source: Source) -> list[Way]:
        """The plan's targets that the figures measure, and the first of the figures."""
        links = self._figures.targets(Period(self._period.year, Span.YEAR))
        of_source = {source.part, *source.codes} | self._made_of(source)
        found = [
            Way(f"Chỉ tiêu của kế hoạch: «{named(link.text)}»", PlanPlace(item_id=link.item_id))
            for code, link in links.items() if code in of_source
        ]  # fmt: skip
        quarter, code = self._latest.last_quarter, source.codes[0]
        return [*found, Way(f"Số liệu {code}, {quarter.label}", FigurePlace(quarter, code))]

    def _made_of(self, source: Source) -> set[str]:
        """The ratios that are made of just the figures of a share."""
        if source.kind is not SourceKind.SHARE:
            return set()
        wanted = {*source.codes, *source.whole_codes}
        known = self._ledger.catalogue(self._latest)
        return {
            each.code
            for each in known.indicators
            if each.formula is not None and set(each.formula.operands) == wanted
        }


_TASKS = "Nhiệm vụ của kế hoạch"


def _value(found: tuple[Period, Value] | None) -> Value | None:
    return None if found is None else found[1]


def _by(due: date) -> str:
    return f", chậm nhất ngày {short_date(due)}"


def named(text: str) -> str:
    """The words of an item, so short that a sentence can quote them."""
    return shortened(text, _LONGEST).rstrip(".;")


def _is_meant(source: Source, row: RegisterRow) -> bool:
    key, _, wanted = source.whole.partition("=")
    value = row.values.get(key)
    return not key or (isinstance(value, str) and fold(value) == fold(wanted))
