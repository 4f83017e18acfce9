"""A reform plan: its head, its foot, and one tree that holds every paragraph between them.

One tree, because a plan is read, corrected and printed in its own order: what a paragraph *is* (a target,
a task, a duty) is a property of its place in that order, and nothing can fall between two lists.
The lists that screens and reports need (targets of an area, duties by unit …) are views: plan_views.py.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .periods import PlanPeriod
from .targets import Measure
from .tasks import Assignment
from .text import fold, uncapitalized


class ItemKind(StrEnum):
    """What a paragraph of a plan is."""

    DECISION = "decision"
    """The decision that a plan is attached to; its text is the decision's subject."""
    ARTICLE = "article"
    """«Điều 1. …» of such a decision."""
    BASIS = "basis"
    """A legal basis (căn cứ)."""
    SECTION = "section"
    """A section with a Roman number."""
    HEADING = "heading"
    """Any lower heading, numbered or lettered; its ``topic`` says what stands under it."""
    AREA = "area"
    """A heading that opens one of the eight reform areas; ``area`` holds its code."""
    UNIT = "unit"
    """The heading of a unit's duties."""
    TARGET = "target"
    TASK = "task"
    SUBTASK = "subtask"
    DETAIL = "detail"
    """A line under a task that words its assignment: «Đơn vị chủ trì: …», «Thời gian: …»."""
    TEXT = "text"
    """Any other paragraph or bullet; what it means follows from the topic above it."""
    NOTE = "note"
    """A remark between the parts, such as the one that announces the annex."""
    CLOSING = "closing"
    """The closing paragraph, which ends with «./.»."""
    ANNEX = "annex"
    """An annex; tasks below it are printed in its table and not in the body."""


class Topic(StrEnum):
    """What stands under a section or heading."""

    NONE = ""
    PURPOSE = "purpose"
    REQUIREMENTS = "requirements"
    GENERAL_TARGETS = "general_targets"
    TARGETS = "targets"
    TASKS = "tasks"
    SOLUTIONS = "solutions"
    FUNDING = "funding"
    REPORTING = "reporting"
    DUTIES = "duties"


HEADING_KINDS = frozenset(
    {ItemKind.SECTION, ItemKind.HEADING, ItemKind.AREA, ItemKind.UNIT, ItemKind.DECISION, ItemKind.ANNEX}
)
"""The kinds that open a part of the plan and are printed as headings."""


