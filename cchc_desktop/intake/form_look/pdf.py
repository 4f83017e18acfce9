"""A PDF as it looks: its rows with their letters, put together to paragraphs as they are read.

How wide margins are meant to be, and how far paragraphs are apart, no PDF says: what can be seen is measured,
and what cannot be told for certain stays unknown.
"""

import gc
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from ...domain.form_check.look import Cell, Edge, Letters, Line, Look, PageNumber, Sheet, Stand
from ...domain.text import clean_line
from ..paragraphs import join_lines
from ..pdf.damage import damage_told
from ..pdf.drawing import Rule
from ..pdf.lines import Item, lines_of
from ..pdf.page import Page
from ..pdf.read import DAMAGED, in_order, laid_pages, refuse_pictures
from ..pdf.sheets import Sheet as Laid
from ..pdf.tables import FoundTable
from ..pdf.words import Row, Word
from ..source import SourceParagraph
from .formats import millimetres, shown_colour

_NUMBER = re.compile(r"[-–—]?\s*(?P<number>\d{1,4}|[ivxlc]{1,6}|[IVXLC]{1,6})\s*[-–—]?")
_MARGIN = 0.085
"""The part of a page's height in which its number may stand."""
_NEAR_MIDDLE = 12 * 72 / 25.4
_LEAST_ROWS = 6
_FLUSH, _RAGGED = 3.0, 7.0
_CENTRED = 5.0
_ASCENT, _DESCENT = 0.89, 0.22
_UNDERSCORES = frozenset("_-–—─ ")


_NEAR_ROWS = (0, -1, 1, -2, 2, -3, 3, -4, 4)
"""Points above and below a row's height: words a little off it belong to it."""


@dataclass(slots=True)
class _Drawn:
    """Letters that were drawn at once: their typeface, size and colour, and how far they reach."""

    x0: float
    x1: float
    font: str
    size: float
    colour: str


@dataclass(slots=True)
class _Face:
    """The letters of a page by their height, and its lines."""

    drawn: dict[int, list[tuple[float, _Drawn]]] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)

    def at(self, word: Word, y: float) -> _Drawn | None:
        """What a word was drawn as."""
        middle = (word.x0 + word.x1) / 2
        near = [
            (abs(height - y), number, each)
            for number, step in enumerate(_NEAR_ROWS)
            for height, each in self.drawn.get(round(y) + step, ())
            if each.x0 - 1 <= middle <= each.x1 + 1
        ]
        return min(near, key=lambda found: found[:2])[2] if near else None


def look_of_pdf(path: Path) -> Look:
    """The look of a .pdf file with text. Raises Refusal where it is locked, damaged, scanned or too long."""
    is_collecting = gc.isenabled()
    gc.disable()  # letters by the ten thousand, none in a cycle
    try:
        with damage_told(DAMAGED):
            return _look(path)
    finally:
        if is_collecting:
            gc.enable()


def _look(path: Path) -> Look:
    faces: list[_Face] = []
    laid = laid_pages(path, lambda page: faces.append(_face(page)))
    refuse_pictures(laid)
    number = _page_number(laid, faces)
    flow, areas, _ = in_order(laid)
    sheets, sheet_of = _sheets(laid, areas, number)
    reader = _Paragraphs(laid, areas, faces, sheet_of)
    for is_table, entries in groupby(flow, lambda entry: isinstance(entry, FoundTable)):
        if is_table:
            for table in entries:
                assert isinstance(table, FoundTable)
                reader.table(table)
        else:
            reader.run([entry for entry in entries if isinstance(entry, Item)])
    return Look(path.name, tuple(reader.lines), tuple(sheets), len(laid))


def _face(page: Page) -> _Face:
    face = _Face(rules=[rule for rule in page.rules if rule.is_horizontal])
    for run in page.runs:
        look = run.look
        colour = shown_colour(look.colour) if look.colour is not None else ""
        size = round(run.em * 2) / 2
        for _, glyphs in groupby(run.glyphs, lambda glyph: round(glyph.y)):
            letters = list(glyphs)
            drawn = _Drawn(min(g.x0 for g in letters), max(g.x1 for g in letters), look.font, size, colour)
            face.drawn.setdefault(round(letters[0].y), []).append((letters[0].y, drawn))
    return face


