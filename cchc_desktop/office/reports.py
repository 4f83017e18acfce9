"""The periodic reports at the office's desk: writing, checking, issuing, recalling.

What a report says is in ``text``, its documents in ``papers``, what is due in ``schedule``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, cast

from ..domain.access import WHOLE_OFFICE
from ..domain.areas import AREA_CODES
from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.numerals import document_number
from ..domain.plan import Signer
from ..domain.report.records import Length, Passage, ReportHead
from ..domain.report_periods import Period
from ..domain.text import clean_line, clean_text
from ..storage.changes import Changes
from ..storage.report_rows import write_passage, write_remarks, write_report, write_seal
from . import operations
from .calendar import Calendar
from .desk import Desk, Part
from .operations import Operation
from .report_checks import CheckList
from .report_papers import ReportPapers
from .report_schedule import Schedule
from .report_text import ReportText, area_of_passage

_EARLY, _AHEAD = timedelta(days=31), timedelta(days=31)
"""A report goes out at most so long before its figures are closed; it may be dated so far ahead."""

if TYPE_CHECKING:
    from ..domain.report.passages import PassageRow
    from .outlines import Outlines


class ReportHeadFields(TypedDict, total=False):
    """What may be set of a report's head and foot, by the names of ReportHead."""

    symbol: str
    addressees: Sequence[str]
    recipients: Sequence[str]
    signer: Signer
    length: Length


class RemarksFields(TypedDict, total=False):
    """What may be set of the remarks on an area."""

    results: str
    difficulties: str
    causes: str


