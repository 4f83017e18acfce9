"""What stays on one line: signs and years with their numbers, without a change of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.documents.metrics import width, wrap
from cchc_desktop.documents.model import Column, Document, Heading, HeadingLevel, Paragraph, Part, Row, Table
from cchc_desktop.documents.no_break import held, held_within
from cchc_desktop.documents.styles import Face
from tests.documents import reading

_NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đạt 94% (≥ 95%)", "đạt 94% (≥_95%)"),
        ("tăng 3,2 điểm % so với", "tăng 3,2 điểm_% so với"),
        ("(98 - 100%), 100 %", "(98_-_100%), 100_%"),
        ("giai đoạn 2021 - 2030;", "giai đoạn 2021_-_2030;"),
        ("từ 95% – 98%", "từ 95%_–_98%"),
        ("chính năm 2026, phương", "chính năm_2026, phương"),
        ("quý I năm 2026", "quý_I_năm_2026"),
        ("Quý IV có", "Quý_IV có"),
        ("CHÍNH QUÝ III NĂM 2026", "CHÍNH QUÝ_III_NĂM_2026"),
        ("6 tháng đầu năm 2026", "6_tháng đầu năm_2026"),
        ("ngày 05 tháng 01 năm 2026", "ngày_05 tháng_01 năm_2026"),
        ("Kế hoạch số 05/KH-UBND tại Phụ lục III", "Kế hoạch số_05/KH-UBND tại Phụ lục_III"),
        ("khoản 2 Điều 7", "khoản_2 Điều_7"),
        ("Phòng Văn hóa - Xã hội, năm nay – 3 độ", "Phòng Văn hóa_- Xã hội, năm nay_– 3 độ"),
        ("- Một việc; a > b; quý Ích; HĐND-UBND; (a) - (b)", None),
    ],
)
def test_places(text: str, expected: str | None) -> None:
    assert held(text) == (expected or text).replace("_", _NB)


def test_centred_dates_are_whole() -> None:
    text = "(Kèm theo Báo cáo số 5/BC-UBND ngày 16 tháng 12 năm 2026 của UBND xã An Bình)"
    assert "_ngày" not in held(text, dates=True).replace(_NB, "_")
    assert "ngày_16_tháng_12_năm_2026 của" in held(text, dates=True).replace(_NB, "_")


_texts = st.lists(
    st.sampled_from("năm 2026 quý IV ≥ 95% - – 98 100% điểm % số Điều tháng ngày a, 6 Phụ lục I".split(" ")),
    max_size=30,
).map(" ".join)


@given(_texts)
def test_words_stay_the_same(text: str) -> None:
    assert held(text).replace(_NB, " ") == text
    assert held(held(text)) == held(text)


@given(_texts, st.floats(60, 300))
def test_nothing_is_cut_within_a_word(text: str, room: float) -> None:
    lines = wrap(held_within(text, Face.REGULAR, 14, room), Face.REGULAR, 14, room)
    assert " ".join(lines).replace(_NB, " ") == text
    assert all(width(line, Face.REGULAR, 14) <= room for line in lines)


def test_paper_has_them_and_workbooks_do_not() -> None:
    text = "Báo cáo năm 2026, đạt 98 - 100%"
    table = Table((Column("TT", 1), Column("Nội dung", 9)), (Row((1, text)),))
    blocks = (Heading(HeadingLevel.CLAUSE, "1.", text), Paragraph(text), table)
    document = Document("Thử", "", (Part("Thử", blocks),))
    words = reading.word_paragraphs(reading.word(document))
    assert [one for one in words if "Báo cáo" in one] == [f"1. {held(text)}", held(text), held(text)]
    values = [str(cell.value) for cell in reading.cells(reading.workbook(document))]
    assert [one for one in values if "Báo cáo" in one] == [f"1. {text}", text, text]
    assert "".join(reading.pdf_pages(reading.pdf_bytes(document))).count("98") == 3
