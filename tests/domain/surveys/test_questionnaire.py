"""Questionnaires: what a form of them is, and what keeps one from being used; those that are shipped."""

from dataclasses import replace

import pytest

from cchc_desktop.catalogue.surveys import checked_questionnaire, read_questionnaire, shipped_texts
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.surveys.questionnaire import Part, QuestionKind, problems_of
from tests.domain.surveys.questionnaires import FIRST, GROUPS, OVER_ITEMS, SMALL, WHOLE, rated


def test_five_factors_are_shipped() -> None:
    sipas = read_questionnaire(shipped_texts()["sipas"])
    assert [(part.name, len(part.questions)) for part in sipas.parts[1:]] == [
        ("Tiếp cận dịch vụ", 3),
        ("Thủ tục hành chính", 4),
        ("Công chức trực tiếp giải quyết công việc", 6),
        ("Kết quả dịch vụ", 3),
        ("Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị", 4),
    ]
    assert len(sipas.questions) == 22
    assert {tuple(sorted(each.satisfied)) for each in sipas.questions if each.kind is QuestionKind.RATED} == {
        (4, 5)
    }
    fuller = read_questionnaire(shipped_texts()["sipas-day-du"])
    assert fuller.general == "chung"
    assert {each.kind for each in fuller.questions} == set(QuestionKind)


def test_what_fits_and_what_is_valid() -> None:
    assert SMALL.fits("1453250")
    for wrong in ("145325", "14532500", "3453250", "1456250", "145325x", "145325٣"):
        assert not SMALL.fits(wrong)
    assert SMALL.is_valid("0000001")
    assert not SMALL.is_valid("2000300")
    assert not OVER_ITEMS.is_valid("0400000")
    assert SMALL.counted == (1, 2, 3, 5)
    assert OVER_ITEMS.counted == (1, 2, 3, 5, 6)


def test_what_is_no_questionnaire() -> None:
    def said(**changes: object) -> str:
        return " ".join(problems_of(replace(SMALL, **changes)))  # type: ignore[arg-type]

    assert said() == ""
    assert "cùng id" in said(parts=(FIRST, FIRST))
    assert "không có câu nào" in said(parts=(GROUPS,), general="")
    assert "«general»" in said(general="times")
    assert "«general»" in said(general="nothing")
    assert "chỉ có câu hỏi chung" in said(parts=(WHOLE,))
    assert "«least» là 9" in said(least=9)
    assert "quá 99" in said(parts=(Part("x", "X", tuple(rated(f"q{n}") for n in range(100))),), general="")
    none = replace(rated("x"), answers=("Một",), satisfied=frozenset({1}))
    assert "từ 2 đến 9 mức" in said(parts=(WHOLE, Part("x", "X", (none,))))
    too_far = replace(rated("x"), satisfied=frozenset({6}))
    assert "mức hài lòng không đúng" in said(parts=(WHOLE, Part("x", "X", (too_far,))))


TEXT = """
id = "x"
name = "Tên"
title = "PHIẾU"
[[scale]]
id = "hl"
answers = ["Không", "Có"]
satisfied = [2]
[[part]]
id = "p"
name = "Phần"
[[part.question]]
id = "q"
text = "Câu"
scale = "hl"
"""


def test_a_text_is_read() -> None:
    found = read_questionnaire(TEXT)
    assert (found.questions[0].part, found.questions[0].satisfied, found.least) == ("Phần", {2}, 1)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id = "x"', 'id = "Có dấu"', "viết sai"),
        ('scale = "hl"', 'scale = "khac"', "không phải thang trả lời nào"),
        ('scale = "hl"', 'scale = "hl"\ngroup = true', "thì không có «answers»"),
        ("satisfied = [2]", "satisfied = [true]", "không phải là danh sách các số"),
        ("satisfied = [2]", "", "thiếu «satisfied»"),
        ("satisfied = [2]", "satisfied = [1, 2]", "mức hài lòng không đúng"),
        ('title = "PHIẾU"', 'title = "PHIẾU', "cú pháp TOML"),
        ('title = "PHIẾU"', f'title = """{"x" * 2003}"""', "dài quá"),
        ('text = "Câu"', 'text = "Câu"\nname = "Họ tên"', "khóa lạ «name»"),
    ],
)
def test_mistakes_of_a_text(old: str, new: str, words: str) -> None:
    wrong = TEXT.replace(old, new)
    assert words in " ".join(checked_questionnaire(wrong)[1])
    with pytest.raises(Refusal):
        read_questionnaire(wrong)
