"""Reports of many units taken in at once: a folder of packages and filled-in annexes, in a worker.

Everything is plain data, but for the file of what was received, which the worker opens by itself. What was
taken in is stored some hundred files at a time: ended at any moment, it goes on where it stopped, as files
that were taken in are known by their hashes and not read again. What fails is kept with the reason, and tried
again the next time.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import log
from ..domain.consolidation.packed import NOTHING_OCCURRED, Layout, Sent, pack
from ..domain.consolidation.ranking import Index
from ..domain.consolidation.units import GatheredUnit, UnitList
from ..domain.errors import Refusal
from ..domain.exchange.unit_report import REPORT
from ..domain.figures import Ledger
from ..domain.indicators import IndicatorCatalogue
from ..domain.numerals import format_number
from ..domain.readings import Figure
from ..domain.regimes import window
from ..domain.report_periods import Period
from ..packages.quick import quick_report
from ..packages.reading import opened
from ..storage.received import Failure, ReceivedAt, ReceivedFile, Submission

if TYPE_CHECKING:
    from ..child.process import Child

PACKAGE = ".cchc"
SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
"""The files that may hold an annex."""
_BATCH = 500
"""So many files are stored at once: after a kill no more than these are read again."""
_MOST_FILES = 100_000
_MOST_BYTES = 60 * 1024 * 1024
_LONGEST = 200
_CUT_OFF = 14
_POINTS = re.compile(r"[0-9]{1,5}(\.[0-9]{1,12})?")

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class TakeIn:
    """What a worker needs: where to store, the units that are known, the catalogue that figures are kept in,
    the ``period`` that annexes are of which say none, with its last day, and the moment.

    ``chosen`` are the units (by code) of files that somebody was asked about.
    """

    at: ReceivedAt
    units: UnitList
    catalogue: IndicatorCatalogue
    period: Period
    day: date
    now: datetime
    chosen: Mapping[Path, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of the files: how many are new, how many were ``known`` already, what failed, and of which
    ``asked`` files it is not known whose they are. ``is_whole`` is False where it was stopped before the end.
    """

    added: int = 0
    known: int = 0
    failures: tuple[Failure, ...] = ()
    asked: tuple[Path, ...] = ()
    is_whole: bool = True
    periods: tuple[Period, ...] = ()


class _Unknown(Refusal):
    """Whose file it is is not known; somebody may be asked."""


def files_in(folder: Path) -> list[Path]:
    """The files of a folder, and of those in it, that may be reports of units, in the order of their names.

    Raises Refusal where there is no such folder, or nothing in it.
    """
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise Refusal(
            f"Không có thư mục «{folder}». Hãy chọn thư mục chứa các gói báo cáo nhận được.", "folder"
        )
    found = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if Path(name).suffix.lower() in (PACKAGE, *SHEETS) and not name.startswith((".", "~$")):
                found.append(Path(place, name))
        if len(found) > _MOST_FILES:
            raise Refusal(f"Thư mục có hơn {_MOST_FILES} tệp. Hãy chia ra nhiều thư mục.", "folder")
    if not found:
        raise Refusal(
            f"Thư mục «{folder}» không có gói báo cáo (.cchc) hay phụ lục Excel nào. Hãy chọn đúng thư mục.",
            "folder",
        )
    return found


def take_in(
    files: Sequence[Path],
    wanted: TakeIn,
    progress: Progress = lambda _done, _total: None,
    cancelled: Cancelled = lambda: False,
) -> TakenIn:
    """Takes in the reports in these files; after a Cancel what was stored until then stays.

    Raises EnvironmentProblem where the file of what was received cannot be written.
    """
    with log.OFFICE.timed("take-in", files=len(files)) as facts, ReceivedFile.open(wanted.at) as received:
        reader = _Reader(wanted, cancelled)
        known_files = received.known_files()
        added = known = done = 0
        failures: list[Failure] = []
        asked: list[Path] = []
        periods: dict[Period, None] = {}
        with reader:
            while done < len(files) and not cancelled():
                batch = files[done : done + _BATCH]
                submissions: list[Submission] = []
                failed: list[Failure] = []
                for path in batch:
                    if cancelled():
                        break
                    done += 1
                    try:
                        submission = reader.read(path, known_files)
                    except _Unknown as refusal:
                        asked.append(path)
                        failed.append(_failure(path, refusal, reader, wanted))
                    except Refusal as refusal:
                        failed.append(_failure(path, refusal, reader, wanted))
                    else:
                        if submission is None:
                            known += 1
                        else:
                            submissions.append(submission)
                            known_files.add(submission.file_hash)
                            periods[submission.period] = None
                new = received.add(submissions, reader.layout, failed)
                added, known = added + new, known + len(submissions) - new
                failures += failed
                progress(done, len(files))
        facts["added"], facts["failed"] = added, len(failures)
        return TakenIn(added, known, tuple(failures), tuple(asked), done == len(files), tuple(periods))


