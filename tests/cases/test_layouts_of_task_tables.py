"""Tables of tasks as offices lay them out: headers of two rows, quarters as columns, units as headings."""

from datetime import date
from pathlib import Path

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain.plan import Item, ItemKind
from cchc_desktop.domain.tasks import Assignment
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.plan.tables import DOUBT_BOTH, DOUBT_BY_UNIT, DOUBT_IN_CELL, DOUBT_NOT_READ
from cchc_desktop.intake.source import Source, SourceBlock, SourceTable
from tests.cases.made_plans import FOOT, HEAD, TODAY, assigned, draft_in, draft_of, paragraphs, targets, tasks
from tests.intake.builders import new_document

ECONOMY, OFFICE, CENTRE = "Phòng Kinh tế", "Văn phòng", "Trung tâm PVHCC"
JUNE, DECEMBER = date(2026, 6, 30), date(2026, 12, 31)
INPUTS = Path(__file__).parent / "inputs/layouts_of_task_tables"

TWO_ROWS = (
    ("Số TT", "Nhiệm vụ", "Cơ quan thực hiện", "Cơ quan thực hiện", "Thời gian", "Thời gian"),
    ("Số TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Bắt đầu", "Hoàn thành"),
    ("1", "Rà soát văn bản", ECONOMY, OFFICE, "01/3/2026", "30/6/2026"),
    ("2", "Kiểm tra công vụ", OFFICE, "Các phòng", "4/2026", "12/2026"),
)
QUARTERS = (
    ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian", "Thời gian", "Thời gian", "Thời gian"),
    ("TT", "Nhiệm vụ", "Chủ trì", "Quý I", "Quý II", "Quý III", "Quý IV"),
    ("1", "Rà soát văn bản", ECONOMY, "", "x", "", ""),
    ("2", "Kiểm tra công vụ", OFFICE, "", "✓", "", "✓"),
)


def _tasks_of(*tables: tuple[tuple[str, ...], ...]) -> list[Item]:
    lead_in = paragraphs(["II. NHIỆM VỤ", "Các nhiệm vụ cụ thể theo bảng sau:"])
    return tasks(draft_of([*lead_in, *map(SourceTable, tables)]))


def _said(task: Item) -> Assignment:
    return task.assignment or Assignment()


def _check_two_rows(found: list[Item]) -> None:
    assert [task.text for task in found] == ["Rà soát văn bản", "Kiểm tra công vụ"]
    assert [assigned(task) for task in found] == [(ECONOMY, OFFICE, JUNE), (OFFICE, "Các phòng", DECEMBER)]
    assert [_said(task).start for task in found] == [date(2026, 3, 1), date(2026, 4, 1)]
    assert not any(task.doubt for task in found)


def test_a_header_of_two_rows() -> None:
    _check_two_rows(_tasks_of(TWO_ROWS))


def test_a_header_of_two_rows_in_a_word_file(tmp_path: Path) -> None:
    document = new_document()
    for line in (*HEAD, "II. NHIỆM VỤ"):
        document.add_paragraph(line)
    table = document.add_table(len(TWO_ROWS), 6)
    for cells, row in zip(TWO_ROWS, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=True):
            cell.text = text
    for place in (0, 1):
        table.cell(1, place).text = ""
        table.cell(0, place).merge(table.cell(1, place))
    for left, right in ((2, 3), (4, 5)):
        table.cell(0, right).text = ""
        table.cell(0, left).merge(table.cell(0, right))
    for line in FOOT:
        document.add_paragraph(line)
    document.save(str(path := tmp_path / "ke_hoach.docx"))
    _check_two_rows(tasks(draft_in(path)))


@pytest.mark.parametrize("name", ["libreoffice.rtf", "libreoffice.odt"])
def test_a_header_of_two_rows_in_a_file_of_libreoffice(name: str) -> None:
    _check_two_rows(tasks(draft_in(INPUTS / name)))


@pytest.mark.parametrize("table", [QUARTERS, QUARTERS[1:]], ids=["below a header", "alone"])
def test_quarters_as_columns_with_marks(table: tuple[tuple[str, ...], ...]) -> None:
    found = _tasks_of(table)
    assert [assigned(task) for task in found] == [(ECONOMY, "", JUNE), (OFFICE, "", DECEMBER)]
    assert [_said(task).due_text for task in found] == ["Quý II", "Quý II, Quý IV"]
    assert not any(task.doubt or _said(task).note for task in found)


