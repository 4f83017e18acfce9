"""The table of tasks, typed into like a sheet of Excel: by cell, by range, by filling down and by pasting."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStyle, QStyleOptionViewItem

from ...domain.errors import Refusal
from ...domain.tasks import TaskRow
from ...office.assigning import TaskEdit, TaskRefusal, edit_words
from .. import theme
from ..shell import Shell
from ..tables import clipboard
from ..tables.columns import Column, parse
from ..tables.model import Index
from ..tables.sheet import CellRefusal, SheetDelegate, SheetModel, SheetView, Written, plain
from . import columns as task_columns

TEXT, AREA, LEAD, OFFICER, DUE, PROGRESS, STATUS = range(7)
_NAMES = {LEAD: "đơn vị chủ trì", OFFICER: "người theo dõi", DUE: "hạn", PROGRESS: "tiến độ"}
_OF_FIELDS = {"lead": LEAD, "officer": OFFICER, "due": DUE, "start": DUE, "percent": PROGRESS}
_YIELDING = (AREA, STATUS, LEAD, OFFICER, PROGRESS, DUE)
"""The columns that go, in this order, where there is no room for the words of the tasks."""
_LOCKED = {
    TEXT: "Nội dung nhiệm vụ được sửa ở trang Kế hoạch. Nhấn Enter để xem chi tiết nhiệm vụ.",
    AREA: "Lĩnh vực theo đề mục mà nhiệm vụ đứng trong kế hoạch.",
    STATUS: "Tình trạng do chương trình tính từ hạn và tiến độ.",
}


class TaskModel(SheetModel):
    """Tasks, of which lead, person, due day and progress can be typed."""

    def __init__(self, shell: Shell) -> None:
        columns = [
            task_columns.text_column(180),
            task_columns.area_column(),
            task_columns.lead_column(shell),
            task_columns.officer_column(shell),
            task_columns.due_column(shell),
            task_columns.progress_column(shell),
            task_columns.status_column(),
        ]
        super().__init__(columns, shell)

    def why_locked(self, row: Any, column: int) -> str:
        return _LOCKED.get(column) or super().why_locked(row, column)

    def may_clear(self, index: Index) -> bool:
        return index.column() != PROGRESS and super().may_clear(index)


class _Delegate(SheetDelegate):
    """Tints the whole rows of which a cell is chosen."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        selected = option.state & QStyle.StateFlag.State_Selected
        if isinstance(view, TaskTable) and not selected and index.row() in view.tinted:
            painter.fillRect(option.rect, theme.current().accent_soft)
        super().paint(painter, option, index)


