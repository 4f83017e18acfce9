"""Accounts, rules and log in the file: what comes back, and what was changed from outside."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cchc_desktop.domain.access import Account, Event, LogEntry, Policy, Role
from cchc_desktop.domain.errors import Damaged
from cchc_desktop.storage import database, passwords
from cchc_desktop.storage.access_rows import AccessRows, asks_who
from cchc_desktop.storage.data_file import DataFile

NOW = datetime(2026, 7, 15, 9, 0)
ACCOUNT = Account("a", "Trần Thị Bình", Role.AREA, frozenset({3, 5}), "secret", NOW, seen_at=NOW)


@pytest.fixture
def data(tmp_path: Path) -> Iterator[DataFile]:
    made = database.open_database(tmp_path)
    yield made
    made.close()


@pytest.fixture
def rows(data: DataFile) -> AccessRows:
    return AccessRows(data)


def line(days: int, event: Event = Event.SIGNED_IN) -> LogEntry:
    return LogEntry(NOW + timedelta(days=days), "a", "Trần Thị Bình", event, "", "PC-1")


def test_what_is_put_comes_back(rows: AccessRows) -> None:
    assert not rows.has_accounts()
    assert (rows.policy(), rows.recovery(), rows.lines()) == (Policy(), "", [])
    rows.put(ACCOUNT)
    locked = replace(ACCOUNT, failures=5, locked_at=NOW, must_change=True, is_disabled=True)
    assert rows.accounts() == [ACCOUNT]
    rows.put(locked)
    rows.set_policy(Policy(idle_minutes=5, unlock_hours=None))
    rows.set_recovery("hash")
    assert rows.accounts() == [locked]
    assert (rows.policy(), rows.recovery()) == (Policy(idle_minutes=5, unlock_hours=None), "hash")
    assert rows.has_accounts()
    rows.delete("a")
    assert not rows.has_accounts()


def test_what_belongs_together_is_stored_together(rows: AccessRows) -> None:
    def interrupted() -> None:
        with rows.transaction():
            rows.put(ACCOUNT)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not rows.has_accounts()
    assert not rows.is_view


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE accounts SET role = 'admin'", "UPDATE accounts SET secret = 'x'",
        "UPDATE accounts SET is_disabled = 1", "UPDATE accounts SET areas = '[1]'",
        "UPDATE preferences SET value = '{}' WHERE id = 'access.policy'",
        "UPDATE preferences SET value = '' WHERE id = 'access.recovery'",
    ],
)  # fmt: skip
def test_an_account_or_rule_that_was_written_from_outside_is_damage(
    rows: AccessRows, data: DataFile, change: str
) -> None:
    rows.put(ACCOUNT)
    rows.set_policy(Policy())
    rows.set_recovery("hash")
    assert list(rows.problems()) == []
    data.connection.execute(change)
    (said,) = rows.problems()
    assert "tài khoản" in said
    with pytest.raises(Damaged):
        (rows.accounts(), rows.policy(), rows.recovery())


def test_what_no_program_writes_is_damage_even_with_its_checksum(rows: AccessRows, data: DataFile) -> None:
    from cchc_desktop.storage.row_sums import row_sum

    rows.put(ACCOUNT)
    (row,) = data.rows("SELECT * FROM accounts")
    row["role"] = "king"
    data.put("accounts", row | {"sum": row_sum(row)})
    with pytest.raises(Damaged):
        rows.accounts()
    policy = {"id": "access.policy", "value": '{"idle_minutes": 600}'}
    data.put("preferences", policy | {"sum": row_sum(policy)})
    with pytest.raises(Damaged):
        rows.policy()


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM access_log WHERE id = 2", "DELETE FROM access_log WHERE id = 1",
        "DELETE FROM access_log WHERE id = 3", "UPDATE access_log SET officer = 'X' WHERE id = 2",
        "UPDATE access_log SET event = 'nothing' WHERE id = 1",
        "INSERT INTO access_log (at, account_id, officer, event, details, machine, sum) "
        "SELECT at, account_id, officer, event, details, machine, sum FROM access_log WHERE id = 3",
    ],
)  # fmt: skip
def test_a_line_of_the_log_that_was_taken_put_or_changed_is_found(
    rows: AccessRows, data: DataFile, change: str
) -> None:
    for day in range(3):
        rows.add_line(line(day))
    assert list(rows.problems()) == []
    data.connection.execute(change)
    (said,) = rows.problems()
    assert "Nhật ký đăng nhập" in said


def test_a_line_that_cannot_be_read_is_damage(rows: AccessRows, data: DataFile) -> None:
    rows.add_line(line(0))
    data.connection.execute("UPDATE access_log SET at = 'yesterday'")
    with pytest.raises(Damaged):
        rows.lines()


def test_the_log_loses_its_old_lines_and_stays_whole(rows: AccessRows) -> None:
    for days in (-900, -800, -10, -850, 0):
        rows.add_line(line(days))
    assert rows.thin(NOW - timedelta(days=730)) == 2
    # What stands behind a newer line stays, whatever a clock said.
    assert [(each.at - NOW).days for each in rows.lines()] == [0, -850, -10]
    assert [(each.at - NOW).days for each in rows.lines(1)] == [0]
    assert list(rows.problems()) == []
    assert rows.thin(NOW - timedelta(days=730)) == 0
    rows.add_line(line(1))
    assert rows.thin(NOW + timedelta(days=900)) == 4
    rows.add_line(line(2))
    assert list(rows.problems()) == []


def test_a_password_is_known_by_its_hash_alone() -> None:
    secret = passwords.hashed("Mật khẩu 1@")
    assert secret.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert passwords.is_right(secret, "Mật khẩu 1@")
    # The same letters, put together otherwise by the keyboard.
    assert passwords.is_right(secret, "Mật khẩu 1@")
    assert not passwords.is_right(secret, "Mật khẩu 1#")
    assert passwords.hashed("Mật khẩu 1@") != secret
    assert not passwords.is_dated(secret)
    assert passwords.is_dated(secret.replace("m=65536", "m=32768"))
    assert passwords.is_dated(secret.replace("t=3", "t=2"))


def test_a_file_tells_without_being_opened_whether_it_asks(tmp_path: Path) -> None:
    path = tmp_path / database.FILE_NAME
    assert not asks_who(path)
    path.write_bytes(b"no data" * 1000)
    assert not asks_who(path)
    path.unlink()
    made = database.open_database(tmp_path)
    AccessRows(made).put(ACCOUNT)
    made.close()
    before = sorted((each.name, each.stat().st_mtime_ns) for each in tmp_path.iterdir())
    assert asks_who(path)
    assert sorted((each.name, each.stat().st_mtime_ns) for each in tmp_path.iterdir()) == before
