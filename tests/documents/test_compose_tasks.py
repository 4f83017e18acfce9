"""The list of tasks: groups, real values, and a count by status that agrees with the list."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from cchc_desktop import catalogue
from cchc_desktop.documents.compose_tasks import compose_task_list
from cchc_desktop.documents.model import Document, Formula, Paragraph, RowKind, Table
from cchc_desktop.documents.xlsx_table import Grid
from cchc_desktop.domain.task_care import Dropping, TaskCare
from cchc_desktop.domain.tasks import Assignment, TaskStatus
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
    counted = [status for status in TaskStatus if status is not TaskStatus.DROPPED]
    for row, status in zip(summary.rows, counted, strict=False):
        assert row.cells[0] == status.label
        assert isinstance(row.cells[1], Formula)
        assert row.cells[1].value == sum(one.status is status for one in rows)


def test_what_is_dropped_stands_in_the_list_and_in_no_count() -> None:
    by = Dropping(date(2026, 3, 1), "15/UBND-VP", "Chuyển về tỉnh")
    first, *others = sample.task_rows(6)
    care = TaskCare(first.id, dropping=by)
    rows = [replace(first, status=TaskStatus.DROPPED, progress=None, care=care), *others]
    document = compose_task_list(rows, sample.OFFICE, catalogue.areas(), sample.TODAY, "năm 2026")
    listing, summary = tables(document)
    words = [cell for row in listing.rows for cell in row.cells]
    assert "Theo văn bản số 15/UBND-VP ngày 01/03/2026: Chuyển về tỉnh" in words
    total = summary.rows[-1].cells[1]
    assert isinstance(total, Formula)
    assert total.value == sum(row.status is not TaskStatus.DROPPED for row in rows)
    said = [block.text for block in document.parts[0].blocks if isinstance(block, Paragraph)]
    assert "1 nhiệm vụ không thực hiện nữa không tính vào tổng số và tỷ lệ." in said


def test_several_plans_get_a_column() -> None:
    rows = sample.task_rows(4)
    rows[0] = replace(rows[0], plan_id="other", plan_label="6 tháng cuối năm 2025")
    document = compose_task_list(rows, sample.OFFICE, catalogue.areas(), sample.TODAY, "năm 2026")
    listing, summary = tables(document)
    assert [column.header for column in listing.columns][2] == "Kế hoạch"
    cell = summary.rows[0].cells[1]
    assert isinstance(cell, Formula)
    assert "{tasks.I}" in cell.excel


def test_only_a_tasks_own_day_is_a_date() -> None:
    own, other = sample.task_rows(2)
    own = replace(own, due=date(2026, 6, 30), due_is_own=True)
    other = replace(other, assignment=Assignment(lead="Văn phòng"), due=date(2026, 12, 31), due_is_own=False)
    rows = [own, other, replace(other, id="2", assignment=Assignment(due_text="Thường xuyên"))]
    document = compose_task_list(rows, sample.OFFICE, catalogue.areas(), sample.TODAY, "năm 2026")
    dues = [row.cells[4] for row in tables(document)[0].rows if row.kind is RowKind.BODY]
    assert sorted(map(str, dues)) == ["2026-06-30", "Hết kỳ kế hoạch", "Thường xuyên"]
    note, _ = [block.text for block in document.parts[0].blocks if isinstance(block, Paragraph)]
    assert note.endswith("đến hết kỳ kế hoạch, ngày 31/12/2026.")

    sheet = reading.workbook(document).worksheets[0]
    days = [cell.value for cell in reading.cells([sheet]) if cell.is_date]
    assert days == [datetime(2026, 6, 30)]
    printed = reading.folded(" ".join(reading.pdf_pages(reading.pdf_bytes(document))))
    written = [cell.text for row in reading.word(document).tables[1].rows for cell in row.cells]
    assert "30/6/2026" in printed
    assert "Hết kỳ kế hoạch" in printed
    assert {"30/6/2026", "Hết kỳ kế hoạch", "Thường xuyên"} <= set(written)


def test_empty_columns_give_their_width_to_the_tasks() -> None:
    rows = [replace(row, assignment=Assignment(), progress=None) for row in sample.task_rows(3)]
    document = compose_task_list(rows, sample.OFFICE, catalogue.areas(), sample.TODAY, "năm 2026")
    bare, full = (tables(one)[0].columns for one in (document, compose()))
    assert sum(column.weight for column in bare) == pytest.approx(sum(column.weight for column in full))
    changes = [round(b.weight - f.weight, 3) for b, f in zip(bare, full, strict=True)]
    assert changes[1] == pytest.approx(-sum(change for change in changes if change < 0))
    assert [column.header for column, change in zip(bare, changes, strict=True) if change < 0] == [
        "Đơn vị chủ trì", "Người theo dõi", "Kết quả thực hiện",
    ]  # fmt: skip
    # In a sheet the summary takes columns of the list: its words do not end up in that of the numbers.
    summary = Grid.of(tables(document), 700).share(tables(document)[1])
    assert summary[0] == (1, 2)


def test_no_tasks_at_all() -> None:
    document = compose_task_list((), sample.OFFICE, catalogue.areas(), sample.TODAY, "năm 2026")
    assert reading.pdf_bytes(document).startswith(b"%PDF-1.4")
    assert len(list(reading.cells(reading.workbook(document)))) > 10
    assert reading.word(document).tables
