"""Which sentences of a superior's plan are answered by which targets and tasks of the office's own plan.

What answers what is said by ``Item.answers``; where nothing says it, the sentence of the own plan that is
most like the superior's is proposed. A superior demands by targets, tasks and sub-tasks, and by the duties of
those units that the office is one of («Ủy ban nhân dân các xã, phường», «các cơ quan, đơn vị»).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from . import numbering, outline
from .adapting import Places, in_own_words, own_assignment, places, unassigned
from .area_places import Spot, place_for
from .errors import Refusal
from .likeness import likest
from .plan import HEADING_KINDS, Item, ItemKind, Plan, Topic, new_id
from .plan_drafting import ANSWERING
from .plan_views import Placed, numbers_of, placed, unit_name
from .tasks import Assignment
from .text import fold, shortened, written_out
from .year_plan import in_time

ALIKE = 73
"""From which likeness on (0 to 100) an own sentence is proposed as an answer."""
_TRIED = 12
"""With how many own sentences, of those that share most rare words, one is held against."""
_SAME_SORT = 4
"""So much likeness a target is worth more for a target, and a task for what is to be done."""
_COMMON_SHARE = 8
"""A word that more than this part of the own sentences holds says little."""


class CoverageState(StrEnum):
    """How a superior's sentence stands in the own plan."""

    ANSWERED = "answered"
    PROPOSED = "proposed"
    OPEN = "open"

    @property
    def label(self) -> str:
        """The state in Vietnamese."""
        return _LABELS[self]


_LABELS = {
    CoverageState.ANSWERED: "Đã có",
    CoverageState.PROPOSED: "Đề xuất",
    CoverageState.OPEN: "Chưa có",
}


@dataclass(frozen=True, slots=True)
class Covered:
    """A sentence of the superior's plan and what answers it in the own one.

    ``number`` is where it stands («II.1.a, gạch 3»); ``ids`` are the identities of the sentence and of those
    that repeat it, as an annex does; ``proposal`` is the own item most like it, where nothing answers it yet.
    """

    demand: Placed
    number: str
    ids: tuple[str, ...]
    answers: tuple[Item, ...] = ()
    proposal: Item | None = None

    @property
    def id(self) -> str:
        """The identity of the superior's sentence."""
        return self.demand.item.id

    @property
    def state(self) -> CoverageState:
        """How the sentence stands."""
        if self.answers:
            return CoverageState.ANSWERED
        return CoverageState.OPEN if self.proposal is None else CoverageState.PROPOSED


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sentences of a superior's plan, in its order, with what answers each."""

    lines: tuple[Covered, ...]

    def of(self, state: CoverageState) -> tuple[Covered, ...]:
        """The sentences that stand so."""
        return tuple(line for line in self.lines if line.state is state)

    def line(self, demand_id: str) -> Covered:
        """The sentence of this identity. Raises Refusal where the superior's plan demands none such."""
        for line in self.lines:
            if demand_id in line.ids:
                return line
        raise Refusal("Câu này không còn trong kế hoạch của cấp trên.")

    @property
    def summary(self) -> str:
        """How many sentences there are and how they stand, in a sentence."""
        if not self.lines:
            return "Kế hoạch của cấp trên không có chỉ tiêu, nhiệm vụ nào để đối chiếu."
        counts = ", ".join(f"{state.label.lower()} {len(self.of(state))}" for state in CoverageState)
        return f"{len(self.lines)} chỉ tiêu, nhiệm vụ của cấp trên: {counts}."


def coverage(ours: Plan, superior: Plan, office_name: str = "") -> Coverage:
    """How the own plan answers the superior's; ``office_name`` tells which duties are the office's own."""
    answering: dict[str, list[Item]] = defaultdict(list)
    for item in ours.walk():
        for demand_id in item.answers:
            answering[demand_id].append(item)
    lines = []
    for demand, number, ids in _demands(superior, office_name):
        answers = {item.id: item for demand_id in ids for item in answering.get(demand_id, ())}
        lines.append(Covered(demand, number, ids, tuple(answers.values())))
    waiting = [line for line in lines if not line.answers]
    proposals = _proposals(ours, waiting)
    return Coverage(tuple(replace(line, proposal=proposals.get(line.id)) for line in lines))


# What a superior demands


