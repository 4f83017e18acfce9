"""An annex in a file of its own: what it would add is shown, then taken in as one operation."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.annex_rows import AnnexRow, OwnAnnex
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.places import PlanPlace
from cchc_desktop.domain.plan_views import tasks
from cchc_desktop.domain.tasks import Assignment
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.plan.page import PlanPage
from cchc_desktop.ui.wizards import import_annex
from cchc_desktop.ui.wizards.import_annex import ImportAnnex

NEW = AnnexRow(
    "Lắp bảng điện tử công khai thủ tục tại nhà văn hóa thôn",
    "Dòng 7",
    area=3,
    assignment=Assignment(lead="Phòng Kinh tế", due_text="Quý II/2026"),
)


def annex_of(window: MainWindow) -> OwnAnnex:
    """A new row, and one that the plan has with another lead."""
    first = tasks(window.office.plans.get(plan_id(window)))[0].item
    other = AnnexRow(first.text, "Dòng 6", assignment=Assignment(lead="Trường Tiểu học"))
    return OwnAnnex("Khung kế hoạch", (other, NEW), ("Trang tính 2 không có bảng nào.",))


def plan_id(window: MainWindow) -> str:
    """The plan that the window has."""
    return window.office.plans.heads()[0].id


@pytest.fixture
def dialog(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[ImportAnnex]:
    """The dialog on such an annex."""
    annex = annex_of(window)
    monkeypatch.setattr(import_annex, "read_own_annex", lambda *_: annex)
    made = ImportAnnex(window, plan_id(window), window)
    made.show()
    made.read(tmp_path / "khung.xlsx")
    qtbot.waitUntil(lambda: made.annex is not None)
    yield made
    made.hide()
    made.deleteLater()


def test_what_the_annex_adds_is_shown_row_by_row(dialog: ImportAnnex) -> None:
    kinds = {line.kind for line in dialog.lines.rows.rows}
    assert "Thêm" in kinds
    assert kinds & {"Khác", "Điền"}
    assert "Phụ lục có 2 dòng: thêm 1 nhiệm vụ" in dialog.notice.sentence
    assert "Trang tính 2" in dialog.notice.sentence
    words = next(line.words for line in dialog.lines.rows.rows if line.kind == "Thêm")
    assert words == "Chủ trì: Phòng Kinh tế; Thời gian: Quý II/2026"


def test_it_is_taken_in_as_one_operation(dialog: ImportAnnex, window: MainWindow) -> None:
    before = len(tasks(window.office.plans.get(plan_id(window))))
    dialog.take_in()
    assert dialog.result() == ImportAnnex.DialogCode.Accepted
    after = tasks(window.office.plans.get(plan_id(window)))
    assert len(after) == before + 1
    assert NEW.text in [task.item.text for task in after]
    window.office.history.undo()
    assert len(tasks(window.office.plans.get(plan_id(window)))) == before


def test_an_annex_that_adds_nothing_cannot_be_taken(
    dialog: ImportAnnex, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = tasks(window.office.plans.get(plan_id(window)))[0].item
    same = OwnAnnex("Khung", (AnnexRow(first.text, "Dòng 6"),))
    monkeypatch.setattr(import_annex, "read_own_annex", lambda *_: same)
    dialog.read(tmp_path / "khung.xlsx")
    qtbot.waitUntil(lambda: dialog.annex is same)
    assert "Không có gì để nhận" in dialog.notice.sentence
    assert not dialog.take_button.isEnabled()
    assert [line.kind for line in dialog.lines.rows.rows] == ["Đã có"]


def test_a_file_that_is_none_says_why(
    dialog: ImportAnnex, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(*_: object) -> OwnAnnex:
        raise Refusal("Tệp không có bảng nhiệm vụ nào.")

    monkeypatch.setattr(import_annex, "read_own_annex", refuse)
    dialog.read(tmp_path / "khac.xlsx")
    qtbot.waitUntil(lambda: dialog.notice.sentence == "Tệp không có bảng nhiệm vụ nào.")
    assert not dialog.take_button.isEnabled()
    assert dialog.lines.isHidden()
    dialog.take_in()
    assert dialog.result() != ImportAnnex.DialogCode.Accepted


def test_an_issued_plan_takes_no_annex(window: MainWindow, qtbot: QtBot) -> None:
    window.go(PlanPlace(plan_id(window)))
    page = window.findChild(PlanPage)
    assert isinstance(page, PlanPage)
    plan = window.office.plans.get(plan_id(window))
    assert page.desk.bar.annex_action.isEnabled() == (plan.status == "draft")
