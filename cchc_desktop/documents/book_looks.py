"""How a manual looks: paragraphs by their role, pictures, table of contents. Lengths are in points."""

from dataclasses import replace

from .book import Picture, Role, png_size
from .styles import Face, Look, Stand

HANG = 18.0
"""How far the text of steps and points stands in, so that its marker hangs before it."""
PICTURE_FRAME = 0.5
"""The thickness of the line about a picture."""
PICTURE_HEIGHT = 300.0
"""No picture is higher, so that two of them with their steps stand on a page."""

_TEXT = Look("Sách: nội dung", Face.REGULAR, 12, Stand.LEFT, gap=5, line_factor=1.12)
_HUNG = replace(_TEXT, left=HANG, indent=-HANG, gap=4)
_CARD = replace(_TEXT, name="Tờ nhanh: nội dung", gap=3.5, line_factor=1.05)

LOOKS = {
    Role.TITLE: Look("Sách: tên sách", Face.BOLD, 26, gap=10),
    Role.SUBTITLE: Look("Sách: dòng dưới tên", Face.REGULAR, 14, gap=6),
    Role.CHAPTER: Look("Sách: chương", Face.BOLD, 20, Stand.LEFT, gap=10, outline=1),
    Role.TOPIC: Look("Sách: bài", Face.BOLD, 16, Stand.LEFT, gap=8, outline=2),
    Role.SECTION: Look("Sách: mục", Face.BOLD, 13, Stand.LEFT, gap=5, outline=3),
    Role.POINTED: Look("Sách: tiểu mục", Face.BOLD_ITALIC, 12, Stand.LEFT, gap=4, outline=4),
    Role.TEXT: _TEXT,
    Role.STEP: replace(_HUNG, name="Sách: bước"),
    Role.POINT: replace(_HUNG, name="Sách: ý"),
    Role.NOTE: replace(_TEXT, name="Sách: lưu ý", face=Face.ITALIC, left=HANG),
    Role.CAPTION: replace(
        _TEXT, name="Sách: chú thích hình", face=Face.ITALIC, size=10.5, stand=Stand.CENTER
    ),
    Role.SOURCE: replace(_TEXT, name="Sách: căn cứ", face=Face.ITALIC, size=10.5, gap=3),
    Role.CARD_TITLE: Look("Tờ nhanh: tên", Face.BOLD, 20, gap=4),
    Role.CARD_LINE: replace(_CARD, name="Tờ nhanh: dòng dưới tên", stand=Stand.CENTER, face=Face.ITALIC),
    Role.CARD_SECTION: Look("Tờ nhanh: mục", Face.BOLD, 13.5, Stand.LEFT, gap=5, outline=1),
    Role.CARD_STEP: replace(_CARD, name="Tờ nhanh: bước", left=HANG + 4, indent=-HANG - 4),
    Role.CARD_TEXT: _CARD,
}
CONTENTS = tuple(
    Look(f"Sách: mục lục {depth + 1}", face, 12, Stand.LEFT, gap=2 + 2 * (depth == 0), left=HANG * depth)
    for depth, face in enumerate((Face.BOLD, Face.REGULAR))
)
"""Entries of the table of contents by their depth."""
CONTENTS_TITLE = Look("Sách: tên mục lục", Face.BOLD, 18, Stand.LEFT, gap=10)
ALL_LOOKS = (*LOOKS.values(), *CONTENTS, CONTENTS_TITLE)


def picture_size(picture: Picture, room: float) -> tuple[float, float]:
    """Width and height of a picture on paper: as large as its resolution and the room allow."""
    wide, high = (side * 72 / picture.per_inch for side in png_size(picture.data))
    factor = min(1.0, room / wide, PICTURE_HEIGHT / high)
    return wide * factor, high * factor
