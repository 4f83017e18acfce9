"""The filters that are kept under a name: chosen by one key, saved, renamed and deleted in one menu."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ...domain.task_filters import KeptFilter
from ...domain.tasks import ALL_TASKS, TaskFilter
from ...office.task_filters import TaskFilters
from .. import icons
from ..forms import LineField
from ..forms.question import Question
from ..shell import Shell, attempt_or_refuse

_KEY = "Alt+B"
_KEYS = 9
"""So many filters have a key: Ctrl+Shift+1 to Ctrl+Shift+9; with 0 there is none."""
_WORDS = "Bộ lọc"


class KeptFilters(QPushButton):
    """A button with a menu; ``wanted`` comes with the TaskFilter of a kept one."""

    wanted = Signal(object)
    by_key = Signal()
    """One was chosen by its key, after ``wanted``."""

    def __init__(self, shell: Shell, page: QWidget) -> None:
        super().__init__(_WORDS)
        self.setShortcut(_KEY)
        self._shell = shell
        self._chosen = ALL_TASKS
        self._suggested = ""
        self.setAutoDefault(False)
        self.setIcon(icons.icon("filter"))
        self.setToolTip("Bộ lọc có sẵn và bộ lọc đã lưu của cơ quan (Alt+B; Ctrl+Shift+1 … 9)")
        self.setAccessibleName(_WORDS)
        menu = QMenu(self)
        # The names are those of the moment at which the menu is opened.
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self.setMenu(menu)
        places = {number + 1: partial(self._choose_place, number) for number in range(_KEYS)}
        for number, choose in {0: partial(self.wanted.emit, ALL_TASKS), **places}.items():
            shortcut = QShortcut(QKeySequence(f"Ctrl+Shift+{number}"), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(choose)
            shortcut.activated.connect(self.by_key)

    @property
    def _filters(self) -> TaskFilters:
        return self._shell.office.task_filters

    def show_filter(self, chosen: TaskFilter, suggested: str) -> None:
        """Names the kept filter that is on, if it is one; ``suggested`` words any other."""
        self._chosen, self._suggested = chosen, suggested
        found = next((each for each in self._filters.all() if self._is_on(each)), None)
        self.setText(_elided(found.name) if found is not None else _WORDS)
        # A button forgets its key with its words.
        self.setShortcut(_KEY)

    def _is_on(self, kept: KeptFilter) -> bool:
        settings = self._shell.office.settings
        me = settings.at_the_desk()
        return (not kept.mine or bool(me)) and kept.on(self._shell.office.today, me) == self._chosen

    # Choosing

    def _choose_place(self, place: int) -> None:
        known = self._filters.all()
        if place < len(known):
            self.choose(known[place])

    def choose(self, kept: KeptFilter, _checked: bool = False) -> None:
        """Puts a kept filter on; asks who works here where it needs to know."""
        if kept.mine and not self._shell.office.settings.at_the_desk():
            self._shell.ask_who()
            if not self._shell.office.settings.at_the_desk():
                return
        self.wanted.emit(self._filters.chosen(kept))
        self._shell.notify(f"Đang lọc: {kept.name}.")

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        own = self._filters.own()
        for number, kept in enumerate(self._filters.all()):
            if own and kept == own[0]:
                menu.addSeparator()
            action = menu.addAction(kept.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(self._is_on(kept))
            if number < _KEYS:
                # The key itself is the page's; here it is only named.
                action.setText(f"{action.text()}\tCtrl+Shift+{number + 1}")
            action.triggered.connect(partial(self.choose, kept))
        menu.addSeparator()
        save = menu.addAction(icons.icon("saved"), "Lưu bộ lọc đang chọn…")
        save.setEnabled(self._chosen != ALL_TASKS)
        save.triggered.connect(lambda _checked=False: self.save())
        for words, picture, do in (("Đổi tên", "edit", self.rename), ("Xóa", "delete", self.delete)):
            entry = menu.addMenu(icons.icon(picture), words)
            entry.setEnabled(bool(own))
            for kept in own:
                entry.addAction(kept.name.replace("&", "&&")).triggered.connect(partial(do, kept))

    # Keeping

    def save(self) -> None:
        """Asks for a name and keeps the filter that is on."""
        _Name(self._shell, self, "Lưu bộ lọc", "Lưu", self._suggested, self._save).exec()

    def _save(self, name: str) -> None:
        was_known = self._filters.is_known(name)
        kept = self._filters.save(name, self._chosen)
        done = "Đã thay điều kiện của bộ lọc" if was_known else "Đã lưu bộ lọc"
        self._shell.notify(f"{done} «{kept.name}».", undoable=True)

    def rename(self, kept: KeptFilter, _checked: bool = False) -> None:
        """Asks for another name of a filter."""

        def store(name: str) -> None:
            self._filters.rename(kept.id, name)
            self._shell.notify(f"Đã đổi tên bộ lọc «{kept.name}».", undoable=True)

        _Name(self._shell, self, "Đổi tên bộ lọc", "Đổi tên", kept.name, store).exec()

    def delete(self, kept: KeptFilter, _checked: bool = False) -> None:
        """Deletes a filter; undo brings it back."""
        if self._shell.attempt(lambda: self._filters.delete(kept.id)):
            self._shell.notify(f"Đã xóa bộ lọc «{kept.name}».", undoable=True)


class _Name(Question):
    """Asks for the name of a filter."""

    help_topic = "nhiem-vu#bo-loc-da-luu"

    def __init__(
        self, shell: Shell, parent: QWidget, title: str, answer: str, name: str, store: Callable[[str], None]
    ) -> None:
        super().__init__(parent, title, answer)
        self._shell = shell
        self._store = store
        self.name = LineField(None, "Tên bộ lọc")
        self.name.setObjectName("name")
        self.form.add(self.name)
        self.name.set_value(name)
        self.name.editor.selectAll()
        self.name.setFocus()

    def carry_out(self) -> bool:
        name = self.name.value()
        return attempt_or_refuse(self._shell, lambda: self._store(name))


def _elided(name: str) -> str:
    short = name if len(name) <= 24 else f"{name[:23]}…"
    return short.replace("&", "&&")
