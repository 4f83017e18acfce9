"""The tasks of a form: what is known of each, and room for one report on it.

A report in a form has an identity that follows from the form's and the row's: the same form again says
nothing new, and a form that was corrected since corrects the report that it brought.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from ...domain.contribution.form import TASKS, FormCell, FormColumn, FormRow, FormSection, Side
from ...domain.dates import short_date
from ...domain.errors import LateReasonNeeded, Refusal, SubtasksOpen
from ...domain.names import name_key
from ...domain.regimes import PeriodDates
from ...domain.registers.fields import Holds, RegisterField
from ...domain.task_care import TaskCare
from ...domain.tasks import TaskPart, TaskRow, TaskUpdate, latest
from ...domain.text import clean_text
from ...intake.read_contribution import FilledRow
from ...intake.sheets.grid import SheetCell
from ..tasks import Tasks, part_of, shortened
from .draft import Meets, Reading, met, words_or

PERCENT, DAY, RESULT, REASON = "percent", "day", "result", "reason"
_FIELDS = {
    PERCENT: RegisterField(PERCENT, "Tiến độ (%)", Holds.NUMBER, at_most=Decimal(100)),
    DAY: RegisterField(DAY, "Ngày", Holds.DAY),
    RESULT: RegisterField(RESULT, "Kết quả", Holds.TEXT),
    REASON: RegisterField(REASON, "Lý do chậm", Holds.LINE),
}
_BETWEEN = "|"
_COLUMNS = (
    FormColumn("number", "STT", 0.4, side=Side.CENTER),
    FormColumn("text", "Nhiệm vụ", 3.0),
    FormColumn("who", "Chủ trì, theo dõi", 1.3),
    FormColumn("due", "Hạn", 0.8, side=Side.CENTER, least=66),
    FormColumn("known", "Đã ghi", 1.3),
    FormColumn(PERCENT, "Tiến độ (%)", 0.7, True, Side.CENTER, "Số nguyên từ 0 đến 100; xong thì ghi 100."),
    FormColumn(
        DAY, "Ngày hoàn thành, cập nhật", 0.9, True, Side.CENTER,
        "Ghi như 05/3/2026, không sau hôm nay. Ghi 100% thì phải có ngày hoàn thành.", 66,
    ),
    FormColumn(
        RESULT, "Kết quả", 2.2, True, hint="Đã làm gì, văn bản, sản phẩm nào; lời này vào báo cáo.", least=110
    ),
    FormColumn(REASON, "Lý do chậm", 1.3, True, hint="Chỉ ghi khi quá hạn."),
    FormColumn("check", "Kiểm tra", 1.1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of the form: a task, or a part of one that is reported on by itself."""

    task: TaskRow
    part: TaskPart

    @property
    def words(self) -> str:
        """What it is called in one line."""
        return f"{self.task.text} ({self.part.label})" if self.part.key else self.task.text


def task_section(tasks: Tasks, officer: str, areas: Sequence[int], dates: PeriodDates) -> FormSection | None:
    """The sheet of tasks: those that the officer follows, else those of the areas, as far as they are open;
    None where there are none."""
    entries = list(_entries(tasks, officer, areas, dates))
    if not entries:
        return None
    rows = tuple(_row(tasks, number, entry) for number, entry in enumerate(entries, start=1))
    return FormSection(
        TASKS, "Nhiệm vụ", "II. TIẾN ĐỘ NHIỆM VỤ", _COLUMNS, rows, anchor="text",
        notes=("Chỉ ghi dòng có tiến triển mới; dòng để trống thì giữ như đã ghi.",),
    )  # fmt: skip


def _entries(tasks: Tasks, officer: str, areas: Sequence[int], dates: PeriodDates) -> Iterator[_Entry]:
    for row in tasks.rows():
        if not row.in_force:
            continue
        whole = part_of(row, "")
        if row.turns:
            due = [part for part in row.turns if part.status.is_open and part.due <= dates.ends]
            following = row.next_turn
            parts = due or ([following] if following is not None else [])
        else:
            parts = [each for each in row.subtasks if each.status.is_open]
            parts = [*([whole] if row.status.is_open else []), *parts]
        for part in parts:
            who = part.care.officer or row.assignment.officer
            if name_key(who) == name_key(officer) if officer else row.area in areas:
                yield _Entry(row, part)


