"""Ten thousand hostile files, each taken in as an official would: it is read and stored, or refused.

.venv/bin/python -m tests.torture.hostile [COUNT [SEED]]
"""

import hashlib
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cchc_desktop import catalogue
from cchc_desktop.child.errands import Errand, Limits
from cchc_desktop.child.process import Child, ChildEnded
from cchc_desktop.domain.annex_rows import taken_in
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Draft, Plan
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.templates.filling import FilledCell
from cchc_desktop.domain.templates.propose import propose
from cchc_desktop.office import Office
from cchc_desktop.office.figure_import import compare, take
from cchc_desktop.storage.plan_rows import refuse_unstorable
from tests.plans import small_plan
from tests.torture.hostile_files import Hostile, hostile_file

TODAY = date(2026, 7, 15)
LIMITS = Limits(memory=768 * 1024 * 1024, seconds=30)
_PERIOD = Period.parse("2026-Q1")
_AFRESH = 60
"""After so many files that were stored, the office begins anew, so that it stays small."""


@dataclass
class Line:
    """What became of files of one kind; ``stopped`` of the refused met a limit, or ended their child."""

    kind: str
    tried: int = 0
    refused: int = 0
    stopped: int = 0
    read: int = 0
    slowest: float = 0.0
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)


@dataclass
class Table:
    """What became of all of them."""

    seed: int
    lines: dict[str, Line] = field(default_factory=dict)

    @property
    def tried(self) -> int:
        """How many there were."""
        return sum(line.tried for line in self.lines.values())

    @property
    def failed(self) -> list[str]:
        """Each that was neither read nor refused, or left something behind, in words."""
        return [words for line in self.lines.values() for words in line.failed]

    @property
    def text(self) -> str:
        """The table in words."""
        rows = [("hostile files", "tried", "refused", "(stopped)", "read", "failed", "slowest")]
        rows += [
            (
                line.kind, str(line.tried), str(line.refused), str(line.stopped), str(line.read),
                str(len(line.failed)), f"{line.slowest:.1f} s",
            )
            for line in sorted(self.lines.values(), key=lambda line: line.kind)
        ]  # fmt: skip
        shown = ["  ".join(word.rjust(12) for word in row) for row in rows]
        return "\n".join([*shown, *(f"FAILED (seed {self.seed}): {words}" for words in self.failed)])


def run(count: int, seed: int, place: Path | None = None) -> Table:
    """Takes so many hostile files in; the same seed makes the same files."""
    table = Table(seed)
    with tempfile.TemporaryDirectory(prefix="hostile-", dir=place) as name, Child() as child:
        desk = _Desk(Path(name), child)
        try:
            for number in range(count):
                _try(desk, hostile_file(random.Random(f"{seed}:{number}")), number, table)
        finally:
            desk.close()
    return table


def _try(desk: "_Desk", file: Hostile, number: int, table: Table) -> None:
    kind = file.name.rpartition(".")[2]
    line = table.lines.setdefault(kind, Line(kind))
    line.tried += 1
    path = desk.folder / file.name
    path.write_bytes(file.data)
    begun = time.perf_counter()
    words = f"{number} {file.name} ({file.how})"
    try:
        with desk.unchanged_unless_stored():
            desk.take_in(path)
        line.read += 1
    except Refusal as refusal:
        line.refused += 1
        line.stopped += isinstance(refusal.__cause__, ChildEnded) or "đã dừng" in str(refusal)
        if problem := _problem(str(refusal)):
            line.failed.append(f"{words}: {problem}: {refusal}")
    except Exception as error:
        line.failed.append(f"{words}: {type(error).__name__}: {error}"[:1500])
    took = time.perf_counter() - begun
    line.slowest = max(line.slowest, took)
    line.seconds += took
    if took > LIMITS.seconds + 10:
        line.failed.append(f"{words}: took {took:.0f} s")


def _problem(sentence: str) -> str:
    """What is wrong with a refusal's sentence."""
    if not sentence.rstrip().endswith((".", ":", "»", "?")):
        return "no sentence"
    if any(ord(character) < 32 or 0x202A <= ord(character) <= 0x202E for character in sentence):
        return "unseen characters"
    return "too long" if len(sentence) > 12_000 else ""


