"""Which words of a text were changed."""

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.word_changes import word_changes


def test_changed_words_are_found_on_both_sides() -> None:
    before = "Hài lòng đạt từ 94% trở lên; đến năm 2024 - 2025 đạt từ 97% trở lên."
    after = "Hài lòng đạt tối thiểu 97%."
    gone, come = word_changes(before, after)
    assert [before[start:end] for start, end in gone] == [
        "từ 94% trở lên; đến năm 2024 - 2025 đạt từ 97% trở lên."
    ]
    assert [after[start:end] for start, end in come] == ["tối thiểu 97%."]
    assert word_changes("một hai ba", "một ba") == (((4, 7),), ())
    assert word_changes("một ba", "một hai ba") == ((), ((4, 7),))
    assert word_changes(before, before) == ((), ())


@given(st.lists(st.sampled_from(["a", "b", "c", "d"])), st.lists(st.sampled_from(["a", "b", "c", "d"])))
def test_what_is_not_marked_is_the_same_on_both_sides(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    gone, come = word_changes(before, after)

    def rest(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
        for start, end in reversed(spans):
            text = text[:start] + text[end:]
        return text.split()

    assert rest(before, gone) == rest(after, come)
