"""Reading a plan of 24 pages from a file, beside the libraries that give its bare paragraphs and cells."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from cchc_desktop import catalogue, resources
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.read import read_source

from .measure import Result, in_turns

_HEAD = """ỦY BAN NHÂN DÂN XÃ AN BÌNH
Số: 12/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Bình, ngày 05 tháng 01 năm 2031
KẾ HOẠCH
Cải cách hành chính xã An Bình năm 2031
Căn cứ Kế hoạch số 88/KH-UBND ngày 20/12/2030 của Ủy ban nhân dân tỉnh về cải cách hành chính năm 2031.
Ủy ban nhân dân xã An Bình ban hành Kế hoạch cải cách hành chính năm 2031 như sau:
I. MỤC ĐÍCH, YÊU CẦU
- Rút ngắn thời gian người dân phải chờ; mỗi việc có một người chịu trách nhiệm và một ngày phải xong.
II. NHIỆM VỤ"""
_FOOT = """III. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND
- Theo dõi, đôn đốc và báo cáo Chủ tịch Ủy ban nhân dân xã vào ngày 15 của tháng cuối quý.
Trên đây là Kế hoạch cải cách hành chính năm 2031 của xã An Bình, đề nghị các bộ phận thực hiện./.
Nơi nhận:
- UBND tỉnh (để báo cáo);
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Thị Mẫu"""
_TASK = (
    "- Việc thứ {}: rà soát, sửa đổi và niêm yết công khai toàn bộ thủ tục thuộc lĩnh vực này tại trụ sở và "
    "các nhà văn hóa thôn, thay bản mới trong năm ngày kể từ khi đổi, hoàn thành trước ngày 30/6/2031."
)
_COLUMNS = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm")
_TASKS, _TARGETS, _ROWS = 18, 4, 90


def measure(folder: Path, times: int) -> list[Result]:
    """A plan as offices write it in Word: its runs as Word leaves them, a table of tasks as its annex."""
    word, printed = folder / "plan.docx", folder / "plan.pdf"
    _write(word)
    _print(printed)
    what = f"a plan of 24 pages ({sum(1 for _ in _lines())} paragraphs, {_ROWS} rows of tasks)"
    return [
        in_turns("import DOCX", what, partial(_import, word), partial(_bare, word), times),
        in_turns("import PDF", what, partial(_import, printed), partial(_bare_letters, printed), times),
    ]


def _lines() -> Iterator[str]:
    yield from _HEAD.split("\n")
    for number, area in enumerate(catalogue.areas()[1:8], 1):
        yield f"{number}. {area.name}"
        yield "a) Chỉ tiêu"
        for share in range(_TARGETS):
            yield f"- Ít nhất {95 - share}% hồ sơ của phần việc này được giải quyết đúng hạn hoặc trước hạn."
        yield "b) Nhiệm vụ"
        for task in range(_TASKS):
            yield _TASK.format(task + 1)
    yield from _FOOT.split("\n")
    yield "PHỤ LỤC"
    yield "DANH MỤC NHIỆM VỤ"


def _write(path: Path) -> None:
    import docx
    from docx.shared import Pt

    document: Any = docx.Document()
    for line in _lines():
        paragraph = document.add_paragraph()
        words = line.split(" ")
        # Word parts a sentence into runs wherever it was corrected.
        for first in range(0, len(words), 12):
            run = paragraph.add_run(" ".join(words[first : first + 12]) + " ")
            run.font.name, run.font.size = "Times New Roman", Pt(14)
    table = document.add_table(rows=0, cols=len(_COLUMNS), style="Table Grid")
    for row in (_COLUMNS, *_rows()):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))


def _print(path: Path) -> None:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(TTFont("Bare", str(resources.path("fonts", "Tinos-Regular.ttf"))))
    look = ParagraphStyle(
        "text", fontName="Bare", fontSize=14, leading=22, alignment=4, firstLineIndent=36, spaceAfter=6
    )
    small = ParagraphStyle("cell", fontName="Bare", fontSize=12, leading=15)
    grid = Table(
        [[Paragraph(cell, small) for cell in row] for row in (_COLUMNS, *_rows())],
        colWidths=[30, 130, 80, 80, 75, 60],
        repeatRows=1,
    )
    grid.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    margins = {"leftMargin": 85, "rightMargin": 43, "topMargin": 57, "bottomMargin": 57}
    story = [*(Paragraph(line, look) for line in _lines()), grid]
    SimpleDocTemplate(str(path), pagesize=A4, **margins).build(story)


def _rows() -> Iterator[tuple[str, ...]]:
    for n in range(1, _ROWS + 1):
        yield str(n), f"Việc số {n} của xã năm 2031", "Văn phòng", "Các phòng", "Quý II/2031", "Báo cáo"


def _import(path: Path) -> None:
    parse_plan(read_source(path), catalogue.areas(), date(2031, 1, 5))


def _bare(path: Path) -> None:
    import docx

    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        _ = paragraph.text
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                _ = cell.text


def _bare_letters(path: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()
