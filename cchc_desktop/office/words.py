"""Stored values, and what an operation did to a record, as an official reads them."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .. import catalogue
from ..domain.dates import parse_date, short_date
from ..domain.errors import Refusal
from ..domain.numerals import format_number
from ..domain.places import Place
from ..domain.report_periods import Period
from ..storage import kinds
from ..storage.changes import Changes, RowChange
from ..storage.columns import Row
from ..storage.errors import quoted, reading
from ..storage.kind import Field, Holds
from ..storage.kinds import FIGURES, KINDS, OPENINGS, TARGETS
from ..storage.register_kinds import REGISTER_ROWS
from .catalogues import Catalogues
from .desk import Desk, Part

_LONGEST_SUBJECT, _LONGEST_TITLE, _LONGEST_VALUE = 120, 70, 40
_LONGEST_MANY = 200
"""So many letters of what was done, of a record's title and of a value are told in one sentence."""
_NOTHING = "(trống)"
_OPENED_ALONG = ("periods", "catalogues", "row_origins")
"""What is kept with the first figure of a period, or of where a record came from, is not what an official
did."""


_OPEN_ALONE = ("plans", "plan_items", "recipients", "targets", "tasks", "register_rows", "evidence")
"""Records that open by themselves: once they are gone they have no place, as a figure still has one."""


def value_words(field: Field, value: Any) -> str:
    """A stored value of a column as an official reads it."""
    if value is None or value == "":
        return ""
    if field.codes:
        return field.codes.get(value, str(value))
    if field.name == "area":
        return catalogue.area(value).short_name if value else "Chung"
    match field.holds:
        case Holds.DAY:
            try:
                return short_date(parse_date(str(value)))
            except Refusal:
                return str(value)
        case Holds.LINES:
            return "; ".join(json.loads(value))
        case Holds.MILESTONES:
            return "; ".join(_milestone(*milestone) for milestone in json.loads(value))
        case Holds.COUNTS:
            return _counts_words(json.loads(value))
        case Holds.NUMBER | Holds.REAL | Holds.DECIMAL:
            return format_number(value)
        case _:
            return str(value)


def _counts_words(counts: dict[str, int]) -> str:
    """The numbers of a form's row by those of its columns: «(4) 12; (6) 118»."""
    from ..catalogue.forms import forms

    numbers = {column.id: column.number for form in forms() for column in form.columns}
    told = sorted((numbers.get(column, 0), format_number(count)) for column, count in counts.items())
    return "; ".join(f"({number}) {count}" for number, count in told)


def _milestone(first: int, last: int, comparator: str, value: float) -> str:
    """«2026: ≥ 95», «2026 - 2027: 80»."""
    years = f"{first}" if first == last else f"{first} - {last}"
    sign = TARGETS.field("comparator").codes.get(comparator, comparator)
    return f"{years}: {sign} {format_number(value)}".replace(":  ", ": ")


@dataclass(frozen=True, slots=True)
class Told:
    """What an operation did, in a line, and the place where it is seen (None where there is none)."""

    sentence: str
    place: Place | None


