"""What units have sent as lines of JSON, in which it goes to another PC with everything else, and comes in.

First a layout, then each report whose figures are packed in it, and so on. Files that could not be taken in
stay where they lie. What comes in is held to all that this program would have written.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from ..domain.consolidation.packed import Layout, Packed, Sort
from ..domain.consolidation.ranking import Index
from ..domain.errors import Refusal
from ..domain.exchange.manifest import Unfit
from ..domain.report_periods import Period
from .received import ReceivedFile, Submission

LINES = "received.jsonl"
"""The part of a package that holds them."""
Batch = tuple[Layout, list[Submission]]

_HASH = re.compile(r"[0-9a-f]{64}")
_EXACT = re.compile(r"[0-9]{1,17}(/[0-9]{1,13})?")
"""Points as a fraction: reports have them with twelve decimals at most (`packages/many_reports.py`)."""
_LONGEST_PATH = 5_000
_LONGEST, _MOST_CODES, _MOST_SAID, _MOST_DEVICES = 1_000, 4_000, 40, 1_000
_SORTS = bytes(Sort)


def lines_of(received: ReceivedFile) -> Iterator[dict[str, Any]]:
    """All reports that were taken in, as lines."""
    for layout, submissions in received.everything():
        yield {"layout": layout.text}
        for each in submissions:
            index, cumulated = each.index, each.cumulated
            yield {
                "unit": each.unit,
                "period": each.period.id,
                "package": each.package.hex(),
                "file_hash": each.file_hash.hex(),
                "file": each.file,
                "made": each.made.isoformat(),
                "taken_at": each.taken_at.isoformat(),
                "figures": _text(each.figures),
                "cumulated": _text(cumulated) if cumulated is not None else "",
                "issued": each.issued.isoformat() if each.issued is not None else "",
                "number": each.number,
                "index": [index.set_id, str(index.points), str(index.greatest)] if index is not None else [],
                "problems": list(each.problems),
                "seen": dict(each.seen),
            }


def batches_of(lines: Iterable[Any]) -> list[Batch]:
    """The reports that lines from outside stand for, by their layouts. Raises Unfit."""
    found: list[Batch] = []
    for line in lines:
        try:
            if set(line) == {"layout"}:
                found.append((_layout(line["layout"]), []))
            else:
                layout, submissions = found[-1]
                submissions.append(_submission(line, len(layout.codes)))
        except (KeyError, IndexError, TypeError, ValueError, ArithmeticError, Refusal) as error:
            raise Unfit("a report that was received") from error
    return found


def lacking(received: ReceivedFile, batches: Iterable[Batch]) -> int:
    """How many of these reports were not taken in here."""
    known = {(each.unit, each.period, each.package, each.made) for each in _all(received.everything())}
    return sum((each.unit, each.period, each.package, each.made) not in known for each in _all(batches))


def take(received: ReceivedFile, batches: Iterable[Batch]) -> None:
    """Takes these reports in; those that are there are left as they are. Raises EnvironmentProblem."""
    for layout, submissions in batches:
        received.add(submissions, layout)


def _all(batches: Iterable[Batch]) -> Iterator[Submission]:
    return (each for _, submissions in batches for each in submissions)


def _text(figures: Packed) -> str:
    return b64encode(figures.blob).decode("ascii")


def _layout(text: str) -> Layout:
    layout = Layout.read(_line(text, 100_000))
    if not 0 < len(layout.codes) <= _MOST_CODES or any(not 1 <= scale <= 10**9 for scale in layout.scales):
        raise ValueError("layout")
    return layout


def _submission(line: dict[str, Any], size: int) -> Submission:
    return Submission(
        _line(line["unit"], 20, least=1),
        Period.parse(_line(line["period"])),
        _hash(line["package"]),
        _hash(line["file_hash"]),
        _line(line["file"], _LONGEST_PATH),
        _moment(line["made"]),
        _moment(line["taken_at"]),
        _figures(line["figures"], size),
        _figures(line["cumulated"], size) if line["cumulated"] else None,
        date.fromisoformat(_line(line["issued"])) if line["issued"] else None,
        _line(line["number"]),
        _index(line["index"]) if line["index"] else None,
        tuple(_line(each) for each in _listed(line["problems"])),
        seen=_seen(line["seen"]),
    )


def _line(value: Any, longest: int = _LONGEST, least: int = 0) -> str:
    if not isinstance(value, str) or not least <= len(value) <= longest or "\0" in value:
        raise TypeError("no line")
    return value


def _hash(value: Any) -> bytes:
    if not _HASH.fullmatch(_line(value)):
        raise ValueError("no hash")
    return bytes.fromhex(value)


def _moment(value: Any) -> datetime:
    return datetime.fromisoformat(_line(value)).replace(tzinfo=None)


def _figures(value: Any, size: int) -> Packed:
    found = Packed.read(b64decode(_line(value, 200_000), validate=True), size)
    if found.sorts.translate(None, _SORTS):
        raise ValueError("sorts")
    return found


def _index(value: Any) -> Index:
    set_id, points, greatest = (_line(each, least=1) for each in value)
    if not (_EXACT.fullmatch(points) and _EXACT.fullmatch(greatest)) or set_id.split() != [set_id]:
        raise ValueError("index")
    index = Index(set_id, Fraction(points), Fraction(greatest))
    if not 0 <= index.points <= index.greatest or not index.greatest:
        raise ValueError("index")
    return index


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list) or len(value) > _MOST_SAID:
        raise TypeError("no list")
    return value


def _seen(value: Any) -> dict[str, int]:
    if not isinstance(value, dict) or len(value) > _MOST_DEVICES:
        raise TypeError("no devices")
    for device, number in value.items():
        if type(number) is not int or not 0 <= number <= 10**9 or len(device) > _LONGEST:
            raise ValueError("no device")
    return value
