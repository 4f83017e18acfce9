"""The tasks of a year as bars over its quarters, by unit or by area, with today's line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QVBoxLayout, QWidget

from ... import catalogue
from ...domain.dates import short_date
from ...domain.names import unit_key
from ...domain.numerals import to_roman
from ...domain.task_calendar import YEARS, Bar, Lane, lanes
from ...domain.tasks import TaskRow
from ...domain.text import sort_key
from .. import icons, theme
from ..choice_box import ChoiceBox
from ..theme import SPACE
from . import status
from .month import task_tip
from .step_bar import StepBar

_BY_UNIT, _BY_AREA = "unit", "area"
_NO_UNIT, _NO_AREA = "Chưa có đơn vị chủ trì", "Nhiệm vụ chung"
_NO_START = "Kế hoạch không ghi ngày bắt đầu: vẽ từ đầu quý"
_SIGN = 14
_TITLES = 0.36
"""The share of the width that the words of the tasks take."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the timeline: a task, or the heading of its lane where ``bar`` is None."""

    lane: Lane
    bar: Bar | None = None

    @property
    def key(self) -> str:
        """What it is known by when the rows change."""
        return self.bar.row.id if self.bar is not None else f"lane {self.lane.name}"


class TimelineView(QWidget):
    """A year with the buttons that step through years, and what its rows are grouped by; see `Timeline`."""

    help_topic = "nhiem-vu#theo-quy"

    chosen = Signal(str)
    opened = Signal(str)
    grouped = Signal(str)
    """Another grouping was chosen, to be remembered."""

    def __init__(self, today: Callable[[], date], grouping: str = "") -> None:
        super().__init__()
        self.group = ChoiceBox()
        self.group.offer([(_BY_UNIT, "Xếp theo đơn vị"), (_BY_AREA, "Xếp theo lĩnh vực")])
        self.group.show_value(grouping if grouping in (_BY_UNIT, _BY_AREA) else _BY_UNIT)
        self.group.setAccessibleName("Xếp các dòng theo đơn vị hay lĩnh vực")
        self.group.setToolTip("Xếp các dòng theo đơn vị hay lĩnh vực")
        self.bar = StepBar("năm", ("Ctrl+PageUp", "Ctrl+PageDown"), self.group)
        self.lines = Timeline(today)
        self.setFocusProxy(self.lines)
        self._today = today
        self._rows: Sequence[TaskRow] = ()
        self.group.activated.connect(self._regroup)
        self.bar.stepped.connect(self._step)
        self.bar.today_wanted.connect(self.go_today)
        self.lines.stepped.connect(self._step)
        self.lines.today_wanted.connect(self.go_today)
        self.lines.chosen.connect(self.chosen)
        self.lines.opened.connect(self.opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self.bar)
        column.addWidget(self.lines, 1)

    def set_rows(self, rows: Sequence[TaskRow]) -> None:
        """Shows other tasks."""
        self._rows = rows
        self._show()

    def mark(self, task_id: str) -> None:
        """Puts the cursor on a task, wherever it was chosen."""
        self.lines.mark(task_id)

    def reveal(self, row: TaskRow) -> None:
        """Goes to the year of a task, and to its row."""
        if self.lines.year != row.due.year:
            self.lines.year = row.due.year
            self._show()
        self.lines.mark(row.id)

    def go_today(self) -> None:
        """Goes to this year."""
        self.lines.year = self._today().year
        self._show()

    def _step(self, years: int) -> None:
        if self.lines.year + years in YEARS:
            self.lines.year += years
            self._show()

    def _regroup(self) -> None:
        self.grouped.emit(self.group.value())
        self._show()

    def _show(self) -> None:
        by = _units() if self.group.value() == _BY_UNIT else _area_of
        found = lanes(self._rows, self.lines.year, self._today(), by)
        self.lines.set_lanes(found)
        count, late = sum(len(lane.bars) for lane in found), sum(lane.late for lane in found)
        told = f"{count} nhiệm vụ" + (f", {late} quá hạn" if late else "")
        self.bar.show_words(f"Năm {self.lines.year}", told if count else "Không có nhiệm vụ")


