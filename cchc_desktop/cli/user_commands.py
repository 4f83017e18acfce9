"""The command ``users``: accounts, their roles, the rules of signing in, and the log of it."""

import argparse
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.access import Account, LogEntry, Need, Role
from ..domain.errors import CchcError, EnvironmentProblem, KeyNeeded, Refusal
from ..domain.text import fold
from ..office import Office
from .answers import Answer
from .signing import Passwords, sign_in, sign_out, unlocked

if TYPE_CHECKING:
    from ..storage.cipher import DataKey
    from ..storage.encrypting import Rewritten
    from ..storage.key_file import Keys

_Action = Callable[[Office, argparse.Namespace, Passwords], Answer]


def _list(office: Office, _options: argparse.Namespace, _passwords: Passwords) -> Answer:
    accounts = office.access.accounts()
    value = {
        "on": office.asks_who,
        "accounts": [_record(each) | {"state": office.access.state_words(each)} for each in accounts],
    }
    if not accounts:
        return Answer(value, ["Chưa bật đăng nhập. Dùng «users on TÊN» để bật."])
    return Answer(value, [_line(each, office.access.state_words(each)) for each in accounts])


def _on(office: Office, options: argparse.Namespace, passwords: Passwords) -> Answer:
    code = office.access.switch_on(_name(options), passwords.ask_new("Mật khẩu của quản trị"))
    return _coded(office, code, "Đã bật đăng nhập.")


def _off(office: Office, _options: argparse.Namespace, _passwords: Passwords) -> Answer:
    office.access.switch_off()
    words = "Đã tắt đăng nhập: mọi tài khoản đã xóa, nhật ký đăng nhập được giữ lại."
    return Answer({"on": False}, [words], done=True)


def _add(office: Office, options: argparse.Namespace, passwords: Passwords) -> Answer:
    role = _role(options.role or "")
    account = office.access.add(
        _name(options), role, _areas(options.areas or ""), passwords.ask_new("Mật khẩu lần đầu")
    )
    return _told(account, "Đã tạo tài khoản; người dùng phải đổi mật khẩu khi đăng nhập lần đầu")


def _set(office: Office, options: argparse.Namespace, _passwords: Passwords) -> Answer:
    before = _meant(office, options)
    if options.role is None and options.areas is None and options.rename is None:
        raise Refusal("Hãy cho biết ít nhất một trong --role, --areas, --rename.")
    account = office.access.change(
        before.id,
        before.officer if options.rename is None else options.rename,
        before.role if options.role is None else _role(options.role),
        before.areas if options.areas is None else _areas(options.areas),
    )
    return _told(account, "Đã sửa tài khoản")


def _reset(office: Office, options: argparse.Namespace, passwords: Passwords) -> Answer:
    account = _meant(office, options)
    office.access.reset(account.id, passwords.ask_new("Mật khẩu dùng một lần"))
    return _told(office.access.account(account.id), "Đã đặt lại mật khẩu")


def _enable(office: Office, options: argparse.Namespace, _passwords: Passwords) -> Answer:
    account = _meant(office, options)
    needs_password = office.access.enable(account.id)
    told = _told(office.access.account(account.id), "Đã bật lại tài khoản")
    more = f"Để {account.officer} mở được dữ liệu đã mã hóa, hãy đặt lại mật khẩu (lệnh «users reset»)."
    return replace(told, lines=[*told.lines, more]) if needs_password else told


def _simple(work: Callable[[Office, str], object], words: str) -> _Action:
    def action(office: Office, options: argparse.Namespace, _passwords: Passwords) -> Answer:
        account = _meant(office, options)
        work(office, account.id)
        left = next((each for each in office.access.accounts() if each.id == account.id), account)
        return _told(left, words)

    return action


def _password(office: Office, _options: argparse.Namespace, passwords: Passwords) -> Answer:
    if not office.asks_who:
        raise Refusal("Chưa bật đăng nhập nên chưa có mật khẩu nào. Dùng «users on TÊN» để bật.")
    # Signing in has asked for the one in use a moment ago.
    office.access.change_password(passwords.signed_in_with, passwords.ask_new("Mật khẩu mới"))
    assert office.access.who is not None
    return _told(office.access.who, "Đã đổi mật khẩu")


def _recover(office: Office, options: argparse.Namespace, passwords: Passwords) -> Answer:
    account = _meant(office, options)
    code = passwords.ask_own("Mã khôi phục")
    new = office.access.recover(code, account.id, passwords.ask_new("Mật khẩu mới"))
    return _coded(office, new, f"Đã đặt mật khẩu mới cho {account.officer}.")


