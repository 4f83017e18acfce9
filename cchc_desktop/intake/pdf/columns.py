"""Head and foot of an official document on a page, two blocks side by side: left first, then right.

FACTS.md section 1.2: issuer and number on the left, national title and date on the right; on the last page
recipients on the left, the signature on the right.
"""

import re

from ..marks import (
    is_document_title,
    is_place_and_date,
    is_recipients_heading,
    is_signature,
    stands_alone,
)
from .words import Row, Word

_NATION = re.compile(r"CỘNG\s*H(?:ÒA|OÀ)\s*XÃ\s*HỘI", re.IGNORECASE)
_MOTTO = re.compile(r"Độc\s*lập\s*[-–]\s*Tự\s*do", re.IGNORECASE)
_DATE_BEGINS = re.compile(r"[^\W\d_][^,;:]{1,40},\s*ngày\b")
_RIGHT_SHARE = 0.36
_MAX_FOOT = 120
"""More rows than a page has."""
_MAX_REST = 30


def blocks(rows: list[Row], left: float, right: float) -> list[tuple[list[Row], bool]]:
    """The rows of a page in the order of reading; True marks rows of a head or foot."""
    result: list[tuple[list[Row], bool]] = []
    plain: list[Row] = []
    index = 0
    while index < len(rows):
        found = _head(rows, index) or _foot(rows, index, left, right)
        if found:
            ordered, end = found
            result += [(plain, False), (ordered, True)]
            plain, index = [], end
        else:
            plain.append(rows[index])
            index += 1
    return [*result, (plain, False)]


def _split(row: Row, gutter: float) -> tuple[list[Word], list[Word]]:
    """The words left and right of the gutter; a wide gap near it is where the row is cut."""
    best, at = 0.0, -1
    reached = row.words[0].x1
    for index in range(1, len(row.words)):
        reached = max(reached, row.words[index - 1].x1)
        gap = row.words[index].x0 - reached
        near = row.words[index].x0 >= gutter - 70 and row.words[index - 1].x1 <= gutter + 70
        if near and gap > max(best, 0.7 * row.size):
            best, at = gap, index
    if at > 0:
        return row.words[:at], row.words[at:]
    if row.x0 >= gutter - 45:
        return [], row.words
    return [w for w in row.words if w.x0 < gutter - 2], [w for w in row.words if w.x0 >= gutter - 2]


