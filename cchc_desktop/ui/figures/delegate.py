"""How a cell of the grid looks: what is typed, derived, estimated, suggested, wrong or still empty."""

from functools import cache
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ...domain.formula_words import written_formula
from ...domain.numerals import format_number
from ...domain.readings import State, displayed
from ...office.figure_rows import FigureRow
from .. import icons, theme
from ..choice_box import ChoiceBox
from ..tables.delegates import wrapped
from ..tables.model import ROW_ROLE, Index
from ..tables.sheet import SheetDelegate
from ..theme import SPACE
from . import words
from .model import (
    CODE,
    CUMULATED,
    LAST_YEAR,
    NAME,
    NOTE,
    PREVIOUS,
    SOURCE,
    TARGET,
    UNIT,
    VALUE,
    FigureModel,
    target_words,
)
from .rows import GroupRow, is_error, worst

_PAD = SPACE - 2
_ICON = 16
_INDENT = 2 * SPACE
_READINGS = (CUMULATED, PREVIOUS, LAST_YEAR)
_NUMBERS = (VALUE, *_READINGS)
_AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Look(NamedTuple):
    """A cell: its text and colour, a small word before it, a sign with its colour, and how it is set."""

    text: str
    colour: str = "text"
    tag: str = ""
    tag_colour: str = "muted"
    sign: tuple[str, str] | None = None
    bold: bool = False
    small: bool = False
    italic: bool = False
    indent: int = 0


def look(model: FigureModel, row: FigureRow, column: int) -> Look:
    """How a cell of an indicator looks."""
    text = model.columns[column].words(row)
    if column == VALUE:
        return _value_look(model, row)
    if column in _READINGS:
        reading = (row.cumulated, row.previous, row.last_year)[_READINGS.index(column)]
        if reading.lacks and reading.value is not None:
            # That this very quarter is still to be typed can be seen beside it.
            lacks_more = bool(set(reading.lacks) - {model.period.id})
            return Look(text, "muted", "thiếu" if lacks_more else "", "warn")
        is_none = reading.state is State.NONE
        return Look(text, "muted" if is_none else "text", "ước" if reading.estimate else "", small=is_none)
    if column == TARGET:
        sign = None if row.met is None else ("done", "good") if row.met else ("warning", "warn")
        return Look(target_words(row), sign[1] if sign else "muted", sign=sign, small=True)
    if column == NAME:
        return Look(text, indent=_INDENT * _depth(model, row))
    return Look(text, "muted" if column in (CODE, UNIT) else "text", small=column != CODE)


def _value_look(model: FigureModel, row: FigureRow) -> Look:
    reading, sign = row.reading, _problem_sign(row)
    is_typed = model.may_type(row)
    if reading.state is State.NONE:
        return Look(State.NONE.label, "muted", sign=sign, small=True)
    if reading.value is None and not reading.is_unworkable:
        if is_typed and row.suggestion is not None:
            indicator = row.indicator
            number = format_number(row.suggestion)
            number = indicator.choice_words(row.suggestion) if indicator.choices else number
            return Look(number, "disabled", "kỳ trước", "disabled", sign, italic=True)
        is_own = model.period.span.is_quarter or row.is_opening
        if is_own and not row.indicator.is_asked(model.period):
            return Look("cuối năm", "disabled", sign=sign, small=True, italic=True)
        return Look("", sign=sign)
    lacks = bool(reading.lacks)
    tag = "thiếu" if lacks else words.opening_tag(row, model.period) or words.tag(reading)
    tag_colour = "warn" if lacks or reading.estimate else "muted"
    is_choice = bool(row.indicator.choices)
    return Look(reading.words(row.indicator), "text", tag, tag_colour, sign, bold=is_typed, small=is_choice)


def _problem_sign(row: FigureRow) -> tuple[str, str] | None:
    severity = worst(row)
    if severity is None:
        return None
    return ("error-filled", "bad") if is_error(severity) else ("warning-filled", "warn")


def _depth(model: FigureModel, row: FigureRow) -> int:
    """How many indicators it is a part of, one within the other."""
    depth, above = 0, row.indicator.part_of
    while above and depth < 4:
        depth += 1
        whole = model.figure(above)
        above = whole.indicator.part_of if whole is not None else ""
    return depth


