"""«Việc cần làm»: the list of what needs a hand, and whose of it is shown."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...domain.access import Need
from ...domain.dates import short_date
from ...domain.names import units_together
from ...domain.places import CalendarPlace, TasksPlace
from ...domain.tasks import IN_FORCE
from ...domain.todo import Horizon, Line, Urgency, grouped, is_of, is_of_unit
from ..buttons import text_button
from ..choice_box import ChoiceBox
from ..labels import label
from ..shell import Shell
from ..tasks.columns import why_not_report
from ..theme import SPACE
from ..widgets.empty import EmptyState
from ..widgets.scrolled import Card
from .lines_table import LinesTable, shown_rows

WHOSE = "today.whose"
"""The preference that says whose lines are shown at this desk."""
ALL, MINE, NOBODYS = "", "mine", "nobody"
_UNIT = "unit:"
_NOBODYS_WORDS = "Việc chung, chưa giao ai"
_LEAST_LETTERS = 14
MOST = 13
"""So many lines are shown at first: with them all that is urgent stands on a small screen."""
_HINT = "Enter: mở nơi làm · Dấu cách: ghi tiến độ, ghi đã xong"


class LinesCard(Card):
    """The list with its filter."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.lines: tuple[Line, ...] = ()
        """The lines that the filter lets through, also those that are not shown yet."""
        self._opened: set[Urgency] = set()
        self.table = LinesTable(date.min)
        self.table.opened.connect(self._go)
        self.table.noted.connect(self._note)
        self.table.more_wanted.connect(self._show_more)
        self.all_button = text_button("Tất cả", tooltip="Việc của cả cơ quan")
        self.mine_button = text_button(
            "Việc của tôi",
            tooltip="Việc ghi tên bạn, và việc của đơn vị bạn mà chưa ghi tên ai",
        )
        for button, whose in ((self.all_button, ALL), (self.mine_button, MINE)):
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, whose=whose: self._choose(whose))
        self.units = ChoiceBox()
        self.units.setAccessibleName("Đơn vị")
        self.units.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.units.setMinimumContentsLength(_LEAST_LETTERS)
        self.units.setToolTip("Chỉ xem việc của một đơn vị, hoặc việc chưa giao ai")
        self.units.activated.connect(lambda _: self._choose(str(self.units.value())))
        self.calendar_button = text_button(
            "Lịch báo cáo", "calendar", "line", "Mọi báo cáo phải gửi trong năm"
        )
        self.calendar_button.clicked.connect(lambda _checked=False: shell.go(CalendarPlace()))
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Việc cần làm", "heading"))
        head.addStretch(1)
        head.addWidget(self.all_button)
        head.addWidget(self.mine_button)
        head.addWidget(self.units)
        head.addWidget(self.calendar_button)
        self.see_all = text_button("Xem mọi việc", "today")
        self.see_all.clicked.connect(lambda _checked=False: self._choose(ALL))
        self.see_tasks = text_button("Xem nhiệm vụ", "tasks", "flat")
        self.see_tasks.clicked.connect(lambda _checked=False: shell.go(TasksPlace(chosen=IN_FORCE)))
        self.empty = EmptyState("done", "", "", self.see_all, self.see_tasks)
        self._hint = label(_HINT, "small")
        self.column.addLayout(head)
        self.column.addWidget(self.table)
        self.column.addWidget(self.empty)
        self.column.addWidget(self._hint)
        self.setFocusProxy(self.table)

    @property
    def whose(self) -> str:
        """Whose lines are shown: ALL, MINE, NOBODYS, or «unit:» with a unit's name."""
        kept = self._shell.office.settings.preference(WHOSE)
        return kept if kept != MINE or self._shell.office.settings.at_the_desk() else ALL

    @property
    def whose_words(self) -> str:
        """Whose lines are shown, as a paper says it; nothing where they are everybody's."""
        whose = self.whose
        if whose == MINE:
            return self._shell.office.settings.at_the_desk()
        if whose == NOBODYS:
            return _NOBODYS_WORDS
        return whose.removeprefix(_UNIT)

    def refresh(self, *, at_hand: bool = False) -> None:
        """Shows the lines as they are now; those that take no time alone where ``at_hand``."""
        office = self._shell.office
        every, horizon = office.todo.lines(at_hand=at_hand), office.todo.horizon(office.today)
        named = dict.fromkeys(line.unit for line in every if line.unit)
        units = [(f"{_UNIT}{name}", name) for name in units_together((), named)]
        whose = self.whose
        if whose.startswith(_UNIT) and whose not in dict(units):
            units.append((whose, whose.removeprefix(_UNIT)))
        self.units.offer([(ALL, "Mọi đơn vị"), *units, (NOBODYS, _NOBODYS_WORDS)])
        self.units.show_value(whose if whose != MINE else ALL)
        self.all_button.setChecked(whose == ALL)
        self.mine_button.setChecked(whose == MINE)
        self.lines = tuple(filter(self._meant(whose), every))
        groups = grouped(self.lines, horizon)
        rows = shown_rows(groups, [horizon.title(urgency) for urgency, _ in groups], MOST, self._opened)
        self.table.show_rows(rows if self.lines else (), office.today)
        for widget in (self.table, self._hint):
            widget.setVisible(bool(self.lines))
        nobodys = sum(not line.who for line in every) if whose == MINE else 0
        told = f"{_HINT} · Ngoài ra có {nobodys} việc chung chưa giao ai" if nobodys else _HINT
        self._hint.setText(told)
        self.empty.setVisible(not self.lines)
        self._say_empty(whose, horizon)

    def _meant(self, whose: str) -> Callable[[Line], bool]:
        """Which lines are shown."""
        office = self._shell.office
        if whose == MINE:
            me = office.settings.at_the_desk()
            mine = office.todo.unit_of(me)
            return lambda line: is_of(line, me, mine)
        if whose == NOBODYS:
            return lambda line: not line.who
        unit = whose.removeprefix(_UNIT)
        officers = office.todo.officers_of(unit) if unit else []
        return lambda line: not unit or is_of_unit(line, unit, officers)

    def _say_empty(self, whose: str, horizon: Horizon) -> None:
        until = f"đến {short_date(horizon.ends)}"
        self.see_all.setVisible(whose != ALL)
        if whose == ALL:
            self.empty.say(
                "Không có việc nào đến hạn",
                f"Từ nay {until} không còn nhiệm vụ, báo cáo hay hạn nào trong các sổ phải làm.",
            )
        elif whose == MINE:
            self.empty.say(
                "Bạn không có việc nào đến hạn",
                f"Từ nay {until} không có việc nào ghi tên {self.whose_words}, hoặc của đơn vị bạn mà chưa "
                "ghi tên ai.",
            )
        else:
            self.empty.say(
                "Không có việc nào đến hạn", f"{self.whose_words}: từ nay {until} không có việc nào phải làm."
            )

    # What is chosen

    def _choose(self, whose: str) -> None:
        settings = self._shell.office.settings
        if whose == MINE and not settings.at_the_desk():
            self._shell.ask_who()
        self._opened.clear()
        settings.set_preference(WHOSE, whose)
        self.refresh()
        if self.lines:
            self.table.setFocus()

    def _show_more(self, urgency: Urgency) -> None:
        place = self.table.currentIndex().row()
        self._opened.add(urgency)
        self.refresh()
        self.table.setCurrentIndex(self.table.rows.index(place, 0))

    def _go(self, line: Line) -> None:
        self._shell.go(line.place)

    def _note(self, line: Line) -> None:
        """Notes here how far a task is, that a row of a register is done with, or that a report went out;
        whatever else a line wants is done in its place."""
        place, office = line.place, self._shell.office
        if isinstance(place, TasksPlace):
            row = office.tasks.get(place.task_id)
            if not self._is_closed(why_not_report(self._shell, row)):
                # The first page shows no form.
                from .progress import ProgressQuestion

                ProgressQuestion(self._shell, row, line.part, self).exec()
        elif (field := office.todo.done_field(line)) is not None:
            if not self._is_closed(office.why_closed(Need.FIGURES, line.area)):
                from .progress import DoneQuestion

                DoneQuestion(self._shell, line, field, self).exec()
        elif isinstance(place, CalendarPlace):
            from ..reports.duty_dialogs import SentQuestion

            turns = office.duties.of_year(place.year)
            if (turn := next((each for each in turns if each.id == place.line), None)) is not None:
                SentQuestion.ask(self._shell, turn, self)
        else:
            self._go(line)
            return
        self.table.setFocus()

    def _is_closed(self, why: str) -> bool:
        if why:
            self._shell.notify(why)
        return bool(why)
