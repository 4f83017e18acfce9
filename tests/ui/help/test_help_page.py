"""Trợ giúp: every page has its topic, the guide is searched blind to accents."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest

from cchc_desktop.domain.places import PageName
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.help.page import HelpPage, topics


@pytest.fixture
def page(window: MainWindow) -> HelpPage:
    window.open_page(PageName.HELP)
    found = window.page(PageName.HELP)
    assert isinstance(found, HelpPage)
    return found


def test_every_page_has_a_topic(window: MainWindow) -> None:
    known = {topic.name for topic in topics()}
    for name in PageName:
        topic = window.page(name).help_topic
        assert not topic or topic in known


def test_f1_opens_the_topic_of_the_page(window: MainWindow) -> None:
    window.open_page(PageName.JOURNAL)
    QTest.keyClick(window, Qt.Key.Key_F1)
    page = window.page(PageName.HELP)
    assert isinstance(page, HelpPage)
    assert window._stack.shown == PageName.HELP
    assert page.list.currentItem().text() == "Nhật ký"
    assert "Nhật ký" in page.browser.toPlainText()


def test_the_guide_is_searched(page: HelpPage) -> None:
    everything = page.list.count()
    page.text.setText("hoan tac")
    assert 0 < page.list.count() < everything
    assert page.browser.textCursor().selectedText().lower() == "hoàn tác"
    page.text.setText("xyzxyz")
    assert page.list.count() == 0
    assert "Không có mục nào" in page.browser.toPlainText()
    page.text.clear()
    assert page.list.count() == everything


def test_links_lead_to_topics_and_never_to_a_network(page: HelpPage) -> None:
    page._follow(QUrl("80-phim-tat.md"))
    shown = page.list.currentItem().text()
    assert shown == "Phím tắt"
    page._follow(QUrl("https://example.com/"))
    assert page.list.currentItem().text() == shown
