"""The panel of one task: what it is, who does it by when, how far it has come, and its history."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from ...domain.dates import short_date
from ...domain.errors import Refusal
from ...domain.evidence import Owner, OwnerKind
from ...domain.places import CriteriaPlace, TasksPlace
from ...domain.tasks import TaskPart, TaskRow, TaskStatus, TaskUpdate
from ...office.tasks import part_of
from ..buttons import close, text_button
from ..evidence.strip import EvidenceStrip
from ..forms import ChoiceField, DateField, Form, LineField, MoneyField, PercentField, TextField
from ..keystrokes import has_keyboard
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..tables import Column, Editor, TableModel, TableView
from ..theme import SPACE
from ..widgets.elided import ElidedLabel, ElidedText
from ..widgets.scrolled import Scrolled
from ..widgets.sign import Sign
from . import columns as task_columns
from . import status
from .care_box import CareBox
from .history_tab import HistoryTab
from .item_panel import ItemPanel
from .parts_box import PartsBox

_UNSAVED = "Chưa ghi: bấm «Ghi tiến độ» (Ctrl+Enter), hoặc rời nhiệm vụ này thì chương trình tự ghi."


class TaskPanel(ItemPanel):
    """Shows and edits one task; every field is saved when it is left."""

    _row: TaskRow | None

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._column.addLayout(self._make_head())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.progress_tab = ProgressTab(shell)
        self.assignment_tab = AssignmentTab(shell)
        self.history_tab = HistoryTab(shell)
        self.evidence_tab = EvidenceStrip(shell)
        # The tab says it, and how many there are.
        self.evidence_tab.title.hide()
        self.tabs.addTab(self.progress_tab, "Tiến độ")
        self.tabs.addTab(self.assignment_tab, "Phân công")
        self.tabs.addTab(self.evidence_tab, "Minh chứng")
        self.tabs.addTab(self.history_tab, "Lịch sử")
        self._column.addWidget(self.tabs, 1)

    def _make_head(self) -> QVBoxLayout:
        self._place = ElidedLabel(role="small")
        top = QHBoxLayout()
        top.addWidget(self._place, 1)
        self.criterion_button = text_button("", "index", "line", "Mở tiêu chí của Chỉ số CCHC")
        self.criterion_button.clicked.connect(lambda _checked=False: self._go_to_criterion())
        top.addWidget(self.criterion_button)
        for button in self._head_buttons("Đóng nhiệm vụ"):
            top.addWidget(button)
        # The head is as high for every task, so that the fields below it stand still.
        self._text = ElidedText(3, "heading")
        self._sign = Sign("calendar", "idle")
        self._status = QLabel()
        self._due = ElidedLabel(role="small")
        line = QHBoxLayout()
        line.setSpacing(SPACE // 2)
        line.addWidget(self._sign)
        line.addWidget(self._status, 1)
        head = QVBoxLayout()
        head.setContentsMargins(2 * SPACE, 0, SPACE, SPACE)
        head.setSpacing(SPACE // 2)
        head.addLayout(top)
        head.addWidget(self._text)
        head.addLayout(line)
        head.addWidget(self._due)
        return head

    @property
    def row(self) -> TaskRow | None:
        """The task that is shown."""
        return self._row

    def show_task(self, row: TaskRow) -> None:
        """Shows a task as it stands now."""
        is_other = self._row is None or self._row.id != row.id
        self._row = row
        today = self._shell.office.today
        area = task_columns.area_column().words(row)
        self._place.setText(" · ".join(part for part in (row.plan_label, area) if part))
        self._text.setText(row.text)
        self._made_for = self._shell.office.tasks.criterion_of(row.id)
        self.criterion_button.setVisible(self._made_for is not None)
        if self._made_for is not None:
            self.criterion_button.setText(f"Tiêu chí {self._made_for.code}")
        self._sign.show_icon(status.ICONS[row.status], status.COLOURS[row.status])
        self._status.setText(row.status.label)
        words = [f"Hạn {short_date(row.due)}" + ("" if row.due_is_own else " (hết kỳ kế hoạch)")]
        if early := status.work_by_words(row):
            words.append(early)
        if left := status.due_words(row, today):
            words.append(left)
        self._due.setText(" · ".join(words))
        for tab in (self.progress_tab, self.assignment_tab, self.history_tab):
            tab.show_task(row, is_other)
        owner = Owner(OwnerKind.TASK, row.id)
        self.evidence_tab.set_owner(owner)
        count = self._shell.office.evidence.count(owner)
        title = f"Minh chứng ({count})" if count else "Minh chứng"
        self.tabs.setTabText(self.tabs.indexOf(self.evidence_tab), title)

    def _go_to_criterion(self) -> None:
        """Opens the criterion that the task was made for."""
        if self._made_for is not None:
            self._shell.go(CriteriaPlace(self._made_for.period, self._made_for.code))

    def take_keyboard(self) -> None:
        """Puts the keyboard where a report begins, or at the tab that was left in front."""
        if self.tabs.currentWidget() is self.progress_tab:
            self.progress_tab.percent.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Brings the next tab to the front; the keyboard goes along where it is in the panel."""
        held = has_keyboard(self.tabs)
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        if held:
            begins: dict[QWidget | None, QWidget] = {
                self.progress_tab: self.progress_tab.percent,
                self.assignment_tab: self.assignment_tab.lead,
                self.history_tab: self.history_tab.changes,
            }
            tab = self.tabs.currentWidget()
            begins.get(tab, self.evidence_tab).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit(self) -> bool:
        """Saves the field that is being edited; shows and says what is refused."""
        for tab, commit in (
            (self.assignment_tab, self.assignment_tab.form.commit),
            (self.progress_tab, self.progress_tab.commit),
            (self.evidence_tab, self.evidence_tab.commit),
        ):
            if not commit():
                self.tabs.setCurrentWidget(tab)
                self._shell.notify("Hãy sửa ô có viền đỏ rồi mới rời nhiệm vụ này.")
                return False
        return True


