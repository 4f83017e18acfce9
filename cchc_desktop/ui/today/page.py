"""Hôm nay: what needs a hand and by when, how far each area is, and what a new office does first."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...domain.places import HelpPlace, SettingsPlace, TasksPlace
from ...domain.tasks import IN_FORCE, TaskFilter, TaskStatus
from ...domain.text import capitalized
from ...office.first_steps import FIRST_STEPS_TABLES, StepKey
from ...office.rule_tables import RULE_TABLES
from ...office.settings import PROFILE_TABLES
from ...office.tasks import TASK_TABLES
from ...office.todo import TODO_TABLES
from ...office.trends import TREND_TABLES
from ...storage.changes import Changes
from ..buttons import text_button
from ..labels import label
from ..not_yet import HOW_TO_PLAN, NO_PLAN, plan_buttons
from ..shell import Page, Shell, tables
from ..theme import SPACE
from ..translator import VIETNAMESE
from ..widgets.empty import EmptyState
from ..widgets.scrolled import Card, Scrolled
from ..widgets.sign import Sign
from .first_steps import FirstStepsCard
from .lines_card import LinesCard
from .tile import Tile

if TYPE_CHECKING:
    from ...documents.model import Document
    from .below import Below

_OPEN = frozenset({TaskStatus.NOT_DUE, TaskStatus.IN_PROGRESS})
_DONE = frozenset({TaskStatus.DONE_ON_TIME, TaskStatus.DONE_LATE})


class TodayPage(Page):
    """The first page."""

    help_topic = "hom-nay"
    has_document = True
    reads = tables(
        TASK_TABLES, TODO_TABLES, TREND_TABLES, PROFILE_TABLES, FIRST_STEPS_TABLES, RULE_TABLES
    )  # fmt: skip

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
        self.lines = LinesCard(shell)
        column.addWidget(self.lines)
        column.addWidget(self._make_tiles())
        column.addStretch(1)
        self._below: Below | None = None
        self.setFocusProxy(self.lines)

    def _make_head(self) -> QHBoxLayout:
        self.ask_who = text_button("Ghi tên của bạn", "officer", "flat", "Ghi tên người làm việc ở máy này")
        self.ask_who.clicked.connect(lambda _checked=False: self.shell.ask_who())
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self._greeting)
        head.addWidget(self._date, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.ask_who)
        head.addStretch(1)
        return head

    def _make_trial(self) -> QFrame:
        """Says that the data are the sample's, and leads to the office's own."""
        self.trial = QFrame()
        self.trial.setProperty("role", "notice-info")
        words = "Bạn đang xem dữ liệu mẫu của một xã giả định; cứ sửa thử tùy ý, xem xong hãy xóa đi."
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

    def come_to_front(self) -> None:
        """Greets who works at this desk, and leads on: both are also preferences, and no data."""
        self._greet()
        self._show_beginning(bool(self.shell.office.plans.heads()))
        self._show_lines()

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
        self._date.setText(capitalized(words))
        rows = office.tasks.rows(IN_FORCE)
        has_plan = bool(office.plans.heads())
        self._show_beginning(has_plan)
        self._tiles.setVisible(has_plan)
        self._show_lines()
        for name, chosen in self._filters().items():
            self.tiles[name].set_number(sum(1 for row in rows if chosen.accepts(row)))
        if self._below is not None:
            self._below.refresh(has_plan)

    @property
    def below(self) -> "Below":
        """What stands below the first screen: made when it is asked for, or once that was painted, with the
        lines that take their time."""
        if self._below is None:
            # A start loads what is seen first.
            from .below import Below

            self._below = Below(self.shell)
            self._scrolled.column.insertWidget(self._scrolled.column.count() - 1, self._below)
            self._below.refresh(bool(self.shell.office.plans.heads()))
            self._show_lines()
        return self._below

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._below is None:
            QTimer.singleShot(0, self, lambda: self.shell.try_to_show(lambda: self.below))

    def _show_beginning(self, has_plan: bool) -> None:
        office = self.shell.office
        path = office.first_steps.path()
        self.first_steps.show_path(path, is_short=has_plan)
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

    def _show_lines(self) -> None:
        """What needs a hand; an office that has nothing yet is told what to do first instead."""
        # What takes its time follows once the first screen stands.
        self.lines.refresh(at_hand=self._below is None)
        has_plan = bool(self.shell.office.plans.heads())
        self.lines.setVisible(has_plan or bool(self.lines.lines))

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

    def current_document(self) -> "tuple[Document, str] | None":
        if self.lines.isHidden():
            return None
        document = self.shell.office.todo.document(self.lines.lines, whose=self.lines.whose_words)
        return document, "Việc cần làm trong tuần"
