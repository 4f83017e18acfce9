"""A QR as a picture, with its figures under it for who has no scanner. Its modules are reportlab's."""

import io

from .. import resources

_MODULE, _QUIET = 8, 2
"""A module in points of the picture, and the empty modules around the code, beside the paper's own white."""
_FIGURES = 26


def qr_picture(code: str) -> tuple[bytes, float]:
    """The picture as PNG, and how many times as high as wide it is. Takes some milliseconds."""
    from PIL import Image, ImageDraw, ImageFont
    from reportlab.graphics.barcode.qr import QrCodeWidget

    widget = QrCodeWidget(code, barLevel="M")
    widget.qr.make()
    modules: list[list[bool]] = widget.qr.modules
    wide = (len(modules) + 2 * _QUIET) * _MODULE
    image = Image.new("1", (wide, wide + _FIGURES), 1)
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(modules):
        for column, dark in enumerate(line):
            if dark:
                left, top = (column + _QUIET) * _MODULE, (row + _QUIET) * _MODULE
                draw.rectangle((left, top, left + _MODULE - 1, top + _MODULE - 1), 0)
    face = ImageFont.truetype(str(resources.path("fonts", "Tinos-Regular.ttf")), _FIGURES)
    draw.text((wide / 2, wide - _MODULE), code, 0, face, anchor="mt")
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue(), (wide + _FIGURES) / wide
