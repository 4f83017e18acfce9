"""«Sổ theo dõi»: one page for all registers: choose one, and type into it like into a sheet of Excel."""

from collections.abc import Collection
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.access import WHOLE_OFFICE, Need
from ...domain.dates import short_date
from ...domain.evidence import Owner, OwnerKind
from ...domain.places import Place, RegisterPlace, SurveysPlace
from ...domain.registers.fields import Value
from ...domain.registers.filtering import RowFilter
from ...domain.registers.register import Over, Register, RegisterRow
from ...domain.report_periods import Period
from ...office.figures import LEDGER_TABLES
from ...office.registers import REGISTER_TABLES
from ...storage.changes import Changes
from .. import theme
from ..buttons import close, text_button
from ..choice_box import ChoiceBox
from ..evidence.strip import EvidenceStrip
from ..figures.chosen_period import PERIOD_TABLES, recall_period, remember_period
from ..keystrokes import go_round, has_keyboard, leads_down
from ..labels import label
from ..shell import Page, Shell, tables
from ..tables.sheet import SheetView
from ..theme import SPACE
from ..widgets.command_row import CommandRow
from ..widgets.elided import ElidedLabel
from ..widgets.period_bar import PeriodBar
from .counted_words import counted_words
from .model import RegisterModel

_CHOSEN = "registers.chosen"
"""The preference that names the register that was looked at last."""
_LEAST_LETTERS, _WIDEST, _ROOMY, _TIGHT = 12, 320, 1110, 1000
_KEYS = "Sổ theo dõi đang mở (Ctrl+↑, Ctrl+↓)"
_SIDES = [700, 330]
"""How the sheet and the files beside it share the width."""
_EMPTY = "Sổ chưa có dòng nào trong kỳ này."
_INVITES = " Bấm «Thêm dòng» (Insert), dán bảng từ Excel, hoặc «Nhập từ Excel…»."


