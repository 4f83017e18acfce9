"""The list, the calendar and the timeline of the tasks: one is shown, as was chosen last at this PC."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from ...catalogue.working_days import working_days
from ...domain.tasks import TaskRow
from ..buttons import menu_button
from ..shell import Shell
from .month import MonthView
from .table import TaskTable
from .timeline import TimelineView

_VIEW = "tasks-view"
"""The preference with the view that was chosen last."""
_GROUPING = "tasks-timeline"


class View(StrEnum):
    """How the tasks are looked at."""

    LIST = "list"
    MONTH = "month"
    QUARTERS = "quarters"


_WORDS = {View.LIST: "&Danh sách", View.MONTH: "&Lịch tháng", View.QUARTERS: "Theo &quý"}
_KEYS = {View.LIST: "Alt+D", View.MONTH: "Alt+L", View.QUARTERS: "Alt+Q"}
_TIPS = {
    View.LIST: "Bảng nhiệm vụ, sửa ngay trong ô ({})",
    View.MONTH: "Nhiệm vụ theo ngày đến hạn trong tháng ({})",
    View.QUARTERS: "Thời gian thực hiện trên bốn quý của năm ({})",
}


class ViewSwitch(QWidget):
    """Buttons beside each other, of which one is pressed; one with a menu of them where there is little room.
    ``chosen`` comes with a View."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.buttons: dict[View, QPushButton] = {}
        group = QButtonGroup(self)
        menu = QMenu(self)
        self._choices: list[QAction] = []
        for view, words in _WORDS.items():
            button = QPushButton(words)
            button.setProperty("kind", "span")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setToolTip(_TIPS[view].format(_KEYS[view]))
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.setAccessibleName(words.replace("&", ""))
            button.clicked.connect(partial(self._clicked, view))
            group.addButton(button)
            self.buttons[view] = button
            row.addWidget(button)
            action = menu.addAction(button.accessibleName())
            action.setShortcut(_KEYS[view])
            action.triggered.connect(partial(self._clicked, view))
            # A menu that is closed has no keys.
            self.addAction(action)
            self._choices.append(action)
        self.menu = menu_button("Cách xem", "calendar", menu)
        self.menu.setToolTip("Cách xem nhiệm vụ: danh sách, lịch tháng, theo quý")
        row.addWidget(self.menu)
        self.fit(is_narrow=False)

    def fit(self, is_narrow: bool) -> None:
        """Has the buttons, or the one with the menu; the keys are those of what is shown."""
        for button in self.buttons.values():
            button.setVisible(not is_narrow)
        for action in self._choices:
            action.setEnabled(is_narrow)
        self.menu.setVisible(is_narrow)

    def show_view(self, view: View) -> None:
        """Presses the button of a view."""
        self.buttons[view].setChecked(True)
        words = self.buttons[view].accessibleName()
        self.menu.setText(f"{words} ▾")
        self.menu.setAccessibleName(f"Cách xem: {words}")

    def _clicked(self, view: View, _checked: bool = False) -> None:
        self.chosen.emit(view)


class TaskViews(QStackedWidget):
    """Holds the three of them. All show the same tasks; the table's cursor is the task that is looked at.

    ``opened`` comes where the details of that task are wanted, ``day_wanted`` with the first and the last due
    day of tasks that are to be listed. Calendar and timeline are made when first shown, and look at the tasks
    only while they are.
    """

    opened = Signal()
    day_wanted = Signal(object, object)

    def __init__(self, shell: Shell, table: TaskTable) -> None:
        super().__init__()
        self._shell = shell
        self._table = table
        self._rows: Sequence[TaskRow] = ()
        self.view = View.LIST
        self.addWidget(table)
        table.chosen.connect(self._follow)

    @cached_property
    def month(self) -> MonthView:
        """The calendar."""
        office = self._shell.office
        view = MonthView(lambda: office.today, working_days())
        view.day_wanted.connect(self.day_wanted)
        self._add(view)
        return view

    @cached_property
    def timeline(self) -> TimelineView:
        """The timeline."""
        office = self._shell.office
        view = TimelineView(lambda: office.today, office.settings.preference(_GROUPING))
        view.grouped.connect(lambda by: office.settings.set_preference(_GROUPING, by))
        self._add(view)
        return view

    def _add(self, view: MonthView | TimelineView) -> None:
        view.chosen.connect(self._table.choose)
        view.opened.connect(self._open)
        self.addWidget(view)

    def kept(self) -> View:
        """The view that was chosen last at this PC."""
        name = self._shell.office.settings.preference(_VIEW)
        return View(name) if name in set(View) else View.LIST

    def show_view(self, view: View, remember: bool = False) -> None:
        """Shows a view of the same tasks, at the task that is looked at."""
        if remember:
            self._shell.office.settings.set_preference(_VIEW, view)
        self.view = view
        shown = self._shown()
        if shown is not None:
            shown.set_rows(self._rows)
            if (row := self._table.current_row()) is not None:
                shown.reveal(row)
                shown.mark(row.id)
        self.setCurrentWidget(shown or self._table)
        self.setFocusProxy(shown or self._table)

    def set_rows(self, rows: Sequence[TaskRow], are_any: bool) -> None:
        """Shows other tasks. Where there ``are_any`` of no filter, the table says what to do about it."""
        self._rows = rows
        self._table.rows.set_rows(rows)
        shown = self._shown()
        if shown is not None:
            shown.set_rows(rows)
        self.setCurrentWidget(shown if shown is not None and are_any else self._table)

    def focus(self) -> None:
        """Puts the keyboard into the view that is shown."""
        (self._shown() or self._table).setFocus(Qt.FocusReason.OtherFocusReason)

    def _shown(self) -> MonthView | TimelineView | None:
        """The view beside the table, where one is chosen."""
        match self.view:
            case View.MONTH:
                return self.month
            case View.QUARTERS:
                return self.timeline
        return None

    def _follow(self, row: TaskRow | None) -> None:
        shown = self._shown()
        if shown is not None:
            shown.mark(row.id if row is not None else "")

    def _open(self, task_id: str) -> None:
        if self._table.choose(task_id):
            self.opened.emit()
