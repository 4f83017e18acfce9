"""Transactions in transactions: all or nothing, also where the end of one fails."""

import itertools
import os
import shutil
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop.domain.errors import DataGone, EnvironmentProblem
from cchc_desktop.storage import data_file, generation
from cchc_desktop.storage.changes import Changes
from cchc_desktop.storage.data_file import DataFile
from cchc_desktop.storage.database import open_database


@pytest.fixture
def data(tmp_path: Path) -> Iterator[DataFile]:
    made = open_database(tmp_path)
    yield made
    made.close()


def names(data: DataFile) -> list[str]:
    return [row["id"] for row in data.rows("SELECT id FROM preferences ORDER BY id")]


def _half_done(data: DataFile, name: str, statement: str = "") -> None:
    """A transaction that fails in the middle."""
    with data.transaction():
        data.put("preferences", {"id": name, "value": "1"})
        if statement:
            data.execute(statement)
        raise ZeroDivisionError


def test_reading_row_by_row_may_be_given_up(tmp_path: Path) -> None:
    data = open_database(tmp_path)
    data.put("preferences", {"id": "a", "value": "1"})
    rows = data.each("SELECT id FROM preferences")
    assert next(iter(rows))[0] == "a"
    data.close()
    del rows  # what fails here fails the test, as a warning does


def test_an_inner_transaction_fails_by_itself(data: DataFile) -> None:
    with data.transaction():
        data.put("preferences", {"id": "a", "value": "1"})
        with pytest.raises(ZeroDivisionError):
            _half_done(data, "b")
        with data.transaction():
            data.put("preferences", {"id": "c", "value": "1"})
    assert names(data) == ["a", "c"]


def test_a_transaction_whose_end_fails_leaves_nothing(data: DataFile) -> None:
    """Foreign keys are checked at the end."""

    def names_a_task_that_is_gone() -> None:
        with data.transaction():
            data.put("preferences", {"id": "a", "value": "1"})
            data.put("task_updates", {
                "id": "u", "task_id": "gone", "day": "2026-01-01", "percent": 1, "result": "", "officer": "",
                "note": "", "entered": 1,
            })  # fmt: skip

    with pytest.raises(sqlite3.IntegrityError):
        names_a_task_that_is_gone()
    assert names(data) == []
    with data.transaction():
        data.put("preferences", {"id": "b", "value": "1"})
    assert names(data) == ["b"]


def test_a_transaction_that_sqlite_ended_itself(data: DataFile) -> None:
    with pytest.raises(ZeroDivisionError):
        _half_done(data, "a", "ROLLBACK")
    assert names(data) == []


def test_a_row_that_is_its_id_alone(data: DataFile) -> None:
    data.execute("CREATE TABLE marks (id TEXT PRIMARY KEY) STRICT")
    for _ in range(2):
        data.put("marks", {"id": "a"})
    assert data.rows("SELECT * FROM marks") == [{"id": "a"}]
    assert data.value("SELECT id FROM marks WHERE id = 'b'") is None


def test_changes_together() -> None:
    first = Changes("a", 1, frozenset({("units", "1")}), "x")
    later = Changes("b", 2, frozenset({("plans", "2")}), "y")
    assert (first + later).rows == {("units", "1"), ("plans", "2")}
    assert (first + later).label == "b"
    assert first + Changes() is first
    assert (first + later).touches("plans")
    assert not first.touches("plans")


# The disk under it


class Disk(sqlite3.Connection):
    """A disk that says, after or instead of these statements, that it has failed."""

    stores: str = ""
    refuses: str = ""
    is_open = True

    def close(self) -> None:
        self.is_open = False
        super().close()

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        done = None if arguments[0] == self.refuses else super().execute(*arguments)
        if done is None or arguments[0] == self.stores:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error
        return done


@pytest.fixture
def failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[DataFile, Disk]]:
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Disk))
    made = open_database(tmp_path)
    assert isinstance(made.connection, Disk)
    yield made, made.connection
    made.connection.stores = made.connection.refuses = ""
    if made.connection.is_open:
        made.close()


def _put(data: DataFile, name: str) -> None:
    with data.transaction():
        data.put("preferences", {"id": name, "value": "1"})


