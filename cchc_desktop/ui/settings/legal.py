"""The tab «Văn bản pháp luật»: what may be cited, what of it still holds, and the office's own documents."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from ...catalogue.legal import read_library_file
from ...domain.access import WHOLE_OFFICE, Need
from ...domain.dates import short_date
from ...domain.errors import Refusal
from ...domain.legal_bases import basis_words
from ...domain.legal_list import LegalFilter, Listed
from .. import file_dialogs, icons
from ..buttons import close, text_button
from ..choice_box import ChoiceBox
from ..labels import label
from ..legal_colours import COLOURS
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.command_row import CommandRow
from ..widgets.elided import ElidedLabel
from ..widgets.empty import EmptyList
from .legal_library import LibraryDialog
from .legal_question import DocumentQuestion

_FILES = "Thư viện văn bản (*.toml);;Mọi tệp (*)"


class LegalTab(QWidget):
    """A list with its search and filter, the document that is looked at, and the commands on both.

    The list is read when the tab is looked at: the library is a file that the settings need for nothing else.
    """

    help_topic = "van-ban-phap-luat"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._is_stale = True
        self.search = QLineEdit()
        self.search.setPlaceholderText("Tìm số, ký hiệu, tên văn bản…")
        self.search.setAccessibleName("Tìm văn bản pháp luật")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda _: self._show_list())
        self.search.returnPressed.connect(self._to_list)
        self.wanted = ChoiceBox()
        self.wanted.setAccessibleName("Lọc theo hiệu lực")
        self.wanted.offer([(each, each.label) for each in LegalFilter])
        self.wanted.show_value(LegalFilter.ALL)
        self.wanted.activated.connect(lambda _: self._show_list())
        self.wanted.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.wanted.setMinimumContentsLength(12)
        self.source = ElidedLabel("", "muted")
        self._make_buttons()
        self._make_list()
        self.detail = QPlainTextEdit()
        self.detail.setReadOnly(True)
        self.detail.setTabChangesFocus(True)
        self.detail.setAccessibleName("Văn bản đang chọn")
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self._lay_out()

    def _make_buttons(self) -> None:
        self.add = text_button("Thêm văn bản", "add", tooltip="Thêm văn bản của tỉnh, của cơ quan (Insert)")
        self.add.clicked.connect(lambda _checked=False: self._ask(None))
        self.edit = text_button("Sửa…", "edit", tooltip="Sửa văn bản đang chọn (Enter)")
        self.edit.clicked.connect(lambda _checked=False: self._ask(self.table.current_row()))
        self.delete = text_button("Xóa", "delete", tooltip="Xóa văn bản mà cơ quan tự thêm (Delete)")
        self.delete.clicked.connect(lambda _checked=False: self._delete())
        self.copy = text_button("Chép câu căn cứ", "copy", tooltip="Chép câu «Căn cứ …;» để dán nơi khác")
        self.copy.clicked.connect(lambda _checked=False: self._copy())
        self.export = text_button("Xuất danh mục…", "export", tooltip="Xuất danh sách đang hiện ra tệp")
        self.export.clicked.connect(lambda _checked=False: self._export())
        self.update_button = text_button(
            "Cập nhật thư viện từ tệp…", "import", tooltip="Xem tệp thư viện mới hơn thay đổi gì, rồi nhập"
        )
        self.update_button.clicked.connect(lambda _checked=False: self.choose())
        self.back_button = text_button(
            "Trở lại thư viện trước", "undo", tooltip="Bỏ thư viện nhập từ tệp sau cùng"
        )
        self.back_button.clicked.connect(lambda _checked=False: self._go_back())

    def _make_list(self) -> None:
        self.table = TableView(TableModel(_columns(), key=lambda row: row.key, parent=self))
        self.table.setAccessibleName("Văn bản pháp luật")
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.chosen.connect(self._show_document)
        self.table.opened.connect(self._ask)
        self.table.on_delete(self._delete)
        for keys, slot in (("Insert", self._add), ("Ctrl+Shift+F", self.search.setFocus)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        every = text_button("Xem mọi văn bản", "refresh", "primary")
        every.clicked.connect(lambda _checked=False: self._show_all())
        added = text_button("Thêm văn bản", "add")
        added.clicked.connect(lambda _checked=False: self._ask(None))
        self.empty = EmptyList(
            self.table, "reports", "Không có văn bản nào như vậy",
            "Hãy tìm bằng ít chữ hơn, chọn «Mọi văn bản», hoặc thêm văn bản mà thư viện chưa có, như kế "
            "hoạch của tỉnh.", every, added,
        )  # fmt: skip

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.search, 2)
        top.addWidget(self.wanted, 1)
        buttons = (self.add, self.edit, self.delete, self.copy, self.export)
        top.addWidget(CommandRow((*buttons, self.update_button, self.back_button)), 4)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.source)
        column.addLayout(top)
        column.addWidget(self.problem)
        column.addWidget(split, 1)

    # Showing

    def refresh(self) -> None:
        """Shows the library as it is now, once it is looked at."""
        self._is_stale = True
        if self.isVisible():
            self._show_list()

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what changed while other tabs were in front."""
        super().showEvent(event)
        if self._is_stale:
            self._show_list()

    def show_record(self, own_id: str) -> None:
        """Shows a document of the office's own; without one, the search box is there for typing."""
        self.search.setFocus()
        if not own_id:
            return
        self._show_all()
        found = [each for each in self.table.rows.rows if each.own_id and each.own_id == own_id]
        if found:
            self.table.choose(found[0].key)
            self.table.setFocus()

    def _show_all(self) -> None:
        self.search.clear()
        self.wanted.show_value(LegalFilter.ALL)
        self._show_list()

    def _show_list(self) -> None:
        self._is_stale = False
        office = self._shell.office
        shown = office.legal.listed(self.search.text(), self.wanted.value())
        self.table.rows.set_rows(shown)
        if shown and self.table.current_row() is None:
            self.table.choose(shown[0].key)
        self.source.setText(
            f"{len(shown)} văn bản, hiệu lực đến hôm nay ({short_date(office.today)}). "
            f"Thư viện: {office.legal.source}."
        )
        self._show_document(self.table.current_row())

    def _show_document(self, shown: Listed | None) -> None:
        office = self._shell.office
        writes, sets_up = (office.why_closed(need, WHOLE_OFFICE) for need in (Need.PLAN, Need.SET_UP))
        close(self.add, writes)
        for button, usable in (
            (self.edit, shown is not None),
            (self.delete, shown is not None and bool(shown.own_id)),
        ):
            close(button, writes)
            button.setEnabled(usable and not writes)
        self.copy.setEnabled(shown is not None)
        self.export.setEnabled(shown is not None)
        close(self.update_button, sets_up)
        close(self.back_button, sets_up)
        self.back_button.setEnabled(not sets_up and office.legal.last_taken() is not None)
        self.detail.setPlainText("\n".join(_told(shown)) if shown is not None else "")

    def _to_list(self) -> None:
        """Enter in the search box: to what was found."""
        self.table.setFocus()

    # Commands on documents

    def _add(self) -> None:
        if self.add.isEnabled():
            self._ask(None)

    def _ask(self, shown: Listed | None) -> None:
        """Asks for a document, the shown one where given, and goes to it once it is stored."""
        if not self.add.isEnabled():
            return
        if key := DocumentQuestion.ask(self._shell, shown, self):
            self._show_list()
            if not self.table.choose(key):
                self._show_all()
                self.table.choose(key)
            self._shell.notify("Đã ghi văn bản làm căn cứ.", undoable=True)

    def _delete(self) -> None:
        shown: Listed | None = self.table.current_row()
        if shown is None or not self.delete.isEnabled():
            return
        if self._shell.attempt(lambda: self._shell.office.legal.delete_own(shown.own_id)):
            self._show_list()
            self._shell.notify(f"Đã xóa {shown.document.short} mà cơ quan tự thêm.", undoable=True)

    def _copy(self) -> None:
        shown: Listed | None = self.table.current_row()
        if shown is not None:
            QGuiApplication.clipboard().setText(f"{basis_words(shown.document)};")
            self._shell.notify("Đã chép câu căn cứ.")

    def _export(self) -> None:
        legal = self._shell.office.legal
        document = legal.document(self.table.rows.rows, self.wanted.value())
        self._shell.export(document, legal.file_name("pdf"))

    # The library

    def choose(self) -> None:
        """Asks for a newer library and shows what it changes."""
        if (path := self.ask_file(self)) is not None:
            self.look_at(path)

    @classmethod
    def ask_file(cls, parent: QWidget) -> Path | None:
        """The file that the user chose in the system's dialog, or None."""
        return file_dialogs.ask_file(parent, "Chọn tệp thư viện văn bản", _FILES)

    def look_at(self, path: Path) -> None:
        """Shows what a file changes and takes it in where that is wanted; says why not where it cannot be."""
        legal = self._shell.office.legal
        self.problem.hide()
        try:
            found = read_library_file(path)
            changes = legal.changes_by(found)
        except Refusal as refusal:
            self.problem.setText(str(refusal))
            self.problem.show()
            return
        if LibraryDialog.wants(self, path.name, found, changes) and self._shell.attempt(
            lambda: legal.take(found)
        ):
            self._show_list()
            self._shell.notify(f"Đã nhập thư viện phiên bản {found.version}.", undoable=True)

    def _go_back(self) -> None:
        if self._shell.attempt(self._shell.office.legal.go_back):
            self._show_list()
            self._shell.notify("Đã trở lại thư viện trước.", undoable=True)


