"""A number that opens what it counts."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from .. import icons, theme
from ..theme import SPACE


class Tile(QAbstractButton):
    """A large number with a sign and words; ``colour`` names a state's colour of Theme."""

    def __init__(self, words: str, picture: str, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._picture = picture
        self._colour = colour
        self._number = -1
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_number(0)

    @property
    def number(self) -> int:
        """What is shown."""
        return self._number

    def set_number(self, number: int) -> None:
        """Shows a number; nothing to see is shown without colour."""
        if number == self._number:
            return
        self._number = number
        self.setAccessibleName(f"{self._words}: {number}")
        self.setToolTip(f"{self._words}: {number}. Bấm để xem danh sách")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(150, 76)

    def minimumSizeHint(self) -> QSize:
        return QSize(112, 76)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._colour if self._number else "muted"
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        lit = self.underMouse() or self.isDown()
        painter.setBrush(QColor(colours.hover if lit else colours.surface))
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        # A strip of the state's colour at the left edge.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(colours, colour if self._number else "border")))
        painter.drawRoundedRect(QRectF(6, 14, 4, self.height() - 28), 2, 2)
        left = 2 * SPACE + 4
        big = theme.font(19, QFont.Weight.DemiBold)
        painter.setFont(big)
        painter.setPen(QColor(getattr(colours, colour)))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(left, 8, self.width() - left - 36, 36), middle, str(self._number))
        picture = icons.icon(self._picture, colour)
        picture.paint(painter, self.width() - 34, 14, 20, 20)
        small = theme.font(theme.SMALL_POINTS, QFont.Weight.Medium)
        painter.setFont(small)
        painter.setPen(QColor(colours.text))
        room = self.width() - left - SPACE
        words = QFontMetrics(small).elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, 46, room, 22), middle, words)
        painter.end()