def _demands(superior: Plan, office_name: str) -> list[tuple[Placed, str, tuple[str, ...]]]:
    """The sentences that demand something, each once, with where it stands and the identities of all that
    say it. The same words in two areas are two demands; an annex may repeat one without saying its area."""
    found: dict[str, list[tuple[Placed, str, list[str]]]] = defaultdict(list)
    order: list[tuple[Placed, str, list[str]]] = []
    ordinals: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for place in placed(superior):
        above = place.parents[-1].id if place.parents else ""
        counts[above] += 1
        ordinals[place.item.id] = counts[above]
        said = written_out(place.item.text)
        if not said or not _demands_something(place, office_name):
            continue
        for known, _, ids in found[said]:
            if known.area == place.area or None in (known.area, place.area):
                ids.append(place.item.id)
                break
        else:
            demand = (place, _number(place, ordinals), [place.item.id])
            found[said].append(demand)
            order.append(demand)
    return [(place, number, tuple(ids)) for place, number, ids in order]


def _demands_something(place: Placed, office_name: str) -> bool:
    item = place.item
    if item.kind in ANSWERING:
        return True
    if item.kind is ItemKind.UNIT:
        # A heading that goes on as the unit's only duty.
        return (
            not item.children
            and len(item.text) > len(unit_name(item.text)) + 5
            and _is_ours(item.text, office_name)
        )
    unit = next((above for above in reversed(place.parents) if above.kind is ItemKind.UNIT), None)
    return item.kind is ItemKind.TEXT and unit is not None and _is_ours(unit.text, office_name)


_COMMUNES = re.compile(
    r"\b(uy ban nhan dan|ubnd)( nhan dan)?( cac)?( cap)? (xa|phuong|dac khu|thi tran)\b"
    r"|\bcap xa\b|\bcac (xa|phuong|co quan|don vi|dia phuong)\b"
)


def _is_ours(heading: str, office_name: str) -> bool:
    """Whether the heading of duties names the office, or units of which it is one."""
    words = fold(unit_name(heading))
    return bool(_COMMUNES.search(words)) or (bool(office_name) and fold(office_name) in words)


def _number(place: Placed, ordinals: Mapping[str, int]) -> str:
    """«II.1.a, gạch 3»: the numbers above a sentence, and which of the bullets under them it is."""
    bullets: list[str] = []
    for item in reversed((*place.parents, place.item)):
        if numbering.is_number(item.marker) or item.kind in HEADING_KINDS:
            break
        bullets.insert(0, str(ordinals[item.id]))
    return ", ".join(filter(None, (numbers_of(place), f"gạch {'.'.join(bullets)}" if bullets else "")))


