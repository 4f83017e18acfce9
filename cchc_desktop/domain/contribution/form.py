"""The form that an officer without the program fills in: sheets of rows, some of whose cells are open.

A value that knows nothing of files. Every row has an identity, and every open cell the value that it had when
the form was made, so that what comes back can be held against both that and what is stored by then.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..registers.fields import Holds, RegisterField, Value
from ..text import clean_text

FIGURES, TASKS, REMARKS = "figures", "tasks", "remarks"
"""The sections of a form that are not of a register."""
REGISTER = "register:"
"""What the section of a register begins with, before its identity."""
KEY_HEADER, FOOT = "Mã dòng", "hết"
"""What stands over the column of row keys that no one sees, and in it below the last row."""


class Side(StrEnum):
    """Where a column's words stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column: ``key`` names it in data, ``header`` on paper; ``weight`` is its share of the page's width,
    but at least so many points as its words need (``least``).

    One that ``is_open`` is for the officer to fill in, as ``hint`` says where a cell of it is chosen.
    """

    key: str
    header: str
    weight: float = 1.0
    is_open: bool = False
    side: Side = Side.LEFT
    hint: str = ""
    least: float = 34.0


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell: what stands in it, and what may be typed over it, None where nothing may.

    ``formula`` is that of a cell which is worked out in the spreadsheet: in it ``{key}`` stands for the cell
    of another column in the same row, ``{key@row}`` for one of another row, by the row's identity.
    """

    value: Value | None = None
    takes: RegisterField | None = None
    formula: str = ""
    words: str = ""
    """What stands there as a text that its field cannot read."""

    @property
    def shown(self) -> str | Decimal | date | None:
        """What stands in it: numbers and days as such, all else as it is told."""
        if self.words:
            return self.words
        if self.takes is not None and self.takes.holds in (Holds.AREA, Holds.YES_NO):
            return self.takes.shown(self.value) or None
        return self.value if not isinstance(self.value, bool) else None

    @property
    def base(self) -> str:
        """What an open cell held when the form was made, as it is compared."""
        return clean_text(self.words) if self.words else told(self.value)


def told(value: Value | None) -> str:
    """A value as it is compared: exact, and the same for what means the same."""
    match value:
        case None:
            return ""
        case bool():
            return "có" if value else "không"
        case Decimal():
            return f"{value.normalize():f}" if value else "0"
        case date():
            return value.isoformat()
    return clean_text(value)


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row by its identity; one that ``is_new`` is blank, for what is not stored yet. A row without open
    cells that ``is_group`` heads the rows below it."""

    id: str
    cells: Mapping[str, FormCell]
    is_new: bool = False
    is_group: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class FormSection:
    """A sheet: ``name`` is what its tab says. By the words under ``anchor`` a row is known again whose key is
    lost, and held against its key; nothing where its rows have no such words."""

    id: str
    name: str
    title: str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    anchor: str = ""
    notes: tuple[str, ...] = ()

    @property
    def open_keys(self) -> tuple[str, ...]:
        """The columns that are filled in."""
        return tuple(column.key for column in self.columns if column.is_open)


@dataclass(frozen=True, slots=True)
class FormMarks:
    """What tells a form from all others, whoever saved it since: ``form`` is its own identity, ``office``
    that of the office's data, ``catalogue`` the hash of the indicators that it was made with."""

    form: str
    office: str
    office_name: str
    period: str
    catalogue: str
    version: str
    areas: tuple[int, ...]
    officer: str
    made_on: str
    sections: "tuple[SectionMarks, ...]" = ()

    @property
    def whose(self) -> str:
        """Whom it was made for, in words."""
        areas = f"lĩnh vực {', '.join(map(str, self.areas))}" if self.areas else ""
        return ", ".join(filter(None, (self.officer, areas)))


@dataclass(frozen=True, slots=True)
class RowMarks:
    """A row as the form had it: ``base`` holds, by column, what each open cell held."""

    key: str
    id: str
    anchor: str
    base: dict[str, str]
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class SectionMarks:
    """A section as the form had it: the headers of its columns by key, and its rows."""

    id: str
    name: str
    anchor: str
    headers: dict[str, str]
    open_keys: tuple[str, ...]
    rows: tuple[RowMarks, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form, with the lines that stand at the head of each of its sheets."""

    marks: FormMarks
    title: str
    lines: tuple[str, ...]
    sections: tuple[FormSection, ...]
    place: str = ""
    keys: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The key of each row, by its section and identity."""


def with_keys(form: Form) -> Form:
    """The form with a key for each row, and marks that tell all of it."""
    keys: dict[tuple[str, str], str] = {}
    for section in form.sections:
        for row in section.rows:
            keys[section.id, row.id] = f"d{len(keys) + 1}"
    marks = replace(form.marks, sections=tuple(_marks(section, keys) for section in form.sections))
    return replace(form, marks=marks, keys=keys)


def _marks(section: FormSection, keys: Mapping[tuple[str, str], str]) -> SectionMarks:
    return SectionMarks(
        section.id,
        section.name,
        section.anchor,
        {column.key: column.header for column in section.columns},
        section.open_keys,
        tuple(_row_marks(section, keys)),
    )


def _row_marks(section: FormSection, keys: Mapping[tuple[str, str], str]) -> Iterator[RowMarks]:
    for row in section.rows:
        if row.is_group:
            continue
        anchor = row.cells.get(section.anchor, FormCell())
        base = {
            key: row.cells[key].base
            for key in section.open_keys
            if key in row.cells and row.cells[key].takes is not None
        }
        words = clean_text(str(anchor.shown)) if anchor.shown is not None else ""
        yield RowMarks(keys[section.id, row.id], row.id, words, base, row.is_new)


def count_open(sections: Sequence[FormSection]) -> int:
    """How many cells there are to fill in."""
    return sum(
        cell.takes is not None for section in sections for row in section.rows for cell in row.cells.values()
    )
