"""The colours are readable, and a change of theme reaches everything."""

import itertools
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget

from cchc_desktop import resources
from cchc_desktop.domain.places import PageName, SettingsPlace
from cchc_desktop.ui import icons, theme
from cchc_desktop.ui.documents.issue_dialog import IssueQuestion, IssueWords
from cchc_desktop.ui.field import Field
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.settings.page import SettingsPage
from cchc_desktop.ui.settings.tabs import THIS_DESK
from cchc_desktop.ui.tasks.page import TasksPage
from cchc_desktop.ui.theme import DARK, LIGHT, Theme
from cchc_desktop.ui.wizards.person import PersonDialog
from tests.ui.test_budget import took

TEXTS = ("text", "muted", "accent", "good", "warn", "bad", "info", "idle")
GROUNDS = ("window", "surface", "raised", "hover")
STATES = ("good", "warn", "bad", "info", "idle")


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    parts = QColor(colour)
    return 0.2126 * linear(parts.redF()) + 0.7152 * linear(parts.greenF()) + 0.0722 * linear(parts.blueF())


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(colours: Theme) -> list[tuple[str, str]]:
    """Every text colour with the grounds that it stands on."""
    found = list(itertools.product(TEXTS, GROUNDS))
    found += [(state, f"{state}_soft") for state in STATES]
    found += [("on_state", state) for state in STATES]
    found += [("accent_text", "accent"), ("accent_text", "accent_hover")]
    found += [("selection_text", "selection"), ("text", "accent_soft"), ("muted", "idle_soft")]
    return found


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read(colours: Theme) -> None:
    poor = {
        f"{text} on {ground}": round(contrast(getattr(colours, text), getattr(colours, ground)), 2)
        for text, ground in pairs(colours)
        if contrast(getattr(colours, text), getattr(colours, ground)) < 4.5
    }
    assert not poor


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_of_fields_can_be_seen(colours: Theme) -> None:
    assert contrast(colours.strong_border, colours.surface) >= 3
    assert contrast(colours.accent, colours.surface) >= 3


def test_the_fonts_come_with_the_program() -> None:
    assert theme.FONT_FAMILY in QFontDatabase.families()
    assert QFontInfo(theme.font()).family() == theme.FONT_FAMILY


def test_a_change_of_theme_reaches_the_window_and_is_remembered(
    window: MainWindow, qapp: QApplication
) -> None:
    before = icons.icon("today").pixmap(20, 20).toImage()
    window.set_theme("dark")
    try:
        assert theme.current() is DARK
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
        assert window.office.settings.preference("theme") == "dark"
        assert icons.icon("today").pixmap(20, 20).toImage() != before
    finally:
        window.set_theme("light")
    assert theme.current() is LIGHT


def test_a_change_of_theme_costs_little_with_every_page_made(window: MainWindow, qapp: QApplication) -> None:
    for name in PageName:
        window.open_page(name)
    window.open_page(PageName.SETTINGS)
    QApplication.processEvents()

    def change() -> None:
        for name in ("dark", "light"):
            window.set_theme(name)
            QApplication.processEvents()

    def put_on_over_another() -> None:
        for name in (DARK, LIGHT):
            qapp.setStyleSheet(theme.stylesheet(name))
            QApplication.processEvents()

    change()
    assert took(change) < took(put_on_over_another) / 2


def test_a_size_of_text_reaches_every_page_at_once_and_is_remembered(window: MainWindow) -> None:
    window.open_page(PageName.SETTINGS)
    page = window.current
    assert isinstance(page, SettingsPage)
    window.go(SettingsPlace(THIS_DESK))
    row, letters = theme.scaled(theme.ROW_HEIGHT), page.font().pointSizeF()
    page.desk_tab.sizes[150].click()
    try:
        assert window.office.settings.preference("text_size") == "150"
        made = window.current
        assert isinstance(made, SettingsPage)
        assert made is not page
        assert made.tabs.currentWidget() is made.desk_tab, "one goes on where one was"
        assert made.desk_tab.sizes[150].isChecked()
        assert made.font().pointSizeF() == pytest.approx(1.5 * letters)
        assert window.top.height() >= 75
        window.open_page(PageName.TASKS)
        tasks = window.current
        assert isinstance(tasks, TasksPage)
        assert tasks.table.verticalHeader().defaultSectionSize() >= 1.5 * row
    finally:
        window.set_text_size(100)
    assert QApplication.font().pointSizeF() == pytest.approx(letters)


@pytest.mark.parametrize(("kept", "size"), [("", 100), ("130", 130), ("120", 100), ("-1", 100), ("lớn", 100)])
def test_a_size_of_text_that_cannot_be_chosen_is_not_taken(kept: str, size: int) -> None:
    assert theme.read_text_size(kept) == size


def test_every_icon_can_be_drawn() -> None:
    for name in resources.names("icons", suffix=".svg"):
        assert not icons.icon(name.removesuffix(".svg")).pixmap(20, 20).isNull()


@pytest.fixture
def largest(window: MainWindow) -> Iterator[MainWindow]:
    """The window with the largest text."""
    window.set_text_size(150)
    yield window
    window.set_text_size(100)


def test_dialogs_hold_their_words_at_the_largest_text(largest: MainWindow) -> None:
    words = "Ghi số và ngày của văn bản đã ký. " * 4
    texts = IssueWords("Ban hành", "Ban hành", "Ngày ban hành", words, "")
    asked = IssueQuestion(texts, "", "KH-UBND", date(2026, 1, 5), lambda *_: True, largest, words)
    person = PersonDialog(largest, largest)
    for dialog in (asked, person):
        dialog.show()
        QApplication.processEvents()
        _hold_words(dialog)
        dialog.close()


def test_cards_hold_their_words_at_the_largest_text(largest: MainWindow) -> None:
    largest.resize(1366, 768)
    largest.open_page(PageName.SETTINGS)
    page = largest.current
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentWidget(page.desk_tab)
    for _ in range(3):
        QApplication.processEvents()
    _hold_words(page.desk_tab)


def _hold_words(shown: QWidget) -> None:
    """Every label and box of a widget has the room that its words need."""
    for each in shown.findChildren(QLabel):
        if each.isVisible() and each.wordWrap():
            assert each.height() >= each.heightForWidth(each.width()), each.text()
    for field in (*shown.findChildren(Field), *shown.findChildren(QCheckBox)):
        if field.isVisible():
            assert field.height() >= field.minimumSizeHint().height()
            assert not isinstance(field, QCheckBox) or field.width() >= field.sizeHint().width(), field.text()
