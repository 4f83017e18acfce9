"""A note above the window's foot, with buttons for what one may want next; it goes by itself."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QToolButton, QWidget

from .. import theme
from ..buttons import text_button
from ..icons import icon
from ..theme import SPACE
from .elided import ElidedLabel
from .sign import Sign

_STAYS = 15_000
PLACE = "notes"
"""The name of the window's layout that takes notes: pages make room for them, so that they cover nothing."""


class Toast(QFrame):
    """One sentence with buttons. It stays while the mouse or the keyboard is on it."""

    def __init__(self, sentence: str, buttons: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        super().__init__()
        self.setObjectName("toast")
        self.setAccessibleName(sentence)
        self.sentence = sentence
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE // 2, SPACE, SPACE // 2)
        row.setSpacing(SPACE)
        row.addWidget(Sign("done-filled", "good", 18))
        row.addWidget(ElidedLabel(sentence), 1)
        self.buttons = []
        for words, picture, slot in buttons:
            button = text_button(words, picture)
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            row.addWidget(button)
            self.buttons.append(button)
        close = QToolButton(icon=icon("close", "muted"), toolTip="Đóng")
        close.setAccessibleName("Đóng")
        close.clicked.connect(lambda _checked=False: self.deleteLater())
        row.addWidget(close)
        self._timer = QTimer(self, interval=_STAYS, singleShot=True, timeout=self._go)
        self._timer.start()
        self._dress()
        theme.changed().connect(self._dress)

    def _dress(self) -> None:
        now = theme.current()
        self.setStyleSheet(
            f"QFrame#toast {{ background: {now.raised}; border: none; border-top: 1px solid {now.border}; }}"
        )

    def _go(self) -> None:
        if self.underMouse() or any(button.hasFocus() for button in self.buttons):
            self._timer.start()
        else:
            self.deleteLater()


def show_toast(
    parent: QWidget | None, sentence: str, buttons: Sequence[tuple[str, str, Callable[[], object]]]
) -> Toast | None:
    """Shows a note in the window, in place of the one that is there; nothing where there is no window."""
    place = parent.window().findChild(QLayout, PLACE) if parent is not None else None
    if not isinstance(place, QLayout):
        return None
    while (old := place.takeAt(0)) is not None:
        if (widget := old.widget()) is not None:
            widget.deleteLater()
    toast = Toast(sentence, buttons)
    place.addWidget(toast)
    return toast
