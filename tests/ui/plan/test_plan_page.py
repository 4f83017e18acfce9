"""The plan's page: forms that save, keys that change the tree, commands on the whole plan."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.domain import outline
from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.places import PageName, PlanPlace
from cchc_desktop.domain.plan import Draft, Item, ItemKind, Plan, PlanStatus, Topic
from cchc_desktop.domain.plan_issues import IssuedBy
from cchc_desktop.domain.targets import Comparator, TargetKind
from cchc_desktop.office import Office
from cchc_desktop.ui.forms import Field
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.messages import Messages
from cchc_desktop.ui.plan.comparison_dialog import ComparisonDialog
from cchc_desktop.ui.plan.dialogs import IssueDialog
from cchc_desktop.ui.plan.ends import HeadForm
from cchc_desktop.ui.plan.item_forms import TargetForm
from cchc_desktop.ui.plan.new_plan import NewPlanDialog
from cchc_desktop.ui.plan.outline_model import FOOT, HEAD, MIME
from cchc_desktop.ui.plan.page import PlanPage
from tests.plans import percent

PLAN = "plan-1"


@pytest.fixture(autouse=True)
def answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question is answered with yes: a failed test must not wait for somebody."""
    monkeypatch.setattr(Messages, "ask", lambda *_: True)


@pytest.fixture
def page(window: MainWindow) -> PlanPage:
    """The page on the small plan, with the preview folded away."""
    window.office.settings.set_preference("plan.preview", "folded")
    window.go(PlanPlace(PLAN))
    found = window.current
    assert isinstance(found, PlanPage)
    return found


def item(page: PlanPage, item_id: str) -> Item:
    """An item as it is stored."""
    return outline.find(page.shell.office.plans.get(PLAN).items, item_id)


def stored(page: PlanPage) -> Plan:
    """The plan as it is stored."""
    return page.shell.office.plans.get(PLAN)


def level(page: PlanPage, item_id: str) -> list[str]:
    """The identities of an item and its siblings."""
    path = outline.path_to(stored(page).items, item_id)
    siblings = path[-2].children if len(path) > 1 else stored(page).items
    return [one.id for one in siblings]


def type_into(field: Field, text: str) -> bool:
    """Types a text and leaves the field."""
    editor: Any = field.editor
    if hasattr(editor, "setPlainText"):
        editor.setPlainText(text)
    elif hasattr(editor, "setCurrentText") and editor.isEditable():
        editor.setCurrentText(text)
    else:
        editor.setText(text)
    return field.commit()


