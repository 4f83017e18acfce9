"""What stays together at the foot of a page, and within a line, as pages and Word's XML have it."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx.oxml.ns import qn

from cchc_desktop import catalogue
from cchc_desktop.documents.compose_framework import annex_parts
from cchc_desktop.documents.compose_plan import compose_plan
from cchc_desktop.documents.compose_tasks import compose_task_list
from cchc_desktop.documents.model import (
    Align,
    AnnexTitle,
    Block,
    Column,
    Document,
    Heading,
    HeadingLevel,
    LetterHead,
    Paragraph,
    Part,
    Row,
    RowKind,
    Style,
    Table,
)
from cchc_desktop.documents.office_text import attached_to, number_line, written_date
from cchc_desktop.documents.styles import MARGIN_LEFT, MARGIN_RIGHT, PAGE_WIDTH
from cchc_desktop.domain.dates import place_and_date
from cchc_desktop.domain.plan import Item, ItemKind
from cchc_desktop.domain.tasks import Assignment
from tests.documents import plan_of_an_binh as sample
from tests.documents import reading

_LONG = "Rà soát, sửa đổi quy chế làm việc và quy trình nội bộ giải quyết thủ tục hành chính. " * 3


def of(*blocks: Block, landscape: bool = False) -> Document:
    return Document("Thử", "UBND xã An Bình", (Part("Thử", blocks, landscape),))


def pages(document: Document) -> list[list[str]]:
    """The words of each page line by line, without its number."""
    found = reading.pdf_lines(reading.pdf_bytes(document))
    words = [[line.text for line in page] for page in found]
    return [page[1:] if page[0].isdigit() else page for page in words]


def paragraphs_of(document: Document) -> list[Any]:
    """The paragraphs of the document's Word file."""
    return list(reading.word(document).element.body.iter(qn("w:p")))


def words(paragraph: Any) -> str:
    """The words of a paragraph of a Word file."""
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


@pytest.mark.parametrize("lines", range(1, 34))
def test_what_announces_stays_with_what_follows(lines: int) -> None:
    above = [Paragraph(f"Dòng {number}") for number in range(lines)]
    announced = [
        Paragraph("Nhiệm vụ của Kế hoạch hoàn thành:", marker="-"),
        Paragraph("Một việc;", marker="+"),
    ]
    for page in pages(of(*above, *announced, Paragraph("Việc khác.", marker="+"))):
        assert not page[-1].endswith(":")


@pytest.mark.parametrize("lines", range(0, 34, 3))
def test_details_are_never_parted_from_their_task(lines: int) -> None:
    above = [Paragraph(f"Dòng {number}") for number in range(lines)]
    details = ["Sản phẩm: Quyết định.", "Thời gian: Quý II.", "Kinh phí: 12.500.000 đồng."]
    task = [Paragraph(_LONG, marker="-"), *(Paragraph(text, belongs=True) for text in details)]
    found = pages(of(*above, *task, *task, Paragraph("Hết.")))
    assert not any(page[0] in details for page in found)
    assert sum(line in details for page in found for line in page) == 6


def test_a_task_may_go_on_to_the_page_of_its_details() -> None:
    """Rather than leave half a page blank."""
    above = [Paragraph(f"Dòng {number}") for number in range(25)]
    first, second = pages(of(*above, Paragraph(_LONG * 2), Paragraph("Sản phẩm: Quyết định.", belongs=True)))
    assert not first[-1].startswith("Dòng")
    assert second.index("Sản phẩm: Quyết định.") >= 2


def test_more_details_than_a_page_holds_flow_on() -> None:
    details = [Paragraph(f"Chi tiết {number}", belongs=True) for number in range(60)]
    found = pages(of(Paragraph("Việc"), *details))
    assert len(found) == 3
    assert sum(len(page) for page in found) == 61


def test_words_details_are_kept_in_word_too() -> None:
    details = (Item(ItemKind.DETAIL, "Thời gian: Quý II."), Item(ItemKind.DETAIL, "Sản phẩm: Quyết định."))
    task = Item(ItemKind.TASK, "Rà soát quy trình.", "-", assignment=Assignment(), children=details)
    closing = Item(ItemKind.CLOSING, "Trên đây là kế hoạch.")
    document = compose_plan(replace(sample.PLAN, items=(task, closing)), sample.OFFICE, catalogue.areas())
    found = {reading.folded(words(p)): p.find(qn("w:pPr")) for p in paragraphs_of(document)}
    kept = {
        text: (p.find(qn("w:keepNext")), p.find(qn("w:keepLines")))
        for text, p in found.items()
        if p is not None
    }
    assert kept["- Rà soát quy trình."][0] is not None
    assert None not in kept["Thời gian: Quý II."]
    next_, lines = kept["Sản phẩm: Quyết định."]
    assert next_ is None
    assert lines is not None
    first = next(p for p in paragraphs_of(of(Paragraph("Gồm:"), Paragraph("một."))) if words(p) == "Gồm:")
    assert first.find(qn("w:pPr")).find(qn("w:keepNext")) is not None


