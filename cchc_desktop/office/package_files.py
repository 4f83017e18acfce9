"""Packages as files, read and laid out by a child; everything here is fit for a worker."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.accepted_files import MOST_BYTES
from ..packages.laid_out import LaidOut, Look

if TYPE_CHECKING:
    from ..storage.content import FolderStore

Cancelled = Callable[[], bool]
GoOn = Callable[[], object]
_PLACE = "package-parts-"
_BYTES_A_SECOND = 4_000_000
"""What an old PC reads and writes of a package, at least."""


@dataclass(frozen=True, slots=True)
class CameIn:
    """A package that was looked through: its file, what it says, and its parts."""

    path: Path
    look: Look
    parts: LaidOut

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.path.name


def look_at(path: Path, password: str = "", cancelled: Cancelled | None = None) -> Look:
    """What a package holds, every part of it checked. Raises as `came_in`."""
    return _look(path, password, None, cancelled)


@contextmanager
def came_in(
    path: Path, password: str = "", cancelled: Cancelled | None = None, room: Path | None = None
) -> Iterator[CameIn]:
    """A package from outside with its parts, which are gone again afterwards. They lie in a folder of their
    own within ``room``, the data folder, or where the system keeps such things.

    Raises Refusal where it is none, is damaged, altered, newer, beyond bounds, or locked, with the field
    «password»; EnvironmentProblem where the disk does not take its parts or no child can be started.
    """
    found = lay_out(path, password, cancelled, room)
    try:
        yield found
    finally:
        take_away(found)


def lay_out(
    path: Path, password: str = "", cancelled: Cancelled | None = None, room: Path | None = None
) -> CameIn:
    """The same for who cannot stay inside: to be taken away with `take_away`."""
    folder = _place(room)
    try:
        look = _look(path, password, folder, cancelled)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return CameIn(path, look, LaidOut(folder, look.manifest))


def _place(room: Path | None) -> Path:
    """A new folder for parts, which nobody else can read. What an end in the middle has left of an earlier
    one goes: whoever has the data open looks at one package at a time."""
    if room is not None:
        for left in room.glob(f"{_PLACE}*"):
            shutil.rmtree(left, ignore_errors=True)
        with suppress(OSError):
            return Path(tempfile.mkdtemp(prefix=_PLACE, dir=room))
    return Path(tempfile.mkdtemp(prefix=_PLACE))


def take_away(package: CameIn) -> None:
    """Removes the parts of a package."""
    shutil.rmtree(package.parts.folder, ignore_errors=True)


def bring_evidence(store: FolderStore, package: CameIn, go_on: GoOn = lambda: None) -> int:
    """Keeps the files of evidence that a package brings; gives how many are new here. Nothing refers to them
    until it is taken in. ``go_on`` may end it by raising. Raises EnvironmentProblem where the disk does not
    take them."""
    brought = 0
    for part in package.look.manifest.parts:
        folder, _, content_id = part.name.rpartition("/")
        if folder == "evidence" and store.size(content_id) != part.size:
            store.put_file(package.parts.place(part.name), MOST_BYTES, go_on)
            brought += 1
    return brought


def _look(path: Path, password: str, folder: Path | None, cancelled: Cancelled | None) -> Look:
    from ..child import process
    from ..child.errands import Errand, Limits

    try:
        size = path.stat().st_size
    except OSError:
        size = 0  # why it cannot be read, the child says
    seconds = Limits().seconds + size / _BYTES_A_SECOND
    found: Look = process.run(
        Errand.PACKAGE, path, password, folder, cancelled=cancelled, limits=Limits(seconds=seconds)
    )
    return found
