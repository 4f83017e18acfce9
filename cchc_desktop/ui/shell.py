"""What a page may ask of the window around it, and what the window asks of a page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from PySide6.QtWidgets import QWidget

from ..domain.errors import Refusal
from ..domain.places import Place
from ..office import Office
from ..storage.changes import Changes

if TYPE_CHECKING:
    from ..documents.model import Document
    from .backups.rounds import BackupRounds
    from .commands import Command


@dataclass(frozen=True, slots=True)
class Next:
    """Where the program goes on once a window is closed: the ``folder`` to open, what the next window is
    told of what was done before, and the backup that holds the data as they were, if any. ``proof`` is the
    account and the password that unlocked what is opened, and sign in there."""

    folder: Path
    told: str = ""
    saved: Path | None = None
    proof: tuple[str, str] | None = None


Step = Callable[[], Path | Next]
"""What is done between two windows; gives the folder to open."""


class Shell(Protocol):
    """The main window as pages see it."""

    office: Office
    data: Path
    """The folder that the office's data are in."""
    session: dict[str, Any]
    """What pages keep for each other until the window is closed, by names of their own."""

    def attempt(self, operation: Callable[[], object], field: QWidget | None = None) -> bool:
        """Runs an operation; a refusal or an environment's problem is shown (beside ``field`` where given),
        any other error goes to the crash dialog. Gives whether the operation was done."""

    def try_to_show(self, show: Callable[[], object]) -> None:
        """Shows what is stored, as far as it can be read: where it is damaged, a notice says so and stays."""

    @property
    def backup_rounds(self) -> "BackupRounds":
        """What makes backups while the window is open."""

    @property
    def is_stale(self) -> bool:
        """Whether something was stored that the page does not show yet: it is refreshed a moment later."""

    def refresh_now(self) -> None:
        """Shows what was stored a moment ago; does nothing where all of it is shown."""

    def notify(self, sentence: str, undoable: bool = False, place: Place | None = None) -> None:
        """Says something in the line at the foot: with a button «Hoàn tác» where ``undoable``, with one that
        goes to ``place`` where given."""

    def go(self, place: Place) -> None:
        """Shows a place on its page, once what is being typed is saved."""

    def found_office(self) -> None:
        """Opens the wizard that sets the office up."""

    def sit_down(self, name: str) -> None:
        """Says who works at this PC from now on."""

    def ask_who(self) -> None:
        """Asks who works at this PC from now on."""

    def change_password(self) -> None:
        """Asks who is signed in for another password."""

    def access_changed(self, code: str) -> None:
        """Signing in was switched on or off; a new recovery code is shown, to be printed."""

    def end_trial(self) -> None:
        """Removes the sample commune, once asked, and goes on to the office's own data."""

    def leave_for(self, step: Step) -> None:
        """Closes the window, once what is being typed is saved; when its data are closed ``step`` is done,
        and the folder that it gives is opened in a new window."""

    def set_theme(self, name: str) -> None:
        """Puts on the theme light, dark or auto, and remembers it."""

    def set_text_size(self, percent: int) -> None:
        """Shows all text in one of theme.TEXT_SIZES, and remembers it; pages are made anew."""

    def new_plan(self) -> None:
        """Asks what a new plan is for and starts it."""

    def import_plan(self, path: Path | None = None) -> None:
        """Opens the import wizard, with a file where given."""

    def check_form(self, path: Path | None = None) -> None:
        """Opens the check of form, on a file where given."""

    def export(self, document: "Document", name: str, warning: str = "") -> None:
        """Asks for format and place, renders in a worker with progress and Cancel, says where the file is;
        and ``warning``, what is still wrong in it, before and after."""

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


def tell_raised(shell: Shell, error: Exception) -> None:
    """Tells what a worker raised as ``attempt`` tells it of an operation."""

    def again() -> None:
        raise error

    shell.attempt(again)


EVERYTHING = frozenset({"*"})
"""For a page that shows something of every change, such as the journal."""


def tables(*groups: Iterable[str]) -> frozenset[str]:
    """The tables that a page reads, from the groups that the parts of Office declare."""
    return frozenset(table for group in groups for table in group)


class Page(QWidget):
    """A page of the main window. A page reads from ``shell.office`` and writes only through it.

    ``reads`` are the tables that it shows something of: it is refreshed when one of them changed, at once
    while it is in front, else when it comes there.
    """

    help_topic: ClassVar[str] = ""
    has_document: ClassVar[bool] = False
    """Whether there is something to export and to print."""
    reads: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows the data as they are now; ``changes`` None means all of them may be new."""

    def come_to_front(self) -> None:
        """The page was chosen and is up to date: it may follow what was chosen on other pages."""

    def show_place(self, place: Place) -> None:
        """Shows a place of this page, which is in front and up to date."""

    def reverted(self, changes: Changes) -> None:
        """Undo or redo brought back what ``changes`` name: the page may go there once it is refreshed."""

    def leave(self) -> bool:
        """Saves the field that is being edited; gives whether the page may be left."""
        return True

    def is_as_new(self) -> bool:
        """Whether a new page would show the same: it needs no memory while other pages are in front."""
        return False

    def palette_commands(self) -> "list[Command]":
        """What the palette offers on this page: what its buttons, menus and tabs do, unless it says more."""
        # Only who opens the palette needs it, and it asks for half of Qt's widgets.
        from .commands import of_widget

        return of_widget(self, "Trên trang này")

    def export_warning(self) -> str:
        """What is still wrong in the document that Ctrl+E exports; nothing where it is fit to go out."""
        return ""

    def current_document(self) -> "tuple[Document, str] | None":
        """What Ctrl+E exports and Ctrl+P prints from this page, with its file name; None for nothing."""
        return None

    def export_document(self) -> None:
        """Exports it, once what is being typed is saved; for a button of the page's own."""
        if self.leave() and (result := self.current_document()) is not None:
            self.shell.export(*result)

    def print_document(self) -> None:
        """Prints it in the same way."""
        if self.leave() and (result := self.current_document()) is not None:
            self.shell.print_document(result[0])
