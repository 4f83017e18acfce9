"""Tables of contents and the codes of fields: no text of the plan."""

from pathlib import Path

import pytest

from .made_plans import FOOT, HEAD, draft_in
from .word_files import INPUTS, paragraph, paragraphs, read_body, run, texts, write_word

NOTE = "Bỏ phần mục lục, không đưa vào nội dung."
ENTRIES = ("I. MỤC ĐÍCH, YÊU CẦU", "II. NHIỆM VỤ", "III. TỔ CHỨC THỰC HIỆN")
BODY = ["I. MỤC ĐÍCH, YÊU CẦU", "- Rõ việc.", "II. NHIỆM VỤ NĂM 2026", "- Rà soát văn bản."]


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(code: str, shown: str) -> str:
    """A field whose code and result are runs."""
    told = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return mark("begin") + told + mark("separate") + shown + mark("end")


def entry(text: str, page: int, style: str = "") -> str:
    """A line of a table of contents as Word writes it."""
    number = field("PAGEREF _Toc1 \\h", run(str(page)))
    link = f'<w:hyperlink w:anchor="_Toc1">{run(text)}<w:r><w:tab/></w:r>{number}</w:hyperlink>'
    return paragraph(link, style=style)


LISTED = "".join(entry(text, page) for page, text in enumerate(ENTRIES, 2))
TOLD = f"{mark('begin')}<w:r><w:instrText> TOC \\o &quot;1-3&quot; </w:instrText></w:r>{mark('separate')}"
OPEN = LISTED.replace("<w:p>", f"<w:p>{TOLD}", 1)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in (("Mclc1", "toc 1"), ("uMucluc", "TOC Heading"))
)
GALLERY = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
TITLE = paragraph("MỤC LỤC")
LAST = paragraph(mark("end"))


@pytest.mark.parametrize(
    "contents",
    [
        f"<w:sdt>{GALLERY}<w:sdtContent>{TITLE}{OPEN}{LAST}</w:sdtContent></w:sdt>",
        TITLE + OPEN + LAST,
        TITLE + "".join(entry(text, 2, "Mclc1") for text in ENTRIES),
        TITLE + paragraphs([f"{text} {'.' * 40} {page}" for page, text in enumerate(ENTRIES, 2)]),
        TITLE + "".join(paragraph(run(text), "<w:r><w:tab/></w:r>", run("12")) for text in ENTRIES),
        # Without a heading, or without dots: its lines stand again as headings.
        paragraphs([f"{text} {'.' * 40} {page}" for page, text in enumerate((BODY[0], BODY[2]), 2)]),
        TITLE + paragraphs(["", f"{BODY[0]} 2", f"{BODY[2]} 13"]),
    ],
)
def test_a_table_of_contents_is_set_aside(tmp_path: Path, contents: str) -> None:
    source = read_body(tmp_path, contents + paragraphs(BODY), parts={"styles": ("styles", STYLES)})
    assert texts(source) == BODY
    assert source.notes == (NOTE,)


def test_the_end_of_the_contents_may_stand_in_the_first_heading(tmp_path: Path) -> None:
    first = paragraph(mark("end"), run("II. NHIỆM VỤ NĂM 2026"))
    source = read_body(tmp_path, TITLE + OPEN + first + paragraphs(BODY[3:]))
    assert texts(source) == ["II. NHIỆM VỤ NĂM 2026", "- Rà soát văn bản."]


def test_contents_that_never_end_take_no_text(tmp_path: Path) -> None:
    source = read_body(tmp_path, TITLE + OPEN + paragraphs([*BODY, "- Xong trước 30/6/2026"]))
    assert texts(source) == [*BODY, "- Xong trước 30/6/2026"]


def test_what_libreoffice_wrote() -> None:
    draft = draft_in(INPUTS / "docx-contents" / "libreoffice.docx")
    assert NOTE in draft.warnings
    assert sum("MỤC ĐÍCH" in line for line in draft.source) == 1
    assert draft.plan.subject == "Cải cách hành chính năm 2026 của xã Suối Lim"


def test_a_list_of_sums_is_no_table_of_contents(tmp_path: Path) -> None:
    lines = ["Kinh phí tập huấn ........ 30", "Kinh phí in ấn ........ 12", "Kinh phí khác ........ 5"]
    assert texts(read_body(tmp_path, paragraphs(lines))) == lines


def test_numbered_lines_that_end_in_figures_stay(tmp_path: Path) -> None:
    lines = ["Tổ", "1. Tổ 1", "2. Tổ 2", "Việc ........ 5", "Việc"]
    assert texts(read_body(tmp_path, paragraphs(lines))) == lines


def test_fields_show_their_results_alone(tmp_path: Path) -> None:
    inner = field("REF so", run("12"))
    told = f"{mark('begin')}<w:r><w:instrText> IF </w:instrText></w:r>{inner}{mark('separate')}"
    told += run("đạt") + mark("end")
    source = read_body(
        tmp_path,
        paragraph(
            run("Số "), field("DOCPROPERTY so", run("27")), run(" năm "), field("DATE \\@ yyyy", run("2026"))
        )
        + paragraph(run("Kết quả "), told, run("."))
        + paragraph(run("Trang "), f'<w:fldSimple w:instr=" NUMPAGES ">{run("5")}</w:fldSimple>')
        + paragraph(run("Mở "), mark("begin"), "<w:r><w:instrText> XE mục </w:instrText></w:r>", run("mất"))
        + paragraph("Đoạn sau."),
    )
    assert texts(source) == ["Số 27 năm 2026", "Kết quả đạt.", "Trang 5", "Mở", "Đoạn sau."]


def test_a_plan_with_contents_between_title_and_text(tmp_path: Path) -> None:
    body = paragraphs(HEAD[:8]) + TITLE + OPEN + LAST + paragraphs(HEAD[8:])
    rest = paragraphs(["II. NHIỆM VỤ", "1. Cải cách thể chế", "- Rà soát văn bản của xã.", *FOOT])
    draft = draft_in(write_word(tmp_path / "a.docx", body + rest))
    assert draft.plan.subject == "Cải cách hành chính năm 2026 của xã Suối Lim"
    assert [item.text for item in draft.plan.items if item.marker] == ["MỤC ĐÍCH, YÊU CẦU", "NHIỆM VỤ"]
