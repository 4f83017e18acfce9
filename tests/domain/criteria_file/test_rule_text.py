"""A rule in a cell reads back exactly; what an official broke in it is refused with its words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Step
from cchc_desktop.domain.criteria_file.rule_text import read_rule, rule_text
from cchc_desktop.domain.errors import Refusal

POINTS = st.decimals(0, 99, places=2)
WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=20)
STEPS = st.one_of(
    st.builds(Step, POINTS, words=WORDS),
    st.builds(Step, POINTS, POINTS, st.booleans()),
    st.builds(Step, POINTS),
)
RULES = st.builds(
    Rule,
    st.sampled_from(RuleKind),
    st.lists(STEPS).map(tuple),
    fewer=st.booleans(),
    floor=st.none() | POINTS,
    full_from=st.none() | POINTS,
    each=st.none() | POINTS,
    per=st.decimals(1, 9, places=1),
    nothing_full=st.booleans(),
    unit=st.just("") | WORDS,
    things=st.just("") | WORDS,
    grows=st.booleans(),
    of_target=st.booleans(),
)  # fmt: skip


@given(RULES)
def test_a_rule_reads_back(rule: Rule) -> None:
    assert read_rule(rule_text(rule)) == rule


def test_a_rule_as_it_is_written() -> None:
    rule = Rule(RuleKind.STEPS, (Step(Decimal(4), Decimal(98)), Step(Decimal("1.5"))), unit="%")
    assert rule_text(rule) == 'Bậc thang: 4 từ 98; 1,5 còn lại; đơn vị "%"'
    assert rule_text(Rule(RuleKind.MANUAL)) == "Chấm tay"


@pytest.mark.parametrize(
    "text", ["Bậc", "Bậc thang: 4 tới 98", 'Tỷ lệ: đơn vị "%', "Bậc thang: 4 dưới 98", 'Tỷ lệ: đơn vị "\\x"']
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="Hãy xóa ô này"):
        read_rule(text)
