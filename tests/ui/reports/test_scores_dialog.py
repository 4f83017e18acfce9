"""«Tự chấm điểm»: points typed area by area, their sum, and what is refused."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.reports.bar import ReportBar
from cchc_desktop.ui.reports.page import ReportsPage
from cchc_desktop.ui.reports.scores_dialog import ScoresDialog


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[ScoresDialog]:
    made = ScoresDialog(window, 2026, window)
    made.show()
    yield made
    made.hide()
    made.deleteLater()


def typed(dialog: ScoresDialog, row: int, column: int, text: str) -> bool:
    model = dialog.table.rows
    return bool(model.setData(model.index(row, column), text, Qt.ItemDataRole.EditRole))


def test_points_are_typed_and_added_up(dialog: ScoresDialog, office: Office) -> None:
    assert "Chưa ghi điểm" in dialog.sum.text()
    assert typed(dialog, 0, 1, "15")
    assert typed(dialog, 0, 2, "13,5")
    assert typed(dialog, 1, 2, "9")
    assert typed(dialog, 1, 3, "Biên bản")
    given = office.scores.of_year(2026)
    assert (given[1].most, given[1].scored) == (Decimal(15), Decimal("13.5"))
    assert (given[2].most, given[2].scored, given[2].note) == (Decimal(9), Decimal(9), "Biên bản")
    assert dialog.sum.text() == "Cộng: 22,5/24 điểm của 2 lĩnh vực."
    dialog.table.choose(2)
    dialog._take_back()
    assert list(office.scores.of_year(2026)) == [1]


def test_only_a_years_report_has_scores(window: MainWindow) -> None:
    from cchc_desktop.domain.places import ReportPlace

    for written, is_offered in (("2026-Q1", False), ("2026-N", True)):
        window.go(ReportPlace(Period.parse(written)))
        page = window.current
        assert isinstance(page, ReportsPage)
        bar = page.desk.bar
        assert isinstance(bar, ReportBar)
        assert bar.scores_action.isVisible() is is_offered
