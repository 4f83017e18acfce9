"""A full look over a data file: whether everything that it holds is what the program wrote.

SQLite vouches for its pages, the schema for the tables, the journal for every record, its hash chains for
the journal, hashes for documents and catalogues, checksums for what the journal does not hold. Each part is
looked at by itself, so that one that cannot be read hides none of the others. Nothing is changed here; what
can be made anew from the rest (`repairing.py`) is told apart from what is lost.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from ..domain.errors import Damaged
from . import (
    cipher,
    figure_rows,
    generation,
    journal_look,
    plan_rows,
    report_rows,
    schema,
    schema_look,
)
from .access_rows import AccessRows
from .carrying import in_memory
from .columns import Row
from .content import PackStore
from .data_file import DataFile
from .errors import UNREADABLE, explained, quoted
from .journal_look import named
from .kind import Kind
from .kinds import KINDS
from .row_sums import row_sum
from .search import SearchTexts
from .soundness_rules import RULES


@dataclass(frozen=True, slots=True)
class Examination:
    """What a full look found: sentences about ``damage`` to what was stored, and about what is ``derived``
    from it and can be made anew without loss.

    With ``is_misleading`` the file does not answer as it should, or would change more than it is told to: an
    index is broken or missing, or another program has put something in. It must not be worked with.
    """

    damage: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    is_misleading: bool = False

    def __bool__(self) -> bool:
        """Whether anything was found."""
        return bool(self.damage or self.derived)


@dataclass(slots=True)
class _Look:
    """One look on its way."""

    data: DataFile
    damage: list[str]
    derived: list[str]


def look(data: DataFile) -> list[str]:
    """A sentence for each sort of damage to what the file holds; none where all is well.

    Raises EnvironmentProblem where the disk does not let it be read.
    """
    return list(examine(data, with_search=False).damage)


def examine(data: DataFile, with_search: bool = True) -> Examination:
    """All that is wrong in the file, the copies of words that are searched only ``with_search``.

    Raises EnvironmentProblem where the disk does not let it be read.
    """
    found = _Look(data, [], [])
    parts = (*_OF_CONTENT, (_search, "Chỉ mục tìm kiếm")) if with_search else _OF_CONTENT
    _take(found, _OF_FILE)
    # A broken index may give any answer: what is stored is asked in a copy whose indexes are new.
    is_misleading = bool(found.derived)
    copy = _copy_in_memory(data.connection) if is_misleading and not found.damage else None
    if copy is None:
        _take(found, parts)
    else:
        with closing(copy):
            found.data = DataFile(copy)
            _take(found, parts)
    return Examination(tuple(dict.fromkeys(found.damage)), tuple(dict.fromkeys(found.derived)), is_misleading)


def _take(found: _Look, parts: Iterable[tuple[Callable[[_Look], None], str]]) -> None:
    """Looks at each of the parts by itself."""
    with found.data.lenient():
        for part, words in parts:
            try:
                with explained():
                    part(found)
            except cipher.errors(Damaged, *UNREADABLE):
                found.damage.append(f"{words} không đọc được.")


def _copy_in_memory(connection: sqlite3.Connection) -> sqlite3.Connection | None:
    """The file in memory with new indexes; None where it cannot be carried over, so that it is damaged."""
    try:
        return in_memory(connection)
    except cipher.errors(*UNREADABLE):
        return None


_INDEX_ONLY = re.compile(
    r"row \S+ missing from index|wrong # of entries in index|rowid not at end-of-record|"
    r"row \S+ values differ from index|Page \d+: never used|Freelist:|Main freelist:"
)
_OF_TREE = re.compile(r"Tree (\d+) ")
_MOST_MESSAGES = 1000
_AT_ONCE = 500


def _pages(look: _Look) -> None:
    """SQLite's own look at its pages, indexes and constraints."""
    roots = {
        root for (root,) in look.data.tuples("SELECT rootpage FROM sqlite_schema WHERE type = 'index'")
    }  # fmt: skip
    rows = look.data.tuples(f"PRAGMA integrity_check({_MOST_MESSAGES})")
    messages = [message for (text,) in rows for message in str(text).splitlines()]
    for message in messages:
        if message == "ok" or message.startswith("***"):
            continue
        tree = _OF_TREE.match(message)
        if _INDEX_ONLY.search(message) or (tree and int(tree[1]) in roots):
            look.derived.append("Chỉ mục của tệp dữ liệu bị hỏng, nội dung còn nguyên.")
        else:
            look.damage.append("Tệp dữ liệu có lỗi ở các trang của tệp.")


