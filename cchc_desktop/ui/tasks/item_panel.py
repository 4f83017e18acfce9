"""What the panels beside a list have in common: the frame, the buttons of the head, the way to the plan."""

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ...domain.places import PlanPlace
from .. import theme
from ..buttons import text_button
from ..shell import Shell
from ..theme import PANEL_WIDTH, SPACE


class ItemRow(Protocol):
    """An item of a plan as lists show it."""

    @property
    def id(self) -> str:
        """The item's identity."""

    @property
    def plan_id(self) -> str:
        """The plan that it stands in."""


class ItemPanel(QFrame):
    """Shows and edits one item of a plan, ``_row``; ``closed`` comes from its button."""

    closed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._row: ItemRow | None = None
        self.setProperty("role", "panel")
        self.setMinimumWidth(theme.scaled(PANEL_WIDTH - 8 * SPACE))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, SPACE, 0, 0)
        self._column.setSpacing(0)

    def _head_buttons(self, closing: str) -> tuple[QPushButton, QPushButton]:
        """The buttons that show the item in its plan and close the panel; ``closing`` names the latter."""
        opens = text_button("", "open", "flat", "Xem trong kế hoạch")
        opens.setAccessibleName("Xem trong kế hoạch")
        opens.clicked.connect(self._open_in_plan)
        closes = text_button("", "close", "flat", "Đóng (Esc)")
        closes.setAccessibleName(closing)
        closes.clicked.connect(self.closed)
        for button in (opens, closes):
            button.setFixedWidth(32)
        return opens, closes

    def _open_in_plan(self) -> None:
        if self._row is not None:
            self._shell.go(PlanPlace(self._row.plan_id, self._row.id))
