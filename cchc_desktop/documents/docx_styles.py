"""The named styles and the page setup of a Word document.

Lengths are in points; Word counts fonts in half points and borders in eighths of a point.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt

from . import styles
from .docx_xml import JUSTIFICATION, RULE, TINY, parsed, style_id, twips
from .model import Part
from .styles import Look

_SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")
_LOOKS = (
    *styles.HEADING_LOOKS.values(),
    *styles.TEXT_LOOKS.values(),
    styles.ABOUT,
    styles.COPIED,
    styles.URGENCY,
    styles.NATION,
    styles.MOTTO,
    styles.SUPERIOR,
    styles.ISSUER,
    styles.NUMBER,
    styles.DRAFT,
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
    styles.FORM_PLACE_DATE,
    styles.PAGE_NUMBER,
    *styles.TABLE.looks,
    *styles.COMPACT_TABLE.looks,
)


def add_styles(document: WordDocument, more: Sequence[Look] = ()) -> None:
    """Make every style black Times New Roman in Vietnamese, add those of our components and ``more``."""
    root: Any = document.styles.element
    defaults = root.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    for attribute in ("w:val", "w:eastAsia"):
        language.set(qn(attribute), "vi-VN")
    # Word's own template names theme fonts, which win over plain names.
    for fonts in root.iter(qn("w:rFonts")):
        _name_fonts(fonts)
    there = {style.get(qn("w:styleId")): style for style in root.iter(qn("w:style"))}
    _set_look(there["Normal"], replace(styles.TABLE.cell, size=styles.BODY.size))
    added = []
    for look in (*_LOOKS, *more):
        if style_id(look) in there:
            _set_look(there[style_id(look)], look)
        else:
            added.append(_style(look))
    # Clear of the letters that reach below their line.
    added.append(_style(RULE, exactly=3, before=1.5))
    added.append(_style(TINY, exactly=1))
    root.extend(parsed("".join(added)))


def _style(look: Look, *, exactly: float = 0, before: float = 0) -> str:
    """A style of our own; for ``exactly`` see ``_properties``."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId={quoteattr(style_id(look))}>'
        f"<w:name w:val={quoteattr(look.name)}/>"
        f'<w:basedOn w:val="Normal"/><w:qFormat/>{_properties(look, exactly, before)}</w:style>'
    )


def _set_look(style: Any, look: Look) -> None:
    """Give a style of the template the look; after a heading comes running text."""
    for name in ("w:pPr", "w:rPr"):
        if (old := style.find(qn(name))) is not None:
            style.remove(old)
    style.extend(parsed(_properties(look)))
    if look.outline:
        style.find(qn("w:next")).set(qn("w:val"), style_id(styles.BODY))


def _properties(look: Look, exactly: float = 0, before: float = 0) -> str:
    """Those of a style's paragraphs and letters; ``exactly`` is a height of lines that no letter changes.

    All of the gap is put below: programs differ in whether they add up the spaces of two paragraphs.
    """
    rule, line = ("exact", twips(exactly)) if exactly else ("auto", round(240 * look.line_factor))
    keep = "<w:keepNext/><w:keepLines/>" if look.outline else '<w:keepNext w:val="0"/>'
    outline = f'<w:outlineLvl w:val="{look.outline - 1}"/>' if look.outline else ""
    fonts = " ".join(f'w:{script}="{styles.OFFICE_FONT}"' for script in _SCRIPTS)
    return (
        f"<w:pPr>{keep}<w:widowControl/>"
        f'<w:spacing w:before="{twips(before)}" w:after="{twips(look.gap)}" w:line="{line}"'
        f' w:lineRule="{rule}"/>{_indents(look)}'
        f'<w:jc w:val="{JUSTIFICATION[look.stand]}"/>{outline}</w:pPr>'
        f"<w:rPr><w:rFonts {fonts}/>{_switch('b', look.face.is_bold)}{_switch('i', look.face.is_italic)}"
        f"{_switch('caps', look.capitals)}"
        f'<w:color w:val="{look.colour[1:]}"/><w:sz w:val="{round(look.size * 2)}"/></w:rPr>'
    )


def _indents(look: Look) -> str:
    left = f' w:left="{twips(look.left)}"' if look.left else ""
    first = f'w:hanging="{twips(-look.indent)}"' if look.indent < 0 else f'w:firstLine="{twips(look.indent)}"'
    return f"<w:ind{left} {first}/>"


def _switch(name: str, on: bool) -> str:
    return f"<w:{name}/>" if on else f'<w:{name} w:val="0"/>'


def _name_fonts(fonts: Any) -> None:
    fonts.attrib.clear()
    for script in _SCRIPTS:
        fonts.set(qn(f"w:{script}"), styles.OFFICE_FONT)


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
    paragraph: Any = section.header._element[0]
    paragraph.style = style_id(styles.PAGE_NUMBER)
    paragraph.extend(parsed(_PAGE_FIELD))


_PAGE_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText xml:space="preserve"> PAGE </w:instrText>'
    '<w:fldChar w:fldCharType="separate"/><w:t>2</w:t><w:fldChar w:fldCharType="end"/></w:r>'
)
