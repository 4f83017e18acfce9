"""The typeface of a PDF: Tinos, which travels with the program and has the widths of Times New Roman."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .. import resources
from .styles import Face


@dataclass(frozen=True)
class Typeface:
    """A typeface in its four faces; ``name`` is how reportlab knows it by, ``files`` where they lie."""

    name: str
    files: tuple[tuple[Face, Path], ...]

    def font_name(self, face: Face) -> str:
        """The name that reportlab knows the face by; the regular face bears the family's own name.

        A family whose regular face is called otherwise makes reportlab print bold text upright.
        """
        return self.name if face is Face.REGULAR else f"{self.name}-{face.value}"

    def font(self, face: Face) -> Any:
        """The reportlab font of the face, registered under its ``font_name``."""
        return _font(self, face)


@cache
def _font(typeface: Typeface, face: Face) -> Any:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    loaded = TTFont(typeface.font_name(face), str(dict(typeface.files)[face]))
    pdfmetrics.registerFont(loaded)
    return loaded


TINOS = Typeface("Tinos", tuple((face, resources.path("fonts", f"Tinos-{face.value}.ttf")) for face in Face))
