"""Text of Word files that is not simply in the body: headers, more bodies, columns, frames, other files."""

from datetime import date
from pathlib import Path

import pytest

from .made_plans import FOOT, HEAD, draft_in
from .word_files import (
    INPUTS,
    NAMESPACES,
    paragraph,
    paragraphs,
    plan,
    read_body,
    run,
    table,
    texts,
    write_word,
)

BODY = [*HEAD[6:], "II. NHIỆM VỤ", "1. Cải cách thể chế", "- Rà soát văn bản của xã.", *FOOT]
LETTERHEAD = table((("<w:p/>" + paragraphs(HEAD[:2]), paragraphs(HEAD[2:4])), (HEAD[4], HEAD[5])))


def header(inside: str) -> dict[str, tuple[str, str]]:
    return {"header": ("hdr", inside)}


def test_a_letterhead_in_the_header_is_text(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", paragraphs(BODY), parts=header(LETTERHEAD))
    found = draft_in(path).plan
    assert (found.number, found.issued_on, found.place) == ("27", date(2026, 1, 12), "Suối Lim")
    assert found.issuer == "UBND xã Suối Lim"


def test_a_letterhead_in_the_headers_of_two_sections_is_read_once(tmp_path: Path) -> None:
    parts = header(LETTERHEAD) | {"header2": ("hdr", LETTERHEAD)}
    source = read_body(tmp_path, paragraphs(BODY), parts=parts)
    assert texts(source).count("Số: 27/KH-UBND") == 1


@pytest.mark.parametrize(
    ("inside", "note"),
    [
        (paragraph("DỰ THẢO"), "Đầu trang ghi «DỰ THẢO»: đây có thể là bản dự thảo, chưa phải bản ban hành."),
        (
            '<w:p><w:r><w:pict><v:shape><v:textpath string="DỰ THẢO LẦN 2"/></v:shape></w:pict></w:r></w:p>',
            "Đầu trang ghi «DỰ THẢO LẦN 2»: đây có thể là bản dự thảo, chưa phải bản ban hành.",
        ),
        (paragraph("UBND XÃ SUỐI LIM"), "Đầu trang có dòng «UBND XÃ SUỐI LIM», không đưa vào nội dung."),
    ],
)
def test_other_lines_of_headers_are_told(tmp_path: Path, inside: str, note: str) -> None:
    path = write_word(tmp_path / "a.docx", plan(""), parts=header(inside))
    draft = draft_in(path)
    assert note in draft.warnings
    assert draft.plan.issuer == "UBND xã Suối Lim"
    assert "DỰ THẢO" not in draft.source


def test_page_numbers_and_signs_in_headers_are_told_nothing(tmp_path: Path) -> None:
    number = f'<w:p>{run("Trang ")}<w:fldSimple w:instr="PAGE">{run("2")}</w:fldSimple></w:p>'
    assert read_body(tmp_path, plan(""), parts=header(number)).notes == ()


def test_several_bodies_and_sections_in_columns(tmp_path: Path) -> None:
    section = '<w:p><w:pPr><w:sectPr><w:cols w:num="2"/></w:sectPr></w:pPr></w:p>'
    path = write_word(tmp_path / "a.docx", paragraph("Một.") + section + paragraph("Hai."))
    from tests.intake.builders import rewrite_part

    one = f"<w:body>{paragraph('Một.')}{section}{paragraph('Hai.')}</w:body>"
    data = f"<w:document {NAMESPACES}>{one}<w:body>{paragraph('Ba.')}</w:body></w:document>"
    rewrite_part(path, "word/document.xml", data.encode())
    from cchc_desktop.intake.read import read_source

    assert texts(read_source(path)) == ["Một.", "Hai.", "Ba."]


def test_frames_large_first_letters_and_breaks(tmp_path: Path) -> None:
    frame = '<w:p><w:pPr><w:framePr w:w="4000" w:hSpace="180"/></w:pPr>{}</w:p>'
    drop = '<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="2"/></w:pPr>{}</w:p>'
    source = read_body(
        tmp_path,
        frame.format(run("Số: 27/KH-UBND"))
        + drop.format(run("C"))
        + paragraph(run("ăn cứ Luật số 5;"))
        + paragraph(run("I. MỤC ĐÍCH"), "<w:r><w:br/></w:r>", run("- Một việc.")),
    )
    assert texts(source) == ["Số: 27/KH-UBND", "Căn cứ Luật số 5;", "I. MỤC ĐÍCH", "- Một việc."]


def test_sub_documents_are_named(tmp_path: Path) -> None:
    source = read_body(tmp_path, plan('<w:subDoc r:id="rId5"/><w:subDoc r:id="rId6"/>'))
    assert len(source.notes) == 1
    assert source.notes[0].startswith("Sau mục «II. MỤC TIÊU» có 2 tệp con, không nằm trong tệp này; hãy gộp")


def test_what_libreoffice_wrote() -> None:
    draft = draft_in(INPUTS / "docx-headers" / "libreoffice.docx")
    assert (draft.plan.number, draft.plan.issued_on) == ("27", date(2026, 1, 12))
    assert draft.plan.issuer == "UBND xã Suối Lim"
