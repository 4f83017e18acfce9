#!/usr/bin/env bash
# PySide6 6.11.3 (shiboken6 6.11.3), CPython 3.11: a widget in a cycle of references is destroyed by whichever
# thread happens to run Python's collector.
#
# The good guess: shiboken deletes in the main thread what must be deleted there; it has the means for it
# (BindingManager::addToDeletionInMainThread), and Qt allows widgets in that thread alone.
# What happens: QWidget and QObject are not among those. A worker that merely makes lists calls the collector
# now and then, and the destructor of a window that was given up runs in the worker, while Qt may be painting in
# the main thread. The program ends below Python, seldom, and far from the cause.
# What to do: gc.disable(), and gc.collect(generation) from a timer of the main thread when gc.get_count() says
# that it is time.
#
# Fails where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check PySide6-Essentials==6.11.3 shiboken6==6.11.3

cat > "$work/where.py" <<'PYTHON'
"""In which thread a widget ends that nobody holds but itself, where a worker allocates."""
import gc
import sys
import threading

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

app = QApplication(["where", "-platform", "offscreen"])
main = threading.get_ident()
ended = []


class Window(QWidget):
    pass


def worker():
    made.extend([] for _ in range(100_000))


made = []
by_timer = sys.argv[1] == "main thread alone"
if by_timer:
    gc.disable()
window = Window()
window.itself = window
window.destroyed.connect(
    lambda *_: ended.append("main" if threading.get_ident() == main else "worker"),
    Qt.ConnectionType.DirectConnection,
)
del window
thread = threading.Thread(target=worker)
thread.start()
thread.join()
if by_timer:
    gc.collect()
print(*ended)
PYTHON
as_it_is=$("$work/venv/bin/python" "$work/where.py" "as it is")
alone=$("$work/venv/bin/python" "$work/where.py" "main thread alone")
echo "the widget ended in the thread: $as_it_is; with the collector called by the main thread alone: $alone"
[ "$as_it_is" = worker ] && [ "$alone" = main ]
