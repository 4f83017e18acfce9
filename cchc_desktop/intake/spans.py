"""Pieces of text with their looks, as Word, Markdown and PDF give them, become one line."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..domain.text import clean_line
from .dashes import plain_dashes
from .paragraphs import Line


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text that looks the same throughout."""

    text: str
    bold: bool = False
    italic: bool = False


def line_of(spans: Iterable[Span], *, label: str = "", centered: bool = False) -> Line:
    """The spans as one line in normal form, after an automatic number or bullet ``label``.

    A label belongs to the bold words that follow it; blanks are neither bold nor plain.
    """
    pieces = [Span(label + " "), *spans] if label else list(spans)
    text = plain_dashes(clean_line("".join(piece.text for piece in pieces)))
    bold_until = 0
    still_bold = True
    italic = False
    all_italic = True
    for index, piece in enumerate(pieces):
        is_label = bool(label) and index == 0
        if not piece.text.strip() or is_label:
            continue
        still_bold = still_bold and piece.bold
        if still_bold:
            bold_until = index + 1
        if any(c.isalnum() for c in piece.text):
            italic = italic or piece.italic
            all_italic = all_italic and piece.italic
    bold_end = len(clean_line("".join(piece.text for piece in pieces[:bold_until])))
    return Line(
        text,
        bold_lead=min(bold_end, len(text)),
        italic=italic and all_italic,
        centered=centered,
    )
