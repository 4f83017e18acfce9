"""Transactions in transactions: all or nothing, also where the end of one fails."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

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
