"""«Biểu II.06a»: the one-stop dossiers of a period by field of procedures, typed as in Excel."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.dates import short_date
from ...domain.dossiers import COUNTED
from ...domain.places import DossiersPlace, FigurePlace, FormPlace, Place
from ...domain.report_periods import Period
from ...domain.text import fold
from ...office.dossiers import DOSSIER_TABLES
from ...office.figures import LEDGER_TABLES
from ...storage.changes import Changes
from ..buttons import close, text_button
from ..labels import label
from ..shell import Page, Shell, tables
from ..theme import SPACE, unscaled
from ..widgets.elided import ElidedLabel
from ..widgets.period_bar import PeriodBar
from ..widgets.sign import Sign
from .beside_form import BesideForm
from .chosen_period import PERIOD_TABLES, recall_period, remember_period
from .count_grid import NAME_COLUMN, TOTAL
from .dossier_grid import DossierGrid, gap_words
from .form_doubt import FormDoubt
from .form_notice import FormNotice

_NEW = "Lĩnh vực mới"
_TALL, _WIDE = 560, 900
"""From this height on the page has wide margins, from this width on its buttons have words."""


class DossiersPage(Page):
    """Form II.06a: chooser of the period, the grid, and what does not balance in it."""

    help_topic = "bieu-ii06a"
    has_document = True
    reads = tables(DOSSIER_TABLES, LEDGER_TABLES, PERIOD_TABLES)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.bar = PeriodBar(shell.office)
        self.bar.set_keys(self)
        self.bar.chosen.connect(self._show_chosen)
        self.grid = DossierGrid(shell)
        self.grid.chosen.connect(lambda _: self._show_gap())
        self._window = ElidedLabel("", "muted")
        self.notice = FormNotice(shell)
        self.doubt = FormDoubt()
        self.beside = BesideForm(shell)
        self.add_button = text_button("Thêm lĩnh vực", "add", tooltip="Thêm một lĩnh vực thủ tục (Insert)")
        self.add_button.clicked.connect(self._add)
        self.delete_button = text_button("Xóa lĩnh vực", "delete", tooltip="Xóa lĩnh vực của dòng đang chọn")
        self.delete_button.clicked.connect(self._delete)
        self.figures_button = text_button("Số liệu liên quan", "figures")
        self.figures_button.setToolTip("Các chỉ tiêu của trang Số liệu được cộng từ biểu này")
        self.figures_menu = QMenu(self.figures_button)
        self.figures_menu.aboutToShow.connect(self._fill_menu)
        self.figures_button.setMenu(self.figures_menu)
        self.export_button = text_button(
            "Xuất", "export", tooltip="Xuất biểu ra Excel, PDF hoặc Word (Ctrl+E)"
        )
        self.export_button.setAccessibleName("Xuất")
        self.export_button.clicked.connect(self.export_document)
        self.print_button = text_button("In", "print", tooltip="In biểu (Ctrl+P)")
        self.print_button.setAccessibleName("In")
        self.print_button.clicked.connect(self.print_document)
        self.others_button = text_button("Biểu khác", "survey")
        self.others_button.setToolTip("Biểu II.07b và các biểu thống kê khác của kỳ này")
        self.others_button.clicked.connect(lambda _checked=False: shell.go(FormPlace(self.bar.period)))
        self._lay_out()
        self.setFocusProxy(self.grid)
        insert = QShortcut(QKeySequence("Insert"), self)
        insert.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        insert.activated.connect(self._add)
        jump = QShortcut(QKeySequence("F8"), self)
        jump.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        jump.activated.connect(self._next_gap)
        self._period = recall_period(shell)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Biểu II.06a", "title"))
        head.addSpacing(SPACE)
        head.addWidget(self.bar)
        head.addStretch(1)
        head.addWidget(self.export_button)
        head.addWidget(self.print_button)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE)
        tools.addWidget(self._window, 1)
        for button in (self.figures_button, self.others_button, self.add_button, self.delete_button):
            tools.addWidget(button)
        self._gap_sign = Sign("warning-filled", "warn")
        self._gap_words = label("", wrap=True)
        self._next = text_button(
            "Dòng lệch kế tiếp", "next", "flat", "Đến dòng chưa cân hoặc chưa nhập đủ kế tiếp (F8)"
        )
        self._next.clicked.connect(self._next_gap)
        self._gap = QFrame()
        self._gap.setProperty("role", "notice-warn")
        row = QHBoxLayout(self._gap)
        row.setContentsMargins(SPACE, 4, SPACE, 4)
        row.addWidget(self._gap_sign)
        row.addWidget(self._gap_words, 1)
        row.addWidget(self._next)
        self._column = column = QVBoxLayout(self)
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(self.notice)
        column.addWidget(self.doubt)
        column.addWidget(self.beside)
        column.addWidget(self.grid, 1)
        column.addWidget(self._gap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the grid what room there is in a small window."""
        super().resizeEvent(event)
        size = event.size()
        margin = 2 * SPACE if size.height() >= _TALL else SPACE
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(margin // 2)
        roomy = unscaled(size.width()) >= _WIDE
        self.export_button.setText("Xuất" if roomy else "")
        self.print_button.setText("In" if roomy else "")

    # Showing

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows the form as it is stored; the cell that is looked at stays."""
        if changes is None and self.grid.state() != DossierGrid.State.EditingState:
            self._period = recall_period(self.shell)
        self.bar.show_period(self._period)
        self.grid.form.show(self._period)
        why = self.grid.form.why_closed()
        close(self.add_button, why)
        close(self.delete_button, why)
        dates = self.shell.office.calendar.dates(self._period)
        words = f"Từ ngày {short_date(dates.starts)} đến ngày {short_date(dates.ends)}. Đơn vị tính: hồ sơ."
        self.notice.show_period(self._period)
        self.doubt.show_sentence(self.shell.office.dossiers.doubt(self._period))
        if not self._period.span.is_quarter and self.notice.isHidden():
            words = f"Cộng từ các quý; muốn sửa thì mở biểu của quý. {words}"
        self._window.setText(words)
        if not self.grid.currentIndex().isValid() and self.grid.form.rows:
            self.grid.choose_cell(self.grid.form.rows[0].id, NAME_COLUMN + 2)
        self.beside.show_quarter(self._period)
        self._show_gap()

    def come_to_front(self) -> None:
        """Follows the period that was chosen on another page."""
        is_typing = self.grid.state() == DossierGrid.State.EditingState
        if not is_typing and self._period != (chosen := recall_period(self.shell)):
            self._period = chosen
            self.refresh(Changes())

    def show_place(self, place: Place) -> None:
        if isinstance(place, DossiersPlace):
            self.show_period(place.period)
            if place.field_id:
                self.grid.choose_cell(place.field_id, NAME_COLUMN)

    def show_period(self, period: Period | None = None) -> None:
        """Shows the form of a period (the current quarter where None)."""
        wanted = period or self.shell.office.calendar.current_quarter()
        if wanted != self._period and self.grid.commit():
            self._go_to(wanted)
        self.grid.setFocus()

    def _show_chosen(self, period: Period) -> None:
        if self.grid.commit():
            self._go_to(period)
        else:
            self.bar.show_period(self._period)

    def _go_to(self, period: Period) -> None:
        self._period = period
        remember_period(self.shell, period)
        self.refresh(Changes())

    def _show_gap(self) -> None:
        """Explains the row of the cursor where it does not balance, else names the rows to be seen to."""
        gaps, begun = self.grid.gaps(), self.grid.begun()
        differences = dict(self.shell.office.dossiers.differences(self._period))
        self._gap.setVisible(bool(gaps or begun or differences))
        self._next.setVisible(bool(gaps or begun))
        row = self.grid.current_row()
        self.delete_button.setEnabled(row is not None and row.id != TOTAL)
        words = gap_words(row) if row is not None else ""
        if not words and gaps:
            names = ", ".join(f"{gap.field.name} (lệch {abs(gap.dossiers.imbalance)})" for gap in gaps)
            words = f"Chưa cân giữa tiếp nhận và giải quyết: {names}."
        elif not words and begun:
            names = ", ".join(f"{each.field.name} ({each.dossiers.received} hồ sơ)" for each in begun)
            words = f"Chưa nhập số đã giải quyết và đang giải quyết: {names}."
        elif not words and differences:
            key = row.id if row is not None and row.id in differences else next(iter(differences))
            words = differences[key]
        self._gap_words.setText(words)

    def _next_gap(self) -> None:
        if self.grid.commit():
            self.grid.next_gap()
            self.grid.setFocus()

    def leave(self) -> bool:
        """Saves the cell that is being edited."""
        return self.grid.commit()

    # The fields of procedures

    def _add(self) -> None:
        if not self.grid.commit():
            return
        dossiers = self.shell.office.dossiers
        names = {fold(field.name) for field in dossiers.fields()}
        name, number = _NEW, 2
        while fold(name) in names:
            name, number = f"{_NEW} {number}", number + 1
        if self.shell.attempt(lambda: dossiers.save_field(name)):
            self.refresh()
            added = next(field for field in dossiers.fields() if field.name == name)
            self.grid.edit_row(added.id, NAME_COLUMN)

    def _delete(self) -> None:
        row = self.grid.current_row()
        if row is not None and row.id != TOTAL and self.grid.commit():
            self.shell.attempt(lambda: self.shell.office.dossiers.delete_field(row.id))

    # What comes from the form

    def _fill_menu(self) -> None:
        """Lists the indicators that take their figures from the form, with what they come to."""
        self.figures_menu.clear()
        figures = self.shell.office.figures
        for row in figures.rows(self._period):
            indicator = row.indicator
            if indicator.counted in COUNTED:
                words = row.reading.words(indicator) or "chưa có"
                action = self.figures_menu.addAction(f"[{indicator.code}] {indicator.name}: {words}")
                action.triggered.connect(partial(self._open_figure, indicator.code))

    def _open_figure(self, code: str, _checked: bool = False) -> None:
        if self.leave():
            self.shell.go(FigurePlace(self._period, code))

    def current_document(self) -> tuple[Document, str] | None:
        """The form as it is printed."""
        reports = self.shell.office.reports
        return reports.papers.form(self._period), reports.papers.file_name(self._period, "xlsx", "form")
