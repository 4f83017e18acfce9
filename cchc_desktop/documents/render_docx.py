"""A Document as a Word file: named styles, real headings, sections with their own paper and numbering."""

from datetime import UTC, datetime
from typing import Any

from . import components, styles
from .app_properties import app_properties
from .book import Contents, Picture, Prose, listed
from .cells import clean
from .components import Boxed, Gap, Rule, Stack, TextBlock
from .docx_table import write_table
from .docx_xml import RULE, TINY, Body, filler, paragraph, run, side_by_side, style_id
from .extent import extent
from .job import CancelCheck, Job, Progress, Target, opened
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
    leads,
)
from .no_break import held


def render_docx(
    document: Document, out: Target, progress: Progress | None = None, cancelled: CancelCheck | None = None
) -> None:
    """Write the document as DOCX to a path or binary stream.

    ``progress`` is called with units done and in all, ``cancelled`` is asked between them.

    :raises Cancelled: ``cancelled`` said so; nothing was written.
    :raises OSError: the target cannot be written.
    """
    import docx

    from .docx_styles import add_styles, modernise, set_up_section

    job = Job(document, progress, cancelled)
    word: Any = docx.Document()
    add_styles(word, _looks_of(document))
    modernise(word)
    properties = word.core_properties
    properties.title = properties.subject = clean(document.title)[:255]
    properties.author = properties.last_modified_by = clean(document.author)[:255]
    properties.language = "vi-VN"
    properties.comments = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    body = Body(word.element.body)
    pages = _listed_pages(document, cancelled)
    for number, part in enumerate(document.parts):
        if number:
            section = word.add_section()
            # The break lives in a paragraph of its own, which must not spill onto a page of its own.
            word.element.body[-2].style = style_id(TINY)
        else:
            section = word.sections[0]
        set_up_section(section, part)
        _Writer(body, part, job, word, pages).write()
    last = document.parts[-1].blocks[-1:]
    if last and isinstance(last[0], Table | SignatureBlock | LetterHead):
        body.append(paragraph(TINY, ""))
    body.flush()
    _name_program(word, document)
    with opened(out) as stream:
        job.step(0)
        word.save(stream)
    job.finish()


