"""Trợ giúp: the user guide, topic by topic, with a search in it."""

import re
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFont, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ... import resources
from ...domain.places import HelpPlace, Place
from ...domain.text import fold, fold_aligned
from ...storage.changes import Changes
from .. import icons, theme
from ..labels import label
from ..shell import Page, Shell
from ..theme import SPACE

_TOPIC = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Topic:
    """One file of the guide: its name without number and ending, its title and its Markdown."""

    name: str
    title: str
    text: str


@cache
def topics() -> tuple[Topic, ...]:
    """The guide, in the order of its files' numbers."""
    found = []
    for file in resources.names("help", suffix=".md"):
        text = resources.read_text("help", file)
        title = next((line.lstrip("# ") for line in text.splitlines() if line.startswith("# ")), file)
        found.append(Topic(re.sub(r"^\d+-|\.md$", "", file), title, text))
    return tuple(found)


class HelpPage(Page):
    """Topics at the left, the chosen one at the right."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.text = QLineEdit()
        self.text.setPlaceholderText("Tìm trong trợ giúp…")
        self.text.setAccessibleName("Tìm trong trợ giúp")
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.text.textChanged.connect(self._search)
        self.text.returnPressed.connect(self._mark_next)
        self.list = QListWidget()
        self.list.setProperty("role", "choices")
        self.list.setAccessibleName("Các mục trợ giúp")
        self.list.currentItemChanged.connect(lambda _: self._show())
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.setAccessibleName("Nội dung trợ giúp")
        self.browser.document().setDocumentMargin(2 * SPACE)
        self.browser.anchorClicked.connect(self._follow)
        left = QWidget()
        left.setMinimumWidth(24 * SPACE)
        left.setMaximumWidth(40 * SPACE)
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label("Trợ giúp", "title"))
        column.addWidget(self.text)
        column.addWidget(self.list, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.browser)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([30 * SPACE, 90 * SPACE])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        theme.changed().connect(self._show)
        self._search("")

    def refresh(self, changes: Changes | None = None) -> None:
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)

    def show_place(self, place: Place) -> None:
        if isinstance(place, HelpPlace):
            self.show_topic(place.topic)

    def show_topic(self, name: str) -> None:
        """Shows a topic by the name of its file; the first one where there is no such topic."""
        self.text.clear()
        wanted = [row for row in range(self.list.count()) if self.list.item(row).data(_TOPIC).name == name]
        self.list.setCurrentRow(wanted[0] if wanted else 0)
        self.browser.setFocus()

    def _search(self, text: str) -> None:
        current = self.list.currentItem()
        kept = current.data(_TOPIC) if current else None
        words = fold(text).split()
        self.list.blockSignals(True)
        self.list.clear()
        for topic in topics():
            if all(word in fold(topic.text) for word in words):
                item = QListWidgetItem(topic.title)
                item.setData(_TOPIC, topic)
                item.setToolTip(topic.title)
                self.list.addItem(item)
        shown = [self.list.item(row).data(_TOPIC) for row in range(self.list.count())]
        if shown:
            self.list.setCurrentRow(shown.index(kept) if kept in shown else 0)
        self.list.blockSignals(False)
        self._show()
        self._mark_next()

    def _show(self) -> None:
        item: QListWidgetItem | None = self.list.currentItem()
        if item is None:
            self.browser.setMarkdown(
                "Không có mục nào chứa từ đang tìm. Hãy thử từ khác." if topics() else ""
            )
            return
        colours = theme.current()
        document = self.browser.document()
        document.setDefaultFont(theme.font(theme.FONT_POINTS + 0.5))
        document.setDefaultStyleSheet(f"a {{ color: {colours.accent}; }}")
        self.browser.setMarkdown(item.data(_TOPIC).text)
        self._dress()

    def _dress(self) -> None:
        """Gives headings and paragraphs the distances of the program, which Markdown says nothing of."""
        block = self.browser.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            shape = block.blockFormat()
            level = shape.headingLevel()
            shape.setLineHeight(125, 1)
            shape.setTopMargin({1: 0, 2: 14, 3: 10}.get(level, 2))
            shape.setBottomMargin(6 if level else 4)
            cursor.setBlockFormat(shape)
            if level:
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                letters = cursor.charFormat()
                # Markdown's own step of size would win over any size in points.
                letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)
                letters.setFontPointSize(theme.points({1: theme.TITLE_POINTS, 2: 12.5}.get(level, 11.5)))
                letters.setFontWeight(QFont.Weight.DemiBold)
                cursor.setCharFormat(letters)
            block = block.next()

    def _mark_next(self) -> None:
        """Selects the next place that holds the text that is looked for, blind to accents."""
        wanted = fold_aligned(self.text.text().strip())
        if not wanted:
            return
        folded = fold_aligned(self.browser.toPlainText())
        start = self.browser.textCursor().selectionEnd()
        place = folded.find(wanted, start)
        place = folded.find(wanted) if place < 0 else place
        if place >= 0:
            cursor = QTextCursor(self.browser.document())
            cursor.setPosition(place)
            cursor.setPosition(place + len(wanted), QTextCursor.MoveMode.KeepAnchor)
            self.browser.setTextCursor(cursor)

    def _follow(self, url: QUrl) -> None:
        """Follows a link between topics; the program opens nothing of the network."""
        if not url.scheme():
            self.show_topic(re.sub(r"^\d+-|\.md$", "", url.fileName()))
