"""The strip under the bar at the top: what stays true until something is done about it.

What was done a moment ago is said in the line at the foot; what must be answered is a dialog. Here stands
what an official should know while working: that the data are open for reading only, that the last run ended
in the middle, that a folder is no good place for data.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton

from .. import theme
from ..buttons import text_button
from ..icons import icon
from ..labels import repolish
from ..theme import SPACE
from ..widgets.elided import ElidedLabel
from ..widgets.sign import Sign

Action = tuple[str, Callable[[], object]]
"""The words of a button and what it does."""

_KINDS = ("bad", "warn", "info")
"""From what must be seen first to what may wait."""
_SIGNS = {"bad": "error-filled", "warn": "warning-filled", "info": "info-filled"}
_MOST_BUTTONS = 2


@dataclass(frozen=True, slots=True)
class _Notice:
    key: str
    sentence: str
    kind: str
    actions: tuple[Action, ...]
    can_close: bool


class Notices:
    """The lasting notices of a window, each known by its ``key``; ``strip`` shows one of them, and says how
    many more there are.

    ``on_height`` is called once the strip has come or gone.
    """

    def __init__(self, on_height: Callable[[], object] = lambda: None) -> None:
        self._notices: dict[str, _Notice] = {}
        self._closed: set[tuple[str, str]] = set()
        self._front = 0
        self._on_height = on_height
        self.strip = _Strip(self._next, self._close)
        self.strip.hide()

    def show(
        self,
        key: str,
        sentence: str,
        kind: str = "info",
        actions: Sequence[Action] = (),
        can_close: bool = True,
    ) -> None:
        """Shows a notice, in place of the one of the same key; ``kind`` is bad, warn or info.

        It has up to two buttons. Once somebody has closed it, the same sentence is not shown again while the
        window is open.
        """
        if kind not in _KINDS or len(actions) > _MOST_BUTTONS:
            raise ValueError(f"a notice is one of {_KINDS} with at most {_MOST_BUTTONS} buttons")
        if (key, sentence) in self._closed:
            return
        if (before := self._notices.get(key)) is not None and before.kind == kind:
            # In its place, so that what stands in front does not change under the mouse.
            self._notices[key] = _Notice(key, sentence, kind, tuple(actions), can_close)
        else:
            self._notices.pop(key, None)
            self._notices[key] = _Notice(key, sentence, kind, tuple(actions), can_close)
            self._front = 0
        self._say()

    def clear(self, key: str) -> None:
        """Takes a notice away; nothing where there is none of this key."""
        if self._notices.pop(key, None) is not None:
            self._front = 0
            self._say()

    @property
    def sentences(self) -> list[str]:
        """What is to be read, that in front first."""
        ordered = self._ordered()
        return [each.sentence for each in ordered[self._front :] + ordered[: self._front]]

    def _ordered(self) -> list[_Notice]:
        return sorted(self._notices.values(), key=lambda each: _KINDS.index(each.kind))

    def _next(self) -> None:
        self._front = (self._front + 1) % max(len(self._notices), 1)
        self._say()

    def _close(self) -> None:
        front = self._ordered()[self._front]
        self._closed.add((front.key, front.sentence))
        self.clear(front.key)

    def _say(self) -> None:
        ordered = self._ordered()
        was_hidden = self.strip.isHidden()
        if ordered:
            self.strip.say(ordered[self._front], len(ordered) - 1)
        self.strip.setHidden(not ordered)
        if was_hidden != self.strip.isHidden():
            self._on_height()


class _Strip(QFrame):
    """One line: a sign, a sentence, its buttons, how many more notices there are, and a cross."""

    def __init__(self, go_on: Callable[[], object], close: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("notices")
        self._kind = "info"
        self._sign = Sign(_SIGNS[self._kind], self._kind, 18)
        self._words = ElidedLabel()
        self._slots: list[Callable[[], object]] = []
        self._buttons = [self._made_button(place) for place in range(_MOST_BUTTONS)]
        self._more = text_button("", kind="flat")
        self._more.clicked.connect(lambda _checked=False: go_on())
        self._cross = QToolButton(icon=icon("close", "muted"), toolTip="Đóng thông báo")
        self._cross.setAccessibleName("Đóng thông báo")
        self._cross.clicked.connect(lambda _checked=False: close())
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, 3, SPACE, 3)
        row.setSpacing(SPACE)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        for widget in (*self._buttons, self._more, self._cross):
            row.addWidget(widget)
        self._dress()
        theme.changed().connect(self._dress)

    def _made_button(self, place: int) -> QPushButton:
        button = text_button("", kind="flat")
        button.clicked.connect(lambda _checked=False: self._slots[place]())
        return button

    def say(self, notice: _Notice, others: int) -> None:
        """Shows a notice, and that there are others."""
        self._kind = notice.kind
        self._sign.show_icon(_SIGNS[notice.kind], notice.kind)
        self._words.setText(notice.sentence)
        self.setAccessibleName(notice.sentence)
        self._slots = [slot for _, slot in notice.actions]
        words = [words for words, _ in notice.actions]
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(words))
            button.setText(words[place] if place < len(words) else "")
        self._more.setVisible(others > 0)
        self._more.setText(f"+{others}")
        self._more.setToolTip(f"Xem {others} thông báo khác")
        self._more.setAccessibleName(self._more.toolTip())
        self._cross.setVisible(notice.can_close)
        self._dress()

    def _dress(self) -> None:
        self.setProperty("role", f"strip-{self._kind}")
        repolish(self)
        self.setFixedHeight(max(34, theme.scaled(36)))
