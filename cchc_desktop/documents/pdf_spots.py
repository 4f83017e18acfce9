"""Where on the pages of a PDF the numbers stand that say where they come from, for who shows the pages.

The file itself knows nothing of it.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PdfSpot:
    """A number on a page (from 0): its box in points from the page's top left, its text and its source."""

    page: int
    left: float
    top: float
    width: float
    height: float
    shown: str
    source: str


def note_spot(
    canvas: Any, left: float, top: float, size: tuple[float, float], shown: str, source: str
) -> None:
    """Notes a number whose box has its upper left corner here, from the current origin; where nobody asks for
    spots nothing is done."""
    spots: list[PdfSpot] | None = getattr(canvas, "spots", None)
    if spots is not None:
        x, y = canvas.absolutePosition(left, top)
        height = float(canvas._pagesize[1])
        spots.append(PdfSpot(canvas.getPageNumber() - 1, x, height - y, *size, shown, source))
