"""«Lập kế hoạch mới»: kind, year and source; the lines of a plan are ticked, worded and made in one step."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.documents.model import Document
from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.plan import Draft, ItemKind, Plan
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.plan.new_plan import NewPlanDialog
from cchc_desktop.ui.plan.new_plan_lines import LineRow
from tests.domain.test_adapting import above
from tests.domain.test_year_plan import term_plan

PLAN = "plan-1"


@pytest.fixture
def office(window: MainWindow) -> MainWindow:
    """The window on the small plan of 2026, a plan of five years and a district's plan."""
    term = replace(term_plan(), id="term", period=PlanPeriod(PeriodKind.MULTI, 2024, 2028))
    window.office.plans.store_draft(Draft(term))
    window.office.plans.store_draft(Draft(replace(above(), id="above")))
    return window


def opened(window: MainWindow, qtbot: QtBot, source: str = "") -> NewPlanDialog:
    """The dialog, shown."""
    dialog = NewPlanDialog(window, None, source)
    qtbot.addWidget(dialog)
    dialog.resize(1200, 700)
    dialog.show()
    return dialog


def choose(field: Any, value: object) -> None:
    """Chooses in a field as a user does."""
    field.set_value(value)
    field.changed.emit()


def made(dialog: NewPlanDialog) -> Plan | None:
    """The plan that was made."""
    return dialog.plan


def row(dialog: NewPlanDialog, key: str) -> LineRow:
    """A line of the second step, which the cursor is put on."""
    assert dialog.lines.table.choose(key)
    found: LineRow = dialog.lines.table.current_row()
    return found


