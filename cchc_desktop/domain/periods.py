"""The span of time that a plan covers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .errors import Refusal


class PeriodKind(StrEnum):
    """Whether a plan covers a year, half a year, or several years."""

    YEAR = "year"
    HALF = "half"
    MULTI = "multi"


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """The span of a plan; ``half`` is 1 or 2 for half-year plans and 0 otherwise."""

    kind: PeriodKind
    first_year: int
    last_year: int
    half: int = 0

    def __post_init__(self) -> None:
        if not 1990 <= self.first_year <= self.last_year <= 2100:
            raise Refusal(
                "Năm của kế hoạch phải từ 1990 đến 2100, và năm cuối không trước năm đầu.", "period"
            )
        if (self.kind is PeriodKind.MULTI) != (self.first_year != self.last_year):
            raise Refusal("Kế hoạch nhiều năm phải có năm đầu khác năm cuối.", "period")
        if (self.kind is PeriodKind.HALF) != (self.half in (1, 2)):
            raise Refusal("Kế hoạch 6 tháng phải nói rõ là 6 tháng đầu năm hay cuối năm.", "period")

    @classmethod
    def year(cls, year: int) -> "PlanPeriod":
        """The period of a plan for one calendar year."""
        return cls(PeriodKind.YEAR, year, year)

    @property
    def starts(self) -> date:
        """The first day of the period."""
        return date(self.first_year, 7 if self.half == 2 else 1, 1)

    @property
    def ends(self) -> date:
        """The last day of the period: what is due with no day of its own is due then."""
        return date(self.last_year, 6, 30) if self.half == 1 else date(self.last_year, 12, 31)

    @property
    def label(self) -> str:
        """«năm 2025», «6 tháng cuối năm 2025», «giai đoạn 2021 - 2025»."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"năm {self.first_year}"
            case PeriodKind.HALF:
                return f"6 tháng {'đầu' if self.half == 1 else 'cuối'} năm {self.first_year}"
            case PeriodKind.MULTI:
                return f"giai đoạn {self.first_year} - {self.last_year}"
