"""Citations of legal documents in running text: where they stand, what they say, how each stands on a day.

Cited is «Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về …», «Quyết định 766/QĐ-TTg»,
«NĐ 30/2020/NĐ-CP», and a law of the library by its name. A text is read as it is; nothing of it is changed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .document_kinds import kind_of_symbol
from .legal import LegalLibrary, LegalStanding, symbol_key, year_in
from .text import fold_aligned

_KIND = (
    r"bo luat|luat|phap lenh|nghi dinh|nghi quyet|quyet dinh|thong tu lien tich|thong tu|chi thi|ke hoach|"
    r"cong van|van ban hop nhat|van ban|bao cao|thong bao|huong dan|ket luan|cong dien|chuong trinh|de an|"
    r"to trinh|quy dinh|ttlt|nd|qd|tt|nq|ct|kh|cv|kl|hd|tb|bc"
)
_CITED = re.compile(
    rf"(?:\b(?P<kind>{_KIND})[ \xa0]+(?:so[ \xa0:]*)?|\bso[ \xa0:]*)?"
    r"(?<![\w/.,-])(?P<symbol>\d{1,6}[a-z]?(?P<year>/(?:19|20)\d\d)?"
    r"[ \xa0]?[-–/][ \xa0]?[a-z][a-z0-9]*(?:[ \xa0]?[-–/.&][ \xa0]?[a-z][a-z0-9]*){0,4})(?![\w/])"
)
"""On the folded text; that its letters are capitals is looked at in the text itself."""
_DAY = re.compile(
    r"[, \xa0]*(?:\(?ky |ban hanh )?ngay[ \xa0]+(?P<day>\d{1,2})"
    r"(?:[ \xa0]*[/.-][ \xa0]*|[ \xa0]+thang[ \xa0]+)(?P<month>\d{1,2})"
    r"(?:[ \xa0]*[/.-][ \xa0]*|[ \xa0]+nam[ \xa0]+)(?P<year>\d{4})"
    r"|[, \xa0]*(?:ngay[^;.,()\d]{0,20}thang[^;.,()\d]{0,20})?nam[ \xa0]+(?P<only>(?:19|20)\d\d)"
)
_PARTS = re.compile(r"[-–/.&]+")
_ISSUER = re.compile(r"[, \xa0]*cua[ \xa0]+(?=\w)")


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation: ``text[start:end]`` is its kind, number and symbol, and day; ``symbol`` as it is written (a
    law's name where it has none), which ends at ``named``; ``signed`` or ``year`` where they are said,
    ``is_full`` where an issuer follows, too."""

    start: int
    end: int
    symbol: str
    named: int = 0
    kind: str = ""
    signed: date | None = None
    year: int | None = None
    is_full: bool = False

    @property
    def of_year(self) -> int | None:
        """The year that it says of its document."""
        said = self.signed.year if self.signed else self.year
        return year_in(self.symbol) or said


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with how its document stands on a day."""

    citation: Citation
    standing: LegalStanding

    @property
    def has_other_day(self) -> bool:
        """Whether the text gives its document another day than the library."""
        known = self.standing.document
        said = self.citation.signed
        return bool(known and known.signed and said and known.signed != said)


def citations(text: str, law_names: Iterable[str] = ()) -> list[Citation]:
    """The citations of a text in their order; ``law_names`` are the names by which laws are cited."""
    folded = fold_aligned(text)
    found = [made for each in _CITED.finditer(folded) if (made := _cited(text, folded, each)) is not None]
    taken = [(each.start, each.end) for each in found]
    for law in _named(folded, tuple(law_names)):
        if all(law.end <= start or law.start >= end for start, end in taken):
            found.append(law)
    return sorted(found, key=lambda each: each.start)


def cited(text: str, library: LegalLibrary, day: date) -> list[Cited]:
    """The citations of a text with how each stands on a day.

    What is cited without a year is what was cited with one before («Quyết định số 766/QĐ-TTg»), where it was.
    """
    years: dict[str, int] = {}
    found = []
    for each in citations(text, library.law_names):
        key = symbol_key(each.symbol)
        year = each.of_year or years.get(key)
        if year is not None:
            years[key] = year
        found.append(Cited(each, library.standing(each.symbol, day, year)))
    return found


def to_be_told(text: str, library: LegalLibrary, day: date) -> Iterator[Cited]:
    """The citations of a text that somebody should be told of, each document once: what does not hold on the
    day, or may not, and what has another day in the library.

    What is cited together with what took its place is told of as well: a text that names both, as one on the
    change itself does, is for whoever reads it to judge.
    """
    told = set()
    for each in cited(text, library, day):
        document = each.standing.document
        if document is None or document.key in told:
            continue
        if each.standing.is_told or each.has_other_day:
            told.add(document.key)
            yield each


def _cited(text: str, folded: str, found: re.Match[str]) -> Citation | None:
    """A citation that was found; None for what looks like one and is none («24/7», «km/h», «80/A4»)."""
    start, end = found.span("symbol")
    written = "".join(text[start:end].split())
    names = [each for each in _PARTS.split(written)[1:] if each and not each.isdigit()]
    # «15 lượt/người» and «24/7» have no capitals; «80/A4» has one.
    if not names[0][0].isupper() or sum(map(str.isalpha, "".join(names))) < 2:
        return None
    # Alone, a number with a word is only a citation where the word is known as a symbol's.
    is_alone = not found["kind"] and not found["year"]
    if is_alone and (len(names) < 2 or kind_of_symbol("-".join(names)) is None):
        return None
    signed, year, last = _day_at(folded, end)
    return Citation(
        found.start(), last, written, end, text[found.start("kind") : found.end("kind")],
        signed, year, is_full=bool(_ISSUER.match(folded, last)),
    )  # fmt: skip


@lru_cache(maxsize=8)
def _names_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of the names of laws on a folded text, the first of those that begin at one place."""
    words = (r"[ \xa0]+".join(map(re.escape, fold_aligned(name).split())) for name in names)
    return re.compile(r"\b(?:" + "|".join(f"({each})" for each in words) + r")\b")


def _named(folded: str, names: tuple[str, ...]) -> Iterator[Citation]:
    """The places where laws are cited by their names, of which longer ones stand before shorter ones."""
    for each in _names_pattern(names).finditer(folded) if names else ():
        name = names[(each.lastindex or 1) - 1]
        signed, year, last = _day_at(folded, each.end())
        yield Citation(
            each.start(), last, name, each.end(), name.split(maxsplit=1)[0], signed, year,
            is_full=signed is not None,
        )  # fmt: skip


def _day_at(folded: str, place: int) -> tuple[date | None, int | None, int]:
    """The day, or the year alone, that follows at a place, and where it ends; a day that does not exist is
    none."""
    found = _DAY.match(folded, place)
    if found is None:
        return None, None, place
    if found["only"]:
        return None, int(found["only"]), found.end()
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])), None, found.end()
    except ValueError:
        return None, None, place
