"""The full-text index that searches go through: SQLite's FTS5, in memory, of the folded copies of words.

It is made of the copies (``search_texts``) when something is first looked for, and never stored: nothing of
it can be damaged, nor be another than the rows, and a change costs nothing until somebody searches again. It
holds where words stand and no text: what is found is read out of the copies. An item of a plan and what its
task adds are one entry.
"""

import json
import re
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from .data_file import DataFile

_SHELF_BITS = 40
_NUMBER = (1 << _SHELF_BITS) - 1
_MOST_ASKED = 16
_LONGEST_ASKED = 100
"""Nobody looks for more, or longer words; a query of thousands is more than the index can take."""
_AT_ONCE = 1000
_TOO_MANY = 2000
"""So many changed rows are not read one by one: all are read anew."""
_TOKEN = re.compile(r"[^\W_]+")

_TABLE = """
CREATE VIRTUAL TABLE words USING fts5(
    folded, content='', columnsize=0, tokenize='unicode61 remove_diacritics 0'
)
"""
_ADD = "INSERT INTO words (rowid, folded) VALUES (?, ?)"
# The item's own words come before those of its task; a task is an entry where its item has no words.
_ENTRIES = """
SELECT
    s.id, CASE s.table_name WHEN 'tasks' THEN 'plan_items' ELSE s.table_name END, s.row_id, i.kind,
    s.folded || coalesce(char(10) || t.folded, '') AS whole
FROM search_texts AS s
LEFT JOIN search_texts AS t ON s.table_name = 'plan_items' AND t.table_name = 'tasks' AND t.row_id = s.row_id
LEFT JOIN plan_items AS i ON i.id = s.row_id AND s.table_name IN ('plan_items', 'tasks')
WHERE NOT (
    s.table_name = 'tasks'
    AND EXISTS (SELECT 1 FROM search_texts AS o WHERE o.table_name = 'plan_items' AND o.row_id = s.row_id)
)
"""
_Read = tuple[int, str, str, str | None, str]
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
        self._texts = array("q")
        """The copy that each place was made of, by its number; 0 where it is another by now."""
        self._shelved = array("H")
        """The shelf of each place, by its number."""
        self._is_patched = False
        self._touched: set[tuple[str, str]] = set()
        self._outdated: set[int] = set()
        self._is_unsure = False

    def touch(self, table: str, row_id: str) -> None:
        """Has a row read again before the next search."""
        if self._memory is None:
            return
        key = (_OF_ITEMS if table == "tasks" else table, row_id)
        if key not in self._touched:
            self._touched.add(key)
            # What is about to go is not known by its row any more when it is looked for.
            self._outdated.update(text for text, *_ in self._read(*key))
        if len(self._touched) > _TOO_MANY:
            self.forget()

    def forget(self) -> None:
        """Has everything read again before the next search."""
        if self._memory is not None:
            self._memory.close()
        self._memory = None
        self._touched.clear()
        self._outdated.clear()

    def shelves(self, wanted: Wanted) -> list[Shelf]:
        """What is found, by its shelves; given to ``entries`` before anything is changed."""
        memory = self._up_to_date()
        places = self._places(memory, wanted, wanted.all)
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
        found: list[Entry] = []
        for shelf in shelves:
            chosen = shelf.places[: -most - 1 : -1]
            if len(shelf.places) > most and wanted.together != wanted.all:
                if together is None:
                    together = self._places(memory, wanted, wanted.together)
                first = _between(together, self._shelves[shelf.table, shelf.kind])[: -most - 1 : -1]
                chosen = list(dict.fromkeys((*first, *chosen)))[:most]
            texts = list(map(self._text, chosen))
            query = f"{_ENTRIES} AND s.id IN (SELECT value FROM json_each(?))"
            read = self._data.tuples(query, [json.dumps(texts)])
            of_text = {text: Entry(shelf.table, row_id, whole) for text, _, row_id, _, whole in read}
            found += map(of_text.__getitem__, texts)
        return found

    def _up_to_date(self) -> sqlite3.Connection:
        if self._is_unsure:
            self.forget()
        # What is read before a transaction ends may be taken back.
        self._is_unsure = self._data.is_changing
        if self._memory is None:
            self._memory = self._made()
        if self._touched:
            self._read_again(self._memory)
        return self._memory

    def _made(self) -> sqlite3.Connection:
        memory = sqlite3.connect(":memory:", isolation_level=None)
        memory.execute(_TABLE)
        self._shelves, self._texts, self._shelved, self._is_patched = {}, array("q"), array("H"), False
        last = 0
        memory.execute("BEGIN")
        while some := self._data.tuples(f"{_ENTRIES} AND s.id > ? ORDER BY s.id LIMIT ?", (last, _AT_ONCE)):
            self._add(memory, some)
            last = some[-1][0]
        memory.execute("COMMIT")
        return memory

    def _add(self, memory: sqlite3.Connection, read: Iterable[_Read]) -> None:
        memory.executemany(
            _ADD, [(self._new_place(text, table, kind or ""), whole) for text, table, _, kind, whole in read]
        )

    def _new_place(self, text: int, table: str, kind: str) -> int:
        shelf = self._shelves.setdefault((table, kind), len(self._shelves))
        self._texts.append(text)
        self._shelved.append(shelf)
        return (shelf << _SHELF_BITS) + len(self._texts) - 1

    def _text(self, place: int) -> int:
        """The copy that a place was made of."""
        return self._texts[place & _NUMBER]

    def _read_again(self, memory: sqlite3.Connection) -> None:
        """Gives what was changed a new place. The old ones stay in the index, and lead nowhere."""
        for number, text in enumerate(self._texts):
            if text in self._outdated:
                self._texts[number] = 0
                self._is_patched = True
        for key in self._touched:
            self._add(memory, self._read(*key))
        self._touched.clear()
        self._outdated.clear()

    def _read(self, table: str, row_id: str) -> list[_Read]:
        """The entry of a row, as far as there is one."""
        tables = (_OF_ITEMS, "tasks") if table == _OF_ITEMS else (table, table)
        return self._data.tuples(f"{_ENTRIES} AND s.table_name IN (?, ?) AND s.row_id = ?", (*tables, row_id))

    def _places(self, memory: sqlite3.Connection, wanted: Wanted, words: str) -> list[int]:
        """Where words stand, in order. Each such question costs as much as the words are frequent."""
        if words:
            query = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid"
            places = list(chain.from_iterable(memory.execute(query, [words])))
        elif wanted.bare:
            places = sorted((shelf << _SHELF_BITS) + number for number, shelf in enumerate(self._shelved))
        else:
            return []
        if wanted.bare:
            # One condition for any number of words of any length; a row of ANDs has limits.
            bare = "NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE instr(whole, word.value) = 0)"
            read = self._data.tuples(f"SELECT id FROM ({_ENTRIES}) WHERE {bare}", [json.dumps(wanted.bare)])
            holding = {text for (text,) in read}
            return [place for place in places if self._text(place) in holding]
        return [place for place in places if self._text(place)] if self._is_patched else places


def _between(places: Sequence[int], shelf: int) -> Sequence[int]:
    """Those of a shelf."""
    first, end = (bisect_left(places, number << _SHELF_BITS) for number in (shelf, shelf + 1))
    return places[first:end]
