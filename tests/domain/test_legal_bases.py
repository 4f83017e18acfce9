"""Legal bases: their words, their order, their ends."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain import outline
from cchc_desktop.domain.legal import LegalDocument, LegalLibrary
from cchc_desktop.domain.legal_bases import basis_texts, basis_words, cited_keys, ended, with_bases, with_ends
from cchc_desktop.domain.plan import Item, ItemKind

LAW = LegalDocument("72/2025/QH15", "Luật", "Quốc hội", "Tổ chức chính quyền địa phương", date(2025, 6, 16))
DECREE = LegalDocument("30/2020/NĐ-CP", "Nghị định", "Chính phủ", "về công tác văn thư", date(2020, 3, 5))
LATER = LegalDocument("118/2025/NĐ-CP", "Nghị định", "Chính phủ", "về một cửa", date(2025, 6, 9))
CIRCULAR = LegalDocument("1/2025/TT-BNV", "Thông tư", "Bộ Nội vụ", "hướng dẫn", date(2025, 1, 5))
DECISION = LegalDocument("5/QĐ-UBND", "Quyết định", "Ủy ban nhân dân tỉnh", "về việc giao", date(2026, 1, 2))
PLAN = LegalDocument("15/KH-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh", "về cải cách", date(2026, 1, 5))
EVERY = (PLAN, DECISION, LATER, LAW, CIRCULAR, DECREE)
LIBRARY = LegalLibrary(EVERY)
SECTION = Item(ItemKind.SECTION, "MỤC ĐÍCH", "I.", id="section")


def bases(*texts: str) -> tuple[Item, ...]:
    return (*(Item(ItemKind.BASIS, text, id=f"basis-{n}") for n, text in enumerate(texts, 1)), SECTION)


def test_a_basis_is_worded_as_the_decree_wants() -> None:
    assert basis_words(DECREE) == (
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"
    )
    assert basis_words(LAW) == "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"


@given(st.permutations(EVERY))
def test_bases_stand_in_the_order_of_their_force_whatever_the_order_of_choosing(
    chosen: list[LegalDocument],
) -> None:
    texts = basis_texts(with_bases((SECTION,), chosen, LIBRARY))
    assert [text.rstrip(";.") for text in texts] == [
        basis_words(each) for each in (LAW, DECREE, LATER, CIRCULAR, DECISION, PLAN)
    ]
    assert [text[-1] for text in texts] == [";"] * 5 + ["."]


@given(st.permutations(EVERY))
def test_one_by_one_they_come_to_the_same(chosen: list[LegalDocument]) -> None:
    tree: outline.Tree = (SECTION,)
    for each in chosen:
        tree = with_bases(tree, [each], LIBRARY)
    assert tree[-1] == SECTION
    assert basis_texts(tree) == basis_texts(with_bases((SECTION,), EVERY, LIBRARY))


def test_new_bases_go_among_those_that_are_there() -> None:
    tree = bases(
        "Căn cứ Luật Ban hành văn bản quy phạm pháp luật;",
        "Căn cứ Nghị định số 9/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ về báo cáo;",
        "Căn cứ Quyết định số 7/QĐ-TTg ngày 05 tháng 01 năm 2021 của Thủ tướng Chính phủ về việc khác;",
        "Theo đề nghị của Văn phòng.",
    )
    texts = basis_texts(with_bases(tree, [DECREE, LAW, PLAN], LIBRARY))
    assert [text.split(" ngày")[0] for text in texts] == [
        "Căn cứ Luật Ban hành văn bản quy phạm pháp luật;",
        "Căn cứ Luật Tổ chức chính quyền địa phương",
        "Căn cứ Nghị định số 9/2019/NĐ-CP",
        "Căn cứ Nghị định số 30/2020/NĐ-CP",
        "Căn cứ Quyết định số 7/QĐ-TTg",
        "Căn cứ Kế hoạch số 15/KH-UBND",
        "Theo đề nghị của Văn phòng.",
    ]
    assert texts[-2].endswith(";")


def test_what_was_last_gets_its_semicolon() -> None:
    texts = basis_texts(with_bases(bases("Căn cứ Nghị định số 30/2020/NĐ-CP."), [PLAN], LIBRARY))
    assert texts[0] == "Căn cứ Nghị định số 30/2020/NĐ-CP;"
    assert texts[1].endswith("về cải cách.")
    assert basis_texts(with_ends(bases("Căn cứ A", "Căn cứ B;"), None)) == ["Căn cứ A;", "Căn cứ B."]
    assert ended("Căn cứ A ,.", ";") == "Căn cứ A;"


def test_bases_of_a_decision_stay_in_it_and_keep_their_marker() -> None:
    decision = Item(
        ItemKind.DECISION, "Về việc ban hành Kế hoạch", id="decision",
        children=(Item(ItemKind.BASIS, "Căn cứ Nghị định số 30/2020/NĐ-CP.", "-", id="one"),),
    )  # fmt: skip
    (changed, _) = with_bases((decision, SECTION), [LAW], LIBRARY, "one")
    assert [(each.marker, each.text[-1]) for each in changed.children] == [("-", ";"), ("-", ".")]
    bare = Item(ItemKind.DECISION, "Về việc ban hành Kế hoạch", id="decision")
    (changed, _) = with_bases((bare, SECTION), [LAW], LIBRARY)
    assert len(changed.children) == 1


def test_what_is_cited_is_known_by_its_keys() -> None:
    assert cited_keys(["Căn cứ Nghị định số 30/2020/NĐ-CP; Quyết định 1/QĐ-X"], LIBRARY) == {DECREE.key}