def _schema(look: _Look) -> None:
    for sentence, is_damage in schema_look.faults(look.data):
        (look.damage if is_damage else look.derived).append(sentence)


def _references(look: _Look) -> None:
    broken = look.data.tuples("PRAGMA foreign_key_check")
    if broken:
        tables = sorted({KINDS[row[0]].words if row[0] in KINDS else row[0] for row in broken})
        look.damage.append(
            f"Tệp dữ liệu có lỗi: {len(broken)} bản ghi thiếu bản ghi mà nó thuộc về ({', '.join(tables)})."
        )


def _rules(look: _Look) -> None:
    for sentence, query in RULES:
        if count := look.data.value(query):
            look.damage.append(sentence.format(count=count))


def _journal(look: _Look) -> None:
    look.damage.extend(journal_look.verify(look.data).broken)


def _records(look: _Look) -> None:
    """Every record: whether it can be read, and whether it is what the journal last made of it."""
    last: dict[str, dict[str, int]] = {}
    # In their order: what was last said of a row in a table that moved may have been said again since.
    for table, row_id, change in look.data.each(
        "SELECT table_name, row_id, max(id) AS last FROM changes NOT INDEXED "
        "GROUP BY table_name, row_id ORDER BY last"
    ):
        last.setdefault(schema.table_now(table), {})[row_id] = change
    strange: list[str] = []
    for kind in KINDS.values():
        try:
            with explained():
                strange += _of_kind(look, kind, last.pop(kind.table, {}))
        except cipher.errors(Damaged, *UNREADABLE):
            look.damage.append(f"Phần «{kind.words}» của dữ liệu không đọc được.")
    if strange:
        look.damage.append(
            f"{len(strange)} bản ghi khác với nhật ký: tệp đã hỏng hoặc bị sửa ở ngoài chương trình "
            f"({named(strange, 5)})."
        )
    for row in look.data.rows("SELECT id, subject FROM plans"):
        try:
            plan_rows.read_plan(look.data, row["id"])
        except (Damaged, *UNREADABLE):
            look.damage.append(f"Kế hoạch {quoted(row['subject'])} có giá trị không đọc được.")


def _of_kind(look: _Look, kind: Kind[object], last: dict[str, int]) -> Iterator[str]:
    """The names of the records of a kind that are not what the journal made of them; ``last`` are the changes
    that did, by the records' ids.

    A hundred thousand of them, with what the journal holds, are some hundred megabytes: few are held at once.
    """
    unread = []
    names = list(schema.columns_of(look.data.connection, kind.table))
    every = look.data.each(f"SELECT {', '.join(names)} FROM {kind.table} NOT INDEXED")
    while some := [dict(zip(names, values, strict=True)) for values in islice(every, _AT_ONCE)]:
        changes = [last.pop(row["id"], None) for row in some]
        kept = _kept_by(look.data, [change for change in changes if change is not None])
        for row, change in zip(some, changes, strict=True):
            try:
                kind.check(row)
            except Damaged:
                unread.append(kind.name(row))
            if not _is_kept(kind, row, kept.get(change)):
                yield kind.name(row)
    if unread:
        what = kind.unreadable or f"phần «{kind.words}»"
        look.damage.append(f"Có {what} không đọc được: {named(unread)}.")
    lost = iter(last.items())
    while gone := dict(islice(lost, _AT_ONCE)):
        kept = _kept_by(look.data, list(gone.values()))
        for row_id, change in gone.items():
            if (last_kept := kept.get(change)) is not None and last_kept.after is not None:
                yield f"{_name_kept(kind, row_id, last_kept)} đã mất"


def _kept_by(data: DataFile, changes: list[int]) -> "dict[int | None, _Kept]":
    """What some changes made of their rows."""
    query = (
        "SELECT c.id, c.table_name, c.after, a.version FROM changes c JOIN actions a ON a.id = c.action_id "
        "WHERE c.id IN (SELECT value FROM json_each(?))"
    )
    return {change: _Kept(*kept) for change, *kept in data.each(query, [json.dumps(changes)])}


