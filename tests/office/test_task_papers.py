"""Slips and lists that are handed out, as an office has them composed; and its own filters of tasks."""

from datetime import date

import pytest

from cchc_desktop.documents.model import Table
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import Officer, Unit
from cchc_desktop.domain.task_filters import SHIPPED, DueSpan
from cchc_desktop.domain.task_papers import Slip
from cchc_desktop.domain.tasks import ALL_TASKS, TaskFilter, TaskUpdate
from cchc_desktop.office import Office
from tests.documents.reading import folded, pdf_bytes, pdf_pages, workbook
from tests.office.conftest import TODAY


@pytest.fixture
def given_out(office: Office) -> Office:
    """One task is late, one due in five days, one is of another unit and due at the year's end."""
    office.settings.save_unit(Unit("Phòng Kinh tế", "KT", id="kt"))
    office.settings.save_officer(Officer("Lê Văn Bình", "Chuyên viên", "kt"))
    office.plans.set_assignment(
        "plan-1", "task-1", lead="Phòng Kinh tế", officer="Lê Văn Bình", deliverable="Danh mục",
        due=date(2026, 6, 30),
    )  # fmt: skip
    office.plans.set_assignment("plan-1", "task-2", lead="Phòng Kinh tế", due=date(2026, 7, 20))
    office.plans.set_assignment("plan-1", "task-3", lead="Văn phòng", officer="Lê Văn Bình")
    office.tasks.report("task-1", TaskUpdate(date(2026, 6, 20), 40, "Đã lập danh mục đợt 1."))
    return office


def text(office: Office, slip: Slip, unit: str = "", officer: str = "") -> str:
    papers = office.task_papers
    receiver = papers.unit(unit) if unit else papers.person(officer)
    return folded(" ".join(pdf_pages(pdf_bytes(papers.compose(slip, receiver)))))


def test_a_reminder_says_what_is_late_and_near_and_when_to_answer(given_out: Office) -> None:
    told = text(given_out, Slip.REMINDER, unit="kt")
    assert "PHIẾU ĐÔN ĐỐC" in told
    assert "Kính gửi: Phòng Kinh tế" in told
    assert (
        "Phòng Kinh tế còn 01 nhiệm vụ quá hạn chưa hoàn thành và 01 nhiệm vụ đến hạn trong 07 ngày tới (đến "
        "ngày 22/7/2026), cụ thể như sau:"
    ) in told
    assert "40%. Đã lập danh mục đợt 1 (ngày 20/6/2026)" in told
    assert "Sản phẩm: Danh mục" in told
    # Wednesday 15/7 and three working days.
    assert "chậm nhất ngày 20/7/2026 để theo dõi, chỉ đạo./." in told
    assert "An Bình, ngày tháng 7 năm 2026" in told
    document = given_out.task_papers.compose(Slip.REMINDER, given_out.task_papers.unit("Phòng Kinh tế"))
    tables = [block for block in document.parts[0].blocks if isinstance(block, Table)]
    rows = {row.cells[2:5] for table in tables for row in table.rows}
    assert rows == {("Lê Văn Bình", date(2026, 6, 30), 15), (None, date(2026, 7, 20), 5)}


def test_a_slip_gives_a_person_what_is_not_done(given_out: Office) -> None:
    told = text(given_out, Slip.ASSIGNMENT, officer="le van binh")
    assert "Kính gửi: Ông (bà) Lê Văn Bình, Chuyên viên, Phòng Kinh tế" in told
    assert "giao ông (bà) Lê Văn Bình theo dõi, thực hiện 02 nhiệm vụ sau:" in told
    assert "Hết kỳ kế hoạch" in told
    assert "được theo dõi đến hết kỳ kế hoạch, ngày 31/12/2026." in told
    with given_out.tasks.because("Chờ ý kiến"), given_out.tasks.closing_subtasks():
        given_out.tasks.report("task-1", TaskUpdate(TODAY, 100))
    assert "01 nhiệm vụ sau:" in text(given_out, Slip.ASSIGNMENT, officer="Lê Văn Bình")


