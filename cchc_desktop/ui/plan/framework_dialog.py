"""Which columns the annex «Khung kế hoạch» has, and in which order."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...domain.framework import USUAL, Columns, FrameworkColumn
from .. import theme
from ..buttons import text_button
from ..forms.question import Question
from ..labels import label
from ..shell import Shell
from ..theme import SPACE


class FrameworkDialog(Question):
    """The columns as a list: ticked are those that the annex has, in the order of the list."""

    help_topic = "ke-hoach#phu-luc-khung-ke-hoach"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent, "Cột của Khung kế hoạch", "Dùng các cột này")
        self._shell = shell
        self.list = QListWidget()
        self.list.setAccessibleName("Các cột")
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.list.setMinimumHeight(theme.scaled(34 * SPACE))
        self.up = text_button("Lên", "move-up", tooltip="Chuyển lên trước (Alt+↑)")
        self.down = text_button("Xuống", "move-down", tooltip="Chuyển xuống sau (Alt+↓)")
        self.usual = text_button("Trở về các cột thường dùng", "undo", "flat")
        for button, step, key in ((self.up, -1, "Alt+Up"), (self.down, 1, "Alt+Down")):
            button.clicked.connect(lambda _checked=False, step=step: self._move(step))
            QShortcut(QKeySequence(key), self.list).activated.connect(button.click)
        self.usual.clicked.connect(lambda _checked=False: self._show(USUAL))
        self.list.itemChanged.connect(lambda _: self.accept_button.setEnabled(bool(self.columns())))
        row = QHBoxLayout()
        for button in (self.up, self.down):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.usual)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(label(_WORDS, "muted", wrap=True))
        column.addWidget(self.list)
        column.addLayout(row)
        self.form.add_widget(held)
        self._show(shell.office.papers.framework_columns())
        self.list.setFocus()

    @classmethod
    def ask(cls, shell: Shell, parent: QWidget | None) -> bool:
        """Asks and keeps the columns; gives whether they were kept."""
        return bool(cls(shell, parent).exec())

    def _show(self, columns: Columns) -> None:
        """Lists these columns ticked, the others after them."""
        self.list.clear()
        for each in (*columns, *(other for other in FrameworkColumn if other not in columns)):
            item = QListWidgetItem(each.label)
            item.setData(Qt.ItemDataRole.UserRole, each.value)
            item.setSizeHint(QSize(0, theme.scaled(theme.ROW_HEIGHT)))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if each in columns else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        if 0 <= at + step < self.list.count():
            self.list.insertItem(at + step, self.list.takeItem(at))
            self.list.setCurrentRow(at + step)

    def columns(self) -> Columns:
        """The columns that are ticked, in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            FrameworkColumn(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def carry_out(self) -> bool:
        """Keeps the columns."""
        self._shell.office.papers.set_framework_columns(self.columns())
        return True


_WORDS = (
    "Cột «TT» và «Nhiệm vụ» luôn đứng đầu. Đánh dấu các cột cần có (phím cách), chuyển lên xuống để xếp "
    "thứ tự. Phụ lục trong bản in của kế hoạch cũng theo các cột này."
)
