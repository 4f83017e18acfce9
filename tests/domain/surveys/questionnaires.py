"""A small questionnaire with something of everything, for tests."""

from dataclasses import replace

from cchc_desktop.domain.surveys.questionnaire import Part, Question, QuestionKind, Questionnaire

FIVE = ("Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng")


def rated(name: str) -> Question:
    """A question of the scale of five."""
    return Question(name, f"Câu hỏi {name}", QuestionKind.RATED, FIVE, "", frozenset({4, 5}))


GROUPS = Part("g", "Thông tin chung", (Question("who", "Ai", QuestionKind.GROUP, ("Dân", "Tổ chức"), ""),))
FIRST = Part("a", "Tiếp cận", (rated("a1"), rated("a2")))
MIXED = Part(
    "b", "Kết quả",
    (rated("b1"), Question("times", "Số lần", QuestionKind.ASKED, ("Một", "Hai", "Ba"), ""), rated("b2")),
)  # fmt: skip
WHOLE = Part("c", "Chung", (rated("all"),))
SMALL = Questionnaire("nho", "Nhỏ", "PHIẾU", (GROUPS, FIRST, MIXED, WHOLE), general="all")
"""Seven answers: group, a1, a2, b1, times, b2, all."""
OVER_ITEMS = replace(SMALL, general="", least=2)
