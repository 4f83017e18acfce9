"""The lines of the tables of «Tổng hợp»: units, totals, ranks, files that were not taken in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import Qt

from ...documents.compose_consolidated import total_cell
from ...domain.consolidation.arrivals import Arrival, Standing
from ...domain.consolidation.comparing import Compared
from ...domain.consolidation.ranking import Ranking
from ...domain.consolidation.sheet import Sheet, Total
from ...domain.consolidation.units import GatheredUnit
from ...domain.dates import short_date
from ...domain.formulas import rounded
from ...domain.indicators import Indicator
from ...domain.numerals import format_number
from ...domain.report_periods import Period
from ...domain.text import capitalized, uncapitalized
from ...office.consolidating import Gathered
from ...storage.received import Failure
from ..tables import Column

_RIGHT = Qt.AlignmentFlag.AlignRight
_COLOURS = {
    Standing.SENT: "good",
    Standing.SENT_LATE: "warn",
    Standing.PROBLEM: "warn",
    Standing.OVERDUE: "bad",
    Standing.WAITING: "",
}
_ICONS = {
    Standing.SENT: ("done", "good"),
    Standing.SENT_LATE: ("clock", "warn"),
    Standing.PROBLEM: ("warning-filled", "warn"),
    Standing.OVERDUE: ("overdue", "bad"),
}
_MOST_LACKING = 12


def number_words(value: Fraction | None, indicator: Indicator) -> str:
    """A figure as tables show it; nothing for none."""
    if value is None:
        return ""
    if indicator.choices:
        return indicator.choice_words(int(value))
    shown = rounded(value, indicator.decimals)
    # One below the other: «64,30» over «64,13»; a whole number stays as it is.
    return format_number(shown, None if shown == shown.to_integral_value() else indicator.decimals)


def points_words(value: Fraction | None) -> str:
    """Points of an index as documents have them, with two decimals; nothing for none."""
    return format_number(rounded(value, 2), 2) if value is not None else ""


# Units


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit and how it stands; ``points`` is its index on a scale of 100."""

    arrival: Arrival
    points: Fraction | None

    @property
    def id(self) -> str:
        """The unit's code."""
        return self.arrival.unit.code


def unit_lines(found: Gathered) -> list[UnitLine]:
    """A line for each expected unit."""
    indexes = found.indexes
    return [
        UnitLine(each, indexes[each.unit.code].percent if each.unit.code in indexes else None)
        for each in found.arrivals
    ]


def unit_columns() -> list[Column]:
    """The columns of units."""
    return [
        Column("Đơn vị", lambda line: line.arrival.unit.place_name, width=165, stretch=True),
        Column("Khối", lambda line: line.arrival.unit.block.label, width=95),
        Column(
            "Tình trạng", lambda line: line.arrival.standing.label, width=170,
            colour=lambda line: _COLOURS[line.arrival.standing],
            icon=lambda line: _ICONS.get(line.arrival.standing),
        ),
        Column(
            "Muộn (ngày)", lambda line: line.arrival.days or None, width=90, align=_RIGHT,
            colour=lambda line: "bad" if line.arrival.standing is Standing.OVERDUE else "",
        ),
        Column(
            "Ký ngày",
            lambda line: line.arrival.received.day if line.arrival.received is not None else None,
            width=108,
        ),
        Column("Nhận lúc", _taken, _taken_words, width=135),
        Column(
            "Số lần", lambda line: line.arrival.received.times if line.arrival.received is not None else None,
            width=65, align=_RIGHT,
        ),
        Column(
            "Điểm CCHC", lambda line: line.points,
            lambda line: points_words(line.points),
            width=90, align=_RIGHT,
        ),
        Column("Cần xem lại", lambda line: " ".join(line.arrival.problems), width=160, stretch=True),
    ]  # fmt: skip


def _taken(line: UnitLine) -> object:
    return line.arrival.received.taken_at if line.arrival.received is not None else None


def _taken_words(line: UnitLine) -> str:
    received = line.arrival.received
    if received is None:
        return ""
    return f"{received.taken_at:%H:%M} {short_date(received.taken_at.date())}"


# Totals


@dataclass(frozen=True)
class TotalLine:
    """An indicator with what it comes to, and how that compares with an earlier period."""

    indicator: Indicator
    total: Total
    units: int
    lacking: tuple[str, ...] = ()
    before: Compared | None = None
    sheet: Sheet | None = None

    @cached_property
    def spread(self) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
        """Least, middle and greatest; of what is not seen nothing is worked out."""
        return self.sheet.spread(self.id) if self.sheet is not None else (None, None, None)

    @property
    def id(self) -> str:
        """The indicator's code."""
        return self.indicator.code

    @property
    def words(self) -> str:
        """What it comes to."""
        if self.total.value is not None:
            return number_words(self.total.value, self.indicator)
        cell = total_cell(self.total, self.indicator)
        return "" if cell is None else cell if isinstance(cell, str) else format_number(cell)  # type: ignore[arg-type]

    @property
    def change_words(self) -> str:
        """«+12,5%», «+0,31 điểm %» beside the earlier period."""
        found = self.before
        if found is None or found.change is None:
            return ""
        if found.percent is not None:
            shown = rounded(found.percent, 1)
            return f"{'+' if shown > 0 else ''}{format_number(shown)}%"
        shown = rounded(found.change, self.indicator.decimals)
        unit = " điểm %" if self.indicator.unit == "%" else ""
        return f"{'+' if shown > 0 else ''}{format_number(shown)}{unit}"


