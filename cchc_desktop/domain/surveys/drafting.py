"""A questionnaire that is being put together: each step gives a new one, and what it touches not stays.

Parts and questions are named by their places, from 0 on. What a survey counts by (the ids of parts and
questions) is kept by what is only worded anew or moved.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from ..errors import Refusal
from ..text import clean_line, fold
from .questionnaire import MOST_ANSWERS, Part, Question, QuestionKind, Questionnaire

_LONGEST_ID = 40


def copied(given: Questionnaire, name: str, known: Collection[str]) -> Questionnaire:
    """A questionnaire of one's own with the same questions, under an id that is not ``known``.

    Raises Refusal where it has no name.
    """
    cleaned = clean_line(name)
    if not cleaned:
        raise Refusal("Hãy đặt tên cho mẫu phiếu.", "name")
    return replace(given, id=_new_id(cleaned, known, "mau-phieu"), name=cleaned)


def with_head(given: Questionnaire, **texts: str) -> Questionnaire:
    """With other words of its head (name, title, subtitle, intro, thanks, source) and another ``general``.

    Raises Refusal, with the field, where name or title would be empty, or the general question is none that
    asks how satisfied somebody is.
    """
    cleaned = {key: clean_line(text) for key, text in texts.items()}
    for key, sentence in _NEEDED.items():
        if not cleaned.get(key, "x"):
            raise Refusal(sentence, key)
    made = replace(given, **cleaned)  # type: ignore[arg-type]
    if made.general and made.places.get(made.general) not in made.rated:
        raise Refusal("Câu hỏi chung phải là câu hỏi mức độ hài lòng. Hãy chọn câu khác.", "general")
    return made


_NEEDED = {
    "name": "Hãy đặt tên cho mẫu phiếu.",
    "title": "Hãy ghi tiêu đề in trên phiếu, ví dụ: PHIẾU KHẢO SÁT.",
}


# Parts


def with_part(given: Questionnaire, name: str, lead: str, place: int) -> Questionnaire:
    """With another part at a place. Raises Refusal where it has no name."""
    cleaned = _part_name(name)
    part = Part(_new_id(cleaned, {each.id for each in given.parts}, "phan"), cleaned, (), clean_line(lead))
    return replace(given, parts=(*given.parts[:place], part, *given.parts[place:]))


def with_part_named(given: Questionnaire, place: int, name: str, lead: str) -> Questionnaire:
    """With other words of a part. Raises Refusal where it would have no name."""
    part = given.parts[place]
    cleaned = _part_name(name)
    questions = tuple(replace(each, part=cleaned) for each in part.questions)
    return _put(given, place, replace(part, name=cleaned, lead=clean_line(lead), questions=questions))


def _part_name(name: str) -> str:
    cleaned = clean_line(name)
    if not cleaned:
        raise Refusal("Hãy đặt tên cho phần, ví dụ: Tiếp cận dịch vụ.", "name")
    return cleaned


def _put(given: Questionnaire, place: int, part: Part) -> Questionnaire:
    return replace(given, parts=(*given.parts[:place], part, *given.parts[place + 1 :]))


# Questions


def with_question(
    given: Questionnaire,
    place: int,
    at: int,
    text: str,
    kind: QuestionKind,
    answers: Sequence[str],
    satisfied: Collection[int] = (),
) -> Questionnaire:
    """With another question at a place of a part.

    Raises Refusal, with the field, for what is no question: no words, answers that are too few, too many or
    the same twice, and of one that asks how satisfied somebody is, no answer or every answer that counts so.
    """
    part = given.parts[place]
    known = {each.id for each in given.questions}
    new = Question(_new_id(text, known, "cau"), "", kind, (), part.name)
    made = _question(new, text, kind, answers, satisfied)
    return _put(given, place, replace(part, questions=(*part.questions[:at], made, *part.questions[at:])))


def with_question_changed(
    given: Questionnaire,
    place: int,
    at: int,
    text: str,
    kind: QuestionKind,
    answers: Sequence[str],
    satisfied: Collection[int] = (),
) -> Questionnaire:
    """With other words, another kind or other answers of a question. Raises Refusal as ``with_question``."""
    part = given.parts[place]
    made = _question(part.questions[at], text, kind, answers, satisfied)
    questions = (*part.questions[:at], made, *part.questions[at + 1 :])
    return _settled(_put(given, place, replace(part, questions=questions)))


def _question(
    given: Question, text: str, kind: QuestionKind, answers: Sequence[str], satisfied: Collection[int]
) -> Question:
    cleaned = clean_line(text)
    if not cleaned:
        raise Refusal("Hãy ghi nội dung câu hỏi.", "text")
    words = tuple(filter(None, map(clean_line, answers)))
    if not 2 <= len(words) <= MOST_ANSWERS:
        raise Refusal(f"Mỗi câu hỏi có từ 2 đến {MOST_ANSWERS} câu trả lời, mỗi dòng một câu.", "answers")
    if len({fold(each) for each in words}) < len(words):
        raise Refusal("Có hai câu trả lời giống nhau. Hãy sửa lại.", "answers")
    counted = frozenset(satisfied) if kind is QuestionKind.RATED else frozenset[int]()
    if kind is QuestionKind.RATED and not 0 < len(counted & set(range(1, len(words) + 1))) < len(words):
        raise Refusal("Hãy ghi những mức nào là hài lòng, ví dụ: 4, 5; không thể là mọi mức.", "satisfied")
    if counted - set(range(1, len(words) + 1)):
        raise Refusal(f"Mức hài lòng phải từ 1 đến {len(words)}. Hãy sửa lại.", "satisfied")
    return replace(given, text=cleaned, kind=kind, answers=words, satisfied=counted)


# Both


def without(given: Questionnaire, place: int, at: int | None = None) -> Questionnaire:
    """Without a question, or without a part and all of its questions."""
    if at is None:
        return _settled(replace(given, parts=(*given.parts[:place], *given.parts[place + 1 :])))
    part = given.parts[place]
    questions = (*part.questions[:at], *part.questions[at + 1 :])
    return _settled(_put(given, place, replace(part, questions=questions)))


def moved(
    given: Questionnaire, place: int, at: int | None, by: int
) -> tuple[Questionnaire, tuple[int, int | None]]:
    """With a question or a part one place further up (-1) or down (1), and where it is then. A question goes
    on into the next part; at either end nothing is moved."""
    parts = given.parts
    if at is None:
        other = place + by
        if not 0 <= other < len(parts):
            return given, (place, at)
        shifted = list(parts)
        shifted[place], shifted[other] = shifted[other], shifted[place]
        return replace(given, parts=tuple(shifted)), (other, None)
    part = parts[place]
    if 0 <= at + by < len(part.questions):
        questions = list(part.questions)
        questions[at], questions[at + by] = questions[at + by], questions[at]
        return _put(given, place, replace(part, questions=tuple(questions))), (place, at + by)
    if not 0 <= place + by < len(parts):
        return given, (place, at)
    other_part = parts[place + by]
    question = replace(part.questions[at], part=other_part.name)
    left = _put(given, place, replace(part, questions=(*part.questions[:at], *part.questions[at + 1 :])))
    end = len(other_part.questions) if by < 0 else 0
    questions = [*other_part.questions[:end], question, *other_part.questions[end:]]
    return _put(left, place + by, replace(other_part, questions=tuple(questions))), (place + by, end)


def _settled(given: Questionnaire) -> Questionnaire:
    """What refers to questions follows them: the general one may be gone, the rated ones fewer."""
    is_rated = given.places.get(given.general) in given.rated
    least = max(1, min(given.least, len(given.rated)))
    return replace(given, general=given.general if is_rated else "", least=least)


def _new_id(words: str, known: Collection[str], spare: str) -> str:
    """An id made of words («noi-ngoi-cho»), that none of the known has."""
    made = re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")[:_LONGEST_ID].strip("-")
    made = made if re.match("[a-z]", made) else f"{spare}-{made}".strip("-")
    found, number = made, 2
    while found in known:
        found, number = f"{made}-{number}", number + 1
    return found
