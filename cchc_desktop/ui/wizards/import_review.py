"""Step 2 of the import: the draft as a tree beside the file's text, and all that can be put right in it."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QSplitter,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...domain import outline
from ...domain.outline import Tree
from ...domain.periods import PlanPeriod
from ...domain.plan import ItemKind
from ..buttons import text_button
from ..forms import LineField, PassageField
from ..icons import icon
from ..labels import label
from ..plan.item_actions import ItemActions
from ..plan.item_words import kind_words
from ..plan.panes import TreePane
from ..shell import Shell
from ..theme import SPACE
from ..widgets.sign import Sign
from .import_head import DraftHeadForm
from .import_pages import PagesPane
from .import_session import DraftSession
from .import_source import SourceView


class ReviewPage(QWidget):
    """The draft under review. Every edit is a step of the session, which undo takes back.

    ``shell`` is the wizard as its fields see it: it runs edits and shows their refusals.
    """

    edited = Signal()

    session: DraftSession

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.trees = TreePane(with_ends=False)
        self.tree = self.trees.tree
        self.actions_ = ItemActions(self, self.tree, self, retype_keys=True)
        self.trees.add_buttons(self.actions_)
        self.source = SourceView()
        self.printed = PagesPane()
        self.marker = LineField(shell, "", self._marker, self._set_marker, tooltip="Số hoặc dấu in trước")
        self.marker.editor.setAccessibleName("Số hoặc dấu in trước nội dung")
        self.marker.setFixedWidth(64)
        self.text = PassageField(shell, "", self._text, self._set_text)
        self.text.editor.setAccessibleName("Nội dung của mục")
        self._kind = label("", "small")
        self._doubt = _DoubtLine()
        self._doubt.accepted.connect(self._accept)
        self.unplaced = QListWidget()
        self.unplaced.setWordWrap(True)
        self.unplaced.setAccessibleName("Các đoạn chưa có chỗ")
        self.warnings = label("", wrap=True)
        self.warnings.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.warnings.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        self.side = QTabWidget()
        self.head = DraftHeadForm(self, shell)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self._content(), "Nội dung")
        self.tabs.addTab(self.head, "Phần đầu, phần cuối")
        self.tabs.setCornerWidget(self._doubt_buttons())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self._item_id = ""
        self.tree.chosen.connect(self._chosen)
        self.tree.open_wanted.connect(self.text.setFocus)
        self.tree.outline.text_wanted.connect(self._text_typed)
        self.source.paragraph_chosen.connect(self._paragraph_chosen)
        self.printed.paragraph_chosen.connect(self._paragraph_chosen)
        self.unplaced.currentRowChanged.connect(self._show_unplaced)

    # How it is laid out

    def _content(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.trees, 1)
        editor = QWidget()
        under = QVBoxLayout(editor)
        under.setContentsMargins(SPACE, 4, SPACE, SPACE)
        under.setSpacing(4)
        under.addWidget(self._doubt)
        row = QHBoxLayout()
        row.setSpacing(SPACE // 2)
        row.addWidget(self.marker, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        under.addWidget(self._kind)
        under.addLayout(row)
        column.addWidget(editor)
        self.side.setDocumentMode(True)
        self.side.addTab(self.printed, "Trang in")
        self.side.addTab(self.source, "Văn bản trong tệp")
        self._unplaced_tab = self._unplaced_pane()
        self.side.addTab(self._unplaced_tab, "Chưa có chỗ")
        self.side.addTab(self.warnings, "Lưu ý")
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.side)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        left.setMinimumWidth(320)
        self.side.setMinimumWidth(260)
        splitter.setSizes([520, 480])
        return splitter

    def _unplaced_pane(self) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.addWidget(
            label(
                "Các đoạn này chưa nằm trong cây. Chọn một mục trong cây, rồi «Đưa vào cây» "
                "để đặt đoạn ngay sau mục đó.",
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self.unplaced, 1)
        row = QHBoxLayout()
        self.place_button = text_button("Đưa vào cây", "indent", "primary")
        self.place_button.clicked.connect(lambda _checked=False: self.place())
        self.drop_button = text_button("Bỏ đoạn này", "delete")
        self.drop_button.clicked.connect(lambda _checked=False: self.drop())
        row.addWidget(self.place_button)
        row.addWidget(self.drop_button)
        row.addStretch(1)
        column.addLayout(row)
        return pane

    def _doubt_buttons(self) -> QWidget:
        self.next_doubt = self._step("Chỗ cần xem lại tiếp theo", "chevron-down", "F8", 1)
        self.previous_doubt = self._step("Chỗ cần xem lại phía trước", "chevron-up", "Shift+F8", -1)
        self._doubt_count = label("")
        sign = Sign("warning-filled", "warn")
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(SPACE, 0, SPACE, 0)
        row.setSpacing(SPACE // 2)
        row.addWidget(sign)
        row.addWidget(self._doubt_count)
        for action in (self.previous_doubt, self.next_doubt):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAccessibleName(action.text())
            row.addWidget(button)
        self._doubt_corner = corner
        return corner

    def _step(self, words: str, picture: str, keys: str, by: int) -> QAction:
        action = QAction(icon(picture), words, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(f"{words} ({keys})")
        action.triggered.connect(lambda _checked=False: self.go_to_doubt(by))
        self.addAction(action)
        return action

    # Showing

    def show_session(self, session: DraftSession, path: Path | None = None) -> None:
        """Begins with another draft, read from a file whose pages are shown where it has some."""
        self.session = session
        self._item_id = ""
        self.tabs.setCurrentIndex(0)
        self.source.set_paragraphs(session.source)
        self.printed.show_file(path, session.pages)
        self._set_tab_visible(self.printed, bool(path and session.pages))
        self.side.setCurrentWidget(self.printed if path and session.pages else self.source)
        self.warnings.setText("\n\n".join(f"• {warning}" for warning in session.warnings))
        self._set_tab_visible(self.warnings, bool(session.warnings), f"Lưu ý ({len(session.warnings)})")
        self.trees.clear_filter()
        self.refresh()
        doubts = session.doubts()
        first = doubts[0].id if doubts else session.tree[0].id if session.tree else ""
        self.tree.select(first)
        self.head.load()

    def refresh(self, select: str = "") -> None:
        """Shows the draft as it is now."""
        self.tree.set_tree(self.session.tree, select)
        self._show_item()
        count = len(self.session.doubts())
        self._doubt_count.setText(f"Cần xem lại ({count})")
        self._doubt_corner.setVisible(bool(count))
        with QSignalBlocker(self.unplaced):
            row = self.unplaced.currentRow()
            self.unplaced.clear()
            self.unplaced.addItems(list(self.session.unplaced))
            self.unplaced.setCurrentRow(min(max(row, 0), self.unplaced.count() - 1))
        left = len(self.session.unplaced)
        self._set_tab_visible(self._unplaced_tab, bool(left), f"Chưa có chỗ ({left})" if left else "")
        numbers = [n for text in self.session.unplaced for n in self.session.paragraphs_of(text)]
        self.source.show_open(numbers)
        self.actions_.update_enabled()
        self.edited.emit()

    def commit(self) -> bool:
        """Saves what is typed; gives whether nothing was refused."""
        return self.marker.commit() and self.text.commit() and self.head.commit()

    def _chosen(self, item_id: str) -> None:
        if item_id == self._item_id:
            return
        if self._item_id and not (self.marker.commit() and self.text.commit()):
            self.tree.select(self._item_id)
            return
        self._item_id = item_id
        self._show_item()

    def _show_item(self) -> None:
        """Shows the chosen item in the fields under the tree, and where the file says it."""
        item = self.tree.current_item()
        known = item is not None and item.id == self._item_id
        for field in (self.marker, self.text):
            field.setEnabled(known)
            if known:
                field.restore()
            else:
                field.set_value("")
        self._kind.setText(kind_words(item.kind) if item is not None else "")
        self._doubt.say(item.doubt if item is not None else "")
        self._mark(item.source if item is not None else ())

    def _mark(self, numbers: Iterable[int]) -> None:
        """Marks paragraphs of the file, in its text and on its pages."""
        marked = tuple(numbers)
        self.source.mark(marked)
        self.printed.mark(marked)

    def _set_tab_visible(self, tab: QWidget, visible: bool, words: str = "") -> None:
        at = self.side.indexOf(tab)
        self.side.setTabVisible(at, visible)
        if words:
            self.side.setTabText(at, words)

    def _paragraph_chosen(self, number: int) -> None:
        if item_id := self.session.item_of_paragraph(number):
            self.tree.select(item_id)

    def _show_unplaced(self, row: int) -> None:
        if 0 <= row < len(self.session.unplaced):
            self._mark(self.session.paragraphs_of(self.session.unplaced[row]))

    # Edits

    def edit(self, operation: Callable[[], object], select: str = "") -> bool:
        """Runs an edit of the session and shows what came of it; a refusal is shown at the foot."""
        done = self._shell.attempt(operation)
        if done:
            self.refresh(select)
        return done

    def go_to_doubt(self, by: int) -> None:
        """Goes to the next (+1) or previous (-1) doubtful item, around the end."""
        order = [item.id for item in self.session.plan.walk()]
        doubtful = {item.id for item in self.session.doubts()}
        if not doubtful:
            return
        at = order.index(self._item_id) if self._item_id in order else -1
        around = [*order[at + 1 :], *order[: at + 1]] if by > 0 else [*order[:at][::-1], *order[at:][::-1]]
        self.tabs.setCurrentIndex(0)
        self.trees.clear_filter()
        self.tree.select(next(key for key in around if key in doubtful))

    def place(self) -> None:
        """Puts the chosen text that has no place after the chosen item."""
        row = self.unplaced.currentRow()
        placed: list[str] = []
        if row >= 0 and self.edit(lambda: placed.append(self.session.place(row, self._item_id))):
            self.tree.select(placed[0])

    def drop(self) -> None:
        """Leaves out the chosen text that has no place."""
        row = self.unplaced.currentRow()
        if row >= 0:
            self.edit(lambda: self.session.drop_unplaced(row))

    def _accept(self) -> None:
        item_id = self._item_id
        self.edit(lambda: self.session.accept(item_id))

    def _marker(self) -> str:
        return outline.find(self.session.tree, self._item_id).marker

    def _text(self) -> str:
        return outline.find(self.session.tree, self._item_id).text

    def _set_marker(self, marker: str) -> None:
        self.session.set_marker(self._item_id, marker)
        self.refresh()

    def _set_text(self, text: str) -> None:
        self.session.set_text(self._item_id, text)
        self.refresh()

    def _text_typed(self, item_id: str, text: str) -> None:
        self.edit(lambda: self.session.set_text(item_id, text))

    # What the actions on items ask for (the protocol Tender)

    def tree_now(self) -> Tree:
        """The draft's tree as it is now."""
        return self.session.tree

    def period(self) -> PlanPeriod:
        """The draft's period."""
        return self.session.plan.period

    def restructure(self, label: str, change: Callable[[Tree], Tree], select: str = "") -> None:
        """Changes the tree."""
        known = {item.id for item in self.session.plan.walk()}
        if self.edit(lambda: self.session.restructure(label, change), select):
            new = [item.id for item in self.session.plan.walk() if item.id not in known]
            self.tree.select(new[-1] if new else select)

    def add(self, kind: ItemKind, parent_id: str | None, index: int) -> None:
        """Adds an item and opens it for typing."""
        added: list[str] = []
        if self.edit(lambda: added.append(self.session.add(kind, "", parent_id, index))):
            self.trees.clear_filter()
            self.tree.select(added[0])
            self.text.setFocus()
            self.text.editor.selectAll()  # type: ignore[attr-defined]

    def text_cursor(self) -> tuple[str, int] | None:
        """Where the cursor stands in the text of the chosen item."""
        return (self._item_id, self.text.cursor_at()) if self._item_id else None

    def save_pending(self) -> None:
        """Takes over what is typed."""
        if self._item_id:
            self.marker.commit()
            self.text.commit()


class _DoubtLine(QWidget):
    """Why an item is doubtful, and the button that says it is right."""

    accepted = Signal()

    def __init__(self) -> None:
        super().__init__()
        sign = Sign("warning-filled", "warn")
        self._words = label("", wrap=True)
        button = text_button("Đúng rồi", "check", tooltip="Đã xem, đoạn này đọc đúng")
        button.clicked.connect(lambda _checked=False: self.accepted.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE // 2)
        row.addWidget(sign)
        row.addWidget(self._words, 1)
        row.addWidget(button)

    def say(self, sentence: str) -> None:
        """Shows the sentence; nothing for no doubt."""
        self._words.setText(sentence)
        self.setVisible(bool(sentence))
