"""An opened report: its text, its head and foot, its check list, and its pages."""

from collections.abc import Callable
from functools import cached_property, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from ...documents.pdf_spots import PdfSpot
from ...domain.evidence import Owner, OwnerKind
from ...domain.places import (
    CriteriaPlace,
    DossiersPlace,
    FigurePlace,
    GatheringPlace,
    OpeningPlace,
    Place,
    RegisterPlace,
    ReportPlace,
)
from ...domain.report.directives import REGISTER
from ...domain.report_periods import Period
from ...office.report_checks import CheckItem
from ..buttons import text_button
from ..correcting import correct
from ..documents.bar import IssuedBanner
from ..documents.view import DocumentView, Pane
from ..exporting import export_document
from ..figures.chosen_period import remember_period
from ..keystrokes import go_round
from ..shell import Shell
from ..widgets.preview import Preview
from .bar import ReportBar, issued_words
from .checks import ReportChecks
from .content import ReportContent
from .dialogs import errors_words
from .empty import NoFigures
from .ends import ReportEnds
from .opened import OpenedReport
from .trace_panel import TracePanel

_CHECKS, _DIRECTIVES = "Kiểm tra", "Văn bản chỉ đạo"
_BESIDE = 63
"""The tabs' percent of the width beside the pages."""


