"""What is to be packed, gathered where the data are, and written by a worker that needs none of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..domain.errors import EnvironmentProblem
from ..domain.exchange.manifest import Head, Manifest
from ..storage.content import file_hash
from . import layout
from .writing import writing

GoOn = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Load:
    """The parts of a package: ``values`` and ``lines`` of JSON and ``texts`` by their names; ``packs`` by
    their hash, and where the ``files`` of evidence lie by theirs."""

    head: Head
    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, Iterable[Any]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    packs: Mapping[str, bytes] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Packed:
    """A package that was written; ``missing`` counts files of evidence that are gone, or no longer what they
    were, and are not in it."""

    manifest: Manifest
    missing: int = 0


def write_load(path: Path, load: Load, password: str = "", go_on: GoOn = lambda: None) -> Packed:
    """Writes a package; fit for a worker. Raises as `writing`; ``go_on`` may end it by raising."""
    missing = 0
    with writing(path, load.head, password, go_on) as package:
        for name, value in load.values.items():
            package.json(name, value)
        for name, values in load.lines.items():
            package.lines(name, values)
        for name, text in load.texts.items():
            package.content(name, (text.encode(),))
        for content_id, content in load.packs.items():
            package.content(f"packs/{content_id}", (content,))
        for content_id, place in load.files.items():
            if not _is_whole(place, content_id, go_on):
                missing += 1
                continue
            package.content(f"evidence/{content_id}", _pieces(place))
    return Packed(package.manifest, missing)


def _is_whole(place: Path, content_id: str, go_on: GoOn) -> bool:
    try:
        return file_hash(place, go_on) == content_id
    except OSError:
        return False


def _pieces(place: Path) -> Iterator[bytes]:
    try:
        with place.open("rb") as stream:
            while piece := stream.read(layout.PIECE):
                yield piece
    except OSError as error:
        raise EnvironmentProblem(
            "Không đọc được một tệp minh chứng khi đóng gói. Hãy thử lại; nếu vẫn lỗi, kiểm tra ổ đĩa."
        ) from error
