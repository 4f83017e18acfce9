"""Markdown as converters write it: marks are taken off, emphasis is kept, heading levels mean nothing.

FACTS.md section 2.4: in real plans only the printed number is reliable, never the number of #.
"""

import html
import re
from collections.abc import Sequence

from ..domain.text import clean_line, fold
from .bounds import MAX_COLUMNS
from .paragraphs import Line
from .source import SourceTable

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_ANY_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+\S", re.MULTILINE)
_STRONG = re.compile(r"\*\*[^*\n]+\*\*")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_TAG = re.compile(r"</?(?:u|b|i|em|strong|sup|sub|span|div|p|center|font)(?:\s[^<>]*)?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(
    r"&(?:#(?:[0-9]{1,7}(?![0-9])|[xX][0-9a-fA-F]{1,6}(?![0-9a-fA-F]))|[A-Za-z][A-Za-z0-9]{1,31});?"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~&%$\"'])")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?){1,20}")
_BULLET = re.compile(r"(\s*)\*\s+")
_CELL_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
# Private characters stand for escaped ones while emphasis is looked for.
_HIDE = 0xE000
# A longer line was not written by hand, and looking for pairs of marks in it would take long.
_LONGEST = 20_000
_LONGEST_RULE = 2_000
_MOST_WRAPPED = 20


def looks_like(text: str) -> bool:
    """Whether the text is clearly Markdown: it has # headings or **bold** words."""
    return _ANY_HEADING.search(text) is not None or len(_STRONG.findall(text)) >= 2


def _plain(text: str) -> str:
    """The text with links, tags and entities replaced by what a reader sees."""
    text = _LINK.sub(r"\1", text)
    text = _AUTOLINK.sub(r"\1", text)
    # Python itself refuses a number of thousands of digits, which is none of a letter.
    return _ENTITY.sub(lambda found: html.unescape(found[0]), _TAG.sub("", text))


def lines_of(raw: str) -> list[Line]:
    """The printed lines of one line of Markdown, without its marks; ``<br>`` begins another."""
    if len(raw) > _LONGEST:
        return [Line(clean_line(raw))]
    raw = _without_comments(raw)
    return [_line(piece) for piece in _BREAK.split(raw)]


def is_heading(raw: str) -> bool:
    """Whether the line is a heading with «#», which is always a line of its own."""
    return _HEADING.match(raw) is not None


def ends_line(raw: str) -> bool:
    """Whether the line is broken here on purpose: two blanks or a backslash at its end."""
    return raw.endswith(("  ", "\\")) and bool(raw.strip())


def _without_comments(raw: str) -> str:
    pieces = []
    while (begin := raw.find("<!--")) >= 0 and (end := raw.find("-->", begin + 4)) >= 0:
        pieces.append(raw[:begin])
        raw = raw[end + 3 :]
    return "".join((*pieces, raw))


def _line(raw: str) -> Line:
    raw = _QUOTE.sub("", raw, count=1).removesuffix("\\")
    heading = _HEADING.match(raw)
    if heading:
        raw = raw[heading.end() :].rstrip().rstrip("#").rstrip()
    if not raw.strip().strip("#") and len(raw.strip()) <= 6:
        raw = ""
    raw = _BULLET.sub(r"\1- ", raw, count=1) if _BULLET.match(raw) else raw
    raw = _ESCAPE.sub(lambda found: chr(_HIDE + ord(found[1])), raw)
    spans = _emphasis(_plain(raw))
    text = ""
    bold_lead = 0
    leading = True
    italic_letters = letters = 0
    for piece, bold, italic in spans:
        text += piece
        count = sum(c.isalpha() for c in piece)
        letters += count
        italic_letters += count if italic else 0
        leading = leading and (bold or not piece.strip())
        if leading and bold:
            bold_lead = len(clean_line(text))
    shown = clean_line("".join(chr(ord(c) - _HIDE) if _HIDE < ord(c) < _HIDE + 0x80 else c for c in text))
    if heading:
        bold_lead = len(shown)
    # A printed bullet before the bold words does not make them any less the beginning.
    return Line(
        shown, bold_lead=min(bold_lead, len(shown)), italic=bool(letters) and italic_letters == letters
    )


_MARKS = re.compile(r"\*\*\*|___|\*\*|__|\*|_")


