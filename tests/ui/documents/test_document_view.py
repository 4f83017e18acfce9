"""The base of the pages that show a document: a further kind of document gives only its content."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.documents.model import Document
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.ui.documents.bar import CommandWords, DocumentBar, IssuedBanner
from cchc_desktop.ui.documents.issue_dialog import IssueQuestion, IssueWords
from cchc_desktop.ui.documents.view import DocumentView, Pane
from cchc_desktop.ui.frame.main_window import MainWindow

PREFERENCE = "sheet.preview"


class Sheet:
    """A document of a third kind: the small plan, under another name."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.key = "task-1"
        self.issued = False

    def compose(self) -> Document | None:
        """The document."""
        return self.window.office.papers.plan("plan-1")

    def file_name(self) -> str:
        """Its file."""
        return "phieu.pdf"

    def paper_key(self) -> None:
        """It goes nowhere."""

    def printed_texts(self) -> list[tuple[str, str]]:
        """Its tasks."""
        return [("task-1", "Ban hành kế hoạch tuyên truyền."), ("task-2", "Tổ chức hội nghị đối thoại.")]

    def issue(self, parent: QWidget) -> str:
        """Issues it without a question."""
        self.issued = True
        return "Đã chốt phiếu."

    def reopen(self) -> str:
        """Opens it again, where it was issued."""
        if not self.issued:
            raise Refusal("Phiếu chưa chốt.")
        self.issued = False
        return "Đã mở lại phiếu."


class SheetBar(DocumentBar):
    """The commands that every document has."""

    def __init__(self) -> None:
        super().__init__(
            CommandWords("Chốt", "done", "Chốt phiếu"), CommandWords("Mở lại", "undo", "Mở lại"), "phiếu"
        )
        self.add(self.issue_action, self.reopen_action, self.export_action, self.print_action)
        self.add_menu((), self.action("Xóa phiếu", "delete", "Xóa phiếu"))


class SheetView(DocumentView):
    """A view with one pane."""

    def __init__(self, window: MainWindow, sheet: Sheet) -> None:
        self.sheet = sheet
        self.refused = False
        super().__init__(
            window,
            sheet,
            SheetBar(),
            IssuedBanner("Mở lại", "undo"),
            [Pane(QLineEdit(), beside=60, alone=100, stretch=1)],
            PREFERENCE,
        )

    def refresh(self) -> None:
        """Shows whether it is issued."""
        self.bar.show_issued(self.sheet.issued)
        self.banner.setVisible(self.sheet.issued)
        super().refresh()

    def commit(self) -> bool:
        """Saves, unless it is refused."""
        return not self.refused

    def show_text(self, key: str) -> None:
        """Goes to a text."""
        self.sheet.key = key


class Said:
    """What the window was asked for."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.exported: list[str] = []
        self.printed: list[Document] = []

    def notify(self, sentence: str, undoable: bool = False) -> None:
        """Remembers a sentence."""
        assert undoable
        self.sentences.append(sentence)


@pytest.fixture
def said(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Said:
    """What the view asks of the window."""
    found = Said()
    monkeypatch.setattr(window, "notify", found.notify)
    monkeypatch.setattr(window, "export", lambda _document, name: found.exported.append(name))
    monkeypatch.setattr(window, "print_document", found.printed.append)
    return found


@pytest.fixture
def show(window: MainWindow, qtbot: QtBot) -> Callable[[int], SheetView]:
    """Shows a view of a width."""

    def view(width: int) -> SheetView:
        made = SheetView(window, Sheet(window))
        qtbot.addWidget(made)
        made.resize(width, 600)
        made.refresh()
        with qtbot.waitExposed(made):
            made.show()
        return made

    return view


def test_the_pages_are_made_when_there_is_room_for_them(show: Callable[[int], SheetView]) -> None:
    view = show(800)
    assert "preview" not in vars(view)
    assert not view.bar.preview_action.isChecked()
    view.resize(1200, 600)
    assert view.preview.isVisible()
    assert view.bar.preview_action.isChecked()
    pane, pages = view.splitter.sizes()
    assert abs(pane - 0.6 * (pane + pages)) < 10
    view.resize(800, 600)
    assert not view.preview.isVisible()


def test_folded_away_the_pages_stay_so(window: MainWindow, show: Callable[[int], SheetView]) -> None:
    view = show(1200)
    view.preview.closed.emit()
    assert view.preview.isHidden()
    assert window.office.settings.preference(PREFERENCE) == "folded"
    again = show(1200)
    assert "preview" not in vars(again)
    again.bar.preview_action.trigger()
    assert again.preview.isVisible()
    assert window.office.settings.preference(PREFERENCE) == "shown"


def test_pages_and_panes_find_each_other(show: Callable[[int], SheetView], qtbot: QtBot) -> None:
    view = show(1200)
    qtbot.waitUntil(lambda: view.preview._pages is not None, timeout=20_000)
    assert view.preview.view.mark is not None
    view.preview.text_clicked.emit("task-2")
    assert view.sheet.key == "task-2"
    view.reveal("task-2")
    assert view.preview.view.mark is not None


def test_commands_save_first(show: Callable[[int], SheetView], said: Said) -> None:
    view = show(800)
    view.refused = True
    for action in (view.bar.issue_action, view.bar.export_action, view.bar.print_action):
        action.trigger()
    assert (said.sentences, said.exported, said.printed) == ([], [], [])
    view.refused = False
    for action in (view.bar.issue_action, view.bar.export_action, view.bar.print_action):
        action.trigger()
    assert (said.sentences, said.exported) == (["Đã chốt phiếu."], ["phieu.pdf"])
    assert said.printed == [view.sheet.compose()]
    assert view.banner.isVisible()
    view.banner.change_wanted.emit()
    assert said.sentences[1:] == ["Đã mở lại phiếu."]
    assert not view.banner.isVisible()


def test_a_question_without_a_day_is_refused_in_its_words(window: MainWindow, qtbot: QtBot) -> None:
    asked: list[tuple[str, date]] = []

    def issue(number: str, day: date) -> bool:
        asked.append((number, day))
        return True

    words = IssueWords("Chốt phiếu", "Chốt", "Ngày chốt", "Ghi số và ngày.", "Hãy nhập ngày chốt.")
    dialog = IssueQuestion(words, "7", "PH", date(2026, 6, 15), issue, window, "Phiếu còn 1 lỗi.")
    qtbot.addWidget(dialog)
    dialog.day.set_value(None)
    dialog.answer()
    assert "Hãy nhập ngày chốt" in dialog.day._problem.text()
    dialog.day.set_value(date(2026, 6, 15))
    dialog.answer()
    assert asked == [("7", date(2026, 6, 15))]
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_panels_are_made_when_they_are_wanted(window: MainWindow, tmp_path: Path) -> None:
    from cchc_desktop.domain.places import PageName, ReportPlace
    from cchc_desktop.domain.report_periods import Period
    from cchc_desktop.ui.plan.page import PlanPage
    from cchc_desktop.ui.reports.page import ReportsPage

    reports = window.page(PageName.REPORTS)
    assert isinstance(reports, ReportsPage)
    window.open_page(PageName.REPORTS)
    assert not {"desk", "calendar"} & set(vars(reports))
    window.go(ReportPlace(Period.parse("2026-Q1")))
    assert "desk" in vars(reports)
    plan = window.page(PageName.PLAN)
    assert isinstance(plan, PlanPage)
    window.open_page(PageName.PLAN)
    assert "desk" in vars(plan)
    assert "empty" not in vars(plan)
