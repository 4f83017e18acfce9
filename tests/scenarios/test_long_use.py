"""Long use: memory, objects and handles stay flat, whatever is opened, closed and typed.

``ROUNDS`` in the environment says how often every page is opened and closed; the suite does it a few times on
two years of data, ``make thorough`` often, on ten.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_desktop.office import Findings, Office
from tests import large_office

PROGRAM = Path(__file__).with_name("use_long.py")
ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("ROUNDS", "9"))
MANY = 50


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what a process holds is read from /proc")
@pytest.mark.slow
def test_a_window_that_is_used_for_a_long_time_holds_no_more(tmp_path: Path) -> None:
    large_office.make(tmp_path, years=10 if ROUNDS >= MANY else 2)
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(tmp_path), str(ROUNDS)],
        stdout=subprocess.PIPE, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    warm, end = (json.loads(line) for line in done.stdout.splitlines())
    print(warm, end, sep="\n")
    rounds = end["round"] - warm["round"]
    grown = {name: end[name] - warm[name] for name in end}
    for name in ("widgets", "timers", "handles", "listeners", "derived"):
        assert grown[name] <= 0, (name, grown)
    # A second thread may first be needed late, where the machine is busy; there are as many as processors.
    assert grown["waits"] <= 2 * (os.cpu_count() or 1), grown
    # A page that stays behind is hundreds of objects, in each round.
    assert grown["dead"] <= rounds, grown
    assert grown["qobjects"] <= 5 * rounds, grown
    assert grown["python_objects"] <= 1000 + 40 * rounds, grown
    assert grown["kept_values"] <= 64, grown
    # A library that takes a reference to None away with each call ends the program some day.
    assert grown["none_refs"] >= -1000, grown
    assert grown["rss_kb"] <= 16_000 + 40 * rounds, grown
    office = Office.open(tmp_path)
    assert office.check() == Findings()
    office.close()
