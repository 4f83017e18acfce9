"""Who has a data folder open: a file beside the data that the system keeps locked while the program runs.

The system lets go of it when the process ends, in whatever way, so no lock is ever left over. SQLite's own
lock stays behind it, for folders where the system cannot lock a file.
"""

import errno
import getpass
import json
import os
from contextlib import suppress
from pathlib import Path

from .. import durable, machine
from ..domain.errors import OpenElsewhere

LOCK = "cchc.lock"
_LOCKED_BYTE = 1 << 30
"""Windows lets nobody read what is locked: a byte far behind the words of the file is."""
_BINARY = getattr(os, "O_BINARY", 0)
_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class FolderLock:
    """The lock on one data folder, held until it is let go of."""

    def __init__(self, handle: int | None) -> None:
        self._handle = handle

    @classmethod
    def take(cls, folder: Path) -> "FolderLock":
        """Takes the lock and says in its file who has it.

        Raises OpenElsewhere where somebody else has it, OSError where the folder cannot be written to.
        """
        handle = _opened(folder / LOCK)
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            if error.errno in _HELD:
                raise open_elsewhere(folder) from error
            return cls(None)  # A network folder that locks no files.
        with suppress(OSError):
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, json.dumps(_myself(), ensure_ascii=False).encode())
        return cls(handle)

    @property
    def is_held(self) -> bool:
        """Whether the system holds it; SQLite's own lock is all there is where it does not."""
        return self._handle is not None

    def release(self) -> None:
        """Lets go of the folder."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def __del__(self) -> None:
        """Whoever forgets to let go of it has it no longer than SQLite's own lock."""
        self.release()


def open_elsewhere(folder: Path) -> OpenElsewhere:
    """The error for a folder that is open elsewhere, with where that is as far as its lock tells."""
    try:
        holder = json.loads((folder / LOCK).read_text("utf-8"))
        where, user, pid = str(holder["machine"]), str(holder["user"]), int(holder["pid"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        where, user, pid = "", "", 0
    if where == machine.name() and user and user != _myself()["user"]:
        # Another one's window cannot be brought forward.
        return OpenElsewhere(
            f"Dữ liệu đang được người dùng «{user}» mở trên chính máy này. Hãy chuyển sang phiên của người "
            "đó rồi đóng chương trình, hoặc mở để xem.", where, pid,
        )  # fmt: skip
    if where and where != machine.name():
        return OpenElsewhere(
            f"Dữ liệu đang được mở trên máy «{where}» (người dùng «{user}»). Hãy đóng chương trình ở máy đó, "
            "hoặc mở để xem.", where, pid,
        )  # fmt: skip
    return OpenElsewhere(
        "Dữ liệu đang được mở ở một cửa sổ khác của chương trình. Hãy dùng cửa sổ đó hoặc đóng nó trước.",
        where, pid,
    )  # fmt: skip


def _myself() -> dict[str, str | int]:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    return {"machine": machine.name(), "user": user, "pid": os.getpid()}


def _opened(path: Path) -> int:
    try:
        # A virus scanner that looks at the file must not make the data look read-only.
        flags = os.O_RDWR | os.O_CREAT | _BINARY
        return durable.patiently(lambda: os.open(path, flags, 0o666), durable.HELD_ATTEMPTS)
    except PermissionError:
        # Made by another user of this PC, whose file can be locked all the same.
        with suppress(OSError):
            return os.open(path, os.O_RDONLY | _BINARY)
        raise


def _lock(handle: int) -> None:
    """Locks an open file for its opener alone. Raises OSError where it is locked, or cannot be."""
    if os.name == "nt":  # pragma: no cover
        import msvcrt

        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    else:
        import fcntl

        # Unlike the locks of POSIX these belong to the open file: a second one of this process is refused.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
