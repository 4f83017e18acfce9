"""`calendar`: the duties of a year as lines and JSON, as a paper, a workbook, and for other calendars."""

from datetime import date
from pathlib import Path
from typing import Any

from icalendar import Calendar

from cchc_desktop.office import Office
from tests.cli.conftest import Shell

INSPECTION = "Báo cáo thanh tra, tiếp công dân, khiếu nại, tố cáo, phòng, chống tham nhũng"


def events(path: Path) -> Any:
    """The events of a calendar file, whose values are of many types."""
    calendar: Any = Calendar.from_ical(path.read_bytes())
    return calendar.events


def with_duties(shell: Shell) -> None:
    shell.demo()
    office = Office.open(shell.folder)
    year = date.today().year + 1
    office.duties.take("ttcp_06_2025", year)
    office.duties.take("monthly", year)
    office.close()


def test_the_calendar_of_a_year_is_told(shell: Shell) -> None:
    with_duties(shell)
    year = date.today().year + 1
    told = shell.json("calendar", str(year))
    assert told["year"] == year
    by_id = {(each["report"], each["period"]): each for each in told["reports"]}
    assert len(by_id) == 4 + 7 + 12
    first = by_id[
        "Báo cáo thanh tra, tiếp công dân, khiếu nại, tố cáo, phòng, chống tham nhũng", f"{year}-Q1"
    ]
    assert first["due"] == f"{year}-03-17"
    assert first["ends"] == f"{year}-03-14"
    assert (first["composed"], first["state"], first["receiver"]) == (False, "not_begun", "UBND tỉnh")
    assert by_id["Báo cáo cải cách hành chính", f"{year}-N"]["composed"]
    assert [each["due"] for each in told["reports"]] == sorted(each["due"] for each in told["reports"])
    code, out, err = shell.run("calendar", str(year))
    assert (code, err) == (0, "")
    assert f"Lịch báo cáo năm {year}: 23 lần gửi" in out
    assert f"17/03/{year}  Báo cáo thanh tra" in out


def test_the_calendar_is_written_in_three_ways(shell: Shell, tmp_path: Path) -> None:
    with_duties(shell)
    year = str(date.today().year + 1)
    for ending, begins in ((".pdf", b"%PDF"), (".xlsx", b"PK"), (".ics", b"BEGIN:VCALENDAR")):
        target = tmp_path / f"lich{ending}"
        told = shell.json("calendar", year, "--out", str(target))
        assert target.read_bytes().startswith(begins)
        assert told["bytes"] == target.stat().st_size
    again = tmp_path / "again.ics"
    shell.json("calendar", year, "--out", str(again))
    first, second = ([str(event["UID"]) for event in events(path)] for path in (tmp_path / "lich.ics", again))
    assert first == second
    assert len(set(first)) == len(told["reports"])


def test_what_cannot_be_written_is_refused(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    target = tmp_path / "lich.txt"
    assert ".pdf, .xlsx hoặc .ics" in shell.refused("calendar", "2026", "--out", str(target))
    assert not target.exists()
    assert "2000 đến 2100" in shell.refused("calendar", "1999")
    assert "Không có thư mục" in shell.run("calendar", "2026", "--out", str(tmp_path / "no" / "x.ics"))[2]


def test_the_current_year_is_told_of_where_none_is_named(shell: Shell) -> None:
    shell.demo()
    office = Office.open(shell.folder)
    year = office.calendar.current_quarter().year
    office.close()
    assert shell.json("calendar")["year"] == year
