"""A picture from outside (a scan, a photo) as pages of pixels, drawn in a process of its own."""

from __future__ import annotations

import base64
import warnings
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.errors import Refusal
from .outside import checked_head, told_why
from .pdf.picture import MAX_PIXELS, PagePicture, PageSize

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 89_000_000
"""A page of A3 scanned at 600 dots an inch: 270 MB while it is drawn. Pillow warns of more."""
_MOST_PAGES = 100
_POINTS = 72 / 96
"""A pixel of a picture is one of a screen."""
_KINDS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP")
_ACCEPTED = "Hãy chọn tệp ảnh .png, .jpg, .bmp, .gif, .tif hoặc .webp."


def draw_picture(path: Path, number: int, scale: float, turn: int = 0) -> PagePicture:
    """A page (from 0; a scan in TIFF has several) at ``scale`` pixels for a point, upright as it was taken.

    ``turn`` is by how many quarter turns clockwise it is drawn.

    Raises Refusal where the file is no picture, is damaged, too large or has no such page.
    """
    from PIL import Image

    with told_why(path):
        checked_head(path, _ACCEPTED)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=_KINDS) as image:
                return _drawn(path, image, number, scale, turn)
    except Refusal:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_large(path) from error
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, zlib.error) as error:
        raise Refusal(
            f"Không xem được ảnh «{path.name}»: tệp hỏng hoặc thuộc loại ảnh mà chương trình không đọc. Hãy "
            "mở bằng ứng dụng khác.",
            "file",
        ) from error


def _drawn(path: Path, image: Image, number: int, scale: float, turn: int) -> PagePicture:
    count = min(int(getattr(image, "n_frames", 1)), _MOST_PAGES) if image.format == "TIFF" else 1
    if not 0 <= number < count:
        raise Refusal(f"Tệp không có trang {number + 1}.", "file")
    sizes: list[PageSize] = []
    for each in range(count):
        image.seek(each)
        if image.width * image.height > MOST_PIXELS:
            raise _too_large(path)
        upright = image.size if _upright(image) < 5 else image.size[::-1]
        sizes.append(PageSize(upright[0] * _POINTS, upright[1] * _POINTS))
    image.seek(number)
    page = _turned(image, turn)
    wanted = min(scale * _POINTS, (MAX_PIXELS / (page.width * page.height)) ** 0.5)
    size = max(1, round(page.width * wanted)), max(1, round(page.height * wanted))
    page = page.resize(size)
    packed = base64.b64encode(zlib.compress(page.tobytes("raw", "BGR"), 1)).decode("ascii")
    return PagePicture(tuple(sizes), page.width, page.height, packed)


def _too_large(path: Path) -> Refusal:
    return Refusal(
        f"Ảnh «{path.name}» có quá nhiều điểm ảnh nên không xem được ở đây. Hãy mở bằng ứng dụng khác.",
        "file",
    )


def _upright(image: Any) -> int:
    """How a camera was held (EXIF, tag 274); from 5 on width and height are changed about."""
    held = image.getexif().get(274, 1)
    return held if isinstance(held, int) and 1 <= held <= 8 else 1


def _turned(image: Image, turn: int) -> Image:
    """The picture in three colours, upright and turned; what is seen through is white, as paper."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    page = ImageOps.exif_transpose(image)
    if page.mode in ("RGBA", "LA", "PA") or "transparency" in page.info:
        paper = Pillow.new("RGBA", page.size, "white")
        page = Pillow.alpha_composite(paper, page.convert("RGBA"))
    elif page.mode.startswith("I;16") or page.mode in ("I", "F"):
        page = page.convert("F").point(lambda level: level / 256).convert("L")
    page = page.convert("RGB")
    return page.rotate(-90 * (turn % 4), expand=True) if turn % 4 else page
