"""Standing rules as data: those that the program carries, and each mistake of a file as a sentence."""

import pytest

from cchc_desktop import catalogue
from cchc_desktop.catalogue import rules
from cchc_desktop.catalogue.registers import registers
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.registers.fields import Holds
from cchc_desktop.domain.standing_rules import Demand, State

KNOWN = {register.id: register for register in registers()}
RULE = """
[[rule]]
id = "doi-thoai"
name = "Đối thoại"
source = "kế hoạch"
register = "doi-thoai"
unit = "cuộc"
demand = "rows"
at_least = 1
met = "Đủ {there}."
open = "Thiếu {missing}, chậm nhất {by}."
failed = "Thiếu {missing}."
"""


def test_the_rules_of_the_issue_are_there() -> None:
    found = {rule.id: rule for rule in rules.rules()}
    assert (found["kiem-tra-don-vi"].value, found["kiem-tra-don-vi"].among) == (30, "units")
    assert (found["tuyen-truyen-hinh-thuc"].value, found["tuyen-truyen-dang-tin"].value) == (4, 14)
    assert (found["doi-thoai"].value, found["thi-hanh-phap-luat"].value) == (1, 2)
    assert all(found[each].value == 100 for each in ("phan-anh", "cap-tren-giao", "xin-loi"))
    known = catalogue.indicators().by_code
    for rule in found.values():
        assert {code for code in (rule.indicator, rule.target, rule.total) if code} <= known.keys()
        assert rule.area == KNOWN[rule.register].area
        # Everything that it counts is shown, so it is also typed.
        assert all(sentence.endswith((".", ";")) for sentence in rule.sentences.values())
        if rule.among:
            holds = KNOWN[rule.register].field(rule.of).holds
            assert holds is {"units": Holds.UNIT, "officers": Holds.OFFICER}[rule.among]


def test_a_rule_is_read() -> None:
    (rule,) = rules.read_rules(RULE, KNOWN)
    assert (rule.demand, rule.value, rule.strict) == (Demand.ROWS, 1, False)
    assert set(rule.sentences) == {State.MET, State.OPEN, State.FAILED}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "doi-thoai"', 'id = "Đối thoại"', "id «Đối thoại» viết sai"),
        ('register = "doi-thoai"', 'register = "so-la"', "không phải sổ nào"),
        ('demand = "rows"', 'demand = "some"', "Hãy chọn một trong: share"),
        ('demand = "rows"', 'demand = "distinct"', "thiếu khóa «of»"),
        ('demand = "rows"', 'demand = "distinct"\nof = "la"', "không phải mục được nhập của sổ"),
        ('demand = "rows"', 'demand = "each"\nof = "chu_tri"', "phải nêu đúng một mức"),
        ("at_least = 1", "at_least = 1\nmore_than = 2", "phải nêu đúng một mức"),
        ("at_least = 1", "at_least = 0", "không phải là số lớn hơn 0"),
        ("at_least = 1", "at_least = 1.5", "Hãy ghi số nguyên"),
        ("at_least = 1", "at_least = 5000", "không quá 1000"),
        ("at_least = 1", 'at_least = 1\nindicator = "125"', "mã chỉ tiêu «125» viết sai"),
        ("at_least = 1", 'at_least = 1\nmeasured = "moon"', "Hãy chọn một trong: reports, calendar"),
        ("at_least = 1", 'at_least = 1\namong = "people"', "Hãy chọn một trong: units, officers"),
        ("at_least = 1", 'at_least = 1\neach = ["a"]', "là kiểu each thì phải có each"),
        ("at_least = 1", 'at_least = 1\nwhere = [{ key = "ngay" }]', "đúng một điều kiện"),
        ("at_least = 1", "at_least = 1\nvalid_from = 2026-02-01\nvalid_to = 2026-01-01", "valid_to trước"),
        ("at_least = 1", "at_least = 1\nlevel = 2", "khóa lạ «level»"),
        ("{there}", "{them}", "nhắc đến {them}"),
        ('open = "Thiếu', 'kept = "Thiếu', "thiếu khóa «open»"),
        ('met = "Đủ', 'kept = "x"\nmet = "Đủ', "không có mức đó"),
        ('demand = "rows"', 'demand = "share"\nof = "chu_tri"', "phải nêu among hoặc total"),
        ('demand = "rows"', 'demand = "in_time"\ndue = "ngay"\ndone = "chu_tri"', "phải là mục kiểu ngày"),
        (RULE, RULE + RULE, "viết sai hoặc trùng"),
        (RULE, "rule = [", "không đúng cú pháp TOML"),
        (RULE, "[[other]]", "khóa lạ «other»"),
        (RULE, "#" * 200_001, "dài quá 200000 chữ"),
    ],
)
def test_each_mistake_is_a_sentence(old: str, new: str, told: str) -> None:
    text = RULE.replace(old, new, 1)
    assert text != RULE
    assert any(told in sentence for sentence in rules.problems_in(text, KNOWN))
    with pytest.raises(Refusal):
        rules.read_rules(text, KNOWN)


def test_the_values_of_each_are_those_of_the_field() -> None:
    text = RULE.replace("doi-thoai", "kiem-tra").replace(
        'demand = "rows"\nat_least = 1', 'demand = "each"\nof = "loai"'
    )
    text += 'unknown = "Chưa ghi."\n'
    good = text.replace('of = "loai"', 'of = "loai"\neach = ["Định kỳ", "Đột xuất"]')
    assert rules.read_rules(good, KNOWN)[0].value == 2
    bad = good.replace("Đột xuất", "Bất chợt")
    assert any("không phải là danh sách các mức" in told for told in rules.problems_in(bad, KNOWN))
