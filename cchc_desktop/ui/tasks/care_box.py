"""What stands below a task's assignment: how it comes again, and that it is not done any more."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...domain.dates import short_date
from ...domain.recurrence import Recurrence
from ...domain.tasks import TaskFilter, TaskRow
from ...domain.text import capitalized
from ..buttons import close, text_button
from ..labels import label
from ..shell import Shell
from ..theme import SPACE
from . import columns as task_columns
from .care_questions import DropQuestion, RuleQuestion


class CareBox(QWidget):
    """Shows a task's rule and its dropping, and opens the questions that set them."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._row: TaskRow | None = None
        self._proposed: Recurrence | None = None
        self._rule = label("", wrap=True)
        self.accept = text_button("", "check", "primary", "Nhận chu kỳ mà kế hoạch ghi")
        self.accept.clicked.connect(self._accept)
        self.accept_all = text_button(
            "", "check", "flat", "Nhận chu kỳ của mọi nhiệm vụ mà kế hoạch ghi lặp lại"
        )
        self.accept_all.clicked.connect(self._accept_all)
        self.set_rule = text_button(
            "Đặt chu kỳ…", "refresh", tooltip="Nhiệm vụ lặp lại theo tuần, tháng, quý"
        )
        self.set_rule.clicked.connect(self._ask_rule)
        self.end_rule = text_button(
            "Bỏ lặp lại", "close", "flat", "Các lần cập nhật của từng kỳ vẫn được giữ"
        )
        self.end_rule.clicked.connect(self._end_rule)
        self._dropped = label("", wrap=True)
        self.drop = text_button(
            "Không thực hiện nữa…", "close", "flat", "Ghi văn bản cho phép không thực hiện nhiệm vụ này nữa"
        )
        self.drop.clicked.connect(self._drop)
        self.take_back = text_button("Thực hiện lại", "undo", "", "Đưa nhiệm vụ trở lại danh sách phải làm")
        self.take_back.clicked.connect(self._take_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(label("Lặp lại", "heading"))
        column.addWidget(self._rule)
        column.addLayout(_line(self.accept))
        column.addLayout(_line(self.accept_all))
        column.addLayout(_line(self.set_rule, self.end_rule))
        column.addWidget(self._dropped)
        column.addLayout(_line(self.drop, self.take_back))

    def show_task(self, row: TaskRow) -> None:
        """Shows what the office says of a task."""
        self._row = row
        rule, dropping = row.care.rule, row.care.dropping
        self._proposed = self._shell.office.task_care.proposed_rule(row)
        if rule is not None:
            since = f", các kỳ đến hạn từ {short_date(rule.begins)}" if rule.begins else ""
            self._rule.setText(f"{capitalized(rule.words)}{since}.")
        elif self._proposed is not None:
            source = f" («{row.assignment.due_text}»)" if row.assignment.due_text else ""
            self._rule.setText(f"Kế hoạch ghi nhiệm vụ này lặp lại{source}.")
            self.accept.setText(f"Lặp lại {self._proposed.words}")
        else:
            self._rule.setText("Nhiệm vụ làm một lần.")
        self.accept.setVisible(self._proposed is not None)
        alike = len(self._alike()) if self._proposed is not None else 0
        self.accept_all.setVisible(alike > 1)
        self.accept_all.setText(f"Nhận cho cả {alike} nhiệm vụ kế hoạch ghi lặp lại")
        self.end_rule.setVisible(rule is not None)
        self.set_rule.setText("Sửa chu kỳ…" if rule is not None else "Đặt chu kỳ…")
        self._dropped.setVisible(dropping is not None)
        if dropping is not None:
            words = f": {dropping.words}" if dropping.words else ""
            self._dropped.setText(f"Không thực hiện nữa theo {dropping.document}{words}.")
        self.drop.setVisible(dropping is None)
        self.take_back.setVisible(dropping is not None)
        why = task_columns.why_not_assign(self._shell)
        for button in (self.accept, self.accept_all, self.set_rule, self.end_rule, self.drop, self.take_back):
            close(button, why)

    def _ask_rule(self) -> None:
        if self._row is not None:
            rule = self._row.care.rule or self._proposed
            RuleQuestion(self._shell, self._row, rule, self.window()).exec()

    def _accept(self) -> None:
        row, rule = self._row, self._proposed
        if row is not None and rule is not None:
            self._shell.attempt(lambda: self._shell.office.task_care.set_rule(row.id, rule))

    def _alike(self) -> list[tuple[TaskRow, Recurrence]]:
        """The tasks of the plan that its words have come again."""
        assert self._row is not None
        office = self._shell.office
        return office.task_care.proposals(office.tasks.rows(TaskFilter(plan_id=self._row.plan_id)))

    def _accept_all(self) -> None:
        self._shell.attempt(lambda: self._shell.office.task_care.accept(self._alike()))

    def _end_rule(self) -> None:
        row = self._row
        if row is not None:
            self._shell.attempt(lambda: self._shell.office.task_care.set_rule(row.id, None))

    def _drop(self) -> None:
        if self._row is not None:
            DropQuestion(self._shell, self._row, None, self.window()).exec()

    def _take_back(self) -> None:
        row = self._row
        if row is not None:
            self._shell.attempt(lambda: self._shell.office.task_care.take_back(row.id))


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(SPACE)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line
