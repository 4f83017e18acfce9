"""The tab of the forms that were keyed in: where two keyings differ, which one is right, what is to go."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ...domain.surveys.survey import Survey, SurveyForm
from ..buttons import text_button
from ..forms import LineField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..tables import Column, TableModel, TableView
from ..theme import SPACE


class AnswersQuestion(Question):
    """The answers of one form, a figure for each question."""

    help_topic = "khao-sat"

    def __init__(self, shell: Shell, survey: Survey, form: SurveyForm, parent: QWidget | None) -> None:
        super().__init__(parent, f"Sửa phiếu số {form.number}", "Lưu")
        self._shell, self._survey, self._form = shell, survey, form
        self.answers = LineField(
            None, f"{len(form.answers)} câu trả lời, mỗi câu một chữ số; 0: không trả lời"
        )
        self.answers.setObjectName("answers")
        self.answers.set_value(form.answers)
        if form.differs:
            self.form.add_widget(label(differing_words(form), wrap=True))
        self.form.add(self.answers)

    def carry_out(self) -> bool:
        """Corrects the form."""
        typed = self.answers.value().replace(" ", "")
        surveys = self._shell.office.surveys
        return attempt_or_refuse(
            self._shell, lambda: surveys.correct(self._survey.id, self._form.number, typed)
        )


def differing_words(form: SurveyForm) -> str:
    """Where the two keyings of a form differ: «câu 3: 4 / 5»."""
    if not form.differs:
        return ""
    pairs = enumerate(zip(form.answers, form.second, strict=True), 1)
    return "; ".join(
        f"câu {place}: {first} / {second}" for place, (first, second) in pairs if first != second
    )


class FormsTab(QWidget):
    """A table of the forms with what can be done about the chosen one."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._survey: Survey | None = None
        self.only_differing = QCheckBox("Chỉ phiếu có hai lần nhập khác nhau")
        self.only_differing.clicked.connect(lambda _checked=False: self._show())
        self.first_button = text_button("Lấy lần đầu", tooltip="Câu trả lời đúng là của lần nhập đầu (1)")
        self.second_button = text_button(
            "Lấy lần hai", tooltip="Câu trả lời đúng là của lần nhập thứ hai (2)"
        )
        self.first_button.clicked.connect(lambda _checked=False: self._take("answers"))
        self.second_button.clicked.connect(lambda _checked=False: self._take("second"))
        self.edit_button = text_button("Sửa phiếu…", "edit", tooltip="Sửa câu trả lời (Enter)")
        self.edit_button.clicked.connect(lambda _checked=False: self._edit())
        self.delete_button = text_button("Xóa phiếu", "delete", tooltip="Xóa phiếu đang chọn (Delete)")
        self.delete_button.clicked.connect(lambda _checked=False: self._delete())
        self.table = TableView(
            TableModel(self._columns(), shell, key=lambda form: form.number, parent=self),
            "Không có phiếu nào như vậy.",
        )
        self.table.setAccessibleName("Phiếu đã nhập")
        self.table.opened.connect(lambda _: self._edit())
        self.table.chosen.connect(lambda _: self._show_commands())
        self.table.on_delete(self._delete)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.only_differing)
        head.addStretch(1)
        for button in (self.first_button, self.second_button, self.edit_button, self.delete_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    @staticmethod
    def _columns() -> list[Column]:
        return [
            Column("Số phiếu", lambda form: form.number, width=80, align=Qt.AlignmentFlag.AlignRight),
            Column("Câu trả lời", lambda form: form.answers, width=240),
            Column("Nhập lần hai", lambda form: form.second, width=240),
            Column(
                "Khác nhau (lần đầu / lần hai)", differing_words, width=200, stretch=True,
                colour=lambda form: "bad" if form.differs else "",
            ),
            Column("Người nhập", lambda form: form.keyed_by, width=130),
        ]  # fmt: skip

    def show_survey(self, survey: Survey | None) -> None:
        """Shows the forms of a survey as they are stored."""
        self._survey = survey
        self._show()

    def show_number(self, number: int) -> None:
        """Shows one form."""
        self.only_differing.setChecked(False)
        self._show()
        self.table.choose(number)

    def _show(self) -> None:
        forms = self._shell.office.surveys.forms(self._survey.id) if self._survey is not None else ()
        wanted = [form for form in forms if form.differs] if self.only_differing.isChecked() else forms
        self.table.rows.set_rows(wanted)
        if wanted and self.table.current_row() is None:
            self.table.choose(wanted[0].number)
        self._show_commands()

    def _show_commands(self) -> None:
        form: SurveyForm | None = self.table.current_row()
        may = form is not None and self._survey is not None and self._survey.is_open
        for button in (self.edit_button, self.delete_button):
            button.setEnabled(may)
        for button in (self.first_button, self.second_button):
            button.setEnabled(may and form is not None and form.differs)

    def _chosen(self) -> tuple[Survey, SurveyForm] | None:
        form: SurveyForm | None = self.table.current_row()
        return (self._survey, form) if self._survey is not None and form is not None else None

    def _take(self, which: str) -> None:
        if (chosen := self._chosen()) is not None:
            survey, form = chosen
            correct = partial(
                self._shell.office.surveys.correct, survey.id, form.number, getattr(form, which)
            )
            self._shell.attempt(correct)

    def _edit(self) -> None:
        if (chosen := self._chosen()) is not None and self.edit_button.isEnabled():
            survey, form = chosen
            question = AnswersQuestion(self._shell, survey, form, self)
            if question.exec() == QDialog.DialogCode.Accepted:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _delete(self) -> None:
        if (chosen := self._chosen()) is not None and self.delete_button.isEnabled():
            survey, form = chosen
            surveys = self._shell.office.surveys
            if self._shell.attempt(lambda: surveys.delete_form(survey.id, form.number)):
                self._shell.notify(f"Đã xóa phiếu số {form.number}.", undoable=True)
