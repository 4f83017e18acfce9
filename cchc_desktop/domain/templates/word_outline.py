"""The superior's outline of a report (đề cương): its headings in order, and which of our sections each is."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..numerals import to_roman
from .likeness import likeness

_ALIKE = 74.0
_LETTERS = "abcdđeghiklmnopqrstuvxy"
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: ``level`` 1 to 3, and its words without its number."""

    level: int
    title: str


@dataclass(frozen=True, slots=True)
class WordOutline:
    """The headings of a Word file, in their order."""

    file: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class OurSection:
    """A section of our own outline, as far as headings are held against it."""

    key: str
    title: str
    has_lines: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading with its key in the new outline («II.2.a») and the keys of our sections whose sentences are
    placed under it; ``alike`` is our section that it is, empty where it is none."""

    heading: Heading
    key: str
    alike: str
    sections: tuple[str, ...]


def keys_of(headings: Sequence[Heading]) -> list[str]:
    """The keys of headings by their levels: «I», «I.1», «I.1.a». A level that is left out is passed over."""
    counts = [0] * DEEPEST
    keys: list[str] = []
    for heading in headings:
        level = min(heading.level, 1 + sum(count > 0 for count in counts))
        counts[level - 1] += 1
        counts[level:] = [0] * (DEEPEST - level)
        parts = [to_roman(counts[0])]
        parts += [str(counts[1])] if level > 1 else []
        parts += [_letter(counts[2])] if level > 2 else []
        keys.append(".".join(parts))
    return keys


def _letter(number: int) -> str:
    return _LETTERS[number - 1] if number <= len(_LETTERS) else f"z{number}"


def placed(headings: Sequence[Heading], ours: Sequence[OurSection]) -> list[Placed]:
    """The headings with our sections placed under them.

    Each of ours is placed once, under the heading that is most like it. Sections of ours within one that is
    placed go with it, unless they have headings of their own; nothing is placed under a heading that has
    others below it, for these divide what there is to say.
    """
    keys = keys_of(headings)
    matched = _matched(headings, ours)
    found = []
    for number, (heading, key) in enumerate(zip(headings, keys, strict=True)):
        alike = matched.get(number, "")
        is_parent = any(other.startswith(f"{key}.") for other in keys)
        sections: tuple[str, ...] = ()
        if alike and not is_parent:
            others = set(matched.values()) - {alike}
            sections = tuple(
                section.key
                for section in ours
                if section.has_lines
                and (section.key == alike or section.key.startswith(f"{alike}."))
                and section.key not in others
            )
        found.append(Placed(heading, key, alike, sections))
    return found


def _matched(headings: Sequence[Heading], ours: Sequence[OurSection]) -> dict[int, str]:
    """The key of the section that each heading is, by the heading's number."""
    pairs = sorted(
        (
            (-likeness(heading.title, section.title), number, place)
            for number, heading in enumerate(headings)
            for place, section in enumerate(ours)
        ),
    )
    found: dict[int, str] = {}
    for score, number, place in pairs:
        if -score < _ALIKE:
            break
        if number not in found and ours[place].key not in found.values():
            found[number] = ours[place].key
    return found
