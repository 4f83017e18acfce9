"""Where the data cannot be opened, or go away: what the window offers, and that it does it."""

import shutil
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.errors import Damaged, ViewOnly
from cchc_desktop.domain.offices import Unit
from cchc_desktop.office import Findings, Office
from cchc_desktop.ui.backups import restore_dialog
from cchc_desktop.ui.frame import data_gone, viewing
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.messages import Messages
from cchc_desktop.ui.start import damaged, opening, raising
from cchc_desktop.ui.start.damaged import DamagedDialog
from cchc_desktop.ui.start.opening import Opened, open_office


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A folder with a backup, and a data file that was cut."""
    folder = tmp_path / "broken"
    office = Office.open(folder)
    office.load_sample()
    assert office.backups.make(Reason.MANUAL) is not None
    office.close()
    path = folder / "cchc.db"
    path.write_bytes(path.read_bytes()[:400_000])
    return folder


def dialog_for(folder: Path) -> DamagedDialog:
    with pytest.raises(Damaged) as caught:
        Office.open(folder)
    return DamagedDialog(folder, caught.value)


def test_the_best_backup_is_offered(broken: Path, qtbot: QtBot) -> None:
    before = (broken / "cchc.db").read_bytes()
    dialog = dialog_for(broken)
    qtbot.addWidget(dialog)
    assert "bị cắt ngắn" in dialog.words.text()
    assert "«restore»" not in dialog.words.text()
    assert "1 kế hoạch, 43 nhiệm vụ" in dialog.offer.text()
    assert dialog.take.isDefault()
    dialog.take.click()
    assert dialog.folder_to_open == broken
    assert [each.read_bytes() for each in (broken / "set-aside").iterdir()] == [before]
    office = Office.open(broken)
    assert office.check() == Findings()
    assert office.counts()["tasks"] == 43
    office.close()


def test_without_a_backup_the_rest_is_rescued(broken: Path, tmp_path: Path, qtbot: QtBot) -> None:
    shutil.rmtree(broken / "backups")
    dialog = dialog_for(broken)
    qtbot.addWidget(dialog)
    assert dialog.take.isHidden()
    assert dialog.other.isDefault()
    dialog.rescue_into(tmp_path / "rescued")
    qtbot.waitUntil(lambda: dialog.folder_to_open is not None, timeout=20_000)
    assert dialog.folder_to_open == tmp_path / "rescued"
    office = Office.open(tmp_path / "rescued")
    assert office.counts()["tasks"] >= 10
    office.close()


def test_the_start_goes_on_with_what_was_restored(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(folder: Path, problem: object) -> Path | None:
        dialog = DamagedDialog(folder, problem)  # type: ignore[arg-type]
        dialog.take.click()
        return dialog.folder_to_open

    monkeypatch.setattr(damaged.DamagedDialog, "ask", ask)
    opened = open_office(broken)
    assert isinstance(opened, Opened)
    assert opened.office.counts()["tasks"] == 43
    opened.office.close()
    (broken / "cchc.db").write_bytes(b"")
    monkeypatch.setattr(damaged.DamagedDialog, "ask", lambda *_: None)
    assert open_office(broken) == 1


def test_data_open_elsewhere_are_shown(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raising, "PATIENCE_SECONDS", 0.1)
    opened = open_office(tmp_path / "data")
    assert isinstance(opened, Opened)
    assert opened.office.is_view
    window = MainWindow(opened.office, opened.folder)
    viewing.tell(window, opened.why)
    assert "chỉ để xem" in window.notices.sentences[0]
    with pytest.raises(ViewOnly):
        opened.office.settings.save_unit(Unit("Mới"))
    (button,) = [each for each in window.notices.strip._buttons if not each.isHidden()]
    assert button.text() == "Mở lại để ghi"
    button.click()
    step = window.afterwards
    assert step is not None
    assert step() == tmp_path / "data"
    opened.office.close()
    window.deleteLater()
    assert not (tmp_path / "data" / raising.NAME).exists()


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_the_second_start_brings_the_first_forward(window: MainWindow, qtbot: QtBot) -> None:
    """The first answers by taking the file away; the second ends with 0."""
    raising.listen(window, window.data)
    window.showMinimized()
    codes: list[object] = []
    second = threading.Thread(target=lambda: codes.append(raising.bring_forward(window.data, 0)))
    second.start()
    qtbot.waitUntil(lambda: bool(codes), timeout=5000)
    second.join()
    assert codes == [True]
    assert not window.isMinimized()


def test_a_first_program_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raising, "PATIENCE_SECONDS", 0.1)
    begun = time.monotonic()
    assert not raising.bring_forward(tmp_path, 0)
    assert time.monotonic() - begun < 2
    assert list(tmp_path.iterdir()) == []
    assert not raising.bring_forward(tmp_path / "gone", 0)


@pytest.mark.parametrize("is_replaced", [False, True])
def test_data_that_went_away_are_saved_elsewhere(
    is_replaced: bool, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is acknowledged that was not stored; once saved elsewhere, work goes on there."""
    told: list[str] = []

    def ask(_parent: object, question: str, _yes: str, _danger: bool) -> bool:
        told.append(question)
        return False

    monkeypatch.setattr(Messages, "ask", ask)
    (tmp_path / "data").rename(tmp_path / "away")
    if is_replaced:
        Office.open(tmp_path / "data").close()
    assert not window.attempt(lambda: window.office.settings.save_unit(Unit("Mới")))
    assert "chưa được lưu" in told[0]
    assert "chưa được lưu" in window.notices.sentences[0]
    data_gone.save_in(window, tmp_path / "saved")
    assert window.data == tmp_path / "saved"
    assert window.notices.sentences == []
    assert window.attempt(lambda: window.office.settings.save_unit(Unit("Mới")))
    window.office.backups.make(Reason.MANUAL)
    assert list((tmp_path / "saved" / "backups").glob("*.db"))
    again = Office.open(tmp_path / "saved", view=True)
    assert "Mới" in [unit.name for unit in again.settings.units()]
    again.close()
    assert window.office.check() == Findings()


