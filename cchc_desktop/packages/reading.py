"""Reading a package from anywhere: whatever is in the file, it is read within bounds or refused.

Nothing is unpacked by its name, and no part goes on beyond what the manifest says of it, whose own size is
bounded. What a part holds counts once its hash was right, that is, at its end.
"""

import errno
import stat
import struct
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from ..domain.errors import Refusal
from ..domain.exchange.manifest import (
    MOST_BYTES,
    MOST_PARTS,
    Manifest,
    Part,
    TooNew,
    Unfit,
    manifest_of,
)
from ..intake.outside import directory_size, told_why
from . import layout
from .lock import WrongKey, lock_of, unsealed
from .plain_json import parsed

GoOn = Callable[[], object]
LONGEST_LINE = 4 * 1024 * 1024
_MOST_MANIFEST = 16 * 1024 * 1024
_MOST_LOCK = 10_000
_MOST_DIRECTORY = 16 * 1024 * 1024

_NONE = "Tệp «{name}» không phải gói trao đổi của chương trình (.cchc). Hãy chọn đúng tệp gói được gửi."
_DAMAGED = (
    "Gói «{name}» bị hỏng, bị cắt ngắn hoặc đã bị sửa nên không được nhận. Hãy xin người gửi chép lại hoặc "
    "đóng gói lại."
)
_LARGE = "Gói «{name}» chứa dữ liệu lớn bất thường nên không được mở. Hãy hỏi lại người gửi."
_NEWER = (
    "Gói «{name}» được tạo bằng phiên bản mới hơn của chương trình{version}. Hãy cập nhật chương trình ở máy "
    "này rồi nhận lại."
)
_LOCKED = "Gói «{name}» được đặt mật khẩu. Hãy nhập mật khẩu mà người gửi đã báo."
_WRONG = "Mật khẩu của gói «{name}» không đúng. Hãy hỏi lại người gửi rồi nhập lại."


class PasswordNeeded(Refusal):
    """A package is locked, and no password was given."""


class WrongPassword(Refusal):
    """A package is locked with another password."""


class TooLarge(Exception):
    """A package holds more than it may."""


class NoPackage(Exception):
    """A file is none of ours."""


def is_package(path: Path) -> bool:
    """Whether a file begins as packages do. Raises OSError."""
    with path.open("rb") as stream:
        return stream.read(30 + len(layout.HEAD)).endswith(layout.HEAD)


@contextmanager
def opened(path: Path, password: str = "") -> Iterator["Package"]:
    """A package from outside, its manifest read and its archive looked at.

    Raises Refusal where the file is none, is damaged, altered, newer or beyond bounds, also from whatever is
    read within; PasswordNeeded and WrongPassword where it is locked.
    """
    with told_as_refusal(path), ExitStack() as stack:
        yield Package(path, password, stack)


@contextmanager
def told_as_refusal(path: Path) -> Iterator[None]:
    """Makes a Refusal of whatever reading a package raises."""
    name = path.name
    try:
        with told_why(path), _told_of_places():
            yield
    except NoPackage as error:
        raise Refusal(_NONE.format(name=name)) from error
    except TooLarge as error:
        raise Refusal(_LARGE.format(name=name)) from error
    except TooNew as error:
        version = f" ({error})" if str(error) else ""
        raise Refusal(_NEWER.format(name=name, version=version)) from error
    except WrongKey as error:
        raise WrongPassword(_WRONG.format(name=name), "password") from error
    except (Unfit, zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError) as error:
        # A damaged archive reaches us as any of these; NotImplementedError: it asks for other ways to unpack.
        raise Refusal(_DAMAGED.format(name=name)) from error


@contextmanager
def _told_of_places() -> Iterator[None]:
    """Makes Unfit of what the system says where a damaged archive leads before the file's beginning."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.EINVAL:
            raise Unfit("no such place") from error
        raise


class Parts(ABC):
    """Parts of a package that can be read, wherever they lie."""

    manifest: Manifest

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return self.manifest.part(name) is not None

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece; that they are the right ones is known at their end.

        Raises Unfit where they are not what the manifest says, or there is no such part.
        """
        part = self.manifest.part(name)
        if part is None:
            raise Unfit(f"no {name}")
        digest, size = sha256(), 0
        for piece in self._bytes_of(part):
            size += len(piece)
            if size > part.size:
                raise TooLarge(name)
            digest.update(piece)
            yield piece
        if size != part.size or digest.hexdigest() != part.sha256:
            raise Unfit(f"{name} was changed")

    def json(self, name: str) -> Any:
        """The value of a part. Raises as `pieces`, and Unfit where it is no value that packages have."""
        return parsed(b"".join(self.pieces(name)))

    def text(self, name: str) -> str:
        """The text of a part. Raises as `pieces`, and Unfit where it is none."""
        try:
            return b"".join(self.pieces(name)).decode()
        except UnicodeDecodeError as error:
            raise Unfit(f"{name} is no text") from error

    def lines(self, name: str) -> Iterator[Any]:
        """The values of a part of lines, one after the other. Raises as `json`."""
        rest = b""
        for piece in self.pieces(name):
            *whole, rest = (rest + piece).split(b"\n")
            if len(rest) > LONGEST_LINE:
                raise TooLarge(name)
            yield from map(parsed, whole)
        if rest:
            raise Unfit(f"{name} ends within a line")

    @abstractmethod
    def _bytes_of(self, part: Part) -> Iterator[bytes]:
        """The bytes that lie where the part should."""


