"""Imports the program with a window in the order that takes least time; nothing here imports Qt by itself."""

import gc
from collections.abc import Callable
from pathlib import Path


def load_window() -> Callable[[Path, str], int]:
    """The function that opens the office of a data folder in a window and gives the exit code.

    It turns the collector of garbage on again, which is off from here on: nearly all that is made until the
    window stands is kept, and looking for garbage in it again and again is a twelfth of the start.
    """
    gc.disable()
    # PySide6 reads the source text of all that is imported after it, so what needs no Qt comes first.
    from .. import office  # noqa: F401
    from .app import run_window

    return run_window
