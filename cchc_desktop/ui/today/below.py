"""What stands below the first screen of Hôm nay: rules, tasks by month and area, and the main ratios."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import ceil

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ... import catalogue
from ...domain import plan_views
from ...domain.places import FigurePlace, TasksPlace
from ...domain.tasks import IN_FORCE, TaskRow, TaskStatus
from ...domain.todo import Month, heat, months_of
from ..labels import label
from ..shell import Shell
from ..theme import SPACE, unscaled
from ..widgets.scrolled import Card
from .heat_map import HeatLegend, HeatMap, HeatRow
from .plot import Bar, Legend, StatusPlot
from .rules_card import RulesCard
from .trend_plot import TrendLegend, TrendPlot

_UNDONE = frozenset({TaskStatus.NOT_DUE, TaskStatus.IN_PROGRESS, TaskStatus.OVERDUE})
_GENERAL = "Nhiệm vụ chung"
_WIDE = 908
"""From this width on, the two plots stand beside each other."""
_TREND_WIDTH = 196


class Below(QWidget):
    """The plots, made once the first screen stands."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        self.rules = RulesCard(shell)
        self.rules.hide()
        column.addWidget(self.rules)
        column.addWidget(self._make_halves())
        column.addWidget(self._make_trends())

    def _make_halves(self) -> QWidget:
        self.heat_map = HeatMap("Nhiệm vụ chưa xong theo lĩnh vực và tháng đến hạn")
        self.heat_map.chosen.connect(self._open_month)
        months = Card()
        months.column.addWidget(label("Nhiệm vụ chưa xong theo tháng đến hạn", "heading"))
        months.column.addWidget(HeatLegend())
        months.column.addWidget(self.heat_map)
        months.column.addStretch(1)

        self.plot = StatusPlot("Tiến độ theo lĩnh vực")
        self.plot.chosen.connect(self._open_area)
        self._targets = label("", "muted", wrap=True)
        progress = Card()
        progress.column.addWidget(label("Tiến độ nhiệm vụ theo lĩnh vực", "heading"))
        legend = Legend()
        legend.show_only(set(TaskStatus) - {TaskStatus.DROPPED})
        progress.column.addWidget(legend)
        progress.column.addWidget(self.plot)
        line = QFrame()
        line.setProperty("role", "line")
        progress.column.addWidget(line)
        progress.column.addWidget(self._targets)
        progress.column.addStretch(1)

        self.tasks = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.tasks)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(2 * SPACE)
        self._halves.addWidget(months, 12)
        self._halves.addWidget(progress, 9)
        return self.tasks

    def _make_trends(self) -> Card:
        self.trends_card = Card()
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Các tỷ lệ chính", "heading"))
        head.addStretch(1)
        head.addWidget(TrendLegend())
        self.trends_card.column.addLayout(head)
        self._trends_row = QGridLayout()
        self._trends_row.setSpacing(SPACE)
        self.trends_card.column.addLayout(self._trends_row)
        self.trends: list[TrendPlot] = []
        self._trends_laid = (0, 0)
        return self.trends_card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = unscaled(self.width()) >= _WIDE
        self._halves.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._lay_trends()

    def refresh(self, has_plan: bool) -> None:
        """Shows the numbers as they are now; those of tasks where there is a plan."""
        if self.shell.office.settings.profile() is not None:
            self.rules.refresh()
        self._show_trends()
        self.tasks.setVisible(has_plan)
        if has_plan:
            rows = self.shell.office.tasks.rows(IN_FORCE)
            self._show_heat(rows)
            self._show_progress(rows)
            self._show_targets()

    def _show_heat(self, rows: list[TaskRow]) -> None:
        today, found = self.shell.office.today, heat(rows)
        areas = [HeatRow(area.code, area.short_name) for area in catalogue.areas()]
        if any(not row.area for row in rows):
            areas.append(HeatRow(0, _GENERAL))
        months = months_of(today, [month for _, month in found])
        self.heat_map.set_heat(areas, months, found, (today.year, today.month))

    def _show_progress(self, rows: Sequence[TaskRow]) -> None:
        bars: list[Bar] = []
        for area in catalogue.areas():
            counts = dict.fromkeys(TaskStatus, 0)
            for row in rows:
                if row.area == area.code:
                    counts[row.status] += 1
            bars.append(Bar(area.code, area.short_name, counts))
        others = [row for row in rows if not row.area]
        if others:
            counts = {each: sum(1 for row in others if row.status is each) for each in TaskStatus}
            bars.append(Bar(0, _GENERAL, counts))
        self.plot.set_bars(bars)

    def _show_trends(self) -> None:
        trends = self.shell.office.trends.over()
        while len(self.trends) < len(trends):
            plot = TrendPlot()
            plot.chosen.connect(lambda period, code: self.shell.go(FigurePlace(period, code)))
            self.trends.append(plot)
        for plot, trend in zip(self.trends, trends, strict=False):
            plot.set_trend(trend)
        self._lay_trends()
        self.trends_card.setVisible(any(trend.last is not None for trend in trends))

    def _lay_trends(self) -> None:
        """As many plots beside each other as there is room for, in rows of about the same length."""
        room = max(1, (unscaled(self.width()) - 4 * SPACE) // _TREND_WIDTH)
        rows = max(1, ceil(len(self.trends) / room))
        columns = max(1, ceil(len(self.trends) / rows))
        if self._trends_laid == (laid := (len(self.trends), columns)):
            return
        self._trends_laid = laid
        for number, plot in enumerate(self.trends):
            self._trends_row.addWidget(plot, number // columns, number % columns)

    def _show_targets(self) -> None:
        plan = self.shell.office.plans.current()
        if plan is None:
            return
        targets = [place.item for place in plan_views.targets(plan)]
        unsure = sum(1 for item in targets if item.measure is None or not item.measure.confirmed)
        words = f"Kế hoạch {plan.period.label} có {len(targets)} chỉ tiêu"
        self._targets.setText(
            f"{words}, {unsure} chỉ tiêu chưa được xác nhận mức." if unsure else f"{words}."
        )

    def _open_month(self, code: int, month: Month | None) -> None:
        chosen = replace(IN_FORCE, area=code, statuses=_UNDONE)
        if month is not None:
            first = date(*month, 1)
            chosen = replace(chosen, due_from=first, due_to=first.replace(day=monthrange(*month)[1]))
        self.shell.go(TasksPlace(chosen=chosen))

    def _open_area(self, code: int, status: TaskStatus | None) -> None:
        chosen = replace(IN_FORCE, area=code, statuses=frozenset({status} if status else ()))
        self.shell.go(TasksPlace(chosen=chosen))
