"""What a crash leaves beside the data file: its own journal is replayed, any other is put aside, whole."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Damaged, EnvironmentProblem
from cchc_desktop.domain.offices import Unit
from cchc_desktop.storage import database, fingerprint, generation, leftovers, schema
from cchc_desktop.storage.office_rows import write_unit
from cchc_desktop.storage.store import Store
from tests.storage.crashes import JOURNAL, aside, crash, crash_before_marks, names_in, units, work

VERSIONS = Path(__file__).parent / "versions"
WAL = f"{database.FILE_NAME}-wal"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with two units, closed."""
    made = tmp_path / "Xã An Bình"
    work(made, "Văn phòng", "Văn hóa")
    return made


def data(folder: Path) -> bytes:
    return (folder / database.FILE_NAME).read_bytes()


# The file's own


def test_what_a_crash_left_half_is_taken_back(folder: Path) -> None:
    before = data(folder)
    crash(folder)
    assert data(folder) != before
    with closing(Store.open(folder)) as store:
        assert names_in(store) == ["Văn phòng", "Văn hóa"]
        assert store.opening.put_aside == ()
        assert store.opening.looked_through
        assert store.upkeep.problems() == []
    assert not (folder / JOURNAL).exists()
    assert aside(folder) == []


def test_what_was_acknowledged_before_the_crash_is_kept(folder: Path) -> None:
    work(folder, "Tư pháp")
    crash(folder)
    assert units(folder) == ["Văn phòng", "Văn hóa", "Tư pháp"]
    crash(folder)
    work(folder, "Kinh tế")
    assert units(folder) == ["Văn phòng", "Văn hóa", "Tư pháp", "Kinh tế"]


@pytest.mark.parametrize("size", [0, 1, 28, 512, 9000])
def test_a_journal_that_was_only_begun_says_nothing(folder: Path, size: int) -> None:
    """Its head is zeros until the file is written to; SQLite leaves it alone as well."""
    before = data(folder)
    journal = crash(folder)
    (folder / database.FILE_NAME).write_bytes(before)
    (folder / JOURNAL).write_bytes((bytes(12) + journal[12:])[:size])
    with closing(Store.open(folder)) as store:
        assert names_in(store) == ["Văn phòng", "Văn hóa"]
        assert store.opening.put_aside == ()
    work(folder, "Tư pháp")
    assert not (folder / JOURNAL).exists()
    assert units(folder) == ["Văn phòng", "Văn hóa", "Tư pháp"]
    assert aside(folder) == []


def torn(folder: Path, start: int, end: int) -> None:
    content = bytearray(data(folder))
    content[start:end] = bytes(end - start)
    (folder / database.FILE_NAME).write_bytes(content)


@pytest.mark.parametrize(("start", "end"), [(512, 4096), (0, 4096), (100, 108), (0, 16)])
def test_a_torn_first_page_is_mended_by_its_own_journal(folder: Path, start: int, end: int) -> None:
    """A power cut may tear the page that says what the file is; the journal has it whole."""
    crash(folder)
    torn(folder, start, end)
    with closing(Store.open(folder)) as store:
        assert names_in(store) == ["Văn phòng", "Văn hóa"]
        assert store.opening.put_aside == ()
        assert store.upkeep.problems() == []


def test_a_torn_first_page_without_its_journal_is_damage(folder: Path) -> None:
    crash(folder)
    (folder / JOURNAL).unlink()
    torn(folder, 512, 4096)
    with pytest.raises(Damaged):
        Store.open(folder)


@pytest.mark.parametrize("first", [True, False], ids=["first change of a run", "later change"])
def test_a_crash_of_the_program_that_marked_no_files_yet(tmp_path: Path, first: bool) -> None:
    shutil.copy(VERSIONS / "v4.db", tmp_path / database.FILE_NAME)
    (tmp_path / "whole").mkdir()
    shutil.copy(VERSIONS / "v4.db", tmp_path / "whole" / database.FILE_NAME)
    before = data(tmp_path)
    crash_before_marks(tmp_path, first)
    assert data(tmp_path) != before
    with closing(Store.open(tmp_path)) as store:
        assert names_in(store) == units(tmp_path / "whole")
        assert store.opening.put_aside == ()
        assert store.opening.upgraded_from == 4
        assert store.upkeep.problems() == []


# Another's


def _in_place(backup: Path, path: Path) -> None:
    shutil.copyfile(backup, path)


def _in_place_with_times(backup: Path, path: Path) -> None:
    shutil.copy2(backup, path)


def _renamed(backup: Path, path: Path) -> None:
    draft = path.with_name("Copy of cchc.db")
    shutil.copyfile(backup, draft)
    os.replace(draft, path)


