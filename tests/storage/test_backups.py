"""Backups: whole, of one state, stamped, verified, thinned; and never one of data that are damaged."""

import errno
import json
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop.domain.backups import Reason, Verified
from cchc_desktop.domain.errors import Damaged, EnvironmentProblem
from cchc_desktop.office import Office
from cchc_desktop.storage import backup_files, backups, database, generation, schema
from cchc_desktop.storage.backup_files import Backup, remove
from cchc_desktop.storage.backup_keeper import Stop
from cchc_desktop.storage.backups import Stopped
from cchc_desktop.storage.columns import Row
from cchc_desktop.storage.data_file import DataFile, WrongThread
from cchc_desktop.storage.device import MARK
from cchc_desktop.storage.fingerprint import NAME as SUM
from cchc_desktop.storage.soundness import look
from cchc_desktop.storage.store import Store

NOW = datetime(2026, 7, 15, 9, 30)
VERSIONS = Path(__file__).parent / "versions"


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """Data in which something was done."""
    made = Store.open(tmp_path, clock)
    change(made, "a")
    yield made
    made.close()


def change(store: Store, name: str) -> None:
    """An operation that leaves a unit of this name."""
    with store.journal.operation("settings.unit", "Sửa danh sách đơn vị", name) as recorder:
        recorder.put("units", name, unit(name))


def unit(unit_id: str, name: str = "") -> Row:
    return {
        "id": unit_id, "rank": "1", "name": name or unit_id, "short_name": "", "valid_from": None,
        "valid_to": None,
    }  # fmt: skip


