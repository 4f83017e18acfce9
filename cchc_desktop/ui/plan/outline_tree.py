"""The tree of a plan: its sections, areas, targets, tasks and paragraphs, as one list that folds."""

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QShowEvent,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ...domain.plan import HEADING_KINDS, Item, ItemKind
from .. import icons, theme
from .item_words import SIGNS
from .outline_model import FOOT, HEAD, IdRole, Index, ItemRole, OutlineModel

_SIGN_WIDTH = 26
_PAD = 6


def sign_colours(kind: ItemKind) -> tuple[str, str]:
    """The text and ground of a kind's sign in the theme that is on."""
    now = theme.current()
    match kind:
        case ItemKind.TARGET:
            return now.good, now.good_soft
        case ItemKind.TASK | ItemKind.SUBTASK | ItemKind.DETAIL:
            return now.info, now.info_soft
        case ItemKind.UNIT:
            return now.warn, now.warn_soft
        case ItemKind.AREA:
            return now.accent_text, now.accent
        case _:
            return now.idle, now.idle_soft


class _Delegate(QStyledItemDelegate):
    """Paints an item: the sign of its kind, its number, its text on at most two lines, a mark of doubt."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one row."""
        self.initStyleOption(option, index)
        option.text = ""
        widget = option.widget
        style = widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        item: Item | None = index.data(ItemRole)
        now = theme.current()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        colour = QColor(now.selection_text if selected else now.text)
        box = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item is None:
            name = "office" if index.data(IdRole) == HEAD else "officer"
            side = QRect(box.left() + 4, box.center().y() - 8, 17, 17)
            icons.icon(name, "muted").paint(painter, side)
            self._text(painter, box.adjusted(_SIGN_WIDTH + _PAD, 0, 0, 0), index.data(), option.font, colour)
        else:
            if item.doubt:
                side = QRect(box.right() - 16, box.center().y() - 8, 17, 17)
                icons.icon("warning-filled", "warn").paint(painter, side)
                box.setRight(side.left() - _PAD)
            if sign := SIGNS.get(item.kind):
                text = f"{sign}{item.area}" if item.kind is ItemKind.AREA and item.area else sign
                self._sign(painter, box, text, item.kind, option.font)
                box.setLeft(box.left() + _SIGN_WIDTH + (8 if len(text) > 2 else 0) + _PAD)
            font = QFont(option.font)
            font.setWeight(self._weight(item))
            if item.marker and item.marker not in "-+•*–":
                painter.setPen(colour)
                strong = QFont(font)
                strong.setWeight(QFont.Weight.DemiBold)
                painter.setFont(strong)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, item.marker)
                box.setLeft(box.left() + painter.fontMetrics().horizontalAdvance(item.marker) + _PAD)
            elif item.kind not in SIGNS and item.marker:
                painter.setPen(QColor(now.selection_text if selected else now.muted))
                painter.setFont(font)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, item.marker)
                box.setLeft(box.left() + 14)
            self._text(painter, box, item.text, font, colour)
        painter.restore()

    def _text_left(self, item: Item, metrics: QFontMetrics) -> int:
        """How far from the left edge of the row the text begins, as ``paint`` draws it."""
        left = _PAD
        if sign := SIGNS.get(item.kind):
            text = f"{sign}{item.area}" if item.kind is ItemKind.AREA and item.area else sign
            left += _SIGN_WIDTH + (8 if len(text) > 2 else 0) + _PAD
        if item.marker and item.marker not in "-+•*–":
            left += metrics.horizontalAdvance(item.marker) + _PAD
        elif item.kind not in SIGNS and item.marker:
            left += 14
        return left

    def _weight(self, item: Item) -> QFont.Weight:
        if item.kind is ItemKind.SECTION or item.kind in (ItemKind.DECISION, ItemKind.ANNEX):
            return QFont.Weight.DemiBold
        return QFont.Weight.Medium if item.kind in HEADING_KINDS else QFont.Weight.Normal

    def _text(self, painter: QPainter, box: QRect, text: str, font: QFont, colour: QColor) -> None:
        painter.setPen(colour)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        fits = metrics.horizontalAdvance(text) <= box.width()
        first = text if fits else _first_line(text, font, box.width())
        rest = metrics.elidedText(text[len(first) :].strip(), Qt.TextElideMode.ElideRight, box.width())
        lines = f"{first.rstrip()}\n{rest}" if rest else first
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, lines)

    def _sign(self, painter: QPainter, box: QRect, text: str, kind: ItemKind, font: QFont) -> None:
        ink, ground = sign_colours(kind)
        width = _SIGN_WIDTH + (8 if len(text) > 2 else 0)
        shape = QRectF(box.left(), box.center().y() - 8.5, width, 18)
        small = QFont(font)
        small.setPointSizeF(theme.points(theme.SMALL_POINTS - 1))
        small.setWeight(QFont.Weight.DemiBold)
        painter.setPen(QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(shape, 4, 4)
        painter.setPen(QColor(ink))
        painter.setFont(small)
        painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of one line of text, or of two where it does not fit into one."""
        height = theme.scaled(theme.ROW_HEIGHT)
        tree, item = option.widget, index.data(ItemRole)
        if not isinstance(tree, OutlineTree) or item is None:
            return QSize(80, height)
        metrics = tree.fontMetrics()
        left = self._text_left(item, metrics) + tree.indentation() * tree.outline.depth(index)
        room = tree.viewport().width() - left - _PAD - (23 if item.doubt else 0)
        # A bold title is a little wider than its letters are here.
        least = room / (1.08 if item.kind in HEADING_KINDS else 1)
        return QSize(80, height + (metrics.lineSpacing() if _is_wider(item.text, least, metrics) else 0))


def _is_wider(text: str, room: float, metrics: QFontMetrics) -> bool:
    """Whether a text takes more than ``room``; only what is near it is measured, as a plan has thousands."""
    usual = len(text) * metrics.averageCharWidth()
    return usual > 2 * room or (usual > room / 3 and metrics.horizontalAdvance(text) > room)


def _first_line(text: str, font: QFont, width: int) -> str:
    """As much of a text as stands on a line of this width, broken between two words."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(1, width))
    layout.endLayout()
    return text[: line.textLength()]


class OutlineTree(QTreeView):
    """The tree. It keeps what is unfolded, selected and in sight when another tree is shown."""

    chosen = Signal(str)
    """The identity of the item (or HEAD, FOOT) that the user went to."""
    menu_wanted = Signal(QPoint)
    open_wanted = Signal()
    """Enter was pressed: the user wants to edit the item in its form."""

    def __init__(self, parent: QWidget | None = None, with_ends: bool = False) -> None:
        super().__init__(parent)
        self.outline = OutlineModel(self, with_ends)
        self.setModel(self.outline)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName("Cây nội dung kế hoạch")
        self.setHeaderHidden(True)
        self.setWordWrap(True)
        self.setIndentation(16)
        self.setMouseTracking(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setExpandsOnDoubleClick(True)
        self.customContextMenuRequested.connect(
            lambda point: self.menu_wanted.emit(self.viewport().mapToGlobal(point))
        )
        self.selectionModel().currentChanged.connect(self._current_changed)
        self._folded: set[str] = set()
        self._restoring = False
        self._sought_unseen = False
        self.collapsed.connect(lambda index: self._folded.add(self.outline.id_at(index)))
        self.expanded.connect(lambda index: self._folded.discard(self.outline.id_at(index)))
        theme.changed().connect(self.viewport().update)

    def set_tree(self, tree: tuple[Item, ...], select: str = "") -> None:
        """Shows another tree; goes to ``select`` where it is in it, else stays where it was."""
        current, top = self.current_id(), self.verticalScrollBar().value()
        neighbours = self.outline.ids()
        at = neighbours.index(current) if current in neighbours else 0
        self._restoring = True
        self.setUpdatesEnabled(False)
        try:
            if self.outline.set_tree(tree):
                self._unfold()
                if not self.outline.index_of(current).isValid():
                    # What was selected is gone: its neighbour takes its place.
                    near = [*reversed(neighbours[:at]), *neighbours[at:]]
                    current = next((key for key in near if self.outline.index_of(key).isValid()), "")
                self.setCurrentIndex(self.outline.index_of(current))
                self.verticalScrollBar().setValue(top)
        finally:
            self._restoring = False
            self.setUpdatesEnabled(True)
        if select and self.outline.index_of(select).isValid():
            self.select(select)
        elif current != self._announced:
            self._tell(current)

    def set_filter(self, text: str) -> None:
        """Shows only what holds these words, unfolded."""
        current = self.current_id()
        self._restoring = True
        try:
            self.outline.set_filter(text)
            if text.strip():
                self.expandAll()
            else:
                self._unfold()
        finally:
            self._restoring = False
        self.select(current)

    def select(self, item_id: str) -> None:
        """Goes to an item, HEAD or FOOT, unfolding what is above it."""
        index = self.outline.index_of(item_id)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._sought_unseen = not self.isVisible()
        if item_id != self._announced:
            self._tell(item_id)

    def current_id(self) -> str:
        """The identity of the selected item, HEAD, FOOT, or nothing."""
        return self.outline.id_at(self.currentIndex())

    def current_item(self) -> Item | None:
        """The selected item; None at the head and the foot too."""
        return self.outline.item_at(self.currentIndex())

    def fold_to_parts(self) -> None:
        """Folds all but the sections and what stands right under them."""
        self.collapseAll()
        self._folded = {key for key in self.outline.ids() if key not in (HEAD, FOOT)}
        for row in range(self.outline.rowCount()):
            self.expand(self.outline.index(row, 0))

    def unfold_all(self) -> None:
        """Unfolds everything."""
        self._folded.clear()
        self.expandAll()

    _announced = ""

    def _unfold(self) -> None:
        # Nobody needs to be told of each of thousands that it is as it was.
        with QSignalBlocker(self):
            self.expandAll()
            for key in self._folded.intersection(self.outline.ids()):
                self.collapse(self.outline.index_of(key))

    def _current_changed(self, index: QModelIndex, _previous: QModelIndex) -> None:
        if not self._restoring:
            self._tell(self.outline.id_at(index))

    def _tell(self, key: str) -> None:
        self._announced = key
        self.chosen.emit(key)

    def showEvent(self, event: QShowEvent) -> None:
        """Brings into sight what was selected while the tree had no size yet."""
        super().showEvent(event)
        if self._sought_unseen:
            self._sought_unseen = False
            QTimer.singleShot(0, self, lambda: self.scrollTo(self.currentIndex()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the selected item in sight where it was in sight; the width says how high rows are."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.doItemsLayout()
        row = self.visualRect(self.currentIndex())
        if row.isValid() and row.bottom() > 0 and row.top() < event.oldSize().height():
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the item's form; everything else as in any tree."""
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and not editing:
            self.open_wanted.emit()
        else:
            super().keyPressEvent(event)
