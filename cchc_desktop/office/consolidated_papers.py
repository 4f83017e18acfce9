"""The papers of an office that gathers: the report on all units, the sheet of their figures, the letter that
urges them on, and the table of single figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .. import catalogue
from ..domain.consolidation.arrivals import Arrival, Standing
from ..domain.consolidation.outliers import Outlier
from ..domain.consolidation.sheet import Sheet
from ..domain.errors import Refusal
from ..domain.indicators import Nature
from ..domain.offices import OfficeProfile, shorten
from ..domain.readings import EMPTY, Reading, State
from ..domain.report.data import level_of
from ..domain.report_periods import Period
from .calendar import Calendar
from .consolidating import Consolidating, Gathered
from .desk import Desk, Part
from .report_data import profile_of
from .report_text import ReportText
from .settings import file_name

if TYPE_CHECKING:
    from ..documents.compose_consolidated import UnitFigures
    from ..documents.model import Document
    from ..domain.report.data import ReportData
    from ..domain.report.records import ReportHead

_OPENING = "opening"
_DONE = ("I.", "II.")
"""How the keys begin of what the outline tells as done."""
_DOERS = "Ủy ban nhân dân các xã, phường, đặc khu"
_TO_SEND = 3
"""So many days units are given to send what is late."""


class ConsolidatedPapers(Part):
    """Composes what goes out of what units have sent."""

    def __init__(
        self, desk: Desk, calendar: Calendar, consolidating: Consolidating, text: ReportText
    ) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._gathering = consolidating
        self._text = text

    def report(self, period: Period) -> Document:
        """The report on all units in the outline of the office's own report, made of the totals. Raises
        Refusal where nothing was received."""
        from ..documents.compose_consolidated import compose_consolidated, sent_words
        from ..domain.report.facts import Facts
        from ..domain.report.passages import passage_rows
        from ..domain.report.wording import say

        found = self._with_figures(period)
        data, outline = self._data(found), self._text.outline(period)
        subject = say(outline.subjects[period.span], Facts(data, outline).look)
        assert subject is not None  # it needs nothing but the names of periods
        # Who reports is the office; what was done its units did.
        done = passage_rows(replace(data, office=replace(data.office, name=_DOERS)), outline, {})
        of_units = {row.key: row for row in done if row.key.startswith(_DONE)}
        passages = [
            replace(row, text=f"{row.text}\n{sent_words(found.arrivals)}")
            if row.key == _OPENING
            else of_units.get(row.key, row)
            for row in passage_rows(data, outline, {})
        ]
        return compose_consolidated(
            data, self._head(period), subject.text, passages, catalogue.areas(), self._unit_figures(found)
        )

    def sheet(self, period: Period) -> Document:
        """The workbook of all indicators and units. Raises Refusal where nothing was received."""
        from ..documents.compose_consolidated import compose_unit_sheet

        found = self._with_figures(period)
        return compose_unit_sheet(self._data(found), catalogue.areas(), self._unit_figures(found))

    def urging_letter(self, period: Period, send_by: date | None = None) -> Document:
        """The letter to the units that have not sent, or whose report has to be looked at. Raises Refusal
        where there are none."""
        from ..documents.compose_urging_letter import compose_urging_letter

        found = self._gathering.gathered(period)
        late = urged(found.arrivals)
        if not late:
            raise Refusal(
                f"Không có đơn vị nào chưa gửi hay phải xem lại báo cáo {period.label} nên không cần đôn đốc."
            )
        today = self._desk.today()
        by = send_by or today + timedelta(days=_TO_SEND)
        if by < today:
            raise Refusal("Ngày phải gửi trước ngày hôm nay. Hãy chọn một ngày sau.", "by")
        return compose_urging_letter(late, period, profile_of(self._desk), found.due, today, by)

    def file_name(self, subject: str, fmt: str) -> str:
        """A file name for one of these papers."""
        return file_name(self._desk, subject, fmt)

    def _head(self, period: Period) -> ReportHead:
        """Head and foot: as they were set for the office's own report of the period; where nothing was, what
        suits an office that stands above communes."""
        stored, profile = self._text.stored_head(period), profile_of(self._desk)
        return replace(
            self._text.filled(stored),
            # The office's own report of this period may have gone out under a number; this one has not.
            number="",
            issued_on=None,
            addressees=stored.addressees or (profile.superior,),
            recipients=stored.recipients or recipients_above(profile),
        )

    def _with_figures(self, period: Period) -> Gathered:
        found = self._gathering.gathered(period)
        if not found.sent:
            raise Refusal(
                f"Chưa nhận được báo cáo {period.label} của đơn vị nào. Hãy nhận thư mục gói báo cáo trước."
            )
        return found

    def _unit_figures(self, found: Gathered) -> UnitFigures:
        from ..documents.compose_consolidated import UnitFigures

        codes = found.sheet.catalogue.highlights
        ratios = [each.code for each in found.sheet.catalogue.indicators if each.nature is Nature.RATIO]
        main = list(dict.fromkeys((*(code for code, _ in codes), *ratios)))
        outliers: dict[tuple[str, str], Outlier] = {}
        for code in main:
            for unit, outlier in found.outliers(code).items():
                outliers[unit, code] = outlier
        return UnitFigures(
            found.sheet, found.units, found.arrivals, outliers, found.ranking() if found.indexes else (),
            [code for code in main if found.sheet.total(code).given],
        )  # fmt: skip

    def _data(self, found: Gathered) -> ReportData:
        """What a report is made of, with the totals of all units for the office's own figures: nothing of
        these is in it."""
        from ..documents.compose_consolidated import total_note
        from ..domain.report.data import ReportData, horizon_of

        period = found.period
        cumulated, last_year, last_cumulated = (
            self._gathering.gathered(each)
            for each in (period.cumulated, period.last_year, period.last_year.cumulated)
        )
        head = self._head(period)
        notes = {
            each.code: words
            for each in found.sheet.totals()
            if (words := total_note(each, found.sheet.catalogue.by_code[each.code], found.sent))
        }
        return ReportData(
            dates=self._calendar.dates(period),
            horizon=horizon_of(period),
            office=profile_of(self._desk),
            catalogue=found.sheet.catalogue,
            readings=_readings(found.sheet),
            cumulated=_readings(cumulated.sheet),
            last_year=_readings(last_year.sheet),
            last_year_cumulated=_readings(last_cumulated.sheet),
            targets={},
            tasks=(),
            directives=(),
            remarks={},
            addressees=head.addressees,
            annexes={"statistics": ""},
            plan_short=f"Kế hoạch cải cách hành chính năm {period.year}",
            notes=notes,
            as_of=min(found.due or self._desk.today(), self._desk.today()),
        )


def recipients_above(office: OfficeProfile) -> tuple[str, ...]:
    """Who else gets the report of an office that stands above communes: of a province or city its Party
    committee, council and leaders and the department of home affairs, which keeps the matter; always the
    units that it is made from."""
    level = level_of(office)
    party = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy"}.get(level)
    leaders = (
        (
            f"Thường trực {party}, Thường trực HĐND {level} (để báo cáo)",
            f"Chủ tịch, các Phó Chủ tịch UBND {level}",
            "Sở Nội vụ",
        )
        if party is not None
        else ()
    )
    kept = f"Lưu: VT{', ' + office.archive if office.archive else ''}"
    return ("Như trên", *leaders, shorten(_DOERS), kept)


def urged(arrivals: tuple[Arrival, ...]) -> list[Arrival]:
    """The units that a letter urges on: what is not sent once it is late, and what has to be looked at; where
    nothing is late yet, all that have not sent."""
    late = [each for each in arrivals if each.standing in (Standing.OVERDUE, Standing.PROBLEM)]
    return late or [each for each in arrivals if each.standing is Standing.WAITING]


def _readings(sheet: Sheet) -> dict[str, Reading]:
    """The totals as readings: what no sum says is none."""
    found = {}
    for total in sheet.totals():
        if total.value is None:
            found[total.code] = EMPTY
            continue
        state = State.COMPUTED if sheet.catalogue.by_code[total.code].formula is not None else State.ACTUAL
        found[total.code] = Reading(total.value, state, total.estimates > 0)
    return found
