"""Keys by themselves: what is one, how it is wrapped, counted, read back, and bounded where it comes from
elsewhere."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop.domain.errors import Damaged, EnvironmentProblem
from cchc_desktop.storage import cipher, encrypting, key_file
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.key_file import RECOVERY, Keys
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
from tests.storage.crashes import work

NOW = datetime(2026, 7, 15, 9, 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    work(tmp_path / "data", "Văn phòng")
    encrypting.encrypt(tmp_path / "data", *made_keys())
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("secret", "mark"), [(b"short", bytes(16)), (bytes(32), b"short"), (bytes(32), cipher.PLAIN)]
)
def test_what_is_no_key(secret: bytes, mark: bytes) -> None:
    with pytest.raises(ValueError, match="not a key"):
        cipher.DataKey(secret, mark)


def test_a_key_goes_to_a_child_as_text() -> None:
    key = cipher.new_key()
    assert cipher.DataKey.of_text(key.as_text()) == key
    with pytest.raises(ValueError, match="not a key"):
        cipher.DataKey.of_text(key.as_text()[:-2])


def test_a_key_is_not_shown() -> None:
    key = cipher.new_key()
    assert key.secret.hex() not in repr(key)
    assert repr(key.secret) not in repr(key)


def test_files_that_are_not_there_are_neither(tmp_path: Path) -> None:
    assert not cipher.is_plain(tmp_path / "none")
    assert cipher.mark_of(tmp_path / "none") is None


def test_a_connection_that_does_not_take_its_key_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []

    class Failing(cipher._keyed()):  # type: ignore[misc]
        def execute(self, *_: Any) -> Any:
            raise KeyboardInterrupt

        def close(self) -> None:
            closed.append(True)
            super().close()

    monkeypatch.setattr(cipher, "_keyed", lambda: Failing)
    with pytest.raises(KeyboardInterrupt):
        cipher.connect_with(cipher.new_key(), tmp_path / "x.db")
    assert closed == [True]


def test_a_want_of_memory_is_told_apart_from_damage(tmp_path: Path) -> None:
    """SQLCipher says the same of both: the file can still be read, or not."""
    with closing(cipher.connect_with(cipher.new_key(), tmp_path / "x.db")) as connection:
        connection.execute("CREATE TABLE t (a)")

        def rows(is_broken: bool) -> Any:
            yield (1,)
            if is_broken:
                connection.close()
            raise MemoryError

        with pytest.raises(MemoryError):
            connection.executemany("INSERT INTO t VALUES (?)", rows(False))
        connection.rollback()
        with pytest.raises(cipher.errors()) as caught:
            connection.executemany("INSERT INTO t VALUES (?)", rows(True))
    assert caught.value.sqlite_errorcode == sqlite3.SQLITE_CORRUPT  # type: ignore[attr-defined]


# Slots


def test_tries_are_counted_and_begin_anew_once_the_wait_is_over() -> None:
    _, keys = made_keys()
    assert keys.counted("nobody", False, NOW) == keys
    for number in range(1, key_file.MOST_FAILURES + 1):
        keys = keys.counted("lan", False, NOW)
        slot = keys.slot("lan")
        assert slot is not None
        assert slot.failures == number
        assert slot.is_locked(NOW) == (number == key_file.MOST_FAILURES)
    later = NOW + key_file.LOCKED_FOR
    assert slot is not None
    assert not slot.is_locked(later)
    after = keys.counted("lan", False, later).slot("lan")
    assert after is not None
    assert (after.failures, after.is_locked(later)) == (1, False)
    right = keys.counted("lan", True, later + timedelta(days=1)).slot("lan")
    assert right is not None
    assert (right.failures, right.locked_at) == (0, None)
    assert key_file.from_record(key_file.record(keys)) == keys


def _record(**changes: Any) -> dict[str, Any]:
    known = key_file.record(made_keys()[1])
    known.update({name: value for name, value in changes.items() if name in known})
    for slot in known["slots"]:
        slot.update({name: value for name, value in changes.items() if name in slot})
    del known["sum"]
    return known | {"sum": key_file._sum(known)}


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2}, {"rounds": 1000}, {"memory": 1 << 40}, {"memory": 16}, {"salt": "00"}, {"mark": "00"},
        {"id": "twice"},
    ],
    ids=str,
)  # fmt: skip
def test_keys_from_elsewhere_are_bounded(changes: dict[str, Any]) -> None:
    """They may not ask for more memory and time than the program's own do."""
    assert key_file.from_record(_record()).people
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says, it is told to be damaged
        key_file.from_record(_record(**changes))
    too_many = _record() | {"slots": _record()["slots"] * 600}
    del too_many["sum"]
    with pytest.raises(ValueError, match="not these keys"):
        key_file.from_record(too_many | {"sum": key_file._sum(too_many)})