class ProgressTab(Scrolled):
    """A quick report on the task, and the reports so far."""

    help_topic = "nhiem-vu#ghi-tien-do"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._row: TaskRow | None = None
        self.day = DateField(None, "Ngày báo cáo")
        self.percent = PercentField(None, "Tiến độ")
        self.result = TextField(None, "Kết quả đạt được", hint="Đã làm được gì, số văn bản…", lines=2)
        self.officer = ChoiceField(
            None, "Người cập nhật", choices=lambda: task_columns.officer_choices(shell), editable=True
        )
        self.note = LineField(None, "Ghi chú, vướng mắc")
        for field, name in (
            (self.day, "date"), (self.percent, "percent"), (self.result, "result"),
            (self.officer, "officer"), (self.note, "note"),
        ):  # fmt: skip
            field.setObjectName(name)
        self.part = ChoiceField(None, "Ghi cho", choices=self._part_choices)
        self.part.setObjectName("part")
        self.part.changed.connect(self._part_chosen)
        self.reason = LineField(
            shell, "Lý do chậm", self._get_reason, self._set_reason, hint="Vì sao chưa xong đúng hạn"
        )
        self.reason.setObjectName("reason")
        self.parts = PartsBox(shell)
        self.parts.chosen.connect(self._choose_part)
        form = Form()
        form.add(self.part)
        form.add(self.percent)
        form.add(self.result)
        form.add(self.day, self.officer)
        form.add(self.note)
        form.add(self.reason)
        self.form = form
        self.save = text_button("Ghi tiến độ", "check", "primary", "Ghi lần cập nhật này (Ctrl+Enter)")
        # Not the button's own key: a button forgets that with its words.
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save.click)
        self.save.clicked.connect(self.report)
        self.done = text_button("Hoàn thành 100%", "done", tooltip="Ghi ngay 100% với ngày ở trên")
        self.done.clicked.connect(self._complete)
        self._unsaved = label("", "small", wrap=True)
        # Its room is kept, so that nothing moves when the first letter is typed.
        self._unsaved.setFixedHeight(2 * self._unsaved.fontMetrics().lineSpacing())
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.done)
        buttons.addStretch(1)
        self.updates = TableView(self._model(), "Chưa có lần cập nhật nào.", lines=2)
        self.updates.setMinimumHeight(18 * SPACE)
        self.updates.setAccessibleName("Các lần cập nhật tiến độ")
        self._delete = text_button("Xóa lần đã chọn", "delete", "flat", "Xóa lần cập nhật đang chọn (Delete)")
        self._delete.clicked.connect(self._delete_update)
        self._delete.setEnabled(False)
        self.updates.chosen.connect(self._offer_delete)
        heading = QHBoxLayout()
        heading.addWidget(label("Các lần cập nhật", "heading"), 1)
        heading.addWidget(self._delete)
        self.column.setSpacing(SPACE)
        self.column.addWidget(self.parts)
        self.column.addWidget(label("Cập nhật tiến độ", "heading"))
        self._why = label("", "muted", wrap=True)
        self._why.hide()
        self.column.addWidget(self._why)
        self.column.addWidget(form)
        self.column.addLayout(buttons)
        self.column.addWidget(self._unsaved)
        for typed in form.fields:
            typed.changed.connect(self._show_unsaved)
        self.column.addLayout(heading)
        self.column.addWidget(self.updates, 1)

    def _model(self) -> TableModel:
        def change(field: str) -> Callable[[TaskUpdate, Any], object]:
            def set_(update: TaskUpdate, value: Any) -> object:
                if value is None:
                    raise Refusal("Hãy nhập ngày cập nhật." if field == "day" else "Hãy nhập tiến độ.")
                tasks = self._shell.office.tasks
                # Another cell of it may have been saved since it was shown.
                stored = next(
                    (each for each in tasks.all_updates(self._task_id()) if each.id == update.id), update
                )
                return tasks.report(self._task_id(), replace(stored, **{field: value}))

            return set_

        def closed(_update: TaskUpdate) -> str:
            return self._closed()

        columns = [
            Column(
                "Ngày", lambda update: update.day, width=106, editor=Editor.DATE, setter=change("day"),
                closed=closed,
            ),
            Column(
                "%", lambda update: update.percent, width=46, align=Qt.AlignmentFlag.AlignRight,
                editor=Editor.WHOLE, setter=change("percent"), closed=closed,
            ),
            Column(
                "Kết quả", lambda update: update.result, width=82, stretch=True,
                tooltip=lambda update: "\n".join(
                    text for text in (self._part_label(update.part), update.result, update.note) if text
                ),
                setter=change("result"), closed=closed,
            ),
            Column(
                "Người ghi", lambda update: update.officer, width=86, editor=Editor.SUGGEST,
                choices=lambda _: task_columns.officer_choices(self._shell), setter=change("officer"),
                closed=closed,
            ),
        ]  # fmt: skip
        return TableModel(columns, self._shell, parent=self)

    def _offer_delete(self, update: TaskUpdate | None) -> None:
        self._delete.setEnabled(update is not None and not self._closed())

    def _closed(self) -> str:
        """Why somebody else is to report on the task, and who."""
        return task_columns.why_not_report(self._shell, self._row) if self._row is not None else ""

    def _task_id(self) -> str:
        return self._row.id if self._row else ""

    def show_task(self, row: TaskRow, is_other: bool) -> None:
        """Shows the reports on a task; the form starts anew for another one."""
        self._row = row
        why = task_columns.why_not_report(self._shell, row)
        for field in self.form.fields:
            field.lock(bool(why), why)
        for button in (self.save, self.done):
            close(button, why)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.updates.rows.set_rows(list(reversed(self._shell.office.tasks.all_updates(row.id))))
        self.officer.reload_choices()
        self.part.setVisible(bool(row.parts))
        self.parts.show_task(row)
        known = {key for key, _ in self._part_choices()}
        if is_other or (self.part.value() not in known and not self.dirty):
            self.part.reload_choices()
            self.part.set_value(self._shell.office.tasks.part_meant(row))
            self._begin()
        elif not self.dirty:
            # It may have been reported on elsewhere, or taken back.
            self.percent.set_value(self._meant().percent)
        self._show_reason()

    def _begin(self) -> None:
        assert self._row is not None
        self.day.set_value(self._shell.office.today)
        self.percent.set_value(self._meant().percent)
        self.result.set_value("")
        self.note.set_value("")
        office = self._shell.office
        self.officer.set_value(office.settings.at_the_desk() or self._row.assignment.officer)
        self._show_unsaved()

    def _part_choices(self) -> list[tuple[str, str]]:
        """The parts that a report may speak of; of a task that does not come again, the whole too."""
        row = self._row
        if row is None:
            return [("", "")]
        whole = [] if row.turns else [("", "Cả nhiệm vụ")]
        return [*whole, *((part.key, part.label) for part in row.parts)]

    def _meant(self) -> TaskPart:
        """What of the task the form speaks of."""
        assert self._row is not None
        known = {part.key for part in self._row.parts}
        key = str(self.part.value() or "")
        return part_of(self._row, key if key in known else self._shell.office.tasks.part_meant(self._row))

    def _choose_part(self, key: str) -> None:
        """The form follows the cursor among the parts, unless a report was begun."""
        if not self.dirty and key != self.part.value():
            self.part.reload_choices()
            self.part.set_value(key)
            self._part_chosen()

    def _part_chosen(self) -> None:
        if self._row is not None and not self.dirty:
            self.percent.set_value(self._meant().percent)
        self._show_reason()

    def _part_label(self, key: str) -> str:
        parts = (*self._row.turns, *self._row.subtasks) if self._row is not None else ()
        return next((part.label for part in parts if part.key == key), "")

    def _show_reason(self) -> None:
        """Asks why it is late where it is, or shows what was said."""
        if self._row is None:
            return
        part = self._meant()
        is_late = part.status in (TaskStatus.OVERDUE, TaskStatus.DONE_LATE)
        self.reason.setVisible(is_late or bool(part.reason))
        self.reason.load()

    def _get_reason(self) -> str:
        return self._meant().reason if self._row is not None else ""

    def _set_reason(self, reason: str) -> object:
        part = self._meant()
        return self._shell.office.task_care.set_reason(self._task_id(), reason, part.key)

    def _show_unsaved(self) -> None:
        """Tells what was typed here from what is stored: this form waits for its button, or for leaving."""
        is_begun = self.dirty
        self._unsaved.setText(_UNSAVED if is_begun else "")
        self.save.setText("Ghi tiến độ (chưa ghi)" if is_begun else "Ghi tiến độ")

    def _complete(self) -> None:
        """Records that the task is finished, with what else was typed."""
        self.percent.set_value(100)
        self.report()

    @property
    def dirty(self) -> bool:
        """Whether a report was begun that is not saved."""
        return self.percent.dirty or self.result.dirty or self.note.dirty

    def commit(self) -> bool:
        """Saves the cell that is being edited and a report that was begun; nothing typed is lost."""
        saved = self.updates.commit() and self.parts.table.commit() and self.reason.commit()
        return saved and (not self.dirty or self.report())

    def report(self) -> bool:
        """Saves the report in the form; gives whether it was accepted."""
        if self._row is None:
            return True
        task_id, part = self._row.id, self._meant().key

        percent = self.percent.value()

        def save() -> None:
            update = TaskUpdate(
                self._day(), percent, self.result.value(), self.officer.value(), self.note.value(), part=part
            )
            self._shell.office.tasks.report(task_id, update)

        try:
            if not attempt_or_refuse(self._shell, save):
                return False
        except Refusal as refusal:
            self.form.problem(refusal.field, str(refusal)).setFocus()
            return False
        row = self._row = self._shell.office.tasks.get(task_id)
        # The list may show it no more, and another task in its place.
        named = f" ({part_label})" if (part_label := self._part_label(part)) else ""
        told = f"Đã ghi tiến độ {percent}%: {row.text.rstrip('.')}{named}"
        self._shell.notify(told, undoable=True, place=TasksPlace(task_id))
        self.part.reload_choices()
        self.part.set_value(self._shell.office.tasks.part_meant(row) if row.turns else part)
        self._begin()
        return True

    def _day(self) -> date:
        day = self.day.value()
        if not isinstance(day, date):
            raise Refusal("Hãy nhập ngày báo cáo, ví dụ 05/01/2026.", "date")
        return day

    def _delete_update(self) -> None:
        update = self.updates.current_row()
        if update is not None:
            self._shell.attempt(lambda: self._shell.office.tasks.delete_update(update.id))


