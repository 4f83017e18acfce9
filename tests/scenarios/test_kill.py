"""Killing the program at any moment loses nothing that was acknowledged.

``KILLS`` in the environment says how often; the suite does it a few times, ``make torture`` many times.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from cchc_desktop.domain.plan import Draft
from cchc_desktop.domain.report_periods import Period, Span
from cchc_desktop.office import Findings, Office
from tests.plans import small_plan

REPORTING = Path(__file__).with_name("keep_reporting.py")
TYPING = Path(__file__).with_name("keep_typing.py")
QUARTER = Period(2026, Span.Q1)
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not to be had on Windows")
@pytest.mark.slow
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
        assert office.check() == Findings()
        office.close()
    office = Office.open(tmp_path)
    while office.history.next_undo():
        office.history.undo()
    assert office.plans.heads() == []
    office.close()


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not to be had on Windows")
@pytest.mark.slow
def test_killed_while_figures_are_typed(tmp_path: Path) -> None:
    """Every cell that was left is there, in the window and by its keys alone."""
    dice = random.Random(11)
    for turn in range(int(os.environ.get("KILLS", "4")) // 4 + 1):
        start = str(1000 * turn + 1)
        said = _said_until_killed(
            dice.uniform(0.1, 2.5), TYPING, str(tmp_path), "2026-Q1", start, after=dice.randint(4, 20)
        )
        typed = [line.split() for line in said]
        assert len({code for code, _ in typed}) > 3
        office = Office.open(tmp_path)
        ledger = office.figures.ledger()
        kept = {code: ledger.figure(QUARTER, code).value for code, _ in typed}
        # The one after the last may have been stored and not been said.
        assert sum(kept[code] != int(value) for code, value in dict(typed).items()) <= 1
        assert all(value is not None for value in kept.values())
        assert office.check() == Findings()
        office.close()


def _killed_after(seconds: float, folder: Path) -> int:
    """How many reports the program had acknowledged in all when it was killed."""
    return int(_said_until_killed(seconds, REPORTING, str(folder))[-1]) + 1


def _said_until_killed(seconds: float, program: Path, *arguments: str, after: int = 1) -> list[str]:
    """The lines that a program had said when it was killed, some time after so many of them."""
    running = subprocess.Popen(
        [sys.executable, str(program), *arguments],
        stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert running.stdout is not None
    # A program that has nothing to say must not hold the tests up.
    watchdog = threading.Timer(60, running.kill)
    watchdog.start()
    first = [running.stdout.readline().strip() for _ in range(after)]
    time.sleep(seconds)
    watchdog.cancel()
    running.send_signal(signal.SIGKILL)
    rest = running.stdout.read().splitlines()
    running.stdout.close()
    running.wait()
    assert all(first), "the program said nothing"
    return [*first, *rest]
