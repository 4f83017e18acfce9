"""A new plan that is made out of another one: each item with its new wording, taken or left, and why.

Nothing is decided here: what is proposed is a list of lines, of which an official takes what is wanted, in
the words that are wanted; the plan is then made of them (`Drafting.made`). Year plans out of a plan of
several years, a superior's plan brought down to the commune, and last year's plan rolled forward all propose
in this form.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from .numbering import renumber
from .plan import Item, ItemKind, Plan, new_id

FRAME = frozenset({ItemKind.BASIS, ItemKind.DECISION, ItemKind.ARTICLE, ItemKind.CLOSING})
"""What a plan has whatever is picked of its content."""
ANSWERING = frozenset({ItemKind.TARGET, ItemKind.TASK, ItemKind.SUBTASK})
"""What carries out what a plan above demands."""


class Fate(StrEnum):
    """What becomes of an item on the way into the new plan."""

    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """The fate in Vietnamese."""
        return _LABELS[self.value]


_LABELS = {"kept": "Giữ nguyên", "changed": "Sửa", "added": "Thêm", "dropped": "Bỏ"}


@dataclass(frozen=True, slots=True)
class Remade:
    """An item as it would stand in the new plan, whether it is proposed to be taken, and why.

    Its children have the shape of the old ones; they are looked at after it.
    """

    item: Item
    taken: bool = True
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One item of the new plan: ``item`` without children at ``depth``, made of ``source`` (None for one that
    the way itself adds)."""

    item: Item
    source: Item | None = None
    depth: int = 0
    taken: bool = True
    reasons: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What the line is chosen by: the identity of the item that it was made of."""
        return self.source.id if self.source is not None else self.item.id

    @property
    def before(self) -> str:
        """The original wording."""
        return self.source.text if self.source is not None else ""

    @property
    def why(self) -> tuple[str, ...]:
        """Its reasons; where only years and days followed the new plan's time, that."""
        return self.reasons or (
            ("Chuyển theo thời gian của kế hoạch mới.",) if self.fate is Fate.CHANGED else ()
        )

    @property
    def fate(self) -> Fate:
        """What becomes of it as proposed."""
        if not self.taken:
            return Fate.DROPPED
        if self.source is None:
            return Fate.ADDED
        old = self.source
        same = (old.text, old.measure, old.assignment) == (
            self.item.text,
            self.item.measure,
            self.item.assignment,
        )
        return Fate.KEPT if same else Fate.CHANGED


@dataclass(frozen=True, slots=True)
class Drafting:
    """A proposal for a plan: its head (``plan`` without items) and the lines in printed order."""

    plan: Plan
    lines: tuple[DraftLine, ...]
    notes: tuple[str, ...] = ()
    """What is to be said of the whole."""

    def told(self) -> tuple[DraftLine, ...]:
        """The lines that are told one by one: not what was left together with what stands above it, nor the
        lines that only word a task's assignment."""
        found: list[DraftLine] = []
        left = -1
        for line in self.lines:
            if left >= 0 and line.depth > left:
                continue
            left = -1 if line.taken else line.depth
            if line.item.kind is not ItemKind.DETAIL:
                found.append(line)
        return tuple(found)

    def of(self, fate: Fate) -> tuple[DraftLine, ...]:
        """Those of one fate."""
        return tuple(line for line in self.told() if line.fate is fate)

    def picked(self, keys: Collection[str]) -> frozenset[str]:
        """What to take where only some items were picked: they with what is proposed under them (with all of
        it where they themselves are not proposed), and the plan's frame."""
        found: set[str] = set()
        inside, takes_all = -1, False
        for line in self.lines:
            if inside >= 0 and line.depth <= inside:
                inside = -1
            is_frame = line.item.kind in FRAME and line.depth == 0 and line.taken
            if inside < 0 and (line.key in keys or is_frame):
                inside, takes_all = line.depth, not line.taken
            is_within = inside >= 0 and (takes_all or line.taken)
            if line.key in keys or is_within or line.source is None:
                found.add(line.key)
        return frozenset(found)

    def chosen(self, taken: Collection[str], texts: Mapping[str, str] | None = None) -> "Drafting":
        """The same with the lines taken that were chosen, worded as ``texts`` say by key; what was left or
        worded by hand says so. What stands above something that is taken is taken with it."""
        keep = self._with_those_above(set(taken))
        texts = texts or {}
        return replace(
            self, lines=tuple(_chosen(line, line.key in keep, texts.get(line.key, "")) for line in self.lines)
        )

    def made(self) -> Plan:
        """The plan of the lines that are taken; numbers follow."""
        keep = self._with_those_above({line.key for line in self.lines if line.taken})
        items, _ = _tree([(line.depth, line.item) for line in self.lines if line.key in keep], 0, 0)
        return replace(self.plan, items=renumber(items))

    def _with_those_above(self, wanted: set[str]) -> set[str]:
        keep: set[str] = set()
        above: list[str] = []
        for line in self.lines:
            del above[line.depth :]
            above.append(line.key)
            if line.key in wanted:
                keep.update(above)
        return keep


def _chosen(line: DraftLine, taken: bool, text: str) -> DraftLine:
    reasons = line.reasons
    if line.taken and not taken:
        reasons = (*reasons, "Không chọn khi lập kế hoạch.")
    if taken and text and text != line.item.text:
        reasons = (*reasons, "Sửa lời khi lập kế hoạch.")
    item = replace(line.item, text=text) if text else line.item
    return replace(line, item=item, taken=taken, reasons=reasons)


def _tree(lines: list[tuple[int, Item]], at: int, depth: int) -> tuple[tuple[Item, ...], int]:
    """The items of one level from a place on, with those under them, and where the level ends."""
    found: list[Item] = []
    while at < len(lines) and lines[at][0] >= depth:
        item = lines[at][1]
        below, at = _tree(lines, at + 1, lines[at][0] + 1)
        found.append(replace(item, children=below))
    return tuple(found), at


def lines_of(items: tuple[Item, ...], remake: Callable[[Item], Remade]) -> Iterator[DraftLine]:
    """The lines of all items, each made anew by ``remake``, which is given the item as those above it left it
    (a task that words its time anew words the lines under it anew)."""
    return _lines(items, items, remake, 0, taken=True)


def _lines(
    sources: tuple[Item, ...],
    items: tuple[Item, ...],
    remake: Callable[[Item], Remade],
    depth: int,
    taken: bool,
) -> Iterator[DraftLine]:
    for source, item in zip(sources, items, strict=True):
        made = remake(item)
        here = taken and made.taken
        bare = replace(made.item, id=new_id(), children=(), source=(), doubt="")
        yield DraftLine(bare, source, depth, here, made.reasons)
        yield from _lines(source.children, made.item.children, remake, depth + 1, here)
