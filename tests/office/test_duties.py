"""The office's duties: several at once over the same quarters, one calendar, what was sent, refusals."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.duties import OWN, Duty, DutyLine, DutyState
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.places import CalendarPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.report_schedule import ReportState
from tests.office.report_desk import Desk

HALF, Q3, NINE, YEAR = (Period.parse(f"2026-{span}") for span in ("6T", "Q3", "9T", "N"))


def lines(office: Office, entry: str = "", year: int = 2026) -> dict[str, DutyLine]:
    """The lines of a duty, by their periods."""
    return {
        line.turn.period.id: line
        for line in office.duties.of_year(year)
        if line.turn.duty.entry == entry or (not entry and line.turn.duty.id == OWN)
    }


def own(office: Office, **said: object) -> Duty:
    """A duty of the office's own, stored."""
    duty = replace(Duty("Báo cáo an toàn thực phẩm", "Q3 Q4 N", due_day=20), **said)  # type: ignore[arg-type]
    office.duties.save(duty)
    return duty


def test_an_office_without_other_duties_has_its_own_reports(office: Office) -> None:
    found = lines(office)
    assert list(found) == ["2026-Q1", "2026-6T", "2026-9T", "2026-N"]
    assert {line.turn.duty.receiver for line in found.values()} == {"UBND tỉnh (Sở Nội vụ)"}
    assert [entry.id for entry in office.duties.offered(2026)] == [
        "ttcp_06_2025", "kstthc_ii06a", "xlvphc", "monthly", "bnv_581", "by_day_14", "before_day_10",
    ]  # fmt: skip
    assert "ttcp_06_2025" not in [entry.id for entry in office.duties.offered(2024)]


def test_a_duty_begins_with_what_is_due_next(office: Office) -> None:
    office.duties.take("ttcp_06_2025", 2026)
    # On 15/7/2026 what was due until 17/6 went out some other way.
    assert list(lines(office, "ttcp_06_2025")) == ["2026-9T", "2026-Q3", "2026-N", "2026-Q4"]
    assert lines(office, "ttcp_06_2025", 2027)["2027-Q1"].turn.due == date(2027, 3, 17)
    assert "ttcp_06_2025" not in [entry.id for entry in office.duties.offered(2026)]
    assert office.history.undo().label
    assert lines(office, "ttcp_06_2025") == {}
    office.history.redo()
    assert len(lines(office, "ttcp_06_2025")) == 4


def test_a_duty_of_next_year_asks_for_all_of_it(office: Office) -> None:
    office.duties.take("kstthc_ii06a", 2027)
    assert lines(office, "kstthc_ii06a") == {}
    assert len(lines(office, "kstthc_ii06a", 2027)) == 4
    assert "09/2026/TT-BTP" in lines(office, "kstthc_ii06a", 2027)["2027-Q1"].doubt


def test_two_regimes_share_the_report_of_a_period(desk: Desk) -> None:
    office = desk.office
    desk.today = date(2026, 6, 1)
    office.duties.take("bnv_581", 2026)
    taken = office.duties.all()[0]
    office.duties.save(replace(taken, working_days=None, due_day=10))
    # The year is one report with two due days; the third quarter alone has become a report, too.
    both = [line for line in office.duties.of_year(2026) if line.turn.period == YEAR]
    assert [line.turn.due for line in both] == [date(2026, 12, 10), date(2026, 12, 16)]
    assert len({line.turn.report for line in both}) == 1
    assert office.calendar.dates(YEAR).due == date(2026, 12, 10)
    assert office.calendar.dates(Q3).reported
    assert office.calendar.dates(Q3).due == date(2026, 9, 10)
    assert office.calendar.dates(NINE).reported
    assert {Q3, NINE} <= set(office.reports.schedule.periods(2026))
    assert office.reports.papers.compose(Q3).title
    # The office's own calendar stays what it was, and so does what is stored of it.
    assert not office.calendar.own_dates(Q3).reported
    office.figures.type_figure(Q3, "1.20", "5")
    assert not office.calendar.own_dates(Q3).reported
    assert office.calendar.own_dates(YEAR).due == date(2026, 12, 16)
    office.calendar.set_dates(replace(office.calendar.own_dates(YEAR), due=date(2026, 12, 20)))
    assert office.calendar.dates(YEAR).due == date(2026, 12, 10)
    office.duties.delete(taken.id)
    assert office.calendar.dates(YEAR).due == date(2026, 12, 20)


