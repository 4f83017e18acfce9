"""The figure that a cell of a sheet says for an indicator, with what Excel makes of what was typed."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.indicators import Indicator
from ..domain.numerals import format_number
from ..domain.readings import BLANK, Figure
from ..domain.text import shortened
from ..domain.typed_figures import checked, parse_figure
from .read_figures import SheetCell

_LONGEST = 60
"""A text of more letters is no figure, whatever it says."""
_AS_NUMBER = "Hãy định dạng ô là số (Number) và nhập lại."


def figure_in(cell: SheetCell, indicator: Indicator) -> Figure:
    """The figure that the cell says; a blank one for an empty cell.

    Raises Refusal, whose sentence leaves the place out, where it says none that this indicator can have.
    """
    value = cell.value
    if cell.unclean:
        return _of_text(cell.unclean, indicator)
    if cell.is_empty:
        return BLANK
    if value is None:
        raise Refusal("Công thức chưa có kết quả. Hãy mở tệp bằng Excel rồi lưu lại, hoặc ghi thẳng số.")
    if isinstance(value, bool):
        raise Refusal(f"{str(value).upper()} không phải là số. Hãy nhập lại bằng số.")
    if isinstance(value, str):
        return _of_text(value, indicator)
    if isinstance(value, date | time | timedelta):
        raise Refusal(f"Excel đã đổi số thành {_moment(value)}. {_AS_NUMBER}")
    return _of_number(cell, indicator)


def number_in(cell: SheetCell) -> Decimal | None:
    """The plain number in a cell, None where there is something else."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float) or not _can_be_kept(value):
        return None
    # Sums of a spreadsheet are off in the last digits: 0,1 + 0,2. Fifteen of them are what it shows.
    exact = Decimal(f"{value:.15g}")
    return _plain(100 * exact if cell.is_percent else exact)


def _can_be_kept(value: int | float) -> bool:
    # A whole number may have more digits than a float can hold.
    return abs(value) < 10**15 and isfinite(value)


def _plain(value: Decimal) -> Decimal:
    """The value without zeros at its end."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _of_text(text: str, indicator: Indicator) -> Figure:
    if text.startswith("#"):
        raise Refusal(f"Công thức báo lỗi {text[:_LONGEST]}. Hãy sửa công thức hoặc ghi thẳng số.")
    if len(text) > _LONGEST:
        raise Refusal(f"«{shortened(text, 40)}» không phải là số. Lời giải thích thì viết ở cột «Ghi chú».")
    return parse_figure(text, indicator)


def _of_number(cell: SheetCell, indicator: Indicator) -> Figure:
    number = number_in(cell)
    if number is None:
        raise Refusal("Số quá dài: chỉ giữ được 15 chữ số. Hãy kiểm tra lại.")
    if cell.is_percent and indicator.unit != "%":
        raise Refusal(
            f"Đang là {format_number(number)}% mà «{indicator.name}» tính bằng {indicator.unit}. {_AS_NUMBER}"
        )
    if indicator.choices:
        return parse_figure(f"{number:f}", indicator)
    if indicator.decimals == 0 and number != number.to_integral_value():
        raise Refusal(_whole_number(number, indicator))
    return checked(Figure(number), indicator)


def _whole_number(number: Decimal, indicator: Indicator) -> str:
    """What is wrong with a number with decimals where things are counted: «1.234» may have become 1,234."""
    sentence = f"Đang là số lẻ {format_number(number)} mà «{indicator.name}» đếm bằng số nguyên"
    grouped = number * 1000
    # With less than three decimals no point between thousands was meant: «5,3».
    if abs(number) < 1000 and number.as_tuple().exponent == -3:
        return f"{sentence}; nếu là {format_number(grouped)} thì nhập {grouped.to_integral_value()}."
    return f"{sentence} ({indicator.unit}). Hãy nhập lại."


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        value = value.date()
    return f"ngày {short_date(value)}" if isinstance(value, date) else "giờ"
