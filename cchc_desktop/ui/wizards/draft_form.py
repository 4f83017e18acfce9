"""The form of what is put together line by line, such as a questionnaire or a set of criteria: a list with
its commands, what is wrong with it, the way back, and nothing stored before «Lưu»."""

from abc import abstractmethod
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from .. import messages
from ..buttons import text_button
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.command_row import CommandRow
from .frame import WizardFrame

Made = TypeVar("Made")


class DraftForm(WizardFrame, Generic[Made]):
    """The list of a draft that steps make anew; each step can be taken back while the form is open.

    A form says what its lines are, what the commands make of the draft, what is wrong with it, and how it is
    stored; ``saved_as`` is what it is called («mẫu phiếu»).
    """

    def __init__(
        self, shell: Shell, title: str, given: Made, parent: QWidget | None, *, is_new: bool, saved_as: str
    ) -> None:
        super().__init__(shell, title, parent)
        self.draft = given
        self._first = None if is_new else given
        self._past: list[Made] = []
        self._saved_as = saved_as
        self.table = TableView(TableModel(self.columns(), parent=self))
        self.table.setSortingEnabled(False)
        self.table.opened.connect(lambda _: self.edit())
        self.table.chosen.connect(lambda _: self.show_commands())
        self.table.on_delete(self.remove)
        self.edit_button = text_button("Sửa…", "edit", tooltip="Sửa dòng đang chọn (Enter)")
        self.edit_button.clicked.connect(lambda _checked=False: self.edit())
        self.up_button = text_button("Lên", "move-up", tooltip="Chuyển lên (Alt+↑)")
        self.up_button.clicked.connect(lambda _checked=False: self.move_by(-1))
        self.down_button = text_button("Xuống", "move-down", tooltip="Chuyển xuống (Alt+↓)")
        self.down_button.clicked.connect(lambda _checked=False: self.move_by(1))
        self.delete_button = text_button("Xóa", "delete", tooltip="Xóa dòng đang chọn (Delete)")
        self.delete_button.clicked.connect(lambda _checked=False: self.remove())
        self.back_button = text_button("Hoàn tác", "undo", tooltip="Bỏ lần sửa cuối (Ctrl+Z)")
        self.back_button.clicked.connect(lambda _checked=False: self.go_back())
        self.save_button = text_button(f"Lưu {saved_as}", "done", "primary", tooltip="Lưu (Ctrl+S)")
        self.save_button.clicked.connect(lambda _checked=False: self.save())
        self.close_button = text_button("Đóng")
        self.close_button.clicked.connect(lambda _checked=False: self.reject())
        for keys, slot in (
            (QKeySequence(QKeySequence.StandardKey.Save), self.save),
            (QKeySequence(QKeySequence.StandardKey.Undo), self.go_back),
            (QKeySequence("Alt+Up"), partial(self.move_by, -1)),
            (QKeySequence("Alt+Down"), partial(self.move_by, 1)),
        ):
            QShortcut(keys, self).activated.connect(slot)

    def list_with(self, before: tuple[QPushButton, ...], after: tuple[QPushButton, ...]) -> QWidget:
        """The list under its commands, the usual ones between others."""
        usual = (self.edit_button, self.up_button, self.down_button, self.delete_button, self.back_button)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(CommandRow((*before, *usual, *after)))
        column.addWidget(self.table, 1)
        return made

    @classmethod
    def run(cls, shell: Shell, given: Made, *, is_new: bool = False) -> None:
        """Opens the form over the window."""
        parent = shell if isinstance(shell, QWidget) else None
        dialog = cls(shell, given, parent, is_new=is_new)  # type: ignore[call-arg, arg-type]
        dialog.fit(parent, 4 * SPACE, 4 * SPACE)
        dialog.exec()
        dialog.deleteLater()

    # What a form says

    @staticmethod
    @abstractmethod
    def columns() -> list[Column]:
        """The columns of the list."""

    @abstractmethod
    def lines(self) -> list[Any]:
        """The lines of the draft."""

    @abstractmethod
    def edit(self) -> None:
        """Asks for other words of the chosen line."""

    @abstractmethod
    def moved(self, line: Any, by: int) -> tuple[Made, Any]:
        """The draft with a line one place up or down, and the identity of the line then."""

    @abstractmethod
    def removed(self, line: Any) -> Made:
        """The draft without a line and what belongs to it."""

    @abstractmethod
    def problems(self) -> list[str]:
        """What keeps the draft from being stored, a sentence each."""

    @abstractmethod
    def counted(self) -> str:
        """What there is to say of a draft without problems."""

    @abstractmethod
    def store(self) -> None:
        """Stores the draft. Raises Refusal where it cannot be."""

    # Showing

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost if the form were closed."""
        return self.draft != self._first

    @property
    def line(self) -> Any:
        """The chosen line, None for none."""
        return self.table.current_row()

    def show_lines(self, chosen: Any = None) -> None:
        """Shows the draft as it is now, with a line chosen: by its identity, else the one that is, else the
        first."""
        line = self.line
        rows = self.lines()
        self.table.rows.set_rows(rows)
        wanted = chosen if chosen is not None else line.id if line is not None else None
        if not self.table.choose(wanted) and rows:
            self.table.choose(rows[0].id)
        self.show_commands()

    def show_commands(self) -> None:
        """Says what is wrong, or that something is not stored yet, and opens what can be done."""
        line = self.line
        for button in (self.edit_button, self.up_button, self.down_button, self.delete_button):
            button.setEnabled(line is not None)
        self.back_button.setEnabled(bool(self._past))
        problems = self.problems()
        if problems:
            more = f" (và {len(problems) - 1} chỗ khác)" if len(problems) > 1 else ""
            words = f"{problems[0]}{more}"
        elif self.is_changed:
            words = f"{self.counted()} Chưa lưu: bấm «Lưu {self._saved_as}» (Ctrl+S)."
        else:
            words = self.counted()
        self._counts.setText(words)
        self.save_button.setEnabled(self.is_changed and not problems)

    # Doing

    def take(self, made: Made, chosen: Any = None) -> None:
        """Goes on with another form of the draft."""
        if made != self.draft:
            self._past.append(self.draft)
            self.draft = made
        self.show_lines(chosen)

    def go_back(self) -> None:
        """Takes back what was done last."""
        if self._past:
            self.draft = self._past.pop()
            self.show_lines()

    def move_by(self, by: int) -> None:
        """Moves the chosen line up or down."""
        if (line := self.line) is not None:
            self.take(*self.moved(line, by))

    def remove(self) -> None:
        """Takes the chosen line away with what belongs to it."""
        line = self.line
        if line is None:
            return
        rows = self.table.rows.rows
        here = rows.index(line)
        self.take(self.removed(line), rows[here - 1].id if here else None)

    def save(self) -> None:
        """Stores the draft where nothing is wrong with it."""
        if self.save_button.isEnabled() and self._shell.attempt(self.store):
            self._first = self.draft
            self._shell.notify(f"Đã lưu {self._saved_as}.", undoable=True)
            self.accept()

    def reject(self) -> None:
        """Closes; what was changed and not saved is only dropped once that is said."""
        question = f"{self._saved_as.capitalize()} đã sửa mà chưa lưu. Đóng và bỏ phần sửa đó?"
        if not self.is_changed or messages.confirm(self, question, "Đóng, không lưu", danger=True):
            super().reject()
