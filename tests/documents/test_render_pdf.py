"""The PDF: its font, pages, numbers, what stays together, and that no letter of the text is lost."""

import io
import re
import time
from dataclasses import replace

import pytest

from cchc_desktop import catalogue
from cchc_desktop.documents.compose_plan import compose_plan
from cchc_desktop.documents.compose_tasks import compose_task_list
from cchc_desktop.documents.job import Cancelled
from cchc_desktop.documents.model import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    HeadingLevel,
    Paragraph,
    Part,
    Row,
    RowKind,
    SignatureBlock,
    Table,
)
from cchc_desktop.documents.render_pdf import render_pdf
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Plan
from cchc_desktop.office.blank_plan import blank_plan
from tests.documents import plan_of_an_binh as sample
from tests.documents import reading

PORTRAIT, LANDSCAPE = (210, 297), (297, 210)


def plan_pdf(plan: Plan) -> bytes:
    return reading.pdf_bytes(compose_plan(plan, sample.OFFICE, catalogue.areas()))


def one_part(*blocks: Block, landscape: bool = False) -> Document:
    return Document("Thử", "UBND xã An Bình", (Part("Thử", tuple(blocks), landscape),))


@pytest.mark.parametrize("plan", [sample.PLAN, sample.WITH_DECISION, sample.WITH_ANNEX])
def test_only_tinos_and_pdf_14(plan: Plan) -> None:
    data = plan_pdf(plan)
    assert reading.pdf_fonts(data) == {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"} or (
        all(name.startswith("Tinos") for name in reading.pdf_fonts(data))
    )
    assert data.startswith(b"%PDF-1.4")
    assert b"(vi-VN)" in data


def test_pages_of_a_plan_with_decision() -> None:
    data = plan_pdf(sample.WITH_DECISION)
    sizes = reading.pdf_sizes(data)
    assert sizes == [PORTRAIT, PORTRAIT, PORTRAIT, LANDSCAPE]
    firsts = [page.strip().split()[0] for page in reading.pdf_pages(data)]
    # Each part is numbered from 1, and its first page bears no number.
    assert firsts == ["ỦY", "KẾ", "2", "Phụ"]


def test_every_sentence_comes_back() -> None:
    data = plan_pdf(sample.WITH_ANNEX)
    # Page numbers stand between the halves of a paragraph that goes on.
    pages = [re.sub(r"^\d+\s", "", page.strip()) for page in reading.pdf_pages(data)]
    text = reading.folded(" ".join(pages))
    assert reading.is_nfc(text)
    for item in sample.PLAN.walk():
        assert f"{item.marker} {item.text}".strip().casefold() in text.casefold()


def test_markup_in_text_is_text() -> None:
    awkward = 'Công ty A&B <b>không</b> &amp; <i x="1"> =1+1 ]]> Nguyễn <Văn> A'
    table = Table((Column("<th>", 1),), (Row((awkward,)),))
    heading = Heading(HeadingLevel.CLAUSE, "1.", awkward)
    data = reading.pdf_bytes(one_part(Paragraph(awkward), heading, table))
    assert reading.folded(reading.pdf_pages(data)[0]).count(awkward) == 3


def test_characters_without_glyph_are_seen() -> None:
    data = reading.pdf_bytes(one_part(Paragraph("Đạt ☑ hay 漢 chưa")))
    assert reading.folded(reading.pdf_pages(data)[0]) == "Đạt ■ hay □ chưa"


RECIPIENTS = ("UBND thành phố (để báo cáo);", "Các đơn vị thuộc xã;", "Lưu: VT, VHXH.")


