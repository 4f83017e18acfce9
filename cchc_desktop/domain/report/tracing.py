"""From a number of a report back to its source: its meaning, its formula, its parts, what was counted.

A `Trace` is made from the same data and by the same rules as the text, so that what its parts come to is the
very number that is printed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ..figure_steps import Step, step_of
from ..figures import Ledger
from ..indicators import Indicator
from ..numerals import format_number
from ..places import (
    AreaPlace,
    FigurePlace,
    Place,
    PlanPlace,
    RegisterPlace,
    TasksPlace,
)
from ..readings import displayed
from ..step_words import Record, formula_words, place_of, title_of, worked_words
from ..tasks import IN_FORCE, TaskRow, TaskStatus
from .data import ReportData
from .directives import REGISTER
from .facts import Facts
from .lists import Entry, about, directive_kind
from .outline import SOURCES, Outline
from .sources import Source
from .words import Change, change, compared_with, goal_of, ratio_words, running_date, target_words

_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a number comes from.

    ``title`` names it with its unit, ``meaning`` says what the number is of it and of which period. ``value``
    is the number, None where there is none. ``formula`` is in words, ``worked`` the same with its numbers.
    ``steps`` are the figures that it is made from, ``records`` the entries of a list that were counted, or
    the target; ``note`` says what else is to be known; ``place`` is where one goes from it.
    """

    source: Source
    title: str
    meaning: str = ""
    value: Decimal | None = None
    shown: str = ""
    formula: str = ""
    worked: str = ""
    steps: tuple[Step, ...] = ()
    records: tuple[Record, ...] = ()
    note: str = ""
    place: Place | None = None

    @property
    def made(self) -> list[str]:
        """How it is made, in words and with its numbers, as lines."""
        if not self.worked:
            return [self.formula] if self.formula else []
        return [f"= {self.formula}", f"= {self.worked}"]


