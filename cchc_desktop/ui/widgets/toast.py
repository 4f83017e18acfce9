"""A note over the window's foot, with buttons for what one may want next; it goes by itself."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from .. import theme
from ..buttons import text_button
from ..icons import icon
from ..theme import SPACE
from .elided import ElidedLabel
from .sign import Sign

_STAYS = 15_000
_ABOVE_FOOT = 40


class Toast(QFrame):
    """One sentence with buttons. It stays while the mouse or the keyboard is on it."""

    def __init__(
        self, window: QWidget, sentence: str, buttons: Sequence[tuple[str, str, Callable[[], object]]]
    ) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self._window = window
        self.setAccessibleName(sentence)
        self.sentence = sentence
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE)
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
        window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()

    def _dress(self) -> None:
        now = theme.current()
        self.setStyleSheet(
            f"QFrame#toast {{ background: {now.raised}; border: 1px solid {now.strong_border};"
            f" border-radius: {theme.RADIUS}px; }}"
        )

    def _place(self) -> None:
        window = self._window
        width = min(max(self.sizeHint().width(), 480), window.width() - 4 * SPACE)
        height = self.sizeHint().height()
        self.setGeometry(
            window.width() - width - 2 * SPACE, window.height() - height - _ABOVE_FOOT, width, height
        )

    def _go(self) -> None:
        if self.underMouse() or any(button.hasFocus() for button in self.buttons):
            self._timer.start()
        else:
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays at its corner when the window is resized."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._place()
        return False


def show_toast(
    parent: QWidget | None, sentence: str, buttons: Sequence[tuple[str, str, Callable[[], object]]]
) -> Toast | None:
    """Shows a note over a window, in place of the one that is there; nothing where there is no window."""
    if parent is None:
        return None
    window = parent.window()
    for old in window.findChildren(Toast, options=Qt.FindChildOption.FindDirectChildrenOnly):
        old.deleteLater()
    return Toast(window, sentence, buttons)