class Reports(Part):
    """The reports of all periods."""

    def __init__(
        self,
        desk: Desk,
        calendar: Calendar,
        text: ReportText,
        papers: ReportPapers,
        checks: CheckList,
        schedule: Schedule,
        outlines: Callable[[], Outlines],
    ) -> None:
        super().__init__(desk)
        self._outlines = outlines
        self._calendar = calendar
        self.text = text
        self.papers = papers
        self.schedule = schedule
        self.checklist = checks.of_period
        self.checklist_of_data = checks.of_data

    def set_head(self, period: Period, **fields: Unpack[ReportHeadFields]) -> Changes:
        """Sets fields of the head and foot by the names of ReportHead; an empty one takes the usual again.

        Number and day are set by ``issue``. Raises Refusal once the report was issued.
        """
        self._desk.admit(operations.SET_REPORT_HEAD, [WHOLE_OFFICE])
        head = self._open_head(period)
        values: dict[str, Any] = {}
        for name, value in cast(Mapping[str, Any], fields).items():
            if name in ("addressees", "recipients"):
                lines = (clean_line(line).removeprefix("- ") for line in value)
                values[name] = tuple(line for line in lines if line)
            elif name == "length":
                values[name] = Length(value)
            elif isinstance(value, Signer):
                values[name] = Signer(*(clean_text(t) for t in (value.authority, value.position, value.name)))
            else:
                values[name] = clean_line(value)
        with self._desk.operation(operations.SET_REPORT_HEAD, period.label) as recorder:
            write_report(recorder, self.text.own(replace(head, **values)))
        return recorder.changes

    def _open_head(self, period: Period) -> ReportHead:
        head = self.text.stored_head(period)
        if head.is_issued:
            raise Refusal(
                f"Báo cáo {period.label} đã phát hành "
                f"(số {head.number}/{self.text.head(period).symbol}) nên được giữ nguyên. "
                "Muốn sửa, hãy chọn «Thu hồi phát hành» trước."
            )
        return head

    def issue(self, period: Period, number: str, day: date) -> Changes:
        """Marks the report as issued under its number and date.

        Raises Refusal, with the field, for a bad number, a day outside reason, or one issued already.
        """
        self._desk.admit(operations.ISSUE_REPORT)
        head = self._open_head(period)
        number = document_number(number)
        self._check_day(period, day)
        # From now on the head does not follow the office's profile, nor the outline that of other reports.
        outline = self._outlines().named(period)
        issued = replace(self.text.filled(head), number=number, issued_on=day, outline=outline)
        for other, known in self._desk.store.reports().items():
            if known.is_issued and (known.number, known.issued_on and known.issued_on.year) == (
                issued.number, day.year
            ):  # fmt: skip
                raise Refusal(f"Số {issued.number} đã dùng cho báo cáo {other.label}.", "number")
        seal = self.papers.sealed(period, issued)
        with self._desk.operation(operations.ISSUE_REPORT, period.label) as recorder:
            write_report(recorder, issued)
            write_seal(recorder, self._desk.store.packs, period, seal)
        return recorder.changes

    def _check_day(self, period: Period, day: date) -> None:
        """Refuses a day on which the report cannot have gone out."""
        ends, today = self._calendar.dates(period).ends, self._desk.today()
        if day < ends - _EARLY:
            raise Refusal(
                f"Ngày phát hành {short_date(day)} quá sớm: {period.label} chốt số liệu ngày "
                f"{short_date(ends)}. Hãy kiểm tra lại.",
                "date",
            )
        if day > today + _AHEAD:
            raise Refusal(f"Ngày phát hành {short_date(day)} còn xa. Hãy kiểm tra lại.", "date")

    def recall(self, period: Period) -> Changes:
        """Takes «đã phát hành» back, so that the report can be put right.

        Raises Refusal for one that was not issued.
        """
        self._desk.admit(operations.RECALL_REPORT)
        head = self.text.stored_head(period)
        if not head.is_issued:
            raise Refusal(f"Báo cáo {period.label} chưa phát hành.")
        with self._desk.operation(operations.RECALL_REPORT, period.label) as recorder:
            write_report(recorder, self.text.own(replace(head, number="", issued_on=None)))
            write_seal(recorder, self._desk.store.packs, period, None)
        return recorder.changes

    # The text

    def set_passage(self, period: Period, key: str, text: str) -> Changes:
        """Puts the official's words in the place of what the data say; the data's own words undo that."""
        self._admit_passage(operations.SET_PASSAGE, key)
        self._open_head(period)
        row = self.text.passage(period, key)
        text = clean_text(text)
        own = None if text == row.generated else Passage(key, text, row.generated)
        return self._write_passage(operations.SET_PASSAGE, period, row, own)

    def reset_passage(self, period: Period, key: str) -> Changes:
        """Goes back to what the data say."""
        self._admit_passage(operations.RESET_PASSAGE, key)
        self._open_head(period)
        return self._write_passage(operations.RESET_PASSAGE, period, self.text.passage(period, key), None)

    def keep_passage(self, period: Period, key: str) -> Changes:
        """Keeps the official's words although the data have changed: they were looked at."""
        self._admit_passage(operations.KEEP_PASSAGE, key)
        self._open_head(period)
        row = self.text.passage(period, key)
        own = Passage(key, row.text, row.generated) if row.own else None
        return self._write_passage(operations.KEEP_PASSAGE, period, row, own)

    def _admit_passage(self, operation: Operation, key: str) -> None:
        self._desk.admit(operation, [area_of_passage(key)])

    def _write_passage(
        self, operation: Operation, period: Period, row: PassageRow, own: Passage | None
    ) -> Changes:
        with self._desk.operation(operation, f"{row.title}, {period.label}") as recorder:
            write_passage(recorder, period, row.key, own)
        return recorder.changes

    def set_remarks(self, period: Period, area: int, **fields: Unpack[RemarksFields]) -> Changes:
        """Sets ``results``, ``difficulties`` or ``causes`` of an area's remarks."""
        if area not in AREA_CODES:
            raise Refusal("Lĩnh vực phải từ 1 đến 8.", "area")
        self._desk.admit(operations.SET_REMARKS, [area])
        self._open_head(period)
        values: dict[str, Any] = {
            name: clean_text(text) for name, text in cast(Mapping[str, str], fields).items()
        }
        remarks = replace(self.text.remarks(period)[area], **values)
        with self._desk.operation(operations.SET_REMARKS, f"Lĩnh vực {area}, {period.label}") as recorder:
            write_remarks(recorder, period, remarks)
        return recorder.changes
