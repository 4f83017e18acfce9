"""Buttons that show the tasks which nobody is named for, or which have no day: a list with one click."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ...domain.tasks import Lack, TaskFilter
from ..buttons import text_button
from ..labels import label
from ..shell import Shell
from ..theme import SPACE
from .proposed_units import ProposedUnits


class LackChips(QWidget):
    """One button for each sort of lack that tasks have, with their number; ``chosen`` brings it, or None."""

    chosen = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = shell.office
        self.proposed = ProposedUnits(shell)
        self.buttons: dict[Lack, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        for lack in Lack:
            button = text_button(
                lack.label, "", "flat", f"Chỉ xem nhiệm vụ {lack.label.lower()}, chưa hoàn thành"
            )
            button.setCheckable(True)
            button.clicked.connect(lambda checked, lack=lack: self.chosen.emit(lack if checked else None))
            self.buttons[lack] = button
            layout.addWidget(button)
        layout.addWidget(self.proposed)
        self._hint = label("Bấm, kéo hoặc Shift, Ctrl để chọn nhiều dòng rồi giao một lần", "small")
        layout.addWidget(self._hint)
        layout.addStretch(1)

    def show_counts(self, chosen: TaskFilter) -> None:
        """Counts what the tasks of the filter lack; what none lacks is not offered."""
        counts = {lack: len(self._office.tasks.rows(replace(chosen, lacks=lack))) for lack in Lack}
        for lack, button in self.buttons.items():
            button.setText(f"{lack.label} ({counts[lack]})")
            button.setAccessibleName(button.text())
            button.setChecked(chosen.lacks is lack)
            is_said = lack is Lack.LEAD and counts[lack] == counts[Lack.ASSIGNEE]
            button.setVisible(chosen.lacks is lack or (counts[lack] > 0 and not is_said))

    def show_hint(self, is_shown: bool) -> None:
        """Says how several rows are chosen, where there is room for it."""
        self._hint.setVisible(is_shown)
