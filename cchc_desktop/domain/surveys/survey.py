"""A survey that an office holds, and the forms that came back: figures alone, nothing of who answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..errors import Refusal
from .questionnaire import Questionnaire

MOST_PEOPLE = 10_000_000
MOST_FORMS = 100_000


class SurveyState(StrEnum):
    """Whether forms may still be keyed in."""

    OPEN = "open"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """Its name on the screen."""
        return "Đang nhập phiếu" if self is SurveyState.OPEN else "Đã kết thúc"


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey. ``questionnaire`` is the text of its questionnaire, kept as it was when the survey began.

    ``population`` (N) is how many transactions of the service the period had, or people who are asked about;
    0 where nobody knows. ``error`` (e) is in percent. ``handed_out`` (phát ra) is how many forms went out.
    """

    id: str
    name: str
    questionnaire: str
    starts: date
    ends: date
    population: int
    error: Decimal
    handed_out: int
    state: SurveyState = SurveyState.OPEN

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refusal("Hãy đặt tên cho đợt khảo sát.", "name")
        if self.ends < self.starts:
            raise Refusal("Ngày kết thúc khảo sát phải từ ngày bắt đầu trở đi.", "ends")
        if not 0 <= self.population <= MOST_PEOPLE:
            raise Refusal("Tổng số giao dịch phải từ 0 đến 10.000.000.", "population")
        if not self.error.is_finite() or not 0 < self.error <= 50:
            raise Refusal("Sai số phải lớn hơn 0 và không quá 50%.", "error")
        if not 0 <= self.handed_out <= MOST_FORMS:
            raise Refusal("Số phiếu phát ra phải từ 0 đến 100.000.", "handed_out")

    @property
    def is_open(self) -> bool:
        """Whether forms may be keyed in."""
        return self.state is SurveyState.OPEN


@dataclass(frozen=True, slots=True)
class SurveyForm:
    """A form that came back, by the number that is printed on it.

    ``answers`` has one figure for each question; ``second`` what was keyed the second time, nothing where
    nobody did. ``keyed_by`` and ``second_by`` name who of the office sat at the keys.
    """

    id: str
    survey_id: str
    number: int
    answers: str
    second: str = ""
    keyed_by: str = ""
    second_by: str = ""

    @property
    def differs(self) -> bool:
        """Whether it was keyed twice, and not the same."""
        return bool(self.second) and self.second != self.answers


def check_form(questionnaire: Questionnaire, form: SurveyForm) -> None:
    """Refuses a form that is none of this questionnaire. Raises Refusal."""
    if not 1 <= form.number <= MOST_FORMS:
        raise Refusal("Số phiếu phải từ 1 đến 100.000.", "number")
    check_answers(questionnaire, form.answers)
    if form.second:
        check_answers(questionnaire, form.second)


def check_answers(questionnaire: Questionnaire, answers: str) -> None:
    """Refuses a text that is not one figure for each question. Raises Refusal, which names the question."""
    if len(answers) != len(questionnaire.questions):
        raise Refusal(
            f"Phiếu phải có {len(questionnaire.questions)} câu trả lời, ở đây có {len(answers)}. "
            "Câu không trả lời ghi 0.",
            "answers",
        )
    for place, (question, answer) in enumerate(zip(questionnaire.questions, answers, strict=True), 1):
        if not question.takes(answer):
            raise Refusal(
                f"Câu {place} chỉ nhận từ 1 đến {len(question.answers)}, hoặc 0 là không trả lời.", "answers"
            )


@dataclass(frozen=True, slots=True)
class Difference:
    """A question (by its place) that was keyed in two ways."""

    number: int
    place: int
    first: str
    second: str


def differences(forms: Sequence[SurveyForm]) -> list[Difference]:
    """Where forms were keyed twice and not the same, in the order of their numbers and questions."""
    return [
        Difference(form.number, place, first, second)
        for form in sorted(forms, key=lambda form: form.number)
        if form.differs
        for place, (first, second) in enumerate(zip(form.answers, form.second, strict=True))
        if first != second
    ]
