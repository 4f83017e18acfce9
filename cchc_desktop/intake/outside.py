"""A file from outside, which may be anything: what is checked before a byte of it is parsed."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..domain.errors import Refusal

OLE = b"\xd0\xcf\x11\xe0"
"""The first bytes of the Office files from before 2007, and of locked ones."""

_MEGABYTE = 1024 * 1024
MAX_BYTES = 50 * _MEGABYTE
_MAX_ENTRIES = 5_000
_MAX_TOTAL = 400 * _MEGABYTE
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_CODES = ("utf-8", "utf-16-le", "utf-16-be")
_DECLARED = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in _CODES)


@contextmanager
def told_why(path: Path) -> Iterator[None]:
    """Makes a Refusal of what the system says where it lets nobody read the file."""
    try:
        yield
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

    ``max_xml`` is how many megabytes one part of a file may unpack to.
    """

    name: str
    suffix: str
    old: str
    max_xml: int

    def damaged(self, path: Path) -> str:
        """The sentence for a file that cannot be read."""
        return (
            f"Tệp {self.name} «{path.name}» bị hỏng hoặc không đúng định dạng {self.suffix}. "
            f"Hãy mở bằng {self.name}, lưu lại thành tệp mới rồi chọn lại."
        )


def check_archive(path: Path, program: Program) -> None:
    """Refuse what is no sound archive, is locked, or would grow beyond reason when unpacked.

    Raises Refusal, or whatever zipfile raises over a damaged file.
    """
    file = f"{program.name} «{path.name}»"
    locked = f"Tệp {file} được đặt mật khẩu. Hãy mở bằng {program.name}, bỏ mật khẩu rồi lưu lại."
    again = f"nên không được mở. Hãy lưu lại thành tệp mới bằng {program.name}."
    with path.open("rb") as stream:
        if stream.read(4) == OLE:
            raise Refusal(
                locked
                if _ENCRYPTED_STREAM in stream.read()
                else f"Tệp «{path.name}» có đuôi {program.suffix} nhưng là định dạng {program.name} cũ "
                f"({program.old}). Hãy mở bằng {program.name}, chọn Lưu thành (Save As) {program.suffix} "
                "rồi chọn lại."
            )
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) > _MAX_ENTRIES or sum(entry.file_size for entry in entries) > _MAX_TOTAL:
            raise Refusal(f"Tệp {file} chứa dữ liệu lớn bất thường {again}")
        for entry in entries:
            if entry.flag_bits & 1:
                raise Refusal(locked)
            if not entry.filename.lower().endswith((".xml", ".rels")):
                continue
            if entry.file_size > program.max_xml * _MEGABYTE:
                raise Refusal(f"Tệp {file} chứa dữ liệu lớn bất thường {again}")
            with archive.open(entry) as member:
                head = member.read(64 * 1024)
            # A document type can only stand before the root element.
            if any(word in head for word in _DECLARED):
                raise Refusal(f"Tệp {file} chứa khai báo XML không được phép {again}")
