"""Vietnamese through an input method: what is being composed is lost in no field and no grid."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import FigurePlace, PageName, PlanPlace
from cchc_desktop.ui.figures.model import NOTE
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.forms import ChoiceField, DateField, Field, LineField, NumberField, TextField
from cchc_desktop.ui.forms.texts import PassageField
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.plan.page import PlanPage
from cchc_desktop.ui.settings.page import SettingsPage


def compose(*steps: str, text: str) -> None:
    """Types with an input method: what is shown while composing, step by step, then what is entered."""
    for step in steps:
        _send(QInputMethodEvent(step, []))
    entered = QInputMethodEvent()
    entered.setCommitString(text)
    _send(entered)


def _send(event: QInputMethodEvent) -> None:
    # To what has the keyboard now, as the system does: an editor may have opened meanwhile.
    target = QApplication.focusWidget()
    assert target is not None
    assert target.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled), "the input method is let in"
    QApplication.sendEvent(target, event)
    QApplication.processEvents()


def focus(window: QWidget, widget: QWidget, qtbot: QtBot) -> None:
    """Gives a widget the keyboard."""
    window.activateWindow()
    wanted = widget.focusProxy() or widget

    def has_it() -> bool:
        widget.setFocus()
        return QApplication.focusWidget() is wanted

    qtbot.waitUntil(has_it)


def press_enter() -> None:
    """Presses Enter in the cell that is open."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, Qt.Key.Key_Return)


FIELDS: dict[str, tuple[Callable[[Callable[[Any], object]], Field], str]] = {
    "a line": (lambda store: LineField(None, "Tên", lambda: "", store), "Đặng Thị Hường"),
    "several lines": (lambda store: TextField(None, "Ghi chú", lambda: "", store), "Đã gửi giấy mời"),
    "a passage": (lambda store: PassageField(None, "Nội dung", lambda: "", store), "Rà soát quy trình"),
    "a choice of one's own": (
        lambda store: ChoiceField(None, "Chủ trì", lambda: "", store, choices=lambda: [], editable=True),
        "Trạm Y tế",
    ),
}


@pytest.mark.parametrize("name", list(FIELDS))
def test_a_field_takes_what_was_composed(qtbot: QtBot, name: str) -> None:
    stored: list[Any] = []
    make, text = FIELDS[name]
    field = make(stored.append)
    qtbot.addWidget(field)
    field.show()
    focus(field, field.editor, qtbot)
    first, *rest = text.split(" ")
    compose(first[:1], first[:2], text=first)
    for word in rest:
        compose(word[:1], text=f" {word}")
    assert field.commit()
    assert stored == [text]


@pytest.mark.parametrize(("kind", "typed"), [(NumberField, "12"), (DateField, "5/6/2026")])
def test_fields_for_numbers_and_dates_take_digits_of_an_input_method(
    qtbot: QtBot, kind: type[Field], typed: str
) -> None:
    stored: list[Any] = []
    field = kind(None, "Ô", lambda: None, stored.append)
    qtbot.addWidget(field)
    field.show()
    focus(field, field.editor, qtbot)
    compose(typed[:1], text=typed)
    assert field.commit()
    assert len(stored) == 1


def test_the_search_and_the_palette_find_what_was_composed(window: MainWindow, qtbot: QtBot) -> None:
    search = window.top.search
    focus(window, search, qtbot)
    compose("đ", "đô", "đối", text="đối thoại")
    search.show_results()
    assert "Tổ chức hội nghị đối thoại." in [
        search.results.item(row).text() for row in range(search.results.count())
    ]
    search.close_results()
    window.commands.open_palette()
    compose("n", "nh", text="nhật ký")
    assert window.commands.palette.list.item(0).text() == "Nhật ký"


def test_a_table_opens_its_cell_with_the_first_letter_that_is_composed(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.open_page(PageName.SETTINGS)
    page = window.current
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentWidget(page.units_tab)
    table = page.units_tab.table
    table.setCurrentIndex(table.rows.index(0, 0))
    focus(window, table, qtbot)
    compose("P", "Ph", "Phò", text="Phòng Đối ngoại")
    press_enter()
    assert window.office.settings.units()[0].name == "Phòng Đối ngoại"


def test_a_note_beside_a_figure_is_composed_from_its_first_letter(window: MainWindow, qtbot: QtBot) -> None:
    window.go(FigurePlace())
    page = window.current
    assert isinstance(page, FiguresPage)
    page.go_to("1.01")
    grid = page.grid
    period = page.period
    window.office.figures.type_figure(period, "1.01", "5")
    window.refresh_now()
    grid.setCurrentIndex(grid.currentIndex().siblingAtColumn(NOTE))
    focus(window, grid, qtbot)
    compose("C", "Ch", "Chờ", text="Chờ xác nhận")
    assert grid.state() == QAbstractItemView.State.EditingState
    press_enter()
    assert window.office.figures.ledger().figure(period, "1.01").note == "Chờ xác nhận"


def test_the_tree_of_the_plan_filters_by_what_was_composed(window: MainWindow, qtbot: QtBot) -> None:
    window.go(PlanPlace("plan-1"))
    page = window.current
    assert isinstance(page, PlanPage)
    focus(window, page.desk.trees.filter, qtbot)
    compose("đ", text="đối thoại")
    assert page.desk.tree.outline.is_filtered
    assert "task-2" in page.desk.tree.outline.ids()
    assert "task-1" not in page.desk.tree.outline.ids()


def test_what_is_composed_and_given_up_changes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page(PageName.SETTINGS)
    page = window.current
    assert isinstance(page, SettingsPage)
    editor = page.office_tab.name.editor
    before = editor.text()
    focus(window, editor, qtbot)
    _send(QInputMethodEvent("Ủ", []))
    _send(QInputMethodEvent("", []))
    assert editor.text() == before
    assert page.office_tab.name.commit()


@pytest.fixture(autouse=True)
def nothing_left_open() -> Iterator[None]:
    """No popup of one test takes the keyboard of the next."""
    yield
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


@pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing", extend=True)
def test_a_popup_of_matches_leaves_the_composing_alone(qtbot: QtBot) -> None:
    field = ChoiceField(
        None, "Chủ trì", lambda: "", lambda _: None,
        choices=lambda: [("Trạm Y tế", "Trạm Y tế"), ("Văn phòng", "Văn phòng")], editable=True,
    )  # fmt: skip
    qtbot.addWidget(field)
    field.show()
    field.load()
    focus(field, field.editor, qtbot)
    compose("t", text="tr")
    line = field.editor.lineEdit()  # type: ignore[attr-defined]
    assert isinstance(line, QLineEdit)
    compose("ạ", text="ạm")
    assert line.text() == "trạm"
