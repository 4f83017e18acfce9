"""Whose a plan is, by the names of its issuer and of the office."""

import pytest

from cchc_desktop.domain.offices import heads_alone, is_from_above

COMMUNE = "Ủy ban nhân dân xã An Bình"


@pytest.mark.parametrize(
    ("issuer", "is_above"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH SÔNG HƯƠNG", True),
        ("UBND thành phố Hải Đông", True),
        ("UBND huyện Bình Giang", True),
        ("Bộ Nội vụ", True),
        ("", False),
        (COMMUNE, False),
        ("UBND phường Tân Lập", False),
        ("Hội đồng nhân dân", False),
    ],
)
def test_who_stands_above_a_commune(issuer: str, is_above: bool) -> None:
    assert is_from_above(issuer, COMMUNE) is is_above


def test_nobody_stands_above_an_office_whose_level_is_not_told() -> None:
    assert not is_from_above("UBND tỉnh Sông Hương", "Văn phòng")
    assert not is_from_above("UBND tỉnh Sông Hương", "UBND tỉnh Sông Hương")


@pytest.mark.parametrize(
    ("issuer", "superior", "is_alone"),
    [
        ("Ủy ban nhân dân tỉnh Sông Hương", "Chính phủ", True),
        ("UBND thành phố Cửa Biển", "Chính phủ", True),
        ("UBND thành phố Sông Hương", "UBND tỉnh Sông Hương", False),
        ("UBND xã An Bình", "UBND tỉnh Sông Hương", False),
        ("Sở Nội vụ", "UBND tỉnh Sông Hương", False),
    ],
)
def test_the_head_of_a_province_names_nobody_above_it(issuer: str, superior: str, is_alone: bool) -> None:
    assert heads_alone(issuer, superior) is is_alone
