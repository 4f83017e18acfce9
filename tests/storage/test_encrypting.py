"""Encrypted data: made so and plain again, opened, backed up, restored elsewhere, crashed, damaged."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop import durable
from cchc_desktop.domain.access import Account, Event, LogEntry, Role
from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.errors import Damaged, EnvironmentProblem, KeyNeeded, Refusal
from cchc_desktop.storage import (
    backup_files,
    backups,
    cipher,
    database,
    encrypting,
    key_file,
    repairing,
    schema,
)
from cchc_desktop.storage.backup_files import list_backups
from cchc_desktop.storage.backups import look_through
from cchc_desktop.storage.carrying import carry_rows
from cchc_desktop.storage.data_copy import copy_closed
from cchc_desktop.storage.database import BACKUPS, FILE_NAME, open_database
from cchc_desktop.storage.restoring import restore
from cchc_desktop.storage.store import Store
from tests.encrypted import (
    CODE,
    PASSWORD,
    forget,
    made_keys,
    no_key_is_held_over,  # noqa: F401 - a fixture for all of these
    unlock,
)
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these
from tests.storage.crashes import JOURNAL, aside, crash, names_in, units, work

PAGE = 4096


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    folder = tmp_path / "Xã An Bình"
    work(folder, "Văn phòng", "Văn hóa")
    return folder


@pytest.fixture
def folder(plain: Path) -> Path:
    """A data folder that is encrypted, its key forgotten."""
    encrypting.encrypt(plain, *made_keys())
    forget()
    return plain


def data(folder: Path) -> bytes:
    return (folder / FILE_NAME).read_bytes()


def test_nothing_can_be_read_in_an_encrypted_file_and_its_copies(plain: Path) -> None:
    assert "Văn phòng".encode() in data(plain)
    done = encrypting.encrypt(plain, *made_keys())
    assert done.saved is not None
    assert done.plain == (done.saved,)
    work(plain, "Địa chính")
    with closing(Store.open(plain)) as store:
        made = store.backup(Reason.MANUAL)
    assert made is not None
    assert encrypting.plain_copies(plain) == (done.saved,)
    for path in (plain / FILE_NAME, made.path):
        content = path.read_bytes()
        assert not any(text.encode() in content for text in ("Văn phòng", "cchc-gen", "SQLite", "CREATE"))
    # Three letters alone stand in every thirtieth file of noise.
    assert "Thị Lan".encode() not in (plain / FILE_NAME).read_bytes()


def test_it_opens_with_the_password_and_with_the_code_alone(folder: Path) -> None:
    before = data(folder)
    for view in (False, True):
        with pytest.raises(KeyNeeded) as caught:
            Store.open(folder, view=view)
        keys = key_file.of_file(Path(caught.value.path))
        assert keys is not None
        assert [slot.name for slot in keys.people] == ["Nguyễn Thị Lan"]
    for check in (repairing.check_folder, encrypting.decrypt):
        with pytest.raises(KeyNeeded):
            check(folder)
    with pytest.raises(KeyNeeded):
        copy_closed(folder, folder.parent / "copy")
    assert data(folder) == before
    keys = key_file.read(folder)
    assert keys is not None
    assert keys.opened("lan", "Sai-mat-khau-1") is None
    unlock(folder / FILE_NAME, CODE, key_file.RECOVERY)
    work(folder, "Địa chính")
    assert units(folder) == ["Văn phòng", "Văn hóa", "Địa chính"]
    with closing(Store.open(folder, view=True)) as store:
        assert names_in(store) == ["Văn phòng", "Văn hóa", "Địa chính"]
    found = repairing.check_folder(folder)
    assert not found.examination


def test_a_start_that_vouches_for_the_file_does_not_look_it_through(folder: Path) -> None:
    unlock(folder / FILE_NAME)
    work(folder, "Địa chính")
    with closing(Store.open(folder)) as store:
        assert not store.opening.looked_through


def test_plain_again(folder: Path) -> None:
    unlock(folder / FILE_NAME)
    done = encrypting.decrypt(folder)
    forget()
    assert units(folder) == ["Văn phòng", "Văn hóa"]
    assert "Văn phòng".encode() in data(folder)
    assert not (folder / key_file.NAME).exists()
    assert done.saved is not None
    assert cipher.mark_of(done.saved) is not None
    unlock(done.saved)
    assert look_through(next(b for b in list_backups(folder / BACKUPS) if b.path == done.saved)).is_good
    with pytest.raises(Refusal):
        encrypting.decrypt(folder)


def test_encrypted_is_not_encrypted_once_more(folder: Path) -> None:
    unlock(folder / FILE_NAME)
    with pytest.raises(Refusal, match="đã mã hóa"):
        encrypting.encrypt(folder, *made_keys())
    assert units(folder) == ["Văn phòng", "Văn hóa"]


# Ended on the way


@pytest.mark.parametrize("number", range(12))
@pytest.mark.parametrize("is_back", [False, True])
def test_ended_at_any_step_the_data_are_whole_and_open(
    plain: Path, monkeypatch: pytest.MonkeyPatch, number: int, is_back: bool
) -> None:
    """At each name that a file takes, before and after it."""
    if is_back:
        encrypting.encrypt(plain, *made_keys())
    done = 0
    given = durable.replace

    def end() -> None:
        nonlocal done
        done += 1
        if done > number:
            raise KeyboardInterrupt

    def replace(draft: Path, path: Path) -> None:
        end()
        given(draft, path)
        end()

    monkeypatch.setattr(durable, "replace", replace)
    with suppress(KeyboardInterrupt):
        encrypting.decrypt(plain) if is_back else encrypting.encrypt(plain, *made_keys())
    monkeypatch.undo()
    monkeypatch.setattr("cchc_desktop.storage.passwords.ROUNDS", 1)
    forget()
    if cipher.mark_of(plain / FILE_NAME) is not None:
        unlock(plain / FILE_NAME)
    assert units(plain) == ["Văn phòng", "Văn hóa"]
    is_encrypted = cipher.mark_of(plain / FILE_NAME) is not None
    assert (plain / key_file.NAME).exists() == is_encrypted
    assert not (plain / key_file.NEXT).exists()


# After a crash


def test_what_a_crash_left_half_is_taken_back(folder: Path) -> None:
    unlock(folder / FILE_NAME)
    before = data(folder)
    crash(folder)
    assert data(folder) != before
    with closing(Store.open(folder)) as store:
        assert names_in(store) == ["Văn phòng", "Văn hóa"]
        assert store.opening.put_aside == ()
        assert store.opening.looked_through
    assert not (folder / JOURNAL).exists()


def test_a_journal_of_another_state_is_put_aside(folder: Path) -> None:
    unlock(folder / FILE_NAME)
    kept = data(folder)
    work(folder, "Địa chính", "Tư pháp")
    crash(folder)
    (folder / FILE_NAME).write_bytes(kept)
    assert units(folder) == ["Văn phòng", "Văn hóa"]
    assert len(aside(folder)) == 1


def test_a_journal_of_plain_data_is_put_aside(folder: Path, tmp_path: Path) -> None:
    unlock(folder / FILE_NAME)
    work(tmp_path / "other", "Khác")
    journal = crash(tmp_path / "other")
    (folder / JOURNAL).write_bytes(journal)
    assert units(folder) == ["Văn phòng", "Văn hóa"]
    assert len(aside(folder)) == 1


# Restored


@pytest.mark.parametrize("slot", [("lan", PASSWORD), (key_file.RECOVERY, CODE)])
def test_a_backup_is_restored_on_another_pc(folder: Path, tmp_path: Path, slot: tuple[str, str]) -> None:
    unlock(folder / FILE_NAME)
    work(folder, "Địa chính")
    with closing(Store.open(folder)) as store:
        made = store.backup(Reason.MANUAL)
    assert made is not None
    stick = tmp_path / "stick"
    stick.mkdir()
    for each in (made.path, made.path.with_suffix(".json")):
        shutil.copy(each, stick)
    forget()
    other, backup = tmp_path / "other", stick / made.path.name
    with pytest.raises(KeyNeeded):
        restore(other, backup)
    assert not (other / FILE_NAME).exists()
    unlock(backup, slot[1], slot[0])
    restore(other, backup)
    forget()
    unlock(other / FILE_NAME, slot[1], slot[0])
    assert units(other) == ["Văn phòng", "Văn hóa", "Địa chính"]


def with_account(folder: Path) -> None:
    """Lets a folder's data know an account."""
    with closing(Store.open(folder)) as store:
        now = datetime(2026, 7, 15, 9, 0)
        store.access.put(Account("lan", "Nguyễn Thị Lan", Role.ADMIN, frozenset(), "hash", now))
        store.access.add_line(LogEntry(now, "lan", "Nguyễn Thị Lan", Event.SWITCHED_ON, "", "PC"))


