"""What is not seen is no number and no day, and is neither stored nor shown in a message."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.domain.dates import parse_date
from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.domain.numerals import parse_number, parse_whole
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.text import (
    clean_line,
    clean_text,
    fold,
    normalize,
    presentable,
    shortened,
    unseen_in,
)
from cchc_desktop.domain.typed_figures import parse_figure

KNOWN = catalogue.indicators()
UNSEEN = [
    "\u200b", "\ufeff", "\u00ad", "\u2060", "\u200d", "\u200e", "\u202e", "\u2066", "\u061c",
    "\u034f", "\ufe0f", "\U000e0101", "\U000e0041", "\u3164", "\u2800", "\u180e", "\x00", "\x07", "\x7f",
    "\x9b", "\udcff", "\uffff",
]  # fmt: skip
"""Blanks without width, marks of direction, fillers, tags, control characters, half of a pair."""
unseen = st.sampled_from(UNSEEN)


@pytest.mark.parametrize("sign", UNSEEN)
@pytest.mark.parametrize("typed", ["{}", "{}12", "1{}2", "12{}", " {} ", "{}kps", "ước {}5"])
def test_a_figure_is_what_is_seen_of_it(sign: str, typed: str) -> None:
    with pytest.raises(Refusal, match=rf"không thấy được \(U\+{ord(sign):04X}\)") as refused:
        parse_figure(typed.format(sign), KNOWN.get("3.14"))
    assert refused.value.field == "3.14"


@pytest.mark.parametrize("sign", UNSEEN)
def test_a_number_and_a_day_are_what_is_seen_of_them(sign: str) -> None:
    for read, typed in ((parse_number, "1{}5"), (parse_whole, "15{}"), (parse_date, "5/1{}/2026")):
        with pytest.raises(Refusal, match="không thấy được"):
            read(typed.format(sign), "field")
    with pytest.raises(Refusal, match="không thấy được"):
        parse_figure(f"Có{sign}", KNOWN.get("6.12"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\t", "\x0b", "\x0c", "\u2028", "\u2029"])
def test_what_stands_on_two_lines_is_no_one_number(end: str) -> None:
    for typed in (f"1{end}2", f"1{end}234", f"ước{end}120"):
        with pytest.raises(Refusal, match=r"dòng|không thấy"):
            parse_figure(typed, KNOWN.get("3.14"))
    with pytest.raises(Refusal, match=r"dòng|không thấy"):
        parse_number(f"1{end}234")
    with pytest.raises(Refusal, match=r"dòng|không thấy"):
        parse_date(f"5/1/{end}2026")


def test_words_may_go_over_lines_and_a_line_may_end() -> None:
    assert parse_figure("không\nphát sinh", KNOWN.get("3.14")).none
    assert parse_figure("12\r\n", KNOWN.get("3.14")).value == 12
    assert parse_figure(" \u00a0\n", KNOWN.get("3.14")).value is None
    assert parse_date("5/1/2026\n") == date(2026, 1, 5)


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f", "\u2007", "\u2009"])
def test_blanks_part_thousands_and_nothing_else(blank: str) -> None:
    for typed, value in (
        ("1{}234", 1234), ("12{}345{}678,5", "12345678.5"), ("-1{}234", -1234), ("- 5", -5), ("95{}%", 95),
        ("1{}234 %", 1234),
    ):  # fmt: skip
        assert parse_number(typed.replace("{}", blank)) == Decimal(value)
    for typed in ("1{}2", "12{}34", "1{}2345", "1{}23{}456", "1234{}567", "1.234{}567", "1,5{}5", "5{}{}000"):
        with pytest.raises(Refusal, match="không phải là số"):
            parse_number(typed.replace("{}", blank))


@pytest.mark.parametrize(
    "typed", ["１２", "١٢", "१२", "1²", "²", "①", "l2", "1O", "Ⅻ", "½", "𝟏𝟐", "1٫5", "1٬234", "−5", "1．5"]
)
def test_what_looks_like_a_digit_is_none(typed: str) -> None:
    for read in (parse_number, parse_whole):
        with pytest.raises(Refusal, match="không phải là số"):
            read(typed)
    with pytest.raises(Refusal):
        parse_figure(typed, KNOWN.get("6.02"))


@pytest.mark.parametrize(
    "typed", ["٠٥/٠١/٢٠٢٦", "０５/０１/２０２６", "٠٥٠١٢٠٢٦", "٢٠٢٦-٠١-٠٥", "ngày ٥ tháng ١ năm ٢٠٢٦"]
)
def test_days_are_written_in_our_own_digits(typed: str) -> None:
    with pytest.raises(Refusal, match="không phải là ngày"):
        parse_date(typed)
    with pytest.raises(Refusal):
        Period.parse("２０２６-Q1")


def test_days_as_they_are_typed_on_any_keyboard() -> None:
    for typed in (
        unicodedata.normalize("NFD", "ngày 05 tháng 01 năm 2026"),
        "5 / 1 / 2026",
        "5\u00a0/1/2026",
    ):
        assert parse_date(typed) == date(2026, 1, 5)


@given(st.text(alphabet=st.one_of(st.characters(), unseen)))
def test_no_text_of_ours_holds_what_is_not_seen(text: str) -> None:
    for cleaned in (normalize(text), clean_line(text), clean_text(text)):
        assert unseen_in(cleaned) == ""
        assert normalize(cleaned) == cleaned
        cleaned.encode()
    assert unseen_in(fold(f"{text}ộ")) == ""


@given(st.text(alphabet=st.one_of(st.sampled_from("12 .,%-u\n"), unseen), min_size=1))
def test_a_figure_is_deleted_by_nothing_but_blanks(text: str) -> None:
    try:
        figure = parse_figure(text, KNOWN.get("6.02"))
    except Refusal:
        return
    assert figure.value is not None or not text.strip()


# Messages


@pytest.mark.parametrize("kind", [Refusal, EnvironmentProblem])
def test_a_message_shows_nothing_unseen_and_cuts_what_it_quotes(kind: type[Refusal]) -> None:
    said = str(kind(f"Không có «a\u202eb\x1b[31m\udcff». Tên «{'x' * 5000}y» quá dài."))
    assert said == f"Không có «ab[31m». Tên «{'x' * 52}…{'x' * 26}y» quá dài."


def test_a_path_keeps_what_it_needs_to_be_followed() -> None:
    path = "/media/usb/" + "k" * 150 + "/kế hoạch.docx"
    assert presentable(f"Không đọc được «{path}».") == f"Không đọc được «{path}»."
    assert len(presentable(f"«{path * 99}»")) == 242


@given(st.text(), st.integers(8, 100))
def test_a_shortened_text_keeps_its_ends(text: str, most: int) -> None:
    cut = shortened(text, most)
    assert len(cut) <= most
    assert cut == text or (len(text) > most and "…" in cut)


@given(st.text(alphabet=st.one_of(st.characters(), unseen, st.sampled_from("«»"))))
def test_any_message_can_be_shown(text: str) -> None:
    said = str(Refusal(f"Không có «{text}»."))
    assert unseen_in(said) == ""
    assert presentable(said) == said
