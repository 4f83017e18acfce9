"""What taking in a filled-in annex would change, and what stands against it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.errors import Refusal
from ..domain.figure_rules import Problem
from ..domain.indicators import Indicator
from ..domain.numerals import format_number
from ..domain.readings import Figure
from ..domain.report_periods import Period
from ..intake.read_figures import Mistake

_MOST_TOLD = 30
"""More mistakes than these are only counted in the one sentence of a refusal."""


class FigureMistakes(Refusal):
    """The file was not taken in; ``mistakes`` are all that is wrong with it."""

    def __init__(self, file: str, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        told = " ".join(mistake.words for mistake in mistakes[:_MOST_TOLD])
        more = f" Còn {len(mistakes) - _MOST_TOLD} chỗ sai khác." if len(mistakes) > _MOST_TOLD else ""
        super().__init__(f"Tệp «{file}» có {len(mistakes)} chỗ sai nên chưa nhập số nào. {told}{more}")


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that taking the file in would change; ``place`` is its cell («D17»).

    ``written`` is what stands in the cell, ``doubt`` what was guessed of it, in sentences.
    """

    indicator: Indicator
    place: str
    before: Figure
    after: Figure
    written: str = ""
    doubt: str = ""

    @property
    def id(self) -> str:
        """The indicator's code."""
        return self.indicator.code

    @property
    def old(self) -> str:
        """What is stored, in words."""
        return figure_words(self.before, self.indicator)

    @property
    def new(self) -> str:
        """What the file says, in words."""
        return figure_words(self.after, self.indicator)

    @property
    def note(self) -> str:
        """The note of the file, where it is another than the stored one."""
        return self.after.note if self.after.note != self.before.note else ""


def figure_words(figure: Figure, indicator: Indicator) -> str:
    """A figure as it is told: «chưa có», «không phát sinh», «ước 120»."""
    if figure.value is None:
        return "chưa có"
    if figure.none:
        return "không phát sinh"
    words = indicator.choice_words(figure.value) if indicator.choices else format_number(figure.value)
    return f"ước {words}" if figure.estimate else words


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something of the file that is not taken in, and why.

    A number that the program works out by itself, the emptiness of a cell whose figure is stored, a note
    «Không phát sinh» beside a number.
    """

    code: str
    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FigureDraft:
    """What taking a file in would do: ``problems`` are those that it would bring and that may be stored.

    ``questions`` are to be answered before anything is stored, ``notes`` to be read.
    """

    file: str
    period: Period
    changes: tuple[FigureChange, ...]
    unchanged: int
    ignored: tuple[Ignored, ...]
    problems: tuple[Problem, ...]
    questions: tuple[str, ...] = ()
    notes: tuple[Mistake, ...] = ()

    @property
    def doubted(self) -> tuple[FigureChange, ...]:
        """The changes of which something was guessed."""
        return tuple(change for change in self.changes if change.doubt)

    @property
    def to_confirm(self) -> tuple[str, ...]:
        """All that somebody has to have seen before it is stored; nothing where nothing would be."""
        if not self.changes:
            return ()
        return (*self.questions, *(f"Ô {change.place}: {change.doubt}" for change in self.doubted))
