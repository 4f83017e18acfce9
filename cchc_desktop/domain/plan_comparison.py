"""What differs between two plans, or between what was issued of one and what it says now.

Items are the same where they have one identity; what has none in common is paired by its words, first those
that are alike to the letter, then those that say nearly the same. Numbers and bullets follow from places, so
another number alone is no difference.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .dates import short_date
from .likeness import Sentence, likest
from .numerals import format_number, from_roman
from .plan import Item, ItemKind, Plan
from .plan_views import Placed, numbered, placed
from .targets import Measure, Milestone
from .tasks import Assignment
from .text import fold

TEXT_NAME = "Nội dung"
"""What a difference of the text itself is called."""
ALIKE = 60
"""From which likeness on (0 to 100) two sentences are one that was reworded."""
_TRIED = 4
"""With how many items, of those that share most rare words, one is held against."""


class ChangeKind(StrEnum):
    """What became of an item."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """The kind in Vietnamese."""
        return _LABELS[self.value]


_LABELS = {"added": "Bổ sung", "changed": "Sửa đổi", "moved": "Chuyển chỗ", "dropped": "Bỏ"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is said in another way: ``name`` is what it is (TEXT_NAME, «Đơn vị chủ trì»)."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What became of one item; a new one has no ``before``, a dropped one no ``after``."""

    kind: ChangeKind
    before: Placed | None = None
    after: Placed | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def there(self) -> Placed:
        """The item where it stands now, or where it stood before it was dropped."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def place(self) -> str:
        """Where that is, as documents say it: «điểm b khoản 2 Mục II»."""
        return place_words(self.there)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs: ``head`` of head and foot, ``changes`` of the items in the order of the later plan."""

    head: tuple[Difference, ...]
    changes: tuple[PlanChange, ...]
    kept: int
    """How many items say the same as before, at the same place."""

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not self.head and not self.changes

    def of(self, kind: ChangeKind) -> tuple[PlanChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)


def compare(before: Plan, after: Plan) -> Comparison:
    """What ``after`` says otherwise than ``before``."""
    old, new = list(placed(before)), list(placed(after))
    pairs = _paired(old, new)
    moved = _moved(before, after, pairs)
    by_id = {place.item.id: place for place in old}
    changes: list[PlanChange] = []
    reassigned = set[str]()
    kept = 0
    dropped = _dropped_after(old, pairs)
    changes += dropped.pop("", ())
    for place in new:
        counterpart = by_id.get(pairs.get(place.item.id, ""))
        if counterpart is None:
            changes.append(PlanChange(ChangeKind.ADDED, None, place))
        else:
            differences = item_differences(counterpart.item, place.item)
            if any(each.name in _ASSIGNMENT_NAMES for each in differences):
                reassigned |= {place.item.id, counterpart.item.id}
            kind = ChangeKind.CHANGED if differences else ChangeKind.MOVED
            if differences or place.item.id in moved:
                changes.append(PlanChange(kind, counterpart, place, differences))
            else:
                kept += 1
            changes += dropped.pop(counterpart.item.id, ())
    told = reassigned | {
        change.there.item.id for change in changes if change.kind in (ChangeKind.ADDED, ChangeKind.DROPPED)
    }
    return Comparison(
        _head_differences(before, after),
        tuple(change for change in changes if not _is_said_by_task(change, told)),
        kept,
    )


def place_words(place: Placed) -> str:
    """Where an item stands by the numbers above it and its own, the nearest first, as decisions cite it.

    «điểm b khoản 2 Mục II»; an item without any number above it is found by the heading over it.
    """
    words: list[str] = []
    for item, number in numbered(place):
        if item.kind is ItemKind.ARTICLE:
            words.append(number if fold(number).startswith("dieu") else f"Điều {number}")
        elif item.kind is ItemKind.ANNEX:
            is_labelled = fold(number).startswith("phu luc")
            words.append(" ".join(("Phụ lục", *number.split()[2 if is_labelled else 0 :])))
        elif from_roman(number) is not None and number.isupper():
            words.append(f"Mục {number}")
        elif number[0].isdigit():
            words.append(f"khoản {number}")
        else:
            words.append(f"điểm {number}")
    if words:
        return " ".join(reversed(words))
    heading = next((item.text for item in reversed(place.parents) if item.text), "")
    if heading:
        return f"phần «{heading}»"
    return {ItemKind.BASIS: "phần căn cứ", ItemKind.CLOSING: "đoạn kết"}.get(place.item.kind, "phần đầu")


# Pairing