def _renamed_with_times(backup: Path, path: Path) -> None:
    draft = path.with_name("Copy of cchc.db")
    shutil.copy2(backup, draft)
    os.replace(draft, path)


def _removed_first(backup: Path, path: Path) -> None:
    path.unlink()
    shutil.move(backup, path)


@pytest.mark.parametrize(
    "copy", [_in_place, _in_place_with_times, _renamed, _renamed_with_times, _removed_first]
)
def test_a_backup_copied_over_the_file_after_a_crash_is_what_is_opened(
    folder: Path, tmp_path: Path, copy: Callable[[Path, Path], object]
) -> None:
    backup = tmp_path / "backup.db"
    shutil.copy2(folder / database.FILE_NAME, backup)
    work(folder, "Tư pháp", "Kinh tế")
    journal = crash(folder)
    content = backup.read_bytes()
    copy(backup, folder / database.FILE_NAME)
    with closing(Store.open(folder)) as store:
        assert names_in(store) == ["Văn phòng", "Văn hóa"]
        assert store.upkeep.problems() == []
        assert store.opening.looked_through
        assert [path.read_bytes() for path in store.opening.put_aside] == [journal]
        assert store.opening.put_aside[0].parent == folder / leftovers.ASIDE
    assert data(folder) == content
    assert not (folder / JOURNAL).exists()
    assert aside(folder) == [journal]


def test_a_backup_of_the_very_state_before_the_crash_stays_it(folder: Path) -> None:
    """Its journal fits it, and taking it back changes nothing."""
    before = data(folder)
    crash(folder)
    (folder / database.FILE_NAME).write_bytes(before)
    assert units(folder) == ["Văn phòng", "Văn hóa"]


def _of_another_office(place: Path) -> bytes:
    work(place / "other", *(f"Đơn vị {number}" for number in range(40)))
    return crash(place / "other")


def _of_an_older_schema(place: Path) -> bytes:
    (place / "older").mkdir()
    shutil.copy(VERSIONS / "v4.db", place / "older" / database.FILE_NAME)
    return crash_before_marks(place / "older")


def _of_another_program(place: Path) -> bytes:
    path = place / database.FILE_NAME
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                           "LIMIT 900) SELECT hex(randomblob(100)) FROM n")  # fmt: skip
        connection.execute("BEGIN")
        connection.execute("UPDATE t SET a = hex(randomblob(100))")
        journal = (place / JOURNAL).read_bytes()
        connection.execute("ROLLBACK")
    return journal


def _cut(place: Path) -> bytes:
    """Only its head, which would cut the file to the size of its own."""
    return _of_another_office(place)[:512]


STRAYS: dict[str, Callable[[Path], bytes]] = {
    "another office": _of_another_office,
    "an older schema": _of_an_older_schema,
    "another program": _of_another_program,
    "cut": _cut,
    "text": lambda _: "Ghi chú của văn phòng\n".encode() * 400,
    "a head and nonsense": lambda place: _of_another_office(place)[:28] + b"\xff" * 9000,
}