def choose(field: Field, value: object) -> bool:
    """Chooses a value of a combo box."""
    combo: Any = field.editor
    combo.setCurrentIndex(combo.values.index(value))
    return field.commit()


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Presses a key with the focus on a widget, as a shortcut is told."""
    widget.window().activateWindow()
    widget.setFocus()
    together = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        together |= modifier
    qtbot.keyClick(widget, key, together)


def test_tree_shows_the_plan_between_its_head_and_foot(page: PlanPage) -> None:
    """Every item is there, in its order, the head first and the foot last."""
    expected = [HEAD, *(one.id for one in stored(page).walk()), FOOT]
    assert page.desk.tree.outline.ids() == expected
    assert page.desk.tree.current_id() == HEAD


FIELDS: list[tuple[str, str, str, Callable[[Item], Any]]] = [
    ("target-2", "text", "Nâng cao sự hài lòng.", lambda i: i.text),
    ("target-2", "marker", "+", lambda i: i.marker),
    ("target-1", "value", "97,5", lambda i: i.measure and i.measure.value),
    ("target-1", "unit", "điểm", lambda i: i.measure and i.measure.unit),
    ("target-1", "deadline", "30/9/2026", lambda i: i.measure and i.measure.deadline),
    ("task-1", "lead", "Văn phòng HĐND và UBND", lambda i: i.assignment and i.assignment.lead),
    ("task-1", "deliverable", "Kế hoạch", lambda i: i.assignment and i.assignment.deliverable),
    ("task-1", "due", "1/7/2026", lambda i: i.assignment and i.assignment.due),
    ("task-1", "funding", "12.500.000", lambda i: i.assignment and i.assignment.funding),
    ("task-1", "officer", "Trần Thị Bình", lambda i: i.assignment and i.assignment.officer),
    ("area-1", "text", "Chỉ đạo và điều hành", lambda i: i.text),
]


def test_fields_are_stored_and_undone(page: PlanPage) -> None:
    """What is typed into a form is stored when the field is left, and one undo takes it back."""
    expected = {"97,5": 97.5, "12.500.000": 12_500_000, "30/9/2026": date(2026, 9, 30)}
    for item_id, field, value, read in FIELDS:
        before = read(item(page, item_id))
        page.desk.tree.select(item_id)
        assert type_into(page.desk.form.field(field), value), field
        after = read(item(page, item_id))
        assert after == expected.get(value, date(2026, 7, 1) if field == "due" else value)
        page.shell.office.history.undo()
        assert read(item(page, item_id)) == before
        page.refresh()


def test_choices_of_a_target(page: PlanPage) -> None:
    """Another kind brings what it implies, and the fields that it has a use for."""
    page.desk.tree.select("target-1")
    assert choose(page.desk.form.field("comparator"), Comparator.BETWEEN)
    page.refresh()
    assert not page.desk.form.field("upper").isHidden()
    assert choose(page.desk.form.field("kind"), TargetKind.GRADE)
    page.refresh()
    measure = item(page, "target-1").measure
    assert measure is not None
    assert (measure.kind, measure.grade, measure.value) == (TargetKind.GRADE, "Tốt", None)
    assert measure.confirmed
    assert page.desk.form.field("value").isHidden()
    assert not page.desk.form.field("grade").isHidden()
    assert choose(page.desk.form.field("kind"), TargetKind.QUALITATIVE)
    page.refresh()
    assert page.desk.form.field("comparator").isHidden()


def test_head_and_foot_are_stored(page: PlanPage) -> None:
    """The head's and the foot's fields save like any other."""
    page.desk.tree.select(HEAD)
    assert type_into(page.desk.form.field("superior"), "Ủy ban nhân dân tỉnh Bình Minh")
    assert type_into(page.desk.form.field("subject"), "Cải cách hành chính năm 2027")
    assert type_into(page.desk.form.field("first_year"), "2027")
    plan = stored(page)
    assert plan.superior == "Ủy ban nhân dân tỉnh Bình Minh"
    assert (plan.subject, plan.period.first_year) == ("Cải cách hành chính năm 2027", 2027)
    page.desk.tree.select(FOOT)
    assert type_into(page.desk.form.field("recipients"), "- Sở Nội vụ;\n\nLưu: VT.")
    signer = page.shell.office.settings.require_profile().signers[0]
    assert choose(page.desk.form.field("offered"), signer)
    assert stored(page).recipients == ("Sở Nội vụ;", "Lưu: VT.")
    assert stored(page).signer == signer


def test_empty_text_is_refused_beside_its_field(page: PlanPage) -> None:
    """Another item cannot be gone to before the text is put right; Escape brings it back."""
    page.desk.tree.select("task-1")
    text = page.desk.form.field("text")
    assert not type_into(text, " ")
    assert "không được để trống" in text._problem.text()
    page.desk.tree.select("task-2")
    assert page.chosen.item_id == "task-1"
    text.restore()
    page.desk.tree.select("task-2")
    assert page.chosen.item_id == "task-2"


def test_moving_by_keys(page: PlanPage, qtbot: QtBot) -> None:
    """Alt with the arrows moves the item; the selection goes with it."""
    alt = Qt.KeyboardModifier.AltModifier
    page.desk.tree.select("task-2")
    press(qtbot, page.desk.tree, Qt.Key.Key_Up, alt)
    assert level(page, "task-1") == ["task-2", "task-1"]
    assert page.desk.tree.current_id() == "task-2"
    press(qtbot, page.desk.tree, Qt.Key.Key_Down, alt)
    assert level(page, "task-1") == ["task-1", "task-2"]
    press(qtbot, page.desk.tree, Qt.Key.Key_Right, alt)
    assert item(page, "task-1").children[0].id == "task-2"
    press(qtbot, page.desk.tree, Qt.Key.Key_Left, alt)
    assert level(page, "task-1") == ["task-1", "task-2"]


def test_split_at_the_cursor_and_join_again(page: PlanPage, qtbot: QtBot) -> None:
    """Ctrl+Enter cuts the text where the cursor stands, Ctrl+J joins with the one above."""
    page.desk.tree.select("task-1")
    editor: Any = page.desk.form.field("text").editor
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(len("Ban hành kế hoạch"))
    editor.setTextCursor(cursor)
    press(qtbot, editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    first, second = level(page, "task-1")[:2]
    assert item(page, first).text == "Ban hành kế hoạch"
    assert item(page, second).text == "tuyên truyền."
    assert page.desk.tree.current_id() == second
    press(qtbot, page.desk.tree, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert item(page, "task-1").text == "Ban hành kế hoạch tuyên truyền."
    assert level(page, "task-1") == ["task-1", "task-2"]


def test_split_without_a_cursor_is_refused(page: PlanPage, window: MainWindow, qtbot: QtBot) -> None:
    """At the end of the text nothing can be cut off; the line at the foot says where to put the cursor."""
    page.desk.tree.select("task-1")
    page.desk.form.focus_text()
    page.desk.actions_.split.trigger()
    assert "con trỏ" in window.foot.sentence
    assert level(page, "task-1") == ["task-1", "task-2"]


def test_delete_add_and_retype(page: PlanPage, qtbot: QtBot) -> None:
    """Delete removes, Insert adds one of the same kind below, «Đổi loại» changes the kind."""
    page.desk.tree.select("task-1")
    press(qtbot, page.desk.tree, Qt.Key.Key_Delete)
    assert level(page, "task-2") == ["task-2"]
    assert page.desk.tree.current_id() == "task-2"
    press(qtbot, page.desk.tree, Qt.Key.Key_Insert)
    new = level(page, "task-2")[1]
    assert item(page, new).kind is ItemKind.TASK
    assert page.desk.tree.current_id() == new
    assert page.desk.form.field("text").editor.textCursor().hasSelection()  # type: ignore[attr-defined]
    assert type_into(page.desk.form.field("text"), "Từ 90% trở lên hồ sơ đúng hạn.")
    page.desk.actions_.retype(ItemKind.TARGET)
    measure = item(page, new).measure
    assert measure is not None
    assert measure.value == 90
    assert page.desk.form.field("value").isVisible()


def test_delete_in_the_text_deletes_letters_only(page: PlanPage, qtbot: QtBot) -> None:
    """Delete belongs to the text while it is being edited."""
    page.desk.tree.select("task-1")
    editor: Any = page.desk.form.field("text").editor
    editor.setFocus()
    editor.moveCursor(editor.textCursor().MoveOperation.Start)
    press(qtbot, editor, Qt.Key.Key_Delete)
    assert page.leave()
    assert item(page, "task-1").text.startswith("an hành")


def test_drag_and_drop_moves(page: PlanPage) -> None:
    """A dropped item goes where it was dropped, never into itself."""
    model = page.desk.tree.outline
    data = QMimeData()
    data.setData(MIME, b"task-1")
    into = model.index_of("task-3").parent()
    move = Qt.DropAction.MoveAction
    assert not model.dropMimeData(data, move, 0, 0, model.index_of("task-1"))
    model.dropMimeData(data, move, 1, 0, into)
    assert level(page, "task-3") == ["task-3", "task-1", "task-4"]
    model.dropMimeData(data, move, 3, 0, model.index_of("task-3").parent())
    assert level(page, "task-3") == ["task-3", "task-4", "task-1"]


def test_text_is_edited_in_the_tree(page: PlanPage) -> None:
    """F2 edits in place; the form follows."""
    page.desk.tree.select("task-1")
    model = page.desk.tree.outline
    assert model.setData(model.index_of("task-1"), "Ban hành kế hoạch kiểm tra.")
    assert item(page, "task-1").text == "Ban hành kế hoạch kiểm tra."
    assert page.desk.form.field("text").value() == "Ban hành kế hoạch kiểm tra."


def test_filter_shows_what_fits_with_those_above(page: PlanPage) -> None:
    """The filter is blind to accents and keeps the headings above what it finds."""
    page.desk.trees.filter.setText("doi thoai")
    shown = page.desk.tree.outline.ids()
    assert "task-2" in shown
    assert "area-1" in shown
    assert "task-1" not in shown
    page.desk.trees.filter.clear()
    assert "task-1" in page.desk.tree.outline.ids()


def test_long_rows_have_two_lines_and_short_ones_one(page: PlanPage, window: MainWindow) -> None:
    tree = page.desk.tree
    long_text = "Ban hành kế hoạch tuyên truyền cải cách hành chính " * 4
    page.shell.office.plans.set_text("plan-1", "task-1", long_text)
    window.refresh_now()
    tree.unfold_all()

    def heights() -> tuple[int, int]:
        QApplication.processEvents()
        places = (tree.outline.index_of(key) for key in ("task-1", "task-2"))
        long, short = (tree.rowHeight(place) for place in places)
        return long, short

    line = tree.fontMetrics().lineSpacing()
    long, short = heights()
    assert long == short + line
    window.resize(2400, 768)
    long_text = "Ban hành kế hoạch tuyên truyền cải cách hành chính"
    page.shell.office.plans.set_text("plan-1", "task-1", long_text)
    window.refresh_now()
    assert heights() == (short, short), "a wide window needs one"


def test_the_pages_take_the_place_of_the_form(page: PlanPage, window: MainWindow, qtbot: QtBot) -> None:
    desk = page.desk
    desk.tree.select("task-1")
    assert desk.form.isVisible()
    assert desk.bar.form_action.isChecked()
    desk.bar.preview_action.trigger()
    assert not desk.form.isVisible()
    assert desk.preview.isVisible()
    assert desk.preview.width() > 480, "as wide as the form was"
    window.activateWindow()
    desk.tree.setFocus()
    QTest.keyClick(desk.tree, Qt.Key.Key_Return)
    assert desk.form.isVisible(), "Enter opens the text"
    assert not desk.preview.isVisible()
    assert desk.bar.form_action.isChecked()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert desk.preview.isVisible()
    qtbot.waitUntil(lambda: not desk.preview.is_busy(), timeout=10_000)


def test_what_is_refused_is_not_covered_by_the_pages(page: PlanPage) -> None:
    desk = page.desk
    desk.tree.select("task-1")
    desk.form.field("text").editor.setPlainText("")  # type: ignore[attr-defined]
    desk.bar.preview_action.trigger()
    assert desk.form.isVisible()
    assert desk.bar.form_action.isChecked()
    assert not desk.bar.preview_action.isChecked()


def test_what_an_issued_plan_does_not_allow_is_not_offered(page: PlanPage) -> None:
    desk = page.desk
    desk.tree.select("task-1")
    menus = [each for each in desk.trees.findChildren(QToolButton) if each.menu() is not None]
    assert [each.text() for each in menus] == ["Đổi loại ▾", "Sắp xếp ▾"]
    assert all(each.isEnabled() for each in menus)
    desk.tree.select(HEAD)
    assert not any(each.isEnabled() for each in menus)


def test_folding_outlives_an_edit(page: PlanPage) -> None:
    """What was folded stays folded when the tree is shown anew."""
    tree = page.desk.tree
    tree.collapse(tree.outline.index_of("area-3"))
    tree.select("task-1")
    page.desk.actions_.move_down.trigger()
    assert not tree.isExpanded(tree.outline.index_of("area-3"))
    assert tree.isExpanded(tree.outline.index_of("area-1"))


def test_heading_shows_its_tables(page: PlanPage) -> None:
    """Targets and tasks under a heading are edited in place."""
    page.desk.tree.select("area-3")
    grid = page.desk.form.grid
    assert grid.isVisible()
    assert [grid.tabText(n) for n in range(grid.count())] == ["Chỉ tiêu (2)", "Nhiệm vụ (2)"]
    tasks = grid.tasks.rows
    lead = next(n for n, column in enumerate(tasks.columns) if column.header == "Chủ trì")
    assert tasks.setData(tasks.index(0, lead), "Phòng Kinh tế")
    assignment = item(page, "task-3").assignment
    assert assignment is not None
    assert assignment.lead == "Phòng Kinh tế"
    page.desk.form.opened.emit("task-4")
    assert page.desk.tree.current_id() == "task-4"


def test_heading_changes_its_topic(page: PlanPage) -> None:
    """What a heading speaks of is chosen in its form."""
    heading = item(page, "area-1").children[1]
    page.desk.tree.select(heading.id)
    assert choose(page.desk.form.field("topic"), Topic.SOLUTIONS)
    assert item(page, heading.id).topic is Topic.SOLUTIONS


def test_issued_plan_is_locked_until_it_is_amended(page: PlanPage) -> None:
    """Issuing locks the text and leaves what the signed text does not hold; amending opens it again."""
    page.shell.office.plan_life.issue(PLAN, "15", date(2026, 1, 5))
    page.refresh()
    page.desk.tree.select("task-1")
    assert page.desk.banner.isVisible()
    assert page.desk.form.field("text").editor.isReadOnly()  # type: ignore[attr-defined]
    assert not page.desk.form.field("note").editor.isReadOnly()  # type: ignore[attr-defined]
    assert not page.desk.actions_.delete.isEnabled()
    assert type_into(page.desk.form.field("note"), "Đã trao đổi")
    page.desk.reopen()
    assert stored(page).status is PlanStatus.AMENDED
    assert not page.desk.banner.isVisible()
    assert not page.desk.form.field("text").editor.isReadOnly()  # type: ignore[attr-defined]


def test_issue_dialog_keeps_a_refused_number(
    page: PlanPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bad number is refused beside its field, a good one issues the plan."""
    seen: list[str] = []

    def answer(dialog: IssueDialog) -> QDialog.DialogCode:
        dialog.number.set_value("mười")
        dialog.answer()
        seen.append(dialog.number._problem.text())
        dialog.number.set_value("7")
        dialog.answer()
        return QDialog.DialogCode(dialog.result())

    monkeypatch.setattr(IssueDialog, "exec", answer)
    page.desk.issue()
    assert "số nguyên dương" in seen[0]
    assert (stored(page).number, stored(page).status) == ("7", PlanStatus.ISSUED)


