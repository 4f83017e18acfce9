"""Draws the program's icon for Windows, from the one picture that the program has of itself."""

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..workplace import ROOT

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage

ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""Of the taskbar, the desktop and the title bar at 100 to 200 %, and of large tiles."""

_APP = ROOT / "resources" / "icons" / "app.svg"
_BLUE = "#174a85"
_SCALE = 2
"""The setup's picture is drawn larger than its place, for scaled screens."""


def build_icon(path: Path) -> None:
    """Draws the icon in every size that Windows asks for."""
    from PIL import Image
    from PySide6.QtCore import QRectF

    drawn = [
        Image.open(io.BytesIO(_png(_image(size, size, QRectF(0, 0, size, size))))) for size in ICON_SIZES
    ]
    drawn[-1].save(path, "ICO", sizes=[(size, size) for size in ICON_SIZES], append_images=drawn[:-1])


def build_picture(path: Path) -> None:
    """Draws the picture beside the first and the last page of the setup: the icon on a calm ground."""
    from PIL import Image
    from PySide6.QtCore import QRectF

    width, height, side = 164 * _SCALE, 314 * _SCALE, 88 * _SCALE
    image = _image(width, height, QRectF((width - side) / 2, height * 0.2, side, side), _BLUE)
    Image.open(io.BytesIO(_png(image))).convert("RGB").save(path, "BMP")


def _image(width: int, height: int, place: "QRectF", ground: str = "") -> "QImage":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QColor, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(ground or "transparent"))
    painter = QPainter(image)
    QSvgRenderer(str(_APP)).render(painter, place)
    painter.end()
    return image


def _png(image: "QImage") -> bytes:
    from PySide6.QtCore import QBuffer, QByteArray
    from PySide6.QtGui import QImageWriter

    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