def test_a_report_that_is_issued_is_sent_for_all_who_ask_for_it(desk: Desk) -> None:
    office = desk.office
    desk.today = date(2026, 6, 1)
    office.duties.take("bnv_581", 2026)
    desk.today = date(2026, 6, 16)
    office.reports.issue(HALF, "78", date(2026, 6, 16))
    sent = [line for line in office.duties.of_year(2026) if line.turn.period == HALF]
    assert len(sent) == 2
    assert {(line.state, line.number, line.sent_on) for line in sent} == {
        (DutyState.SENT, "78", date(2026, 6, 16))
    }
    with pytest.raises(Refusal, match="«Phát hành»"):
        office.duties.mark_sent(sent[0], date(2026, 6, 16))
    assert office.reports.schedule.state(HALF) is ReportState.ISSUED


def test_what_is_due_stands_with_the_overdue_first(desk: Desk) -> None:
    office = desk.office
    desk.today = date(2026, 6, 1)
    for entry in ("ttcp_06_2025", "kstthc_ii06a", "bnv_581"):
        office.duties.take(entry, 2026)
    office.duties.save(replace(office.duties.all()[0], working_days=None, due_day=19))
    desk.today = date(2026, 6, 18)
    told = [(each.first.turn.due, len(each.lines), each.first.state) for each in office.duties.due()]
    assert told == [
        (date(2026, 6, 16), 2, DutyState.OVERDUE),
        (date(2026, 6, 17), 1, DutyState.OVERDUE),
        (date(2026, 6, 17), 1, DutyState.OVERDUE),
        (date(2026, 6, 17), 1, DutyState.OVERDUE),
    ]
    assert [line.turn.due for line in office.duties.due()[0].lines] == [date(2026, 6, 16), date(2026, 6, 19)]
    for each in office.duties.due():
        if not each.first.is_composed:
            office.duties.mark_sent(each.first, date(2026, 6, 17), "9/BC-UBND")
    assert [each.first.turn.period for each in office.duties.due()] == [HALF]
    # A month later nobody is reminded of it.
    desk.today = date(2026, 7, 25)
    assert [each.first.turn.period.id for each in office.duties.due()] == []


def test_a_report_is_noted_as_sent(office: Office) -> None:
    office.duties.take("ttcp_06_2025", 2026)
    line = lines(office, "ttcp_06_2025")["2026-Q3"]
    office.duties.mark_sent(line, date(2026, 7, 14), " 41/BC-UBND ")
    line = lines(office, "ttcp_06_2025")["2026-Q3"]
    assert (line.state, line.number, line.sent_on) == (DutyState.SENT, "41/BC-UBND", date(2026, 7, 14))
    with pytest.raises(Refusal, match="không được sau hôm nay"):
        office.duties.mark_sent(line, date(2026, 7, 16))
    with pytest.raises(Refusal, match="trước ngày bắt đầu kỳ 15/06/2026"):
        office.duties.mark_sent(line, date(2026, 6, 1))
    assert lines(office, "ttcp_06_2025")["2026-Q3"] == line
    office.duties.mark_sent(line, None)
    assert lines(office, "ttcp_06_2025")["2026-Q3"].state is DutyState.WAITING
    office.history.undo()
    assert lines(office, "ttcp_06_2025")["2026-Q3"] == line


def test_duties_of_one_form_are_noted_together(office: Office) -> None:
    one = own(office, form="ii07b")
    other = own(office, name="Báo cáo gửi nơi khác", form="ii07b", due_day=25)
    line = next(each for each in office.duties.of_year(2026) if each.turn.duty.id == one.id)
    office.duties.mark_sent(line, date(2026, 7, 1), "3")
    noted = [each for each in office.duties.of_year(2026) if each.turn.duty.id in (one.id, other.id)]
    assert [each.number for each in noted] == ["3", "3", "", "", "", ""]


