"""The page Số liệu on the second quarter, with the cursor on the first figure."""

import pytest

from cchc_desktop.domain.places import FigurePlace
from cchc_desktop.ui.figures.grid import FigureGrid
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.frame.main_window import MainWindow
from tests.ui.figure_keys import Q2


@pytest.fixture
def page(window: MainWindow) -> FiguresPage:
    window.go(FigurePlace(Q2))
    found = window.current
    assert isinstance(found, FiguresPage)
    return found


@pytest.fixture
def grid(page: FiguresPage) -> FigureGrid:
    page.go_to("1.01")
    return page.grid
