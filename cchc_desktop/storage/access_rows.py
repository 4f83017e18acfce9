"""Accounts, the rules of signing in and the log, as the data file holds them; the journal knows none of it.

Each row has a checksum; that of a line of the log follows from the line before, so that a line that was taken
out or put in is found. What differs is damage: nobody signs in with an account that was written from outside.
"""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from ..domain.access import Account, Event, LogEntry, Policy, Role, Standing
from ..domain.errors import Damaged, Refusal
from . import cipher
from .columns import Row
from .data_file import DataFile, untouched
from .row_sums import row_sum, summed

_POLICY = "access.policy"
_RECOVERY = "access.recovery"
_LOG_BASE = "access.log_base"
"""The checksum of the last line that was taken from the beginning of the log."""
_LOG_END = "access.log_end"
"""The checksum of the newest line: lines that are missing at the end are missed, too."""
_DAMAGED = (
    "Danh sách tài khoản hoặc nhật ký đăng nhập trong tệp dữ liệu đã bị hỏng hoặc bị sửa ở ngoài chương "
    "trình nên không dùng được. Hãy khôi phục bản sao lưu gần nhất."
)


def asks_who(path: Path) -> bool:
    """Whether a data file has accounts, as far as can be told without opening it for work: nothing is locked,
    replayed or written. A file that cannot be read asks nobody."""
    try:
        with closing(untouched(path)) as connection:
            return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM accounts)").fetchone()[0])
    except cipher.errors():
        return False


class AccessRows:
    """What the data file holds about who may sign in."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    @property
    def is_view(self) -> bool:
        """Whether nothing can be written."""
        return self._data.is_view

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is stored, or nothing."""
        with self._data.transaction():
            yield

    def has_accounts(self) -> bool:
        """Whether there is any account: then the data ask who one is."""
        return bool(self._data.value("SELECT EXISTS (SELECT 1 FROM accounts)"))

    def accounts(self) -> list[Account]:
        """Every account, by name. Raises Damaged where one is not what was written."""
        return [_account(row) for row in self._data.rows("SELECT * FROM accounts ORDER BY officer, id")]

    def put(self, account: Account) -> None:
        """Adds an account, or makes the stored one what it is now."""
        row: Row = {
            "id": account.id,
            "officer": account.officer,
            "role": account.role.value,
            "areas": json.dumps(sorted(account.areas)),
            "secret": account.secret,
            "must_change": int(account.must_change),
            "failures": account.failures,
            "locked_at": _text(account.locked_at),
            "is_disabled": int(account.is_disabled),
            "made_at": _text(account.made_at),
            "seen_at": _text(account.seen_at),
        }
        with self._data.transaction():
            self._data.put("accounts", summed(row))

    def delete(self, account_id: str) -> None:
        """Removes an account."""
        with self._data.transaction():
            self._data.delete("accounts", account_id)

    # The rules and the recovery code

    def policy(self) -> Policy:
        """The rules of signing in; the usual ones where none are stored."""
        stored = self._kept(_POLICY)
        try:
            return Policy(**json.loads(stored)) if stored else Policy()
        except (ValueError, TypeError, Refusal) as error:
            raise Damaged(_DAMAGED) from error

    def set_policy(self, policy: Policy) -> None:
        """Keeps other rules."""
        self._keep(_POLICY, json.dumps(asdict(policy)))

    def recovery(self) -> str:
        """The hash of the recovery code; nothing where there is none."""
        return self._kept(_RECOVERY)

    def set_recovery(self, secret: str) -> None:
        """Keeps the hash of another recovery code, or of none."""
        self._keep(_RECOVERY, secret)

    def _kept(self, name: str) -> str:
        row = self._data.row("preferences", name)
        if row is None:
            return ""
        if row["sum"] != row_sum({"id": name, "value": row["value"]}):
            raise Damaged(_DAMAGED)
        return str(row["value"])

    def _keep(self, name: str, value: str) -> None:
        row: Row = {"id": name, "value": value}
        with self._data.transaction():
            self._data.put("preferences", summed(row))

    # The log

    def add_line(self, entry: LogEntry) -> None:
        """Adds a line to the log."""
        row = _line(entry)
        row["sum"] = _line_sum(row, self._kept(_LOG_END))
        with self._data.transaction():
            self._keep(_LOG_END, row["sum"])
            self._data.execute(
                f"INSERT INTO access_log ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
                tuple(row.values()),
            )

    def lines(self, limit: int = -1) -> list[LogEntry]:
        """The log, newest first. Raises Damaged where a line cannot be read."""
        rows = self._data.rows(f"SELECT * FROM access_log ORDER BY id DESC LIMIT {limit}")
        return [_entry(row) for row in rows]

    def thin(self, before: datetime) -> int:
        """Removes the lines at the beginning of the log that are older; gives how many.

        They go as long as the next one is older, too: after a clock that was wrong none goes too early.
        """
        rows = self._data.rows("SELECT id, at, sum FROM access_log ORDER BY id")
        count = next((n for n, row in enumerate(rows) if row["at"] >= _text(before)), len(rows))
        if count:
            with self._data.transaction():
                self._keep(_LOG_BASE, rows[count - 1]["sum"])
                self._data.execute("DELETE FROM access_log WHERE id <= ?", [rows[count - 1]["id"]])
        return count

    def standing(self) -> Standing:
        """Who may enter, as far as a restore asks. Raises Damaged where that is not what was written."""
        sums = {row[0] for row in self._data.tuples("SELECT sum FROM access_log")}
        lines = (sums | {self._kept(_LOG_BASE)}) - {""}
        return Standing(self.has_accounts(), self._kept(_LOG_END), frozenset(lines))

    def mend(self) -> list[str]:
        """Makes what could be rescued of accounts and log hold together; gives what was done for it.

        The lines that are left follow from one another again. Accounts that nobody could administer would
        shut everybody out: they go, and nobody is asked.
        """
        done, last = [], self._kept(_LOG_BASE)
        with self._data.transaction():
            is_whole = True
            for row in self._data.rows("SELECT * FROM access_log ORDER BY id"):
                line = {name: value for name, value in row.items() if name not in ("id", "sum")}
                last = _line_sum(line, last)
                if row["sum"] != last:
                    is_whole = False
                    self._data.execute("UPDATE access_log SET sum = ? WHERE id = ?", [last, row["id"]])
            if last != self._kept(_LOG_END):
                is_whole = False
                self._keep(_LOG_END, last)
            if not is_whole:
                done.append("Nhật ký đăng nhập có dòng bị mất hoặc bị sửa; các dòng đọc được được giữ lại")
            accounts = self.accounts()
            admins = [each for each in accounts if each.role is Role.ADMIN]
            if accounts and not (
                any(not each.is_disabled for each in admins) or (admins and self.recovery())
            ):
                for each in accounts:
                    self.delete(each.id)
                self.set_recovery("")
                done.append(
                    "Tài khoản quản trị không đọc được nên đăng nhập đã tắt: hãy bật lại và tạo lại tài khoản"
                )
        return done

    def problems(self) -> Iterator[str]:
        """A sentence for each sort of damage that is found; nothing is raised for it."""
        try:
            self.accounts()
            self.policy()
            self.recovery()
        except Damaged:
            yield "Danh sách tài khoản đăng nhập không phải do chương trình ghi: tệp bị hỏng hoặc bị sửa."
        try:
            last = self._kept(_LOG_BASE)
            for row in self._data.rows("SELECT * FROM access_log ORDER BY id"):
                line = {name: value for name, value in row.items() if name not in ("id", "sum")}
                _entry(row)
                if row["sum"] != _line_sum(line, last):
                    raise Damaged(_DAMAGED)
                last = row["sum"]
            if last != self._kept(_LOG_END):
                raise Damaged(_DAMAGED)
        except Damaged:
            yield "Nhật ký đăng nhập có dòng bị hỏng, bị sửa, bị xóa hoặc thêm ở ngoài chương trình."


