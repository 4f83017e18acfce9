"""What the grid of figures says of a cell: headers, formulas with their numbers, why a cell is locked."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from ...domain.dates import short_date
from ...domain.figures import Figure, Reading, State
from ...domain.formulas import Formula
from ...domain.indicators import Indicator, Kind, Nature
from ...domain.regimes import PeriodDates
from ...domain.report_periods import QUARTERS, Period, Span
from ...office.figures import FigureRow
from ...office.history import FieldChange

_CODE = re.compile(r"\[(\d{1,2}\.\d{2})\]")
_SIGNS = {"*": "×", "-": "−", "/": "/", "+": "+"}
UNKNOWN_NUMBER = "…"
"""What stands in a formula for a number that is not there yet."""


def header_label(period: Period) -> str:
    """A period as short as a column's header has it: «Quý II/2026», «6 tháng/2026», «Năm 2026»."""
    if period.span is Span.YEAR:
        return f"Năm {period.year}"
    words = f"{period.span[0]} tháng" if not period.span.is_quarter else period.short_label
    return f"{words[:1].upper()}{words[1:]}/{period.year}"


def window_words(dates: PeriodDates) -> str:
    """«Số liệu từ 15/12/2025 đến 14/03/2026 · hạn gửi 16/03/2026»."""
    words = f"Số liệu từ {short_date(dates.starts)} đến {short_date(dates.ends)}"
    if dates.due is None:
        return words
    early = ", trước ngày chốt nên mấy ngày cuối ghi số ước" if dates.needs_estimate else ""
    return f"{words} · hạn gửi {short_date(dates.due)}{early}"


def span_words(period: Period) -> str:
    """How a longer span is made from its quarters, and what can be typed in it."""
    names = [quarter.short_label for quarter in period.quarters]
    listed = f"{', '.join(names[:-1])} và {names[-1]}"
    return (
        f"Số {period.label} được tính từ {listed}: cộng số phát sinh, lấy số cuối kỳ, tính lại các tỷ lệ. "
        "Ở đây chỉ nhập số đếm không trùng; các số khác hãy nhập ở từng quý."
    )


# Formulas


def written_formula(formula: Formula) -> str:
    """The formula as it is written on paper: «[1.04] / [1.03] × 100»."""
    return _written(formula, lambda code: f"[{code}]")


def worked_formula(formula: Formula, readings: Mapping[str, Reading], known: Mapping[str, Indicator]) -> str:
    """The formula with its numbers: «25 / 45 × 100»; «…» stands for what is not there yet."""

    def number(code: str) -> str:
        reading = readings.get(code)
        words = reading.words(known[code]) if reading is not None and code in known else ""
        return words or UNKNOWN_NUMBER

    return _written(formula, number)


def _written(formula: Formula, put: Callable[[str], str]) -> str:
    parts: list[str] = []
    for part in re.split(r"(\[[^\]]*\])|([*/+-])", formula.text):
        if not part or not part.strip():
            continue
        if found := _CODE.fullmatch(part):
            parts.append(put(found[1]))
        elif part in _SIGNS:
            parts.append(f" {_SIGNS[part]} ")
        else:
            parts.append(part.replace(" ", "").replace(".", ","))
    return "".join(parts)


# Cells


def may_type(row: FigureRow, period: Period) -> bool:
    """Whether the figure of the period itself is typed, and does not follow from others."""
    indicator = row.indicator
    if not period.span.is_quarter:
        return indicator.nature is Nature.DISTINCT and indicator.kind is Kind.TYPED
    if row.reading.state in (State.COUNTED, State.CARRIED):
        return False
    return indicator.kind is not Kind.COMPUTED


def is_asked(indicator: Indicator, period: Period) -> bool:
    """Whether the indicator is asked for in the period: some are only at the year's end."""
    return not indicator.yearly or period.last_quarter.span is QUARTERS[-1]


def why_locked(row: FigureRow, period: Period) -> str:
    """What is said to somebody who types into a figure that follows from others."""
    indicator, state = row.indicator, row.reading.state
    if indicator.formula is not None:
        written = written_formula(indicator.formula)
        return f"«{indicator.name}» được tính: {written}. Hãy nhập các số thành phần."
    if not period.span.is_quarter:
        return f"Số {period.label} được tính từ các quý. Hãy nhập ở từng quý."
    if state is State.COUNTED:
        return f"«{indicator.name}» được cộng từ biểu II.06a. Hãy sửa ở biểu đó (nút «Biểu II.06a»)."
    if state is State.CARRIED:
        return (
            f"«{indicator.name}» lấy số cuối kỳ của [{indicator.carried_from}] ở {period.previous.label}. "
            "Hãy sửa ở kỳ trước."
        )
    return ""


_TAGS = {
    State.COMPUTED: "tính",
    State.CARRIED: "kỳ trước",
    State.COUNTED: "biểu II.06a",
    State.ESTIMATE: "ước",
}


def tag(reading: Reading) -> str:
    """The small word before a figure that is no plain one."""
    if reading.estimate and reading.state is not State.COMPUTED:
        return "ước"
    return _TAGS.get(reading.state, "")


def short_words(reading: Reading, indicator: Indicator) -> str:
    """A figure where there is little room: «KPS» for «không phát sinh»."""
    return "KPS" if reading.state is State.NONE else reading.words(indicator)


def lacking_words(reading: Reading, known: Mapping[str, Indicator]) -> str:
    """What a derived figure was made without, as a sentence; nothing where it lacks nothing."""
    codes = [f"[{code}]" for code in reading.lacks if code in known]
    quarters = [Period.parse(one).short_label for one in reading.lacks if one not in known]
    if codes:
        return f"Còn thiếu {', '.join(codes)}."
    return f"Chưa có số {', '.join(quarters)}." if quarters else ""


def typed_text(row: FigureRow) -> str:
    """The figure as it is typed: a decimal comma and no points between thousands."""
    figure = row.figure
    if figure.value is None:
        return ""
    if row.indicator.choices:
        return row.indicator.choice_words(figure.value)
    return "không phát sinh" if figure.none else plain_number(f"{figure.value.normalize():f}")


def suggested_figure(row: FigureRow) -> Figure:
    """What the program counts, as a figure with the note and source that the cell has."""
    return replace(row.figure, value=row.suggestion, none=False)


def plain_number(text: str) -> str:
    """A number with a decimal comma."""
    return text.replace(".", ",")


def nature_words(row: FigureRow, period: Period) -> str:
    """How the indicator gets its figures: «Nhập · Phát sinh trong kỳ, cộng dồn qua các quý»."""
    indicator = row.indicator
    words = [indicator.kind.label, indicator.nature.label]
    if indicator.yearly:
        words.append("Chỉ nhập ở quý IV")
    if row.reading.state is State.COUNTED and period.span.is_quarter:
        words[0] = State.COUNTED.label
    return " · ".join(words)


def met_words(row: FigureRow) -> str:
    """«Đạt», «Chưa đạt», or nothing where that cannot be told."""
    return "" if row.met is None else "Đạt" if row.met else "Chưa đạt"


def change_words(change: FieldChange) -> str:
    """One line of a cell's history: «14/06 10:32 · Trần Thị Bình: Số liệu 25 → 28»."""
    who = f" · {change.officer}" if change.officer else ""
    before, after = change.before or "(trống)", change.after or "(trống)"
    undone = " (hoàn tác)" if change.label.startswith("Hoàn tác") else ""
    return f"{change.at:%d/%m/%Y %H:%M}{who}: {change.field} {before} → {after}{undone}"
