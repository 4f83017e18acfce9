"""A questionnaire (mẫu phiếu khảo sát): parts of questions, each answered by one figure from 1 to 9.

That an answer is one figure makes a form a short text, keyed at one key per answer, and leaves no place in
which a citizen's name could be stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

SKIPPED = "0"
"""The answer of a question that was left out: it is in no denominator (FACTS.md section 8)."""
MOST_ANSWERS = 9
MOST_QUESTIONS = 99


class QuestionKind(StrEnum):
    """What the answers to a question are for."""

    RATED = "rated"
    """How satisfied somebody is: what the satisfaction rate counts."""
    ASKED = "asked"
    """What somebody met or expects (nhận định, mong đợi): the share of each answer is told."""
    GROUP = "group"
    """Who answers, by groups: the results are told for each of them apart."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: ``answers`` in the order of their figures 1, 2, …, of which ``satisfied`` count as that.

    ``part`` is the part (of SIPAS: the factor) that it stands in.
    """

    id: str
    text: str
    kind: QuestionKind
    answers: tuple[str, ...]
    part: str
    satisfied: frozenset[int] = frozenset()

    def takes(self, answer: str) -> bool:
        """Whether a figure is one of its answers, or leaves it out."""
        return len(answer) == 1 and "0" <= answer <= "9" and int(answer) <= len(self.answers)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form with its heading; ``lead`` is what it says before its questions."""

    id: str
    name: str
    questions: tuple[Question, ...]
    lead: str = ""


@dataclass(frozen=True)
class Questionnaire:
    """A questionnaire. ``general`` is the question whose answers are the general rate, where that is not the
    rate of all rated questions together; ``least`` is how many rated answers make a form valid."""

    id: str
    name: str
    title: str
    parts: tuple[Part, ...]
    subtitle: str = ""
    intro: str = ""
    thanks: str = ""
    source: str = ""
    general: str = ""
    least: int = 1

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question in the order of the paper, which is that of a form's figures."""
        return tuple(question for part in self.parts for question in part.questions)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each question among a form's figures, by its id."""
        return {question.id: number for number, question in enumerate(self.questions)}

    @cached_property
    def rated(self) -> tuple[int, ...]:
        """The places of the questions that the satisfaction rate counts."""
        return tuple(n for n, each in enumerate(self.questions) if each.kind is QuestionKind.RATED)

    @cached_property
    def counted(self) -> tuple[int, ...]:
        """The places of the rated questions that factors and the rate over all items are made of.

        A question on the service as a whole sums the items up: with them it would count twice.
        """
        return tuple(place for place in self.rated if self.questions[place].id != self.general)

    def fits(self, answers: str) -> bool:
        """Whether a text is the answers of a form: one figure for each question."""
        return len(answers) == len(self.questions) and all(
            question.takes(answer) for question, answer in zip(self.questions, answers, strict=True)
        )

    def is_valid(self, answers: str) -> bool:
        """Whether a form counts: it answers enough of the rated questions."""
        return sum(answers[place] != SKIPPED for place in self.rated) >= self.least


def problems_of(questionnaire: Questionnaire) -> list[str]:
    """What keeps a questionnaire from being used, a sentence each."""
    found = []
    questions = questionnaire.questions
    if len(questions) > MOST_QUESTIONS:
        found.append(f"mẫu phiếu có {len(questions)} câu hỏi, quá {MOST_QUESTIONS}. Hãy bớt đi.")
    if len(questionnaire.places) != len(questions):
        found.append("mẫu phiếu có hai câu hỏi cùng id. Hãy đặt lại.")
    if not questionnaire.rated:
        found.append("mẫu phiếu không có câu nào hỏi mức độ hài lòng. Hãy bổ sung.")
    if questionnaire.general:
        place = questionnaire.places.get(questionnaire.general)
        if place is None or place not in questionnaire.rated:
            found.append("mẫu phiếu có «general» không phải câu hỏi mức độ hài lòng. Hãy sửa lại.")
        elif not questionnaire.counted:
            found.append("mẫu phiếu chỉ có câu hỏi chung. Hãy bổ sung câu hỏi theo từng yếu tố.")
    if questionnaire.rated and questionnaire.least > len(questionnaire.rated):
        found.append(
            f"mẫu phiếu có «least» là {questionnaire.least}, quá số câu hỏi mức độ hài lòng. Hãy sửa lại."
        )
    for question in questions:
        if not 2 <= len(question.answers) <= MOST_ANSWERS:
            found.append(f"câu hỏi «{question.id}» phải có từ 2 đến {MOST_ANSWERS} mức trả lời. Hãy sửa lại.")
        if question.kind is QuestionKind.RATED and (
            max(question.satisfied) > len(question.answers)
            or len(question.satisfied) == len(question.answers)
        ):
            found.append(f"câu hỏi «{question.id}» có mức hài lòng không đúng. Hãy sửa lại.")
    return found