def _paired(old: Sequence[Placed], new: Sequence[Placed]) -> dict[str, str]:
    """The identities of the later items that were there before, each with that of the earlier one."""
    known = {place.item.id for place in old}
    pairs = {place.item.id: place.item.id for place in new if place.item.id in known}
    used = set(pairs.values())
    rest_old = [place for place in old if place.item.id not in used]
    rest_new = [place for place in new if place.item.id not in pairs]
    for key in (_exact, _worded):
        waiting: dict[object, list[Placed]] = defaultdict(list)
        for place in reversed(rest_old):
            waiting[key(place)].append(place)
        for place in rest_new:
            if same := waiting.get(key(place)):
                pairs[place.item.id] = same.pop().item.id
        used = set(pairs.values())
        rest_old = [place for place in rest_old if place.item.id not in used]
        rest_new = [place for place in rest_new if place.item.id not in pairs]
    if rest_old and rest_new:
        pairs |= _alike(rest_old, rest_new)
    return pairs


def _group(item: Item) -> object:
    """Among what an item is looked for: a task is never the same as a target."""
    if item.kind in (ItemKind.SECTION, ItemKind.HEADING):
        return item.topic
    return ItemKind.TASK if item.kind is ItemKind.SUBTASK else item.kind


def _exact(place: Placed) -> object:
    item = place.item
    return item.text, item.kind, place.area, place.topic


def _worded(place: Placed) -> object:
    return _words(place.item.text), _group(place.item)


def _words(text: str) -> str:
    return " ".join(fold(text).split())


def _alike(old: Sequence[Placed], new: Sequence[Placed]) -> dict[str, str]:
    """Pairs of what was reworded: the likest first, each item in one pair."""
    # Only a comparison of what was reworded needs it, and no start does.
    from rapidfuzz import fuzz

    def score(one: str, other: str, least: float) -> float:
        return fuzz.ratio(one, other, score_cutoff=least)

    def sentences(places: Sequence[Placed]) -> list[Sentence]:
        return [(_group(place.item), _words(place.item.text)) for place in places]

    found: list[tuple[float, int, int]] = []
    for likeness, at, candidate in likest(sentences(old), sentences(new), score, ALIKE, _TRIED):
        near = old[candidate].area == new[at].area and old[candidate].topic is new[at].topic
        found.append((likeness + near, at, candidate))
    found.sort(key=lambda each: (-each[0], each[1], each[2]))
    pairs: dict[str, str] = {}
    used = set[int]()
    for _, at, candidate in found:
        if new[at].item.id not in pairs and candidate not in used:
            pairs[new[at].item.id] = old[candidate].item.id
            used.add(candidate)
    return pairs


def _moved(before: Plan, after: Plan, pairs: Mapping[str, str]) -> set[str]:
    """The later items that stand under another one, or before or after others than they did.

    Of items that changed their order, the fewest that explain it are the moved ones.
    """
    parents_before = _parents(before)
    moved = set[str]()
    for parent_id, children in _levels(after):
        ranks: list[tuple[int, str]] = []
        for child in children:
            if (counterpart := pairs.get(child.id)) is None:
                continue
            old_parent, rank = parents_before[counterpart]
            if old_parent == (pairs.get(parent_id) if parent_id else ""):
                ranks.append((rank, child.id))
            elif parent_id in pairs or not parent_id:
                # Under a heading that is new nothing has moved: the heading was put above it.
                moved.add(child.id)
        stayed = _longest_rising(ranks)
        moved |= {item_id for _, item_id in ranks} - stayed
    return moved


def _levels(plan: Plan) -> Iterable[tuple[str, tuple[Item, ...]]]:
    yield "", plan.items
    for item in plan.walk():
        if item.children:
            yield item.id, item.children


def _parents(plan: Plan) -> dict[str, tuple[str, int]]:
    return {
        child.id: (parent_id, rank)
        for parent_id, children in _levels(plan)
        for rank, child in enumerate(children)
    }


def _longest_rising(ranks: Sequence[tuple[int, str]]) -> set[str]:
    """The identities of a longest run of items whose ranks rise."""
    ends: list[int] = []
    at_end: list[int] = []
    before: list[int] = []
    for at, (rank, _) in enumerate(ranks):
        length = bisect_left(ends, rank)
        before.append(at_end[length - 1] if length else -1)
        ends[length : length + 1] = [rank]
        at_end[length : length + 1] = [at]
    found = set[str]()
    at = at_end[-1] if at_end else -1
    while at >= 0:
        found.add(ranks[at][1])
        at = before[at]
    return found


