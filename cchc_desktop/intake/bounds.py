"""How much a file from outside may hold, whatever its format: more than any plan or annex, and no more.

The largest plan of a province has some 200 pages, 500,000 letters and annexes of a thousand rows. What goes
beyond these bounds is refused in a sentence, before it costs time and memory; a child process with limits of
its own (`child/`) is the second wall.
"""

import re
from collections.abc import Iterable, Sequence

from ..domain.errors import Refusal
from ..domain.numerals import format_number
from .source import Source, SourceTable

MAX_LETTERS = 1_500_000
"""Letters of a file."""
MAX_LINES = 20_000
"""Paragraphs and rows of tables of a file."""
MAX_PARAGRAPH = 50_000
"""Letters of one paragraph or cell, or of one printed page."""
MAX_CELLS = 60_000
"""Cells of all tables of a file."""
MAX_PIECES = 100_000
"""Paragraphs as a file has them, with empty ones and those of cells."""
MAX_COLUMNS = 63
"""Columns of a table: no more can be made in Word."""
_SPLIT = "Hãy tách phần kế hoạch ra một tệp riêng rồi chọn lại."


class Meter:
    """Counts what a reader has found so far. Every method raises Refusal where it is too much."""

    def __init__(self) -> None:
        self._letters = 0
        self._lines = 0
        self._cells = 0
        self._pieces = 0

    def letters(self, count: int) -> None:
        """So many letters more, of one paragraph."""
        if count > MAX_PARAGRAPH:
            raise Refusal(
                f"Tệp có một đoạn dài hơn {format_number(MAX_PARAGRAPH)} chữ cái, không giống văn bản kế "
                "hoạch. Hãy ngắt đoạn đó thành các đoạn ngắn hơn rồi chọn lại."
            )
        self._count(count)

    def page(self, count: int) -> None:
        """A printed page with so many letters."""
        if count > MAX_PARAGRAPH:
            raise Refusal(
                f"Tệp có một trang với hơn {format_number(MAX_PARAGRAPH)} chữ cái, không giống văn bản kế "
                "hoạch. Hãy dùng bản Word của văn bản."
            )
        self._count(count)

    def _count(self, count: int) -> None:
        self._letters += count
        if self._letters > MAX_LETTERS:
            raise Refusal(f"Văn bản trong tệp quá dài so với một kế hoạch. {_SPLIT}")

    def pieces(self, count: int = 1) -> None:
        """So many paragraphs more as the file has them, empty ones and those of cells too."""
        self._pieces += count
        if self._pieces > MAX_PIECES:
            raise Refusal(f"Tệp có quá nhiều đoạn và ô bảng so với một kế hoạch. {_SPLIT}")

    def lines(self, count: int = 1) -> None:
        """So many paragraphs or rows more."""
        self._lines += count
        if self._lines > MAX_LINES:
            raise Refusal(
                f"Tệp có hơn {format_number(MAX_LINES)} đoạn và dòng bảng, quá dài so với một kế hoạch. "
                + _SPLIT
            )

    def columns(self, columns: int) -> None:
        """A table of so many columns."""
        if columns > MAX_COLUMNS:
            raise Refusal(
                f"Tệp có một bảng rộng hơn {MAX_COLUMNS} cột. "
                "Hãy bỏ các cột không dùng của bảng đó, lưu lại rồi chọn lại."
            )

    def cells(self, count: int) -> None:
        """So many cells more."""
        self._cells += count
        if self._cells > MAX_CELLS:
            raise Refusal(f"Các bảng trong tệp quá lớn so với một kế hoạch. {_SPLIT}")


def bounded(source: Source) -> Source:
    """The source, once it was counted. Raises Refusal where it is too much."""
    meter = Meter()
    for block in source.blocks:
        if isinstance(block, SourceTable):
            meter.lines(len(block.rows))
            meter.columns(max(map(len, block.rows), default=0))
            meter.cells(sum(map(len, block.rows)))
            _count(meter, block.rows)
        else:
            meter.lines()
            meter.letters(len(block.text))
            _refuse_long_number(block.text)
    return source


_LONG_NUMBER = re.compile(r"\d{200}|(?:\d{1,3}[.,]){100}")


def _refuse_long_number(text: str) -> None:
    """Refuses a number that none is: looking for what it counts takes the square of its digits."""
    if _LONG_NUMBER.search(text):
        raise Refusal(
            "Tệp có một số dài hàng trăm chữ số, không giống văn bản kế hoạch. Hãy sửa số đó rồi chọn lại."
        )


def _count(meter: Meter, rows: Iterable[Sequence[str]]) -> None:
    for row in rows:
        # A cell that spans several columns is written once.
        for cell in {id(cell): cell for cell in row}.values():
            meter.letters(len(cell))
            _refuse_long_number(cell)
