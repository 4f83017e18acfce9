"""A file with sheets: what it is, by its bytes and its ending, and who reads it."""

import re
import warnings
from collections.abc import Callable
from pathlib import Path

from ...domain.errors import Refusal
from ..opc import Forbidden, TooLarge
from ..outside import OLE, Program, check_archive, check_parts, checked_head, told_why
from . import biff, ods
from .grid import MAX_SHEETS, SheetGrid

EXCEL = Program("Excel", ".xlsx", ".xls", max_part=10)
OLD_EXCEL = Program("Excel", ".xls", ".xls", max_part=20)
CALC = Program("LibreOffice", ".ods", ".sxc", max_part=20)
_ACCEPTED = "Hãy chọn tệp .xlsx, .xls, .ods hoặc .csv là phụ lục thống kê do chương trình xuất ra."
_SAVE_AS = "Hãy mở bằng Excel, chọn Lưu thành (Save As) .xlsx rồi chọn lại."
_OTHERS = {
    ".xlsm",
    ".xlsb",
    ".xlt",
    ".xltx",
    ".xltm",
    ".xla",
    ".et",
    ".ett",
    ".fods",
    ".sxc",
    ".ots",
    ".numbers",
}
"""Endings of spreadsheets that are not read: they may hold programs, or none of the libraries knows them."""
_TEXTS = {".csv", ".tsv", ".tab"}
_SUFFIXES = {".xlsx", ".xls", ".ods", *_TEXTS}
_OPEN_DOCUMENT = re.compile(
    rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.spreadsheet", re.S
)
_PAGE = re.compile(rb"^[\xef\xbb\xbf\s]*<(!doctype|html|table|\?xml|head|body|meta)", re.IGNORECASE)
_MARKED = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def read_grids(path: Path, is_wanted: Callable[[SheetGrid], bool]) -> list[SheetGrid]:
    """The sheets in a file; of a text, which does not say what parts its cells, as ``is_wanted`` has it.

    Raises Refusal, with one sentence, for a file that cannot be read.
    """
    with told_why(path):
        head = checked_head(path, _ACCEPTED)
        program = _program(path, head)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return _read(path, program, is_wanted)
        except (Refusal, MemoryError):
            raise
        except Forbidden:
            raise Refusal((program or EXCEL).forbidden(path)) from None
        except TooLarge:
            raise Refusal((program or EXCEL).too_large(path)) from None
        except (biff.Locked, ods.Locked):
            raise Refusal(_locked(path, program or EXCEL)) from None
        except Exception as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            # A damaged workbook reaches us as errors of zipfile, zlib, lxml and xlrd of a dozen classes.
            raise Refusal((program or EXCEL).damaged(path)) from error


def _program(path: Path, head: bytes) -> Program | None:
    """Whose file it is; None for a text. Raises Refusal for one that is none of those which are read."""
    suffix = path.suffix.lower()
    if suffix in _OTHERS:
        raise Refusal(f"Chưa đọc được tệp {suffix}. {_SAVE_AS}")
    if suffix not in _SUFFIXES:
        raise Refusal(f"«{path.name}» không phải là tệp Excel (.xlsx). {_ACCEPTED}")
    if head.startswith(b"PK"):
        return CALC if suffix == ".ods" or _OPEN_DOCUMENT.match(head) else EXCEL
    if head.startswith(OLE):
        return OLD_EXCEL
    if _PAGE.match(head):
        raise Refusal(f"Tệp «{path.name}» là trang web hoặc tệp XML, không phải bảng tính. {_SAVE_AS}")
    if suffix in _TEXTS or (suffix == ".xls" and (b"\0" not in head or head.startswith(_MARKED))):
        # Other systems hand out texts between tabs under the name of a workbook.
        return None
    raise Refusal({".ods": CALC, ".xls": OLD_EXCEL}.get(suffix, EXCEL).damaged(path))


def _read(path: Path, program: Program | None, is_wanted: Callable[[SheetGrid], bool]) -> list[SheetGrid]:
    if program is None:
        from .delimited import read_delimited

        return [read_delimited(path, is_wanted)]
    if program is OLD_EXCEL:
        data = path.read_bytes()
        if _LOCKED in data:
            raise Refusal(_locked(path, program))
        from .xls import read_xls

        return read_xls(biff.read_records(data), MAX_SHEETS)
    check_archive(path, program)
    check_parts(path, program)
    if program is CALC:
        return ods.read_ods(path, MAX_SHEETS)
    from .xlsx import read_xlsx

    return read_xlsx(path, MAX_SHEETS)


def _locked(path: Path, program: Program) -> str:
    name = program.name
    return f"Tệp {name} «{path.name}» được đặt mật khẩu. Hãy mở bằng {name}, bỏ mật khẩu rồi lưu lại."
