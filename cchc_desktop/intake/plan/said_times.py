"""The time that a sentence sets for what it says: «xong trước 30/11», «(Quý I/2026)», «từ 01/3 đến 30/6».

A sentence names other times too: the day of a document that it cites, the year of a programme, the time in
which dossiers came in. What counts is the word before a time («trước», «chậm nhất», «trong» …) or its
standing alone in brackets or at the end; the rest is left alone, and what is only likely is told as a doubt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

from ...domain.periods import PlanPeriod
from ...domain.text import capitalized, fold_aligned
from .due import names_no_day, parse_due

LONGEST = 3000
"""What stands further on in a paragraph sets no time for it."""


class Sureness(IntEnum):
    """How surely a time is meant as the end of the work, by what stands around it."""

    AT_END = 0
    WITHIN = 1
    IN_ROUNDS = 2
    IN_BRACKETS = 3
    SPAN = 4
    DEADLINE = 5


@dataclass(frozen=True, slots=True)
class Time:
    """A time named in a sentence; ``start`` and ``end`` are where its words stand, the word before included.

    ``words`` are as printed, ``due`` the last day that they mean (None for a day that no calendar has, or one
    that recurs), ``begins`` the first day of «từ … đến …».
    """

    start: int
    end: int
    words: str
    due: date | None
    sureness: Sureness
    begins: date | None = None
    recurs: bool = False
    own_year: bool = True
    several: bool = False
    year: bool = False
    apart: bool = False
    """Whether it stands at one of the sentence's ends; ``several``: it lists times («tháng 5 và tháng 9»);
    ``year``: it names a year and nothing less."""


@dataclass(frozen=True, slots=True)
class SaidTime:
    """The time that a sentence sets, as an assignment keeps it, and why it may be doubted."""

    words: str = ""
    due: date | None = None
    begins: date | None = None
    doubt: str = ""


NOTHING_SAID = SaidTime()

_YEAR = r"(?:19|20)\d{2}\b"
_OF_YEAR = rf"(?:\s*(?:/|,?\s*nam)\s*{_YEAR})?"
_DASH = r"[-\u2010-\u2015\u2212]"
_AND = rf"(?:,|va|{_DASH}|den)"
_FULL_DAY = rf"(?:ngay\s+)?\d{{1,2}}\s*[/.\-]\s*\d{{1,2}}\s*[/.\-]\s*{_YEAR}"
_WRITTEN_DAY = rf"(?:ngay\s+)?(?<!dot )(?<!lan )\d{{1,2}}\s+thang\s+\d{{1,2}}\b{_OF_YEAR}"
_SHORT_DAY = (
    r"(?:ngay\s+)?\d{1,2}\s*/\s*\d{1,2}\b(?!\s*[/.]\s*\d|\s*%)|"
    r"ngay\s+\d{1,2}\s*[-.]\s*\d{1,2}\b(?!\s*[-.]\s*\d)"
)
_QUARTER = (
    r"(?:cuoi\s+|dau\s+|giua\s+)?quy\s*(?:[ivx]{1,3}|\d)\b"
    rf"(?:\s*{_AND}\s*(?:quy\s*)?(?:[ivx]{{1,3}}\b|\d\b(?!/)))*"
    rf"(?:\s*(?:/|-|,)?\s*(?:nam\s*)?{_YEAR})?"
)
_MONTH = (
    r"(?:cuoi\s+|dau\s+|giua\s+)?thang\s*\d{1,2}\b"
    rf"(?:\s*{_AND}\s*(?:thang\s*)?\d{{1,2}}\b(?!\s*[%/]))*{_OF_YEAR}"
)
_MONTH_OF_YEAR = rf"(?<![\d/.])\d{{1,2}}/{_YEAR}"
_HALF = rf"(?:0?[1-9]|1[01]|sau|chin)\s+thang\s+(?:dau|cuoi)(?:\s+nam)?(?:\s+{_YEAR})?"
_YEAR_END = rf"(?:cuoi|het|ca)\s+nam(?:\s+{_YEAR})?"
_A_YEAR = rf"(?:nam|giai doan)\s+{_YEAR}(?:\s*{_DASH}\s*(?:nam\s+)?{_YEAR})?"
_DAY_OF_MONTH = r"ngay\s+\d{1,2}\b(?!\s*[/.\-]\s*\d|\s+thang\s+\d)"
_TIME = re.compile(
    rf"\b(?:(?P<day>{_FULL_DAY}|{_WRITTEN_DAY}|{_SHORT_DAY})|(?P<part>{_HALF}|{_QUARTER}|{_MONTH}|"
    rf"{_MONTH_OF_YEAR})|(?P<year>{_YEAR_END}|{_A_YEAR})|(?P<each>{_DAY_OF_MONTH}))"
)
_MAYBE = re.compile(r"\d|\bquy\s|\bnam\b")
"""What every time has: most sentences are done with after one quick look."""
_HAS_YEAR = re.compile(_YEAR)
_EVERY = re.compile(
    r"\b(?:hang|moi|dinh ky|tung)\s+(?:thang|quy|nam|tuan|ky)\b|"
    r"\bcua\s+thang\b(?:\s+cuoi\s+(?:quy|ky)\b)?|\bthang cuoi (?:quy|ky)\b"
)

_TURN_ALONE = re.compile(r"\(\s*((?:dinh ky\s+)?(?:hang|moi)\s+(?:tuan|thang|quy))\s*\)")
"""«Công khai tiến độ (hằng tháng).»"""

_LINKS = (
    r"(?:\s+(?:la|vao|trong|truoc|den|toi|cham nhat|muon nhat|het|cuoi|thoi diem|thoi gian|han|moc|toan bo|"
    r"khoang|du kien|nhat|phai|\d{1,2}\s*(?:gio|h)(?:\s?\d{2})?))*\s*:?\s*$"
)
_DEADLINE = re.compile(
    r"\b(?P<word>hoan thanh|xong|ket thuc|cham nhat|muon nhat|tre nhat|truoc|(?:thoi )?han(?: cuoi)?|"
    r"dut diem|thoi gian(?: thuc hien)?|"
    r"khong qua|khong muon hon|khong tre hon|khong cham hon|het|(?<!tinh )(?<!ke )den(?! nay)|toi)" + _LINKS
)
_WITHIN = re.compile(r"\b(?P<word>trong|vao|du kien|dip)" + _LINKS)
_FROM = re.compile(r"\btu\s*$")
_ROUND = re.compile(
    r"\b(?:dot|lan)\s*(?:thu\s*)?(?:[ivx]{1,3}|\d{1,2}|nhat|hai|ba)?\s*[:(]?\s*(?:vao|trong)?\s*$"
)
_TO = re.compile(rf"\s*(?:den|toi|{_DASH})\s*(?:het\s+|cuoi\s+)?")
_ALSO = re.compile(r"\s*(?:,|va|hoac)\s*")
_OPEN = re.compile(r"[(\[]\s*(?:(?:thoi gian|du kien|thuc hien|hoan thanh|xong|trong|vao)\s*:?\s*)*$")
_CLOSE = re.compile(r"\s*[)\]]")
_APART = re.compile(rf"(?:[,;]|\s{_DASH})\s*$")
_LAST = re.compile(r"\s*[.;,]*\s*(?:\./\.)?\s*$")
_LEAD = re.compile(
    r"(?:(?:\b(?:hoan thanh|xong|ket thuc|dut diem|thoi han|han cuoi|han|thoi gian|la|thuc hien|phai|"
    r"du kien)\b|:)"
    r"\s*)+"
)
_OF_THINGS = re.compile(
    r"\b(?:phat sinh|tiep nhan|co hieu luc|con hieu luc|ban hanh|hinh thanh|ky|cap|nop|sinh|tuyen dung|"
    r"giai quyet|thanh lap|luu|ton dong)\s*(?:tu\s*)?$"
)
_CITED = re.compile(
    r"\b(?:quyet dinh|nghi quyet|nghi dinh|thong tu|chi thi|cong van|cong dien|ke hoach|thong bao|ket luan|"
    r"huong dan|to trinh|bao cao|van ban|chuong trinh|de an|luat|phap lenh|phuong an|giay moi|quy dinh)"
    r"(?:\s+lien tich)?(?:\s+(?:so\s*:?\s*)?[\w./\-]{0,40}\d[\w./\-]{0,40})?\s*(?:,\s*|\(\s*)?"
    r"(?:ban hanh\s+|ky\s+)?"
    rf"(?P<day>{_FULL_DAY}|{_WRITTEN_DAY}|ngay\s+\d{{1,2}}/\d{{1,2}}\b)"
)


def times_in(sentence: str, period: PlanPeriod | None, start: int = 0, stop: int | None = None) -> list[Time]:
    """The times that are said of what the sentence demands, in their order."""
    sentence = sentence[:LONGEST]
    folded = _uncited(sentence)
    if _MAYBE.search(folded) is None:
        return []
    stop = len(folded) if stop is None else min(stop, len(folded))
    return list(_times(sentence, folded, period, start, stop))


@lru_cache(maxsize=16)
def _uncited(sentence: str) -> str:
    """The sentence folded, without the days of documents that it cites; a target asks for each value."""
    return _CITED.sub(lambda found: re.sub(r"\d", "\x00", found[0]), fold_aligned(sentence))


def _times(sentence: str, folded: str, period: PlanPeriod | None, start: int, stop: int) -> Iterator[Time]:
    every = _EVERY.search(folded, start, stop)
    before: re.Match[str] | None = None
    taken: Time | None = None
    for match in _TIME.finditer(folded, start, stop):
        since, before = before, match
        found = _meant(folded, match, since, start, stop)
        if found is None and taken is not None and _ALSO.fullmatch(folded, taken.end, match.start()):
            # «Trước ngày 20/6 và 20/12/2026»: the word before the first speaks for both.
            found = taken.sureness, match.start(), ""
        if found is None or (match["year"] and match[0][:3] == "nam" and found[0] < Sureness.DEADLINE):
            continue
        sureness, begin, first = found
        end = match.end()
        apart = _LAST.match(folded, end) is not None or not folded[:begin].strip(" -+*")
        if match["each"]:
            if every is not None:
                begin, end = _with_turn(every, begin, end)
                words = _printed(sentence, begin, end)
                yield Time(begin, end, words, None, sureness, recurs=True)
            continue
        due = parse_due(folded[begin:end], period)
        if due is None and not names_no_day(folded[begin:end]):
            continue
        if period and due and _is_past(due, folded[start:begin], period):
            continue
        begins = _first_day(first, match[0], period) if first else None
        begins = begins if begins and due and begins <= due else None
        own_year = _HAS_YEAR.search(match[0]) is not None
        several = bool(match["part"]) and re.search(r"\bva\b|,\s*(?!nam)", match[0]) is not None
        words = _printed(sentence, begin, end)
        taken = Time(
            begin, end, words, due, sureness, begins, False, own_year, several, bool(match["year"]), apart
        )
        yield taken


def _meant(
    folded: str, match: re.Match[str], since: re.Match[str] | None, start: int, stop: int
) -> tuple[Sureness, int, str] | None:
    """How the time is meant, where its words begin, the first time of «từ … đến …»; None for any other."""
    at = match.start()
    left, right = folded[max(start, at - 60) : at], folded[match.end() : min(stop, match.end() + 20)]
    if (
        since is not None
        and _FROM.search(folded[max(start, since.start() - 8) : since.start()])
        and _TO.fullmatch(folded, since.end(), at)
    ):
        return Sureness.SPAN, folded.rindex("tu", start, since.start()), since[0]
    if since_word := _FROM.search(left):
        ends = re.split(rf"\bden\b|{_DASH}", match[0], maxsplit=1)
        if match["part"] and len(ends) > 1:
            return Sureness.SPAN, at - len(left) + since_word.start(), ends[0].strip()
        return None
    if word := _DEADLINE.search(left):
        return Sureness.DEADLINE, at - len(left) + word.start(), ""
    if _bare(match):
        return (Sureness.IN_ROUNDS, at, "") if _ROUND.search(left) else None
    if _OPEN.search(left) and _CLOSE.match(right):
        return Sureness.IN_BRACKETS, at, ""
    if _ROUND.search(left):
        return Sureness.IN_ROUNDS, at, ""
    if word := _WITHIN.search(left):
        return Sureness.WITHIN, at - len(left) + word.start(), ""
    if not match["each"] and re.search(r"[;.]\s+$", left) and right.lstrip().startswith(":"):
        return Sureness.WITHIN, at, ""  # «Quý I: khảo sát; quý II: báo cáo»
    if not match["each"] and not folded[start:at].strip(" -+*,;:.("):
        return Sureness.WITHIN, at, ""
    if not match["each"] and _APART.search(left) and _LAST.match(folded, match.end()):
        return Sureness.AT_END, at, ""
    return None


def _bare(match: re.Match[str]) -> bool:
    """Whether it may be no time at all: «9/12 thôn», «so với năm 2025»."""
    return re.fullmatch(r"\d{1,2}\s*/\s*\d{1,2}|nam.*|giai.*", match[0]) is not None


def _with_turn(every: re.Match[str], begin: int, end: int) -> tuple[int, int]:
    """The place of «hằng tháng trước ngày 20», with the words that say how often."""
    if 0 <= begin - every.end() <= 30:
        return every.start(), end
    if 0 <= every.start() - end <= 12:
        return begin, every.end()
    return begin, end


def _is_past(due: date, before: str, period: PlanPeriod) -> bool:
    """Whether a time before the plan's own says when things were made («ban hành trước ngày 01/7/2025»)."""
    return due < period.starts and _OF_THINGS.search(before[-24:]) is not None


