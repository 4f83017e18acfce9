"""The office as one that gathers: the units that send to it, what they sent, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..catalogue.consolidation import sum_rules
from ..domain.consolidation.arrivals import Arrival, arrivals
from ..domain.consolidation.comparing import Compared, compared, restated
from ..domain.consolidation.outliers import Outlier, among, beside_own
from ..domain.consolidation.packed import Layout
from ..domain.consolidation.ranking import Index, Ranking, rankings
from ..domain.consolidation.sheet import Sheet
from ..domain.consolidation.units import GatheredUnit, UnitList
from ..domain.consolidation.units_file import IncomingUnits, read_units
from ..domain.errors import Refusal
from ..domain.report_periods import Period
from ..storage.changes import Changes
from ..storage.gathering_kinds import GATHERED_UNITS, write_gathered
from ..storage.received import Failure, ReceivedFile, Submission
from ..storage.received_schema import ReceivedAt
from . import operations
from .calendar import Calendar
from .catalogues import Catalogues
from .desk import Desk, Part

if TYPE_CHECKING:
    from ..domain.registers.book import RowsBook
    from .take_in import TakeIn

_MOST_ROWS, _MOST_COLUMNS = 20_100, 60
_EARLIER = 8
"""So many earlier periods of the same length a unit's figures are held against."""


def read_units_book(path: Path, cancelled: Callable[[], bool] | None = None) -> RowsBook:
    """The cells of a workbook with a list of units, read in a child process. Raises Refusal."""
    from .register_import import read_rows

    return read_rows(path, cancelled)


@dataclass(frozen=True)
class Gathered:
    """What there is of a period: the sheet of figures, the expected units in its order, how each stands, and
    what each scored."""

    period: Period
    sheet: Sheet
    units: tuple[GatheredUnit, ...]
    arrivals: tuple[Arrival, ...]
    indexes: Mapping[str, Index]
    failures: tuple[Failure, ...]
    due: date | None

    @cached_property
    def sent(self) -> int:
        """How many units have sent figures."""
        return sum(each.received is not None for each in self.arrivals)

    def is_share(self, code: str) -> bool:
        """Whether an indicator is no count: a percentage, a mean, points."""
        return self.sheet.rules.is_share(self.sheet.catalogue.by_code[code])

    def outliers(self, code: str) -> dict[str, Outlier]:
        """The units whose figure stands out of their block."""
        found: dict[str, Outlier] = {}
        values = self.sheet.values(code)
        blocks: dict[str, dict[str, Fraction]] = {}
        for unit, value in zip(self.units, values, strict=True):
            if value is not None:
                blocks.setdefault(unit.block, {})[unit.code] = value
        for of_block in blocks.values():
            found.update(among(of_block, is_share=self.is_share(code)))
        return found

    def ranking(self) -> list[Ranking]:
        """The units of each block by their index."""
        return rankings(self.units, {unit: index.percent for unit, index in self.indexes.items()})


