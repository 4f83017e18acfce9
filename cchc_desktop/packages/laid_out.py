"""A package that a child has looked through, its parts laid into a folder of ours under numbers.

A child reads what comes from outside; what it has found right is read here by who asked, part by part, so
that a package may be larger than memory.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..domain.errors import EnvironmentProblem
from ..domain.exchange.manifest import REPORT, Manifest, PackageKind, Part
from ..domain.exchange.unit_report import UnitReport, unit_report
from . import layout
from .reading import Package, Parts, opened

_FULL = "Không ghi được nội dung của gói vào thư mục «{}». Hãy kiểm tra ổ đĩa còn chỗ rồi nhận lại."


@dataclass(frozen=True, slots=True)
class Look:
    """What a package says of itself, and the report that it holds, where it is one."""

    manifest: Manifest
    report: UnitReport | None = None


def read_package(path: Path, password: str, folder: Path | None) -> Look:
    """Looks a whole package through; lays its parts into ``folder`` where one is given.

    Raises Refusal, as `reading.opened`; EnvironmentProblem where the disk does not take the parts.
    """
    with opened(path, password) as package:
        found: UnitReport | None = None
        if package.manifest.head.kind is PackageKind.REPORT:
            found = unit_report(package.json(REPORT))
        _look_through(package, folder)
        return Look(package.manifest, found)


def _look_through(package: Package, folder: Path | None) -> None:
    for number, part in enumerate(package.manifest.parts, 1):
        # Lines and values are parsed here, where it costs nobody else anything if they break the parser.
        if part.name.endswith(".jsonl"):
            for _ in package.lines(part.name):
                pass
        elif part.name.endswith(".json"):
            package.json(part.name)
        if folder is not None:
            _lay(folder / layout.sealed_name(number), package.pieces(part.name))
        elif "." not in part.name or part.name.endswith(".toml"):
            for _ in package.pieces(part.name):
                pass


def _lay(path: Path, pieces: Iterator[bytes]) -> None:
    """Writes pieces into a new file. Raises EnvironmentProblem where the disk does not take them; what
    reading raises is left as it is."""
    with ExitStack() as stack:
        with _told(path.parent):
            stream = stack.enter_context(open(path, "xb"))
        for piece in pieces:
            with _told(path.parent):
                stream.write(piece)
        with _told(path.parent):
            stream.flush()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentProblem(_FULL.format(folder)) from error


class LaidOut(Parts):
    """The parts of a package in a folder, as `read_package` has laid them there."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.manifest, self.folder = manifest, folder
        self._places = {
            part.name: folder / layout.sealed_name(number) for number, part in enumerate(manifest.parts, 1)
        }

    def place(self, name: str) -> Path:
        """Where a part lies."""
        return self._places[name]

    def _bytes_of(self, part: Part) -> Iterator[bytes]:
        with self._places[part.name].open("rb") as stream:
            while piece := stream.read(layout.PIECE):
                yield piece


class Packs(Mapping[str, bytes]):
    """The packs of a package by their hashes, each read when it is asked for."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def __getitem__(self, content_id: str) -> bytes:
        name = f"packs/{content_id}"
        if not self._parts.has(name):
            raise KeyError(content_id)
        return b"".join(self._parts.pieces(name))

    def __iter__(self) -> Iterator[str]:
        for part in self._parts.manifest.parts:
            if part.name.startswith("packs/"):
                yield part.sha256

    def __len__(self) -> int:
        return sum(1 for _ in self)
