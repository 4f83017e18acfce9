"""The checksum that is left at the end vouches for the file at the next start, and for nothing else."""

import json
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cchc_desktop import durable
from cchc_desktop.domain.errors import Damaged
from cchc_desktop.storage import database, fingerprint, soundness
from cchc_desktop.storage.data_file import DataFile
from cchc_desktop.storage.store import Store
from tests.storage.crashes import units, work


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a unit, closed."""
    work(tmp_path / "a", "Văn phòng")
    return tmp_path / "a"


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[DataFile]:
    """The files that were looked through as a whole."""
    found: list[DataFile] = []
    examine = soundness.examine

    def counted(data: DataFile, with_search: bool = True) -> soundness.Examination:
        found.append(data)
        return examine(data, with_search)

    monkeypatch.setattr(soundness, "examine", counted)
    return found


def path(folder: Path) -> Path:
    return folder / database.FILE_NAME


def total(folder: Path) -> Path:
    return folder / fingerprint.NAME


def opened_and_closed(folder: Path) -> bool:
    """Whether the file was looked through."""
    with closing(Store.open(folder)) as store:
        return store.opening.looked_through


def test_a_file_that_was_closed_needs_no_look(folder: Path, looks: list[DataFile]) -> None:
    assert not opened_and_closed(folder)
    work(folder, "Văn hóa")
    assert not opened_and_closed(folder)
    assert looks == []


def test_a_start_that_changes_nothing_leaves_the_checksum(folder: Path) -> None:
    before = total(folder).stat().st_mtime_ns
    assert not opened_and_closed(folder)
    assert total(folder).stat().st_mtime_ns == before
    work(folder, "Văn hóa")
    assert total(folder).stat().st_mtime_ns > before


def _of_another_file(folder: Path) -> bytes:
    work(folder.parent / "b", "Khác")
    return total(folder.parent / "b").read_bytes()


def _changed(**values: object) -> Callable[[Path], bytes]:
    return lambda folder: json.dumps(json.loads(total(folder).read_bytes()) | values).encode()


UNUSABLE: dict[str, Callable[[Path], bytes | None]] = {
    "missing": lambda _: None,
    "empty": lambda _: b"",
    "garbage": lambda _: b"\xff\x00{",
    "no object": lambda _: b"[1, 2]",
    "other fields": lambda _: b'{"generation": "x"}',
    "no numbers": _changed(size="x"),
    "deep": lambda _: b"[" * 100_000,
    "another state": _changed(generation="0" * 32),
    "another file": _of_another_file,
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_checksum_that_cannot_vouch_leads_to_a_look(folder: Path, looks: list[DataFile], name: str) -> None:
    content = UNUSABLE[name](folder)
    total(folder).unlink()
    if content is not None:
        total(folder).write_bytes(content)
    looks.clear()
    assert opened_and_closed(folder)
    assert len(looks) == 1
    # The look has found it whole, which the next start need not do again.
    assert not opened_and_closed(folder)


@pytest.mark.parametrize("changed", [{"size": 1}, {"sums": [1]}])
def test_a_file_of_this_state_with_other_bytes_is_damaged(folder: Path, changed: dict[str, object]) -> None:
    total(folder).write_bytes(_changed(**changed)(folder))
    before = path(folder).read_bytes()
    with pytest.raises(Damaged):
        Store.open(folder)
    assert path(folder).read_bytes() == before


def test_the_parts_of_a_large_file_are_summed_each(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = 3 * 4096 + 1  # also one that ends in the middle of a piece
    monkeypatch.setattr(fingerprint, "_PART", part)
    monkeypatch.setattr(fingerprint, "_PIECE", 4096)
    content = path(folder).read_bytes()
    found = fingerprint.of_file(path(folder), "g")
    parts = [content[start : start + part] for start in range(0, len(content), part)]
    assert found == fingerprint.Fingerprint("g", len(content), tuple(map(zlib.crc32, parts)))
    assert len(parts) > 2


def test_every_flipped_byte_is_found(folder: Path) -> None:
    """In every page of the file, its free ones, too."""
    content = path(folder).read_bytes()
    for place in range(150, len(content), 4096 * 3 + 7):
        path(folder).write_bytes(content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :])
        with pytest.raises(Damaged):
            Store.open(folder)
    path(folder).write_bytes(content)
    assert units(folder) == ["Văn phòng"]


def test_what_another_tool_changed_is_found(folder: Path) -> None:
    with closing(sqlite3.connect(path(folder))) as other:
        other.execute("UPDATE units SET name = 'Sửa ở ngoài'")
        other.commit()
    with pytest.raises(Damaged):
        Store.open(folder)
    total(folder).unlink()
    with pytest.raises(Damaged):
        Store.open(folder)


def test_a_copy_of_another_state_is_looked_through(folder: Path, looks: list[DataFile]) -> None:
    shutil.copy(path(folder), folder.parent / "kept.db")
    work(folder, "Văn hóa")
    shutil.copy(folder.parent / "kept.db", path(folder))
    assert opened_and_closed(folder)
    assert len(looks) == 1
    assert units(folder) == ["Văn phòng"]


def test_no_checksum_is_left_where_the_disk_takes_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(folder)
    store.set_preference("theme", "dark")

    def full(*_: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(durable, "replace", full)
    store.close()
    monkeypatch.undo()
    assert opened_and_closed(folder)


def test_the_lock_is_let_go_of_however_closing_ends(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(folder)
    with monkeypatch.context() as broken:
        broken.setattr(DataFile, "close", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store._data.close()
    store._data.connection.close()
    assert not opened_and_closed(folder)
