"""«Văn bản pháp luật»: what may be cited is found, the office adds its own, a newer library is looked at."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cchc_desktop.documents.model import Document
from cchc_desktop.domain.legal import LegalDocument
from cchc_desktop.domain.legal_list import LegalFilter
from cchc_desktop.domain.places import SettingsPlace
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.settings.legal import LegalTab
from cchc_desktop.ui.settings.legal_library import LibraryDialog
from cchc_desktop.ui.settings.legal_question import DocumentQuestion
from cchc_desktop.ui.settings.page import SettingsPage

OWN = LegalDocument("15/KH-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh", "về cải cách", date(2026, 1, 5))
FILE = 'version = "2027"\ntitle = "Thư viện tỉnh"\nupdated = 2027-01-01\nsource = "tỉnh"\n[[document]]\n'
FILE += 'symbol = "30/2020/NĐ-CP"\nkind = "Nghị định"\nended = 2026-06-01\nreplaced_by = ["9/2026/NĐ-CP"]\n'


@pytest.fixture
def tab(window: MainWindow) -> LegalTab:
    window.go(SettingsPlace("legal"))
    page = window.current
    assert isinstance(page, SettingsPage)
    return page.legal_tab


def symbols(tab: LegalTab) -> list[str]:
    return [row.document.symbol for row in tab.table.rows.rows]


def answering(monkeypatch: pytest.MonkeyPatch, **values: object) -> list[DocumentQuestion]:
    """Fills the question in and answers it in the user's place; gives those that were asked."""
    asked: list[DocumentQuestion] = []

    def answer(question: DocumentQuestion) -> int:
        asked.append(question)
        for name, value in values.items():
            getattr(question, name).set_value(value)
            getattr(question, name).changed.emit()
        question.answer()
        return question.result()

    monkeypatch.setattr(DocumentQuestion, "exec", answer)
    return asked


def test_documents_are_found_filtered_and_told_of(tab: LegalTab) -> None:
    every = symbols(tab)
    assert len(every) > 50
    tab.search.setText("mot cua lien thong")
    assert {"61/2018/NĐ-CP", "118/2025/NĐ-CP"} <= set(symbols(tab))
    assert len(symbols(tab)) < len(every)
    QTest.keyClick(tab.search, Qt.Key.Key_Return)
    tab.table.choose("61/2018/ndcp")
    told = tab.detail.toPlainText()
    assert told.startswith("Căn cứ Nghị định số 61/2018/NĐ-CP")
    assert "Nên viện dẫn: Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ" in told
    tab.wanted.show_value(LegalFilter.OUT)
    tab.wanted.activated.emit(0)
    assert "61/2018/NĐ-CP" in symbols(tab)
    assert "118/2025/NĐ-CP" not in symbols(tab)
    assert not tab.delete.isEnabled()
    tab.copy.click()
    assert QGuiApplication.clipboard().text().endswith(";")


def test_an_empty_list_says_what_to_do(tab: LegalTab) -> None:
    tab.search.setText("không có văn bản này")
    assert tab.empty.isVisible()
    assert not tab.edit.isEnabled()
    assert not tab.copy.isEnabled()
    tab.empty.buttons[0].click()
    assert not tab.empty.isVisible()
    assert tab.search.text() == ""


