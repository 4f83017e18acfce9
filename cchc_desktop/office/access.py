"""Signing in: accounts, passwords, the recovery code, and the log of what was done with them.

Nobody is asked until somebody switches it on, which makes the first administrator and a recovery code. From
then on the journal names who is signed in, and `gate.py` refuses what a role does not allow. Accounts belong
to the data and go with them into copies and backups; the journal knows none of this, so undo leaves it alone.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta

from .. import log
from ..domain import access as rules
from ..domain.access import Account, Event, LogEntry, Need, Policy, Role
from ..domain.errors import EnvironmentProblem, Refusal
from ..domain.plan import new_id
from ..domain.text import clean_line
from ..storage import passwords
from .desk import Desk, Part
from .door_log import DoorLog

_WRONG_CODE = "Mã khôi phục không đúng hoặc đã dùng rồi. Hãy nhập mã trên tờ giấy in gần nhất."
_LAST_ADMIN = (
    "Đây là tài khoản quản trị duy nhất đang dùng được nên không xóa, tắt hay đổi vai trò được. Hãy giao vai "
    "trò «Quản trị» cho một tài khoản khác trước."
)
_NOT_KNOWN = "Tài khoản này không còn. Hãy xem lại danh sách tài khoản."
_RECOVERY = "recovery"


class Access(Part):
    """Who may work with the data."""

    def __init__(self, desk: Desk, clock: Callable[[], datetime]) -> None:
        super().__init__(desk)
        self._rows = desk.store.access
        self._gate = desk.gate
        self._clock = clock
        self._seen_wrong: dict[str, int] = {}
        """Wrong passwords where the data cannot be written, and so cannot count them."""
        self._log = DoorLog(self._rows, clock, lambda: self._gate.account)

    # What is known

    @property
    def is_on(self) -> bool:
        """Whether the data ask who one is."""
        return self._gate.is_on

    @property
    def who(self) -> Account | None:
        """Who is signed in."""
        return self._gate.account

    @property
    def is_locked(self) -> bool:
        """Whether the screen is locked: who is signed in must give the password again."""
        return self._gate.is_locked

    def why_not(self, need: Need) -> str:
        """Why whoever is here may not do something; nothing where it is allowed."""
        return self._gate.why_not(need)

    @property
    def unwritten(self) -> str:
        """Why lines of the log wait to be written, in a sentence; nothing where none do."""
        why = self._log.unwritten
        return f"Lần đăng nhập, đăng xuất chưa ghi được vào nhật ký đăng nhập. {why}" if why else ""

    def policy(self) -> Policy:
        """The rules of signing in."""
        return self._rows.policy()

    def accounts(self) -> list[Account]:
        """Every account, as time has made it by now. Raises Damaged where one was changed from outside."""
        policy, found = self.policy(), self._rows.accounts()
        settled = rules.all_settled(found, policy, self._clock())
        for before, after in zip(found, settled, strict=True):
            if after != before and not self._rows.is_view:
                # Where the disk does not take it, time makes the same of it the next time.
                with suppress(EnvironmentProblem):
                    self._keep_settled(before, after, policy)
        return settled

    def state_words(self, account: Account) -> str:
        """Whether one can sign in with an account, and open encrypted data before that."""
        can_open = account.is_disabled or self._desk.store.key_slots.opens(account.id)
        return account.state_words if can_open else "Chưa mở được dữ liệu mã hóa: cần đặt lại mật khẩu"

    def tries_left(self, account: Account) -> int:
        """How many wrong passwords more lock an account."""
        return rules.tries_left(account, self.policy())

    def account(self, account_id: str) -> Account:
        """One account. Raises Refusal where there is none."""
        found = next((each for each in self.accounts() if each.id == account_id), None)
        if found is None:
            raise Refusal(_NOT_KNOWN, "officer")
        return found

    def account_named(self, officer: str) -> Account:
        """The account of a person, however the name is spelt. Raises Refusal where there is none."""
        found = rules.same_person(self.accounts(), officer)
        if found is None:
            raise Refusal(f"Không có tài khoản của «{clean_line(officer)}».", "officer")
        return found

    def log(self, limit: int = -1) -> list[LogEntry]:
        """What happened to accounts, newest first. Raises Refusal for who may not see it."""
        self._gate.require(Need.USERS)
        return self._rows.lines(limit)

    def _keep_settled(self, account: Account, after: Account, policy: Policy) -> None:
        with self._rows.transaction():
            self._rows.put(after)
            if account.locked_at is not None and after.locked_at is None:
                self._log.tell(Event.UNLOCKED, account, "tự mở sau thời gian quy định", by="")
            if after.is_disabled and not account.is_disabled:
                self._log.tell(Event.DISABLED, account, f"không dùng {policy.unused_days} ngày", by="")
        if after.is_disabled:
            self._shut_out(account)

    # Switching on and off

    def switch_on(self, officer: str, password: str, policy: Policy | None = None) -> str:
        """Makes the first administrator, who is signed in then; gives the recovery code, to be printed.

        Raises Refusal where there are accounts already, or for a password that the rules do not take.
        """
        if self.is_on:
            raise Refusal("Đã bật đăng nhập. Hãy thêm tài khoản trong danh sách.")
        policy = policy or Policy()
        rules.check_password(password, policy)
        now = self._clock()
        secret = passwords.hashed(password)
        account = Account(new_id(), clean_line(officer), Role.ADMIN, frozenset(), secret, now, seen_at=now)
        code, code_secret = _new_code()
        with self._rows.transaction():
            self._rows.set_policy(policy)
            self._rows.put(account)
            self._rows.set_recovery(code_secret)
            self._log.tell(Event.SWITCHED_ON, account, by=account.officer)
            self._log.tell(Event.CREATED, account, account.role.label, by=account.officer)
            self._log.tell(Event.RECOVERY_MADE, account, by=account.officer)
            self._log.tell(Event.SIGNED_IN, account, by=account.officer)
        self._enter(account)
        return code

    def switch_off(self) -> None:
        """Removes every account and the recovery code; the log stays. Nobody is asked from then on.

        Raises Refusal where the data are encrypted: the passwords open them.
        """
        self._gate.require(Need.USERS)
        if self._desk.store.is_encrypted:
            raise Refusal("Dữ liệu đang mã hóa, mở bằng mật khẩu đăng nhập. Hãy bỏ mã hóa trước.")
        with self._rows.transaction():
            for account in self._rows.accounts():
                self._rows.delete(account.id)
                self._log.tell(Event.DELETED, account)
            self._rows.set_recovery("")
            self._log.tell(Event.SWITCHED_OFF, self.who)
        self._leave()

    def set_policy(self, policy: Policy) -> None:
        """Sets other rules of signing in; the policy itself refuses weaker ones than the regulation's."""
        self._gate.require(Need.USERS)
        if differences := policy.differences(self.policy()):
            with self._rows.transaction():
                self._rows.set_policy(policy)
                self._log.tell(Event.POLICY, self.who, differences)

    # Signing in and out

    def sign_in(
        self, account_id: str, password: str, before_other: Callable[[], object] = lambda: None
    ) -> Account:
        """Signs in; whoever was signed in before is out, once ``before_other`` has done what is left in that
        one's name.

        Raises Refusal, with the field «password», for a wrong password, and for an account that is locked or
        disabled: nothing has changed then but the count of wrong ones.
        """
        account = self._proved(account_id, password)
        if self.who is not None:
            self._gate.is_locked = False
            before_other()
            self.sign_out()
        now = self._clock()
        account = replace(account, failures=0, seen_at=now)
        if not self._rows.is_view:
            if passwords.is_dated(account.secret):
                account = replace(account, secret=passwords.hashed(password))
            line = self._log.line(Event.SIGNED_IN, account, by=account.officer)
            self._log.note(account, line, also=lambda: self._log.thin(now, self.policy().log_months))
            self._open_with(account, password)
        self._enter(account)
        log.OFFICE("signed-in", role=account.role)
        return account

    def sign_out(self) -> None:
        """Ends what the one who is signed in may do."""
        if self.who is not None:
            self._log.note(None, self._log.line(Event.SIGNED_OUT, self.who))
        self._leave()

    def lock(self, by_itself: bool = False) -> None:
        """Locks the screen: nothing is stored until who is signed in has given the password again."""
        if self.who is not None and not self.is_locked:
            self._gate.is_locked = True
            self._log.note(
                None, self._log.line(Event.SCREEN_LOCKED, self.who, "tự khóa" if by_itself else "")
            )

    def prove(self, password: str) -> None:
        """Asks who is signed in for the password once more. Raises Refusal as ``sign_in``."""
        assert self.who is not None
        self._gate.account = replace(self._proved(self.who.id, password), failures=0)

    def _open_with(self, account: Account, password: str) -> None:
        """Lets encrypted data be opened with a password that is the account's, and with none of those that
        have been shut out: a power cut may have left one."""
        if not self._desk.store.is_encrypted:
            return
        slots = self._desk.store.key_slots
        if slots.lacks(account.id):
            slots.give(account.id, account.officer, password)
            slots.settle(account.id)
        slots.keep_only({each.id for each in self._rows.accounts() if not each.is_disabled})

    def _shut_out(self, account: Account) -> None:
        """Lets encrypted data be opened with the password of an account no more."""
        if self._desk.store.is_encrypted:
            self._desk.store.key_slots.take(account.id)

    @contextmanager
    def _reslotted(self, *slots: tuple[str, str, str]) -> Iterator[None]:
        """Stores everything inside; encrypted data are opened with these passwords then, each the id of a
        slot, a name and a password."""
        keys = self._desk.store.key_slots if self._desk.store.is_encrypted else None
        if keys is not None:
            for slot_id, name, password in slots:
                keys.give(slot_id, name, password)
        with self._rows.transaction():
            yield
        if keys is not None:
            for slot_id, _name, _password in slots:
                keys.settle(slot_id)

    def unlock(self, password: str) -> None:
        """Goes on where the screen was locked. Raises Refusal as ``sign_in``."""
        assert self.who is not None
        account = self._proved(self.who.id, password)
        self._gate.account = replace(account, failures=0)
        self._gate.is_locked = False
        self._log.note(self._gate.account, self._log.line(Event.SCREEN_UNLOCKED, account))

    def _proved(self, account_id: str, password: str) -> Account:
        """The account, once the password is its own. Raises Refusal where not, and counts it."""
        account = self.account(account_id)
        self._refuse_shut(account)
        if passwords.is_right(account.secret, password):
            self._seen_wrong.pop(account.id, None)
            return account
        policy = self.policy()
        counted = replace(account, failures=account.failures + self._seen_wrong.get(account.id, 0))
        after = rules.failed(counted, policy, self._clock())
        lines = [self._log.line(Event.FAILED, account, by="")]
        if after.locked_at is not None:
            lines.append(self._log.line(Event.LOCKED, account, f"{after.failures} lần nhập sai", by=""))
        # Before it is told: whoever ends the program now has used this try all the same.
        if self._log.note(after, *lines):
            self._seen_wrong.pop(account.id, None)
        else:
            self._seen_wrong[account.id] = self._seen_wrong.get(account.id, 0) + 1
        if after.locked_at is not None:
            raise Refusal(f"Mật khẩu không đúng. {self._locked_words(after)}", "password")
        left = rules.tries_left(after, policy)
        raise Refusal(f"Mật khẩu không đúng. Còn {left} lần nhập trước khi tài khoản bị khóa.", "password")

    def _refuse_shut(self, account: Account) -> None:
        if account.is_disabled:
            raise Refusal(
                f"Tài khoản của {account.officer} đã tắt. Hãy nhờ {self.admins_words()} bật lại.", "password"
            )
        policy = self.policy()
        in_view = account.failures + self._seen_wrong.get(account.id, 0) >= policy.most_failures
        if account.locked_at is not None or in_view:
            raise Refusal(self._locked_words(account), "password")

    def _locked_words(self, account: Account) -> str:
        hours = self.policy().unlock_hours
        itself = ""
        if hours is not None and account.locked_at is not None:
            opens = account.locked_at + timedelta(hours=hours)
            itself = f" Tài khoản tự mở lúc {opens:%H:%M ngày %d/%m/%Y}."
        return (
            f"Tài khoản của {account.officer} đang bị khóa vì nhập sai nhiều lần. Hãy nhờ "
            f"{self.admins_words()} mở khóa, hoặc dùng «Quên mật khẩu».{itself}"
        )

    def admins_words(self) -> str:
        """Who can help somebody who cannot sign in: «quản trị (Nguyễn Văn An)»."""
        able = [a.officer for a in self._rows.accounts() if a.role is Role.ADMIN and not a.is_disabled]
        return f"quản trị ({', '.join(able)})"

    def _enter(self, account: Account) -> None:
        self._gate.account, self._gate.is_locked = account, False
        self._desk.store.act_as(account.officer)

    def _leave(self) -> None:
        self._gate.account, self._gate.is_locked = None, False
        self._desk.store.act_as("")

    # One's own password, and the forgotten one

    def change_password(self, old: str, new: str) -> None:
        """Sets another password for who is signed in. Raises Refusal, with the field «old» or «password»."""
        if self.who is None or self.is_locked:
            raise Refusal("Hãy đăng nhập trước khi đổi mật khẩu.")
        try:
            account = self._proved(self.who.id, old)
        except Refusal as refusal:
            raise Refusal(str(refusal), "old") from refusal
        rules.check_password(new, self.policy())
        if old == new:
            raise Refusal("Mật khẩu mới trùng mật khẩu cũ. Hãy chọn mật khẩu khác.", "password")
        account = replace(account, secret=passwords.hashed(new), must_change=False, failures=0)
        with self._reslotted((account.id, account.officer, new)):
            self._rows.put(account)
            self._log.tell(Event.PASSWORD, account)
        self._gate.account = account

    def recover(self, code: str, account_id: str, password: str) -> str:
        """Gives an administrator another password by the recovery code, which is used up; gives a new code.

        Raises Refusal, with the field, for a wrong code, an account that is none of an administrator, or a
        password that the rules do not take.
        """
        read = rules.read_recovery_code(code)
        account = self.account(account_id)
        if account.role is not Role.ADMIN:
            raise Refusal(
                f"Mã khôi phục chỉ dùng cho tài khoản quản trị. Hãy nhờ {self.admins_words()} đặt lại mật "
                "khẩu.",
                "officer",
            )
        rules.check_password(password, self.policy())
        secret = self._rows.recovery()
        if not secret or not passwords.is_right(secret, read):
            self._log.tell(Event.RECOVERY_FAILED, account, by="")
            raise Refusal(_WRONG_CODE, "code")
        new_code, new_secret = _new_code()
        account = replace(
            account, secret=passwords.hashed(password), must_change=False, failures=0, locked_at=None,
            is_disabled=False, seen_at=self._clock(),
        )  # fmt: skip
        with self._reslotted((account.id, account.officer, password), (_RECOVERY, "", new_code)):
            self._rows.put(account)
            self._rows.set_recovery(new_secret)
            self._log.tell(Event.RECOVERED, account, by=account.officer)
            self._log.tell(Event.RECOVERY_MADE, account, by=account.officer)
        return new_code

    def new_recovery_code(self) -> str:
        """Makes another recovery code in the place of the old one, which is worth nothing then."""
        self._gate.require(Need.USERS)
        code, secret = _new_code()
        with self._reslotted((_RECOVERY, "", code)):
            self._rows.set_recovery(secret)
            self._log.tell(Event.RECOVERY_MADE, self.who)
        return code

    # Accounts of others

    def add(self, officer: str, role: Role, areas: Iterable[int], password: str) -> Account:
        """Makes an account with a first password, which its owner changes at the first sign-in.

        Raises Refusal, with the field, for a person who has one, or what Account and the rules refuse.
        """
        self._gate.require(Need.USERS)
        self._refuse_off()
        officer = clean_line(officer)
        self._refuse_second(officer)
        rules.check_password(password, self.policy())
        account = Account(
            new_id(), officer, role, _areas(role, areas), passwords.hashed(password), self._clock(),
            must_change=True,
        )  # fmt: skip
        with self._reslotted((account.id, officer, password)):
            self._rows.put(account)
            self._log.tell(Event.CREATED, account, _rights_words(account))
        return account

    def change(self, account_id: str, officer: str, role: Role, areas: Iterable[int]) -> Account:
        """Gives an account another name, role or areas. Raises Refusal, with the field, where it cannot."""
        self._gate.require(Need.USERS)
        before, officer = self.account(account_id), clean_line(officer)
        self._refuse_second(officer, account_id)
        after = replace(before, officer=officer, role=role, areas=_areas(role, areas))
        if role is not Role.ADMIN:
            self._refuse_last(before)
        with self._rows.transaction():
            if after != before:
                self._rows.put(after)
            if after.officer != before.officer:
                self._log.tell(Event.RENAMED, after, f"trước là {before.officer}")
            if (after.role, after.areas) != (before.role, before.areas):
                self._log.tell(Event.RIGHTS, after, f"{_rights_words(before)} -> {_rights_words(after)}")
        if after.officer != before.officer and self._desk.store.is_encrypted:
            self._desk.store.key_slots.rename(account_id, after.officer)
        if self.who is not None and self.who.id == account_id:
            self._enter(after)
        return after

    def reset(self, account_id: str, password: str) -> None:
        """Gives somebody a password for one sign-in, and opens the account where it is locked."""
        self._gate.require(Need.USERS)
        account = self.account(account_id)
        if self.who is not None and account.id == self.who.id:
            raise Refusal("Đây là tài khoản của bạn. Hãy dùng «Đổi mật khẩu».")
        rules.check_password(password, self.policy())
        after = replace(
            account, secret=passwords.hashed(password), must_change=True, failures=0, locked_at=None
        )
        with self._reslotted((account.id, account.officer, password)):
            self._rows.put(after)
            self._log.tell(Event.RESET, after)

    def unlock_account(self, account_id: str) -> None:
        """Opens an account that wrong passwords have locked."""
        self._alter(account_id, Event.UNLOCKED, failures=0, locked_at=None)

    def disable(self, account_id: str) -> None:
        """Lets nobody sign in with an account, nor open encrypted data with its password.

        Raises Refusal for the last administrator's.
        """
        account = self.account(account_id)
        self._refuse_last(account)
        self._alter(account_id, Event.DISABLED, is_disabled=True)
        self._shut_out(account)

    def enable(self, account_id: str) -> bool:
        """Lets its owner sign in again; gives whether that takes a new password first, as encrypted data are
        opened with none of theirs any more."""
        self._alter(account_id, Event.ENABLED, is_disabled=False, seen_at=self._clock())
        return self._desk.store.is_encrypted and self._desk.store.key_slots.lacks(account_id)

    def delete(self, account_id: str) -> None:
        """Removes an account; what its owner did keeps the name. Raises Refusal for the last administrator's,
        and for one's own."""
        self._gate.require(Need.USERS)
        account = self.account(account_id)
        self._refuse_last(account)
        if self.who is not None and self.who.id == account_id:
            raise Refusal("Không xóa được tài khoản đang đăng nhập. Hãy nhờ quản trị khác xóa.")
        with self._rows.transaction():
            self._rows.delete(account_id)
            self._log.tell(Event.DELETED, account)
        self._shut_out(account)

    def _alter(self, account_id: str, event: Event, **values: object) -> None:
        self._gate.require(Need.USERS)
        after = replace(self.account(account_id), **values)  # type: ignore[arg-type]
        with self._rows.transaction():
            self._rows.put(after)
            self._log.tell(event, after)

    def _refuse_off(self) -> None:
        if not self.is_on:
            raise Refusal("Chưa bật đăng nhập. Hãy bật đăng nhập trước khi thêm tài khoản.")

    def _refuse_second(self, officer: str, but: str = "") -> None:
        if (found := rules.same_person(self._rows.accounts(), officer, but)) is not None:
            raise Refusal(f"{found.officer} đã có tài khoản: mỗi người một tài khoản.", "officer")

    def _refuse_last(self, account: Account) -> None:
        if account.role is Role.ADMIN and rules.is_last_admin(self._rows.accounts(), account.id):
            raise Refusal(_LAST_ADMIN)


def _new_code() -> tuple[str, str]:
    """A recovery code and its hash."""
    code = rules.recovery_code(os.urandom(15))
    return code, passwords.hashed(code)


def _areas(role: Role, areas: Iterable[int]) -> frozenset[int]:
    """The areas that count for a role: others write all of them, or none."""
    return frozenset(areas) if role is Role.AREA else frozenset()


def _rights_words(account: Account) -> str:
    areas = ", ".join(map(str, sorted(account.areas)))
    return f"{account.role.label} {areas}".rstrip()
