"""What a survey came to in words: the sample, the general rate, groups, forms that were keyed twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cchc_desktop.domain.surveys.results import Results, margin_words, percent_words
from cchc_desktop.domain.surveys.survey import Survey, SurveyForm
from tests.domain.surveys.questionnaires import OVER_ITEMS, SMALL

SURVEY = Survey("s", "SIPAS", "", date(2026, 9, 1), date(2026, 9, 30), 100, Decimal("2.5"), 90)
FORMS = (
    SurveyForm("s:1", "s", 1, "1454015", "1454015"),
    SurveyForm("s:2", "s", 2, "1350244", "1350243"),
    SurveyForm("s:3", "s", 3, "0000000"),
)


def test_the_sample_in_words() -> None:
    results = Results(SURVEY, SMALL, FORMS)
    said = "Phát ra 90 phiếu, thu về 3, hợp lệ 2."
    assert results.sample_words == f"{said} Cỡ mẫu cần với N = 100, e = 2,5%: 95 phiếu, còn thiếu 93."
    enough = Results(replace(SURVEY, population=2), SMALL, FORMS)
    assert enough.sample_words == f"{said} Cỡ mẫu cần với N = 2, e = 2,5%: 2 phiếu, đã đủ."
    assert Results(replace(SURVEY, population=0), SMALL, FORMS).sample_words == said
    uncounted = Results(replace(SURVEY, population=0, handed_out=0), SMALL, FORMS)
    assert uncounted.sample_words == "Thu về 3 phiếu, hợp lệ 2."


def test_rates_in_words() -> None:
    results = Results(SURVEY, SMALL, FORMS)
    assert results.general_words == "theo câu hỏi «Câu hỏi all»"
    assert Results(SURVEY, OVER_ITEMS, FORMS).general_words == (
        "tính trên 5 câu hỏi mức độ hài lòng của các yếu tố"
    )
    assert (percent_words(results.tally.general), margin_words(results.tally.general)) == (
        "100,00%",
        "± 70,00",
    )
    assert (percent_words(None), margin_words(None)) == ("-", "-")
    nothing = Results(SURVEY, SMALL, ()).tally.general
    assert (percent_words(nothing), margin_words(nothing)) == ("-", "-")


def test_groups_and_keyings() -> None:
    results = Results(SURVEY, SMALL, FORMS)
    assert [(each.name, each.tally.returned) for each in results.groups] == [("Dân", 2)]
    assert (results.twice, results.differing) == (2, 1)
