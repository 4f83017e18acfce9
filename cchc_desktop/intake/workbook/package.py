"""The parts of a workbook from outside: checked before anything is parsed, its sheets with their names."""

import hashlib
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ...domain.errors import Refusal
from ..opc import Forbidden, Missing, OpcPackage, Relationship, TooLarge
from ..outside import OLE, Program, check_archive, check_parts, checked_head, told_why

if TYPE_CHECKING:
    from lxml.etree import _Element

PROGRAM = Program("Excel", ".xlsx", ".xls", max_part=20)
MAX_PART = PROGRAM.max_part * 1024 * 1024
MAX_SHEETS = 100
SUFFIXES = (".xlsx", ".xlsm")
"""What is read: the second has macros, which are kept and never run."""
_ACCEPTED = "Hãy chọn biểu mẫu Excel (.xlsx)."
_SPREADSHEETML = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_RELATION = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)

Found = TypeVar("Found")


def local(element: "_Element") -> str:
    """The name of an element without its namespace; nothing for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: "_Element | None", name: str) -> Iterator["_Element"]:
    """The children of this name; none of no element."""
    return (child for child in element if local(child) == name) if element is not None else iter(())


def child(element: "_Element | None", name: str) -> "_Element | None":
    """The first child of this name."""
    return next(children(element, name), None)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of cells: its name, its part in the package, whether it is hidden."""

    name: str
    part: str
    is_hidden: bool


class Workbook:
    """An open workbook."""

    def __init__(self, archive: zipfile.ZipFile, digest: str) -> None:
        self.archive = archive
        self.package = OpcPackage(archive)
        self.digest = digest
        self.main = self.package.main()
        self.root = self.package.xml_of(self.main, MAX_PART)
        if local(self.root) != "workbook" or not self.root.tag.startswith(
            tuple(f"{{{space}}}" for space in _SPREADSHEETML)
        ):
            raise Missing("workbook")
        self.related: Mapping[str, Relationship] = {each.id: each for each in self.package.related(self.main)}

    def of_kind(self, kind: str) -> str | None:
        """The part of this kind that the workbook refers to: «styles», «sharedStrings», «theme»."""
        return next((each.part for each in self.related.values() if each.kind == kind), None)

    def sheets(self) -> list[SheetPart]:
        """The sheets of cells, in their order; those of charts alone are left out.

        Raises Refusal where there are too many.
        """
        found = []
        for element in children(child(self.root, "sheets"), "sheet"):
            relation = self.related.get(next(filter(None, map(element.get, _RELATION)), ""))
            if relation is None or relation.kind != "worksheet":
                continue
            state = element.get("state") or "visible"
            found.append(SheetPart(element.get("name") or "", relation.part, state != "visible"))
        if len(found) > MAX_SHEETS:
            raise Refusal(
                f"Biểu có hơn {MAX_SHEETS} trang tính, nhiều hơn một biểu mẫu báo cáo. "
                "Hãy tách các trang cần điền ra một tệp riêng."
            )
        return found

    @property
    def has_macros(self) -> bool:
        """Whether there are macros in it."""
        return self.of_kind("vbaProject") is not None

    @property
    def is_signed(self) -> bool:
        """Whether it is digitally signed: what is filled in then breaks the signature."""
        return any(name.startswith("_xmlsignatures/") for name in self.archive.namelist())

    @property
    def counts_from_1904(self) -> bool:
        """Whether its days are counted from 1904."""
        properties = child(self.root, "workbookPr")
        return properties is not None and properties.get("date1904") in ("1", "true")


def with_workbook(path: Path, work: Callable[[Workbook], Found]) -> Found:
    """What ``work`` makes of the workbook in a file.

    Raises Refusal, with one sentence, where the file is no sound workbook that is open to everybody.
    """
    with told_why(path):
        _refuse_foreign(path, checked_head(path, _ACCEPTED))
        try:
            check_archive(path, PROGRAM)
            check_parts(path, PROGRAM)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            with zipfile.ZipFile(path) as archive, warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return work(Workbook(archive, digest))
        except (Refusal, MemoryError):
            raise
        except Forbidden:
            raise Refusal(PROGRAM.forbidden(path)) from None
        except TooLarge:
            raise Refusal(PROGRAM.too_large(path)) from None
        except Exception as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            # A damaged workbook reaches us as errors of zipfile, zlib, lxml and expat of a dozen classes.
            raise Refusal(PROGRAM.damaged(path)) from error


def _refuse_foreign(path: Path, head: bytes) -> None:
    suffix = path.suffix.lower()
    if suffix in {".xls", ".xlsb", ".xlt", ".ods", ".csv", ".et"}:
        raise Refusal(
            f"Chưa đọc được biểu mẫu dạng {suffix}. Hãy mở bằng Excel, chọn Lưu thành (Save As) .xlsx rồi "
            "chọn lại."
        )
    if suffix not in SUFFIXES:
        raise Refusal(f"«{path.name}» không phải là tệp Excel (.xlsx). {_ACCEPTED}")
    if not head.startswith((b"PK", OLE)):
        raise Refusal(PROGRAM.damaged(path))
