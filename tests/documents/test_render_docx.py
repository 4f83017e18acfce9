"""The Word file: real styles, one typeface, sections and numbering, and the text as it is seen."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from cchc_desktop import catalogue
from cchc_desktop.documents.compose_plan import compose_plan
from cchc_desktop.documents.compose_tasks import compose_task_list
from cchc_desktop.documents.job import Cancelled
from cchc_desktop.documents.model import Document, Paragraph, Part
from cchc_desktop.documents.render_docx import render_docx
from cchc_desktop.domain.plan import ItemKind
from tests.documents import plan_of_an_binh as sample
from tests.documents import reading


@pytest.fixture(scope="module")
def plan() -> Any:
    document = compose_plan(sample.WITH_ANNEX, sample.OFFICE, catalogue.areas())
    return reading.word(document)


def test_every_paragraph_is_verbatim(plan: Any) -> None:
    # No-break spaces apart, which Word takes for blanks.
    paragraphs = [text.replace("\N{NO-BREAK SPACE}", " ") for text in reading.word_paragraphs(plan)]
    for item in sample.PLAN.walk():
        assert f"{item.marker} {item.text}".strip() in paragraphs


def test_headings_are_real_and_black(plan: Any) -> None:
    styles = {paragraph.text: paragraph.style for paragraph in plan.paragraphs}
    assert styles["I. MỤC ĐÍCH, YÊU CẦU"].name == "Heading 1"
    assert styles["II. Chỉ tiêu, nhiệm vụ cụ thể"].font.all_caps
    assert styles["1. Mục đích"].name == "Heading 2"
    assert styles["a) Chỉ tiêu"].font.bold is False
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        assert str(plan.styles[name].font.color.rgb) == "000000"
        assert plan.styles[name].paragraph_format.keep_with_next


def test_one_typeface_everywhere(plan: Any) -> None:
    for fonts in plan.styles.element.iter(qn("w:rFonts")):
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {
            "Times New Roman"
        }
    assert {one.get(qn("w:val")) for one in plan.styles.element.iter(qn("w:lang"))} == {"vi-VN"}


def test_sections_and_page_numbers(plan: Any) -> None:
    body, annex = plan.sections
    assert body.orientation == WD_ORIENT.PORTRAIT
    assert annex.orientation == WD_ORIENT.LANDSCAPE
    for section in (body, annex):
        assert [round(side.mm) for side in (section.top_margin, section.left_margin)] == [20, 30]
        assert [round(side.mm) for side in (section.bottom_margin, section.right_margin)] == [20, 15]
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        fields = [piece.text for piece in section.header._element.iter(qn("w:instrText"))]
        assert fields == [" PAGE "]
        assert not section.first_page_header.paragraphs[0].text


def test_tables(plan: Any) -> None:
    head, signature, framework = plan.tables
    assert "ỦY BAN NHÂN DÂN" in head.cell(0, 0).text
    assert "Nơi nhận:" in signature.cell(0, 0).text
    assert "Nguyễn Thị Ngọc Ánh" in signature.cell(0, 1).text
    assert signature._tbl.findall(f".//{qn('w:cantSplit')}")
    assert len(framework._tbl.findall(f".//{qn('w:tblHeader')}")) == 2
    last = [cell.text for cell in framework.rows[-1].cells]
    assert last[1] == "Tổng cộng"
    assert last[6] == "65.500.000"


def test_last_paragraph_stays_with_the_signature(plan: Any) -> None:
    (closing,) = [item for item in sample.PLAN.walk() if item.kind is ItemKind.CLOSING]
    (paragraph,) = [
        one for one in plan.paragraphs if reading.folded(one.text) == reading.folded(closing.text)
    ]
    assert paragraph.paragraph_format.keep_with_next


def test_properties(plan: Any) -> None:
    assert plan.core_properties.title.startswith("Kế hoạch Cải cách hành chính")
    assert plan.core_properties.author == "Ủy ban nhân dân xã An Bình"
    assert plan.core_properties.language == "vi-VN"


def test_the_program_names_itself_and_about_how_long_the_file_is(tmp_path: Path) -> None:
    document = compose_plan(sample.WITH_ANNEX, sample.OFFICE, catalogue.areas())
    path = tmp_path / "a.docx"
    render_docx(document, path)
    with zipfile.ZipFile(path) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name]
        assert b"thumbnail" not in package.read("_rels/.rels")
        properties = package.read("docProps/app.xml").decode()
    assert "<Application>CCHC Desktop</Application>" in properties
    assert "Macintosh" not in properties
    counts = {name: int(number) for name, number in re.findall(r"<(\w+)>(\d+)</\1>", properties)}
    words = [text for text in reading.word_paragraphs(reading.word(document)) if text]
    assert counts["Words"] == pytest.approx(sum(len(text.split()) for text in words), rel=0.1)
    pages = len(reading.pdf_pages(reading.pdf_bytes(document)))
    assert counts["Pages"] == pytest.approx(pages, rel=0.2)
    assert counts["Characters"] < counts["CharactersWithSpaces"]


def test_plans_and_reports_name_the_same_author() -> None:
    issued = replace(sample.PLAN, issuer="UBND XÃ AN BÌNH")
    assert compose_plan(issued, sample.OFFICE, catalogue.areas()).author == sample.OFFICE.name


def test_control_characters_do_no_harm() -> None:
    text = "A\x00B\x0cC & <w:t> \ud800 D"
    document = Document("Thử\x01", "Xã\x02", (Part("Thử", (Paragraph(text),)),))
    assert "ABC & <w:t>  D" in reading.word_paragraphs(reading.word(document))


def test_cancel() -> None:
    rows = sample.task_rows(20)
    document = compose_task_list(rows, sample.OFFICE, catalogue.areas(), sample.TODAY, "năm 2026")
    out = io.BytesIO()
    with pytest.raises(Cancelled):
        render_docx(document, out, None, lambda: True)
    assert not out.getvalue()
