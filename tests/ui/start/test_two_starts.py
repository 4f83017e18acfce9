"""A package that is opened with a double click while the window is open: two real processes."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.office import Office
from cchc_desktop.packages.load import write_load
from tests.sample_office import lay_sample

_FIRST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from cchc_desktop.ui import app
from cchc_desktop.ui.exchange.taking import TakePackage
from cchc_desktop.ui.start import raising

listen, show = raising.listen, TakePackage._show_preview

def listening(*given):
    listen(*given)
    print("listening", flush=True)

def shown(wizard, preview):
    show(wizard, preview)
    print("shown", wizard.package.name, wizard._shell.shown.value, flush=True)
    wizard.reject()
    QTimer.singleShot(0, wizard._shell.close)

raising.listen, TakePackage._show_preview = listening, shown
sys.exit(app.run_window(Path(sys.argv[1]), "offscreen"))
"""
_SECONDS = 120


@pytest.mark.slow
def test_the_open_window_shows_the_package_of_a_second_start(tmp_path: Path) -> None:
    data, package = tmp_path / "data", tmp_path / "gói 1.cchc"
    lay_sample(data, date.today())
    office = Office.open(data)
    write_load(package, office.exchange.pack_contribution())
    office.close()
    quiet = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}
    first = subprocess.Popen(
        [sys.executable, "-c", _FIRST, str(data)], stdout=subprocess.PIPE, text=True, env=quiet
    )
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "listening\n"
        second = subprocess.run(
            [sys.executable, "-m", "cchc_desktop", "--data", str(data), package.name],
            env=quiet, cwd=tmp_path, timeout=_SECONDS, check=False,
        )  # fmt: skip
        assert second.returncode == 0
        assert first.stdout.readline() == "shown gói 1.cchc exchange\n"
        assert first.wait(_SECONDS) == 0
    finally:
        first.kill()
        first.wait(_SECONDS)
        if first.stdout is not None:
            first.stdout.close()
    assert not list(data.glob("cchc.raise*"))
