"""The language of a report's sentences: what is said, what is left out, and what cannot be read."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report.wording import (
    MISSING,
    Clause,
    Look,
    Presence,
    Slot,
    Spoken,
    Template,
    Word,
    parse_template,
    say,
)

ZERO = Word("0", Presence.ZERO, is_figure=True)


def number(text: str, *, estimate: bool = False) -> Word:
    return Word(text, Presence.THERE, estimate, is_figure=True)


def looks(words: Mapping[str, Word]) -> Look:
    """Gives the words by how a slot is written, «1.07» or «1.07+»; «=0» asks for the word's text."""

    def look(slot: Slot) -> Word:
        word = words.get(slot.name + slot.of + (slot.form if slot.form in (">", "!") else ""), MISSING)
        if slot.form.startswith("=") and word is not MISSING:
            return Word() if word.text == slot.form[1:] else MISSING
        return word

    return look


def said(text: str, **words: Word) -> str | None:
    """The sentence, with the figures ``c1_07`` for 1.07 and other words by their names."""
    named = {re.sub(r"^c(\d)_", r"\1.", name).replace("__", "."): word for name, word in words.items()}
    spoken = say(parse_template(text), looks(named))
    return spoken.text if spoken is not None else None


def test_a_figure_outside_of_clauses_is_needed() -> None:
    assert said("tiếp nhận {3.13} hồ sơ.", c3_13=number("1.245")) == "Tiếp nhận 1.245 hồ sơ."
    assert said("tiếp nhận {3.13} hồ sơ.") is None
    assert said("tiếp nhận {3.13} hồ sơ.", c3_13=ZERO) == "Tiếp nhận 0 hồ sơ."


CLAUSE = "Giải quyết {3.17} hồ sơ[, quá hạn {3.20} hồ sơ|{3.20=0}, không có hồ sơ quá hạn]."


@pytest.mark.parametrize(
    ("late", "sentence"),
    [
        (number("21"), "Giải quyết 805 hồ sơ, quá hạn 21 hồ sơ."),
        (ZERO, "Giải quyết 805 hồ sơ, không có hồ sơ quá hạn."),
        (MISSING, "Giải quyết 805 hồ sơ."),
    ],
)
def test_a_clause_vanishes_or_gives_way(late: Word, sentence: str) -> None:
    assert said(CLAUSE, c3_17=number("805"), c3_20=late) == sentence


def test_a_star_lets_zero_be_said_in_a_clause() -> None:
    assert said("Có {3.37} giao dịch[, đạt {3.39}%].", c3_37=number("9"), c3_39=ZERO) == "Có 9 giao dịch."
    assert said("Có {3.37} giao dịch[, đạt {3.39*}%].", c3_37=number("9"), c3_39=ZERO) == (
        "Có 9 giao dịch, đạt 0%."
    )


def test_a_question_prints_nothing() -> None:
    assert said("{1.07?}Đã kiểm tra.", c1_07=number("2")) == "Đã kiểm tra."
    assert said("{1.07?}Đã kiểm tra.", c1_07=ZERO) is None
    assert said("{1.07=0}Chưa kiểm tra.", c1_07=ZERO) == "Chưa kiểm tra."


def test_two_figures_or_two_words_are_held_against_each_other() -> None:
    slot = next(parse_template("{2.04=2.01}").slots())
    assert (slot.is_silent, slot.other) == (True, Slot("2.01"))
    assert next(parse_template("{2.04+=2.01}").slots()).other == Slot("2.01", "+")
    assert next(parse_template("{tasks.open=tasks.all}").slots()).other == Slot("tasks.all")
    assert next(parse_template("{2.04=12}").slots()).other is None


def test_a_sentence_left_without_figures_is_not_said() -> None:
    text = "Trong kỳ,[ đăng {1.20} tin;][ phát {1.21} lượt]."
    assert said(text, c1_20=number("9")) == "Trong kỳ, đăng 9 tin."
    assert said(text, c1_20=ZERO, c1_21=ZERO) is None
    spoken = say(parse_template("Không phát sinh[; lũy kế {1.01+}]."), looks({}), even_without=True)
    assert spoken == Spoken("Không phát sinh.")


def test_words_are_not_tidied_and_end_marks_are() -> None:
    odd = Word("Tổ số 1 , khu A..")
    assert said("{task}[ (hạn {due})][, {lead}].", task=odd) == "Tổ số 1 , khu A..."
    assert said("{task}[ (hạn {due}[; {lead}])].", task=Word("Rà soát"), due=Word("30/6")) == (
        "Rà soát (hạn 30/6)."
    )


def test_codes_of_what_was_said_are_told() -> None:
    spoken = say(parse_template(CLAUSE), looks({"3.17": number("805"), "3.20": number("21")}))
    assert spoken is not None
    assert spoken.codes == ("3.17", "3.20")


def test_estimates_are_announced() -> None:
    some = number("12", estimate=True)
    text = "Ban hành {1.01} văn bản, trong đó {1.02} kế hoạch."
    assert said(text, c1_01=some, c1_02=some) == "Ước ban hành 12 văn bản, trong đó 12 kế hoạch."
    assert said(text, c1_01=number("9"), c1_02=some) == "Ban hành 9 văn bản, trong đó ước 12 kế hoạch."
    assert said("Tỷ lệ đạt {3.24}%.", c3_24=some) == "Tỷ lệ ước đạt 12%."
    assert said("Có {1.28} sáng kiến.", c1_28=some) == "Ước có 12 sáng kiến."
    share = Word("90,48", estimate=True, is_figure=True, derived=True)
    text = "Có {8.02}/{8.01} chỉ tiêu đạt, bằng {8.03}%."
    assert (
        said(text, c8_01=number("21"), c8_02=some, c8_03=share) == "Ước có 12/21 chỉ tiêu đạt, bằng 90,48%."
    )
    assert said(text, c8_01=number("21"), c8_02=number("12"), c8_03=share) == (
        "Có 12/21 chỉ tiêu đạt, ước bằng 90,48%."
    )
    assert said("Tổng số là {3.13} hồ sơ.", c3_13=some) == "Tổng số ước khoảng 12 hồ sơ."
    assert said("Xã đăng {1.20} tin.", c1_20=some) == "Xã ước đăng 12 tin."
    both = said("Nhận {1.01} đơn. Trả {1.02} đơn.", c1_01=some, c1_02=some)
    assert both == "Nhận ước 12 đơn. Trả ước 12 đơn."


