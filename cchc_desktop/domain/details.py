"""Lines that word a task's assignment: «Đơn vị chủ trì: Phòng Kinh tế; thời gian: Quý II/2025»."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from .text import capitalized, fold_aligned


class DetailField(StrEnum):
    """The field of an Assignment that a label speaks of."""

    LEAD = "lead"
    SUPPORT = "support"
    DELIVERABLE = "deliverable"
    START = "start"
    DUE = "due"
    FUNDING = "funding"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Detail:
    """One labelled value of a line; ``start`` and ``end`` say where the value stands in the line, ``label``
    where its label begins."""

    field: DetailField
    value: str
    start: int
    end: int
    label: int = 0


_WHO = (
    r"(?:(?:cac )?(?:co quan|don vi|to chuc|phong|bo phan)"
    r"(?:(?:, | va |/)(?:co quan|don vi|ca nhan|bo phan|ban))*|"
    r"cong chuc|can bo|nguoi|ca nhan|dau moi)"
)
_LABELS: tuple[tuple[DetailField, str], ...] = (
    (
        DetailField.LEAD,
        rf"(?:{_WHO}\s+)?(?:chu tri|dau moi)"
        r"(?:,?\s+(?:va\s+)?(?:to chuc\s+)?(?:thuc hien|tham muu|giai quyet|trien khai))?",
    ),
    (
        DetailField.LEAD,
        rf"(?:{_WHO}|phan cong|giao|trach nhiem)\s+(?:to chuc\s+)?"
        r"(?:thuc hien|tham muu|phu trach|trien khai)",
    ),
    (DetailField.LEAD, r"phan cong(?:\s+(?:nhiem vu|trach nhiem))?"),
    (
        DetailField.LEAD,
        rf"(?:{_WHO}\s+)?(?:chiu trach nhiem(?:\s+(?:chinh|thuc hien))?|phu trach|duoc giao)",
    ),
    (DetailField.SUPPORT, rf"(?:{_WHO}\s+)?(?:cung\s+)?phoi hop(?:\s+(?:thuc hien|voi))?"),
    (DetailField.START, r"(?:thoi gian|thoi diem|ngay)\s+(?:bat dau|khoi dau)(?:\s+thuc hien)?"),
    (
        DetailField.DUE,
        r"(?:thoi gian|thoi han|tien do|han(?: cuoi)?|thoi diem|lo trinh|moc thoi gian)"
        r"(?:\s+(?:thuc hien(?:(?:,? va |, |/)?\s*hoan thanh)?|hoan thanh|trien khai|ket thuc|du kien))?",
    ),
    (DetailField.DUE, r"(?:hoan thanh(?: truoc)?)"),
    (
        DetailField.DELIVERABLE,
        r"(?:san pham|dau ra)(?:\s*(?:/|,|hoac|va)\s*ket qua)?"
        r"(?:\s+(?:dau ra|hoan thanh|du kien|dat duoc|can dat|thuc hien))?",
    ),
    (
        DetailField.DELIVERABLE,
        r"ket qua(?:\s*(?:/|,|va)\s*san pham)?"
        r"(?:\s+(?:dau ra|du kien|dat duoc|can dat|thuc hien|hoan thanh))?",
    ),
    (DetailField.FUNDING, r"(?:nguon |du toan )?kinh phi(?:\s+(?:thuc hien|du kien))?"),
    (DetailField.NOTE, r"ghi chu"),
)
"""The words that begin a labelled value, without accents; FACTS.md section 2.1, part 12 and its variants."""

_LABEL = re.compile("|".join(f"(?P<g{number}>{pattern})" for number, (_, pattern) in enumerate(_LABELS)))
_ANY = "|".join(f"(?:{pattern})" for _, pattern in _LABELS)
_AT_START = re.compile(rf"^[\s\-–+*(\[]*(?P<label>{_ANY})\s*:\s*")
_LATER = re.compile(rf"(?:[;.,|]\s*(?:[-–+]\s*)?|\s[-–/]\s+)(?P<label>{_ANY})\s*:\s*")
_BRACKET = re.compile(rf"[(\[]\s*(?P<label>{_ANY})\s*:\s*")
_CLOSING_BRACKET = re.compile(r"[)\]][\s.;,]*$")


def label_field(words: str) -> DetailField | None:
    """The field that the words are the label of, with or without what closes a label; None for any others."""
    found = _LABEL.fullmatch(fold_aligned(words).strip(" .:;-–"))
    return _LABELS[int(found.lastgroup[1:])][0] if found and found.lastgroup else None


def _field_of(label: str) -> DetailField:
    found = _LABEL.fullmatch(label)
    assert found is not None
    assert found.lastgroup is not None
    return _LABELS[int(found.lastgroup[1:])][0]


def _collect(text: str, folded: str, first: re.Match[str], end: int) -> list[Detail]:
    """The labelled values from ``first`` on, each up to the next label or ``end``."""
    matches = [first, *_LATER.finditer(folded, first.end(), end)]
    details = []
    for number, match in enumerate(matches):
        stop = matches[number + 1].start() if number + 1 < len(matches) else end
        start = match.end()
        value = text[start:stop].rstrip()
        value = value.rstrip(" ;,|/")
        value = value[:-1].rstrip() if value.endswith(".") and not value.endswith("..") else value
        details.append(
            Detail(_field_of(match["label"]), value, start, start + len(value), match.start("label"))
        )
    return details


def parse_details(line: str) -> list[Detail]:
    """The labelled values of a line that begins with a label, in order; none where it does not.

    Several values on one line are separated by ``;``, a full stop or a comma before the next label.
    """
    folded = fold_aligned(line)
    first = _AT_START.match(folded)
    if first is None:
        return []
    bracketed = any(
        opened in first[0] and folded.count(opened) == folded.count(closed) for opened, closed in ("()", "[]")
    )
    closing = _CLOSING_BRACKET.search(folded, first.end()) if bracketed else None
    return _collect(line, folded, first, closing.start() if closing else len(line))


def trailing_details(sentence: str) -> list[Detail]:
    """The labelled values that a task's sentence carries at its end, in brackets or after its full stop."""
    folded = fold_aligned(sentence)
    end = len(sentence)
    if bracket := _BRACKET.search(folded):
        closing = _CLOSING_BRACKET.search(folded, bracket.end())
        return _collect(sentence, folded, bracket, closing.start() if closing else end)
    if later := _LATER.search(folded):
        return _collect(sentence, folded, later, end)
    return []


def rewrite_detail(line: str, field: DetailField, value: str) -> str:
    """The line with the value of this field replaced; its label and its other values stay as they are.

    The line is returned unchanged where it has no such field.
    """
    for detail in parse_details(line) or trailing_details(line):
        if detail.field is field:
            before, after = line[: detail.start], line[detail.end :]
            return (before if before.endswith(" ") or not value else f"{before} ") + value + after
    return line


def without_details(line: str, is_left: Callable[[Detail], bool]) -> str:
    """The line without the labelled values that are left out, and their labels; empty where it says nothing
    else. A sentence that carries them at its end keeps its own words and its full stop."""
    found = parse_details(line) or trailing_details(line)
    kept = [detail for detail in found if not is_left(detail)]
    if len(kept) == len(found):
        return line
    before, after = line[: found[0].label], line[found[-1].end :]
    if kept:
        words = "; ".join(line[detail.label : detail.end] for detail in kept)
        if line[found[0].label].isupper():
            words = capitalized(words)
        return f"{before}{words}{after}"
    sentence = before.rstrip(" ([;,|/-–+*")
    mark = after.lstrip(" )];,")
    return sentence if sentence.endswith(".") else f"{sentence}{mark}" if sentence else ""
