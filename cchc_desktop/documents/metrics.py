"""Widths of text and where its lines break, measured on Tinos.

Tinos has the widths of Times New Roman, so a line that fits here fits in Word and Excel too.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from .styles import Face
from .typefaces import TINOS


@cache
def _glyph_widths(face: Face) -> tuple[dict[int, float], float]:
    described = TINOS.font(face).face
    return described.charWidths, described.defaultWidth


def has_glyph(character: str) -> bool:
    """Whether the typeface can show the character."""
    return ord(character) in _glyph_widths(Face.REGULAR)[0]


_MOST_WORDS = 50_000


class _Words(dict[str, float]):
    """The widths of words in one face, in ems, each measured once; a long table has them by the million."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._widths, self._default = _glyph_widths(face)

    def __missing__(self, word: str) -> float:
        found = sum(self._widths.get(ord(character), self._default) for character in word) / 1000
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = found
        return found


@cache
def _words(face: Face) -> _Words:
    return _Words(face)


def _word_width(word: str, face: Face) -> float:
    return _words(face)[word]


def width(text: str, face: Face, size: float) -> float:
    """The width of the text on one line, in points."""
    known = _words(face)
    words = text.split(" ")
    return size * (sum([known[word] for word in words]) + known[" "] * (len(words) - 1))


def wrap(text: str, face: Face, size: float, room: float, first_indent: float = 0) -> list[str]:
    """The lines of the text in ``room`` points of width; every text has at least one line.

    Lines break at spaces and at line ends only, except in a word that is wider than the room.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(paragraph, face, size, room, first_indent))
    return lines


def count_lines(text: str, face: Face, size: float, room: float) -> int:
    """How many lines ``wrap`` gives."""
    if "\n" not in text and width(text, face, size) <= max(room, size):
        return 1
    return len(wrap(text, face, size, room))


def chunks(text: str, face: Face, size: float, room: float, most: int) -> list[str]:
    """The text in pieces of at most ``most`` lines; joined by blanks or line ends they give it back."""
    if len(text) * size < most * room and "\n" not in text:
        return [text]
    lines: list[tuple[str, bool]] = []
    for paragraph in text.split("\n"):
        found = _wrap_paragraph(paragraph, face, size, room, 0)
        lines.extend((line, index == len(found) - 1) for index, line in enumerate(found))
    pieces = []
    for start in range(0, len(lines), most):
        piece = "".join(line + ("\n" if ends else " ") for line, ends in lines[start : start + most])
        pieces.append(piece[:-1])
    return pieces


def _wrap_paragraph(text: str, face: Face, size: float, room: float, first_indent: float) -> list[str]:
    known = _words(face)
    space = known[" "] * size
    room = max(room, size)
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    free = room - first_indent
    # Blanks side by side stand for what is filled in by hand («Số:       /KH-UBND») and are kept.
    for word in text.split(" "):
        needed = known[word] * size
        if line and used + space + needed > free:
            lines.append(" ".join(line))
            line, used, free = [], 0.0, room
        if needed > free:
            pieces = _break_word(word, face, size, free)
            lines.extend(pieces[:-1])
            line, used, free = [pieces[-1]], _word_width(pieces[-1], face) * size, room
            continue
        used += needed + (space if line else 0)
        line.append(word)
    lines.append(" ".join(line))
    return lines


def _break_word(word: str, face: Face, size: float, room: float) -> list[str]:
    """The word in pieces that fit, cut after «/», «-», «.» or «_» where there is one (as in addresses)."""
    pieces: list[str] = []
    rest = word
    while rest:
        fitting = 1
        while fitting < len(rest) and _word_width(rest[: fitting + 1], face) * size <= room:
            fitting += 1
        if fitting < len(rest):
            cut = max(rest.rfind(sign, 0, fitting) for sign in "/-._") + 1
            fitting = cut if cut > fitting // 2 else fitting
        pieces.append(rest[:fitting])
        rest = rest[fitting:]
    return pieces


def balanced(text: str, face: Face, size: float, room: float) -> list[str]:
    """The lines of a centred text, as few as the room allows and of about the same width."""
    lines = wrap(text, face, size, room)
    if len(lines) == 1:
        return lines
    low, high = room / 3, room
    while high - low > 1:
        middle = (low + high) / 2
        if len(wrap(text, face, size, middle)) > len(lines):
            low = middle
        else:
            high = middle
    return wrap(text, face, size, high)


def breaking_room(lines: Sequence[str], face: Face, size: float) -> float:
    """The width in which any program breaks the text into just these lines.

    It lies halfway between what the widest line needs and what would draw a word up from the next line.
    """
    least = max(width(line, face, size) for line in lines)
    most = min(
        (width(f"{line} {below.split(' ')[0]}", face, size) for line, below in pairwise(lines)),
        default=least,
    )
    return max(least, (least + most) / 2)


_COUNCILS = ("ỦY BAN NHÂN DÂN ", "HỘI ĐỒNG NHÂN DÂN ")


def office_lines(name: str, face: Face, size: float, room: float) -> list[str]:
    """The lines of an office's name in the head: broken before the place's name, as offices do.

    «ỦY BAN NHÂN DÂN / XÃ AN BÌNH», never «ỦY BAN NHÂN DÂN XÃ / AN BÌNH».
    """
    if width(name, face, size) <= room:
        return [name]
    for council in _COUNCILS:
        if name.startswith(council):
            return [council.rstrip(), *balanced(name[len(council) :], face, size, room)]
    return balanced(name, face, size, room)