def _dropped_after(old: Sequence[Placed], pairs: Mapping[str, str]) -> dict[str, list[PlanChange]]:
    """What is no longer there, by the identity of the last item before it that still is; «» at the start."""
    used = set(pairs.values())
    found: dict[str, list[PlanChange]] = defaultdict(list)
    last = ""
    for place in old:
        if place.item.id in used:
            last = place.item.id
        else:
            found[last].append(PlanChange(ChangeKind.DROPPED, place))
    return found


def _is_said_by_task(change: PlanChange, told: set[str]) -> bool:
    """Whether a line only words the assignment of a task of which that is told, or which came or went."""
    place = change.there
    is_line = place.item.kind is ItemKind.DETAIL and bool(place.parents)
    return is_line and place.parents[-1].id in told


# What is told


def item_differences(before: Item, after: Item) -> tuple[Difference, ...]:
    """What two items that are the same say otherwise."""
    if (before.text, before.area, before.measure, before.assignment) == (
        after.text, after.area, after.measure, after.assignment
    ):  # fmt: skip
        return ()
    pieces = [(TEXT_NAME, before.text, after.text)]
    if before.area != after.area:
        pieces.append(("Lĩnh vực", str(before.area or ""), str(after.area or "")))
    # What a target demands is read from its text; it is told where it was set otherwise than by its words.
    if before.text == after.text:
        pieces += _measure_pieces(before.measure or Measure(), after.measure or Measure())
    pieces += _assignment_pieces(before.assignment or Assignment(), after.assignment or Assignment())
    return _differing(pieces)


Piece = tuple[str, str, str]


def _differing(pieces: Iterable[Piece]) -> tuple[Difference, ...]:
    return tuple(Difference(*piece) for piece in pieces if piece[1] != piece[2])


def _measure_pieces(before: Measure, after: Measure) -> list[Piece]:
    def milestones(measure: Measure) -> str:
        return "; ".join(map(_milestone, measure.milestones))

    def each_year(measure: Measure) -> str:
        return format_number(measure.step) if measure.step is not None else ""

    return [
        ("Mức phấn đấu", before.label, after.label),
        ("Mốc từng năm", milestones(before), milestones(after)),
        ("Mức tăng mỗi năm", each_year(before), each_year(after)),
        ("Thời hạn của chỉ tiêu", short_date(before.deadline), short_date(after.deadline)),
    ]


def _milestone(milestone: Milestone) -> str:
    years = f"{milestone.first_year}"
    if milestone.last_year != milestone.first_year:
        years += f" - {milestone.last_year}"
    return f"năm {years}: {milestone.comparator.value} {format_number(milestone.value)}"


_LEAD, _SUPPORT, _DELIVERABLE = "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm"
_STARTS, _DUE, _FUNDING = "Bắt đầu", "Thời hạn", "Kinh phí"
_ASSIGNMENT_NAMES = frozenset({_LEAD, _SUPPORT, _DELIVERABLE, _STARTS, _DUE, _FUNDING})


def _assignment_pieces(before: Assignment, after: Assignment) -> list[Piece]:
    """What the plan itself says of an assignment: the officer and notes are the office's own matter."""

    def due(assignment: Assignment) -> str:
        return assignment.due_text or short_date(assignment.due)

    def funding(assignment: Assignment) -> str:
        amount = assignment.funding
        return assignment.funding_text or (f"{format_number(amount)} đồng" if amount is not None else "")

    return [
        (_LEAD, before.lead, after.lead),
        (_SUPPORT, before.support, after.support),
        (_DELIVERABLE, before.deliverable, after.deliverable),
        (_STARTS, short_date(before.start), short_date(after.start)),
        (_DUE, due(before), due(after)),
        (_FUNDING, funding(before), funding(after)),
    ]


def _head_differences(before: Plan, after: Plan) -> tuple[Difference, ...]:
    def signer(plan: Plan) -> str:
        parts = (plan.signer.authority, plan.signer.position.replace("\n", " "), plan.signer.name)
        return ", ".join(part for part in parts if part)

    return _differing(
        [
            ("Tên loại", before.title, after.title),
            ("Trích yếu", before.subject, after.subject),
            ("Thời kỳ", before.period.label, after.period.label),
            ("Cơ quan ban hành", before.issuer, after.issuer),
            ("Độ khẩn", before.urgency.label, after.urgency.label),
            ("Nơi nhận", "\n".join(before.recipients), "\n".join(after.recipients)),
            ("Người ký", signer(before), signer(after)),
        ]
    )
