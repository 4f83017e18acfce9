"""The named styles and the page setup of a Word document.

Lengths are in points; Word counts fonts in half points and borders in eighths of a point.
"""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt, RGBColor

from . import styles
from .model import Part
from .styles import Look, Stand

ALIGNMENTS = {
    Stand.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Stand.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Stand.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Stand.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_LOOKS = (
    *styles.HEADING_LOOKS.values(),
    *styles.TEXT_LOOKS.values(),
    styles.NATION,
    styles.MOTTO,
    styles.SUPERIOR,
    styles.ISSUER,
    styles.NUMBER,
    styles.PLACE_DATE,
    styles.KIND,
    styles.SUBJECT,
    styles.ENCLOSURE,
    styles.ANNEX_LABEL,
    styles.ANNEX_NAME,
    styles.AUTHORITY,
    styles.POSITION,
    styles.SIGNER_NAME,
    styles.SIGNING_HINT,
    styles.RECIPIENTS_TITLE,
    styles.RECIPIENT,
    styles.FORM_CODE,
    styles.FORM_CODE_LINE,
    styles.FORM_TITLE,
    styles.FORM_LINE,
    styles.FORM_BRACKETED,
    styles.FORM_PARTY,
    styles.FORM_UNIT,
    styles.PAGE_NUMBER,
    *styles.TABLE.looks,
    *styles.COMPACT_TABLE.looks,
)
RULE_STYLE = "Đường kẻ"
"""A paragraph that is nothing but its upper border: the lines under motto, issuer and subject."""
TINY_STYLE = "Dòng trống nhỏ"
"""The paragraph that Word demands after a table; one point high, so that it never takes a page."""


def add_styles(document: WordDocument) -> None:
    """Make every style black Times New Roman in Vietnamese, and add those of our components."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run_defaults = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_fonts(run_defaults)
    language = run_defaults.find(qn("w:lang"))
    for attribute in ("w:val", "w:eastAsia"):
        language.set(qn(attribute), "vi-VN")
    # Word's own template names theme fonts, which win over plain names.
    for style in document.styles.element.iter(qn("w:rFonts")):
        _name_fonts(style)
    normal: Any = document.styles["Normal"]
    _apply(normal, styles.TABLE.cell)
    normal.font.size = Pt(styles.BODY.size)
    for look in _LOOKS:
        style = _style(document, look.name)
        _apply(style, look)
        if look.outline:
            style.paragraph_format.keep_with_next = True
            style.next_paragraph_style = _style(document, styles.BODY.name)
    rule = _style(document, RULE_STYLE)
    _apply(rule, Look(RULE_STYLE, size=2))
    rule.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    rule.paragraph_format.line_spacing = Pt(3)
    # Clear of the letters that reach below their line.
    rule.paragraph_format.space_before = Pt(1.5)
    tiny = _style(document, TINY_STYLE)
    _apply(tiny, Look(TINY_STYLE, size=1, stand=Stand.LEFT))
    tiny.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    tiny.paragraph_format.line_spacing = Pt(1)


def modernise(document: WordDocument) -> None:
    """Make the settings of python-docx's template those of a Word of today, in Vietnamese.

    Without this Word opens the file «[Compatibility Mode]» and takes East Asian text for Japanese.
    """
    settings: Any = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "vi-VN")
        language.set(qn("w:eastAsia"), "vi-VN")
    for zoom in settings.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")


def _style(document: WordDocument, name: str) -> Any:
    if name not in [style.name for style in document.styles]:
        style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.quick_style = True
        return style
    return document.styles[name]


def _apply(style: Any, look: Look) -> None:
    font, paragraph = style.font, style.paragraph_format
    font.size = Pt(look.size)
    font.bold, font.italic = look.face.is_bold, look.face.is_italic
    font.all_caps = look.capitals
    font.color.rgb = RGBColor(0, 0, 0)
    _set_fonts(style.element.get_or_add_rPr())
    paragraph.alignment = ALIGNMENTS[look.stand]
    paragraph.first_line_indent = Pt(look.indent)
    # All of the gap is put below: programs differ in whether they add up the spaces of two paragraphs.
    paragraph.space_before, paragraph.space_after = Pt(0), Pt(look.gap)
    paragraph.line_spacing = look.line_factor
    paragraph.keep_with_next = False
    paragraph.widow_control = True


def _set_fonts(run_properties: Any) -> None:
    fonts = run_properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        run_properties.insert(0, fonts)
    _name_fonts(fonts)


def _name_fonts(fonts: Any) -> None:
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), styles.OFFICE_FONT)


def set_up_section(section: Section, part: Part) -> None:
    """Paper, margins and page number of a part: centred above, from 1, not on the first page."""
    width, height = styles.page_size(part)
    section.orientation = WD_ORIENT.LANDSCAPE if part.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.top_margin, section.bottom_margin = Pt(styles.MARGIN_TOP), Pt(styles.MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Pt(styles.MARGIN_LEFT), Pt(styles.MARGIN_RIGHT)
    section.header_distance = section.footer_distance = Pt(styles.HEADER_DISTANCE)
    section.different_first_page_header_footer = True
    properties: Any = section._sectPr
    numbering = properties.find(qn("w:pgNumType"))
    if numbering is None:
        numbering = OxmlElement("w:pgNumType")
        # The schema wants it after the margins and before the columns.
        properties.find(qn("w:pgMar")).addnext(numbering)
    numbering.set(qn("w:start"), "1")
    for header in (section.header, section.first_page_header):
        header.is_linked_to_previous = False
    paragraph: Any = section.header.paragraphs[0]
    paragraph.style = styles.PAGE_NUMBER.name
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("text", "2"), ("end", "")):
        run._r.append(_field_piece(kind, text))


def _field_piece(kind: str, text: str) -> Any:
    if kind == "text":
        piece = OxmlElement("w:t")
        piece.text = text
    elif text:
        piece = OxmlElement("w:instrText")
        piece.set(qn("xml:space"), "preserve")
        piece.text = text
    else:
        piece = OxmlElement("w:fldChar")
        piece.set(qn("w:fldCharType"), kind)
    return piece
