"""Nhiệm vụ: every task of every plan, filtered and edited in place, with a panel for the chosen one."""

from dataclasses import replace
from datetime import date
from functools import cached_property, partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...documents.model import Document
from ...domain.places import Place, RegisterPlace, TasksPlace
from ...domain.tasks import ALL_TASKS, Lack, TaskFilter, TaskRow, TaskStatus
from ...office.registers import REGISTER_TABLES
from ...office.settings import PEOPLE_TABLES
from ...office.task_filters import FILTER_TABLES
from ...office.tasks import TASK_TABLES
from ...storage.changes import Changes
from .. import theme
from ..buttons import text_button
from ..keystrokes import go_round, has_keyboard
from ..labels import label
from ..name_offer import OFFICERS, UNITS, NameOffer
from ..not_yet import plan_buttons
from ..shell import Page, Shell, tables
from ..theme import PANEL_WIDTH, SPACE
from ..widgets.elided import ElidedLabel
from ..widgets.empty import EmptyList
from .bulk_bar import BulkBar
from .filters import TaskFilters
from .lack_chips import LackChips
from .panel import TaskPanel
from .slips import SlipMenu
from .table import TaskTable
from .views import TaskViews, View, ViewSwitch

_DETAILS = "Chi tiết"
_EXPORT = "Xuất danh sách"
_PRINT = "In"
_SLIPS = "In phiếu"


_ROOM_FOR_WORDS = 880
"""From this width on the buttons at the head have words beside their pictures."""
_ROOM_FOR_ALL = 620
"""Below this width the head leaves out what the bar at the top has, too, and how many tasks there are; the
views are in a menu."""
_NO_TASKS = (
    "Nhiệm vụ nằm trong kế hoạch: nhập kế hoạch từ tệp, lập kế hoạch mới, hoặc thêm ở trang Kế hoạch. "
    "Từ đó giao đơn vị, người theo dõi, thời hạn và cập nhật tiến độ ở trang này."
)


