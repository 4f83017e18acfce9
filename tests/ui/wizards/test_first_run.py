"""The first run: the sample commune, or an office of one's own with as few questions as can be."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.offices import Officer, Unit
from cchc_desktop.domain.places import PageName
from cchc_desktop.office import Office
from cchc_desktop.office.package_files import came_in
from cchc_desktop.packages.load import write_load
from cchc_desktop.storage import cipher, key_file
from cchc_desktop.ui.exchange.taking import TakePackage
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.messages import Messages
from cchc_desktop.ui.shell import Next
from cchc_desktop.ui.today.page import TodayPage
from cchc_desktop.ui.wizards.first_run import FirstRun
from cchc_desktop.ui.wizards.person import PersonDialog
from cchc_desktop.ui.wizards.protection import Protection
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture
from tests.sample_office import lay_sample

from ..conftest import TODAY


@pytest.fixture
def empty_window(empty_office: Office, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(empty_office, tmp_path)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


@pytest.fixture
def wizard(empty_window: MainWindow, qtbot: QtBot) -> FirstRun:
    made = FirstRun(empty_window, empty_window)
    made.show()
    return made


def test_the_sample_is_one_click_away(empty_office: Office, wizard: FirstRun) -> None:
    wizard.sample.click()
    assert wizard.result() == FirstRun.DialogCode.Accepted
    assert empty_office.settings.profile() is not None
    assert empty_office.tasks.rows()


def test_what_to_begin_with_is_said_in_one_line_each(wizard: FirstRun) -> None:
    wizard.show()
    for choice in (wizard.own, wizard.sample, wizard.take, wizard.restore):
        (sentence,) = [each for each in choice.findChildren(QLabel) if each.wordWrap()]
        assert sentence.fontMetrics().horizontalAdvance(sentence.text()) <= sentence.width()


def type_office(wizard: FirstRun, name: str, superior: str) -> None:
    """Types the two names as an official would, and leaves their fields."""
    for field, text in ((wizard.office_step.name, name), (wizard.office_step.superior, superior)):
        field.editor.setText(text)
        field.changed.emit()
        field.editor.editingFinished.emit()


def test_an_office_of_ones_own(empty_office: Office, wizard: FirstRun) -> None:
    wizard.own.click()
    step = wizard.office_step
    type_office(wizard, "phường Tân Lập", "UBND thành phố Bình Minh")
    assert step.name.value() == "Ủy ban nhân dân phường Tân Lập"
    assert step.place.value() == "Tân Lập"
    assert step.preset.value().key == "two_tier_ward"
    step.signer.editor.setText("Nguyễn Văn An")
    wizard.next.click()
    wizard.person.name.editor.setText("Trần Thị Lan")
    wizard.person.unit.set_value("Phòng Văn hóa - Xã hội")
    wizard.next.click()
    profile = empty_office.settings.require_profile()
    assert (profile.name, profile.place) == ("Ủy ban nhân dân phường Tân Lập", "Tân Lập")
    assert profile.superior == "Ủy ban nhân dân thành phố Bình Minh"
    assert profile.signers[0].name == "Nguyễn Văn An"
    assert all(unit.valid_to is None for unit in empty_office.settings.units())
    (officer,) = empty_office.settings.officers()
    units = {unit.id: unit.name for unit in empty_office.settings.units()}
    assert (officer.name, units[officer.unit_id or ""]) == ("Trần Thị Lan", "Phòng Văn hóa - Xã hội")
    assert empty_office.history.entries()[0].officer == "Trần Thị Lan"
    assert wizard.result() == FirstRun.DialogCode.Accepted


def test_data_that_reach_back_to_the_districts(empty_office: Office, wizard: FirstRun) -> None:
    wizard.own.click()
    type_office(wizard, "xã An Bình", "tỉnh Bình Minh")
    assert "01/07/2025" in wizard.office_step.since.text()
    wizard.office_step.before.click()
    assert "Công chức Tư pháp - Hộ tịch" in wizard.office_step._units.text()
    assert "hiệu lực đến ngày 30/06/2025" in wizard.office_step._units.text()
    wizard.next.click()
    # Who works here today is in none of the former units.
    assert "Công chức Tư pháp - Hộ tịch" not in wizard.person.unit.editor.values
    wizard.later.click()
    former = [unit for unit in empty_office.settings.units() if unit.valid_to is not None]
    assert {unit.valid_to for unit in former} == {date(2025, 6, 30)}
    assert len(empty_office.settings.units(TODAY)) == len(empty_office.settings.units()) - len(former)
    assert empty_office.settings.at_the_desk() == ""
    assert not empty_office.settings.officers()


def test_who_works_here_need_not_be_an_officer(empty_office: Office, wizard: FirstRun) -> None:
    wizard.own.click()
    type_office(wizard, "xã An Bình", "tỉnh Bình Minh")
    wizard.next.click()
    wizard.person.name.editor.setText("Trần Thị Lan")
    wizard.person.listed.editor.click()
    wizard.next.click()
    assert empty_office.settings.at_the_desk() == "Trần Thị Lan"
    assert not empty_office.settings.officers()


def test_what_is_missing_is_said_beside_its_field(empty_office: Office, wizard: FirstRun) -> None:
    wizard.own.click()
    wizard.next.click()
    step = wizard.office_step
    assert "Hãy nhập tên cơ quan" in step.name._problem.text()
    step.name.editor.setText("Ủy ban nhân dân xã An Bình")
    wizard.next.click()
    assert step.name._problem.isHidden()
    assert "cơ quan cấp trên" in step.superior._problem.text()
    type_office(wizard, "xã An Bình", "tỉnh Bình Minh")
    wizard.next.click()
    wizard.next.click()
    assert "họ và tên" in wizard.person.name._problem.text()
    assert empty_office.settings.profile() is None
    wizard.back.click()
    assert step.name.value() == "Ủy ban nhân dân xã An Bình"


def test_names_without_accents_are_pointed_out(wizard: FirstRun) -> None:
    wizard.own.click()
    type_office(wizard, "Uy ban nhan dan xa An Binh", "")
    assert wizard.office_step._accents.isVisible()
    type_office(wizard, "Ủy ban nhân dân xã An Bình", "")
    assert not wizard.office_step._accents.isVisible()


def test_all_of_it_by_keyboard(empty_office: Office, wizard: FirstRun, qtbot: QtBot) -> None:
    """Enter and Tab lead through: nothing needs the mouse."""
    qtbot.waitUntil(wizard.isVisible)
    wizard.own.setFocus()
    QTest.keyClick(wizard.own, Qt.Key.Key_Return)
    assert wizard.focusWidget() is wizard.office_step.name.editor
    type_office(wizard, "xã An Bình", "tỉnh Bình Minh")
    QTest.keyClick(wizard.office_step.name.editor, Qt.Key.Key_Return)
    assert wizard.focusWidget() is wizard.person.name.editor
    wizard.person.name.editor.setText("Trần Thị Lan")
    QTest.keyClick(wizard.person.name.editor, Qt.Key.Key_Return)
    assert empty_office.settings.at_the_desk() == "Trần Thị Lan"


def test_data_of_another_office_are_left_alone(office: Office, window: MainWindow) -> None:
    wizard = FirstRun(window, window)
    wizard.sample.click()
    assert "đã thuộc về" in wizard._problem.text()
    assert office.settings.require_profile().name == "Ủy ban nhân dân xã An Bình"


def test_an_office_comes_from_another_pc(
    empty_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the backup holds is shown; the wizard and the window close, and all of it is there afterwards."""
    lay_sample(tmp_path / "other", date.today())
    other = Office.open(tmp_path / "other")
    backup = other.backups.make(Reason.MANUAL)
    other.close()
    assert backup is not None
    asked: list[str] = []
    answers = [False, True]

    def ask(_parent: object, question: str, _yes: str, _danger: bool) -> bool:
        asked.append(question)
        return answers.pop(0)

    def choose(wizard: FirstRun) -> int:
        wizard.restore.click()
        assert (wizard.backup, wizard.isVisible()) == (None, False)
        wizard.show()
        wizard.restore.click()
        assert not wizard.isVisible()
        return wizard.result()

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(backup.path), ""))
    monkeypatch.setattr(Messages, "ask", ask)
    monkeypatch.setattr(FirstRun, "exec", choose)
    empty_window.found_office()
    assert "1 kế hoạch, 120 nhiệm vụ" in asked[0]
    assert asked[1] == asked[0]
    assert not empty_window.isVisible()
    assert empty_window.afterwards is not None
    empty_window.office.close()
    monkeypatch.setattr(empty_window.office, "close", lambda: None)
    done = empty_window.afterwards()
    assert isinstance(done, Next)
    again = Office.open(done.folder)
    assert again.counts()["tasks"] == 120
    again.close()