def test_days_of_one_period_are_corrected(office: Office) -> None:
    duty = own(office)
    by_period = {each.turn.period.id: each for each in office.duties.of_year(2026) if each.turn.duty == duty}
    line = by_period["2026-Q3"]
    turn = line.turn
    office.duties.set_days(line, turn.starts, turn.ends, date(2026, 9, 25))
    now = next(each for each in office.duties.of_year(2026) if each.id == line.id)
    assert now.turn.due == date(2026, 9, 25)
    # With the cut-off the days that nobody set follow the rule on.
    other = by_period["2026-Q4"]
    office.duties.set_days(other, other.turn.starts, date(2027, 1, 5), other.turn.due)
    moved = next(each for each in office.duties.of_year(2026) if each.id == other.id)
    assert (moved.turn.ends, moved.turn.due) == (date(2027, 1, 5), date(2027, 1, 20))
    office.duties.follow_rule(now)
    assert next(each for each in office.duties.of_year(2026) if each.id == line.id).turn == turn
    assert "Sửa ngày của kỳ báo cáo" in [entry.label for entry in office.history.entries(limit=5)]


def test_windows_that_overlap_are_refused_and_nothing_is_written(office: Office) -> None:
    duty = own(office)
    before = office.duties.of_year(2026)
    q4 = next(each for each in before if each.id == f"{duty.id}:2026-Q4")
    with pytest.raises(Refusal, match="chồng lên kỳ quý III năm 2026"):
        office.duties.set_days(q4, date(2026, 9, 1), q4.turn.ends, q4.turn.due)
    with pytest.raises(Refusal, match="hạn gửi 01/09/2026 trước ngày bắt đầu"):
        office.duties.set_days(q4, q4.turn.starts, q4.turn.ends, date(2026, 9, 1))
    # Neither does a rule that is changed afterwards make them overlap.
    office.duties.set_days(q4, date(2026, 9, 15), q4.turn.ends, q4.turn.due)
    q4 = next(each for each in office.duties.of_year(2026) if each.id == q4.id)
    office.duties.set_days(q4, date(2026, 9, 20), q4.turn.ends, q4.turn.due)
    now = office.duties.of_year(2026)
    with pytest.raises(Refusal, match="chồng lên"):
        office.duties.save(replace(duty, cut_off_day=25))
    assert office.duties.of_year(2026) == now


def test_the_same_duty_twice_is_refused_and_nothing_is_written(office: Office) -> None:
    office.duties.take("ttcp_06_2025", 2026)
    before = (office.duties.all(), office.history.next_undo())
    with pytest.raises(Refusal, match="Đã có «Báo cáo thanh tra"):
        office.duties.take("ttcp_06_2025", 2026)
    with pytest.raises(Refusal, match="Không có chế độ báo cáo"):
        office.duties.take("no-such", 2026)
    with pytest.raises(Refusal, match="chế độ báo cáo chính của năm 2026"):
        office.duties.take("two_working_days", 2026)
    assert (office.duties.all(), office.history.next_undo()) == before


def test_the_regime_is_not_chosen_twice(office: Office) -> None:
    office.duties.take("bnv_581", 2026)
    with pytest.raises(Refusal, match="«Lịch báo cáo»"):
        office.calendar.set_regime(2026, "bnv_581")
    assert office.calendar.regime(2026).id == "two_working_days"


def test_days_of_the_quarters_are_edited_where_they_are(office: Office) -> None:
    office.duties.take("kstthc_ii06a", 2026)
    line = lines(office, "kstthc_ii06a")["2026-Q3"]
    with pytest.raises(Refusal, match="«Kỳ và hạn gửi»"):
        office.duties.set_days(line, date(2026, 6, 20), line.turn.ends, line.turn.due)
    office.duties.set_days(line, line.turn.starts, line.turn.ends, date(2026, 9, 18))
    assert lines(office, "kstthc_ii06a")["2026-Q3"].turn.due == date(2026, 9, 18)
    own_line = lines(office)["2026-9T"]
    with pytest.raises(Refusal, match="«Kỳ và hạn gửi»"):
        office.duties.set_days(own_line, own_line.turn.starts, own_line.turn.ends, date(2026, 9, 18))
    with pytest.raises(Refusal, match="«Kỳ và hạn gửi»"):
        office.duties.skip(own_line)


