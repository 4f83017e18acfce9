"""Surveys on their page: 300 forms at the speed of typing, mistakes, keying twice, results, files, empty."""

import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cchc_desktop.domain.places import SurveysPlace
from cchc_desktop.domain.surveys.form_code import form_code
from cchc_desktop.domain.surveys.survey import Survey
from cchc_desktop.office.surveys import read_forms
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.surveys.dialogs import ImportQuestion, PrintQuestion, SurveyQuestion
from cchc_desktop.ui.surveys.forms_tab import AnswersQuestion
from cchc_desktop.ui.surveys.page import SurveysPage
from cchc_desktop.ui.surveys.questionnaires import QuestionnairesDialog
from tests.ui.sample_window import sample_window

GOOD = "11" + "5" * 20


@pytest.fixture(scope="module")
def window(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    with sample_window(tmp_path_factory.mktemp("sample")) as made:
        yield made


@pytest.fixture
def survey(window: MainWindow) -> Iterator[Survey]:
    made = window.office.surveys.new(
        "SIPAS", "sipas", date(2026, 9, 1), date(2026, 9, 30), 1200, Decimal(5), 320
    )
    yield made
    window.office.surveys.delete(made.id)


def open_page(window: MainWindow, survey: Survey, number: int = 0) -> SurveysPage:
    window.activateWindow()
    window.go(SurveysPlace(survey.id, number))
    assert isinstance(window.current, SurveysPage)
    return window.current


def press(page: SurveysPage, figures: str) -> None:
    """Presses figures where the keyboard is."""
    for figure in figures:
        QTest.keyClicks(page.keying.pad, figure)


def test_three_hundred_forms_at_the_speed_of_typing(window: MainWindow, survey: Survey) -> None:
    page = open_page(window, survey)
    page.key_in()
    assert window.focusWidget() is page.keying.pad
    slowest = 0.0
    for _ in range(300):
        for figure in GOOD:
            began = time.perf_counter()
            QTest.keyClicks(page.keying.pad, figure)
            slowest = max(slowest, time.perf_counter() - began)
    forms = window.office.surveys.forms(survey.id)
    assert [(each.number, each.answers) for each in forms] == [(n, GOOD) for n in range(1, 301)]
    assert (page.keying.number.text(), page.keying.pad.keying and page.keying.pad.keying.answers) == (
        "301",
        "",
    )
    # Eight keys a second leave 125 ms for each; a busy machine has room here.
    assert slowest < 0.5


def test_going_back_skipping_and_keys_that_are_no_answers(window: MainWindow, survey: Survey) -> None:
    page = open_page(window, survey)
    page.key_in()
    press(page, "17")
    assert page.keying.said.text() == "Câu 2 chỉ nhận từ 1 đến 3, hoặc 0 là không trả lời."
    press(page, "3")
    QTest.keyClick(page.keying.pad, Qt.Key.Key_Backspace)
    press(page, "2 0")
    keying = page.keying.pad.keying
    assert keying is not None
    assert (keying.answers, keying.place) == ("1200", 4)
    assert page.keying.table.rows.rows[1].words == "2 · Trực tuyến"
    assert page.keying.table.rows.rows[2].words == "0 · không trả lời"
    assert page.keying.pad.words.question.startswith("Câu 5. ")
    QTest.keyClicks(page.keying.pad, "x")
    press(page, "4" * 18)
    assert [each.answers for each in window.office.surveys.forms(survey.id)] == ["1200" + "4" * 18]
    assert page.keying.said.text() == "Đã lưu phiếu số 1."
    window.office.history.undo()
    assert window.office.surveys.forms(survey.id) == ()


def test_another_number_and_one_that_is_taken(window: MainWindow, survey: Survey) -> None:
    page = open_page(window, survey)
    page.key_in()
    QTest.keyClick(page.keying.pad, Qt.Key.Key_Return)
    assert window.focusWidget() is page.keying.number
    QTest.keyClicks(page.keying.number, "12")
    QTest.keyClick(page.keying.number, Qt.Key.Key_Return)
    press(page, GOOD)
    assert page.keying.number.text() == "13"
    page.keying.number.setText("12")
    press(page, GOOD)
    assert page.keying.said.text().startswith("Phiếu số 12 đã nhập.")
    # Nothing typed is lost: under another number the same answers are stored.
    press(page, "1")
    QTest.keyClick(page.keying.pad, Qt.Key.Key_Return)
    page.keying.number.setText("14")
    QTest.keyClick(page.keying.number, Qt.Key.Key_Return)
    assert [each.number for each in window.office.surveys.forms(survey.id)] == [12, 14]


def test_keyed_twice_and_decided(window: MainWindow, survey: Survey) -> None:
    surveys = window.office.surveys
    for number in (1, 2, 3):
        surveys.key_in(survey.id, number, GOOD)
    page = open_page(window, survey)
    page.key_in()
    page.keying.rounds.setCurrentIndex(1)
    page.keying.start()
    assert page.keying.number.text() == "1"
    press(page, GOOD)
    press(page, "21" + "5" * 19 + "4")
    assert page.keying.said.text() == "Phiếu số 2 khác lần nhập đầu ở câu 1, 22."
    press(page, "12" + "5" * 20)
    assert page.keying.pad.keying is None
    page.tabs.setCurrentWidget(page.forms)
    page.forms.only_differing.click()
    assert [each.number for each in page.forms.table.rows.rows] == [2, 3]
    page.forms.table.choose(2)
    page.forms.second_button.click()
    page.forms.table.choose(3)
    page.forms.first_button.click()
    assert surveys.differences(survey.id) == []
    form = surveys.form(survey.id, 2)
    assert form is not None
    assert form.answers == "21" + "5" * 19 + "4"
    page.forms.only_differing.click()
    page.forms.table.choose(1)
    question = AnswersQuestion(window, survey, page.forms.table.current_row(), page)
    question.answers.set_value("9")
    question.answer()
    assert "phải có 22 câu trả lời" in question.answers.editor.accessibleDescription()
    question.answers.set_value("22" + "4" * 20)
    question.answer()
    page.forms.delete_button.click()
    assert [each.number for each in surveys.forms(survey.id)] == [2, 3]
    page.keying.rounds.setCurrentIndex(0)


def test_results_and_the_end_of_a_survey(window: MainWindow, survey: Survey) -> None:
    window.office.surveys.key_in(survey.id, 1, GOOD)
    page = open_page(window, survey)
    page.tabs.setCurrentWidget(page.results)
    lines = page.results.table.rows.rows
    assert [(line.words, line.percent) for line in lines[:2]] == [
        ("Chỉ số hài lòng chung", 100.0), ("Thông tin chung", None),
    ]  # fmt: skip
    assert lines[2].spread == "Cá nhân, hộ gia đình 1"
    assert [line.words for line in lines if line.id == "nguoi-tra-loi=1"] == ["Nhóm: Cá nhân, hộ gia đình"]
    assert "cỡ mẫu" in page._sample.text().lower()
    page.close_button.click()
    window.refresh_now()
    assert not page.key_button.isEnabled()
    assert page.close_button.text() == "Mở lại đợt"
    page.key_in()
    assert page.tabs.currentWidget() is page.results
    page.tabs.setCurrentWidget(page.keying)
    assert "đã kết thúc" in page.keying.said.text()
    page.close_button.click()
    window.refresh_now()
    assert page.key_button.isEnabled()
    assert page.keying.pad.keying is not None
    page.tabs.setCurrentWidget(page.results)


def test_a_form_is_found_from_elsewhere(window: MainWindow, survey: Survey) -> None:
    window.office.surveys.key_in(survey.id, 5, GOOD)
    window.office.surveys.key_in(survey.id, 6, GOOD)
    page = open_page(window, survey, 6)
    assert page.tabs.currentWidget() is page.forms
    assert page.forms.table.current_row().number == 6


def test_a_file_is_looked_at_and_taken(
    window: MainWindow, survey: Survey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Số phiếu", *(f"Câu {n}" for n in range(1, 23))])
    book.active.append([1, *GOOD])
    book.save(tmp_path / "phieu.xlsx")
    page = open_page(window, survey)
    read = read_forms(tmp_path / "phieu.xlsx")
    seen: list[tuple[str, bool]] = []

    def answer(question: ImportQuestion) -> int:
        seen.append((question.accept_button.text(), question.accept_button.isEnabled()))
        return int(question.carry_out()) if question.accept_button.isEnabled() else 0

    monkeypatch.setattr(ImportQuestion, "exec", answer)
    page.take(survey, read)
    assert [each.number for each in window.office.surveys.forms(survey.id)] == [1]
    page.take(survey, read)
    assert seen == [("Nhập 1 phiếu", True), ("Nhập 0 phiếu", False)]


def test_a_survey_is_begun_and_changed(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.go(SurveysPlace())
    page = window.current
    assert isinstance(page, SurveysPage)
    assert page.empty.isVisible()
    assert window.focusWidget() is page.first_button

    def answer(question: SurveyQuestion) -> bool:
        question.population.editor.setText("x")
        assert question.sample.text() == ""
        question.population.editor.setText("1.200")
        assert question.sample.text().endswith("300 phiếu.")
        question.ends.set_value(date(2020, 1, 1))
        question.answer()
        assert "từ ngày bắt đầu" in question.ends.editor.accessibleDescription()
        question.ends.set_value(question.starts.value())
        question.name.set_value("Đợt mới")
        question.answer()
        return True

    monkeypatch.setattr(SurveyQuestion, "exec", answer)
    page.first_button.click()
    window.refresh_now()
    (made,) = window.office.surveys.all()
    assert (made.name, made.population, page.survey) == ("Đợt mới", 1200, made)
    assert not page.empty.isVisible()
    # The focus did not go with the button of the empty page.
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F2)
    assert window.focusWidget() is page.keying.pad
    page.tabs.setCurrentWidget(page.results)
    page.edit_button.click()
    other = window.office.surveys.new("Cũ hơn", "sipas", date(2025, 1, 1), date(2025, 1, 2))
    window.refresh_now()
    QTest.keyClick(page.results.table, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.survey == other
    page.delete_button.click()
    window.refresh_now()
    page.delete_button.click()
    window.refresh_now()
    assert window.office.surveys.all() == []
    assert page.empty.isVisible()


def test_results_and_forms_go_out(
    window: MainWindow, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(window, survey)
    out: list[str] = []
    monkeypatch.setattr(
        MainWindow, "export", lambda _self, document, name: out.append(f"{document.title}|{name}")
    )
    page.export_button.click()
    wanted = [(False, 3), (True, 3), (True, 0)]

    def answer(question: PrintQuestion) -> bool:
        sheet, count = wanted[len(out) - 1]
        question.what.set_value(sheet)
        question.count.set_value(count)
        question.answer()
        if not count:
            assert "từ 1 đến 500" in question.count.editor.accessibleDescription()
        return True

    monkeypatch.setattr(PrintQuestion, "exec", answer)
    for _ in wanted:
        page.print_button.click()
    assert [each.partition(":")[0].partition("|")[0] for each in out] == [
        "Báo cáo kết quả khảo sát", "Phiếu khảo sát", "Bảng nhập phiếu",
    ]  # fmt: skip
    assert [each.rpartition(".")[2] for each in out] == ["pdf", "pdf", "xlsx"]
    window.office.surveys.delete(survey.id)
    window.refresh_now()
    assert page.current_document() is None
    window.office.history.undo()


def test_a_questionnaire_goes_out_is_changed_and_comes_back(window: MainWindow, tmp_path: Path) -> None:
    dialog = QuestionnairesDialog(window)
    assert dialog.table.rows.rows
    dialog.table.choose("sipas")
    assert not dialog.drop_button.isEnabled()
    path = tmp_path / "sipas.toml"
    dialog.write("sipas", path)
    path.write_text(
        path.read_text(encoding="utf-8").replace("Nơi ngồi chờ", "Chỗ ngồi chờ"), encoding="utf-8"
    )
    dialog.read(path)
    assert window.office.surveys.is_own("sipas")
    dialog.table.choose("sipas-day-du")
    dialog.table.choose("sipas")
    assert dialog.drop_button.isEnabled()
    dialog.drop_button.click()
    assert not window.office.surveys.is_own("sipas")
    assert not dialog.drop_button.isEnabled()
    dialog.deleteLater()


def test_a_scanner_types_the_code_of_a_form(window: MainWindow, survey: Survey) -> None:
    surveys = window.office.surveys
    page = open_page(window, survey)
    page.key_in()

    def scan(code: str) -> None:
        """A scanner types wherever the keyboard is, and ends with Enter."""
        for figure in code:
            QTest.keyClicks(window.focusWidget(), figure)
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)

    # Where the first answer is waited for, no answer of which begins as a code does.
    scan(form_code(survey.id, 41))
    assert (page.keying.number.text(), window.focusWidget()) == ("41", page.keying.pad)
    press(page, GOOD)
    assert [each.number for each in surveys.forms(survey.id)] == [41]
    # The same form once more, before any answer is keyed.
    scan(form_code(survey.id, 41))
    assert "Phiếu số 41 đã nhập" in page.keying.said.text()
    assert window.focusWidget() is page.keying.number
    scan(form_code("another", 7))
    assert "thuộc một đợt khảo sát khác" in page.keying.said.text()
    scan(form_code(survey.id, 42))
    press(page, GOOD[:-1])
    # A figure of nine in the middle of a form is no code.
    press(page, "9")
    assert "chỉ nhận từ 1 đến" in page.keying.said.text()
    press(page, "5")
    assert [each.number for each in surveys.forms(survey.id)] == [41, 42]
    # A form whose answers are keyed and whose number is taken is stored under the code that is scanned then.
    page.keying.number.setText("42")
    press(page, GOOD)
    assert "đã nhập" in page.keying.said.text()
    scan(form_code(survey.id, 43))
    assert [each.number for each in surveys.forms(survey.id)] == [41, 42, 43]
    # The second time, what was never keyed is told.
    page.keying.rounds.show_value(True)
    page.keying.start()
    scan(form_code(survey.id, 99))
    assert "Phiếu số 99 chưa nhập lần nào" in page.keying.said.text()
    page.keying.rounds.show_value(False)