def test_issue_dialog_grows_with_its_sentences(page: PlanPage, qtbot: QtBot) -> None:
    """No sentence stands over a field: the dialog makes room for it."""
    dialog = IssueDialog(page.shell, stored(page), page)
    qtbot.addWidget(dialog)
    dialog.show()
    before = dialog.height()
    dialog.day.editor.setText("không phải ngày " * 4)  # type: ignore[attr-defined]
    dialog.answer()
    qtbot.waitUntil(lambda: dialog.height() > before)
    sentence = dialog.day._problem
    qtbot.waitUntil(lambda: sentence.height() >= sentence.heightForWidth(sentence.width()))
    assert sentence.geometry().top() > dialog.day.editor.geometry().bottom()
    assert dialog.number._problem.isHidden()


def test_new_plan_is_shown(page: PlanPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new plan has its usual parts and is what the page shows."""
    monkeypatch.setattr(NewPlanDialog, "exec", lambda dialog: dialog.answer())
    page.new_plan()
    plan = page.chosen.plan
    assert plan.id != PLAN
    assert plan.subject == "Cải cách hành chính năm 2027"
    assert sum(one.kind is ItemKind.AREA for one in plan.walk()) == 8


def test_new_plan_shows_the_form_of_its_head(page: PlanPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The head is chosen in the tree and its form is there, though the head was chosen before too."""
    page.desk.tree.select(HEAD)
    monkeypatch.setattr(NewPlanDialog, "exec", lambda dialog: dialog.answer())
    page.new_plan()
    assert page.desk.tree.current_id() == HEAD
    assert page.chosen.item_id == HEAD
    assert isinstance(page.desk.form.current, HeadForm)
    assert page.desk.form.current.isVisible()


def test_renumber_and_delete_are_undone(page: PlanPage, window: MainWindow) -> None:
    """Numbers follow their order; a deleted plan comes back with undo."""
    page.desk.renumber()
    assert [item(page, key).marker for key in ("area-1", "area-3")] == ["1.", "2."]
    page.delete_plan()
    assert page.shell.office.plans.heads() == []
    assert page.empty.isVisible()
    window.undo()
    window.refresh_now()
    assert page.chosen.plan_id == PLAN
    assert page.desk.tree.isVisible()


def test_a_decision_is_added_and_shown(page: PlanPage) -> None:
    """Its proposed text stands at the head of the tree; a plan has one at most."""
    action = page.desk.bar.decision_action
    assert action.isEnabled()
    action.trigger()
    decision = page.chosen.plan.decision
    assert decision is not None
    assert page.desk.tree.current_id() == decision.id
    assert not action.isEnabled()


def test_page_of_an_empty_office(empty_office: Office, tmp_path: Any, qtbot: QtBot) -> None:
    """Without a plan the page says what to do next."""
    window = MainWindow(empty_office, tmp_path)
    qtbot.addWidget(window)
    window.open_page(PageName.PLAN)
    page = window.current
    assert isinstance(page, PlanPage)
    assert page._stack.currentWidget() is page.empty
    assert page.current_document() is None
    window.close()


def test_several_plans(page: PlanPage, office: Office) -> None:
    """The chooser offers every plan, and remembers which one was looked at."""
    from cchc_desktop.domain.periods import PlanPeriod

    other = office.plans.create("Cải cách hành chính năm 2027", PlanPeriod.year(2027))
    page.refresh()
    assert page.chosen.plan_id == PLAN
    page.show_item(other.id)
    assert page.chosen.plan_id == other.id
    assert office.settings.preference("plan.chosen") == other.id
    page.show_item(PLAN, "task-4")
    assert page.desk.tree.current_id() == "task-4"


def test_undo_shows_in_the_form(page: PlanPage, window: MainWindow) -> None:
    """After undo the form shows what is stored again."""
    page.desk.tree.select("task-1")
    type_into(page.desk.form.field("deliverable"), "Kế hoạch")
    window.undo()
    window.refresh_now()
    assert page.desk.form.field("deliverable").value() == "Báo cáo"
    assert page.desk.tree.current_id() == "task-1"


def test_period_is_chosen(page: PlanPage) -> None:
    """Half a year and several years have what they need: the last year is asked only for the latter."""
    from cchc_desktop.domain.periods import PeriodKind

    page.desk.tree.select(HEAD)
    assert choose(page.desk.form.field("kind"), (PeriodKind.HALF, 2))
    page.refresh()
    assert stored(page).period.label == "6 tháng cuối năm 2026"
    assert page.desk.form.field("last_year").isHidden()
    assert choose(page.desk.form.field("kind"), (PeriodKind.MULTI, 0))
    page.refresh()
    assert stored(page).period.label == "giai đoạn 2026 - 2030"
    assert not page.desk.form.field("last_year").isHidden()
    assert not type_into(page.desk.form.field("last_year"), "2020")
    assert stored(page).period.last_year == 2030


# The official life


def test_from_draft_to_closed_by_the_bar(page: PlanPage) -> None:
    """Each state offers what leads on from it, and says what it is."""
    bar, banner = page.desk.bar, page.desk.banner
    bar.submit_action.trigger()
    assert stored(page).status is PlanStatus.SUBMITTED
    assert banner.isVisible()
    assert banner.change.text() == "Lấy về sửa"
    assert not bar.submit_action.isEnabled()
    banner.change.click()
    assert stored(page).status is PlanStatus.DRAFT
    page.shell.office.plan_life.issue(PLAN, "15", date(2026, 1, 5))
    page.refresh()
    assert banner.change.text() == "Sửa đổi"
    bar.close_action.trigger()
    assert stored(page).status is PlanStatus.CLOSED
    assert banner.change.text() == "Mở lại kế hoạch"
    banner.change.click()
    banner.change.click()
    assert stored(page).status is PlanStatus.AMENDED
    text = item(page, "task-1").text
    page.shell.office.plans.set_text(PLAN, "task-1", "Việc khác hẳn")
    bar.drop_action.trigger()
    assert (stored(page).status, item(page, "task-1").text) == (PlanStatus.ISSUED, text)
    assert not bar.drop_action.isEnabled()


def test_an_amendment_is_issued_by_a_decision(page: PlanPage, monkeypatch: pytest.MonkeyPatch) -> None:
    life = page.shell.office.plan_life
    life.issue(PLAN, "15", date(2026, 1, 5))
    life.amend(PLAN)
    page.shell.office.plans.set_text(PLAN, "task-1", "Rà soát hai lần")
    page.refresh()
    seen: list[tuple[str, str]] = []

    def answer(dialog: IssueDialog) -> QDialog.DialogCode:
        for way in (IssuedBy.PLAN, IssuedBy.DECISION):
            dialog.issued_by.set_value(way)
            dialog.issued_by.changed.emit()
            seen.append((dialog.number.value(), dialog.symbol.value()))
        dialog.number.set_value("20")
        dialog.answer()
        return QDialog.DialogCode(dialog.result())

    monkeypatch.setattr(IssueDialog, "exec", answer)
    page.desk.issue()
    assert seen == [("15", "KH-UBND"), ("", "QĐ-UBND")]
    assert (stored(page).number, stored(page).status) == ("15", PlanStatus.ISSUED)
    assert [issue.label for issue in life.issues(PLAN)] == [
        "Kế hoạch số 15/KH-UBND", "Quyết định số 20/QĐ-UBND",
    ]  # fmt: skip


def test_the_comparison_shows_what_an_amendment_changes(
    page: PlanPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = page.shell.office
    office.plan_life.issue(PLAN, "15", date(2026, 1, 5))
    office.plan_life.amend(PLAN)
    office.plans.set_text(PLAN, "task-1", "Rà soát hai lần")
    dialog = ComparisonDialog(page.shell, PLAN)
    qtbot.addWidget(dialog)
    dialog.show()
    (line,) = dialog.table.rows.rows
    assert (line[0], line[3]) == ("Sửa đổi", "Rà soát hai lần")
    assert dialog.summary.text().startswith("Sửa đổi 1 mục; giữ nguyên ")
    exported: list[str] = []
    monkeypatch.setattr(page.shell, "export", lambda document, *_: exported.append(document.title))
    for button in (dialog.export_button, dialog.issued_button, dialog.decision_button):
        assert button.isVisible()
        button.click()
    assert exported[0] == "Bảng so sánh nội dung kế hoạch"
    assert exported[1].startswith("Kế hoạch")
    assert exported[2].startswith("Quyết định về việc điều chỉnh, bổ sung kế hoạch")
    # The same text on both sides: nothing to export.
    dialog.before.show_value(dialog.after.value())
    dialog.before.activated.emit(0)
    assert dialog.summary.text() == "Hai bản không khác nhau."
    assert not dialog.export_button.isEnabled()
    assert not dialog.decision_button.isVisible()


def test_a_target_is_tied_to_what_measures_it(page: PlanPage) -> None:
    """The program proposes; what is chosen stands, and may be chosen after the plan was issued, too."""
    page.desk.tree.select("target-1")
    field = page.desk.form.field("indicator")
    box: Any = field.editor
    assert box.itemText(0) == "Tự tìm (3.24 Tỷ lệ giải quyết trước hạn và đúng hạn)"
    assert choose(field, "3.25")
    measure = item(page, "target-1").measure
    assert measure is not None
    assert measure.indicator == "3.25"
    page.shell.office.plan_life.issue(PLAN, "7", date(2026, 1, 15))
    page.refresh()
    assert choose(page.desk.form.field("indicator"), "-")


def test_a_target_below_the_plan_above_says_so(page: PlanPage) -> None:
    """«Kế hoạch giai đoạn đặt …» stands under the target's measure while it asks for less."""
    plans = page.shell.office.plans
    above = Item(ItemKind.TARGET, "Trên 98% hồ sơ đúng hạn.", measure=percent(98), id="above")
    term = PlanPeriod(PeriodKind.MULTI, 2026, 2030)
    plans.store_draft(Draft(Plan("Cải cách hành chính giai đoạn 2026 - 2030", term, items=(above,))))
    answering = replace(item(page, "target-1"), answers=("above",))
    plans.restructure(PLAN, "Gắn", lambda tree: outline.update(tree, answering))
    page.desk.tree.select("target-1")
    form = page.desk.form.findChild(TargetForm)
    assert form is not None
    assert form.less.text() == "Kế hoạch giai đoạn đặt tối thiểu 98%, chỉ tiêu này thấp hơn 3 điểm phần trăm."
    plans.set_text(PLAN, "target-1", "Trên 98% hồ sơ được trả đúng hạn.")
    page.refresh()
    assert form.less.text() == ""


def test_the_part_on_money_shows_what_the_tasks_cost(page: PlanPage) -> None:
    plans = page.shell.office.plans
    plans.set_assignment(PLAN, "task-1", funding=25_000_000, funding_text="Ngân sách xã 20.000.000 đồng")
    money = plans.add(PLAN, ItemKind.SECTION, "KINH PHÍ", None, 1, topic=Topic.FUNDING)
    text = plans.add(PLAN, ItemKind.TEXT, "Tổng kinh phí 30 triệu đồng.", money, 0)
    page.refresh()
    page.desk.tree.select("task-1")
    assert "money" not in vars(page.desk.form)
    page.desk.tree.select(text)
    card = page.desk.form.money
    assert not card.isHidden()
    assert card.summary.text().startswith("1 nhiệm vụ có ghi kinh phí, tổng cộng 25.000.000 đồng")
    assert [(row.kind, row.amount) for row in card.table.rows.rows] == [
        ("Nguồn", 25_000_000), ("Lĩnh vực", 25_000_000), ("", 25_000_000),
    ]  # fmt: skip
    parts, total = card.doubts.text().splitlines()
    assert "các nguồn cộng lại 20.000.000 đồng" in parts
    assert "ghi tổng kinh phí 30.000.000 đồng, các nhiệm vụ cộng lại 25.000.000 đồng" in total
    page.desk.tree.select(money)
    plans.set_assignment(PLAN, "task-1", funding=30_000_000, funding_text="")
    page.refresh()
    assert card.doubts.isHidden()
    page.desk.tree.select("task-1")
    assert card.isHidden()
