"""The pages of the PDF that a draft was read from, with the place of the chosen item marked."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.plan import Spot
from ...office.page_pictures import PagePictures
from ..labels import label
from ..theme import SPACE
from ..widgets.outside_pages import OutsidePages
from ..widgets.page_view import PageView

_WAITING = "Đang vẽ trang…"


class PagesPane(QWidget):
    """The pages as they are printed; the paragraphs on them are numbered from 1."""

    paragraph_chosen = Signal(int)
    """The user clicked on a paragraph."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = PageView()
        self.view.setAccessibleName("Trang của tệp")
        self.view.clicked_at.connect(self._clicked)
        self.problem = label("", wrap=True)
        self.problem.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.problem)
        column.addWidget(self.view, 1)
        self._pages: OutsidePages | None = None
        self._spots: Sequence[Spot] = ()
        self._marked: tuple[int, ...] = ()

    def show_file(self, path: Path | None, spots: Sequence[Spot]) -> None:
        """Shows the pages of a file, or none; ``spots`` tells where its paragraphs stand."""
        self.close_file()
        self._spots = spots
        if path is None or not spots:
            return
        turns = [0] * max(spot.page for spot in spots)
        for spot in spots:
            turns[spot.page - 1] = spot.turn
        self.view.waiting = _WAITING
        pages = OutsidePages(PagePictures(path, turns))
        pages.opened.connect(self._opened)
        pages.arrived.connect(self.view.page_arrived)
        pages.failed.connect(self._tell)
        self._pages = pages

    def close_file(self) -> None:
        """Lets go of the file."""
        self.view.set_pages(None)
        if self._pages is not None:
            self._pages.close()
        self._pages = None
        self._marked = ()
        self.problem.hide()

    def mark(self, numbers: Iterable[int]) -> None:
        """Marks these paragraphs, on the page of the first, and brings them into sight."""
        self._marked = tuple(numbers)
        spots = [self._spots[number - 1] for number in self._marked if 0 < number <= len(self._spots)]
        pages = self._pages
        if not spots or pages is None or not 0 < spots[0].page <= len(pages):
            self.view.clear_mark()
            return
        page = spots[0].page
        size = pages.sizes[page - 1]
        on_page = [spot for spot in spots if spot.page == page]
        top = min(spot.top for spot in on_page) * size.height()
        bottom = max(spot.bottom for spot in on_page) * size.height()
        self.view.show_mark(page - 1, QRectF(_EDGE, top, size.width() - 2 * _EDGE, bottom - top))

    def _opened(self) -> None:
        if self._pages is not None:
            self.view.set_pages(self._pages)
            self.mark(self._marked)

    def _tell(self, sentence: str) -> None:
        self.view.waiting = ""
        self.problem.setText(sentence)
        self.problem.show()
        self.view.viewport().update()

    def _clicked(self, page: int, _x: float, y: float) -> None:
        if self._pages is None:
            return
        share = y / self._pages.sizes[page].height()
        here = [
            (abs(share - (spot.top + spot.bottom) / 2), number)
            for number, spot in enumerate(self._spots, start=1)
            if spot.page == page + 1 and spot.top - _NEAR <= share <= spot.bottom + _NEAR
        ]
        if here:
            self.paragraph_chosen.emit(min(here)[1])


_EDGE = 24.0
"""Points at both sides of a page that a mark leaves free."""
_NEAR = 0.004
"""The part of a page's height that a click may miss a paragraph by."""
