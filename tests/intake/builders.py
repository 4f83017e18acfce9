"""Files of a fictional commune, xã An Bình, in every format that the readers take."""

import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

HEAD_LEFT = ["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH", "Số: 12/KH-UBND"]
HEAD_RIGHT = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "An Bình, ngày 05 tháng 01 năm 2031",
]
TITLE = ["KẾ HOẠCH", "Cải cách hành chính xã An Bình năm 2031"]
FOOT_LEFT = ["Nơi nhận:", "- UBND tỉnh (để báo cáo);", "- Các thôn, tổ dân phố;", "- Lưu: VT."]
FOOT_RIGHT = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Mẫu"]
CLOSING = "Trên đây là Kế hoạch cải cách hành chính năm 2031 của xã An Bình, đề nghị các bộ phận thực hiện./."
BODY = [
    "Căn cứ Kế hoạch số 88/KH-UBND ngày 20/12/2030 của UBND tỉnh về cải cách hành chính năm 2031; xét tình "
    "hình thực tế tại địa phương, UBND xã An Bình ban hành Kế hoạch như sau:",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "- Rút ngắn thời gian người dân phải chờ ở Bộ phận Một cửa; mỗi cán bộ nắm chắc việc của mình và trả lời "
    "được người dân ngay trong buổi làm việc.",
    "- Giữ nền nếp làm việc có kế hoạch, có người chịu trách nhiệm, có thời hạn rõ ràng cho từng việc.",
    "2. Yêu cầu",
    "- Việc gì cũng có người làm, người kiểm tra và ngày phải xong.",
    "II. NHIỆM VỤ",
    "1. Cải cách thủ tục hành chính",
    "a) Chỉ tiêu",
    "- Ít nhất 96% hồ sơ được trả đúng hạn, trong đó hồ sơ đất đai đạt từ 93% trở lên.",
    "+ Hồ sơ hộ tịch: 99%.",
    "+ Hồ sơ chứng thực: 100%.",
    "b) Nhiệm vụ",
    "- Niêm yết công khai toàn bộ thủ tục tại trụ sở và ba nhà văn hóa thôn, thay bản mới trong vòng năm "
    "ngày kể từ khi có thay đổi.",
    "III. TỔ CHỨC THỰC HIỆN",
    "Văn phòng theo dõi, đôn đốc và báo cáo Chủ tịch UBND xã vào ngày 15 của tháng cuối quý.",
]
TABLE = [
    ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"],
    ["1", "Rà soát thủ tục nội bộ của các bộ phận chuyên môn thuộc xã", "Văn phòng", "Quý I"],
    ["2", "Tập huấn nghiệp vụ cho công chức mới", "Phòng Văn hóa - Xã hội", "30/6/2031"],
]


def plan_lines() -> list[str]:
    """The paragraphs of the fictional plan in the order of reading, without its table."""
    return [*HEAD_LEFT, *HEAD_RIGHT, *TITLE, *BODY, CLOSING, *FOOT_LEFT, *FOOT_RIGHT]


# -- Word ----------------------------------------------------------------------------------------------

NUMBERING = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="50"><w:multiLevelType w:val="multilevel"/>
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>
  <w:lvlText w:val="%1.%2.%4."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="51"><w:multiLevelType w:val="hybridMultilevel"/>
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/>
  <w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/>
  <w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/></w:rPr></w:lvl>
</w:abstractNum>
<w:num w:numId="50"><w:abstractNumId w:val="50"/></w:num>
<w:num w:numId="51"><w:abstractNumId w:val="51"/></w:num>
<w:num w:numId="52"><w:abstractNumId w:val="50"/>
 <w:lvlOverride w:ilvl="1"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
</w:numbering>"""


def new_document() -> DocumentType:
    """An empty document in Times New Roman with the lists 50 (I. 1. a)), 51 (bullets) and 52 (from 7)."""
    document = Document()
    font = document.styles["Normal"].font
    font.name = "Times New Roman"
    font.size = Pt(14)
    numbering = document.part.numbering_part.element
    for element in list(parse_xml(NUMBERING)):
        numbering.append(element)
    # The schema wants the definitions before the lists.
    for number in numbering.findall(qn("w:num")):
        numbering.remove(number)
        numbering.append(number)
    return document


def add_listed(document: Any, text: str, level: int, list_id: int, *, bold: bool = False) -> Paragraph:
    """A paragraph that Word numbers by itself."""
    paragraph: Paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = bold or None
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')
    )
    return paragraph


def add_xml(document: DocumentType, xml: str) -> None:
    """A paragraph or other block given as XML, put at the end of the body."""
    namespaces = nsdecls("w", "r", "wp", "a") + (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    root = parse_xml(f"<w:body {namespaces}>{xml}</w:body>")
    section = document.element.body.sectPr
    for element in list(root):
        section.addprevious(element)


def _fill(cell: Any, lines: list[str], *, bold: bool = False) -> None:
    for index, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = bold or None


_MARKS = {
    "I.": (0, 50),
    "II.": (0, 50),
    "III.": (0, 50),
    "a)": (2, 50),
    "b)": (2, 50),
    "-": (0, 51),
    "+": (1, 51),
}


def plan_document(*, automatic: bool = True, table: bool = False) -> DocumentType:
    """The fictional plan with its head and foot in borderless tables, numbered by Word or by hand."""
    document = new_document()
    head = document.add_table(rows=2, cols=2)
    _fill(head.cell(0, 0), HEAD_LEFT[:2], bold=True)
    _fill(head.cell(0, 1), HEAD_RIGHT[:2], bold=True)
    _fill(head.cell(1, 0), HEAD_LEFT[2:])
    _fill(head.cell(1, 1), HEAD_RIGHT[2:])
    document.add_paragraph()
    for line in TITLE:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = True
    for text in [*BODY, CLOSING]:
        mark, _, rest = text.partition(" ")
        heading = mark not in {"-", "+"} and mark[0] in "IVab12" and len(text) < 60
        level, list_id = _MARKS.get(mark, (1, 50) if mark in {"1.", "2."} else (0, 0))
        if automatic and list_id:
            paragraph = add_listed(document, rest, level, list_id, bold=heading)
        else:
            paragraph = document.add_paragraph()
            paragraph.add_run(text).bold = heading or None
        paragraph.paragraph_format.first_line_indent = Pt(36)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if table:
        grid = document.add_table(rows=0, cols=4, style="Table Grid")
        for row in TABLE:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    foot = document.add_table(rows=1, cols=2)
    for index, line in enumerate(FOOT_LEFT):
        cell = foot.cell(0, 0)
        (cell.paragraphs[0] if index == 0 else cell.add_paragraph()).add_run(line)
    _fill(foot.cell(0, 1), [*FOOT_RIGHT[:3], "", "", FOOT_RIGHT[3]], bold=True)
    return document


def rewrite_part(path: Path, part: str, data: bytes) -> None:
    """Put other bytes in the place of one part of a Word file, or add it."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    parts[part] = data
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)
