"""How far a task is, noted without leaving the first page."""

from PySide6.QtWidgets import QWidget

from ...domain.tasks import TaskRow, TaskUpdate
from ..forms import PercentField, TextField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse


class ProgressQuestion(Question):
    """Asks how far a task is today, and with what result: done, unless it is said otherwise."""

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
        self.percent.set_value(100)
        self.outcome = TextField(None, "Kết quả, văn bản, sản phẩm")
        self.outcome.setObjectName("result")
        self.form.add(self.percent)
        self.form.add(self.outcome)
        self.percent.setFocus()

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
