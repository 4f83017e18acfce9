"""Forms that come in from a sheet, one row for each form: columns found by their headers, cells checked."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..errors import Refusal
from ..text import fold
from .form_code import FIRST, LENGTH, typed_number
from .questionnaire import SKIPPED, Question, Questionnaire
from .survey import MOST_FORMS

_NUMBER = frozenset({"so phieu", "phieu so", "stt phieu", "ma phieu", "phieu"})
_QUESTION = re.compile(r"(?:cau|c|q)?\s*(\d{1,2})(?:\b.*)?")
_WHOLE = re.compile(r"(\d{1,6})(?:[.,]0+)?")
_EMPTY = frozenset({"", "-", "x", "0", "khong tra loi", "ktl"})
_MOST_HEAD_ROWS = 20
MOST_PROBLEMS = 200
"""How many mistakes are told of one file."""


@dataclass(frozen=True, slots=True)
class FileForm:
    """A form of a sheet: its number, its figures, and the row of the sheet, from 1."""

    number: int
    answers: str
    row: int


@dataclass(frozen=True, slots=True)
class FileProblem:
    """What is wrong with a row of the sheet (0: with the sheet as a whole)."""

    row: int
    sentence: str


@dataclass(frozen=True, slots=True)
class IncomingForms:
    """What a sheet holds. Where there are problems nothing of it is taken."""

    forms: tuple[FileForm, ...]
    problems: tuple[FileProblem, ...]
    skipped: int = 0
    """How many answers are left out."""
    unfilled: int = 0
    """How many rows have a number and no answer: they are no forms."""


def read_sheet(
    questionnaire: Questionnaire,
    rows: Sequence[Sequence[str]],
    known: Collection[int] = (),
    survey_id: str = "",
) -> IncomingForms:
    """The forms of a sheet of texts; ``known`` are the numbers of forms that are stored already.

    A header names the number («Số phiếu») and the questions («Câu 1», «1», or their words). A number may be
    the code that was scanned from a form of the survey (``survey_id``). An answer is its figure or its words;
    an empty cell leaves the question out. Raises Refusal where there is no such header.
    """
    head, number_at, at = _header(questionnaire, rows)
    forms: list[FileForm] = []
    problems: list[FileProblem] = []
    seen: dict[int, int] = {}
    unfilled = 0
    for row_number, row in enumerate(rows[head + 1 :], head + 2):
        if not any(_cell(row, column).strip() for column in at):
            # A row of the sheet that nobody has typed into yet: its number is printed there already.
            unfilled += bool(_cell(row, number_at).strip())
            continue
        typed = _cell(row, number_at).strip()
        found = _WHOLE.fullmatch(typed)
        number = int(found[1]) if found else 0
        if len(typed) == LENGTH and typed.startswith(FIRST):
            try:
                number = typed_number(typed, survey_id)
            except Refusal as refusal:
                problems.append(FileProblem(row_number, str(refusal)))
                continue
        if not 1 <= number <= MOST_FORMS:
            problems.append(
                FileProblem(row_number, f"Số phiếu «{_cell(row, number_at)}» không phải số từ 1 đến 100.000.")
            )
            continue
        if number in seen:
            problems.append(
                FileProblem(row_number, f"Phiếu số {number} đã có ở dòng {seen[number]} của tệp.")
            )
            continue
        seen[number] = row_number
        if number in known:
            problems.append(FileProblem(row_number, f"Phiếu số {number} đã nhập trước đây."))
            continue
        answers = []
        for place, (question, column) in enumerate(zip(questionnaire.questions, at, strict=True), 1):
            answer = _answer(question, _cell(row, column))
            if answer is None:
                said = _cell(row, column).strip()
                problems.append(
                    FileProblem(
                        row_number,
                        f"Câu {place}: «{said}» không phải câu trả lời từ 1 đến {len(question.answers)}.",
                    )
                )
            answers.append(answer or SKIPPED)
        forms.append(FileForm(number, "".join(answers), row_number))
    if not forms and not problems:
        problems.append(FileProblem(0, "Bảng không có phiếu nào dưới dòng tiêu đề."))
    left_out = sum(form.answers.count(SKIPPED) for form in forms)
    return IncomingForms(tuple(forms), tuple(problems[:MOST_PROBLEMS]), left_out, unfilled)


def _header(questionnaire: Questionnaire, rows: Sequence[Sequence[str]]) -> tuple[int, int, list[int]]:
    """The row of the header, the column of the number, and that of each question."""
    missing: list[int] = []
    for head, row in enumerate(rows[:_MOST_HEAD_ROWS]):
        folded = [fold(cell).strip(" .:") for cell in row]
        number = next((column for column, cell in enumerate(folded) if cell in _NUMBER), None)
        if number is None:
            continue
        at = [_column(question, place, folded) for place, question in enumerate(questionnaire.questions, 1)]
        missing = [place for place, column in enumerate(at, 1) if column is None]
        if not missing:
            return head, number, [column for column in at if column is not None]
    if missing:
        raise Refusal(
            f"Bảng thiếu cột của câu {', '.join(map(str, missing[:10]))}. Hãy lấy bảng nhập phiếu do chương "
            "trình xuất ra, hoặc đặt tên cột là «Câu 1», «Câu 2» …"
        )
    raise Refusal(
        "Không thấy dòng tiêu đề có cột «Số phiếu». Hãy lấy bảng nhập phiếu do chương trình xuất ra, hoặc "
        "đặt tên cột là «Số phiếu», «Câu 1», «Câu 2» …"
    )


def _column(question: Question, place: int, folded: Sequence[str]) -> int | None:
    words = fold(question.text).strip(" .:?")
    for column, cell in enumerate(folded):
        found = _QUESTION.fullmatch(cell)
        if (found and int(found[1]) == place) or cell.strip("?") == words:
            return column
    return None


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _answer(question: Question, cell: str) -> str | None:
    """The figure of an answer; None where the cell holds none."""
    said = fold(cell).strip(" .")
    if said in _EMPTY:
        return SKIPPED
    found = _WHOLE.fullmatch(said)
    if found:
        figure = str(int(found[1]))
        return figure if question.takes(figure) else None
    for number, words in enumerate(question.answers, 1):
        if said == fold(words).strip(" ."):
            return str(number)
    return None
