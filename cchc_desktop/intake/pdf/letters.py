"""The letters of a page as pdfium tells them: what each is, where it stands, how it looks."""

import ctypes
import math
import re
import unicodedata
from array import array
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, repeat
from operator import sub
from typing import Any

from ..bounds import Meter
from .symbols import is_symbol_font, letter_of_symbol

SLANTED = -1


@dataclass(slots=True)
class Look:
    """What the letters that were drawn at once (a text object of the page) have in common.

    ``turn``: quarter turns that they are written at, ``SLANTED`` between these. ``em``: their size in
    points, 0 where it is not known. ``colour``: as 0xRRGGBB, None for a pattern. ``alpha``: 0 for what
    cannot be seen to 255. ``mode``: the rendering mode (ISO 32000-1, table 106). ``artifact``: the kind of a
    part that is marked as none of the document's text («Watermark» …). ``owner`` tells the object.
    """

    font: str
    bold: bool
    italic: bool
    turn: int
    em: float
    colour: int | None
    alpha: int
    mode: int
    artifact: str
    owner: int
    is_symbol: bool


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
    look: Look


class Run:
    """Letters that were drawn at once: they look alike, and upright ones stand on one line.

    Most are words with blanks and are asked for no more than that: ``text`` with the left and right edges and
    the sizes of its letters. Only where more is asked are they made ``Glyph``s, which then count alone.
    """

    __slots__ = ("_glyphs", "lefts", "look", "rights", "sizes", "text", "y")

    def __init__(self, look: Look, y: float) -> None:
        self.look = look
        self.y = y
        self.text = ""
        self.lefts, self.rights, self.sizes = array("f"), array("f"), array("f")
        self._glyphs: list[Glyph] | None = None

    @classmethod
    def of(cls, glyphs: list[Glyph]) -> "Run":
        """These letters, of which there is at least one."""
        run = cls(glyphs[0].look, glyphs[0].y)
        run._glyphs = glyphs
        return run

    @property
    def is_plain(self) -> bool:
        """Whether ``text`` and the edges are all there is to it."""
        return self._glyphs is None

    @property
    def em(self) -> float:
        """The size that it is set in."""
        return self.look.em or (self.sizes[0] if self._glyphs is None else self._glyphs[0].em)

    @property
    def glyphs(self) -> list[Glyph]:
        """Its letters one by one."""
        if self._glyphs is None:
            look, y = self.look, self.y
            font, em, bold, italic = look.font, look.em, look.bold, look.italic
            places = zip(self.text, self.lefts, self.rights, self.sizes, strict=True)
            self._glyphs = [
                Glyph(letter, left, right, y, size, em or size, bold, italic, font, look)
                for letter, left, right, size in places
            ]
        return self._glyphs

    @property
    def letters(self) -> str:
        """Its letters with its blanks."""
        return self.text if self._glyphs is None else "".join([glyph.text for glyph in self._glyphs])

    def extend(self, text: str, sides: list["array[float]"]) -> None:
        """Puts letters with their left, upper, right and lower edges behind these."""
        left, top, right, bottom = sides
        sizes = array("f", map(sub, top, bottom))
        if self._glyphs is not None:
            more = Run(self.look, self.y)
            more.extend(text, sides)
            self._glyphs += more.glyphs
            return
        self.text += text
        self.lefts += left
        self.rights += right
        self.sizes += sizes

    def move(self, across: float, up: float) -> None:
        """Moves it on the page."""
        self.y += up
        if self._glyphs is None:
            self.lefts = array("f", [x + across for x in self.lefts])
            self.rights = array("f", [x + across for x in self.rights])
        for glyph in self._glyphs or ():
            glyph.x0, glyph.x1, glyph.y = glyph.x0 + across, glyph.x1 + across, glyph.y + up

    def __len__(self) -> int:
        return len(self.text) if self._glyphs is None else len(self._glyphs)

    def __iter__(self) -> Iterator[Glyph]:
        return iter(self.glyphs)


@dataclass(slots=True)
class Letters:
    """The letters of a page in the order of drawing, in runs of what was drawn at once.

    ``runs`` are those at the page's main ``turn``, ``others`` are written in other directions.
    """

    runs: list[Run]
    others: list[Run]
    turn: int
    unreadable: int


