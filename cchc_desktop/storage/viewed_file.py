"""Data that are open for reading only: a copy of what they are now, so that the folder is not touched."""

import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from ..domain.errors import Damaged, EnvironmentProblem
from . import cipher, leftovers
from .data_file import DataFile
from .database import FILE_NAME, OpenedFile, open_locked, with_diagnosis
from .lock import FolderLock

_ATTEMPTS, _PAUSE_SECONDS = 5, 0.2
_SETTLED_NS = 50_000_000
"""A file that was written to a moment ago may be written to again without its time telling."""


class ViewedFile(DataFile):
    """A copy of a data file, for reading only; it goes when it is closed."""

    def __init__(self, copy: OpenedFile) -> None:
        super().__init__(copy.connection, is_view=True)
        assert copy.path is not None
        self.file = copy.path
        self.execute("PRAGMA query_only = ON")
        self._copy = copy
        self.opening = copy.opening

    def take_over(self) -> None:
        super().take_over()
        self._copy.take_over()

    def close(self) -> None:
        """Lets go of the copy, and removes it."""
        self._copy.close_copy()
        shutil.rmtree(self.file.parent, ignore_errors=True)


def open_view(folder: Path) -> ViewedFile:
    """The data of a folder for reading only, as a copy of what they are now: the folder is not touched.

    Raises Damaged where the file is that, EnvironmentProblem where it cannot be read.
    """
    return open_copy((folder.absolute() / FILE_NAME).resolve(), _ATTEMPTS)


def open_copy(path: Path, attempts: int = 1) -> ViewedFile:
    """A copy of a data file of any name for reading only, looked through and brought up to date.

    Raises as `open_view` does, KeyNeeded where it is encrypted and nobody has unlocked its key. A file that
    others write to may take some ``attempts``.
    """
    if cipher.may_need_key(path):
        from . import key_file

        with suppress(OSError):
            key_file.require(path)
    for attempt in range(attempts):
        is_last = attempt == attempts - 1
        copy = Path(tempfile.mkdtemp(prefix="cchc-view-"))
        try:
            if _snapshot(path, copy, is_last):
                return ViewedFile(open_locked(copy, FolderLock.take(copy)))
        except Damaged as error:
            # Whoever has the file open may have been writing to it.
            if is_last:
                shutil.rmtree(copy, ignore_errors=True)
                raise with_diagnosis(path, error) from error
        except OSError as error:
            shutil.rmtree(copy, ignore_errors=True)
            raise EnvironmentProblem(
                f"Không đọc được tệp dữ liệu trong «{path.parent}» ({error.strerror}) nên không mở xem được."
            ) from error
        except BaseException:
            shutil.rmtree(copy, ignore_errors=True)
            raise
        shutil.rmtree(copy, ignore_errors=True)
        time.sleep(_PAUSE_SECONDS)
    raise EnvironmentProblem(
        "Dữ liệu đang được ghi liên tục ở nơi khác nên chưa mở xem được. Hãy thử lại sau ít phút."
    )


def _snapshot(path: Path, folder: Path, is_last: bool) -> bool:
    """Copies a data file and its journal; gives whether nobody wrote to them meanwhile. Raises OSError.

    Where it is the last attempt, what was written to a moment before will do.
    """
    before, moment = _moment(path), time.time_ns()
    shutil.copyfile(path, folder / FILE_NAME)
    with suppress(FileNotFoundError):
        shutil.copyfile(leftovers.beside(path, "-journal"), folder / f"{FILE_NAME}-journal")
    return (is_last or moment - before[1] > _SETTLED_NS) and _moment(path) == before


def _moment(path: Path) -> tuple[int, int, int, int, tuple[str, str] | None]:
    """What changes when a data file or its journal is written to: the file's size and time, the journal's,
    and the states of the file."""
    found, journal = path.stat(), (-1, 0)
    with suppress(FileNotFoundError):
        beside = leftovers.beside(path, "-journal").stat()
        journal = (beside.st_size, beside.st_mtime_ns)
    return found.st_size, found.st_mtime_ns, *journal, leftovers.states(path)
