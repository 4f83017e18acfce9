"""A register while it is described: fields come, go and move; keys are made of labels once."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.registers import drafting
from cchc_desktop.domain.registers.fields import Holds
from cchc_desktop.domain.registers.register import ENDS, Condition, Counting, Feed, Register, Test


def keys(register: Register) -> list[str]:
    """The keys of the fields in their order."""
    return [each.key for each in register.fields]


def finish(register: Register, used: tuple[str, ...] = (), of_program: bool = False) -> Register:
    """The register as it may be stored."""
    return drafting.finished(register, (), used, of_program=of_program)[0]


def test_keys_are_made_of_labels_wherever_they_stand() -> None:
    draft, key = drafting.added(replace(drafting.new_register(), name="Xe công"), "+1")
    draft = drafting.changed(draft, key, label="Biển số")
    conditions = (Condition("+1", Test.AFTER, (ENDS,)), Condition(key, Test.IS, (key,)))
    draft = replace(draft, feeds=(Feed("1.07", Counting.DISTINCT, key, "+1", where=conditions),), same=(key,))
    register, drafted = drafting.finished(draft, {"rieng-xe-cong"}, ("noi_dung",), of_program=False)
    assert register.id == "rieng-xe-cong-2"
    assert keys(register) == ["ngay", "bien_so", "noi_dung_2", "ghi_chu"]
    assert drafted["bien_so"] == key
    assert (register.day, register.row_name, register.same) == ("ngay", "noi_dung_2", ("bien_so",))
    (feed,) = register.feeds
    assert (feed.key, feed.day) == ("bien_so", "ngay")
    assert feed.where == (Condition("ngay", Test.AFTER, (ENDS,)), Condition("bien_so", Test.IS, (key,)))
    renamed = drafting.changed(register, "bien_so", label="Biển kiểm soát")
    assert finish(renamed) == renamed, "a key stays whatever the field is called"


def test_fields_of_an_office_never_meet_those_of_a_newer_program() -> None:
    draft, key = drafting.added(finish(replace(drafting.new_register(), name="Xe")))
    draft = drafting.changed(draft, key, label="Ghi chú")
    assert keys(finish(draft, of_program=True))[-1] == "rieng_ghi_chu"


def test_what_is_given_up_comes_back_by_its_name_or_by_itself() -> None:
    register = finish(replace(drafting.new_register(), name="Xe"))
    without = drafting.removed(register, "noi_dung")
    assert (without.row_name, without.same) == ("", ("ngay",))
    assert drafting.brought_back(without, "noi_dung").fields[-1] == register.field("noi_dung")
    draft, key = drafting.added(without, "ngay")
    again = finish(drafting.changed(draft, key, label="NOI DUNG"), ("noi_dung",))
    assert (keys(again), again.gone) == (["ngay", "noi_dung", "ghi_chu"], ())
    assert drafting.removed(draft, key) == without, "what was never stored leaves nothing"


def test_what_does_not_go_with_a_field_is_unsaid() -> None:
    draft = drafting.new_register()
    draft = drafting.changed(draft, "+3", holds=Holds.CHOICE, choices=("A",), is_open=True)
    draft = drafting.changed(draft, "+3", holds=Holds.NUMBER, at_most=Decimal(3), is_required=True)
    assert (draft.fields[2].choices, draft.fields[2].is_open, draft.fields[2].at_most) == ((), False, 3)
    draft = drafting.changed(draft, "+3", holds=Holds.LINE, is_hidden=True)
    assert (draft.fields[2].at_most, draft.fields[2].is_required) == (None, False)


@given(st.integers(-9, 9))
def test_a_field_moves_within_its_register(by: int) -> None:
    draft = drafting.moved(drafting.new_register(), "+2", by)
    assert keys(draft).index("+2") == max(0, min(2, 1 + by))
    assert sorted(keys(draft)) == ["+1", "+2", "+3"]
