"""The periodic reports at the office's desk: what is due, the text, what is still missing, the documents."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from .. import catalogue
from ..catalogue.report import report_outline
from ..documents.archive import pack, unpack
from ..documents.compose_form import compose_form
from ..documents.compose_report import compose_report
from ..documents.compose_statistics import compose_statistics
from ..documents.export import suggested_name
from ..documents.model import Document
from ..domain.areas import AREA_CODES
from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.plan import Signer
from ..domain.regimes import PeriodDates
from ..domain.report.data import ReportData
from ..domain.report.facts import Facts, office_words
from ..domain.report.outline import PassageKind
from ..domain.report.passages import PassageRow, passage_rows
from ..domain.report.records import Passage, Remarks, ReportHead, Seal
from ..domain.report.wording import MISSING, Template, say
from ..domain.report_periods import Period
from ..domain.text import clean_line, clean_text
from ..storage.journal import Changes
from ..storage.report_rows import write_passage, write_remarks, write_report, write_seal
from . import report_checks
from .desk import Desk, Part
from .dossiers import DossierForms
from .figures import Figures
from .report_checks import CheckItem
from .report_data import gather, profile_of

__all__ = ["CheckItem", "PassageKind", "PassageRow", "ReportLine", "ReportState", "Reports"]


_EARLY, _AHEAD = timedelta(days=31), timedelta(days=31)
"""A report goes out at most so long before its figures are closed; it may be dated so far ahead."""


class ReportState(StrEnum):
    """Where the report of a period stands; computed, never stored."""

    NOT_BEGUN = "not_begun"
    OPEN = "open"
    READY = "ready"
    OVERDUE = "overdue"
    ISSUED = "issued"

    @property
    def label(self) -> str:
        """The state in Vietnamese."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    ReportState.NOT_BEGUN: "Chưa đến kỳ",
    ReportState.OPEN: "Đang nhập",
    ReportState.READY: "Đủ số liệu",
    ReportState.OVERDUE: "Quá hạn gửi",
    ReportState.ISSUED: "Đã phát hành",
}


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report of a year: its dates, its state, and how much of it is there.

    ``done`` of the ``wanted`` figures are typed, in each quarter of a longer span; ``problems`` counts what
    the check list of a report that is not issued has, ``changed`` the passages whose data have changed since
    they were written or issued.
    """

    period: Period
    dates: PeriodDates
    state: ReportState
    done: int
    wanted: int
    problems: int
    changed: int
    number: str
    issued_on: date | None

    @property
    def id(self) -> str:
        """The period as it is written, by which a list finds its row again."""
        return self.period.id


class Reports(Part):
    """The reports of all periods."""

    def __init__(self, desk: Desk, figures: Figures, dossiers: DossierForms) -> None:
        super().__init__(desk)
        self._figures = figures
        self._dossiers = dossiers
        self._made_at: tuple[int, date] = (-1, date.min)
        self._data: dict[Period, ReportData] = {}
        self._rows: dict[Period, list[PassageRow]] = {}

    # What is due

    def schedule(self, year: int) -> list[ReportLine]:
        """The reports of a year in the order in which they are due; one that was issued stays among them."""
        issued = {period for period, head in self._desk.store.reports().items() if head.is_issued}
        calendar = self._figures.calendar.of_year(year).values()
        lines = [self.line(one.period) for one in calendar if one.reported or one.period in issued]
        return sorted(lines, key=lambda line: (line.dates.ends, line.dates.due or line.dates.ends))

    def line(self, period: Period) -> ReportLine:
        """The state of one report."""
        dates = self._figures.calendar.dates(period)
        head = self.head(period)
        done, wanted = self._figures.completeness(period)
        problems = len(self.checklist(period))
        return ReportLine(
            period=period,
            dates=dates,
            state=self._state(period, dates, head, done == wanted),
            done=done,
            wanted=wanted,
            problems=problems,
            changed=self._changed(period),
            number=head.number,
            issued_on=head.issued_on,
        )

    def _changed(self, period: Period) -> int:
        """How many passages were written, or issued, for other figures than there are now."""
        if not self._desk.store.passages(period) and self._desk.store.seal(period) is None:
            return 0
        return sum(row.changed for row in self.passages(period))

    def _state(self, period: Period, dates: PeriodDates, head: ReportHead, whole: bool) -> ReportState:
        today = self._desk.today()
        if head.is_issued:
            return ReportState.ISSUED
        if dates.due is not None and today > dates.due:
            return ReportState.OVERDUE
        if whole:
            return ReportState.READY
        if today < self._figures.calendar.dates(period.last_quarter).starts:
            return ReportState.NOT_BEGUN
        return ReportState.OPEN

    # Head and foot

    def head(self, period: Period) -> ReportHead:
        """Head and foot of a report, with what the office usually puts there where nothing was set."""
        return self.filled(self._stored_head(period))

    def filled(self, head: ReportHead) -> ReportHead:
        """The head with what the office usually puts there where nothing was set."""
        usual = self._usual(Period.parse(head.period))
        return replace(
            head,
            symbol=head.symbol or usual.symbol,
            addressees=head.addressees or usual.addressees,
            recipients=head.recipients or usual.recipients,
            signer=head.signer if head.signer != Signer() else usual.signer,
        )

    def _usual(self, period: Period) -> ReportHead:
        """What the office usually puts in head and foot."""
        profile = profile_of(self._desk)
        words = office_words(profile)

        def said(templates: tuple[Template, ...]) -> tuple[str, ...]:
            lines = (say(template, lambda slot: words.get(slot.name, MISSING)) for template in templates)
            return tuple(line.text for line in lines if line is not None)

        return ReportHead(
            period=period.id,
            symbol=f"BC-{profile.symbol}",
            addressees=said(report_outline().addressees),
            recipients=said(report_outline().recipients),
            signer=next(iter(profile.signers), Signer()),
        )

    def _stored_head(self, period: Period) -> ReportHead:
        return self._desk.store.reports().get(period) or ReportHead(period.id)

    def set_head(self, period: Period, **fields: Any) -> Changes:
        """Sets fields of the head and foot by the names of ReportHead; an empty one takes the usual again.

        Number and day are set by ``issue``. Raises Refusal once the report was issued.
        """
        head = self._open_head(period)
        values: dict[str, Any] = {}
        for name, value in fields.items():
            if name in ("addressees", "recipients"):
                lines = (clean_line(line).removeprefix("- ") for line in value)
                values[name] = tuple(line for line in lines if line)
            elif isinstance(value, Signer):
                values[name] = Signer(*(clean_text(t) for t in (value.authority, value.position, value.name)))
            else:
                values[name] = clean_line(value)
        with self._desk.operation("Sửa phần đầu, phần cuối báo cáo", period.label) as recorder:
            write_report(recorder, self._own(replace(head, **values)))
        return self._last

    def _own(self, head: ReportHead) -> ReportHead:
        """The head without what the office usually puts there, which then follows the office's profile."""
        usual, blank = self._usual(Period.parse(head.period)), ReportHead(head.period)
        names = ("symbol", "addressees", "recipients", "signer")
        same = [name for name in names if getattr(head, name) == getattr(usual, name)]
        return replace(head, **{name: getattr(blank, name) for name in same})

    def _open_head(self, period: Period) -> ReportHead:
        head = self._stored_head(period)
        if head.is_issued:
            raise Refusal(
                f"Báo cáo {period.label} đã phát hành (số {head.number}/{self.head(period).symbol}) nên được "
                "giữ nguyên. Muốn sửa, hãy chọn «Thu hồi phát hành» trước."
            )
        return head

    def issue(self, period: Period, number: str, day: date) -> Changes:
        """Marks the report as issued under its number and date.

        Raises Refusal, with the field, for a bad number, a day outside reason, or one issued already.
        """
        head = self._open_head(period)
        number = number.strip()
        if not re.fullmatch(r"[0-9]{1,9}", number) or int(number) == 0:
            raise Refusal("Số văn bản phải là số nguyên dương, ví dụ 15.", "number")
        self._check_day(period, day)
        # From now on the head does not follow the office's profile.
        issued = replace(self.filled(head), number=str(int(number)), issued_on=day)
        for other, known in self._desk.store.reports().items():
            if known.is_issued and (known.number, known.issued_on and known.issued_on.year) == (
                issued.number, day.year
            ):  # fmt: skip
                raise Refusal(f"Số {issued.number} đã dùng cho báo cáo {other.label}.", "number")
        seal = self.sealed(period, issued)
        with self._desk.operation("Phát hành báo cáo", period.label) as recorder:
            write_report(recorder, issued)
            write_seal(recorder, period, seal)
        return self._last

    def _check_day(self, period: Period, day: date) -> None:
        """Refuses a day on which the report cannot have gone out."""
        ends, today = self._figures.calendar.dates(period).ends, self._desk.today()
        if day < ends - _EARLY:
            raise Refusal(
                f"Ngày phát hành {short_date(day)} quá sớm: {period.label} chốt số liệu ngày "
                f"{short_date(ends)}. Hãy kiểm tra lại.",
                "date",
            )
        if day > today + _AHEAD:
            raise Refusal(f"Ngày phát hành {short_date(day)} còn xa. Hãy kiểm tra lại.", "date")

    def sealed(self, period: Period, head: ReportHead) -> Seal:
        """The copy that is kept of a report when it goes out under this head."""
        passages = {row.key: (row.marker, row.text) for row in self.passages(period)}
        documents = (self._composed(period, head), self._form(period, head), self._statistics(period, head))
        report, form, statistics = map(pack, documents)
        return Seal(report, form, statistics, passages)

    def recall(self, period: Period) -> Changes:
        """Takes «đã phát hành» back, so that the report can be put right.

        Raises Refusal for one that was not issued.
        """
        head = self._stored_head(period)
        if not head.is_issued:
            raise Refusal(f"Báo cáo {period.label} chưa phát hành.")
        with self._desk.operation("Thu hồi phát hành báo cáo", period.label) as recorder:
            write_report(recorder, self._own(replace(head, number="", issued_on=None)))
            write_seal(recorder, period, None)
        return self._last

    # The text

    def passages(self, period: Period) -> list[PassageRow]:
        """The passages of a report in the order of its outline.

        Those of an issued report are as they were issued; ``changed`` marks what would be said otherwise now.
        """
        data = self.data(period)
        if period not in self._rows:
            rows = passage_rows(data, report_outline(), self._desk.store.passages(period))
            seal = self._desk.store.seal(period)
            self._rows[period] = rows if seal is None else [_as_issued(row, seal) for row in rows]
        return list(self._rows[period])

    def data(self, period: Period) -> ReportData:
        """What the report is made from; gathered once for each change and day."""
        now = (self._desk.revision, self._desk.today())
        if now != self._made_at:
            self._made_at = now
            self._data.clear()
            self._rows.clear()
        if period not in self._data:
            self._data[period] = gather(self._desk, self._figures, period, self.head(period).addressees)
        return self._data[period]

    def passage(self, period: Period, key: str) -> PassageRow:
        """One passage. Raises Refusal where the outline has none of this key, or only a title."""
        found = next((row for row in self.passages(period) if row.key == key), None)
        if found is None or found.kind is PassageKind.HEADING:
            raise Refusal(f"Báo cáo không có đoạn «{key}».", "key")
        return found

    def set_passage(self, period: Period, key: str, text: str) -> Changes:
        """Puts the official's words in the place of what the data say; the data's own words undo that."""
        self._open_head(period)
        row = self.passage(period, key)
        text = clean_text(text)
        own = None if text == row.generated else Passage(key, text, row.generated)
        return self._write_passage("Sửa đoạn báo cáo", period, row, own)

    def reset_passage(self, period: Period, key: str) -> Changes:
        """Goes back to what the data say."""
        self._open_head(period)
        return self._write_passage("Lấy lại đoạn theo số liệu", period, self.passage(period, key), None)

    def keep_passage(self, period: Period, key: str) -> Changes:
        """Keeps the official's words although the data have changed: they were looked at."""
        self._open_head(period)
        row = self.passage(period, key)
        own = Passage(key, row.text, row.generated) if row.own else None
        return self._write_passage("Giữ đoạn báo cáo đã sửa", period, row, own)

    def _write_passage(self, label: str, period: Period, row: PassageRow, own: Passage | None) -> Changes:
        with self._desk.operation(label, f"{row.title}, {period.label}") as recorder:
            write_passage(recorder, period, row.key, own)
        return self._last

    # Remarks

    def remarks(self, period: Period) -> dict[int, Remarks]:
        """The officers' remarks by area, blank ones too."""
        stored = self._desk.store.remarks(period)
        return {area: stored.get(area, Remarks(area)) for area in AREA_CODES}

    def set_remarks(self, period: Period, area: int, **fields: str) -> Changes:
        """Sets ``results``, ``difficulties`` or ``causes`` of an area's remarks."""
        self._open_head(period)
        if area not in AREA_CODES:
            raise Refusal("Lĩnh vực phải từ 1 đến 8.", "area")
        values: dict[str, Any] = {name: clean_text(text) for name, text in fields.items()}
        remarks = replace(self.remarks(period)[area], **values)
        with self._desk.operation("Ghi nhận xét lĩnh vực", f"Lĩnh vực {area}, {period.label}") as recorder:
            write_remarks(recorder, period, remarks)
        return self._last

    # What is missing

    def checklist(self, period: Period) -> list[CheckItem]:
        """What stands in the way of sending, what must be put right first; nothing once the report is out."""
        if self._stored_head(period).is_issued:
            return []
        return report_checks.checklist(
            self.data(period),
            self.head(period),
            self.passages(period),
            self._figures.problems(period),
            self._figures.missing(period),
            [sentence for _, sentence in self._dossiers.problems(period)],
        )

    # Documents

    def compose(self, period: Period) -> Document:
        """The whole report with its annexes; of an issued one the copy that was kept."""
        seal = self._desk.store.seal(period)
        return self._composed(period, self.head(period)) if seal is None else unpack(seal.report)

    def _composed(self, period: Period, head: ReportHead) -> Document:
        data = self.data(period)
        subject = say(report_outline().subjects[period.span], Facts(data, report_outline()).look)
        assert subject is not None  # it needs nothing but the names of periods
        return compose_report(data, head, subject.text, self.passages(period), catalogue.areas())

    def form(self, period: Period) -> Document:
        """Form II.06a alone; of a period whose report was issued the copy that was kept."""
        seal = self._desk.store.seal(period)
        return self._form(period, self.head(period)) if seal is None else unpack(seal.form)

    def _form(self, period: Period, head: ReportHead) -> Document:
        rows = [(row.field.name, row.dossiers) for row in self._dossiers.rows(period)]
        dates = self._figures.calendar.dates(period)
        return compose_form(rows, dates, profile_of(self._desk), head.signer)

    def statistics(self, period: Period) -> Document:
        """The annex of statistics alone, to be filled in by hand or sent as a spreadsheet.

        Of an issued report it is the copy that was kept.
        """
        seal = self._desk.store.seal(period)
        return self._statistics(period, self.head(period)) if seal is None else unpack(seal.statistics)

    def _statistics(self, period: Period, head: ReportHead) -> Document:
        return compose_statistics(self.data(period), head, catalogue.areas())

    def file_name(self, period: Period, fmt: str = "pdf", what: str = "report") -> str:
        """A file name for the report, for ``what`` = «form» of form II.06a, for «statistics» of annex 1."""
        head = self.head(period)
        if what == "form":
            return suggested_name(f"Biểu II.06a {period.label}", fmt)
        if what == "statistics":
            return suggested_name(f"Phụ lục thống kê cải cách hành chính {period.label}", fmt)
        title = f"Báo cáo kết quả công tác cải cách hành chính {period.label}"
        return suggested_name(title, fmt, head.number, head.symbol, head.issued_on)


def _as_issued(row: PassageRow, seal: Seal) -> PassageRow:
    """The passage as it went out."""
    marker, text = seal.passages.get(row.key, ("", ""))
    return replace(row, marker=marker, text=text, changed=text != row.text)
