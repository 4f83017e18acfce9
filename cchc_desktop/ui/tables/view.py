"""The table on the screen: its cursor, its keys, and the sentence at a cell that was refused."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QRegion,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)

from .. import theme
from ..keystrokes import mark_refused
from ..labels import label, repolish
from .clipboard import copy_cells
from .delegates import Delegate
from .model import Index, TableModel

_COMES_BACK = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_HINT = QAbstractItemDelegate.EndEditHint
_BY_KEYS = (_HINT.EditNextItem, _HINT.EditPreviousItem, _HINT.SubmitModelCache)


class TableView(QTableView):
    """A table with fixed rows, a header that stays, and the keys of Excel.

    Enter or F2 edits, Enter saves and goes down, Ctrl+C copies the chosen rows. ``chosen`` comes with the
    row object when another row becomes the current one (None for none), ``opened`` on a double click or
    Enter where nothing can be edited. ``empty_text`` is painted where there are no rows. A row has ``lines``
    lines; 0 for as many as its words need.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self, model: TableModel, empty_text: str = "", lines: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.empty_text = empty_text
        self._bubble: QLabel | None = None
        self._told: Any = None
        self._quiet = False
        self._editor_had_focus = False
        self.setModel(model)
        self.setItemDelegate(Delegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(lines != 1)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        # Tab leaves the table, as it leaves any other field; the arrows walk inside it.
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        header = self.horizontalHeader()
        row = theme.scaled(theme.ROW_HEIGHT)
        height = row + max(0, lines - 1) * self.fontMetrics().lineSpacing()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(row)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalHeader().hide()
        self._rows_fit = not lines
        if self._rows_fit:
            header.sectionResized.connect(lambda *_: self.resizeRowsToContents())
            model.modelReset.connect(self.resizeRowsToContents)
        header.setFixedHeight(row)
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setMinimumSectionSize(40)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._set_widths()
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._recall)
        model.dataChanged.connect(self._data_changed)
        model.refused.connect(self._show_refusal)
        self._kept: tuple[list[Any], Any, int, int] = ([], None, 0, 0)
        self.doubleClicked.connect(self._double_clicked)

    @property
    def rows(self) -> TableModel:
        """The model that is shown."""
        return self.model()  # type: ignore[return-value]

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        for number, column in enumerate(self.rows.columns):
            if column.stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(number, theme.scaled(column.width))

    def resizeEvent(self, event: Any) -> None:
        """Keeps a stretched column readable: a narrow window scrolls sideways instead of squeezing it."""
        super().resizeEvent(event)
        header = self.horizontalHeader()
        columns = self.rows.columns
        fixed = sum(
            self.columnWidth(n) for n, c in enumerate(columns) if not c.stretch and not self.isColumnHidden(n)
        )
        stretched = [n for n, column in enumerate(columns) if column.stretch and not self.isColumnHidden(n)]
        room = self.viewport().width() - fixed
        for number in stretched:
            least = columns[number].width
            roomy = room >= sum(columns[n].width for n in stretched)
            mode = QHeaderView.ResizeMode.Stretch if roomy else QHeaderView.ResizeMode.Interactive
            if header.sectionResizeMode(number) != mode:
                header.setSectionResizeMode(number, mode)
            if not roomy:
                self.setColumnWidth(number, least)
        if self._rows_fit:
            # A stretched column does not tell of its new width, and has it only after this.
            QTimer.singleShot(0, self, self.resizeRowsToContents)

    # Rows

    def current_row(self) -> Any:
        """The row object that the cursor is on, or None."""
        return self.rows.row_at(self.currentIndex())

    def chosen_rows(self) -> list[Any]:
        """The row objects that are selected, in their order."""
        places = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [self.rows.rows[place] for place in places]

    def choose(self, key: Any) -> bool:
        """Puts the cursor on the row of this identity; gives whether there is one."""
        place = self.rows.find(key)
        if place < 0:
            return False
        index = self.rows.index(place, max(0, self.currentIndex().column()))
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def come_down(self) -> None:
        """The keyboard comes down from a filter: to the row that is looked at, else to the first."""
        if not self.currentIndex().isValid() and self.rows.rows:
            self.setCurrentIndex(self.rows.index(0, 0))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def setCurrentIndex(self, index: Index) -> None:
        """Puts the cursor on a row and chooses it alone; Qt's own would look at which keys are held, and the
        Ctrl of a shortcut that led here would take the choice away again."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A table that is come to shows which row its keys would act on."""
        if self._editor_had_focus:
            self._editor_had_focus = False
            self._show_focus()
        else:
            super().focusInEvent(event)
        if (index := self.currentIndex()).isValid() and not self.selectionModel().hasSelection():
            self.setCurrentIndex(index)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """An open cell takes the keyboard: Qt's own would paint the whole table anew, twice for each cell."""
        taker = QApplication.focusWidget()
        self._editor_had_focus = taker is not None and self.viewport().isAncestorOf(taker)
        if self._editor_had_focus:
            self._show_focus()
        else:
            super().focusOutEvent(event)
            if event.reason() not in _COMES_BACK:
                # What was said of a key here says nothing to what is done elsewhere.
                self._hide_bubble()

    def _show_focus(self) -> None:
        """Paints anew what looks otherwise while the table has the keyboard: the cursor and the frame."""
        self.update(self.currentIndex())
        whole, corner = self.rect(), 2 * theme.RADIUS
        # What lies within the frame, but for its round corners.
        inner = QRegion(self.contentsRect()).intersected(
            QRegion(whole.adjusted(corner, 0, -corner, 0)) + QRegion(whole.adjusted(0, corner, 0, -corner))
        )
        self.update(QRegion(whole) - inner)

    def edit_row(self, key: Any, column: int = 0) -> None:
        """Puts the cursor on the row of this identity, if there is one, and opens a cell of it for typing."""
        if self.choose(key):
            index = self.rows.index(self.rows.find(key), column)
            self.setCurrentIndex(index)
            self.edit(index)

    def on_delete(self, slot: Callable[[], object]) -> None:
        """What the Delete key does while the table, and no cell's editor, has the cursor."""
        shortcut = QShortcut(QKeySequence("Delete"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(slot)

    def choose_nothing(self) -> None:
        """Takes the cursor from every row."""
        self.selectionModel().clear()
        self._tell()

    def is_as_new(self) -> bool:
        """Whether no row is chosen, and the columns are sorted and as wide as when the table is made."""
        return (
            not self.currentIndex().isValid()
            and self.horizontalHeader().sortIndicatorSection() < 0
            and all(
                self.columnWidth(number) == theme.scaled(column.width)
                for number, column in enumerate(self.rows.columns)
                if not (column.stretch or self.isColumnHidden(number))
            )
        )

    def _remember(self) -> None:
        current = self.current_row()
        keys = [self.rows.key_of(row) for row in self.chosen_rows()]
        key = self.rows.key_of(current) if current is not None else None
        self._kept = (keys, key, self.currentIndex().column(), self.verticalScrollBar().value())
        self._quiet = True

    def _recall(self) -> None:
        keys, key, column, scrolled = self._kept
        place = self.rows.find(key) if key is not None else -1
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, max(0, column)))
            selection = self.selectionModel()
            flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
            for other in keys:
                if (at := self.rows.find(other)) >= 0:
                    selection.select(self.rows.index(at, 0), flags)
        else:
            # What was said was said of a row that is gone.
            self._hide_bubble()
        self.verticalScrollBar().setValue(scrolled)
        self._quiet = False
        self._tell()
        self.viewport().update()

    def _data_changed(self) -> None:
        self._told = None
        self._tell()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet:
            self._tell()

    def _tell(self) -> None:
        row = self.current_row()
        if row is not self._told:
            self._told = row
            self.chosen.emit(row)

    def _double_clicked(self, index: QModelIndex) -> None:
        if not self.rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(self.rows.row_at(index))

    # Keys

    def catch_up(self) -> None:
        """Does at once what would be done when the keyboard is still: a refused cell is opened again, what
        was stored is shown. Keys come faster than that, and must not act on what is out of date."""
        self._edit_again()
        self.rows.settle()

    def _is_for_editor(self, event: QKeyEvent) -> bool:
        """Catches up with the keyboard; a key that came before a refused cell was open again goes to it."""
        self.catch_up()
        if self.state() != QAbstractItemView.State.EditingState or (editor := self._editor()) is None:
            return False
        QApplication.sendEvent(editor, event)
        return True

    def _editor(self) -> QWidget | None:
        """What the open cell is edited with."""
        editor = self.indexWidget(self.currentIndex()) or self.viewport().focusWidget()
        return editor if editor is not self.viewport() else None

    def edit(self, index: Index, *how: Any) -> Any:
        """Opens a cell on what is stored; ``how`` is the trigger and its event where Qt asks."""
        row = self.rows.row_at(index)
        if row is not None and self.rows.is_stale and (not how or how[0] & self.editTriggers()):
            key, column = self.rows.key_of(row), index.column()
            self.rows.settle()
            index = self.rows.index(self.rows.find(key), column)
        return super().edit(index, *how)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            # Enter reaches the view after the editor, which is about to save and close.
            event.accept()
            return
        if self._is_for_editor(event):
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
            return
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            if self.rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
            else:
                self.opened.emit(self.rows.row_at(index))
            return
        # Home and End walk the rows, not the columns of a row that is chosen as a whole.
        if (
            event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End)
            and not event.modifiers()
            and self.rows.rowCount()
        ):
            place = 0 if event.key() == Qt.Key.Key_Home else self.rows.rowCount() - 1
            self.setCurrentIndex(self.rows.index(place, max(0, index.column())))
            return
        super().keyPressEvent(event)

    def copy_rows(self) -> None:
        """Puts the selected rows on the clipboard as cells that Excel can paste."""
        rows = self.chosen_rows()
        if not rows:
            return
        visible = [c for n, c in enumerate(self.rows.columns) if not self.isColumnHidden(n)]
        copy_cells([[" ".join(c.words(row).splitlines()) for c in visible] for row in rows])

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        index = self.currentIndex()
        along = {_HINT.EditNextItem: 1, _HINT.EditPreviousItem: -1}.get(hint, 0)
        super().closeEditor(editor, _HINT.NoHint if along else hint)
        self._end_refusal()
        self._keep_keyboard(hint)
        if along and self._pending_refusal is None:
            # First: a cell that is open when what was stored is shown closes, and the keyboard leaves it.
            self.rows.settle()
            self._edit_beside(along)
        # Enter (and only Enter) submits; the cursor then goes down, as in Excel.
        if hint == _HINT.SubmitModelCache and index.isValid():
            below = index.siblingAtRow(index.row() + 1)
            if below.isValid() and self._pending_refusal is None:
                self.setCurrentIndex(below)

    def _keep_keyboard(self, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Where something was asked while a cell was stored, the cell has lost the keyboard to the question,
        and Qt would give it to whatever comes next in the window."""
        if hint in _BY_KEYS and not self.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit_beside(self, by: int) -> None:
        """Tab in a cell goes on to the next one of its row that takes something; after the last it stays."""
        index = self.currentIndex()
        for column in range(index.column() + by, self.rows.columnCount() if by > 0 else -1, by):
            beside = index.siblingAtColumn(column)
            if not self.isColumnHidden(column) and self.rows.flags(beside) & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(beside)
                self.edit(beside)
                return

    def commit(self) -> bool:
        """Saves the cell that is being edited; gives whether nothing unsaved is left."""
        if self.state() == QAbstractItemView.State.EditingState:
            editor = self._editor()
            if editor is not None:
                self.commitData(editor)
                self.closeEditor(editor, _HINT.NoHint)
        if self._pending_refusal is not None:
            return False
        # Whoever asked goes on with the rows as they are now.
        self.rows.settle()
        return True

    # What was refused

    def _end_refusal(self) -> None:
        """What was refused is corrected, forgotten, or about to be refused again."""
        self._hide_bubble()
        mark_refused(self, False)

    _pending_refusal: tuple[QPersistentModelIndex, str, Any] | None = None

    def _show_refusal(self, index: QPersistentModelIndex, sentence: str, typed: object) -> None:
        self._pending_refusal = (index, sentence, typed)
        # The editor is closing; it is opened again, with what was typed, once that is over.
        QTimer.singleShot(0, self, self._edit_again)

    def _edit_again(self) -> None:
        if self._pending_refusal is None:
            return
        kept, sentence, typed = self._pending_refusal
        self._pending_refusal = None
        if not kept.isValid() or not self.isVisible():
            return
        index = self.rows.index(kept.row(), kept.column())
        self.setCurrentIndex(index)
        self.edit(index)
        editor = self.viewport().focusWidget()
        line = editor.lineEdit() if isinstance(editor, QComboBox) else editor
        if isinstance(line, QLineEdit) and isinstance(typed, str):
            line.setText(typed)
            line.setModified(True)
            line.setProperty("problem", "true")
            line.setAccessibleDescription(sentence)
            repolish(line)
            mark_refused(self, True)
        self._show_bubble(self.visualRect(index), sentence)

    def _show_bubble(self, cell: QRect, sentence: str) -> None:
        self._hide_bubble()
        bubble = label(sentence, wrap=True)
        bubble.setParent(self)
        colours = theme.current()
        bubble.setStyleSheet(
            f"background: {colours.bad_soft}; color: {colours.bad}; border: 1px solid {colours.bad};"
            "border-radius: 4px; padding: 4px 6px;"
        )
        width = min(360, self.viewport().width())
        bubble.setFixedWidth(width)
        # Only a polished label knows the room that its own stylesheet takes.
        bubble.ensurePolished()
        height = bubble.heightForWidth(width)
        corner = self.viewport().mapToParent(QPoint(min(cell.left(), self.viewport().width() - width), 0))
        below = self.viewport().mapToParent(cell.bottomLeft()).y() + 2
        top = below if below + height <= self.height() else below - cell.height() - height - 6
        bubble.setGeometry(max(0, corner.x()), max(0, top), width, height)
        bubble.show()
        self._bubble = bubble

    def _hide_bubble(self) -> None:
        if self._bubble is not None:
            self._bubble.deleteLater()
            self._bubble = None

    # Painting

    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        if self.rows.rowCount() or not self.empty_text:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(theme.current().muted))
        area = self.viewport().rect().adjusted(24, 12, -24, -12)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area, flags, self.empty_text)
        painter.end()