class _Desk:
    """An office that takes files in."""

    def __init__(self, folder: Path, child: Child) -> None:
        self.folder = folder
        self._child = child
        self._data = folder / "data"
        self._new = folder / "new"
        self._stored = 0
        with closing(Office.open(self._new, lambda: TODAY)) as office:
            office.settings.found(OfficeProfile("UBND xã An Bình", "UBND tỉnh Sông Hương", "An Bình"))
            office.plans.store_draft(Draft(small_plan()))
        self._office = self._opened()

    def _opened(self) -> Office:
        shutil.rmtree(self._data, ignore_errors=True)
        shutil.copytree(self._new, self._data)
        self._stored = 0
        office = Office.open(self._data, lambda: TODAY)
        # Others see to it that there is a backup before each; here it would be most of the time.
        setattr(office._desk.store, "backup", lambda _reason: None)  # noqa: B010
        return office

    def close(self) -> None:
        """Lets go of the data."""
        self._office.close()

    def take_in(self, path: Path) -> None:
        """Reads a file and stores what it holds. Raises Refusal."""
        if path.suffix == ".toml":
            catalogue.read_indicators_file(path)
        elif path.suffix in (".xlsx", ".xls", ".ods", ".csv"):
            if path.suffix.startswith(".xls"):
                self._fill_in(path)
                self._take_annex(path)
            self._take_rows(path)
            annex = self._child.run(Errand.ANNEX, path, _PERIOD, limits=LIMITS)
            draft = compare(self._office.figures, _PERIOD, annex)
            with self._storing():
                take(self._office.figures, draft)
        else:
            self._take_annex(path)
            read = self._child.run(Errand.PLAN, path, catalogue.areas(), TODAY, limits=LIMITS)
            refuse_unstorable(read.plan)
            with self._storing():
                self._office.plans.store_draft(read)
                self._office.plans.get(read.plan.id)

    def _take_annex(self, path: Path) -> None:
        """Takes the file for an annex of a plan: what is read of it can be taken in."""
        period = PlanPeriod.year(TODAY.year)
        try:
            annex = self._child.run(Errand.OWN_ANNEX, path, catalogue.areas(), period, limits=LIMITS)
        except Refusal as refusal:
            if problem := _problem(str(refusal)):
                raise AssertionError(f"{problem}: {refusal}") from refusal
            return
        taken_in(Plan("Cải cách hành chính", period), annex)

    def _take_rows(self, path: Path) -> None:
        """Takes the file for an office's own keeping of a register."""
        imports = self._office.register_import
        try:
            book = self._child.run(Errand.ROWS, path, limits=LIMITS)
            draft = imports.compare(imports.lay("kiem-tra", book), day=TODAY)
        except Refusal as refusal:
            if problem := _problem(str(refusal)):
                raise AssertionError(f"{problem}: {refusal}") from refusal
            return
        with self._storing():
            imports.take(draft, skip_wrong=True)

    def _fill_in(self, path: Path) -> None:
        """Takes the file for a superior's form; what is filled in is found in the copy."""
        try:
            form = self._child.run(Errand.TEMPLATE, path, limits=LIMITS)
            propose(form, catalogue.indicators())
            sheet = form.sheets[0]
            places = [(row, column) for row in range(1, 12) for column in range(1, 9)]
            cells = tuple(
                FilledCell(sheet.name, *place, text="đã điền")
                for place in places
                if not sheet.refusal(*place)
            )
            copy = self._child.run(Errand.FILL, path, form.digest, cells, limits=LIMITS)
        except Refusal as refusal:
            if problem := _problem(str(refusal)):
                raise AssertionError(f"{problem}: {refusal}") from refusal
            return
        target = self.folder / "filled.xlsx"
        target.write_bytes(copy.content)
        read = self._child.run(Errand.TEMPLATE, target, limits=LIMITS).sheets[0]
        assert all(read.cell(cell.row, cell.column).text == "đã điền" for cell in cells), "a cell was lost"

    @contextmanager
    def _storing(self) -> Iterator[None]:
        """What was accepted is stored: a refusal now is a failure."""
        try:
            yield
        except Refusal as refusal:
            raise AssertionError(f"accepted, but could not be stored: {refusal}") from refusal
        self._stored += 1

    @contextmanager
    def unchanged_unless_stored(self) -> Iterator[None]:
        """Sees that a file that is refused leaves the data as they were, byte by byte."""
        if self._stored >= _AFRESH:
            self._office.close()
            self._office = self._opened()
        before, stored = self._bytes(), self._stored
        try:
            yield
        except Refusal:
            assert (self._stored, self._bytes()) == (stored, before), "a refused file changed the data"
            raise

    def _bytes(self) -> dict[str, str]:
        files = (path for path in sorted(self._data.rglob("*")) if path.is_file())
        return {path.name: hashlib.blake2b(path.read_bytes()).hexdigest() for path in files}


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    count, seed = given + [10_000, 1][len(given) :]
    found = run(count, seed)
    print(found.text)
    sys.exit(bool(found.failed))
