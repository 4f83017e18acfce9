"""How numbers are shown in a workbook: grouped thousands, and as many decimals as on paper."""

from datetime import date
from decimal import Decimal

from .cells import decimals_of
from .model import Cell, Formula

_MOST_DECIMALS = 6


def number_format(value: Cell) -> str:
    """The format of a value: grouped thousands, the decimals that it has, days padded as in running text.

    A formula's cell has the format of its numbers even where it comes to words now.
    """
    match value:
        case Formula(decimals=int() as decimals):
            return _grouped(decimals)
        case Formula(value=str()):
            return _grouped(0)
        case Formula():
            return number_format(value.value)
        case bool() | str() | None:
            return "General"
        case int():
            return _grouped(0)
        case Decimal():
            return _grouped(decimals_of(value))
        case float():
            return _grouped(_decimals(value))
        case date():
            return "dd/mm/yyyy" if value.month <= 2 else "dd/m/yyyy"


def _grouped(decimals: int) -> str:
    decimals = min(decimals, _MOST_DECIMALS)
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _decimals(value: float) -> int:
    text = f"{Decimal(str(value)):f}"
    return len(text.partition(".")[2].rstrip("0"))