class Telling(Part):
    """Tells what was done to which record."""

    def __init__(self, desk: Desk, catalogues: Catalogues) -> None:
        super().__init__(desk)
        self._catalogues = catalogues

    def told(self, changes: Changes) -> Told:
        """What an operation, an undo or a redo did: the record with its value before and after.

        Where several records were changed, the operation's name, what it was done to, and what they share.
        """
        shown = [change for change in changes.details if change.table in KINDS and _is_shown(change)]
        shown = [change for change in shown if change.table not in _OPENED_ALONG] or shown
        there = (change for change in shown if change.after is not None or change.table not in _OPEN_ALONE)
        place = next((self.place(change) for change in there), None)
        named = _item_named(changes.details) or changes.subject
        subject = f"{changes.label}: {named}" if named else changes.label
        done = Told(_shortened(subject, _LONGEST_SUBJECT), place)
        records = {(change.table, change.row_id) for change in shown}
        if len(records) != 1:
            return Told(_shortened(subject + self._of_many(shown, subject), _LONGEST_MANY), place)
        change = RowChange(shown[0].table, shown[0].row_id, shown[0].before, shown[-1].after)
        if change.before is None and change.after is None:
            return done
        title = self.title(change)
        if (difference := self._difference(change, title)) is None:
            return done
        return Told(difference, place)

    def _of_many(self, shown: list[RowChange], subject: str) -> str:
        """What several records of one kind have in common: «, 20 nhiệm vụ: Chủ trì → Văn phòng».

        Nothing where they are of several kinds, or none of them was there before or is there now.
        """
        tables = {change.table for change in shown}
        if len(tables) != 1:
            return ""
        kind = KINDS[tables.pop()]
        first: dict[str, Row | None] = {}
        last: dict[str, Row | None] = {}
        for change in shown:
            first.setdefault(change.row_id, change.before)
            last[change.row_id] = change.after
        count = f"{len(first)} {kind.words.lower()}"
        words = "" if re.search(rf"\b{len(first)}\b", subject) else f", {count}"
        pairs = [(row, last[row_id]) for row_id, row in first.items()]
        whole = [(old, new) for old, new in pairs if old is not None and new is not None]
        changed = {
            field.name for old, new in whole for field in kind.shown if old[field.name] != new[field.name]
        }
        if len(whole) != len(pairs) or len(changed) != 1:
            return words
        field = kind.field(changed.pop())
        before, after = (
            _common([self.value_words(field, row[field.name]) for row in side])
            for side in zip(*whole, strict=True)
        )
        return f"{words}: {field.words}: {before} → {after}"

    def place(self, change: RowChange) -> Place:
        """Where a record opens. Raises Damaged where what is stored of it cannot be read."""
        row = change.after or change.before
        assert row is not None  # a change has at least one side
        kind = KINDS[change.table]
        with reading(lambda: kind.name(row)):
            return kind.place(row)

    def title(self, change: RowChange) -> str:
        """What a record is called in a line. Raises Damaged where what is stored of it cannot be read."""
        row = change.after or change.before
        assert row is not None  # a change has at least one side
        with reading(lambda: KINDS[change.table].name(row)):
            return self._title(change.table, row)

    def _title(self, table: str, row: Row) -> str:
        match table:
            case "figures" | "openings":
                period = Period.parse(row["period_id"])
                known = self._catalogues.of_period(period).by_code.get(row["code"])
                named = f"{row['code']} {known.name}" if known else row["code"]
                over = "" if table == FIGURES.table else "lũy kế "
                return f"{_shortened(named, _LONGEST_TITLE - 15)}, {over}{_in_short(period)}"
            case "tasks" | "task_updates" | "task_care" | "task_marks" | "targets":
                item_id = row["id"] if table == "tasks" else row.get("task_id") or row.get("item_id")
                item = self._desk.store.row("plan_items", str(item_id))
                return item["text"] if item else KINDS[table].title(row)
            case "remarks":
                area = catalogue.area(row["area"]).short_name
                return f"{area}, {_in_short(Period.parse(row['period_id']))}"
            case "dossiers":
                fields = {field.id: field.name for field in self._desk.store.records(kinds.DOSSIER_FIELDS)}
                period = Period.parse(row["period_id"])
                over = "" if period.span.is_quarter else "lũy kế "
                return f"{fields.get(row['field_id'], '')}, {over}{_in_short(period)}"
            case _:
                return KINDS[table].title(row)

    def _difference(self, change: RowChange, title: str) -> str | None:
        """«3.14 …: 120 → 118», «Rà soát …: Chủ trì: Văn phòng → Phòng Kinh tế».

        None where it takes more than one field.
        """
        record = _shortened(title, _LONGEST_TITLE)
        if change.table in (FIGURES.table, OPENINGS.table):
            before, after = (figure_words(side) for side in (change.before, change.after))
            if before != after:
                return f"{record}: {before} → {after}"
        if change.before is None or change.after is None:
            return None
        changed = self.differences(change)
        if len(changed) != 1:
            return None
        ((name, *values),) = changed
        if title in values or not record:
            # The field is the title itself.
            record = KINDS[change.table].words
        old, new = (_shortened(value, _LONGEST_VALUE) or _NOTHING for value in values)
        return f"{record}: {name}: {old} → {new}"

    def differences(self, change: RowChange) -> list[tuple[str, str, str]]:
        """The fields of a record that read otherwise than before: name, before, after.

        Raises Damaged where a value is none that the program stores.
        """
        if change.table == REGISTER_ROWS.table:
            return self._of_register(change)
        found = []
        for field in KINDS[change.table].shown:
            old, new = (side and side.get(field.name) for side in (change.before, change.after))
            if old != new:
                told = self.value_words(field, old), self.value_words(field, new)
                if told[0] != told[1]:
                    found.append((field.words, *told))
        return found

    def _of_register(self, change: RowChange) -> list[tuple[str, str, str]]:
        """The cells of a register's row that read otherwise, by the names of the register's fields."""
        # Later than this module: no first page reads registers.
        from .registers import every, row_of

        sides = [REGISTER_ROWS.read(side) if side else None for side in (change.before, change.after)]
        of = next(side.register for side in sides if side is not None)
        register = next((each for each in every(self._desk.store) if each.id == of), None)
        if register is None:
            return []
        before, after = (row_of(register, side).values if side is not None else {} for side in sides)
        pairs = [
            (field.label, *(field.shown(side.get(field.key)) if side else "" for side in (before, after)))
            for field in register.fields
        ]
        return [(name, old, new) for name, old, new in pairs if old != new]

    def value_words(self, field: Field, value: Any) -> str:
        """A stored value of a column as an official reads it; a row that it names by that row's title.

        Raises Damaged where the value is none that the program stores.
        """
        with reading(lambda: f"Trường {quoted(field.words)}"):
            return self._value_words(field, value)

    def _value_words(self, field: Field, value: Any) -> str:
        if field.refers and value and field.refers in KINDS:
            row = self._desk.store.row(field.refers, str(value))
            return KINDS[field.refers].title(row) if row is not None else ""
        return value_words(field, value)


