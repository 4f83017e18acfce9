"""What the report's screens look at: one period's report, and one passage of it."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from ...documents.model import Document
from ...domain.access import Need
from ...domain.outgoing.records import PaperKey, PaperKind
from ...domain.report.outline import PassageKind
from ...domain.report.passages import PassageRow
from ...domain.report.records import ReportHead
from ...domain.report_periods import Period
from ...office.report_schedule import ReportState
from ..shell import Shell
from .dialogs import IssueReportDialog, errors_words

STATE_SIGNS = {
    ReportState.NOT_BEGUN: ("calendar", "idle"),
    ReportState.OPEN: ("edit", "info"),
    ReportState.READY: ("done", "good"),
    ReportState.OVERDUE: ("overdue", "bad"),
    ReportState.EARLIER: ("done", "idle"),
    ReportState.ISSUED: ("done-filled", "good"),
}
"""The sign and the colour of a report's state, which always stand beside its word."""


class OpenedReport:
    """A period's report, read as it is stored each time, but for its passages, which ``refresh`` reads."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.period = shell.office.calendar.current_quarter()
        self.key = ""
        self.rows: list[PassageRow] = []
        self.typed: Callable[[], Mapping[str, str]] = dict
        """The texts of passages that are typed and not stored yet, by their keys."""

    def open(self, period: Period) -> None:
        """Looks at another period's report."""
        self.period = period
        self.key = ""
        self.refresh()

    def refresh(self) -> None:
        """Reads the passages anew; one that is gone is not looked at any more."""
        self.rows = self.shell.office.reports.text.passages(self.period)
        if self.row is None:
            self.key = next((row.key for row in self.rows if row.kind is PassageKind.TEXT), "")

    @property
    def row(self) -> PassageRow | None:
        """The passage that is looked at."""
        return next((row for row in self.rows if row.key == self.key), None)

    @property
    def head(self) -> ReportHead:
        """Head and foot."""
        return self.shell.office.reports.text.head(self.period)

    def why_closed(self, area: int) -> str:
        """Why somebody else is to write what the report says of an area (0 for the whole office), and who;
        nothing where nobody else is."""
        return self.shell.office.why_closed(Need.REPORT, area)

    @property
    def is_locked(self) -> bool:
        """Whether the report was issued, and so stands as it is."""
        return self.head.is_issued

    # The report as the view of a document sees it (the protocol OpenDocument)

    def compose(self) -> Document:
        """The report as it is printed, with the text that is being typed."""
        return self.shell.office.reports.papers.with_typed(self.period, self.typed())

    def file_name(self) -> str:
        """The name that is offered for its file."""
        return self.shell.office.reports.papers.file_name(self.period, "pdf")

    def paper_key(self) -> PaperKey:
        """Which document it is."""
        return PaperKey(PaperKind.REPORT, self.period.id)

    def printed_texts(self) -> list[tuple[str, str]]:
        """The passages by their keys, as the pages print them."""
        return [
            (row.key, f"{row.marker}{row.title}{row.text}" if row.level else row.text)
            for row in self.rows
            if row.text or row.marker
        ]

    def issue(self, parent: QWidget) -> str:
        """Asks for number and day, and marks the report as issued."""
        errors = errors_words(self.shell, self.period)
        if not IssueReportDialog.ask(self.shell, self.period, parent):
            return ""
        return f"Đã phát hành báo cáo số {self.head.number}/{self.head.symbol}. {errors}".strip()

    def reopen(self) -> str:
        """Opens an issued report for corrections."""
        self.shell.office.reports.recall(self.period)
        return "Đã thu hồi phát hành; sửa xong thì phát hành lại."


def title_words(row: PassageRow) -> str:
    """A passage's number and title."""
    return f"{row.marker} {row.title}".strip()


def mark_words(row: PassageRow) -> str:
    """What there is to say of a passage besides its title; nothing for one that the data wrote."""
    if row.kind is PassageKind.HEADING:
        return ""
    if row.changed:
        return "Câu của cơ quan; số liệu đã thay đổi" if row.own else "Câu đã phát hành; số liệu nay đã khác"
    if row.own:
        return "Câu của cơ quan" if row.text else "Cơ quan để trống, không in"
    return "" if row.text else "Chưa có nội dung"
