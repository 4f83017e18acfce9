"""What the window of the large office holds beside that of the sample, each in a process of its own."""

import shutil
from pathlib import Path

from cchc_desktop.office import Office

from .large_office import ROWS, TASKS, fill
from .measure import Result
from .startup import LOAD_OURS, TELL_MEMORY, told

_EVERYTHING_SEEN = f"""{LOAD_OURS}
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from cchc_desktop.domain.places import PageName, RegisterPlace
from cchc_desktop.ui.frame.main_window import MainWindow
app = QApplication(sys.argv[:1])
{TELL_MEMORY}
waiting = []
def window():
    return next(each for each in app.topLevelWidgets() if isinstance(each, MainWindow))
def begin():
    for name in PageName:
        waiting.append(lambda name=name: window().open_page(name))
    for register in window().office.registers.all():
        waiting.append(lambda place=RegisterPlace(register.id): window().go(place))
    waiting.append(lambda: window().open_page(PageName.TODAY))
    waiting.append(look_for)
    go_on()
def look_for():
    window().top.search.setText("ke hoach")
    window().top.search.show_results()
def go_on():
    if not waiting:
        tell_memory()
        app.quit()
        return
    waiting.pop(0)()
    # Each by an event of its own, as users do, and whatever it leaves to be done or deleted before the next.
    QTimer.singleShot(PAUSE_MS, go_on)
QTimer.singleShot(0, begin)
run_window(Path(sys.argv[1]))
"""


def measure(folder: Path, times: int) -> list[Result]:
    """Resident and own memory once every page and register was opened and something looked for; of a
    hundredth of the office where it is one turn."""
    if not Path("/proc/self/smaps_rollup").exists():
        return []
    part, seconds, pause = (1, 3.0, 200) if times > 1 else (100, 0.1, 1)
    large = folder / "large"
    large.mkdir()
    shutil.copy(folder / "cchc.db", large)
    office = Office.open(large)
    try:
        fill(office, ROWS // part, TASKS // part)
    finally:
        office.close()
    script = f"SECONDS, PAUSE_MS = {seconds}, {pause}\n{_EVERYTHING_SEEN}"
    ours, theirs = (
        [int(each) / 1024 for each in told(folder, script, str(of)).split()] for of in (large, folder)
    )
    return [
        Result(f"large memory, {kind}", ours[place], theirs[place], 1, "beside the sample", "MB")
        for place, kind in enumerate(("resident", "own"))
    ]
