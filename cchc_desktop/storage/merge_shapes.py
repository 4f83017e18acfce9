"""How rows of each kind are taken apart where copies of them are joined: which columns belong together, which
are long texts, and which hold several values of their own.

Columns of one group are written as one: a value with the mark that it is none, a day with its words. What is
said of no kind here is joined column by column.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import NoneType
from typing import Any

from ..domain.merging.state import LIFE, RowState, Value
from .columns import Row
from .compact_json import in_key_order, parsed
from .kind import Holds, Kind
from .kinds import KINDS
from .plan_rows import can_be_stored

_SIGNER = ("signer_authority", "signer_position", "signer_name")
_VALUE = ("value", "none", "estimate")
_VALID = ("valid_from", "valid_to")
_GROUPS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "plans": (
        ("status", "number", "issued_on"), ("period_kind", "first_year", "last_year", "half"), _SIGNER,
    ),
    "plan_items": (("parent_id", "rank"), ("kind", "topic")),
    "targets": (
        ("item_id", "parent_id", "rank"),
        ("kind", "comparator", "value", "upper", "grade", "unit", "per", "direction"),
        ("baseline_year", "baseline_value", "step"),
    ),
    "tasks": (("start", "due", "due_text"), ("funding", "funding_text")),
    "task_care": (
        ("unit", "every", "day", "month", "begins"), ("reason", "reason_due"),
        ("dropped_on", "dropped_by", "dropped_words"),
    ),
    "figures": (_VALUE,),
    "openings": (_VALUE,),
    "periods": (("starts", "ends"),),
    "reports": (("number", "issued_on"), _SIGNER),
    "scores": (("most", "scored"),),
    "surveys": (("starts", "ends"),),
    "survey_forms": (("answers", "keyed_by"), ("second", "second_by")),
    "duties": (("due_day", "working_days", "months_after", "cut_off_day"), _VALID),
    "duty_marks": (("starts", "ends", "due"),),
    "units": (_VALID,),
    "officers": (_VALID,),
    "legal_documents": (("valid_from", "ended"),),
    "criterion_marks": (("number", "points", "off"),),
    "evidence": (("sha256", "size", "name"),),
}  # fmt: skip
_WHOLE = frozenset({
    "seals", "signed_copies", "plan_issues", "dispatches", "corrections", "catalogues", "legal_libraries",
    "criteria_sets", "questionnaires", "registers", "register_maps", "register_doubts", "template_maps",
    "outlines", "unit_successions", "task_filters", "work_ratings", "score_steps",
})  # fmt: skip
"""What is one thing: a document, a description, a filter."""
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "plan_items": ("text",),
    "passages": ("text",),
    "remarks": ("results", "difficulties", "causes"),
    "task_updates": ("result", "note"),
    "task_care": ("reason",),
    "plan_letters": ("body",),
    "score_words": ("text",),
    "criterion_rounds": ("explanation",),
}
_SPLIT = {"register_rows": "cells", "form_rows": "counts"}
"""Columns that hold a JSON object, each value of which is a column by itself."""
_FOLLOWING: Mapping[str, tuple[str, ...]] = {
    "register_rows": ("day", "name", "words"),
    "passages": ("made_from",),
    "task_updates": ("entered",),
    "evidence": ("entered",),
}
"""Columns that follow from others, or say nothing to anybody: two of them are nothing to decide."""
_OF_SPLIT: Mapping[str, frozenset[type]] = {
    "register_rows": frozenset({str, bool, NoneType}), "form_rows": frozenset({int, NoneType}),
}  # fmt: skip
_NO_NUMBERS = frozenset({str, bool, NoneType})
_TYPES = {"INTEGER": int, "REAL": float}
_ID_REFERS = {"tasks": "plan_items"}
"""Tables whose identities are those of rows of another one."""
_WANTS_ANY = {("periods", "catalogue_id")}
"""Columns of which any value stands before none: figures need the catalogue of their period."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How rows of a table are taken apart: their ``columns``, which of them are written together with each,
    the ``texts`` that are merged, the column that is ``split``, those that are ``following`` others, what
    each refers to, what those hold that need not be said, the ``types`` of their values, and which are
    ``reals``."""

    table: str
    columns: tuple[str, ...]
    together: Mapping[str, tuple[str, ...]]
    texts: frozenset[str]
    split: str
    following: frozenset[str]
    refers: tuple[tuple[str, str], ...]
    defaults: Row
    types: Mapping[str, frozenset[type]]
    reals: tuple[str, ...]

    def wants_any(self, column: str) -> bool:
        """Whether any value of a column stands before none."""
        return (self.table, column) in _WANTS_ANY

    def apart(self, row: Row) -> dict[str, Value]:
        """The values of a row by its columns, those of a split one by «column:key»; without its id."""
        values: dict[str, Value] = {name: value for name, value in row.items() if name != "id"}
        for name in self.reals:
            # The journal keeps a whole number as it was given; the table as what the column holds.
            if type(value := values[name]) is int:
                values[name] = float(value)
        if self.split:
            del values[self.split]
            for key, value in parsed(row[self.split]).items():
                values[f"{self.split}:{key}"] = value
        return values

    def whole(self, row_id: str, values: Mapping[str, Value]) -> Row:
        """The row of values that were taken apart. Raises KeyError where one without a default is missing."""
        row: Row = {"id": row_id}
        for name in self.columns:
            if name in values:
                row[name] = values[name]
            elif name == self.split:
                held = {key: values[column] for key, column in _keys_of(name, tuple(values))}
                row[name] = in_key_order({key: value for key, value in held.items() if value is not None})
            else:
                row[name] = self.defaults[name]
        return row

    def written_with(self, columns: Iterable[str]) -> set[str]:
        """Columns with those that are written together with them."""
        found = set[str]()
        for name in columns:
            found.update(self.together.get(name, (name,)))
        return found

    def lead(self, column: str) -> str:
        """The column by which those that are written together are known."""
        return self.together.get(column, (column,))[0]

    def check(self, state: RowState) -> None:
        """Raises ValueError where what came from elsewhere holds a column that rows have not, or a value that
        is none of its column."""
        names, held = [*state.values], [*state.values.values()]
        for name, siblings in state.apart.items():
            for _, latest, past in siblings if name != LIFE else ():
                values = [latest, *[value for _, value in past]]
                held += values
                names += [name] * len(values)
        has_numbers = _check_types(self.table, tuple(names), tuple(map(type, held)))
        # One look is faster than one for each of them.
        if not can_be_stored("".join([value for value in held if type(value) is str])):
            raise ValueError(f"no text of {self.table}")
        if has_numbers and not all(map(can_be_stored, held)):
            raise ValueError(f"no number of {self.table}")


@lru_cache(maxsize=1_000)
def _keys_of(split: str, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The keys of a split column among names of columns, each with its column: those of most rows of a table
    are the same."""
    prefix = f"{split}:"
    return tuple((name.removeprefix(prefix), name) for name in names if name.startswith(prefix))


