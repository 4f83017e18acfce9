"""The tables that follow from a plan's tasks: its money."""

from typing import Any

from cchc_desktop.documents.model import Document, Formula, RowKind, Table
from cchc_desktop.office import Office

PLAN = "plan-1"


def tables(document: Document) -> dict[str, Table]:
    blocks = (block for part in document.parts for block in part.blocks)
    return {block.name: block for block in blocks if isinstance(block, Table)}


def shown(cell: Any) -> Any:
    return cell.value if isinstance(cell, Formula) else cell


def body(table: Table) -> list[tuple[Any, ...]]:
    return [tuple(map(shown, row.cells)) for row in table.rows if row.kind is not RowKind.GROUP]


def test_the_money_by_area_source_and_task(office: Office) -> None:
    words = "Ngân sách xã 20 triệu đồng; xã hội hóa 5 triệu đồng"
    office.plans.set_assignment(PLAN, "task-1", funding=25_000_000, funding_text=words)
    found = tables(office.papers.tables.funding(PLAN))
    assert [column.header for column in found["totals"].columns] == [
        "TT", "Lĩnh vực", "Ngân sách xã (đồng)", "Xã hội hóa (đồng)", "Chưa ghi nguồn (đồng)", "Cộng (đồng)",
    ]  # fmt: skip
    assert body(found["totals"]) == [
        (1, "Cải cách thủ tục hành chính", 20_000_000, 5_000_000, None, 25_000_000),
        (2, "Cải cách tài chính công", None, None, 15_000_000, 15_000_000),
        (None, "Tổng cộng", 20_000_000, 5_000_000, 15_000_000, 40_000_000),
    ]
    total = found["totals"].rows[0].cells[-1]
    assert isinstance(total, Formula)
    assert total.excel == "SUM({C}{row}:{E}{row})"
    rows = body(found["tasks"])
    assert rows[0][1:] == (
        "Rà soát thủ tục hành chính nội bộ.", "Văn phòng HĐND và UBND",
        "Ngân sách xã: 20.000.000 đồng\nXã hội hóa: 5.000.000 đồng", 25_000_000,
    )  # fmt: skip
    assert rows[1][3:] == ("Chưa ghi nguồn", 15_000_000)
    assert office.papers.tables.money(PLAN).doubts == ()


def test_sums_that_do_not_agree_are_told_before_the_plan_goes_out(office: Office) -> None:
    words = "ngân sách xã 20 triệu đồng; xã hội hóa 4 triệu đồng"
    office.plans.set_assignment(PLAN, "task-1", funding=25_000_000, funding_text=words)
    assert any("các nguồn cộng lại 24.000.000 đồng" in each for each in problems(office))
    office.plans.set_assignment(PLAN, "task-1", funding=24_000_000, funding_text=words)
    assert not any("cộng lại" in each for each in problems(office))


def problems(office: Office) -> list[str]:
    return office.legal.plan_problems(office.plans.get(PLAN))


def test_a_plan_without_money_has_its_sentence_alone(office: Office) -> None:
    office.plans.set_assignment(PLAN, "task-3", funding=None)
    assert tables(office.papers.tables.funding(PLAN)) == {}
