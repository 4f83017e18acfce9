"""What stands outside a page's text: running heads and feet, page numbers, and what a browser prints there.

A running line comes back on other pages at the same place (with another number in it, or on every other
page), or stands in a margin that other pages keep free. What is taken out is told, page numbers aside.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from ...domain.text import clean_line
from ..marks import is_document_title, is_place_and_date, mark_of
from .sheets import Sheet
from .words import Row

TOP, BOTTOM = 0, -1
_SAME = 3.0
"""Points: two lines at heights no further apart stand at the same place of their pages."""
_MARGIN = 46.0
"""Points: no text of a document stands so near the paper's edge (margins of 20 mm and more)."""
_APART = 1.25
"""Usual steps between rows: a running line stands no nearer to the text, unless it is in the margin."""
_SHARE = 0.6
_LEAST_ROWS = 4
"""Fewer rows may be the same on two pages by chance."""
_MOST_LINES = 6
"""A running head or foot has no more lines."""


def drop_edges(pages: list[Sheet]) -> list[str]:
    """Take running lines and page numbers out of the pages; say which lines those were."""
    first: dict[tuple[str, ...], int] = {}
    copies: list[tuple[int, int]] = []
    for index, page in enumerate(pages):
        if len(page.rows) < _LEAST_ROWS:
            continue
        original = first.setdefault(tuple(row.text for row in page.rows), index)
        if original != index:
            copies.append((index, original))
    before = [list(page.rows) for page in pages]
    originals = {index for _, index in copies}
    # A copy of a page (two copies of a plan in one file) is no sign that its lines come back.
    again = {index for index, _ in copies}
    notes = _dropped(pages, [index for index in range(len(pages)) if index not in again])
    kept = {index: set(map(id, pages[index].rows)) for index in originals}
    for index, original in copies:
        rows = zip(before[index], before[original], strict=True)
        pages[index].rows = [row for row, other in rows if id(other) in kept[original]]
    return notes


def _dropped(all_pages: list[Sheet], numbers: list[int]) -> list[str]:
    pages = [all_pages[number] for number in numbers]
    notes: list[str] = []
    for edge in (TOP, BOTTOM):
        _drop_numbers(pages, edge)
        for _ in range(_MOST_LINES):
            found = (
                _printed_around(pages, edge)
                or _running(pages, edge)
                or _changing(pages, edge)
                or _in_margin(pages, edge)
            )
            if not found:
                break
            for page, _row in found:
                del pages[page].rows[edge]
            notes += _told([(numbers[page], row) for page, row in found], len(pages), edge)
            _drop_numbers(pages, edge)
    return list(dict.fromkeys(notes))


def _told(found: Sequence[tuple[int, Row]], count: int, edge: int) -> list[str]:
    texts: dict[str, tuple[str, list[int]]] = {}
    for page, row in found:
        texts.setdefault(_key(row), (clean_line(row.text), []))[1].append(page + 1)
    notes: list[str] = []
    for text, numbers in texts.values():
        if len(numbers) > 1 and len(numbers) >= _SHARE * (count - 1):
            notes.append(f"Đã bỏ dòng lặp lại ở mỗi trang: «{text}».")
        else:
            shown = ", ".join(map(str, numbers[:8])) + (" …" if len(numbers) > 8 else "")
            notes.append(f"Đã bỏ dòng {'chân' if edge else 'đầu'} trang ở trang {shown}: «{text}».")
    return notes


def _outer(page: Sheet, edge: int) -> Row | None:
    """The row at the page's edge; None where a table stands further out."""
    if not page.rows:
        return None
    row = page.rows[edge]
    if edge == TOP:
        return None if any(table.top > row.y + row.size for table in page.tables) else row
    return None if any(table.bottom < row.y - row.size for table in page.tables) else row


def _distance(page: Sheet, row: Row, edge: int) -> float:
    """How far the row stands from the paper's edge."""
    return page.height - row.y if edge == TOP else row.y


def _gap(page: Sheet, edge: int) -> float:
    """How far the text begins from the row at the edge, in heights of that row."""
    row = page.rows[edge]
    inner = page.rows[1:2] if edge == TOP else page.rows[-2:-1]
    heights = [other.y for other in inner]
    heights += [table.top - 0.7 * row.size if edge == TOP else table.bottom for table in page.tables]
    if not heights:
        return 100.0
    nearest = max(heights) if edge == TOP else min(heights)
    return abs(row.y - nearest) / max(row.size, 1.0)


