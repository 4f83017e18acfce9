"""How lists of tasks, and slips on them, write days and results."""

from ..domain.report.words import running_date
from ..domain.tasks import TaskRow, TaskUpdate
from .model import Cell


def due_cell(row: TaskRow) -> Cell:
    """The task's own day; in words where the plan names none, so that no one takes it for a deadline."""
    return row.due if row.due_is_own else (row.assignment.due_text.strip() or "Hết kỳ kế hoạch")


def result_cell(update: TaskUpdate | None) -> str | None:
    """The last reported result with its day."""
    if update is None:
        return None
    result = update.result.strip().rstrip(".;,")
    day = running_date(update.day)
    return f"{result} (ngày {day})" if result else f"Cập nhật ngày {day}"


def progress_cell(row: TaskRow) -> str:
    """How far the task is, with the last result: «40%: đã họp thôn (ngày 10/6/2026)»."""
    if row.progress is None:
        return "Chưa có báo cáo"
    result = result_cell(row.progress) or ""
    return f"{row.percent}%. {result}"
