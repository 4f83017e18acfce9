"""How much of the page Số liệu is figures, in the windows that offices have."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from cchc_desktop.domain.places import FigurePlace, PageName
from cchc_desktop.domain.report_periods import Period, Span
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.figures.rows import Show
from cchc_desktop.ui.frame.main_window import MainWindow
from tests.ui.sample_window import sample_window

FULL, SCALED, SMALL = (1366, 768), (911, 512), (1024, 640)
"""The screens at 100 %, the same at 150 %, and the least that is readable without cut text."""


@pytest.fixture(scope="module")
def sample(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    with sample_window(tmp_path_factory.mktemp("sample")) as made:
        yield made


def sized(window: MainWindow, size: tuple[int, int]) -> FiguresPage:
    """The page Số liệu in a window of this size."""
    window.resize(*size)
    window.open_page(PageName.FIGURES)
    for _ in range(3):
        QApplication.processEvents()
    page = window.current
    assert isinstance(page, FiguresPage)
    assert (window.width(), window.height()) == size
    return page


def whole_rows(page: FiguresPage) -> int:
    """How many rows are seen whole."""
    grid, model = page.grid, page.grid.figure_model
    grid.scrollToTop()
    height = grid.viewport().height()
    boxes = [grid.visualRect(model.index(row, 0)) for row in range(len(model.rows))]
    return sum(box.top() >= 0 and box.bottom() < height for box in boxes)


@pytest.mark.parametrize(("size", "least"), [(FULL, 16), (SCALED, 12), (SMALL, 16)])
def test_so_many_rows_are_seen_whole(sample: MainWindow, size: tuple[int, int], least: int) -> None:
    page = sized(sample, size)
    assert whole_rows(page) >= least
    line = page.grid.fontMetrics().lineSpacing()
    assert page.grid.verticalHeader().defaultSectionSize() >= line + 4


@pytest.mark.parametrize("size", [FULL, SCALED, SMALL])
def test_the_explanation_is_two_lines_across_the_page(sample: MainWindow, size: tuple[int, int]) -> None:
    page = sized(sample, size)
    details = page.details
    assert not details.is_unfolded
    assert details.width() == page.grid.width()
    assert details.height() <= 3 * details.fontMetrics().lineSpacing()
    for shown in (details.title, details.sentence):
        assert shown.height() >= shown.fontMetrics().height()


@pytest.mark.parametrize("size", [FULL, SCALED, SMALL])
def test_every_command_has_its_words(sample: MainWindow, size: tuple[int, int]) -> None:
    page = sized(sample, size)
    commands = page.toolbar
    shown = commands.buttons
    without_room = [button.text() for button in shown if not button.isVisible()]
    assert commands.more.isVisible() is bool(without_room)
    for button in [*shown, commands.more, page.filter_button]:
        if button.isVisible():
            assert button.text()
            assert button.width() >= button.sizeHint().width()
    offered = [each.text() for each in commands.more.menu().actions() if each.isVisible()]
    assert offered == without_room
    assert page._heading.isVisible()


def test_a_command_without_room_is_done_from_the_menu(sample: MainWindow) -> None:
    page = sized(sample, SCALED)
    action = next(each for each in page.toolbar.more.menu().actions() if each.text() == "Biểu II.06a")
    assert action.isVisible()
    action.trigger()
    assert sample.current is sample.page(PageName.DOSSIERS)


def test_in_a_low_window_the_filters_are_called_for(sample: MainWindow) -> None:
    page = sized(sample, SCALED)
    assert page.filters.isHidden()
    page.filter_button.click()
    assert page.filters.isVisible()
    page.filters.buttons[Show.MISSING].click()
    page.filter_button.click()
    # What narrows the grid is not hidden.
    assert page.filters.isVisible()
    page.filters.buttons[Show.ALL].click()
    assert page.filters.isHidden()
    page.grid.setFocus()
    page._next_part()
    assert page.filters.text.hasFocus()
    page.filter_button.setChecked(False)


def test_the_short_header_keeps_its_periods_in_its_tips(sample: MainWindow) -> None:
    page = sized(sample, SCALED)
    sample.go(FigurePlace(page.period, "1.01"))
    header = page.grid.horizontalHeader()
    assert header.height() < 2 * page.grid.fontMetrics().lineSpacing()
    words = [page.grid.figure_model.headerData(n, header.orientation()) for n in range(header.count())]
    assert not any("\n" in str(each) for each in words)
    sized(sample, FULL)
    assert "\n" in page.grid.figure_model.headerData(3, header.orientation())


@pytest.mark.parametrize("size", [SCALED, SMALL])
def test_no_period_is_cut_beside_the_list_of_problems(sample: MainWindow, size: tuple[int, int]) -> None:
    page = sized(sample, size)
    page.filters.problems.setChecked(True)
    try:
        sized(sample, size)
        assert page.problems.isVisible()
        bar = page.bar
        assert bar.width() >= bar.minimumSizeHint().width()
        assert bar._spans.isVisible()
        assert bar._spans.value() == page.period.span
    finally:
        page.filters.problems.setChecked(False)
    sized(sample, size)
    assert bar._spans.isHidden()
    assert all(button.isVisible() for button in bar._buttons.values())


def test_a_period_is_chosen_from_the_list(sample: MainWindow) -> None:
    page = sized(sample, SCALED)
    was = page.period
    page.bar._spans.show_value(Span.HALF)
    page.bar._spans.activated.emit(0)
    assert page.period == Period(was.year, Span.HALF)
    page.show_period(was)
    assert page.bar._spans.value() == was.span
