"""How the last run of the program ended, known by a mark that lies in the data folder while it runs.

A run that ends as it should takes its mark away. One that is found at a start was left by a crash, by a kill,
or by a power cut; which of them, the crash log and the system's own start tell.
"""

import contextlib
import json
import os
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from .. import __version__, machine
from . import crash_log
from .report import without_folders

MARK = "cchc.running"
"""The file beside the data file."""

_FATAL = ("Fatal Python error", "Windows fatal exception")
_MOST_READ = 64_000


class How(StrEnum):
    """How a run ended that did not take its mark away."""

    BELOW = "below"
    """By a crash below Python, whose stack lies in the crash log."""
    FAULT = "fault"
    """By itself or by a hand, after a fault of the program that lies in the crash log."""
    POWER = "power"
    """With the system itself, which was started anew since: a power cut, or the switch."""
    SYSTEM = "system"
    """With the system, which said so before: it was shut down while the program was open."""
    KILLED = "killed"
    """From outside, the system going on: by the task manager, or for want of memory."""
    UNKNOWN = "unknown"
    """In some way: the mark cannot be read."""


_WORDS = {
    How.BELOW: "Lần trước chương trình dừng đột ngột do lỗi",
    How.FAULT: "Lần trước chương trình gặp lỗi rồi dừng đột ngột",
    How.POWER: "Lần trước máy mất điện hoặc tắt đột ngột",
    How.SYSTEM: "Lần trước máy được tắt khi chương trình còn mở",
    How.KILLED: "Lần trước chương trình bị tắt đột ngột",
    How.UNKNOWN: "Lần trước chương trình dừng đột ngột",
}


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a run: ``how``, the program's ``version`` then, what the crash log holds of that run."""

    how: How
    version: str = ""
    reports: str = ""

    @property
    def words(self) -> str:
        """The beginning of a sentence for officials, without its end."""
        return _WORDS[self.how]


def begin(folder: Path) -> Ending | None:
    """Leaves the mark of a run that has the data open; gives how the one before ended, None where it ended
    well.

    Where the folder allows no writing no mark is left. A mark that another PC left came with copied data, and
    says nothing of a run here.
    """
    ended = _found(folder)
    with contextlib.suppress(OSError):
        crash_log.shorten(folder)
    mark = {
        "machine": machine.name(),
        "started": time.time(),
        "boot": machine.boot(),
        "version": __version__,
        # What the crash log gains from here on is of this run.
        "log": crash_log.size(folder),
    }
    with contextlib.suppress(OSError):
        _path(folder).write_text(json.dumps(mark), "utf-8")
    return ended


def leaving(folder: Path) -> None:
    """To be called where the system says that it ends: it may not wait for the program's own end."""
    with contextlib.suppress(OSError, ValueError):
        mark = json.loads(_path(folder).read_text("utf-8"))
        _path(folder).write_text(json.dumps({**mark, "leaving": True}), "utf-8")


def end(folder: Path) -> None:
    """Takes the mark away: the run ends as it should."""
    with contextlib.suppress(OSError):
        _path(folder).unlink()


def _path(folder: Path) -> Path:
    return folder / MARK


def _found(folder: Path) -> Ending | None:
    try:
        text = _path(folder).read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return Ending(How.UNKNOWN, reports=_reports(folder, 0))
    try:
        mark = json.loads(text)
        of, version = str(mark["machine"]), str(mark["version"])
        started, log_size = float(mark["started"]), int(mark["log"])
        boot, is_leaving = str(mark["boot"]), bool(mark.get("leaving"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        # A power cut leaves files whose bytes never reached the disk.
        return Ending(How.UNKNOWN, reports=_reports(folder, 0))
    if of != machine.name():
        return None
    reports = _reports(folder, log_size)
    if any(sign in reports for sign in _FATAL):
        how = How.BELOW
    elif reports:
        how = How.FAULT
    elif is_leaving:
        how = How.SYSTEM
    elif machine.has_restarted(boot, started):
        how = How.POWER
    else:
        how = How.KILLED
    return Ending(how, version, reports)


def _reports(folder: Path, after: int) -> str:
    """The newest part of what the crash log holds after so many bytes."""
    try:
        with open(crash_log.path_in(folder), "rb") as file:
            size = file.seek(0, os.SEEK_END)
            begins = after if 0 <= after <= size else 0
            file.seek(max(begins, size - _MOST_READ))
            return without_folders(file.read().decode(errors="replace")).strip()
    except OSError:
        return ""
