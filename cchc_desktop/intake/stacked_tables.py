"""Tables that were saved one cell a line, as LibreOffice writes them into text files.

The header's words tell how many columns there are; the rows' numbers must come back after so many lines.
"""

from collections.abc import Sequence

from ..domain.numerals import from_roman
from ..domain.text import clean_line
from .marks import (
    MarkKind,
    has_end_mark,
    is_document_title,
    is_recipients_heading,
    is_signature,
    mark_of,
    stands_alone,
)
from .plan.table_columns import Column
from .table_words import Found, is_header, is_label, is_number_heading, not_understood, roles_of, table_of

_FEWEST, _MOST = 3, 16
_MOST_WORDS = 6
_LONGEST_CELL = 1_500
_TOLD_OF_TASKS = frozenset({Column.LEAD, Column.SUPPORT, Column.DUE, Column.DELIVERABLE})
_LEAST_PARAGRAPH = 40
_NEAR = 40
_READ = (
    "Bảng ở dòng {line}–{last} lưu mỗi ô một dòng, đã ghép lại theo các cột của tiêu đề; hãy đối chiếu với "
    "bản gốc."
)


def stacked_table(raw: Sequence[str], index: int) -> Found | None:
    """The table whose header's first cell is this line; None where none begins."""
    numbered = is_number_heading(raw[index])
    if not numbered and (len(raw[index]) > _LEAST_PARAGRAPH or roles_of(raw[index : index + 1]) == [None]):
        return None
    header, first = _header(raw, index)
    if len(header) < _FEWEST or not is_header(header, least=3):
        return None
    if not numbered:
        # Without numbers nothing tells where a row begins.
        told = set(roles_of(header)) & _TOLD_OF_TASKS
        heads = all(cell[0].isupper() and len(cell.split()) <= _MOST_WORDS for cell in header)
        if len(told) < 2 or not heads or len(header) <= _FEWEST:
            return None
        limit = _limit(raw, first)
        return not_understood(raw[index:limit], limit)
    limit = _limit(raw, first)
    for read in (_by_lines, _by_numbers):
        rows, end = read(raw, first, limit, len(header))
        if rows and not _left(raw, end, limit):
            return Found(end, (table_of([header, *rows], len(header)),), _READ)
    return not_understood(raw[index:limit], limit)


def _header(raw: Sequence[str], index: int) -> tuple[list[str], int]:
    """The headings, one a line or two, blank lines between them or not, and the line after them."""
    cells: list[str] = []
    place = index
    while place < len(raw) and len(cells) < _MOST:
        text = clean_line(raw[place])
        following = clean_line(raw[place + 1]) if place + 1 < len(raw) else ""
        if not text and cells and roles_of([following])[0] is not None:
            place += 1
        elif text and roles_of([text])[0] is not None:
            cells.append(text)
            place += 1
        elif text and following and not is_label(text) and roles_of([f"{text} {following}"])[0] is not None:
            if is_label(following) or roles_of([following])[0] is not None:
                break
            cells.append(f"{text} {following}")
            place += 2
        else:
            break
    return cells, place


def _limit(raw: Sequence[str], first: int) -> int:
    """Before which line the table ends at the latest: the foot, another annex, a section of the plan."""
    for place in range(first, len(raw)):
        text = clean_line(raw[place])
        mark = mark_of(text)
        section = mark is not None and mark.kind in {MarkKind.ROMAN, MarkKind.ARTICLE} and bool(mark.rest)
        alone = stands_alone(text) and (text != text.upper() or is_signature(text) or is_document_title(text))
        if is_recipients_heading(text) or section or alone or text.startswith("Trên đây là"):
            return place
    end = len(raw)
    while end > first and not raw[end - 1].strip():
        end -= 1
    return end


def _by_lines(raw: Sequence[str], first: int, limit: int, width: int) -> tuple[list[list[str]], int]:
    """Rows of exactly so many lines, empty ones for empty cells."""
    rows: list[list[str]] = []
    numbers = _Numbers()
    place = first
    while place < limit:
        cells = [clean_line(line) for line in raw[place : min(place + width, limit)]]
        if not numbers.follows(cells[0]) or not _is_row(cells):
            break
        numbers.take(cells[0])
        rows.append(cells)
        place += width
    return rows, min(place, limit)


def _by_numbers(raw: Sequence[str], first: int, limit: int, width: int) -> tuple[list[list[str]], int]:
    """Rows of exactly so many lines with text, or of a number and a group's name; blank lines say nothing."""
    places = [place for place in range(first, limit) if raw[place].strip()]
    texts = [clean_line(raw[place]) for place in places]
    rows: list[list[str]] = []
    numbers = _Numbers()
    at = 0
    while at < len(texts) and numbers.follows(texts[at]):
        numbers.take(texts[at])
        after = next(
            (n for n in range(at + 1, min(len(texts), at + width + 1)) if numbers.follows(texts[n])), None
        )
        size = (after if after is not None else min(len(texts), at + width)) - at
        group = size == 2 and not texts[at].strip("().").isdecimal()
        if not _is_row(texts[at : at + size]) or (size != width and not group):
            return [], first
        rows.append(texts[at : at + size])
        at += size
    return rows, places[at] if at < len(places) else limit


def _is_row(cells: Sequence[str]) -> bool:
    """Whether a number has a text beside it, and a group nothing that is the number of a row."""
    numbered = cells[0].strip("().").isdecimal()
    inner = cells[1:2] if numbered else cells[1:]
    return any(cells[1:]) and not any(map(is_label, inner)) and max(map(len, cells)) <= _LONGEST_CELL


def _left(raw: Sequence[str], end: int, limit: int) -> bool:
    """Whether some of the table is left: numbers of rows, or a line as short as a cell right below."""
    if end >= limit:
        return False
    below = clean_line(raw[end])
    cell = bool(below) and len(below) < _LEAST_PARAGRAPH and not has_end_mark(below) and not mark_of(below)
    return cell or any(is_label(line) for line in raw[end : min(limit, end + _NEAR)])


class _Numbers:
    """The numbers of rows: 1, 2, 3 …, from 1 again below a group; those of groups: I, II … or A, B …"""

    def __init__(self) -> None:
        self._last = 0
        self._group = 0
        self._fresh = True

    def follows(self, text: str) -> bool:
        """Whether this is the number of the next row or group."""
        label = text.strip("().")
        if not is_label(text):
            return False
        if label.isdecimal():
            return int(label) == self._last + 1 or (self._fresh and int(label) == 1)
        return _value(label) in {self._group + 1, 1} if self._group == 0 else _value(label) == self._group + 1

    def take(self, text: str) -> None:
        """The row has come."""
        label = text.strip("().")
        if label.isdecimal():
            self._last = int(label)
            self._fresh = False
        else:
            self._group = _value(label)
            self._fresh = True


def _value(label: str) -> int:
    return from_roman(label.upper()) or (ord(label.upper()) - ord("A") + 1 if len(label) == 1 else 0)
