"""Forms that are keyed in survive a kill at any moment: what was told as stored is there, all is sound."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cchc_desktop.office import Findings, Office

_KEYING = """
import sys
from datetime import date
from pathlib import Path
from cchc_desktop.office import Office

office = Office.open(Path(sys.argv[1]))
(survey,) = office.surveys.all()
first = max((each.number for each in office.surveys.forms(survey.id)), default=0) + 1
for number in range(first, first + 300):
    office.surveys.key_in(survey.id, number, "12" + "4" * 20)
    print(number, flush=True)
"""


@pytest.mark.slow
def test_no_form_is_lost(tmp_path: Path) -> None:
    from datetime import date

    office = Office.open(tmp_path)
    survey = office.surveys.new("SIPAS", "sipas", date(2026, 9, 1), date(2026, 9, 30))
    office.close()
    chance = random.Random(4)
    told = 0
    for _ in range(4):
        keying = subprocess.Popen(
            [sys.executable, "-c", _KEYING, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert keying.stdout is not None
        for line in keying.stdout:
            told = int(line)
            if chance.random() < 0.05:
                break
        # Somewhere in the next form.
        time.sleep(chance.random() * 0.004)
        keying.send_signal(signal.SIGKILL)
        rest = keying.communicate()[0].split()
        told = int(rest[-1]) if rest else told
        office = Office.open(tmp_path)
        numbers = [each.number for each in office.surveys.forms(survey.id)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert told <= len(numbers) <= told + 1
        assert office.check() == Findings()
        office.close()
    assert told > 4
