"""What officials type is a figure, or is refused with a sentence."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.indicators import Kind
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.typed_figures import checked, cleaned, parse_figure, retyped

KNOWN = catalogue.indicators()
TYPED = [one for one in KNOWN.indicators if one.kind is not Kind.COMPUTED]


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("3.14", "1.234", "1234"), ("3.14", "1234", "1234"), ("3.14", " 12 ", "12"), ("3.14", "12,0", "12.0"),
        ("6.02", "1.234,5", "1234.5"), ("3.50", "95,5%", "95.5"), ("3.14", "ước 120", "120"),
        ("3.14", "120 hồ sơ", "120"), ("3.14", "120 (ước)", "120"), ("3.14", "khoảng 1.200 hs", "1200"),
        ("6.12", "có", "1"), ("6.12", "Không", "0"), ("1.34", "2", "2"), ("1.34", "phat phieu", "1"),
    ],
)  # fmt: skip
def test_what_officials_type(code: str, text: str, value: str) -> None:
    assert parse_figure(text, KNOWN.get(code)).value == Decimal(value)


@pytest.mark.parametrize("zero", ["-0", "-0,0", "ước -0", "0"])
def test_a_zero_has_no_sign(zero: str) -> None:
    typed = parse_figure(zero, KNOWN.get("6.02"))
    counted = checked(Figure(Decimal("-0")), KNOWN.get("6.02"))
    assert [str(figure.value).strip("0.") for figure in (typed, counted)] == ["", ""]


@pytest.mark.parametrize("text", ["không phát sinh", "KPS", "Không  phát sinh", "-", "–", "không", "Ko có"])
def test_nothing_occurred_is_not_empty(text: str) -> None:
    figure = parse_figure(text, KNOWN.get("3.20"))
    assert figure.value == 0
    assert figure.none
    assert parse_figure("", KNOWN.get("3.20")).value is None


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("3.14", "mười", "như 120, «ước 120» hoặc «không phát sinh»"),
        ("8.04", "chín", "như 95,5 hoặc «ước 95,5»"), ("8.04", "-", "chưa rõ"),
        ("3.14", "ước", "«ước» chưa có số đi kèm"), ("3.14", "x", "ghi 0 hoặc kps"),
        ("3.14", "…", "chưa rõ"), ("3.14", "12 lượt", "ghi theo «lượt» mà"),
        ("3.14", "12, 3 trễ", "không phải"),
        ("3.14", "12 a/b", "không phải là số"),
        ("8.04", "không có", "Nếu chưa có số thì để trống"),
        ("3.14", "1,234", "1.234"), ("3.14", "-5", "số âm"),
        ("3.14", "12,5", "số nguyên"), ("3.50", "101", "100%"), ("6.12", "7", "Chọn".lower()),
        ("3.14", "1234567890123456", "15 chữ số"), ("3.50", "KPS", "không phát sinh"),
        ("6.02", "1,23456", "sau dấu phẩy"), ("3.14", "1 2 3 4 5a", "không phải là số"),
        ("1.01", "95%", "không ghi dấu %"), ("1.34", "không", "0: Trực tuyến"), ("1.34", "Có", "Hãy chọn"),
    ],
)  # fmt: skip
def test_what_is_no_figure_gets_its_sentence(code: str, text: str, said: str) -> None:
    with pytest.raises(Refusal, match=re.escape(said)) as refused:
        parse_figure(text, KNOWN.get(code))
    assert refused.value.field == code


@given(st.text(max_size=30), st.sampled_from(TYPED))
def test_any_text_is_a_figure_or_refused(text: str, indicator: object) -> None:
    known = KNOWN.by_code[getattr(indicator, "code")]  # noqa: B009 - hypothesis hides the type
    try:
        figure = parse_figure(text, known)
    except Refusal:
        return
    assert figure.value is None or figure.value >= 0


def test_what_stood_beside_a_figure_stays_when_it_is_typed_again() -> None:
    indicator = KNOWN.get("1.20")
    before = Figure(Decimal(5), estimate=True, note="theo sổ", source="Văn phòng")
    assert retyped(before, "7", indicator) == replace(before, value=Decimal(7))
    assert retyped(before, "kps", indicator) == replace(before, value=Decimal(0), none=True, estimate=False)
    assert retyped(before, "", indicator) == replace(before, value=None, estimate=False)
    assert cleaned(Figure(Decimal(5), note=" theo sổ "), indicator) == Figure(Decimal(5), note="theo sổ")
