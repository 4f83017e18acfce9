"""The line above the grid: which report the figures go into, until when, and what it still lacks."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...domain.dates import short_date
from ...domain.report.records import ReportHead
from ...domain.report_periods import Period
from ...office.report_schedule import Outstanding, ReportState
from ..buttons import text_button
from ..reports.due_words import left_words
from ..reports.opened import STATE_SIGNS
from ..theme import SPACE
from ..widgets.elided import ElidedLabel
from ..widgets.sign import Sign


class ReportLine(QWidget):
    """``wanted`` comes with the period of the report that is to be opened; ``row`` is the line's layout."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: Period | None = None
        self._sign = Sign("reports", "idle")
        self.words = ElidedLabel()
        self.button = text_button("Mở báo cáo", "reports", "line")
        self.button.clicked.connect(lambda _checked=False: self.wanted.emit(self._report))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(SPACE // 2)
        self.row.addWidget(self._sign)
        self.row.addWidget(self.words)
        self.row.addWidget(self.button)
        self.row.addStretch(1)

    def show_report(
        self, period: Period, outstanding: Outstanding | None, head: ReportHead | None, today: date
    ) -> None:
        """Says where the figures of a period go; ``head`` is that of the report."""
        self._report = None if outstanding is None else outstanding.period
        self.button.setVisible(outstanding is not None)
        self.words.setText(report_words(period, outstanding, head, today))
        self.words.setToolTip(self.words.text())
        colour = "idle" if outstanding is None else STATE_SIGNS[outstanding.state][1]
        self._sign.show_icon("reports", colour)


def report_words(
    period: Period, outstanding: Outstanding | None, head: ReportHead | None, today: date
) -> str:
    """«Vào báo cáo năm 2026, hạn gửi 16/12/2026 (còn 18 ngày); còn thiếu 12 số, 2 nhận xét»."""
    if outstanding is None:
        return f"Số liệu {period.label} không vào báo cáo nào của năm."
    report = f"báo cáo {outstanding.period.label}"
    if outstanding.state is ReportState.ISSUED and head is not None:
        return f"Đã vào {report}, phát hành số {head.number}/{head.symbol} ngày {short_date(head.issued_on)}."
    if outstanding.state is ReportState.EARLIER:
        return f"Thuộc {report}, đã báo cáo trước khi dùng chương trình."
    due = outstanding.dates.due
    until = f", hạn gửi {short_date(due)} ({left_words(due, today)})" if due is not None else ""
    lacks = [f"{outstanding.figures} số"] if outstanding.figures else []
    lacks += [f"{outstanding.remarks} nhận xét"] if outstanding.remarks else []
    rest = f"còn thiếu {', '.join(lacks)}" if lacks else "đã đủ số liệu và nhận xét"
    return f"Vào {report}{until}; {rest}."
