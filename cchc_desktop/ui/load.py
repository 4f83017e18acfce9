"""Imports the program with a window in the way that takes least time; nothing here imports Qt by itself."""

import builtins
import gc
from collections.abc import Callable
from pathlib import Path


def load_window() -> Callable[[Path, str, Path | None], int]:
    """The function that opens the office of a data folder in a window and gives the exit code.

    The collector of garbage is off from here on: nearly all that is made until the window stands is kept, and
    looking for garbage in it again and again is a twelfth of the start. Afterwards `garbage.py` calls it.
    """
    gc.disable()
    import_plainly()
    from .app import run_window

    return run_window


def import_plainly() -> None:
    """Takes PySide6's own way of importing out again.

    It serves «from __feature__ import …» alone, which nothing here uses, and looks into the source text of
    every module for it (findings/pyside6-reads-the-source-of-later-imports.sh): time at the start and at the
    first look at each page, and megabytes of text that Python keeps.
    """
    import PySide6.QtCore  # noqa: F401 - which puts it in

    if (plain := getattr(builtins, "__orig_import__", None)) is not None:
        builtins.__import__ = plain
