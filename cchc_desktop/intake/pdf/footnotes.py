"""Footnotes of a page: small print below a short rule at its foot, each with the number that refers to it."""

import re
from statistics import median

from .drawing import Rule
from .words import Row

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", "0123456789()")
_MARK = re.compile(r"\s*[(\[]?(?P<number>\d{1,3}|\*{1,3})[)\]]?\s*(?P<text>[^\s\d.,)/%\]*].*)")
_RAISED_MARK = re.compile(r"\s*[⁰¹²³⁴-⁹⁽⁾]{1,4}\s*\S")
_SMALLER = 0.93
_MOST_ROWS = 60
"""More rows than the footnotes of a page have."""
_SHORTEST, _LONGEST = 0.1, 0.5
"""Parts of the page's width: the rule above footnotes; Word draws 5 cm, LibreOffice a quarter of a line."""


def take_footnotes(rows: list[Row], rules: list[Rule], width: float) -> tuple[list[Row], list[str]]:
    """The rows of a page from the top without its footnotes, and these as «1: …»."""
    if len(rows) < 2:
        return rows, []
    start = _start(rows, rules, width)
    if start is None:
        return rows, []
    usual = median(row.size for row in rows[:start]) if start else 0.0
    end = start
    while end < len(rows) and rows[end].size <= _SMALLER * usual and not _is_page_number(rows[end]):
        end += 1
    notes: list[tuple[str, str]] = []
    for row in rows[start:end]:
        found = _MARK.fullmatch(row.text.translate(_RAISED))
        if found and (not notes or _follows(notes[-1][0], found["number"])):
            notes.append((found["number"], found["text"]))
        elif notes:
            notes[-1] = (notes[-1][0], f"{notes[-1][1]} {row.text}")
        else:
            return rows, []
    return [*rows[:start], *rows[end:]], [f"Chú thích {number}: {text}" for number, text in notes]


def _start(rows: list[Row], rules: list[Rule], width: float) -> int | None:
    """The first row of the footnotes: below a short rule, or with a raised number, in smaller print."""
    left = min(row.x0 for row in rows)
    heights = [
        rule.y0
        for rule in rules
        if rule.is_horizontal
        and _SHORTEST * width <= rule.x1 - rule.x0 <= _LONGEST * width
        and abs(rule.x0 - left) < 6
    ]
    for start in range(max(1, len(rows) - _MOST_ROWS), len(rows)):
        above, row = rows[start - 1], rows[start]
        is_marked = _RAISED_MARK.match(row.text) is not None
        is_ruled = any(row.y < y < above.y for y in heights)
        if not (is_marked or (is_ruled and _MARK.fullmatch(row.text.translate(_RAISED)))):
            continue
        if row.size > _SMALLER * median(each.size for each in rows[:start]):
            continue
        if is_ruled or not any(_is_larger(each, row) for each in rows[start:]):
            return start
    return None


def _is_larger(row: Row, note: Row) -> bool:
    """Whether a row is of the text, not small print or a page's number."""
    return row.size * _SMALLER > note.size and not _is_page_number(row)


def _is_page_number(row: Row) -> bool:
    return re.fullmatch(r"[-–—\s]*\d{1,4}[-–—\s]*", row.text) is not None


def _follows(before: str, number: str) -> bool:
    if number.isdigit() and before.isdigit():
        return int(number) == int(before) + 1
    return number.startswith("*")
