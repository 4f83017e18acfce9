"""Texts with marks: whatever is done to a text, a mark stays on its number."""

import time
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.report.marks import Marked, carried, joined, numbered, whole
from cchc_desktop.domain.report.wording import MISSING, Word, parse_template, say

TOLD = "Đã giải quyết " + whole("1.736", "3.17") + " hồ sơ, đạt " + whole("97,75", "3.24") + "%."
TEXTS = st.text("ab 1.,", max_size=8)


def names(told: Marked) -> list[tuple[str, str]]:
    """Each marked part with its source."""
    return [(told.text[mark.start : mark.end], mark.source) for mark in told.marks]


def test_parts_put_together_keep_their_marks() -> None:
    assert TOLD.text == "Đã giải quyết 1.736 hồ sơ, đạt 97,75%."
    assert names(TOLD) == [("1.736", "3.17"), ("97,75", "3.24")]


def test_a_text_is_cut_stripped_replaced_and_parted_in_lines() -> None:
    assert names(TOLD.cut(0, 20)) == [("1.736", "3.17")]
    assert TOLD.cut(0, 20).text == "Đã giải quyết 1.736 "
    # Of «05» before a «/» the nought is left out.
    assert names(whole("05", "6.07").cut(1, 2)) == [("5", "6.07")]
    assert names((" - " + TOLD).stripped(" -.")) == names(TOLD)
    assert names(TOLD.replaced(" đạt ", " mới đạt ")) == names(TOLD)
    assert TOLD.replaced("không có", "có") == TOLD
    lines = joined("\n", [TOLD, Marked("Không có."), TOLD]).lines()
    assert lines == [TOLD, Marked("Không có."), TOLD]
    assert TOLD.rewritten(TOLD.text.upper()).marks == TOLD.marks


def test_words_about_numbers_mark_as_many_as_there_are_sources_for() -> None:
    assert names(numbered("tăng 1.234,5 điểm phần trăm", "1.07>")) == [("1.234,5", "1.07>")]
    assert names(numbered("2/375", "3.06/", "3.01+")) == [("2", "3.06/"), ("375", "3.01+")]
    assert names(numbered("bằng")) == []
    assert whole("", "1.07").marks == ()


def test_an_officials_words_keep_the_numbers_that_were_left_alone() -> None:
    text = "Trong kỳ đã giải quyết được 1.736 hồ sơ (đạt 98%)."
    assert names(Marked(text, carried(TOLD, text))) == [("1.736", "3.17")]
    assert carried(TOLD, TOLD.text) == TOLD.marks
    assert carried(Marked("Không có."), text) == ()
    # A number that grew by a digit is another one.
    assert carried(TOLD, TOLD.text.replace("97,75", "197,75"))[1:] == ()


LINES = st.lists(st.integers(1, 3), min_size=1, max_size=12)
EDITS = st.lists(st.sampled_from(["kept", "gone", "changed", "added"]), min_size=1, max_size=12)


@given(LINES, EDITS, st.sampled_from([1, 60]))
def test_no_mark_is_carried_to_the_number_of_another_line(
    counts: list[int], edits: list[str], times: int
) -> None:
    """Lines that differ in a name alone, of lists that are short and of such as are not compared whole."""
    units = [(f"t{index}", count) for index, count in enumerate(counts * times)]
    lines = [
        f"- Thôn {name} đã giải quyết " + whole(str(count), name) + " hồ sơ, trả đúng hẹn."
        for name, count in units
    ]
    told, written, kept = joined("\n", lines), [], []
    for index, (name, count) in enumerate(units):
        edit = edits[index % len(edits)]
        if edit == "kept":
            kept.append((str(count), name))
        if edit == "added":
            written.append(f"- Xã đã giải quyết {9000 + index} hồ sơ, trả đúng hẹn.")
        if edit in ("kept", "changed"):
            shown = count if edit == "kept" else 7000 + index
            written.append(f"- Thôn {name} đã giải quyết {shown} hồ sơ, trả đúng hẹn.")
    text = "\n".join(written)
    found = names(Marked(text, carried(told, text)))
    right = [(mark.start, mark.source) for mark in carried(told, text)]
    assert all(text[:start].rpartition("Thôn ")[2].startswith(f"{source} ") for start, source in right)
    assert found == kept


def test_a_long_passage_that_was_written_anew_takes_no_longer_than_its_length() -> None:
    def told(lines: int, word: str) -> Marked:
        each = (
            f"- {word} {n % 9} việc, đạt " + whole(str(n % 7), "1.03") + "% kế hoạch." for n in range(lines)
        )
        return joined("\n", each)

    def took(lines: int) -> float:
        before, text = told(lines, "Xong"), told(lines, "Làm").text
        began = time.thread_time()
        carried(before, text)
        return time.thread_time() - began

    took(10)
    assert took(8000) < 40 * max(took(1000), 0.001)
    # Words that everything is made of stand nowhere once: nothing is carried, and no mark is wrong.
    assert carried(told(500, "Xong"), told(500, "Làm").text) == ()
    # What was put before and after it moves its marks.
    before = joined("\n", (f"- Việc t{n}: " + whole(str(n % 7), f"t{n}") + " lần." for n in range(1000)))
    text = f"Mở đầu.\n{before.text}\nHết."
    assert names(Marked(text, carried(before, text))) == names(before)


@given(st.lists(st.tuples(TEXTS, st.integers(1, 9999)), max_size=5), TEXTS, st.data())
def test_marks_stay_on_their_numbers(
    parts: list[tuple[str, int]], separator: str, data: st.DataObject
) -> None:
    told = joined(separator, [text + whole(str(number), f"n{number}") for text, number in parts])
    assert names(told) == [(str(number), f"n{number}") for _, number in parts]
    start = data.draw(st.integers(0, len(told.text)))
    end = data.draw(st.integers(start, len(told.text)))
    cut = told.cut(start, end)
    assert cut.text == told.text[start:end]
    assert all(shown in source for shown, source in names(cut))
    assert all(0 <= mark.start < mark.end <= len(cut.text) for mark in cut.marks)


def test_sentences_keep_the_marks_of_their_words() -> None:
    words = {
        "1.07": replace(Word.of(whole("05", "1.07")), estimate=True, is_figure=True, derived=True),
        "1.06": Word.of(whole("20", "1.06")),
        "office": Word.of(Marked("xã 12")),
    }
    template = parse_template("đã kiểm tra {1.07}/{1.06} đơn vị[, {1.08}] của {office} , có {1.07}.")
    spoken = say(template, lambda slot: words.get(slot.name, MISSING))
    assert spoken is not None
    assert spoken.text == "Đã kiểm tra ước 5/20 đơn vị của xã 12, có 05."
    assert names(spoken.told) == [("5", "1.07"), ("20", "1.06"), ("05", "1.07")]
    other = spoken.saying("Nay " + spoken.told)
    assert (names(other.told), other.codes) == (names(spoken.told), spoken.codes)
    assert Word.of(Marked()) is MISSING