def test_a_file_that_is_no_backup_is_not_taken(
    empty_office: Office, wizard: FirstRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ghi-chep.db").write_text("Không phải dữ liệu", "utf-8")
    chosen = ["", str(tmp_path / "none.db"), str(tmp_path / "ghi-chep.db")]
    told: list[str] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen.pop(0), ""))
    monkeypatch.setattr(Messages, "error", lambda _parent, _title, sentence: told.append(sentence))
    for count in range(3):
        wizard.restore.click()
        assert len(told) == count
    assert "Không có tệp" in told[0]
    assert "không phải là dữ liệu của chương trình" in told[1]
    assert wizard.backup is None
    assert wizard.isVisible()
    assert empty_office.settings.profile() is None


def test_the_window_shows_what_was_set_up(empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(shell: MainWindow, own: bool) -> bool:
        shell.office.load_sample()
        return True

    monkeypatch.setattr(FirstRun, "run", run)
    empty_window.found_office()
    assert empty_window.top._name.text().startswith("UBND")


def test_another_person_sits_down(window: MainWindow, qtbot: QtBot) -> None:
    state = window.first_hour.state
    assert state.person.text() == "Trần Thị Bình"
    window.office.settings.save_officer(Officer("Lê Văn Cường"))
    state.menu.aboutToShow.emit()
    offered = [action.text() for action in state.menu.actions() if action.text()]
    assert offered == ["Trần Thị Bình", "Lê Văn Cường", "Người khác…"]
    state.menu.actions()[1].trigger()
    assert window.office.settings.at_the_desk() == "Lê Văn Cường"
    assert state.person.text() == "Lê Văn Cường"
    assert "Lê Văn Cường" in window.foot.sentence
    window.office.plans.set_assignment("plan-1", "task-1", support="Các thôn")
    assert window.office.history.entries()[0].officer == "Lê Văn Cường"


def test_somebody_new_sits_down(window: MainWindow, qtbot: QtBot) -> None:
    dialog = PersonDialog(window, window)
    qtbot.addWidget(dialog)
    dialog.answer()
    assert "họ và tên" in dialog.fields.name._problem.text()
    dialog.fields.name.editor.setText("Phạm Thị Hoa")
    dialog.fields.unit.set_value("Phòng Văn hóa - Xã hội")
    dialog.answer()
    assert dialog.result() == PersonDialog.DialogCode.Accepted
    assert window.office.settings.at_the_desk() == "Phạm Thị Hoa"
    officer = window.office.settings.officer_named("Phạm Thị Hoa")
    assert officer is not None
    assert officer.unit_id is not None


def test_nobody_is_at_the_desk_of_a_copy(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """On another PC the foot asks, and holds nobody up."""
    monkeypatch.setattr("cchc_desktop.machine.name", lambda: "another")
    window.first_hour.state.refresh()
    assert window.first_hour.state.person.text() == "Ai đang làm việc?"
    asked: list[bool] = []
    monkeypatch.setattr(PersonDialog, "ask", lambda *_: asked.append(True))
    window.first_hour.state.menu.aboutToShow.emit()
    window.first_hour.state.menu.actions()[-1].trigger()
    assert asked


def test_the_sample_goes_by_one_button(
    empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    office, state = empty_window.office, empty_window.first_hour.state
    assert state.trial.isHidden()
    assert state.person.isHidden()
    office.load_sample()
    qtbot.waitUntil(state.trial.isVisible)
    assert "dữ liệu mẫu" in empty_window.top._name.text()
    today = empty_window.page(PageName.TODAY)
    assert isinstance(today, TodayPage)
    assert today.trial.isVisible()
    for name in (PageName.TASKS, PageName.PLAN, PageName.FIGURES):
        empty_window.open_page(name)
    asked: list[str] = []

    def refuse(*told: object) -> bool:
        asked.append(str(told[1]))
        return False

    monkeypatch.setattr(Messages, "ask", refuse)
    state.trial.click()
    assert "xã mẫu" in asked[0]
    assert office.tasks.rows()
    began: list[bool] = []
    monkeypatch.setattr(Messages, "ask", lambda *_: True)
    monkeypatch.setattr(FirstRun, "run", lambda _shell, own: began.append(own))
    office.settings.save_unit(Unit("Tổ một"))
    state.trial.click()
    assert began == [True]
    assert state.trial.isHidden()
    assert office.settings.profile() is None
    assert empty_window._stack.shown == PageName.TODAY
    assert not empty_window.commands.undo_action.isEnabled()
    assert [path.name.startswith("du-lieu-mau-") for path in office._desk.store.backups.iterdir()] == [True]
    for name in PageName:
        empty_window.open_page(name)
    assert empty_window.top._name.text() == "CCHC Desktop"


def test_the_own_office_follows_the_sample_at_once(empty_window: MainWindow, qtbot: QtBot) -> None:
    wizard = FirstRun(empty_window, empty_window, own=True)
    qtbot.addWidget(wizard)
    wizard.show()
    assert wizard.pages.currentWidget() is wizard.office_step
    type_office(wizard, "xã Tân Lập", "tỉnh Bình Minh")
    wizard.next.click()
    wizard.later.click()
    assert empty_window.office.settings.require_profile().place == "Tân Lập"


# What protects the data


@pytest.fixture
def at_the_person(wizard: FirstRun) -> FirstRun:
    """The wizard at its last step, with a name."""
    wizard.own.click()
    type_office(wizard, "xã An Bình", "tỉnh Bình Minh")
    wizard.next.click()
    wizard.person.name.editor.setText("Trần Thị Lan")
    return wizard


def choose(wizard: FirstRun, protection: Protection, first: str = "", second: str = "") -> None:
    fields = wizard.protection
    fields.choice.set_value(protection)
    fields.choice.changed.emit()
    fields.password.first.set_value(first)
    fields.password.second.set_value(second)


def test_nothing_is_protected_unless_somebody_wants_it(empty_office: Office, at_the_person: FirstRun) -> None:
    assert at_the_person.protection.chosen is Protection.NONE
    assert not at_the_person.protection.password.first.isVisible()
    assert "Thiết lập" in at_the_person.protection._cost.text()
    at_the_person.next.click()
    assert not empty_office.asks_who
    assert (at_the_person.code, at_the_person.prepared) == ("", None)


def test_a_password_that_will_not_do_stores_nothing(empty_office: Office, at_the_person: FirstRun) -> None:
    fields = at_the_person.protection.password
    choose(at_the_person, Protection.SIGN_IN, "ngan", "ngan")
    assert fields.first.isVisible()
    assert not at_the_person.later.isEnabled()
    at_the_person.next.click()
    assert "ký tự" in fields.first._problem.text()
    choose(at_the_person, Protection.SIGN_IN, "Abcdef1@", "Abcdef2@")
    at_the_person.next.click()
    assert "không giống nhau" in fields.second._problem.text()
    assert empty_office.settings.profile() is None
    assert not empty_office.asks_who


@pytest.mark.usefixtures("quick_hashes")
def test_signing_in_from_the_first_day(empty_office: Office, at_the_person: FirstRun) -> None:
    choose(at_the_person, Protection.SIGN_IN, "Abcdef1@", "Abcdef1@")
    at_the_person.next.click()
    assert at_the_person.result() == FirstRun.DialogCode.Accepted
    assert empty_office.settings.profile() is not None
    assert empty_office.access.who is not None
    assert empty_office.access.who.officer == "Trần Thị Lan"
    assert len(at_the_person.code) == 29
    assert at_the_person.prepared is None


@pytest.mark.usefixtures("quick_hashes")
def test_encryption_says_what_it_costs_and_is_done_once_the_wizard_is_gone(
    empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[Callable[[], Path]] = []
    codes: list[str] = []
    prepared: list[tuple[str, cipher.DataKey, key_file.Keys]] = []
    monkeypatch.setattr(empty_window, "leave_for", steps.append)
    monkeypatch.setattr(empty_window, "access_changed", codes.append)

    def answered(wizard: FirstRun) -> int:
        wizard.own.click()
        type_office(wizard, "xã An Bình", "tỉnh Bình Minh")
        wizard.next.click()
        wizard.person.name.editor.setText("Trần Thị Lan")
        choose(wizard, Protection.ENCRYPT, "Abcdef1@", "Abcdef1@")
        assert "mất toàn bộ dữ liệu" in wizard.protection._cost.text()
        wizard.next.click()
        assert wizard.prepared is not None
        prepared.append(wizard.prepared)
        return wizard.result()

    monkeypatch.setattr(FirstRun, "exec", answered)
    assert FirstRun.run(empty_window)
    assert len(steps) == len(codes) == 1
    (_, _, keys), *_ = prepared
    assert keys.opened(keys.people[0].id, "Abcdef1@") is not None
    assert keys.opened(key_file.RECOVERY, codes[0]) is not None


def test_data_that_ask_who_one_is_are_not_asked_again(empty_window: MainWindow, qtbot: QtBot) -> None:
    empty_window.office.access.switch_on("Nguyễn Văn An", "Abcdef1@")
    wizard = FirstRun(empty_window, empty_window)
    qtbot.addWidget(wizard)
    wizard.show()
    wizard._go_to(2)
    assert not wizard.protection.choice.isVisible()


def test_a_package_of_the_office_begins_the_data(
    empty_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_sample(tmp_path / "other", TODAY)
    path = tmp_path / "giao.cchc"
    with closing(Office.open(tmp_path / "other", lambda: TODAY)) as other:
        write_load(path, other.exchange.pack_whole())

    def take_in(shell: MainWindow) -> None:
        with came_in(path) as package:
            shell.office.exchange.take_in(package)

    monkeypatch.setattr(TakePackage, "run", take_in)
    monkeypatch.setattr(FirstRun, "exec", lambda wizard: wizard.take.click() or wizard.result())
    assert FirstRun.run(empty_window)
    assert empty_window.office.tasks.rows()
