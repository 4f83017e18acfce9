"""Progress as stacked bars: one bar for each area, one piece for each status, with its number on it."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolTip, QWidget

from ...domain.tasks import TaskStatus
from .. import theme
from ..labels import label
from ..tasks import status
from ..theme import SPACE
from ..widgets.flow import FlowLayout

_BAR, _SQUARE = 18, 12
_GAP = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its words, a code that tells it, and how many tasks stand at each status."""

    code: int
    words: str
    counts: Mapping[TaskStatus, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many tasks the bar stands for."""
        return sum(self.counts.values())

    def said(self) -> str:
        """The bar as a sentence, for tooltips and screen readers."""
        parts = [
            f"{self.counts[each]} {each.label.lower()}" for each in status.ORDER if self.counts.get(each)
        ]
        return f"{self.words}: {self.total} nhiệm vụ" + (f" ({', '.join(parts)})" if parts else "")


class StatusPlot(QWidget):
    """Bars that open what they count: ``chosen`` gives a bar's code and a status, or None for the whole bar.

    The pointer and the keyboard do the same: up and down walk the bars, left and right their pieces.
    """

    chosen = Signal(int, object)

    def __init__(self, title: str, labelled: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._labelled = labelled
        self._bars: list[Bar] = []
        self._place: tuple[int, int] = (0, -1)
        self._hovered: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        theme.changed().connect(self.update)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Shows other numbers."""
        if list(bars) == self._bars:
            return
        self._bars = list(bars)
        self._place = (min(self._place[0], max(0, len(bars) - 1)), -1)
        self.setAccessibleDescription("; ".join(bar.said() for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, max(1, len(self._bars)) * theme.scaled(theme.ROW_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    # Where things are

    def _label_width(self) -> float:
        if not self._labelled:
            return 0
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(bar.words) for bar in self._bars), default=0)
        return float(min(widest + 2 * SPACE, self.width() * 0.45))

    def _row(self, number: int) -> QRectF:
        row = theme.scaled(theme.ROW_HEIGHT)
        return QRectF(0, number * row, self.width(), row)

    def _pieces(self, number: int) -> list[tuple[TaskStatus, QRectF]]:
        bar = self._bars[number]
        row = self._row(number)
        left = self._label_width()
        count_width = QFontMetricsF(self.font()).horizontalAdvance("000") + SPACE
        room = max(1.0, self.width() - left - count_width)
        most = max((each.total for each in self._bars), default=0)
        if not bar.total or not most:
            return []
        # Every task is as wide as every other, so that bars compare; small pieces stay wide enough to hit.
        unit = room / most
        shown = [(each, bar.counts[each]) for each in status.ORDER if bar.counts.get(each)]
        top = row.center().y() - _BAR / 2
        pieces = []
        for each, count in shown:
            width = max(4.0, count * unit - _GAP)
            pieces.append((each, QRectF(left, top, width, _BAR)))
            left += count * unit
        return pieces

    def _at(self, point: QPointF) -> tuple[int, int] | None:
        number = int(point.y() // theme.scaled(theme.ROW_HEIGHT))
        if not 0 <= number < len(self._bars):
            return None
        for place, (_, rect) in enumerate(self._pieces(number)):
            if rect.adjusted(-1, -4, 1, 4).contains(point):
                return number, place
        return number, -1

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self.font())
        for number, bar in enumerate(self._bars):
            row = self._row(number)
            if self._hovered is not None and self._hovered[0] == number:
                painter.fillRect(row, QColor(colours.hover))
            if self.hasFocus() and self._place == (number, -1):
                painter.setPen(QPen(QColor(colours.accent), 2))
                painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), 4, 4)
            label_box = QRectF(SPACE / 2, row.top(), self._label_width() - SPACE, row.height())
            if self._labelled:
                painter.setPen(QColor(colours.text))
                shown = metrics.elidedText(bar.words, Qt.TextElideMode.ElideRight, label_box.width())
                painter.drawText(label_box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            end = label_box.right() + SPACE
            for place, (each, rect) in enumerate(self._pieces(number)):
                self._paint_piece(painter, rect, each, bar.counts[each], (number, place))
                end = rect.right()
            if bar.total and len(self._pieces(number)) == 1:
                # The one piece says it already.
                continue
            painter.setPen(QColor(colours.muted))
            total = QRectF(end + SPACE / 2 + 1, row.top(), 80, row.height())
            words = str(bar.total) if bar.total else "chưa có"
            painter.drawText(total, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()

    def _paint_piece(
        self, painter: QPainter, rect: QRectF, each: TaskStatus, count: int, place: tuple[int, int]
    ) -> None:
        colours = theme.current()
        path = QPainterPath()
        path.addRoundedRect(rect, 3, 3)
        colour = QColor(getattr(colours, status.COLOURS[each]))
        painter.fillPath(path, colour)
        if self._hovered == place or (self.hasFocus() and self._place == place):
            painter.setPen(QPen(QColor(colours.text), 2))
            painter.drawPath(path)
        if rect.width() >= QFontMetricsF(self.font()).horizontalAdvance(str(count)) + 6:
            painter.setPen(QColor(colours.on_state))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(count))

    # Pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if found != self._hovered:
            self._hovered = found
            self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and (found := self._at(event.position())):
            self._place = found
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number, place = self._place
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self._choose()
            return
        if event.key() in (keys.Key_Up, keys.Key_Down):
            number += -1 if event.key() == keys.Key_Up else 1
            place = -1
        elif event.key() in (keys.Key_Left, keys.Key_Right):
            place += -1 if event.key() == keys.Key_Left else 1
        else:
            super().keyPressEvent(event)
            return
        if 0 <= number < len(self._bars) and -1 <= place < len(self._pieces(number)):
            self._place = (number, place)
            self.setAccessibleName(f"{self._title}. {self._said(self._place)}")
            self.update()

    def _choose(self) -> None:
        number, place = self._place
        if number < len(self._bars):
            each = self._pieces(number)[place][0] if place >= 0 else None
            self.chosen.emit(self._bars[number].code, each)

    def _said(self, at: tuple[int, int]) -> str:
        bar = self._bars[at[0]]
        if at[1] < 0:
            return bar.said()
        each = self._pieces(at[0])[at[1]][0]
        return f"{bar.words}: {bar.counts[each]} nhiệm vụ {each.label.lower()}"

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._said(found) if found else "", self)
            return True
        return super().event(event)


