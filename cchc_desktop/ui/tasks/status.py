"""How the status of a task looks: always a word, a sign and a colour together."""

from datetime import date, timedelta

from ...catalogue.working_days import working_days
from ...domain.dates import short_date
from ...domain.tasks import TaskRow, TaskStatus

ICONS = {
    TaskStatus.NOT_DUE: "calendar",
    TaskStatus.IN_PROGRESS: "clock",
    TaskStatus.DONE_ON_TIME: "done",
    TaskStatus.DONE_LATE: "done-filled",
    TaskStatus.OVERDUE: "overdue",
    TaskStatus.DROPPED: "close",
}
COLOURS = {
    TaskStatus.NOT_DUE: "idle",
    TaskStatus.IN_PROGRESS: "info",
    TaskStatus.DONE_ON_TIME: "good",
    TaskStatus.DONE_LATE: "warn",
    TaskStatus.OVERDUE: "bad",
    TaskStatus.DROPPED: "muted",
}
ORDER = (
    TaskStatus.OVERDUE,
    TaskStatus.IN_PROGRESS,
    TaskStatus.NOT_DUE,
    TaskStatus.DONE_LATE,
    TaskStatus.DONE_ON_TIME,
    TaskStatus.DROPPED,
)
"""The order of lists and legends: what wants attention first."""

SOON_DAYS = 7


def is_soon(row: TaskRow, today: date) -> bool:
    """Whether an unfinished task is due within the next seven days."""
    return row.status.is_open and today <= row.due <= today + timedelta(days=SOON_DAYS)


def work_by_words(row: TaskRow) -> str:
    """By which day an open task is to be done that is due on a day off: «CN, làm trước 29/05/2026»."""
    if not row.status.is_open or row.work_by >= row.due:
        return ""
    why = working_days().why_off(row.due)
    return f"{why}: nên xong từ {short_date(row.work_by)}"


def due_words(row: TaskRow, today: date) -> str:
    """How far the due day is away: «quá hạn 3 ngày», «hôm nay», «còn 5 ngày»; nothing for finished tasks."""
    if not row.status.is_open:
        return ""
    days = (row.due - today).days
    if days < 0:
        return f"quá hạn {-days} ngày"
    return "hạn hôm nay" if days == 0 else f"còn {days} ngày"
