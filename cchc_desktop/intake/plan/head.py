"""The head of a plan: who issues it, its number, place and date, its title and subject, its period."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ...domain.errors import Refusal
from ...domain.letters import CAPITALS
from ...domain.offices import shorten
from ...domain.periods import PeriodKind, PlanPeriod
from ...domain.plan import PlanLevel
from ...domain.text import fold, fold_aligned
from .body import NumberedBlock
from .markers import MarkerStyle, split_marker

_NUMBER = re.compile(
    r"\bSố\s*[:.]?\s*(?P<number>[\d.…_\s]*[a-zA-Z]?)\s*/\s*(?P<symbol>[A-ZĐ]{1,6}(?:\s*[-–]\s*[A-ZĐ&]{1,12}){0,3})"
)
_PLACE_DATE = re.compile(
    r"(?P<place>[^\W\d_][^,;:/()]{0,50}),\s*ngày(?P<day>[\d.…_\s]*)tháng(?P<month>[\d.…_\s]*)năm(?P<year>[\d.…_\s]*)",
    re.IGNORECASE,
)
_MOTTO = re.compile(r"cong hoa xa hoi chu nghia viet nam|doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc")
_NATION_PART = re.compile(r"(?:cong hoa xa(?: hoi)?(?: chu(?: nghia)?)?|(?:(?:hoi )?chu )?nghia viet nam)$")
_LOCAL = r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)"
_ISSUER = re.compile(
    rf"\b(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+(?P<unit>{_LOCAL})\s+"
    rf"(?P<name>(?:[{CAPITALS}][\w'’]*(?:\s+|$))*(?:[{CAPITALS}][\w'’]*))"
)
_PLACE_IN_SUBJECT = re.compile(
    rf"\b(?P<unit>{_LOCAL})\s+(?P<name>(?:[{CAPITALS}][\w'’]*\s+)*[{CAPITALS}][\w'’]*)"
)
_CONTINUES = ("xa ", "phuong ", "thi tran ", "dac khu ", "huyen ", "quan ", "thi xa ", "thanh pho ", "tinh ")
_SMALL = frozenset(
    {"draft", "du thao", "ban du thao", "du thao lan 1", "du thao lan 2", "hoa toc", "khan", "thuong khan"}
)
_YEAR = r"((?:19|20)\d{2})"
_HALF = re.compile(rf"\b(?:0?6|sau)\s+thang\s+(dau|cuoi)(?:\s+nam)?(?:\s+{_YEAR})?")
_SPAN = re.compile(
    rf"\b(?:giai doan|thoi ky|nhiem ky|cac nam|trong cac nam|tu nam|tu|nam)\s+{_YEAR}\s*(?:-|–|den|"
    rf"den nam|va)\s*(?:nam\s+)?{_YEAR}\b"
)
_SINGLE = re.compile(rf"\bnam\s+{_YEAR}\b")
_TITLE_WORDS = "ke hoach"
_OTHER_KINDS = frozenset({"bao cao", "to trinh", "thong bao", "bien ban", "giay moi"})


@dataclass(slots=True)
class Head:
    """What stands before the title; ``used`` are the paragraphs it was read from, ``left`` the others."""

    superior: str = ""
    issuer: str = ""
    place: str = ""
    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    month: int | None = None
    year: int | None = None
    used: set[int] = field(default_factory=set)
    left: list[NumberedBlock] = field(default_factory=list)


def read_head(lines: Sequence[NumberedBlock], body: Sequence[str]) -> Head:
    """The fields of the head; ``body`` lends the usual writing of names that the head has in capitals."""
    head = Head()
    agencies: list[str] = []
    for line in lines:
        text = line.text
        used = False
        # The number comes first: «Số: /KH-UBND An Bình, ngày …» may be one line.
        if found := _NUMBER.search(text):
            head.number = re.sub(r"[^\w]", "", found["number"]).strip("_")
            head.symbol = re.sub(r"\s*[-–]\s*", "-", found["symbol"])
            text, used = text[: found.start()] + text[found.end() :], True
        if found := _PLACE_DATE.search(text):
            _set_date(head, found)
            text, used = text[: found.start()] + text[found.end() :], True
        while found := _MOTTO.search(fold_aligned(text)):
            text, used = text[: found.start()] + text[found.end() :], True
        text = text.strip(" -–_.*:")
        letters = [c for c in text if c.isalpha()]
        if len(letters) < 2 or fold(text) in _SMALL or _NATION_PART.match(fold(text)):
            used = True
        elif text == text.upper() and len(text) <= 90:
            joins = bool(agencies) and fold(f"{text} ").startswith(_CONTINUES) and _is_open(agencies[-1])
            if joins:
                agencies[-1] = f"{agencies[-1]} {text}"
            else:
                agencies.append(text)
            used = True
        if used:
            head.used.add(line.number)
        else:
            head.left.append(line)
    # «ỦY BAN NHÂN DÂN» alone, whose second line was lost, names no office.
    names = [name for name in (usual_writing(agency, body) for agency in agencies) if name != "UBND"]
    if names:
        head.issuer = names[-1]
        head.superior = " ".join(names[:-1])
    return head


def _is_open(agency: str) -> bool:
    return fold(agency).endswith(("nhan dan", "ubnd", "hdnd"))


def _digits(text: str) -> int | None:
    digits = re.sub(r"\D", "", text)
    return int(digits) if digits and len(digits) <= 4 else None


def _set_date(head: Head, found: re.Match[str]) -> None:
    head.place = found["place"].strip()
    day, month, year = _digits(found["day"]), _digits(found["month"]), _digits(found["year"])
    head.month = month if month and 1 <= month <= 12 else None
    head.year = year if year and 1990 <= year <= 2100 else None
    if day and head.month and head.year:
        try:
            head.issued_on = date(head.year, head.month, day)
        except ValueError:
            head.issued_on = None


def usual_writing(capitals: str, body: Sequence[str]) -> str:
    """«ỦY BAN NHÂN DÂN XÃ AN BÌNH» as «UBND xã An Bình», written as the text itself writes the name."""
    wanted = fold_aligned(shorten(capitals))
    for text in body:
        for form in (wanted, fold_aligned(capitals)):
            place = fold_aligned(text).find(form)
            written = text[place : place + len(form)] if place >= 0 else ""
            if written and written != written.upper():
                return shorten(written[:1].upper() + written[1:])
    words = shorten(capitals).split()
    result: list[str] = []
    name = False
    for index, word in enumerate(words):
        lower = word.lower()
        if word in ("UBND", "HĐND"):
            result.append(word)
        elif name or index == 0:
            result.append(lower[:1].upper() + lower[1:])
        else:
            result.append(lower)
        upto = " ".join(result).lower()
        name = name or (
            re.search(rf"\b{_LOCAL}$", upto) is not None and not upto.endswith((" thị", " thành"))
        )
    return " ".join(result)


# The title and the subject


def title_at(lines: Sequence[NumberedBlock], start: int = 0) -> int | None:
    """The place of the line «KẾ HOẠCH» (alone, or with the subject after it)."""
    for place in range(start, len(lines)):
        line = lines[place]
        if line.table is None and title_subject(line.text) is not None:
            return place
    return None


def title_subject(text: str) -> str | None:
    """What stands on the title's line after «KẾ HOẠCH»; None where the line is no title of a plan."""
    stripped = text.strip(" .:*_-")
    folded = fold_aligned(stripped)
    if folded in (_TITLE_WORDS, f"du thao {_TITLE_WORDS}"):
        return ""
    rest = stripped[len(_TITLE_WORDS) :]
    if (
        folded.startswith(f"{_TITLE_WORDS} ")
        and stripped[: len(_TITLE_WORDS)].isupper()
        and len(stripped) < 300
    ):
        return rest.strip(" .:-–")
    return None


