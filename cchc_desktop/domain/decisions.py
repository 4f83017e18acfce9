"""The decision that approves a plan: proposed from what the plan holds, and followed by the plan's symbol.

Form: Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.2 (bases, each a line; «Theo đề nghị của …»; articles).
"""

from dataclasses import replace

from .errors import Refusal
from .plan import Item, ItemKind, Plan
from .text import fold

ORGANIC_LAW = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
"""The first basis of what a people's committee decides since 01/7/2025 (Luật số 72/2025/QH15)."""
PROPOSED_BY = "Theo đề nghị của Văn phòng Hội đồng nhân dân và Ủy ban nhân dân."
"""The last basis, as the program proposes it: the unit that lays plans before most chairmen."""
_LAW_NAME = "luat to chuc chinh quyen dia phuong"
_AS_ARTICLE_3 = "Như Điều 3;"


def with_decision(plan: Plan) -> Plan:
    """The plan attached to a decision that approves it, as the program proposes it.

    The plan's own bases become the decision's: what is issued with a document is not based once more. Number
    and day are the decision's. Raises Refusal for a plan that has a decision, or was issued by itself.
    """
    if plan.decision is None and plan.number:
        raise Refusal(
            f"Kế hoạch đã ban hành bằng văn bản riêng (số {plan.number}/{plan.symbol}), không kèm theo quyết "
            "định nào."
        )
    if plan.decision is not None:
        raise Refusal("Kế hoạch này đã kèm theo quyết định.")
    bases = tuple(item for item in plan.items if item.kind is ItemKind.BASIS and item.text.strip())
    rest = tuple(item for item in plan.items if item.kind is not ItemKind.BASIS)
    cites_law = any(_LAW_NAME in fold(item.text) for item in bases)
    law = () if cites_law else (Item(ItemKind.BASIS, ORGANIC_LAW),)
    cited = tuple(replace(item, text=f"{item.text.rstrip().rstrip('.;,')};") for item in bases)
    decision = Item(
        ItemKind.DECISION,
        f"Phê duyệt {plan.name}",
        children=(
            *law,
            *cited,
            Item(ItemKind.BASIS, PROPOSED_BY),
            Item(ItemKind.ARTICLE, f"Phê duyệt kèm theo Quyết định này {plan.name}.", "Điều 1."),
            Item(ItemKind.ARTICLE, "Quyết định này có hiệu lực kể từ ngày ký.", "Điều 2."),
            Item(
                ItemKind.ARTICLE,
                "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân, thủ trưởng các cơ quan, đơn vị "
                "và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
                "Điều 3.",
            ),
        ),
    )
    named = any(fold(line).startswith("nhu dieu") for line in plan.recipients)
    first = () if named else (_AS_ARTICLE_3,)
    return following(plan, replace(plan, items=(decision, *rest), recipients=(*first, *plan.recipients)))


def following(before: Plan, after: Plan) -> Plan:
    """The edited plan with the symbol that goes with its decision: «QĐ-UBND» once it has one, «KH-UBND» again
    once it has none."""
    if after.decision is not None:
        return replace(after, symbol=after.issued_symbol)
    if before.decision is not None and after.symbol.startswith("QĐ"):
        return replace(after, symbol=f"KH{after.symbol[2:]}", enclosure="")
    return after
