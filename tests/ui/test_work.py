"""Work beside the window: results, errors and Cancel."""

import threading
import time
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.ui import messages, work


def test_the_result_comes_back_on_the_main_thread(qtbot: QtBot) -> None:
    got: list[Any] = []

    def count(progress: work.Progress, cancelled: work.Cancelled) -> int:
        progress(1, 2)
        assert threading.current_thread() is not threading.main_thread()
        return 7

    def done(result: int) -> None:
        got.append((result, threading.current_thread() is threading.main_thread()))

    job = work.run(None, "Đếm", count, done)
    with qtbot.waitSignal(job.finished):
        pass
    assert got == [(7, True)]
    assert not work.is_busy()


def test_an_error_goes_where_it_belongs(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    failed: list[Exception] = []
    monkeypatch.setattr(messages.Messages, "error", lambda *said: told.append(said[-1]))

    def refuse(progress: work.Progress, cancelled: work.Cancelled) -> None:
        raise Refusal("Không được.")

    job = work.run(None, "Thử", refuse, lambda _: None)
    with qtbot.waitSignal(job.finished):
        pass
    assert told == ["Không được."]
    job = work.run(None, "Thử", refuse, lambda _: None, failed.append)
    with qtbot.waitSignal(job.finished):
        pass
    assert isinstance(failed[0], Refusal)


def test_cancel_throws_the_result_away(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "PANEL_DELAY_MS", 0)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    got: list[Any] = []
    started = threading.Event()

    def wait(progress: work.Progress, cancelled: work.Cancelled) -> int:
        started.set()
        deadline = time.monotonic() + 10
        while not cancelled() and time.monotonic() < deadline:
            time.sleep(0.01)
        return 1

    job = work.run(window, "Chờ", wait, got.append, got.append)
    qtbot.waitUntil(lambda: job._panel.isVisible() and started.is_set())
    with qtbot.waitSignal(job.finished):
        job._panel.reject()
    assert got == []


def test_at_the_end_all_work_ends(qtbot: QtBot) -> None:
    got: list[Any] = []
    ended = threading.Event()

    def linger(progress: work.Progress, cancelled: work.Cancelled) -> int:
        while not cancelled():
            time.sleep(0.005)
        ended.set()
        return 1

    job = work.run(None, "Chờ", linger, got.append)
    work.stop_all()
    assert ended.is_set()
    with qtbot.waitSignal(job.finished):
        pass
    assert got == []


def test_a_window_that_went_away_is_told_nothing(qtbot: QtBot) -> None:
    window, let_go, got = QWidget(), threading.Event(), list[Any]()

    def wait(progress: work.Progress, cancelled: work.Cancelled) -> int:
        let_go.wait(5)
        return 7

    job = work.run(window, "Đọc", wait, got.append)
    delete(window)
    with qtbot.waitSignal(job.finished):
        let_go.set()
    assert got == []
    assert not work.is_busy()


def test_workers_that_are_held_up_do_not_hold_up_others(prepared: None, qtbot: QtBot) -> None:
    """As by a folder of the network that is out of reach, on a PC of one processor."""
    let_go, got = threading.Event(), list[str]()

    def wait(_progress: work.Progress, _cancelled: work.Cancelled) -> str:
        return "held" if let_go.wait(30) else ""

    held = [work.run(None, "Chờ", wait, got.append) for _ in range(4)]
    try:
        with qtbot.waitSignal(work.run(None, "Đọc", lambda *_: "read", got.append).finished):
            pass
        assert got == ["read"]
    finally:
        let_go.set()
    qtbot.waitUntil(lambda: not work.is_busy())
    assert got == ["read", *["held"] * len(held)]
