"""The catalogues of indicators: which one a period follows, and those that come from outside."""

from collections.abc import Mapping
from dataclasses import dataclass

from .. import catalogue
from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.indicators import IndicatorCatalogue
from ..domain.report_periods import Period
from ..storage.figure_rows import write_catalogue, write_period
from ..storage.recorder import Recorder
from . import operations
from .calendar import CALENDAR_TABLES, Calendar
from .desk import Desk, Part

CATALOGUE_TABLES = (*CALENDAR_TABLES, "catalogues")
"""What says which catalogue a period follows."""


@dataclass(frozen=True, slots=True)
class Followed:
    """The catalogue that a period follows. ``kept`` says that it is kept with the period's first figure.

    ``is_shipped`` says that it is the text which this program brings; another text under the same version is
    another catalogue.
    """

    catalogue: IndicatorCatalogue
    kept: bool
    is_shipped: bool

    @property
    def words(self) -> str:
        """Which text it is, in a line."""
        known = self.catalogue
        mark = "" if self.is_shipped else f", bản {known.id[:8]} đã lưu"
        since = "đã lưu cùng số liệu của kỳ" if self.kept else "sẽ lưu khi nhập số liệu đầu tiên"
        return f"{known.title}, phiên bản {known.version}{mark} ({since})"


class Catalogues(Part):
    """The catalogues that periods are made with: the program's own, and those that were taken in."""

    def __init__(self, desk: Desk, calendar: Calendar) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._read: dict[str, IndicatorCatalogue] = {}
        self.of_period = desk.derived(self._of_period, CATALOGUE_TABLES, keep=512)

    def _of_period(self, period: Period) -> IndicatorCatalogue:
        """The catalogue that a quarter was made with, or the one valid when it begins.

        A longer span has that of its last quarter.
        """
        return self.followed(period).catalogue

    def followed(self, period: Period) -> Followed:
        """The catalogue of a period, and whether it is kept with it already."""
        quarter = period.last_quarter
        shipped, kept = catalogue.indicators(), self._kept()
        stored = self._desk.store.periods().get(quarter)
        if stored is not None and stored.catalogue_id in kept:
            found = kept[stored.catalogue_id]
            return Followed(found, True, found.text == shipped.text)
        starts = self._calendar.dates(quarter).starts
        valid = [known for known in (shipped, *kept.values()) if known.valid_from <= starts]
        # Of two with the same first day the program's own goes before a text that it once brought.
        found = max(valid, key=lambda known: known.valid_from, default=shipped)
        return Followed(found, False, found.text == shipped.text)

    def _kept(self) -> Mapping[str | None, IndicatorCatalogue]:
        """The catalogues that are kept in the data by their identities, each text read once."""
        shipped = catalogue.indicators()
        for known in self._desk.store.catalogues().values():
            if known.id not in self._read:
                same = known.text == shipped.text
                self._read[known.id] = shipped if same else catalogue.read_indicators(known.text)
        return {known_id: self._read[known_id] for known_id in self._desk.store.catalogues()}

    def open_period(self, recorder: Recorder, period: Period) -> None:
        """Keeps the period's dates and catalogue once something is stored in it."""
        stored = self._desk.store.periods().get(period)
        if stored is not None and stored.catalogue_id is not None:
            return
        made_with = self.of_period(period)
        if made_with.id not in self._desk.store.catalogues():
            write_catalogue(recorder, made_with)
        regime = self._calendar.chosen().get(period.year, "")
        write_period(recorder, self._calendar.dates(period), regime, made_with.id)

    def take(self, text: str, where: str = "") -> IndicatorCatalogue:
        """Takes a catalogue in for the periods that begin on or after its first day; gives it.

        Periods that have figures already stay with theirs. ``where`` is the name of its file. Raises Refusal
        for one with a mistake, or with the version or the first day of one that is known already.
        """
        result = catalogue.read_indicators(text, where)
        for known in (catalogue.indicators(), *self._kept().values()):
            if result.version == known.version:
                raise Refusal(
                    f"Đã có danh mục phiên bản «{result.version}». Hãy ghi phiên bản khác cho danh mục mới.",
                    "version",
                )
            if result.valid_from == known.valid_from:
                raise Refusal(
                    f"Danh mục phiên bản «{known.version}» cũng áp dụng từ {short_date(result.valid_from)}. "
                    "Hãy ghi ngày áp dụng khác cho danh mục mới.",
                    "valid_from",
                )
        subject = f"{result.title}, phiên bản {result.version}"
        with self._desk.operation(operations.TAKE_CATALOGUE, subject) as recorder:
            write_catalogue(recorder, result)
        return result
