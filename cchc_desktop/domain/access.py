"""Who may do what: roles and their rights, areas, and the rules of passwords, locks and accounts.

The numbers are those of QCVN 12:2026/BCA (Thông tư 47/2026/TT-BCA, in force since 01/7/2026) for levels 1
and 2: a password of 8 with capitals, small letters, figures and signs, changed at the first sign-in; one
account for one person; locked after 5 wrong tries at most and opened by the administrator, or by itself after
12 hours at least; the screen locked after 15 minutes at most; accounts unused for 45 days disabled.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum

from .areas import AREA_CODES
from .errors import Refusal
from .names import name_key


class Need(StrEnum):
    """What somebody must be entitled to for an operation; roles grant these."""

    SET_UP = "set_up"
    """The office, its people, its calendar and catalogues."""
    PLAN = "plan"
    """Writing plans."""
    TASKS = "tasks"
    """Reporting how far tasks are."""
    FIGURES = "figures"
    """Figures, dossiers and directive documents."""
    EVIDENCE = "evidence"
    """Attaching files as evidence, renaming and removing them."""
    REPORT = "report"
    """Writing reports and remarks."""
    ISSUE = "issue"
    """Issuing plans and reports, and recalling them."""
    TAKE_BACK = "take_back"
    """Undoing what somebody else did, or doing it again; one's own needs what it needed itself. Making single
    records again what a backup holds is no more than that."""
    BACKUP = "backup"
    """Making copies of the data; those that the program makes by itself need nothing."""
    RESTORE = "restore"
    """Putting other data in the place of these, or removing them: restoring all, repairing, merging."""
    CHECK = "check"
    """Looking whether the data are sound."""
    USERS = "users"
    """Accounts, their roles, the rules of signing in, and the log of it."""

    @property
    def words(self) -> str:
        """What it lets one do, in Vietnamese."""
        return _NEEDS[self]


_NEEDS = {
    Need.SET_UP: "sửa thiết lập của cơ quan",
    Need.PLAN: "lập, sửa kế hoạch và phân công",
    Need.TASKS: "cập nhật tiến độ nhiệm vụ",
    Need.FIGURES: "nhập số liệu, văn bản chỉ đạo",
    Need.EVIDENCE: "đính kèm, sửa minh chứng",
    Need.REPORT: "viết báo cáo, nhận xét",
    Need.ISSUE: "ban hành, phát hành, thu hồi văn bản",
    Need.TAKE_BACK: "hoàn tác việc của người khác, khôi phục bản ghi",
    Need.BACKUP: "sao lưu dữ liệu",
    Need.RESTORE: "khôi phục toàn bộ, thay hoặc xóa dữ liệu",
    Need.CHECK: "kiểm tra dữ liệu",
    Need.USERS: "quản lý tài khoản",
}


class Role(StrEnum):
    """What an account is for."""

    ADMIN = "admin"
    GENERAL = "general"
    AREA = "area"
    """Writes what belongs to the account's areas, and nothing else."""
    LEADER = "leader"
    """Reads everything and issues."""

    @property
    def label(self) -> str:
        """The role in Vietnamese."""
        return _ROLES[self]

    @property
    def needs(self) -> frozenset[Need]:
        """What it is entitled to; reading is open to every role."""
        return _RIGHTS[self]


_ROLES = {
    Role.ADMIN: "Quản trị",
    Role.GENERAL: "Văn phòng tổng hợp",
    Role.AREA: "Phụ trách lĩnh vực",
    Role.LEADER: "Lãnh đạo",
}
_RIGHTS = {
    Role.ADMIN: frozenset(Need),
    Role.GENERAL: frozenset(Need) - {Need.USERS, Need.RESTORE},
    Role.AREA: frozenset({Need.TASKS, Need.FIGURES, Need.EVIDENCE, Need.REPORT, Need.BACKUP, Need.CHECK}),
    Role.LEADER: frozenset({Need.ISSUE, Need.CHECK}),
}

