"""What reports are due, and how far each of them is."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..domain.regimes import PeriodDates, report_on
from ..domain.report_periods import Period
from .calendar import CALENDAR_TABLES, Calendar
from .desk import DAY, Desk, Part
from .dossiers import DOSSIER_TABLES, DossierForms
from .figures import LEDGER_TABLES, Figures
from .report_checks import CheckList
from .report_text import HEAD_TABLES, ReportText

STATE_TABLES = tuple(dict.fromkeys((*LEDGER_TABLES, *DOSSIER_TABLES, *HEAD_TABLES, DAY)))
"""What says where a report stands, without its text."""
OUTSTANDING_TABLES = tuple(dict.fromkeys((*STATE_TABLES, *CALENDAR_TABLES, "remarks")))
"""What says what a report still lacks."""
NEXT_TABLES = tuple(dict.fromkeys((*CALENDAR_TABLES, *LEDGER_TABLES, "reports", DAY)))
"""What says which report is to go out next."""
_LATE = timedelta(days=30)
"""So long after its due day a report is still the next to go out; later, it went out some other way."""


class ReportState(StrEnum):
    """Where the report of a period stands; computed, never stored."""

    NOT_BEGUN = "not_begun"
    OPEN = "open"
    READY = "ready"
    OVERDUE = "overdue"
    EARLIER = "earlier"
    """It went out before the office began to use the program: opening figures tell what it told."""
    ISSUED = "issued"

    @property
    def label(self) -> str:
        """The state in Vietnamese."""
        return _STATE_LABELS[self]

    @property
    def is_sent(self) -> bool:
        """Whether the report has gone out, from here or before."""
        return self in (ReportState.EARLIER, ReportState.ISSUED)


_STATE_LABELS = {
    ReportState.NOT_BEGUN: "Chưa đến kỳ",
    ReportState.OPEN: "Đang nhập",
    ReportState.READY: "Đủ số liệu",
    ReportState.OVERDUE: "Quá hạn gửi",
    ReportState.EARLIER: "Đã báo cáo trước",
    ReportState.ISSUED: "Đã phát hành",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a report stands, as far as its figures tell: it need not be composed for that.

    ``done`` of the ``wanted`` figures are typed, in each quarter of a longer span; ``problems`` counts what
    is wrong with them and with form II.06a.
    """

    period: Period
    dates: PeriodDates
    state: ReportState
    done: int
    wanted: int
    problems: int


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What a report still lacks.

    ``figures`` counts those that are not typed, in each quarter of a longer span; ``remarks`` the areas that
    nobody has remarked on.
    """

    period: Period
    dates: PeriodDates
    state: ReportState
    figures: int
    remarks: int


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


class Schedule(Part):
    """The reports of a year in the order in which they are due."""

    def __init__(
        self,
        desk: Desk,
        calendar: Calendar,
        figures: Figures,
        dossiers: DossierForms,
        text: ReportText,
        checks: CheckList,
    ) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._figures = figures
        self._dossiers = dossiers
        self._text = text
        self._checks = checks
        self.state = desk.derived(self._state, STATE_TABLES)
        self.standing = desk.derived(self._standing, STATE_TABLES)
        self.next_due = desk.derived(self._next_due, NEXT_TABLES)
        self.outstanding = desk.derived(self._outstanding, OUTSTANDING_TABLES)

    def periods(self, year: int) -> list[Period]:
        """The periods that a year has reports on, earliest first; one that was issued stays among them."""
        issued = {period for period, head in self._desk.store.reports().items() if head.is_issued}
        dates = [
            known
            for known in self._calendar.of_year(year).values()
            if known.reported or known.period in issued
        ]
        return [known.period for known in sorted(dates, key=lambda each: (each.ends, each.due or each.ends))]

    def _next_due(self) -> Period | None:
        """The report that is to go out next, late ones before those to come; None where none is asked for.

        A report whose day passed more than a month ago is not waited for: an office that begins in November
        never issues those of spring here.
        """
        today, heads, ledger = self._desk.today(), self._desk.store.reports(), self._figures.ledger()
        waiting = [
            (dates.due, dates.ends, dates.period)
            for year in (today.year - 1, today.year, today.year + 1)
            for dates in self._calendar.of_year(year).values()
            if dates.reported and dates.due is not None and dates.due >= today - _LATE
            if dates.period not in heads or not heads[dates.period].is_issued
            if dates.due >= today or not ledger.covers(dates.period)
        ]
        return min(waiting, key=lambda each: each[:2])[2] if waiting else None

    def _outstanding(self, period: Period) -> Outstanding | None:
        """What the report lacks that speaks of a period; None where no report does."""
        dates = report_on(period, self._calendar.of_year(period.year))
        if dates is None:
            return None
        done, wanted = self._figures.completeness(dates.period)
        remarks = sum(each.is_blank for each in self._text.remarks(dates.period).values())
        return Outstanding(dates.period, dates, self.state(dates.period), wanted - done, remarks)

    def of_year(self, year: int) -> list[ReportLine]:
        """The reports of a year with all that a list shows of them: each of them is composed for it."""
        return [self.line(period) for period in self.periods(year)]

    def line(self, period: Period) -> ReportLine:
        """The state of one report, its problems counted."""
        head = self._text.head(period)
        done, wanted = self._figures.completeness(period)
        return ReportLine(
            period=period,
            dates=self._calendar.dates(period),
            state=self.state(period),
            done=done,
            wanted=wanted,
            problems=len(self._checks.of_period(period)),
            changed=self._changed(period),
            number=head.number,
            issued_on=head.issued_on,
        )

    def _standing(self, period: Period) -> Standing:
        done, wanted = self._figures.completeness(period)
        problems = len(self._figures.problems(period)) + len(self._dossiers.problems(period))
        return Standing(period, self._calendar.dates(period), self.state(period), done, wanted, problems)

    def _changed(self, period: Period) -> int:
        """How many passages were written, or issued, for other figures than there are now."""
        if not self._desk.store.passages(period) and self._desk.store.seal(period) is None:
            return 0
        return sum(row.changed for row in self._text.passages(period))

    def _state(self, period: Period) -> ReportState:
        """Where a report stands; it need not be composed for that."""
        dates, today = self._calendar.dates(period), self._desk.today()
        if self._text.stored_head(period).is_issued:
            return ReportState.ISSUED
        if dates.due is not None and today > dates.due:
            if self._figures.ledger().covers(period):
                return ReportState.EARLIER
            return ReportState.OVERDUE
        done, wanted = self._figures.completeness(period)
        if done == wanted:
            return ReportState.READY
        if today < self._calendar.dates(period.last_quarter).starts:
            return ReportState.NOT_BEGUN
        return ReportState.OPEN
