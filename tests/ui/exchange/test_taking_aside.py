"""Packages are gathered, looked at and taken in by workers: the window lives on, Cancel leaves nothing."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from cchc_desktop.child import process
from cchc_desktop.child.errands import Errand, function_of
from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.domain.exchange.manifest import PackageKind
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.exchange import Exchanges, Preview
from cchc_desktop.office.package_files import CameIn, came_in
from cchc_desktop.packages.load import write_load
from cchc_desktop.ui import work
from cchc_desktop.ui.exchange.packing import PackQuestion
from cchc_desktop.ui.exchange.taking import TakePackage
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.messages import Messages
from tests.ui.sample_window import sample_window

Q4 = Period.parse("2026-Q4")
_SECONDS = 30
GoOn = Callable[[], object]


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages are read without a child: the workers are what is tried here."""
    monkeypatch.setattr(process, "run", lambda errand, *given, **_: _done(errand, *given))


def _done(errand: Errand, *given: object) -> object:
    return function_of(errand)(*given)


@pytest.fixture
def window(prepared: None, tmp_path: Path) -> Iterator[MainWindow]:
    with sample_window(tmp_path / "sample") as made:
        yield made
        work.stop_all()


@pytest.fixture
def package(window: MainWindow, tmp_path: Path) -> Path:
    """What was done at another PC of the office."""
    whole, path = tmp_path / "whole.cchc", tmp_path / "gop.cchc"
    write_load(whole, window.office.exchange.pack_whole())
    with closing(Office.open(tmp_path / "other", lambda: window.office.today)) as other:
        with came_in(whole) as came:
            other.exchange.take_in(came)
        other.figures.type_figure(Q4, "1.35", "61")
        write_load(path, other.exchange.pack_contribution())
    return path


@pytest.fixture
def dialog(window: MainWindow, package: Path, qtbot: QtBot) -> TakePackage:
    made = TakePackage(window, window)
    made.show()
    made.read(package)
    qtbot.waitUntil(made.take_button.isEnabled, timeout=30_000)
    return made


class Held:
    """Stops a part of the exchange in its worker until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str, *, is_after: bool = False) -> None:
        self.began, self.go_on = threading.Event(), threading.Event()
        self.threads: list[bool] = []
        whole: Callable[..., Preview] = getattr(Exchanges, name)

        def slow(exchange: Exchanges, package: CameIn, go_on: GoOn = lambda: None) -> Preview:
            self.threads.append(threading.current_thread() is threading.main_thread())
            found = whole(exchange, package, go_on) if is_after else None
            self.began.set()
            assert self.go_on.wait(_SECONDS)
            return found if found is not None else whole(exchange, package, go_on)

        monkeypatch.setattr(Exchanges, name, slow)


def told_words(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the window says at its foot from now on."""
    told: list[str] = []
    monkeypatch.setattr(MainWindow, "notify", lambda _self, words, **_: told.append(words))
    return told


def test_the_window_lives_on_while_a_package_is_taken_in(
    window: MainWindow, dialog: TakePackage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch, "take_in")
    ticks: list[int] = []
    timer = QTimer(window)
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(1)
    dialog.take_in()
    qtbot.waitUntil(held.began.is_set, timeout=30_000)
    ticks.clear()
    qtbot.waitUntil(lambda: len(ticks) > 5, timeout=30_000)
    assert work.is_busy()
    held.go_on.set()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=30_000)
    timer.stop()
    assert held.threads == [False]
    assert window.office.figures.figure(Q4, "1.35").number == 61
    window.refresh_now()
    window.undo()
    assert window.office.figures.figure(Q4, "1.35").number != 61


def test_after_cancel_nothing_is_stored_and_it_may_be_taken_in_again(
    window: MainWindow, dialog: TakePackage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch, "take_in")
    before = window.office.exchange.history()
    dialog.take_in()
    qtbot.waitUntil(held.began.is_set, timeout=30_000)
    job = dialog._job
    assert job is not None
    job.cancel()
    held.go_on.set()
    qtbot.waitUntil(lambda: not work.is_busy(), timeout=30_000)
    qtbot.waitUntil(dialog.take_button.isEnabled, timeout=30_000)
    assert dialog.isVisible()
    assert window.office.exchange.history() == before
    assert window.office.figures.figure(Q4, "1.35").number != 61
    dialog.take_in()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=30_000)
    assert window.office.figures.figure(Q4, "1.35").number == 61


