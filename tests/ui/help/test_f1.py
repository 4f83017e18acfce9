"""F1 opens the topic of where one is: page, tab, panel, dialog."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import AreaPlace, PageName
from cchc_desktop.ui.areas.page import AreaPage
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.help.f1 import topic_at
from cchc_desktop.ui.help.page import HelpPage
from cchc_desktop.ui.help.view import split_address
from cchc_desktop.ui.help.window import HelpWindow


def f1_topic(window: MainWindow) -> str:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F1)
    page = window.current
    assert isinstance(page, HelpPage)
    assert page.view.topic is not None
    return page.view.topic.key


def test_every_page_has_a_topic(window: MainWindow) -> None:
    for name in PageName:
        topic, _ = split_address(window.page(name).help_topic)
        assert topic is not None, name


def test_f1_opens_the_topic_of_the_page(window: MainWindow) -> None:
    window.open_page(PageName.JOURNAL)
    assert f1_topic(window) == "nhat-ky"


def test_f1_follows_the_tab(window: MainWindow) -> None:
    window.go(AreaPlace(3, remarks=True))
    assert isinstance(window.current, AreaPage)
    assert topic_at(window.current.tabs) == "nhan-xet"
    window.current.tabs.setFocus()
    assert f1_topic(window) == "nhan-xet"


class _Asking(QDialog):
    help_topic = "xuat-in#khong-ghi-duoc-tep"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)


def test_f1_in_a_dialog_opens_a_window_beside_it(window: MainWindow, qtbot: QtBot) -> None:
    dialog = _Asking(window)
    dialog.setModal(True)
    dialog.show()
    dialog.activateWindow()
    dialog.line.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.line)
    QTest.keyClick(dialog.line, Qt.Key.Key_F1)
    beside = dialog.findChild(HelpWindow)
    assert beside is not None
    assert beside.isVisible()
    assert beside.view.topic is not None
    assert beside.view.topic.key == "xuat-in"
    assert window._stack.shown != PageName.HELP
    beside.view.topic_wanted.emit("nhat-ky")
    assert beside.view.topic.key == "nhat-ky"
    # The same window again, and F1 in it opens none of its own.
    QTest.keyClick(dialog.line, Qt.Key.Key_F1)
    assert len(dialog.findChildren(HelpWindow)) == 1
    assert beside.view.topic.key == "xuat-in"
    dialog.close()
    dialog.deleteLater()


def test_declared_topics_are_in_the_guide(window: MainWindow) -> None:
    """Whatever declares a topic names one that is there, with a heading that is there."""
    from cchc_desktop.catalogue.guide_text import Head

    def declared(base: type[QWidget]) -> set[str]:
        found = {str(base.__dict__["help_topic"])} if base.__dict__.get("help_topic") else set()
        for each in base.__subclasses__():
            found |= declared(each)
        return found

    for name in PageName:
        window.page(name)
    for address in declared(QWidget):
        topic, anchor = split_address(address)
        assert topic is not None, address
        heads = {piece.anchor for piece in topic.pieces if isinstance(piece, Head)}
        assert not anchor or anchor in heads, address


def test_signs_are_explained_where_they_stand(window: MainWindow) -> None:
    """The pointer on «CT» in the plan's tree is told what it stands for, in the legend's words."""
    from cchc_desktop.domain.places import PlanPlace
    from cchc_desktop.ui.plan.outline_model import OutlineModel

    window.go(PlanPlace("plan-1", "target-1"))
    model = next(iter(window.findChildren(OutlineModel)))
    tip = str(model.data(model.index_of("target-1"), Qt.ItemDataRole.ToolTipRole))
    assert "CT: chỉ tiêu." in tip
