"""Word's own strict form of its files (ISO/IEC 29500, namespaces of purl.oclc.org)."""

from datetime import date
from pathlib import Path

from .made_plans import draft_in, targets, tasks
from .word_files import INPUTS, paragraph, picture, plan, raised, read_body, run, table, texts, write_word

LISTS = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="-"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
LISTED = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>'
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Hoa"><w:rPr><w:caps w:val="true"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Cao"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)


def test_the_strict_file_of_the_case() -> None:
    draft = draft_in(INPUTS / "strict-open-xml" / "strict.docx")
    assert (draft.plan.number, draft.plan.issued_on) == ("27", date(2026, 1, 12))
    assert len(tasks(draft)) == 9
    assert tasks(draft)[-1].assignment is not None


def test_every_part_and_property_is_found(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="2">{paragraph("Theo khảo sát.")}</w:footnote>'
    note_mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    listed = LISTED.format(run("Đạt 90") + run("1", '<w:rStyle w:val="Cao"/>') + run("%.") + note_mark)
    path = write_word(
        tmp_path / "a.docx",
        plan(
            listed, paragraph("phụ lục", style="Hoa") + paragraph("Danh mục nhiệm vụ") + paragraph(picture())
        ),
        parts={
            "styles": ("styles", STYLES),
            "numbering": ("numbering", LISTS),
            "footnotes": ("footnotes", note),
        },
        strict=True,
    )
    draft = draft_in(path)
    found = targets(draft)[0]
    assert (found.text, found.marker) == ("Đạt 90%.", "-")
    assert "«1»" in found.doubt
    assert "PHỤ LỤC" in draft.source
    assert draft.source[-1] == "Chú thích 1: Theo khảo sát."
    assert any("có 1 ảnh" in warning for warning in draft.warnings)


def test_chunks_changes_and_tables(tmp_path: Path) -> None:
    body = (
        paragraph(run("Giữ "), f"<w:del>{run('bỏ')}</w:del><w:ins>{run('thêm')}</w:ins>", raised("1"))
        + '<w:altChunk r:id="c1"/>'
        + table((("A", "B"), ("1", "2"), ("3", "4"), ("5", "6")))
    )
    source = read_body(tmp_path, body, chunks={"c1": ("a.html", b"<p>Trong.</p>")}, strict=True)
    assert texts(source) == ["Giữ thêm", "Trong."]
    assert source.lines[-1] == "5 | 6"
