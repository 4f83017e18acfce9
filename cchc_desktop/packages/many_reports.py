"""Many reports of units read at once, as plain lines: in a child, some hundred files at a time.

A line has what is kept of a report, its figures packed in the layout that was asked for, or the sentence that
says why the file is none. It is JSON, as thousands of records with names would take longer than reading them.
"""

import json
import os
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from ..domain.consolidation.packed import Layout, pack
from ..domain.errors import Refusal
from ..domain.exchange.manifest import PackageKind
from ..domain.exchange.unit_report import REPORT
from ..domain.report_periods import Period
from .quick import quick_report
from .reading import opened

_MOST_BYTES = 60 * 1024 * 1024
_LONGEST = 200
_MOST_CODES = 5
_POINTS = re.compile(r"[0-9]{1,5}(\.[0-9]{1,12})?")


@dataclass(frozen=True, slots=True)
class ReportsRead:
    """What a child has read: a JSON list of lines, one for each file in their order."""

    lines: str


class ReportLine(NamedTuple):
    """A report: the hash of its file and of what it holds, who sends it, figures as `Packed` stores them in
    base 64 (``cumulated`` empty where there are none), how many codes are not known, with the first
    ``codes`` of them."""

    file_hash: str
    package: str
    made: str
    unit: str
    period: str
    catalogue: str
    figures: str
    cumulated: str
    issued: str
    number: str
    set_id: str
    points: str
    greatest: str
    unknown: int
    codes: str
    is_empty: bool


class NoReport(NamedTuple):
    """Why a file is no report, as far as it could be read of whom and of when."""

    sentence: str
    unit: str = ""
    period: str = ""


def read_reports(folder: Path, names: tuple[str, ...], layout: str, codes: str) -> ReportsRead:
    """Reads packages of reports: ``names`` are paths from ``folder``, ``layout`` is what figures are packed
    in, ``codes`` are all that are known. What is wrong with a file is told in its line."""
    reader = _Reader(Layout.read(layout), frozenset(codes.split()))
    return ReportsRead(json.dumps([reader.line(folder / name) for name in names]))


def lines_of(read: ReportsRead) -> list[ReportLine | NoReport]:
    """The lines of what a child has read. Raises ValueError, TypeError."""
    listed = json.loads(read.lines)
    return [ReportLine(*each) if len(each) > len(NoReport._fields) else NoReport(*each) for each in listed]


class _Reader:
    """Reads one file after the other; ``unit`` and ``period`` are what the last one said of itself."""

    def __init__(self, layout: Layout, codes: frozenset[str]) -> None:
        self._layout = layout
        self._codes = codes
        self._periods: dict[str, str] = {}
        self._unit = self._period = ""

    def line(self, path: Path) -> ReportLine | NoReport:
        self._unit = self._period = ""
        try:
            return self._read(path)
        except Refusal as refusal:
            return NoReport(str(refusal), self._unit, self._period)

    def _read(self, path: Path) -> ReportLine:
        data = data_of(path)
        digest = sha256(data).hexdigest()
        if (found := quick_report(data)) is not None:
            return self._report(path, digest, found.hash.hex(), found.made, found.value)
        # What is odd in any way is read the long way, which says what is wrong with it.
        with opened(path) as package:
            head = package.manifest.head
            part = package.manifest.part(REPORT)
            if head.kind is not PackageKind.REPORT or part is None:
                raise Refusal(
                    f"Gói «{path.name}» là {head.kind.label.lower()}, không phải báo cáo của đơn vị gửi lên."
                )
            return self._report(path, digest, part.sha256, head.made, package.json(REPORT))

    def _report(self, path: Path, digest: str, package: str, made: datetime, said: Any) -> ReportLine:
        try:
            unit, issued, index = said["unit"], said.get("issued"), said.get("index")
            self._unit = _line(unit["name"])
            self._period = period = self._written(_line(said["period"]))
            figures, cumulated = said["figures"], said.get("cumulated") or {}
            estimates = said.get("estimates") or []
            if not isinstance(figures, dict) or not isinstance(cumulated, dict):
                raise TypeError("figures")
            unknown = figures.keys() - self._codes if not figures.keys() <= self._codes else ()
            return ReportLine(
                digest,
                package,
                made.replace(tzinfo=None).isoformat(),
                self._unit,
                period,
                _line(said.get("catalogue", "")),
                self._packed(figures, frozenset(filter(_is_text, estimates))),
                self._packed(cumulated, frozenset()) if cumulated else "",
                date.fromisoformat(_line(issued["day"])).isoformat() if issued else "",
                _line(issued.get("number", "")) if issued else "",
                *(_score(index) if index is not None else ("", "", "")),
                len(unknown),
                ", ".join(sorted(unknown)[:_MOST_CODES]),
                all(value is None for value in figures.values()),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Refusal(
                f"Gói «{path.name}» không có báo cáo đúng mẫu. Hãy xin đơn vị đóng gói lại."
            ) from error

    def _packed(self, figures: Mapping[str, Any], estimates: frozenset[str]) -> str:
        return b64encode(pack(self._layout, figures, estimates).blob).decode("ascii")

    def _written(self, text: str) -> str:
        found = self._periods.get(text)
        if found is None:
            found = self._periods[text] = Period.parse(text).id
        return found


def data_of(path: Path) -> bytes:
    """What is in a file. Raises Refusal where it cannot be read, or is larger than any report."""
    try:
        with path.open("rb") as stream:
            # A read of as much as may be would make room for all of it.
            size = os.fstat(stream.fileno()).st_size
            data = stream.read() if size <= _MOST_BYTES else b""
    except OSError as error:
        raise Refusal(f"Không đọc được tệp «{path.name}» ({error.strerror or 'lỗi ổ đĩa'}).") from error
    if size > _MOST_BYTES:
        raise Refusal(f"Tệp «{path.name}» lớn hơn một báo cáo. Hãy chọn đúng tệp.")
    return data


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
