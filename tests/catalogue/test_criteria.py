"""Texts of sets of criteria: what is wrong with one is said with its place, and nothing is taken."""

from decimal import Decimal

import pytest

from cchc_desktop.catalogue.criteria import checked_set, criteria_sets, read_set
from cchc_desktop.catalogue.registers import registers
from cchc_desktop.catalogue.rules import rules
from cchc_desktop.domain.criteria.rules import RuleKind
from cchc_desktop.domain.criteria.sets import SetSpan
from cchc_desktop.domain.criteria.sources import SourceKind
from cchc_desktop.domain.errors import Refusal

HEAD = 'id = "thu"\ntitle = "Bộ thử"\nissued = true\n[[band]]\nname = "Yếu"\nleast = 0\n'
AREA = '[[criterion]]\ncode = "1"\nlevel = 1\nname = "Một"\nmost = 1.5\n'
LEAF = '[[criterion]]\ncode = "1.1"\nlevel = 2\nname = "Một một"\nmost = 1.5\nkind = "yes_no"\n'


def test_a_text_becomes_a_tree() -> None:
    found = read_set(HEAD + AREA + LEAF)
    (area,) = found.areas
    assert (area.code, area.most, [each.code for each in area.children]) == ("1", Decimal("1.5"), ["1.1"])
    assert area.children[0].rule is not None
    assert (found.span, found.is_issued, area.rule) == (SetSpan.YEAR, True, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id = [", "không đúng cú pháp TOML"),
        (HEAD, "thiếu khóa «criterion»"),
        (HEAD + AREA, "Tiêu chí 1 chưa có cách chấm."),
        (
            HEAD + AREA + LEAF.replace("1.5", "1"),
            "Tiêu chí 1 có điểm tối đa 1,5, các tiêu chí con cộng lại 1.",
        ),
        (HEAD + AREA + LEAF.replace("level = 2", "level = 3"), "(1) có cấp tiêu chí ngay dưới không liền"),
        (
            HEAD + AREA + LEAF + 'sources = ["3.24"]\n',
            "(1.1) có nguồn sai: «3.24» không phải là nguồn số liệu.",
        ),
        (HEAD + AREA + LEAF + "hue = 1\n", "(1.1) có khóa lạ «hue»"),
        (HEAD + AREA + LEAF.replace("yes_no", "guess"), "có «kind» là «guess»"),
        (HEAD + AREA + LEAF + "steps = [{points = -1}]\n", "có «points» không phải là số từ 0 trở lên"),
        (HEAD + AREA + LEAF + "floor = 0\n", "có «floor» không phải là số lớn hơn 0"),
        (HEAD + AREA + LEAF + f"per = 1{'0' * 40}\n", "là số quá dài"),
        (HEAD.replace("least = 0", "least = 5") + AREA + LEAF, "Các mức xếp loại phải giảm dần"),
    ],
)
def test_what_is_wrong_is_told(text: str, words: str) -> None:
    _, problems = checked_set(text)
    assert any(words in problem for problem in problems)
    with pytest.raises(Refusal):
        read_set(text)


def test_the_first_mistake_is_told_with_the_number_of_the_others() -> None:
    with pytest.raises(Refusal, match="Bộ tiêu chí còn 1 chỗ sai khác"):
        read_set(HEAD + AREA.replace("1.5", "2") + LEAF.replace('kind = "yes_no"\n', ""))


def test_the_sources_of_the_shipped_sets_are_there() -> None:
    """Registers, rules and their fields are known; indicators are held by the catalogue of figures."""
    books = {each.id: {field.key for field in each.fields} for each in registers()}
    known_rules = {each.id for each in rules()}
    seen = set()
    for criterion in (each for known in criteria_sets() for each in known.walk()):
        for source in criterion.sources:
            seen.add(source.kind)
            if source.kind is SourceKind.RULE:
                assert source.part in known_rules
            if source.kind is SourceKind.ROWS:
                key = source.whole.partition("=")[0]
                assert not key or key in books[source.part]
    assert seen == set(SourceKind)
    kinds = {each.rule.kind for known in criteria_sets() for each in known.walk() if each.rule}
    assert kinds == set(RuleKind) - {RuleKind.DEDUCTION, RuleKind.MANUAL}
