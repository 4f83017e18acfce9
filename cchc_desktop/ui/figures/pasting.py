"""What a range that is pasted into the grid comes to: figures, what is passed over, and what is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from ...domain.errors import Refusal
from ...domain.numerals import parse_number
from ...domain.readings import Figure, Reading
from ...domain.report_periods import Period
from ...office.figure_rows import FigureRow
from ..tables.sheet import Written
from . import words
from .book import FigureBook
from .model import NOTE, SOURCE, VALUE
from .rows import GroupRow


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell that could not take what was pasted: the row's identity, the column, and why."""

    key: str
    column: int
    sentence: str


@dataclass(slots=True)
class Paste:
    """The figures to set, the texts that fell on derived figures by code, other locked cells, refusals."""

    figures: dict[str, Figure] = field(default_factory=dict)
    derived: dict[str, str] = field(default_factory=dict)
    locked: int = 0
    refused: list[RefusedCell] = field(default_factory=list)


def plan_paste(
    written: Written, period: Period, figures: FigureBook, closed: Callable[[FigureRow], str]
) -> Paste:
    """What the texts come to, beside what is stored of the same figures by now; ``closed`` says why a figure
    is not for who is here to set, which a text that says the same as before does not."""
    paste = Paste()
    for row, column, given in written:
        text = given.strip()
        if isinstance(row, GroupRow):
            _on_heading(paste, row, column, text)
            continue
        now = paste.figures.get(row.id) or figures.figure(period, row.id)
        if why := closed(row):
            if _says_otherwise(text, row, column, now):
                paste.refused.append(RefusedCell(row.id, column, f"{row.id}: {why}"))
            else:
                paste.locked += bool(text)
            continue
        is_typed = words.may_type(row, period)
        may_remark = period.span.is_quarter or is_typed
        if column == VALUE and is_typed:
            try:
                taken = figures.read_figure(period, row.id, text)
            except Refusal as refusal:
                paste.refused.append(RefusedCell(row.id, column, f"{row.id}: {refusal}"))
                continue
            paste.figures[row.id] = replace(taken, note=now.note, source=now.source)
        elif column == VALUE and text:
            paste.derived[row.id] = text
        elif column == VALUE and words.is_overtaken(row, period):
            paste.figures[row.id] = Figure(note=now.note, source=now.source)
        elif column == NOTE and may_remark:
            paste.figures[row.id] = replace(now, note=text)
        elif column == SOURCE and may_remark:
            paste.figures[row.id] = replace(now, source=text)
        elif text:
            paste.locked += 1
    return paste


def _on_heading(paste: Paste, row: GroupRow, column: int, text: str) -> None:
    """The line of an area's name holds no figure: a number on it means that the range has slipped."""
    if column == VALUE and _number(text) is not None:
        sentence = (
            f"Số {text} rơi vào dòng tên lĩnh vực «{row.title}» nên chưa dán gì. Vùng dán phải có cả dòng "
            "tên lĩnh vực như bảng này; nếu không, hãy dán riêng từng lĩnh vực."
        )
        paste.refused.append(RefusedCell(row.id, column, sentence))


def _says_otherwise(text: str, row: FigureRow, column: int, now: Figure) -> bool:
    """Whether a text would change what stands in its cell."""
    if column == VALUE:
        return differs(text, row.reading) if text else now.value is not None
    return (column == NOTE and text != now.note) or (column == SOURCE and text != now.source)


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except Refusal:
        return None


def told(paste: Paste, rows: Mapping[str, FigureRow]) -> str:
    """What was done, in a sentence; ``rows`` are the figures as they are now.

    Numbers that fell on derived figures and are not what the program makes of them are named: the range may
    have slipped by a row.
    """
    count = len(paste.figures)
    parts = [f"Đã dán {count} dòng" if count else "Không có ô nào nhập được trong vùng dán"]
    if passed := len(paste.derived) + paste.locked:
        parts.append(f"bỏ qua {passed} ô không phải nhập")
    sentence = ", ".join(parts) + "."
    others = [
        f"{code} (dán {text}, chương trình tính {_reading_words(rows[code])})"
        for code, text in paste.derived.items()
        if code in rows and differs(text, rows[code].reading)
    ]
    if others:
        more = f" và {len(others) - 3} ô nữa" if len(others) > 3 else ""
        sentence += (
            f" Khác số chương trình tính: {', '.join(others[:3])}{more}. Hãy xem có dán lệch dòng không."
        )
    return sentence


def _reading_words(row: FigureRow) -> str:
    return row.reading.words(row.indicator) or "chưa ra"


def differs(text: str, reading: Reading) -> bool:
    """Whether a number is not the derived one, as exactly as it was written."""
    number = _number(text)
    if number is None:
        return False
    if reading.value is None:
        return True
    exponent = number.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return abs(Fraction(number) - reading.value) > Fraction(1, 2 * 10**decimals)
