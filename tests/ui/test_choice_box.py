"""The lists of combo boxes, in the geometry that they have on the screen."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QStyle, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.ui import theme
from cchc_desktop.ui.choice_box import ChoiceBox

Key, Held = Qt.Key, Qt.KeyboardModifier

# Qt's screen in memory says so of every list that is opened.
opens_a_list = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LONG = "Phòng Văn hóa - Xã hội và Trung tâm Phục vụ hành chính công xã An Bình"


def opened(qtbot: QtBot, count: int, editable: bool = False, words: str = "Mục") -> ChoiceBox:
    """A box with so many entries, its list shown for the first time."""
    box = ChoiceBox(editable)
    qtbot.addWidget(box)
    box.offer([(f"{words} {n}", f"{words} {n}") for n in range(count)])
    box.setFixedWidth(90)
    with qtbot.waitExposed(box):
        box.show()
    box.showPopup()
    qtbot.waitUntil(lambda: box.view().isVisible())
    return box


@opens_a_list
@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("editable", [False, True])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 8, 10, 15])
def test_every_entry_of_a_list_is_seen_whole(
    qapp: QApplication, qtbot: QtBot, count: int, editable: bool, look: str
) -> None:
    theme.apply(qapp, look)
    try:
        box = opened(qtbot, count, editable)
        view, model = box.view(), box.model()
        seen = view.viewport().rect()
        shown = [view.visualRect(model.index(row, 0)) for row in range(min(count, box.maxVisibleItems()))]
        assert all(seen.contains(row) for row in shown)
        assert all(row.height() >= view.fontMetrics().lineSpacing() for row in shown)
        # What cannot be shown at once is scrolled to, by a whole entry, and then seen whole as well.
        view.scrollToBottom()
        assert seen.contains(view.visualRect(model.index(count - 1, 0)))
        box.hidePopup()
    finally:
        theme.apply(qapp, "light")


@opens_a_list
def test_an_entry_longer_than_its_box_is_read_whole(qtbot: QtBot) -> None:
    box = opened(qtbot, 12, words=LONG)
    view = box.view()
    needed = view.fontMetrics().horizontalAdvance(f"{LONG} 11")
    assert view.viewport().width() >= needed > box.width()
    box.hidePopup()


def test_letters_look_for_words_whatever_their_accents(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.offer([("", ""), ("a", "Khiếu nại"), ("b", "Kiến nghị"), ("c", "Phản ánh")])
    chosen: list[int] = []
    box.activated.connect(chosen.append)
    QTest.keyClicks(box, "kie")
    assert (box.value(), chosen) == ("b", [1, 2])
    box.ends_with_key = False
    box._sought = ""
    QTest.keyClicks(box, "kkk")
    assert (box.value(), chosen) == ("a", [1, 2]), "the same letter goes on, round and round"
    QTest.keyClicks(box, "z")
    assert box.value() == "a"


@pytest.mark.parametrize(("ends_with_key", "chosen"), [(True, [1, 2]), (False, [])])
def test_arrows_choose_at_once_or_only_show(qtbot: QtBot, ends_with_key: bool, chosen: list[int]) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.offer([("a", "Thu"), ("b", "Chi"), ("c", "Nộp")])
    box.show_value("a")
    box.ends_with_key = ends_with_key
    told: list[int] = []
    box.activated.connect(told.append)
    for _ in range(2):
        QTest.keyClick(box, Key.Key_Down)
    assert (box.value(), told) == ("c", chosen)


def test_every_list_of_the_program_opens_under_its_box(qtbot: QtBot) -> None:
    """Over the box, as a menu, Fusion puts arrows into the list that take half of its last entry."""
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItems(["một", "hai"])
    box.show()
    assert not box.style().styleHint(QStyle.StyleHint.SH_ComboBox_Popup, None, box)


@opens_a_list
@pytest.mark.parametrize(
    ("key", "held"), [(Key.Key_Tab, Held.NoModifier), (Key.Key_Backtab, Held.ShiftModifier)]
)
def test_tab_in_a_list_of_what_matches_reaches_who_watches_the_box(
    qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    host = QWidget()
    box, other = ChoiceBox(True, host), QLineEdit(host)
    box.offer([(name, name) for name in ("Phạm Ngọc Lan", "Trương Văn Hiếu, công chức Văn phòng")])
    box.resize(60, 30)
    qtbot.addWidget(host)
    with qtbot.waitExposed(host):
        host.show()
    host.activateWindow()
    box.setFocus()
    seen: list[int] = []

    class Watcher(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                seen.append(event.key())
            return False

    box.installEventFilter(Watcher(box))
    QTest.keyClicks(box, "truong")
    assert box._found.isVisible()
    whole = box._found.fontMetrics().horizontalAdvance(box.values[1])
    assert box._found.width() > whole > box.width(), "no name is cut"
    QTest.keyClick(box._found, key, held)
    assert not box._found.isVisible()
    assert seen[-1] == key
    assert box.value() == box.values[1], "the only words that match are taken"
    assert host.focusWidget() is other, "and the keyboard goes on"