def test_months_whose_cells_hold_words_keep_them_as_a_note() -> None:
    [task] = _tasks_of(
        (("TT", "Nhiệm vụ", "Chủ trì", "Tháng 3"), ("1", "Rà soát văn bản", ECONOMY, "Dự thảo"))
    )
    assert _said(task).note == "Tháng 3: Dự thảo"
    assert _said(task).due is None


@pytest.mark.parametrize(
    "header", ["Cơ quan chủ trì/phối hợp", "Đơn vị chủ trì, đơn vị phối hợp", "Chủ trì - Phối hợp"]
)
def test_lead_and_support_in_one_column(header: str) -> None:
    found = _tasks_of(
        (
            ("TT", "Nhiệm vụ", header, "Thời gian"),
            ("1", "Rà soát văn bản", "Phòng Kinh tế/Văn phòng", "Quý II/2026"),
            ("2", "Lập danh mục", "Chủ trì: Phòng Kinh tế\nPhối hợp: Văn phòng", "Quý II/2026"),
            ("3", "Kiểm tra", "Phòng Kinh tế chủ trì, phối hợp với Văn phòng", "Quý II/2026"),
            ("4", "Công khai", "Phòng Kinh tế", "Quý II/2026"),
        )
    )
    assert [assigned(task) for task in found] == [*[(ECONOMY, OFFICE, JUNE)] * 3, (ECONOMY, "", JUNE)]
    assert [task.doubt for task in found] == [DOUBT_BOTH, "", "", DOUBT_BOTH]


def test_units_as_headings_lead_the_rows_below() -> None:
    found = _tasks_of(
        (
            ("TT", "Tên nhiệm vụ", "Thời gian hoàn thành", "Sản phẩm"),
            ("A", "PHÒNG KINH TẾ", "", ""),
            ("1", "Rà soát văn bản", "T6/2026", "Báo cáo"),
            ("B", "VĂN PHÒNG HĐND VÀ UBND", "", ""),
            ("1", "Kiểm tra công vụ", "Q4/2026", "Kết luận"),
        )
    )
    assert [assigned(task) for task in found] == [
        ("PHÒNG KINH TẾ", "", JUNE), ("VĂN PHÒNG HĐND VÀ UBND", "", DECEMBER),
    ]  # fmt: skip
    assert {task.doubt for task in found} == {DOUBT_BY_UNIT}


def test_a_cell_with_the_tasks_of_an_area() -> None:
    draft = draft_of(
        [
            *paragraphs(["II. NHIỆM VỤ"]),
            SourceTable(
                (
                    ("TT", "Nội dung", "Chủ trì", "Thời gian"),
                    ("1", "Cải cách thể chế:\n- Rà soát văn bản\n- Kiểm tra văn bản", ECONOMY, "Quý II"),
                    ("2", "Niêm yết thủ tục:\n- Tại trụ sở\n- Tại nhà văn hóa", CENTRE, "Quý II"),
                )
            ),
        ]
    )
    found = tasks(draft)
    assert [task.text for task in found] == ["Rà soát văn bản", "Kiểm tra văn bản", "Niêm yết thủ tục:"]
    assert [assigned(task) for task in found] == [*[(ECONOMY, "", JUNE)] * 2, (CENTRE, "", JUNE)]
    assert [task.doubt for task in found] == [DOUBT_IN_CELL, "", ""]
    assert [item.text for item in draft.plan.walk() if item.kind is ItemKind.AREA] == ["Cải cách thể chế"]


def test_a_small_table_for_each_task() -> None:
    first = (("Nhiệm vụ", "Rà soát văn bản"), ("Chủ trì", ECONOMY), ("Thời hạn", "30/6/2026"))
    second = (("Nhiệm vụ", "Kiểm tra công vụ"), ("Chủ trì", OFFICE), ("Thời hạn", "31/12/2026"))
    found = _tasks_of(first, second)
    assert [(task.text, assigned(task)) for task in found] == [
        ("Rà soát văn bản", (ECONOMY, "", JUNE)), ("Kiểm tra công vụ", (OFFICE, "", DECEMBER)),
    ]  # fmt: skip


def test_rows_without_a_header_are_named() -> None:
    rows = (("1", "Rà soát văn bản", ECONOMY, "Quý II/2026"), ("2", "Kiểm tra", OFFICE, "Quý III/2026"))
    draft = draft_of([*paragraphs(["II. NHIỆM VỤ", "1. Lập danh mục."]), SourceTable(rows)])
    assert [item.text for item in draft.plan.walk() if item.doubt == DOUBT_NOT_READ] == [
        "1 | Rà soát văn bản | Phòng Kinh tế | Quý II/2026"
    ]


