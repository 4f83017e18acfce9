"""The binary .doc of Word 97 to 2003: brought into the form of a .docx by a library, and read as one."""

import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

from ..domain.errors import Refusal
from .docx.read import read_docx
from .outside import MAX_BYTES, Program
from .source import Source

OLD_WORD = Program("Word", ".doc", ".doc", max_part=40)
_SAVE_AS = "Hãy mở bằng Word, chọn Lưu thành (Save As) .docx rồi chọn lại."
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_BOOK_STREAMS = ("Workbook".encode("utf-16-le"), "PowerPoint Document".encode("utf-16-le"))
_FOLDER = "cchc-doc-"
_LONGEST = 3600
"""Seconds: no file is read for so long."""
_MOST_STREAMS = 50_000
_LOST = {
    "NUMBERING_TABLE_MALFORMED": "số tự động",
    "STYLE_TABLE_MALFORMED": "kiểu trình bày",
    "MALFORMED_TABLE_FLATTENED": "bảng",
    "TABLE_DEPTH_LIMITED": "bảng",
    "TABLE_CELL_DEFINITION_MISMATCH": "bảng",
}
"""What the library puts aside of a damaged file although a plan needs it."""
_UNREAD = {
    "INLINE_PICTURE_MALFORMED": "hình ảnh",
    "INLINE_PICTURE_FORMAT_DEFERRED": "hình ảnh",
    "FLOATING_PICTURE_FORMAT_DEFERRED": "hình ảnh",
    "OBJECT_ANCHOR_DEFERRED": "hình hoặc đối tượng nhúng",
    "OLE_OBJECT_STORAGE_MISSING": "đối tượng nhúng",
    "OLE_OBJECTS_UNANCHORED": "đối tượng nhúng",
    "OLE_OBJECT_OMITTED": "đối tượng nhúng",
    "MAIN_TEXTBOX_TABLE_MALFORMED": "khung chữ",
    "OFFICEART_MALFORMED": "hình vẽ",
    "HEADER_FOOTER_TABLE_MALFORMED": "đầu trang, chân trang",
}


def read_old_word(path: Path) -> Source:
    """Read a .doc file; raises Refusal where it is locked, damaged, older than Word 97 or no text."""
    _refuse_other(path)
    from doc2docx import convert
    from doc2docx.cfb import CompoundFileLimits
    from doc2docx.errors import EncryptedDocumentError

    _bear_cut_rows()
    limits = CompoundFileLimits(MAX_BYTES, MAX_BYTES, _MOST_STREAMS)
    _tidy()
    with TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True) as folder:
        made = Path(folder, path.stem[:50].strip(" .") + ".docx")
        try:
            report = convert(path, made, limits=limits).report
        except (OSError, MemoryError):
            raise
        except EncryptedDocumentError as error:
            raise Refusal(_locked(path)) from error
        except Exception as error:
            # The library's own errors for files that it refuses, any for those that it is not prepared for.
            raise Refusal(
                f"Tệp «{path.name}» bị hỏng, hoặc do Word từ năm 1995 trở về trước ghi nên không đọc được. "
                + _SAVE_AS
            ) from error
        notes = _notes(path, (each.code for each in report.diagnostics))
        source = read_docx(made)
    return Source(path.name, source.blocks, (*source.notes, *notes))


def _tidy() -> None:
    """Takes away what a process left behind that was ended while it read such a file."""
    for left in Path(gettempdir()).glob(f"{_FOLDER}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LONGEST:
                shutil.rmtree(left)


def _locked(path: Path) -> str:
    return f"Tệp Word «{path.name}» được đặt mật khẩu. Hãy mở bằng Word, bỏ mật khẩu rồi lưu lại."


def _refuse_other(path: Path) -> None:
    """Refuse the files of other programs that have the same container."""
    data = path.read_bytes()
    if _ENCRYPTED_STREAM in data:
        raise Refusal(_locked(path))
    if _WORD_STREAM not in data:
        if any(stream in data for stream in _BOOK_STREAMS):
            raise Refusal(f"«{path.name}» là tệp Excel hoặc PowerPoint, không phải văn bản kế hoạch.")
        raise Refusal(OLD_WORD.damaged(path))


def _notes(path: Path, codes: Iterable[str]) -> list[str]:
    """What could not be read. Raises Refusal where a plan would be wrong without it."""
    codes = list(dict.fromkeys(codes))
    lost = list(dict.fromkeys(_LOST[code] for code in codes if code in _LOST))
    if lost:
        raise Refusal(
            f"Phần {', '.join(lost)} của tệp «{path.name}» bị hỏng nên không đọc được đủ. {_SAVE_AS}"
        )
    unread = list(dict.fromkeys(_UNREAD[code] for code in codes if code in _UNREAD))
    return [f"Tệp .doc có {', '.join(unread)} không đọc được; hãy đối chiếu với bản giấy."] if unread else []


_ROW = b"\x08\xd6"
"""The code of what a row says of its cells (sprmTDefTable, [MS-DOC] 2.9.322)."""
_CELL = 20


def _bear_cut_rows() -> None:
    """Lets the library read rows whose last bytes LibreOffice has cut.

    Where the description of a row stands at the end of a page of such descriptions, LibreOffice 7 writes it
    short, and the library refuses the whole file. What is missing are the lines around the last cell.
    """
    from doc2docx.errors import InvalidWordDocument
    from doc2docx.msdoc import formatting

    strict = formatting.parse_grpprl
    if getattr(strict, "bears_cut_rows", False):
        return

    def parse(data: bytes, **options: Any) -> Any:
        try:
            return strict(data, **options)
        except InvalidWordDocument:
            whole = completed_row(bytes(data))
            if whole is None:
                raise
            return strict(whole, **options)

    parse.bears_cut_rows = True  # type: ignore[attr-defined]
    formatting.parse_grpprl = parse


def completed_row(data: bytes) -> bytes | None:
    """What is said of a paragraph, with the lines around its row's last cell; None where more is missing."""
    place = data.rfind(_ROW)
    if place < 0 or place + 5 > len(data):
        return None
    end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "little") + 1
    count = data[place + 4]
    # Each cell begins with what it is merged with: without it the table would be another.
    needed = place + 5 + 2 * (count + 1) + _CELL * (count - 1) + 2
    if not count or not needed <= len(data) < end or end - len(data) > _CELL:
        return None
    return data + bytes(end - len(data))
