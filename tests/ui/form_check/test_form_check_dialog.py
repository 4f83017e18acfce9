"""The check of form in the window: a file is read, its findings are listed with their text, and written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document as open_document
from pytestqt.qtbot import QtBot

from cchc_desktop.ui.form_check.dialog import FormCheck
from cchc_desktop.ui.frame.main_window import MainWindow
from tests.form_documents import Paper, write_word


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[FormCheck]:
    made = FormCheck(window, window)
    made.resize(1200, 700)
    made.show()
    yield made
    made.hide()
    made.deleteLater()


def read(qtbot: QtBot, dialog: FormCheck, path: Path) -> None:
    dialog.read(path)
    qtbot.waitUntil(lambda: dialog._job is None)


def faulty(folder: Path) -> Path:
    """A plan whose title is not bold and whose text repeats a word."""
    paper = Paper()
    paper.change("kind", bold=False)
    paper.change("text", 3, text="- Ý kiến của của người dân được trả lời.")
    return write_word(paper, folder / "kế hoạch.docx")


def test_findings_are_listed_with_what_must_be_put_right_first(
    dialog: FormCheck, qtbot: QtBot, tmp_path: Path
) -> None:
    read(qtbot, dialog, faulty(tmp_path))
    words = [row.found for row in dialog.table.rows.rows]
    assert words == ["Tên loại văn bản không đậm", "lặp từ «của của»"]
    assert dialog.summary.sentence.startswith("1 chỗ phải sửa, 1 chỗ nên xem lại.")
    assert "KẾ HOẠCH" in dialog.detail.toPlainText()
    dialog.table.choose(dialog.table.rows.rows[1])
    assert dialog.detail.toPlainText().endswith("- Ý kiến của của người dân được trả lời.")


def test_the_list_is_a_copy_with_comments(
    dialog: FormCheck, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = faulty(tmp_path)
    before = source.read_bytes()
    read(qtbot, dialog, source)
    target = tmp_path / "danh sách.docx"
    monkeypatch.setattr(FormCheck, "ask_target", lambda *_: target)
    dialog.export()
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: "Đã ghi" in dialog.summary.sentence)
    assert source.read_bytes() == before
    comments = list(open_document(str(target)).comments)
    assert [each.text.split("\n")[0] for each in comments] == [
        "Phải sửa: Tên loại văn bản không đậm.",
        "Nên xem lại: lặp từ «của của».",
    ]


def test_a_list_never_takes_the_place_of_the_file(
    dialog: FormCheck, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = faulty(tmp_path)
    read(qtbot, dialog, source)
    monkeypatch.setattr(FormCheck, "ask_target", lambda *_: source)
    dialog.export()
    assert "không ghi lên tệp được kiểm tra" in dialog.summary.sentence


def test_what_is_right_and_what_cannot_be_read_are_said(
    dialog: FormCheck, qtbot: QtBot, tmp_path: Path
) -> None:
    read(qtbot, dialog, write_word(Paper(), tmp_path / "a.docx"))
    assert dialog.summary.sentence == "Không thấy chỗ nào sai thể thức hoặc cần xem lại."
    assert dialog.table.isHidden()
    broken = tmp_path / "b.docx"
    broken.write_bytes(b"PK\x03\x04 not a file")
    read(qtbot, dialog, broken)
    assert dialog.pages.currentIndex() == 0
    assert "bị hỏng" in dialog.choose_page.refusal
