"""Word files: everything that is printed, in its order, whichever program wrote the file."""

from collections import deque
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.errors import Refusal
from ...domain.numerals import format_number
from ...domain.text import clean_line
from .. import legacy_encodings as legacy
from ..bounds import Meter
from ..columns import separate_columns
from ..outside import told_as_damaged
from ..paragraphs import Line, join_lines
from ..source import Source, SourceBlock, SourceParagraph, SourceTable
from ..widths import with_fullness, wrap_width
from . import xml as x
from .body import Walker
from .chunk import Chunks
from .entries import BodyLine, Entry
from .margins import read_margins
from .notes import notes_of, without_contents
from .numbering import Numbering
from .package import WORD, Package, open_package
from .styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOSTLY = 0.7
"""A text of which so much is formatted as capitals says nothing by its capitals."""


def read_docx(path: Path) -> Source:
    """Read a .docx file; raises Refusal where it is locked, damaged, hostile or empty."""
    with told_as_damaged(path, WORD):
        return read_package(open_package(path), path.name)


def read_package(package: Package, name: str) -> Source:
    """What the parts of a Word file say; files of other kinds are brought into its form to be read here.

    Raises Refusal where there is nothing to read or too much, or whatever damaged data make of it.
    """
    # Counted before they are walked, which takes a hundred times as long.
    for kind, count in (("p", Meter().pieces), ("tc", Meter().cells)):
        count(sum(1 for body in package.bodies for _ in body.iter(f"{{*}}{kind}")))
    encoding = _encoding(package.bodies)
    walker, entries = _walked(package, encoding, capitals=True)
    notes = _counted_notes(walker, package)
    if walker.counted["capitals"] > _MOSTLY * walker.counted["letters"]:
        walker, entries = _walked(package, encoding, capitals=False)
        notes.append(
            "Văn bản đặt kiểu in hoa cho gần hết các chữ; đã đọc theo chữ thường, chữ hoa như khi gõ."
        )
    entries, contents = without_contents(entries)
    if contents:
        notes.append("Bỏ phần mục lục, không đưa vào nội dung.")
    notes += notes_of(entries)
    heads, told = read_margins(walker, package)
    notes += told
    blocks = _blocks([*heads, *entries])
    blocks += _footnotes(walker, package)
    if not blocks:
        unread = f" {notes[0]}" if notes else ""
        raise Refusal(
            f"Tệp Word không có chữ nào. Nếu văn bản là ảnh chụp, hãy dùng bản Word có chữ.{unread}"
        )
    found = set(walker.fonts) | ({walker.encoding} if walker.encoding else set())
    converted = [f"Đã chuyển văn bản từ bảng mã {each} sang Unicode." for each in sorted(found)]
    return Source(name, tuple(blocks), (*converted, *notes))


def _walked(
    package: Package, encoding: legacy.Legacy | None, *, capitals: bool
) -> tuple[Walker, list[Entry]]:
    walker = Walker(Styles(package.styles), Numbering(package.numbering), encoding, capitals=capitals)
    chunks = Chunks(package.chunks, walker)
    walker.chunk = chunks.entries
    return walker, [entry for body in package.bodies for entry in walker.walk(body)]


def _counted_notes(walker: Walker, package: Package) -> list[str]:
    """What is told once of the whole body, right after its walk."""
    notes: list[str] = []
    counted = walker.counted
    if counted["ins"] or counted["del"]:
        notes.append(
            f"Tệp còn theo dõi sửa đổi (Track Changes) chưa chốt: {counted['ins']} chỗ thêm, "
            f"{counted['del']} chỗ xóa; đã đọc như khi chấp nhận tất cả."
        )
    if package.comments:
        notes.append(f"Tệp có {package.comments} nhận xét bên lề (comment), không đưa vào nội dung.")
    if counted["raised"]:
        notes.append(
            f"Văn bản có {counted['raised']} số chú thích viết nhỏ phía trên; đã bỏ các số này khỏi câu."
        )
    missed = sum(len(text) for body in package.bodies for text in x.written(body)) - walker.letters_met
    if missed > 0:
        notes.append(
            f"Tệp có {format_number(missed)} chữ cái ở những chỗ mà chương trình không nhận ra nên chưa đọc; "
            "hãy đối chiếu với bản gốc."
        )
    return notes


def _encoding(bodies: tuple["_Element", ...]) -> legacy.Legacy | None:
    """The old encoding of the text as a whole, for files whose fonts were changed without converting."""
    pieces = []
    for body in bodies:
        for element in body.iter("{*}p", "{*}t"):
            pieces.append("\n" if x.name(element) == "p" else element.text or "")
    return legacy.detect("".join(pieces))


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
        elif isinstance(entry, BodyLine):
            last = parts[-1]
            if isinstance(last, list):
                last.append(replace(entry, line=replace(entry.line, gap=gap)) if gap else entry)
            gap = False
    wrapped = wrap_width([e.line for part in parts if isinstance(part, list) for e in part if not e.soft])
    blocks: list[SourceBlock] = []
    for part in parts:
        if isinstance(part, SourceTable):
            blocks.append(part)
            continue
        parted = _without_columns(part)
        lines = [e.line if wrapped or e.soft or e.line.gap else replace(e.line, gap=True) for e in parted]
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