def test_a_period_without_a_report_is_left_out_and_brought_back(office: Office) -> None:
    duty = own(office)
    line = next(each for each in office.duties.of_year(2026) if each.turn.duty == duty)
    office.duties.skip(line)
    assert line.id not in [each.id for each in office.duties.of_year(2026)]
    office.duties.unskip(duty.id)
    assert line.id in [each.id for each in office.duties.of_year(2026)]
    assert office.check().damage == ()


def test_a_duty_is_deleted_with_its_marks(office: Office) -> None:
    duty = own(office)
    line = next(each for each in office.duties.of_year(2026) if each.turn.duty == duty)
    office.duties.mark_sent(line, date(2026, 7, 1), "5")
    office.duties.delete(duty.id)
    assert office.calendar.marks() == {}
    with pytest.raises(Refusal, match="không còn trong dữ liệu"):
        office.duties.delete(duty.id)
    office.history.undo()
    assert office.calendar.marks()[line.id].number == "5"


def opened(folder: Path) -> Office:
    return Office.open(folder, lambda: date(2026, 7, 15), lambda: datetime(2026, 7, 15, 9))


def test_duties_are_found_and_kept(tmp_path: Path) -> None:
    office = opened(tmp_path)
    duty = own(office)
    hit = office.search("an toan thuc pham").hits[0]
    assert hit.place == CalendarPlace(duty_id=duty.id)
    assert office.counts()["duties"] == 1
    office.close()
    again = opened(tmp_path)
    assert again.duties.all() == (duty,)
    again.close()


def test_months_are_duties_of_their_own(office: Office) -> None:
    office.duties.take("monthly", 2026)
    taken = office.duties.all()[0]
    office.duties.save(replace(taken, name="Báo cáo tháng về chuyển đổi số"))
    office.duties.take("monthly", 2026)
    assert len(office.duties.all()) == 2
    found = [line for line in office.duties.of_year(2026) if line.turn.duty.id == taken.id]
    assert [line.turn.period.id for line in found] == [f"2026-T{month:02}" for month in range(7, 13)]
    office.duties.mark_sent(found[0], date(2026, 7, 15))
    assert office.duties.of_year(2026)


def test_the_calendar_of_a_year_is_a_paper(office: Office) -> None:
    office.duties.take("ttcp_06_2025", 2026)
    document = office.duties.document(2026)
    assert document.title == "Lịch báo cáo năm 2026"
    assert office.duties.file_name(2026, "pdf") == "lich-bao-cao-nam-2026.pdf"


def test_events_keep_their_identity(tmp_path: Path) -> None:
    office = opened(tmp_path)
    duty = own(office)
    before = {event.uid: event for event in office.duties.events(2026)}
    assert len(before) == len(office.duties.of_year(2026))
    line = next(each for each in office.duties.of_year(2026) if each.turn.duty == duty)
    office.duties.set_days(line, line.turn.starts, line.turn.ends, date(2026, 9, 30))
    office.duties.save(replace(duty, name="Báo cáo khác tên"))
    office.close()
    again = opened(tmp_path)
    after = {event.uid: event for event in again.duties.events(2026)}
    assert after.keys() == before.keys()
    assert [uid for uid in after if after[uid].day != before[uid].day]
    target = tmp_path / "lich.ics"
    again.duties.write_calendar(2026, target)
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    again.close()


def test_a_duty_comes_back_from_a_backup_with_what_was_noted(tmp_path: Path) -> None:
    office = opened(tmp_path)
    duty = own(office)
    line = next(each for each in office.duties.of_year(2026) if each.turn.duty == duty)
    office.duties.mark_sent(line, date(2026, 7, 1), "5")
    made = office.backups.make(Reason.MANUAL)
    assert made is not None
    office.duties.delete(duty.id)
    with office.restoring.opened(made.path) as view:
        found = {each.key: (each.kind, each.title) for each in office.restoring.differences(view)}
        mark = f"duty_marks:{line.id}"
        assert found == {
            f"duties:{duty.id}": ("Chế độ báo cáo", duty.name),
            mark: ("Kỳ của chế độ báo cáo", "quý III năm 2026"),
        }
        # What was noted brings its duty along.
        office.restoring.put_back(view, [mark])
    assert next(each for each in office.duties.of_year(2026) if each.id == line.id).number == "5"
    office.close()
