"""Hôm nay: what is overdue and what is due next, how far each area is, and what to do first."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ... import catalogue
from ...domain import plan_views
from ...domain.places import CalendarPlace, FigurePlace, HelpPlace, ReportPlace, SettingsPlace, TasksPlace
from ...domain.report_periods import Period
from ...domain.tasks import IN_FORCE, TaskFilter, TaskRow, TaskStatus
from ...office.duties import DUTY_TABLES
from ...office.first_steps import FIRST_STEPS_TABLES, StepKey
from ...office.rule_tables import RULE_TABLES
from ...office.settings import PROFILE_TABLES
from ...office.tasks import TASK_TABLES
from ...office.trends import TREND_TABLES
from ...storage.changes import Changes
from ..buttons import text_button
from ..labels import label
from ..not_yet import HOW_TO_PLAN, NO_PLAN, plan_buttons
from ..reports.reminders import Reminder, ReportReminders
from ..shell import Page, Shell, tables
from ..tables import Column, TableModel, TableView
from ..tasks import columns as task_columns
from ..tasks import status
from ..theme import SPACE, unscaled
from ..translator import VIETNAMESE
from ..widgets.empty import EmptyState
from ..widgets.scrolled import Card, Scrolled
from ..widgets.sign import Sign
from .first_steps import FirstStepsCard
from .plot import Bar, Legend, StatusPlot
from .tile import Tile
from .trend_plot import TrendLegend, TrendPlot

if TYPE_CHECKING:
    from ...documents.model import Document
    from .rules_card import RulesCard

_OPEN = frozenset({TaskStatus.NOT_DUE, TaskStatus.IN_PROGRESS})
_DONE = frozenset({TaskStatus.DONE_ON_TIME, TaskStatus.DONE_LATE})
_LISTED = 9
_WIDE = 940
"""From this width on, the lists stand beside the plot."""
_TREND_WIDTH = 196


class TodayPage(Page):
    """The first page."""

    help_topic = "bat-dau"
    has_document = True
    reads = tables(TASK_TABLES, DUTY_TABLES, TREND_TABLES, PROFILE_TABLES, FIRST_STEPS_TABLES, RULE_TABLES)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._greeting = label("", "title")
        self._date = label("", "muted")
        self._scrolled = Scrolled()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scrolled)
        column = self._scrolled.column
        column.addLayout(self._make_head())
        column.addWidget(self._make_trial())
        column.addWidget(self._make_path())
        column.addWidget(self._make_beginning())
        column.addWidget(self._make_tiles())
        column.addWidget(self._make_reminders())
        column.addLayout(self._make_rules())
        column.addWidget(self._make_trends())
        column.addWidget(self._make_halves())
        column.addStretch(1)

    def _make_head(self) -> QHBoxLayout:
        self.ask_who = text_button("Ghi tên của bạn", "officer", "flat", "Ghi tên người làm việc ở máy này")
        self.ask_who.clicked.connect(lambda _checked=False: self.shell.ask_who())
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._greeting)
        words.addWidget(self._date)
        head = QHBoxLayout()
        head.addLayout(words)
        head.addWidget(self.ask_who)
        head.addStretch(1)
        return head

    def _make_trial(self) -> QFrame:
        """Says that the data are the sample's, and leads to the office's own."""
        self.trial = QFrame()
        self.trial.setProperty("role", "notice-info")
        words = (
            "Bạn đang xem dữ liệu mẫu của một xã giả định; cứ sửa thử tùy ý. Xem xong, hãy xóa đi để "
            "khai báo cơ quan và nhập kế hoạch của mình."
        )
        end = text_button("Xóa dữ liệu mẫu và khai báo cơ quan của tôi", "office")
        end.clicked.connect(lambda _checked=False: self.shell.end_trial())
        row = QHBoxLayout(self.trial)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(Sign("info-filled", "info", 20))
        row.addWidget(label(words, wrap=True), 1)
        row.addWidget(end)
        return self.trial

    def _make_path(self) -> QWidget:
        self.first_steps = FirstStepsCard(self.shell)
        self.first_steps.passed.connect(self._pass_over)
        self.first_steps.put_away.connect(self._put_away)
        return self.first_steps

    def _make_beginning(self) -> QWidget:
        """What an office without a plan does next, where the path does not say it."""
        self._found = text_button("Khai báo cơ quan", "office", "primary", "Tên cơ quan, đơn vị, người ký")
        self._found.clicked.connect(lambda _checked=False: self.shell.found_office())
        self._import, self._create = plan_buttons(self.shell)
        help_button = text_button("Xem hướng dẫn", "help", "flat", "F1")
        help_button.clicked.connect(lambda _checked=False: self.shell.go(HelpPlace("bat-dau")))
        self.beginning = EmptyState("plan", "", "", self._found, self._import, self._create, help_button)
        card = Card()
        card.column.addWidget(self.beginning)
        self._beginning_card = card
        return card

    def _make_tiles(self) -> QWidget:
        self.tiles = {
            "overdue": Tile("Quá hạn", "overdue", "bad"),
            "week": Tile("Hạn trong 7 ngày", "warning", "warn"),
            "month": Tile("Hạn trong 30 ngày", "calendar", "info"),
            "running": Tile("Đang thực hiện", "clock", "info"),
            "done": Tile("Hoàn thành", "done", "good"),
        }
        self._tiles = QWidget()
        tiles = QHBoxLayout(self._tiles)
        tiles.setContentsMargins(0, 0, 0, 0)
        tiles.setSpacing(SPACE)
        for name, tile in self.tiles.items():
            tile.clicked.connect(partial(self._open_filter, name))
            tiles.addWidget(tile)
        return self._tiles

    def _make_halves(self) -> QWidget:
        self.overdue = self._list("Nhiệm vụ quá hạn", "Không có nhiệm vụ nào quá hạn.")
        self.coming = self._list("Nhiệm vụ sắp đến hạn", "Không có nhiệm vụ nào đến hạn trong 30 ngày tới.")
        self._overdue_title = label("", "heading")
        self._coming_title = label("", "heading")
        lists = Card()
        lists.column.addWidget(self._overdue_title)
        lists.column.addWidget(self.overdue)
        lists.column.addSpacing(SPACE)
        lists.column.addWidget(self._coming_title)
        lists.column.addWidget(self.coming)
        lists.column.addStretch(1)

        self.plot = StatusPlot("Tiến độ theo lĩnh vực")
        self.plot.chosen.connect(self._open_area)
        self._targets = label("", "muted", wrap=True)
        progress = Card()
        progress.column.addWidget(label("Tiến độ nhiệm vụ theo lĩnh vực", "heading"))
        progress.column.addWidget(Legend())
        progress.column.addWidget(self.plot)
        line = QFrame()
        line.setProperty("role", "line")
        progress.column.addWidget(line)
        progress.column.addWidget(self._targets)
        progress.column.addStretch(1)

        self._tasks = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._tasks)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(2 * SPACE)
        self._halves.addWidget(lists, 11)
        self._halves.addWidget(progress, 9)
        return self._tasks

    def _make_reminders(self) -> Card:
        self.reminders = ReportReminders()
        self.reminders.report_wanted.connect(lambda period: self.shell.go(ReportPlace(period)))
        self.reminders.figures_wanted.connect(lambda period: self.shell.go(FigurePlace(period)))
        self.reminders.line_wanted.connect(
            lambda line: self.shell.go(CalendarPlace(line.turn.period.year, line.id))
        )
        calendar = text_button("Lịch báo cáo", "clock", "line", "Mọi báo cáo phải gửi trong năm")
        calendar.clicked.connect(lambda _checked=False: self.shell.go(CalendarPlace()))
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Báo cáo sắp phải gửi", "heading"))
        head.addStretch(1)
        head.addWidget(calendar)
        self._reminders_card = Card()
        self._reminders_card.column.addLayout(head)
        self._reminders_card.column.addWidget(self.reminders)
        return self._reminders_card

    def _make_rules(self) -> QVBoxLayout:
        """The rules that are watched all year, which only an office that is set up has."""
        self._rules_row = QVBoxLayout()
        self.rules: RulesCard | None = None
        return self._rules_row

    def _show_rules(self) -> None:
        if self.shell.office.settings.profile() is None:
            return
        if self.rules is None:
            from .rules_card import RulesCard

            self.rules = RulesCard(self.shell)
            self._rules_row.addWidget(self.rules)
        self.rules.refresh()

    def _make_trends(self) -> Card:
        self._trends_card = Card()
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Các tỷ lệ chính", "heading"))
        head.addStretch(1)
        head.addWidget(TrendLegend())
        self._trends_card.column.addLayout(head)
        self._trends_row = QGridLayout()
        self._trends_row.setSpacing(SPACE)
        self._trends_card.column.addLayout(self._trends_row)
        self.trends: list[TrendPlot] = []
        self._trends_laid = (0, 0)
        return self._trends_card

    def _list(self, name: str, empty: str) -> TableView:
        office = self.shell.office
        columns = [
            Column("Nhiệm vụ", lambda row: row.text, width=110, stretch=True),
            Column("Chủ trì", lambda row: row.assignment.lead, width=136),
            Column(
                "Còn lại", lambda row: row.due, width=160,
                display=lambda row: status.due_words(row, office.today),
                colour=lambda row: task_columns.due_colour(row, office.today),
                icon=lambda row: _due_sign(row, office.today),
            ),
        ]  # fmt: skip
        view = TableView(TableModel(columns, parent=self), empty, lines=2)
        view.setAccessibleName(name)
        view.horizontalHeader().hide()
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setSortingEnabled(False)
        view.opened.connect(self._open_task)
        view.clicked.connect(lambda index: self._open_task(view.rows.row_at(index)))
        return view

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        wide = unscaled(self.width()) >= _WIDE
        self._halves.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._lay_trends()

    def come_to_front(self) -> None:
        """Greets who works at this desk, and leads on: both are also preferences, and no data."""
        self._greet()
        self._show_beginning(bool(self.shell.office.plans.heads()))

    def _greet(self) -> None:
        who = self.shell.office.settings.at_the_desk()
        self._greeting.setText(f"Xin chào, {who}" if who else "Xin chào")
        office = self.shell.office
        is_own = office.settings.profile() is not None and not office.trial.name()
        self.ask_who.setVisible(is_own and not who)

    def refresh(self, changes: Changes | None = None) -> None:
        office = self.shell.office
        today = office.today
        self._greet()
        day = QDate(today.year, today.month, today.day)
        words = VIETNAMESE.toString(day, "dddd, 'ngày' d 'tháng' M 'năm' yyyy")
        self._date.setText(words[:1].upper() + words[1:])
        rows = office.tasks.rows(IN_FORCE)
        has_plan = bool(office.plans.heads())
        self._show_beginning(has_plan)
        self._tiles.setVisible(has_plan)
        self._tasks.setVisible(has_plan)
        self._show_reminders()
        self._show_rules()
        self._show_trends()
        if not has_plan:
            return
        for name, chosen in self._filters().items():
            self.tiles[name].set_number(sum(1 for row in rows if chosen.accepts(row)))
        overdue = sorted((r for r in rows if r.status is TaskStatus.OVERDUE), key=lambda row: row.due)
        month = self._filters()["month"]
        coming = sorted((r for r in rows if month.accepts(r)), key=lambda row: row.due)
        self._fill(self.overdue, overdue, self._overdue_title, "Nhiệm vụ quá hạn")
        self._fill(self.coming, coming, self._coming_title, "Sắp đến hạn (30 ngày tới)")
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
            bars.append(Bar(0, "Nhiệm vụ chung", counts))
        self.plot.set_bars(bars)
        self._show_targets()

    def _show_beginning(self, has_plan: bool) -> None:
        office = self.shell.office
        path = office.first_steps.path()
        self.first_steps.show_path(path)
        self.trial.setVisible(bool(office.trial.name()))
        self._beginning_card.setVisible(not has_plan and not path)
        is_founded = office.settings.profile() is not None
        self._found.setVisible(not is_founded)
        self._import.setVisible(is_founded)
        self._create.setVisible(is_founded)
        if is_founded:
            self.beginning.say(NO_PLAN, HOW_TO_PLAN)
        else:
            self.beginning.say(
                "Bắt đầu bằng việc khai báo cơ quan",
                "Tên cơ quan và người ký đứng trên mọi văn bản in ra. Khai báo xong, chương trình dẫn từng "
                "bước từ kế hoạch đến báo cáo đầu tiên.",
            )

    def _pass_over(self, key: StepKey) -> None:
        self.shell.office.first_steps.pass_over(key)
        self._show_beginning(bool(self.shell.office.plans.heads()))

    def _put_away(self) -> None:
        self.shell.office.first_steps.put_away()
        self._show_beginning(bool(self.shell.office.plans.heads()))
        from ..settings.tabs import THIS_DESK

        place = SettingsPlace(THIS_DESK)
        self.shell.notify("Đã cất «Bắt đầu». Mở lại ở Thiết lập, thẻ Màn hình.", place=place)

    def _show_reminders(self) -> None:
        office = self.shell.office
        is_founded = office.settings.profile() is not None
        lines = [
            Reminder(
                report,
                office.reports.schedule.standing(period)
                if report.first.is_composed and isinstance(period := report.first.turn.period, Period)
                else None,
            )
            for report in (office.duties.due() if is_founded else ())
        ]
        self._reminders_card.setVisible(bool(lines))
        self.reminders.set_lines(lines, office.today)

    def _show_trends(self) -> None:
        trends = self.shell.office.trends.over()
        while len(self.trends) < len(trends):
            plot = TrendPlot()
            plot.chosen.connect(lambda period, code: self.shell.go(FigurePlace(period, code)))
            self.trends.append(plot)
        for plot, trend in zip(self.trends, trends, strict=False):
            plot.set_trend(trend)
        self._lay_trends()
        self._trends_card.setVisible(any(trend.last is not None for trend in trends))

    def _lay_trends(self) -> None:
        """As many plots beside each other as there is room for, in rows of about the same length."""
        room = max(1, (unscaled(self.width()) - 8 * SPACE) // _TREND_WIDTH)
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

    def _fill(self, view: TableView, rows: list[TaskRow], title: QLabel, words: str) -> None:
        shown = rows[:_LISTED]
        view.rows.set_rows(shown)
        # How many there are, the tiles say.
        title.setText(f"{words}: {_LISTED} việc gấp nhất" if len(rows) > _LISTED else words)
        # Without rows there is room for the sentence that says so, on two lines where the window is narrow.
        sentence = 2 * view.fontMetrics().lineSpacing() + 3 * SPACE
        height = len(shown) * view.verticalHeader().defaultSectionSize() or sentence
        view.setFixedHeight(height + 4)

    def _filters(self) -> dict[str, TaskFilter]:
        today = self.shell.office.today
        return {
            "overdue": replace(IN_FORCE, statuses=frozenset({TaskStatus.OVERDUE})),
            "week": replace(IN_FORCE, statuses=_OPEN, due_from=today, due_to=today + timedelta(days=7)),
            "month": replace(IN_FORCE, statuses=_OPEN, due_from=today, due_to=today + timedelta(days=30)),
            "running": replace(IN_FORCE, statuses=frozenset({TaskStatus.IN_PROGRESS})),
            "done": replace(IN_FORCE, statuses=_DONE),
        }

    def _open_filter(self, name: str) -> None:
        self.shell.go(TasksPlace(chosen=self._filters()[name]))

    def _open_task(self, row: TaskRow | None) -> None:
        if row is not None:
            self.shell.go(TasksPlace(row.id, IN_FORCE))

    def _open_area(self, code: int, status: TaskStatus | None) -> None:
        chosen = replace(IN_FORCE, area=code, statuses=frozenset({status} if status else ()))
        self.shell.go(TasksPlace(chosen=chosen))

    def current_document(self) -> "tuple[Document, str] | None":
        if not self.shell.office.tasks.rows():
            return None
        return self.shell.office.papers.tasks(), "Danh sách nhiệm vụ CCHC"


def _due_sign(row: TaskRow, today: date) -> tuple[str, str]:
    if row.due < today:
        return "overdue", "bad"
    return "clock", "warn" if status.is_soon(row, today) else "muted"
