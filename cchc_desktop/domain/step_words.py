"""What is said of a step of a figure: how it was made, in words and with its numbers, and its place."""

from .figure_steps import Rule, Step
from .formula_words import UNKNOWN_NUMBER, named_formula, worked_formula
from .indicators import Indicator
from .places import DossiersPlace, FigurePlace, OpeningPlace, Place, ReportPlace, TasksPlace
from .tasks import IN_FORCE


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
        case Rule.RECORDED if step.indicator.counted.startswith("directives"):
            return ReportPlace(step.period)
        case Rule.RECORDED:
            return TasksPlace(chosen=IN_FORCE)
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
