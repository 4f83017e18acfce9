"""What the superior sends down becomes data that the program reads."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from cchc_desktop import catalogue
from cchc_desktop.catalogue.report import problems_in_report, read_outline, report_outline
from cchc_desktop.catalogue.written import extended, text_of
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.indicators import Kind
from cchc_desktop.domain.report.outline import PassageKind
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.templates.annex import annex_catalogue
from cchc_desktop.office import Office
from cchc_desktop.office.from_template import catalogue_from, outline_from, read_word_outline
from cchc_desktop.office.templates import read_template
from tests import workbooks
from tests.domain.templates.sheets import Value, sheet, template

NEXT = date(2026, 9, 15)
ROWS: list[list[Value]] = [
    ["STT", "Nội dung", "ĐVT", "Kết quả"],
    ["I", "Cải cách thủ tục hành chính"],
    ["1", "Số TTHC được công khai đầy đủ", "TTHC", None],
    ["2", 'Tổng số lượt tư vấn "tại nhà" {x}', "Lượt", "=D5+D6"],
    [None, "- Lượt tư vấn cho người cao tuổi", "Lượt", None],
    [None, "- Lượt tư vấn cho người khuyết tật", "Lượt", None],
    ["II", "Cải cách thể chế"],
    ["3", "Cộng thứ không cùng loại", "cái", "=D3+D4"],
]


def test_a_catalogue_from_an_annex_is_one_that_can_be_taken_in(office: Office) -> None:
    known = office.catalogues.newest()
    draft = catalogue_from(template(sheet(*ROWS), file="pl.xlsx"), known, NEXT)
    found = draft.catalogue
    assert set(known.by_code) < set(found.by_code)
    assert [each.code for each in found.indicators if each.code not in known.by_code] == [
        "2.20", "3.67", "3.68", "3.69",
    ]  # fmt: skip
    assert found.get("3.67").name == 'Tổng số lượt tư vấn "tại nhà" {x}'
    assert (found.checks, found.highlights) == (known.checks, known.highlights)
    assert found.valid_from == NEXT
    # A total of things that do not go together is typed, and that is said.
    assert found.get("2.20").kind is Kind.TYPED
    assert any("không khớp đơn vị tính" in line.note for line in draft.annex.lines)
    office.catalogues.take(found)
    later = office.catalogues.of_period(Period.parse("2026-Q4"))
    assert later.get("3.67").formula is not None
    assert office.catalogues.of_period(Period.parse("2026-Q3")).by_code.get("3.67") is None


def test_a_form_of_another_program_gives_one_too(tmp_path: Path) -> None:
    form = workbooks.statistics(tmp_path / "bieu.xlsx")
    draft = catalogue_from(read_template(form), catalogue.indicators(), NEXT)
    assert [each.name for each in draft.annex.added] == ["Số buổi tiếp công dân lưu động tại thôn, bản"]
    with pytest.raises(Refusal, match="đều đã có trong danh mục"):
        catalogue_from(read_template(workbooks.dossiers(tmp_path / "b.xlsx")), catalogue.indicators(), NEXT)


def test_a_second_annex_goes_on_from_the_first() -> None:
    first = catalogue_from(template(sheet(*ROWS), file="pl.xlsx"), catalogue.indicators(), NEXT).catalogue
    second: list[list[Value]] = [ROWS[0], ["1", "Số tổ lưu động mới của thôn", "tổ", None]]
    annex = annex_catalogue(template(sheet(*second)), first, catalogue.areas())
    text = extended(first, annex.added, version="3", valid_from=date(2027, 1, 1), source="x")
    found = catalogue.read_indicators(text)
    assert {"3.54", annex.added[0].code} <= set(found.by_code)


@pytest.fixture
def word(tmp_path: Path) -> Path:
    """A superior's outline as a Word file."""
    document = Document()
    document.add_paragraph("ĐỀ CƯƠNG BÁO CÁO")
    for text in (
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH",
        "1. Kiểm tra cải cách hành chính",
        "2. Công tác phối hợp {liên ngành}",
        "- Nêu rõ số cuộc, kết quả;",
        "II. KẾT QUẢ THỰC HIỆN",
        "1. Cải cách thể chế",
        "2. Cải cách thủ tục hành chính",
        "a) Kiểm soát, công khai thủ tục hành chính",
        "III. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ SAU",
        "IV. KIẾN NGHỊ, ĐỀ XUẤT",
    ):
        document.add_paragraph(text)
    path = tmp_path / "de-cuong.docx"
    document.save(str(path))
    return path


def test_an_outline_in_the_order_of_the_superior(word: Path) -> None:
    draft = outline_from(read_word_outline(word))
    by_key = {each.key: each for each in draft.headings}
    assert list(by_key) == ["I", "I.1", "I.2", "II", "II.1", "II.2", "II.2.a", "III", "IV"]
    assert by_key["I.1"].sections == ("I.3",)
    assert by_key["I.2"].sections == ()
    outline = read_outline(draft.text)
    assert problems_in_report(draft.text, catalogue.indicators()) == []
    sections = {section.key: section for section in outline.sections}
    ours = {section.key: section for section in report_outline().sections}
    # What is one of ours has its key, so that an official's words go along; others have a key of their own.
    assert sections["I.3"].lines == ours["I.3"].lines
    assert sections["II.1"].lines == ours["II.1"].lines
    own = sections["Mục Công tác phối hợp liên ngành"]
    assert (own.kind, own.lines) == (PassageKind.TEXT, ())
    assert "cơ quan tự viết" in own.hint
    assert [section.level for section in outline.sections] == [0, 0, 1, 2, 2, 1, 2, 2, 3, 1, 1, 1, 0]
    assert (outline.watches, outline.duties) == (report_outline().watches, report_outline().duties)
    assert list(sections)[-1] == "closing"
    assert outline.subjects == report_outline().subjects
    # What found no heading is told.
    assert "I.1" in {each.key for each in draft.left}


def test_what_is_no_outline(tmp_path: Path) -> None:
    path = tmp_path / "thu.docx"
    document = Document()
    document.add_paragraph("Kính gửi các đồng chí")
    document.save(str(path))
    with pytest.raises(Refusal, match="không có đề mục nào"):
        read_word_outline(path)


def test_values_as_toml_writes_them() -> None:
    import tomllib

    values = {
        "a": 'x "y" \\ \n\t đ', "b": True, "c": 5, "d": date(2026, 1, 2), "e": ["1", {"f": "g"}],
    }  # fmt: skip
    text = "\n".join(f"{key} = {text_of(value)}" for key, value in values.items())
    assert tomllib.loads(text) == values