WHOLE_OFFICE = 0
"""The area of what belongs to no reform area: the report's head, a directive document of all areas."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of signing in. Raises Refusal, with the field, for rules weaker than the regulation's.

    ``unlock_hours`` None leaves unlocking to the administrator alone; ``log_months`` is how long the log of
    sign-ins is kept. With ``allows_pin`` six figures do for a password: a million possibilities, which stand
    against somebody who sits at the PC, as an account locks after few tries, and not against somebody who
    has copied the file.
    """

    least_length: int = 8
    allows_pin: bool = False
    most_failures: int = 5
    unlock_hours: int | None = 12
    idle_minutes: int = 15
    unused_days: int = 45
    log_months: int = 24

    def __post_init__(self) -> None:
        for name, least, most, words in (
            ("least_length", 8, 64, "Mật khẩu phải dài từ 8 đến 64 ký tự"),
            ("most_failures", 1, 5, "Tài khoản phải bị khóa sau 1 đến 5 lần nhập sai"),
            ("unlock_hours", 12, 720, "Tài khoản chỉ được tự mở khóa sau 12 đến 720 giờ, hoặc để trống"),
            ("idle_minutes", 1, 15, "Màn hình phải tự khóa sau 1 đến 15 phút không dùng"),
            ("unused_days", 1, 45, "Tài khoản phải bị tắt sau 1 đến 45 ngày không đăng nhập"),
            ("log_months", 12, 600, "Nhật ký đăng nhập phải được giữ từ 12 tháng trở lên"),
        ):
            value = getattr(self, name)
            if value is not None and not least <= value <= most:
                raise Refusal(f"{words} (QCVN 12:2026/BCA).", name)

    def differences(self, before: "Policy") -> str:
        """What is otherwise than before, for the log."""
        changed = [
            f"{field.name}: {getattr(before, field.name)} -> {getattr(self, field.name)}"
            for field in fields(self)
            if getattr(before, field.name) != getattr(self, field.name)
        ]
        return ", ".join(changed)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in: one person each, named as in the journal.

    ``areas`` are those that an account with Role.AREA writes. ``secret`` is the hash of the password.
    ``failures`` counts wrong passwords since the last right one; ``locked_at`` is when they became too many.
    """

    id: str
    officer: str
    role: Role
    areas: frozenset[int]
    secret: str
    made_at: datetime
    must_change: bool = False
    failures: int = 0
    locked_at: datetime | None = None
    is_disabled: bool = False
    seen_at: datetime | None = None

    def __post_init__(self) -> None:
        if not self.officer.strip():
            raise Refusal("Hãy nhập họ và tên của người dùng tài khoản.", "officer")
        if not self.areas <= set(AREA_CODES):
            raise Refusal("Lĩnh vực phải từ 1 đến 8.", "areas")
        if self.role is Role.AREA and not self.areas:
            raise Refusal("Hãy chọn ít nhất một lĩnh vực cho người phụ trách lĩnh vực.", "areas")

    @property
    def state_words(self) -> str:
        """Whether one can sign in with it, in Vietnamese."""
        if self.is_disabled:
            return "Đã tắt"
        if self.locked_at is not None:
            return f"Bị khóa từ {self.locked_at:%H:%M %d/%m/%Y}"
        return "Phải đổi mật khẩu" if self.must_change else "Đang dùng"


class Event(StrEnum):
    """What the log of sign-ins and rights tells."""

    SWITCHED_ON = "switched_on"
    SWITCHED_OFF = "switched_off"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    FAILED = "failed"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    SCREEN_LOCKED = "screen_locked"
    SCREEN_UNLOCKED = "screen_unlocked"
    CREATED = "created"
    RENAMED = "renamed"
    RIGHTS = "rights"
    PASSWORD = "password"
    RESET = "reset"
    DISABLED = "disabled"
    ENABLED = "enabled"
    DELETED = "deleted"
    POLICY = "policy"
    RECOVERY_MADE = "recovery_made"
    RECOVERED = "recovered"
    RECOVERY_FAILED = "recovery_failed"
    RESTORED = "restored"

    @property
    def label(self) -> str:
        """The event in Vietnamese."""
        return _EVENTS[self]


_EVENTS = {
    Event.SWITCHED_ON: "Bật đăng nhập",
    Event.SWITCHED_OFF: "Tắt đăng nhập",
    Event.SIGNED_IN: "Đăng nhập",
    Event.SIGNED_OUT: "Đăng xuất",
    Event.FAILED: "Nhập sai mật khẩu",
    Event.LOCKED: "Khóa tài khoản",
    Event.UNLOCKED: "Mở khóa tài khoản",
    Event.SCREEN_LOCKED: "Khóa màn hình",
    Event.SCREEN_UNLOCKED: "Mở khóa màn hình",
    Event.CREATED: "Tạo tài khoản",
    Event.RENAMED: "Đổi tên tài khoản",
    Event.RIGHTS: "Đổi vai trò, lĩnh vực",
    Event.PASSWORD: "Đổi mật khẩu",
    Event.RESET: "Đặt lại mật khẩu",
    Event.DISABLED: "Tắt tài khoản",
    Event.ENABLED: "Bật lại tài khoản",
    Event.DELETED: "Xóa tài khoản",
    Event.POLICY: "Sửa quy định đăng nhập",
    Event.RECOVERY_MADE: "Tạo mã khôi phục",
    Event.RECOVERED: "Dùng mã khôi phục",
    Event.RECOVERY_FAILED: "Nhập sai mã khôi phục",
    Event.RESTORED: "Khôi phục toàn bộ dữ liệu",
}


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the log; ``account_id`` is whom it happened to, ``officer`` who did it."""

    at: datetime
    account_id: str
    officer: str
    event: Event
    details: str
    machine: str


