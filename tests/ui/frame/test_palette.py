"""The palette: pages, places and commands by a few letters, and back to where one was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import PageName
from cchc_desktop.ui.evidence.page import EvidencePage
from cchc_desktop.ui.frame import destinations
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.frame.palette import Palette
from cchc_desktop.ui.plan.page import PlanPage
from cchc_desktop.ui.registers.form import RegisterForm
from cchc_desktop.ui.registers.page import RegistersPage
from cchc_desktop.ui.reports.page import ReportsPage
from cchc_desktop.ui.settings.page import SettingsPage

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(window: MainWindow, text: str = "") -> Palette:
    """The palette, with something typed as an input method does."""
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = window.commands.palette
    assert palette.isVisible()
    if text:
        typing = QInputMethodEvent()
        typing.setCommitString(text)
        QApplication.sendEvent(palette.line, typing)
    return palette


def listed(palette: Palette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def press(palette: Palette, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(palette.line, key)


def test_a_page_is_opened_by_letters_without_accents(window: MainWindow) -> None:
    palette = opened(window, "nhat ky")
    assert listed(palette)[0] == "Nhật ký"
    press(palette, Qt.Key.Key_Return)
    assert window._stack.shown == PageName.JOURNAL
    assert not palette.isVisible()


def test_places_are_offered(window: MainWindow) -> None:
    palette = opened(window, "bao cao quy ii")
    wanted = "Báo cáo quý II năm 2026"
    palette.list.setCurrentRow(listed(palette).index(wanted))
    press(palette, Qt.Key.Key_Return)
    page = window.current
    assert isinstance(page, ReportsPage)
    assert page.desk.opened.period.label == "quý II năm 2026"
    palette = opened(window, "cai cach hanh chinh nha nuoc")
    press(palette, Qt.Key.Key_Return)
    assert isinstance(window.current, PlanPage)


def test_what_the_page_can_do_is_offered_there_alone(window: MainWindow) -> None:
    window.open_page(PageName.PLAN)
    words = listed(opened(window))
    assert "Thêm mục" in words
    assert "Đánh lại số mục" in words, "what a menu holds, too"
    assert not [each for each in words if "(Ctrl" in each], "keys stand beside"
    window.commands.palette.close_and_return()
    window.open_page(PageName.JOURNAL)
    assert "Thêm mục" not in listed(opened(window))


def test_what_is_often_begun_is_offered_on_other_pages_and_done_on_its_own(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_page(PageName.TODAY)
    begun = {(command.group, command.words) for command in destinations.begun(window)}
    for name, commands in destinations.BEGUN.items():
        window.open_page(name)
        page = window.current
        assert page is not None
        offered = {command.words for command in page.palette_commands()}
        assert set(commands) <= offered, "as the page itself calls it"
    assert len(begun) == sum(map(len, destinations.BEGUN.values()))
    window.open_page(PageName.FIGURES)
    forms: list[object] = []
    monkeypatch.setattr(RegisterForm, "run", lambda _shell, register: forms.append(register))
    palette = opened(window, "them so")
    assert listed(palette)[0] == "Thêm sổ"
    press(palette, Qt.Key.Key_Return)
    assert window.shown == PageName.REGISTERS
    assert forms == [None]
    assert listed(opened(window, "them so")).count("Thêm sổ") == 1, "there it is the page's own"


def test_what_is_done_on_a_tab_behind_is_offered_and_brings_it_to_the_front(window: MainWindow) -> None:
    window.open_page(PageName.SETTINGS)
    page = window.current
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentIndex(0)
    behind = [
        command for command in page.palette_commands() if command.group not in ("Trên trang này", "Thông báo")
    ]
    groups = {command.group for command in behind}
    names = {f"Thẻ {page.tabs.tabText(place)}" for place in range(1, page.tabs.count())}
    assert groups
    assert groups <= names
    first = next(command for command in behind if command.words.startswith("Thêm"))
    pressed: list[str] = []
    tab = next(
        page.tabs.widget(place)
        for place in range(page.tabs.count())
        if f"Thẻ {page.tabs.tabText(place)}" == first.group
    )
    assert tab is not None
    for button in tab.findChildren(QPushButton):
        button.pressed.connect(lambda: pressed.append("pressed"))
    first.run()
    assert page.tabs.currentWidget() is tab
    assert pressed == ["pressed"]


def test_a_button_that_stands_on_a_tab_itself_is_offered_from_another_tab(window: MainWindow) -> None:
    window.open_page(PageName.EVIDENCE)
    page = window.current
    assert isinstance(page, EvidencePage)
    page.tabs.setCurrentIndex(0)
    assert "Chọn thư mục quét" in [command.words for command in page.palette_commands()]


def test_what_cannot_be_done_now_is_not_offered(window: MainWindow) -> None:
    window.open_page(PageName.PLAN)
    words = listed(opened(window))
    assert "Ban hành" in words
    assert "Sửa đổi" not in words, "the plan is a draft"
    assert "Làm lại" not in words, "nothing was undone"


def test_a_tab_is_opened(window: MainWindow) -> None:
    window.open_page(PageName.SETTINGS)
    press(opened(window, "the cong chuc"), Qt.Key.Key_Return)
    page = window.current
    assert isinstance(page, SettingsPage)
    assert page.tabs.currentWidget() is page.officers_tab


def test_the_tabs_of_the_settings_are_found_from_anywhere(window: MainWindow) -> None:
    window.open_page(PageName.PLAN)
    palette = opened(window, "dang nhap")
    assert listed(palette)[0] == "Thẻ Đăng nhập"
    press(palette, Qt.Key.Key_Return)
    page = window.current
    assert isinstance(page, SettingsPage)
    assert page.tabs.currentWidget() is page.access_tab
    # On their page they are offered once.
    page.tabs.setCurrentWidget(page.office_tab)
    assert listed(opened(window, "dang nhap")).count("Thẻ Đăng nhập") == 1


def test_what_was_used_last_comes_first(window: MainWindow) -> None:
    for name in ("thiet lap", "nhiem vu"):
        press(opened(window, name), Qt.Key.Key_Return)
    window.open_page(PageName.TODAY)
    palette = opened(window)
    assert listed(palette)[:2] == ["Nhiệm vụ", "Thiết lập"]
    assert palette.list.currentRow() == 0


@pytest.mark.parametrize("kept", ["{", "5", '["a", 7]', '"x"'])
def test_what_was_kept_and_cannot_be_read_is_passed_over(window: MainWindow, kept: str) -> None:
    window.office.settings.set_preference("palette.recent", kept)
    assert "Hôm nay" in listed(opened(window))


def test_every_register_is_offered(window: MainWindow) -> None:
    press(opened(window, "so tuyen truyen"), Qt.Key.Key_Return)
    page = window.current
    assert isinstance(page, RegistersPage)
    assert page.register.id == "tuyen-truyen"
    assert window.focusWidget() is page.table


def test_escape_goes_back_to_where_the_keyboard_was(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page(PageName.SETTINGS)
    page = window.current
    assert isinstance(page, SettingsPage)
    window.activateWindow()
    editor = page.office_tab.name.editor
    editor.setFocus()
    qtbot.waitUntil(lambda: window.focusWidget() is editor)
    press(opened(window, "xyz"), Qt.Key.Key_Escape)
    assert not window.commands.palette.isVisible()
    assert window.focusWidget() is editor


def test_the_arrows_walk_the_list_round(window: MainWindow) -> None:
    palette = opened(window)
    press(palette, Qt.Key.Key_Up)
    assert palette.list.currentRow() == palette.list.count() - 1
    press(palette, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1


def test_nothing_found_is_said_and_enter_does_nothing(window: MainWindow) -> None:
    palette = opened(window, "khong co gi nhu vay")
    assert listed(palette) == ["Không có trang, nơi hay lệnh nào như vậy ở màn hình này."]
    press(palette, Qt.Key.Key_Return)
    assert window._stack.shown == PageName.TODAY


@pytest.mark.parametrize("size", [(720, 440), (911, 470), (1366, 768)])
def test_it_stays_within_the_window(window: MainWindow, size: tuple[int, int]) -> None:
    palette = opened(window)
    window.resize(*size)
    QApplication.processEvents()
    assert window.rect().contains(palette.geometry())


def test_every_command_of_every_page_has_words(window: MainWindow) -> None:
    for name in PageName:
        window.open_page(name)
        QApplication.processEvents()
        page = window.current
        assert page is not None
        commands = page.palette_commands()
        assert all(command.words.strip() and "&" not in command.words for command in commands), name
        assert len({command.words for command in commands}) == len(commands), name
