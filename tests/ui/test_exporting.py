"""Export and printing: the file that is written, the questions before, and what is said when it fails."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.model import Document, Paragraph, Part
from cchc_desktop.documents.render_pdf import render_pdf
from cchc_desktop.domain.errors import EnvironmentProblem
from cchc_desktop.ui import exporting, printing, work
from cchc_desktop.ui.exporting import FORMATS, ExportDialog, Target, export_document
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.messages import Messages
from cchc_desktop.ui.widgets.pdf_pages import PdfPages
from cchc_desktop.ui.widgets.toast import Toast

DOCUMENT = Document(
    "Kế hoạch",
    "UBND xã",
    (Part("Kế hoạch", (Paragraph("Nội dung."),)), Part("Phụ lục", (Paragraph("Bảng."),), landscape=True)),
)


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that were asked; each is answered with yes."""
    questions: list[str] = []

    def ask(_parent: object, question: str, *_: object) -> bool:
        questions.append(question)
        return True

    monkeypatch.setattr(Messages, "ask", ask)
    return questions


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> ExportDialog:
    """The dialog with a folder and a proposed name."""
    made = ExportDialog(str(tmp_path), "15-KH-UBND_ke-hoach.pdf", "docx")
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_still_wrong_is_said_before_and_after(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    warning = "Báo cáo còn 3 lỗi, ghi ở thẻ «Kiểm tra»."
    made = ExportDialog(str(tmp_path), "bao-cao.pdf", "pdf", warning=warning)
    qtbot.addWidget(made)
    assert warning in [each.text() for each in made.findChildren(QLabel)]
    opened = chosen(monkeypatch, Target("xlsx", tmp_path / "bao-cao.xlsx"))
    export_document(window, DOCUMENT, "bao-cao", warning=warning)
    qtbot.waitUntil(lambda: "Đã xuất" in window.foot.sentence)
    assert opened[0][-1] == warning
    assert window.foot.sentence.endswith(warning)
    note = window.findChild(Toast)
    assert note is not None
    assert note.sentence.endswith(warning)


def chosen(monkeypatch: pytest.MonkeyPatch, target: Target | None) -> list[tuple[Any, ...]]:
    """Answers the dialog; gives what it was opened with."""
    opened: list[tuple[Any, ...]] = []

    def ask(*arguments: Any) -> Target | None:
        opened.append(arguments)
        return target

    monkeypatch.setattr(ExportDialog, "ask", ask)
    return opened


def test_dialog_gives_format_and_path(dialog: ExportDialog, tmp_path: Path) -> None:
    """The name is proposed without its ending, which follows the format."""
    assert dialog.fmt == "docx"
    assert dialog.name.value() == "15-KH-UBND_ke-hoach"
    dialog._buttons["xlsx"].setChecked(True)
    assert dialog._ending.text() == ".xlsx"
    dialog.name.set_value("phu-luc.xlsx")
    dialog.answer()
    assert dialog.target == Target("xlsx", tmp_path / "phu-luc.xlsx")


@pytest.mark.parametrize("name", ["", "  ", "a/b", "KH: 2026", "con?"])
def test_bad_names_are_refused(dialog: ExportDialog, name: str) -> None:
    """A name that Windows cannot hold is refused beside its field."""
    dialog.name.set_value(name)
    dialog.answer()
    assert dialog.target is None
    assert "Tên tệp" in dialog.name._problem.text() or "tên tệp" in dialog.name._problem.text()


def test_missing_folder_is_refused(
    dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A folder that is gone is refused; another one can be chosen."""
    dialog.folder.set_value(str(tmp_path / "usb"))
    dialog.answer()
    assert dialog.target is None
    assert "thư mục" in dialog.folder._problem.text()
    monkeypatch.setattr(ExportDialog, "ask_folder", lambda *_: str(tmp_path))
    dialog.choose_folder()
    dialog.answer()
    assert dialog.target is not None


def test_overwriting_is_asked(dialog: ExportDialog, asked: list[str], tmp_path: Path) -> None:
    """A file that is there is overwritten only after a question."""
    (tmp_path / "15-KH-UBND_ke-hoach.docx").write_bytes(b"old")
    dialog.answer()
    assert "Ghi đè" in asked[0]
    assert dialog.target is not None


@pytest.mark.parametrize(("fmt", "head"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_export_writes_the_file_and_says_where(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fmt: str, head: bytes
) -> None:
    """The file is whole, the folder and the format are remembered, and the file can be opened."""
    target = Target(fmt, tmp_path / f"ke-hoach.{fmt}")
    opened = chosen(monkeypatch, target)
    export_document(window, DOCUMENT, "ke-hoach")
    qtbot.waitUntil(lambda: "Đã xuất" in window.foot.sentence)
    assert target.path.read_bytes().startswith(head)
    assert window.office.settings.preference("export.folder") == str(tmp_path)
    assert window.office.settings.preference("export.format") == fmt
    note = window.findChild(Toast)
    assert note is not None
    QApplication.processEvents()
    page = window.current
    assert page is not None
    above = note.mapTo(window, note.rect().topLeft()).y()
    assert above >= page.mapTo(window, page.rect().bottomLeft()).y(), "the note covers nothing of the page"
    calls: list[Path] = []
    monkeypatch.setattr(exporting, "_open", lambda _shell, path: calls.append(path))
    for button in note.buttons:
        button.click()
    assert calls == [target.path, tmp_path]
    export_document(window, DOCUMENT, "ke-hoach")
    assert opened[1][1:] == (str(tmp_path), "ke-hoach", fmt, tuple(FORMATS), "")
    qtbot.waitUntil(lambda: not work.is_busy())


def test_giving_up_writes_nothing(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """«Hủy» leaves no file and no trace."""
    chosen(monkeypatch, None)
    export_document(window, DOCUMENT, "ke-hoach")
    assert window.office.settings.preference("export.format") == ""
    assert not list(tmp_path.glob("*.pdf"))


def test_locked_target_can_be_tried_again(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asked: list[str]
) -> None:
    """A file that is open in Word is told with its sentence; «Thử lại» writes it once it is closed."""
    target = Target("pdf", tmp_path / "ke-hoach.pdf")
    chosen(monkeypatch, target)
    write: Callable[..., None] = export_file
    tries: list[Path] = []

    def locked_once(document: Document, fmt: str, path: Path, *more: Any) -> None:
        tries.append(path)
        if len(tries) == 1:
            raise EnvironmentProblem(
                "Tệp «ke-hoach.pdf» đang mở trong chương trình khác. Hãy đóng tệp rồi xuất lại."
            )
        write(document, fmt, path, *more)

    monkeypatch.setattr(exporting, "export_file", locked_once)
    export_document(window, DOCUMENT, "ke-hoach")
    qtbot.waitUntil(lambda: "Đã xuất" in window.foot.sentence)
    assert "đang mở trong chương trình khác" in asked[0]
    assert len(tries) == 2
    assert target.path.exists()


def pages_of(document: Document) -> PdfPages:
    """The document's pages."""
    stream = BytesIO()
    render_pdf(document, stream)
    return PdfPages(stream.getvalue())


def paper_printer(path: Path) -> QPrinter:
    """A printer whose paper is a PDF file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(100)
    return printer


def test_printing_turns_the_paper(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """Every page is printed as it lies; the line at the foot counts them."""
    path = tmp_path / "giay.pdf"
    pages = pages_of(DOCUMENT)
    run = printing.PrintRun(paper_printer(path), pages, [0, 1], window)
    with qtbot.waitSignal(run.finished) as over:
        run.start()
    assert over.args == ["Đã gửi 2 trang tới máy in."]
    pages.close()
    printed = pypdfium2.PdfDocument(path)
    sizes = [printed.get_page_size(n) for n in range(len(printed))]
    printed.close()
    assert [width > height for width, height in sizes] == [False, True]


def test_page_ranges_order_and_copies(tmp_path: Path) -> None:
    """Only the pages that were asked for, in the order that was asked for."""
    printer = paper_printer(tmp_path / "giay.pdf")
    assert printing.chosen_pages(printer, 3) == [0, 1, 2]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    ranges = QPageRanges()
    ranges.addRange(2, 3)
    printer.setPageRanges(ranges)
    assert printing.chosen_pages(printer, 5) == [1, 2]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert printing.chosen_pages(printer, 5) == [2, 1]


def test_printing_asks_for_pages_then_prints(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The system's dialog is asked once the pages are ready; what it says is printed."""
    path = tmp_path / "giay.pdf"

    def ask(printer: QPrinter, pages: int, _parent: object) -> bool:
        assert pages == 2
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return True

    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "ask_printer", ask)
    printing.print_document(window, DOCUMENT)
    qtbot.waitUntil(lambda: "trang tới máy in" in window.foot.sentence, timeout=10_000)
    assert path.stat().st_size > 0


def test_without_a_printer_a_pdf_is_offered(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    """The file's dialog opens with PDF chosen and a proper name."""
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    opened = chosen(monkeypatch, None)
    printing.print_document(window, DOCUMENT)
    assert "chưa có máy in" in asked[0]
    assert opened[0][3] == "pdf"
    assert opened[0][2].startswith("ke-hoach")
