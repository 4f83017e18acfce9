"""The questions about a task that is to come again, or is not done any more."""

from datetime import date

from PySide6.QtWidgets import QWidget

from ...domain.errors import Refusal
from ...domain.places import TasksPlace
from ...domain.recurrence import Recurrence, Unit
from ...domain.task_care import Dropping
from ...domain.tasks import TaskPart, TaskRow
from ..forms import ChoiceField, DateField, LineField, TextField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse

_OFTEN = {
    "hằng tuần": (1, Unit.WEEK), "2 tuần một lần": (2, Unit.WEEK), "hằng tháng": (1, Unit.MONTH),
    "2 tháng một lần": (2, Unit.MONTH), "hằng quý": (3, Unit.MONTH), "4 tháng một lần": (4, Unit.MONTH),
    "6 tháng một lần": (6, Unit.MONTH), "hằng năm": (12, Unit.MONTH),
}  # fmt: skip
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_FRIDAY = 4


class RuleQuestion(Question):
    """How often a task comes again, on which day, and from when on."""

    def __init__(self, shell: Shell, row: TaskRow, rule: Recurrence | None, parent: QWidget) -> None:
        super().__init__(parent, "Nhiệm vụ lặp lại", "Đặt chu kỳ")
        self._shell = shell
        self._task_id = row.id
        self.often = ChoiceField(None, "Chu kỳ", choices=lambda: [(words, words) for words in self._known()])
        self.weekday = ChoiceField(None, "Đến hạn vào", choices=lambda: list(enumerate(_WEEKDAYS)))
        self.month = ChoiceField(None, "Tháng đến hạn", choices=self._months)
        self.day = ChoiceField(None, "Ngày đến hạn", choices=_days)
        self.begins = DateField(None, "Tính các kỳ đến hạn từ ngày")
        for field, name in (
            (self.often, "every"), (self.weekday, "weekday"), (self.month, "month"), (self.day, "day"),
            (self.begins, "begins"),
        ):  # fmt: skip
            field.setObjectName(name)
        self._own = {} if rule is None else {_words(rule): (rule.every, rule.unit)}
        self.often.reload_choices()
        chosen = rule or Recurrence(1, Unit.MONTH, begins=shell.office.today.replace(day=1))
        self.often.set_value(_words(chosen))
        self._follow()
        self.weekday.set_value(chosen.day if chosen.unit is Unit.WEEK else _FRIDAY)
        self.month.set_value(chosen.month)
        self.day.set_value(chosen.day if chosen.unit is Unit.MONTH else 0)
        self.begins.set_value(chosen.begins)
        self.often.changed.connect(self._follow)
        self.form.add(self.often)
        self.form.add(self.weekday, self.month, self.day)
        self.form.add(self.begins)
        words = "Nhiệm vụ vẫn được tính là một; mỗi kỳ có hạn, tiến độ và tình trạng riêng."
        self.form.add_widget(label(words, "muted", wrap=True))

    def _known(self) -> dict[str, tuple[int, Unit]]:
        return _OFTEN | getattr(self, "_own", {})

    def _months(self) -> list[tuple[int, str]]:
        every, _ = self._known().get(str(self.often.value()), (1, Unit.MONTH))
        if every == 12:
            return [(month % 12, f"tháng {month}") for month in range(1, 13)]
        return [(0, "tháng cuối của kỳ"), *((n, f"tháng thứ {n} của kỳ") for n in range(1, every))]

    def _follow(self) -> None:
        """Asks for the day as the distance of the turns wants it."""
        every, unit = self._known()[str(self.often.value())]
        self.weekday.setVisible(unit is Unit.WEEK)
        self.day.setVisible(unit is Unit.MONTH)
        self.month.setVisible(unit is Unit.MONTH and every > 1)
        self.month.reload_choices()

    def carry_out(self) -> bool:
        """Sets the rule. Raises Refusal where it has no turns."""
        every, unit = self._known()[str(self.often.value())]
        begins = self.begins.value()
        if unit is Unit.WEEK:
            rule = Recurrence(every, unit, self.weekday.value(), begins=begins)
        else:
            month = int(self.month.value() or 0) if every > 1 else 0
            rule = Recurrence(every, unit, self.day.value(), 0 if month == every else month, begins)
        office = self._shell.office
        return attempt_or_refuse(self._shell, lambda: office.task_care.set_rule(self._task_id, rule))


def _words(rule: Recurrence) -> str:
    return rule.words.partition(",")[0]


def _days() -> list[tuple[int, str]]:
    return [(0, "ngày cuối tháng"), *((day, f"ngày {day}") for day in range(1, 32))]


class DropQuestion(Question):
    """By which document a task, or a part of it, is not done any more."""

    def __init__(self, shell: Shell, row: TaskRow, part: TaskPart | None, parent: QWidget) -> None:
        super().__init__(parent, "Không thực hiện nữa", "Không thực hiện nữa")
        self._shell = shell
        self._task_id, self._part = row.id, part.key if part is not None else ""
        self.number = LineField(None, "Số, ký hiệu văn bản", hint="ví dụ: 15/UBND-VP")
        self.day = DateField(None, "Ngày văn bản")
        self.words = TextField(None, "Lý do, nội dung", hint="Văn bản nói gì về nhiệm vụ này", lines=2)
        for field, name in ((self.number, "number"), (self.day, "day"), (self.words, "words")):
            field.setObjectName(name)
        self.day.set_value(shell.office.today)
        self._told = part.label if part is not None else row.text
        self.form.add_widget(label(self._told, wrap=True))
        self.form.add(self.number, self.day)
        self.form.add(self.words)
        words = (
            "Từ ngày văn bản, phần này không tính vào số nhiệm vụ phải làm của danh sách và báo cáo. "
            "Có thể lấy lại bất cứ lúc nào."
        )
        self.form.add_widget(label(words, "muted", wrap=True))
        self.number.setFocus()

    def carry_out(self) -> bool:
        """Drops it. Raises Refusal where the document is none."""
        day = self.day.value()
        if not isinstance(day, date):
            raise Refusal("Hãy nhập ngày văn bản, ví dụ 05/03/2026.", "day")
        dropping = Dropping(day, self.number.value().strip(), self.words.value())
        care = self._shell.office.task_care
        done = attempt_or_refuse(self._shell, lambda: care.drop(self._task_id, dropping, self._part))
        if done:
            told = f"Không thực hiện nữa theo văn bản số {dropping.number}: {self._told.rstrip('.;')}"
            self._shell.notify(told, undoable=True, place=TasksPlace(self._task_id))
        return done