class RegistersPage(Page):
    """Chooser of the register and the period, and the register's rows."""

    help_topic = "so-theo-doi"
    has_document = True
    reads = tables(REGISTER_TABLES, LEDGER_TABLES, PERIOD_TABLES, ("register_doubts", "evidence"))

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._period = recall_period(shell)
        self.registers = ChoiceBox()
        self.registers.setAccessibleName("Sổ")
        self.registers.activated.connect(lambda _: self._choose(str(self.registers.value())))
        self.bar = PeriodBar(shell.office)
        self.bar.set_keys(self)
        self.bar.chosen.connect(self._show_period)
        self.all_button = text_button("Mọi thời gian")
        self.all_button.setCheckable(True)
        self.all_button.setToolTip("Hiện cả các dòng trước và sau kỳ đang chọn")
        self.all_button.clicked.connect(lambda _checked=False: self._show())
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Lọc các dòng…")
        self.filter.setAccessibleName("Lọc các dòng")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _: self._show())
        leads_down(self.filter, lambda: self.table.come_down() if self.table is not None else None)
        self.add_button = text_button("Thêm dòng", "add", "primary", tooltip="Thêm một dòng (Insert)")
        self.add_button.clicked.connect(lambda _checked=False: self._add())
        self.delete_button = text_button("Xóa dòng", "delete", tooltip="Xóa các dòng đang chọn (Ctrl+-)")
        self.delete_button.clicked.connect(lambda _checked=False: self._delete())
        self.paste_button = text_button("Dán từ Excel", "copy")
        self.paste_button.clicked.connect(lambda _checked=False: self._paste())
        self.import_button = text_button(
            "Nhập từ Excel…", "import", tooltip="Nhập các dòng từ tệp Excel của cơ quan"
        )
        self.import_button.clicked.connect(lambda _checked=False: self.import_file())
        self.export_button = text_button("Xuất", "export", tooltip="Xuất sổ ra Excel, PDF hoặc Word (Ctrl+E)")
        self.export_button.clicked.connect(lambda _checked=False: self.export_document())
        self.print_button = text_button("In", "print", tooltip="In sổ theo mẫu (Ctrl+P)")
        self.print_button.clicked.connect(lambda _checked=False: self.print_document())
        self.new_button = text_button(
            "Thêm sổ…", "add", tooltip="Lập sổ của cơ quan: các mục, số liệu đếm được"
        )
        self.new_button.clicked.connect(lambda _checked=False: self._describe(None))
        self.edit_button = text_button("Sửa sổ…", "edit", tooltip="Thêm, đổi, ẩn, sắp lại các mục của sổ này")
        self.edit_button.clicked.connect(lambda _checked=False: self._describe(self.register))
        self.surveys_button = text_button(
            "Khảo sát", "survey", tooltip="Khảo sát mức độ hài lòng (Ctrl+Shift+H)"
        )
        self.surveys_button.clicked.connect(lambda _checked=False: shell.go(SurveysPlace()))
        self.doubts_button = text_button(
            "Nghi trùng", "warning", tooltip="Các dòng để lại vì giống dòng đã có: quyết định từng dòng"
        )
        self.doubts_button.clicked.connect(lambda _checked=False: self._decide_doubts())
        self.doubts_button.hide()
        self.aside_button = text_button(
            "Chuyển sang nghi trùng", "clock",
            tooltip="Chưa rõ dòng vừa ghi có trùng không: đưa dòng ra khỏi sổ, quyết định sau ở «Nghi trùng»",
        )  # fmt: skip
        self.aside_button.clicked.connect(lambda _checked=False: self._set_aside())
        self.aside_button.hide()
        self._doubted = ""
        self._window = ElidedLabel("", "muted")
        self._feeds = label("", "muted", wrap=True)
        self._unfinished = label("", wrap=True)
        self.evidence_button = text_button(
            "Minh chứng", "attach", tooltip="Minh chứng của dòng đang chọn, ở bên phải (Ctrl+Shift+J)"
        )
        self.evidence_button.setCheckable(True)
        self.evidence_button.toggled.connect(self._show_beside)
        self.strip = EvidenceStrip(shell)
        self.strip.hide()
        self.model: RegisterModel | None = None
        self.table: SheetView | None = None
        self._lay_out()
        # Of the page, not of the button: it may have no room, and forgets its key with its words.
        beside = self.evidence_button.toggle
        for keys, slot in (
            ("Insert", self._add), ("Ctrl+-", self._delete), ("Ctrl+Shift+J", beside),
            ("Ctrl+Up", partial(self._step, -1)), ("Ctrl+Down", partial(self._step, 1)),
            ("F6", self._next_part),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _lay_out(self) -> None:
        self.registers.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.registers.setMinimumContentsLength(_LEAST_LETTERS)
        self.registers.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.registers.setMaximumWidth(theme.scaled(_WIDEST))
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Sổ theo dõi", "title"))
        head.addWidget(self.registers, 4)
        head.addWidget(self.bar)
        head.addWidget(self.all_button)
        head.addStretch(1)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE)
        tools.addWidget(self.filter, 2)
        tools.addWidget(self._window, 3)
        tools.addWidget(self.aside_button)
        tools.addWidget(self.doubts_button)
        commands = (
            self.add_button,
            self.delete_button,
            self.paste_button,
            self.import_button,
            self.export_button,
            self.print_button,
            self.evidence_button,
            self.edit_button,
            self.new_button,
            self.surveys_button,
        )
        tools.addWidget(CommandRow(commands), 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addLayout(tools)
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(self.strip)
        column.addWidget(self._body, 1)
        column.addWidget(self._unfinished)
        column.addWidget(self._feeds)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offers the spans of the year in a list where there is little room."""
        super().resizeEvent(event)
        width = self.width()
        self.bar.set_compact(width < theme.scaled(_ROOMY))
        self.bar.set_tight(width < theme.scaled(_TIGHT))

    # Showing

    @property
    def register(self) -> Register:
        """The register that is shown."""
        return self.shell.office.registers.get(str(self.registers.value()))

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows the register as it is stored; what is being typed stays."""
        if changes is None and not self._is_typing():
            self._period = recall_period(self.shell)
        self._show()

    def _is_typing(self) -> bool:
        return self.table is not None and self.table.state() == SheetView.State.EditingState

    def _offer(self) -> None:
        known = self.shell.office.registers.all()
        self.registers.offer([(each.id, each.name) for each in known])
        if self.registers.value() is None:
            chosen = self.shell.office.settings.preference(_CHOSEN)
            ids = [each.id for each in known]
            self.registers.show_value(chosen if chosen in ids else ids[0])

    def _show(self) -> None:
        self._offer()
        office, register = self.shell.office, self.register
        if self.model is None or self.model.register != register:
            self._open(register)
        assert self.model is not None
        assert self.table is not None
        self.bar.show_period(self._period)
        dates = office.calendar.dates(self._period)
        everything = office.registers.count(register.id)
        is_all = self.all_button.isChecked()
        rows = office.registers.rows(register.id, None if is_all else self._period)
        told = f"Từ ngày {short_date(dates.starts)} đến ngày {short_date(dates.ends)}"
        told = "Mọi thời gian" if is_all else told
        self._window.setText(f"{told}: {len(rows)} dòng (cả sổ {everything} dòng).")
        self.model.show(self._rows_with.matching(rows, self.filter.text()))
        why = self.model.why_none()
        for button in (self.add_button, self.paste_button, self.import_button):
            close(button, why)
        may_describe = office.why_closed(Need.SET_UP, WHOLE_OFFICE)
        close(self.new_button, may_describe)
        close(self.edit_button, may_describe)
        self._follow_chosen(self.table.current_row())
        self.table.empty_text = ("Không có dòng nào khớp." if self.filter.text() else _EMPTY) + (
            "" if why or self.filter.text() else _INVITES
        )
        self.aside_button.setVisible(bool(self._doubted) and any(row.id == self._doubted for row in rows))
        doubts = office.register_import.put_aside(register.id)
        self.doubts_button.setText(f"Nghi trùng ({len(doubts)})")
        self.doubts_button.setVisible(bool(doubts))
        self._tell_unfinished()
        self._feeds.setText(counted_words(office, register, self._period))
        self._follow_row()

    def _show_beside(self, shown: bool) -> None:
        """Shows the files of the current row beside the sheet, or hides them."""
        self.strip.setVisible(shown)
        self._body.setSizes(_SIDES)
        self._follow_row()
        (self.strip if shown else self).setFocus()

    def _follow_row(self) -> None:
        """Says how many files the current row has, and shows them where they are wanted."""
        row = self.table.current_row() if self.table is not None else None
        owner = None
        if row is not None and self.shell.office.registers.is_there(row.id):
            owner = Owner(OwnerKind.ROW, row.id)
        count = self.shell.office.evidence.count(owner)
        self.evidence_button.setText(f"Minh chứng ({count})" if count else "Minh chứng")
        if self.evidence_button.isChecked():
            self.strip.set_owner(owner)

    def _follow_chosen(self, row: RegisterRow | None) -> None:
        """Offers to delete rows where who is here may write the one that is looked at."""
        if self.model is not None:
            close(
                self.delete_button, self.model.why_closed(row) if row is not None else self.model.why_none()
            )
            if row is None:
                self.delete_button.setEnabled(False)

    def _open(self, register: Register) -> None:
        """Shows the sheet of another register."""
        held = self.table is not None and has_keyboard(self.table)
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        if self.model is not None:
            # It leads back to itself, and stays until garbage is collected: thousands of rows need not.
            self.model.set_rows([])
        self.shell.office.registers.look_at(register.id)
        self._rows_with = RowFilter(register)
        before, self.model = self.model, RegisterModel(self.shell, register)
        if before is not None and before.register.id == register.id:
            self.model.go_on_with(before)
        self.table = SheetView(self.model, self.shell, self.model.write, _EMPTY, 2)
        self.model.setParent(self.table)
        self.model.stored.connect(self._tell_like)
        self.model.begun.connect(self._tell_unfinished)
        self.model.moved.connect(self._tell_moved)
        self.table.chosen.connect(self._follow_chosen)
        self.table.setAccessibleName(register.name)
        header = self.table.horizontalHeader()
        # A number's column is narrower than its name, which goes on in a second line.
        header.setTextElideMode(Qt.TextElideMode.ElideNone)
        header.setFixedHeight(header.height() + header.fontMetrics().lineSpacing())
        self._body.insertWidget(0, self.table)
        self._body.setStretchFactor(0, 1)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._follow_row())
        # At once: what is typed before the next event is typed into it.
        self.table.show()
        self.setFocusProxy(self.table)
        if held:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        order = ", ".join(field.label.lower() for field in register.typed)
        self.paste_button.setToolTip(f"Thêm các dòng đã chép từ Excel, cột theo thứ tự:\n{order}")
        stands = any(feed.over is Over.UNTIL for feed in register.feeds)
        self.all_button.setChecked(stands)
        self.registers.setToolTip("\n".join(filter(None, (register.help, _KEYS))))
        self.shell.office.settings.set_preference(_CHOSEN, register.id)

    def _tell_unfinished(self) -> None:
        """Says which rows are not stored yet, and what they lack."""
        assert self.model is not None
        rows = self.model.unfinished
        lacking = ", ".join(f"«{name}»" for name in self.model.lacking(rows[0])) if rows else ""
        many = "Dòng đang thêm" if len(rows) == 1 else f"{len(rows)} dòng đang thêm"
        self._unfinished.setText(f"{many} chưa được ghi: hãy nhập {lacking}." if rows else "")
        self._unfinished.setVisible(bool(rows))

    def _tell_like(self, row: RegisterRow) -> None:
        """Points out that a new row is like one that is there."""
        like = self.shell.office.registers.like(row.register, row.values, but=row.id)
        self._doubted = row.id if like else ""
        self.aside_button.setVisible(bool(like))
        if like:
            name = self.register.name_of(like[0].values)
            self.shell.notify(f"Sổ đã có dòng giống dòng vừa ghi: {name}.", undoable=True)

    def _tell_moved(self, row: RegisterRow) -> None:
        """Says where a row went whose new day is outside the period."""
        day, dates = row.day(self.register), self.shell.office.calendar.dates(self._period)
        if day is not None and not self.all_button.isChecked() and not dates.starts <= day <= dates.ends:
            self.shell.notify(
                f"Dòng ngày {short_date(day)} không thuộc {self._period.label}; "
                "xem ở kỳ đó, hoặc bấm «Mọi thời gian».",
                undoable=True,
            )

    # Where it is

    def come_to_front(self) -> None:
        """Follows the period that was chosen on another page."""
        if not self._is_typing() and self._period != (chosen := recall_period(self.shell)):
            self._period = chosen
            self._show()

    def show_place(self, place: Place) -> None:
        """Shows a register, at one of its rows where given."""
        if not isinstance(place, RegisterPlace) or not self.leave():
            return
        self._offer()
        if place.register and place.register in self.registers.values:
            self.registers.show_value(place.register)
        self._show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if place.preset:
            self._begin(dict(place.preset))
        assert self.table is not None
        if place.row_id and not self.table.choose(place.row_id):
            self.filter.clear()
            self.all_button.setChecked(True)
            self._show()
            self.table.choose(place.row_id)
        keys = [field.key for field in self.register.typed]
        if place.field in keys and (at := self.table.currentIndex()).isValid():
            self.table.setCurrentIndex(at.siblingAtColumn(keys.index(place.field)))

    def _choose(self, register_id: str) -> None:
        if self.leave():
            self.filter.clear()
            self._show()
        elif self.model is not None:
            self.registers.show_value(self.model.register.id)

    def _step(self, by: int) -> None:
        values = self.registers.values
        at = values.index(self.registers.value()) + by
        if 0 <= at < len(values) and self.leave():
            self.registers.show_value(values[at])
            self._choose(values[at])

    def _show_period(self, period: Period) -> None:
        if self.leave():
            self._period = period
            remember_period(self.shell, period)
        self._show()

    def _next_part(self) -> None:
        """F6: from the rows to the filter, to the files beside them where they are shown, and back."""
        if self.table is not None and self.leave():
            files = [] if self.strip.isHidden() else [self.strip]
            go_round([self.table, self.filter, *files], Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> bool:
        """Saves the cell that is being edited."""
        return (self.table is None or self.table.commit()) and self.strip.commit()

    # Rows

    def _add(self) -> None:
        if self.table is None or self.model is None or not self.add_button.isEnabled() or not self.leave():
            return
        office, register = self.shell.office, self.model.register
        dates = office.calendar.dates(self._period)
        self._begin_row({register.day: min(max(office.today, dates.starts), dates.ends)})

    def _begin(self, texts: dict[str, str]) -> None:
        """Begins a row of today with these texts, which a rule asks for; it stays in sight once stored."""
        if self.table is None or self.model is None or not self.add_button.isEnabled():
            return
        office, register = self.shell.office, self.model.register
        dates = office.calendar.dates(self._period)
        if not dates.starts <= office.today <= dates.ends:
            self.all_button.setChecked(True)
        self._begin_row({register.day: office.today, **register.understood(texts)})

    def _begin_row(self, first: dict[str, Value]) -> None:
        """Begins a row, with the cursor where it lacks something first."""
        assert self.table is not None
        assert self.model is not None
        register = self.model.register
        row = self.model.begin({**(self.model.own_area() or {}), **first})
        self._show()
        keys = [field.key for field in register.typed]
        self.table.edit_row(row.id, next((at for at, key in enumerate(keys) if key not in row.values), 0))

    def _paste(self) -> None:
        """Pastes under the last row, whatever cell is looked at."""
        if self.table is not None and self.paste_button.isEnabled() and self.leave():
            self.table.append_cells()
            self._show()

    def _delete(self) -> None:
        if self.table is None or self.model is None or not self.leave():
            return
        if not self.table.currentIndex().isValid():
            return
        top, _, height, _ = self.table.chosen_range()
        chosen = self.model.rows[top : top + height]
        for row in chosen:
            if self.model.is_unfinished(row):
                self.model.drop(row)
        ids = [row.id for row in chosen if self.shell.office.registers.is_there(row.id)]
        if ids:
            self.shell.attempt(lambda: self.shell.office.registers.delete(*ids))
        self._show()

    def import_file(self, path: Path | None = None) -> None:
        """Takes in rows from an office's own file, which is asked for where none is given."""
        if self.import_button.isEnabled() and self.leave():
            from ..wizards.import_rows import ImportRows

            if taken := ImportRows.run(self.shell, self.register.id, path):
                self._show_taken(taken)

    def _show_taken(self, taken: Collection[str]) -> None:
        """Shows the rows that came in, with the cursor on the first; all rows where the period hides some."""
        registers, name = self.shell.office.registers, self.register.id
        rows = [row for row in registers.rows(name) if row.id in taken]
        outside = len(rows) - sum(row.id in taken for row in registers.rows(name, self._period))
        self.filter.clear()
        if outside and not self.all_button.isChecked():
            self.all_button.setChecked(True)
            self.shell.notify(
                f"Đã nhận {len(rows)} dòng; {outside} dòng không thuộc {self._period.label}, "
                "nên sổ đang hiện «Mọi thời gian».",
                undoable=True,
            )
        self._show()
        if rows and self.table is not None:
            self.table.choose(rows[0].id)

    def _describe(self, register: Register | None) -> None:
        """Opens the form of a register, of a new one where none is given."""
        if self.leave():
            from .form import RegisterForm

            RegisterForm.run(self.shell, register)

    def _set_aside(self) -> None:
        """Takes the row that was typed last out of the register, until it is known whether it is a double."""
        row_id = self._doubted
        if self.leave() and row_id:
            self.shell.attempt(lambda: self.shell.office.register_import.set_aside(row_id))
            self._show()

    def _decide_doubts(self) -> None:
        if self.leave():
            from .doubts import Doubts

            Doubts.run(self.shell, self.register)
            self._show()

    # Out of the program

    def current_document(self) -> tuple[Document, str] | None:
        """The register as the book that it replaces."""
        registers, period = self.shell.office.registers, self._period
        of = None if self.all_button.isChecked() else period
        return registers.document(self.register.id, of), registers.file_name(self.register.id, "xlsx", of)
