"""An opened plan: its tree, the form of what is chosen in it, and its pages."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from ...domain import numbering
from ...domain.outline import Tree
from ...domain.periods import PlanPeriod
from ...domain.places import SettingsPlace
from ...domain.plan import ItemKind
from ..documents.bar import IssuedBanner
from ..documents.view import DocumentView, Pane
from ..shell import Shell
from . import citing
from .bar import PlanBar, issued_words, reopening_words
from .dialogs import form_words
from .item_actions import ItemActions
from .opened import OpenedPlan
from .outline_model import HEAD
from .panes import FormPane, TreePane


class PlanDesk(DocumentView):
    """Writes, corrects and issues one plan. All its edits are operations on ``office.plans``."""

    bar: PlanBar

    def __init__(self, shell: Shell, chosen: OpenedPlan) -> None:
        trees, form = TreePane(), FormPane(chosen)
        super().__init__(
            shell,
            chosen,
            PlanBar(),
            IssuedBanner("Sửa đổi kế hoạch", "edit"),
            [
                Pane(trees, beside=46, alone=46, stretch=4, least=220),
                Pane(form, beside=54, alone=54, stretch=5, least=300),
            ],
            "plan.preview",
            turns=True,
        )
        self.chosen, self.trees, self.form = chosen, trees, form
        self.tree = trees.tree
        self.actions_ = ItemActions(self, self.tree, self)
        self.trees.add_buttons(self.actions_)
        self.tree.chosen.connect(self._item_chosen)
        self.tree.open_wanted.connect(self._open_form)
        self.bar.form_action.triggered.connect(lambda _checked=False: self.show_pages(False))
        turn = QShortcut(QKeySequence("Ctrl+Tab"), self)
        turn.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        turn.activated.connect(self._turn)
        self.tree.outline.text_wanted.connect(self._set_text)
        self.form.opened.connect(self.tree.select)
        self.bar.renumber_action.triggered.connect(self.renumber)
        self.bar.bases_action.triggered.connect(self.add_bases)
        self.bar.renew_action.triggered.connect(self.renew_bases)
        self.bar.shorten_action.triggered.connect(self.shorten_citations)
        self.bar.legal_action.triggered.connect(lambda _checked=False: self._shell.go(SettingsPlace("legal")))
        self.actions_.more = [self.bar.bases_action, self.bar.renew_action]
        self.bar.decision_action.triggered.connect(self.add_decision)

    # Showing

    def open(self, plan_id: str) -> None:
        """Shows another plan at its head; what is being typed was saved before. Nothing for no plan."""
        self.chosen.plan_id = plan_id
        self.form.clear()
        if plan_id:
            self.tree.set_tree(self.chosen.plan.items)
            self.tree.select(HEAD)
            # Where the head was chosen in the plan before, the tree does not tell it anew.
            self._item_chosen(self.tree.current_id())
        self.show_document()

    def refresh(self) -> None:
        """Shows the plan as it is stored; selection, scroll place and focus stay."""
        plan = self.chosen.plan
        self.show_chooser()
        self.banner.say(issued_words(plan))
        self.banner.change.setText(reopening_words(plan.status))
        self.banner.setVisible(self.chosen.is_locked)
        self.actions_.set_editable(not self.chosen.is_locked and not self.chosen.why_closed)
        self.tree.set_tree(plan.items)
        if not self.tree.current_id():
            self.tree.select(HEAD)
        self.form.refresh()
        super().refresh()

    def show_pages(self, shown: bool, remember: bool = False) -> None:
        """Shows the printed pages in place of the form, or the form; what is typed is saved before."""
        if shown and not self.commit():
            shown = False
        super().show_pages(shown)
        self.bar.form_action.setChecked(not shown)

    def _turn(self) -> None:
        """Ctrl+Tab: the pages where the form is, and the other way round."""
        self.show_pages(not self.bar.preview_action.isChecked())

    def _open_form(self) -> None:
        """Enter on an item: its text, for typing."""
        self.show_pages(False)
        self.form.focus_text()

    def show_chooser(self) -> None:
        """Shows which plans there are, and which one is opened."""
        self.bar.show_plans(self._shell.office.plans.heads(), self.chosen.plan)

    def show_item(self, item_id: str) -> None:
        """Goes to an item, which the filter may have hidden."""
        self.trees.clear_filter()
        self.tree.select(item_id)

    def show_text(self, key: str) -> None:
        """Goes to the item that was clicked on a page."""
        self.tree.select(key)

    def commit(self) -> bool:
        """Saves the field that is being edited."""
        return self.form.commit()

    def _item_chosen(self, item_id: str) -> None:
        if item_id == self.chosen.item_id:
            return
        if self.chosen.item_id and not self.form.commit():
            self.tree.select(self.chosen.item_id)
            self._shell.notify("Hãy sửa ô có viền đỏ, hoặc nhấn Esc để lấy lại nội dung cũ.")
            return
        self.chosen.item_id = item_id
        self.form.show_item()
        self.reveal(item_id)

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
        plans = self._shell.office.plans
        if self._shell.attempt(lambda: plans.restructure(self.chosen.plan_id, label, change)):
            self.refresh()
            new = [item.id for item in self.chosen.plan.walk() if item.id not in known]
            # After a split the second half is what one goes on with.
            self.tree.select(new[-1] if new else select)

    def add(self, kind: ItemKind, parent_id: str | None, index: int) -> None:
        """Adds an item and opens it for typing."""
        plans = self._shell.office.plans
        added: list[str] = []
        if self._shell.attempt(
            lambda: added.append(plans.add(self.chosen.plan_id, kind, "", parent_id, index))
        ):
            self.trees.clear_filter()
            self.refresh()
            self.tree.select(added[0])
            self.show_pages(False)
            self.form.focus_text(all_of_it=True)

    def text_cursor(self) -> tuple[str, int] | None:
        """Where the cursor stands in the text of the chosen item."""
        return self.form.text_cursor()

    def save_pending(self) -> None:
        """Saves the field that is being edited."""
        self.form.commit()

    def _set_text(self, item_id: str, text: str) -> None:
        plans = self._shell.office.plans
        if self._shell.attempt(lambda: plans.set_text(self.chosen.plan_id, item_id, text)):
            self.refresh()

    # Commands

    def export_warning(self) -> str:
        """What the plan's head and foot lack of the form of official documents."""
        return "" if self.chosen.is_locked else form_words(self._shell, self.chosen.plan)

    def add_decision(self) -> None:
        """Attaches the plan to a decision that approves it, and shows that."""
        plans = self._shell.office.plans
        if self.commit() and self._shell.attempt(lambda: plans.add_decision(self.chosen.plan_id)):
            self.refresh()
            if (decision := self.chosen.plan.decision) is not None:
                self.show_item(decision.id)
            self._shell.notify("Đã thêm quyết định phê duyệt; hãy xem lại căn cứ và các điều.", undoable=True)

    def renumber(self) -> None:
        """Numbers the headings and numbered entries in sequence."""
        if not self.commit():
            return
        before = self.chosen.plan.items
        if numbering.renumber(before) == before:
            self._shell.notify("Số mục đã đúng thứ tự, không có gì phải đổi.")
        elif self._shell.attempt(lambda: self._shell.office.plans.renumber(self.chosen.plan_id)):
            self.refresh()
            self._shell.notify("Đã đánh lại số mục.", undoable=True)

    def add_bases(self) -> None:
        """Makes documents of the library, and other plans, bases of this one."""
        if not self.commit():
            return
        known = {item.id for item in self.chosen.plan.walk()}
        if citing.add_bases(self._shell, self.chosen.plan_id, self.chosen.item_id, self):
            self.refresh()
            self.show_item(next(item.id for item in self.chosen.plan.walk() if item.id not in known))

    def renew_bases(self) -> None:
        """Puts what holds in place of the bases that do not."""
        if self.commit() and citing.renew_bases(self._shell, self.chosen.plan_id, self):
            self.refresh()

    def shorten_citations(self) -> None:
        """Makes later citations short that are as long as the first."""
        if self.commit() and citing.shorten_citations(self._shell, self.chosen.plan_id, self):
            self.refresh()
