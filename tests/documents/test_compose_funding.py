"""The money of a plan as tables."""

from datetime import date
from io import BytesIO

import pytest

from cchc_desktop import catalogue
from cchc_desktop.documents.compose_funding import compose_funding
from cchc_desktop.documents.model import Document, Formula, Table
from cchc_desktop.documents.render_xlsx import render_xlsx
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan
from cchc_desktop.domain.plan_funding import funding
from cchc_desktop.domain.tasks import Assignment

OFFICE = OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình")


def _composed(sources: int) -> Document:
    tasks = tuple(
        Item(
            ItemKind.TASK,
            f"Việc {n}.",
            "-",
            area=3,
            assignment=Assignment(funding_text=f"Quỹ số {n}a: 2 triệu đồng"),
        )
        for n in range(sources)
    )
    plan = Plan("Cải cách hành chính năm 2026", PlanPeriod.year(2026), items=tasks)
    return compose_funding(funding(plan), plan, OFFICE, catalogue.areas(), date(2026, 6, 1))


@pytest.mark.parametrize(("sources", "widths"), [(1, [4, 5]), (8, [11, 5]), (9, [3, 3, 5]), (40, [3, 3, 5])])
def test_many_sources_stand_below_one_another(sources: int, widths: list[int]) -> None:
    document = _composed(sources)
    tables = [block for block in document.parts[0].blocks if isinstance(block, Table)]
    assert [len(table.columns) for table in tables] == widths
    for table in tables:
        total = table.rows[-1].cells[-1]
        assert isinstance(total, Formula)
        assert total.value == 2_000_000 * sources


def test_formulas_of_the_workbook_name_cells_alone() -> None:
    from openpyxl import load_workbook

    for sources in (8, 30):
        written = BytesIO()
        render_xlsx(_composed(sources), written)
        sheet = load_workbook(written).worksheets[0]
        formulas = [str(cell.value) for row in sheet for cell in row if str(cell.value).startswith("=")]
        assert formulas
        assert not any("{" in formula for formula in formulas)
