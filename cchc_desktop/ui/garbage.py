"""Garbage in cycles is collected by the main thread alone, between two events.

Python collects where it happens to allocate: in a thread that renders or reads, too. A window that was given
up would be taken apart there while Qt paints in the main thread, which ends the program below Python.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


def collect() -> None:
    """Collects what Python would have by now: each generation by its own threshold."""
    counts = gc.get_count()
    for generation, threshold in reversed([*enumerate(gc.get_threshold())]):
        if counts[generation] > threshold:
            gc.collect(generation)
            return


def collect_here(parent: QObject) -> None:
    """From now on the main thread collects, each second while the ``parent`` is there, and nobody else."""
    gc.disable()
    timer = QTimer(parent)
    timer.timeout.connect(collect)
    timer.start(EVERY_MS)
