"""The program's icons: drawn sharp at any scale, in the colours of the theme that is on."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from .. import resources
from . import theme


@cache
def _source(name: str) -> str:
    return resources.read_text("icons", f"{name}.svg")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


class _Engine(QIconEngine):
    """Draws an icon at the moment it is shown, so that a change of theme or of screen needs no new icon.

    ``colour`` is a colour («#rrggbb») or the name of one of the Theme's.
    """

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(
            rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side
        )
        _renderer(self._name, self._resolved(mode)).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._drawn(size, mode, state)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self._drawn(size, mode, state)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour)

    def _drawn(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        # The signs of the foot line are dressed anew with every edit.
        key = f"{self._name} {self._resolved(mode)} {size.width()}x{size.height()}"
        pixmap = QPixmap()
        if QPixmapCache.find(key, pixmap):
            return pixmap
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        QPixmapCache.insert(key, pixmap)
        return pixmap

    def _resolved(self, mode: QIcon.Mode) -> str:
        if mode == QIcon.Mode.Disabled:
            return theme.current().disabled
        if self._colour.startswith("#"):
            return self._colour
        return str(getattr(theme.current(), self._colour))


def icon(name: str, colour: str | None = None) -> QIcon:
    """An icon of resources/icons by its name without ending.

    ``colour`` is «#rrggbb» or the name of a colour of Theme («accent», «bad»); the text's where None.

    :raises FileNotFoundError: there is no such icon.
    """
    _source(name)
    return QIcon(_Engine(name, colour or "text"))


def pixmap(name: str, size: int, colour: str | None = None, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of ``size`` logical pixels, for labels and painting."""
    drawn = icon(name, colour).pixmap(QSize(size, size), ratio)
    return drawn
