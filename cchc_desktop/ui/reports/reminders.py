"""The reports that are due: which, until when, how far their figures are; each opens what is left to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...domain.dates import short_date
from ...domain.duties import DutyLine, Month
from ...domain.report_periods import Period
from ...office.duties import DueReport
from ...office.report_schedule import Standing
from ..buttons import text_button
from ..labels import label
from ..theme import SPACE
from ..widgets.elided import ElidedLabel
from ..widgets.sign import Sign

SOON_DAYS = 10
_MOST = 6
"""So many reports are shown; the others stand in the calendar."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A report that is to go out; one that the program composes with where it stands."""

    report: DueReport
    standing: Standing | None = None

    @property
    def period(self) -> Period | Month:
        """The period that it speaks of."""
        return self.report.first.turn.period


class ReportReminders(QWidget):
    """One line for each report; ``report_wanted`` and ``figures_wanted`` say what the official asks for,
    ``line_wanted`` asks for a report in the calendar, where it is noted once it has gone out."""

    report_wanted = Signal(object)
    figures_wanted = Signal(object)
    line_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE // 2)
        self.lines: list[Reminder] = []
        self._today: date | None = None

    def set_lines(self, lines: Sequence[Reminder], today: date) -> None:
        """Shows these reports, as they stand today."""
        if (list(lines), today) == (self.lines, self._today):
            return
        self.lines, self._today = list(lines), today
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for line in lines[:_MOST]:
            self._column.addWidget(self._line(line, today))
        if len(lines) > _MOST:
            self._column.addWidget(label(f"Và {len(lines) - _MOST} báo cáo khác ở lịch báo cáo.", "muted"))
        self.setVisible(bool(lines))

    def _line(self, line: Reminder, today: date) -> QWidget:
        first = line.report.first
        due = first.turn.due
        colour = "bad" if due < today else "warn" if (due - today).days <= SOON_DAYS else "info"
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(Sign("overdue" if due < today else "reports", colour, 20))
        when = label(f"hạn gửi {short_date(due)}, {left_words(due, today)}")
        when.setProperty("state", colour)
        told = " · ".join(filter(None, (_progress(line.standing), *_also(line.report.lines))))
        if line.standing is not None:
            layout.addWidget(label(f"Báo cáo CCHC {line.period.label}"))
            layout.addWidget(when)
            layout.addWidget(ElidedLabel(told, "muted"), 1)
            buttons = self._of_composed(line.standing.period)
        else:
            layout.addWidget(ElidedLabel(f"{first.name}{f' · {told}' if told else ''}"), 1)
            layout.addWidget(when)
            buttons = self._of_other(first)
        for button in buttons:
            layout.addWidget(button)
        return row

    def _of_composed(self, period: Period) -> tuple[QPushButton, ...]:
        figures = text_button("Nhập số liệu", "figures", "line")
        figures.clicked.connect(lambda _checked=False: self.figures_wanted.emit(period.last_quarter))
        report = text_button("Mở báo cáo", "reports", "line")
        report.clicked.connect(lambda _checked=False: self.report_wanted.emit(period))
        return figures, report

    def _of_other(self, line: DutyLine) -> tuple[QPushButton, ...]:
        noted = text_button("Ghi đã gửi", "check", "line", "Mở lịch báo cáo để ghi ngày gửi và số văn bản")
        noted.clicked.connect(lambda _checked=False: self.line_wanted.emit(line))
        return (noted,)


def _progress(standing: Standing | None) -> str:
    if standing is None:
        return ""
    problems = f" · {standing.problems} chỗ cần xem" if standing.problems else ""
    return f"{standing.done}/{standing.wanted} số liệu{problems}"


def _also(lines: Sequence[DutyLine]) -> list[str]:
    """The further due days of a report that several ask for."""
    return [f"cũng là «{each.turn.duty.name}», hạn {short_date(each.turn.due)}" for each in lines[1:]]


def left_words(due: date, today: date) -> str:
    """How far a day is away: «quá 3 ngày», «hôm nay», «còn 5 ngày»."""
    days = (due - today).days
    if days < 0:
        return f"quá hạn {-days} ngày"
    return "hôm nay" if days == 0 else f"còn {days} ngày"