class _Kept(NamedTuple):
    """What the journal last made of a row, in the table that it was in then, and the version of that."""

    table: str
    after: str | None
    version: int

    def row(self) -> Row | None:
        """The row in today's columns. Raises what `schema.read_kept` does."""
        return schema.read_kept(*self)


def _is_kept(kind: Kind[object], row: Row, last: _Kept | None) -> bool:
    """Whether a row is what the journal holds of it; the oldest rows there lack columns that came later."""
    try:
        kept = last.row() if last is not None else None
    except UNREADABLE:
        return False
    return kept is not None and (kept == row or kind.defaults | kept == row)


def _name_kept(kind: Kind[object], row_id: str, last: _Kept) -> str:
    try:
        return kind.name(last.row() or {"id": row_id})
    except UNREADABLE:
        return kind.name({"id": row_id})


def _packs(look: _Look) -> None:
    """Issued documents and signed copies that are no longer what they were, by the records that need them."""
    packs = PackStore(look.data)
    broken, kept = set(packs.broken()), set(packs.ids())
    needed: set[str] = set()
    for table, row in report_rows.packed_rows(look.data):
        own = report_rows.packs_of(table, row)
        needed |= own
        if own & broken or not own <= kept:
            look.damage.append(f"{KINDS[table].name(row)} bị hỏng hoặc thiếu.")
    if others := broken - needed:
        look.damage.append(f"{len(others)} văn bản cũ giữ trong nhật ký bị hỏng.")
    in_use = report_rows.packs_in_use(look.data)
    if lost := in_use - kept - needed:
        look.damage.append(f"{len(lost)} văn bản cũ giữ trong nhật ký bị thiếu.")
    if unused := kept - in_use - broken:
        look.derived.append(f"{len(unused)} văn bản không thuộc báo cáo nào còn nằm lại.")


def _catalogues(look: _Look) -> None:
    for table in figure_rows.KNOWN_BY_TEXT:
        for row in look.data.rows(f"SELECT id, title, version, text FROM {table}"):
            try:
                is_its_own = figure_rows.has_its_own_text(row)
            except UNREADABLE:
                is_its_own = False
            if not is_its_own:
                look.damage.append(f"{KINDS[table].name(row)} khác với tệp đã nhập.")


def _sums(look: _Look) -> None:
    """What the journal does not hold: accounts with the log of what they did, and this desk's settings."""
    look.damage.extend(AccessRows(look.data).problems())
    for row in look.data.rows("SELECT * FROM preferences NOT INDEXED"):
        try:
            is_its_own = row_sum(row) == row["sum"]
        except UNREADABLE:
            is_its_own = False
        if not is_its_own:
            look.damage.append(f"Tùy chọn của máy {quoted(row['id'])} khác với khi ghi.")


def _marks(look: _Look) -> None:
    """Which devices wrote, and the mark of the state that the file is in."""
    devices = {row["id"] for row in look.data.rows("SELECT * FROM devices NOT INDEXED")}
    writing = {row[0] for row in look.data.tuples("SELECT DISTINCT device_id FROM actions NOT INDEXED")}
    if devices != writing:
        look.damage.append("Danh sách máy đã ghi dữ liệu khác với nhật ký.")
    marks = look.data.tuples("SELECT id, mark FROM generation")
    if len(marks) != 1 or not generation.is_mark(str(marks[0][1])):
        look.damage.append("Dấu hiệu nhận biết của tệp dữ liệu không đúng.")


def _search(look: _Look) -> None:
    if wrong := len(SearchTexts(look.data, KINDS).wrong()):
        look.derived.append(f"Chỉ mục tìm kiếm: {wrong} mục bị sai hoặc không còn dùng.")


_OF_FILE: tuple[tuple[Callable[[_Look], None], str], ...] = (
    (_pages, "Tệp dữ liệu có trang"),
    (_schema, "Danh sách bảng của tệp dữ liệu"),
)
_OF_CONTENT: tuple[tuple[Callable[[_Look], None], str], ...] = (
    (_references, "Phần tham chiếu giữa các bản ghi"),
    (_rules, "Phần kế hoạch, số liệu"),
    (_journal, "Nhật ký"),
    (_records, "Phần nội dung"),
    (_packs, "Phần báo cáo đã phát hành"),
    (_catalogues, "Phần danh mục chỉ tiêu"),
    (_sums, "Phần tài khoản, tùy chọn"),
    (_marks, "Dấu hiệu của tệp dữ liệu"),
)
