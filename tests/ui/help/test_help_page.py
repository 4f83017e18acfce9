"""Trợ giúp: every page has its topic, the guide is searched blind to accents, links lead where they say."""

from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest

from cchc_desktop.catalogue.guide import chapters, topics
from cchc_desktop.domain.places import HelpPlace, PageName
from cchc_desktop.ui import theme
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.help.html import topic_html
from cchc_desktop.ui.help.page import HelpPage


@pytest.fixture
def page(window: MainWindow) -> HelpPage:
    window.open_page(PageName.HELP)
    found = window.page(PageName.HELP)
    assert isinstance(found, HelpPage)
    return found


def shown(page: HelpPage) -> str:
    assert page.view.topic is not None
    return page.view.topic.key


def listed(page: HelpPage) -> list[str]:
    return [page.list.item(row).text().strip() for row in range(page.list.count())]


def test_the_list_has_chapters_and_topics_and_only_topics_are_chosen(page: HelpPage) -> None:
    titles = [
        title for chapter in chapters() for title in (chapter.title, *(t.title for t in chapter.topics))
    ]
    assert listed(page) == titles
    assert page.list.item(0).flags() == Qt.ItemFlag.NoItemFlags
    assert shown(page) == next(iter(topics()))


def test_the_guide_is_searched_blind_to_accents_and_marked(page: HelpPage) -> None:
    page.text.setText("hoan tac")
    assert 0 < page.list.count() < len(topics())
    at, count = page.view.found
    assert at == 1
    assert count > 1
    marks = page.view.extraSelections()
    assert {mark.cursor.selectedText().lower() for mark in marks} == {"hoàn tác"}
    QTest.keyClick(page.text, Qt.Key.Key_Return)
    assert page.view.found[0] == 2
    QTest.keyClick(page.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page.view.found[0] == 1
    assert page.found.text().startswith(f"1/{count}")


def test_words_apart_are_marked_each(page: HelpPage) -> None:
    page.text.setText("usb sao luu")
    assert shown(page) == "du-lieu"
    found = {mark.cursor.selectedText().lower() for mark in page.view.extraSelections()}
    assert "usb" in found
    assert "sao" in found


def test_a_title_comes_before_a_mention(page: HelpPage) -> None:
    page.text.setText("nhan xet")
    assert listed(page)[0] == topics()["nhan-xet"].title
    assert shown(page) == "nhan-xet"


def test_arrows_in_the_search_line_go_through_the_topics(page: HelpPage) -> None:
    page.text.setText("so lieu")
    first = shown(page)
    QTest.keyClick(page.text, Qt.Key.Key_Down)
    assert shown(page) != first
    QTest.keyClick(page.text, Qt.Key.Key_Up)
    assert shown(page) == first


def test_nothing_found_is_said_and_esc_begins_anew(page: HelpPage) -> None:
    page.text.setText("xyzxyz")
    assert page.list.count() == 0
    assert "Không có mục nào" in page.view.toPlainText()
    QTest.keyClick(page.text, Qt.Key.Key_Escape)
    assert len(listed(page)) == len(topics()) + len(chapters())
    assert page.view.topic is not None


def test_links_lead_to_topics_and_pages_and_never_to_a_network(page: HelpPage, window: MainWindow) -> None:
    page.view.anchorClicked.emit(QUrl("topic:xuat-in#khong-ghi-duoc-tep"))
    assert shown(page) == "xuat-in"
    page.view.anchorClicked.emit(QUrl("https://example.com/"))
    assert shown(page) == "xuat-in"
    page.view.anchorClicked.emit(QUrl("go:figures"))
    assert window._stack.shown == PageName.FIGURES


def test_back_goes_through_the_topics(page: HelpPage) -> None:
    first = shown(page)
    page.show_topic("bao-cao")
    page.show_topic("nhat-ky")
    page.go_back()
    assert shown(page) == "bao-cao"
    page.go_back()
    assert shown(page) == first
    assert not page.back.isEnabled()


def test_back_ends_on_the_page_where_help_was_asked_for(window: MainWindow) -> None:
    window.open_page(PageName.JOURNAL)
    QTest.keyClick(window, Qt.Key.Key_F1)
    page = window.page(PageName.HELP)
    assert isinstance(page, HelpPage)
    page.show_topic("bao-cao")
    page.go_back()
    assert window._stack.shown == PageName.HELP
    assert shown(page) == "nhat-ky"
    page.go_back()
    assert window._stack.shown == PageName.JOURNAL


def test_an_unknown_topic_opens_the_first(page: HelpPage) -> None:
    page.show_place(HelpPlace("khong-co"))
    assert shown(page) == next(iter(topics()))


def test_every_topic_is_shown_whole(page: HelpPage) -> None:
    """All words are there, pictures fit the width, nothing scrolls sideways."""
    for topic in topics().values():
        page.show_topic(topic.key)
        text = "".join(page.view.toPlainText().split())
        words = topic.text.removesuffix(topic.keywords)
        assert [line for line in words.split("\n") for part in line.split() if part not in text] == []
        assert page.view.horizontalScrollBar().maximum() == 0


def test_colours_follow_the_theme(window: MainWindow, page: HelpPage) -> None:
    page.show_topic("cua-so")
    window.set_theme("dark")
    try:
        assert theme.DARK.accent in page.view.document().toHtml()
        assert shown(page) == "cua-so"
    finally:
        window.set_theme("light")


def test_texts_are_never_taken_for_markup() -> None:
    for topic in topics().values():
        assert "<script" not in topic_html(topic, 600, 600)


def test_book_and_card_are_offered(page: HelpPage, monkeypatch: pytest.MonkeyPatch) -> None:
    exported: list[Any] = []
    printed: list[Any] = []
    monkeypatch.setattr(page.shell, "export", lambda document, name: exported.append((document, name)))
    monkeypatch.setattr(page.shell, "print_document", printed.append)
    page.book.click()
    page.card.click()
    assert exported[0][0].formats == ("pdf", "docx")
    assert exported[0][1].endswith(".pdf")
    assert len(printed[0].parts) == 2
