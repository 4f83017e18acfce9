"""An annex «Khung kế hoạch» that comes as a file of its own, and what it adds to its plan.

A row is a task (or target) of the plan where it says the same: in the same words, or almost, and with the
same numbers. What the plan lacks is filled, what it says otherwise stays and is named; the rest is new.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from .dates import short_date
from .details import without_details
from .numerals import format_money
from .plan import Item, ItemKind, Plan, new_id
from .targets import Measure
from .tasks import Assignment
from .text import fold

SIMILAR = 90.0
"""How alike, of 100, a row and a task are that are one."""
NEAR = 75.0
"""How alike a new row and a task are of which an official should decide whether they are one."""
_MOST_PAIRS = 2_000_000
_NUMBERS = re.compile(r"\d+|\b(?:quy|dot|giai doan)\s+[ivx]+\b")
_LEAD_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[-+*•])\s+")


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A row of the annex: a task, or a target where it has a ``measure``.

    ``place`` says where it stands («Trang tính «Khung», dòng 7»), ``doubt`` why it may be read otherwise.
    """

    text: str
    place: str
    area: int | None = None
    assignment: Assignment = field(default_factory=Assignment)
    measure: Measure | None = None
    children: tuple[Item, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class OwnAnnex:
    """An annex that was read from a file: its title, its rows, and notes for the user."""

    title: str
    rows: tuple[AnnexRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a task with what the plan says and what the annex says, as printed."""

    field: str
    plan: str
    annex: str


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of a row: a new task, or fields filled in a task of the plan, or others that differ.

    A row of which nothing is new has neither. ``item_id`` is the task's, ``doubt`` what should be looked at.
    """

    row: AnnexRow
    item_id: str
    is_new: bool = False
    filled: tuple[FieldChange, ...] = ()
    different: tuple[FieldChange, ...] = ()
    doubt: str = ""


_WORDS = {"lead": "Chủ trì", "support": "Phối hợp", "deliverable": "Sản phẩm", "note": "Ghi chú"}


def taken_in(plan: Plan, annex: OwnAnnex) -> tuple[Plan, tuple[RowOutcome, ...]]:
    """The plan with what the annex adds, and what became of each row, in order."""
    matcher = _Matcher(plan)
    filled: dict[str, Item] = {}
    fresh: list[Item] = []
    outcomes: list[RowOutcome] = []
    for row in annex.rows:
        found, doubt = matcher.take(row)
        doubt = " ".join(filter(None, (row.doubt, doubt)))
        if found is None:
            item = _new_item(row)
            fresh.append(item)
            outcomes.append(RowOutcome(row, item.id, is_new=True, doubt=doubt))
            continue
        changed, gained, other = _filled(found, row)
        filled[found.id] = changed
        outcomes.append(RowOutcome(row, found.id, filled=gained, different=other, doubt=doubt))
    items = tuple(_with(item, filled) for item in plan.items)
    if fresh:
        title = annex.title or "Danh mục nhiệm vụ"
        items = (*items, Item(ItemKind.ANNEX, title, "Phụ lục", children=tuple(fresh)))
    return replace(plan, items=items), tuple(outcomes)


def _with(item: Item, filled: dict[str, Item]) -> Item:
    children = tuple(_with(child, filled) for child in item.children)
    if any(a is not b for a, b in zip(children, item.children, strict=True)):
        item = replace(item, children=children)
    changed = filled.get(item.id)
    return item if changed is None else replace(item, assignment=changed.assignment)


def _new_item(row: AnnexRow) -> Item:
    kind = ItemKind.TASK if row.measure is None else ItemKind.TARGET
    children = tuple(replace(child, source=(), doubt="") for child in row.children)
    return Item(
        kind,
        row.text,
        area=row.area,
        measure=row.measure,
        assignment=row.assignment if row.measure is None else None,
        children=children,
        id=new_id(),
    )


def _filled(item: Item, row: AnnexRow) -> tuple[Item, tuple[FieldChange, ...], tuple[FieldChange, ...]]:
    """The task with what it lacked, what that was, and what both say in another way."""
    if row.measure is not None:
        return item, (), tuple(_measures(item, row))
    own, theirs = item.assignment or Assignment(), row.assignment
    gained: list[FieldChange] = []
    other: list[FieldChange] = []
    values: dict[str, Any] = {}
    for name, label in _WORDS.items():
        mine, new = getattr(own, name), getattr(theirs, name)
        if new and not mine:
            values[name] = new
            gained.append(FieldChange(label, "", new))
        elif new and fold(new).strip(" .;") != fold(mine).strip(" .;"):
            other.append(FieldChange(label, mine, new))
    changed = replace(own, **values)
    mine, new = _time(own.due, own.due_text), _time(theirs.due, theirs.due_text)
    if new and not mine:
        changed = replace(changed, start=theirs.start, due=theirs.due, due_text=theirs.due_text)
        gained.append(FieldChange("Thời gian", "", new))
    elif new and (own.due != theirs.due or (own.due is None and fold(mine) != fold(new))):
        other.append(FieldChange("Thời gian", mine, new))
    mine, new = _money(own), _money(theirs)
    if new and not mine:
        changed = replace(changed, funding=theirs.funding, funding_text=theirs.funding_text)
        gained.append(FieldChange("Kinh phí", "", new))
    elif new and (own.funding, fold(own.funding_text)) != (theirs.funding, fold(theirs.funding_text)):
        other.append(FieldChange("Kinh phí", mine, new))
    return replace(item, assignment=changed), tuple(gained), tuple(other)


def _measures(item: Item, row: AnnexRow) -> Iterator[FieldChange]:
    mine, new = (item.measure or Measure()).label, row.measure.label if row.measure else ""
    if mine != new:
        yield FieldChange("Mức", mine, new)


def _time(due: date | None, words: str) -> str:
    return words or short_date(due)


def _money(assignment: Assignment) -> str:
    if assignment.funding_text or assignment.funding is None:
        return assignment.funding_text
    return f"{format_money(assignment.funding)} đồng"


def _key(text: str) -> str:
    return " ".join(_LEAD_NUMBER.sub("", fold(text)).split()).strip(" .;,:")


class _Matcher:
    """Finds the task or target of the plan that a row repeats; each is found once."""

    def __init__(self, plan: Plan) -> None:
        self._open: dict[ItemKind, dict[str, list[Item]]] = {ItemKind.TASK: {}, ItemKind.TARGET: {}}
        self._bare: dict[str, list[str]] = {}
        """The words of tasks by those that are left where a row's own cells say who, what and when."""
        for item in plan.walk():
            if item.kind in self._open:
                key = _key(item.text)
                self._open[item.kind].setdefault(key, []).append(item)
                self._bare.setdefault(_key(without_details(item.text, lambda _: True)), []).append(key)
        self._pairs = 0

    def take(self, row: AnnexRow) -> tuple[Item | None, str]:
        """The item that the row repeats, and what is to be looked at."""
        known = self._open[ItemKind.TASK if row.measure is None else ItemKind.TARGET]
        key, doubt = _key(row.text), ""
        if row.measure is not None:
            key = _key(row.text.rpartition(":")[0]) if _key(row.text) not in known else key
        if key and key not in known:
            key = next((whole for whole in self._bare.get(key, ()) if whole in known), key)
        if key not in known:
            near, score = self._nearest(key, known)
            if not near:
                return None, ""
            text = known[near][0].text
            if score < SIMILAR:
                return None, f"Gần giống «{text[:80]}» của kế hoạch; hãy xem có phải là một."
            key, doubt = near, f"Lời văn gần giống «{text[:80]}» của kế hoạch, coi là một."
        item = known[key].pop(0)
        if not known[key]:
            del known[key]
        return item, doubt

    def _nearest(self, key: str, known: dict[str, list[Item]]) -> tuple[str, float]:
        from rapidfuzz import fuzz, process

        self._pairs += len(known)
        if not key or self._pairs > _MOST_PAIRS:
            return "", 0.0
        numbers = _NUMBERS.findall(key)
        alike: Sequence[str] = [other for other in known if _NUMBERS.findall(other) == numbers]
        best = process.extractOne(key, alike, scorer=fuzz.ratio, score_cutoff=NEAR)
        return (str(best[0]), float(best[1])) if best else ("", 0.0)
