"""What plans and reports cite that does not hold on their day: told with its place, and what holds now."""

from dataclasses import replace
from datetime import date

import pytest

from cchc_desktop.catalogue.legal import read_library
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.indicators import Severity
from cchc_desktop.domain.legal import LegalDocument, LegalState
from cchc_desktop.domain.legal_list import LegalFilter
from cchc_desktop.domain.places import PlanPlace, ReportPlace
from cchc_desktop.office import Office
from tests.office.report_desk import Q1, Desk

PLAN, DAY = "plan-1", date(2026, 7, 15)
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


FILE = 'version = "2027"\ntitle = "Thư viện tỉnh"\nupdated = 2027-01-01\nsource = "tỉnh"\n[[document]]\n'
FILE += 'symbol = "30/2020/NĐ-CP"\nkind = "Nghị định"\nended = 2026-06-01\nreplaced_by = ["9/2026/NĐ-CP"]\n'
OWN = LegalDocument("15/KH-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh", "về cải cách", date(2026, 1, 5))


def test_a_newer_library_is_taken_in_and_taken_back(office: Office) -> None:
    assert not office.legal.library().standing("30/2020/NĐ-CP", DAY).is_out
    office.legal.take(read_library(FILE))
    assert office.legal.library().standing("30/2020/NĐ-CP", DAY).is_out
    # What the newer file does not speak of is known from before.
    assert office.legal.library().standing("61/2018/NĐ-CP", DAY).is_out
    assert office.legal.files()[-1].version == "2027"
    assert office.check().damage == ()
    with pytest.raises(Refusal, match="đã có trong chương trình"):
        office.legal.take(read_library(FILE))
    with pytest.raises(Refusal, match="không mới hơn"):
        office.legal.take(read_library(FILE.replace("2027-01-01", "2026-12-31")))
    assert office.history.next_undo() == "Nhập thư viện căn cứ"
    office.history.undo()
    assert not office.legal.library().standing("30/2020/NĐ-CP", DAY).is_out


def test_a_newer_library_is_looked_at_before_and_given_up_later(office: Office) -> None:
    new = read_library(FILE)
    (changed,) = [each for each in office.legal.changes_by(new) if each.after is not None]
    assert "Ngày hết hiệu lực: chưa ghi → 01/06/2026".lower() in changed.words.lower()
    with pytest.raises(Refusal, match="không có thư viện nào nhập từ tệp"):
        office.legal.go_back()
    office.legal.take(new)
    assert office.legal.last_taken() is not None
    with pytest.raises(Refusal, match="đã có trong chương trình"):
        office.legal.changes_by(new)
    office.legal.go_back()
    assert office.legal.last_taken() is None
    assert not office.legal.library().standing("30/2020/NĐ-CP", DAY).is_out
    office.history.undo()
    assert office.legal.library().standing("30/2020/NĐ-CP", DAY).is_out


def test_an_own_record_is_edited_and_deleted_by_its_identity(office: Office) -> None:
    office.legal.save(OWN, "")
    (own_id,) = office.legal.own()
    with pytest.raises(Refusal, match="Cơ quan đã thêm Kế hoạch số 15/KH-UBND"):
        office.legal.save(OWN, "")
    office.legal.save(replace(OWN, symbol="16/KH-UBND"), own_id)
    assert [each.symbol for each in office.legal.own().values()] == ["16/KH-UBND"]
    with pytest.raises(Refusal, match="Hãy ghi ngày ban hành"):
        office.legal.save(replace(OWN, signed=None))
    with pytest.raises(Refusal, match="Hãy ghi tên loại"):
        office.legal.save(replace(OWN, kind=""))
    (shown,) = office.legal.listed("16/kh-ubnd", LegalFilter.OWN)
    assert shown.own_id == own_id
    office.legal.delete_own(own_id)
    assert office.legal.listed("", LegalFilter.OWN) == []


def test_what_a_form_does_not_ask_for_stays_known(office: Office) -> None:
    (known,) = [each for each in office.legal.of_files() if each.symbol == "118/2025/NĐ-CP"]
    assert known.amended_by
    office.legal.save(replace(known, amended_by=(), note="đã đối chiếu"))
    found = office.legal.library().find("118/2025/NĐ-CP")
    assert found is not None
    assert (found.amended_by, found.note) == (known.amended_by, "đã đối chiếu")


def test_the_offices_own_documents_go_before_the_library(office: Office) -> None:
    office.legal.save(OWN)
    office.legal.save(replace(OWN, valid_from=date(2026, 1, 5), note="sửa"))
    assert list(office.legal.own().values()) == [replace(OWN, valid_from=date(2026, 1, 5), note="sửa")]
    assert office.legal.library().standing("15/KH-UBND", DAY).state is LegalState.IN_FORCE
    known = office.legal.library().find("282/QĐ-TTg")
    assert known is not None
    office.legal.save(replace(known, year=None, signed=date(2026, 2, 10), ended=date(2026, 5, 1)))
    assert office.legal.library().standing("282/QĐ-TTg", DAY).is_out
    office.legal.delete("282/QĐ-TTg")
    assert not office.legal.library().standing("282/QĐ-TTg", DAY).is_out
    with pytest.raises(Refusal, match="không tự thêm"):
        office.legal.delete("282/QĐ-TTg")
    with pytest.raises(Refusal, match="không đúng dạng"):
        office.legal.save(LegalDocument("abc", "Nghị định"))
    assert office.check().damage == ()


def test_check_lists_follow_the_library(desk: Desk) -> None:
    reports = desk.office.reports
    reports.set_passage(Q1, "I.1", "Thực hiện Kế hoạch số 15/KH-UBND ngày 05/01/2026.")
    assert not [item for item in reports.checklist(Q1) if "hiệu lực" in item.sentence]
    desk.office.legal.save(replace(OWN, ended=date(2026, 2, 1)))
    assert [item for item in reports.checklist(Q1) if "hết hiệu lực từ ngày 01/02/2026" in item.sentence]