def _is_apart(page: Sheet, edge: int) -> bool:
    """Whether the row at the edge stands further from the text than rows of the text from each other."""
    row = page.rows[edge]
    inner = page.rows[1:] if edge == TOP else page.rows[:-1]
    steps = sorted(a.y - b.y for a, b in pairwise(inner))
    usual = steps[len(steps) // 2] if steps else row.size
    return _gap(page, edge) * row.size > _APART * max(usual, row.size)


def _key(row: Row) -> str:
    return re.sub(r"\d+", "#", clean_line(row.text))


# -- page numbers --------------------------------------------------------------------------------------

_NUMBER = re.compile(
    r"(?P<open>[-–—~|\[(\s]*)(?P<word>(?:Trang|Page|Tr\.)\s*(?:số\s*)?:?\s*)?(?P<value>\d{1,4}|(?-i:[ivx]{1,5}))"
    r"(?:\s*(?:/|\||of|trên)\s*(?P<all>\d{1,4}))?(?P<close>[-–—~|\])\s]*)",
    re.IGNORECASE,
)
_CLEAR = 1.7
"""Heights of a row: what stands further from the text than this is no line of a paragraph."""


def _drop_numbers(pages: list[Sheet], edge: int) -> None:
    found: dict[int, tuple[Row, re.Match[str]]] = {}
    for index, page in enumerate(pages):
        row = _outer(page, edge)
        if row is not None and (match := _NUMBER.fullmatch(row.text.strip())):
            found[index] = row, match
    places: Counter[tuple[int, int]] = Counter()
    for index, (row, match) in found.items():
        for beside in (0, 1):
            places[round(_distance(pages[index], row, edge) / _SAME) + beside, _shift(match, index)] += 1
    for index, (row, match) in found.items():
        slot, shift = round(_distance(pages[index], row, edge) / _SAME), _shift(match, index)
        again = max(places[slot, shift], places[slot + 1, shift]) > 1
        worded = bool(match["word"]) or (match["open"].strip() and match["close"].strip())
        if again or worded or _stands_apart(pages[index], row, edge):
            del pages[index].rows[edge]


def _shift(match: re.Match[str], index: int) -> int:
    value = match["value"]
    return int(value) - index if value.isdigit() else -1


def _stands_apart(page: Sheet, row: Row, edge: int) -> bool:
    """Whether the row is no end of a paragraph, such as «2026» alone on its last line."""
    left = min(other.x0 for other in page.rows)
    return _gap(page, edge) > _CLEAR and (row.x0 > left + 30 or _distance(page, row, edge) < _MARGIN)


# -- running lines -------------------------------------------------------------------------------------

_COLUMN = re.compile(
    r"\b(?:S?TT|Nhiệm vụ|Nội dung|Công việc|chủ trì|phối hợp|Thời gian|Thời hạn|Sản phẩm|Kết quả|Chỉ tiêu|"
    r"Đơn vị tính|Kinh phí|Ghi chú|Lĩnh vực)\b",
    re.IGNORECASE,
)


def is_header_row(text: str) -> bool:
    """Whether the row holds the headings of a table's columns."""
    return len({found.lower() for found in _COLUMN.findall(text)}) >= 3


def _is_content(row: Row) -> bool:
    """Whether the row is one that a document has, however often it comes back at the top of a page."""
    text = clean_line(row.text)
    return (
        is_document_title(text)
        or is_place_and_date(text)
        or is_header_row(text)
        or "CỘNG HÒA XÃ HỘI" in text
        or mark_of(text) is not None
    )


def _differ_by_page(found: list[tuple[int, Row]]) -> bool:
    """Whether the numbers in lines that are else alike are the same, or count the pages."""
    values = [tuple(map(int, re.findall(r"\d{1,9}", row.text))) for _, row in found]
    for place, first in enumerate(values[0]):
        column = [(value[place], index) for value, (index, _) in zip(values, found, strict=True)]
        if all(value == first for value, _ in column):
            continue
        # An annex may count its pages anew.
        if 2 * len({value - index for value, index in column}) > len(column) + 1:
            return False
    return True


def _running(pages: list[Sheet], edge: int) -> list[tuple[int, Row]]:
    """The rows at the edges of pages that are one running line."""
    if len(pages) < 2:
        return []
    groups: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    for index, page in enumerate(pages):
        row = _outer(page, edge)
        if row is not None and not _is_content(row):
            groups[_key(row)].append((index, row))
    for found in sorted(groups.values(), key=len, reverse=True):
        if len(found) < 2:
            break
        if not _differ_by_page(found):
            continue
        if len(found) >= max(3, _SHARE * len(pages)):
            return found
        level = _level(pages, found, edge)
        apart = all(
            _distance(pages[index], row, edge) < _MARGIN or _is_apart(pages[index], edge)
            for index, row in level
        )
        if apart and _comes_back([index for index, _ in level], len(pages)):
            return [*level, *_beside(pages, level, edge)]
    return []


def _level(pages: list[Sheet], found: list[tuple[int, Row]], edge: int) -> list[tuple[int, Row]]:
    """Those that stand at the height that most of them have."""
    distances = sorted(_distance(pages[index], row, edge) for index, row in found)
    middle = distances[len(distances) // 2]
    return [(index, row) for index, row in found if abs(_distance(pages[index], row, edge) - middle) <= _SAME]


def _comes_back(indices: list[int], count: int) -> bool:
    """Whether pages enough have the line: all but the first, or every other one."""
    if len(indices) < 2:
        return False
    if len(indices) >= _SHARE * (count - 1):
        return True
    odd = sum(index % 2 for index in indices)
    return odd in (0, len(indices)) and len(indices) >= _SHARE * (count // 2)


def _beside(pages: list[Sheet], level: list[tuple[int, Row]], edge: int) -> list[tuple[int, Row]]:
    """Rows of other pages at the place of a running line, as far from the text: heads may differ."""
    if any(_gap(pages[index], edge) < _CLEAR for index, _ in level):
        return []
    place = _distance(pages[level[0][0]], level[0][1], edge)
    taken = {index for index, _ in level}
    result: list[tuple[int, Row]] = []
    for index, page in enumerate(pages):
        row = None if index in taken else _outer(page, edge)
        if (
            row is not None
            and not _is_content(row)
            and abs(_distance(page, row, edge) - place) <= _SAME
            and _gap(page, edge) >= _CLEAR
        ):
            result.append((index, row))
    return result


def _changing(pages: list[Sheet], edge: int) -> list[tuple[int, Row]]:
    """Lines at one place in the margin of most pages whose words differ, as names of chapters do."""
    rows = [
        (index, row)
        for index, page in enumerate(pages)
        if (row := _outer(page, edge)) is not None
        and _distance(page, row, edge) < _MARGIN
        and _gap(page, edge) > _CLEAR
        and not _is_content(row)
    ]
    level = _level(pages, rows, edge) if rows else []
    return level if len(level) >= max(2, _SHARE * len(pages)) else []


def _in_margin(pages: list[Sheet], edge: int) -> list[tuple[int, Row]]:
    """Lines above the text of pages that begins where that of a page without such a line does."""
    if edge != TOP:
        return []
    rows = [(index, row) for index, page in enumerate(pages) if (row := _outer(page, edge)) is not None]
    high = [(index, row) for index, row in rows if _distance(pages[index], row, edge) < _MARGIN]
    begins = [
        _distance(pages[index], row, edge)
        for index, row in rows
        if _distance(pages[index], row, edge) >= _MARGIN
    ]
    if len(begins) * 3 < len(rows):
        return []
    return [
        (index, row)
        for index, row in high
        if _gap(pages[index], edge) > _CLEAR
        and not _is_content(row)
        and len(pages[index].rows) > 1
        and any(
            abs(_distance(pages[index], pages[index].rows[1], edge) - begin) <= 1.5 * _SAME
            for begin in begins
        )
    ]


_AROUND = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*(?:AM|PM|SA|CH))?(?:\s.*)?"
    r"|(?:https?|file|ftp)://\S.*|about:blank.*|[A-Z]:\\.*|\\\\\w.*"
    r"|(?:Ngày in|In ngày|In lúc|Thời gian in|Printed(?: on| by)?|Print date)\b.*\d.*",
    re.IGNORECASE,
)


def _printed_around(pages: list[Sheet], edge: int) -> list[tuple[int, Row]]:
    """The day, address or path that a browser or printer adds at the edge of the paper."""
    return [
        (index, row)
        for index, page in enumerate(pages)
        if (row := _outer(page, edge)) is not None and _AROUND.fullmatch(clean_line(row.text))
    ]
