"""A window that is used for a long time: ``python use_long.py FOLDER ROUNDS``; says what it holds, as JSON.

A round opens every page and closes it, types figures by their keys, undoes some, looks for words, opens and
closes the palette and dialogs. What the process holds is counted after a third of the rounds, and at the end.
"""

import gc
import json
import os
import sys
from datetime import date, datetime
from pathlib import Path

import pypdfium2  # noqa: F401 - a preview loads it once, when it has time; it must not count as a leak
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from cchc_desktop.domain.places import AreaPlace, FigurePlace, PageName, ReportPlace
from cchc_desktop.office import Office
from cchc_desktop.storage.revisions import Derived
from cchc_desktop.ui.app import application
from cchc_desktop.ui.exporting import ExportDialog
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.frame.main_window import MainWindow

TODAY = date(2026, 11, 28)
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_TYPED = 12


def settle() -> None:
    """Lets everything that waits be done, and what was given up be gone."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def open_handles() -> list[str]:
    """What each open handle stands for."""
    folder = Path("/proc/self/fd")
    return [os.readlink(each) for each in folder.iterdir() if each.is_symlink()]


def held(office: Office) -> dict[str, int]:
    """What the process holds now."""
    settle()
    gc.collect()
    objects = gc.get_objects()
    derived = [each for each in objects if isinstance(each, Derived)]
    alive = [each for each in objects if isinstance(each, QObject)]
    handles = open_handles()
    # One for each event loop: a thread that Qt keeps for the next work in the background holds its own.
    waits = sum("eventfd" in each for each in handles)
    found = {
        "rss_kb": int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE_BYTES // 1024,
        "python_objects": len(objects),
        "qobjects": len(alive),
        # What is gone in Qt and kept in Python.
        "dead": sum(not isValid(each) for each in alive),
        "timers": sum(isinstance(each, QTimer) and isValid(each) and each.isActive() for each in alive),
        "handles": len(handles) - waits,
        "waits": waits,
        "none_refs": sys.getrefcount(None),
        "listeners": len(office._desk._listeners),
        "derived": len(derived),
        "kept_values": sum(len(each._kept) for each in derived),
    }
    # Last: PySide keeps an object in Python for each widget of Qt's own that it was asked for.
    return found | {"widgets": len(QApplication.allWidgets())}


def round_of_use(window: MainWindow, number: int) -> None:
    """What an official does again and again."""
    for name in PageName:
        window.open_page(name)
        settle()
    for code in range(1, 9):
        window.go(AreaPlace(code))
    period = window.office.calendar.current_quarter()
    window.go(ReportPlace(period))
    settle()
    _type(window, number)
    for _ in range(3):
        window.undo()
    window.redo()
    window.refresh_now()
    window.top.search.setFocus()
    window.top.search.setText(("ke hoach", "ho so", "bao cao")[number % 3])
    settle()
    window.top.search.close_results()
    window.commands.open_palette()
    settle()
    window.commands.palette.close()
    ExportDialog(str(folder), "Báo cáo", "pdf", window).deleteLater()
    window.notices.show("use", f"Lần {number}.", "info")
    window.notices.clear("use")
    # Every page is closed: the next round makes it anew.
    window.forget_pages()
    window.open_page(PageName.TODAY)
    settle()


def _type(window: MainWindow, number: int) -> None:
    """Figures by their keys, one cell below the other."""
    window.go(FigurePlace(window.office.calendar.current_quarter()))
    page = window.page(PageName.FIGURES)
    assert isinstance(page, FiguresPage)
    page.grid.go_to("1.01")
    page.grid.setFocus()
    for place in range(_TYPED):
        target = QApplication.focusWidget() or page.grid
        QTest.keyClicks(target, str(1 + (number + place) % 8))
        focused = QApplication.focusWidget() or page.grid
        QTest.keyClick(focused, Qt.Key.Key_Return)
        QApplication.processEvents()
        if QApplication.focusWidget() is not page.grid:
            # What cannot be is refused, and the cursor stays in the cell.
            QTest.keyClick(QApplication.focusWidget() or page.grid, Qt.Key.Key_Escape)
            QTest.keyClick(page.grid, Qt.Key.Key_Down)


folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
app = application()
office = Office.open(folder, lambda: TODAY, lambda: datetime(2026, 11, 28, 9, 30))
window = MainWindow(office, folder)
window.resize(1366, 768)
window.show()
QTest.qWaitForWindowExposed(window)
warm = max(rounds // 3, 3)
for number in range(1, rounds + 1):
    round_of_use(window, number)
    if number in (warm, rounds):
        print(json.dumps({"round": number, **held(office)}), flush=True)
window.close()
office.close()