@lru_cache(maxsize=1_000)
def _check_types(table: str, names: tuple[str, ...], types: tuple[type, ...]) -> bool:
    """Whether there are numbers among values of these columns and types, which most rows of a table have in
    common. Raises ValueError where rows have no such column, or it holds no such value."""
    form = shape(table)
    for name, held in zip(names, types, strict=True):
        if name == LIFE:
            continue
        fitting = form.types.get(name)
        if fitting is None:
            if not form.split or not name.startswith(f"{form.split}:") or name == f"{form.split}:":
                raise ValueError(f"no column {name} of {table}")
            if not can_be_stored(name):
                raise ValueError(f"no text of {table}")
            fitting = _OF_SPLIT[table]
        if held not in fitting:
            raise ValueError(f"no value of {name} of {table}")
    return not _NO_NUMBERS.issuperset(types)


@cache
def shape(table: str) -> Shape:
    """The shape of a table's rows."""
    kind = KINDS[table]
    names = tuple(field.name for field in kind.fields)
    groups = (names,) if table in _WHOLE else _GROUPS.get(table, ())
    return Shape(
        table,
        names,
        {name: group for group in groups for name in group},
        frozenset(_TEXTS.get(table, ())),
        _SPLIT.get(table, ""),
        frozenset(_FOLLOWING.get(table, ())),
        (
            *((("id", _ID_REFERS[table]),) if table in _ID_REFERS else ()),
            *((field.name, field.refers) for field in kind.fields if field.refers),
        ),
        {**dict.fromkeys(field.name for field in kind.fields if field.optional), **kind.defaults},
        _types(kind),
        tuple(field.name for field in kind.fields if field.holds is Holds.REAL),
    )


def _types(kind: Kind[Any]) -> dict[str, frozenset[type]]:
    """What the columns of a kind may hold; a split one holds nothing by itself."""
    split = _SPLIT.get(kind.table)
    return {
        field.name: frozenset({_TYPES.get(field.holds.sql, str), *((NoneType,) if field.optional else ())})
        for field in kind.fields
        if field.name != split
    }
