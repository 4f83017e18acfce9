"""What can be done to an item of a plan: the same by key, menu and mouse, in the page and in the wizard."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ... import catalogue
from ...domain import outline
from ...domain.errors import Refusal
from ...domain.outline import Tree
from ...domain.periods import PlanPeriod
from ...domain.plan import HEADING_KINDS, Item, ItemKind, Topic
from ...domain.targets import QUALITATIVE
from ...intake.plan.target import parse_target
from ..icons import icon
from .item_words import TOPIC_WORDS, kind_words
from .outline_model import FOOT, HEAD
from .outline_tree import OutlineTree

_UNDER_TOPIC = {
    Topic.TARGETS: ItemKind.TARGET,
    Topic.GENERAL_TARGETS: ItemKind.TARGET,
    Topic.TASKS: ItemKind.TASK,
}

_PLAIN_KINDS = (
    ItemKind.TARGET,
    ItemKind.TASK,
    ItemKind.SUBTASK,
    ItemKind.TEXT,
    ItemKind.BASIS,
    ItemKind.UNIT,
)
_RARE_KINDS = (
    ItemKind.DETAIL,
    ItemKind.NOTE,
    ItemKind.CLOSING,
    ItemKind.ANNEX,
    ItemKind.DECISION,
    ItemKind.ARTICLE,
)


class Tender(Protocol):
    """Who owns the tree and carries out what is asked for."""

    def tree_now(self) -> Tree:
        """The tree as it is."""

    def period(self) -> PlanPeriod:
        """The span of the plan, which targets are read against."""

    def restructure(self, label: str, change: Callable[[Tree], Tree], select: str = "") -> None:
        """Applies an edit under its name, and goes to an item; a Refusal is shown."""

    def add(self, kind: ItemKind, parent_id: str | None, index: int) -> None:
        """Puts a new item there and opens it for typing; a Refusal is shown."""

    def text_cursor(self) -> tuple[str, int] | None:
        """The item whose text is being edited, and where the cursor stands in it."""

    def save_pending(self) -> None:
        """Saves what is typed but not saved yet."""


def new_kind(tree: Tree, item: Item | None) -> tuple[ItemKind, str | None, int]:
    """What «Thêm mục» adds beside an item: its kind, its parent's identity and the index there.

    Under a heading goes what its topic says; beside anything else one more of the same kind.
    """
    if item is None:
        return ItemKind.TEXT, None, len(tree)
    if item.kind in HEADING_KINDS:
        above = reversed(outline.path_to(tree, item.id))
        topic = next((heading.topic for heading in above if heading.topic), Topic.NONE)
        kind = _UNDER_TOPIC.get(topic, item.children[-1].kind if item.children else ItemKind.TEXT)
        return kind, item.id, len(item.children)
    parent_id, index = outline.position(tree, item.id)
    return item.kind, parent_id, index + 1


def retyped(
    tree: Tree,
    item_id: str,
    kind: ItemKind,
    period: PlanPeriod,
    topic: Topic = Topic.NONE,
    area: int | None = None,
) -> Tree:
    """The tree with the item made another kind; the measure of a new target is read from its sentence."""
    tree = outline.retype(tree, item_id, kind, topic, area)
    item = outline.find(tree, item_id)
    if item.measure == QUALITATIVE:
        tree = outline.update(tree, replace(item, measure=parse_target(item.text, period)))
    return tree


class ItemActions(QObject):
    """The actions on the selected item, with their keys.

    With ``retype_keys``, Ctrl+1 … Ctrl+6 change the kind, which in the main window go to its pages.
    The keys for moving, splitting and joining work in the whole of ``scope``, so in the text too; those
    that a text field needs for itself (Delete, Insert, F2) only in the tree.
    """

    def __init__(self, scope: QWidget, tree: OutlineTree, tender: Tender, retype_keys: bool = False) -> None:
        super().__init__(scope)
        self._tree = tree
        self._tender = tender
        self.add_new = self._action("Thêm mục", "add", ["Ins"], self._add, tree)
        self.edit = self._action("Sửa nội dung", "edit", ["F2"], self._edit, tree)
        self.move_up = self._action("Chuyển lên", "move-up", ["Alt+Up"], lambda: self._shift(-1), scope)
        self.move_down = self._action(
            "Chuyển xuống", "move-down", ["Alt+Down"], lambda: self._shift(1), scope
        )
        self.outdent = self._action("Đưa ra ngoài một cấp", "outdent", ["Alt+Left"], self._outdent, scope)
        self.indent = self._action("Đưa vào trong một cấp", "indent", ["Alt+Right"], self._indent, scope)
        self.split = self._action(
            "Tách tại con trỏ", "split", ["Ctrl+Return", "Ctrl+Enter"], self._split, scope
        )
        self.join = self._action("Nối với mục phía trên", "join", ["Ctrl+J"], self._join, scope)
        self.delete = self._action("Xóa mục", "delete", ["Del"], self._delete, tree)
        self._kinds: dict[ItemKind, QAction] = {}
        for number, kind in enumerate(_PLAIN_KINDS, 1):
            action = QAction(kind_words(kind), self, checkable=True)
            action.triggered.connect(lambda _checked=False, kind=kind: self.retype(kind))
            if retype_keys:
                action.setShortcut(QKeySequence(f"Ctrl+{number}"))
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                scope.addAction(action)
            self._kinds[kind] = action
        self.retype_menu = QMenu("Đổi loại", scope)
        self.retype_menu.aboutToShow.connect(self._fill_retype_menu)
        tree.menu_wanted.connect(self.show_menu)
        tree.outline.move_wanted.connect(self._moved)
        tree.chosen.connect(lambda _: self.update_enabled())
        self._editable = True
        self.more: list[QAction] = []
        """What else the menu offers, after what is done to the item itself."""

    @property
    def all(self) -> list[QAction]:
        """Every action, in the order of the menu."""
        return [
            self.add_new, self.edit, self.split, self.join, self.move_up, self.move_down, self.outdent,
            self.indent, self.delete,
        ]  # fmt: skip

    def set_editable(self, editable: bool) -> None:
        """Whether the tree may be changed at all."""
        self._editable = editable
        self._tree.outline.editable = editable
        self.update_enabled()

    def update_enabled(self) -> None:
        """Offers only what can be done to the selected item."""
        key = self._tree.current_id()
        on_item = self._editable and key not in ("", HEAD, FOOT)
        for action in self.all:
            action.setEnabled(on_item)
        self.retype_menu.setEnabled(on_item)
        for action in self._kinds.values():
            action.setEnabled(on_item)
        self.add_new.setEnabled(self._editable)

    def show_menu(self, point: QPoint) -> None:
        """The context menu of the selected item."""
        menu = QMenu(self._tree)
        menu.addActions([self.add_new, self.edit])
        menu.addMenu(self.retype_menu)
        menu.addSeparator()
        menu.addActions([self.split, self.join])
        menu.addSeparator()
        menu.addActions([self.move_up, self.move_down, self.outdent, self.indent])
        menu.addSeparator()
        menu.addAction(self.delete)
        menu.addSeparator()
        menu.addActions(self.more)
        menu.exec(point)

    def retype(self, kind: ItemKind, topic: Topic = Topic.NONE, area: int | None = None) -> None:
        """Makes the selected item another kind."""
        item_id = self._item_id()
        if not item_id:
            return
        self._tender.save_pending()
        period = self._tender.period()
        self._tender.restructure(
            f"Đổi loại thành {kind_words(kind).lower()}",
            lambda tree: retyped(tree, item_id, kind, period, topic, area),
            item_id,
        )

    def _action(
        self, text: str, picture: str, keys: list[str], slot: Callable[[], None], where: QWidget
    ) -> QAction:
        action = QAction(icon(picture), text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(
            Qt.ShortcutContext.WidgetShortcut
            if where is self._tree
            else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        action.setToolTip(f"{text} ({_readable(keys[0])})")
        action.triggered.connect(lambda _checked=False: slot())
        where.addAction(action)
        return action

    def _item_id(self) -> str:
        key = self._tree.current_id()
        return "" if key in (HEAD, FOOT) else key

    def _run(self, label: str, change: Callable[[Tree, str], Tree], select: str | None = None) -> None:
        if item_id := self._item_id():
            self._tender.save_pending()
            self._tender.restructure(
                label, lambda tree: change(tree, item_id), item_id if select is None else select
            )

    def _shift(self, by: int) -> None:
        self._run("Chuyển lên" if by < 0 else "Chuyển xuống", lambda tree, key: outline.shift(tree, key, by))

    def _indent(self) -> None:
        self._run("Đưa vào trong một cấp", outline.indent)

    def _outdent(self) -> None:
        self._run("Đưa ra ngoài một cấp", outline.outdent)

    def _split(self) -> None:
        cursor = self._tender.text_cursor()
        period = self._tender.period()

        def change(tree: Tree, key: str) -> Tree:
            if cursor is None or cursor[0] != key:
                raise Refusal("Hãy đặt con trỏ vào giữa câu trong ô nội dung, nơi muốn tách.")
            return _measured(outline.split(tree, key, cursor[1]), tree, period)

        self._run("Tách mục", change)

    def _join(self) -> None:
        item_id = self._item_id()
        if not item_id:
            return
        tree = self._tender.tree_now()
        _, level, index = _place(tree, item_id)
        elder = level[index - 1].id if index else item_id
        period = self._tender.period()
        self._run("Nối mục", lambda now, key: _measured(outline.join(now, key), now, period), elder)

    def _delete(self) -> None:
        item_id = self._item_id()
        if not item_id:
            return
        tree = self._tender.tree_now()
        parent_id, level, index = _place(tree, item_id)
        near = level[index + 1].id if index + 1 < len(level) else level[index - 1].id if index else parent_id
        self._run("Xóa mục", outline.delete, near or "")

    def _add(self) -> None:
        key = self._tree.current_id()
        if not self._editable:
            return
        self._tender.save_pending()
        tree = self._tender.tree_now()
        item = self._tree.current_item()
        if item is not None:
            item = outline.find(tree, item.id)
        kind, parent_id, index = new_kind(tree, item)
        self._tender.add(kind, parent_id, 0 if key == HEAD else index)

    def _edit(self) -> None:
        if self._tree.current_item() is not None:
            self._tree.edit(self._tree.currentIndex())

    def _moved(self, item_id: str, parent_id: str | None, index: int) -> None:
        self._tender.save_pending()
        self._tender.restructure(
            "Chuyển mục", lambda tree: outline.move(tree, item_id, parent_id, index), item_id
        )

    def _fill_retype_menu(self) -> None:
        menu = self.retype_menu
        menu.clear()
        item = self._tree.current_item()
        for kind, action in self._kinds.items():
            action.setChecked(item is not None and item.kind is kind)
            menu.addAction(action)
        areas = menu.addMenu(kind_words(ItemKind.AREA))
        for area in catalogue.areas():
            self._offer(areas, f"{area.code}. {area.name}", item, ItemKind.AREA, area=area.code)
        for kind in (ItemKind.HEADING, ItemKind.SECTION):
            topics = menu.addMenu(kind_words(kind))
            for topic, words in TOPIC_WORDS.items():
                self._offer(topics, words, item, kind, topic)
        menu.addSeparator()
        for kind in _RARE_KINDS:
            self._offer(menu, kind_words(kind), item, kind)

    def _offer(
        self,
        menu: QMenu,
        words: str,
        item: Item | None,
        kind: ItemKind,
        topic: Topic = Topic.NONE,
        area: int | None = None,
    ) -> None:
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(
            item is not None
            and item.kind is kind
            and (kind not in HEADING_KINDS or item.topic is topic)
            and item.area == area
        )
        action.triggered.connect(lambda: self.retype(kind, topic, area))


def _place(tree: Tree, item_id: str) -> tuple[str | None, Tree, int]:
    """What an item stands under (None for the root), all that stands there, and its index among them."""
    parent_id, index = outline.position(tree, item_id)
    return parent_id, outline.find(tree, parent_id).children if parent_id else tree, index


def _measured(tree: Tree, before: Tree, period: PlanPeriod) -> Tree:
    """The tree with the measures of targets whose sentence was cut or joined read anew."""
    texts = {item.id: item.text for root in before for item in root.walk()}
    for item in [below for root in tree for below in root.walk()]:
        measure = item.measure
        if measure is not None and texts.get(item.id) != item.text:
            tree = outline.update(tree, replace(item, measure=parse_target(item.text, period)))
    return tree


def _readable(key: str) -> str:
    names = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Return": "Enter"}
    return "+".join(names.get(part, part) for part in key.split("+"))
