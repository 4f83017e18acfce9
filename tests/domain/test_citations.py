"""Citations in running text: which there are, what each says, which are told of."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.citations import citations, cited, to_be_told
from cchc_desktop.domain.legal import LegalDocument, LegalLibrary, LegalState

OLD = LegalDocument(
    "61/2018/NĐ-CP", "Nghị định", "Chính phủ", ended=date(2025, 7, 1), replaced_by=("118/2025/NĐ-CP",)
)
NEW = LegalDocument(
    "118/2025/NĐ-CP", "Nghị định", "Chính phủ", "về một cửa", date(2025, 6, 9), valid_from=date(2025, 7, 1)
)
LAW = LegalDocument("72/2025/QH15", "Luật", "Quốc hội", "Tổ chức chính quyền địa phương", date(2025, 6, 16))
YEARLY = LegalDocument("766/QĐ-TTg", "Quyết định", signed=date(2022, 6, 23), ended=date(2026, 1, 1))
LIBRARY = LegalLibrary((OLD, NEW, LAW, YEARLY))
DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về", ["30/2020/NĐ-CP"]),
        ("Quyết định 766/QĐ-TTg", ["766/QĐ-TTg"]),
        ("theo NĐ 30/2020/NĐ-CP và TT 01/2020/TT-VPCP.", ["30/2020/NĐ-CP", "01/2020/TT-VPCP"]),
        ("các Nghị định số 61/2018/NĐ-CP, số 107/2021/NĐ-CP", ["61/2018/NĐ-CP", "107/2021/NĐ-CP"]),
        ("Nghị quyết số 27-NQ/TW ngày 09/11/2022", ["27-NQ/TW"]),
        ("(76/NQ-CP)", ["76/NQ-CP"]),
        ("Số:05/KH-UBND", ["05/KH-UBND"]),
        ("Luật số 72/2025/QH15; Công văn số 581/BNV-CCHC", ["72/2025/QH15", "581/BNV-CCHC"]),
        ("Nghị định số 30/2020/NĐ – CP", ["30/2020/NĐ–CP"]),
        ("NGHỊ ĐỊNH SỐ 30/2020/NĐ-CP", ["30/2020/NĐ-CP"]),
        ("Thông tư liên tịch số 05/2015/TTLT-BNV-BTC", ["05/2015/TTLT-BNV-BTC"]),
    ],
)
def test_citations_are_found(text: str, symbols: list[str]) -> None:
    assert [each.symbol for each in citations(text)] == symbols


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 15/7/2021, từ 24/7 đến 8/9", "15 phút/01 lượt", "ít nhất 02 lần/năm", "giấy 80/A4",
        "QCVN 12:2026/BCA", "Số: /KH-UBND", "TCVN ISO 9001:2015", "120 km/h", "đạt 95/100 điểm", "3/Nam",
        "văn bản 12/lần",
    ],
)  # fmt: skip
def test_what_is_no_citation_is_none(text: str) -> None:
    assert citations(text) == []


def test_a_citation_says_its_day_and_whether_it_is_full() -> None:
    full, short, year, blank, wrong = (
        citations(text)[0]
        for text in (
            "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về một cửa;",
            "Nghị định số 118/2025/NĐ-CP ngày 9/6/2025",
            "Quyết định số 282/QĐ-TTg năm 2026 của Thủ tướng",
            "Kế hoạch số 12/KH-UBND ngày … tháng … năm 2025",
            "Nghị định số 118/2025/NĐ-CP ngày 31/6/2025",
        )
    )
    assert (full.signed, full.is_full, full.kind) == (date(2025, 6, 9), True, "Nghị định")
    assert (short.signed, short.is_full) == (date(2025, 6, 9), False)
    assert (year.signed, year.of_year, year.is_full) == (None, 2026, True)
    assert (blank.signed, blank.of_year) == (None, 2025)
    assert (wrong.signed, wrong.of_year) == (None, 2025)


def test_laws_are_found_by_their_names() -> None:
    text = "Căn cứ Luật Tổ chức chính quyền  địa phương ngày 16 tháng 6 năm 2025; Luật Khác"
    (found,) = cited(text, LIBRARY, DAY)
    assert found.standing.document is LAW
    assert text[found.citation.start : found.citation.end].endswith("2025")
    # A law of another year is another law.
    (other,) = cited("Luật Tổ chức chính quyền địa phương năm 2015", LIBRARY, DAY)
    assert other.standing.state is LegalState.UNKNOWN


def test_a_short_citation_is_of_the_year_that_was_said_before() -> None:
    first, second = cited("Quyết định 766/QĐ-TTg ngày 1/2/2020. Quyết định 766/QĐ-TTg", LIBRARY, DAY)
    assert [each.standing.state for each in (first, second)] == [LegalState.UNKNOWN] * 2
    assert cited("Quyết định 766/QĐ-TTg", LIBRARY, DAY)[0].standing.is_out


def test_each_document_is_told_once() -> None:
    text = "Nghị định số 61/2018/NĐ-CP; NĐ 61/2018/NĐ-CP; Nghị định số 118/2025/NĐ-CP ngày 10/6/2025"
    told = [each.standing.document for each in to_be_told(text, LIBRARY, DAY)]
    assert told == [OLD, NEW]
    assert list(to_be_told(text, LIBRARY, date(2025, 6, 30))) != []
    assert [each.has_other_day for each in cited(text, LIBRARY, DAY)] == [False, False, True]


KINDS = [("Nghị định", "NĐ-CP"), ("Quyết định", "QĐ-TTg"), ("Thông tư", "TT-BNV"), ("Kế hoạch", "KH-UBND")]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.integers(1, 9999),
            st.none() | st.integers(1990, 2050),
            st.none() | st.dates(date(1990, 1, 1), date(2050, 1, 1)),
            st.booleans(),
        ),
        max_size=6,
    ),
    st.sampled_from([" và ", "; ", ", ", " sửa đổi bởi "]),
)
def test_whatever_is_cited_is_found_again(
    said: list[tuple[tuple[str, str], int, int | None, date | None, bool]], between: str
) -> None:
    texts, symbols, days = [], [], []
    for (kind, letters), number, year, day, is_long in said:
        symbol = f"{number}/{year}/{letters}" if year else f"{number}/{letters}"
        written = "" if day is None else f" ngày {day.day} tháng {day.month} năm {day.year}"
        texts.append(
            f"{kind} {'số ' if is_long else ''}{symbol}{written}{' của Chính phủ' if is_long else ''}"
        )
        symbols.append(symbol)
        days.append(day)
    text = f"Thực hiện {between.join(texts)}."
    found = citations(text)
    assert [each.symbol for each in found] == symbols
    assert [each.signed for each in found] == days
    assert all(each.symbol in text[each.start : each.end] for each in found)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    found = citations(text, LIBRARY.law_names)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
