"""What of an office's own file can be read and may still be wrong: told, for somebody to look at."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..templates.sheet import Cell, CellKind
from .book import FileTable
from .fields import Holds
from .register import Register

_FIRST_NUMBER = re.compile(r"(\d{1,2})[/.\-]\d{1,2}[/.\-]\d{2,4}")
_MONTHS = 12
_LEAST = 2


@dataclass(frozen=True, slots=True)
class FileDoubt:
    """Something to look at: the first cell that it is about, and why."""

    sheet: str
    place: str
    sentence: str


def doubts_of(
    register: Register, keys: Mapping[str, str], tables: Sequence[FileTable]
) -> tuple[FileDoubt, ...]:
    """What to look at in tables whose headers fill the fields ``keys``."""
    return tuple(_swapped_days(register, keys, tables))


def _swapped_days(
    register: Register, keys: Mapping[str, str], tables: Sequence[FileTable]
) -> Iterator[FileDoubt]:
    """An Excel that reads months first makes 3 May of «05/03», and leaves «15/03» as a text: where all days
    of a column up to 12 are dates of Excel's, and all later ones texts, that is what has happened."""
    for table in tables:
        for column, header in table.headers.items():
            if not (key := keys.get(header)) or register.field(key).holds is not Holds.DAY:
                continue
            dated, typed = _days(table, column, CellKind.DATE), _days(table, column, CellKind.TEXT)
            few = min(len(dated), len(typed)) < _LEAST
            if few or max(day for _, day in dated) > _MONTHS or min(day for _, day in typed) <= _MONTHS:
                continue
            cell, _ = dated[0]
            yield FileDoubt(
                table.sheet,
                next(row.place(column) for row in table.rows if row.cells.get(column) is cell),
                f"Cột «{header}»: có thể Excel đã đổi chỗ ngày và tháng của {len(dated)} ô (như "
                f"{cell.text}), vì ô nào sau ngày 12 cũng là chữ. Hãy xem lại các ngày đó.",
            )


def _days(table: FileTable, column: int, kind: CellKind) -> list[tuple[Cell, int]]:
    cells = (row.cells[column] for row in table.rows if column in row.cells)
    found = ((cell, _FIRST_NUMBER.match(cell.text.strip())) for cell in cells if cell.kind is kind)
    return [(cell, int(match[1])) for cell, match in found if match is not None]
