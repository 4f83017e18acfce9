"""«Lịch báo cáo»: every report of a year with its due day, and the duties that they come from."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabWidget, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.duties import DOSSIERS, OWN, Duty, DutyLine, DutyState
from ...domain.places import CalendarPlace, DossiersPlace, FormPlace
from ...domain.report_periods import Period
from .. import file_dialogs
from ..buttons import menu_button, text_button
from ..choice_box import ChoiceBox
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from .duty_dialogs import DutyQuestion, SentQuestion
from .duty_lines import DutyLines

_OTHER = "Chế độ khác…"


class DutiesPanel(QWidget):
    """The calendar of a year, and the list of duties beside it."""

    help_topic = "bao-cao#lich-bao-cao"

    closed = Signal()
    report_wanted = Signal(object)
    """The period of a report that the program composes."""
    dates_wanted = Signal(int)
    """The year whose own periods are to be edited."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.year = shell.office.calendar.current_quarter().year
        self.lines = DutyLines(shell)
        self.duties = TableView(
            TableModel(_columns(), shell),
            "Chưa có chế độ báo cáo nào bên cạnh báo cáo cải cách hành chính.",
            2,
        )
        self.duties.rows.setParent(self.duties)
        self.duties.setAccessibleName("Các chế độ báo cáo khác")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._make_lines(), "Lịch trong năm")
        self.tabs.addTab(self._make_duties(), "Chế độ báo cáo")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(self._make_head())
        column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.lines)
        self.lines.opened.connect(self._open)
        self.lines.chosen.connect(lambda _: self._show_buttons())
        self.duties.opened.connect(self._edit)
        self.duties.chosen.connect(lambda _: self._show_buttons())
        self.duties.on_delete(self._delete)

    def _make_head(self) -> QHBoxLayout:
        back = text_button("Danh sách báo cáo", "back", "flat", "Về danh sách báo cáo (Esc)")
        back.clicked.connect(lambda _checked=False: self.closed.emit())
        self.years = ChoiceBox()
        self.years.setAccessibleName("Năm của lịch báo cáo")
        self.years.activated.connect(lambda _: self.show_year(self.years.value()))
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.add = menu_button("Thêm chế độ", "add", self._menu)
        self.export = text_button("Xuất lịch…", "export", tooltip="Xuất ra PDF, Word hoặc Excel (Ctrl+E)")
        self.export.clicked.connect(lambda _checked=False: self._shell.export(*self.document()))
        self.to_calendar = text_button(
            "Tệp lịch .ics…",
            "calendar",
            tooltip="Cho Outlook, Google Calendar, điện thoại; nhắc trước 7, 3, 1 ngày",
        )
        self.to_calendar.clicked.connect(lambda _checked=False: self._write_calendar())
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(back)
        row.addWidget(label("Lịch báo cáo", "title"))
        row.addWidget(self.years)
        row.addStretch(1)
        for button in (self.add, self.export, self.to_calendar):
            row.addWidget(button)
        return row

    def _make_lines(self) -> QWidget:
        self.open_button = text_button(
            "Mở báo cáo", "reports", tooltip="Mở báo cáo hoặc biểu do chương trình lập"
        )
        self.open_button.clicked.connect(lambda _checked=False: self._open_made())
        self.sent = text_button(
            "Ghi đã gửi…", "check", tooltip="Ghi ngày gửi và số văn bản của báo cáo đang chọn"
        )
        self.sent.clicked.connect(lambda _checked=False: self._mark_sent())
        self.unsent = text_button("Chưa gửi", "undo", tooltip="Bỏ ngày gửi và số văn bản đã ghi")
        self.unsent.clicked.connect(lambda _checked=False: self._mark_unsent())
        self.skip = text_button("Bỏ kỳ này", "delete", tooltip="Kỳ đang chọn không phải báo cáo")
        self.skip.clicked.connect(lambda _checked=False: self._skip())
        self._note = label("", "muted", wrap=True)
        return _page((self.open_button, self.sent, self.unsent, self.skip), self.lines, self._note)

    def _make_duties(self) -> QWidget:
        self.edit = text_button("Sửa…", "edit", tooltip="Sửa chế độ đang chọn (Enter)")
        self.edit.clicked.connect(lambda _checked=False: self._edit(self.duties.current_row()))
        self.bring_back = text_button("Lấy lại kỳ đã bỏ", "undo", tooltip="Báo cáo lại những kỳ đã bỏ")
        self.bring_back.clicked.connect(lambda _checked=False: self._bring_back())
        self.delete = text_button("Xóa", "delete", tooltip="Xóa chế độ đang chọn (Delete)")
        self.delete.clicked.connect(lambda _checked=False: self._delete())
        self.dates = text_button(
            "Kỳ và hạn gửi…", "calendar", tooltip="Chế độ của báo cáo cải cách hành chính"
        )
        self.dates.clicked.connect(lambda _checked=False: self.dates_wanted.emit(self.year))
        self._own = label("", "muted", wrap=True)
        return _page((self.edit, self.bring_back, self.delete, self.dates), self.duties, self._own)

    # Showing

    def show_year(self, year: int) -> None:
        """Shows the calendar of a year."""
        self.year = year
        self.refresh()

    def show_place(self, place: CalendarPlace) -> None:
        """Shows a line or a duty."""
        self.show_year(place.year or self.year)
        self.tabs.setCurrentIndex(1 if place.duty_id else 0)
        if place.duty_id:
            self.duties.choose(place.duty_id)
        elif place.line:
            self.lines.choose(place.line)

    def refresh(self) -> None:
        """Shows what is stored now."""
        office = self._shell.office
        offered = range(max(self.year, office.today.year) + 1, min(self.year, office.today.year) - 3, -1)
        self.years.offer([(year, f"Năm {year}") for year in offered if 2000 <= year <= 2100])
        self.years.show_value(self.year)
        self.lines.show_year(self.year)
        self.duties.rows.set_rows(duties := office.duties.all())
        if duties and self.duties.current_row() is None:
            self.duties.choose(duties[0].id)
        regime = office.calendar.regime(self.year)
        self._own.setText(
            f"Báo cáo cải cách hành chính năm {self.year}: {regime.name}. Bảng này ghi những báo cáo khác, "
            "hoặc cùng báo cáo đó gửi theo hạn khác."
        )
        self._offer()
        self._show_buttons()

    def _offer(self) -> None:
        """What may be taken over in the year, and what the office adds of its own."""
        self._menu.clear()
        for entry in self._shell.office.duties.offered(self.year):
            action = self._menu.addAction(entry.duty.name)
            action.setToolTip("\n".join(filter(None, (f"Căn cứ: {entry.duty.legal}", entry.note))))
            action.triggered.connect(partial(self._take, entry.id, entry.note))
        self._menu.addSeparator()
        self._menu.addAction(_OTHER).triggered.connect(lambda _checked=False: self._add())

    def _show_buttons(self) -> None:
        line: DutyLine | None = self.lines.current_row()
        is_composed = line is not None and line.is_composed
        is_sent = line is not None and line.state is DutyState.SENT
        self.open_button.setEnabled(line is not None and bool(line.turn.duty.form))
        self.sent.setEnabled(line is not None and not is_composed)
        self.unsent.setEnabled(is_sent and not is_composed)
        self.skip.setEnabled(line is not None and line.turn.duty.id != OWN and not is_sent)
        self._note.setText(_note(line))
        chosen = self.duties.current_row() is not None
        for button in (self.edit, self.bring_back, self.delete):
            button.setEnabled(chosen)

    # Doing

    def _take(self, entry_id: str, note: str, _checked: bool = False) -> None:
        if self.commit() and self._shell.attempt(lambda: self._shell.office.duties.take(entry_id, self.year)):
            self._shell.notify(f"Đã thêm chế độ báo cáo. {note}".strip(), undoable=True)

    def _add(self) -> None:
        if self.commit():
            office = self._shell.office
            since = office.calendar.dates(office.calendar.current_quarter()).starts
            DutyQuestion.ask(self._shell, None, since, self)

    def _edit(self, duty: Duty | None) -> None:
        if duty is not None:
            DutyQuestion.ask(self._shell, duty, self._shell.office.today, self)

    def _delete(self) -> None:
        duty: Duty | None = self.duties.current_row()
        if duty is not None and self._shell.attempt(lambda: self._shell.office.duties.delete(duty.id)):
            self._shell.notify(f"Đã xóa chế độ «{duty.name}».", undoable=True)

    def _bring_back(self) -> None:
        duty: Duty | None = self.duties.current_row()
        if duty is not None:
            self._shell.attempt(lambda: self._shell.office.duties.unskip(duty.id))

    def _open(self, line: DutyLine | None) -> None:
        if line is None or not self.commit():
            return
        if line.is_composed:
            self.report_wanted.emit(line.turn.period)
        else:
            SentQuestion.ask(self._shell, line, self)

    def _open_made(self) -> None:
        """Opens what the program makes for the chosen line: the report, or the page of its form."""
        line: DutyLine | None = self.lines.current_row()
        if line is None or not isinstance(period := line.turn.period, Period) or not self.commit():
            return
        if line.is_composed:
            self.report_wanted.emit(period)
        elif line.turn.duty.form == DOSSIERS:
            self._shell.go(DossiersPlace(period))
        else:
            self._shell.go(FormPlace(period, line.turn.duty.form))

    def _mark_sent(self) -> None:
        line: DutyLine | None = self.lines.current_row()
        if line is not None and self.commit():
            SentQuestion.ask(self._shell, line, self)

    def _mark_unsent(self) -> None:
        line: DutyLine | None = self.lines.current_row()
        if line is not None and self.commit():
            self._shell.attempt(lambda: self._shell.office.duties.mark_sent(line, None))

    def _skip(self) -> None:
        line: DutyLine | None = self.lines.current_row()
        if line is None or not self.commit():
            return
        if self._shell.attempt(lambda: self._shell.office.duties.skip(line)):
            self._shell.notify(f"{line.name}: không phải báo cáo.", undoable=True)

    def _write_calendar(self) -> None:
        duties = self._shell.office.duties
        name = duties.file_name(self.year, "ics")
        target = file_dialogs.ask_new_file(self, "Tệp lịch", name, "Tệp lịch (*.ics)")
        if target is not None and self._shell.attempt(lambda: duties.write_calendar(self.year, target)):
            self._shell.notify(f"Đã ghi lịch báo cáo vào «{target}».")

    def document(self) -> tuple[Document, str]:
        """The calendar as it is printed, with its file name."""
        duties = self._shell.office.duties
        return duties.document(self.year), duties.file_name(self.year, "pdf")

    def commit(self) -> bool:
        """Saves what is being typed."""
        return self.lines.commit()