_ODD = re.compile("[^ -\u02ff\u1e00-\u1fff]|[\x7f-\x9f\xad]")
"""What may be no letter, or not by itself."""
_NOBODY = -2
"""Stands for the object of what pdfium put in by itself."""
_MADE_UP = frozenset({0x20, 0x0D, 0x0A})
"""What pdfium puts between the letters of a page by itself."""
_HYPHENS = frozenset({0x02, 0xAD})
"""What pdfium gives in the place of a hyphen at the end of a line, and what files say of hyphens."""
_SILENT = frozenset({0x02, 0x09, 0x0A, 0x0D})


def read_letters(page: Any, meter: Meter) -> Letters:
    """The letters of a page of pypdfium2. Raises Refusal where there are too many."""
    textpage = page.get_textpage()
    try:
        return _Reader(textpage.raw, meter).read()
    finally:
        textpage.close()


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of pdfium that takes and gives addresses as numbers.

    For each letter it costs more to make objects of pointers than all that is asked of pdfium.
    """
    prototype = ctypes.CFUNCTYPE(result, ctypes.c_void_p, *arguments)
    return prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)


@lru_cache(maxsize=1)
def _asked_of_letters() -> tuple[Any, Any, Any, Any]:
    """What is asked of letters of a page: code, object, box, whether pdfium made it up."""
    from pypdfium2 import raw

    number = ctypes.c_int
    return (
        _plain(raw.FPDFText_GetUnicode, ctypes.c_uint, number),
        _plain(raw.FPDFText_GetTextObject, ctypes.c_void_p, number),
        _plain(raw.FPDFText_GetLooseCharBox, number, number, ctypes.c_void_p),
        _plain(raw.FPDFText_IsGenerated, number, number),
    )


@lru_cache(maxsize=1)
def _asked_of_objects() -> tuple[Any, Any, Any, Any, Any]:
    """What is asked of text objects: font, rendering mode, colours of areas and of outlines, marks."""
    from pypdfium2 import raw

    number, parts = ctypes.c_int, [ctypes.c_void_p] * 4
    return (
        _plain(raw.FPDFTextObj_GetFont, ctypes.c_void_p),
        _plain(raw.FPDFTextObj_GetTextRenderMode, number),
        _plain(raw.FPDFPageObj_GetFillColor, number, *parts),
        _plain(raw.FPDFPageObj_GetStrokeColor, number, *parts),
        _plain(raw.FPDFPageObj_CountMarks, number),
    )


_BOX = 16
"""Bytes of a box: left, top, right, bottom as floats."""


class _Reader:
    def __init__(self, handle: Any, meter: Meter) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._handle = handle
        self._count = raw.FPDFText_CountChars(handle)
        meter.page(self._count)
        self._looks = _Looks(raw, handle)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def read(self) -> Letters:
        runs, unreadable = self._runs()
        turns: Counter[int] = Counter()
        for run in runs:
            turns[run.look.turn] += len(run)
        del turns[SLANTED]
        main = max(turns, key=lambda each: turns[each], default=0)
        return Letters(
            [run for run in runs if run.look.turn == main],
            [run for run in runs if run.look.turn != main],
            main,
            unreadable,
        )

    def _runs(self) -> tuple[list[Run], int]:
        codes, owners, boxes = self._told()
        letters = "".join(map(chr, codes))
        sides = [boxes[side::4] for side in range(4)]
        runs: list[Run] = []
        run = Run(_NO_LOOK, 0.0)
        last: int | None = -1
        look, line = _NO_LOOK, 0.0
        unreadable = end = 0
        for owner, group in groupby(owners):
            start, end = end, end + len(list(group))
            if owner == _NOBODY:
                continue
            if owner != last:
                last = owner
                look = self._looks.of(owner or 0, start)
                # All that is drawn at once stands on one line.
                line = self._origin(start)[1]
                run = Run(look, line)
                runs.append(run)
            if look.turn or look.is_symbol or _ODD.search(letters, start, end):
                before = next((each.glyphs[-1] for each in reversed(runs) if each), None)
                unreadable += self._take_each(codes, range(start, end), boxes, look, line, run, before)
                continue
            run.extend(letters[start:end], [side[start:end] for side in sides])
        return [run for run in runs if run], unreadable

    def _take_each(
        self,
        codes: list[int],
        numbers: range,
        boxes: "array[float]",
        look: Look,
        line: float,
        run: Run,
        before: Glyph | None,
    ) -> int:
        """Puts letters of all kinds into a run, after another letter; gives how many have no reading."""
        unreadable = 0
        for index in numbers:
            code, is_lost = _mended(codes, index)
            unreadable += is_lost
            if not code:
                continue
            letter = chr(code)
            if code >= 0x300 and before is not None and unicodedata.combining(letter):
                # A mark belongs to the letter before it, wherever the font draws it.
                before.text += letter
                continue
            if look.is_symbol or 0xE000 <= code <= 0xF8FF:
                letter = letter_of_symbol(look.font, code)
                unreadable += 0xE000 <= ord(letter) <= 0xF8FF
            left, top, right, bottom = boxes[4 * index : 4 * index + 4]
            origin = self._origin(index) if look.turn else (left, line)
            before = _turned(letter, look, (left, bottom, right, top), origin)
            run.glyphs.append(before)
        return unreadable

    def _told(self) -> tuple[list[int], list[int | None], "array[float]"]:
        """Codes, objects and boxes of all letters."""
        box_of = _asked_of_letters()[2]
        handle, count = ctypes.cast(self._handle, ctypes.c_void_p).value, self._count
        buffer = ctypes.create_string_buffer(_BOX * max(count, 1))
        start = ctypes.addressof(buffer)
        places = range(start, start + _BOX * count, _BOX)
        deque(map(box_of, repeat(handle), range(count), places), maxlen=0)
        codes, owners = self._codes(handle, count), _owners(handle, count)
        is_generated = _asked_of_letters()[3]
        blanks = [index for index, code in enumerate(codes) if code in _MADE_UP]
        for index, is_made in zip(blanks, map(is_generated, repeat(handle), blanks), strict=True):
            if is_made == 1:
                owners[index] = _NOBODY
        return codes, owners, array("f", buffer.raw[: _BOX * count])

    def _codes(self, handle: int | None, count: int) -> list[int]:
        code_of = _asked_of_letters()[0]
        text = ctypes.create_string_buffer(2 * (count + 1))
        written = self._raw.FPDFText_GetText(self._handle, 0, count, ctypes.cast(text, _WIDE))
        # One letter for each code, or there are some without a reading, or beyond U+FFFF.
        if written != count + 1:
            return list(map(code_of, repeat(handle), range(count)))
        codes = list(memoryview(text).cast("B").cast("H")[:count])
        for index, code in enumerate(codes):
            if code >= 0xD800:
                codes[index] = code_of(handle, index)
        return codes

    def _origin(self, index: int) -> tuple[float, float]:
        self._raw.FPDFText_GetCharOrigin(self._handle, index, ctypes.byref(self._x), ctypes.byref(self._y))
        return self._x.value, self._y.value


_STEP = 16


def _owners(handle: int | None, count: int) -> list[int | None]:
    """The object of each letter: what is drawn at once comes at once, so not each letter is asked."""
    object_of = _asked_of_letters()[1]
    owners: list[int | None] = []
    here = object_of(handle, 0) if count else None
    index = 0
    while index < count:
        end = min(index + _STEP, count)
        following = object_of(handle, end) if end < count else None
        # What pdfium puts in by itself belongs to no object.
        if here and end < count and following == here:
            owners += [here] * (end - index)
        else:
            owners += map(object_of, repeat(handle), range(index, end))
        index, here = end, following
    return owners


_NO_LOOK = Look("", False, False, 0, 0.0, 0, 255, 0, "", -1, False)


def _mended(codes: list[int], index: int) -> tuple[int, bool]:
    """The letter that a code stands for (0: none), and whether one is lost.

    A letter beyond U+FFFF comes as two halves, one after the other.
    """
    code = codes[index]
    if 0xD800 <= code < 0xDC00:
        other = codes[index + 1] if index + 1 < len(codes) else 0
        if 0xDC00 <= other < 0xE000:
            return 0x10000 + ((code - 0xD800) << 10) + other - 0xDC00, False
        return 0, True
    if 0xDC00 <= code < 0xE000:
        return 0, index == 0 or not 0xD800 <= codes[index - 1] < 0xDC00
    # A soft hyphen that is drawn is a hyphen; some programs tell no other code of it.
    if code in _HYPHENS:
        return 0x2D, False
    if code < 0x20 or 0xFFFD <= code <= 0xFFFF or code > 0x10FFFF:
        return 0, code not in _SILENT
    return code, False


def _turned(
    letter: str, look: Look, box: tuple[float, float, float, float], origin: tuple[float, float]
) -> Glyph:
    """A letter that is written at a quarter turn, as it stands once the page is turned; slanted: as it is."""
    turn = max(look.turn, 0)
    size = abs(box[3] - box[1]) if turn % 2 == 0 else abs(box[2] - box[0])
    each, two = turn_point(box[0], box[1], turn), turn_point(box[2], box[3], turn)
    return Glyph(
        letter,
        min(each[0], two[0]),
        max(each[0], two[0]),
        turn_point(*origin, turn)[1],
        size,
        look.em or size,
        look.bold,
        look.italic,
        look.font,
        look,
    )


def turn_point(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point of the page once the page is turned so that text of this turn runs to the right."""
    # pdfium counts angles clockwise.
    return ((x, y), (-y, x), (-x, -y), (y, -x))[turn]


