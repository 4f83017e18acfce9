"""Tables drawn with characters: «+---+», «| … |» with rules, and the lines of boxes («├──┼──┤»)."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from .bounds import MAX_COLUMNS
from .table_words import Found, is_label, not_understood, table_of, wrapped_cell

_UPRIGHT = "|│┃║"
_JOINTS = "+┬┼┴├┤┌┐└┘╔╗╚╝╦╩╬╠╣╒╕╘╛╤╧╪╞╡┏┓┗┛┳┻╋┣┫╭╮╰╯"
_RULE = re.compile(rf"[{_JOINTS}{_UPRIGHT}][{_JOINTS}{_UPRIGHT}\-=_:─━═╌┄ ]*[{_JOINTS}{_UPRIGHT}]")
_STROKE = re.compile(r"[-=_─━═╌┄]{2}")
_PARTLY = re.compile(r"\+[-=]{3,}[+|]|[├┼][─━═]{2,}")
_LONGEST_LINE = 2_000
_HEAD = 60


def drawn_table(raw: Sequence[str], index: int) -> Found | None:
    """The table whose first drawn line or row is this one; None where none begins."""
    first = raw[index].strip("\f").rstrip()
    if not _is_rule(first) and not _is_row(first):
        return None
    # A look at its beginning first, so that a long run of bars that is no table is not gone through again.
    head = _lines(raw, index, index + _HEAD)
    rules = [line for line in head if _is_rule(line)]
    if not rules or len(head) - len(rules) < 2:
        return None
    marks = _JOINTS + _UPRIGHT
    joints = _places(max(rules, key=lambda rule: sum(c in marks for c in rule)), marks)
    width = len(joints) - 1
    if not 1 < width < MAX_COLUMNS:
        return None
    lines = _lines(raw, index, len(raw))
    end = index + len(lines)
    texts = [line for line in lines if not _is_rule(line)]
    groups = _groups(lines, joints)
    if groups is None:
        return not_understood(texts, end)
    return Found(end, (table_of(_rows(groups, width), width),))


def _lines(raw: Sequence[str], begin: int, end: int) -> list[str]:
    printed = (line.strip("\f").rstrip() for line in raw[begin:end])
    return list(takewhile(lambda line: _is_rule(line) or _is_row(line), printed))


def _is_rule(line: str) -> bool:
    text = line.strip()
    return 3 <= len(text) <= _LONGEST_LINE and bool(_RULE.fullmatch(text)) and bool(_STROKE.search(text))


def _is_row(line: str) -> bool:
    text = line.strip()
    if not 3 <= len(text) <= _LONGEST_LINE or text[0] not in _UPRIGHT or text[-1] not in _UPRIGHT:
        return False
    return 3 <= sum(c in _UPRIGHT for c in text) <= MAX_COLUMNS + 1


def _places(line: str, marks: str) -> list[int]:
    return [place for place, character in enumerate(line) if character in marks]


def _groups(lines: Sequence[str], joints: Sequence[int]) -> list[list[list[str]]] | None:
    """The lines of text between the rules, each as cells; None where they do not fit the columns."""
    groups: list[list[list[str]]] = [[]]
    for line in lines:
        if _is_rule(line):
            groups.append([])
            continue
        cells = _cells(line, joints)
        # A rule within a row means cells that span rows.
        if cells is None or _PARTLY.search(line):
            return None
        groups[-1].append(cells)
    return [group for group in groups if group]


def _cells(line: str, joints: Sequence[int]) -> list[str] | None:
    """The cells of a line: one for each column, a cell that spans several once in each."""
    marks = _places(line, _UPRIGHT)
    width = len(joints) - 1
    if len(marks) == width + 1:
        return [line[a + 1 : b].strip() for a, b in pairwise(marks)]
    # Fewer bars than columns: they must stand where the rule has its joints.
    if not set(marks) <= set(joints) or len(marks) < 2:
        return None
    cells: list[str] = []
    for a, b in pairwise(marks):
        cells += [line[a + 1 : b].strip()] * (joints.index(b) - joints.index(a))
    return cells if len(cells) == width else None


def _rows(groups: list[list[list[str]]], width: int) -> list[list[str]]:
    """The rows: one for each space between two rules, or one a line where rules only part the header."""
    if len(groups) > 2 or (len(groups) == 2 and len(groups[1]) == 1):
        return [_row(group, width) for group in groups]
    rows = [_row(groups[0], width)] if len(groups) == 2 else []
    pending: list[list[str]] = []
    numbered = any(is_label(cells[0]) for cells in groups[-1])
    for cells in groups[-1]:
        # A line without a number goes on with the row above.
        if pending and not (numbered and not cells[0]):
            rows.append(_row(pending, width))
            pending = []
        pending.append(cells)
    return [*rows, _row(pending, width)]


def _row(lines: Sequence[Sequence[str]], width: int) -> list[str]:
    return [wrapped_cell([cells[column] for cells in lines]) for column in range(width)]
