"""Texts whose numbers tell where they come from: their marks are kept through whatever is done to a text.

What a mark names is a source (`sources.Source`), as text. A number that has none is no figure: a day, a law,
a number of a list, what an official wrote.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .alike import same_runs

_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
_TOKEN = re.compile(r"\d(?:[\d.,]*\d)?|\w+|\s+|.")


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in a text, from ``start`` to before ``end``, and the source that it comes from."""

    start: int
    end: int
    source: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the marks of its numbers, in their order."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def __add__(self, other: "Marked | str") -> "Marked":
        if isinstance(other, str):
            return Marked(self.text + other, self.marks)
        if not other.marks:
            return Marked(self.text + other.text, self.marks)
        return Marked(self.text + other.text, (*self.marks, *moved(other.marks, len(self.text))))

    def __radd__(self, other: str) -> "Marked":
        return Marked(other + self.text, moved(self.marks, len(other)))

    def cut(self, start: int, end: int) -> "Marked":
        """The part from ``start`` to before ``end``; a number that is cut keeps what is left of it."""
        if not self.marks:
            return Marked(self.text[start:end])
        kept = (
            Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.source)
            for mark in self.marks
            if max(mark.start, start) < min(mark.end, end)
        )
        return Marked(self.text[start:end], tuple(kept))

    def rewritten(self, text: str) -> "Marked":
        """The same with other letters in their places: as many as before."""
        return Marked(text, self.marks)

    def stripped(self, letters: str | None = None) -> "Marked":
        """Without these letters at its ends, without blanks where None."""
        start = len(self.text) - len(self.text.lstrip(letters))
        return self.cut(start, max(start, len(self.text.rstrip(letters))))

    def replaced(self, old: str, new: str) -> "Marked":
        """With ``new`` in the place of the first ``old``."""
        at = self.text.find(old)
        if at < 0:
            return self
        return self.cut(0, at) + new + self.cut(at + len(old), len(self.text))

    def lines(self) -> list["Marked"]:
        """Its lines."""
        found, start, at = [], 0, 0
        for line in self.text.split("\n"):
            first, end = at, start + len(line)
            while at < len(self.marks) and self.marks[at].start < end:
                at += 1
            found.append(Marked(line, moved(self.marks[first:at], -start)))
            start = end + 1
        return found


def moved(marks: Iterable[Mark], by: int) -> tuple[Mark, ...]:
    """The marks of a text that stands so much further on."""
    return tuple([Mark(mark.start + by, mark.end + by, mark.source) for mark in marks])


def joined(separator: str, parts: Iterable[Marked]) -> Marked:
    """The texts with the separator between them."""
    texts: list[str] = []
    marks: list[Mark] = []
    length = 0
    for part in parts:
        if texts:
            length += len(separator)
        marks.extend(moved(part.marks, length) if length else part.marks)
        texts.append(part.text)
        length += len(part.text)
    return Marked(separator.join(texts), tuple(marks))


def numbered(words: str, *sources: str) -> Marked:
    """Words about numbers, each of which comes from the source of its place; what more there is has none.

    For words that begin with what they say, such as «tăng 3,2 điểm phần trăm», and hold no name.
    """
    pairs = zip(_NUMBER.finditer(words), sources, strict=False)
    return Marked(words, tuple(Mark(found.start(), found.end(), source) for found, source in pairs))


def whole(text: str, source: str) -> Marked:
    """A number by itself."""
    return Marked(text, (Mark(0, len(text), source),) if text else ())


def carried(before: Marked, text: str) -> tuple[Mark, ...]:
    """The marks of a text as they hold in what somebody made of it: of the numbers that were left alone.

    Of passages of any length; what cannot be told of a long one that was written anew has no mark.
    """
    if text == before.text or not before.marks:
        return before.marks
    old, new = (list(_TOKEN.finditer(each)) for each in (before.text, text))
    ends = {mark.start: mark for mark in before.marks}
    kept: list[Mark] = []
    for run in same_runs([word[0] for word in old], [word[0] for word in new]):
        for offset in range(run.size):
            start, end = old[run.old + offset].span()
            mark = ends.get(start)
            if mark is not None and mark.end == end:
                kept.append(Mark(*new[run.new + offset].span(), mark.source))
    return tuple(kept)