def test_what_is_stored_counts_where_the_disk_fails_after_it(failing: tuple[DataFile, Disk]) -> None:
    """As in making the end of the journal last: told as failed it would be there all the same."""
    data, disk = failing
    disk.stores = "COMMIT"
    _put(data, "a")
    assert names(data) == ["a"]
    disk.stores = ""
    _put(data, "b")
    assert names(data) == ["a", "b"]
    assert generation.stored(disk) is not None
    data.close()
    assert data.path is not None
    again = open_database(data.path.parent)
    assert names(again) == ["a", "b"]
    assert not again.opening.looked_through
    again.close()


def test_what_is_not_stored_is_told(failing: tuple[DataFile, Disk]) -> None:
    data, disk = failing
    disk.refuses = "COMMIT"
    with pytest.raises(EnvironmentProblem, match="ổ đĩa"):
        _put(data, "a")
    disk.refuses = ""
    assert names(data) == []
    _put(data, "b")
    assert names(data) == ["b"]


def test_the_first_failure_is_what_is_told(failing: tuple[DataFile, Disk]) -> None:
    data, disk = failing
    disk.refuses = "ROLLBACK"
    with pytest.raises(ZeroDivisionError):
        _half_done(data, "a")
    disk.refuses = ""
    data.connection.execute("ROLLBACK")
    assert names(data) == []


def test_a_file_that_cannot_say_what_it_holds_holds_nothing_new(
    failing: tuple[DataFile, Disk], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, disk = failing
    disk.stores = "COMMIT"

    def unreadable(_: sqlite3.Connection) -> None:
        raise sqlite3.DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(generation, "stored", unreadable)
        with pytest.raises(EnvironmentProblem):
            _put(data, "a")


def test_the_state_follows_what_the_file_says(failing: tuple[DataFile, Disk]) -> None:
    """Not what the program remembers of a transaction whose end it could not see."""
    data, _ = failing
    data.generation = "0" * 32
    before = generation.stored(data.connection)
    _put(data, "a")
    after = generation.stored(data.connection)
    assert before is not None
    assert after == (before[1], data.generation)


# The place where it lies


def test_a_folder_that_goes_is_noticed_before_a_change(tmp_path: Path) -> None:
    """As where a stick is pulled out, on systems that let an open file go."""
    folder = tmp_path / "data"
    data = open_database(folder)
    _put(data, "a")
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(DataGone, match=r"«.*data»"):
        _put(data, "b")
    assert names(data) == ["a"]
    (tmp_path / "elsewhere").rename(folder)
    _put(data, "b")
    assert names(data) == ["a", "b"]
    data.close()


def test_a_file_that_is_replaced_is_noticed(tmp_path: Path) -> None:
    data = open_database(tmp_path)
    _put(data, "a")
    shutil.copy(tmp_path / "cchc.db", tmp_path / "other")
    os.replace(tmp_path / "other", tmp_path / "cchc.db")
    with pytest.raises(DataGone):
        _put(data, "b")
    # What lies there now is another's: no checksum of this one may vouch for it.
    (tmp_path / "cchc.sum").unlink(missing_ok=True)
    data.close()
    assert not (tmp_path / "cchc.sum").exists()


def test_a_folder_that_goes_during_a_change_is_told(tmp_path: Path) -> None:
    """What was stored is stored in a file that nobody will find."""
    folder = tmp_path / "data"
    data = open_database(folder)

    def change() -> None:
        with data.transaction():
            data.put("preferences", {"id": "a", "value": "1"})
            (folder / "cchc.db").rename(tmp_path / "gone.db")

    with pytest.raises((DataGone, EnvironmentProblem)):
        change()
    with pytest.raises(DataGone):
        _put(data, "b")
    data.close()


def test_a_disk_that_numbers_files_anew_at_each_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = itertools.count()
    found = data_file._inode

    def numbered(path: Path) -> tuple[int, int] | None:
        return (0, next(numbers)) if found(path) else None

    with monkeypatch.context() as network:
        network.setattr(data_file, "_inode", numbered)
        data = open_database(tmp_path / "data")
        _put(data, "a")
        (tmp_path / "data").rename(tmp_path / "gone")
        with pytest.raises(DataGone):
            _put(data, "b")
        (tmp_path / "gone").rename(tmp_path / "data")
        data.close()


def test_data_that_lie_nowhere_have_no_place() -> None:
    data = DataFile(sqlite3.connect(":memory:"))
    assert data.generation == ""
    data.check_place()
    assert not data.is_in_place()
    data.execute("CREATE TABLE preferences (id TEXT PRIMARY KEY, value TEXT)")
    _put(data, "a")
    assert names(data) == ["a"]
    data.close()
