"""The figure that a cell of a sheet says for an indicator, with what programs make of what was typed.

What a cell shows counts, for that is what the officer saw: where it shows another number than it holds, both
are told.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.indicators import Indicator
from ..domain.numerals import format_number
from ..domain.readings import BLANK, Figure
from ..domain.text import fold, shortened
from ..domain.typed_figures import checked, is_unit, parse_figure
from .sheets.grid import Look, SheetCell
from .sheets.number_formats import Shown, shown

_LONGEST = 60
"""A text of more letters is no figure, whatever it says."""
_AS_NUMBER = "Hãy định dạng ô là số (Number) và nhập lại."
_MONEY = {"tỷ đồng": 9, "triệu đồng": 6, "nghìn đồng": 3, "ngàn đồng": 3}
"""The units that sums of đồng are shown in by a format, with the power of ten that it divides by."""
_POINTED = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
_COMMAED = re.compile(r"[1-9]\d{0,2},\d{3}", re.ASCII)
_AMERICAN = re.compile(r"\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,}", re.ASCII)
"""A number whose thousands are set apart by commas, beyond doubt."""
_EARLIEST = 10_000
"""The day that this number stands for, in 1927, is none that an annex tells of."""
_LEAP_DAY = 60
"""Up to this day spreadsheets of Excel are one ahead: they count a 29/02/1900."""
_FINE = 3
"""Decimals from which on three digits behind a point or comma may be decimals too."""


@dataclass(frozen=True, slots=True)
class CellFigure:
    """The figure of a cell, and what was guessed about it, in sentences."""

    figure: Figure
    doubts: tuple[str, ...] = ()


def figure_in(cell: SheetCell, indicator: Indicator) -> Figure:
    """The figure that the cell says; a blank one for an empty cell. Raises as `read_cell` does."""
    return read_cell(cell, indicator).figure


def read_cell(cell: SheetCell, indicator: Indicator, *, has_points: bool = False) -> CellFigure:
    """The figure that the cell says; a blank one for an empty cell.

    ``has_points`` tells that other cells of its column have decimals behind a point. Raises Refusal, whose
    sentence leaves the place out, where it says none that this indicator can have.
    """
    value = cell.value
    if cell.is_empty and not cell.unclean:
        return CellFigure(BLANK)
    if value is None and not cell.unclean:
        raise Refusal("Công thức chưa có kết quả. Hãy mở tệp bằng Excel rồi lưu lại, hoặc ghi thẳng số.")
    _refuse_looks(cell)
    if cell.unclean:
        return CellFigure(_of_text(cell.unclean, indicator))
    if isinstance(value, bool):
        raise Refusal(f"{str(value).upper()} không phải là số. Hãy nhập lại bằng số.")
    if isinstance(value, str):
        return CellFigure(_of_text(value, indicator), _doubts_of_text(value, indicator, has_points))
    if isinstance(value, date | time | timedelta):
        raise Refusal(f"Excel đã đổi số thành {_moment(value)}{_serial(value)}. {_AS_NUMBER}")
    return _of_number(cell, indicator)


def has_decimal_point(cell: SheetCell) -> bool:
    """Whether a text has decimals behind a point, where no thousands can be: «0.5», «12.75»."""
    number = re.fullmatch(r"\s*(\d+)\.(\d+)\s*%?\s*", cell.text, re.ASCII)
    return number is not None and (len(number[2]) != 3 or number[1].startswith("0") or len(number[1]) > 3)


def _refuse_looks(cell: SheetCell) -> None:
    """Refuses a cell that is not as it looks."""
    if Look.STALE in cell.looks:
        raise Refusal(
            "Công thức chưa được tính lại từ khi tệp được tạo nên số trong ô có thể chưa đúng. Hãy mở tệp "
            "bằng Excel rồi lưu lại, hoặc ghi thẳng số."
        )
    written = _written(cell)
    if Look.STRUCK in cell.looks:
        raise Refusal(f"«{written}» có chỗ bị gạch ngang. Nếu bỏ số thì xóa hẳn, nếu giữ thì bỏ gạch ngang.")
    if Look.RAISED in cell.looks:
        raise Refusal(
            f"«{written}» có chữ số nhỏ ở trên hoặc ở dưới, như số chú thích. Hãy chỉ để lại số liệu trong ô."
        )
    if Look.UNSEEN in cell.looks:
        raise Refusal(f"Ô có «{written}» nhưng chữ cùng màu nền nên không thấy. Hãy đổi màu chữ hoặc xóa số.")


def _written(cell: SheetCell) -> str:
    """What stands in a cell, in words."""
    number = number_in(cell)
    return format_number(number) if number is not None else shortened(str(cell.value), 40)


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
    if _AMERICAN.fullmatch(text.strip()):
        ours = text.strip().translate(str.maketrans(",.", ".,"))
        raise Refusal(f"«{text.strip()}» ghi dấu phẩy ngăn hàng nghìn. Nếu là {ours} thì ghi {ours}.")
    # An apostrophe that says «this is a text» stands in the file itself where it was typed elsewhere.
    return parse_figure(re.sub(r"^\s*['’‘`](?=\s*[\d-])", "", text), indicator)


def _doubts_of_text(text: str, indicator: Indicator, has_points: bool) -> tuple[str, ...]:
    """What may be meant otherwise by three digits behind a point or a comma, where there may be decimals."""
    number = re.search(r"[\d.,]+", text)
    if number is None or indicator.decimals == 0:
        return ()
    written = number[0]
    if indicator.unit == "%" and "%" not in text and re.fullmatch(r"0[.,]\d*[1-9]\d*", written):
        share = Decimal(written.replace(",", "."))
        return (_share_doubt(share),)
    if _POINTED.fullmatch(written) and (has_points or indicator.decimals >= _FINE):
        other = written.replace(".", ",")
        meant = format_number(Decimal(written.replace(".", "")))
    elif _COMMAED.fullmatch(written) and indicator.decimals >= _FINE:
        other, meant = written.replace(",", "."), written
    else:
        return ()
    kind = "hàng nghìn" if "." in written else "phần thập phân"
    words = (
        f"ô ghi «{written}», dấu {'chấm' if '.' in written else 'phẩy'} được hiểu là dấu ngăn {kind}: {meant}"
    )
    return (f"{words}; nếu không phải thì sửa thành «{other}».",)


def _of_number(cell: SheetCell, indicator: Indicator) -> CellFigure:
    number = number_in(cell)
    if number is None:
        raise Refusal("Số quá dài: chỉ giữ được 15 chữ số. Hãy kiểm tra lại.")
    seen = _seen(cell)
    estimate = False
    doubts: list[str] = []
    if seen is not None:
        if seen.number is None:
            return _of_words(number, seen, indicator)
        number, estimate, doubts = _as_shown(number, seen, indicator)
    if cell.is_percent and indicator.unit != "%":
        raise Refusal(
            f"Đang là {format_number(number)}% mà «{indicator.name}» tính bằng {indicator.unit}. {_AS_NUMBER}"
        )
    if indicator.choices:
        return CellFigure(parse_figure(f"{number:f}", indicator), tuple(doubts))
    if indicator.decimals == 0 and number != number.to_integral_value():
        raise Refusal(_whole_number(number, indicator))
    if indicator.unit == "%" and not cell.is_percent and 0 < number < 1:
        doubts.append(_share_doubt(number))
    return CellFigure(checked(Figure(_plain(number), estimate=estimate), indicator), tuple(doubts))


def _share_doubt(share: Decimal) -> str:
    """What is said of a percentage below 1: a part of one may be meant."""
    words, other = format_number(share), format_number(100 * share)
    return f"ô ghi {words}, được hiểu là {words}%; nếu là {other}% thì ghi {other}."


def _seen(cell: SheetCell) -> Shown | None:
    """What the cell's format shows of its number, None where it has none."""
    if not cell.code or isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return None
    return shown(cell.code, Decimal(f"{cell.value:.15g}"))


