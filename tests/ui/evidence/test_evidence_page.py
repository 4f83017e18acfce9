"""The strip that pages hold, and the page of all files: attached, renewed, removed, told where one lacks."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.evidence import FileState, Owner
from cchc_desktop.domain.places import (
    EvidencePlace,
    FigurePlace,
    PageName,
    RegisterPlace,
    ReportPlace,
    TasksPlace,
)
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.ui.evidence.dialog import EvidenceDialog
from cchc_desktop.ui.evidence.page import EvidencePage
from cchc_desktop.ui.evidence.scan_watch import watch_of
from cchc_desktop.ui.evidence.strip import EvidenceStrip
from cchc_desktop.ui.figures.details import FigureDetails
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.registers.page import RegistersPage
from cchc_desktop.ui.reports.desk import ReportDesk
from cchc_desktop.ui.tasks.panel import TaskPanel
from cchc_desktop.ui.widgets import outside_pages


@pytest.fixture(autouse=True)
def no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is drawn by another process here: tests/intake and tests/child have that."""
    monkeypatch.setattr(outside_pages.OutsidePages, "_want", lambda *_: None)


@pytest.fixture
def owner(window: MainWindow) -> Owner:
    """A task of the sample."""
    return Owner.parse(f"task:{window.office.tasks.rows()[0].id}")


@pytest.fixture
def strip(window: MainWindow, owner: Owner, qtbot: QtBot) -> Iterator[EvidenceStrip]:
    """The strip of that task, shown."""
    made = EvidenceStrip(window)
    qtbot.addWidget(made)
    made.set_owner(owner)
    made.resize(500, 600)
    made.show()
    yield made
    made.hide()


def scans(folder: Path, *names: str) -> QMimeData:
    """New files, as Explorer hands them over."""
    data = QMimeData()
    for name in names:
        (folder / name).write_bytes(f"%PDF {name}".encode())
    data.setUrls([QUrl.fromLocalFile(str(folder / name)) for name in names])
    return data


def shown(strip: EvidenceStrip) -> list[str]:
    return [item.file.name for item in strip.table.rows.rows]


