"""The import wizard: a refused file, edits of the draft and their undo, one stored operation."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from cchc_desktop.domain import outline
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.periods import PeriodKind
from cchc_desktop.domain.plan import Item, ItemKind
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.messages import Messages
from cchc_desktop.ui.plan.page import PlanPage
from cchc_desktop.ui.wizards import import_plan
from cchc_desktop.ui.wizards.import_choose import ChoosePage
from cchc_desktop.ui.wizards.import_plan import ImportWizard

from ..plan_fixtures import draft

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Answers:
    """What the user answers to questions, and what was asked."""

    def __init__(self) -> None:
        self.yes = True
        self.asked: list[str] = []

    def ask(self, _parent: object, question: str, *_: object) -> bool:
        """Remembers the question."""
        self.asked.append(question)
        return self.yes


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Answers every question."""
    made = Answers()
    monkeypatch.setattr(Messages, "ask", made.ask)
    return made


@pytest.fixture
def wizard(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answers: Answers, tmp_path: Path
) -> Iterator[ImportWizard]:
    """The wizard at its second step, on the made-up draft."""
    monkeypatch.setattr(import_plan, "read_draft", lambda _path, _today, _cancelled: draft())
    made = ImportWizard(window, window)
    made.resize(1100, 640)
    made.show()
    made.read(tmp_path / "ke-hoach.txt")
    qtbot.waitUntil(lambda: made.session is not None)
    yield made
    made.hide()
    made.deleteLater()


def item(wizard: ImportWizard, item_id: str) -> Item:
    """An item of the draft as it is now."""
    assert wizard.session is not None
    return outline.find(wizard.session.tree, item_id)


def children(wizard: ImportWizard, item_id: str) -> list[str]:
    """The identities of those under an item."""
    return [child.id for child in item(wizard, item_id).children]


def press(qtbot: QtBot, wizard: ImportWizard, key: Qt.Key, modifiers: Any = None) -> None:
    """Presses a key in the tree."""
    wizard.activateWindow()
    wizard.review.tree.setFocus()
    qtbot.keyClick(wizard.review.tree, key, modifiers or Qt.KeyboardModifier.NoModifier)


def test_reading_goes_on_to_the_first_doubt(wizard: ImportWizard) -> None:
    """The second step shows counts, warnings and the first doubtful item with its paragraph."""
    assert wizard.pages.currentIndex() == 1
    assert (
        wizard._counts.text()
        == "1 lĩnh vực · 1 chỉ tiêu · 3 nhiệm vụ · 1 chỗ cần xem lại · 1 đoạn chưa có chỗ"
    )
    assert wizard.review.tree.current_id() == "task-c"
    assert wizard.review.source._marked == (9,)
    assert wizard.review.source._open == (10,)
    assert "nơi nhận" in wizard.review.warnings.text()


