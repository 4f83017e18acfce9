"""A main ratio over the quarters: a line, the year's figure in large, the target as a dashed line."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ...domain.figures import Reading
from ...domain.numerals import to_roman
from ...domain.report_periods import Period, Span
from ...office.trends import Trend
from .. import icons, theme
from ..theme import SPACE

_HEIGHT = 148
_HEAD = 56
_FOOT = 18
_DOT = 3.5


class TrendPlot(QWidget):
    """One ratio; a click or Enter on a quarter gives it with ``chosen``, left and right walk the quarters."""

    chosen = Signal(object, str)
    """The period and the indicator's code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trend: Trend | None = None
        self._place = -1
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed().connect(self.update)

    def set_trend(self, trend: Trend) -> None:
        """Shows a ratio."""
        if trend == self.trend:
            return
        self.trend = trend
        self._place = len(trend.points) - 1
        self.setAccessibleName(trend.words)
        self.setAccessibleDescription(
            "; ".join([*map(self._said, range(len(trend.points))), self._reached()])
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(150, _HEIGHT)

    # Where things are

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(SPACE, _HEAD, -SPACE, -_FOOT)

    def _x(self, number: int) -> float:
        room = self._room()
        count = len(self.trend.points) if self.trend else 1
        return room.left() + room.width() * (number + 0.5) / max(1, count)

    def _bounds(self) -> tuple[float, float]:
        """The least and the greatest value that fit, with some air; never the whole scale of a flat line."""
        assert self.trend is not None
        values = [float(reading.value) for _, reading in self.trend.points if reading.value is not None]
        if self.trend.target is not None and self.trend.target.measure.value is not None:
            values.append(self.trend.target.measure.value)
        low, high = min(values), max(values)
        air = max((high - low) * 0.2, 2.0)
        return low - air, high + air

    def _point(self, number: int, value: float) -> QPointF:
        low, high = self._bounds()
        room = self._room()
        return QPointF(self._x(number), room.bottom() - (value - low) / (high - low) * room.height())

    def _at(self, x: float) -> int:
        assert self.trend is not None
        return min(range(len(self.trend.points)), key=lambda number: abs(self._x(number) - x))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.trend is None:
            return
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        focused = self.hasFocus()
        edge = QPen(QColor(colours.accent if focused else colours.border), 2 if focused else 1)
        painter.setPen(edge)
        painter.setBrush(QColor(colours.hover if self._hovered >= 0 else colours.surface))
        painter.drawRoundedRect(frame, theme.RADIUS, theme.RADIUS)
        self._paint_head(painter)
        if self.trend.last is None:
            painter.setPen(QColor(colours.muted))
            painter.drawText(self._room(), Qt.AlignmentFlag.AlignCenter, "Chưa có số liệu")
            return
        self._paint_target(painter)
        self._paint_line(painter)
        self._paint_foot(painter)

    def _paint_head(self, painter: QPainter) -> None:
        assert self.trend is not None
        colours = theme.current()
        box = QRectF(self.rect()).adjusted(SPACE, SPACE / 2, -SPACE, 0)
        metrics = QFontMetricsF(self.font())
        title = QRectF(box.left(), box.top(), box.width(), 20)
        if self.trend.last is not None:
            # Over which months the large number is: the quarters below are each for itself.
            span = self.trend.last[0].cumulated.heading.partition("/")[0]
            painter.setFont(self._small())
            painter.setPen(QColor(colours.muted))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(title, right, span)
            title.setRight(title.right() - QFontMetricsF(self._small()).horizontalAdvance(span) - SPACE / 2)
            painter.setFont(self.font())
        painter.setPen(QColor(colours.text))
        words = metrics.elidedText(self.trend.words, Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, words)
        if self.trend.last is None:
            return
        large = QFont(self.font())
        large.setPointSizeF(theme.points(theme.TITLE_POINTS))
        large.setBold(True)
        painter.setFont(large)
        figure = self.trend.total.words(self.trend.indicator) + self._unit()
        line = QRectF(box.left(), box.top() + 20, box.width(), 28)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, figure)
        width = QFontMetricsF(large).horizontalAdvance(figure) + SPACE
        painter.setFont(self.font())
        if self.trend.target is None:
            return
        met = self.trend.met
        colour = "good" if met else "warn"
        sign = icons.pixmap("done" if met else "warning", 16, colour, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(line.left() + width, line.center().y() - 8), sign)
        painter.setPen(QColor(getattr(colours, colour)))
        label_box = line.adjusted(width + 20, 0, 0, 0)
        label = metrics.elidedText(
            self.trend.target.measure.label, Qt.TextElideMode.ElideRight, label_box.width()
        )
        painter.drawText(label_box, Qt.AlignmentFlag.AlignVCenter, label)

    def _small(self) -> QFont:
        small = QFont(self.font())
        small.setPointSizeF(theme.points(theme.SMALL_POINTS - 1))
        return small

    def _unit(self) -> str:
        assert self.trend is not None
        unit = self.trend.indicator.unit
        return "%" if unit == "%" else f" {unit}"

    def _paint_target(self, painter: QPainter) -> None:
        assert self.trend is not None
        if self.trend.target is None or (value := self.trend.target.measure.value) is None:
            return
        room = self._room()
        y = self._point(0, value).y()
        painter.setPen(QPen(QColor(theme.current().muted), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))

    def _paint_line(self, painter: QPainter) -> None:
        assert self.trend is not None
        colours = theme.current()
        pen = QPen(QColor(colours.accent), 2)
        run = QPolygonF()
        for number, (_, reading) in enumerate(self.trend.points):
            if reading.value is None:
                # A quarter without a figure is a gap, not a line drawn over it.
                painter.setPen(pen)
                painter.drawPolyline(run)
                run = QPolygonF()
                continue
            run.append(self._point(number, float(reading.value)))
        painter.setPen(pen)
        painter.drawPolyline(run)
        for number, (_, reading) in enumerate(self.trend.points):
            if reading.value is None:
                continue
            at = self._point(number, float(reading.value))
            hot = number == self._hovered or (self.hasFocus() and number == self._place)
            # An estimate is an open dot.
            painter.setBrush(QColor(colours.surface if reading.estimate else colours.accent))
            painter.drawEllipse(at, _DOT + 2 * hot, _DOT + 2 * hot)

    def _paint_foot(self, painter: QPainter) -> None:
        assert self.trend is not None
        painter.setPen(QColor(theme.current().muted))
        painter.setFont(self._small())
        room = self._room()
        step = room.width() / len(self.trend.points)
        for number, (period, _) in enumerate(self.trend.points):
            box = QRectF(self._x(number) - step, room.bottom() + 1, 2 * step, _FOOT - 2)
            quarter = to_roman(int(period.span[1]))
            words = f"{quarter}/{period.year % 100}" if period.span is Span.Q1 else quarter
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    # Pointer and keys

    def _said(self, number: int) -> str:
        assert self.trend is not None
        period, reading = self.trend.points[number]
        label = period.label[:1].upper() + period.label[1:]
        return f"{label}: {self._words(reading)}"

    def _reached(self) -> str:
        """«Lũy kế 9 tháng: 68,04%, chưa đạt ≥ 70%»."""
        assert self.trend is not None
        if self.trend.last is None:
            return "Chưa có số liệu"
        span = self.trend.last[0].cumulated.heading.partition("/")[0]
        said = f"Lũy kế {span[:1].lower()}{span[1:]}: {self._words(self.trend.total)}"
        if self.trend.target is None or self.trend.met is None:
            return said
        return f"{said}, {'đạt' if self.trend.met else 'chưa đạt'} {self.trend.target.measure.label}"

    def _words(self, reading: Reading) -> str:
        assert self.trend is not None
        if reading.value is None:
            return "chưa có số liệu"
        words = reading.words(self.trend.indicator) + self._unit()
        return f"{words} (ước)" if reading.estimate else words

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.trend is not None and self.trend.points:
            self._hovered = self._at(event.position().x())
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.trend is not None:
            self._choose(self._at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.trend is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._place)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = -1 if event.key() == Qt.Key.Key_Left else 1
            self._place = min(max(self._place + by, 0), len(self.trend.points) - 1)
            self.setAccessibleName(f"{self.trend.words}. {self._said(self._place)}")
            self.update()
        else:
            super().keyPressEvent(event)

    def _choose(self, number: int) -> None:
        if self.trend is not None:
            period: Period = self.trend.points[number][0]
            self.chosen.emit(period, self.trend.indicator.code)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.trend is not None:
            said = f"{self._said(self._at(event.pos().x()))}\n{self._reached()}"
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)
