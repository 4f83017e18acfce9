"""«Ma trận phân công»: units beside tasks, X for who leads and o for who supports, with sums by unit."""

import math
from collections.abc import Mapping, Sequence
from datetime import date

from ..domain.areas import Area
from ..domain.numerals import to_roman
from ..domain.offices import OfficeProfile
from ..domain.plan import Plan
from ..domain.responsibility import Matrix
from .facts import plan_facts
from .model import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Formula,
    Paragraph,
    Part,
    Row,
    RowKind,
    Style,
    Table,
    Title,
)
from .office_text import written_date

LEADS, SUPPORTS = "X", "o"
_MOST = 10
"""So many units stand beside one another on a page; the next ones come with the tasks once more."""


def compose_matrix(
    matrix: Matrix,
    plan: Plan,
    office: OfficeProfile,
    areas: Sequence[Area],
    short: Mapping[str, str],
    day: date,
) -> Document:
    """The matrix of a plan; ``short`` are the names of units as their columns are headed where there is a
    shorter one."""
    names = {area.code: area.name for area in areas}
    # As many on each page as on the others: one unit alone would take all tasks once more.
    pages = math.ceil(len(matrix.units) / _MOST)
    each = math.ceil(len(matrix.units) / pages) if pages else _MOST
    groups = [matrix.units[at : at + each] for at in range(0, len(matrix.units), each)]
    parts = []
    for number, units in enumerate(groups, 1):
        of_all = f", phần {number}/{len(groups)}" if len(groups) > 1 else ""
        blocks: tuple[Block, ...] = (
            Title("MA TRẬN PHÂN CÔNG NHIỆM VỤ", plan.name, f"(Lập {written_date(day)}{of_all})"),
            Paragraph(_legend(units, short), Style.NOTE),
            _table(matrix, units, names, short),
        )
        parts.append(Part(f"Ma trận {number}" if of_all else "Ma trận", blocks, landscape=True))
    if not parts:
        nothing = Paragraph("Chưa có nhiệm vụ nào được phân công.", Style.BODY)
        parts.append(Part("Ma trận", (Title("MA TRẬN PHÂN CÔNG NHIỆM VỤ", plan.name), nothing)))
    return Document(
        title="Ma trận phân công nhiệm vụ",
        author=office.name,
        facts=plan_facts(plan, office),
        parts=tuple(parts),
    )


def _legend(units: Sequence[str], short: Mapping[str, str]) -> str:
    """What the marks and the short names of units mean."""
    names = (f"{short[unit]}: {unit}" for unit in units if short.get(unit))
    return f"{'; '.join((f'{LEADS}: chủ trì', f'{SUPPORTS}: phối hợp', *names))}."


def _table(matrix: Matrix, units: Sequence[str], names: Mapping[int, str], short: Mapping[str, str]) -> Table:
    columns = (
        Column("TT", 0.45, Align.CENTER, whole=True),
        Column("Nhiệm vụ", 4.2),
        *(Column(short.get(unit) or unit, 0.85, Align.CENTER) for unit in units),
    )
    rows: list[Row] = []
    codes = sorted({share.place.area or 0 for share in matrix.shares}, key=lambda code: code or 99)
    number = 0
    for group, code in enumerate(codes, 1):
        if codes != [0]:
            title = names.get(code, "Nhiệm vụ chung")
            rows.append(Row((to_roman(group), title, *[None] * len(units)), RowKind.GROUP))
        for share in matrix.shares:
            if (share.place.area or 0) == code:
                number += 1
                marks = (
                    LEADS if unit == share.lead else SUPPORTS if unit in share.supports else None
                    for unit in units
                )
                rows.append(Row((number, share.place.item.text, *marks)))
    for words, mark, count in (
        ("Chủ trì", LEADS, matrix.leads),
        ("Phối hợp", SUPPORTS, matrix.supports),
    ):
        excel = f'COUNTIF({{column}}{{first}}:{{column}}{{last}},"{mark}")'
        sums: tuple[Cell, ...] = tuple(Formula(excel, count(unit)) for unit in units)
        rows.append(Row((None, f"{words} ({mark})", *sums), RowKind.TOTAL))
    return Table(columns, tuple(rows), name="matrix", compact=True)
