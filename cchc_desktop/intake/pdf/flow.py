"""The rows and tables of all pages in the order of reading, with feet put in order over page breaks."""

from collections.abc import Sequence
from dataclasses import replace

from ..marks import is_recipients_heading, is_signature
from . import columns as pdf_columns
from .lines import Item, after_mark
from .sheets import Sheet, spot_of
from .tables import FoundTable
from .text_columns import TextColumns
from .words import Row

Flow = list[Item | FoundTable]


def flow_of(
    pages: Sequence[Sheet], areas: list[tuple[float, float]], parts: Sequence[Sequence[TextColumns]]
) -> tuple[Flow, list[str]]:
    """Everything in order, and what is said of tables without lines between their rows.

    ``areas`` are the margins of the pages; those of columns within pages are added to them.
    """
    notes: list[str] = []
    flow: Flow = []
    foot: tuple[int, float] | None = None
    for number, page in enumerate(pages):
        for found in page.tables:
            found.spots = found.spots or [spot_of(number, page, *height) for height in found.heights]
            if found.note:
                notes.append(f"Trang {number + 1} {found.note}")
        pending: list[tuple[float, Flow]] = [(table.top, [table]) for table in page.tables]
        for part in parts[number]:
            # Each column has margins of its own, as a page has.
            columns = [
                _item(number, page, row, frame)
                for frame, (rows, _) in enumerate(part.columns, start=len(areas))
                for row in rows
            ]
            areas += [margins for _, margins in part.columns]
            pending.append((part.top, [*columns]))
        pending.sort(key=lambda entry: -entry[0])
        rest = _rest_of_foot(flow, foot, number, page)
        foot = None
        for rows, is_block in pdf_columns.blocks(page.rows[rest:], *areas[number]):
            begins = len(flow)
            for row in rows:
                while pending and pending[0][0] > row.y:
                    flow += pending.pop(0)[1]
                flow.append(_item(number, page, row, number, block=is_block))
            if rows:
                foot = _signed_at(flow, begins) if is_block else None
        for _, entries in pending:
            flow += entries
            foot = None
    _mend_foot(flow)
    return flow, notes


def _signed_at(flow: Flow, begins: int) -> tuple[int, float] | None:
    """Where in the flow the right side of a foot begins, and its left edge on the page."""
    for place in range(begins, len(flow)):
        if is_signature(_text(flow[place])):
            return place, min(entry.row.x0 for entry in flow[place:] if isinstance(entry, Item))
    return None


def _rest_of_foot(flow: Flow, foot: tuple[int, float] | None, number: int, page: Sheet) -> int:
    """Take the rows that go on with a foot which the page break cut, side by side; how many there are."""
    if foot is None or any(table.top > page.rows[0].y for table in page.tables if page.rows):
        return 0
    place, gutter = foot
    left, right, count = pdf_columns.rest_of_foot(page.rows, gutter)
    flow[place:place] = [_item(number, page, row, number, block=True) for row in left]
    flow += [_item(number, page, row, number, block=True) for row in right]
    return count


def _item(number: int, page: Sheet, row: Row, frame: int, *, block: bool = False) -> Item:
    spot = spot_of(number, page, row.y + 0.8 * row.size, row.y - 0.3 * row.size)
    return Item(row, frame, block, after_mark(row), spot)


def _mend_foot(flow: Flow) -> None:
    """Put recipients that a page break cut off their list in front of the signature beside it."""
    for index in range(1, len(flow)):
        before, item = flow[index - 1], flow[index]
        if not (isinstance(before, Item) and isinstance(item, Item)):
            continue
        if not before.block or item.block or item.page == before.page or not _is_bullet(item):
            continue
        block = [
            place
            for place in range(index)
            if isinstance(entry := flow[place], Item) and entry.block and entry.page == before.page
        ]
        heads = [place for place in block if is_recipients_heading(_text(flow[place]))]
        signs = [place for place in block if heads and place > heads[0] and is_signature(_text(flow[place]))]
        if not signs:
            continue
        last = max(
            place
            for place in range(index, min(index + 30, len(flow)))
            if _is_bullet(flow[place]) and all(_is_foot(entry, item) for entry in flow[index:place])
        )
        rest = [replace(e, block=True) for e in flow[index : last + 1] if isinstance(e, Item)]
        moved = [entry for entry in rest if _is_bullet(entry)]
        stayed = [entry for entry in rest if not _is_bullet(entry)]
        flow[signs[0] : last + 1] = [*moved, *flow[signs[0] : index], *stayed]


def _text(entry: Item | FoundTable) -> str:
    return entry.row.text if isinstance(entry, Item) else ""


def _is_foot(entry: Item | FoundTable, first: Item) -> bool:
    """Whether the row is a recipient or stands to the right of the recipients."""
    return _is_bullet(entry) or (isinstance(entry, Item) and entry.row.x0 > first.row.x0 + 150)


def _is_bullet(entry: Item | FoundTable) -> bool:
    return _text(entry).startswith(("- ", "– ", "+ "))
