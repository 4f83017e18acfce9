"""PDF files: lines become the paragraphs that they were printed from."""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.source import Source, SourceParagraph, SourceTable

from ..builders import (
    BODY,
    CLOSING,
    FOOT_LEFT,
    FOOT_RIGHT,
    HEAD_LEFT,
    HEAD_RIGHT,
    TABLE,
    TITLE,
    plan_lines,
)

FONTS = Path(__file__).resolve().parents[3] / "resources" / "fonts"


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    pdfmetrics.registerFont(TTFont("Read", str(FONTS / "Tinos-Regular.ttf")))
    pdfmetrics.registerFont(TTFont("ReadBold", str(FONTS / "Tinos-Bold.ttf")))


def style(name: str = "Read", **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=name, **{"fontSize": 14, "leading": 18, **more})


def paragraph(text: str, look: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text), look)


INDENTED = {"alignment": 4, "firstLineIndent": 12.7 * mm, "spaceAfter": 6}
SPACED = {"alignment": 4, "spaceAfter": 8}
DENSE = {"alignment": 0}


def build(path: Path, body: dict[str, Any], *, repeat: int = 1, header: str = "", table: int = 0) -> Source:
    """The fictional plan, set with one look of paragraphs, its body ``repeat`` times."""
    small, bold = style(fontSize=12, leading=14), style("ReadBold", fontSize=13, leading=16, alignment=1)
    centred = style(alignment=1, fontSize=13, leading=16)
    story: list[Any] = [
        Table(
            [
                [
                    [paragraph(t, bold) for t in HEAD_LEFT[:2]] + [paragraph(HEAD_LEFT[2], centred)],
                    [paragraph(t, bold) for t in HEAD_RIGHT[:2]] + [paragraph(HEAD_RIGHT[2], centred)],
                ]
            ],
            colWidths=[60 * mm, 105 * mm],
        ),
        *(paragraph(t, bold) for t in TITLE),
    ]
    plain, strong = style(**body), style("ReadBold", **body)
    for text in BODY * repeat + [CLOSING]:
        story.append(paragraph(text, strong if text == text.upper() else plain))
    if table:
        rows = [TABLE[0], *([str(n), *TABLE[1][1:]] for n in range(1, table + 1))]
        cells = [[paragraph(cell, small) for cell in row] for row in rows]
        grid = Table(cells, colWidths=[12 * mm, 80 * mm, 40 * mm, 30 * mm], repeatRows=1)
        grid.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
        story.append(grid)
    right = [*(paragraph(t, bold) for t in FOOT_RIGHT[:3]), Spacer(1, 40), paragraph(FOOT_RIGHT[3], bold)]
    story.append(Table([[[paragraph(t, small) for t in FOOT_LEFT], right]], colWidths=[80 * mm, 85 * mm]))

    def margins(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Read", 12)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm, str(document.page) if document.page > 1 else "")
        canvas.drawString(30 * mm, 8 * mm, header)

    SimpleDocTemplate(
        str(path), leftMargin=30 * mm, rightMargin=15 * mm, topMargin=20 * mm, bottomMargin=20 * mm
    ).build(story, onFirstPage=margins, onLaterPages=margins)
    return read_source(path)


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, SourceParagraph)]


def expected(repeat: int = 1) -> list[str]:
    head, foot = [*HEAD_LEFT, *HEAD_RIGHT, *TITLE], [CLOSING, *FOOT_LEFT, *FOOT_RIGHT]
    return [*head, *(BODY * repeat), *foot]


@pytest.mark.parametrize("look", [INDENTED, SPACED, DENSE], ids=["indented", "spaced", "dense"])
@pytest.mark.parametrize("repeat", [1, 4])
def test_paragraphs_over_lines_and_pages(tmp_path: Path, look: dict[str, Any], repeat: int) -> None:
    source = build(tmp_path / "a.pdf", look, repeat=repeat)
    assert texts(source) == expected(repeat)
    assert expected() == plan_lines()
    found = {block.text: block for block in source.blocks if isinstance(block, SourceParagraph)}
    assert found["KẾ HOẠCH"].bold_lead == 8
    assert found["KẾ HOẠCH"].centered
    assert found["1. Mục đích"].bold_lead == 0


