"""What is drawn on a page beside its letters: ruled lines, shades, pictures, and in which order."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_MAX_SEGMENTS = 40_000
_MAX_OBJECTS = 200_000
_MAX_SHADES = 4_000
_DEEPEST = 3
_THIN = 3.0

_Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


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
class Shade:
    """A filled area or a picture: what was drawn before it lies under it.

    ``colour`` as 0xRRGGBB, None for a picture or a pattern. ``order`` counts what is drawn. ``item`` is the
    picture's object, by which it can be asked whether one sees through it.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    colour: int | None
    order: int
    item: Any = None

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in it."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(slots=True)
class Drawing:
    """The lines and areas of a page, in its own coordinates; ``order_of`` tells text objects by address."""

    rules: list[Rule] = field(default_factory=list)
    shades: list[Shade] = field(default_factory=list)
    order_of: dict[int, int] = field(default_factory=dict)
    picture_share: float = 0.0


def read_drawing(page: Any) -> Drawing:
    """What is drawn on a page of pypdfium2; of a drawing that no document holds only the first part."""
    return _Reader(page).read()


class _Reader:
    def __init__(self, page: Any) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._page = page
        self._found = Drawing()
        self._segments = _MAX_SEGMENTS
        self._order = 0
        self._pictured = 0.0
        self._parts = [ctypes.c_uint() for _ in range(4)]
        self._at_parts = [ctypes.byref(part) for part in self._parts]

    def read(self) -> Drawing:
        raw = self._raw
        count = raw.FPDFPage_CountObjects(self._page.raw)
        self._walk(self._page.raw, count, raw.FPDFPage_GetObject, _AS_IT_IS, _DEEPEST)
        width, height = self._page.get_size()
        self._found.picture_share = min(1.0, self._pictured / max(1.0, width * height))
        return self._found

    def _walk(self, holder: Any, count: int, object_at: Any, matrix: _Matrix, depth: int) -> None:
        raw = self._raw
        for number in range(count):
            self._order += 1
            if self._order > _MAX_OBJECTS:
                return
            item = object_at(holder, number)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._found.order_of[ctypes.addressof(item.contents)] = self._order
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._picture(item, matrix)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
                inner = _joined(self._matrix_of(item), matrix)
                self._walk(
                    item, raw.FPDFFormObj_CountObjects(item), raw.FPDFFormObj_GetObject, inner, depth - 1
                )

    def _matrix_of(self, item: Any) -> _Matrix:
        matrix = self._raw.FS_MATRIX()
        self._raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def _picture(self, item: Any, matrix: _Matrix) -> None:
        """A picture fills the unit square of its matrix."""
        whole = _joined(self._matrix_of(item), matrix)
        corners = [_placed(whole, x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        bottom, top = min(y for _, y in corners), max(y for _, y in corners)
        self._pictured += max(0.0, right - left) * max(0.0, top - bottom)
        self._shade(Shade(left, bottom, right, top, None, self._order, item))

    def _shade(self, shade: Shade) -> None:
        if len(self._found.shades) < _MAX_SHADES:
            self._found.shades.append(shade)

    def _path(self, item: Any, matrix: _Matrix) -> None:
        raw = self._raw
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
        if not fill.value and not stroke.value:
            return
        count = raw.FPDFPath_CountSegments(item)
        self._segments -= max(count, 1)
        if self._segments < 0:
            return
        edges = list(self._edges(item, count, _joined(self._matrix_of(item), matrix)))
        if not edges:
            return
        left, right = min(e.x0 for e in edges), max(e.x1 for e in edges)
        bottom, top = min(e.y0 for e in edges), max(e.y1 for e in edges)
        if fill.value and right - left > _THIN < top - bottom and self._is_covering(item):
            red, green, blue, _ = (part.value for part in self._parts)
            colour = red << 16 | green << 8 | blue
            self._shade(Shade(left, bottom, right, top, colour, self._order))
        if stroke.value:
            self._found.rules += edges
        # A filled shape is a line only when it is thin; otherwise it is the shade of a cell.
        elif top - bottom <= _THIN < right - left:
            self._found.rules.append(Rule(left, (top + bottom) / 2, right, (top + bottom) / 2))
        elif right - left <= _THIN < top - bottom:
            self._found.rules.append(Rule((left + right) / 2, bottom, (left + right) / 2, top))

    def _is_covering(self, item: Any) -> bool:
        """Whether the shape is filled with a colour that nothing shines through."""
        raw = self._raw
        return bool(
            raw.FPDFPageObj_GetFillColor(item, *self._at_parts)
            and self._parts[3].value >= 250
            and not raw.FPDFPageObj_HasTransparency(item)
        )

    def _edges(self, item: Any, count: int, matrix: _Matrix) -> Iterator[Rule]:
        """The horizontal and vertical sides of a path, in the coordinates of the page."""
        raw = self._raw
        x, y = ctypes.c_float(), ctypes.c_float()
        start = last = (0.0, 0.0)
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = _placed(matrix, x.value, y.value)
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


def _placed(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _joined(first: _Matrix, then: _Matrix) -> _Matrix:
    """What both matrices do, one after the other."""
    if then is _AS_IT_IS:
        return first
    a, b, c, d, e, f = first
    (m, n), (o, p) = (
        (a * then[0] + b * then[2], a * then[1] + b * then[3]),
        (
            c * then[0] + d * then[2],
            c * then[1] + d * then[3],
        ),
    )
    return m, n, o, p, *_placed(then, e, f)
