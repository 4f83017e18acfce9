"""The bar over the list of tasks once several are chosen: give them out, set their day, their progress."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from ...domain.dates import short_date
from ...domain.tasks import TaskRow
from ...office.assigning import TaskEdit, edit_words
from ...office.plans import AssignmentFields
from .. import icons, theme
from ..buttons import close, text_button
from ..field import Field
from ..forms import ChoiceField, DateField, PercentField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..theme import SPACE
from . import columns as task_columns

_NONE = "Bỏ chọn"
_ROOM_FOR_BUTTONS = 640
_ROOMY = 900
"""From this width on the bar has its pictures."""
_MOST_OFFERED = 20
_STEPS = (0, 25, 50, 75)


class BulkBar(QFrame):
    """Says how many tasks are chosen, and does something with all of them in one operation.

    ``unwanted`` comes from the button that chooses none.
    """

    help_topic = "nhiem-vu#nhieu-nhiem-vu-cung-luc"

    unwanted = Signal()

    def __init__(
        self, shell: Shell, chosen: Callable[[], list[TaskRow]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shell = shell
        self._chosen = chosen
        self._pictures: dict[QPushButton, str] = {}
        self.setProperty("role", "notice-info")
        self.count = label("", "heading")
        self.unit = self._button("Giao đơn &vị", "unit", self._offer_units)
        self.officer = self._button("Giao &người theo dõi", "officer", self._offer_officers)
        self.due = self._button("&Hạn", "calendar", self._offer_days)
        self.progress = self._button("&Tiến độ", "done", self._offer_progress)
        self.none = text_button(_NONE, "close", "flat", "Chỉ còn chọn một nhiệm vụ (Esc)")
        self.none.setAccessibleName(_NONE)
        self.none.clicked.connect(self.unwanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE, 0, SPACE, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.count)
        layout.addSpacing(SPACE)
        for button in (self.unit, self.officer, self.due, self.progress):
            layout.addWidget(button)
        self.more = text_button("Giao việc", "tasks")
        menu = QMenu(self.more)
        for button in (self.unit, self.officer, self.due, self.progress):
            entry = menu.addMenu(button.menu())
            entry.setText(button.text())
        self.more.setMenu(menu)
        self.more.hide()
        layout.addWidget(self.more)
        layout.addStretch(1)
        layout.addWidget(self.none)

    def _button(self, words: str, picture: str, offer: Callable[[QMenu], None]) -> QPushButton:
        button = text_button(words, picture)
        self._pictures[button] = picture
        button.setAccessibleName(f"{words.replace('&', '')}: các nhiệm vụ đã chọn")
        menu = QMenu(button)
        # Names and days are those of the moment at which the menu is opened.
        menu.aboutToShow.connect(menu.clear)
        menu.aboutToShow.connect(lambda: offer(menu))
        button.setMenu(menu)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives up pictures, and then words, where there is little room."""
        super().resizeEvent(event)
        roomy = event.size().width() >= theme.scaled(_ROOMY)
        for button, picture in self._pictures.items():
            button.setIcon(icons.icon(picture) if roomy else QIcon())
        self.none.setText(_NONE if roomy else "")
        is_narrow = event.size().width() < theme.scaled(_ROOM_FOR_BUTTONS)
        for button in self._pictures:
            button.setHidden(is_narrow)
        self.more.setVisible(is_narrow)

    def show_count(self, count: int) -> None:
        """Says how many tasks are chosen, and offers what may be done with them."""
        self.count.setText(f"Đã chọn {count} nhiệm vụ")
        for button in (self.unit, self.officer, self.due):
            close(button, task_columns.why_not_assign(self._shell))
        reasons = (task_columns.why_not_report(self._shell, row) for row in self._chosen())
        close(self.progress, next(filter(None, reasons), ""))

    # What is offered

    def _offer_units(self, menu: QMenu) -> None:
        self._offer_names(menu, "lead", [words for words, _ in task_columns.unit_choices(self._shell)])
        self._offer_other(
            menu, "Giao đơn vị", self._name_field("Đơn vị chủ trì", task_columns.unit_choices), "lead"
        )
        self._add(menu, "Bỏ đơn vị chủ trì", TaskEdit(AssignmentFields(lead="")))

    def _offer_officers(self, menu: QMenu) -> None:
        self._offer_names(menu, "officer", [words for words, _ in task_columns.officer_choices(self._shell)])
        field = self._name_field("Người theo dõi", task_columns.officer_choices)
        self._offer_other(menu, "Giao người theo dõi", field, "officer")
        self._add(menu, "Bỏ người theo dõi", TaskEdit(AssignmentFields(officer="")))

    def _offer_names(self, menu: QMenu, field: str, names: Iterable[str]) -> None:
        for name in list(names)[:_MOST_OFFERED]:
            fields: Any = {field: name}
            self._add(menu, name, TaskEdit(fields))
        menu.addSeparator()

    def _offer_days(self, menu: QMenu) -> None:
        for words, day in coming_days(self._shell.office.today):
            self._add(menu, f"{words} ({short_date(day)})", TaskEdit(AssignmentFields(due=day)))
        menu.addSeparator()
        self._offer_other(menu, "Đặt hạn", lambda: DateField(None, "Hạn hoàn thành"), "due")
        self._add(menu, "Bỏ hạn riêng", TaskEdit(AssignmentFields(due=None)))

    def _offer_progress(self, menu: QMenu) -> None:
        self._add(menu, "Hoàn thành 100% hôm nay", TaskEdit(percent=100))
        menu.addSeparator()
        for percent in _STEPS:
            self._add(menu, f"{percent}%", TaskEdit(percent=percent))
        menu.addSeparator()
        self._offer_other(menu, "Ghi tiến độ", lambda: PercentField(None, "Tiến độ"), "percent")

    def _name_field(self, caption: str, choices: Callable[[Shell], Any]) -> Callable[[], Field]:
        return lambda: ChoiceField(None, caption, choices=lambda: choices(self._shell), editable=True)

    def _add(self, menu: QMenu, words: str, edit: TaskEdit) -> None:
        # «&» in a name is no mark of a key.
        menu.addAction(words.replace("&", "&&")).triggered.connect(partial(self._apply, edit))

    def _offer_other(self, menu: QMenu, title: str, make: Callable[[], Field], name: str) -> None:
        def ask(_checked: bool = False) -> None:
            _Other(self, title, make(), name, self.apply).exec()

        menu.addAction("Khác…").triggered.connect(ask)

    def _apply(self, edit: TaskEdit, _checked: bool = False) -> None:
        self._shell.attempt(lambda: self.apply(edit))

    def apply(self, edit: TaskEdit) -> None:
        """Does it to every task that is chosen, in one operation. Raises Refusal."""
        rows = self._chosen()
        changes = self._shell.office.assigning.assign([row.id for row in rows], edit)
        task_columns.tell(self._shell, changes, edit_words(edit, len(rows)))


