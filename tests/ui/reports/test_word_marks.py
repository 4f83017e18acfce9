"""Two versions of a text compared word by word."""

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.ui.reports.word_marks import FIRST, Mark, compared, marked_html

TEXT = st.text(alphabet="ab <&\n", max_size=30)


def test_changed_words_are_marked() -> None:
    old = "Tiếp nhận 120 hồ sơ, đúng hạn 95,5%."
    new = "Tiếp nhận 130 hồ sơ, đúng hạn 96%.\nQuá hạn 2 hồ sơ."
    assert compared(new, old) == [
        ("Tiếp nhận ", Mark.BOTH),
        ("120", Mark.OLD),
        ("130", Mark.NEW),
        (" hồ sơ, đúng hạn ", Mark.BOTH),
        ("95,5%.", Mark.OLD),
        ("96%.", Mark.NEW),
        ("\n", Mark.BOTH),
        ("Quá hạn 2 hồ sơ.", Mark.NEW),
    ]


def test_words_that_are_gone_are_shown() -> None:
    assert compared("Đúng hạn.", "Đúng hạn. Cảm ơn.") == [("Đúng hạn.", Mark.BOTH), (" Cảm ơn.", Mark.OLD)]
    assert compared("a c", "a b c") == [("a ", Mark.BOTH), ("b ", Mark.OLD), ("c", Mark.BOTH)]


def test_the_same_text_has_no_marks() -> None:
    assert compared("Hộ tịch", "Hộ  tịch") == [("Hộ tịch", Mark.BOTH)]
    assert compared("", "") == []


def test_texts_are_no_markup() -> None:
    assert "&lt;b&gt;" in marked_html("<b>x\ny", "")
    assert "<br>" in marked_html("x\ny", "x")
    assert marked_html("một hai", "một").count(f'name="{FIRST}"') == 1


@given(TEXT, TEXT)
def test_stretches_are_the_two_texts(new: str, old: str) -> None:
    stretches = compared(new, old)
    assert "".join(part for part, mark in stretches if mark is not Mark.OLD) == new
    shared = [part for part, mark in stretches if mark is not Mark.NEW]
    assert " ".join(shared).split() == old.split()
