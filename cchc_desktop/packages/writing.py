"""Writing a package, part by part, with no more of it in memory than a piece."""

import uuid
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from .. import durable, log
from ..documents.export import folder_sentence
from ..domain.errors import EnvironmentProblem, Refusal
from ..domain.exchange.manifest import (
    MOST_BYTES,
    MOST_PARTS,
    SUFFIX,
    Head,
    Manifest,
    Part,
    is_part_name,
    manifest_json,
    most_bytes,
)
from . import layout
from .lock import Sealing, lock_json, locked
from .plain_json import written

GoOn = Callable[[], object]
_LARGE = (
    "Dữ liệu cần đóng gói lớn hơn mức một gói chứa được (4 GB, mỗi minh chứng 50 MB). Hãy bỏ bớt minh chứng "
    "rồi đóng gói lại."
)
_LEVEL = 6


@contextmanager
def writing(
    path: Path, head: Head, password: str = "", go_on: GoOn = lambda: None
) -> Iterator["PackageWriter"]:
    """A new package that takes the name ``path`` when it is whole; what was there before stays until then.

    ``go_on`` is called before each piece, and may end it by raising: nothing is left then. Raises Refusal for
    another ending than .cchc and for more than a package holds, EnvironmentProblem where the disk does not
    take it.
    """
    if path.suffix.lower() != SUFFIX:
        raise Refusal(f"Tên gói phải kết thúc bằng {SUFFIX}. Hãy sửa «{path.name}» rồi lưu lại.", "path")
    draft = path.with_name(f"~{uuid.uuid4().hex[:12]}.tmp")
    try:
        with log.DOCUMENTS.timed("package", kind=head.kind.value) as facts:
            with _Told(path), zipfile.ZipFile(draft, "x") as archive:
                package = PackageWriter(archive, head, password, go_on, path)
                yield package
                package.finish()
            with _Told(path):
                durable.sync_file(draft)
                facts["bytes"] = draft.stat().st_size
                durable.replace(draft, path)
        durable.sync_folder(path.parent)
    finally:
        durable.discard(draft)


class PackageWriter:
    """A package that is being written. Its ``manifest`` is there once it is finished."""

    manifest: Manifest

    def __init__(self, archive: zipfile.ZipFile, head: Head, password: str, go_on: GoOn, path: Path) -> None:
        self._archive, self._head, self._go_on, self._path = archive, head, go_on, path
        self._parts: dict[str, Part] = {}
        self._key: bytes | None = None
        archive.writestr(layout.entry(layout.MIME, packed=False), layout.MIMETYPE)
        if password:
            lock, self._key = locked(password)
            archive.writestr(layout.entry(layout.LOCK, packed=False), written(lock_json(lock)))

    def json(self, name: str, value: Any) -> None:
        """A part that is one value."""
        self.content(name, (written(value),))

    def lines(self, name: str, values: Iterable[Any]) -> None:
        """A part of values, one a line."""
        self.content(name, _gathered(written(value) + b"\n" for value in values))

    def has(self, name: str) -> bool:
        """Whether there is a part of this name already."""
        return name in self._parts

    def content(self, name: str, pieces: Iterable[bytes]) -> Part:
        """A part of any bytes, in pieces. Raises Refusal where it is more than a part may have."""
        assert is_part_name(name), name
        assert name not in self._parts, name
        digest, size = sha256(), 0
        with self._entry(name, len(self._parts) + 1) as write:
            for piece in pieces:
                self._go_on()
                digest.update(piece)
                size += len(piece)
                if size > most_bytes(name):
                    raise Refusal(_LARGE)
                write(piece)
        made = self._parts[name] = Part(name, digest.hexdigest(), size)
        assert "/" not in name or name.rpartition("/")[2] == made.sha256, name
        if len(self._parts) > MOST_PARTS or sum(part.size for part in self._parts.values()) > MOST_BYTES:
            raise Refusal(_LARGE)
        return made

    def finish(self) -> None:
        """Writes what the package says of itself."""
        self.manifest = Manifest(self._head, tuple(self._parts.values()))
        with self._entry(layout.MANIFEST, 0) as write:
            write(written(manifest_json(self.manifest)))

    @contextmanager
    def _entry(self, name: str, number: int) -> Iterator[Callable[[bytes], object]]:
        """What writes into a new entry."""
        packed = layout.is_packed(name)
        if self._key is None:
            with self._opened(layout.entry(name, packed)) as target:
                yield target.write
            return
        with self._opened(layout.entry(layout.sealed_name(number), packed=False)) as target:
            sealing = Sealing(target, self._key, name)
            if not packed:
                yield sealing.write
            else:
                packing = zlib.compressobj(_LEVEL)
                yield lambda piece: sealing.write(packing.compress(piece))
                sealing.write(packing.flush())
            sealing.finish()

    def _opened(self, entry: zipfile.ZipInfo) -> IO[bytes]:
        # Parts beyond 2 GB need the larger form from the beginning, which all may have.
        return self._archive.open(entry, "w", force_zip64=True)


def _gathered(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of some size: a call for each line would cost more than the line."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= layout.PIECE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


class _Told:
    """Raises EnvironmentProblem in place of what the system says of the package's own file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, OSError):
            raise EnvironmentProblem(folder_sentence(self._path, error)) from error
