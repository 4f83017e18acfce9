"""The mark of the state that a data file is in: every transaction renews it, whatever the disk did before."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Damaged, EnvironmentProblem
from cchc_desktop.storage import generation
from cchc_desktop.storage.store import Store
from tests.storage.crashes import JOURNAL, crash, work


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """A file with a mark, in memory."""
    made = sqlite3.connect(":memory:", isolation_level=None)
    made.execute("CREATE TABLE generation (id TEXT PRIMARY KEY, mark TEXT NOT NULL)")
    made.execute("INSERT INTO generation VALUES ('file', ?)", (generation.first_mark(),))
    yield made
    made.close()


def test_each_state_names_the_one_before_it(connection: sqlite3.Connection) -> None:
    first = generation.stored(connection)
    assert first is not None
    assert first[0] == "0" * 32
    seen = {first[1]}
    for _ in range(20):
        before = generation.stored(connection)
        new = generation.follow(connection)
        assert before is not None
        assert generation.stored(connection) == (before[1], new)
        assert new not in seen
        seen.add(new)
    renewed = generation.renew(connection)
    assert generation.stored(connection) == ("0" * 32, renewed)


def test_a_file_without_a_mark(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE generation")
    assert generation.stored(connection) is None


@pytest.mark.parametrize("mark", ["", "cchc-gen:", "cchc-gen:" + "x" * 65, b"\xff", None])
def test_a_mark_that_is_none(connection: sqlite3.Connection, mark: object) -> None:
    connection.execute("DROP TABLE generation")
    connection.execute("CREATE TABLE generation (id TEXT PRIMARY KEY, mark)")
    if mark is not None:
        connection.execute("INSERT INTO generation VALUES ('file', ?)", (mark,))
    with pytest.raises(sqlite3.DatabaseError):
        generation.stored(connection)


def test_a_file_whose_mark_was_changed_is_damaged(tmp_path: Path) -> None:
    work(tmp_path, "a")
    with closing(sqlite3.connect(tmp_path / "cchc.db")) as other:
        other.execute("UPDATE generation SET mark = 'x'")
        other.commit()
    with pytest.raises(Damaged):
        Store.open(tmp_path)


def test_a_table_of_that_name_in_a_file_of_another_program(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "cchc.db")) as other:
        other.execute("CREATE TABLE generation (year)")
    with pytest.raises(EnvironmentProblem, match="không phải là dữ liệu"):
        Store.open(tmp_path)


@pytest.mark.parametrize(
    "content",
    [b"", b"x" * 100, bytes(512), bytes.fromhex("d9d505f920a163d7")],
    ids=["empty", "text", "zeros", "cut"],
)
def test_what_is_no_journal(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a-journal"
    path.write_bytes(content)
    assert generation.of_journal(path) is None


def header(count: int = 1, sector: int = 512, size: int = 4096) -> bytes:
    numbers = (count, 7, 80, sector, size)
    return bytes.fromhex("d9d505f920a163d7") + b"".join(n.to_bytes(4, "big") for n in numbers)


@pytest.mark.parametrize(
    "content",
    [
        header(sector=0) + bytes(9000), header(sector=1 << 20) + bytes(9000), header(size=0) + bytes(9000),
        header(size=1 << 20) + bytes(9000), header(), header(count=0) + bytes(600),
        header(count=0xFFFFFFFF).ljust(512, b"\0") + bytes(3 * 4104),
        header(2).ljust(512, b"\0") + bytes(100),
    ],
)  # fmt: skip
def test_journals_of_any_shape_are_read(tmp_path: Path, content: bytes) -> None:
    """Whoever made them: they name no state, take no long time and raise nothing."""
    path = tmp_path / "a-journal"
    path.write_bytes(content)
    facts = generation.of_journal(path)
    assert facts is not None
    assert facts.states == frozenset()


def test_the_mark_on_a_page_with_more_than_one_row_is_none(tmp_path: Path) -> None:
    """What a user typed must not be taken for it, nor what was there before."""
    mark = generation.first_mark().encode()
    page = bytearray(4096)
    page[0], page[3:5], page[8:10] = 0x0D, (2).to_bytes(2, "big"), (3000).to_bytes(2, "big")
    page[3000 : 3000 + len(mark)] = mark
    path = tmp_path / "a-journal"
    for rows, kind, start, states in ((2, 13, 3000, 0), (1, 13, 3000, 1), (1, 10, 3000, 0), (1, 13, 3500, 0)):
        page[0], page[3:5], page[8:10] = kind, rows.to_bytes(2, "big"), start.to_bytes(2, "big")
        path.write_bytes(header().ljust(512, b"\0") + (5).to_bytes(4, "big") + bytes(page) + bytes(4))
        facts = generation.of_journal(path)
        assert facts is not None
        assert len(facts.states) == states


def test_the_mark_is_the_first_page_of_every_journal(tmp_path: Path) -> None:
    """So that whatever a kill leaves of it tells whose it is."""
    work(tmp_path, *map(str, range(8)))
    crash(tmp_path)
    journal = tmp_path / JOURNAL
    content = journal.read_bytes()
    journal.write_bytes(content[: 512 + 4104])
    facts = generation.of_journal(journal)
    assert facts is not None
    assert len(facts.states) == 1
