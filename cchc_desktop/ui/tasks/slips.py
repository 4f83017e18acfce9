"""«In phiếu»: which slip, for whom, and whether it is printed or becomes a file; or a file for every unit."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialogButtonBox, QMenu, QWidget

from ...documents.model import Document
from ...domain.errors import Refusal
from ...domain.places import WorkSheetPlace
from ...domain.task_papers import SOON_DAYS, Receiver, Slip
from ...domain.tasks import TaskFilter
from .. import icons
from ..buttons import text_button
from ..exporting import FORMATS, ask_folder, export_all
from ..forms import ChoiceField, DateField, NumberField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse

_EVERY_UNIT, _EVERY_PERSON = "units", "persons"
_MOST_DAYS = 366
_MEETING = "Danh sách theo người (họp giao ban)"


class SlipDialog(Question):
    """Asks for whom a slip is; it is of the tasks that ``chosen`` lets through.

    What it makes is left in ``files`` where it is for every unit or person, else in ``document``.
    """

    help_topic = "nhiem-vu#in-phieu"

    def __init__(self, shell: Shell, slip: Slip, chosen: TaskFilter, told: str, parent: QWidget) -> None:
        super().__init__(parent, slip.label, "Xuất…")
        self._shell, self._slip, self._chosen = shell, slip, chosen
        papers = shell.office.task_papers
        self.document: tuple[Document, str] | None = None
        self.files: list[tuple[str, Document]] = []
        self.is_printed = False
        self._days = NumberField(None, "Sắp đến hạn: trong số ngày", whole=True)
        self._days.setObjectName("days")
        self._days.set_value(SOON_DAYS)
        self._answer_by = DateField(None, "Hạn trả lời")
        self._answer_by.setObjectName("answer_by")
        self._answer_by.set_value(papers.answer_by())
        self.receiver = ChoiceField(None, "Gửi", choices=self._receivers)
        self.receiver.setObjectName("receiver")
        self.format = ChoiceField(
            None, "Dạng tệp", choices=lambda: [(fmt, FORMATS[fmt][0]) for fmt in ("pdf", "docx")]
        )
        self.format.set_value("pdf")
        self.form.add_widget(label(told, "muted", wrap=True))
        self.form.add(self.receiver, self.format, stretches=(3, 1))
        if slip is Slip.REMINDER:
            self.form.add(self._answer_by, self._days)
        else:
            self._answer_by.setParent(self)
            self._days.setParent(self)
            self._answer_by.hide()
            self._days.hide()
        self.print_button = text_button("In", "print")
        self.buttons.addButton(self.print_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.print_button.clicked.connect(self._print)
        self.receiver.editor.currentIndexChanged.connect(lambda _: self._follow())
        self._days.changed.connect(self.receiver.reload_choices)
        self._choose_first()
        self._follow()
        self.receiver.setFocus()

    def _receivers(self) -> list[tuple[object, str]]:
        papers = self._shell.office.task_papers
        days = self._asked_days()
        units = papers.units(self._chosen, self._slip, days)
        persons = papers.persons(self._chosen, self._slip, days)
        offered: list[tuple[object, str]] = [(each, each.name) for each in units]
        offered += [(each, each.addressed) for each in persons]
        if len(units) > 1:
            offered.insert(0, (_EVERY_UNIT, f"Mọi đơn vị ({len(units)} tệp)"))
        if len(persons) > 1:
            offered.append((_EVERY_PERSON, f"Mọi người theo dõi ({len(persons)} tệp)"))
        return offered

    def _asked_days(self) -> int:
        """How near «sắp đến hạn» is; while it is being typed, what it was first."""
        try:
            days = self._days.value()
        except Refusal:
            return SOON_DAYS
        return days if isinstance(days, int) and 0 <= days <= _MOST_DAYS else SOON_DAYS

    def _choose_first(self) -> None:
        """The unit or person that the list is filtered by, else the first that is offered."""
        known = [value for value, _ in self._receivers()]
        wanted = [
            each
            for each in known
            if isinstance(each, Receiver) and each.name in (self._chosen.unit, self._chosen.officer)
        ]
        if known:
            self.receiver.set_value([*wanted, *known][0])

    def _follow(self) -> None:
        is_many = self.receiver.editor.value() in (_EVERY_UNIT, _EVERY_PERSON)
        self.format.setVisible(is_many)
        self.print_button.setEnabled(not is_many)

    def _print(self) -> None:
        self.is_printed = True
        self.answer()
        self.is_printed = False if not self.result() else self.is_printed

    def carry_out(self) -> bool:
        return attempt_or_refuse(self._shell, self._compose)

    def _compose(self) -> None:
        papers = self._shell.office.task_papers
        receiver, answer_by, days = self.receiver.value(), self._answer_by.value(), self._days.value()
        if receiver is None:
            raise Refusal(f"Không có nhiệm vụ nào để lập {self._slip.label.lower()}.", "receiver")
        if days is None or not 0 <= days <= _MOST_DAYS:
            raise Refusal(f"Hãy nhập số ngày từ 0 đến {_MOST_DAYS}.", "days")
        if isinstance(receiver, Receiver):
            document = papers.compose(self._slip, receiver, self._chosen, answer_by, days)
            self.document = document, papers.file_name(self._slip, receiver, "pdf")
            return
        every = papers.units if receiver == _EVERY_UNIT else papers.persons
        receivers: Sequence[Receiver] = every(self._chosen, self._slip, days)
        made = papers.of_all(self._slip, receivers, self.format.value(), self._chosen, answer_by, days)
        self.files = [(name, document) for name, _, document in made]


class SlipMenu(QMenu):
    """What can be handed out of the tasks that are looked at."""

    def __init__(self, shell: Shell, page: QWidget) -> None:
        super().__init__(page)
        self._shell = shell
        self._page = page
        self._chosen = TaskFilter()
        self._told = ""
        for slip, picture in ((Slip.ASSIGNMENT, "tasks"), (Slip.REMINDER, "overdue")):
            action = self.addAction(icons.icon(picture), f"{slip.label}…")
            action.triggered.connect(partial(self.hand_out, slip))
        self.addSeparator()
        self.addAction(icons.icon("export"), f"{_MEETING}: xuất…").triggered.connect(
            partial(self.meeting, False)
        )
        self.addAction(icons.icon("print"), f"{_MEETING}: in").triggered.connect(partial(self.meeting, True))
        self.addSeparator()
        results = self.addAction(icons.icon("figures"), "Phiếu kết quả công việc (Ctrl+Shift+K)")
        results.triggered.connect(lambda _checked=False: shell.go(WorkSheetPlace()))

    def show_filter(self, chosen: TaskFilter, told: str) -> None:
        """Takes the tasks of a filter; of plans that are in force where it names no plan."""
        self._chosen = chosen if chosen.plan_id else replace(chosen, in_force=True)
        self._told = (
            f"Lấy các nhiệm vụ đang lọc: {told}." if told else "Lấy nhiệm vụ của các kế hoạch đang thực hiện."
        )

    def hand_out(self, slip: Slip, _checked: bool = False) -> None:
        """Asks for whom, and prints or exports."""
        dialog = SlipDialog(self._shell, slip, self._chosen, self._told, self._page)
        dialog.exec()
        dialog.deleteLater()
        if dialog.files:
            self._export_all(dialog.files, dialog.format.value())
        elif dialog.document is not None and dialog.result():
            if dialog.is_printed:
                self._shell.print_document(dialog.document[0])
            else:
                self._shell.export(*dialog.document)

    def _export_all(self, files: Sequence[tuple[str, Document]], fmt: str) -> None:
        folder: Path | None = ask_folder(self._shell, self._page)
        if folder is not None:
            export_all(self._shell, files, fmt, folder)

    def meeting(self, is_printed: bool, _checked: bool = False) -> None:
        """Prints or exports the list of the weekly meeting."""
        document = self._shell.office.task_papers.meeting(self._chosen)
        if is_printed:
            self._shell.print_document(document)
        else:
            self._shell.export(document, "Danh sách nhiệm vụ theo người")
