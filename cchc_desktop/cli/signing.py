"""How a command signs in where the data ask who one is.

Passwords are never words of a command line, which other users of the PC and its logs can read: they are asked
for on the terminal, or read from standard input, one a line. Commands that only read sign in, too: what they
print is what an inspector counts as access. Those that touch no data of the office need nobody.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from ..domain.access import Need, read_recovery_code
from ..domain.errors import EnvironmentProblem, KeyNeeded, Refusal
from ..office import Office
from ..storage import cipher, schema
from ..storage.access_rows import asks_who
from ..storage.database import FILE_NAME
from .streams import warn

_HOW = (
    "Dữ liệu này phải đăng nhập: thêm --user TÊN; mật khẩu được hỏi khi chạy, hoặc đọc từ đầu vào chuẩn với "
    "--password-stdin."
)

Done = TypeVar("Done")
_OFF = "Dữ liệu này không bật đăng nhập nên không dùng --user."


class Passwords:
    """Where the passwords of one command come from, in the order in which they are needed."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._from_stdin = bool(getattr(options, "password_stdin", False))
        self._used: str | None = None
        self.signed_in_with = ""
        """The password with which somebody signed in."""

    def ask(self, words: str) -> str:
        """The next password. Raises Refusal where there is nobody to ask."""
        if self._from_stdin:
            line = sys.stdin.buffer.readline() if sys.stdin is not None else b""
            try:
                password = line.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                raise Refusal("Mật khẩu ở đầu vào chuẩn phải ghi bằng UTF-8.", "password") from error
            if not password:
                raise Refusal(f"Đầu vào chuẩn thiếu một dòng: {words.lower()}.", "password")
            return password
        if sys.stdin is None or not sys.stdin.isatty():
            raise Refusal(_HOW, "password")
        # Only who is asked needs it.
        from getpass import getpass

        return getpass(f"{words}: ")

    def ask_to_unlock(self, words: str) -> str:
        """The password that unlocks encrypted data; who signs in to them then is not asked for it again."""
        self._used = self.ask(words)
        return self._used

    def ask_own(self, words: str) -> str:
        """The password of who signs in, where it was not given already."""
        used, self._used = self._used, None
        return used if used is not None else self.ask(words)

    def ask_new(self, words: str) -> str:
        """A password that is to be set; on a terminal it is asked for twice."""
        password = self.ask(words)
        if not self._from_stdin and self.ask(f"{words} (nhập lại)") != password:
            raise Refusal("Hai lần nhập mật khẩu không giống nhau. Hãy thử lại.", "password")
        return password


def unlocked(
    options: argparse.Namespace, passwords: Passwords, act: Callable[[], Done], words: str = "Mật khẩu"
) -> Done:
    """Does something with data that may be encrypted; where they are, unlocks them first with the password of
    who was named, or with the recovery code in its place. ``words`` say which password that is.

    Raises Refusal where nobody was named, or for a wrong password, and what ``act`` raises.
    """
    try:
        return act()
    except KeyNeeded as problem:
        # What brings libsodium is for encrypted data alone.
        from ..office.encryption import slot_named, unlock, unlock_with_code

        user = getattr(options, "user", "")
        if not user and not hasattr(options, "user"):
            raise
        if not user:
            raise Refusal(f"{problem} {_HOW}", "user") from problem
        slot = slot_named(problem, user)
        password = passwords.ask_to_unlock(words)
        try:
            code = read_recovery_code(password)
        except Refusal:
            unlock(problem, slot.id, password, datetime.now())
        else:
            unlock_with_code(problem, code)
    return act()


def sign_in(office: Office, options: argparse.Namespace, passwords: Passwords | None = None) -> None:
    """Signs the one in who was named, where the data ask for it.

    Raises Refusal for nobody, a wrong password, or ``--as`` beside it.
    """
    user, officer = getattr(options, "user", ""), getattr(options, "as_officer", "")
    if not office.asks_who:
        if user:
            raise Refusal(_OFF, "user")
        if officer:
            office.settings.act_as(officer)
        return
    if officer:
        raise Refusal(
            "Dữ liệu này bật đăng nhập: nhật ký ghi người đã đăng nhập, không dùng --as. Hãy dùng --user.",
            "as_officer",
        )
    if not user:
        raise Refusal(_HOW, "user")
    account = office.access.account_named(user)
    passwords = passwords or Passwords(options)
    password = passwords.ask_own("Mật khẩu")
    office.access.sign_in(account.id, password)
    passwords.signed_in_with = password
    if why := office.access.unwritten:
        # Nobody is kept out for it, least of all who is to put it right.
        warn(why)


def sign_out(office: Office) -> None:
    """Signs out who is signed in; says where the log does not take it, unless signing in has said so."""
    if office.asks_who and office.access.who is not None:
        was_told = office.access.unwritten
        office.access.sign_out()
        if not was_told and (why := office.access.unwritten):
            warn(why)


def refuse_first_password(office: Office) -> None:
    """Raises Refusal where who is signed in has to change the password first."""
    if office.asks_who and office.access.who is not None and office.access.who.must_change:
        raise Refusal("Hãy đổi mật khẩu mới được giao trước khi làm việc: dùng lệnh «users password».")


def admit(options: argparse.Namespace, folder: Path, need: Need, passwords: Passwords | None = None) -> str:
    """Signs in for a command that does not go through Office, and asks whether it is allowed; gives the name
    of who signed in, nothing where nobody is asked.

    What cannot be opened asks nobody: the command itself says what is wrong with it.
    """
    path, passwords = folder / FILE_NAME, passwords or Passwords(options)
    is_encrypted = cipher.may_need_key(path)
    if not is_encrypted and (not path.is_file() or not asks_who(path)):
        # What is no data of the program's is told as that by what reads it.
        if getattr(options, "user", "") and (not path.is_file() or schema.is_of_program(path)):
            raise Refusal(_OFF, "user")
        return ""
    try:
        office = unlocked(options, passwords, lambda: Office.open(folder))
    except EnvironmentProblem:
        return ""
    try:
        sign_in(office, options, passwords)
        refuse_first_password(office)
        if why := office.access.why_not(need):
            raise Refusal(why)
        who = office.access.who.officer if office.access.who is not None else ""
        sign_out(office)
        return who
    finally:
        office.close()
