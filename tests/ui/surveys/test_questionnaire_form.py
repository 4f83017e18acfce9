"""A questionnaire is changed in a form: questions, parts, order, words; it is stored or given up."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cchc_desktop.domain.surveys.questionnaire import QuestionKind, Questionnaire
from cchc_desktop.ui import messages
from cchc_desktop.ui.forms.question import Question
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.surveys.questionnaire_form import QuestionnaireForm
from cchc_desktop.ui.surveys.questionnaire_questions import HeadQuestion, ItemQuestion, PartQuestion
from cchc_desktop.ui.surveys.questionnaires import NameQuestion, QuestionnairesDialog
from tests.ui.sample_window import sample_window


@pytest.fixture(scope="module")
def window(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    with sample_window(tmp_path_factory.mktemp("sample")) as made:
        yield made


def sipas(window: MainWindow) -> Questionnaire:
    return next(each for each in window.office.surveys.questionnaires() if each.id == "sipas")


@pytest.fixture
def form(window: MainWindow) -> Iterator[QuestionnaireForm]:
    made = QuestionnaireForm(window, sipas(window), window)
    made.resize(1300, 700)
    made.show()
    yield made
    made.deleteLater()


def answering(monkeypatch: pytest.MonkeyPatch, **texts: object) -> list[Question]:
    """What questions are answered with, instead of being shown."""
    asked: list[Question] = []

    def answer(question: Question) -> int:
        asked.append(question)
        for name, value in texts.items():
            getattr(question, name).set_value(value)
        question.answer()
        return question.result()

    monkeypatch.setattr(Question, "exec", answer)
    return asked


def test_questions_are_listed_under_their_parts(form: QuestionnaireForm) -> None:
    rows = form.table.rows.rows
    assert [row.number for row in rows if row.number] == list(range(1, 23))
    assert [row.words for row in rows if row.question is None][1] == "Tiếp cận dịch vụ"
    assert "4 Hài lòng ✓" in rows[4].answers
    assert not form.save_button.isEnabled()
    assert form.preview.isVisible()
    form.resize(700, 600)
    assert not form.preview.isVisible()


def test_a_question_is_added_like_the_one_before_it(
    form: QuestionnaireForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, text="Nơi để xe thuận tiện")
    form.table.choose((1, 1))
    QTest.keyClick(form, Qt.Key.Key_Insert)
    assert isinstance(asked[0], ItemQuestion)
    line = form.table.current_row()
    assert (line.id, line.words, line.number) == ((1, 2), "Nơi để xe thuận tiện", 5)
    assert line.question.satisfied == {4, 5}
    assert "Chưa lưu" in form._counts.text()
    # Another kind of question has no answers that count as satisfied.
    answering(monkeypatch, kind=QuestionKind.ASKED, answers="Có\nKhông")
    QTest.keyClick(form.table, Qt.Key.Key_Return)
    assert (form.table.current_row().question.kind, form.table.current_row().answers) == (
        QuestionKind.ASKED, "1 Có · 2 Không",
    )  # fmt: skip
    # It moves on into the next part.
    for _ in range(2):
        QTest.keyClick(form, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert form.table.current_row().id == (2, 0)
    for _ in range(4):
        form.go_back()
    assert form.draft == form._first
    assert not form.back_button.isEnabled()


def test_what_is_wrong_is_told_and_cannot_be_stored(
    form: QuestionnaireForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, name="Yếu tố mới")
    form.table.choose((1, -1))
    form.add_part()
    assert isinstance(asked[0], PartQuestion)
    assert form.table.current_row().id == (2, -1)
    assert "«question»" in form._counts.text() or "câu hỏi" in form._counts.text()
    assert not form.save_button.isEnabled()
    form.remove()
    assert form.draft == form._first
    question = ItemQuestion(form.draft, 1, 0, form.take, form, is_new=False)
    question.satisfied.set_value("bốn")
    question.answer()
    assert not question.result()
    assert "là các số" in question.satisfied.editor.accessibleDescription()


def test_what_was_changed_is_stored_for_surveys_to_come(
    window: MainWindow, form: QuestionnaireForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    surveys = window.office.surveys
    begun = surveys.new("Trước", "sipas", date(2026, 9, 1), date(2026, 9, 2))
    asked = answering(monkeypatch, intro="Xin Ông/Bà cho ý kiến.")
    form.edit_head()
    assert isinstance(asked[0], HeadQuestion)
    form.table.choose((1, 0))
    form.remove()
    assert form.save_button.isEnabled()
    form.save()
    assert surveys.is_own("sipas")
    kept = sipas(window)
    assert (kept.intro, len(kept.questions)) == ("Xin Ông/Bà cho ý kiến.", 21)
    assert len(surveys.questionnaire(surveys.get(begun.id)).questions) == 22
    surveys.drop_questionnaire("sipas")
    surveys.delete(begun.id)


def test_what_is_not_saved_is_asked_about(form: QuestionnaireForm, monkeypatch: pytest.MonkeyPatch) -> None:
    form.table.choose((1, 0))
    form.remove()
    answers = iter((False, True))
    monkeypatch.setattr(messages, "confirm", lambda *_args, **_options: next(answers))
    form.reject()
    assert form.isVisible()
    form.reject()
    assert not form.isVisible()


def test_a_copy_is_a_questionnaire_of_its_own(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = QuestionnairesDialog(window)
    dialog.table.choose("sipas")
    made: list[QuestionnaireForm] = []

    def save(form: QuestionnaireForm) -> int:
        made.append(form)
        form.save()
        return 1

    monkeypatch.setattr(QuestionnaireForm, "exec", save)
    asked = answering(monkeypatch, name="Phiếu của xã")
    dialog.copy_button.click()
    assert isinstance(asked[0], NameQuestion)
    assert [each.name for each in dialog.table.rows.rows].count("Phiếu của xã") == 1
    dialog.table.choose("phieu-cua-xa")
    dialog.table.opened.emit(None)
    assert made[1].draft.id == "phieu-cua-xa"
    # A copy of the program's own stays beside it, and is deleted by giving it up.
    dialog.table.choose("phieu-cua-xa")
    dialog.drop_button.click()
    assert "phieu-cua-xa" not in {each.id for each in window.office.surveys.questionnaires()}
    dialog.deleteLater()
