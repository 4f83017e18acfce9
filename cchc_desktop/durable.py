"""Names that last: a finished file or folder takes its name in one step and keeps it through a power cut."""

import errno
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

_ATTEMPTS = 4
"""Virus scanners and folder synchronisers hold a fresh file for a moment."""
PAUSE_SECONDS = 0.15
HELD_ATTEMPTS = _ATTEMPTS if os.name == "nt" else 1
"""For what no other program can hold elsewhere than under Windows: there a refusal is one at once."""

Done = TypeVar("Done")


def replace(temporary: Path, path: Path) -> None:
    """Gives what was written its name, in place of a file that bears it.

    :raises OSError: it cannot be had, after some attempts where another program holds one of them.
    """
    patiently(lambda: os.replace(temporary, path))


def patiently(act: Callable[[], Done], attempts: int = _ATTEMPTS) -> Done:
    """Does something with a file, again where another program holds it for a moment; gives what it gives.

    :raises OSError: it cannot be done, after so many attempts where the file is held.
    """
    for _ in range(attempts - 1):
        try:
            return act()
        except PermissionError:
            time.sleep(PAUSE_SECONDS)
    return act()


def write(path: Path, data: bytes) -> None:
    """Writes a file so that its name holds either what was there before or all of the data.

    :raises OSError: it cannot be written; what was there before still is.
    """
    draft = path.with_name(f"~{uuid.uuid4().hex[:12]}.tmp")
    try:
        write_new(draft, data)
        replace(draft, path)
    finally:
        discard(draft)
    sync_folder(path.parent)


def write_new(path: Path, data: bytes) -> None:
    """Writes a file that is not there yet, down to the disk.

    :raises OSError: it is there, or cannot be written; a part of it may be left.
    """
    with open(path, "xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A new folder under the name of a draft, which takes its own once it is filled, or is gone. Raises
    OSError."""
    draft = target.with_name(f"{target.name}.new-{uuid.uuid4().hex[:8]}")
    try:
        draft.mkdir(parents=True)
        yield draft
        sync_folder(draft)
        replace(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Makes a new name in the folder last; Windows has no such call and needs none."""
    if os.name == "nt":  # pragma: no cover
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass  # Some network folders cannot; the file itself is synced.
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Makes what was written to a file last. Raises OSError."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_full(error: OSError) -> bool:
    """Whether the disk has no room, or none for this user."""
    return error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def free_name(path: Path) -> Path:
    """The path, with a number at its end where something is there already."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def discard(path: Path) -> None:
    """Removes a file that nobody needs; where another program holds it, it stays."""
    with suppress(OSError):
        patiently(lambda: path.unlink(missing_ok=True), HELD_ATTEMPTS)
