"""«Chỉ tiêu, nhiệm vụ» of an area's page: what the plan wants in the area, and how far that has come."""

from collections import Counter
from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ... import catalogue
from ...documents.model import Document
from ...domain import outline, plan_views
from ...domain.area_places import place_for
from ...domain.errors import Refusal
from ...domain.places import TasksPlace
from ...domain.plan import ItemKind
from ...domain.tasks import TaskFilter, TaskRow, TaskStatus
from ...domain.text import fold
from ...office.tasks import plan_label
from .. import theme
from ..buttons import close, text_button
from ..choice_box import ChoiceBox
from ..labels import label
from ..name_offer import OFFICERS, NameOffer
from ..not_yet import HOW_TO_PLAN, NO_PLAN, plan_buttons
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..tasks import columns as task_columns
from ..tasks.panel import TaskPanel
from ..theme import PANEL_WIDTH, SPACE
from ..today.plot import Bar, Legend, StatusPlot
from ..widgets.empty import EmptyState
from ..widgets.scrolled import Scrolled
from .target_panel import TargetPanel, TargetRow
from .waiting import WaitingTargets

_EMPTY = "Kế hoạch chưa có {0} nào ở lĩnh vực này."
_INVITES = " Bấm «Thêm {0}» để thêm vào kế hoạch."


