"""One table of a catalogue's file, read key by key; each mistake becomes a sentence that names its place."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ..domain.text import clean_line

_LONGEST = {"help": 1_000, "sentence": 600, "intro": 1_000, "method": 2_000, "evidence": 1_000}
_LONGEST_OTHERS = 300
"""The letters of a text by its key: names, titles, sources and rules stand in one line or two."""
_YEARS = range(2000, 2101)
"""The years that days of catalogues are in, as those of reporting periods."""


class Entry:
    """A table with the name of its place («chỉ tiêu 3.24», «phép kiểm tra thứ 5») and the list of mistakes.

    Each reader gives the value, or an empty one where it is missing or of the wrong type, after noting that.
    """

    def __init__(self, table: dict[str, Any], place: str, problems: list[str]) -> None:
        self._table = table
        self._problems = problems
        self.place = place

    def fault(self, sentence: str) -> None:
        """Notes a mistake; the sentence goes on after the place's name."""
        self._problems.append(f"{self.place} {sentence}")

    def refuse_unknown(self, known: Collection[str]) -> None:
        """Notes every key that means nothing here."""
        for key in self._table:
            if key not in known:
                self.fault(f"có khóa lạ «{clean_line(key)[:40]}». Hãy bỏ khóa đó hoặc sửa lại tên.")

    @property
    def code(self) -> str:
        """The code as it is written, whatever else is wrong with it."""
        value = self._table.get("code")
        return clean_line(value) if isinstance(value, str) else ""

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._table

    def text(self, key: str, required: bool = True) -> str:
        """A text that is not empty."""
        value = self._value(key, required)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.fault(f"có khóa «{key}» không phải là một đoạn chữ. Hãy ghi trong ngoặc kép.")
            return ""
        return self._short(key, clean_line(value))

    def choice(self, key: str, allowed: Sequence[str], default: str = "") -> str:
        """One of the words that are allowed; ``default`` where it is left out, if it may be."""
        if default and not self.has(key):
            return default
        value = self.text(key)
        if value and value not in allowed:
            self.fault(f"có «{key}» là «{value[:40]}». Hãy chọn một trong: {', '.join(allowed)}.")
            return ""
        return value

    def whole(self, key: str, allowed: range, required: bool = True) -> int | None:
        """A whole number in a range."""
        value = self._value(key, required)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
            self.fault(f"có «{key}» không phải là số nguyên từ {allowed[0]} đến {allowed[-1]}. Hãy sửa lại.")
            return None
        return value

    def number(self, key: str, *, zero: bool = False) -> Decimal | None:
        """A positive number that may be left out; 0 too where ``zero`` allows it."""
        value = self._value(key, required=False)
        if value is None:
            return None
        is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
        if not is_number or not Decimal(value).is_finite() or not 0 <= value < 10**15 or not (value or zero):
            words = "từ 0 trở lên" if zero else "lớn hơn 0"
            self.fault(f"có «{key}» không phải là số {words}. Hãy sửa lại.")
            return None
        return Decimal(value)

    def flag(self, key: str) -> bool:
        """true or false; false where it is left out."""
        value = self._value(key, required=False)
        if value is not None and not isinstance(value, bool):
            self.fault(f"có «{key}» không phải là true hoặc false. Hãy sửa lại.")
        return value is True

    def day(self, key: str, required: bool = True, years: range = _YEARS) -> date | None:
        """A day of the years that catalogues speak of, or of others where they are given."""
        value = self._value(key, required)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.fault(f"có «{key}» không phải là ngày. Hãy ghi như 2026-12-15, không có ngoặc kép.")
            return None
        if value.year not in years:
            self.fault(f"có «{key}» là năm {value.year}. Hãy ghi ngày từ năm {years[0]} đến {years[-1]}.")
            return None
        return value

    def texts(self, key: str, most: int = 20) -> tuple[str, ...]:
        """A list of at most so many texts, which may be left out."""
        value = self._value(key, required=False)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            self.fault(f'có «{key}» không phải là danh sách các đoạn chữ. Hãy ghi như ["…", "…"].')
            return ()
        if len(value) > most:
            self.fault(f"có «{key}» nhiều hơn {most} mục. Hãy bớt đi.")
            return ()
        return tuple(self._short(key, clean_line(each)) for each in value)

    def wholes(self, key: str, allowed: range) -> tuple[int, ...]:
        """A list of whole numbers in a range, which may be left out."""
        value = self._value(key, required=False)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(type(each) is int and each in allowed for each in value):
            self.fault(
                f"có «{key}» không phải là danh sách các số từ {allowed[0]} đến {allowed[-1]}. Hãy sửa lại."
            )
            return ()
        return tuple(value)

    def tables(self, key: str, required: bool = True, most: int = 100) -> list["Entry"]:
        """The tables of a list, each named by its code or name, else by its number; none where there are more
        than ``most``."""
        value = self._value(key, required)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.fault(
                f"có «{key}» không phải là danh sách các mục. Hãy ghi mỗi mục dưới một dòng [[{key}]]."
            )
            return []
        if len(value) > most:
            self.fault(f"có quá {most} mục [[{key}]]. Hãy bớt đi.")
            return []
        return [
            Entry(each, _place(key, each, number), self._problems) for number, each in enumerate(value, 1)
        ]

    def _short(self, key: str, text: str) -> str:
        """The text, or nothing where it is longer than one of its kind can be."""
        most = _LONGEST.get(key, _LONGEST_OTHERS)
        if len(text) > most:
            self.fault(f"có «{key}» dài {len(text)} chữ, quá {most}. Hãy rút ngắn.")
            return ""
        return text

    def _value(self, key: str, required: bool) -> Any:
        if key not in self._table:
            if required:
                self.fault(f"thiếu khóa «{key}». Hãy bổ sung.")
            return None
        return self._table[key]


_PLACES = {
    "unit": "đơn vị tính",
    "indicator": "chỉ tiêu",
    "check": "phép kiểm tra",
    "highlight": "tỷ lệ chính",
    "choices": "lựa chọn",
    "form": "biểu",
    "column": "cột",
    "field": "mục",
    "gone": "mục đã bỏ",
    "feed": "số liệu",
    "rule": "quy tắc",
    "deadline": "thời hạn",
    "document": "văn bản",
    "where": "điều kiện",
    "retention": "thời hạn lưu",
    "or": "điều kiện thay thế",
    "criterion": "tiêu chí",
    "extra": "điểm thưởng, phạt",
    "steps": "bậc",
    "band": "mức xếp loại",
    "part": "phần",
    "question": "câu hỏi",
    "scale": "thang trả lời",
}


def _place(key: str, table: dict[str, Any], number: int) -> str:
    name = table.get("code", table.get("rule", table.get("id", table.get("key", table.get("symbol")))))
    shown = f" ({clean_line(name)[:40]})" if isinstance(name, str) and name.strip() else ""
    return f"{_PLACES[key]} thứ {number}{shown}"