def test_a_document_of_the_office_is_added_changed_deleted_and_undone(
    window: MainWindow, tab: LegalTab, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked = answering(
        monkeypatch, symbol="15 / KH-UBND", kind="Kế hoạch", issuer="UBND tỉnh", title="về cải cách",
        signed=date(2026, 1, 5), replaced_by="16/KH-UBND; 17/KH-UBND",
    )  # fmt: skip
    tab.search.setText("nghị định")
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_Insert)
    assert asked[0].preview.text() == (
        "Sẽ viết: Căn cứ Kế hoạch số 15/KH-UBND ngày 05 tháng 01 năm 2026 của UBND tỉnh về cải cách;"
    )
    (own,) = window.office.legal.own().values()
    assert (own.symbol, own.replaced_by) == ("15/KH-UBND", ("16/KH-UBND", "17/KH-UBND"))
    assert tab.table.current_row().document == own
    answering(monkeypatch, note="đã đối chiếu")
    tab.edit.click()
    assert [each.note for each in window.office.legal.own().values()] == ["đã đối chiếu"]
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_Delete)
    assert window.office.legal.own() == {}
    assert "15/KH-UBND" not in symbols(tab)
    window.commands.undo_action.trigger()
    qtbot.waitUntil(lambda: "15/KH-UBND" in symbols(tab))


def test_a_document_of_the_library_becomes_the_offices_own(
    window: MainWindow, tab: LegalTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, valid_from=date(2020, 3, 5))
    tab.table.choose("30/2020/ndcp")
    tab.table.opened.emit(tab.table.current_row())
    row = tab.table.current_row()
    assert (row.document.symbol, row.source_words) == ("30/2020/NĐ-CP", "Cơ quan")
    assert row.state_words == "Còn hiệu lực từ 05/03/2020"
    assert row.document.title == "về công tác văn thư"


def test_what_cannot_be_is_said_at_its_field(window: MainWindow, qtbot: QtBot) -> None:
    question = DocumentQuestion(window, None, window)
    question.show()
    question.symbol.set_value("15/KH-UBND")
    question.answer()
    assert "Hãy ghi tên loại" in question.kind.editor.accessibleDescription()
    question.kind.set_value("Kế hoạch")
    question.answer()
    assert "Hãy ghi ngày ban hành" in question.signed.editor.accessibleDescription()
    question.signed.editor.setText("31/2/2026")
    question.answer()
    assert "Không có ngày" in question.signed.editor.accessibleDescription()
    assert window.office.legal.own() == {}
    question.close()


def test_the_list_is_exported_as_it_is_shown(tab: LegalTab, monkeypatch: pytest.MonkeyPatch) -> None:
    exported: list[tuple[Document, str]] = []
    monkeypatch.setattr(MainWindow, "export", lambda _window, *what: exported.append(what))
    tab.search.setText("nghị quyết")
    tab.export.click()
    ((document, name),) = exported
    assert document.title == "Danh mục văn bản pháp luật"
    assert name.endswith(".pdf")


def test_a_newer_library_is_shown_taken_in_and_given_up(
    window: MainWindow, tab: LegalTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "thư viện.toml"
    path.write_text(FILE, encoding="utf-8")
    shown: list[LibraryDialog] = []

    def answer(dialog: LibraryDialog) -> int:
        shown.append(dialog)
        (dialog.leave if len(shown) == 1 else dialog.take).click()
        return dialog.result()

    monkeypatch.setattr(LibraryDialog, "exec", answer)
    monkeypatch.setattr(LegalTab, "ask_file", lambda *_: path)
    assert not tab.back_button.isEnabled()
    tab.update_button.click()
    assert window.office.legal.last_taken() is None
    assert "tệp thay đổi 1 văn bản" in shown[0].counts.text()
    assert shown[0].table.rows.rows[0].words.startswith("Cơ quan ban hành: Chính phủ → chưa ghi")
    tab.update_button.click()
    assert "Thư viện tỉnh, phiên bản 2027" in tab.source.text()
    tab.look_at(path)
    assert "đã có trong chương trình" in tab.problem.text()
    tab.back_button.click()
    assert "phiên bản 2027" not in tab.source.text()
    assert not tab.back_button.isEnabled()


def test_a_hit_of_the_search_leads_to_the_document(window: MainWindow, tab: LegalTab) -> None:
    window.office.legal.save(OWN)
    (own_id,) = window.office.legal.own()
    tab.search.setText("nghị định")
    window.go(SettingsPlace("legal", own_id))
    assert tab.table.current_row().own_id == own_id