def _proposals(ours: Plan, waiting: Sequence[Covered]) -> dict[str, Item]:
    """The own item most like each sentence, by the sentence's identity; where none is like it, nothing."""
    # Only who looks at a coverage needs it, and no start does.
    from rapidfuzz import fuzz

    def score(one: str, other: str, least: float) -> float:
        return fuzz.token_set_ratio(one, other, score_cutoff=least)

    own = [place for place in placed(ours) if place.item.kind in ANSWERING]
    known = [("", written_out(place.item.text)) for place in own]
    asked = [("", written_out(line.demand.item.text)) for line in waiting]
    best: dict[str, tuple[float, Item]] = {}
    common = max(20, len(own) // _COMMON_SHARE)
    for likeness, at, candidate in likest(known, asked, score, ALIKE, _TRIED, common):
        demand = waiting[at].demand
        # Of two that are nearly as like it, the one of the same sort is meant, then that of the same area.
        is_target = demand.item.kind is ItemKind.TARGET
        same_sort = (own[candidate].item.kind is ItemKind.TARGET) == is_target
        rank = likeness + _SAME_SORT * same_sort + (own[candidate].area == demand.area)
        if demand.item.id not in best or rank > best[demand.item.id][0]:
            best[demand.item.id] = (rank, own[candidate].item)
    return {demand_id: item for demand_id, (_, item) in best.items()}


# What answers what


def answered(plan: Plan, pairs: Iterable[tuple[str, str]]) -> Plan:
    """The plan whose items answer sentences of others: pairs of an own item and a superior's sentence.

    Raises Refusal for an item that is not in the plan, or that is neither a target nor a task.
    """
    items = plan.items
    for item_id, demand_id in pairs:
        item = outline.find(items, item_id)
        if item.kind not in ANSWERING:
            raise Refusal("Chỉ chỉ tiêu, nhiệm vụ của kế hoạch mới trả lời được câu của cấp trên.")
        if demand_id not in item.answers:
            items = outline.update(items, replace(item, answers=(*item.answers, demand_id)))
    return replace(plan, items=items)


def unanswered(plan: Plan, line: Covered) -> Plan:
    """The plan without what answers this sentence; the answering items themselves stay."""
    items = plan.items
    for item in line.answers:
        left = tuple(demand_id for demand_id in item.answers if demand_id not in line.ids)
        items = outline.update(items, replace(outline.find(items, item.id), answers=left))
    return replace(plan, items=items)


# What is taken over


def taken_over(ours: Plan, superior: Plan, lines: Iterable[Covered], office: str) -> Plan:
    """The own plan with the superior's sentences added to the areas where they belong, as targets and tasks
    that answer them.

    The superior's words become those of the ``office``, its years the plan's own (`adapting`, `year_plan`).
    Who leads and what it costs is the superior's matter and stays out; product and time are taken over, and
    that the task was given from above. Raises Refusal where the plan has no heading for an area.
    """
    taken, at = set[str](), places(superior, office)
    for line in lines:
        # A sub-task comes with its task.
        if line.id in taken:
            continue
        copy = _copied(in_time(line.demand.item, superior.period, ours.period).item, at)
        taken |= {demand_id for item in copy.walk() for demand_id in item.answers}
        found = _spot(ours, line.demand.area, copy.kind)
        if found is None:
            words = shortened(line.demand.item.text, 60)
            raise Refusal(
                f"Kế hoạch này chưa có đề mục của lĩnh vực mà câu «{words}» của cấp trên thuộc về. "
                "Hãy thêm đề mục lĩnh vực đó rồi thêm lại."
            )
        spot, is_listed = found
        if is_listed and copy.kind is ItemKind.TARGET:
            copy = replace(copy, area=line.demand.area)
        siblings = outline.find(ours.items, spot.parent_id).children
        copy = replace(copy, marker=numbering.marker_for_new(siblings, spot.index))
        ours = replace(ours, items=outline.insert(ours.items, copy, spot.parent_id, spot.index))
    return ours


def _copied(item: Item, at: Places) -> Item:
    """The superior's sentence as an item of the own plan, with its sub-tasks."""
    own, _ = in_own_words(unassigned(item), at)
    if item.kind is ItemKind.TARGET:
        measure = replace(own.measure, confirmed=False) if own.measure is not None else None
        return Item(ItemKind.TARGET, own.text, measure=measure, answers=(item.id,), id=new_id())
    subtasks = tuple(
        Item(
            ItemKind.SUBTASK,
            in_own_words(unassigned(sub), at)[0].text,
            sub.marker,
            answers=(sub.id,),
            id=new_id(),
        )
        for sub in item.children
        if sub.kind is ItemKind.SUBTASK
    )
    assignment = own_assignment(item.assignment or Assignment())
    return Item(
        ItemKind.TASK, own.text, assignment=assignment, children=subtasks, answers=(item.id,), id=new_id()
    )


_LISTS = {
    ItemKind.TARGET: (Topic.TARGETS, Topic.GENERAL_TARGETS),
    ItemKind.TASK: (Topic.TASKS,),
}
"""What announces a list of targets, or tasks, of all areas."""
_GUIDANCE = 1
"""The area of what belongs to no other: steering of the reform."""


def _spot(plan: Plan, area: int | None, kind: ItemKind) -> tuple[Spot, bool] | None:
    """Where a target or task of this area goes, and whether that is a list of all areas; None for nowhere."""
    own = place_for(plan, area or _GUIDANCE, kind)
    listed = next(
        (
            place.item
            for place in placed(plan)
            if place.area is None and place.item.kind in HEADING_KINDS and place.item.topic in _LISTS[kind]
        ),
        None,
    )
    # Where all targets stand in one list, an area has no heading for its own.
    is_own = kind is ItemKind.TASK or listed is None
    if own is not None and (is_own or outline.find(plan.items, own.parent_id).topic in _LISTS[kind]):
        return own, False
    if listed is not None and (kind is ItemKind.TARGET or area is None):
        return _end_of(plan, listed, kind), True
    return None


def _end_of(plan: Plan, listed: Item, kind: ItemKind) -> Spot:
    """Behind the last of its kind that the heading announces for all areas («2. Mục tiêu cụ thể» within
    «I. MỤC TIÊU»); at the heading's end where it has none."""
    alike = [
        place
        for place in placed(plan)
        if place.item.kind is kind
        and listed.id in {parent.id for parent in place.parents}
        and all(parent.kind in HEADING_KINDS - {ItemKind.AREA} for parent in place.parents)
    ]
    if not alike:
        return Spot(listed.id, len(listed.children))
    parent = alike[-1].parents[-1]
    return Spot(parent.id, [item.id for item in parent.children].index(alike[-1].item.id) + 1)
