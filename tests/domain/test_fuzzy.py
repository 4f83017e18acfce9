"""Names are found by a few letters, whatever their accents and case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.fuzzy import score

NAMES = [
    "Hôm nay", "Kế hoạch", "Số liệu", "Báo cáo", "Báo cáo quý III năm 2026", "Số liệu quý III năm 2026",
    "Nhập kế hoạch từ tệp", "Nhiệm vụ", "Nhật ký", "Đánh lại số mục", "Thủ tục hành chính",
]  # fmt: skip


def best(typed: str) -> str:
    """The name that matches best; the first of equals."""
    scores = [(score(typed, name), -place) for place, name in enumerate(NAMES)]
    found = [(value, place) for value, place in scores if value is not None]
    return NAMES[-max(found)[1]] if found else ""


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("bao cao", "Báo cáo"),
        ("Báo Cáo", "Báo cáo"),
        ("quy iii bao", "Báo cáo quý III năm 2026"),
        ("nkh", "Nhập kế hoạch từ tệp"),
        ("danh so", "Đánh lại số mục"),
        ("tthc", "Thủ tục hành chính"),
        ("nhat", "Nhật ký"),
        ("ke", "Kế hoạch"),
        ("nhiemvu", "Nhiệm vụ"),
        ("xyz", ""),
    ],
)
def test_the_name_that_is_meant_comes_first(typed: str, name: str) -> None:
    assert best(typed) == name


def test_nothing_typed_matches_everything_alike() -> None:
    assert score("", "Báo cáo quý III năm 2026") is not None
    assert score(" ", "Hôm nay") is not None


@given(st.text(), st.text())
def test_any_text_can_be_typed(typed: str, name: str) -> None:
    found = score(typed, name)
    assert found is None or isinstance(found, int)


@given(st.sampled_from(NAMES), st.data())
def test_every_beginning_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    typed = name[: data.draw(st.integers(1, len(name)))]
    assert score(typed, name) is not None
