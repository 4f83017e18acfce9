"""Số liệu: a period's figures of all areas, typed as in a sheet of Excel."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.places import FigurePlace, Place, ReportPlace
from ...domain.report_periods import Period
from ...office.figures import ROW_TABLES
from ...office.report_schedule import OUTSTANDING_TABLES, Outstanding
from ...office.report_text import HEAD_TABLES
from ...office.settings import PROFILE_TABLES
from ...storage.changes import Changes
from ..buttons import text_button
from ..keystrokes import go_round, has_keyboard
from ..labels import label
from ..not_yet import unfounded
from ..shell import Page, Shell, tables
from ..theme import SPACE, unscaled
from ..widgets.elided import ElidedLabel
from ..widgets.period_bar import PeriodBar
from . import words
from .chosen_period import PERIOD_TABLES, recall_period, remember_period
from .commands import FigureCommands
from .details import FigureDetails
from .filters import FigureFilters
from .grid import FigureGrid
from .problem_list import ProblemList
from .report_line import ReportLine
from .rows import group, is_error
from .span_notice import SpanNotice

_LIST_WIDTH = 36 * SPACE
_ROOMY, _WITH_HEADING, _WITH_SPANS = 960, 840, 784
"""From these widths on the years have their word, the page its heading, the spans of a year their buttons."""
_LOW = 620
"""Below this height rows and header are lower, and the filters are called for."""
_KEYS = (
    "Enter: xuống · Tab: ghi chú · Ctrl+0: không phát sinh · Ctrl+U: số ước · Ctrl+Enter: lấy gợi ý · "
    "Ctrl+↓: ô chưa nhập · F8: vấn đề · F4: lịch sử · Shift+F10: các lệnh khác"
)
_UNFOUNDED = (
    "Số liệu được nhập theo kỳ báo cáo của cơ quan. Hãy khai báo cơ quan trước; việc này chỉ làm một lần."
)


class FiguresPage(Page):
    """The grid with its period and filters, the list of problems, and what explains the current cell.

    With ``area`` it holds the figures of one area, as a part of that area's page.
    """

    help_topic = "so-lieu"
    has_document = True
    reads = tables(ROW_TABLES, ("evidence",), PROFILE_TABLES, OUTSTANDING_TABLES, HEAD_TABLES, PERIOD_TABLES)

    def __init__(self, shell: Shell, parent: QWidget | None = None, area: int = 0) -> None:
        super().__init__(shell, parent)
        self._area = area
        self._reverted: Changes | None = None
        self._is_low = False
        self.bar = PeriodBar(shell.office)
        self.bar.set_keys(self)
        self.bar.chosen.connect(self._show_chosen)
        self.filters = FigureFilters(area=area)
        self.filters.changed.connect(self._filter_changed)
        self.filters.problems_toggled.connect(self._toggle_problems)
        self.grid = FigureGrid(shell, area=area)
        self.grid.chosen.connect(lambda _: self._explain_soon())
        self.grid.wanted.connect(self.go_to)
        self.grid.refused_cells.connect(self._show_refused)
        self.details = FigureDetails(shell)
        self.details.left.connect(self.grid.setFocus)
        self.filters.left.connect(self.grid.come_down)
        self.grid.history_wanted.connect(self._show_history)
        # The cursor goes on before what was typed is shown; keys that are held down go past many cells.
        self._explain_timer = QTimer(self)
        self._explain_timer.setSingleShot(True)
        self._explain_timer.timeout.connect(self._explain)
        self.problems = ProblemList()
        self.problems.chosen.connect(self.go_to)
        self.problems.closed.connect(lambda: self.filters.problems.setChecked(False))
        self.problems.hide()
        self.setFocusProxy(self.grid)
        self.toolbar = FigureCommands(self, self.grid)
        self._lay_out()
        self._show_parts()
        for keys, slot in (("F6", self._next_part), ("F7", self.filters.problems.toggle)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _lay_out(self) -> None:
        self._heading = label("Số liệu", "title")
        self.filter_button = text_button("Lọc", "filter", tooltip="Hiện hoặc ẩn bộ lọc (F6)")
        self.filter_button.setCheckable(True)
        self.filter_button.toggled.connect(lambda _: self._show_parts())
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._heading)
        head.addWidget(self.bar)
        head.addWidget(self.toolbar, 1)
        head.addWidget(self.filter_button)
        self.report = ReportLine()
        self.report.wanted.connect(lambda period: self.shell.go(ReportPlace(period)))
        self.report.row.addWidget(self.filters.problems)
        self._notice = SpanNotice(self.shell)
        self.grid.setMinimumHeight(16 * SPACE)
        self._keys = ElidedLabel(_KEYS, "small")
        self._left = left = QWidget()
        left.installEventFilter(self)
        self._column = QVBoxLayout(left)
        self._column.addLayout(head)
        for part in (self.report, self.filters, self._notice):
            self._column.addWidget(part)
        self._column.addWidget(self.grid, 1)
        self._column.addWidget(self.details)
        self._column.addWidget(self._keys)
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(left)
        self._body.addWidget(self.problems)
        self._body.setStretchFactor(0, 1)
        self._body.setStretchFactor(1, 0)
        self._empty = self._make_empty()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        layout.addWidget(self._empty)

    def _make_empty(self) -> QWidget:
        """What stands here before the office is set up."""
        return unfounded(self.shell, "figures", _UNFOUNDED)

    # Showing

    @property
    def period(self) -> Period:
        """The period that is shown."""
        return self.bar.period

    def come_to_front(self) -> None:
        """Follows the period that was chosen on another page."""
        is_typing = self.grid.state() == FigureGrid.State.EditingState
        if not is_typing and self.period != (chosen := recall_period(self.shell)):
            self.bar.show_period(chosen)
            self.refresh(Changes())

    def show_place(self, place: Place) -> None:
        if isinstance(place, FigurePlace):
            self.show_figure(place.period, place.code)

    def show_figure(self, period: Period | None = None, code: str = "") -> None:
        """Shows a period (the one that is shown where None), at an indicator where given."""
        if period is not None and period != self.period:
            if not self.leave():
                return
            self.show_period(period)
        if code:
            self.go_to(code)
        self.grid.setFocus()

    def show_period(self, period: Period) -> None:
        """Shows a period; what is being typed was saved before."""
        self.bar.show_period(period)
        remember_period(self.shell, period)
        self.refresh(Changes())

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows the figures as they are stored; cursor, place and open areas stay."""
        founded = self.shell.office.settings.profile() is not None
        self._body.setVisible(founded)
        self._empty.setVisible(not founded)
        if not founded:
            return
        reverted, self._reverted = self._reverted, None
        if reverted is not None:
            self._follow(reverted)
        if changes is None:
            is_typing = self.grid.state() == FigureGrid.State.EditingState
            self.bar.show_period(self.period if is_typing else recall_period(self.shell))
        self._show_rows(changes is None or changes.touches("figures"))
        if reverted is not None and (code := self._reverted_code(reverted)):
            self.go_to(code)
        elif not self.grid.currentIndex().isValid():
            self._go_to_start()

    def _show_rows(self, is_new: bool = False) -> None:
        figures, period = self.shell.office.figures, self.period
        calendar = self.shell.office.calendar
        rows, missing = figures.rows(period), figures.missing(period)
        code, column = self._place()
        is_other = period != self.grid.figure_model.period
        self.grid.figure_model.show(period, rows, missing, self.filters.chosen)
        if is_other and code:
            self.grid.choose_cell(code, column)
        self.grid.empty_text = "Không có chỉ tiêu nào khớp bộ lọc. Chọn «Tất cả» hoặc xóa chữ đang lọc."
        self.grid.fit()
        own = self.grid.figure_model.own
        done, wanted = self.completeness
        problems = [problem for row in own if row.problems for problem in row.problems]
        graves = sum(is_error(problem.severity) for problem in problems)
        outstanding = self._show_report()
        window = words.window_words(calendar.dates(period), outstanding.dates if outstanding else None)
        self.filters.show_state(done, wanted, window, graves, len(problems) - graves)
        self._notice.show_period(period)
        self.toolbar.refresh()
        if not self.problems.isHidden():
            self._list_problems()
        self._explain(is_new)

    def _show_report(self) -> Outstanding | None:
        """Says which report the figures go into, and what it lacks; gives that."""
        reports = self.shell.office.reports
        outstanding = reports.schedule.outstanding(self.period)
        head = None if outstanding is None else reports.text.head(outstanding.period)
        self.report.show_report(self.period, outstanding, head, self.shell.office.today)
        return outstanding

    @property
    def completeness(self) -> tuple[int, int]:
        """How many of the figures that an official types here for the period are there, and how many there
        are."""
        model = self.grid.figure_model
        if not self._area:
            return self.shell.office.figures.completeness(self.period)
        heading = group(self._area, model.own, model.period, model.missing, is_open=True)
        return heading.typed, heading.wanted

    def _list_problems(self) -> None:
        model = self.grid.figure_model
        self.problems.show_figures(model.own, model.missing)

    def _place(self) -> tuple[str, int]:
        row = self.grid.current_row()
        return (row.id if row is not None else ""), max(0, self.grid.currentIndex().column())

    def _explain_soon(self) -> None:
        """Explains the cell with the cursor once the keyboard is still."""
        if not self._explain_timer.isActive():
            self._explain_timer.start(0)

    def _explain(self, is_new: bool = False) -> None:
        """Explains the cell with the cursor; ``is_new`` where figures were stored since the last time."""
        self._explain_timer.stop()
        model = self.grid.figure_model
        row = self.grid.figure()
        closed = model.why_closed(row) if row is not None else ""
        self.details.show_row(self.grid.current_row(), model.period, model.figure, is_new, closed)

    def _show_history(self) -> None:
        self._explain()
        self.details.show_history()

    def _go_to_start(self) -> None:
        """Puts the cursor on the first figure that is still to be typed, else on the first one."""
        model = self.grid.figure_model
        offered = model.offered
        if offered:
            self.grid.go_to(next((code for code in offered if code in model.missing), offered[0]))

    def go_to(self, code: str) -> None:
        """Puts the cursor on an indicator's figure, whatever is filtered."""
        if not self.leave():
            return
        model = self.grid.figure_model
        if code not in model.offered and model.figure(code) is not None:
            self.filters.show_filter(self.filters.everything)
            self._show_rows()
        self.grid.go_to(code)
        self._explain()
        self.grid.setFocus()

    def _show_chosen(self, period: Period) -> None:
        if not self.leave():
            self.bar.show_period(self.grid.figure_model.period)
            return
        self.problems.show_refused(())
        self.show_period(period)
        if self.filters.text.hasFocus() or not self.isAncestorOf(self.window().focusWidget() or self):
            return
        self.grid.setFocus()

    def _filter_changed(self) -> None:
        if self.leave():
            self._show_rows()
            self._show_parts()
        else:
            self.filters.show_filter(self.grid.figure_model.filter)

    # Problems

    def _toggle_problems(self, shown: bool) -> None:
        self.problems.setVisible(shown)
        if shown:
            self._list_problems()
            width = min(_LIST_WIDTH, self.width() // 3)
            self._body.setSizes([self.width() - width, width])
            self.problems.list.setFocus()
        else:
            self.grid.setFocus()

    def _show_refused(self, cells: list) -> None:
        self.problems.show_refused(cells)
        if len(cells) > 1 and self.problems.isHidden():
            self.filters.problems.setChecked(True)
            self.grid.setFocus()
        elif not self.problems.isHidden():
            self._list_problems()

    def _next_part(self) -> None:
        """F6: from the grid to the filter, to the problems and the history where they are open, and back."""
        parts: list[QWidget] = [self.grid, self.filters.text]
        if not self.problems.isHidden():
            parts.append(self.problems.list)
        if self.details.is_unfolded:
            parts.append(self.details.history)
        if has_keyboard(self.grid):
            # What is hidden takes no keyboard.
            self.filter_button.setChecked(True)
        go_round(parts, Qt.FocusReason.TabFocusReason)

    # Undo

    def reverted(self, changes: Changes) -> None:
        """Undo or redo changed something: the cursor is to go there."""
        self._reverted = changes

    def _follow(self, changes: Changes) -> None:
        """Shows the period whose figure came back."""
        found = sorted(row_id for table, row_id in changes.rows if table == "figures")
        if found:
            period = Period.parse(found[0].partition(":")[0])
            if period != self.period:
                self.bar.show_period(period)
                remember_period(self.shell, period)

    def _reverted_code(self, changes: Changes) -> str:
        codes = {row_id.partition(":")[2] for table, row_id in changes.rows if table == "figures"}
        return next((row.id for row in self.grid.figure_model.own if row.id in codes), "")

    def leave(self) -> bool:
        return self.grid.commit()

    def current_document(self) -> tuple[Document, str] | None:
        reports = self.shell.office.reports
        return reports.papers.statistics(self.period), reports.papers.file_name(
            self.period, "xlsx", "statistics"
        )

    # Room

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fits what stands above the grid into the room that the list of problems leaves."""
        if isinstance(event, QResizeEvent) and watched is self._left:
            width = unscaled(event.size().width())
            self._heading.setVisible(width >= _WITH_HEADING and not self._area)
            self.bar.set_compact(width < _ROOMY)
            self.bar.set_tight(width < _WITH_SPANS)
            self.filters.fit(event.size().width() - 4 * SPACE)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the grid what height there is in a low window: what it can do without is folded away."""
        super().resizeEvent(event)
        if (is_low := event.size().height() < _LOW) != self._is_low:
            self._is_low = is_low
            self._show_parts()

    def _show_parts(self) -> None:
        """Shows what there is room for around the grid; in a low window the filters are called for."""
        is_low = self._is_low
        margin = SPACE // 2 if is_low else SPACE
        self._column.setContentsMargins(2 * SPACE, margin, 2 * SPACE, margin)
        self._column.setSpacing(SPACE // 2 if is_low else SPACE - 2)
        self.grid.set_low(is_low)
        self.details.fit(is_low)
        self._keys.setHidden(is_low)
        self.filter_button.setVisible(is_low)
        is_filtered = self.filters.chosen != self.filters.everything
        self.filters.setVisible(not is_low or self.filter_button.isChecked() or is_filtered)
