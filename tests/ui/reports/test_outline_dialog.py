"""«Đề cương của cấp trên»: a file read, its headings shown with our sentences, moved, used, undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.reports.outline_dialog import OutlineDialog

Q1 = Period.parse("2026-Q1")
LINES = (
    "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH",
    "1. Kiểm tra cải cách hành chính",
    "2. Công tác phối hợp liên ngành",
    "II. KIẾN NGHỊ, ĐỀ XUẤT",
)


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[OutlineDialog]:
    made = OutlineDialog(window, Q1, window)
    made.resize(1100, 640)
    made.show()
    yield made
    made.hide()
    made.deleteLater()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / "de-cuong.docx", *LINES)


def written(path: Path, *lines: str) -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def read(qtbot: QtBot, dialog: OutlineDialog, path: Path) -> None:
    dialog.read(path)
    qtbot.waitUntil(lambda: dialog._job is None, timeout=30_000)


def cells(dialog: OutlineDialog) -> list[tuple[str, str]]:
    model = dialog.table.rows
    return [
        (model.index(row, 0).data().strip(), model.index(row, 1).data()) for row in range(model.rowCount())
    ]


def ticked(dialog: OutlineDialog) -> list[str]:
    items = (dialog.sections.item(row) for row in range(dialog.sections.count()))
    return [item.text() for item in items if item.checkState() is Qt.CheckState.Checked]


def test_the_programs_own_outline_is_used_at_first(dialog: OutlineDialog) -> None:
    assert "đề cương của chương trình" in dialog._file.text()
    assert not dialog.table.isVisible()
    assert not dialog.use_button.isEnabled()
    assert not dialog.own_button.isVisible()


def test_a_file_is_shown_with_our_sentences_under_its_headings(
    dialog: OutlineDialog, office: Office, file: Path, qtbot: QtBot
) -> None:
    read(qtbot, dialog, file)
    assert cells(dialog) == [
        ("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH", ""),
        ("1. Kiểm tra cải cách hành chính", "Kiểm tra cải cách hành chính"),
        ("2. Công tác phối hợp liên ngành", "Cơ quan tự viết"),
        ("II. KIẾN NGHỊ, ĐỀ XUẤT", "Kiến nghị, đề xuất"),
    ]
    assert not dialog.sections.isEnabled()
    dialog.table.choose(1)
    assert ticked(dialog) == ["Kiểm tra cải cách hành chính"]
    assert "Tuyên truyền" in dialog.left.text() or "phần khác" in dialog.left.text()
    # One of ours is put under the heading that has none.
    dialog.table.choose(2)
    item = next(
        item
        for item in map(dialog.sections.item, range(dialog.sections.count()))
        if item.text() == "Tuyên truyền cải cách hành chính"
    )
    item.setCheckState(Qt.CheckState.Checked)
    assert cells(dialog)[2][1] == "Tuyên truyền cải cách hành chính"
    qtbot.mouseClick(dialog.use_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    rows = [row.title for row in office.reports.text.passages(Q1) if row.level]
    assert rows[1:3] == ["Kiểm tra cải cách hành chính", "Công tác phối hợp liên ngành"]
    office.history.undo()
    assert office.outlines.chosen(Q1) is None


def test_going_back_to_the_programs_own(
    window: MainWindow, dialog: OutlineDialog, office: Office, file: Path, qtbot: QtBot
) -> None:
    read(qtbot, dialog, file)
    qtbot.mouseClick(dialog.use_button, Qt.MouseButton.LeftButton)
    again = OutlineDialog(window, Q1, window)
    again.show()
    assert again._file.text() == "de-cuong.docx (đang dùng)"
    assert not again.use_button.isEnabled()
    qtbot.mouseClick(again.own_button, Qt.MouseButton.LeftButton)
    assert office.outlines.chosen(Q1) is None
    again.deleteLater()


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (("Kính gửi các đồng chí",), "không có đề mục nào được đánh số"),
        (("I. Món khai vị", "II. Món chính"), "giống mục của báo cáo cải cách hành chính"),
    ],
)
def test_bad_files_change_nothing(
    dialog: OutlineDialog, office: Office, file: Path, qtbot: QtBot, lines: tuple[str, ...], sentence: str
) -> None:
    read(qtbot, dialog, file)
    before = cells(dialog)
    read(qtbot, dialog, written(file.with_name("khac.docx"), *lines))
    assert sentence in dialog.notice.sentence
    assert cells(dialog) == before
    assert office.outlines.chosen(Q1) is None
