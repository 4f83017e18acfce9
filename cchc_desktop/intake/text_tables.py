"""Tables in plain text: cells parted by tabs, bars or semicolons, drawn with lines, or written one a line.

Only what shows itself to be a table is taken for one: by its drawn lines, or by the words of its header and a
regular number of cells. What looks like a table and cannot be put together is kept row by row, as text and
never as tasks, and said with its place.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..domain.errors import Refusal
from . import markdown
from .drawn_tables import drawn_table
from .gap_tables import gap_table
from .separated_tables import bare_tabs, separated_table
from .source import SourceParagraph, SourceTable
from .stacked_tables import stacked_table
from .table_words import Found

_BEGIN = re.compile(r"<table\b", re.IGNORECASE)
_END = re.compile(r"</table\s*>", re.IGNORECASE)
_LONGEST = 5_000
_LONGEST_HTML = 400_000
_UNCLOSED = "Bảng HTML ở dòng {line} không có thẻ đóng </table>, có thể thiếu dòng; hãy xem lại."
_PICTURES = "Bảng HTML ở dòng {line} có hình, chữ trong hình không đọc được; hãy xem lại."


@dataclass(frozen=True, slots=True)
class Part:
    """The lines from ``first`` up to ``end`` (not within), which are no table; or what was read of them."""

    first: int
    end: int
    block: SourceTable | str | None = None


def with_tables_apart(text: str) -> str:
    """The text with the tags around tables of HTML on lines of their own."""
    if "<table" not in text and "<TABLE" not in text:
        return text
    return _END.sub(r"\g<0>\n", _BEGIN.sub(r"\n\g<0>", text))


def parts_of(
    raw: Sequence[str], number_of: Callable[[int], int], *, is_markdown: bool
) -> tuple[list[Part], list[str]]:
    """The lines in parts, with their tables taken out, and sentences on what was not read as it stands.

    ``number_of`` tells the number of a line in the file.
    """
    parts: list[Part] = []
    notes: list[str] = []
    begin = index = 0
    while index < len(raw):
        found = _found(raw, index, is_markdown=is_markdown) if raw[index].strip() else None
        if found is None:
            index += 1
            continue
        parts += [Part(begin, index), *(Part(index, found.end, block) for block in found.blocks)]
        if found.note:
            notes.append(found.note.format(line=number_of(index), last=number_of(found.end - 1)))
        begin = index = found.end
    return [*parts, Part(begin, len(raw))], notes


def _found(raw: Sequence[str], index: int, *, is_markdown: bool) -> Found | None:
    line = raw[index]
    if _BEGIN.match(line):
        return _html(raw, index)
    if len(line) > _LONGEST:
        return None
    if (laid := markdown.layout_at(raw, index)) is not None:
        return Found(laid[1], ("\n".join(laid[0]),))
    if (piped := markdown.table_at(raw, index)) is not None:
        return Found(piped[1], (piped[0],))
    readers: tuple[Callable[[Sequence[str], int], Found | None], ...]
    if is_markdown:
        readers = (drawn_table, separated_table)
    else:
        readers = (drawn_table, separated_table, stacked_table, gap_table, bare_tabs)
    return next((found for read in readers if (found := read(raw, index))), None)


def _html(raw: Sequence[str], index: int) -> Found | None:
    """The table of HTML that begins with the line, up to its end tag, or to the end of the file."""
    depth = letters = 0
    end = index
    while end < len(raw) and letters <= _LONGEST_HTML:
        depth += len(_BEGIN.findall(raw[end])) - len(_END.findall(raw[end]))
        letters += len(raw[end])
        end += 1
        if depth <= 0:
            break
    text = _BEGIN.sub('<table border="1"', "\n".join(raw[index:end]), count=1)
    from .docx.read import read_package
    from .web.read import page_package

    try:
        source = read_package(page_package(text.encode(), "utf-8")[0], "")
    except Refusal:
        return Found(end, (), _UNCLOSED if depth > 0 else "")  # nothing in it to read
    blocks = tuple(block.text if isinstance(block, SourceParagraph) else block for block in source.blocks)
    note = _UNCLOSED if depth > 0 else _PICTURES if source.notes else ""
    return Found(end, blocks, note)
