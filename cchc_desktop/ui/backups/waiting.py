"""Work that takes long while nothing else may be done: a worker does it, and a panel says so."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from .. import messages
from ..labels import label
from ..theme import SPACE
from ..work import PANEL_DELAY_MS

Done = TypeVar("Done")


class Waiting(QDialog):
    """A sentence over a bar that moves; it goes by itself, once what it speaks of is over."""

    def __init__(self, sentence: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.APP_TITLE)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        # The window is closed meanwhile, and the program goes on.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setMinimumWidth(46 * SPACE)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label(sentence, wrap=True))
        column.addWidget(bar)

    def reject(self) -> None:
        """Half of it would help nobody: Escape does not end it."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nor does the cross."""
        event.ignore()


class _Worker(QObject):
    ended = Signal()

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self._work = work
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        """In the worker."""
        try:
            self.result = self._work()
        except BaseException as error:  # handed over to who waits
            self.error = error
        self.ended.emit()


def waited(parent: QWidget | None, sentence: str, work: Callable[[], Done]) -> Done:
    """Does something that touches neither Qt nor open data in a worker, while a panel says what is done;
    gives what it gives, and raises what it raises."""
    loop, worker, panel = QEventLoop(), _Worker(work), Waiting(sentence, parent)
    worker.ended.connect(loop.quit)
    delay = QTimer(panel)
    delay.setSingleShot(True)
    delay.timeout.connect(panel.show)
    delay.start(PANEL_DELAY_MS)
    focused = parent.focusWidget() if parent is not None else None
    if parent is not None:
        # What is typed and clicked meanwhile, before the panel is there, would come to the window.
        parent.setEnabled(False)
    QThreadPool.globalInstance().start(worker.run)
    try:
        loop.exec()
    finally:
        delay.stop()
        panel.hide()
        panel.deleteLater()
        if parent is not None:
            parent.setEnabled(True)
        if focused is not None:
            focused.setFocus()
    if worker.error is not None:
        raise worker.error
    done: Done = worker.result
    return done
