"""The question before a report is marked as issued: its number and day."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QDialog, QWidget

from ...domain.errors import Refusal
from ...domain.indicators import Severity
from ...domain.report.records import ReportHead
from ...domain.report_periods import Period
from ..forms import DateField, LineField
from ..labels import label
from ..plan.dialogs import Question
from ..shell import Shell, attempt_or_refuse


class IssueReportDialog(Question):
    """Number and day of a report that was signed; says how many ``errors`` the check list still has."""

    def __init__(
        self,
        head: ReportHead,
        day: date,
        issue: Callable[[str, date], bool],
        parent: QWidget | None,
        errors: int = 0,
    ) -> None:
        super().__init__(parent, "Phát hành báo cáo", "Phát hành")
        self._issue = issue
        self.number = LineField(None, "Số", hint="ví dụ 15")
        self.number.setObjectName("number")
        self.number.set_value(head.number)
        symbol = LineField(None, "Ký hiệu")
        symbol.set_value(head.symbol)
        symbol.editor.setEnabled(False)
        self.day = DateField(None, "Ngày báo cáo")
        self.day.setObjectName("date")
        self.day.set_value(head.issued_on or day)
        self.form.add_widget(
            label(
                "Ghi số và ngày của báo cáo đã ký. Từ đó câu văn, phần đầu và phần cuối được giữ nguyên; "
                "muốn sửa thì chọn «Thu hồi phát hành».",
                "muted",
                wrap=True,
            )
        )
        if errors:
            warning = label(
                f"Báo cáo còn {errors} lỗi, ghi ở thẻ «Kiểm tra trước khi gửi». Nên sửa xong rồi phát hành.",
                wrap=True,
            )
            warning.setProperty("state", "bad")
            self.form.add_widget(warning)
        self.form.add(self.number, symbol, self.day, stretches=(2, 2, 3))
        self.number.setFocus()

    def carry_out(self) -> bool:
        """Issues the report."""
        day = self.day.value()
        if day is None:
            raise Refusal("Hãy nhập ngày của báo cáo.", "date")
        return self._issue(self.number.value(), day)

    @classmethod
    def ask(cls, shell: Shell, period: Period, parent: QWidget | None) -> bool:
        """Asks and issues the report; gives whether it was issued."""
        reports = shell.office.reports

        def issue(number: str, day: date) -> bool:
            return attempt_or_refuse(shell, lambda: reports.issue(period, number, day))

        errors = sum(item.severity is not Severity.WARNING for item in reports.checklist(period))
        dialog = cls(reports.text.head(period), shell.office.today, issue, parent, errors)
        return dialog.exec() == QDialog.DialogCode.Accepted
