"""Taking in that is killed in the middle leaves whole reports, and goes on where it stopped."""

import random
import signal
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.catalogue import indicators
from cchc_desktop.domain.consolidation.packed import Layout
from cchc_desktop.domain.consolidation.units import UnitList
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office.take_in import TakeIn, files_in, take_in
from cchc_desktop.storage.received import ReceivedFile
from cchc_desktop.storage.received_schema import ReceivedAt
from tests import country

PERIODS = [Period.parse(text) for text in ("2026-Q1", "2026-6T", "2026-9T", "2026-N")]
UNITS = country.units(150)

_TAKING = """
import sys
from pathlib import Path
from cchc_desktop.office import take_in
from tests.scenarios.test_take_in_killed import wanted

take_in._BATCH, take_in._STORED = 7, 20
print("ready", flush=True)
files = take_in.files_in(Path(sys.argv[1]))
take_in.take_in(files, wanted(Path(sys.argv[2])), lambda done, _: print(done, flush=True))
"""


def wanted(folder: Path) -> TakeIn:
    moment = datetime(2026, 12, 20)
    return TakeIn(ReceivedAt(folder), UnitList(UNITS), indicators(), PERIODS[0], date(2026, 3, 14), moment)


def state(folder: Path) -> dict[tuple[str, str], bytes]:
    layout = Layout.of(indicators())
    with ReceivedFile.open(ReceivedAt(folder)) as received:
        return {
            (period.id, unit): row.blob
            for period in PERIODS
            for unit, row in received.figures(period, layout).items()
        }


@pytest.mark.slow
def test_a_kill_costs_no_more_than_the_files_on_their_way(tmp_path: Path) -> None:
    sent, folder, whole = tmp_path / "sent", tmp_path / "data", tmp_path / "whole"
    folder.mkdir()
    whole.mkdir()
    country.send(sent, UNITS, PERIODS)
    chance, kept, killed = random.Random(6), 0, 0
    for _ in range(5):
        taking = subprocess.Popen(
            [sys.executable, "-c", _TAKING, str(sent), str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert taking.stdout is not None
        told = 0
        for line in taking.stdout:
            told = int(line) if line.strip().isdigit() else told
            if told and chance.random() < 0.25:
                break
        time.sleep(chance.random() * 0.004)
        taking.send_signal(signal.SIGKILL)
        rest = taking.communicate()[0].split()
        told = int(rest[-1]) if rest else told
        killed += taking.returncode == -signal.SIGKILL
        found = state(folder)
        # What was told as stored is there; what was there before still is.
        assert len(found) >= max(kept, told)
        kept = len(found)
    assert killed
    rest_of_it = take_in(files_in(sent), wanted(folder))
    assert rest_of_it.known == kept
    assert rest_of_it.added == len(UNITS) * len(PERIODS) - kept
    take_in(files_in(sent), wanted(whole))
    assert state(folder) == state(whole)
