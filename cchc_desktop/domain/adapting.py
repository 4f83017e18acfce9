"""A superior's plan brought down to the commune: its words, and what of it is not the commune's.

«Trên địa bàn huyện» becomes «trên địa bàn xã An Bình», and the superior's committee the commune's where it is
the plan's own issuer and not who gives, receives or is asked; names of cited documents stay. Who leads a task
above does not lead it here, and the superior's duties by unit are not the commune's.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .details import DetailField, without_details
from .periods import PlanPeriod
from .plan import Item, ItemKind, Plan, PlanLevel
from .plan_drafting import ANSWERING, Drafting, DraftLine, Remade, lines_of
from .tasks import Assignment, TaskSource
from .text import fold
from .year_plan import in_time, own_basis, with_basis
from .year_words import cited_spans, moved

_COMMITTEE = r"(?:UBND|[ỦU][yỷ] ban nhân dân|Uỷ ban nhân dân)"
_SUPERIOR = re.compile(rf"^(?:{_COMMITTEE}\s+)?(tỉnh|thành phố|huyện|quận|thị xã)\s*(.*)$", re.IGNORECASE)
_OWN = re.compile(
    rf"^(?:{_COMMITTEE}\s+)?(xã|phường|đặc khu|thị trấn|huyện|quận|thị xã|thành phố)\s+(.+)$", re.IGNORECASE
)
_COMMUNES = frozenset({"xã", "phường", "đặc khu", "thị trấn"})
_ABOVE = re.compile(
    r"(?:báo cáo|trình|gửi|về|đề nghị|kiến nghị|tham mưu cho|chỉ đạo của|hướng dẫn của|kế hoạch của|"
    r"yêu cầu của)\s+"
    r"(?:lên\s+|cho\s+|với\s+|về\s+)?(?:Chủ tịch\s+|Thường trực\s+)?$",
    re.IGNORECASE,
)
"""Before its name the committee above is meant: who is reported to, asked, or guides."""
_GIVES = re.compile(r"\s*,?\s*(?:giao|chỉ đạo|yêu cầu|phê duyệt|phân bổ|hướng dẫn)\b", re.IGNORECASE)
"""After its name the committee above is meant: it gives, or demands."""
_ALL_COMMUNES = re.compile(
    rf"({_COMMITTEE})\s+(?:các|cấp)\s+xã(?:\s*,\s*(?:phường|thị trấn|đặc khu))*", re.IGNORECASE
)


_OF_ABOVE = frozenset({DetailField.LEAD, DetailField.SUPPORT, DetailField.FUNDING})


@dataclass(frozen=True, slots=True)
class Places:
    """The place of the plan above («huyện», «Bình Giang») and the commune's («xã», «An Bình»)."""

    above: str
    above_name: str
    own: str
    own_name: str

    @property
    def whole(self) -> str:
        """«xã An Bình»."""
        return f"{self.own} {self.own_name}"


def places(source: Plan, office: str) -> Places:
    """Whose plan it is and whose it is to become, by the names of both; of what a name does not tell, the
    level says it («tỉnh», «xã»)."""
    above = _SUPERIOR.match(" ".join(source.issuer.split()))
    own = _OWN.match(" ".join(office.split()))
    level = "huyện" if source.level is PlanLevel.DISTRICT else "tỉnh"
    return Places(
        above[1].lower() if above else level,
        above[2].strip() if above else "",
        own[1].lower() if own else "xã",
        own[2].strip() if own else office,
    )


def adapted(text: str, at: Places) -> tuple[str, tuple[str, ...]]:
    """The text for the commune, and each change as «before → after»."""
    changes: list[str] = []
    named = rf"(?:\s+{re.escape(at.above_name)})?" if at.above_name else ""
    # Each reads what the ones before left.
    for pattern, make in _rules(at, named):
        text = _changed(text, pattern, make, changes)
    return text, tuple(dict.fromkeys(changes))


def _rules(at: Places, named: str) -> list[tuple[re.Pattern[str], str]]:
    here = re.IGNORECASE
    rules = [
        (re.compile(rf"(trên địa bàn)\s+(?:toàn\s+)?{at.above}{named}(?!\w)", here), rf"\1 {at.whole}"),
    ]
    if at.own in _COMMUNES:
        rules.append((_ALL_COMMUNES, rf"\1 {at.own}"))
    if at.above_name:
        # With its name first: what is left of the kind alone stands without one.
        name = re.escape(at.above_name)
        rules.append((re.compile(rf"({_COMMITTEE})\s+{at.above}\s+{name}(?!\w)"), rf"\1 {at.whole}"))
        own_name = re.compile(rf"(?<!ủy )(?<!uỷ )(?<!nhân dân )(?<!UBND ){at.above}\s+{name}(?!\w)", here)
        rules.append((own_name, at.whole))
        named = rf"(?!\s+{name})"
    rules.append((re.compile(rf"({_COMMITTEE})\s+{at.above}{named}(?!\w)"), rf"\1 {at.own}"))
    rules.append((re.compile(rf"\b(toàn)\s+{at.above}(?!\w)", here), rf"\1 {at.own}"))
    return rules


