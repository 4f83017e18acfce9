"""Start-up: from the start of the process to the first painted window, beside a bare Qt window."""

import os
import subprocess
import sys
from pathlib import Path

from .measure import Result, in_turns

_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QLabel
app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QLabel("CCHC"))
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""

_OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from cchc_desktop.office import Office
from cchc_desktop.ui.app import prepare
from cchc_desktop.ui.frame.main_window import MainWindow
folder = Path(sys.argv[1])
app = QApplication(sys.argv)
prepare(app)
office = Office.open(folder)
window = MainWindow(office, folder)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
office.close()
"""


def measure(folder: Path, times: int) -> list[Result]:
    """The window on the sample office with its first page, and a window with one label."""
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}

    def run(script: str, *arguments: str) -> None:
        subprocess.run([sys.executable, "-c", script, *arguments], env=environment, check=True)

    what = "process start to first painted window, the sample office open"
    return [in_turns("start-up", what, lambda: run(_OURS, str(folder)), lambda: run(_BARE), times)]