class Tracer:
    """Traces the numbers of one report."""

    def __init__(self, data: ReportData, outline: Outline, ledger: Ledger) -> None:
        self._data, self._ledger = data, ledger
        self._facts = Facts(data, outline)
        self._tasks = {row.id: row for row in data.tasks}
        self._directives = {directive.id: directive for directive in data.directives}
        self._known: dict[Source, Trace | None] = {}

    def trace(self, source: Source) -> Trace | None:
        """Where a number comes from; None where there is no such number in the report."""
        if source not in self._known:
            self._known[source] = self._traced(source)
        return self._known[source]

    def _traced(self, source: Source) -> Trace | None:
        if source.is_code:
            indicator = self._data.catalogue.by_code.get(source.name)
            return None if indicator is None else self._of_indicator(source, indicator)
        if source.name == "task":
            return self._of_task(source)
        if source.name.startswith("status."):
            return self._of_status(source)
        if source.name.startswith("tasks.") and source.name in _TASKS:
            return self._of_tasks(source)
        if source.name == "targets.judged":
            return self._of_judged(source)
        return self._of_list(source) if source.name in SOURCES else None

    # Figures

    def _of_indicator(self, source: Source, indicator: Indicator) -> Trace | None:
        match source.form:
            case ">":
                return self._change(source, indicator)
            case "!" | "^":
                return self._target(source, indicator)
            case "-":
                return self._gap(source, indicator)
            case "/":
                return self._rest(source, indicator)
        step = self._step(source)
        if step is None:
            return None
        return Trace(
            source,
            title_of(indicator),
            self._meaning(source),
            step.reading.shown(indicator),
            step.shown,
            formula_words(step),
            worked_words(step),
            (step,),
            note=_note(step),
            place=place_of(step),
        )

    def _step(self, source: Source) -> Step | None:
        return step_of(self._ledger, source.period_of(self._data.period), source.name)

    def _meaning(self, source: Source) -> str:
        """Of which period a figure is."""
        period = source.period_of(self._data.period)
        years = self._data.result_years.get(source.name)
        if years is not None:
            told = f"Kết quả năm {years.before if '~' in source.of else years.now}"
            return f"{told}, số của {period.label}"
        if "~" in source.of:
            return f"Số cùng kỳ năm trước, {period.label}"
        if "+" in source.of and period != self._data.period:
            return f"Lũy kế từ đầu năm, {period.label}"
        return f"Số liệu {period.label}"

    def _change(self, source: Source, indicator: Indicator) -> Trace | None:
        now = self._step(Source(source.name, source.of))
        before = self._step(Source(source.name, f"{source.of}~"))
        if now is None or before is None:
            return None
        found = change(now.reading, before.reading, indicator)
        if found is None:
            return None
        years = self._data.result_years.get(source.name)
        compared = compared_with(self._data.period) if years is None else f"năm {years.before}"
        formula, worked = _difference(now, before, found)
        return Trace(
            source,
            title_of(indicator),
            f"Tăng, giảm so với {compared}: {found.words}",
            found.number,
            format_number(found.number),
            formula,
            worked,
            (now, before),
            note=_note(now),
            place=place_of(now),
        )

    def _target(self, source: Source, indicator: Indicator) -> Trace | None:
        link = self._data.targets.get(source.name)
        value = None if link is None else link.measure.value if source.form == "!" else link.measure.upper
        if link is None or value is None:
            return None
        number = Decimal(str(value))
        place = PlanPlace(item_id=link.item_id)
        return Trace(
            source,
            title_of(indicator),
            f"Chỉ tiêu của Kế hoạch năm {self._data.period.year}: {target_words(link.measure)}",
            number,
            format_number(number),
            records=(Record(link.text, format_number(number), place, link.item_id),),
            place=place,
        )

    def _gap(self, source: Source, indicator: Indicator) -> Trace | None:
        link = self._data.targets.get(source.name)
        step = self._step(Source(source.name, "+"))
        goal = goal_of(link.measure) if link is not None else None
        value = step.reading.shown(indicator) if step is not None else None
        if link is None or step is None or goal is None or value is None:
            return None
        number = abs(value - goal)
        more, less = max(value, goal), min(value, goal)
        target = Record(
            f"Chỉ tiêu: {link.text}", format_number(goal), PlanPlace(item_id=link.item_id), link.item_id
        )
        return Trace(
            source,
            title_of(indicator),
            f"Chênh lệch so với chỉ tiêu năm {self._data.period.year}",
            number,
            format_number(number),
            "Số đạt được − số của chỉ tiêu" if value >= goal else "Số của chỉ tiêu − số đạt được",
            f"{format_number(more)} − {format_number(less)} = {format_number(number)}",
            (step,),
            (target,),
            _note(step),
            place_of(step),
        )

    def _rest(self, source: Source, indicator: Indicator) -> Trace | None:
        if indicator.formula is None:
            return None
        codes = indicator.formula.operands
        part, whole = (self._step(Source(code, "+")) for code in (codes[0], codes[-1]))
        if part is None or whole is None or part.reading.value is None or whole.reading.value is None:
            return None
        number = displayed(whole.reading.value - part.reading.value, _DECIMALS)
        return Trace(
            source,
            title_of(indicator),
            f"Phần còn thiếu so với tổng số, {whole.period.label}",
            number,
            format_number(number),
            f"{whole.indicator.name} [{codes[-1]}] − {part.indicator.name} [{codes[0]}]",
            f"{whole.shown} − {part.shown} = {format_number(number)}",
            (whole, part),
            note=_note(part),
            place=place_of(part),
        )

    # Counts

    def _of_tasks(self, source: Source) -> Trace | None:
        title, accepts = _TASKS[source.name]
        rows = [row for row in (*self._data.tasks, *self._data.dropped) if accepts(row)]
        if source.name == "tasks.percent":
            return self._share(source, title, rows)
        return self._count(source, title, [_task_record(row) for row in rows], self._as_of)

    def _of_status(self, source: Source) -> Trace | None:
        status = source.name.removeprefix("status.")
        if status not in (_EVERY, *TaskStatus):
            return None
        rows = [row for row in self._data.tasks if status in (_EVERY, row.status)]
        words = "" if status == _EVERY else f" {TaskStatus(status).label.lower()}"
        if source.form == "%":
            return self._share(source, f"Tỷ lệ nhiệm vụ{words} (%)", rows)
        title = f"Số nhiệm vụ{words}".strip()
        return self._count(source, title, [_task_record(row) for row in rows], self._as_of)

    def _share(self, source: Source, title: str, rows: Sequence[TaskRow]) -> Trace | None:
        count = len(self._data.tasks)
        if not count:
            return None
        number = displayed(Fraction(len(rows) * 100, count), _DECIMALS)
        return Trace(
            source,
            title,
            self._as_of,
            number,
            ratio_words(number),
            "Số nhiệm vụ được đếm / tổng số nhiệm vụ × 100",
            f"{len(rows)} / {count} × 100 = {ratio_words(number)}",
            records=tuple(map(_task_record, rows)),
            place=TasksPlace(chosen=IN_FORCE),
        )

    @property
    def _as_of(self) -> str:
        """The day that tasks are counted on."""
        day = min(self._data.as_of, self._data.dates.ends)
        return f"Tình trạng nhiệm vụ đến ngày {running_date(day)}"

    def _of_task(self, source: Source) -> Trace | None:
        row = self._tasks.get(source.id)
        if row is None:
            return None
        update = row.progress
        told = f"cập nhật ngày {running_date(update.day)}" if update is not None else "chưa cập nhật"
        by = f", {update.officer}" if update is not None and update.officer else ""
        return Trace(
            source,
            "Tiến độ nhiệm vụ (%)",
            f"{self._as_of}: {told}{by}",
            Decimal(row.percent),
            str(row.percent),
            records=(_task_record(row),),
            note=update.result if update is not None else "",
            place=TasksPlace(row.id),
        )

    def _of_judged(self, source: Source) -> Trace | None:
        entries = [*self._facts.entries("targets.met"), *self._facts.entries("targets.missed")]
        judged = self._facts.judged_codes
        known = {entry.code: entry for entry in entries}
        period = self._data.period
        records = [
            self._entry_record(known[code])
            if code in known
            else Record(title_of(self._data.catalogue.get(code)), "", FigurePlace(period, code), code)
            for code in judged
        ]
        return self._count(source, "Số chỉ tiêu đánh giá được", records, f"Đến hết {period.label}")

    def _of_list(self, source: Source) -> Trace | None:
        entries = self._facts.entries(source.name, source.areas)
        records = [self._entry_record(entry) for entry in entries]
        areas = f", lĩnh vực {', '.join(map(str, source.areas))}" if any(source.areas) else ""
        return self._count(
            source, f"{_LISTS[source.name]}{areas}", records, f"Đến hết {self._data.period.label}"
        )

    def _entry_record(self, entry: Entry) -> Record:
        period = self._data.period
        if (row := self._tasks.get(entry.id)) is not None:
            return _task_record(row)
        if (found := self._directives.get(entry.id)) is not None:
            number = f" số {found.number}" if found.number else ""
            words = f"{directive_kind(found)}{number} ngày {running_date(found.day)} về {about(found)}"
            return Record(words, "", RegisterPlace(REGISTER, found.id), found.id)
        if entry.code:
            return Record(entry.words["said"].text, "", FigurePlace(period.cumulated, entry.code), entry.code)
        text = entry.words["text"].text
        return Record(text, "", AreaPlace(entry.area, period, remarks=True) if entry.area else None)

    def _count(self, source: Source, title: str, records: Sequence[Record], meaning: str) -> Trace:
        place: Place = TasksPlace(chosen=IN_FORCE)
        if source.name == "directives":
            place = RegisterPlace(REGISTER)
        elif not source.name.startswith(("tasks.", "status.")):
            place = FigurePlace(self._data.period)
        return Trace(
            source,
            title,
            meaning,
            Decimal(len(records)),
            format_number(len(records)),
            "Đếm số dòng của danh sách",
            records=tuple(records),
            place=place,
        )