class AssignmentTab(Scrolled):
    """Who does the task by when, and what comes of it."""

    help_topic = "nhiem-vu#phan-cong"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._row: TaskRow | None = None
        self.form = Form()
        units = lambda: task_columns.unit_choices(shell)  # noqa: E731 - a list that is asked anew each time
        officers = lambda: task_columns.officer_choices(shell)  # noqa: E731
        self.lead = ChoiceField(shell, "Đơn vị chủ trì", *self._bind("lead"), choices=units, editable=True)
        self.officer = ChoiceField(
            shell, "Người theo dõi", *self._bind("officer"), choices=officers, editable=True
        )
        self.support = LineField(shell, "Đơn vị phối hợp", *self._bind("support"))
        self.start = DateField(shell, "Bắt đầu", *self._bind("start"))
        self.due = DateField(shell, "Hạn hoàn thành", *self._bind("due"))
        self.due_text = LineField(
            shell, "Thời gian ghi trong kế hoạch", *self._bind("due_text"), hint="Quý II/2026, Thường xuyên…"
        )
        self.deliverable = LineField(shell, "Sản phẩm, kết quả", *self._bind("deliverable"))
        self.funding = MoneyField(shell, "Kinh phí (đồng)", *self._bind("funding"), suffix="")
        self.note = TextField(shell, "Ghi chú", *self._bind("note"), lines=2)
        self.form.add(self.lead, self.officer)
        self.form.add(self.support)
        self.form.add(self.start, self.due)
        self.form.add(self.due_text)
        self.form.add(self.deliverable)
        self.form.add(self.funding)
        self.form.add(self.note)
        self._issued = label(
            "Kế hoạch đã ban hành: chỉ sửa được người theo dõi, ngày bắt đầu và ghi chú.", "small", wrap=True
        )
        self.care = CareBox(shell)
        self.column.setSpacing(SPACE)
        self.column.addWidget(self.form)
        self.column.addWidget(self._issued)
        self.column.addWidget(self.care)
        self.column.addStretch(1)

    def _bind(self, name: str) -> tuple[Callable[[], Any], Callable[[Any], object]]:
        def get() -> Any:
            return getattr(self._row.assignment, name) if self._row else None

        def set_(value: Any) -> object:
            assert self._row is not None
            return task_columns.assign(self._shell, self._row, **{name: value})

        return get, set_

    def show_task(self, row: TaskRow, is_other: bool) -> None:
        """Shows a task's assignment, and what the office adds to it."""
        self._row = row
        why = task_columns.why_not_assign(self._shell)
        for field in self.form.fields:
            field.lock(bool(why), why)
        plan = self._shell.office.plans.get(row.plan_id)
        self._issued.setVisible(plan.status.value == "issued")
        if is_other:
            self.form.restore()
        else:
            self.form.load()
        self.care.show_task(row)
