"""Word files: what Word prints is what is read."""

from pathlib import Path

import pytest
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from cchc_desktop.intake.docx.numbering import bullet, letters, roman
from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.source import Source, SourceParagraph, SourceTable
from tests.libreoffice import convert

from ..builders import (
    BODY,
    CLOSING,
    FOOT_LEFT,
    FOOT_RIGHT,
    HEAD_LEFT,
    HEAD_RIGHT,
    TABLE,
    TITLE,
    add_listed,
    add_xml,
    new_document,
    plan_document,
    plan_lines,
    rewrite_part,
)
from ..test_legacy_encodings import vni


def read(folder: Path, document: DocumentType) -> Source:
    path = folder / "ke_hoach.docx"
    document.save(str(path))
    return read_source(path)


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, SourceParagraph)]


def tables(source: Source) -> list[tuple[tuple[str, ...], ...]]:
    return [block.rows for block in source.blocks if isinstance(block, SourceTable)]


@pytest.mark.parametrize("automatic", [True, False])
def test_a_plan_with_head_foot_and_lists(tmp_path: Path, automatic: bool) -> None:
    source = read(tmp_path, plan_document(automatic=automatic, table=True))
    assert texts(source) == plan_lines()
    assert tables(source) == [tuple(tuple(row) for row in TABLE)]
    found = {block.text: block for block in source.blocks if isinstance(block, SourceParagraph)}
    assert found["KẾ HOẠCH"].centered
    assert found["KẾ HOẠCH"].bold_lead == 8
    assert found["1. Mục đích"].bold_lead == len("1. Mục đích")
    assert found[BODY[3]].bold_lead == 0


@pytest.mark.libreoffice
def test_what_libreoffice_writes_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "ke_hoach.docx"
    plan_document(table=True).save(str(path))
    expected = read_source(path)
    for kind in ("docx", "pdf"):
        [again] = convert(kind, tmp_path / "out", path)
        source = read_source(again)
        assert texts(source) == texts(expected)
        assert tables(source) == tables(expected)


def test_lists_count_as_word_counts(tmp_path: Path) -> None:
    document = new_document()
    for text, level, list_id in [
        ("Một", 0, 50),
        ("Một một", 1, 50),
        ("Một hai", 1, 50),
        ("Chữ", 2, 50),
        ("Chữ", 2, 50),
        ("Sâu", 3, 50),
        ("Hai", 0, 50),
        ("Hai một", 1, 50),
        ("Từ bảy", 1, 52),
        ("Tám", 1, 52),
        ("Gạch", 0, 51),
        ("Cộng", 1, 51),
    ]:
        add_listed(document, text, level, list_id)
    assert texts(read(tmp_path, document)) == [
        "I. Một",
        "1. Một một",
        "2. Một hai",
        "a) Chữ",
        "b) Chữ",
        "1.2.1. Sâu",
        "II. Hai",
        "1. Hai một",
        "7. Từ bảy",
        "8. Tám",
        "- Gạch",
        "+ Cộng",
    ]


def test_a_style_may_carry_the_list(tmp_path: Path) -> None:
    document = new_document()
    style = document.styles.add_style("Gạch đầu dòng", 1)
    style.font.bold = True
    style.element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="51"/></w:numPr>')
    )
    document.add_paragraph("Việc thứ nhất", style="Gạch đầu dòng")
    plain = document.add_paragraph("Không đánh số", style="Gạch đầu dòng")
    plain._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    )
    source = read(tmp_path, document)
    assert texts(source) == ["- Việc thứ nhất", "Không đánh số"]
    assert [b.bold_lead for b in source.blocks if isinstance(b, SourceParagraph)] == [15, 13]


def test_roman_letters_and_bullets() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 90, 2031)] == ["I", "IV", "IX", "XIV", "XL", "XC", "MMXXXI"]
    assert [letters(n) for n in (1, 26, 27, 53)] == ["a", "z", "aa", "aaa"]
    assert [bullet("\uf0b7", 0), bullet("o", 1), bullet("–", 1), bullet("+", 0)] == ["-", "+", "-", "+"]


RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'


def test_tracked_changes_links_and_controls(tmp_path: Path) -> None:
    document = new_document()
    add_xml(
        document,
        f"<w:p>{RUN.format('Giữ ')}<w:ins w:id='1' w:author='a'>{RUN.format('thêm ')}</w:ins>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText>bỏ </w:delText></w:r></w:del>"
        f"<w:moveFrom w:id='3' w:author='a'>{RUN.format('chỗ cũ ')}</w:moveFrom>"
        f"<w:hyperlink>{RUN.format('liên kết ')}</w:hyperlink>"
        f"<w:sdt><w:sdtContent>{RUN.format('trong ô ')}</w:sdtContent></w:sdt>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        "<w:r><w:t>62</w:t><w:noBreakHyphen/><w:t>NĐ</w:t><w:tab/><w:t>hết.</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{RUN.format('Cả đoạn trong ô điều khiển.')}</w:p></w:sdtContent></w:sdt>"
        "<w:p><w:pPr><w:rPr><w:del w:id='4' w:author='a'/></w:rPr></w:pPr>"
        f"{RUN.format('Hai đoạn ')}</w:p><w:p>{RUN.format('nay là một.')}</w:p>",
    )
    assert texts(read(tmp_path, document)) == [
        "Giữ thêm liên kết trong ô 62-NĐ hết.",
        "Cả đoạn trong ô điều khiển.",
        "Hai đoạn nay là một.",
    ]


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{RUN.format('Trong khung.')}</w:p></w:txbxContent>"
    document = new_document()
    add_xml(
        document,
        f"<w:p>{RUN.format('Ngoài khung.')}<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing>'
        "</mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
        f"<w:p><w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r></w:p>",
    )
    assert texts(read(tmp_path, document)) == ["Ngoài khung.", "Trong khung.", "Trong khung."]


def test_soft_line_breaks(tmp_path: Path) -> None:
    document = new_document()
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for index, line in enumerate(["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH", "Số: 12/KH-UBND"]):
        head.add_run(line).bold = True
        if index < 2:
            head.add_run().add_break()
    listed = document.add_paragraph("- Việc thứ nhất;")
    listed.add_run().add_break(WD_BREAK.LINE)
    listed.add_run("- Việc thứ hai, bị ngắt giữa")
    listed.add_run().add_break(WD_BREAK.LINE)
    listed.add_run("câu này.")
    assert texts(read(tmp_path, document)) == [
        "ỦY BAN NHÂN DÂN",
        "XÃ AN BÌNH",
        "Số: 12/KH-UBND",
        "- Việc thứ nhất;",
        "- Việc thứ hai, bị ngắt giữa câu này.",
    ]


