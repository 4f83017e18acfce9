"""Moving the data folder from the window: what is asked, what is refused, and where the program goes on."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import SettingsPlace
from cchc_desktop.office import Office
from cchc_desktop.storage.followed import followed
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.messages import Messages
from cchc_desktop.ui.settings import moving
from cchc_desktop.ui.settings.page import SettingsPage
from cchc_desktop.ui.settings.tabs import DATA
from cchc_desktop.ui.shell import Next
from tests.ui.conftest import TODAY, clock


def press(window: MainWindow, monkeypatch: pytest.MonkeyPatch, chosen: Path | None, wants: bool) -> list[str]:
    """Presses the button and chooses a folder; gives what was asked."""
    asked: list[str] = []

    def ask(_parent: object, question: str, yes: str, _danger: bool) -> bool:
        assert yes == "Chuyển dữ liệu"
        asked.append(question)
        return wants

    monkeypatch.setattr(Messages, "ask", ask)
    monkeypatch.setattr(moving, "ask_data_folder", lambda *_: chosen)
    window.go(SettingsPlace(DATA))
    page = window.current
    assert isinstance(page, SettingsPage)
    page.data_tab.relocate.click()
    return asked


def test_the_program_goes_on_in_the_new_folder(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, chosen = window.data, tmp_path / "Ổ D"
    chosen.mkdir()
    (chosen / "khác.docx").write_text("x", "utf-8")
    (question,) = press(window, monkeypatch, chosen, wants=True)
    assert str(chosen / "CCHC-du-lieu") in question
    assert window.afterwards is not None
    window.office.close()
    monkeypatch.setattr(window.office, "close", lambda: None)
    done = window.afterwards()
    assert isinstance(done, Next)
    assert done.folder == chosen / "CCHC-du-lieu"
    assert "thư mục cũ được giữ lại" in done.told
    assert followed(old) == done.folder
    again = Office.open(done.folder, lambda: TODAY, clock)
    assert [plan.id for plan in again.plans.heads()] == ["plan-1"]
    again.close()


def test_nothing_is_moved_where_nobody_wants_it(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "Ổ D"
    chosen.mkdir()
    assert press(window, monkeypatch, None, wants=True) == []
    assert len(press(window, monkeypatch, chosen, wants=False)) == 1
    assert press(window, monkeypatch, window.data / "backups", wants=True) == []
    assert "nằm trong thư mục dữ liệu" in window.foot.sentence
    assert window.afterwards is None
    assert (window.data / "cchc.db").exists()


def test_a_folder_that_is_no_good_place_is_pointed_out(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "OneDrive"
    chosen.mkdir()
    (question,) = press(window, monkeypatch, chosen, wants=False)
    assert "Lưu ý: Dữ liệu nằm trong thư mục đồng bộ OneDrive" in question
    assert moving.target_in(chosen) == chosen


def test_data_for_reading_are_not_moved(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    view = Office.open(tmp_path / "data", lambda: TODAY, clock, view=True)
    window = MainWindow(view, tmp_path / "data")
    qtbot.addWidget(window)
    told: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Messages, "error", lambda *given: told.append(str(given[-1])))
        assert press(window, patch, tmp_path / "mới", wants=True) == []
    assert "chỉ để xem" in told[0]
    window.close()
    view.close()
