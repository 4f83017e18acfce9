"""The reports of a year: until when, how far, what is wrong, under which number they went out."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...domain.dates import short_date
from ...domain.offices import heads_alone
from ...domain.places import DossiersPlace, FigurePlace, GatheringPlace
from ...domain.report_periods import Period
from ...domain.text import capitalized
from ...office.report_schedule import ReportLine, ReportState
from ..buttons import show_kind, text_button
from ..choice_box import ChoiceBox
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE, unscaled
from .checks import ReportChecks
from .due_words import SOON_DAYS, left_words
from .empty import NoFigures
from .opened import STATE_SIGNS, OpenedReport

_TALL = 560
"""From this height on the page has wide margins."""
_YIELDING = {1: 1280, 2: 1280, 8: 1060, 9: 1060}
"""The columns that go where there is little room (first and last day, words that changed, number of what was
issued), and from which width of the page on they stay."""


class ReportList(QWidget):
    """A row for each report; ``opened`` comes with the period of the one to be looked at."""

    opened = Signal(object)
    calendar_wanted = Signal()
    duties_wanted = Signal()
    item_wanted = Signal(object, object)
    """Something of a report that the user wants to put right: its period and the CheckItem."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        due = shell.office.reports.schedule.next_due()
        self.year = (due or shell.office.calendar.current_quarter()).year
        self.years = ChoiceBox()
        self.years.setAccessibleName("Năm báo cáo")
        self.years.activated.connect(lambda _: self._year_chosen())
        self.calendar_button = text_button("Kỳ và hạn gửi…", "calendar", tooltip="Chế độ báo cáo của năm")
        self.calendar_button.clicked.connect(lambda _checked=False: self.calendar_wanted.emit())
        self.duties_button = text_button(
            "Lịch báo cáo…", "clock", tooltip="Mọi báo cáo phải gửi trong năm, kể cả của chế độ khác"
        )
        self.duties_button.clicked.connect(lambda _checked=False: self.duties_wanted.emit())
        self.gather_button = text_button(
            "Tổng hợp các đơn vị",
            "consolidation",
            tooltip="Nhận, cộng báo cáo của nhiều đơn vị (Ctrl+Shift+G)",
        )
        self.gather_button.clicked.connect(lambda _checked=False: shell.go(GatheringPlace()))
        self.open_button = text_button(
            "Mở báo cáo", "reports", "primary", "Mở báo cáo của kỳ đang chọn (Enter)"
        )
        self.open_button.clicked.connect(lambda _checked=False: self._open(self.table.current_row()))
        self.figures_button = text_button("Số liệu", "figures", tooltip="Nhập số liệu của kỳ đang chọn")
        self.figures_button.clicked.connect(lambda _checked=False: self._to_figures())
        self.form_button = text_button("Biểu II.06a", "survey", tooltip="Nhập biểu II.06a của kỳ đang chọn")
        self.form_button.clicked.connect(lambda _checked=False: self._to_form())
        self.template_button = text_button(
            "Biểu mẫu…", "excel", tooltip="Điền số liệu của kỳ đang chọn vào biểu mẫu Excel cấp trên gửi"
        )
        self.template_button.clicked.connect(lambda _checked=False: self._fill_template())
        self.table: TableView = TableView(
            TableModel(self._columns(), shell, parent=self), "Năm này không có kỳ báo cáo."
        )
        self.table.setAccessibleName("Các kỳ báo cáo trong năm")
        self.table.setSortingEnabled(False)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(lambda _: self._show_checks())
        self._looked_at = OpenedReport(shell)
        self.checks = ReportChecks(self._looked_at, margin=0)
        self.checks.wanted.connect(lambda item: self.item_wanted.emit(self._looked_at.period, item))
        self._checks_title = label("", "heading")
        self.empty = NoFigures()
        self.empty.figures_wanted.connect(self._to_figures)
        self.empty.form_wanted.connect(self._to_form)
        self.setFocusProxy(self.table)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Báo cáo", "title"))
        head.addSpacing(SPACE)
        head.addWidget(self.years)
        head.addStretch(1)
        for button in (self.figures_button, self.form_button, self.template_button, self.open_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self.empty)
        column.addWidget(self.table)
        self._regime = label("", "muted", wrap=True)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        # Buttons are as wide as their words, also where nothing is said beside them.
        foot.addWidget(self._regime, 100)
        foot.addStretch(1)
        foot.addWidget(self.gather_button)
        foot.addWidget(self.calendar_button)
        foot.addWidget(self.duties_button)
        column.addLayout(foot)
        column.addWidget(self._checks_title)
        column.addWidget(self.checks, 1)
        self._spring = column.count()
        column.addStretch(0)
        self._column = column

    @property
    def _today(self) -> date:
        return self._shell.office.today

    def _columns(self) -> list[Column]:
        right = Qt.AlignmentFlag.AlignRight
        return [
            Column("Kỳ", _period_words, width=160, stretch=True, bold=lambda _: True),
            Column("Từ ngày", lambda line: line.dates.starts, width=104),
            Column("Đến ngày", lambda line: line.dates.ends, width=104),
            Column("Hạn gửi", lambda line: line.dates.due, width=104),
            Column("Thời gian còn", self._left, width=140, colour=self._left_colour),
            Column(
                "Tình trạng",
                lambda line: line.state.label,
                width=126,
                icon=lambda line: STATE_SIGNS[line.state],
                colour=lambda line: STATE_SIGNS[line.state][1],
            ),
            Column(
                "Số liệu", _share, width=116, bar=True,
                display=lambda line: f"{line.done}/{line.wanted}",
                tooltip=lambda line: f"{line.done} trong {line.wanted} chỉ tiêu đã có số liệu",
            ),
            Column(
                "Vấn đề", lambda line: line.problems or None, width=64, align=right,
                colour=lambda _: "warn",
                tooltip=lambda line: f"{line.problems} chỗ cần sửa hoặc xem lại" if line.problems else "",
            ),
            Column(
                "Câu đổi số", lambda line: line.changed or None, width=80, align=right,
                colour=lambda _: "warn",
                tooltip=lambda line: (
                    f"{line.changed} câu của cơ quan có số liệu đã thay đổi" if line.changed else ""
                ),
            ),
            Column("Số, ngày phát hành", self._issued, width=156),
        ]  # fmt: skip

    def _left(self, line: ReportLine) -> str:
        if line.state.is_sent or line.dates.due is None:
            return ""
        return left_words(line.dates.due, self._today)

    def _left_colour(self, line: ReportLine) -> str:
        if line.dates.due is None:
            return ""
        days = (line.dates.due - self._today).days
        return "bad" if days < 0 else "warn" if days <= SOON_DAYS else "muted"

    @staticmethod
    def _issued(line: ReportLine) -> str:
        return f"Số {line.number}, {short_date(line.issued_on)}" if line.issued_on else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves out where there is little room what the calendar and the opened report say too, and gives
        the lists what height there is."""
        super().resizeEvent(event)
        for number, least in _YIELDING.items():
            self.table.setColumnHidden(number, unscaled(event.size().width()) < least)
        margin = 2 * SPACE if event.size().height() >= _TALL else SPACE
        self._column.setContentsMargins(2 * SPACE, margin, 2 * SPACE, margin)
        self._column.setSpacing(margin // 2)

    # Showing

    def refresh(self) -> None:
        """Shows the reports of the year as they stand today."""
        figures = self._shell.office.figures
        known = {*figures.years(), self.year}
        offered = range(max(known) + 1, min(known) - 2, -1)
        self.years.offer([(year, f"Năm {year}") for year in offered if 2000 <= year <= 2100])
        self.years.show_value(self.year)
        lines = self._shell.office.reports.schedule.of_year(self.year)
        was_empty = not self.table.rows.rows
        self.table.rows.set_rows(lines)
        if lines and (was_empty or self.table.current_row() is None):
            self.table.choose(self._next_due(lines).id)
        for button in (self.open_button, self.figures_button, self.form_button):
            button.setEnabled(bool(lines))
        # Most offices only send theirs.
        profile, gathering = self._shell.office.settings.profile(), self._shell.office.consolidating
        is_above = profile is not None and heads_alone(profile.name, profile.superior)
        self.gather_button.setVisible(is_above or gathering.is_used)
        regime = self._shell.office.calendar.regime(self.year)
        self._regime.setText(f"Chế độ báo cáo năm {self.year}: {regime.name}.")
        has_figures = not lines or any(line.done for line in lines)
        self.empty.setVisible(not has_figures)
        # One way is to be gone first; what else the strip says all the same.
        self._regime.setVisible(has_figures)
        show_kind(self.open_button, "reports", "primary" if has_figures else "")
        first = self._next_due(lines).period.last_quarter if lines else None
        self.empty.show_period(first, f"năm {self.year}")

        header, row = self.table.horizontalHeader().height(), self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(header + max(3, len(lines)) * row + 4)
        self._show_checks()

    def _show_checks(self) -> None:
        """Says what is left to do for the report that the cursor is on."""
        line = self.table.current_row()
        # While the whole year has no figures, the strip over the list says what to begin with.
        shown = (
            line is not None
            and not line.state.is_sent
            and line.state is not ReportState.NOT_BEGUN
            and self.empty.isHidden()
        )
        self._checks_title.setVisible(shown)
        self.checks.setVisible(shown)
        self._column.setStretch(self._spring, 0 if shown else 1)
        if line is not None and shown:
            self._looked_at.period = line.period
            self._checks_title.setText(f"Việc còn lại của báo cáo {line.period.label}")
            self.checks.refresh()

    def _next_due(self, lines: list[ReportLine]) -> ReportLine:
        """The report that is due next; in another year than that, the first one still to go out, else the
        last one."""
        due = self._shell.office.reports.schedule.next_due()
        waiting = (line for line in lines if not line.state.is_sent)
        return next((line for line in lines if line.period == due), next(waiting, lines[-1]))

    def show_year(self, year: int) -> None:
        """Shows the reports of a year."""
        if year != self.year:
            self.year = year
            self.refresh()

    def choose(self, period: Period) -> None:
        """Puts the cursor on a period's row."""
        self.show_year(period.year)
        self.table.choose(period.id)

    def _year_chosen(self) -> None:
        self.show_year(self.years.value())

    def _open(self, line: ReportLine | None) -> None:
        if line is not None:
            self.opened.emit(line.period)

    def _quarter(self) -> Period:
        """The quarter to be typed: the last of the chosen report, in a year without figures of the next."""
        line = self.table.current_row()
        if self.empty.period is not None and not self.empty.isHidden():
            return self.empty.period
        return line.period.last_quarter if line else self._shell.office.calendar.current_quarter()

    def _to_figures(self) -> None:
        self._shell.go(FigurePlace(self._quarter()))

    def _fill_template(self) -> None:
        from ..templates.dialog import FillTemplate

        line = self.table.current_row()
        FillTemplate.run(self._shell, line.period if line is not None else self._quarter())

    def _to_form(self) -> None:
        self._shell.go(DossiersPlace(self._quarter()))


def _period_words(line: ReportLine) -> str:
    return capitalized(line.period.label)


def _share(line: ReportLine) -> int:
    return 100 * line.done // line.wanted if line.wanted else 0
