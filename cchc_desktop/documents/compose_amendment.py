"""The decision that amends an issued plan: what it changes, adds and drops, place by place.

Form of a decision with its articles: Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.2; that an issued document
is amended by one of the same office with a number of its own: Điều 18 of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..domain.dates import BLANK, place_and_date
from ..domain.decisions import ORGANIC_LAW, PROPOSED_BY
from ..domain.numerals import padded
from ..domain.offices import OfficeProfile, lengthen
from ..domain.plan import Item, ItemKind, Plan
from ..domain.plan_comparison import (
    TEXT_NAME,
    ChangeKind,
    Comparison,
    Difference,
    PlanChange,
    place_words,
)
from ..domain.plan_issues import PlanIssue
from ..domain.plan_views import Placed
from ..domain.text import uncapitalized
from .facts import plan_facts
from .model import Block, Document, Heading, HeadingLevel, Paragraph, Part, Style, Title
from .office_text import (
    chosen_signer,
    head_of_plan,
    number_line,
    running_name,
    signature,
    written_date,
)


@dataclass(frozen=True, slots=True)
class AmendingHead:
    """Number, symbol and day of the decision; those that are not given yet are printed as blanks."""

    number: str = ""
    symbol: str = "QĐ-UBND"
    day: date | None = None


def compose_amendment(
    issued: Plan,
    comparison: Comparison,
    office: OfficeProfile,
    head: AmendingHead,
    before: Sequence[PlanIssue] = (),
    *,
    draft: bool = False,
) -> Document:
    """The decision that makes of an ``issued`` plan what the comparison says.

    ``before`` are the decisions that amended it already, which are named among its bases.
    """
    cited = cited_plan(issued, office)
    issuer = lengthen(issued.issuer or office.name).upper()
    signer = chosen_signer(issued.signer, office)
    place = place_and_date(issued.place or office.place, head.day)
    subject = f"Về việc điều chỉnh, bổ sung {uncapitalized(issued.name)}"
    blocks: list[Block] = [
        head_of_plan(issued, office, number_line(head.number, head.symbol), place, draft=draft),
        Title("QUYẾT ĐỊNH", subject),
        Paragraph(issuer, Style.CENTERED_BOLD),
        Paragraph(ORGANIC_LAW, Style.BASIS),
        Paragraph(f"Căn cứ {cited};", Style.BASIS),
        *(Paragraph(f"Căn cứ {_decision(each)};", Style.BASIS) for each in before),
        Paragraph(PROPOSED_BY, Style.BASIS),
        Paragraph("QUYẾT ĐỊNH:", Style.CENTERED_BOLD),
        Heading(
            HeadingLevel.ARTICLE,
            "Điều 1.",
            f"Điều chỉnh, bổ sung một số nội dung của {cited}, cụ thể như sau:",
        ),
        *_numbered(comparison),
        Heading(
            HeadingLevel.ARTICLE,
            "Điều 2.",
            f"Các nội dung khác tiếp tục thực hiện theo {_short(issued, office)}. "
            "Quyết định này có hiệu lực kể từ ngày ký.",
        ),
        Heading(
            HeadingLevel.ARTICLE,
            "Điều 3.",
            "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân, thủ trưởng các cơ quan, đơn vị và "
            "các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
        ),
        signature(issued.recipients, signer),
    ]
    return Document(
        title=f"Quyết định {uncapitalized(subject)}",
        author=office.name,
        facts=plan_facts(issued, office),
        parts=(Part("Quyết định", tuple(blocks)),),
    )


def cited_plan(plan: Plan, office: OfficeProfile) -> str:
    """The plan as it is cited in full: «Kế hoạch số 05/KH-UBND ngày … của Ủy ban nhân dân xã … về …».

    One that a decision approved is cited with it.
    """
    name = plan.title.capitalize()
    subject = uncapitalized(plan.subject)
    issued = written_date(plan.issued_on, plan.draft_month, plan.draft_year)
    issuer = lengthen(running_name(plan.issuer, office))
    number = f"số {padded(plan.number) or BLANK}/{plan.issued_symbol} {issued} của {issuer}"
    if plan.decision is not None:
        return f"{name} {subject} ban hành kèm theo Quyết định {number}"
    return f"{name} {number} về {subject.removeprefix('về ')}"


def _short(plan: Plan, office: OfficeProfile) -> str:
    number = f"{padded(plan.number)}/{plan.issued_symbol}"
    return f"{plan.issued_as} số {number} của {running_name(plan.issuer, office)}"


def _decision(issue: PlanIssue) -> str:
    return f"Quyết định số {padded(issue.number)}/{issue.symbol} {written_date(issue.issued_on)}"


def _numbered(comparison: Comparison) -> Iterator[Block]:
    """Every change as a clause of its own, with what is added under it."""
    for number, (sentence, below) in enumerate(_clauses(comparison), 1):
        yield Paragraph(sentence, Style.BODY, f"{number}.")
        yield from (Paragraph(text, Style.BODY, marker) for marker, text in below)


Below = list[tuple[str, str]]


def _clauses(comparison: Comparison) -> Iterator[tuple[str, Below]]:
    for each in comparison.head:
        yield f"Điều chỉnh {uncapitalized(each.name)}: {_from_to(each)}.", []
    added = {change.there.item.id for change in comparison.of(ChangeKind.ADDED)}
    dropped = {change.there.item.id for change in comparison.of(ChangeKind.DROPPED)}
    for change in comparison.changes:
        match change.kind:
            case ChangeKind.ADDED:
                if not _is_below(change.there, added):
                    yield _added(change.there)
            case ChangeKind.DROPPED:
                if not _is_below(change.there, dropped):
                    yield _dropped(change.there), []
            case ChangeKind.MOVED:
                yield _moved(change), []
            case ChangeKind.CHANGED:
                yield from ((sentence, []) for sentence in _changed(change))


def _is_below(place: Placed, ids: set[str]) -> bool:
    return bool(place.parents) and place.parents[-1].id in ids


def _added(place: Placed) -> tuple[str, Below]:
    lines = [(item.marker, item.text) for item in place.item.walk()]
    where = _parent_words(place)
    if len(lines) == 1:
        return f"Bổ sung vào {where} nội dung: “{_bare(place.item)}”.", []
    return f"Bổ sung vào {where} các nội dung sau:", lines


def _dropped(place: Placed) -> str:
    more = " và các nội dung thuộc mục này" if place.item.children else ""
    return f"Bãi bỏ nội dung “{_bare(place.item)}” tại {place_words(place)}{more}."


def _moved(change: PlanChange) -> str:
    assert change.before is not None
    old, new = _parent_words(change.before), _parent_words(change.there)
    if old == new:
        return f"Sắp xếp lại thứ tự của nội dung “{_bare(change.there.item)}” tại {old}."
    return f"Chuyển nội dung “{_bare(change.there.item)}” từ {old} đến {new}."


def _changed(change: PlanChange) -> Iterator[str]:
    assert change.before is not None
    where, new = place_words(change.before), _bare(change.there.item)
    parts = [
        f"{uncapitalized(each.name)} {_from_to(each)}"
        for each in change.differences
        if each.name != TEXT_NAME
    ]
    if len(parts) < len(change.differences):
        yield f"Sửa đổi nội dung “{_bare(change.before.item)}” tại {where} thành “{new}”."
    if parts:
        yield f"Điều chỉnh nội dung “{new}” tại {where}: {'; '.join(parts)}."


def _from_to(each: Difference) -> str:
    before, after = (text.replace("\n", "; ").rstrip(" .;") for text in (each.before, each.after))
    if not before:
        return f"bổ sung “{after}”"
    return f"từ “{before}” thành “{after}”" if after else f"bỏ “{before}”"


def _parent_words(place: Placed) -> str:
    if not place.parents:
        return "nội dung Kế hoạch" if place.item.kind is not ItemKind.BASIS else "phần căn cứ"
    *above, parent = place.parents
    return place_words(Placed(parent, tuple(above), place.topic, place.area))


def _bare(item: Item) -> str:
    return item.text.rstrip(" .;/")
