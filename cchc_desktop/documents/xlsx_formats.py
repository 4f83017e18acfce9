"""How numbers are shown in a workbook: grouped thousands, no decimals that say nothing.

Number formats alone cannot leave out the comma of a whole number where they allow decimals («95,»). A
derived number is therefore formatted by two rules on its cell, which choose by what it comes to.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter

from .model import Cell, Formula

_USUAL_DECIMALS, _MOST_DECIMALS = 2, 6
_WHOLE = NumberFormat(numFmtId=3, formatCode="#,##0")
_FIRST_OWN_ID = 200
"""Numbers below 164 belong to the program; the workbook's other formats are counted from there."""


def number_format(value: Cell) -> str:
    """The format of a value: grouped thousands, the decimals that it has, days padded as in running text."""
    if isinstance(value, Formula):
        if isinstance(value.value, float):
            # A computed share may have a decimal after the next change, even where it has none now.
            return "#,##0.0"
        return "General" if most_decimals(value) is not None else number_format(value.value)
    match value:
        case bool() | str() | None:
            return "General"
        case int():
            return "#,##0"
        case float() | Decimal():
            decimals = min(_decimals(value), _MOST_DECIMALS)
            return "#,##0" + ("." + "0" * decimals if decimals else "")
        case date():
            return "dd/mm/yyyy" if value.month <= 2 else "dd/m/yyyy"


def _decimals(value: float | Decimal) -> int:
    text = f"{Decimal(str(value)):f}"
    return len(text.partition(".")[2].rstrip("0"))


def most_decimals(formula: Formula) -> int | None:
    """How many decimals the formula's cell shows at most, where it shows only those that it needs."""
    value = formula.value
    if isinstance(value, str):
        return _USUAL_DECIMALS
    if isinstance(value, Decimal):
        return min(max(_USUAL_DECIMALS, _decimals(value)), _MOST_DECIMALS)
    return None


def show_needed_decimals(sheet: Any, places: Iterable[tuple[int, int, int]]) -> None:
    """Format the numbers of these cells (column, row, most decimals) with the decimals that they need."""
    runs: list[tuple[int, int, int, int]] = []
    for column, row, decimals in sorted(places):
        if runs and (column, row - 1, decimals) == (runs[-1][0], runs[-1][2], runs[-1][3]):
            runs[-1] = (column, runs[-1][1], row, decimals)
        else:
            runs.append((column, row, row, decimals))
    for column, first, last, decimals in runs:
        letter = get_column_letter(column)
        cell = f"{letter}{first}"
        whole = f"AND(ISNUMBER({cell}),ROUND({cell},{decimals})=ROUND({cell},0))"
        parts = NumberFormat(numFmtId=_FIRST_OWN_ID + decimals, formatCode="#,##0." + "#" * decimals)
        for formula, shape in ((whole, _WHOLE), (f"ISNUMBER({cell})", parts)):
            rule: Any = Rule(
                "expression", dxf=DifferentialStyle(numFmt=shape), formula=[formula], stopIfTrue=True
            )
            sheet.conditional_formatting.add(f"{cell}:{letter}{last}", rule)