def _recovery_code(office: Office, _options: argparse.Namespace, _passwords: Passwords) -> Answer:
    return _coded(office, office.access.new_recovery_code(), "Mã khôi phục cũ không dùng được nữa.")


def _coded(office: Office, code: str, words: str) -> Answer:
    """A recovery code, which is shown this once."""
    return Answer(
        {"on": office.asks_who, "recovery_code": code},
        [words, f"Mã khôi phục: {code}", "Hãy chép ra giấy và cất ở nơi khóa được: mã không xem lại được."],
        done=True,
        otherwise="Mã khôi phục chưa ai đọc được: hãy tạo mã khác bằng lệnh «users recovery-code».",
    )


def _policy(office: Office, options: argparse.Namespace, _passwords: Passwords) -> Answer:
    given: dict[str, Any] = {
        name: value
        for name, value in (
            ("idle_minutes", options.idle), ("most_failures", options.tries), ("unused_days", options.unused),
            ("log_months", options.keep_log),
        )
        if value is not None
    }  # fmt: skip
    if options.pin is not None:
        given["allows_pin"] = options.pin == "yes"
    if options.unlock_hours is not None:
        given["unlock_hours"] = options.unlock_hours or None
    policy = replace(office.access.policy(), **given)
    if given:
        office.access.set_policy(policy)
    unlocking = f"sau {policy.unlock_hours} giờ" if policy.unlock_hours else "chỉ do quản trị"
    lines = [
        f"Mật khẩu: từ {policy.least_length} ký tự{', hoặc mã PIN 6 chữ số' if policy.allows_pin else ''}.",
        f"Khóa tài khoản sau {policy.most_failures} lần nhập sai; mở khóa {unlocking}.",
        f"Khóa màn hình sau {policy.idle_minutes} phút; tắt tài khoản không dùng {policy.unused_days} ngày.",
        f"Giữ nhật ký đăng nhập {policy.log_months} tháng.",
    ]
    return Answer(asdict(policy), lines, done=bool(given))


def _log(office: Office, options: argparse.Namespace, _passwords: Passwords) -> Answer:
    entries = office.access.log(options.limit)
    lines = [
        f"{each.at:%d/%m/%Y %H:%M:%S}  {each.officer or '-'}: {each.event.label}"
        + (f" ({each.details})" if each.details else "")
        + f"  [{each.machine}]"
        for each in entries
    ]
    return Answer([_log_record(each) for each in entries], lines or ["Nhật ký đăng nhập còn trống."])


_UNSIGNED = frozenset({"recover"})
"""What one does because one cannot sign in."""
_ACTIONS: dict[str, _Action] = {
    "list": _list,
    "on": _on,
    "off": _off,
    "add": _add,
    "set": _set,
    "disable": _simple(lambda office, account: office.access.disable(account), "Đã tắt tài khoản"),
    "enable": _enable,
    "unlock": _simple(lambda office, account: office.access.unlock_account(account), "Đã mở khóa tài khoản"),
    "delete": _simple(lambda office, account: office.access.delete(account), "Đã xóa tài khoản"),
    "reset": _reset,
    "password": _password,
    "recover": _recover,
    "recovery-code": _recovery_code,
    "policy": _policy,
    "log": _log,
}


def users(options: argparse.Namespace, folder: Path) -> Answer:
    """Does what the command ``users`` was asked for. Raises Refusal where it may not be done."""
    passwords = Passwords(options)
    if options.action == "recover":
        office = _opened_with_code(options, folder, passwords)
    else:
        office = unlocked(options, passwords, lambda: Office.open(folder))
    try:
        if options.action not in _UNSIGNED:
            sign_in(office, options, passwords)
        if options.action in _CIPHERS:
            afterwards = _CIPHERS[options.action](office, folder, passwords)
        else:
            answer = _ACTIONS[options.action](office, options, passwords)
            afterwards = _as_it_is(answer)
        sign_out(office)
    finally:
        office.close()
    return afterwards()


def _as_it_is(answer: Answer) -> Callable[[], Answer]:
    return lambda: answer


def _opened_with_code(options: argparse.Namespace, folder: Path, passwords: Passwords) -> Office:
    """The data for who has no password: encrypted ones are unlocked with the recovery code."""
    try:
        return Office.open(folder)
    except KeyNeeded as problem:
        from ..office.encryption import unlock_with_code

        _name(options)
        unlock_with_code(problem, passwords.ask_to_unlock("Mã khôi phục"))
    return Office.open(folder)


