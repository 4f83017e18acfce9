"""Areas and months: how many open tasks are due, and how the worst of them stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QWidget

from ...domain.tasks import TaskStatus
from ...domain.todo import Heat, Month
from .. import icons, theme
from ..labels import label
from ..tasks import status
from ..theme import SPACE
from ..widgets.flow import FlowLayout
from ..widgets.sign import Sign

_SOFT = {
    TaskStatus.OVERDUE: "bad_soft",
    TaskStatus.IN_PROGRESS: "info_soft",
    TaskStatus.NOT_DUE: "idle_soft",
}
_SIGN = 12
_LEAST_CELL = 30


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row of the plot: the area's code (0 for tasks of none) and its words."""

    code: int
    words: str


class HeatLegend(QWidget):
    """What the signs mean, the worst first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = FlowLayout(self, 2)
        for each in _SOFT:
            entry = QWidget()
            row = QHBoxLayout(entry)
            row.setContentsMargins(0, 0, 2 * SPACE, 0)
            row.setSpacing(SPACE // 2)
            row.addWidget(Sign(status.ICONS[each], status.COLOURS[each], 14))
            row.addWidget(label(each.label, "small"))
            layout.addWidget(entry)


class HeatMap(QWidget):
    """Cells that open what they count: ``chosen`` gives a cell's area and month, or None for the whole row.

    Each cell has a number and a sign beside its colour. The arrows walk the cells, Enter opens one.
    """

    chosen = Signal(int, object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._rows: list[HeatRow] = []
        self._months: list[Month] = []
        self._heat: Mapping[tuple[int, Month], Heat] = {}
        self._now: Month = (0, 0)
        self._place = (0, -1)
        self._hovered: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        theme.changed().connect(self.update)

    def set_heat(
        self,
        rows: Sequence[HeatRow],
        months: Sequence[Month],
        heat: Mapping[tuple[int, Month], Heat],
        now: Month,
    ) -> None:
        """Shows other numbers; ``now`` is this month, which is marked."""
        if (list(rows), list(months), heat, now) == (self._rows, self._months, self._heat, self._now):
            return
        self._rows, self._months, self._heat, self._now = list(rows), list(months), dict(heat), now
        self._place = (min(self._place[0], max(0, len(rows) - 1)), min(self._place[1], len(months) - 1))
        places = [(row, month) for row in range(len(rows)) for month in range(len(months))]
        said = [self._said(place) for place in places if self._at_place(place) is not None]
        self.setAccessibleDescription("; ".join(said))
        self.updateGeometry()
        self.update()

    def _at_place(self, place: tuple[int, int]) -> Heat | None:
        row, month = place
        return self._heat.get((self._rows[row].code, self._months[month])) if month >= 0 else None

    def _said(self, place: tuple[int, int]) -> str:
        row, month = self._rows[place[0]], place[1]
        if month < 0:
            total = sum(each.count for (code, _), each in self._heat.items() if code == row.code)
            return f"{row.words}: {total} nhiệm vụ chưa xong"
        year, number = self._months[month]
        found = self._at_place(place)
        if found is None:
            return f"{row.words}, hạn tháng {number}/{year}: không có nhiệm vụ chưa xong"
        worst = found.worst.label.lower()
        told = worst if found.count == 1 else f"có nhiệm vụ {worst}"
        return f"{row.words}, hạn tháng {number}/{year}: {found.count} nhiệm vụ chưa xong, {told}"

    # Where things are

    def _row_height(self) -> float:
        return float(theme.scaled(theme.ROW_HEIGHT))

    def sizeHint(self) -> QSize:
        return QSize(520, round((len(self._rows) + 1) * self._row_height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(340), self.sizeHint().height())

    def _label_width(self) -> float:
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(row.words) for row in self._rows), default=0)
        least = _LEAST_CELL * max(1, len(self._months))
        return float(max(60.0, min(widest + SPACE, self.width() - least)))

    def _cell(self, place: tuple[int, int]) -> QRectF:
        row, month = place
        left, height = self._label_width(), self._row_height()
        top = (row + 1) * height
        if month < 0:
            return QRectF(0, top, left, height)
        width = max(1.0, (self.width() - left) / max(1, len(self._months)))
        return QRectF(left + month * width, top, width, height)

    def _at(self, point: QPointF) -> tuple[int, int] | None:
        row = int(point.y() // self._row_height()) - 1
        if not 0 <= row < len(self._rows):
            return None
        for month in range(-1, len(self._months)):
            if self._cell((row, month)).contains(point):
                return row, month
        return None

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_heads(painter)
        metrics = QFontMetricsF(self.font())
        for row, area in enumerate(self._rows):
            box = self._cell((row, -1))
            painter.setPen(QColor(theme.current().text))
            words = metrics.elidedText(area.words, Qt.TextElideMode.ElideRight, box.width() - SPACE)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            for month in range(len(self._months)):
                self._paint_cell(painter, (row, month))
        for place, colour in (
            (self._hovered, theme.current().muted),
            (self._focused(), theme.current().accent),
        ):
            if place is not None and place[0] < len(self._rows):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(colour), 2))
                painter.drawRoundedRect(self._cell(place).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _focused(self) -> tuple[int, int] | None:
        return self._place if self.hasFocus() and self._rows else None

    def _paint_heads(self, painter: QPainter) -> None:
        """The months over their columns; years where they change."""
        colours = theme.current()
        for number, (year, month) in enumerate(self._months):
            is_now = (year, month) == self._now
            painter.setFont(
                theme.font(theme.SMALL_POINTS, QFont.Weight.DemiBold if is_now else QFont.Weight.Normal)
            )
            painter.setPen(QColor(colours.accent if is_now else colours.muted))
            box = self._cell((-1, number))
            other_year = year != self._now[0]
            painter.drawText(
                box, Qt.AlignmentFlag.AlignCenter, f"{month}/{year % 100:02}" if other_year else f"T{month}"
            )
        painter.setFont(self.font())

    def _paint_cell(self, painter: QPainter, place: tuple[int, int]) -> None:
        colours = theme.current()
        box = self._cell(place).adjusted(1.5, 1.5, -1.5, -1.5)
        found = self._at_place(place)
        if found is None:
            painter.setPen(QPen(QColor(colours.border), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(colours, _SOFT[found.worst])))
        painter.drawRoundedRect(box, 3, 3)
        colour = status.COLOURS[found.worst]
        number = str(found.count)
        width = QFontMetricsF(self.font()).horizontalAdvance(number)
        together = width + 3 + _SIGN
        has_sign = together <= box.width() - 2
        left = box.center().x() - (together if has_sign else width) / 2
        painter.setPen(QColor(getattr(colours, colour)))
        words = QRectF(left, box.top(), width + 1, box.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, number)
        if has_sign:
            top = box.center().y() - _SIGN / 2
            icons.icon(status.ICONS[found.worst], colour).paint(
                painter, round(left + width + 3), round(top), _SIGN, _SIGN
            )

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
        row, month = self._place
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self._choose()
            return
        if event.key() in (keys.Key_Up, keys.Key_Down):
            row += -1 if event.key() == keys.Key_Up else 1
        elif event.key() in (keys.Key_Left, keys.Key_Right):
            month += -1 if event.key() == keys.Key_Left else 1
        elif event.key() in (keys.Key_Home, keys.Key_End):
            month = -1 if event.key() == keys.Key_Home else len(self._months) - 1
        else:
            super().keyPressEvent(event)
            return
        if 0 <= row < len(self._rows) and -1 <= month < len(self._months):
            self._place = (row, month)
            self.setAccessibleName(f"{self._title}. {self._said(self._place)}")
            self.update()

    def focusInEvent(self, event: object) -> None:
        """Whoever comes by the keyboard hears where it is."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        if self._rows:
            self.setAccessibleName(f"{self._title}. {self._said(self._place)}")

    def _choose(self) -> None:
        row, month = self._place
        if row < len(self._rows):
            self.chosen.emit(self._rows[row].code, self._months[month] if month >= 0 else None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._said(found) if found else "", self)
            return True
        return super().event(event)
