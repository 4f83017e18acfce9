"""The superior's outline of a report (đề cương): its headings in order, and which of our sections each is."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..numerals import from_roman, to_roman
from ..report.records import OWN_SECTION
from .likeness import likeness, plain_words

_ALIKE, _NEARLY = 74.0, 66.0
"""How like a heading and a section of ours are that are the same, and where they stand in the same place."""
_SAME_LEVEL, _SAME_PLACE, _IN_PLACE = 5, 8, 78.0
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
    """A heading with its number in the superior's outline («II.2.a») and the keys of our sections whose
    sentences are placed under it; ``alike`` is our section that it is, empty where it is none."""

    heading: Heading
    key: str
    alike: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuperiorOutline:
    """A superior's outline that reports are written in: ``id`` is what they name it by, ``name`` its file."""

    id: str
    name: str
    headings: tuple[Placed, ...]

    def is_parent(self, number: int) -> bool:
        """Whether a heading has others below it, which divide what there is to say."""
        return is_parent(self.headings, number)

    def moved(self, section: str, number: int | None) -> "SuperiorOutline":
        """The outline with one of our sections placed under another of its headings, or under none.

        What is under a heading stays in our order. It is another outline: reports that went out keep theirs.
        """
        found = []
        for at, each in enumerate(self.headings):
            keys = [key for key in each.sections if key != section]
            if at == number:
                keys = sorted([*keys, section], key=_place)
            found.append(replace(each, sections=tuple(keys)))
        return outline_of(self.name, found)


def outline_of(name: str, headings: Sequence[Placed]) -> SuperiorOutline:
    """The outline of a file ``name`` with these headings, known by both."""
    told = "\n".join(f"{each.key} {each.heading.title} {' '.join(each.sections)}" for each in headings)
    digest = hashlib.sha256(told.encode()).hexdigest()
    return SuperiorOutline(f"{name} ({digest[:6]})", name, tuple(headings))


def is_parent(headings: Sequence[Placed], number: int) -> bool:
    """Whether a heading has others below it."""
    key = headings[number].key
    return any(other.key.startswith(f"{key}.") for other in headings)


def _place(key: str) -> list[tuple[int, str]]:
    """Where one of our sections stands among the others: by the parts of its number."""
    found = []
    for part in key.split("."):
        number = part if part.isdecimal() else str(from_roman(part) or 0)
        found.append((int(number), part))
    return found


_KEY_LENGTH = 90


def passage_keys(headings: Sequence[Placed]) -> list[str]:
    """By which key the words under each heading are kept: that of our section where it is one, so that what
    an official wrote goes along, else the heading's own words."""
    found: list[str] = []
    for number, each in enumerate(headings):
        ours = "" if is_parent(headings, number) else _our_key(each)
        words = "".join(sign if sign.isalnum() else " " for sign in each.heading.title)
        key = ours or f"{OWN_SECTION}{' '.join(words.split())}"[:_KEY_LENGTH].strip()
        same = sum(other == key or other.startswith(f"{key} (") for other in found)
        found.append(f"{key} ({same + 1})" if same else key)
    return found


def _our_key(each: Placed) -> str:
    """Which of our sections a heading is: the one that it is like as far as it holds that, else its first."""
    is_that = any(f"{key}.".startswith(f"{each.alike}.") for key in each.sections)
    return each.alike if each.alike and is_that and len(each.sections) > 1 else "".join(each.sections[:1])


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
    placed go with it, unless they have headings of their own; one that is left goes to a heading that names
    it among other things («Tồn tại, hạn chế và nguyên nhân»). Nothing is placed under a heading that has
    others below it, for these divide what there is to say.
    """
    keys = keys_of(headings)
    matched = _matched(headings, keys, ours)
    taken: set[str] = set()
    leaves: dict[int, list[str]] = {}
    for number, key in enumerate(keys):
        if any(other.startswith(f"{key}.") for other in keys):
            continue
        alike = matched.get(number, "")
        others = tuple(set(matched.values()) - {alike})
        leaves[number] = [
            section.key
            for section in ours
            if alike
            and section.has_lines
            and _is_within(section.key, alike)
            and not any(_is_within(section.key, other) and _is_within(other, alike) for other in others)
        ]
        taken.update(leaves[number])
    for section in ours:
        words = plain_words(section.title)
        named = [number for number in leaves if f" {words} " in f" {plain_words(headings[number].title)} "]
        if section.has_lines and section.key not in taken and len(named) == 1:
            leaves[named[0]].append(section.key)
    return [
        Placed(heading, key, matched.get(number, ""), tuple(leaves.get(number, ())))
        for number, (heading, key) in enumerate(zip(headings, keys, strict=True))
    ]


def _is_within(key: str, section: str) -> bool:
    return f"{key}.".startswith(f"{section}.")


def _matched(headings: Sequence[Heading], keys: Sequence[str], ours: Sequence[OurSection]) -> dict[int, str]:
    """The key of the section that each heading is, by the heading's number: the broadest headings first, as
    those below one that is ours are likely to be below ours."""
    found: dict[int, str] = {}
    for level in range(1, DEEPEST + 1):
        pairs = []
        for number, key in enumerate(keys):
            if key.count(".") + 1 != level:
                continue
            above = next((found.get(at, "") for at, other in enumerate(keys) if other == _above(key)), "")
            for place, section in enumerate(ours):
                alike = likeness(headings[number].title, section.title)
                score = alike + _SAME_LEVEL * (section.key.count(".") + 1 == level)
                score += _SAME_PLACE * bool(above and _above(section.key) == above)
                if alike >= _ALIKE or (alike >= _NEARLY and score >= _IN_PLACE):
                    pairs.append((-score, number, place))
        for _, number, place in sorted(pairs):
            if number not in found and ours[place].key not in found.values():
                found[number] = ours[place].key
    return found


def _above(key: str) -> str:
    """The number of the heading above: «II» of «II.2»."""
    return key.rpartition(".")[0]
