"""A questionnaire that is put together: only what is touched changes, and what comes out can be stored."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.catalogue.survey_text import questionnaire_text
from cchc_desktop.catalogue.surveys import checked_questionnaire, read_questionnaire, shipped_texts
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.surveys.drafting import (
    copied,
    moved,
    with_head,
    with_part,
    with_part_named,
    with_question,
    with_question_changed,
    without,
)
from cchc_desktop.domain.surveys.questionnaire import QuestionKind, Questionnaire

FIVE = read_questionnaire(shipped_texts()["sipas"])
FULL = read_questionnaire(shipped_texts()["sipas-day-du"])
RATED = QuestionKind.RATED


@pytest.mark.parametrize("shipped", [FIVE, FULL])
def test_a_text_reads_back_as_it_is(shipped: Questionnaire) -> None:
    assert read_questionnaire(questionnaire_text(shipped)) == shipped
    assert read_questionnaire(questionnaire_text(replace(shipped, least=7))).least == 7


def test_a_copy_is_another_questionnaire_with_the_same_questions() -> None:
    made = copied(FIVE, " Phiếu  của xã ", {"sipas", "phieu-cua-xa"})
    assert (made.id, made.name, made.parts) == ("phieu-cua-xa-2", "Phiếu của xã", FIVE.parts)
    assert copied(FIVE, "2026", ()).id == "mau-phieu-2026"
    assert copied(FIVE, "!", ()).id == "mau-phieu"
    with pytest.raises(Refusal, match="đặt tên"):
        copied(FIVE, "  ", ())


def test_the_head_has_other_words() -> None:
    made = with_head(FULL, name="Mẫu A", intro="Lời   dẫn", general="")
    assert (made.name, made.intro, made.general, made.title) == ("Mẫu A", "Lời dẫn", "", FULL.title)
    for key in ("name", "title"):
        with pytest.raises(Refusal) as refused:
            with_head(FULL, **{key: " "})
        assert refused.value.field == key
    with pytest.raises(Refusal, match="Câu hỏi chung"):
        with_head(FIVE, general="cach-nop")


def test_parts_are_added_named_and_taken_away() -> None:
    made = with_part(FIVE, "Yếu tố mới", "Xin cho biết", 1)
    assert (made.parts[1].id, made.parts[1].name, made.parts[1].lead) == (
        "yeu-to-moi", "Yếu tố mới", "Xin cho biết",
    )  # fmt: skip
    # A part without questions cannot be stored yet.
    assert checked_questionnaire(questionnaire_text(made))[1]
    named = with_part_named(FIVE, 1, "Tiếp cận", "")
    assert (named.parts[1].id, named.parts[1].questions[0].part) == (FIVE.parts[1].id, "Tiếp cận")
    assert without(made, 1) == FIVE
    with pytest.raises(Refusal, match="đặt tên cho phần"):
        with_part(FIVE, " ", "", 0)
    with pytest.raises(Refusal, match="đặt tên cho phần"):
        with_part_named(FIVE, 0, "", "")


def test_questions_are_added_and_changed() -> None:
    made = with_question(FIVE, 1, 1, "Nơi để xe", RATED, ["Kém", "Được", "Tốt"], [3])
    new = made.parts[1].questions[1]
    assert (new.id, new.part, new.satisfied) == ("noi-de-xe", FIVE.parts[1].name, {3})
    assert len(made.questions) == len(FIVE.questions) + 1
    again = with_question(made, 0, 0, "Nơi để xe", QuestionKind.GROUP, ["Có", "Không"], [9])
    assert (again.questions[0].id, again.questions[0].satisfied) == ("noi-de-xe-2", frozenset())
    assert read_questionnaire(questionnaire_text(again)) == again
    changed = with_question_changed(made, 1, 1, "Chỗ để xe", QuestionKind.ASKED, ["Có", "Không", ""])
    other = changed.parts[1].questions[1]
    assert (other.id, other.text, other.kind, other.answers) == (
        "noi-de-xe", "Chỗ để xe", QuestionKind.ASKED, ("Có", "Không"),
    )  # fmt: skip


WRONG = [
    (" ", RATED, ["a", "b"], [1], "text"),
    ("x", RATED, ["a"], [1], "answers"),
    ("x", RATED, [str(n) for n in range(10)], [1], "answers"),
    ("x", RATED, ["Có", "có"], [1], "answers"),
    ("x", RATED, ["a", "b"], [], "satisfied"),
    ("x", RATED, ["a", "b"], [1, 2], "satisfied"),
    ("x", RATED, ["a", "b", "c"], [1, 4], "satisfied"),
]


@pytest.mark.parametrize(("text", "kind", "answers", "marks", "field"), WRONG)
def test_what_is_no_question_is_refused(
    text: str, kind: QuestionKind, answers: list[str], marks: list[int], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        with_question(FIVE, 0, 0, text, kind, answers, marks)
    assert refused.value.field == field


def test_what_refers_to_a_question_follows_it() -> None:
    place = next(n for n, part in enumerate(FULL.parts) if FULL.general in {q.id for q in part.questions})
    at = next(n for n, each in enumerate(FULL.parts[place].questions) if each.id == FULL.general)
    assert without(FULL, place, at).general == ""
    asked = with_question_changed(FULL, place, at, "Nói chung", QuestionKind.ASKED, ["a", "b"])
    assert asked.general == ""
    few = without(replace(FIVE, least=20), 1)
    assert few.least == len(few.rated) < 20


def test_questions_move_through_the_parts() -> None:
    made, where = moved(FIVE, 1, 0, 1)
    assert where == (1, 1)
    assert made.parts[1].questions[1] == FIVE.parts[1].questions[0]
    up, where = moved(FIVE, 1, 0, -1)
    assert where == (0, 2)
    assert up.parts[0].questions[2].part == FIVE.parts[0].name
    assert moved(up, 0, 2, 1) == (FIVE, (1, 0))
    assert moved(FIVE, 0, 0, -1) == (FIVE, (0, 0))
    last = len(FIVE.parts) - 1
    end = len(FIVE.parts[last].questions) - 1
    assert moved(FIVE, last, end, 1) == (FIVE, (last, end))
    parts, where = moved(FIVE, 1, None, 1)
    assert where == (2, None)
    assert [each.id for each in parts.parts[1:3]] == [FIVE.parts[2].id, FIVE.parts[1].id]
    assert moved(FIVE, 0, None, -1) == (FIVE, (0, None))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 4), st.sampled_from((-1, 1))), max_size=12))
def test_moving_loses_nothing(steps: list[tuple[int, int, int]]) -> None:
    made = FIVE
    for place, at, by in steps:
        part = made.parts[place]
        if at < len(part.questions):
            made, (there, then) = moved(made, place, None if at < 0 else at, by)
            assert then is None or made.parts[there].questions[then].part == made.parts[there].name
    assert sorted(each.id for each in made.questions) == sorted(each.id for each in FIVE.questions)
    assert sorted(each.id for each in made.parts) == sorted(each.id for each in FIVE.parts)
    assert all(each.part == part.name for part in made.parts for each in part.questions)
