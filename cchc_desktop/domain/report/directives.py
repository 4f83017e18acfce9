"""Directive documents (văn bản chỉ đạo, điều hành) as reports tell them: rows of their register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..dates import short_date
from ..registers.register import RegisterRow
from ..text import fold

REGISTER = "van-ban-chi-dao"
"""The register that they are kept in."""
_DAY, _NUMBER, _KIND, _SUBJECT, _AREA, _UNIT = "ngay", "so", "loai", "trich_yeu", "linh_vuc", "don_vi"
_MAIN_KINDS = frozenset({"nghi quyet", "chi thi", "ke hoach", "quyet dinh"})
"""The kinds of documents that lay down what is done; others pass on, remind and conclude."""


@dataclass(frozen=True, slots=True)
class Directive:
    """One document that the office issued, as its row in the register says: «15/KH-UBND» of a day, its kind,
    its subject, its drafting unit. What the row does not say is empty; area 0 is the whole office."""

    row: RegisterRow

    @property
    def id(self) -> str:
        """The identity of its row."""
        return self.row.id

    @property
    def day(self) -> date:
        """The day that it was issued on."""
        day = self.row.values[_DAY]
        assert isinstance(day, date)
        return day

    @property
    def number(self) -> str:
        return self._text(_NUMBER)

    @property
    def kind(self) -> str:
        return self._text(_KIND)

    @property
    def subject(self) -> str:
        return self._text(_SUBJECT)

    @property
    def unit(self) -> str:
        return self._text(_UNIT)

    @property
    def area(self) -> int:
        return int(self._text(_AREA) or 0)

    @property
    def is_main(self) -> bool:
        """Whether it lays down what is done."""
        return "/kh-" in fold(self.number) or fold(self.kind) in _MAIN_KINDS

    def _text(self, key: str) -> str:
        return str(self.row.values.get(key, ""))


def directives_of(rows: Iterable[RegisterRow]) -> list[Directive]:
    """The documents that rows tell; an office that described the register anew may have rows without their
    day, which no report can tell."""
    return [Directive(row) for row in rows if isinstance(row.values.get(_DAY), date)]


def typed_directive(
    day: date, number: str, subject: str, kind: str = "", area: int = 0, unit: str = ""
) -> dict[str, str]:
    """A document as it is typed into the register, by key."""
    return {
        _DAY: short_date(day),
        _NUMBER: number,
        _KIND: kind,
        _SUBJECT: subject,
        _AREA: str(area or ""),
        _UNIT: unit,
    }
