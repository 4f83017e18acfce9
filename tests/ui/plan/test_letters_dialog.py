"""The dialog of the papers that go with a plan: what is proposed, edited, taken back and exported."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import PageName
from cchc_desktop.domain.plan_letters import LetterKind
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.plan.letters_dialog import LettersDialog
from cchc_desktop.ui.plan.page import PlanPage

PLAN = "plan-1"


@pytest.fixture
def page(window: MainWindow) -> PlanPage:
    window.open_page(PageName.PLAN)
    found = window.current
    assert isinstance(found, PlanPage)
    return found


@pytest.fixture
def dialog(page: PlanPage, qtbot: QtBot) -> LettersDialog:
    made = LettersDialog(page.shell, PLAN)
    qtbot.addWidget(made)
    made.show()
    return made


def show(dialog: LettersDialog, kind: LetterKind) -> None:
    dialog.kind.show_value(kind)
    dialog.kind.activated.emit(0)


def test_a_paper_is_proposed_edited_and_taken_back(dialog: LettersDialog, page: PlanPage) -> None:
    letters = page.shell.office.plan_letters
    assert dialog.chosen is LetterKind.SUBMISSION
    assert dialog.issuer.value() == "Phòng Văn hóa - Xã hội"
    assert "đề xuất" in dialog.state.text()
    assert not dialog.reset_button.isEnabled()
    dialog.body.editor.setPlainText("Kính trình Ủy ban nhân dân xã.")
    assert dialog.body.commit()
    assert letters.get(PLAN, LetterKind.SUBMISSION).body == "Kính trình Ủy ban nhân dân xã."
    assert dialog.state.text().startswith("Văn bản đã sửa")
    dialog.number.editor.setText("x")
    dialog.accept()
    assert dialog.isVisible()
    dialog.number.editor.setText("5")
    dialog.reset_button.click()
    assert not letters.is_kept(PLAN, LetterKind.SUBMISSION)
    assert dialog.number.value() == ""
    assert "kính trình" in dialog.body.value()
    dialog.accept()
    assert not dialog.isVisible()


def test_each_paper_has_its_own_fields(
    dialog: LettersDialog, page: PlanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported: list[tuple[str, str]] = []
    monkeypatch.setattr(page.shell, "export", lambda document, name: exported.append((document.title, name)))
    show(dialog, LetterKind.COVER)
    assert dialog.subject.value().startswith("gửi Kế hoạch cải cách hành chính")
    assert dialog.addressees.isVisible()
    dialog.export_button.click()
    page.shell.office.plan_life.issue(PLAN, "7", date(2026, 1, 5))
    show(dialog, LetterKind.COPY)
    assert not dialog.body.isVisible()
    assert dialog.copied.isVisible()
    box = dialog.copied.editor
    box.setCurrentIndex(box.values.index("TRÍCH SAO"))
    assert dialog.copied.commit()
    assert dialog.symbol.value() == "TrS-UBND"
    dialog.export_button.click()
    letter, copy = (title for title, _ in exported)
    assert letter.startswith("Công văn V/v gửi Kế hoạch")
    assert copy.startswith("Trích sao kế hoạch")
    assert all(not name.endswith(".pdf") for _, name in exported)
