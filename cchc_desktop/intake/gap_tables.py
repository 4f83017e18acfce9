"""Tables whose columns only blanks part, as programs print them that keep the layout of a page."""

import re
from collections.abc import Sequence

from ..domain.text import clean_line
from .marks import is_recipients_heading, is_signature, stands_alone
from .table_words import (
    Found,
    is_header,
    is_label,
    is_number_heading,
    not_understood,
    roles_of,
    table_of,
    wrapped_cell,
)

_GAP = re.compile(r"\s{2,}")
_RULE = re.compile(r"\s*[-=─━═]{2,}(?:\s+[-=─━═]{2,})*\s*")
_BLANKS = 2
_MOST_LINES = 3_000
_WIDEST = 400


def gap_table(raw: Sequence[str], index: int) -> Found | None:
    """The table whose header begins at the line, cells parted by blanks; None where none does."""
    first = raw[index].strip("\f ")
    if "  " not in first or "|" in first:
        return None
    cells = _GAP.split(first)
    if len(cells) < 3 or not (is_number_heading(cells[0]) or is_header(cells, least=3)):
        return None
    near = [line.strip("\f ") for line in raw[index : index + 4]]
    if not any(is_header(_GAP.split(line)) for line in near):
        return None
    end = _end(raw, index)
    lines = [line.strip("\f").expandtabs(8).rstrip() for line in raw[index:end]]
    lines = [line for line in lines if line and not _RULE.fullmatch(line) and not line.strip().isdecimal()]
    rows = _rows(lines)
    if rows is not None and len(rows) > 1 and is_header(rows[0], least=3):
        return Found(end, (table_of(rows, len(rows[0])),))
    return not_understood(raw[index:end], end) if len(lines) > 1 else None


def _end(raw: Sequence[str], index: int) -> int:
    """The line after the table's last: rows have gaps within, or begin below a column to the right."""
    end = place = index + 1
    blanks = 0
    while place < min(len(raw), index + _MOST_LINES) and blanks <= _BLANKS:
        line = raw[place].strip("\f").rstrip()
        text = line.strip()
        if not text or text.isdecimal():
            blanks += 1
        elif _RULE.fullmatch(line):
            blanks, end = 0, place + 1
        elif len(line) > _WIDEST or is_recipients_heading(text) or is_signature(_GAP.split(text)[-1]):
            break
        elif _GAP.search(text) or len(line) - len(line.lstrip()) >= 4:
            if stands_alone(text):
                break
            blanks, end = 0, place + 1
        else:
            break
        place += 1
    return end


def _rows(lines: Sequence[str]) -> list[list[str]] | None:
    """The rows by the columns that no line writes into; None where these do not part the headings."""
    begins = [place for place, line in enumerate(lines) if is_label(_GAP.split(line.strip())[0])]
    if not begins or begins[0] == 0:
        return None
    edges = _edges(lines)
    if not 2 <= len(edges) <= 16:
        return None
    cut = [[line[a:b].strip() for a, b in zip(edges, [*edges[1:], _WIDEST], strict=True)] for line in lines]
    if sum(is_label(cells[0]) for cells in cut[begins[0] :] if cells[0]) != len(begins):
        return None
    rows: list[list[str]] = []
    for start, stop in zip([0, *begins], [*begins, len(lines)], strict=True):
        rows.append([wrapped_cell(column) for column in zip(*cut[start:stop], strict=True)])
    if any(clean_line(cell) and role is None for cell, role in zip(rows[0], roles_of(rows[0]), strict=True)):
        return None
    return rows


def _edges(lines: Sequence[str]) -> list[int]:
    """Where columns begin: after two places and more that are blank in every line."""
    width = max(map(len, lines))
    used = [False] * width
    for line in lines:
        for place, character in enumerate(line):
            used[place] = used[place] or character != " "
    edges: list[int] = []
    for place in range(width):
        if used[place] and (not edges or not any(used[max(0, place - 2) : place])):
            edges.append(place)
    return edges
