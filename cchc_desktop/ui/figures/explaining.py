"""What the page Số liệu says of a row: what it is, how it is counted, what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass

from ...domain.formula_words import worked_formula, written_formula
from ...domain.numerals import format_number
from ...domain.report_periods import Period
from ...office.figure_rows import FigureRow
from . import words
from .rows import GroupRow, is_error

FigureOf = Callable[[str], FigureRow | None]
"""Gives the row of another indicator of the period by its code."""

_AREA_HINT = "Nhấn Enter hoặc phím cách để mở, thu gọn lĩnh vực; phím mũi tên xuống để vào các chỉ tiêu."


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a row, in the order in which it is read; nothing for what there is nothing to say of.

    ``problems`` are the sentences of what is wrong, each with whether it must be put right.
    """

    title: str = "Chọn một ô để xem cách tính và lịch sử"
    nature: str = ""
    problems: tuple[tuple[str, bool], ...] = ()
    formula: str = ""
    lacking: str = ""
    given: str = ""
    target: str = ""
    help: str = ""
    source: str = ""

    @property
    def in_short(self) -> str:
        """The same in one line, what matters most in front."""
        parts = [sentence for sentence, _ in self.problems]
        parts += [self.formula, self.lacking, self.given, self.target, self.help, self.source]
        lines = [" ".join(part.split("\n")) for part in parts if part]
        return " · ".join(line.removesuffix(".") for line in lines)


def said_of(row: FigureRow | GroupRow | None, period: Period, figure: FigureOf, closed: str = "") -> Said:
    """What is said of a row of the grid; ``closed`` is why somebody else is to type it."""
    if row is None:
        return Said()
    if isinstance(row, GroupRow):
        return Said(row.title, row.counts, help=_AREA_HINT)
    indicator = row.indicator
    return Said(
        title=f"{indicator.code}. {indicator.name} ({indicator.unit})",
        nature=words.nature_words(row, period),
        problems=tuple((problem.sentence, is_error(problem.severity)) for problem in row.problems),
        formula=_made_from(row, period, figure),
        lacking=words.lacking_words(row.reading, lambda code: figure(code) is not None),
        given="\n".join(filter(None, (closed, _given(row)))),
        target=_target(row),
        help=indicator.help,
        source=f"Nguồn: {indicator.source}" if indicator.source else "",
    )


def _made_from(row: FigureRow, period: Period, figure: FigureOf) -> str:
    """The formula with its numbers, or what else the figure follows from."""
    formula = row.indicator.formula
    if formula is None:
        return "" if words.may_type(row, period) else words.why_locked(row, period)
    parts = [part for code in formula.operands if (part := figure(code)) is not None]
    readings = {part.id: part.reading for part in parts}
    worked = worked_formula(formula, readings, {part.id: part.indicator for part in parts})
    shown = row.reading.words(row.indicator)
    result = f" = {shown}" if shown else ""
    return f"= {written_formula(formula)}\n= {worked}{result}"


def _target(row: FigureRow) -> str:
    if row.target is None:
        return ""
    met = words.met_words(row).lower()
    state = f" – {met}" if met else ""
    return f"Mục tiêu {row.target.measure.label}{state}: {row.target.text}"


def _given(row: FigureRow) -> str:
    """What can be typed, what the program can count itself, and the note and the source of the figure."""
    lines = []
    if choices := row.indicator.choices:
        offered = "; ".join(f"{value} – {words}" for value, words in choices)
        lines.append(f"Nhập số: {offered}. Alt+↓ để chọn trong danh sách.")
    if row.suggestion is not None:
        lines.append(words.suggestion_words(row))
    if recorded := words.recorded_words(row):
        lines.append(recorded)
    if (opening := row.cumulated.opening) is not None:
        given = f": {format_number(row.opening.value)}" if row.opening.value is not None else ""
        lines.append(f"Lũy kế gồm cả số lũy kế ban đầu {opening.label}{given}.")
    if row.figure.note:
        lines.append(f"Ghi chú: {row.figure.note}")
    if row.figure.source:
        lines.append(f"Nguồn số liệu: {row.figure.source}")
    return "\n".join(lines)
