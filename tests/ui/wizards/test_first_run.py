"""The first run: the sample commune, or an office of one's own with as few questions as can be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cchc_desktop.office import Office
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.wizards.first_run import FirstRun


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


def test_an_office_of_ones_own(empty_office: Office, wizard: FirstRun) -> None:
    wizard.own.click()
    wizard.name.editor.setText("Ủy ban nhân dân phường Tân Lập")
    wizard.name.changed.emit()
    assert wizard.place.value() == "Tân Lập"
    assert wizard.preset.value().key == "two_tier_ward"
    wizard.superior.editor.setText("Ủy ban nhân dân thành phố Bình Minh")
    wizard.signer.editor.setText("Nguyễn Văn An")
    wizard.finish.click()
    profile = empty_office.settings.require_profile()
    assert (profile.name, profile.place) == ("Ủy ban nhân dân phường Tân Lập", "Tân Lập")
    assert profile.signers[0].name == "Nguyễn Văn An"
    assert [unit.name for unit in empty_office.settings.units()]
    assert wizard.result() == FirstRun.DialogCode.Accepted


def test_what_is_missing_is_said_beside_its_field(empty_office: Office, wizard: FirstRun) -> None:
    wizard.own.click()
    wizard.finish.click()
    assert "Hãy nhập tên cơ quan" in wizard.name._problem.text()
    wizard.name.editor.setText("Ủy ban nhân dân xã An Bình")
    wizard.finish.click()
    assert wizard.name._problem.isHidden()
    assert "cơ quan cấp trên" in wizard.superior._problem.text()
    assert empty_office.settings.profile() is None


def test_data_of_another_office_are_left_alone(office: Office, window: MainWindow) -> None:
    wizard = FirstRun(window, window)
    wizard.sample.click()
    assert "đã thuộc về" in wizard._problem.text()
    assert office.settings.require_profile().name == "Ủy ban nhân dân xã An Bình"


def test_the_window_shows_what_was_set_up(empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(shell: MainWindow) -> bool:
        shell.office.load_sample()
        return True

    monkeypatch.setattr(FirstRun, "run", run)
    empty_window.found_office()
    assert empty_window.top._name.text().startswith("UBND")
