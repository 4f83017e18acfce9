"""Tables of tasks and targets in annexes, and plans that come back from paper as they were."""

from datetime import date

import pytest

from cchc_desktop import catalogue
from cchc_desktop.documents.compose_plan import compose_plan
from cchc_desktop.domain import plan_views as views
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Draft, Item, ItemKind
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.plan.said import with_said
from cchc_desktop.intake.plan.tables import TableReader, row_item
from cchc_desktop.intake.plan.titles import AreaFinder
from cchc_desktop.intake.source import Source, SourceBlock, SourceParagraph, SourceTable
from tests.intake.printed import printed
from tests.plans import bare

OFFICE = OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Lam Sơn", "An Bình")
BODY = """ỦY BAN NHÂN DÂN TỈNH LAM SƠN
ỦY BAN NHÂN DÂN XÃ AN BÌNH
Số: /KH-UBND
An Bình, ngày tháng 01 năm 2026
KẾ HOẠCH
Cải cách hành chính năm 2026 xã An Bình
Căn cứ Kế hoạch số 7/KH-UBND của UBND tỉnh;
UBND xã An Bình ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Phục vụ người dân tốt hơn.
II. MỤC TIÊU, NHIỆM VỤ
1. Mục tiêu chung
- Phấn đấu 95% hồ sơ đúng hạn.
2. Nhiệm vụ
2.1. Cải cách thể chế
a) Chỉ tiêu
- 100% văn bản được rà soát.
b) Nhiệm vụ
- Rà soát các văn bản do xã ban hành;
Đơn vị chủ trì: Văn phòng HĐND và UBND.
- Tự kiểm tra văn bản hằng quý:
+ Quý I và quý II.
+ Quý III và quý IV.
2.2. Cải cách thủ tục hành chính
- Niêm yết thủ tục tại Trung tâm.
(Chi tiết tại Phụ lục kèm theo Kế hoạch này)
III. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Bố trí kinh phí.
Trên đây là Kế hoạch cải cách hành chính năm 2026./.
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Cường"""
HEADER = (
    "TT",
    "Nhiệm vụ",
    "Sản phẩm",
    "Đơn vị thực hiện",
    "Đơn vị thực hiện",
    "Thời gian",
    "Kinh phí (triệu đồng)",
)
HEADER_2 = ("TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Phối hợp", "Thời gian", "Kinh phí (triệu đồng)")
NUMBERS = ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)")


def _draft(*blocks: SourceBlock) -> Draft:
    body = tuple(SourceParagraph(line) for line in BODY.split("\n"))
    return parse_plan(Source("test", (*body, *blocks)), catalogue.areas(), date(2026, 1, 1))


def _annex(*rows: tuple[str, ...], title: str = "DANH MỤC NHIỆM VỤ NĂM 2026") -> Draft:
    return _draft(
        SourceParagraph("Phụ lục I", centered=True), SourceParagraph(title, centered=True), SourceTable(rows)
    )


def test_rows_fill_the_tasks_that_they_repeat() -> None:
    draft = _annex(
        HEADER,
        HEADER_2,
        NUMBERS,
        ("I", "Cải cách thể chế", "", "", "", "", ""),
        (
            "1",
            "Rà soát các văn bản do xã ban hành",
            "Báo cáo",
            "Phòng khác",
            "Các phòng",
            "Quý II/2026",
            "12,5",
        ),
        ("2", "Tự kiểm tra các văn bản hằng quý", "", "Văn phòng", "", "Thường xuyên", ""),
        ("II",) + ("Cải cách tài chính công",) * 6,
        ("1", "Công khai ngân sách", "Thông báo", "Phòng Kinh tế", "", "Tháng 3", "1.200"),
        ("",) + ("Tổng cộng",) * 5 + ("1.212,5",),
    )
    first, second, *_ = (place.item for place in views.tasks(draft.plan))
    assert first.assignment is not None
    assert first.assignment.lead == "Văn phòng HĐND và UBND"  # what the body says stays
    assert (first.assignment.support, first.assignment.due) == ("Các phòng", date(2026, 6, 30))
    assert (first.assignment.funding, first.assignment.funding_text) == (12_500_000, "")
    assert second.assignment is not None
    assert second.assignment.lead == "Văn phòng"
    assert "gần giống" in second.doubt
    (annex,) = (item for item in draft.plan.items if item.kind is ItemKind.ANNEX)
    assert (annex.marker, annex.text) == ("Phụ lục I", "DANH MỤC NHIỆM VỤ NĂM 2026")
    (new,) = annex.children
    assert (new.kind, new.text, new.area) == (ItemKind.TASK, "Công khai ngân sách", 6)
    assert new.assignment is not None
    assert (new.assignment.due, new.assignment.funding) == (date(2026, 3, 31), 1_200_000_000)
    assert draft.unplaced == ()


