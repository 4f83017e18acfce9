"""Prompts of fields that nobody filled in: no text. What was filled in is text."""

from pathlib import Path

from cchc_desktop.intake.read import read_source
from tests.intake.builders import add_xml, new_document

from .made_plans import draft_in, targets
from .word_files import INPUTS, doubts, paragraph, paragraphs, plan, read_body, run, table, texts, write_word

PROMPT = "Bấm hoặc gõ nhẹ để nhập ngày."
CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
EMPTY = CONTROL.format("<w:showingPlcHdr/><w:date/>", run(PROMPT))
LIST = CONTROL.format(
    '<w:dropDownList><w:listItem w:displayText="Chọn một mục." w:value=""/>'
    '<w:listItem w:displayText="Quý II" w:value="2"/></w:dropDownList>',
    "{}",
)


def test_the_prompt_of_the_case_is_left_out_and_told() -> None:
    found = targets(draft_in(INPUTS / "placeholder-of-content-control" / "prompt.docx"))
    assert found[0].text == "Hoàn thành 100% việc giao trước"
    assert found[0].doubt == f"Trong đoạn có ô chưa điền («{PROMPT}»), bỏ lời nhắc trong ô"
    assert (found[1].text, found[1].measure is not None) == ("Ít nhất 4 cuộc đối thoại.", True)


def test_what_libreoffice_wrote() -> None:
    found = targets(draft_in(INPUTS / "placeholder-of-content-control" / "libreoffice.docx"))
    assert [item.text for item in found[:2]] == ["Hoàn thành 100% việc giao trước", "Xong trong Quý II."]
    assert "ô chưa điền" in found[0].doubt


def test_lists_and_filled_controls(tmp_path: Path) -> None:
    filled = CONTROL.format("<w:showingPlcHdr w:val='0'/>", "{}")
    source = read_body(
        tmp_path,
        paragraph(run("Xong trong "), LIST.format(run("Quý II")), run("."))
        + paragraph(run("Xong trong "), LIST.format(run("Chọn một mục.")), run("."))
        + paragraph(run("Số "), filled.format(run("12"))),
    )
    assert texts(source) == ["Xong trong Quý II.", "Xong trong .", "Số 12"]
    assert len(doubts(source)) == 1


def test_a_prompt_is_known_by_its_style_too(tmp_path: Path) -> None:
    prompt = run("Click or tap here to enter text.", '<w:rStyle w:val="PlaceholderText"/>')
    source = read_body(tmp_path, paragraph(run("Xong "), CONTROL.format("<w:text/>", prompt)))
    assert texts(source) == ["Xong"]
    assert len(doubts(source)) == 1


def test_paragraphs_and_cells_that_are_prompts(tmp_path: Path) -> None:
    block = EMPTY.replace(run(PROMPT), paragraph(PROMPT))
    cell = f"<w:tc>{paragraph('Bấm để nhập')}</w:tc>"
    held = CONTROL.format("<w:showingPlcHdr/>", "{}")
    rows = table((("Việc", "Thời hạn", "Chủ trì"), ("Rà soát", "Quý I", "x"), ("Niêm yết", "Quý II", "y")))
    rows = rows.replace(f"<w:tc>{paragraph('Quý II')}</w:tc>", held.format(cell))
    source = read_body(tmp_path, paragraphs(["Một."]) + block + paragraphs(["Hai."]) + rows)
    assert texts(source) == ["Một.", "Hai."]
    assert source.lines[-1] == "Niêm yết | y"
    assert source.notes == ("Có 2 ô nhập liệu chưa điền, bỏ lời nhắc trong ô.",)


def test_old_forms_and_buttons(tmp_path: Path) -> None:
    def field(code: str, data: str = "", shown: str = "") -> str:
        mark = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'.format
        told = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        result = mark("separate", "") + run(shown) if shown else ""
        return mark("begin", f"<w:ffData>{data}</w:ffData>") + told + result + mark("end", "")

    choices = (
        '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Quý I"/><w:listEntry w:val="Quý II"/></w:ddList>'
    )
    document = new_document()
    add_xml(
        document,
        paragraph(run("Tên: "), field("FORMTEXT", "<w:textInput/>", "Suối Lim"), run("."))
        + paragraph(run("Xong trong "), field("FORMDROPDOWN", choices))
        + paragraph(field("FORMCHECKBOX", '<w:checkBox><w:default w:val="1"/></w:checkBox>'), run(" Có"))
        + paragraph(field("FORMCHECKBOX", '<w:checkBox><w:checked w:val="0"/></w:checkBox>'), run(" Không"))
        + paragraph(run("Số "), field("MACROBUTTON NoMacro [Bấm vào đây]"), run("hết.")),
    )
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert texts(read_source(path)) == ["Tên: Suối Lim.", "Xong trong Quý II", "☒ Có", "☐ Không", "Số hết."]


def test_a_plan_with_an_empty_control_is_read_whole(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", plan(paragraph(run("- Đạt 90% trước "), EMPTY)))
    found = targets(draft_in(path))[0]
    assert found.measure is not None
    assert (found.measure.value, found.text) == (90, "Đạt 90% trước")
