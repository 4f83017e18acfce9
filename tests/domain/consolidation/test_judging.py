"""Outliers, ranks, comparison of periods, and who is late."""

from datetime import date, datetime
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.consolidation.arrivals import Received, Standing, arrivals, counts, told_to_others
from cchc_desktop.domain.consolidation.comparing import compared, restated
from cchc_desktop.domain.consolidation.outliers import Beside, among, beside_own
from cchc_desktop.domain.consolidation.packed import Layout, pack
from cchc_desktop.domain.consolidation.ranking import Index, rankings
from cchc_desktop.domain.consolidation.sheet import Sheet
from cchc_desktop.domain.consolidation.units import Block
from tests.domain.consolidation.small import RULES, SMALL
from tests.domain.consolidation.test_units import BEFORE, UNITS, unit

LAYOUT = Layout.of(SMALL)


def _values(numbers: list[float]) -> dict[str, Fraction]:
    return {f"u{at}": Fraction(number).limit_denominator(1000) for at, number in enumerate(numbers)}


def test_a_share_far_from_the_others_stands_out() -> None:
    random = Random(1)
    shares = [95 + random.random() * 4 for _ in range(40)]
    found = among(_values([*shares, 12, 99.9]), is_share=True)
    assert list(found) == ["u40"]
    assert not found["u40"].is_high
    assert found["u40"].words == "thấp bất thường so với các đơn vị cùng khối"
    assert 95 < found["u40"].usual < 99


def test_counts_are_held_against_each_other_by_their_size() -> None:
    random = Random(2)
    counts_of = [random.randint(200, 1200) for _ in range(40)]
    found = among(_values([*counts_of, 45_000, 0]), is_share=False)
    assert set(found) == {"u40", "u41"}
    assert found["u40"].is_high
    assert not among(_values([-5.0] * 9), is_share=False)


def test_of_few_units_nobody_says_what_is_usual() -> None:
    assert among(_values([1, 2, 900]), is_share=False) == {}


def test_where_most_are_the_same_only_what_is_far_stands_out() -> None:
    assert set(among(_values([100] * 20 + [99.5, 40]), is_share=True)) == {"u21"}
    assert beside_own(Fraction(50), [Fraction(100)] * 4, is_share=True) is not None


@given(st.lists(st.integers(0, 1000), min_size=8, max_size=30), st.booleans())
def test_what_is_usual_never_stands_out(numbers: list[int], is_share: bool) -> None:
    found = among(_values([float(number) for number in numbers]), is_share=is_share)
    assert len(found) * 2 < len(numbers) + 1


def test_a_unit_is_held_against_its_own_past() -> None:
    past = [Fraction(each) for each in (210, 190, 205, 220)]
    found = beside_own(Fraction(2100), past, is_share=False)
    assert found is not None
    assert found.beside is Beside.OWN
    assert found.words == "cao bất thường so với các kỳ trước của đơn vị"
    assert beside_own(Fraction(230), past, is_share=False) is None
    assert beside_own(Fraction(2100), past[:2], is_share=False) is None


def test_equal_units_share_a_place_and_those_without_a_value_have_none() -> None:
    units = [unit(code, f"xã {code}") for code in "abcde"] + [unit("p", "phường P")]
    points = {"a": Fraction(80), "b": Fraction(90), "c": Fraction(80), "d": Fraction(70), "p": Fraction(1)}
    wards, communes = rankings(units, points)
    assert (wards.block, communes.block) == (Block.WARD, Block.COMMUNE)
    assert [(each.unit.code, each.place) for each in communes.ranked] == [
        ("b", 1), ("a", 2), ("c", 2), ("d", 4),
    ]  # fmt: skip
    assert [each.code for each in communes.unranked] == ["e"]
    assert communes.mean == 80
    least = rankings(units, points, least_first=True)[1]
    assert [each.unit.code for each in least.ranked] == ["d", "a", "c", "b"]
    assert rankings(units, {})[0].mean is None


def test_an_index_is_told_on_a_scale_of_a_hundred() -> None:
    assert Index("set", Fraction(45), Fraction(60)).percent == 75
    assert Index("set", Fraction(0), Fraction(0)).percent == 0


