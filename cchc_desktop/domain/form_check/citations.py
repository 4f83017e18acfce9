"""Documents that are cited: one number and one day for each, and whether they are still in force.

What is in force is not known here: it is asked of the library of legal documents.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .. import citations as running
from ..dates import short_date
from ..legal import LegalLibrary, LegalState, symbol_key
from ..text import fold
from .finding import Finding, Severity
from .head import issued_on
from .subject import Subject

_BY = re.compile(r"\s*(?:của|do)\s+(?P<issuer>[^,;.()]{3,60})")
_YEARLY = re.compile(r"ndcp|tt(?!r)|qh\d*|ubtvqh")
"""The letters of symbols in which the year stands beside the number."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A document in the text: the place of its line, its number and symbol (or a law's name) as they are
    written, and its issuer where that follows."""

    at: int
    written: str
    found: running.Citation
    issuer: str

    @property
    def number(self) -> tuple[str, str, str]:
        """Number, year and letters, however they are written; nothing for a law that is cited by its name."""
        parts = symbol_key(self.found.symbol).split("/")
        return (parts[0], parts[1], parts[2]) if len(parts) == 3 else ("", "", "")

    @property
    def year(self) -> str:
        """The year that stands in the symbol."""
        return self.number[1]


def citations(subject: Subject, library: LegalLibrary, today: date) -> Iterator[Finding]:
    """The faults of what is cited."""
    found = list(cited(subject, library))
    numbered = [each for each in found if any(each.number)]
    yield from _two_ways(subject, numbered)
    yield from _two_days(subject, numbered)
    yield from _ended(subject, found, library, issued_on(subject) or today)


def cited(subject: Subject, library: LegalLibrary) -> Iterator[Citation]:
    """All documents that the text cites, in order; the document's own number is one of them."""
    for at, line in subject.look.running():
        for each in running.citations(line.text, library.law_names):
            named = line.text[each.start : each.named]
            digit = re.search(r"\d", named) if each.symbol[:1].isdigit() else None
            by = _BY.match(line.text, each.end)
            issuer = fold(by["issuer"]).strip() if by else ""
            yield Citation(at, named[digit.start() :] if digit else named, each, issuer)


def _two_ways(subject: Subject, found: list[Citation]) -> Iterator[Finding]:
    """One document with its number or symbol written in two ways: the way that is met less often."""
    alike: dict[tuple[str, str], list[Citation]] = {}
    for each in found:
        number, _, letters = each.number
        alike.setdefault((number, letters), []).append(each)
    for (_, letters), group in alike.items():
        years = {each.year for each in group if each.year}
        if len(years) > 1:
            # Numbers begin anew each year: these are several documents.
            for year in years:
                yield from _odd(subject, [each for each in group if each.year == year])
        elif not years or _YEARLY.match(letters):
            yield from _odd(subject, group)
        else:
            yield from _odd(subject, [each for each in group if each.year])


def _odd(subject: Subject, group: list[Citation]) -> Iterator[Finding]:
    ways = [each.written for each in group]
    if len(set(ways)) < 2:
        return
    usual = max(dict.fromkeys(ways), key=lambda way: (ways.count(way), len(way), -ways.index(way)))
    for each in group:
        if each.written != usual:
            yield subject.fault(
                each.at,
                "one_citation",
                f"«{each.written}», nơi khác viết «{usual}»",
                f"viết thống nhất «{usual}»",
                Severity.LOOK,
            )


def _two_days(subject: Subject, found: list[Citation]) -> Iterator[Finding]:
    """One number with two days: two documents have one number only where two offices issued them."""
    first: dict[tuple[str, str, str], Citation] = {}
    for each in found:
        day = each.found.signed
        if day is None:
            continue
        known = first.setdefault(each.number, each)
        other = known.found.signed
        same_office = not known.issuer or not each.issuer or known.issuer == each.issuer
        if other is not None and other != day and same_office and other.year == day.year:
            yield subject.fault(
                each.at,
                "one_citation",
                f"«{each.written}» ghi ngày {short_date(day)}, nơi khác ghi {short_date(other)}",
                "một văn bản chỉ có một ngày ban hành; kiểm tra lại",
                Severity.LOOK,
            )


def _ended(subject: Subject, found: list[Citation], library: LegalLibrary, day: date) -> Iterator[Finding]:
    told: set[str] = set()
    for each in found:
        standing = library.standing(each.found.symbol, day, each.found.of_year)
        if standing.state is not LegalState.ENDED or standing.symbol in told:
            continue
        told.add(standing.symbol)
        since = f" từ {short_date(standing.since)}" if standing.since is not None else ""
        instead = "; ".join(document.short for document in standing.instead)
        right = f"viện dẫn {instead}" if instead else "viện dẫn văn bản đang có hiệu lực"
        yield subject.fault(
            each.at, "in_force", f"«{each.written}» hết hiệu lực{since}", right, Severity.LOOK
        )
