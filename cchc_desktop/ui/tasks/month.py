"""The tasks of a month on a sheet of days: each with its sign and colour on the day that it is due."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from ...domain.dates import short_date
from ...domain.task_calendar import by_day, days_later, month_weeks, months_later
from ...domain.task_turns import one_by_one, to_do_by
from ...domain.tasks import TaskRow, TaskStatus
from ...domain.working_days import WorkingDays
from .. import icons, theme
from ..theme import SPACE
from . import status
from .step_bar import StepBar

_WEEKDAYS = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "CN")
_LONG_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_NOTHING = "Không có nhiệm vụ đến hạn"
_SIGN = 12
_MOST_IN_MENU = 40
_MENU_LETTERS = 80


class MonthView(QWidget):
    """A month with the buttons that step through months; see `MonthSheet`."""

    help_topic = "nhiem-vu#lich-thang"

    chosen = Signal(str)
    opened = Signal(str)
    day_wanted = Signal(object, object)

    def __init__(self, today: Callable[[], date], days: WorkingDays) -> None:
        super().__init__()
        self._days = days
        self.bar = StepBar("tháng", ("PageUp", "PageDown"))
        self.sheet = MonthSheet(today, days)
        self.setFocusProxy(self.sheet)
        self.bar.stepped.connect(self.sheet.step)
        self.bar.today_wanted.connect(self.sheet.go_today)
        self.sheet.moved.connect(self._show_words)
        self.sheet.chosen.connect(self.chosen)
        self.sheet.opened.connect(self.opened)
        self.sheet.day_wanted.connect(self.day_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self.bar)
        column.addWidget(self.sheet, 1)

    def set_rows(self, rows: Sequence[TaskRow]) -> None:
        """Shows other tasks, those that come again on the day of each turn."""
        self.sheet.set_rows(list(one_by_one(rows, self._days.last_on_or_before)))
        self._show_words()

    def mark(self, task_id: str) -> None:
        """Marks the task that is looked at, wherever it was chosen."""
        self.sheet.mark(task_id)

    def reveal(self, row: TaskRow) -> None:
        """Goes to the day of a task."""
        self.sheet.go_to(to_do_by(row))

    def _show_words(self) -> None:
        day = self.sheet.day
        rows = self.sheet.of_month()
        late = sum(row.status is TaskStatus.OVERDUE for row in rows)
        told = f"{len(rows)} nhiệm vụ đến hạn" + (f", {late} quá hạn" if late else "")
        self.bar.show_words(f"Tháng {day.month} năm {day.year}", told if rows else _NOTHING)


class MonthSheet(QWidget):
    """The days of a month, weeks from Monday.

    ``chosen`` comes with the id of a task that was clicked, ``opened`` of one that was chosen in a day's
    menu, ``day_wanted`` with a day whose tasks are to be listed and the last day that these are due on,
    ``moved`` when the cursor went elsewhere.
    """

    chosen = Signal(str)
    opened = Signal(str)
    day_wanted = Signal(object, object)
    moved = Signal()

    def __init__(self, today: Callable[[], date], days: WorkingDays) -> None:
        super().__init__()
        self._today = today
        self._working = days
        self.day = today()
        self._rows: Sequence[TaskRow] = ()
        self._days: dict[date, list[TaskRow]] = {}
        self._weeks: list[list[date]] = []
        self._marked = ""
        self._menu: QMenu | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._arrange()
        theme.changed().connect(self.update)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(42 * SPACE), theme.scaled(34 * SPACE))

    # What is shown

    def set_rows(self, rows: Sequence[TaskRow]) -> None:
        """Shows other tasks; those of other months are not looked at."""
        self._rows = rows
        self._arrange()

    def mark(self, task_id: str) -> None:
        """Marks a task."""
        if task_id != self._marked:
            self._marked = task_id
            self.update()

    def of_month(self) -> list[TaskRow]:
        """The tasks that are due in the month, as they stand on the sheet."""
        return [row for day in sorted(self._days) if day.month == self.day.month for row in self._days[day]]

    def of_day(self, day: date) -> list[TaskRow]:
        """The tasks that are due on a day of the sheet."""
        return self._days.get(day, [])

    def go_to(self, day: date) -> None:
        """Puts the cursor on a day."""
        if day == self.day:
            return
        is_other = (day.year, day.month) != (self.day.year, self.day.month)
        self.day = day
        if is_other:
            self._arrange()
        else:
            self._say()
            self.update()
        self.moved.emit()

    def go_today(self) -> None:
        """Puts the cursor on today."""
        self.go_to(self._today())

    def step(self, months: int) -> None:
        """Goes to the same day of a later month, or of an earlier one."""
        self.go_to(months_later(self.day, months))

    def _arrange(self) -> None:
        self._weeks = month_weeks(self.day)
        self._days = by_day(self._rows, self._weeks[0][0], self._weeks[-1][-1])
        self._say()
        self.update()

    def _say(self) -> None:
        rows = self.of_day(self.day)
        off = self._working.off.get(self.day, "")
        words = [f"{_LONG_WEEKDAYS[self.day.weekday()]} {short_date(self.day)}"]
        if off:
            words.append(off)
        words.append(f"{len(rows)} nhiệm vụ đến hạn" if rows else "không có nhiệm vụ đến hạn")
        self.setAccessibleName(f"Lịch tháng. {', '.join(words)}")
        self.setAccessibleDescription("; ".join(f"{row.status.label}: {row.text}" for row in rows))

    # Where things are

    def _head(self) -> int:
        return theme.scaled(24)

    def _line(self) -> int:
        return QFontMetrics(self._small()).height() + 3

    def _small(self) -> QFont:
        return theme.font(theme.SMALL_POINTS)

    def _cell(self, week: int, weekday: int) -> QRect:
        head = self._head()
        height, width = self.height() - head, self.width()
        left, right = width * weekday // 7, width * (weekday + 1) // 7
        count = len(self._weeks)
        top, bottom = head + height * week // count, head + height * (week + 1) // count
        return QRect(left, top, right - left, bottom - top)

    def _cell_of(self, day: date) -> QRect:
        week, weekday = divmod((day - self._weeks[0][0]).days, 7)
        return self._cell(week, weekday)

    def _lines(self, cell: QRect, day: date) -> tuple[list[tuple[TaskRow, QRect]], int, QRect]:
        """The tasks that there is room for with their places, how many more there are, and where that is."""
        rows, line = self.of_day(day), self._line()
        top = cell.top() + line + 3
        room = max(0, (cell.bottom() - top) // line)
        if len(rows) > room <= 1:
            return self._signs(cell, day, room)
        shown = len(rows) if len(rows) <= room else room - 1
        places = [
            (row, QRect(cell.left() + 3, top + place * line, cell.width() - 6, line))
            for place, row in enumerate(rows[:shown])
        ]
        return places, len(rows) - shown, QRect(cell.left() + 3, top + shown * line, cell.width() - 6, line)

    def _signs(self, cell: QRect, day: date, room: int) -> tuple[list[tuple[TaskRow, QRect]], int, QRect]:
        """The same where there is one line at most: signs alone, in it or beside the number of the day."""
        rows, side = self.of_day(day), theme.scaled(_SIGN) + 4
        number = 3 if room else QFontMetrics(self._small()).horizontalAdvance("00/00") + 12
        more_width = QFontMetrics(self._small()).horizontalAdvance("+00") + 6
        fit = max(0, (cell.width() - number - more_width) // side)
        shown = len(rows) if len(rows) <= fit else fit
        top = cell.top() + 2 + room * self._line() + (self._line() - side) // 2
        places = [
            (row, QRect(cell.left() + number + place * side, top, side, side))
            for place, row in enumerate(rows[:shown])
        ]
        left = cell.left() + number + shown * side + 2
        return places, len(rows) - shown, QRect(left, top, more_width, side)

    def _day_at(self, at: QPoint) -> date | None:
        for number, week in enumerate(self._weeks):
            for weekday, day in enumerate(week):
                if self._cell(number, weekday).contains(at):
                    return day
        return None

    def _task_at(self, at: QPoint) -> TaskRow | None:
        day = self._day_at(at)
        if day is None:
            return None
        places, _, _ = self._lines(self._cell_of(day), day)
        return next((row for row, place in places if place.contains(at)), None)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        painter.fillRect(self.rect(), QColor(colours.surface))
        painter.setFont(theme.font(theme.SMALL_POINTS, QFont.Weight.DemiBold))
        painter.setPen(QColor(colours.muted))
        roomy = self.width() >= theme.scaled(80 * SPACE)
        for weekday, words in enumerate(_LONG_WEEKDAYS if roomy else _WEEKDAYS):
            cell = self._cell(0, weekday)
            head = QRect(cell.left(), 0, cell.width(), self._head())
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, words)
        for number, week in enumerate(self._weeks):
            for weekday, day in enumerate(week):
                self._paint_day(painter, self._cell(number, weekday), day)
        painter.setPen(QPen(QColor(colours.border)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_day(self, painter: QPainter, cell: QRect, day: date) -> None:
        colours = theme.current()
        is_off, is_other = bool(self._working.why_off(day)), day.month != self.day.month
        painter.fillRect(cell, QColor(colours.idle_soft if is_off else colours.surface))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QColor(colours.border))
        painter.drawLine(cell.topLeft(), cell.topRight())
        painter.drawLine(cell.topLeft(), cell.bottomLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_number(painter, cell, day, is_other)
        places, more, at = self._lines(cell, day)
        painter.setFont(self._small())
        for row, place in places:
            self._paint_task(painter, place, row, is_other)
        if more:
            painter.setPen(QColor(colours.accent))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(at.adjusted(2, 0, 0, 0), flags, f"+{more}")
        if day == self.day:
            width = 2 if self.hasFocus() else 1
            painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.strong_border), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(cell).adjusted(1.5, 1.5, -0.5, -0.5), 3, 3)

    def _paint_number(self, painter: QPainter, cell: QRect, day: date, is_other: bool) -> None:
        colours = theme.current()
        is_today = day == self._today()
        words = f"{day.day}/{day.month}" if is_other or day.day == 1 else str(day.day)
        painter.setFont(
            theme.font(theme.SMALL_POINTS, QFont.Weight.DemiBold if is_today else QFont.Weight.Normal)
        )
        metrics = QFontMetricsF(painter.font())
        width = metrics.horizontalAdvance(words)
        at = QRectF(cell.left() + 5, cell.top() + 2, width, self._line())
        if is_today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(at.adjusted(-4, 0, 4, 0), 7, 7)
        off = self._working.off.get(day, "")
        colour = (
            colours.accent_text
            if is_today
            else colours.disabled
            if is_other
            else colours.muted
            if off
            else colours.text
        )
        painter.setPen(QColor(colour))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, words)
        if off:
            # The name of a holiday, where there is room beside the number.
            room = QRectF(at.right() + 6, at.top(), cell.right() - at.right() - 8, at.height())
            painter.setPen(QColor(colours.muted))
            painter.setFont(self._small())
            elided = QFontMetricsF(painter.font()).elidedText(off, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, elided)

    def _paint_task(self, painter: QPainter, place: QRect, row: TaskRow, is_other: bool) -> None:
        colours = theme.current()
        colour = getattr(colours, status.COLOURS[row.status])
        if row.id == self._marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selection))
            painter.drawRoundedRect(QRectF(place), 3, 3)
        side = theme.scaled(_SIGN)
        sign = QRect(place.left() + 2, place.center().y() - side // 2, side, side)
        icons.icon(status.ICONS[row.status], status.COLOURS[row.status]).paint(painter, sign)
        if place.width() <= 2 * side:
            return
        text = place.adjusted(side + 5, 0, -2, 0)
        painter.setPen(QColor(colours.disabled if is_other else colour if _wants(row) else colours.text))
        elided = QFontMetrics(painter.font()).elidedText(row.text, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)

    # The day's tasks

    def open_day(self) -> None:
        """Offers the tasks of the cursor's day in a menu, with a way to the list of them."""
        rows, day = self.of_day(self.day), self.day
        if not rows:
            return
        menu = self._menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for row in rows[:_MOST_IN_MENU]:
            words = row.text if len(row.text) <= _MENU_LETTERS else f"{row.text[: _MENU_LETTERS - 1]}…"
            action = menu.addAction(
                icons.icon(status.ICONS[row.status], status.COLOURS[row.status]), words.replace("&", "&&")
            )
            action.setToolTip(task_tip(row, self._today()))
            action.triggered.connect(partial(self._open, row.id))
        menu.addSeparator()
        listed = menu.addAction(icons.icon("tasks"), "Xem trong danh sách")
        last = max(row.due for row in rows)
        listed.triggered.connect(lambda _checked=False: self.day_wanted.emit(day, last))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.mapToGlobal(self._cell_of(day).bottomLeft()))

    def _open(self, task_id: str, _checked: bool = False) -> None:
        self.opened.emit(task_id)

    # Pointer and keys

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or (day := self._day_at(at)) is None:
            return
        _, more, place = self._lines(self._cell_of(day), day)
        row = self._task_at(at)
        if row is not None:
            if day.month == self.day.month:
                self.go_to(day)
            self.chosen.emit(row.id)
        else:
            self.go_to(day)
            if more and place.contains(at):
                self.open_day()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self._task_at(event.position().toPoint())
        if row is not None:
            self.opened.emit(row.id)
        else:
            self.open_day()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A turn of the wheel goes to the next month."""
        turned = event.angleDelta().y()
        if turned:
            self.step(-1 if turned > 0 else 1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif key in days:
            self.go_to(days_later(self.day, days[key]))
        elif key in months:
            self.step(months[key])
        elif key == Qt.Key.Key_T and not event.modifiers():
            self.go_today()
        elif key == Qt.Key.Key_Home:
            self.go_to(self.day.replace(day=1))
        elif key == Qt.Key.Key_End:
            self.go_to(days_later(months_later(self.day.replace(day=1), 1), -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open_day()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row, day = self._task_at(event.pos()), self._day_at(event.pos())
            words = (
                task_tip(row, self._today()) if row is not None else self._working.why_off(day) if day else ""
            )
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)


def task_tip(row: TaskRow, today: date) -> str:
    """What a tooltip says of a task that has no room for its words."""
    parts = [row.text, f"{row.status.label}, {row.percent}%"]
    by = to_do_by(row)
    due = (
        f"Hạn {short_date(row.due)}"
        if by == row.due
        else (f"Hạn {short_date(row.due)} là ngày nghỉ: xong chậm nhất {short_date(by)}")
    )
    left = status.due_words(row, today)
    parts.append(", ".join(filter(None, (due, left))))
    parts.append(" · ".join(filter(None, (row.assignment.lead, row.assignment.officer))))
    parts.append(f"Lý do chậm: {row.reason}" if row.reason else "")
    return "\n".join(filter(None, parts))


def _wants(row: TaskRow) -> bool:
    """Whether the words, too, are in the colour of the status."""
    return row.status is TaskStatus.OVERDUE
