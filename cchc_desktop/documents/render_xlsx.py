"""A Document as a workbook: a sheet for each part, tables with real values, what names it to others."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from . import components, styles
from .book import Contents, Picture, Prose
from .book_looks import LOOKS
from .cells import clean
from .components import Boxed, Component, Gap, Rule, Stack, TextBlock
from .job import CancelCheck, Job, Progress, Target, opened
from .metrics import chunks, wrap
from .model import (
    AnnexTitle,
    Block,
    Document,
    Fact,
    FormHead,
    Heading,
    LetterHead,
    Paragraph,
    Part,
    SignatureBlock,
    Table,
    Title,
    leads,
)
from .styles import Look, Stand

_ROUNDING = 0.985
"""The share of the width between the margins that is used: rounding the columns' widths may add to them."""
_HEAD_LOOKS = (
    styles.SUPERIOR,
    styles.ISSUER,
    styles.NATION,
    styles.MOTTO,
    styles.NUMBER,
    styles.DRAFT,
    styles.PLACE_DATE,
)
"""What stands in the head, a row for each printed line."""
_SHEET_NAME_LENGTH = 31
_SHORT_TABLE = 180.0
"""A table that is no higher is not cut by a page's foot."""
_RULE_ROW = 6.0
"""Height of the row whose upper edge is a rule."""
_OFF_RULE = 0.25
"""How far from a rule's width and middle its columns may be, as a share of the width that it stands in."""
_ILLEGAL_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def render_xlsx(
    document: Document, out: Target, progress: Progress | None = None, cancelled: CancelCheck | None = None
) -> None:
    """Write the document as XLSX to a path or binary stream.

    ``progress`` is called with units done and in all, ``cancelled`` is asked between them.

    :raises Cancelled: ``cancelled`` said so; nothing was written.
    :raises OSError: the target cannot be written.
    """
    from openpyxl import Workbook

    from .xlsx_sheet import SheetCells, Strings, packed
    from .xlsx_styles import StyleBook

    job = Job(document, progress, cancelled)
    workbook: Any = Workbook()
    workbook.remove(workbook.active)
    book, strings = StyleBook(workbook), Strings()
    names: set[str] = set()
    sheets: list[SheetCells] = []
    for part in document.parts:
        sheets.append(SheetCells(strings))
        sheet = workbook.create_sheet(sheet_name(part.name, names))
        _Writer(sheet, sheets[-1], part, book, job).write()
    if document.facts:
        sheets.append(SheetCells(strings))
        sheet = workbook.create_sheet(sheet_name(_FACTS, names))
        _write_facts(workbook, sheet, sheets[-1], document.facts, book)
    properties = workbook.properties
    properties.title = properties.subject = clean(document.title)
    properties.creator = properties.lastModifiedBy = clean(document.author)
    properties.language = "vi-VN"
    # Excel computes the formulas anew when it opens the file; other programs trust what is stored.
    workbook.calculation.fullCalcOnLoad = True
    try:
        with opened(out) as stream:
            job.step(0)
            packed(workbook, sheets, strings, stream)
    finally:
        for cells in sheets:
            cells.close()
    job.finish()


_FACTS, _FACT_PREFIX = "Thông tin tệp", "CCHC_"
_FACT_WIDTHS = (160.0, 320.0)


def _write_facts(workbook: Any, sheet: Any, cells: Any, facts: Sequence[Fact], book: Any) -> None:
    """A sheet that is neither shown nor printed, each of whose values has a name for formulas of others."""
    from openpyxl.workbook.defined_name import DefinedName

    from .xlsx_formats import number_format
    from .xlsx_styles import SIGNS, CellStyle, column_unit

    sheet.sheet_state = "hidden"
    for number, points in enumerate(_FACT_WIDTHS, start=1):
        sheet.column_dimensions[_letter(number)].width = column_unit(points)
    look = styles.TABLE.cell
    for row, fact in enumerate(facts, start=1):
        value = clean(fact.value) if isinstance(fact.value, str) else fact.value
        cells.put(row, 1, clean(fact.label), book.number(CellStyle(look, Stand.LEFT)))
        literal = isinstance(value, str) and value[:1] in SIGNS
        style = CellStyle(look, Stand.LEFT, number_format=number_format(value), literal=literal)
        cells.put(row, 2, value, book.number(style))
        name = f"{_FACT_PREFIX}{fact.name}"
        place = f"'{sheet.title}'!$B${row}"
        workbook.defined_names[name] = DefinedName(name, attr_text=place)


