"""The turns or sub-tasks of a task: each with its day and how far it is, one key from done."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...domain.dates import short_date
from ...domain.errors import Refusal
from ...domain.recurrence import is_turn_key
from ...domain.tasks import TaskPart, TaskRow, TaskStatus, TaskUpdate, progressed
from ..buttons import close, text_button
from ..labels import label
from ..shell import Shell
from ..tables import Column, Editor, TableModel, TableView
from ..theme import SPACE
from . import columns as task_columns
from . import status
from .care_questions import DropQuestion

_OFFICER, _DUE = 1, 2


class PartsBox(QWidget):
    """The list of a task's parts; ``chosen`` gives the key of the one that the cursor is on."""

    chosen = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._row: TaskRow | None = None
        self._title = label("", "heading")
        self.done = text_button("Xong", "done", "flat", "Ghi 100% hôm nay cho dòng đang chọn (phím cách)")
        self.done.clicked.connect(self.finish)
        self.drop = text_button("Bỏ…", "close", "flat", "Dòng đang chọn không thực hiện nữa theo văn bản")
        self.drop.clicked.connect(self._drop)
        self.table = TableView(TableModel(self._columns(), shell, lambda part: part.key, self), lines=2)
        self.table.setAccessibleName("Các kỳ, nhiệm vụ thành phần")
        self.table.setMinimumHeight(22 * SPACE)
        self.table.chosen.connect(self._tell)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.finish)
        heading = QHBoxLayout()
        heading.addWidget(self._title, 1)
        heading.addWidget(self.done)
        heading.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addLayout(heading)
        column.addWidget(self.table)

    def _columns(self) -> list[Column]:
        def closed_assign(_: TaskPart) -> str:
            return task_columns.why_not_assign(self._shell)

        def is_subtask(part: TaskPart) -> bool:
            return not is_turn_key(part.key)

        return [
            Column(
                "Kỳ, việc", lambda part: part.label, width=110, stretch=True, tooltip=self._tip,
                icon=lambda part: (status.ICONS[part.status], status.COLOURS[part.status]),
            ),
            Column(
                "Người", lambda part: part.care.officer, width=80, editor=Editor.SUGGEST, editable=is_subtask,
                choices=lambda _: task_columns.officer_choices(self._shell),
                setter=lambda part, name: self._set(
                    part, officer=task_columns.listed_officer(self._shell, name)
                ),
                closed=closed_assign,
            ),
            Column(
                "Hạn", lambda part: part.due, width=104, editor=Editor.DATE, editable=is_subtask,
                setter=lambda part, day: self._set(part, due=day), closed=closed_assign,
                colour=lambda part: status.COLOURS[part.status] if part.status.is_open else "",
            ),
            Column(
                "%", lambda part: part.percent, width=50, align=Qt.AlignmentFlag.AlignRight,
                editor=Editor.WHOLE, setter=self._report,
                editable=lambda part: part.status is not TaskStatus.DROPPED,
                closed=lambda _: task_columns.why_not_report(self._shell, self._row) if self._row else "",
            ),
        ]  # fmt: skip

    def _tip(self, part: TaskPart) -> str:
        lines = [part.label, f"{part.status.label}, hạn {short_date(part.due)}"]
        if part.progress is not None and part.progress.result:
            lines.append(part.progress.result)
        if part.reason:
            lines.append(f"Lý do chậm: {part.reason}")
        if part.care.dropping is not None:
            lines.append(f"Không thực hiện nữa theo {part.care.dropping.document}")
        return "\n".join(lines)

    def show_task(self, row: TaskRow) -> None:
        """Shows the parts of a task, with the cursor on what is to be done next."""
        is_other = self._row is None or self._row.id != row.id
        self._row = row
        self.setVisible(bool(row.parts))
        self._title.setText("Các kỳ" if row.turns else "Nhiệm vụ thành phần")
        self.table.setColumnHidden(_OFFICER, bool(row.turns))
        self.table.rows.set_rows(row.parts)
        if row.next_turn is not None and (is_other or self.table.current_row() is None):
            self.table.choose(row.next_turn.key)
        self._offer()

    def _offer(self) -> None:
        part = self.table.current_row()
        is_open = part is not None and part.status.is_open
        self.done.setEnabled(is_open)
        self.drop.setText("Thực hiện lại" if part is not None and part.care.dropping else "Bỏ…")
        self.drop.setEnabled(is_open or (part is not None and part.care.dropping is not None))
        if self._row is not None and is_open:
            close(self.done, task_columns.why_not_report(self._shell, self._row))
        if self.drop.isEnabled():
            close(self.drop, task_columns.why_not_assign(self._shell))

    def _tell(self, part: TaskPart | None) -> None:
        self._offer()
        if part is not None:
            self.chosen.emit(part.key)

    def finish(self) -> None:
        """Records that the chosen part is done today, and goes on to the next one."""
        part = self.table.current_row()
        if part is None or not part.status.is_open or not self.done.isEnabled():
            return
        if self._shell.attempt(lambda: self._report(part, 100)):
            self._shell.refresh_now()
            parts: list[TaskPart] = self.table.rows.rows
            at = self.table.rows.find(part.key)
            following = (each for each in (*parts[at + 1 :], *parts[:at]) if each.status.is_open)
            if (next_one := next(following, None)) is not None:
                self.table.choose(next_one.key)

    def _report(self, part: TaskPart, percent: int | None) -> object:
        if percent is None:
            raise Refusal("Hãy nhập tiến độ từ 0 đến 100 (%).")
        assert self._row is not None
        office = self._shell.office
        officer = office.settings.at_the_desk() or part.care.officer or self._row.assignment.officer
        update: TaskUpdate = progressed(
            office.tasks.updates(self._row.id, part.key), percent, office.today, officer, part.key
        )
        return office.tasks.report(self._row.id, update)

    def _set(self, part: TaskPart, **fields: Any) -> object:
        assert self._row is not None
        return self._shell.office.task_care.set_part(self._row.id, part.key, **fields)

    def _drop(self) -> None:
        row, part = self._row, self.table.current_row()
        if row is None or part is None:
            return
        if part.care.dropping is not None:
            self._shell.attempt(lambda: self._shell.office.task_care.take_back(row.id, part.key))
        else:
            DropQuestion(self._shell, row, part, self.window()).exec()
