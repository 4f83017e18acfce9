"""The headings of a superior's outline (đề cương báo cáo) in a Word, PDF or text file."""

from pathlib import Path

from ..domain.errors import Refusal
from ..domain.templates.word_outline import DEEPEST, Heading, WordOutline
from ..domain.text import clean_line
from .plan.markers import MarkerStyle, split_marker
from .read import read_source
from .source import SourceParagraph

_LONGEST = 200
_NUMBERED = (
    MarkerStyle.PART, MarkerStyle.CAPITAL, MarkerStyle.ROMAN, MarkerStyle.ROMAN_SUB, MarkerStyle.NUMBER,
    MarkerStyle.NUMBER_2, MarkerStyle.LETTER,
)  # fmt: skip
_MOST = 300


def read_outline(path: Path) -> WordOutline:
    """The outline in a file. Raises Refusal where it cannot be read or has no numbered headings."""
    source = read_source(path)
    found = []
    for block in source.blocks:
        if not isinstance(block, SourceParagraph):
            continue
        marker = split_marker(block.text)
        title = clean_line(marker.text)
        if marker.style in _NUMBERED and title and len(block.text) <= _LONGEST and not title.endswith(";"):
            found.append((marker.style, title.rstrip(".: …")))
    # The shapes of numbers that the file uses, the broadest first: each is a level.
    styles = sorted({style for style, _ in found}, key=_NUMBERED.index)[:DEEPEST]
    headings = [Heading(styles.index(style) + 1, title) for style, title in found if style in styles]
    headings = [heading for heading in headings if heading.title]
    if not headings:
        raise Refusal(
            f"Tệp «{path.name}» không có đề mục nào được đánh số (I, 1, a). Hãy chọn tệp đề cương báo cáo."
        )
    if len(headings) > _MOST:
        raise Refusal(f"Tệp «{path.name}» có hơn {_MOST} đề mục, nhiều hơn một đề cương báo cáo.")
    return WordOutline(path.name, tuple(headings))
