"""The printed questionnaire, each form with its number, and the empty sheet that forms are typed into."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..domain.offices import OfficeProfile, lengthen
from ..domain.surveys.questionnaire import Part as Section
from ..domain.surveys.questionnaire import Question, Questionnaire
from .model import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    HeadingLevel,
    Paragraph,
    Part,
    Row,
    RowKind,
    Style,
    Table,
    Title,
)

_HOW_SATISFIED = "Ông/Bà hài lòng đến mức nào"
"""What is said before rated questions where the questionnaire says nothing."""


def compose_questionnaire(
    questionnaire: Questionnaire, codes: Mapping[int, str], office: OfficeProfile
) -> Document:
    """A form of each number, every one on pages of its own, with its code as a QR. It is no official
    document, and has no head of one: the five factors go on one sheet of paper."""
    return Document(
        title=f"Phiếu khảo sát: {questionnaire.name}",
        author=office.name,
        parts=tuple(
            Part(f"Phiếu {number}", tuple(_form(questionnaire, number, office)), code=code)
            for number, code in codes.items()
        ),
        formats=("pdf", "docx"),
    )


def compose_form_sheet(
    questionnaire: Questionnaire, numbers: Iterable[int], office: OfficeProfile
) -> Document:
    """A workbook with a row for each form and a column for each question, as the program takes it back in."""
    columns = (
        Column("Số phiếu", 0.9, Align.CENTER, whole=True),
        *(Column(f"Câu {place}", 0.6, Align.CENTER) for place, _ in enumerate(questionnaire.questions, 1)),
    )
    empty = (None,) * len(questionnaire.questions)
    rows = tuple(Row((number, *empty)) for number in numbers)
    legend = tuple(
        Row((place, question.text, _numbered(question.answers, "; ")))
        for place, question in enumerate(questionnaire.questions, 1)
    )
    legend_columns = (
        Column("Câu", 0.5, Align.CENTER, whole=True), Column("Nội dung", 4), Column("Trả lời bằng số", 4),
    )  # fmt: skip
    return Document(
        title=f"Bảng nhập phiếu: {questionnaire.name}",
        author=office.name,
        parts=(
            Part("Phiếu", (Table(columns, rows, name="forms"),), landscape=True),
            Part("Các câu hỏi", (Table(legend_columns, legend, name="legend"),), landscape=True),
        ),
        formats=("xlsx",),
    )


def _form(questionnaire: Questionnaire, number: int, office: OfficeProfile) -> Iterator[Block]:
    yield Paragraph(lengthen(office.name).upper(), Style.CENTERED_BOLD)
    yield Title(questionnaire.title, questionnaire.subtitle, f"(Phiếu số: {number:04})")
    if questionnaire.intro:
        yield Paragraph(questionnaire.intro, Style.NOTE)
    place = 0
    sections = list(questionnaire.parts)
    while sections:
        # Parts that are answered on one scale stand in one table, each under its own heading.
        scale = _scale(sections[0])
        together = [sections.pop(0)]
        while scale and sections and _scale(sections[0]) == scale:
            together.append(sections.pop(0))
        # A heading parts the tables, which Word would take for one.
        if scale:
            yield Heading(HeadingLevel.CLAUSE, "", together[0].lead or _HOW_SATISFIED)
            yield _scaled(together, scale, place)
        else:
            first = together[0]
            yield Heading(
                HeadingLevel.CLAUSE, "", f"{first.name}. {first.lead}" if first.lead else first.name
            )
            yield _chosen(first, place)
        place += sum(len(each.questions) for each in together)
    # Sheets that come apart are known by the number at their foot.
    yield Paragraph(f"{questionnaire.thanks} (Phiếu số: {number:04})".strip(), Style.CENTERED_NOTE)


def _scale(section: Section) -> tuple[str, ...]:
    """The answers that all questions of a part share; nothing where they do not."""
    answers = {question.answers for question in section.questions}
    return answers.pop() if len(answers) == 1 and section.questions[0].satisfied else ()


def _scaled(sections: Sequence[Section], scale: Sequence[str], place: int) -> Table:
    columns = (
        Column("Câu", 0.55, Align.CENTER, whole=True),
        Column("Nội dung", 4.6),
        *(Column(words, 0.8, Align.CENTER) for words in scale),
    )
    figures = tuple(str(number) for number, _ in enumerate(scale, 1))
    rows = []
    for section in sections:
        rows.append(Row((None, section.name, *(None for _ in scale)), RowKind.GROUP))
        for question in section.questions:
            place += 1
            rows.append(Row((place, question.text, *figures)))
    return Table(columns, tuple(rows), compact=True)


def _chosen(section: Section, place: int) -> Table:
    columns = (
        Column("Câu", 0.55, Align.CENTER, whole=True),
        Column("Nội dung", 3.6),
        Column("Khoanh tròn một chữ số", 5.0),
    )
    rows = []
    for question in section.questions:
        place += 1
        rows.append(Row((place, question.text, _answers(question))))
    return Table(columns, tuple(rows), compact=True)


def _answers(question: Question) -> str:
    """The answers in one line where they are few words, else a line each."""
    line = _numbered(question.answers, "     ")
    return line if len(line) <= 62 else _numbered(question.answers, "\n")


def _numbered(answers: Sequence[str], between: str) -> str:
    return between.join(f"{number}. {words}" for number, words in enumerate(answers, 1))
