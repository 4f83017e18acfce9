"""Surveys of citizens at the office's desk: what is held, the forms that are keyed in, what they come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from ..catalogue import surveys as catalogue
from ..domain.errors import Refusal
from ..domain.plan import new_id
from ..domain.surveys.form_code import form_code
from ..domain.surveys.incoming import IncomingForms, read_sheet
from ..domain.surveys.questionnaire import Questionnaire
from ..domain.surveys.results import Results
from ..domain.surveys.survey import (
    MOST_FORMS,
    Difference,
    Survey,
    SurveyForm,
    SurveyState,
    check_answers,
    check_form,
    differences,
)
from ..domain.text import capitalized, clean_line, sort_key
from ..storage.changes import Changes
from ..storage.survey_kinds import (
    QUESTIONNAIRES,
    SURVEY_FORMS,
    SURVEYS,
    OwnQuestionnaire,
    form_id,
    write_form,
    write_questionnaire,
    write_survey,
)
from . import operations
from .desk import Desk, Part
from .operations import Operation
from .report_data import profile_of
from .settings import file_name

if TYPE_CHECKING:
    from ..documents.model import Document
    from ..domain.registers.book import RowsBook

SURVEY_TABLES = ("surveys", "survey_forms")
"""What surveys and their results are read from."""
_MOST_COLUMNS, _MOST_ROWS = 200, 110_000
"""No table of forms has more."""
MOST_PRINTED = 500
"""How many forms are printed at once."""


@dataclass(frozen=True, slots=True)
class FormsDraft:
    """Forms of a file, looked at and not stored yet: ``file`` and ``sheet`` are where they stand."""

    survey: Survey
    file: str
    sheet: str
    found: IncomingForms


def read_forms(path: Path, cancelled: Callable[[], bool] | None = None) -> RowsBook:
    """The cells of a workbook with forms, read in a child process. Raises Refusal where it cannot be read."""
    from .register_import import read_rows

    return read_rows(path, cancelled)


def questionnaire_in(path: Path) -> str:
    """The text of a questionnaire's file. Raises Refusal with the first mistake in it."""
    from ..catalogue.toml_files import text_of_file

    text = text_of_file(path, "mẫu phiếu khảo sát")
    catalogue.read_questionnaire(text)
    return text


