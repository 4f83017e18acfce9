"""Line numbers in the margin of a page, as word processors print them beside each line or every fifth."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from .sheets import Sheet
from .words import Row, Word

_NUMBER = re.compile(r"\d{1,4}")
_LEAST, _LEAST_STEPS = 8, 4
"""Fewer numbers in a row, or numbers of every fifth row, may be a column of a table."""
_APART = 4.0
"""Points between the column of numbers and the text."""
_ODD = 0.05
"""Part of the numbers that may be out of order: one of the text's that stands there by chance."""


@dataclass(slots=True)
class _Found:
    page: int
    place: int
    row: Row
    word: Word

    @property
    def value(self) -> int:
        return int(self.word.text)


def drop_line_numbers(pages: list[Sheet]) -> list[str]:
    """Take the numbers of lines out of the pages' margins; say which those were."""
    for side in (0, -1):
        found = _column(_candidates(pages, side))
        if len(found) >= _LEAST_STEPS and _stands_alone(pages, found) and _counts_rows(found):
            for each in found:
                each.row.leave_out(each.word)
            for page in pages:
                page.rows = [row for row in page.rows if row.words]
            values = [each.value for each in found]
            return [f"Đã bỏ số dòng in ở lề trang ({min(values)}–{max(values)})."]
    return []


def _candidates(pages: list[Sheet], side: int) -> list[_Found]:
    """The numbers that open or close a row, apart from its text."""
    found: list[_Found] = []
    for index, page in enumerate(pages):
        for place, row in enumerate(page.rows):
            word = row.words[side]
            if not _NUMBER.fullmatch(word.text):
                continue
            beside = row.words[1:2] if side == 0 else row.words[-2:-1]
            gap = min((max(word.x0 - other.x1, other.x0 - word.x1) for other in beside), default=_APART)
            if gap >= _APART:
                found.append(_Found(index, place, row, word))
    return found


def _column(found: list[_Found]) -> list[_Found]:
    """Those that stand below each other, flush on one side."""
    best: list[_Found] = []
    for flush in (attrgetter("word.x1"), attrgetter("word.x0")):
        places = Counter(round(flush(each)) for each in found)
        if places:
            place = places.most_common(1)[0][0]
            same = [each for each in found if abs(flush(each) - place) <= 2]
            best = max(best, same, key=len)
    return best


def _stands_alone(pages: list[Sheet], found: list[_Found]) -> bool:
    """Whether nothing else stands in the column of numbers on any page that has it."""
    left = min(each.word.x0 for each in found) - _APART
    right = max(each.word.x1 for each in found) + _APART
    own = {id(each.word) for each in found}
    numbered = {each.page for each in found}
    others = sum(
        word.x0 < right and word.x1 > left and id(word) not in own
        for index in numbered
        for row in pages[index].rows
        for word in row.words
    )
    return others <= _ODD * len(found)


def _counts_rows(found: list[_Found]) -> bool:
    """Whether the numbers count rows: by one step throughout, through the file or anew on each page."""
    steps = Counter(b.value - a.value for a, b in pairwise(found) if a.page == b.page)
    step = steps.most_common(1)[0][0] if steps else 0
    if step not in (1, 2, 5, 10) or (step == 1 and len(found) < _LEAST):
        return False
    wrong = 0
    for a, b in pairwise(found):
        anew = a.page != b.page and b.value <= step
        wrong += not (b.value - a.value == step or anew)
    if wrong > _ODD * len(found) or found[0].value > step:
        return False
    # Between the first and the last number of a page hardly a row is left out.
    rows = sum(b.place - a.place for a, b in pairwise(found) if a.page == b.page)
    lines = sum(b.value - a.value for a, b in pairwise(found) if a.page == b.page)
    return abs(rows - lines) <= 0.3 * lines
