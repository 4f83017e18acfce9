"""Slow work beside the window: a pure function runs in a thread, with progress and a Cancel that works.

The function gets ``progress(done, total)`` to call and ``cancelled()`` to ask. It must not touch Qt or the
database; its result is delivered on the main thread. After Cancel neither ``done`` nor ``failed`` is called.
"""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from ..domain.errors import CchcError
from ..office import Office
from . import messages
from .theme import SPACE

T = TypeVar("T")
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

PANEL_DELAY_MS = 300
"""What takes less than this shows no panel."""
_PATIENCE_MS = 5000
"""How long the program waits at its end for work that does not ask whether it was cancelled."""


class Job(QObject):
    """One piece of work under way."""

    finished = Signal()
    """The work is over, in whatever way; its result was delivered."""
    _progressed = Signal(int, int)
    _succeeded = Signal(object)
    _broke = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        function: Callable[[Progress, Cancelled], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None,
    ) -> None:
        super().__init__()
        self._function = function
        self._done = done
        self._failed = failed
        self._window = parent
        self._stop = threading.Event()
        self.is_abandoned = False
        """Whether the program is ending: whatever might be told of the work is no more."""
        self._panel = _ProgressPanel(parent, title)
        self._panel.rejected.connect(self.cancel)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._panel.open)
        self._progressed.connect(self._panel.show_progress)
        self._succeeded.connect(self._on_success)
        self._broke.connect(self._on_failure)

    def start(self) -> None:
        """Puts the work into a thread."""
        _running.add(self)
        self._timer.start(PANEL_DELAY_MS)
        QThreadPool.globalInstance().start(self._run)

    def cancel(self) -> None:
        """Asks the work to end; what it gives afterwards is thrown away."""
        self._stop.set()
        self._panel.show_stopping()

    def abandon(self) -> None:
        """Cancels without a word: the window is gone."""
        self._stop.set()
        self.is_abandoned = True

    def _run(self) -> None:
        try:
            result = self._function(self._progressed.emit, self._stop.is_set)
        except Exception as error:  # handed over to the main thread, which tells it apart
            self._broke.emit(error)
        else:
            self._succeeded.emit(result)

    def _on_success(self, result: object) -> None:
        self._close()
        if not self._stop.is_set():
            self._done(result)
        self.finished.emit()

    def _on_failure(self, error: Exception) -> None:
        self._close()
        try:
            if self._stop.is_set():
                return
            if self._failed is not None:
                self._failed(error)
            elif isinstance(error, CchcError):
                messages.show_error(self._window, error)
            else:
                raise error
        finally:
            self.finished.emit()

    def _close(self) -> None:
        _running.discard(self)
        self._timer.stop()
        if not isValid(self._panel):
            # The window went away meanwhile, with all that belongs to it: nobody is there to be told.
            self._stop.set()
            return
        self._panel.rejected.disconnect(self.cancel)
        self._panel.close()
        self._panel.deleteLater()


class _ProgressPanel(QDialog):
    """What is being done, how far it is, and the button that stops it."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(46 * SPACE)
        self._words = QLabel(title)
        self._words.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._count = QLabel()
        self._count.setProperty("role", "small")
        self._stop = QPushButton("Dừng")
        self._stop.setToolTip("Dừng việc này, không giữ lại gì (Esc)")
        self._stop.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(self._words)
        layout.addWidget(self._bar)
        layout.addLayout(foot)

    def show_progress(self, done: int, total: int) -> None:
        """Shows how far the work is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._count.setText(f"{done}/{total}" if total else "")

    def show_stopping(self) -> None:
        """Says that the work is ending."""
        self._stop.setEnabled(False)
        self._count.setText("Đang dừng…")


_running: set[Job] = set()


def run(
    parent: QWidget | None,
    title: str,
    function: Callable[[Progress, Cancelled], T],
    done: Callable[[T], None],
    failed: Callable[[Exception], None] | None = None,
) -> Job:
    """Runs ``function`` in a thread; ``done`` gets its result, ``failed`` what it raised.

    Without ``failed``, an error with a sentence of its own is shown and any other goes to the crash dialog.
    """
    job = Job(parent, title, function, done, failed)
    job.start()
    return job


def stopping(cancelled: Cancelled, stopped: Exception | type[Exception]) -> Callable[[], None]:
    """What work calls now and then, and is ended by, as this raises ``stopped`` once it was cancelled."""

    def go_on() -> None:
        if cancelled():
            raise stopped

    return go_on


def run_with_data(
    parent: QWidget | None,
    title: str,
    office: Office,
    function: Callable[[Cancelled], T],
    done: Callable[[T], None],
    failed: Callable[[Exception], None],
) -> Job:
    """Runs ``function``, which works with the office's data, in a thread; the panel keeps the window from
    asking for them meanwhile. What was done before Cancel was heard is done, and ``done`` is told of it, but
    for the end of the program."""
    found: list[T] = []
    asked: list[Cancelled] = []
    loan = office.lend(lambda: found.append(function(asked[0])))

    def work(_progress: Progress, cancelled: Cancelled) -> None:
        asked.append(cancelled)
        loan.run()

    def settle() -> None:
        loan.settle()
        if found:
            done(found.pop())

    def tell(error: Exception) -> None:
        loan.settle()
        failed(error)

    job = run(parent, title, work, lambda _: settle(), tell)
    # After Cancel neither of them is called.
    job.finished.connect(lambda: None if job.is_abandoned else settle())
    return job


def is_busy() -> bool:
    """Whether some work is under way."""
    return bool(_running)


def cancel_all() -> None:
    """Asks all work to end: nobody wants what comes of it."""
    for job in _running:
        job.cancel()


def stop_all() -> None:
    """Ends all work before the program ends: a thread must find its Job when it is done."""
    for job in _running:
        job.abandon()
    QThreadPool.globalInstance().waitForDone(_PATIENCE_MS)
