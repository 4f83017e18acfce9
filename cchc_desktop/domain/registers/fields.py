"""What a row of a register holds: fields of a few types, read from what is typed and shown as they print."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from ..areas import AREA_CODES, Area
from ..dates import parse_date, short_date
from ..errors import Refusal
from ..numerals import format_number, parse_number
from ..text import clean_line, clean_text, fold

Value = str | Decimal | date | bool
"""What a field holds: a choice, a unit and an officer by name, an area by its number."""
Values = Mapping[str, Value]
"""A row's values by the keys of their fields; what was not filled in is not there."""
Plain = str | bool
"""A value as JSON keeps it."""

WHOLE_OFFICE_WORDS = "Cả cơ quan"
"""What an area is called that is none of the eight."""
AREAS_KEPT = frozenset(map(str, AREA_CODES))
"""The numbers of areas as they are kept."""
LONGEST_LINE = 300
LONGEST_TEXT = 4000


class Holds(StrEnum):
    """What a field holds."""

    LINE = "line"
    TEXT = "text"
    """A passage of several lines."""
    NUMBER = "number"
    """A whole number of things or people."""
    AMOUNT = "amount"
    """A number with decimals, such as million đồng."""
    DAY = "day"
    CHOICE = "choice"
    YES_NO = "yes_no"
    UNIT = "unit"
    OFFICER = "officer"
    AREA = "area"


_FREE = frozenset({Holds.LINE, Holds.TEXT, Holds.UNIT, Holds.OFFICER})
_TEXTS = _FREE | {Holds.CHOICE}
"""What is kept as the text that was typed; ``_FREE`` take any."""


