"""Questionnaires from resources/catalogue/surveys/*.toml, or from a text of their kind.

The file sipas.toml says at its head what the keys mean. A text from outside is bounded before it is read.
"""

import re
from functools import lru_cache

from .. import resources
from ..domain.errors import Refusal
from ..domain.surveys.questionnaire import (
    MOST_ANSWERS,
    MOST_QUESTIONS,
    Part,
    Question,
    QuestionKind,
    Questionnaire,
    problems_of,
)
from ..domain.text import capitalized
from . import plain_toml
from .entry import Entry

_HEAD = {"id", "name", "title", "subtitle", "intro", "thanks", "source", "general", "least", "scale", "part"}
_SCALE = {"id", "answers", "satisfied"}
_PART = {"id", "name", "lead", "question"}
_QUESTION = {"id", "text", "scale", "answers", "group"}
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_MOST_SCALES, _MOST_PARTS = 10, 20

_Scale = tuple[tuple[str, ...], frozenset[int]]


@lru_cache(maxsize=1)
def shipped_texts() -> dict[str, str]:
    """The texts of the questionnaires that the program carries, by their ids."""
    texts = [
        resources.read_text("catalogue", "surveys", name) for name in resources.names("catalogue", "surveys")
    ]
    return {read_questionnaire(text).id: text for text in texts}


@lru_cache(maxsize=32)
def read_questionnaire(text: str) -> Questionnaire:
    """The questionnaire that a text describes. Raises Refusal with the first mistake."""
    found, problems = checked_questionnaire(text)
    if found is None or problems:
        raise Refusal(capitalized(problems[0]))
    return found


def checked_questionnaire(text: str) -> tuple[Questionnaire | None, list[str]]:
    """The questionnaire that a text describes, as far as it can be read, with each mistake in a sentence."""
    problems: list[str] = []
    described = plain_toml.described(text, problems)
    if described is None:
        return None, problems
    head = Entry(described, "mẫu phiếu", problems)
    head.refuse_unknown(_HEAD)
    scales = dict(_scale(each) for each in head.tables("scale", required=False, most=_MOST_SCALES))
    found = Questionnaire(
        id=_id(head),
        name=head.text("name"),
        title=head.text("title"),
        subtitle=head.text("subtitle", required=False),
        intro=head.text("intro", required=False),
        thanks=head.text("thanks", required=False),
        source=head.text("source", required=False),
        general=head.text("general", required=False),
        least=head.whole("least", range(1, MOST_QUESTIONS + 1), required=False) or 1,
        parts=tuple(_part(each, scales) for each in head.tables("part", most=_MOST_PARTS)),
    )
    return found, problems or problems_of(found)


def _id(entry: Entry) -> str:
    value = entry.text("id")
    if value and not _ID.fullmatch(value):
        entry.fault(f"có id «{value[:40]}» viết sai. Hãy đặt chữ thường không dấu, nối bằng gạch ngang.")
    return value


def _scale(entry: Entry) -> tuple[str, _Scale]:
    entry.refuse_unknown(_SCALE)
    answers = entry.texts("answers", most=MOST_ANSWERS)
    satisfied = entry.wholes("satisfied", range(1, MOST_ANSWERS + 1))
    if not satisfied:
        entry.fault("thiếu «satisfied»: những mức nào là hài lòng. Hãy bổ sung.")
    return _id(entry), (answers, frozenset(satisfied))


def _part(entry: Entry, scales: dict[str, _Scale]) -> Part:
    entry.refuse_unknown(_PART)
    name = entry.text("name")
    questions = tuple(_question(each, name, scales) for each in entry.tables("question", most=MOST_QUESTIONS))
    return Part(_id(entry), name, questions, entry.text("lead", required=False))


def _question(entry: Entry, part: str, scales: dict[str, _Scale]) -> Question:
    entry.refuse_unknown(_QUESTION)
    kind = QuestionKind.GROUP if entry.flag("group") else QuestionKind.ASKED
    answers, satisfied = entry.texts("answers", most=MOST_ANSWERS), frozenset[int]()
    if entry.has("scale"):
        name = entry.text("scale")
        if entry.has("answers") or entry.has("group"):
            entry.fault("có «scale» thì không có «answers», «group». Hãy bỏ bớt.")
        elif name not in scales:
            entry.fault(f"có «scale» là «{name[:40]}», không phải thang trả lời nào. Hãy sửa lại.")
        else:
            kind, (answers, satisfied) = QuestionKind.RATED, scales[name]
    return Question(_id(entry), entry.text("text"), kind, answers, part, satisfied)