class _Looks:
    """The looks of a page's text objects, each found out once."""

    def __init__(self, raw: Any, handle: Any) -> None:
        self._raw = raw
        self._handle = handle
        self._seen: dict[int, Look] = {}
        self._fonts: dict[int, tuple[str, bool, bool, bool]] = {}
        self._parts = (ctypes.c_uint * 4)()
        start = ctypes.addressof(self._parts)
        self._at_parts = [start + 4 * number for number in range(4)]
        self._matrix = raw.FS_MATRIX()
        self._at_matrix = ctypes.byref(self._matrix)

    def of(self, owner: int, index: int) -> Look:
        """The look of the object at this address, to which the letter of this number belongs."""
        if owner not in self._seen:
            self._seen[owner] = self._look(owner, index)
        return self._seen[owner]

    def _look(self, owner: int, index: int) -> Look:
        raw, handle = self._raw, self._handle
        font_of, mode_of, fill_of, stroke_of, count_marks = _asked_of_objects()
        font, heavy, italic, is_symbol = self._font(font_of(owner) or 0 if owner else 0, index)
        raw.FPDFText_GetMatrix(handle, index, self._at_matrix)
        a, b, c, d = self._matrix.a, self._matrix.b, self._matrix.c, self._matrix.d
        turn = 0
        if b or c or a < 0:
            quarter = raw.FPDFText_GetCharAngle(handle, index) / (math.pi / 2)
            turn = round(quarter)
            turn = turn % 4 if abs(quarter - turn) < 0.05 else SLANTED
        # The size beside the text may be 1, and the matrix say how large that is.
        em = raw.FPDFText_GetFontSize(handle, index) * math.hypot(c, d)
        colour: int | None = 0
        alpha, mode, artifact = 255, 0, ""
        if owner:
            mode = mode_of(owner)
            # Letters of which only the outline is drawn have the colour of that.
            ask = stroke_of if mode in {1, 5} else fill_of
            colour = None
            if ask(owner, *self._at_parts):
                red, green, blue, alpha = self._parts
                colour = red << 16 | green << 8 | blue
            if marks := count_marks(owner):
                artifact = self._artifact(raw.FPDFText_GetTextObject(handle, index), marks)
        # Where a font has no bold letters, its letters are filled and drawn around.
        bold = heavy or mode == 2
        return Look(font, bold, italic, turn, em, colour, alpha, mode, artifact, owner, is_symbol)

    def _font(self, key: int, index: int) -> tuple[str, bool, bool, bool]:
        """Name, bold, italic, and whether its letters are signs."""
        raw, handle = self._raw, self._handle
        if key and key in self._fonts:
            return self._fonts[key]
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
        self._fonts[key] = (font, bold, italic, is_symbol_font(font))
        return self._fonts[key]

    def _artifact(self, item: Any, marks: int) -> str:
        """The kind of the part that the object belongs to, where that is marked as none of the text."""
        raw = self._raw
        for number in range(min(marks, 8)):
            mark = raw.FPDFPageObj_GetMark(item, number)
            if _utf16(raw.FPDFPageObjMark_GetName, mark) != "Artifact":
                continue
            return _utf16(raw.FPDFPageObjMark_GetParamStringValue, mark, b"Subtype") or "Artifact"
        return ""


def _utf16(function: Any, *arguments: Any) -> str:
    """What a function of pdfium writes as UTF-16 into a buffer."""
    buffer = ctypes.create_string_buffer(128)
    needed = ctypes.c_ulong()
    if not function(*arguments, ctypes.cast(buffer, _WIDE), len(buffer), ctypes.byref(needed)):
        return ""
    return buffer.raw[: min(needed.value, len(buffer))].decode("utf-16-le", "replace").rstrip("\0")


_WIDE = ctypes.POINTER(ctypes.c_ushort)