class ReportDesk(DocumentView):
    """Everything about one period's report; its edits are operations of ``office.reports``."""

    closed = Signal()
    calendar_wanted = Signal()
    bar: ReportBar

    def __init__(self, shell: Shell) -> None:
        opened = OpenedReport(shell)
        bar, empty, tabs = ReportBar(), NoFigures(), QTabWidget()
        super().__init__(
            shell,
            opened,
            bar,
            IssuedBanner("Thu hồi phát hành", "undo"),
            [Pane(tabs, beside=_BESIDE, alone=100, stretch=7)],
            "reports.preview",
            [empty],
        )
        self.opened, self.empty, self.tabs = opened, empty, tabs
        self.content = ReportContent(opened)
        self.ends = ReportEnds(opened)
        self.directives = text_button(
            _DIRECTIVES,
            "index",
            "flat",
            tooltip="Mở sổ; văn bản chỉ đạo trong kỳ in thành phụ lục của báo cáo",
        )
        self.checks = ReportChecks(opened)
        self.tabs.setDocumentMode(True)
        for tab, words in (
            (self.content, "Nội dung"),
            (self.ends, "Đầu, cuối văn bản"),
            (self.checks, _CHECKS),
        ):
            self.tabs.addTab(tab, words)
        self.tabs.setCornerWidget(self.directives)
        # Every tab is seen, with less of its words where there is no room for them.
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self._connect()
        self._follow_tab()

    def _connect(self) -> None:
        bar = self.bar
        self.tabs.currentChanged.connect(lambda _: self._follow_tab())
        bar.closed.connect(lambda: self.closed.emit() if self.commit() else None)
        bar.period_chosen.connect(self._show_chosen)
        bar.figures_action.triggered.connect(lambda: self._leave_for(FigurePlace))
        bar.form_action.triggered.connect(lambda: self._leave_for(DossiersPlace))
        bar.calendar_action.triggered.connect(lambda: self.calendar_wanted.emit() if self.commit() else None)
        bar.annex_action.triggered.connect(self.export_annex)
        bar.template_action.triggered.connect(self.fill_template)
        bar.trace_action.triggered.connect(self.export_trace)
        bar.corrections_action.triggered.connect(self.export_corrections)
        self.banner.more_wanted.connect(self._correct_or_export)
        bar.outline_action.triggered.connect(self.choose_outline)
        bar.scores_action.triggered.connect(self.give_scores)
        bar.criteria_action.triggered.connect(lambda: self._shell.go(CriteriaPlace(self.opened.period)))
        bar.gathering_action.triggered.connect(lambda: self._shell.go(GatheringPlace(self.opened.period)))
        bar.criteria_file_action.triggered.connect(self.import_criteria)
        bar.score_sheet_action.triggered.connect(self.export_score_sheet)
        bar.evidence_action.triggered.connect(self.show_evidence)
        self.empty.figures_wanted.connect(lambda: self._shell.go(FigurePlace(self.empty.period)))
        self.empty.opening_wanted.connect(
            lambda: self._shell.go(OpeningPlace(self._shell.office.openings.wanted(self.opened.period)))
        )
        self.empty.form_wanted.connect(lambda: self._shell.go(DossiersPlace(self.empty.period)))
        self.content.passage_chosen.connect(self.reveal)
        self.content.passage.text.changed.connect(self._follow_typing)
        self.checks.wanted.connect(self.put_right)
        self.directives.clicked.connect(lambda _checked=False: self._open_directives())
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            self._shortcut(keys, partial(self._step, step))
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            self._shortcut(keys, partial(self._turn_tab, step))
        self._shortcut("F6", self._next_part)
        self._shortcut("Alt+Left", bar.back_action.trigger)

    def _follow_tab(self) -> None:
        """Who comes back from another page finds the keyboard in the tab that was left."""
        self.setFocusProxy(self.tabs.currentWidget())

    def _shortcut(self, keys: str, slot: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    # Where a number comes from

    @cached_property
    def trace(self) -> TracePanel:
        """«Số này từ đâu», made when the pages are."""
        panel = TracePanel(self._shell)
        panel.closed.connect(self._close_trace)
        panel.table_wanted.connect(self.export_trace)
        return panel

    def prepare_pages(self, preview: Preview) -> None:
        """Explains the numbers that are clicked on the pages under them."""
        preview.add_below(self.trace)
        preview.number_chosen.connect(self._explain)

    def _explain(self, spot: PdfSpot) -> None:
        self.trace.explain(self.opened.period, spot)

    def _close_trace(self) -> None:
        """Takes the keyboard back to the pages."""
        self.trace.forget()
        self.preview.setFocus()

    def show_evidence(self) -> None:
        """Shows the files of the report, its signed copy among them."""
        if self.commit():
            # Rare, and it brings what draws pages.
            from ..evidence.dialog import EvidenceDialog

            EvidenceDialog.run(self._shell, Owner(OwnerKind.REPORT, self.opened.period.id))

    def export_trace(self) -> None:
        """Exports the table of all numbers with where they come from."""
        if self.commit():
            tracing, period = self._shell.office.tracing, self.opened.period
            export_document(self._shell, tracing.table(period), tracing.file_name(period), "xlsx")

    # Showing

    def open(self, period: Period) -> None:
        """Shows another period's report; what is being typed was saved before."""
        if period != self.opened.period and "trace" in vars(self):
            self.trace.forget()
        self.opened.open(period)
        self.content.show_report()
        self.ends.show_report()
        self.checks.refresh()
        self._show_frame()
        self.show_document()

    def refresh(self) -> None:
        """Shows what is stored now; what is being typed stays."""
        self.opened.refresh()
        self.content.refresh()
        self.ends.refresh()
        self.checks.refresh()
        self._show_frame()
        if "trace" in vars(self):
            self.trace.refresh()
        super().refresh()

    def _show_frame(self) -> None:
        reports, period, head = self._shell.office.reports, self.opened.period, self.opened.head
        line = reports.schedule.line(period)
        listed = {*reports.schedule.periods(period.year), period}
        of_year = self._shell.office.calendar.of_year(period.year)
        periods = [of_period for of_period in of_year if of_period in listed]
        self.bar.show_report(periods, line, head.symbol, self._shell.office.today)
        corrected = self._shell.office.corrections.of_report(period) if head.is_issued else None
        count = corrected.count if corrected is not None else 0
        reached = self._shell.office.reached_reports.of_report(period) if head.is_issued else None
        waiting = len(reached.changes) if reached is not None else 0
        self.banner.say(issued_words(head, line.changed, count, waiting))
        has_sheet = corrected is not None and bool(corrected.corrections)
        more = ("Đính chính…", "edit") if waiting else ("Bảng đính chính…" if has_sheet else "", "export")
        self.banner.offer_more(*more)
        self.bar.corrections_action.setVisible(has_sheet)
        has_figures = bool(line.done)
        self.empty.show_period(self._quarter(), period.label, self._shell.office.openings.wanted(period))
        self.banner.setVisible(head.is_issued)
        self.empty.setVisible(not has_figures)
        count = self.checks.count
        self.tabs.setTabText(self.tabs.indexOf(self.checks), _counted(_CHECKS, count))
        documents = self._shell.office.registers.rows(REGISTER, period)
        self.directives.setText(_counted(_DIRECTIVES, len(documents)))

    def _quarter(self) -> Period:
        """The first quarter of the report that has no figures, and is not in those that the office began
        with."""
        ledger = self._shell.office.figures.ledger()
        quarters = self.opened.period.quarters
        if (opening := ledger.opening_of(self.opened.period)) is not None:
            quarters = quarters[opening.span.quarters :] or quarters[-1:]
        return next((quarter for quarter in quarters if not ledger.has_figures(quarter)), quarters[-1])

    def show_passage(self, key: str) -> None:
        """Goes to a passage."""
        if self.commit():
            self.tabs.setCurrentWidget(self.content)
            self.content.show_passage(key)

    def show_text(self, key: str) -> None:
        """Goes to the passage that was clicked on a page."""
        self.show_passage(key)

    def commit(self) -> bool:
        """Saves what is being typed; shows the tab of a field that is refused."""
        for tab in (self.content, self.ends):
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
        if (preview := self._shown_preview) is not None and not preview.isHidden():
            parts.append(preview.view)
            if self.trace.is_open:
                parts.append(self.trace.text)
        go_round(parts, Qt.FocusReason.ShortcutFocusReason)

    def _follow_typing(self) -> None:
        """The pages show what is typed once typing pauses."""
        if (preview := self._shown_preview) is not None and self.content.passage.text.dirty:
            preview.invalidate()

    def _leave_for(self, place: Callable[[Period], Place]) -> None:
        if self.commit():
            self._shell.go(place(self.opened.period))

    def _open_directives(self) -> None:
        """Goes to the register of directive documents, at those of the report's period."""
        if self.commit():
            remember_period(self._shell, self.opened.period)
            self._shell.go(RegisterPlace(REGISTER))

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

    def export(self) -> None:
        """Exports the report, and says what is still wrong in it."""
        if self.commit() and (found := self.document()) is not None:
            self._shell.export(*found, self.export_warning())

    def export_warning(self) -> str:
        """What is still wrong in the report."""
        return errors_words(self._shell, self.opened.period)

    def export_annex(self) -> None:
        """Exports the annex of statistics alone, as a spreadsheet unless the user chooses otherwise."""
        if self.commit():
            reports, period = self._shell.office.reports, self.opened.period
            name = reports.papers.file_name(period, "xlsx", "statistics")
            export_document(self._shell, reports.papers.statistics(period), name, "xlsx")

    def _correct_or_export(self) -> None:
        reached = self._shell.office.reached_reports.of_report(self.opened.period)
        if reached is None:
            self.export_corrections()
        elif self.commit():
            correct(self._shell, [reached])

    def export_corrections(self) -> None:
        """Exports the sheet of what was corrected since the report went out."""
        if self.commit():
            corrections, period = self._shell.office.corrections, self.opened.period
            name = corrections.file_name(period, "pdf")
            export_document(self._shell, corrections.sheet(period), name, "pdf")

    def fill_template(self) -> None:
        """Fills the figures of the period into a form of the superior's."""
        if self.commit():
            from ..templates.dialog import FillTemplate

            FillTemplate.run(self._shell, self.opened.period)

    def choose_outline(self) -> None:
        """Chooses the outline that the report is written in."""
        if self.commit():
            from .outline_dialog import OutlineDialog

            OutlineDialog.run(self._shell, self.opened.period)

    def give_scores(self) -> None:
        """Gives the office's own points of the year."""
        if self.commit():
            from .scores_dialog import ScoresDialog

            ScoresDialog.run(self._shell, self.opened.period.year)

    def import_criteria(self) -> None:
        """Takes in the set of criteria of a province from its workbook."""
        if self.commit():
            from ..wizards.import_criteria import ImportCriteria

            ImportCriteria.run(self._shell, self.opened.period.year)

    def export_score_sheet(self) -> None:
        """Exports the sheet of the self-assessment of the year."""
        if self.commit():
            criteria, period = self._shell.office.criteria, self.opened.period
            given = criteria.of_period(period)
            name = criteria.file_name(given, period, "pdf")
            export_document(self._shell, criteria.sheet(given, period), name)

    def share_width(self, width: int, with_pages: bool) -> None:
        """Shares the width out, within the tabs too."""
        super().share_width(width, with_pages)
        left = width * _BESIDE // 100 if with_pages else width
        self.content.splitter.setSizes([left * 42 // 100, left - left * 42 // 100])


def _counted(words: str, count: int) -> str:
    """«Kiểm tra (3)»; the words alone where there is nothing."""
    return f"{words} ({count})" if count else words
