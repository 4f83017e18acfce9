"""«Phiếu kết quả công việc»: who came to what in a month or quarter, and the work of whoever is chosen."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.access import WHOLE_OFFICE, Need
from ...domain.places import Place, TasksPlace, WorkSheetPlace
from ...domain.work_periods import WorkPeriod, periods_of_work
from ...domain.work_sheet import Role, Sheet
from ...office.work_sheets import WORK_TABLES, Summary
from ...storage.changes import Changes
from .. import theme
from ..buttons import close, text_button
from ..choice_box import ChoiceBox
from ..forms.choices import ChoiceField
from ..forms.question import Question
from ..labels import label
from ..shell import Page, Shell, attempt_or_refuse, tables
from ..tables.sheet import SheetView
from ..tasks.columns import officer_choices
from ..theme import SPACE
from ..widgets.command_row import CommandRow
from ..widgets.elided import ElidedLabel
from .model import PeopleModel, Person, WorkModel, WorkRow, officer_id, reasoning

_DISCLAIMER = "Chương trình tổng hợp và gợi ý; người đứng đầu quyết định."
_LEAST_LETTERS = 21


class WorkSheetsPage(Page):
    """The chooser of the period and the rule; officers by units; the work of whoever is chosen."""

    help_topic = "phieu-ket-qua"
    has_document = True
    reads = tables(WORK_TABLES)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._period = WorkPeriod.of_day(shell.office.today)
        self.periods = ChoiceBox()
        self.periods.setAccessibleName("Tháng hoặc quý")
        self.periods.setToolTip("Tháng hoặc quý (Ctrl+PgUp, Ctrl+PgDown)")
        self.periods.activated.connect(lambda _: self._choose_period(str(self.periods.value())))
        self.rules = ChoiceBox()
        self.rules.setAccessibleName("Quy định chấm điểm")
        self.rules.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.rules.setMinimumContentsLength(_LEAST_LETTERS)
        self.rules.activated.connect(lambda _: self._choose_rule())
        self.support_button = text_button(
            "Thêm người phối hợp…", "add", tooltip="Tính việc đang chọn cho một người cùng làm"
        )
        self.support_button.clicked.connect(lambda _checked=False: self._add_support())
        self.drop_button = text_button(
            "Bỏ người phối hợp", "delete", tooltip="Thôi tính việc đang chọn cho người phối hợp này"
        )
        self.drop_button.clicked.connect(lambda _checked=False: self._drop_support())
        self.task_button = text_button(
            "Mở nhiệm vụ", "open", tooltip="Xem, cập nhật tiến độ việc đang chọn (Ctrl+Enter)"
        )
        self.task_button.clicked.connect(lambda _checked=False: self._open_task())
        self.export_button = text_button(
            "Xuất", "export", tooltip="Xuất phiếu của dòng đang chọn ra Excel, PDF hoặc Word (Ctrl+E)"
        )
        self.export_button.clicked.connect(lambda _checked=False: self.export_document())
        self.print_button = text_button("In", "print", tooltip="In phiếu của dòng đang chọn (Ctrl+P)")
        self.print_button.clicked.connect(lambda _checked=False: self.print_document())
        self.people = PeopleModel(shell)
        self.people_table = SheetView(self.people, shell, self.people.write, "Chưa có công chức nào.", 1)
        self.people_table.setAccessibleName("Đơn vị, công chức")
        self.work = WorkModel(shell)
        self.work_table = SheetView(self.work, shell, self.work.write, "", 2)
        self.work_table.setAccessibleName("Việc được tính")
        self.people.setParent(self.people_table)
        self.work.setParent(self.work_table)
        self.people_table.chosen.connect(lambda _: self._show_work())
        self.work_table.chosen.connect(lambda _: self._show_commands())
        self._how = label("", wrap=True)
        self._aside = label("", "muted", wrap=True)
        self._rule_note = ElidedLabel("", "muted")
        self.setFocusProxy(self.people_table)
        self._lay_out()
        for keys, slot in (
            ("Ctrl+PgUp", partial(self._step, -1)),
            ("Ctrl+PgDown", partial(self._step, 1)),
            ("Ctrl+Return", self._open_task),
            ("F6", self._other_table),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Phiếu kết quả công việc", "title"))
        head.addWidget(self.periods)
        head.addWidget(self.rules, 1)
        buttons = (
            self.export_button, self.print_button, self.task_button, self.support_button, self.drop_button
        )  # fmt: skip
        head.addWidget(CommandRow(buttons), 2)
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, SPACE, 0, 0)
        lower.setSpacing(SPACE)
        lower.addWidget(self._how)
        lower.addWidget(self.work_table, 1)
        lower.addWidget(self._aside)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.people_table)
        split.addWidget(below)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 5)
        self.people_table.setMinimumHeight(theme.scaled(110))
        self.work_table.setMinimumHeight(theme.scaled(90))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(split, 1)
        column.addWidget(self._rule_note)

    # Showing

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows the period as it is stored."""
        self._show()

    def _show(self) -> None:
        sheets = self.shell.office.work_sheets
        year = self._period.year
        offered = [*periods_of_work(year - 1), *periods_of_work(year)]
        self.periods.offer([(each.id, each.heading) for each in offered])
        self.periods.show_value(self._period.id)
        self.rules.offer([(rule.id, rule.name) for rule in sheets.rules(self._period)])
        summary = self.summary
        self.rules.show_value(summary.rule.id)
        self.rules.setToolTip(summary.rule.legal)
        self.people.show(summary)
        if self.people_table.current_row() is None and self.people.rows:
            self.people_table.choose_cell(self.people.rows[0].id, 0)
        told = [summary.top.words] if summary.top is not None else []
        told += [_DISCLAIMER, *([summary.rule.note] if summary.rule.note else [])]
        self._rule_note.setText(" ".join(told))
        self._rule_note.setToolTip(" ".join(told))
        self._show_work()

    @property
    def summary(self) -> Summary:
        """Everybody of the period that is shown."""
        return self.shell.office.work_sheets.summary(self._period)

    @property
    def chosen(self) -> Sheet | None:
        """The sheet of the row that is chosen; None for the whole office."""
        row: Person | None = self.people_table.current_row()
        return row.sheet if row is not None else None

    def _show_work(self) -> None:
        sheet = self.chosen
        self.work.show(sheet.lines if sheet is not None else ())
        if sheet is None:
            self._how.setText("Chọn một đơn vị hoặc công chức ở trên để xem từng việc và cách tính điểm.")
            self._aside.setText("")
        else:
            self._how.setText(f"{sheet.who}: {reasoning(sheet)}")
            self._aside.setText(_aside(sheet))
        self._aside.setVisible(bool(self._aside.text()))
        label_ = self._period.short_label
        self.work_table.empty_text = f"Không có việc nào đến hạn trong {label_}." if sheet is not None else ""
        self._show_commands()

    def _show_commands(self) -> None:
        row: WorkRow | None = self.work_table.current_row()
        why = self.shell.office.why_closed(Need.TASKS, row.line.work.area if row else WHOLE_OFFICE)
        close(self.support_button, why)
        close(self.drop_button, why)
        self.task_button.setEnabled(row is not None)
        if not why:
            self.support_button.setEnabled(row is not None)
            self.drop_button.setEnabled(row is not None and self._is_support(row))

    @staticmethod
    def _is_support(row: WorkRow) -> bool:
        return row.line.role is Role.SUPPORT and bool(row.line.mark.officer)

    # Where it is

    def show_place(self, place: Place) -> None:
        """Shows a period, an officer, or where a task counts."""
        if not isinstance(place, WorkSheetPlace) or not self.leave():
            return
        office, officer = self.shell.office, place.officer
        if place.period:
            self._period = WorkPeriod.parse(place.period)
        elif place.task_id:
            own = office.work_sheets.works([place.task_id])
            # Of work that comes again, the turn that was due last.
            due = [work for work in own if work.due <= office.today] or own[:1]
            for work in due[-1:]:
                self._period = WorkPeriod.of_day(work.due)
                officer = officer or work.officer
        self._show()
        if officer:
            self.people_table.choose_cell(officer_id(officer), 0)
            self._show_work()
        if place.task_id:
            found = [row for row in self.work.rows if row.line.work.task_id == place.task_id]
            if found:
                self.work_table.choose_cell(found[0].id, WorkModel.FACTOR)
                self._show_commands()

    def _choose_period(self, period_id: str) -> None:
        if self.leave():
            self._period = WorkPeriod.parse(period_id)
        self._show()

    def _step(self, by: int) -> None:
        if self.leave():
            self._period = self._period.step(by)
            self._show()

    def _choose_rule(self) -> None:
        if self.leave():
            self.shell.office.work_sheets.choose_rule(str(self.rules.value()))
        self._show()

    def _other_table(self) -> None:
        """The keyboard goes from one table to the other."""
        into_work = self.people_table.hasFocus() and bool(self.work.rows)
        table = self.work_table if into_work else self.people_table
        if into_work and not self.work_table.currentIndex().isValid():
            self.work_table.choose_cell(self.work.rows[0].id, WorkModel.FACTOR)
        table.setFocus()

    def leave(self) -> bool:
        """Saves the cell that is being edited."""
        return self.people_table.commit() and self.work_table.commit()

    # Work

    def _open_task(self) -> None:
        row: WorkRow | None = self.work_table.current_row()
        if row is not None and self.leave():
            self.shell.go(TasksPlace(row.line.work.task_id))

    def _add_support(self) -> None:
        row: WorkRow | None = self.work_table.current_row()
        if row is not None and self.leave():
            _SupportQuestion(self.shell, row, self.window()).exec()

    def _drop_support(self) -> None:
        row: WorkRow | None = self.work_table.current_row()
        if row is not None and self._is_support(row) and self.leave():
            mark = row.line.mark
            self.shell.attempt(lambda: self.shell.office.work_sheets.drop_support(mark))

    # Out of the program

    def current_document(self) -> tuple[Document, str] | None:
        """The sheet of whoever is chosen; of a unit with its officers, or of the whole office."""
        sheets, sheet = self.shell.office.work_sheets, self.chosen
        if sheet is None:
            return sheets.office_document(self._period), sheets.file_name("", self._period, "xlsx")
        name = sheets.file_name(sheet.who, self._period, "xlsx")
        if sheet.is_unit:
            return sheets.unit_document(sheet.who, self._period), name
        return sheets.document(sheet), name


