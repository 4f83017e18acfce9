"""Labels that stand as lines or headings of their own: «b) Cơ quan thực hiện: …», «Thời gian hoàn thành»."""

import re

from ...domain.details import Detail, DetailField, label_field
from ...domain.periods import PlanPeriod
from ...domain.text import fold_aligned
from .due import parse_due
from .said_times import said_time
from .said_units import said_units
from .titles import names_unit

_BY_DASH = re.compile(r"\s+(?:[-–]|là)\s+(?=\S)")
_BOTH = re.compile(
    r"(?:(?:co quan|don vi|bo phan)(?:, (?:co quan|don vi))?\s+)?(?:chu tri|thuc hien)\s*(?:,|va|/|;|-)\s*"
    r"(?:(?:co quan|don vi|bo phan)\s+)?phoi hop(?:\s+thuc hien)?"
)
_ROLE = re.compile(
    r"(?P<who>.{4,120}?)\s*(?:[:–-]|\(|,)?\s*(?:la\s+)?(?:don vi\s+|co quan\s+)?"
    r"(?P<role>chu tri|phoi hop|dau moi)(?:\s+(?:thuc hien|chinh))?\s*\)?"
)
_THEN_TIME = re.compile(
    r"\s*(?:\s[-–]|[;,])\s*((?:trước |trong |xong |hoàn thành )*(?:ngày|tháng|quý|\d{1,2}/)[^;]{0,40})$",
    re.IGNORECASE,
)
_ANY_YEAR = PlanPeriod.year(2024)
_ALONE = re.compile(r"phan cong(?: nhiem vu| trach nhiem)?|to chuc thuc hien|trach nhiem|co quan")


def label_of(text: str) -> tuple[DetailField | None, str] | None:
    """The field that a heading labels and the value on its line; None where the text is no such label.

    The field is None where what stands below has labels of its own («Cơ quan chủ trì, phối hợp»).
    """
    head, colon, rest = text.partition(":")
    if not colon and (cut := _BY_DASH.search(text)):
        head, rest = text[: cut.start()], text[cut.end() :]
    if len(head.split()) > 9:
        return None
    folded = fold_aligned(head).strip(" .;-–")
    if _BOTH.fullmatch(folded) or _several(folded):
        return None if rest.strip() and not said_units(rest.strip()).lead else (None, rest.strip())
    field = label_field(head)
    if field is None:
        return (DetailField.LEAD, rest.strip()) if _ALONE.fullmatch(folded) else None
    return field, rest.strip()


def _several(folded: str) -> bool:
    """Whether the words are several labels: «Đơn vị chủ trì, phối hợp, thời gian»."""
    parts = re.split(r"\s*(?:,|;|/| va )\s*", folded)
    known = [part for part in parts if label_field(part)]
    return len(known) > 1 and all(part in known or part in ("co quan", "don vi") for part in parts)


def line_values(field: DetailField | None, line: str) -> list[Detail]:
    """What a line below a label says that has no label of its own; ``field`` is what the label speaks of."""
    line = line.strip(" .;,")
    found = _ROLE.fullmatch(fold_aligned(line))
    if found and not re.search(r"chu tri|phoi hop", found["who"]):
        role = DetailField.SUPPORT if found["role"].startswith("phoi hop") else DetailField.LEAD
        return [Detail(role, line[: found.end("who")].strip(" .;,:"), 0, 0)]
    if field in (None, DetailField.LEAD) and not names_unit(line) and said_time(line, _ANY_YEAR).words:
        return [Detail(DetailField.DUE, line, 0, 0)]
    return []


def values_of(field: DetailField, value: str) -> list[Detail]:
    """The value as one detail, or as two: «Phòng Kinh tế chủ trì, phối hợp với các thôn»."""
    value = value.strip().rstrip(" ;,.")
    units = field in (DetailField.LEAD, DetailField.SUPPORT)
    if units and (tail := _THEN_TIME.search(value)) and parse_due(tail[1], _ANY_YEAR):
        # «Chủ trì: Văn phòng - tháng 9/2026»
        return [*values_of(field, value[: tail.start()]), Detail(DetailField.DUE, tail[1], 0, 0)]
    if field is DetailField.LEAD and (said := said_units(value)).lead:
        both = [Detail(DetailField.LEAD, said.lead, 0, 0)]
        return [*both, Detail(DetailField.SUPPORT, said.support, 0, 0)] if said.support else both
    return [Detail(field, value, 0, 0)]
