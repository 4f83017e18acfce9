"""Commands in a row: as many buttons with words as there is room for, the others by name in a menu."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from ..buttons import text_button
from ..theme import SPACE


class CommandRow(QWidget):
    """Holds buttons at its right end, the first ones longest; those without room are in «Việc khác»."""

    def __init__(self, buttons: Sequence[QPushButton] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[QPushButton, QAction] = {}
        self.more = text_button("Việc khác")
        self._menu = QMenu(self.more)
        self.more.setMenu(self._menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE)
        self._row.addStretch(1)
        self._row.addWidget(self.more)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for button in buttons:
            self.add(button)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The buttons of the row, with those that there is no room for."""
        return tuple(self._actions)

    def add(self, button: QPushButton) -> None:
        """Puts a button at the end of the row."""
        action = self._menu.addAction(button.icon(), button.text(), button.click)
        action.setToolTip(button.toolTip())
        action.setEnabled(button.isEnabled())
        self._actions[button] = action
        button.installEventFilter(self)
        self._row.insertWidget(self._row.count() - 1, button)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offers in the menu what the button offers."""
        if event.type() == QEvent.Type.EnabledChange and isinstance(watched, QPushButton):
            self._actions[watched].setEnabled(watched.isEnabled())
        return False

    def sizeHint(self) -> QSize:
        """Room for all buttons."""
        widths = [button.sizeHint().width() for button in self._actions]
        return QSize(_along(widths), self.more.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the menu alone."""
        return self.more.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows as many buttons as fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        widths, more = [button.sizeHint().width() for button in self._actions], self.more.sizeHint().width()
        count = len(widths)
        if _along(widths) > self.width():
            count -= 1
            while count and _along([*widths[:count], more]) > self.width():
                count -= 1
        for place, (button, action) in enumerate(self._actions.items()):
            button.setVisible(place < count)
            action.setVisible(place >= count)
        self.more.setVisible(count < len(widths))


def _along(widths: Sequence[int]) -> int:
    """How wide widgets are beside each other."""
    return sum(widths) + SPACE * max(0, len(widths) - 1)