def _lines(stack: Stack) -> Stack:
    """The stack with a component, and so a row, for each printed line: both sides go on line by line."""
    return tuple(
        replace(part, text=text, lines=(text,), held=text) if isinstance(part, TextBlock) else part
        for part in stack
        for text in (part.lines if isinstance(part, TextBlock) else ("",))
    )


def _without_rule(stack: Stack) -> Stack:
    """The stack without its last rule, for which the text above it is underlined."""
    return stack[:-1] if isinstance(stack[-1], Rule) else stack


def _unbroken(stack: Stack) -> Stack:
    """The stack with each component on one line: a column as wide as the page has room for it."""
    return tuple(replace(part, lines=(part.text,)) if isinstance(part, TextBlock) else part for part in stack)


def sheet_name(name: str, taken: set[str]) -> str:
    """A legal sheet name like ``name``, other than those ``taken``, to which it is added."""
    base = " ".join(_ILLEGAL_IN_NAMES.sub(" ", clean(name)).split()).strip("' ") or "Trang"
    found = base[:_SHEET_NAME_LENGTH].strip()
    number = 1
    # Excel keeps «History» for itself and takes names that differ in capitals for the same.
    while found.casefold() in taken or found.casefold() == "history":
        number += 1
        tail = f" ({number})"
        found = base[: _SHEET_NAME_LENGTH - len(tail)].strip() + tail
    taken.add(found.casefold())
    return found


