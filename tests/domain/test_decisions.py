"""A plan that a decision approves: the decision as it is proposed, and the symbol that goes with it."""

from dataclasses import replace

import pytest

from cchc_desktop.domain.decisions import ORGANIC_LAW, PROPOSED_BY, following, with_decision
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.plan import Item, ItemKind, Plan
from cchc_desktop.domain.plan_form import form_problems
from tests.plans import small_plan


def bases(plan: Plan) -> list[str]:
    assert plan.decision is not None
    return [item.text for item in plan.decision.children if item.kind is ItemKind.BASIS]


def test_the_decision_is_proposed_from_the_plan() -> None:
    plan = with_decision(small_plan())
    decision = plan.decision
    assert decision is not None
    assert decision.text == "Phê duyệt Kế hoạch cải cách hành chính năm 2026"
    assert bases(plan) == [ORGANIC_LAW, "Căn cứ Kế hoạch của tỉnh;", PROPOSED_BY]
    articles = [item for item in decision.children if item.kind is ItemKind.ARTICLE]
    assert [item.marker for item in articles] == ["Điều 1.", "Điều 2.", "Điều 3."]
    assert articles[-1].text.endswith("./.")
    # The plan itself is based on nothing once more, and goes out under the decision's number.
    assert all(item.kind is not ItemKind.BASIS for item in plan.items)
    assert (plan.symbol, plan.issued_as) == ("QĐ-UBND", "Quyết định")
    assert plan.recipients == ("Như Điều 3;", *small_plan().recipients)
    assert form_problems(plan) == []
    with pytest.raises(Refusal, match="đã kèm theo"):
        with_decision(plan)
    # A number is that of what it was given to.
    with pytest.raises(Refusal, match="bằng văn bản riêng \\(số 7/KH-UBND\\)"):
        with_decision(replace(small_plan(), number="7"))


def test_nothing_is_said_twice() -> None:
    plan = small_plan()
    law = Item(ItemKind.BASIS, "Căn cứ Luật Tổ chức chính quyền địa phương năm 2025.")
    plan = replace(plan, items=(law, *plan.items), recipients=("Như Điều 4;", "Lưu: VT."))
    made = with_decision(plan)
    assert bases(made)[0] == "Căn cứ Luật Tổ chức chính quyền địa phương năm 2025;"
    assert len(bases(made)) == 3
    assert made.recipients == plan.recipients


def test_the_symbol_follows_the_decision() -> None:
    plan = small_plan()
    assert (plan.issued_symbol, plan.issued_as, plan.decision) == ("KH-UBND", "Kế hoạch", None)
    given = replace(plan, items=(Item(ItemKind.DECISION, "Phê duyệt"), *plan.items))
    assert (given.symbol, given.issued_symbol) == ("KH-UBND", "QĐ-UBND")
    assert following(plan, given).symbol == "QĐ-UBND"
    taken = replace(following(plan, given), items=plan.items, enclosure="(Kèm theo Quyết định số 1/QĐ-UBND)")
    assert following(given, taken) == plan
    assert following(plan, plan) == plan
    other = replace(given, symbol="123")
    assert following(plan, other).symbol == "123"
    # A head has no tree: its symbol alone says what it went out as.
    assert replace(following(plan, given), items=()).issued_as == "Quyết định"