def total_lines(found: Gathered, compared: Sequence[Compared]) -> list[TotalLine]:
    """A line for each indicator, in the catalogue's order."""
    before = {each.code: each for each in compared}
    names = {unit.code: unit.place_name for unit in found.units}
    return [
        TotalLine(
            found.sheet.catalogue.by_code[total.code], total, len(found.units),
            tuple(names[code] for code in total.lacking), before.get(total.code),
            found.sheet,
        )
        for total in found.sheet.totals()
    ]  # fmt: skip


def total_columns(before: Period) -> list[Column]:
    """The columns of totals, beside those of ``before``: a sum from the year's beginning is larger than that
    of a shorter span, so the header says which it is."""
    return [
        Column("Mã", lambda line: line.id, width=55, sort=lambda line: tuple(map(int, line.id.split(".")))),
        Column("Chỉ tiêu thống kê", lambda line: line.indicator.name, width=300, stretch=True),
        Column("Đơn vị tính", lambda line: line.indicator.unit, width=90),
        Column("Chung", lambda line: line.total.value, lambda line: line.words, width=140, align=_RIGHT,
               bold=lambda _: True, tooltip=lambda line: f"{line.words}\n{line.total.how.label}".strip()),
        Column("Số đơn vị", lambda line: line.total.given, lambda line: f"{line.total.given}/{line.units}",
               width=85, align=_RIGHT, tooltip=lacking_words,
               colour=lambda line: "warn" if line.total.given < line.units else ""),
        Column(f"So {uncapitalized(before.heading)}",
               lambda line: line.before.change if line.before is not None else None,
               lambda line: line.change_words, width=130, align=_RIGHT,
               tooltip=partial(_before_words, before)),
        *(
            Column(words, partial(_of_spread, place), partial(_spread_words, place), width=90, align=_RIGHT)
            for place, words in enumerate(("Thấp nhất", "Ở giữa", "Cao nhất"))
        ),
    ]  # fmt: skip


def _of_spread(place: int, line: TotalLine) -> Fraction | None:
    return None if line.indicator.choices else line.spread[place]


def _spread_words(place: int, line: TotalLine) -> str:
    return number_words(_of_spread(place, line), line.indicator)


def lacking_words(line: TotalLine) -> str:
    """Which units a total is made without."""
    if not line.lacking:
        return "Đủ số liệu của mọi đơn vị"
    more = len(line.lacking) - _MOST_LACKING
    names = ", ".join(line.lacking[:_MOST_LACKING])
    return f"Chưa có số liệu của: {names}{f' và {more} đơn vị khác' if more > 0 else ''}"


def _before_words(before: Period, line: TotalLine) -> str:
    if line.before is None:
        return ""
    value = number_words(line.before.before.value, line.indicator)
    return f"{capitalized(before.label)}: {value}, so trên {line.before.units} đơn vị có số liệu ở cả hai kỳ"


# Ranks


@dataclass(frozen=True, slots=True)
class RankLine:
    """A unit's place in its block, a block's heading, or a unit without a score."""

    id: str
    block: str
    name: str
    place: int | None = None
    points: Fraction | None = None
    is_head: bool = False


def rank_lines(found: Sequence[Ranking]) -> Iterator[RankLine]:
    """The blocks one after the other, each unit by its place."""
    for ranking in found:
        label = ranking.block.label
        yield RankLine(
            f"*{ranking.block}", label, f"Khối {label}: bình quân", None, ranking.mean, is_head=True
        )
        for each in ranking.ranked:
            yield RankLine(each.unit.code, label, each.unit.place_name, each.place, each.value)
        for unit in ranking.unranked:
            yield RankLine(unit.code, label, f"{unit.place_name} (chưa có điểm)")


def rank_columns() -> list[Column]:
    """The columns of ranks."""
    return [
        Column("Hạng", lambda line: line.place, width=60, align=_RIGHT),
        Column(
            "Đơn vị", lambda line: line.name, width=280, stretch=True, bold=lambda line: line.is_head
        ),
        Column("Khối", lambda line: line.block, width=110),
        Column(
            "Điểm (thang 100)", lambda line: float(line.points) if line.points is not None else None,
            lambda line: points_words(line.points),
            width=240, bar=True,
        ),
    ]  # fmt: skip


# Files that were not taken in


def failure_columns(units: dict[str, GatheredUnit]) -> list[Column]:
    """The columns of files that were not taken in."""
    return [
        Column("Tệp", lambda each: Path(each.file).name, width=240, tooltip=lambda each: each.file),
        Column(
            "Đơn vị", lambda each: units[each.unit].place_name if each.unit in units else "", width=180
        ),
        Column("Lý do", lambda each: each.sentence, width=420, stretch=True),
    ]  # fmt: skip


def failure_key(each: Failure) -> str:
    """What a file that was not taken in is known by."""
    return each.file