class Consolidating(Part):
    """The units that send their reports here, and what these come to."""

    def __init__(self, desk: Desk, calendar: Calendar, catalogues: Catalogues) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._catalogues = catalogues
        self.units = desk.derived(self._units, ("gathered_units",))
        self._known: dict[Period, tuple[object, Gathered]] = {}
        self._state = 0

    # The units

    def _units(self) -> UnitList:
        return UnitList(self._desk.store.records(GATHERED_UNITS))

    @property
    def is_used(self) -> bool:
        """Whether the office gathers reports of any unit."""
        return bool(self.units().units)

    def save_unit(self, unit: GatheredUnit) -> Changes:
        """Adds a unit or changes it. Raises Refusal for a code that another one has, or that figures were
        taken in under."""
        self._desk.admit(operations.SAVE_GATHERED)
        known = {each.id: each for each in self.units().units}
        before = known.get(unit.id)
        if before is not None and before.code != unit.code and before.code in self._units_with_figures():
            raise Refusal(
                f"Đã nhận số liệu theo mã «{before.code}» nên không đổi mã được. Hãy thêm đơn vị mới.", "code"
            )
        UnitList({**known, unit.id: unit}.values()).refuse_broken()
        with self._desk.operation(operations.SAVE_GATHERED, unit.name) as recorder:
            write_gathered(recorder, unit)
        return recorder.changes

    def delete_unit(self, code: str) -> Changes:
        """Deletes a unit. Raises Refusal where there is none, or others were merged into it, or it has sent
        something: an end of its validity keeps that."""
        self._desk.admit(operations.DELETE_GATHERED)
        units = self.units()
        unit = self.unit(code)
        if code in self._units_with_figures():
            raise Refusal(
                f"«{unit.place_name}» đã gửi số liệu nên không xóa được. Hãy ghi ngày hết hiệu lực.", "code"
            )
        if parts := units.parts_of(code):
            raise Refusal(
                f"«{parts[0].place_name}» đã nhập vào «{unit.place_name}» nên không xóa được.", "code"
            )
        with self._desk.operation(operations.DELETE_GATHERED, unit.name) as recorder:
            recorder.delete(GATHERED_UNITS.table, unit.id)
        return recorder.changes

    def unit(self, code: str) -> GatheredUnit:
        """The unit of this code, or of this name. Raises Refusal where there is none."""
        found = self.units().by_code.get(code) or self.units().named(code, self._desk.today())
        if found is None:
            raise Refusal(f"Không có đơn vị «{code}» trong danh sách đơn vị gửi báo cáo.", "unit")
        return found

    def incoming(self, book: RowsBook) -> IncomingUnits:
        """The units in a workbook: of the first sheet that has a list of them. Raises Refusal."""
        refusals: list[Refusal] = []
        for sheet in book.sheets:
            try:
                return read_units(sheet.rows_of_texts(_MOST_ROWS, _MOST_COLUMNS), self.units())
            except Refusal as refusal:
                refusals.append(refusal)
        raise refusals[0] if refusals else Refusal(f"Tệp «{book.file}» không có bảng nào.", "file")

    def take_units(self, found: IncomingUnits) -> Changes:
        """Stores the units of a file in one operation; others stay. Raises Refusal where any row is wrong."""
        self._desk.admit(operations.IMPORT_GATHERED)
        if found.mistakes:
            raise Refusal(
                f"Danh sách có {len(found.mistakes)} chỗ sai nên chưa nhập đơn vị nào. "
                f"{found.mistakes[0].words}",
                "file",
            )
        with self._desk.operation(operations.IMPORT_GATHERED, f"{len(found.units)} đơn vị") as recorder:
            for unit in found.units:
                write_gathered(recorder, unit)
        return recorder.changes

    def expected(self, period: Period) -> list[GatheredUnit]:
        """The units whose report on a period is expected."""
        return self.units().expected(self._calendar.dates(period).ends)

    # What was received

    def wanted(self, period: Period, chosen: Mapping[Path, str] | None = None, password: str = "") -> TakeIn:
        """What a worker needs to take reports in, as plain data. Raises Refusal where whoever is here may not
        do it, or no units are known."""
        from .take_in import TakeIn

        self._desk.admit(operations.IMPORT_GATHERED)
        if not self.is_used:
            raise Refusal(
                "Chưa có danh sách đơn vị gửi báo cáo. Hãy nhập danh sách (mã, tên, khối) trước.", "units"
            )
        if self._desk.store.is_view:
            raise Refusal("Dữ liệu đang mở chỉ để xem nên không nhận được báo cáo.")
        # In the catalogue with all that it ever asked for: reports may be of any period.
        whole = self._catalogues.whole(period)
        ends, now = self._calendar.dates(period).ends, self._desk.store.now()
        return TakeIn(
            self._at(), self.units(), whole, period, ends, now,
            dict(chosen or {}), password,
        )  # fmt: skip

    def received_anew(self) -> None:
        """To be called once a worker has stored something: what was worked out of it is worked out anew."""
        self._state += 1

    def _at(self) -> ReceivedAt:
        at = self._desk.store.received_at
        if at is None:
            raise Refusal("Dữ liệu này chỉ ở trong bộ nhớ nên không nhận được báo cáo.")
        return at

    def _file(self) -> ReceivedFile:
        at = self._at()
        # Nobody who only looks makes a file.
        return ReceivedFile.open(at, view=self._desk.store.is_view or not at.path.exists())

    def _units_with_figures(self) -> set[str]:
        if self._desk.store.received_at is None:
            return set()
        with self._file() as received:
            return received.units()

    def gathered(self, period: Period) -> Gathered:
        """What there is of a period. Raises EnvironmentProblem where the file cannot be read."""
        catalogue = self._catalogues.of_period(period)
        due = self._calendar.dates(period).due
        state = (self._state, self.units(), catalogue, due, self._desk.today())
        known = self._known.get(period)
        if known is not None and known[0] == state:
            return known[1]
        layout = Layout.of(catalogue)
        units = tuple(self.expected(period))
        with self._file() as received:
            figures, indexes = received.figures(period, layout), received.indexes(period)
            came, failures = received.received(period), tuple(received.failures(period))
        of_units: dict[str, list[str]] = {}
        for failure in failures:
            of_units.setdefault(failure.unit, []).append(failure.sentence)
        found = Gathered(
            period,
            Sheet(catalogue, sum_rules(), [(unit.code, figures.get(unit.code)) for unit in units], layout),
            units,
            tuple(arrivals(units, came, of_units, due, self._desk.today())),
            {unit.code: indexes[unit.code] for unit in units if unit.code in indexes},
            failures,
            due,
        )
        if len(self._known) >= _EARLIER:
            del self._known[next(iter(self._known))]
        self._known[period] = (state, found)
        return found

    def packages(self, period: Period) -> dict[str, tuple[str, datetime]]:
        """The hash of the report of each unit that counts for a period, and when it was made."""
        with self._file() as received:
            return received.packages(period)

    def periods(self) -> dict[Period, int]:
        """The periods that something was received of, and from how many units."""
        with self._file() as received:
            return received.periods()

    def failures(self) -> list[Failure]:
        """The files that were not taken in, of whatever period."""
        with self._file() as received:
            return received.failures()

    def history(self, code: str) -> list[Submission]:
        """Everything that a unit has sent, the latest first."""
        unit = self.unit(code)
        with self._file() as received:
            return received.submissions(unit.code, Layout.of(self._catalogues.whole(None)))

    def remove(self, submission: int) -> None:
        """Takes a submission away; the one before it counts then. Raises Refusal without the right to."""
        self._desk.admit(operations.IMPORT_GATHERED)
        with self._file() as received:
            received.remove(submission)
        self.received_anew()

    def forget_failures(self, files: list[str]) -> None:
        """Takes files off the list of what was not taken in."""
        self._desk.admit(operations.IMPORT_GATHERED)
        with self._file() as received:
            received.forget_failures(files)
        self.received_anew()

    # What it comes to

    def beside_own(self, period: Period, code: str, unit: str) -> Outlier | None:
        """Whether a unit's figure stands out of its own earlier ones of periods of the same length."""
        now = self.gathered(period)
        place = now.sheet.places.get(unit)
        value = now.sheet.value(place, code) if place is not None else None
        if value is None:
            return None
        earlier = []
        with self._file() as received:
            for each in _before(period, received.periods()):
                catalogue = self._catalogues.of_period(each)
                if code not in catalogue.by_code:
                    continue
                layout = Layout.of(catalogue)
                figures = received.figures(each, layout).get(unit)
                if figures is not None:
                    found = Sheet(catalogue, sum_rules(), [(unit, figures)], layout).value(0, code)
                    if found is not None:
                        earlier.append(found)
        return beside_own(value, earlier, is_share=now.is_share(code))

    def earlier(self, period: Period) -> Period:
        """What a period is held against as long as nobody chooses: a quarter the one before it, a sum since
        the year's beginning, which is larger than that of a shorter span in any case, the same one of the
        year before; where nothing came of that, the other one if anything came of it."""
        known = self.periods()
        likely = [period.previous, period.last_year]
        if not period.span.is_quarter:
            likely.reverse()
        return next((each for each in likely if each in known), period.previous)

    def compared(self, period: Period, before: Period) -> list[Compared]:
        """The totals of two periods over the units that sent both; those that were merged meanwhile as what
        they became."""
        now, then = self.gathered(period), self.gathered(before)
        return compared(now.sheet, restated(then.sheet, now.units, self.units()))


def _before(period: Period, known: Mapping[Period, int]) -> list[Period]:
    """The earlier periods of the same length that something was received of."""
    found = [
        each
        for each in known
        if each.span.quarters == period.span.quarters
        and (each.year, each.last_quarter.span) < (period.year, period.last_quarter.span)
    ]
    return found[:_EARLIER]
