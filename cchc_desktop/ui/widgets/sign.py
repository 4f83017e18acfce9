"""An icon that stands by itself, such as the one before a warning."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from .. import theme
from ..icons import pixmap


class Sign(QLabel):
    """A small picture in a colour of the theme that is on, also after it was changed."""

    def __init__(self, name: str, colour: str, size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.show_icon(name, colour)
        theme.changed().connect(self._draw)

    def show_icon(self, name: str, colour: str) -> None:
        """Shows another icon, or the same in another colour of the theme."""
        self._name, self._colour = name, colour
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Draws it as sharp as the screen is, which is known by now."""
        super().showEvent(event)
        if self.pixmap().devicePixelRatio() != self.devicePixelRatioF():
            self._draw()

    def _draw(self) -> None:
        self.setPixmap(pixmap(self._name, self._size, self._colour, self.devicePixelRatioF()))
