"""The code on a printed form: read back as its number, told from another survey's and from a slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.surveys.form_code import FIRST, LENGTH, form_code, typed_number
from cchc_desktop.domain.surveys.survey import MOST_FORMS

NUMBERS = st.integers(1, MOST_FORMS)


@given(NUMBERS)
def test_a_code_comes_back_as_its_number(number: int) -> None:
    code = form_code("dot-1", number)
    assert len(code) == LENGTH
    assert code.isdigit()
    assert code.startswith(FIRST)
    assert typed_number(f" {code} ", "dot-1") == number
    assert typed_number(f"{number:04}", "dot-1") == number


def test_a_code_is_the_same_on_every_pc() -> None:
    assert form_code("dot-1", 7) == "9155850000074"


@given(NUMBERS, st.integers(1, LENGTH - 1), st.integers(1, 9))
def test_a_wrong_figure_is_seen(number: int, place: int, by: int) -> None:
    code = form_code("dot-1", number)
    wrong = f"{code[:place]}{(int(code[place]) + by) % 10}{code[place + 1 :]}"
    with pytest.raises(Refusal, match=r"đọc chưa đúng|khác"):
        typed_number(wrong, "dot-1")


def test_a_form_of_another_survey_is_told() -> None:
    with pytest.raises(Refusal, match="Phiếu số 12 này thuộc một đợt khảo sát khác"):
        typed_number(form_code("dot-2", 12), "dot-1")


@pytest.mark.parametrize(
    "typed", ["", "0", "100001", "12a", "٣", "1234567", "8" + "0" * 12, "9" * 14, "-1", "1.5"]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match=r"từ 1 đến 100\.000"):
        typed_number(typed, "dot-1")
