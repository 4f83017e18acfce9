"""A Document as a PDF: A4, Tinos embedded as subsets and no other font, an outline of its headings."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

from ..domain.report.marks import moved
from . import components, styles
from .book import Contents, Picture, Prose, Role, listed
from .cells import clean
from .job import CancelCheck, Job, Progress, Target, opened
from .metrics import width
from .model import (
    AnnexTitle,
    Block,
    Document,
    FormHead,
    Heading,
    HeadingLevel,
    LetterHead,
    Paragraph,
    Part,
    SignatureBlock,
    Table,
    Title,
    belongs,
    leads,
)
from .styles import Face
from .typefaces import TINOS, Typeface

if TYPE_CHECKING:
    from .pdf_book import PageNumbers
    from .pdf_spots import PdfSpot

LANGUAGE = "vi-VN"


@cache
def _register(typeface: Typeface) -> None:
    from reportlab.pdfbase import pdfmetrics

    for face in Face:
        typeface.font(face)
    name = typeface.font_name
    pdfmetrics.registerFontFamily(
        name(Face.REGULAR),
        normal=name(Face.REGULAR),
        bold=name(Face.BOLD),
        italic=name(Face.ITALIC),
        boldItalic=name(Face.BOLD_ITALIC),
    )


def render_pdf(
    document: Document,
    out: Target,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
    typeface: Typeface = TINOS,
    spots: "list[PdfSpot] | None" = None,
) -> None:
    """Write the document as PDF 1.4 to a path or binary stream, its letters embedded from ``typeface``.

    ``progress`` is called with units done and in all, ``cancelled`` is asked between them. ``spots`` takes
    where the numbers stand that say where they come from.

    :raises Cancelled: ``cancelled`` said so; what was written until then is of no use.
    :raises OSError: the target cannot be written.
    """
    job = Job(document, progress, cancelled)
    # What the table of contents says is known once all pages were made.
    numbers = heading_pages(document, cancelled) if _has_contents(document) else None
    with opened(out) as stream:
        _build(document, stream, job, numbers, typeface, spots)
    job.finish()


def heading_pages(document: Document, cancelled: CancelCheck | None = None) -> "PageNumbers":
    """The pages on which the headings stand that the table of contents lists.

    :raises Cancelled: ``cancelled`` said so.
    """
    return _build(document, io.BytesIO(), Job(document, None, cancelled), None)


def _has_contents(document: Document) -> bool:
    return any(isinstance(block, Contents) for part in document.parts for block in part.blocks)


def _build(
    document: Document,
    stream: BinaryIO,
    job: Job,
    known: "PageNumbers | None",
    typeface: Typeface = TINOS,
    spots: "list[PdfSpot] | None" = None,
) -> "PageNumbers":
    """Make the pages; gives where the listed headings stand. ``known`` is what was learnt before."""
    _register(TINOS)
    _register(typeface)
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, NextPageTemplate, PageBreak

    from .pdf_book import PageNumbers
    from .pdf_ink import Ink

    class Canvas14(Canvas):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**kwargs, "pdfVersion": (1, 4)})
            self.ink = Ink(self, typeface)
            self.spots = spots

    class Pages(BaseDocTemplate):  # type: ignore[misc]
        def afterFlowable(self, _flowable: Any) -> None:
            job.step()

    pages = Pages(
        stream,
        pagesize=styles.page_size(document.parts[0]),
        title=clean(document.title),
        author=clean(document.author),
        subject=clean(document.title),
        creator="CCHC Desktop",
        producer="CCHC Desktop",
        lang=LANGUAGE,
        initialFontName=typeface.font_name(Face.REGULAR),
        initialFontSize=styles.BODY.size,
        allowSplitting=1,
    )
    learnt = PageNumbers()
    story: list[Any] = []
    for number, part in enumerate(document.parts):
        pages.addPageTemplates(_page_template(part, str(number)))
        if number:
            story += [NextPageTemplate(str(number)), PageBreak()]
        story += _Setter(part, job, learnt, known).story()
    with _plain_bytes():
        pages.build(story, canvasmaker=Canvas14)
    return learnt


@contextmanager
def _plain_bytes() -> Iterator[None]:
    """Lets streams be written as the bytes that they are, not as letters that stand for them.

    Letters take a quarter more room and much time, and nothing that carries files today needs them. The
    setting is reportlab's own, for the whole process.
    """
    from reportlab import rl_config

    before, rl_config.useA85 = rl_config.useA85, 0
    try:
        yield
    finally:
        rl_config.useA85 = before


def _page_template(part: Part, name: str) -> Any:
    """The paper of a part. Pages are numbered from 1 in each part, the first number is not printed."""
    from reportlab.platypus import Frame, PageTemplate

    from .pdf_ink import ink_of
    from .pdf_stack import ASCENT

    page_width, page_height = styles.page_size(part)
    room = styles.text_width(part)

    class PartPage(PageTemplate):  # type: ignore[misc]
        count = 0

        def beforeDrawPage(self, canvas: Any, _pages: Any) -> None:
            self.count += 1
            canvas.setPageSize((page_width, page_height))
            if self.count == 1 and part.code:
                from .pdf_book import draw_code

                right, top = styles.MARGIN_LEFT + room, page_height - styles.QR_TOP
                draw_code(canvas, part.code, right - styles.QR_WIDTH, top, styles.QR_WIDTH)
            if self.count > 1:
                look = styles.PAGE_NUMBER
                text = str(self.count)
                x = styles.MARGIN_LEFT + (room - width(text, look.face, look.size)) / 2
                base = page_height - styles.HEADER_DISTANCE - look.size * ASCENT
                ink_of(canvas).write(text, look.face, look.size, x, base)

    frame = Frame(
        styles.MARGIN_LEFT,
        styles.MARGIN_BOTTOM,
        room,
        page_height - styles.MARGIN_TOP - styles.MARGIN_BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PartPage(id=name, frames=[frame], pagesize=(page_width, page_height))


class _Setter:
    """Turns the blocks of a part into flowables."""

    def __init__(self, part: Part, job: Job, learnt: "PageNumbers", known: "PageNumbers | None") -> None:
        self.part, self.job = part, job
        self.learnt, self.known = learnt, known
        self.entries = listed(part.blocks)
        self.room, self.height = styles.text_width(part), styles.text_height(part)
        self.titled = False

    def story(self) -> list[Any]:
        """The flowables of the part, in order, those that belong together bound together."""
        from reportlab.platypus import PageBreak

        from .pdf_flow import Blank, HeadedBy, SignatureFlow, SignedBelow, Text
        from .pdf_table import TableFlow

        result: list[Any] = []
        # From the foot upwards, so that a heading finds bound what follows it.
        flowables = [self._flowable(block) for block in self.part.blocks]
        below: Block | None = None
        for block, flowable in zip(reversed(self.part.blocks), reversed(flowables), strict=True):
            self.job.step(0)
            follows = result[-1] if result and not isinstance(result[-1], PageBreak) else None
            if isinstance(follows, SignatureFlow) and isinstance(flowable, Text):
                result[-1] = SignedBelow([flowable, follows], self.height)
            elif isinstance(flowable, TableFlow) and (isinstance(follows, SignatureFlow) or belongs(below)):
                flowable.tail = follows
                result[-1] = flowable
            elif leads(block, below) and isinstance(follows, HeadedBy):
                result[-1] = HeadedBy([flowable, *follows.members], self.height)
            elif leads(block, below) and follows is not None:
                result[-1] = HeadedBy([flowable, follows], self.height)
            elif isinstance(block, Contents):
                result += reversed(flowable)
            else:
                result.append(flowable)
            if isinstance(block, Contents) or (isinstance(block, Prose) and block.role is Role.CHAPTER):
                result.append(PageBreak())
            below = block
        if self.part.corner:
            result.append(Blank(styles.CORNER_ROOM))
        result.reverse()
        return result

    def _flowable(self, block: Block) -> Any:
        from .pdf_flow import Centered, FormHeadFlow, HeadFlow, SignatureFlow, Text
        from .pdf_table import Measured, TableFlow

        match block:
            case LetterHead():
                return HeadFlow(components.head(block, self.room), self.height)
            case Title():
                entry = self._entry(f"{block.kind} {block.subject}")
                return Centered(components.title(block, self.room), self.height, entry=entry)
            case AnnexTitle():
                entry = self._entry(f"{block.label} {block.name}")
                return Centered(components.annex_title(block, self.room), self.height, before=0, entry=entry)
            case FormHead():
                entry = self._entry(f"{block.code} {block.title}")
                return FormHeadFlow(components.form_head(block, self.room), self.height, entry)
            case Heading(level=HeadingLevel.ARTICLE):
                return Text(clean(block.text), styles.HEADING_LOOKS[block.level], clean(block.marker))
            case Heading():
                look = styles.HEADING_LOOKS[block.level]
                text = clean(f"{block.marker} {block.text}".strip())
                text = text.upper() if look.capitals else text
                heading = Text(text, look)
                heading.entry, heading.level = text.replace("\n", " "), look.outline
                return heading
            case Paragraph():
                words = clean(f"{block.marker} {block.text}".strip())
                text = Text(words, styles.TEXT_LOOKS[block.style])
                text.whole = block.belongs
                if block.marks and words.endswith(block.text):
                    text.marks = moved(block.marks, len(words) - len(block.text))
                return text
            case Table():
                return TableFlow(Measured(block, self.room, self.height, self.job.step))
            case SignatureBlock():
                return SignatureFlow(components.signature(block, self.room), self.height)
            case _:
                return self._of_book(block)

    def _of_book(self, block: Prose | Picture | Contents) -> Any:
        from .pdf_book import PictureFlow, contents, prose

        match block:
            case Prose():
                return prose(block, self.learnt, self._place(block))
            case Picture():
                return PictureFlow(block, self.room)
            case Contents():
                return contents(block, self.entries, self.known)

    def _place(self, block: Prose) -> int | None:
        """The heading's place among those that are listed."""
        return next((place for place, entry in enumerate(self.entries) if entry is block), None)

    def _entry(self, text: str) -> str:
        """The outline entry of the part's first title; a second one in the same part has none."""
        entry = "" if self.titled else " ".join(clean(text).split())
        self.titled = True
        return entry