def names(path: Path) -> list[str]:
    """The units in a data file or backup."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM units ORDER BY name")]


def made(store: Store, reason: Reason = Reason.MANUAL) -> backups.Backup:
    found = store.backup(reason)
    assert found is not None
    return found


def files(store: Store) -> list[str]:
    return sorted(path.name for path in store.backups.iterdir()) if store.backups.is_dir() else []


def test_a_backup_is_the_data_with_words_beside_it(store: Store) -> None:
    backup = made(store)
    assert files(store) == ["cchc-20260715-093000-manual.db", "cchc-20260715-093000-manual.json"]
    assert names(backup.path) == ["a"]
    content = backup.path.read_bytes()
    assert (backup.sha256, backup.size) == (sha256(content).hexdigest(), len(content))
    assert (backup.rows["units"], backup.rows["actions"], backup.schema) == (1, 1, schema.VERSION)
    assert (backup.last.label, backup.last.subject, backup.last.at) == (
        "Sửa danh sách đơn vị", "a", "2026-07-15T09:30:00",
    )  # fmt: skip
    assert list(backup.devices.values()) == [1]
    assert backup.verified is Verified.QUICK
    assert backup.made_from == store._data.generation
    assert backups.list_backups(store.backups) == (backup,)
    assert backup_files.read_backup(store.backups / "none.db") is None


def test_it_opens_as_data_of_another_device(store: Store, tmp_path: Path) -> None:
    backup = made(store)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(backup.path, elsewhere / database.FILE_NAME)
    opened = Store.open(elsewhere)
    try:
        assert opened.upkeep.problems() == []
        change(opened, "b")
        assert opened._data.value("SELECT count(DISTINCT device_id) FROM actions") == 2
    finally:
        opened.close()
    assert not (store.backups / MARK).exists()
    assert not (store.backups / SUM).exists()


def test_no_journal_of_the_data_is_ever_taken_for_its_own(store: Store) -> None:
    backup = made(store)
    with closing(sqlite3.connect(backup.path)) as connection:
        states = generation.stored(connection)
    assert states is not None
    assert states[1] == backup.generation
    assert store._data.generation not in states


def test_none_is_made_twice_of_the_same(store: Store, clock: Clock) -> None:
    first = made(store)
    clock.now += timedelta(hours=1)
    assert store.backup(Reason.INTERVAL) is None
    assert store.backup_keeper.current() == first
    store.set_preference("window", "elsewhere")
    assert store.backup(Reason.LEAVE) is None
    change(store, "b")
    second = made(store)
    assert (first.serial, second.serial) == (1, 2)
    assert first.made_from != second.made_from
    assert [backup.serial for backup in store.backup_keeper.list()] == [2, 1]


def test_a_new_one_is_made_where_the_file_of_the_last_is_gone(store: Store) -> None:
    made(store).path.unlink()
    assert made(store).path.name == "cchc-20260715-093000-manual-2.db"
    backup = store.backup_keeper.list()[0]
    backup.path.write_bytes(b"cut")
    assert store.backup_keeper.current() is None


def test_new_data_need_none(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    try:
        assert store.backup(Reason.START) is None
        assert store.backup_keeper.task(Reason.START) is None
        assert not store.backups.exists()
    finally:
        store.close()


def test_accounts_count_as_content(store: Store) -> None:
    made(store)
    with store._data.transaction():
        store._data.put("accounts", {
            "id": "1", "officer": "a", "role": "r", "areas": "", "secret": "", "must_change": 0,
            "failures": 0, "locked_at": None, "is_disabled": 0, "made_at": "", "seen_at": None, "sum": "x",
        })  # fmt: skip
    assert store.backup_keeper.is_needed()


def test_two_of_the_same_second(store: Store) -> None:
    made(store)
    change(store, "b")
    assert made(store).path.name == "cchc-20260715-093000-manual-2.db"


# Beside other work


def run(work: Any, *given: Any) -> list[Any]:
    """Runs a task in a thread of its own; gives its result or what it raised."""
    found: list[Any] = []

    def keep() -> None:
        try:
            found.append(work(*given))
        except Exception as error:
            found.append(error)

    thread = threading.Thread(target=keep)
    thread.start()
    thread.join(60)
    return found


def test_a_worker_makes_one_while_the_data_are_written(
    store: Store, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    """What is stored between two steps is in the backup, whole; counts that moved on are no fault."""
    fill(store, 400)
    monkeypatch.setattr(backups, "_STEP_PAGES", 4)
    between, written = threading.Event(), threading.Event()
    paused = []

    def pause(seconds: float) -> None:
        paused.append(seconds)
        if len(paused) == 3:
            between.set()
            assert written.wait(30)

    monkeypatch.setattr("cchc_desktop.storage.backups.time.sleep", pause)
    task = store.backup_keeper.task(Reason.INTERVAL)
    assert task is not None
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.extend(run(task, lambda: False)))
    thread.start()
    assert between.wait(30)
    change(store, "while")
    written.set()
    thread.join(60)
    (backup,) = found
    assert isinstance(backup, backups.Backup)
    assert "while" in names(backup.path)
    assert backup.made_from == store._data.generation
    assert not store.backup_keeper.is_needed()
    with closing(sqlite3.connect(backup.path)) as copy:
        assert look(DataFile(copy)) == []


def fill(store: Store, count: int) -> None:
    with store.journal.operation("settings.unit", "Sửa danh sách đơn vị", "") as recorder:
        for number in range(count):
            name = f"u{number:04}"
            recorder.put("units", name, unit(name, name * 20))


def test_a_worker_waits_for_the_end_of_a_transaction(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not stored yet is in no backup."""
    task = store.backup_keeper.task(Reason.INTERVAL)
    assert task is not None
    steps = threading.Semaphore(0)
    sleep = time.sleep

    def counted(seconds: float) -> None:
        steps.release()
        sleep(seconds)

    monkeypatch.setattr("cchc_desktop.storage.backups.time.sleep", counted)
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.extend(run(task, lambda: False)))

    def half_done() -> None:
        with store._data.transaction():
            store._data.execute("INSERT INTO preferences (id, value) VALUES ('half', 'done')")
            thread.start()
            for _ in range(3):
                assert steps.acquire(timeout=30)
            assert not found
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    thread.join(60)
    assert isinstance(found[0], backups.Backup)
    assert found[0].rows["preferences"] == store._data.value("SELECT count(*) FROM preferences")


def test_the_data_belong_to_one_thread(store: Store) -> None:
    for use in (
        lambda: store._data.execute("SELECT 1"),
        lambda: store._data.rows("SELECT 1"),
        lambda: store._data.value("SELECT 1"),
        lambda: store._data.put("preferences", {"id": "a", "value": "b"}),
        lambda: store._data.execute_many("SELECT ?", [(1,)]),
        lambda: change(store, "b"),
        store._data.close,
    ):
        (found,) = run(use)
        assert isinstance(found, WrongThread)
    assert store._data.value("SELECT count(*) FROM units") == 1