def _changed(text: str, pattern: re.Pattern[str], make: str, changes: list[str]) -> str:
    cited = cited_spans(text)

    def changed(found: re.Match[str]) -> str:
        before, after = text[: found.start()], text[found.end() :]
        is_cited = any(start <= found.start() < end for start, end in cited)
        if is_cited or _ABOVE.search(before) or _GIVES.match(after):
            return found[0]
        made = found.expand(make)
        made = made.upper() if found[0].isupper() else made
        changes.append(f"«{found[0]}» → «{made}»")
        return made

    return pattern.sub(changed, text)


def brought_down(source: Plan, head: Plan, office: str) -> Drafting:
    """What a superior's plan proposes for the commune whose plan has the head ``head``.

    Years and days are moved where the two are not of one year; of a superior's plan of several years targets
    have the value of the year. Each target and task answers the one that it was made of.
    """
    at = places(source, office)
    lines = lines_of(source.items, lambda item: _remade(item, at, source.period, head.period))
    subject, _ = adapted(moved(source.subject, source.period, head.period), at)
    return Drafting(replace(head, subject=subject), with_basis(_own_bases(lines), own_basis(source)))


def _own_bases(lines: Iterable[DraftLine]) -> list[DraftLine]:
    """The lines with the legal bases of a superior's decision at their head: they are the commune's too, but
    for those that say who proposed the decision."""
    bases: list[DraftLine] = []
    others: list[DraftLine] = []
    for line in lines:
        is_cited = (
            line.item.kind is ItemKind.BASIS and line.depth and fold(line.item.text).startswith("can cu")
        )
        if is_cited:
            bases.append(replace(line, depth=0, taken=True))
        else:
            others.append(line)
    return [*bases, *others]


def _remade(item: Item, at: Places, source: PlanPeriod, goal: PlanPeriod) -> Remade:
    if item.kind in (ItemKind.DECISION, ItemKind.ARTICLE):
        return Remade(item, False, ("Quyết định của cấp trên.",))
    own = unassigned(item)
    if item.kind is ItemKind.UNIT or (item.text and not own.text):
        return Remade(item, False, ("Phân công cho đơn vị của cấp trên.",))
    made = in_time(own, source, goal)
    after, changes = in_own_words(made.item, at)
    after = replace(after, answers=(item.id,) if item.kind in ANSWERING else ())
    reasons = (*made.reasons, *changes)
    if after.assignment is not None:
        after, who = _of_own(after, after.assignment)
        reasons = (*reasons, *who)
    return Remade(after, made.taken, reasons)


def in_own_words(item: Item, at: Places) -> tuple[Item, tuple[str, ...]]:
    """A superior's item in the commune's words, and each change; what measures a target is the commune's to
    say."""
    text, changes = adapted(item.text, at)
    measure = item.measure
    if measure is not None:
        parts = tuple(replace(part, fragment=adapted(part.fragment, at)[0]) for part in measure.subtargets)
        measure = replace(measure, subtargets=parts, indicator="")
    return replace(item, text=text, measure=measure), changes


def unassigned(item: Item) -> Item:
    """The item without the words in it that say who leads, supports and pays above."""
    if item.kind not in (ItemKind.DETAIL, ItemKind.TASK, ItemKind.SUBTASK):
        return item
    return replace(item, text=without_details(item.text, lambda detail: detail.field in _OF_ABOVE))


def _of_own(item: Item, given: Assignment) -> tuple[Item, tuple[str, ...]]:
    """A task from above without those who do it there, and without the lines that name them."""
    who = f"Chủ trì ở cấp trên: {given.lead}" if given.lead else "Ghi là cấp trên giao"
    return replace(item, assignment=own_assignment(given)), (f"{who}; hãy phân công đơn vị của xã.",)


def own_assignment(given: Assignment) -> Assignment:
    """What stays of a superior's assignment: product and time; who leads and pays is decided there."""
    return Assignment(
        deliverable=given.deliverable, start=given.start, due=given.due, due_text=given.due_text,
        source=TaskSource.ABOVE,
    )  # fmt: skip
