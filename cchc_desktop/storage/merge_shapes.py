"""How rows of each kind are taken apart where copies of them are joined: which columns belong together, which
are long texts, and which hold several values of their own.

Columns of one group are written as one: a value with the mark that it is none, a day with its words. What is
said of no kind here is joined column by column.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ..domain.merging.state import Value
from .columns import Row
from .kind import Holds
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
_OF_SPLIT = {"register_rows": (str, bool), "form_rows": (int,)}
_TYPES = {"INTEGER": int, "REAL": float}
_ID_REFERS = {"tasks": "plan_items"}
"""Tables whose identities are those of rows of another one."""
_WANTS_ANY = {("periods", "catalogue_id")}
"""Columns of which any value stands before none: figures need the catalogue of their period."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How rows of a table are taken apart: their ``columns``, which of them are written together with each,
    the ``texts`` that are merged, the column that is ``split``, those that are ``following`` others, and what
    each refers to."""

    table: str
    columns: frozenset[str]
    together: Mapping[str, tuple[str, ...]]
    texts: frozenset[str]
    split: str
    following: frozenset[str]
    refers: tuple[tuple[str, str], ...]
    defaults: Row

    def wants_any(self, column: str) -> bool:
        """Whether any value of a column stands before none."""
        return (self.table, column) in _WANTS_ANY

    def apart(self, row: Row) -> dict[str, Value]:
        """The values of a row by its columns, those of a split one by «column:key»; without its id."""
        values: dict[str, Value] = {name: value for name, value in row.items() if name != "id"}
        if self.split:
            del values[self.split]
            for key, value in json.loads(row[self.split]).items():
                values[f"{self.split}:{key}"] = value
        return values

    def whole(self, row_id: str, values: Mapping[str, Value]) -> Row:
        """The row of values that were taken apart. Raises KeyError where one without a default is missing."""
        row: Row = {"id": row_id}
        for name in KINDS[self.table].fields:
            if name.name == self.split:
                prefix = f"{self.split}:"
                held = {
                    key.removeprefix(prefix): value
                    for key, value in values.items()
                    if key.startswith(prefix) and value is not None
                }
                row[name.name] = json.dumps(held, ensure_ascii=False, sort_keys=True)
            elif name.name in values:
                row[name.name] = values[name.name]
            else:
                row[name.name] = self.defaults[name.name]
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

    def taken(self, column: str, value: Value) -> Value:
        """A value that came from elsewhere, as the column holds it. Raises ValueError where it is none of
        its values, or rows have no such column."""
        if self.split and column.startswith(f"{self.split}:") and len(column) > len(self.split) + 1:
            fits = value is None or type(value) in _OF_SPLIT[self.table]
        elif column in self.columns and column != self.split:
            holds, optional = self._held[column]
            if holds is Holds.REAL and type(value) is int:
                value = float(value)
            fits = optional if value is None else type(value) is _TYPES.get(holds.sql, str)
        else:
            fits = False
        if not (fits and can_be_stored(value) and can_be_stored(column)):
            raise ValueError(f"no value of {column} of {self.table}")
        return value

    @property
    def _held(self) -> Mapping[str, tuple[Holds, bool]]:
        return _holds(self.table)


@cache
def shape(table: str) -> Shape:
    """The shape of a table's rows."""
    kind = KINDS[table]
    names = tuple(field.name for field in kind.fields)
    groups = (names,) if table in _WHOLE else _GROUPS.get(table, ())
    return Shape(
        table,
        frozenset(names),
        {name: group for group in groups for name in group},
        frozenset(_TEXTS.get(table, ())),
        _SPLIT.get(table, ""),
        frozenset(_FOLLOWING.get(table, ())),
        (
            *((("id", _ID_REFERS[table]),) if table in _ID_REFERS else ()),
            *((field.name, field.refers) for field in kind.fields if field.refers),
        ),
        {**dict.fromkeys(field.name for field in kind.fields if field.optional), **kind.defaults},
    )


@cache
def _holds(table: str) -> Mapping[str, tuple[Holds, bool]]:
    return {field.name: (field.holds, field.optional) for field in KINDS[table].fields}
