"""Everything that is measured can be measured: the figures themselves are no matter of tests."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measure import in_turns
from tests import postgres

ROOT = Path(__file__).resolve().parents[1]
TELLS_MEMORY = Path("/proc/self/smaps_rollup").exists()
MEMORY = ["idle memory, resident", "idle memory, own"] if TELLS_MEMORY else []
LARGE_MEMORY = ["large memory, resident", "large memory, own"] if TELLS_MEMORY else []
MEASURED = [
    "start-up",
    *MEMORY,
    "a figure stored",
    "leaving a cell",
    "twelve years",
    "export PDF",
    "export DOCX",
    "export XLSX",
    *(["PDF, LibreOffice"] if shutil.which("soffice") else []),
    "import DOCX",
    "import PDF",
    "filling a form",
    "filling from the window",
    "a verified backup",
    "longest block",
    "opening 50 MB",
    "a figure, encrypted",
    "opening, encrypted",
    "comparing plans",
    "a plan, opened",
    "a plan, one edit",
    "a plan, PDF",
    "search, p95",
    "register, opened",
    "register, filtered",
    "register, sorted",
    "a row, its figures",
    "register, XLSX",
    "register, PDF",
    "large, first screen",
    "large, all lines",
    "large, a report",
    "large, a row",
    *LARGE_MEMORY,
    "survey, 10,000 forms",
    "survey, a key",
    "survey, the last key",
    "index, 325 criteria",
    "index, what if",
    "a merge of 10,000",
    "country, consolidated",
    "a tenth of it",
    "country, growth",
    "country, most memory",
    "unit table, opened",
    *(["PostgreSQL, loaded"] if postgres.is_there() else []),
]


@pytest.mark.slow
def test_all_is_measured() -> None:
    # On a disk: in memory, where tests make their files, a bare commit takes no time that could be read.
    environment = {name: value for name, value in os.environ.items() if name != "TMPDIR"}
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--short"],
        cwd=ROOT, check=True, capture_output=True, text=True,
        env={**environment, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in said.stdout.splitlines()[2:]]
    assert [row[0] for row in rows] == MEASURED
    for _, ours, bare, ratio, turns in rows:
        for measured in (ours, bare):
            number, unit = measured.split()
            assert float(number.replace(",", "")) > 0
            assert unit in ("ms", "MB")
        assert float(ratio) > 0
        assert turns == "1"


def test_both_ways_are_done_in_turns() -> None:
    done: list[str] = []
    result = in_turns("a", "what", lambda: done.append("ours"), lambda: done.append("bare"), 3)
    assert done == ["ours", "bare"] * 4
    assert re.fullmatch(r"\| a \| [\d.]+ ms \| [\d.]+ ms \| [\d.]+ \| 3 \|", result.line())
