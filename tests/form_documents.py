"""Official documents that are right in form, as Word files and PDFs, with faults that tests plant."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from docx import Document as new_document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

_STANDS = {
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True)
class Para:
    """A paragraph and how it looks; ``after`` in points, ``indent`` in millimetres."""

    text: str
    bold: bool = False
    italic: bool = False
    size: float = 14
    font: str = "Times New Roman"
    stand: str = "center"
    indent: float = 0
    after: float = 0
    lines: float = 1.0
    red: bool = False
    ruled: bool = False


def body(text: str, **look: Any) -> Para:
    """A paragraph of running text."""
    return replace(Para(text, stand="justify", indent=12.7, after=6, lines=1.15), **look)


def heading(text: str, **look: Any) -> Para:
    """A heading."""
    return body(text, bold=True, **look)


def basis(text: str, **look: Any) -> Para:
    """A legal basis."""
    return body(text, italic=True, **look)


def recipient(text: str, **look: Any) -> Para:
    """A line of the list of recipients."""
    return replace(Para(text, size=11, stand="left"), **look)


@dataclass
class Paper:
    """A document by its parts; a fault changes one of them."""

    superior: Para = Para("ỦY BAN NHÂN DÂN TỈNH SÔNG HƯƠNG", size=13)
    issuer: Para = Para("ỦY BAN NHÂN DÂN XÃ AN BÌNH", bold=True, size=13, ruled=True)
    nation: Para = Para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=13)
    motto: Para = Para("Độc lập - Tự do - Hạnh phúc", bold=True, ruled=True)
    number: list[Para] = field(default_factory=lambda: [Para("Số: 15/KH-UBND", size=13)])
    place: Para = Para("An Bình, ngày 20 tháng 3 năm 2026", italic=True)
    kind: Para | None = Para("KẾ HOẠCH", bold=True)
    subject: Para | None = Para("Kiểm tra cải cách hành chính năm 2026", bold=True, ruled=True)
    address: list[Para] = field(default_factory=list)
    bases: list[Para] = field(
        default_factory=lambda: [
            basis("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"),
            basis(
                "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ "
                "tục hành chính theo cơ chế một cửa."
            ),
        ]
    )
    text: list[Para] = field(
        default_factory=lambda: [
            body("Ủy ban nhân dân xã An Bình ban hành Kế hoạch kiểm tra với các nội dung sau:"),
            heading("I. MỤC ĐÍCH, YÊU CẦU"),
            heading("1. Mục đích"),
            body(
                "- Đánh giá đúng việc thực hiện nhiệm vụ cải cách hành chính tại từng đơn vị, kịp "
                "thời chấn chỉnh thiếu sót, nhắc nhở người chậm trễ và biểu dương cách làm hay trong toàn xã."
            ),
            heading("2. Yêu cầu"),
            body(
                "- Kiểm tra đúng đối tượng, đúng thời gian, không làm ảnh hưởng đến việc tiếp người dân, "
                "và kết luận rõ trách nhiệm của tập thể, cá nhân ở mỗi đơn vị được kiểm tra."
            ),
            heading("II. TỔ CHỨC THỰC HIỆN"),
            body(
                "Các đơn vị chuẩn bị báo cáo, hồ sơ theo yêu cầu của đoàn kiểm tra và gửi về Văn phòng trước "
                "ngày kiểm tra ít nhất 05 ngày làm việc để tổng hợp, báo cáo Chủ tịch Ủy ban nhân dân xã./."
            ),
        ]
    )
    recipients: list[Para] = field(
        default_factory=lambda: [
            Para("Nơi nhận:", bold=True, italic=True, size=12, stand="left"),
            recipient("- Sở Nội vụ (để báo cáo);"),
            recipient("- Các đơn vị thuộc xã;"),
            recipient("- Lưu: VT, VHXH."),
        ]
    )
    signature: list[Para] = field(
        default_factory=lambda: [
            Para("TM. ỦY BAN NHÂN DÂN", bold=True),
            Para("CHỦ TỊCH", bold=True),
            Para("Trần Văn Mẫu", bold=True),
        ]
    )
    annexes: list[list[Para]] = field(default_factory=list)
    page: dict[str, float] = field(
        default_factory=lambda: {
            "width": 210, "height": 297, "top": 20, "bottom": 20, "left": 30, "right": 15,
        }
    )  # fmt: skip
    number_at_foot: bool = False
    number_size: float = 14
    number_on_first: bool = False
    annex_number: int | None = 1

    def change(self, name: str, index: int | None = None, **look: Any) -> None:
        """Changes how a part looks, or what it says."""
        if index is None:
            setattr(self, name, replace(getattr(self, name), **look))
        else:
            part = getattr(self, name)
            part[index] = replace(part[index], **look)

    def says(self, *paragraphs: Para) -> None:
        """Puts paragraphs before the last one of the text."""
        self.text[-1:-1] = paragraphs


@dataclass(frozen=True)
class Fault:
    """A fault that is planted: what does it, and words of what must be found of it."""

    plant: Callable[[Paper], object]
    found: str


def planted(faults: Iterable[Fault], paper: Paper) -> Paper:
    """The paper with all these faults."""
    for fault in faults:
        fault.plant(paper)
    return paper


# -- Word -------------------------------------------------------------------------------------------------


def write_word(paper: Paper, path: Path) -> Path:
    """The paper as a Word file."""
    document = new_document()
    section = document.sections[0]
    _set_page(section, paper, None)
    head = document.add_table(2, 2)
    _fill(head.cell(0, 0), [paper.superior, paper.issuer])
    _fill(head.cell(0, 1), [paper.nation, paper.motto])
    _fill(head.cell(1, 0), paper.number)
    _fill(head.cell(1, 1), [paper.place])
    for each in (paper.kind, paper.subject, *paper.address, *paper.bases, *paper.text):
        if each is not None:
            _write(document.add_paragraph(), each)
    if paper.recipients or paper.signature:
        foot = document.add_table(1, 2)
        _fill(foot.cell(0, 0), paper.recipients)
        _fill(foot.cell(0, 1), paper.signature)
    for annex in paper.annexes:
        _set_page(document.add_section(WD_SECTION.NEW_PAGE), paper, paper.annex_number)
        for each in annex:
            _write(document.add_paragraph(), each)
    document.save(str(path))
    return path


def _set_page(section: Any, paper: Paper, start: int | None) -> None:
    for name in ("width", "height"):
        setattr(section, f"page_{name}", Mm(paper.page[name]))
    for name in ("top", "bottom", "left", "right"):
        setattr(section, f"{name}_margin", Mm(paper.page[name]))
    section.different_first_page_header_footer = not paper.number_on_first
    edge = section.footer if paper.number_at_foot else section.header
    edge.is_linked_to_previous = False
    paragraph = edge.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size, run.font.name = Pt(paper.number_size), "Times New Roman"
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        run._r.append(element)
    if start is not None:
        element = OxmlElement("w:pgNumType")
        element.set(qn("w:start"), str(start))
        section._sectPr.append(element)


def _fill(cell: Any, paragraphs: Iterable[Para]) -> None:
    first = cell.paragraphs[0]
    for number, each in enumerate(paragraphs):
        _write(cell.add_paragraph() if number else first, each)


def _write(paragraph: Any, each: Para) -> None:
    shape = paragraph.paragraph_format
    shape.alignment = _STANDS[each.stand]
    shape.first_line_indent = Mm(each.indent)
    shape.space_before, shape.space_after, shape.line_spacing = Pt(0), Pt(each.after), each.lines
    run = paragraph.add_run(each.text)
    run.bold, run.italic = each.bold, each.italic
    run.font.size, run.font.name = Pt(each.size), each.font
    if each.red:
        run.font.color.rgb = RGBColor(255, 0, 0)
    if each.ruled:
        border = OxmlElement("w:pBdr")
        line = OxmlElement("w:bottom")
        line.set(qn("w:val"), "single")
        border.append(line)
        paragraph._p.get_or_add_pPr().append(border)


# -- PDF --------------------------------------------------------------------------------------------------

_POINT = 72 / 25.4


def write_pdf(paper: Paper, path: Path) -> Path:
    """The paper as a PDF, set line by line."""
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from cchc_desktop import resources

    for face in ("Regular", "Bold", "Italic", "BoldItalic"):
        pdfmetrics.registerFont(TTFont(f"Tinos-{face}", str(resources.path("fonts", f"Tinos-{face}.ttf"))))
    page = paper.page
    width, height = page["width"] * _POINT, page["height"] * _POINT
    left, right = page["left"] * _POINT, width - page["right"] * _POINT
    canvas = Canvas(str(path), (width, height))
    state = {"y": height - page["top"] * _POINT, "page": 1}

    def font(each: Para) -> str:
        face = {(True, True): "BoldItalic", (True, False): "Bold", (False, True): "Italic"}
        return f"Tinos-{face.get((each.bold, each.italic), 'Regular')}"

    def turn() -> None:
        canvas.showPage()
        state["page"] += 1
        state["y"] = height - page["top"] * _POINT
        canvas.setFont("Tinos-Regular", paper.number_size)
        y = 10 * _POINT if paper.number_at_foot else height - 12 * _POINT
        canvas.drawCentredString(width / 2, y, str(int(state["page"])))

    def centred(each: Para, middle: float, y: float) -> None:
        canvas.setFont(font(each), each.size)
        canvas.drawCentredString(middle, y, each.text)
        if each.ruled:
            half = pdfmetrics.stringWidth(each.text, font(each), each.size) / 4
            canvas.line(middle - half, y - 4, middle + half, y - 4)

    one, two = left + 90, right - 135
    for row, (a, b) in enumerate(
        ((paper.superior, paper.nation), (paper.issuer, paper.motto), (paper.number[0], paper.place))
    ):
        y = state["y"] - 14 - 18 * row - (8 if row == 2 else 0)
        centred(a, one, y)
        centred(b, two, y)
    state["y"] -= 80
    for each in (paper.kind, paper.subject):
        if each is not None:
            centred(each, (left + right) / 2, state["y"])
            state["y"] -= 20
    state["y"] -= 8
    for each in (*paper.bases, *paper.text):
        name = font(each)
        # The first line is shorter by its indent, so it is wrapped with blanks of that width before it.
        blank = pdfmetrics.stringWidth(" ", name, each.size)
        lead = "\u00a0" * round(each.indent * _POINT / blank)
        rows = simpleSplit(lead + each.text, name, each.size, right - left)
        for number, row in enumerate(rows):
            if state["y"] < page["bottom"] * _POINT + each.size:
                turn()
            state["y"] -= each.size * 1.3
            words = row.lstrip("\u00a0").split()
            start = left + (each.indent * _POINT if number == 0 else 0)
            full = number < len(rows) - 1
            total = sum(pdfmetrics.stringWidth(word, name, each.size) for word in words)
            gap = (right - start - total) / max(len(words) - 1, 1) if full else blank
            canvas.setFont(name, each.size)
            for word in words:
                canvas.drawString(start, state["y"], word + " ")
                start += pdfmetrics.stringWidth(word, name, each.size) + gap
        state["y"] -= each.after
    top = state["y"] - 24
    for number, each in enumerate(paper.recipients):
        canvas.setFont(font(each), each.size)
        canvas.drawString(left, top - 15 * number, each.text)
    for number, each in enumerate(paper.signature):
        centred(each, right - 110, top - 18 * number - (70 if number == len(paper.signature) - 1 else 0))
    canvas.save()
    return path