def test_other_tables_are_kept_as_text_without_a_doubt() -> None:
    rows = (("Họ và tên", "Chức vụ", "Điện thoại"), ("Lê Văn Mẫu", "Chủ tịch", "0000"))
    draft = draft_of([*paragraphs(["II. NHIỆM VỤ", "1. Lập danh mục."]), SourceTable(rows)])
    assert not any(item.doubt for item in draft.plan.walk())


def test_years_as_columns_of_targets() -> None:
    head = [line.replace("hành chính năm 2026", "hành chính giai đoạn 2026 - 2028") for line in HEAD]
    header = ("TT", "Chỉ tiêu", "ĐVT", "2026", "2027", "Năm 2028")
    rows = (
        ("1", "Hồ sơ trực tuyến", "%", "70", "75", "80"), ("2", "Hài lòng", "%", "≥ 92", "≥ 93", "≥ 94"),
    )  # fmt: skip
    inside: list[SourceBlock] = [*paragraphs([*head, "II. CHỈ TIÊU"]), SourceTable((header, *rows))]
    draft = parse_plan(Source("test.txt", (*inside, *paragraphs(FOOT))), catalogue.areas(), TODAY)
    found = [target.measure for target in targets(draft)]
    assert [measure and measure.label for measure in found] == ["80%", "≥ 94%"]
    assert [[mark.value for mark in measure.milestones] for measure in found if measure] == [
        [70, 75, 80], [92, 93, 94],
    ]  # fmt: skip


def test_quarters_as_columns_of_targets_are_told() -> None:
    table = (("TT", "Chỉ tiêu", "ĐVT", "Mức phấn đấu", "Quý I"), ("1", "Số hóa", "%", "100", "25"))
    [target] = targets(draft_of([*paragraphs(["II. CHỈ TIÊU"]), SourceTable(table)]))
    assert target.measure
    assert target.measure.label == "100%"
    assert "«Quý I»" in target.doubt


@pytest.mark.parametrize(("first", "last"), [("Thời gian từ", "Thời gian đến"), ("Từ ngày", "Đến ngày")])
def test_first_and_last_day_in_columns_of_their_own(first: str, last: str) -> None:
    [task] = _tasks_of((("TT", "Nhiệm vụ", first, last), ("1", "Rà soát", "01/3/2026", "30/6/2026")))
    assert (_said(task).start, _said(task).due) == (date(2026, 3, 1), JUNE)


def test_times_as_headings_of_rows() -> None:
    header = ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian")
    below = (("THÁNG 6", "", "", ""), ("1", "Rà soát", ECONOMY, ""), ("QUÝ IV", "", "", ""))
    after = (("2", "Kiểm tra", OFFICE, ""), ("3", "Công khai", OFFICE, "30/6/2026"))
    found = _tasks_of((header, *below, *after))
    assert [assigned(task) for task in found] == [
        (ECONOMY, "", JUNE), (OFFICE, "", DECEMBER), (OFFICE, "", JUNE),
    ]  # fmt: skip
    above = _tasks_of((("Quý II/2026",) * 3, header[:3], ("1", "Rà soát", ECONOMY)))
    assert [assigned(task) for task in above] == [(ECONOMY, "", JUNE)]


def test_what_was_done_so_far_is_no_product() -> None:
    [task] = _tasks_of((("TT", "Nhiệm vụ", "Kết quả đến nay"), ("1", "Rà soát", "Đã xong")))
    assert (_said(task).deliverable, _said(task).note) == ("", "Kết quả đến nay: Đã xong")
    assert "«Kết quả đến nay»" in task.doubt


def test_cells_that_say_as_above() -> None:
    header = ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian")
    rows = (("1", "Rà soát", ECONOMY, "30/6/2026"), ("2", "Kiểm tra", "nt", "-nt-"))
    more = (("3", "Công khai", "Như trên", '"'), ("4", "Niêm yết", OFFICE, "(nt)"))
    found = _tasks_of((header, *rows, *more))
    assert [assigned(task) for task in found] == [*[(ECONOMY, "", JUNE)] * 3, (OFFICE, "", JUNE)]


def test_two_columns_for_one_field_are_told() -> None:
    header = ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian trình", "Thời gian ban hành")
    [task] = _tasks_of((header, ("1", "Rà soát", ECONOMY, "30/6/2026", "15/7/2026")))
    assert assigned(task) == (ECONOMY, "", JUNE)
    assert _said(task).note == "Thời gian ban hành: 15/7/2026"
    assert "«Thời gian ban hành»" in task.doubt
