"""What a file from outside may hold is bounded, whatever its format: read within a bound, or refused."""

import io
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from docx.document import Document as DocumentType
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.styles import NamedStyle

from cchc_desktop import catalogue
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.plan import Draft, Item
from cchc_desktop.intake import bounds, markdown, outside
from cchc_desktop.intake.bounds import Meter, bounded
from cchc_desktop.intake.docx import numbering, package
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.read_figures import read_annex
from cchc_desktop.intake.read_text import blocks_of
from cchc_desktop.intake.sheets.number_formats import shown
from cchc_desktop.intake.source import Source, SourceParagraph, SourceTable
from cchc_desktop.storage.plan_rows import MAX_DEPTH, refuse_unstorable

from .annexes import VALUE, annex, changed, row_of, saved
from .builders import add_xml, new_document, plan_document, rewrite_part

HEAD = ("KẾ HOẠCH", "Cải cách hành chính năm 2026", "I. NHIỆM VỤ", "1. Cải cách thể chế")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is done takes no longer, of this process's time."""
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds


def refusal(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        read_source(path)
    assert "Hãy" in str(caught.value)
    return str(caught.value)


def word(path: Path, xml: str = "", document: DocumentType | None = None) -> Path:
    """A Word file with this block in it."""
    document = document or new_document()
    for line in HEAD:
        document.add_paragraph(line)
    if xml:
        add_xml(document, xml)
    document.save(str(path))
    return path


def parsed(source: Source) -> Draft:
    return parse_plan(source, catalogue.areas(), date(2026, 1, 1))


def depth(items: tuple[Item, ...]) -> int:
    return 1 + max((depth(item.children) for item in items), default=-1) if items else 0


# -- Word ----------------------------------------------------------------------------------------------


def table(*rows: str) -> str:
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>{"".join(rows)}</w:tbl>'


def row(properties: str, *cells: str) -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


@pytest.mark.parametrize("skipped", ["99999999", "-99999999", "9" * 400])
def test_columns_that_a_row_leaves_out_take_no_room(tmp_path: Path, skipped: str) -> None:
    """A table of 55 KB asked for 4.6 GB by one attribute."""
    xml = table(
        row(f'<w:gridBefore w:val="{skipped}"/>', cell("một"), cell("hai")), row("", cell("ba"), cell("bốn"))
    )
    (found,) = (b for b in read_source(word(tmp_path / "a.docx", xml)).blocks if isinstance(b, SourceTable))
    assert max(map(len, found.rows)) <= bounds.MAX_COLUMNS
    assert {"một", "hai", "ba", "bốn"} <= {text for line in found.rows for text in line}


def test_a_block_that_is_set_far_right_is_not_lost(tmp_path: Path) -> None:
    title = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    xml = "<w:tbl>" + row('<w:gridBefore w:val="7"/>', cell(title)) + "</w:tbl>"
    assert title in read_source(word(tmp_path / "a.docx", xml)).lines


def test_a_table_has_so_many_columns_and_no_more(tmp_path: Path) -> None:
    wide = table(row("", *(cell("a", '<w:gridSpan w:val="40"/>') for _ in range(5))))
    assert "63 cột" in refusal(word(tmp_path / "a.docx", wide))


def test_cells_that_go_on_and_on_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each cell that a merged one goes on with repeats all above it: text that grows with the square."""
    monkeypatch.setattr(bounds, "MAX_LETTERS", 20_000)
    merged = "<w:vMerge/>"
    rows = [row("", cell("Nội dung công việc", merged), cell(str(number))) for number in range(150)]
    assert "quá dài" in refusal(word(tmp_path / "a.docx", table(*rows)))


def test_a_table_of_5000_rows_and_20_columns_is_refused_at_once(tmp_path: Path) -> None:
    rows = row("", *(cell("a") for _ in range(20)))
    path = word(tmp_path / "a.docx")
    with zipfile.ZipFile(path) as archive:
        body = archive.read("word/document.xml")
    big = table(*[rows] * 5000).encode()
    rewrite_part(path, "word/document.xml", body.replace(b"<w:sectPr", big + b"<w:sectPr", 1))
    with within(4):
        assert "Hãy tách" in refusal(path)


def test_a_part_is_bounded_by_what_it_is_not_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "_MAX_OTHER", 2_000_000)
    path = word(tmp_path / "a.docx")
    with zipfile.ZipFile(path) as archive:
        relations = archive.read("word/_rels/document.xml.rels")
        styles = archive.read("word/styles.xml")
    rewrite_part(path, "word/_rels/document.xml.rels", relations.replace(b'"styles.xml"', b'"kieu.bin"'))
    rewrite_part(path, "word/kieu.bin", styles)
    assert read_source(path).blocks
    rewrite_part(path, "word/kieu.bin", styles + b" " * 2_000_000)
    assert "lớn bất thường" in refusal(path)


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_parts_are_packed_as_office_files_are(tmp_path: Path, compression: int) -> None:
    path = word(tmp_path / "a.docx")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert "hỏng" in refusal(path)


def test_a_table_of_contents_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "_MAX_DIRECTORY", 500)
    assert "lớn bất thường" in refusal(word(tmp_path / "a.docx"))


def test_a_document_type_is_found_behind_anything(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx")
    with zipfile.ZipFile(path) as archive:
        styles = archive.read("word/styles.xml")
    head, _, rest = styles.partition(b"?>")
    far = head + b"?>" + b" " * 70_000 + b'<!DOCTYPE s [<!ENTITY a "b">]>' + rest
    rewrite_part(path, "word/styles.xml", far)
    assert "XML" in refusal(path)


def test_a_comment_within_a_word_cuts_nothing(tmp_path: Path) -> None:
    xml = "<w:p><w:r><w:t>Rà soát <!-- ẩn -->thủ tục</w:t></w:r></w:p>"
    source = read_source(word(tmp_path / "a.docx", xml))
    assert any(getattr(block, "text", "") == "Rà soát thủ tục" for block in source.blocks)


def test_chains_of_styles_are_followed_once(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx")
    count = 3000
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="k{n}"><w:basedOn w:val="k{n + 1}"/></w:style>'
        for n in range(count)
    )
    with zipfile.ZipFile(path) as archive:
        styles, body = archive.read("word/styles.xml"), archive.read("word/document.xml")
    used = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="k{n}"/></w:pPr><w:r><w:t>đoạn {n}</w:t></w:r></w:p>'
        for n in range(count)
    )
    rewrite_part(path, "word/styles.xml", styles.replace(b"</w:styles>", chain.encode() + b"</w:styles>"))
    rewrite_part(path, "word/document.xml", body.replace(b"<w:sectPr", used.encode() + b"<w:sectPr", 1))
    with within(8):
        read_source(path)


def test_a_paragraph_of_many_runs_is_read_in_linear_time(tmp_path: Path) -> None:
    runs = (
        "<w:r><w:rPr><w:b/></w:rPr><w:t>chữ </w:t></w:r><w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>a </w:t></w:r>"
        * 6000
    )
    with within(6):
        read_source(word(tmp_path / "a.docx", f"<w:p>{runs}</w:p>"))


def test_many_notes_are_found_at_once(tmp_path: Path) -> None:
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:t>chú {n}</w:t></w:r></w:p></w:footnote>' for n in range(3000)
    )
    path = word(
        tmp_path / "a.docx",
        "".join(
            f'<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id="{n}"/></w:r></w:p>'
            for n in range(2999, -1, -1)
        ),
    )
    with zipfile.ZipFile(path) as archive:
        relations = archive.read("word/_rels/document.xml.rels")
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    added = b'<Relationship Id="rId99" Type="' + kind + b'" Target="/word/chu%20thich.xml"/></Relationships>'
    rewrite_part(path, "word/_rels/document.xml.rels", relations.replace(b"</Relationships>", added))
    rewrite_part(path, "word/chu thich.xml", f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode())
    with within(12):
        source = read_source(path)
    assert source.lines[-1] == "Chú thích 3000: chú 0"


@pytest.mark.parametrize("start", ["99999999999999999999", "-7", "9" * 5000])
def test_a_list_begins_with_a_number_that_word_can_print(tmp_path: Path, start: str) -> None:
    document = plan_document()
    element = document.part.numbering_part.element
    for level in element.iter(f"{{{element.nsmap['w']}}}start"):
        level.set(f"{{{element.nsmap['w']}}}val", start)
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert max(map(len, read_source(path).lines)) < 400
    assert numbering._MAX_START == 32_767


@pytest.mark.parametrize("name", ["MAX_PIECES", "MAX_LINES", "MAX_CELLS", "MAX_LETTERS"])
def test_a_word_file_is_counted_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = word(tmp_path / "a.docx", table(*[row("", cell("một"), cell("hai"), cell("ba"))] * 8))
    assert read_source(path).blocks
    monkeypatch.setattr(bounds, name, 5)
    assert "Hãy tách" in refusal(path)


# -- texts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Cải cách thể chế " * 300_000,
        "chữ\n" * 70_000,
        "\n" * 200_000 + "a",
        "a" * 300_000,
        "Rà soát " + "x" * 60_000,
    ],
)
def test_what_is_no_plan_for_its_length_is_refused_at_once(tmp_path: Path, text: str) -> None:
    """A text of 5 million letters took half a minute, a word of 300,000 ten seconds."""
    path = tmp_path / "a.txt"
    path.write_text("\n".join(HEAD) + "\n" + text, encoding="utf-8")
    with within(3):
        assert "dài" in refusal(path)


def test_a_text_is_refused_before_its_letters_are_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xe9" * (6 * bounds.MAX_LETTERS + 1))
    with within(1):
        assert "quá dài" in refusal(path)


@pytest.mark.parametrize(
    "text",
    [
        "# a" + " " * 12_000 + "x",
        "<!--" * 4_900,
        "**a" * 6_000,
        "*a " * 6_000,
        "_a " * 6_000,
        "[" * 19_000,
        "<http://" * 2_400,
        "<b " * 6_000,
        "|" + " " * 60_000 + "x\n|--" + " " * 60_000 + "x",
        "|--|\n" * 9_000,
        "1\n" * 9_000,
    ],
)
def test_no_text_takes_the_square_of_its_length(text: str) -> None:
    with within(4):
        blocks_of(text, is_markdown=True)


@pytest.mark.parametrize(
    "entity", ["&#" + "9" * 5000 + ";", "&#x" + "f" * 5000 + ";", "&" + "a" * 5000 + ";"]
)
def test_a_number_of_a_letter_that_is_none_stays_as_it_is(entity: str) -> None:
    """Python itself refuses to read so long a number."""
    (line,) = markdown.lines_of(f"a {entity} b")
    assert line.text == f"a {entity} b"


def test_what_stands_for_a_letter_is_that_letter() -> None:
    (line,) = markdown.lines_of("Ph&#242;ng &amp; ban&nbsp;&#x1EA1;")
    assert line.text == "Phòng & ban ạ"


def test_a_table_of_markdown_is_as_wide_as_a_table_may_be() -> None:
    head, rule = "|" + "a|" * 5000, "|" + "-|" * 5000
    blocks = blocks_of("\n".join(("# x", head, rule, *[head] * 50)), is_markdown=True)
    assert not any(isinstance(block, SourceTable) for block in blocks)


# -- sources and plans ---------------------------------------------------------------------------------


def test_a_source_is_counted_whatever_it_was_read_from() -> None:
    assert bounded(Source("a", (SourceParagraph("x"), SourceTable((("a", "b"),)))))
    for blocks in (
        (SourceParagraph("x" * (bounds.MAX_PARAGRAPH + 1)),),
        (SourceParagraph("x" * 50_000),) * 31,
        (SourceParagraph("x"),) * (bounds.MAX_LINES + 1),
        (SourceTable((("x",) * 64,)),),
        (SourceTable((("x",) * 60,) * 2_001),),
    ):
        with pytest.raises(Refusal):
            bounded(Source("a", blocks))


@pytest.mark.parametrize("text", ["9" * 200, "1." * 100, "đạt " + "12," * 150])
def test_a_number_of_hundreds_of_digits_is_refused(text: str) -> None:
    for block in (SourceParagraph(text), SourceTable((("a", text),))):
        with pytest.raises(Refusal, match="chữ số"):
            bounded(Source("a", (block,)))
    assert bounded(Source("a", (SourceParagraph("." * 500 + "9" * 50),)))


def test_a_cell_over_several_columns_counts_once() -> None:
    text = "x" * 40_000
    assert bounded(Source("a", (SourceTable((((text,) * 60),)),)))


def test_a_page_is_no_paragraph() -> None:
    with pytest.raises(Refusal, match="trang"):
        Meter().page(bounds.MAX_PARAGRAPH + 1)


@pytest.mark.parametrize("mark", ["a)", "(1)", "1.", "1)", "I.", "-", "+", "A.", "1.1.", "Điều 1."])
def test_the_same_number_again_and_again_nests_no_deeper_than_a_plan(mark: str) -> None:
    """Each «a)» opened a list below the one before: minutes, and then no plan but a crash."""
    lines = [SourceParagraph(f"{mark} Cải cách thể chế năm 2026 đạt 95%") for _ in range(1500)]
    with within(15):
        draft = parsed(Source("a", (*map(SourceParagraph, HEAD), *lines)))
    assert depth(draft.plan.items) < 30
    refuse_unstorable(draft.plan)


def test_a_foot_without_end_is_read_in_linear_time() -> None:
    lines = [SourceParagraph(text) for text in ("Nơi nhận:", "Cải cách thể chế năm 2026") * 2500]
    with within(8):
        parsed(Source("a", (*map(SourceParagraph, HEAD), *lines)))


def test_what_a_plan_may_hold_can_be_stored() -> None:
    plan = parsed(Source("a", (*map(SourceParagraph, HEAD), SourceParagraph("- Rà soát.")))).plan
    refuse_unstorable(plan)
    deep = Item(plan.items[0].kind, "x")
    for _ in range(MAX_DEPTH + 1):
        deep = Item(deep.kind, "x", children=(deep,))
    task = next(item for item in plan.walk() if item.assignment is not None)
    from dataclasses import replace

    assert task.assignment is not None
    for items in (
        (deep,),
        (task, task),
        (replace(task, text="a\0b"),),
        (replace(task, text="a\ud800b"),),
        (replace(task, assignment=replace(task.assignment, funding=10**30)),),
    ):
        with pytest.raises(Refusal, match="Hãy"):
            refuse_unstorable(replace(plan, items=items))


def test_a_value_in_a_table_stays_a_number() -> None:
    rows = (("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2026"), ("1", "Số hồ sơ", "hồ sơ", "9" * 400))
    plan = parsed(Source("a", (*map(SourceParagraph, HEAD), SourceTable(rows)))).plan
    refuse_unstorable(plan)
    values = [item.measure.value for item in plan.walk() if item.measure is not None]
    assert all(value is None or value <= 1e15 for value in values)


# -- workbooks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("digits", [30, 400, 4000])
def test_a_number_of_many_digits_is_a_mistake_and_no_crash(tmp_path: Path, digits: int) -> None:
    from cchc_desktop.intake.figure_cells import figure_in

    def write(sheet: object) -> None:
        sheet.cell(row_of(sheet, "1.05"), VALUE).value = 7  # type: ignore[attr-defined]

    path = changed(saved(annex(), tmp_path / "a.xlsx"), write)
    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.endswith("sheet1.xml"))
        sheet = archive.read(name)
    assert b"<v>7</v>" in sheet
    rewrite_part(path, name, sheet.replace(b"<v>7</v>", b"<v>" + b"9" * digits + b"</v>"))
    found = next(row for row in read_annex(path).rows if row.code == "1.05")
    indicator = catalogue.indicators().get("1.05")
    with pytest.raises(Refusal, match="15 chữ số"):
        figure_in(found.value, indicator)


def test_a_workbook_is_bounded_part_by_part_whatever_they_are_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(annex(), tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/chuoi.bin", b" " * (11 * 1024 * 1024))
    with pytest.raises(Refusal, match="lớn bất thường"):
        read_annex(path)


def test_a_document_type_in_a_part_of_any_name_is_found(tmp_path: Path) -> None:
    path = saved(annex(), tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/chuoi.bin", b'<?xml version="1.0"?><!DOCTYPE a><a/>')
    with pytest.raises(Refusal, match="XML"):
        read_annex(path)


def test_a_cell_is_as_long_as_excel_lets_it_be(tmp_path: Path) -> None:
    def write(sheet: object) -> None:
        sheet.cell(row_of(sheet, "1.05"), 7).value = "a" * 32_000  # type: ignore[attr-defined]
        sheet.cell(row_of(sheet, "1.05") + 1, 7).value = "a"  # type: ignore[attr-defined]

    path = changed(saved(annex(), tmp_path / "a.xlsx"), write)
    assert read_annex(path).rows
    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if b"a" * 32_000 in archive.read(name))
        part = archive.read(name)
    rewrite_part(path, name, part.replace(b"a" * 32_000, b"a" * 33_000))
    with pytest.raises(Refusal, match="nhiều hơn Excel cho phép"):
        read_annex(path)


def test_a_long_number_format_is_read_once(tmp_path: Path) -> None:
    assert not shown('"' * 255 + "%", Decimal(1)).is_percent
    book: Workbook = annex()
    book.add_named_style(NamedStyle("dai", number_format='0"' + "x" * 200 + '"'))
    stream = io.BytesIO()
    book.save(stream)
    path = tmp_path / "a.xlsx"
    path.write_bytes(stream.getvalue())
    assert read_annex(path).rows
