"""Stored values, and what an operation did to a record, as an official reads them."""

import json
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
from ..storage.kind import Field, Holds
from ..storage.kinds import CATALOGUES, FIGURES, KINDS, PERIODS, TARGETS
from .catalogues import Catalogues
from .desk import Desk, Part

_LONGEST_TITLE, _LONGEST_VALUE = 70, 40
"""So many letters of a record's title and of a value are told in one sentence."""
_NOTHING = "(trống)"
_BY_THE_WAY = (PERIODS.table, CATALOGUES.table)


def value_words(field: Field, value: Any) -> str:
    """A stored value of a column as an official reads it."""
    if value is None or value == "":
        return ""
    if field.codes:
        return field.codes.get(value, str(value))
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
        case Holds.NUMBER | Holds.REAL | Holds.DECIMAL:
            return format_number(value)
        case _:
            return str(value)


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

        Where several records were changed, the operation's name and what it was done to.
        """
        shown = [change for change in changes.details if change.table in KINDS and _is_shown(change)]
        # The first record of a period keeps its dates and catalogue by the way, which nobody asked for.
        shown = [change for change in shown if change.table not in _BY_THE_WAY] or shown
        place = next((self.place(change) for change in shown), None)
        subject = f"{changes.label}: {changes.subject}" if changes.subject else changes.label
        if len({(change.table, change.row_id) for change in shown}) != 1:
            return Told(_shortened(subject, _LONGEST_TITLE), place)
        change = RowChange(shown[0].table, shown[0].row_id, shown[0].before, shown[-1].after)
        title = _shortened(self.title(change), _LONGEST_TITLE) or subject
        if (difference := self._difference(change)) is None:
            return Told(_shortened(subject, _LONGEST_TITLE), place)
        return Told(f"{title}: {difference}" if title else difference, place)

    def place(self, change: RowChange) -> Place:
        """Where a record opens."""
        row = change.after or change.before
        assert row is not None  # a change has at least one side
        return KINDS[change.table].place(row)

    def title(self, change: RowChange) -> str:
        """What a record is called in a line."""
        row = change.after or change.before
        assert row is not None  # a change has at least one side
        match change.table:
            case "figures":
                period = Period.parse(row["period_id"])
                known = self._catalogues.of_period(period).by_code.get(row["code"])
                named = f"{row['code']} {known.name}" if known else row["code"]
                return f"{_shortened(named, _LONGEST_TITLE - 15)}, {_in_short(period)}"
            case "tasks" | "task_updates" | "targets":
                item_id = row["id"] if change.table == "tasks" else row.get("task_id") or row.get("item_id")
                item = self._desk.store.row("plan_items", str(item_id))
                return item["text"] if item else ""
            case "remarks":
                area = catalogue.area(row["area"]).short_name
                return f"{area}, {_in_short(Period.parse(row['period_id']))}"
            case "dossiers":
                fields = {field.id: field.name for field in self._desk.store.records(kinds.DOSSIER_FIELDS)}
                return f"{fields.get(row['field_id'], '')}, {_in_short(Period.parse(row['period_id']))}"
            case _:
                return KINDS[change.table].title(row)

    def _difference(self, change: RowChange) -> str | None:
        """«120 → 118», «Chủ trì: Văn phòng → Phòng Kinh tế»; None where it takes more than one field."""
        if change.table == FIGURES.table:
            before, after = (_figure_words(side) for side in (change.before, change.after))
            if before != after:
                return f"{before} → {after}"
        if change.before is None or change.after is None:
            return None
        kind = KINDS[change.table]
        changed = [
            field for field in kind.shown if change.before.get(field.name) != change.after.get(field.name)
        ]
        if len(changed) != 1:
            return None
        field = changed[0]
        old, new = (
            _shortened(value_words(field, side.get(field.name)), _LONGEST_VALUE) or _NOTHING
            for side in (change.before, change.after)
        )
        return f"{field.words}: {old} → {new}"


def _is_shown(change: RowChange) -> bool:
    """Whether an official sees what was changed: a column that is shown, or the record as a whole."""
    if change.before is None or change.after is None:
        return True
    return not set(change.columns).isdisjoint(field.name for field in KINDS[change.table].shown)


def _figure_words(row: Row | None) -> str:
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
