"""«Biểu khác»: the statistical forms beside II.06a, typed row by row, or filled into the superior's file."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.dates import short_date
from ...domain.forms import Content
from ...domain.places import DossiersPlace, FormPlace, Place
from ...domain.report_periods import Period
from ...domain.text import fold
from ...office.figures import LEDGER_TABLES
from ...office.forms import FORM_TABLES
from ...storage.changes import Changes
from ..buttons import close, text_button
from ..choice_box import ChoiceBox
from ..labels import label
from ..shell import Page, Shell, tables
from ..theme import SPACE
from ..widgets.command_row import CommandRow
from ..widgets.elided import ElidedLabel
from ..widgets.empty import EmptyState
from ..widgets.period_bar import PeriodBar
from .chosen_period import PERIOD_TABLES, recall_period, remember_period
from .count_grid import NAME_COLUMN, TOTAL
from .form_doubt import FormDoubt
from .form_grid import FormGrid

_NEW = "Dòng mới"


class FormsPage(Page):
    """Chooser of the form and the period, and the form's rows."""

    help_topic = "bieu-khac"
    has_document = True
    reads = tables(FORM_TABLES, LEDGER_TABLES, PERIOD_TABLES)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._period = recall_period(shell)
        self.forms = ChoiceBox()
        self.forms.setAccessibleName("Biểu")
        self.forms.setToolTip("Biểu thống kê áp dụng cho kỳ này")
        self.forms.activated.connect(lambda _: self._show_chosen(self._period))
        self.bar = PeriodBar(shell.office)
        self.bar.set_keys(self)
        self.bar.chosen.connect(self._show_chosen)
        self.grid: FormGrid | None = None
        self._window = ElidedLabel("", "muted")
        self._title = label("", wrap=True)
        self.doubt = FormDoubt()
        self.copy_button = text_button("Chép từ kỳ trước", "copy")
        self.copy_button.setToolTip("Lấy các dòng của quý gần nhất đã nhập biểu này")
        self.copy_button.clicked.connect(lambda _checked=False: self._copy())
        self.add_button = text_button("Thêm dòng", "add", tooltip="Thêm một dòng (Insert)")
        self.add_button.clicked.connect(lambda _checked=False: self._add())
        self.delete_button = text_button("Xóa dòng", "delete", tooltip="Xóa dòng đang chọn")
        self.delete_button.clicked.connect(lambda _checked=False: self._delete())
        self.back_button = text_button("Về Biểu II.06a", "survey")
        self.back_button.clicked.connect(lambda _checked=False: shell.go(DossiersPlace(self._period)))
        self.export_button = text_button(
            "Xuất", "export", tooltip="Xuất biểu ra Excel, PDF hoặc Word (Ctrl+E)"
        )
        self.export_button.clicked.connect(lambda _checked=False: self.export_document())
        self.print_button = text_button("In", "print", tooltip="In biểu (Ctrl+P)")
        self.print_button.clicked.connect(lambda _checked=False: self.print_document())
        self.template_button = text_button(
            "Biểu mẫu…", "excel", "primary", "Điền số liệu của kỳ vào biểu mẫu Excel cấp trên gửi"
        )
        self.template_button.clicked.connect(lambda _checked=False: self._fill_template())
        self.template = EmptyState("survey", "", "", self.template_button)
        self._lay_out()
        insert = QShortcut(QKeySequence("Insert"), self)
        insert.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        insert.activated.connect(self._add)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Biểu khác", "title"))
        head.addWidget(self.forms)
        head.addWidget(self.bar)
        head.addStretch(1)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE)
        tools.addWidget(self._window, 1)
        self._commands = (
            self.export_button, self.print_button, self.add_button, self.delete_button, self.copy_button,
        )  # fmt: skip
        tools.addWidget(CommandRow((*self._commands, self.back_button)), 2)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._title)
        column.addLayout(tools)
        column.addWidget(self.doubt)
        column.addWidget(self.template, 1)

    # Showing

    @property
    def form_id(self) -> str:
        """The form that is shown."""
        return str(self.forms.value() or "")

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows the form as it is stored; the cell that is looked at stays."""
        if changes is None and not self._is_typing():
            self._period = recall_period(self.shell)
        self._show()

    def _is_typing(self) -> bool:
        return self.grid is not None and self.grid.state() == FormGrid.State.EditingState

    def _show(self) -> None:
        office, period = self.shell.office, self._period
        offered = office.forms.offered(period)
        self.forms.offer([(form.id, form.name) for form in offered])
        if not offered:
            # Before the first circular that the catalogue knows.
            self._show_none()
            return
        if self.forms.value() is None:
            self.forms.show_value(offered[0].id)
        self.forms.setEnabled(True)
        view = office.forms.view(self.form_id, period)
        self.bar.show_period(period)
        self._title.setText(f"{view.form.title} ({view.form.legal})")
        dates = office.calendar.dates(period)
        words = f"Từ ngày {short_date(dates.starts)} đến ngày {short_date(dates.ends)}."
        if view.form.content is Content.ROWS:
            words += f" Đơn vị tính: {view.form.unit}."
            if not period.span.is_quarter:
                words = f"Lấy từ các quý; muốn sửa thì mở biểu của quý. {words}"
        self._window.setText(words)
        self.doubt.show_sentence(office.forms.doubt(self.form_id, period))
        self._show_rows(view.form.content is Content.ROWS)
        if view.form.content is Content.TEMPLATE:
            self.template.say(f"{view.form.name}: điền vào tệp của cấp trên", view.form.unknown)

    def _show_none(self) -> None:
        self.bar.show_period(self._period)
        for words in (self._title, self._window):
            words.setText("")
        self.doubt.show_sentence("")
        self._drop_grid()
        self.template.show()
        self.template.say("Không có biểu", "Chưa có biểu nào trong danh mục áp dụng cho kỳ này.")
        for widget in (self.forms, *self._commands):
            widget.setEnabled(False)

    def _drop_grid(self) -> None:
        if self.grid is not None:
            self._column.removeWidget(self.grid)
            self.grid.hide()
            self.grid.deleteLater()
            self.grid = None

    def _show_rows(self, has_rows: bool) -> None:
        office, period = self.shell.office, self._period
        self.template.setVisible(not has_rows)
        columns = office.forms.view(self.form_id, period).columns
        if self.grid is not None and not (has_rows and self.grid.shows(self.form_id, period, columns)):
            self._drop_grid()
        if has_rows and self.grid is None:
            self.grid = FormGrid(self.shell, self.form_id, period, self)
            self._column.addWidget(self.grid, 1)
            self.setFocusProxy(self.grid)
        if self.grid is not None:
            self.grid.form.show_rows()
        why = office.forms.why_locked(self.form_id, period)
        why = why or (self.grid.form.why_closed() if self.grid is not None else "")
        for button in (self.add_button, self.delete_button, self.copy_button):
            close(button, why)
        rows = office.forms.view(self.form_id, period).rows
        if not why:
            self.delete_button.setEnabled(bool(rows))
            before = office.forms.previous(self.form_id, period)
            self.copy_button.setEnabled(not rows and before is not None)
        for button in (self.export_button, self.print_button):
            button.setEnabled(has_rows)

    def come_to_front(self) -> None:
        """Follows the period that was chosen on another page."""
        if not self._is_typing() and self._period != (chosen := recall_period(self.shell)):
            self._period = chosen
            self._show()

    def show_place(self, place: Place) -> None:
        if isinstance(place, FormPlace) and self.leave():
            period = place.period or self._period
            if period != self._period:
                self._period = period
                remember_period(self.shell, period)
            if place.form:
                self._show()
                self.forms.show_value(place.form)
            self._show()
            if place.row_id and self.grid is not None:
                self.grid.choose_cell(place.row_id, NAME_COLUMN)

    def _show_chosen(self, period: Period) -> None:
        if self.leave():
            self._period = period
            remember_period(self.shell, period)
        self._show()

    def leave(self) -> bool:
        """Saves the cell that is being edited."""
        return self.grid is None or self.grid.commit()

    # The rows

    def _add(self) -> None:
        grid = self.grid
        if grid is None or not self.add_button.isEnabled() or not grid.commit():
            return
        forms, view = self.shell.office.forms, grid.form.view
        names = {fold(row.name) for row in view.rows}
        profile = self.shell.office.settings.profile()
        # A form of one unit is the usual one: its own.
        name = first = profile.short_name if profile is not None and not names else _NEW
        number = 2
        while fold(name) in names:
            name, number = f"{first} {number}", number + 1
        if self.shell.attempt(lambda: forms.add_row(self.form_id, self._period, name)):
            self._show()
            added = next(row for row in forms.view(self.form_id, self._period).rows if row.name == name)
            if self.grid is not None:
                self.grid.edit_row(added.id, NAME_COLUMN)

    def _delete(self) -> None:
        row = self.grid.current_row() if self.grid is not None else None
        if row is not None and row.id != TOTAL and self.leave():
            self.shell.attempt(lambda: self.shell.office.forms.delete_row(row.id))

    def _copy(self) -> None:
        if self.leave():
            self.shell.attempt(lambda: self.shell.office.forms.copy_rows(self.form_id, self._period))

    # Out of the program

    def current_document(self) -> tuple[Document, str] | None:
        """The form as it is printed; none for one that the program does not print."""
        forms = self.shell.office.forms
        if not self.form_id or forms.form(self.form_id, self._period).content is not Content.ROWS:
            return None
        name = forms.file_name(self.form_id, self._period, "xlsx")
        return forms.document(self.form_id, self._period), name

    def _fill_template(self) -> None:
        from ..templates.dialog import FillTemplate

        FillTemplate.run(self.shell, self._period)
