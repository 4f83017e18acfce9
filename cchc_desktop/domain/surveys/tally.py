"""What the forms of a survey come to: counts of answers, satisfaction rates by item, factor and group.

Of an item: the answers that are satisfied over all valid answers; of a factor: the sums of both over its
items; the general rate: the same over all items, or that of the question on the whole (FACTS.md section 8).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from .questionnaire import SKIPPED, Part, Question, QuestionKind, Questionnaire
from .sampling import margin


@dataclass(frozen=True, slots=True)
class Rate:
    """Satisfied answers out of valid ones, of so many ``forms``, with the margin in percent points."""

    satisfied: int
    answers: int
    forms: int
    margin: Decimal | None

    @property
    def percent(self) -> Decimal | None:
        """The rate in percent, two decimals, half up; None without answers."""
        if not self.answers:
            return None
        hundredths = Fraction(self.satisfied, self.answers) * 10_000
        return Decimal(int(hundredths + Fraction(1, 2))) / 100


@dataclass(frozen=True, slots=True)
class ItemResult:
    """A question: ``counts`` by the figure of the answer, left out first."""

    question: Question
    counts: tuple[int, ...]
    rate: Rate | None
    """None where it is not rated."""

    @property
    def answered(self) -> int:
        """How many forms answer it."""
        return sum(self.counts[1:])


@dataclass(frozen=True, slots=True)
class FactorResult:
    """A part of the form with its items; ``rate`` is None where nothing of it is counted in a rate."""

    part: Part
    items: tuple[ItemResult, ...]
    rate: Rate | None


@dataclass(frozen=True)
class Tally:
    """Forms, counted. ``returned`` (thu về) are all that came in, ``valid`` (hợp lệ) those that count."""

    questionnaire: Questionnaire
    returned: int
    valid: int
    counts: tuple[tuple[int, ...], ...]
    """For each question, how many forms give each answer, left out first."""
    answering: tuple[int, ...]
    """For each part, how many forms answer anything of it that its rate counts."""
    population: int = 0

    def item(self, place: int) -> ItemResult:
        """What the question at a place came to."""
        question = self.questionnaire.questions[place]
        counts = self.counts[place]
        rate = None
        if question.kind is QuestionKind.RATED:
            rate = self._rate((place,), sum(counts[1:]))
        return ItemResult(question, counts, rate)

    @cached_property
    def factors(self) -> tuple[FactorResult, ...]:
        """What each part of the form came to."""
        found = []
        place = 0
        for number, part in enumerate(self.questionnaire.parts):
            places = range(place, place + len(part.questions))
            place += len(part.questions)
            counted = tuple(each for each in places if each in self.questionnaire.counted)
            rate = self._rate(counted, self.answering[number]) if counted else None
            found.append(FactorResult(part, tuple(map(self.item, places)), rate))
        return tuple(found)

    @property
    def over_items(self) -> Rate:
        """The rate over all items of all factors."""
        return self._rate(self.questionnaire.counted, self.valid)

    @property
    def general(self) -> Rate:
        """The general rate, as the questionnaire defines it."""
        if self.questionnaire.general:
            found = self.item(self.questionnaire.places[self.questionnaire.general]).rate
            assert found is not None
            return found
        return self.over_items

    def _rate(self, places: Sequence[int], forms: int) -> Rate:
        questions = self.questionnaire.questions
        satisfied = sum(self.counts[place][each] for place in places for each in questions[place].satisfied)
        answers = sum(sum(self.counts[place][1:]) for place in places)
        return Rate(satisfied, answers, forms, margin(forms, self.population))


def valid_forms(questionnaire: Questionnaire, forms: Sequence[str]) -> list[str]:
    """The forms that count."""
    spare = len(questionnaire.rated) - questionnaire.least
    # Who left out no more than the rated questions can spare needs no look at which those are.
    return [form for form in forms if form.count(SKIPPED) <= spare or questionnaire.is_valid(form)]


def tally(questionnaire: Questionnaire, forms: Sequence[str], population: int = 0) -> Tally:
    """Counts forms, each the figures of its answers.

    All figures stand in one text, of which every question is a slice: counting a slice takes no loop here.
    """
    valid = valid_forms(questionnaire, forms)
    width = len(questionnaire.questions)
    text = "".join(valid)
    counts = []
    for place, question in enumerate(questionnaire.questions):
        column = text[place::width]
        counts.append(tuple(column.count(str(each)) for each in range(len(question.answers) + 1)))
    return Tally(
        questionnaire, len(forms), len(valid), tuple(counts), _answering(questionnaire, valid), population
    )


def _answering(questionnaire: Questionnaire, valid: Sequence[str]) -> tuple[int, ...]:
    found = []
    counted = frozenset(questionnaire.counted)
    start = 0
    for part in questionnaire.parts:
        end = start + len(part.questions)
        places = [place for place in range(start, end) if place in counted]
        start = end
        nothing = SKIPPED * len(places)
        if places and len(places) == places[-1] + 1 - places[0]:
            found.append(len(valid) - sum(form.startswith(nothing, places[0]) for form in valid))
        else:
            found.append(sum(any(form[place] != SKIPPED for place in places) for form in valid))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class GroupResult:
    """The forms of those who gave one answer to a question on groups."""

    question: Question
    answer: int
    tally: Tally

    @property
    def name(self) -> str:
        """What the group is called."""
        return self.question.answers[self.answer - 1]


def by_group(questionnaire: Questionnaire, forms: Sequence[str]) -> Iterator[GroupResult]:
    """What each group answered, for each question on groups. How many people a group has is not known: its
    margin is that of forms alone."""
    for place, question in enumerate(questionnaire.questions):
        if question.kind is not QuestionKind.GROUP:
            continue
        for answer in range(1, len(question.answers) + 1):
            figure = str(answer)
            yield GroupResult(
                question, answer, tally(questionnaire, [f for f in forms if f[place] == figure])
            )
