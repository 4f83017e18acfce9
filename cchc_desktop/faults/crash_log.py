"""The file that keeps reports of faults: in the data folder, bounded, with those of the last few runs.

A crash below Python leaves the stack of every thread in it (`faulthandler`), which needs the file to be open
beforehand.
"""

import contextlib
import faulthandler
import os
import threading
from pathlib import Path
from typing import TextIO

NAME = "crash.log"
RULE = "=" * 20
"""The line before each report."""
KEPT_BYTES = 128_000
"""How much of earlier runs is kept; a run of the program adds at most so much again."""


def path_in(folder: Path) -> Path:
    """The crash log of a data folder; it need not exist."""
    return folder / NAME


def append(folder: Path, text: str) -> bool:
    """Adds a report to the log of a folder that has none open; gives whether it is kept there."""
    try:
        shorten(folder)
        with open(path_in(folder), "a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{RULE}\n{text.strip()}\n")
    except (OSError, ValueError):
        return False
    return True


def size(folder: Path) -> int:
    """How large the log is; 0 where there is none."""
    try:
        return path_in(folder).stat().st_size
    except OSError:
        return 0


def shorten(folder: Path) -> None:
    """Leaves the newest reports in a log that has grown too large. Raises OSError."""
    path = path_in(folder)
    if size(folder) <= KEPT_BYTES:
        return
    with open(path, "r+b") as file:
        file.seek(-KEPT_BYTES // 2, os.SEEK_END)
        kept = file.read()
        # What is left begins with a whole report, or at least with a whole line.
        start = kept.find(f"{RULE}\n".encode())
        kept = kept[start if start >= 0 else kept.find(b"\n") + 1 :]
        file.seek(0)
        file.write(kept)
        file.truncate()


class CrashLog:
    """The log of one run of the window, from its start to its end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: TextIO | None = None
        self._left = KEPT_BYTES
        self._known: set[str] = set()
        self._one_at_a_time = threading.RLock()

    def open(self) -> None:
        """Holds the file open from now on, where the folder allows it."""
        try:
            path = path_in(self._folder)
            self._file = open(path, "a", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115
            faulthandler.enable(self._file)
        except (OSError, ValueError):
            self._file = None

    def write(self, text: str, trace: str) -> bool:
        """Keeps a report; gives whether it is in the file.

        The same ``trace`` is kept once, and no run fills the disk with its faults.
        """
        with self._one_at_a_time:
            return self._write(text, trace)

    def _write(self, text: str, trace: str) -> bool:
        if not self._is_there():
            self._forget()
            self.open()
        if self._file is None:
            return False
        if trace in self._known:
            return True
        added = f"{RULE}\n{text.strip()}\n"
        length = len(added.encode(errors="backslashreplace"))
        if length > self._left:
            return False
        try:
            self._file.write(added)
            self._file.flush()
        except (OSError, ValueError):
            # What did not get out of the buffer must not come up when the file is closed.
            self._forget()
            return False
        self._left -= length
        self._known.add(trace)
        return True

    def close(self) -> None:
        """Lets go of the file, and leaves none where it is empty."""
        file, self._file = self._file, None
        if file is None:
            return
        faulthandler.disable()
        with contextlib.suppress(OSError, ValueError):
            file.close()
        with contextlib.suppress(OSError):
            if path_in(self._folder).stat().st_size == 0:
                path_in(self._folder).unlink()

    def _is_there(self) -> bool:
        """Whether the open file is still the one in the folder, which may be gone or another."""
        if self._file is None:
            return False
        try:
            return os.path.samestat(os.fstat(self._file.fileno()), os.stat(path_in(self._folder)))
        except (OSError, ValueError):
            return False

    def _forget(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            faulthandler.disable()
            with contextlib.suppress(OSError, ValueError):
                file.close()
