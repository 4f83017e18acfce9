"""How figures, changes and targets are said, and what is said of an office and of the time ahead."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.domain.numerals import parse_number
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.readings import EMPTY, Reading, State
from cchc_desktop.domain.report.data import horizon_of, level_of, province_kind, province_of
from cchc_desktop.domain.report.wording import Presence
from cchc_desktop.domain.report.words import (
    Noted,
    change,
    change_words,
    compared_with,
    count_words,
    figure_word,
    grows_through_year,
    note_words,
    read_note,
    running_date,
    target_words,
    value_words,
)
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.targets import Comparator, Measure, TargetKind

KNOWN = catalogue.indicators()
QUARTER, YEAR = Period.parse("2026-Q1"), Period.parse("2026-N")


def actual(value: str | int) -> Reading:
    return Reading(Fraction(value), State.ACTUAL)


def told(code: str, now: str | int, before: str | int, period: Period = QUARTER) -> str | None:
    found = change(actual(now), actual(before), KNOWN.get(code))
    return None if found is None else change_words(found, compared_with(period))


@pytest.mark.parametrize(
    ("code", "now", "before", "words"),
    [
        ("3.24", "99.17", "95.97", "tăng 3,20 điểm phần trăm so với cùng kỳ năm trước"),
        ("3.24", "95", "95", "bằng cùng kỳ năm trước"),
        ("3.14", 880, 1000, "giảm 12% so với cùng kỳ năm trước"),
        ("1.25", 3, 2, "tăng 01 hội nghị so với cùng kỳ năm trước"),
        ("3.51", "17.5", "21", "giảm 3,5 phút so với cùng kỳ năm trước"),
        ("8.06", 31, 38, "tăng 07 bậc so với cùng kỳ năm trước"),
        ("8.06", 40, 38, "giảm 02 bậc so với cùng kỳ năm trước"),
        ("1.01", 5, 0, "tăng 05 văn bản so với cùng kỳ năm trước"),
        ("6.12", 1, 0, None),
    ],
)
def test_changes(code: str, now: str | int, before: str | int, words: str | None) -> None:
    assert told(code, now, before) == words


def test_a_change_of_the_year_is_held_against_the_year_before() -> None:
    assert told("3.24", 99, 98, YEAR) == "tăng 1 điểm phần trăm so với năm trước"


def test_what_is_not_whole_is_not_compared() -> None:
    partly = Reading(Fraction(9), State.ACTUAL, lacks=("2025-Q1",))
    assert change(actual(9), partly, KNOWN.get("1.01")) is None
    assert change(actual(9), EMPTY, KNOWN.get("1.01")) is None


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_change_goes_the_way_that_the_numbers_go(now: int, before: int) -> None:
    words = told("3.14", now, before)
    assert words is not None
    opening = "bằng" if now == before else "tăng" if now > before else "giảm"
    assert words.startswith(opening)


@pytest.mark.parametrize(
    ("code", "reading", "words"),
    [
        ("1.01", actual(5), "05 văn bản"),
        ("3.13", actual(1245), "1.245 hồ sơ"),
        ("3.24", actual("99.174"), "99,17%"),
        ("3.24", actual(5), "5%"),
        ("8.06", actual(7), "thứ 7"),
        ("1.01", Reading(Fraction(5), State.ESTIMATE, estimate=True), "ước 05 văn bản"),
        ("6.12", actual(1), "có"),
    ],
)
def test_values(code: str, reading: Reading, words: str) -> None:
    assert value_words(reading, KNOWN.get(code)) == words


def test_a_division_by_zero_is_no_word() -> None:
    assert figure_word(Reading(None, State.UNDEFINED), KNOWN.get("3.24")).presence is Presence.MISSING


@given(st.integers(0, 10**12))
def test_counts_are_read_back(count: int) -> None:
    words = count_words(count)
    assert parse_number(words) == Decimal(count)
    assert len(words) >= 2 or count == 0


@pytest.mark.parametrize(
    ("code", "grows"),
    [
        ("1.01", True),  # a count
        ("1.07", True),  # things counted without doubles
        ("1.09", True),  # units inspected, of all units
        ("6.03", True),  # paid out, of what was given
        ("3.24", False),  # of the dossiers of the period itself
        ("3.06", False),  # of what there is, of what there is
        ("1.18", False),  # what is overdue is so at once
        ("3.45", False),
        ("3.51", False),
    ],
)
def test_what_reaches_its_height_only_at_the_years_end(code: str, grows: bool) -> None:
    assert grows_through_year(KNOWN.get(code), KNOWN.by_code) is grows


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (Measure(TargetKind.PERCENT, Comparator.AT_LEAST, 70, unit="%"), "từ 70% trở lên"),
        (Measure(TargetKind.PERCENT, Comparator.MORE_THAN, 95.5, unit="%"), "trên 95,5%"),
        (Measure(TargetKind.PERCENT, Comparator.EQUAL, 100, unit="%"), "100%"),
        (Measure(TargetKind.PERCENT, Comparator.BETWEEN, 98, 100, unit="%"), "từ 98% đến 100%"),
        (Measure(TargetKind.PERCENT, Comparator.AT_MOST, 5, unit="%"), "tối đa 5%"),
        (Measure(TargetKind.PERCENT, Comparator.LESS_THAN, 5, unit="%"), "dưới 5%"),
        (Measure(TargetKind.QUANTITY, Comparator.AT_MOST, 15, unit="phút/lượt"), "tối đa 15 phút/lượt"),
        (Measure(TargetKind.COUNT, Comparator.AT_LEAST, 2, unit="lần", per="năm"), "ít nhất 02 lần/năm"),
        (Measure(TargetKind.COUNT, Comparator.EQUAL, 2, unit="hoạt động"), "đủ 02 hoạt động"),
        (Measure(TargetKind.COUNT, Comparator.BETWEEN, 2, 12, unit="lớp"), "từ 02 đến 12 lớp"),
        (Measure(TargetKind.RANK, Comparator.AT_MOST, 20, unit="hạng"), "từ thứ 20 trở lên"),
        (Measure(TargetKind.RANK, Comparator.BETWEEN, 1, 5, unit="hạng"), "từ thứ 1 đến thứ 5"),
    ],
)
def test_targets_in_words(measure: Measure, words: str) -> None:
    assert target_words(measure) == words


def test_a_target_of_the_year_does_not_say_the_year_twice() -> None:
    yearly = Measure(TargetKind.COUNT, Comparator.AT_LEAST, 2, unit="lần", per="năm")
    assert target_words(yearly, of_year=True) == "ít nhất 02 lần"
    monthly = Measure(TargetKind.COUNT, Comparator.AT_LEAST, 2, unit="lần", per="tháng")
    assert target_words(monthly, of_year=True) == "ít nhất 02 lần/tháng"


_numbers = st.floats(0, 1000, allow_nan=False).map(lambda value: round(value, 2))


@given(st.sampled_from(list(Comparator)), _numbers, st.sampled_from(["%", "phút/lượt", "hội nghị"]))
def test_targets_never_show_signs(comparator: Comparator, value: float, unit: str) -> None:
    words = target_words(Measure(TargetKind.QUANTITY, comparator, value, unit=unit))
    assert not set("≥≤<>=") & set(words)
    assert words.count(unit) >= 1


def test_notes_are_read_back() -> None:
    estimate = Reading(Fraction(7), State.ESTIMATE, estimate=True)
    assert note_words(estimate, "Dự kiến, chờ kết quả") == "Số ước. Dự kiến, chờ kết quả"
    partly = Reading(Fraction(7), State.ACTUAL, estimate=True, lacks=("2026-Q2", "2026-Q3"))
    assert note_words(partly, "") == "Có số ước. Chưa có số liệu quý II, III"
    ratio = Reading(Fraction(50), State.COMPUTED, lacks=("2026-Q1",))
    assert note_words(ratio, "", ratio, ratio) == (
        "Chưa có số liệu quý I. Lũy kế chưa có số liệu quý I. Cùng kỳ chưa có số liệu quý I"
    )
    assert note_words(estimate, "số của đài truyền thanh") == "Số ước. Số của đài truyền thanh"
    assert note_words(EMPTY, "chờ", is_asked=False) == "Báo cáo cuối năm. Chờ"
    assert note_words(estimate, "", is_asked=False) == "Số ước"
    counted = Reading(Fraction(0), State.RECORDED)
    assert note_words(counted, "") == "Không phát sinh"
    assert note_words(counted, "", is_choice=True) == ""
    assert note_words(Reading(lacks=("3.38",)), "Chờ", ratio) == "Chờ"
    for text, noted in (
        (
            "Số ước; Lũy kế chưa có số liệu quý I; Cùng kỳ chưa có số liệu quý I, II. Chờ",
            Noted("Chờ", estimate=True),
        ),
        ("Số ước. Dự kiến, chờ kết quả", Noted("Dự kiến, chờ kết quả", estimate=True)),
        ("ước; theo Zalo", Noted("theo Zalo", estimate=True)),
        ("Có số ước; Chưa có số liệu quý II, III. Chờ; tính sau.", Noted("Chờ; tính sau.")),
        ("KPS", Noted("", none=True)),
        ("Báo cáo cuối năm. Chờ", Noted("Chờ")),
        ("Không phát sinh. Chưa có số liệu quý II, III", Noted("", none=True)),
        ("Chờ. Số ước", Noted("Chờ. Số ước")),
        ("", Noted("")),
    ):
        assert read_note(text) == noted


def test_days_in_running_text_are_padded_as_the_decree_has_it() -> None:
    assert running_date(date(2026, 1, 5)) == "05/01/2026"
    assert running_date(date(2026, 3, 14)) == "14/3/2026"


@pytest.mark.parametrize(
    ("name", "superior", "level", "province", "kind"),
    [
        ("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "xã", "tỉnh Sông Hương", "tỉnh"),
        (
            "UBND Phường Hòa An",
            "Ủy ban nhân dân Thành phố Bình Minh",
            "phường",
            "thành phố Bình Minh",
            "thành phố",
        ),
        ("Ủy ban nhân dân đặc khu Hòn Ngọc", "UBND tỉnh Biển Xanh", "đặc khu", "tỉnh Biển Xanh", "tỉnh"),
        (
            "Ủy ban nhân dân các xã, phường, đặc khu",
            "UBND tỉnh X",
            "các xã, phường, đặc khu",
            "tỉnh X",
            "tỉnh",
        ),
        ("Văn phòng Hòa An", "Ủy ban nhân dân huyện Trung Sơn", "xã", "", "tỉnh"),
    ],
)
def test_offices_in_words(name: str, superior: str, level: str, province: str, kind: str) -> None:
    office = OfficeProfile(name, superior, "Nơi này")
    assert (level_of(office), province_of(office), province_kind(office)) == (level, province, kind)


@pytest.mark.parametrize(
    ("period", "label", "ends"),
    [
        ("2026-Q1", "quý II năm 2026", date(2026, 6, 30)),
        ("2026-6T", "6 tháng cuối năm 2026", date(2026, 12, 31)),
        ("2026-9T", "3 tháng cuối năm 2026", date(2026, 12, 31)),
        ("2026-Q4", "quý I năm 2027", date(2027, 3, 31)),
        ("2026-N", "năm 2027", date(2027, 12, 31)),
    ],
)
def test_what_a_report_looks_ahead_to(period: str, label: str, ends: date) -> None:
    ahead = horizon_of(Period.parse(period))
    assert (ahead.label, ahead.ends) == (label, ends)
