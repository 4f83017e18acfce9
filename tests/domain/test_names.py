"""Names that are the same, and names that are nearly so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.names import known_as, name_key, near_names

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