@pytest.mark.parametrize("lines", range(26, 62, 2))
def test_signature_is_never_parted_from_the_text(lines: int) -> None:
    closing = "Trên đây là Kế hoạch năm 2026. " + "Các đơn vị nghiêm túc thực hiện. " * (lines % 7)
    blocks = [Paragraph(f"Dòng thứ {number}.") for number in range(lines)]
    signature = SignatureBlock(RECIPIENTS, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đỗ Văn Ý")
    data = reading.pdf_bytes(one_part(*blocks, Paragraph(f"{closing}xem xét./."), signature))
    pages = reading.pdf_pages(data)
    (page,) = [page for page in pages if "Nơi nhận:" in page]
    assert "Đỗ Văn Ý" in page
    assert "xem xét./." in reading.folded(page)


def test_signature_follows_the_last_row_of_a_table() -> None:
    columns = (Column("TT", 1, Align.CENTER), Column("Nội dung", 6))
    signature = SignatureBlock((), "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đỗ Văn Ý", "NGƯỜI LẬP BIỂU")
    for count in range(12, 30):
        rows = tuple(Row((number, f"Việc {number}.")) for number in range(1, count + 1))
        total = Row((None, "Tổng cộng"), RowKind.TOTAL)
        data = reading.pdf_bytes(one_part(Table(columns, (*rows, total)), signature, landscape=True))
        (page,) = [page for page in reading.pdf_pages(data) if "NGƯỜI LẬP BIỂU" in page]
        assert "Đỗ Văn Ý" in page
        assert f"Việc {count}." in page
        assert "Tổng cộng" in page


def test_more_recipients_than_a_page_holds() -> None:
    recipients = tuple(f"Đơn vị thứ {number};" for number in range(90))
    signature = SignatureBlock(recipients, "", "CHỦ TỊCH", "Đỗ Văn Ý")
    text = " ".join(reading.pdf_pages(reading.pdf_bytes(one_part(Paragraph("Hết./."), signature))))
    assert all(f"thứ {number};" in text for number in range(90))


def test_headings_are_never_last_on_a_page() -> None:
    for lines in range(20, 34):
        blocks: list[Block] = [Paragraph(f"Dòng thứ {number}.") for number in range(lines)]
        blocks += [
            Heading(HeadingLevel.SECTION, "II.", "Nội dung"),
            Heading(HeadingLevel.CLAUSE, "1.", "Mục"),
        ]
        blocks += [Paragraph("Câu dài của đoạn văn này. " * 20)]
        pages = reading.pdf_pages(reading.pdf_bytes(one_part(*blocks)))
        (page,) = [page for page in pages if "II. NỘI DUNG" in page]
        after = page.split("1. Mục", 1)[1]
        assert after.count("Câu dài") >= 2


@pytest.mark.parametrize("areas", [5, 8])
def test_headings_without_text_fill_the_first_page(areas: int) -> None:
    chosen = catalogue.areas()[:areas]
    plan = blank_plan("Cải cách hành chính năm 2026", PlanPeriod.year(2026), sample.OFFICE, chosen)
    document = compose_plan(plan, sample.OFFICE, chosen)
    first, *others = reading.pdf_pages(reading.pdf_bytes(document))
    assert "KẾ HOẠCH" in first
    assert f"{min(areas, 5)}. {chosen[min(areas, 5) - 1].name}" in reading.folded(first)
    assert len(others) == 1
    kept = [
        p.paragraph_format.keep_with_next for p in reading.word(document).paragraphs if "Nhiệm vụ" in p.text
    ]
    assert not any(kept)


def test_long_table_repeats_its_header_and_keeps_every_row() -> None:
    columns = (Column("TT", 1, Align.CENTER), Column("Nhiệm vụ", 5), Column("Số", 1, Align.RIGHT))
    rows: list[Row] = []
    for number in range(1, 301):
        if number % 50 == 1:
            rows.append(Row((None, f"Nhóm {number}", None), RowKind.GROUP))
        rows.append(Row((number, f"Việc thứ {number} " * (1 + number % 9), number * 1000)))
    data = reading.pdf_bytes(one_part(Table(columns, tuple(rows), numbered=True), landscape=True))
    pages = reading.pdf_pages(data)
    assert all("Nhiệm vụ" in page and "(2)" in page for page in pages)
    text = " ".join(pages)
    assert all(f"Việc thứ {number} " in text for number in range(1, 301))
    # A group goes to the page of its first row.
    assert not any(re.search(r"Nhóm \d+\s*$", page) for page in pages)


def test_row_higher_than_a_page_goes_on() -> None:
    columns = (Column("TT", 1), Column("Nhiệm vụ", 2))
    words = " ".join(f"từ{number}" for number in range(1500))
    rows = (Row((1, "Ngắn")), Row((2, words)), Row((3, "Sau cùng")))
    pages = reading.pdf_pages(reading.pdf_bytes(one_part(Table(columns, rows), landscape=True)))
    text = " ".join(pages).split()
    assert len(pages) > 2
    assert [word for word in text if word.startswith("từ")] == words.split()


def test_time_grows_with_the_rows() -> None:
    def seconds(count: int) -> float:
        rows = sample.task_rows(count)
        document = compose_task_list(rows, sample.OFFICE, catalogue.areas(), sample.TODAY, "năm 2026")
        start = time.process_time()
        reading.pdf_bytes(document)
        return time.process_time() - start

    seconds(50)
    # Four times the rows took sixteen times as long where every page measured all rows again.
    assert seconds(1200) < 9 * seconds(300)


def test_progress_and_cancel() -> None:
    document = compose_plan(sample.PLAN, sample.OFFICE, catalogue.areas())
    seen: list[tuple[int, int]] = []
    render_pdf(document, io.BytesIO(), lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]
    with pytest.raises(Cancelled):
        render_pdf(document, io.BytesIO(), None, lambda: True)


def test_outline_holds_the_sections() -> None:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(plan_pdf(replace(sample.WITH_ANNEX)))
    titles = [bookmark.get_title() for bookmark in pdf.get_toc()]
    pdf.close()
    assert titles[0].startswith("KẾ HOẠCH Cải cách hành chính")
    assert "II. CHỈ TIÊU, NHIỆM VỤ CỤ THỂ" in titles
    assert titles[-1].startswith("Phụ lục I")
