"""«Bảng đối chiếu với kế hoạch của cấp trên»: each sentence of the superior's plan, with what answers it."""

from datetime import date

from ..domain.coverage import Coverage, Covered
from ..domain.offices import OfficeProfile
from ..domain.plan import Item, ItemKind, Plan
from ..domain.report.words import running_date
from ..domain.tasks import Assignment
from .facts import plan_facts
from .model import Align, Block, Column, Document, Paragraph, Part, Row, Style, Table, Title
from .office_text import written_date

_COLUMNS = (
    Column("TT", 0.45, Align.CENTER, whole=True),
    Column("Vị trí", 0.95, Align.CENTER),
    Column("Nội dung cấp trên giao", 4.0),
    Column("Chỉ tiêu, nhiệm vụ của kế hoạch này", 4.0),
    Column("Chủ trì", 1.3, Align.CENTER),
    Column("Thời hạn", 1.0, Align.CENTER),
    Column("Tình trạng", 0.9, Align.CENTER),
)


def compose_coverage(
    known: Coverage, plan: Plan, superior: Plan, office: OfficeProfile, day: date
) -> Document:
    """The table of coverage; what is not covered yet comes once more in the sentence above it."""
    rows = tuple(_row(number, line) for number, line in enumerate(known.lines, 1))
    issuer = f" của {superior.issuer}" if superior.issuer else ""
    blocks: tuple[Block, ...] = (
        Title(
            "BẢNG ĐỐI CHIẾU VỚI KẾ HOẠCH CỦA CẤP TRÊN",
            f"{plan.name} thực hiện {superior.name}{issuer}",
            f"(Lập {written_date(day)})",
        ),
        Paragraph(known.summary, Style.BODY),
        *((Table(_COLUMNS, rows, name="coverage", compact=True, filtered=True),) if rows else ()),
    )
    return Document(
        title="Bảng đối chiếu với kế hoạch của cấp trên",
        author=office.name,
        facts=plan_facts(plan, office),
        parts=(Part("Đối chiếu", blocks, landscape=True),),
    )


def answer_words(item: Item) -> str:
    """An own item as it is told in a table: a target with its sign, a task by its text."""
    return f"(Chỉ tiêu) {item.text}" if item.kind is ItemKind.TARGET else item.text


def lead_words(item: Item) -> str:
    """Who leads an own task."""
    return (item.assignment or Assignment()).lead


def due_words(item: Item) -> str:
    """When an own task is to be done, as the plan words it."""
    assignment = item.assignment or Assignment()
    return assignment.due_text or (running_date(assignment.due) if assignment.due else "")


def _row(number: int, line: Covered) -> Row:
    answers = line.answers
    if not answers and line.proposal is not None:
        return _cells(number, line, (f"Đề xuất: {answer_words(line.proposal)}",), (line.proposal,))
    return _cells(number, line, tuple(map(answer_words, answers)), answers)


def _cells(number: int, line: Covered, words: tuple[str, ...], items: tuple[Item, ...]) -> Row:
    bullets = tuple(f"- {each}" for each in words) if len(words) > 1 else words
    return Row(
        (
            number,
            line.number,
            line.demand.item.text,
            "\n".join(bullets) or None,
            "\n".join(dict.fromkeys(filter(None, map(lead_words, items)))) or None,
            "\n".join(dict.fromkeys(filter(None, map(due_words, items)))) or None,
            line.state.label,
        )
    )
