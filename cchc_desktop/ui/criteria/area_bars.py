"""The areas of the index as bars: each out of its maximum, with the time before as a thin line under it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ...domain.criteria.self_report import AreaLine, percent_text
from ...domain.criteria.words import points_words
from ...domain.numerals import format_number
from ...domain.text import capitalized
from .. import theme
from ..theme import SPACE

_ROW, _BAR, _LINE = 22, 9, 4
_NAMES = 0.42
"""The share of a column that names take."""
_BESIDE = 720
"""So wide, areas stand in two columns."""


class AreaBars(QWidget):
    """A row for each area; a click gives the code of the area."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[AreaLine] = []
        self._before = ""
        self.setAccessibleName("Biểu đồ điểm theo lĩnh vực")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed().connect(self.update)

    def show_areas(self, lines: Sequence[AreaLine], before: str) -> None:
        """Shows other areas; ``before`` is the time that they are held against («năm 2025»)."""
        self._lines, self._before = list(lines), before
        self.setAccessibleDescription(" ".join(f"{self.said(each)}" for each in self._lines))
        self.updateGeometry()
        self.update()

    def said(self, line: AreaLine) -> str:
        """An area as a sentence, for tooltips and screen readers."""
        if not line.scored.applies:
            return f"{line.name}: không áp dụng."
        words = f"{line.name}: {_points(line)} điểm ({percent_text(line.percent)})"
        before = f"; {self._before}: {percent_text(line.before)}" if line.before is not None else ""
        unknown = f"; chưa chấm {points_words(line.scored.unknown)}" if line.scored.unknown else ""
        return f"{words}{before}{unknown}."

    def sizeHint(self) -> QSize:
        return QSize(400, self._per_column() * theme.scaled(_ROW) + theme.scaled(_ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """One column or two: the height follows."""
        self.updateGeometry()

    # Where things are

    def _columns(self) -> int:
        return 2 if self.width() >= theme.scaled(_BESIDE) else 1

    def _per_column(self) -> int:
        return max(1, -(-len(self._lines) // self._columns()))

    def _row(self, number: int) -> QRectF:
        high, wide = theme.scaled(_ROW), self.width() / self._columns()
        column, row = divmod(number, self._per_column())
        return QRectF(column * wide, row * high, wide - (2 * SPACE if self._columns() > 1 else 0), high)

    def _at(self, point: QPointF) -> AreaLine | None:
        rows = enumerate(self._lines)
        return next((line for number, line in rows if self._row(number).contains(point)), None)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours, metrics = theme.current(), QFontMetricsF(self.font())
        left_mid = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        right_mid = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        numbers = metrics.horizontalAdvance("100,25/100,25")
        for number, line in enumerate(self._lines):
            row = self._row(number)
            names = row.width() * _NAMES
            painter.setPen(QColor(colours.text))
            code = f"{line.scored.criterion.code}  {line.name}"
            shown = metrics.elidedText(code, Qt.TextElideMode.ElideRight, names - SPACE)
            painter.drawText(QRectF(row.left(), row.top(), names, row.height()), left_mid, shown)
            painter.drawText(row, right_mid, _points(line) if line.scored.applies else "–")
            left = row.left() + names
            self._paint_bar(painter, line, left, row.right() - numbers - SPACE, row.center().y())
        self._paint_key(painter, metrics)
        painter.end()

    def _paint_bar(self, painter: QPainter, line: AreaLine, left: float, right: float, middle: float) -> None:
        colours = theme.current()
        bar, thin, room = theme.scaled(_BAR), theme.scaled(_LINE), max(1.0, right - left)
        top = middle - (bar + thin) / 2
        painter.fillRect(QRectF(left, top, room, bar), QColor(colours.border))
        if line.percent is not None:
            most = float(line.scored.most)
            had, unknown = float(line.scored.points) / most, float(line.scored.unknown) / most
            painter.fillRect(QRectF(left, top, room * had, bar), QColor(colours.accent))
            rest = QRectF(left + room * had, top, room * unknown, bar)
            painter.fillRect(rest, QBrush(QColor(colours.accent), Qt.BrushStyle.Dense6Pattern))
        if line.before:
            wide = room * min(float(line.before), 100) / 100
            painter.fillRect(QRectF(left, top + bar + 1, wide, thin), QColor(colours.strong_border))

    def _paint_key(self, painter: QPainter, metrics: QFontMetricsF) -> None:
        """What the bars are, in the last line."""
        colours, high = theme.current(), theme.scaled(_ROW)
        middle, place = self._per_column() * high + high / 2, 0.0
        bar, thin, wide = theme.scaled(_BAR), theme.scaled(_LINE), theme.scaled(3 * SPACE)
        solid = Qt.BrushStyle.SolidPattern
        keys = [("Điểm", colours.accent, solid, bar), ("Điểm tối đa", colours.border, solid, bar)]
        if any(line.scored.unknown for line in self._lines):
            keys.insert(1, ("Chưa chấm", colours.accent, Qt.BrushStyle.Dense6Pattern, bar))
        if any(line.before is not None for line in self._lines):
            keys.append((capitalized(self._before), colours.strong_border, solid, thin))
        for words, colour, pattern, tall in keys:
            box = QRectF(place, middle - tall / 2, wide, tall)
            painter.fillRect(box, QColor(colours.border))
            painter.fillRect(box, QBrush(QColor(colour), pattern))
            painter.setPen(QColor(colours.muted))
            place += wide + SPACE / 2
            advance = metrics.horizontalAdvance(words)
            box = QRectF(place, middle - high / 2, advance + 2, high)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            place += advance + 2 * SPACE

    # Pointer

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self.chosen.emit(found.scored.criterion.code)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.said(found) if found is not None else "", self)
            return True
        return super().event(event)


def _points(line: AreaLine) -> str:
    return f"{points_words(line.scored.points)}/{format_number(line.scored.most)}"
