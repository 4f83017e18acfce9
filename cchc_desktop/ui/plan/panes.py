"""The left and middle pane of the plan's page: the tree with its filter, the form of what is chosen."""

from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.errors import Refusal
from ...domain.plan import HEADING_KINDS, Item, ItemKind, Topic
from .. import icons
from ..buttons import action_button, menu_button
from ..forms import Field
from ..keystrokes import leads_down
from ..labels import label
from ..theme import SPACE
from ..widgets.elided import ElidedLabel
from ..widgets.flow import FlowLayout
from ..widgets.scrolled import Scrolled
from .basis_form import BasisForm
from .ends import FootForm, HeadForm
from .funding_card import FundingCard
from .grid import HeadingGrid
from .item_actions import ItemActions
from .item_forms import Chosen, HeadingForm, ItemForm, TargetForm, TaskForm, place_words
from .item_words import kind_words
from .outline_model import FOOT, HEAD
from .outline_tree import OutlineTree

_FORMS = {ItemKind.TARGET: TargetForm, ItemKind.TASK: TaskForm, ItemKind.BASIS: BasisForm}


def _form_class(item: Item) -> type[ItemForm]:
    """The form for an item's kind."""
    return HeadingForm if item.kind in HEADING_KINDS else _FORMS.get(item.kind, ItemForm)


