"""Packages that another start hands over: shown on «Trao đổi», when nothing else is in the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import PageName
from cchc_desktop.ui.exchange.page import ExchangePage
from cchc_desktop.ui.exchange.taking import TakePackage
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.shell import Page
from tests.ui.sample_window import sample_window


@pytest.fixture
def window(prepared: None, tmp_path: Path) -> Iterator[MainWindow]:
    with sample_window(tmp_path / "sample") as made:
        yield made


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """The packages that were opened, and whether their page was in front."""
    found: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        TakePackage, "run",
        lambda shell, path=None: found.append((path.name, isinstance(shell.current, ExchangePage))),
    )  # fmt: skip
    return found


def test_it_is_shown_on_its_page(window: MainWindow, opened: list[tuple[str, bool]], tmp_path: Path) -> None:
    assert window.shown is PageName.TODAY
    window.packages.hand_over(tmp_path / "a.cchc")
    assert opened == [("a.cchc", True)]


def test_it_waits_for_a_dialog_and_each_comes_once(
    window: MainWindow, opened: list[tuple[str, bool]], tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    told: list[str] = []
    monkeypatch.setattr(window, "notify", lambda words, **_: told.append(words))
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.open()
    for name in ("a.cchc", "b.cchc", "a.cchc"):
        window.packages.hand_over(tmp_path / name)
    assert opened == []
    assert "«a.cchc» sẽ được mở" in told[0]
    assert window.shown is PageName.TODAY
    qtbot.wait(2 * window.packages._look.interval())
    assert opened == []
    dialog.accept()
    qtbot.waitUntil(lambda: len(opened) == 2, timeout=5000)
    assert [name for name, _ in opened] == ["a.cchc", "b.cchc"]
    assert not window.packages._look.isActive()


def test_what_is_typed_wrong_is_mended_first(
    window: MainWindow, opened: list[tuple[str, bool]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(window, "notify", lambda words, **_: told.append(words))
    monkeypatch.setattr(Page, "leave", lambda _self: False)
    monkeypatch.setattr(type(window.current), "leave", lambda _self: False)
    window.packages.hand_over(tmp_path / "a.cchc")
    assert opened == []
    assert "mở lại gói «a.cchc»" in told[0]


def test_it_waits_until_somebody_is_signed_in(
    window: MainWindow, opened: list[tuple[str, bool]], tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    locked = [True]
    monkeypatch.setattr(type(window.packages), "_is_locked", property(lambda _self: locked[0]))
    window.packages.hand_over(tmp_path / "a.cchc")
    assert opened == []
    locked[0] = False
    qtbot.waitUntil(lambda: len(opened) == 1, timeout=5000)