class _Writer:
    """Fills a sheet from top to foot; its columns are those of the part's widest table.

    A part without tables has one column as wide as the page: nothing is merged, and what stands side by side
    on paper stands one below the other.
    """

    def __init__(self, sheet: Any, cells: Any, part: Part, book: Any, job: Job) -> None:
        from .xlsx_styles import column_unit, set_up_page
        from .xlsx_table import Grid, TableWriter

        self.sheet, self.cells, self.part, self.book, self.job = sheet, cells, part, book, job
        self.room = styles.text_width(part) * _ROUNDING
        tables = [block for block in part.blocks if isinstance(block, Table)]
        self.grid = Grid.of(tables, max(self.room, part.sheet_width))
        # What stands above a sheet that is wider than the page is seen where the sheet begins.
        self.across = self.grid.split(self.room) if self._is_wider else self.grid.count
        self.row = 1
        self.kept: set[int] = set()
        """The rows that stay on one page with the row after them."""
        set_up_page(sheet, part)
        for number, points in enumerate(self.grid.widths, start=1):
            sheet.column_dimensions[_letter(number)].width = column_unit(points)
        self.tables = TableWriter(sheet, cells, self.grid, book, job, part.held if self._is_wider else 0)

    @property
    def _is_wider(self) -> bool:
        return self.part.sheet_width > self.room

    def write(self) -> None:
        """Write all blocks, then the formulas, which may look forward to later tables."""
        blocks = self.part.blocks
        for index, block in enumerate(blocks):
            first = self.row
            self._block(block)
            follows = blocks[index + 1] if index + 1 < len(blocks) else None
            if isinstance(block, SignatureBlock | FormHead) or self._is_short(block, first):
                self.kept.update(range(first, self.row - 1))
            if leads(block, follows) or isinstance(follows, SignatureBlock):
                # A table ends with a gap: its last row stays with what follows too.
                self.kept.update(range(self.row - (2 if isinstance(block, Table) else 1), self.row))
            self.job.step()
        self.kept |= self.tables.kept
        self.tables.finish()
        from .xlsx_styles import break_pages

        break_pages(self.sheet, self.part, self.cells.heights, self.kept, self.row - 1)

    def _is_short(self, block: Block, first: int) -> bool:
        """Whether the block, which was written from row ``first`` on, is a table that is not cut."""
        rows = range(first, self.row)
        return (
            isinstance(block, Table)
            and len(rows) < _SHORT_TABLE / 10
            and sum(self.cells.heights[row] for row in rows) <= _SHORT_TABLE
        )

    def _block(self, block: Block) -> None:
        match block:
            case LetterHead():
                self._head(block)
            case Title():
                self._space(8)
                self._stack(components.title(block, self.room), 1, self.grid.count)
                self._space(6)
            case AnnexTitle():
                self._stack(components.annex_title(block, self.room), 1, self.across)
                self._space(6)
            case FormHead():
                self._form_head(block)
            case Heading():
                look = styles.HEADING_LOOKS[block.level]
                text = clean(f"{block.marker} {block.text}".strip())
                self._paragraph(text.upper() if look.capitals else text, look)
            case Paragraph():
                text = clean(f"{block.marker} {block.text}".strip())
                look = styles.TEXT_LOOKS[block.style]
                # A cell has no first line of its own: only what is one line is moved in.
                steps = round(look.indent / styles.CELL_INDENT) if look.stand is Stand.LEFT else 0
                self._paragraph(text, look, steps)
            case Table():
                self._space(4)
                self.row = self.tables.write(block, self.row)
                self._space(4)
            case SignatureBlock():
                self._signature(block)
            case Prose():
                self._paragraph(clean(f"{block.marker} {block.text}".strip()), LOOKS[block.role])
            case Picture() | Contents():
                pass  # They make sense on paper only: the tables of a workbook say what a plot shows.

    def _space(self, height: float) -> None:
        self.cells.heights[self.row] = height
        self.row += 1

    def _put(
        self, text: str, look: Look, first: int, last: int, *, row: int, rows: int = 1, **how: Any
    ) -> None:
        """Write a text into the cells of these columns, merged."""
        from .xlsx_styles import SIGNS, CellStyle

        literal = text[:1] in SIGNS
        style = CellStyle(look, how.pop("stand", look.stand), literal=literal, **how)
        self.cells.put(row, first, text, self.book.number(style))
        if first < last or rows > 1:
            self.cells.merge(row, first, last, rows)

    def _paragraph(self, text: str, look: Look, indent: int = 0) -> None:
        """A paragraph over the whole width; one that is higher than a row can be goes on in the next."""
        from .xlsx_styles import most_lines, text_height, text_room

        room = self.grid.span(1, self.grid.count) - indent * styles.CELL_INDENT
        for piece in chunks(text, look.face, look.size, text_room(room), most_lines(look.size)):
            self._put(piece, look, 1, self.grid.count, row=self.row, vertical="top", indent=indent)
            self.cells.heights[self.row] = text_height(piece, look, room) + look.gap / 2
            self.row += 1

    def _stack(self, stack: Stack, first: int, last: int, stand: Stand | None = None) -> None:
        """Write a column of components, a row for each; ``stand`` is where its lines stand if given."""
        for index, component in enumerate(stack):
            follows = stack[index + 1] if index + 1 < len(stack) else None
            if isinstance(component, Rule) and not self._middle(component, first, last):
                continue
            height = self._component(component, first, last, self.row, follows, stand)
            self.cells.heights[self.row] = height
            self.row += 1

    def _component(
        self,
        component: Component,
        first: int,
        last: int,
        row: int,
        follows: Component | None = None,
        stand: Stand | None = None,
    ) -> float:
        """Write a component into a row and give the height that it needs.

        A line above a rule for which the columns have no room is underlined in its place.
        """
        from .xlsx_styles import CellStyle, lines_height, text_height, text_room

        room = self.grid.span(first, last)
        match component:
            case TextBlock():
                text, look = self._broken(component, text_room(room)), component.look
                is_head = look in _HEAD_LOOKS
                unruled = isinstance(follows, Rule) and not self._middle(follows, first, last)
                self._put(
                    text,
                    look,
                    first,
                    last,
                    row=row,
                    stand=stand or look.stand,
                    underline=look == styles.MOTTO or (unruled and is_head),
                    one_line=is_head,
                )
                return lines_height(1, look.size) if is_head else text_height(text, look, room)
            case Rule():
                style = self.book.number(CellStyle(styles.TABLE.cell, Stand.LEFT, border="t"))
                for column in self._middle(component, first, last):
                    self.cells.put(row, column, None, style)
                return _RULE_ROW
            case Boxed():
                return self._component(component.line, first, last, row, None, stand)
            case Gap():
                return float(component.height)

    def _middle(self, rule: Rule, first: int, last: int) -> range:
        """The columns that a rule is drawn over: about as wide, in the middle; none where none are."""
        whole = self.grid.span(first, last)
        best, found = whole * _OFF_RULE, range(0)
        for start in range(first, last + 1):
            for end in range(start, last + 1):
                wide = self.grid.span(start, end)
                before = self.grid.span(first, start - 1) if start > first else 0.0
                off = abs(wide - rule.width) + 2 * abs(before + wide / 2 - whole / 2)
                if off < best:
                    best, found = off, range(start, end + 1)
        return found

    @staticmethod
    def _broken(line: TextBlock, room: float) -> str:
        """The text of a centred line with its line ends where it was measured, if they fit here too."""
        fits = line.width <= room and len(" ".join(line.lines)) == len(line.text)
        if line.look.stand is not Stand.CENTER or not fits:
            return line.text
        text, start = [], 0
        for piece in line.lines:
            text.append(line.text[start : start + len(piece)])
            start += len(piece) + 1
        return "\n".join(text)

    def _side_by_side(self, left: Stack, right: Stack, split: int) -> None:
        """Two columns of components, row by row; ``split`` is the last grid column of the left one."""
        for index in range(max(len(left), len(right))):
            heights = [0.0]
            if index < len(left):
                follows = left[index + 1] if index + 1 < len(left) else None
                heights.append(self._component(left[index], 1, split, self.row, follows))
            if index < len(right):
                heights.append(self._component(right[index], split + 1, self.grid.count, self.row))
            self.cells.heights[self.row] = max(heights)
            self.row += 1

    def _head(self, block: LetterHead) -> None:
        head = components.head(block, self.room)
        if self.grid.count == 1:
            # Nothing stands side by side in one column.
            self._stack(_unbroken((*head.left, *head.number)), 1, 1, Stand.LEFT)
            self._stack(_lines(_without_rule(head.right)), 1, 1)
            self._stack(_lines(head.place_date), 1, 1, Stand.RIGHT)
            return
        split = self.grid.split(head.left_width)
        number, place_date = _lines(head.number), _lines(head.place_date)
        # The motto is underlined over its full width, so its rule needs no row.
        self._side_by_side(_lines(head.left), _lines(_without_rule(head.right)), split)
        if number or place_date:
            self._space(5)
            self._side_by_side(number, place_date, split)

    def _form_head(self, block: FormHead) -> None:
        """Three blocks over the columns, each text merged over as many rows as it has lines."""
        from .xlsx_styles import lines_height, text_room

        wanted = components.form_head(block, self.room).widths
        spans = self.grid.thirds(wanted)
        left, middle, right = (self.grid.span(*span) for span in spans)
        form = components.form_head(block, self.room, (left, middle, right))
        height = lines_height(1, styles.FORM_TITLE.size)
        apart = len(set(spans)) > 1
        top = end = self.row
        for stack, (first, last) in zip(form.blocks, spans, strict=True):
            row = top if apart else end
            for component in stack:
                if isinstance(component, TextBlock):
                    look, room = component.look, text_room(self.grid.span(first, last))
                    text = self._broken(component, room)
                    rows = len(wrap(text, look.face, look.size, room))
                    self._put(text, look, first, last, row=row, rows=rows, vertical="top")
                    row += rows
            end = max(end, row)
        for number in range(top, end):
            self.cells.heights[number] = height
        self.row = end
        if form.unit:
            self._stack(form.unit, 1, self.grid.count)

    def _signature(self, block: SignatureBlock) -> None:
        """The recipients stand in one cell beside all rows of the signature but the first."""
        from .xlsx_styles import text_height

        signature = components.signature(block, self.room)
        if self.grid.count == 1:
            self._space(8)
            self._stack(signature.right, 1, 1, Stand.RIGHT)
            self._stack(signature.left, 1, 1)
            return
        split = self.grid.split(signature.left_width)
        self._space(8)
        right = signature.right
        if block.place_date:
            self.cells.heights[self.row] = self._component(right[0], split + 1, self.grid.count, self.row)
            self.row += 1
            right = right[1:]
        first = self.row
        heights = [
            self._component(component, split + 1, self.grid.count, first + index)
            for index, component in enumerate(right)
        ]
        rows = max(len(heights), 2)
        heights += [0.0] * (rows - len(heights))
        lines = [component for component in signature.left if isinstance(component, TextBlock)]
        if lines:
            heights[0] = max(heights[0], self._component(lines[0], 1, split, first))
        if lines[1:]:
            look = lines[1].look
            text = "\n".join(line.text for line in lines[1:])
            self._put(text, look, 1, split, row=first + 1, rows=rows - 1, vertical="top")
            missing = text_height(text, look, self.grid.span(1, split)) - sum(heights[1:])
            # The free space for the signature grows with the list of recipients, then a row below it.
            widest = heights.index(max(heights[1:]), 1)
            heights[widest] += max(missing, 0)
        for index, height in enumerate(heights):
            self.cells.heights[first + index] = min(max(height, 12), 409)
        self.row = first + rows


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))
