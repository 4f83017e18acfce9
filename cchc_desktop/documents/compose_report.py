"""The periodic report: its head, its passages as they will be printed, and its annexes.

The outline and the sentences are made before (domain/report_text.py); here they become components of an
official document (Nghị định 30/2020/NĐ-CP, Phụ lục I; FACTS.md sections 1.2 and 5.1).
"""

import re
from collections.abc import Iterator, Sequence

from ..domain.areas import Area
from ..domain.dates import place_and_date
from ..domain.report.data import ReportData
from ..domain.report.marks import Marked
from ..domain.report.passages import PassageRow
from ..domain.report.records import ReportHead
from ..domain.report.words import running_date
from ..domain.text import uncapitalized
from .compose_register import register_table
from .compose_scores import scores_part
from .compose_statistics import enclosure, statistics_part
from .compose_tasks import task_blocks
from .facts import period_facts
from .model import AnnexTitle, Block, Document, Heading, HeadingLevel, Paragraph, Part, Style, Title
from .office_text import addressed, letter_head, number_line, signature

_LEVELS = {1: HeadingLevel.SECTION, 2: HeadingLevel.CLAUSE, 3: HeadingLevel.POINT}
_BULLET = re.compile(r"([-+*•–])\s+(?=\S)")
_BASES = "bases"


def compose_report(
    data: ReportData,
    head: ReportHead,
    subject: str,
    passages: Sequence[PassageRow],
    areas: Sequence[Area],
    *,
    draft: bool = False,
) -> Document:
    """The whole report, ready for a renderer; ``subject`` is its trích yếu, ``areas`` group its annexes.

    A ``draft`` says so under its number.
    """
    blocks: list[Block] = [
        letter_head(
            data.office,
            number_line(head.number, head.symbol),
            place_and_date(data.office.place, head.issued_on, *_month_of(data, head)),
            draft=draft,
        ),
        Title("BÁO CÁO", subject),
        *addressed(head.addressees),
    ]
    for passage in passages:
        blocks.extend(_passage(passage))
    blocks.append(signature(head.recipients, head.signer))
    parts = [Part("Báo cáo", tuple(blocks)), *_annexes(data, head, areas)]
    title = f"Báo cáo {uncapitalized(subject)}"
    facts = period_facts(data.office, data.dates, data.catalogue)
    return Document(title, data.office.name, tuple(parts), facts=facts)


def _month_of(data: ReportData, head: ReportHead) -> tuple[int | None, int | None]:
    """Month and year that a draft already prints: those of the day by which the report is sent."""
    day = head.issued_on or data.dates.due or data.dates.ends
    return day.month, day.year


def _passage(passage: PassageRow) -> Iterator[Block]:
    """A heading where it has a number, and its text line by line."""
    if passage.marker:
        yield Heading(_LEVELS[passage.level], passage.marker, passage.title)
    style = Style.BASIS if passage.key == _BASES else Style.BODY
    for line in Marked(passage.text, passage.marks).lines():
        bullet = _BULLET.match(line.text)
        if bullet is not None:
            told = line.cut(bullet.end(), len(line.text))
            yield Paragraph(told.text, style, bullet[1], marks=told.marks)
        elif line.text.strip():
            told = line.stripped()
            yield Paragraph(told.text, style, marks=told.marks)


def _annexes(data: ReportData, head: ReportHead, areas: Sequence[Area]) -> Iterator[Part]:
    labels = {name: f"Phụ lục {number}".strip() for name, number in data.annexes.items()}
    yield statistics_part(data, head, areas, labels["statistics"])
    if "directives" in labels and data.register is not None:
        name = f"{data.register.title} {data.period.label}"
        title = AnnexTitle(labels["directives"], name.upper(), enclosure(data, head))
        table = register_table(data.register, [each.row for each in data.directives])
        yield Part(labels["directives"], (title, table), landscape=True)
    if "tasks" in labels:
        name = f"Tiến độ thực hiện nhiệm vụ của {data.plan_short} đến ngày {running_date(data.as_of)}"
        title = AnnexTitle(labels["tasks"], name.upper(), enclosure(data, head))
        yield Part(labels["tasks"], (title, *task_blocks(data.tasks, areas)), landscape=True)
    if "scores" in labels:
        yield scores_part(data, head, areas, labels["scores"])
