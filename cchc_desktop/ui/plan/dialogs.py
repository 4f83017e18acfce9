"""The two questions of the plan's page: what a new plan is about, and the number of one that is issued."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ...domain.errors import Refusal
from ...domain.periods import PeriodKind, PlanPeriod
from ...domain.plan import Plan
from ..forms import ChoiceField, DateField, Form, LineField, TextField, YearField
from ..head_fields import make_period, period_choices
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..theme import SPACE


class Question(QDialog):
    """A short form with an answer button; it stays open while the answer is refused."""

    def __init__(self, parent: QWidget | None, title: str, answer: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(56 * SPACE)
        self.form = Form()
        self.buttons = QDialogButtonBox()
        self.accept_button = self.buttons.addButton(answer, QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setProperty("kind", "primary")
        self.buttons.addButton("Hủy", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.answer)
        self.buttons.rejected.connect(self.reject)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        self._column.setSpacing(2 * SPACE)
        self._column.addWidget(self.form)
        self._column.addStretch(1)
        self._column.addWidget(self.buttons)

    def answer(self) -> None:
        """Carries out what was asked; a refusal is shown at the field that it speaks of."""
        try:
            done = self.carry_out()
        except Refusal as refusal:
            self.form.problem(refusal.field, str(refusal))
            return
        if done:
            self.accept()

    def carry_out(self) -> bool:
        """Does it; gives whether it was done."""
        raise NotImplementedError


class NewPlanDialog(Question):
    """Subject and period of a new plan. ``plan`` is the new one once it was made."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent, "Lập kế hoạch mới", "Lập kế hoạch")
        self._shell = shell
        self.plan: Plan | None = None
        year = shell.office.today.year + (1 if shell.office.today.month >= 11 else 0)
        self.kind = ChoiceField(None, "Loại kế hoạch", choices=period_choices)
        self.kind.set_value((PeriodKind.YEAR, 0))
        self.year = YearField(None, "Năm")
        self.year.setObjectName("year")
        self.year.set_value(year)
        self.last_year = YearField(None, "Đến năm")
        self.last_year.set_value(year + 4)
        self.subject = TextField(None, "Trích yếu", lines=2)
        self.subject.setObjectName("subject")
        self.form.add(self.kind, self.year, self.last_year, stretches=(3, 2, 2))
        self.form.add(self.subject)
        self.form.add_widget(
            label(
                "Kế hoạch mới có sẵn các phần thường dùng và tám lĩnh vực; phần nào không cần thì xóa đi.",
                "muted",
                wrap=True,
            )
        )
        self._suggested = ""
        for field in (self.kind, self.year, self.last_year):
            field.changed.connect(self._suggest)
        self._suggest()

    def _period(self) -> PlanPeriod:
        last = self.last_year.value() if self.kind.value()[0] is PeriodKind.MULTI else None
        return make_period(self.kind.value(), self.year.value(), last)

    def _suggest(self) -> None:
        self.last_year.setVisible(self.kind.value()[0] is PeriodKind.MULTI)
        if self.subject.value().strip() not in ("", self._suggested):
            return
        try:
            self._suggested = f"Cải cách hành chính {self._period().label}"
        except Refusal:
            return
        self.subject.set_value(self._suggested)

    def carry_out(self) -> bool:
        """Makes the plan."""
        subject, period = self.subject.value(), self._period()

        def create() -> None:
            self.plan = self._shell.office.plans.create(subject, period)

        return attempt_or_refuse(self._shell, create)

    @classmethod
    def ask(cls, shell: Shell, parent: QWidget | None) -> Plan | None:
        """Asks and makes the plan; None where the user thought better of it."""
        dialog = cls(shell, parent)
        dialog.exec()
        return dialog.plan


class IssueDialog(Question):
    """Number and date of a plan that is issued."""

    def __init__(
        self, plan: Plan, day: date, issue: Callable[[str, date], bool], parent: QWidget | None
    ) -> None:
        super().__init__(parent, "Ban hành kế hoạch", "Ban hành")
        self._issue = issue
        self.number = LineField(None, "Số", hint="ví dụ 15")
        self.number.setObjectName("number")
        self.number.set_value(plan.number)
        symbol = LineField(None, "Ký hiệu")
        symbol.set_value(plan.symbol)
        symbol.editor.setEnabled(False)
        self.day = DateField(None, "Ngày ban hành")
        self.day.setObjectName("date")
        self.day.set_value(plan.issued_on or day)
        self.form.add_widget(
            label(
                "Ghi số và ngày của văn bản đã ký. Từ đó nội dung kế hoạch được giữ nguyên; "
                "muốn đổi thì chọn «Sửa đổi kế hoạch».",
                "muted",
                wrap=True,
            )
        )
        self.form.add(self.number, symbol, self.day, stretches=(2, 2, 3))
        self.number.setFocus()

    def carry_out(self) -> bool:
        """Issues the plan."""
        day = self.day.value()
        if day is None:
            raise Refusal("Hãy nhập ngày ban hành.", "date")
        return self._issue(self.number.value(), day)

    @classmethod
    def ask(cls, shell: Shell, plan: Plan, parent: QWidget | None) -> bool:
        """Asks and issues the plan; gives whether it was issued."""

        def issue(number: str, day: date) -> bool:
            return attempt_or_refuse(shell, lambda: shell.office.plans.issue(plan.id, number, day))

        return cls(plan, shell.office.today, issue, parent).exec() == QDialog.DialogCode.Accepted