def test_a_dangling_link_is_no_new_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(_parent: object, question: str, _yes: str, _danger: bool) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(Messages, "ask", ask)
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "cchc.db").symlink_to(tmp_path / "stick" / "cchc.db")
    assert open_office(tmp_path / "linked") == 1
    assert "liên kết" in asked[0]
    assert not (tmp_path / "stick").exists()


def test_records_are_chosen_and_come_back(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    made = window.office.backups.make(Reason.MANUAL)
    assert made is not None
    window.office.plans.delete("plan-1")

    def choose(dialog: restore_dialog.RestoreDialog) -> int:
        assert "sẽ mất 1 thao tác" in dialog.preview.text()
        dialog.search.setText("ke hoach")
        dialog.table.selectRow(0)
        assert dialog.some.isEnabled()
        dialog.some.click()
        return 1

    monkeypatch.setattr(restore_dialog.RestoreDialog, "exec", choose)
    restore_dialog.restore_from(window, made.path)
    assert [plan.id for plan in window.office.plans.heads()] == ["plan-1"]
    assert "Khôi phục từ bản sao lưu" in window.foot.sentence
    assert window.afterwards is None


def test_all_of_it_closes_the_window_first(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    made = window.office.backups.make(Reason.MANUAL)
    assert made is not None
    window.office.settings.save_unit(Unit("Sau"))

    def choose(dialog: restore_dialog.RestoreDialog) -> int:
        dialog.all.click()
        return 1

    monkeypatch.setattr(restore_dialog.RestoreDialog, "exec", choose)
    restore_dialog.restore_from(window, made.path)
    assert window.afterwards is not None
    window.office.close()
    monkeypatch.setattr(window.office, "close", lambda: None)
    assert window.afterwards() == window.data
    again = Office.open(window.data)
    assert "Sau" not in [unit.name for unit in again.settings.units()]
    again.close()


def test_ages() -> None:
    from datetime import datetime

    now = datetime(2026, 6, 15, 10, 32)
    moments = (now, datetime(2026, 6, 15, 10, 0), datetime(2026, 6, 14, 10, 0), datetime(2026, 6, 1))
    assert [damaged.age_words(each, now) for each in moments] == [
        "vừa xong", "32 phút trước", "24 giờ trước", "14 ngày trước",
    ]  # fmt: skip
    assert QApplication.instance() is not None
    assert opening.Opened is Opened