def _row(tasks: Tasks, number: int, entry: _Entry) -> FormRow:
    row, part = entry.task, entry.part
    last = latest(tasks.updates(row.id, part.key))
    who = ", ".join(filter(None, (row.assignment.lead, part.care.officer or row.assignment.officer)))
    cells = {
        "number": FormCell(Decimal(number)),
        "text": FormCell(entry.words),
        "who": FormCell(who),
        "due": FormCell(part.due),
        "known": FormCell(_update_words(last) if last is not None else None),
        PERCENT: FormCell(None, _FIELDS[PERCENT]),
        DAY: FormCell(None, _FIELDS[DAY]),
        RESULT: FormCell(None, _FIELDS[RESULT]),
        REASON: FormCell(part.reason or None, _FIELDS[REASON]),
        "check": FormCell(formula=_CHECKED),
    }
    key = _BETWEEN.join((row.id, part.key, last.id if last is not None else ""))
    return FormRow(key, cells, indent=1 if part.key and part in row.subtasks else 0)


_CHECKED = (
    f'IF(AND({{{PERCENT}}}=100,{{{DAY}}}=""),"Ghi ngày hoàn thành. ","")'
    f'&IF(AND({{{PERCENT}}}="",OR({{{DAY}}}<>"",{{{RESULT}}}<>"")),"Ghi tiến độ. ","")'
    f'&IF(AND(ISNUMBER({{{DAY}}}),{{{DAY}}}>TODAY()),"Ngày sau hôm nay. ","")'
    f'&IF(AND({{{PERCENT}}}<>"",ISNUMBER({{{DAY}}}),{{{DAY}}}>{{due}},{{{REASON}}}=""),"Ghi lý do chậm. ","")'
)


def _update_words(update: TaskUpdate) -> str:
    result = f": {clean_text(update.result)}" if update.result else ""
    return f"{update.percent}% ngày {short_date(update.day)}{result}"


@dataclass
class TasksFound:
    """The reports that a form brings, by their tasks, and what is added to tasks."""

    updates: list[tuple[TaskRow, TaskUpdate]]
    cares: list[TaskCare]


def compare_tasks(reading: Reading, tasks: Tasks, form: str, officer: str, today: date) -> TasksFound:
    """Holds the sheet of tasks against what is stored."""
    found = TasksFound([], [])
    reports: list[tuple[TaskRow, TaskUpdate, SheetCell, str]] = []
    for row in reading.filled.rows:
        marks = reading.known(row)
        if marks is None:
            reading.wrong(
                row.cells[PERCENT].place,
                "dòng này không có trong phiếu đã xuất. Nhiệm vụ mới thì thêm ở trang Kế hoạch.",
            )
            continue
        if (said := _said(reading, row)) is None or not any(said.values()):
            continue
        task_id, part_key, last = (*marks.id.split(_BETWEEN), "", "")[:3]
        try:
            task = tasks.get(task_id)
            part = part_of(task, part_key)
        except Refusal:
            if said[PERCENT] is not None:
                reading.tell(row.cells[PERCENT].place, "nhiệm vụ này không còn trong kế hoạch; không lấy.")
            continue
        entry = _Entry(task, part)
        reason = _reason(reading, row, entry, marks.base.get(REASON, ""), said[REASON], found)
        update_id = str(uuid5(NAMESPACE_URL, f"cchc-form:{form}:{task_id}:{part_key}"))
        update = _update(reading, row, entry, said, tasks, update_id, officer, today)
        if update is not None and _is_taken(reading, row, entry, update, tasks, last):
            reports.append((task, update, row.cells[PERCENT], reason))
    closed = {update.part or task.id for task, update, _, _ in reports if update.percent == 100}
    # A sub-task without a day of its own is as late as its task, which has the reason.
    whole = {task.id: reason for task, update, _, reason in reports if not update.part}
    for task, update, cell, reason in reports:
        try:
            _hold(tasks, task, update, reason or whole.get(task.id, ""), closed, found)
        except LateReasonNeeded as needed:
            reading.wrong(cell.place, str(needed))
        except (SubtasksOpen, Refusal) as refusal:
            words = str(refusal).removesuffix("?")
            reading.wrong(cell.place, f"{words}. Hãy ghi cả các nhiệm vụ thành phần, hoặc để dưới 100%.")
    reading.absent("nhiệm vụ")
    return found


