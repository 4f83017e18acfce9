"""Data for reading only: a copy of one state of them, whoever writes meanwhile, and nothing touched."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Damaged, EnvironmentProblem, ReadOnly, ViewOnly
from cchc_desktop.domain.offices import Unit
from cchc_desktop.storage import database, fingerprint, schema
from cchc_desktop.storage.office_rows import write_unit
from cchc_desktop.storage.store import Store
from cchc_desktop.storage.viewed_file import open_view
from tests.storage.crashes import JOURNAL, crash, names_in, work

VERSIONS = Path(__file__).parent / "versions"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with two units, closed."""
    work(tmp_path / "data", "Văn phòng", "Văn hóa")
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the copies lie; none may be left. Nobody waits."""
    place = tmp_path / "copies"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setattr(time, "sleep", lambda _: None)
    yield place
    assert list(place.iterdir()) == []


def settled(folder: Path) -> None:
    """As a file that was last written to some time ago."""
    for path in folder.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def viewed(folder: Path) -> list[str]:
    """The units that a view shows."""
    with closing(Store.open(folder, view=True)) as store:
        assert store.is_view
        return names_in(store)


def test_nothing_is_touched(folder: Path) -> None:
    settled(folder)
    before = content(folder)
    times = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert viewed(folder) == ["Văn phòng", "Văn hóa"]
    assert content(folder) == before
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == times


def test_nothing_can_be_stored(folder: Path) -> None:
    with closing(Store.open(folder, view=True)) as store:
        with pytest.raises(ViewOnly), store.journal.operation("test", "Thêm") as recorder:
            write_unit(recorder, Unit("x"))
        with pytest.raises(ReadOnly):
            store._data.execute("DELETE FROM units")
        assert names_in(store) == ["Văn phòng", "Văn hóa"]


def test_data_that_are_open_elsewhere(folder: Path) -> None:
    with closing(Store.open(folder)) as store:
        with store.journal.operation("test", "Thêm") as recorder:
            write_unit(recorder, Unit("Tư pháp"))
        assert viewed(folder) == ["Văn phòng", "Văn hóa", "Tư pháp"]
        with closing(Store.open(folder, view=True)) as view:
            with store.journal.operation("test", "Thêm") as recorder:
                write_unit(recorder, Unit("Kinh tế"))
            # What is shown is of the moment when it was opened.
            assert names_in(view) == ["Văn phòng", "Văn hóa", "Tư pháp"]
        assert viewed(folder)[-1] == "Kinh tế"


def test_in_the_middle_of_a_transaction_its_half_is_not_seen(folder: Path) -> None:
    with closing(database.open_database(folder)) as data:
        data.execute("PRAGMA cache_size = 1")
        with data.transaction():
            data.execute("UPDATE units SET name = 'nửa chừng'")
            for _ in range(60):
                data.execute("INSERT INTO packs VALUES (hex(randomblob(32)), hex(randomblob(1500)))")
            data.execute("UPDATE actions SET label = ''")
            assert viewed(folder) == ["Văn phòng", "Văn hóa"]


def test_after_a_crash_its_half_is_not_seen_either(folder: Path) -> None:
    crash(folder)
    settled(folder)
    before = content(folder)
    assert viewed(folder) == ["Văn phòng", "Văn hóa"]
    assert content(folder) == before


def test_a_stray_journal_is_left_where_it_is(folder: Path) -> None:
    journal = crash(folder)
    work(folder, "Tư pháp")
    (folder / JOURNAL).write_bytes(journal)
    before = content(folder)
    assert viewed(folder) == ["Văn phòng", "Văn hóa", "Tư pháp"]
    assert content(folder) == before


def _written_to_while_copied(folder: Path, monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """Whoever has the data open stores something in the middle of the first ``times`` copies."""
    copied: list[int] = []

    def slow(source: Path, target: Path) -> None:
        whole = Path(source).read_bytes()
        if len(copied) < times and Path(source).name == database.FILE_NAME:
            copied.append(1)
            work(folder, f"Đơn vị {len(copied)}")
            whole = whole[:8192] + Path(source).read_bytes()[8192:]
        Path(target).write_bytes(whole)

    monkeypatch.setattr(shutil, "copyfile", slow)
    settled(folder)
    return copied


def test_a_copy_that_was_written_to_is_taken_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = _written_to_while_copied(folder, monkeypatch, 2)
    assert viewed(folder) == ["Văn phòng", "Văn hóa", "Đơn vị 1", "Đơn vị 2"]
    assert len(copied) == 2


def test_data_that_never_rest_are_not_shown_half(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _written_to_while_copied(folder, monkeypatch, 99)
    with pytest.raises(EnvironmentProblem, match="đang được ghi"):
        viewed(folder)


def test_damaged_data(folder: Path) -> None:
    path = folder / database.FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * 4096 + whole[12288:])
    settled(folder)
    with pytest.raises(Damaged):
        viewed(folder)


def test_no_data(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="không mở xem được"):
        open_view(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_newer_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(folder)
    monkeypatch.setattr(schema, "VERSION", schema.VERSION - 1)
    (folder / fingerprint.NAME).unlink()
    with pytest.raises(EnvironmentProblem, match="mới hơn"):
        viewed(folder)


def test_older_data_are_upgraded_in_the_copy_alone(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    shutil.copy(VERSIONS / "v4.db", tmp_path / "old" / database.FILE_NAME)
    settled(tmp_path / "old")
    before = content(tmp_path / "old")
    viewed(tmp_path / "old")
    assert content(tmp_path / "old") == before
