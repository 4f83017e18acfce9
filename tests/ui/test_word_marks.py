"""Two versions of a text compared word by word."""

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.ui.widgets.word_marks import marked, marked_html

TEXT = st.text(alphabet="ab <&\n", max_size=30)


def test_changed_words_are_marked() -> None:
    before = "Tiếp nhận 120 hồ sơ, đúng hạn 95,5%."
    after = "Tiếp nhận 130 hồ sơ, đúng hạn 96%.\nQuá hạn 2 hồ sơ."
    assert marked(after, before) == [
        ("Tiếp nhận ", False),
        ("130", True),
        (" hồ sơ, đúng hạn ", False),
        ("96%.", True),
        ("\n", False),
        ("Quá hạn 2 hồ sơ.", True),
    ]


def test_the_same_text_has_no_marks() -> None:
    assert marked("Hộ tịch", "Hộ  tịch") == [("Hộ tịch", False)]
    assert marked("", "Hộ tịch") == []


def test_texts_are_no_markup() -> None:
    assert "&lt;b&gt;" in marked_html("<b>x\ny", "")
    assert "<br>" in marked_html("x\ny", "x")


@given(TEXT, TEXT)
def test_stretches_are_the_text(text: str, against: str) -> None:
    assert "".join(part for part, _ in marked(text, against)) == text