def test_a_cancel_that_comes_too_late_is_told_as_what_it_is(
    window: MainWindow, dialog: TakePackage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wizard is closed once all was stored: the window says that the package was taken in."""
    told, held = told_words(monkeypatch), Held(monkeypatch, "take_in", is_after=True)
    dialog.take_in()
    qtbot.waitUntil(held.began.is_set, timeout=30_000)
    dialog.reject()
    held.go_on.set()
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert told[0].startswith("Đã nhận gói «gop.cchc»")
    assert window.office.figures.figure(Q4, "1.35").number == 61


def test_who_closes_the_window_while_a_package_is_taken_in_leaves_nothing_of_it(
    window: MainWindow, dialog: TakePackage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window keeps its place when it closes: the data that it needs for that come back at once."""
    stopped: list[bool] = []

    def slow(_exchange: Exchanges, _package: CameIn, go_on: GoOn) -> Preview:
        began.set()
        until = time.monotonic() + _SECONDS
        try:
            while time.monotonic() < until:
                go_on()
                time.sleep(0.005)
        except Refusal:
            stopped.append(True)
            raise
        raise AssertionError

    began = threading.Event()
    monkeypatch.setattr(Exchanges, "take_in", slow)
    dialog.take_in()
    qtbot.waitUntil(began.is_set, timeout=30_000)
    assert window.close()
    assert stopped
    assert window.office.settings.preference("window")


def test_at_the_end_of_the_program_nobody_is_told(
    window: MainWindow, dialog: TakePackage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, held = told_words(monkeypatch), Held(monkeypatch, "take_in", is_after=True)
    dialog.take_in()
    qtbot.waitUntil(held.began.is_set, timeout=30_000)
    assert dialog._job is not None
    with qtbot.waitSignal(dialog._job.finished, timeout=30_000):
        held.go_on.set()
        work.stop_all()
    assert told == []


def test_who_closes_the_wizard_while_it_looks_sees_no_more_of_it(
    window: MainWindow, package: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch, "preview")
    made = TakePackage(window, window)
    made.show()
    made.read(package)
    qtbot.waitUntil(held.began.is_set, timeout=30_000)
    assert made.package is not None
    folder = made.package.parts.folder
    made.reject()
    held.go_on.set()
    qtbot.waitUntil(lambda: not work.is_busy(), timeout=30_000)
    assert not folder.exists()
    assert made.preview is None
    assert window.office.settings.officers(window.office.today), "the data are back"


def test_a_look_that_is_cancelled_says_how_to_go_on(
    window: MainWindow, package: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch, "preview")
    made = TakePackage(window, window)
    made.show()
    made.read(package)
    qtbot.waitUntil(held.began.is_set, timeout=30_000)
    assert made._job is not None
    made._job.cancel()
    held.go_on.set()
    qtbot.waitUntil(lambda: bool(made.notice.sentence), timeout=30_000)
    assert "Đã dừng xem gói" in made.notice.sentence
    assert not made.take_button.isEnabled()
    made.reject()


def test_what_is_refused_while_it_is_taken_in_is_shown(
    window: MainWindow, dialog: TakePackage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(MainWindow, "notify_problem", lambda _self, words: told.append(words))

    def refuse(*_: object) -> Preview:
        raise Refusal("Không ghép được.")

    monkeypatch.setattr(Exchanges, "take_in", refuse)
    dialog.take_in()
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert told == ["Không ghép được."]
    qtbot.waitUntil(dialog.take_button.isEnabled, timeout=30_000)
    dialog.reject()


def test_what_is_packed_is_gathered_by_a_worker(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cancel leaves the question open; what is refused is told there, anything else by the window."""
    began, go_on = threading.Event(), threading.Event()
    on_main: list[bool] = []
    raised: list[Exception] = []
    told: list[str] = []
    whole = Exchanges.pack_whole

    def slow(exchange: Exchanges) -> object:
        on_main.append(threading.current_thread() is threading.main_thread())
        began.set()
        assert go_on.wait(_SECONDS)
        if raised:
            raise raised.pop()
        return whole(exchange)

    monkeypatch.setattr(Exchanges, "pack_whole", slow)
    monkeypatch.setattr(Messages, "error", lambda *said: told.append(said[-1]))
    question = PackQuestion(window, PackageKind.WHOLE, window)
    question.show()
    question.answer()
    qtbot.waitUntil(began.is_set, timeout=30_000)
    assert not question.accept_button.isEnabled()
    question.answer()
    [job] = work._running
    job.cancel()
    go_on.set()
    qtbot.waitUntil(question.accept_button.isEnabled, timeout=30_000)
    assert question.isVisible()
    assert question.loads == []
    raised.append(Refusal("Chưa có gì.", "kind"))
    question.answer()
    qtbot.waitUntil(question.accept_button.isEnabled, timeout=30_000)
    assert question.kind.editor.accessibleDescription() == "Chưa có gì."
    question.reject()
    question.show()
    raised.append(EnvironmentProblem("Ổ đĩa hỏng."))
    question.answer()
    qtbot.waitUntil(question.accept_button.isEnabled, timeout=30_000)
    assert told == ["Ổ đĩa hỏng."]
    question.answer()
    qtbot.waitUntil(lambda: not question.isVisible(), timeout=30_000)
    assert question.loads
    assert on_main == [False] * 4
    question.deleteLater()


def test_who_closes_the_question_while_it_gathers_packs_nothing(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, go_on = threading.Event(), threading.Event()
    whole = Exchanges.pack_whole

    def slow(exchange: Exchanges) -> object:
        began.set()
        assert go_on.wait(_SECONDS)
        return whole(exchange)

    monkeypatch.setattr(Exchanges, "pack_whole", slow)
    question = PackQuestion(window, PackageKind.WHOLE, window)
    question.show()
    question.answer()
    qtbot.waitUntil(began.is_set, timeout=30_000)
    question.reject()
    delete(question)
    go_on.set()
    qtbot.waitUntil(lambda: not work.is_busy(), timeout=30_000)
    assert question.loads == []
    assert window.office.exchange.history() == ()
