"""Where the numbers of a document stand on the pages of its PDF: read back from the pages themselves."""

import io

import pypdfium2

from cchc_desktop.documents.model import Align, Column, Document, Paragraph, Part, Row, RowKind, Table
from cchc_desktop.documents.pdf_spots import PdfSpot
from cchc_desktop.documents.render_pdf import render_pdf
from cchc_desktop.documents.traced import traced_numbers
from cchc_desktop.domain.report.marks import Marked, joined, whole


def told(number: int) -> Marked:
    """A paragraph of several lines with three numbers in it."""
    words = "Trong kỳ đã giải quyết trước hạn và đúng hạn tổng cộng "
    parts = [words + whole(f"{number}.{count}00,5", f"3.{count}0") + " hồ sơ" for count in (1, 2, 3)]
    return joined("; ", parts)


def document() -> Document:
    """Paragraphs over several pages, one with a bullet, and a table that goes on to another page."""
    paragraphs = [
        Paragraph(told(number).text, marker="-" if number % 2 else "", marks=told(number).marks)
        for number in range(1, 40)
    ]
    columns = (
        Column("Mã", 0.5),
        Column("Tên", 3),
        Column("Trong kỳ", 1, Align.RIGHT, source="{}"),
        Column("Lũy kế", 1, Align.RIGHT, source="{}+"),
    )
    rows = [Row(("I", "Lĩnh vực", None, None), RowKind.GROUP)]
    rows += [Row((f"1.{n}", f"Chỉ tiêu {n}", n * 1000, None), source=f"1.{n}") for n in range(10, 90)]
    rows += [
        Row(("", "Tổng", 5, 7), RowKind.TOTAL),
        Row(("2.01", "Có hay không", "Có", "Không"), source="2.01"),
    ]
    table = Table(columns, tuple(rows))
    return Document("Thử", "UBND", (Part("A", tuple(paragraphs)), Part("B", (table,), landscape=True)))


def test_each_number_stands_where_its_spot_says() -> None:
    made, spots = io.BytesIO(), list[PdfSpot]()
    render_pdf(document(), made, spots=spots)
    numbers = list(traced_numbers(document()))
    assert [(spot.shown, spot.source) for spot in spots] == [(each.shown, each.source) for each in numbers]
    assert len(spots) == 39 * 3 + 80
    assert {spot.page for spot in spots} == set(range(spots[-1].page + 1))
    pdf = pypdfium2.PdfDocument(made.getvalue())
    for spot in spots:
        page = pdf[spot.page]
        text, height = page.get_textpage(), page.get_size()[1]
        low, high = height - spot.top - spot.height, height - spot.top
        seen = text.get_text_bounded(spot.left - 0.5, low, spot.left + spot.width + 0.5, high)
        assert spot.shown in seen, (spot, seen)
        text.close()
        page.close()
    pdf.close()


def test_no_file_shows_where_numbers_come_from() -> None:
    with_marks, without = io.BytesIO(), io.BytesIO()
    render_pdf(document(), with_marks, spots=[])
    render_pdf(document(), without)
    pages = [pypdfium2.PdfDocument(made.getvalue()) for made in (with_marks, without)]
    texts = [[page.get_textpage().get_text_range() for page in pdf] for pdf in pages]
    assert texts[0] == texts[1]
    assert b"3.10" not in without.getvalue()
    for pdf in pages:
        pdf.close()
