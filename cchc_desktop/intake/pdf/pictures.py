"""Pictures on the pages of a PDF: what stands in them is not read, so each page that has one is named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .asides import pages_in_words
from .objects import Drawn

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""

_MAX_PICTURES = 100
"""More pictures than any page has; some programs cut one into stripes."""
_TOUCH = 2.0
_WHOLE_PAGE, _HALF_PAGE = 0.6, 0.4
_LARGE = 0.06
"""Part of a page that a picture covers which may hold text; seals, signatures and emblems are smaller."""
_WIDE, _HIGH = 0.5, 0.03
"""Parts of a page's width and height: a strip of so much may be a line of text or a row of a table."""
_FEW_LETTERS = 40
"""A scanned page has no more: its number, or the line that a programme printed over it."""
_SOME_LETTERS = 250
"""A page-wide picture with fewer letters than this is a scan that something was printed over."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a page.

    ``share`` is how much of the page they cover; ``large`` counts those that may hold text; ``over_text``
    tells that the page's letters are not shown, or lie under a picture, as recognised text does; ``drawn``
    counts the curves and lines, which some programs draw letters with.
    """

    share: float = 0.0
    large: int = 0
    over_text: bool = False
    drawn: int = 0


def pictures_of(page: Any, objects: Iterable[Drawn]) -> Pictures:
    """The pictures of a page of pypdfium2, which shows these objects."""
    from pypdfium2 import raw

    width, height = (max(1.0, length) for length in page.get_size())
    if page.get_rotation() % 180:
        width, height = height, width
    boxes: list[Box] = []
    texts: list[Any] = []
    under = drawn = 0
    for item in objects:
        if item.kind == raw.FPDF_PAGEOBJ_IMAGE and len(boxes) < _MAX_PICTURES:
            boxes.append(item.matrix.on_rect(0, 0, 1, 1))
            under = len(texts)
        elif item.kind == raw.FPDF_PAGEOBJ_PATH:
            drawn += 1
        elif item.kind == raw.FPDF_PAGEOBJ_TEXT:
            texts.append(item.handle)
    if not boxes:
        return Pictures(drawn=drawn)
    shares = [
        ((right - left) / width * ((top - bottom) / height), (right - left) / width, (top - bottom) / height)
        for left, bottom, right, top in _joined(boxes)
    ]
    share = min(1.0, sum(each for each, _, _ in shares))
    large = sum(each >= _LARGE or (wide >= _WIDE and high >= _HIGH) for each, wide, high in shares)
    unseen = 0
    if share > _WHOLE_PAGE:
        unseen = sum(
            raw.FPDFTextObj_GetTextRenderMode(text) == raw.FPDF_TEXTRENDERMODE_INVISIBLE for text in texts
        )
    over_text = share > _WHOLE_PAGE and 2 * max(under, unseen) > len(texts)
    return Pictures(share, large, over_text, drawn)


def _joined(boxes: Iterable[Box]) -> Iterator[Box]:
    """The pictures with those that touch each other as one."""
    waiting = sorted(boxes, key=lambda box: -box[3])[:_MAX_PICTURES]
    while waiting:
        box = waiting.pop(0)
        rest: list[Box] = []
        for other in waiting:
            if _touch(box, other):
                box = (*map(min, box[:2], other[:2]), *map(max, box[2:], other[2:]))  # type: ignore[assignment]
            else:
                rest.append(other)
        yield box
        waiting = rest


def _touch(a: Box, b: Box) -> bool:
    return a[0] <= b[2] + _TOUCH and b[0] <= a[2] + _TOUCH and a[1] <= b[3] + _TOUCH and b[1] <= a[3] + _TOUCH


_MANY_STROKES = 150
"""So many curves and lines on a page without letters are letters that were drawn."""


def picture_notes(pages: list[tuple[Pictures, int]]) -> list[str]:
    """What is said of the pages' pictures; with the number of letters that were read on each page."""
    scanned: list[int] = []
    recognised: list[int] = []
    backed: list[int] = []
    drawn: list[int] = []
    some: list[tuple[int, int]] = []
    for number, (pictures, letters) in enumerate(pages, start=1):
        if pictures.share > _HALF_PAGE and letters < _FEW_LETTERS:
            scanned.append(number)
        elif pictures.share > _WHOLE_PAGE and letters < _SOME_LETTERS and not pictures.over_text:
            some.append((number, 1))
        elif pictures.over_text:
            recognised.append(number)
        elif pictures.share > _WHOLE_PAGE:
            backed.append(number)
        elif pictures.large:
            some.append((number, pictures.large))
        elif letters == 0 and pictures.drawn > _MANY_STROKES:
            drawn.append(number)
    notes: list[str] = []
    if scanned:
        notes.append(
            f"{pages_in_words(scanned)} là ảnh quét, không đọc được; hãy nhập tay nội dung ở đó hoặc dùng "
            "bản Word."
        )
    if recognised:
        notes.append(
            f"{pages_in_words(recognised)} là bản quét có lớp chữ nhận dạng; hãy soát kỹ lỗi chính tả, số và "
            "ngày."
        )
    for number, count in some:
        shown = "ảnh" if count == 1 else f"{count} ảnh"
        notes.append(f"Trang {number} có {shown}, chữ trong ảnh (nếu có) không đọc được; hãy đối chiếu.")
    if backed:
        notes.append(
            f"{pages_in_words(backed)} có ảnh phủ cả trang; nếu đó là bản quét có lớp chữ nhận dạng thì hãy "
            "soát kỹ lỗi chính tả."
        )
    if drawn:
        notes.append(
            f"{pages_in_words(drawn)} có chữ vẽ bằng nét, không đọc được; hãy nhập tay nội dung ở đó hoặc "
            "dùng bản Word."
        )
    return notes
