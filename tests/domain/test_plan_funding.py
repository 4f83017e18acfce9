"""The money of a plan by task, source and area, and the sums in it that do not agree."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.money import (
    FundingPart,
    FundingParts,
    amounts_in,
    parse_money,
    read_parts,
    source_name,
)
from cchc_desktop.domain.numerals import format_money
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, Topic
from cchc_desktop.domain.plan_funding import NO_SOURCE, funding
from cchc_desktop.domain.tasks import Assignment


def task(item_id: str, amount: int | None = None, words: str = "", text: str = "") -> Item:
    assignment = Assignment(funding=amount, funding_text=words)
    return Item(ItemKind.TASK, text or f"Việc {item_id}.", "-", assignment=assignment, id=item_id)


def area(code: int, *tasks: Item) -> Item:
    return Item(ItemKind.AREA, f"Lĩnh vực {code}", f"{code}.", area=code, children=tasks, id=f"area-{code}")


def plan(*items: Item, money: tuple[str, ...] = (), annex: tuple[Item, ...] = ()) -> Plan:
    texts = tuple(Item(ItemKind.TEXT, text, "-", id=f"money-{n}") for n, text in enumerate(money))
    return Plan(
        "Cải cách hành chính năm 2026",
        PlanPeriod.year(2026),
        items=(
            Item(ItemKind.SECTION, "NHIỆM VỤ", "II.", Topic.TASKS, children=items),
            Item(ItemKind.SECTION, "KINH PHÍ", "III.", Topic.FUNDING, children=texts),
            Item(ItemKind.ANNEX, "Khung kế hoạch", "Phụ lục", children=annex),
        ),
    )


@pytest.mark.parametrize(
    ("text", "amount", "parts"),
    [
        ("", None, ()),
        ("Lồng ghép trong dự toán chi thường xuyên", None, ()),
        ("Ngân sách xã năm 2025", None, ()),
        ("20 triệu đồng", 20_000_000, (("", 20_000_000),)),
        ("15 - 20 triệu đồng", 20_000_000, (("", 20_000_000),)),
        (
            "ngân sách xã 20.000.000 đồng; xã hội hóa 5.000.000 đồng", 25_000_000,
            (("Ngân sách xã", 20_000_000), ("Xã hội hóa", 5_000_000)),
        ),
        (
            "Nguồn ngân sách xã: 1,5 tỷ đồng, nguồn hỗ trợ của tỉnh là 500 triệu và xã hội hóa 2 triệu đ",
            2_002_000_000,
            (("Ngân sách xã", 1_500_000_000), ("Hỗ trợ của tỉnh", 500_000_000), ("Xã hội hóa", 2_000_000)),
        ),
        (
            "20.000.000 đồng từ ngân sách xã; 5.000.000 đồng xã hội hóa", 25_000_000,
            (("Ngân sách xã", 20_000_000), ("Xã hội hóa", 5_000_000)),
        ),
        (
            "30 triệu đồng, trong đó: ngân sách xã 20 triệu đồng, xã hội hóa 5 triệu đồng", 30_000_000,
            (("Ngân sách xã", 20_000_000), ("Xã hội hóa", 5_000_000)),
        ),
        ("Trong đó ngân sách xã 20 triệu đồng", 20_000_000, (("Trong đó ngân sách xã", 20_000_000),)),
        ("Ngân sách 1.000.000.000.000.000 đồng", None, ()),
        ("Ngân sách 1.00.0 đồng", None, ()),
    ],
)  # fmt: skip
def test_amounts_and_sources_are_read(
    text: str, amount: int | None, parts: tuple[tuple[str, int], ...]
) -> None:
    read = read_parts(text)
    assert (read.amount, read.parts) == (amount, tuple(FundingPart(*part) for part in parts))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12,5 triệu đồng", 12_500_000),
        ("1.200.000", 1_200_000),
        ("ngân sách xã 20.000.000 đồng; xã hội hóa 5.000.000 đồng", 25_000_000),
        ("Ngân sách xã năm 2025", None),
        ("Ngân sách xã", None),
        ("1.00.0 đồng", None),
    ],
)
def test_what_a_text_comes_to(text: str, amount: int | None) -> None:
    assert parse_money(text) == amount
    assert parse_money("1,5 tỉ đồng") == parse_money("1,5 tỷ") == 1_500_000_000
    assert parse_money("20", 1_000_000) == 20_000_000


def test_a_source_is_named_without_what_leads_to_it() -> None:
    assert source_name(" từ nguồn: ngân sách xã (dự kiến ") == "Ngân sách xã"
    assert source_name("; và ") == ""
    assert FundingParts().amount is None


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=4))
def test_every_amount_is_found_with_its_source(amounts: list[int]) -> None:
    text = "; ".join(f"nguồn {chr(65 + n)} {format_money(each)} đồng" for n, each in enumerate(amounts))
    assert [each.amount for each in amounts_in(text)] == amounts
    assert [(part.source, part.amount) for part in read_parts(text).parts] == [
        (chr(65 + n), each) for n, each in enumerate(amounts)
    ]


def test_totals_by_source_and_area() -> None:
    known = funding(
        plan(
            area(3, task("a", 25_000_000, "ngân sách xã 20.000.000 đồng; xã hội hóa 5.000.000 đồng")),
            area(6, task("b", 10_000_000), task("c", 15_000_000, "NS xã"), task("d", None, "Lồng ghép")),
            task("e", None, "Nguồn Ngân sách xã 7 triệu đồng"),
            Item(ItemKind.TASK, "Không phân công", id="f"),
        )
    )
    assert known.doubts == ()
    assert (known.total, known.areas) == (57_000_000, (3, 6, 0))
    assert known.sources == ("Ngân sách xã", "Xã hội hóa", NO_SOURCE)
    assert known.of(source="Ngân sách xã") == 42_000_000
    assert known.of(3) == 25_000_000
    assert known.of(6, "Ngân sách xã") == 15_000_000
    assert known.summary == (
        "4 nhiệm vụ có ghi kinh phí, tổng cộng 57.000.000 đồng (ngân sách xã 42.000.000 đồng; "
        "xã hội hóa 5.000.000 đồng; chưa ghi nguồn 10.000.000 đồng)."
    )
    assert funding(plan()).summary == "Chưa có nhiệm vụ nào ghi kinh phí."


def test_parts_that_do_not_come_to_the_amount_are_told_and_counted_for_no_source() -> None:
    known = funding(
        plan(area(3, task("a", 30_000_000, "ngân sách xã 20 triệu đồng; xã hội hóa 5 triệu đồng")))
    )
    (doubt,) = known.doubts
    assert doubt.item_id == "a"
    assert doubt.sentence == (
        "Mục II.3, nhiệm vụ «Việc a»: các nguồn cộng lại 25.000.000 đồng, kinh phí ghi 30.000.000 đồng. "
        "Hãy sửa một trong hai."
    )
    assert known.of(source=NO_SOURCE) == 30_000_000
    stated = "30 triệu đồng, trong đó: ngân sách xã 20 triệu đồng"
    assert len(funding(plan(area(3, task("a", None, stated)))).doubts) == 1
    bare = replace(plan(), items=(task("a", 2, "ngân sách xã 1 đồng"),))
    assert funding(bare).doubts[0].sentence.startswith("Nhiệm vụ «Việc a»: ")


TASKS = area(3, task("a", 20_000_000, "Ngân sách xã"), task("b", 5_000_000, "Xã hội hóa"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dự kiến 25.000.000 đồng cho các nhiệm vụ có ghi kinh phí.", ""),
        ("Tổng kinh phí 25 triệu đồng, gồm ngân sách xã 20 triệu đồng, xã hội hóa 5 triệu đồng.", ""),
        (
            "Tổng kinh phí: 30.000.000 đồng.",
            "ghi tổng kinh phí 30.000.000 đồng, các nhiệm vụ cộng lại 25.000.000 đồng",
        ),
        (
            "Ngân sách xã: 25 triệu đồng.",
            "ghi nguồn «Ngân sách xã» 25.000.000 đồng, các nhiệm vụ cộng lại 20.000.000",
        ),
        ("Mức chi 500.000 đồng mỗi buổi.", ""),
        ("Theo quy định.", ""),
    ],
)  # fmt: skip
def test_what_the_part_on_money_says_is_held_against_the_tasks(text: str, told: str) -> None:
    doubts = funding(plan(TASKS, money=(text,))).doubts
    assert [doubt.item_id for doubt in doubts] == (["money-0"] if told else [])
    assert all(told in doubt.sentence and doubt.sentence.startswith("Mục III (kinh phí)") for doubt in doubts)
    # A plan whose tasks name no money has nothing to be held against.
    assert funding(plan(money=(text,))).doubts == ()


def test_without_numbers_the_part_on_money_is_told_by_its_name() -> None:
    made = plan(TASKS)
    bare = Item(ItemKind.HEADING, "Kinh phí", "", Topic.FUNDING, children=(
        Item(ItemKind.TEXT, "Tổng: 1 đồng"), task("c", text="Bố trí tổng 3 đồng"),
    ))  # fmt: skip
    (doubt,) = funding(replace(made, items=(made.items[0], bare))).doubts
    assert doubt.sentence.startswith("Phần kinh phí ghi tổng kinh phí 1 đồng")


def test_a_task_of_body_and_annex_is_counted_once() -> None:
    own = task("own", 3_000_000)
    body = task("a", 20_000_000, text="Rà soát TTHC.")
    again = task("again", 20_000_000, text="Rà soát thủ tục hành chính.")
    assert funding(plan(area(3, body), annex=(again, own))).total == 23_000_000
    # Where only the annex names an amount, it is the annex's.
    bare = task("a", text="Rà soát TTHC.")
    known = funding(plan(area(3, bare), annex=(replace(again, area=3),)))
    assert [each.place.item.id for each in known.tasks] == ["again"]