class Package(Parts):
    """An open package."""

    def __init__(self, path: Path, password: str, stack: ExitStack) -> None:
        if not is_package(path):
            raise NoPackage
        self._key: bytes | None = None
        stream = stack.enter_context(path.open("rb"))
        if directory_size(stream) > _MOST_DIRECTORY:
            raise TooLarge
        with _told_of_archive():
            self._archive = stack.enter_context(zipfile.ZipFile(stream))
        self._entries = self._checked_entries(stream.seek(0, 2))
        if layout.LOCK in self._entries:
            lock = lock_of(parsed(self._whole(layout.LOCK, _MOST_LOCK)))
            if not password:
                raise PasswordNeeded(_LOCKED.format(name=path.name), "password")
            self._key = lock.key(password)
        self._numbers: dict[str, int] = {}
        self.manifest = manifest_of(parsed(self._manifest()))
        self._numbers = {part.name: number for number, part in enumerate(self.manifest.parts, 1)}
        expected = {self._entry_of(part.name) for part in self.manifest.parts} | self._own_entries()
        if set(self._entries) != expected:
            raise Unfit("other parts than the manifest says")

    @property
    def is_locked(self) -> bool:
        """Whether it has a password."""
        return self._key is not None

    def check(self, go_on: GoOn = lambda: None) -> None:
        """Reads every part. Raises as `opened`; ``go_on`` may end it by raising."""
        for part in self.manifest.parts:
            for _ in self.pieces(part.name):
                go_on()

    def _checked_entries(self, size: int) -> dict[str, zipfile.ZipInfo]:
        """The entries by their names, once nothing of what the archive says of them is odd."""
        listed = self._archive.infolist()
        if len(listed) > MOST_PARTS + 3:
            raise TooLarge
        found = {entry.filename: entry for entry in listed}
        if len(found) != len(listed):
            raise Unfit("a name twice")
        for entry in listed:
            kind = entry.external_attr >> 16
            if not entry.filename or entry.filename.endswith("/") or (kind and not stat.S_ISREG(kind)):
                raise Unfit("an entry that is no file")
            if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Unfit("an entry that is packed otherwise")
            if entry.file_size > layout.FREE + layout.MOST_RATIO * entry.compress_size:
                raise TooLarge
        # Entries that lie over each other would be more together than the file.
        if sum(entry.compress_size for entry in listed) > size:
            raise TooLarge
        if sum(entry.file_size for entry in listed) > MOST_BYTES + _MOST_MANIFEST:
            raise TooLarge
        return found

    def _own_entries(self) -> set[str]:
        if self._key is None:
            return {layout.MIME, layout.MANIFEST}
        return {layout.MIME, layout.LOCK, layout.SEALED_MANIFEST}

    def _entry_of(self, name: str) -> str:
        return name if self._key is None else layout.sealed_name(self._numbers[name])

    def _manifest(self) -> bytes:
        if self._key is None:
            return self._whole(layout.MANIFEST, _MOST_MANIFEST)
        found = bytearray()
        for piece in self._unlocked(layout.SEALED_MANIFEST, layout.MANIFEST):
            found += piece
            if len(found) > _MOST_MANIFEST:
                raise TooLarge
        return bytes(found)

    def _whole(self, name: str, most: int) -> bytes:
        """An entry that lies in the open."""
        with self._member(name) as member:
            found = member.read(most + 1)
        if len(found) > most:
            raise TooLarge
        return found

    @contextmanager
    def _member(self, name: str) -> Iterator[IO[bytes]]:
        if name not in self._entries:
            raise Unfit(f"no {name}")
        with _told_of_archive():
            member = self._archive.open(self._entries[name])
        with member:
            yield member

    def _bytes_of(self, part: Part) -> Iterator[bytes]:
        if self._key is not None:
            yield from self._unlocked(self._entry_of(part.name), part.name)
            return
        with self._member(part.name) as member:
            while piece := member.read(layout.PIECE):
                yield piece

    def _unlocked(self, entry: str, name: str) -> Iterator[bytes]:
        assert self._key is not None
        with self._member(entry) as member:
            sealed = unsealed(member, self._key, name)
            yield from _unpacked(sealed) if layout.is_packed(name) else sealed


@contextmanager
def _told_of_archive() -> Iterator[None]:
    """Makes Unfit of what an archive raises whose list or headers are damaged: errors of a dozen classes."""
    try:
        yield
    except (OSError, MemoryError):
        raise
    except Exception as error:
        raise Unfit("no archive") from error


def _unpacked(packed: Iterator[bytes]) -> Iterator[bytes]:
    """Unpacks in pieces that are no larger than they may be, whatever comes."""
    unpacking = zlib.decompressobj()
    for data in packed:
        left, piece = data, b""
        # A piece that is as large as it may be has more behind it, though nothing may be left to unpack.
        while left or len(piece) == layout.PIECE:
            if unpacking.eof and left:
                raise Unfit("more than was packed")
            piece = unpacking.decompress(left, layout.PIECE)
            if piece:
                yield piece
            left = unpacking.unconsumed_tail or unpacking.unused_data
    if not unpacking.eof:
        raise Unfit("packed data that end early")