def _encrypt(office: Office, folder: Path, passwords: Passwords) -> Callable[[], Answer]:
    from ..office.encryption import check_allowed, prepare

    # Nobody is asked for a password in vain.
    check_allowed(office)
    code, key, keys = prepare(office, passwords.ask("Nhập lại mật khẩu để mã hóa"))
    return lambda: _encrypted(folder, code, key, keys)


def _encrypted(folder: Path, code: str, key: "DataKey", keys: "Keys") -> Answer:
    from ..office.encryption import encrypt

    try:
        done = encrypt(folder, key, keys)
    except CchcError as error:
        # The old code is worth nothing any more, whatever came of it.
        raise EnvironmentProblem(f"{error} Mã khôi phục mới: {code}.") from error
    return Answer(
        {"encrypted": True, "recovery_code": code, "saved": str(done.saved), "plain_backups": _plain(done)},
        [
            "Đã mã hóa dữ liệu. Từ nay dữ liệu và bản sao lưu chỉ mở bằng mật khẩu hoặc mã khôi phục.",
            f"Mã khôi phục mới: {code}",
            "Hãy chép ra giấy, cất ở nơi khóa được: mất cả mật khẩu lẫn mã thì không ai mở được dữ liệu.",
            "Người khác đăng nhập được sau khi quản trị đặt lại mật khẩu cho họ (lệnh «users reset»).",
            f"Còn {len(done.plain)} bản sao cũ chưa mã hóa trong «backups» và «set-aside»; bản ở USB hoặc "
            "nơi khác cũng vậy.",
        ],
        done=True,
        otherwise="Mã khôi phục chưa ai đọc được: hãy tạo mã khác bằng lệnh «users recovery-code».",
    )


def _decrypt(office: Office, folder: Path, _passwords: Passwords) -> Callable[[], Answer]:
    office.require(Need.USERS)
    return lambda: _decrypted(folder)


def _decrypted(folder: Path) -> Answer:
    from ..office.encryption import decrypt

    done = decrypt(folder)
    return Answer(
        {"encrypted": False, "saved": str(done.saved), "plain_backups": _plain(done)},
        [
            "Đã bỏ mã hóa: ai chép được tệp dữ liệu đều đọc được.",
            "Các bản sao lưu đã mã hóa vẫn mở bằng mật khẩu của khi đó.",
        ],
        done=True,
    )


def _plain(done: "Rewritten") -> list[str]:
    return [str(path) for path in done.plain]


_CIPHERS: dict[str, Callable[[Office, Path, Passwords], Callable[[], Answer]]] = {
    "encrypt": _encrypt,
    "decrypt": _decrypt,
}


def _name(options: argparse.Namespace) -> str:
    if not (options.name or "").strip():
        raise Refusal('Hãy cho biết họ và tên, ví dụ: users on "Nguyễn Văn An".', "officer")
    return str(options.name)


def _meant(office: Office, options: argparse.Namespace) -> Account:
    return office.access.account_named(_name(options))


def _role(text: str) -> Role:
    for role in Role:
        if fold(text.strip()) in (role.value, fold(role.label)):
            return role
    names = ", ".join(f"{role.value} («{role.label}»)" for role in Role)
    wrong = f"Không có vai trò «{text}». Hãy chọn" if text.strip() else "Hãy cho biết vai trò bằng --role,"
    raise Refusal(f"{wrong} một trong: {names}.", "role")


def _areas(text: str) -> set[int]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() and len(part) == 1 for part in parts):
        raise Refusal("Lĩnh vực ghi bằng số, cách nhau bằng dấu phẩy, ví dụ: 3,5.", "areas")
    return {int(part) for part in parts}


def _told(account: Account, words: str) -> Answer:
    return Answer(_record(account), [f"{words}: {_line(account)}"], done=True)


def _record(account: Account) -> dict[str, Any]:
    return {
        "name": account.officer,
        "role": account.role.value,
        "areas": sorted(account.areas),
        "locked": account.locked_at is not None,
        "disabled": account.is_disabled,
        "must_change_password": account.must_change,
        "last_sign_in": account.seen_at.isoformat() if account.seen_at else None,
    }


def _line(account: Account, state: str = "") -> str:
    areas = f" {', '.join(map(str, sorted(account.areas)))}" if account.areas else ""
    return f"{account.officer}  {account.role.label}{areas}  {state or account.state_words}"


def _log_record(entry: LogEntry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(),
        "by": entry.officer,
        "event": entry.event.value,
        "label": entry.event.label,
        "details": entry.details,
        "machine": entry.machine,
    }
