#!/usr/bin/env bash
# PySide6 6.11.3 (shiboken6 6.11.3), CPython 3.11: a window that was asked for its focusWidget() keeps the Python
# object of that widget as long as the window is there, where Qt itself made the widget (the bar of a QTabWidget),
# although Qt has deleted it long ago.
#
# The good guess: the object that a getter gives goes when nobody holds it any more, at the latest when Qt deletes
# the widget; so it is with QApplication.focusWidget() and with widgets that were made in Python.
# What happens: QWidget.focusWidget() makes what it gives a child of the widget that was asked, in the books of
# shiboken, although it is a child of another one. Each page with tabs that comes and goes leaves an object there.
# What to do: ask QApplication.focusWidget(), and window.isAncestorOf() whether it is in that window.
#
# Fails where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check PySide6-Essentials==6.11.3 shiboken6==6.11.3

cat > "$work/count.py" <<'PYTHON'
"""How many objects of bars of tabs are left after forty pages with one have come and gone."""
import gc
import sys

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTabBar, QTabWidget, QWidget

asked = sys.argv[1]
app = QApplication([])
window = QMainWindow()
window.show()
window.activateWindow()
for _ in range(40):
    page = QTabWidget()
    page.addTab(QWidget(), "one")
    window.setCentralWidget(page)
    page.findChild(QTabBar).setFocus()
    app.processEvents()
    found = window.focusWidget() if asked == "window" else QApplication.focusWidget()
    assert isinstance(found, QTabBar)
    window.takeCentralWidget().deleteLater()
    del found, page
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
gc.collect()
print(sum(isinstance(each, QTabBar) for each in gc.get_objects()))
PYTHON
export QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES="default.warning=false"
by_window=$("$work/venv/bin/python" "$work/count.py" window)
by_application=$("$work/venv/bin/python" "$work/count.py" application)
echo "bars of tabs left of 40: $by_window where the window was asked, $by_application where the application was"
[ "$by_window" -ge 39 ] && [ "$by_application" -le 1 ]