def _aside(sheet: Sheet) -> str:
    """What does not count: what was late before, what is not due yet."""
    told = []
    if sheet.carried:
        names = "; ".join(line.work.text.rstrip(".") for line in sheet.carried[:3])
        more = " …" if len(sheet.carried) > 3 else ""
        told.append(f"Quá hạn từ kỳ trước, không tính vào kỳ này ({len(sheet.carried)}): {names}{more}.")
    if sheet.pending:
        told.append(f"Chưa đến hạn, chưa tính: {len(sheet.pending)} việc.")
    return " ".join(told)


class _SupportQuestion(Question):
    """Who else works on a task."""

    def __init__(self, shell: Shell, row: WorkRow, parent: QWidget) -> None:
        super().__init__(parent, "Thêm người phối hợp", "Thêm")
        self._shell = shell
        self._work = row.line.work
        self.form.add_widget(label(self._work.text, wrap=True))
        self.officer = ChoiceField(
            None, "Người phối hợp", choices=lambda: officer_choices(shell), editable=True
        )
        self.officer.setObjectName("officer")
        self.form.add(self.officer)
        self.officer.setFocus()

    def carry_out(self) -> bool:
        """Counts the task for this officer too."""
        sheets, work = self._shell.office.work_sheets, self._work
        officer = str(self.officer.value() or "")
        return attempt_or_refuse(self._shell, lambda: sheets.add_support(work.task_id, work.turn, officer))
