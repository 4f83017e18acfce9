"""A clock that cannot be right is pointed out by the commands that write, and by no other."""

from datetime import datetime

import pytest

from cchc_desktop.cli import main
from cchc_desktop.storage.store import Store
from tests.cli.conftest import Shell

OFFICE = ("new-office", "--name", "UBND xã An Bình", "--superior", "UBND tỉnh", "--place", "An Bình")


def test_a_command_that_writes_points_it_out_and_is_done(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Store, "now", lambda _: datetime(1980, 1, 1))
    assert main(["--data", str(shell.folder), *OFFICE]) == 0
    told = capsys.readouterr().err.strip()
    assert told.startswith("Lưu ý: Đồng hồ của máy đang chỉ ngày 01/01/1980")
    assert "\n" not in told
    assert main(["--data", str(shell.folder), "plans"]) == 0
    assert capsys.readouterr().err == ""


def test_a_right_clock_needs_no_words(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(shell.folder), *OFFICE]) == 0
    assert capsys.readouterr().err == ""
