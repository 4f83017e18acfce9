"""What can be done now, as the palette lists it: read off the buttons, menus and tabs that are shown."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QRadioButton,
    QTabBar,
    QToolButton,
    QWidget,
)

_PARTS_OF_OTHERS = QLineEdit | QTabBar | QComboBox | QCalendarWidget | QHeaderView | QDialogButtonBox
"""Widgets of Qt that have buttons of their own, which are no commands."""


_KEYS = re.compile(r"\s*\(((?:Ctrl|Alt|Shift|F\d)[^)]*)\)$")
"""The keys at the end of a button's name: «Phóng to (Ctrl++)»."""


@dataclass(frozen=True, slots=True)
class Command:
    """A thing that the palette offers: its words, the group that it belongs to, and what it does."""

    words: str
    group: str
    run: Callable[[], object] = field(compare=False)
    keys: str = ""
    icon: QIcon | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        """What tells it from others, in this office and when the program is started again."""
        return f"{self.group}|{self.words}"


def of_action(action: QAction, group: str) -> Command:
    """An action as a command."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return Command(_plain(action.text()), group, action.trigger, keys, action.icon())


def of_widget(widget: QWidget, group: str) -> list[Command]:
    """The commands of a page: what its visible and enabled buttons, menus and tabs do, each once."""
    found: dict[str, Command] = {}
    for command in (*_of_actions(widget, group), *_of_buttons(widget, group), *_of_tabs(widget, group)):
        if command.words:
            found.setdefault(command.words, command)
    return list(found.values())


def _of_actions(widget: QWidget, group: str) -> Iterator[Command]:
    for action in widget.findChildren(QAction):
        if action.isSeparator() or action.menu() is not None or not action.isEnabled():
            continue
        buttons = [each for each in action.associatedObjects() if isinstance(each, QAbstractButton)]
        shown = any(button.isVisible() for button in buttons) if buttons else action.isVisible()
        if shown and _is_shown(action):
            yield of_action(action, group)


def _is_shown(owned: QObject) -> bool:
    """Whether the widget that something belongs to is on the screen; a menu is where its button is."""
    owner: QObject | None = owned.parent()
    while owner is not None and (not isinstance(owner, QWidget) or isinstance(owner, QMenu)):
        owner = owner.parent()
    return isinstance(owner, QWidget) and owner.isVisible() and not isinstance(owner, _PARTS_OF_OTHERS)


def _of_buttons(widget: QWidget, group: str) -> Iterator[Command]:
    for button in widget.findChildren(QAbstractButton):
        if not button.isVisible() or not button.isEnabled() or isinstance(button, QCheckBox | QRadioButton):
            continue
        if isinstance(button, QToolButton) and (button.defaultAction() or button.menu()):
            continue
        if _is_shown(button):
            words = button.accessibleName() or button.text()
            keys = _KEYS.search(words)
            shown = keys.group(1) if keys else button.shortcut().toString()
            yield Command(_plain(_KEYS.sub("", words)), group, button.click, shown, button.icon())


def _of_tabs(widget: QWidget, group: str) -> Iterator[Command]:
    for bar in widget.findChildren(QTabBar):
        if bar.isVisible():
            for place in range(bar.count()):
                if bar.isTabVisible(place) and place != bar.currentIndex():
                    words = f"Thẻ {bar.tabText(place)}"
                    yield Command(_plain(words), group, partial(bar.setCurrentIndex, place))


def _plain(words: str) -> str:
    """The words of a button without the mark of its letter and the dots after them."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&").strip().rstrip("….")
