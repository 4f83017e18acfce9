"""The command on the calendar of report duties: shown, printed, or for other calendars."""

import argparse
from pathlib import Path
from typing import Any

from ..domain.dates import short_date
from ..domain.duties import DutyLine
from ..domain.errors import Refusal
from ..domain.numerals import parse_whole
from ..domain.report_periods import Period
from ..office import Office
from .answers import Answer, Command, exported, reading

_CALENDAR = ".ics"
_PAPERS = (".pdf", ".xlsx")


def _duties(office: Office, options: argparse.Namespace) -> Answer:
    year = parse_whole(options.year) if options.year else office.calendar.current_quarter().year
    # Refuses a year that reports do not know.
    year = Period.parse(f"{year}-N").year
    lines = office.duties.of_year(year)
    value: dict[str, Any] = {"year": year, "reports": [_record(line) for line in lines]}
    if options.out:
        return _written(office, options, year, value)
    words = [f"Lịch báo cáo năm {year}: {len(lines)} lần gửi", *(_words(line) for line in lines)]
    return Answer(value, words)


def _written(office: Office, options: argparse.Namespace, year: int, value: dict[str, Any]) -> Answer:
    target = Path(options.out)
    ending = target.suffix.lower()
    if ending == _CALENDAR:
        office.duties.write_calendar(year, target)
        answer = Answer(
            {"file": str(target), "bytes": target.stat().st_size}, [f"Đã xuất «{target}»."], done=True
        )
    elif ending in _PAPERS:
        options.format = ending.removeprefix(".")
        answer = exported(office.duties.document(year), options, office)
    else:
        raise Refusal(f"Tên tệp phải kết thúc bằng .pdf, .xlsx hoặc .ics. Hãy sửa «{target.name}».", "out")
    return Answer({**value, **answer.value}, answer.lines, done=True)


def _record(line: DutyLine) -> dict[str, Any]:
    turn = line.turn
    return {
        "id": line.id,
        "report": turn.duty.name,
        "period": turn.period.id,
        "label": turn.period.label,
        "starts": turn.starts.isoformat(),
        "ends": turn.ends.isoformat(),
        "due": turn.due.isoformat(),
        "day_off": line.is_on_day_off,
        "receiver": turn.duty.receiver,
        "legal": turn.duty.legal,
        "form": turn.duty.form or None,
        "composed": line.is_composed,
        "state": line.state.value,
        "sent_on": line.sent_on.isoformat() if line.sent_on else None,
        "number": line.number or None,
        "doubt": line.doubt or None,
    }


def _words(line: DutyLine) -> str:
    told = [line.state.label.lower()]
    if line.number:
        told.append(f"số {line.number}")
    if line.sent_on is not None:
        told.append(f"ngày {short_date(line.sent_on)}")
    receiver = f", gửi {line.turn.duty.receiver}" if line.turn.duty.receiver else ""
    return f"{short_date(line.turn.due)}  {line.name}{receiver} ({' '.join(told)})"


DUTY_COMMANDS: dict[str, Command] = {"calendar": reading(_duties)}
