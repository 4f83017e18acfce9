"""What was typed over the pages of a PDF: fields of a form, and letters put on the page as annotations.

They are printed, but they are no part of the page's text. Their words stand where their boxes do; what
stands in the boxes of signatures, stamps and remarks is named and left where it is.
"""

import ctypes
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from ...domain.text import clean_line, clean_text
from ..bounds import Meter
from ..widths import measured
from .asides import Aside, AsideKind
from .letters import SLANTED, Glyph, Look, Run

_MOST, _MOST_TYPED = 2_000, 300
"""Annotations of a page that are looked at, and boxes that are read."""
_HIDDEN = 0x02 | 0x20
"""Flags of what is neither shown nor printed (ISO 32000-1, table 165)."""
_MULTILINE = 1 << 12
_USUAL_SIZE = 12.0
_PLACEHOLDERS = frozenset("._…·․‥")
_TYPED = Look("", False, False, 0, 0.0, 0, 255, 0, "", 0, False)


@dataclass(frozen=True, slots=True)
class Typed:
    """Words that were typed into a box of a page, in the page's coordinates; ``size`` in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    has_lines: bool


def typed_on(page: Any, meter: Meter) -> tuple[list[Typed], list[Aside]]:
    """What was typed over a page of pypdfium2, and what of its annotations is not read."""
    from pypdfium2 import raw

    count = raw.FPDFPage_GetAnnotCount(page.raw)
    if count <= 0:
        return [], []
    reader = _Reader(page, meter)
    for number in range(min(count, _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        try:
            if not raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                reader.look_at(annotation)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return reader.typed, reader.told()


class _Reader:
    def __init__(self, page: Any, meter: Meter) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._form = page.pdf.formenv.raw if page.pdf.formenv else None
        self._meter = meter
        self.typed: list[Typed] = []
        self._asides: list[Aside] = []
        self._ticked = 0

    def look_at(self, annotation: Any) -> None:
        """Takes what an annotation says."""
        raw = self._raw
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind == raw.FPDF_ANNOT_WIDGET:
            self._field(annotation)
        elif kind == raw.FPDF_ANNOT_FREETEXT:
            self._take(annotation, self._string(annotation, b"Contents"), _USUAL_SIZE, has_lines=True)
        elif kind == raw.FPDF_ANNOT_STAMP:
            text = clean_line(self._string(annotation, b"Contents")) or "con dấu chèn thêm"
            self._asides.append(Aside(AsideKind.STAMP, text))
        elif kind == raw.FPDF_ANNOT_STRIKEOUT:
            self._asides.append(Aside(AsideKind.STRUCK))
        elif kind in {raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE}:
            text = clean_line(self._string(annotation, b"Contents"))
            self._asides += [Aside(AsideKind.REMARK, text)] if text else []

    def told(self) -> list[Aside]:
        """What is said of the fields: those that were read together, and what was left."""
        asides = list(self._asides)
        if self.typed:
            words = "; ".join(clean_line(each.text) for each in self.typed)
            asides.append(Aside(AsideKind.FIELD, words))
        if self._ticked:
            asides.append(Aside(AsideKind.TICKED, str(self._ticked)))
        return asides

    def _field(self, annotation: Any) -> None:
        raw = self._raw
        if self._form is None:
            return
        kind = raw.FPDFAnnot_GetFormFieldType(self._form, annotation)
        if kind in {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}:
            self._ticked += bool(raw.FPDFAnnot_IsChecked(self._form, annotation))
        elif kind == raw.FPDF_FORMFIELD_SIGNATURE:
            left, bottom, right, top = self._box(annotation)
            if raw.FPDFAnnot_HasKey(annotation, b"AP") and right - left > 1 and top - bottom > 1:
                self._asides.append(Aside(AsideKind.SIGNATURE))
        elif kind in {raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX}:
            size = ctypes.c_float()
            raw.FPDFAnnot_GetFontSize(self._form, annotation, ctypes.byref(size))
            flags = raw.FPDFAnnot_GetFormFieldFlags(self._form, annotation)
            has_lines = kind == raw.FPDF_FORMFIELD_TEXTFIELD and bool(flags & _MULTILINE)
            self._take(annotation, self._value(annotation), size.value, has_lines=has_lines)

    def _take(self, annotation: Any, text: str, size: float, *, has_lines: bool) -> None:
        text = clean_text(text)
        if not text or len(self.typed) >= _MOST_TYPED:
            return
        self._meter.letters(len(text))
        left, bottom, right, top = self._box(annotation)
        if not has_lines:
            text = clean_line(text)
        if not 4 <= size <= 72:
            size = min(_USUAL_SIZE, max(4.0, 0.75 * (top - bottom)))
        self.typed.append(Typed(text, left, bottom, right, top, size, has_lines))

    def _box(self, annotation: Any) -> tuple[float, float, float, float]:
        box = self._raw.FS_RECTF()
        self._raw.FPDFAnnot_GetRect(annotation, ctypes.byref(box))
        return box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)

    def _value(self, annotation: Any) -> str:
        return self._wide(self._raw.FPDFAnnot_GetFormFieldValue, self._form, annotation)

    def _string(self, annotation: Any, key: bytes) -> str:
        return self._wide(self._raw.FPDFAnnot_GetStringValue, annotation, key)

    def _wide(self, function: Any, *arguments: Any) -> str:
        needed = function(*arguments, None, 0)
        # Both bytes of a letter are counted, and those of the zero at the end.
        self._meter.letters(needed // 2)
        buffer = ctypes.create_string_buffer(max(int(needed), 2))
        function(*arguments, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), len(buffer))
        return buffer.raw.decode("utf-16-le", "replace").partition("\0")[0]


def put_in(typed: list[Typed], runs: list[Run]) -> list[Run]:
    """The letters of a page with typed words in their places; dots that such a place was left with go."""
    for each in typed:
        kept = [run for run in runs if not _is_near(run, each)]
        for run in runs:
            if _is_near(run, each) and (rest := [g for g in run if not _is_placeholder(g, each)]):
                kept.append(Run.of(rest))
        runs = [*kept, *(Run.of(line) for line in _lines(each, kept))]
    return runs


def _is_near(run: Run, typed: Typed) -> bool:
    return typed.bottom - 4 <= run.y <= typed.top and run.look.turn != SLANTED


def _is_placeholder(glyph: Glyph, typed: Typed) -> bool:
    within = typed.left - 1 <= (glyph.x0 + glyph.x1) / 2 <= typed.right + 1
    return within and (glyph.text.isspace() or glyph.text in _PLACEHOLDERS)


def _lines(typed: Typed, runs: list[Run]) -> list[list[Glyph]]:
    """The words in lines as they find room in their box."""
    lines = _wrapped(typed) if typed.has_lines else [typed.text]
    if len(lines) == 1:
        y = _line_beside(typed, runs)
        return [_letters(lines[0], typed, y, *_room(typed, y, runs))]
    leading = min(1.2 * typed.size, (typed.top - typed.bottom) / len(lines))
    heights = (typed.top - 2 - leading * (number + 0.8) for number in range(len(lines)))
    return [
        _letters(line, typed, y, typed.left, typed.right, at_end=False)
        for line, y in zip(lines, heights, strict=True)
        if line
    ]


def _wrapped(typed: Typed) -> list[str]:
    room = max(typed.right - typed.left - 4, 1.0) * 1000 / typed.size
    lines: list[str] = []
    for paragraph in typed.text.split("\n"):
        line: list[str] = []
        used = 0.0
        for word in paragraph.split():
            width = measured(word + " ")
            if line and used + width > room:
                lines.append(" ".join(line))
                line, used = [], 0.0
            line.append(word)
            used += width
        lines.append(" ".join(line))
    return lines


def _line_beside(typed: Typed, runs: list[Run]) -> float:
    """The height of the text beside the box, or where a line stands in the middle of it."""
    middle = (typed.top + typed.bottom) / 2 - 0.3 * typed.size
    beside = [
        run.y
        for run in runs
        if typed.bottom - 2 <= run.y <= typed.top and abs(run.y - middle) <= 0.6 * typed.size
    ]
    return min(beside, key=lambda y: abs(y - middle), default=middle)


def _room(typed: Typed, y: float, runs: list[Run]) -> tuple[float, float, bool]:
    """From where to where on its line the words find room, and whether they stand at the end of that.

    A box may lie over letters of the page: what was typed stands in the gap beside them.
    """
    line = [
        glyph for run in runs for glyph in run if abs(glyph.y - y) < 0.3 * typed.size and glyph.text.strip()
    ]
    left, right = typed.left, typed.right
    within = [glyph for glyph in line if left < (glyph.x0 + glyph.x1) / 2 < right]
    before = [glyph for glyph in within if glyph.x0 + glyph.x1 <= left + right]
    after = [glyph for glyph in within if glyph.x0 + glyph.x1 > left + right]
    if before:
        left = max(glyph.x1 for glyph in before) + 0.25 * typed.size
    if after:
        right = min(glyph.x0 for glyph in after)
    following = min((glyph for glyph in line if glyph.x0 >= max(left, right) - 3), key=_LEFT, default=None)
    if following is None or following.x0 > typed.right + 2 * typed.size:
        return left, max(right, left + 1), False
    return left, max(following.x0, left + 1), following.text in _CLOSERS


_LEFT = attrgetter("x0")
_CLOSERS = frozenset("/.,;:)%]")
"""What stands close behind a word."""


def _letters(text: str, typed: Typed, y: float, left: float, right: float, at_end: bool) -> list[Glyph]:
    scale = typed.size / 1000
    width = measured(text) * scale
    scale *= min(1.0, (right - left) / max(width, 0.1))
    x = max(left, right - width) if at_end else left
    glyphs: list[Glyph] = []
    for letter in text:
        end = x + measured(letter) * scale
        glyphs.append(Glyph(letter, x, end, y, 1.1 * typed.size, typed.size, False, False, "", _TYPED))
        x = end
    return glyphs
