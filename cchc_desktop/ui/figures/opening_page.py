"""«Số lũy kế khi bắt đầu dùng»: what an office had reported before it began, given once."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...domain.places import DossiersPlace, FigurePlace, OpeningPlace, Place
from ...domain.report_periods import Period, Span
from ...office.desk import DAY
from ...office.openings import OPENING_TABLES
from ...office.settings import PROFILE_TABLES
from ...storage.changes import Changes
from ...storage.kinds import OPENINGS
from ..buttons import text_button
from ..choice_box import ChoiceBox
from ..forms.texts import LineField
from ..keystrokes import go_round
from ..labels import label
from ..not_yet import unfounded
from ..shell import Page, Shell, tables
from ..theme import SPACE
from ..widgets.command_row import CommandRow
from ..widgets.elided import ElidedLabel
from ..wizards.frame import Notice
from . import words
from .book import OpeningBook
from .filters import FigureFilters
from .grid import FigureGrid
from .rows import Show, is_error

_TALL = 560
"""From this height on the page always explains itself; in a lower one until the first figure is given, and
rows are lower."""
_WHY = (
    "Dành cho cơ quan bắt đầu dùng chương trình giữa năm: chép cột lũy kế của báo cáo gần nhất đã gửi, hoặc "
    "nhập phụ lục Excel của báo cáo đó. Số 6 tháng, 9 tháng, cả năm sẽ bằng số này cộng với các quý sau, "
    "không phải nhập lại từng quý đã qua."
)
_KEYS = (
    "Enter: xuống · Tab: ghi chú · Ctrl+0: không phát sinh · Ctrl+U: số ước · Ctrl+V: dán cột từ Excel · "
    "Ctrl+↓: ô chưa nhập · F8: vấn đề · Ctrl+Z: hoàn tác"
)
_UNFOUNDED = "Số lũy kế được nhập theo kỳ báo cáo của cơ quan. Hãy khai báo cơ quan trước."


class OpeningPage(Page):
    """A grid of all indicators with what was cumulated until the office began, and where that comes from."""

    help_topic = "giua-nam"
    reads = tables(OPENING_TABLES, PROFILE_TABLES, (DAY,))

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._span = shell.office.openings.due()
        self._is_chosen = False
        self._reverted: Changes | None = None
        self.until = ChoiceBox()
        self.until.setAccessibleName("Lũy kế đến hết")
        self.until.activated.connect(lambda _: self._show_chosen(self.until.value()))
        self.source = LineField(shell, "", hint="Báo cáo đã gửi, như: Báo cáo số 45/BC-UBND ngày 14/9/2026")
        self.source.editor.setAccessibleName("Lấy từ báo cáo")
        self.source.editor.editingFinished.connect(self._save_source)
        self.filters = FigureFilters()
        self.filters.changed.connect(self._filter_changed)
        self.grid = FigureGrid(shell, book=OpeningBook(shell.office.openings, self._typed_source))
        self.grid.setAccessibleName("Bảng số lũy kế ban đầu")
        self.grid.chosen.connect(lambda _: self._explain())
        self.grid.wanted.connect(self.go_to)
        self.grid.history_wanted.connect(self._show_history)
        self.import_button = text_button("Nhập từ Excel", "import")
        self.import_button.setToolTip("Lấy số lũy kế từ phụ lục Excel của báo cáo gần nhất")
        self.import_button.clicked.connect(self._import)
        self.clear_button = text_button("Xóa hết", "delete")
        self.clear_button.setToolTip("Xóa mọi số lũy kế ban đầu của kỳ này; Ctrl+Z lấy lại được")
        self.clear_button.clicked.connect(self._clear)
        self.form_button = text_button("Biểu II.06a lũy kế", "survey")
        self.form_button.setToolTip("Nhập một lần biểu II.06a lũy kế của kỳ này, theo lĩnh vực thủ tục")
        self.form_button.clicked.connect(self._open_form)
        self.back_button = text_button("Về trang Số liệu", "figures")
        self.back_button.clicked.connect(self._go_back)
        self._why = Notice("notice-info")
        self._explained = label("", wrap=True)
        self._explained.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 2)
        self._explained.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.grid)
        self._lay_out()
        other = QShortcut(QKeySequence("F6"), self)
        other.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        other.activated.connect(self._next_part)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Số lũy kế khi bắt đầu dùng", "title"))
        head.addWidget(
            CommandRow((self.import_button, self.clear_button, self.form_button, self.back_button)), 1
        )
        origin = QHBoxLayout()
        origin.setSpacing(SPACE)
        origin.addWidget(label("Lũy kế đến hết"))
        origin.addWidget(self.until)
        origin.addSpacing(SPACE)
        origin.addWidget(label("Lấy từ"))
        origin.addWidget(self.source, 1)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(SPACE)
        body.addLayout(origin)
        body.addWidget(self._why)
        # Once it has its place: a strip that stands alone would open as a window.
        self._why.say(_WHY)
        body.addWidget(self.filters)
        body.addWidget(self.grid, 1)
        body.addWidget(self._explained)
        self._keys = ElidedLabel(_KEYS, "small")
        body.addWidget(self._keys)
        self._empty = unfounded(self.shell, "figures", _UNFOUNDED)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._body, 1)
        column.addWidget(self._empty, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the grid what room there is in a small window."""
        super().resizeEvent(event)
        self._show_why()
        is_low = event.size().height() < _TALL
        self.grid.set_low(is_low)
        self._keys.setHidden(is_low)
        self.filters.fit(event.size().width() - 4 * SPACE)

    # Showing

    @property
    def span(self) -> Period:
        """The longer span whose opening figures are shown."""
        return self._span

    def show_place(self, place: Place) -> None:
        if isinstance(place, OpeningPlace):
            self.show_span(place.span or self.shell.office.openings.due())
            if place.code:
                self.go_to(place.code)
            self.grid.setFocus()

    def show_span(self, span: Period) -> None:
        """Shows the opening figures of a span; what is being typed was saved before."""
        if span != self._span and self.leave():
            self._is_chosen = True
            self._span = span
            self.refresh(Changes())

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows the opening figures as they are stored; cursor and place stay."""
        founded = self.shell.office.settings.profile() is not None
        self._body.setVisible(founded)
        self._empty.setVisible(not founded)
        if not founded:
            return
        reverted, self._reverted = self._reverted, None
        came_back = reverted.rows if reverted is not None else ()
        rows = sorted(row_id for table, row_id in came_back if table == OPENINGS.table)
        if rows:
            self._span = Period.parse(rows[0].partition("/")[0])
        elif changes is None and not self._is_chosen and self.grid.state() != FigureGrid.State.EditingState:
            self._span = self.shell.office.openings.due()
        self._offer_spans()
        self._show_rows()
        if rows:
            self.grid.go_to(rows[0].partition("/")[2])
        elif not self.grid.currentIndex().isValid() and self.grid.figure_model.offered:
            self.grid.go_to(self.grid.figure_model.offered[0])

    def _offer_spans(self) -> None:
        due = self.shell.office.openings.due()
        years = {due.year + (due.span is Span.YEAR), self._span.year}
        spans = [Period(year, span) for year in sorted(years) for span in (Span.HALF, Span.NINE)]
        spans += [Period(year - 1, Span.YEAR) for year in sorted(years)]
        with QSignalBlocker(self.until):
            self.until.offer(
                [(span, _until_words(span)) for span in dict.fromkeys((due, self._span, *spans))]
            )
            self.until.show_value(self._span)

    def _show_rows(self) -> None:
        openings, span = self.shell.office.openings, self._span
        rows, missing = openings.rows(span), openings.missing(span)
        row = self.grid.current_row()
        is_other = span != self.grid.figure_model.period
        self.grid.figure_model.show(span, rows, missing, self.filters.chosen)
        if is_other and row is not None:
            self.grid.choose_cell(row.id, max(0, self.grid.currentIndex().column()))
        self.grid.empty_text = "Không có chỉ tiêu nào khớp bộ lọc. Chọn «Tất cả» hoặc xóa chữ đang lọc."
        self.grid.fit()
        wanted = len(openings.asked(span))
        problems = [problem for each in rows for problem in each.problems]
        graves = sum(is_error(problem.severity) for problem in problems)
        self.filters.show_state(wanted - len(missing), wanted, "", graves, len(problems) - graves)
        self.clear_button.setEnabled(any(not each.figure.is_blank for each in rows))
        self._show_why()
        source = openings.source(span)
        # What was typed before the first figure waits for it, but is no source of another span's figures.
        if is_other or (source and not self.source.editor.hasFocus()):
            self.source.set_value(source)
        self._explain()

    def _show_why(self) -> None:
        self._why.setVisible(self.height() >= _TALL or not self.clear_button.isEnabled())

    def _explain(self) -> None:
        """Says of the current figure what is wrong with it, or how it is counted."""
        row = self.grid.figure()
        if row is None:
            self._explained.setText("")
            return
        told = [problem.sentence for problem in row.problems]
        model = self.grid.figure_model
        if not told and not model.may_type(row):
            told = [model.why(row)]
        self._explained.setText(" ".join(told) or f"{row.id}. {row.indicator.name}: {row.indicator.help}")

    def go_to(self, code: str) -> None:
        """Puts the cursor on an indicator's figure, whatever is filtered."""
        if not self.leave():
            return
        model = self.grid.figure_model
        if code not in model.offered and model.figure(code) is not None:
            self.filters.show_filter(self.filters.everything)
            self._show_rows()
        self.grid.go_to(code)
        self.grid.setFocus()

    def reverted(self, changes: Changes) -> None:
        """Undo or redo changed something: the cursor is to go there."""
        self._reverted = changes

    def _show_chosen(self, span: Period) -> None:
        self.show_span(span)
        self.until.show_value(self._span)

    def _filter_changed(self) -> None:
        if self.leave():
            self._show_rows()
            if self.filters.chosen.show is not Show.ALL:
                self.grid.setFocus()
        else:
            self.filters.show_filter(self.grid.figure_model.filter)

    def _next_part(self) -> None:
        """F6: from the grid to where the figures come from, the filter, and back."""
        go_round((self.grid, self.source.editor, self.filters.text), Qt.FocusReason.TabFocusReason)

    def _show_history(self) -> None:
        if (row := self.grid.figure()) is not None:
            lines = words.history_lines(self.shell.office.openings.history(self._span, row.id))
            self._explained.setText("\n".join(lines[:2]) or "Ô này chưa có thay đổi nào.")

    # Doing

    def _typed_source(self) -> str:
        return self.source.editor.text().strip()

    def _save_source(self) -> None:
        """Names the report for the figures that there are; those that come get it as they are typed."""
        openings, typed = self.shell.office.openings, self._typed_source()
        if openings.source(self._span) != typed and any(
            not each.figure.is_blank for each in openings.rows(self._span)
        ):
            self.shell.attempt(lambda: openings.set_source(self._span, typed))

    def _import(self) -> None:
        from ..wizards.import_opening import ImportOpening

        if self.leave():
            ImportOpening.run_for(self.shell, self._span, self._typed_source())

    def _clear(self) -> None:
        if self.leave():
            rows = self.shell.office.openings.rows(self._span)
            count = sum(each.figure.value is not None for each in rows)
            if self.shell.attempt(lambda: self.shell.office.openings.clear(self._span)):
                self.shell.notify(f"Đã xóa {count} số lũy kế ban đầu {self._span.label}.", undoable=True)

    def _open_form(self) -> None:
        if self.leave():
            self.shell.go(DossiersPlace(self._span))

    def _go_back(self) -> None:
        if self.leave():
            self.shell.go(FigurePlace())

    def leave(self) -> bool:
        """Saves the cell that is being edited."""
        return self.grid.commit()


def _until_words(span: Period) -> str:
    """«9 tháng đầu năm 2026 (hết quý III)»."""
    end = "" if span.span is Span.YEAR else f" (hết {span.last_quarter.short_label})"
    return f"{span.label}{end}"
