"""A table that is typed into like a sheet of Excel: cell by cell, range by range."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QTableView, QWidget

from ...domain.errors import Refusal
from ..shell import Shell, attempt_or_refuse
from . import clipboard
from .columns import Column, Editor
from .delegates import Delegate
from .model import ROW_ROLE, Index, TableModel
from .view import TableView

Written = Sequence[tuple[Any, int, str]]
"""What is to stand in several cells: the row object, the number of the column, the text."""

_HINT = QAbstractItemDelegate.EndEditHint


class CellRefusal(Refusal):
    """A refusal that speaks of one cell: the identity of its row and the number of its column."""

    def __init__(self, sentence: str, key: Any, column: int) -> None:
        super().__init__(sentence)
        self.key = key
        self.column = column


class SheetModel(TableModel):
    """Rows of which single cells may be locked (``Column.editable``)."""

    def why_locked(self, row: Any, column: int) -> str:
        """What is said to somebody who types into a locked cell; nothing for no sentence."""
        return self.columns[column].why_closed(row)

    def new_rows(self, count: int) -> list[Any]:
        """Rows that pasting may add after the last one; none where the sheet does not grow."""
        return []

    def is_stop(self, row: Any, column: int) -> bool:
        """Whether Tab stops at this cell, among those that can be typed into."""
        return True

    def is_open(self, index: Index) -> bool:
        """Whether the cell can be typed into."""
        return bool(self.flags(index) & Qt.ItemFlag.ItemIsEditable)

    def may_clear(self, index: Index) -> bool:
        """Whether Delete empties the cell."""
        return self.is_open(index)


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NOTHING, _CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_WAYS = {
    Qt.Key.Key_Up: QAbstractItemView.CursorAction.MoveUp,
    Qt.Key.Key_Down: QAbstractItemView.CursorAction.MoveDown,
    Qt.Key.Key_Left: QAbstractItemView.CursorAction.MoveLeft,
    Qt.Key.Key_Right: QAbstractItemView.CursorAction.MoveRight,
    Qt.Key.Key_PageUp: QAbstractItemView.CursorAction.MovePageUp,
    Qt.Key.Key_PageDown: QAbstractItemView.CursorAction.MovePageDown,
}
_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class SheetDelegate(Delegate):
    """Lets the arrows leave a cell that was begun by typing, as in Excel, and Shift+Enter upwards."""

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        view = self.parent()
        if isinstance(editor, QLineEdit) and isinstance(view, SheetView) and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and self._leaves(view, editor, event):
                return True
            is_override = event.type() == QEvent.Type.ShortcutOverride
            if is_override and not editor.isModified() and any(map(event.matches, _UNDO)):
                # With nothing typed, Ctrl+Z is the program's undo and not the cell's.
                event.ignore()
                return True
        return super().eventFilter(editor, event)

    def _leaves(self, view: "SheetView", editor: QLineEdit, event: QKeyEvent) -> bool:
        """Saves the cell and goes on where the key says so; gives whether it does."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        upwards = event.key() in _ENTER and held == Qt.KeyboardModifier.ShiftModifier
        move = None if held else view.move_of(event.key())
        if upwards:
            self.commitData.emit(editor)
            view.leave_upwards(editor)
        elif move is not None:
            self.commitData.emit(editor)
            view.leave_cell(editor, *move)
        return upwards or move is not None


