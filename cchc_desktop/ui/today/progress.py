"""How far a task is, or that something is done, noted without leaving the first page."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from ...domain.registers.fields import Holds, RegisterField
from ...domain.tasks import TaskRow, TaskUpdate
from ...domain.todo import Line
from ..field import Field
from ..forms import DateField, LineField, PercentField, TextField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse


class ProgressQuestion(Question):
    """Asks how far a task is today, and with what result: as far as it was, until it is said otherwise."""

    help_topic = "nhiem-vu"

    def __init__(self, shell: Shell, row: TaskRow, part: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent, "Ghi tiến độ nhiệm vụ", "Ghi tiến độ")
        self._shell = shell
        self._row = row
        self._part = next((each for each in row.parts if each.key == part), row.next_turn)
        named = f" ({self._part.label})" if self._part is not None else ""
        self._words = f"{row.text.rstrip('.')}{named}"
        self.form.add_widget(label(self._words, wrap=True))
        self.percent = PercentField(None, "Tiến độ đến hôm nay")
        self.percent.setObjectName("percent")
        so_far = self._part.percent if self._part is not None else row.percent
        self.percent.set_value(so_far)
        self.outcome = TextField(None, "Kết quả, văn bản, sản phẩm")
        self.outcome.setObjectName("result")
        self.form.add(self.percent)
        self.form.add(self.outcome)
        self.done_button = self.buttons.addButton("Hoàn thành 100%", QDialogButtonBox.ButtonRole.ActionRole)
        self.done_button.setToolTip("Ghi ngay 100% (Alt+H)")
        # Not the button's own key: a button forgets that with its words.
        QShortcut(QKeySequence("Alt+H"), self).activated.connect(self.done_button.click)
        self.done_button.clicked.connect(lambda _checked=False: self._complete())
        self.percent.setFocus()

    def _complete(self) -> None:
        self.percent.set_value(100)
        self.answer()

    def carry_out(self) -> bool:
        """Reports it. Raises Refusal."""
        office = self._shell.office
        update = TaskUpdate(
            office.today,
            self.percent.value(),
            self.outcome.value(),
            office.settings.at_the_desk(),
            part=self._part.key if self._part is not None else "",
        )
        done = attempt_or_refuse(self._shell, lambda: office.tasks.report(self._row.id, update))
        if done:
            self._shell.notify(f"Đã ghi tiến độ {update.percent}%: {self._words}", undoable=True)
        return done


class DoneQuestion(Question):
    """Asks for what says that a row of a register is done with: today, where that is a day."""

    help_topic = "hom-nay"

    def __init__(self, shell: Shell, line: Line, field: RegisterField, parent: QWidget | None = None) -> None:
        super().__init__(parent, "Ghi đã xong", "Ghi vào sổ")
        self._shell, self._line, self._field = shell, line, field
        self.form.add_widget(label(f"{line.sentence}.", wrap=True))
        is_day = field.holds is Holds.DAY
        self.value: Field = DateField(None, field.label) if is_day else LineField(None, field.label)
        self.value.setObjectName(field.key)
        if is_day:
            self.value.set_value(shell.office.today)
        elif field.holds is Holds.YES_NO:
            self.value.set_value(field.shown(True))
        self.form.add(self.value)
        self.value.setFocus()

    def carry_out(self) -> bool:
        """Writes it into the row. Raises Refusal."""
        value = self.value.value()
        typed = value if isinstance(value, str) else self._field.shown(value)
        done = attempt_or_refuse(self._shell, lambda: self._shell.office.todo.finish(self._line, typed))
        if done:
            self._shell.notify(f"Đã ghi vào sổ: {self._line.sentence}", undoable=True)
        return done
