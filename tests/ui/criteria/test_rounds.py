"""The rounds of the index in the window: the strip, points typed into cells, the dialogs, the sheet that
comes back, and the way back."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.model import Document
from cchc_desktop.domain.criteria.rounds import Stage
from cchc_desktop.domain.criteria.sealed import AGREED, Rounds
from cchc_desktop.domain.criteria.sets import CriteriaSet
from cchc_desktop.domain.criteria.words import points_words
from cchc_desktop.domain.places import CriteriaPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.ui.criteria.lines import Listed, Shown
from cchc_desktop.ui.criteria.page import CriteriaPage
from cchc_desktop.ui.criteria.rounds_dialog import CriterionRoundDialog
from cchc_desktop.ui.criteria.rounds_history import RoundHistory
from cchc_desktop.ui.criteria.rounds_import import ImportVerdicts
from cchc_desktop.ui.criteria.rounds_questions import StepQuestion
from cchc_desktop.ui.frame.main_window import MainWindow
from tests.ui.sample_window import sample_window

YEAR = Period.parse("2026-N")
D = Decimal


@pytest.fixture(scope="module")
def opened(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    with sample_window(tmp_path_factory.mktemp("sample")) as made:
        yield made


@pytest.fixture
def window(opened: MainWindow) -> Iterator[MainWindow]:
    """The window on the sample, without any step once the test is over."""
    yield opened
    while rounds(opened).steps or said(opened):
        opened.office.history.undo()
    opened.refresh_now()


def given(window: MainWindow) -> CriteriaSet:
    return window.office.criteria.of_period(YEAR)


def said(window: MainWindow) -> int:
    return len(window.office._desk.store.table("criterion_rounds"))


def page_at(window: MainWindow, code: str = "") -> CriteriaPage:
    window.go(CriteriaPlace(YEAR, code))
    assert isinstance(window.current, CriteriaPage)
    return window.current


def rounds(window: MainWindow) -> Rounds:
    return window.office.score_rounds.standing(given(window), YEAR)


def found(page: CriteriaPage) -> Listed:
    assert page._listed is not None
    return page._listed


def step(window: MainWindow, page: CriteriaPage, stage: Stage | None, note: str = "") -> StepQuestion:
    """Asks for a step and answers with a note."""
    question = StepQuestion(window, found(page), YEAR, stage, page)
    question.note.set_value(note)
    question.answer()
    window.refresh_now()
    return question


def trigger(page: CriteriaPage, name: str) -> None:
    """Chooses an entry of the menu of steps."""
    next(each for each in page.rounds.steps_button.menu().actions() if each.text() == name).trigger()


def headers(page: CriteriaPage) -> list[str]:
    """The columns that are shown."""
    table = page.table
    return [
        column.header for number, column in enumerate(table.rows.columns) if not table.isColumnHidden(number)
    ]


def words(question: StepQuestion) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(each.text() for each in question.findChildren(QLabel))


def test_the_whole_way(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_at(window, "3.4.1")
    strip = page.rounds
    assert strip.state.text().startswith("Đang tự chấm")
    assert strip.next_button.text() == "Chốt điểm tự chấm…"
    assert {"Đề xuất", "Điểm"} <= set(headers(page))
    assert not {"Thẩm định 1", "Chênh lệch"} & set(headers(page))
    question = StepQuestion(window, found(page), YEAR, Stage.LOCKED, page)
    assert "Chưa có điểm: " in words(question)
    assert "chưa có minh chứng, giải trình: " in words(question)
    question.reject()
    step(window, page, Stage.LOCKED, "Họp")
    assert rounds(window).stage is Stage.LOCKED
    assert {"Tự chấm", "Thẩm định 1", "Chênh lệch"} <= set(headers(page))
    assert not {"Đề xuất", "Điểm", "Thẩm định 2"} & set(headers(page))
    assert not page.points_button.isEnabled()
    assert "mở lại bước chấm điểm" in page.points_button.toolTip()

    # Points are typed right into the table.
    line = page.table.current_row()
    assert line.id == "3.4.1"
    before = line.own
    number = [column.header for column in page.table.rows.columns].index("Thẩm định 1")
    index = page.table.rows.index(page.table.currentIndex().row(), number)
    assert page.table.rows.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert page.table.rows.setData(index, "0,5", Qt.ItemDataRole.EditRole)
    window.refresh_now()
    line = page.table.current_row()
    assert line.round is not None
    assert (line.round.first, line.round.gap) == (D("0.5"), D("0.5") - (before or 0))
    dialog = CriterionRoundDialog(window, found(page), YEAR, "8.4", page)
    dialog.points.set_value(D(9))
    dialog.answer()
    assert "phải từ 0 đến 3" in dialog.points.editor.accessibleDescription()
    dialog.points.set_value(D(1))
    dialog.remark.set_value("Thiếu kế hoạch khắc phục")
    dialog.answer()
    window.refresh_now()
    question = StepQuestion(window, found(page), YEAR, Stage.VERIFIED, page)
    assert "Đã ghi điểm thẩm định của 2 trong " in words(question)
    question.due.set_value(date(2026, 12, 5))
    question.answer()
    window.refresh_now()
    assert rounds(window).stage is Stage.VERIFIED
    assert page.rounds.state.text().startswith("Chờ giải trình 2 tiêu chí, hạn 05/12/2026. Tự chấm ")

    # What waits is listed, and explained one by one.
    page.filter.show_value(Shown.WAITING)
    page.filter.activated.emit(0)
    assert [each.id for each in page.table.rows.rows] == ["3.4.1", "8.4"]
    page.table.choose("8.4")
    assert "Thẩm định lần 1: 1 điểm. Thiếu kế hoạch khắc phục." in page._told.text()
    dialog = CriterionRoundDialog(window, found(page), YEAR, "8.4", page)
    dialog.explanation.set_value("Kế hoạch đã ban hành ngày 20/10.")
    dialog.answer()
    window.refresh_now()
    assert [each.id for each in page.table.rows.rows] == ["3.4.1"]
    page.filter.show_value(Shown.TAKEN)
    page.filter.activated.emit(0)
    assert [each.id for each in page.table.rows.rows] == ["3.4.1", "8.4"]
    question = step(window, page, Stage.EXPLAINED)
    assert "Chưa giải trình 1 tiêu chí (3.4.1)" in words(question)
    assert rounds(window).by_code["3.4.1"].explanation == AGREED
    assert "Thẩm định 2" in headers(page)
    page.filter.show_value(Shown.ALL)
    page.filter.activated.emit(0)
    dialog = CriterionRoundDialog(window, found(page), YEAR, "8.4", page)
    dialog.points.set_value(D(3))
    dialog.answer()
    window.refresh_now()
    step(window, page, Stage.SECOND)
    question = step(window, page, Stage.FINAL, "33/QĐ-UBND")
    assert "Kết quả cuối cùng: " in words(question)
    assert not page.rounds.next_button.isVisibleTo(page)
    assert page.rounds.state.text().startswith("Kết quả cuối cùng. Tự chấm ")
    history = RoundHistory(window, found(page), YEAR, page)
    lines = history.table.rows.rows
    assert [each.words for each in lines][-1] == "Kết quả cuối cùng"
    assert [bool(each.total) for each in lines] == [True, True, False, True, True]
    assert lines[1].note == "hạn giải trình 05/12/2026"
    history.table.choose(2)
    exported: list[str] = []
    monkeypatch.setattr(window, "export", lambda document, _name: exported.append(document.title))
    history.export_button.click()
    assert exported == ["Bảng tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm 2026"]
    history.reject()
    refused = step(window, page, None)
    assert "Hãy ghi lý do mở lại" in refused.note.editor.accessibleDescription()
    refused.reject()
    step(window, page, None, "Chốt nhầm")
    assert rounds(window).stage is Stage.SECOND


def test_agreeing_and_ending_without_an_explanation(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_at(window, "8.4")
    step(window, page, Stage.LOCKED)
    window.office.score_rounds.say(given(window), YEAR, "8.4", D(1))
    window.refresh_now()
    step(window, page, Stage.VERIFIED)
    dialog = CriterionRoundDialog(window, found(page), YEAR, "8.4", page)
    # What was typed already is not written over.
    dialog.explanation.editor.setPlainText("Đã gửi bổ sung.")
    assert not dialog.agree_button.isEnabled()
    dialog.explanation.editor.setPlainText("")
    dialog.agree_button.click()
    assert dialog.explanation.value() == AGREED
    asked: list[str] = []
    monkeypatch.setattr(
        "cchc_desktop.ui.evidence.dialog.EvidenceDialog.run", lambda _shell, owner: asked.append(owner.id)
    )
    opened: list[str] = []
    monkeypatch.setattr(
        CriterionRoundDialog, "ask", lambda _shell, _found, _period, code, _: opened.append(code)
    )
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert opened == ["8.4"]
    dialog.evidence_button.click()
    assert asked == ["2026-N:khoi-dau:8.4"]
    dialog.answer()
    window.refresh_now()
    assert page.rounds.state.text().startswith("Đã giải trình mọi tiêu chí bị trừ điểm. Tự chấm ")
    assert page.rounds.end_action.isVisible()
    monkeypatch.setattr(StepQuestion, "exec", lambda question: question.answer() or question.result())
    page.rounds.end_action.trigger()
    window.refresh_now()
    assert rounds(window).stage is Stage.FINAL
    last = rounds(window).first
    assert last is not None
    assert page._total.text() == f"Kết quả {points_words(last.total)}/100 điểm"


def test_the_sheet_that_comes_back_is_looked_at_first(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_at(window, "3.4.1")
    step(window, page, Stage.LOCKED)
    path = tmp_path / "bang.xlsx"
    export_file(window.office.criteria.sheet(given(window), YEAR), "xlsx", path)
    book = load_workbook(path)
    for row in book["Chấm điểm"].iter_rows():
        if row[0].value == "3.4.1":
            row[7].value, row[8].value = 9, "Sai"
    book.save(path)
    wizard = ImportVerdicts(window, found(page).given, YEAR, page)

    def read() -> None:
        wizard.read(path)
        qtbot.waitUntil(
            lambda: wizard._job is None and wizard.notice.sentence != "Đang đọc tệp…", timeout=20000
        )

    read()
    assert "phải từ 0 đến 4" in wizard.notice.sentence
    assert not wizard.take_button.isEnabled()
    for row in book["Chấm điểm"].iter_rows():
        if row[0].value == "3.4.1":
            row[7].value = 0.5
    book.save(path)
    read()
    assert wizard.take_button.isEnabled()
    # What differs is what is shown first.
    assert wizard.shown.value() is True
    assert [each.line.code for each in wizard.lines.rows.rows] == ["3.4.1"]
    assert said(window) == 0
    wizard.take_in()
    window.refresh_now()
    assert rounds(window).by_code["3.4.1"].first == D("0.5")
    other = ImportVerdicts(window, found(page).given, YEAR, page)
    export_file(window.office.criteria_sets.document(given(window)), "xlsx", path)
    other.read(path)
    qtbot.waitUntil(lambda: "không có bảng tiêu chí" in other.notice.sentence, timeout=20000)
    other.reject()


def test_papers_go_out_from_the_menu(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    page = page_at(window, "8.4")
    file = tmp_path / "Kết xuất.pdf"
    file.write_bytes(b"%PDF-1.4\n%%EOF\n")
    owner = window.office.criteria.owner(given(window), YEAR, "8.4")
    window.office.evidence.attach(owner, [window.office.evidence.taker()(file, lambda: None)])
    out: list[tuple[str, str]] = []

    def export(document: Document, name: str, warning: str = "") -> None:
        out.append((document.title, name))

    monkeypatch.setattr(window, "export", export)
    window.refresh_now()
    trigger(page, "Xuất bảng tự chấm điểm…")
    trigger(page, "Xuất danh mục minh chứng…")
    assert not page.rounds.answers_action.isEnabled()
    step(window, page, Stage.LOCKED)
    window.office.score_rounds.say(given(window), YEAR, "8.4", D(1))
    window.refresh_now()
    step(window, page, Stage.VERIFIED)
    page.rounds.answers_action.trigger()
    assert out[0][1] == "tu-cham-diem-nam-2026"
    assert [title for title, _ in out[1:]] == [
        "Danh mục minh chứng Chỉ số CCHC năm 2026",
        "Bản giải trình điểm tự chấm Chỉ số cải cách hành chính năm 2026",
    ]
    target = tmp_path / "mc"
    monkeypatch.setattr("cchc_desktop.ui.file_dialogs.ask_new_file", lambda *_: target)
    trigger(page, "Đóng gói minh chứng…")
    qtbot.waitUntil(lambda: target.with_suffix(".zip").exists(), timeout=20000)


def test_what_nobody_knows_is_told_without_a_stray_full_stop(window: MainWindow) -> None:
    page = page_at(window, "T1")
    step(window, page, Stage.LOCKED)
    dialog = CriterionRoundDialog(window, found(page), YEAR, "T1", page)
    texts = [each.text() for each in dialog.findChildren(QLabel)]
    assert "Tự chấm: chưa có điểm (Chưa có số liệu, chưa chấm được)." in texts


def test_a_quarter_has_no_rounds_until_it_is_locked(window: MainWindow) -> None:
    quarter = Period.parse("2026-Q1")
    page = page_at(window)
    page.show_place(CriteriaPlace(quarter))
    assert not page.rounds.isVisibleTo(page)
    window.office.score_rounds.lock(window.office.criteria.of_period(quarter), quarter)
    window.refresh_now()
    assert page.rounds.isVisibleTo(page)
    window.office.history.undo()
    window.refresh_now()
    page.show_place(CriteriaPlace(YEAR))
