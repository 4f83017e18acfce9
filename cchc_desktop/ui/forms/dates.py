"""The field for a day, and the calendar that it opens."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from ...domain.dates import parse_date, short_date
from ...domain.errors import Refusal
from .. import icons, theme
from ..theme import SPACE
from ..translator import VIETNAMESE
from .texts import LineField


class DateField(LineField):
    """A day typed as 5/1/2026, or picked from a calendar; empty for none."""

    def _make_editor(self) -> QLineEdit:
        edit = super()._make_editor()
        edit.setPlaceholderText("ngày/tháng/năm")
        return edit

    def _place_editor(self, layout: QVBoxLayout) -> None:
        self._button = QToolButton()
        self._button.setIcon(icons.icon("calendar", "muted"))
        self._button.setToolTip("Chọn ngày trên lịch (Alt+↓)")
        self._button.setAccessibleName(f"Chọn ngày: {self.caption}")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.pick)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.editor, 1)
        row.addWidget(self._button)
        layout.addLayout(row)

    def _raw(self) -> str:
        return super()._raw().strip()

    def _show(self, value: Any) -> None:
        self.editor.setText(short_date(value))

    def _read(self) -> date | None:
        return parse_date(self._raw()) if self._raw() else None

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pick()
            return True
        return super()._key(event)

    def pick(self) -> None:
        """Opens the calendar under the field; nothing where the day is only to be read."""
        if self.editor.isReadOnly():
            return
        try:
            day = self._read()
        except Refusal:
            day = None
        menu = calendar_menu(self, day, self._picked)
        menu.popup(self.editor.mapToGlobal(self.editor.rect().bottomLeft()))

    def _picked(self, day: date) -> None:
        self._show(day)
        self.changed.emit()
        self.commit()


def calendar_menu(parent: QWidget, day: date | None, picked: Callable[[date], None]) -> QMenu:
    """A menu that holds a Vietnamese calendar; ``picked`` is called with the day that is chosen."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar = QCalendarWidget()
    calendar.setLocale(VIETNAMESE)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setMinimumSize(42 * SPACE, 30 * SPACE)
    weekend = QTextCharFormat()
    weekend.setForeground(QColor(theme.current().bad))
    for name in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(name, weekend)
    if day is not None:
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))

    def choose(chosen: QDate) -> None:
        menu.close()
        picked(date(chosen.year(), chosen.month(), chosen.day()))

    calendar.clicked.connect(choose)
    calendar.activated.connect(choose)
    action = QWidgetAction(menu)
    action.setDefaultWidget(calendar)
    menu.addAction(action)
    QTimer.singleShot(0, calendar, calendar.setFocus)
    return menu
