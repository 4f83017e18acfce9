"""The folder that a scanner writes to: which files in it are new, and what becomes of them once attached.

The folder belongs to the PC, and so does what was seen in it: both are preferences. Originals stay where they
are, or go into a subfolder where the officer wants that; nothing of them is ever deleted.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..domain.accepted_files import ACCEPTED, MOST_BYTES, ending_of
from ..domain.errors import EnvironmentProblem, Refusal
from .desk import Part
from .settings import SCANS_FOLDER, YES

DONE_FOLDER = "da-nhap"
"""The subfolder for originals that were attached."""
_MOVES, _SEEN = "scans.moves", "scans.seen"
_MOST = 500
"""More new files than these are not a scanner's."""
_MOST_SEEN = 5000
_UNFINISHED = ("~", ".")
"""How names begin that programs give to what is still being written."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A file in the folder, as it lay there: its size in bytes and when it was written, in nanoseconds."""

    path: Path
    size: int
    written: int

    @property
    def key(self) -> str:
        """By what it is known; another file of the same name is another one."""
        return f"{self.path.name}:{self.size}:{self.written}"

    @property
    def day(self) -> datetime:
        """When it was written."""
        return datetime.fromtimestamp(self.written / 1_000_000_000)


def listed(folder: Path) -> list[Scan]:
    """The files in a folder that could be evidence, the newest first, none where it is out of reach; fit for
    a worker, as folders of the network may take long."""
    found: list[Scan] = []
    try:
        for path in folder.iterdir():
            if path.name.startswith(_UNFINISHED) or ending_of(path.name) not in ACCEPTED:
                continue
            try:
                status = path.stat()
                if path.is_file() and 0 < status.st_size <= MOST_BYTES:
                    found.append(Scan(path, status.st_size, status.st_mtime_ns))
            except OSError:
                continue
    except OSError:
        return []
    found.sort(key=lambda scan: (-scan.written, scan.path.name))
    return found


class Scans(Part):
    """What is new in the folder of this PC's scanner."""

    @property
    def folder(self) -> Path | None:
        """The folder that is watched; None for none."""
        kept = self._desk.store.preference(SCANS_FOLDER)
        return Path(kept) if kept else None

    @property
    def moves(self) -> bool:
        """Whether originals go into the subfolder once they are attached."""
        return self._desk.store.preference(_MOVES) == YES

    def choose_moves(self, moves: bool) -> None:
        """Keeps the choice whether originals go into the subfolder."""
        self._desk.store.set_preference(_MOVES, YES if moves else "")

    def watch(self, folder: Path, data: Path) -> None:
        """Watches a folder from now on; what lies in it since before today is nothing new.

        Raises Refusal where it is no folder, or one of the data.
        """
        if not folder.is_dir():
            raise Refusal(f"Không có thư mục «{folder}». Hãy chọn thư mục mà máy quét lưu tệp vào.", "folder")
        if folder.resolve().is_relative_to(data.resolve()):
            raise Refusal("Thư mục này thuộc dữ liệu của chương trình. Hãy chọn thư mục khác.", "folder")
        begins = datetime.combine(self._desk.today(), datetime.min.time())
        old = [scan for scan in listed(folder) if scan.day < begins]
        self._desk.store.set_preference(_SEEN, json.dumps([scan.key for scan in old[:_MOST_SEEN]]))
        self._desk.store.set_preference(SCANS_FOLDER, str(folder))

    def forget(self) -> None:
        """Watches nothing any more."""
        self._desk.store.set_preference(SCANS_FOLDER, "")
        self._desk.store.set_preference(_SEEN, "")

    def new(self, found: Iterable[Scan]) -> list[Scan]:
        """Those of the files that nobody has attached or passed over."""
        seen = set(self._seen())
        return [scan for scan in found if scan.key not in seen][:_MOST]

    def pass_over(self, scans: Sequence[Scan]) -> None:
        """Offers these files no more; they stay where they are."""
        keys = [scan.key for scan in scans]
        kept = [key for key in self._seen() if key not in keys]
        self._desk.store.set_preference(_SEEN, json.dumps([*kept, *keys][-_MOST_SEEN:]))

    def attached(self, scans: Sequence[Scan]) -> None:
        """Offers files that were attached no more, and moves the originals where that is wanted.

        Raises EnvironmentProblem where one cannot be moved: it stays where it is, and is attached all the
        same.
        """
        self.pass_over(scans)
        if not self.moves:
            return
        for scan in scans:
            target = scan.path.parent / DONE_FOLDER
            try:
                target.mkdir(exist_ok=True)
                shutil.move(scan.path, _free(target / scan.path.name))
            except OSError as error:
                raise EnvironmentProblem(
                    f"Đã đính kèm, nhưng không chuyển được tệp gốc «{scan.path.name}» vào «{DONE_FOLDER}» "
                    f"({error.strerror}). Tệp gốc vẫn ở chỗ cũ."
                ) from error

    def _seen(self) -> list[str]:
        try:
            kept = json.loads(self._desk.store.preference(_SEEN) or "[]")
        except ValueError:
            return []
        return [str(key) for key in kept] if isinstance(kept, list) else []


def _free(path: Path) -> Path:
    """A name that nothing has yet."""
    found, number = path, 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found
