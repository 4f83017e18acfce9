"""The questions of the page of surveys: what a survey is, and whether the forms of a file come in."""

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from ...documents.model import Document
from ...domain.errors import Refusal
from ...domain.numerals import format_number, parse_number, parse_whole
from ...domain.surveys.sampling import sample_size
from ...domain.surveys.survey import Survey
from ...office.surveys import MOST_PRINTED, FormsDraft
from ..forms import ChoiceField, DateField, LineField, NumberField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..tables import Column, TableModel, TableView

_MOST_LINES = 8


class SurveyQuestion(Question):
    """The name, questionnaire, days and numbers of a survey that is begun or changed."""

    help_topic = "khao-sat"

    def __init__(self, shell: Shell, survey: Survey | None, parent: QWidget | None) -> None:
        super().__init__(
            parent, "Thêm đợt khảo sát" if survey is None else "Sửa đợt khảo sát",
            "Thêm" if survey is None else "Lưu",
        )  # fmt: skip
        self._shell, self.survey = shell, survey
        today = shell.office.today
        self.name = LineField(None, "Tên đợt khảo sát", hint="ví dụ: Khảo sát mức độ hài lòng năm 2026")
        questionnaires = shell.office.surveys.questionnaires()
        self.questionnaire = ChoiceField(
            None, "Mẫu phiếu", choices=lambda: [(each.id, each.name) for each in questionnaires]
        )
        self.starts, self.ends = DateField(None, "Từ ngày"), DateField(None, "Đến ngày")
        self.population = NumberField(
            None, "Tổng số giao dịch trong kỳ (N)", whole=True,
            tooltip="Số hồ sơ, giao dịch của dịch vụ được khảo sát; để trống nếu chưa biết",
        )  # fmt: skip
        self.error = NumberField(None, "Sai số cho phép (e)", suffix="%")
        self.handed_out = NumberField(None, "Số phiếu phát ra", whole=True)
        for name in ("name", "questionnaire", "starts", "ends", "population", "error", "handed_out"):
            getattr(self, name).setObjectName(name)
        self.sample = label("", "muted", wrap=True)
        if survey is None:
            self.questionnaire.set_value("sipas")
            self.name.set_value(f"Khảo sát mức độ hài lòng năm {today.year}")
        else:
            self.name.set_value(survey.name)
            self.population.set_value(survey.population or None)
            self.handed_out.set_value(survey.handed_out or None)
        self.starts.set_value(survey.starts if survey is not None else today)
        self.ends.set_value(survey.ends if survey is not None else today)
        self.error.set_value(survey.error if survey is not None else Decimal(5))
        self.form.add(self.name)
        if survey is None:
            self.form.add(self.questionnaire)
        self.form.add(self.starts, self.ends)
        self.form.add(self.population, self.error, self.handed_out)
        self.form.add_widget(self.sample)
        for field in (self.population, self.error):
            field.editor.textChanged.connect(lambda _: self._show_sample())
        self._show_sample()

    def _show_sample(self) -> None:
        """Says how many forms are needed."""
        words = ""
        # What is still being typed may be no number yet: that is told once the question is answered.
        with suppress(Refusal):
            population = parse_whole(self.population.editor.text())
            needed = sample_size(population, parse_number(self.error.editor.text()))
            words = f"Cỡ mẫu cần theo công thức n = N/(1 + N·e²): {format_number(needed)} phiếu."
        self.sample.setText(words)

    def carry_out(self) -> bool:
        """Begins the survey, or keeps what was changed."""
        return attempt_or_refuse(self._shell, self._keep)

    def _keep(self) -> None:
        surveys, today = self._shell.office.surveys, self._shell.office.today
        starts = self.starts.value() or today
        given = {
            "name": self.name.value(),
            "starts": starts,
            "ends": self.ends.value() or starts,
            "population": self.population.value() or 0,
            "error": Decimal(self.error.value() or 0),
            "handed_out": self.handed_out.value() or 0,
        }
        if self.survey is None:
            self.survey = surveys.new(questionnaire_id=self.questionnaire.value(), **given)
        else:
            surveys.change(replace(self.survey, **given))


class PrintQuestion(Question):
    """Which forms are to be printed, or typed into a sheet: ``made`` is the document with its file name."""

    help_topic = "khao-sat"

    def __init__(self, shell: Shell, survey: Survey, parent: QWidget | None) -> None:
        super().__init__(parent, "In phiếu khảo sát", "Tiếp tục")
        self._shell, self._survey = shell, survey
        self.made: tuple[Document, str] | None = None
        self.what = ChoiceField(
            None, "Loại",
            choices=lambda: [(False, "Phiếu có số để phát (PDF, Word)"), (True, "Bảng Excel để nhập phiếu")],
        )  # fmt: skip
        self.first = NumberField(None, "Từ phiếu số", whole=True)
        self.count = NumberField(None, "Số phiếu", whole=True)
        self.count.setObjectName("count")
        self.what.set_value(False)
        self.first.set_value(1)
        self.count.set_value(min(survey.handed_out or 1, MOST_PRINTED))
        self.form.add(self.what)
        self.form.add(self.first, self.count)

    def carry_out(self) -> bool:
        """Composes what was asked for."""
        surveys, survey = self._shell.office.surveys, self._survey
        first, count = int(self.first.value() or 0), int(self.count.value() or 0)
        if self.what.value():
            name = surveys.file_name(f"Bảng nhập phiếu {survey.name}", "xlsx")
            self.made = surveys.form_sheet(survey.id, first, count), name
        else:
            self.made = surveys.blank_forms(survey.id, first, count), surveys.file_name(survey.name, "pdf")
        return True


class ImportQuestion(Question):
    """The forms that a file holds, or what is wrong with it, before anything is stored."""

    help_topic = "khao-sat"

    def __init__(self, shell: Shell, draft: FormsDraft, parent: QWidget | None) -> None:
        super().__init__(parent, "Nhập phiếu từ Excel", f"Nhập {len(draft.found.forms)} phiếu")
        self._shell, self._draft = shell, draft
        found = draft.found
        told = (
            f"Tệp «{draft.file}», bảng «{draft.sheet}»: {len(found.forms)} phiếu, "
            f"{format_number(found.skipped)} câu không trả lời."
        )
        if found.unfilled:
            told += f" {found.unfilled} dòng có số phiếu mà chưa có câu trả lời nào, không tính là phiếu."
        self.form.add_widget(label(told, wrap=True))
        if found.problems:
            words = f"Còn {len(found.problems)} chỗ sai: hãy sửa trong tệp rồi nhập lại."
            self.form.add_widget(label(words, "problem", wrap=True))
            columns = [
                Column("Dòng", lambda each: each.row, width=60),
                Column("Chỗ sai", lambda each: each.sentence, width=380, stretch=True),
            ]
        else:
            columns = [
                Column("Số phiếu", lambda each: each.number, width=80),
                Column("Câu trả lời", lambda each: each.answers, width=380, stretch=True),
            ]
        model = TableModel(columns, key=lambda each: (each.row, id(each)), parent=self)
        self.table = TableView(model)
        self.table.setAccessibleName("Phiếu trong tệp")
        self.table.setMinimumHeight(_MOST_LINES * self.table.verticalHeader().defaultSectionSize())
        model.set_rows(found.problems or found.forms)
        self.form.add_widget(self.table)
        self.accept_button.setEnabled(not found.problems)

    def carry_out(self) -> bool:
        """Stores the forms."""
        return self._shell.attempt(lambda: self._shell.office.surveys.take(self._draft))
