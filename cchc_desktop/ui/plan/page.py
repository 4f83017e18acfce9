"""«Kế hoạch»: the plans of the office, of which one is opened."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.places import Place, PlanPlace
from ...office.desk import DAY, PLAN_TABLES
from ...office.outgoing import OUTGOING_TABLES
from ...office.settings import SETTINGS_TABLES
from ...office.tasks import TASK_TABLES, plan_label
from ...storage.changes import Changes
from ...storage.legal_kinds import LEGAL_TABLES
from ..not_yet import HOW_TO_PLAN, NO_PLAN, plan_buttons
from ..shell import Page, Shell, tables
from ..widgets.empty import EmptyState
from .bar import PlanTable
from .desk import PlanDesk
from .dialogs import form_words
from .opened import OpenedPlan

_CHOSEN = "plan.chosen"


class PlanPage(Page):
    """Shows a plan, or what to do while there is none; starts, brings in and removes plans."""

    help_topic = "ke-hoach"
    has_document = True
    reads = tables(PLAN_TABLES, SETTINGS_TABLES, OUTGOING_TABLES, TASK_TABLES, LEGAL_TABLES, (DAY,))

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.chosen = OpenedPlan(shell)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @cached_property
    def desk(self) -> PlanDesk:
        """The opened plan, made when there is one."""
        desk = PlanDesk(self.shell, self.chosen)
        desk.bar.plan_chosen.connect(self.show_item)
        desk.bar.import_action.triggered.connect(self._import)
        desk.bar.annex_action.triggered.connect(self._import_annex)
        desk.bar.new_action.triggered.connect(lambda _checked=False: self.new_plan())
        desk.bar.roll_action.triggered.connect(lambda _checked=False: self.new_plan(self.chosen.plan_id))
        desk.bar.submit_action.triggered.connect(self._submit)
        desk.bar.close_action.triggered.connect(self._close_plan)
        desk.bar.drop_action.triggered.connect(self._drop_amendment)
        desk.bar.compare_action.triggered.connect(self._compare)
        for table, action in desk.bar.table_actions.items():
            action.triggered.connect(lambda _checked=False, table=table: self._export_table(table))
        desk.bar.columns_action.triggered.connect(self._choose_columns)
        desk.bar.letters_action.triggered.connect(self._letters)
        desk.bar.duties_action.triggered.connect(self._propose_duties)
        desk.bar.coverage_action.triggered.connect(self._cover)
        desk.bar.delete_action.triggered.connect(self.delete_plan)
        self._stack.addWidget(desk)
        return desk

    @cached_property
    def empty(self) -> EmptyState:
        """What to do without a plan, made when there is none."""
        empty = EmptyState("plan", NO_PLAN, HOW_TO_PLAN, *plan_buttons(self.shell))
        self._stack.addWidget(empty)
        return empty

    # Showing

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows the plan as it is stored; selection, scroll place and focus stay."""
        plans = self.shell.office.plans
        ids = [head.id for head in plans.heads()]
        if self.chosen.plan_id not in ids:
            kept = self.shell.office.settings.preference(_CHOSEN)
            current = plans.current()
            self._open(kept if kept in ids else current.id if current else "")
        self._stack.setCurrentWidget(self.desk if ids else self.empty)
        self.setFocusProxy(self.desk.tree if ids else self.empty)
        if ids:
            self.desk.refresh()

    def show_place(self, place: Place) -> None:
        if isinstance(place, PlanPlace):
            plan_id = place.plan_id or self.shell.office.plans.plan_of(place.item_id)
            self.show_item(plan_id, place.item_id)

    def show_item(self, plan_id: str = "", item_id: str = "") -> None:
        """Shows a plan, at an item where given."""
        if not self.leave():
            self.desk.show_chooser()
            return
        # A plan may be gone by the time that somebody goes there.
        known = {head.id for head in self.shell.office.plans.heads()}
        if plan_id in known and plan_id != self.chosen.plan_id:
            self._open(plan_id)
        self.refresh()
        if item_id and self.chosen.plan_id:
            self.desk.show_item(item_id)

    def _open(self, plan_id: str) -> None:
        """Opens a plan and remembers which; opens none for none."""
        if plan_id:
            self.shell.office.settings.set_preference(_CHOSEN, plan_id)
        if plan_id or self._has_desk:
            self.desk.open(plan_id)

    @property
    def _has_desk(self) -> bool:
        """Whether there was a plan to open."""
        return "desk" in vars(self)

    def leave(self) -> bool:
        """Saves the field that is being edited."""
        return not self._has_desk or self.desk.commit()

    def current_document(self) -> tuple[Document, str] | None:
        """The plan as it is printed."""
        return self.desk.document() if self.chosen.plan_id else None

    def export_warning(self) -> str:
        if not self.chosen.plan_id:
            return ""
        return form_words(self.shell, self.shell.office.plans.get(self.chosen.plan_id))

    # Commands on the plans

    def new_plan(self, source: str = "") -> None:
        """Asks for kind, year and source, and makes a plan; of ``source`` where that is known."""
        from .new_plan import NewPlanDialog

        if self.leave() and (plan := NewPlanDialog.ask(self.shell, self, source)) is not None:
            self.show_item(plan.id)
            self.shell.notify(f"Đã lập {plan_label(plan).lower()}.", undoable=True)

    def delete_plan(self) -> None:
        """Removes the plan; undo brings it back, so nothing is asked."""
        plan = self.chosen.plan
        self.desk.form.clear()
        if self.shell.attempt(lambda: self.shell.office.plans.delete(plan.id)):
            self.refresh()
            self.shell.notify(f"Đã xóa «{plan.subject}».", undoable=True)

    def _submit(self) -> None:
        life = self.shell.office.plan_life
        self._go(life.submit, "Đã ghi là đã trình; nội dung giữ nguyên đến khi ban hành hoặc lấy về sửa.")

    def _close_plan(self) -> None:
        self._go(self.shell.office.plan_life.close, "Đã kết thúc kế hoạch.")

    def _drop_amendment(self) -> None:
        self._go(self.shell.office.plan_life.drop_amendment, "Kế hoạch trở về bản đã ban hành gần nhất.")

    def _go(self, step: Callable[[str], object], words: str) -> None:
        """Takes the opened plan to another state, and says so."""
        plan_id = self.chosen.plan_id
        if plan_id and self.leave() and self.shell.attempt(lambda: step(plan_id)):
            self.refresh()
            self.shell.notify(words, undoable=True)

    def _compare(self) -> None:
        from .comparison_dialog import ComparisonDialog

        if self.chosen.plan_id and self.leave():
            ComparisonDialog.run(self.shell, self.chosen.plan_id)

    def _letters(self) -> None:
        from .letters_dialog import LettersDialog

        if self.chosen.plan_id and self.leave():
            LettersDialog.run(self.shell, self.chosen.plan_id)

    def _export_table(self, table: PlanTable) -> None:
        from .table_exports import export_table

        if self.chosen.plan_id and self.leave():
            export_table(self.shell, self.chosen.plan, table, self)

    def _choose_columns(self) -> None:
        from .framework_dialog import FrameworkDialog

        if self.chosen.plan_id and self.leave() and FrameworkDialog.ask(self.shell, self):
            self.refresh()

    def _propose_duties(self) -> None:
        from .proposed_duties import propose_duties

        if self.chosen.plan_id and self.leave() and propose_duties(self.shell, self.chosen.plan_id, self):
            self.refresh()

    def _cover(self) -> None:
        from .coverage_dialog import CoverageDialog

        if self.chosen.plan_id and self.leave():
            CoverageDialog.run(self.shell, self.chosen.plan_id)
            self.refresh()

    def _import_annex(self) -> None:
        """Takes an annex in a file of its own into the opened plan."""
        from ..wizards.import_annex import ImportAnnex

        if self.leave() and self.chosen.plan_id:
            ImportAnnex.run(self.shell, self.chosen.plan_id)

    def _import(self) -> None:
        self.shell.import_plan()
