"""«Báo cáo»: the reports of a year, the calendar that they follow, and the one that is worked on."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.places import DirectivePlace, Place, ReportPlace
from ...domain.report_periods import Period
from ...office.report_checks import CHECK_TABLES, CheckItem
from ...office.report_schedule import STATE_TABLES
from ...storage.changes import Changes
from ..shell import Page, Shell, tables
from .calendar import CalendarPanel
from .desk import ReportDesk
from .schedule import ReportList


class ReportsPage(Page):
    """A list of reports, of which one can be opened."""

    help_topic = "bao-cao"
    has_document = True
    reads = tables(CHECK_TABLES, STATE_TABLES)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.list = ReportList(shell)
        self.calendar = CalendarPanel(shell)
        self.desk = ReportDesk(shell)
        self._stack = QStackedWidget()
        for part in (self.list, self.calendar, self.desk):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._show(self.list)
        self.list.opened.connect(self.show_report)
        self.list.calendar_wanted.connect(lambda: self._show_calendar(self.list.year))
        self.list.item_wanted.connect(self._put_right)
        self.calendar.closed.connect(self._close_calendar)
        self.desk.closed.connect(self._show_list)
        self.desk.calendar_wanted.connect(lambda: self._show_calendar(self.desk.opened.period.year))

    # Showing

    def _shown(self) -> Any:
        """The list, the calendar or the opened report."""
        return self._stack.currentWidget()

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows what is stored now; what is looked at stays."""
        self._shown().refresh()

    def show_place(self, place: Place) -> None:
        if isinstance(place, DirectivePlace):
            self._show_directive(place.directive_id)
        elif isinstance(place, ReportPlace):
            self.show_report(place.period, place.key)

    def _show_directive(self, directive_id: str) -> None:
        """Shows a document in the report whose annex lists it."""
        period = self.shell.office.directives.reported_in(directive_id)
        self.show_report(period)
        if period is not None and self._shown() is self.desk:
            self.desk.show_directive(directive_id)

    def show_report(self, period: Period | None = None, key: str = "") -> None:
        """Shows the report of a period, at a passage where given; the list of reports where None."""
        if not self.leave():
            return
        if period is None:
            self._show_list()
            return
        if period != self.desk.opened.period or self._shown() is not self.desk:
            self.desk.open(period)
            self._show(self.desk)
            self.desk.setFocus()
        if key:
            self.desk.show_passage(key)

    def _put_right(self, period: Period, item: CheckItem) -> None:
        """Goes to what the check list of the list speaks of."""
        if item.place is None or isinstance(item.place, ReportPlace):
            self.show_report(period)
            self.desk.put_right(item)
        else:
            self.shell.go(item.place)

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        self.setFocusProxy(part)

    def _show_list(self) -> None:
        was_open = self._shown() is self.desk
        self._show(self.list)
        self.list.refresh()
        if was_open:
            self.list.choose(self.desk.opened.period)
        self.list.setFocus()

    def _show_calendar(self, year: int) -> None:
        self._show(self.calendar)
        self.calendar.show_year(year)
        self.calendar.setFocus()

    def _close_calendar(self) -> None:
        if self.calendar.commit():
            self.list.show_year(self.calendar.year)
            self._show_list()

    def leave(self) -> bool:
        """Saves the field that is being edited."""
        shown = self._shown()
        return shown is self.list or bool(shown.commit())

    def current_document(self) -> tuple[Document, str] | None:
        """The report that is opened, or the one that the list's cursor is on."""
        if self._shown() is self.desk:
            return self.desk.document()
        line = self.list.table.current_row()
        if line is None:
            return None
        reports = self.shell.office.reports
        return reports.papers.compose(line.period), reports.papers.file_name(line.period, "pdf")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the calendar."""
        if event.key() == Qt.Key.Key_Escape and self._shown() is self.calendar:
            self._close_calendar()
            return
        super().keyPressEvent(event)
