"""The window, ended in one way: ``python end_badly.py FOLDER HOW``; says what it tells the user."""

import faulthandler
import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from cchc_desktop.office import Office
from cchc_desktop.ui import app as program
from cchc_desktop.ui.crash_dialog import CrashDialog
from cchc_desktop.ui.frame.main_window import MainWindow

folder, how = Path(sys.argv[1]), sys.argv[2]


def told(dialog: CrashDialog) -> None:
    """The user reads the report and closes it."""
    print("dialog", dialog.findChildren(QPlainTextEdit)[0].toPlainText().splitlines()[-1], flush=True)


def fail(*_: object) -> None:
    """A fault of the program."""
    raise ZeroDivisionError


def act() -> None:
    """What happens once the window stands."""
    if how in ("below", "fault-and-below"):
        faulthandler._sigsegv()  # type: ignore[attr-defined]
    elif how in ("killed", "fault-and-killed"):
        os.kill(os.getpid(), signal.SIGKILL)
    elif how == "look":
        window = next(each for each in app.topLevelWidgets() if isinstance(each, MainWindow))
        print(*(window.notices.sentences if "notices" in window.__dict__ else ["nothing"]), flush=True)
    QApplication.closeAllWindows()


CrashDialog.wait = told  # type: ignore[method-assign, assignment]
app = program.application()
if how.startswith("fault-and"):
    QTimer.singleShot(0, fail)
if how == "at-the-end":
    Office.close = fail  # type: ignore[assignment]
if how == "before-the-window":
    MainWindow.take_place = fail  # type: ignore[assignment]
QTimer.singleShot(300, act)
sys.exit(program.run_window(folder))
