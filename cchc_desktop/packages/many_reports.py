"""Many reports of units read at once, as plain lines: in a child, some hundred files at a time.

A line has what is kept of a report, its figures packed in the layout that was asked for, or the sentence that
says why the file is none. Lines are JSON and figures one run of bytes, as thousands of records with names
would take longer than reading them.
"""

import json
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from ..domain.consolidation.packed import Layout, pack
from ..domain.errors import Refusal
from ..domain.exchange.manifest import REPORT, PackageKind
from ..domain.report_periods import Period
from ..domain.text import shortened
from .quick import quick_report

_MOST_BYTES = 60 * 1024 * 1024
_LONGEST = 200
_MOST_CODES, _LONGEST_CODE = 5, 20
_POINTS = re.compile(r"[0-9]{1,5}(\.[0-9]{1,12})?")


@dataclass(frozen=True, slots=True)
class ReportsRead:
    """What a child has read: a JSON list of lines, one for each file in their order, with the lengths of the
    figures, which are all one after the other in base 64."""

    lines: str
    figures: str


class ReportLine(NamedTuple):
    """A report: figures as `Packed` stores them (``cumulated`` empty where there are none), the hash of its
    file and of what it holds, who sends it, how many codes are not known, with the first ``codes`` of
    them, and as JSON what it was made from (`Head.seen`)."""

    figures: bytes
    cumulated: bytes
    file_hash: str
    package: str
    made: str
    unit: str
    period: str
    issued: str
    number: str
    set_id: str
    points: str
    greatest: str
    unknown: int
    codes: str
    is_empty: bool
    seen: str


class NoReport(NamedTuple):
    """Why a file is no report, as far as it could be read of whom and of when; ``is_locked`` where another
    password may open it."""

    sentence: str
    unit: str = ""
    period: str = ""
    is_locked: bool = False


def read_reports(folder: Path, names: tuple[str, ...], layout: str, codes: str, password: str) -> ReportsRead:
    """Reads packages of reports: ``names`` are paths from ``folder``, ``layout`` is what figures are packed
    in, ``codes`` are all that are known, ``password`` opens those that are locked. What is wrong with a file
    is told in its line."""
    reader = _Reader(Layout.read(layout), frozenset(codes.split()), password)
    lines: list[tuple[str | int, ...]] = []
    figures: list[bytes] = []
    for name in names:
        found = reader.line(os.path.join(folder, name))
        if isinstance(found, ReportLine):
            figures += found[:2]
            lines.append((len(found.figures), len(found.cumulated), *found[2:]))
        else:
            lines.append(found)
    return ReportsRead(json.dumps(lines), b64encode(b"".join(figures)).decode("ascii"))


def lines_of(read: ReportsRead) -> list[ReportLine | NoReport]:
    """The lines of what a child has read. Raises ValueError, TypeError."""
    found: list[ReportLine | NoReport] = []
    figures, at = b64decode(read.figures), 0
    for each in json.loads(read.lines):
        if len(each) <= len(NoReport._fields):
            found.append(NoReport(*each))
            continue
        middle = at + each[0]
        end = middle + each[1]
        found.append(ReportLine(figures[at:middle], figures[middle:end], *each[2:]))
        at = end
    return found


class _Reader:
    """Reads one file after the other; ``unit`` and ``period`` are what the last one said of itself."""

    def __init__(self, layout: Layout, codes: frozenset[str], password: str) -> None:
        self._layout = layout
        self._codes = codes
        self._password = password
        self._unit = self._period = ""

    def line(self, path: str) -> ReportLine | NoReport:
        self._unit = self._period = ""
        try:
            return self._read(path)
        except Refusal as refusal:
            return NoReport(str(refusal), self._unit, self._period, refusal.field == "password")

    def _read(self, path: str) -> ReportLine:
        data = data_of(path)
        digest = sha256(data).hexdigest()
        if (found := quick_report(data)) is not None:
            return self._report(path, digest, found.hash.hex(), found.made, found.seen, found.value)
        # What is odd in any way is read the long way, which says what is wrong with it.
        from .reading import opened

        with opened(Path(path), self._password) as package:
            head = package.manifest.head
            part = package.manifest.part(REPORT)
            if head.kind is not PackageKind.REPORT or part is None:
                what = head.kind.label.lower()
                raise Refusal(f"Gói «{_name(path)}» là {what}, không phải báo cáo của đơn vị gửi lên.")
            return self._report(path, digest, part.sha256, head.made, head.seen, package.json(REPORT))

    def _report(
        self,
        path: str,
        digest: str,
        package: str,
        made: datetime,
        seen: Sequence[tuple[str, int]],
        said: Any,
    ) -> ReportLine:
        try:
            unit, issued, index = said["unit"], said.get("issued"), said.get("index")
            self._unit = _line(unit["name"])
            self._period = Period.parse(_line(said["period"])).id
            _line(said.get("catalogue", ""))
            figures, cumulated = said["figures"], said.get("cumulated") or {}
            estimates = said.get("estimates") or []
            if not isinstance(figures, dict) or not isinstance(cumulated, dict):
                raise TypeError("figures")
            unknown = figures.keys() - self._codes if not figures.keys() <= self._codes else ()
            return ReportLine(
                pack(self._layout, figures, frozenset(filter(_is_text, estimates))).blob,
                pack(self._layout, cumulated).blob if cumulated else b"",
                digest,
                package,
                made.replace(tzinfo=None).isoformat(),
                self._unit,
                self._period,
                date.fromisoformat(_line(issued["day"])).isoformat() if issued else "",
                _line(issued.get("number", "")) if issued else "",
                *(_score(index) if index is not None else ("", "", "")),
                len(unknown),
                ", ".join(shortened(code, _LONGEST_CODE) for code in sorted(unknown)[:_MOST_CODES]),
                all(value is None for value in figures.values()),
                json.dumps(dict(seen)) if seen else "",
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Refusal(
                f"Gói «{_name(path)}» không có báo cáo đúng mẫu. Hãy xin đơn vị đóng gói lại."
            ) from error


def data_of(path: str | Path) -> bytes:
    """What is in a file. Raises Refusal where it cannot be read, or is larger than any report."""
    try:
        with open(path, "rb", buffering=0) as stream:
            # A read of as much as may be would make room for all of it.
            size = os.fstat(stream.fileno()).st_size
            data = stream.read() if size <= _MOST_BYTES else b""
    except OSError as error:
        raise Refusal(f"Không đọc được tệp «{_name(path)}» ({error.strerror or 'lỗi ổ đĩa'}).") from error
    if size > _MOST_BYTES:
        raise Refusal(f"Tệp «{_name(path)}» lớn hơn một báo cáo. Hãy chọn đúng tệp.")
    return data


def _name(path: str | Path) -> str:
    return os.path.basename(path)


def _line(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST or "\n" in value or "\0" in value:
        raise TypeError("no line")
    return value


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _score(index: Any) -> tuple[str, str, str]:
    points, greatest = index["points"], index["greatest"]
    if not _POINTS.fullmatch(points) or not _POINTS.fullmatch(greatest) or float(points) > float(greatest):
        raise ValueError("points")
    return "".join(_line(index["set"]).split()) or "-", points, greatest
