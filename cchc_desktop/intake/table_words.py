"""By what a table in plain text is known: the words of its header, and the numbers of its rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.text import clean_line
from .bounds import MAX_COLUMNS
from .marks import MarkKind, mark_of
from .plan.table_columns import Column, header_role
from .source import SourceTable

_LONGEST_HEADING = 60
_ENDS = frozenset(".;,")
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,2}|[IVXLC]{1,6}|[A-ZĐ]|[a-zđ])\s?[.)]?")
_NAMES_WORK = {Column.TASK, Column.TARGET, Column.AREA}
NOT_UNDERSTOOD = (
    "Bảng ở dòng {line}–{last} không ghép lại được theo cột nên giữ từng dòng như văn bản, không lấy làm "
    "nhiệm vụ hay chỉ tiêu; hãy nhập tay hoặc dùng bản Word của văn bản."
)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands from a line up to ``end`` (not within), and a note with ``{line}`` and ``{last}`` in it."""

    end: int
    blocks: tuple[SourceTable | str, ...]
    note: str = ""


def roles_of(cells: Sequence[str]) -> list[Column | None]:
    """What each column is by its heading; what is too long or numbered is none."""
    roles: list[Column | None] = []
    for cell in cells:
        text = clean_line(cell)
        # «II. NHIỆM VỤ» is a heading of the plan, «Đơn vị chủ trì: Phòng Kinh tế.» a line of a task.
        other = mark_of(text) is not None or ":" in text[:-1] or text[-1:] in _ENDS
        roles.append(None if len(text) > _LONGEST_HEADING or other else header_role(text))
    return roles


def is_header(cells: Sequence[str], *, least: int = 2) -> bool:
    """Whether the cells are the header of a table of tasks or targets, with so many columns known."""
    if not 2 <= len(cells) <= MAX_COLUMNS:
        return False
    roles = {role for role in roles_of(cells) if role is not None}
    return len(roles) >= least and bool(_NAMES_WORK & roles)


def is_number_heading(cell: str) -> bool:
    """Whether the cell heads the column of numbers («TT», «STT»)."""
    return roles_of([cell]) == [Column.NUMBER] and clean_line(cell).lower() != "số"


def is_label(cell: str) -> bool:
    """Whether the cell is the number of a row, or the Roman number or letter of a group of rows."""
    return _LABEL.fullmatch(cell.strip()) is not None


def is_group(line: str) -> bool:
    """Whether a line without cells may name the group of the rows below it: «I. Cải cách thể chế»."""
    mark = mark_of(clean_line(line))
    return mark is not None and mark.kind in {MarkKind.ROMAN, MarkKind.NUMBER, MarkKind.LETTER}


def table_of(rows: Sequence[Sequence[str]], width: int) -> SourceTable:
    """The rows as a table of so many columns."""
    return SourceTable(tuple((*row[:width], *[""] * (width - len(row))) for row in rows))


def not_understood(lines: Sequence[str], end: int) -> Found:
    """The lines as a table of one column, which says nothing of tasks."""
    rows = [[text] for line in lines if (text := clean_line(line))]
    return Found(end, (table_of(rows, 1),), NOT_UNDERSTOOD)


def wrapped_cell(lines: Sequence[str]) -> str:
    """The lines that a cell was wrapped into, as its text; an entry with a bullet keeps its own line."""
    text = ""
    for line in map(clean_line, lines):
        if line:
            mark = mark_of(line)
            bullet = mark is not None and mark.kind is MarkKind.BULLET and bool(mark.rest)
            text += ("\n" if bullet and text else " " if text else "") + line
    return text
