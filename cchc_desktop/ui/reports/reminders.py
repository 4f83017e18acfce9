"""The reports that are due: which, until when, how far their figures are; each opens what is left to do."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...domain.dates import short_date
from ...domain.report_periods import Period
from ...office.report_schedule import Standing
from ..buttons import text_button
from ..labels import label
from ..theme import SPACE
from ..widgets.elided import ElidedLabel
from ..widgets.sign import Sign

SOON_DAYS = 10


class ReportReminders(QWidget):
    """One line for each report; ``report_wanted`` and ``figures_wanted`` say what the official asks for."""

    report_wanted = Signal(object)
    figures_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE // 2)
        self.lines: list[Standing] = []
        self._today: date | None = None

    def set_lines(self, lines: Sequence[Standing], today: date) -> None:
        """Shows these reports, as they stand today."""
        if (list(lines), today) == (self.lines, self._today):
            return
        self.lines, self._today = list(lines), today
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for line in lines:
            self._column.addWidget(self._line(line, today))
        self.setVisible(bool(lines))

    def _line(self, line: Standing, today: date) -> QWidget:
        due = line.dates.due or line.dates.ends
        colour = "bad" if due < today else "warn" if (due - today).days <= SOON_DAYS else "info"
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(Sign("overdue" if due < today else "reports", colour, 20))
        words = label(f"Báo cáo {line.period.label}")
        when = label(f"hạn gửi {short_date(due)}, {left_words(due, today)}")
        when.setProperty("state", colour)
        layout.addWidget(words)
        layout.addWidget(when)
        layout.addWidget(ElidedLabel(_progress(line), "muted"), 1)
        period: Period = line.period
        figures = text_button("Nhập số liệu", "figures", "line")
        figures.clicked.connect(lambda _checked=False: self.figures_wanted.emit(period.last_quarter))
        report = text_button("Mở báo cáo", "reports", "line")
        report.clicked.connect(lambda _checked=False: self.report_wanted.emit(period))
        layout.addWidget(figures)
        layout.addWidget(report)
        return row


def _progress(line: Standing) -> str:
    parts = [f"{line.done}/{line.wanted} số liệu"]
    if line.problems:
        parts.append(f"{line.problems} chỗ cần xem")
    return " · ".join(parts)


def left_words(due: date, today: date) -> str:
    """How far a day is away: «quá 3 ngày», «hôm nay», «còn 5 ngày»."""
    days = (due - today).days
    if days < 0:
        return f"quá hạn {-days} ngày"
    return "hôm nay" if days == 0 else f"còn {days} ngày"
