"""The marks of a form as lines of text: what its hidden sheet holds, and back.

They hold nothing that the sheets do not show, but for identities. A checksum tells whether somebody, or some
program, changed them; it is no signature.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NoReturn

from ..areas import AREA_CODES
from ..errors import Refusal
from ..text import clean_text
from .form import FormMarks, RowMarks, SectionMarks

FIRST = "cchc-form"
"""The first cell of the sheet."""
FORMAT = 1
_OPEN, _CLOSED = ":", "-"

Lines = list[list[str]]


def lines_of(marks: FormMarks) -> Lines:
    """The marks as lines of cells."""
    lines = [
        [FIRST, str(FORMAT)],
        ["form", marks.form],
        ["office", marks.office, marks.office_name],
        ["period", marks.period],
        ["catalogue", marks.catalogue, marks.version],
        ["for", ",".join(map(str, marks.areas)), marks.officer],
        ["made", marks.made_on],
    ]
    for section in marks.sections:
        lines.append(["section", section.id, section.name, section.anchor])
        for key, header in section.headers.items():
            lines.append(["column", key, header, "x" if key in section.open_keys else ""])
        for row in section.rows:
            base = [f"{_OPEN}{row.base[key]}" if key in row.base else _CLOSED for key in section.open_keys]
            lines.append(["row", row.key, row.id, "new" if row.is_new else "", f"{_OPEN}{row.anchor}", *base])
    cleaned = [_cleaned(line) for line in lines]
    return [*cleaned, ["sum", _sum(cleaned)]]


def marks_of(lines: Iterable[Sequence[str]]) -> FormMarks:
    """The marks that lines tell. Raises Refusal where they were changed, or are of a later form."""
    found = [line for line in map(_cleaned, lines) if line]
    if not found or found[0][0] != FIRST:
        _refuse()
    if len(found[0]) < 2 or found[0][1] != str(FORMAT):
        raise Refusal(
            "Phiếu do phiên bản mới hơn của chương trình lập. Hãy cập nhật chương trình rồi nhập lại."
        )
    if found[-1] != ["sum", _sum(found[:-1])]:
        _refuse()
    try:
        return _read(found[1:-1])
    except (KeyError, ValueError, IndexError, TypeError):
        _refuse()


def _refuse() -> NoReturn:
    raise Refusal(
        "Trang ẩn ghi dấu của phiếu đã bị sửa hoặc mất một phần, không biết được ô nào đã đổi. Hãy xuất lại "
        "phiếu rồi chép phần đã điền sang."
    )


@dataclass(slots=True)
class _Section:
    """A section while its lines are read."""

    id: str
    name: str
    anchor: str
    headers: dict[str, str] = field(default_factory=dict)
    open_keys: list[str] = field(default_factory=list)
    rows: list[RowMarks] = field(default_factory=list)

    def row(self, key: str, row_id: str, new: str, anchor: str, *base: str) -> None:
        """Adds a row. Raises ValueError where it has other columns than the section."""
        pairs = zip(self.open_keys, base, strict=True)
        held = {column: words[1:] for column, words in pairs if words.startswith(_OPEN)}
        self.rows.append(RowMarks(key, row_id, anchor[1:], held, bool(new)))

    def made(self) -> SectionMarks:
        """The section as it is when all was read."""
        return SectionMarks(
            self.id, self.name, self.anchor, self.headers, tuple(self.open_keys), tuple(self.rows)
        )


def _read(lines: Sequence[Sequence[str]]) -> FormMarks:
    head: dict[str, list[str]] = {}
    sections: list[_Section] = []
    for kind, *cells in lines:
        if kind == "section":
            section, name, anchor = (*cells, "", "")[:3]
            sections.append(_Section(section, name, anchor))
        elif kind == "column":
            key, header, *is_open = cells
            sections[-1].headers[key] = header
            sections[-1].open_keys += [key] if is_open else []
        elif kind == "row":
            sections[-1].row(*cells)
        else:
            head[kind] = [*cells, "", ""]
    areas = tuple(int(each) for each in head["for"][0].split(",") if each)
    if not set(areas) <= set(AREA_CODES):
        raise ValueError(areas)
    return FormMarks(
        form=head["form"][0],
        office=head["office"][0],
        office_name=head["office"][1],
        period=head["period"][0],
        catalogue=head["catalogue"][0],
        version=head["catalogue"][1],
        areas=areas,
        officer=head["for"][1],
        made_on=head["made"][0],
        sections=tuple(section.made() for section in sections),
    )


def _cleaned(line: Sequence[str]) -> list[str]:
    """The line as it comes through any program that saves workbooks."""
    cells = [clean_text(cell) for cell in line]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _sum(lines: Sequence[Sequence[str]]) -> str:
    return sha256("\n".join("\t".join(line) for line in lines).encode()).hexdigest()
