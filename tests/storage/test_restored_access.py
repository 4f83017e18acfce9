"""Who may enter, and what a PC has set, once a backup has taken the place of the data; that it is told."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cchc_desktop import machine
from cchc_desktop.domain.access import Account, Event, LogEntry, Policy, Role
from cchc_desktop.domain.backups import PASSED, Reason
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.storage import backup_places, kept_rows, rescue
from cchc_desktop.storage.backup_files import list_backups
from cchc_desktop.storage.database import BACKUPS, FILE_NAME
from cchc_desktop.storage.restoring import data_file_of, restore
from cchc_desktop.storage.store import Store
from tests.storage.crashes import names_in, units, work

NOW = datetime(2026, 7, 15, 9, 0)
PAGE = 4096


def changed(folder: Path, *changes: Callable[[Store], object]) -> None:
    with closing(Store.open(folder)) as store:
        for change in changes:
            change(store)


def tells(event: Event, after_minutes: int = 0) -> Callable[[Store], object]:
    at = NOW + timedelta(minutes=after_minutes)
    return lambda store: store.access.add_line(LogEntry(at, "lan", "Nguyễn Thị Lan", event, "", "PC"))


def has(name: str, secret: str) -> Callable[[Store], object]:
    account = Account(name, name, Role.ADMIN, frozenset(), secret, NOW)
    return lambda store: store.access.put(account)


def on(folder: Path, secret: str = "hash 1", name: str = "Lan", minutes: int = 0) -> None:
    """Switches signing in on."""
    code = f"code of {secret}"
    changed(
        folder,
        has(name, secret),
        lambda store: store.access.set_recovery(code),
        tells(Event.SWITCHED_ON, minutes),
    )


def backup(folder: Path) -> Path:
    with closing(Store.open(folder)) as store:
        made = store.backup(Reason.MANUAL)
    assert made is not None
    return made.path


def secrets(folder: Path) -> list[str]:
    """The passwords' hashes of a folder, which must be in order."""
    with closing(Store.open(folder)) as store:
        assert store.upkeep.problems() == []
        return [each.secret for each in store.access.accounts()]


