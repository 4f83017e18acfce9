"""A table's header of several rows, with cells that stand over several columns, as in printed forms."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from .. import theme


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of the header: its words, the columns that it stands over, and its rows, first and last of each.

    ``number`` marks a cell of the numbering row.
    """

    text: str
    columns: tuple[int, int]
    rows: tuple[int, int]
    number: bool = False


class GroupedHeader(QHeaderView):
    """Paints the cells; ``heights`` are those of the header's rows in pixels."""

    def __init__(
        self, cells: Sequence[HeaderCell], heights: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._cells = tuple(cells)
        self._tops = [sum(heights[:row]) for row in range(len(heights) + 1)]
        self.setSectionsClickable(False)
        self.setSectionsMovable(False)
        self.setFixedHeight(self._tops[-1])

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._tops[-1])

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(colours.raised))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        table = self.parent()
        current = table.currentIndex().column() if isinstance(table, QTableView) else -1
        for cell in self._cells:
            box = self._box(cell)
            if not box.isValid() or not box.intersects(event.rect()):
                continue
            lit = cell.columns == (current, current)
            painter.fillRect(box, QColor(colours.accent_soft if lit else colours.raised))
            painter.setPen(QColor(colours.border))
            painter.drawLine(box.topRight(), box.bottomRight())
            painter.drawLine(box.bottomLeft(), box.bottomRight())
            weight = QFont.Weight.Normal if cell.number else QFont.Weight.DemiBold
            painter.setFont(theme.font(theme.SMALL_POINTS - (0.5 if cell.number else 0), weight))
            painter.setPen(QColor(colours.muted))
            painter.drawText(box.adjusted(3, 0, -4, -1), flags, cell.text)
        painter.end()

    def _box(self, cell: HeaderCell) -> QRect:
        shown = [n for n in range(cell.columns[0], cell.columns[1] + 1) if not self.isSectionHidden(n)]
        if not shown:
            return QRect()
        left = self.sectionViewportPosition(shown[0])
        right = self.sectionViewportPosition(shown[-1]) + self.sectionSize(shown[-1])
        top, bottom = self._tops[cell.rows[0]], self._tops[cell.rows[1] + 1]
        return QRect(left, top, right - left, bottom - top)
