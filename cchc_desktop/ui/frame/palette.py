"""The palette: every page, place and command by a few typed letters, in a list over the window."""

import json
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ...domain.fuzzy import score
from ...office import Office
from .. import theme
from ..commands import Command
from ..tables.model import Index
from ..theme import SPACE

_COMMAND = Qt.ItemDataRole.UserRole
_RECENT = "palette.recent"
_KEPT = 12
_SHOWN = 60
_ROWS = 11
_WIDTH = 70 * SPACE


class _Delegate(QStyledItemDelegate):
    """Paints a command: its words, and at the right its keys, or the group that it belongs to."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one line."""
        command: Command | None = index.data(_COMMAND)
        beside = command.keys or command.group if command is not None else ""
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        room = shown.fontMetrics.horizontalAdvance(beside) + 3 * SPACE
        text, shown.text = shown.text, ""
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        colours = theme.current()
        selected = bool(shown.state & QStyle.StateFlag.State_Selected)
        left = 3 * SPACE + shown.decorationSize.width()
        box = shown.rect.adjusted(left, 0, -room, 0)
        painter.save()
        painter.setPen(QColor(colours.selection_text if selected else colours.text))
        words = shown.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.setPen(QColor(colours.selection_text if selected else colours.muted))
        right = shown.rect.adjusted(0, 0, -2 * SPACE, 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, beside)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One row's height."""
        return QSize(80, theme.scaled(theme.ROW_HEIGHT))


class Palette(QFrame):
    """Type a few letters, choose with the arrows, Enter does it, Escape goes back to where one was.

    ``offer`` gives the commands each time that the palette is opened, in the order in which they are listed
    while nothing is typed; those that were used last come before them.
    """

    help_topic = "phim-tat"

    closed = Signal()

    def __init__(self, office: Office, offer: Callable[[], Sequence[Command]], window: QWidget) -> None:
        super().__init__(window)
        self._office = office
        self._offer = offer
        self._commands: list[Command] = []
        self._recent: list[str] = []
        self._came_from: QWidget | None = None
        self._window = window
        self.setProperty("role", "card")
        self.setAccessibleName("Bảng lệnh")
        self.line = QLineEdit()
        self.line.setPlaceholderText("Gõ tên trang, kế hoạch, kỳ báo cáo hoặc việc cần làm")
        self.line.setAccessibleName("Bảng lệnh: gõ tên trang, kế hoạch, kỳ báo cáo hoặc việc cần làm")
        self.list = QListWidget()
        self.list.setProperty("role", "plain")
        self.list.setAccessibleName("Các lệnh tìm thấy")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.itemClicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.line.textChanged.connect(lambda _: self._show_matches())
        self.line.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Shows the palette, with what can be done now."""
        if self.isVisible():
            self.line.selectAll()
            return
        self._came_from = QApplication.focusWidget()
        self._commands = list(self._offer())
        self._recent = self._kept()
        self.line.clear()
        self._show_matches()
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_and_return(self) -> None:
        """Hides the palette; the keyboard goes back to where it was."""
        if not self.isVisible():
            return
        came_from, self._came_from = self._came_from, None
        self.hide()
        if came_from is not None and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    # What is listed

    def _ranked(self) -> list[Command]:
        typed = self.line.text().strip()
        ranked: list[tuple[int, int, Command]] = []
        for place, command in enumerate(self._commands):
            matched = score(typed, command.words)
            if matched is None:
                # The group may be typed along: «trang nhiệm vụ».
                matched = score(typed, f"{command.words} {command.group}")
            if matched is not None:
                recent = self._recent.index(command.key) if command.key in self._recent else _KEPT
                ranked.append((-matched if typed else 0, recent * 1000 + place, command))
        ranked.sort(key=lambda entry: entry[:2])
        return [command for _, _, command in ranked[:_SHOWN]]

    def _show_matches(self) -> None:
        self.list.clear()
        for command in self._ranked():
            item = QListWidgetItem(command.words)
            if command.icon is not None:
                item.setIcon(command.icon)
            item.setData(_COMMAND, command)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{command.words}, {command.group}")
            item.setToolTip(command.words)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)
        else:
            item = QListWidgetItem("Không có trang, nơi hay lệnh nào như vậy ở màn hình này.")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self._place()

    def _place(self) -> None:
        window = self._window
        width = min(theme.scaled(_WIDTH), window.width() - 4 * SPACE)
        rows = max(1, min(_ROWS, self.list.count()))
        height = rows * theme.scaled(theme.ROW_HEIGHT) + self.line.sizeHint().height() + 4 * SPACE
        top = theme.scaled(52)
        room = window.height() - top - 2 * SPACE
        self.setGeometry(QRect((window.width() - width) // 2, top, width, min(height, room)))

    # What was used last

    def _kept(self) -> list[str]:
        try:
            kept = json.loads(self._office.settings.preference(_RECENT, "[]"))
        except ValueError:
            return []
        return [key for key in kept if isinstance(key, str)] if isinstance(kept, list) else []

    def _remember(self, command: Command) -> None:
        kept = [command.key, *(key for key in self._kept() if key != command.key)][:_KEPT]
        self._office.settings.set_preference(_RECENT, json.dumps(kept, ensure_ascii=False))

    # Keys

    def _run(self, item: QListWidgetItem | None) -> None:
        command: Command | None = item.data(_COMMAND) if item is not None else None
        if command is None:
            return
        # A command acts on where the keyboard was, such as the text that is split at the cursor.
        self.close_and_return()
        self._remember(command)
        command.run()

    def _step(self, by: int) -> None:
        if count := self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + by) % count)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the line; the palette goes once something else is clicked, and follows the window."""
        if watched is not self.line:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            reason = event.reason()  # type: ignore[attr-defined]
            # A click into the list takes no focus, so this is a step elsewhere.
            if reason not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
                self.hide()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_and_return()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._run(self.list.currentItem())
            case Qt.Key.Key_Down | Qt.Key.Key_Tab:
                self._step(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Backtab:
                self._step(-1)
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                last = self.list.count() - 1
                by = _ROWS - 1 if event.key() == Qt.Key.Key_PageDown else 1 - _ROWS
                self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + by)))
            case _:
                return False
        return True
