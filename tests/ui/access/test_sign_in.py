"""Signing in, the locked screen, and what is typed meanwhile."""

import threading
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cchc_desktop.domain.access import Account, Role
from cchc_desktop.domain.places import PageName
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.ui import app as starting
from cchc_desktop.ui import work
from cchc_desktop.ui.access import desk as desk_module
from cchc_desktop.ui.access import dialogs, idle, sign_in
from cchc_desktop.ui.access.dialogs import ChangePassword, Forgotten, RecoveryCode, SwitchOn
from cchc_desktop.ui.access.idle import IdleWatch
from cchc_desktop.ui.access.sign_in import SignIn
from cchc_desktop.ui.field import Field
from cchc_desktop.ui.forms.passwords import PasswordField
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.settings.page import SettingsPage
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these
from tests.reporting import report
from tests.sample_office import lay_sample

GOOD, FIRST = "Abcdef1@", "Đầu-2026a"
BOSS, CLERK = "Nguyễn Văn An", "Trần Thị Bình"


@pytest.fixture
def signing(window: MainWindow) -> MainWindow:
    """The window with an administrator who is signed in, and a clerk."""
    access = window.office.access
    access.switch_on(BOSS, GOOD)
    clerk = access.add(CLERK, Role.GENERAL, (), FIRST)
    access.sign_in(clerk.id, FIRST)
    access.change_password(FIRST, GOOD)
    access.sign_in(access.account_named(BOSS).id, GOOD)
    window.show_anew()
    return window


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> list[QDialog]:
    """Dialogs that are asked on the way are answered by the test: it says what each is filled with."""
    asked: list[QDialog] = []

    def shown(dialog: QDialog) -> bool:
        asked.append(dialog)
        if isinstance(dialog, ChangePassword):
            dialog.old.set_value(FIRST)
        if isinstance(dialog, ChangePassword | Forgotten | SwitchOn):
            dialog.password.first.set_value(GOOD)
            dialog.password.second.set_value(GOOD)
        if isinstance(dialog, RecoveryCode):
            dialog.kept.setChecked(True)
            dialog.finish.click()
            return True
        assert isinstance(dialog, ChangePassword | Forgotten | SwitchOn)
        dialog.answer()
        return dialog.result() == QDialog.DialogCode.Accepted

    for module in (dialogs, sign_in):
        monkeypatch.setattr(module, "shown", shown)
    from cchc_desktop.ui.access import desk
    from cchc_desktop.ui.settings import access

    monkeypatch.setattr(desk, "shown", shown)
    monkeypatch.setattr(access, "shown", shown)
    return asked


def signed_in(office: Office) -> Account:
    assert office.access.who is not None
    return office.access.who


def is_locked(window: MainWindow) -> bool:
    return window.office.access.is_locked


def asks(window: MainWindow) -> bool:
    return window.office.asks_who


def dialog_of(window: MainWindow) -> SignIn:
    assert window.access.dialog is not None
    return window.access.dialog


def give(dialog: SignIn, password: str, name: str = "") -> None:
    """Types a password, for another account where a name is given."""
    if name:
        account = dialog._office.access.account_named(name)
        dialog.account.set_value(account.id)
        dialog.account.changed.emit()
    dialog.password.set_value(password)
    dialog.enter.click()


# At the start


def test_a_wrong_password_is_said_with_the_tries_that_are_left(signing: MainWindow, qtbot: QtBot) -> None:
    office = signing.office
    office.access.sign_out()
    dialog = SignIn(office)
    qtbot.addWidget(dialog)
    dialog.show()
    give(dialog, "sai", CLERK)
    assert "Còn 4 lần" in dialog.password._problem.text()
    assert dialog.password.editor.text() == ""
    # Once: the line on the account says it where a wrong one was typed before.
    assert "còn 4" not in dialog.state.text()
    dialog.account.changed.emit()
    assert "Đã nhập sai 1 lần, còn 4 lần" in dialog.state.text()
    assert dialog.isVisible()
    give(dialog, GOOD)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert signed_in(office).officer == CLERK
    # Who signed in last is offered first.
    office.access.sign_out()
    again = SignIn(office)
    qtbot.addWidget(again)
    assert again.account.value() == office.access.account_named(CLERK).id


