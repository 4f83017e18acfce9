"""What each paragraph of a plan's body is, from the headings above it (FACTS.md sections 2.1, 2.3, 2.4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...domain.details import Detail, parse_details, trailing_details
from ...domain.numbering import with_ordinal
from ...domain.periods import PlanPeriod
from ...domain.plan import Item, ItemKind, Topic
from ...domain.plan_views import bare_marker, unit_name
from ...domain.tasks import Assignment
from ...domain.text import fold
from .assignments import fill
from .body import is_remark
from .doubts import told
from .markers import BULLETS, Marker, MarkerStyle
from .nodes import Node
from .tables import TableReader, table_items
from .target import read_target
from .titles import AreaFinder, inline_title, is_short_title, names_unit

_TEXT_TOPICS = frozenset({Topic.PURPOSE, Topic.REQUIREMENTS, Topic.FUNDING, Topic.REPORTING, Topic.SOLUTIONS})
_TARGET_TOPICS = frozenset({Topic.TARGETS, Topic.GENERAL_TARGETS})
_WORK_WORDS = ("noi dung", "nhiem vu", "hoat dong", "cong viec", "linh vuc", "ket qua")
_PLAIN = Marker(MarkerStyle.PLAIN, "", (), "")
DOUBT_UNIT = "Đoán đây là đơn vị được giao nhiệm vụ"
DOUBT_TASKS = "Đoán đây là nhiệm vụ vì đứng trong phần nội dung thực hiện"


@dataclass(frozen=True, slots=True)
class Place:
    """What stands above a paragraph: topic, area and labelled values that it inherits, its parent's kind."""

    topic: Topic | None = None
    area: int | None = None
    parent: ItemKind | None = None
    work: bool = False
    depth: int = 0
    given: tuple[Detail, ...] = ()
    under_glyph: bool = False


