"""Row objects as a table: their order, their cells, and the saving of what is typed into one."""

from collections.abc import Callable, Sequence
from operator import eq
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import QWidget

from ...domain.errors import Refusal
from .. import icons, theme
from ..shell import Shell, attempt_or_refuse
from .columns import Column, parse

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
"""The role under which an index gives its row object."""
# Each cell that is painted asks for eight roles, and an enumeration of Qt's gives its members slowly.
_DISPLAY, _EDIT = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole
_ALIGNMENT, _FONT = Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.FontRole
_BACKGROUND, _FOREGROUND = Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole
_SEEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _SEEN | Qt.ItemFlag.ItemIsEditable
_DECORATION, _TOOL_TIP = Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ToolTipRole


class TableModel(QAbstractTableModel):
    """Row objects as a table. ``key`` tells a row's identity, by which a selection outlives a refresh."""

    refused = Signal(QPersistentModelIndex, str, object)
    """A cell that was not accepted, the sentence that says why, and what was typed."""

    def __init__(
        self,
        columns: Sequence[Column],
        shell: Shell | None = None,
        key: Callable[[Any], Any] = lambda row: row.id,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self._shell = shell
        self._key = key
        self._rows: list[Any] = []
        self._given: list[Any] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> list[Any]:
        """The rows in the order that is shown."""
        return self._rows

    def key_of(self, row: Any) -> Any:
        """The identity of a row."""
        return self._key(row)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Shows other rows, in the order that was chosen; where only their content changed, nothing jumps."""
        self._given = list(rows)
        arranged = self._arranged()
        if self._are_shown(arranged):
            self._rows = arranged
            if arranged:
                last = self.index(len(arranged) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = arranged
        self.endResetModel()

    def _are_shown(self, rows: Sequence[Any]) -> bool:
        """Whether rows of the same identities are shown, in the same order."""
        shown = self._rows
        return len(rows) == len(shown) and all(map(eq, map(self._key, rows), map(self._key, shown)))

    def put(self, place: int, row: Any) -> None:
        """Shows another row of the same identity at a place of a table that is not sorted: that row alone is
        painted."""
        self._rows[place] = self._given[place] = row
        for column, _ in enumerate(self.columns):
            # Of several cells at once Qt makes the whole table.
            cell = self.index(place, column)
            self.dataChanged.emit(cell, cell)

    @property
    def is_stale(self) -> bool:
        """Whether something was stored since the rows were shown."""
        return self._shell is not None and self._shell.is_stale

    def settle(self) -> None:
        """Shows what was stored a moment ago."""
        if self._shell is not None:
            self._shell.refresh_now()

    def _arranged(self) -> list[Any]:
        if self._sorted_by is None:
            return list(self._given)
        number, order = self._sorted_by
        keys = self.columns[number].keys(self._given)
        empty = [place for place, key in enumerate(keys) if key is None]
        filled = [place for place, key in enumerate(keys) if key is not None] if empty else range(len(keys))
        arranged = sorted(filled, key=keys.__getitem__, reverse=order == Qt.SortOrder.DescendingOrder)
        return [self._given[place] for place in (*arranged, *empty)]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = (column, order) if 0 <= column < len(self.columns) else None
        self.beginResetModel()
        self._rows = self._arranged()
        self.endResetModel()

    def row_at(self, index: Index) -> Any:
        """The row object of an index, None for no index."""
        place = index.row()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def find(self, key: Any) -> int:
        """The place of the row of this identity, -1 for none."""
        return next((place for place, row in enumerate(self._rows) if self._key(row) == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == _DISPLAY:
            return column.words(row)
        if role == _EDIT:
            return column.value(row)
        if role == ROW_ROLE:
            return row
        if role == _ALIGNMENT:
            return column.placed
        if role == _TOOL_TIP:
            told = column.tooltip(row) if column.tooltip else column.words(row)
            return "\n".join(filter(None, (told, column.why_closed(row))))
        if role == _BACKGROUND and column.why_closed(row):
            return QBrush(QColor(theme.current().idle_soft))
        if role == _FOREGROUND and column.colour and (name := column.colour(row)):
            return QBrush(QColor(getattr(theme.current(), name)))
        if role == _DECORATION and column.icon and (picture := column.icon(row)):
            return icons.icon(*picture)
        if role == _FONT and column.bold and column.bold(row):
            return theme.font(weight=QFont.Weight.DemiBold)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _DISPLAY:
            return column.header
        if role == _ALIGNMENT:
            return column.placed
        if role == _TOOL_TIP:
            return f"{column.header}: bấm để sắp xếp"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row = self.row_at(index)
        may_edit = row is not None and self.columns[index.column()].may_edit(row)
        return _EDITABLE if may_edit else _SEEN

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Saves a cell; ``value`` is what was typed, or the value of a choice.

        Setters get the row as it was shown; what they do not set they must take from what is stored.

        The cell itself says what was refused; without a window around it the caller hears of it.
        """
        row = self.row_at(index)
        column = self.columns[index.column()]
        if row is None or column.setter is None or role != Qt.ItemDataRole.EditRole:
            return False
        kept = QPersistentModelIndex(index)
        setter = column.setter

        def operate() -> None:
            read = parse(column.editor, value)
            # What is shown is no measure of what is stored where it is out of date.
            if self.is_stale or read != column.value(row):
                setter(row, read)

        if self._shell is None:
            operate()
            return True
        try:
            return attempt_or_refuse(self._shell, operate)
        except Refusal as refusal:
            self.refused.emit(kept, str(refusal), value)
            return False
