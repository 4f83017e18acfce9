"""What a backup holds beside the data of now, and the choice: some records, a report, or all of it."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ...domain.access import Need
from ...office.restoring import BackupView, Compared, Restoring, open_view_of
from ...storage.key_file import require as require_key
from ...storage.restoring import data_file_of, restore
from .. import messages
from ..access.unlock import unlocked
from ..buttons import text_button
from ..labels import label
from ..shell import Next, Shell
from ..tables import Column, TableModel, TableView
from ..theme import AROUND, SPACE
from .choosing import holding_words
from .restored import after_restore
from .waiting import waited

_NEWEST = 4


class RestoreDialog(QDialog):
    """Shows what would be lost and won, and what differs record by record.

    Accepted with ``keys`` for records, or with ``is_all``.
    """

    help_topic = "khoi-phuc"

    def __init__(self, restoring: Restoring, view: BackupView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._restoring = restoring
        self._view = view
        self.keys: list[str] = []
        self.is_all = False
        self.setWindowTitle("Khôi phục từ bản sao lưu")
        self.setMinimumSize(80 * SPACE, 44 * SPACE)
        room = self.screen().availableGeometry()
        self.resize(min(96 * SPACE, room.width()), min(70 * SPACE, room.height() - AROUND))
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label(holding_words(view.holding()), wrap=True))
        column.addWidget(label(str(view.path), "small", wrap=True))
        self.preview = label(preview(restoring.compared(view)), wrap=True)
        column.addWidget(self.preview)
        self.access = label(restoring.access_words(view), wrap=True)
        self.access.setHidden(not self.access.text())
        column.addWidget(self.access)
        column.addWidget(label("Những gì trong bản này khác với dữ liệu đang có", "heading"))
        self.search = QLineEdit()
        self.search.setPlaceholderText("Tìm, không cần dấu: «so lieu 1.04», «bao cao quy i»")
        self.search.setAccessibleName("Tìm trong những gì khác nhau")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        column.addWidget(self.search)
        columns = [
            Column("Loại", lambda row: row.kind, width=150),
            Column("Bản ghi", lambda row: row.title, width=320, stretch=True, tooltip=lambda row: row.title),
            Column("Hiện nay", lambda row: "không còn" if row.is_lost else "đã khác", width=90),
        ]
        self.table = TableView(
            TableModel(columns, key=lambda row: row.key, parent=self), "Không có bản ghi nào khác."
        )
        self.table.setAccessibleName("Bản ghi khác nhau")
        column.addWidget(self.table, 1)
        column.addLayout(self._buttons())
        self._filter("")

    def _buttons(self) -> QHBoxLayout:
        self.leave = text_button("Đóng", kind="flat")
        self.leave.clicked.connect(self.reject)
        self.all = text_button("Khôi phục toàn bộ…", "", "danger")
        self.all.clicked.connect(lambda _checked=False: self._take_all())
        self.some = text_button("Khôi phục bản ghi đã chọn", "", "primary")
        self.some.clicked.connect(lambda _checked=False: self._take_some())
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.all)
        row.addWidget(self.some)
        selection = self.table.selectionModel()
        selection.selectionChanged.connect(lambda *_: self._count())
        return row

    def _filter(self, text: str) -> None:
        self.table.rows.set_rows(self._restoring.differences(self._view, text))
        self._count()

    def chosen(self) -> list[str]:
        """The keys of the records that are chosen in the list."""
        indexes = self.table.selectionModel().selectedRows()
        return [self.table.rows.row_at(index).key for index in indexes]

    def _count(self) -> None:
        self.some.setEnabled(bool(self.chosen()))

    def _take_some(self) -> None:
        self.keys = self.chosen()
        if self.keys:
            self.accept()

    def _take_all(self) -> None:
        compared = self._restoring.compared(self._view)
        kept = "Dữ liệu đang có được sao lưu trước, nên vẫn lấy lại được."
        words = " ".join(filter(None, (losses(compared), kept, self.access.text(), "Khôi phục toàn bộ?")))
        if messages.confirm(self, words, "Khôi phục toàn bộ", danger=True):
            self.is_all = True
            self.accept()


def losses(compared: Compared) -> str:
    """What restoring all would lose and win, in a sentence."""
    if not compared.lost and not compared.won:
        return "Bản sao lưu này giống dữ liệu đang có."
    parts = []
    if compared.lost:
        parts.append(f"mất {compared.lost} thao tác làm sau bản này")
    if compared.won:
        parts.append(f"lấy lại {compared.won} thao tác hiện không có")
    return f"Khôi phục toàn bộ sẽ {' và '.join(parts)}."


def preview(compared: Compared) -> str:
    """The sentence, and the newest of what would be lost and won."""
    lines = [losses(compared)]
    for words, told in (("Mất", compared.newest_lost), ("Lấy lại", compared.newest_won)):
        lines += [f"   {words}: {each.at:%d/%m %H:%M}  {each.words[:100]}" for each in told[:_NEWEST]]
    return "\n".join(lines)


def restore_from(shell: Shell, file: Path) -> None:
    """Shows what a backup holds, and does what is chosen; raises nothing, the window says what is wrong."""
    keys: list[str] = []
    is_all = False

    def choose() -> None:
        nonlocal keys, is_all
        shell.office.require(Need.TAKE_BACK)
        window = shell if isinstance(shell, QWidget) else None
        path = data_file_of(file)
        # With another key than that of the data it has to be unlocked by itself.
        unlocked(window, lambda: require_key(path))
        view = waited(window, "Đang mở và kiểm tra bản sao lưu…", lambda: open_view_of(path))
        view.take_over()
        try:
            dialog = RestoreDialog(shell.office.restoring, view, window)
            try:
                dialog.exec()
                keys, is_all = dialog.keys, dialog.is_all
                if keys:
                    done = shell.office.restoring.put_back(view, keys)
                    told = shell.office.history.told(done)
                    shell.notify(told.sentence, undoable=bool(done), place=told.place)
            finally:
                dialog.deleteLater()
        finally:
            view.close()

    if shell.attempt(choose) and is_all:
        restore_all(shell, file)


def restore_all(shell: Shell, file: Path) -> None:
    """Puts a backup in the place of the data: the window closes, and opens again on what was restored."""
    folder, who = shell.data, shell.office.settings.at_the_desk()
    if not shell.attempt(lambda: shell.office.require(Need.RESTORE)):
        return

    def put() -> Next:
        restored = waited(
            None, "Đang khôi phục dữ liệu; cửa sổ mở lại khi xong…", lambda: restore(folder, file, who)
        )
        return after_restore(folder, restored)

    shell.leave_for(put)
