"""The paragraphs of the file that a draft was read from, with those of the chosen item marked."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit, QWidget

from .. import theme


class SourceView(QTextEdit):
    """The file's text, one block for each paragraph; their numbers count from 1."""

    paragraph_chosen = Signal(int)
    """The user put the cursor into a paragraph."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAccessibleName("Văn bản trong tệp")
        self.setTextInteractionFlags(
            self.textInteractionFlags().TextSelectableByMouse
            | self.textInteractionFlags().TextSelectableByKeyboard
        )
        self._marked: tuple[int, ...] = ()
        self._open: tuple[int, ...] = ()
        self._quiet = False
        self.cursorPositionChanged.connect(self._moved)
        theme.changed().connect(self._paint_marks)

    def set_paragraphs(self, paragraphs: Sequence[str]) -> None:
        """Shows a file."""
        self._quiet = True
        spaced = QTextBlockFormat()
        spaced.setBottomMargin(theme.SPACE / 2)
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.setBlockFormat(spaced)
        # A line end inside a paragraph must not begin a new block, or the numbers would shift.
        cursor.insertText("\n".join(text.replace("\n", "\u2028") for text in paragraphs))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._quiet = False

    def mark(self, numbers: Iterable[int]) -> None:
        """Marks the paragraphs of the chosen item and scrolls to the first."""
        self._marked = tuple(numbers)
        self._paint_marks()
        if not self._marked:
            return
        block = self.document().findBlockByNumber(self._marked[0] - 1)
        if block.isValid() and self.textCursor().blockNumber() + 1 not in self._marked:
            self._quiet = True
            self.setTextCursor(QTextCursor(block))
            self._quiet = False
        self._bring()

    def _bring(self) -> None:
        """Scrolls the marked paragraph into sight, with some of what stands before it."""
        if self._marked:
            block = self.document().findBlockByNumber(self._marked[0] - 1)
            box = self.document().documentLayout().blockBoundingRect(block)
            bar, height = self.verticalScrollBar(), self.viewport().height()
            if box.top() < bar.value() or box.bottom() > bar.value() + height:
                bar.setValue(int(box.top() - height / 3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the marked paragraph in sight."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._bring)

    def show_open(self, numbers: Iterable[int]) -> None:
        """Colours the paragraphs that have no place in the tree."""
        self._open = tuple(numbers)
        self._paint_marks()

    def _moved(self) -> None:
        if not self._quiet:
            self.paragraph_chosen.emit(self.textCursor().blockNumber() + 1)

    def _paint_marks(self) -> None:
        now = theme.current()
        chosen = [(number, now.selection, now.selection_text) for number in self._marked]
        without = [(number, now.warn_soft, now.warn) for number in self._open if number not in self._marked]
        self.setExtraSelections([self._stripe(*stripe) for stripe in [*without, *chosen]])

    def _stripe(self, number: int, ground: str, ink: str) -> QTextEdit.ExtraSelection:
        stripe = QTextEdit.ExtraSelection()
        look = QTextCharFormat()
        look.setBackground(QColor(ground))
        look.setForeground(QColor(ink))
        look.setProperty(QTextFormat.Property.FullWidthSelection, True)
        cursor = QTextCursor(self.document().findBlockByNumber(number - 1))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        stripe.format = look
        stripe.cursor = cursor
        return stripe
