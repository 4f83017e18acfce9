"""The spans that an officer's results are followed in: calendar months and quarters (NĐ 335/2025/NĐ-CP)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from .errors import Refusal
from .numerals import to_roman
from .text import capitalized, fold, unseen_in

_WRITTEN = re.compile(r"([0-9]{4})-(?:(q)([1-4])|t?([0-9]{1,2}))")
_YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class WorkPeriod:
    """A month (1 to 12) of a year, or its ``quarter`` (1 to 4) where ``month`` is 0."""

    year: int
    month: int = 0
    quarter: int = 0

    @classmethod
    def parse(cls, text: str) -> "WorkPeriod":
        """The period written as ``2026-05`` or ``2026-Q2``. Raises Refusal."""
        found = _WRITTEN.fullmatch(fold(text.strip()))
        if found is None or unseen_in(text) or (found[4] and not 1 <= int(found[4]) <= 12):
            raise Refusal(
                f"Không có tháng hay quý «{text.strip()}». Hãy ghi tháng như 2026-05, quý như 2026-Q2.",
                "period",
            )
        if int(found[1]) not in _YEARS:
            raise Refusal("Năm phải từ 2000 đến 2100.", "period")
        return cls(int(found[1]), int(found[4] or 0), int(found[3] or 0))

    @classmethod
    def of_day(cls, day: date) -> "WorkPeriod":
        """The month that a day lies in."""
        return cls(day.year, day.month)

    @property
    def id(self) -> str:
        """How it is written and stored: ``2026-05``, ``2026-Q2``."""
        return f"{self.year}-{self.month:02}" if self.month else f"{self.year}-Q{self.quarter}"

    @property
    def label(self) -> str:
        """«tháng 5 năm 2026», «quý II năm 2026»."""
        return f"{self.short_label} năm {self.year}"

    @property
    def short_label(self) -> str:
        """The same without its year."""
        return f"tháng {self.month}" if self.month else f"quý {to_roman(self.quarter)}"

    @property
    def heading(self) -> str:
        """The label as it begins a line."""
        return capitalized(self.label)

    @property
    def starts(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 3 * self.quarter - 2, 1)

    @property
    def ends(self) -> date:
        """Its last day."""
        month = self.month or 3 * self.quarter
        return date(self.year, month, monthrange(self.year, month)[1])

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.starts <= day <= self.ends

    def step(self, by: int) -> "WorkPeriod":
        """The month or quarter so many after it; within the years that there are."""
        size = 12 if self.month else 4
        at = self.year * size + (self.month or self.quarter) - 1 + by
        at = max(_YEARS[0] * size, min(_YEARS[-1] * size + size - 1, at))
        place = at % size + 1
        return WorkPeriod(at // size, place) if self.month else WorkPeriod(at // size, quarter=place)


def periods_of_work(year: int) -> tuple[WorkPeriod, ...]:
    """The months of a year, each quarter after its last."""
    found: list[WorkPeriod] = []
    for quarter in range(1, 5):
        found += [WorkPeriod(year, month) for month in range(3 * quarter - 2, 3 * quarter + 1)]
        found.append(WorkPeriod(year, quarter=quarter))
    return tuple(found)
