"""A Document as a Word file: named styles, real headings, sections with their own paper and numbering."""

from datetime import UTC, datetime
from typing import Any

from . import components, styles
from .cells import clean
from .components import Gap, Line, Rule, Stack
from .job import CancelCheck, Job, Progress, Target, opened
from .metrics import breaking_room
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

    from .docx_styles import TINY_STYLE, add_styles, modernise, set_up_section

    job = Job(document, progress, cancelled)
    word = docx.Document()
    add_styles(word)
    modernise(word)
    properties = word.core_properties
    properties.title = properties.subject = clean(document.title)[:255]
    properties.author = properties.last_modified_by = clean(document.author)[:255]
    properties.language = "vi-VN"
    properties.comments = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    for number, part in enumerate(document.parts):
        if number:
            section = word.add_section()
            # The break lives in a paragraph of its own, which must not spill onto a page of its own.
            word.paragraphs[-1].style = TINY_STYLE
        else:
            section = word.sections[0]
        set_up_section(section, part)
        _Writer(word, part, job).write()
    last = document.parts[-1].blocks[-1:]
    if last and isinstance(last[0], Table | SignatureBlock | LetterHead):
        word.add_paragraph(style=TINY_STYLE)
    with opened(out) as stream:
        job.step(0)
        word.save(stream)
    job.finish()


class _Writer:
    """Appends the blocks of a part to a Word document."""

    def __init__(self, word: Any, part: Part, job: Job) -> None:
        from .docx_table import TableWriter

        self.word, self.part, self.job = word, part, job
        self.room = styles.text_width(part)
        self.after_table = False
        self.tables = TableWriter(word, job)

    def write(self) -> None:
        """Append all blocks; what stands before a signature stays on its page."""
        blocks = self.part.blocks
        for index, block in enumerate(blocks):
            follows = blocks[index + 1] if index + 1 < len(blocks) else None
            self._block(block, kept=leads(block, follows) or isinstance(follows, SignatureBlock))
            self.after_table = isinstance(block, Table)
            self.job.step()

    def _block(self, block: Block, *, kept: bool) -> None:
        match block:
            case LetterHead():
                self._head(block)
            case Title():
                self._stack(self.word, components.title(block, self.room), self.room, before=8, after=6)
            case AnnexTitle():
                self._stack(self.word, components.annex_title(block, self.room), self.room, after=6)
            case FormHead():
                self._form_head(block)
            case Heading():
                look = styles.HEADING_LOOKS[block.level]
                paragraph = self.word.add_paragraph(style=look.name)
                paragraph.paragraph_format.keep_with_next = kept
                if block.level is HeadingLevel.ARTICLE:
                    paragraph.add_run(clean(block.marker)).bold = True
                    _add_text(paragraph, held(clean(f" {block.text}")))
                else:
                    _add_text(paragraph, held(clean(f"{block.marker} {block.text}".strip())))
            case Paragraph():
                paragraph = self.word.add_paragraph(style=styles.TEXT_LOOKS[block.style].name)
                paragraph.paragraph_format.keep_with_next = kept or None
                _add_text(paragraph, held(clean(f"{block.marker} {block.text}".strip())))
            case Table():
                self.tables.write(block, self.room, kept=kept)
            case SignatureBlock():
                self._signature(block)

    def _head(self, block: LetterHead) -> None:
        from .docx_table import side_by_side

        head = components.head(block, self.room)
        numbered = bool(head.number or head.place_date)
        rows = side_by_side(self.word, (head.left_width, head.right_width), 2 if numbered else 1)
        self._stack(rows[0][0], head.left, head.left_width)
        self._stack(rows[0][1], head.right, head.right_width)
        if numbered:
            self._stack(rows[1][0], head.number, head.left_width, before=7)
            self._stack(rows[1][1], head.place_date, head.right_width, before=6)

    def _form_head(self, block: FormHead) -> None:
        from docx.shared import Pt

        from .docx_styles import TINY_STYLE
        from .docx_table import side_by_side

        form = components.form_head(block, self.room)
        (cells,) = side_by_side(self.word, form.widths, 1)
        for cell, stack, width in zip(cells, form.columns, form.widths, strict=True):
            self._stack(cell, stack, width)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
        # Two tables without a paragraph between them would become one.
        spacer = self.word.add_paragraph(style=TINY_STYLE)
        spacer.paragraph_format.space_before = Pt(3)
        spacer.paragraph_format.keep_with_next = True

    def _signature(self, block: SignatureBlock) -> None:
        from docx.shared import Pt

        from .docx_styles import TINY_STYLE
        from .docx_table import side_by_side

        signature = components.signature(block, self.room)
        # The paragraph before ends with a gap of its own; the table needs a little more above it.
        spacer = self.word.add_paragraph(style=TINY_STYLE)
        spacer.paragraph_format.space_before = Pt(9 if self.after_table else 3)
        spacer.paragraph_format.keep_with_next = True
        (cells,) = side_by_side(self.word, (signature.left_width, signature.right_width), 1)
        self._stack(cells[0], signature.left, signature.left_width)
        self._stack(cells[1], signature.right, signature.right_width)

    def _stack(
        self,
        container: Any,
        stack: Stack,
        room: float,
        *,
        before: float = 0,
        after: float = 0,
    ) -> None:
        """Append lines and rules as paragraphs; the first paragraph of a cell is there already."""
        from docx.shared import Pt

        from .docx_styles import RULE_STYLE

        free = list(container.paragraphs) if container is not self.word else []
        gap = before
        paragraph: Any = None
        for component in stack:
            if isinstance(component, Gap):
                gap += component.height
                continue
            paragraph = free.pop(0) if free else container.add_paragraph()
            if container is self.word:
                paragraph.paragraph_format.keep_with_next = True
            if gap:
                paragraph.paragraph_format.space_before = Pt(gap)
                gap = 0
            match component:
                case Line():
                    paragraph.style = component.look.name
                    self._line(paragraph, component, room)
                case Rule():
                    paragraph.style = RULE_STYLE
                    _draw_rule(paragraph, component.width, room)
        if paragraph is not None and after:
            paragraph.paragraph_format.space_after = Pt(after)

    def _line(self, paragraph: Any, line: Line, room: float) -> None:
        """The text of a line; indents make Word break it where it was broken when it was measured."""
        from docx.shared import Pt

        if len(line.lines) > 1 and line.look.stand is styles.Stand.CENTER:
            indent = (room - breaking_room(line.lines, line.look.face, line.look.size)) / 2
            paragraph.paragraph_format.left_indent = Pt(max(0, indent))
            paragraph.paragraph_format.right_indent = Pt(max(0, indent))
        _add_text(paragraph, line.held)


def _add_text(paragraph: Any, text: str) -> None:
    """Add the text; blanks side by side and line ends are kept."""
    paragraph.add_run(text)


def _draw_rule(paragraph: Any, width: float, room: float) -> None:
    """Make the paragraph a line of this width, centred: an upper border between two indents."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    indent = Pt(max(0, (room - width) / 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    border = (
        f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="{round(styles.RULE_THICKNESS * 8)}" '
        'w:space="1" w:color="000000"/></w:pBdr>'
    )
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(border), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )
