"""A sound Word file with all that Word, and other programs, put beside plain paragraphs."""

from functools import cache

from tests.cases.word_files import paragraph, paragraphs, picture, plan, raised, run, table, word_bytes

_LISTS = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%2)"/><w:lvlRestart w:val="0"/></w:lvl></w:abstractNum><w:num w:numId="1">'
    '<w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>'
    "</w:num>"
)
_LISTED = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>'
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="A"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/><w:basedOn w:val="A"/></w:style>'
    '<w:style w:type="character" w:styleId="S"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)
_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
_FIELD = (
    f"{_MARK('begin')}<w:r><w:instrText> TOC </w:instrText></w:r>{_MARK('separate')}"
    f"{run('1. Mục')}<w:r><w:tab/></w:r>{run('2')}{_MARK('end')}"
)
_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:extent cx="9" cy="9"/>'
    "<a:graphic><a:graphicData uri='x/wps'><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>Trong khung</w:t>"
    "</w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    '</mc:Choice><mc:Fallback><w:pict><v:shape style="width:9pt;height:9pt"><v:textpath string="Khung"/>'
    "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
_CONTROL = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Bấm')}</w:sdtContent></w:sdt>"
_FORMULA = "".join(f"<m:{part}><m:r><m:t>1</m:t></m:r></m:{part}>" for part in ("num", "den"))
_FORMULA = f"<m:oMath><m:f>{_FORMULA}</m:f></m:oMath>"
_OBJECT = '<w:r><w:object><v:shape/><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
_PAGE = "<html><body><h1>Phụ</h1><table border=1><tr><td rowspan=2>a<td>b<tr><td>c</table></body></html>"


@cache
def rich_word() -> bytes:
    """The file's bytes."""
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = plan(
        "".join(
            (
                paragraph(_FIELD, style="T1"),
                _LISTED.format(0, run("Đạt 88") + raised("1") + run("%.") + note),
                _LISTED.format(1, run("Ẩn", "<w:vanish/>") + run("Rõ")),
                paragraph(run("Việc "), f"<w:ins>{run('thêm')}</w:ins><w:del>{run('bớt')}</w:del>", _CONTROL),
                paragraph(run("Một nửa: "), _FORMULA, _BOX, picture(), _OBJECT),
                table((("TT", "Việc"), ("1", "Rà soát"), ("2", "Niêm yết"), ("3", "Tập huấn"))),
                '<w:altChunk r:id="c1"/>',
            )
        )
    )
    return word_bytes(
        body,
        parts={
            "styles": ("styles", _STYLES),
            "numbering": ("numbering", _LISTS),
            "footnotes": ("footnotes", f'<w:footnote w:id="2">{paragraph("Chú.")}</w:footnote>'),
            "header": ("hdr", paragraphs(["DỰ THẢO"])),
            "comments": ("comments", f'<w:comment w:id="1">{paragraph("Sửa.")}</w:comment>'),
        },
        chunks={"c1": ("page.html", _PAGE.encode())},
    )
