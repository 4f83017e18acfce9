"""What an office may make of a register: keys, what must stay, what is wrong, feeds in words, rows."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.indicators import Indicator, Kind, Nature
from cchc_desktop.domain.registers.effects import carried, effects_of
from cchc_desktop.domain.registers.fields import Holds, Plain, RegisterField
from cchc_desktop.domain.registers.register import (
    ENDS,
    Condition,
    Counting,
    Deadline,
    Feed,
    Life,
    Over,
    Register,
    Rule,
    Test,
)
from cchc_desktop.domain.registers.shape import asked_of, faults_of, key_from, said_feed, why_needed

DAY = RegisterField("ngay", "Ngày", Holds.DAY, is_required=True)
END = RegisterField("xong", "Ngày xong", Holds.DAY)
UNIT = RegisterField("don_vi", "Đơn vị", Holds.UNIT)
NUMBER = RegisterField("so", "Số người", Holds.NUMBER)
KIND = RegisterField("loai", "Loại", Holds.CHOICE, choices=("Mới", "Cũ"))
NOTE = RegisterField("ghi_chu", "Ghi chú")
ROWS = Feed("1.07", Counting.ROWS, "", "ngay")
REGISTER = Register(
    "rieng-so", "Sổ", "SỔ", "ngay", (DAY, END, UNIT, NUMBER, KIND, NOTE), feeds=(ROWS,), row_name="don_vi"
)
INDICATORS = {
    each.code: each
    for each in (
        Indicator("1.07", 1, "Số cuộc", "cuộc"),
        Indicator("1.08", 1, "Số đơn vị", "đơn vị", nature=Nature.DISTINCT),
        Indicator("1.09", 1, "Số tổ", "tổ", nature=Nature.STOCK),
        Indicator("1.10", 1, "Tỷ lệ", "%", Kind.COMPUTED, Nature.RATIO),
    )
}


def feeding(*feeds: Feed) -> Register:
    """The register with these feeds."""
    return replace(REGISTER, feeds=feeds)


@given(st.text(max_size=80), st.sets(st.sampled_from(["rieng", "rieng_2", "ngay"])), st.booleans())
def test_any_label_gives_a_key(label: str, taken: set[str], own: bool) -> None:
    key = key_from(label, taken, own)
    assert key not in taken
    assert len(key) <= 40
    assert key.isascii()
    assert key[0].isalpha()
    assert not own or key.startswith("rieng")


def test_keys_are_labels_without_accents() -> None:
    assert key_from("Số biển xe (đầy đủ)", ()) == "so_bien_xe_day_du"
    assert key_from("Ngày", {"ngay", "ngay_2"}) == "ngay_3"
    assert key_from("2026", ()) == "rieng_2026"
    assert key_from("Sổ xe công", (), own=True, joint="-") == "rieng-so-xe-cong"


def test_what_figures_and_rules_need_stays() -> None:
    summed = Feed("1.07", Counting.SUM, "so", "ngay", where=(Condition("xong", Test.NOT_AFTER, (ENDS,)),))
    rule = Rule(Condition("xong", Test.AFTER, ("ngay",)), "Ngày sai.")
    deadline = Deadline("xong", "xong", "Gọi {don_vi}.")
    register = replace(
        feeding(summed), rules=(rule,), life=Life("loai", ("Cũ",), "xong"), deadlines=(deadline,)
    )
    assert "thuộc kỳ nào" in why_needed(register, "ngay")
    assert "Số liệu 1.07 được đếm từ mục «Số người»" in why_needed(register, "so")
    assert "Số liệu 1.07" in why_needed(register, "xong")
    assert "nhắc việc đến hạn" in why_needed(register, "don_vi")
    assert "kiểm tra các dòng" in why_needed(register, "loai")
    assert "kiểm tra các dòng" in why_needed(replace(register, feeds=(), deadlines=()), "xong")
    assert why_needed(register, "ghi_chu") == ""
    lives_on = replace(register, life=Life("loai", ("Cũ",), "xong", ("Mới",), "ghi_chu"))
    assert "kiểm tra các dòng" in why_needed(lives_on, "ghi_chu")


@pytest.mark.parametrize(
    ("register", "place", "words"),
    [
        (replace(REGISTER, name=""), "name", "đặt tên sổ"),
        (replace(REGISTER, day="so"), "day", "chọn mục ngày"),
        (replace(REGISTER, fields=(replace(DAY, is_hidden=True),)), "day", "không ẩn"),
        (replace(REGISTER, fields=(DAY, replace(NOTE, label=""))), "ghi_chu", "đặt tên mục"),
        (replace(REGISTER, fields=(DAY, replace(NOTE, label="NGAY"))), "ghi_chu", "hai mục tên"),
        (replace(REGISTER, fields=(DAY, replace(KIND, choices=()))), "loai", "ghi các mức"),
        (replace(REGISTER, fields=(DAY, replace(KIND, choices=("A", "a")))), "loai", "hai mức giống nhau"),
        (replace(REGISTER, fields=(DAY, *(replace(NOTE, key=f"k{n}", label=f"K{n}") for n in range(40)))),
         "fields", "quá 40"),
        (feeding(Feed("")), "feed:", "chọn chỉ tiêu"),
        (feeding(Feed("9.99")), "feed:9.99", "Không có chỉ tiêu 9.99"),
        (feeding(Feed("1.10")), "feed:1.10", "không đếm từ sổ"),
        (feeding(Feed("1.09")), "feed:1.09", "chọn lại các dòng"),
        (feeding(Feed("1.08")), "feed:1.08", "đếm không trùng"),
        (feeding(Feed("1.07", Counting.SUM, "don_vi")), "feed:1.07", "mục số để cộng"),
        (feeding(Feed("1.07", Counting.DISTINCT, "so")), "feed:1.07", "mục để đếm không trùng"),
        (feeding(Feed("1.07", where=(Condition("loai", Test.IS),))), "feed:1.07", "ghi mức của «Loại»"),
        (feeding(Feed("1.07", where=(Condition("gi", Test.IS),))), "feed:1.07", "ghi mức của «gi»"),
        (feeding(Feed("1.07", where=(Condition("so", Test.YES),))), "feed:1.07", "không hợp"),
    ],
)  # fmt: skip
def test_mistakes_are_told_where_they_are(register: Register, place: str, words: str) -> None:
    assert any(each.place == place and words in each.sentence for each in faults_of(register, INDICATORS))


def test_a_sound_register_has_no_faults() -> None:
    distinct = Feed("1.08", Counting.DISTINCT, "don_vi", "ngay")
    stock = Feed("1.09", Counting.SUM, "so", "ngay", Over.UNTIL, (Condition("xong", Test.OPEN),))
    assert faults_of(feeding(ROWS, distinct, stock), INDICATORS) == []


@pytest.mark.parametrize(
    ("feed", "words"),
    [
        (ROWS, "1.07 Số cuộc: đếm số dòng có «Ngày» trong kỳ."),
        (
            Feed("1.07", Counting.SUM, "so", "xong", Over.YEAR, (Condition("loai", Test.IS, ("Mới", "Cũ")),)),
            "cộng mục «Số người» của các dòng có «Ngày xong» từ đầu năm đến hết kỳ, "
            "mà «Loại» là Mới hoặc Cũ.",
        ),
        (
            Feed("1.07", Counting.DISTINCT, "don_vi", "", Over.UNTIL, (
                Condition("so", Test.FILLED), Condition("so", Test.EMPTY), Condition("so", Test.YES),
                Condition("xong", Test.OPEN), Condition("xong", Test.NOT_AFTER, (ENDS,)),
                Condition("xong", Test.AFTER, ("ngay",)), Condition("mat", Test.FILLED),
            )),
            "đếm «Đơn vị», mỗi nội dung một lần, của các dòng có «Ngày» từ trước đến hết kỳ, "
            "mà «Số người» đã ghi và «Số người» chưa ghi và «Số người» là Có và «Ngày xong» chưa ghi hoặc "
            "sau kỳ và «Ngày xong» không sau ngày cuối kỳ và «Ngày xong» sau «Ngày» và «?» đã ghi.",
        ),
    ],
)  # fmt: skip
def test_a_feed_is_read_back(feed: Feed, words: str) -> None:
    assert said_feed(REGISTER, feed, "Số cuộc").endswith(words)


def test_a_condition_asks_what_its_field_can_say() -> None:
    assert asked_of(KIND) == (Test.IS, Test.HAS, Test.FILLED, Test.EMPTY)
    assert Test.OPEN in asked_of(DAY)
    assert Test.IS not in asked_of(NUMBER)


def retyped(key: str, holds: Holds, **others: object) -> Register:
    """The register with a field of another type."""
    return replace(
        REGISTER,
        fields=tuple(
            replace(each, holds=holds, **others) if each.key == key else each  # type: ignore[arg-type]
            for each in REGISTER.fields
        ),
    )


@pytest.mark.parametrize(
    ("key", "plain", "holds", "kept"),
    [
        ("ghi_chu", "1.234", Holds.NUMBER, "1234"),
        ("ghi_chu", "ba người", Holds.NUMBER, "ba người"),
        ("ghi_chu", "5/2/2026", Holds.DAY, "2026-02-05"),
        ("ngay", "2026-02-05", Holds.LINE, "05/02/2026"),
        ("ngay", "2026-02-05", Holds.NUMBER, "05/02/2026"),
        ("so", "1234", Holds.TEXT, "1.234"),
        ("ghi_chu", "có", Holds.YES_NO, True),
        ("ghi_chu", "hai\ndòng", Holds.TEXT, "hai\ndòng"),
        ("loai", "Mới", Holds.LINE, "Mới"),
        ("so", "3 người", Holds.AMOUNT, "3 người"),
    ],
)
def test_values_go_over_into_another_type(key: str, plain: str, holds: Holds, kept: Plain) -> None:
    assert carried(REGISTER, retyped(key, holds), {key: plain, "la": "x"}) == {key: kept, "la": "x"}


@given(st.dictionaries(st.sampled_from([each.key for each in REGISTER.fields]), st.text(max_size=20)))
def test_no_change_of_types_loses_a_value(values: dict[str, Plain]) -> None:
    for holds in Holds:
        after = retyped("ghi_chu", holds, choices=("a",))
        there = carried(REGISTER, after, values)
        assert there.keys() == values.keys()
        assert carried(after, REGISTER, there).keys() == values.keys()


def test_what_a_change_does_is_told_before() -> None:
    rows: list[dict[str, Plain]] = [
        {"ngay": "2026-02-05", "ghi_chu": "3", "loai": "Mới", "cu": "x"},
        {"ngay": "2026-02-06", "ghi_chu": "ba", "loai": "Cũ"},
    ]
    old = RegisterField("cu", "Mục cũ")
    after = replace(
        retyped("ghi_chu", Holds.NUMBER),
        fields=(
            DAY, replace(END, is_required=True), UNIT, replace(NOTE, holds=Holds.NUMBER),
            replace(KIND, choices=("Mới",)), old,
        ),
    )  # fmt: skip
    found = effects_of(REGISTER, after, rows)
    assert (found.rows, found.unread, found.foreign) == (2, {"Ghi chú": 1}, {"Loại": 1})
    assert (found.lacking, found.kept, found.back) == ({"Ngày xong": 2}, {}, {"Mục cũ": 1})
    assert found.sentences[0].startswith("«Ghi chú» ở 1 dòng không đọc được")
    without = effects_of(REGISTER, replace(REGISTER, fields=(DAY, END)), rows)
    assert without.kept == {"Loại": 2, "Ghi chú": 2}
    assert effects_of(REGISTER, REGISTER, rows).sentences == []


def test_what_cannot_be_done_to_rows_is_refused() -> None:
    rows: list[dict[str, Plain]] = [{"ngay": "2026-02-05", "ghi_chu": "Nguyễn Văn A"}]
    personal = retyped("ghi_chu", Holds.LINE, is_personal=True)
    (fault,) = effects_of(REGISTER, personal, rows).why_not
    assert (fault.place, "cột ghi tay" in fault.sentence) == ("ghi_chu", True)
    (fault,) = effects_of(REGISTER, replace(REGISTER, day="xong"), rows).why_not
    assert (fault.place, "1 dòng chưa ghi «Ngày xong»" in fault.sentence) == ("day", True)


def test_a_hidden_field_is_not_asked_for() -> None:
    register = replace(REGISTER, fields=(DAY, replace(NOTE, is_hidden=True), replace(UNIT, is_personal=True)))
    assert [each.key for each in register.typed] == ["ngay"]


def test_a_greatest_number_is_no_type() -> None:
    most = replace(NUMBER, at_most=Decimal(2))
    assert most.understood("5") == 5, "what was stored stays, whatever is asked for since"
