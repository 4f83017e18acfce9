"""Search over everything stored, blind to accents, đ and capitals.

A folded copy of each row's words is kept beside the rows; what is looked for is found in them by an index
(`word_index.py`).
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..domain.text import fold
from .changes import RowChange
from .columns import Row
from .data_file import DataFile
from .kind import Kind

if TYPE_CHECKING:
    from .word_index import WordIndex


_FORGET = "DELETE FROM search_texts WHERE table_name = ? AND row_id = ?"
_KEEP = (
    "INSERT INTO search_texts (table_name, row_id, folded) VALUES (?, ?, ?) "
    "ON CONFLICT (table_name, row_id) DO UPDATE SET folded = excluded.folded"
)


class SearchTexts:
    """The folded copies, kept in step with the rows by the Recorder."""

    def __init__(self, data: DataFile, kinds: Mapping[str, Kind[Any]]) -> None:
        self._data = data
        self._searched = {table: kind.searched for table, kind in kinds.items() if kind.searched}
        self._index: WordIndex | None = None

    @property
    def index(self) -> "WordIndex":
        """The index of the copies, which only who searches needs."""
        if self._index is None:
            from .word_index import WordIndex

            self._index = WordIndex(self._data)
        return self._index

    def close(self) -> None:
        """Lets go of the index."""
        if self._index is not None:
            self._index.forget()

    def follow(self, change: RowChange) -> None:
        """Makes the copy of a row what the row has become."""
        self.follow_all(change.table, (change,))

    def follow_all(self, table: str, changes: Iterable[RowChange]) -> None:
        """The same for rows of one table."""
        columns = frozenset(self._searched.get(table, ()))
        if not columns:
            return
        anew: list[tuple[str, str, str]] = []
        for change in changes:
            after = change.after
            if change.before is not None and after is not None and columns.isdisjoint(change.columns):
                continue
            if self._index is not None:
                # Where the transaction is taken back the row is only read again as it was.
                self._index.touch(table, change.row_id)
            if after is None:
                self._data.execute(_FORGET, (table, change.row_id))
            else:
                anew.append((table, change.row_id, self._folded(table, after)))
        self._data.execute_many(_KEEP, anew)

    def rebuild(self) -> int:
        """Makes all copies what they should be; gives how many were wrong, missing, or of rows gone."""
        wrong = self.wrong()
        for (table, row_id), row in wrong.items():
            self.follow(RowChange(table, row_id, None, row))
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
        return fold(" ".join([str(row[column]) for column in self._searched[table] if row[column]]))
