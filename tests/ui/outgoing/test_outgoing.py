"""«Tạo thư mục gửi đi» and «Bản ký số» of reports and plans, as an official meets them."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cchc_desktop import durable
from cchc_desktop.child import process
from cchc_desktop.child.errands import Errand, function_of
from cchc_desktop.domain.outgoing.records import PaperKey, PaperKind
from cchc_desktop.domain.places import PlanPlace, ReportPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.ui import file_dialogs, work
from cchc_desktop.ui.documents.view import DocumentView
from cchc_desktop.ui.forms.question import Question
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.messages import Messages
from cchc_desktop.ui.outgoing import sending, signed_dialog
from cchc_desktop.ui.outgoing.folder_dialog import FolderQuestion
from cchc_desktop.ui.outgoing.signed_dialog import ReasonQuestion, SignedDialog
from cchc_desktop.ui.plan.page import PlanPage
from cchc_desktop.ui.reports.page import ReportsPage
from tests.signed_pdfs import LINES, write_pdf, write_scan

Q1 = Period.parse("2026-Q1")
PATIENCE = 120_000
"""Milliseconds at most for nine files on a busy machine."""
REPORT, PLAN = PaperKey(PaperKind.REPORT, Q1.id), PaperKey(PaperKind.PLAN, "plan-1")


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the system was asked to open; files are read without a child process, which tests/child has."""
    found: list[Path] = []

    def open_outside(path: Path) -> bool:
        found.append(path)
        return True

    def run(errand: Errand, *given: object, cancelled: object = None) -> object:
        return function_of(errand)(*given)

    monkeypatch.setattr(sending, "open_outside", open_outside)
    monkeypatch.setattr(process, "run", run)
    return found


def issue(window: MainWindow) -> None:
    window.office.reports.issue(Q1, "31", date(2026, 3, 17))


@pytest.fixture
def view(window: MainWindow) -> DocumentView:
    """The report of the first quarter, opened."""
    window.office.settings.set_preference("reports.preview", "folded")
    issue(window)
    window.go(ReportPlace(Q1))
    page = window.current
    assert isinstance(page, ReportsPage)
    return page.desk


def answer(monkeypatch: pytest.MonkeyPatch, act: Callable[[FolderQuestion], object]) -> list[FolderQuestion]:
    """Answers the question for the folder; gives the questions that were asked."""
    asked: list[FolderQuestion] = []

    def run(question: FolderQuestion) -> int:
        asked.append(question)
        act(question)
        return question.result()

    monkeypatch.setattr(FolderQuestion, "exec", run)
    return asked


def test_the_folder_of_a_report_is_made_and_opened(
    view: DocumentView,
    window: MainWindow,
    tmp_path: Path,
    opened: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    target = tmp_path / "gui-di"
    seen: list[str] = []

    def act(question: FolderQuestion) -> None:
        seen.append(question.files.text())
        question.apart.setChecked(True)
        seen.append(question.files.text())
        question.folder.set_value(str(tmp_path))
        assert question.name.value().startswith("31-BC-UBND-")
        question.name.set_value("gui-di")
        question.answer()

    answer(monkeypatch, act)
    view.bar.outgoing_action.trigger()
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE)
    assert opened == [target]
    assert seen[0].startswith("Sẽ tạo 3 tệp:\n31-BC-UBND-")
    assert seen[0].endswith("(pdf, docx, xlsx)")
    assert int(seen[1].split(" ")[2]) == len(os.listdir(target)) > 3
    (sent,) = window.office.outgoing.dispatches(REPORT)
    assert sent.apart
    assert sorted(each.name for each in sent.files) == sorted(os.listdir(target))
    # The banner says so and leads on to the signed copy.
    assert "Đã tạo thư mục gửi đi" in view.banner._words.text()
    assert view.banner.next.text() == "Bản ký số…"
    window.office.history.undo()
    assert window.office.outgoing.dispatches(REPORT) == []


