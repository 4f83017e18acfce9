"""The list of what a new plan keeps, changes, adds and leaves of another one."""

from dataclasses import replace
from datetime import date

from cchc_desktop.documents.compose_drafting import compose_drafting, summary
from cchc_desktop.documents.model import Document, Heading, Paragraph, Table, Title
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.year_plan import year_plan
from tests.domain.test_year_plan import term_plan

OFFICE = OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình")


def composed() -> Document:
    """The list for the year 2024 of a plan of five years."""
    parent = term_plan()
    return compose_drafting(year_plan(parent, PlanPeriod.year(2024)), parent, OFFICE, date(2026, 7, 15))


def tables(document: Document) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each table by its name."""
    return {
        block.name: [row.cells for row in block.rows]
        for block in document.parts[0].blocks
        if isinstance(block, Table)
    }


def test_each_item_stands_under_what_becomes_of_it_with_its_reason() -> None:
    found = tables(composed())
    assert list(found) == ["changed", "dropped", "added", "kept"]
    changed = {row[2]: row for row in found["changed"]}
    satisfied = "Mức độ hài lòng đạt từ 94% trở lên; đến năm 2024 - 2025 đạt từ 97% trở lên."
    assert changed[satisfied][1:] == (
        "khoản 1 Mục II", satisfied, "Mức độ hài lòng đạt tối thiểu 97%.",
        "Lấy mốc của các năm 2024 - 2025: tối thiểu 97%.",
    )  # fmt: skip
    assert changed["Xây dựng trụ sở mới."][3] == "(giữ lời văn)"
    assert found["dropped"] == [
        (1, "khoản 2 Mục II", "Kiện toàn Ban Chỉ đạo.", "Thời hạn 30/06/2022 đã qua trước năm 2024.")
    ]
    assert str(found["added"][0][1]).startswith("Căn cứ Kế hoạch số 15/KH-UBND")


def test_the_head_names_both_plans_and_counts() -> None:
    title, told, *_ = composed().parts[0].blocks
    assert isinstance(title, Title)
    assert title.subject == (
        "Kế hoạch cải cách hành chính năm 2024, lập từ kế hoạch cải cách hành chính giai đoạn 2021 - 2025"
    )
    assert title.enclosure == "(Lập ngày 15 tháng 7 năm 2026)"
    assert isinstance(told, Paragraph)
    assert told.text == "Sửa 9 mục, bỏ 1 mục, thêm 1 mục, giữ nguyên 1 mục."


def test_where_nothing_is_there_it_says_so() -> None:
    parent = replace(term_plan(), items=(), number="")
    document = compose_drafting(year_plan(parent, PlanPeriod.year(2024)), parent, OFFICE, date(2026, 7, 15))
    assert not any(isinstance(block, Heading) for block in document.parts[0].blocks)
    assert summary(year_plan(parent, PlanPeriod.year(2024))) == "Không có mục nào."
