"""A table with a box to tick before each row, by mouse and by the space bar."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from .columns import Column
from .model import Index, TableModel
from .view import TableView


class TickModel(TableModel):
    """Rows with a box before their first cell."""

    ticked_changed = Signal()

    def __init__(self, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(columns, parent=parent)
        self.ticked: set[Any] = set()
        """The identities of the rows that are ticked."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            is_ticked = self.key_of(self.row_at(index)) in self.ticked
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return super().setData(index, value, role)
        self.tick([self.row_at(index)], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def tick(self, rows: Sequence[Any], is_ticked: bool) -> None:
        """Ticks rows, or takes their tick away."""
        keys = {self.key_of(row) for row in rows}
        self.ticked = self.ticked | keys if is_ticked else self.ticked - keys
        last = max(0, self.rowCount() - 1)
        self.dataChanged.emit(self.index(0, 0), self.index(last, 0))
        self.ticked_changed.emit()


class TickTable(TableView):
    """Space ticks every chosen row, or none of them where all are ticked."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.rows
        if event.key() == Qt.Key.Key_Space and isinstance(model, TickModel):
            rows = self.chosen_rows()
            model.tick(rows, not all(model.key_of(row) in model.ticked for row in rows))
            return
        super().keyPressEvent(event)
