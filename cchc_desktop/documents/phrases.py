"""Where the lines of a title end: between groups of words that mean something together.

«THỐNG KÊ SỐ LIỆU CẢI CÁCH HÀNH CHÍNH / 6 THÁNG ĐẦU NĂM 2026», never «… CẢI CÁCH HÀNH / CHÍNH 6 THÁNG …».
"""

import re
from collections.abc import Sequence
from functools import cache

from .metrics import balanced, width, wrap
from .styles import Face

_TOGETHER = re.compile(
    r"\b(?:"
    + "|".join(
        (
            "cải cách hành chính(?: nhà nước)?",
            "thủ tục hành chính",
            "hành chính",
            "nhà nước",
            "chuyển đổi số",
            "chính quyền điện tử",
            "chính phủ số",
            "ủy ban nhân dân",
            "hội đồng nhân dân",
            "ủy ban mttq",
            "văn bản quy phạm pháp luật",
            "văn bản",
            "pháp luật",
            "chỉ đạo, điều hành",
            "thống kê",
            "số liệu",
            "danh mục",
            "tiến độ",
            "thực hiện",
            "kết quả",
            "tình hình",
            "công tác",
            "nhiệm vụ",
            "trọng tâm",
            "phương hướng",
            "khung kế hoạch",
            "kế hoạch",
            "báo cáo",
            "theo dõi",
            "kiểm tra",
            "tuyên truyền",
            "giải quyết",
            "cơ quan",
            "đơn vị",
            "trực tiếp",
            "cán bộ",
            "công chức",
            "người dân",
            "doanh nghiệp",
            "chỉ tiêu",
            "tự chấm điểm",
            "chấm điểm",
            "địa bàn",
            "giai đoạn",
            r"\d+ tháng(?: (?:đầu|cuối) năm(?: \d{4})?)?",
            r"(?:đầu|cuối) năm",
        )
    )
    + r")\b"
)
"""Words of several syllables that titles of this field are made of."""
_JOINING = frozenset(
    "của và về tại trên trong theo cho với để từ đến thuộc do đối gắn kèm qua bằng giữa hoặc là".split()
)
"""A line may well begin with these, and does not end with one."""
_PERIOD = re.compile(r"(?:\d+ tháng|quý (?:[ivx]+|\d)|năm \d{4}|giai đoạn|tháng \d|ngày [\d ])")
_OF_PERIOD = re.compile(r"(?:\b(?:đầu|cuối|tính|hết|sau|trước|kể)|\d|\b(?:quý|tháng) [ivx\d]+)$")

_BETWEEN_PHRASES, _BEFORE_PERIOD, _BEFORE_JOINING, _ANYWHERE, _NEVER = 0.0, 0.1, 0.15, 0.6, 8.0
"""What ends of lines cost, beside the square of how far each line's width is from the mean."""
_MOST_WORDS = 80


def title_lines(text: str, face: Face, size: float, room: float) -> list[str]:
    """The lines of a centred text: as few as the room allows, ended between phrases, about equally wide."""
    fewest = len(wrap(text, face, size, room))
    words = text.split(" ")
    if fewest == 1 or len(words) > _MOST_WORDS:
        return balanced(text, face, size, room)
    costs = _costs(text)
    mean = width(text, face, size) / fewest

    @cache
    def best(first: int, count: int) -> tuple[float, tuple[str, ...]]:
        """The cheapest way to set the words from ``first`` on in so many lines."""
        found: tuple[float, tuple[str, ...]] = (float("inf"), ())
        for end in range(first + 1, len(words) - count + 2):
            line = " ".join(words[first:end])
            wide = width(line, face, size)
            if wide > room:
                break
            own = ((wide - mean) / mean) ** 2
            if count == 1:
                if end == len(words):
                    found = (own, (line,))
                continue
            rest, lines = best(end, count - 1)
            if own + rest + costs[end - 1] < found[0]:
                found = (own + rest + costs[end - 1], (line, *lines))
        return found

    lines = best(0, fewest)[1]
    return list(lines) or balanced(text, face, size, room)


def flows(lines: Sequence[str], face: Face, size: float, room: float) -> bool:
    """Whether a program that fills each line as far as ``room`` allows comes to these lines."""
    return wrap(" ".join(lines), face, size, room) == list(lines)


def _costs(text: str) -> list[float]:
    """What it costs to end a line at each of the text's blanks."""
    plain = text.replace("\N{NO-BREAK SPACE}", " ").lower()
    inside = {place for group in _TOGETHER.finditer(plain) for place in range(group.start(), group.end())}
    return [
        _NEVER if place in inside else _cost(plain[:place], plain[place + 1 :])
        for place, letter in enumerate(text)
        if letter == " "
    ]


def _cost(before: str, after: str) -> float:
    last, following = before.rpartition(" ")[2], after.partition(" ")[0]
    if before.endswith((",", ";", ":")):
        return _BETWEEN_PHRASES
    if last in _JOINING:
        return _NEVER
    if (_PERIOD.match(after) or after.startswith("đến ngày ")) and not _OF_PERIOD.search(before):
        return _BEFORE_PERIOD
    return _BEFORE_JOINING if following in _JOINING else _ANYWHERE
