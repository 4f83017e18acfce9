"""Comparisons of the index in the window: years, units, and results that were published."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QDialog

from cchc_desktop.domain.criteria.published import Block, PublishedResult
from cchc_desktop.domain.places import CriteriaPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.ui.criteria.comparison_dialog import IndexComparisonDialog
from cchc_desktop.ui.criteria.page import CriteriaPage
from cchc_desktop.ui.criteria.published_question import PublishedQuestion
from cchc_desktop.ui.frame.main_window import MainWindow
from tests.ui.sample_window import sample_window

YEAR = Period.parse("2026-N")
D = Decimal


@pytest.fixture(scope="module")
def window(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    with sample_window(tmp_path_factory.mktemp("sample")) as made:
        yield made


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[IndexComparisonDialog]:
    made = IndexComparisonDialog(window, window.office.criteria.of_period(YEAR), YEAR)
    yield made
    made.accept()
    made.deleteLater()


def cells(table, row: int) -> list[str]:
    return [column.words(table.rows.rows[row]) for column in table.rows.columns]


def test_a_year_stands_beside_the_one_before(window: MainWindow, dialog: IndexComparisonDialog) -> None:
    found = window.office.comparisons.years(window.office.criteria.of_period(YEAR), YEAR)
    assert len(dialog.table.rows.rows) == len(found.criteria)
    assert dialog.summary.text().startswith("Năm 2025: ")
    first = found.criteria[0]
    assert first.now is not None
    assert cells(dialog.table, 0)[0] == "1  Công tác chỉ đạo, điều hành CCHC"
    assert cells(dialog.table, 0)[2].endswith("/12")
    dialog.areas_only.setChecked(True)
    assert [line.shown.criterion.code for line in dialog.table.rows.rows] == list("12345678")
    dialog.years.setCurrentIndex(1)
    dialog.years.activated.emit(1)
    assert dialog.summary.text().startswith("Năm 2024: ")


def test_units_stand_beside_each_other(window: MainWindow, dialog: IndexComparisonDialog) -> None:
    found = window.office.comparisons.units(window.office.criteria.of_period(YEAR), YEAR)
    assert dialog.units.rows.rows == found
    told = cells(dialog.units, 0)
    assert told[0] == found[0].name
    assert told[5].endswith("%")
    assert "(−" in told[7]


def test_what_was_published_is_typed_in_and_told(
    window: MainWindow, dialog: IndexComparisonDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    comparisons = window.office.comparisons
    assert not dialog.remove_button.isEnabled()

    def answer(question: PublishedQuestion) -> QDialog.DialogCode:
        assert (question.year.value(), question.block.value()) == (2025, Block.COMMUNE)
        question.answer()
        assert "Hãy nhập chỉ số của đơn vị" in question.index.editor.accessibleDescription()
        question.index.set_value(D("91.2"))
        question.rank.set_value(80)
        question.units.set_value(68)
        question.answer()
        assert "Thứ hạng phải từ 1" in question.rank.editor.accessibleDescription()
        question.rank.set_value(12)
        question.mean.set_value(D("90.3"))
        question.best.set_value(D("94.15"))
        question.province_mean.set_value(D(92))
        question.head_rule.set_value("hai-phong-212")
        question.rating.set_value("Hoàn thành tốt nhiệm vụ")
        question.note.set_value("Quyết định công bố.")
        question.answer()
        return QDialog.DialogCode(question.result())

    comparisons.keep(PublishedResult(2024, Block.COMMUNE, D("88.4"), 20, 68))
    dialog._show_published()
    comparisons.remove(2024)
    dialog._show_published()
    monkeypatch.setattr(PublishedQuestion, "exec", answer)
    dialog.add_button.click()
    comparisons.keep(PublishedResult(2024, Block.COMMUNE, D("88.4"), 20, 68))
    dialog._show_published()
    assert [line.result.year for line in dialog.published.rows.rows] == [2025, 2024]
    assert dialog.published.current_row().result.year == 2025
    assert cells(dialog.published, 0) == [
        "2025", "Khối xã, đặc khu", "91,2", "12/68", "90,3", "+0,9", "94,15", "+2,8",
        "Hoàn thành tốt nhiệm vụ",
    ]  # fmt: skip
    told = dialog.told.text()
    assert told.startswith(
        "Năm 2025: 91,2%, hạng 12/68 khối xã, đặc khu, cao hơn bình quân khối 0,9 điểm. "
        "Thấp hơn đơn vị cao nhất khối 2,95 điểm. Lên 8 hạng."
    )
    assert "Điểm của người đứng đầu: 91,2% < bình quân chung của tỉnh, thành phố 92% → 0/2 điểm" in told
    assert told.endswith("Ghi chú: Quyết định công bố.")
    dialog.remove_button.click()
    assert [line.result.year for line in dialog.published.rows.rows] == [2024]
    assert "Lên" not in dialog.told.text()
    window.office.history.undo()
    window.refresh_now()
    dialog._show_published()
    assert comparisons.result(2025) is not None
    for _ in range(2):
        comparisons.remove(comparisons.results()[0].result.year)


def test_the_year_must_be_given(window: MainWindow) -> None:
    question = PublishedQuestion(window, 2026, None, None)
    question.year.set_value(None)
    question.answer()
    assert "Hãy nhập năm" in question.year.editor.accessibleDescription()
    question.reject()


def test_the_page_opens_it(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr(IndexComparisonDialog, "exec", lambda self: opened.append(self.windowTitle()))
    window.go(CriteriaPlace(YEAR))
    assert isinstance(window.current, CriteriaPage)
    window.current.compare_button.click()
    assert opened == ["So sánh điểm"]