def colour_square(colour: str, widget: QWidget) -> QPixmap:
    """The square that stands in a legend for a colour, as sharp as the screen of ``widget`` is."""
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(round(_SQUARE * ratio), round(_SQUARE * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(QRectF(0, 0, _SQUARE, _SQUARE), 2, 2)
    painter.end()
    return picture


class Legend(QWidget):
    """What the colours mean: for each status a square of its colour and its word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: dict[TaskStatus, QWidget] = {}
        self._signs: list[tuple[QLabel, TaskStatus]] = []
        layout = FlowLayout(self, 2)
        for each in status.ORDER:
            sign = QLabel()
            self._signs.append((sign, each))
            words = label(each.label, "small")
            entry = self._entries[each] = QWidget()
            row = QHBoxLayout(entry)
            row.setContentsMargins(0, 0, 2 * SPACE, 0)
            row.setSpacing(SPACE // 2)
            row.addWidget(sign)
            row.addWidget(words)
            layout.addWidget(entry)
        self._dress()
        theme.changed().connect(self._dress)

    def show_only(self, shown: Container[TaskStatus]) -> None:
        """Explains these statuses and no others."""
        for each, entry in self._entries.items():
            entry.setVisible(each in shown)

    def _dress(self) -> None:
        for sign, each in self._signs:
            sign.setPixmap(colour_square(getattr(theme.current(), status.COLOURS[each]), self))
