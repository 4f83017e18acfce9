"""Lines, rules and frames of the components of a document, drawn on a page. Lengths are in points."""

from typing import Any

from . import styles
from .components import Boxed, Gap, Rule, Stack, TextBlock
from .metrics import has_glyph, width
from .pdf_ink import ink_of
from .styles import Look, Stand

ASCENT = 0.89
"""Of the typeface, as a multiple of the size: where the base line stands in a line."""


class _Printable(dict[int, int | str]):
    """A table for ``str.translate``: what the typeface lacks would vanish from the page unseen."""

    def __missing__(self, code: int) -> int | str:
        stand_in = {0xF0B7: "•", 0xF02D: "-", 0x2610: "□", 0x2611: "■", 0x2612: "■"}
        found = code if has_glyph(chr(code)) or code == 10 else stand_in.get(code, "□")
        self[code] = found
        return found


_PRINTABLE = _Printable()


def printable(text: str) -> str:
    """The text with a box in the place of each character that the typeface cannot show."""
    return text.translate(_PRINTABLE)


def draw_line(canvas: Any, text: str, look: Look, x: float, room: float, top: float) -> None:
    """Draw one line of text in ``room`` points from ``x``, its upper edge at ``top``."""
    free = room - width(text, look.face, look.size)
    offset = {Stand.CENTER: free / 2, Stand.RIGHT: free}.get(look.stand, 0.0)
    extra = look.leading - look.size * styles.SINGLE_LINE
    base = top - extra / 2 - look.size * ASCENT
    if look.colour != styles.BLACK:
        canvas.setFillColor(look.colour)
    ink_of(canvas).write(printable(text), look.face, look.size, x + offset, base)
    if look.colour != styles.BLACK:
        canvas.setFillColor(styles.BLACK)


def draw_stack(canvas: Any, stack: Stack, x: float, room: float, top: float) -> None:
    """Draw a column of components from ``top`` downwards."""
    for component in stack:
        match component:
            case TextBlock():
                for number, line in enumerate(component.lines):
                    draw_line(canvas, line, component.look, x, room, top - number * component.look.leading)
            case Rule():
                canvas.setLineWidth(styles.RULE_THICKNESS)
                left = x + (room - component.width) / 2
                canvas.line(left, top - 2, left + component.width, top - 2)
            case Boxed():
                left = x + (room - component.width) / 2
                colour = component.line.look.colour
                canvas.setStrokeColor(colour)
                canvas.setLineWidth(styles.BOX_THICKNESS)
                canvas.rect(left, top - component.height, component.width, component.height)
                canvas.setStrokeColor(styles.BLACK)
                inner = (component.height - component.line.height) / 2
                draw_line(canvas, component.line.text, component.line.look, x, room, top - inner)
            case Gap():
                pass
        top -= component.height
