"""What is said of a step of a figure: how it was made, in words and with its numbers, and its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .figure_steps import Rule, Step
from .formula_words import UNKNOWN_NUMBER, named_formula, worked_formula
from .indicators import Indicator
from .places import DossiersPlace, FigurePlace, OpeningPlace, Place, RegisterPlace, TasksPlace
from .tasks import IN_FORCE
from .text import uncapitalized


@dataclass(frozen=True, slots=True)
class Record:
    """A record that is counted or a row that is summed: its words, its number where it has one, its place."""

    words: str
    number: str = ""
    place: Place | None = None
    id: str = ""

    @property
    def is_summed(self) -> bool:
        """Whether it is a row whose number is summed."""
        return self.number[:1].isdigit()


def title_of(indicator: Indicator) -> str:
    """An indicator by its code, name and unit."""
    return f"{indicator.code}. {indicator.name} ({indicator.unit})"


def place_of(step: Step) -> Place:
    """Where a figure is typed or, where it is not, seen."""
    match step.rule:
        case Rule.OPENING:
            return OpeningPlace(step.period, step.indicator.code)
        case Rule.FORM:
            return DossiersPlace(step.period)
        case Rule.RECORDED if step.indicator.is_of_tasks:
            return TasksPlace(chosen=IN_FORCE)
        case Rule.RECORDED:
            return RegisterPlace()
    return FigurePlace(step.period, step.indicator.code)


def formula_words(step: Step) -> str:
    """How a figure is made, in words."""
    indicator = step.indicator
    match step.rule:
        case Rule.FORMULA if indicator.formula is not None:
            known = {part.indicator.code: part.indicator for part in step.parts}
            return named_formula(indicator.formula, known)
        case Rule.SUM:
            return " + ".join(part.period.short_label for part in step.parts)
        case Rule.LAST | Rule.FIRST:
            return f"{step.rule.label}: {step.parts[0].period.label}"
        case Rule.CARRIED if step.parts:
            before = step.parts[0]
            return f"{before.indicator.name} [{before.indicator.code}] của {before.period.label}"
    return step.rule.label


def worked_words(step: Step) -> str:
    """The same with its numbers; nothing where the figure is what it is."""
    if step.rule is Rule.FORMULA and step.indicator.formula is not None:
        known = {part.indicator.code: part.indicator for part in step.parts}
        readings = {part.indicator.code: part.reading for part in step.parts}
        return f"{worked_formula(step.indicator.formula, readings, known)} = {step.shown or UNKNOWN_NUMBER}"
    if step.rule is Rule.SUM:
        return f"{' + '.join(part.shown or UNKNOWN_NUMBER for part in step.parts)} = {step.shown}"
    return ""


_MOST, _LONGEST = 6, 60
"""So many records without a number are named in a line, of more only their count; so many letters of each."""


def in_lines(step: Step) -> Iterator[str]:
    """The figures that a figure is made from, a line each: «[3.18] 1.126 = quý I 516 + quý II 610»."""
    if step.rule is Rule.FORMULA:
        for part in step.parts:
            yield from in_lines(part)
        return
    code, shown = step.indicator.code, step.shown or UNKNOWN_NUMBER
    if step.rule is Rule.SUM:
        summed = " + ".join(
            f"{part.period.short_label} {part.shown or UNKNOWN_NUMBER}" for part in step.parts
        )
        yield f"[{code}] {shown} = {summed}, năm {step.period.year}"
    elif step.parts:
        part = step.parts[0]
        carried = f"[{part.indicator.code}] " if part.indicator.code != code else ""
        yield f"[{code}] {shown} = {carried}{part.period.label} ({step.rule.label.lower()})"
    else:
        yield f"[{code}] {shown}, {step.period.label} ({uncapitalized(step.rule.label)})"


def in_line(records: Sequence[Record]) -> str:
    """Records in one line: those that have a number other than 0, of many others the first ones."""
    if any(record.is_summed for record in records):
        return "; ".join(f"{record.words} {record.number}" for record in records if record.number != "0")
    named = [_shortened(record.words) for record in records[:_MOST]]
    more = len(records) - _MOST
    return "; ".join([*named, *([f"… và {more} dòng khác"] if more > 0 else [])])


def _shortened(text: str) -> str:
    """The text, cut between words where it is long."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
