"""The lists that a report goes through: tasks, documents, remarks, targets and changes, as words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .directives import Directive
from .plan_views import legal_bases
from .report_data import ReportData
from .report_words import running_date
from .tasks import TaskRow, TaskStatus
from .text import clean_line, fold
from .wording import MISSING, Word

_PROPOSALS = ("de nghi", "kien nghi", "de xuat")
"""A line of remarks that begins with one of these is a proposal to the superior."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: its words by name, the area that it belongs to, the figure that it tells of."""

    words: Mapping[str, Word]
    area: int = 0
    code: str = ""


def entries_of(data: ReportData, source: str) -> list[Entry]:
    """The entries of a list of the plan, its tasks, the documents or the remarks."""
    return list(_READERS[source](data))


def phrase(text: str) -> str:
    """The text on one line without its end mark, to stand within a sentence."""
    return clean_line(text).strip(" .;,:")


def lowered(text: str) -> str:
    """The text as it goes on within a sentence: a first word in capitals or of a name's kind is left."""
    second = text[1:2]
    return text if second.isupper() or second.isdigit() else text[:1].lower() + text[1:]


def _entry(area: int = 0, **texts: str) -> Entry:
    return Entry({name: Word(text) if text else MISSING for name, text in texts.items()}, area)


def _bases(data: ReportData) -> Iterator[Entry]:
    """What the year's plan itself is based on, as far as it is about administrative reform."""
    for item in legal_bases(data.plan) if data.plan is not None else ():
        text = phrase(item.text)
        if fold(text).startswith("can cu") and "cai cach hanh chinh" in fold(text):
            yield _entry(text=text)


def _directives(data: ReportData) -> Iterator[Entry]:
    for one in data.directives:
        yield _entry(
            one.area,
            kind=directive_kind(one),
            number=one.number,
            day=running_date(one.day),
            about=about(one),
            unit=one.unit,
        )


def directive_kind(directive: Directive) -> str:
    """What sort of document it is, as its first word."""
    return directive.kind or "Văn bản"


def about(directive: Directive) -> str:
    """The document's subject as it follows «về»."""
    subject = phrase(directive.subject)
    folded = fold(subject)
    for opening in ("v/v ", "ve viec ", "ve "):
        if folded.startswith(opening):
            subject = subject[len(opening) :]
            break
    kind = fold(directive.kind)
    if kind and fold(subject).startswith(f"{kind} "):
        subject = subject[len(kind) + 1 :]
    return lowered(subject)


def _tasks(chosen: Callable[[ReportData, TaskRow], bool]) -> Callable[[ReportData], Iterator[Entry]]:
    def read(data: ReportData) -> Iterator[Entry]:
        for row in sorted((row for row in data.tasks if chosen(data, row)), key=lambda row: row.area or 99):
            result = row.progress.result if row.progress is not None else ""
            yield _entry(
                row.area,
                task=phrase(row.text),
                lead=phrase(row.assignment.lead),
                result=lowered(phrase(result)),
                due=running_date(row.due) if row.due_is_own else "",
            )

    return read


def _done_now(data: ReportData, row: TaskRow) -> bool:
    done = row.progress is not None and row.status.is_done
    return done and row.progress is not None and data.dates.starts <= row.progress.day <= data.dates.ends


def _overdue(_: ReportData, row: TaskRow) -> bool:
    return row.status is TaskStatus.OVERDUE


def _due_next(data: ReportData, row: TaskRow) -> bool:
    open_still = not row.status.is_done and row.status is not TaskStatus.OVERDUE
    return open_still and row.due_is_own and data.dates.ends < row.due <= data.horizon.ends


def _remarks(field: str) -> Callable[[ReportData], Iterator[Entry]]:
    def read(data: ReportData) -> Iterator[Entry]:
        for area, line in _remark_lines(data, (field,)):
            if not fold(line).startswith(_PROPOSALS):
                yield _entry(area, text=line)

    return read


def _proposals(data: ReportData) -> Iterator[Entry]:
    for area, line in _remark_lines(data, ("results", "difficulties", "causes")):
        if fold(line).startswith(_PROPOSALS):
            yield _entry(area, text=line)


def _remark_lines(data: ReportData, names: Sequence[str]) -> Iterator[tuple[int, str]]:
    for area, remarks in sorted(data.remarks.items()):
        for name in names:
            for line in getattr(remarks, name).split("\n"):
                if text := phrase(line.strip().lstrip("-+*• ")):
                    yield area, text[:1].upper() + text[1:]


_READERS: Mapping[str, Callable[[ReportData], Iterator[Entry]]] = {
    "plan.bases": _bases,
    "directives": _directives,
    "tasks.done": _tasks(_done_now),
    "tasks.overdue": _tasks(_overdue),
    "tasks.next": _tasks(_due_next),
    "remarks.results": _remarks("results"),
    "remarks.difficulties": _remarks("difficulties"),
    "remarks.causes": _remarks("causes"),
    "remarks.proposals": _proposals,
}
