"""The question of the plan's page on a plan that is issued: its number and date; and what it lacks."""

from PySide6.QtWidgets import QWidget

from ...domain.plan import Plan, PlanStatus
from ...domain.plan_issues import IssuedBy
from ...office.plan_life import DECISION_SYMBOL
from ..documents.issue_dialog import IssueQuestion, IssueWords, issue_through
from ..forms import ChoiceField
from ..shell import Shell

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
