"""One tidy table of figures: a row for each figure of a unit and period, with all that says what it is.

Analysis begins with such a table, in a spreadsheet, a notebook or a database; a ratio brings its parts along,
so that whoever adds units up need not know its formula.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import NamedTuple

from .formulas import Formula
from .indicators import Indicator, IndicatorCatalogue
from .readings import EMPTY, Reading, State
from .report_periods import Period


class TidyRow(NamedTuple):
    """A figure. ``kind`` is how it comes about (`indicators.Kind`), ``state`` what sort of figure it is
    (`readings.State`); of a ratio there are ``numerator`` and ``denominator``. ``package`` is the hash of the
    report that it is of."""

    unit: str
    unit_name: str
    block: str
    period: str
    code: str
    name: str
    measure: str
    kind: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    state: str
    package: str


COLUMNS: Mapping[str, str] = {
    "unit": "Mã đơn vị",
    "unit_name": "Tên đơn vị",
    "block": "Khối (phuong, xa, khac)",
    "period": "Kỳ báo cáo, như 2026-Q1",
    "code": "Mã chỉ tiêu thống kê",
    "name": "Tên chỉ tiêu",
    "measure": "Đơn vị tính",
    "kind": "Số liệu hình thành thế nào: typed nhập, computed tính, carried chuyển sang, choice chọn mức",
    "value": "Giá trị; trống là chưa có, khác với 0",
    "numerator": "Tử số, khi chỉ tiêu là tỷ lệ có công thức",
    "denominator": "Mẫu số, khi chỉ tiêu là tỷ lệ có công thức",
    "state": "Loại số: actual thực tế, estimate ước, none không phát sinh, computed tính, empty chưa có…",
    "package": "Mã băm SHA-256 của báo cáo mà số liệu thuộc về",
}
"""The columns in their order, and what each holds."""
_PLACES = 12
"""Decimals that a value without an end keeps: more than any total shows."""


FigureLine = str
"""A figure of a report between tabs, as programs read it: code, value, numerator, denominator, state; numbers
with a point, nothing for none."""


def figure_line(code: str, value: str, numerator: str, denominator: str, state: State) -> FigureLine:
    """The line of a figure."""
    return f"{code}\t{value}\t{numerator}\t{denominator}\t{state}"


@dataclass(frozen=True)
class TidyReport:
    """The figures of one unit and period, in the catalogue that they were made with.

    Without a ``package`` its identity is the hash of the figures themselves; ``made_at`` is when it was made,
    where that is known.
    """

    unit: str
    unit_name: str
    block: str
    period: Period
    catalogue: IndicatorCatalogue
    figures: Sequence[FigureLine]
    package: str = ""
    made_at: datetime | None = None

    @property
    def identity(self) -> str:
        """What tells it from other reports of the unit: the same figures are the same report."""
        if self.package:
            return self.package
        words = [self.unit, self.period.id, self.catalogue.id, *self.figures]
        return sha256("\n".join(words).encode()).hexdigest()

    def rows(self) -> Iterator[TidyRow]:
        """Its rows; an indicator without a figure has one too."""
        package, known = self.identity, self.catalogue.by_code
        for line in self.figures:
            code, value, numerator, denominator, state = line.split("\t")
            indicator = known[code]
            yield TidyRow(
                self.unit,
                self.unit_name,
                self.block,
                self.period.id,
                code,
                indicator.name,
                indicator.unit,
                indicator.kind.value,
                read_number(value),
                read_number(numerator),
                read_number(denominator),
                state,
                package,
            )


def lines_of(catalogue: IndicatorCatalogue, readings: Mapping[str, Reading]) -> list[FigureLine]:
    """The figures of a report, in the catalogue's order."""
    figures = {code: reading.value for code, reading in readings.items()}
    found = []
    for indicator in catalogue.indicators:
        reading = readings.get(indicator.code, EMPTY)
        told = [plain_number(number(each)) for each in (reading.value, *parts(indicator, figures))]
        found.append(figure_line(indicator.code, told[0], told[1], told[2], state_of(reading)))
    return found


def read_number(text: str) -> Decimal | None:
    """The number of a text; None of none."""
    return Decimal(text) if text else None


def state_of(reading: Reading) -> State:
    """The state of a figure; an estimate is told of computed ones too."""
    return State.ESTIMATE if reading.estimate else reading.state


def parts(
    indicator: Indicator, figures: Mapping[str, Fraction | None]
) -> tuple[Fraction | None, Fraction | None]:
    """Numerator and denominator of a ratio; both None where a figure of them is missing, or it is none."""
    share = share_of(indicator)
    if share is None:
        return None, None
    found = tuple(side.value({code: figures.get(code) for code in side.operands}) for side in share)
    if not all(isinstance(each, Fraction) for each in found):
        return None, None
    return found[0], found[1]  # type: ignore[return-value]


def share_of(indicator: Indicator) -> tuple[Formula, Formula] | None:
    """The formulas of a ratio's numerator and denominator; None for what is no ratio."""
    return indicator.formula.share if indicator.formula is not None else None


def number(value: Fraction | None) -> Decimal | None:
    """An exact number as decimals, rounded only where it has no end."""
    if value is None:
        return None
    if value.denominator == 1:
        return Decimal(value.numerator)
    found = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1).scaleb(-_PLACES))
    return found.normalize()


def plain_number(value: Decimal | None) -> str:
    """A number as programs read it: a point before decimals, no exponent; nothing for none."""
    return f"{value:f}" if value is not None else ""


def all_rows(reports: Iterable[TidyReport]) -> Iterator[TidyRow]:
    """The rows of several reports, one after the other."""
    for report in reports:
        yield from report.rows()
