"""«Kế hoạch»: the tree of a plan, the form of what is chosen in it, and the pages as they will print."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain import numbering
from ...domain.outline import Tree
from ...domain.periods import PlanPeriod
from ...domain.places import Place, PlanPlace
from ...domain.plan import ItemKind, Plan, PlanStatus
from ...office.desk import DAY, PLAN_TABLES
from ...office.settings import SETTINGS_TABLES
from ...office.tasks import plan_label
from ...storage.changes import Changes
from ..shell import Page, Shell, tables
from ..theme import SPACE
from ..widgets.command_bar import IssuedBanner
from ..widgets.preview import Preview
from ..widgets.preview_fold import PreviewFold
from .bar import EmptyPlans, PlanBar, issued_words
from .dialogs import IssueDialog, NewPlanDialog
from .item_actions import ItemActions
from .item_forms import Chosen
from .outline_model import FOOT, HEAD
from .panes import FormPane, TreePane

_CHOSEN = "plan.chosen"


class PlanPage(Page):
    """Writes, corrects and issues plans. All its edits are operations on ``office.plans``."""

    help_topic = "ke-hoach"
    has_document = True
    reads = tables(PLAN_TABLES, SETTINGS_TABLES, ("task_updates",), (DAY,))

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.chosen = Chosen(shell)
        self.bar = PlanBar()
        self.banner = IssuedBanner("Sửa đổi kế hoạch", "edit")
        self.trees = TreePane()
        self.tree = self.trees.tree
        self.form = FormPane(self.chosen)
        self.preview = Preview(closable=True)
        self.actions_ = ItemActions(self, self.tree, self)
        self.trees.add_buttons(self.actions_)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for pane, stretch in ((self.trees, 3), (self.form, 4), (self.preview, 4)):
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
            self.splitter.setCollapsible(self.splitter.count() - 1, False)
        self.trees.setMinimumWidth(220)
        self.form.setMinimumWidth(300)
        self.preview.setMinimumWidth(240)
        self.fold = PreviewFold(
            shell, "plan.preview", self.bar, self.preview, self.splitter, self._share_width,
            lambda: self.chosen.item_id,
        )  # fmt: skip
        self.empty = EmptyPlans()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._body())
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        holder = QHBoxLayout()
        holder.setContentsMargins(SPACE, SPACE, SPACE, 0)
        holder.addWidget(self.banner)
        self._banner_row = QWidget()
        self._banner_row.setLayout(holder)
        column.addWidget(self._banner_row)
        column.addWidget(self.splitter, 1)
        return body

    def _connect(self) -> None:
        self.tree.chosen.connect(self._item_chosen)
        self.tree.open_wanted.connect(self.form.focus_text)
        self.tree.outline.text_wanted.connect(self._set_text)
        self.form.opened.connect(self.tree.select)
        self.preview.text_clicked.connect(self.tree.select)
        bar = self.bar
        bar.plan_chosen.connect(self.show_item)
        bar.import_action.triggered.connect(self._import)
        bar.new_action.triggered.connect(self.new_plan)
        bar.issue_action.triggered.connect(self.issue)
        bar.amend_action.triggered.connect(self.amend)
        bar.export_action.triggered.connect(self._export)
        bar.print_action.triggered.connect(self._print)
        bar.renumber_action.triggered.connect(self.renumber)
        bar.delete_action.triggered.connect(self.delete_plan)
        self.banner.change_wanted.connect(self.amend)
        self.empty.import_wanted.connect(self._import)
        self.empty.new_wanted.connect(self.new_plan)

    # Showing

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows the plan as it is stored; selection, scroll place and focus stay."""
        plans = self.shell.office.plans
        heads = plans.heads()
        ids = [head.id for head in heads]
        if self.chosen.plan_id not in ids:
            kept = self.shell.office.settings.preference(_CHOSEN)
            current = plans.current()
            self._go_to_plan(kept if kept in ids else current.id if current else "")
        self._stack.setCurrentIndex(0 if heads else 1)
        if not heads:
            self.preview.set_source(None)
            return
        plan = self.chosen.plan
        self.bar.show_plans(heads, plan)
        self.banner.say(issued_words(plan))
        self._banner_row.setVisible(plan.status is PlanStatus.ISSUED)
        self.actions_.set_editable(not self.chosen.is_locked)
        self.tree.set_tree(plan.items)
        if not self.tree.current_id():
            self.tree.select(HEAD)
        self.form.refresh()
        self.preview.invalidate()

    def show_place(self, place: Place) -> None:
        if isinstance(place, PlanPlace):
            plan_id = place.plan_id or self.shell.office.plans.plan_of(place.item_id)
            self.show_item(plan_id, place.item_id)

    def show_item(self, plan_id: str = "", item_id: str = "") -> None:
        """Shows a plan, at an item where given."""
        if not self.form.commit():
            self.bar.show_plans(self.shell.office.plans.heads(), self.chosen.plan)
            return
        if plan_id and plan_id != self.chosen.plan_id:
            self._go_to_plan(plan_id)
        self.refresh()
        if item_id:
            self.trees.clear_filter()
            self.tree.select(item_id)

    def leave(self) -> bool:
        """Saves the field that is being edited."""
        return self.form.commit()

    def current_document(self) -> tuple[Document, str] | None:
        """The plan as it is printed."""
        if not self.chosen.plan_id:
            return None
        papers = self.shell.office.papers
        return papers.plan(self.chosen.plan_id), papers.plan_file_name(self.chosen.plan_id)

    def _go_to_plan(self, plan_id: str) -> None:
        self.chosen.plan_id = plan_id
        self.chosen.item_id = ""
        self.form.clear()
        if plan_id:
            self.shell.office.settings.set_preference(_CHOSEN, plan_id)
            self.tree.set_tree(self.chosen.plan.items)
            self.tree.select(HEAD)
            # Where the head was chosen in the plan before, the tree does not tell it anew.
            self._item_chosen(self.tree.current_id())
            self.preview.set_source(self._composed, self._printed_texts)

    def _composed(self) -> Document | None:
        return self.shell.office.papers.plan(self.chosen.plan_id) if self.chosen.plan_id else None

    def _printed_texts(self) -> list[tuple[str, str]]:
        plan = self.chosen.plan
        texts = [(HEAD, f"{plan.title}{plan.subject}")]
        texts += [(item.id, f"{item.marker}{item.text}") for item in plan.walk()]
        return [*texts, (FOOT, "Nơi nhận:")]

    def _item_chosen(self, item_id: str) -> None:
        if item_id == self.chosen.item_id:
            return
        if self.chosen.item_id and not self.form.commit():
            self.tree.select(self.chosen.item_id)
            self.shell.notify("Hãy sửa ô có viền đỏ, hoặc nhấn Esc để lấy lại nội dung cũ.")
            return
        self.chosen.item_id = item_id
        self.form.show_item()
        self.preview.reveal(item_id)

    # The preview folds away where there is no room for three panes

    def _share_width(self, width: int, with_pages: bool) -> None:
        if with_pages:
            tree, form = (max(220, width * 27 // 100), max(300, width * 36 // 100))
            self.splitter.setSizes([tree, form, width - tree - form])
        else:
            self.splitter.setSizes([width * 42 // 100, width * 58 // 100, 0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the preview away in a narrow window, unless the user wants it."""
        super().resizeEvent(event)
        self.fold.resized(event.size().width())

    # What the actions on items ask for (the protocol Tender)

    def tree_now(self) -> Tree:
        """The plan's tree as it is stored."""
        return self.chosen.plan.items

    def period(self) -> PlanPeriod:
        """The plan's period."""
        return self.chosen.plan.period

    def restructure(self, label: str, change: Callable[[Tree], Tree], select: str = "") -> None:
        """Changes the tree in one operation."""
        known = {item.id for item in self.chosen.plan.walk()}
        plans = self.shell.office.plans
        if self.shell.attempt(lambda: plans.restructure(self.chosen.plan_id, label, change)):
            self.refresh()
            new = [item.id for item in self.chosen.plan.walk() if item.id not in known]
            # After a split the second half is what one goes on with.
            self.tree.select(new[-1] if new else select)

    def add(self, kind: ItemKind, parent_id: str | None, index: int) -> None:
        """Adds an item and opens it for typing."""
        plans = self.shell.office.plans
        made: list[str] = []
        if self.shell.attempt(
            lambda: made.append(plans.add(self.chosen.plan_id, kind, "", parent_id, index))
        ):
            self.trees.clear_filter()
            self.refresh()
            self.tree.select(made[0])
            self.form.focus_text(all_of_it=True)

    def text_cursor(self) -> tuple[str, int] | None:
        """Where the cursor stands in the text of the chosen item."""
        return self.form.text_cursor()

    def save_pending(self) -> None:
        """Saves the field that is being edited."""
        self.form.commit()

    def _set_text(self, item_id: str, text: str) -> None:
        plans = self.shell.office.plans
        if self.shell.attempt(lambda: plans.set_text(self.chosen.plan_id, item_id, text)):
            self.refresh()

    # Commands on the whole plan

    def new_plan(self) -> None:
        """Asks for subject and period, and starts a plan."""
        if self.leave() and (plan := NewPlanDialog.ask(self.shell, self)) is not None:
            self.show_item(plan.id)
            self.shell.notify(f"Đã lập {plan_label(plan).lower()}.", undoable=True)

    def issue(self) -> None:
        """Asks for number and date, and issues the plan."""
        if self.leave() and IssueDialog.ask(self.shell, self.chosen.plan, self):
            self.refresh()
            plan = self.chosen.plan
            self.shell.notify(f"Đã ban hành kế hoạch số {plan.number}/{plan.symbol}.", undoable=True)

    def amend(self) -> None:
        """Opens an issued plan for changes."""
        if self.shell.attempt(lambda: self.shell.office.plans.amend(self.chosen.plan_id)):
            self.refresh()
            self.shell.notify("Kế hoạch đã mở để sửa đổi; sửa xong thì ban hành lại.", undoable=True)

    def renumber(self) -> None:
        """Numbers the headings and numbered entries in sequence."""
        if not self.leave():
            return
        before = self.chosen.plan.items
        if numbering.renumber(before) == before:
            self.shell.notify("Số mục đã đúng thứ tự, không có gì phải đổi.")
        elif self.shell.attempt(lambda: self.shell.office.plans.renumber(self.chosen.plan_id)):
            self.refresh()
            self.shell.notify("Đã đánh lại số mục.", undoable=True)

    def delete_plan(self) -> None:
        """Removes the plan; undo brings it back, so nothing is asked."""
        plan = self.chosen.plan
        self.form.clear()
        if self.shell.attempt(lambda: self.shell.office.plans.delete(plan.id)):
            self.refresh()
            self.shell.notify(f"Đã xóa {_quoted(plan)}.", undoable=True)

    def _import(self) -> None:
        self.shell.import_plan()

    def _export(self) -> None:
        if self.leave() and (made := self.current_document()) is not None:
            self.shell.export(*made)

    def _print(self) -> None:
        if self.leave() and (made := self.current_document()) is not None:
            self.shell.print_document(made[0])


def _quoted(plan: Plan) -> str:
    return f"«{plan.subject}»"