# Rights


def why_not(account: Account, need: Need) -> str:
    """Why the account's role does not allow something, and whose does; nothing where it does."""
    if need in account.role.needs:
        return ""
    others = [f"«{role.label}»" for role in Role if need in role.needs]
    return (
        f"Vai trò «{account.role.label}» không được {need.words}. Việc này dành cho vai trò "
        f"{' hoặc '.join(others)}."
    )


def in_charge(accounts: Iterable[Account], area: int) -> list[str]:
    """Who writes an area: the names of the accounts that are for it and can be used."""
    return [a.officer for a in accounts if a.role is Role.AREA and area in a.areas and not a.is_disabled]


def why_not_areas(
    account: Account, touched: Iterable[int], names: Sequence[str], others: Iterable[Account] = ()
) -> str:
    """Why the account may not write something of these areas, and whom to ask; nothing where it may.

    ``names`` are the areas' short names in the order of their codes, ``others`` all accounts.
    """
    if account.role is not Role.AREA:
        return ""
    strange = sorted(set(touched) - account.areas)
    if not strange:
        return ""
    who = "vai trò «Văn phòng tổng hợp» hoặc «Quản trị»"
    if strange[0] == WHOLE_OFFICE:
        what = "phần chung của cả cơ quan"
    else:
        what = f"lĩnh vực {strange[0]} ({names[strange[0] - 1]})"
        whose = ", ".join(in_charge(others, strange[0]))
        who = f"người phụ trách lĩnh vực đó{f' ({whose})' if whose else ''}, {who}"
    own = ", ".join(map(str, sorted(account.areas)))
    return f"Tài khoản của bạn phụ trách lĩnh vực {own} nên không sửa được {what}. Việc này dành cho {who}."


def is_last_admin(accounts: Iterable[Account], account_id: str) -> bool:
    """Whether nobody but this account could administer the others."""
    able = [each.id for each in accounts if each.role is Role.ADMIN and not each.is_disabled]
    return able == [account_id]


def same_person(accounts: Iterable[Account], officer: str, but: str = "") -> Account | None:
    """The account that a person has already, other than ``but``: one account, one person."""
    return next(
        (each for each in accounts if each.id != but and name_key(each.officer) == name_key(officer)), None
    )


# Passwords


def check_password(password: str, policy: Policy) -> None:
    """Raises Refusal, with the field, for a password that the rules do not take."""
    if _is_pin(password) and policy.allows_pin:
        if len(set(password)) < 3 or password in "01234567890" or password in "09876543210":
            raise Refusal("Mã PIN này quá dễ đoán. Hãy chọn 6 chữ số khác.", "password")
        return
    lacking = [
        words
        for is_there, words in (
            (any(map(str.isupper, password)), "chữ in hoa"),
            (any(map(str.islower, password)), "chữ thường"),
            (any(map(str.isdigit, password)), "chữ số"),
            (any(_is_sign(each) for each in password), "ký tự đặc biệt như @ # !"),
        )
        if not is_there
    ]
    if len(password) < policy.least_length:
        lacking.insert(0, f"đủ {policy.least_length} ký tự")
    if lacking:
        pin = ", hoặc là mã PIN gồm đúng 6 chữ số" if policy.allows_pin else ""
        raise Refusal(f"Mật khẩu còn thiếu: {', '.join(lacking)}{pin}. Hãy nhập lại.", "password")


def _is_pin(password: str) -> bool:
    return len(password) == 6 and password.isascii() and password.isdigit()


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PSZ"


# What time and tries make of an account