class SheetView(TableView):
    """Cells instead of rows are chosen. Typing begins a cell anew, F2 goes on with it; Enter goes down and
    Tab right, over the cells that can be typed into, and Enter after Tab goes below where Tab began.

    ``write`` stores several cells in one operation; it raises CellRefusal, or Refusal where no one cell is to
    blame, and has then stored nothing. It is used for pasting and for Delete.
    """

    def __init__(
        self,
        model: SheetModel,
        shell: Shell,
        write: Callable[[Written], object],
        empty_text: str = "",
        lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        # Qt tells of the cursor as soon as there is a model.
        self._anchor = QPersistentModelIndex()
        self._extending = False
        super().__init__(model, empty_text, lines, parent)
        self._shell = shell
        self._write = write
        self._entering = False
        self._tab_began: int | None = None
        self.setItemDelegate(SheetDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSortingEnabled(False)
        self.setAlternatingRowColors(False)
        self.setShowGrid(True)

    @property
    def sheet(self) -> SheetModel:
        """The model that is shown."""
        return self.model()  # type: ignore[return-value]

    def choose(self, key: Any) -> bool:
        """Puts the cursor on the row of this identity; gives whether there is one."""
        return self.choose_cell(key, max(0, self.currentIndex().column()))

    def choose_cell(self, key: Any, column: int) -> bool:
        """Puts the cursor on a cell; gives whether there is such a row."""
        place = self.sheet.find(key)
        if place < 0:
            return False
        index = self.sheet.index(place, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def _recall(self) -> None:
        # Only the cell with the cursor is found again; a range of cells is nobody's after rows came or went.
        self._kept = ([], *self._kept[1:])
        super()._recall()

    # Moving

    def move_of(self, key: int) -> tuple[int, int] | None:
        """The rows and columns by which a key goes on from a cell that is being edited; None to stay."""
        moves = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        if self._entering:
            moves |= {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
        return moves.get(Qt.Key(key))

    def leave_cell(self, editor: QWidget, down: int, right: int) -> None:
        """Closes the editor of a cell that was saved, and goes on from it."""
        self.closeEditor(editor, _HINT.NoHint)
        index = self.currentIndex()
        beside = index.sibling(index.row() + down, index.column() + right)
        if self._pending_refusal is None and beside.isValid():
            self._tab_began = None
            self.setCurrentIndex(beside)

    def leave_upwards(self, editor: QWidget) -> None:
        """Closes the editor of a cell that was saved, and goes to the open cell above it."""
        self.closeEditor(editor, _HINT.NoHint)
        if self._pending_refusal is None:
            self._go_down(-1)

    def _go_to_end(self, is_first: bool, everywhere: bool) -> None:
        """Goes to the first or last cell of the row, or of the table, that Tab would stop at."""
        rows = [self.currentIndex().row()]
        if everywhere:
            count = self.sheet.rowCount()
            rows = list(range(count) if is_first else range(count - 1, -1, -1))
        for row in rows:
            cells = [self.sheet.index(row, column) for column in self._visible()]
            stops = [
                c for c in cells if self.sheet.is_open(c) and self.sheet.is_stop(c.data(ROW_ROLE), c.column())
            ]
            if stops:
                self.setCurrentIndex(stops[0 if is_first or everywhere else -1])
                return

    def _go_down(self, by: int = 1) -> None:
        index = self.currentIndex()
        column = index.column() if self._tab_began is None else self._tab_began
        self._tab_began = None
        row = index.row() + by
        while 0 <= row < self.sheet.rowCount():
            below = self.sheet.index(row, column)
            if self.sheet.is_open(below):
                self.setCurrentIndex(below)
                return
            row += by

    def _go_along(self, by: int) -> bool:
        """Goes to the next cell that Tab stops at; gives whether there is one."""
        index = self.currentIndex()
        for place in self._along(index, by):
            if self.sheet.is_open(place) and self.sheet.is_stop(self.sheet.row_at(place), place.column()):
                if self._tab_began is None:
                    self._tab_began = index.column()
                if place.row() != index.row():
                    self._tab_began = place.column()
                self.setCurrentIndex(place)
                return True
        return False

    def _along(self, index: Index, by: int) -> Iterator[QModelIndex]:
        across = self.sheet.columnCount()
        at = index.row() * across + index.column() + by
        while 0 <= at < across * self.sheet.rowCount():
            if not self.isColumnHidden(at % across):
                yield self.sheet.index(at // across, at % across)
            at += by

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the cells and leaves the table after the last one."""
        if self.currentIndex().isValid() and self._go_along(1 if forward else -1):
            return True
        self._tab_began = None
        return super().focusNextPrevChild(forward)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        QTableView.closeEditor(self, editor, _HINT.NoHint)
        self._end_refusal()
        self._keep_keyboard(hint)
        if self._pending_refusal is not None:
            return
        if hint == _HINT.SubmitModelCache:
            self._go_down()
        elif hint in (_HINT.EditNextItem, _HINT.EditPreviousItem):
            self._go_along(1 if hint == _HINT.EditNextItem else -1)

    def setCurrentIndex(self, index: Index) -> None:
        """Puts the cursor on a cell and chooses it alone; Qt's own would look at which keys are held."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._hide_bubble()
        if not self._extending:
            self._anchor = QPersistentModelIndex(current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._tab_began = None
        self._hide_bubble()
        index = self.indexAt(event.position().toPoint())
        if event.modifiers() == _SHIFT and event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._extend(index)
        else:
            super().mousePressEvent(event)

    def _extend(self, index: Index) -> None:
        """Chooses the cells from where the cursor was put last to this one; Qt only knows where it was put
        by the mouse or an arrow."""
        start = self._anchor if self._anchor.isValid() else index
        rows, columns = sorted((start.row(), index.row())), sorted((start.column(), index.column()))
        cells = QItemSelection(self.sheet.index(rows[0], columns[0]), self.sheet.index(rows[1], columns[1]))
        selection, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        self._extending = True
        selection.setCurrentIndex(index, flags.NoUpdate)
        self._extending = False
        selection.select(cells, flags.ClearAndSelect)
        self.scrollTo(index)

    # Keys

    def edit(self, index: Index, *how: Any) -> Any:
        """Opens a cell; ``how`` is the trigger and its event where Qt asks."""
        if how:
            self._entering = how[0] == QAbstractItemView.EditTrigger.AnyKeyPressed
        return super().edit(index, *how)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
            return
        if self._is_for_editor(event):
            return
        standard = QKeySequence.StandardKey
        key, index = event.key(), self.currentIndex()
        if event.matches(standard.Copy):
            self.copy_cells()
        elif event.matches(standard.Cut):
            self.copy_cells()
            self.clear_cells()
        elif event.matches(standard.Paste):
            self.paste_cells()
        elif key == Qt.Key.Key_Delete and not event.modifiers():
            self.clear_cells()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and event.modifiers() in (_NOTHING, _CONTROL):
            self._tab_began = None
            self._go_to_end(key == Qt.Key.Key_Home, event.modifiers() == _CONTROL)
        elif key in _WAYS and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _SHIFT:
            self._tab_began = None
            self._extend(self.moveCursor(_WAYS[Qt.Key(key)], _NOTHING))
        elif key in _ENTER:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._go_down(-1 if shift else 1)
        elif key == Qt.Key.Key_Escape and self._bubble is not None:
            self._hide_bubble()
        else:
            if not self._is_typing(event):
                self._tab_began = None
            elif index.isValid() and not self.sheet.is_open(index):
                self._say(index, self.sheet.why_locked(self.sheet.row_at(index), index.column()))
                return
            QTableView.keyPressEvent(self, event)

    @staticmethod
    def _is_typing(event: QKeyEvent) -> bool:
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        return event.key() == Qt.Key.Key_F2 or (
            not held and event.text().isprintable() and event.text() != ""
        )

    # Ranges

    def chosen_range(self) -> tuple[int, int, int, int]:
        """The first row and column that are chosen, and how many of each."""
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        rows = [index.row() for index in chosen]
        columns = [index.column() for index in chosen]
        return min(rows), min(columns), max(rows) - min(rows) + 1, max(columns) - min(columns) + 1

    def _visible(self, first: int = 0) -> list[int]:
        return [n for n in range(first, self.sheet.columnCount()) if not self.isColumnHidden(n)]

    def copy_cells(self) -> None:
        """Puts the chosen range on the clipboard."""
        if not self.currentIndex().isValid():
            return
        top, left, height, width = self.chosen_range()
        columns = [n for n in self._visible(left) if n < left + width]
        rows = self.sheet.rows[top : top + height]
        clipboard.copy_cells([[plain(self.sheet.columns[n], row) for n in columns] for row in rows])

    def clear_cells(self) -> None:
        """Empties the chosen cells that can be typed into, in one operation."""
        if not self.currentIndex().isValid():
            return
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        wanted = sorted(i for i in chosen if self.sheet.may_clear(i))
        filled = [i for i in wanted if plain(self.sheet.columns[i.column()], self.sheet.row_at(i))]
        if filled:
            self._store([(self.sheet.row_at(index), index.column(), "") for index in filled])
        elif not wanted:
            index = self.currentIndex()
            self._say(index, self.sheet.why_locked(self.sheet.row_at(index), index.column()))

    def fill_down(self) -> None:
        """Puts what stands in the first chosen cell of each column into those below it, in one operation; a
        single row takes what stands above it."""
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        columns: dict[int, list[int]] = {}
        for index in sorted(chosen):
            columns.setdefault(index.column(), []).append(index.row())
        written: list[tuple[Any, int, str]] = []
        for column, places in columns.items():
            source, *targets = places if len(places) > 1 else [places[0] - 1, places[0]]
            if source < 0:
                continue
            text = plain(self.sheet.columns[column], self.sheet.rows[source])
            open_cells = [row for row in targets if self.sheet.is_open(self.sheet.index(row, column))]
            written += [(self.sheet.rows[row], column, text) for row in open_cells]
        if written:
            self._store(written)

    def paste_cells(self) -> None:
        """Puts the range that is on the clipboard into the cells from the chosen one on."""
        if self.currentIndex().isValid():
            top, left, height, width = self.chosen_range()
            self._paste(clipboard.fill(clipboard.copied_cells(), height, width), top, left)
        elif not self.sheet.rowCount():
            self.append_cells()

    def append_cells(self) -> None:
        """Puts the range that is on the clipboard into new rows under the last one."""
        self._paste(clipboard.copied_cells(), self.sheet.rowCount(), self._visible()[0])

    def _paste(self, cells: clipboard.Cells, top: int, left: int) -> None:
        if not cells:
            return
        columns = self._visible(left)
        rows = self.sheet.rows[top:]
        rows += self.sheet.new_rows(max(0, len(cells) - len(rows)))
        beyond = [row[len(columns) :] for row in cells] + cells[len(rows) :]
        if any(text.strip() for row in beyond for text in row):
            across, down = max(map(len, cells)), len(cells)
            self._say(
                self.sheet.index(top, left),
                f"Vùng cần dán có {down} dòng, {across} cột, vượt quá bảng nếu bắt đầu từ ô này. "
                "Hãy chọn lại ô đầu hoặc chép vùng nhỏ hơn.",
            )
            return
        self._store(
            [
                (row, column, text)
                for row, texts in zip(rows, cells, strict=False)
                for column, text in zip(columns, texts, strict=False)
            ]
        )

    def _store(self, written: Written) -> None:
        first = written[0]
        key, column, sentence = self.sheet.key_of(first[0]), first[1], ""
        try:
            attempt_or_refuse(self._shell, lambda: self._write(written))
        except CellRefusal as refusal:
            key, column, sentence = refusal.key, refusal.column, str(refusal)
        except Refusal as refusal:
            sentence = str(refusal)
        if not sentence:
            return
        if not self.choose_cell(key, column):
            # It speaks of a row that is not there yet.
            lines = list(dict.fromkeys(self.sheet.key_of(row) for row, _, _ in written))
            sentence = f"Dòng {lines.index(key) + 1} của vùng dán: {sentence}"
        self._say(self.currentIndex(), sentence)

    def _say(self, index: Index, sentence: str) -> None:
        if sentence:
            self._show_bubble(self.visualRect(index), sentence)


def plain(column: Column, row: Any) -> str:
    """A cell as it is copied: a number with a decimal comma and without points between thousands, so that
    spreadsheets take it for one; anything else as it is shown."""
    value = column.value(row)
    if value is None or column.editor is Editor.CHOICE:
        return column.words(row)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return str(value) if isinstance(value, int | str) else column.words(row)