def _failure(path: Path, refusal: Refusal, reader: _Reader, wanted: TakeIn) -> Failure:
    unit = wanted.chosen.get(path, "")
    if not unit:
        found = wanted.units.in_words(path.stem, wanted.day)
        unit = reader.unit or (found.code if found is not None else "")
    return Failure(str(path), str(refusal), unit, reader.period, wanted.now)


class _Reader:
    """Reads one file after the other; ``unit`` and ``period`` are what was told of the last one."""

    def __init__(self, wanted: TakeIn, cancelled: Cancelled) -> None:
        self._wanted = wanted
        self._cancelled = cancelled
        self.layout = Layout.of(wanted.catalogue)
        self.unit = self.period = ""
        self._periods: dict[str, Period] = {}
        self._days: dict[Period, date] = {}
        self._child: Child | None = None

    def __enter__(self) -> _Reader:
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None:
            self._child.close()

    def read(self, path: Path, known: Set[bytes]) -> Submission | None:
        """The report in a file; None where the file was taken in before. Raises Refusal."""
        self.unit = self.period = ""
        data = _data_of(path)
        digest = sha256(data).digest()
        if digest in known:
            return None
        if path.suffix.lower() == PACKAGE:
            return self._package(path, data, digest)
        return self._annex(path, digest)

    # Packages

    def _package(self, path: Path, data: bytes, digest: bytes) -> Submission:
        if (found := quick_report(data)) is not None:
            return self._report(path, digest, found.hash, found.made, found.value)
        # What is odd in any way is read the long way, which says what is wrong with it.
        with opened(path) as package:
            head = package.manifest.head
            if not package.has(REPORT):
                raise Refusal(
                    f"Gói «{path.name}» là {head.kind.label.lower()}, không phải báo cáo của đơn vị gửi lên."
                )
            said, part = package.json(REPORT), package.manifest.part(REPORT)
            assert part is not None
            return self._report(path, digest, bytes.fromhex(part.sha256), head.made, said)

    def _report(self, path: Path, digest: bytes, package: bytes, made: datetime, said: Any) -> Submission:
        report = _record(said, path)
        unit_said, issued = _record(report.get("unit"), path), report.get("issued")
        period = self._period(_line(report.get("period"), path))
        self.period = period.id
        unit = self._unit(path, _line(unit_said.get("name"), path), period)
        self.unit = unit.code
        figures = _record(report.get("figures"), path)
        cumulated = _record(report.get("cumulated") or {}, path)
        listed = report.get("estimates") or []
        estimates = (
            frozenset(listed) if isinstance(listed, list) and all(map(_is_text, listed)) else frozenset()
        )
        return Submission(
            unit.code,
            period,
            package,
            digest,
            str(path),
            made.replace(tzinfo=None),
            self._wanted.now,
            pack(self.layout, figures, estimates),
            pack(self.layout, cumulated) if cumulated else None,
            _day(issued, path),
            _line(_record(issued, path).get("number", ""), path) if issued else "",
            _index(report.get("index"), path),
            tuple(self._problems(figures, _line(report.get("catalogue", ""), path))),
        )

    def _problems(self, figures: Mapping[str, object], catalogue: str) -> Iterator[str]:
        """What somebody has to look at in a report that was taken in."""
        known = self._wanted.catalogue
        if catalogue and catalogue != known.id:
            unknown = [code for code in figures if code not in known.by_code]
            if unknown:
                codes = ", ".join(sorted(unknown)[:5])
                yield (
                    f"Theo bộ chỉ tiêu khác; {format_number(len(unknown))} mã không có ở đây nên không nhận: "
                    f"{codes}{'…' if len(unknown) > 5 else ''}."
                )
        if not any(value is not None for value in figures.values()):
            yield "Không có số liệu nào."

    def _period(self, text: str) -> Period:
        found = self._periods.get(text)
        if found is None:
            found = self._periods[text] = Period.parse(text)
        return found

    def _day(self, period: Period) -> date:
        """The day by which it is told who was expected to report on a period."""
        if period not in self._days:
            self._days[period] = window(period, _CUT_OFF)[1]
        return self._days[period]

    def _unit(self, path: Path, name: str, period: Period) -> GatheredUnit:
        """The unit that somebody chose for a file, or that a name says. Raises _Unknown where none is."""
        wanted = self._wanted
        if (chosen := wanted.units.by_code.get(wanted.chosen.get(path, ""))) is not None:
            return chosen
        if name and (found := wanted.units.named(name, self._day(period))) is not None:
            return found
        if name:
            raise _Unknown(
                f"«{name}» không có trong danh sách đơn vị gửi báo cáo, hoặc có nhiều đơn vị cùng tên. "
                "Hãy thêm đơn vị vào danh sách, hoặc chọn đơn vị của tệp này."
            )
        raise _Unknown("Tệp không ghi là của đơn vị nào. Hãy chọn đơn vị, hoặc ghi tên đơn vị vào tên tệp.")

    # Annexes

    def _annex(self, path: Path, digest: bytes) -> Submission:
        from ..child.errands import Errand
        from ..child.process import Child
        from .figure_import import Comparison

        if self._child is None:
            self._child = Child()
        wanted = self._wanted
        annex = self._child.run(Errand.ANNEX, path, wanted.period, cancelled=self._cancelled)
        named = annex.origin.period if annex.origin.period is not None else None
        if named is None and len(annex.periods) == 1:
            named = annex.periods[0]
        period = named or wanted.period
        self.period = period.id
        said, day = annex.origin.office, self._day(period)
        unit = (
            wanted.units.by_code.get(wanted.chosen.get(path, ""))
            or (wanted.units.named(said, day) if said else None)
            or wanted.units.in_words(path.stem, day)
            or wanted.units.in_words(annex.head, day)
            or self._unit(path, said, period)
        )
        self.unit = unit.code
        # As what was typed in one quarter: of a longer span that a unit reckons nothing is worked out here.
        ledger = Ledger(lambda _: wanted.catalogue.on(day), {})
        draft = Comparison(ledger, period.last_quarter, annex).draft()
        sent = {change.id: _sent(change.after) for change in draft.changes if change.after.value is not None}
        estimates = frozenset(change.id for change in draft.changes if change.after.estimate)
        problems = [*draft.to_confirm, *(each.words for each in draft.notes)]
        if not sent:
            problems.append("Không có số liệu nào.")
        return Submission(
            unit.code,
            period,
            digest,
            digest,
            str(path),
            wanted.now,
            wanted.now,
            pack(self.layout, sent, estimates),
            problems=tuple(each[:_LONGEST] for each in problems[:20]),
        )


