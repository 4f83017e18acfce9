"""What units have sent, in a file of its own beside the data: one ledger for each unit.

Received figures are never the office's own: no query reads both. Nothing here is typed, so there is no
journal; what is wrong is sent again. A submission is one row with its figures packed
(`domain/consolidation/packed.py`), so that those of a country are read in seconds; the latest one of a unit
and period counts, older ones stay. Rows are added in whole transactions, so that a take-in that was ended at
any moment goes on where it stopped.

A file belongs to the thread that opens it: a worker that takes in opens one of its own. It is encrypted with
the data's key where these are; one that is not as the data are is made anew when it is opened.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from ..domain.consolidation.arrivals import Received
from ..domain.consolidation.packed import Layout, Packed
from ..domain.consolidation.ranking import Index
from ..domain.consolidation.versions import Seen, Version, latest
from ..domain.errors import Damaged
from ..domain.report_periods import Period
from . import cipher
from .errors import explained
from .received_schema import DAMAGED, ReceivedAt, follow_key, looked_at, made

_WHOLE = (
    "SELECT id, unit, period, package, file_hash, file, made, taken_at, layout, figures, cumulated, issued,"
    " number, score, problems, seen,"
    " EXISTS (SELECT 1 FROM latest WHERE submission = submissions.id) AS counts FROM submissions"
)


@dataclass(frozen=True, slots=True)
class Submission:
    """A report of a unit as it was taken in.

    ``package`` is the hash of what it holds, ``file_hash`` that of the file that brought it; ``made`` is when
    it was made, ``seen`` what it was made from: of two of a period the later one counts
    (`domain/consolidation/versions.py`), and the same at two times are two. ``cumulated`` are the figures
    since the year's start, where they are others. ``issued`` and ``number`` are those of the signed report.
    ``counts`` tells of one that is stored whether it is the one that counts.
    """

    unit: str
    period: Period
    package: bytes
    file_hash: bytes
    file: str
    made: datetime
    taken_at: datetime
    figures: Packed
    cumulated: Packed | None = None
    issued: date | None = None
    number: str = ""
    index: Index | None = None
    problems: tuple[str, ...] = ()
    id: int = 0
    seen: Seen = field(default_factory=dict)
    counts: bool = False

    @property
    def version(self) -> Version:
        """What tells which of several counts."""
        return Version(self.id, self.made, self.seen)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was not taken in, and why; ``unit`` and ``period`` as far as they could be told.
    ``is_locked`` where a password, or another one, may open it."""

    file: str
    sentence: str
    unit: str = ""
    period: str = ""
    at: datetime | None = None
    is_locked: bool = False


