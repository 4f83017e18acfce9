"""A backup is looked through in a child process, whatever becomes of that."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop.child import process
from cchc_desktop.child.errands import Errand, Limits
from cchc_desktop.domain.backups import Reason, Verified
from cchc_desktop.domain.errors import EnvironmentProblem
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.office import Office
from cchc_desktop.office.backups import Round
from cchc_desktop.storage import encrypting
from cchc_desktop.storage.backups import Stopped
from tests.encrypted import made_keys, no_key_is_held_over  # noqa: F401 - a fixture for all of these
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these

TODAY = date(2026, 7, 15)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Data in which something was done, closed."""
    found = tmp_path / "Xã An Bình"
    with closing(Office.open(found, lambda: TODAY)) as made:
        made.settings.found(OfficeProfile("Ủy ban nhân dân xã An Bình", "UBND tỉnh Sông Hương", "An Bình"))
    return found


@pytest.fixture
def office(folder: Path) -> Iterator[Office]:
    with closing(Office.open(folder, lambda: TODAY)) as opened:
        yield opened


def run(office: Office, reason: Reason) -> Round:
    return office.backups.round(reason)(lambda: False)


def test_what_a_child_finds(office: Office) -> None:
    found = run(office, Reason.START)
    assert found.newest is not None
    assert (found.newest.verified, found.is_broken, found.unlooked) == (Verified.FULL, False, "")


def test_a_child_finds_damage(office: Office) -> None:
    office._desk.store._data.connection.execute("UPDATE office SET place = 'altered'")
    found = run(office, Reason.START)
    assert (found.is_broken, found.unlooked) == (True, "")
    assert [each.verified for each in office.backups.list()] == [Verified.FAILED]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], "dừng giữa chừng"),
        (["/there/is/no/such/program"], "Không mở được tiến trình"),
    ],
    ids=["dies", "cannot be started"],
)
def test_a_look_that_comes_to_no_end_is_told_and_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, command: list[str], said: str
) -> None:
    """The backup was made and stays what it is: good, as far as is known."""
    with monkeypatch.context() as broken:
        broken.setattr(process, "_command", lambda: command)
        found = run(office, Reason.START)
    assert said in found.unlooked
    assert (found.made, found.is_broken) == (found.newest, False)
    assert [each.verified for each in office.backups.list()] == [Verified.QUICK]
    again = run(office, Reason.INTERVAL)
    assert (again.made, again.unlooked) == (None, "")
    assert [each.verified for each in office.backups.list()] == [Verified.FULL]


def test_a_look_that_is_stopped_ends_its_child(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the window is closed meanwhile."""
    waits = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    monkeypatch.setattr(process, "_command", lambda: waits)
    started: list[int | None] = []
    begin = process.Child._started

    def noted(child: process.Child, limits: Limits) -> Any:
        found = begin(child, limits)
        started.append(child.pid)
        return found

    monkeypatch.setattr(process.Child, "_started", noted)
    with pytest.raises(Stopped):
        office.backups.round(Reason.START)(lambda: bool(started))
    (pid,) = started
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert [each.verified for each in office.backups.list()] == [Verified.QUICK]


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the command line")
def test_the_key_of_an_encrypted_backup_reaches_the_child_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, keys = made_keys()
    encrypting.encrypt(folder, key, keys)
    begin = process.Child._started
    seen: list[bytes] = []

    def noted(child: process.Child, limits: Limits) -> Any:
        found = begin(child, limits)
        seen.extend(Path(f"/proc/{child.pid}/{name}").read_bytes() for name in ("cmdline", "environ"))
        return found

    monkeypatch.setattr(process.Child, "_started", noted)
    with closing(Office.open(folder, lambda: TODAY)) as opened:
        found = run(opened, Reason.START)
    assert found.newest is not None
    assert found.newest.keys
    assert found.newest.verified is Verified.FULL
    assert seen
    assert not any(secret in each for each in seen for secret in (key.secret, key.secret.hex().encode()))


def test_a_backup_that_is_gone_when_it_is_looked_at(office: Office, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match=r"Không đọc được tệp .*gone\.db"):
        process.run(Errand.BACKUP, tmp_path / "gone.db", "")