def _account(row: Row) -> Account:
    if row["sum"] != row_sum(row):
        raise Damaged(_DAMAGED)
    try:
        return Account(
            id=row["id"],
            officer=row["officer"],
            role=Role(row["role"]),
            areas=frozenset(json.loads(row["areas"])),
            secret=row["secret"],
            made_at=datetime.fromisoformat(row["made_at"]),
            must_change=bool(row["must_change"]),
            failures=row["failures"],
            locked_at=_time(row["locked_at"]),
            is_disabled=bool(row["is_disabled"]),
            seen_at=_time(row["seen_at"]),
        )
    except (ValueError, TypeError, Refusal) as error:
        raise Damaged(_DAMAGED) from error


def _line(entry: LogEntry) -> dict[str, Any]:
    return {
        "at": _text(entry.at),
        "account_id": entry.account_id,
        "officer": entry.officer,
        "event": entry.event.value,
        "details": entry.details,
        "machine": entry.machine,
    }


def _line_sum(row: Row, before: str) -> str:
    return row_sum({**{name: value for name, value in row.items() if name != "sum"}, "before": before})


def _entry(row: Row) -> LogEntry:
    try:
        return LogEntry(
            datetime.fromisoformat(row["at"]), row["account_id"], row["officer"], Event(row["event"]),
            row["details"], row["machine"],
        )  # fmt: skip
    except (ValueError, TypeError) as error:
        raise Damaged(_DAMAGED) from error


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment is not None else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text is not None else None
