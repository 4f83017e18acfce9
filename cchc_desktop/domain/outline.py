"""Edits of a plan's tree, as functions from one tree to the next.

The import wizard, the plan screen and the store all change plans through these, so that an edit means the
same everywhere. Each raises Refusal, and changes nothing, where the edit makes no sense.
"""

from collections.abc import Callable
from dataclasses import replace

from .errors import Refusal
from .plan import HEADING_KINDS, Item, ItemKind, Topic, new_id
from .targets import QUALITATIVE
from .tasks import Assignment

Tree = tuple[Item, ...]


def find(tree: Tree, item_id: str) -> Item:
    """The item of this identity; raises Refusal where there is none."""
    for root in tree:
        for item in root.walk():
            if item.id == item_id:
                return item
    raise Refusal("Mục này không còn trong kế hoạch.")


def path_to(tree: Tree, item_id: str) -> tuple[Item, ...]:
    """The item and those above it, from the root down."""

    def search(level: Tree, above: tuple[Item, ...]) -> tuple[Item, ...] | None:
        for item in level:
            here = (*above, item)
            if item.id == item_id:
                return here
            if found := search(item.children, here):
                return found
        return None

    if found := search(tree, ()):
        return found
    raise Refusal("Mục này không còn trong kế hoạch.")


def _rewrite(tree: Tree, item_id: str, change: Callable[[Item], Tree]) -> Tree:
    """The tree with the item of this identity replaced by what ``change`` makes of it."""
    result: list[Item] = []
    for item in tree:
        if item.id == item_id:
            result.extend(change(item))
        else:
            children = _rewrite(item.children, item_id, change)
            result.append(item if children is item.children else replace(item, children=children))
    same = len(result) == len(tree) and all(a is b for a, b in zip(result, tree, strict=True))
    return tree if same else tuple(result)


def update(tree: Tree, item: Item) -> Tree:
    """The tree with the item of the same identity replaced by ``item``."""
    find(tree, item.id)
    return _rewrite(tree, item.id, lambda _: (item,))


def delete(tree: Tree, item_id: str) -> Tree:
    """The tree without the item and all under it."""
    find(tree, item_id)
    return _rewrite(tree, item_id, lambda _: ())


def insert(tree: Tree, item: Item, parent_id: str | None, index: int) -> Tree:
    """The tree with ``item`` put at ``index`` under ``parent_id`` (the root where None)."""
    if parent_id is None:
        return (*tree[:index], item, *tree[index:])
    find(tree, parent_id)
    return _rewrite(
        tree,
        parent_id,
        lambda parent: (
            replace(parent, children=(*parent.children[:index], item, *parent.children[index:])),
        ),
    )


def move(tree: Tree, item_id: str, parent_id: str | None, index: int) -> Tree:
    """The tree with the item put at ``index`` under another parent; ``index`` counts without the item."""
    item = find(tree, item_id)
    if parent_id is not None and any(below.id == parent_id for below in item.walk()):
        raise Refusal("Không thể chuyển một mục vào bên trong chính nó.")
    return insert(delete(tree, item_id), item, parent_id, index)


def position(tree: Tree, item_id: str) -> tuple[str | None, int]:
    """The parent's identity (None at the root) and the index of the item under it."""
    path = path_to(tree, item_id)
    level = path[-2].children if len(path) > 1 else tree
    return (path[-2].id if len(path) > 1 else None), [item.id for item in level].index(item_id)


def shift(tree: Tree, item_id: str, by: int) -> Tree:
    """The tree with the item moved up (-1) or down (+1) among its siblings."""
    parent_id, index = position(tree, item_id)
    level = find(tree, parent_id).children if parent_id else tree
    if not 0 <= index + by < len(level):
        raise Refusal("Mục này đã ở đầu danh sách." if by < 0 else "Mục này đã ở cuối danh sách.")
    return move(tree, item_id, parent_id, index + by)


def indent(tree: Tree, item_id: str) -> Tree:
    """The tree with the item put under its elder sibling."""
    parent_id, index = position(tree, item_id)
    level = find(tree, parent_id).children if parent_id else tree
    if index == 0:
        raise Refusal("Không có mục nào phía trên cùng cấp để đưa mục này vào trong.")
    elder = level[index - 1]
    return move(tree, item_id, elder.id, len(elder.children))


def outdent(tree: Tree, item_id: str) -> Tree:
    """The tree with the item put after its parent."""
    parent_id, _ = position(tree, item_id)
    if parent_id is None:
        raise Refusal("Mục này đã ở cấp ngoài cùng.")
    grandparent_id, index = position(tree, parent_id)
    return move(tree, item_id, grandparent_id, index + 1)


def split(tree: Tree, item_id: str, at: int) -> Tree:
    """The tree with the item cut in two at character ``at``; what stands under it goes with the second."""
    item = find(tree, item_id)
    head, tail = item.text[:at].rstrip(), item.text[at:].lstrip()
    if not head or not tail:
        raise Refusal("Hãy đặt con trỏ vào giữa câu, nơi muốn tách.")
    second = replace(item, id=new_id(), text=tail)
    return _rewrite(tree, item_id, lambda _: (replace(item, text=head, children=()), second))


def join(tree: Tree, item_id: str) -> Tree:
    """The tree with the item's text put at the end of its elder sibling's, which carries out what it did."""
    parent_id, index = position(tree, item_id)
    level = find(tree, parent_id).children if parent_id else tree
    if index == 0:
        raise Refusal("Không có mục nào phía trên cùng cấp để nối vào.")
    item, elder = level[index], level[index - 1]
    joined = replace(
        elder,
        text=f"{elder.text} {item.text}".strip(),
        children=(*elder.children, *item.children),
        source=tuple(sorted({*elder.source, *item.source})),
        answers=tuple(dict.fromkeys((*elder.answers, *item.answers))),
    )
    return update(delete(tree, item_id), joined)


def retype(
    tree: Tree, item_id: str, kind: ItemKind, topic: Topic = Topic.NONE, area: int | None = None
) -> Tree:
    """The tree with the item made another kind; a new target or task starts with an empty record."""
    item = find(tree, item_id)
    if kind is ItemKind.AREA and area is None:
        raise Refusal("Hãy chọn lĩnh vực cho mục này.", "area")
    return update(
        tree,
        replace(
            item,
            kind=kind,
            topic=topic if kind in HEADING_KINDS else Topic.NONE,
            area=area if kind is ItemKind.AREA else None,
            measure=(item.measure or QUALITATIVE) if kind is ItemKind.TARGET else None,
            assignment=(item.assignment or Assignment()) if kind is ItemKind.TASK else None,
            doubt="",
        ),
    )