def test_a_first_password_is_changed_or_nobody_is_signed_in(
    signing: MainWindow, qtbot: QtBot, answering: list[QDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = signing.office
    office.access.reset(office.access.account_named(CLERK).id, FIRST)
    office.access.sign_out()
    dialog = SignIn(office)
    qtbot.addWidget(dialog)
    give(dialog, FIRST, CLERK)
    assert [type(each) for each in answering] == [ChangePassword]
    assert not signed_in(office).must_change
    office.access.sign_in(office.access.account_named(BOSS).id, GOOD)
    office.access.reset(office.access.account_named(CLERK).id, FIRST)
    office.access.sign_out()
    monkeypatch.setattr(sign_in, "shown", lambda _: False)
    refused = SignIn(office)
    qtbot.addWidget(refused)
    give(refused, FIRST, CLERK)
    assert office.access.who is None
    assert refused.result() != QDialog.DialogCode.Accepted


def test_the_recovery_code_signs_in_and_gives_another(
    signing: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = signing.office
    code = office.access.new_recovery_code()
    office.access.sign_out()
    dialog = SignIn(office)
    qtbot.addWidget(dialog)

    def shown(question: QDialog) -> bool:
        assert isinstance(question, Forgotten)
        question.password.second.setFocus()
        question.code.set_value("0" * 24)
        question.password.first.set_value("Mới-2026x")
        question.password.second.set_value("Khác")
        question.answer()
        assert "không giống nhau" in question.password.second._problem.text()
        question.password.second.set_value("Mới-2026x")
        question.answer()
        assert "không đúng" in question.code._problem.text()
        assert question.focusWidget() is question.code.editor
        question.code.set_value(code.lower())
        question.answer()
        return question.result() == QDialog.DialogCode.Accepted

    monkeypatch.setattr(sign_in, "shown", shown)
    dialog.forgotten.click()
    assert office.access.who is not None
    assert dialog.new_code not in ("", code)


def test_a_code_that_was_used_is_said_to_be_void(
    signing: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, str]] = []

    def shown(question: QDialog) -> bool:
        words = " ".join(each.text() for each in question.findChildren(QLabel))
        seen.append((question.windowTitle(), words))
        return True

    monkeypatch.setattr(desk_module, "shown", shown)
    signing.access.begin("AAAA-BBBB")
    qtbot.waitUntil(lambda: len(seen) == 1)
    signing.access.show_code("CCCC-DDDD")
    assert "Mật khẩu đã đổi" in seen[0][1]
    assert "hủy tờ giấy cũ" in seen[0][1]
    assert "hủy tờ giấy cũ" not in seen[1][1], "where no code was used"


def test_who_does_not_sign_in_sees_nothing(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "own"
    lay_sample(folder, date.today())
    office = Office.open(folder)
    office.access.switch_on(BOSS, GOOD)
    office.close()
    made: list[object] = []
    monkeypatch.setattr(starting, "MainWindow", lambda *_: made.append(1))
    monkeypatch.setattr(SignIn, "exec", lambda self: (self.end.click(), 0)[1])
    assert starting.run_window(folder) == 0
    assert made == []
    # The data are let go of.
    Office.open(folder).close()


def test_a_password_field_hides_letters_and_tells_of_locked_capitals(qtbot: QtBot) -> None:
    field = PasswordField(None, "Mật khẩu")
    qtbot.addWidget(field)
    field.show()
    assert field.editor.echoMode() == QLineEdit.EchoMode.Password

    def press(letter: str, modifiers: Qt.KeyboardModifier) -> None:
        event = QKeyEvent(QEvent.Type.KeyPress, ord(letter.upper()), modifiers, letter)
        QApplication.sendEvent(field.editor, event)

    press("A", Qt.KeyboardModifier.NoModifier)
    assert field.capitals.isVisible()
    press("A", Qt.KeyboardModifier.ShiftModifier)
    assert not field.capitals.isVisible()
    press("a", Qt.KeyboardModifier.ShiftModifier)
    assert field.capitals.isVisible()
    field._eye.trigger()
    assert field.editor.echoMode() == QLineEdit.EchoMode.Normal
    field.empty()
    assert field.editor.echoMode() == QLineEdit.EchoMode.Password
    assert field.value() == ""


# The screen


def test_a_locked_screen_is_covered_and_keeps_what_is_being_typed(signing: MainWindow, qtbot: QtBot) -> None:
    signing.open_page(PageName.SETTINGS)
    page = signing.current
    assert isinstance(page, SettingsPage)
    field = next(each for each in page.office_tab.findChildren(Field) if each.caption == "Tên cơ quan")
    field.editor.setFocus()
    field.editor.setText("UBND xã đang gõ dở")  # type: ignore[attr-defined]
    before = signing.office.history.entries()
    signing.lock()
    signing.lock()
    dialog = dialog_of(signing)
    assert is_locked(signing)
    assert dialog.windowModality() == Qt.WindowModality.ApplicationModal
    (curtain,) = signing.access._curtains
    assert curtain.isVisible()
    assert curtain.geometry() == signing.rect()
    signing.resize(1000, 700)
    QApplication.processEvents()
    assert curtain.geometry() == signing.rect()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    give(dialog, "sai")
    assert dialog.isVisible()
    give(dialog, GOOD)
    assert not is_locked(signing)
    assert signing.access.dialog is None
    assert signing.access._curtains == []
    assert field.editor.text() == "UBND xã đang gõ dở"  # type: ignore[attr-defined]
    # What was typed was not stored by being locked.
    assert signing.office.history.entries()[0].label in {each.label for each in before}
    field.restore()


def test_commands_of_the_window_are_not_heard_while_it_is_locked(signing: MainWindow, qtbot: QtBot) -> None:
    report(signing.office, "task-1", TaskUpdate(date(2026, 6, 1), 10, "Đang làm"))
    before = signing.office.history.entries()
    signing.lock()
    dialog = dialog_of(signing)
    qtbot.waitUntil(dialog.isVisible)
    QTest.keyClick(dialog.password.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(dialog.password.editor, Qt.Key.Key_F2)
    assert signing.office.history.entries() == before
    # Even where one were heard, nothing is stored: the door of Office is shut.
    signing.undo()
    assert signing.office.history.entries() == before
    assert "đang khóa" in signing.foot.sentence
    give(dialog, GOOD)
    signing.undo()
    assert len(signing.office.history.entries()) == len(before) + 1


def test_somebody_else_signs_in_at_a_locked_screen_once_what_was_typed_is_saved(
    signing: MainWindow, qtbot: QtBot
) -> None:
    signing.open_page(PageName.SETTINGS)
    page = signing.current
    assert isinstance(page, SettingsPage)
    field = next(each for each in page.office_tab.findChildren(Field) if each.caption == "Tên cơ quan")
    field.editor.setText("Ủy ban nhân dân xã Mới")  # type: ignore[attr-defined]
    signing.lock()
    dialog = dialog_of(signing)
    give(dialog, GOOD, CLERK)
    assert signing.office.settings.require_profile().name == "Ủy ban nhân dân xã Mới"
    entry = signing.office.history.entries()[0]
    assert entry.officer == BOSS
    assert signed_in(signing.office).officer == CLERK
    assert CLERK in signing.foot.sentence
    assert signing.current is signing.page(PageName.TODAY)


def test_work_that_ends_meanwhile_leaves_the_way_in(
    signing: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The panel of what is being done goes by itself; the dialog over it stays."""
    monkeypatch.setattr(work, "PANEL_DELAY_MS", 0)
    go_on = threading.Event()
    job = work.run(signing, "Đang làm…", lambda _progress, _cancelled: go_on.wait(30), lambda _: None)
    qtbot.waitUntil(job._panel.isVisible)
    signing.access.lock(by_itself=True)
    go_on.set()
    qtbot.waitUntil(lambda: not isValid(job._panel))
    give(dialog_of(signing), GOOD)
    assert not is_locked(signing)


def test_over_an_open_dialog_only_its_owner_comes_back(signing: MainWindow, qtbot: QtBot) -> None:
    other = QDialog(signing)
    qtbot.addWidget(other)
    other.setModal(True)
    other.show()
    signing.lock()
    dialog = dialog_of(signing)
    assert len(signing.access._curtains) == 2
    assert dialog.account.editor.count() == 1
    give(dialog, GOOD)
    assert other.isVisible()
    signing.access.change_person()
    assert signing.access.dialog is None
    assert "hộp thoại" in signing.foot.sentence
    other.close()


def test_changing_the_person_signs_out_first(signing: MainWindow) -> None:
    signing.first_hour.ask_who()
    dialog = dialog_of(signing)
    assert signing.office.access.who is None
    give(dialog, GOOD, CLERK)
    assert signing.office.settings.at_the_desk() == CLERK
    assert signing.first_hour.state.person.text() == CLERK


def test_the_way_out_of_a_locked_screen_is_the_end(signing: MainWindow) -> None:
    signing.lock()
    dialog_of(signing).end.click()
    assert not signing.isVisible()


def test_the_menu_of_the_person_offers_what_signing_in_needs(signing: MainWindow) -> None:
    menu = signing.first_hour.state.menu
    menu.aboutToShow.emit()
    words = [action.text() for action in menu.actions()]
    assert words == ["Khóa màn hình (Ctrl+L)", "Đổi người đăng nhập…", "Đổi mật khẩu…"]
    menu.actions()[0].trigger()
    give(dialog_of(signing), GOOD)


def test_what_a_role_may_not_do_is_greyed_with_the_reason(signing: MainWindow) -> None:
    access = signing.office.access
    access.change(access.account_named(CLERK).id, CLERK, Role.LEADER, ())
    assert signing.commands.import_action.isEnabled()
    signing.access.change_person()
    give(dialog_of(signing), GOOD, CLERK)
    assert not signing.commands.import_action.isEnabled()
    assert "«Lãnh đạo» không được lập, sửa kế hoạch" in signing.commands.import_action.toolTip()
    signing.access.change_person()
    give(dialog_of(signing), GOOD, BOSS)
    assert signing.commands.import_action.isEnabled()


def test_without_accounts_nothing_locks(window: MainWindow) -> None:
    window.lock()
    assert "access" not in window.__dict__
    menu = window.first_hour.state.menu
    menu.aboutToShow.emit()
    assert "Khóa màn hình (Ctrl+L)" not in [action.text() for action in menu.actions()]


# Idle


def test_the_screen_locks_itself_after_the_minutes_of_the_rules(window: MainWindow) -> None:
    steady, wall = [100.0], [1000.0]
    idle_for: list[int] = []
    watch = IdleWatch(lambda: 15, lambda: idle_for.append(1), window, lambda: steady[0], lambda: wall[0])
    watch.start()
    watch.start()
    steady[0] += 899
    watch.look()
    assert idle_for == []
    steady[0] += 1
    watch.look()
    assert idle_for == [1]
    # A PC that slept: its own clock stood still.
    wall[0] += 3600
    watch.look()
    assert idle_for == [1, 1]
    steady[0] += 800
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    steady[0] += 800
    watch.look()
    assert idle_for == [1, 1]
    watch.stop()
    watch.stop()


def test_within_a_minute_nobody_is_asked_when_to_lock(window: MainWindow) -> None:
    steady = [100.0]
    asked: list[float] = []

    def minutes() -> int:
        asked.append(steady[0])
        return 1

    watch = IdleWatch(minutes, lambda: None, window, lambda: steady[0], lambda: steady[0])
    watch.start()
    for _ in range(12):
        steady[0] += 5
        watch.look()
    watch.stop()
    assert asked == [160.0]


def test_idling_locks_the_window(signing: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    signing.access.begin()
    now = [0.0]
    monkeypatch.setattr(signing.access._idle, "_steady", lambda: now[0])
    signing.access._idle.used()
    now[0] = 15 * 60 - 1
    signing.access._idle.look()
    assert signing.access.dialog is None
    now[0] += 1
    signing.access._idle.look()
    assert is_locked(signing)
    give(dialog_of(signing), GOOD)
    assert idle._LOOK_MS <= 15000


def test_a_window_that_is_closed_watches_no_more(signing: MainWindow) -> None:
    """Its data are closed next, and the program may be busy with a backup or encrypting meanwhile."""
    signing.access.begin()
    timer = signing.access._idle._timer
    assert timer.isActive()
    assert signing.close()
    assert not timer.isActive()


# Switching on in the settings


def test_switched_on_in_the_settings_and_off_again(window: MainWindow, answering: list[QDialog]) -> None:
    window.open_page(PageName.SETTINGS)
    page = window.current
    assert isinstance(page, SettingsPage)
    tab = page.access_tab
    assert tab.stack.currentIndex() == 0
    tab.switch_on.click()
    assert [type(each) for each in answering] == [SwitchOn, RecoveryCode]
    assert asks(window)
    assert tab.stack.currentIndex() == 1
    assert [row.officer for row in tab.table.rows.rows] == [CLERK]
    tab.switch_off.click()
    assert not asks(window)
    assert tab.stack.currentIndex() == 0
