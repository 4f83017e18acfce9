"""The vocabulary of headings: which words open which topic, which reform area, which unit's duties.

All words are compared without accents and capitals. The terms are those of FACTS.md sections 2.1 and 2.4.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...domain.areas import Area
from ...domain.plan import Topic
from ...domain.text import fold

MAX_TITLE_WORDS = 24
"""No heading that only names a topic has more words."""

_LEAD = (
    r"(?:(?:ve|cac|mot so|nhung|cong tac|noi dung|tang cuong|muc|phan|he thong|doi voi|i|cac noi dung)\s+)*"
)
_AIM = r"(?:muc tieu|chi tieu)"
_WORK = r"(?:nhiem vu|hoat dong|noi dung|cong viec)"

_TITLES: tuple[tuple[Topic, str], ...] = (
    (Topic.NONE, rf"{_AIM}(?:\s+(?:chu yeu|cu the|chung))?\s*(?:,|va|;|-|–|/)\s*(?:cac\s+)?{_WORK}.*"),
    (Topic.NONE, rf"{_WORK}\s*(?:,|va|;|-|–|/)\s*(?:cac\s+)?{_AIM}.*"),
    (Topic.PURPOSE, r"muc dich.*"),
    (Topic.PURPOSE, rf"{_AIM}\s*(?:,|va|-|–)\s*yeu cau.*"),
    (Topic.PURPOSE, r"quan diem.*"),
    (
        Topic.REQUIREMENTS,
        r"(?:yeu cau|nguyen tac)(?:\s+(?:chung|cu the|thuc hien|doi voi|trong|dat ra|ve)\b.{0,40})?",
    ),
    (Topic.GENERAL_TARGETS, rf"{_AIM}\s+(?:chung|tong quat|chu yeu|co ban|tong the).*"),
    (
        Topic.TARGETS,
        rf"{_AIM}(?:\s*,\s*{_AIM})?(?:\s+(?:cu the|phan dau|cua|den|nam|thuc hien|cai cach|cchc|trong)\b.*)?",
    ),
    (Topic.SOLUTIONS, r"(?:nhom\s+)?giai phap.*"),
    (Topic.SOLUTIONS, r"bien phap.*"),
    (Topic.TASKS, r"nhiem vu(?:\s*(?:,|va|-|–|/)\s*(?:cac\s+)?(?:giai phap|hoat dong|noi dung).*)?"),
    (
        Topic.TASKS,
        r"nhiem vu\s+(?:trong tam|cu the|chu yeu|chung|thuc hien|cai cach|cchc|cong tac|can|nam|giai doan).*",
    ),
    (Topic.TASKS, r"(?:noi dung|hoat dong)(?:\s*(?:,|va)\s*(?:giai phap|nhiem vu|bien phap).*)"),
    (
        Topic.FUNDING,
        r"(?:du toan\s+|nguon\s+|ve\s+|bo tri\s+)*(?:kinh phi|nguon luc)(?!.*(?:to chuc thuc hien)).*",
    ),
    (Topic.REPORTING, r"(?:thuc hien\s+)?che do\s+(?:thong tin\s*,?\s*(?:va\s+)?)?bao cao.*"),
    (
        Topic.REPORTING,
        r"(?:thong tin\s*,?\s*)?(?:cong tac\s+)?bao cao(?:\s+(?:ket qua|dinh ky|tinh hinh).{0,60})?",
    ),
    (Topic.DUTIES, r"(?:kinh phi.{0,20})?to chuc thuc hien.*"),
    (Topic.DUTIES, r"to chuc\s+(?:trien khai|va trien khai).*"),
    (Topic.DUTIES, r"phan cong\s+(?:trach nhiem|nhiem vu|thuc hien|to chuc|cu the).*"),
)
"""What a title says stands under it; the first pattern that fits the whole title counts."""

_COMPILED = tuple((topic, re.compile(_LEAD + pattern)) for topic, pattern in _TITLES)
_INLINE = re.compile(
    r"(?:(?:muc tieu|chi tieu|muc dich|yeu cau|nhiem vu|giai phap|nhiem vu\s*(?:,|va)\s*giai phap|kinh phi|"
    r"che do (?:thong tin\s*,?\s*(?:va\s+)?)?bao cao)"
    r"(?:\s+(?:chung|cu the|chu yeu|trong tam|tong quat|thuc hien))?)\s*:\s+(?=\S)"
)


def plain_title(text: str) -> str:
    """The title folded, without quotes, end marks and double blanks."""
    return " ".join(re.sub(r"[\"“”«»*]", " ", fold(text)).split()).strip(" .:;,-–")


def topic_of(text: str) -> Topic | None:
    """The topic that a heading names (``Topic.NONE`` for targets and tasks together); None for no heading.

    «Mục tiêu» alone is TARGETS here; whether it holds the general targets is a matter of its place.
    """
    title = plain_title(text)
    if not title or len(title.split()) > MAX_TITLE_WORDS:
        return None
    for topic, pattern in _COMPILED:
        if pattern.fullmatch(title):
            return topic
    return None


def is_short_title(text: str) -> bool:
    """Whether the text looks like a heading by its shape: few words, no full stop or semicolon at the end."""
    stripped = text.strip()
    return bool(stripped) and len(stripped.split()) <= 16 and stripped[-1] not in ".;,!?"


def inline_title(text: str) -> int:
    """Where the text goes on after «Mục tiêu: », «Nhiệm vụ: » …; 0 where it names no topic or goes not on."""
    found = _INLINE.match(fold(text)) if len(fold(text)) == len(text) else None
    return found.end() if found and len(text[found.end() :].split()) >= 3 else 0


@dataclass(frozen=True, slots=True)
class AreaGuess:
    """The area that a heading names; ``sure`` where the heading is little more than the area's name.

    ``usual`` where it is the area's own name, and not one of the others, which tasks begin with, too.
    """

    code: int
    sure: bool
    usual: bool = True


_AREA_LEAD = re.compile(
    r"^(?:(?:ve|cong tac|linh vuc|cai cach|day manh|tiep tuc|tang cuong|thuc hien|nhiem vu|noi dung|xay dung|"
    r"va|phat trien|nang cao|doi moi|muc tieu|chi tieu|chat luong|chi so|thanh phan|doi voi|hieu qua|"
    r"hoan thien|"
    r"kiem soat|danh gia|quan ly|cong|nhom|trong|kien toan|sap xep|trien khai|day nhanh|bao dam|dam bao|"
    r"ung dung|cac|mot so|giai phap|ket qua|\d|[:,.-])\s*)*"
)


_MOST_OTHER_WORDS = 16


def _whole_words(words: str) -> re.Pattern[str]:
    # «Cụ thể chế độ …» speaks of no «thể chế».
    return re.compile(rf"(?<!cu )\b{re.escape(plain_title(words))}\b")


class AreaFinder:
    """Recognises the headings of the reform areas by the catalogue's keywords."""

    def __init__(self, areas: Sequence[Area]) -> None:
        usual = {area.code: (area.name, area.short_name, *area.keywords) for area in areas}
        self._usual = {code: tuple(map(_whole_words, words)) for code, words in usual.items()}
        self._areas = [
            (area.code, (*self._usual[area.code], *map(_whole_words, area.titles))) for area in areas
        ]
        self._known: dict[str, AreaGuess | None] = {}

    def find(self, text: str) -> AreaGuess | None:
        """The area that the heading names, or None. Long sentences and whole ones name no area."""
        stripped = text.strip()
        if len(stripped) > 220:
            return None
        if stripped not in self._known:
            self._known[stripped] = self._find(stripped)
        return self._known[stripped]

    def _find(self, text: str) -> AreaGuess | None:
        title = plain_title(re.sub(r"\([^)]*\)", " ", text))
        if not title or len(title.split()) > 26:
            return None
        best: tuple[int, int, int] | None = None  # place, -length, code
        for code, words in self._areas:
            for word in words:
                found = word.search(title)
                if found and (best is None or (found.start(), -len(found[0])) < best[:2]):
                    best = (found.start(), -len(found[0]), code)
        if best is None:
            return None
        place, length, code = best
        lead = _AREA_LEAD.match(title)
        usual = any(word.search(title) for word in self._usual[code])
        if not usual and (text[-1] in ".;," or len(title.split()) > _MOST_OTHER_WORDS):
            return None  # other names are such as sentences have, too
        near = lead is not None and lead.end() >= place
        after = len(title[place - length :].split())
        others = {c for c, words in self._areas if c != code and any(word.search(title) for word in words)}
        # «Cải cách thủ tục hành chính nội bộ trong cơ quan nhà nước.» with its full stop is a sentence.
        whole = text[-1] in ".;" and len(title.split()) > 8
        return AreaGuess(code, sure=near and after <= 18 and not whole and not others, usual=usual)


_UNIT_START = re.compile(
    r"^(?:de nghi|giao|trach nhiem(?: cua)?|thu truong|truong|lanh dao|nguoi dung dau|can bo|cac|"
    r"dong chi|doi ngu|tap the)?\s*(?:cac\s+)?"
    r"(?:phong|van phong|trung tam|cong chuc|ban|bo phan|so|ubnd|uy ban|hdnd|hoi dong|mat tran|ubmttq|"
    r"mttq|doi|dai|"
    r"tram|truong|cong an|chi cuc|chi nhanh|hoi|doan|to|thon|khu|ap|ban|chu tich|pho chu tich|"
    r"thanh vien|don vi|"
    r"co quan|doan the|to chuc|quan su|bo chi huy|ban chi huy|kho bac|benh vien|thanh tra|trach nhiem|"
    r"dang uy|"
    r"thuong truc|nganh|ca nhan|cap uy|vien chuc|tu phap|van hoa|dia chinh|tai chinh|ke toan|noi vu|"
    r"nguoi dung dau|thu truong|lanh dao|truong)\b"
)


def names_unit(text: str) -> bool:
    """Whether the words begin like a unit or an officer."""
    return _UNIT_START.match(plain_title(text)) is not None
