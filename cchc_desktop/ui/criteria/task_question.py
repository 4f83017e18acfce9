"""A lost point as a task of the year's plan: what is proposed, gone over before it is stored."""

from dataclasses import replace

from PySide6.QtWidgets import QDialog, QWidget

from ...domain.criteria.sets import CriteriaSet
from ...domain.places import TasksPlace
from ...domain.report_periods import Period
from ...office.criterion_tasks import ProposedTask
from ..forms import ChoiceField, DateField, LineField, TextField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..tasks import columns as task_columns


class CriterionTaskQuestion(Question):
    """The task's words, who does it by when, and into which plan it goes."""

    help_topic = "chi-so#dua-vao-ke-hoach"

    def __init__(
        self, shell: Shell, given: CriteriaSet, period: Period, proposed: ProposedTask, parent: QWidget | None
    ) -> None:
        super().__init__(parent, f"Đưa tiêu chí {proposed.criterion.code} vào kế hoạch", "Thêm nhiệm vụ")
        self._shell, self._given, self._period, self._proposed = shell, given, period, proposed
        self.form.add_widget(label(proposed.criterion.name, "heading", wrap=True))
        self.text = TextField(None, "Nhiệm vụ", lines=3)
        self.text.setObjectName("text")
        self.text.set_value(proposed.text)
        self.lead = ChoiceField(
            None, "Đơn vị chủ trì", choices=lambda: task_columns.unit_choices(shell), editable=True
        )
        self.lead.set_value(proposed.lead)
        self.officer = ChoiceField(
            None, "Người theo dõi", choices=lambda: task_columns.officer_choices(shell), editable=True
        )
        self.officer.set_value(proposed.officer)
        self.due = DateField(None, "Hạn hoàn thành")
        self.due.set_value(proposed.due)
        self.deliverable = LineField(None, "Sản phẩm")
        self.deliverable.set_value(proposed.deliverable)
        self.form.add(self.text)
        self.form.add(self.lead, self.officer)
        self.form.add(self.due, self.deliverable)
        self.form.add_widget(label(proposed.where, "muted", wrap=True))
        self.text.setFocus()

    def carry_out(self) -> bool:
        """Puts the task into the plan."""
        wanted = replace(
            self._proposed,
            text=self.text.value(),
            lead=self.lead.value() or "",
            officer=self.officer.value() or "",
            due=self.due.value() or self._proposed.due,
            deliverable=self.deliverable.value(),
        )
        tasks = self._shell.office.criterion_tasks
        return attempt_or_refuse(self._shell, lambda: tasks.put(self._given, self._period, wanted))

    @classmethod
    def ask(cls, shell: Shell, given: CriteriaSet, period: Period, code: str, parent: QWidget | None) -> None:
        """Proposes the task of a criterion and stores what becomes of it; leads to the task that was made of
        it already."""
        made = shell.office.criteria.tasks(given, period).get(code)
        if made is not None:
            shell.go(TasksPlace(made.id))
            return
        found: list[ProposedTask] = []
        propose = shell.office.criterion_tasks.propose
        if not shell.attempt(lambda: found.append(propose(given, period, code))):
            return
        if cls(shell, given, period, found[0], parent).exec() == QDialog.DialogCode.Accepted:
            what = " Kế hoạch đang mở sửa đổi." if found[0].is_issued else ""
            shell.notify(f"Đã thêm nhiệm vụ cho tiêu chí {code}.{what}", undoable=True)
