"""The typeface of a PDF: Tinos, which travels with the program, or the machine's own Times New Roman.

Both have the same widths, so lines and pages are the same whichever is embedded.
"""

import os
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .. import resources
from .styles import Face

_WINDOWS_NAMES = {
    Face.REGULAR: "times.ttf",
    Face.BOLD: "timesbd.ttf",
    Face.ITALIC: "timesi.ttf",
    Face.BOLD_ITALIC: "timesbi.ttf",
}
_DEBIAN_NAMES = {
    Face.REGULAR: "Times_New_Roman.ttf",
    Face.BOLD: "Times_New_Roman_Bold.ttf",
    Face.ITALIC: "Times_New_Roman_Italic.ttf",
    Face.BOLD_ITALIC: "Times_New_Roman_Bold_Italic.ttf",
}
_LETTERS = (
    "AZaz09.,;:/()-"
    "ĂÂĐÊÔƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
    "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
)
"""Letters that old versions of the typeface lack, and some of those that all have."""


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

    name = typeface.font_name(face)
    pdfmetrics.registerFont(TTFont(name, str(dict(typeface.files)[face])))
    # Of several fonts with one face, as two workers make that begin together, reportlab keeps the first under
    # the names of all. A document that is set with two of them cannot be written.
    return pdfmetrics.getFont(name)


TINOS = Typeface("Tinos", tuple((face, resources.path("fonts", f"Tinos-{face.value}.ttf")) for face in Face))


def times_new_roman(folders: Sequence[Path] | None = None) -> Typeface | None:
    """The machine's Times New Roman, None where it is not there whole, or too old for Vietnamese.

    It must have the widths that pages are measured by, and allow to be embedded. ``folders`` are those to
    look into, where they are not the system's.
    """
    for folder in _font_folders() if folders is None else folders:
        for names in (_WINDOWS_NAMES, _DEBIAN_NAMES):
            files = tuple((face, folder / name) for face, name in names.items())
            if all(path.is_file() for _, path in files):
                found = Typeface("TimesNewRoman", files)
                if _is_fit(found):
                    return found
    return None


def _font_folders() -> list[Path]:
    """Where systems keep fonts: of the machine, of the user."""
    if sys.platform == "win32":
        own = os.environ.get("LOCALAPPDATA")
        return [
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            *([Path(own) / "Microsoft" / "Windows" / "Fonts"] if own else []),
        ]
    return [
        Path("/usr/share/fonts/truetype/msttcorefonts"),
        Path("/usr/local/share/fonts"),
        Path.home() / ".local/share/fonts",
        Path.home() / ".fonts",
    ]


def _is_fit(typeface: Typeface) -> bool:
    """Whether every face can be embedded, has the letters of Vietnamese, and the widths of Tinos."""
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    for face, path in typeface.files:
        try:
            if not _may_be_embedded(path.read_bytes()):
                return False
            # The file itself, whatever reportlab knows by that name already.
            widths = TTFont(typeface.font_name(face), str(path)).face.charWidths
        except (TTFError, OSError, struct.error):
            return False
        own = TINOS.font(face).face.charWidths
        if any(abs(widths.get(ord(letter), 0) - own[ord(letter)]) > 1 for letter in _LETTERS):
            return False
    return True


_RESTRICTED, _NO_SUBSETS, _BITMAPS_ONLY = 0x0002, 0x0100, 0x0200


def _may_be_embedded(font: bytes) -> bool:
    """Whether the font's maker allows parts of it in a document (fsType of OpenType's table «OS/2»).

    reportlab reads the same, and lets every font pass.
    """
    (tables,) = struct.unpack_from(">H", font, 4)
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        if tag == b"OS/2":
            (allowed,) = struct.unpack_from(">H", font, offset + 8)
            return not allowed & (_RESTRICTED | _NO_SUBSETS | _BITMAPS_ONLY)
    return True
