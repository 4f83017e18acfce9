"""What forms come to, held against counting each answer by itself."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.surveys.questionnaire import QuestionKind, Questionnaire
from cchc_desktop.domain.surveys.tally import Rate, by_group, tally
from tests.domain.surveys.questionnaires import OVER_ITEMS, SMALL

forms = st.lists(
    st.tuples(*(st.integers(0, len(each.answers)) for each in SMALL.questions)).map(
        lambda figures: "".join(map(str, figures))
    ),
    max_size=40,
)


@pytest.mark.parametrize("questionnaire", [SMALL, OVER_ITEMS], ids=["question", "items"])
@given(forms=forms)
def test_counted_one_by_one(questionnaire: Questionnaire, forms: list[str]) -> None:
    valid = [
        form for form in forms if sum(form[p] != "0" for p in questionnaire.rated) >= questionnaire.least
    ]
    whole = tally(questionnaire, forms, 1000)
    assert (whole.returned, whole.valid) == (len(forms), len(valid))
    start = all_satisfied = all_answers = 0
    for factor in whole.factors:
        satisfied = answers = 0
        for place, item in enumerate(factor.items, start):
            given_ = [int(form[place]) for form in valid]
            assert item.counts == tuple(given_.count(n) for n in range(len(item.question.answers) + 1))
            assert item.answered == sum(answer > 0 for answer in given_)
            if item.question.kind is not QuestionKind.RATED:
                assert item.rate is None
                continue
            good = sum(answer in (4, 5) for answer in given_)
            assert item.rate is not None
            assert (item.rate.satisfied, item.rate.answers, item.rate.forms) == (good, *[item.answered] * 2)
            if item.question.id != questionnaire.general:
                satisfied, answers = satisfied + good, answers + item.answered
        places = [
            place
            for place, item in enumerate(factor.items, start)
            if item.question.kind is QuestionKind.RATED and item.question.id != questionnaire.general
        ]
        if places:
            assert factor.rate is not None
            answering = sum(any(form[place] != "0" for place in places) for form in valid)
            assert (factor.rate.satisfied, factor.rate.answers) == (satisfied, answers)
            assert factor.rate.forms == answering
        else:
            assert factor.rate is None
        all_satisfied, all_answers = all_satisfied + satisfied, all_answers + answers
        start += len(factor.items)
    assert (whole.over_items.satisfied, whole.over_items.answers) == (all_satisfied, all_answers)
    if questionnaire.general:
        assert whole.general == whole.item(6).rate
    else:
        assert whole.general == whole.over_items
    for group in by_group(questionnaire, forms):
        own = [form for form in forms if form[0] == str(group.answer)]
        assert group.tally == tally(questionnaire, own)
        assert group.name == ("Dân", "Tổ chức")[group.answer - 1]


@given(st.integers(0, 500), st.integers(1, 500))
def test_percent_is_half_up(satisfied: int, answers: int) -> None:
    satisfied = min(satisfied, answers)
    percent = Rate(satisfied, answers, answers, None).percent
    assert percent is not None
    exact = Fraction(satisfied * 100, answers)
    assert Fraction(percent) - Fraction(1, 200) <= exact < Fraction(percent) + Fraction(1, 200)


def test_rates_without_answers() -> None:
    nothing = tally(SMALL, [])
    assert (nothing.general.percent, nothing.general.margin) == (None, None)


def test_a_rate_by_hand() -> None:
    # a1: 4 of 5, 3, skipped; a2: 5, 5, 2; b1: 4, skipped, 1; b2: 1, 4, 5.
    whole = tally(OVER_ITEMS, ["1454015", "1350244", "2021155"], 100)
    first, second = whole.factors[1], whole.factors[2]
    assert first.rate is not None
    assert second.rate is not None
    assert (first.rate.satisfied, first.rate.answers, first.rate.percent) == (3, 5, Decimal("60.00"))
    assert (second.rate.satisfied, second.rate.answers) == (3, 5)
    assert (whole.general.satisfied, whole.general.answers, whole.general.percent) == (
        9,
        13,
        Decimal("69.23"),
    )
    assert whole.general.margin == Decimal("56.87")