def _text(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


def _nation_at(row: Row) -> float | None:
    """Where the national title begins in the row."""
    if not _NATION.search(row.text):
        return None
    for index in range(len(row.words)):
        if _NATION.match(_text(row.words[index : index + 4])):
            return row.words[index].x0
    return None


def _head(rows: list[Row], index: int) -> tuple[list[Row], int] | None:
    """The head that begins at this row: the national title is in it or up to two rows below."""
    at = next((i for i in range(index, min(index + 3, len(rows))) if _nation_at(rows[i]) is not None), None)
    if at is None:
        return None
    gutter = _nation_at(rows[at]) or 0.0
    end = at + 1
    for offset in range(at, min(at + 10, len(rows))):
        text = _text(_split(rows[offset], gutter)[1])
        if _MOTTO.search(text) or is_place_and_date(text):
            end = offset + 1
            # A narrow block may leave the year alone on the next row; drafts have none.
            below = rows[offset + 1 : offset + 2]
            if below and _lacks_year(text, _text(_split(below[0], gutter)[1])):
                end = offset + 2
        elif _DATE_BEGINS.match(text):
            end = offset + 2
        elif is_document_title(rows[offset].text):
            break
    # The number may stand a little lower than the date beside it.
    while end < len(rows) and re.match(r"(?:Số\s*:|V/v\b)", rows[end].text) and rows[end].x0 < gutter:
        end += 1
    return _whole_lines(_sides([(row, *_split(row, gutter)) for row in rows[index:end]])), end


# The lines of the right block, by how they begin and how they end when they are whole.
_HEAD_LINES = (
    (_NATION, re.compile(r"VIỆT\s*NAM\W*$", re.IGNORECASE)),
    (_MOTTO, re.compile(r"phúc\W*$", re.IGNORECASE)),
    (_DATE_BEGINS, re.compile(r"năm[\s.…_]*\d*[\s.…_]*$")),
)


def _lacks_year(line: str, below: str) -> bool:
    """Whether the line stops at «năm» and the year stands below it."""
    return line.rstrip().endswith("năm") and re.fullmatch(r"\d{4}", below.strip()) is not None


def _whole_lines(rows: list[Row]) -> list[Row]:
    """The rows with a title, motto or date that a narrow block broke in two put together again."""
    result: list[Row] = []
    for row in rows:
        before = result[-1] if result else None
        if before is not None and any(
            begins.match(before.text) and (not ends.search(before.text) or _lacks_year(before.text, row.text))
            for begins, ends in _HEAD_LINES
        ):
            before.take_in(row)
        else:
            result.append(row)
    return result


def _foot(rows: list[Row], index: int, left: float, right: float) -> tuple[list[Row], int] | None:
    """The foot that begins at this row: recipients on the left, and a signature on the right."""
    border = left + _RIGHT_SHARE * (right - left)
    here = next(
        (i for i in range(index, min(index + 4, len(rows))) if _is_recipients(rows[i], border)),
        None,
    )
    if here is None or any(rows[i].x0 < border or not is_signature(rows[i].text) for i in range(index, here)):
        return None
    end = here + 1
    gutter = right
    last = min(len(rows), index + _MAX_FOOT)
    for row in rows[index:last]:
        other = _behind_gap(row, border)
        if other and not other[0].text.startswith("("):
            gutter = min(gutter, other[0].x0)
    signed = False
    for offset in range(index, last):
        each, other = _foot_sides(rows[offset], gutter)
        text = _text(each)
        if offset > here and (is_document_title(text) or (each and stands_alone(text))):
            break
        signed = signed or is_signature(_text(other))
        end = offset + 1
    if not signed:
        return None
    return _sides([(row, *_foot_sides(row, gutter)) for row in rows[index:end]]), end


def rest_of_foot(rows: list[Row], gutter: float) -> tuple[list[Row], list[Row], int]:
    """The left and right rows at the top of a page that go on with a foot, and how many rows these were.

    ``gutter`` is where the foot's right side begins. No rows where nothing stands on that side.
    """
    parts: list[tuple[Row, list[Word], list[Word]]] = []
    for row in rows[:_MAX_REST]:
        each, other = _foot_sides(row, gutter)
        crosses = bool(each and other) and other[0].x0 - each[-1].x1 < 0.5 * row.size
        text = _text(each)
        if crosses or is_document_title(row.text) or (each and (stands_alone(text) or not _is_entry(text))):
            break
        parts.append((row, each, other))
    if not any(other for _, _, other in parts):
        return [], [], 0
    return (
        [Row(row.y, each) for row, each, _ in parts if each],
        [Row(row.y, other) for row, _, other in parts if other],
        len(parts),
    )


def _is_entry(text: str) -> bool:
    """Whether the words can be of a list of recipients."""
    return text[:1] in "-–+•" or text[:1].islower() or text.startswith(("Như", "Lưu", "("))


def _behind_gap(row: Row, border: float) -> list[Word]:
    """The words of the row that stand right of the border, after a wide gap or at the row's beginning."""
    if row.x0 > border:
        return row.words
    for index in range(1, len(row.words)):
        gap = row.words[index].x0 - row.words[index - 1].x1
        if row.words[index].x0 > border and gap > row.size:
            return row.words[index:]
    return []


def _foot_sides(row: Row, gutter: float) -> tuple[list[Word], list[Word]]:
    if row.x0 >= gutter - 3:
        return [], row.words
    each = [word for word in row.words if word.x0 < gutter - 3]
    other = [word for word in row.words if word.x0 >= gutter - 3]
    # «- Phòng Nội vụ;     (để báo cáo)» is one recipient.
    if other and each[0].text[:1] in "-–+" and other[0].text.startswith("("):
        return row.words, []
    return each, other


def _is_recipients(row: Row, border: float) -> bool:
    if row.words[0].text[:1] not in "Nn":
        return False
    text = _text([word for word in row.words if word.x0 < border + 30])
    return row.x0 < border and is_recipients_heading(" ".join(text.split()[:2]))


def _sides(parts: list[tuple[Row, list[Word], list[Word]]]) -> list[Row]:
    """The left parts of the rows, then the right ones."""
    left = [Row(row.y, each) for row, each, _ in parts if each]
    return [*left, *(Row(row.y, other) for row, _, other in parts if other)]
