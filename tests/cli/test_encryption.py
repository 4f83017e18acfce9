"""Encrypted data on the command line: on, opened by password and by code, restored elsewhere, off."""

import io
import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop.cli import main
from cchc_desktop.storage import cipher, key_file
from tests.encrypted import forget, no_key_is_held_over  # noqa: F401 - a fixture for all of these
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these

BOSS, CLERK = "Nguyễn Văn An", "Trần Thị Bình"
GOOD, OTHER, THIRD, FOURTH = "Abcdef1@", "Khác-2026a", "Nữa-2026b", "Thêm-2026c"


class Terminal:
    """Runs commands, each as a program of its own that reads its passwords from standard input."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], folder: Path
    ) -> None:
        self._patch, self._capfd, self.folder = monkeypatch, capfd, folder

    def __call__(self, *words: str, passwords: tuple[str, ...] = (), folder: Path | None = None) -> Any:
        """What a command says as JSON; the sentence on standard error where it refuses."""
        code, out, err = self._run(words, passwords, folder)
        return json.loads(out) if code == 0 else err

    def said(self, *words: str, passwords: tuple[str, ...] = ()) -> str:
        """All that a command says, on either way."""
        _, out, err = self._run(words, passwords, None)
        return out + err

    def _run(
        self, words: tuple[str, ...], passwords: tuple[str, ...], folder: Path | None
    ) -> tuple[int, str, str]:
        forget()
        given = "".join(f"{each}\n" for each in passwords).encode()
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        code = main(
            [
                "--data",
                str(folder or self.folder),
                "--json",
                *words,
                *(["--password-stdin"] if passwords else []),
            ]
        )
        out, err = self._capfd.readouterr()
        return code, out, err


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Terminal:
    terminal = Terminal(monkeypatch, capfd, tmp_path / "data")
    terminal("users", "on", BOSS, passwords=(GOOD,))
    terminal("users", "add", CLERK, "--role", "general", "--user", BOSS, passwords=(GOOD, OTHER))
    return terminal


def encrypted(run: Terminal) -> Any:
    return run("users", "encrypt", "--user", BOSS, passwords=(GOOD, GOOD))


def test_on_used_and_off(run: Terminal) -> None:
    done = encrypted(run)
    assert done["encrypted"]
    assert len(done["plain_backups"]) == 1
    assert cipher.mark_of(run.folder / "cchc.db") is not None
    assert "--user" in run("plans")
    assert run("plans", "--user", BOSS, passwords=(GOOD,)) == []
    assert "không đúng" in run("plans", "--user", BOSS, passwords=(OTHER,))
    assert run("check", "--user", BOSS, passwords=(GOOD,))["ok"]
    off = run("users", "off", "--user", BOSS, passwords=(GOOD,))
    assert "bỏ mã hóa" in off
    assert not run("users", "decrypt", "--user", BOSS, passwords=(GOOD,))["encrypted"]
    assert cipher.mark_of(run.folder / "cchc.db") is None
    assert run("plans", "--user", BOSS, passwords=(GOOD,)) == []


def test_a_wrong_password_encrypts_nothing(run: Terminal) -> None:
    assert "không đúng" in run("users", "encrypt", "--user", BOSS, passwords=(GOOD, OTHER))
    assert cipher.mark_of(run.folder / "cchc.db") is None
    assert not (run.folder / key_file.NAME).exists()


def test_slots_follow_the_accounts(run: Terminal) -> None:
    encrypted(run)
    assert "mở được" in run("plans", "--user", CLERK, passwords=(OTHER,))
    run("users", "reset", CLERK, "--user", BOSS, passwords=(GOOD, THIRD))
    assert run("users", "password", "--user", CLERK, passwords=(THIRD, FOURTH))["name"] == CLERK
    assert "không đúng" in run("plans", "--user", CLERK, passwords=(THIRD,))
    assert run("plans", "--user", CLERK, passwords=(FOURTH,)) == []
    run("users", "set", CLERK, "--rename", "Trần Thị Bình An", "--user", BOSS, passwords=(GOOD,))
    assert run("plans", "--user", "Trần Thị Bình An", passwords=(FOURTH,)) == []
    run("users", "delete", "Trần Thị Bình An", "--user", BOSS, passwords=(GOOD,))
    keys = key_file.read(run.folder)
    assert keys is not None
    assert [slot.name for slot in keys.people] == [BOSS]


def test_a_disabled_account_opens_the_file_no_more(run: Terminal) -> None:
    encrypted(run)
    run("users", "reset", CLERK, "--user", BOSS, passwords=(GOOD, THIRD))
    run("users", "password", "--user", CLERK, passwords=(THIRD, FOURTH))
    assert run("plans", "--user", CLERK, passwords=(FOURTH,)) == []
    assert run("users", "disable", CLERK, "--user", BOSS, passwords=(GOOD,))["disabled"]
    assert "mở được" in run("plans", "--user", CLERK, passwords=(FOURTH,))
    keys = key_file.read(run.folder)
    assert keys is not None
    assert [slot.name for slot in keys.people] == [BOSS]
    assert not run("users", "enable", CLERK, "--user", BOSS, passwords=(GOOD,))["disabled"]
    assert "mở được" in run("plans", "--user", CLERK, passwords=(FOURTH,))
    run("users", "reset", CLERK, "--user", BOSS, passwords=(GOOD, OTHER))
    assert "đổi mật khẩu" in run("plans", "--user", CLERK, passwords=(OTHER,))


def test_the_code_sets_another_password(run: Terminal) -> None:
    code = encrypted(run)["recovery_code"]
    assert "không đúng" in run("users", "recover", BOSS, passwords=("0000-" * 5 + "0000", THIRD))
    new = run("users", "recover", BOSS, passwords=(code, THIRD))["recovery_code"]
    assert run("plans", "--user", BOSS, passwords=(THIRD,)) == []
    assert "không đúng" in run("users", "recover", BOSS, passwords=(code, FOURTH))
    assert run("users", "recover", BOSS, passwords=(new, FOURTH))["recovery_code"]


def test_wrong_passwords_lock_while_the_data_are_shut(run: Terminal) -> None:
    encrypted(run)
    said = [run("plans", "--user", BOSS, passwords=(OTHER,)) for _ in range(5)]
    assert "Còn 4 lần" in said[0]
    assert "quá nhiều lần" in said[4]
    assert "quá nhiều lần" in run("plans", "--user", BOSS, passwords=(GOOD,))


@pytest.mark.parametrize("by_code", [False, True])
def test_a_backup_opens_on_another_pc(run: Terminal, tmp_path: Path, by_code: bool) -> None:
    code = encrypted(run)["recovery_code"]
    made = run("backup", "--user", BOSS, passwords=(GOOD,))
    assert made
    newest = max((run.folder / "backups").glob("*.db"), key=lambda path: path.stat().st_mtime_ns)
    assert cipher.mark_of(newest) is not None
    stick, other = tmp_path / "stick", tmp_path / "other"
    stick.mkdir()
    for each in (newest, newest.with_suffix(".json")):
        shutil.copy(each, stick)
    backup = str(stick / newest.name)
    assert "--user" in run("restore", backup, folder=other)
    assert not (other / "cchc.db").exists()
    proof = code if by_code else GOOD
    assert run("restore", backup, "--user", BOSS, passwords=(proof,), folder=other)["holds"] is not None
    assert run("plans", "--user", BOSS, passwords=(GOOD,), folder=other) == []


def test_the_setup_file_makes_a_copy_without_a_password(run: Terminal, tmp_path: Path) -> None:
    """Among the data's own backups; elsewhere who copies says who that is."""
    encrypted(run)
    assert "--user" in run("copy-data", "--out", str(tmp_path / "copy"))
    inside = run.folder / "backups" / "truoc khi cai"
    copied = run("copy-data", "--out", str(inside))
    assert copied["encrypted"]
    assert copied["vouched"]
    assert run("plans", "--user", BOSS, passwords=(GOOD,), folder=inside) == []
    assert run("copy-data", "--out", str(tmp_path / "copy"), "--user", BOSS, passwords=(GOOD,))["rows"]