@dataclass(frozen=True, slots=True)
class RegisterField:
    """A field of a register.

    ``key`` is its name in data («ngay_hop»), ``label`` what screens call it; ``header`` is over its column on
    paper where that differs. ``is_required`` rows without it are refused. ``choices`` are offered; where
    ``is_open``, others may be typed. ``at_most`` is the greatest number. ``is_personal`` data are never asked
    for nor stored: their column prints blank, for the hand. One that is not ``is_printed`` has no column on
    paper; one that ``is_hidden`` is neither asked for nor printed, and keeps what it holds. ``areas`` are the
    names of reform areas, by which they are shown and typed; where ``is_own`` a row belongs to the area, and
    to the whole office without one. ``width`` is the column's share of the page, ``group`` the heading over
    several columns, ``number`` what the form numbers it with (0: nothing).
    """

    key: str
    label: str
    holds: Holds = Holds.LINE
    is_required: bool = False
    choices: tuple[str, ...] = ()
    is_open: bool = False
    at_most: Decimal | None = None
    is_personal: bool = False
    is_printed: bool = True
    is_hidden: bool = False
    areas: tuple[Area, ...] = ()
    is_own: bool = False
    header: str = ""
    width: float = 1.0
    group: str = ""
    number: int = 0
    help: str = ""

    def read(self, text: str) -> Value | None:
        """The value that was typed; None for nothing.

        Raises Refusal, with the key as its field, where the text is none that the field can hold.
        """
        if not (line := clean_line(text)):
            return None
        match self.holds:
            case Holds.NUMBER | Holds.AMOUNT:
                return self._number(line)
            case Holds.DAY:
                return self._day(line)
            case Holds.CHOICE:
                return self._choice(line)
            case Holds.YES_NO:
                return self._yes_no(line)
            case Holds.AREA:
                return self._area(line)
            case Holds.TEXT:
                return self._short(clean_text(text), LONGEST_TEXT)
        return self._short(line, LONGEST_LINE)

    def shown(self, value: Value | None) -> str:
        """The value as it is shown and printed."""
        match value:
            case str():
                return self._area_words(value) if self.holds is Holds.AREA else value
            case None:
                return WHOLE_OFFICE_WORDS if self.is_own else ""
            case bool():
                return "Có" if value else "Không"
            case Decimal():
                return format_number(value)
            case date():
                return short_date(value)

    @property
    def area_choices(self) -> list[tuple[str, str]]:
        """What an area may be, as stored and as shown: none of them first. Nothing of other fields."""
        if self.holds is not Holds.AREA:
            return []
        codes = [(str(code), self._area_words(str(code))) for code in AREA_CODES]
        return [("", WHOLE_OFFICE_WORDS), *codes]

    def plain(self, value: Value) -> Plain:
        """The value as JSON keeps it: numbers and days as exact texts."""
        if isinstance(value, bool):
            return value
        return value.isoformat() if isinstance(value, date) else str(value)

    def kept(self, plain: object) -> Value:
        """The value that JSON kept. Raises ValueError where it is none of this type."""
        match self.holds, plain:
            case Holds.YES_NO, bool():
                return plain
            case Holds.DAY, str():
                return date.fromisoformat(plain)
            case ((Holds.NUMBER | Holds.AMOUNT), str()):
                try:
                    number = Decimal(plain)
                except InvalidOperation:
                    raise ValueError(plain) from None
                if not number.is_finite():
                    raise ValueError(plain)
                return number
            case Holds.AREA, str() if plain in AREAS_KEPT:
                return plain
            case ((Holds.LINE | Holds.TEXT | Holds.CHOICE | Holds.UNIT | Holds.OFFICER), str()):
                return plain
        raise ValueError(f"{self.key} holds no {type(plain).__name__}")

    def understood(self, plain: Plain) -> Value | None:
        """The value that JSON kept, as far as it can be one of this field: what was kept of another type is
        read as if it were typed. None where it cannot, and where nothing may be kept of the field."""
        if self.is_personal:
            return None
        try:
            return self.kept(plain)
        except ValueError:
            pass
        try:
            return self.read(self.shown(plain))
        except Refusal:
            return None

    def carried(self, before: "RegisterField", plain: Plain) -> Plain:
        """What is kept of a value of ``before``, this field as it was: it becomes one of this type where it
        can be read so, else the text that it was shown as."""
        if before.holds is self.holds or (self.holds in _FREE and before.holds in _TEXTS):
            return plain
        value = before.understood(plain)
        text = before.shown(value if value is not None else plain)
        try:
            now = self.read(text)
        except Refusal:
            now = None
        return text if now is None else self.plain(now)

    def is_offered(self, value: Value | Plain) -> bool:
        """Whether a value is one that could be chosen today, where only those offered may be."""
        return self.holds is not Holds.CHOICE or self.is_open or value in self.choices

    def _short(self, text: str, most: int) -> str:
        if len(text) > most:
            raise Refusal(f"«{self.label}» dài {len(text)} chữ, quá {most}. Hãy rút ngắn.", self.key)
        return text

    def _number(self, line: str) -> Decimal:
        number = parse_number(line, self.key, "120" if self.holds is Holds.NUMBER else "95,5")
        if number < 0:
            raise Refusal(f"«{self.label}» không thể âm. Hãy nhập lại «{line}».", self.key)
        if self.holds is Holds.NUMBER and number != number.to_integral_value():
            raise Refusal(f"«{self.label}» đếm bằng số nguyên. Hãy nhập lại «{line}».", self.key)
        if self.at_most is not None and number > self.at_most:
            most = format_number(self.at_most)
            raise Refusal(f"«{self.label}» nhiều nhất là {most}. Hãy nhập lại «{line}».", self.key)
        return number

    def _day(self, line: str) -> date:
        day = parse_date(line, self.key)
        if not 1990 <= day.year <= 2100:
            raise Refusal(f"«{self.label}» phải từ năm 1990 đến năm 2100. Hãy nhập lại.", self.key)
        return day

    def _choice(self, line: str) -> str:
        folded = fold(line)
        for choice in self.choices:
            if fold(choice) == folded:
                return choice
        if self.is_open:
            return self._short(line, LONGEST_LINE)
        # The first letters are enough where they mean one choice only.
        begun = [choice for choice in self.choices if fold(choice).startswith(folded)]
        if len(begun) == 1:
            return begun[0]
        raise Refusal(f"«{self.label}» không có mức «{line}». Hãy chọn: {'; '.join(self.choices)}.", self.key)

    def _yes_no(self, line: str) -> bool:
        match fold(line):
            case "co" | "x" | "1" | "true" | "v" | "yes":
                return True
            case "khong" | "0" | "false" | "no":
                return False
        raise Refusal(f"«{self.label}» ghi Có hoặc Không. Hãy nhập lại «{line}».", self.key)

    def _area(self, line: str) -> str | None:
        """The number of an area that a text names by its number, by its words, or by both."""
        folded = fold(line)
        if folded == fold(WHOLE_OFFICE_WORDS):
            return None
        for area in self.areas:
            if folded in map(fold, (area.name, area.short_name, self._area_words(str(area.code)))):
                return str(area.code)
        if line not in AREAS_KEPT:
            codes = f"từ {min(AREA_CODES)} đến {max(AREA_CODES)}"
            names = " hoặc tên lĩnh vực" if self.areas else ""
            raise Refusal(f"«{self.label}» là số lĩnh vực {codes}{names}. Hãy nhập lại «{line}».", self.key)
        return line

    def _area_words(self, code: str) -> str:
        """«5. Công vụ»; the number alone where there are no names."""
        names = [area.short_name for area in self.areas if str(area.code) == code]
        return f"{code}. {names[0]}" if names else code
