"""Names that are the same, and names that are nearly so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.names import (
    capitals_words,
    known_as,
    known_unit,
    name_key,
    near_names,
    unit_key,
    units_together,
)

NAMES = st.text("aăâbcdđeêghikm nôơpưxy-áàảãạế", min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phòng Văn hoá – Xã hội", "Phòng Văn hóa - Xã hội"),
        ("Phòng Văn hóa-Xã hội", "phòng  văn hóa - xã hội"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)
    assert known_as(one, ["Văn phòng", other]) == other
    assert near_names(one, [other]) == []


@pytest.mark.parametrize(
    ("typed", "listed"),
    [
        ("Nguyễn Văn Anh", "Nguyễn Vân Anh"),
        ("nguyen van anh", "Nguyễn Vân Anh"),
        ("Trần Thị Bìnhh", "Trần Thị Bình"),
        ("TrầnThị Bình", "Trần Thị Bình"),
        ("Phòng Kinh tê", "Phòng Kinh tế"),
    ],
)
def test_near_names_are_pointed_out(typed: str, listed: str) -> None:
    assert known_as(typed, [listed]) is None
    assert near_names(typed, ["Lê Hoàng", listed]) == [listed]


def test_other_persons_are_not_near() -> None:
    assert near_names("Phạm Thu Hà", ["Phạm Văn Hòa", "Nguyễn Thu Trang"]) == []


@given(NAMES, st.lists(NAMES, max_size=5))
def test_near_names_are_known_and_never_the_name_itself(name: str, known: list[str]) -> None:
    near = near_names(name, known)
    assert set(near) <= set(known)
    assert all(name_key(other) != name_key(name) for other in near)
    assert near_names(name, [*known, name]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Văn phòng HĐND và UBND xã", "Văn phòng HĐND và UBND"),
        ("Văn phòng HĐND - UBND xã Tân Lập", "Văn phòng HĐND và UBND"),
        ("Văn phòng Hội đồng nhân dân và Uỷ ban nhân dân", "Văn phòng HĐND và UBND"),
        ("Trung tâm Phục vụ hành chính công phường", "trung tâm phục vụ hành chính công"),
        ("Phòng Kinh tế thuộc UBND xã", "Phòng Kinh tế"),
    ],
)
def test_names_of_one_unit(one: str, other: str) -> None:
    assert unit_key(one) == unit_key(other)
    assert known_unit(one, ["Phòng Kinh tế thị xã", other]) == other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phòng Văn hóa - xã hội", "Phòng Văn hóa"),
        ("Phòng Nội vụ huyện", "Phòng Nội vụ"),
        ("Phòng Kinh tế", "Phòng Kinh tê"),
    ],
)
def test_names_of_two_units(one: str, other: str) -> None:
    assert unit_key(one) != unit_key(other)
    assert known_unit(one, [other]) is None


def test_a_unit_is_known_as_it_is_written_before_it_is_known_by_its_key() -> None:
    known = ["Trạm Y tế", "Trạm Y tế xã"]
    assert known_unit("trạm y tế xã", known) == "Trạm Y tế xã"
    assert units_together(known, ["Trạm Y tế xã Tân Lập", "Phòng Kinh tế", "Phòng Kinh tế xã"]) == [
        *known,
        "Phòng Kinh tế",
    ]


@pytest.mark.parametrize(
    "name", ["Nguyễn Văn A", "Trần Thị Bình", "", "A B", "Lê Văn C.", "K'Brểu H'Mok", "1 2"]
)
def test_names_in_small_letters_are_silent(name: str) -> None:
    assert capitals_words(name) == ""


@pytest.mark.parametrize(
    ("name", "usual"),
    [("NGUYỄN VĂN A", "Nguyễn Văn A"), (" ĐOÀN  THANH BÌNH ", "Đoàn Thanh Bình"), ("LÊ Ý", "Lê Ý")],
)
def test_a_name_in_capitals_is_pointed_out(name: str, usual: str) -> None:
    assert f"Hãy sửa thành «{usual}»." in capitals_words(name)
    assert capitals_words(usual) == ""