def _said(reading: Reading, row: FilledRow) -> dict[str, object] | None:
    """What the open cells of a row say; None where one of them cannot be read, which is noted."""
    found: dict[str, object] = {}
    for key, takes in _FIELDS.items():
        cell = row.cells[key]
        if key == PERCENT and cell.is_percent and isinstance(cell.value, int | float):
            cell = replace(cell, value=round(100 * cell.value, 9), is_percent=False, code="")
        elif key == PERCENT and cell.text.rstrip().endswith("%"):
            cell = replace(cell, value=cell.text.rstrip().removesuffix("%"), unclean="")
        try:
            found[key] = reading.value(cell, takes)
        except Refusal as refusal:
            reading.wrong(cell.place, str(refusal))
            return None
    return found


def _update(
    reading: Reading,
    row: FilledRow,
    entry: _Entry,
    said: dict[str, object],
    tasks: Tasks,
    update_id: str,
    officer: str,
    today: date,
) -> TaskUpdate | None:
    """The report that a row says, None where it says none; what is wrong is noted."""
    percent, day, result = said[PERCENT], said[DAY], said[RESULT]
    if percent is None and day is None and not result:
        return None
    before = next(
        (each for each in tasks.updates(entry.task.id, entry.part.key) if each.id == update_id), None
    )
    if not isinstance(percent, Decimal):
        reading.wrong(row.cells[PERCENT].place, "hãy ghi tiến độ (%) của nhiệm vụ này.")
        return None
    if not isinstance(day, date):
        if percent == 100:
            reading.wrong(row.cells[DAY].place, "nhiệm vụ ghi 100% thì phải có ngày hoàn thành.")
            return None
        day = before.day if before is not None else today
    if day > today:
        reading.wrong(row.cells[DAY].place, f"ngày {short_date(day)} sau hôm nay. Hãy sửa lại ngày.")
        return None
    who = officer or entry.part.care.officer or entry.task.assignment.officer
    note = before.note if before is not None else ""
    try:
        return TaskUpdate(day, int(percent), str(result or ""), who, note, update_id, entry.part.key)
    except Refusal as refusal:
        reading.wrong(row.cells[DAY].place, str(refusal))
        return None


def _is_taken(
    reading: Reading, row: FilledRow, entry: _Entry, update: TaskUpdate, tasks: Tasks, last: str
) -> bool:
    """Whether a report is to be stored, as it was decided; noted where it is new."""
    known = tasks.updates(entry.task.id, entry.part.key)
    own = next((each for each in known if each.id == update.id), None)
    if own is not None and _shown(own) == _shown(update):
        return False
    others = [each for each in known if each.id != update.id]
    newest = latest(others)
    is_same = (newest.id if newest is not None else "") == last
    base = next((each for each in others if each.id == last), None)
    ours = own if own is not None and is_same else newest
    words = [_update_words(each) if each is not None else "chưa ghi" for each in (base, ours, update)]
    doubt = ""
    if ours is not None and update.percent < ours.percent:
        doubt = f"tiến độ thấp hơn lần đã ghi ({ours.percent}%)."
    meets = Meets.NEW if is_same else Meets.CONFLICT
    told = (words[0], words[1], words[2])
    return reading.change(
        row.cells[PERCENT], shortened(entry.words), reading.header(PERCENT), told, meets, doubt
    )


def _shown(update: TaskUpdate) -> tuple[date, int, str]:
    return update.day, update.percent, clean_text(update.result)


def _reason(
    reading: Reading, row: FilledRow, entry: _Entry, base: str, said: object, found: TasksFound
) -> str:
    """Why a task is late, as the form and the decisions have it; one that is other than stored is noted."""
    theirs, ours = str(said or ""), entry.part.reason
    meets = met(base, theirs, ours)
    if meets is None or not theirs:
        return ours or theirs
    words = (words_or(base), words_or(ours), theirs)
    if not reading.change(row.cells[REASON], shortened(entry.words), reading.header(REASON), words, meets):
        return ours
    care = entry.part.care
    found.cares.append(
        replace(care, task_id=entry.task.id, part=entry.part.key, reason=theirs, reason_due=entry.part.due)
    )
    return theirs


def _hold(
    tasks: Tasks, task: TaskRow, update: TaskUpdate, reason: str, closed: set[str], found: TasksFound
) -> None:
    """Adds a report with the reason that it needs. Raises Refusal where it cannot be stored so."""
    below = {each.key for each in task.subtasks if each.status.is_open}
    if not below <= closed:
        tasks.refuse_open_subtasks([(task, update)])
    with tasks.because(reason):
        cares = tasks.reasons_kept([(task, update)])
    there = {care.id for care in found.cares}
    found.cares += [care for care in cares if care.id not in there]
    found.updates.append((task, update))
