"""The two questions of the plan's page: what a new plan is about, and the number of one that is issued."""

from PySide6.QtWidgets import QWidget

from ...domain.errors import Refusal
from ...domain.periods import PeriodKind, PlanPeriod
from ...domain.plan import Plan, PlanStatus
from ...domain.plan_issues import IssuedBy
from ...office.plan_life import DECISION_SYMBOL
from ..documents.issue_dialog import IssueQuestion, IssueWords, issue_through
from ..forms import ChoiceField, TextField, YearField
from ..forms.question import Question
from ..head_fields import make_period, period_choices
from ..labels import label
from ..shell import Shell, attempt_or_refuse

_WORDS = IssueWords(
    title="Ban hành kế hoạch",
    answer="Ban hành",
    day="Ngày ban hành",
    explanation=(
        "Ghi số và ngày của văn bản đã ký. Từ đó nội dung kế hoạch được giữ nguyên; "
        "muốn đổi thì chọn «Sửa đổi kế hoạch»."
    ),
    no_day="Hãy nhập ngày ban hành.",
)


class NewPlanDialog(Question):
    """Subject and period of a new plan. ``plan`` is the new one once it was made."""

    help_topic = "ke-hoach#soan-va-sua"

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


def form_words(shell: Shell, plan: Plan) -> str:
    """What the plan's head and foot lack of the form of official documents, and what it cites that does not
    hold; nothing where all is right."""
    return " ".join(shell.office.legal.plan_problems(plan))


class IssueDialog(IssueQuestion):
    """Number and date of a plan that is issued; one that was amended goes out by a decision, or anew."""

    help_topic = "ke-hoach#du-thao-ban-hanh-sua-doi"

    def __init__(self, shell: Shell, plan: Plan, parent: QWidget | None) -> None:
        life = shell.office.plan_life
        self.issued_by = ChoiceField(None, "Ban hành bằng", choices=lambda: _WAYS)
        self.issued_by.setObjectName("issued_by")
        self._plan, self._day = plan, shell.office.today
        is_amended = plan.status is PlanStatus.AMENDED and bool(life.issues(plan.id))
        self.issued_by.set_value(IssuedBy.DECISION if is_amended else IssuedBy.PLAN)
        issue = issue_through(
            shell, lambda number, day: life.issue(plan.id, number, day, self.issued_by.value())
        )
        warning = form_words(shell, plan)
        day = plan.issued_on or self._day
        super().__init__(_WORDS, plan.number, plan.issued_symbol, day, issue, parent, warning)
        self.issued_by.setVisible(is_amended)
        if is_amended:
            self.form.add(self.issued_by)
            self.issued_by.changed.connect(self._follow)
            self._follow()

    def _follow(self) -> None:
        """A decision has a number and a day of its own; the plan keeps its own."""
        is_decision = self.issued_by.value() is IssuedBy.DECISION
        self.symbol.set_value(DECISION_SYMBOL if is_decision else self._plan.issued_symbol)
        self.number.set_value("" if is_decision else self._plan.number)
        self.day.set_value(self._day if is_decision else self._plan.issued_on or self._day)

    @classmethod
    def ask(cls, shell: Shell, plan: Plan, parent: QWidget | None) -> bool:
        """Asks and issues the plan; gives whether it was issued."""
        return cls(shell, plan, parent).was_issued()


_WAYS = (
    (IssuedBy.DECISION, "Quyết định điều chỉnh, bổ sung (kế hoạch giữ số và ngày cũ)"),
    (IssuedBy.PLAN, "Ban hành lại toàn bộ kế hoạch với số, ngày mới"),
)
"""How what was amended is issued."""