_EVERY = "all"
_TASKS: Mapping[str, tuple[str, Callable[[TaskRow], bool]]] = {
    "tasks.all": ("Số nhiệm vụ của Kế hoạch", lambda row: row.status is not TaskStatus.DROPPED),
    "tasks.finished": ("Số nhiệm vụ đã hoàn thành", lambda row: row.status.is_done),
    "tasks.late": ("Số nhiệm vụ hoàn thành chậm", lambda row: row.status is TaskStatus.DONE_LATE),
    "tasks.open": ("Số nhiệm vụ chưa hoàn thành", lambda row: row.status.is_open),
    "tasks.dropped": ("Số nhiệm vụ không thực hiện nữa", lambda row: row.status is TaskStatus.DROPPED),
    "tasks.percent": ("Tỷ lệ nhiệm vụ đã hoàn thành (%)", lambda row: row.status.is_done),
}
"""The counts of all tasks of the plan: what they are called, and which tasks they count."""
_LISTS: Mapping[str, str] = {
    "plan.bases": "Số căn cứ của Kế hoạch",
    "directives": "Số văn bản chỉ đạo, điều hành",
    "tasks.done": "Số nhiệm vụ hoàn thành trong kỳ",
    "tasks.unfinished": "Số nhiệm vụ chưa hoàn thành",
    "tasks.overdue": "Số nhiệm vụ quá hạn",
    "tasks.soon": "Số nhiệm vụ sắp đến hạn",
    "tasks.next": "Số nhiệm vụ đến hạn trong kỳ tới",
    "tasks.later": "Số nhiệm vụ đến hạn sau kỳ tới",
    "tasks.regular": "Số nhiệm vụ thường xuyên",
    "tasks.left": "Số nhiệm vụ của năm chưa hoàn thành",
    "remarks.results": "Số kết quả nổi bật",
    "remarks.difficulties": "Số khó khăn, vướng mắc",
    "remarks.causes": "Số nguyên nhân",
    "remarks.proposals": "Số kiến nghị, đề xuất",
    "targets.met": "Số chỉ tiêu đã đạt",
    "targets.missed": "Số chỉ tiêu chưa đạt",
    "changes.better": "Số chỉ tiêu tiến bộ",
    "changes.worse": "Số chỉ tiêu giảm sút",
    "causes.noted": "Số nguyên nhân đã ghi",
}
"""What the count of each list is called."""


def _difference(now: Step, before: Step, found: Change) -> tuple[str, str]:
    """How a change is worked out, in words and with its numbers."""
    number = format_number(found.number)
    these = f"{now.period.label} − {before.period.label}"
    if found.in_parts:
        compared = before.period.label
        formula = f"Chênh lệch giữa {now.period.label} và {compared}, chia cho {compared}, × 100"
        difference = format_number(abs(found.difference))
        return formula, f"{difference} / {before.shown} × 100 = {number}"
    if found.difference < 0:
        return f"{before.period.label} − {now.period.label}", f"{before.shown} − {now.shown} = {number}"
    return these, f"{now.shown} − {before.shown} = {number}"


def _note(step: Step) -> str:
    """What the officials noted beside a figure and those that it was made from."""
    notes = (each.figure.note for _, each in step.walk())
    return "; ".join(dict.fromkeys(note for note in notes if note))


def _task_record(row: TaskRow) -> Record:
    return Record(row.text, row.status.label, TasksPlace(row.id), row.id)
