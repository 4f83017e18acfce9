"""The full-text index that searches go through: SQLite's FTS5, in memory, of the folded copies of words.

It is made of the copies (``search_texts``) when something is first looked for, and never stored: nothing of
it can be damaged, nor be another than the rows, and a change costs nothing until somebody searches again. An
item of a plan and what its task adds are one entry.
"""

import json
import re
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from .data_file import DataFile

_SHELF_BITS = 40
_MOST_ASKED = 16
_LONGEST_ASKED = 100
"""Nobody looks for more, or longer words; a query of thousands is more than the index can take."""
_AT_ONCE = 1000
_TOO_MANY = 2000
"""So many changed rows are not read one by one: all are read anew."""
_TOKEN = re.compile(r"[^\W_]+")

_TABLES = (
    "CREATE VIRTUAL TABLE words USING fts5(folded, tokenize='unicode61 remove_diacritics 0')",
    "CREATE TABLE entries "
    "(id INTEGER PRIMARY KEY, table_name TEXT, row_id TEXT, UNIQUE (table_name, row_id))",
)
_ADD_WORDS = "INSERT INTO words (rowid, folded) VALUES (?, ?)"
_ADD_ENTRY = "INSERT INTO entries VALUES (?, ?, ?)"
_ENTRY = "SELECT e.row_id, w.folded FROM entries AS e JOIN words AS w ON w.rowid = e.id WHERE e.id = ?"
# The item's own words come before those of its task.
_ENTRIES = """
SELECT
    CASE s.table_name WHEN 'tasks' THEN 'plan_items' ELSE s.table_name END, s.row_id, i.kind, s.folded
FROM search_texts AS s
LEFT JOIN plan_items AS i ON i.id = s.row_id AND s.table_name IN ('plan_items', 'tasks')
"""
_OF_ITEMS = "plan_items"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was found: its row, and its folded words."""

    table: str
    row_id: str
    folded: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was found of one sort of record: ``kind`` tells items of plans apart, «task».

    ``places`` are where it stands in the index, oldest first.
    """

    table: str
    kind: str
    places: Sequence[int]


class Wanted:
    """The words that are looked for, as conditions of the index.

    Each word is found where a word begins with it; one of several parts («15/KH») where they stand together.
    """

    def __init__(self, words: Iterable[str]) -> None:
        asked: list[list[str]] = []
        self.bare: list[str] = []
        """What the index is not asked for, and is looked for in what it finds: words of signs alone («%»)."""
        for word in dict.fromkeys(words):
            parts = _TOKEN.findall(word)
            if parts and len(asked) < _MOST_ASKED and len(word) <= _LONGEST_ASKED:
                asked.append(parts)
            else:
                self.bare.append(word)
        self.all = " AND ".join(map(_begins, asked))
        self.together = _begins([part for parts in asked for part in parts]) if asked else ""


def _begins(parts: list[str]) -> str:
    return f'"{" ".join(parts)}" *'


