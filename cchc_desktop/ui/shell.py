"""What a page may ask of the window around it, and what the window asks of a page."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from ..domain.errors import Refusal
from ..domain.report_periods import Period
from ..office import Office
from ..office.tasks import TaskFilter
from ..storage.journal import Changes

if TYPE_CHECKING:
    from ..documents.model import Document


class Shell(Protocol):
    """The main window as pages see it."""

    office: Office
    data: Path
    """The folder that the office's data are in."""

    def attempt(self, operation: Callable[[], object], field: QWidget | None = None) -> bool:
        """Runs an operation; a refusal or an environment's problem is shown (beside ``field`` where given),
        any other error goes to the crash dialog. Gives whether the operation was done."""

    @property
    def is_stale(self) -> bool:
        """Whether something was stored that the page does not show yet: it is refreshed a moment later."""

    def refresh_now(self) -> None:
        """Shows what was stored a moment ago; does nothing where all of it is shown."""

    def notify(self, sentence: str, undoable: bool = False) -> None:
        """Says something in the line at the foot, with a button «Hoàn tác» where ``undoable``."""

    def open_plan(self, plan_id: str = "", item_id: str = "") -> None:
        """Shows the plan's page, at an item where given."""

    def open_tasks(self, chosen: TaskFilter, task_id: str = "") -> None:
        """Shows the tasks' page with a filter, and one task's panel where given."""

    def open_area(self, code: int) -> None:
        """Shows the page of a reform area."""

    def open_figures(self, period: Period | None = None, code: str = "") -> None:
        """Shows the figures of a period (the current quarter where None), at an indicator where given."""

    def open_dossiers(self, period: Period | None = None) -> None:
        """Shows form II.06a of a period (the current quarter where None)."""

    def open_report(self, period: Period | None = None, key: str = "") -> None:
        """Shows the report of a period, at a passage where given; the list of reports where None."""

    def open_page(self, name: str) -> None:
        """Shows a page by its name: today, plan, area-1 … area-8, figures, dossiers, reports, tasks, journal,
        settings, help."""

    def open_help(self, topic: str = "") -> None:
        """Shows the help page at a topic (the name of its file without number and ending)."""

    def found_office(self) -> None:
        """Opens the wizard that sets the office up."""

    def set_theme(self, name: str) -> None:
        """Puts on the theme light, dark or auto, and remembers it."""

    def new_plan(self) -> None:
        """Asks what a new plan is for and starts it."""

    def import_plan(self, path: Path | None = None) -> None:
        """Opens the import wizard, with a file where given."""

    def export(self, document: "Document", name: str) -> None:
        """Asks for format and place, renders in a worker with progress and Cancel, says where the file is."""

    def print_document(self, document: "Document") -> None:
        """Prints through the system dialog; offers a PDF where there is no printer."""


def attempt_or_refuse(shell: Shell, operation: Callable[[], object]) -> bool:
    """Runs an operation like ``attempt``, for those who show a refusal themselves. Raises Refusal."""
    refusals: list[Refusal] = []

    def run() -> None:
        try:
            operation()
        except Refusal as refusal:
            refusals.append(refusal)

    done = shell.attempt(run)
    if refusals:
        raise refusals[0]
    return done


class Page(QWidget):
    """A page of the main window. A page reads from ``shell.office`` and writes only through it."""

    name = ""
    title = ""
    icon = ""
    help_topic = ""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows the data as they are now; ``changes`` None means all of them may be new.

        Called when the page comes to the front and after each operation while it is there.
        """

    def turned(self, changes: Changes) -> None:
        """Undo or redo brought back what ``changes`` name: the page may go there once it is refreshed."""

    def leave(self) -> bool:
        """Saves the field that is being edited; gives whether the page may be left."""
        return True

    def current_document(self) -> "tuple[Document, str] | None":
        """What Ctrl+E exports and Ctrl+P prints from this page, with its file name; None for nothing."""
        return None
