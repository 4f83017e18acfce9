"""Nhiệm vụ: every task of every plan, filtered and edited in place, with a panel for the chosen one."""

from functools import cached_property

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.places import Place, TasksPlace
from ...domain.tasks import ALL_TASKS, TaskFilter, TaskRow, TaskStatus
from ...office.settings import PEOPLE_TABLES
from ...office.tasks import TASK_TABLES
from ...storage.changes import Changes
from .. import theme
from ..buttons import text_button
from ..labels import label
from ..shell import Page, Shell, tables
from ..tables import TableModel, TableView
from ..theme import PANEL_WIDTH, SPACE
from . import columns as task_columns
from .filters import TaskFilters
from .panel import TaskPanel

_ROOMY = 1000
"""From this width on the table keeps all its columns beside the panel."""
_EXPORT = "Xuất danh sách"
_PRINT = "In"


class TasksPage(Page):
    """The list of tasks."""

    help_topic = "nhiem-vu"
    has_document = True
    reads = tables(TASK_TABLES, PEOPLE_TABLES)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.filters = TaskFilters(shell.office)
        self.filters.changed.connect(self._filter_changed)
        self._count = label("", "muted")
        tip = "Xuất danh sách đang lọc ra PDF, Word, Excel (Ctrl+E)"
        self._export_button = text_button(_EXPORT, "export", tooltip=tip)
        self._export_button.setAccessibleName(_EXPORT)
        self._export_button.clicked.connect(self._export)
        self._print_button = text_button(_PRINT, "print", tooltip="In danh sách đang lọc (Ctrl+P)")
        self._print_button.setAccessibleName(_PRINT)
        self._print_button.clicked.connect(self._print)
        head = QHBoxLayout()
        head.addWidget(label("Nhiệm vụ", "title"))
        head.addSpacing(SPACE)
        head.addWidget(self._count, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._export_button)
        head.addWidget(self._print_button)
        self._columns = [
            task_columns.text_column(),
            task_columns.area_column(),
            task_columns.lead_column(shell),
            task_columns.officer_column(shell),
            task_columns.due_column(shell),
            task_columns.progress_column(),
            task_columns.status_column(),
        ]
        self.table = TableView(TableModel(self._columns, shell, parent=self))
        self.table.setAccessibleName("Danh sách nhiệm vụ")
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._opened)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(left)
        self._splitter.setStretchFactor(0, 1)
        left.setMinimumWidth(36 * SPACE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)

    @cached_property
    def panel(self) -> TaskPanel:
        """The panel of a task: two hundred widgets, made when a task is first chosen."""
        panel = TaskPanel(self.shell)
        panel.closed.connect(self._close_panel)
        panel.hide()
        self._splitter.addWidget(panel)
        self._splitter.setStretchFactor(1, 0)
        return panel

    @property
    def _shown(self) -> TaskPanel | None:
        """The panel while it is shown."""
        return self.panel if "panel" in vars(self) and self.panel.isVisible() else None

    def _commit_panel(self) -> bool:
        return "panel" not in vars(self) or self.panel.commit()

    def show_place(self, place: Place) -> None:
        if isinstance(place, TasksPlace):
            self.show_tasks(place.chosen or ALL_TASKS, place.task_id)

    def show_tasks(self, chosen: TaskFilter, task_id: str = "") -> None:
        """Shows the tasks of a filter, and one task's panel where given."""
        self.table.choose_nothing()
        self.filters.show_filter(chosen)
        if task_id and self.table.choose(task_id):
            self._open_panel()
        self.table.setFocus()

    def refresh(self, changes: Changes | None = None) -> None:
        self.filters.reload()
        self._show_rows()

    def _filter_changed(self) -> None:
        if self._commit_panel():
            self._show_rows()

    def _show_rows(self) -> None:
        office = self.shell.office
        rows = office.tasks.rows(self.filters.chosen)
        total = len(rows) if self.filters.chosen == ALL_TASKS else len(office.tasks.rows())
        self.table.rows.set_rows(rows)
        overdue = sum(1 for row in rows if row.status is TaskStatus.OVERDUE)
        words = f"{len(rows)} nhiệm vụ" if len(rows) == total else f"{len(rows)} trong {total} nhiệm vụ"
        self._count.setText(f"{words}, {overdue} quá hạn" if overdue else words)
        self.table.empty_text = (
            "Không có nhiệm vụ nào khớp bộ lọc. Bấm «Bỏ lọc» để xem tất cả."
            if total
            else "Chưa có nhiệm vụ nào. Hãy nhập kế hoạch từ tệp (Ctrl+I) hoặc thêm ở trang Kế hoạch."
        )
        self._show_panel()

    def _show_panel(self) -> None:
        row = self.table.current_row()
        if "panel" in vars(self):
            if row is None:
                self.panel.hide()
            elif self._shown or self.panel.row is None or self.panel.row.id != row.id:
                self.panel.show_task(row)
        self._fit()

    def _chosen(self, row: TaskRow | None) -> None:
        if row is None:
            return
        shown = self._shown.row if self._shown else None
        if shown is not None and shown.id != row.id and not self.panel.commit():
            # Back to the task whose field must be put right, once the table has moved its cursor.
            QTimer.singleShot(0, self, lambda: self.table.choose(shown.id))
            return
        self._open_panel()

    def _opened(self, row: TaskRow | None) -> None:
        if row is not None:
            self._open_panel()
            self.panel.progress_tab.percent.setFocus()

    def _open_panel(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        self.panel.show_task(row)
        if self.panel.isHidden():
            self.panel.show()
            width = min(theme.scaled(PANEL_WIDTH), self.width() // 2)
            self._splitter.setSizes([self.width() - width, width])
        self._fit()

    def _close_panel(self) -> None:
        if self.panel.commit():
            self.panel.hide()
            self._fit()
            self.table.setFocus()

    def _fit(self) -> None:
        """Leaves the columns that the panel repeats out where the table is narrow."""
        room = self.width() - (self._shown.width() if self._shown else 0)
        for number, least in ((1, _ROOMY), (3, _ROOMY - 120), (2, 680), (5, 560), (4, 500)):
            self.table.setColumnHidden(number, room < least)
        self._export_button.setText(_EXPORT if room >= 560 else "")
        self._print_button.setText(_PRINT if room >= 560 else "")
        for combo, least in ((self.filters.officer, 860), (self.filters.unit, 640), (self.filters.area, 480)):
            combo.setVisible(room >= least or combo.currentIndex() > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._shown:
            self._close_panel()
            return
        super().keyPressEvent(event)

    def leave(self) -> bool:
        return self.table.commit() and self._commit_panel()

    def current_document(self) -> tuple[Document, str] | None:
        if not self.table.rows.rows:
            return None
        return self.shell.office.papers.tasks(self.filters.chosen), "Danh sách nhiệm vụ CCHC"

    def _export(self) -> None:
        if self.leave() and (result := self._document()):
            self.shell.export(*result)

    def _print(self) -> None:
        if self.leave() and (result := self._document()):
            self.shell.print_document(result[0])

    def _document(self) -> tuple[Document, str] | None:
        result = self.current_document()
        if result is None:
            self.shell.notify("Danh sách đang trống nên chưa có gì để xuất hoặc in.")
        return result
