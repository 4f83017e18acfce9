"""Surveys: their forms, the sample, keying, and forms from a sheet."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.surveys.form_code import form_code
from cchc_desktop.domain.surveys.incoming import FileForm, read_sheet
from cchc_desktop.domain.surveys.keying import Keying
from cchc_desktop.domain.surveys.sampling import margin, sample_size
from cchc_desktop.domain.surveys.survey import (
    Difference,
    Survey,
    SurveyForm,
    SurveyState,
    check_form,
    differences,
)
from tests.domain.surveys.questionnaires import SMALL

SURVEY = Survey("s", "SIPAS 2026", "", date(2026, 9, 1), date(2026, 9, 30), 1200, Decimal(5), 320)
FORM = SurveyForm("f", "s", 7, "1453250")


def test_a_survey() -> None:
    assert SURVEY.is_open
    assert SURVEY.state.label == "Đang nhập phiếu"
    closed = replace(SURVEY, state=SurveyState.CLOSED)
    assert (closed.is_open, closed.state.label) == (False, "Đã kết thúc")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "Hãy đặt tên"),
        ({"ends": date(2026, 8, 1)}, "từ ngày bắt đầu"),
        ({"population": -1}, "từ 0 đến 10.000.000"),
        ({"error": Decimal(0)}, "lớn hơn 0"),
        ({"error": Decimal("NaN")}, "lớn hơn 0"),
        ({"handed_out": 100_001}, "phát ra"),
    ],
)
def test_what_is_no_survey(change: dict[str, object], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        replace(SURVEY, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": 0}, "Số phiếu phải từ 1"),
        ({"answers": ""}, "phải có 7 câu trả lời, ở đây có 0"),
        ({"answers": "3453250"}, "Câu 1 chỉ nhận từ 1 đến 2"),
        ({"second": "1453"}, "phải có 7 câu trả lời"),
    ],
)
def test_what_is_no_form(change: dict[str, object], words: str) -> None:
    check_form(SMALL, replace(FORM, second="1453251"))
    check_form(SMALL, FORM)
    with pytest.raises(Refusal, match=words):
        check_form(SMALL, replace(FORM, **change))  # type: ignore[arg-type]


def test_differences_of_what_was_keyed_twice() -> None:
    forms = [
        replace(FORM, number=9, second="1453251"),
        replace(FORM, number=3, second="2453254"),
        replace(FORM, number=4, second=FORM.answers),
        FORM,
    ]
    assert differences(forms) == [
        Difference(3, 0, "1", "2"), Difference(3, 6, "0", "4"), Difference(9, 6, "0", "1"),
    ]  # fmt: skip


# The sample


def test_sample_sizes_as_published() -> None:
    # The usual table of n = N / (1 + N·e²).
    assert [sample_size(n, Decimal(5)) for n in (500, 1000, 2000, 10_000, 100_000)] == [
        223,
        286,
        334,
        385,
        399,
    ]
    assert sample_size(0, Decimal(5)) == 0
    assert sample_size(1, Decimal(50)) == 1
    assert sample_size(2000, Decimal("2.5")) == 889


@given(st.integers(1, 10_000_000), st.decimals("0.1", "50", places=1))
def test_as_many_forms_as_the_sample_keep_the_error(population: int, error: Decimal) -> None:
    forms = sample_size(population, error)
    assert 1 <= forms <= population
    left = margin(forms, population)
    assert left is not None
    assert left <= error
    if forms > 1:
        fewer = Fraction(1, forms - 1) - Fraction(1, population)
        assert fewer > (Fraction(error) / 100) ** 2


def test_margins() -> None:
    assert margin(0, 100) is None
    assert margin(100) == Decimal(10)
    assert margin(400) == Decimal(5)
    assert margin(286, 1000) == Decimal("5.00")
    assert margin(100, 100) == 0
    assert margin(101, 100) == margin(101)


# Keying


def test_keys() -> None:
    keying = Keying(SMALL)
    for figure in "145":
        following = keying.pressed(figure)
        assert following is not None
        keying = following
    assert (keying.answers, keying.place, keying.is_whole) == ("145", 3, False)
    assert keying.pressed("6") is None
    assert keying.pressed("x") is None
    assert keying.back().answers == "14"
    assert Keying(SMALL).back().answers == ""
    whole = replace(keying, answers="1453250")
    assert whole.is_whole
    assert whole.pressed("1") is None


# From a sheet

HEAD = ["Số phiếu", "Câu 1", "2", "Câu 3. Tiện nghi", "C4", "Số lần?", "Q6", "Câu hỏi all"]


def test_forms_of_a_sheet() -> None:
    rows = [
        ["BẢNG NHẬP PHIẾU"], HEAD,
        ["12", "Tổ chức", "4", "5,0", "hài lòng", "3", "", "0"],
        [],
        ["13.0", "1", "-", "3", "4"], ["14", " "],
    ]  # fmt: skip
    found = read_sheet(SMALL, rows)
    assert found.problems == ()
    assert found.forms == (FileForm(12, "2454300", 3), FileForm(13, "1034000", 5))
    assert (found.skipped, found.unfilled) == (6, 1)


def test_a_number_may_be_scanned() -> None:
    code = form_code("dot", 12)
    wrong = f"{code[:-1]}{(int(code[-1]) + 1) % 10}"
    rows = [HEAD, [code, "1"], ["13", "1"], [form_code("other", 14), "1"], [wrong, "1"], [code, "2"]]
    found = read_sheet(SMALL, rows, (), "dot")
    assert [form.number for form in found.forms] == [12, 13]
    assert [problem.row for problem in found.problems] == [4, 5, 6]
    assert "thuộc một đợt khảo sát khác" in found.problems[0].sentence
    assert "đọc chưa đúng" in found.problems[1].sentence
    assert "Phiếu số 12 đã có ở dòng 2" in found.problems[2].sentence


def test_rows_that_are_wrong() -> None:
    rows = [
        HEAD, ["1", "9"], ["0", "1"], ["một", "1"], ["2", "1"], ["2", "1"], ["5", "1"], ["6", "tốt", "1,5"],
    ]  # fmt: skip
    found = read_sheet(SMALL, rows, known=[5])
    assert [(each.row, each.sentence.split(".")[0][:40]) for each in found.problems] == [
        (2, "Câu 1: «9» không phải câu trả lời từ 1 đ"),
        (3, "Số phiếu «0» không phải số từ 1 đến 100"),
        (4, "Số phiếu «một» không phải số từ 1 đến 10"),
        (6, "Phiếu số 2 đã có ở dòng 5 của tệp"),
        (7, "Phiếu số 5 đã nhập trước đây"),
        (8, "Câu 1: «tốt» không phải câu trả lời từ 1"),
        (8, "Câu 2: «1,5» không phải câu trả lời từ 1"),
    ]


def test_sheets_without_forms() -> None:
    assert "không có phiếu nào" in read_sheet(SMALL, [HEAD]).problems[0].sentence


@pytest.mark.parametrize(
    ("head", "words"), [(["a", "b"], "Không thấy dòng tiêu đề"), (HEAD[:5], "câu 5, 6, 7")]
)
def test_sheets_without_a_header(head: list[str], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        read_sheet(SMALL, [head])