class Timeline(QAbstractScrollArea):
    """The rows of a year; only those in sight are drawn. Left and right fold and unfold a group."""

    chosen = Signal(str)
    opened = Signal(str)
    stepped = Signal(int)
    today_wanted = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.year = today().year
        self._lanes: Sequence[Lane] = ()
        self._folded: set[str] = set()
        self._lines: list[_Line] = []
        self._place = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Nhiệm vụ theo quý")
        theme.changed().connect(self.viewport().update)

    # What is shown

    def set_lanes(self, lanes: Sequence[Lane]) -> None:
        """Shows other rows; the cursor and what is folded stay."""
        key = self._lines[self._place].key if 0 <= self._place < len(self._lines) else ""
        self._lanes = lanes
        self._arrange(key)

    def mark(self, task_id: str) -> None:
        """Puts the cursor on a task, unfolding its group; nothing happens where it is not of this year."""
        for lane in self._lanes:
            if lane.name in self._folded and any(bar.row.id == task_id for bar in lane.bars):
                self._folded.remove(lane.name)
                self._arrange(task_id)
        place = next((n for n, line in enumerate(self._lines) if line.key == task_id), -1)
        if place >= 0 and place != self._place:
            self._put(place)

    @property
    def current(self) -> TaskRow | None:
        """The task that the cursor is on, None for the heading of a group."""
        bar = self._lines[self._place].bar if 0 <= self._place < len(self._lines) else None
        return bar.row if bar is not None else None

    def _arrange(self, key: str) -> None:
        self._lines = []
        for lane in self._lanes:
            self._lines.append(_Line(lane))
            if lane.name not in self._folded:
                self._lines += [_Line(lane, bar) for bar in lane.bars]
        self._place = next((n for n, line in enumerate(self._lines) if line.key == key), -1)
        self._measure()
        self.viewport().update()

    def _measure(self) -> None:
        room = self.viewport().height() - self._head()
        bar = self.verticalScrollBar()
        bar.setPageStep(max(1, room))
        bar.setSingleStep(self._row())
        bar.setRange(0, max(0, len(self._lines) * self._row() - room))

    def _put(self, place: int) -> None:
        """Puts the cursor on a row, in sight."""
        self._place = place
        top, room = place * self._row(), self.viewport().height() - self._head()
        bar = self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(top)
        elif top + self._row() > bar.value() + room:
            bar.setValue(top + self._row() - room)
        line = self._lines[place]
        said = line.bar.row.text if line.bar else _lane_words(line.lane)
        self.setAccessibleDescription(f"{line.bar.row.status.label}: {said}" if line.bar else said)
        self.viewport().update()

    def _choose(self, place: int) -> None:
        self._put(place)
        if (row := self.current) is not None:
            self.chosen.emit(row.id)

    def _fold(self, name: str, is_folded: bool) -> None:
        if is_folded:
            self._folded.add(name)
        else:
            self._folded.discard(name)
        self._arrange(f"lane {name}")

    # Where things are

    def _row(self) -> int:
        return theme.scaled(theme.ROW_HEIGHT)

    def _head(self) -> int:
        return theme.scaled(44)

    def _titles(self) -> int:
        return round(self.viewport().width() * _TITLES)

    def _x(self, day: date, after: bool = False) -> float:
        """Where a day begins, or ends where ``after``; days of other years stand at the edge."""
        first, days = date(self.year, 1, 1), (date(self.year, 12, 31) - date(self.year, 1, 1)).days + 1
        left, width = self._titles() + 4, self.viewport().width() - self._titles() - 8
        count = min(max((day - first).days + after, 0), days)
        return left + width * count / days

    def _place_at(self, at: QPoint) -> int:
        if at.y() < self._head():
            return -1
        place = (at.y() - self._head() + self.verticalScrollBar().value()) // self._row()
        return place if place < len(self._lines) else -1

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        area = self.viewport().rect()
        painter.fillRect(area, QColor(colours.surface))
        if not self._lines:
            painter.setPen(QColor(colours.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area.adjusted(24, self._head(), -24, 0), flags, self._nothing())
        row, scrolled = self._row(), self.verticalScrollBar().value()
        first = scrolled // row
        last = min(len(self._lines), first + area.height() // row + 2)
        painter.setClipRect(area.adjusted(0, self._head(), 0, 0))
        for place in range(first, last):
            self._paint_ground(
                painter, QRect(0, self._head() + place * row - scrolled, area.width(), row), place
            )
        self._paint_grid(painter)
        for place in range(first, last):
            self._paint_line(
                painter, QRect(0, self._head() + place * row - scrolled, area.width(), row), place
            )
        self._paint_today(painter)
        painter.setClipping(False)
        self._paint_head(painter)
        painter.end()

    def _nothing(self) -> str:
        return f"Không có nhiệm vụ nào của năm {self.year} khớp bộ lọc. Bấm «Bỏ lọc» hoặc chọn năm khác."

    def _paint_head(self, painter: QPainter) -> None:
        """The quarters, and the months under them."""
        colours = theme.current()
        head = QRect(0, 0, self.viewport().width(), self._head())
        painter.fillRect(head, QColor(colours.raised))
        half = head.height() / 2
        for quarter in range(4):
            left, right = self._x(date(self.year, quarter * 3 + 1, 1)), self._quarter_end(quarter)
            painter.setFont(theme.font(theme.SMALL_POINTS, QFont.Weight.DemiBold))
            painter.setPen(QColor(colours.text))
            words = f"Quý {to_roman(quarter + 1)}"
            painter.drawText(QRectF(left, 0, right - left, half), Qt.AlignmentFlag.AlignCenter, words)
            painter.setFont(theme.font(theme.SMALL_POINTS))
            painter.setPen(QColor(colours.muted))
            for month in range(quarter * 3 + 1, quarter * 3 + 4):
                begins = self._x(date(self.year, month, 1))
                ends = self._x(date(self.year, month + 1, 1)) if month < 12 else right
                painter.drawText(
                    QRectF(begins, half, ends - begins, half), Qt.AlignmentFlag.AlignCenter, str(month)
                )
        painter.setPen(QColor(colours.border))
        painter.drawLine(head.bottomLeft(), head.bottomRight())

    def _quarter_end(self, quarter: int) -> float:
        return (
            self._x(date(self.year, quarter * 3 + 4, 1))
            if quarter < 3
            else self._x(date(self.year, 12, 31), True)
        )

    def _paint_grid(self, painter: QPainter) -> None:
        painter.setPen(QColor(theme.current().border))
        for quarter in range(4):
            x = round(self._x(date(self.year, quarter * 3 + 1, 1)))
            painter.drawLine(x, self._head(), x, self.viewport().height())

    def _paint_today(self, painter: QPainter) -> None:
        today = self._today()
        if today.year != self.year:
            return
        x = round((self._x(today) + self._x(today, True)) / 2)
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        painter.drawLine(x, self._head(), x, self.viewport().height())

    def _paint_ground(self, painter: QPainter, at: QRect, place: int) -> None:
        colours = theme.current()
        if self._lines[place].bar is None:
            painter.fillRect(at, QColor(colours.idle_soft))
        if place == self._place:
            painter.fillRect(at, QColor(colours.selection if self.hasFocus() else colours.accent_soft))

    def _paint_line(self, painter: QPainter, at: QRect, place: int) -> None:
        line = self._lines[place]
        if line.bar is None:
            self._paint_lane(painter, at, line.lane)
        else:
            self._paint_title(painter, at, line.bar)
            self._paint_bar(painter, at, line.bar)

    def _paint_lane(self, painter: QPainter, at: QRect, lane: Lane) -> None:
        colours = theme.current()
        side = theme.scaled(_SIGN)
        picture = "chevron-right" if lane.name in self._folded else "chevron-down"
        icons.icon(picture).paint(painter, QRect(6, at.center().y() - side // 2, side, side))
        painter.setFont(theme.font(weight=QFont.Weight.DemiBold))
        painter.setPen(QColor(colours.text))
        room = at.adjusted(side + 12, 0, -8, 0)
        words = QFontMetrics(painter.font()).elidedText(
            _lane_words(lane), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_title(self, painter: QPainter, at: QRect, bar: Bar) -> None:
        colours = theme.current()
        side = theme.scaled(_SIGN)
        sign = QRect(18, at.center().y() - side // 2, side, side)
        icons.icon(status.ICONS[bar.row.status], status.COLOURS[bar.row.status]).paint(painter, sign)
        painter.setFont(theme.font())
        painter.setPen(QColor(colours.text))
        room = QRect(sign.right() + 6, at.top(), self._titles() - sign.right() - 12, at.height())
        words = QFontMetrics(painter.font()).elidedText(
            bar.row.text, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_bar(self, painter: QPainter, at: QRect, bar: Bar) -> None:
        """From start to due day, filled as far as it is done; lateness goes on until done, or today."""
        for turn in bar.turns:
            self._paint_bar(painter, at, turn)
        if bar.turns:
            return
        colours = theme.current()
        name = status.COLOURS[bar.row.status]
        colour, soft = getattr(colours, name), getattr(colours, f"{name}_soft", colours.idle_soft)
        if bar.due.year >= self.year and bar.first.year <= self.year:
            left, right = self._x(bar.first), self._x(bar.due, True)
            height = at.height() * 0.46
            box = QRectF(left, at.center().y() - height / 2, max(4.0, right - left - 1), height)
            line = Qt.PenStyle.SolidLine if bar.has_start else Qt.PenStyle.DotLine
            painter.setPen(QPen(QColor(colour), 1, line))
            painter.setBrush(QColor(soft))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            box.setWidth(box.width() * bar.row.percent / 100)
            painter.drawRoundedRect(box, 3, 3)
        if bar.late_until is not None and bar.late_until.year >= self.year:
            self._paint_late(painter, self._x(bar.due, True), self._x(bar.late_until, True), at, colour)

    def _paint_late(self, painter: QPainter, left: float, right: float, at: QRect, colour: str) -> None:
        """A line of dashes with an arrow's head: how long it has been late."""
        middle = at.center().y() + 0.5
        painter.setPen(QPen(QColor(colour), 2, Qt.PenStyle.DashLine))
        painter.drawLine(round(left), round(middle), round(right), round(middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawPolygon(
            QPolygonF.fromList(
                [
                    QRectF(right - 6, middle - 4, 0, 0).topLeft(),
                    QRectF(right + 1, middle, 0, 0).topLeft(),
                    QRectF(right - 6, middle + 4, 0, 0).topLeft(),
                ]
            )
        )

    # Pointer and keys

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or place < 0:
            return
        line = self._lines[place]
        if line.bar is None:
            self._fold(line.lane.name, line.lane.name not in self._folded)
        else:
            self._choose(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        if place >= 0 and (bar := self._lines[place].bar) is not None:
            self.opened.emit(bar.row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        page = max(1, (self.viewport().height() - self._head()) // self._row() - 1)
        steps = {
            Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -len(self._lines), Qt.Key.Key_End: len(self._lines),
        }  # fmt: skip
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and key in (
            Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
        ):  # fmt: skip
            self.stepped.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif is_plain and key == Qt.Key.Key_T:
            self.today_wanted.emit()
        elif is_plain and key in steps and self._lines:
            self._choose(min(max(self._place + steps[Qt.Key(key)], 0), len(self._lines) - 1))
        elif (
            is_plain and 0 <= self._place < len(self._lines) and self._on_line(key, self._lines[self._place])
        ):
            pass
        else:
            super().keyPressEvent(event)

    def _on_line(self, key: int, line: _Line) -> bool:
        """What a key does to the row of the cursor; gives whether it does anything."""
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if line.bar is not None:
            if is_enter:
                self.opened.emit(line.bar.row.id)
            elif key == Qt.Key.Key_Left:
                self._put(next(n for n, each in enumerate(self._lines) if each.lane is line.lane))
            return is_enter or key == Qt.Key.Key_Left
        is_folded = line.lane.name in self._folded
        if is_enter or key == (Qt.Key.Key_Right if is_folded else Qt.Key.Key_Left):
            self._fold(line.lane.name, not is_folded)
            return True
        return False

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._place_at(event.pos())
            bar = self._lines[place].bar if place >= 0 else None
            QToolTip.showText(event.globalPos(), self._tip(bar) if bar is not None else "", self)
            return True
        return super().viewportEvent(event)

    def _tip(self, bar: Bar) -> str:
        start = f"Từ {short_date(bar.first)}" if bar.has_start else _NO_START
        return f"{task_tip(bar.row, self._today())}\n{start}"


def _lane_words(lane: Lane) -> str:
    late = f", {lane.late} quá hạn" if lane.late else ""
    return f"{lane.name} ({len(lane.bars)} nhiệm vụ{late})"


def _units() -> Callable[[TaskRow], tuple[object, str]]:
    """Groups by leading unit, spellings of one unit together under the one that comes first."""
    names: dict[str, tuple[object, str]] = {}

    def unit_of(row: TaskRow) -> tuple[object, str]:
        lead = row.assignment.lead
        if not lead:
            return (True, ""), _NO_UNIT
        key = unit_key(lead)
        if key not in names:
            names[key] = (False, sort_key(lead)), lead
        return names[key]

    return unit_of


def _area_of(row: TaskRow) -> tuple[object, str]:
    return row.area or 99, catalogue.area(row.area).name if row.area else _NO_AREA
