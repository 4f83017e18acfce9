"""The numbers on the pages of a view that say where they come from, and the one that is looked at."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from ...documents.pdf_spots import PdfSpot

_NEAR = 2.0
"""So many points beside a number belong to it."""


class PageNumbers:
    """The spots of the numbers in printed order; ``current`` is the one that is looked at."""

    def __init__(self) -> None:
        self.spots: Sequence[PdfSpot] = ()
        self.current: PdfSpot | None = None

    def show(self, spots: Sequence[PdfSpot]) -> None:
        """Takes the numbers of other pages; the one that is looked at stays where it is still there."""
        before, self.spots, self.current = self.current, spots, None
        if before is not None:
            same = [spot for spot in spots if spot.source == before.source]
            self.current = min(same, key=lambda spot: _distance(spot, before), default=None)

    def choose(self, spot: PdfSpot | None) -> None:
        """Looks at a number."""
        self.current = spot

    def at(self, page: int, point: QPointF) -> PdfSpot | None:
        """The number at a point of a page."""
        for spot in self.spots:
            if spot.page == page and box_of(spot).adjusted(-_NEAR, 0, _NEAR, 0).contains(point):
                return spot
        return None

    def step(self, by: int, page: int) -> PdfSpot | None:
        """Goes to the next or previous number; the first one is that of the page that is looked at."""
        if not self.spots:
            return None
        if self.current is None:
            at = next((n for n, spot in enumerate(self.spots) if spot.page >= page), 0)
        else:
            at = (self.spots.index(self.current) + by) % len(self.spots)
        self.current = self.spots[at]
        return self.current


def box_of(spot: PdfSpot) -> QRectF:
    """The box of a number, in points from the page's top left."""
    return QRectF(spot.left, spot.top, spot.width, spot.height)


def _distance(one: PdfSpot, other: PdfSpot) -> tuple[int, float]:
    return abs(one.page - other.page), abs(one.top - other.top) + abs(one.left - other.left)
