"""How lists of tasks, and slips on them, write days and results."""

from collections.abc import Iterable

from ..domain.report.words import running_date
from ..domain.task_turns import to_do_by
from ..domain.tasks import TaskRow, TaskStatus
from ..domain.text import capitalized
from .model import Cell


def due_cell(row: TaskRow) -> Cell:
    """The task's own day; in words where the plan names none, so that no one takes it for a deadline."""
    return row.due if row.due_is_own else (row.assignment.due_text.strip() or "Hết kỳ kế hoạch")


def work_cell(row: TaskRow) -> Cell:
    """By when whoever does it has to be done: the last working day, or how often it comes again."""
    if row.turns and row.care.rule is not None:
        return capitalized(row.care.rule.words)
    return to_do_by(row) if row.due_is_own else due_cell(row)


def day_off_note(rows: Iterable[TaskRow]) -> str:
    """What is to be known of days that are none of the plan's; nothing where there is none."""
    moved = any(row.due_is_own and not row.turns and to_do_by(row) != row.due for row in rows)
    return "Thời hạn rơi vào ngày nghỉ được ghi là ngày làm việc liền trước." if moved else ""


def result_cell(row: TaskRow) -> str | None:
    """The last reported result with its day, why it is late, and the document by which it is dropped."""
    parts = []
    if row.progress is not None:
        result = row.progress.result.strip().rstrip(".;,")
        day = running_date(row.progress.day)
        parts.append(f"{result} (ngày {day})" if result else f"Cập nhật ngày {day}")
    if row.reason:
        parts.append(f"Lý do chậm: {row.reason.rstrip('.')}")
    if row.status is TaskStatus.DROPPED and row.care.dropping is not None:
        words = row.care.dropping.words.rstrip(".")
        parts.append(f"Theo {row.care.dropping.document}{f': {words}' if words else ''}")
    return ". ".join(parts) or None


def progress_cell(row: TaskRow) -> str:
    """How far the task is, with the last result: «40%: đã họp thôn (ngày 10/6/2026)»."""
    if row.progress is None:
        return "Chưa có báo cáo"
    result = result_cell(row) or ""
    return f"{row.percent}%. {result}"
