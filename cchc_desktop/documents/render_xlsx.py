"""A Document as a workbook: one sheet for each part, its text in merged rows, its tables with real values."""

import io
import re
from dataclasses import replace
from typing import Any

from . import components, styles
from .book import Contents, Picture, Prose
from .book_looks import LOOKS
from .cells import clean
from .components import Gap, Rule, Stack, TextBlock
from .job import CancelCheck, Job, Progress, Target, opened
from .metrics import chunks, width, wrap
from .model import (
    AnnexTitle,
    Block,
    Document,
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
from .xlsx_values import with_values

_ROUNDING = 0.985
"""The share of the width between the margins that is used: rounding the columns' widths may add to them."""
_HEAD_LOOKS = (styles.SUPERIOR, styles.ISSUER, styles.NATION, styles.MOTTO, styles.NUMBER, styles.PLACE_DATE)
"""What stands in the head, a row for each printed line."""
_SHEET_NAME_LENGTH = 31
_SHORT_TABLE = 180.0
"""A table that is no higher is not cut by a page's foot."""
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

    from .xlsx_styles import StyleBook

    job = Job(document, progress, cancelled)
    workbook: Any = Workbook()
    workbook.remove(workbook.active)
    book = StyleBook(workbook)
    names: set[str] = set()
    values = []
    for part in document.parts:
        sheet = workbook.create_sheet(sheet_name(part.name, names))
        writer = _Writer(sheet, part, book, job)
        writer.write()
        values.append(writer.tables.values)
    properties = workbook.properties
    properties.title = properties.subject = clean(document.title)
    properties.creator = properties.lastModifiedBy = clean(document.author)
    properties.language = "vi-VN"
    # Excel computes the formulas anew when it opens the file; other programs trust what is stored.
    workbook.calculation.fullCalcOnLoad = True
    file = io.BytesIO()
    workbook.save(file)
    with opened(out) as stream:
        job.step(0)
        stream.write(with_values(file.getvalue(), values))
    job.finish()


def _lines(stack: Stack) -> Stack:
    """The stack with a component, and so a row, for each printed line: both sides go on line by line."""
    return tuple(
        replace(part, text=text, lines=(text,), held=text) if isinstance(part, TextBlock) else part
        for part in stack
        for text in (part.lines if isinstance(part, TextBlock) else ("",))
    )


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
    """Fills a sheet from top to foot; its columns are those of the part's widest table."""

    def __init__(self, sheet: Any, part: Part, book: Any, job: Job) -> None:
        from .xlsx_styles import column_unit, set_up_page
        from .xlsx_table import Grid, TableWriter

        self.sheet, self.part, self.book, self.job = sheet, part, book, job
        self.room = styles.text_width(part) * _ROUNDING
        self.grid = Grid.of([block for block in part.blocks if isinstance(block, Table)], self.room)
        self.row = 1
        self.kept: set[int] = set()
        """The rows that stay on one page with the row after them."""
        set_up_page(sheet, part)
        for number, points in enumerate(self.grid.widths, start=1):
            sheet.column_dimensions[_letter(number)].width = column_unit(points)
        self.tables = TableWriter(sheet, self.grid, book, job)

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

        break_pages(self.sheet, self.part, self.kept, self.row - 1)

    def _is_short(self, block: Block, first: int) -> bool:
        """Whether the block, which was written from row ``first`` on, is a table that is not cut."""
        rows = range(first, self.row)
        return (
            isinstance(block, Table)
            and len(rows) < _SHORT_TABLE / 10
            and sum(self.sheet.row_dimensions[row].height for row in rows) <= _SHORT_TABLE
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
                self._stack(components.annex_title(block, self.room), 1, self.grid.count)
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
                pass  # A manual makes sense on paper only (Document.formats).

    def _space(self, height: float) -> None:
        self.sheet.row_dimensions[self.row].height = height
        self.row += 1

    def _put(
        self, text: str, look: Look, first: int, last: int, *, row: int, rows: int = 1, **how: Any
    ) -> None:
        """Write a text into the cells of these columns, merged."""
        from .xlsx_styles import CellStyle

        cell = self.sheet.cell(row, first)
        cell.value = text
        cell.data_type = "s"
        literal = text[:1] in tuple("=+-@")
        self.book.apply(cell, CellStyle(look, how.pop("stand", look.stand), literal=literal, **how))
        if first < last or rows > 1:
            self.sheet.merge_cells(start_row=row, end_row=row + rows - 1, start_column=first, end_column=last)

    def _paragraph(self, text: str, look: Look, indent: int = 0) -> None:
        """A paragraph over the whole width; one that is higher than a row can be goes on in the next."""
        from .xlsx_styles import most_lines, text_height, text_room

        room = self.grid.span(1, self.grid.count) - indent * styles.CELL_INDENT
        for piece in chunks(text, look.face, look.size, text_room(room), most_lines(look.size)):
            self._put(piece, look, 1, self.grid.count, row=self.row, vertical="top", indent=indent)
            self.sheet.row_dimensions[self.row].height = text_height(piece, look, room) + look.gap / 2
            self.row += 1

    def _stack(self, stack: Stack, first: int, last: int) -> None:
        for component in stack:
            self.sheet.row_dimensions[self.row].height = self._component(component, first, last, self.row)
            self.row += 1

    def _component(self, component: Any, first: int, last: int, row: int) -> float:
        """Write a component into a row and give the height that it needs."""
        from .xlsx_styles import lines_height, text_height, text_room

        room = self.grid.span(first, last)
        match component:
            case TextBlock():
                text, look = self._broken(component, text_room(room)), component.look
                is_head = look in _HEAD_LOOKS
                self._put(text, look, first, last, row=row, underline=look == styles.MOTTO, one_line=is_head)
                return lines_height(1, look.size) if is_head else text_height(text, look, room)
            case Rule():
                look = Look("", styles.Face.BOLD, 6)
                unit = width("_", look.face, look.size)
                self._put("_" * round(component.width / unit), look, first, last, row=row, vertical="top")
                return 9.0
            case Gap():
                return float(component.height)
        return 0.0

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
                heights.append(self._component(left[index], 1, split, self.row))
            if index < len(right):
                heights.append(self._component(right[index], split + 1, self.grid.count, self.row))
            self.sheet.row_dimensions[self.row].height = max(heights)
            self.row += 1

    def _head(self, block: LetterHead) -> None:
        head = components.head(block, self.room)
        split = self.grid.split(head.left_width)
        number, place_date = _lines(head.number), _lines(head.place_date)
        # The motto is underlined over its full width, so its rule needs no row.
        self._side_by_side(_lines(head.left), _lines(head.right[:-1]), split)
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
            self.sheet.row_dimensions[number].height = height
        self.row = end
        if form.unit:
            self._stack(form.unit, 1, self.grid.count)

    def _signature(self, block: SignatureBlock) -> None:
        """The recipients stand in one cell beside all rows of the signature but the first."""
        from .xlsx_styles import text_height

        signature = components.signature(block, self.room)
        split = self.grid.split(signature.left_width)
        self._space(8)
        first = self.row
        heights = [
            self._component(component, split + 1, self.grid.count, first + index)
            for index, component in enumerate(signature.right)
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
            self.sheet.row_dimensions[first + index].height = min(max(height, 12), 409)
        self.row = first + rows


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))
