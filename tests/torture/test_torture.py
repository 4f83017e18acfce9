"""The torture in a short form; `make torture` has the long one (`__main__.py`)."""

import os
import random
import shutil
from pathlib import Path

import pytest

from tests.encrypted import no_key_is_held_over  # noqa: F401 - a fixture for all of these
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these
from tests.torture import disturb, full_disk, kill, power_cut, sealed
from tests.torture.sealed import ALL_JOBS
from tests.torture.tally import Tally, table

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not to be had on Windows")


def nothing_is_lost(*tallies: Tally) -> None:
    assert sum(tally.tried for tally in tallies)
    assert [words for tally in tallies for words in tally.lost] == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in kill.KINDS if kind != "typing"])
def test_killed_again_and_again(kind: str, tmp_path: Path) -> None:
    nothing_is_lost(kill.KINDS[kind](4, tmp_path, random.Random(7)))


@pytest.mark.slow
@pytest.mark.parametrize("kind", sealed.KILLS)
def test_killed_again_and_again_with_encrypted_data(kind: str, tmp_path: Path) -> None:
    nothing_is_lost(sealed.KILLS[kind](3, tmp_path, random.Random(7)))


@pytest.mark.slow
def test_killed_while_figures_are_typed(tmp_path: Path) -> None:
    """Every cell that was left is there, in the window and by its keys alone."""
    nothing_is_lost(kill.typing(1, tmp_path, random.Random(11)))


@pytest.mark.slow
def test_killed_while_forms_are_keyed(tmp_path: Path) -> None:
    """Every form of a survey whose last answer was keyed is there, with its own answers."""
    nothing_is_lost(kill.keying(2, tmp_path, random.Random(22)))


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL_JOBS)
def test_a_fault_at_any_point_of_a_job_loses_nothing(name: str, tmp_path: Path) -> None:
    nothing_is_lost(*disturb.faults(name, tmp_path, most=5, first=5))


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL_JOBS)
def test_killed_at_any_point_of_a_job(name: str, tmp_path: Path) -> None:
    nothing_is_lost(*disturb.kills(name, tmp_path, most=2, first=17))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["storing and undoing", "upgrading", "backing up"])
def test_a_full_disk_at_any_point_of_a_job(name: str, tmp_path: Path) -> None:
    (tally,) = full_disk.run(3, tmp_path, (name,))
    if tally.note:
        pytest.skip(tally.note)
    nothing_is_lost(tally)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not there")
def test_a_power_cut_at_any_moment(tmp_path: Path) -> None:
    nothing_is_lost(*power_cut.run(15, tmp_path, random.Random(7)))


def test_a_loss_is_told() -> None:
    """The table can fail."""
    tally = Tally("kills", note="no rights")
    for turn in range(3):
        with tally.trial(f"kill {turn}"):
            assert turn != 1, "a figure is gone"
    assert (tally.tried, tally.survived) == (3, 2)
    lines = table([tally]).splitlines()
    assert [line.split()[:4] for line in lines[:3]] == [
        ["what", "tried", "survived", "lost"], ["kills", "3", "2", "1"], ["in", "all", "3", "2"],
    ]  # fmt: skip
    assert lines[3] == "not done: kills: no rights"
    assert lines[4].startswith("LOST: kills: kill 1: AssertionError: a figure is gone")


def test_unsynced_writes_may_be_lost_and_synced_ones_not() -> None:
    disk = power_cut.Disk({"a": b"old"})
    disk.waiting.append(("write", "a", 0, b"new"))
    disk.waiting.append(("remove", "a", 0, b""))
    dice = random.Random(1)
    assert {disk.after_a_cut(dice).get("a") for _ in range(50)} == {b"old", b"new", None}
    disk.sync("a")
    assert {disk.after_a_cut(dice).get("a") for _ in range(50)} == {b"new", None}
    disk.sync_names()
    assert disk.after_a_cut(dice) == {}


def test_content_that_looks_like_a_path_is_content() -> None:
    """As the checksum of a page in a journal may."""
    folder = Path("/data")
    words = "".join(f"\\x{byte:02x}" for byte in b"/data/a")
    lines = [f'7 pwrite64(6<{words}>, "\\x2f\\x61", 2, 0) = 2']
    disk = power_cut.Disk({"a": b"old"})
    assert list(power_cut.moments(lines, folder, disk)) == [0]
    assert disk.waiting == [("write", "a", 0, b"/a")]
