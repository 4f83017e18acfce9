"""A plan as a document: the decision it is attached to, the plan itself, and its annexes.

Every item of the tree is printed once, in its order and with its own words; tasks stand in the annex
«Khung kế hoạch» besides (compose_framework.py), those under an annex stand only there.
"""

import re
from collections.abc import Iterator, Sequence

from ..domain.areas import Area
from ..domain.dates import place_and_date
from ..domain.framework import USUAL, Columns
from ..domain.numerals import padded
from ..domain.offices import OfficeProfile, lengthen
from ..domain.plan import ANNEX_NOTE, Item, ItemKind, Plan
from ..domain.plan_issues import PlanIssue
from ..domain.text import fold
from .compose_framework import annex_parts
from .facts import plan_facts
from .model import Block, Document, Heading, HeadingLevel, Paragraph, Part, Style, Title
from .office_text import (
    attached_to,
    chosen_signer,
    closed,
    head_of_plan,
    number_line,
    running_name,
    signature,
    written_date,
)

_LETTERED = re.compile(r"[^\W\d_]{1,2}\)")
_HEADINGS = frozenset({ItemKind.HEADING, ItemKind.AREA, ItemKind.UNIT})


def compose_plan(
    plan: Plan,
    office: OfficeProfile,
    areas: Sequence[Area],
    *,
    draft: bool = False,
    amendments: Sequence[PlanIssue] = (),
    columns: Columns = USUAL,
) -> Document:
    """The whole plan, ready for a renderer; ``areas`` name the groups of the annex, ``columns`` are its.

    A ``draft`` says so under its number; a plan that was amended names the decisions under its title.
    """
    decision = plan.decision
    parts: list[Part] = []
    if decision is not None:
        parts.append(_decision_part(plan, decision, office, draft=draft))
    annexes = list(annex_parts(plan, office, areas, columns))
    parts.append(
        _plan_part(plan, office, amendments, with_head=decision is None, draft=draft, annexed=bool(annexes))
    )
    parts.extend(annexes)
    return Document(
        title=f"{plan.title.capitalize()} {plan.subject}".strip(),
        author=office.name,
        facts=plan_facts(plan, office),
        parts=tuple(parts),
    )


def _head(plan: Plan, office: OfficeProfile, symbol: str, *, draft: bool) -> Block:
    place = place_and_date(plan.place or office.place, plan.issued_on, plan.draft_month, plan.draft_year)
    return head_of_plan(plan, office, number_line(plan.number, symbol), place, draft=draft)


def _decision_part(plan: Plan, decision: Item, office: OfficeProfile, *, draft: bool) -> Part:
    signer = chosen_signer(plan.signer, office)
    issuer = lengthen(plan.issuer or office.name).upper()
    collective = signer.authority.upper().startswith("TM.")
    # A chairman who decides in his own right is named with the office: NĐ 30/2020, Phụ lục III, mẫu 1.2.
    position = signer.position.split("\n")[-1].upper() or "CHỦ TỊCH"
    authority = issuer if collective or not signer.position else f"{position} {issuer}"

    blocks: list[Block] = [
        _head(plan, office, plan.issued_symbol, draft=draft),
        Title("QUYẾT ĐỊNH", decision.text),
    ]
    # A decision that was read from a file has its own line for who decides.
    if not (decision.children and decision.children[0].text.isupper()):
        blocks.append(Paragraph(authority, Style.CENTERED_BOLD))
    announced = False
    for child in decision.children:
        if fold(child.text).strip(" :") == "quyet dinh" or child.text.isupper():
            announced = announced or fold(child.text).strip(" :") == "quyet dinh"
            blocks.append(Paragraph(child.text, Style.CENTERED_BOLD))
            continue
        if child.kind is ItemKind.ARTICLE and not announced:
            blocks.append(Paragraph("QUYẾT ĐỊNH:", Style.CENTERED_BOLD))
            announced = True
        blocks.extend(item_blocks(child))
    blocks.append(signature(plan.recipients, signer))
    return Part("Quyết định", tuple(blocks))


def _plan_part(
    plan: Plan,
    office: OfficeProfile,
    amendments: Sequence[PlanIssue],
    *,
    with_head: bool,
    draft: bool,
    annexed: bool,
) -> Part:
    blocks: list[Block] = []
    enclosure = plan.enclosure
    if with_head:
        blocks.append(_head(plan, office, plan.symbol, draft=draft))
    elif not enclosure:
        issued = written_date(plan.issued_on, plan.draft_month, plan.draft_year)
        issuer = running_name(plan.issuer, office)
        enclosure = attached_to(
            "Quyết định", plan.number, plan.issued_symbol, issued, issuer, "Ban hành kèm theo"
        )
    blocks.append(Title(plan.title.upper(), plan.subject, enclosure))
    if amendments:
        blocks.append(Paragraph(_amended_by(amendments), Style.CENTERED_NOTE))
    body = [item for item in plan.items if item.kind not in (ItemKind.DECISION, ItemKind.ANNEX)]
    closing = next((n for n, item in enumerate(body) if item.kind is ItemKind.CLOSING), len(body))
    for item in body[:closing]:
        blocks.extend(item_blocks(item))
    if annexed and not _names_annex(plan):
        blocks.append(Paragraph(ANNEX_NOTE, Style.NOTE))
    for item in body[closing:]:
        blocks.extend(item_blocks(item))
    if with_head:
        blocks.append(signature(plan.recipients, chosen_signer(plan.signer, office)))
    return Part("Kế hoạch", tuple(blocks))


def _names_annex(plan: Plan) -> bool:
    """Whether the text leads to an annex, as it must where there is one (NĐ 30/2020, Phụ lục I, Phần I, Mục
    III, khoản 1)."""
    return any("phu luc" in fold(item.text) for item in plan.walk() if item.kind is not ItemKind.ANNEX)


def _amended_by(amendments: Sequence[PlanIssue]) -> str:
    decisions = ", ".join(
        f"Quyết định số {padded(each.number)}/{each.symbol} {written_date(each.issued_on)}"
        for each in amendments
    )
    return f"(Được điều chỉnh, bổ sung tại {decisions})"


def item_blocks(item: Item) -> Iterator[Block]:
    """The item and all under it as blocks, annexes left out (they are parts of their own)."""
    if item.kind is ItemKind.ANNEX:
        return
    yield item_block(item)
    for child in item.children:
        yield from item_blocks(child)


def item_block(item: Item) -> Block:
    """One item as it is printed in running text (components 12 to 20)."""
    match item.kind:
        case ItemKind.SECTION | ItemKind.DECISION:
            return Heading(HeadingLevel.SECTION, item.marker, item.text)
        case ItemKind.ARTICLE:
            return Heading(HeadingLevel.ARTICLE, item.marker, item.text)
        case kind if kind in _HEADINGS:
            lettered = _LETTERED.fullmatch(item.marker.strip()) is not None
            level = HeadingLevel.POINT if lettered else HeadingLevel.CLAUSE
            return Heading(level, item.marker, item.text)
        case ItemKind.BASIS:
            return Paragraph(item.text, Style.BASIS, item.marker)
        case ItemKind.NOTE:
            return Paragraph(item.text, Style.NOTE, item.marker)
        case ItemKind.CLOSING:
            return Paragraph(closed(item.text), Style.BODY, item.marker)
        case _:
            return Paragraph(item.text, Style.BODY, item.marker, belongs=item.kind is ItemKind.DETAIL)
