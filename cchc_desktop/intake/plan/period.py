"""The span of time that a plan covers, from what it says of itself.

Its subject says it, or the sentence that issues it, or the paragraph that closes it. A year or a span that
stands with a strategy, a law, a programme or a decision is theirs; where nothing else is said, the day of
issue lets the period be guessed, and the guess is told.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...domain.errors import Refusal
from ...domain.periods import PeriodKind, PlanPeriod
from ...domain.text import fold
from ..raised import without_note_numbers

_YEAR = r"((?:19|20)\d{2})"
_DASH = r"\s*(?:[-–—−‑‒~÷]|den(?: het)?(?: nam)?|toi(?: nam)?|va(?: nam)?)\s*"
_DATED = re.compile(
    r"\bngay[\s\d.…_]*(?:thang[\s\d.…_]*nam\s+\d{4}|[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})|"
    r"\b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\b[\w.]{1,20}/\d{4}/[\w&-]{1,20}|"
    r"\b(?:so\s+)?[\d.]{1,12}[a-z]?\s*/\s*[a-z]{1,6}(?:-[\w&]{1,20}){1,3}|"
    r"\bthang\s+\d{1,2}\s*(?:/|nam\s+)\d{4}(?=\s+cua)"
)
"""Days and numbers of documents, whose years are no period."""
_HALF = re.compile(
    rf"\b(?:0?6|sau)\s+thang\s+(dau|cuoi)(?:\s+cua)?(?:\s+nam)?(?:\s+{_YEAR})?|"
    rf"\bnua\s+(dau|cuoi)\s+nam(?:\s+{_YEAR})?"
)
_SPAN = re.compile(
    rf"(?:\b(?:giai doan|thoi ky|nhiem ky|cac nam|tu nam|tu|nam)\s+)?(?:tu\s+)?(?:nam\s+)?"
    rf"\b{_YEAR}{_DASH}{_YEAR}\b"
)
_LIST = re.compile(rf"\bnam\s+{_YEAR}(?:\s*(?:,|;|va|,\s*va)\s*(?:nam\s+)?(?:19|20)\d{{2}})+\b")
_SHORT = re.compile(
    rf"\b(?:(quy\s+(?:[ivx]+|\d)(?:\s*(?:,|va|-)\s*(?:quy\s+)?(?:[ivx]+|\d))*)|(0?[39]\s+thang(?:\s+(?:dau|cuoi))?)|"
    rf"(thang\s+\d{{1,2}})|(thang cao diem|dot\s+\d+))\s*(?:/|nam|,|-)?\s*(?:nam\s+)?{_YEAR}\b"
)
_TOWARDS = re.compile(
    rf"\b(?:dinh huong|tam nhin|va nhung nam tiep theo|huong toi|huong den)\b(?:\s+\w+){{0,3}}?\s*"
    rf"(?:den|toi)?\s*(?:nam\s+)?{_YEAR}(?:\s*-\s*{_YEAR})?"
)
_UNTIL = re.compile(rf"\bden(?: het)?\s+nam\s+{_YEAR}\b")
_SINGLE = re.compile(rf"\bnam\s+(?:ke hoach\s+)?{_YEAR}\b")
_BARE = re.compile(rf"(?<![\d/.-]){_YEAR}(?![\d/.-])")
_CITED = re.compile(
    r"\b(?:chien luoc|chuong trinh(?! cong tac| hanh dong cua (?:ubnd|uy ban))|nghi quyet|nghi dinh|"
    r"quyet dinh|"
    r"chi thi|ket luan|(?<!phap )(?<!ky )luat|de an|du an|quy hoach|thong tu|cong van|thong bao|huong dan|"
    r"ke hoach (?:so\b|cua\b|\d)|bo chi so|dai hoi)"
)
_LONGEST = 2000
"""So much of a text at most is looked through for a period."""
_LATE_MONTH = 11
"""A plan issued from this month on is the next year's, as a rule."""


@dataclass(frozen=True, slots=True)
class Found:
    """A period, and a sentence for the official where it was guessed."""

    period: PlanPeriod
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """A period that a text says, at its place there."""

    start: int
    end: int
    period: PlanPeriod
    words: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """What the head says of the day of issue; a draft leaves the day open, or all of it."""

    year: int | None = None
    month: int | None = None
    day: date | None = None


def find_period(own: Sequence[str], issue: Issue, body: Sequence[str], today: date) -> Found:
    """The plan's period.

    ``own`` are the texts in which it speaks of itself (subject, issuing sentence, closing), the most telling
    first; ``body`` are its paragraphs, for the years that its deadlines name; ``today`` is the last resort.
    """
    cited: list[_Said] = []
    for text in own:
        folded = _without_dates(text)
        said = _periods(folded, issue.year, today)
        theirs = [each for each in said if _is_cited(folded, each, said)]
        cited += theirs
        mine = [each for each in said if each not in theirs]
        if mine:
            return _told(mine)
    expected = _expected(issue, body)
    for each in cited:
        if expected is not None and each.period == PlanPeriod.year(expected):
            return Found(each.period, each.words)
    return _guessed(cited, expected, issue, body, today)


def _without_dates(text: str) -> str:
    folded = " ".join(fold(without_note_numbers(text[:_LONGEST])).split())
    return _DATED.sub(lambda found: " " * len(found[0]), folded)