def test_a_backup_with_another_key_brings_its_key_along(plain: Path, tmp_path: Path) -> None:
    with_account(plain)
    encrypting.encrypt(plain, *made_keys())
    with closing(Store.open(plain)) as store:
        made = store.backup(Reason.MANUAL)
    assert made is not None
    other = tmp_path / "other"
    work(other, "Khác")
    encrypting.encrypt(other, *made_keys())
    # It knows accounts, and those of the other folder have not come out of them.
    restore(other, made.path)
    forget()
    unlock(other / FILE_NAME)
    assert units(other) == ["Văn phòng", "Văn hóa"]
    assert cipher.mark_of(other / FILE_NAME) == cipher.mark_of(plain / FILE_NAME)


def test_a_plain_backup_of_before_is_encrypted_as_the_data_are(plain: Path) -> None:
    done = encrypting.encrypt(plain, *made_keys())
    mark = cipher.mark_of(plain / FILE_NAME)
    work(plain, "Địa chính")
    assert done.saved is not None
    restored = restore(plain, done.saved)
    forget()
    assert cipher.mark_of(plain / FILE_NAME) == mark
    unlock(plain / FILE_NAME)
    assert units(plain) == ["Văn phòng", "Văn hóa"]
    assert restored.saved is not None
    assert cipher.mark_of(restored.saved) == mark
    assert not repairing.check_folder(plain).examination