class _Following:
    """What is still to come in a list of siblings, and whether its numbered entries have lists below them."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.count = len(nodes)
        self.headings = sum(1 for node in nodes if node.known or node.heading)
        numbered = [node for node in nodes if node.numbered and not node.known]
        alone = sum(1 for node in numbered if not node.children and not is_short_title(node.text))
        self.grouped = 2 * alone < len(numbered) or not numbered

    def pop(self, node: Node) -> None:
        """The node is being dealt with now."""
        self.count -= 1
        self.headings -= node.known or node.heading


class Classifier:
    """Turns nodes into items; ``warnings`` gathers what the official should look at."""

    def __init__(
        self, period: PlanPeriod | None, finder: AreaFinder, tables: TableReader | None = None
    ) -> None:
        self._period = period
        self._tables = tables or TableReader(finder, period)
        self.warnings: list[str] = []

    def items(self, nodes: Sequence[Node], place: Place | None = None) -> tuple[Item, ...]:
        """The items that the nodes are, in order."""
        place = place or Place()
        self._check_numbers(nodes)
        result: list[Item] = []
        following = _Following(nodes)
        for node in nodes:
            following.pop(node)
            result.extend(self._item(node, place, following))
        return tuple(result)

    def _item(self, node: Node, place: Place, following: "_Following") -> list[Item]:
        if node.table is not None:
            return table_items(node.table, node.sources, self._tables, place.area)
        if node.note:
            return [self._make(node, ItemKind.NOTE, place)]
        if node.given:
            place = replace(place, given=(*node.given, *place.given))
        if is_remark(node.text):
            return [self._text(node, place)]
        if node.label and place.topic not in _TEXT_TOPICS:
            return [self._label(node, place)]
        if node.area is not None:
            return [self._area(node, place)]
        if place.depth == 0 and self._opens_section(node):
            return [self._section(node, place)]
        if place.parent is ItemKind.SECTION and node.style <= MarkerStyle.ROMAN and node.marker.printed:
            return [self._section(node, place)]
        if place.topic is Topic.DUTIES:
            return [self._duty(node, place)]
        if node.topic is not None and self._opens_topic(node, place):
            return [self._topic_heading(node, place)]
        if place.topic in _TEXT_TOPICS:
            return [self._text(node, place)]
        if place.parent in (ItemKind.TASK, ItemKind.SUBTASK):
            return [self._below_task(node, place)]
        if place.parent is ItemKind.TARGET:
            return [self._target(node, place)]
        return [self._content(node, place, following)]

    # Headings

    @staticmethod
    def _opens_topic(node: Node, place: Place) -> bool:
        """Whether a heading that the vocabulary knows opens its topic below this one.

        Purpose and requirements share a section, and so do funding and reporting; elsewhere below such
        a topic «Kinh phí được bố trí …» is a sentence.
        """
        if place.topic not in _TEXT_TOPICS:
            return True
        named = is_short_title(node.text) or inline_title(node.text)
        if place.parent is not ItemKind.SECTION or not named:
            return False
        if place.topic in (Topic.PURPOSE, Topic.REQUIREMENTS):
            return True
        return place.topic is not Topic.SOLUTIONS and node.topic is not place.topic

    @staticmethod
    def _opens_section(node: Node) -> bool:
        if node.style is MarkerStyle.ROMAN or (node.numbered and node.style < MarkerStyle.ARTICLE):
            return True
        return node.numbered and (node.known or (node.headish and bool(node.children)))

    def _section(self, node: Node, place: Place) -> Item:
        topic = node.topic or Topic.NONE
        if topic is Topic.TARGETS and not _holds_area(node):
            topic = Topic.GENERAL_TARGETS
        work = place.work or any(word in fold(node.text) for word in _WORK_WORDS)
        below = Place(
            topic or place.topic,
            None,
            ItemKind.SECTION,
            work and node.topic in (None, Topic.NONE),
            place.depth + 1,
        )
        return self._heading(node, ItemKind.SECTION, topic, below)

    def _area(self, node: Node, place: Place) -> Item:
        targets = node.topic in _TARGET_TOPICS or (node.topic is None and place.topic in _TARGET_TOPICS)
        topic = Topic.TARGETS if targets else Topic.TASKS
        below = Place(topic, node.area, ItemKind.AREA, False, place.depth + 1)
        own = node.topic if node.topic in _TARGET_TOPICS else Topic.NONE
        item = self._heading(node, ItemKind.AREA, own or Topic.NONE, below)
        return replace(item, area=node.area)

    def _topic_heading(self, node: Node, place: Place) -> Item:
        topic = node.topic or Topic.NONE
        if topic is Topic.TARGETS:
            if place.topic is Topic.PURPOSE:
                topic = Topic.PURPOSE
            elif place.area is None and not _holds_area(node):
                topic = Topic.GENERAL_TARGETS
        elif topic is Topic.GENERAL_TARGETS and place.area is not None:
            topic = Topic.TARGETS
        work = topic is Topic.NONE
        below = Place(topic or place.topic, place.area, ItemKind.HEADING, work, place.depth + 1, place.given)
        return self._heading(node, ItemKind.HEADING, topic, below)

    def _heading(self, node: Node, kind: ItemKind, topic: Topic, below: Place) -> Item:
        """A heading; what follows it on its own line becomes a paragraph of its own below it."""
        cut = self._cut(node, kind)
        children = self.items(node.children, below)
        text = node.text
        if cut:
            text, rest = text[:cut].rstrip(), text[cut:].strip()
            first = Node(list(node.sources), _PLAIN, "cut", rest)
            children = (*self.items([first], replace(below, parent=kind)), *children)
        return replace(self._make(node, kind, below, children), text=text, topic=topic)

    def _cut(self, node: Node, kind: ItemKind) -> int:
        """Where a heading's own words end and its first sentence begins; 0 where it is all heading."""
        text = node.text
        lead = node.bold_lead
        between_words = 3 <= lead < len(text) and (text[lead - 1].isspace() or text[lead].isspace())
        if between_words and len(text[lead:].split()) >= 3:
            return lead
        if kind is ItemKind.AREA:
            head, colon, rest = text.partition(":")
            return len(head) + 1 if colon and len(rest.split()) >= 3 else 0
        return inline_title(text) if kind in (ItemKind.HEADING, ItemKind.SECTION) else 0

    # Duties

    def _duty(self, node: Node, place: Place) -> Item:
        inside_unit = place.parent is ItemKind.UNIT or place.parent is ItemKind.TEXT
        if (
            node.topic in (Topic.REPORTING, Topic.FUNDING)
            and not inside_unit
            and (is_short_title(node.text) or inline_title(node.text))
        ):
            return self._topic_heading(node, place)
        if inside_unit or (node.style is MarkerStyle.PLAIN and not node.heading):
            return self._text(node, place)
        below = Place(Topic.DUTIES, None, ItemKind.UNIT, False, place.depth + 1)
        if node.numbered or node.heading or node.known:
            grouped = [
                c for c in node.children if (c.numbered or c.heading) and names_unit(c.text) and c.headish
            ]
            if grouped or (node.topic is Topic.DUTIES and node.children):
                below = replace(below, parent=ItemKind.HEADING)
                topic = node.topic if node.topic is Topic.DUTIES else Topic.NONE
                return self._heading(node, ItemKind.HEADING, topic, below)
            unit = names_unit(node.text)
            if unit or node.children or is_short_title(node.text):
                item = self._heading(node, ItemKind.UNIT, Topic.NONE, below)
                return item if unit or item.doubt else replace(item, doubt=DOUBT_UNIT)
            return self._text(node, place)
        name = unit_name(node.text)
        named = names_unit(node.text) and len(name.split()) <= 14
        if named and (node.children or (name != node.text.strip(" .;:,") and _breaks_off(node.text, name))):
            item = self._make(node, ItemKind.UNIT, place, self.items(node.children, below))
            return replace(item, doubt=item.doubt or DOUBT_UNIT)
        return self._text(node, place)

    # Content

    def _content(self, node: Node, place: Place, following: "_Following") -> Item:
        targets = place.topic in _TARGET_TOPICS
        tasks = place.topic is Topic.TASKS or place.work
        plain = node.style is MarkerStyle.PLAIN
        if node.heading or (node.numbered and node.children and following.grouped and self._groups(node)):
            below = replace(place, parent=ItemKind.HEADING, depth=place.depth + 1)
            return self._heading(node, ItemKind.HEADING, Topic.NONE, below)
        if not (targets or tasks):
            if node.numbered and node.children and node.headish:
                below = replace(place, parent=ItemKind.HEADING, depth=place.depth + 1)
                return self._heading(node, ItemKind.HEADING, Topic.NONE, below)
            return self._text(node, place)
        if plain and not node.children:
            leads_in = node.text.endswith(":") and following.count
            before_headings = following.headings
            if leads_in or before_headings or (place.parent is ItemKind.SECTION and following.count):
                return self._text(node, place)
        if node.detail:
            return self._text(node, place)
        return self._target(node, place) if targets else self._task(node, place)

    @staticmethod
    def _groups(node: Node) -> bool:
        """Whether a numbered paragraph is the title of a group of tasks rather than one of them."""
        if all(child.detail or child.label for child in node.children) or not is_short_title(node.text):
            return False
        return any(child.marker.printed and not (child.detail or child.label) for child in node.children)

    def _target(self, node: Node, place: Place) -> Item:
        below = replace(place, parent=ItemKind.TARGET, depth=place.depth + 1)
        item = self._make(node, ItemKind.TARGET, place, self.items(node.children, below))
        measure, doubt = read_target(node.text, self._period)
        return replace(item, measure=measure, doubt=told(item.doubt, doubt))

    def _task(self, node: Node, place: Place) -> Item:
        glyph = node.style is MarkerStyle.GLYPH
        below = replace(place, parent=ItemKind.TASK, depth=place.depth + 1, under_glyph=glyph)
        item = self._make(node, ItemKind.TASK, place, self.items(node.children, below))
        assignment = fill(Assignment(), trailing_details(node.text), self._period)
        for child in item.children:
            if child.kind is ItemKind.DETAIL:
                assignment = fill(assignment, parse_details(child.text), self._period)
        assignment = fill(assignment, (*node.whole, *place.given), self._period)
        sure = place.topic is Topic.TASKS
        return replace(item, assignment=assignment, doubt=item.doubt or ("" if sure else DOUBT_TASKS))

    def _below_task(self, node: Node, place: Place) -> Item:
        if node.detail:
            kind = ItemKind.DETAIL
        elif node.marker.printed and place.parent is ItemKind.TASK:
            kind = ItemKind.SUBTASK
        else:
            kind = ItemKind.TEXT
        below = replace(place, parent=ItemKind.SUBTASK, depth=place.depth + 1)
        return self._make(node, kind, place, self.items(node.children, below))

    def _label(self, node: Node, place: Place) -> Item:
        """A line that words what the tasks around it have: nothing below it is a task."""
        kind = ItemKind.DETAIL if place.parent in (ItemKind.TASK, ItemKind.SUBTASK) else ItemKind.TEXT
        below = replace(place, parent=ItemKind.TEXT, depth=place.depth + 1)
        return self._make(node, kind, place, tuple(self._label(child, below) for child in node.children))

    def _text(self, node: Node, place: Place) -> Item:
        below = replace(place, parent=ItemKind.TEXT, depth=place.depth + 1)
        return self._make(node, ItemKind.TEXT, place, self.items(node.children, below))

    def _make(self, node: Node, kind: ItemKind, place: Place, children: tuple[Item, ...] = ()) -> Item:
        return Item(
            kind=kind,
            text=node.text,
            marker=_printed(node, place),
            children=children,
            source=tuple(node.sources),
            doubt=node.doubt,
        )

    # Numbers

    def _check_numbers(self, nodes: Sequence[Node]) -> None:
        """Warns of numbers left out or printed twice among headings."""
        last: Node | None = None
        for node in nodes:
            if not node.numbered:
                continue
            if last is not None and last.shape == node.shape:
                self._compare(last, node)
            last = node

    def _compare(self, last: Node, node: Node) -> None:
        before, here = last.marker, node.marker
        printed = bare_marker(here.printed)
        if before.path[:-1] != here.path[:-1]:
            return
        if here.ordinal == before.ordinal:
            self.warnings.append(f"Trùng số mục {printed}: «{last.text[:60]}» và «{node.text[:60]}».")
            node.doubt = node.doubt or "Số mục trùng với mục trước"
        elif here.ordinal < before.ordinal and before.printed[:2] != "i)":
            self.warnings.append(f"Số mục {printed} đứng sau mục {bare_marker(before.printed)}.")
            node.doubt = node.doubt or "Số mục không theo thứ tự"
        elif node.style is not MarkerStyle.LETTER and here.ordinal - before.ordinal <= 9:
            between = f"giữa «{last.text[:60]}» và «{node.text[:60]}»"
            for missing in range(before.ordinal + 1, here.ordinal):
                self.warnings.append(f"Thiếu mục {_number_like(node, missing)}, {between}.")


def _holds_area(node: Node) -> bool:
    return any(child.area is not None or _holds_area(child) for child in node.children)


def _breaks_off(text: str, name: str) -> bool:
    """Whether the unit's name stands at the beginning and is followed by what the unit has to do."""
    at = text.lower().find(name.lower())
    return at >= 0 and len(text) - at - len(name) > 10


_SECOND_LEVEL = frozenset({ItemKind.TASK, ItemKind.SUBTASK, ItemKind.TEXT, ItemKind.TARGET})


def _printed(node: Node, place: Place) -> str:
    """The marker as it is printed again; bullets of any sort become «-», and «+» below another bullet."""
    if node.style not in BULLETS:
        return node.marker.printed
    if node.style is MarkerStyle.PLUS or (place.under_glyph and place.parent is ItemKind.TASK):
        return "+"
    if node.style is MarkerStyle.STAR:
        return node.marker.printed if node.known or node.label or node.children else "-"
    return "+" if node.style is MarkerStyle.GLYPH and place.parent in _SECOND_LEVEL else "-"


def _number_like(node: Node, ordinal: int) -> str:
    """The number of another ordinal in the shape of this node's: «2.5» beside «2.6.»."""
    return bare_marker(with_ordinal(node.marker.printed, ordinal))