class FigureDelegate(SheetDelegate):
    """Paints the grid and makes the editors of its cells."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, row = index.model(), index.data(ROW_ROLE)
        if not isinstance(model, FigureModel) or row is None:
            return
        column, rect = index.column(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, _colour(_background(model, row, column, chosen)))
        if isinstance(row, GroupRow):
            self._paint_group(painter, rect, row, chosen)
        else:
            self._paint_cell(painter, rect, look(model, row, column), column, chosen)
        view = self.parent()
        if isinstance(view, QAbstractItemView) and view.currentIndex() == index:
            colours = theme.current()
            painter.setPen(QPen(_colour(colours.accent if view.hasFocus() else colours.strong_border), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, row: GroupRow, chosen: bool) -> None:
        colours = theme.current()
        cell = rect.adjusted(_PAD, 0, -_PAD, 0)
        arrow = icons.icon("chevron-down" if row.is_open else "chevron-right", "muted")
        arrow.paint(painter, QRect(cell.left(), cell.center().y() - 7, _ICON, _ICON))
        small, metrics = _font(theme.SMALL_POINTS)
        counts = row.counts
        room = metrics.horizontalAdvance(counts)
        painter.setFont(small)
        state = "bad" if row.errors else "warn" if row.warnings else "muted"
        painter.setPen(_colour(colours.selection_text if chosen else getattr(colours, state)))
        painter.drawText(cell, _AT_RIGHT, counts)
        bold, metrics = _font(is_bold=True)
        painter.setFont(bold)
        painter.setPen(_colour(colours.selection_text if chosen else colours.text))
        title = cell.adjusted(_ICON + _PAD, 0, -room - 2 * SPACE, 0)
        elided = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, _AT_LEFT, elided)

    def _paint_cell(self, painter: QPainter, rect: QRect, shown: Look, column: int, chosen: bool) -> None:
        colours = theme.current()
        cell = rect.adjusted(_PAD + shown.indent, 0, -_PAD, 0)
        if shown.sign is not None:
            sign = icons.icon(*shown.sign)
            sign.paint(painter, QRect(cell.left(), cell.center().y() - _ICON // 2 + 1, _ICON, _ICON))
            cell.setLeft(cell.left() + _ICON + 4)
        font, metrics = _font_of(shown)
        if shown.tag:
            small, of_small = _font(theme.SMALL_POINTS - 1)
            room = of_small.horizontalAdvance(shown.tag) + 4
            if room + metrics.horizontalAdvance(shown.text) <= cell.width():
                painter.setFont(small)
                painter.setPen(_colour(getattr(colours, shown.tag_colour)))
                painter.drawText(cell, _AT_LEFT, shown.tag)
        if not shown.text:
            return
        painter.setFont(font)
        plain = chosen and shown.colour in ("text", "muted", "disabled")
        painter.setPen(_colour(colours.selection_text if plain else getattr(colours, shown.colour)))
        text = metrics.elidedText(shown.text.replace("\n", " "), Qt.TextElideMode.ElideRight, cell.width())
        painter.drawText(cell, _AT_RIGHT if column in _NUMBERS else _AT_LEFT, text)

    # Editors

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_U
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            # The key for estimates; on some desktops a line of text would be emptied by it.
            event.ignore()
            return True
        if isinstance(event, QKeyEvent) and self._is_decimal_key(event):
            comma = QKeyEvent(event.type(), Qt.Key.Key_Comma, Qt.KeyboardModifier.NoModifier, ",")
            return QApplication.sendEvent(editor, comma)
        return super().eventFilter(editor, event)

    def _is_decimal_key(self, event: QKeyEvent) -> bool:
        """Whether it is the decimal key of the number pad in a figure with decimals: a comma, as in Excel."""
        view = self.parent()
        if event.key() != Qt.Key.Key_Period or event.modifiers() != Qt.KeyboardModifier.KeypadModifier:
            return False
        index = view.currentIndex() if isinstance(view, QAbstractItemView) else None
        if index is None or index.column() != VALUE:
            return False
        row = index.data(ROW_ROLE)
        return isinstance(row, FigureRow) and row.indicator.decimals > 0

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line to type in; a list for an indicator with choices, unless it is begun by typing."""
        view, row = self.parent(), index.data(ROW_ROLE)
        has_choices = index.column() == VALUE and isinstance(row, FigureRow) and row.indicator.choices
        if not has_choices or getattr(view, "types_text", True):
            return super().createEditor(parent, option, index)
        box = ChoiceBox(parent=parent)
        offered = [(value, f"{value} - {text}") for value, text in row.indicator.choices]
        box.offer([(None, "(để trống)"), *offered])
        box.setAccessibleName(row.indicator.name)
        box.activated.connect(lambda _: self._chosen(box))
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def _chosen(self, box: ChoiceBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QAbstractItemDelegate.EndEditHint.SubmitModelCache)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(editor, ChoiceBox) and isinstance(row, FigureRow):
            value = row.figure.value
            editor.show_value(None if value is None else int(value))
            return
        super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, ChoiceBox):
            row = index.data(ROW_ROLE)
            value = editor.value()
            model.setData(index, "" if value is None else row.indicator.choice_words(value))
            return
        super().setModelData(editor, model, index)

    # Explaining

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        model, row = index.model(), index.data(ROW_ROLE)
        if event.type() != QEvent.Type.ToolTip or not isinstance(model, FigureModel):
            return super().helpEvent(event, view, option, index)
        text = _tip(model, row, index.column(), option.rect) if isinstance(row, FigureRow) else ""
        if text:
            QToolTip.showText(event.globalPos(), wrapped(text), view.viewport(), option.rect)
        else:
            QToolTip.hideText()
        return True