def test_an_encrypted_backup_of_before_is_plain_as_the_data_are(plain: Path) -> None:
    with_account(plain)
    encrypting.encrypt(plain, *made_keys())
    with closing(Store.open(plain)) as store:
        made = store.backup(Reason.MANUAL)
    encrypting.decrypt(plain)
    assert made is not None
    restore(plain, made.path)
    forget()
    assert cipher.mark_of(plain / FILE_NAME) is None
    assert not (plain / key_file.NAME).exists()
    assert units(plain) == ["Văn phòng", "Văn hóa"]


def test_a_plain_backup_of_another_office_with_accounts_stays_plain(plain: Path, tmp_path: Path) -> None:
    encrypting.encrypt(plain, *made_keys())
    other = tmp_path / "other"
    work(other, "Khác")
    with_account(other)
    restore(plain, other)
    forget()
    assert units(plain) == ["Khác"]
    assert not (plain / key_file.NAME).exists()


def test_a_copy_for_keeping_has_its_key(folder: Path, tmp_path: Path) -> None:
    unlock(folder / FILE_NAME)
    copy_closed(folder, tmp_path / "copy")
    forget()
    unlock(tmp_path / "copy" / FILE_NAME)
    assert units(tmp_path / "copy") == ["Văn phòng", "Văn hóa"]


# The key file


def test_a_key_file_that_is_damaged_or_missing_comes_back_from_a_backup(folder: Path) -> None:
    unlock(folder / FILE_NAME)
    work(folder, "Địa chính")
    with closing(Store.open(folder)) as store:
        store.backup(Reason.MANUAL)
    good = (folder / key_file.NAME).read_bytes()
    for content in (b"", good[:-40], good.replace(b'"rounds": 1', b'"rounds": 9'), None):
        if content is None:
            (folder / key_file.NAME).unlink()
        else:
            (folder / key_file.NAME).write_bytes(content)
        forget()
        unlock(folder / FILE_NAME)
        assert len(units(folder)) == 3
        assert (folder / key_file.NAME).read_bytes() == good


