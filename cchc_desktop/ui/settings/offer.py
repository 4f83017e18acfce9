"""The end of a dialog that shows what a file would change: take it in, or leave it."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from .. import theme
from ..buttons import text_button
from ..labels import label
from ..theme import SPACE


def end_with_offer(
    dialog: QDialog, column: QVBoxLayout, take: str, leave: str, width: int, height: int
) -> tuple[QPushButton, QPushButton]:
    """Adds the two answers, named by ``take`` and ``leave``, and makes the dialog as large as it wants to be
    (in spaces; ``height`` 0 for as low as it can be) and the screen allows. Gives their buttons."""
    taking = text_button(take, "import", "primary")
    taking.clicked.connect(dialog.accept)
    taking.setDefault(True)
    leaving = text_button(leave)
    leaving.clicked.connect(dialog.reject)
    foot = QHBoxLayout()
    foot.setSpacing(SPACE)
    foot.addWidget(label("Sau đó vẫn hoàn tác được (Ctrl+Z).", "muted"), 1)
    foot.addWidget(taking)
    foot.addWidget(leaving)
    column.addLayout(foot)
    room = dialog.screen().availableGeometry()
    dialog.resize(
        min(theme.scaled(width * SPACE), room.width()), min(theme.scaled(height * SPACE), room.height())
    )
    return taking, leaving
