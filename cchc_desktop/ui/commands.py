"""What can be done now, as the palette lists it: read off the buttons, menus and tabs that are shown."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
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
    QTabWidget,
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
    """The commands of a page: what its visible and enabled buttons, menus and tabs do, each once; then
    what is done on its tabs that are not in front, which come there first."""
    found: dict[str, Command] = {}
    in_front = (*_of_actions(widget, group), *_of_buttons(widget, group), *_of_tabs(widget, group))
    for command in (*in_front, *_behind(widget)):
        if command.words:
            found.setdefault(command.words, command)
    return list(found.values())


def _behind(widget: QWidget) -> Iterator[Command]:
    """What the tabs hold that are not in front. Once they are there, their buttons tell whether they work."""
    for tabs in widget.findChildren(QTabWidget):
        for place in range(tabs.count() if tabs.isVisible() else 0):
            tab, group = tabs.widget(place), f"Thẻ {_plain(tabs.tabText(place))}"
            if tab is None or place == tabs.currentIndex() or not tabs.isTabVisible(place):
                continue
            for command in (*_of_actions(tab, group, tab), *_of_buttons(tab, group, tab)):
                yield replace(command, run=partial(_in_front, tabs, tab, command.run))


def _in_front(tabs: QTabWidget, tab: QWidget, run: Callable[[], object]) -> None:
    tabs.setCurrentWidget(tab)
    run()


def _of_actions(widget: QWidget, group: str, within: QWidget | None = None) -> Iterator[Command]:
    for action in widget.findChildren(QAction):
        if action.isSeparator() or action.menu() is not None or not action.isEnabled():
            continue
        buttons = [each for each in action.associatedObjects() if isinstance(each, QAbstractButton)]
        shown = any(_is_visible(button, within) for button in buttons) if buttons else action.isVisible()
        if shown and _is_shown(action, within):
            yield of_action(action, group)


def _is_visible(widget: QWidget, within: QWidget | None) -> bool:
    """Whether a widget is on the screen; with ``within``, whether it would be if that were in front."""
    if within is None:
        return widget.isVisible()
    # Qt says of what is behind that it is hidden to itself.
    return widget is within or widget.isVisibleTo(within)


def _is_shown(owned: QObject, within: QWidget | None = None) -> bool:
    """Whether the widget that something belongs to is on the screen; a menu is where its button is."""
    owner: QObject | None = owned.parent()
    while owner is not None and (not isinstance(owner, QWidget) or isinstance(owner, QMenu)):
        owner = owner.parent()
    if not isinstance(owner, QWidget) or isinstance(owner, _PARTS_OF_OTHERS):
        return False
    return _is_visible(owner, within)


def _of_buttons(widget: QWidget, group: str, within: QWidget | None = None) -> Iterator[Command]:
    for button in widget.findChildren(QAbstractButton):
        if not _is_visible(button, within) or not button.isEnabled():
            continue
        if isinstance(button, QCheckBox | QRadioButton):
            continue
        if isinstance(button, QToolButton) and (button.defaultAction() or button.menu()):
            continue
        if _is_shown(button, within):
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