def is_report(lines: Sequence[NumberedBlock]) -> bool:
    """Whether the file's title is that of a report or another document that is no plan."""
    for line in lines[:40]:
        words = fold(line.text).strip(" .:*")
        if words in _OTHER_KINDS and line.text.strip()[:2].isupper():
            return True
        if line.text.startswith("BÁO CÁO ") and line.text == line.text.upper():
            return True
        if title_subject(line.text) is not None:
            return False
    return False


def subject_lines(lines: Sequence[NumberedBlock]) -> int:
    """How many of the lines after the title go on with the subject."""
    count = 0
    for line in lines[:5]:
        text = line.text.strip()
        marker = split_marker(text)
        opens = fold(text).startswith(("can cu", "(", "theo ", "xet ", "tren co so", "de "))
        if line.table is not None or marker.style is not MarkerStyle.PLAIN or opens:
            break
        if not any(c.isalnum() for c in text):
            count += 1
            continue
        if len(text) > 260 or text[-1] in ".;:":
            break
        if count and not (line.bold_lead or line.centered or text[:1].islower() or len(text) <= 90):
            break
        if count and fold(text).startswith(("ubnd", "uy ban nhan dan")) and len(text) > 90:
            break
        if (
            count
            and text.isupper()
            and fold(text).startswith(("chu tich", "uy ban", "ubnd", "giam doc", "so "))
        ):
            break  # the authority that decides, under the decision's subject
        count += 1
    return count


def find_period(texts: Sequence[str], head: Head) -> PlanPeriod | None:
    """The period from the first text that names one (the subject, then the preamble)."""
    for text in texts:
        folded = " ".join(fold(text).split())
        try:
            if found := _HALF.search(folded):
                year = int(found[2]) if found[2] else head.year
                if year:
                    return PlanPeriod(PeriodKind.HALF, year, year, 1 if found[1] == "dau" else 2)
            if (found := _SPAN.search(folded)) and int(found[1]) < int(found[2]):
                return PlanPeriod(PeriodKind.MULTI, int(found[1]), int(found[2]))
            if found := _SINGLE.search(folded):
                return PlanPeriod.year(int(found[1]))
        except Refusal:
            continue
    return None


def find_issuer(texts: Sequence[str], subject: str) -> str:
    """«UBND xã An Bình» from the text, where the head does not name the issuer."""
    for text in texts:
        if found := _ISSUER.search(text):
            return f"UBND {found['unit']} {found['name'].strip()}"
    if found := _PLACE_IN_SUBJECT.search(subject):
        return f"UBND {found['unit']} {found['name'].strip()}"
    return ""


def level_of(names: Sequence[str]) -> PlanLevel | None:
    """The level of government of the first name that tells it."""
    for name in names:
        folded = f" {fold(name)} "
        if re.search(r"\b(?:xa|phuong|thi tran|dac khu)\b", re.sub(r"\bthi xa\b", "", folded)):
            return PlanLevel.COMMUNE
        if re.search(r"\b(?:huyen|quan|thi xa)\b", folded):
            return PlanLevel.DISTRICT
        if re.search(r"\b(?:tinh|so|thanh pho)\b", folded):
            return PlanLevel.PROVINCE
    return None
