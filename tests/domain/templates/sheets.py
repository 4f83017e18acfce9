"""Sheets as values: rows of texts, as a form has them."""

from collections.abc import Sequence

from cchc_desktop.domain.templates.sheet import Cell, CellKind, Sheet, Template, parse_area

Value = str | int | float | None


def sheet(
    *rows: Sequence[Value], name: str = "Biểu", merged: Sequence[str] = (), protected: bool = False
) -> Sheet:
    """A sheet; a text that begins with «=» is a formula, «[ ]» an empty cell that is not locked."""
    cells = [
        _cell(row, column, value)
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value is not None
    ]
    areas = tuple(area for text in merged if (area := parse_area(text)) is not None)
    return Sheet(
        name,
        rows=max([len(rows), *(area.bottom for area in areas)]),
        columns=max([*map(len, rows), *(area.right for area in areas)]),
        cells=tuple(cells),
        merged=areas,
        is_protected=protected,
    )


def _cell(row: int, column: int, value: Value) -> Cell:
    if value == "[ ]":
        return Cell(row, column, locked=False)
    if isinstance(value, str):
        formula = value.removeprefix("=")
        if formula != value:
            return Cell(row, column, CellKind.FORMULA, "0", formula)
        return Cell(row, column, CellKind.TEXT, value)
    return Cell(row, column, CellKind.NUMBER, str(value))


def template(*sheets: Sheet, file: str = "bieu.xlsx") -> Template:
    """A workbook of these sheets."""
    return Template(file, "0" * 64, sheets)
