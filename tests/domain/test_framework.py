"""The columns of «Khung kế hoạch»: chosen, ordered, kept as a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.framework import USUAL, FrameworkColumn, columns_text, read_columns


@given(st.lists(st.sampled_from(FrameworkColumn), min_size=1, unique=True))
def test_what_is_kept_is_read_back(columns: list[FrameworkColumn]) -> None:
    assert read_columns(columns_text(columns)) == tuple(columns)


def test_columns_are_named_by_their_headers_too() -> None:
    assert read_columns("Đơn vị chủ trì, nguon") == (FrameworkColumn.LEAD, FrameworkColumn.SOURCE)
    assert read_columns(" ,") == USUAL
    assert columns_text(USUAL) == ""


@pytest.mark.parametrize(
    ("text", "told"), [("chu-tri,khac", "không có cột «khac»"), ("nguoi, nguoi", "ghi hai lần")]
)
def test_what_is_no_column_is_refused(text: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        read_columns(text)