def _name_program(word: Any, document: Document) -> None:
    """Say what wrote the file and how long it is; python-docx's template says so of another program.

    Its picture of a first page goes, too.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE

    package = word.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
        elif relation.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            relation.target_part._blob = app_properties(**extent(document)).encode()


def _looks_of(document: Document) -> tuple[styles.Look, ...]:
    """The looks that an official document without pictures has no use for."""
    if not any(isinstance(block, Prose | Picture) for part in document.parts for block in part.blocks):
        return ()
    from .book_looks import ALL_LOOKS

    return ALL_LOOKS


def _listed_pages(document: Document, cancelled: CancelCheck | None) -> dict[int, int]:
    """The pages of the headings in a table of contents, as the PDF has them, whose lines are as long."""
    if not any(isinstance(block, Contents) for part in document.parts for block in part.blocks):
        return {}
    from .render_pdf import heading_pages

    return heading_pages(document, cancelled).of


class _Writer:
    """Appends the blocks of a part to a Word document."""

    def __init__(self, body: Body, part: Part, job: Job, word: Any, pages: dict[int, int]) -> None:
        self.body, self.part, self.job, self.word, self.pages = body, part, job, word, pages
        self.entries = listed(part.blocks)
        self.room = styles.text_width(part)
        self.after_table = False

    def write(self) -> None:
        """Append all blocks; what stands before a signature stays on its page."""
        blocks = self.part.blocks
        if self.part.corner:
            self.body.append(paragraph(TINY, "", keep=True, before=styles.CORNER_ROOM))
        if self.part.code:
            from . import docx_book

            left = styles.MARGIN_LEFT + self.room - styles.QR_WIDTH
            mark = docx_book.code_mark(self.part.code, left, styles.QR_TOP, styles.QR_WIDTH, self.word)
            self.body.append(paragraph(TINY, mark, keep=True))
        for index, block in enumerate(blocks):
            follows = blocks[index + 1] if index + 1 < len(blocks) else None
            self._block(block, kept=leads(block, follows) or isinstance(follows, SignatureBlock))
            self.after_table = isinstance(block, Table)
            self.job.step()
        self.body.flush()

    def _block(self, block: Block, *, kept: bool) -> None:
        match block:
            case LetterHead():
                head = components.head(block, self.room)
                if head.line_above:
                    self.body.append(_stack((Rule(self.room),), self.room, keep=True, before=8))
                self.body.append(_head(head, keep=kept))
                if block.about:
                    self.body.append(paragraph(TINY, "", keep=True, before=6))
            case Title():
                title = components.title(block, self.room)
                self.body.append(_stack(title, self.room, keep=True, before=8, after=6))
            case AnnexTitle():
                title = components.annex_title(block, self.room)
                self.body.append(_stack(title, self.room, keep=True, after=6))
            case FormHead():
                form = components.form_head(block, self.room)
                cells = [
                    _cell(stack, width, keep=True)
                    for stack, width in zip(form.columns, form.widths, strict=True)
                ]
                self.body.append(side_by_side(form.widths, [cells]))
                # Two tables without a paragraph between them would become one.
                self.body.append(paragraph(TINY, "", keep=True, before=3))
            case Heading():
                look = styles.HEADING_LOOKS[block.level]
                if block.level is HeadingLevel.ARTICLE:
                    runs = run(clean(block.marker), bold=True) + run(held(clean(f" {block.text}")))
                else:
                    runs = run(held(clean(f"{block.marker} {block.text}".strip())))
                self.body.append(paragraph(look, runs, keep=kept))
            case Paragraph():
                words = clean(f"{block.marker} {block.text}".strip())
                look = styles.TEXT_LOOKS[block.style]
                side, words = 0.0, held(words)
                if look.stand is styles.Stand.CENTER:
                    side, words = _set(components.line(words, look, self.room), self.room)
                runs, keep = run(words), kept or None
                self.body.append(paragraph(look, runs, keep=keep, whole=block.belongs, left=side, right=side))
            case Table():
                write_table(self.body, block, self.room, self.job, kept=kept)
            case SignatureBlock():
                signature = components.signature(block, self.room)
                # The paragraph before ends with a gap of its own; the table needs a little more above it.
                self.body.append(
                    paragraph(
                        TINY, "", keep=True, before=9 if self.after_table and not signature.dated else 3
                    )
                )
                self.body.append(_signature(signature))
            case _:
                self._of_book(block)

    def _of_book(self, block: Prose | Picture | Contents) -> None:
        from . import docx_book

        match block:
            case Prose():
                place = next((n for n, entry in enumerate(self.entries) if entry is block), None)
                self.body.append(docx_book.prose(block, place, after_table=self.after_table))
            case Picture():
                self.body.append(docx_book.picture(block, self.room, self.word))
            case Contents():
                for line in docx_book.contents(block, self.entries, self.pages, self.room):
                    self.body.append(line)


def _head(head: components.Head, *, keep: bool) -> str:
    left, right = head.left_width, head.right_width
    rows = [[_cell(head.left, left, keep=keep), _cell(head.right, right, keep=keep)]]
    if head.number or head.place_date:
        rows.append(
            [
                _cell(head.number, left, keep=keep, before=7),
                _cell(head.place_date, right, keep=keep, before=6),
            ]
        )
    return side_by_side((left, right), rows)


_LONG_LIST = 380.0
"""The height, in points, from which on a list of recipients is not kept on one page: about half of one."""


def _signature(signature: components.Signature) -> str:
    """Recipients and signature side by side; of a long list the rest goes on below, over pages."""
    left, right = signature.left_width, signature.right_width
    beside = signature.left
    if components.height(signature.left) > _LONG_LIST:
        count, used = 1, signature.left[0].height
        while used + signature.left[count].height <= components.height(signature.right):
            used += signature.left[count].height
            count += 1
        beside = signature.left[:count]
    rest = signature.left[len(beside) :]
    below = [[_cell(rest, left), _cell((), right)]] if rest else []
    return side_by_side((left, right), [[_cell(beside, left), _cell(signature.right, right)]], below)


def _cell(stack: Stack, room: float, *, keep: bool = False, before: float = 0) -> str:
    """The paragraphs of a cell, one at least."""
    return _stack(stack, room, keep=keep or None, before=before) or filler(keep=keep)


def _stack(
    stack: Stack, room: float, *, keep: bool | None = None, before: float = 0, after: float = 0
) -> str:
    """Lines and rules as paragraphs; a gap becomes the free height above what follows it."""
    written = []
    gap = before
    shown = [index for index, component in enumerate(stack) if not isinstance(component, Gap)]
    for index, component in enumerate(stack):
        if isinstance(component, Gap):
            gap += component.height
            continue
        below = after if index == shown[-1] else 0
        match component:
            case TextBlock():
                side, text = _set(component, room)
                look, runs, border = component.look, run(text), ""
            case Boxed():
                side = max(0, (room - component.width) / 2)
                look, runs = component.line.look, run(component.line.held)
                border = _frame(component)
            case Rule():
                side = max(0, (room - component.width) / 2)
                look, runs, border = RULE, "", _RULE_BORDER
        written.append(
            paragraph(look, runs, keep=keep, border=border, before=gap, after=below, left=side, right=side)
        )
        gap = 0
    return "".join(written)


_RULE_BORDER = (
    f'<w:top w:val="single" w:sz="{round(styles.RULE_THICKNESS * 8)}" w:space="1" w:color="000000"/>'
)


def _frame(box: Boxed) -> str:
    """The borders of a paragraph that make a frame of the box's height around its one line."""
    room = round((box.height - box.line.height) / 2)
    size, colour = round(styles.BOX_THICKNESS * 8), box.line.look.colour[1:]
    return "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'
        for side, space in (("top", room), ("left", 0), ("bottom", room), ("right", 0))
    )


def _set(line: TextBlock, room: float) -> tuple[float, str]:
    """The indents that make Word break the line where it was broken when it was measured, and the text.

    The text has line ends where no indents would do.
    """
    if len(line.lines) == 1 or line.look.stand is not styles.Stand.CENTER:
        return 0, line.held
    if line.room is None:
        return 0, "\n".join(line.lines)
    return max(0, (room - line.room) / 2), line.held
