"""A number of a note, raised above the line, beside a number of the text."""

from datetime import date
from pathlib import Path

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cchc_desktop.domain.targets import Comparator
from cchc_desktop.intake.marks import ends_whole, has_end_mark
from cchc_desktop.intake.plan.due import parse_due
from cchc_desktop.intake.plan.target import parse_target
from cchc_desktop.intake.read import read_source
from tests.intake.builders import new_document

from .made_plans import draft_in, targets
from .word_files import (
    INPUTS,
    doubts,
    paragraph,
    plan,
    raised,
    read_body,
    run,
    table,
    texts,
    write_word,
)

SENTENCE = "- Chỉ số hài lòng đạt trên 88%."
OPEN = run(SENTENCE[:-2])


def test_a_typed_note_number_is_no_figure() -> None:
    found = targets(draft_in(INPUTS / "superscript-note-number" / "note.docx"))
    satisfaction = next(item for item in found if item.text.startswith("Chỉ số hài lòng"))
    assert satisfaction.text == "Chỉ số hài lòng đạt trên 88%."
    assert satisfaction.measure is not None
    assert (satisfaction.measure.comparator, satisfaction.measure.value) == (Comparator.MORE_THAN, 88)
    assert "«1»" in satisfaction.doubt
    assert any(item.text.endswith("rộng 300 m².") for item in found)


def test_what_libreoffice_wrote(tmp_path: Path) -> None:
    draft = draft_in(INPUTS / "superscript-note-number" / "libreoffice.docx")
    values = {item.text: item.measure.value for item in targets(draft) if item.measure}
    assert values["Chỉ số hài lòng đạt trên 88%."] == 88
    assert values["Ít nhất 95% hồ sơ đúng hạn, diện tích 300 m²."] == 95
    assert any(item.text.startswith("Chú thích 1: ") for item in draft.plan.walk())


@pytest.mark.parametrize(
    ("runs", "text", "doubtful"),
    [
        ((OPEN, raised("1"), run("%.")), SENTENCE, True),
        ((OPEN, raised("(1)"), run("%.")), SENTENCE, True),
        ((OPEN, raised("12, 13"), run("%.")), SENTENCE, True),
        ((OPEN, run("%"), raised("1"), run(".")), SENTENCE, False),
        ((OPEN, run("1", '<w:position w:val="8"/>'), run("%.")), SENTENCE, True),
        ((run("- Rộng 3 m"), raised("2"), run(" và 12 m"), raised("3")), "- Rộng 3 m² và 12 m³", False),
        ((run("- Xong trước năm 2026"), raised("2"), run("của xã.")), "- Xong trước năm 2026 của xã.", True),
        ((run("- Chi 5×10"), raised("7"), run(" đồng.")), "- Chi 5×10⁷ đồng.", False),
        ((run("- Giữ 25"), raised("o"), run("C.")), "- Giữ 25°C.", False),
        ((run("- Chữ "), raised("nâng lên"), run(" thì giữ.")), "- Chữ nâng lên thì giữ.", False),
        ((raised("1"), run(" Theo Quyết định số 5.")), "Chú thích 1: Theo Quyết định số 5.", False),
    ],
)  # fmt: skip
def test_raised_letters(tmp_path: Path, runs: tuple[str, ...], text: str, doubtful: bool) -> None:
    source = read_body(tmp_path, paragraph(*runs))
    assert texts(source) == [text]
    assert bool(doubts(source)) is doubtful


def test_a_style_may_raise_letters(tmp_path: Path) -> None:
    document = new_document()
    style = document.styles.add_style("Số chú thích", 2)
    style.font.superscript = True
    line = document.add_paragraph("- Chỉ số hài lòng đạt trên 88")
    line.add_run("2", style="Số chú thích")
    line.add_run("%")
    flat = line.add_run("1", style="Số chú thích")
    flat._r.get_or_add_rPr().append(parse_xml(f'<w:vertAlign {nsdecls("w")} w:val="baseline"/>'))
    path = tmp_path / "ke_hoach.docx"
    document.save(str(path))
    assert texts(read_source(path)) == ["- Chỉ số hài lòng đạt trên 88%1"]


def test_in_a_table_the_doubt_is_a_note(tmp_path: Path) -> None:
    cell = paragraph(run("Quý II/2026"), raised("3"))
    rows = (("TT", "Nhiệm vụ", "Thời hạn"), ("1", "Rà soát", cell))
    source = read_body(tmp_path, table(rows))
    assert source.lines[-1] == "1 | Rà soát | Quý II/2026"
    assert any(note.startswith("Bảng 1, dòng 2: Số nhỏ viết cao «3»") for note in source.notes)


def test_notes_of_word_itself_join_nothing(tmp_path: Path) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>4</w:t></w:r>'
    first = paragraph("<w:r><w:footnoteRef/></w:r>", "Theo khảo sát đạt 90%.")
    notes = f'<w:footnote w:id="2">{first}</w:footnote>'
    notes += f'<w:footnote w:id="3">{paragraph("Năm 2025.")}</w:footnote>'
    body = plan(paragraph(run("- Chỉ số hài lòng đạt trên 88"), reference, own, run("%.")))
    path = write_word(tmp_path / "a.docx", body, parts={"footnotes": ("footnotes", notes)})
    draft = draft_in(path)
    found = targets(draft)
    assert found[0].measure is not None
    assert found[0].measure.value == 88
    assert [item.text for item in found] == [SENTENCE[2:], "Hoàn thành 100% nhiệm vụ cấp trên giao."]
    assert draft.unplaced == ()
    last = [item.text for item in draft.plan.items[-2:]]
    assert last == ["Chú thích 1: Theo khảo sát đạt 90%.", "Chú thích 2: Năm 2025."]


def test_a_raised_number_after_a_sentence_leaves_it_ended() -> None:
    assert has_end_mark("đúng hạn.¹")
    assert ends_whole("nghiêm túc thực hiện./.²")
    assert not has_end_mark("rộng 300 m²")


def test_raised_letters_of_unicode_are_no_figures() -> None:
    measure = parse_target("Chỉ số hài lòng đạt trên 88¹% hồ sơ²")
    assert (measure.comparator, measure.value) == (Comparator.MORE_THAN, 88)
    assert parse_due("trước ngày 30/6/2026¹") == date(2026, 6, 30)
