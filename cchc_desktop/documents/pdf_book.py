"""What a manual's pages are set from, as reportlab's flowables: prose, pictures, the table of contents."""

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable
from reportlab.platypus import Paragraph as Marked

from .book import LISTED, OUTLINE, Contents, Picture, Prose, Role
from .book_looks import CONTENTS, CONTENTS_TITLE, LOOKS, PICTURE_FRAME, picture_size
from .metrics import width, wrap
from .no_break import held
from .pdf_flow import Text, add_to_outline
from .pdf_ink import ink_of
from .pdf_stack import draw_line, printable
from .styles import Face, Look, Stand
from .typefaces import TINOS

_CAPTION_GAP = 4.0
_FRAME_GREY = 0.6
_DOTS_GAP = 4.0
_ALIGNMENTS = {
    Stand.LEFT: TA_LEFT,
    Stand.CENTER: TA_CENTER,
    Stand.RIGHT: TA_RIGHT,
    Stand.JUSTIFY: TA_JUSTIFY,
}


class PageNumbers:
    """The pages on which the listed headings stand, by their place among them."""

    def __init__(self) -> None:
        self.of: dict[int, int] = {}


def _style_of(look: Look) -> ParagraphStyle:
    """The look as reportlab knows it. The space between two paragraphs is the larger of their gaps."""
    return ParagraphStyle(
        look.name,
        fontName=TINOS.font_name(look.face),
        fontSize=look.size,
        leading=look.leading,
        alignment=_ALIGNMENTS[look.stand],
        firstLineIndent=look.indent,
        leftIndent=look.left,
        spaceBefore=look.gap,
        spaceAfter=look.gap,
        allowWidows=0,
        allowOrphans=0,
        bulletFontName=TINOS.font_name(Face.REGULAR),
    )


class ProseFlow(Marked):  # type: ignore[misc]
    """A paragraph with runs of bold, entered into the outline as ``entry``.

    It notes its page where the table of contents lists it.
    """

    entry = ""
    level = 0
    listed = -1
    numbers: PageNumbers | None = None

    def split(self, room: float, available: float) -> list[Any]:
        """The lines that fit and the rest; the outline points to the former."""
        pieces: list[Any] = super().split(room, available)
        if pieces:
            pieces[0].entry, pieces[0].level = self.entry, self.level
        return pieces

    def draw(self) -> None:
        """Draw the text, enter it into the outline, and note its page."""
        if self.entry:
            add_to_outline(self.canv, self.entry, self.level, self.height)
        if self.numbers is not None:
            self.numbers.of[self.listed] = self.canv.getPageNumber()
            self.canv.bookmarkHorizontal(_key(self.listed), 0, self.height + 6)
        super().draw()


def _key(listed: int) -> str:
    return f"bai-{listed}"


def prose(block: Prose, numbers: PageNumbers, listed: int | None) -> ProseFlow:
    """A paragraph; ``listed`` is its place in the table of contents, None for none."""
    look = LOOKS[block.role]
    style = _style_of(look)
    words = "".join(
        f"<b>{text}</b>" if run.strong else text
        for run, text in ((run, escape(printable(held(run.text)))) for run in block.runs)
    )
    if block.marker:
        style.firstLineIndent = 0
        style.bulletIndent = look.left + look.indent
        style.bulletFontSize = look.size
    text = ProseFlow(words.replace("\n", "<br/>"), style, bulletText=printable(block.marker) or None)
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


def draw_code(canvas: Any, code: str, left: float, top: float, wide: float) -> None:
    """Draws a QR with its upper left corner there."""
    from .qr_picture import qr_picture

    data, high = qr_picture(code)
    canvas.drawImage(ImageReader(io.BytesIO(data)), left, top - wide * high, wide, wide * high)


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
        ink = ink_of(canvas)
        ink.write(self.text, look.face, look.size, look.left, base)
        page = str(self.page or "")
        right = self.width - width(page, look.face, look.size)
        ink.write(page, look.face, look.size, right, base)
        start = look.left + width(self.text, look.face, look.size) + _DOTS_GAP
        dot = width(" .", look.face, look.size)
        count = int((right - _DOTS_GAP - start) / dot)
        dots = " ." * max(count, 0)
        ink.write(dots, look.face, look.size, right - _DOTS_GAP - dot * max(count, 0), base)
        if self.page is not None:
            canvas.linkRect("", _key(self.listed), (0, 0, self.width, self.height), relative=1, thickness=0)


def contents(block: Contents, entries: Sequence[Prose], numbers: PageNumbers | None) -> list[Any]:
    """The table of contents: a title, then a line for each heading."""
    lines = [
        ContentsLine(entry.text, place, LISTED[entry.role], numbers.of.get(place) if numbers else None)
        for place, entry in enumerate(entries)
    ]
    return [Text(block.title, CONTENTS_TITLE), *lines]
