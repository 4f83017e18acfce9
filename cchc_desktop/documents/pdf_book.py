"""What a manual's pages are set from, as reportlab's flowables: prose, pictures, the table of contents."""

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from .book import LISTED, OUTLINE, Contents, Picture, Prose, Role
from .book_looks import CONTENTS, CONTENTS_TITLE, LOOKS, PICTURE_FRAME, picture_size
from .metrics import font_name, width, wrap
from .no_break import held
from .pdf_flow import Text, draw_line, paragraph_style, printable, running_text
from .styles import Look

_CAPTION_GAP = 4.0
_FRAME_GREY = 0.6
_DOTS_GAP = 4.0


class PageNumbers:
    """The pages on which the listed headings stand, by their place among them."""

    def __init__(self) -> None:
        self.of: dict[int, int] = {}


class _Heading(Text):
    """A paragraph that notes its page where the table of contents lists it."""

    listed = -1
    numbers: PageNumbers | None = None

    def draw(self) -> None:
        """Draw the heading, and note its page."""
        if self.numbers is not None:
            self.numbers.of[self.listed] = self.canv.getPageNumber()
            self.canv.bookmarkHorizontal(_key(self.listed), 0, self.height + 6)
        super().draw()


def _key(listed: int) -> str:
    return f"bai-{listed}"


def prose(block: Prose, numbers: PageNumbers, listed: int | None) -> Text:
    """A paragraph; ``listed`` is its place in the table of contents, None for none."""
    look = LOOKS[block.role]
    style = paragraph_style(look)
    words = "".join(
        f"<b>{text}</b>" if run.strong else text
        for run, text in ((run, escape(printable(held(run.text)))) for run in block.runs)
    )
    if block.marker:
        style.firstLineIndent = 0
        style.bulletIndent = look.left + look.indent
        style.bulletFontSize = look.size
    text = _Heading(words.replace("\n", "<br/>"), style, bulletText=printable(block.marker) or None)
    if listed is not None:
        text.listed, text.numbers = listed, numbers
    if block.role in OUTLINE:
        text.entry, text.level = block.text, OUTLINE[block.role]
    return text


class PictureFlow(Flowable):  # type: ignore[misc]
    """A framed picture with its caption under it."""

    spaceBefore = 4.0
    spaceAfter = 8.0

    def __init__(self, block: Picture, room: float) -> None:
        super().__init__()
        self.block = block
        self.wide, self.high = picture_size(block, room)
        look = LOOKS[Role.CAPTION]
        self.lines = wrap(block.caption, look.face, look.size, room) if block.caption else []
        self.look = look

    def wrap(self, room: float, _available: float) -> tuple[float, float]:
        """The room and the height of picture and caption."""
        self.width = room
        self.height = self.high + (_CAPTION_GAP + self.look.leading * len(self.lines) if self.lines else 0)
        return room, self.height

    def draw(self) -> None:
        """Draw the picture in the middle, its frame, its caption."""
        canvas = self.canv
        left, foot = (self.width - self.wide) / 2, self.height - self.high
        canvas.drawImage(ImageReader(io.BytesIO(self.block.data)), left, foot, self.wide, self.high)
        canvas.saveState()
        canvas.setLineWidth(PICTURE_FRAME)
        canvas.setStrokeGray(_FRAME_GREY)
        canvas.rect(left, foot, self.wide, self.high)
        canvas.restoreState()
        for number, line in enumerate(self.lines):
            top = foot - _CAPTION_GAP - number * self.look.leading
            draw_line(canvas, line, self.look, 0, self.width, top)


class ContentsLine(Flowable):  # type: ignore[misc]
    """An entry of the table of contents: its words, dots, its page; a click leads there."""

    def __init__(self, text: str, listed: int, depth: int, page: int | None) -> None:
        super().__init__()
        self.text, self.listed, self.page = printable(text), listed, page
        self.look: Look = CONTENTS[depth]
        self.spaceBefore = self.spaceAfter = self.look.gap

    def wrap(self, room: float, _available: float) -> tuple[float, float]:
        """The room and the height of the line."""
        self.width, self.height = room, self.look.leading
        return room, self.height

    def draw(self) -> None:
        """Draw the line; its page is not known yet while the pages are counted."""
        canvas, look = self.canv, self.look
        base = self.height - look.size * 0.95
        canvas.setFont(font_name(look.face), look.size)
        canvas.drawString(look.left, base, self.text)
        page = str(self.page or "")
        right = self.width - width(page, look.face, look.size)
        canvas.drawString(right, base, page)
        start = look.left + width(self.text, look.face, look.size) + _DOTS_GAP
        dot = width(" .", look.face, look.size)
        count = int((right - _DOTS_GAP - start) / dot)
        canvas.drawRightString(right - _DOTS_GAP, base, " ." * max(count, 0))
        if self.page is not None:
            canvas.linkRect("", _key(self.listed), (0, 0, self.width, self.height), relative=1, thickness=0)


def contents(block: Contents, entries: Sequence[Prose], numbers: PageNumbers | None) -> list[Any]:
    """The table of contents: a title, then a line for each heading."""
    lines = [
        ContentsLine(entry.text, place, LISTED[entry.role], numbers.of.get(place) if numbers else None)
        for place, entry in enumerate(entries)
    ]
    return [running_text(block.title, CONTENTS_TITLE), *lines]