def _of_words(number: Decimal, seen: Shown, indicator: Indicator) -> CellFigure:
    """The figure of a cell whose format shows words, or nothing, in place of its number."""
    held = format_number(number)
    if number:
        sees = f"đang hiện «{seen.words}»" if seen.words else "không hiện gì"
        raise Refusal(f"Ô {sees} nhưng chứa {held}. {_AS_NUMBER}")
    if not seen.words:
        return CellFigure(
            checked(Figure(number), indicator), ("ô chứa số 0 nhưng định dạng ô không cho hiện; lấy 0.",)
        )
    try:
        return CellFigure(parse_figure(seen.words, indicator))
    except Refusal:
        return CellFigure(checked(Figure(number), indicator), (f"ô đang hiện «{seen.words}»; lấy 0.",))


def _as_shown(number: Decimal, seen: Shown, indicator: Indicator) -> tuple[Decimal, bool, list[str]]:
    """The number that counts of the one in a cell and the one that it shows, whether it is an estimate, and
    what is to be said. Raises Refusal where they cannot be told apart."""
    assert seen.number is not None
    both = f"Ô đang hiện {seen.words} nhưng chứa {format_number(number)}"
    if seen.is_odd:
        raise Refusal(f"{both}. {_AS_NUMBER}")
    words = fold(seen.literal.replace("%", " ")).strip(" .,()")
    estimate = words in ("uoc", "~")
    if number and not estimate and _is_other_unit(words, indicator):
        raise Refusal(
            f"Ô đang hiện {seen.words} mà «{indicator.name}» tính bằng {indicator.unit}. Hãy đổi số và định "
            "dạng ô cho đúng đơn vị."
        )
    if "%" in seen.literal and indicator.unit != "%" and not seen.is_percent:
        raise Refusal(
            f"Ô đang hiện {seen.words} mà «{indicator.name}» tính bằng {indicator.unit}. {_AS_NUMBER}"
        )
    if seen.scale:
        if seen.number.scaleb(seen.scale) != number or _MONEY.get(indicator.unit) != seen.scale:
            raise Refusal(f"{both} (định dạng ô chia cho {format_number(10**seen.scale)}). {_AS_NUMBER}")
        both = f"ô đang hiện {seen.words} nhưng chứa {format_number(number)}"
        doubt = f"{both}; lấy số đang hiện, tính bằng {indicator.unit}."
        return _plain(seen.number), estimate, [doubt]
    if seen.number == number:
        return number, estimate, []
    # What was typed is there in full; where this indicator cannot have so many decimals, that is refused.
    held = format_number(number)
    return number, estimate, [f"ô đang hiện {seen.words} nhưng chứa {held}; lấy {held}."]


