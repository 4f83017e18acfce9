"""An opened report: its text, its head and foot, its annex of documents, its check list, and its pages."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.places import DossiersPlace, FigurePlace, Place, ReportPlace
from ...domain.report_periods import Period
from ...office.report_checks import CheckItem
from ..exporting import export_document
from ..shell import Shell
from ..theme import SPACE
from ..widgets.command_bar import IssuedBanner
from ..widgets.preview import Preview
from ..widgets.preview_fold import PreviewFold
from .bar import ReportBar, issued_words
from .checks import ReportChecks
from .content import ReportContent
from .dialogs import IssueReportDialog
from .directives import ReportDirectives
from .empty import NoFigures
from .ends import ReportEnds
from .opened import OpenedReport


class ReportDesk(QWidget):
    """Everything about one period's report; its edits are operations of ``office.reports``."""

    closed = Signal()
    calendar_wanted = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.opened = OpenedReport(shell)
        self.bar = ReportBar()
        self.banner = IssuedBanner("Thu hồi phát hành", "undo")
        self.empty = NoFigures()
        self.content = ReportContent(self.opened)
        self.ends = ReportEnds(self.opened)
        self.directives = ReportDirectives(self.opened)
        self.checks = ReportChecks(self.opened)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for tab, words in (
            (self.content, "Nội dung"),
            (self.ends, "Đầu và cuối văn bản"),
            (self.directives, "Văn bản chỉ đạo"),
            (self.checks, "Kiểm tra trước khi gửi"),
        ):
            self.tabs.addTab(tab, words)
        self.preview = Preview(closable=True)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.tabs)
        self.splitter.addWidget(self.preview)
        self.splitter.setStretchFactor(0, 7)
        self.splitter.setStretchFactor(1, 4)
        self.preview.setMinimumWidth(240)
        self.fold = PreviewFold(
            shell, "reports.preview", self.bar, self.preview, self.splitter, self._share_width,
            lambda: self.opened.key,
        )  # fmt: skip
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.content.outline)

    def _lay_out(self) -> None:
        holder = QVBoxLayout()
        holder.setContentsMargins(SPACE, SPACE, SPACE, 0)
        holder.addWidget(self.banner)
        holder.addWidget(self.empty)
        self._banner_row = QWidget()
        self._banner_row.setLayout(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._banner_row)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        bar = self.bar
        bar.closed.connect(lambda: self.closed.emit() if self.commit() else None)
        bar.period_chosen.connect(self._show_chosen)
        bar.figures_action.triggered.connect(lambda: self._leave_for(FigurePlace))
        bar.form_action.triggered.connect(lambda: self._leave_for(DossiersPlace))
        bar.calendar_action.triggered.connect(lambda: self.calendar_wanted.emit() if self.commit() else None)
        bar.issue_action.triggered.connect(self.issue)
        bar.recall_action.triggered.connect(self.recall)
        bar.export_action.triggered.connect(self._export)
        bar.print_action.triggered.connect(self._print)
        bar.annex_action.triggered.connect(self.export_annex)
        self.banner.change_wanted.connect(self.recall)
        self.empty.figures_wanted.connect(lambda: self._shell.go(FigurePlace(self.empty.period)))
        self.empty.form_wanted.connect(lambda: self._shell.go(DossiersPlace(self.empty.period)))
        self.content.passage_chosen.connect(self.preview.reveal)
        self.preview.text_clicked.connect(self.show_passage)
        self.checks.wanted.connect(self.put_right)
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            self._shortcut(keys, partial(self._step, step))
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            self._shortcut(keys, partial(self._turn_tab, step))
        self._shortcut("F6", self._next_part)
        self._shortcut("Alt+Left", bar.back_action.trigger)

    def _shortcut(self, keys: str, slot: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    # Showing

    def open(self, period: Period) -> None:
        """Shows another period's report; what is being typed was saved before."""
        self.opened.open(period)
        self.content.show_report()
        self.ends.show_report()
        self.directives.show_report()
        self.checks.refresh()
        self._show_frame()
        self.preview.set_source(self._composed, self._printed_texts)

    def refresh(self) -> None:
        """Shows what is stored now; what is being typed stays."""
        self.opened.refresh()
        self.content.refresh()
        self.ends.refresh()
        self.directives.refresh()
        self.checks.refresh()
        self._show_frame()
        self.preview.invalidate()

    def _show_frame(self) -> None:
        reports, period, head = self._shell.office.reports, self.opened.period, self.opened.head
        line = reports.schedule.line(period)
        listed = {*reports.schedule.periods(period.year), period}
        periods = [one for one in self._shell.office.calendar.of_year(period.year) if one in listed]
        self.bar.show_report(periods, line, head.symbol, self._shell.office.today)
        self.banner.say(issued_words(head, line.changed))
        has_figures = bool(line.done)
        self.empty.show_period(self._quarter(), period.label)
        self.banner.setVisible(head.is_issued)
        self.empty.setVisible(not has_figures)
        self._banner_row.setVisible(head.is_issued or not has_figures)
        for tab, words in ((self.directives, "Văn bản chỉ đạo"), (self.checks, "Kiểm tra trước khi gửi")):
            count = tab.count
            self.tabs.setTabText(self.tabs.indexOf(tab), f"{words} ({count})" if count else words)

    def _quarter(self) -> Period:
        """The first quarter of the report that has no figures."""
        ledger = self._shell.office.figures.ledger()
        quarters = self.opened.period.quarters
        return next((one for one in quarters if not ledger.has_figures(one)), quarters[-1])

    def show_passage(self, key: str) -> None:
        """Goes to a passage."""
        if self.commit():
            self.tabs.setCurrentWidget(self.content)
            self.content.show_passage(key)

    def show_directive(self, directive_id: str) -> None:
        """Goes to a document of the annex."""
        if self.commit():
            self.tabs.setCurrentWidget(self.directives)
            self.directives.table.choose(directive_id)

    def document(self) -> tuple[Document, str]:
        """The report as it is printed, with its file name."""
        reports = self._shell.office.reports
        return reports.papers.compose(self.opened.period), reports.papers.file_name(self.opened.period, "pdf")

    def _composed(self) -> Document | None:
        return self._shell.office.reports.papers.compose(self.opened.period)

    def _printed_texts(self) -> list[tuple[str, str]]:
        return [
            (row.key, f"{row.marker}{row.title}{row.text}" if row.level else row.text)
            for row in self.opened.rows
            if row.text or row.marker
        ]

    def commit(self) -> bool:
        """Saves what is being typed; shows the tab of a field that is refused."""
        for tab in (self.content, self.ends, self.directives):
            if not tab.commit():
                self.tabs.setCurrentWidget(tab)
                return False
        return True

    # Other periods and places

    def _show_chosen(self, period: Period) -> None:
        if self.commit():
            self.open(period)
        else:
            self.bar.chooser.show_value(self.opened.period)

    def _step(self, by: int) -> None:
        """Goes to the report before or after in the year."""
        periods = self.bar.chooser.values
        place = periods.index(self.opened.period) + by
        if 0 <= place < len(periods):
            self._show_chosen(periods[place])

    def _turn_tab(self, by: int) -> None:
        """Goes to the next or previous tab, also from the pages."""
        if self.commit():
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
            self.tabs.currentWidget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _next_part(self) -> None:
        """F6: from the outline to the text, the pages, and back; from another tab to the pages and back."""
        shown = self.tabs.currentWidget()
        parts: list[QWidget] = [shown]
        if shown is self.content:
            parts = [self.content.outline]
            if self.content.passage.text.isVisible():
                parts.append(self.content.passage)
        if not self.preview.isHidden():
            parts.append(self.preview)
        now = self.window().focusWidget()
        at = next((n for n, part in enumerate(parts) if now is part or part.isAncestorOf(now)), -1)
        parts[(at + 1) % len(parts)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_for(self, place: Callable[[Period], Place]) -> None:
        if self.commit():
            self._shell.go(place(self.opened.period))

    def put_right(self, item: CheckItem) -> None:
        """Goes to the place that a line of the check list speaks of."""
        if not self.commit():
            return
        if isinstance(item.place, ReportPlace):
            self.show_passage(item.place.key)
            self.content.passage.text.setFocus()
        elif item.place is not None:
            self._shell.go(item.place)
        else:
            self.tabs.setCurrentWidget(self.ends)
            (self.ends.number if self.opened.head.signer.name else self.ends.name).setFocus()

    # Commands

    def issue(self) -> None:
        """Asks for number and day, and marks the report as issued."""
        if self.commit() and IssueReportDialog.ask(self._shell, self.opened.period, self):
            self.refresh()
            head = self.opened.head
            self._shell.notify(f"Đã phát hành báo cáo số {head.number}/{head.symbol}.", undoable=True)

    def recall(self) -> None:
        """Opens an issued report for corrections."""
        if self._shell.attempt(lambda: self._shell.office.reports.recall(self.opened.period)):
            self.refresh()
            self._shell.notify("Đã thu hồi phát hành; sửa xong thì phát hành lại.", undoable=True)

    def export_annex(self) -> None:
        """Exports the annex of statistics alone, as a spreadsheet unless the user chooses otherwise."""
        if self.commit():
            reports, period = self._shell.office.reports, self.opened.period
            name = reports.papers.file_name(period, "xlsx", "statistics")
            export_document(self._shell, reports.papers.statistics(period), name, "xlsx")

    def _export(self) -> None:
        if self.commit():
            self._shell.export(*self.document())

    def _print(self) -> None:
        if self.commit():
            self._shell.print_document(self.document()[0])

    # The preview folds away where there is no room for three panes

    def _share_width(self, width: int, with_pages: bool) -> None:
        left = width * 63 // 100 if with_pages else width
        self.splitter.setSizes([left, width - left])
        self.content.splitter.setSizes([left * 42 // 100, left - left * 42 // 100])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the preview away in a narrow window, unless the user wants it."""
        super().resizeEvent(event)
        self.fold.resized(event.size().width())
