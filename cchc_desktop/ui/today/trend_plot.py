"""A main ratio: the quarters as dots, what they come to since the year began as a line, and the target."""

from collections.abc import Sequence

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
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolTip, QWidget

from ...domain.numerals import to_roman
from ...domain.readings import Reading
from ...domain.report_periods import Period, Span
from ...domain.text import capitalized, uncapitalized
from ...office.trends import Trend
from .. import icons, theme
from ..labels import label
from ..theme import SPACE
from .plot import colour_square

_HEIGHT, _HEAD, _FOOT = 158, 66, 18
"""Of the whole plot, of its words with the air in which numbers stand over the dots, and of the quarters."""
_TITLE, _LARGE = 20, 28
"""The heights of the title and of the large number."""
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
        return QSize(200, theme.scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(150, theme.scaled(_HEIGHT))

    # Where things are

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(SPACE, theme.scaled(_HEAD), -SPACE, -theme.scaled(_FOOT))

    def _x(self, number: int) -> float:
        room = self._room()
        count = len(self.trend.points) if self.trend else 1
        return room.left() + room.width() * (number + 0.5) / max(1, count)

    def _bounds(self) -> tuple[float, float]:
        """The least and the greatest value that fit, with some air; never the whole scale of a flat line."""
        assert self.trend is not None
        readings = [*self.trend.cumulated, *(reading for _, reading in self.trend.points)]
        values = [float(reading.value) for reading in readings if reading.value is not None]
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
        self._paint_lines(painter)
        self._paint_last(painter)
        self._paint_foot(painter)

    def _paint_head(self, painter: QPainter) -> None:
        assert self.trend is not None
        colours = theme.current()
        box = QRectF(self.rect()).adjusted(SPACE, SPACE / 2, -SPACE, 0)
        metrics = QFontMetricsF(self.font())
        title = QRectF(box.left(), box.top(), box.width(), theme.scaled(_TITLE))
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
        line = QRectF(box.left(), box.top() + theme.scaled(_TITLE), box.width(), theme.scaled(_LARGE))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, figure)
        left = line.left() + QFontMetricsF(large).horizontalAdvance(figure) + SPACE
        if self.trend.target is not None and self.trend.met is not None:
            sign, colour = ("done", "good") if self.trend.met else ("warning", "warn")
            picture = icons.pixmap(sign, 16, colour, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, line.center().y() - 8), picture)
            left += 20
        # Over which months the large number is: the dots below are each for its own quarter.
        painter.setFont(self._small())
        painter.setPen(QColor(colours.muted))
        room = QRectF(left, line.top(), max(0.0, line.right() - left), line.height())
        span = QFontMetricsF(self._small()).elidedText(
            self._span_words(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, span)
        painter.setFont(self.font())

    def _span_words(self) -> str:
        """«lũy kế 9 tháng»: what the large number is; nothing of a year's first quarter, which is its own."""
        assert self.trend is not None
        assert self.trend.last is not None
        cumulated = self.trend.last[0].cumulated
        span = cumulated.heading.partition("/")[0]
        return span if cumulated.span.is_quarter else f"lũy kế {uncapitalized(span)}"

    def _small(self) -> QFont:
        small = QFont(self.font())
        small.setPointSizeF(theme.points(theme.SMALL_POINTS - 1))
        return small

    def _unit(self) -> str:
        assert self.trend is not None
        unit = self.trend.indicator.unit
        return "%" if unit == "%" else f" {unit}"

    def _paint_target(self, painter: QPainter) -> None:
        """The dashed line with the level beside it, at the end where the dots are farther from it."""
        assert self.trend is not None
        if self.trend.target is None or (value := self.trend.target.measure.value) is None:
            return
        colours = theme.current()
        room, y = self._room(), self._point(0, value).y()
        painter.setPen(QPen(QColor(colours.muted), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
        known = [float(reading.value) for _, reading in self.trend.points if reading.value is not None]
        is_left = abs(known[0] - value) >= abs(known[-1] - value)
        painter.setPen(QColor(colours.muted))
        words = f"mục tiêu {self.trend.target.measure.label}"
        self._write(painter, words, room.left() if is_left else room.right(), y, is_left)

    def _write(self, painter: QPainter, words: str, x: float, y: float, is_left: bool) -> None:
        """Words in small type over a height, or under it where there is no room over it."""
        painter.setFont(self._small())
        metrics = QFontMetricsF(self._small())
        width, height = metrics.horizontalAdvance(words) + 2, metrics.height()
        least = theme.scaled(_TITLE + _LARGE)
        top = y - height - 1 if y - height - 1 >= least else y + 2
        painter.drawText(
            QRectF(x if is_left else x - width, top, width, height), Qt.AlignmentFlag.AlignCenter, words
        )

    def _paint_lines(self, painter: QPainter) -> None:
        """The line of what was cumulated, and the quarters as dots on a line of their own."""
        assert self.trend is not None
        colours = theme.current()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint_run(painter, self.trend.cumulated, QPen(QColor(colours.warn), 1.5))
        quarters = [reading for _, reading in self.trend.points]
        self._paint_run(painter, quarters, QPen(QColor(colours.accent), 2))
        for number, reading in enumerate(quarters):
            if reading.value is None:
                continue
            at = self._point(number, float(reading.value))
            hot = number == self._hovered or (self.hasFocus() and number == self._place)
            # An estimate is an open dot.
            painter.setBrush(QColor(colours.surface if reading.estimate else colours.accent))
            painter.drawEllipse(at, _DOT + 2 * hot, _DOT + 2 * hot)

    def _paint_run(self, painter: QPainter, readings: Sequence[Reading], pen: QPen) -> None:
        """A line from reading to reading; a year begins anew, and where there is no figure there is a gap."""
        assert self.trend is not None
        painter.setPen(pen)
        run = QPolygonF()
        for number, reading in enumerate(readings):
            begins = readings is self.trend.cumulated and self.trend.points[number][0].span is Span.Q1
            if reading.value is None or begins:
                painter.drawPolyline(run)
                run = QPolygonF()
            if reading.value is not None:
                run.append(self._point(number, float(reading.value)))
        painter.drawPolyline(run)

    def _paint_last(self, painter: QPainter) -> None:
        """Writes the number of the last quarter at its dot."""
        assert self.trend is not None
        last = self.trend.last
        assert last is not None
        number = self.trend.points.index(last)
        at = self._point(number, float(last[1].value or 0))
        words = last[1].words(self.trend.indicator) + self._unit()
        half = QFontMetricsF(self._small()).horizontalAdvance(words) / 2 + 1
        painter.setPen(QColor(theme.current().accent))
        room = self._room()
        left = min(max(at.x() - half, room.left()), room.right() - 2 * half)
        self._write(painter, words, left, at.y() - _DOT, True)

    def _paint_foot(self, painter: QPainter) -> None:
        assert self.trend is not None
        painter.setPen(QColor(theme.current().muted))
        painter.setFont(self._small())
        room = self._room()
        step = room.width() / len(self.trend.points)
        for number, (period, _) in enumerate(self.trend.points):
            box = QRectF(self._x(number) - step, room.bottom() + 1, 2 * step, theme.scaled(_FOOT) - 2)
            quarter = to_roman(int(period.span[1]))
            words = f"{quarter}/{period.year % 100}" if period.span is Span.Q1 else quarter
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    # Pointer and keys

    def _said(self, number: int) -> str:
        assert self.trend is not None
        period, reading = self.trend.points[number]
        label = capitalized(period.label)
        said = f"{label}: {self._words(reading)}"
        cumulated = self.trend.cumulated[number]
        if reading.value is None or period.cumulated == period:
            return said
        return f"{said}, lũy kế từ đầu năm {self._words(cumulated)}"

    def _reached(self) -> str:
        """«Lũy kế 9 tháng: 68,04%, chưa đạt ≥ 70%»."""
        assert self.trend is not None
        if self.trend.last is None:
            return "Chưa có số liệu"
        span = self._span_words()
        said = f"{capitalized(span)}: {self._words(self.trend.total)}"
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


class TrendLegend(QWidget):
    """What the colours of the plots mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signs: list[tuple[QLabel, str]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE // 2)
        for colour, words in (("accent", "từng quý"), ("warn", "lũy kế từ đầu năm")):
            sign = QLabel()
            self._signs.append((sign, colour))
            row.addWidget(sign)
            row.addWidget(label(words, "small"))
            row.addSpacing(SPACE)
        self._dress()
        theme.changed().connect(self._dress)

    def _dress(self) -> None:
        for sign, colour in self._signs:
            sign.setPixmap(colour_square(getattr(theme.current(), colour), self))
