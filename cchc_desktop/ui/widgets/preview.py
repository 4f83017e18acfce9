"""A document as it will print, beside what it is made from, following each change."""

import io
import logging
from collections.abc import Callable, Iterable
from threading import Event

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ...documents.job import Cancelled
from ...documents.model import Document
from ...documents.pdf_spots import PdfSpot
from ...documents.render_pdf import render_pdf
from ..icons import icon
from .page_view import PageView
from .pdf_pages import PdfPages

_DELAY = 400
"""Milliseconds after the last change before the pages are made anew: longer than between two keys."""

_log = logging.getLogger(__name__)

_FRAME = 20
"""Milliseconds in which what was just shown is painted."""
_WAITING = "Đang dựng trang in…"

Compose = Callable[[], Document | None]
Anchors = Callable[[], Iterable[tuple[str, str]]]


class _Signals(QObject):
    done = Signal(int, bytes, object)
    failed = Signal(int, object)


class _Rendering(QRunnable):
    """One document on its way to a PDF, in a worker; ``stop`` makes it end early and say nothing."""

    def __init__(self, number: int, document: Document, signals: _Signals) -> None:
        super().__init__()
        self.number = number
        self.document = document
        self.signals = signals
        self.stop = Event()

    def run(self) -> None:
        """Renders; what goes wrong is told, not raised, because nobody would hear it here."""
        stream = io.BytesIO()
        spots: list[PdfSpot] = []
        try:
            render_pdf(self.document, stream, cancelled=self.stop.is_set, spots=spots)
        except Cancelled:
            return
        except Exception as error:
            self.signals.failed.emit(self.number, error)
            return
        if not self.stop.is_set():
            self.signals.done.emit(self.number, stream.getvalue(), spots)


