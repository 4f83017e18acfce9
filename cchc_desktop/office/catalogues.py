"""The catalogues of indicators: which one a period follows, and those that come from outside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .. import catalogue
from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.indicators import IndicatorCatalogue
from ..domain.report_periods import Period
from ..storage.changes import Changes
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
    another catalogue. ``fault`` is a sentence where the one that is kept with the period is not to be used:
    it was taken in by a program that did not bound what comes from outside. This one then stands for it.
    """

    catalogue: IndicatorCatalogue
    kept: bool
    is_shipped: bool
    fault: str = ""

    @property
    def words(self) -> str:
        """Which text it is, in a line."""
        known = self.catalogue
        mark = "" if self.is_shipped else f", bản {known.id[:8]} đã lưu"
        since = "đã lưu cùng số liệu của kỳ" if self.kept else "sẽ lưu khi nhập số liệu đầu tiên"
        if self.fault:
            since = "tạm dùng thay danh mục đã lưu cùng kỳ, danh mục đó không dùng được"
        return f"{known.title}, phiên bản {known.version}{mark} ({since})"


class Catalogues(Part):
    """The catalogues that periods are made with: the program's own, and those that were taken in."""

    def __init__(self, desk: Desk, calendar: Calendar) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._read: dict[str, IndicatorCatalogue | Refusal] = {}
        self.of_period = desk.derived(self._of_period, CATALOGUE_TABLES, keep=512)

    def _of_period(self, period: Period) -> IndicatorCatalogue:
        """The catalogue that a quarter was made with, or the one valid when it begins.

        A longer span has that of its last quarter.
        """
        return self.followed(period).catalogue

    def whole(self, period: Period | None = None) -> IndicatorCatalogue:
        """The catalogue of a period (today's quarter where None) with all that it ever asks for."""
        text = self.of_period(period or self._calendar.current_quarter()).text
        shipped = catalogue.indicators()
        if text == shipped.text:
            return shipped
        return next(known for known in self._kept().values() if known.text == text)

    def followed(self, period: Period) -> Followed:
        """The catalogue of a period, and whether it is kept with it already; without the indicators that are
        not in force by the period's end."""
        quarter = period.last_quarter
        dates = self._calendar.dates(quarter)
        shipped, kept = catalogue.indicators(), self._kept()
        stored = self._desk.store.periods().get(quarter)
        if stored is not None and stored.catalogue_id in kept:
            found = kept[stored.catalogue_id]
            return Followed(found.on(dates.ends), True, found.text == shipped.text)
        fault = self._fault(stored.catalogue_id) if stored is not None else ""
        valid = [known for known in (shipped, *kept.values()) if known.valid_from <= dates.starts]
        # Of two with the same first day the program's own goes before a text that it once brought.
        found = max(valid, key=lambda known: known.valid_from, default=shipped)
        return Followed(found.on(dates.ends), False, found.text == shipped.text, fault)

    def _fault(self, catalogue_id: str | None) -> str:
        """What is told of a kept catalogue that is not to be used; nothing of another one."""
        known = self._desk.store.catalogues().get(catalogue_id or "")
        if known is None or not isinstance(why := self._read[known.id], Refusal):
            return ""
        return (
            f"Danh mục phiên bản «{known.version}» đã lưu cùng kỳ này không dùng được "
            f"({str(why).rstrip('.')}). Chương trình tạm dùng danh mục khác nên có thể thiếu chỉ tiêu; số "
            "liệu đã nhập vẫn còn nguyên. Hãy hoàn tác lần nhập danh mục đó ở trang Nhật ký, rồi nhập tệp "
            "danh mục đúng."
        )

    def _kept(self) -> Mapping[str | None, IndicatorCatalogue]:
        """The catalogues that are kept in the data by their identities, each text read once; without those
        that are beyond the bounds of what comes from outside."""
        shipped = catalogue.indicators()
        for known in self._desk.store.catalogues().values():
            if known.id not in self._read:
                try:
                    same = known.text == shipped.text
                    self._read[known.id] = shipped if same else catalogue.read_indicators(known.text)
                except Refusal as refusal:
                    self._read[known.id] = refusal
        read = {known_id: self._read[known_id] for known_id in self._desk.store.catalogues()}
        return {known_id: each for known_id, each in read.items() if not isinstance(each, Refusal)}

    def open_period(self, recorder: Recorder, period: Period) -> None:
        """Keeps the period's dates and catalogue once something is stored in it.

        A longer span is read with its last quarter's, which is then kept, too.
        """
        for each in dict.fromkeys((period, period.last_quarter)):
            self._open(recorder, each)

    def _open(self, recorder: Recorder, period: Period) -> None:
        stored = self._desk.store.periods().get(period)
        if stored is not None and stored.catalogue_id is not None:
            return
        made_with = self.of_period(period)
        if made_with.id not in self._desk.store.catalogues():
            write_catalogue(recorder, made_with)
        regime = self._calendar.chosen().get(period.year, "")
        write_period(recorder, self._calendar.own_dates(period), regime, made_with.id)

    def outdated(self) -> dict[Period, IndicatorCatalogue]:
        """The quarters that keep an older text of the catalogue which this program brings, with that text; of
        those whose figures no report has gone out with, the last one first."""
        shipped, kept = catalogue.indicators(), self._kept()
        reports = self._desk.store.reports().items()
        closed = {each for period, head in reports if head.is_issued for each in period.quarters}
        found = {
            period: known
            for period, stored in self._desk.store.periods().items()
            if period.span.is_quarter
            and period not in closed
            and (known := kept.get(stored.catalogue_id)) is not None
            and (known.title, known.valid_from) == (shipped.title, shipped.valid_from)
            and known.text != shipped.text
        }
        return dict(sorted(found.items(), key=lambda each: each[0].id, reverse=True))

    def renew(self, quarters: Iterable[Period]) -> Changes:
        """Gives outdated quarters, and what ends with them, the text that this program brings; figures stay.

        Raises Refusal where a quarter is not outdated, or has figures that the new text does not know.
        """
        self._desk.admit(operations.RENEW_CATALOGUE)
        shipped, outdated = catalogue.indicators(), self.outdated()
        chosen = list(quarters)
        for quarter in chosen:
            if quarter not in outdated:
                raise Refusal(f"{quarter.label} không còn theo danh mục cũ của chương trình.", "period")
            typed = self._desk.store.figures().get(quarter, {})
            if unknown := [code for code in typed if code not in shipped.by_code]:
                raise Refusal(
                    f"{quarter.label} có số liệu mã {unknown[0]} mà danh mục mới không có. Hãy giữ danh mục "
                    "cũ.",
                    "period",
                )
        stored = self._desk.store.periods()
        subject = ", ".join(quarter.label for quarter in chosen)
        with self._desk.operation(operations.RENEW_CATALOGUE, subject) as recorder:
            write_catalogue(recorder, shipped)
            for period, known in stored.items():
                if period.last_quarter in chosen:
                    write_period(recorder, known.dates, known.regime, shipped.id)
        return recorder.changes

    def newest(self) -> IndicatorCatalogue:
        """The catalogue that is valid last of all that are known."""
        return max((catalogue.indicators(), *self._kept().values()), key=lambda known: known.valid_from)

    def check_new(self, new: IndicatorCatalogue) -> None:
        """Raises Refusal where a catalogue cannot be taken in beside those that are known: for one of them,
        or another under its version, or one that is valid no later than the newest."""
        shipped = catalogue.indicators()
        kept = {known_id: known.version for known_id, known in self._desk.store.catalogues().items()}
        for known_id, version in {shipped.id: shipped.version, **kept}.items():
            if new.id == known_id:
                raise Refusal(
                    f"Danh mục phiên bản «{new.version}» đã có trong chương trình, không cần nhập lại."
                )
            if new.version == version:
                raise Refusal(
                    f"Tệp ghi phiên bản «{new.version}» nhưng nội dung khác danh mục phiên bản đó đang có. "
                    "Tệp có thể đã bị sửa: hãy xin lại tệp gốc, hoặc ghi phiên bản khác cho danh mục mới.",
                    "version",
                )
        newest = self.newest()
        if new.valid_from <= newest.valid_from:
            raise Refusal(
                f"Danh mục này áp dụng từ {short_date(new.valid_from)}, không mới hơn danh mục phiên bản "
                f"«{newest.version}» đang có (áp dụng từ {short_date(newest.valid_from)}). "
                "Hãy chọn tệp danh mục mới hơn.",
                "valid_from",
            )

    def take(self, new: IndicatorCatalogue) -> None:
        """Takes a catalogue in for the periods that begin on or after its first day.

        Periods that have figures already stay with theirs. Raises Refusal as ``check_new``.
        """
        self._desk.admit(operations.TAKE_CATALOGUE)
        self.check_new(new)
        subject = f"{new.title}, phiên bản {new.version}"
        with self._desk.operation(operations.TAKE_CATALOGUE, subject) as recorder:
            write_catalogue(recorder, new)
