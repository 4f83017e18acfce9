"""Columns as data: what a cell shows of its row, how it sorts, and how what is typed into it is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import Qt

from ...domain.dates import parse_date, short_date
from ...domain.numerals import format_number, parse_number, parse_whole
from ...domain.text import sort_key


class Editor(Enum):
    """What a cell is edited with."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    WHOLE = "whole"
    COUNT = "count"
    """A whole number of things, which has no percent sign."""
    CHOICE = "choice"
    SUGGEST = "suggest"
    """Free text with suggestions."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it shows of a row object, how it sorts, and how it is edited.

    ``value`` gives the native value (a text, a number, a date, None), by which the column sorts unless
    ``sort`` gives another key. ``setter`` makes it editable: an operation of Office that gets the row and
    the new value and may raise Refusal; ``editable`` says for which rows, all where it is None. ``choices``
    are the (value, words) of CHOICE, or of SUGGEST with the words alone counting. ``colour`` and ``icon``
    name a colour of Theme and an icon with its colour. ``bar`` paints the value (0 to 100) as a bar.
    ``closed`` says why somebody else is to type into the cell. ``width`` is in pixels; ``stretch`` shares
    what is left.
    """

    header: str
    value: Callable[[Any], Any]
    display: Callable[[Any], str] | None = None
    width: int = 120
    stretch: bool = False
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    setter: Callable[[Any, Any], object] | None = None
    editable: Callable[[Any], bool] | None = None
    editor: Editor = Editor.TEXT
    choices: Callable[[Any], Sequence[tuple[Any, str]]] | None = None
    sort: Callable[[Any], Any] | None = None
    tooltip: Callable[[Any], str] | None = None
    colour: Callable[[Any], str] | None = None
    icon: Callable[[Any], tuple[str, str] | None] | None = None
    bold: Callable[[Any], bool] | None = None
    bar: bool = False
    closed: Callable[[Any], str] | None = None
    placed: Qt.AlignmentFlag = field(init=False, repr=False, compare=False)
    """Where the words stand in their cell."""

    def __post_init__(self) -> None:
        # Each cell that is painted asks for it, and flags are joined slowly.
        object.__setattr__(self, "placed", self.align | Qt.AlignmentFlag.AlignVCenter)

    def may_edit(self, row: Any) -> bool:
        """Whether the row's cell can be typed into."""
        can = self.setter is not None and (self.editable is None or self.editable(row))
        return can and not self.why_closed(row)

    def why_closed(self, row: Any) -> str:
        """Why who is here may not type into the row's cell, and whom to ask; nothing where that one may."""
        return self.closed(row) if self.closed is not None else ""

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

    def keys(self, rows: Sequence[Any]) -> list[Any]:
        """The places of rows' cells in the order, None for empty ones, which come last.

        What is said again has its key already: a long register has a hundred thousand cells in a column.
        """
        values = list(map(self.sort if self.sort is not None else self.value, rows))
        # In the order of the rows: keys that are made one after the other are near when they are compared.
        different = dict.fromkeys(values)
        known = {value: sort_key(value) if isinstance(value, str) else value for value in different}
        known[""] = None
        return list(map(known.__getitem__, values))


def parse(editor: Editor, typed: Any) -> Any:
    """The value that was typed into a cell. Raises Refusal where it is none."""
    if editor is Editor.CHOICE or not isinstance(typed, str):
        return typed
    text = typed.strip()
    if editor is Editor.DATE:
        return parse_date(text) if text else None
    if editor is Editor.NUMBER:
        return parse_number(text) if text else None
    if editor in (Editor.WHOLE, Editor.COUNT):
        return parse_whole(text, percent=editor is Editor.WHOLE) if text else None
    return text
