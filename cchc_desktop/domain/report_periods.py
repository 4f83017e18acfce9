"""Reporting periods (kỳ báo cáo): four quarters hold the figures, longer spans are made from them.

Windows after Nghị định 09/2019/NĐ-CP, Điều 12 (FACTS.md section 4): a quarter runs from the 15th to the 14th,
the year of reports from 15/12 of the year before to 14/12.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from .errors import Refusal
from .numerals import to_roman
from .text import capitalized, fold, unseen_in


class Span(StrEnum):
    """How much of the year a period covers; the values are how periods are written (``2026-6T``)."""

    Q1 = "Q1"
    Q2 = "Q2"
    Q3 = "Q3"
    Q4 = "Q4"
    HALF = "6T"
    NINE = "9T"
    YEAR = "N"

    # Periods are looked up by the hundred: that of Enum is a function of Python's.
    __hash__ = str.__hash__

    @property
    def quarters(self) -> int:
        """How many quarters it covers."""
        return _COUNTS.get(self, 1)

    @property
    def is_quarter(self) -> bool:
        """Whether it is one of the four increments."""
        return self in QUARTERS


QUARTERS = (Span.Q1, Span.Q2, Span.Q3, Span.Q4)
_COUNTS = {Span.HALF: 2, Span.NINE: 3, Span.YEAR: 4}
_CUMULATED = {Span.Q1: Span.Q1, Span.Q2: Span.HALF, Span.Q3: Span.NINE, Span.Q4: Span.YEAR}
_BEFORE = {Span.HALF: Span.Q1, Span.NINE: Span.HALF, Span.YEAR: Span.NINE}
_WRITTEN = re.compile(r"([0-9]{4})\s*[-/]\s*(q[1-4]|[69]t|n)", re.IGNORECASE)
YEARS = range(2000, 2101)
"""The years that reports may be of."""


@dataclass(frozen=True, slots=True)
class Period:
    """One reporting period of a year."""

    year: int
    span: Span

    @classmethod
    @lru_cache(maxsize=256)
    def parse(cls, text: str) -> "Period":
        """The period written as ``2026-Q1``, ``2026-6T``, ``2026-9T`` or ``2026-N``. Raises Refusal."""
        found = _WRITTEN.fullmatch(fold(text.strip()))
        if found is None or unseen_in(text):
            raise Refusal(
                f"Không có kỳ báo cáo «{text.strip()}». Hãy ghi như 2026-Q1, 2026-6T, 2026-9T hoặc 2026-N.",
                "period",
            )
        return replace(cls.of_year(int(found[1])), span=Span(found[2].upper()))

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """The whole year that somebody typed. Raises Refusal for one that no report may be of."""
        if year not in YEARS:
            raise Refusal("Năm báo cáo phải từ 2000 đến 2100.", "period")
        return cls(year, Span.YEAR)

    @property
    def id(self) -> str:
        """How it is written and stored: ``2026-Q1``."""
        return f"{self.year}-{self.span}"

    @property
    def label(self) -> str:
        """«quý I năm 2026», «6 tháng đầu năm 2026», «9 tháng đầu năm 2026», «năm 2026»."""
        return f"{self.short_label} năm {self.year}" if self.span is not Span.YEAR else f"năm {self.year}"

    @property
    def short_label(self) -> str:
        """The same without its year: «quý I», «6 tháng đầu», «9 tháng đầu», «cả năm»."""
        match self.span:
            case Span.HALF | Span.NINE:
                return f"{self.span[0]} tháng đầu"
            case Span.YEAR:
                return "cả năm"
            case _:
                return f"quý {to_roman(int(self.span[1]))}"

    @property
    def heading(self) -> str:
        """As short as a column's header has it: «Quý II/2026», «6 tháng/2026», «Năm 2026»."""
        if self.span is Span.YEAR:
            return f"Năm {self.year}"
        words = f"{self.span[0]} tháng" if not self.span.is_quarter else self.short_label
        return f"{capitalized(words)}/{self.year}"

    @property
    def quarters(self) -> tuple["Period", ...]:
        """The increments that it is made from, in their order; a quarter is made from itself."""
        if self.span.is_quarter:
            return (self,)
        return tuple(Period(self.year, span) for span in QUARTERS[: self.span.quarters])

    @property
    def last_quarter(self) -> "Period":
        """The increment that it ends with."""
        return self.quarters[-1]

    @property
    def cumulated(self) -> "Period":
        """The span from the year's start to this period's end: itself, or a quarter's long span."""
        return Period(self.year, _CUMULATED.get(self.span, self.span))

    @property
    def previous(self) -> "Period":
        """The period before: of a quarter the quarter before, of a longer span the shorter one before it."""
        if self.span in _BEFORE:
            return Period(self.year, _BEFORE[self.span])
        place = QUARTERS.index(self.span)
        return Period(self.year, QUARTERS[place - 1]) if place else Period(self.year - 1, Span.Q4)

    @property
    def last_year(self) -> "Period":
        """The same period of the year before."""
        return Period(self.year - 1, self.span)

    @property
    def next_one(self) -> "Period":
        """The period that plans look ahead to: the next quarter, or what follows a longer span."""
        if self.span is Span.YEAR or self.span is Span.Q4:
            return Period(self.year + 1, Span.YEAR if self.span is Span.YEAR else Span.Q1)
        if self.span.is_quarter:
            return Period(self.year, QUARTERS[QUARTERS.index(self.span) + 1])
        return Period(self.year, QUARTERS[self.span.quarters])


def periods_of(year: int) -> tuple[Period, ...]:
    """All periods of a year in the order in which they end, quarters first."""
    return tuple(
        Period(year, span) for span in (Span.Q1, Span.Q2, Span.HALF, Span.Q3, Span.NINE, Span.Q4, Span.YEAR)
    )
