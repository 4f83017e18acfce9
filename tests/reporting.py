"""Reports on tasks for tests in which it does not matter what the office asks for them."""

from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office


def report(office: Office, task_id: str, update: TaskUpdate) -> None:
    """Reports on a task, for a reason where it is late, and with its sub-tasks where it is done."""
    with office.tasks.because("Chờ văn bản hướng dẫn"), office.tasks.closing_subtasks():
        office.tasks.report(task_id, update)
