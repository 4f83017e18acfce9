"""What is drawn on a page beside its letters: ruled lines, shades, pictures, and in which order."""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .objects import Drawn

_MAX_SEGMENTS = 40_000
_MAX_SHADES = 300
_THIN = 3.0
_OPAQUE = 250


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


def drawing_of(objects: Iterable[Drawn]) -> Drawing:
    """What these objects of a page draw; of a drawing that no document holds only the first part."""
    from pypdfium2 import raw

    found = Drawing()
    paths = _Paths(found)
    for order, item in enumerate(objects):
        if item.kind == raw.FPDF_PAGEOBJ_TEXT:
            found.order_of[ctypes.addressof(item.handle.contents)] = order
        elif item.kind == raw.FPDF_PAGEOBJ_PATH:
            paths.add(item, order)
        elif item.kind == raw.FPDF_PAGEOBJ_IMAGE and len(found.shades) < _MAX_SHADES:
            # A picture fills the unit square of its matrix.
            left, bottom, right, top = item.matrix.on_rect(0, 0, 1, 1)
            found.shades.append(Shade(left, bottom, right, top, None, order, item.handle))
    return found


class _Paths:
    """Puts the lines and areas of paths into a drawing."""

    def __init__(self, found: Drawing) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._found = found
        self._budget = _MAX_SEGMENTS
        self._parts = [ctypes.c_uint() for _ in range(4)]
        self._at_parts = [ctypes.byref(part) for part in self._parts]

    def add(self, item: Drawn, order: int) -> None:
        """A path, and its place in the order of drawing."""
        raw = self._raw
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item.handle, ctypes.byref(fill), ctypes.byref(stroke))
        if not fill.value and not stroke.value:
            return
        count = raw.FPDFPath_CountSegments(item.handle)
        self._budget -= max(count, 1)
        if self._budget < 0:
            return
        edges = list(self._edges(item, count))
        if not edges:
            return
        left, right = min(e.x0 for e in edges), max(e.x1 for e in edges)
        bottom, top = min(e.y0 for e in edges), max(e.y1 for e in edges)
        if fill.value and right - left > _THIN < top - bottom:
            self._shade(item, Shade(left, bottom, right, top, 0, order))
        if stroke.value:
            self._found.rules += edges
        # A filled shape is a line only when it is thin; otherwise it is the shade of a cell.
        elif top - bottom <= _THIN < right - left:
            self._found.rules.append(Rule(left, (top + bottom) / 2, right, (top + bottom) / 2))
        elif right - left <= _THIN < top - bottom:
            self._found.rules.append(Rule((left + right) / 2, bottom, (left + right) / 2, top))

    def _shade(self, item: Drawn, shade: Shade) -> None:
        """Keeps an area that is filled with a colour that nothing shines through."""
        raw = self._raw
        if (
            len(self._found.shades) < _MAX_SHADES
            and raw.FPDFPageObj_GetFillColor(item.handle, *self._at_parts)
            and self._parts[3].value >= _OPAQUE
            and not raw.FPDFPageObj_HasTransparency(item.handle)
        ):
            red, green, blue = (part.value for part in self._parts[:3])
            shade.colour = red << 16 | green << 8 | blue
            self._found.shades.append(shade)

    def _edges(self, item: Drawn, count: int) -> Iterator[Rule]:
        """The horizontal and vertical sides of a path, in the coordinates of the page."""
        raw = self._raw
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
