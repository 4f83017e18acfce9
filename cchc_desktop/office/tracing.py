"""From the numbers of a report to where they come from: what was typed by whom, and what was counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from ..domain import dossiers as form_rules
from ..domain.dossiers import COUNTED
from ..domain.errors import Refusal
from ..domain.figure_steps import Rule, Step
from ..domain.numerals import format_number, parse_number
from ..domain.places import DossiersPlace, Place, RegisterPlace, TasksPlace
from ..domain.report.sources import Source, read_source
from ..domain.report.tracing import Trace, Tracer
from ..domain.report_periods import Period
from ..domain.step_words import Record, formula_words, in_line, in_lines, place_of, worked_words
from ..domain.text import capitalized
from ..storage.figure_rows import dossiers_id, figure_id, opening_id
from .desk import Desk, Part
from .dossiers import DossierForms
from .figures import Figures
from .record_counts import RecordCounts
from .report_text import TEXT_TABLES
from .reports import Reports
from .settings import file_name

if TYPE_CHECKING:
    from ..documents.compose_traces import TracedRow
    from ..documents.model import Document
    from ..documents.traced import TracedNumber

_AT_ONCE = 500
"""The journal is asked for so many records at once."""
_FIGURE_COLUMNS = ("value", "none", "estimate")


@dataclass(frozen=True, slots=True)
class TraceLine:
    """A figure that a number is made from, or a record that was counted; ``depth`` is how far down it stands.

    ``words`` name it with its period, ``how`` says what made it, ``typed`` who typed it and when, ``note``
    the note and source that stand beside it, ``place`` where it is; ``step`` is the figure, None for a
    record.
    """

    depth: int
    words: str
    shown: str = ""
    how: str = ""
    typed: str = ""
    note: str = ""
    place: Place | None = None
    step: Step | None = None

    @property
    def is_record(self) -> bool:
        """Whether it is a record that was counted."""
        return self.step is None


@dataclass(frozen=True, slots=True)
class _Typed:
    """A record that somebody typed, and its columns that make a number."""

    row_id: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A number with all that it was made from, as it is read."""

    trace: Trace
    lines: tuple[TraceLine, ...]

    @property
    def typed(self) -> tuple[str, ...]:
        """Who typed what it was made from, each once."""
        return tuple(dict.fromkeys(line.typed for line in self.lines if line.typed))


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number of the report where it stands, and where it comes from.

    ``changed`` says what the number would be now, where it is another one than was issued.
    """

    number: TracedNumber
    explained: Explained
    changed: str = ""


class Tracing(Part):
    """Where the numbers of every report come from."""

    def __init__(
        self, desk: Desk, figures: Figures, dossiers: DossierForms, counts: RecordCounts, reports: Reports
    ) -> None:
        super().__init__(desk)
        self._figures, self._dossiers, self._counts, self._reports = figures, dossiers, counts, reports
        self._tracer = desk.derived(self._made, TEXT_TABLES, keep=4)
        self._forms = desk.derived(lambda: form_rules.effective(desk.store.dossiers()), ("dossiers",))

    def _made(self, period: Period) -> Tracer:
        text = self._reports.text
        return Tracer(text.data(period), text.outline(period), self._figures.ledger())

    def explain(self, period: Period, source: str) -> Explained | None:
        """Where a number of the report of a period comes from; None where there is no such number now."""
        read = read_source(source)
        trace = self._tracer(period).trace(read) if read is not None else None
        return None if trace is None else next(self._explained([trace]))

    def of_code(self, period: Period, code: str) -> dict[str, Explained]:
        """Where the figures of an indicator come from: of the period, since the year began («+») where that
        is another span, and of the year before («~»). Raises Refusal for a code that there is not."""
        indicator = self._figures.ledger().catalogue(period).get(code)
        columns = ["", *(["+"] if self._reports.text.data(period).is_apart else []), "~"]
        traces = {of: self._tracer(period).trace(Source(indicator.code, of)) for of in columns}
        there = {of: trace for of, trace in traces.items() if trace is not None}
        return dict(zip(there, self._explained(list(there.values())), strict=True))

    def numbers(self, period: Period) -> list[Numbered]:
        """Every number of the report, in the order of its text and annexes."""
        from ..documents.traced import traced_numbers

        tracer = self._tracer(period)
        found = [
            (number, trace)
            for number in traced_numbers(self._reports.papers.compose(period))
            if (read := read_source(number.source)) is not None and (trace := tracer.trace(read)) is not None
        ]
        explained = self._explained([trace for _, trace in found])
        return [
            Numbered(number, of_number, changed_words(number.shown, trace))
            for (number, trace), of_number in zip(found, explained, strict=True)
        ]

    def table(self, period: Period) -> Document:
        """«Bảng truy vết số liệu»: every number of the report with where it comes from."""
        from ..documents.compose_traces import compose_traces
        from .report_data import profile_of

        told: dict[str, int] = {}
        rows = []
        for number, each in enumerate(self.numbers(period), start=1):
            # A number stands in the text, in annexes, and again among the shortcomings.
            first = told.setdefault(each.number.source, number)
            parts = [f"Như số thứ tự {first}"] if first < number else list(self._parts(each.explained.trace))
            rows.append(_row(each, parts))
        return compose_traces(rows, profile_of(self._desk), period)

    def _parts(self, trace: Trace) -> Iterator[str]:
        """What a number is made from, a line for each figure."""
        for step in trace.steps:
            yield from in_lines(step)
            if len(trace.steps) == 1:
                for _, each in step.walk():
                    if each.rule in (Rule.FORM, Rule.RECORDED) and step.rule is not Rule.FORMULA:
                        records = in_line(self.records(each))
                        yield f"{each.rule.label}, {each.period.label}: {records}"
        if trace.records:
            yield in_line(trace.records)

    def file_name(self, period: Period, fmt: str = "xlsx") -> str:
        """A file name for the table."""
        return file_name(self._desk, f"Bảng truy vết số liệu {period.label}", fmt)

    # What a number is made from, line by line

    def _explained(self, traces: Sequence[Trace]) -> Iterator[Explained]:
        """The traces with their lines; the journal is asked once for all of them."""
        known: dict[int, list[tuple[TraceLine, _Typed | None]]] = {}
        for trace in traces:
            if id(trace) not in known:
                known[id(trace)] = list(self._lines(trace))
        typed = self._typed({each for lines in known.values() for _, each in lines if each is not None})
        made = {
            key: tuple(
                line if each is None else replace(line, typed=typed.get(each, "")) for line, each in lines
            )
            for key, lines in known.items()
        }
        return (Explained(trace, made[id(trace)]) for trace in traces)

    def _lines(self, trace: Trace) -> Iterator[tuple[TraceLine, _Typed | None]]:
        """The lines of a trace, each with what somebody typed of it."""
        alone = len(trace.steps) == 1
        for step in trace.steps:
            below = list(self._below(step, 0))
            # The number itself is told already where it is made of others.
            is_told = alone and len(below) > 1
            for line, typed in below[is_told:]:
                yield replace(line, depth=line.depth - is_told), typed
        for record in trace.records:
            yield _record_line(0, record), None

    def _below(self, step: Step, depth: int, above: str = "") -> Iterator[tuple[TraceLine, _Typed | None]]:
        """The line of a figure and those below it; ``above`` is the code that the line above has named."""
        line = _step_line(depth, step, is_named=step.indicator.code == above)
        if line.place == RegisterPlace() and (found := self._counts.rows(step.period, step.indicator)):
            line = replace(line, place=RegisterPlace(found.register.id))
        yield line, _typed_in(step)
        for part in step.parts:
            yield from self._below(part, depth + 1, step.indicator.code)
        for record in self.records(step):
            column = (COUNTED[step.indicator.counted],) if step.rule is Rule.FORM else ()
            yield _record_line(depth + 1, record), _Typed(record.id, column) if column else None

    def records(self, step: Step) -> list[Record]:
        """The rows of form II.06a or of a register, the tasks or documents that a figure was counted from."""
        counted = step.indicator.counted
        if step.rule is Rule.FORM and counted in COUNTED:
            return list(self._rows_of_form(step.period, COUNTED[counted]))
        if step.rule is Rule.RECORDED and not step.indicator.is_of_tasks:
            return list(self._rows_of_register(step))
        if step.rule is Rule.RECORDED:
            rows = self._counts.tasks(step.period, counted)
            return [Record(row.text, row.status.label, TasksPlace(row.id), row.id) for row in rows]
        return []

    def _rows_of_register(self, step: Step) -> Iterator[Record]:
        found = self._counts.rows(step.period, step.indicator)
        if found is None:
            return
        key = found.feed.key
        for row in found.rows:
            # What each row brings to the sum, or what is told apart in it.
            told = found.register.field(key).shown(row.values.get(key)) if key else ""
            place = RegisterPlace(row.register, row.id)
            yield Record(found.register.name_of(row.values), told, place, row.id)

    def _rows_of_form(self, period: Period, column: str) -> Iterator[Record]:
        rows = self._forms().get(period, {})
        for field in self._dossiers.fields():
            count = getattr(rows[field.id], column) if field.id in rows else None
            if count is not None:
                row_id = dossiers_id(period, field.id)
                place = DossiersPlace(period, field.id)
                yield Record(field.name, format_number(count), place, row_id)

    def _typed(self, wanted: Set[_Typed]) -> dict[_Typed, str]:
        """Who typed what stands in these records now, and when: «14/06/2026 10:32 · Trần Thị Bình»."""
        by_row: dict[str, list[_Typed]] = {}
        for each in wanted:
            by_row.setdefault(each.row_id, []).append(each)
        found: dict[_Typed, str] = {}
        ids = iter(by_row)
        while chunk := list(islice(ids, _AT_ONCE)):
            for change in self._desk.store.journal.history(chunk):
                before, after = change.before or {}, change.after or {}
                for each in by_row[change.row_id]:
                    is_typed = any(before.get(name) != after.get(name) for name in each.columns)
                    if is_typed and each not in found:
                        found[each] = _typed_words(change.action.at, change.action.officer)
        return found


def _typed_words(at: datetime, officer: str) -> str:
    return f"{at:%d/%m/%Y %H:%M}{f' · {officer}' if officer else ''}"


def _typed_in(step: Step) -> _Typed | None:
    """What a figure was typed in."""
    code = step.indicator.code
    match step.rule:
        case Rule.TYPED:
            return _Typed(figure_id(step.period, code), _FIGURE_COLUMNS)
        case Rule.OPENING:
            return _Typed(opening_id(step.period, code), _FIGURE_COLUMNS)
    return None


def _record_line(depth: int, record: Record) -> TraceLine:
    return TraceLine(depth, record.words, record.number, place=record.place)


def _step_line(depth: int, step: Step, *, is_named: bool) -> TraceLine:
    indicator, figure = step.indicator, step.figure
    period = step.period.label
    how = [step.rule.label]
    if step.rule in (Rule.FORMULA, Rule.SUM):
        how = [worked_words(step)]
    elif step.parts:
        how = [formula_words(step)]
    if step.rule is Rule.TYPED and step.reading.state.label not in ("Thực tế", step.rule.label):
        how.append(step.reading.state.label)
    notes = [figure.note, f"Nguồn: {figure.source}" if figure.source else ""]
    return TraceLine(
        depth,
        capitalized(period) if is_named else f"{indicator.code}. {indicator.name}, {period}",
        step.shown,
        ", ".join(how),
        note="; ".join(filter(None, notes)),
        place=place_of(step),
        step=step,
    )


def _row(numbered: Numbered, parts: Sequence[str]) -> TracedRow:
    """A number as the table tells of it."""
    from ..documents.compose_traces import TracedRow

    number, trace = numbered.number, numbered.explained.trace
    notes = [f"Số nay là {numbered.changed}" if numbered.changed else "", trace.note]
    return TracedRow(
        number.where,
        number.shown,
        trace.title,
        trace.meaning,
        "\n".join(filter(None, (trace.formula, trace.worked))),
        tuple(parts),
        numbered.explained.typed,
        "; ".join(filter(None, notes)),
    )


def line_words(line: TraceLine) -> str:
    """A line as it is read: the figure, its number, and what made it."""
    number = f": {line.shown}" if line.shown else ""
    return f"{line.words}{number}{f' ({line.how})' if line.how else ''}"


def changed_words(shown: str, trace: Trace) -> str:
    """What a number that was printed would be now; nothing where it is the same."""
    try:
        same = abs(parse_number(shown)) == abs(parse_number(trace.shown))
    except Refusal:
        same = shown == trace.shown
    return "" if same else trace.shown
