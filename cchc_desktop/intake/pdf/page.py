"""What a page of a PDF shows: its letters with their places and looks, its ruled lines, its pictures."""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..bounds import Meter
from .objects import Drawn, objects_of
from .pictures import Pictures, pictures_of


@dataclass(slots=True)
class Glyph:
    """A letter in points, with y upwards and the page turned so that its text runs to the right.

    ``size`` is the height of the box that its font keeps for a letter, which differs from font to font (a
    font that was cut down to a few letters may give less); ``em`` is the size that the text is set in.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    em: float
    bold: bool
    italic: bool
    font: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line, horizontal (y0 = y1) or vertical (x0 = x1)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_horizontal(self) -> bool:
        return self.y0 == self.y1


@dataclass(slots=True)
class Page:
    """A page as it was read, turned so that its text runs to the right.

    The lower left corner of what is shown of it is (0, 0), whatever box the file gives it. ``turn`` is how
    many quarter turns clockwise a viewer would have to turn what it shows.
    """

    glyphs: list[Glyph]
    rules: list[Rule]
    width: float
    height: float
    turn: int
    pictures: Pictures
    unreadable: int


_MAX_SEGMENTS = 40_000
_THIN = 3.0


def read_page(page: Any, meter: Meter) -> Page:
    """The letters, lines and pictures of a page of pypdfium2. Raises Refusal where there are too many."""
    from pypdfium2 import raw

    glyphs, unreadable, angle = _glyphs(page, meter)
    objects = list(objects_of(page))
    shown = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(shown))
    box = _turn_rule(Rule(shown.left, shown.bottom, shown.right, shown.top), angle)
    for glyph in glyphs:
        glyph.x0, glyph.x1, glyph.y = glyph.x0 - box.x0, glyph.x1 - box.x0, glyph.y - box.y0
    rules = [
        Rule(turned.x0 - box.x0, turned.y0 - box.y0, turned.x1 - box.x0, turned.y1 - box.y0)
        for rule in _rules(objects)
        if (turned := _turn_rule(rule, angle))
    ]
    turn = -(angle + page.get_rotation() // 90) % 4
    return Page(glyphs, rules, box.x1 - box.x0, box.y1 - box.y0, turn, pictures_of(page, objects), unreadable)


# -- letters -------------------------------------------------------------------------------------------


def _glyphs(page: Any, meter: Meter) -> tuple[list[Glyph], int, int]:
    """The letters, how many have no reading, and the quarter turns that the text is written at."""
    from pypdfium2 import raw

    textpage = page.get_textpage()
    handle = textpage.raw
    looks: dict[int, tuple[str, bool, bool, int, float]] = {}
    found: list[tuple[Glyph, int]] = []
    turns: Counter[int] = Counter()
    unreadable = 0
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    count = raw.FPDFText_CountChars(handle)
    meter.page(count)
    for index in range(count):
        if raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(handle, index)
        if code < 0x20 or code in {0xFFFE, 0xFFFF, 0xFFFD}:
            unreadable += code not in {0x02, 0x0A, 0x0D, 0x09}
            # pdfium gives a hyphen at the end of a line as U+0002.
            if code != 0x02:
                continue
            code = 0x2D
        if unicodedata.combining(chr(code)) and found:
            # A mark belongs to the letter before it, wherever the font draws it.
            found[-1][0].text += chr(code)
            continue
        owner = ctypes.cast(raw.FPDFText_GetTextObject(handle, index), ctypes.c_void_p).value or 0
        if owner not in looks:
            looks[owner] = _look(raw, handle, index)
        font, bold, italic, turn, em = looks[owner]
        if turn < 0:
            continue
        raw.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box))
        raw.FPDFText_GetCharOrigin(handle, index, ctypes.byref(x), ctypes.byref(y))
        turns[turn] += 1
        size = abs(box.top - box.bottom) if turn % 2 == 0 else abs(box.right - box.left)
        glyph = Glyph(chr(code), box.left, box.right, y.value, size, em or size, bold, italic, font)
        found.append((glyph, turn))
        if turn:
            _turn_glyph(glyph, turn, (box.left, box.bottom, box.right, box.top), (x.value, y.value))
    textpage.close()
    if not turns:
        return [], unreadable, 0
    main = turns.most_common(1)[0][0]
    return [glyph for glyph, turn in found if turn == main], unreadable, main


def _look(raw: Any, handle: Any, index: int) -> tuple[str, bool, bool, int, float]:
    """Font name, bold, italic, quarter turns (-1 for slanting text such as a watermark), size in points."""
    flags = ctypes.c_int()
    needed = raw.FPDFText_GetFontInfo(handle, index, None, 0, ctypes.byref(flags))
    buffer = ctypes.create_string_buffer(max(int(needed), 1))
    raw.FPDFText_GetFontInfo(handle, index, buffer, len(buffer), ctypes.byref(flags))
    font = buffer.value.decode("utf-8", "replace")
    lowered = font.lower()
    weight = raw.FPDFText_GetFontWeight(handle, index)
    heavy = any(word in lowered for word in ("bold", "black", "heavy", "-bd", "demi"))
    # Bit 19 of the font's flags is ForceBold, bit 7 is Italic (ISO 32000-1, table 123).
    bold = heavy or weight >= 600 or bool(flags.value & 1 << 18)
    italic = "italic" in lowered or "oblique" in lowered or bool(flags.value & 1 << 6)
    quarter = raw.FPDFText_GetCharAngle(handle, index) / (math.pi / 2)
    turn = round(quarter)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix))
    # The size beside the text may be 1, and the matrix say how large that is.
    em = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
    return font, bold, italic, turn % 4 if abs(quarter - turn) < 0.05 else -1, em


def _turn_point(x: float, y: float, turn: int) -> tuple[float, float]:
    # pdfium counts angles clockwise.
    return ((x, y), (-y, x), (-x, -y), (y, -x))[turn]


def _turn_glyph(
    glyph: Glyph, turn: int, box: tuple[float, float, float, float], origin: tuple[float, float]
) -> None:
    each, two = _turn_point(box[0], box[1], turn), _turn_point(box[2], box[3], turn)
    glyph.x0, glyph.x1 = min(each[0], two[0]), max(each[0], two[0])
    glyph.y = _turn_point(*origin, turn)[1]


def _turn_rule(rule: Rule, turn: int) -> Rule:
    each, two = _turn_point(rule.x0, rule.y0, turn), _turn_point(rule.x1, rule.y1, turn)
    return Rule(min(each[0], two[0]), min(each[1], two[1]), max(each[0], two[0]), max(each[1], two[1]))


# -- lines and pictures --------------------------------------------------------------------------------


def _rules(objects: Iterable[Drawn]) -> Iterator[Rule]:
    from pypdfium2 import raw

    budget = _MAX_SEGMENTS
    for item in objects:
        if item.kind != raw.FPDF_PAGEOBJ_PATH:
            continue
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item.handle, ctypes.byref(fill), ctypes.byref(stroke))
        if not fill.value and not stroke.value:
            continue
        count = raw.FPDFPath_CountSegments(item.handle)
        budget -= max(count, 1)
        if budget < 0:
            return
        edges = list(_edges(raw, item, count))
        if not edges:
            continue
        if stroke.value:
            yield from edges
            continue
        # A filled shape is a line only when it is thin; otherwise it is the shade of a cell.
        left, right = min(e.x0 for e in edges), max(e.x1 for e in edges)
        bottom, top = min(e.y0 for e in edges), max(e.y1 for e in edges)
        if top - bottom <= _THIN < right - left:
            yield Rule(left, (top + bottom) / 2, right, (top + bottom) / 2)
        elif right - left <= _THIN < top - bottom:
            yield Rule((left + right) / 2, bottom, (left + right) / 2, top)


def _edges(raw: Any, item: Drawn, count: int) -> Iterator[Rule]:
    """The horizontal and vertical sides of a path, in the coordinates of the page."""
    matrix = item.matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item.handle, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif edge := _edge(last, point):
            yield edge
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            if edge := _edge(point, start):
                yield edge
            last = start


def _edge(each: tuple[float, float], two: tuple[float, float]) -> Rule | None:
    (xa, ya), (xb, yb) = each, two
    if abs(ya - yb) < 1 and abs(xa - xb) > 2:
        return Rule(min(xa, xb), (ya + yb) / 2, max(xa, xb), (ya + yb) / 2)
    if abs(xa - xb) < 1 and abs(ya - yb) > 2:
        return Rule((xa + xb) / 2, min(ya, yb), (xa + xb) / 2, max(ya, yb))
    return None