def test_a_damaged_key_file_is_told_where_nothing_else_has_the_key(folder: Path) -> None:
    shutil.rmtree(folder / BACKUPS)
    (folder / key_file.NAME).write_bytes(b"{")
    before = data(folder)
    with pytest.raises(Damaged, match="Tệp khóa"):
        Store.open(folder)
    assert data(folder) == before
    assert (folder / key_file.NAME).read_bytes() == b"{"


# Damage


def flipped(content: bytes) -> bytes:
    place = 5 * PAGE + 100
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        flipped,
        lambda content: content[: len(content) // 2 // PAGE * PAGE],
        lambda content: content[: len(content) // 2 + 7],
        lambda content: bytes(PAGE) + content[PAGE:],
        lambda content: content[:20] + b"\xff" + content[21:],
        lambda content: b"\xff" + content[1:],
        lambda content: content[: 4 * PAGE] + bytes(2 * PAGE) + content[6 * PAGE :],
        lambda content: content[: 4 * PAGE] + content[8 * PAGE : 9 * PAGE] + content[5 * PAGE :],
    ],
    ids=["flipped", "cut", "cut in a page", "head zeroed", "head", "mark", "zeroed", "pages swapped"],
)
@pytest.mark.parametrize("is_vouched", [True, False])
def test_damage_is_told(folder: Path, damage: Callable[[bytes], bytes], is_vouched: bool) -> None:
    unlock(folder / FILE_NAME)
    work(folder, "Địa chính")
    content = damage(data(folder))
    (folder / FILE_NAME).write_bytes(content)
    if not is_vouched:
        (folder / "cchc.sum").unlink()
    for view in (False, True):
        with pytest.raises(Damaged) as caught:
            Store.open(folder, view=view)
        assert "không phải là dữ liệu" not in str(caught.value)
        assert data(folder) == content


def test_a_full_disk_leaves_plain_data_plain(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = data(plain)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Full)
    with pytest.raises(EnvironmentProblem, match="không đủ chỗ"):
        encrypting.encrypt(plain, *made_keys())
    assert data(plain) == before
    assert not (plain / key_file.NAME).exists()
    assert not cipher._held


class _Full:
    free = 0


def test_the_file_is_locked_while_it_is_open(folder: Path) -> None:
    unlock(folder / FILE_NAME)
    with closing(open_database(folder)), pytest.raises(EnvironmentProblem):
        encrypting.decrypt(folder)
    assert units(folder) == ["Văn phòng", "Văn hóa"]


# The key of data whose file and key have gone apart


def test_a_whole_file_without_its_key_is_not_told_to_be_damaged(folder: Path, tmp_path: Path) -> None:
    """Its key is gone, or is that of another office."""
    unlock(folder / FILE_NAME)
    work(folder, "Địa chính")
    shutil.rmtree(folder / BACKUPS)
    before = data(folder)
    other = tmp_path / "other"
    work(other, "Khác")
    encrypting.encrypt(other, *made_keys())
    for foreign in (None, (other / key_file.NAME).read_bytes()):
        (folder / key_file.NAME).unlink(missing_ok=True)
        if foreign is not None:
            (folder / key_file.NAME).write_bytes(foreign)
        forget()
        for view in (False, True):
            with pytest.raises(Damaged, match=r"còn nguyên, nhưng không thấy khóa"):
                Store.open(folder, view=view)
        assert data(folder) == before


def test_a_file_that_is_cut_to_nothing_keeps_its_key(folder: Path) -> None:
    (folder / FILE_NAME).write_bytes(data(folder)[:9])
    with pytest.raises(Damaged):
        Store.open(folder)
    assert key_file.read(folder) is not None


def test_keys_that_went_from_the_disk_are_those_of_now(folder: Path) -> None:
    """A backup has those of then: with its words alone a new password would open nothing."""
    unlock(folder / FILE_NAME)
    with closing(Store.open(folder)) as store:
        store.backup(Reason.MANUAL)
        store.key_slots.give("binh", "Trần Thị Bình", "Khac-2026")
        (folder / key_file.NAME).unlink()
        store.key_slots.rename("binh", "Trần Thị Bình An")
    forget()
    unlock(folder / FILE_NAME, "Khac-2026", "binh")
    assert len(units(folder)) == 2


