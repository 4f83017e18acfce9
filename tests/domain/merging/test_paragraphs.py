"""Two texts that came from one, merged paragraph by paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.merging.paragraphs import merged

texts = st.lists(st.sampled_from("abcdef"), max_size=8).map("\n".join)


@pytest.mark.parametrize(
    ("before", "one", "other", "together"),
    [
        ("a", "a", "b", "b"),
        ("a\nb\nc", "a\nb\nc\nd", "x\nb\nc", "x\nb\nc\nd"),
        ("a\nb\nc", "a\nc", "a\nb\nC", None),
        ("a\nb\nc\nd", "a\nc\nd", "a\nb\nc\nD", "a\nc\nD"),
        ("a", "a\nb", "a\nc", None),
        ("a", "a\nb", "a\nb", "a\nb"),
        ("a\nb\nc\nd\ne", "A\nb\nC\nd\ne", "a\nb\nc\nd\nE", "A\nb\nC\nd\nE"),
        ("a\nb\nc\nd", "a\nX\nY\nd", "a\nb\nZ\nd", None),
        ("a\nb", "X\nb", "X\nb\nc", "X\nb\nc"),
    ],
)
def test_changes_of_different_paragraphs_come_together(
    before: str, one: str, other: str, together: str | None
) -> None:
    assert merged(before, one, other) == together


@given(texts, texts, texts)
def test_it_is_the_same_whichever_comes_first(before: str, one: str, other: str) -> None:
    assert merged(before, one, other) == merged(before, other, one)


@given(texts, texts)
def test_who_changed_nothing_loses_nothing(before: str, one: str) -> None:
    assert merged(before, one, before) == one
    assert merged(before, one, one) == one


def test_what_is_too_long_to_compare_is_not_merged() -> None:
    long = "\n".join(map(str, range(2_001)))
    assert merged(long, f"{long}\nx", f"y\n{long}") is None
