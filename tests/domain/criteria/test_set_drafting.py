"""A set that is put together by hand: criteria are added, changed, moved and taken away by their codes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cchc_desktop.domain.criteria.rules import Rule, RuleKind
from cchc_desktop.domain.criteria.set_drafting import (
    next_code,
    with_changed,
    with_criterion,
    with_head,
    with_moved,
    without_criterion,
)
from cchc_desktop.domain.criteria.sets import Band, CriteriaSet, Criterion, problems_of
from cchc_desktop.domain.criteria.sources import Source
from cchc_desktop.domain.errors import Refusal

D = Decimal
YES = Rule(RuleKind.YES_NO)


def leaf(code: str, most: str = "1", rule: Rule | None = YES) -> Criterion:
    return Criterion(code, f"Việc {code}", D(most), rule, sources=(Source.parse("figure:1.07"),))


SET = CriteriaSet(
    "bo", "Bộ thử",
    (
        Criterion("1", "Một", D(3), children=(leaf("1.1", "2"), leaf("1.2"))),
        leaf("2", "2"),
    ),
    (Band("Yếu", D(0)),),
    extras=(leaf("T1", "1", Rule(RuleKind.BONUS, each=D(1))),),
    bonus_most=D(1),
)  # fmt: skip


def codes(given: CriteriaSet) -> list[str]:
    return [each.code for each in given.walk()]


def test_criteria_are_added_where_they_belong() -> None:
    assert codes(with_criterion(SET, "1", "1.1", leaf("1.3"))) == ["1", "1.1", "1.3", "1.2", "2", "T1"]
    assert codes(with_criterion(SET, "1", "", leaf("1.0")))[1] == "1.0"
    assert codes(with_criterion(SET, "", "1", leaf("3"))) == ["1", "1.1", "1.2", "3", "2", "T1"]
    penalty = leaf("P1", "1", Rule(RuleKind.PENALTY, each=D(1)))
    assert [each.code for each in with_criterion(SET, "", "T1", penalty).extras] == ["T1", "P1"]
    # The parent's points do not follow by themselves: what does not add up is told.
    told = problems_of(with_criterion(SET, "1", "1.2", leaf("1.3")))
    assert told == ["Tiêu chí 1 có điểm tối đa 3, các tiêu chí con cộng lại 4. Hãy sửa cho khớp."]


def test_what_has_parts_is_not_scored_by_itself() -> None:
    made = with_criterion(SET, "2", "", leaf("2.1", "2"))
    found = made.get("2")
    assert found is not None
    assert (found.rule, found.sources) == (None, ())
    assert problems_of(made) == []


def test_a_criterion_is_changed_and_keeps_what_is_below_it() -> None:
    made = with_changed(SET, "1", replace(leaf("I", "4"), name=" Phần  một "))
    found = made.get("I")
    assert found is not None
    assert (found.name, found.rule, found.sources) == ("Phần một", None, ())
    assert [each.code for each in found.children] == ["1.1", "1.2"]
    assert with_changed(SET, "1.1", leaf("1.1", "2")) == SET
    assert codes(with_changed(SET, "T1", replace(SET.extras[0], code="T2")))[-1] == "T2"


WRONG = [
    (replace(leaf("3"), code=" "), "code"),
    (replace(leaf("3"), name=""), "name"),
    (leaf("1.1"), "code"),
    (leaf("3", "0"), "most"),
    (leaf("3", "1.234"), "rule"),
    (leaf("3", "1", None), "rule"),
    (leaf("3", "1", Rule(RuleKind.COUNT)), "rule"),
]


@pytest.mark.parametrize(("new", "field"), WRONG)
def test_what_is_no_criterion_is_refused(new: Criterion, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        with_criterion(SET, "", "", new)
    assert refused.value.field == field


def test_points_of_what_has_parts_have_to_be_points_too() -> None:
    with pytest.raises(Refusal, match="điểm tối đa lớn hơn 0"):
        with_changed(SET, "1", leaf("1", "0"))


def test_criteria_are_taken_away_and_moved() -> None:
    assert codes(without_criterion(SET, "1")) == ["2", "T1"]
    assert codes(without_criterion(SET, "1.1")) == ["1", "1.2", "2", "T1"]
    assert codes(with_moved(SET, "1.2", -1)) == ["1", "1.2", "1.1", "2", "T1"]
    assert codes(with_moved(SET, "1", 1)) == ["2", "1", "1.1", "1.2", "T1"]
    for code, by in (("1", -1), ("1.2", 1), ("T1", 1)):
        assert with_moved(SET, code, by) == SET


def test_a_new_code_is_free() -> None:
    assert next_code(SET, "1", "1.1") == "1.3"
    assert next_code(SET, "2", "") == "2.1"
    assert next_code(SET, "", "1") == "3"
    assert next_code(SET, "", "T1") == "3"
    assert next_code(replace(SET, areas=()), "", "") == "1"
    assert next_code(SET, "1.1", "") == "1.1.1"


def test_the_head_is_checked() -> None:
    def head(
        title: str = "Bộ A", years: tuple[int | None, int | None] = (2026, 2027), bonus: str = "3"
    ) -> CriteriaSet:
        return with_head(SET, title, " 12/QĐ-UBND ", date(2026, 1, 5), years, (D(bonus), D(2)))

    made = head()
    assert (made.title, made.decision, made.is_issued) == ("Bộ A", "12/QĐ-UBND", True)
    assert (made.valid_from, made.valid_to) == (date(2026, 1, 1), date(2027, 12, 31))
    assert (made.bonus_most, made.penalty_most) == (3, 2)
    open_end = head(years=(None, None))
    assert (open_end.valid_from, open_end.valid_to) == (None, None)
    for given, field in (
        ({"title": ""}, "title"), ({"years": (1900, None)}, "first"), ({"years": (None, 3000)}, "last"),
        ({"years": (2027, 2026)}, "last"), ({"bonus": "-1"}, "bonus"),
    ):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            head(**given)
        assert refused.value.field == field
