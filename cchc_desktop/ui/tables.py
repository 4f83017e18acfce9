"""Tables on lists of records: columns as data, sorting in Vietnamese order, editing in place.

A `TableModel` holds row objects and `Column`s that say what to show of them; a `TableView` shows it with
the keys that officials know from Excel. Sorting happens in the model: a proxy would ask Python for every
comparison.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ..domain.dates import parse_date, short_date
from ..domain.errors import Refusal
from ..domain.numerals import format_number, parse_number
from ..domain.text import sort_key
from . import icons, theme
from .forms import label, repolish
from .shell import Shell

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
"""The role under which an index gives its row object."""


class Editor(Enum):
    """What a cell is edited with."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    WHOLE = "whole"
    CHOICE = "choice"
    SUGGEST = "suggest"
    """Free text with suggestions."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it shows of a row object, how it sorts, and how it is edited.

    ``value`` gives the native value (a text, a number, a date, None), by which the column sorts unless
    ``sort`` gives another key. ``setter`` makes it editable: an operation of Office that gets the row and
    the new value and may raise Refusal. ``choices`` are the (value, words) of CHOICE, or of SUGGEST with
    the words alone counting. ``colour`` and ``icon`` name a colour of Theme and an icon with its colour.
    ``bar`` paints the value (0 to 100) as a bar. ``width`` is in pixels; ``stretch`` shares what is left.
    """

    header: str
    value: Callable[[Any], Any]
    display: Callable[[Any], str] | None = None
    width: int = 120
    stretch: bool = False
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    setter: Callable[[Any, Any], object] | None = None
    editor: Editor = Editor.TEXT
    choices: Callable[[Any], Sequence[tuple[Any, str]]] | None = None
    sort: Callable[[Any], Any] | None = None
    tooltip: Callable[[Any], str] | None = None
    colour: Callable[[Any], str] | None = None
    icon: Callable[[Any], tuple[str, str] | None] | None = None
    bold: Callable[[Any], bool] | None = None
    bar: bool = False

    def words(self, row: Any) -> str:
        """The cell's text."""
        if self.display is not None:
            return self.display(row)
        value = self.value(row)
        if value is None:
            return ""
        if isinstance(value, date):
            return short_date(value)
        if isinstance(value, bool):
            return "Có" if value else ""
        return value if isinstance(value, str) else format_number(value)

    def key(self, row: Any) -> tuple[bool, Any]:
        """The cell's place in the order; empty cells come last."""
        value = self.sort(row) if self.sort is not None else self.value(row)
        if value is None or value == "":
            return True, 0
        return False, sort_key(value) if isinstance(value, str) else value


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
        if [self._key(row) for row in arranged] == [self._key(row) for row in self._rows]:
            self._rows = arranged
            if arranged:
                last = self.index(len(arranged) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = arranged
        self.endResetModel()

    def _arranged(self) -> list[Any]:
        if self._sorted_by is None:
            return list(self._given)
        number, order = self._sorted_by
        column = self.columns[number]
        filled = [row for row in self._given if not column.key(row)[0]]
        empty = [row for row in self._given if column.key(row)[0]]
        filled.sort(key=column.key, reverse=order == Qt.SortOrder.DescendingOrder)
        return filled + empty

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = (column, order) if 0 <= column < len(self.columns) else None
        self.beginResetModel()
        self._rows = self._arranged()
        self.endResetModel()

    def row_at(self, index: Index) -> Any:
        """The row object of an index, None for no index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def find(self, key: Any) -> int:
        """The place of the row of this identity, -1 for none."""
        return next((place for place, row in enumerate(self._rows) if self._key(row) == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(row)
        if role == Qt.ItemDataRole.EditRole:
            return column.value(row)
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tooltip(row) if column.tooltip else column.words(row)
        if role == Qt.ItemDataRole.ForegroundRole and column.colour and (name := column.colour(row)):
            return QBrush(QColor(getattr(theme.current(), name)))
        if role == Qt.ItemDataRole.DecorationRole and column.icon and (picture := column.icon(row)):
            return icons.icon(*picture)
        if role == Qt.ItemDataRole.FontRole and column.bold and column.bold(row):
            return theme.font(weight=QFont.Weight.DemiBold)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.header
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{column.header}: bấm để sắp xếp"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.columns[index.column()].setter else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Saves a cell; ``value`` is what was typed, or the value of a choice."""
        row = self.row_at(index)
        column = self.columns[index.column()]
        if row is None or column.setter is None or role != Qt.ItemDataRole.EditRole:
            return False
        kept = QPersistentModelIndex(index)
        setter = column.setter
        sentence = ""

        def operate() -> None:
            nonlocal sentence
            try:
                read = parse(column.editor, value)
                if read != column.value(row):
                    setter(row, read)
            except Refusal as refusal:
                # The cell itself says it; without a window around it the caller hears of it.
                if self._shell is None:
                    raise
                sentence = str(refusal)

        if self._shell is None:
            operate()
            return True
        done = self._shell.attempt(operate)
        if sentence:
            self.refused.emit(kept, sentence, value)
        return done and not sentence


def parse(editor: Editor, typed: Any) -> Any:
    """The value that was typed into a cell. Raises Refusal where it is none."""
    if editor is Editor.CHOICE or not isinstance(typed, str):
        return typed
    text = typed.strip()
    if editor is Editor.DATE:
        return parse_date(text) if text else None
    if editor in (Editor.NUMBER, Editor.WHOLE):
        number = parse_number(text) if text else None
        if editor is Editor.NUMBER or number is None:
            return number
        if number != int(number):
            raise Refusal("Hãy nhập số nguyên, không có phần lẻ.")
        return int(number)
    return text


class Delegate(QStyledItemDelegate):
    """Paints bars and makes the editors of cells."""

    def _column(self, index: Index) -> Column | None:
        model = index.model()
        return model.columns[index.column()] if isinstance(model, TableModel) else None

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        # A state's colour stays readable on the selection, which the stylesheet paints itself.
        if (brush := index.data(Qt.ItemDataRole.ForegroundRole)) is not None:
            option.palette.setBrush(option.palette.ColorRole.HighlightedText, brush)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column = self._column(index)
        if column is None or not column.bar:
            super().paint(painter, option, index)
        else:
            self._paint_bar(painter, option, index, column)
        if option.state & QStyle.StateFlag.State_HasFocus:
            # Which cell of the chosen row F2 or Enter would edit.
            painter.save()
            painter.setPen(QColor(theme.current().accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.restore()

    def _paint_bar(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, column: Column
    ) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        colours = theme.current()
        row = index.data(ROW_ROLE)
        share = max(0, min(100, int(column.value(row) or 0)))
        cell = option.rect.adjusted(8, 0, -8, 0)
        words = cell.width() - 44
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if words > 24:
            groove = QRect(cell.left(), cell.center().y() - 3, words, 6)
            painter.setBrush(QColor(colours.idle_soft if not colours.is_dark else colours.border))
            painter.drawRoundedRect(groove, 3, 3)
            if share:
                groove.setWidth(max(6, words * share // 100))
                painter.setBrush(QColor(colours.good if share == 100 else colours.accent))
                painter.drawRoundedRect(groove, 3, 3)
        selected = option.state & QStyle.StateFlag.State_Selected
        painter.setPen(QColor(colours.selection_text if selected else colours.text))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(cell, flags, column.words(row))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._column(index)
        if column is None:
            return super().createEditor(parent, option, index)
        row = index.data(ROW_ROLE)
        if column.editor in (Editor.CHOICE, Editor.SUGGEST):
            combo = QComboBox(parent)
            combo.setEditable(column.editor is Editor.SUGGEST)
            combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            for value, words in column.choices(row) if column.choices else ():
                combo.addItem(words, value)
            if column.editor is Editor.CHOICE:
                combo.activated.connect(lambda _: self._finish(combo))
            elif (completer := combo.completer()) is not None:
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            combo.setAccessibleName(column.header)
            return combo
        edit = QLineEdit(parent)
        edit.setAccessibleName(column.header)
        edit.setAlignment(column.align | Qt.AlignmentFlag.AlignVCenter)
        if column.editor is Editor.DATE:
            edit.setPlaceholderText("dd/mm/yyyy")
        return edit

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        column = self._column(index)
        if column is None:
            super().setEditorData(editor, index)
            return
        row = index.data(ROW_ROLE)
        if isinstance(editor, QComboBox):
            value = column.value(row)
            if editor.isEditable():
                editor.setCurrentText(column.words(row))
                if (line := editor.lineEdit()) is not None:
                    line.selectAll()
            else:
                values = [editor.itemData(place) for place in range(editor.count())]
                editor.setCurrentIndex(values.index(value) if value in values else -1)
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            value = column.value(row)
            editor.setText(
                value if isinstance(value, str) else column.words(row) if value is not None else ""
            )
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText() if editor.isEditable() else editor.currentData())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Shows a tooltip only where the cell's text is cut, or where the column has words of its own."""
        column = self._column(index)
        if column is None or event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        row = index.data(ROW_ROLE)
        words = column.words(row)
        room = option.rect.width() - 16 - (22 if column.icon else 0)
        lines = max(1, (option.rect.height() - 8) // view.fontMetrics().lineSpacing())
        is_cut = view.fontMetrics().horizontalAdvance(words) > room * lines * (0.92 if lines > 1 else 1)
        text = column.tooltip(row) if column.tooltip else words if is_cut else ""
        if text:
            QToolTip.showText(event.globalPos(), _wrapped(text), view.viewport(), option.rect)
        else:
            QToolTip.hideText()
        return True


def _wrapped(text: str) -> str:
    """The text as rich text, so that Qt breaks its lines; its own signs stay text."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>"


class TableView(QTableView):
    """A table with fixed rows, a header that stays, and the keys of Excel.

    Enter or F2 edits, Enter saves and goes down, Ctrl+C copies the chosen rows. ``chosen`` comes with the
    row object when another row becomes the current one (None for none), ``opened`` on a double click or
    Enter where nothing can be edited. ``empty_text`` is painted where there are no rows.
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
        self._columns_set = False
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
        self.setWordWrap(lines > 1)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        # Tab leaves the table, as it leaves any other field; the arrows walk inside it.
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        height = theme.ROW_HEIGHT + (lines - 1) * self.fontMetrics().lineSpacing()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setFixedHeight(theme.ROW_HEIGHT)
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
                self.setColumnWidth(number, column.width)

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
        column = max(0, self.currentIndex().column())
        self.setCurrentIndex(self.rows.index(place, column))
        self.selectRow(place)
        self.scrollTo(self.rows.index(place, column))
        return True

    def choose_nothing(self) -> None:
        """Takes the cursor from every row."""
        self.selectionModel().clear()
        self._tell()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            # Enter reaches the view after the editor, which is about to save and close.
            event.accept()
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
        lines = [
            "\t".join(c.words(row).replace("\n", " ").replace("\t", " ") for c in visible) for row in rows
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        index = self.currentIndex()
        super().closeEditor(editor, hint)
        self._hide_bubble()
        # Enter (and only Enter) submits; the cursor then goes down, as in Excel.
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and index.isValid():
            below = index.siblingAtRow(index.row() + 1)
            if below.isValid() and self._pending_refusal is None:
                self.setCurrentIndex(below)

    def commit(self) -> bool:
        """Saves the cell that is being edited; gives whether nothing unsaved is left."""
        if self.state() == QAbstractItemView.State.EditingState:
            editor = self.indexWidget(self.currentIndex()) or self.viewport().focusWidget()
            if editor is not None and editor is not self.viewport():
                self.commitData(editor)
                self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        return self._pending_refusal is None

    # What was refused

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
