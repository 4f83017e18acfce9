"""The tree of a plan as a Qt model."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ...domain.plan import Item
from ...domain.text import fold
from .item_words import SIGNS, item_line, kind_words

HEAD = "head"
FOOT = "foot"
"""What stands for the plan's head and foot where the tree shows them as entries."""

MIME = "application/x-cchc-plan-item"
ItemRole = Qt.ItemDataRole.UserRole
"""The Item; None for the head and the foot."""
IdRole = Qt.ItemDataRole.UserRole + 1
"""The item's identity, or HEAD or FOOT."""

# Asked of every row again and again: Qt's flags are slow to put together.
_NOTHING, _DROPS = Qt.ItemFlag.NoItemFlags, Qt.ItemFlag.ItemIsDropEnabled
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITED = _SHOWN | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled

Index = QModelIndex | QPersistentModelIndex


@dataclass(slots=True)
class _Node:
    """An entry of the tree; ``number`` is its place in the model's list, which Qt's indexes carry."""

    number: int
    id: str
    item: Item | None
    parent: "_Node | None"
    row: int
    children: list["_Node"] = field(default_factory=list)
    label: str = ""


class OutlineModel(QAbstractItemModel):
    """The items under their parents. It never changes the tree itself: it says what the user wants."""

    move_wanted = Signal(str, object, int)
    """An item was dropped: its identity, the new parent's (None for the root) and the index under it."""
    text_wanted = Signal(str, str)
    """An item's text was edited in place: its identity and the new text."""

    def __init__(self, parent: QObject | None = None, with_ends: bool = False) -> None:
        super().__init__(parent)
        self.editable = True
        self._with_ends = with_ends
        self._tree: tuple[Item, ...] = ()
        self._words: list[str] = []
        self._nodes: list[_Node] = []
        self._roots: list[_Node] = []
        self._by_id: dict[str, _Node] = {}

    def set_tree(self, tree: tuple[Item, ...]) -> bool:
        """Shows another tree. Gives whether its shape is new, so that all indexes have changed."""
        if tree is self._tree and self._nodes:
            return False
        if self._nodes and not self._words and (changed := _changed(self._tree, tree)) is not None:
            self._take_over(tree, changed)
            return False
        self._tree = tree
        self._rebuild()
        return True

    def set_filter(self, text: str) -> None:
        """Shows only the items that hold all these words, with those above them."""
        self._words = fold(text).split()
        self._rebuild()

    @property
    def is_filtered(self) -> bool:
        """Whether a filter hides part of the tree."""
        return bool(self._words)

    def index_of(self, item_id: str) -> QModelIndex:
        """The index of an item, HEAD or FOOT; an invalid one where it is not shown."""
        node = self._by_id.get(item_id)
        return self.createIndex(node.row, 0, node.number) if node else QModelIndex()

    def ids(self) -> list[str]:
        """The identities of all that is shown, in printed order."""
        return [node.id for node in self._nodes]

    def id_at(self, index: Index) -> str:
        """The identity behind an index, or nothing."""
        return self._nodes[index.internalId()].id if index.isValid() else ""

    def depth(self, index: Index) -> int:
        """How many levels an index stands under the root: 1 for a section."""
        node: _Node | None = self._nodes[index.internalId()] if index.isValid() else None
        levels = 0
        while node is not None:
            node, levels = node.parent, levels + 1
        return levels

    def item_at(self, index: Index) -> Item | None:
        """The item behind an index."""
        return self._nodes[index.internalId()].item if index.isValid() else None

    def _take_over(self, tree: tuple[Item, ...], changed: list[Item]) -> None:
        """The same shape with other texts: only the rows that differ are drawn again."""
        self._tree = tree
        for item in changed:
            node = self._by_id[item.id]
            old, node.item = node.item, item
            if old is not None and (old.text, old.marker, old.kind, old.doubt, old.area) != (
                item.text, item.marker, item.kind, item.doubt, item.area
            ):  # fmt: skip
                node.label = item_line(item)
                index = self.createIndex(node.row, 0, node.number)
                self.dataChanged.emit(index, index)

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._nodes, self._roots, self._by_id = [], [], {}
        if self._with_ends and not self._words:
            self._add(HEAD, None, None, "Phần đầu văn bản")
        for item in self._tree:
            self._descend(item, None)
        if self._with_ends and not self._words:
            self._add(FOOT, None, None, "Nơi nhận, chữ ký")
        self.endResetModel()

    def _add(self, key: str, item: Item | None, parent: _Node | None, label: str) -> _Node:
        level = parent.children if parent else self._roots
        node = _Node(len(self._nodes), key, item, parent, len(level), label=label)
        level.append(node)
        self._nodes.append(node)
        self._by_id[key] = node
        return node

    def _descend(self, item: Item, parent: _Node | None) -> None:
        if self._words and not any(self._fits(below) for below in item.walk()):
            return
        node = self._add(item.id, item, parent, item_line(item))
        for child in item.children:
            self._descend(child, node)

    def _fits(self, item: Item) -> bool:
        text = fold(item_line(item))
        return all(word in text for word in self._words)

    # What Qt asks of a model.

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a child."""
        level = self._nodes[parent.internalId()].children if parent.isValid() else self._roots
        if column != 0 or not 0 <= row < len(level):
            return QModelIndex()
        return self.createIndex(row, 0, level[row].number)

    def parent(self, index: Index = QModelIndex()) -> Any:  # type: ignore[override] # noqa: B008
        """The index of the one above."""
        if not index.isValid():
            return QModelIndex()
        above = self._nodes[index.internalId()].parent
        return self.createIndex(above.row, 0, above.number) if above else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many stand under an index."""
        return len(self._nodes[parent.internalId()].children if parent.isValid() else self._roots)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line of an item, its tooltip with the kind, the item itself."""
        if not index.isValid():
            return None
        node = self._nodes[index.internalId()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return node.label
            case Qt.ItemDataRole.EditRole:
                return node.item.text if node.item else node.label
            case Qt.ItemDataRole.ToolTipRole:
                return _tooltip(node.item) if node.item else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{kind_words(node.item.kind)}: {node.label}" if node.item else node.label
        if role == ItemRole:
            return node.item
        if role == IdRole:
            return node.id
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tells that the user typed another text; whoever owns the tree changes it."""
        item = self.item_at(index)
        if item is None or role != Qt.ItemDataRole.EditRole or str(value) == item.text:
            return False
        self.text_wanted.emit(item.id, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Items can be edited and dragged; the root takes drops too."""
        if not index.isValid():
            return _DROPS if self.editable else _NOTHING
        return _EDITED if self.editable and self.item_at(index) is not None else _SHOWN

    def supportedDropActions(self) -> Qt.DropAction:
        """Items are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """An item of this tree."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The identity of what is dragged."""
        data = QMimeData()
        if indexes:
            data.setData(MIME, self.id_at(indexes[0]).encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Not into itself, and not while only a part of the tree is shown."""
        if not data.hasFormat(MIME) or self.is_filtered or not self.editable:
            return False
        dragged = self._by_id.get(_dragged(data))
        above = self._nodes[parent.internalId()] if parent.isValid() else None
        if dragged is None or (above is not None and above.item is None):
            return False
        while above is not None:
            if above is dragged:
                return False
            above = above.parent
        return True

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tells where the item should go. False, because the view must not remove the row by itself."""
        if self.canDropMimeData(data, action, row, column, parent):
            dragged = self._by_id[_dragged(data)]
            above = self._nodes[parent.internalId()] if parent.isValid() else None
            level = above.children if above else self._roots
            at = len(level) if row < 0 else row
            if dragged.parent is above and dragged.row < at:
                at -= 1  # the index counts without the item itself
            if above is None and self._with_ends:
                at = max(0, min(at - 1, len(self._tree)))  # the head stands before the first item
            self.move_wanted.emit(dragged.id, above.id if above else None, at)
        return False


def _dragged(data: QMimeData) -> str:
    return bytes(data.data(MIME).data()).decode()


def _tooltip(item: Item) -> str:
    """What its sign stands for, text and doubt as wrapped rich text."""
    from ...catalogue.legend import sign_sentence

    escaped = item_line(item).replace("&", "&amp;").replace("<", "&lt;")
    doubt = f"<p><b>Cần xem lại:</b> {item.doubt}</p>" if item.doubt else ""
    sign = sign_sentence("plan", SIGNS.get(item.kind, "")) or kind_words(item.kind)
    return f"<p><b>{sign}</b><br>{escaped}</p>{doubt}"


def _changed(before: tuple[Item, ...], after: tuple[Item, ...]) -> list[Item] | None:
    """The items that are other objects than before; None where the shape of the tree is another one."""
    found: list[Item] = []
    levels = [(before, after)]
    while levels:
        olds, news = levels.pop()
        if olds is news:
            continue
        if len(olds) != len(news):
            return None
        for old, new in zip(olds, news, strict=True):
            if old is not new:
                if old.id != new.id:
                    return None
                found.append(new)
                levels.append((old.children, new.children))
    return found
