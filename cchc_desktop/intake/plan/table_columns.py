"""The columns of tables of tasks and of targets, known by their headings.

They are those of FACTS.md section 2.1 (Phụ lục «Khung kế hoạch») in any order and number.
"""

import re
from collections.abc import Sequence
from enum import Enum, auto

from ...domain.text import fold


class Column(Enum):
    """What a column holds."""

    NUMBER = auto()
    AREA = auto()
    TASK = auto()
    TARGET = auto()
    MEASURE_UNIT = auto()
    VALUE = auto()
    LEAD = auto()
    SUPPORT = auto()
    UNITS = auto()
    START = auto()
    DELIVERABLE = auto()
    DUE = auto()
    FUNDING = auto()
    NOTE = auto()


_HEADERS: tuple[tuple[Column, str], ...] = (
    (Column.NUMBER, r"(?:s? ?t ?t|so tt|so thu tu|so)"),
    (Column.MEASURE_UNIT, r"(?:don vi tinh|dvt|don vi do).*"),
    (Column.NOTE, r"ghi chu.*"),
    (
        Column.UNITS,
        r"(?:(?:co quan|don vi|bo phan|phong)\W*)*chu tri\W*(?:va |, )?\W*"
        r"(?:(?:co quan|don vi|bo phan)\s+)?phoi hop(?: thuc hien)?",
    ),
    (Column.SUPPORT, r".*\bphoi hop\b(?!.*chu tri).*"),
    (Column.LEAD, r".*\bchu tri\b.*"),
    (
        Column.LEAD,
        r".*(?:don vi|co quan|bo phan|cong chuc|nguoi|phong)\s*(?:,.*)?(?:thuc hien|phu trach|tham muu).*",
    ),
    (
        Column.START,
        r"(?:(?:thoi gian|thoi diem|ngay)\s+)?(?:bat dau|khoi cong)|"
        r"(?:thoi gian )?tu ngay|(?:thoi gian|ngay) tu",
    ),
    (Column.DUE, r"ket thuc|(?:den|ngay)(?: ngay)? (?:ket thuc|hoan thanh|xong)|den ngay"),
    (Column.DUE, r".*(?:thoi gian|thoi han|tien do|hoan thanh|thoi diem|lo trinh).*|han\b.*"),
    (Column.FUNDING, r".*kinh phi.*|.*du toan.*"),
    (
        Column.DELIVERABLE,
        r"(?!.*ket qua.*\b(?:den nay|nam truoc|hien nay|thuc te)\b).*(?:san pham|ket qua).*",
    ),
    (
        Column.VALUE,
        r"(?:ke hoach|muc tieu|chi tieu)\s*(?:nam|giao|giai doan|den|phan dau|\d).*|nam \d{4}|ke hoach|"
        r"muc (?:phan dau|can dat|phai dat).*|gia tri.*",
    ),
    (Column.TARGET, r"(?:ten |noi dung |cac )?(?:chi tieu|muc tieu).*"),
    (Column.AREA, r"(?:ten )?linh vuc.*|nhiem vu chung.*|nhom nhiem vu.*"),
    (Column.TASK, r".*(?:nhiem vu|noi dung|cong viec|hoat dong).*"),
)
"""The words of a column's heading; the first that fits counts."""

_COMPILED = tuple((column, re.compile(pattern)) for column, pattern in _HEADERS)
_TIME_HEADER = re.compile(
    r"(?:quy\s*(?:[1-4]|i{1,3}|iv)|(?:thang|t)\s*(?:0?[1-9]|1[0-2]))(?:\s*(?:/|nam)?\s*20\d{2})?"
)


def header_role(text: str) -> Column | None:
    """What a column under this heading holds; None where the words name no column of a plan's tables."""
    words = " ".join(fold(text).split()).strip(" .:*")
    if not words or len(words) > 120:
        return None
    return next((column for column, pattern in _COMPILED if pattern.fullmatch(words)), None)


