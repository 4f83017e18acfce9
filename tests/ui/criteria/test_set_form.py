"""A set of criteria is changed in a form: points that do not add up are told; only a right set is stored."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cchc_desktop.domain.criteria.rules import RuleKind
from cchc_desktop.domain.criteria.sets import CriteriaSet
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.places import CriteriaPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.ui.criteria.page import CriteriaPage
from cchc_desktop.ui.criteria.set_form import SetForm
from cchc_desktop.ui.criteria.set_questions import CopyQuestion, SetCriterionQuestion, SetHeadQuestion
from cchc_desktop.ui.forms.question import Question
from cchc_desktop.ui.frame.main_window import MainWindow
from tests.ui.sample_window import sample_window

YEAR = Period.parse("2026-N")


@pytest.fixture(scope="module")
def window(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    with sample_window(tmp_path_factory.mktemp("sample")) as made:
        yield made


@pytest.fixture
def given(window: MainWindow) -> CriteriaSet:
    return window.office.criteria_sets.copy(window.office.criteria.get("khoi-dau"), "Bộ của xã")


@pytest.fixture
def form(window: MainWindow, given: CriteriaSet) -> Iterator[SetForm]:
    made = SetForm(window, given, window, is_new=True)
    made.resize(1200, 700)
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


def test_the_tree_is_listed_with_rules_and_sources(form: SetForm, given: CriteriaSet) -> None:
    rows = form.table.rows.rows
    assert [row.id for row in rows] == [each.code for each in given.walk()]
    line = next(row for row in rows if row.id == "3.4.1")
    assert line.rule.startswith("Bậc thang: 4 từ 98")
    assert "tổng 100 điểm, các mức cộng đúng." in form._counts.text()
    # A copy is not stored before somebody says so.
    assert form.save_button.isEnabled()


def test_points_that_do_not_add_up_are_told_until_they_do(
    form: SetForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    form.table.choose("2.1")
    asked = answering(monkeypatch, most=Decimal(2), method="Có: 2; không: 0", rule="")
    QTest.keyClick(form.table, Qt.Key.Key_Return)
    assert isinstance(asked[0], SetCriterionQuestion)
    assert "Tiêu chí 2 có điểm tối đa 8, các tiêu chí con cộng lại 8,5" in form._counts.text()
    assert not form.save_button.isEnabled()
    changed = form.draft.get("2.1")
    assert changed is not None
    # The rule follows the words of the decision where nobody said another.
    assert changed.rule is not None
    assert changed.rule.kind is RuleKind.YES_NO
    area = next(row for row in form.table.rows.rows if row.id == "2")
    assert area.problem
    form.go_back()
    assert form.save_button.isEnabled()


def test_criteria_are_added_and_moved(form: SetForm, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, name="Việc mới", most=Decimal("0.5"), sources="tasks:done\n", rule="Có/không")
    form.table.choose("1.4.1")
    QTest.keyClick(form, Qt.Key.Key_Insert)
    line = form.line
    assert (line.id, line.above, line.criterion.sources[0].text) == ("1.4.3", "1.4", "tasks:done")
    QTest.keyClick(form, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    below = [row.id for row in form.table.rows.rows if row.above == "1.4"]
    assert below == ["1.4.1", "1.4.2", "1.4.3"]
    QTest.keyClick(form, Qt.Key.Key_Insert, Qt.KeyboardModifier.ControlModifier)
    assert form.line.id == "1.4.3.1"
    form.table.choose("1.4.3")
    QTest.keyClick(form.table, Qt.Key.Key_Delete)
    assert "1.4.3.1" not in [row.id for row in form.table.rows.rows]
    assert "cộng đúng" in form._counts.text()


def test_what_cannot_be_is_refused_at_its_field(form: SetForm) -> None:
    question = SetCriterionQuestion(form.draft, form.draft.get("1.5"), form.take, form, above="1")
    for field, value in (("code", "1.7"), ("rule", "vô nghĩa"), ("most", Decimal(0))):
        shown = getattr(question, field)
        before = shown.value()
        shown.set_value(value)
        question.answer()
        assert not question.result()
        assert shown.editor.accessibleDescription()
        shown.set_value(before)


def test_a_set_is_stored_and_scored_by(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.go(CriteriaPlace(YEAR))
    page = window.current
    assert isinstance(page, CriteriaPage)
    forms: list[SetForm] = []

    def work(form: SetForm) -> int:
        forms.append(form)
        form.edit_head()
        form.save()
        return 1

    monkeypatch.setattr(SetForm, "exec", work)
    asked = answering(monkeypatch, title="Bộ của xã")
    page.set_button.click()
    assert [type(each) for each in asked] == [CopyQuestion, SetHeadQuestion]
    (own,) = window.office.criteria_sets.own()
    assert own.title == "Bộ của xã"
    assert own in window.office.criteria.fitting(YEAR)
    # One of the office's own is changed itself.
    page.refresh()
    page.sets.show_value(own.id)
    page.sets.activated.emit(0)
    page.set_button.click()
    assert forms[1].draft.id == own.id
    window.office.criteria_sets.remove(own.id)


def test_the_office_stores_no_set_that_is_wrong(window: MainWindow, given: CriteriaSet) -> None:
    sets = window.office.criteria_sets
    with pytest.raises(Refusal, match="chưa có lĩnh vực nào"):
        sets.edit(replace(given, areas=()))
    with pytest.raises(Refusal, match="đặt tên"):
        sets.copy(given, " ")
    with pytest.raises(Refusal, match="đã có trong chương trình"):
        sets.edit(window.office.criteria.get("khoi-dau"))
