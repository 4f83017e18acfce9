"""How alike the words of a row and the name of an indicator are, in Vietnamese as offices write it.

The letters are compared by RapidFuzz; what it cannot know is told here: abbreviations, words that only
introduce, and pairs of words that look alike and mean the opposite («đúng hạn», «quá hạn»).
"""

import re
from functools import lru_cache

from ..text import fold

_LEAD = re.compile(r"^[\s\-–+*•]*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,5})[.)]\s*)?")
_INTRODUCED = re.compile(r"^(?:trong do|bao gom|gom)\b[\s:,]*")
_MARKS = re.compile(r"[^\w%]+")
_SHORT: dict[str, str] = {
    "cchc": "cai cach hanh chinh",
    "tthc": "thu tuc hanh chinh",
    "vbqppl": "van ban quy pham phap luat",
    "qppl": "quy pham phap luat",
    "thpl": "thi hanh phap luat",
    "dvctt": "dich vu cong truc tuyen",
    "dvc": "dich vu cong",
    "pakn": "phan anh kien nghi",
    "pvhcc": "phuc vu hanh chinh cong",
    "cbcc": "can bo cong chuc",
    "cbccvc": "can bo cong chuc vien chuc",
    "ttdt": "thong tin dien tu",
    "nsnn": "ngan sach nha nuoc",
    "hs": "ho so",
    "vb": "van ban",
    "kh": "ke hoach",
    "bckt": "bao cao kinh te",
    "ktxh": "kinh te xa hoi",
    "gq": "giai quyet",
    "buu dien": "buu chinh",
}
"""Abbreviations of the field, written out; without accents."""
_FILLERS = frozenset("so tong cac cua ve va da duoc la theo tai trong ky thuc hien ubnd xa phuong".split())
"""Words that say nothing of which figure is meant."""
_OF_ALL = "cai cach hanh chinh"
"""What every row of every form is about."""
_SHARED = 0.6
_EMPTY = frozenset("so tong cac cua va da duoc la".split())
"""Words that make no other figure of what they stand in."""
_OPPOSED: tuple[tuple[str, ...], ...] = (
    ("truoc han", "dung han", "qua han", "trong han", "con han"),
    ("truc tuyen", "truc tiep"),
    ("toan trinh", "mot phan"),
    ("tiep nhan", "giai quyet", "phai xu ly"),
    ("dang", "da"),
    ("cong chuc", "vien chuc", "can bo"),
    ("nghi quyet", "quyet dinh"),
    ("tap the", "ca nhan"),
    ("duoc giao", "co mat", "thuc hien", "giai ngan"),
    ("phat ra", "thu ve"),
    ("ra soat", "kiem tra"),
    ("moi", "sua doi", "bai bo"),
    ("xuat sac", "hoan thanh tot", "khong hoan thanh"),
    ("chua", "da"),
)
_MONEY: tuple[tuple[str, int], ...] = (
    (r"(viet nam )?dong( viet nam)?|vnd|d", 1),
    (r"(nghin|ngan|1 000|1000) (dong|d)|nghin|ngan dong", 10**3),
    (r"trieu( dong| d)?|tr( d| dong)|trd", 10**6),
    (r"ty( dong| d)?|ti dong", 10**9),
)
"""Units of money as forms write them, without accents, and how many đồng they are."""
_RATIO = re.compile(r"^\W*(?:\d[\d.]*\W+)?(?:ty le|ti le|muc do|ty trong)\b|%")
_OPPOSITE_SCORE = 55.0
_NOT_THE_SAME = 96.0
_HALF_SAID = 6.0
_OTHER_MEASURE = 0.62


@lru_cache(maxsize=8192)
def plain_words(text: str) -> str:
    """The words of a name as they are compared: folded, without numbers in front, nothing abbreviated."""
    words = " ".join(fold(text).split())
    words = _LEAD.sub("", words, count=1)
    words = _INTRODUCED.sub("", words)
    parts = _MARKS.sub(" ", words).split()
    return " ".join(_SHORT.get(part, part) for part in parts)


