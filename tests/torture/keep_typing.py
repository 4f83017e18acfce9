"""A window in which figures are typed without end, each said once its cell was left; made to be killed.

The keys go to whatever has the focus, as an official's do: a number, Enter, and the next cell is there.
"""

import itertools
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.places import FigurePlace, PageName
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.ui.app import prepare
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.frame.main_window import MainWindow


def focused() -> QWidget:
    """What has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


folder = Path(sys.argv[1])
app = QApplication([])
prepare(app)
office = Office.open(folder)
if office.settings.profile() is None:
    office.settings.found(OfficeProfile("UBND xã An Bình", "UBND tỉnh Sông Hương", "An Bình"))
window = MainWindow(office, folder)
window.resize(1366, 768)
window.show()
QTest.qWaitForWindowExposed(window)
period = Period.parse(sys.argv[2])
window.go(FigurePlace(period))
page = window.page(PageName.FIGURES)
assert isinstance(page, FiguresPage)
for number in itertools.count(int(sys.argv[3])):
    page.grid.go_to("1.01")
    page.grid.setFocus()
    last = ""
    while (row := page.grid.figure()) is not None and row.id != last:
        last = row.id
        for figure in str(number):
            # The first key opens the cell, the others go into it.
            QTest.keyClicks(focused(), figure)
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        QApplication.processEvents()
        if office.figures.ledger().figure(period, row.id).value == number:
            print(row.id, number, flush=True)
        else:
            # What cannot be is refused, and the cursor stays in the cell.
            QTest.keyClick(focused(), Qt.Key.Key_Escape)
            QTest.keyClick(page.grid, Qt.Key.Key_Down)
