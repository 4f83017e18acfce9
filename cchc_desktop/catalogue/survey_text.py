"""A questionnaire as TOML says it; ``read_questionnaire`` reads it back as it is."""

from typing import Any

from ..domain.surveys.questionnaire import Question, QuestionKind, Questionnaire
from .written import filled, text_of, text_of_tables


def questionnaire_text(given: Questionnaire) -> str:
    """The text of a questionnaire. Questions that are answered on the same scale name the same one."""
    rated = [each for each in given.questions if each.kind is QuestionKind.RATED]
    scales = {_scale(each): f"thang-{number}" for number, each in enumerate(_firsts(rated), 1)}
    found = {
        "id": given.id,
        "name": given.name,
        "title": given.title,
        "subtitle": given.subtitle,
        "intro": given.intro,
        "thanks": given.thanks,
        "source": given.source,
        "general": given.general,
        "least": given.least if given.least > 1 else None,
        "scale": [
            {"id": name, "answers": list(answers), "satisfied": sorted(satisfied)}
            for (answers, satisfied), name in scales.items()
        ],
    }
    parts = [text_of_tables(filled(found))]
    for part in given.parts:
        parts.append(_table("part", {"id": part.id, "name": part.name, "lead": part.lead}))
        parts += [_table("part.question", _question(each, scales)) for each in part.questions]
    return "\n".join(parts)


def _table(kind: str, values: dict[str, Any]) -> str:
    lines = [f"[[{kind}]]", *(f"{key} = {text_of(value)}" for key, value in filled(values).items())]
    return "\n".join(lines) + "\n"


_Scale = tuple[tuple[str, ...], frozenset[int]]


def _scale(question: Question) -> _Scale:
    return question.answers, question.satisfied


def _firsts(rated: list[Question]) -> list[Question]:
    """The first question of each scale."""
    return list({_scale(each): each for each in reversed(rated)}.values())[::-1]


def _question(question: Question, scales: dict[_Scale, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": question.id, "text": question.text}
    if question.kind is QuestionKind.RATED:
        return found | {"scale": scales[_scale(question)]}
    return found | filled({"answers": list(question.answers), "group": question.kind is QuestionKind.GROUP})
