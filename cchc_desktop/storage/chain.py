"""The hash chains of the journal: one for each device, over its actions as they were first written.

Each action's hash covers the one before it on the same device, the action, and its rows before and after. An
action that is changed, left out or put in outside the program breaks the chain there. Whether an action holds
(``state``) is not in it: that changes, and follows from the actions that undo and redo.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from .compact_json import compact

ACTION_COLUMNS = (
    "uuid", "device_id", "counter", "version", "kind", "operation", "label", "subject", "at", "officer",
)  # fmt: skip
"""What the hash covers of an action; the action that it reverses is covered by its UUID."""
CHANGE_COLUMNS = ("table_name", "row_id", "columns", "before", "after")
"""What it covers of each change, in the order in which they were made."""
CHANGES_OF = f"SELECT {', '.join(CHANGE_COLUMNS)} FROM changes WHERE action_id = ? ORDER BY id"
"""The changes of an action, in their order."""
LAST_OF_DEVICES = "SELECT device_id, max(counter) FROM actions GROUP BY device_id"
"""The number of each device's last action."""
ACTIONS = (
    f"SELECT a.id, a.hash, coalesce(o.uuid, ''), {', '.join(f'a.{name}' for name in ACTION_COLUMNS)} "
    "FROM actions a LEFT JOIN actions o ON o.id = a.of_action"
)
"""Actions with their ids, their hashes, and the UUIDs of what they reverse."""
LAST_HASH = "SELECT hash FROM actions WHERE device_id = ? ORDER BY counter DESC LIMIT 1"
"""The hash of a device's last action."""

_AT_ONCE = 100


def link(previous: str, action: Sequence[Any], reverses: str, changes: Iterable[Sequence[Any]]) -> str:
    """The hash of an action, as 64 hexadecimal digits.

    ``previous`` is the hash of the device's action before it, or nothing; ``action`` are its
    `ACTION_COLUMNS`, ``reverses`` is the UUID of the action that it undoes or redoes, or nothing;
    ``changes`` are the `CHANGE_COLUMNS` of each change.
    """
    # With its library of ciphers it is imported once something is stored.
    from hashlib import sha256

    digest = sha256(f"{previous}\n".encode())
    digest.update(_lines([[*action, reverses]]))
    every = iter(changes)
    while some := list(islice(every, _AT_ONCE)):
        digest.update(_lines(some))
    return digest.hexdigest()


def _lines(several: Iterable[Sequence[Any]]) -> bytes:
    return "".join([f"{compact(values)}\n" for values in several]).encode("utf-8", "surrogatepass")


def link_all(connection: sqlite3.Connection) -> None:
    """Gives every action its hash, as they stand in the journal now: for files of before the chains."""
    last: dict[str, str] = {}
    actions = connection.execute(f"{ACTIONS} ORDER BY a.device_id, a.counter").fetchall()
    for action_id, _none, reverses, *action in actions:
        device = action[1]
        changes = connection.execute(CHANGES_OF, (action_id,))
        last[device] = link(last.get(device, ""), action, reverses, changes)
        connection.execute("UPDATE actions SET hash = ? WHERE id = ?", (last[device], action_id))
