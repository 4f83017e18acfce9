"""A country that is made up: communes, mergers of 2025, and the reports that each sends; the same every time.

What is written here is added up here as well, in the plainest way, so that totals can be held against a sum
that shares no code with them.
"""

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

from cchc_desktop.catalogue import indicators
from cchc_desktop.domain.consolidation.units import Block, GatheredUnit
from cchc_desktop.domain.exchange.manifest import REPORT, Head, PackageKind, Sender
from cchc_desktop.domain.exchange.unit_report import ReportingUnit, UnitIndex, UnitReport, report_json
from cchc_desktop.domain.indicators import Indicator, IndicatorCatalogue, Kind, Nature
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.packages.writing import PackageWriter

MERGED_ON = date(2025, 7, 1)
LAST_OLD_DAY = date(2025, 6, 30)
_FIRST = (
    "An Bình Cẩm Đông Gia Hòa Khánh Lộc Mỹ Nam Phú Quang Sơn Tân Thạnh Thanh Thuận Trung Vĩnh Xuân Yên"
).split()
_SECOND = (
    "Ân Bắc Châu Chánh Cường Dương Điền Đức Giang Hải Hậu Hiệp Hưng Khê Lâm Lạc Lập Long Lợi Minh Nghĩa Nhơn "
    "Phong Phước Quý Sơn Tây Thắng Thành Thiện Thịnh Thọ Thới Tiến Trạch Trị Trường Văn Viên Vượng Ý"
).split()
_THIRD = ("", " Đông", " Tây", " Nam", " Bắc", " Thượng", " Hạ")
_PROBABLE = 0.97
"""How often a figure is sent at all."""


def names(count: int) -> Iterator[str]:
    """Names of places, each once."""
    made = 0
    for third in _THIRD:
        for second in _SECOND:
            for first in _FIRST:
                if first != second:
                    yield f"{first} {second}{third}"
                    made += 1
                    if made == count:
                        return
    raise ValueError(f"only {made} names")


def units(count: int, *, merged: int = 0) -> list[GatheredUnit]:
    """Communes of today, every fifth one a ward; of the first ``merged`` there were two before 7/2025."""
    found = []
    for number, place in enumerate(names(count), 1):
        ward = number % 5 == 0
        code = f"{number:05d}"
        name = f"Ủy ban nhân dân {'phường' if ward else 'xã'} {place}"
        block = Block.WARD if ward else Block.COMMUNE
        begun = MERGED_ON if number <= merged else None
        found.append(GatheredUnit(code, name, block, begun, id=f"unit-{code}"))
        if number <= merged:
            for part in "ab":
                old = f"{name} {'Cũ' if part == 'a' else 'Xưa'}"
                found.append(
                    GatheredUnit(f"{code}{part}", old, block, None, LAST_OLD_DAY, code, f"unit-{code}{part}")
                )
    return found


def figures(
    unit: GatheredUnit, period: Period, catalogue: IndicatorCatalogue | None = None
) -> dict[str, int | str | None]:
    """What a unit reports of a period: whole numbers, decimals as text, «kps», or nothing."""
    known = catalogue or indicators()
    chance = Random(f"{unit.code} {period.id}")
    size = Random(unit.code).uniform(0.3, 3.0) * len(period.quarters)
    said: dict[str, int | str | None] = {}
    for indicator in known.indicators:
        if indicator.kind is not Kind.COMPUTED:
            said[indicator.code] = _figure(indicator, chance, size)
    return said


def _figure(indicator: Indicator, chance: Random, size: float) -> int | str | None:
    luck = chance.random()
    if luck > _PROBABLE:
        return None
    if luck > _PROBABLE - 0.05:
        return "kps" if indicator.nature is not Nature.RATIO and not indicator.choices else None
    if indicator.choices:
        return chance.choice(indicator.choices)[0]
    if indicator.at_most is not None or indicator.unit == "%":
        return _text(Decimal(chance.randint(7000, 10000)).scaleb(-2), indicator.decimals)
    if indicator.decimals:
        return _text(Decimal(chance.randint(1000, 99000)).scaleb(-3), indicator.decimals)
    return int(chance.randint(1, 400) * size)


def _text(value: Decimal, decimals: int) -> int | str:
    cut = value.quantize(Decimal(1).scaleb(-decimals)) if decimals else value.quantize(Decimal(1))
    return int(cut) if cut == cut.to_integral_value() else str(cut.normalize())


@dataclass
class PlainSum:
    """The sums of what was sent, by code: of the units that sent something, and how many these are."""

    sums: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    given: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, said: Mapping[str, int | str | None]) -> None:
        """Adds what a unit sent."""
        for code, value in said.items():
            if value is not None:
                self.sums[code] += 0 if value == "kps" else Fraction(value)
                self.given[code] += 1


def report_of(
    unit: GatheredUnit, period: Period, said: Mapping[str, int | str | None], catalogue: str = ""
) -> UnitReport:
    """The report of a unit as it travels, with remarks such as officials write."""
    chance = Random(f"index {unit.code} {period.year}")
    points = Decimal(chance.randint(60_00, 98_00)).scaleb(-2)
    block = {Block.WARD: "phuong", Block.COMMUNE: "xa"}.get(unit.block, "")
    return UnitReport(
        unit=ReportingUnit(f"office-{unit.code}", unit.name, block, "Ủy ban nhân dân tỉnh Sông Hương"),
        period=period,
        catalogue=catalogue or indicators().id,
        figures=said,
        estimates=tuple(code for code in ("1.07", "3.14") if isinstance(said.get(code), int)),
        remarks={str(area): {"results": _REMARK.format(unit.place_name, area)} for area in range(1, 7)},
        index=UnitIndex("khoi-dau", "Bộ tiêu chí khởi đầu", str(points), "100"),
        number="12/BC-UBND",
        issued=date(period.year, 3 * int(period.last_quarter.span[1]), 15),
    )


_REMARK = "UBND {} đã triển khai đầy đủ các nhiệm vụ của lĩnh vực {} trong kỳ theo kế hoạch đã ban hành."


def write_package(
    path: Path,
    unit: GatheredUnit,
    report: UnitReport,
    made: datetime = datetime(2026, 3, 15, 9),
    password: str = "",
    seen: tuple[tuple[str, int], ...] = (),
) -> None:
    """A package of a report; without waiting for the disk, as thousands of them are written."""
    head = Head(
        kind=PackageKind.REPORT, office=report.unit.id, office_name=unit.name, unit="",
        period=report.period.id, sender=Sender(), program="0", made=made,
        holds=(("chỉ tiêu", len(report.figures)),), seen=seen,
    )  # fmt: skip
    with zipfile.ZipFile(path, "w") as archive:
        writer = PackageWriter(archive, head, password, lambda: None, path)
        writer.json(REPORT, report_json(report))
        writer.finish()


def send(folder: Path, senders: Iterable[GatheredUnit], periods: Sequence[Period]) -> dict[Period, PlainSum]:
    """Lays the packages of all units and periods into a folder; gives the plain sum of each period."""
    folder.mkdir(parents=True, exist_ok=True)
    sums = {period: PlainSum() for period in periods}
    for unit in senders:
        for period in periods:
            said = figures(unit, period)
            sums[period].add(said)
            write_package(folder / f"{unit.code}-{period.id}.cchc", unit, report_of(unit, period, said))
    return sums
