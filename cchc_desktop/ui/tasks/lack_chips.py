"""Buttons that show the tasks which nobody is named for, or which have no day: a list with one click."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from ...domain.tasks import Lack, TaskRow
from .. import theme
from ..buttons import text_button
from ..labels import label
from ..shell import Shell
from ..theme import SPACE
from .proposed_units import ProposedUnits

_ROOM_FOR_HINT, _ROOM_FOR_BUTTONS = 1080, 640


class LackChips(QWidget):
    """One button for each sort of lack that tasks have, with their number; ``chosen`` brings it, or None."""

    chosen = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        self.more = text_button(
            "Còn thiếu", "filter", tooltip="Nhiệm vụ chưa phân công, chưa có hạn; đơn vị đề xuất"
        )
        menu = QMenu(self.more)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self.more.setMenu(menu)
        self.more.hide()
        layout.addWidget(self.more)
        self._offered: list[Lack] = []
        self._is_narrow = False
        self._hint = label("Bấm, kéo hoặc Shift, Ctrl để chọn nhiều dòng rồi giao một lần", "small")
        layout.addWidget(self._hint)
        layout.addStretch(1)

    def show_counts(self, rows: Sequence[TaskRow], chosen: Lack | None) -> None:
        """Counts what the tasks lack, of which those of one lack may be shown; what none lacks is hidden."""
        still_open = [row for row in rows if row.status.is_open]
        counts = {lack: sum(map(lack.of, still_open)) for lack in Lack}
        self._offered = []
        for lack, button in self.buttons.items():
            button.setText(f"{lack.label} ({counts[lack]})")
            button.setAccessibleName(button.text())
            button.setChecked(chosen is lack)
            is_said = lack is Lack.LEAD and counts[lack] == counts[Lack.ASSIGNEE]
            if chosen is lack or (counts[lack] > 0 and not is_said):
                self._offered.append(lack)
        self._arrange()

    def fit(self, room: int) -> None:
        """Has one button with a menu in place of many, and no hint, where there is little room."""
        self._hint.setVisible(room >= theme.scaled(_ROOM_FOR_HINT))
        is_narrow = room < theme.scaled(_ROOM_FOR_BUTTONS)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._arrange()

    def refresh_proposals(self) -> None:
        """Counts the units that the plans propose."""
        self.proposed.refresh()
        self._arrange()

    def _arrange(self) -> None:
        for lack, button in self.buttons.items():
            button.setVisible(lack in self._offered and not self._is_narrow)
        self.proposed.setVisible(self.proposed.count > 0 and not self._is_narrow)
        self.more.setVisible(self._is_narrow and bool(self._offered or self.proposed.count))

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for lack in self._offered:
            button = self.buttons[lack]
            action = menu.addAction(button.text())
            action.setCheckable(True)
            action.setChecked(button.isChecked())
            action.triggered.connect(button.click)
        if self.proposed.count:
            menu.addAction(self.proposed.text()).triggered.connect(self.proposed.click)
