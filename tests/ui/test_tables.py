"""Tables: order, editing in place, what is refused, copying, and a selection that stays."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.tables import Column, Editor, TableModel, TableView
from cchc_desktop.ui.tables.columns import parse


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    due: date | None = None


ROWS = [
    Row(1, "Đội 10", date(2026, 3, 1)),
    Row(2, "Ấp", None),
    Row(3, "Đội 2", date(2026, 1, 1)),
    Row(4, "ấm"),
]


class Store:
    """Keeps rows and sets their fields."""

    def __init__(self) -> None:
        self.rows = {row.id: row for row in ROWS}

    def set_name(self, row: Row, name: str) -> None:
        if not name:
            raise Refusal("Hãy nhập tên.")
        self.rows[row.id] = replace(row, name=name)

    def set_due(self, row: Row, due: date | None) -> None:
        self.rows[row.id] = replace(row, due=due)


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def view(store: Store, window: MainWindow, qtbot: QtBot) -> TableView:
    columns = [
        Column("Tên", lambda row: row.name, setter=store.set_name, stretch=True, width=100),
        Column("Hạn", lambda row: row.due, setter=store.set_due, editor=Editor.DATE),
        Column("Mã", lambda row: row.id, align=Qt.AlignmentFlag.AlignRight),
    ]
    made = TableView(TableModel(columns, window), "Chưa có gì.")
    qtbot.addWidget(made)
    made.rows.set_rows(ROWS)
    made.resize(500, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def names(view: TableView) -> list[str]:
    return [row.name for row in view.rows.rows]


def editor(view: TableView) -> QLineEdit:
    found = view.viewport().findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def test_the_model_keeps_the_rules_of_models(view: TableView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(view.rows)


def test_rows_sort_as_in_a_vietnamese_dictionary(view: TableView) -> None:
    view.rows.sort(0)
    assert names(view) == ["ấm", "Ấp", "Đội 2", "Đội 10"]
    view.rows.sort(0, Qt.SortOrder.DescendingOrder)
    assert names(view) == ["Đội 10", "Đội 2", "Ấp", "ấm"]
    view.rows.sort(-1)
    assert names(view) == [row.name for row in ROWS]


def test_empty_cells_come_last_in_both_orders(view: TableView) -> None:
    for order in Qt.SortOrder:
        view.rows.sort(1, order)
        assert {row.id for row in view.rows.rows[2:]} == {2, 4}


def test_a_table_that_is_come_to_has_a_row_chosen(view: TableView, qtbot: QtBot) -> None:
    view.clearSelection()
    view.clearFocus()
    view.setFocus()
    qtbot.waitUntil(lambda: [row.id for row in view.chosen_rows()] == [ROWS[0].id])


def test_rows_are_as_high_as_their_words(window: MainWindow, qtbot: QtBot) -> None:
    made = TableView(TableModel([Column("Tên", lambda row: row.name, stretch=True)], window), lines=0)
    qtbot.addWidget(made)
    made.resize(220, 300)
    with qtbot.waitExposed(made):
        made.show()
    made.rows.set_rows([Row(1, "ngắn"), Row(2, "một câu dài hơn một dòng nhiều, " * 4)])
    line = made.fontMetrics().lineSpacing()
    assert made.rowHeight(0) < 2 * line
    assert made.rowHeight(1) > 3 * line
    made.resize(1400, 300)
    qtbot.waitUntil(lambda: made.rowHeight(1) < 2 * line)


def test_the_selection_outlives_other_rows(view: TableView) -> None:
    told: list[Any] = []
    view.choose(3)
    view.chosen.connect(told.append)
    view.rows.set_rows([ROWS[2], ROWS[0]])
    assert view.current_row() == ROWS[2]
    view.rows.set_rows([ROWS[0]])
    assert view.current_row() is None
    assert told[-1] is None


def test_a_cell_is_edited_in_place_and_the_cursor_goes_down(
    view: TableView, store: Store, qtbot: QtBot
) -> None:
    view.setCurrentIndex(view.rows.index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    editor(view).setText("Tổ 1")
    QTest.keyClick(editor(view), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.currentIndex().row() == 1)
    assert store.rows[1].name == "Tổ 1"


def test_what_is_refused_can_be_corrected(view: TableView, store: Store, qtbot: QtBot) -> None:
    view.setCurrentIndex(view.rows.index(0, 1))
    view.edit(view.currentIndex())
    editor(view).setText("31/2/2026")
    QTest.keyClick(editor(view), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view._bubble is not None)
    assert view._bubble is not None
    assert "31/2/2026" in view._bubble.text()
    assert store.rows[1].due == date(2026, 3, 1)
    assert editor(view).text() == "31/2/2026"
    editor(view).setText("28/2/2026")
    QTest.keyClick(editor(view), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: store.rows[1].due == date(2026, 2, 28))


def test_what_is_said_of_a_row_goes_with_it(view: TableView, qtbot: QtBot) -> None:
    view.setCurrentIndex(view.rows.index(0, 1))
    view.edit(view.currentIndex())
    editor(view).setText("31/2/2026")
    QTest.keyClick(editor(view), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view._bubble is not None)
    view.rows.set_rows(ROWS)
    assert view._bubble is not None
    view.rows.set_rows(ROWS[1:])
    assert view._bubble is None


def test_rows_are_copied_as_cells(view: TableView) -> None:
    view.selectAll()
    view.copy_rows()
    assert QGuiApplication.clipboard().text().splitlines()[0] == "Đội 10\t01/03/2026\t1"


def test_enter_opens_what_cannot_be_edited(view: TableView, qtbot: QtBot) -> None:
    view.setCurrentIndex(view.rows.index(1, 2))
    with qtbot.waitSignal(view.opened) as told:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [ROWS[1]]


def test_an_empty_table_says_so(view: TableView) -> None:
    before = view.grab().toImage()
    view.rows.set_rows([])
    assert view.grab().toImage() != before


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        (Editor.TEXT, " a ", "a"),
        (Editor.DATE, "1/2/2026", date(2026, 2, 1)),
        (Editor.DATE, "", None),
        (Editor.WHOLE, "1.000", 1000),
        (Editor.WHOLE, "50%", 50),
        (Editor.COUNT, "1.000", 1000),
        (Editor.NUMBER, "", None),
        (Editor.CHOICE, None, None),
    ],
)
def test_typed_text_becomes_a_value(kind: Editor, typed: Any, read: Any) -> None:
    assert parse(kind, typed) == read


def test_a_whole_number_is_asked_for() -> None:
    with pytest.raises(Refusal):
        parse(Editor.WHOLE, "1,5")
