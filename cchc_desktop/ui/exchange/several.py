"""Several packages at once: which those are, and what came of them all in the end."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.exchange.manifest import SUFFIX
from ...domain.text import sort_key

if TYPE_CHECKING:
    from ...office.exchange import Preview
    from ...office.reached_reports import Reached

_MOST_NAMES = 3


def packages_at(paths: Iterable[Path]) -> list[Path]:
    """The packages among files and folders: of a folder those that lie in it, in the order of their names."""
    found: list[Path] = []
    for path in paths:
        found += _packages_in(path) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def are_packages(paths: Sequence[Path]) -> bool:
    """Whether there are packages and nothing else: files by their ending, folders with one at least."""
    return bool(paths) and all(
        bool(_packages_in(path)) if path.is_dir() else path.suffix.lower() == SUFFIX for path in paths
    )


def _packages_in(folder: Path) -> list[Path]:
    with suppress(OSError):
        found = (
            each
            for each in folder.iterdir()
            if each.suffix.lower() == SUFFIX and each.is_file() and not each.name.startswith(".")
        )
        return sorted(found, key=lambda each: sort_key(each.name))
    return []


@dataclass(frozen=True, slots=True)
class Seen:
    """A package that was shown: what it would have changed, if it could be looked at, and what came of it
    where it was taken in."""

    name: str
    preview: "Preview | None" = None
    taken: "Preview | None" = None


@dataclass(slots=True)
class Round:
    """``count`` packages that are shown one after the other, the ``number``-th just now.

    ``password`` opened the last locked one; ``is_stopped`` is set where the others are not wanted.
    """

    count: int = 1
    number: int = 1
    password: str = ""
    is_stopped: bool = False
    seen: list[Seen] = field(default_factory=list)

    @property
    def has_more(self) -> bool:
        """Whether others follow."""
        return self.number < self.count

    @property
    def turn(self) -> str:
        """What is said before the name of one of several: «2/5: »."""
        return f"{self.number}/{self.count}: " if self.count > 1 else ""

    @property
    def waiting(self) -> int:
        """How much of what was taken in is to be decided."""
        return sum(len(each.taken.conflicts) for each in self.seen if each.taken is not None)

    @property
    def reports(self) -> "list[Reached]":
        """The issued reports that what was taken in makes other than they told, package by package."""
        taken = [each.taken for each in self.seen if each.taken is not None]
        return [reached for each in taken for reached in each.reports]

    def summary(self) -> str:
        """What came of all."""
        taken = [each for each in self.seen if each.taken is not None]
        known = [
            each for each in self.seen
            if each.taken is None and each.preview is not None and not each.preview.is_new
        ]  # fmt: skip
        left = [each for each in self.seen if each not in taken and each not in known]
        told = [f"Đã nhận {len(taken)}/{self.count} gói."]
        if known:
            told.append(f"Không có gì mới: {_names(known)}.")
        if left:
            told.append(f"Chưa nhận: {_names(left)}.")
        if self.count > len(self.seen):
            told.append(f"Chưa xem {self.count - len(self.seen)} gói.")
        if self.waiting:
            told.append(f"{self.waiting} chỗ chờ quyết định.")
        return " ".join(told)


def _names(seen: Sequence[Seen]) -> str:
    names = ", ".join(each.name for each in seen[:_MOST_NAMES])
    more = len(seen) - _MOST_NAMES
    return f"{names} và {more} gói khác" if more > 0 else names
