"""The list of pages at the left, with words or, where room is scarce, with icons alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from .. import icons, theme

_NAME = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1
_ICON = Qt.ItemDataRole.UserRole + 2
_TIP = Qt.ItemDataRole.UserRole + 3

NARROW_BELOW = 1080
"""A window less wide than this shows the navigation as icons, however high it is."""
_AROUND = 14
"""The border and the padding above and below all rows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the navigation; without a ``name`` it is the heading of a group."""

    name: str
    words: str
    icon: str = ""
    keys: str = ""


class Navigation(QListWidget):
    """The pages by name; ``chosen`` comes when the user picks one."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "navigation")
        self.setAccessibleName("Các trang của chương trình")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(False)
        self._narrow = False
        self._height = 640
        self._badges: dict[str, int] = {}
        for entry in entries:
            self._add(entry)
        self._dress()
        self.currentItemChanged.connect(self._changed)
        # From a page within it, the page that is marked may be wanted too.
        self.itemClicked.connect(self._wanted)
        self.itemActivated.connect(self._wanted)
        theme.changed().connect(self._dress)

    def _add(self, entry: Entry) -> None:
        item = QListWidgetItem()
        item.setData(_NAME, entry.name)
        item.setData(_WORDS, entry.words)
        item.setData(_ICON, entry.icon)
        item.setData(_TIP, f"{entry.words} ({entry.keys})" if entry.keys else entry.words)
        if not entry.name:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def fit(self, window_width: int, height: int) -> None:
        """Takes the shape that all pages are in sight in: with words where there is room, else as icons."""
        words = window_width >= theme.scaled(NARROW_BELOW) and height >= self._least_height(narrow=False)
        self._height = height
        self._set_narrow(not words)
        self.setFixedWidth(theme.scaled(theme.NAVIGATION_WIDTH) if words else theme.NAVIGATION_NARROW)
        self._dress()

    def _set_narrow(self, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            # A scroll bar would cover the icons; the wheel and the arrows scroll all the same.
            policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if narrow else Qt.ScrollBarPolicy.ScrollBarAsNeeded
            self.setVerticalScrollBarPolicy(policy)

    def _groups(self) -> int:
        return sum(1 for item in self._items() if not item.data(_NAME))

    def _rows(self, narrow: bool) -> tuple[int, int]:
        """The least and the greatest height of a page's row."""
        return (16, 32) if narrow else (theme.scaled(24), theme.scaled(32))

    def _gap(self, narrow: bool, room: int) -> int:
        """The height of the heading of a group, or of what stands for it between icons."""
        if not narrow:
            return theme.scaled(26)
        return 8 if room >= 440 else 3

    def _least_height(self, narrow: bool) -> int:
        groups = self._groups()
        rows = (self.count() - groups) * self._rows(narrow)[0]
        return rows + groups * self._gap(narrow, 0) + _AROUND

    def set_badge(self, name: str, count: int) -> None:
        """Says beside a page's name how many of its tasks are overdue; 0 for none."""
        if self._badges.get(name, 0) != count:
            self._badges[name] = count
            self._dress()

    def show_current(self, name: str) -> None:
        """Marks the page that is shown, without choosing it."""
        for item in self._items():
            if item.data(_NAME) == name:
                self.blockSignals(True)
                self.setCurrentItem(item)
                self.blockSignals(False)
                self._dress()
                self.scrollToItem(item)

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(place) for place in range(self.count())]

    def _changed(self, current: QListWidgetItem | None) -> None:
        self._dress()
        if current is not None and current.data(_NAME):
            self.chosen.emit(current.data(_NAME))

    def _wanted(self, item: QListWidgetItem) -> None:
        if item.data(_NAME):
            self.chosen.emit(item.data(_NAME))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lower rows while something else takes of the height, such as what is said after an export."""
        super().resizeEvent(event)
        before, self._height = self._row_height(), self.height()
        if self._row_height() != before:
            self._dress()

    def _row_height(self) -> int:
        """Lower rows where all of them fit then; below that the list scrolls."""
        groups = self._groups()
        room = self._height - _AROUND - groups * self._gap(self._narrow, self._height)
        least, most = self._rows(self._narrow)
        return max(least, min(most, room // max(1, self.count() - groups)))

    def _dress(self) -> None:
        gap, height = self._gap(self._narrow, self._height), self._row_height()
        side = 20 if height >= 24 else 16
        self.setIconSize(QSize(side, side))
        for item in self._items():
            name, words = item.data(_NAME), item.data(_WORDS)
            badge = self._badges.get(name, 0)
            if not name:
                item.setText("" if self._narrow else words)
                item.setSizeHint(QSize(0, gap))
                item.setForeground(QColor(theme.current().muted))
                font = theme.font(theme.SMALL_POINTS)
                item.setFont(font)
                continue
            item.setSizeHint(QSize(0, height))
            is_current = item is self.currentItem()
            picture = item.data(_ICON)
            sign = (f"{picture}-filled", "accent") if is_current else (picture, "muted")
            item.setIcon(icons.icon(*sign))
            item.setText("" if self._narrow else f"{words} · {badge} quá hạn" if badge else words)
            tip = item.data(_TIP) + (f"\n{badge} nhiệm vụ quá hạn" if badge else "")
            item.setToolTip(tip)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, tip)