def _is_other_unit(words: str, indicator: Indicator) -> bool:
    """Whether what a format prints beside a number is another unit than the indicator's."""
    if not (any(map(str.isalpha, words)) or any(sign in words for sign in "₫$€")):
        return False
    if indicator.unit in _MONEY:
        return not is_unit(words, indicator)
    return fold(indicator.unit) not in words and not is_unit(words, indicator)


def _whole_number(number: Decimal, indicator: Indicator) -> str:
    """What is wrong with a number with decimals where things are counted: «1.234» may have become 1,234."""
    sentence = f"Đang là số lẻ {format_number(number)} mà «{indicator.name}» đếm bằng số nguyên"
    grouped = number * 1000
    # With less than three decimals no point between thousands was meant: «5,3».
    if abs(number) < 1000 and number.as_tuple().exponent == -3:
        return f"{sentence}; nếu là {format_number(grouped)} thì nhập {grouped.to_integral_value()}."
    return f"{sentence} ({indicator.unit}). Hãy nhập lại."


def _serial(value: date | time | timedelta) -> str:
    """The number that a day stands for, where it may be what was typed: « (trong ô là số 5)»."""
    day = value.date() if isinstance(value, datetime) else value
    if not isinstance(day, date):
        return ""
    number = (day - date(1899, 12, 30)).days
    number -= number <= _LEAP_DAY
    return f" (trong ô là số {number})" if 0 < number < _EARLIEST else ""


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        value = value.date()
    return f"ngày {short_date(value)}" if isinstance(value, date) else "giờ"
