"""Bases out of the library, others for those that do not hold, short forms: each change is shown first."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cchc_desktop.domain.legal import LegalDocument
from cchc_desktop.domain.legal_bases import basis_texts
from cchc_desktop.domain.places import PlanPlace, SettingsPlace
from cchc_desktop.domain.plan import ItemKind
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.plan.bases_dialog import BasesDialog
from cchc_desktop.ui.plan.basis_form import BasisForm
from cchc_desktop.ui.plan.page import PlanPage
from cchc_desktop.ui.widgets.review import ReviewDialog

PLAN = "plan-1"


@pytest.fixture
def page(window: MainWindow) -> PlanPage:
    window.office.settings.set_preference("plan.preview", "folded")
    window.go(PlanPlace(PLAN))
    found = window.current
    assert isinstance(found, PlanPage)
    return found


@pytest.fixture
def dialog(page: PlanPage) -> Iterator[BasesDialog]:
    made = BasesDialog(page.shell, PLAN, page)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def known(page: PlanPage, symbol: str) -> LegalDocument:
    found = page.shell.office.legal.library().find(symbol)
    assert found is not None
    return found


def texts(page: PlanPage) -> list[str]:
    return basis_texts(page.shell.office.plans.get(PLAN).items)


def basis_of(page: PlanPage, symbol: str) -> str:
    """Adds a basis and opens it; gives its identity."""
    office = page.shell.office
    office.plan_bases.add(PLAN, [known(page, symbol)])
    item = next(item for item in office.plans.get(PLAN).walk() if symbol in item.text)
    page.refresh()
    page.show_item(PLAN, item.id)
    return item.id


def reviewed(monkeypatch: pytest.MonkeyPatch, answer: bool = True) -> list[ReviewDialog]:
    """Answers what is shown to be looked over; gives it."""
    shown: list[ReviewDialog] = []

    def run(review: ReviewDialog) -> int:
        shown.append(review)
        if answer:
            review.answers[0][0].click()
        return review.result()

    monkeypatch.setattr(ReviewDialog, "exec", run)
    return shown


def test_what_is_ticked_stays_ticked_while_one_searches_on(dialog: BasesDialog) -> None:
    assert not dialog.add.isEnabled()
    dialog.search.setText("118/2025")
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    dialog.search.setText("to chuc chinh quyen dia phuong")
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    dialog.search.setText("61/2018")
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert "hết hiệu lực từ ngày 01/07/2025" in dialog.warning.text()
    assert dialog.add.text() == "Thêm 3 căn cứ"
    lines = dialog.bases.toPlainText().splitlines()
    assert lines[0] == "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
    assert len(lines) == 3
    dialog.search.setText("không có văn bản này")
    assert dialog.model.rowCount() == 0
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == BasesDialog.DialogCode.Accepted


def test_what_the_plan_cites_is_marked_and_not_added_twice(page: PlanPage) -> None:
    basis_of(page, "118/2025/NĐ-CP")
    dialog = BasesDialog(page.shell, PLAN, page)
    dialog.search.setText("118/2025")
    row = next(each for each in dialog.model.rows if each.document.symbol == "118/2025/NĐ-CP")
    assert dialog.model.columns[3].words(row) == "Đã viện dẫn"
    dialog.model.tick([row], True)
    assert dialog.chosen() == []
    assert not dialog.add.isEnabled()
    dialog.deleteLater()


def test_the_menu_adds_bases_beside_the_others_and_one_key_takes_them_back(
    window: MainWindow, page: PlanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts(page)

    def choose(dialog: BasesDialog) -> int:
        (row,) = [each for each in dialog.model.rows if each.document.symbol == "30/2020/NĐ-CP"]
        dialog.model.tick([row], True)
        dialog.add.click()
        return dialog.result()

    monkeypatch.setattr(BasesDialog, "exec", choose)
    page.desk.bar.bases_action.trigger()
    assert texts(page)[0].startswith("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020")
    assert texts(page)[1:] == before
    assert page.chosen.item.text == texts(page)[0]
    window.commands.undo_action.trigger()
    assert texts(page) == before
    monkeypatch.setattr(BasesDialog, "exec", lambda dialog: dialog.result())
    page.desk.bar.bases_action.trigger()
    assert texts(page) == before


def test_a_basis_says_how_it_stands_and_gives_way(
    window: MainWindow, page: PlanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    basis_of(page, "61/2018/NĐ-CP")
    form = page.desk.form.current
    assert isinstance(form, BasisForm)
    assert "hết hiệu lực từ ngày 01/07/2025" in form.standing.text()
    shown = reviewed(monkeypatch)
    form.renew.click()
    (row,) = shown[0].model.rows
    assert row.after[0].startswith("Căn cứ Nghị định số 118/2025/NĐ-CP")
    page.refresh()
    assert texts(page)[0] == row.after[0]
    assert form.renew.isHidden()
    window.commands.undo_action.trigger()
    assert "61/2018/NĐ-CP" in texts(page)[0]


def test_a_basis_without_a_number_says_so(page: PlanPage) -> None:
    plans = page.shell.office.plans
    page.show_item(PLAN, plans.add(PLAN, ItemKind.BASIS, "Căn cứ Kế hoạch của tỉnh.", None, 0))
    form = page.desk.form.current
    assert isinstance(form, BasisForm)
    assert form.standing.text() == "Không thấy số, ký hiệu văn bản nào trong câu này."
    assert form.renew.isHidden()


def test_all_that_do_not_hold_are_shown_at_once(page: PlanPage, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = reviewed(monkeypatch, answer=False)
    page.desk.bar.renew_action.trigger()
    assert shown == []
    basis_of(page, "61/2018/NĐ-CP")
    page.desk.bar.renew_action.trigger()
    assert len(shown[0].ticked_rows()) == 1
    assert "61/2018/NĐ-CP" in texts(page)[0]


def test_later_citations_become_short(page: PlanPage, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = reviewed(monkeypatch)
    page.desk.bar.shorten_action.trigger()
    assert shown == []
    basis_of(page, "30/2020/NĐ-CP")
    full = known(page, "30/2020/NĐ-CP").full
    page.shell.office.plans.set_text(PLAN, "task-2", f"Soạn thảo theo {full}.")
    page.desk.bar.shorten_action.trigger()
    words = [column.words(shown[0].model.rows[0]) for column in shown[0].model.columns]
    assert words[1:3] == [f"Soạn thảo theo {full}.", "Soạn thảo theo Nghị định số 30/2020/NĐ-CP."]
    stored = next(item for item in page.shell.office.plans.get(PLAN).walk() if item.id == "task-2")
    assert stored.text == words[2]


def test_the_library_is_one_command_away(page: PlanPage, monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[object] = []
    monkeypatch.setattr(MainWindow, "go", lambda _window, place: went.append(place))
    page.desk.bar.legal_action.trigger()
    assert went == [SettingsPlace("legal")]
