"""The few messages that need an answer or must be read; all else is said in the line at the foot."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ..domain.errors import CchcError, EnvironmentProblem
from ..domain.text import presentable
from . import icons
from .labels import repolish

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

APP_TITLE = "CCHC Desktop"


class Messages:
    """Every modal message goes through these methods, so that tests can answer in the user's place."""

    @classmethod
    def error(cls, parent: QWidget | None, title: str, sentence: str) -> None:
        """Shows a sentence that must be read."""
        from PySide6.QtWidgets import QMessageBox

        box = _box(parent, title, sentence, "warning-filled", "warn")
        box.addButton("Đóng", QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    @classmethod
    def ask(cls, parent: QWidget | None, question: str, yes_label: str, danger: bool) -> bool:
        """Asks before what cannot be undone; the answer that changes nothing is the default."""
        from PySide6.QtWidgets import QMessageBox

        box = _box(parent, APP_TITLE, question, "warning-filled" if danger else "help-filled", "warn")
        yes = box.addButton(yes_label, QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton("Hủy", QMessageBox.ButtonRole.RejectRole)
        yes.setProperty("kind", "danger" if danger else "primary")
        repolish(yes)
        box.setDefaultButton(no if danger else yes)
        box.setEscapeButton(no)
        box.exec()
        return box.clickedButton() is yes


def show_error(parent: QWidget | None, error: CchcError) -> None:
    """Shows an error's own sentence."""
    is_environment = isinstance(error, EnvironmentProblem)
    Messages.error(parent, "Máy tính gặp trở ngại" if is_environment else "Chưa thực hiện được", str(error))


def confirm(parent: QWidget | None, question: str, yes_label: str, danger: bool = False) -> bool:
    """Whether the user wants it; ask only before what cannot be undone."""
    return Messages.ask(parent, question, yes_label, danger)


def _box(parent: QWidget | None, title: str, sentence: str, picture: str, colour: str) -> "QMessageBox":
    # A message is rare, and this class takes a part of the start-up.
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(presentable(sentence))
    box.setIconPixmap(icons.pixmap(picture, 32, colour, box.devicePixelRatioF()))
    return box
