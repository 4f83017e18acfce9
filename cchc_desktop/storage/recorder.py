"""Writing rows so that each change is remembered with what was there before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from ..domain.errors import Refusal
from .changes import Changes, RowChange
from .columns import Row
from .data_file import DataFile
from .kind import Kind
from .revisions import Revisions
from .search import SearchTexts

_GONE = "Mục này không còn trong dữ liệu. Hãy mở lại trang rồi thử lại."


def _columns_set(change: RowChange) -> list[str]:
    """The columns of a stored row that a change sets; none where it makes or deletes the row."""
    return change.columns if change.before is not None and change.after is not None else []


@dataclass(slots=True)
class Recorder:
    """Writes rows and remembers what they were; belongs to one operation.

    ``changes`` says, once the operation is stored, what it did itself: nothing before, and nothing where it
    wrote what was there already.
    """

    data: DataFile
    search: SearchTexts
    revisions: Revisions
    written: list[RowChange] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)

    def insert(self, table: str, row: Row) -> None:
        """Adds a row, which holds every column and its ``id``."""
        self._write(RowChange(table, row["id"], None, row))

    def update(self, table: str, row_id: str, values: Mapping[str, Any]) -> None:
        """Sets some columns of a row; nothing is recorded where they already hold these values.

        Raises Refusal where the row is gone.
        """
        before = self._existing(table, row_id)
        after = before | dict(values)
        if after != before:
            self._write(RowChange(table, row_id, before, after))

    def delete(self, table: str, row_id: str) -> None:
        """Removes a row. Raises Refusal where it is gone already."""
        self._write(RowChange(table, row_id, self._existing(table, row_id), None))

    def put(self, table: str, row_id: str, row: Row | None) -> None:
        """Makes a row what it was at another time: adds, replaces or removes it."""
        before = self.data.row(table, row_id)
        if before != row:
            self._write(RowChange(table, row_id, before, row))

    def write_all(self, changes: Iterable[RowChange]) -> None:
        """Makes rows what they are after these changes, in this order, where what is stored is known to be
        what was before each: thousands at once."""
        for table, some in groupby(changes, lambda change: change.table):
            anew = [change for change in some if change.columns]
            for change in anew:
                if change.after is None:
                    self.data.delete(table, change.row_id)
            self.revisions.changed_all(table, [change.row_id for change in anew])
            for columns, alike in groupby(anew, _columns_set):
                rows = [change.after for change in alike if change.after is not None]
                if columns:
                    self.data.set_all(table, columns, rows)
                else:
                    self.data.put_all(table, rows)
            self.search.follow_all(table, anew)
            self.written += anew

    def save(self, kind: Kind[Any], record: Any, **others: Any) -> None:
        """Adds a record of a kind, by its ``id``, or makes the stored one what it is now.

        ``others`` are the columns that the record has no field for.
        """
        self.put(kind.table, record.id, kind.row(record, **others))

    def _existing(self, table: str, row_id: str) -> Row:
        row = self.data.row(table, row_id)
        if row is None:
            raise Refusal(_GONE)
        return row

    def _write(self, change: RowChange) -> None:
        if change.after is None:
            self.data.delete(change.table, change.row_id)
        else:
            self.data.put(change.table, change.after)
        self.search.follow(change)
        self.written.append(change)
        # At once: what is read further on in the operation must see it.
        self.revisions.changed((change.table,), change.row_id)
