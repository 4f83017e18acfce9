"""Killing the program at any moment loses nothing that was acknowledged.

``KILLS`` in the environment says how often; the suite does it a few times, ``make torture`` many times.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cchc_desktop.domain.plan import Draft
from cchc_desktop.office import Office
from tests.plans import small_plan

PROGRAM = Path(__file__).with_name("keep_reporting.py")
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not to be had on Windows")
def test_killed_again_and_again(tmp_path: Path) -> None:
    office = Office.open(tmp_path)
    office.plans.store_draft(Draft(small_plan()))
    office.close()
    dice = random.Random(7)
    for _ in range(int(os.environ.get("KILLS", "4"))):
        acknowledged = _killed_after(dice.uniform(0.02, 0.4), tmp_path)
        office = Office.open(tmp_path)
        kept = [update.result for update in office.tasks.updates(office.tasks.rows()[0].id)]
        # The last one may have been stored and not been said.
        assert kept == [f"lần {number}" for number in range(len(kept))]
        assert len(kept) in (acknowledged, acknowledged + 1)
        assert office.check() == []
        office.close()
    office = Office.open(tmp_path)
    while office.history.next_undo():
        office.history.undo()
    assert office.plans.heads() == []
    office.close()


def _killed_after(seconds: float, folder: Path) -> int:
    """How many reports the program had acknowledged in all when it was killed."""
    program = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(folder)],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert program.stdout is not None
    first = program.stdout.readline()
    time.sleep(seconds)
    program.send_signal(signal.SIGKILL)
    rest = program.stdout.read().split()
    program.stdout.close()
    program.wait()
    assert first, "the program did not come to report"
    return int(([first, *rest])[-1]) + 1