def test_whoever_forges_a_mark_opens_nothing(folder: Path) -> None:
    unlock(folder / FILE_NAME)
    keys = key_file.read(folder)
    assert keys is not None
    assert keys.opened("nobody", PASSWORD) is None
    assert keys.opened("lan", PASSWORD.lower()) is None
    assert keys.opened(RECOVERY, CODE) is not None


# Found


def test_plain_files_have_none(tmp_path: Path) -> None:
    work(tmp_path / "plain", "Văn phòng")
    path = tmp_path / "plain" / FILE_NAME
    assert key_file.of_file(path) is None
    assert key_file.of_damaged(path) is None
    with closing(Store.open(tmp_path / "plain")) as store:
        connection = store._data.connection
        assert key_file.of_open(connection, path) is None
        assert key_file.of_stored(connection, path) is None
        slots = store.key_slots
        assert not slots.is_on
        assert not slots.lacks("lan")
        for act in (slots.settle, slots.take):
            act("lan")
        slots.give("lan", "Lan", PASSWORD)
        slots.rename("lan", "Lan")
        slots.keep_only(())
    assert not (tmp_path / "plain" / key_file.NAME).exists()


def test_keys_that_lie_nowhere_any_more(folder: Path) -> None:
    """Open data whose key file and backups are gone: what was read of it is still known, or nothing is."""
    with closing(Store.open(folder)) as store:
        connection, path = store._data.connection, folder / FILE_NAME
        keys = key_file.read(folder)
        (folder / key_file.NAME).unlink()
        assert key_file.of_open(connection, path) == key_file.of_stored(connection, path) == keys
        key_file._seen.clear()
        assert key_file.of_open(connection, path) is None
        assert key_file.of_stored(connection, path) is None
        (folder / key_file.NAME).write_bytes(b"{")
        assert key_file.of_open(connection, path) is None
        # Whoever sets a password then makes the key openable again.
        store.key_slots.give("lan", "Nguyễn Thị Lan", PASSWORD)
    forget()
    unlock(folder / FILE_NAME)


def test_an_account_lacks_a_slot_or_has_one_too_many(folder: Path) -> None:
    with closing(Store.open(folder)) as store:
        slots = store.key_slots
        assert not slots.lacks("lan")
        assert slots.lacks("binh")
        assert (slots.opens("lan"), slots.opens("binh")) == (True, False)
        slots.give("lan", "Nguyễn Thị Lan", "Khac-2026")
        assert slots.lacks("lan")
        slots.settle("lan")
        slots.settle("lan")
        assert not slots.lacks("lan")
        slots.take("lan")
        assert slots.lacks("lan")


def test_a_key_file_that_the_disk_spoils_encrypts_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(tmp_path / "data", "Văn phòng")
    before = (tmp_path / "data" / FILE_NAME).read_bytes()
    key, keys = made_keys()
    monkeypatch.setattr(key_file, "read", lambda *_: Keys(key.mark))
    with pytest.raises(EnvironmentProblem, match="đọc lại thấy khác"):
        encrypting.encrypt(tmp_path / "data", key, keys)
    assert (tmp_path / "data" / FILE_NAME).read_bytes() == before


def test_a_damaged_key_file_of_a_file_without_its_first_page(folder: Path) -> None:
    content = (folder / FILE_NAME).read_bytes()
    (folder / FILE_NAME).write_bytes(bytes(16) + content[16:])
    for backup in (folder / "backups").iterdir():
        backup.unlink()
    assert key_file.of_damaged(folder / FILE_NAME) is not None
    known = json.loads((folder / key_file.NAME).read_text("utf-8"))
    (folder / key_file.NAME).write_text(json.dumps(known | {"mark": "00" * 16}), "utf-8")
    with pytest.raises(Damaged):
        key_file.of_damaged(folder / FILE_NAME)
    (folder / key_file.NAME).unlink()
    assert key_file.of_damaged(folder / FILE_NAME) is None
