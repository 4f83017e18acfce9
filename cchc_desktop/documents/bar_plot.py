"""A plot of rates as a picture for paper: a bar for each, its name at the left, its number at the end."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .. import resources

_PER_INCH = 200.0
_WIDE, _ROW, _EDGE = 1260, 62, 20
_NAMES, _NUMBERS = 560, 130
_SIZE, _BAR = 30, 30
_INK, _COLOUR, _TRACK, _LEADING = (30, 30, 30), (15, 91, 170), (228, 232, 238), (20, 60, 110)


@dataclass(frozen=True, slots=True)
class PlottedRate:
    """A bar: its name, how long it is in percent (None for nothing), the number at its end. A ``leading`` one
    is darker, as the whole is beside its parts."""

    name: str
    percent: float | None
    words: str
    leading: bool = False


def bar_plot(rates: Sequence[PlottedRate]) -> tuple[bytes, float]:
    """The picture as PNG, and how many of its points make an inch."""
    from PIL import Image, ImageDraw, ImageFont

    face = ImageFont.truetype(str(resources.path("fonts", "Tinos-Regular.ttf")), _SIZE)
    image = Image.new("RGB", (_WIDE, 2 * _EDGE + _ROW * len(rates)), "white")
    draw = ImageDraw.Draw(image)
    left, right = _EDGE + _NAMES, _WIDE - _EDGE - _NUMBERS
    for number, rate in enumerate(rates):
        middle = _EDGE + number * _ROW + _ROW // 2
        lines = _wrapped(rate.name, lambda text: draw.textlength(text, face), _NAMES - _EDGE)
        for line, text in enumerate(lines):
            top = middle + (line - len(lines) / 2) * _SIZE * 0.95
            draw.text((_EDGE, top - 4), text, _INK, face)
        upper, lower = middle - _BAR // 2, middle + _BAR // 2
        draw.rectangle((left, upper, right, lower), _TRACK)
        if rate.percent:
            end = left + round((right - left) * min(rate.percent, 100) / 100)
            draw.rectangle((left, upper, end, lower), _LEADING if rate.leading else _COLOUR)
        draw.text((_WIDE - _EDGE, middle), rate.words, _INK, face, anchor="rm")
    stream = io.BytesIO()
    # Few colours: a plot takes some kilobytes of the file.
    image.quantize(32).save(stream, "PNG", optimize=True)
    return stream.getvalue(), _PER_INCH


def _wrapped(text: str, width: Callable[[str], float], room: float) -> list[str]:
    """At most two lines of a name; what has no room in them is cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer) <= room or not lines[-1]:
            lines[-1] = longer
        elif len(lines) == 1:
            lines.append(word)
        else:
            lines[-1] += " …"
            break
    return lines
