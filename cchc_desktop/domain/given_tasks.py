"""Tasks that a superior gives by a document of its own: rows of the register «Nhiệm vụ cấp trên giao» as they
stand among the office's other tasks.

A row and a task of the plan are one where the task answers the row (``Item.answers``), or says the same in
the same words: then the plan's task alone is listed, and what is done with one is done with the other.
"""

from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .dates import short_date
from .errors import Refusal
from .tasks import GIVEN, Assignment, TaskRow, TaskSource, TaskUpdate, task_status
from .text import fold

LABEL = "Cấp trên giao"
_TEXT, _UNIT, _DUE, _DONE, _RESULT = "noi_dung", "don_vi", "han", "ngay_xong", "san_pham"
_DOCUMENT, _DAY, _FROM = "van_ban", "ngay_giao", "co_quan"
_FIELDS = {"lead": _UNIT, "due": _DUE}
"""What of an assignment the register has a field for."""

_STAYS = timedelta(days=30)
"""So long what was done stays in the list of what the office works by."""

Values = Mapping[str, Any]


def given_row(
    row_id: str, values: Values, area: int, today: date, work_by: Callable[[date], date]
) -> TaskRow | None:
    """A row as a task of the list; None for one whose text or day cannot be read."""
    text, due, begun, done = (values.get(key) for key in (_TEXT, _DUE, _DAY, _DONE))
    if not isinstance(text, str) or not isinstance(due, date):
        return None
    result = str(values.get(_RESULT) or "")
    progress = TaskUpdate(done, 100, result) if isinstance(done, date) and done <= today else None
    status = task_status(begun if isinstance(begun, date) else None, due, progress, today)
    return TaskRow(
        id=row_id,
        plan_id=GIVEN,
        plan_label=LABEL,
        area=area,
        text=f"{' '.join(text.split()).rstrip(' .;')} ({source_words(values)})",
        assignment=Assignment(
            lead=str(values.get(_UNIT) or ""), deliverable=result, due=due, source=TaskSource.ABOVE
        ),
        due=due,
        due_is_own=True,
        progress=progress,
        status=status,
        in_force=progress is None or progress.day >= today - _STAYS,
        work_by=work_by(due),
        lead_now=str(values.get(_UNIT) or ""),
    )


def source_words(values: Values) -> str:
    """Who gave a task, by which document of which day: «UBND tỉnh giao, văn bản 12/UBND ngày 05/03/2026»."""
    day = values.get(_DAY)
    whose = str(values.get(_FROM) or "") or "cấp trên"
    number = str(values.get(_DOCUMENT) or "")
    told = f"{whose} giao" + (f", văn bản {number}" if number else "")
    return told + (f" ngày {short_date(day)}" if isinstance(day, date) else "")


def edited(values: Values, fields: Mapping[str, Any], percent: int | None, today: date) -> dict[str, Any]:
    """The row's values once the task was edited in a list. Raises Refusal, with the field, for what the
    register has no field for: a person, or work that is half done."""
    changed = dict(values)
    for name, value in fields.items():
        if name not in _FIELDS:
            raise Refusal("sổ «Nhiệm vụ cấp trên giao» không có mục này; hãy ghi đơn vị thực hiện.", name)
        changed[_FIELDS[name]] = value
    if percent == 100:
        changed |= done_on(values, today)
    elif percent == 0:
        changed[_DONE] = None
    elif percent is not None:
        raise Refusal(
            "nhiệm vụ cấp trên giao chỉ ghi đã xong (100%) hay chưa (0%); hãy ghi nội dung đã làm ở sổ.",
            "percent",
        )
    return {key: value for key, value in changed.items() if value not in (None, "")}


def done_on(values: Values, day: date, result: str = "") -> dict[str, Any]:
    """What a row says once its task is done on a day; what it says already stays."""
    return {_DONE: values.get(_DONE) or day, _RESULT: values.get(_RESULT) or result or None}


def is_done(values: Values) -> bool:
    """Whether a row says that it is done."""
    return isinstance(values.get(_DONE), date)


def report_of(values: Values, today: date) -> TaskUpdate | None:
    """The report on a plan's task that follows from its row; None while the row is open."""
    done = values.get(_DONE)
    if not isinstance(done, date) or done > today:
        return None
    return TaskUpdate(done, 100, str(values.get(_RESULT) or ""))


@dataclass(frozen=True, slots=True)
class Known:
    """A task of a plan as rows are held against it."""

    id: str
    text: str
    answers: tuple[str, ...] = ()


class GivenWords:
    """What the rows of the register say, as tasks of plans are held against them. One is another than any
    other, whatever they say."""

    def __init__(self, rows: Iterable[tuple[str, Values]]) -> None:
        self.of_row = {row_id: _words(str(values.get(_TEXT) or "")) for row_id, values in rows}
        self.all = frozenset(self.of_row.values())


@dataclass(frozen=True, slots=True)
class Likes:
    """The tasks of a plan that answer rows, by the rows' identities, and the first that says the same as one,
    by the words."""

    answering: Mapping[str, str]
    saying: Mapping[str, str]


def likes(tasks: Iterable[Known], given: GivenWords) -> Likes:
    """The tasks of a plan that may be one with rows of the register."""
    answering: dict[str, str] = {}
    saying: dict[str, str] = {}
    for task in tasks:
        for row_id in task.answers:
            if row_id in given.of_row:
                answering.setdefault(row_id, task.id)
        if (words := _words(task.text)) in given.all:
            saying.setdefault(words, task.id)
    return Likes(answering, saying)


def linked(plans: Sequence[Likes], given: GivenWords) -> dict[str, str]:
    """The plan's task that each row is one with, by the row's identity: the one that answers it, else the
    first that says the same."""
    answering = ChainMap(*(dict(each.answering) for each in plans))
    saying = ChainMap(*(dict(each.saying) for each in plans))
    found = {row_id: answering.get(row_id) or saying.get(words) for row_id, words in given.of_row.items()}
    return {row_id: task_id for row_id, task_id in found.items() if task_id is not None}


def _words(text: str) -> str:
    return " ".join(fold(text).split()).strip(" .;")
