"""What a conflict is called, and what each side of it says, as officials read it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..domain.merging.state import LIFE, RowState, Value
from ..domain.merging.view import unseen
from ..domain.numerals import format_number
from ..domain.text import shortened
from ..storage.changes import RowChange
from ..storage.columns import Row
from ..storage.kinds import FIGURES, KINDS, OPENINGS
from ..storage.merge_shapes import shape
from ..storage.origin_kinds import Key
from ..storage.register_kinds import REGISTER_ROWS
from .desk import Desk, Part
from .words import Telling, figure_words

if TYPE_CHECKING:
    from ..domain.registers.register import Register

_PLACE_WORDS = {"parent_id": "Vị trí trong kế hoạch", "item_id": "Vị trí", "rank": "Thứ tự"}
_LIFE_WORDS = "Xóa / sửa"
_DELETED, _STAYS = "(xóa)", "(giữ)"
_NOTHING = "(trống)"
_OTHER_ONE = "(bản khác)"
"""What nobody can read, such as the hash of a signed document."""
_LONGEST, _LONGEST_VALUE = 70, 2_000
_MOST_TOLD = 3
"""So many columns, or lines of a description, are told of what differs."""

Values = Mapping[str, Value]
"""What one side says, by column."""


def differing(sides: Sequence[Values]) -> list[str]:
    """Of the columns that are decided together those in which the sides differ; all where none does."""
    names = list(sides[0])
    found = [name for name in names if any(side.get(name) != sides[0].get(name) for side in sides)]
    return found or names


class ConflictWords(Part):
    """The words of conflicts."""

    def __init__(self, desk: Desk, telling: Telling) -> None:
        super().__init__(desk)
        self._telling = telling

    def record(self, key: Key, row: Row) -> str:
        """The record: «Nhiệm vụ «Rà soát thủ tục»»."""
        kind = KINDS[key[0]]
        title = shortened(" ".join(self._telling.title(RowChange(*key, None, row)).split()), _LONGEST)
        return f"{kind.words} «{title}»" if title else kind.words

    def field(self, key: Key, row: Row, column: str, names: Sequence[str]) -> str:
        """What differs: a column, or those ``names`` of a group; or that somebody deleted the record."""
        if column == LIFE:
            return _LIFE_WORDS
        table, kind = key[0], KINDS[key[0]]
        if table in (FIGURES.table, OPENINGS.table) and column == "value":
            return kind.field(column).words
        if (cell := _cell(table, column)) is not None:
            return self._cell_words(table, row, cell)
        words = [each.words for each in kind.shown if each.name in names]
        if not words and column in _PLACE_WORDS:
            return _PLACE_WORDS[column]
        return ", ".join(words[:_MOST_TOLD]) or "Nội dung"

    def side(self, key: Key, row: Row, state: RowState, values: Values, sides: Sequence[Values]) -> str:
        """What one of the ``sides`` says of a row in ``state``, which is shown as ``row``."""
        if LIFE in values:
            if values[LIFE] is not True:
                return _DELETED
            written = self._told(key, row, shape(key[0]).apart(row), list(unseen(state)))
            return f"{_STAYS} {_listed(written)}" if written else _STAYS
        if "parent_id" in values:
            return self._place_words(values)
        if key[0] in (FIGURES.table, OPENINGS.table) and "value" in values:
            return figure_words(dict(values))
        names = differing(sides)
        told = self._told(key, row, values, names)
        # What says the same in several columns, such as a day and its words, is said once.
        said = told[0][1] if len({words for _, words in told}) == 1 else _listed(told)
        return shortened(said or _unread(values, sides, names), _LONGEST_VALUE) or _NOTHING

    def _told(self, key: Key, row: Row, values: Values, names: Sequence[str]) -> list[tuple[str, str]]:
        """What several columns say, with what they are called."""
        told = [(self.field(key, row, name, [name]), self._one(key, row, values, name)) for name in names]
        return [each for each in told if each[1]]

    def _one(self, key: Key, row: Row, values: Values, name: str) -> str:
        """What one column says; nothing where it is shown to nobody."""
        value, table = values.get(name), key[0]
        if (cell := _cell(table, name)) is not None:
            return self._cell_said(table, row, cell, value)
        column = KINDS[table].field(name)
        return self._telling.value_words(column, value) if column.words else ""

    # Cells of registers and forms

    def _register(self, row: Row) -> Register | None:
        from .registers import every

        return next((each for each in every(self._desk.store) if each.id == row["register"]), None)

    def _cell_words(self, table: str, row: Row, cell: str) -> str:
        if table == REGISTER_ROWS.table:
            register = self._register(row)
            known = {each.key: each.label for each in register.fields} if register is not None else {}
            return known.get(cell, cell)
        from ..catalogue.forms import forms

        headers = {each.id: each.header for form in forms() for each in form.columns}
        return headers.get(cell, cell)

    def _cell_said(self, table: str, row: Row, cell: str, value: Value) -> str:
        if table != REGISTER_ROWS.table:
            return format_number(value) if isinstance(value, int) else ""
        from .registers import row_of

        register = self._register(row)
        field = next((each for each in register.fields if each.key == cell), None) if register else None
        if register is None or field is None:
            return str(value if value is not None else "")
        cells = {name: held for name, held in json.loads(row["cells"]).items() if name != cell}
        if value is not None:
            cells[cell] = value
        stored = REGISTER_ROWS.read(row | {"cells": json.dumps(cells)})
        return field.shown(row_of(register, stored).values.get(cell))

    def _place_words(self, values: Values) -> str:
        parent = values["parent_id"]
        if parent is None:
            return f"ở cấp trên cùng, thứ tự {values['rank']}"
        item_id = values.get("item_id", parent)
        item = self._desk.store.row("plan_items", str(item_id))
        text = shortened(" ".join(str(item["text"]).split()), _LONGEST) if item else ""
        return f"dưới «{text}», thứ tự {values['rank']}"


def _cell(table: str, column: str) -> str | None:
    """The key of a cell of a register's or a form's row; None for a column of its own."""
    split = shape(table).split
    return column.partition(":")[2] if split and column.startswith(f"{split}:") else None


def _listed(told: Sequence[tuple[str, str]]) -> str:
    """Columns one after another: «Chủ trì: Văn phòng; Hạn: 20/12/2026»."""
    return "; ".join(f"{words}: {said}" for words, said in told[:_MOST_TOLD])


def _unread(values: Values, sides: Sequence[Values], names: Sequence[str]) -> str:
    """What is said of columns that nobody reads as they are: the lines of a description that no other side
    has; of what is no text only that it is another one."""
    told: list[str] = []
    for name in names:
        text = values.get(name)
        if not isinstance(text, str) or "\n" not in text:
            continue
        others = {
            line.strip()
            for side in sides
            if side is not values
            for line in str(side.get(name) or "").split("\n")
        }
        told += [line.strip() for line in text.split("\n") if line.strip() and line.strip() not in others]
    if told:
        more = f"; … (và {len(told) - _MOST_TOLD} dòng khác)" if len(told) > _MOST_TOLD else ""
        return "; ".join(told[:_MOST_TOLD]) + more
    return _OTHER_ONE if any(values.get(name) for name in names) else ""


def _lines(text: Value) -> list[str]:
    """The lines of a description, without those that are empty."""
    return [line.strip() for line in str(text or "").split("\n") if line.strip()]
