"""The pages of a PDF beside its draft: drawn by another process, marked, clicked, and let go of."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cchc_desktop.child.errands import Errand
from cchc_desktop.child.plain import plain, value_of
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.plan import Spot
from cchc_desktop.intake.pdf.picture import PagePicture, draw_page
from cchc_desktop.office import page_pictures
from cchc_desktop.ui.wizards.import_pages import PagesPane
from tests.intake.pdf.coloured import coloured_pages

SPOTS = (Spot(1, 0.1, 0.12), Spot(1, 0.5, 0.56), Spot(2, 0.2, 0.22))


class Drawers:
    """Stands for the child processes: draws here, and remembers what is open."""

    def __init__(self) -> None:
        self.open = 0
        self.refuses: set[int] = set()

    def child(self) -> "Drawers":
        """A new child."""
        self.open += 1
        return self

    def run(
        self, errand: Errand, path: Path, *others: Any, cancelled: Callable[[], bool], **_: Any
    ) -> PagePicture:
        """Draws a page."""
        assert errand is Errand.PICTURE
        if cancelled():
            raise Refusal("Đã dừng đọc tệp.")
        if others[0] in self.refuses:
            raise Refusal(f"Không vẽ được trang {others[0] + 1}.")
        drawn: PagePicture = value_of(PagePicture, plain(draw_page(path, *others)))
        return drawn

    def close(self) -> None:
        """The child ends."""
        self.open -= 1


@pytest.fixture
def drawers(monkeypatch: pytest.MonkeyPatch) -> Drawers:
    """In the place of child processes."""
    made = Drawers()
    monkeypatch.setattr(page_pictures, "Child", made.child)
    return made


@pytest.fixture
def pane(qtbot: QtBot, drawers: Drawers) -> Iterator[PagesPane]:
    """The pane, shown."""
    made = PagesPane()
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    yield made
    made.close_file()
    qtbot.waitUntil(lambda: drawers.open == 0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three pages: red, green, and blue, which lies."""
    return coloured_pages(tmp_path / "ke-hoach.pdf")


def shown(pane: PagesPane, qtbot: QtBot, file: Path) -> PagesPane:
    """The pane with the file, once its first page is there."""
    pane.show_file(file, SPOTS)
    qtbot.waitUntil(lambda: pane.view.page_count() == 3)
    qtbot.waitUntil(lambda: colour(pane) == "#cc0000")
    return pane


def colour(pane: PagesPane) -> str:
    """What is seen in the middle of the view."""
    seen = pane.view.viewport().grab().toImage()
    return seen.pixelColor(seen.width() // 2, seen.height() // 3).name()


def test_pages_come_from_the_child_as_they_are_looked_at(
    pane: PagesPane, qtbot: QtBot, file: Path, drawers: Drawers
) -> None:
    """The first page is there by itself, others when they are scrolled to; one child draws them all."""
    shown(pane, qtbot, file)
    pane.view.verticalScrollBar().setValue(pane.view.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: colour(pane) in ("#0000cc", "#00cc00"))
    assert drawers.open == 1


def test_a_chosen_item_brings_its_page(pane: PagesPane, qtbot: QtBot, file: Path) -> None:
    """The mark spans the item's paragraphs on the page of the first one."""
    shown(pane, qtbot, file)
    pane.mark((3,))
    assert pane.view.mark is not None
    page, box = pane.view.mark
    height = pane.view._pages.sizes[1].height()  # type: ignore[union-attr]
    assert (page, round(box.top()), round(box.bottom())) == (1, round(0.2 * height), round(0.22 * height))
    qtbot.waitUntil(lambda: pane.view.page == 1)
    pane.mark((1, 2, 3))
    page, box = pane.view.mark
    assert (page, round(box.top()), round(box.bottom())) == (0, round(0.1 * height), round(0.56 * height))
    pane.mark(())
    assert pane.view.mark is None


def test_a_click_finds_the_paragraph(pane: PagesPane, qtbot: QtBot, file: Path) -> None:
    """A click into a paragraph tells its number; one beside all of them tells nothing."""
    shown(pane, qtbot, file)
    frame = pane.view._frame(0)
    with qtbot.waitSignal(pane.paragraph_chosen) as told:
        at = QPoint(int(frame.center().x()), int(frame.top() + 0.11 * frame.height()))
        qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert told.args == [1]
    with qtbot.assertNotEmitted(pane.paragraph_chosen):
        at = QPoint(int(frame.center().x()), int(frame.top() + 0.3 * frame.height()))
        qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_page_that_cannot_be_drawn_is_told(
    pane: PagesPane, qtbot: QtBot, file: Path, drawers: Drawers
) -> None:
    """The sentence stands above the pages; the others are drawn, and nothing is asked for again and again."""
    drawers.refuses = {1, 2}
    shown(pane, qtbot, file)
    pane.mark((3,))
    qtbot.waitUntil(lambda: not pane.problem.isHidden())
    assert pane.problem.text() == "Không vẽ được trang 2."
    drawers.refuses = {0}
    pane.show_file(file, SPOTS)
    qtbot.waitUntil(lambda: pane.problem.text() == "Không vẽ được trang 1.")
    assert pane.view.page_count() == 0


def test_another_file_takes_the_place(pane: PagesPane, qtbot: QtBot, file: Path, drawers: Drawers) -> None:
    """The first file's child ends, whatever it is doing; a file without pages shows none."""
    pane.show_file(file, SPOTS)
    pane.show_file(file, SPOTS)
    qtbot.waitUntil(lambda: pane.view.page_count() == 3)
    qtbot.waitUntil(lambda: drawers.open == 1)
    pane.show_file(file, ())
    qtbot.waitUntil(lambda: drawers.open == 0)
    assert pane.view.page_count() == 0
