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


class IssueReportDialog(IssueQuestion):
    """Number and day of a report that was signed; says how many ``errors`` the check list still has."""

    help_topic = "bao-cao#xuat-va-phat-hanh"

    def __init__(
        self,
        head: ReportHead,
        day: date,
        issue: Callable[[str, date], bool],
        parent: QWidget | None,
        errors: int = 0,
    ) -> None:
        warning = (
            f"Báo cáo còn {errors} lỗi, ghi ở thẻ «Kiểm tra». Nên sửa xong rồi phát hành." if errors else ""
        )
        super().__init__(_WORDS, head.number, head.symbol, head.issued_on or day, issue, parent, warning)

    @classmethod
    def ask(cls, shell: Shell, period: Period, parent: QWidget | None) -> bool:
        """Asks and issues the report; gives whether it was issued."""
        reports = shell.office.reports
        issue = issue_through(shell, lambda number, day: reports.issue(period, number, day))
        errors = sum(item.severity is not Severity.WARNING for item in reports.checklist(period))
        return cls(reports.text.head(period), shell.office.today, issue, parent, errors).was_issued()
