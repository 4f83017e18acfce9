"""The index on its page: what it lists, what one key takes, and where it leads to win points back."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.criteria.moves import worth_of
from cchc_desktop.domain.criteria.self_report import ReportSection
from cchc_desktop.domain.criteria.wins import Loss
from cchc_desktop.domain.criteria.words import points_words
from cchc_desktop.domain.places import CriteriaPlace, ReportPlace, TasksPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.ui.criteria.area_bars import AreaBars
from cchc_desktop.ui.criteria.lines import CriterionLine, Shown
from cchc_desktop.ui.criteria.page import CriteriaPage
from cchc_desktop.ui.criteria.question import Asked, CriterionQuestion
from cchc_desktop.ui.criteria.report_dialog import ScoreReportDialog
from cchc_desktop.ui.forms import ChoiceField
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.reports.page import ReportsPage
from cchc_desktop.ui.tasks.page import TasksPage
from cchc_desktop.ui.wizards.import_criteria import ImportCriteria
from tests.ui.sample_window import sample_window

YEAR = Period.parse("2026-N")


@pytest.fixture(scope="module")
def window(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    with sample_window(tmp_path_factory.mktemp("sample")) as made:
        yield made


def open_page(window: MainWindow, code: str = "", period: Period = YEAR) -> CriteriaPage:
    """The page of the index, at a criterion."""
    window.go(CriteriaPlace(period, code))
    assert isinstance(window.current, CriteriaPage)
    return window.current


def lines(page: CriteriaPage) -> list[CriterionLine]:
    return page.table.rows.rows


def show(page: CriteriaPage, shown: Shown) -> list[CriterionLine]:
    page.filter.show_value(shown)
    page.filter.activated.emit(0)
    return lines(page)


def test_the_tree_is_listed_with_how_points_came_about(window: MainWindow) -> None:
    page = open_page(window, "3.4.1")
    made = window.office.criteria.score(window.office.criteria.of_period(YEAR), YEAR)
    assert [line.id for line in lines(page)] == [each.criterion.code for each in made.walk()]
    line = page.table.current_row()
    assert line.id == "3.4.1"
    assert "→ bậc" in line.scored.reason
    assert "Cách chấm: ≥98%: 4" in page._told.text()
    assert "Chịu trách nhiệm: Trung tâm Phục vụ hành chính công." in page._told.text()
    assert "không do tỉnh, thành phố nào ban hành" in page._note.text()
    assert "/100 điểm, chưa biết" in page._total.text()
    # An area has no points of its own to be given.
    page.table.choose("3")
    assert not page.accept_button.isEnabled()
    assert not page.points_button.isEnabled()
    assert page.off_button.isEnabled()


def test_what_is_lacking_is_listed_by_itself(window: MainWindow) -> None:
    page = open_page(window)
    lost = show(page, Shown.LOST)
    gains = [
        worth_of(Loss(line.scored, line.win))
        for line in lost
        if line.win is not None and not line.win.is_final
    ]
    assert gains == sorted(gains, reverse=True)
    assert len(gains) > 5
    assert all(line.win is not None and line.words == line.win.sentence for line in lost)
    page.table.choose(lost[0].id)
    assert lost[0].scored.reason in page._told.text()
    assert all(line.is_unknown for line in show(page, Shown.UNKNOWN))
    assert lines(page)
    assert all(line.points and not line.files for line in show(page, Shown.UNPROVEN))
    # Whoever comes to a criterion that is not listed sees it all the same.
    page = open_page(window, "3.7")
    assert page.filter.value() is Shown.ALL
    assert page.table.current_row().id == "3.7"


def test_one_key_takes_what_is_proposed_and_undo_gives_it_back(window: MainWindow) -> None:
    page = open_page(window, "3.4.1")
    before = page.table.current_row()
    assert before.scored.own is None
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    window.refresh_now()
    after = page.table.current_row()
    assert after.scored.own == before.proposed == after.points
    assert page.clear_button.isEnabled()
    page.clear_button.click()
    window.refresh_now()
    assert page.table.current_row().scored.own is None
    window.office.history.undo()
    window.office.history.undo()
    window.refresh_now()
    # Nothing is proposed there, and nothing happens.
    page = open_page(window, "3.7")
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.table.current_row().mark.is_blank


def test_all_lines_chosen_are_taken_by_one_key_though_the_first_is_an_area(window: MainWindow) -> None:
    page = open_page(window, "1")
    assert not page.accept_button.isEnabled()
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.accept_button.isEnabled()
    wanted = {line.id: line.proposed for line in lines(page) if line.proposed is not None}
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    window.refresh_now()
    assert {line.id: line.own for line in lines(page) if line.own is not None and line.is_leaf} == wanted
    window.office.history.undo()
    window.refresh_now()


def test_numbers_are_declared_and_points_need_a_reason(window: MainWindow) -> None:
    page = open_page(window, "5.2")
    question = CriterionQuestion(window, page.table.current_row(), page, Asked.NUMBER)
    assert isinstance(question.number, ChoiceField)
    question.number.set_value(2)
    question.answer()
    window.refresh_now()
    assert page.table.current_row().points == Decimal("0.75")
    question = CriterionQuestion(window, page.table.current_row(), page, Asked.POINTS)
    question.points.set_value(Decimal(1))
    question.note.set_value("")
    question.answer()
    assert "Hãy ghi lý do" in question.note.editor.accessibleDescription()
    question.note.set_value("Khiển trách đã hết hiệu lực")
    question.answer()
    window.refresh_now()
    assert page.table.current_row().points == 1
    assert "Lý do, giải trình: Khiển trách đã hết hiệu lực." in page._told.text()
    question = CriterionQuestion(window, page.table.current_row(), page, Asked.OFF)
    question.answer()
    window.refresh_now()
    line = page.table.current_row()
    assert (line.points, line.scored.most, line.sign[0]) == (None, 0, "eye")
    for _ in range(3):
        window.office.history.undo()
    window.refresh_now()
    assert page.table.current_row().points == Decimal("1.5")


def test_enter_leads_to_where_points_are_won_back(window: MainWindow) -> None:
    page = open_page(window, "1.1.2")
    assert "Cần thêm" in page._told.text()
    (first, *_) = window.office.criteria.ways(window.office.criteria.of_period(YEAR), YEAR, "1.1.2")
    assert isinstance(first.place, TasksPlace)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert isinstance(window.current, TasksPage)


def test_a_quarter_is_scored_by_its_own_set(window: MainWindow) -> None:
    page = open_page(window, "2", Period.parse("2026-Q1"))
    assert [line.scored.most for line in lines(page) if line.depth == 0] == [18, 20, 22, 22, 18]
    # No set was made for quarters so long ago.
    page = open_page(window, "", Period.parse("2020-Q1"))
    assert lines(page) == []
    assert page._note.text() == "Chưa có bộ tiêu chí để chấm quý I năm 2020."
    assert not page.accept_button.isEnabled()
    open_page(window)


def test_a_year_of_two_sets_lets_one_be_chosen(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(window)
    assert not page.sets.isVisibleTo(page)
    starter = window.office.criteria.of_period(YEAR)
    province = replace(starter, id="moi", decision="2712/QĐ-UBND", is_issued=True, areas=starter.areas[:4])
    sets = (starter, province)
    monkeypatch.setattr("cchc_desktop.office.criteria_sets.criteria_sets", lambda: sets)
    page = open_page(window)
    assert page.sets.isVisibleTo(page)
    assert page.sets.value() == "moi"
    assert sum(line.depth == 0 for line in lines(page)) == 4 + len(starter.extras)
    page.sets.show_value("khoi-dau")
    page.sets.activated.emit(0)
    assert sum(line.depth == 0 for line in lines(page)) == 8 + len(starter.extras)
    page.refresh()
    assert page.sets.value() == "khoi-dau"


def test_the_years_report_leads_there(window: MainWindow) -> None:
    window.go(ReportPlace(YEAR))
    reports = window.current
    assert isinstance(reports, ReportsPage)
    reports.desk.bar.criteria_action.trigger()
    assert isinstance(window.current, CriteriaPage)
    page = window.current
    page.back_button.click()
    assert isinstance(window.current, ReportsPage)


def test_the_sheet_of_the_self_assessment_is_what_the_page_exports(window: MainWindow) -> None:
    page = open_page(window)
    assert page.has_document
    result = page.current_document()
    assert result is not None
    document, name = result
    assert name.endswith(".pdf")
    assert document.title.startswith("Bảng tự đánh giá, chấm điểm")


def test_a_set_of_criteria_is_taken_in_from_the_page(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(ImportCriteria, "run", lambda _shell, year: asked.append(year))
    open_page(window).import_button.click()
    assert asked == [2026]


def test_areas_stand_as_bars_beside_the_year_before(window: MainWindow, qtbot: QtBot) -> None:
    window.office.scores.give(2025, 1, Decimal(12), Decimal(9))
    page = open_page(window)
    page.bars_button.setChecked(True)
    assert page.bars.isVisible()
    given = window.office.criteria.of_period(YEAR)
    first = window.office.criteria.score(given, YEAR).areas[0]
    said = page.bars.accessibleDescription()
    assert said.startswith(f"{first.criterion.name}: {points_words(first.points)}/12 điểm (")
    assert f"; năm 2025: 75%; chưa chấm {points_words(first.unknown)}." in said
    narrow, wide = AreaBars(), page.bars
    qtbot.addWidget(narrow)
    narrow.show_areas(wide._lines, "năm 2025")
    narrow.resize(300, 200)
    # In one column there are twice as many rows.
    assert narrow.sizeHint().height() > wide.sizeHint().height()
    box = wide._row(6)
    QTest.mouseClick(wide, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert page.table.current_row().id == "7"
    page.bars_button.setChecked(False)
    assert not page.bars.isVisible()
    window.office.scores.take_back(2025, 1)


def test_words_of_the_report_are_kept_as_they_are_left(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(window)
    given = window.office.criteria.of_period(YEAR)
    dialog = ScoreReportDialog(window, given, YEAR)
    dialog.texts[ReportSection.PROPOSALS].editor.setPlainText("Đề nghị tập huấn.")
    exported = []
    monkeypatch.setattr(window, "export", lambda document, name: exported.append((document, name)))
    dialog.export_button.click()
    ((document, name),) = exported
    assert document.title.startswith("Báo cáo kết quả tự đánh giá")
    assert "chấm" in name.lower() or "cham" in name.lower()
    assert window.office.score_reports.words(given, YEAR) == {ReportSection.PROPOSALS: "Đề nghị tập huấn."}
    dialog.accept()
    assert page.report_button.isEnabled()
    window.office.history.undo()


def test_a_quarter_is_posted_and_a_year_is_not(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(window)
    assert not page.publish_button.isEnabled()
    assert "hãy chọn một quý" in page.publish_button.toolTip()
    page = open_page(window, period=Period.parse("2026-Q2"))
    exported = []
    monkeypatch.setattr(window, "export", lambda document, name: exported.append((document.title, name)))
    page.publish_button.click()
    ((title, name),) = exported
    assert title == "Kết quả đánh giá chất lượng phục vụ người dân, doanh nghiệp quý II năm 2026"
    assert "766" in name
