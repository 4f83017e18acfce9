"""What a survey came to, as screens and documents tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..numerals import format_number
from .questionnaire import Questionnaire
from .sampling import sample_size
from .survey import Survey, SurveyForm, differences
from .tally import GroupResult, Rate, Tally, by_group, tally, valid_forms


@dataclass(frozen=True)
class Results:
    """A survey with its forms, counted. Of a form that was keyed twice the first keying counts until somebody
    said which is right."""

    survey: Survey
    questionnaire: Questionnaire
    forms: Sequence[SurveyForm]

    @cached_property
    def _answers(self) -> list[str]:
        return [form.answers for form in self.forms]

    @cached_property
    def tally(self) -> Tally:
        """All forms."""
        return tally(self.questionnaire, self._answers, self.survey.population)

    @cached_property
    def groups(self) -> tuple[GroupResult, ...]:
        """The forms of each group that any form is of."""
        found = by_group(self.questionnaire, self._answers)
        return tuple(each for each in found if each.tally.returned)

    @property
    def needed(self) -> int:
        """How many forms the sample takes; 0 where the number of transactions is not known."""
        return sample_size(self.survey.population, self.survey.error)

    @property
    def twice(self) -> int:
        """How many forms were keyed twice."""
        return sum(bool(form.second) for form in self.forms)

    @cached_property
    def differing(self) -> int:
        """How many forms were keyed twice and not the same."""
        return len({each.number for each in differences(self.forms)})

    @property
    def general_words(self) -> str:
        """How the general rate is made, which a report has to say (FACTS.md section 8)."""
        if self.questionnaire.general:
            text = self.questionnaire.questions[self.questionnaire.places[self.questionnaire.general]].text
            return f"theo câu hỏi «{text}»"
        count = len(self.questionnaire.counted)
        return f"tính trên {count} câu hỏi mức độ hài lòng của các yếu tố"

    @property
    def sample_words(self) -> str:
        """How many forms were handed out, came back and count, and what the sample takes."""
        # While forms are keyed in this is told after each of them: nothing else is counted for it.
        survey, valid = self.survey, len(valid_forms(self.questionnaire, self._answers))
        # Nobody hands out none: 0 is that the number was not written down.
        out = f"Phát ra {survey.handed_out} phiếu, thu về" if survey.handed_out else "Thu về"
        words = f"{out} {len(self.forms)}{'' if survey.handed_out else ' phiếu'}, hợp lệ {valid}."
        if not survey.population:
            return words
        error = format_number(survey.error)
        words += f" Cỡ mẫu cần với N = {format_number(survey.population)}, e = {error}%: {self.needed} phiếu"
        lack = self.needed - valid
        return f"{words}, còn thiếu {lack}." if lack > 0 else f"{words}, đã đủ."


def percent_words(rate: Rate | None) -> str:
    """A rate as it is written: «86,50%»; a dash where there is none."""
    if rate is None or rate.percent is None:
        return "-"
    return f"{format_number(rate.percent, 2)}%"


def margin_words(rate: Rate | None) -> str:
    """The margin of a rate: «± 5,00»; a dash where there is none."""
    if rate is None or rate.margin is None:
        return "-"
    return f"± {format_number(rate.margin, 2)}"