class Preview(QWidget):
    """The pages of a document, with zoom and page number.

    ``compose`` makes the document on the main thread, which is fast; rendering it runs in a worker. Only
    the last change counts, and the old pages stay until the new ones are there.
    """

    text_clicked = Signal(str)
    """The key of the text that was clicked on a page."""
    number_chosen = Signal(object)
    """The spot of a number that says where it comes from, which was clicked or chosen by keyboard."""
    rendered = Signal()
    closed = Signal()
    """The user wants the preview folded away."""

    def __init__(self, parent: QWidget | None = None, closable: bool = False) -> None:
        super().__init__(parent)
        self.view = PageView()
        self._compose: Compose | None = None
        self._anchors: Anchors = tuple
        self._document: Document | None = None
        self._pages: PdfPages | None = None
        self._rendering: _Rendering | None = None
        self._number = 0
        self._stale = False
        self._wanted = ""
        self._signals = _Signals(self)
        self._signals.done.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._signals.failed.connect(self._fail, Qt.ConnectionType.QueuedConnection)
        self._delay = QTimer(self, interval=_DELAY, singleShot=True, timeout=self.render_now)
        self._problem = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._problem.setContentsMargins(16, 16, 16, 16)
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar(closable))
        column.addWidget(self._problem)
        column.addWidget(self.view, 1)
        self._column = column
        self.setFocusProxy(self.view)

    def _bar(self, closable: bool) -> QWidget:
        bar = QWidget(objectName="previewBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(2)
        self._page_label = QLabel("")
        self._zoom_label = QLabel("", alignment=Qt.AlignmentFlag.AlignCenter)
        self._zoom_label.setMinimumWidth(44)
        row.addWidget(self._page_label)
        row.addStretch(1)
        row.addWidget(self._button("zoom-out", "Thu nhỏ (Ctrl+-)", lambda: self.view.zoom_by(-1)))
        row.addWidget(self._zoom_label)
        row.addWidget(self._button("zoom-in", "Phóng to (Ctrl++)", lambda: self.view.zoom_by(1)))
        fit = QToolButton(text="Vừa khổ", toolTip="Vừa chiều ngang (Ctrl+0)", autoRaise=True)
        fit.clicked.connect(self.view.fit_width)
        row.addWidget(fit)
        if closable:
            row.addWidget(self._button("close", "Ẩn trang in", self.closed.emit))
        self.view.page_changed.connect(lambda _: self._show_numbers())
        self.view.zoom_changed.connect(lambda _: self._show_numbers())
        self.view.clicked_at.connect(self._clicked)
        self.view.number_chosen.connect(self.number_chosen)
        return bar

    def add_below(self, widget: QWidget) -> None:
        """Puts something under the pages, which takes no more than half of the height."""
        self._column.addWidget(widget, 1)

    def _button(self, name: str, tip: str, slot: Callable[[], object]) -> QToolButton:
        button = QToolButton(icon=icon(name), toolTip=tip, autoRaise=True)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda _checked=False: slot())
        return button

    def set_source(self, compose: Compose | None, anchors: Anchors = tuple) -> None:
        """Says what is shown: ``compose`` makes the document, ``anchors`` gives the (key, text) pairs
        that ``reveal`` and clicks speak of, in printed order."""
        self._compose, self._anchors = compose, anchors
        self._document = None
        self.render_now()

    def invalidate(self) -> None:
        """Tells that the data may have changed; the pages follow a moment later."""
        self._delay.start(_DELAY)
        self._show_waiting()

    def _show_waiting(self) -> None:
        """Says that newer pages are on their way; where there are none at all, in their place."""
        busy = self.is_busy()
        self.view.waiting = _WAITING if busy else ""
        self.view.setAccessibleDescription(self.view.waiting)
        if not self.view.page_count():
            self.view.viewport().update()
        self._show_numbers()

    def render_now(self) -> None:
        """Makes the pages anew without waiting, where they differ; while hidden, once it is shown."""
        self._delay.stop()
        self._stale = not self.isVisible()
        if self._stale:
            return
        document = self._compose() if self._compose else None
        if document is not None and document == self._document:
            self._show_waiting()
            return
        self._document = document
        if self._rendering is not None:
            self._rendering.stop.set()
            self._rendering = None
        self._number += 1
        if document is None:
            self._pages = None
            self.view.set_pages(None)
            self._show_waiting()
            return
        self._rendering = _Rendering(self._number, document, self._signals)
        self._show_waiting()
        QThreadPool.globalInstance().start(self._rendering)

    def is_busy(self) -> bool:
        """Whether newer pages are on their way."""
        return self._rendering is not None or self._delay.isActive()

    def reveal(self, key: str) -> None:
        """Scrolls to the text of this key and marks it; at once, or when the pages are there."""
        self._wanted = key
        if self._pages is None:
            return
        spot = self._pages.spot(key) if key else None
        if spot is None:
            self.view.clear_mark()
        else:
            self.view.show_mark(spot.page, spot.box)

    def _take(self, number: int, data: bytes, spots: list[PdfSpot]) -> None:
        if number != self._number:
            return
        self._rendering = None
        self._problem.hide()
        self._pages = PdfPages(data)
        self._pages.locate(self._anchors())
        self.view.set_pages(self._pages)
        self.view.numbers.show(spots)
        self._show_waiting()
        self.reveal(self._wanted)
        self.rendered.emit()

    def _fail(self, number: int, error: Exception) -> None:
        if number == self._number:
            self._rendering = None
            self._document = None
            _log.error("the preview could not be rendered", exc_info=error)
            self._problem.setText("Chưa dựng được trang in của nội dung này; nội dung vẫn được lưu.")
            self._problem.show()
            self._show_waiting()

    def _clicked(self, page: int, x: float, y: float) -> None:
        if self._pages is not None and (key := self._pages.key_at(page, x, y)):
            self.text_clicked.emit(key)

    def _show_numbers(self) -> None:
        count = self.view.page_count()
        numbers = f"Trang {self.view.page + 1}/{count}" if count else ""
        self._page_label.setText(_WAITING if self.is_busy() else numbers)
        self._zoom_label.setText(f"{round(self.view.zoom * 100)} %" if count else "")

    def showEvent(self, event: QShowEvent) -> None:
        """Catches up with the changes that came while hidden."""
        super().showEvent(event)
        if self._stale:
            # The sign is seen before the document is composed, which may take a moment.
            self._delay.start(_FRAME)
            self._show_waiting()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stops work that nobody would see."""
        super().hideEvent(event)
        if self._rendering is not None:
            self._rendering.stop.set()
            self._rendering = None
            self._document = None
            self._stale = True