def _data_of(path: Path) -> bytes:
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


def _sent(figure: Figure) -> Sent:
    return NOTHING_OCCURRED if figure.none else f"{figure.value:f}"


def _unfit(path: Path) -> Refusal:
    return Refusal(f"Gói «{path.name}» không có báo cáo đúng mẫu. Hãy xin đơn vị đóng gói lại.")


def _record(value: Any, path: Path) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _unfit(path)
    return value


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _line(value: Any, path: Path) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST or "\n" in value or "\0" in value:
        raise _unfit(path)
    return value


def _day(issued: Any, path: Path) -> date | None:
    if not issued:
        return None
    try:
        return date.fromisoformat(_line(_record(issued, path).get("day"), path))
    except ValueError as error:
        raise _unfit(path) from error


def _index(said: Any, path: Path) -> Index | None:
    if said is None:
        return None
    known = _record(said, path)
    try:
        points, greatest = (Fraction(_points(known.get(name))) for name in ("points", "greatest"))
    except ValueError as error:
        raise _unfit(path) from error
    if not 0 <= points <= greatest:
        raise _unfit(path)
    return Index("".join(_line(known.get("set"), path).split()) or "-", points, greatest)


def _points(value: object) -> str:
    if not isinstance(value, str) or not _POINTS.fullmatch(value):
        raise ValueError(value)
    return value