def _columns() -> list[Column]:
    return [
        Column("Số, ký hiệu", lambda row: row.document.symbol, width=140),
        Column("Tên loại", lambda row: row.document.kind, width=90),
        Column("Trích yếu", lambda row: row.document.title or row.document.note, width=240, stretch=True),
        Column("Ngày ban hành", lambda row: row.document.signed, width=112),
        Column(
            "Hiệu lực", lambda row: row.state_words, width=232,
            colour=lambda row: COLOURS[row.standing.state],
        ),
        Column("Văn bản thay thế", _instead, width=150, tooltip=lambda row: row.instead_words),
        Column("Nguồn", lambda row: row.source_words, width=80),
    ]  # fmt: skip


def _instead(shown: Listed) -> str:
    """What took its place, by number and symbol alone."""
    found = shown.standing.instead if shown.standing.is_told else ()
    return "; ".join(each.symbol or each.short for each in found) or shown.instead_words


def _told(shown: Listed) -> list[str]:
    """All that is known of a document, a line for each thing."""
    document, standing = shown.document, shown.standing
    told = [f"{basis_words(document)};", "", f"Hiệu lực: {standing.sentence}"]
    if standing.right and standing.is_told:
        told.append(f"Nên viện dẫn: {standing.right}.")
    if document.amended_by:
        told.append(f"Được sửa đổi, bổ sung bởi: {', '.join(document.amended_by)}.")
    if document.seen is not None:
        told.append(f"Gần nhất biết còn hiệu lực: ngày {short_date(document.seen)}.")
    if document.lacking:
        told.append(f"Thư viện chưa có: {', '.join(document.lacking)}. Hãy xem văn bản gốc rồi bấm «Sửa…».")
    if document.note:
        told.append(f"Ghi chú: {document.note}")
    return told
