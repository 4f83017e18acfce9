"""Which words of a result were looked for, and the list's lines with these words in bold."""

import re
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ...domain.text import fold, fold_aligned, normalize
from .. import theme
from ..tables.model import Index
from .search_box import BESIDE, WANTED

Stretch = tuple[int, int]
"""A part of a text: where it begins, and where it ends."""


def marked(text: str, wanted: str) -> list[Stretch]:
    """Where a text holds what is looked for, blind to accents: all of it where it stands together, else each
    of its words where it stands whole, else where it stands within others."""
    words = fold(normalize(wanted)).split()
    folded = fold_aligned(text)
    phrase = " ".join(words)
    if together := _places(folded, phrase, whole=True) or _places(folded, phrase):
        return together
    found: list[Stretch] = []
    for word in words:
        found += _places(folded, word, whole=True) or _places(folded, word)
    return _joined(found)


def _places(folded: str, words: str, whole: bool = False) -> list[Stretch]:
    edge = r"\b" if whole else ""
    pattern = f"{edge}{re.escape(words)}{edge}"
    return [found.span() for found in re.finditer(pattern, folded)] if words else []


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches in their order, those that overlap as one."""
    joined: list[Stretch] = []
    for begins, ends in sorted(stretches):
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
        else:
            joined.append((begins, ends))
    return joined


class ResultDelegate(QStyledItemDelegate):
    """Paints a result with the words that were looked for in bold; a long one from shortly before them."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        wanted = index.data(WANTED)
        if not wanted:
            super().paint(painter, option, index)
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        style = shown.widget.style()
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, shown, shown.widget)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, shown, shown.widget) + 1
        room.adjust(margin, 0, -margin, 0)
        text, shown.text = shown.text, ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        colours = theme.current()
        selected = shown.state & QStyle.StateFlag.State_Selected
        painter.save()
        if beside := index.data(BESIDE):
            words = shown.fontMetrics.elidedText(beside, Qt.TextElideMode.ElideRight, room.width() // 3)
            painter.setPen(QColor(colours.selection_text if selected else colours.muted))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
            room.setRight(room.right() - shown.fontMetrics.horizontalAdvance(words) - 2 * theme.SPACE)
        layout = fitted(text, wanted, shown.font, room.width())
        painter.setClipRect(room)
        painter.setPen(QColor(colours.selection_text if selected else colours.text))
        top = room.top() + (room.height() - layout.boundingRect().height()) / 2
        layout.draw(painter, QPointF(room.left(), top))
        painter.restore()


def fitted(text: str, wanted: str, font: QFont, width: int) -> QTextLayout:
    """One line of a text with what is looked for in bold, cut at its end where there is no room for it.

    Where that would cut the first mark off, as many words as that takes are left out at the beginning.
    """
    layout = _laid_out(text, wanted, font)
    whole = layout.lineAt(0).naturalTextWidth()
    if whole <= width:
        return layout
    room = width - 2 * theme.SPACE
    if marks := marked(text, wanted):
        begins, ends = marks[0]
        too_much = min(whole - room, _x(layout, ends) - room * 2 / 3)
        starts = [found.end() for found in re.finditer(" ", text[:begins])]
        if too_much > 0 and starts:
            start = next((start for start in starts if _x(layout, start) >= too_much), starts[-1])
            text = f"…{text[start:]}"
            layout = _laid_out(text, wanted, font)
    ends = len(text)
    if layout.lineAt(0).naturalTextWidth() <= width:
        return layout
    while ends > 0 and _x(layout, ends) > room:
        ends = max(0, text.rfind(" ", 0, ends))
    return _laid_out(f"{text[:ends].rstrip(' ,;.')}…", wanted, font)


def _laid_out(text: str, wanted: str, font: QFont) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    formats = []
    for begins, ends in marked(text, wanted):
        stretch = QTextLayout.FormatRange()
        stretch.start, stretch.length, stretch.format = begins, ends - begins, bold
        formats.append(stretch)
    layout.setFormats(formats)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return layout


def _x(layout: QTextLayout, place: int) -> Any:
    """How far from the left a character stands."""
    at = layout.lineAt(0).cursorToX(place)
    return at[0] if isinstance(at, tuple) else at
