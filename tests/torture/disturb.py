"""Every job, disturbed at every statement and every operation on a file: by faults, and by the end."""

import multiprocessing
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cchc_desktop.domain.errors import CchcError
from tests.torture.faults import (
    FILE_FAULTS,
    KILL,
    STATEMENT_FAULTS,
    Point,
    failing_files,
    failing_statements,
)
from tests.torture.jobs import Held, Job, held, left_over
from tests.torture.sealed import ALL_JOBS
from tests.torture.tally import Tally

_SPAWN = multiprocessing.get_context("forkserver")
_SPAWN.set_forkserver_preload(["tests.torture.disturb"])
_SECONDS = 60


class Bench:
    """One job in a place of its own, to be done again and again from the same start."""

    def __init__(self, name: str, place: Path) -> None:
        self.name = name
        self.job: Job = ALL_JOBS[name]
        self._place = place / name.replace(" ", "-")
        self.start = self._place / "start"
        self.start.mkdir(parents=True)
        self._now = self._place / "now"
        self.job.prepare(self.start / "data")
        self.states: list[Held] = []
        for steps in range(self.job.stages + 1):
            with self.copied(self._now) as folder:
                self.job.work(folder, steps)
                self.states.append(held(folder))

    @contextmanager
    def copied(self, place: Path) -> Iterator[Path]:
        """The data as before the job, in a place that goes afterwards."""
        shutil.copytree(self.start, place)
        try:
            yield place / "data"
        finally:
            shutil.rmtree(place)

    def statements(self) -> int:
        """How many statements the job has."""
        point = Point()
        with self.copied(self._now) as folder, failing_statements(point, 0):
            self.job.work(folder)
        return point.seen

    def file_operations(self) -> int:
        """How many operations on files the job has."""
        point = Point()
        with self.copied(self._now) as folder, failing_files(point, folder.parent, None):
            self.job.work(folder)
        return point.seen

    def fails(self, number: int, kind: str, of_files: bool, lasts: bool) -> None:
        """The disk fails at this point: that is told in a sentence, and nothing is lost."""
        point = Point(number, lasts)
        with self.copied(self._now) as folder:
            try:
                if of_files:
                    with failing_files(point, folder.parent, FILE_FAULTS[kind]):
                        self.job.work(folder)
                else:
                    with failing_statements(point, STATEMENT_FAULTS[kind]):
                        self.job.work(folder)
            except CchcError:
                pass
            self.look(folder)

    def is_killed(self, number: int, of_files: bool) -> None:
        """The program ends at this point without a word."""
        with self.copied(self._now) as folder:
            program = _SPAWN.Process(target=work_until, args=(self.name, folder, number, of_files))
            program.start()
            program.join(_SECONDS)
            if program.exitcode is None:
                program.kill()
                program.join()
                raise AssertionError("the program hangs")
            assert program.exitcode in (0, -signal.SIGKILL), f"exit code {program.exitcode}"
            self.look(folder)

    def look(self, folder: Path) -> None:
        """Whether the data are whole, hold what they held before or after a step, and nothing half-made."""
        self.job.begin()
        found = held(folder)
        assert found in self.states, f"holds {_difference(found, self.states[0])}"
        assert left_over(folder) == []
        self.job.check(folder)


def work_until(name: str, folder: Path, number: int, of_files: bool) -> None:
    """Does a job, in a process that ends at a point of it."""
    point = Point(number)
    if of_files:
        with failing_files(point, folder.parent, None):
            ALL_JOBS[name].work(folder)
    else:
        with failing_statements(point, KILL):
            ALL_JOBS[name].work(folder)


def _difference(found: Held, before: Held) -> str:
    return ", ".join(f"{table} {count}" for (table, count), was in zip(found, before, strict=True)
                     if (table, count) != was)  # fmt: skip


def spread(count: int, most: int, first: int = 0) -> range:
    """At most about so many of the ``count`` points of a job, evenly spread."""
    return range(first % max(1, count), count, max(1, -(-count // most)))


def faults(name: str, place: Path, most: int, first: int = 0) -> list[Tally]:
    """A job with a fault at each point of it, of one kind after the other; at ``most`` of its statements, and
    of its operations on files, where it has more."""
    bench = Bench(name, place)
    statements, files = Tally(f"fault at a statement: {name}"), Tally(f"fault at a file: {name}")
    for tally, of_files, count, kinds in (
        (statements, False, bench.statements(), tuple(STATEMENT_FAULTS)),
        (files, True, bench.file_operations(), tuple(FILE_FAULTS)),
    ):
        for turn, number in enumerate(spread(count, most, first)):
            kind = kinds[turn % len(kinds)]
            # A disk that is full stays full, one that fails may do so once.
            lasts = kind in ("FULL", "ENOSPC") or turn % 2 == 0
            with tally.trial(f"{kind} at {number} of {count}"):
                bench.fails(number, kind, of_files, lasts)
    return [statements, files]


def kills(name: str, place: Path, most: int, first: int = 0) -> list[Tally]:
    """A job that is killed at points of it, as in `faults`."""
    bench = Bench(name, place)
    tally = Tally(f"killed at a point: {name}")
    for of_files, count in ((False, bench.statements()), (True, bench.file_operations())):
        for number in spread(count, most, first):
            with tally.trial(f"{'file' if of_files else 'statement'} {number} of {count}"):
                bench.is_killed(number, of_files)
    return [tally]
