"""What the grids of statistical forms have in common: a name in each row, then whole numbers."""

from collections.abc import Sequence

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView

from ...domain.errors import Refusal
from ...domain.numerals import parse_whole
from .. import theme
from ..tables.grouped_header import GroupedHeader, HeaderCell
from ..tables.sheet import CellRefusal, SheetView

TOTAL = "total"
"""The identity of the row «Tổng cộng»."""
NAME_COLUMN = 1
FIRST_COUNT = 2
"""The place of the first column that holds numbers, (3) on paper."""
NUMBER_WIDTH = 36
"""The width of the rows' numbers."""


def header_line() -> int:
    """The height of a line of the header's words."""
    return QFontMetrics(theme.font(theme.SMALL_POINTS, QFont.Weight.DemiBold)).lineSpacing()


def read_count(text: str, row: str, column: int) -> int | None:
    """A number as it was typed, None where nothing was. Raises CellRefusal with the cell it stands in."""
    try:
        return parse_whole(text) if text.strip() else None
    except Refusal as refusal:
        raise CellRefusal(str(refusal), row, column) from None


class CountGrid(SheetView):
    """The rows of a form under a header of groups; names take what room the numbers leave."""

    def _set_header(self, columns: int, cells: Sequence[HeaderCell], heights: Sequence[int]) -> None:
        self.setHorizontalHeader(GroupedHeader(cells, heights, self))
        header = self.horizontalHeader()
        header.setMinimumSectionSize(NUMBER_WIDTH)
        self._set_widths()
        for number in range(columns):
            if number != NAME_COLUMN:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentChanged.connect(lambda: header.viewport().update())
