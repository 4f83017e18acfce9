"""The question that the next key answers, painted: labels would lay the page out anew with each key."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from .. import theme
from ..theme import SPACE

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_ENDLESS = 10_000


class AskedWords(QWidget):
    """The part of the form, the question, and its answers with their figures, under one another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part, self.question = "", ""
        self.answers: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed().connect(self.update)

    def show_words(self, part: str, question: str, answers: Sequence[str]) -> None:
        """Shows another question; nothing where there is none."""
        self.part, self.question, self.answers = part, question, tuple(answers)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours, top = theme.current(), 0.0
        told = (
            (self.part, self.font(), colours.muted),
            (self.question, theme.font(theme.HEADING_POINTS, QFont.Weight.DemiBold), colours.text),
            ("\n".join(f"{figure}   {words}" for figure, words in enumerate(self.answers, 1)), self.font(),
             colours.text),
        )  # fmt: skip
        for words, font, colour in told:
            painter.setFont(font)
            painter.setPen(QColor(colour))
            room = QRectF(0, top, self.width(), _ENDLESS)
            taken = QFontMetricsF(font).boundingRect(room, _WRAPPED, words)
            painter.drawText(room, _WRAPPED, words)
            top += taken.height() + SPACE / 2
        painter.end()
