"""A file from outside, which may be anything: what is checked before a byte of it is parsed."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..domain.errors import Refusal

OLE = b"\xd0\xcf\x11\xe0"
"""The first bytes of the Office files from before 2007, and of locked ones."""

_MEGABYTE = 1024 * 1024
MAX_BYTES = 50 * _MEGABYTE
_MAX_ENTRIES = 5_000
_MAX_DIRECTORY = 2 * _MEGABYTE
"""Bytes of an archive's table of contents: Python keeps a hundred bytes for each entry of it."""
_MAX_TOTAL = 100 * _MEGABYTE
_END_OF_ARCHIVE = b"PK\x05\x06"
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""Those that Office files have (ISO/IEC 29500-2, annex B); others unpack without bounds."""
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_CODES = ("utf-8", "utf-16-le", "utf-16-be")
_DECLARED = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in _CODES)


@contextmanager
def told_why(path: Path) -> Iterator[None]:
    """Makes a Refusal of what the system says where it lets nobody read the file."""
    try:
        yield
    except FileNotFoundError as error:
        raise Refusal(f"Không tìm thấy tệp «{path.name}». Hãy kiểm tra lại đường dẫn.") from error
    except PermissionError as error:
        raise Refusal(
            f"Không có quyền đọc tệp «{path.name}». Hãy đóng tệp nếu đang mở ở chương trình khác, "
            "hoặc chép tệp sang thư mục khác rồi chọn lại."
        ) from error
    except OSError as error:
        raise Refusal(f"Không đọc được tệp «{path.name}». Hãy chép tệp vào máy rồi chọn lại.") from error


def checked_head(path: Path, accepted: str) -> bytes:
    """The first bytes of the file, after what can be seen from outside was checked.

    ``accepted`` is the sentence that says which files to choose. Raises Refusal.
    """
    if not path.exists():
        raise Refusal(f"Không tìm thấy tệp «{path.name}». Hãy kiểm tra lại đường dẫn.")
    if path.is_dir():
        raise Refusal(f"«{path.name}» là thư mục. Hãy chọn một tệp trong thư mục đó.")
    if not path.is_file():
        raise Refusal(f"«{path.name}» không phải là tệp văn bản. {accepted}")
    size = path.stat().st_size
    if size == 0:
        raise Refusal(f"Tệp «{path.name}» trống, không có nội dung. Hãy chọn tệp khác.")
    if size > MAX_BYTES:
        raise Refusal(f"Tệp «{path.name}» lớn hơn 50 MB. Hãy bớt hình ảnh trong tệp rồi chọn lại.")
    with path.open("rb") as stream:
        return stream.read(1024)


@dataclass(frozen=True, slots=True)
class Program:
    """The program that wrote a file: its name, the ending of its files, that of its old ones.

    ``max_part`` is how many megabytes one part of a file may unpack to.
    """

    name: str
    suffix: str
    old: str
    max_part: int

    def damaged(self, path: Path) -> str:
        """The sentence for a file that cannot be read."""
        return (
            f"Tệp {self.name} «{path.name}» bị hỏng hoặc không đúng định dạng {self.suffix}. "
            f"Hãy mở bằng {self.name}, lưu lại thành tệp mới rồi chọn lại."
        )

    def too_large(self, path: Path) -> str:
        """The sentence for a file that would grow beyond reason when unpacked."""
        return f"Tệp {self.name} «{path.name}» chứa dữ liệu lớn bất thường {self._again}"

    def forbidden(self, path: Path) -> str:
        """The sentence for a file with declarations that no office program writes."""
        return f"Tệp {self.name} «{path.name}» chứa khai báo XML không được phép {self._again}"

    @property
    def _again(self) -> str:
        return f"nên không được mở. Hãy lưu lại thành tệp mới bằng {self.name}."


@contextmanager
def told_as_damaged(path: Path, program: Program) -> Iterator[None]:
    """Makes a Refusal of whatever reading a file raises that its program would not have written.

    Damaged data reach us as errors of a dozen classes: of zipfile, zlib and lxml, or as numbers and codes
    that there are none of.
    """
    try:
        yield
    except (Refusal, OSError, MemoryError):
        raise
    except Exception as error:
        raise Refusal(program.damaged(path)) from error


def check_archive(path: Path, program: Program) -> None:
    """Refuse what is no sound archive, is locked, or would grow beyond reason when its contents are listed.

    Raises Refusal, or whatever zipfile raises over a damaged file.
    """
    locked = (
        f"Tệp {program.name} «{path.name}» được đặt mật khẩu. "
        f"Hãy mở bằng {program.name}, bỏ mật khẩu rồi lưu lại."
    )
    with path.open("rb") as stream:
        if stream.read(4) == OLE:
            raise Refusal(
                locked
                if _ENCRYPTED_STREAM in stream.read()
                else f"Tệp «{path.name}» có đuôi {program.suffix} nhưng là định dạng {program.name} cũ "
                f"({program.old}). Hãy mở bằng {program.name}, chọn Lưu thành (Save As) {program.suffix} "
                "rồi chọn lại."
            )
        if directory_size(stream) > _MAX_DIRECTORY:
            raise Refusal(program.too_large(path))
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) > _MAX_ENTRIES:
            raise Refusal(program.too_large(path))
        for entry in entries:
            if entry.flag_bits & 1:
                raise Refusal(locked)
            if entry.compress_type not in _COMPRESSIONS:
                raise Refusal(program.damaged(path))


def check_parts(path: Path, program: Program) -> None:
    """Refuse a file whose parts a library unpacks by itself: each is looked at, whatever its name and kind.

    zipfile unpacks no more of a part than its size in the table of contents says. Raises Refusal.
    """
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        most = program.max_part * _MEGABYTE
        if any(entry.file_size > most for entry in entries) or sum(e.file_size for e in entries) > _MAX_TOTAL:
            raise Refusal(program.too_large(path))
        for entry in entries:
            with archive.open(entry) as member:
                head = member.read(64 * 1024)
            # A document type can only stand before the root element.
            if any(word in head for word in _DECLARED):
                raise Refusal(program.forbidden(path))


def directory_size(stream: BinaryIO) -> int:
    """How large an archive says that its table of contents is; 0 where its end is not found.

    Archives of more than 4 GB say so elsewhere, and here -1 as an unsigned number: too much in any case.
    """
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 65_557))  # the last record with the longest comment
    tail = stream.read()
    place = tail.rfind(_END_OF_ARCHIVE)
    return int.from_bytes(tail[place + 12 : place + 16], "little") if place >= 0 else 0