def test_the_question_refuses_what_cannot_be_made(
    view: DocumentView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    there = tmp_path / "đã có"
    there.mkdir()

    def act(question: FolderQuestion) -> None:
        for place, name, words in (
            (tmp_path / "không có", "a", "Không có thư mục này"),
            (tmp_path, "đã có", "Đã có «đã có»"),
            (tmp_path, "a/b", "không được có ký tự /"),
            (tmp_path, " ", "Hãy ghi tên"),
        ):
            question.folder.set_value(str(place))
            question.name.set_value(name)
            question.answer()
            assert question.target is None
            said = [field.editor.accessibleDescription() for field in (question.folder, question.name)]
            assert any(words in sentence for sentence in said)
        question.reject()

    answer(monkeypatch, act)
    view.send()
    assert "đã có" in os.listdir(tmp_path)
    assert not os.listdir(there)


def test_a_full_disk_can_be_mended_and_tried_again(
    view: DocumentView,
    window: MainWindow,
    tmp_path: Path,
    opened: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    is_full = [True]
    write_new = durable.write_new

    def fill_up(path: Path, data: bytes) -> None:
        if is_full and path.suffix == ".docx":
            raise OSError(28, "No space left on device")
        write_new(path, data)

    sentences: list[str] = []

    def again(_cls: object, _parent: object, question: str, *_: object) -> bool:
        sentences.append(question)
        is_full.clear()
        return True

    monkeypatch.setattr(durable, "write_new", fill_up)
    monkeypatch.setattr(Messages, "ask", classmethod(again))

    def act(question: FolderQuestion) -> None:
        question.folder.set_value(str(tmp_path))
        question.name.set_value("gui-di")
        question.answer()

    answer(monkeypatch, act)
    view.send()
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE)
    assert "đã đầy" in sentences[0]
    assert len(window.office.outgoing.dispatches(REPORT)) == 1


def test_cancel_leaves_nothing(
    view: DocumentView,
    window: MainWindow,
    tmp_path: Path,
    opened: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    run = work.run

    def cancelled_at_once(*given: object) -> work.Job:
        job = run(*given)  # type: ignore[arg-type]
        job.cancel()
        return job

    monkeypatch.setattr(work, "run", cancelled_at_once)

    def act(question: FolderQuestion) -> None:
        question.folder.set_value(str(tmp_path))
        question.name.set_value("gui-di")
        question.answer()

    answer(monkeypatch, act)
    view.send()
    qtbot.waitUntil(lambda: not work.is_busy(), timeout=PATIENCE)
    assert not (tmp_path / "gui-di").exists()
    assert not [name for name in os.listdir(tmp_path) if name.startswith("gui-di")]
    assert opened == []
    assert window.office.outgoing.dispatches(REPORT) == []


def test_a_plan_goes_out_too(
    window: MainWindow, tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window.go(PlanPlace("plan-1"))
    page = window.current
    assert isinstance(page, PlanPage)
    notes: list[str] = []

    def act(question: FolderQuestion) -> None:
        notes.extend(found.text() for found in question.findChildren(QLabel))
        question.folder.set_value(str(tmp_path))
        question.name.set_value("ke-hoach")
        question.answer()

    answer(monkeypatch, act)
    page.desk.bar.outgoing_action.trigger()
    qtbot.waitUntil(lambda: opened == [tmp_path / "ke-hoach"], timeout=PATIENCE)
    # It was not issued yet: the folder is what is signed, and nothing is noted.
    assert any("trình ký" in note for note in notes)
    assert window.office.outgoing.dispatches(PLAN) == []
    window.office.plan_life.issue("plan-1", "152", date(2025, 12, 26))
    assert page.desk.banner.next.text() == "Tạo thư mục gửi đi…"


# The signed copy


@pytest.fixture
def dialog(view: DocumentView, window: MainWindow, qtbot: QtBot) -> SignedDialog:
    """The dialog of the signed copy, shown."""
    made = SignedDialog(window, REPORT, window)
    made.show()
    return made


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    monkeypatch.setattr(file_dialogs, "ask_file", lambda *_: path)


def attach(dialog: SignedDialog, monkeypatch: pytest.MonkeyPatch, path: Path, qtbot: QtBot) -> None:
    choose(monkeypatch, path)
    dialog.attach_button.click()
    qtbot.waitUntil(lambda: not work.is_busy(), timeout=PATIENCE)


def test_a_signed_pdf_is_attached_opened_and_saved(
    dialog: SignedDialog,
    view: DocumentView,
    window: MainWindow,
    tmp_path: Path,
    opened: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    assert "không ký và không kiểm tra chữ ký" in dialog.words.text()
    assert dialog.open_button.isHidden()
    path = write_pdf(tmp_path / "31-BC-UBND.signed.pdf")
    attach(dialog, monkeypatch, path, qtbot)
    assert "31-BC-UBND.signed.pdf" in dialog.words.text()
    assert "đúng với văn bản đã phát hành" in dialog.remarks.text()
    assert dialog.attach_button.text() == "Thay bản ký…"
    assert "Bản ký: 31-BC-UBND.signed.pdf." in view.banner._words.text()
    dialog.open_button.click()
    (shown,) = opened
    assert shown.read_bytes() == path.read_bytes()
    monkeypatch.setattr(file_dialogs, "ask_new_file", lambda *_: tmp_path / "ra")
    dialog.save_button.click()
    assert (tmp_path / "ra.pdf").read_bytes() == path.read_bytes()
    window.office.history.undo()
    dialog.refresh()
    assert "Chưa có bản ký" in dialog.words.text()


def test_what_differs_stands_in_the_dialog(
    dialog: SignedDialog, view: DocumentView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    attach(dialog, monkeypatch, write_scan(tmp_path / "quet.pdf"), qtbot)
    assert "ảnh quét" in dialog.remarks.text()
    assert dialog.remarks.property("state") == "bad"
    assert "1 điểm cần xem" in view.banner._words.text()


def test_a_copy_is_replaced_with_a_reason(
    dialog: SignedDialog,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    attach(dialog, monkeypatch, write_pdf(tmp_path / "a.pdf"), qtbot)
    sentences: list[str] = []

    def run(question: Question) -> int:
        assert isinstance(question, ReasonQuestion)
        question.answer()
        sentences.append(question.reason.editor.accessibleDescription())
        question.reason.set_value("Thiếu dấu cơ quan")
        question.answer()
        return question.result()

    monkeypatch.setattr(ReasonQuestion, "exec", run)
    attach(dialog, monkeypatch, write_pdf(tmp_path / "b.pdf", (*LINES, "Ký lại.")), qtbot)
    assert "lý do" in sentences[0]
    assert "Lý do thay bản trước: Thiếu dấu cơ quan" in dialog.words.text()
    copy = window.office.outgoing.copy(REPORT)
    assert copy is not None
    assert copy.name == "b.pdf"


def test_a_file_that_is_none_is_told(
    dialog: SignedDialog,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    sentences: list[str] = []
    monkeypatch.setattr(
        Messages, "error", classmethod(lambda _cls, _parent, _title, sentence: sentences.append(sentence))
    )
    word = tmp_path / "bao-cao.pdf"
    word.write_bytes(b"PK\x03\x04 no PDF")
    attach(dialog, monkeypatch, word, qtbot)
    attach(dialog, monkeypatch, write_pdf(tmp_path / "khoa.pdf", password="mật"), qtbot)
    assert ["không phải là tệp PDF" in sentences[0], "mật khẩu" in sentences[1]] == [True, True]
    assert window.office.outgoing.copies(REPORT) == []
    choose(monkeypatch, None)
    dialog.attach_button.click()
    assert len(sentences) == 2


def test_a_copy_of_an_issue_of_before_stays_in_sight(
    dialog: SignedDialog,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    attach(dialog, monkeypatch, write_pdf(tmp_path / "a.pdf"), qtbot)
    window.office.reports.recall(Q1)
    dialog.refresh()
    assert "chưa phát hành" in dialog.paper.text()
    assert "a.pdf" in dialog.words.text()
    assert not dialog.attach_button.isEnabled()
    window.office.reports.issue(Q1, "45", date(2026, 3, 17))
    dialog.refresh()
    assert "Chưa có bản ký" in dialog.words.text()
    assert dialog.copies.isVisible()
    before = next(copy for copy in dialog.copies.values if copy is not None)
    dialog.copies.show_value(before)
    dialog.copies.activated.emit(0)
    assert "a.pdf" in dialog.words.text()
    assert "Số 31/BC-UBND" in dialog.copies.currentText()


def test_the_menu_leads_to_the_dialog(view: DocumentView, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[SignedDialog] = []

    def run(dialog: SignedDialog) -> int:
        shown.append(dialog)
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(signed_dialog.SignedDialog, "exec", run)
    view.bar.signed_action.trigger()
    assert len(shown) == 1
    close = [button for button in shown[0].findChildren(QPushButton) if button.text() == "Đóng"]
    assert len(close) == 1
    QApplication.processEvents()
