"""The text of a table's cell from its printed lines."""

from collections.abc import Sequence

from ...domain.text import clean_line
from ..marks import has_end_mark, mark_of
from ..paragraphs import ends_in_hyphen
from .words import Row


def cell_text(rows: Sequence[Row]) -> str:
    """The lines of a cell as its paragraphs, which line ends part.

    A line that begins with a number or bullet is a paragraph where the one before it is at its end, as its
    mark or the room that it leaves tells.
    """
    right = max((row.x1 for row in rows), default=0.0)
    text = ""
    before: Row | None = None
    for row in rows:
        line = clean_line(row.text)
        if before is None or (_is_cut(before) and line[:1].isalnum()):
            glue = ""
        elif mark_of(line) is not None and (
            has_end_mark(text) or _leaves_room(before, row, right) or _same_list(text, line)
        ):
            glue = "\n"
        else:
            glue = " "
        text += glue + line
        before = row
    return text


def _same_list(text: str, line: str) -> bool:
    """Whether the line begins a sentence with the bullet that the paragraph before it has."""
    above = text.rsplit("\n", 1)[-1]
    return line[:1] in "-–+•*" and above[:2] == line[:2] and line[1:].lstrip()[:1].isupper()


def _is_cut(row: Row) -> bool:
    return not row.blank_end and ends_in_hyphen(row.words[-1].text)


def _leaves_room(before: Row, row: Row, right: float) -> bool:
    """Whether the first words of a line would have fitted at the end of the one before."""
    words = row.words[:2]
    return right - before.x1 > words[-1].x1 - words[0].x0 + 0.3 * row.size
