"""What stands on a page and is none of the document's text: told to the user with its page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ...domain.text import clean_line, shortened
from .letters import SLANTED, Glyph
from .words import rows_of


class AsideKind(StrEnum):
    """Why letters were set aside, in the words that tell it."""

    WATERMARK = "đã bỏ chữ chìm {}"
    STAMP = "dấu đóng trên trang, không đưa vào nội dung: {}"
    UNPRINTED = "có chữ không in ra giấy, đã bỏ: {}"
    COVERED = "có chữ bị hình che khuất, đã bỏ: {}"
    OUTSIDE = "có chữ nằm ngoài khổ giấy, đã bỏ: {}"
    TINY = "có chữ quá nhỏ, mắt thường không đọc được, đã bỏ: {}"
    TURNED = "có chữ xoay theo hướng khác, chưa đọc vào nội dung: {}; hãy xem trang gốc"
    LAYER = "chữ trên trang này không in ra giấy mà vẫn được đọc; hãy soát kỹ với bản gốc"
    FIELD = "đã đọc chữ điền trong ô biểu mẫu: {}"
    TICKED = "có ô đánh dấu đã chọn ({} ô), chưa đọc vào nội dung; hãy xem trang gốc"
    SIGNATURE = "có khung chữ ký số, chữ trong khung không đưa vào nội dung"
    REMARK = "có ghi chú của người xem, không đưa vào nội dung: {}"
    STRUCK = "có chữ bị gạch bỏ bằng chú thích mà vẫn được đọc; hãy xem trang gốc"
    CROSSED = "có chữ in chồng lên nhau ở dòng {}; hãy xem trang gốc"


@dataclass(frozen=True, slots=True)
class Aside:
    """Something of a page that was set aside, with its words."""

    kind: AsideKind
    text: str = ""


_LONGEST = 120
_MOST = 12


def told(found: Iterable[tuple[int, Aside]]) -> list[str]:
    """One sentence for each thing that was set aside, with all its pages (counted from 1)."""
    pages: dict[Aside, list[int]] = {}
    for page, aside in found:
        seen = pages.setdefault(aside, [])
        if page not in seen:
            seen.append(page)
    sentences = [
        f"{pages_in_words(numbers)}: {aside.kind.format(_quoted(aside))}." for aside, numbers in pages.items()
    ]
    if len(sentences) > _MOST:
        more = len(sentences) - _MOST
        sentences[_MOST:] = [f"Còn {more} chỗ khác có chữ không đưa vào nội dung; hãy xem bản gốc."]
    return sentences


def _quoted(aside: Aside) -> str:
    if aside.kind is AsideKind.TICKED:
        return aside.text
    text = aside.text.replace("«", "“").replace("»", "”")
    return f"«{shortened(text, _LONGEST)}»"


def pages_in_words(numbers: Sequence[int]) -> str:
    """Pages as a sentence begins with them: «Trang 1, 3–5»."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "Trang " + ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def text_of(glyphs: list[Glyph]) -> str:
    """The letters as one line: row by row; slanted ones in the order of drawing."""
    if glyphs[0].look.turn != SLANTED:
        return clean_line(" ".join(row.text for row in rows_of(glyphs)))
    parts: list[str] = []
    before: Glyph | None = None
    for glyph in glyphs:
        # Slanted letters climb from one to the next.
        if before is not None and abs(glyph.x0 - before.x1) > 1.5 * glyph.em:
            parts.append(" ")
        parts.append(glyph.text)
        before = glyph
    return clean_line("".join(parts))
