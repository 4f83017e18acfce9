"""The list of tasks: groups, real values, and a count by status that agrees with the list."""

from dataclasses import replace

from cchc_desktop import catalogue
from cchc_desktop.documents.compose_tasks import compose_task_list
from cchc_desktop.documents.model import Document, Formula, RowKind, Table
from cchc_desktop.domain.tasks import TaskStatus
from tests.documents import plan_of_an_binh as sample
from tests.documents import reading


def compose(count: int = 14) -> Document:
    rows = sample.task_rows(count)
    return compose_task_list(rows, sample.OFFICE, catalogue.areas(), sample.TODAY, "năm 2026")


def tables(document: Document) -> list[Table]:
    return [block for block in document.parts[0].blocks if isinstance(block, Table)]


def test_tasks_stand_under_their_areas() -> None:
    listing, _ = tables(compose())
    groups = [row.cells[1] for row in listing.rows if row.kind is RowKind.GROUP]
    assert groups[-1] == "Nhiệm vụ chung"
    assert len(groups) == 4
    body = [row for row in listing.rows if row.kind is RowKind.BODY]
    assert [row.cells[0] for row in body] == list(range(1, 15))


def test_summary_counts_the_list() -> None:
    rows = sample.task_rows(14)
    _, summary = tables(compose())
    for row, status in zip(summary.rows, TaskStatus, strict=False):
        assert row.cells[0] == status.label
        assert isinstance(row.cells[1], Formula)
        assert row.cells[1].value == sum(one.status is status for one in rows)


def test_several_plans_get_a_column() -> None:
    rows = sample.task_rows(4)
    rows[0] = replace(rows[0], plan_id="other", plan_label="6 tháng cuối năm 2025")
    document = compose_task_list(rows, sample.OFFICE, catalogue.areas(), sample.TODAY, "năm 2026")
    listing, summary = tables(document)
    assert [column.header for column in listing.columns][2] == "Kế hoạch"
    cell = summary.rows[0].cells[1]
    assert isinstance(cell, Formula)
    assert "{tasks.I}" in cell.excel


def test_no_tasks_at_all() -> None:
    document = compose_task_list((), sample.OFFICE, catalogue.areas(), sample.TODAY, "năm 2026")
    assert reading.pdf_bytes(document).startswith(b"%PDF-1.4")
    assert len(list(reading.cells(reading.workbook(document)))) > 10
    assert reading.word(document).tables
