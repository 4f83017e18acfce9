"""The lists that are read out of a plan's tree: bases, areas with their targets and tasks, duties …"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .numerals import from_roman
from .plan import HEADING_KINDS, Item, ItemKind, Plan, Topic
from .text import capitalized, fold

CONTENT_KINDS = frozenset({ItemKind.TEXT, ItemKind.TARGET, ItemKind.TASK, ItemKind.SUBTASK})


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with what its place says of it: the headings above it, its topic and its area."""

    item: Item
    parents: tuple[Item, ...]
    topic: Topic
    area: int | None


@dataclass(slots=True)
class AreaView:
    """One area as the plan treats it, gathered from every place that names it."""

    code: int
    printed_number: str
    name: str
    targets: list[Item] = field(default_factory=list)
    tasks: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class DutyView:
    """The duties of one unit: its bullets, and the plain paragraphs before or instead of them."""

    unit: str
    items: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    id: str = ""


def placed(plan: Plan) -> Iterator[Placed]:
    """Every item in printed order; topics and areas are inherited from the nearest heading above."""

    # What is still to come, the next one last: generators within generators take three times as long.
    waiting: list[tuple[Item, tuple[Item, ...], Topic, int | None]]
    waiting = [(item, (), Topic.NONE, None) for item in reversed(plan.items)]
    while waiting:
        item, parents, topic, area = waiting.pop()
        topic = item.topic or (Topic.NONE if item.kind is ItemKind.AREA else topic)
        area = item.area or area
        yield Placed(item, parents, topic, area)
        if item.children:
            within = (*parents, item)
            waiting += [(child, within, topic, area) for child in reversed(item.children)]


def numbers_of(place: Placed) -> str:
    """Where an item stands by the numbers above it and its own: «II.1»; nothing where there are none."""
    return ".".join(number for _, number in numbered(place))


def numbered(place: Placed) -> list[tuple[Item, str]]:
    """The items above an item, and itself, that have a number, with it; those left out whose number the next
    one says («2» above «2.1»)."""
    found: list[tuple[Item, str]] = []
    for item in (*place.parents, place.item):
        number = bare_marker(item.marker)
        if any(map(str.isalnum, number)):
            found = [each for each in found if not number.startswith(f"{each[1]}.")]
            found.append((item, number))
    return found


def legal_bases(plan: Plan) -> list[Item]:
    """The legal bases, those of the decision included."""
    return [item for item in plan.walk() if item.kind is ItemKind.BASIS]


def sections(plan: Plan) -> list[Item]:
    """The sections with Roman numbers; an area is one where it stands as such among them («III. …»)."""
    areas = [
        item.id
        for item in plan.items
        if item.kind is ItemKind.AREA and from_roman(bare_marker(item.marker)) is not None
    ]
    return [item for item in plan.walk() if item.kind is ItemKind.SECTION or item.id in areas]


def general_targets(plan: Plan) -> list[Item]:
    """The targets that belong to no area."""
    return [place.item for place in placed(plan) if place.item.kind is ItemKind.TARGET and place.area is None]


def areas(plan: Plan) -> list[AreaView]:
    """The areas that the plan treats, in the order of their headings, those without one last.

    Sub-tasks stay under their task. A task of the annex that the body does not name counts as one
    of its area's tasks.
    """
    found: dict[int, AreaView] = {}
    for item in plan.walk():
        if item.kind is ItemKind.AREA and item.area:
            found.setdefault(item.area, AreaView(item.area, bare_marker(item.marker), item.text))
    for place in placed(plan):
        item = place.item
        if place.area is not None and item.kind is not ItemKind.AREA:
            view = found.setdefault(place.area, AreaView(place.area, "", ""))
            if item.kind is ItemKind.TARGET:
                view.targets.append(item)
            elif item.kind is ItemKind.TASK:
                view.tasks.append(item)
    return list(found.values())


def tasks(plan: Plan) -> list[Placed]:
    """Every task with its place."""
    return [place for place in placed(plan) if place.item.kind is ItemKind.TASK]


def targets(plan: Plan) -> list[Placed]:
    """Every target with its place."""
    return [place for place in placed(plan) if place.item.kind is ItemKind.TARGET]


def texts_under(plan: Plan, topic: Topic) -> list[Item]:
    """The paragraphs and bullets that stand under a topic, headings left out."""
    return [place.item for place in placed(plan) if place.topic is topic and place.item.kind in CONTENT_KINDS]


def solutions(plan: Plan) -> list[Item]:
    """The solutions: what stands right under the heading that announces them, each with its bullets."""
    return [
        child
        for item in plan.walk()
        if item.topic is Topic.SOLUTIONS and item.kind in (ItemKind.SECTION, ItemKind.HEADING)
        for child in item.children
        if child.topic is Topic.NONE
    ]


def duties(plan: Plan) -> list[DutyView]:
    """The duties by unit, in printed order."""
    views: list[DutyView] = []
    for place in placed(plan):
        if place.item.kind is ItemKind.UNIT:
            views.append(DutyView(unit_name(place.item.text), id=place.item.id))
        elif place.item.kind is ItemKind.TEXT and any(p.kind is ItemKind.UNIT for p in place.parents):
            (views[-1].items if place.item.marker else views[-1].paragraphs).append(place.item.text)
    return views


_OPENINGS = ("đề nghị ", "trách nhiệm của ", "giao ")
_VERBS = (
    " có trách nhiệm", " tăng cường", " chủ trì", " phối hợp", " căn cứ", " chịu trách nhiệm", " tiếp tục",
    " thực hiện", " tổ chức", " theo dõi", " giám sát", " tham mưu",
    " là cơ quan", " là đơn vị", " là đầu mối", " bố trí", " đôn đốc", " hướng dẫn", " bảo đảm", " đảm bảo",
)  # fmt: skip


def unit_name(heading: str) -> str:
    """The unit that a heading of duties names, where the heading goes on as a sentence.

    «Đề nghị Mặt trận Tổ quốc xã tăng cường giám sát …» names «Mặt trận Tổ quốc xã».
    """
    name = heading.strip().rstrip(".:;, ")
    for opening in _OPENINGS:
        if fold(name).startswith(fold(opening)):
            name = name[len(opening) :]
    if ":" in name:
        name = name.split(":", 1)[0]
    cuts = [at for verb in _VERBS if (at := _verb_at(name.lower(), verb)) > 0]
    name = name[: min(cuts)] if cuts else name
    return capitalized(name).strip(" ,.;:")


_NO_VERB_AFTER = (" các", ",", " và", " của", " những", " ban", " phòng", " công tác")
_NO_VERB_BEFORE = (
    " chính trị",
    " xã hội",
    " đoàn thể",
    " khác",
    " đảng",
    " hội",
    " có liên quan",
    " liên quan",
)


def _verb_at(name: str, verb: str) -> int:
    """Where the verb stands in the name; «các tổ chức chính trị - xã hội» holds a noun, not the verb."""
    at = name.find(verb)
    while at > 0:
        before, after = name[:at], name[at + len(verb) :]
        if not before.endswith(_NO_VERB_AFTER) and not after.startswith(_NO_VERB_BEFORE):
            return at
        at = name.find(verb, at + 1)
    return -1


def bare_marker(marker: str) -> str:
    """A printed number without its point or bracket: «2.1.» gives «2.1»."""
    return marker.strip().strip("().:/ ")


def is_heading(item: Item) -> bool:
    """Whether the item opens a part of the plan."""
    return item.kind in HEADING_KINDS
