"""«Tệp quét mới»: the files of the scanner's folder that nobody has attached yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ...domain.numerals import size_words
from ...office.scans import DONE_FOLDER
from .. import file_dialogs
from ..buttons import text_button
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.elided import ElidedLabel
from .clipboard import outside
from .scan_watch import watch_of

_NONE = (
    "Chọn thư mục mà máy quét lưu tệp vào: tệp mới trong đó được báo ngay, đính kèm vào việc đang mở bằng "
    "một phím."
)
_WAY = "Ở nhiệm vụ, dòng sổ, số liệu, báo cáo: Ctrl+Shift+L đính kèm tệp quét mới nhất."
_EMPTY = "Không có tệp quét mới."


class ScansTab(QWidget):
    """The list of new files, and the folder that is watched on this PC."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watch = watch_of(shell)
        columns = [
            Column("Tệp", lambda scan: scan.path.name, width=200, stretch=True),
            Column(
                "Lúc quét", lambda scan: scan.day, width=140,
                display=lambda scan: f"{scan.day:%d/%m/%Y %H:%M}",
            ),
            Column(
                "Cỡ", lambda scan: scan.size, width=80, align=Qt.AlignmentFlag.AlignRight,
                display=lambda scan: size_words(scan.size),
            ),
        ]  # fmt: skip
        self.table = TableView(TableModel(columns, key=lambda scan: scan.key, parent=self), _EMPTY)
        self.table.setAccessibleName("Tệp quét mới")
        self.folder = ElidedLabel("", "muted")
        self.choose = text_button("Chọn thư mục quét…", "folder", "primary")
        self.choose.clicked.connect(lambda _checked=False: self._choose())
        self.forget = text_button("Thôi theo dõi", "close", "flat")
        self.forget.clicked.connect(lambda _checked=False: self._watch.forget())
        self.copy = text_button(
            "Chép để dán", "copy", tooltip="Chép các tệp đang chọn, dán (Ctrl+V) ở nhiệm vụ, dòng sổ, báo cáo"
        )
        self.copy.clicked.connect(lambda _checked=False: self._copy())
        self.pass_over = text_button("Bỏ qua", "delete", tooltip="Không nhắc các tệp đang chọn nữa")
        self.pass_over.clicked.connect(lambda _checked=False: self._watch.pass_over(self.table.chosen_rows()))
        self.moves = QCheckBox(f"Đính kèm xong thì chuyển tệp gốc vào «{DONE_FOLDER}»")
        self.moves.clicked.connect(lambda checked: self._watch.rules.choose_moves(bool(checked)))
        self._lay_out()
        self._watch.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(SPACE)
        first.addWidget(self.folder, 1)
        first.addWidget(self.forget)
        first.addWidget(self.choose)
        second.addWidget(self.moves, 1)
        second.addWidget(self.copy)
        second.addWidget(self.pass_over)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.table, 1)
        column.addWidget(label(_WAY, "muted", wrap=True))

    def refresh(self) -> None:
        """Shows what is new now."""
        folder = self._watch.rules.folder
        self.folder.setText(str(folder) if folder is not None else "Chưa chọn thư mục quét của máy này.")
        self.table.empty_text = _EMPTY if folder is not None else _NONE
        self.table.rows.set_rows(self._watch.scans)
        self.table.viewport().update()
        self.moves.setChecked(self._watch.rules.moves)
        self.forget.setVisible(folder is not None)
        for button in (self.copy, self.pass_over):
            button.setEnabled(bool(self._watch.scans))

    def _choose(self) -> None:
        folder = file_dialogs.ask_folder(
            self, "Chọn thư mục mà máy quét lưu tệp vào", str(self._watch.rules.folder or "")
        )
        if folder is not None:
            self._watch.choose(folder)
            self.refresh()

    def _copy(self) -> None:
        if scans := self.table.chosen_rows():
            QApplication.clipboard().setMimeData(outside([scan.path for scan in scans]))
