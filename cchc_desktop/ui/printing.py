"""Printing of a document: the pages of its PDF, drawn at the printer's resolution."""

import io
from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QProgressDialog, QWidget

from ..documents.model import Document
from ..documents.render_pdf import render_pdf
from . import messages, work
from .exporting import export_document
from .shell import Shell
from .widgets.pdf_pages import PdfPages

_FINEST = 360
"""Dots an inch that a page is drawn with at most: at 600 one A4 page would take 140 MB of memory."""


def print_document(shell: Shell, document: Document) -> None:
    """Prints through the system's dialog; offers a PDF where there is no printer."""
    parent = shell if isinstance(shell, QWidget) else None
    if not has_printer():
        question = "Máy này chưa có máy in nào. Lưu văn bản thành tệp PDF để in ở nơi khác?"
        if messages.confirm(parent, question, "Lưu PDF"):
            name = shell.office.settings.file_name(document.title, "pdf", shell.office.today)
            export_document(shell, document, name, "pdf")
        return

    def render(progress: work.Progress, cancelled: work.Cancelled) -> bytes:
        stream = io.BytesIO()
        render_pdf(document, stream, progress, cancelled)
        return stream.getvalue()

    work.run(parent, "Đang chuẩn bị trang in…", render, lambda data: _print(shell, document.title, data))


def has_printer() -> bool:
    """Whether the PC knows a printer. QPrinter cannot be asked: without one it silently writes a PDF."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(printer: QPrinter, pages: int, parent: QWidget | None) -> bool:
    """Lets the user choose printer, pages and copies in the system's dialog."""
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("In văn bản")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    return dialog.exec() == QDialog.DialogCode.Accepted


def _print(shell: Shell, title: str, data: bytes) -> None:
    parent = shell if isinstance(shell, QWidget) else None
    pages = PdfPages(data)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if not ask_printer(printer, len(pages), parent):
        pages.close()
        return
    run = PrintRun(printer, pages, chosen_pages(printer, len(pages)), parent)

    def over(sentence: str) -> None:
        pages.close()
        shell.notify(sentence)
        run.deleteLater()

    run.finished.connect(over)
    run.start()


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """The pages (from 0) that the user asked for, in the order they leave the printer."""
    chosen = list(range(count))
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        ranges = printer.pageRanges()
        first, last = printer.fromPage() or 1, printer.toPage() or count
        chosen = [
            n for n in chosen if (first <= n + 1 <= last if ranges.isEmpty() else ranges.contains(n + 1))
        ]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    if not printer.supportsMultipleCopies():
        copies = max(1, printer.copyCount())
        each = [n for n in chosen for _ in range(copies)]
        return chosen * copies if printer.collateCopies() else each
    return chosen


class PrintRun(QObject):
    """Draws the pages one after another, so that the window stays alive and the user can stop."""

    finished = Signal(str)
    """What came of it, as a sentence."""

    def __init__(
        self, printer: QPrinter, pages: PdfPages, numbers: Sequence[int], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._printer = printer
        self._pages = pages
        self._numbers = list(numbers)
        self._done = 0
        self._painter = QPainter()
        self._panel = QProgressDialog("Đang in…", "Dừng", 0, len(self._numbers), parent)
        self._panel.setWindowTitle("In văn bản")
        self._panel.setWindowModality(Qt.WindowModality.WindowModal)
        self._panel.setMinimumDuration(400)

    def start(self) -> None:
        """Begins with the first page."""
        if not self._numbers:
            self._end("Không có trang nào để in.")
            return
        self._turn(self._numbers[0])
        self._printer.setFullPage(True)
        if not self._painter.begin(self._printer):
            self._end("Máy in không nhận lệnh in. Hãy kiểm tra máy in đã bật và còn kết nối.")
            return
        QTimer.singleShot(0, self, self._next)

    def _next(self) -> None:
        if self._panel.wasCanceled():
            self._printer.abort()
            self._painter.end()
            self._end("Đã dừng in.")
            return
        number = self._numbers[self._done]
        if self._done:
            self._turn(number)
            self._printer.newPage()
        self._draw(number)
        self._done += 1
        self._panel.setValue(self._done)
        if self._done < len(self._numbers):
            QTimer.singleShot(0, self, self._next)
        else:
            self._painter.end()
            self._end(f"Đã gửi {self._done} trang tới máy in.")

    def _end(self, sentence: str) -> None:
        self._panel.close()
        self._panel.deleteLater()
        self.finished.emit(sentence)

    def _turn(self, number: int) -> None:
        """Turns the paper as the next page lies."""
        size = self._pages.sizes[number]
        wide = size.width() > size.height()
        self._printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        )

    def _draw(self, number: int) -> None:
        dots = min(self._printer.resolution(), _FINEST)
        image = self._pages.picture(number, dots / 72, printing=True)
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        size = QSizeF(image.size()).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(0, 0, paper.width(), paper.height()).center())
        self._painter.drawImage(place, image)