def test_the_rest_of_a_damaged_file_is_rescued_with_the_password(run: Terminal, tmp_path: Path) -> None:
    code = encrypted(run)["recovery_code"]
    office = ("--name", "UBND xã An Bình", "--superior", "UBND tỉnh Sông Hương", "--place", "An Bình")
    run("new-office", *office, "--user", BOSS, passwords=(GOOD,))
    path = run.folder / "cchc.db"
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    for number, proof in enumerate((GOOD, code)):
        out = str(tmp_path / f"new-{number}")
        assert "--user" in run("rescue", str(run.folder), "--out", out)
        assert "không đúng" in run("rescue", str(path), "--out", out, "--user", BOSS, passwords=(OTHER,))
        assert run("rescue", str(path), "--out", out, "--user", BOSS, passwords=(proof,))["whole"]
        assert "--user" in run("plans", folder=Path(out))
        assert run("plans", "--user", BOSS, passwords=(GOOD,), folder=Path(out)) == []


def test_a_plain_file_in_the_place_of_encrypted_data_is_told(run: Terminal) -> None:
    saved = encrypted(run)["saved"]
    shutil.copyfile(saved, run.folder / "cchc.db")
    checked = run("check", "--user", BOSS, passwords=(GOOD,))
    assert checked["ok"]
    assert checked["lost_encryption"]
    assert "«users encrypt»" in run.said("plans", "--user", BOSS, passwords=(GOOD,))
    assert encrypted(run)["encrypted"]
    assert not run("check", "--user", BOSS, passwords=(GOOD,))["lost_encryption"]