@pytest.mark.parametrize("name", STRAYS)
def test_a_stray_journal_is_put_aside(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    stray = STRAYS[name](tmp_path / "elsewhere")
    before = data(folder)
    (folder / JOURNAL).write_bytes(stray)
    with closing(Store.open(folder)) as store:
        assert names_in(store) == ["Văn phòng", "Văn hóa"]
        assert len(store.opening.put_aside) == 1
    assert data(folder) == before
    assert aside(folder) == [stray]
    assert units(folder) == ["Văn phòng", "Văn hóa"]
    assert aside(folder) == [stray]


def test_a_journal_that_was_taken_back_never_is_again(folder: Path) -> None:
    """A copy of it that turns up later fits no state that came after, the very next one included."""
    journal = crash(folder)
    work(folder, "Tư pháp")
    for _ in range(2):
        (folder / JOURNAL).write_bytes(journal)
        assert units(folder) == ["Văn phòng", "Văn hóa", "Tư pháp"]
    assert aside(folder) == [journal, journal]


def test_the_journal_of_what_was_stored_and_closed_takes_nothing_back(folder: Path) -> None:
    """As where a synchroniser or a copy brings it back that was taken in the midst of the last save."""
    journal = leftovers.beside(folder / "cchc.db", "-journal")
    store = Store.open(folder)
    with store.journal.operation("settings.unit", "Sửa danh sách đơn vị", "n") as recorder:
        write_unit(recorder, Unit("Đã lưu"))
        begun = journal.read_bytes()
    store.close()
    # As it is once SQLite has synced it.
    count = (len(begun) - 512) // (4096 + 8)
    journal.write_bytes(bytes.fromhex("d9d505f920a163d7") + count.to_bytes(4, "big") + begun[12:])
    store = Store.open(folder)
    try:
        assert len(store.opening.put_aside) == 1
        assert "Đã lưu" in names_in(store)
        assert store.upkeep.problems() == []
    finally:
        store.close()


def test_a_journal_of_a_later_state_of_an_older_file(tmp_path: Path) -> None:
    """A copy of an old program's file, put back over it after a crash: SQLite's own count tells."""
    shutil.copy(VERSIONS / "v4.db", tmp_path / database.FILE_NAME)
    with closing(sqlite3.connect(tmp_path / database.FILE_NAME)) as connection:
        for _ in range(2):
            connection.execute("UPDATE actions SET label = label || '.'")
            connection.commit()
    journal = crash_before_marks(tmp_path)
    shutil.copy(VERSIONS / "v4.db", tmp_path / database.FILE_NAME)
    with closing(Store.open(tmp_path)) as store:
        assert store.upkeep.problems() == []
    assert aside(tmp_path) == [journal]


def test_a_journal_of_another_older_file_with_the_same_count(tmp_path: Path) -> None:
    """SQLite's count alone does not make a journal the file's: with it the file would not be whole."""
    path = tmp_path / database.FILE_NAME
    shutil.copy(VERSIONS / "v4.db", path)
    count = path.read_bytes()[24:28]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM changes")
        connection.execute("UPDATE actions SET label = 'khác'")
        connection.commit()
    other = path.read_bytes()
    path.write_bytes(other[:24] + count + other[28:92] + count + other[96:])
    journal = crash_before_marks(tmp_path)
    facts = generation.of_journal(tmp_path / JOURNAL)
    assert facts is not None
    assert facts.change_counter == int.from_bytes(count, "big")
    shutil.copy(VERSIONS / "v4.db", path)
    with closing(Store.open(tmp_path)) as store:
        assert store.upkeep.problems() == []
    assert aside(tmp_path) == [journal]


def test_a_journal_with_a_mark_beside_an_older_file(folder: Path) -> None:
    """Put back from before the upgrade."""
    journal = crash(folder)
    shutil.copy(VERSIONS / "v4.db", folder / database.FILE_NAME)
    with closing(Store.open(folder)) as store:
        assert store.opening.upgraded_from == 4
        assert store.upkeep.problems() == []
    assert aside(folder) == [journal]


def test_a_journal_without_a_mark_is_taken_where_the_file_needs_it(folder: Path) -> None:
    """Another tool was killed while it changed the file."""
    crash_before_marks(folder)
    with closing(Store.open(folder)) as store:
        assert names_in(store) == ["Văn phòng", "Văn hóa"]
        assert store.opening.put_aside == ()


def test_a_journal_that_mends_nothing_is_left_and_the_damage_told(folder: Path, tmp_path: Path) -> None:
    """Whichever of both is damaged, the journal may be all that mends the file one day."""
    (tmp_path / "elsewhere").mkdir()
    stray = _of_another_program(tmp_path / "elsewhere")
    torn(folder, 512, 8192)
    (folder / JOURNAL).write_bytes(stray)
    before = data(folder)
    with pytest.raises(Damaged):
        Store.open(folder)
    assert data(folder) == before
    assert (folder / JOURNAL).read_bytes() == stray
    assert aside(folder) == []


@pytest.mark.parametrize("change", [f"user_version = {schema.VERSION + 1}", "application_id = 7"])
def test_beside_a_file_that_is_refused_nothing_is_touched(folder: Path, change: str) -> None:
    journal = crash(folder)
    (folder / fingerprint.NAME).unlink()
    with closing(sqlite3.connect(folder / database.FILE_NAME)) as connection:
        # SQLite takes the journal back here, as it would at any opening.
        connection.execute(f"PRAGMA {change}")
    (folder / JOURNAL).write_bytes(journal)
    before = data(folder)
    with pytest.raises(EnvironmentProblem, match=r"mới hơn|không phải là dữ liệu|bị hỏng"):
        Store.open(folder)
    assert data(folder) == before
    assert (folder / JOURNAL).read_bytes() == journal
    assert aside(folder) == []


def test_no_journal_is_put_aside_on_a_guess(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is too full for the trial: the file stays as it is, and opens once there is room."""
    journal = crash(folder)
    torn(folder, 512, 4096)
    before = data(folder)
    with monkeypatch.context() as full:

        def no_room(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        full.setattr(shutil, "copyfile", no_room)
        with pytest.raises(EnvironmentProblem, match="đầy"):
            Store.open(folder)
    with monkeypatch.context() as full:

        def full_at_once(_: object) -> None:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error

        full.setattr(database, "_look_through", full_at_once)
        with pytest.raises(EnvironmentProblem, match="đầy"):
            Store.open(folder)
    assert data(folder) == before
    assert (folder / JOURNAL).read_bytes() == journal
    assert not (folder / leftovers.ASIDE).exists()
    assert units(folder) == ["Văn phòng", "Văn hóa"]


# Write-ahead logs


def _logged(folder: Path) -> dict[str, bytes]:
    """What another tool leaves that was killed while it kept the file with a write-ahead log."""
    with closing(sqlite3.connect(folder / database.FILE_NAME, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE preferences SET value = value")
        connection.execute("UPDATE devices SET token = 'logged'")
        names = [database.FILE_NAME, WAL, f"{database.FILE_NAME}-shm"]
        return {name: (folder / name).read_bytes() for name in names}


def test_a_stray_write_ahead_log_is_put_aside(folder: Path, tmp_path: Path) -> None:
    work(tmp_path / "other", "Khác")
    logged = _logged(tmp_path / "other")
    before = data(folder)
    for name in (WAL, f"{database.FILE_NAME}-shm"):
        (folder / name).write_bytes(logged[name])
    with closing(Store.open(folder)) as store:
        assert names_in(store) == ["Văn phòng", "Văn hóa"]
        assert len(store.opening.put_aside) == 2
    assert data(folder) == before
    assert sorted(aside(folder)) == sorted([logged[WAL], logged[f"{database.FILE_NAME}-shm"]])


def test_the_log_of_a_file_that_says_so_is_taken_in(folder: Path) -> None:
    for name, content in _logged(folder).items():
        (folder / name).write_bytes(content)
    (folder / fingerprint.NAME).unlink()
    with closing(Store.open(folder)) as store:
        assert store._data.value("SELECT 1 FROM devices WHERE token = 'logged'")
        assert store.opening.put_aside == ()
        assert store._data.value("PRAGMA journal_mode") == "delete"


def test_a_stray_log_beside_a_file_that_says_so(folder: Path, tmp_path: Path) -> None:
    work(tmp_path / "other", *map(str, range(30)))
    stray = _logged(tmp_path / "other")[WAL]
    (folder / database.FILE_NAME).write_bytes(_logged(folder)[database.FILE_NAME])
    for name in (WAL, f"{database.FILE_NAME}-shm"):
        (folder / name).unlink(missing_ok=True)
    (folder / WAL).write_bytes(stray)
    (folder / fingerprint.NAME).unlink()
    assert units(folder) == ["Văn phòng", "Văn hóa"]
    assert aside(folder) == [stray]


# What was not finished


def test_only_what_the_program_did_not_finish_is_swept(folder: Path) -> None:
    ours = [
        "cchc.db.new-123", "cchc.db.new-123-journal", "cchc.sum.new-7", "cchc.db.new-repair",
        "backups/truoc.new-0123abcd", f"evidence/ab/{'ab' * 32}.new-0123abcd",
        "backups/truoc.new-0123abcd-journal", "set-aside/trial.new-0123abcd/cchc.db",
    ]  # fmt: skip
    others = ["Kế hoạch.new-2026.docx", "bao-cao.new-ban cuoi", "backups/a.db", "set-aside/b", "x.new-",
        f"evidence/ab/{'ab' * 32}", "Kế hoạch.new-2026", "so-lieu.new-20260715/tep.xlsx",
    ]  # fmt: skip
    for name in (*ours, *others):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    Store.open(folder).close()
    assert [name for name in ours if (folder / name).exists()] == []
    assert [name for name in others if not (folder / name).exists()] == []
    assert not (folder / "set-aside" / "trial.new-0123abcd").exists()


def test_two_are_put_aside_within_a_second(folder: Path) -> None:
    found = []
    for number in range(5):
        (folder / "a-journal").write_bytes(bytes([number]))
        found.append(leftovers.put_aside_file(folder / "a-journal"))
    assert len(set(found)) == 5
    assert aside(folder) == [path.read_bytes() for path in sorted(found)]


def test_marks_are_found_in_the_journal_of_a_crash(folder: Path) -> None:
    with closing(sqlite3.connect(folder / database.FILE_NAME)) as connection:
        state = generation.stored(connection)
    crash(folder)
    facts = generation.of_journal(folder / JOURNAL)
    assert facts is not None
    assert state is not None
    assert facts.states == {state[1]}
    assert facts.change_counter is not None
