"""The bar of an opened report: which period, its state, its commands."""

from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox

from ...domain.dates import short_date
from ...domain.report.records import ReportHead
from ...domain.report.words import count_words
from ...domain.report_periods import Period, Span
from ...office.report_schedule import ReportLine, ReportState
from ..choice_box import ChoiceBox
from ..documents.bar import CommandWords, DocumentBar
from ..theme import SPACE
from ..widgets.elided import ElidedLabel
from ..widgets.sign import Sign
from .due_words import left_words
from .opened import STATE_SIGNS


class ReportBar(DocumentBar):
    """The chooser of the report, its state, and the commands on it."""

    period_chosen = Signal(object)
    closed = Signal()
    """The user wants the list of reports."""

    def __init__(self) -> None:
        super().__init__(
            CommandWords("Phát hành…", "done", "Ghi số, ngày của báo cáo đã ký"),
            CommandWords("Thu hồi", "undo", "Thu hồi phát hành: bỏ số, ngày để sửa lại báo cáo"),
            "báo cáo",
        )
        self.back_action = self.action("Danh sách", "back", "Về danh sách báo cáo (Alt+←)")
        self.back_action.triggered.connect(lambda _checked=False: self.closed.emit())
        self.chooser = ChoiceBox()
        self.chooser.setAccessibleName("Báo cáo đang xem")
        self.chooser.setToolTip("Kỳ trước, kỳ sau: Ctrl+PageUp, Ctrl+PageDown")
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.chooser.activated.connect(lambda _: self.period_chosen.emit(self.chooser.value()))
        self._sign = Sign("edit", "idle")
        self._state = ElidedLabel("", "muted")
        self.figures_action = self.action("Số liệu", "figures", "Mở số liệu của kỳ này")
        self.annex_action = self.action("Xuất phụ lục số liệu (Excel)", "excel", "Phụ lục thống kê riêng")
        self.form_action = self.action("Mở biểu II.06a", "survey", "Mở biểu II.06a của kỳ này")
        self.template_action = self.action(
            "Điền biểu mẫu của cấp trên…", "excel", "Điền số liệu của kỳ này vào tệp Excel cấp trên gửi"
        )
        self.trace_action = self.action(
            "Xuất bảng truy vết số liệu", "excel", "Mỗi số của báo cáo từ đâu: công thức, dòng nguồn, ai nhập"
        )
        self.corrections_action = self.action(
            "Xuất bảng đính chính…", "export", "Các số đã đính chính từ khi phát hành: số cũ, số mới, lý do"
        )
        self.outline_action = self.action(
            "Đề cương của cấp trên…", "indent", "Viết báo cáo theo các mục của đề cương cấp trên gửi"
        )
        self.scores_action = self.action(
            "Tự chấm điểm…", "index", "Điểm tự chấm của từng lĩnh vực, phụ lục của báo cáo năm"
        )
        self.criteria_action = self.action(
            "Chỉ số CCHC", "index", "Chấm từng tiêu chí, xem đang mất điểm ở đâu (Ctrl+Shift+D)"
        )
        self.gathering_action = self.action(
            "Tổng hợp các đơn vị", "consolidation", "Nhận, cộng báo cáo của nhiều đơn vị (Ctrl+Shift+G)"
        )
        self.criteria_file_action = self.action(
            "Nhập bộ tiêu chí…", "import", "Bộ tiêu chí chấm điểm của tỉnh, thành phố từ tệp Excel"
        )
        self.score_sheet_action = self.action(
            "Xuất bảng tự chấm điểm…", "export", "Bảng tự đánh giá theo bộ tiêu chí, kèm danh mục tài liệu"
        )
        self.evidence_action = self.action(
            "Minh chứng…", "attach", "Bản ký và các tệp khác đính kèm báo cáo này"
        )
        self.calendar_action = self.action("Kỳ và hạn gửi…", "calendar", "Chế độ báo cáo của năm")
        self.add(self.back_action)
        self.row.addWidget(self.chooser)
        self.row.addSpacing(SPACE // 2)
        self.row.addWidget(self._sign)
        self.row.addWidget(self._state, 1)
        self.add(
            self.figures_action, self.issue_action, self.reopen_action, self.export_action, self.print_action
        )
        self.add_menu(
            (
                self.annex_action,
                self.form_action,
                self.template_action,
                self.trace_action,
                self.corrections_action,
            ),
            self.outline_action,
            self.scores_action,
            self.criteria_action,
            self.criteria_file_action,
            self.score_sheet_action,
            self.evidence_action,
            self.gathering_action,
            self.calendar_action,
        )

    def show_report(self, periods: list[Period], line: ReportLine, symbol: str, today: date) -> None:
        """Shows which reports there are, where this one stands, and until when it is to go out."""
        with QSignalBlocker(self.chooser):
            self.chooser.offer([(period, f"Báo cáo {period.label}") for period in periods])
            self.chooser.show_value(line.period)
        self._sign.show_icon(*STATE_SIGNS[line.state])
        issued, due = line.state is ReportState.ISSUED, line.dates.due
        words = line.state.label
        if issued:
            words = f"{words}: số {line.number}/{symbol}, ngày {short_date(line.issued_on)}"
        elif due is not None and not line.state.is_sent:
            # The state of a late report says already that it is late.
            left = left_words(due, today)
            words = left.capitalize() if line.state is ReportState.OVERDUE else f"{words}, {left}"
            # The year of the report stands beside it.
            until = f"{due:%d/%m}" if due.year == today.year else short_date(due)
            words = f"{words} (hạn {until})"
        self._state.setText(words)
        for action in (
            self.scores_action,
            self.criteria_action,
            self.criteria_file_action,
            self.score_sheet_action,
        ):
            action.setVisible(line.period.span is Span.YEAR)
        self.show_issued(issued)


def issued_words(head: ReportHead, changed: int, corrected: int = 0, waiting: int = 0) -> str:
    """Under which number the report went out, that it stands, how many figures were corrected since, or wait
    for that, and how many passages would differ now."""
    words = (
        f"Báo cáo đã phát hành số {head.number}/{head.symbol} ngày {short_date(head.issued_on)}. "
        "Toàn văn và phụ lục được giữ nguyên như bản đã ký."
    )
    if corrected:
        words = f"{words} Đã đính chính {count_words(corrected)} số liệu."
    if waiting:
        words = f"{words} {count_words(waiting)} số liệu nhận từ nơi khác nay khác bản này, chưa đính chính."
    if not changed:
        return words
    return f"{words} Từ đó dữ liệu đã đổi: {changed} mục nay sẽ viết khác; muốn gửi lại thì thu hồi trước."