def test_refused_file_shows_its_sentence(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The wizard stays at the first step, says why, and takes another file."""

    def refuse(_path: Path, _today: object, _cancelled: object) -> None:
        raise Refusal("Tệp không có nội dung chữ. Hãy dùng bản Word hoặc PDF có chữ.")

    monkeypatch.setattr(import_plan, "read_draft", refuse)
    wizard = ImportWizard(window, window)
    qtbot.addWidget(wizard)
    wizard.show()
    monkeypatch.setattr(ChoosePage, "ask_file", lambda *_: tmp_path / "anh.pdf")
    wizard.choose.button.click()
    qtbot.waitUntil(lambda: "không có nội dung chữ" in wizard.choose.refusal)
    assert "anh.pdf" in wizard.choose.refusal
    assert wizard.pages.currentIndex() == 0
    assert not wizard.next_button.isEnabled()
    monkeypatch.setattr(import_plan, "read_draft", lambda _path, _today, _cancelled: draft())
    wizard.choose.button.click()
    qtbot.waitUntil(lambda: wizard.pages.currentIndex() == 1)
    assert wizard.choose.refusal == ""
    assert window.office.settings.preference("import.folder") == str(tmp_path)
    wizard.hide()


def test_dropped_file_is_read(wizard: ImportWizard, qtbot: QtBot, tmp_path: Path) -> None:
    """A file may be dropped on the first step."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "khac.docx"))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    wizard.go_to(0)
    wizard.choose.dropEvent(event)
    qtbot.waitUntil(lambda: wizard._file.text() == "khac.docx")


def test_join_by_key_and_undo(wizard: ImportWizard, qtbot: QtBot) -> None:
    """Ctrl+J makes one task of the two that a page break had cut; undo and redo walk along."""
    press(qtbot, wizard, Qt.Key.Key_J, CONTROL)
    joined = item(wizard, "task-b")
    assert joined.text == "Tập huấn công chức về kỹ năng số."
    assert joined.source == (8, 9)
    assert wizard.review.tree.current_id() == "task-b"
    assert wizard.review.source._marked == (8, 9)
    press(qtbot, wizard, Qt.Key.Key_Z, CONTROL)
    assert children(wizard, "area") == ["target-a", "task-a", "task-b", "task-c"]
    press(qtbot, wizard, Qt.Key.Key_Y, CONTROL)
    assert children(wizard, "area") == ["target-a", "task-a", "task-b"]


def test_split_at_the_cursor(wizard: ImportWizard) -> None:
    """Ctrl+Enter cuts the text where the cursor stands."""
    review = wizard.review
    review.tree.select("task-a")
    editor: Any = review.text.editor
    cursor = editor.textCursor()
    cursor.setPosition(len("Rà soát văn bản."))
    editor.setTextCursor(cursor)
    review.actions_.split.trigger()
    texts = [child.text for child in item(wizard, "area").children]
    assert texts[1:3] == ["Rà soát văn bản.", "Công bố kết quả rà soát."]
    assert review.text.value() == "Công bố kết quả rà soát."


def test_moving_by_keys_and_by_mouse(wizard: ImportWizard, qtbot: QtBot) -> None:
    """Alt with the arrows moves; so does dropping."""
    press(qtbot, wizard, Qt.Key.Key_Up, ALT)
    assert children(wizard, "area") == ["target-a", "task-a", "task-c", "task-b"]
    press(qtbot, wizard, Qt.Key.Key_Right, ALT)
    assert children(wizard, "task-a") == ["task-c"]
    press(qtbot, wizard, Qt.Key.Key_Left, ALT)
    wizard.review.tree.outline.move_wanted.emit("task-c", "aims", 0)
    assert children(wizard, "aims") == ["task-c", "aim"]


def test_retype_by_key(wizard: ImportWizard, qtbot: QtBot) -> None:
    """Ctrl+1 makes it a target, Ctrl+4 plain text; the doubt goes, for it was looked at."""
    press(qtbot, wizard, Qt.Key.Key_1, CONTROL)
    assert item(wizard, "task-c").kind is ItemKind.TARGET
    assert item(wizard, "task-c").doubt == ""
    press(qtbot, wizard, Qt.Key.Key_4, CONTROL)
    assert item(wizard, "task-c").kind is ItemKind.TEXT
    wizard.review.actions_._fill_retype_menu()
    words = [action.text() for action in wizard.review.actions_.retype_menu.actions()]
    assert "Lĩnh vực" in words
    wizard.review.actions_.retype(ItemKind.AREA, area=5)
    assert item(wizard, "task-c").area == 5


def test_text_and_marker_are_edited(wizard: ImportWizard) -> None:
    """The fields under the tree edit the chosen item; an empty text is refused there."""
    review = wizard.review
    review.text.editor.setPlainText("Tập huấn kỹ năng số.")  # type: ignore[attr-defined]
    assert review.text.commit()
    review.marker.editor.setText("+")  # type: ignore[attr-defined]
    assert review.marker.commit()
    assert (item(wizard, "task-c").text, item(wizard, "task-c").marker) == ("Tập huấn kỹ năng số.", "+")
    assert item(wizard, "task-c").doubt == ""
    review.text.editor.setPlainText("")  # type: ignore[attr-defined]
    assert not review.text.commit()
    wizard.go_on()
    assert wizard.pages.currentIndex() == 1
    review.text.restore()
    model = review.tree.outline
    assert model.setData(model.index_of("task-b"), "Tập huấn")
    assert item(wizard, "task-b").text == "Tập huấn"


def test_doubts_are_walked_and_accepted(wizard: ImportWizard, qtbot: QtBot) -> None:
    """F8 goes to the next doubtful item; saying that it is right takes the mark away."""
    wizard.review.tree.select("aims")
    press(qtbot, wizard, Qt.Key.Key_F8)
    assert wizard.review.tree.current_id() == "task-c"
    wizard.review._doubt.accepted.emit()
    assert item(wizard, "task-c").doubt == ""
    assert "cần xem lại" not in wizard._counts.text()
    assert wizard.review._doubt_corner.isHidden()


def test_paragraph_without_place_is_put_into_the_tree(wizard: ImportWizard) -> None:
    """It goes after the chosen item; what is of no use can be left out instead."""
    review = wizard.review
    review.tree.select("aim")
    review.unplaced.setCurrentRow(0)
    review.place_button.click()
    placed = item(wizard, "aims").children[1]
    assert (placed.kind, placed.text, placed.source) == (ItemKind.TEXT, "Trang 3", (10,))
    assert wizard.session is not None
    assert wizard.session.unplaced == ()
    wizard.undo()
    review.drop_button.click()
    assert wizard.session.unplaced == ()
    assert children(wizard, "aims") == ["aim"]


def test_source_and_tree_are_linked(wizard: ImportWizard) -> None:
    """A paragraph chosen in the file's text chooses its item."""
    wizard.review.source.paragraph_chosen.emit(6)
    assert wizard.review.tree.current_id() == "target-a"
    assert wizard.review.source._marked == (6,)


def test_head_is_part_of_the_draft(wizard: ImportWizard) -> None:
    """The head's fields are edits like any other, undone with them."""
    subject: Any = wizard.review.head.subject
    subject.editor.setPlainText("Cải cách hành chính năm 2027")
    assert subject.commit()
    year: Any = wizard.review.head.first_year
    year.editor.setText("2027")
    assert year.commit()
    assert wizard.session is not None
    assert wizard.session.plan.period.first_year == 2027
    wizard.undo()
    wizard.undo()
    assert wizard.session.plan.subject == "Cải cách hành chính năm 2026"
    assert subject.value() == "Cải cách hành chính năm 2026"


def test_a_period_of_years_asks_for_its_last_one(wizard: ImportWizard) -> None:
    head: Any = wizard.review.head
    assert head.last_year.isHidden()
    head.kind.editor.show_value((PeriodKind.MULTI, 0))
    assert head.kind.commit()
    assert not head.last_year.isHidden()
    assert wizard.session is not None
    period = wizard.session.plan.period
    assert (period.kind, period.last_year) == (PeriodKind.MULTI, period.first_year + 4)
    assert head.last_year.value() == period.last_year


def test_add_and_delete(wizard: ImportWizard, qtbot: QtBot) -> None:
    """Insert adds one more of the same kind, Delete removes."""
    press(qtbot, wizard, Qt.Key.Key_Insert)
    assert len(children(wizard, "area")) == 5
    press(qtbot, wizard, Qt.Key.Key_Delete)
    assert children(wizard, "area") == ["target-a", "task-a", "task-b", "task-c"]


def test_storing_is_one_operation_that_undo_removes(
    wizard: ImportWizard, window: MainWindow, qtbot: QtBot
) -> None:
    """The plan is stored as it was left, shown on the plan's page, and gone after one undo."""
    press(qtbot, wizard, Qt.Key.Key_J, CONTROL)
    wizard.go_on()
    assert wizard.pages.currentIndex() == 2
    before = len(window.office.history.entries())
    wizard.go_on()
    assert not wizard.isVisible()
    assert len(window.office.history.entries()) == before + 1
    stored = window.office.plans.get("imported")
    assert outline.find(stored.items, "task-b").text == "Tập huấn công chức về kỹ năng số."
    page = window.current
    assert isinstance(page, PlanPage)
    assert page.chosen.plan_id == "imported"
    window.undo()
    window.refresh_now()
    assert [head.id for head in window.office.plans.heads()] == ["plan-1"]
    assert page.chosen.plan_id == "plan-1"


def test_leaving_asks_before_edits_are_lost(wizard: ImportWizard, answers: Answers) -> None:
    """Without edits nothing is asked; with them a «no» keeps the wizard open."""
    wizard.review.tree.select("task-b")
    wizard.review.actions_.delete.trigger()
    answers.yes = False
    wizard.reject()
    assert wizard.isVisible()
    assert "chưa được lưu" in answers.asked[0]
    answers.yes = True
    wizard.reject()
    assert not wizard.isVisible()


def test_leaving_without_edits_asks_nothing(wizard: ImportWizard, answers: Answers) -> None:
    """What was only looked at can be closed at once."""
    wizard.reject()
    assert not wizard.isVisible()
    assert answers.asked == []
