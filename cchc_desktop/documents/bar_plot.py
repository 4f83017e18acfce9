"""A plot of rates as a picture for paper: a bar for each, its name at the left, its number at the end.

Under a bar may stand the one of the time before, hatched: on a black and white print it is told by that.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import resources

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

_PER_INCH, _PER_INCH_BESIDE = 200.0, 260.0
_WIDE, _ROW, _EDGE = 1260, 62, 20
_NAMES, _NUMBERS = 560, 130
_CLOSE_ROW, _LONG_NAMES = 40, 740
_SIZE, _BAR = 30, 30
_INK, _COLOUR, _TRACK, _LEADING = (30, 30, 30), (15, 91, 170), (228, 232, 238), (20, 60, 110)
_BEFORE, _HATCH, _FRAME = 16, 8, (110, 116, 126)
_LINE, _CAP = 3, 8
_KEY, _KEY_GAP, _KEY_ROW = 34, 40, 50


@dataclass(frozen=True, slots=True)
class PlottedRate:
    """A bar: its name, how long it is in percent (None for nothing), the number at its end. A ``leading`` one
    is darker, as the whole is beside its parts. ``before`` is how long it was the time before, ``margin`` how
    much longer or shorter it may be."""

    name: str
    percent: float | None
    words: str
    leading: bool = False
    before: float | None = None
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class PlotKey:
    """What is said under a plot: what a bar is, the whole that it is part of, and what a hatched bar is,
    nothing where none has one."""

    now: str
    whole: str
    before: str = ""


def bar_plot(
    rates: Sequence[PlottedRate], key: PlotKey | None = None, *, close: bool = False
) -> tuple[bytes, float]:
    """The picture as PNG, and how many of its points make an inch. Where bars stand ``close``, as many of
    them do, names have one line and more room."""
    return _png(_drawn(rates, key, _LONG_NAMES if close else 0)), _PER_INCH


def bar_plots(plots: Sequence[tuple[str, Sequence[PlottedRate]]]) -> tuple[bytes, float]:
    """Plots of close bars beside each other, each under its words, as one picture: PNG, and how many of its
    points make an inch, by which two of them are as wide as a page that lies on its side."""
    from PIL import Image, ImageDraw

    face = _face("Tinos-Bold.ttf")
    longest = max(face.getlength(rate.name) for _, rates in plots for rate in rates)
    names = min(_LONG_NAMES, round(longest) + 2 * _EDGE)
    drawn = [_drawn(rates, None, names) for _, rates in plots]
    whole = Image.new("RGB", (_WIDE * len(drawn), _KEY_ROW + max(each.height for each in drawn)), "white")
    draw = ImageDraw.Draw(whole)
    for number, ((words, _), each) in enumerate(zip(plots, drawn, strict=True)):
        draw.text((number * _WIDE + _EDGE, _EDGE), words, _INK, face)
        whole.paste(each, (number * _WIDE, _KEY_ROW))
    return _png(whole), _PER_INCH_BESIDE


def _face(name: str) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(str(resources.path("fonts", name)), _SIZE)


def _png(image: "Image.Image") -> bytes:
    stream = io.BytesIO()
    # Few colours: a plot takes some kilobytes of the file.
    image.quantize(32).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _drawn(rates: Sequence[PlottedRate], key: PlotKey | None, close: int) -> "Image.Image":
    """The bars, ``close`` beside names of one line that have so much room, else of two lines."""
    from PIL import Image, ImageDraw

    face = _face("Tinos-Regular.ttf")
    row, names, lines_most = (_CLOSE_ROW, close, 1) if close else (_ROW, _NAMES, 2)
    high = 2 * _EDGE + row * len(rates) + (_KEY_ROW if key is not None else 0)
    image = Image.new("RGB", (_WIDE, high), "white")
    draw = ImageDraw.Draw(image)
    left, right = _EDGE + names, _WIDE - _EDGE - _NUMBERS
    for number, rate in enumerate(rates):
        middle = _EDGE + number * row + row // 2
        lines = _wrapped(rate.name, lambda text: draw.textlength(text, face), names - _EDGE, lines_most)
        for line, text in enumerate(lines):
            top = middle + (line - len(lines) / 2) * _SIZE * 0.95
            draw.text((_EDGE, top - 4), text, _INK, face)
        upper, lower = middle - _BAR // 2, middle + _BAR // 2
        if rate.before is not None:
            upper, lower = upper - _BEFORE // 2, lower - _BEFORE // 2
        draw.rectangle((left, upper, right, lower), _TRACK)
        if rate.percent:
            end = left + round((right - left) * min(rate.percent, 100) / 100)
            draw.rectangle((left, upper, end, lower), _LEADING if rate.leading else _COLOUR)
        if rate.percent and rate.margin:
            _whisker(draw, rate.percent, rate.margin, left, right, middle)
        if rate.before:
            end = left + round((right - left) * min(rate.before, 100) / 100)
            _hatch(draw, (left, lower + 2, end, lower + 2 + _BEFORE))
        draw.text((_WIDE - _EDGE, middle), rate.words, _INK, face, anchor="rm")
    if key is not None:
        _explain(draw, face, key, high - _EDGE - _KEY_ROW // 2 + _BEFORE // 2)
    return image


def _whisker(
    draw: "ImageDraw.ImageDraw", percent: float, margin: float, left: int, right: int, middle: int
) -> None:
    """The line from the least to the most that a rate may be, with an end at both, seen on either ground."""
    least, most = max(0.0, percent - margin), min(100.0, percent + margin)
    start, end = (left + round((right - left) * each / 100) for each in (least, most))
    for wide, colour in ((_LINE + 4, "white"), (_LINE, _INK)):
        draw.line((start, middle, end, middle), colour, wide)
        for at in (start, end):
            draw.line((at, middle - _CAP, at, middle + _CAP), colour, wide)


def _hatch(draw: "ImageDraw.ImageDraw", box: tuple[int, int, int, int]) -> None:
    """A bar of slanted lines in a frame."""
    left, upper, right, lower = box
    high = lower - upper
    for start in range(left - high, right, _HATCH):
        # Cut off at both ends: a line that leaves the frame would lengthen the bar.
        first, last = max(start, left), min(start + high, right)
        draw.line((first, lower - (first - start), last, lower - (last - start)), _FRAME, 2)
    draw.rectangle(box, outline=_FRAME, width=2)


def _explain(draw: "ImageDraw.ImageDraw", face: "ImageFont.FreeTypeFont", key: PlotKey, middle: int) -> None:
    """One line that says what the bars are."""
    told = [each for each in ((key.now, _COLOUR), (key.before, None), (key.whole, _TRACK)) if each[0]]
    wide = sum(_KEY + _KEY_GAP + round(draw.textlength(words, face)) for words, _ in told)
    # Under the bars, where there is room for it.
    place = max(_EDGE, min(_EDGE + _NAMES, _WIDE - _EDGE - wide))
    for words, fill in told:
        box = (place, middle - _BEFORE // 2, place + _KEY, middle + _BEFORE // 2)
        if fill is None:
            _hatch(draw, box)
        else:
            draw.rectangle(box, fill)
        draw.text((place + _KEY + 10, middle), words, _INK, face, anchor="lm")
        place += _KEY + _KEY_GAP + round(draw.textlength(words, face))


def _wrapped(text: str, width: Callable[[str], float], room: float, most: int) -> list[str]:
    """At most so many lines of a name; what has no room in them is cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer) <= room or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            while width(f"{lines[-1]} …") > room and " " in lines[-1]:
                lines[-1] = lines[-1].rpartition(" ")[0]
            lines[-1] += " …"
            break
    return lines
