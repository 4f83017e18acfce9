"""A score beside another one, of the same set and of sets of another structure; and what units answer for."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from cchc_desktop.catalogue.criteria import criteria_sets
from cchc_desktop.domain.criteria.comparison import CriterionCompared, compare, of_units, share_of
from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Value
from cchc_desktop.domain.criteria.scoring import score
from cchc_desktop.domain.criteria.sets import Band, CriteriaSet, Criterion

D = Decimal
YES, ONE, NO = Rule(RuleKind.YES_NO), Value(Fraction(1)), Value(Fraction(0))
BANDS = (Band("Tốt", D(0)),)


def leaf(code: str, name: str, most: str = "1", answers: str = "", rule: Rule = YES) -> Criterion:
    return Criterion(code, name, D(most), rule, answers=answers)


def of(set_id: str, *areas: Criterion, extras: tuple[Criterion, ...] = ()) -> CriteriaSet:
    return CriteriaSet(set_id, set_id, areas, BANDS, extras=extras, bonus_most=D(3))


def area(code: str, name: str, number: int, *children: Criterion, answers: str = "") -> Criterion:
    most = sum((each.most for each in children), D(0))
    return Criterion(code, name, most, answers=answers, area=number, children=children)


NOW = of(
    "moi",
    area("I", "Thủ tục hành chính", 3, leaf("I.1", "Hồ sơ đúng hạn", "4"), leaf("I.2", "Niêm yết", "1")),
    area("II", "Công vụ", 5, leaf("II.1", "Niêm yết", "2"), leaf("II.2", "Kỷ luật")),
)
BEFORE = of(
    "cu",
    area("1", "Công vụ.", 5, leaf("1.1", "niêm yết"), leaf("II.2", "Kỷ cương, kỷ luật", "2")),
    area("I", "THỦ TỤC HÀNH CHÍNH", 3, leaf("I.9", "Hồ sơ  đúng hạn;", "5"), leaf("I.8", "Số hóa")),
)


def pairs(found: list[CriterionCompared]) -> dict[str, str]:
    return {
        each.now.criterion.code: each.before.criterion.code if each.before else "–"
        for each in found
        if each.now is not None
    }


def test_sets_of_another_structure_are_matched_by_name_then_by_code_in_their_area() -> None:
    found = compare(score(NOW, {}), score(BEFORE, {}))
    assert pairs(found) == {
        "I": "I", "I.1": "I.9", "I.2": "1.1", "II": "1", "II.1": "–", "II.2": "II.2",
    }  # fmt: skip
    gone = [each.shown.criterion.code for each in found if each.now is None]
    assert gone == ["I.8"]
    assert [each.depth for each in found] == [0, 1, 1, 0, 1, 1, 1]
    # A code says nothing where the area is another one, or is not known.
    other = of("khac", area("A", "Khác", 7, leaf("II.2", "Điều khác")), area("B", "Lạ", 0, leaf("I.2", "Lạ")))
    assert set(pairs(compare(score(NOW, {}), score(other, {}))).values()) == {"–"}
    # Of several of one name it is the one with the same code.
    twice = of("doi", area("X", "Y", 3, leaf("I.7", "Niêm yết"), leaf("II.1", "Niêm yết")))
    matched = pairs(compare(score(NOW, {}), score(twice, {})))
    assert (matched["I.2"], matched["II.1"]) == ("I.7", "II.1")


def test_one_set_is_matched_by_code_alone() -> None:
    starter = criteria_sets()[0]
    found = compare(score(starter, {}), score(starter, {}))
    assert all(each.now is not None and each.before is not None for each in found)
    assert all(code == before for code, before in pairs(found).items())
    assert len(found) == len(list(starter.walk()))


def test_points_are_held_against_points_and_shares_against_shares() -> None:
    found = {
        each.shown.criterion.code: each
        for each in compare(score(NOW, {"I.1": ONE, "I.2": ONE}), score(BEFORE, {"I.9": ONE, "1.1": NO}))
    }
    assert (found["I.1"].gain, found["I.1"].share_gain) == (-1, 0)
    assert (found["I.2"].gain, found["I.2"].share_gain) == (1, 100)
    # Of the whole area the other year knows a part alone: shares are those of what is known.
    assert (found["I"].gain, found["I"].share_gain) == (None, 0)
    assert (found["II.2"].gain, found["II.2"].share_gain) == (None, None)
    assert (found["I.8"].gain, found["I.8"].share_gain) == (None, None)
    off = compare(score(NOW, {"I.1": ONE}, {"I.1"}), score(BEFORE, {"I.9": ONE}))
    assert off[1].gain is None
    assert share_of(None) is None


def test_units_stand_beside_each_other_the_lowest_share_first() -> None:
    made = of(
        "x",
        area("1", "Một", 1, leaf("1.1", "a", "2"), leaf("1.2", "b", "2", "Công an"), answers="Văn phòng"),
        area("2", "Hai", 2, leaf("2.1", "c", "3"), leaf("2.2", "d", "1"), answers="Công an"),
        area("3", "Ba", 3, leaf("3.1", "đ"), leaf("3.2", "e", "1", "Trạm Y tế")),
        extras=(leaf("T1", "Thưởng", rule=Rule(RuleKind.BONUS, each=D(1))),),
    )
    values = {"1.1": ONE, "1.2": NO, "2.1": ONE, "3.1": ONE, "T1": ONE}
    found = of_units(score(made, values, {"2.2"}))
    told = [(each.name, each.points, each.most, each.unknown, each.percent, each.criteria) for each in found]
    assert told == [
        ("Công an", 3, 5, 0, 60, 2),
        ("Văn phòng", 2, 2, 0, 100, 1),
        ("Trạm Y tế", 0, 1, 1, None, 1),
        ("", 1, 1, 0, 100, 1),
    ]
    assert [each.criterion.code for each in found[0].lost] == ["1.2"]
    assert [each.lost_points for each in found] == [2, 0, 0, 0]
    whole = score(made, values, {"2.2"})
    assert sum(each.points for each in found) == sum(each.points for each in whole.areas)
    assert sum(each.most for each in found) == whole.most
    assert of_units(score(replace(made, areas=()), {})) == []