def test_keys_are_those_of_the_accounts_that_the_data_have(folder: Path, tmp_path: Path) -> None:
    """In the same place who may enter is as now; on another PC a backup opens with the password of then."""
    unlock(folder / FILE_NAME)
    with closing(Store.open(folder)) as store:
        made = store.backup(Reason.MANUAL)
        store.key_slots.give("lan", "Nguyễn Thị Lan", "Khac-2026")
        store.key_slots.settle("lan")
    assert made is not None
    restore(folder, made.path)
    restore(tmp_path / "new", made.path)
    here, there = key_file.read(folder), key_file.read(tmp_path / "new")
    assert here is not None
    assert there is not None
    assert [here.opened("lan", each) is not None for each in (PASSWORD, "Khac-2026")] == [False, True]
    assert [there.opened("lan", each) is not None for each in (PASSWORD, "Khac-2026")] == [True, False]


def test_a_password_that_is_changed_while_a_backup_is_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its words have the keys of when its pages were copied, as it has the accounts of then."""
    unlock(folder / FILE_NAME)
    read_back = backups._read_back
    with closing(Store.open(folder)) as store:

        def change(*arguments: Any) -> Any:
            store.key_slots.give("lan", "Nguyễn Thị Lan", "Khac-2026")
            store.key_slots.settle("lan")
            return read_back(*arguments)

        monkeypatch.setattr(backups, "_read_back", change)
        made = store.backup(Reason.MANUAL)
    assert made is not None
    keys = key_file.of_file(made.path)
    assert keys is not None
    assert keys.opened("lan", PASSWORD) is not None


def test_linked_data_have_their_keys_beside_the_file_itself(folder: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / FILE_NAME).symlink_to(folder / FILE_NAME)
    with pytest.raises(KeyNeeded):
        Store.open(linked)
    unlock(linked / FILE_NAME)
    with closing(Store.open(linked)) as store:
        store.key_slots.give("binh", "Trần Thị Bình", "Khac-2026")
        made = store.backup(Reason.MANUAL)
        store.copy_to(tmp_path / "copy")
    assert made is not None
    assert not (linked / key_file.NAME).exists()
    forget()
    for path in (linked / FILE_NAME, made.path, tmp_path / "copy" / FILE_NAME):
        unlock(path, "Khac-2026", "binh")


def test_data_that_are_moved_change_passwords_where_they_are_now(folder: Path, tmp_path: Path) -> None:
    unlock(folder / FILE_NAME)
    with closing(Store.open(folder)) as store:
        store.key_slots.rename("lan", "Nguyễn Thị Lan Anh")
        folder.rename(tmp_path / "gone")
        store.move_to(tmp_path / "elsewhere")
        store.key_slots.give("lan", "Nguyễn Thị Lan Anh", "Khac-2026")
        store.key_slots.settle("lan")
    forget()
    unlock(tmp_path / "elsewhere" / FILE_NAME, "Khac-2026")
    assert len(units(tmp_path / "elsewhere")) == 2
    assert not folder.exists()


def test_plain_copies_are_named_wherever_they_lie(plain: Path) -> None:
    copy_closed(plain, plain / BACKUPS / "truoc khi cai")
    (plain / "set-aside").mkdir()
    shutil.copy(plain / FILE_NAME, plain / "set-aside" / "cu.db")
    done = encrypting.encrypt(plain, *made_keys())
    assert done.saved in done.plain
    assert {path.parent.name for path in done.plain} == {"backups", "truoc khi cai", "set-aside"}


# Slots follow the accounts


def test_slots_that_a_power_cut_left_go(folder: Path) -> None:
    unlock(folder / FILE_NAME)
    with closing(Store.open(folder)) as store:
        slots = store.key_slots
        for name in ("binh", "chi"):
            slots.give(name, name, "Khac-2026")
            slots.give(name, name, "Nua-2026")
        slots.keep_only({"lan", "binh"})
        kept = (folder / key_file.NAME).stat().st_mtime_ns
        slots.keep_only({"lan", "binh"})
        assert (folder / key_file.NAME).stat().st_mtime_ns == kept
    keys = key_file.read(folder)
    assert keys is not None
    assert {slot.id for slot in keys.slots} == {"lan", "binh", "binh/before", key_file.RECOVERY}
    with closing(Store.open(folder, view=True)) as store:
        assert store.is_encrypted


def test_ended_once_more_while_a_crash_is_taken_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that are taken back are encrypted anew: the checksum of the last end is of other bytes then."""
    unlock(folder / FILE_NAME)
    work(folder, "Địa chính")
    crash(folder)

    def end(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("cchc_desktop.storage.generation.renew", end)
        with pytest.raises(KeyboardInterrupt):
            Store.open(folder)
    assert not (folder / JOURNAL).exists()
    assert units(folder) == ["Văn phòng", "Văn hóa", "Địa chính"]


@pytest.mark.parametrize("is_back", [False, True])
@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR])
def test_what_the_disk_says_meanwhile_is_told(
    plain: Path, monkeypatch: pytest.MonkeyPatch, is_back: bool, code: int
) -> None:
    if is_back:
        encrypting.encrypt(plain, *made_keys())
    before = data(plain)

    def fail(*_: object) -> str:
        error = sqlite3.OperationalError("the disk has failed")
        error.sqlite_errorcode = code
        raise error

    monkeypatch.setattr(encrypting, "carry_over", fail)
    with pytest.raises(EnvironmentProblem):
        encrypting.decrypt(plain) if is_back else encrypting.encrypt(plain, *made_keys())
    assert data(plain) == before
    assert len(units(plain)) == 2