def test_a_part_of_a_whole_is_read_as_no_day() -> None:
    five = {"c6_08": number("04"), "c6_07": number("05")}
    assert said("Thực hiện {6.08}/{6.07} kiến nghị.", **five) == "Thực hiện 4/5 kiến nghị."
    assert said("Có {6.07} kiến nghị, xong {6.08}.", **five) == "Có 05 kiến nghị, xong 04."
    assert said("[Xong {6.08}]/{6.07} việc.", **five) == "Xong 4/5 việc."


def test_a_sentence_knows_which_quarters_its_numbers_lack() -> None:
    lacking = Word("12", lacks=("2026-Q4",), is_figure=True)
    spoken = say(parse_template("Có {1.01} văn bản{1.02?}."), looks({"1.01": lacking, "1.02": number("9")}))
    assert spoken is not None
    assert (spoken.lacks, spoken.mixed) == (("2026-Q4",), False)
    whole = Word("9", is_figure=True, grows=True)
    spoken = say(
        parse_template("Có {1.01} văn bản, {1.02} kế hoạch."), looks({"1.01": lacking, "1.02": whole})
    )
    assert spoken is not None
    assert spoken.mixed, "not all of it is of the same time"


@pytest.mark.parametrize(
    "text",
    [
        "Có {3.13 hồ sơ", "Có 3.13} hồ sơ", "Có {} hồ sơ", "Có {3,13} hồ sơ", "Có {3.13-} hồ sơ",
        "Có [{3.13} hồ sơ", "Có {3.13}] hồ sơ", "Có [hồ sơ]", "Có {office!}", "Có {office+}", "Có {Office}",
        "a | b", "Có \ue000", "[" * 40 + "{3.13}" + "]" * 40, "Có {3.13=}", "Có {3.13=0,5}",
        "Có {3.13=office}", "Có {office=3.13}", "Có {office@}", "Có {office#}",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_template(text)
    assert refusal.value.field == "template"


@given(st.text("{}[]|1.07+~>!?*=a ", max_size=40))
def test_any_text_is_a_template_or_refused(text: str) -> None:
    try:
        template = parse_template(text)
    except Refusal:
        return
    everything = say(template, lambda _: number("7"))
    assert everything is None or not set("{}[]") & set(everything.text)


CODES = ("1.01", "1.02", "1.03", "1.04")
_slots = st.builds(Slot, st.sampled_from(CODES), st.sampled_from(["", "+"]), st.sampled_from(["", "*", "?"]))
_plain = st.sampled_from(["a ", "b, ", "c "])


def _templates(inner: st.SearchStrategy[Template] | None) -> st.SearchStrategy[Template]:
    part: st.SearchStrategy[str | Slot | Clause] = st.one_of(_plain, _slots)
    if inner is not None:
        clauses = st.lists(inner, min_size=1, max_size=2).map(lambda ones: Clause(tuple(ones)))
        part = st.one_of(part, clauses)
    return st.lists(part, min_size=1, max_size=4).map(lambda parts: Template(tuple(parts)))


TEMPLATES = _templates(_templates(_templates(None)))
WORDS = st.fixed_dictionaries(
    {code + of: st.sampled_from([number("§"), ZERO, MISSING]) for code in CODES for of in ("", "+")}
)


def sayable(template: Template, look: Look, *, in_clause: bool) -> bool:
    """The rule of the language, in other words."""
    for part in template.parts:
        if isinstance(part, Slot):
            presence = look(part).presence
            if presence is Presence.MISSING:
                return False
            if presence is Presence.ZERO and (part.form == "?" or (in_clause and part.form != "*")):
                return False
    return True


@given(TEMPLATES, WORDS)
def test_a_sentence_is_said_where_its_own_slots_allow(template: Template, words: dict[str, Word]) -> None:
    look = looks(words)
    spoken = say(template, look, even_without=True)
    if not sayable(template, look, in_clause=False):
        assert spoken is None
    elif any(isinstance(part, str) for part in template.parts):
        assert spoken is not None


@given(TEMPLATES, WORDS)
def test_every_figure_that_was_said_is_there(template: Template, words: dict[str, Word]) -> None:
    spoken = say(template, looks(words))
    if spoken is None:
        return
    shown = [word for word in words.values() if word.presence is not Presence.MISSING]
    assert shown
    names = {name.rstrip("+") for name, word in words.items() if word.presence is not Presence.MISSING}
    assert set(spoken.codes) <= names


@given(TEMPLATES, st.text(st.characters(exclude_categories=("Cs", "Co")), min_size=1, max_size=12))
def test_words_reach_the_sentence_unchanged(template: Template, text: str) -> None:
    spoken = say(template, lambda _: Word(text))
    printed = [slot for slot in template.needed() if not slot.is_silent]
    if spoken is not None and printed:
        assert text in spoken.text or spoken.text.startswith(text[:1].upper() + text[1:])
