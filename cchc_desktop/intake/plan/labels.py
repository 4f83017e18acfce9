"""Labels that stand as lines or headings of their own: «b) Cơ quan thực hiện: …», «Thời gian hoàn thành»."""

import re

from ...domain.details import Detail, DetailField, label_field
from ...domain.text import fold_aligned
from .said_units import said_units

_BY_DASH = re.compile(r"\s+(?:[-–]|là)\s+(?=\S)")
_BOTH = re.compile(
    r"(?:(?:co quan|don vi|bo phan)(?:, (?:co quan|don vi))?\s+)?(?:chu tri|thuc hien)\s*(?:,|va|/|;|-)\s*"
    r"(?:(?:co quan|don vi|bo phan)\s+)?phoi hop(?:\s+thuc hien)?"
)
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
    if _BOTH.fullmatch(folded):
        return None if rest.strip() and not said_units(rest.strip()).lead else (None, rest.strip())
    field = label_field(head)
    if field is None:
        return (DetailField.LEAD, rest.strip()) if _ALONE.fullmatch(folded) else None
    return field, rest.strip()


def values_of(field: DetailField, value: str) -> list[Detail]:
    """The value as one detail, or as two: «Phòng Kinh tế chủ trì, phối hợp với các thôn»."""
    value = value.strip().rstrip(" ;,.")
    if field is DetailField.LEAD and (said := said_units(value)).lead:
        both = [Detail(DetailField.LEAD, said.lead, 0, 0)]
        return [*both, Detail(DetailField.SUPPORT, said.support, 0, 0)] if said.support else both
    return [Detail(field, value, 0, 0)]