@pytest.mark.parametrize("count", range(3, 26))
def test_the_closing_table_never_stands_alone(count: int) -> None:
    rows = sample.task_rows(count)
    document = compose_task_list(rows, sample.OFFICE, catalogue.areas(), sample.TODAY, "năm 2026")
    # As in an annex: nothing signed below it.
    part = document.parts[0]
    blocks = (AnnexTitle("Phụ lục III", "TIẾN ĐỘ THỰC HIỆN"), *part.blocks[2:-1])
    last = pages(replace(document, parts=(replace(part, blocks=blocks),)))[-1]
    title = last.index("Tổng hợp tình trạng thực hiện nhiệm vụ")
    assert last.index("Tổng số nhiệm vụ") > title
    # At least the list's last row stands above it.
    assert any(str(count) == word for line in last[:title] for word in line.split())


def test_numbers_are_never_parted_in_a_cell() -> None:
    columns = (Column("Nhiệm vụ", 9), Column("Kinh phí (đồng)", 1, Align.RIGHT), Column("Hạn", 0.5))
    rows = (
        *(Row((f"Việc {number}", number * 1_000_000, "từ 15/12/2026")) for number in range(1, 4)),
        Row(("Tổng cộng", 1_180_000_000, None), RowKind.TOTAL),
    )
    document = of(Table(columns, rows), landscape=True)
    words = {word for page in pages(document) for line in page for word in line.split()}
    assert {"1.180.000.000", "15/12/2026", "3.000.000"} <= words
    widths = [
        [int(cell.get(qn("w:w"))) / 20 for cell in row.iter(qn("w:tcW"))]
        for row in reading.word(document).element.body.iter(qn("w:tr"))
    ]
    assert all(row[1] > 80 and row[2] > 60 for row in widths)
    sheet = reading.workbook(document).active
    assert sheet.column_dimensions["B"].width > len("1.180.000.000")


@pytest.mark.parametrize("month", [None, 11])
def test_a_drafts_blank_date_stays_on_one_line(month: int | None) -> None:
    enclosure = attached_to(
        "Kế hoạch", "", "KH-UBND", written_date(None, month, 2026), "UBND xã Tân Hòa Đông"
    )
    head = LetterHead(
        "ỦY BAN NHÂN DÂN TỈNH",
        "ỦY BAN NHÂN DÂN XÃ",
        number_line("", "KH-UBND"),
        place_and_date("Tân Hòa Đông", None, month, 2026),
    )
    for width in range(1, 40, 3):
        name = "THỐNG KÊ SỐ LIỆU"
        document = of(head, AnnexTitle("Phụ lục", name, f"{enclosure}{'x' * width}"))
        lines = [line for page in pages(document) for line in page]
        dates = [line for line in lines if "tháng" in line]
        assert len(dates) == 2
        assert all(re.search(r"ngày\s+tháng\s.*năm 2026", line) for line in dates)
        assert any("số /KH-UBND" in line for line in lines)


def test_the_framework_leaves_out_what_is_empty_throughout() -> None:
    tasks = tuple(
        Item(ItemKind.TASK, f"Việc {number}", "-", assignment=Assignment(due=date(2026, 6, number)))
        for number in (1, 2)
    )
    plan = replace(sample.PLAN, items=tasks)
    (part,) = annex_parts(plan, sample.OFFICE, catalogue.areas())
    (table,) = (block for block in part.blocks if isinstance(block, Table))
    assert [column.header for column in table.columns] == [
        "TT",
        "Nhiệm vụ",
        "Thời gian thực hiện, hoàn thành",
    ]
    assert all(len(row.cells) == 3 for row in table.rows)
    # What is left out widens the tasks, not their numbers.
    assert table.columns[1].weight > 10 * table.columns[0].weight


def test_running_text_reaches_both_margins_and_its_last_line_does_not() -> None:
    (page,) = reading.pdf_lines(reading.pdf_bytes(of(Paragraph(_LONG))))
    *filled, last = page
    assert len(filled) > 2
    assert all(line.right == pytest.approx(PAGE_WIDTH - MARGIN_RIGHT, abs=2) for line in filled)
    assert filled[1].left == pytest.approx(MARGIN_LEFT, abs=1)
    assert last.right < PAGE_WIDTH - MARGIN_RIGHT - 5


def test_an_articles_number_is_bold_before_its_text() -> None:
    document = of(
        Heading(HeadingLevel.ARTICLE, "Điều 1.", _LONG),
        Heading(HeadingLevel.ARTICLE, "Điều " + "1" * 150, "Ngắn."),
        Paragraph("Hai\ndòng.", Style.CENTERED_NOTE),
    )
    data = reading.pdf_bytes(document)
    assert {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic"} <= reading.pdf_fonts(data)
    text = reading.folded(" ".join(reading.pdf_pages(data)))
    assert text.startswith(f"Điều 1. {_LONG.strip()}")
    assert "1" * 150 in text.replace(" ", "")
    assert text.endswith("Ngắn. Hai dòng.")