class WordIndex:
    """The index. Belongs to the main thread; ``touch`` tells it which rows are no longer what they were."""

    def __init__(self, data: DataFile) -> None:
        self._data = data
        self._memory: sqlite3.Connection | None = None
        self._shelves: dict[tuple[str, str], int] = {}
        self._next = 0
        self._touched: set[tuple[str, str]] = set()
        self._is_unsure = False

    def touch(self, table: str, row_id: str) -> None:
        """Has a row read again before the next search."""
        if self._memory is None:
            return
        self._touched.add((_OF_ITEMS if table == "tasks" else table, row_id))
        if len(self._touched) > _TOO_MANY:
            self.forget()

    def forget(self) -> None:
        """Has everything read again before the next search."""
        if self._memory is not None:
            self._memory.close()
        self._memory = None
        self._touched.clear()

    def shelves(self, wanted: Wanted) -> list[Shelf]:
        """What is found, by its shelves; given to ``entries`` before anything is changed."""
        memory = self._up_to_date()
        places = _places(memory, wanted, wanted.all)
        found = []
        for (table, kind), number in self._shelves.items():
            if of_shelf := _between(places, number):
                found.append(Shelf(table, kind, of_shelf))
        return found

    def entries(self, wanted: Wanted, shelves: Iterable[Shelf], most: int) -> list[Entry]:
        """The newest of each shelf, ``most`` of each, those first that hold the words as they stand."""
        memory = self._memory
        assert memory is not None
        together: Sequence[int] | None = None
        found = []
        for shelf in shelves:
            chosen = shelf.places[: -most - 1 : -1]
            if len(shelf.places) > most and wanted.together != wanted.all:
                if together is None:
                    together = _places(memory, wanted, wanted.together)
                first = _between(together, self._shelves[shelf.table, shelf.kind])[: -most - 1 : -1]
                chosen = list(dict.fromkeys((*first, *chosen)))[:most]
            for place in chosen:
                query = (
                    "SELECT e.row_id, w.folded FROM entries e JOIN words w ON w.rowid = e.id WHERE e.id = ?"
                )
                ((row_id, folded),) = memory.execute(query, (place,)).fetchall()
                found.append(Entry(shelf.table, row_id, folded))
        return found

    def _up_to_date(self) -> sqlite3.Connection:
        if self._is_unsure:
            self.forget()
        # What is read before a transaction ends may be taken back.
        self._is_unsure = self._data.is_changing
        if self._memory is None:
            self._memory = self._made()
        for table, row_id in self._touched:
            self._read_again(self._memory, table, row_id)
        self._touched.clear()
        return self._memory

    def _made(self) -> sqlite3.Connection:
        memory = sqlite3.connect(":memory:", isolation_level=None)
        for statement in _TABLES:
            memory.execute(statement)
        self._shelves, self._next = {}, 0
        rows = self._joined(self._data.tuples(f"{_ENTRIES} ORDER BY 1, s.row_id, s.table_name"))
        memory.execute("BEGIN")
        while some := [(self._new_place(entry[0], entry[2]), *entry) for entry in islice(rows, _AT_ONCE)]:
            memory.executemany(_ADD_WORDS, [(place, folded) for place, *_, folded in some])
            memory.executemany(_ADD_ENTRY, [each[:3] for each in some])
        memory.execute("COMMIT")
        return memory

    @staticmethod
    def _joined(rows: Iterable[tuple[str, str, str | None, str]]) -> Iterator[tuple[str, str, str, str]]:
        """One for each entry, of rows that are in their order."""
        entry: tuple[str, str, str, str] | None = None
        for table, row_id, kind, folded in rows:
            if entry is not None and entry[:2] == (table, row_id):
                entry = (*entry[:3], f"{entry[3]}\n{folded}")
                continue
            if entry is not None:
                yield entry
            entry = (table, row_id, kind or "", folded)
        if entry is not None:
            yield entry

    def _new_place(self, table: str, kind: str) -> int:
        shelf = self._shelves.setdefault((table, kind), len(self._shelves))
        self._next += 1
        return (shelf << _SHELF_BITS) + self._next

    def _read_again(self, memory: sqlite3.Connection, table: str, row_id: str) -> None:
        key = (table, row_id)
        for (place,) in memory.execute(
            "SELECT id FROM entries WHERE table_name = ? AND row_id = ?", key
        ).fetchall():
            memory.execute("DELETE FROM words WHERE rowid = ?", (place,))
            memory.execute("DELETE FROM entries WHERE id = ?", (place,))
        tables = (_OF_ITEMS, "tasks") if table == _OF_ITEMS else (table, table)
        rows = self._data.tuples(
            f"{_ENTRIES} WHERE s.table_name IN (?, ?) AND s.row_id = ? ORDER BY s.table_name",
            (*tables, row_id),
        )
        for of_table, _, kind, folded in self._joined(rows):
            place = self._new_place(of_table, kind)
            memory.execute(_ADD_WORDS, (place, folded))
            memory.execute(_ADD_ENTRY, (place, *key))


def _places(memory: sqlite3.Connection, wanted: Wanted, words: str) -> list[int]:
    """Where words stand, in order. Each such question costs as much as the words are frequent."""
    if not words and not wanted.bare:
        return []
    parts, values = ["words MATCH ?"] if words else [], [words] if words else []
    if wanted.bare:
        # One condition for any number of words of any length; a row of ANDs has limits.
        parts.append("NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE instr(folded, word.value) = 0)")
        values.append(json.dumps(wanted.bare))
    query = f"SELECT rowid FROM words WHERE {' AND '.join(parts)} ORDER BY rowid"
    return [place for (place,) in memory.execute(query, values)]


def _between(places: Sequence[int], shelf: int) -> Sequence[int]:
    """Those of a shelf."""
    first, end = (bisect_left(places, number << _SHELF_BITS) for number in (shelf, shelf + 1))
    return places[first:end]