def columns_of(rows: Sequence[tuple[str, ...]]) -> tuple[list[Column | None], int, int] | None:
    """The role of each column, the first row after the header, and what a bare amount of money counts."""
    for top, row in enumerate(rows[:6]):
        roles = [header_role(cell) for cell in row]
        if len({role for role in roles if role}) < 2 or not (
            {Column.TASK, Column.TARGET, Column.AREA} & set(roles)
        ):
            continue
        texts = list(row)
        end = top + 1
        if end < len(rows) and len(rows[end]) == len(row) and _goes_on(row, rows[end]):
            roles = [
                header_role(below) if below and below != above else role
                for above, below, role in zip(row, rows[end], roles, strict=True)
            ]
            end += 1
        if Column.TARGET in roles and Column.TASK not in roles:
            roles = [
                role or (Column.VALUE if year_of(text) else None)
                for role, text in zip(roles, row, strict=True)
            ]
        factor = next((_money_factor(t) for t, r in zip(texts, roles, strict=True) if r is Column.FUNDING), 1)
        return _once(_settle(roles), rows[end - 1]), end, factor
    return None


def _goes_on(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row below belongs to the header, too: it parts columns that the header puts under one."""
    differs = [place for place, (a, b) in enumerate(zip(row, below, strict=True)) if b and a != b]
    if not differs or any(len(cell) >= 60 for cell in below):
        return False
    if all(header_role(below[place]) for place in differs):
        return True
    shared = all(
        row[place] in (row[place - 1] if place else "", row[place + 1] if place + 1 < len(row) else "")
        for place in differs
    )
    return shared and any(a and a == b for a, b in zip(row, below, strict=True))


def year_of(heading: str) -> int | None:
    """The year of a column of values, «Năm 2027», «Kế hoạch năm 2027»; None where it names none."""
    years = re.findall(r"\b20\d{2}\b", heading)
    named = header_role(heading) is Column.VALUE or heading.strip() in years
    return int(years[0]) if len(years) == 1 and named else None


def names_time(heading: str) -> bool:
    """Whether the column stands for a time, in which a mark says when: «Quý II», «Tháng 6»."""
    return _TIME_HEADER.fullmatch(" ".join(fold(heading).split())) is not None


def turned(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """A table of one task that has its headings in the first column, as header and row; None for others."""
    if not 2 <= len(rows) <= 12 or any(len(row) != 2 for row in rows):
        return None
    roles = [header_role(row[0]) for row in rows]
    if len(set(roles)) < len(roles) or None in roles or Column.TASK not in roles or len(roles) < 3:
        return None
    return tuple(row[0] for row in rows), tuple(row[1] for row in rows)


def header_at(rows: Sequence[tuple[str, ...]]) -> int | None:
    """The row that names the columns of tasks or targets, far down as it may be; None where none does."""
    for number, row in enumerate(rows[:200]):
        if len(dict.fromkeys(filter(None, row))) >= 2 and columns_of([row]) is not None:
            return number
    return None


def _settle(roles: list[Column | None]) -> list[Column | None]:
    """One column of tasks: of two the last names the task, the first what it belongs to."""
    tasks = [place for place, role in enumerate(roles) if role is Column.TASK]
    for place in tasks[:-1]:
        roles[place] = Column.AREA
    if not tasks and Column.TARGET not in roles and Column.AREA in roles:
        roles[roles.index(Column.AREA)] = Column.TASK
    if Column.TARGET in roles and tasks and Column.MEASURE_UNIT not in roles and Column.VALUE not in roles:
        roles[roles.index(Column.TARGET)] = Column.AREA
    return roles


_SINGLE = frozenset({Column.LEAD, Column.SUPPORT, Column.DUE, Column.DELIVERABLE, Column.VALUE})


def _once(roles: list[Column | None], names: Sequence[str]) -> list[Column | None]:
    """The roles with each field in one column; a second one of another name is not understood."""
    first: dict[Column, str] = {}
    result: list[Column | None] = []
    for role, name in zip(roles, names, strict=True):
        single = role in _SINGLE and year_of(name) is None
        again = role is not None and single and first.setdefault(role, name) != name
        result.append(None if again else role)
    return result


def _money_factor(header: str) -> int:
    words = fold(header)
    return 1_000_000 if "trieu" in words else 1_000 if "nghin" in words or "1000" in words else 1