@lru_cache(maxsize=8192)
def _weighty(words: str) -> str:
    """The words without those that say nothing of which figure is meant; all where nothing else is left."""
    kept = [word for word in words.replace(_OF_ALL, " ").split() if word not in _FILLERS]
    return " ".join(kept) or words


def is_ratio(text: str, unit: str = "") -> bool:
    """Whether a row is of a share and no count: by its unit where it has one, else by its name."""
    return "%" in unit if unit.strip() else bool(_RATIO.search(fold(text)))


def same_unit(one: str, other: str) -> bool | None:
    """Whether two units are the same, «%» and «Tỷ lệ %» too, or sums of money, which are converted; None
    where one of them is not told."""
    first, second = plain_words(one), plain_words(other)
    if not first or not second:
        return None
    if "%" in first or "%" in second:
        return "%" in first and "%" in second
    if money_scale(one) is not None or money_scale(other) is not None:
        return money_scale(one) is not None and money_scale(other) is not None
    # «Thủ tục» is «thủ tục hành chính»; «người» is not «lượt người».
    return f"{first} ".startswith(f"{second} ") or f"{second} ".startswith(f"{first} ")


@lru_cache(maxsize=512)
def money_scale(unit: str) -> int | None:
    """How many đồng a unit of money is: 1,000,000 of «triệu đồng»; None where it is no money."""
    words = " ".join(_MARKS.sub(" ", fold(unit)).split())
    return next((scale for shape, scale in _MONEY if re.fullmatch(shape, words)), None)


def likeness(row: str, name: str) -> float:
    """How alike two names are, 0 to 100."""
    one, other = plain_words(row), plain_words(name)
    if not one or not other:
        return 0.0
    if one == other:
        return 100.0
    alike = _letters(one, other)
    if _opposed(one, other):
        return min(_OPPOSITE_SCORE, alike)
    return max(0.0, min(alike, _NOT_THE_SAME) - _half_said(one, other))


def says_the_same(row: str, name: str) -> bool:
    """Whether two names have the same words, but for those that say nothing: one word more may make another
    figure of it («phải xử lý», «đã xử lý»; «hoàn thành», «hoàn thành tốt»)."""
    one, other = (frozenset(plain_words(text).split()) for text in (row, name))
    return one - _EMPTY == other - _EMPTY and bool(one - _EMPTY)


def _letters(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    short, long = _weighty(one), _weighty(other)
    whole = fuzz.token_sort_ratio(short, long)
    within = whole
    # One name may hold the other: then most of its words are there, and more than one of them.
    mine, theirs = set(short.split()), set(long.split())
    shorter, shared = min(len(mine), len(theirs)), mine & theirs
    if len(shared) > 1 and len(shared) >= _SHARED * shorter:
        within = (100 * len(shared) / shorter + whole) / 2
    return float(max(min(fuzz.ratio(one, other), 1.1 * whole), whole, within))


def _said(words: str, group: tuple[str, ...]) -> frozenset[str]:
    padded = f" {words} "
    return frozenset(word for word in group if f" {word} " in padded)


@lru_cache(maxsize=8192)
def _stand(words: str) -> tuple[frozenset[str], ...]:
    return tuple(_said(words, group) for group in _OPPOSED)


def _opposed(one: str, other: str) -> bool:
    """Whether each of the names says another word of a pair that excludes the other."""
    return any(
        mine and theirs and not mine & theirs for mine, theirs in zip(_stand(one), _stand(other), strict=True)
    )


def _half_said(one: str, other: str) -> float:
    """What is taken off where only one of the names says a word that matters."""
    count = sum(bool(mine ^ theirs) for mine, theirs in zip(_stand(one), _stand(other), strict=True))
    return _HALF_SAID * min(count, 2)


def measured(score: float, row_is_ratio: bool, is_share: bool) -> float:
    """The score where one is a share and the other a count."""
    return score if row_is_ratio == is_share else score * _OTHER_MEASURE