def test_a_backup_that_must_be_now_takes_the_turn(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's is stopped and leaves nothing."""
    task = store.backup_keeper.task(Reason.INTERVAL)
    assert task is not None
    began, go_on = threading.Event(), threading.Event()

    def pause(_seconds: float) -> None:
        began.set()
        assert go_on.wait(30)

    monkeypatch.setattr("cchc_desktop.storage.backups.time.sleep", pause)
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.extend(run(task, lambda: False)))
    thread.start()
    assert began.wait(30)
    # It goes on only once it was told to stop.
    store.backup_keeper._stop.set()
    go_on.set()
    backup = made(store, Reason.IMPORT)
    thread.join(60)
    assert isinstance(found[0], Stopped)
    assert files(store) == [backup.path.name, backup_files.manifest_path(backup.path).name]
    # A worker whose turn comes after it finds that there is nothing left to do.
    assert run(task, lambda: False) == [backup]


def test_closing_stops_the_workers_backup(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    change(store, "a")
    task = store.backup_keeper.task(Reason.INTERVAL)
    assert task is not None
    store.close()
    (found,) = run(task, lambda: False)
    assert isinstance(found, Stopped)
    assert files(store) == []
    Store.open(tmp_path).close()


@pytest.mark.parametrize("after", range(0, 40, 8))
def test_stopped_anywhere_leaves_nothing(store: Store, after: int) -> None:
    fill(store, 50)
    task = store.backup_keeper.task(Reason.INTERVAL)
    assert task is not None
    asked = []

    def is_stopped() -> bool:
        asked.append(1)
        return len(asked) > after

    (found,) = run(task, is_stopped)
    if isinstance(found, Stopped):
        assert files(store) == []
    else:
        assert names(found.path)[0] == "a"


# Verification


def test_damage_makes_no_backup_and_no_room(store: Store, tmp_path: Path, clock: Clock) -> None:
    good = made(store)
    change(store, "b")
    # Behind SQLite's back: a row of the journal that its chain does not know.
    store._data.connection.execute("UPDATE changes SET after = '{}'")
    for _ in range(3):
        clock.now += timedelta(days=1)
        with pytest.raises(Damaged, match="bản sao lưu tốt được giữ nguyên"):
            store.backup(Reason.INTERVAL)
        with pytest.raises(Damaged):
            store.backup_keeper.task(Reason.INTERVAL)
    assert backups.list_backups(store.backups) == (good,)
    assert not list(store.backups.glob("*.new-*"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE actions SET label = 'x' WHERE id = 1",
        "UPDATE actions SET hash = 'x' WHERE id = 1",
        "DELETE FROM changes",
        "INSERT INTO figures (id, period_id, code, none, estimate, note, source) "
        "VALUES ('2026-Q1:1', '2026-Q1', '1', 0, 0, '', '')",
        "UPDATE actions SET label = CAST(x'ff' AS TEXT)",
    ],
)
def test_what_a_quick_look_finds(store: Store, statement: str) -> None:
    connection = store._data.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(statement)
    with pytest.raises(Damaged):
        store.backup(Reason.MANUAL)
    assert files(store) == []


def test_pages_that_are_no_longer_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy is read back from the disk, not believed."""
    fill(store, 200)

    def torn(connection: sqlite3.Connection, draft: Path, work: backups.Work) -> backups._Copied:
        copied = copy(connection, draft, work)
        content = bytearray(draft.read_bytes())
        content[len(content) // 2 : len(content) // 2 + 4096] = bytes(4096)
        draft.write_bytes(content)
        return copied

    copy = backups._copy
    monkeypatch.setattr(backups, "_copy", torn)
    with pytest.raises(Damaged):
        store.backup(Reason.MANUAL)
    assert files(store) == []


def test_a_copy_that_lacks_rows(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = backups._copy

    def less(connection: sqlite3.Connection, draft: Path, work: backups.Work) -> backups._Copied:
        copied = copy(connection, draft, work)
        with closing(sqlite3.connect(draft)) as written, written:
            written.execute("DELETE FROM units")
        return copied

    monkeypatch.setattr(backups, "_copy", less)
    with pytest.raises(EnvironmentProblem, match="khác với dữ liệu"):
        store.backup(Reason.MANUAL)
    assert files(store) == []


def in_process(backup: Backup, _is_stopped: Stop) -> Verified:
    """Looks through here what the program has a child look through."""
    return backups.look_through(backup)


def test_the_full_look(store: Store) -> None:
    backup = made(store)
    assert store.backup_keeper.look(backup, in_process, lambda: False).verified is Verified.FULL
    assert store.backup_keeper.list()[0].verified is Verified.FULL


@pytest.mark.parametrize("ended", ["asked", "closed"])
def test_a_look_that_was_stopped_says_nothing(store: Store, ended: str) -> None:
    backup = made(store)
    if ended == "closed":
        store.backup_keeper.close()

    def stopped(_backup: Backup, is_stopped: Stop) -> Verified:
        assert is_stopped()
        raise Stopped

    with pytest.raises(Stopped):
        store.backup_keeper.look(backup, stopped, lambda: ended == "asked")
    assert store.backup_keeper.list()[0].verified is Verified.QUICK


def test_a_look_at_what_was_thinned_out_meanwhile(store: Store) -> None:
    backup = made(store)

    def gone(looked: Backup, _is_stopped: Stop) -> Verified:
        remove(looked)
        return Verified.FULL

    assert store.backup_keeper.look(backup, gone, lambda: False).verified is Verified.FULL
    assert files(store) == []


def test_the_full_look_finds_what_the_quick_one_does_not(store: Store, clock: Clock) -> None:
    """The row is not what the journal made of it. Nothing is backed up from then on, nothing thinned out."""
    good = made(store)
    change(store, "b")
    store._data.connection.execute("UPDATE units SET name = 'altered' WHERE id = 'b'")
    clock.now += timedelta(minutes=1)
    backup = made(store)
    assert store.backup_keeper.look(backup, in_process, lambda: False).verified is Verified.FAILED
    change(store, "c")
    with pytest.raises(Damaged):
        store.backup(Reason.INTERVAL)
    assert [each.path for each in store.backup_keeper.list() if each.is_good] == [good.path]


def test_a_failed_look_is_remembered(tmp_path: Path) -> None:
    store = Store.open(tmp_path, Clock())
    change(store, "a")
    store._data.connection.execute("UPDATE units SET name = 'altered'")
    store.backup_keeper.look(made(store), in_process, lambda: False)
    store.close()
    opened = Store(database.open_database(tmp_path), folder=tmp_path)
    try:
        assert opened.backup_keeper.current() is None
        with pytest.raises(Damaged):
            opened.backup(Reason.START)
    finally:
        opened.close()


def test_a_backup_that_was_altered_fails_its_look(store: Store) -> None:
    backup = made(store)
    content = backup.path.read_bytes()
    backup.path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert backups.look_through(backup) is Verified.SPOILT


def test_a_backup_that_went_bad_is_no_damage_to_the_data(store: Store) -> None:
    """As where a virus scanner or a bad sector has changed it: another one is made in its place."""
    backup = made(store)
    content = backup.path.read_bytes()
    backup.path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert store.backup_keeper.look(backup, in_process, lambda: False).verified is Verified.SPOILT
    another = store.backup(Reason.INTERVAL)
    assert another is not None
    assert store.backup_keeper.current() == another


@pytest.mark.parametrize("kept", sorted(VERSIONS.glob("*.db")), ids=lambda path: path.stem)
def test_the_full_look_at_a_backup_of_before_an_upgrade(kept: Path, tmp_path: Path) -> None:
    shutil.copy(kept, tmp_path / "cchc.db")
    store = Store.open(tmp_path)
    try:
        (backup,) = store.backup_keeper.list()
        assert backup.reason is Reason.UPGRADE
        assert store.backup_keeper.look(backup, in_process, lambda: False).verified is Verified.FULL
        store.backup(Reason.START)
        assert store.backup_keeper.current() is not None
    finally:
        store.close()


def test_a_long_chain_is_followed_from_its_end(store: Store) -> None:
    for number in range(backups._CHAIN_END + 5):
        change(store, f"n{number}")
    made(store)
    change(store, "last")
    store._data.connection.execute(
        "UPDATE actions SET subject = 'x' WHERE id = (SELECT max(id) - 3 FROM actions)"
    )
    with pytest.raises(Damaged):
        store.backup(Reason.MANUAL)


# Full disks, strange files


def test_no_room(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "cchc_desktop.storage.backups.shutil.disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0)
    )
    with pytest.raises(EnvironmentProblem, match="không đủ chỗ"):
        store.backup(Reason.MANUAL)
    assert files(store) == []


@pytest.mark.parametrize("name", ["os.fsync", "os.open", "durable.replace", "durable.sync_folder"])
def test_the_disk_fails(store: Store, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = names(store.backups.parent / database.FILE_NAME)
    with monkeypatch.context() as broken:
        broken.setattr(f"cchc_desktop.storage.backups.{name}", full)
        with pytest.raises(EnvironmentProblem, match="không đủ chỗ"):
            store.backup(Reason.MANUAL)
    if name != "durable.sync_folder":
        assert files(store) == []
        made(store)
    assert names(store.backups.parent / database.FILE_NAME) == before


def test_a_place_that_is_a_file(store: Store) -> None:
    store.backups.write_text("x")
    with pytest.raises(EnvironmentProblem, match="Không ghi được bản sao"):
        store.backup(Reason.MANUAL)


def test_files_without_words_are_listed_and_left_alone(store: Store, clock: Clock) -> None:
    made(store)
    strange = store.backups / "truoc-nang-cap-20260101-080000.db"
    strange.write_bytes(b"anything")
    os.utime(strange, (0, NOW.timestamp()))
    nameless = store.backups / "cchc-20260101-080000-start.db"
    nameless.write_bytes(b"x")
    odd = store.backups / "cchc-20269901-080000-what.db"
    odd.write_bytes(b"x")
    for content in ("[]", "{", '{"format": 99}', json.dumps({"format": 1, "last": {}})):
        backup_files.manifest_path(nameless).write_text(content)
        found = {backup.path.name: backup for backup in backups.list_backups(store.backups)}
        assert found[strange.name].reason is Reason.UNKNOWN
        assert found[strange.name].made_at == NOW
        assert found[nameless.name].made_at == datetime(2026, 1, 1, 8)
        assert found[nameless.name].reason is Reason.START
        assert found[odd.name].reason is Reason.UNKNOWN
        assert not any(found[path.name].is_ours for path in (strange, nameless, odd))
    clock.now += timedelta(days=900)
    change(store, "b")
    made(store)
    assert all(path.exists() for path in (strange, nameless, odd))


def test_a_backup_goes_with_its_words(store: Store, clock: Clock) -> None:
    first = made(store)
    for _ in range(40):
        clock.now += timedelta(minutes=10)
        change(store, f"n{clock.now:%d%H%M}")
        made(store)
    clock.now += timedelta(days=1)
    change(store, "z")
    made(store)
    assert first.path.exists()
    clock.now += timedelta(days=1)
    change(store, "zz")
    made(store)
    assert not first.path.exists()
    assert not backup_files.manifest_path(first.path).exists()
    assert len(files(store)) == 2 * 3
    assert backups.thin(store.backups, clock.now, store.backups / "none") == []


def test_nothing_is_thinned_where_none_is_good(store: Store) -> None:
    backup = made(store)
    backup_files.write_manifest(
        backups.Backup(**{**{n: getattr(backup, n) for n in backup.__slots__}, "verified": Verified.FAILED})
    )
    assert backups.thin(store.backups, NOW + timedelta(days=99), store.backups / "none") == []
    assert backup.path.exists()


def test_evidence_is_remembered_by_hash(store: Store) -> None:
    assert store.evidence is not None
    content_id = store.evidence.put(b"a signed copy")
    backup = made(store)
    assert backup.evidence == (content_id,)
    assert backup_files.evidence_in_use([backup]) == {content_id}
    assert not (store.backups / "evidence").exists()


def test_an_upgrade_is_preceded_by_one(tmp_path: Path) -> None:
    kept = Path(__file__).parent / "versions" / "v2.db"
    shutil.copy(kept, tmp_path / database.FILE_NAME)
    office = Office.open(tmp_path)
    try:
        (backup,) = office.backups.list()
        assert (backup.reason, backup.schema, backup.verified) == (Reason.UPGRADE, 2, Verified.QUICK)
        assert backup.office == "Ủy ban nhân dân xã Bình Minh"
        assert backup.last.label
        assert backup.content == ""
    finally:
        office.close()


def test_corrupt_data_started_fifty_times(tmp_path: Path) -> None:
    """What is damaged neither opens nor makes a backup, and the good ones remain."""
    store = Store.open(tmp_path, Clock())
    fill(store, 100)
    made(store)
    store.close()
    before = {path.name: path.read_bytes() for path in store.backups.iterdir()}
    path = tmp_path / database.FILE_NAME
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    for _ in range(50):
        with pytest.raises(Damaged):
            Store.open(tmp_path)
    assert {path.name: path.read_bytes() for path in store.backups.iterdir()} == before
