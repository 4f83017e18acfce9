"""What a page of a PDF shows: its letters with their places and looks, its ruled lines, its pictures."""

import ctypes
from dataclasses import dataclass, replace
from typing import Any

from ..bounds import Meter
from .asides import Aside
from .drawing import Drawing, Rule, Shade, drawing_of
from .fields import Typed, put_in, typed_on
from .hidden import Face, take_beyond, take_unseen, take_watermarks
from .letters import Look, Run, read_letters, turn_point
from .objects import Drawn, objects_of
from .pictures import Pictures, pictures_of
from .stamps import take_stamps


@dataclass(slots=True)
class Page:
    """A page as it was read, turned so that its text runs to the right.

    The lower left corner of what is shown of it is (0, 0), whatever box the file gives it. ``turn`` is how
    many quarter turns clockwise a viewer would have to turn what it shows. ``asides`` are the letters on it
    that are none of its text.
    """

    runs: list[Run]
    rules: list[Rule]
    width: float
    height: float
    turn: int
    pictures: Pictures
    unreadable: int
    asides: list[Aside]


def read_page(page: Any, meter: Meter) -> Page:
    """The letters, lines and pictures of a page of pypdfium2. Raises Refusal where there are too many."""
    from pypdfium2 import raw

    letters = read_letters(page, meter)
    typed, remarks = typed_on(page, meter)
    if typed:
        letters.runs = put_in([_turn_typed(each, letters.turn) for each in typed], letters.runs)
    objects = list(objects_of(page))
    drawing = drawing_of(objects)
    pictures = pictures_of(page, objects)
    shown = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(shown))
    box = _turn_rule(Rule(shown.left, shown.bottom, shown.right, shown.top), letters.turn)
    if box.x0 or box.y0:
        for run in (*letters.runs, *letters.others):
            run.move(-box.x0, -box.y0)
    width, height = box.x1 - box.x0, box.y1 - box.y0
    face = Face(
        letters.runs,
        [_turn_shade(shade, letters.turn, box) for shade in drawing.shades],
        drawing.order_of,
        width,
        height,
        pictures.over_text,
        _Glass(page).is_seen_through,
        _Shadows(objects, letters.runs).is_shadow,
        [],
    )
    take_unseen(face)
    take_watermarks(face, letters.others)
    take_beyond(face)
    rules = take_stamps(face, _turn_rules(drawing, letters.turn, box))
    turn = -(letters.turn + page.get_rotation() // 90) % 4
    return Page(face.runs, rules, width, height, turn, pictures, letters.unreadable, [*face.asides, *remarks])


def _turn_rule(rule: Rule, turn: int) -> Rule:
    each, two = turn_point(rule.x0, rule.y0, turn), turn_point(rule.x1, rule.y1, turn)
    return Rule(min(each[0], two[0]), min(each[1], two[1]), max(each[0], two[0]), max(each[1], two[1]))


def _turn_typed(typed: Typed, turn: int) -> Typed:
    box = _turn_rule(Rule(typed.left, typed.bottom, typed.right, typed.top), turn)
    return replace(typed, left=box.x0, bottom=box.y0, right=box.x1, top=box.y1)


def _turn_rules(drawing: Drawing, turn: int, box: Rule) -> list[Rule]:
    return [
        Rule(turned.x0 - box.x0, turned.y0 - box.y0, turned.x1 - box.x0, turned.y1 - box.y0)
        for rule in drawing.rules
        if (turned := _turn_rule(rule, turn))
    ]


def _turn_shade(shade: Shade, turn: int, box: Rule) -> Shade:
    turned = _turn_rule(Rule(shade.x0, shade.y0, shade.x1, shade.y1), turn)
    return replace(
        shade,
        x0=turned.x0 - box.x0,
        y0=turned.y0 - box.y0,
        x1=turned.x1 - box.x0,
        y1=turned.y1 - box.y0,
    )


_TWINS = 6
"""Among so many objects after letters pdfium looks for the same letters once more."""


class _Shadows:
    """Letters that pdfium leaves out, because others just before them say the same in the same place."""

    def __init__(self, objects: list[Drawn], runs: list[Run]) -> None:
        self._objects = objects
        self._runs = runs

    def is_shadow(self, look: Look) -> bool:
        """Whether the letters of an object lie under the same ones."""
        from pypdfium2 import raw

        texts = [item.handle for item in self._objects if item.kind == raw.FPDF_PAGEOBJ_TEXT]
        told = {run.look.owner for run in self._runs}
        addresses = [ctypes.addressof(text.contents) for text in texts]
        if look.owner not in addresses:
            return False
        at = addresses.index(look.owner)
        own = self._box(texts[at])
        return any(
            address not in told
            and all(abs(a - b) < 0.3 * look.em for a, b in zip(own, self._box(text), strict=True))
            for address, text in zip(
                addresses[at + 1 : at + _TWINS], texts[at + 1 : at + _TWINS], strict=True
            )
        )

    @staticmethod
    def _box(text: Any) -> tuple[float, ...]:
        from pypdfium2 import raw

        sides = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(text, *map(ctypes.byref, sides))
        return tuple(side.value for side in sides)


_MOST_PICTURES = 20
"""Pictures of a page that are looked at for what shines through; each must be unpacked."""


class _Glass:
    """The pictures of a page that lie over its letters, as under a seal that was cut out."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._left = _MOST_PICTURES

    def is_seen_through(self, shade: Shade) -> bool:
        """Whether what lies under a picture can be seen."""
        from pypdfium2 import raw

        self._left -= 1
        if self._left < 0 or raw.FPDFPageObj_HasTransparency(shade.item):
            return True
        bitmap = raw.FPDFImageObj_GetRenderedBitmap(self._page.pdf.raw, self._page.raw, shade.item)
        if not bitmap:
            return True
        try:
            return _has_gaps(raw, bitmap)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)


def _has_gaps(raw: Any, bitmap: Any) -> bool:
    """Whether a picture leaves out more than a tenth of its points."""
    if raw.FPDFBitmap_GetFormat(bitmap) != raw.FPDFBitmap_BGRA:
        return False
    stride, high = raw.FPDFBitmap_GetStride(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
    alphas = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * high)[3::4]
    seen_through = len(alphas.translate(None, _OPAQUE))
    return seen_through * 10 > len(alphas)


_OPAQUE = bytes(range(128, 256))
