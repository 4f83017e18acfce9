"""Work that comes again: its turns against a plain walk through the days, and the words that ask for it."""

import calendar
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.recurrence import MONTHS, Recurrence, Unit, is_turn_key, turns
from cchc_desktop.domain.recurrence_words import proposed_rule

DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))
WEEKS = st.builds(Recurrence, st.integers(1, 26), st.just(Unit.WEEK), st.integers(0, 6))
MONTHLY = st.sampled_from(MONTHS).flatmap(
    lambda every: st.builds(
        Recurrence, st.just(every), st.just(Unit.MONTH), st.integers(0, 31), st.integers(0, every)
    )
)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


@given(MONTHLY, DAYS, DAYS)
def test_months_are_those_of_a_walk_through_the_days(rule: Recurrence, one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    expected = []
    for day in days(first, last):
        length = calendar.monthrange(day.year, day.month)[1]
        wanted = length if not rule.day or rule.day > length else rule.day
        place = (day.month - 1) % rule.every + 1
        if day.day == wanted and place == (rule.month or rule.every):
            expected.append(day)
    found = turns(rule, first, last)
    assert [each.due for each in found] == expected
    assert all(first <= each.starts <= each.due for each in found)
    assert len({each.key for each in found}) == len({each.label for each in found}) == len(found)
    assert all(is_turn_key(each.key) for each in found)


@given(WEEKS, DAYS, DAYS)
def test_weeks_are_those_of_a_walk_through_the_days(rule: Recurrence, one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    right = [day for day in days(first, last) if day.weekday() == rule.day]
    found = turns(rule, first, last)
    assert [each.due for each in found] == right[:: rule.every]
    assert all(before.due < after.starts for before, after in pairwise(found))
    assert len({each.key for each in found}) == len(found)
    assert all(is_turn_key(each.key) for each in found)


@given(st.one_of(WEEKS, MONTHLY), DAYS)
def test_a_rule_begins_later_and_its_keys_outlive_another_day(rule: Recurrence, begins: date) -> None:
    first, last = date(2023, 1, 1), date(2028, 12, 31)
    later = Recurrence(rule.every, rule.unit, rule.day, rule.month, begins)
    assert all(each.due >= begins for each in turns(later, first, last))
    if rule.unit is Unit.MONTH:
        moved = Recurrence(rule.every, rule.unit, 15, rule.month)
        assert [each.key for each in turns(moved, first, last)] == [
            each.key for each in turns(rule, first, last)
        ]
        assert [each.due for each in turns(later, first, last)] == [
            each.due for each in turns(rule, first, last) if each.due >= begins
        ]


@pytest.mark.parametrize(
    ("rule", "words", "label"),
    [
        (Recurrence(1, Unit.WEEK, 0), "hằng tuần, thứ Hai", "Tuần đến 05/01/2026"),
        (Recurrence(2, Unit.WEEK, 6), "2 tuần một lần, Chủ nhật", "01/01 - 04/01/2026"),
        (Recurrence(1, Unit.MONTH), "hằng tháng, ngày cuối tháng", "Tháng 1/2026"),
        (Recurrence(1, Unit.MONTH, 20), "hằng tháng, ngày 20", "Tháng 1/2026"),
        (Recurrence(2, Unit.MONTH, 5, 1), "2 tháng một lần, ngày 5 của tháng thứ 1", "Tháng 1/2026"),
        (Recurrence(3, Unit.MONTH, 20), "hằng quý, ngày 20 của tháng cuối", "Quý I/2026"),
        (Recurrence(6, Unit.MONTH), "6 tháng một lần, ngày cuối của tháng cuối", "6 tháng đầu năm 2026"),
        (Recurrence(12, Unit.MONTH, 15, 11), "hằng năm, ngày 15 tháng 11", "Năm 2026"),
    ],
)
def test_words(rule: Recurrence, words: str, label: str) -> None:
    assert rule.words == words
    assert turns(rule, date(2026, 1, 1), date(2026, 12, 31))[0].label == label


@pytest.mark.parametrize(
    ("every", "unit", "day", "month", "field"),
    [
        (0, Unit.WEEK, 0, 0, "every"), (27, Unit.WEEK, 0, 0, "every"), (5, Unit.MONTH, 0, 0, "every"),
        (1, Unit.MONTH, 32, 0, "day"), (3, Unit.MONTH, 1, 4, "month"),
    ],
)  # fmt: skip
def test_rules_that_are_none(every: int, unit: Unit, day: int, month: int, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        Recurrence(every, unit, day, month)
    assert refused.value.field == field


W, M = Unit.WEEK, Unit.MONTH


@pytest.mark.parametrize(
    ("due_text", "sentence", "rule"),
    [
        ("Hằng tháng", "", Recurrence(1, M)),
        ("Trước ngày 20 hàng tháng", "", Recurrence(1, M, 20)),
        ("Hằng quý", "", Recurrence(3, M)),
        ("Ngày 15 tháng đầu quý, hằng quý", "", Recurrence(3, M, 15, 1)),
        ("6 tháng/lần", "", Recurrence(6, M)),
        ("Định kỳ 03 tháng một lần", "", Recurrence(3, M)),
        ("02 tuần/lần", "", Recurrence(2, W, 4)),
        ("Thứ Hai hằng tuần", "", Recurrence(1, W, 0)),
        ("Chủ nhật hằng tuần", "", Recurrence(1, W, 6)),
        ("01 lần/tháng", "", Recurrence(1, M)),
        ("2 lần/năm", "", Recurrence(6, M)),
        ("2 lần/tháng", "", Recurrence(2, W, 4)),
        ("5 lần/năm", "", None),
        ("0 lần/quý", "", None),
        ("4 lần trong năm", "", Recurrence(3, M)),
        ("Mỗi quý một lần", "", Recurrence(3, M)),
        ("Hằng năm, trước ngày 15/11", "", Recurrence(12, M, 15, 11)),
        ("Thường xuyên", "Đăng tin CCHC trên trang thông tin điện tử 02 tuần/lần.", Recurrence(2, W, 4)),
        ("Thường xuyên", "Công khai tiến độ giải quyết hồ sơ (hằng tháng).", Recurrence(1, M)),
        ("Năm 2026", "Định kỳ hằng quý kiểm tra Bộ phận Một cửa.", Recurrence(3, M)),
        ("Thường xuyên", "Tổng hợp báo cáo, hằng tháng gửi Văn phòng.", Recurrence(1, M)),
        ("", "Mỗi tháng tổ chức một buổi tiếp nhận hồ sơ lưu động.", Recurrence(1, M)),
        ("Quý II/2026", "Xây dựng tiêu chí chấm điểm công chức hằng tháng theo sản phẩm.", None),
        ("Thường xuyên", "Xây dựng kế hoạch cải cách hành chính hằng năm.", None),
        ("Năm 2026", "Rà soát 100% thủ tục; đối thoại ít nhất 01 lần/năm.", None),
        ("Quý II/2026", "Rà soát thủ tục hành chính nội bộ.", None),
        ("30/6/2026", "", None),
        ("7 tháng/lần", "", None),
        ("", "", None),
    ],
)
def test_what_a_plan_asks_for(due_text: str, sentence: str, rule: Recurrence | None) -> None:
    assert proposed_rule(due_text, sentence) == rule
