"""The strip of evidence over the window, for what has no room for it beside."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ...domain.evidence import Owner
from ...storage.changes import Changes
from .. import theme
from ..labels import label
from ..shell import Shell
from ..theme import SPACE
from .strip import EvidenceStrip


class EvidenceDialog(QDialog):
    """The files of one thing, as they come and go."""

    help_topic = "minh-chung"

    def __init__(self, shell: Shell, owner: Owner, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Minh chứng")
        self.resize(theme.scaled(100 * SPACE), theme.scaled(75 * SPACE))
        self.strip = EvidenceStrip(shell)
        self.strip.parts.setOrientation(Qt.Orientation.Horizontal)
        self.strip.parts.setSizes([400, 400])
        buttons = QDialogButtonBox()
        buttons.addButton("Đóng", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label(title, "heading", wrap=True))
        column.addWidget(self.strip, 1)
        column.addWidget(buttons)
        self.strip.set_owner(owner)
        self._end = shell.office.subscribe(self._changed)
        self.finished.connect(lambda _: self._end())

    @classmethod
    def run(cls, shell: Shell, owner: Owner) -> None:
        """Shows the dialog over the window. Nothing happens where there is no such thing any more."""
        known = shell.office.evidence.owners.find(owner)
        if known is None:
            return
        dialog = cls(shell, owner, known.title, shell if isinstance(shell, QWidget) else None)
        dialog.exec()
        dialog.deleteLater()

    def _changed(self, _changes: Changes) -> None:
        self.strip.refresh()

    def reject(self) -> None:
        """Closes once the cell that is being edited is saved."""
        if self.strip.commit():
            super().reject()