# -- pages --------------------------------------------------------------------------------------------


def _sheets(
    laid: Sequence[Laid], areas: Sequence[tuple[float, float]], number: PageNumber | None
) -> tuple[list[Sheet], list[int]]:
    """The paper of runs of pages of one size, and the run of each page."""
    sheets: list[Sheet] = []
    sheet_of: list[int] = []
    for _, group in groupby(
        range(len(laid)), lambda page: (round(laid[page].width), round(laid[page].height))
    ):
        pages = list(group)
        first = laid[pages[0]]
        sheet = Sheet(millimetres(first.width), millimetres(first.height), number=number, measured=True)
        sheets.append(_measured(sheet, laid, areas, pages))
        sheet_of += [len(sheets) - 1] * len(pages)
    return sheets, sheet_of


def _measured(
    sheet: Sheet, laid: Sequence[Laid], areas: Sequence[tuple[float, float]], pages: Sequence[int]
) -> Sheet:
    """The paper with the margins that its text shows: wide ones above and below may be blanks."""
    full = [page for page in pages if len(laid[page].rows) >= _LEAST_ROWS and not laid[page].tables]
    if not full:
        return sheet
    rows = [row for page in full for row in laid[page].rows]
    left, right = areas[full[0]]
    flush = [row for row in rows if abs(row.x1 - right) < 1.5]
    upper = min(
        laid[page].height - max(row.y + _ASCENT * row.size / 1.1 for row in laid[page].rows) for page in full
    )
    lower = min(min(row.y - _DESCENT * row.size / 1.1 for row in laid[page].rows) for page in full)
    top, bottom = millimetres(upper), millimetres(lower)
    return replace(
        sheet,
        left=millimetres(left),
        right=millimetres(laid[full[0]].width - right) if len(flush) >= _LEAST_ROWS else None,
        top=top if top < _WIDE else None,
        bottom=bottom if bottom < _WIDE else None,
    )


_WIDE = 20.0
"""Millimetres from which on a free edge may be a margin and blanks."""


def _page_number(laid: Sequence[Laid], faces: Sequence[_Face]) -> PageNumber | None:
    """The number of the second page, or of a page after it, and whether the first has one too."""
    found = [_number_on(page) for page in laid]
    shown = next(((n, each) for n, each in enumerate(found) if n and each is not None), None)
    if shown is None:
        return None
    index, (row, edge) = shown
    page = laid[index]
    text = clean_line(row.text)
    match = _NUMBER.fullmatch(text)
    assert match is not None
    middle = (row.x0 + row.x1) / 2
    stand = Stand.CENTER if abs(middle - page.width / 2) < _NEAR_MIDDLE else Stand.RIGHT
    if middle < page.width / 3:
        stand = Stand.LEFT
    drawn = faces[index].at(row.words[0], row.y)
    printed = match["number"]
    first = found[0] is not None and _NUMBER.fullmatch(clean_line(found[0][0].text)) is not None
    return PageNumber(
        edge=edge,
        stand=stand,
        size=drawn.size if drawn is not None else 0.0,
        upright=not row.words[0].italic,
        first=first,
        start=int(printed) - index if printed.isdigit() and index == 1 else None,
        roman=not printed.isdigit(),
    )


def _number_on(page: Laid) -> tuple[Row, Edge] | None:
    for row, edge in ((page.rows[0], Edge.TOP), (page.rows[-1], Edge.BOTTOM)) if page.rows else ():
        share = row.y / page.height
        in_margin = share > 1 - _MARGIN if edge is Edge.TOP else share < _MARGIN
        if in_margin and _NUMBER.fullmatch(clean_line(row.text)):
            return row, edge
    return None