def test_periods_are_compared_over_the_units_that_sent_both() -> None:
    now = Sheet(
        SMALL, RULES, [("a", pack(LAYOUT, {"3.01": 30, "3.02": 3})), ("b", pack(LAYOUT, {"3.01": 5}))]
    )
    before = Sheet(SMALL, RULES, [("a", pack(LAYOUT, {"3.01": 20, "3.02": 4})), ("b", None)])
    found = {each.code: each for each in compared(now, before)}
    assert set(found) == {"3.01", "3.02", "3.03", "3.04", "3.09"}
    assert (found["3.01"].change, found["3.01"].percent, found["3.01"].units) == (10, 50, 1)
    assert found["3.03"].change == Fraction(-10)
    assert found["3.03"].percent is None
    both = compared(before, before)
    assert both[0].units == 1
    again = compared(now, now)[0]
    assert (again.units, again.change) == (2, 0)


def test_what_is_not_known_in_one_period_has_no_change() -> None:
    nothing = Sheet(SMALL, RULES, [("a", pack(LAYOUT, {"3.01": "kps", "3.02": 0, "3.06": 2}))])
    found = {each.code: each for each in compared(nothing, nothing)}
    assert found["3.03"].change is None
    assert found["3.01"].percent is None
    assert (found["3.04"].percent, found["3.06"].is_share) == (None, True)
    assert found["3.06"].change is None


def test_merged_units_are_compared_as_what_they_became() -> None:
    sent = {"01": 10, "02": 20, "03": 30, "10": 7}
    rows = [
        (each.code, pack(LAYOUT, {"3.01": sent[each.code], "3.02": 3}) if each.code in sent else None)
        for each in UNITS.expected(BEFORE)
    ]
    then = restated(Sheet(SMALL, RULES, rows), [UNITS.by_code["09"], UNITS.by_code["10"]], UNITS)
    assert [then.value(0, code) for code in ("3.01", "3.02", "3.03")] == [60, 9, 15]
    assert then.value(1, "3.01") == 7


def test_codes_that_another_catalogue_lacks_are_not_compared() -> None:
    sheet = Sheet(SMALL, RULES, [("a", pack(LAYOUT, {"3.01": 1}))])
    catalogue = SMALL.on(date(2026, 1, 1))
    smaller = type(catalogue)("0", "", date(2020, 1, 1), "", catalogue.indicators[:1], ())
    assert [each.code for each in compared(sheet, Sheet(smaller, RULES, [("a", None)]))] == []
    first = Sheet(smaller, RULES, [("a", pack(Layout.of(smaller), {"3.01": 4}))])
    assert [each.code for each in compared(sheet, first)] == ["3.01"]


def test_who_has_sent_and_who_is_late() -> None:
    units = [unit(code, f"xã {code}") for code in "abcdef"]
    due, today = date(2026, 3, 16), date(2026, 3, 20)
    taken = datetime(2026, 3, 20, 8)
    received = {
        "a": Received("a", taken, date(2026, 3, 16)),
        "b": Received("b", taken),
        "c": Received("c", taken, date(2026, 3, 1), problems=("Thiếu 3 chỉ tiêu.",)),
    }
    found = arrivals(units, received, {"d": ["Tệp hỏng."]}, due, today)
    assert [each.standing for each in found] == [
        Standing.SENT, Standing.SENT_LATE, Standing.PROBLEM, Standing.PROBLEM, Standing.OVERDUE,
        Standing.OVERDUE,
    ]  # fmt: skip
    assert (found[1].days, found[4].days) == (4, 4)
    assert found[3].problems == ("Tệp hỏng.",)
    assert counts(found)[Standing.OVERDUE] == 2
    assert {each.standing.is_missing for each in found[:4]} == {False}
    waiting = arrivals(units[5:], {}, {}, due, due)[0]
    assert (waiting.standing, waiting.standing.label) == (Standing.WAITING, "Chưa gửi")
    assert waiting.standing.is_missing
    assert arrivals(units[:1], received, {}, None, today)[0].standing is Standing.SENT
    assert arrivals(units[5:], {}, {}, None, today)[0].standing is Standing.WAITING


def test_what_is_told_to_the_sender_is_without_the_advice_to_the_receiver() -> None:
    assert told_to_others("Gói «a» bị hỏng. Hãy xin gửi lại.") == "Gói «a» bị hỏng."
    assert told_to_others("Không có số liệu nào.") == "Không có số liệu nào."
