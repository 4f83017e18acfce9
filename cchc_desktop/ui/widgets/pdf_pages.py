"""The pages of a PDF as pictures, and where on them a text stands."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage

PDFIUM = Lock()
"""Held around every call into PDFium, which is not made for several threads at once."""

_HEAD = 48
"""How many letters of a text are enough to find it: longer ones may be cut by the end of a page."""

_NEAR = 12
"""So many points around a click a letter may stand: a blank between two lines is one of theirs."""
_BLANK = re.compile(r"\s+")


def squeezed(text: str) -> str:
    """The text as it is looked for: no blanks, no difference between capitals and small letters."""
    return _BLANK.sub("", text).lower()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text stands: the page (from 0) and the box around its lines, in points from the top left."""

    page: int
    box: QRectF


class PdfPages:
    """A PDF in memory. Sizes are in points; pages are numbered from 0. Close it when done."""

    def __init__(self, data: bytes) -> None:
        # Some megabytes that a page whose preview is folded away or not looked at yet does without.
        import pypdfium2

        with PDFIUM:
            self._document = pypdfium2.PdfDocument(data)
            self.sizes = [QSizeF(*self._document.get_page_size(n)) for n in range(len(self._document))]
        self._letters = ""
        self._places: list[tuple[int, int]] = []
        self._starts: list[int] = []
        self._ranges: dict[str, tuple[int, int]] = {}
        self._keys: list[str] = []

    def __len__(self) -> int:
        return len(self.sizes)

    def close(self) -> None:
        """Lets go of the PDF's memory."""
        with PDFIUM:
            self._document.close()

    def picture(self, number: int, scale: float, printing: bool = False) -> QImage:
        """One page as a picture; ``scale`` is pixels for a point."""
        with PDFIUM:
            page = self._document[number]
            bitmap = page.render(scale=scale, prefer_bgrx=True, optimize_mode="print" if printing else None)
            image = QImage(
                bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
            ).copy()
            bitmap.close()
            page.close()
        return image

    def locate(self, texts: Iterable[tuple[str, str]]) -> None:
        """Finds out where each (key, text) stands; the texts come in printed order.

        A text that is printed several times («Nhiệm vụ») is told apart by that order.
        """
        self._read()
        self._ranges = {}
        at = 0
        for key, text in texts:
            letters = squeezed(text)
            if not letters:
                continue
            head = letters[:_HEAD]
            found = self._letters.find(head, at)
            if found < 0:
                found = self._letters.find(head)
                if found < 0:
                    continue
            else:
                at = found + len(head)
            self._ranges[key] = (found, found + len(letters))
        order = sorted(self._ranges, key=lambda key: self._ranges[key])
        self._keys = order
        self._starts = [self._ranges[key][0] for key in order]

    def spot(self, key: str) -> Spot | None:
        """Where the text of this key begins, with the part of it that is on the same page."""
        if key not in self._ranges:
            return None
        start, end = self._ranges[key]
        page, _ = self._places[start]
        stretch = [index for on, index in self._places[start:end] if on == page]
        height = self.sizes[page].height()
        box = QRectF()
        with PDFIUM:
            pdf_page = self._document[page]
            text = pdf_page.get_textpage()
            first, count = stretch[0], stretch[-1] - stretch[0] + 1
            for number in range(text.count_rects(first, count)):
                left, bottom, right, top = text.get_rect(number)
                box = box.united(QRectF(left, height - top, right - left, top - bottom))
            text.close()
            pdf_page.close()
        return Spot(page, box)

    def key_at(self, page: int, x: float, y: float) -> str:
        """The key of the text that is printed at this point of a page, or nothing."""
        with PDFIUM:
            pdf_page = self._document[page]
            text = pdf_page.get_textpage()
            index = text.get_index(x, self.sizes[page].height() - y, _NEAR, _NEAR)
            text.close()
            pdf_page.close()
        if index is None or not self._starts:
            return ""
        # A blank belongs to the letter before it.
        at = bisect_right(self._places, (page, index)) - 1
        if at < 0 or self._places[at][0] != page:
            return ""
        found = bisect_right(self._starts, at) - 1
        if found < 0:
            return ""
        key = self._keys[found]
        return key if at <= self._ranges[key][1] else ""

    def _read(self) -> None:
        """Reads the letters of all pages in order, once."""
        if self._places:
            return
        letters: list[str] = []
        with PDFIUM:
            for number in range(len(self.sizes)):
                page = self._document[number]
                text = page.get_textpage()
                for index, letter in enumerate(text.get_text_range()):
                    if not letter.isspace():
                        letters.append(letter.lower()[:1])
                        self._places.append((number, index))
                text.close()
                page.close()
        self._letters = "".join(letters)