def test_what_is_done_is_done_where_the_copies_cannot_be_listed(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> tuple[Path, ...]:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(encrypting, "plain_copies", fail)
    assert encrypting.encrypt(plain, *made_keys()).plain == ()
    assert cipher.mark_of(plain / FILE_NAME) is not None


def test_where_carrying_over_fails_the_file_is_let_go(plain: Path, tmp_path: Path) -> None:
    """While what was raised is still held, as by a window that shows it, and the query under way with it."""
    key, _ = made_keys()
    database.new_file(tmp_path / "new.db", key)
    source = sqlite3.connect(plain / FILE_NAME)
    source.execute("PRAGMA locking_mode = EXCLUSIVE")
    with closing(cipher.connect_with(key, tmp_path / "new.db")) as target:
        target.execute("CREATE TRIGGER no BEFORE INSERT ON units BEGIN SELECT RAISE(ABORT, 'no'); END")
        with pytest.raises(cipher.errors()) as caught:
            carry_rows(source, target)
        source.close()
        with closing(sqlite3.connect(plain / FILE_NAME, timeout=0)) as other:
            other.execute("BEGIN EXCLUSIVE")
    assert caught.value


def test_a_checksum_that_cannot_be_taken_away_lets_nothing_be_taken_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would tell of damage at the next start."""
    unlock(folder / FILE_NAME)
    work(folder, "Địa chính")
    crash(folder)
    before = data(folder)
    unlink = Path.unlink

    def held_fast(path: Path, missing_ok: bool = False) -> None:
        if path.name == "cchc.sum":
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held_fast)
        patch.setattr(durable, "patiently", lambda act, *_: act())
        with pytest.raises(EnvironmentProblem):
            Store.open(folder)
    assert data(folder) == before
    assert units(folder) == ["Văn phòng", "Văn hóa", "Địa chính"]


def test_the_words_beside_an_encrypted_backup_tell_nothing_of_the_work(plain: Path) -> None:
    """They lie there for anybody to read: what was done last stands in the file alone."""
    encrypting.encrypt(plain, *made_keys())
    work(plain, "Địa chính")
    with closing(Store.open(plain)) as store:
        made = store.backup(Reason.MANUAL)
    assert made is not None
    words = made.path.with_suffix(".json")
    assert "Địa chính" not in words.read_text(encoding="utf-8")
    known = json.loads(words.read_text(encoding="utf-8"))
    assert (known["last"]["label"], known["last"]["subject"], known["last"]["officer"]) == ("", "", "")
    assert known["last"]["uuid"] == made.last.uuid
    assert made.last.at
    # Words of before lose it when they are written again.
    told = replace(made, last=replace(made.last, label="Thêm đơn vị", subject="Địa chính"))
    backup_files.write_manifest(told)
    assert "Địa chính" not in words.read_text(encoding="utf-8")


def test_a_plain_file_copied_over_encrypted_data_is_told_until_it_is_settled(plain: Path) -> None:
    done = encrypting.encrypt(plain, *made_keys())
    assert done.saved is not None
    shutil.copyfile(done.saved, plain / FILE_NAME)
    assert repairing.check_folder(plain).lost_encryption
    for _ in range(2):
        with closing(open_database(plain)) as opened:
            assert opened.opening.lost_encryption
            assert not opened.opening.is_plain
        assert repairing.check_folder(plain).lost_encryption
    assert list((plain / "set-aside").glob(f"*-{key_file.NAME}"))
    encrypting.encrypt(plain, *made_keys())
    for _ in range(2):
        with closing(open_database(plain)) as opened:
            assert not opened.opening.lost_encryption
    encrypting.decrypt(plain)
    with closing(open_database(plain)) as opened:
        assert not opened.opening.lost_encryption
    assert not repairing.check_folder(plain).lost_encryption


def test_somebody_may_want_the_plain_file(plain: Path) -> None:
    done = encrypting.encrypt(plain, *made_keys())
    assert done.saved is not None
    shutil.copyfile(done.saved, plain / FILE_NAME)
    with closing(Store.open(plain)) as store:
        assert store.opening.lost_encryption
        store.set_preference(database.LOST_ENCRYPTION, "")
    with closing(Store.open(plain)) as store:
        assert not store.opening.lost_encryption


def _other_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (words TEXT)")
        connection.commit()


REPLACED: dict[str, tuple[Callable[[Path], object], str, bool]] = {
    "cut": (lambda path: path.write_bytes(path.read_bytes()[: 20 * 4096]), "bị cắt ngắn, còn 80 KB", True),
    "text": (lambda path: path.write_text("Kế hoạch năm 2026"), "đây là tệp văn bản", False),
    "other": (_other_program, "của một chương trình khác", False),
    "empty": (lambda path: path.write_bytes(b""), "tệp rỗng", False),
}


@pytest.mark.parametrize("name", REPLACED)
@pytest.mark.parametrize("is_unlocked", [False, True])
def test_whoever_looks_tells_the_same_of_damage(folder: Path, name: str, is_unlocked: bool) -> None:
    """And the key stays where it is: nothing tells whose it would be then."""
    path = folder / FILE_NAME
    unlock(path)
    with closing(open_database(folder)):
        pass
    if not is_unlocked and name != "cut":
        forget()
    damage, words, has_rest = REPLACED[name]
    damage(path)
    with pytest.raises(Damaged, match=words) as caught:
        open_database(folder)
    assert caught.value.has_rest == has_rest
    assert repairing.check_folder(folder).examination.damage == (str(caught.value),)
    assert (folder / key_file.NAME).exists()


@pytest.mark.parametrize("is_named", [False, True])
def test_an_encrypted_backup_without_its_words_is_told_as_that(
    folder: Path, tmp_path: Path, is_named: bool
) -> None:
    unlock(folder / FILE_NAME)
    with closing(Store.open(folder)) as store:
        made = store.backup(Reason.MANUAL)
    assert made is not None
    forget()
    stick = tmp_path / "USB"
    stick.mkdir()
    alone = stick / (made.path.name if is_named else "ban-sao.db")
    shutil.copyfile(made.path, alone)
    with pytest.raises(EnvironmentProblem, match="có thể đã mã hóa, nhưng thiếu") as caught:
        restore(tmp_path / "other", alone)
    assert f"«{alone.with_suffix('.json').name}»" in str(caught.value)
    assert "«cchc.key»" in str(caught.value)
    shutil.copyfile(made.path.with_suffix(".json"), alone.with_suffix(".json"))
    with pytest.raises(KeyNeeded):
        restore(tmp_path / "other", alone)


def test_a_file_says_in_its_header_whose_it_is(plain: Path, tmp_path: Path) -> None:
    assert schema.is_of_program(plain / FILE_NAME)
    assert not schema.is_of_program(tmp_path / "none.db")
    with closing(Store.open(plain)) as store:
        assert store.key_slots.opens("anybody")