def _printed(sentence: str, start: int, end: int) -> str:
    """The words as an assignment prints them: from the word that says how the time is meant."""
    lead = _LEAD.match(fold_aligned(sentence[start:end]))
    words = sentence[start + (lead.end() if lead else 0) : end].strip(" :")
    return capitalized(words)


def _first_day(first: str, last: str, period: PlanPeriod | None) -> date | None:
    """The first day of «từ 01/3 đến 30/6/2026», where the year may stand at the end only."""
    year = _HAS_YEAR.search(last)
    of_year = PlanPeriod.year(int(year[0])) if year else period
    due = parse_due(first, of_year)
    if due is None:
        return None
    if re.fullmatch(rf"{_FULL_DAY}|{_WRITTEN_DAY}|{_SHORT_DAY}", first):
        return due
    months = 3 if "quy" in first else 1
    month = due.month - months + 1
    return date(due.year, month, 1) if month >= 1 else None


def begins_on(words: str, period: PlanPeriod | None) -> date | None:
    """The first day of the time that the words name: «tháng 4/2026», «01/3/2026»."""
    folded = " ".join(fold_aligned(words).split())
    return _first_day(folded, folded, period)


_LINKED = re.compile(r"\s*(?::|,|phai|dat|la|phan dau|tu|it nhat|toi thieu|tren|tang|len|ty le|khoang|\s)*")


