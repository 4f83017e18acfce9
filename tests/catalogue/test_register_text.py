"""A register as TOML says it: read back as it is, and an office's changes kept beside the program's form."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.catalogue.offices import areas
from cchc_desktop.catalogue.register_text import (
    amended,
    differences,
    own_register,
    register_text,
    shipped_register,
)
from cchc_desktop.catalogue.registers import read_register, registers
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.registers.fields import Holds, RegisterField
from cchc_desktop.domain.registers.register import (
    ENDS,
    Condition,
    Counting,
    Deadline,
    Feed,
    Over,
    Register,
    Rule,
    Test,
)
from cchc_desktop.domain.text import clean_line

WORDS = st.text(min_size=1, max_size=40).map(clean_line).filter(bool)
MAYBE = st.one_of(st.just(""), WORDS)
DAY_FIELD = RegisterField("ngay", "Ngày", Holds.DAY, is_required=True)


@st.composite
def fields(draw: st.DrawFn, key: str) -> RegisterField:
    """A field of any type, with any of what is said of one."""
    holds = draw(st.sampled_from(Holds))
    is_number = holds in (Holds.NUMBER, Holds.AMOUNT)
    most = st.decimals(1, 10**9, places=draw(st.integers(0, 3)), allow_nan=False)
    personal, hidden = draw(st.sampled_from([(False, False), (True, False), (False, True)]))
    return RegisterField(
        key,
        draw(WORDS),
        holds,
        is_required=not (personal or hidden) and draw(st.booleans()),
        choices=tuple(draw(st.lists(WORDS, min_size=1, max_size=4))) if holds is Holds.CHOICE else (),
        is_open=draw(st.booleans()),
        at_most=draw(st.none() | most) if is_number else None,
        is_personal=personal,
        areas=areas() if holds is Holds.AREA else (),
        is_own=holds is Holds.AREA and draw(st.booleans()),
        is_printed=draw(st.booleans()),
        is_hidden=hidden,
        header=draw(MAYBE),
        width=draw(st.integers(10, 999)) / 100,
        group=draw(MAYBE),
        number=draw(st.integers(0, 99)),
        help=draw(MAYBE),
    )


def conditions_on(field: RegisterField) -> list[Condition]:
    """All that may be asked of a field."""
    found = [
        Condition(field.key, Test.IS, field.choices or ("a", "b")),
        Condition(field.key, Test.FILLED),
        Condition(field.key, Test.EMPTY, others=(Condition(field.key, Test.HAS, ("kh",)),)),
    ]
    if field.holds is Holds.YES_NO:
        found.append(Condition(field.key, Test.YES))
    if field.holds is Holds.DAY:
        found += [
            Condition(field.key, Test.OPEN),
            Condition(field.key, Test.AFTER, (ENDS,)),
            Condition(field.key, Test.NOT_AFTER, ("ngay",)),
        ]
    return found


@st.composite
def descriptions(draw: st.DrawFn) -> Register:
    """A register with fields of any types, and feeds and rules that go with them."""
    keys = [f"k{number}" for number in range(draw(st.integers(0, 6)))]
    own = [DAY_FIELD, *(draw(fields(key)) for key in keys)]
    days = [each.key for each in own if each.holds is Holds.DAY]
    numbers = [
        each.key for each in own if each.holds in (Holds.NUMBER, Holds.AMOUNT) and not each.is_personal
    ]
    conditions = st.sampled_from(own).flatmap(lambda each: st.sampled_from(conditions_on(each)))
    feeds = []
    for code in draw(st.lists(st.sampled_from(["1.07", "2.11", "8.99"]), unique=True)):
        of = {Counting.ROWS: st.just(""), Counting.DISTINCT: st.just("ngay")}
        of |= {Counting.SUM: st.sampled_from(numbers)} if numbers else {}
        counting = draw(st.sampled_from(list(of)))
        where = tuple(draw(st.lists(conditions, max_size=2)))
        day, over = draw(st.sampled_from(days)), draw(st.sampled_from(Over))
        feeds.append(
            Feed(
                code,
                counting,
                draw(of[counting]),
                day,
                over,
                where,
                draw(st.sampled_from(["", "directives"])),
            )
        )
    rule = Rule(Condition("ngay", Test.NOT_AFTER, (draw(st.sampled_from(days)),)), "Ngày sai. Hãy sửa.")
    return Register(
        "so-thu",
        draw(WORDS),
        draw(WORDS),
        "ngay",
        tuple(draw(st.permutations(own))),
        feeds=tuple(feeds),
        rules=(rule,) if draw(st.booleans()) else (),
        same=tuple(draw(st.lists(st.sampled_from(own).map(lambda each: each.key), unique=True, max_size=3))),
        row_number="ngay" if draw(st.booleans()) else "",
        row_name=draw(st.sampled_from(["", *(each.key for each in own)])),
        legal=draw(MAYBE),
        needs_evidence=draw(st.booleans()),
        area=draw(st.integers(0, 8)),
        help=draw(MAYBE),
        valid_from=draw(st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1))),
        gone=(draw(fields("cu")),) if draw(st.booleans()) else (),
        deadlines=(Deadline("ngay", "ngay", "Làm {ngay}."),) if draw(st.booleans()) else (),
    )


@given(descriptions())
def test_what_is_written_is_read_back(register: Register) -> None:
    assert read_register(register_text(register)) == register


@pytest.mark.parametrize("register", registers(), ids=lambda each: each.id)
def test_the_program_s_own_registers_are_written_as_they_are(register: Register) -> None:
    assert read_register(register_text(register)) == register
    assert differences(register, register) == ""


@given(descriptions(), descriptions())
def test_a_difference_brings_one_register_to_another(shipped: Register, changed: Register) -> None:
    """Whatever an office makes of a register of the program; only the order of what is fed has no meaning."""
    keys = [each.key for each in changed.fields]
    changed = replace(
        changed, gone=tuple(each for each in (*shipped.fields, *changed.gone) if each.key not in keys)
    )
    found = amended(shipped, differences(shipped, changed) or 'amends = "so-thu"')
    by_code = {each.indicator: each for each in changed.feeds}
    assert {each.indicator: each for each in found.feeds} == by_code
    assert {each.key for each in found.gone} == {each.key for each in changed.gone}
    assert replace(found, feeds=(), gone=()) == replace(changed, feeds=(), gone=())


SHIPPED = Register(
    "kiem-tra",
    "Kiểm tra",
    "Sổ kiểm tra",
    "ngay",
    (DAY_FIELD, RegisterField("don_vi", "Đơn vị", Holds.UNIT), RegisterField("so", "Số", Holds.NUMBER)),
    feeds=(Feed("1.07", Counting.DISTINCT, "don_vi", "ngay"),),
)
OWN = RegisterField("rieng_xe", "Xe", group="Đi lại", at_most=None)


def newer(*more: RegisterField, feeds: tuple[Feed, ...] = SHIPPED.feeds) -> Register:
    """The register of a newer program, with fields before its last one."""
    return replace(SHIPPED, fields=(*SHIPPED.fields[:2], *more, SHIPPED.fields[2]), feeds=feeds)


def test_a_newer_form_brings_its_fields_and_the_office_s_stay() -> None:
    day, unit, number = SHIPPED.fields
    changed = replace(
        SHIPPED, fields=(unit, replace(day, label="Ngày làm việc"), OWN), gone=(number,), row_name="don_vi"
    )
    found = amended(newer(RegisterField("moi", "Mục mới")), differences(SHIPPED, changed))
    assert [(each.key, each.label) for each in found.fields] == [
        ("don_vi", "Đơn vị"), ("moi", "Mục mới"), ("ngay", "Ngày làm việc"), ("rieng_xe", "Xe"),
    ]  # fmt: skip
    assert found.gone == (number,)
    assert found.row_name == "don_vi"


def test_a_field_that_a_newer_form_needs_comes_back_hidden() -> None:
    changed = replace(SHIPPED, fields=SHIPPED.fields[:2], gone=SHIPPED.fields[2:])
    sums = Feed("1.10", Counting.SUM, "so", "ngay")
    found = amended(newer(feeds=(*SHIPPED.feeds, sums)), differences(SHIPPED, changed))
    assert found.field("so").is_hidden
    assert sums in found.feeds


def test_what_no_longer_fits_leaves_the_program_s_form_with_the_office_s_fields() -> None:
    changed = replace(SHIPPED, fields=(*SHIPPED.fields, OWN), same=("so",))
    found = amended(replace(SHIPPED, fields=SHIPPED.fields[:2]), differences(SHIPPED, changed))
    assert [each.key for each in found.fields] == ["ngay", "don_vi", "rieng_xe"]
    assert found.same == ()


def test_an_own_text_is_whole_or_a_difference() -> None:
    assert own_register(register_text(SHIPPED), "kiem-tra", "Kiểm tra") == SHIPPED
    shipped = shipped_register("kiem-tra")
    assert shipped is not None
    changed = replace(shipped, name="Kiểm tra nội bộ")
    assert own_register(differences(shipped, changed), "kiem-tra", "") == changed
    assert own_register('amends = "so-cu"\nunfed = ["1.07"]\n', "so-cu", "") is None
    with pytest.raises(Refusal, match="không đọc được"):
        amended(SHIPPED, "amends = ")


def test_a_greatest_number_may_have_decimals() -> None:
    field = RegisterField("tien", "Tiền", Holds.AMOUNT, at_most=Decimal("99.5"))
    register = replace(SHIPPED, fields=(*SHIPPED.fields, field))
    assert read_register(register_text(register)).field("tien").at_most == Decimal("99.5")
