"""«Báo cáo»: the reports of a year, the calendar that they follow, and the one that is worked on."""

from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.places import CalendarPlace, Place, ReportPlace
from ...domain.report_periods import Period
from ...office.duties import DUTY_TABLES
from ...office.outgoing import OUTGOING_TABLES
from ...office.report_checks import CHECK_TABLES, CheckItem
from ...office.report_schedule import STATE_TABLES
from ...storage.changes import Changes
from ..shell import Page, Shell, tables
from .calendar import CalendarPanel
from .desk import ReportDesk
from .dialogs import errors_words
from .duties import DutiesPanel
from .schedule import ReportList


class ReportsPage(Page):
    """A list of reports, of which one can be opened."""

    help_topic = "bao-cao"
    has_document = True
    reads = tables(
        CHECK_TABLES, STATE_TABLES, DUTY_TABLES, OUTGOING_TABLES, ("corrections", "gathered_units")
    )

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.list = ReportList(shell)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._show(self.list)
        self.list.opened.connect(self.show_report)
        self.list.calendar_wanted.connect(lambda: self._show_calendar(self.list.year))
        self.list.duties_wanted.connect(lambda: self.show_duties(self.list.year))
        self.list.item_wanted.connect(self._put_right)

    @cached_property
    def calendar(self) -> CalendarPanel:
        """«Kỳ và hạn gửi», made when it is asked for."""
        calendar = CalendarPanel(self.shell)
        calendar.closed.connect(self._close_calendar)
        self._stack.addWidget(calendar)
        return calendar

    @cached_property
    def duties(self) -> DutiesPanel:
        """«Lịch báo cáo», made when it is asked for."""
        duties = DutiesPanel(self.shell)
        duties.closed.connect(self._close_duties)
        duties.report_wanted.connect(self.show_report)
        duties.dates_wanted.connect(self._show_calendar)
        self._stack.addWidget(duties)
        return duties

    @cached_property
    def desk(self) -> ReportDesk:
        """The opened report, made when the first one is opened."""
        desk = ReportDesk(self.shell)
        desk.closed.connect(self._show_list)
        desk.calendar_wanted.connect(lambda: self._show_calendar(desk.opened.period.year))
        self._stack.addWidget(desk)
        return desk

    # Showing

    def _shown(self) -> ReportList | CalendarPanel | DutiesPanel | ReportDesk:
        """The list, the calendar or the opened report."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, ReportList | CalendarPanel | DutiesPanel | ReportDesk)
        return shown

    @property
    def _is_open(self) -> bool:
        """Whether a report is opened in front."""
        return isinstance(self._shown(), ReportDesk)

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows what is stored now; what is looked at stays."""
        self._shown().refresh()

    def show_place(self, place: Place) -> None:
        if isinstance(place, CalendarPlace):
            if self.leave():
                self.show_duties(place.year or self.list.year)
                self.duties.show_place(place)
        elif isinstance(place, ReportPlace):
            self.show_report(place.period, place.key)

    def show_report(self, period: Period | None = None, key: str = "") -> None:
        """Shows the report of a period, at a passage where given; the list of reports where None."""
        if not self.leave():
            return
        if period is None:
            self._show_list()
            return
        if not self._is_open or period != self.desk.opened.period:
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
        was_open = self._is_open
        self._show(self.list)
        self.list.refresh()
        if was_open:
            self.list.choose(self.desk.opened.period)
        self.list.setFocus()

    def show_duties(self, year: int) -> None:
        """Shows the calendar of a year's reports."""
        self._show(self.duties)
        self.duties.show_year(year)
        self.duties.setFocus()

    def _close_duties(self) -> None:
        if self.duties.commit():
            self.list.show_year(self.duties.year)
            self._show_list()

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
        return isinstance(shown, ReportList) or shown.commit()

    def current_document(self) -> tuple[Document, str] | None:
        """The report that is opened, or the one that the list's cursor is on."""
        shown = self._shown()
        if isinstance(shown, DutiesPanel):
            return shown.document()
        if self._is_open:
            return self.desk.document()
        line = self.list.table.current_row()
        if line is None:
            return None
        reports = self.shell.office.reports
        return reports.papers.compose(line.period), reports.papers.file_name(line.period, "pdf")

    def export_warning(self) -> str:
        if isinstance(self._shown(), DutiesPanel):
            return ""
        line = self.list.table.current_row()
        period = self.desk.opened.period if self._is_open else line.period if line is not None else None
        return errors_words(self.shell, period) if period is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the calendars."""
        if event.key() == Qt.Key.Key_Escape and isinstance(self._shown(), CalendarPanel):
            self._close_calendar()
            return
        if event.key() == Qt.Key.Key_Escape and isinstance(self._shown(), DutiesPanel):
            self._close_duties()
            return
        super().keyPressEvent(event)