def test_an_area_column_and_a_general_task_column() -> None:
    draft = _annex(
        (
            "STT",
            "Lĩnh vực/Nhiệm vụ chung",
            "Nhiệm vụ, hoạt động cụ thể",
            "Cơ quan chủ trì",
            "Thời gian hoàn thành",
        ),
        ("1", "Cải cách thể chế", "Sưu tầm văn bản cũ", "Văn phòng", "30/6/2026"),
        ("2", "Cải cách thể chế", "Lập danh mục văn bản", "Văn phòng", ""),
    )
    annex = draft.plan.items[-1]
    assert [(task.text, task.area) for task in annex.children] == [
        ("Sưu tầm văn bản cũ", 2),
        ("Lập danh mục văn bản", 2),
    ]


def test_a_table_of_targets() -> None:
    draft = _annex(
        ("STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2026"),
        ("1", "Tỷ lệ hồ sơ đúng hạn", "%", "≥ 98"),
        ("2", "Số hội nghị đối thoại", "hội nghị", "02"),
        title="CHỈ TIÊU NĂM 2026",
    )
    annex = draft.plan.items[-1]
    assert [(t.text, t.measure.label if t.measure else "") for t in annex.children] == [
        ("Tỷ lệ hồ sơ đúng hạn: ≥ 98%", "≥ 98%"),
        ("Số hội nghị đối thoại: 02 hội nghị", "2 hội nghị"),
    ]


def test_a_table_of_something_else_is_kept_as_text() -> None:
    draft = _annex(("Họ tên", "Chức vụ"), ("Lê Văn Cường", "Chủ tịch"), title="DANH SÁCH TỔ CÔNG TÁC")
    assert [child.text for child in draft.plan.items[-1].children] == [
        "Họ tên | Chức vụ",
        "Lê Văn Cường | Chủ tịch",
    ]


@pytest.mark.parametrize("annexed", [False, True])
def test_a_printed_plan_comes_back_as_it_was(annexed: bool) -> None:
    rows = (HEADER_2, ("1", "Công khai ngân sách", "Thông báo", "Phòng Kinh tế", "", "Tháng 3/2026", "15"))
    plan = (_annex(*rows) if annexed else _draft()).plan
    again = parse_plan(
        printed(compose_plan(plan, OFFICE, catalogue.areas())), catalogue.areas(), date(2026, 1, 1)
    )
    assert again.unplaced == ()
    assert bare(again.plan) == bare(plan)


def _read(*rows: tuple[str, ...]) -> list[Item]:
    reader = TableReader(AreaFinder(catalogue.areas()), PlanPeriod.year(2026))
    read = reader.read(SourceTable(rows))
    assert read is not None
    return [row_item(row, 1) for row in read.rows]


def test_a_column_that_is_not_understood_is_kept_in_the_note_and_told() -> None:
    first, second = _read(
        ("TT", "Nhiệm vụ", "Mã hồ sơ", "Chủ trì", "Hạn"),
        ("1", "Rà soát văn bản", "A-1", "Phòng Kinh tế", "30/6/2026"),
        ("2", "Lập danh mục", "", "Phòng Kinh tế", "31/02/2026"),
    )
    assert first.assignment is not None
    assert (first.assignment.note, first.assignment.due) == ("Mã hồ sơ: A-1", date(2026, 6, 30))
    assert "Chưa hiểu cột «Mã hồ sơ»" in first.doubt
    assert second.doubt == ""
    assert "không có trong lịch" in with_said(second, PlanPeriod.year(2026)).doubt


def test_a_group_of_tasks_that_is_no_area_is_kept() -> None:
    (task,) = _read(("Nội dung", "Nhiệm vụ cụ thể", "Chủ trì"), ("Việc chung", "Rà soát", "Phòng Kinh tế"))
    assert task.assignment is not None
    assert (task.assignment.note, task.doubt) == ("Nội dung: Việc chung", "")


def test_a_row_without_a_task_is_told_beside_the_one_before() -> None:
    (task,) = _read(
        ("TT", "Nhiệm vụ", "Chủ trì", "Sản phẩm"),
        ("1", "Rà soát văn bản", "Văn phòng", "Báo cáo"),
        ("", "", "và Phòng Kinh tế", ""),
    )
    assert "chưa được lấy: «và Phòng Kinh tế»" in task.doubt
