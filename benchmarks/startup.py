"""Start-up and idle memory: the window on the sample office, beside a bare Qt window."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from .measure import Result

_Told = TypeVar("_Told")

LOAD_OURS = """
from cchc_desktop.ui.load import load_window
run_window = load_window()
"""

_FIRST_PAINT = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            app.removeEventFilter(self)
            # All of a window is painted in one go, and timers wait until it is on the screen.
            QTimer.singleShot(0, self.tell)
        return False
    def tell(self):
        print(time.perf_counter_ns(), flush=True)
        app.quit()
app = QApplication(sys.argv[:1])
watch = FirstPaint()
app.installEventFilter(watch)
"""

_BARE_WINDOW = """
from PySide6.QtWidgets import QLabel, QMainWindow
window = QMainWindow()
window.setCentralWidget(QLabel("CCHC"))
window.show()
"""

_BARE_START = f"{_FIRST_PAINT}{_BARE_WINDOW}app.exec()"

_OUR_START = f"""{LOAD_OURS}{_FIRST_PAINT}run_window(Path(sys.argv[1]))"""

TELL_MEMORY = """
import gc, time
from pathlib import Path
def settle():
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        app.processEvents()
        time.sleep(0.01)
def tell_memory():
    settle()
    gc.collect()
    found = dict(line.split(":", 1) for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:])
    resident, *own = (int(found[name].split()[0]) for name in ("Rss", "Private_Clean", "Private_Dirty"))
    print(resident, sum(own), flush=True)
"""

_BARE_MEMORY = f"""
import sys
from PySide6.QtWidgets import QApplication
app = QApplication(sys.argv[:1])
{_BARE_WINDOW}{TELL_MEMORY}tell_memory()
"""

_OUR_MEMORY = f"""{LOAD_OURS}
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from cchc_desktop.domain.places import PageName
from cchc_desktop.ui.frame.main_window import MainWindow
app = QApplication(sys.argv[:1])
{TELL_MEMORY}
names = [*PageName, PageName.TODAY]
def open_next():
    window = next(w for w in app.topLevelWidgets() if isinstance(w, MainWindow))
    window.open_page(names.pop(0))
    for _ in range(20):
        app.processEvents()
    # Each page by an event of its own, as users do.
    QTimer.singleShot(0, open_next if names else finish)
def finish():
    tell_memory()
    app.quit()
QTimer.singleShot(0, open_next)
run_window(Path(sys.argv[1]))
"""


def measure(folder: Path, times: int) -> list[Result]:
    """The window on the sample office: its first page painted, and all its pages opened."""

    def run(script: str, *arguments: str) -> str:
        return told(folder, script, *arguments)

    def start(script: str, *arguments: str) -> float:
        # The clock is one for all processes.
        began = time.perf_counter_ns()
        return (int(run(script, *arguments)) - began) / 1e6

    def memory(script: str, *arguments: str) -> tuple[float, float]:
        seconds = 3.0 if times > 1 else 0.1
        resident, own = map(int, run(f"SECONDS = {seconds}\n{script}", *arguments).split())
        return resident / 1024, own / 1024

    data = str(folder)
    what = "process start to first painted window, the sample office open"
    pairs = _in_turns(lambda: start(_OUR_START, data), lambda: start(_BARE_START), times)
    results = [_result("start-up", what, pairs)]
    if not Path("/proc/self/smaps_rollup").exists():
        return results
    few = min(times, max(2, times // 5))
    held = _in_turns(lambda: memory(_OUR_MEMORY, data), lambda: memory(_BARE_MEMORY), few)
    for place, kind in enumerate(("resident", "own")):
        what = f"{kind} memory once every page was opened"
        pairs = [(ours[place], bare[place]) for ours, bare in held]
        results.append(_result(f"idle memory, {kind}", what, pairs, "MB"))
    return results


def told(folder: Path, script: str, *arguments: str) -> str:
    """What a script prints that runs in a process of its own; its modules are compiled in ``folder``."""
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    # As on any PC but a developer's that forbids it: what is imported was compiled when it was first used.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def _in_turns(ours: Callable[[], _Told], bare: Callable[[], _Told], times: int) -> list[tuple[_Told, _Told]]:
    """What both ways tell, in turns, after one turn of each that does not count where there are several."""
    if times > 1:
        ours()
        bare()
    return [(ours(), bare()) for _ in range(times)]


def _result(name: str, what: str, pairs: Sequence[tuple[float, float]], unit: str = "ms") -> Result:
    ours, bare = map(statistics.median, zip(*pairs, strict=True))
    return Result(name, ours, bare, len(pairs), what, unit)