def _background(model: FigureModel, row: Any, column: int, chosen: bool) -> str:
    colours = theme.current()
    if chosen:
        return colours.selection
    if isinstance(row, GroupRow):
        return colours.hover
    severity = worst(row) if column == VALUE else None
    if severity is not None:
        return colours.bad_soft if is_error(severity) else colours.warn_soft
    return colours.surface if model.may_type(row) else colours.idle_soft


@cache
def _colour(name: str) -> QColor:
    return QColor(name)


@cache
def _font(
    points: float = theme.FONT_POINTS, is_bold: bool = False, is_italic: bool = False
) -> tuple[QFont, QFontMetrics]:
    font = theme.font(points, QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
    font.setItalic(is_italic)
    return font, QFontMetrics(font)


theme.changed().connect(_font.cache_clear)


def _font_of(shown: Look) -> tuple[QFont, QFontMetrics]:
    points = theme.SMALL_POINTS if shown.small else theme.FONT_POINTS
    return _font(points, shown.bold, shown.italic)


def _tip(model: FigureModel, row: FigureRow, column: int, rect: QRect) -> str:
    """What the pointer over a cell is told; nothing where the cell says it all."""
    lines: list[str] = []
    if column == VALUE:
        lines += [problem.sentence for problem in row.problems]
        if (formula := row.indicator.formula) is not None:
            lines.append(f"= {written_formula(formula)}")
        elif not model.may_type(row):
            lines.append(model.why(row))
        lines.append(words.lacking_words(row.reading, model.has))
        lines += filter(None, (words.suggestion_words(row), words.recorded_words(row)))
    elif column in _READINGS:
        reading = (row.cumulated, row.previous, row.last_year)[_READINGS.index(column)]
        if reading.state is State.NONE:
            lines.append(State.NONE.label)
        lines.append(words.lacking_words(reading, model.has))
    elif column == TARGET and row.target is not None:
        lines.append(row.target.text)
        if row.met is not None and row.cumulated.value is not None:
            reached = format_number(displayed(row.cumulated.value, row.indicator.decimals))
            lines.append(f"Lũy kế {reached}: {words.met_words(row).lower()}")
    else:
        if column in (NOTE, SOURCE):
            lines.append(model.why_closed(row))
        shown = look(model, row, column)
        room = rect.width() - 2 * _PAD - shown.indent
        if _font_of(shown)[1].horizontalAdvance(shown.text) > room or "\n" in shown.text:
            lines.append(shown.text)
    lines += _signs(look(model, row, column))
    return "\n".join(line for line in lines if line)


def _signs(shown: Look) -> list[str]:
    """What the small words of a cell stand for."""
    from ...catalogue.legend import sign_sentence

    return [sign_sentence("figures", sign) for sign in (shown.tag, shown.text) if sign]
