"""Reports of many units taken in at once: a folder of packages and filled-in annexes, in a worker.

Everything is plain data, but for the file of what was received, which the worker opens by itself. What was
taken in is stored some hundred files at a time: ended at any moment, it goes on where it stopped, as files
that were taken in are known by their hashes and not read again. What fails is kept with the reason, and tried
again the next time.
"""

from __future__ import annotations

import json
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from itertools import compress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from .. import log
from ..domain.consolidation.packed import NOTHING_OCCURRED, Layout, Packed, Sent, pack
from ..domain.consolidation.ranking import Index
from ..domain.consolidation.units import GatheredUnit, UnitList
from ..domain.errors import Refusal
from ..domain.figures import Ledger
from ..domain.indicators import IndicatorCatalogue
from ..domain.numerals import format_number
from ..domain.readings import Figure
from ..domain.regimes import window
from ..domain.report_periods import Period
from ..packages.many_reports import NoReport, ReportLine, data_of, lines_of
from ..storage.received import Failure, ReceivedFile, Submission
from ..storage.received_schema import ReceivedAt

if TYPE_CHECKING:
    from ..child.process import Child

PACKAGE = ".cchc"
SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
"""The files that may hold an annex."""
_BATCH = 100
"""So many files a child reads at once: few enough that no child has long to wait for another at the end."""
_STORED = 500
"""So many files are stored at once: after a kill no more than these are read again."""
_AHEAD = 8
"""So many batches are read ahead, which children go on with while others are stored."""
_MOST_FILES = 100_000
_LONGEST = 200
_CUT_OFF = 14
_REPORT = re.compile(
    r"số\s*(?P<number>\d{1,5})\s*/[^\s,;]{1,30}\s+ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})"
    r"\s+năm\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
_MOST_CHILDREN = 2
"""So many children read at once: an office's PC has as many processors."""
_PATIENCE = 600.0
"""Seconds that a batch of packages may take, on whatever disk."""

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class TakeIn:
    """What a worker needs: where to store, the units that are known, the catalogue that figures are kept in,
    the ``period`` that annexes are of which say none, with its last day, and the moment.

    ``chosen`` are the units (by code) of files that somebody was asked about, ``password`` opens packages
    that are locked: those who send to one office mostly agree on one.
    """

    at: ReceivedAt
    units: UnitList
    catalogue: IndicatorCatalogue
    period: Period
    day: date
    now: datetime
    chosen: Mapping[Path, str] = field(default_factory=dict)
    password: str = field(default="", repr=False)


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

    @property
    def locked(self) -> list[Path]:
        """The files that another password may open."""
        return [Path(each.file) for each in self.failures if each.is_locked]


class Unfit(Refusal):
    """A file that is no report, with the unit and period that it may be of."""

    def __init__(self, sentence: str, unit: str = "", period: str = "") -> None:
        super().__init__(sentence)
        self.unit, self.period = unit, period


class Unknown(Unfit):
    """Whose file it is is not known; somebody may be asked."""


class Locked(Unfit):
    """A package has a password, which was not given, or another one."""


class _Stopped(Exception):
    """Reading was given up."""


_Found = tuple[Path, Submission | Refusal | None]
"""A file, and what was found in it: nothing where it was taken in before."""


def files_in(folder: Path) -> list[Path]:
    """The files of a folder, and of those in it, that may be reports of units, in the order of their names.

    Raises Refusal where there is no such folder, or nothing in it.
    """
    folder = folder.absolute()
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
    with (
        log.OFFICE.timed("take-in", files=len(files)) as facts,
        ReceivedFile.open(wanted.at) as received,
        _Reader(wanted, cancelled) as reader,
    ):
        known_files = received.known_files()
        added = known = done = 0
        failures: list[Failure] = []
        asked: list[Path] = []
        periods: dict[Period, None] = {}
        batches = [files[first : first + _BATCH] for first in range(0, len(files), _BATCH)]
        for batch in _together(reader.batches(batches, known_files), _STORED):
            submissions: list[Submission] = []
            failed: list[Failure] = []
            for path, found in batch:
                if found is None:
                    known += 1
                elif isinstance(found, Refusal):
                    if isinstance(found, Unknown):
                        asked.append(path)
                    failed.append(_failure(path, found, wanted))
                else:
                    submissions.append(found)
                    periods[found.period] = None
            new = received.add(submissions, reader.layout, failed)
            added, known = added + new, known + len(submissions) - new
            failures += failed
            done += len(batch)
            progress(done, len(files))
        facts["added"], facts["failed"] = added, len(failures)
        return TakenIn(added, known, tuple(failures), tuple(asked), done == len(files), tuple(periods))


def _together(batches: Iterable[list[_Found]], least: int) -> Iterator[list[_Found]]:
    """Batches joined until they are at least so many files."""
    some: list[_Found] = []
    for batch in batches:
        some += batch
        if len(some) >= least:
            yield some
            some = []
    if some:
        yield some


def _failure(path: Path, refusal: Refusal, wanted: TakeIn) -> Failure:
    of = refusal if isinstance(refusal, Unfit) else Unfit(str(refusal))
    unit = wanted.chosen.get(path, "") or of.unit
    if not unit and (found := wanted.units.in_words(path.stem, wanted.day)) is not None:
        unit = found.code
    # What says nothing of its period came for the one that is gathered.
    period = of.period or wanted.period.id
    return Failure(str(path), str(refusal), unit, period, wanted.now, isinstance(refusal, Locked))


class _Reader:
    """Reads files: packages in children, some at a time and one batch ahead, annexes one by one."""

    def __init__(self, wanted: TakeIn, cancelled: Cancelled) -> None:
        self._wanted = wanted
        self._cancelled = cancelled
        self.layout = Layout.of(wanted.catalogue)
        codes = " ".join(each.code for each in wanted.catalogue.indicators)
        self._asked_for = (self.layout.text, codes, wanted.password)
        self._spans: dict[str, tuple[Period, date]] = {}
        self._child: Child | None = None
        self._children: SimpleQueue[Child] = SimpleQueue()
        self._pool = ThreadPoolExecutor(max_workers=min(_MOST_CHILDREN, os.cpu_count() or 1))

    def __enter__(self) -> _Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        while not self._children.empty():
            self._children.get().close()
        if self._child is not None:
            self._child.close()

    def batches(self, batches: Sequence[Sequence[Path]], known: Set[bytes]) -> Iterator[list[_Found]]:
        """What was found in each batch of files, in their order; no more of them after a Cancel."""
        waiting: deque[tuple[Sequence[Path], list[bool], Future[list[ReportLine | NoReport]]]] = deque()
        left = deque(batches)
        while (left or waiting) and not self._cancelled():
            while left and len(waiting) < _AHEAD:
                batch = left.popleft()
                is_new = [_is_package(path) and not (known and _is_known(path, known)) for path in batch]
                read = self._pool.submit(self._read_packages, list(compress(batch, is_new)))
                waiting.append((batch, is_new, read))
            batch, is_new, read = waiting.popleft()
            try:
                lines = iter(read.result())
            except _Stopped:
                return
            found: list[_Found] = []
            for path, has_line in zip(batch, is_new, strict=True):
                if self._cancelled():
                    break
                found.append((path, self._one(path, next(lines) if has_line else None, known)))
            yield found

    def _one(
        self, path: Path, line: ReportLine | NoReport | None, known: Set[bytes]
    ) -> Submission | Refusal | None:
        """The report in a file, why there is none, or nothing where it was taken in before."""
        try:
            if line is not None:
                return self._report(path, line)
            if _is_package(path):
                return None
            digest = sha256(data_of(path)).digest()
            return None if digest in known else self._annex(path, digest)
        except Refusal as refusal:
            return refusal

    # Packages

    def _read_packages(self, paths: Sequence[Path]) -> list[ReportLine | NoReport]:
        """Reads packages in a child that nobody else uses meanwhile; where these files end it, one by one."""
        from ..child.process import Child

        if not paths:
            return []
        try:
            child = self._children.get_nowait()
        except Empty:
            child = Child()
        try:
            try:
                return self._asked(child, paths)
            except Refusal:
                if self._cancelled():
                    raise _Stopped from None
            found: list[ReportLine | NoReport] = []
            for path in paths:
                try:
                    found += self._asked(child, [path])
                except Refusal as refusal:
                    if self._cancelled():
                        raise _Stopped from None
                    found.append(NoReport(str(refusal)))
            return found
        finally:
            self._children.put(child)

    def _asked(self, child: Child, paths: Sequence[Path]) -> list[ReportLine | NoReport]:
        from ..child.errands import Errand, Limits

        read = child.run(
            Errand.REPORTS, paths[0].parent, tuple(map(str, paths)), *self._asked_for,
            cancelled=self._cancelled, limits=Limits(seconds=_PATIENCE),
        )  # fmt: skip
        return lines_of(read)

    def _report(self, path: Path, line: ReportLine | NoReport) -> Submission:
        if isinstance(line, NoReport):
            unit = self._wanted.units.named(line.unit, self._wanted.day) if line.unit else None
            refused = Locked if line.is_locked else Unfit
            raise refused(line.sentence, unit.code if unit is not None else "", line.period)
        span = self._spans.get(line.period)
        if span is None:
            span = self._spans[line.period] = Period.parse(line.period), _day(Period.parse(line.period))
        period, day = span
        unit = self._unit(path, line.unit, period, day)
        size = len(self.layout.codes)
        cumulated = Packed.read(line.cumulated, size) if line.cumulated else None
        index = Index(line.set_id, _exact(line.points), _exact(line.greatest)) if line.set_id else None
        return Submission(
            unit.code, period, bytes.fromhex(line.package), bytes.fromhex(line.file_hash), str(path),
            datetime.fromisoformat(line.made), self._wanted.now,
            Packed.read(line.figures, size), cumulated,
            date.fromisoformat(line.issued) if line.issued else None, line.number, index,
            tuple(self._problems(line)), seen=json.loads(line.seen) if line.seen else {},
        )  # fmt: skip

    def _problems(self, line: ReportLine) -> Iterator[str]:
        """What somebody has to look at in a report that was taken in."""
        if line.unknown:
            yield (
                f"Theo bộ chỉ tiêu khác; {format_number(line.unknown)} mã không có ở đây nên không nhận: "
                f"{line.codes}."
            )
        if line.is_empty:
            yield "Không có số liệu nào."

    def _unit(self, path: Path, name: str, period: Period, day: date) -> GatheredUnit:
        """The unit that somebody chose for a file, or that a name says. Raises Unknown where none is."""
        wanted = self._wanted
        if wanted.chosen and (chosen := wanted.units.by_code.get(wanted.chosen.get(path, ""))) is not None:
            return chosen
        if name and (found := wanted.units.named(name, day)) is not None:
            return found
        if name:
            raise Unknown(
                f"«{name}» không có trong danh sách đơn vị gửi báo cáo, hoặc có nhiều đơn vị cùng tên. "
                "Hãy thêm đơn vị vào danh sách, hoặc chọn đơn vị của tệp này.",
                period=period.id,
            )
        raise Unknown(
            "Tệp không ghi là của đơn vị nào. Hãy chọn đơn vị, hoặc ghi tên đơn vị vào tên tệp.",
            period=period.id,
        )

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
        said, day = annex.origin.office, _day(period)
        unit = (
            wanted.units.by_code.get(wanted.chosen.get(path, ""))
            or (wanted.units.named(said, day) if said else None)
            or wanted.units.in_words(path.stem, day)
            or wanted.units.in_words(annex.head, day)
            or self._unit(path, said, period, day)
        )
        # As what was typed in one quarter: of a longer span that a unit reckons nothing is worked out here.
        ledger = Ledger(lambda _: wanted.catalogue.on(day), {})
        draft = Comparison(ledger, period.last_quarter, annex).draft()
        sent = {change.id: _sent(change.after) for change in draft.changes if change.after.value is not None}
        estimates = frozenset(change.id for change in draft.changes if change.after.estimate)
        problems = [*draft.to_confirm, *(each.words for each in draft.notes)]
        issued, number = said_of_report(annex.head)
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
            issued=issued,
            number=number,
            problems=tuple(each[:_LONGEST] for each in problems[:20]),
        )


_exact = lru_cache(maxsize=1024)(Fraction)
"""A number as it is written: what can be reached is the same for all, and a unit's points often are."""


def _day(period: Period) -> date:
    """The day by which it is told who was expected to report on a period."""
    return window(period, _CUT_OFF)[1]


def _is_package(path: Path) -> bool:
    return os.fspath(path).lower().endswith(PACKAGE)


def said_of_report(head: str) -> tuple[date | None, str]:
    """Day and number of the report that an annex is of, as far as its head says («Kèm theo Báo cáo số …»)."""
    found = _REPORT.search(head)
    if found is None:
        return None, ""
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])), found["number"]
    except ValueError:
        return None, ""


def _is_known(path: Path, known: Set[bytes]) -> bool:
    try:
        return sha256(data_of(path)).digest() in known
    except Refusal:
        # What is wrong with it whoever reads it says.
        return False


def _sent(figure: Figure) -> Sent:
    return NOTHING_OCCURRED if figure.none else f"{figure.value:f}"
