"""Vietnamese text: one normal form, folding, the order of dictionaries."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.text import (
    capitalized,
    clean_line,
    clean_text,
    fold,
    fold_each,
    normalize,
    person_sort_key,
    sort_key,
    uncapitalized,
)


def test_look_alikes_and_invisible_letters() -> None:
    assert normalize("nǎm 2025, Ðất\u00a0đai\u200b, th\u00adủ tục") == "năm 2025, Đất đai, thủ tục"
    assert normalize("một\r\nhai\rba") == "một\nhai\nba"
    assert normalize("a\x00b\x1f") == "ab"


def test_decomposed_text_becomes_the_same() -> None:
    text = "Ủy ban nhân dân xã Đồng Tâm, thủ tục hành chính"
    assert normalize(unicodedata.normalize("NFD", text)) == text


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("uy ban", "Ủy ban"), ("dung han", "ĐÚNG HẠN"), ("hoa", "hoà"), ("hoa", "hóa"), ("ĐẤT", "đất")],
)
def test_folding(typed: str, stored: str) -> None:
    assert fold(typed) == fold(unicodedata.normalize("NFD", stored)) == fold(stored)


@given(st.text())
def test_what_is_left_of_a_text_are_its_small_letters_without_marks(text: str) -> None:
    """Whichever way is taken for a text, the plain or the fast one."""
    apart = unicodedata.normalize("NFD", normalize(text)).replace("đ", "d").replace("Đ", "d")
    assert fold(normalize(text)) == "".join(c for c in apart if not unicodedata.combining(c)).casefold()


@given(st.lists(st.text("aĐộ\f“–1\u0301\u200b \n")))
def test_many_texts_fold_as_each_does(texts: list[str]) -> None:
    assert fold_each(texts) == list(map(fold, texts))


def test_more_texts_than_are_folded_at_once() -> None:
    texts = [f"Hộ {number}" for number in range(450)] + ["hai\fphần"]
    assert fold_each(texts) == [f"ho {number}" for number in range(450)] + ["hai\fphan"]


def test_alphabet_order() -> None:
    words = ["đo", "dò", "de", "ăn", "ân", "an", "êm", "em", "ô", "o", "ơ", "ưa", "ua", "yên", "xa"]
    assert sorted(words, key=sort_key) == [
        "an", "ăn", "ân", "de", "dò", "đo", "em", "êm", "o", "ô", "ơ", "ua", "ưa", "xa", "yên",
    ]  # fmt: skip


def test_tone_order() -> None:
    tones = ["mạ", "má", "mã", "mả", "mà", "ma"]
    assert sorted(tones, key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    # A tone only decides between words that are alike in their letters.
    assert sorted(["má", "mạc", "ma b"], key=sort_key) == ["má", "ma b", "mạc"]


def test_numbers_sort_by_value_and_capitals_do_not_matter() -> None:
    assert sorted(["Tổ 10", "tổ 2", "Tổ 1"], key=sort_key) == ["Tổ 1", "tổ 2", "Tổ 10"]


def test_the_place_of_the_tone_does_not_matter() -> None:
    assert sort_key("hoà") == sort_key("hòa")


def test_persons_sort_by_given_name() -> None:
    names = ["Trần Văn Bình", "Nguyễn Thị An", "Lê Văn Bình"]
    assert sorted(names, key=person_sort_key) == ["Nguyễn Thị An", "Lê Văn Bình", "Trần Văn Bình"]
    assert person_sort_key("") == ""


def test_one_line() -> None:
    assert clean_line("  một \t hai\n ba ") == "một hai ba"


def test_a_text_keeps_its_lines() -> None:
    assert clean_text("  một   hai \r\n\n ba\t\n ") == "một hai\n\nba"


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("Cải cách hành chính", "cải cách hành chính"),
        ("CCHC năm 2026", "CCHC năm 2026"),
        ("Ở xã", "ở xã"),
        ("", ""),
    ],
)
def test_a_text_goes_on_within_a_sentence(text: str, within: str) -> None:
    assert uncapitalized(text) == within


@pytest.mark.parametrize(
    ("text", "begun"), [("", ""), ("đã xong", "Đã xong"), ("UBND xã", "UBND xã"), ("ế", "Ế")]
)
def test_a_text_begins_a_sentence(text: str, begun: str) -> None:
    assert capitalized(text) == begun
