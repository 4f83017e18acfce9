"""Numbers and dates as officials type and read them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.dates import parse_date, place_and_date, short_date
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.numerals import (
    document_number,
    format_money,
    format_number,
    from_roman,
    parse_number,
    parse_whole,
    size_words,
    to_roman,
)


def test_sizes_of_files() -> None:
    assert [size_words(count) for count in (1, 2500, 2_736_128)] == ["1 KB", "2 KB", "2,7 MB"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("95", 95), ("95,5", "95.5"), ("1.234", 1234), ("1.234.567,8", "1234567.8"), ("0.75", "0.75"),
     ("90 %", 90), ("-3", -3)],
)  # fmt: skip
def test_typed_numbers(typed: str, value: str | int) -> None:
    assert parse_number(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["", "abc", "1,2,3", "1.23.456", "9 9 a", "∞", "NaN", "1e5", "٣", "９５"])
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(Refusal, match="không phải là số"):
        parse_number(typed)


def test_a_percent_sign_is_no_part_of_a_count() -> None:
    for typed in ("5%", "1.250 %"):
        with pytest.raises(Refusal, match="không ghi dấu %"):
            parse_whole(typed)
        with pytest.raises(Refusal, match="không ghi dấu %"):
            parse_number(typed, percent=False)
    assert parse_whole("50 %", percent=True) == 50
    assert parse_whole("1.250") == 1250


def test_a_number_of_more_digits_than_spreadsheets_keep() -> None:
    assert parse_number("999.999.999.999.999") == 10**15 - 1
    for typed in ("1" * 16, "9" * 400, "1." + "0" * 15, "1.000.000.000.000.000,5"):
        with pytest.raises(Refusal, match="15 chữ số"):
            parse_number(typed)


@given(st.decimals(min_value=-(10**10), max_value=10**10, places=4))
def test_numbers_come_back(value: Decimal) -> None:
    # Below a thousand, three decimals after a point would read as thousands: offices write a comma.
    assert parse_number(format_number(value)) == value


def test_written_numbers() -> None:
    assert format_number(1234567.5) == "1.234.567,5"
    assert format_number(80.0) == "80"
    assert format_number(12.345, 1) == "12,3"


@given(st.integers(1, 39))
def test_roman(number: int) -> None:
    assert from_roman(to_roman(number)) == number


@pytest.mark.parametrize("text", ["", "IIII", "VX", "A", "i", "IM"])
def test_no_roman(text: str) -> None:
    assert from_roman(text) is None


@pytest.mark.parametrize(
    "typed", ["5/1/2026", "05-01-2026", "2026-01-05", "05012026", "ngày 05 tháng 01 năm 2026", " 5.1.2026 "]
)
def test_typed_dates(typed: str) -> None:
    assert parse_date(typed) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("typed", "says"), [("30/2/2026", "Không có ngày"), ("mai", "không phải là ngày"), ("", "ngày")]
)
def test_what_is_no_date(typed: str, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        parse_date(typed)


def test_place_and_date_pads_as_the_decree_says() -> None:
    assert place_and_date("An Bình", date(2026, 1, 5)) == "An Bình, ngày 05 tháng 01 năm 2026"
    assert place_and_date("An Bình", date(2019, 6, 29)) == "An Bình, ngày 29 tháng 6 năm 2019"
    assert " ".join(place_and_date("An Bình", None, 12, 2025).split()) == "An Bình, ngày tháng 12 năm 2025"
    assert short_date(date(2026, 1, 5)) == "05/01/2026"


def test_a_whole_number_has_no_decimals() -> None:
    with pytest.raises(Refusal, match="số nguyên"):
        parse_whole("1,5")


def test_money() -> None:
    assert format_money(12_500_000) == "12.500.000"


def test_numbers_of_documents() -> None:
    assert document_number(" 007 ") == "7"
    for typed in ("0", "", "²", "-1", "1" * 10, "12a"):
        with pytest.raises(Refusal, match="số nguyên dương") as refused:
            document_number(typed)
        assert refused.value.field == "number"
