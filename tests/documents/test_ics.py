"""The calendar file, read with a library that knows the standard."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from cchc_desktop.documents.ics import Event, to_ics
from cchc_desktop.domain.duties import Duty, DutyLine, DutyMark, DutyState, Turn
from cchc_desktop.domain.report_periods import Period

STAMP = datetime(2026, 9, 16, 9, 30, tzinfo=UTC)
DUTY = Duty("Báo cáo thanh tra, tiếp công dân; phòng, chống tham nhũng", "Q1", receiver="UBND tỉnh", id="one")


def line(state: DutyState = DutyState.WAITING, due: date = date(2026, 5, 17)) -> DutyLine:
    period = Period.parse("2026-Q1")
    turn = Turn(DUTY, period, date(2025, 12, 15), date(2026, 3, 14), due, DutyMark.of(DUTY.id, period.id))
    sent_on = date(2026, 5, 14) if state is DutyState.SENT else None
    return DutyLine(turn, state, sent_on, "7/BC-UBND", "Hỏi lại.")


def parsed(data: bytes) -> Any:
    """The calendar of a file, whose values are of many types."""
    return Calendar.from_ical(data)


def read(*events: Event, name: str = "Lịch") -> Any:
    return parsed(to_ics(events, name, STAMP))


def test_a_report_is_an_event_of_a_whole_day_with_three_reminders() -> None:
    calendar = read(Event.of(line(), "data-1"), name="Lịch báo cáo năm 2026 (xã An Bình)")
    assert calendar["X-WR-CALNAME"] == "Lịch báo cáo năm 2026 (xã An Bình)"
    (event,) = calendar.events
    assert (event.start, event.end) == (date(2026, 5, 17), date(2026, 5, 18))
    assert event["SUMMARY"] == (
        "Hạn gửi: Báo cáo thanh tra, tiếp công dân; phòng, chống tham nhũng quý I năm 2026"
    )
    assert str(event["DESCRIPTION"]).split("\n") == [
        "Nơi nhận: UBND tỉnh",
        "Số liệu từ 15/12/2025 đến 14/03/2026",
        "Hạn rơi vào Chủ nhật: nên gửi trước, từ 15/05/2026",
        "Hỏi lại.",
    ]
    assert event["DTSTAMP"].dt == STAMP
    # At eight in the morning, seven, three and one day before.
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [
        timedelta(hours=8) - timedelta(days=days) for days in (7, 3, 1)
    ]
    assert [str(alarm["ACTION"]) for alarm in event.walk("VALARM")] == ["DISPLAY"] * 3


def test_what_was_sent_is_told_and_not_reminded_of() -> None:
    (event,) = read(Event.of(line(DutyState.SENT), "data-1")).events
    assert str(event["SUMMARY"]).startswith("Đã gửi: ")
    assert "Đã gửi số 7/BC-UBND ngày 14/05/2026" in event["DESCRIPTION"]
    assert event.walk("VALARM") == []


def test_an_event_keeps_its_identity_on_another_day_and_in_no_other_data() -> None:
    before, moved = Event.of(line(), "data-1"), Event.of(line(due=date(2026, 6, 1)), "data-1")
    assert before.uid == moved.uid
    assert before.day != moved.day
    assert Event.of(line(), "data-2").uid != before.uid
    made = (to_ics([before], "", STAMP), to_ics([moved], "", STAMP + timedelta(minutes=5)))
    first, second = (parsed(data).events[0]["SEQUENCE"] for data in made)
    assert second > first


def test_the_file_is_as_the_standard_wants_it() -> None:
    data = to_ics([Event.of(line(), "data-1")], "Lịch", STAMP)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    calendar = read(Event.of(line(), "data-1"))
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert calendar.errors == []
    assert all(event.errors == [] for event in calendar.events)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=200))
def test_any_words_come_back_in_lines_of_75_octets(words: str) -> None:
    data = to_ics([Event("uid", date(2026, 1, 1), words, words)], words, STAMP)
    assert all(len(each) <= 75 for each in data.split(b"\r\n"))
    for each in data.split(b"\r\n"):
        each.decode()
    (event,) = parsed(data).events
    kept = "".join(sign for sign in words if sign in "\t\n" or (ord(sign) >= 32 and ord(sign) != 127))
    assert str(event["SUMMARY"]) == kept
