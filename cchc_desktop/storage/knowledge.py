"""What these data know of rows that other copies hold too: states, who wrote them, what is undecided."""

import json
from collections.abc import Iterable

from ..domain.merging.closing import ITEMS, TARGETS, TASKS
from ..domain.merging.state import Dot, RowState
from . import chain, row_states
from .data_file import DataFile
from .device import Device
from .origin_kinds import ROW_ORIGINS, Author, Key, key_of, origin_id

_COMPANIONS = {TASKS: "id", TARGETS: "item_id"}


class Knowledge:
    """Asked of one data file; belongs to its thread."""

    def __init__(self, data: DataFile, device: Device) -> None:
        self._data = data
        self._device = device

    def every(self) -> dict[Key, RowState]:
        """The states of all rows that ever were."""
        return row_states.every_state(self._data)

    def of(self, keys: Iterable[Key]) -> dict[Key, RowState]:
        """The states of some rows; those that nobody knows of are left out."""
        return row_states.states_of(self._data, keys)

    def with_rows(self, keys: Iterable[Key]) -> row_states.Known:
        """The states of some rows, with as many of the rows as had to be read for that."""
        return row_states.known_of(self._data, keys)

    def companions(self, keys: Iterable[Key]) -> set[Key]:
        """The assignments and measures of items, which do not go without them."""
        items = [row_id for table, row_id in keys if table == ITEMS]
        return {
            (table, row_id)
            for table, column in _COMPANIONS.items()
            for (row_id,) in self._data.each(
                f"SELECT id FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",
                [json.dumps(items)],
            )
        }

    def next_action(self) -> Dot:
        """The dot of what is being written; to be asked within its transaction."""
        return self._device.next_action()

    def foreign(self, dots: Iterable[Dot]) -> set[Dot]:
        """Those of some writes that were not made in these data."""
        own = dict(self._data.tuples(chain.LAST_OF_DEVICES))
        return {dot for dot in dots if dot[1] > own.get(dot[0], 0)}

    def authors(self, dots: Iterable[Dot]) -> dict[Dot, Author]:
        """Who made writes, and when, as far as it is known."""
        wanted = set(dots)
        others = self.foreign(wanted)
        found: dict[Dot, Author] = {}
        if wanted - others:
            query = "SELECT device_id, counter, officer, at, label FROM actions"
            for device, counter, *author in self._data.each(query):
                if (device, counter) in wanted:
                    found[device, counter] = Author(*author)
        if others:
            for (text,) in self._data.each("SELECT authors FROM row_origins WHERE authors <> '[]'"):
                for device, counter, *author in json.loads(text):
                    if (device, counter) in others:
                        found[device, counter] = Author(*author)
        return found

    def has_bent(self) -> bool:
        """Whether any row is shown otherwise than what is known of it alone says."""
        return self._data.value("SELECT 1 FROM row_origins WHERE bent = 1 LIMIT 1") is not None

    def undecided(self) -> list[Key]:
        """The rows of which something waited for a decision when they were last joined."""
        found = self._data.tuples("SELECT id FROM row_origins WHERE conflicts > 0 ORDER BY id")
        return [key_of(row_id) for (row_id,) in found]

    def taken_in_after(self, action_id: int, keys: Iterable[Key] | None = None) -> list[str]:
        """The names of what was taken in from other copies after an action and holds, latest first; only what
        brought something of the rows ``keys``, where these are given."""
        found = self._data.tuples(
            "SELECT id, label FROM actions WHERE id > ? AND kind = 'do' AND state = 'done' "
            "AND of_action IS NULL AND operation = ? ORDER BY id DESC",
            [action_id, row_states.TAKE_IN],
        )
        if keys is None:
            return [label for _, label in found]
        listed = json.dumps([origin_id(key) for key in keys])
        query = (
            "SELECT 1 FROM changes WHERE action_id = ? AND table_name = ? "
            "AND row_id IN (SELECT value FROM json_each(?))"
        )
        return [
            label
            for action, label in found
            if self._data.value(query, [action, ROW_ORIGINS.table, listed]) is not None
        ]

    def is_waiting(self, key: Key) -> bool:
        """Whether a row is not shown as what it belongs to has not come yet."""
        row = self._data.row(ROW_ORIGINS.table, origin_id(key))
        return row is not None and bool(row["waiting"])