class Surveys(Part):
    """The surveys, their forms and questionnaires. Each form is stored by itself as soon as it is keyed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.results = desk.derived(self._results, SURVEY_TABLES)

    # Questionnaires

    def questionnaires(self) -> list[Questionnaire]:
        """The questionnaires that a survey may be begun with, by their names."""
        found = map(catalogue.read_questionnaire, self._texts().values())
        return sorted(found, key=lambda each: sort_key(each.name))

    def questionnaire_text(self, questionnaire_id: str) -> str:
        """The text of a questionnaire as the office has it. Raises Refusal where there is none."""
        texts = self._texts()
        if questionnaire_id not in texts:
            raise Refusal(
                f"Không có mẫu phiếu «{questionnaire_id}». Hãy chọn một trong: {', '.join(texts)}.",
                "questionnaire",
            )
        return texts[questionnaire_id]

    def questionnaire_problems(self, given: Questionnaire) -> list[str]:
        """What keeps a questionnaire that is being put together from being stored, a sentence each."""
        from ..catalogue.survey_text import questionnaire_text

        return [capitalized(each) for each in catalogue.checked_questionnaire(questionnaire_text(given))[1]]

    def keep_questionnaire(self, given: Questionnaire) -> Questionnaire:
        """Keeps a questionnaire that was put together in the window. Raises Refusal as
        `save_questionnaire`."""
        from ..catalogue.survey_text import questionnaire_text

        return self.save_questionnaire(questionnaire_text(given))

    def trial_form(self, given: Questionnaire) -> Document:
        """A form of a questionnaire as it would be printed, with no number of a survey."""
        from ..documents.compose_questionnaire import compose_questionnaire

        return compose_questionnaire(given, {1: ""}, profile_of(self._desk))

    def is_own(self, questionnaire_id: str) -> bool:
        """Whether the office has a text of its own of it."""
        return any(each.id == questionnaire_id for each in self._desk.store.records(QUESTIONNAIRES))

    def save_questionnaire(self, text: str) -> Questionnaire:
        """Keeps a questionnaire of the office, in place of one of its id; surveys that have begun keep
        theirs. Raises Refusal with the first mistake in it."""
        self._desk.admit(operations.SAVE_QUESTIONNAIRE)
        read = catalogue.read_questionnaire(text)
        with self._desk.operation(operations.SAVE_QUESTIONNAIRE, read.name) as recorder:
            write_questionnaire(recorder, OwnQuestionnaire(read.id, read.name, text))
        return read

    def drop_questionnaire(self, questionnaire_id: str) -> Changes:
        """Gives the office's own text up; one of the program's is then as it came. Raises Refusal where there
        is none."""
        self._desk.admit(operations.DROP_QUESTIONNAIRE)
        if not self.is_own(questionnaire_id):
            raise Refusal(
                f"Cơ quan không có mẫu phiếu riêng «{questionnaire_id}» nên không có gì để bỏ.",
                "questionnaire",
            )
        name = catalogue.read_questionnaire(self.questionnaire_text(questionnaire_id)).name
        with self._desk.operation(operations.DROP_QUESTIONNAIRE, name) as recorder:
            recorder.delete(QUESTIONNAIRES.table, questionnaire_id)
        return recorder.changes

    def _texts(self) -> dict[str, str]:
        own = {each.id: each.text for each in self._desk.store.records(QUESTIONNAIRES)}
        return {**catalogue.shipped_texts(), **own}

    # Surveys

    def all(self) -> list[Survey]:
        """The surveys, the latest first."""
        return sorted(
            self._desk.store.records(SURVEYS), key=lambda each: (each.starts, each.id), reverse=True
        )

    def get(self, survey_id: str) -> Survey:
        """A survey. Raises Refusal where there is none."""
        for survey in self._desk.store.records(SURVEYS):
            if survey.id == survey_id:
                return survey
        raise Refusal("Đợt khảo sát này không còn nữa. Hãy xem lại danh sách.", "survey")

    def questionnaire(self, survey: Survey) -> Questionnaire:
        """The questionnaire that a survey began with."""
        return catalogue.read_questionnaire(survey.questionnaire)

    def new(
        self,
        name: str,
        questionnaire_id: str,
        starts: date,
        ends: date,
        population: int = 0,
        error: Decimal = Decimal(5),
        handed_out: int = 0,
    ) -> Survey:
        """Begins a survey. Raises Refusal with the first thing that cannot be."""
        self._desk.admit(operations.SAVE_SURVEY)
        text = self.questionnaire_text(questionnaire_id)
        survey = Survey(new_id(), clean_line(name), text, starts, ends, population, error, handed_out)
        self._save(survey)
        return survey

    def change(self, survey: Survey) -> Changes:
        """Keeps what was changed of a survey's name, days and numbers."""
        self._desk.admit(operations.SAVE_SURVEY)
        kept = replace(survey, name=clean_line(survey.name), questionnaire=self.get(survey.id).questionnaire)
        return self._save(kept)

    def close(self, survey_id: str) -> Changes:
        """Ends the keying of a survey. Raises Refusal while forms that were keyed twice differ."""
        self._desk.admit(operations.CLOSE_SURVEY)
        survey = self.get(survey_id)
        if found := differences(self.forms(survey_id)):
            numbers = dict.fromkeys(each.number for each in found)
            raise Refusal(
                f"Còn {len(numbers)} phiếu có hai lần nhập khác nhau, đầu tiên là phiếu số "
                f"{next(iter(numbers))}. Hãy chọn câu trả lời đúng trước khi kết thúc.",
                "survey",
            )
        return self._save(replace(survey, state=SurveyState.CLOSED), operations.CLOSE_SURVEY)

    def reopen(self, survey_id: str) -> Changes:
        """Lets forms be keyed in again."""
        self._desk.admit(operations.REOPEN_SURVEY)
        return self._save(replace(self.get(survey_id), state=SurveyState.OPEN), operations.REOPEN_SURVEY)

    def delete(self, survey_id: str) -> Changes:
        """Deletes a survey with its forms."""
        self._desk.admit(operations.DELETE_SURVEY)
        survey = self.get(survey_id)
        with self._desk.operation(operations.DELETE_SURVEY, survey.name) as recorder:
            for form in self.forms(survey_id):
                recorder.delete(SURVEY_FORMS.table, form.id)
            recorder.delete(SURVEYS.table, survey_id)
        return recorder.changes

    def _save(self, survey: Survey, operation: Operation = operations.SAVE_SURVEY) -> Changes:
        with self._desk.operation(operation, survey.name) as recorder:
            write_survey(recorder, survey)
        return recorder.changes

    # Forms

    def forms(self, survey_id: str) -> tuple[SurveyForm, ...]:
        """The forms of a survey by their numbers."""
        return self._desk.store.survey_forms(survey_id)

    def form(self, survey_id: str, number: int) -> SurveyForm | None:
        """The form of a number; None where it is not keyed in."""
        # By its identity: not all forms are read for each one that is keyed in.
        row = self._desk.store.row(SURVEY_FORMS.table, form_id(survey_id, number))
        return SURVEY_FORMS.read(row) if row is not None else None

    def key_in(self, survey_id: str, number: int, answers: str) -> SurveyForm:
        """Stores a form that was keyed in. Raises Refusal where its number is stored already, or it is none
        of this questionnaire."""
        self._desk.admit(operations.KEY_FORM)
        survey = self._open(survey_id)
        form = SurveyForm(form_id(survey_id, number), survey_id, number, answers, keyed_by=self._who())
        check_form(self.questionnaire(survey), form)
        self.check_number(survey_id, number)
        return self._stored(operations.KEY_FORM, survey, form)

    def check_number(self, survey_id: str, number: int, *, again: bool = False) -> None:
        """Refuses a number under which no form can be keyed: for the first time one that is stored already,
        as where two forms have one number or one is keyed twice; ``again`` one that never was.

        Raises Refusal.
        """
        if again:
            self._form(survey_id, number)
        elif self.form(survey_id, number) is not None:
            raise Refusal(f"Phiếu số {number} đã nhập. Hãy xem lại số in trên phiếu.", "number")

    def key_again(self, survey_id: str, number: int, answers: str) -> SurveyForm:
        """Stores what was keyed of a form the second time. Raises Refusal where it was never keyed."""
        self._desk.admit(operations.KEY_FORM_AGAIN)
        survey = self._open(survey_id)
        check_answers(self.questionnaire(survey), answers)
        form = replace(self._form(survey_id, number), second=answers, second_by=self._who())
        return self._stored(operations.KEY_FORM_AGAIN, survey, form)

    def correct(self, survey_id: str, number: int, answers: str) -> SurveyForm:
        """Makes a form's answers these; of one that was keyed twice both times, so that nothing differs."""
        self._desk.admit(operations.CORRECT_FORM)
        survey = self._open(survey_id)
        check_answers(self.questionnaire(survey), answers)
        form = self._form(survey_id, number)
        form = replace(form, answers=answers, second=answers if form.second else "")
        return self._stored(operations.CORRECT_FORM, survey, form)

    def delete_form(self, survey_id: str, number: int) -> Changes:
        """Takes a form away. Raises Refusal where there is none of that number."""
        self._desk.admit(operations.DELETE_FORM)
        survey, form = self._open(survey_id), self._form(survey_id, number)
        with self._desk.operation(operations.DELETE_FORM, f"{survey.name}, phiếu số {number}") as recorder:
            recorder.delete(SURVEY_FORMS.table, form.id)
        return recorder.changes

    def differences(self, survey_id: str) -> list[Difference]:
        """Where forms were keyed twice and not the same."""
        return differences(self.forms(survey_id))

    def next_number(self, survey_id: str, after: int = 0, *, again: bool = False) -> int:
        """The number of the form to be keyed after one: the first that is not stored; with ``again`` the
        first that was keyed once, 0 where there is none."""
        if again:
            once = [each.number for each in self.forms(survey_id) if not each.second]
            return next((number for number in once if number > after), once[0] if once else 0)
        number = after + 1
        if after:
            # While forms are keyed one after the other, the next one is nearly always free.
            while self.form(survey_id, number) is not None:
                number += 1
            return number
        known = {each.number for each in self.forms(survey_id)}
        while number in known:
            number += 1
        return number

    def _form(self, survey_id: str, number: int) -> SurveyForm:
        form = self.form(survey_id, number)
        if form is None:
            raise Refusal(f"Phiếu số {number} chưa nhập lần nào. Hãy xem lại số in trên phiếu.", "number")
        return form

    def _open(self, survey_id: str) -> Survey:
        survey = self.get(survey_id)
        if not survey.is_open:
            raise Refusal("Đợt khảo sát đã kết thúc. Hãy mở lại để nhập, sửa phiếu.", "survey")
        return survey

    def _stored(self, operation: Operation, survey: Survey, form: SurveyForm) -> SurveyForm:
        with self._desk.operation(operation, f"{survey.name}, phiếu số {form.number}") as recorder:
            write_form(recorder, form)
        return form

    def _who(self) -> str:
        return self._desk.store.at_the_desk()

    # From a file

    def draft(self, survey_id: str, book: RowsBook) -> FormsDraft:
        """What a workbook holds of forms: the first sheet that has them. Raises Refusal where none has."""
        survey = self._open(survey_id)
        questionnaire = self.questionnaire(survey)
        known = {each.number for each in self.forms(survey_id)}
        refusals: list[Refusal] = []
        for sheet in book.sheets:
            try:
                found = read_sheet(
                    questionnaire, sheet.rows_of_texts(_MOST_ROWS, _MOST_COLUMNS), known, survey.id
                )
            except Refusal as refusal:
                refusals.append(refusal)
                continue
            return FormsDraft(survey, book.file, sheet.name, found)
        raise refusals[0] if refusals else Refusal(f"Tệp «{book.file}» không có bảng nào.", "file")

    def take(self, draft: FormsDraft) -> Changes:
        """Stores the forms of a file in one operation. Raises Refusal where anything in it is wrong."""
        self._desk.admit(operations.IMPORT_FORMS)
        if draft.found.problems:
            first = draft.found.problems[0]
            where = f"Dòng {first.row}: " if first.row else ""
            raise Refusal(
                f"Tệp «{draft.file}» còn {len(draft.found.problems)} chỗ sai nên chưa nhập phiếu nào. "
                f"{where}{first.sentence}",
                "file",
            )
        survey, who = self._open(draft.survey.id), self._who()
        subject = f"{survey.name}, {len(draft.found.forms)} phiếu"
        with self._desk.operation(operations.IMPORT_FORMS, subject) as recorder:
            for each in draft.found.forms:
                known_id = form_id(survey.id, each.number)
                write_form(recorder, SurveyForm(known_id, survey.id, each.number, each.answers, keyed_by=who))
        return recorder.changes

    # What it comes to

    def _results(self, survey_id: str) -> Results:
        survey = self.get(survey_id)
        return Results(survey, self.questionnaire(survey), self.forms(survey_id))

    # On paper

    def report(self, survey_id: str) -> Document:
        """The report on what a survey came to."""
        from ..documents.compose_survey import compose_survey

        return compose_survey(self.results(survey_id), profile_of(self._desk), self._desk.today())

    def blank_forms(self, survey_id: str, first: int = 1, count: int = 1) -> Document:
        """Empty forms with their numbers, to be handed out. Raises Refusal where they are too many."""
        from ..documents.compose_questionnaire import compose_questionnaire

        survey = self.get(survey_id)
        codes = {number: form_code(survey.id, number) for number in _numbers(first, count)}
        return compose_questionnaire(self.questionnaire(survey), codes, profile_of(self._desk))

    def form_sheet(self, survey_id: str, first: int = 1, count: int = 1) -> Document:
        """The empty sheet that forms of these numbers are typed into. Raises Refusal where they are too
        many."""
        from ..documents.compose_questionnaire import compose_form_sheet

        survey = self.get(survey_id)
        return compose_form_sheet(self.questionnaire(survey), _numbers(first, count), profile_of(self._desk))

    def file_name(self, subject: str, fmt: str) -> str:
        """A file name for one of these papers."""
        return file_name(self._desk, subject, fmt)


def _numbers(first: int, count: int) -> range:
    if not 1 <= first <= MOST_FORMS or not 1 <= count <= MOST_PRINTED:
        raise Refusal(f"Mỗi lần in từ 1 đến {MOST_PRINTED} phiếu, số phiếu từ 1 đến 100.000.", "count")
    return range(first, first + count)