def test_what_it_can_be_made_of_follows_the_kind_and_year(office: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(office, qtbot)
    assert dialog.year.value() == 2027
    assert [value for value, _ in dialog._sources()] == ["outline", "empty", PLAN, "above", "term"]
    choose(dialog.kind, (PeriodKind.MULTI, 0))
    assert [value for value, _ in dialog._sources()] == ["outline", "empty", "above"]
    assert not dialog.last_year.isHidden()
    assert dialog.subject.value() == "Cải cách hành chính giai đoạn 2027 - 2031"
    choose(dialog.kind, (PeriodKind.YEAR, 0))
    choose(dialog.source, "term")
    assert dialog.accept_button.text() == "Tiếp tục"
    choose(dialog.year, 2030)
    assert dialog.source.value() == "outline"
    assert dialog.accept_button.text() == "Lập kế hoạch"


def test_an_empty_plan_is_made_and_a_second_one_only_where_wanted(office: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(office, qtbot)
    choose(dialog.source, "empty")
    choose(dialog.year, 2026)
    assert not dialog.again.isHidden()
    dialog.answer()
    assert made(dialog) is None
    assert "Đã có" in dialog.again._problem.text()
    dialog.again.set_value(True)
    dialog.subject.set_value("  ")
    dialog.answer()
    assert "trích yếu" in dialog.subject._problem.text()
    dialog.subject.set_value("Kế hoạch thêm")
    dialog.answer()
    assert dialog.plan is not None
    assert (dialog.plan.subject, dialog.plan.items) == ("Kế hoạch thêm", ())


def test_a_year_of_the_term_is_looked_over_and_made(office: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(office, qtbot, "term")
    assert (dialog.year.value(), dialog.source.value()) == (2027, "term")
    assert dialog.subject.value() == "Cải cách hành chính giai đoạn 2021 - 2025"
    dialog.answer()
    assert dialog.pages.currentIndex() == 1
    found = row(dialog, "satisfied")
    assert found.text == "Mức độ hài lòng đạt tối thiểu 97%."
    assert "<s>" in dialog.lines.before.text()
    assert dialog.lines.text.value() == found.text
    assert not dialog.lines.back.isEnabled()
    # Words of one's own, taken back and typed again.
    dialog.lines.text.set_value("Mức độ hài lòng đạt\ntối thiểu 98%.")
    dialog.lines._typed()
    assert found.text == "Mức độ hài lòng đạt tối thiểu 98%."
    QTest.mouseClick(dialog.lines.back, Qt.MouseButton.LeftButton)
    assert found.text == "Mức độ hài lòng đạt tối thiểu 97%."
    dialog.lines.text.set_value("Mức độ hài lòng đạt tối thiểu 98%.")
    dialog.lines._typed()
    # A heading takes what stands under it along.
    row(dialog, "head-2")
    QTest.keyClick(dialog.lines.table, Qt.Key.Key_Space)
    assert not {"head-2", "yearly", "d"} & dialog.lines.model.ticked
    assert dialog._counts.text().startswith(f"Lấy {len(dialog.lines.model.ticked)} trong ")
    dialog.answer()
    assert dialog.plan is not None
    stored = office.office.plans.get(dialog.plan.id)
    assert stored.parent == "term"
    assert [item.kind for item in stored.walk()].count(ItemKind.TASK) == 0
    target = next(item for item in stored.walk() if item.kind is ItemKind.TARGET)
    assert target.measure is not None
    assert (target.measure.value, target.answers) == (98, ("satisfied",))
    office.office.history.undo()
    assert stored.id not in {head.id for head in office.office.plans.heads()}


def test_lines_are_filtered_ticked_and_gone_back_from(
    office: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(office, qtbot, "above")
    assert (dialog.year.value(), dialog.source.value()) == (2027, "above")
    dialog.answer()
    every = len(dialog.lines.model.rows)
    dialog.lines.only_changed.click()
    assert 0 < len(dialog.lines.model.rows) < every
    assert dialog.lines.table.current_row() is not None
    dialog.lines.model.tick(dialog.lines.model.rows, False)
    dialog.lines.only_changed.click()
    assert len(dialog.lines.model.rows) == every
    dialog.lines.model.tick(dialog.lines.model.rows, False)
    dialog.answer()
    assert dialog.plan is None
    assert dialog.notice.sentence == "Chưa chọn mục nào để đưa vào kế hoạch mới."
    shown: list[Document] = []
    monkeypatch.setattr(office, "export", lambda document, _name: shown.append(document))
    QTest.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    assert shown[0].title == "Danh sách nội dung giữ, sửa, bỏ"
    QTest.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    assert dialog.pages.currentIndex() == 0
    assert dialog.accept_button.text() == "Tiếp tục"
    choose(dialog.year, 2026)
    dialog.answer()
    assert "Đã có" in dialog.again._problem.text()


def test_marked_words_are_painted(office: MainWindow, qtbot: QtBot) -> None:
    """Words that came and went look otherwise than the rest, chosen or not."""
    dialog = opened(office, qtbot, "term")
    dialog.answer()
    row(dialog, "satisfied")
    table = dialog.lines.table

    def colours() -> set[int]:
        image = table.viewport().grab().toImage()
        at = table.visualRect(table.model().index(dialog.lines.model.find("satisfied"), 2))
        return {image.pixel(x, at.center().y()) for x in range(at.left(), at.right())}

    marked = colours()
    dialog.lines.text.set_value(row(dialog, "satisfied").line.before)
    dialog.lines._typed()
    assert colours() != marked


def test_the_page_begins_with_the_plan_that_is_shown(
    office: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(_shell: object, _parent: QWidget | None, source: str = "") -> Plan | None:
        asked.append(source)
        return None

    monkeypatch.setattr(NewPlanDialog, "ask", ask)
    office.new_plan()
    page: Any = office.current
    page.show_item(PLAN)
    page.desk.bar.roll_action.trigger()
    assert asked == ["", PLAN]


def test_what_it_is_made_of_stays_while_the_year_is_typed(office: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(office, qtbot, "term")
    assert (dialog.year.value(), dialog.source.value()) == (2027, "term")
    dialog.year.editor.selectAll()
    for at, key in enumerate("2028", 1):
        QTest.keyClicks(dialog.year.editor, key)
        assert (dialog.year.editor.text(), dialog.source.value()) == ("2028"[:at], "term")
    dialog.answer()
    assert dialog.pages.currentIndex() == 1


def test_a_line_ticked_again_has_what_was_proposed_under_it(office: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(office, qtbot, "above")
    choose(dialog.again, True)
    dialog.answer()
    assert dialog.pages.currentIndex() == 1
    before = set(dialog.lines.model.ticked)
    assert "lead-line" not in before
    task = row(dialog, "task")
    dialog.lines.model.tick([task], False)
    assert not {"task", "due-line"} & dialog.lines.model.ticked
    dialog.lines.model.tick([task], True)
    assert dialog.lines.model.ticked == before
    lead = row(dialog, "lead-line")
    dialog.lines.model.tick([lead], True)
    assert "lead-line" in dialog.lines.model.ticked
