"""The command ``users``, and how every other command signs in."""

import argparse
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop.cli import main
from cchc_desktop.cli.commands import COMMANDS
from cchc_desktop.cli.user_commands import _ACTIONS, _CIPHERS
from cchc_desktop.domain.access import Event, LogEntry, Role
from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.storage.access_rows import AccessRows
from tests.cli.conftest import Shell
from tests.cli.test_commands import OFFICE
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these

GOOD, FIRST, NEXT = "Abcdef1@", "Đầu-2026a", "Sau-2026b"
BOSS, CLERK = "Nguyễn Văn An", "Trần Thị Bình"
# What shows nothing of the office's data.
OPEN = {"backups", "check-form", "guide", "quick-card", "self-test", "users"}
READ_FIRST = {"import-plan", "catalogue", "rescue", "legal", "inspect"}


class Typing(Shell):
    """Commands with lines on standard input."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
        super().__init__(folder, capture)
        self._monkeypatch = monkeypatch

    def types(self, *lines: str) -> None:
        text = "".join(f"{line}\n" for line in lines)
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    def json_as(self, name: str, passwords: tuple[str, ...], *words: str) -> Any:
        self.types(*passwords)
        return self.json(*words, "--user", name, "--password-stdin")

    def refused_as(self, name: str, passwords: tuple[str, ...], *words: str) -> str:
        self.types(*passwords)
        return self.refused(*words, "--user", name, "--password-stdin")


@pytest.fixture
def typing(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typing:
    made = Typing(tmp_path / "data", capsys, monkeypatch)
    made.json(*OFFICE)
    return made


@pytest.fixture
def signing(typing: Typing) -> Typing:
    """The same with an administrator and a clerk."""
    typing.types(GOOD)
    assert len(typing.json("users", "on", BOSS, "--password-stdin")["recovery_code"]) == 29
    added = typing.json_as(BOSS, (GOOD, FIRST), "users", "add", CLERK, "--role", "general")
    assert (added["role"], added["must_change_password"]) == ("general", True)
    return typing


def test_off_there_is_nobody_to_sign_in(typing: Typing) -> None:
    assert typing.json("users") == {"on": False, "accounts": []}
    assert "không bật đăng nhập" in typing.refused("plans", "--user", BOSS)
    assert "họ và tên" in typing.refused("users", "on")
    typing.types("yeu")
    assert "còn thiếu" in typing.refused("users", "on", BOSS, "--password-stdin")
    assert typing.json("plans", "--as", "Ai đó") == []


def test_help_has_a_word_for_each_thing_that_users_does(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["users", "--help"])
    told = {
        line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines() if line.strip()
    }
    for name in (*_ACTIONS, *_CIPHERS):
        assert told[name], name


def test_off_there_is_no_password_to_change(typing: Typing) -> None:
    typing.types(NEXT)
    assert "Chưa bật đăng nhập" in typing.refused("users", "password", "--password-stdin")


def test_adding_without_a_role_says_which_there_are(signing: Typing) -> None:
    told = signing.refused_as(BOSS, (GOOD,), "users", "add", "Lê Văn Cường")
    assert "«»" not in told
    assert all(role.value in told and role.label in told for role in Role)


def test_on_every_command_that_shows_or_changes_data_signs_in(signing: Typing, tmp_path: Path) -> None:
    reading = (
        ("plans",), ("tasks",), ("history",), ("check",), ("search", "a"), ("undo",), ("who",),
        ("figures", "2026-Q1"), ("copy-data", "--out", str(tmp_path / "copy")), ("users",), ("users", "log"),
    )  # fmt: skip
    for words in reading:
        assert "phải đăng nhập" in signing.refused(*words)
        assert "không dùng --as" in signing.refused(*words, "--as", BOSS)
        assert "Còn 4 lần" in signing.refused_as(BOSS, ("sai",), *words)
        signing.json_as(BOSS, (GOOD,), "users")
    assert not (tmp_path / "copy").exists()
    copied = signing.json_as(BOSS, (GOOD,), "copy-data", "--out", str(tmp_path / "copy"))
    assert copied["rows"] > 0
    # As the setup file makes it before it brings a newer program: among the data's own backups.
    own = signing.folder / "backups" / "truoc-khi-cap-nhat"
    assert signing.json("copy-data", "--out", str(own))["rows"] > 0


class Anything(argparse.Namespace):
    """Words for every parameter that a command may have."""

    def __getattr__(self, name: str) -> Any:
        return "2026-Q1"


def test_no_command_opens_data_without_the_door(signing: Typing, tmp_path: Path) -> None:
    options = Anything(user="", as_officer="", password_stdin=False, dry_run=False, out=str(tmp_path / "new"))
    said = {}
    for name in sorted(COMMANDS.keys() - OPEN):
        options.command = name
        options.action = "new" if name == "survey" else "list"
        with pytest.raises(Refusal) as refused:
            COMMANDS[name](options, signing.folder)
        said[name] = str(refused.value)
    unasked = {name for name, words in said.items() if "phải đăng nhập" not in words}
    # What reads a file before it opens the data has said that there is none.
    assert unasked <= READ_FIRST
    assert len(said) > 25


def test_the_first_password_is_changed_before_anything_else(signing: Typing) -> None:
    assert "users password" in signing.refused_as(CLERK, (FIRST,), "plans")
    assert "còn thiếu" in signing.refused_as(CLERK, (FIRST, "yeu"), "users", "password")
    changed = signing.json_as(CLERK, (FIRST, NEXT), "users", "password")
    assert not changed["must_change_password"]
    assert signing.json_as(CLERK, (NEXT,), "plans") == []
    assert signing.json_as(CLERK, (NEXT,), "who")["name"] == CLERK
    assert "«Văn phòng tổng hợp» không được" in signing.refused_as(CLERK, (NEXT,), "users", "log")


def test_what_was_done_is_told_where_signing_out_fails(
    typing: Typing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The recovery code above all, which nobody can ask for again."""

    add_line = AccessRows.add_line

    def full(rows: AccessRows, line: LogEntry) -> None:
        if line.event is Event.SIGNED_OUT:
            raise EnvironmentProblem("Ổ đĩa đã đầy.")
        add_line(rows, line)

    monkeypatch.setattr(AccessRows, "add_line", full)
    typing.types(GOOD)
    code, out, err = typing.run("users", "on", BOSS, "--password-stdin")
    assert (code, err.count("\n")) == (0, 1)
    assert "Mã khôi phục: " in out
    assert "Ổ đĩa đã đầy" in err