def test_the_database_of_another_program_is_told_by_each_command(run: Terminal) -> None:
    """Whoever is named: it has no accounts to be named of."""
    encrypted(run)
    path = run.folder / "cchc.db"
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (words TEXT)")
        connection.commit()
    for command in ("tasks", "check"):
        said = run.said(command, "--user", BOSS, passwords=(GOOD,))
        assert "của một chương trình khác" in said
        assert "không dùng --user" not in said


def test_an_account_without_a_slot_is_told_as_that(run: Terminal) -> None:
    encrypted(run)
    listed = run("users", "list", "--user", BOSS, passwords=(GOOD,))["accounts"]
    assert {each["name"]: each["state"] for each in listed} == {
        BOSS: "Đang dùng", CLERK: "Chưa mở được dữ liệu mã hóa: cần đặt lại mật khẩu",
    }  # fmt: skip
    assert "Hãy nhờ quản trị đặt lại mật khẩu" in run("plans", "--user", CLERK, passwords=(OTHER,))
    run("users", "reset", CLERK, "--user", BOSS, passwords=(GOOD, THIRD))
    listed = run("users", "list", "--user", BOSS, passwords=(GOOD,))["accounts"]
    assert [each["state"] for each in listed if each["name"] == CLERK] == ["Phải đổi mật khẩu"]


def test_who_may_not_encrypt_is_refused_before_a_password_is_asked_for(run: Terminal) -> None:
    run("users", "password", "--user", CLERK, passwords=(OTHER, THIRD))
    said = run("users", "encrypt", "--user", CLERK, passwords=(THIRD,))
    assert "thiếu một dòng" not in said
    assert "quản trị" in said.lower()


def test_restoring_an_encrypted_backup_over_plain_data_says_whose_password_is_wanted(
    run: Terminal, tmp_path: Path
) -> None:
    encrypted(run)
    made = run("backup", "--user", BOSS, passwords=(GOOD,))["file"]
    other = tmp_path / "other"
    run("users", "on", BOSS, passwords=(THIRD,), folder=other)
    said = run("restore", made, "--user", BOSS, passwords=(THIRD,), folder=other)
    assert "thiếu một dòng: mật khẩu của bản sao lưu" in said
    assert run("restore", made, "--user", BOSS, passwords=(THIRD, GOOD), folder=other)["holds"] is not None