class _Other(Question):
    """Asks for what the menu does not offer."""

    help_topic = "nhiem-vu#nhieu-nhiem-vu-cung-luc"

    def __init__(
        self, bar: BulkBar, title: str, field: Field, name: str, apply: Callable[[TaskEdit], None]
    ) -> None:
        super().__init__(bar, f"{title} - {bar.count.text().lower()}", title)
        self._bar = bar
        self._field = field
        self._name = name
        self._apply = apply
        self.form.add(field)
        field.setFocus()

    def carry_out(self) -> bool:
        value = self._field.value()
        if self._name == "percent":
            edit = TaskEdit(percent=value)
        else:
            fields: Any = {self._name: value}
            edit = TaskEdit(fields)
        return attempt_or_refuse(self._bar._shell, lambda: self._apply(edit))


def coming_days(today: date) -> list[tuple[str, date]]:
    """The days that work is usually due on: the ends of this month, quarter and year, where they differ."""
    month = _month_end(today.year, today.month)
    quarter = _month_end(today.year, (today.month - 1) // 3 * 3 + 3)
    found = {
        month: f"Hết tháng {today.month}",
        quarter: f"Hết quý {('I', 'II', 'III', 'IV')[(today.month - 1) // 3]}",
        date(today.year, 12, 31): f"Hết năm {today.year}",
    }
    return [(words, day) for day, words in sorted(found.items())]


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
