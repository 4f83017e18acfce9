"""Accounts in the settings: what their buttons do, for whom they are there, the log and its export."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QDialog

from cchc_desktop.documents.compose_access import compose_log, compose_recovery
from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.access import Account, Role
from cchc_desktop.domain.places import PageName
from cchc_desktop.ui.access.dialogs import AccountQuestion, PolicyQuestion, RecoveryCode, ResetPassword
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.settings import access as tab_module
from cchc_desktop.ui.settings.access import AccessTab, LogDialog
from cchc_desktop.ui.settings.page import SettingsPage
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these

GOOD, FIRST = "Abcdef1@", "Đầu-2026a"
BOSS, CLERK = "Nguyễn Văn An", "Lê Văn Cường"


@pytest.fixture
def tab(window: MainWindow) -> AccessTab:
    window.office.access.switch_on(BOSS, GOOD)
    window.open_page(PageName.SETTINGS)
    page = window.current
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentWidget(page.access_tab)
    page.access_tab.refresh()
    return page.access_tab


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[QDialog]:
    """What the tab asks; a test fills it in by `fill`."""
    found: list[QDialog] = []

    def shown(dialog: QDialog) -> bool:
        found.append(dialog)
        if isinstance(dialog, AccountQuestion):
            if dialog._account is None:
                dialog.name.set_value(CLERK)
                dialog.password.first.set_value(FIRST)
                dialog.password.second.set_value(FIRST)
                dialog.answer()
                assert "ít nhất một lĩnh vực" in "".join(each._problem.text() for each in dialog.form.fields)
                dialog.areas[3].setChecked(True)
            else:
                dialog.role.set_value(Role.LEADER)
                dialog.role.changed.emit()
            dialog.answer()
        elif isinstance(dialog, ResetPassword):
            dialog.password.first.set_value(FIRST)
            dialog.password.second.set_value(FIRST)
            dialog.answer()
        elif isinstance(dialog, PolicyQuestion):
            dialog.numbers["idle_minutes"].set_value(30)
            dialog.answer()
            assert "QCVN" in dialog.numbers["idle_minutes"]._problem.text()
            dialog.numbers["idle_minutes"].set_value(None)
            dialog.answer()
            assert "nhập một số" in dialog.numbers["idle_minutes"]._problem.text()
            dialog.numbers["idle_minutes"].set_value(5)
            dialog.numbers["unlock_hours"].set_value(None)
            dialog.pin.set_value(True)
            dialog.answer()
        return dialog.result() == QDialog.DialogCode.Accepted

    monkeypatch.setattr(tab_module, "shown", shown)
    return found


def accounts(tab: AccessTab) -> dict[str, Account]:
    return {each.officer: each for each in cast(list[Account], tab.table.rows.rows)}


def test_it_says_whether_the_data_are_encrypted(tab: AccessTab, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "chưa mã hóa" in tab.encrypted.text()
    monkeypatch.setattr(type(tab._shell.office), "is_encrypted", True)
    tab.refresh()
    assert "đã mã hóa" in tab.encrypted.text()


def test_an_account_is_made_changed_shut_and_removed(tab: AccessTab, asked: list[QDialog]) -> None:
    assert not tab.change.isEnabled()
    tab.add.click()
    assert (accounts(tab)[CLERK].role, accounts(tab)[CLERK].areas) == (Role.AREA, frozenset({3}))
    tab.table.choose(accounts(tab)[CLERK].id)
    assert tab.change.isEnabled()
    assert not tab.unlock.isEnabled()
    tab.change.click()
    assert (accounts(tab)[CLERK].role, accounts(tab)[CLERK].areas) == (Role.LEADER, frozenset())
    tab.reset.click()
    tab.disable.click()
    assert accounts(tab)[CLERK].is_disabled
    tab.table.choose(accounts(tab)[CLERK].id)
    assert tab.disable.text() == "Bật lại"
    tab.disable.click()
    assert not accounts(tab)[CLERK].is_disabled
    tab.table.choose(accounts(tab)[CLERK].id)
    tab.delete.click()
    assert list(accounts(tab)) == [BOSS]
    assert [type(each) for each in asked] == [AccountQuestion, AccountQuestion, ResetPassword]


def test_a_locked_account_is_opened(tab: AccessTab, asked: list[QDialog]) -> None:
    from cchc_desktop.domain.errors import Refusal

    office = tab._shell.office
    tab.add.click()
    boss, clerk = office.access.account_named(BOSS).id, office.access.account_named(CLERK).id
    office.access.sign_out()
    for _ in range(5):
        with pytest.raises(Refusal):
            office.access.sign_in(clerk, "sai")
    office.access.sign_in(boss, GOOD)
    tab.refresh()
    tab.table.choose(clerk)
    assert "Bị khóa từ" in accounts(tab)[CLERK].state_words
    tab.unlock.click()
    assert accounts(tab)[CLERK].locked_at is None


def test_the_last_administrator_stays_and_the_foot_says_why(tab: AccessTab, window: MainWindow) -> None:
    tab.table.choose(accounts(tab)[BOSS].id)
    tab.disable.click()
    assert "quản trị duy nhất" in window.foot.sentence
    assert not accounts(tab)[BOSS].is_disabled


def test_who_may_not_administer_sees_why(tab: AccessTab, asked: list[QDialog]) -> None:
    office = tab._shell.office
    tab.add.click()
    clerk = office.access.account_named(CLERK).id
    office.access.sign_in(clerk, FIRST)
    office.access.change_password(FIRST, GOOD)
    tab.refresh()
    tab.table.choose(clerk)
    for button in (tab.add, tab.change, tab.log, tab.policy, tab.switch_off):
        assert not button.isEnabled()
        assert "«Quản trị»" in button.toolTip()
    assert tab.password.isEnabled()


def test_rules_are_set(tab: AccessTab, asked: list[QDialog]) -> None:
    tab.policy.click()
    policy = tab._shell.office.access.policy()
    assert (policy.idle_minutes, policy.unlock_hours, policy.allows_pin) == (5, None, True)


def test_a_new_code_is_shown(tab: AccessTab, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    from cchc_desktop.ui.access import desk

    seen: list[RecoveryCode] = []

    def shown(dialog: QDialog) -> bool:
        assert isinstance(dialog, RecoveryCode)
        seen.append(dialog)
        dialog.reject()
        assert not dialog.finish.isEnabled()
        printed: list[object] = []
        monkeypatch.setattr(window, "print_document", printed.append)
        dialog.printed.click()
        assert len(printed) == 1
        dialog.kept.setChecked(True)
        dialog.finish.click()
        return True

    monkeypatch.setattr(desk, "shown", shown)
    tab.code.click()
    assert len(str(seen[0].shown.value())) == 29


def test_the_log_is_shown_and_exported(
    tab: AccessTab, window: MainWindow, asked: list[QDialog], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab.log.click()
    (dialog,) = asked
    assert isinstance(dialog, LogDialog)
    assert [row.event.label for row in dialog.table.rows.rows][-1] == "Bật đăng nhập"
    exported: list[tuple[object, str]] = []
    monkeypatch.setattr(window, "export", lambda document, name: exported.append((document, name)))
    dialog.export.click()
    assert exported[0][1].startswith("Nhat_ky_dang_nhap") or exported[0][1]


@pytest.mark.parametrize("fmt", ["pdf", "docx", "xlsx"])
def test_papers_hold_what_they_are_for(tab: AccessTab, tmp_path: Path, fmt: str) -> None:
    office = tab._shell.office
    log = compose_log(office.access.log(), "Ủy ban nhân dân xã An Bình")
    export_file(log, fmt, tmp_path / f"log.{fmt}")
    assert (tmp_path / f"log.{fmt}").stat().st_size > 1000
    code = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01"
    paper = compose_recovery(code, "Ủy ban nhân dân xã An Bình", BOSS, office.today)
    assert "xlsx" not in paper.formats
    if fmt == "pdf":
        import pypdfium2

        export_file(paper, fmt, tmp_path / "code.pdf")
        pdf = pypdfium2.PdfDocument(tmp_path / "code.pdf")
        text = pdf[0].get_textpage().get_text_range()
        pdf.close()
        assert code in text.replace("\x02", "-").replace("￾", "-")
        assert BOSS in text
