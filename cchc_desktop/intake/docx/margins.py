"""What the headers and footers of a Word file hold besides page numbers."""

import re

from ...domain.text import fold
from ..marks import is_letterhead
from .body import Walker
from .entries import BodyLine, Entry
from .package import Package

_PAGE = re.compile(
    r"(?:Trang|Page|trang)?\W*\d*\W*(?:(?:of|/|trên)\W*\d*\W*)?(?:PAGE|NUMPAGES)?", re.IGNORECASE
)
_DRAFT = re.compile(r"(?:ban )?du thao(?: lan (?:thu )?\w+)?")
_MOST_TOLD = 6


def read_margins(walker: Walker, package: Package) -> tuple[list[Entry], list[str]]:
    """A letterhead that was set in a header, which is text, and the notes on what else stands there."""
    heads: list[Entry] = []
    seen: list[str] = []
    known: set[tuple[str, ...]] = set()
    for part, where in ((package.headers, "Đầu trang"), (package.footers, "Chân trang")):
        for root in part:
            entries = walker.walk(root)
            lines = tuple(entry.line.text for entry in entries if isinstance(entry, BodyLine))
            if lines in known:
                continue
            known.add(lines)
            if any(is_letterhead(line) for line in lines):
                heads += entries
                continue
            seen += [_told(where, line) for line in lines if not _PAGE.fullmatch(line)]
    seen = list(dict.fromkeys(seen))
    if len(seen) > _MOST_TOLD:
        seen = [
            *seen[:_MOST_TOLD],
            f"Đầu và chân trang còn {len(seen) - _MOST_TOLD} dòng khác, không đưa vào.",
        ]
    return heads, seen


def _told(where: str, line: str) -> str:
    if _DRAFT.fullmatch(fold(line).strip(" .:()[]")):
        return f"{where} ghi «{line}»: đây có thể là bản dự thảo, chưa phải bản ban hành."
    return f"{where} có dòng «{line}», không đưa vào nội dung."
