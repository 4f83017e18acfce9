"""What units have sent is in the backups: it comes back with them, and what is there stays."""

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.domain import retention
from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.consolidation.packed import Layout
from cchc_desktop.domain.errors import EnvironmentProblem
from cchc_desktop.domain.offices import Unit
from cchc_desktop.office import Office
from cchc_desktop.storage import backups, received_copies
from cchc_desktop.storage.backup_files import list_backups
from cchc_desktop.storage.backup_places import bring, make_place
from cchc_desktop.storage.backups import thin
from cchc_desktop.storage.content import EVIDENCE, FolderStore
from cchc_desktop.storage.database import BACKUPS, RECEIVED
from cchc_desktop.storage.received import ReceivedFile
from cchc_desktop.storage.received_schema import ReceivedAt
from cchc_desktop.storage.restoring import restore
from tests.domain.consolidation.small import SMALL
from tests.storage.test_received import Q1, numbers, sent

NOW = datetime(2026, 7, 15, 9, 0)


def opened(folder: Path) -> Office:
    return Office.open(folder, lambda: date(2026, 7, 15), lambda: NOW)


def receive(folder: Path, *units: str) -> None:
    with ReceivedFile.open(ReceivedAt(folder)) as received:
        received.add([sent(unit, Q1, int(unit)) for unit in units], Layout.of(SMALL))


def received_of(folder: Path) -> dict[str, object]:
    with ReceivedFile.open(ReceivedAt(folder)) as received:
        return dict(numbers(received, Q1))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of a province with a backup, after which another unit's report came."""
    folder = tmp_path / "data"
    office = opened(folder)
    office.settings.save_unit(Unit("Văn phòng"))
    receive(folder, "01")
    assert office.backups.make(Reason.MANUAL) is not None
    assert office.backups.make(Reason.MANUAL) is None
    receive(folder, "02")
    office.close()
    return folder


def test_what_was_received_is_a_reason_for_a_backup_and_in_it(data: Path) -> None:
    office = opened(data)
    assert office.backups.is_needed()
    made = office.backups.make(Reason.MANUAL)
    assert made is not None
    assert not office.backups.is_needed()
    office.close()
    first, second = (each.received for each in list_backups(data / BACKUPS)[-2:])
    assert first == made.received != second
    assert made.evidence == (made.received,), "it has nothing to do with what others kept"
    # The rule for backups keeps both, and so does what sweeps evidence away.
    assert thin(data / BACKUPS, NOW, data / EVIDENCE) == []
    opened(data).close()
    assert FolderStore(data / EVIDENCE).broken() == []
    assert set(FolderStore(data / EVIDENCE).ids()) >= {first, second}


def test_a_copy_goes_with_the_last_backup_that_names_it(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A country's is large, and there is a new one whenever something was taken in."""
    office = opened(data)
    second = office.backups.make(Reason.MANUAL)
    office.settings.save_unit(Unit("Phòng Văn hóa"))
    third = office.backups.make(Reason.MANUAL)
    assert second is not None
    assert third is not None
    first = list_backups(data / BACKUPS)[-1]
    office.close()
    place = tmp_path / "place"
    place.mkdir()
    for each in (first, second, third):
        bring(each, data, place, NOW)
    for folder, evidence in ((data / BACKUPS, data / EVIDENCE), (place, place / EVIDENCE)):
        kept = FolderStore(evidence)
        assert set(kept.ids()) == {first.received, second.received}
        assert second.received == third.received
        (old,) = (each for each in list_backups(folder) if each.received == first.received)
        gone = old.path.name

        def kept_by_rule(copies: Iterable[retention.Copy], _now: datetime, gone: str = gone) -> set[str]:
            return {each.name for each in copies} - {gone}

        monkeypatch.setattr(retention, "kept", kept_by_rule)
        assert thin(folder, NOW, evidence) == [old]
        assert list(kept.ids()) == [second.received]


def test_one_that_was_not_finished_leaves_no_copy(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(FolderStore(data / EVIDENCE).ids())
    monkeypatch.setattr(backups, "write_manifest", lambda _: (_ for _ in ()).throw(RuntimeError))
    office = opened(data)
    with pytest.raises(RuntimeError):
        office.backups.make(Reason.MANUAL)
    office.close()
    assert set(FolderStore(data / EVIDENCE).ids()) == before


def test_a_lost_pc_gets_it_back_from_the_second_place(data: Path, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    make_place(tmp_path / "usb", data)
    [place] = (tmp_path / "usb").iterdir()
    bring(list_backups(data / BACKUPS)[0], data, place, NOW)
    new = tmp_path / "new"
    restore(new, place)
    assert received_of(new) == {"01": 1}
    opened(new).close()


def test_what_is_there_stays(data: Path, tmp_path: Path) -> None:
    [backup] = list_backups(data / BACKUPS)
    restore(data, backup.path)
    assert received_of(data) == {"01": 1, "02": 2}
    # That state was saved before.
    assert list_backups(data / BACKUPS)[0].received == received_copies.state_of(data)
    (data / RECEIVED).write_bytes(b"")
    assert received_copies.state_of(data) == ""
    restore(data, backup.path)
    assert received_of(data) == {"01": 1}


def test_a_data_folder_brings_what_lies_beside_its_file(data: Path, tmp_path: Path) -> None:
    restore(tmp_path / "new", data)
    assert received_of(tmp_path / "new") == {"01": 1, "02": 2}


def test_what_a_power_cut_left_half_of_it_is_not_brought(data: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    with closing(sqlite3.connect(data / RECEIVED, isolation_level=None)) as writing:
        writing.execute("PRAGMA cache_size = 1")
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("DELETE FROM latest")
        writing.execute("UPDATE submissions SET problems = hex(zeroblob(100000))")
        shutil.copytree(data, crashed)
        writing.execute("ROLLBACK")
    assert (crashed / f"{RECEIVED}-journal").stat().st_size
    restore(tmp_path / "new", crashed)
    assert received_of(tmp_path / "new") == {"01": 1, "02": 2}


def test_one_that_is_lost_or_damaged_holds_nothing_up(data: Path, tmp_path: Path) -> None:
    [backup] = list_backups(data / BACKUPS)
    (data / RECEIVED).write_bytes(b"no such file" * 500)
    office = opened(data)
    assert office.backups.make(Reason.MANUAL) is not None
    office.close()
    (data / RECEIVED).unlink()
    FolderStore(data / EVIDENCE).place(backup.received).write_bytes(b"changed")
    restore(data, backup.path)
    assert not (data / RECEIVED).exists()
    assert received_copies.keep(data, lambda: None) == ""


def test_a_file_that_cannot_be_read_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> tuple[str, int]:
        raise OSError("no")

    monkeypatch.setattr(FolderStore, "put_file", refused)
    with pytest.raises(EnvironmentProblem, match="để sao lưu"):
        received_copies.keep(data, lambda: None)


def test_a_file_that_nobody_may_look_at_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    receive(tmp_path, "01")

    def refused(_: Path) -> str:
        raise PermissionError

    monkeypatch.setattr(received_copies, "file_hash", refused)
    received_copies._hashed.cache_clear()
    assert received_copies.state_of(tmp_path) == ""
