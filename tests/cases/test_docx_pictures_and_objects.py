"""Pictures, embedded objects, charts, equations, ink in Word files: named as not read, with their place."""

from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from tests.intake.builders import plan_document

from .made_plans import draft_in
from .word_files import (
    INPUTS,
    doubts,
    paragraph,
    paragraphs,
    picture,
    plan,
    read_body,
    run,
    table,
    texts,
)

ANNEX = paragraphs(["PHỤ LỤC", "Danh mục nhiệm vụ năm 2026"])
IN_ANNEX = "«PHỤ LỤC - Danh mục nhiệm vụ năm 2026» có "
OBJECT = (
    '<w:r><w:object><v:shape style="width:450pt;height:300pt"><v:imagedata r:id="rId9"/></v:shape>'
    '<o:OLEObject Type="Embed" ProgID="{}"/></w:object></w:r>'
)
GRAPHIC = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="3600000" cy="3600000"/><a:graphic><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/{}"/></a:graphic></wp:inline></w:drawing></w:r>'
)
INK = "<w:r><w:contentPart/></w:r>"


@pytest.mark.parametrize(
    ("name", "what"), [("pictures.docx", "có 2 ảnh, "), ("excel.docx", "có 1 bảng Excel nhúng, ")]
)
def test_the_annex_of_the_case_is_named(name: str, what: str) -> None:
    warnings = draft_in(INPUTS / "annex-as-picture-or-object" / name).warnings
    found = [each for each in warnings if "không đọc được" in each]
    assert len(found) == 1
    assert found[0].startswith(f"«PHỤ LỤC - Danh mục nhiệm vụ cải cách hành chính năm 2026» {what}")


def test_what_libreoffice_wrote() -> None:
    warnings = draft_in(INPUTS / "annex-as-picture-or-object" / "libreoffice.docx").warnings
    found = [each for each in warnings if "không đọc được" in each]
    assert [each.split(", ")[0] for each in found] == ["Sau mục «III. NHIỆM VỤ» có 1 ảnh", f"{IN_ANNEX}2 ảnh"]


@pytest.mark.parametrize(
    ("drawn", "what"),
    [
        (picture(), "1 ảnh"),
        (OBJECT.format("Excel.Sheet.12"), "1 bảng Excel nhúng"),
        (OBJECT.format("Word.Document.12"), "1 văn bản Word nhúng"),
        (OBJECT.format("AcroExch.Document.DC"), "1 tệp PDF nhúng"),
        (OBJECT.format("Equation.3"), "1 công thức"),
        (OBJECT.format("Package"), "1 tệp đính kèm"),
        (OBJECT.format("Gì.Đó"), "1 đối tượng nhúng"),
        (GRAPHIC.format("chart"), "1 biểu đồ"),
        (GRAPHIC.format("diagram"), "1 sơ đồ SmartArt"),
        (INK, "1 nét viết tay"),
        (picture() + picture() + GRAPHIC.format("chart"), "2 ảnh, 1 biểu đồ"),
    ],
)
def test_what_is_not_read_is_named_with_its_annex(tmp_path: Path, drawn: str, what: str) -> None:
    source = read_body(tmp_path, plan("", ANNEX + paragraph(drawn)))
    assert [note for note in source.notes if note.startswith(f"{IN_ANNEX}{what}, ")] == list(source.notes)


def test_the_place_is_the_heading_the_table_or_the_end(tmp_path: Path) -> None:
    cell = paragraph(run("Xem ảnh"), picture(4, 4))
    rows = (("TT", "Nhiệm vụ"), ("1", cell), ("2", "Việc"), ("3", "Việc nữa"))
    annex = (
        paragraph(picture()) + ANNEX + table(rows) + paragraph("1. Cải cách thể chế") + paragraph(picture())
    )
    source = read_body(tmp_path, plan(paragraph(picture(8, 5)), annex))
    assert [note.partition(" có 1 ảnh")[0] for note in source.notes] == [
        "Sau mục «II. MỤC TIÊU»",
        "Phần cuối văn bản (sau nơi nhận, chữ ký)",
        "Bảng 1, dòng 2",
        "«PHỤ LỤC - Danh mục nhiệm vụ năm 2026», sau mục «1. Cải cách thể chế»,",
    ]


def test_signs_of_the_office_lines_and_signatures_are_no_loss(tmp_path: Path) -> None:
    line = '<w:r><w:pict><v:line style="width:90pt;height:1pt" from="0,0" to="90,0"/></w:pict></w:r>'
    shape = (
        '<w:r><w:drawing><wp:anchor><wp:extent cx="900000" cy="9000"/><a:graphic><a:graphicData uri="x/wps">'
        '<wps:wsp><wps:spPr><a:prstGeom prst="line"/></wps:spPr></wps:wsp></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></w:r>"
    )
    body = paragraph(picture(2.5, 2.5)) + plan(
        paragraph(run("- Việc"), picture(0.6, 0.6), picture(16, 0.1), line, shape), paragraph(picture(6, 4))
    )
    assert read_body(tmp_path, body).notes == ()


def test_a_usual_plan_is_told_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ke_hoach.docx"
    plan_document(table=True).save(str(path))
    from cchc_desktop.intake.read import read_source

    assert read_source(path).notes == ()


def test_an_equation_is_read_as_a_line_and_told(tmp_path: Path) -> None:
    parts = "<m:num><m:r><m:t>số hồ sơ đúng hạn</m:t></m:r></m:num><m:den><m:r><m:t>100</m:t></m:r></m:den>"
    power = "<m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    source = read_body(
        tmp_path,
        paragraph(run("- Tỷ lệ = "), f"<m:oMath><m:f>{parts}</m:f></m:oMath>", run("."))
        + paragraph(run("- Rộng 5 "), f"<m:oMath>{power}</m:oMath>")
        + paragraph(run("- Tỷ lệ "), "<m:oMath><m:r><m:t>≥ 90</m:t></m:r></m:oMath>", run("%.")),
    )
    assert texts(source) == ["- Tỷ lệ = (số hồ sơ đúng hạn)/100.", "- Rộng 5 m²", "- Tỷ lệ ≥ 90%."]
    assert [doubt.partition(", đọc")[0] for doubt in doubts(source)] == ["Đoạn có công thức"] * 2


def test_a_field_that_draws_an_equation_is_named(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> EQ \\f(1;2) </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    source = read_body(tmp_path, plan(paragraph(run("- Đạt "), field)))
    assert source.notes[0].startswith("Sau mục «II. MỤC TIÊU» có 1 công thức, không đọc được")
    assert doubts(source) == ["Trong đoạn có công thức không đọc được"]


def test_a_file_of_pictures_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"không có chữ nào.*Phần đầu văn bản có 2 ảnh"):
        read_body(tmp_path, paragraph(picture()) + paragraph(picture()))
