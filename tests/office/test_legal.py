"""What plans and reports cite that does not hold on their day: told with its place, and what holds now."""

from datetime import date

from cchc_desktop.domain.indicators import Severity
from cchc_desktop.domain.places import PlanPlace, ReportPlace
from cchc_desktop.office import Office
from tests.office.report_desk import Q1, Desk

PLAN = "plan-1"
OUT = "Thực hiện Nghị định số 61/2018/NĐ-CP của Chính phủ."


def test_a_plan_tells_what_it_cites_in_vain(office: Office) -> None:
    assert office.legal.of_plan(office.plans.get(PLAN)) == []
    office.plans.set_text(PLAN, "task-2", OUT)
    (found,) = office.legal.of_plan(office.plans.get(PLAN))
    assert found.place == PlanPlace(PLAN, "task-2")
    assert "hết hiệu lực từ ngày 01/07/2025" in found.sentence
    assert "Hãy viện dẫn Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ" in found.sentence
    assert found.sentence in office.legal.plan_problems(office.plans.get(PLAN))


def test_an_issued_plan_is_judged_by_its_own_day(office: Office) -> None:
    office.plans.set_text(PLAN, "task-2", "Theo Nghị định số 42/2022/NĐ-CP.")
    assert "224/2026" in office.legal.of_plan(office.plans.get(PLAN))[0].sentence
    office.plan_life.issue(PLAN, "12", date(2026, 1, 15))
    assert office.legal.of_plan(office.plans.get(PLAN)) == []


def test_what_may_not_hold_is_to_be_compared(office: Office) -> None:
    office.plans.set_text(PLAN, "task-2", "Theo Nghị định số 25/2025/NĐ-CP; Thông tư số 01/2018/TT-VPCP.")
    found = [each.sentence for each in office.legal.of_plan(office.plans.get(PLAN))]
    assert len(found) == 2
    assert all(each.endswith("Hãy đối chiếu trước khi ban hành.") for each in found)


def test_another_day_than_the_librarys_is_told(office: Office) -> None:
    office.plans.set_text(PLAN, "task-2", "Theo Nghị quyết số 76/NQ-CP ngày 16/7/2021 của Chính phủ.")
    (found,) = office.legal.of_plan(office.plans.get(PLAN))
    assert "ghi ngày 16/07/2021, thư viện căn cứ là ngày 15/07/2021" in found.sentence


def test_a_report_tells_it_in_its_check_list(desk: Desk) -> None:
    reports = desk.office.reports
    assert not [item for item in reports.checklist(Q1) if "hiệu lực" in item.sentence]
    reports.set_passage(Q1, "I.1", OUT)
    (item,) = [item for item in reports.checklist(Q1) if "hiệu lực" in item.sentence]
    assert item.severity is Severity.WARNING
    assert item.place == ReportPlace(Q1, "I.1")
    assert "118/2025/NĐ-CP" in item.sentence