class ReceivedFile:
    """The file of what units have sent, held open until closed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._data = connection
        self._data.isolation_level = None
        self._layouts: dict[int, Layout] = {}
        self._places: dict[str, int] = {}

    @classmethod
    def open(cls, at: ReceivedAt, *, view: bool = False) -> "ReceivedFile":
        """Opens the file, making it where there is none; with ``view`` nothing is written beside the data.

        Raises EnvironmentProblem where it cannot be opened, is damaged or newer.
        """
        path = at.path
        is_there = path.exists() and path.stat().st_size > 0
        if view and not is_there:
            return cls(made(sqlite3.connect(":memory:")))
        if not view:
            follow_key(at)
        with explained():
            connection = (
                cipher.connect(path, timeout=10.0)
                if is_there
                else cipher.connect_with(at.key, path, timeout=10.0)
            )
            try:
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA synchronous = FULL")
                return cls(made(connection) if not is_there else looked_at(connection, view=view))
            except BaseException:
                connection.close()
                raise

    def close(self) -> None:
        """Lets go of the file."""
        self._data.close()

    def __enter__(self) -> "ReceivedFile":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Taking in

    def known_files(self) -> set[bytes]:
        """The hashes of the files that were taken in: they need not be read again."""
        with explained():
            return {found for (found,) in self._data.execute("SELECT file_hash FROM submissions")}

    def add(self, submissions: Sequence[Submission], layout: Layout, failures: Sequence[Failure] = ()) -> int:
        """Adds what was taken in, and what was not, in one transaction; gives how many are new.

        What a file holds that was taken in before, under whatever name, is left as it is.
        """
        with self._transaction():
            place = self._place_of(layout)
            last = self._data.execute("SELECT coalesce(max(id), 0) FROM submissions").fetchone()[0]
            self._data.executemany(
                "INSERT INTO submissions (unit, period, package, file_hash, file, made, taken_at, layout,"
                " figures, cumulated, issued, number, score, problems, seen)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [_columns(each, place) for each in submissions],
            )
            self._data.execute(
                "INSERT INTO latest (period, unit, submission, made) SELECT period, unit, id, made"
                " FROM submissions WHERE id > ? ORDER BY id ON CONFLICT DO NOTHING",
                (last,),
            )
            # Few send a report twice: which one counts is asked of these alone.
            several = self._data.execute(
                "SELECT DISTINCT sent.unit, sent.period FROM submissions AS sent JOIN latest"
                " ON latest.period = sent.period AND latest.unit = sent.unit"
                " WHERE sent.id > ? AND latest.submission <> sent.id",
                (last,),
            ).fetchall()
            for unit, period in several:
                self._elect(unit, period)
            added: int = self._data.execute(
                "SELECT count(*) FROM submissions WHERE id > ?", (last,)
            ).fetchone()[0]
            # What could not be read of a unit before is settled by what it sent since.
            self._data.executemany(
                "DELETE FROM failures WHERE file = ? OR (unit = ? AND period = ? AND at < ?)",
                [
                    (each.file, each.unit, each.period.id, each.taken_at.isoformat(timespec="seconds"))
                    for each in submissions
                ],
            )
            self._data.executemany(
                "INSERT OR REPLACE INTO failures (file, at, unit, period, sentence, locked)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (
                        each.file,
                        (each.at or datetime.min).isoformat(timespec="seconds"),
                        each.unit,
                        each.period,
                        each.sentence,
                        each.is_locked,
                    )
                    for each in failures
                ],
            )
        return added

    def remove(self, submission: int) -> None:
        """Takes a submission away, as one that was taken for another unit's; the one before it counts."""
        with self._transaction():
            row = self._data.execute(
                "SELECT unit, period FROM submissions WHERE id = ?", (submission,)
            ).fetchone()
            if row is None:
                return
            self._data.execute("DELETE FROM latest WHERE submission = ?", (submission,))
            self._data.execute("DELETE FROM submissions WHERE id = ?", (submission,))
            self._elect(*row)

    def _elect(self, unit: str, period: str) -> None:
        """Keeps which of the reports of a unit on a period counts."""
        rows = self._data.execute(
            "SELECT id, made, seen FROM submissions WHERE unit = ? AND period = ?", (unit, period)
        ).fetchall()
        if rows:
            found = latest(
                Version(key, datetime.fromisoformat(made), _seen(seen)) for key, made, seen in rows
            )
            self._data.execute(
                "INSERT OR REPLACE INTO latest (period, unit, submission, made) VALUES (?, ?, ?, ?)",
                (period, unit, found.id, found.made.isoformat()),
            )

    def forget_failures(self, files: Iterable[str]) -> None:
        """Takes files off the list of what was not taken in: somebody has looked at them."""
        with self._transaction():
            self._data.executemany("DELETE FROM failures WHERE file = ?", [(file,) for file in files])

    # Reading

    def figures(self, period: Period, layout: Layout) -> dict[str, Packed]:
        """The figures that count for a period, by unit, in a layout.

        Of a longer span that a unit sent no report on, those since the year's start of its last quarter.
        """
        found: dict[str, Packed] = {}
        if not period.span.is_quarter:
            found = self._figures(period.last_quarter, layout, "cumulated")
        found.update(self._figures(period, layout, "figures"))
        return found

    def _figures(self, period: Period, layout: Layout, column: str) -> dict[str, Packed]:
        found: dict[str, Packed] = {}
        layouts: dict[int, Layout] = {}
        with self._read():
            for unit, stored, blob in self._data.execute(
                f"SELECT latest.unit, layout, {column} FROM latest JOIN submissions"
                " ON submissions.id = latest.submission WHERE latest.period = ?",
                (period.id,),
            ):
                if blob is not None:
                    own = layouts.get(stored)
                    if own is None:
                        # Thousands have the same one: that it is the wanted one is found out once.
                        own = self._layout(stored)
                        own = layouts[stored] = layout if own == layout else own
                    found[unit] = Packed.read(blob, len(own.codes)).fitted(own, layout)
        return found

    def received(self, period: Period) -> dict[str, Received]:
        """What is known of the report of each unit that counts for a period."""
        found = {}
        with self._read():
            for unit, taken_at, issued, problems, times in self._data.execute(
                "SELECT latest.unit, taken_at, issued, problems, (SELECT count(*) FROM submissions AS all_of"
                " WHERE all_of.unit = latest.unit AND all_of.period = latest.period)"
                " FROM latest JOIN submissions ON submissions.id = latest.submission WHERE latest.period = ?",
                (period.id,),
            ):
                found[unit] = Received(
                    unit, datetime.fromisoformat(taken_at), _day(issued), times, _listed(problems)
                )
        return found

    def packages(self, period: Period) -> dict[str, tuple[str, datetime]]:
        """The hash of the report of each unit that counts for a period, and when it was made: not before
        those that it takes the place of, by which a database tells which one counts.

        Of a longer span that a unit sent no report on, those of its last quarter.
        """
        found: dict[str, tuple[str, datetime]] = {}
        with self._read():
            for of in dict.fromkeys((period.last_quarter, period)):
                for unit, package, made in self._data.execute(
                    "SELECT latest.unit, package, (SELECT max(made) FROM submissions AS all_of"
                    " WHERE all_of.unit = latest.unit AND all_of.period = latest.period)"
                    " FROM latest JOIN submissions ON submissions.id = latest.submission"
                    " WHERE latest.period = ?",
                    (of.id,),
                ):
                    found[unit] = package.hex(), datetime.fromisoformat(made)
        return found

    def indexes(self, period: Period) -> dict[str, Index]:
        """What units scored, as they say in the report of a period."""
        found = {}
        with self._read():
            for unit, score in self._data.execute(
                "SELECT latest.unit, score FROM latest JOIN submissions ON submissions.id = latest.submission"
                " WHERE latest.period = ? AND score <> ''",
                (period.id,),
            ):
                found[unit] = _score(score)
        return found

    def submissions(self, unit: str, layout: Layout) -> list[Submission]:
        """Everything that a unit has sent, the latest first."""
        with self._read():
            rows = self._data.execute(
                f"{_WHOLE} WHERE unit = ? ORDER BY period DESC, counts DESC, made DESC, id DESC", (unit,)
            ).fetchall()
            return [self._submission(row, layout) for row in rows]

    def everything(self) -> Iterator[tuple[Layout, list[Submission]]]:
        """All that was taken in, by the layouts that figures are packed in."""
        with self._read():
            for place in [place for (place,) in self._data.execute("SELECT id FROM layouts ORDER BY id")]:
                layout = self._layout(place)
                rows = self._data.execute(f"{_WHOLE} WHERE layout = ? ORDER BY id", (place,)).fetchall()
                yield layout, [self._submission(row, layout) for row in rows]

    def count(self) -> int:
        """How many reports were taken in."""
        with self._read():
            found: int = self._data.execute("SELECT count(*) FROM submissions").fetchone()[0]
            return found

    def _submission(self, row: tuple, layout: Layout) -> Submission:  # type: ignore[type-arg]
        (key, unit, period, package, file_hash, file, made, taken_at, stored, figures, cumulated, issued,
         number, score, problems, seen, counts) = row  # fmt: skip
        own = self._layout(stored)
        return Submission(
            unit, Period.parse(period), package, file_hash, file, datetime.fromisoformat(made),
            datetime.fromisoformat(taken_at), Packed.read(figures, len(own.codes)).fitted(own, layout),
            Packed.read(cumulated, len(own.codes)).fitted(own, layout) if cumulated is not None else None,
            _day(issued), number, _score(score) if score else None, _listed(problems), key, _seen(seen),
            bool(counts),
        )  # fmt: skip

    def periods(self) -> dict[Period, int]:
        """The periods that something was sent of, and how many units sent it, the latest first."""
        with self._read():
            rows = self._data.execute("SELECT period, count(*) FROM latest GROUP BY period").fetchall()
        found = {Period.parse(period): count for period, count in rows}
        ends = [Period(1, each.span).last_quarter.span for each in found]
        order = sorted(zip(found, ends, strict=True), key=lambda pair: (pair[0].year, pair[1]), reverse=True)
        return {period: found[period] for period, _ in order}

    def units(self) -> set[str]:
        """The units that anything was taken in of."""
        with self._read():
            return {unit for (unit,) in self._data.execute("SELECT DISTINCT unit FROM submissions")}

    def failures(self, period: Period | None = None) -> list[Failure]:
        """What was not taken in: of a period (and of none that could be told), or all."""
        with self._read():
            rows = self._data.execute(
                "SELECT file, sentence, unit, period, at, locked FROM failures"
                " WHERE ? = '' OR period IN (?, '') ORDER BY file",
                [period.id if period is not None else ""] * 2,
            ).fetchall()
        return [
            Failure(file, sentence, unit, of, datetime.fromisoformat(at), bool(locked))
            for file, sentence, unit, of, at, locked in rows
        ]

    # Within

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with explained():
            self._data.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._data.execute("COMMIT")
            except BaseException:
                # A layout that was added with the rest is gone, too.
                self._places.clear()
                with suppress(*cipher.errors()):
                    self._data.execute("ROLLBACK")
                raise

    @contextmanager
    def _read(self) -> Iterator[None]:
        """Raises Damaged where what is stored is not what was written."""
        with explained():
            try:
                yield
            except (ValueError, TypeError, KeyError) as error:
                raise Damaged(DAMAGED) from error

    def _place_of(self, layout: Layout) -> int:
        text = layout.text
        if text not in self._places:
            self._data.execute("INSERT INTO layouts (codes) VALUES (?) ON CONFLICT DO NOTHING", (text,))
            found = self._data.execute("SELECT id FROM layouts WHERE codes = ?", (text,)).fetchone()
            self._places[text] = found[0]
        return self._places[text]

    def _layout(self, place: int) -> Layout:
        if place not in self._layouts:
            row = self._data.execute("SELECT codes FROM layouts WHERE id = ?", (place,)).fetchone()
            if row is None:
                raise ValueError("figures without their layout")
            self._layouts[place] = Layout.read(row[0])
        return self._layouts[place]


def _columns(each: Submission, layout: int) -> tuple[object, ...]:
    return (
        each.unit, each.period.id, each.package, each.file_hash, each.file, each.made.isoformat(),
        each.taken_at.isoformat(timespec="seconds"), layout, each.figures.blob,
        each.cumulated.blob if each.cumulated is not None else None,
        each.issued.isoformat() if each.issued is not None else "", each.number, _score_text(each.index),
        json.dumps(each.problems, ensure_ascii=False) if each.problems else "",
        json.dumps(dict(each.seen)) if each.seen else "",
    )  # fmt: skip


def _score_text(index: Index | None) -> str:
    return f"{index.set_id} {index.points} {index.greatest}" if index is not None else ""


def _score(text: str) -> Index:
    set_id, points, greatest = text.split(" ")
    return Index(set_id, Fraction(points), Fraction(greatest))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _seen(text: str) -> Seen:
    return {str(device): int(number) for device, number in json.loads(text).items()} if text else {}


def _listed(text: str) -> tuple[str, ...]:
    return tuple(map(str, json.loads(text))) if text else ()