def _emphasis(text: str) -> list[tuple[str, bool, bool]]:
    """The text in pieces (text, bold, italic); marks that belong to no pair disappear when doubled."""
    pieces: list[tuple[str, bool, bool]] = []
    bold = italic = seen_bold = False
    position = 0
    last = {mark: text.rfind(mark) for mark in ("***", "___", "**", "__", "*", "_")}
    for found in _MARKS.finditer(text):
        mark = found.group()
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        again = last[mark] >= found.end()
        if mark[0] == "_" and before.isalnum() and after.isalnum():
            continue
        if len(mark) == 1:
            if not italic and (not after.strip() or not again):
                continue
            if italic and not before.strip():
                continue
        if mark == "__" and not before.strip() and not after.strip():
            continue
        pieces.append((text[position : found.start()], bold, italic))
        seen_bold = seen_bold or bold
        position = found.end()
        if len(mark) != 1:
            bold = not bold if again or bold else bold
            if not bold and not seen_bold:
                # A lone mark at the end of a heading («…đơn vị:**»): what stands before it is bold.
                pieces = [(piece, True, slanted) for piece, _, slanted in pieces]
                seen_bold = True
        if len(mark) in {1, 3}:
            italic = not italic
    pieces.append((text[position:], bold, italic))
    return [piece for piece in pieces if piece[0]]


def table_at(raw: Sequence[str], index: int) -> tuple[SourceTable, int] | None:
    """The pipe table whose head row is at this index, and the index after it; None where there is none."""
    found = _rows_at(raw, index)
    if found is None:
        return None
    rows = [[_cell(cell) for cell in row] for row in found[0]]
    width = max(len(row) for row in rows)
    return SourceTable(tuple((*row, *[""] * (width - len(row))) for row in rows)), found[1]


def _rows_at(raw: Sequence[str], index: int) -> tuple[list[list[str]], int] | None:
    """The rows of the pipe table at this index, as raw cells, without the rule below its head."""
    if index + 1 >= len(raw) or not _is_row(raw[index]) or not _is_rule(raw[index + 1]):
        return None
    rows = [_raw_cells(raw[index])]
    closed = raw[index].rstrip().endswith("|")
    end = index + 2
    while end < len(raw) and _is_row(raw[end]):
        line, end = raw[end].rstrip(), end + 1
        # A row that was wrapped has its end on a line below.
        more, place = line, end
        while closed and not more.endswith("|") and place < min(len(raw), end + _MOST_WRAPPED):
            if not raw[place].strip() or raw[place].lstrip().startswith("|"):
                break
            more, place = f"{more} {raw[place].strip()}", place + 1
        if more.endswith("|") and more.count("|") < MAX_COLUMNS:
            line, end = more, place
        if not _is_rule(line):
            rows.append(_raw_cells(line))
    return rows, end


def _is_row(raw: str) -> bool:
    """Whether the line may be a row of a table, with no more columns than a table has."""
    return 0 < raw.count("|") < MAX_COLUMNS


def _is_rule(raw: str) -> bool:
    """Whether the line is the one below the head of a table: «|---|---|»."""
    return "|" in raw and len(raw) <= _LONGEST_RULE and _CELL_RULE.fullmatch(raw) is not None


def layout_at(raw: Sequence[str], index: int) -> tuple[list[str], int] | None:
    """The lines of a pipe table that only places the head's or the foot's two blocks, and the index after it.

    Its left cells come first, then the right ones; entries of a list in one cell are lines of their own.
    """
    found = _rows_at(raw, index)
    if found is None or not _places_blocks(found[0]):
        return None
    rows, end = found
    result: list[str] = []
    for column in range(max(len(row) for row in rows)):
        for row in rows:
            for piece in _BREAK.split(row[column] if column < len(row) else ""):
                result += ["", *_NEXT_ENTRY.split(piece)]
    return [*result, ""], end


_NATION = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI")
_NEXT_ENTRY = re.compile(r"(?<=[;:.*])\s+(?=[-+]\s)")


def _places_blocks(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows are the head or the foot of a document, which stand in two columns."""
    cells = [cell for row in rows for cell in row]
    narrow = len(rows) <= 8 and max(len(row) for row in rows) <= 3
    return narrow and any(_NATION.search(cell) or _opens_recipients(cell) for cell in cells)


def _opens_recipients(cell: str) -> bool:
    return fold(cell).lstrip(" *_").startswith("noi nhan")


def _raw_cells(raw: str) -> list[str]:
    body = raw.strip().removeprefix("|")
    if body.endswith("|") and not body.endswith("\\|"):
        body = body[:-1]
    return re.split(r"(?<!\\)\|", body)


def _cell(raw: str) -> str:
    from .docx.cells import cell_text

    return cell_text([line.text for line in lines_of(raw) if line.text], heading=False)