def _columns() -> list[Column]:
    return [
        Column("Báo cáo", lambda duty: duty.name, width=220, stretch=True, bold=lambda _: True),
        Column("Các kỳ", lambda duty: duty.span_words, width=180),
        Column("Hạn gửi", lambda duty: duty.due_words, width=150),
        Column("Nơi nhận", lambda duty: duty.receiver, width=140),
        Column("Căn cứ", lambda duty: duty.legal, width=170),
        Column("Từ ngày", lambda duty: duty.valid_from, width=104),
        Column("Đến ngày", lambda duty: duty.valid_to, width=104),
    ]


def _page(buttons: tuple[QWidget, ...], table: QWidget, note: QWidget) -> QWidget:
    page = QWidget()
    row = QHBoxLayout()
    row.setSpacing(SPACE)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, SPACE, 0, 0)
    column.setSpacing(SPACE)
    column.addLayout(row)
    column.addWidget(table, 1)
    column.addWidget(note)
    return page


def _note(line: DutyLine | None) -> str:
    """What is to be known of the chosen line."""
    if line is None:
        return ""
    turn = line.turn
    told = [
        f"Căn cứ: {turn.duty.legal}" if turn.duty.legal else "",
        f"Nơi nhận: {turn.duty.receiver}" if turn.duty.receiver else "",
        line.day_off_words if line.state is not DutyState.SENT else "",
        line.doubt.rstrip("."),
    ]
    words = ". ".join(filter(None, told))
    return f"{words}." if words else ""
