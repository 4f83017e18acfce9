"""A form that is being keyed in, at one key per answer: what each key makes of it."""

from dataclasses import dataclass, replace

from .questionnaire import Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Keying:
    """The figures of a form so far; the next key answers the question after them."""

    questionnaire: Questionnaire
    answers: str = ""

    @property
    def place(self) -> int:
        """The place of the question that the next key answers."""
        return len(self.answers)

    @property
    def question(self) -> Question | None:
        """The question that the next key answers; None where all are answered."""
        questions = self.questionnaire.questions
        return questions[self.place] if self.place < len(questions) else None

    @property
    def is_whole(self) -> bool:
        """Whether every question has its answer."""
        return self.question is None

    def pressed(self, figure: str) -> "Keying | None":
        """After a figure; None where it is no answer to the question, or nothing is left to answer."""
        question = self.question
        if question is None or not question.takes(figure):
            return None
        return replace(self, answers=self.answers + figure)

    def back(self) -> "Keying":
        """Without the last answer."""
        return replace(self, answers=self.answers[:-1])