class TasksPage(Page):
    """The list of tasks."""

    help_topic = "nhiem-vu"
    has_document = True
    reads = tables(
        TASK_TABLES, REGISTER_TABLES, ("evidence", "criterion_tasks"), PEOPLE_TABLES, FILTER_TABLES
    )

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.filters = TaskFilters(shell, self)
        self.filters.changed.connect(self._filter_changed)
        self.filters.left.connect(self._go_down)
        self._count = ElidedLabel(role="muted")
        tip = "Xuất danh sách đang lọc ra PDF, Word, Excel (Ctrl+E)"
        self._export_button = text_button(_EXPORT, "export", tooltip=tip)
        self._export_button.setAccessibleName(_EXPORT)
        self._export_button.clicked.connect(self.export_document)
        self._print_button = text_button(_PRINT, "print", tooltip="In danh sách đang lọc (Ctrl+P)")
        self._print_button.setAccessibleName(_PRINT)
        self._print_button.clicked.connect(self.print_document)
        self._details = text_button(
            _DETAILS, "info", tooltip="Hiện chi tiết nhiệm vụ đang chọn (Enter); Esc để đóng"
        )
        self._details.setAccessibleName(_DETAILS)
        self._details.setCheckable(True)
        self._details.setChecked(True)
        self._details.clicked.connect(self._details_wanted)
        self.slips = SlipMenu(shell, self)
        self._slips_button = text_button(
            _SLIPS, "reports", tooltip="Phiếu giao việc, phiếu đôn đốc, danh sách theo người để họp (Alt+P)"
        )
        self._slips_button.setAccessibleName(_SLIPS)
        self._slips_button.setMenu(self.slips)
        self._yielding: dict[QPushButton, str] = {
            self._details: _DETAILS, self._slips_button: _SLIPS, self._export_button: _EXPORT,
            self._print_button: _PRINT,
        }  # fmt: skip
        self.switch = ViewSwitch()
        head = QHBoxLayout()
        head.addWidget(label("Nhiệm vụ", "title"))
        head.addSpacing(SPACE)
        head.addWidget(self._count, 1, Qt.AlignmentFlag.AlignBottom)
        head.addStretch()
        head.addWidget(self.switch)
        head.addWidget(self._details)
        head.addWidget(self._slips_button)
        head.addWidget(self._export_button)
        head.addWidget(self._print_button)
        self.table = TaskTable(shell)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._opened)
        self.table.released.connect(self._mouse_released)
        self._opens_on_release = False
        self.views = TaskViews(shell, self.table)
        self.views.opened.connect(lambda: self._opened(self.table.current_row()))
        self.views.day_wanted.connect(self._show_day)
        self.switch.chosen.connect(self._view_wanted)
        self.table.rows_chosen.connect(self._rows_chosen)
        self.empty = EmptyList(self.table, "tasks", "Chưa có nhiệm vụ nào", _NO_TASKS, *plan_buttons(shell))
        self.lacks = LackChips(shell)
        self.lacks.chosen.connect(self._lack_chosen)
        self.bulk = BulkBar(shell, self.table.chosen_rows)
        self.bulk.unwanted.connect(self._choose_one)
        self._above = QStackedWidget()
        self._above.addWidget(self.lacks)
        self._above.addWidget(self.bulk)
        self._above.setFixedHeight(theme.scaled(36))
        self.offer = NameOffer(shell, OFFICERS, UNITS)
        left = self._left = QWidget()
        left.installEventFilter(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self._above)
        column.addWidget(self.offer)
        column.addWidget(self.views, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(left)
        self._splitter.setStretchFactor(0, 1)
        left.setMinimumWidth(36 * SPACE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        self.setFocusProxy(self.views)
        other = QShortcut(QKeySequence("F6"), self)
        other.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        other.activated.connect(self._next_part)
        for keys, by in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            turn = QShortcut(QKeySequence(keys), self)
            turn.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            turn.activated.connect(partial(self._next_tab, by))
        self._show_view(self.views.kept())

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
        return self.panel if "panel" in vars(self) and not self.panel.isHidden() else None

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
            self._details.setChecked(True)
            self._open_panel()
        self.views.focus()

    def _view_wanted(self, view: View) -> None:
        if self.table.commit():
            self._show_view(view, remember=True)
            self.views.focus()
        else:
            self.switch.show_view(self.views.view)

    def _show_view(self, view: View, remember: bool = False) -> None:
        self.switch.show_view(view)
        self.views.show_view(view, remember)
        # Several tasks are chosen in the list alone.
        self._above.setVisible(view is View.LIST)
        self._fit()

    def _show_day(self, day: date, last: date) -> None:
        """Lists the tasks of a day of the calendar, with those of the days off after it."""
        self._show_view(View.LIST)
        self.filters.show_filter(replace(self.filters.chosen, due_from=day, due_to=last))
        self.views.focus()

    def refresh(self, changes: Changes | None = None) -> None:
        self.filters.reload()
        self.offer.refresh()
        self.lacks.refresh_proposals()
        self._show_rows()

    def _lack_chosen(self, lack: Lack | None) -> None:
        self.filters.show_filter(replace(self.filters.chosen, lacks=lack))

    def _rows_chosen(self) -> None:
        count = len(self.table.tinted)
        if count > 1:
            self.bulk.show_count(count)
        self._above.setCurrentWidget(self.bulk if count > 1 else self.lacks)

    def _choose_one(self) -> None:
        self.table.setCurrentIndex(self.table.currentIndex())
        self.table.setFocus()

    def _filter_changed(self) -> None:
        if self._commit_panel():
            self._show_rows()

    def _show_rows(self) -> None:
        office = self.shell.office
        of_any_lack = office.given_tasks.listed(replace(self.filters.chosen, lacks=None))
        lack = self.filters.chosen.lacks
        rows = of_any_lack if lack is None else [row for row in of_any_lack if lack.is_open_in(row)]
        total = len(rows) if self.filters.chosen == ALL_TASKS else office.given_tasks.total()
        self.views.set_rows(rows, bool(total))
        for button in (self._export_button, self._print_button):
            button.setEnabled(bool(rows))
        self.lacks.show_counts(of_any_lack, lack)
        told = self.filters.words()
        self.filters.kept.show_filter(self.filters.chosen, told)
        self.slips.show_filter(self.filters.chosen, told)
        overdue = sum(1 for row in rows if row.status is TaskStatus.OVERDUE)
        words = f"{len(rows)} nhiệm vụ" if len(rows) == total else f"{len(rows)} trong {total} nhiệm vụ"
        self._count.setText(f"{words}, {overdue} quá hạn" if overdue else words)
        self.table.empty_text = "Không có nhiệm vụ nào khớp bộ lọc. Bấm «Bỏ lọc» để xem tất cả."
        self.empty.is_filtered = bool(total)
        self.empty.follow()
        self._show_panel()

    def _show_panel(self) -> None:
        row = self.table.current_row()
        if "panel" in vars(self):
            if row is None or row.is_given:
                held = has_keyboard(self.panel)
                self.panel.hide()
                if held:
                    self.views.focus()
            elif self._shown or self.panel.row is None or self.panel.row.id != row.id:
                self.panel.show_task(row)

    def _chosen(self, row: TaskRow | None) -> None:
        if row is None:
            return
        shown = self._shown.row if self._shown else None
        if shown is not None and shown.id != row.id and not self.panel.commit():
            # Back to the task whose field must be put right, once the table has moved its cursor.
            QTimer.singleShot(0, self, lambda: self.table.choose(shown.id))
            return
        if not self._details.isChecked():
            return
        if row.is_given:
            self._show_panel()
            return
        if self._shown is None and QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            # The columns move when the panel opens: not while the mouse is pressed on one of them.
            self._opens_on_release = True
        else:
            self._open_panel()

    def _mouse_released(self) -> None:
        if self._opens_on_release:
            self._opens_on_release = False
            self._open_panel()

    def _opened(self, row: TaskRow | None) -> None:
        if row is not None and row.is_given:
            # Its details stand in the register.
            self.shell.go(RegisterPlace(row.plan_id, row.id))
        elif row is not None:
            self._details.setChecked(True)
            self._open_panel()
            self.panel.take_keyboard()

    def _details_wanted(self, are_wanted: bool) -> None:
        if not are_wanted:
            self._close_panel()
        elif self.table.current_row() is None and self.table.rows.rows:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        else:
            self._open_panel()

    def _open_panel(self) -> None:
        row = self.table.current_row()
        if row is None or row.is_given:
            return
        self.panel.show_task(row)
        if self.panel.isHidden():
            self.panel.show()
            width = min(theme.scaled(PANEL_WIDTH), self.width() // 2)
            self._splitter.setSizes([self.width() - width, width])

    def _close_panel(self) -> None:
        """Closes the panel, which then stays away until it is wanted again."""
        if not self._commit_panel():
            self._details.setChecked(True)
            return
        self._details.setChecked(False)
        if self._shown:
            self._shown.hide()
        self.views.focus()

    def _fit(self) -> None:
        """Leaves out, beside the panel, what has no room."""
        room = theme.unscaled(self._left.width())
        self.lacks.fit(room)
        # A month needs the height, and names are put right in the list.
        self.offer.give_room(room >= 480 and self.views.view is View.LIST)
        for button, words in self._yielding.items():
            button.setText(words if room >= _ROOM_FOR_WORDS else "")
        for widget in (self._count, self._export_button, self._print_button):
            widget.setVisible(room >= _ROOM_FOR_ALL)
        self.switch.fit(is_narrow=room < _ROOM_FOR_ALL)
        # A button forgets its key with its words.
        self._slips_button.setShortcut("Alt+P")
        self.filters.fit(room)

    def _go_down(self) -> None:
        """From the filter to the tasks that it lets through, the first one where none is looked at."""
        self.table.come_down()
        self.views.focus()

    def _next_tab(self, by: int) -> None:
        """Ctrl+Tab: another part of the details, from the list too, where the keyboard stays."""
        if (shown := self._shown) is not None:
            shown.step(by)

    def _next_part(self) -> None:
        """F6: from the tasks to the filter, to the panel where it is shown, and back."""
        shown = self._shown
        parts = [self.views, self.filters, *([shown] if shown else [])]
        if go_round(parts, Qt.FocusReason.ShortcutFocusReason) is shown:
            self.panel.take_keyboard()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the room beside the panel, whatever gives or takes it."""
        if watched is self._left and event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and len(self.table.tinted) > 1:
            self._choose_one()
            return
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
