"""Cells in whose text some words are marked: those that came in stand bold and underlined, those that went
are struck through. Colour alone would not be seen by everybody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from .. import theme
from .delegates import Delegate
from .model import ROW_ROLE, Index


@dataclass(frozen=True, slots=True)
class Marks:
    """The places of the marked words in a cell's text, and whether they went rather than came."""

    spans: tuple[tuple[int, int], ...] = ()
    is_gone: bool = False


class MarkedDelegate(Delegate):
    """Paints the cells of some columns, by their numbers, with the words marked that a function tells of the
    row."""

    def __init__(self, marks: Mapping[int, Callable[[Any], Marks]], parent: QWidget) -> None:
        super().__init__(parent)
        self._marks = marks

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found = (
            self._marks[index.column()](index.data(ROW_ROLE)) if index.column() in self._marks else Marks()
        )
        if not found.spans:
            super().paint(painter, option, index)
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        text, shown.text = shown.text, ""
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = shown.palette.ColorRole.HighlightedText if selected else shown.palette.ColorRole.Text
        beside = theme.CELL_PADDING + style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin)
        cell = QRectF(option.rect.adjusted(beside, 2, -beside, -2))
        painter.save()
        painter.setClipRect(cell)
        painter.setPen(shown.palette.color(role))
        layout = _layout(text, shown.font, cell, found)
        top = cell.top() + max(0.0, (cell.height() - layout.boundingRect().height()) / 2)
        layout.draw(painter, QPointF(cell.left(), top))
        painter.restore()


def _layout(text: str, font: QFont, cell: QRectF, marks: Marks) -> QTextLayout:
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_range(start, end, marks.is_gone) for start, end in marks.spans])
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(cell.width())
        line.setPosition(QPointF(0, height))
        height += line.height()
        if height + line.height() > cell.height() + 2:
            break
    layout.endLayout()
    return layout


def _range(start: int, end: int, is_gone: bool) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    colours = theme.current()
    if is_gone:
        look.setFontStrikeOut(True)
        look.setForeground(QColor(colours.bad))
    else:
        look.setFontUnderline(True)
        look.setFontWeight(QFont.Weight.DemiBold)
        look.setForeground(QColor(colours.good))
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, end - start, look
    return found
