"""Documents that are cited: one number and one day for each, and whether they are still in force.

What is in force is not known here: it is asked of the library of legal documents.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..dates import short_date
from ..legal import LegalLibrary, LegalState
from ..text import fold
from .finding import Finding, Severity
from .head import issued_on
from .subject import Subject

_CITED = re.compile(
    r"(?P<number>\d{1,5})/(?:(?P<year>(?:19|20)\d\d)/)?"
    r"(?P<symbol>[A-ZĐ][A-Za-zĐđ]{0,5}\d{0,2}(?:\s?[-–]\s?[A-ZĐƯ][A-Za-zĐđ&Ư]{0,9})*)"
)
_OF = re.compile(r"\s*(?:,\s*)?ngày\s+(?:"
                 r"(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})"
                 r"|(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4}))")  # fmt: skip
_BY = re.compile(r"\s*(?:của|do)\s+(?P<issuer>[^,;.()]{3,60})")
_YEARLESS = re.compile(r"nd-cp|tt-|ttlt|qh\d*|ubtvqh")


@dataclass(frozen=True, slots=True)
class Citation:
    """A number in the text: as it is written, by what it is compared, its day and issuer where they
    follow."""

    at: int
    written: str
    number: str
    year: str
    symbol: str
    day: date | None
    issuer: str


def citations(subject: Subject, library: LegalLibrary, today: date) -> Iterator[Finding]:
    """The faults of what is cited."""
    found = list(cited(subject))
    yield from _two_ways(subject, found)
    yield from _two_days(subject, found)
    yield from _ended(subject, found, library, issued_on(subject) or today)


def cited(subject: Subject) -> Iterator[Citation]:
    """All numbers of documents in the text, in order; the document's own is one of them."""
    for at, line in subject.look.running():
        text = line.text
        for match in _CITED.finditer(text):
            if match["year"] is None and "-" not in match["symbol"] and "–" not in match["symbol"]:
                continue
            after = text[match.end() :]
            day = _OF.match(after)
            by = _BY.match(after[day.end() :] if day else after)
            yield Citation(
                at,
                match[0],
                str(int(match["number"])),
                match["year"] or "",
                re.sub(r"\s", "", fold(match["symbol"]).replace("–", "-")),
                _date(day),
                fold(by["issuer"]).strip() if by else "",
            )


def _date(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    try:
        return date(
            int(match["year"] or match["y"]),
            int(match["month"] or match["m"]),
            int(match["day"] or match["d"]),
        )
    except ValueError:
        return None


def _two_ways(subject: Subject, found: list[Citation]) -> Iterator[Finding]:
    """One document with its number or symbol written in two ways: the way that is met less often."""
    alike: dict[tuple[str, str], list[Citation]] = {}
    for each in found:
        alike.setdefault((each.number, each.symbol), []).append(each)
    for (_, symbol), group in alike.items():
        years = {each.year for each in group if each.year}
        if len(years) > 1:
            # Numbers begin anew each year: these are several documents.
            for year in years:
                yield from _odd(subject, [each for each in group if each.year == year])
        elif not years or _YEARLESS.search(symbol):
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
        if each.day is None:
            continue
        known = first.setdefault((each.number, each.year, each.symbol), each)
        same_office = not known.issuer or not each.issuer or known.issuer == each.issuer
        if (
            known.day is not None
            and known.day != each.day
            and same_office
            and known.day.year == each.day.year
        ):
            yield subject.fault(
                each.at,
                "one_citation",
                f"«{each.written}» ghi ngày {short_date(each.day)}, nơi khác ghi {short_date(known.day)}",
                "một văn bản chỉ có một ngày ban hành; kiểm tra lại",
                Severity.LOOK,
            )


def _ended(subject: Subject, found: list[Citation], library: LegalLibrary, day: date) -> Iterator[Finding]:
    told: set[str] = set()
    for each in found:
        standing = library.standing(each.written, day)
        if standing.state is not LegalState.ENDED or each.written in told:
            continue
        told.add(each.written)
        since = f" từ {short_date(standing.since)}" if standing.since is not None else ""
        instead = "; ".join(document.short for document in standing.instead)
        right = f"viện dẫn {instead}" if instead else "viện dẫn văn bản đang có hiệu lực"
        yield subject.fault(
            each.at, "in_force", f"«{each.written}» hết hiệu lực{since}", right, Severity.LOOK
        )
