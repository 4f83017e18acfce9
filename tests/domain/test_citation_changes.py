"""What should be cited otherwise: bases that do not hold, later citations that are too long."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.citation_changes import applied, cited_places, renewed_bases, shortened_citations
from cchc_desktop.domain.legal import LegalDocument, LegalLibrary
from cchc_desktop.domain.legal_bases import basis_texts
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan

DAY = date(2026, 3, 1)
OLD = LegalDocument(
    "61/2018/NĐ-CP", "Nghị định", "Chính phủ", "về cơ chế cũ", date(2018, 4, 23), ended=date(2025, 7, 1),
    replaced_by=("118/2025/NĐ-CP",),
)  # fmt: skip
NEW = LegalDocument("118/2025/NĐ-CP", "Nghị định", "Chính phủ", "về cơ chế mới", date(2025, 6, 9))
SPLIT = LegalDocument(
    "8/2010/NĐ-CP", "Nghị định", "Chính phủ", "về hai việc", date(2010, 1, 8), ended=date(2020, 1, 1),
    replaced_by=("118/2025/NĐ-CP", "30/2020/NĐ-CP"),
)  # fmt: skip
PERHAPS = LegalDocument(
    "1/2018/TT-VPCP", "Thông tư", "Văn phòng Chính phủ", "hướng dẫn", date(2018, 11, 23),
    perhaps_by=("3/2025/TT-VPCP",),
)  # fmt: skip
THEN = LegalDocument("3/2025/TT-VPCP", "Thông tư", "Văn phòng Chính phủ", "hướng dẫn", date(2025, 9, 15))
CLERKS = LegalDocument("30/2020/NĐ-CP", "Nghị định", "Chính phủ", "về công tác văn thư", date(2020, 3, 5))
LAW = LegalDocument("72/2025/QH15", "Luật", "Quốc hội", "Tổ chức chính quyền địa phương", date(2025, 6, 16))
LIBRARY = LegalLibrary((OLD, NEW, SPLIT, PERHAPS, THEN, CLERKS, LAW))
FULL_OLD = "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về cơ chế cũ"
FULL = "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"


def plan(*texts: str, bases: tuple[str, ...] = ()) -> Plan:
    items = [Item(ItemKind.BASIS, text, id=f"basis-{n}") for n, text in enumerate(bases, 1)]
    below = tuple(Item(ItemKind.TEXT, text, "-", id=f"text-{n}") for n, text in enumerate(texts, 1))
    section = Item(ItemKind.SECTION, "MỤC ĐÍCH", "I.", children=below, id="section")
    return Plan("Cải cách hành chính năm 2026", PlanPeriod.year(2026), items=(*items, section))


def renewed(*bases: str) -> list[str]:
    """The bases once every proposal is taken."""
    made = plan(bases=bases)
    return basis_texts(applied(made.items, renewed_bases(made, LIBRARY, DAY)))


def shortened(text: str, *bases: str) -> str:
    """The text once every proposal is taken."""
    made = plan(text, bases=bases or (f"Căn cứ {FULL};", "Căn cứ Kế hoạch khác."))
    tree = applied(made.items, shortened_citations(made, LIBRARY))
    return next(item for root in tree for item in root.walk() if item.id == "text-1").text


def test_a_basis_that_does_not_hold_gives_way_to_what_does() -> None:
    made = plan(bases=(f"Căn cứ {FULL};", f"Căn cứ {FULL_OLD}."))
    (change,) = renewed_bases(made, LIBRARY, DAY)
    assert (change.id, change.where, change.is_sure) == ("basis-2", "Căn cứ thứ 2", True)
    assert change.before == f"Căn cứ {FULL_OLD}."
    assert change.after == (
        "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về cơ chế mới.",
    )
    assert "hết hiệu lực từ ngày 01/07/2025, được thay thế bởi Nghị định số 118/2025/NĐ-CP." in change.reason
    assert renewed_bases(plan(bases=(f"Căn cứ {FULL}.",)), LIBRARY, DAY) == []
    assert renewed_bases(made, LIBRARY, date(2020, 1, 1)) == []


def test_what_stands_beside_it_stays() -> None:
    new = f"Căn cứ {NEW.full}"
    assert renewed(f"Căn cứ {FULL_OLD}; {FULL}.") == [f"{new}; {FULL}."]
    assert renewed(f"Căn cứ {FULL_OLD} và {FULL}.") == [f"{new} và {FULL}."]
    amended = "được sửa đổi, bổ sung bởi Nghị định số 107/2021/NĐ-CP ngày 06 tháng 12 năm 2021 của Chính phủ"
    assert renewed(f"Căn cứ {FULL_OLD}, {amended};", "Căn cứ khác.") == [f"{new};", "Căn cứ khác."]
    # What amended it goes with it, though it has a successor of its own.
    with_other = f"Căn cứ {FULL_OLD}, được sửa đổi bởi Thông tư số 1/2018/TT-VPCP."
    assert renewed(with_other) == [f"{new}."]


def test_a_basis_whose_successor_is_there_goes() -> None:
    made = plan(bases=(f"Căn cứ {NEW.full};", f"Căn cứ {FULL_OLD}."))
    (change,) = renewed_bases(made, LIBRARY, DAY)
    assert change.after == ()
    assert change.reason.endswith("Văn bản thay thế đã có trong phần căn cứ.")
    assert basis_texts(applied(made.items, [change])) == [f"Căn cứ {NEW.full}."]
    # Two that the same one replaced do not bring it twice.
    assert renewed(f"Căn cứ {FULL_OLD};", f"Căn cứ {FULL_OLD}.") == [f"Căn cứ {NEW.full}."]
    assert renewed(f"Căn cứ {NEW.full};", f"Căn cứ {FULL}; {FULL_OLD}.")[1:] == [f"Căn cứ {FULL}."]


def test_several_in_its_place_are_a_basis_each() -> None:
    assert renewed("Căn cứ Nghị định số 8/2010/NĐ-CP ngày 08/01/2010 của Chính phủ về hai việc.") == [
        f"Căn cứ {NEW.full};",
        f"Căn cứ {CLERKS.full}.",
    ]


def test_what_may_have_been_replaced_is_not_sure() -> None:
    made = plan(bases=("Căn cứ Thông tư số 1/2018/TT-VPCP.", "Căn cứ Nghị định số 7/2000/NĐ-CP."))
    (change,) = renewed_bases(made, LIBRARY, DAY)
    assert not change.is_sure
    assert change.after == (f"Căn cứ {THEN.full}.",)


def test_two_old_ones_in_one_basis() -> None:
    text = f"Căn cứ {FULL_OLD}; Thông tư số 1/2018/TT-VPCP ngày 23/11/2018."
    assert renewed(text) == [f"Căn cứ {NEW.full}; {THEN.full}."]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (f"Thực hiện {FULL}.", "Thực hiện Nghị định số 30/2020/NĐ-CP."),
        (f"Theo {FULL} và kế hoạch.", "Theo Nghị định số 30/2020/NĐ-CP và kế hoạch."),
        (f"Trình bày theo {FULL} quy định tại Phụ lục I.",
         "Trình bày theo Nghị định số 30/2020/NĐ-CP quy định tại Phụ lục I."),
        ("Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ, hằng năm.",
         "Theo Nghị định số 30/2020/NĐ-CP, hằng năm."),
        ("Theo Nghị định 30/2020/NĐ-CP ngày 05/3/2020 để soạn thảo",
         "Theo Nghị định 30/2020/NĐ-CP để soạn thảo"),
        (f"Theo {FULL}; theo {FULL}.",
         "Theo Nghị định số 30/2020/NĐ-CP; theo Nghị định số 30/2020/NĐ-CP."),
        # What is short, says another subject, or goes on as part of a name, is left to whoever wrote it.
        ("Theo Nghị định số 30/2020/NĐ-CP.",) * 2,
        (f"Theo {FULL} lưu trữ.",) * 2,
        ("Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về văn thư.",) * 2,
        ("Theo Nghị định số 99/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.",) * 2,
    ],
)  # fmt: skip
def test_later_citations_are_short(text: str, short: str) -> None:
    assert shortened(text) == short


def test_a_law_is_short_by_its_name() -> None:
    full = "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
    assert shortened(f"Theo {full}.", f"Căn cứ {full};") == "Theo Luật Tổ chức chính quyền địa phương."


def test_the_first_citation_in_full_may_stand_in_the_text() -> None:
    made = plan(f"Theo {FULL}.", f"Nhắc lại {FULL}.")
    (change,) = shortened_citations(made, LIBRARY)
    assert (change.id, change.where) == ("text-2", "Mục I")
    assert [where for where, _ in cited_places(made)] == ["Mục I"] * 3
    bare = (Item(ItemKind.ARTICLE, "Ban hành", "Điều 1."), Item(ItemKind.CLOSING, "Trên đây là Kế hoạch."))
    made = Plan("Cải cách", PlanPeriod.year(2026), items=bare)
    assert [where for where, _ in cited_places(made)] == ["Điều 1", "Phần không đánh số"]


def test_one_number_of_two_years_is_left_alone() -> None:
    cited = "Kế hoạch số 15/KH-UBND ngày 05/01/{} của UBND tỉnh"
    bases = tuple(f"Căn cứ {cited.format(year)};" for year in (2025, 2026))
    assert shortened(f"Theo {cited.format(2026)}.", *bases) == f"Theo {cited.format(2026)}."
    assert shortened(f"Theo {cited.format(2026)}.", bases[1]) == "Theo Kế hoạch số 15/KH-UBND."


def test_a_decision_and_its_plan_are_two_documents() -> None:
    decision = Item(
        ItemKind.DECISION, "Về việc ban hành Kế hoạch", id="decision",
        children=(
            Item(ItemKind.BASIS, f"Căn cứ {FULL}.", id="one"),
            Item(ItemKind.ARTICLE, f"Ban hành theo {FULL}.", "Điều 1.", id="article"),
        ),
    )  # fmt: skip
    made = plan(f"Theo {FULL}.")
    made = Plan("Cải cách", PlanPeriod.year(2026), items=(decision, *made.items))
    assert [each.id for each in shortened_citations(made, LIBRARY)] == ["article"]


_TEXTS = (
    f"Căn cứ {FULL_OLD}", f"Căn cứ {FULL}", f"Căn cứ {NEW.full}", f"Căn cứ {LAW.full}", "Căn cứ tình hình",
    "Căn cứ Nghị định số 8/2010/NĐ-CP ngày 08/01/2010 của Chính phủ", "Căn cứ Thông tư số 1/2018/TT-VPCP",
    f"Căn cứ {FULL_OLD}; {FULL}", f"Căn cứ {FULL_OLD} và Nghị định số 8/2010/NĐ-CP của Chính phủ",
)  # fmt: skip


@given(st.lists(st.sampled_from(_TEXTS), min_size=1, max_size=6), st.lists(st.sampled_from(_TEXTS)))
def test_once_all_is_taken_nothing_more_is_proposed(bases: list[str], texts: list[str]) -> None:
    made = plan(*texts, bases=(*(f"{each};" for each in bases[:-1]), f"{bases[-1]}."))
    done = Plan(made.subject, made.period, items=applied(made.items, renewed_bases(made, LIBRARY, DAY)))
    done = Plan(made.subject, made.period, items=applied(done.items, shortened_citations(done, LIBRARY)))
    assert renewed_bases(done, LIBRARY, DAY) == []
    assert shortened_citations(done, LIBRARY) == []
    left = basis_texts(done.items)
    assert [each[-1] for each in left] == [";"] * (len(left) - 1) + ["."] * bool(left)
    # What cites nothing that ended stays, word for word.
    for kept in ("Căn cứ tình hình", f"Căn cứ {LAW.full}"):
        assert [each.rstrip(";.") for each in left].count(kept) == bases.count(kept)
