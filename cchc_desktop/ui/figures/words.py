"""What the grid of figures says of a cell: headers, formulas with their numbers, why a cell is locked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from ...domain.dates import short_date
from ...domain.formula_words import written_formula
from ...domain.indicators import Indicator, Kind, Nature
from ...domain.numerals import format_number
from ...domain.readings import Figure, Reading, State
from ...domain.regimes import PeriodDates
from ...domain.report_periods import Period
from ...office.figure_rows import FigureRow
from ...office.history import FieldChange
from ...storage.kinds import FIGURES


def window_words(dates: PeriodDates, report: PeriodDates | None) -> str:
    """«Chốt số liệu 14/12/2026»; ``report`` is the report that the figures go into."""
    due = report.due if report is not None else None
    early = ", ước mấy ngày cuối" if due is not None and due < dates.ends else ""
    return f"Chốt số liệu {short_date(dates.ends)}{early}"


def span_words(period: Period) -> str:
    """How a longer span is made from its quarters, and what can be typed in it."""
    names = [quarter.short_label for quarter in period.quarters]
    listed = f"{', '.join(names[:-1])} và {names[-1]}"
    made = f"Số {period.label} được tính từ {listed}"
    return f"{made}; ở đây chỉ nhập số đếm không trùng, số khác nhập ở từng quý."


def opened_span_words(period: Period, opening: Period) -> str:
    """How a longer span is made where the office began in mid-year."""
    later = [quarter.short_label for quarter in period.quarters if quarter not in opening.quarters]
    if not later:
        return f"Số {period.label} là số lũy kế ban đầu đã nhập khi bắt đầu dùng chương trình."
    return (
        f"Số {period.label} được tính từ số lũy kế ban đầu {opening.short_label} và {' và '.join(later)}. "
        "Ở đây chỉ nhập số đếm không trùng; các số khác hãy nhập ở từng quý."
    )


# Cells


def may_type(row: FigureRow, period: Period) -> bool:
    """Whether the figure of the period itself is typed, and does not follow from others."""
    indicator = row.indicator
    if row.is_opening:
        return indicator.kind is not Kind.COMPUTED and indicator.is_asked(period)
    if not period.span.is_quarter:
        return indicator.nature is Nature.DISTINCT and indicator.kind is Kind.TYPED
    # A number beside the form's needs a reason, which its note is.
    is_counted = row.reading.state is State.COUNTED and row.reading.opening is None
    is_beside_form = is_counted and bool(row.figure.note)
    if (row.reading.is_given and not is_beside_form) or not indicator.is_asked(period):
        return False
    return indicator.kind is not Kind.COMPUTED


def is_overtaken(row: FigureRow, period: Period) -> bool:
    """Whether a figure stands where none is typed any more, so that it can only be deleted.

    By now the quarter before hands one on, an opening figure stands for it, or it is one of the whole year.
    """
    if row.figure.value is None or not period.span.is_quarter:
        return False
    is_handed_on = row.reading.state is State.CARRIED or row.reading.opening is not None
    return is_handed_on or not row.indicator.is_asked(period)


def why_locked(row: FigureRow, period: Period) -> str:
    """What is said to somebody who types into a figure that follows from others."""
    indicator, state = row.indicator, row.reading.state
    if indicator.formula is not None:
        written = written_formula(indicator.formula)
        return f"«{indicator.name}» được tính: {written}. Hãy nhập các số thành phần."
    if row.is_opening:
        return f"«{indicator.name}» là số của cả năm, nhập ở quý IV, không cần số lũy kế {period.label}."
    if not period.span.is_quarter:
        return f"Số {period.label} được tính từ các quý. Hãy nhập ở từng quý."
    if state is State.COUNTED:
        return (
            f"«{indicator.name}» được cộng từ biểu II.06a. Hãy sửa ở biểu đó (nút «Biểu II.06a»); phải ghi "
            "số khác thì ghi lý do ở cột «Ghi chú» trước."
        )
    if not indicator.is_asked(period):
        typed = " Số đã nhập ở đây thì nhấn Delete để xóa." if is_overtaken(row, period) else ""
        return f"«{indicator.name}» là số của cả năm, chỉ nhập ở quý IV.{typed}"
    typed = f" Số đã nhập ở đây ({typed_text(row)}) không dùng đến, nhấn Delete để xóa."
    if (opening := row.reading.opening) is not None:
        told = f" của [{indicator.carried_from}]" if state is State.CARRIED else ""
        return (
            f"«{indicator.name}» lấy số cuối kỳ{told} trong số lũy kế ban đầu {opening.label}. "
            f"Hãy sửa ở đó.{typed if is_overtaken(row, period) else ''}"
        )
    if state is State.CARRIED:
        return (
            f"«{indicator.name}» lấy số cuối kỳ của [{indicator.carried_from}] ở {period.previous.label}. "
            f"Hãy sửa ở kỳ trước.{typed if is_overtaken(row, period) else ''}"
        )
    return ""


_TAGS = {
    State.COMPUTED: "tính",
    State.CARRIED: "kỳ trước",
    State.COUNTED: "biểu II.06a",
    State.RECORDED: "tự đếm",
    State.ESTIMATE: "ước",
}


def tag(reading: Reading) -> str:
    """The small word before a figure that is no plain one."""
    if reading.estimate and reading.state is not State.COMPUTED:
        return "ước"
    return _TAGS.get(reading.state, "")


def opening_tag(row: FigureRow, period: Period) -> str:
    """The small word before a figure that is told by an opening figure alone."""
    reading = row.reading
    is_whole = reading.opening is not None and reading.opening == period.cumulated
    return "ban đầu" if is_whole and reading.state is not State.COMPUTED and not row.is_opening else ""


def short_words(reading: Reading, indicator: Indicator) -> str:
    """A figure where there is little room: «KPS» for «không phát sinh»."""
    return "KPS" if reading.state is State.NONE else reading.words(indicator)


def lacking_words(reading: Reading, is_code: Callable[[str], bool]) -> str:
    """What a derived figure was made without, as a sentence; nothing where it lacks nothing.

    ``is_code`` tells the codes of indicators from quarters.
    """
    codes = [f"[{lack}]" for lack in reading.lacks if is_code(lack)]
    quarters = [Period.parse(lack).short_label for lack in reading.lacks if not is_code(lack)]
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
    """The number that is offered, as a figure with the note and source that the cell has."""
    return replace(row.figure, value=row.suggestion, none=False)


def suggestion_words(row: FigureRow) -> str:
    """Where the number that is offered comes from, and the key that takes it."""
    if row.suggestion is None:
        return ""
    shown = row.indicator.choice_words(row.suggestion) if row.indicator.choices else ""
    return f"Cuối kỳ trước là {shown or format_number(row.suggestion)}. Ctrl+Enter để lấy số này."


def recorded_words(row: FigureRow) -> str:
    """Where a number comes from that the program counts itself; nothing of others."""
    if row.reading.state is not State.RECORDED:
        return ""
    return (
        f"Chương trình đếm từ {row.indicator.counted_in}. Nhập số khác thì dùng số nhập, và mục kiểm tra nêu "
        "cả hai số."
    )


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
    elif row.reading.state is State.RECORDED:
        words[0] = State.RECORDED.label
    return " · ".join(words)


def met_words(row: FigureRow) -> str:
    """«Đạt», «Chưa đạt», or nothing where that cannot be told."""
    return "" if row.met is None else "Đạt" if row.met else "Chưa đạt"


def history_lines(changes: Sequence[FieldChange]) -> list[str]:
    """A cell's history, a line for each operation: «14/06/2026 10:32 · Trần Thị Bình: 25 → 28»."""
    lines = []
    for (at, officer, label), together in groupby(changes, lambda row: (row.at, row.officer, row.label)):
        who = f" · {officer}" if officer else ""
        undone = " (hoàn tác)" if label.startswith("Hoàn tác") else ""
        lines.append(f"{at:%d/%m/%Y %H:%M}{who}: {'; '.join(_changed(list(together)))}{undone}")
    return lines


def _changed(changes: Sequence[FieldChange]) -> list[str]:
    """What one operation changed of a cell."""
    by_field = {change.field: change for change in changes}
    none = by_field.pop(FIGURES.field("none").words, None)
    estimate = by_field.pop(FIGURES.field("estimate").words, None)
    value = by_field.pop(FIGURES.field("value").words, None)
    parts = []
    if value is not None or none is not None:
        before = "không phát sinh" if none and none.before else value.before if value else "0"
        after = "không phát sinh" if none and none.after else value.after if value else "0"
        parts.append(f"{before or '(trống)'} → {after or '(trống)'}")
    if estimate is not None:
        parts.append("ghi là số ước" if estimate.after else "không còn là số ước")
    for change in by_field.values():
        parts.append(f"{change.field}: {change.before or '(trống)'} → {change.after or '(trống)'}")
    return parts
