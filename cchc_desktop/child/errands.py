"""What a child process may be asked to do: a fixed list, each a function of a file from outside.

The functions are pure. Where a file is not from outside they may be called as they are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.areas import Area

if TYPE_CHECKING:
    from ..domain.plan import Draft
    from ..intake.read_figures import Annex


class Errand(StrEnum):
    """What can be asked for."""

    PLAN = "plan"
    """The draft of the plan in a file."""
    ANNEX = "annex"
    """The annex of statistics in a workbook, of a period or of opening figures."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may take: bytes of memory, seconds, and bytes that it may answer."""

    memory: int = 1024 * 1024 * 1024
    seconds: float = 90.0
    answer: int = 64 * 1024 * 1024


def read_plan(path: Path, areas: tuple[Area, ...], today: date) -> "Draft":
    """The draft of the plan in a file. Raises Refusal where it cannot be read or holds no reform plan."""
    from ..intake.plan.parse import parse_plan
    from ..intake.read import read_source

    return parse_plan(read_source(path), areas, today)


def read_annex(path: Path) -> "Annex":
    """The annex of statistics in a workbook. Raises Refusal where it cannot be read or holds none."""
    from ..intake import read_figures

    return read_figures.read_annex(path)


def function_of(errand: Errand) -> Callable[..., Any]:
    """The function that does an errand."""
    return read_plan if errand is Errand.PLAN else read_annex


def parameters_of(errand: Errand) -> tuple[Any, ...]:
    """The types of what an errand needs, in order."""
    return {Errand.PLAN: (Path, tuple[Area, ...], date), Errand.ANNEX: (Path,)}[errand]


def result_of(errand: Errand) -> type:
    """The class of what an errand brings."""
    if errand is Errand.PLAN:
        from ..domain.plan import Draft

        return Draft
    from ..intake.read_figures import Annex

    return Annex
