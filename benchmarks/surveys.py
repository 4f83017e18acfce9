"""10,000 forms of a survey counted, beside a plain loop over the same answers."""

import random
from pathlib import Path

from cchc_desktop.catalogue.surveys import read_questionnaire, shipped_texts
from cchc_desktop.domain.surveys.tally import by_group, tally

from .measure import Result, in_turns

_FORMS = 10_000


def measure(_: Path, times: int) -> list[Result]:
    """The shipped questionnaire of 22 answers, with its factors and groups."""
    questionnaire = read_questionnaire(shipped_texts()["sipas"])
    chance = random.Random(8)
    forms = [
        "".join(str(chance.randint(0, len(each.answers))) for each in questionnaire.questions)
        for _ in range(_FORMS)
    ]

    def ours() -> object:
        whole = tally(questionnaire, forms, 50_000)
        return whole.general, whole.factors, [each.tally.factors for each in by_group(questionnaire, forms)]

    def loop() -> object:
        counts = [[0] * 10 for _ in questionnaire.questions]
        for form in forms:
            for place, answer in enumerate(form):
                counts[place][int(answer)] += 1
        return counts

    what = "10,000 forms of 22 answers, all factors and groups, beside a loop that counts the answers"
    return [in_turns("survey, 10,000 forms", what, ours, loop, times)]
