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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .data_file import DataFile

_SHELF = 10**9
_FIRST_SHELF = 1000
_DIGITS = 13
"""A place is the number of a shelf, from the first on, and its own number on nine digits: all are as wide."""
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
_GONE = "CREATE TABLE gone (place INTEGER PRIMARY KEY)"
_ADD = "INSERT INTO words (rowid, folded) VALUES (?, ?)"
_FIND = "SELECT coalesce(group_concat(rowid, ''), '') FROM (SELECT rowid FROM words WHERE {} ORDER BY rowid)"
_FOUND = _FIND.format("words MATCH ?")
_FOUND_BUT_GONE = _FIND.format("words MATCH ? AND rowid NOT IN gone")
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


class Places:
    """Places in the index, in order, out of one text of all their digits.

    Frequent words stand at a hundred thousand places, which are counted, and of which few are looked at: to
    make a number of Python's of each takes three times as long as to find them.
    """

    def __init__(self, digits: str = "") -> None:
        self._digits = digits

    @classmethod
    def of(cls, places: Iterable[int]) -> "Places":
        """These places."""
        return cls("".join(map(str, places)))

    def __len__(self) -> int:
        return len(self._digits) // _DIGITS

    def __iter__(self) -> Iterator[int]:
        return map(self._at, range(len(self)))

    def _at(self, at: int) -> int:
        return int(self._digits[at * _DIGITS : (at + 1) * _DIGITS])

    def by_shelf(self) -> Iterator[tuple[int, "Places"]]:
        """The shelves that they are of, with those of each."""
        begin, end = 0, len(self)
        while begin < end:
            shelf = self._at(begin) // _SHELF
            past = bisect_left(range(end), (shelf + 1) * _SHELF, begin, key=self._at)
            yield shelf - _FIRST_SHELF, Places(self._digits[begin * _DIGITS : past * _DIGITS])
            begin = past

    def newest(self, most: int) -> list[int]:
        """The last ones, the newest first."""
        end = len(self)
        return [self._at(at) for at in reversed(range(max(0, end - most), end))]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was found of one sort of record: ``kind`` tells items of plans apart, «task».

    ``places`` are where it stands in the index, oldest first.
    """

    table: str
    kind: str
    places: Places


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
    """The index. Belongs to whoever has the data; ``touch`` tells it which rows are no longer what they
    were."""

    def __init__(self, data: DataFile) -> None:
        self._data = data
        self._memory: sqlite3.Connection | None = None
        self._shelves: dict[tuple[str, str], int] = {}
        self._texts = array("q")
        """The copy that each place was made of, by its number; 0 where it is another by now."""
        self._shelved = array("H")
        """The shelf of each place, by its number."""
        self._is_patched = False
        self._touched: dict[tuple[str, str], None] = {}
        """In the order of their changes: what changed last is the newest."""
        self._outdated: set[int] = set()
        self._is_unsure = False

    def touch(self, table: str, row_id: str) -> None:
        """Has a row read again before the next search."""
        if self._memory is None:
            return
        key = (_OF_ITEMS if table == "tasks" else table, row_id)
        if key not in self._touched:
            self._touched[key] = None
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
        names = list(self._shelves)
        found = self._places(memory, wanted, wanted.all).by_shelf()
        return [Shelf(*names[number], places) for number, places in found]

    def entries(self, wanted: Wanted, shelves: Iterable[Shelf], most: int) -> list[Entry]:
        """The newest of each shelf, ``most`` of each, those first that hold the words as they stand."""
        memory = self._memory
        assert memory is not None
        together: dict[int, Places] | None = None
        found: list[Entry] = []
        for shelf in shelves:
            chosen = shelf.places.newest(most)
            if len(shelf.places) > most and wanted.together != wanted.all:
                if together is None:
                    together = dict(self._places(memory, wanted, wanted.together).by_shelf())
                first = together.get(self._shelves[shelf.table, shelf.kind], Places()).newest(most)
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
        # It is used by whichever thread has the data.
        memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        memory.execute(_TABLE)
        memory.execute(_GONE)
        self._shelves, self._texts, self._shelved, self._is_patched = {}, array("q"), array("H"), False
        last = 0
        memory.execute("BEGIN")
        while some := self._data.tuples(f"{_ENTRIES} AND s.id > ? ORDER BY s.id LIMIT ?", (last, _AT_ONCE)):
            self._add(memory, some)
            last = some[-1][0]
        memory.execute("COMMIT")
        return memory

    def _add(self, memory: sqlite3.Connection, read: Iterable[_Read]) -> None:
        # In order: at each place before the last one FTS5 writes out what it has gathered so far.
        memory.executemany(
            _ADD,
            sorted((self._new_place(text, table, kind or ""), whole) for text, table, _, kind, whole in read),
        )

    def _new_place(self, text: int, table: str, kind: str) -> int:
        shelf = self._shelves.setdefault((table, kind), len(self._shelves))
        self._texts.append(text)
        self._shelved.append(shelf)
        return self._place(len(self._texts) - 1)

    def _place(self, number: int) -> int:
        return (_FIRST_SHELF + self._shelved[number]) * _SHELF + number

    def _text(self, place: int) -> int:
        """The copy that a place was made of."""
        return self._texts[place % _SHELF]

    def _read_again(self, memory: sqlite3.Connection) -> None:
        """Gives what was changed a new place. The old ones stay in the index, and lead nowhere."""
        gone = [number for number, text in enumerate(self._texts) if text in self._outdated]
        for number in gone:
            self._texts[number] = 0
        memory.executemany("INSERT INTO gone VALUES (?)", [(self._place(number),) for number in gone])
        self._is_patched = self._is_patched or bool(gone)
        for key in self._touched:
            self._add(memory, self._read(*key))
        self._touched.clear()
        self._outdated.clear()

    def _read(self, table: str, row_id: str) -> list[_Read]:
        """The entry of a row, as far as there is one."""
        tables = (_OF_ITEMS, "tasks") if table == _OF_ITEMS else (table, table)
        return self._data.tuples(f"{_ENTRIES} AND s.table_name IN (?, ?) AND s.row_id = ?", (*tables, row_id))

    def _places(self, memory: sqlite3.Connection, wanted: Wanted, words: str) -> Places:
        """Where words stand. Each such question costs as much as the words are frequent."""
        if words:
            query = _FOUND_BUT_GONE if self._is_patched else _FOUND
            places = Places(memory.execute(query, [words]).fetchone()[0])
        elif wanted.bare:
            places = Places.of(sorted(map(self._place, range(len(self._texts)))))
        else:
            return Places()
        if wanted.bare:
            # One condition for any number of words of any length; a row of ANDs has limits.
            bare = "NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE instr(whole, word.value) = 0)"
            read = self._data.tuples(f"SELECT id FROM ({_ENTRIES}) WHERE {bare}", [json.dumps(wanted.bare)])
            holding = {text for (text,) in read}
            return Places.of(place for place in places if self._text(place) in holding)
        return places
