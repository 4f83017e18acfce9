"""Rows of a register: what is refused, what two rows share, and what is counted of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.registers import counting
from cchc_desktop.domain.registers.counting import Window, counted, ends_meant, rows_of
from cchc_desktop.domain.registers.fields import Holds, RegisterField, Values
from cchc_desktop.domain.registers.register import (
    ENDS,
    Condition,
    Counting,
    Feed,
    Over,
    Register,
    RegisterRow,
    Rule,
    Test,
)

GIVEN = RegisterField("giao", "Ngày giao", Holds.DAY, is_required=True)
DUE = RegisterField("han", "Thời hạn", Holds.DAY)
DONE = RegisterField("xong", "Ngày xong", Holds.DAY)
WHAT = RegisterField("viec", "Nội dung", is_required=True)
UNIT = RegisterField("don_vi", "Đơn vị", Holds.UNIT)
MANY = RegisterField("so", "Số việc", Holds.NUMBER)
GOOD = RegisterField("dat", "Đạt", Holds.YES_NO)
WHO = RegisterField("nguoi", "Người gửi", is_personal=True)
SENTENCE = "Ngày xong trước ngày giao. Hãy sửa một trong hai ngày."
TASKS = Register(
    "viec",
    "Việc",
    "Sổ việc",
    "giao",
    (GIVEN, DUE, DONE, WHAT, UNIT, MANY, GOOD, WHO),
    rules=(Rule(Condition("giao", Test.NOT_AFTER, ("xong",)), SENTENCE),),
    same=("viec", "giao"),
    row_name="viec",
    valid_from=date(2020, 1, 1),
    valid_to=date(2030, 12, 31),
)
QUARTER = Window(date(2026, 3, 15), date(2026, 6, 14), date(2025, 12, 15))


def row(given_: date, **others: object) -> RegisterRow:
    """A row of a day."""
    return RegisterRow("viec", {"giao": given_, "viec": "x", **others})  # type: ignore[dict-item]


def test_typed_values_become_a_row() -> None:
    values = TASKS.read({"giao": "5/3/2026", "viec": "Rà soát", "so": "", "dat": "có"})
    assert values == {"giao": date(2026, 3, 5), "viec": "Rà soát", "dat": True}
    assert TASKS.name_of(values) == "05/03/2026 Rà soát"
    assert RegisterRow("viec", values).day(TASKS) == date(2026, 3, 5)
    assert RegisterRow("viec", {}).day(TASKS) is None


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"giao": "5/3/2026"}, "viec", "Hãy nhập «Nội dung»"),
        ({"giao": "5/3/2026", "viec": "x", "ten": "y"}, "ten", "không có mục «ten»"),
        ({"giao": "5/3/2026", "viec": "x", "nguoi": "Lan"}, "nguoi", "dữ liệu cá nhân"),
        ({"giao": "5/3/2026", "viec": "x", "xong": "4/3/2026"}, "giao", "Ngày xong trước ngày giao"),
    ],
)
def test_a_row_that_cannot_be_is_refused(typed: dict[str, str], field: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        TASKS.read(typed)
    assert refused.value.field == field


def test_rows_are_taken_for_one_another_by_what_they_share() -> None:
    one = TASKS.read({"giao": "5/3/2026", "viec": "Rà soát văn bản"})
    two = TASKS.read({"giao": "05/03/2026", "viec": "rà soát VĂN BẢN", "so": "3"})
    other = TASKS.read({"giao": "6/3/2026", "viec": "Rà soát văn bản"})
    assert TASKS.likeness(one) == TASKS.likeness(two) != TASKS.likeness(other)
    assert TASKS.likeness({}) == ()


def test_a_row_is_of_its_own_area_or_of_its_register_s() -> None:
    area = RegisterField("lv", "Lĩnh vực", Holds.AREA, areas=catalogue.areas(), is_own=True)
    own = replace(TASKS, fields=(*TASKS.fields, area), area=1, row_number="don_vi")
    assert [own.area_of(values) for values in ({"lv": "5"}, {})] == [5, 0]
    assert replace(TASKS, area=1).area_of({}) == 1
    assert own.title_of({"viec": "Rà soát", "don_vi": "Văn phòng"}) == "Văn phòng Rà soát"
    assert own.name_of({"giao": date(2026, 3, 5), "viec": "Rà soát"}) == "05/03/2026 Rà soát"


def test_a_rule_may_speak_of_today() -> None:
    rule = Rule(Condition("giao", Test.NOT_AFTER, (ENDS,)), "Ngày giao sau hôm nay.")
    register = replace(TASKS, rules=(rule,))
    values: Values = {"giao": date(2026, 3, 5), "viec": "Rà soát"}
    register.refuse(values, date(2026, 3, 5))
    register.refuse(values)
    with pytest.raises(Refusal, match="sau hôm nay"):
        register.refuse(values, date(2026, 3, 4))


def test_a_register_is_kept_within_its_days() -> None:
    days = (date(2019, 12, 31), date(2020, 1, 1), date(2030, 12, 31), date(2031, 1, 1))
    assert [TASKS.is_valid(day) for day in days] == [False, True, True, False]
    assert [each.key for each in TASKS.typed] == ["giao", "han", "xong", "viec", "don_vi", "so", "dat"]


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        (Condition("don_vi", Test.IS, ("PHÒNG A", "Phòng C")), [True, False, False]),
        (Condition("don_vi", Test.FILLED), [True, True, False]),
        (Condition("don_vi", Test.EMPTY), [False, False, True]),
        (Condition("don_vi", Test.HAS, ("phong a", "PHÒNG Đ")), [True, False, False]),
        (Condition("dat", Test.YES), [True, False, False]),
        (Condition("dat", Test.NOT_YES), [False, True, True]),
        (
            Condition(
                "dat", Test.YES, others=(Condition("don_vi", Test.EMPTY), Condition("xong", Test.OPEN))
            ),
            [True, True, True],
        ),
        (Condition("xong", Test.NOT_AFTER, ("han",)), [True, False, False]),
        (Condition("xong", Test.AFTER, ("han",)), [False, True, False]),
        (Condition("xong", Test.OPEN), [False, True, True]),
        (Condition("han", Test.NOT_AFTER, (ENDS,)), [True, True, False]),
    ],
)
def test_conditions(condition: Condition, wanted: Sequence[bool]) -> None:
    rows: list[Values] = [
        {"don_vi": "Phòng A", "dat": True, "han": date(2026, 5, 1), "xong": date(2026, 5, 1)},
        {"don_vi": "Phòng B", "dat": False, "han": date(2026, 5, 1), "xong": date(2026, 7, 2)},
        {"han": date(2026, 8, 1)},
    ]
    assert [condition.holds(values, QUARTER.ends) for values in rows] == wanted


DAYS = st.dates(date(2025, 6, 1), date(2026, 9, 30))
ROWS = st.lists(
    st.builds(
        lambda day, unit, many: row(day, don_vi=unit, **({} if many is None else {"so": Decimal(many)})),
        DAYS,
        st.sampled_from(["Phòng A", "phòng a", "Phòng B"]),
        st.one_of(st.none(), st.integers(0, 99)),
    ),
    max_size=12,
)


@given(ROWS, st.sampled_from(Over), st.sampled_from(Counting))
def test_what_is_counted_is_what_one_counts_by_hand(
    rows: list[RegisterRow], over: Over, counting: Counting
) -> None:
    key = {Counting.SUM: "so", Counting.DISTINCT: "don_vi"}.get(counting, "")
    feed = Feed("1.01", counting, key, over=over)
    first = {Over.PERIOD: QUARTER.starts, Over.YEAR: QUARTER.year, Over.UNTIL: date.min}[over]
    meant = [each for each in rows if first <= each.values["giao"] <= QUARTER.ends]  # type: ignore[operator]
    wanted = {
        Counting.ROWS: len(meant),
        Counting.SUM: sum(Decimal(str(each.values.get("so", 0))) for each in meant),
        Counting.DISTINCT: len({str(each.values["don_vi"]).lower() for each in meant}),
        Counting.ANY: 1 if meant else 0,
    }[counting]
    found = rows_of(feed, TASKS, rows, QUARTER)
    assert found == meant
    assert counted(feed, len(found), [each.values.get(key) for each in found]) == wanted


def test_another_day_may_tell_the_period() -> None:
    rows = [
        row(date(2026, 1, 5), xong=date(2026, 4, 1), han=date(2026, 4, 2)),
        row(date(2026, 4, 1), han=date(2026, 4, 2)),
        row(date(2026, 1, 6), xong=date(2026, 4, 3), han=date(2026, 4, 2)),
    ]
    in_time = Feed("1.14", day="xong", where=(Condition("xong", Test.NOT_AFTER, ("han",)),))
    late = Feed("1.15", day="xong", where=(Condition("xong", Test.AFTER, ("han",)),))
    assert rows_of(in_time, TASKS, rows, QUARTER) == rows[:1]
    assert rows_of(late, TASKS, rows, QUARTER) == rows[2:]


DAYS = st.dates(date(2026, 1, 1), date(2026, 9, 1))
OPEN_TASK = Condition("xong", Test.OPEN)
OF_ENDS = st.sampled_from(
    [
        OPEN_TASK,
        Condition("han", Test.OPEN),
        Condition("han", Test.NOT_AFTER, (ENDS,)),
        Condition("han", Test.AFTER, (ENDS,)),
        Condition("xong", Test.NOT_AFTER, ("han",)),
        Condition("dat", Test.YES, others=(Condition("xong", Test.AFTER, ("han",)),)),
        Condition("dat", Test.NOT_YES),
        Condition("xong", Test.OPEN, others=(Condition("han", Test.NOT_AFTER, (ENDS,)),)),
        Condition("dat", Test.YES, others=(OPEN_TASK, Condition("han", Test.AFTER, (ENDS,)))),
    ]
)


@given(
    st.lists(OF_ENDS, max_size=3),
    st.sampled_from(["", "xong"]),
    st.fixed_dictionaries({"giao": DAYS}, optional={"han": DAYS, "xong": DAYS, "dat": st.booleans()}),
    st.lists(DAYS, min_size=1, max_size=8),
)
def test_the_periods_that_a_row_is_meant_for_are_those_of_each_by_itself(
    where: list[Condition], day: str, values: Values, ends: list[date]
) -> None:
    feed, known = Feed("1.01", day=day, over=Over.UNTIL, where=tuple(where)), RegisterRow("viec", values)
    [meant] = ends_meant(feed, lambda key: [values.get(key)], 1)
    assert list(meant) == sorted(meant)
    for end in [*ends, *(value for value in values.values() if isinstance(value, date))]:
        begun = isinstance(own := values.get(day or "giao"), date) and own <= end
        is_meant = rows_of(feed, TASKS, [known], Window(end, end, end)) == [known]
        assert is_meant == (begun and sum(first <= end < last for first, last in meant) == 1)


def test_a_choice_of_conditions_may_hold_for_one_period_and_not_for_the_next_but_one() -> None:
    then, later = date(2026, 3, 1), date(2026, 6, 1)
    either = Condition("xong", Test.OPEN, others=(Condition("han", Test.NOT_AFTER, (ENDS,)),))
    held = {"xong": [then, later], "han": [later, then]}
    assert ends_meant(Feed("1.01", where=(either,)), held.__getitem__, 2) == [
        ((date.min, then), (later, date.max)),
        ((date.min, date.max),),
    ]


def test_more_different_values_than_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_MOST_VALUES", 2)
    feed = Feed("1.01", where=(Condition("viec", Test.HAS, ("7",)),))
    ends = ends_meant(feed, lambda _: [str(number) for number in range(20)], 20)
    assert [number for number, met in enumerate(ends) if met] == [7, 17]
