"""Names of exported files, as document systems take them or as folders of one's own may have them.

Systems of provinces take names of at most 50 letters without accents or special signs (Quyết định
161/2025/QĐ-UBND of Ninh Bình, Điều 8; FACTS_2026.md section 2): letters, digits and hyphens here. The longer
names are those of FACTS.md section 11.
"""

import re
from collections.abc import Iterable
from datetime import date

from ..domain.text import fold

SHORT_LENGTH = 50
"""The longest name, its ending counted too, that document systems take."""
NAME_LENGTH = 120
"""The longest name that is proposed: folders of offices lie deep, and Windows counts the whole path."""
_ENDING = len(".docx")
"""Room for the longest ending: a document's files have one name."""
_HEAD, _LONG_HEAD = 24, 60
"""The longest number and symbol before the subject, in short and in long names."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_SHORTER = (
    ("ket-qua-cong-tac-", ""),
    ("ket-qua-thuc-hien-", ""),
    ("cai-cach-hanh-chinh", "cchc"),
    ("thu-tuc-hanh-chinh", "tthc"),
    ("uy-ban-nhan-dan", "ubnd"),
    ("cong-tac-", ""),
    ("nha-nuoc-", ""),
    ("bao-cao-", "bc-"),
    ("ke-hoach-", "kh-"),
    ("phu-luc-", "pl-"),
)
"""What is left out or shortened in a subject that is too long, one after the other until it fits."""
_KINDS = {"BC": ("bao-cao-", "bc-"), "KH": ("ke-hoach-", "kh-"), "QĐ": ("quyet-dinh-", "qd-")}
"""The kinds of documents that a symbol names already."""


def suggested_name(
    subject: str, fmt: str, number: str = "", symbol: str = "", day: date | None = None, *, long: bool = False
) -> str:
    """The name «78-BC-UBND-cchc-6-thang-dau-nam-2026.pdf», with the day at its end where there is room.

    A ``long`` one is «78-BC-UBND_bao-cao-…-6-thang-dau-nam-2026_20260616.pdf», of at most 120 letters. What
    is not known yet is left out. The name is legal on Windows.
    """
    head = plain(joined(number, symbol), keep_case=True)[: _LONG_HEAD if long else _HEAD].strip("-")
    tail, middle = f"{day:%Y%m%d}" if day else "", plain(subject)
    if long:
        room = NAME_LENGTH - _ENDING - sum(len(part) + 1 for part in (head, tail) if part)
        return f"{_stem('_', head, _cut(middle, room), tail)}.{fmt}"
    room = SHORT_LENGTH - _ENDING - (len(head) + 1 if head else 0)
    kinds = _KINDS.get(symbol.partition("-")[0].upper(), ())
    for kind in kinds:
        middle = middle.removeprefix(kind)
    middle = _shortened(middle, room)
    # The day is left out before a word of the subject is.
    tail = tail if len(middle) + 1 + len(tail) <= room else ""
    return f"{_stem('-', head, _cut(middle, room), tail)}.{fmt}"


def joined(number: str, symbol: str) -> str:
    """Number and symbol as they stand in a name; what is not known is left out."""
    return "-".join(part for part in (number, symbol) if part)


def different(names: Iterable[str]) -> list[str]:
    """The names, no two of which are the same to Windows: a later one gets «-2», «-3» … at its end, in the
    place of its last letters where it would be too long."""
    result: list[str] = []
    taken: set[str] = set()
    for name in names:
        stem, dot, ending = name.rpartition(".")
        found, count = name, 1
        longest = max(SHORT_LENGTH, len(name))
        while found.lower() in taken:
            count += 1
            mark = f"-{count}"
            room = longest - len(mark) - len(dot) - len(ending)
            found = f"{stem[:room].rstrip('-_')}{mark}{dot}{ending}"
        taken.add(found.lower())
        result.append(found)
    return result


def plain(text: str, *, keep_case: bool = False) -> str:
    """The text without accents, words joined by hyphens; only letters, figures and hyphens are left."""
    folded = fold(text)
    if keep_case and len(folded) == len(text):
        folded = "".join(
            plain.upper() if original.isupper() else plain
            for plain, original in zip(folded, text, strict=True)
        )
    return re.sub(r"[^A-Za-z0-9]+", "-", folded).strip("-")


def _shortened(text: str, room: int) -> str:
    """The words of a subject with usual abbreviations, as many as it takes."""
    for words, shorter in _SHORTER:
        if len(text) <= room:
            break
        text = text.replace(words, shorter)
    return text


def _cut(text: str, room: int) -> str:
    """As many whole words as there is room for; the last four, which name period and year, where possible."""
    if len(text) <= room:
        return text.strip("-")
    words = text.split("-")
    for kept in (4, 2):
        end = "-".join(words[-kept:])
        if words[-1].isdigit() and len(words) > kept and len(end) * 2 <= room:
            begin = _begun("-".join(words[:-kept]), room - len(end) - 1)
            return f"{begin}-{end}".strip("-")
    return _begun(text, room)


def _begun(text: str, room: int) -> str:
    cut = text[: room + 1].rpartition("-")[0] or text[:room]
    return cut[:room].strip("-")


def _stem(between: str, *parts: str) -> str:
    stem = between.join(part for part in parts if part) or "van-ban"
    return f"van-ban-{stem}" if _RESERVED.fullmatch(stem) else stem


def plain_name(name: str, before: str = "") -> str:
    """A file's own name as document systems take it, of at most 50 letters: «MC-01-bien-ban.pdf».

    ``before`` is put before it; the ending stays what it is.
    """
    stem, dot, ending = name.rpartition(".")
    last = plain(ending)[:8] if dot and stem else ""
    end = f".{last}" if last else ""
    head = plain(before, keep_case=True)
    room = SHORT_LENGTH - len(end) - (len(head) + 1 if head else 0)
    body = plain(stem or name)
    return f"{_stem('-', head, body if len(body) <= room else _begun(body, room))}{end}"
