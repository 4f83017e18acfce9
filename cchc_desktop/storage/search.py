"""Search over everything stored, blind to accents, đ and capitals.

A folded copy of each row's words is kept beside the rows; one office has some ten thousand of them, which
a scan answers in milliseconds, inside words too («hoac» finds «khoác»).
"""

import json
from collections.abc import Mapping
from typing import Any

from ..domain.text import fold, normalize
from .changes import RowChange
from .columns import Row
from .data_file import DataFile
from .kind import Kind


class SearchTexts:
    """The folded copies, kept in step with the rows by the Recorder."""

    def __init__(self, data: DataFile, kinds: Mapping[str, Kind[Any]]) -> None:
        self._data = data
        self._searched = {table: kind.searched for table, kind in kinds.items() if kind.searched}

    def follow(self, change: RowChange) -> None:
        """Makes the copy of a row what the row has become."""
        columns = self._searched.get(change.table)
        if columns is None:
            return
        before, after = change.before, change.after
        if before is not None and after is not None and all(before[name] == after[name] for name in columns):
            return
        self._write(change.table, change.row_id, after)

    def _write(self, table: str, row_id: str, row: Row | None) -> None:
        if row is None:
            self._data.execute(
                "DELETE FROM search_texts WHERE table_name = ? AND row_id = ?", [table, row_id]
            )
            return
        self._data.execute(
            "INSERT INTO search_texts (table_name, row_id, folded) VALUES (?, ?, ?) "
            "ON CONFLICT (table_name, row_id) DO UPDATE SET folded = excluded.folded",
            [table, row_id, self._folded(table, row)],
        )

    def find(self, text: str) -> list[tuple[str, str, str]]:
        """The (table, row id, folded words) of all rows that hold every word of the text."""
        words = list(dict.fromkeys(fold(normalize(text)).split()))
        if not words:
            return []
        # One condition for any number of words of any length; LIKE and a row of ANDs have limits.
        rows = self._data.rows(
            "SELECT table_name, row_id, folded FROM search_texts WHERE NOT EXISTS "
            "(SELECT 1 FROM json_each(?) AS word WHERE instr(folded, word.value) = 0) ORDER BY id",
            [json.dumps(words)],
        )
        return [(row["table_name"], row["row_id"], row["folded"]) for row in rows]

    def rebuild(self) -> int:
        """Makes all copies what they should be; gives how many were wrong, missing, or of rows gone."""
        wrong = self.wrong()
        for (table, row_id), row in wrong.items():
            self._write(table, row_id, row)
        return len(wrong)

    def wrong(self) -> dict[tuple[str, str], Row | None]:
        """The rows, by table and id, whose copies are wrong or missing; None for copies of rows gone."""
        wanted = {
            (table, row["id"]): row
            for table in self._searched
            for row in self._data.rows(f"SELECT * FROM {table} NOT INDEXED")
        }
        copies = {
            (table, row_id): folded
            for table, row_id, folded in self._data.tuples(
                "SELECT table_name, row_id, folded FROM search_texts NOT INDEXED"
            )
        }
        found: dict[tuple[str, str], Row | None] = {
            key: row for key, row in wanted.items() if copies.get(key) != self._folded(key[0], row)
        }
        return found | {key: None for key in copies if key not in wanted}

    def _folded(self, table: str, row: Mapping[str, Any]) -> str:
        """The words of a row, folded."""
        return fold(" ".join(str(row[column]) for column in self._searched[table] if row[column]))
