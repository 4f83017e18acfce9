"""The list beside the grid: what must be put right, what should be looked at, what is still to be typed."""

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ...office.figure_rows import FigureRow
from .. import icons, theme
from ..buttons import text_button
from ..labels import label
from ..tables.model import Index
from ..theme import SPACE
from .pasting import RefusedCell
from .rows import is_error

_CODE = Qt.ItemDataRole.UserRole


class ProblemList(QFrame):
    """``chosen`` comes with the code of the indicator that was picked, ``closed`` from its button or Esc."""

    help_topic = "so-lieu#tim-cho-thieu-cho-sai"

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._refused: Sequence[RefusedCell] = ()
        self.list = _List()
        self.list.setAccessibleName("Vấn đề của số liệu")
        self.list.picked.connect(self._picked)
        self.list.left.connect(self.closed)
        close = text_button("", "close", "flat", "Đóng danh sách (Esc)")
        close.setAccessibleName("Đóng danh sách")
        close.setFixedWidth(32)
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE, 0, SPACE, 0)
        head.addWidget(label("Vấn đề của số liệu", "heading"), 1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self.setMinimumWidth(28 * SPACE)

    def show_refused(self, refused: Sequence[RefusedCell]) -> None:
        """Puts the cells that a pasted range was refused for at the top, until the next range."""
        self._refused = refused

    def show_figures(self, rows: Iterable[FigureRow], missing: Collection[str]) -> None:
        """Lists what is wrong and what is missing, keeping the place that is looked at."""
        scrolled, current = self.list.verticalScrollBar().value(), self.list.currentRow()
        self.list.clear()
        figures = list(rows)
        found = [(row, problem) for row in figures for problem in row.problems]
        graves = [(row, each) for row, each in found if is_error(each.severity)]
        others = [(row, each) for row, each in found if not is_error(each.severity)]
        if self._refused:
            self._heading(f"Chưa dán gì, có ô không nhận ({len(self._refused)})")
            for cell in self._refused:
                self._entry(cell.key, cell.sentence, ("error-filled", "bad"))
        self._heading(f"Cần sửa ({len(graves)})")
        for row, problem in graves:
            self._entry(row.id, f"{row.id}. {problem.sentence}", ("error-filled", "bad"))
        self._heading(f"Nên xem lại ({len(others)})")
        for row, problem in others:
            self._entry(row.id, f"{row.id}. {problem.sentence}", ("warning-filled", "warn"))
        left = [row for row in figures if row.id in missing]
        self._heading(f"Chưa nhập ({len(left)})")
        for row in left:
            self._entry(row.id, f"{row.id}. {row.indicator.name}", ("edit", "muted"))
        self.list.setCurrentRow(min(current, self.list.count() - 1))
        self.list.verticalScrollBar().setValue(scrolled)

    def _heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.font(theme.SMALL_POINTS, QFont.Weight.DemiBold))
        self.list.addItem(item)

    def _entry(self, code: str, text: str, sign: tuple[str, str]) -> None:
        item = QListWidgetItem(icons.icon(*sign), text)
        item.setData(_CODE, code)
        item.setToolTip(text)
        self.list.addItem(item)

    def _picked(self, item: QListWidgetItem) -> None:
        if code := item.data(_CODE):
            self.chosen.emit(code)


class _TopSigns(QStyledItemDelegate):
    """Puts the sign of a long sentence beside its first line."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.decorationAlignment = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter


class _List(QListWidget):
    """Gives the item that was clicked or chosen with Enter; Esc leaves the list."""

    picked = Signal(QListWidgetItem)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "plain")
        self.setWordWrap(True)
        self.setSpacing(1)
        self.setItemDelegate(_TopSigns(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(self.picked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.picked.emit(self.currentItem())
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