def test_lines_on_every_page_are_dropped_and_told(tmp_path: Path) -> None:
    source = build(tmp_path / "a.pdf", INDENTED, repeat=6, header="UBND xã An Bình - lưu hành nội bộ")
    assert texts(source) == expected(6)
    assert source.notes == ("Đã bỏ dòng lặp lại ở mỗi trang: «UBND xã An Bình - lưu hành nội bộ».",)


def test_ruled_tables_over_pages(tmp_path: Path) -> None:
    source = build(tmp_path / "a.pdf", INDENTED, table=40)
    tables = [block.rows for block in source.blocks if isinstance(block, SourceTable)]
    assert tables == [(tuple(TABLE[0]), *((str(n), *TABLE[1][1:]) for n in range(1, 41)))]
    assert texts(source) == expected()


def test_merged_cells_and_turned_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    small = style(fontSize=12, leading=14)
    grid = Table(
        [
            ["TT", "Việc", ""],
            ["1", "Trực", paragraph("Niêm yết thủ tục tại thôn", small)],
            ["", "Xử lý", "Trả"],
        ],
        colWidths=[30, 100, 80],
    )
    grid.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("SPAN", (1, 0), (2, 0)),
            ("SPAN", (0, 1), (0, 2)),
            ("FONT", (0, 0), (-1, -1), "Read", 12),
        ]
    )
    SimpleDocTemplate(str(path), pagesize=landscape(A4)).build([grid])
    want = (("TT", "Việc", "Việc"), ("1", "Trực", "Niêm yết thủ tục tại thôn"), ("1", "Xử lý", "Trả"))
    assert read_source(path).blocks == (SourceTable(want),)

    import pypdfium2

    for angle in (90, 180, 270):
        document = pypdfium2.PdfDocument(path)
        document[0].set_rotation(angle)
        turned = tmp_path / f"{angle}.pdf"
        document.save(turned)
        document.close()
        assert read_source(turned).blocks == (SourceTable(want),)


def test_turned_text_reads_like_upright_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.translate(A4[0], 0)
    canvas.rotate(90)
    canvas.setFont("Read", 14)
    canvas.drawString(60, 300, "Dòng thứ nhất.")
    canvas.drawString(60, 200, "Dòng thứ hai.")
    canvas.save()
    assert texts(read_source(path)) == ["Dòng thứ nhất.", "Dòng thứ hai."]


def test_feigned_bold_and_decomposed_letters(tmp_path: Path) -> None:
    import unicodedata

    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Read", 14)
    for shift in (0, 0.3):
        canvas.drawString(60 + shift, 700, "Đậm giả")
    canvas.drawString(60, 600, unicodedata.normalize("NFD", "Tổ chức"))
    canvas.save()
    assert texts(read_source(path)) == ["Đậm giả", "Tổ chức"]


@pytest.mark.parametrize("cut", range(1, 6))
def test_a_foot_that_a_page_break_cuts(tmp_path: Path, cut: int) -> None:
    """Recipients and signature side by side, wherever the page ends."""
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    rows = [
        ("Nơi nhận:", FOOT_RIGHT[0]),
        ("- UBND tỉnh;", FOOT_RIGHT[1]),
        ("- Các thôn, bản của", FOOT_RIGHT[2]),
    ]
    rows += [("xã;", ""), ("- Lưu: VT.", ""), ("", FOOT_RIGHT[3])]
    y = 800 - 18 * len(BODY)
    canvas.setFont("Read", 12)
    for place, text in enumerate(BODY):
        canvas.drawString(85, 800 - 18 * place, text[:70])
    for place, (left, right) in enumerate(rows):
        if place == cut:
            canvas.showPage()
            canvas.setFont("Read", 12)
            y = 780
        canvas.drawString(85, y, left)
        canvas.drawString(340, y, right)
        y -= 16
    canvas.save()
    found = texts(read_source(path))
    assert found[-8:] == ["Nơi nhận:", "- UBND tỉnh;", "- Các thôn, bản của xã;", "- Lưu: VT.", *FOOT_RIGHT]
