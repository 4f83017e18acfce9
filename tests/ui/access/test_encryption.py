"""Encrypting in the window, and what is asked before encrypted data open."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.errors import Damaged, OpenElsewhere
from cchc_desktop.domain.offices import Unit
from cchc_desktop.office import Office
from cchc_desktop.office.encryption import encrypt, prepare
from cchc_desktop.storage import cipher, key_file
from cchc_desktop.ui import messages
from cchc_desktop.ui.access import dialogs, encrypting, unlock
from cchc_desktop.ui.access.encrypting import EncryptQuestion
from cchc_desktop.ui.access.sign_in import signed_in_as_unlocked
from cchc_desktop.ui.access.unlock import Unlock
from cchc_desktop.ui.backups import restore_dialog
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.settings.access import AccessTab
from cchc_desktop.ui.start import opening
from cchc_desktop.ui.start.damaged import DamagedDialog
from tests.encrypted import forget, no_key_is_held_over  # noqa: F401 - a fixture for all of these
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these
from tests.sample_office import lay_sample

BOSS, GOOD, WRONG = "Nguyễn Văn An", "Abcdef1@", "Sai-2026@"


@pytest.fixture
def code(tmp_path: Path) -> str:
    """Encrypted data in a folder, and their recovery code."""
    office = Office.open(tmp_path / "data")
    office.access.switch_on(BOSS, GOOD)
    code, key, keys = prepare(office, GOOD)
    office.close()
    encrypt(tmp_path / "data", key, keys)
    forget()
    return code


def answering(monkeypatch: pytest.MonkeyPatch, answer: Callable[[Unlock], object]) -> list[Unlock]:
    asked: list[Unlock] = []

    def shown(dialog: QDialog) -> bool:
        assert isinstance(dialog, Unlock)
        asked.append(dialog)
        answer(dialog)
        return dialog.result() == QDialog.DialogCode.Accepted

    monkeypatch.setattr(dialogs, "shown", shown)
    return asked


@pytest.mark.usefixtures("qapp", "code")
def test_the_password_opens_and_signs_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problems: list[str] = []

    def answer(dialog: Unlock) -> None:
        for password in (WRONG, GOOD):
            dialog.password.set_value(password)
            dialog.answer()
            problems.append(dialog.password._problem.text())

    asked = answering(monkeypatch, answer)
    opened = opening.open_office(tmp_path / "data")
    assert isinstance(opened, opening.Opened)
    assert "Còn 4 lần" in problems[0]
    assert len(asked) == 1
    assert opened.proof is not None
    assert signed_in_as_unlocked(opened.office, *opened.proof)
    who = opened.office.access.who
    assert who is not None
    assert who.officer == BOSS
    opened.office.close()


@pytest.mark.usefixtures("qapp")
def test_the_code_opens_and_signs_nobody_in(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: Unlock) -> None:
        dialog.by_code.set_value(True)
        dialog._show_way()
        dialog.code.set_value(code)
        dialog.answer()

    answering(monkeypatch, answer)
    opened = opening.open_office(tmp_path / "data")
    assert isinstance(opened, opening.Opened)
    assert opened.proof is None
    assert opened.office.access.who is None
    opened.office.close()


@pytest.mark.usefixtures("qapp", "code")
def test_who_gives_up_leaves_the_data_shut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (tmp_path / "data" / "cchc.db").read_bytes()
    answering(monkeypatch, lambda dialog: dialog.reject())
    assert opening.open_office(tmp_path / "data") == 0
    assert (tmp_path / "data" / "cchc.db").read_bytes() == before


@pytest.mark.usefixtures("qapp", "code")
def test_damaged_data_are_restored_from_an_encrypted_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    folder = tmp_path / "data"
    (found,) = (folder / "backups").glob("*.db")
    found.unlink()
    cipher.hold(unwrapped(folder))
    office = Office.open(folder)
    office.access.sign_in(office.access.account_named(BOSS).id, GOOD)
    office.backups.make(Reason.MANUAL)
    office.close()
    forget()
    content = (folder / "cchc.db").read_bytes()
    (folder / "cchc.db").write_bytes(bytes(4096) + content[4096:])
    with pytest.raises(Damaged) as caught:
        Office.open(folder)
    asked = 0

    def shown(dialog: Unlock) -> bool:
        nonlocal asked
        asked += 1
        dialog.password.set_value(GOOD)
        dialog.answer()
        return dialog.proof is not None

    monkeypatch.setattr(unlock, "shown", shown)
    dialog = DamagedDialog(folder, caught.value)
    qtbot.addWidget(dialog)
    dialog.take.click()
    assert asked == 1
    assert dialog.done_now is not None
    assert dialog.done_now.folder == folder
    Office.open(folder).close()


@pytest.mark.usefixtures("qapp", "code")
def test_who_unlocked_a_backup_over_an_empty_file_is_signed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    cipher.hold(unwrapped(folder))
    office = Office.open(folder)
    office.access.sign_in(office.access.account_named(BOSS).id, GOOD)
    office.backups.make(Reason.MANUAL)
    office.close()
    forget()
    (folder / "cchc.db").write_bytes(b"")

    def shown(dialog: Unlock) -> bool:
        dialog.password.set_value(GOOD)
        dialog.answer()
        return dialog.proof is not None

    monkeypatch.setattr(unlock, "shown", shown)
    monkeypatch.setattr(DamagedDialog, "exec", lambda dialog: dialog.take.click())
    opened = opening.open_office(folder)
    assert isinstance(opened, opening.Opened)
    assert opened.proof is not None
    assert signed_in_as_unlocked(opened.office, *opened.proof)
    opened.office.close()


@pytest.mark.usefixtures("qapp", "code")
def test_the_rest_of_damaged_data_is_rescued_once_they_are_unlocked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    folder = tmp_path / "data"
    cipher.hold(unwrapped(folder))
    office = Office.open(folder)
    office.access.sign_in(office.access.account_named(BOSS).id, GOOD)
    office.settings.save_unit(Unit("Văn phòng"))
    office.close()
    forget()
    content = (folder / "cchc.db").read_bytes()
    (folder / "cchc.db").write_bytes(bytes(4096) + content[4096:])
    with pytest.raises(Damaged) as caught:
        Office.open(folder)
    dialog = DamagedDialog(folder, caught.value)
    qtbot.addWidget(dialog)
    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _parent, problem: told.append(str(problem)))
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: True)
    monkeypatch.setattr(unlock, "shown", lambda _: False)
    dialog.rescue_into(tmp_path / "rescued")
    assert len(told) == 1
    assert "mã hóa" in told[0]

    def shown(question: Unlock) -> bool:
        question.password.set_value(GOOD)
        question.answer()
        return question.proof is not None

    monkeypatch.setattr(unlock, "shown", shown)
    with qtbot.waitSignal(dialog.accepted, timeout=30_000):
        dialog.rescue_into(tmp_path / "rescued")
    # It is in the place of the damaged file, under the same key.
    assert dialog.done_now is not None
    assert dialog.done_now.folder == folder
    assert cipher.mark_of(folder / "cchc.db") == unwrapped(folder).mark
    office = Office.open(folder)
    assert [unit.name for unit in office.settings.units(office.today)] == ["Văn phòng"]
    office.close()


def unwrapped(folder: Path) -> cipher.DataKey:
    """The key of the data in a folder."""
    keys = key_file.read(folder)
    assert keys is not None
    key = keys.opened(keys.people[0].id, GOOD)
    assert key is not None
    return key


def test_the_button_encrypts_once_the_window_is_closed(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window.office.access.switch_on(BOSS, GOOD)
    tab = AccessTab(window)
    qtbot.addWidget(tab)
    tab.refresh()
    assert tab.cipher.text() == "Mã hóa dữ liệu…"
    codes: list[str] = []
    steps: list[Any] = []

    def shown(question: EncryptQuestion) -> bool:
        question.password.set_value(WRONG)
        question.answer()
        assert question.prepared is None
        question.password.set_value(GOOD)
        question.answer()
        return question.prepared is not None

    monkeypatch.setattr(encrypting, "shown", shown)
    monkeypatch.setattr(window, "access_changed", codes.append)
    monkeypatch.setattr(window, "leave_for", steps.append)
    tab.cipher.click()
    assert len(codes) == 1
    # It is what encrypts these data, which the window still has open here.
    with pytest.raises(OpenElsewhere):
        steps[0]()
    assert not cipher._held


@pytest.mark.usefixtures("qapp", "code")
def test_a_backup_with_another_key_is_unlocked_where_it_is_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """The dialog says then that its accounts and its key come with it."""
    folder = tmp_path / "data"
    cipher.hold(unwrapped(folder))
    office = Office.open(folder)
    office.access.sign_in(office.access.accounts()[0].id, GOOD)
    office.settings.save_unit(Unit("Văn phòng"))
    made = office.backups.make(Reason.MANUAL)
    office.close()
    forget()
    assert made is not None
    lay_sample(tmp_path / "other", date.today())
    other = Office.open(tmp_path / "other")
    window = MainWindow(other, tmp_path / "other")
    qtbot.addWidget(window)
    answers, told, said = [False, True], [], []

    def shown(question: Unlock) -> bool:
        if not answers.pop(0):
            return False
        question.password.set_value(GOOD)
        question.answer()
        return question.proof is not None

    def choose(dialog: restore_dialog.RestoreDialog) -> int:
        said.append(dialog.access.text())
        return 0

    monkeypatch.setattr(unlock, "shown", shown)
    monkeypatch.setattr(messages, "show_error", lambda _parent, problem: told.append(str(problem)))
    monkeypatch.setattr(restore_dialog.RestoreDialog, "exec", choose)
    for _ in range(2):
        restore_dialog.restore_from(window, made.path)
    assert len(told) == 1
    assert "đã mã hóa" in told[0]
    (words,) = said
    assert "là của bản sao lưu" in words
    assert f"Quản trị trong đó: {BOSS}." in words
    assert "Dữ liệu khôi phục được mã hóa." in words
    window.close()
    other.close()