def test_files_come_by_drop_and_paste_and_go(
    strip: EvidenceStrip, window: MainWindow, owner: Owner, tmp_path: Path, qtbot: QtBot
) -> None:
    evidence = window.office.evidence
    assert "Chưa có minh chứng" in strip.table.empty_text
    data = scans(tmp_path, "bb.pdf", "ds.pdf")
    strip.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, data,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    qtbot.waitUntil(lambda: evidence.count(owner) == 2)
    strip.refresh()
    assert (shown(strip), strip.title.text()) == (["bb.pdf", "ds.pdf"], "Minh chứng (2)")
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(picture)
    QTest.keyClick(strip.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    strip.refresh()
    assert shown(strip)[2].startswith("anh-dan-")
    pasted = evidence.of(owner)[2]
    assert evidence.content(pasted.file).startswith(b"\x89PNG")
    QTest.keyClick(strip.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    report = Owner.parse("report:2026-Q1")
    strip.set_owner(report)
    before = evidence.count(report)
    QTest.keyClick(strip.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert evidence.count(report) == before + 1
    strip.set_owner(owner)
    strip.table.choose(pasted.id)
    QTest.keyClick(strip.table, Qt.Key.Key_Delete)
    assert evidence.count(owner) == 2
    window.office.history.undo()
    assert evidence.count(owner) == 3


def test_a_new_version_and_an_older_one(
    strip: EvidenceStrip, window: MainWindow, owner: Owner, tmp_path: Path
) -> None:
    evidence = window.office.evidence
    take = evidence.taker()
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(f"%PDF {name}".encode())
    (file,) = evidence.attach(owner, [take(tmp_path / "a.pdf", lambda: None)]).files
    evidence.renew(file.id, take(tmp_path / "b.pdf", lambda: None))
    strip.refresh()
    assert len(strip.table.rows.rows) == 1
    assert strip.table.rows.index(0, 0).data() == "b.pdf (bản 2)"
    actions = strip.commands
    assert actions.versions.menu() is not None
    words = [action.text() for action in actions._versions.actions()]
    assert [text[:12] for text in words] == ["Bản 2: b.pdf", "Bản 1: a.pdf", "", "Bỏ bản đang "]
    actions._versions.actions()[1].trigger()
    assert actions.version is not None
    assert actions.version.name == "a.pdf"
    actions._versions.actions()[3].trigger()
    assert [item.file.name for item in evidence.of(owner)] == ["b.pdf"]


@pytest.fixture
def page(window: MainWindow) -> EvidencePage:
    """The page of all files."""
    window.go(EvidencePlace())
    found = window.findChild(EvidencePage, PageName.EVIDENCE)
    assert isinstance(found, EvidencePage)
    return found


def test_the_page_lists_what_is_there_and_what_is_not(
    page: EvidencePage,
    window: MainWindow,
    owner: Owner,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    evidence = window.office.evidence
    lacking = len(evidence.lacking(window.office.today))
    assert page.tabs.tabText(1) == f"Chưa nộp ({lacking})"
    assert page._encrypted.isHidden()
    with monkeypatch.context() as encrypted:
        encrypted.setattr(Office, "is_encrypted", True)
        page.refresh()
        assert "riêng các tệp minh chứng" in page._encrypted.text()
        assert not page._encrypted.isHidden()
    assert lacking
    (tmp_path / "Biên bản.pdf").write_bytes(b"%PDF")
    take = evidence.taker()
    (file,) = evidence.attach(owner, [take(tmp_path / "Biên bản.pdf", lambda: None)]).files
    window.go(EvidencePlace(file.id))
    assert page.table.current_row().id == file.id
    page.go_button.click()
    assert window.shown is PageName.TASKS
    window.go(EvidencePlace(file.id))
    page.filters.text.setText("bien ban")
    assert [item.id for item in page.table.rows.rows] == [file.id]
    page.filters.text.setText("khong co")
    assert page.table.rows.rows == []
    window.go(EvidencePlace(file.id))
    assert page.table.current_row().id == file.id
    evidence.folder.place(file.sha256).write_bytes(b"%pdf")
    page.check_button.click()
    qtbot.waitUntil(lambda: bool(evidence.faulty()))
    assert page.table.current_row().state is FileState.ALTERED
    assert "bị sửa" in page._state.text()
    page.commands.remove.click()
    window.refresh_now()
    assert file.id not in [item.id for item in page.table.rows.rows]


def test_the_keyboard_goes_round_filter_files_and_pages(
    page: EvidencePage, window: MainWindow, owner: Owner, tmp_path: Path
) -> None:
    evidence = window.office.evidence
    strip = EvidenceStrip(window, window)
    strip.set_owner(owner)
    strip.show()
    assert strip.preview.isHidden(), "its room is for what says how a file comes here"
    (tmp_path / "Biên bản.pdf").write_bytes(b"%PDF")
    (file,) = evidence.attach(owner, [evidence.taker()(tmp_path / "Biên bản.pdf", lambda: None)]).files
    strip.refresh()
    assert strip.preview.isVisible()
    strip.deleteLater()
    window.open_page(PageName.EVIDENCE)
    window.activateWindow()
    page.table.choose_nothing()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F6)
    assert window.focusWidget() is page.filters.text
    page.filters.text.setText("bien ban")
    QTest.keyClick(page.filters.text, Qt.Key.Key_Down)
    assert window.focusWidget() is page.table
    assert page.table.current_row().id == file.id
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert window.focusWidget() is page.preview.view
    QTest.keyClick(page.preview.view, Qt.Key.Key_Escape)
    assert window.focusWidget() is page.table, "back to the list of files"
    page.filters.text.setFocus()
    QTest.keyClick(page.filters.text, Qt.Key.Key_F6)
    assert window.focusWidget() is page.preview.view
    page.tabs.setCurrentIndex(1)
    page.lacking.setFocus()
    QTest.keyClick(page.lacking, Qt.Key.Key_F6)
    assert window.focusWidget() is page.lacking, "there is one list alone"


def test_what_a_scanner_brings_is_attached_with_one_key(
    strip: EvidenceStrip, page: EvidencePage, window: MainWindow, owner: Owner, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "quet"
    folder.mkdir()
    watch = watch_of(window)
    watch._timer.setInterval(1)
    assert watch.choose(folder)
    scan = folder / "scan-01.pdf"
    scan.write_bytes(b"%PDF scan")
    moment = datetime(2026, 11, 28, 9).timestamp()
    os.utime(scan, (moment, moment))
    watch.look()
    qtbot.waitUntil(lambda: len(watch.scans) == 1)
    assert page.tabs.tabText(2) == "Tệp quét mới (1)"
    assert window.notices.sentences == ["Có 1 tệp quét mới chờ đính kèm làm minh chứng."]
    assert [action.text() for action in strip._scans.actions()] == ["scan-01.pdf, 09:00 28/11"]
    strip.attach_scan()
    qtbot.waitUntil(lambda: window.office.evidence.count(owner) == 1)
    qtbot.waitUntil(lambda: watch.scans == [])
    assert scan.exists()
    assert window.notices.sentences == []
    watch.forget()


def test_a_scan_that_comes_empty_is_told_once_it_is_written(
    page: EvidencePage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "quet"
    folder.mkdir()
    watch = watch_of(window)
    watch._timer.setInterval(100)
    assert watch.choose(folder)
    qtbot.waitUntil(lambda: not watch._is_looking)
    # What is told of the folder here is told by the test alone.
    watch._watcher.removePaths(watch._watcher.directories())
    scan = folder / "scan-02.pdf"
    scan.touch()
    watch._changed_there()
    qtbot.waitUntil(lambda: not watch._is_looking)
    assert watch.scans == []
    scan.write_bytes(b"%PDF scan")
    qtbot.waitUntil(lambda: [each.path for each in watch.scans] == [scan])
    watch.forget()


def test_pages_hold_the_files_of_what_they_show(
    window: MainWindow, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def look(dialog: EvidenceDialog) -> int:
        assert dialog.strip.owner is not None
        seen.append(dialog.strip.owner.text)
        dialog.reject()
        return 0

    monkeypatch.setattr(EvidenceDialog, "exec", look)
    window.go(TasksPlace(owner.id))
    panel = window.findChild(TaskPanel)
    assert isinstance(panel, TaskPanel)
    assert panel.evidence_tab.owner == owner
    window.go(FigurePlace(Period.parse("2026-Q3"), "1.07"))
    details = window.findChild(FigureDetails)
    assert isinstance(details, FigureDetails)
    details.evidence_button.click()
    window.go(ReportPlace(Period.parse("2026-Q1")))
    desk = window.findChild(ReportDesk)
    assert isinstance(desk, ReportDesk)
    desk.bar.evidence_action.trigger()
    assert seen == ["figure:2026-Q3:1.07", "report:2026-Q1"]
    register = window.office.registers.get("doi-thoai")
    typed = {
        each.key: each.choices[0] if each.choices else "1" for each in register.typed if each.is_required
    }
    row = window.office.registers.add(register.id, typed | {register.day: "10/10/2026"})
    window.go(RegisterPlace(register.id, row.id))
    page = window.findChild(RegistersPage)
    assert isinstance(page, RegistersPage)
    page.evidence_button.setChecked(True)
    assert page.strip.owner == Owner.parse(f"row:{row.id}")
