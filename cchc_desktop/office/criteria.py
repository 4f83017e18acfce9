"""The index at the office's desk: what a set comes to as of a day, what is decided of it, what is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ..domain.criteria.forecast import Forecast, Outlook, foresee
from ..domain.criteria.marks import CriterionMark, checked_mark, declared, left_out, own_points
from ..domain.criteria.moves import Move, by_worth, moves
from ..domain.criteria.rules import Value
from ..domain.criteria.scoring import Score, Scored, score
from ..domain.criteria.sealed import SealedFile
from ..domain.criteria.sets import CriteriaSet, Criterion, SetSpan, rank
from ..domain.criteria.tasks import with_task
from ..domain.criteria.what_if import made_of
from ..domain.criteria.wins import Loss, losses
from ..domain.errors import Refusal
from ..domain.evidence import ChainOfVersions, EvidenceFile, Owner, OwnerKind, chains
from ..domain.places import TasksPlace
from ..domain.report_periods import Period, Span
from ..storage.changes import Changes
from ..storage.criteria_kinds import CRITERIA_SETS, CRITERION_MARKS, CRITERION_TASKS, write_mark
from ..storage.evidence_kinds import EVIDENCE_FILES
from ..storage.round_kinds import SCORE_STEPS
from . import operations
from .criteria_forecast import CriteriaForecasts
from .criteria_sets import sets_of
from .criteria_values import CriteriaValues, Way, named
from .desk import Desk, Part
from .rule_tables import RULE_TABLES
from .settings import file_name
from .surveys import SURVEY_TABLES

if TYPE_CHECKING:
    from ..documents.model import Document
    from ..domain.indicators import Indicator
    from ..domain.tasks import TaskRow
    from .calendar import Calendar
    from .figures import Figures
    from .registers import Registers
    from .rules import Rules
    from .score_rounds import ScoreRounds
    from .tasks import Tasks

CRITERIA_TABLES = tuple(
    dict.fromkeys(
        (
            *RULE_TABLES,
            "reports",
            *SURVEY_TABLES,
            CRITERIA_SETS.table,
            CRITERION_MARKS.table,
            CRITERION_TASKS.table,
            SCORE_STEPS.table,
        )
    )
)
"""What scores are worked out from."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Where points are lost: how they are won back, by when, who answers for it, and where it is done."""

    loss: Loss
    answers: str
    ways: tuple[Way, ...]
    by: date


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something to do for points: who answers for it, and where it is done."""

    move: Move
    answers: str
    ways: tuple[Way, ...]


class Criteria(Part):
    """Sets of criteria, their scores by period, and what the office decides of single criteria."""

    def __init__(
        self,
        desk: Desk,
        calendar: Calendar,
        figures: Figures,
        tasks: Tasks,
        registers: Registers,
        rules: Rules,
        rounds: Callable[[], ScoreRounds],
    ) -> None:
        super().__init__(desk)
        self._calendar, self._figures, self._tasks = calendar, figures, tasks
        self._parts = (desk, calendar, figures, tasks, registers, rules)
        self._rounds = rounds
        self._told = desk.derived(self._read, CRITERIA_TABLES)
        self._foretold = desk.derived(self._foretell, CRITERIA_TABLES)

    def _values_of(self, period: Period, day: date) -> CriteriaValues:
        return CriteriaValues(*self._parts, period, day)

    # Sets

    def sets(self) -> tuple[CriteriaSet, ...]:
        """Every set that is known, those that the office took in first."""
        return sets_of(self._desk.store)

    def get(self, set_id: str) -> CriteriaSet:
        """The set of this identity. Raises Refusal where there is none."""
        found = next((each for each in self.sets() if each.id == set_id), None)
        if found is None:
            known = ", ".join(each.id for each in self.sets())
            raise Refusal(f"Không có bộ tiêu chí «{set_id}». Các bộ: {known}.", "set")
        return found

    def fitting(self, period: Period) -> list[CriteriaSet]:
        """The sets that a period can be scored by: a year may have several."""
        span = SetSpan.QUARTER if period.span.is_quarter else SetSpan.YEAR
        return [each for each in self.sets() if each.span is span and each.is_of(period.year)]

    def of_period(self, period: Period, set_id: str = "") -> CriteriaSet:
        """The set that a period is scored by: the one that is asked for, else of those that were issued for
        it, or of all where none was, the one that the office has decided something by, else the newest.

        Raises Refusal where there is none for such a period.
        """
        fitting = self.fitting(period)
        if set_id:
            found = self.get(set_id)
            if found not in fitting:
                raise Refusal(f"«{found.title}» không dùng để chấm {period.label}.", "set")
            return found
        store = self._desk.store
        locked = {step.set_id for step in store.records(SCORE_STEPS) if step.period == period}
        scored = {mark.set_id for mark in store.records(CRITERION_MARKS) if mark.period == period}
        found_set = max(
            fitting,
            key=lambda each: (each.is_issued, each.id in locked, each.id in scored, rank(each)),
            default=None,
        )
        if found_set is None:
            raise Refusal(f"Chưa có bộ tiêu chí để chấm {period.label}.", "set")
        return found_set

    # Scores

    def score(self, given: CriteriaSet, period: Period, day: date | None = None) -> Score:
        """What a set comes to in a period as of a day (today where None), with what the office decided."""
        marks = self.marks(given, period)
        return self._scored(given, self.values(given, period, day), marks)

    def claimed(self, given: CriteriaSet, period: Period, day: date | None = None) -> Score:
        """What the office claims: its points as they were locked, by the set as it was then; before that what
        the set comes to as of a day."""
        return self._rounds().standing(given, period).own or self.score(given, period, day)

    def values(self, given: CriteriaSet, period: Period, day: date | None = None) -> Mapping[str, Value]:
        """What figures, tasks, rules and registers tell of the criteria as of a day, by code."""
        return self._told(given.id, period, day or self._desk.today())

    def what_if(
        self,
        given: CriteriaSet,
        period: Period,
        numbers: Mapping[str, Value],
        day: date | None = None,
        figures: Mapping[str, Fraction] | None = None,
    ) -> Score:
        """What it would come to with other numbers of some criteria, or with other ``figures`` of the year by
        the codes of their indicators; points that the office decided for these criteria are left aside.
        Nothing is stored.

        Raises Refusal for a figure of no indicator.
        """
        values = self.values(given, period, day)
        other = {**(self._assumed(given, period, day, figures, values) if figures else {}), **numbers}
        marks = {code: mark for code, mark in self.marks(given, period).items() if code not in other}
        return self._scored(given, {**values, **other}, marks)

    def _assumed(
        self,
        given: CriteriaSet,
        period: Period,
        day: date | None,
        figures: Mapping[str, Fraction],
        values: Mapping[str, Value],
    ) -> dict[str, Value]:
        """The values that are others with other figures, by the codes of their criteria."""
        known = self._figures.ledger().catalogue(period).indicators
        codes = {each.code for each in known}
        for code in figures:
            if code not in codes:
                raise Refusal(f"Không có chỉ tiêu {code}. Hãy kiểm tra lại mã.", "set")
        others = made_of(figures, known)
        told = CriteriaValues(*self._parts, period, day or self._desk.today(), figures)
        found = {}
        for each in given.walk():
            if any(others.intersection(source.figures) for source in each.sources):
                value = told.of(each)
                if value is not None and value != values.get(each.code):
                    found[each.code] = value
        return found

    def indicators(self, given: CriteriaSet, period: Period) -> list[Indicator]:
        """The indicators that tell criteria of a set, in the order of the catalogue."""
        codes = {code for each in given.walk() for source in each.sources for code in source.figures}
        known = self._figures.ledger().catalogue(period).indicators
        of_ratios = {
            code for each in known if each.code in codes and each.formula for code in each.formula.operands
        }
        return [each for each in known if each.code in codes or each.code in of_ratios]

    def figure(self, period: Period, code: str) -> Fraction | None:
        """What an indicator's figure of the year, or quarter, is so far."""
        return self._figures.ledger().reading(period, code).value

    def outlook(self, given: CriteriaSet, period: Period, day: date | None = None) -> Outlook:
        """What it comes to at the end of the year, both ends, by what there is as of a day (today where
        None). What the office declares and decides holds in both.

        Raises Refusal for a period that is no year.
        """
        if period.span is not Span.YEAR:
            raise Refusal("Chỉ dự báo được điểm của cả năm. Hãy chọn một năm.", "forecast")
        said, end = self.marks(given, period).values(), date(period.year, 12, 31)
        of_office = {code: Forecast.sure(value, f"{value.said}.") for code, value in declared(said).items()}
        forecasts = {**self._foretold(given.id, period, day or self._desk.today()), **of_office}
        for code, row in self.tasks(given, period).items():
            criterion = given.get(code)
            if criterion is not None and row.status.is_open and row.due <= end:
                foreseen = with_task(forecasts.get(code), criterion, row.text, row.due)
                if foreseen is not None:
                    forecasts[code] = foreseen
        return foresee(given, forecasts, left_out(said), own_points(given, said), end)

    def _foretell(self, set_id: str, period: Period, day: date) -> Mapping[str, Forecast]:
        return CriteriaForecasts(*self._parts, period, day).forecasts(self.get(set_id))

    def _read(self, set_id: str, period: Period, day: date) -> Mapping[str, Value]:
        return self._values_of(period, day).of_set(self.get(set_id))

    @staticmethod
    def _scored(given: CriteriaSet, values: Mapping[str, Value], marks: Mapping[str, CriterionMark]) -> Score:
        said = marks.values()
        return score(given, {**values, **declared(said)}, left_out(said), own_points(given, said))

    # What the office decides

    def marks(self, given: CriteriaSet, period: Period) -> dict[str, CriterionMark]:
        """What the office says of the criteria of a set in a period, by code."""
        return {
            mark.code: mark
            for mark in self._desk.store.records(CRITERION_MARKS)
            if mark.period == period and mark.set_id == given.id
        }

    def mark(self, given: CriteriaSet, period: Period, code: str) -> CriterionMark:
        """What the office says of one criterion; a blank one where it says nothing.

        Raises Refusal where there is no such criterion.
        """
        criterion, area = self._criterion(given, code)
        blank = CriterionMark(given.id, period, code, criterion.name, area)
        return self.marks(given, period).get(code, blank)

    def decide(self, mark: CriterionMark) -> Changes:
        """Keeps what the office says of a criterion; nothing is kept of a mark that says nothing.

        Raises Refusal as `checked_mark` does.
        """
        given = self.get(mark.set_id)
        criterion, area = self._criterion(given, mark.code)
        self._desk.admit(operations.SET_CRITERION, [area] if area else ())
        self.of_period(mark.period, given.id)
        known = self.values(given, mark.period).get(mark.code)
        proposed = self._proposed(given, replace(mark, points=None))
        checked = checked_mark(criterion, replace(mark, area=area), known, proposed)
        subject = f"{criterion.code}, {mark.period.label}"
        with self._desk.operation(operations.SET_CRITERION, subject) as recorder:
            write_mark(recorder, checked)
        return recorder.changes

    def accept(self, given: CriteriaSet, period: Period, codes: Collection[str]) -> Changes:
        """Makes what is proposed for these criteria the office's own points, in one step. Raises Refusal
        where nothing is proposed for one of them."""
        made = {each.criterion.code: each for each in self.score(given, period).leaves()}
        marks = []
        for code in codes:
            _, area = self._criterion(given, code)
            self._desk.admit(operations.SET_CRITERION, [area] if area else ())
            proposed = made[code].proposed if code in made else None
            if proposed is None:
                raise Refusal(
                    f"Tiêu chí {code} chưa có điểm đề xuất. Hãy khai báo số liệu hoặc chấm tay.", "code"
                )
            marks.append(replace(self.mark(given, period, code), area=area, points=abs(proposed)))
        subject = (
            f"{', '.join(codes)}, {period.label}"
            if len(marks) == 1
            else f"{len(marks)} tiêu chí, {period.label}"
        )
        with self._desk.operation(operations.SET_CRITERION, subject, "Nhận điểm đề xuất") as recorder:
            for mark in marks:
                write_mark(recorder, mark)
        return recorder.changes

    def _criterion(self, given: CriteriaSet, code: str) -> tuple[Criterion, int]:
        path = given.path_to(code)
        if not path:
            raise Refusal(f"«{given.title}» không có tiêu chí {code}. Hãy kiểm tra lại mã.", "code")
        return path[-1], path[0].area

    def _proposed(self, given: CriteriaSet, mark: CriterionMark) -> Decimal | None:
        """What the number that holds for a criterion comes to."""
        marks = {**self.marks(given, mark.period), mark.code: replace(mark, off=False)}
        made = self._scored(given, self.values(given, mark.period), marks)
        return next((each.proposed for each in made.walk() if each.criterion.code == mark.code), None)

    # What is lost, and what lacks proof

    def lost(self, given: CriteriaSet, period: Period, day: date | None = None) -> list[Lost]:
        """Where points are lost as of a day, the most gain for the effort first, with what wins them back."""
        values, due = self._values_of(period, day or self._desk.today()), self.dues(given, period, day)
        made = self.tasks(given, period)
        return [
            Lost(
                each,
                answers_for(given, each.code),
                self._ways(values, given, each.code, made),
                due(each.code),
            )
            for each in by_worth(losses(self.claimed(given, period, day)))
        ]

    def dues(self, given: CriteriaSet, period: Period, day: date | None = None) -> Callable[[str], date]:
        """By which day the points of a criterion have to be won, by its code: the win's own, else the last
        one of the data."""
        closes = self._calendar.dates(period).ends
        if period.span is not Span.YEAR:
            # Nobody foresees a quarter.
            return lambda _: closes
        foreseen = self.outlook(given, period, day).criteria

        def due(code: str) -> date:
            forecast = foreseen[code].forecast if code in foreseen else None
            return forecast.by if forecast is not None and forecast.by is not None else closes

        return due

    def moves(self, given: CriteriaSet, period: Period, day: date | None = None) -> list[Move]:
        """What to do in the month of a day (today where None) to gain the most points, the most gain for the
        effort first. Raises Refusal for a period that is no year."""
        day = day or self._desk.today()
        outlook, made = self.outlook(given, period, day), self.score(given, period, day)
        own = declared(self.marks(given, period).values())
        return moves(made, losses(made), outlook, own, day, self._calendar.dates(period).ends)

    def month(self, given: CriteriaSet, period: Period, day: date | None = None) -> list[ToDo]:
        """The same, with who answers for it and where it is done."""
        values = self._values_of(period, day or self._desk.today())
        made = self.tasks(given, period)
        return [
            ToDo(each, answers_for(given, each.code), self._ways(values, given, each.code, made))
            for each in self.moves(given, period, day)
        ]

    def ways(self, given: CriteriaSet, period: Period, code: str) -> list[Way]:
        """What wins the points of a criterion back, and where it is done."""
        criterion, _ = self._criterion(given, code)
        values = self._values_of(period, self._desk.today())
        return list(self._ways(values, given, criterion.code, self.tasks(given, period)))

    def _ways(
        self, values: CriteriaValues, given: CriteriaSet, code: str, tasks: Mapping[str, TaskRow]
    ) -> tuple[Way, ...]:
        """The task that was made for a criterion, then what wins its points else."""
        criterion, _ = self._criterion(given, code)
        made = tasks.get(code)
        own = [] if made is None else [Way(f"Nhiệm vụ «{named(made.text)}»", TasksPlace(made.id))]
        return (*own, *(way for way in values.ways(criterion) if not own or way.place != own[0].place))

    def tasks(self, given: CriteriaSet, period: Period) -> dict[str, TaskRow]:
        """The tasks that were made for the criteria of a set in a period, and are still in a plan, by the
        criteria's codes."""
        kept = [
            each for each in self._desk.store.records(CRITERION_TASKS)
            if each.set_id == given.id and each.period == period
        ]  # fmt: skip
        rows = {row.id: row for row in self._tasks.rows()} if kept else {}
        return {each.code: rows[each.item_id] for each in kept if each.item_id in rows}

    def files(self, given: CriteriaSet, period: Period) -> Counter[str]:
        """How many files prove each criterion, by code."""
        found = self._chains(given, period)
        return Counter({code: len(each) for code, each in found.items()})

    def proofs(self, given: CriteriaSet, period: Period) -> dict[str, list[SealedFile]]:
        """What proves each criterion now, by code, numbered by it («3.4.1-01»)."""
        return {
            code: [
                SealedFile(
                    f"{code}-{place:02}", each.shown.name, each.shown.sort, each.shown.day, each.shown.note,
                    each.shown.sha256,
                )
                for place, each in enumerate(found, 1)
            ]
            for code, found in self._chains(given, period).items()
        }  # fmt: skip

    def _chains(self, given: CriteriaSet, period: Period) -> dict[str, list[ChainOfVersions]]:
        start = self.owner(given, period, "").id
        found: dict[str, list[EvidenceFile]] = {}
        for file in self._desk.store.records(EVIDENCE_FILES):
            if file.owner_kind is OwnerKind.CRITERION and file.owner_id.startswith(start):
                found.setdefault(file.owner_id.removeprefix(start), []).append(file)
        return {code: chains(files) for code, files in found.items()}

    def unproven(self, given: CriteriaSet, period: Period, made: Score) -> list[Scored]:
        """The criteria whose points nobody has proven by a file nor explained; those for which no evidence is
        asked are left out."""
        marks, files = self.marks(given, period), self.files(given, period)
        return [
            each
            for each in made.leaves()
            if each.points > 0 and each.criterion.evidence and not files[each.criterion.code]
            and not ((mark := marks.get(each.criterion.code)) and mark.note)
        ]  # fmt: skip

    def sheet(self, given: CriteriaSet, period: Period, day: date | None = None) -> Document:
        """The sheet of the self-assessment, with the list of what proves it numbered by criterion; once the
        points are locked, as they were, with what verification said."""
        from ..documents.compose_score_sheet import compose_locked_sheet, compose_score_sheet

        rounds = self._rounds().standing(given, period)
        profile, today = self._desk.store.profile(), day or self._desk.today()
        if rounds.own is not None:
            return compose_locked_sheet(rounds, period, profile, today)
        notes = {code: mark.note for code, mark in self.marks(given, period).items()}
        proofs = self.proofs(given, period)
        return compose_score_sheet(self.score(given, period, day), period, notes, proofs, profile, today)

    def file_name(self, given: CriteriaSet, period: Period, fmt: str) -> str:
        """A file name for the sheet."""
        subject = "Tự chấm điểm" if given.span is SetSpan.YEAR else "Tự chấm điểm 766"
        return file_name(self._desk, f"{subject} {period.label}", fmt)

    @staticmethod
    def owner(given: CriteriaSet, period: Period, code: str) -> Owner:
        """What evidence of a criterion is attached to."""
        return Owner(OwnerKind.CRITERION, CriterionMark(given.id, period, code).id)


def answers_for(given: CriteriaSet, code: str) -> str:
    """Who answers for a criterion: named there, or else at what is above it."""
    return next((each.answers for each in reversed(given.path_to(code)) if each.answers), "")