class PlanLevel(StrEnum):
    """The level of government that issues a plan."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    OTHER = "other"


class PlanStatus(StrEnum):
    """Where a plan stands between writing and its next version."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    """Laid before whoever signs it; nobody changes it meanwhile."""
    ISSUED = "issued"
    AMENDED = "amended"
    """Opened again after it was issued; what was issued stays as it was until the amendment is issued."""
    CLOSED = "closed"
    """Its time is over, and it is followed no more."""

    @property
    def label(self) -> str:
        """The status in Vietnamese."""
        return _STATUS_LABELS[self.value]

    @property
    def is_open(self) -> bool:
        """Whether the text may be changed."""
        return self in (PlanStatus.DRAFT, PlanStatus.AMENDED)

    @property
    def is_issued(self) -> bool:
        """Whether what the plan says is what was signed."""
        return self in (PlanStatus.ISSUED, PlanStatus.CLOSED)


_STATUS_LABELS = {
    "draft": "Dự thảo",
    "submitted": "Đã trình",
    "issued": "Đã ban hành",
    "amended": "Đang sửa đổi",
    "closed": "Đã kết thúc",
}


class Urgency(StrEnum):
    """How fast a document must reach whom it is for, as it is stamped on it.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II (FACTS.md section 1, component 10b).
    """

    NONE = ""
    URGENT = "urgent"
    VERY_URGENT = "very_urgent"
    AT_ONCE = "at_once"

    @property
    def label(self) -> str:
        """The mark in Vietnamese; empty where there is none."""
        return _URGENCY_LABELS[self]

    @classmethod
    def named(cls, text: str) -> "Urgency":
        """The urgency that a mark of these words tells; none for other words."""
        folded = fold(text).strip(" .()")
        return next((each for each in cls if each.label and fold(each.label) == folded), cls.NONE)


_URGENCY_LABELS = {
    Urgency.NONE: "",
    Urgency.URGENT: "KHẨN",
    Urgency.VERY_URGENT: "THƯỢNG KHẨN",
    Urgency.AT_ONCE: "HỎA TỐC",
}


_PLAN_SYMBOL, _DECISION_SYMBOL = "KH", "QĐ"
"""How the symbols of plans and decisions begin (Nghị định 30/2020/NĐ-CP, Phụ lục III)."""


ANNEX_NOTE = "(Phân công cụ thể tại Phụ lục kèm theo)."
"""What leads to the annex that is printed from the tasks of a plan whose own text leads to none."""


def new_id() -> str:
    """A fresh identity for a record that may travel between offices."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph of a plan, with those that stand under it.

    ``marker`` is the number or bullet as it is printed («II.», «2.1.», «a)», «-», «+»), empty for a plain
    paragraph. ``measure`` is held by targets only, ``assignment`` by tasks only, ``area`` (1 to 8) by
    areas, by tasks and targets of an annex whose area no heading tells, and by targets that were given to
    an area under whose heading they do not stand. ``source`` lists the numbers
    (from 1) of the source's paragraphs that the item was read from, ``doubt`` says in Vietnamese why the
    reading is doubtful; both only live in drafts. ``answers`` holds the identities of the items of other
    plans that the item carries out: what a superior's plan demands, or the target of a plan of several years.
    """

    kind: ItemKind
    text: str = ""
    marker: str = ""
    topic: Topic = Topic.NONE
    area: int | None = None
    measure: Measure | None = None
    assignment: Assignment | None = None
    children: tuple["Item", ...] = ()
    source: tuple[int, ...] = ()
    doubt: str = ""
    answers: tuple[str, ...] = ()
    id: str = field(default_factory=new_id)

    def walk(self) -> Iterator["Item"]:
        """The item and all under it, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: «TM. ỦY BAN NHÂN DÂN», the position (two lines where a deputy signs), the name."""

    authority: str = ""
    position: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as a value.

    ``superior`` and ``issuer`` are the two lines of the head's left block (the office's own where empty);
    ``number`` and ``issued_on`` stay empty until the plan is issued; ``draft_month`` and ``draft_year``
    keep the part of the date that a draft already prints. ``enclosure`` is the line «(Ban hành kèm
    theo …)». ``recipients`` are the lines of «Nơi nhận» without their dash. Of a plan that is attached to a
    decision, number, date, recipients and signer are the decision's: what is issued with a document has none
    of its own (Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.2). ``parent`` is the identity of the plan of
    several years of which this one carries out its years.
    """

    subject: str
    period: PlanPeriod
    title: str = "KẾ HOẠCH"
    level: PlanLevel = PlanLevel.COMMUNE
    superior: str = ""
    issuer: str = ""
    place: str = ""
    number: str = ""
    symbol: str = "KH-UBND"
    issued_on: date | None = None
    draft_month: int | None = None
    draft_year: int | None = None
    enclosure: str = ""
    status: PlanStatus = PlanStatus.DRAFT
    items: tuple[Item, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: Signer = Signer()
    urgency: Urgency = Urgency.NONE
    parent: str = ""
    id: str = field(default_factory=new_id)

    @property
    def name(self) -> str:
        """The plan as it is named in a line: «Kế hoạch cải cách hành chính năm 2026»."""
        return f"{self.title.capitalize()} {uncapitalized(self.subject)}".strip()

    @property
    def decision(self) -> Item | None:
        """The decision that the plan is attached to; None where it goes out by itself."""
        return next((item for item in self.items if item.kind is ItemKind.DECISION), None)

    @property
    def issued_symbol(self) -> str:
        """The symbol that the plan goes out under: its decision's, where it carries only its own."""
        own_alone = self.decision is not None and self.symbol.startswith(_PLAN_SYMBOL)
        return _DECISION_SYMBOL + self.symbol[len(_PLAN_SYMBOL) :] if own_alone else self.symbol

    @property
    def issued_as(self) -> str:
        """The kind of document that it goes out as, «Kế hoạch» or «Quyết định», as its symbol says: a head
        without its tree knows it, too."""
        is_decision = self.issued_symbol.startswith(_DECISION_SYMBOL)
        return "Quyết định" if is_decision else self.title.capitalize()

    def walk(self) -> Iterator[Item]:
        """Every item of the plan, in printed order."""
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a paragraph or row stands in a file that has pages.

    ``page`` counts from 1; ``top`` and ``bottom`` are parts of the page's height, from its upper edge (0 to
    1). A paragraph that goes over a page break has its place on the first page. ``turn`` is how many quarter
    turns clockwise the page, as it is shown, needs for its text to stand upright; the places hold for the
    page so turned.
    """

    page: int
    top: float = 0.0
    bottom: float = 1.0
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan read from a file, before anyone has looked at it.

    ``source`` holds the file's paragraphs as they were read, in order (their numbers, from 1, stand in
    ``Item.source``); ``placed`` those that the head and foot were read from; ``unplaced`` the texts that
    found no place; ``warnings`` sentences in Vietnamese about what is missing or doubtful. ``pages`` tells
    where each of ``source`` stands, in the same order; it is empty where the file has no pages (Word, text).
    """

    plan: Plan
    source: tuple[str, ...] = ()
    placed: frozenset[int] = frozenset()
    unplaced: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    pages: tuple[Spot, ...] = ()
    layout: str = ""