def events(folder: Path) -> list[Event]:
    with closing(Store.open(folder)) as store:
        return [line.event for line in store.access.lines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    work(made, "Cũ")
    return made


def test_the_accounts_of_now_stay(folder: Path) -> None:
    """A new password, the rules, the recovery code and the log: none goes back with the work."""
    on(folder)
    then = backup(folder)
    changed(
        folder,
        has("Lan", "hash 2"),
        has("Bình", "hash 3"),
        lambda store: store.access.set_recovery("another code"),
        lambda store: store.access.set_policy(Policy(least_length=12)),
        tells(Event.PASSWORD, 5),
    )
    work(folder, "Mới")
    restored = restore(folder, then, "Nguyễn Thị Lan", lambda: NOW + timedelta(hours=2))
    assert "giữ nguyên như hiện nay" in restored.access
    assert sorted(secrets(folder)) == ["hash 2", "hash 3"]
    with closing(Store.open(folder)) as store:
        assert names_in(store) == ["Cũ"]
        assert store.access.recovery() == "another code"
        assert store.access.policy().least_length == 12
        newest, password, _ = store.access.lines()
    assert newest.event is Event.RESTORED
    assert (newest.officer, newest.at) == ("Nguyễn Thị Lan", NOW + timedelta(hours=2))
    assert str(then) in newest.details
    assert password.event is Event.PASSWORD


def test_a_backup_without_accounts_does_not_switch_signing_in_off(folder: Path, tmp_path: Path) -> None:
    then = backup(folder)
    on(folder)
    restore(folder, then)
    assert secrets(folder) == ["hash 1"]
    # Nor does one of other data.
    work(tmp_path / "other", "Khác")
    restore(folder, tmp_path / "other")
    assert secrets(folder) == ["hash 1"]
    assert units(folder) == ["Khác"]


def test_signing_in_that_was_switched_off_stays_off(folder: Path) -> None:
    on(folder)
    then = backup(folder)
    changed(folder, lambda store: store.access.delete("Lan"), tells(Event.SWITCHED_OFF, 60))
    restored = restore(folder, then)
    assert "vẫn tắt" in restored.access
    assert secrets(folder) == []
    # There is nobody to sign in, and no line is added.
    assert events(folder) == [Event.SWITCHED_OFF, Event.SWITCHED_ON]


def test_a_new_pc_takes_the_accounts_of_the_backup(folder: Path, tmp_path: Path) -> None:
    on(folder)
    restored = restore(tmp_path / "new", backup(folder))
    assert "của bản sao lưu" in restored.access
    assert secrets(tmp_path / "new") == ["hash 1"]
    assert events(tmp_path / "new") == [Event.RESTORED, Event.SWITCHED_ON]


def test_older_accounts_do_not_open_a_newer_backup(folder: Path, tmp_path: Path) -> None:
    """Somebody who had an account once restores the backup of then, and the one of now over it."""
    on(folder)
    of_then = backup(folder)
    changed(folder, has("Bình", "hash 2"), lambda store: store.access.delete("Lan"), tells(Event.DELETED, 5))
    of_now = backup(folder)
    own = tmp_path / "own"
    restore(own, of_then)
    changed(own, tells(Event.SIGNED_IN, 10))
    assert secrets(own) == ["hash 1"]
    restore(own, of_now)
    assert secrets(own) == ["hash 2"]


def test_data_without_accounts_do_not_open_a_backup_with_them(folder: Path, tmp_path: Path) -> None:
    without = backup(folder)
    on(folder)
    guarded = backup(folder)
    restore(tmp_path / "own", without)
    restore(tmp_path / "own", guarded)
    assert secrets(tmp_path / "own") == ["hash 1"]


def test_other_accounts_do_not_open_a_backup(folder: Path, tmp_path: Path) -> None:
    on(folder)
    guarded = backup(folder)
    other = tmp_path / "other"
    work(other, "Khác")
    on(other, "hash 9", "Kẻ khác", 3)
    restore(other, guarded)
    assert secrets(other) == ["hash 1"]


def test_the_way_back_keeps_the_accounts_too(folder: Path) -> None:
    on(folder)
    then = backup(folder)
    changed(folder, has("Lan", "hash 2"), tells(Event.PASSWORD, 5))
    work(folder, "Mới")
    saved = restore(folder, then).saved
    assert saved is not None
    restore(folder, saved)
    assert secrets(folder) == ["hash 2"]
    assert events(folder)[:2] == [Event.RESTORED, Event.RESTORED]
    assert units(folder) == ["Cũ", "Mới"]


def test_accounts_of_a_damaged_file_stay_where_they_can_be_read(folder: Path) -> None:
    on(folder)
    then = backup(folder)
    changed(folder, has("Lan", "hash 2"), tells(Event.PASSWORD, 5))
    with closing(Store.open(folder)) as store:
        root = store._data.value("SELECT rootpage FROM sqlite_schema WHERE name = 'changes'")
    path = folder / FILE_NAME
    content = path.read_bytes()
    path.write_bytes(content[: (root - 1) * PAGE] + bytes(PAGE) + content[root * PAGE :])
    assert restore(folder, then).put_aside
    assert secrets(folder) == ["hash 2"]
    # Where they cannot, those of the backup come with it.
    path.write_bytes(path.read_bytes()[: 3 * PAGE])
    assert restore(folder, then).put_aside
    assert secrets(folder) == ["hash 1"]


def test_of_a_damaged_file_no_altered_account_stays(folder: Path) -> None:
    on(folder)
    path = folder / FILE_NAME
    content = path.read_bytes()
    assert content.count(b"hash 1") >= 1
    path.write_bytes(content.replace(b"hash 1", b"hash X"))
    kept = kept_rows.of_damaged(path)
    assert kept is not None
    assert kept.standing is None
    assert kept.accounts == ()
    path.write_bytes(b"text")
    assert kept_rows.of_damaged(path) is None


def test_what_a_pc_has_set_stays(folder: Path) -> None:
    then = backup(folder)
    place = f"backup_place@{machine.name()}"
    changed(
        folder,
        lambda store: store.set_preference(place, "stick"),
        lambda store: store.set_preference("theme", "dark"),
        lambda store: store.sit_down("Trần Thị Bình"),
    )
    work(folder, "Mới")
    restore(folder, then)
    with closing(Store.open(folder)) as store:
        assert store.preference(place) == "stick"
        assert store.preference("theme") == "dark"
        assert names_in(store) == ["Cũ"]
        # Who works at this PC has done it.
        assert store.journal.actions(1)[0].officer == "Trần Thị Bình"


def test_the_journal_tells_of_it_and_undo_passes_it_over(folder: Path) -> None:
    then = backup(folder)
    (known,) = list_backups(folder / BACKUPS)
    work(folder, "Mới")
    restore(folder, then, "Lan", lambda: NOW)
    with closing(Store.open(folder)) as store:
        note, before = store.journal.actions(2)
        assert (note.label, note.officer, note.at) == ("Khôi phục toàn bộ dữ liệu", "Lan", NOW)
        assert note.subject == f"từ bản sao lưu lúc {known.made_at:%H:%M ngày %d/%m/%Y}"
        assert store.journal.undoable() == before
        assert store.journal.done_after(before.id) == 0
        for take_back in (store.journal.undo_through, store.journal.take_back):
            with pytest.raises(Refusal, match="không hoàn tác được"):
                take_back(note.id)
        assert store.upkeep.verify_journal().broken == ()
        store.journal.undo()
        assert names_in(store) == []
        store.journal.redo()
        assert store.upkeep.verify_journal().broken == ()
        assert int(store.preference(PASSED)) == 2


def test_it_writes_as_the_device_that_goes_on(folder: Path) -> None:
    restore(folder, backup(folder))
    work(folder, "Sau")
    with closing(Store.open(folder)) as store:
        after, note, before = store.journal.actions(3)
    assert after.device == note.device != before.device


def test_the_next_start_need_not_look_it_through(folder: Path) -> None:
    restore(folder, backup(folder))
    with closing(Store.open(folder)) as store:
        assert not store.opening.looked_through


def test_rescuing_does_not_miss_what_such_an_entry_never_had(folder: Path, tmp_path: Path) -> None:
    restore(folder, backup(folder))
    assert rescue.rescue(folder, tmp_path / "rescued").is_whole


# Which file is meant


def test_the_newest_good_backup_in_a_folder_of_them(folder: Path, tmp_path: Path) -> None:
    first = backup(folder)
    work(folder, "Mới")
    second = backup(folder)
    assert data_file_of(folder / BACKUPS) == second
    assert data_file_of(folder) == folder / FILE_NAME
    second.write_bytes(second.read_bytes()[:-1])
    assert data_file_of(folder / BACKUPS) == first
    # A data folder whose file is gone has its backups still.
    (folder / FILE_NAME).unlink()
    assert data_file_of(folder) == first
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refusal, match="không có dữ liệu hoặc bản sao lưu dùng được"):
        data_file_of(tmp_path / "empty")


def test_the_drive_that_a_second_place_is_on(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    place = backup_places.make_place(stick, folder)
    backup(folder)
    (known,) = list_backups(folder / BACKUPS)
    brought = backup_places.bring(known, folder, Path(place.path), NOW)
    shutil.rmtree(folder)
    assert data_file_of(stick) == data_file_of(Path(place.path)) == brought.backup.path
    restore(folder, stick)
    assert units(folder) == ["Cũ"]
