"""A draft while it is looked over: every state it was in, what is still doubtful, what has no place yet."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Unpack

from ...domain import numbering, outline, plan_views
from ...domain.errors import Refusal
from ...domain.outline import Tree
from ...domain.plan import Draft, Item, ItemKind, Plan, Spot
from ...domain.tasks import Assignment
from ...domain.text import clean_line
from ...intake.plan.target import parse_target
from ...office.plans import PlanHeadFields


@dataclass(frozen=True, slots=True)
class _State:
    """The plan, the texts that found no place, and the name of the edit that led here."""

    plan: Plan
    unplaced: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What a draft holds, and how much of it wants another look."""

    areas: int
    targets: int
    tasks: int
    doubts: int
    unplaced: int

    @property
    def words(self) -> str:
        """«8 lĩnh vực · 33 chỉ tiêu · 45 nhiệm vụ · 3 chỗ cần xem lại»."""
        parts = [f"{self.areas} lĩnh vực", f"{self.targets} chỉ tiêu", f"{self.tasks} nhiệm vụ"]
        if self.doubts:
            parts.append(f"{self.doubts} chỗ cần xem lại")
        if self.unplaced:
            parts.append(f"{self.unplaced} đoạn chưa có chỗ")
        return " · ".join(parts)


class DraftSession:
    """The states of one draft. Every edit adds one; undo and redo walk along them."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._states = [_State(draft.plan, draft.unplaced, "")]
        self._at = 0

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self._states[self._at].plan

    @property
    def tree(self) -> Tree:
        """The plan's tree as it is now."""
        return self.plan.items

    @property
    def unplaced(self) -> tuple[str, ...]:
        """The texts that still have no place."""
        return self._states[self._at].unplaced

    @property
    def source(self) -> tuple[str, ...]:
        """The paragraphs of the file."""
        return self._draft.source

    @property
    def pages(self) -> tuple[Spot, ...]:
        """Where each of ``source`` stands; empty where the file has no pages."""
        return self._draft.pages

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reading found missing or doubtful, in sentences."""
        return self._draft.warnings

    @property
    def draft(self) -> Draft:
        """The draft as it is now, ready to be stored."""
        return replace(self._draft, plan=self.plan, unplaced=self.unplaced)

    @property
    def edited(self) -> bool:
        """Whether anything differs from what was read."""
        return self._at > 0

    @property
    def next_undo(self) -> str:
        """The name of the edit that undo would take back."""
        return self._states[self._at].label

    @property
    def next_redo(self) -> str:
        """The name of the edit that redo would do again."""
        return self._states[self._at + 1].label if self._at + 1 < len(self._states) else ""

    def restructure(self, label: str, change: Callable[[Tree], Tree]) -> None:
        """Applies an edit of the tree. Raises Refusal, and changes nothing, where it makes no sense."""
        self._go_on(label, replace(self.plan, items=change(self.tree)))

    def set_head(self, **fields: Unpack[PlanHeadFields]) -> None:
        """Sets fields of the plan's head and foot."""
        values: dict[str, Any] = {**fields}
        plan = replace(self.plan, **values)
        if plan != self.plan:
            self._go_on("Sửa phần đầu, phần cuối", plan)

    def set_text(self, item_id: str, text: str) -> None:
        """Sets an item's text; it was looked at, so it is no longer doubtful."""
        cleaned = clean_line(text)
        if not cleaned:
            raise Refusal("Nội dung không được để trống. Hãy dùng lệnh xóa nếu muốn bỏ mục này.", "text")
        item = outline.find(self.tree, item_id)
        if cleaned == item.text:
            return
        measure = parse_target(cleaned, self.plan.period) if item.measure else None
        changed = replace(item, text=cleaned, measure=measure, doubt="")
        self.restructure("Sửa nội dung", lambda tree: outline.update(tree, changed))

    def set_marker(self, item_id: str, marker: str) -> None:
        """Sets the number or bullet before an item."""
        item = outline.find(self.tree, item_id)
        if (cleaned := clean_line(marker)) != item.marker:
            changed = replace(item, marker=cleaned)
            self.restructure("Sửa số thứ tự", lambda tree: outline.update(tree, changed))

    def accept(self, item_id: str) -> None:
        """Notes that a doubtful item was looked at and is right."""
        item = outline.find(self.tree, item_id)
        if item.doubt:
            changed = replace(item, doubt="")
            self.restructure("Xác nhận mục", lambda tree: outline.update(tree, changed))

    def add(
        self, kind: ItemKind, text: str, parent_id: str | None, index: int, source: tuple[int, ...] = ()
    ) -> str:
        """Puts a new item there; gives its identity."""
        siblings = outline.find(self.tree, parent_id).children if parent_id else self.tree
        item = Item(
            kind=kind,
            text=clean_line(text) or "(Nội dung mới)",
            marker=numbering.marker_for_new(siblings, index),
            measure=parse_target(text, self.plan.period) if kind is ItemKind.TARGET else None,
            assignment=Assignment() if kind is ItemKind.TASK else None,
            source=source,
        )
        self.restructure("Thêm mục", lambda tree: outline.insert(tree, item, parent_id, index))
        return item.id

    def place(self, number: int, beside: str) -> str:
        """Puts the ``number``-th text without a place (from 0) after an item, or first under a heading.

        Gives the new item's identity.
        """
        text = self.unplaced[number]
        parent_id: str | None = None
        index = len(self.tree)
        if beside:
            item = outline.find(self.tree, beside)
            if plan_views.is_heading(item):
                parent_id, index = item.id, 0
            else:
                parent_id, index = outline.position(self.tree, item.id)
                index += 1
        placed = Item(kind=ItemKind.TEXT, text=text, source=self.paragraphs_of(text))
        rest = (*self.unplaced[:number], *self.unplaced[number + 1 :])
        plan = replace(self.plan, items=outline.insert(self.tree, placed, parent_id, index))
        self._go_on("Đưa đoạn vào cây", plan, rest)
        return placed.id

    def drop_unplaced(self, number: int) -> None:
        """Leaves out a text without a place for good (a page number, a stamp)."""
        rest = (*self.unplaced[:number], *self.unplaced[number + 1 :])
        self._go_on("Bỏ đoạn không dùng", self.plan, rest)

    def paragraphs_of(self, text: str) -> tuple[int, ...]:
        """The numbers (from 1) of the file's paragraphs that say this."""
        return tuple(number for number, line in enumerate(self.source, 1) if line == text)[:1]

    def undo(self) -> bool:
        """Takes back the last edit; gives whether there was one."""
        self._at, before = max(0, self._at - 1), self._at
        return self._at != before

    def redo(self) -> bool:
        """Does again what was taken back; gives whether there was something."""
        self._at, before = min(len(self._states) - 1, self._at + 1), self._at
        return self._at != before

    def doubts(self) -> list[Item]:
        """The doubtful items, in printed order."""
        return [item for item in self.plan.walk() if item.doubt]

    def counts(self) -> Counts:
        """What the draft holds now."""
        return Counts(
            areas=len(plan_views.areas(self.plan)),
            targets=len(plan_views.targets(self.plan)),
            tasks=len(plan_views.tasks(self.plan)),
            doubts=len(self.doubts()),
            unplaced=len(self.unplaced),
        )

    def item_of_paragraph(self, number: int) -> str:
        """The identity of the item that was read from a paragraph (from 1), or nothing."""
        found = ""
        for item in self.plan.walk():
            if number in item.source:
                found = item.id
        return found

    def _go_on(self, label: str, plan: Plan, unplaced: tuple[str, ...] | None = None) -> None:
        state = _State(plan, self.unplaced if unplaced is None else unplaced, label)
        self._states[self._at + 1 :] = [state]
        self._at += 1
