"""The window over a period whose catalogue another program took in before there were bounds."""

from cchc_desktop.domain.places import FigurePlace, ReportPlace
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.frame.main_window import MainWindow
from tests.catalogue.newer import newer_catalogue
from tests.office.test_poisoned_catalogue import Q3, keep, poisoned


def test_its_pages_open_and_say_what_is_wrong(window: MainWindow, page: FiguresPage) -> None:
    keep(window.office, poisoned(newer_catalogue()), "2026.9")
    window.go(FigurePlace(Q3))
    window.refresh_now()
    assert "2026.9" in page._notice.sentence
    assert page.grid.figure_model.rowCount() > 100
    window.office.figures.type_figure(Q3, "1.01", "5")
    for place in (FigurePlace(Q3.cumulated), ReportPlace(Q3)):
        window.go(place)
        window.refresh_now()
    assert any("2026.9" in item.sentence for item in window.office.reports.checklist(Q3))
