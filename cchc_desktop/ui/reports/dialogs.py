"""The question before a report is marked as issued: its number and day."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from ...domain.indicators import Severity
from ...domain.report.records import ReportHead
from ...domain.report_periods import Period
from ..documents.issue_dialog import IssueQuestion, IssueWords, issue_through
from ..shell import Shell

_WORDS = IssueWords(
    title="Phát hành báo cáo",
    answer="Phát hành",
    day="Ngày báo cáo",
    explanation=(
        "Ghi số và ngày của báo cáo đã ký. Từ đó câu văn, phần đầu và phần cuối được giữ nguyên; "
        "muốn sửa thì chọn «Thu hồi phát hành»."
    ),
    no_day="Hãy nhập ngày của báo cáo.",
)


def errors_words(shell: Shell, period: Period) -> str:
    """How many errors a report still has, for whoever issues or exports it all the same; nothing for none."""
    items = shell.office.reports.checklist(period)
    errors = sum(item.severity is not Severity.WARNING for item in items)
    return f"Báo cáo còn {errors} lỗi, ghi ở thẻ «Kiểm tra»." if errors else ""


class IssueReportDialog(IssueQuestion):
    """Number and day of a report that was signed; ``errors`` says what the check list still has."""

    help_topic = "bao-cao#xuat-va-phat-hanh"

    def __init__(
        self,
        head: ReportHead,
        day: date,
        issue: Callable[[str, date], bool],
        parent: QWidget | None,
        errors: str = "",
    ) -> None:
        warning = f"{errors} Nên sửa xong rồi phát hành." if errors else ""
        super().__init__(_WORDS, head.number, head.symbol, head.issued_on or day, issue, parent, warning)

    @classmethod
    def ask(cls, shell: Shell, period: Period, parent: QWidget | None) -> bool:
        """Asks and issues the report; gives whether it was issued."""
        reports = shell.office.reports
        issue = issue_through(shell, lambda number, day: reports.issue(period, number, day))
        errors = errors_words(shell, period)
        return cls(reports.text.head(period), shell.office.today, issue, parent, errors).was_issued()
