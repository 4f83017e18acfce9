"""What the self-test tries of the window: printing, and every page."""

import gc
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QEventLoop, qVersion
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from ..documents.model import Document
from ..documents.render_pdf import render_pdf
from ..domain.errors import EnvironmentProblem
from ..domain.places import PageName
from ..office import Office
from . import work
from .app import application
from .frame.main_window import MainWindow
from .printing import PrintRun
from .widgets.pdf_pages import PdfPages

_ROUNDS = 20
"""How often a page's events are worked through: what a page does a moment later is done then, too."""


def print_to_file(document: Document, path: Path, count: int, platform: str) -> str:
    """Prints the first pages of a document into a PDF, through Qt; gives what the program says at the end."""
    application(platform)
    stream = io.BytesIO()
    render_pdf(document, stream)
    pages = PdfPages(stream.getvalue())
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    run = PrintRun(printer, pages, range(count), None)
    said: list[str] = []
    waiting = QEventLoop()
    run.finished.connect(said.append)
    run.finished.connect(waiting.quit)
    run.start()
    if not said:
        waiting.exec()
    pages.close()
    _check_printed(path, count, said[0])
    return said[0]


def _check_printed(path: Path, count: int, said: str) -> None:
    """Raises EnvironmentProblem where the file does not hold the pages."""
    if path.is_file():
        printed = PdfPages(path.read_bytes())
        found = len(printed)
        printed.close()
        if found == count:
            return
    raise EnvironmentProblem(f"Tệp in ra không đủ {count} trang. {said}")


def open_pages(office: Office, data: Path, platform: str) -> str:
    """Opens the window on an office and every page in it; gives a sentence.

    Raises what any of them raised.
    """
    app = application(platform)
    window = MainWindow(office, data)
    with _raised():
        window.show()
        for name in PageName:
            window.open_page(name)
            for _ in range(_ROUNDS):
                app.processEvents()
            assert window.current is not None
            assert window.current.objectName() == name
            assert not window.grab().toImage().isNull()
    work.stop_all()
    window.close()
    window.deleteLater()
    # Outside of an event loop nothing else deletes it, and what it holds of PDFs with it.
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    del window
    gc.collect()
    return f"Đã mở {len(PageName)} trang (Qt {qVersion()}, {app.platformName()})."


@contextmanager
def _raised() -> Iterator[None]:
    """Raises at the end what was raised below Qt, where it would only be shown."""
    caught: list[BaseException] = []

    def keep(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        caught.append(error)

    before, sys.excepthook = sys.excepthook, keep
    try:
        yield
    finally:
        sys.excepthook = before
    if caught:
        raise caught[0]