class AreaPlan(QWidget):
    """The targets and tasks of one area in a plan, with the panel of the one that is chosen."""

    def __init__(self, shell: Shell, code: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.area = catalogue.area(code)
        self._plan_id = ""
        self._scrolled = Scrolled()
        self._scrolled.column.setSpacing(SPACE)
        self._make_head()
        self._make_targets()
        self._make_tasks()
        self._scrolled.column.addStretch(1)
        self._panels = QStackedWidget()
        self._panels.hide()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._scrolled)
        self._splitter.addWidget(self._panels)
        self._splitter.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)

    # The parts; the panels are made when they are first wanted, so that the page opens fast

    @cached_property
    def empty(self) -> EmptyState:
        """What to do while there is no plan."""
        empty = EmptyState("plan", NO_PLAN, HOW_TO_PLAN, *plan_buttons(self.shell))
        layout = self.layout()
        assert layout is not None
        layout.addWidget(empty)
        return empty

    @cached_property
    def target_panel(self) -> TargetPanel:
        """The panel of a target."""
        panel = TargetPanel(self.shell)
        panel.closed.connect(self._close_panel)
        self._panels.addWidget(panel)
        return panel

    @cached_property
    def task_panel(self) -> TaskPanel:
        """The panel of a task."""
        panel = TaskPanel(self.shell)
        panel.closed.connect(self._close_panel)
        self._panels.addWidget(panel)
        return panel

    def _make_head(self) -> None:
        self._plan = ChoiceBox()
        self._plan.setAccessibleName("Kế hoạch")
        self._plan.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._plan.setMinimumContentsLength(22)
        self._plan.activated.connect(self._plan_chosen)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        self._summary = label("", "muted", wrap=True)
        head.addWidget(self._summary, 1)
        head.addWidget(self._plan, 0, Qt.AlignmentFlag.AlignTop)
        self.plot = StatusPlot(f"Tiến độ của lĩnh vực {self.area.short_name}", labelled=False)
        self.plot.chosen.connect(self._open_status)
        column = self._scrolled.column
        self.waiting = WaitingTargets(self.shell, self.area.code)
        column.addLayout(head)
        column.addWidget(self.waiting)
        self.offer = NameOffer(self.shell, OFFICERS)
        column.addWidget(self.offer)
        column.addWidget(self.plot)
        self.legend = Legend()
        column.addWidget(self.legend)

    @cached_property
    def _adding(self) -> list[QPushButton]:
        """The buttons that add to the plan."""
        return []

    def _heading(self, words: str, add: str, tooltip: str, slot: Any) -> QLabel:
        title = label(words, "heading")
        button = text_button(add, "add", tooltip=tooltip)
        button.clicked.connect(lambda _checked=False: slot())
        row = QHBoxLayout()
        self._adding.append(button)
        row.addWidget(title, 1)
        row.addWidget(button)
        self._scrolled.column.addSpacing(SPACE)
        self._scrolled.column.addLayout(row)
        return title

    def _make_targets(self) -> None:
        self._targets_title = self._heading(
            "Chỉ tiêu", "Thêm chỉ tiêu", "Thêm vào kế hoạch, dưới đề mục của lĩnh vực này", self._add_target
        )
        columns = [
            Column(
                "Chỉ tiêu", lambda row: row.item.text, width=220, stretch=True, setter=self._set_text,
                tooltip=lambda row: row.item.text, closed=lambda _row: self._why_closed(),
            ),
            Column("Mức",
                lambda row: row.measure.label,
                width=124,
                bold=lambda row: row.measure.value is not None,
            ),
            Column("Thời hạn", lambda row: row.measure.deadline, width=92),
            Column(
                "Tính chất", lambda row: "Phấn đấu" if row.measure.soft else "Bắt buộc", width=84,
                colour=lambda row: "muted" if row.measure.soft else "",
            ),
            Column(
                "Xác nhận mức", _confirmed_words, width=150,
                icon=lambda row: ("done", "good") if row.measure.confirmed else ("warning", "warn"),
                colour=lambda row: "good" if row.measure.confirmed else "warn",
            ),
        ]  # fmt: skip
        self.targets = _FullTable(
            TableModel(columns, self.shell, parent=self),
            _EMPTY.format("chỉ tiêu"),
        )
        self.targets.setAccessibleName("Chỉ tiêu của lĩnh vực")
        self.targets.chosen.connect(self._target_chosen)
        self.targets.on_delete(lambda: self._delete(self.targets.current_row()))
        self._scrolled.column.addWidget(self.targets)

    def _make_tasks(self) -> None:
        self._tasks_title = self._heading(
            "Nhiệm vụ", "Thêm nhiệm vụ", "Thêm vào kế hoạch, dưới đề mục của lĩnh vực này", self._add_task
        )
        shell = self.shell
        columns = [
            Column(
                "Nhiệm vụ", lambda row: row.text, width=220, stretch=True, setter=self._set_text,
                tooltip=lambda row: row.text, closed=lambda _row: self._why_closed(),
            ),
            task_columns.lead_column(shell),
            task_columns.officer_column(shell),
            task_columns.due_column(shell),
            task_columns.progress_column(shell),
            task_columns.status_column(),
        ]  # fmt: skip
        self.tasks = _FullTable(
            TableModel(columns, shell, parent=self),
            _EMPTY.format("nhiệm vụ"),
        )
        self.tasks.setAccessibleName("Nhiệm vụ của lĩnh vực")
        self.tasks.chosen.connect(self._task_chosen)
        self.tasks.opened.connect(self._task_opened)
        self.tasks.on_delete(lambda: self._delete(self.tasks.current_row()))
        self._scrolled.column.addWidget(self.tasks)

    # Showing

    def refresh(self) -> None:
        """Shows the plan as it is stored; what is chosen stays."""
        office = self.shell.office
        heads = office.plans.heads()
        if self._plan_id not in {head.id for head in heads}:
            current = office.plans.current()
            self._plan_id = current.id if current else ""
        self._plan.offer([(head.id, plan_label(head)) for head in heads])
        self._plan.show_value(self._plan_id)
        self._plan.setVisible(len(heads) > 1)
        self._splitter.setVisible(bool(heads))
        if not heads or "empty" in vars(self):
            self.empty.setVisible(not heads)
        targets: list[TargetRow] = []
        if self._plan_id:
            plan = office.plans.get(self._plan_id)
            editable = plan.status.is_open
            targets = [
                TargetRow(plan.id, place.item, editable)
                for place in plan_views.targets(plan)
                if place.area == self.area.code
            ]
        tasks = office.tasks.rows(TaskFilter(plan_id=self._plan_id, area=self.area.code))
        why = self._why_closed()
        for button in self._adding:
            close(button, why)
        for table, what in ((self.targets, "chỉ tiêu"), (self.tasks, "nhiệm vụ")):
            table.empty_text = (_EMPTY + ("" if why else _INVITES)).format(what)
        self.targets.rows.set_rows(targets)
        self.tasks.rows.set_rows(tasks)
        self.waiting.show_plan(self._plan_id)
        self.offer.refresh()
        self._show_numbers(targets, tasks)
        self._show_panel()
        self._fit()

    def _why_closed(self) -> str:
        """Why somebody else is to write the plan, and who; nothing where nobody else is."""
        return task_columns.why_not_assign(self.shell)

    def _show_numbers(self, targets: list[TargetRow], tasks: list[TaskRow]) -> None:
        self._targets_title.setText(f"Chỉ tiêu ({len(targets)})")
        self._tasks_title.setText(f"Nhiệm vụ ({len(tasks)})")
        counts: Counter[TaskStatus] = Counter(
            row.status for row in tasks if row.status is not TaskStatus.DROPPED
        )
        done = sum(count for each, count in counts.items() if each.is_done)
        owner = self._owner()
        words = [f"Thường do {owner} chủ trì" if owner else ""]
        if tasks:
            words.append(f"{done}/{counts.total()} nhiệm vụ hoàn thành")
            words.append(f"{counts[TaskStatus.OVERDUE]} quá hạn" if counts[TaskStatus.OVERDUE] else "")
        self._summary.setText(" · ".join(word for word in words if word))
        self.plot.setVisible(bool(tasks))
        self.legend.setVisible(bool(tasks))
        self.legend.show_only(counts)
        self.plot.set_bars([Bar(self.area.code, self.area.short_name, counts)])

    def _owner(self) -> str:
        """The unit that usually leads the area, where the office has such a one: not every commune has a
        centre of its own for the one-stop mechanism."""
        owner, settings = self.area.owners.get("two_tier", ""), self.shell.office.settings
        units = {fold(unit.name) for unit in settings.units(self.shell.office.today)}
        return owner if not units or any(fold(owner) in name for name in units) else ""

    def _show_panel(self) -> None:
        if self._panels.isHidden():
            return
        panel = self._panels.currentWidget()
        row = None
        if isinstance(panel, TargetPanel):
            if (row := self._row_of(self.targets, panel.row)) is not None:
                panel.show_target(row)
        elif isinstance(panel, TaskPanel) and (row := self._row_of(self.tasks, panel.row)) is not None:
            panel.show_task(row)
        if row is None:
            self._panels.hide()

    def _row_of(self, table: TableView, shown: Any) -> Any:
        place = table.rows.find(shown.id) if shown is not None else -1
        return table.rows.rows[place] if place >= 0 else None

    def _target_chosen(self, row: TargetRow | None) -> None:
        if row is not None and self._may_show(row):
            self.tasks.choose_nothing()
            self.target_panel.show_target(row)
            self._open_panel(self.target_panel)

    def _task_chosen(self, row: TaskRow | None) -> None:
        if row is not None and self._may_show(row):
            self.targets.choose_nothing()
            self.task_panel.show_task(row)
            self._open_panel(self.task_panel)

    def _task_opened(self, row: TaskRow | None) -> None:
        if row is not None:
            self._task_chosen(row)
            self.task_panel.progress_tab.percent.setFocus()

    def _open_panel(self, panel: QWidget) -> None:
        self._panels.setCurrentWidget(panel)
        if self._panels.isHidden():
            self._panels.show()
            width = min(theme.scaled(PANEL_WIDTH), self.width() // 2)
            self._splitter.setSizes([self.width() - width, width])
        self._fit()

    def _close_panel(self) -> None:
        if self._commit_panels():
            self._panels.hide()
            self._fit()

    def _may_show(self, row: TargetRow | TaskRow) -> bool:
        if self._commit_panels():
            return True
        panel = self._panels.currentWidget()
        if isinstance(panel, TargetPanel | TaskPanel) and (shown := panel.row) and shown.id != row.id:
            # Back to the one whose field must be put right, once the table has moved its cursor.
            tables = (self.targets, self.tasks)
            table, other = tables if isinstance(panel, TargetPanel) else reversed(tables)

            def go_back() -> None:
                other.choose_nothing()
                table.choose(shown.id)

            QTimer.singleShot(0, self, go_back)
        return False

    def _commit_panels(self) -> bool:
        panel = self._panels.currentWidget()
        return not isinstance(panel, TargetPanel | TaskPanel) or panel.commit()

    def _fit(self) -> None:
        room = theme.unscaled(self.width() - (self._panels.width() if self._panels.isVisible() else 0))
        for number, least in ((2, 620), (3, 760), (4, 480)):
            self.targets.setColumnHidden(number, room < least)
        for number, least in ((1, 680), (2, 960), (3, 590), (4, 640)):
            self.tasks.setColumnHidden(number, room < least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._panels.isVisible():
            self._close_panel()
            return
        super().keyPressEvent(event)

    # Changing

    def _set_text(self, row: Any, text: str) -> object:
        return self.shell.office.plans.set_text(self._plan_id, row.id, text)

    def _add_target(self) -> None:
        self._add(ItemKind.TARGET, "(Chỉ tiêu mới)", self.targets)

    def _add_task(self) -> None:
        self._add(ItemKind.TASK, "(Nhiệm vụ mới)", self.tasks)

    def _add(self, kind: ItemKind, text: str, table: "_FullTable") -> None:
        if not self.leave():
            return
        result = ""

        def add() -> None:
            nonlocal result
            if not self._plan_id:
                raise Refusal("Chưa có kế hoạch. Hãy nhập kế hoạch từ tệp (Ctrl+I) hoặc lập kế hoạch mới.")
            plan = self.shell.office.plans.get(self._plan_id)
            spot = place_for(plan, self.area.code, kind)
            if spot is None:
                raise Refusal(
                    f"Kế hoạch chưa có đề mục «{self.area.name}». Hãy thêm đề mục này ở trang Kế hoạch trước."
                )
            result = self.shell.office.plans.add(plan.id, kind, text, spot.parent_id, spot.index)

        if self.shell.attempt(add):
            self.refresh()
            self._scrolled.ensureWidgetVisible(table)
            table.edit_row(result)

    def _delete(self, row: TargetRow | TaskRow | None) -> None:
        if row is None:
            return
        words = "Xóa chỉ tiêu" if isinstance(row, TargetRow) else "Xóa nhiệm vụ"
        self.shell.attempt(
            lambda: self.shell.office.plans.restructure(
                self._plan_id, words, lambda tree: outline.delete(tree, row.id)
            )
        )

    def _plan_chosen(self) -> None:
        if self.leave():
            self._plan_id = self._plan.value() or ""
            self.refresh()

    def _open_status(self, code: int, status: TaskStatus | None) -> None:
        statuses = frozenset({status} if status else ())
        chosen = TaskFilter(plan_id=self._plan_id, area=code, statuses=statuses)
        self.shell.go(TasksPlace(chosen=chosen))

    def leave(self) -> bool:
        """Saves the cell or field that is being edited; gives whether the page may be left."""
        return self.targets.commit() and self.tasks.commit() and self._commit_panels()

    def is_as_new(self) -> bool:
        """Whether nothing is chosen, opened, scrolled or arranged otherwise than when it is made."""
        current = self.shell.office.plans.current()
        return (
            self._plan_id == (current.id if current else "")
            and self._panels.isHidden()
            and self._scrolled.verticalScrollBar().value() == 0
            and self.targets.is_as_new()
            and self.tasks.is_as_new()
        )

    def current_document(self) -> tuple[Document, str] | None:
        """The table of the area's tasks, with its file name; None where there are none."""
        if not self.tasks.rows.rows:
            return None
        chosen = TaskFilter(plan_id=self._plan_id, area=self.area.code)
        return self.shell.office.papers.tasks(chosen), f"Nhiệm vụ {self.area.short_name}"


class _FullTable(TableView):
    """A table as high as its rows, so that the page scrolls and not the table; rows have two lines."""

    def __init__(self, model: TableModel, empty_text: str) -> None:
        super().__init__(model, empty_text, lines=2)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalScrollBar().rangeChanged.connect(self._fit_height)
        model.modelReset.connect(self._fit_height)
        self._fit_height()

    def _fit_height(self) -> None:
        rows = self.rows.rowCount() * self.verticalHeader().defaultSectionSize()
        bar = 12 if self.horizontalScrollBar().maximum() else 0
        row = theme.scaled(theme.ROW_HEIGHT)
        self.setFixedHeight(row + max(rows, 2 * row) + bar + 4)


def _confirmed_words(row: TargetRow) -> str:
    return "Đã xác nhận" if row.measure.confirmed else "Chưa xác nhận"
