"""What the plan's page looks at: one plan, and one item of it, as the view of a document sees them."""

from PySide6.QtWidgets import QWidget

from ...documents.model import Document
from ...domain.outgoing.records import PaperKey, PaperKind
from ...domain.plan import PlanStatus
from ...domain.text import uncapitalized
from .dialogs import IssueDialog
from .item_forms import Chosen
from .outline_model import FOOT, HEAD


class OpenedPlan(Chosen):
    """The chosen plan (the protocol OpenDocument)."""

    @property
    def key(self) -> str:
        """The item that is looked at."""
        return self.item_id

    def compose(self) -> Document | None:
        """The plan as it is printed; None where there is no plan."""
        return self.shell.office.papers.plan(self.plan_id) if self.plan_id else None

    def file_name(self) -> str:
        """The name that is offered for its file."""
        return self.shell.office.papers.plan_file_name(self.plan_id)

    def paper_key(self) -> PaperKey | None:
        """Which document it is; None where there is no plan."""
        return PaperKey(PaperKind.PLAN, self.plan_id) if self.plan_id else None

    def printed_texts(self) -> list[tuple[str, str]]:
        """Head, items and foot by their keys, as the pages print them."""
        plan = self.plan
        texts = [(HEAD, f"{plan.title}{plan.subject}")]
        texts += [(item.id, f"{item.marker}{item.text}") for item in plan.walk()]
        return [*texts, (FOOT, "Nơi nhận:")]

    def issue(self, parent: QWidget) -> str:
        """Asks for number and date, and issues the plan."""
        if not IssueDialog.ask(self.shell, self.plan, parent):
            return ""
        issues = self.shell.office.plan_life.issues(self.plan_id)
        return f"Đã ban hành {uncapitalized(issues[-1].label)}."

    def reopen(self) -> str:
        """Opens the plan again: an issued one for changes, what was submitted or closed as it was before."""
        life = self.shell.office.plan_life
        match self.plan.status:
            case PlanStatus.SUBMITTED:
                life.take_back(self.plan_id)
                return "Đã lấy kế hoạch về sửa."
            case PlanStatus.CLOSED:
                life.reopen(self.plan_id)
                return "Đã mở lại kế hoạch."
            case _:
                life.amend(self.plan_id)
                return "Kế hoạch đã mở để sửa đổi; sửa xong thì ban hành lại."