def test_only_who_has_something_to_answer_is_reminded(given_out: Office) -> None:
    papers = given_out.task_papers
    assert [each.name for each in papers.units(slip=Slip.REMINDER)] == ["Phòng Kinh tế"]
    assert [each.name for each in papers.units()] == ["Phòng Kinh tế", "Văn phòng"]
    assert [each.name for each in papers.persons(slip=Slip.REMINDER)] == ["Lê Văn Bình"]
    with pytest.raises(Refusal, match="không cần đôn đốc"):
        papers.compose(Slip.REMINDER, papers.unit("Văn phòng"))
    with pytest.raises(Refusal, match="Hạn trả lời"):
        papers.compose(Slip.REMINDER, papers.unit("KT"), answer_by=date(2026, 7, 14))
    with pytest.raises(Refusal, match=r"Hãy chọn một trong: Phòng Kinh tế; Văn phòng\."):
        papers.unit("Phòng Y tế")
    with pytest.raises(Refusal, match="Không có ai tên"):
        papers.person("Nguyễn Văn Không")
    names = [name for name, _, _ in papers.of_all(Slip.ASSIGNMENT, papers.units(), "pdf")]
    assert names == ["phieu-giao-viec-phong-kinh-te-20260715.pdf", "phieu-giao-viec-van-phong-20260715.pdf"]


def test_the_meeting_s_list_goes_by_persons_and_is_a_list_in_excel(given_out: Office) -> None:
    document = given_out.task_papers.meeting()
    told = folded(" ".join(pdf_pages(pdf_bytes(document))))
    assert "Phục vụ họp giao ban tuần từ ngày 13/7/2026 đến ngày 19/7/2026" in told
    assert "Lê Văn Bình, chuyên viên: 01 quá hạn" in told
    assert "Chưa có người theo dõi: 01 đến hạn tuần sau" in told
    sheet = workbook(document).worksheets[0]
    assert sheet.auto_filter.ref
    assert any(cell.value == "Quá hạn 15 ngày" for row in sheet.iter_rows() for cell in row)


def test_filters_are_kept_renamed_deleted_and_brought_back(office: Office) -> None:
    filters = office.task_filters
    made = filters.save(" Việc của  Phòng KT ", TaskFilter(unit="Phòng KT", due_to=date(2026, 7, 14)))
    assert [each.name for each in filters.all()] == [*(each.name for each in SHIPPED), "Việc của Phòng KT"]
    assert made.due is DueSpan.PAST
    assert filters.chosen(filters.named("viec cua phong kt")).due_to == date(2026, 7, 14)
    again = filters.save("việc của phòng KT", TaskFilter(unit="KT"))
    assert (again.id, len(filters.own())) == (made.id, 1)
    filters.rename(made.id, "Phòng KT")
    assert filters.own()[0].name == "Phòng KT"
    filters.delete(made.id)
    assert filters.own() == []
    office.history.undo()
    assert filters.own()[0].chosen == TaskFilter(unit="KT")
    assert office.history.entries()[1].label == "Xóa bộ lọc nhiệm vụ"


def test_a_filter_without_name_or_condition_is_not_kept(office: Office) -> None:
    filters = office.task_filters
    filters.save("Một", TaskFilter(area=1))
    other = filters.save("Hai", TaskFilter(area=2))
    for name, chosen, why in (
        (" ", TaskFilter(area=1), "Hãy đặt tên"),
        ("x" * 81, TaskFilter(area=1), "dài quá"),
        ("Ba", ALL_TASKS, "Chưa chọn điều kiện"),
        ("quá hạn", TaskFilter(area=1), "bộ lọc có sẵn"),
    ):
        with pytest.raises(Refusal, match=why):
            filters.save(name, chosen)
    with pytest.raises(Refusal, match="Đã có bộ lọc «Một»"):
        filters.rename(other.id, "một")
    with pytest.raises(Refusal, match="không còn nữa"):
        filters.delete("mine")
    with pytest.raises(Refusal, match="Chưa ghi ai"):
        filters.chosen(filters.named("Của tôi"))
    office.settings.sit_down("An")
    assert filters.chosen(filters.named("Của tôi")).officer == "An"
    with pytest.raises(Refusal, match="Không có bộ lọc"):
        filters.named("Bốn")
