"""How a cell is painted, edited and explained."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from .. import theme
from ..choice_box import ChoiceBox
from ..keystrokes import typed
from .columns import Column, Editor
from .model import ROW_ROLE, Index, TableModel

# Members of Qt's enumerations have names of their own here: each cell that is painted needs them.
_BACKGROUND, _FOREGROUND = Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole
_FOCUS, _SELECTED = QStyle.StateFlag.State_HasFocus, QStyle.StateFlag.State_Selected
_GROUND = QStyle.PrimitiveElement.PE_PanelItemViewItem
_AT_THE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SMOOTH, _NO_LINE = QPainter.RenderHint.Antialiasing, Qt.PenStyle.NoPen
_GIVEN = "given"
"""The property of an editor that holds the text which it began with."""


class Delegate(QStyledItemDelegate):
    """Paints bars and makes the editors of cells."""

    def _column(self, index: Index) -> Column | None:
        model = index.model()
        return model.columns[index.column()] if isinstance(model, TableModel) else None

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        # A state's colour stays readable on the selection, which the stylesheet paints itself.
        if (brush := index.model().data(index, _FOREGROUND)) is not None:
            option.palette.setBrush(option.palette.ColorRole.HighlightedText, brush)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for the words broken into lines beside the stylesheet's padding, which Qt leaves out of its
        account: a line more, rather than «…»."""
        narrower = QStyleOptionViewItem(option)
        narrower.rect = option.rect.adjusted(0, 0, -2 * theme.CELL_PADDING, 0)
        return super().sizeHint(narrower, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column = self._column(index)
        if column is None or not column.bar:
            super().paint(painter, option, index)
        else:
            self._paint_bar(painter, option, index, column)
        if option.state & _FOCUS:
            # Which cell of the chosen row F2 or Enter would edit.
            painter.save()
            painter.setPen(QColor(theme.current().accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.restore()

    def _paint_bar(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, column: Column
    ) -> None:
        # Of the cell below only its ground is seen: what it says is not asked for, and said once.
        model: TableModel = index.model()  # type: ignore[assignment]
        if (ground := model.data(index, _BACKGROUND)) is not None:
            painter.fillRect(option.rect, ground)
        option.widget.style().drawPrimitive(_GROUND, option, painter, option.widget)
        colours = theme.current()
        row = model.row_at(index)
        value = column.value(row)
        share = max(0, min(100, int(value or 0)))
        cell = option.rect.adjusted(8, 0, -8, 0)
        said = column.words(row)
        words = cell.width() - max(44, option.fontMetrics.horizontalAdvance(said) + 8)
        painter.save()
        painter.setRenderHint(_SMOOTH)
        painter.setPen(_NO_LINE)
        # What is not known is no bar of nothing.
        if words > 24 and value is not None:
            groove = QRect(cell.left(), cell.center().y() - 3, words, 6)
            painter.setBrush(QColor(colours.idle_soft if not colours.is_dark else colours.border))
            painter.drawRoundedRect(groove, 3, 3)
            if share:
                groove.setWidth(max(6, words * share // 100))
                painter.setBrush(QColor(colours.good if share == 100 else colours.accent))
                painter.drawRoundedRect(groove, 3, 3)
        selected = option.state & _SELECTED
        # What stands out keeps its colour beside a bar, too.
        brush = model.data(index, _FOREGROUND)
        told = brush.color() if brush is not None else QColor(colours.text)
        painter.setPen(QColor(colours.selection_text) if selected else told)
        painter.drawText(cell, _AT_THE_RIGHT, said)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._column(index)
        if column is None:
            return super().createEditor(parent, option, index)
        row = index.data(ROW_ROLE)
        if column.editor in (Editor.CHOICE, Editor.SUGGEST):
            box = ChoiceBox(column.editor is Editor.SUGGEST, parent)
            box.offer(column.choices(row) if column.choices else ())
            box.ends_with_key = False
            if column.editor is Editor.CHOICE:
                box.activated.connect(lambda _: self._finish(box))
            else:
                box.editTextChanged.connect(lambda _: typed().emit())
            box.setAccessibleName(column.header)
            return box
        edit = QLineEdit(parent)
        edit.setAccessibleName(column.header)
        edit.setAlignment(column.align | Qt.AlignmentFlag.AlignVCenter)
        edit.textEdited.connect(lambda _: typed().emit())
        if column.editor is Editor.DATE:
            edit.setPlaceholderText("ngày/tháng/năm")
        return edit

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Tab in a cell takes the only words that match, as in a form."""
        if (
            isinstance(editor, ChoiceBox)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        ):
            editor.take_only_match()
        if (
            isinstance(editor, QLineEdit | ChoiceBox)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            if isinstance(editor, ChoiceBox):
                editor.take_only_match(same=True)
            # Qt would close the cell a moment later, and the keys until then would still go into it.
            self._finish(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
            return True
        return super().eventFilter(editor, event)

    def _finish(
        self,
        editor: QWidget,
        hint: QAbstractItemDelegate.EndEditHint = QAbstractItemDelegate.EndEditHint.NoHint,
    ) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, hint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        column = self._column(index)
        if column is None:
            super().setEditorData(editor, index)
            return
        row = index.data(ROW_ROLE)
        if isinstance(editor, ChoiceBox):
            if (line := editor.lineEdit()) is not None:
                if not line.isModified():
                    editor.show_value(column.words(row))
                    line.selectAll()
            else:
                editor.show_value(column.value(row))
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            value = column.value(row)
            text = value if isinstance(value, str) else column.words(row) if value is not None else ""
            editor.setText(text)
            editor.setProperty(_GIVEN, text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, ChoiceBox):
            model.setData(index, editor.value())
        elif isinstance(editor, QLineEdit) and (
            # A cell that was only looked at stores nothing: what is stored may be newer than what it shows.
            editor.isModified() or editor.text() != editor.property(_GIVEN)
        ):
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
            QToolTip.showText(event.globalPos(), wrapped(text), view.viewport(), option.rect)
        else:
            QToolTip.hideText()
        return True


def wrapped(text: str) -> str:
    """The text as rich text, so that Qt breaks its lines; its own signs stay text."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>"
