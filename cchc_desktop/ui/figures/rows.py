"""The rows of the grid: an area's heading, its indicators, and which of them are shown."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from ... import catalogue
from ...domain.indicators import Severity
from ...domain.report_periods import Period
from ...domain.text import fold
from ...office.figure_rows import FigureRow


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The heading of an area: how much of it is typed and what is wrong in it; ``is_open`` shows its rows."""

    area: int
    title: str
    typed: int
    wanted: int
    errors: int
    warnings: int
    is_open: bool

    @property
    def id(self) -> str:
        """The heading's identity among the rows."""
        return f"area-{self.area}"

    @property
    def counts(self) -> str:
        """«12/30 đã nhập · 1 cần sửa»."""
        parts = [f"{self.typed}/{self.wanted} đã nhập"]
        if self.errors:
            parts.append(f"{self.errors} cần sửa")
        if self.warnings:
            parts.append(f"{self.warnings} nên xem lại")
        return " · ".join(parts)


GridRow = GroupRow | FigureRow


class Show(Enum):
    """Which indicators are looked at."""

    ALL = "Tất cả"
    MISSING = "Chưa nhập"
    PROBLEMS = "Có vấn đề"


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """What the grid is narrowed to; ``area`` 0 for every area, ``text`` looked for without accents."""

    show: Show = Show.ALL
    area: int = 0
    text: str = ""

    def accepts(self, row: FigureRow, missing: Collection[str]) -> bool:
        """Whether the row is shown."""
        indicator = row.indicator
        if self.area and indicator.area != self.area:
            return False
        if self.show is Show.MISSING and indicator.code not in missing:
            return False
        if self.show is Show.PROBLEMS and not row.problems:
            return False
        if not self.text:
            return True
        found = fold(f"{indicator.code} {indicator.name} {indicator.unit}")
        return all(word in found for word in fold(self.text).split())


EVERYTHING = FigureFilter()


def worst(row: FigureRow) -> Severity | None:
    """The gravest of what is wrong with a figure."""
    if not row.problems:
        return None
    found = {problem.severity for problem in row.problems}
    return next((severity for severity in Severity if severity in found), None)


def is_error(severity: Severity | None) -> bool:
    """Whether it must be put right before the report goes out."""
    return severity in (Severity.REFUSED, Severity.ERROR)


def group(
    area: int, rows: Iterable[FigureRow], period: Period, missing: Collection[str], is_open: bool
) -> GroupRow:
    """The heading over an area's rows."""
    found = [row for row in rows if row.indicator.area == area]
    asked = [row for row in found if row.indicator.is_typed and row.indicator.is_asked(period)]
    graves = [worst(row) for row in found]
    return GroupRow(
        area=area,
        title=f"{area}. {catalogue.area(area).name}",
        typed=sum(row.indicator.code not in missing and not row.reading.lacks for row in asked),
        wanted=len(asked),
        errors=sum(map(is_error, graves)),
        warnings=sum(grave is Severity.WARNING for grave in graves),
        is_open=is_open,
    )


def areas_of(rows: Sequence[FigureRow]) -> list[int]:
    """The areas in the order in which their indicators stand."""
    return list(dict.fromkeys(row.indicator.area for row in rows))
