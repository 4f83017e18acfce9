"""Text and rules on the pages of a PDF, written as the operators of the page itself.

reportlab's canvas makes an object for every string and looks each letter up once more; syllables come again
and again in Vietnamese, so each is put into the font's codes only once. The fonts, their subsets and the file
remain reportlab's.
"""

from collections.abc import Iterable
from typing import Any

from .styles import Face
from .typefaces import TINOS, Typeface

_ESCAPED = [
    chr(code) if 32 <= code < 127 and chr(code) not in "\\()" else f"\\{code:03o}" for code in range(256)
]


class Ink:
    """What writes on one canvas, in one typeface. Lengths are in points, from the current origin."""

    def __init__(self, canvas: Any, typeface: Typeface = TINOS) -> None:
        self._canvas, self._typeface = canvas, typeface
        self._words: dict[Face, dict[str, tuple[tuple[int, str], ...]]] = {face: {} for face in Face}

    def write(self, text: str, face: Face, size: float, x: float, y: float, *, stretch: float = 0.0) -> None:
        """Write one line of text from ``x`` on its base line ``y``; ``stretch`` widens each of its blanks."""
        if not text:
            return
        font = self._typeface.font(face)
        document = self._canvas._doc
        known = self._words[face]
        pieces: list[tuple[int, str]] = []
        for word in text.split(" "):
            codes = known.get(word)
            if codes is None:
                codes = known[word] = tuple(
                    (subset, "".join(map(_ESCAPED.__getitem__, code)))
                    for subset, code in font.splitString(word, document)
                )
            # A blank has the same code in every subset: it is written with what stands before it.
            if pieces:
                pieces[-1] = (pieces[-1][0], pieces[-1][1] + " ")
            elif not codes:
                pieces.append((0, ""))
            for subset, code in codes:
                if pieces and pieces[-1][0] == subset:
                    pieces[-1] = (subset, pieces[-1][1] + code)
                else:
                    pieces.append((subset, code))
        shown = " ".join(
            f"{font.getSubsetInternalName(subset, document)} {size:g} Tf ({code}) Tj"
            for subset, code in pieces
        )
        wider, normal = (f"{stretch:.4f} Tw ", " 0 Tw") if stretch else ("", "")
        self._canvas.addLiteral(f"BT {wider}1 0 0 1 {x:.3f} {y:.3f} Tm {shown}{normal} ET")

    def frames(self, boxes: Iterable[tuple[float, float, float, float]], thickness: float) -> None:
        """Draw the outlines of boxes: left and lower edge, width and height."""
        drawn = " ".join(f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re" for x, y, width, height in boxes)
        if drawn:
            self._canvas.addLiteral(f"{thickness:g} w {drawn} S")


def ink_of(canvas: Any) -> Ink:
    """What writes on this canvas; one canvas has one."""
    ink: Ink | None = getattr(canvas, "ink", None)
    if ink is None:
        ink = canvas.ink = Ink(canvas)
    return ink
