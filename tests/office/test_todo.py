"""What needs a hand in a made-up office, worked out anew from what was put into it, over several days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.duties import Duty
from cchc_desktop.domain.evidence import Owner
from cchc_desktop.domain.offices import OfficeProfile, Officer, Person, Unit
from cchc_desktop.domain.places import (
    CalendarPlace,
    EvidencePlace,
    FigurePlace,
    RegisterPlace,
    ReportPlace,
    TasksPlace,
)
from cchc_desktop.domain.plan import Draft
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskSource, TaskUpdate
from cchc_desktop.domain.todo import Line, Source, Urgency, grouped
from cchc_desktop.office import Office
from cchc_desktop.office.assigning import TaskEdit
from tests.plans import small_plan
from tests.reporting import report

TODAY = date(2026, 6, 15)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.open(tmp_path, lambda: TODAY, lambda: datetime(2026, 6, 15, 9))
    profile = OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình")
    made.settings.found(profile, person=Person("Võ Thành Công", "Công chức", ""))
    made.plans.store_draft(Draft(small_plan()))
    yield made
    made.close()


def test_lines_follow_from_what_is_stored_on_every_day(office: Office) -> None:
    report(office, "task-1", TaskUpdate(date(2026, 6, 10), 60))
    report(office, "task-1", TaskUpdate(date(2026, 6, 15), 100))
    # Day, deadline and the day on which it was answered, of feedback; the same of what was inspected.
    feedback = [
        ("1/6/2026", date(2026, 6, 12), date(2026, 6, 14)),
        ("2/6/2026", date(2026, 6, 20), None),
        ("3/6/2026", date(2026, 7, 1), None),
        ("4/6/2026", None, None),
    ]
    ids: dict[str, tuple[date, date | None]] = {}
    for number, (received, due, done) in enumerate(feedback):
        typed = {
            "ngay_nhan": received,
            "kenh": "Trực tiếp",
            "noi_dung": f"Việc thứ {number}",
            "don_vi": "Văn phòng",
        }
        typed |= {"han": f"{due}"} if due else {}
        typed |= {"ngay_tra_loi": f"{done}"} if done else {}
        row = office.registers.add("phan-anh", typed)
        if due is not None:
            ids[row.id] = (due, done)
    # The regime that the office has by itself: due days, and the days on which last quarters begin.
    reports = {
        "report:own:2026-Q1": (date(2026, 3, 17), date(2025, 12, 15)),
        "report:own:2026-6T": (date(2026, 6, 16), date(2026, 3, 15)),
        "report:own:2026-9T": (date(2026, 9, 16), date(2026, 6, 15)),
        "report:own:2026-N": (date(2026, 12, 16), date(2026, 9, 15)),
    }
    for day in (date(2026, 6, 9), date(2026, 6, 13), date(2026, 6, 15), date(2026, 6, 19), date(2026, 7, 2)):
        week = day + timedelta(days=7)
        ends = min(due for due, _ in reports.values() if due > week)
        wanted = {}
        if day < date(2026, 6, 15):
            wanted["task:task-1"] = date(2026, 6, 30)
        for row_id, (due, done) in ids.items():
            if done is None or done > day:
                wanted[f"row:{row_id}:0"] = due
        for name, (due, begins) in reports.items():
            if begins <= day and day - timedelta(days=30) <= due <= ends:
                # What the first report lacks, the next one lacks, too.
                if not any(key.startswith("report") for key in wanted):
                    wanted[name.replace("report", "figures")] = due
                wanted[name] = due
        # What rules want is worked out by their own tests.
        found = [line for line in office.todo.lines(day) if line.source is not Source.RULE]
        assert {line.id: line.due for line in found} == {k: d for k, d in wanted.items() if d <= ends}, day
        for urgency, lines in grouped(found, office.todo.horizon(day)):
            for line in lines:
                assert line.due is not None
                friday = line.due - timedelta(days=max(0, line.due.weekday() - 4))
                soon = Urgency.TODAY if friday <= day else Urgency.WEEK if friday <= week else Urgency.REPORT
                assert urgency is soon, (day, line)


def test_each_line_leads_to_where_it_is_done(office: Office) -> None:
    row = office.registers.add(
        "qua-han", {"ma": "H01", "tthc": "Đăng ký đất đai", "ngay_nhan": "1/6/2026", "hen_tra": "10/6/2026"}
    )
    typed = {"ngay": "5/2/2026", "don_vi": "Trạm Y tế", "loai": "Định kỳ"}
    office.registers.add("kiem-tra", typed)
    double = office.registers.add("kiem-tra", typed)
    office.register_import.set_aside(double.id)
    office.duties.save(Duty("Báo cáo tháng", "M", due_day=20, receiver="UBND tỉnh"))
    lines = {line.id.partition(":")[0]: line for line in office.todo.lines()}
    assert lines["task"].place.page == TasksPlace.page
    assert lines["row"].place == RegisterPlace("qua-han", row.id, "xin_loi")
    assert lines["row"].sentence == "Gửi văn bản xin lỗi hồ sơ quá hạn H01: Đăng ký đất đai"
    assert lines["doubts"].place == RegisterPlace("kiem-tra")
    assert lines["doubts"].sentence == "Quyết định 1 dòng nghi trùng ở sổ «Kiểm tra CCHC, công vụ»"
    assert isinstance(lines["report"].place, CalendarPlace | ReportPlace)
    assert lines["figures"].place == FigurePlace(Period.parse("2026-Q2"))
    assert "số liệu còn thiếu của báo cáo CCHC 6 tháng" in lines["figures"].sentence
    monthly = [line for line in office.todo.lines() if "tháng 6 năm 2026" in line.sentence]
    assert [line.sentence for line in monthly] == ["Gửi báo cáo tháng 6 năm 2026 rồi ghi ngày gửi"]
    assert isinstance(monthly[0].place, CalendarPlace)
    office.registers.save([replace(row, values={**row.values, "xin_loi": "12/XL-UBND"})])
    assert not [line for line in office.todo.lines() if line.id.startswith("row")]


def test_a_rule_with_a_day_of_its_own_is_a_line_where_no_row_tells_of_it(office: Office) -> None:
    typed = {"hinh_thuc": "Trang thông tin điện tử", "chu_de": "Một cửa", "so_luong": "1"}
    office.registers.add("tuyen-truyen", {**typed, "ngay": "3/6/2026"})
    feedback = {"ngay_nhan": "1/6/2026", "kenh": "Hộp thư", "noi_dung": "Chậm trả", "han": "12/6/2026"}
    office.registers.add("phan-anh", feedback)
    # A posting every two weeks is asked for; feedback that is late has a line of its own.
    rules = [line for line in office.todo.lines() if line.source is Source.RULE]
    assert [(line.id, line.due) for line in rules if line.due and line.due < date(2026, 7, 1)] == [
        ("rule:tuyen-truyen-dang-tin", date(2026, 6, 17))
    ]
    assert rules[0].sentence.startswith("Đăng tin CCHC trên trang thông tin điện tử: bài gần nhất đăng ngày")
    assert isinstance(rules[0].place, RegisterPlace)
    assert not any(line.id == "rule:phan-anh" for line in rules)
    late = [line for line in office.todo.lines() if line.source is Source.REGISTER]
    assert [line.sentence for line in late] == ["Trả lời phản ánh, kiến nghị: Chậm trả"]


def test_who_keeps_evidence_is_told_what_has_none_by_person(office: Office, tmp_path: Path) -> None:
    edit = TaskEdit({"officer": "Võ Thành Công", "lead": "Phòng Kinh tế"}, 100)
    with office.tasks.because("Chờ hướng dẫn"), office.tasks.closing_subtasks():
        office.assigning.assign(["task-1", "task-2"], edit)

    def told() -> list[Line]:
        return [line for line in office.todo.lines() if line.source is Source.EVIDENCE]

    assert told() == []
    paper = tmp_path / "bien-ban.pdf"
    paper.write_bytes(b"%PDF-1.7 bien ban")
    taken = office.evidence.taker()(paper, lambda: None)
    office.evidence.attach(Owner.parse("task:task-3"), [taken])
    (line,) = told()
    assert (line.sentence, line.officer) == ("Đính kèm minh chứng của 2 việc đã xong", "Võ Thành Công")
    assert line.place == EvidencePlace(lacking=True)
    office.evidence.attach(Owner.parse("task:task-1"), [taken])
    (line,) = told()
    assert line.sentence.startswith("Đính kèm minh chứng: Niêm yết công khai")
    assert isinstance(line.place, TasksPlace)


def test_rows_that_are_late_for_long_are_one_line(office: Office) -> None:
    for number in range(1, 6):
        typed = {"van_ban": f"{number}/UBND", "ngay_giao": "5/1/2026", "han": f"{number}/2/2026"}
        typed |= {"co_quan": "UBND tỉnh", "noi_dung": f"Nội dung {number}"}
        office.registers.add("cap-tren-giao", typed)
    (line,) = [each for each in office.todo.lines() if "cấp trên" in each.sentence]
    assert line.sentence.startswith("Xem lại 5 dòng quá hạn đã lâu ở sổ «Nhiệm vụ cấp trên giao»")
    assert line.due == date(2026, 2, 1)


def test_a_task_from_above_in_plan_and_register_is_told_once(office: Office) -> None:
    office.assigning.assign(["task-1"], TaskEdit({"source": TaskSource.ABOVE}))
    office.registers.add(
        "cap-tren-giao",
        {"van_ban": "15/UBND", "ngay_giao": "5/1/2026", "co_quan": "UBND tỉnh", "han": "30/6/2026",
         "noi_dung": "rà soát thủ tục hành chính nội bộ"},
    )  # fmt: skip
    assert [line.id for line in office.todo.lines() if line.due == date(2026, 6, 30)] == ["task:task-1"]
    # What is done with the task is done in the register.
    report(office, "task-1", TaskUpdate(TODAY, 100))
    assert [line for line in office.todo.lines() if line.due == date(2026, 6, 30)] == []


def test_an_officers_lines_are_those_of_the_name_and_of_the_unit(office: Office) -> None:
    unit = Unit("Phòng Kinh tế", "KT")
    office.settings.save_unit(unit)
    office.settings.save_officer(Officer("Lê Thị Nga", "Công chức", unit.id))
    office.assigning.assign(["task-1"], TaskEdit({"officer": "Võ Thành Công", "lead": unit.name}))
    office.assigning.assign(["task-2"], TaskEdit({"due": date(2026, 6, 18), "lead": unit.name}))
    assert [line.id for line in office.todo.lines(officer="Lê Thị Nga")] == ["task:task-2"]
    assert [line.id for line in office.todo.lines(officer="võ thành công")] == ["task:task-1"]


def test_an_office_that_is_not_founded_yet_has_nothing_to_send(tmp_path: Path) -> None:
    office = Office.open(tmp_path, lambda: date(2026, 6, 15))
    assert office.todo.lines() == ()
    assert office.todo.horizon(office.today).report == ""
    office.close()


def test_the_paper_for_the_meeting_has_every_line_twice(office: Office, tmp_path: Path) -> None:
    office.assigning.assign(["task-1"], TaskEdit({"officer": "Võ Thành Công", "lead": "Phòng Kinh tế"}))
    lines = office.todo.lines()
    document = office.todo.document(lines, whose="Võ Thành Công")
    assert document.title == "Việc cần làm tuần từ ngày 15/6/2026 đến ngày 22/6/2026"
    path = tmp_path / "viec.xlsx"
    export_file(document, "xlsx", path)
    by_urgency, by_person = (
        [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
        for sheet in openpyxl.load_workbook(path).worksheets[:2]
    )
    for line in lines:
        for rows in (by_urgency, by_person):
            assert sum(any(str(cell).startswith(line.sentence) for cell in row) for row in rows) == 1
    heads = [row[1] for row in by_urgency if row and row[0] in ("I", "II", "III")]
    counts = [len(found) for _, found in grouped(lines, office.todo.horizon(TODAY))]
    titles = [office.todo.horizon(TODAY).title(urgency) for urgency in Urgency]
    assert heads == [f"{title}: {n} việc" if n else title for title, n in zip(titles, counts, strict=True)]
    people = [row[1] for row in by_person if row and row[0] in ("I", "II")]
    assert people == [
        "Phòng Kinh tế - Võ Thành Công: 1 việc",
        f"Việc chung, chưa giao đơn vị hoặc người nào: {len(lines) - 1} việc",
    ]
