"""Word files: everything that is printed, in its order, whichever program wrote the file."""

import re
from collections import deque
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.errors import Refusal
from ...domain.text import clean_line
from .. import legacy_encodings as legacy
from ..bounds import Meter
from ..columns import separate_columns
from ..marks import is_recipients_heading, stands_alone
from ..paragraphs import Line, join_lines
from ..source import Source, SourceBlock, SourceParagraph, SourceTable
from ..widths import with_fullness, wrap_width
from . import xml as x
from .body import BodyLine, Entry, Walker
from .numbering import Numbering
from .package import WORD, Package, open_package
from .styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_docx(path: Path) -> Source:
    """Read a .docx file; raises Refusal where it is locked, damaged, hostile or empty."""
    try:
        return read_package(open_package(path), path.name)
    except (Refusal, OSError, MemoryError):
        raise
    except Exception as error:
        # Damaged XML reaches us as errors of zipfile, zlib, lxml and python-docx of a dozen classes.
        raise Refusal(WORD.damaged(path)) from error


def read_package(package: Package, name: str) -> Source:
    """What the parts of a Word file say; files of other kinds are brought into its form to be read here.

    Raises Refusal where there is nothing to read or too much, or whatever damaged data make of it.
    """
    # Counted before they are walked, which takes a hundred times as long.
    for kind, count in (("p", Meter().pieces), ("tc", Meter().cells)):
        count(sum(1 for _ in package.body.iter(f"{{*}}{kind}")))
    walker = Walker(Styles(package.styles), Numbering(package.numbering), _encoding(package.body))
    entries = walker.walk(package.body)
    heads, notes = _margins(walker, package)
    blocks = _blocks([*heads, *entries])
    blocks += _footnotes(walker, package)
    if not blocks:
        raise Refusal("Tệp Word không có chữ nào. Nếu văn bản là ảnh chụp, hãy dùng bản Word có chữ.")
    found = set(walker.fonts) | ({walker.encoding} if walker.encoding else set())
    converted = [f"Đã chuyển văn bản từ bảng mã {encoding} sang Unicode." for encoding in sorted(found)]
    return Source(name, tuple(blocks), (*converted, *notes))


def _encoding(body: "_Element") -> legacy.Legacy | None:
    """The old encoding of the text as a whole, for files whose fonts were changed without converting."""
    names = ((x.name(element), element) for element in body.iter())
    return legacy.detect(
        "".join("\n" if name == "p" else element.text or "" for name, element in names if name in {"p", "t"})
    )


def _blocks(entries: list[Entry]) -> list[SourceBlock]:
    """The paragraphs and tables of the entries.

    A paragraph of Word is a paragraph, unless the file was made from a PDF and every printed line is one:
    then empty paragraphs are what parts the text.
    """
    parts: list[list[BodyLine] | SourceTable] = [[]]
    gap = False
    for entry in entries:
        if entry is None:
            gap = True
        elif isinstance(entry, SourceTable):
            parts += [entry, []]
            gap = False
        else:
            last = parts[-1]
            if isinstance(last, list):
                last.append(replace(entry, line=replace(entry.line, gap=gap)))
            gap = False
    wrapped = wrap_width([e.line for part in parts if isinstance(part, list) for e in part if not e.soft])
    blocks: list[SourceBlock] = []
    for part in parts:
        if isinstance(part, SourceTable):
            blocks.append(part)
            continue
        parted = _without_columns(part)
        lines = [e.line if wrapped or e.soft else replace(e.line, gap=True) for e in parted]
        blocks += join_lines(with_fullness(lines))
    return blocks


_FEW_LINES = 200


def _without_columns(part: list[BodyLine]) -> list[BodyLine]:
    """The lines with a head or foot that tabs or blanks set in two columns read left first."""
    raw = [entry.raw or entry.line.text for entry in part]
    parted = separate_columns(raw)
    if parted == raw:
        return part
    # A head or foot has few lines, so what was parted stood near.
    rest = deque(part[:_FEW_LINES])
    coming = iter(part[_FEW_LINES:])
    result: list[BodyLine] = []
    for text in parted:
        shown = clean_line(text)
        origin = next((e for e in rest if shown in e.line.text), None)
        if origin is not None and origin.line.text == shown:
            rest.remove(origin)
            rest.extend(islice(coming, 1))
            result.append(origin)
            continue
        bold = origin is not None and origin.line.bold_lead == len(origin.line.text)
        result.append(BodyLine(Line(shown, gap=True, bold_lead=len(shown) if bold else 0)))
    return result


_PAGE = re.compile(
    r"(?:Trang|Page|trang)?\W*\d*\W*(?:(?:of|/|trên)\W*\d*\W*)?(?:PAGE|NUMPAGES)?", re.IGNORECASE
)


def _margins(walker: Walker, package: Package) -> tuple[list[Entry], list[str]]:
    """What headers and footers hold besides page numbers: a letterhead is text, the rest is noted."""
    heads: list[Entry] = []
    seen: list[str] = []
    for part, where in ((package.headers, "Đầu trang"), (package.footers, "Chân trang")):
        for root in part:
            entries = walker.walk(root)
            lines = [e.line.text for e in entries if isinstance(e, BodyLine)]
            if any(stands_alone(line) and not is_recipients_heading(line) for line in lines):
                heads += entries
                continue
            told = [line for line in lines if not _PAGE.fullmatch(line)]
            seen += [f"{where} có dòng «{line}», không đưa vào nội dung." for line in told]
    return heads, list(dict.fromkeys(seen))


def _footnotes(walker: Walker, package: Package) -> list[SourceBlock]:
    """The footnotes that the text refers to, as paragraphs at its end."""
    blocks: list[SourceBlock] = []
    met = list(dict.fromkeys(walker.notes_met))
    roots = {"footnote": package.footnotes, "endnote": package.endnotes}
    notes = {
        (kind, x.attribute(note, "id")): note
        for kind, root in roots.items()
        for note in reversed(list(x.children(root, kind)))
    }
    for number, (kind, key) in enumerate(met, 1):
        note = notes.get((kind, key))
        if note is None:
            continue
        lines = [e.line.text for e in walker.walk(note) if isinstance(e, BodyLine)]
        if text := " ".join(lines):
            blocks.append(SourceParagraph(f"Chú thích {number}: {text}"))
    return blocks