class TreePane(QWidget):
    """The tree, a box that filters it, and buttons for what can be done to an item."""

    def __init__(self, with_ends: bool = True) -> None:
        super().__init__()
        self.tree = OutlineTree(with_ends=with_ends)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setProperty("role", "plain")
        self.filter = QLineEdit(placeholderText="Lọc nội dung…", clearButtonEnabled=True)
        self.filter.setAccessibleName("Lọc nội dung kế hoạch")
        self.filter.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.textChanged.connect(self.tree.set_filter)
        leads_down(self.filter, self.tree.setFocus)
        self._fold = self._button("Thu gọn", "Thu gọn cây", self.tree.fold_to_parts)
        self._unfold = self._button("Mở hết", "Mở hết cây", self.tree.unfold_all)
        top = QHBoxLayout()
        top.setContentsMargins(SPACE, SPACE, SPACE, 0)
        top.setSpacing(2)
        top.addWidget(self.filter, 1)
        top.addWidget(self._fold)
        top.addWidget(self._unfold)
        self._buttons = QWidget()
        self.buttons = FlowLayout(self._buttons, gap=2)
        holder = QVBoxLayout()
        holder.setContentsMargins(SPACE, 2, SPACE, 2)
        holder.addWidget(self._buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(holder)
        column.addWidget(self.tree, 1)

    def add_buttons(self, actions: ItemActions) -> None:
        """Puts the actions above the tree."""
        for action, words in ((actions.add_new, "Thêm"), (actions.delete, "Xóa")):
            action.setIconText(words)
            button = action_button(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self.buttons.addWidget(button)
        order = QMenu(self)
        order.addActions([actions.move_up, actions.move_down, actions.outdent, actions.indent])
        order.addSeparator()
        order.addActions([actions.split, actions.join])
        for words, picture, menu in (
            ("Đổi loại", "refresh", actions.retype_menu),
            ("Sắp xếp", "move-down", order),
        ):
            button = menu_button(words, picture, menu)
            actions.delete.enabledChanged.connect(button.setEnabled)
            self.buttons.addWidget(button)

    def clear_filter(self) -> None:
        """Shows the whole tree again."""
        self.filter.clear()

    def _button(self, words: str, tip: str, slot: object) -> QToolButton:
        button = QToolButton(toolTip=tip, text=words)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda _checked=False: slot())  # type: ignore[operator]
        return button


class FormPane(QWidget):
    """The form of the chosen item, or of the plan's head or foot."""

    opened = Signal(str)
    """The user wants to see another item: its identity."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__()
        self.chosen = chosen
        self._kind = label("", "heading")
        self._place = ElidedLabel("", "small")
        self._current: QWidget | None = None
        self._forms: dict[type, QWidget] = {}
        self._stack = QStackedWidget()
        self._scroll = Scrolled()
        column = self._scroll.column
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._kind)
        column.addWidget(self._place)
        self._holder = QVBoxLayout()
        column.addLayout(self._holder)
        column.addStretch(0)
        self._end = column
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    @cached_property
    def grid(self) -> HeadingGrid:
        """What stands under a heading, made when the first one is chosen."""
        grid = HeadingGrid(self.chosen)
        grid.opened.connect(self.opened)
        self._end.insertWidget(self._end.count() - 1, grid, 1)
        return grid

    @cached_property
    def money(self) -> FundingCard:
        """What the tasks cost, made when the plan's part on money is first chosen."""
        card = FundingCard()
        self._end.insertWidget(self._end.indexOf(self._holder) + 1, card)
        return card

    @property
    def _shown_grid(self) -> HeadingGrid | None:
        """The grid, where it is shown."""
        return self.grid if "grid" in vars(self) and not self.grid.isHidden() else None

    @property
    def current(self) -> QWidget | None:
        """The form that is shown."""
        return self._current

    def show_item(self) -> None:
        """Shows the form for what is chosen now, with what is stored."""
        key = self.chosen.item_id
        if not self.chosen.plan_id or not key:
            self.clear()
            return
        self._words(key)
        form = self._form(key)
        if form is not self._current:
            if self._current is not None:
                self._current.hide()
            self._current = form
            form.show()
            self._scroll.verticalScrollBar().setValue(0)
        form.show_item()  # type: ignore[attr-defined]
        self._show_grid(key)
        self._show_money(key)

    def refresh(self) -> None:
        """Shows what is stored now in the form that is there; what is being typed stays."""
        key = self.chosen.item_id
        if not key or self._current is None:
            self.show_item()
            return
        try:
            form = self._form(key)
        except Refusal:  # the item is gone; the tree is about to choose another
            self.clear()
            return
        if form is not self._current:
            self.show_item()
            return
        self._words(key)
        form.load()  # type: ignore[attr-defined]
        form.arrange()  # type: ignore[attr-defined]
        self._show_grid(key)
        self._show_money(key)

    def clear(self) -> None:
        """Shows no form."""
        if self._current is not None:
            self._current.hide()
        self._current = None
        self.chosen.item_id = ""
        self._kind.clear()
        self._place.setText("")
        self._hide_grid()
        if "money" in vars(self):
            self.money.hide()

    def commit(self) -> bool:
        """Saves what was typed; gives whether nothing unsaved is left."""
        if self._current is None:
            return True
        if (grid := self._shown_grid) is not None and not grid.commit():
            return False
        return bool(self._current.commit())  # type: ignore[attr-defined]

    def focus_text(self, all_of_it: bool = False) -> None:
        """Puts the cursor into the text."""
        form = self._current
        if isinstance(form, ItemForm):
            form.text.setFocus()
            if all_of_it:
                form.text.editor.selectAll()  # type: ignore[attr-defined]
            else:
                form.text.editor.moveCursor(QTextCursor.MoveOperation.End)  # type: ignore[attr-defined]
        elif form is not None:
            form.fields[0].setFocus()  # type: ignore[attr-defined]

    def text_cursor(self) -> tuple[str, int] | None:
        """The chosen item and where the cursor stands in its text."""
        form = self._current
        return (self.chosen.item_id, form.text.cursor_at()) if isinstance(form, ItemForm) else None

    def field(self, name: str) -> Field:
        """A field of the form that is shown, by its name there."""
        found = getattr(self._current, name)
        assert isinstance(found, Field)
        return found

    def _form(self, key: str) -> QWidget:
        kind = HeadForm if key == HEAD else FootForm if key == FOOT else _form_class(self.chosen.item)
        if kind not in self._forms:
            form = kind(self.chosen)
            form.hide()
            self._forms[kind] = form
            self._holder.addWidget(form)
        return self._forms[kind]

    def _words(self, key: str) -> None:
        if key in (HEAD, FOOT):
            self._kind.hide()
            self._place.hide()
            return
        path = self.chosen.path
        self._kind.setText(kind_words(path[-1].kind))
        self._place.setText(place_words(path))
        self._kind.show()
        self._place.setVisible(len(path) > 1)

    def _show_grid(self, key: str) -> None:
        shown = key not in (HEAD, FOOT) and self.chosen.item.kind in HEADING_KINDS
        if shown:
            self.grid.show_item()
            self.grid.show()
        else:
            self._hide_grid()
        self._end.setStretch(self._end.count() - 1, 0 if shown else 1)

    def _show_money(self, key: str) -> None:
        shown = key not in (HEAD, FOOT) and any(item.topic is Topic.FUNDING for item in self.chosen.path)
        if shown:
            self.money.show_plan(self.chosen.plan)
        if shown or "money" in vars(self):
            self.money.setVisible(shown)

    def _hide_grid(self) -> None:
        if (grid := self._shown_grid) is not None:
            grid.hide()