def settled(account: Account, policy: Policy, now: datetime) -> Account:
    """The account as it is by now: opened again after the hours of the rules, disabled once nobody used it.

    A clock that was put back neither opens an account early nor keeps it locked for years: the wait begins
    anew with the time that it shows then.
    """
    since = account.locked_at
    if since is not None:
        waits = timedelta(hours=policy.unlock_hours) if policy.unlock_hours is not None else timedelta.max
        if now < since:
            account = replace(account, locked_at=now)
        elif now - since >= waits:
            account = replace(account, locked_at=None, failures=0)
    last = account.seen_at or account.made_at
    if not account.is_disabled and now - last >= timedelta(days=policy.unused_days):
        account = replace(account, is_disabled=True)
    return account


def all_settled(accounts: Sequence[Account], policy: Policy, now: datetime) -> list[Account]:
    """All accounts as they are by now. A clock that is months ahead, or a long absence, must not shut
    everybody out: of the administrators, the one who was there last stays."""
    found = [settled(each, policy, now) for each in accounts]
    able = [each for each in accounts if each.role is Role.ADMIN and not each.is_disabled]
    if able and not any(each.role is Role.ADMIN and not each.is_disabled for each in found):
        last = max(able, key=lambda each: (each.seen_at is not None, each.seen_at or each.made_at))
        found = [replace(each, is_disabled=False) if each.id == last.id else each for each in found]
    return found


def failed(account: Account, policy: Policy, now: datetime) -> Account:
    """The account after one more wrong password."""
    failures = account.failures + 1
    return replace(
        account, failures=failures, locked_at=now if failures >= policy.most_failures else account.locked_at
    )


def tries_left(account: Account, policy: Policy) -> int:
    """How many wrong passwords more lock the account."""
    return max(policy.most_failures - account.failures, 0)


# Other data in the place of these


@dataclass(frozen=True, slots=True)
class Standing:
    """Who may enter some data, as far as it matters where others take their place: whether there are
    accounts, the checksum at the ``end`` of their log, and those of all its ``lines``, which follow from one
    another."""

    has_accounts: bool = False
    end: str = ""
    lines: frozenset[str] = frozenset()


def keeps_access(now: Standing | None, then: Standing) -> bool:
    """Whether accounts, rules, recovery code and log stay as they are now (None where there are none that can
    be read) once a backup has taken the place of the data; else those of the backup come with it.

    Who may enter is no part of the work that one goes back on, so they stay where they have come out of what
    was then: the log shows it, as each line follows from the one before. Accounts that have not may be older
    than the backup's, or another office's, and open nothing that those guard: nobody gets in by a restore who
    could not before. A backup that knows no accounts never switches signing in off.
    """
    if now is None:
        return False
    follows = then.end == now.end or then.end in now.lines or not (then.end or then.has_accounts)
    return follows or (now.has_accounts and not then.has_accounts)


def access_words(now: Standing | None, then: Standing) -> str:
    """What becomes of signing in where a backup takes the place of the data; nothing where nobody is asked
    before and after."""
    has_now = now is not None and now.has_accounts
    if keeps_access(now, then):
        if has_now:
            return "Tài khoản, mật khẩu, mã khôi phục và nhật ký đăng nhập giữ nguyên như hiện nay."
        return "Đăng nhập vẫn tắt như hiện nay." if then.has_accounts else ""
    if not then.has_accounts:
        return ""
    return (
        "Tài khoản, mật khẩu và mã khôi phục là của bản sao lưu: từ đó phải đăng nhập bằng tài khoản trong "
        "bản sao lưu."
    )


# The recovery code

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are read as others."""
_MEANT = str.maketrans("ILO", "110")
_CODE_LENGTH = 24


def recovery_code(random: bytes) -> str:
    """A code of six groups of four, made of 15 random bytes: 120 bits, more than anybody can try."""
    number = int.from_bytes(random[:15], "big")
    letters = "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(_CODE_LENGTH)))
    return "-".join(letters[place : place + 4] for place in range(0, _CODE_LENGTH, 4))


def read_recovery_code(typed: str) -> str:
    """The code that was typed, however it was grouped. Raises Refusal where it cannot be one."""
    letters = "".join(typed.upper().split()).replace("-", "").translate(_MEANT)
    if len(letters) != _CODE_LENGTH or not set(letters) <= set(_LETTERS):
        raise Refusal(
            "Mã khôi phục gồm 6 nhóm, mỗi nhóm 4 chữ cái hoặc chữ số. Hãy nhập đúng như trên tờ giấy.", "code"
        )
    return "-".join(letters[place : place + 4] for place in range(0, _CODE_LENGTH, 4))
