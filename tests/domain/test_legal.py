"""Legal documents: how each stands on a day, what stands in its place, how it is cited."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.legal import (
    LegalDocument,
    LegalLibrary,
    LegalState,
    faults_of,
    symbol_key,
    year_in,
)

OLD = LegalDocument(
    "61/2018/NĐ-CP", "Nghị định", "Chính phủ", "về cơ chế cũ", ended=date(2025, 7, 1),
    replaced_by=("118/2025/NĐ-CP",),
)  # fmt: skip
NEW = LegalDocument(
    "118/2025/NĐ-CP", "Nghị định", "Chính phủ", "về cơ chế mới", date(2025, 6, 9), valid_from=date(2025, 7, 1)
)
LAW = LegalDocument("72/2025/QH15", "Luật", "Quốc hội", "Tổ chức chính quyền địa phương", date(2025, 6, 16))
DAY = date(2026, 3, 1)


def library(*documents: LegalDocument) -> LegalLibrary:
    return LegalLibrary(documents)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("09/2019/NĐ-CP", "9/2019/NĐ – CP"),
        ("27-NQ/TW", "27/NQ-TW"),
        ("30/2020/nd-cp", "30/2020/NĐ-CP"),
        ("72 / 2025/QH15", "72/2025/QH15"),
    ],
)
def test_a_symbol_is_the_same_however_it_is_typed(one: str, other: str) -> None:
    assert symbol_key(one) == symbol_key(other)


def test_other_years_and_issuers_are_other_symbols() -> None:
    assert (
        len({symbol_key(each) for each in ("9/2019/NĐ-CP", "9/2020/NĐ-CP", "9/NĐ-CP", "9/2019/TT-CP")}) == 4
    )
    assert year_in("30/2020/NĐ-CP") == 2020
    assert year_in("282/QĐ-TTg") is None
    assert symbol_key("không số") == "khongso"


def test_what_was_replaced_is_out_from_its_day_on() -> None:
    known = library(OLD, NEW)
    before, after = (known.standing("61/2018/NĐ-CP", day) for day in (date(2025, 6, 30), date(2025, 7, 1)))
    assert before.state is LegalState.UNKNOWN
    assert not before.is_told
    assert after.is_out
    assert after.is_told
    assert after.instead == (NEW,)
    assert after.sentence == (
        "Nghị định số 61/2018/NĐ-CP hết hiệu lực từ ngày 01/07/2025, được thay thế bởi Nghị định số "
        "118/2025/NĐ-CP."
    )
    assert after.right == "Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về cơ chế mới"


def test_the_last_of_a_chain_is_named() -> None:
    last = LegalDocument("5/2026/NĐ-CP", "Nghị định", valid_from=date(2026, 1, 1))
    middle = replace(NEW, ended=date(2026, 1, 1), replaced_by=("5/2026/NĐ-CP",))
    found = library(OLD, middle, last).standing("61/2018/NĐ-CP", DAY)
    assert found.instead == (last,)
    assert "(nay là Nghị định số 5/2026/NĐ-CP)" in found.sentence
    # In the meantime the one in the middle held.
    assert library(OLD, middle, last).standing("61/2018/NĐ-CP", date(2025, 8, 1)).instead == (middle,)


def test_a_circle_of_documents_ends() -> None:
    one = LegalDocument("1/2020/NĐ-CP", "Nghị định", ended=date(2021, 1, 1), replaced_by=("2/2020/NĐ-CP",))
    two = LegalDocument("2/2020/NĐ-CP", "Nghị định", ended=date(2021, 1, 1), replaced_by=("1/2020/NĐ-CP",))
    assert library(one, two).standing("1/2020/NĐ-CP", DAY).instead == ()


def test_abolished_by_what_no_library_has() -> None:
    gone = LegalDocument("7/2020/TT-BNV", "Thông tư", ended=date(2024, 1, 1), abolished_by=("8/2023/TT-BNV",))
    found = library(gone).standing("7/2020/TT-BNV", DAY)
    assert found.sentence == (
        "Thông tư số 7/2020/TT-BNV hết hiệu lực từ ngày 01/01/2024, bị bãi bỏ bởi Thông tư số 8/2023/TT-BNV."
    )
    assert not found.right
    strange = replace(gone, abolished_by=("một văn bản khác",))
    assert library(strange).standing("7/2020/TT-BNV", DAY).sentence.endswith("bởi một văn bản khác.")
    bare = replace(gone, abolished_by=())
    assert library(bare).standing("7/2020/TT-BNV", DAY).sentence == (
        "Thông tư số 7/2020/TT-BNV hết hiệu lực từ ngày 01/01/2024."
    )


def test_what_is_not_known_is_not_judged() -> None:
    known = library(NEW, LAW)
    for symbol in ("1/2001/NĐ-CP", "72/2025/QH15"):
        found = known.standing(symbol, DAY)
        assert found.state is LegalState.UNKNOWN
        assert not found.is_told
    assert known.standing("1/2001/NĐ-CP", DAY).sentence == "1/2001/NĐ-CP chưa rõ hiệu lực."


def test_not_yet_and_in_force() -> None:
    known = library(NEW)
    early = known.standing(NEW.symbol, date(2025, 6, 20))
    assert early.state is LegalState.NOT_YET
    assert early.sentence == "Nghị định số 118/2025/NĐ-CP đến ngày 01/07/2025 mới có hiệu lực."
    assert known.standing(NEW.symbol, date(2025, 7, 1)).state is LegalState.IN_FORCE
    seen = replace(LAW, seen=DAY)
    assert library(seen).standing(LAW.symbol, DAY).state is LegalState.IN_FORCE
    assert library(seen).standing(LAW.symbol, DAY + timedelta(1)).state is LegalState.UNKNOWN


def test_doubts_are_told_as_doubts() -> None:
    replaced = replace(OLD, ended=None)
    known = library(replaced, NEW)
    assert known.standing(OLD.symbol, date(2025, 7, 1)).state is LegalState.DOUBTFUL
    assert known.standing(OLD.symbol, date(2025, 6, 30)).state is LegalState.UNKNOWN
    perhaps = replace(OLD, ended=None, replaced_by=(), perhaps_by=(NEW.symbol,), perhaps_since=DAY)
    found = library(perhaps, NEW).standing(OLD.symbol, DAY)
    assert found.is_told
    assert not found.is_out
    assert found.sentence == (
        "Nghị định số 61/2018/NĐ-CP có thể đã hết hiệu lực từ ngày 01/03/2026: xem Nghị định số "
        "118/2025/NĐ-CP."
    )
    assert library(perhaps, NEW).standing(OLD.symbol, DAY - timedelta(1)).state is LegalState.UNKNOWN


def test_symbols_without_a_year_need_theirs() -> None:
    one = LegalDocument("282/QĐ-TTg", "Quyết định", year=2026)
    other = LegalDocument("282/QĐ-TTg", "Quyết định", signed=date(2020, 2, 3))
    known = library(one, other)
    assert known.find("282/QĐ-TTg") is None
    assert known.find("282/QĐ-TTg", 2020) is other
    assert known.find("282/QĐ-TTg", 2019) is None
    assert library(one).find("282/QĐ-TTg") is one


def test_laws_are_known_by_their_names() -> None:
    old = replace(LAW, symbol="", signed=None, year=2015, replaced_by=("72/2025/QH15",))
    known = library(old, LAW)
    assert known.find("Luật tổ chức  chính quyền địa phương") is LAW
    assert known.find("Luật Tổ chức chính quyền địa phương", 2015) is old


def test_how_documents_are_cited() -> None:
    assert LAW.full == "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
    assert LAW.short == "Luật Tổ chức chính quyền địa phương"
    assert NEW.short == "Nghị định số 118/2025/NĐ-CP"
    decision = LegalDocument("282/QĐ-TTg", "Quyết định", "Thủ tướng Chính phủ", "về Kế hoạch", year=2026)
    assert decision.full == "Quyết định số 282/QĐ-TTg năm 2026 của Thủ tướng Chính phủ về Kế hoạch"
    assert OLD.full == "Nghị định số 61/2018/NĐ-CP của Chính phủ về cơ chế cũ"
    assert OLD.lacking == ("ngày ban hành",)
    assert LAW.lacking == ()
    assert LegalDocument("1/2020/TT-BNV", "Thông tư").lacking == (
        "ngày ban hành",
        "cơ quan ban hành",
        "trích yếu",
    )


def test_bases_stand_by_their_force() -> None:
    def of(kind: str, issuer: str) -> LegalDocument:
        return LegalDocument("1/2025/X-Y", kind, issuer)

    ordered = [
        of("Hiến pháp", "Quốc hội"), of("Luật", "Quốc hội"), of("Nghị quyết", "Quốc hội"),
        of("Pháp lệnh", "Ủy ban Thường vụ Quốc hội"), of("Nghị định", "Chính phủ"),
        of("Nghị quyết", "Chính phủ"), of("Quyết định", "Thủ tướng Chính phủ"), of("Thông tư", "Bộ Nội vụ"),
        of("Quyết định", "Bộ Nội vụ"), of("Nghị quyết", "Hội đồng nhân dân tỉnh"),
        of("Quyết định", "Ủy ban nhân dân tỉnh"), of("Kế hoạch", "Ủy ban nhân dân tỉnh"),
        of("Công văn", "Sở Nội vụ"),
    ]  # fmt: skip
    assert [each.rank for each in ordered] == sorted(each.rank for each in ordered)
    assert NEW.rank > OLD.rank
    assert LegalDocument("3/QĐ-UBND", "Quyết định").rank[1] == "9999-12-31"


def test_searching_needs_no_marks() -> None:
    known = library(NEW, LAW, OLD)
    assert known.search("nghi dinh 118") == [NEW]
    assert known.search("chinh quyen") == [LAW]
    assert known.search("") == [LAW, OLD, NEW]


def test_what_cannot_be_is_said() -> None:
    assert faults_of(NEW) == []
    assert faults_of(LAW) == []
    wrong = LegalDocument(
        "118/2025/NĐ-CP", "Nghị định", signed=date(2026, 6, 9), valid_from=date(2026, 1, 1),
        ended=date(2025, 1, 1), replaced_by=("118/2025/NĐ-CP",),
    )  # fmt: skip
    assert len(faults_of(wrong)) == 4
    assert "không đúng dạng" in faults_of(LegalDocument("số một", "Nghị định"))[0]
    assert "chưa có số" in faults_of(LegalDocument("", "Nghị định"))[0]
    assert faults_of(LegalDocument("", "Luật", title="Lưu trữ", year=2011)) == []


DAYS = st.dates(date(2000, 1, 1), date(2050, 1, 1))


@given(st.sampled_from([OLD, NEW, LAW]), DAYS, st.none() | DAYS, st.none() | DAYS, st.none() | DAYS)
def test_a_document_that_ended_never_comes_back(
    document: LegalDocument, day: date, begins: date | None, ended: date | None, signed: date | None
) -> None:
    made = replace(document, valid_from=begins, ended=ended, signed=signed)
    known = library(made)
    found = known.standing_of(made, day)
    assert (found.state is LegalState.ENDED) == (ended is not None and ended <= day)
    assert found.sentence.endswith(".")
    if found.state is LegalState.ENDED:
        assert known.standing_of(made, day + timedelta(30)).state is LegalState.ENDED
