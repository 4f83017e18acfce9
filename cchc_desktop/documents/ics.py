"""The calendar of report duties as an iCalendar file (RFC 5545), for Outlook, Google Calendar and phones.

Written here, as all that is needed are all-day events with reminders: the `icalendar` package would bring its
900 kB of sources and all time zones (tzdata) onto every PC. The tests read with it what is written here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from ..domain.dates import short_date
from ..domain.duties import DutyLine, DutyState
from ..domain.plan_months import DueThing

REMINDED = (7, 3, 1)
"""So many days before it is due an event is reminded of, at eight in the morning."""
_HOUR = 8
_LINE = 75
"""Octets of a line (RFC 5545, 3.1)."""
_PRODUCT = "-//CCHC Desktop//Lich bao cao//VI"
_NAMESPACE = uuid5(NAMESPACE_URL, "urn:cchc-desktop:duties")


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a whole day; one that is ``done`` is not reminded of.

    ``uid`` stays the same whatever becomes of its day, so that a calendar takes a later file for the same
    events.
    """

    uid: str
    day: date
    summary: str
    description: str
    done: bool = False

    @classmethod
    def of(cls, line: DutyLine, whose: str) -> "Event":
        """The event of a report that is asked for; ``whose`` tells the data of one office from others."""
        turn = line.turn
        told = [
            f"Nơi nhận: {turn.duty.receiver}" if turn.duty.receiver else "",
            f"Số liệu từ {short_date(turn.starts)} đến {short_date(turn.ends)}",
            f"Căn cứ: {turn.duty.legal}" if turn.duty.legal else "",
            line.day_off_words,
            line.asked,
        ]
        done = line.state is DutyState.SENT
        if done:
            sent = f" ngày {short_date(line.sent_on)}" if line.sent_on is not None else ""
            told.append(f"Đã gửi{f' số {line.number}' if line.number else ''}{sent}")
        summary = f"Đã gửi: {line.name}" if done else f"Hạn gửi: {line.name}"
        return cls(
            uid_of(whose, line.id),
            turn.due,
            summary,
            "\n".join(filter(None, told)),
            done,
        )

    @classmethod
    def of_plan(cls, thing: DueThing, day: date, whose: str) -> "Event":
        """The event of something that a plan has due on a day."""
        done = thing.status is not None and thing.status.is_done
        told = [
            f"Chủ trì: {thing.lead}" if thing.lead else "",
            f"Người theo dõi: {thing.officer}" if thing.officer else "",
            f"Sản phẩm: {thing.deliverable}" if thing.deliverable else "",
            thing.status.label if thing.status is not None else "Chỉ tiêu của kế hoạch",
        ]
        summary = f"Đã xong: {thing.text}" if done else f"Đến hạn: {thing.text}"
        return cls(uid_of(whose, thing.key), day, summary, "\n".join(filter(None, told)), done)


def uid_of(whose: str, key: str) -> str:
    """The identity of an event: of what it tells (``key``) in the data of one office (``whose``)."""
    return f"{uuid5(_NAMESPACE, f'{whose}/{key}')}@cchc-desktop"


def to_ics(events: Iterable[Event], name: str, stamp: datetime) -> bytes:
    """The file: ``name`` is what the calendar is called, ``stamp`` when it was made, by the PC's clock."""
    lines = list(_calendar(events, name, _utc(stamp)))
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line)).encode()


def _utc(stamp: datetime) -> datetime:
    # One without a zone is the PC's own time.
    return stamp.astimezone(UTC)


def _calendar(events: Iterable[Event], name: str, stamp: datetime) -> Iterator[str]:
    yield from (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    )
    yield f"X-WR-CALNAME:{_escaped(name)}"
    for event in events:
        yield from _event(event, stamp)
    yield "END:VCALENDAR"


def _event(event: Event, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    # A file that was made later goes before an earlier one of the same event.
    yield f"SEQUENCE:{int(stamp.timestamp()) // 60 % 2**31}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    yield f"DESCRIPTION:{_escaped(event.description)}"
    yield "TRANSP:TRANSPARENT"
    for days in () if event.done else REMINDED:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"TRIGGER:{_before(days)}"
        yield f"DESCRIPTION:{_escaped(f'Còn {days} ngày. {event.summary}')}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _before(days: int) -> str:
    """The morning so many days before the event, which begins at midnight."""
    whole = f"{days - 1}D" if days > 1 else ""
    return f"-P{whole}T{24 - _HOUR}H"


def _escaped(text: str) -> str:
    """The text as a value (RFC 5545, 3.3.11)."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(sign, written)
    return "".join(sign for sign in text if sign == "\t" or (ord(sign) >= 32 and ord(sign) != 127))


def _folded(line: str) -> Sequence[str]:
    """The line in pieces of at most 75 octets, between letters; all but the first begin with a blank."""
    pieces, piece, room = [], "", _LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            pieces.append(piece)
            piece, room = " ", _LINE - 1
        piece += sign
        room -= size
    return (*pieces, piece)
