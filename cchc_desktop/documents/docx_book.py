"""The blocks of a manual in a Word document: prose, pictures, a table of contents that Word can renew."""

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from .book import HEADINGS, LISTED, Contents, Picture, Prose, Role
from .book_looks import CONTENTS, CONTENTS_TITLE, LOOKS, picture_size
from .cells import clean
from .docx_xml import paragraph, run, twips
from .no_break import held


def bookmark(place: int) -> str:
    """What the table of contents calls a heading by."""
    return f"_Toc{90000 + place}"


def prose(block: Prose, place: int | None, *, after_table: bool) -> str:
    """A paragraph; ``place`` is its place in the table of contents, None for none."""
    look = LOOKS[block.role]
    runs = "".join(run(held(clean(each.text)), bold=each.strong) for each in block.runs)
    if block.marker:
        runs = f"{run(clean(block.marker))}<w:r><w:tab/></w:r>{runs}"
    if place is not None:
        start = f'<w:bookmarkStart w:id="{place}" w:name="{bookmark(place)}"/>'
        runs = f'{start}{runs}<w:bookmarkEnd w:id="{place}"/>'
    # Gaps stand below paragraphs, and a table has none.
    before = look.gap if after_table or block.role in HEADINGS else 0
    return paragraph(look, runs, before=before, new_page=block.role is Role.CHAPTER)


def picture(block: Picture, room: float, word: Any) -> str:
    """A picture in a paragraph of its own, held on the page of its caption."""
    from docx.shared import Pt
    from lxml import etree

    wide, high = picture_size(block, room)
    inline = word.part.new_pic_inline(io.BytesIO(block.data), Pt(wide), Pt(high))
    inline.docPr.set("descr", clean(block.caption))
    xml = etree.tostring(inline, encoding="unicode")
    look = LOOKS[Role.CAPTION]
    shown = f"<w:r><w:drawing>{xml}</w:drawing></w:r>"
    caption = paragraph(look, run(held(clean(block.caption))), keep=False) if block.caption else ""
    return paragraph(look, shown, keep=bool(caption)) + caption


def code_mark(code: str, left: float, top: float, wide: float, word: Any) -> str:
    """The run of a QR that stands at a place of the page, whatever the text does."""
    from docx.shared import Pt
    from lxml import etree

    from .qr_picture import qr_picture

    data, high = qr_picture(code)
    inline = word.part.new_pic_inline(io.BytesIO(data), Pt(wide), Pt(wide * high))
    inline.docPr.set("descr", code)
    extent, properties, frame, graphic = (etree.tostring(each, encoding="unicode") for each in inline)
    places = "".join(
        f'<wp:position{way} relativeFrom="page"><wp:posOffset>{int(Pt(at))}</wp:posOffset></wp:position{way}>'
        for way, at in (("H", left), ("V", top))
    )
    return (
        "<w:r><w:drawing>"
        f'<wp:anchor xmlns:wp="{inline.nsmap["wp"]}" distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/>{places}{extent}<wp:wrapNone/>{properties}{frame}{graphic}</wp:anchor>'
        "</w:drawing></w:r>"
    )


def contents(block: Contents, entries: Sequence[Prose], pages: dict[int, int], room: float) -> list[str]:
    """The title and a field of Word's own, filled with what it will give: F9 renews it."""
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(room)}"/></w:tabs>'
    lines = []
    deepest = max(LISTED.values()) + 1
    for place, entry in enumerate(entries):
        begin = _field_begin(f' TOC \\o "1-{deepest}" \\h \\z \\u ') if place == 0 else ""
        end = _FIELD_END if place == len(entries) - 1 else ""
        page = f"{_field_begin(f' PAGEREF {bookmark(place)} ')}{run(str(pages.get(place, '')))}{_FIELD_END}"
        link = (
            f"<w:hyperlink w:anchor={quoteattr(bookmark(place))}>{run(clean(entry.text))}<w:r><w:tab/></w:r>"
            f"{page}</w:hyperlink>"
        )
        lines.append(paragraph(CONTENTS[LISTED[entry.role]], f"{begin}{link}{end}", tabs=tab))
    return [paragraph(CONTENTS_TITLE, run(clean(block.title)), keep=True, new_page=True), *lines]


def _field_begin(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


_FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
