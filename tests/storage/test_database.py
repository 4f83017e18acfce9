"""Opening the data file: its settings, its lock, and the sentence for each thing that stands in the way."""

import os
import re
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from cchc_desktop.domain.errors import EnvironmentProblem
from cchc_desktop.storage import database, fingerprint, kinds, lock, schema
from cchc_desktop.storage.backup_files import list_backups
from cchc_desktop.storage.data_file import file_uri
from cchc_desktop.storage.kinds import KINDS
from cchc_desktop.storage.store import Store


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a fresh data file, closed."""
    Store.open(tmp_path).close()
    return tmp_path / database.FILE_NAME


OURS = {database.FILE_NAME, fingerprint.NAME, lock.LOCK}
"""What lies in a data folder in which nothing went wrong."""


def copied(data: Path) -> None:
    """Makes the file one that came from elsewhere, for which no checksum vouches."""
    (data.parent / fingerprint.NAME).unlink()


def refused(folder: Path) -> str:
    """The sentence with which opening is refused; the file must be as it was, to the byte."""
    path = folder / database.FILE_NAME
    before = path.read_bytes()
    with pytest.raises(EnvironmentProblem) as caught:
        Store.open(folder)
    assert path.read_bytes() == before
    assert {entry.name for entry in folder.iterdir()} <= OURS
    return str(caught.value)


def test_settings_of_the_connection(tmp_path: Path) -> None:
    db = database.open_database(tmp_path)
    values = {
        name: db.value(f"PRAGMA {name}")
        for name in ("locking_mode", "journal_mode", "synchronous", "foreign_keys", "user_version")
    }
    assert values == {
        "locking_mode": "exclusive",
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "user_version": schema.VERSION,
    }
    assert db.value("SELECT count(*) FROM _sqlite_migrations") == schema.VERSION
    db.close()
    assert set(os.listdir(tmp_path)) == OURS


@pytest.mark.parametrize("name", ["xã Đặng Lễ", "a#b", "a?mode=ro", "100%41", " ", "b\udcff", "x" * 200])
def test_any_name_of_a_folder(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in (Path(name), tmp_path / name):
        Store.open(folder).close()
    assert os.listdir(tmp_path) == [name]
    assert set(os.listdir(tmp_path / name)) == OURS


def test_shares_of_a_network() -> None:
    assert file_uri(PureWindowsPath(r"\\may1\chung\cchc.db")) == "file:////may1/chung/cchc.db"
    assert file_uri(PureWindowsPath(r"C:\du lieu\cchc.db")) == "file:///C:/du%20lieu/cchc.db"
    assert file_uri(PurePosixPath("/a b/cchc.db")) == "file:///a%20b/cchc.db"


def test_working_folder_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(EnvironmentProblem, match="«data»"):
        Store.open(Path("data"))


def test_all_data_tables_are_strict(tmp_path: Path) -> None:
    db = database.open_database(tmp_path)
    tables = db.rows("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    ours = [table for table in tables if not table["name"].startswith(("_", "sqlite_"))]
    assert {table["name"] for table in ours} >= {*KINDS, "actions", "changes", "packs", "devices"}
    assert all(table["strict"] for table in ours)
    db.close()


def test_second_window_is_refused(data: Path) -> None:
    first = Store.open(data.parent)
    with pytest.raises(EnvironmentProblem, match="cửa sổ khác"):
        Store.open(data.parent)
    first.close()
    Store.open(data.parent).close()


def test_a_killed_program_leaves_no_lock(data: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from cchc_desktop.storage.store import Store;"
        "Store.open(Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program, str(data.parent)], check=False)
    Store.open(data.parent).close()


def test_newer_file(data: Path) -> None:
    copied(data)
    connection = sqlite3.connect(data)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    assert "mới hơn" in refused(data.parent)


def test_file_of_another_program(data: Path) -> None:
    data.unlink()
    connection = sqlite3.connect(data)
    connection.execute("CREATE TABLE notes (words TEXT)")
    connection.close()
    assert "không phải là dữ liệu" in refused(data.parent)


@pytest.mark.parametrize("content", [b"", b"not a database" * 100, b"SQLite format 3\0" + b"\0" * 84])
def test_damaged_file(data: Path, content: bytes) -> None:
    data.write_bytes(content)
    assert re.search("hỏng|không phải là dữ liệu", refused(data.parent))


def test_truncated_file(data: Path) -> None:
    whole = data.read_bytes()
    data.write_bytes(whole[: len(whole) // 2])
    assert "hỏng" in refused(data.parent)


def test_zeroed_page(data: Path) -> None:
    whole = bytearray(data.read_bytes())
    whole[4096 : 2 * 4096] = bytes(4096)
    data.write_bytes(whole)
    assert "hỏng" in refused(data.parent)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the super-user may write everywhere")
def test_read_only_file(data: Path) -> None:
    data.chmod(0o444)
    assert "chỉ cho đọc" in refused(data.parent)


def test_read_only_by_sqlite(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What SQLite says of a read-only file, for super-users as well."""
    connect = sqlite3.connect

    def read_only(target: str, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(target.replace("mode=rw", "mode=ro"), **options)
        return connection

    monkeypatch.setattr(sqlite3, "connect", read_only)
    assert "chỉ cho đọc" in refused(data.parent)


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(EnvironmentProblem, match="thư mục dữ liệu"):
        Store.open(tmp_path / "data")


def test_full_disk_loses_nothing(data: Path) -> None:
    """A full disk, played by a page limit, refuses the change and keeps what was there."""
    db = database.open_database(data.parent)
    db.execute(f"PRAGMA max_page_count = {db.value('PRAGMA page_count')}")
    store = Store(db, datetime.now)

    def write_much() -> None:
        with store.journal.operation("test", "Ghi nhiều") as recorder:
            for number in range(500):
                recorder.insert("units", row(number))

    def row(number: int) -> dict[str, Any]:
        return {
            "id": str(number), "rank": "i", "name": "x" * 200, "short_name": "", "valid_from": None,
            "valid_to": None,
        }  # fmt: skip

    with pytest.raises(EnvironmentProblem, match="đầy"):
        write_much()
    assert store.records(kinds.UNITS) == ()
    assert store.journal.actions() == []
    store.close()
    Store.open(data.parent).close()


def _with_a_step(monkeypatch: pytest.MonkeyPatch, breaks: bool) -> None:
    """A version more, whose step makes a table, and then breaks where told to."""
    apply, number = schema.apply_step, schema.VERSION + 1

    def one_more(connection: sqlite3.Connection, version: int) -> None:
        apply(connection, version)
        if version == number:
            connection.execute("CREATE TABLE more (id TEXT PRIMARY KEY) STRICT")
            if breaks:
                raise RuntimeError("half-way")

    monkeypatch.setattr(schema, "VERSION", number)
    monkeypatch.setattr(schema, "apply_step", one_more)


def _has_more(folder: Path) -> bool:
    connection = sqlite3.connect(folder / database.FILE_NAME)
    try:
        return bool(connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'more'").fetchone())
    finally:
        connection.close()


def test_upgrade_keeps_a_copy(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_a_step(monkeypatch, breaks=False)
    database.open_database(data.parent).close()
    assert _has_more(data.parent)
    (copy,) = list_backups(data.parent / database.BACKUPS)
    connection = sqlite3.connect(copy.path)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION - 1
    connection.close()


def test_failed_upgrade_changes_nothing(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_a_step(monkeypatch, breaks=True)
    with pytest.raises(RuntimeError):
        database.open_database(data.parent)
    assert not _has_more(data.parent)
    with pytest.raises(RuntimeError):
        database.open_database(data.parent)
    # However often it is tried, one copy of what was there is enough.
    assert len(list_backups(data.parent / database.BACKUPS)) == 1
    monkeypatch.undo()
    database.open_database(data.parent).close()


def test_an_open_office_does_without_sqlite_utils(data: Path) -> None:
    """It takes a third of what a start imports; only making and upgrading files needs it."""
    program = (
        "import sys; from pathlib import Path; from cchc_desktop.storage.store import Store;"
        "Store.open(Path(sys.argv[1])).close(); sys.exit('sqlite_utils' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(data.parent)], check=False).returncode == 0
