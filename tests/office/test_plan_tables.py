"""The tables that follow from a plan's tasks: money, units beside tasks, months, the annex."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from cchc_desktop.documents.model import Document, Formula, Paragraph, RowKind, Table
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.framework import USUAL, FrameworkColumn
from cchc_desktop.domain.offices import Unit
from cchc_desktop.domain.tasks import TaskUpdate
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
    document = office.papers.tables.funding(PLAN)
    assert tables(document) == {}
    assert not any(part.landscape for part in document.parts)


def notes(document: Document) -> list[str]:
    return [b.text for part in document.parts for b in part.blocks if isinstance(b, Paragraph)]


def test_units_beside_tasks_with_their_sums(office: Office) -> None:
    office.settings.save_unit(Unit("Phòng Kinh tế", "KT"))
    office.plans.set_assignment(PLAN, "task-1", support="Phòng Kinh tế; các thôn")
    document = office.papers.tables.matrix(PLAN)
    found = tables(document)["matrix"]
    assert [column.header for column in found.columns][2:] == ["KT", "Văn phòng HĐND và UBND", "Các thôn"]
    assert body(found) == [
        (1, "Rà soát thủ tục hành chính nội bộ.", "o", "X", "o"),
        (2, "Niêm yết công khai thủ tục tại bảng tin.", None, None, None),
        (3, "Công khai dự toán ngân sách xã.", "X", None, None),
        (None, "Chủ trì (X)", 1, 1, 0),
        (None, "Phối hợp (o)", 1, 0, 1),
    ]
    assert notes(document) == ["X: chủ trì; o: phối hợp; KT: Phòng Kinh tế."]


def test_many_units_come_on_several_tables(office: Office) -> None:
    office.plans.set_assignment(PLAN, "task-1", support="; ".join(f"Tổ {n}" for n in range(24)))
    document = office.papers.tables.matrix(PLAN)
    assert [part.name for part in document.parts] == ["Ma trận 1", "Ma trận 2", "Ma trận 3"]
    found = [[column.header for column in part.blocks[2].columns[2:]] for part in document.parts]  # type: ignore[union-attr]
    assert [len(units) for units in found] == [9, 9, 8]
    assert len({unit for units in found for unit in units}) == 26


def test_without_units_the_matrix_says_so(office: Office) -> None:
    for each in ("task-1", "task-3"):
        office.plans.set_assignment(PLAN, each, lead="")
    assert notes(office.papers.tables.matrix(PLAN)) == ["Chưa có nhiệm vụ nào được phân công."]


def test_the_calendar_tells_months_and_what_has_no_day(office: Office) -> None:
    with office.tasks.closing_subtasks():
        office.tasks.report("task-1", TaskUpdate(date(2026, 6, 1), 100))
    found = tables(office.papers.tables.calendar(PLAN))["calendar"]
    assert [row.cells[1] for row in found.rows if row.kind is RowKind.GROUP] == [
        "Tháng 6/2026", "Thường xuyên, không ghi hạn riêng",
    ]  # fmt: skip
    assert body(found)[0] == (
        1, date(2026, 6, 30), "Rà soát thủ tục hành chính nội bộ.", "Văn phòng HĐND và UBND", None, None,
        "Hoàn thành đúng hạn",
    )  # fmt: skip
    assert len(body(found)) == 3


def test_the_calendar_goes_into_other_calendars(office: Office, tmp_path: Path) -> None:
    office.plans.set_assignment(PLAN, "task-2", lead="Trung tâm", due=date(2026, 9, 30), officer="Lê Thị B")
    with office.tasks.closing_subtasks():
        office.tasks.report("task-1", TaskUpdate(date(2026, 6, 1), 100))
    target = tmp_path / "lich.ics"

    def events() -> dict[str, Any]:
        office.papers.tables.write_calendar(PLAN, target)
        read = Calendar.from_ical(target.read_bytes())
        return {str(event["SUMMARY"]): event for event in read.walk("VEVENT")}

    first = events()
    assert list(first) == [
        "Đã xong: Rà soát thủ tục hành chính nội bộ.", "Đến hạn: Niêm yết công khai thủ tục tại bảng tin.",
    ]  # fmt: skip
    told = first["Đến hạn: Niêm yết công khai thủ tục tại bảng tin."]
    assert str(told["DESCRIPTION"]).splitlines()[:2] == ["Chủ trì: Trung tâm", "Người theo dõi: Lê Thị B"]
    assert told["DTSTART"].dt == date(2026, 9, 30)
    # Another day is the same event.
    office.plans.set_assignment(PLAN, "task-2", due=date(2026, 10, 5))
    again = events()["Đến hạn: Niêm yết công khai thủ tục tại bảng tin."]
    assert (again["UID"], again["DTSTART"].dt) == (told["UID"], date(2026, 10, 5))


def test_the_annex_has_the_columns_that_the_office_chose(office: Office) -> None:
    words = "Ngân sách xã 20 triệu đồng; xã hội hóa 5 triệu đồng"
    office.plans.set_assignment(
        PLAN, "task-1", funding=25_000_000, funding_text=words, officer="Lê Thị B", note="Gấp"
    )

    def headers(document: Document) -> list[str]:
        return [column.header for column in tables(document)["tasks"].columns]

    assert headers(office.papers.tables.framework(PLAN)) == [
        "TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian thực hiện, hoàn thành", "Kinh phí (đồng)", "Ghi chú",
    ]  # fmt: skip
    chosen = (FrameworkColumn.SOURCE, FrameworkColumn.FUNDING, FrameworkColumn.GIVEN, FrameworkColumn.NOTE)
    office.papers.set_framework_columns(chosen)
    for document in (office.papers.tables.framework(PLAN), office.papers.plan(PLAN)):
        assert headers(document)[2:] == ["Nguồn kinh phí", "Kinh phí (đồng)", "Cấp giao", "Ghi chú"]
    rows = body(tables(office.papers.plan(PLAN))["tasks"])
    assert rows[0][2:] == (
        "Ngân sách xã: 20.000.000 đồng\nXã hội hóa: 5.000.000 đồng", 25_000_000, None, "Gấp",
    )  # fmt: skip
    assert rows[-1][1:] == ("Tổng cộng", None, 40_000_000, None, None)
    only = (FrameworkColumn.OFFICER,)
    assert body(tables(office.papers.tables.framework(PLAN, only))["tasks"])[0][2:] == ("Lê Thị B",)
    office.papers.set_framework_columns(USUAL)
    assert office.papers.framework_columns() == USUAL


def test_the_annex_does_not_say_twice_what_its_columns_say(office: Office) -> None:
    text = "Rà soát nội bộ. Đơn vị chủ trì: Tổ A; thời gian: Quý I."
    office.plans.set_text(PLAN, "task-1", text)
    office.plans.set_assignment(PLAN, "task-1", lead="Tổ A", due_text="Quý I")
    rows = body(tables(office.papers.tables.framework(PLAN))["tasks"])
    assert next(row[1] for row in rows if row[2] == "Tổ A") == "Rà soát nội bộ."
    rows = body(tables(office.papers.tables.framework(PLAN, (FrameworkColumn.TIME,)))["tasks"])
    told = [row[1] for row in rows]
    assert "Rà soát nội bộ. Đơn vị chủ trì: Tổ A." in told
    rows = body(tables(office.papers.tables.framework(PLAN, (FrameworkColumn.NOTE,)))["tasks"])
    assert "Rà soát nội bộ. Đơn vị chủ trì: Tổ A; thời gian: Quý I." in [row[1] for row in rows]


def test_a_plan_without_tasks_has_no_annex(office: Office) -> None:
    office.plans.restructure(PLAN, "Xóa", lambda tree: tree[:1])
    with pytest.raises(Refusal, match="chưa có khung kế hoạch"):
        office.papers.tables.framework(PLAN)
