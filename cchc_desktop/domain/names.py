"""Names of units and persons as they are typed: which two are the same, and which are nearly so."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from .text import clean_line, fold, sort_key

_DASHES = re.compile(r"\s*[-\u2010-\u2015]\s*")
_NO_LETTERS = re.compile(r"[\W_]+")
_NEAR = 0.86
"""From this share of common letters on two names are pointed out as near (one letter of «Nguyễn Vân Anh»)."""


@lru_cache(maxsize=1024)
def name_key(name: str) -> str:
    """A key that two spellings of one name share: capitals, blanks, the kind of dash and the place of a tone
    (hoà, hòa) make no difference, accents do."""
    return sort_key(_DASHES.sub(" - ", clean_line(name)))


def capitals_words(name: str) -> str:
    """What is to be said of a signer's name that is typed in capitals, nothing of any other.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II, khoản 7: the name is printed in small letters; systems that
    sign find their place on the page by it (FACTS_2026.md section 2).
    """
    words = [word for word in clean_line(name).split(" ") if sum(map(str.isalpha, word)) > 1]
    if not words or not all(word.isupper() for word in words):
        return ""
    usual = " ".join(word.capitalize() for word in clean_line(name).split(" "))
    return (
        f"Họ tên người ký «{clean_line(name)}» viết hoa toàn bộ; hệ thống ký số tìm vị trí ký theo họ tên "
        f"viết thường như trong chứng thư số. Hãy sửa thành «{usual}»."
    )


_COUNCIL = re.compile(r"\bhội đồng nhân dân\b", re.IGNORECASE)
_COMMITTEE = re.compile(r"\b(?:ủy|uỷ) ban nhân dân\b", re.IGNORECASE)
_BOTH = re.compile(r"\bhđnd\s*(?:[-\u2010-\u2015,&]|và)\s*ubnd\b", re.IGNORECASE)
_PLACE = re.compile(r"\s+(?:thuộc (?:UBND )?)?(?:xã|phường|đặc khu|thị trấn)(?=\s|$)")


@lru_cache(maxsize=1024)
def unit_key(name: str) -> str:
    """A key that the names of one unit of the office share: as ``name_key``, and whether the place stands at
    its end («Văn phòng HĐND và UBND xã», «… xã Tân Lập») and how the two councils are written makes no
    difference."""
    words = _COMMITTEE.sub("UBND", _COUNCIL.sub("HĐND", clean_line(name)))
    words = _BOTH.sub("HĐND và UBND", words)
    for found in _PLACE.finditer(words):
        # «Phòng Văn hóa - xã hội» has no place in it.
        if all(word[:1].isupper() for word in words[found.end() :].split()):
            words = words[: found.start()]
            break
    return name_key(words)


def known_unit(name: str, known: Iterable[str]) -> str | None:
    """The known unit that ``name`` means: written like it, or else with one key; None where there is none."""
    names = list(known)
    key = unit_key(name)
    return known_as(name, names) or next((other for other in names if unit_key(other) == key), None)


def units_together(listed: Iterable[str], more: Iterable[str]) -> list[str]:
    """The listed names, then those of ``more`` that mean none of them; no unit twice among these."""
    names = list({name_key(name): name for name in reversed(list(listed))}.values())[::-1]
    keys = set(map(unit_key, names))
    for name in more:
        if unit_key(name) not in keys:
            keys.add(unit_key(name))
            names.append(name)
    return names


def _bare(name: str) -> str:
    """The letters of a name alone: no accents, no blanks, no marks."""
    return _NO_LETTERS.sub("", fold(name))


def near_names(name: str, known: Iterable[str]) -> list[str]:
    """The known names that differ from ``name`` by accents, blanks, marks or a letter or two; the nearest
    first. A name that is known itself has none that are near."""
    key, bare = name_key(name), _bare(name)
    found: list[tuple[float, str]] = []
    for other in dict.fromkeys(known):
        if name_key(other) == key:
            return []
        share = _likeness(bare, _bare(other))
        if share >= _NEAR:
            found.append((-share, other))
    return [other for _, other in sorted(found)]


@lru_cache(maxsize=4096)
def _likeness(one: str, other: str) -> float:
    """How much two names have in common, 0 to 1."""
    # Names of very different length cannot have enough in common: the matcher, which is slow, is not asked.
    if 2 * min(len(one), len(other)) < _NEAR * (len(one) + len(other)) or not one:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _NEAR else 0.0


def known_like(name: str, known: Iterable[str]) -> str | None:
    """The known name that ``name`` is another spelling of, or the only one that differs by accents alone."""
    names = list(dict.fromkeys(known))
    folded = [other for other in names if fold(clean_line(other)) == fold(clean_line(name))]
    return known_as(name, names) or (folded[0] if len(folded) == 1 else None)


def known_as(name: str, known: Iterable[str]) -> str | None:
    """The known name that ``name`` is another spelling of, None where there is none."""
    key = name_key(name)
    return next((other for other in known if name_key(other) == key), None)
