"""The columns of the annex «Khung kế hoạch», which the office chooses and orders.

Number and task stand first in every such table (FACTS.md section 2.1); the others are a matter of custom.
"""

from collections.abc import Sequence
from enum import StrEnum

from .errors import Refusal
from .text import fold


class FrameworkColumn(StrEnum):
    """A column beside number and task; the value is what commands and settings call it."""

    DELIVERABLE = "san-pham"
    LEAD = "chu-tri"
    SUPPORT = "phoi-hop"
    TIME = "thoi-gian"
    FUNDING = "kinh-phi"
    SOURCE = "nguon"
    OFFICER = "nguoi"
    GIVEN = "can-cu-giao"
    NOTE = "ghi-chu"

    @property
    def label(self) -> str:
        """The column's header."""
        return _LABELS[self]


_LABELS = {
    FrameworkColumn.DELIVERABLE: "Sản phẩm, kết quả",
    FrameworkColumn.LEAD: "Đơn vị chủ trì",
    FrameworkColumn.SUPPORT: "Đơn vị phối hợp",
    FrameworkColumn.TIME: "Thời gian thực hiện, hoàn thành",
    FrameworkColumn.FUNDING: "Kinh phí (đồng)",
    FrameworkColumn.SOURCE: "Nguồn kinh phí",
    FrameworkColumn.OFFICER: "Người theo dõi",
    FrameworkColumn.GIVEN: "Cấp giao",
    FrameworkColumn.NOTE: "Ghi chú",
}
USUAL = (
    FrameworkColumn.DELIVERABLE,
    FrameworkColumn.LEAD,
    FrameworkColumn.SUPPORT,
    FrameworkColumn.TIME,
    FrameworkColumn.FUNDING,
    FrameworkColumn.NOTE,
)
"""The columns of an office that chose none."""

Columns = tuple[FrameworkColumn, ...]


def read_columns(text: str) -> Columns:
    """The columns that a list of names names, in its order; the usual ones for nothing.

    Raises Refusal for a name that is none, and one that is there twice.
    """
    found: list[FrameworkColumn] = []
    for name in filter(None, (part.strip() for part in text.split(","))):
        column = next((each for each in FrameworkColumn if fold(name) in (each, fold(each.label))), None)
        if column is None:
            known = ", ".join(FrameworkColumn)
            raise Refusal(f"Khung kế hoạch không có cột «{name}». Các cột: {known}.", "columns")
        if column in found:
            raise Refusal(f"Cột «{column.label}» được ghi hai lần.", "columns")
        found.append(column)
    return tuple(found) or USUAL


def columns_text(columns: Sequence[FrameworkColumn]) -> str:
    """The list as it is kept: nothing for the usual columns."""
    return "" if tuple(columns) == USUAL else ",".join(columns)
