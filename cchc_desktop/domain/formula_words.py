"""Formulas as they are written on paper: by their codes, by names, and with their numbers."""

import re
from collections.abc import Callable, Mapping

from .formulas import Formula
from .indicators import Indicator
from .readings import Reading

_CODE = re.compile(r"\[(\d{1,2}\.\d{2})\]")
_SIGNS = {"*": "×", "-": "−", "/": "/", "+": "+"}
UNKNOWN_NUMBER = "…"
"""What stands in a formula for a number that is not there yet."""


def written_formula(formula: Formula) -> str:
    """The formula as it is written on paper: «[1.04] / [1.03] × 100»."""
    return _written(formula, lambda code: f"[{code}]")


def named_formula(formula: Formula, known: Mapping[str, Indicator]) -> str:
    """The formula in words: «Số nhiệm vụ hoàn thành [1.04] / Tổng số nhiệm vụ [1.03] × 100»."""
    return _written(formula, lambda code: f"{known[code].name} [{code}]" if code in known else f"[{code}]")


def worked_formula(formula: Formula, readings: Mapping[str, Reading], known: Mapping[str, Indicator]) -> str:
    """The formula with its numbers: «25 / 45 × 100»; «…» stands for what is not there yet."""

    def number(code: str) -> str:
        reading = readings.get(code)
        words = reading.words(known[code]) if reading is not None and code in known else ""
        return words or UNKNOWN_NUMBER

    return _written(formula, number)


def _written(formula: Formula, put: Callable[[str], str]) -> str:
    parts: list[str] = []
    for part in re.split(r"(\[[^\]]*\])|([*/+-])", formula.text):
        if not part or not part.strip():
            continue
        if found := _CODE.fullmatch(part):
            parts.append(put(found[1]))
        elif part in _SIGNS:
            parts.append(f" {_SIGNS[part]} ")
        else:
            parts.append(part.replace(" ", "").replace(".", ","))
    return "".join(parts)