def time_before(sentence: str, start: int, stop: int, period: PlanPeriod | None) -> date | None:
    """The day of a time that stands right before ``stop``, as before a value: «quý II: 50%»."""
    folded = fold_aligned(sentence[:LONGEST])
    times = [time for time in _TIME.finditer(folded, start, stop) if not _bare(time)]
    last = times[-1] if times else None
    begins = last is not None and _FROM.search(folded[max(start, last.start() - 8) : last.start()])
    linked = last is not None and not begins and _LINKED.fullmatch(folded, last.end(), stop)
    return parse_due(last[0], period) if last is not None and linked else None


def without_times(folded: str) -> str:
    """The folded words without the times that they name."""
    return _TIME.sub(" ", folded)


_NEAR = timedelta(days=92)
"""So long before the plan's own time a deadline may lie: plans are written before their year begins."""


def said_time(sentence: str, period: PlanPeriod | None) -> SaidTime:
    """The time by which a task's sentence says that it is to be done."""
    times = [time for time in times_in(sentence, period) if _told(time, period)]
    if not times:
        turn = _TURN_ALONE.search(fold_aligned(sentence[:LONGEST]))
        if turn is None:
            return NOTHING_SAID
        words = _printed(sentence, *turn.span(1))
        return _dayless(Time(*turn.span(1), words, None, Sureness.IN_BRACKETS, recurs=True), period)
    surest = max(time.sureness for time in times)
    chosen = [time for time in times if time.sureness is surest]
    days = [time for time in chosen if time.due]
    if not days:
        return _dayless(chosen[0], period)
    last = max(days, key=lambda time: time.due or date.min)
    assert last.due is not None
    words = last.words
    doubt = ""
    others = {time.due for time in times if time.due} - {last.due}
    sure = last.apart and (last.own_year or surest is Sureness.WITHIN)
    if others or last.several or surest is Sureness.IN_ROUNDS:
        doubt = f"Câu có nhiều mốc thời gian; lấy mốc «{words}» làm hạn, hãy kiểm tra"
    elif surest in (Sureness.WITHIN, Sureness.AT_END) and not sure:
        doubt = f"Hạn lấy từ trong câu («{words}»); hãy kiểm tra"
    if period is not None and not doubt:
        if last.due < period.starts or last.due > period.ends:
            doubt = f"Hạn trong câu («{words}») nằm ngoài thời gian của kế hoạch; hãy kiểm tra"
        elif not last.own_year and period.first_year != period.last_year:
            doubt = f"Hạn trong câu («{words}») không ghi năm; lấy năm {last.due.year}, hãy kiểm tra"
    if period is not None and last.due < period.starts - _NEAR:
        outside = f"Câu nói đến «{words}», trước thời gian của kế hoạch; không lấy làm hạn"
        return SaidTime(doubt=outside)
    return SaidTime(words, last.due, last.begins, doubt)


def _told(time: Time, period: PlanPeriod | None) -> bool:
    """Whether the time can be the task's; «đến năm 2030» in a plan for 2026 belongs to a programme's name."""
    if time.due is None:
        return time.recurs or time.sureness >= Sureness.IN_BRACKETS
    return period is None or not time.year or time.due <= period.ends


def _dayless(time: Time, period: PlanPeriod | None) -> SaidTime:
    if time.recurs:
        end = period.ends if period else None
        doubt = f"Việc lặp lại («{time.words}»); lấy ngày cuối kỳ kế hoạch làm hạn, hãy kiểm tra"
        return SaidTime(time.words, end, doubt=doubt)
    return SaidTime(time.words, doubt=f"«{time.words}» không có trong lịch; hãy đặt lại hạn")
