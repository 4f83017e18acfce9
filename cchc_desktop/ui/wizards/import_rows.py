"""Rows of a register from an office's own file: columns are mapped once, rows looked over, and taken in."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ...domain.errors import CchcError, Refusal
from ...domain.registers.book import RowsBook, headers_of
from ...domain.registers.file_values import day_in
from ...domain.registers.incoming import Decision, RowsDraft, State
from ...domain.registers.mapping import ColumnMap
from ...office.register_import import Laid, read_rows
from ...storage.register_kinds import REGISTER_ROWS
from ..buttons import text_button
from ..choice_box import ChoiceBox
from ..forms import DateField
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..tables import TableModel, TableView
from ..theme import SPACE
from .frame import FileWizard, Notice
from .import_rows_tables import (
    CHOSEN,
    STATES,
    FileColumn,
    FoundRow,
    Remark,
    mapping_columns,
    remark_columns,
    row_columns,
)

_FILTER = "Bảng tính (*.xlsx *.xlsm *.xls *.ods *.csv);;Mọi tệp (*)"
_REMARKS_HEIGHT = 17 * SPACE
_MAPPING, _ROWS = range(2)
_WORTH = "worth"
"""Shows the rows with which something happens."""
_SAMPLES = 3


class ImportRows(FileWizard):
    """Two steps: which column fills which field, and what becomes of each row. A layout that was mapped
    before opens at the second one."""

    help_topic = "so-theo-doi#nhap-tu-excel"
    asks = "Chọn tệp Excel của sổ"
    takes = _FILTER

    def __init__(self, shell: Shell, register_id: str, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Nhập sổ theo dõi từ Excel", parent, ("Ghép cột", "Xem và nhận"))
        self._register = shell.office.registers.get(register_id)
        self._laid: Laid | None = None
        self._made: ColumnMap | None = None
        self._decided: dict[int, Decision] = {}
        self.draft: RowsDraft | None = None
        self._file.setText("Chưa chọn tệp")
        self.choose_button = self.make_choose_button()
        self.again_button = self.make_again_button()
        self.notice = Notice()
        self.columns = TableView(
            TableModel(mapping_columns(self._register, self._map), shell, key=lambda row: row.header)
        )
        self.columns.setAccessibleName("Các cột của tệp")
        self.columns.opened.connect(lambda row: self.columns.edit_row(row.header, CHOSEN))
        self.day = DateField(
            None, f"{self._register.field(self._register.day).label} của các dòng chưa có ngày"
        )
        self.whole = QCheckBox("Tệp là toàn bộ danh mục: dòng không có trong tệp là hết hiệu lực")
        self.whole.setVisible(self._register.life is not None)
        self.told = Notice()
        self.shown = ChoiceBox()
        self.shown.setAccessibleName("Các dòng được hiện")
        self.shown.activated.connect(lambda _: self._show_rows())
        self.skip_wrong = QCheckBox("Bỏ qua các dòng sai")
        self.skip_wrong.toggled.connect(lambda _: self._show_rows())
        self.found: TableView | None = None
        self.remarks = TableView(TableModel(remark_columns(), key=lambda row: row), lines=0)
        self.remarks.setAccessibleName("Chỗ cần xem trong tệp")
        self.back_button = text_button("Sửa cách ghép cột", "back")
        self.back_button.clicked.connect(lambda _checked=False: self._show_mapping())
        self.next_button = text_button("Xem các dòng", "next", "primary")
        self.next_button.clicked.connect(lambda _checked=False: self.look_over())
        self.take_button = text_button("Nhận", "done", "primary")
        self.take_button.clicked.connect(lambda _checked=False: self.take_in())
        self.close_button = text_button("Hủy")
        self.close_button.clicked.connect(self.reject)
        self.taken: frozenset[str] = frozenset()
        """The rows that were stored, once some were."""
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go_on)
        self._lay_out()
        self._show_mapping("Đang đọc tệp…", "notice-info")

    @classmethod
    def run(cls, shell: Shell, register_id: str, path: Path | None = None) -> frozenset[str]:
        """Asks for a file where none is given, and opens the dialog on it over the window; gives the ids of
        the rows that were stored."""
        opened: list[ImportRows] = []

        def make(parent: QWidget | None) -> ImportRows:
            opened.append(cls(shell, register_id, parent))
            return opened[0]

        cls.open_over(shell, make, path)
        return opened[0].taken if opened else frozenset()

    def _lay_out(self) -> None:
        top = self.add_bar()
        self.add_titles(top)
        top.addWidget(label(f"«{self._register.name}»", "muted"))
        top.addWidget(self._file, 1)
        top.addWidget(self.again_button)
        top.addWidget(self.choose_button)
        more = QHBoxLayout()
        more.setSpacing(2 * SPACE)
        more.addWidget(self.day)
        more.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignBottom)
        more.addStretch(1)
        self.pages.addWidget(_page(self.notice, self.columns, more))
        choice = QHBoxLayout()
        choice.setSpacing(2 * SPACE)
        choice.addWidget(label("Hiện:"))
        choice.addWidget(self.shown)
        choice.addWidget(self.skip_wrong)
        choice.addStretch(1)
        self._second = QVBoxLayout()
        self._second.setSpacing(SPACE)
        self.pages.addWidget(_page(self.told, choice, self._second, self.remarks))
        self.add_foot(self.back_button, self.next_button, self.take_button, self.close_button)

    # Reading

    def read(self, path: Path) -> None:
        """Reads a file in a worker and shows what it holds."""
        self._path = path
        self._file.setText(path.name)
        self.read_file(path, lambda cancelled: read_rows(path, cancelled), self._lay)

    def _lay(self, book: RowsBook) -> None:
        """Shows the file's columns; its rows where the layout is known."""
        kept = self._made
        try:
            laid = self._shell.office.register_import.lay(self._register.id, book)
        except CchcError as error:
            self.refused(error)
            return
        self._laid = laid
        # What was mapped in this window holds while the file has the same columns.
        same = kept is not None and kept.id == laid.made.id
        self._made = kept if same else laid.made
        if not same and self._register.day not in laid.made.keys:
            self.day.set_value(day_in(laid.tables[0].titles))
        if laid.is_remembered or (same and self.pages.currentIndex() == _ROWS):
            self.look_over()
        else:
            self._show_mapping()

    def refused(self, error: CchcError) -> None:
        """Says why a file could not be read."""
        self._laid = self._made = self.draft = None
        self._show_mapping(str(error), "notice-bad")

    # Which column fills which field

    def _map(self, row: FileColumn, key: str) -> None:
        if self._made is not None:
            self._made = self._made.taking(row.header, key)
            self._show_mapping()

    def _show_mapping(self, sentence: str = "", role: str = "notice-info") -> None:
        self.show_step(_MAPPING)
        laid, made = self._laid, self._made
        rows: list[FileColumn] = []
        if laid is not None and made is not None:
            for header in headers_of(laid.tables):
                cells = [cell.text for table in laid.tables for cell in table.sample(header, _SAMPLES)]
                sample = "; ".join(" ".join(text.split()) for text in cells[:_SAMPLES])
                rows.append(
                    FileColumn(header, sample, made.columns.get(header, ""), laid.proposals.get(header))
                )
            if not sentence:
                sentence, role = self._mapping_words(laid, made)
        self.notice.say(sentence, role)
        self.columns.rows.set_rows(rows)
        self.columns.setVisible(bool(rows))
        self.day.setVisible(bool(rows) and made is not None and self._register.day not in made.keys)
        self.whole.setVisible(bool(rows) and self._register.life is not None)
        self._show_buttons()
        self._counts.setText("")
        if rows:
            unsure = [row.header for row in rows if row.proposal is not None and not row.proposal.is_sure]
            if unsure and self.columns.current_row() is None:
                self.columns.choose(unsure[0])
            # Enter goes on; where something is to be looked at, it opens the list of fields.
            (self.columns if role == "notice-warn" else self.next_button).setFocus()

    def _mapping_words(self, laid: Laid, made: ColumnMap) -> tuple[str, str]:
        lacking = [
            field.label
            for field in self._register.typed
            if field.is_required and field.key not in made.keys and field.key != self._register.day
        ]
        count = sum(len(table.rows) for table in laid.tables)
        head = (
            f"Tệp có {count} dòng. Cột nào vào mục nào của sổ? "
            "Ghép một lần; tệp trình bày như vậy lần sau tự nhận."
        )
        if laid.is_strange:
            head = (
                f"Không cột nào của tệp có tên giống các mục của sổ «{self._register.name}». "
                "Nếu đúng sổ, đúng tệp thì ghép từng cột; ghép một lần là đủ."
            )
        if lacking:
            return f"{head} Còn thiếu cột cho: {', '.join(lacking)}.", "notice-warn"
        unsure = [words for words in laid.unsure if made.columns.get(words) == laid.proposals[words].key]
        if unsure:
            return f"{head} Hãy xem lại {len(unsure)} cột chưa chắc.", "notice-warn"
        return head, "notice-info"

    def _day(self) -> date | None:
        found = self.day.value()
        return found if isinstance(found, date) else None

    # What becomes of the rows

    def look_over(self) -> None:
        """Compares the file with the register and shows its rows."""
        if self._laid is None or self._made is None:
            return
        try:
            day = self._day()
        except Refusal:
            self._show_mapping()
            return
        try:
            self.draft = self._shell.office.register_import.compare(
                self._laid, self._made, day, whole=self.whole.isChecked()
            )
        except CchcError as error:
            self._show_mapping(str(error), "notice-bad")
            return
        self._decided = {}
        self.show_step(_ROWS)
        self._open_table()
        self._offer_states()
        self._show_rows()
        # Enter takes in what was found; where there is nothing to take, the arrows walk the rows.
        if self.take_button.isEnabled():
            self.take_button.setFocus()
        elif self.found is not None:
            self.found.setFocus()

    def _open_table(self) -> None:
        """The table with the columns of the fields that the file fills, or a title over its rows does."""
        draft = self.draft
        assert draft is not None
        said = {each.key for row in draft.rows for each in row.changes} | draft.made.keys
        keys = [field.key for field in self._register.typed if field.key in {*said, self._register.day}]
        if self.found is not None:
            self._second.removeWidget(self.found)
            self.found.hide()
            self.found.deleteLater()
        model = TableModel(row_columns(self._register, keys, self._decide), key=lambda row: row.place)
        self.found = table = TableView(model, "Không có dòng nào.", 2)
        self.found.setAccessibleName("Các dòng của tệp")
        self.found.opened.connect(lambda row: table.edit_row(row.place, CHOSEN))
        self._second.addWidget(self.found)

    def _decide(self, row: FoundRow, decision: Decision) -> None:
        self._decided[row.place] = decision
        self._show_rows()

    def _offer_states(self) -> None:
        draft = self.draft
        assert draft is not None
        worth = [row for row in draft.rows if row.state is not State.SAME]
        choices: list[tuple[str, str]] = [
            (_WORTH, f"Dòng mới, sửa, cần xem ({len(worth)})"), ("", f"Mọi dòng ({len(draft.rows)})"),
        ]  # fmt: skip
        choices += [
            (str(state), f"{words} ({len(rows)})")
            for state, words in STATES.items()
            if (rows := draft.of(state))
        ]
        self.shown.offer(choices)
        self.shown.show_value(_WORTH if worth or not draft.rows else "")

    def _show_rows(self) -> None:
        draft = self.draft
        if draft is None or self.found is None:
            return
        wanted = self.shown.value()
        found = [
            FoundRow(place, row, self._decided.get(place, row.decision))
            for place, row in enumerate(draft.rows)
        ]
        self.found.rows.set_rows(
            [
                row
                for row in found
                if not wanted
                or str(row.incoming.state) == wanted
                or (wanted == _WORTH and row.incoming.state is not State.SAME)
            ]
        )
        remarks = self._remarks(draft)
        self.remarks.rows.set_rows(remarks)
        self.remarks.setVisible(bool(remarks))
        self.remarks.setMaximumHeight(_REMARKS_HEIGHT)
        wrong = len(draft.of(State.WRONG))
        self.skip_wrong.setVisible(bool(wrong))
        self.skip_wrong.setText(f"Bỏ qua {wrong} dòng sai")
        stored = [row for row in found if row.decision in (Decision.TAKE, Decision.AS_NEW)]
        later = [row for row in found if row.decision is Decision.LATER]
        self.told.say(*self._words(draft, wrong))
        self._counts.setText(
            f"Ghi {len(stored)} dòng; để sau {len(later)}; giữ nguyên {len(draft.of(State.SAME))}."
        )
        self.take_button.setText(f"Nhận {len(stored)} dòng" if stored else "Nhận")
        can_take = not wrong or self.skip_wrong.isChecked()
        self.take_button.setEnabled(can_take and bool(stored or later))
        self._show_buttons()

    def _words(self, draft: RowsDraft, wrong: int) -> tuple[str, str]:
        """What the notice over the rows says, and its role."""
        if wrong and not self.skip_wrong.isChecked():
            return (
                f"Tệp có {len(draft.mistakes)} chỗ sai nên chưa nhận dòng nào. Hãy sửa trong Excel, lưu rồi "
                "bấm «Đọc lại», hoặc bỏ qua các dòng sai.",
                "notice-bad",
            )
        counts = [
            f"{len(rows)} {STATES[state].lower()}"
            for state in (State.NEW, State.CHANGED, State.ENDED, State.DOUBLE, State.UNKNOWN)
            if (rows := draft.of(state))
        ]
        if not counts:
            return "Tệp không có gì khác với sổ. Không có gì để nhận.", "notice-info"
        sentence = f"So với sổ: {', '.join(counts)}. Ô sửa ghi «cũ → mới»; cột «Xử lý» chọn được từng dòng."
        if draft.of(State.DOUBLE):
            return f"{sentence} Dòng nghi trùng để sau thì chưa vào sổ, chưa được đếm.", "notice-warn"
        return sentence, "notice-info"

    @staticmethod
    def _remarks(draft: RowsDraft) -> list[Remark]:
        def place(sheet: str, where: str) -> str:
            return f"{where} ({sheet})" if sheet else where

        found = [Remark("Sai", place(each.sheet, each.place), each.sentence) for each in draft.mistakes]
        found += [Remark("Nên xem", place(each.sheet, each.place), each.sentence) for each in draft.doubts]
        found += [Remark("Không nhập", "Cột", f"«{words}» là dữ liệu cá nhân.") for words in draft.personal]
        found += [
            Remark("Không nhập", place(each.sheet, each.place), f"{each.what.capitalize()}: «{each.words}»")
            for each in draft.left_out
        ]
        if draft.absent and not any(not row.sheet for row in draft.rows):
            found.append(
                Remark(
                    "Trong sổ", "", f"{len(draft.absent)} dòng còn hiệu lực không có trong tệp, giữ nguyên."
                )
            )
        return found

    def _show_buttons(self) -> None:
        is_second = self.pages.currentIndex() == _ROWS
        self.back_button.setVisible(is_second)
        self.take_button.setVisible(is_second)
        self.next_button.setVisible(not is_second)
        self.next_button.setEnabled(self._laid is not None)
        self.again_button.setEnabled(self._path is not None)
        self.take_button.setDefault(is_second)
        self.next_button.setDefault(not is_second)

    # Going on, taking in

    def go_on(self) -> None:
        """The next step from wherever the keyboard is, a cell that is being chosen in too."""
        tables = (self.columns, self.found)
        if all(table is None or table.commit() for table in tables):
            is_second = self.pages.currentIndex() == _ROWS
            (self.take_button if is_second else self.next_button).click()

    def take_in(self) -> None:
        """Stores the rows as one operation and closes."""
        draft = self.draft
        if draft is None:
            return
        imports = self._shell.office.register_import
        decided, skip = dict(self._decided), self.skip_wrong.isChecked()

        def take() -> None:
            changes = imports.take(draft, decided, skip_wrong=skip)
            rows = changes.rows if changes is not None else ()
            self.taken = frozenset(row_id for table, row_id in rows if table == REGISTER_ROWS.table)

        try:
            done = attempt_or_refuse(self._shell, take)
        except Refusal as refusal:
            self.told.say(str(refusal), "notice-bad")
            return
        if done:
            self.accept()
            file = self._path.name if self._path is not None else ""
            self._shell.notify(f"Đã nhận các dòng từ «{file}» vào sổ «{self._register.name}».", undoable=True)


def _page(*parts: QWidget | QHBoxLayout | QVBoxLayout) -> QWidget:
    """A step: its parts under one another, tables taking what room there is."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
    column.setSpacing(SPACE)
    for part in parts:
        stretch = 1 if isinstance(part, TableView | QVBoxLayout) else 0
        if isinstance(part, QWidget):
            column.addWidget(part, stretch)
        else:
            column.addLayout(part, stretch)
    return page
