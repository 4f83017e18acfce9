"""Automatic numbers of every format, and capitals that are a format: what is printed is read."""

from pathlib import Path

import pytest

from .made_plans import FOOT, HEAD, draft_in, targets
from .word_files import INPUTS, paragraph, paragraphs, plan, read_body, run, table, texts, write_word


def level(index: int, kind: str, text: str, *more: str) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f"{''.join(more)}</w:lvl>"
    )


def numbering(*levels: str) -> dict[str, tuple[str, str]]:
    lists = f'<w:abstractNum w:abstractNumId="1">{"".join(levels)}</w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists += f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{again}</w:num>'
    return {"numbering": ("numbering", lists)}


def listed(text: str, index: int = 0, number: int = 1) -> str:
    inside = run(text) if text else ""
    properties = f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


@pytest.mark.parametrize(
    ("kind", "text", "printed"),
    [
        ("decimal", "%1.", ["1.", "2."]),
        ("decimal", "Điều %1.", ["Điều 1.", "Điều 2."]),
        ("upperRoman", "%1 -", ["I -", "II -"]),
        ("lowerRoman", "(%1)", ["(i)", "(ii)"]),
        ("upperLetter", "%1.", ["A.", "B."]),
        ("lowerLetter", "%1)", ["a)", "b)"]),
        ("decimalZero", "%1.", ["01.", "02."]),
        ("decimalFullWidth", "%1.", ["1.", "2."]),
        ("decimalEnclosedCircle", "%1", ["(1)", "(2)"]),
        ("decimalEnclosedParen", "%1", ["(1)", "(2)"]),
        ("decimalEnclosedFullstop", "%1", ["1.", "2."]),
        ("numberInDash", "%1", ["- 1 -", "- 2 -"]),
        ("vietnameseCounting", "Phần thứ %1:", ["Phần thứ một:", "Phần thứ hai:"]),
        ("bullet", "\uf0b7", ["-", "-"]),
        ("none", "Mục", ["Mục", "Mục"]),
    ],
)
def test_formats_of_numbers(tmp_path: Path, kind: str, text: str, printed: list[str]) -> None:
    source = read_body(tmp_path, listed("Việc") + listed("Việc"), parts=numbering(level(0, kind, text)))
    assert texts(source) == [f"{number} Việc" for number in printed]


def test_a_custom_format_of_two_figures(tmp_path: Path) -> None:
    custom = '<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="01, 02, 03, ..."/></mc:Choice>'
    plain = f'{custom}<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
    plain = f"<mc:AlternateContent>{plain}</mc:AlternateContent>"
    one = level(0, "decimal", "%1.").replace('<w:numFmt w:val="decimal"/>', plain)
    assert texts(read_body(tmp_path, listed("Việc"), parts=numbering(one))) == ["01. Việc"]


def test_levels_continue_and_start_again(tmp_path: Path) -> None:
    levels = (
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%1.%2.", "<w:isLgl/>"),
        level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="0"/>'),
    )
    rows = [("Một", 0), ("Một một", 1), ("Chữ", 2), ("Một hai", 1), ("Chữ nữa", 2), ("Hai", 0), ("Việc", 1)]
    body = "".join(listed(text, index) for text, index in rows)
    body += listed("Từ đầu", 0, 2) + listed("Tiếp", 0, 2)
    assert texts(read_body(tmp_path, body, parts=numbering(*levels))) == [
        "I. Một", "1.1. Một một", "a) Chữ", "1.2. Một hai", "b) Chữ nữa", "II. Hai", "2.1. Việc",
        "I. Từ đầu", "II. Tiếp",
    ]  # fmt: skip


def test_an_empty_paragraph_has_a_number_too(tmp_path: Path) -> None:
    body = listed("Một") + listed("") + listed("Ba")
    source = read_body(tmp_path, body, parts=numbering(level(0, "decimal", "%1.")))
    assert texts(source) == ["1. Một", "3. Ba"]


def test_the_rows_of_a_table_may_be_numbered_by_word(tmp_path: Path) -> None:
    rows = table((("TT", "Nhiệm vụ"), (listed(""), "Rà soát"), (listed(""), "Niêm yết"), (listed(""), "Dạy")))
    source = read_body(tmp_path, rows, parts=numbering(level(0, "decimal", "%1.")))
    assert source.lines == ("TT | Nhiệm vụ", "1. | Rà soát", "2. | Niêm yết", "3. | Dạy")


def test_what_libreoffice_wrote() -> None:
    found = draft_in(INPUTS / "docx-numbers" / "libreoffice.docx")
    assert [item.marker for item in found.plan.items if item.marker] == ["I.", "II.", "III."]
    assert found.plan.subject == "Cải cách hành chính năm 2026 của xã Suối Lim"
    assert [item.marker for item in targets(found)] == ["a.", "b."]


@pytest.mark.parametrize("look", ["<w:caps/>", "<w:smallCaps/>", '<w:rStyle w:val="Hoa"/>'])
def test_capitals_by_format_are_capitals(tmp_path: Path, look: str) -> None:
    styles = '<w:style w:type="character" w:styleId="Hoa"><w:rPr><w:caps/></w:rPr></w:style>'
    at = HEAD.index("KẾ HOẠCH")
    rest = [*HEAD[at + 1 :], "II. NHIỆM VỤ", "1. Cải cách thể chế", "- Rà soát văn bản.", *FOOT]
    body = paragraphs(HEAD[:at]) + paragraph(run("Kế hoạch", look)) + paragraphs(rest)
    draft = draft_in(write_word(tmp_path / "a.docx", body, parts={"styles": ("styles", styles)}))
    assert draft.plan.subject == "Cải cách hành chính năm 2026 của xã Suối Lim"


def test_a_document_in_capitals_by_format_is_read_as_typed(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="A"><w:rPr><w:caps/></w:rPr></w:style>'
    body = plan(paragraph("- Đạt trên 88% hồ sơ.")).replace("CHỦ TỊCH", "Chủ tịch")
    body = body.replace("TM. ỦY BAN NHÂN DÂN", "TM. Ủy ban nhân dân").replace("KẾ HOẠCH", "Kế hoạch")
    draft = draft_in(write_word(tmp_path / "a.docx", body, parts={"styles": ("styles", styles)}))
    assert targets(draft)[0].text == "Đạt trên 88% hồ sơ."
    assert draft.plan.signer.position == "CHỦ TỊCH"
    assert draft.plan.number == "27"
    assert any(warning.startswith("Văn bản đặt kiểu in hoa cho gần hết") for warning in draft.warnings)