def _item_named(details: Iterable[RowChange]) -> str:
    """The text of the plan's item that came or went, with all that stands under it; nothing where it was not
    one item alone. Of an item that moved nothing tells, for what is written may be its neighbour's place."""
    changes = list(details)
    if any(change.table == "plans" for change in changes):
        return ""
    items = [change for change in changes if change.table == "plan_items"]
    whole = [change for change in items if change.before is None or change.after is None]
    ids = {change.row_id for change in whole}
    rows = [change.after or change.before or {} for change in whole]
    tops = {row["id"]: row["text"] for row in rows if row["parent_id"] not in ids}
    return str(next(iter(tops.values()))) if len(tops) == 1 else ""


def _common(values: list[str]) -> str:
    """The value that all have, or that they differ."""
    if len(set(values)) > 1:
        return "nhiều giá trị"
    return _shortened(values[0], _LONGEST_VALUE) or _NOTHING


def _is_shown(change: RowChange) -> bool:
    """Whether an official sees what was changed: a column that is shown, or the record as a whole."""
    if change.before is None or change.after is None:
        return True
    shown = {field.name for field in KINDS[change.table].shown}
    # What the cells of a register hold is told by its fields.
    return not shown.isdisjoint(change.columns) or change.table == REGISTER_ROWS.table


def figure_words(row: Row | None) -> str:
    """A figure with its marks: «120», «ước 120», «không phát sinh», «chưa có»."""
    if row is None or row["value"] is None:
        return "chưa có"
    if row["none"]:
        return "không phát sinh"
    value = format_number(row["value"])
    return f"ước {value}" if row["estimate"] else value


def _in_short(period: Period) -> str:
    """«quý III/2026», «6 tháng/2026», «năm 2026»."""
    return period.heading[:1].lower() + period.heading[1:]


def _shortened(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
