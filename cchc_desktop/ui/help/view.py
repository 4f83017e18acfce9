"""A topic of the guide on the screen: pictures, links, and every place that is looked for marked."""

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from ...catalogue.guide import Topic, topics
from ...domain.text import fold_aligned
from .. import theme
from ..theme import SPACE
from .html import PICTURES, style_sheet, topic_html

_WIDEST_PICTURE = 760
_NARROWEST = 240


class HelpView(QTextBrowser):
    """Shows a topic. ``topic_wanted`` and ``page_wanted`` are links that were followed."""

    topic_wanted = Signal(str)
    page_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A long topic is laid out in steps: its first tables would be as wide as if no bar came beside them.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.topic: Topic | None = None
        self._wanted: list[str] = []
        self._found: list[tuple[int, int]] = []
        self._at = -1
        self._shown_width = 0
        self.setOpenLinks(False)
        self.setAccessibleName("Nội dung trợ giúp")
        self.setSearchPaths([str(PICTURES)])
        self.document().setDocumentMargin(2 * SPACE)
        self.anchorClicked.connect(self._follow)
        self._fit = QTimer(self)
        self._fit.setSingleShot(True)
        self._fit.timeout.connect(self.show_again)
        theme.changed().connect(self.show_again)

    def show_topic(self, topic: Topic, anchor: str = "") -> None:
        """Shows a topic from its beginning, or from one of its headings."""
        self.topic = topic
        self._write()
        if anchor:
            self.scrollToAnchor(anchor)

    def show_nothing(self, words: str) -> None:
        """Shows a sentence in place of a topic."""
        self.topic = None
        self.setPlainText(words)

    def show_again(self) -> None:
        """Shows the same at the same place, in the colours and at the width of now."""
        if self.topic is None:
            return
        bar = self.verticalScrollBar()
        share = bar.value() / max(bar.maximum(), 1)
        at = self._at
        self._write()
        bar.setValue(round(share * bar.maximum()))
        self._at = at
        self._mark()

    def _write(self) -> None:
        assert self.topic is not None
        document = self.document()
        document.setDefaultFont(theme.font(theme.FONT_POINTS + 0.5))
        document.setDefaultStyleSheet(style_sheet())
        self._shown_width = self._room()
        self.setHtml(topic_html(self.topic, self._shown_width, _WIDEST_PICTURE))
        self._look_for()

    def _room(self) -> int:
        return max(_NARROWEST, self.viewport().width() - 4 * SPACE - 8)

    # Looking for words

    def look_for(self, words: list[str]) -> None:
        """Marks every place of these words, without regard to accents, and goes to the first."""
        self._wanted = [word for word in map(fold_aligned, words) if word]
        self._look_for()
        self.step(1)

    @property
    def found(self) -> tuple[int, int]:
        """Which of the places is shown (from 1, 0 for none), and how many there are."""
        return self._at + 1, len(self._found)

    def step(self, by: int) -> None:
        """Goes to the next or the one before of the places found."""
        if not self._found:
            return
        self._at = (self._at + by) % len(self._found)
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._found[self._at][0])
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self._mark()

    def _look_for(self) -> None:
        text = fold_aligned(self.toPlainText())
        places: set[tuple[int, int]] = set()
        for word in self._wanted:
            place = text.find(word)
            while place >= 0:
                places.add((place, place + len(word)))
                place = text.find(word, place + len(word))
        self._found, self._at = sorted(places), -1
        self._mark()

    def _mark(self) -> None:
        now = theme.current()
        marks = []
        for number, (start, end) in enumerate(self._found):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document())
            mark.cursor.setPosition(start)
            mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setBackground(QColor(now.accent if number == self._at else now.warn_soft))
            look.setForeground(QColor(now.accent_text if number == self._at else now.warn))
            mark.format = look
            marks.append(mark)
        self.setExtraSelections(marks)

    # Links and sizes

    def _follow(self, url: QUrl) -> None:
        """Follows a link to a topic or page; the program opens nothing of the network."""
        if url.scheme() == "topic":
            self.topic_wanted.emit(url.toString().removeprefix("topic:"))
        elif url.scheme() == "go":
            self.page_wanted.emit(url.path())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the pictures to the new width, once the window rests."""
        super().resizeEvent(event)
        room = self._room()
        if self.topic is not None and min(room, _WIDEST_PICTURE) != min(self._shown_width, _WIDEST_PICTURE):
            self._fit.start(60)

    def sizeHint(self) -> QSize:
        """Room for a page of text."""
        return QSize(80 * SPACE, 60 * SPACE)


def split_address(address: str) -> tuple[Topic | None, str]:
    """The topic and the anchor of an address «bao-cao#phat-hanh»; None where there is no such topic."""
    key, _, anchor = address.partition("#")
    return topics().get(key), anchor
