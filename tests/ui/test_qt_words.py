"""What Qt itself says is Vietnamese: every text that its dialogs, fields and menus ask the translator for."""

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QDateEdit,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QScrollBar,
    QSpinBox,
    QTabWidget,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cchc_desktop.ui.translator import VietnameseTranslator

_THE_SAME = re.compile(
    r"(QT_LAYOUT_DIRECTION|%p%|\.\.\.|mm|in|pt|[\d ]+\([\dx]+\)|"
    # Names of paper and of keys.
    r"[AB]\d.*|JIS B\d+|ANSI [A-E]|PRC .*|Architect [A-E]|%1 x %2 in|(Alt|Ctrl|Shift)\+.*|\+)"
)
_SAME_NAMES = {"QPageSize", "QShortcut"}
"""What Qt names of these are proper names in Vietnamese too: Letter, Legal, Tabloid; Ctrl, Shift, Home."""


class _Asked(VietnameseTranslator):
    """Notes what it has no word for."""

    def __init__(self, parent: QApplication) -> None:
        super().__init__(parent)
        self.missing: set[str] = set()
        self.told = 0

    def translate(
        self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:  # type: ignore[override]
        found = super().translate(context, source_text, disambiguation, n)
        if found is not None:
            self.told += 1
        elif context not in _SAME_NAMES and not _THE_SAME.fullmatch(source_text):
            self.missing.add(f"{context}: {source_text}")
        return found


@pytest.fixture
def asked(qapp: QApplication) -> Iterator[_Asked]:
    translator = _Asked(qapp)
    qapp.installTranslator(translator)
    yield translator
    qapp.removeTranslator(translator)


def _messages() -> Iterator[QWidget]:
    box = QMessageBox()
    for button in QMessageBox.StandardButton:
        if button.name in _BUTTONS:
            box.addButton(button)
    box.setDetailedText("Chi tiết")
    yield box


_BUTTONS = (
    "Ok Open Save Cancel Close Discard Apply Reset RestoreDefaults Help SaveAll Yes YesToAll No NoToAll "
    "Abort Retry Ignore"
).split()


def _buttons() -> Iterator[QWidget]:
    box = QDialogButtonBox()
    for button in QDialogButtonBox.StandardButton:
        if button.name in _BUTTONS:
            box.addButton(button)
    yield box


def _files() -> Iterator[QWidget]:
    for mode in (QFileDialog.FileMode.AnyFile, QFileDialog.FileMode.Directory):
        for accept in (QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave):
            dialog = QFileDialog()
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
            dialog.setFileMode(mode)
            dialog.setAcceptMode(accept)
            yield dialog


def _printing() -> Iterator[QWidget]:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    yield QPrintDialog(printer)


def _asking() -> Iterator[QWidget]:
    yield QInputDialog()
    yield QProgressDialog()


def _dates() -> Iterator[QWidget]:
    yield QCalendarWidget()
    date = QDateEdit()
    date.setCalendarPopup(True)
    yield date


def _fields() -> Iterator[QWidget]:
    line, text, pages = QLineEdit("Chữ"), QPlainTextEdit("Chữ"), QTextBrowser()
    pages.setHtml("<a href='x'>Chữ</a>")
    for field in (line, text, pages):
        field.selectAll()
        yield field
    yield QSpinBox()
    yield QScrollBar(Qt.Orientation.Vertical)
    yield QScrollBar(Qt.Orientation.Horizontal)
    tabs = QTabWidget()
    for number in range(9):
        tabs.addTab(QWidget(), f"Phần {number}")
    tabs.resize(80, 40)
    yield tabs


SHOWN: dict[str, Callable[[], Iterator[QWidget]]] = {
    "messages": _messages,
    "buttons": _buttons,
    "files": _files,
    "printing": _printing,
    "asking": _asking,
    "dates": _dates,
    "fields": _fields,
}


@pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)|grabbing", extend=True)
@pytest.mark.parametrize("name", list(SHOWN))
def test_qt_asks_for_no_word_that_there_is_not(asked: _Asked, qtbot: QtBot, name: str) -> None:
    menus = 0
    for widget in SHOWN[name]():
        qtbot.addWidget(widget)
        widget.show()
        QApplication.processEvents()
        menus += _opens_menu(widget)
        widget.close()
    assert not asked.missing
    assert name in ("dates",) or asked.told
    assert name != "fields" or menus >= 3


def _opens_menu(widget: QWidget) -> bool:
    """Opens the menu of a field as the right button does; gives whether it has one."""
    seen: list[QWidget] = []

    def close() -> None:
        if (menu := QApplication.activePopupWidget()) is not None:
            seen.append(menu)
            menu.close()

    create = getattr(widget, "createStandardContextMenu", None)
    if create is not None:
        return bool((create(QPoint()) if isinstance(widget, QScrollBar) else create()).actions())
    QTimer.singleShot(20, close)
    at = QPoint(3, 3)
    QApplication.sendEvent(widget, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, at))
    QApplication.processEvents()
    return bool(seen)