def test_a_log_that_takes_nothing_keeps_nobody_out(signing: Typing, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise EnvironmentProblem("Ổ đĩa đã đầy.")

    monkeypatch.setattr(AccessRows, "add_line", full)
    signing.types(GOOD)
    code, _, err = signing.run("plans", "--user", BOSS, "--password-stdin")
    assert (code, err.count("\n")) == (0, 1)
    assert "nhật ký đăng nhập. Ổ đĩa đã đầy." in err
    assert "Còn 4 lần" in signing.refused_as(BOSS, ("sai",), "plans")


def test_accounts_are_changed_and_told(signing: Typing) -> None:
    boss = (GOOD,)
    changed = signing.json_as(
        BOSS, boss, "users", "set", CLERK, "--role", "Phụ trách lĩnh vực", "--areas", "3, 5"
    )
    assert (changed["role"], changed["areas"]) == ("area", [3, 5])
    assert signing.json_as(BOSS, boss, "users", "set", CLERK, "--rename", "Trần Bình")["areas"] == [3, 5]
    assert signing.json_as(BOSS, boss, "users", "disable", "Trần Bình")["disabled"]
    assert not signing.json_as(BOSS, boss, "users", "enable", "Trần Bình")["disabled"]
    for _ in range(5):
        signing.refused_as("Trần Bình", ("sai",), "plans")
    assert [each["locked"] for each in signing.json_as(BOSS, boss, "users")["accounts"]] == [False, True]
    assert not signing.json_as(BOSS, boss, "users", "unlock", "Trần Bình")["locked"]
    assert signing.json_as(BOSS, (GOOD, NEXT), "users", "reset", "Trần Bình")["must_change_password"]
    signing.json_as(BOSS, boss, "users", "delete", "Trần Bình")
    events = [line["event"] for line in signing.json_as(BOSS, boss, "users", "log", "--limit", "9")]
    assert events[:3] == ["signed_in", "signed_out", "deleted"]
    for words, said in (
        (("set", BOSS), "ít nhất một trong"), (("set", BOSS, "--role", "vua"), "Không có vai trò"),
        (("set", BOSS, "--areas", "33"), "Lĩnh vực ghi bằng số"), (("disable", BOSS), "quản trị duy nhất"),
        (("unlock", "Ai đó"), "Không có tài khoản"),
    ):  # fmt: skip
        assert said in signing.refused_as(BOSS, boss, "users", *words)


def test_rules_are_shown_and_set_and_weaker_ones_refused(signing: Typing) -> None:
    strict = signing.json_as(
        BOSS, (GOOD,), "users", "policy", "--idle", "5", "--tries", "3", "--unlock-hours", "0", "--pin", "yes"
    )
    assert (strict["idle_minutes"], strict["unlock_hours"], strict["allows_pin"]) == (5, None, True)
    assert signing.json_as(BOSS, (GOOD,), "users", "policy") == strict
    assert "QCVN" in signing.refused_as(BOSS, (GOOD,), "users", "policy", "--idle", "30")


def test_the_recovery_code_opens_without_a_password(signing: Typing) -> None:
    code = signing.json_as(BOSS, (GOOD,), "users", "recovery-code")["recovery_code"]
    signing.types("0" * 24, NEXT)
    assert "không đúng" in signing.refused("users", "recover", BOSS, "--password-stdin")
    signing.types(code, NEXT)
    assert signing.json("users", "recover", BOSS, "--password-stdin")["recovery_code"] != code
    assert signing.json_as(BOSS, (NEXT,), "plans") == []
    assert signing.json_as(BOSS, (NEXT,), "users", "off") == {"on": False}
    assert signing.json("plans") == []


def test_passwords_come_from_a_terminal_or_standard_input(
    signing: Typing, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "--password-stdin" in signing.refused("plans", "--user", BOSS)
    assert "thiếu một dòng" in signing.refused_as(BOSS, (), "plans")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n")))
    assert "UTF-8" in signing.refused("plans", "--user", BOSS, "--password-stdin")

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    answers = iter([GOOD, GOOD, NEXT, NEXT, GOOD, NEXT, FIRST])
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    assert signing.json("plans", "--user", BOSS) == []
    assert signing.json("users", "reset", CLERK, "--user", BOSS)["must_change_password"]
    assert "không giống nhau" in signing.refused("users", "reset", CLERK, "--user", BOSS)


def test_the_words_of_a_person(signing: Typing, capsys: pytest.CaptureFixture[str]) -> None:
    signing.types(GOOD)
    assert main(["--data", str(signing.folder), "users", "--user", BOSS, "--password-stdin"]) == 0
    assert f"{BOSS}  Quản trị  Đang dùng" in capsys.readouterr().out
    signing.types(GOOD)
    assert main(["--data", str(signing.folder), "users", "log", "--user", BOSS, "--password-stdin"]) == 0
    assert f"{BOSS}: Tạo tài khoản ({CLERK}: Văn phòng tổng hợp)" in capsys.readouterr().out
    json.dumps(signing.json_as(BOSS, (GOOD,), "users", "log"))