# -- paragraphs ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Paragraphs:
    """Puts rows together to lines of the look."""

    laid: Sequence[Laid]
    areas: Sequence[tuple[float, float]]
    faces: Sequence[_Face]
    sheet_of: Sequence[int]
    lines: list[Line] = field(default_factory=list)
    _tables: int = 0

    def table(self, table: FoundTable) -> None:
        """A ruled table: its words, whose looks are not told."""
        for row, cells in enumerate(table.rows):
            page = table.spots[row].page if row < len(table.spots) else 0
            for column, text in enumerate(cells):
                if text.strip():
                    self.lines.append(
                        Line((Letters(text),), cell=Cell(self._tables, row, column), framed=True, page=page)
                    )
        self._tables += 1

    def run(self, items: list[Item]) -> None:
        """Rows that follow on each other."""
        rest = list(items)
        for block in join_lines(lines_of(items, list(self.areas))):
            if isinstance(block, SourceParagraph):
                rows = _rows_of(block.text, rest)
                del rest[: len(rows)]
                if rows:
                    self._paragraph(rows, block.text)

    def _paragraph(self, rows: list[Item], text: str) -> None:
        first = rows[0]
        page = first.spot.page
        if _UNDERSCORES.issuperset(text):
            if self.lines:
                self.lines[-1] = replace(self.lines[-1], ruled=True)
            return
        letters = tuple(self._letters(rows))
        raw = "".join(each.text for each in letters)
        self.lines.append(
            Line(
                letters=letters,
                stand=self._stand(rows),
                indent=self._indent(rows),
                ruled=any(self._is_ruled(each) for each in rows[-1:]),
                sheet=self.sheet_of[page - 1],
                page=page,
                mark=len(self.lines),
                composed=unicodedata.is_normalized("NFC", raw),
            )
        )

    def _letters(self, rows: list[Item]) -> Iterator[Letters]:
        for item in rows:
            face = self.faces[item.spot.page - 1]
            for word in item.row.words:
                # A number that a line's end cuts at its hyphen goes on without a blank.
                is_cut = word is item.row.words[-1] and len(word.text) > 1 and word.text.endswith("-")
                blank = "" if is_cut and item is not rows[-1] else " "
                drawn = face.at(word, item.row.y)
                font, size, colour = (
                    (drawn.font, drawn.size, drawn.colour) if drawn is not None else ("", 0.0, "")
                )
                yield Letters(word.text + blank, font, size, word.bold, word.italic, colour)

    def _stand(self, rows: list[Item]) -> Stand:
        if rows[0].block:
            return Stand.UNKNOWN
        left, right = self.areas[rows[0].page]
        middles = [abs((item.row.x0 + item.row.x1) / 2 - (left + right) / 2) for item in rows]
        if max(middles) < _CENTRED and min(item.row.x0 for item in rows) > left + 15:
            return Stand.CENTER
        ends = [right - item.row.x1 for item in rows[:-1]]
        if len(ends) >= 2 and max(ends) < _FLUSH:
            return Stand.JUSTIFY
        if len(ends) >= 3 and sum(end > _RAGGED for end in ends) >= 2:
            return Stand.LEFT
        return Stand.UNKNOWN

    def _indent(self, rows: list[Item]) -> float | None:
        left, _ = self.areas[rows[0].page]
        if rows[0].block or len(rows) < 3 or abs(rows[1].row.x0 - left) > _FLUSH:
            return None
        return millimetres(rows[0].row.x0 - rows[1].row.x0)

    def _is_ruled(self, item: Item) -> bool:
        row = item.row
        middle = (row.x0 + row.x1) / 2
        return any(
            rule.x0 <= middle <= rule.x1 and 0 < row.y - rule.y0 < 1.3 * row.size
            for rule in self.faces[item.spot.page - 1].rules
        )


def _rows_of(text: str, rows: list[Item]) -> list[Item]:
    """The first rows, as many as hold the letters of a paragraph."""
    wanted = len("".join(text.split()))
    taken: list[Item] = []
    held = 0
    for item in rows:
        if held >= wanted - 1 and taken:
            break
        taken.append(item)
        held += len("".join(item.row.text.split()))
    return taken
