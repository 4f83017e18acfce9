"""Five plans that the project wrote, one of each kind that offices write, of places that do not exist.

A commune's of five years, and of half a year after the reorganisation of 2025; a district's with the eighth
area, and one that a decision approves; a province's. Each is a text with a paragraph a line.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.plan import PlanLevel
from cchc_desktop.intake.marks import is_signature
from tests.intake.builders import add_listed, new_document

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class KindOfPlan:
    """What is in a plan, counted by hand in its text."""

    name: str
    level: PlanLevel
    period: PlanPeriod
    sections: int
    areas: tuple[tuple[int, int, int], ...]
    """Of each area its code, its targets and its tasks."""
    units: int
    recipients: int
    signer: str

    @property
    def path(self) -> Path:
        """The text."""
        return FOLDER / f"{self.name}.txt"


KINDS = (
    KindOfPlan(
        "commune_five_years", PlanLevel.COMMUNE, PlanPeriod(PeriodKind.MULTI, 2026, 2030), 5,
        ((1, 2, 2), (2, 1, 1), (3, 2, 2), (4, 1, 1), (5, 1, 1), (6, 1, 1), (7, 1, 1)), 4, 5, "Nguyễn Văn An",
    ),
    KindOfPlan(
        "commune_half_year", PlanLevel.COMMUNE, PlanPeriod(PeriodKind.HALF, 2025, 2025, 2), 3,
        ((1, 0, 2), (2, 0, 2), (3, 0, 2), (4, 0, 1), (5, 0, 1), (6, 0, 1), (7, 0, 1)), 5, 4, "Trần Thị Lan",
    ),
    KindOfPlan(
        "district_eight_areas", PlanLevel.DISTRICT, PlanPeriod.year(2025), 4,
        ((1, 0, 2), (2, 2, 1), (3, 3, 2), (4, 1, 1), (5, 1, 1), (6, 1, 1), (7, 1, 2), (8, 0, 2)),
        6, 7, "Lê Văn Cường",
    ),
    KindOfPlan(
        "district_by_decision", PlanLevel.DISTRICT, PlanPeriod.year(2023), 5,
        ((1, 2, 1), (2, 1, 1), (3, 2, 2), (4, 1, 1), (5, 1, 1), (6, 1, 1), (7, 1, 1)), 3, 5, "Phạm Thị Dung",
    ),
    KindOfPlan(
        "province", PlanLevel.PROVINCE, PlanPeriod.year(2024), 4,
        ((1, 0, 2), (2, 1, 1), (3, 2, 2), (4, 1, 1), (5, 1, 1), (6, 1, 1), (7, 1, 2), (8, 0, 2)),
        7, 6, "Hoàng Văn Em",
    ),
)  # fmt: skip
NAMES = tuple(kind.name for kind in KINDS)


def as_word(text: Path, target: Path) -> None:
    """The text as offices set one: head and feet in tables, bold centred titles, bold headings, bullets that
    Word makes, the plan on a page of its own where a decision stands before it."""
    lines = text.read_text(encoding="utf-8").splitlines()
    titles = [place for place, line in enumerate(lines) if line in ("QUYẾT ĐỊNH", "KẾ HOẠCH")]
    nation = next(place for place, line in enumerate(lines) if line.startswith("CỘNG HÒA"))
    document = new_document()
    _side_by_side(document, lines[:nation], lines[nation : titles[0]])
    place = titles[0]
    while place < len(lines):
        line = lines[place]
        if line == "Nơi nhận:":
            signed = next(at for at in range(place, len(lines)) if is_signature(lines[at]))
            end = next(at for at in range(signed, len(lines)) if not is_signature(lines[at])) + 1
            _side_by_side(document, lines[place:signed], lines[signed:end])
            place = end
            continue
        if line.startswith("- "):
            add_listed(document, line[2:], 0, 51)
        else:
            paragraph = document.add_paragraph()
            heading = re.match(r"(?:[IVX]+|\d+(?:\.\d+)*)\. ", line) is not None and len(line) < 120
            title = place in titles or place - 1 in titles
            paragraph.add_run(line).bold = heading or title
            paragraph.paragraph_format.page_break_before = place in titles[1:]
            if title:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            else:
                paragraph.paragraph_format.first_line_indent = Pt(36)
        place += 1
    document.save(str(target))


def _side_by_side(document: DocumentType, left: list[str], right: list[str]) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, part in zip(cells, (left, right), strict=True):
        for number, line in enumerate(part):
            (cell.paragraphs[0] if not number else cell.add_paragraph()).add_run(line)
