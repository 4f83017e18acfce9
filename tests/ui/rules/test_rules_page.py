"""The rules on their page and on Hôm nay: one key leads from what is missing to the row that is begun."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cchc_desktop.domain.dates import short_date
from cchc_desktop.domain.places import PlanPlace, RegisterPlace, RulesPlace, TodayPlace
from cchc_desktop.domain.rule_settings import RuleSetting
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.plan.page import PlanPage
from cchc_desktop.ui.registers.page import RegistersPage
from cchc_desktop.ui.rules.page import RulesPage
from cchc_desktop.ui.rules.question import RuleQuestion
from cchc_desktop.ui.today.rules_card import RulesCard
from tests.ui.sample_window import TODAY, sample_window


@pytest.fixture(scope="module")
def window(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    with sample_window(tmp_path_factory.mktemp("sample")) as made:
        yield made


def open_page(window: MainWindow, rule_id: str = "") -> RulesPage:
    """The page of rules, at a rule."""
    window.go(RulesPlace(rule_id))
    assert isinstance(window.current, RulesPage)
    return window.current


def test_enter_leads_to_the_row_that_is_begun(window: MainWindow) -> None:
    place, wanting = next(
        (each.place, each)
        for each in window.office.rules.standing()
        if isinstance(each.place, RegisterPlace) and each.place.preset
    )
    page = open_page(window, wanting.rule.id)
    assert wanting.sentence in page._told.text()
    assert wanting.whose.words in page._told.text()
    rows = window.office.registers.rows(place.register)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    registers = window.current
    assert isinstance(registers, RegistersPage)
    register = registers.register
    assert register.id == place.register
    assert registers.model is not None
    (row,) = registers.model.unfinished
    assert {key: register.field(key).shown(value) for key, value in row.values.items()} == {
        **dict(place.preset),
        register.day: short_date(TODAY),
    }
    assert window.office.registers.rows(place.register) == rows


def test_the_table_has_the_keyboard_wherever_the_page_is_opened_from(window: MainWindow) -> None:
    window.activateWindow()
    window.go(TodayPlace())
    page = open_page(window)
    assert window.focusWidget() is page.table


def test_the_plan_that_says_otherwise_is_opened(window: MainWindow) -> None:
    page = open_page(window, "kiem-tra-don-vi")
    place = page.table.current_row().plan
    assert isinstance(place, PlanPlace)
    page.plan_button.click()
    assert isinstance(window.current, PlanPage)


def test_another_value_asks_for_a_reason_and_is_undone(window: MainWindow) -> None:
    page = open_page(window, "doi-thoai")
    before = page.table.current_row().standing.rule.value
    question = RuleQuestion(window, page.table.current_row(), page, is_off=False)
    question.value.set_value(Decimal(5))
    question.answer()
    assert "Hãy ghi lý do" in question.reason.editor.accessibleDescription()
    question.reason.set_value("Công văn 12")
    question.answer()
    window.refresh_now()
    page = open_page(window, "doi-thoai")
    line = page.table.current_row()
    assert (line.standing.rule.value, line.source) == (5, "Mức của cơ quan: Công văn 12")
    assert page.follow_button.isEnabled()
    page.follow_button.click()
    window.refresh_now()
    assert page.table.current_row().standing.rule.value == before
    window.office.rules.set(RuleSetting("doi-thoai", off=True, reason="Không áp dụng"))
    window.refresh_now()
    page = open_page(window, "doi-thoai")
    line = page.table.current_row()
    assert (line.state, line.sentence) == ("Không theo dõi", "Lý do: Không áp dụng")
    assert not page.go_button.isEnabled()
    window.office.history.undo()


def test_the_card_of_the_first_page_tells_what_is_wanting(window: MainWindow) -> None:
    card = RulesCard(window)
    card.refresh()
    standing = window.office.rules.standing()
    met = sum(each.is_met for each in standing)
    assert card._count.text() == f"{met}/{len(standing)} đạt hoặc đang giữ được"
    window.go(TodayPlace())
    card.all_button.click()
    assert isinstance(window.current, RulesPage)
    card.deleteLater()


def test_the_table_is_exported(window: MainWindow) -> None:
    page = open_page(window)
    document = page.current_document()
    assert document is not None
    assert document[1].endswith(".pdf")