def test_merged_and_nested_cells(tmp_path: Path) -> None:
    document = new_document()
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    for row, cells in zip(
        table.rows, [["TT", "Việc", "Việc"], ["1", "A", "B"], ["1", "C", "D"]], strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Việc"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "1"
    inner = table.cell(2, 2).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "trong", "bảng"
    assert tables(read(tmp_path, document)) == [
        (("TT", "Việc", "Việc"), ("1", "A", "B"), ("1", "C", "D trong bảng"))
    ]


def test_cells_of_several_paragraphs(tmp_path: Path) -> None:
    document = new_document()
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    table.cell(0, 0).text, table.cell(0, 1).text = "Cơ quan\nChủ trì", "Thời hạn"
    table.cell(1, 0).text, table.cell(1, 1).text = "Văn phòng\nPhòng Kinh tế", "Quý I,\nQuý II"
    assert tables(read(tmp_path, document)) == [
        (("Cơ quan Chủ trì", "Thời hạn"), ("Văn phòng; Phòng Kinh tế", "Quý I, Quý II"))
    ]


def test_old_fonts_are_converted_run_by_run(tmp_path: Path) -> None:
    document = new_document()
    for text, font in [
        ("kÕ ho¹ch", ".VnTimeH"),
        ("c¶i c¸ch hµnh chÝnh", ".VnTime"),
        (vni("Ủy ban xã"), "VNI-Times"),
    ]:
        document.add_paragraph().add_run(text).font.name = font
    mixed = document.add_paragraph("Chữ mới đứng cạnh ")
    mixed.add_run("ch÷ cò").font.name = ".VnTime"
    source = read(tmp_path, document)
    assert texts(source) == ["KẾ HOẠCH", "cải cách hành chính", "Ủy ban xã", "Chữ mới đứng cạnh chữ cũ"]
    assert len(source.notes) == 2


def test_an_old_encoding_in_a_new_font_is_found(tmp_path: Path) -> None:
    document = new_document()
    for line in BODY:
        document.add_paragraph(vni(line))
    source = read(tmp_path, document)
    assert texts(source) == BODY
    assert "VNI" in source.notes[0]


def test_caps_are_printed_as_capitals(tmp_path: Path) -> None:
    document = new_document()
    document.add_paragraph().add_run("mục đích").font.all_caps = True
    italic = document.add_paragraph().add_run("Căn cứ Luật;")
    italic.italic = True
    source = read(tmp_path, document)
    assert texts(source) == ["MỤC ĐÍCH", "Căn cứ Luật;"]
    assert isinstance(source.blocks[1], SourceParagraph)
    assert source.blocks[1].italic


def test_head_and_foot_set_with_tabs(tmp_path: Path) -> None:
    document = new_document()
    for one, other in zip(HEAD_LEFT, HEAD_RIGHT, strict=True):
        document.add_paragraph().add_run(f"{one}\t\t{other}").bold = True
    for line in [*TITLE, *BODY, CLOSING]:
        document.add_paragraph(line)
    for one, other in zip(FOOT_LEFT, FOOT_RIGHT, strict=True):
        document.add_paragraph(f"{one}\t\t{other}")
    source = read(tmp_path, document)
    assert texts(source) == plan_lines()
    assert isinstance(source.blocks[0], SourceParagraph)
    assert source.blocks[0].bold_lead == len(HEAD_LEFT[0])


def test_headers_and_footers(tmp_path: Path) -> None:
    document = plan_document()
    document.sections[0].header.paragraphs[0].text = "2"
    document.sections[0].footer.paragraphs[0].text = "Tài liệu nội bộ"
    source = read(tmp_path, document)
    assert texts(source) == plan_lines()
    assert source.notes == ("Chân trang có dòng «Tài liệu nội bộ», không đưa vào nội dung.",)


def test_footnotes_stand_at_the_end(tmp_path: Path) -> None:
    document = new_document()
    add_xml(
        document,
        f"<w:p>{RUN.format('Theo quy chế')}<w:r><w:footnoteReference w:id='2'/></w:r>"
        f"{RUN.format(' của xã.')}</w:p>",
    )
    path = tmp_path / "ke_hoach.docx"
    document.save(str(path))
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='0'><w:p/></w:footnote>"
        f"<w:footnote w:id='2'><w:p>{RUN.format('Quy chế năm 2030.')}</w:p></w:footnote></w:footnotes>"
    )
    import zipfile

    with zipfile.ZipFile(path) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
        types = archive.read("[Content_Types].xml").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    rewrite_part(path, "word/footnotes.xml", notes.encode())
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    rewrite_part(
        path, "word/_rels/document.xml.rels", relations.replace("</Relationships>", relation).encode()
    )
    override = (
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.footnotes+xml"/></Types>'
    )
    rewrite_part(path, "[Content_Types].xml", types.replace("</Types>", override).encode())
    assert texts(read_source(path)) == ["Theo quy chế của xã.", "Chú thích 1: Quy chế năm 2030."]


def test_a_file_whose_every_line_is_a_paragraph(tmp_path: Path) -> None:
    from ..test_read_text import wrap

    document = new_document()
    for line in plan_lines():
        for piece in wrap(line, 76).split("\n"):
            document.add_paragraph(piece).paragraph_format.space_after = Pt(0)
        document.add_paragraph()
    assert texts(read(tmp_path, document)) == plan_lines()
