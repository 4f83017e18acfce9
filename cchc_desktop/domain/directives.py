"""Directive documents (văn bản chỉ đạo, điều hành) on administrative reform: annex 2 of a report."""

from dataclasses import dataclass, field
from datetime import date

from .errors import Refusal
from .plan import new_id
from .text import fold


@dataclass(frozen=True, slots=True)
class Directive:
    """One document that the office issued: «15/KH-UBND» of a day, its kind, its subject, its drafting unit.

    ``area`` is 0 where it belongs to no single area.
    """

    day: date
    number: str
    subject: str
    kind: str = ""
    area: int = 0
    unit: str = ""
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        if not self.subject.strip():
            raise Refusal("Hãy nhập trích yếu của văn bản.", "subject")
        if not date(2000, 1, 1) <= self.day <= date(2100, 12, 31):
            raise Refusal("Ngày văn bản phải từ năm 2000 đến năm 2100.", "day")

    @property
    def is_plan(self) -> bool:
        """Whether it is a plan (kế hoạch)."""
        return fold(self.kind) == "ke hoach" or "/kh-" in fold(self.number)


KINDS = ("Kế hoạch", "Quyết định", "Công văn", "Chỉ thị", "Thông báo", "Báo cáo", "Tờ trình", "Nghị quyết")
"""The kinds that directive documents usually have."""