def _periods(folded: str, year: int | None, today: date) -> list[_Said]:
    """The periods that the text says, in order, none within another."""
    found: list[_Said] = []

    def add(match: re.Match[str], *years: int, half: int = 0, words: str = "") -> None:
        start, end = match.span()
        if any(start < each.end and each.start < end for each in found):
            return
        first, last = years[0], years[-1]
        kind = PeriodKind.HALF if half else PeriodKind.YEAR if first == last else PeriodKind.MULTI
        try:
            found.append(_Said(start, end, PlanPeriod(kind, first, last, half), words))
        except Refusal:
            return

    folded = _TOWARDS.sub(lambda match: " " * len(match[0]), folded)
    for match in _HALF.finditer(folded):
        part, said = match[1] or match[3], match[2] or match[4]
        first = int(said) if said else year or today.year
        words = "" if said or year else f"Kế hoạch 6 tháng không ghi năm; tạm lấy năm {first}."
        add(match, first, half=1 if part == "dau" else 2, words=words)
    for match in _LIST.finditer(folded):
        years = sorted(map(int, re.findall(_YEAR, match[0])))
        add(match, years[0], years[-1])
    for match in _SPAN.finditer(folded):
        if int(match[1]) < int(match[2]):
            add(match, int(match[1]), int(match[2]))
    for match in _SHORT.finditer(folded):
        words = next(filter(None, match.groups()[:4]))
        add(
            match,
            int(match[5]),
            words=f"Kế hoạch chỉ cho «{_spoken(words)}» của năm {match[5]}; chương trình giữ nó theo cả năm.",
        )
    for match in _UNTIL.finditer(folded):
        if year and year < int(match[1]):
            label = PlanPeriod(PeriodKind.MULTI, year, int(match[1])).label
            add(match, year, int(match[1]), words=f"Kế hoạch ghi «đến năm {match[1]}»; tạm hiểu là {label}.")
    for match in _SINGLE.finditer(folded):
        if not _UNTIL.search(folded[max(0, match.start() - 9) : match.end()]):
            add(match, int(match[1]))
    if not found:
        for match in _BARE.finditer(folded):
            add(match, int(match[1]))
    return sorted(found, key=lambda each: each.start)


_SPOKEN = {
    "quy": "quý", "thang": "tháng", "dau": "đầu", "cuoi": "cuối", "dot": "đợt",
    "cao diem": "cao điểm", "va": "và",
}  # fmt: skip


def _spoken(words: str) -> str:
    """The folded words as they are written: «quy iv» is «quý IV»."""
    for plain, spoken in _SPOKEN.items():
        words = re.sub(rf"\b{plain}\b", spoken, words)
    return re.sub(r"\b[ivx]+\b", lambda found: found[0].upper(), words)


def _is_cited(folded: str, said: _Said, all_said: Sequence[_Said]) -> bool:
    """Whether the period is that of a document which the text names before it, no other period between."""
    before = max((each.end for each in all_said if each.end <= said.start), default=0)
    return _CITED.search(folded, before, said.start) is not None


def _told(mine: Sequence[_Said]) -> Found:
    """The first of the periods that the plan says of itself; others beside it are told."""
    first = mine[0]
    others = [each.period.label for each in mine[1:] if not _within(each.period, first.period)]
    doubts = [first.words] if first.words else []
    if others:
        doubts.append(
            f"Trích yếu nêu nhiều mốc thời gian ({first.period.label}, {', '.join(dict.fromkeys(others))}); "
            f"hiểu kế hoạch là của {first.period.label}."
        )
    return Found(first.period, " ".join(doubts))


def _within(inner: PlanPeriod, outer: PlanPeriod) -> bool:
    return outer.first_year <= inner.first_year and inner.last_year <= outer.last_year


def _expected(issue: Issue, body: Sequence[str]) -> int | None:
    """The year that the head lets expect; at the end of a year the deadlines of the body decide."""
    if issue.year is None:
        return None
    if (issue.month or 0) < _LATE_MONTH:
        return issue.year
    named = _years_of(body)
    return issue.year + 1 if named[issue.year + 1] >= named[issue.year] else issue.year


def _years_of(body: Sequence[str]) -> Counter[int]:
    """How often the body's deadlines and sentences name a year."""
    years: Counter[int] = Counter()
    for text in body:
        if len(text) < _LONGEST:
            years.update(int(found) for found in re.findall(rf"(?:/|năm\s+){_YEAR}(?!/)", text))
    return years


def _guessed(
    cited: Sequence[_Said],
    expected: int | None,
    issue: Issue,
    body: Sequence[str],
    today: date,
) -> Found:
    unsaid = "Kế hoạch không ghi rõ thời gian"
    if cited:
        unsaid = f"Thời gian trong trích yếu ({cited[0].period.label}) là của văn bản được dẫn"
    if expected is not None:
        by = f"ngày ban hành {issue.day:%d/%m/%Y}" if issue.day else f"năm ở đầu văn bản ({issue.year})"
        return Found(
            PlanPeriod.year(expected), f"{unsaid}; đoán là năm {expected} theo {by}. Hãy kiểm tra thời gian."
        )
    named = [each for each in _years_of(body).most_common(2) if 1990 <= each[0] <= 2100]
    if named and (len(named) == 1 or named[0][1] > named[1][1]) and named[0][1] > 1:
        return Found(
            PlanPeriod.year(named[0][0]),
            f"{unsaid}; đoán là năm {named[0][0]} theo các mốc trong nội dung. Hãy kiểm tra thời gian.",
        )
    return Found(PlanPeriod.year(today.year), f"Không thấy thời gian của kế hoạch; tạm lấy năm {today.year}.")