class TaskTable(SheetView):
    """Shows a `TaskModel`. ``rows_chosen`` comes when cells of other rows are chosen."""

    rows_chosen = Signal()
    released = Signal()
    """The mouse lets go: what moves the table may come now."""

    def __init__(self, shell: Shell) -> None:
        self.tinted: frozenset[int] = frozenset()
        """The rows of which a cell is chosen."""
        super().__init__(TaskModel(shell), shell, self._write_cells)
        self.sheet.setParent(self)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSortingEnabled(True)
        self.setAlternatingRowColors(True)
        self.setAccessibleName("Danh sách nhiệm vụ")
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        self._fill_action = self._action("Điền xuống", "Ctrl+D", self.fill_down)
        self._copy_action = self._action("Chép", "Ctrl+C", self.copy_cells, shortcut=False)
        self._paste_action = self._action("Dán", "Ctrl+V", self.paste_cells, shortcut=False)

    def _action(self, words: str, keys: str, slot: Callable[[], object], shortcut: bool = True) -> QAction:
        # Copying and pasting are keys of every sheet; they are only named in the menu.
        action = QAction(words if shortcut else f"{words}\t{keys}", self)
        if shortcut:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.addAction(action)
        action.triggered.connect(lambda _checked=False: slot())
        return action

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addActions([self._copy_action, self._paste_action, self._fill_action])
        menu.exec(event.globalPos())

    # Rows and columns

    def chosen_rows(self) -> list[TaskRow]:
        """The tasks of which a cell is chosen, in their order."""
        return [self.rows.rows[place] for place in sorted(self.tinted)]

    def _selection_changed(self) -> None:
        rows = frozenset(index.row() for index in self.selectionModel().selectedIndexes())
        if rows != self.tinted:
            self.tinted = rows
            self.viewport().update()
            self.rows_chosen.emit()

    def _recall(self) -> None:
        keys, column = self._kept[0], max(0, self._kept[2])
        super()._recall()
        # What is still there stays chosen, in the cursor's column alone: Delete must not empty more.
        flags = QItemSelectionModel.SelectionFlag.Select
        for place in map(self.rows.find, keys):
            if place >= 0:
                self.selectionModel().select(self.rows.index(place, column), flags)
        self._selection_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """Shows as many columns as leave the tasks readable."""
        widths = [theme.scaled(column.width) for column in self.rows.columns]
        hidden: set[int] = set()
        for column in _YIELDING:
            if (
                sum(width for place, width in enumerate(widths) if place not in hidden)
                <= self.viewport().width()
            ):
                break
            hidden.add(column)
        for place in range(len(widths)):
            self.setColumnHidden(place, place in hidden)
        index = self.currentIndex()
        if index.column() in hidden and len(self.tinted) < 2:
            self.setCurrentIndex(index.siblingAtColumn(TEXT))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.released.emit()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        is_editing = self.state() == QAbstractItemView.State.EditingState
        if is_enter and index.isValid() and not is_editing and not self.sheet.is_open(index):
            self.catch_up()
            self.opened.emit(self.current_row())
            return
        super().keyPressEvent(event)

    # Several cells

    def copy_cells(self) -> None:
        rows, columns = self._scattered()
        if rows:
            clipboard.copy_cells([[plain(self.rows.columns[n], row) for n in columns] for row in rows])
        else:
            super().copy_cells()

    def paste_cells(self) -> None:
        """Puts the range on the clipboard into the chosen cells; into scattered ones a single value, or as
        many as there are."""
        rows, columns = self._scattered()
        if not rows:
            super().paste_cells()
            return
        cells = clipboard.copied_cells()
        shape = {len(cells), *map(len, cells)}
        if shape == {1}:
            cells = [cells[0] * len(columns)] * len(rows)
        if len(cells) != len(rows) or {len(row) for row in cells} != {len(columns)}:
            sentence = (
                f"Đã chọn {len(rows)} dòng rời nhau nhưng vùng cần dán có {len(cells)} dòng. "
                "Hãy chép một ô, hoặc đúng số dòng đã chọn."
            )
            self._say(self.currentIndex(), sentence)
            return
        self._store(
            [
                (row, column, text)
                for row, texts in zip(rows, cells, strict=True)
                for column, text in zip(columns, texts, strict=True)
            ]
        )

    def _scattered(self) -> tuple[list[TaskRow], list[int]]:
        """The rows and columns of cells that were chosen apart from one another; none for a plain range."""
        _, _, height, width = self.chosen_range()
        chosen = self.selectionModel().selectedIndexes()
        columns = [n for n in self._visible() if any(index.column() == n for index in chosen)]
        is_range = len(chosen) in (0, height * width) or len(self.tinted) == height
        return ([], []) if is_range else (self.chosen_rows(), columns)

    def _write_cells(self, written: Written) -> None:
        """Stores what is typed, filled or pasted into several cells, in one operation."""
        edits: dict[str, TaskEdit] = {}
        columns: set[int] = set()
        for row, column, text in written:
            if column not in _NAMES:
                continue
            edits[row.id] = self._edit(row, column, text, edits.get(row.id, TaskEdit()))
            columns.add(column)
        if not edits:
            row, column, _ = written[0]
            raise CellRefusal(_LOCKED[column], row.id, column)
        distinct = list({repr(edit): edit for edit in edits.values()}.values())
        names = ", ".join(_NAMES[column] for column in sorted(columns))
        label = (
            edit_words(distinct[0], len(edits))
            if len(distinct) == 1
            else f"Nhập {names} của {len(edits)} nhiệm vụ"
        )
        try:
            changes = self._shell.office.assigning.write(edits, label)
        except TaskRefusal as refusal:
            column = _OF_FIELDS.get(refusal.field, TEXT)
            raise CellRefusal(str(refusal), refusal.task_id, column) from refusal
        task_columns.tell(self._shell, changes, label)

    def _edit(self, row: TaskRow, column: int, text: str, before: TaskEdit) -> TaskEdit:
        """What is to be set of a task, with one more cell. Raises CellRefusal."""
        declared: Column = self.rows.columns[column]
        # The end of the plan's period stands in brackets where a task has no day of its own.
        typed = "" if column == DUE and text.strip().startswith("(") else text
        try:
            value = parse(declared.editor, typed)
            if column == PROGRESS:
                if value is None:
                    return before
                return TaskEdit(before.fields, int(value))
        except Refusal as refusal:
            place = self.rows.find(row.id) + 1
            sentence = (
                f"Dòng {place}, cột «{declared.header}», giá trị «{text.strip()}»: {refusal} Chưa ghi ô nào."
            )
            raise CellRefusal(sentence, row.id, column) from refusal
        fields = before.fields.copy()
        if column == DUE:
            fields["due"] = value if isinstance(value, date) else None
        elif column == LEAD:
            fields["lead"] = task_columns.listed_unit(self._shell, value)
        else:
            fields["officer"] = task_columns.listed_officer(self._shell, value)
        return TaskEdit(fields, before.percent)
