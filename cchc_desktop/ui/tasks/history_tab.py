"""The history of one task in its panel."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.tasks import TaskRow
from ...office.history import FieldChange
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE


class HistoryTab(QWidget):
    """Every change of the task, newest first."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        columns = [
            Column(
                "Thời gian", lambda row: row.at, width=104, display=lambda row: f"{row.at:%d/%m/%Y %H:%M}"
            ),
            Column("Trường", lambda row: row.field, width=90),
            Column("Thay đổi", _change_words, width=120, stretch=True, tooltip=_change_tip),
        ]
        self.changes = TableView(
            TableModel(columns, key=lambda row: row, parent=self), "Chưa có thay đổi nào.", lines=2
        )
        self.changes.setAccessibleName("Lịch sử thay đổi của nhiệm vụ")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.addWidget(self.changes)

    def show_task(self, row: TaskRow, is_other: bool) -> None:
        """Shows a task's history, its reports included."""
        history = self._shell.office.history
        found = history.of_record(row.id)
        for update in self._shell.office.tasks.all_updates(row.id):
            found += history.of_record(update.id)
        for care in self._shell.office.task_care.of_task(row.id):
            # What is added to the task itself has its identity.
            found += history.of_record(care.id) if care.part else []
        self.changes.rows.set_rows(sorted(found, key=lambda each: each.at, reverse=True))


def _change_words(change: FieldChange) -> str:
    if not change.before:
        return change.after
    return f"{change.before} → {change.after or '(trống)'}"


def _change_tip(change: FieldChange) -> str:
    lines = [f"{change.label} ({change.record})", f"{change.field}: {change.before or '(trống)'}"]
    lines.append(f"→ {change.after or '(trống)'}")
    return "\n".join([*lines, change.officer] if change.officer else lines)
