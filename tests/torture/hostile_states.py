"""Packages whose records are odd, under manifests that are right about them, taken in by an office: they are
refused and nothing changed, or the data are sound afterwards.

.venv/bin/python -m tests.torture.hostile_states [COUNT [SEED]]
"""

import json
import random
import shutil
import sys
import tempfile
import time
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop.domain.dossiers import Dossiers
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.evidence import Owner, OwnerKind
from cchc_desktop.domain.offices import OfficeProfile, Officer
from cchc_desktop.domain.plan import Draft
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.office.evidence_files import take_bytes
from cchc_desktop.office.exchange import DOTS, STATES, STATES_HEAD
from cchc_desktop.office.package_files import CameIn
from cchc_desktop.packages.laid_out import LaidOut, read_package
from cchc_desktop.packages.load import Load, write_load
from tests.plans import small_plan
from tests.quick_passwords import hash_quickly
from tests.torture.hostile_packages import SLOWEST, Outcome, odd_inside

DAY = date(2026, 7, 15)
_Q1, _Q2 = Period.parse("2026-Q1"), Period.parse("2026-Q2")
Dice = random.Random


def _opened(folder: Path) -> Office:
    office = Office.open(folder, lambda: DAY, lambda: datetime(2026, 7, 15, 9))
    # Others see to it that there is a backup before each; here it would be most of the time.
    setattr(office._desk.store, "backup", lambda _reason: None)  # noqa: B010
    return office


def _fill(office: Office) -> None:
    """A little of most kinds."""
    office.settings.found(OfficeProfile("UBND xã An Bình", "UBND tỉnh Sông Hương", "An Bình"))
    office.settings.save_officer(Officer("Trần Thị Lan"))
    office.plans.store_draft(Draft(small_plan()))
    task = office.tasks.rows()[1].id
    office.tasks.report(task, TaskUpdate(date(2026, 6, 1), 30, "Đang làm"))
    office.figures.type_figure(_Q1, "1.35", "40")
    office.dossiers.set_row(_Q1, office.dossiers.fields()[0].id, Dossiers(online=5, on_time=5))
    office.registers.add("kiem-tra", {"ngay": "5/2/2026", "don_vi": "Trạm Y tế", "loai": "Đột xuất"})
    office.reports.set_remarks(_Q1, 1, results="Đã rà soát văn bản.")
    store = office._desk.store.evidence
    assert store is not None
    office.evidence.attach(Owner(OwnerKind.TASK, task), [take_bytes(store, "a.pdf", b"%PDF-1.4 a")])


class _Desk:
    """An office that takes packages in, and one that sends them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept, self._data = folder / "kept", folder / "data"
        with closing(_opened(folder / "sender")) as sender:
            _fill(sender)
            first = folder / "first.cchc"
            write_load(first, sender.exchange.pack_whole())
            with closing(_opened(self._kept)) as kept:
                self._take(kept, first)
                kept.figures.type_figure(_Q1, "1.35", "41")
                kept.settings.save_officer(Officer("Lê Văn Bình"))
            sender.figures.type_figure(_Q2, "1.35", "42")
            sender.figures.type_figure(_Q1, "1.35", "43")
            self.load = sender.exchange.pack_whole()
        self.office = self._afresh()

    def _afresh(self) -> Office:
        shutil.rmtree(self._data, ignore_errors=True)
        shutil.copytree(self._kept, self._data)
        return _opened(self._data)

    def begin_anew(self) -> None:
        """The office as it was before anything was taken in."""
        self.office.close()
        self.office = self._afresh()

    def _take(self, office: Office, path: Path) -> None:
        laid = self.folder / "laid"
        laid.mkdir()
        try:
            look = read_package(path, "", laid)
            package = CameIn(path, look, LaidOut(laid, look.manifest))
            office.exchange.preview(package)
            office.exchange.take_in(package)
        finally:
            shutil.rmtree(laid, ignore_errors=True)

    def take(self, path: Path) -> None:
        """Takes a package in. Raises Refusal."""
        self._take(self.office, path)

    def state(self) -> int:
        """How many operations there are."""
        return len(self.office.history.entries())


def hostile_load(load: Load, dice: Dice) -> tuple[Load, str]:
    """The load with something odd in its records."""
    values = json.loads(json.dumps(dict(load.values)))
    lines: dict[str, list[Any]] = {
        name: json.loads(json.dumps(list(each))) for name, each in load.lines.items()
    }
    rows, dots = lines[STATES], lines[DOTS]
    how = ""
    for _ in range(dice.choice((1, 1, 2, 5))):
        match dice.randrange(14):
            case 0:
                how += f" head{odd_inside(values[STATES_HEAD], dice)}"
            case 1 if dots:
                how += f" dots{odd_inside(dots, dice)}"
            case 2:
                one, two = dice.sample(rows, 2)
                name = dice.choice(("table", "id"))
                one[name], two[name] = two.get(name), one.get(name)
                how += f" {name} swapped"
            case 3:
                rows.remove(dice.choice(rows))
                how += " a row lost"
            case 4:
                rows.append(json.loads(json.dumps(dice.choice(rows))))
                how += " a row twice"
            case 5:
                table = dice.choice(rows).get("table")
                like = [row for row in rows if row.get("table") == table]
                one, two = dice.choice(like), dice.choice(like)
                for name in [name for name in two if name not in ("table", "id")]:
                    one[name] = json.loads(json.dumps(two[name]))
                how += " another row's state"
            case 6:
                how += f" row{odd_inside(dice.choice(rows), dice)}"
            case _:
                how += f" leaf{_other_leaf(rows, dice)}"
    return Load(load.head, values, lines, load.texts, load.packs, load.files), how.strip()


_PLAUSIBLE: tuple[Any, ...] = (
    "", "0", "-1", -1, 0, 1, 10**15, 2**62, 1.5, True, None, "2026-13-45", "9999-12-31", "2026-Q1",
    "x" * 5_000,
    "a\nb", "task", "\u202e", "plan-1", "task-1", "[]", "{}", "1e9", "kps", [], {},
)  # fmt: skip


def _leaves(value: Any, path: str = "") -> list[tuple[Any, Any, str]]:
    """Where the scalars of a row stand: what holds them, the key there, and the way."""
    if isinstance(value, dict):
        return [found for key, each in value.items() for found in _leaf(value, key, each, path)]
    return [found for key, each in enumerate(value) for found in _leaf(value, key, each, path)]


def _leaf(holder: Any, key: Any, each: Any, path: str) -> list[tuple[Any, Any, str]]:
    if isinstance(each, dict | list):
        return _leaves(each, f"{path}/{key}")
    return [(holder, key, f"{path}/{key}")]


def _other_leaf(rows: list[Any], dice: Dice) -> str:
    """Makes one scalar of a row another one; gives where."""
    row = dice.choice(rows)
    holder, key, path = dice.choice(_leaves(row))
    other, place, _ = dice.choice(_leaves(dice.choice(rows)))
    holder[key] = other[place] if dice.random() < 0.4 else dice.choice(_PLAUSIBLE)
    return f" {row.get('table')}{path}"[:80]


def run(count: int, seed: int, place: Path | None = None) -> Outcome:
    """Takes so many in; the same seed makes the same."""
    found = Outcome()
    with (
        tempfile.TemporaryDirectory(prefix="states-", dir=place) as name,
        pytest.MonkeyPatch.context() as patch,
    ):
        hash_quickly(patch)
        desk = _Desk(Path(name))
        try:
            for number in range(count):
                _try(desk, random.Random(f"{seed}:{number}"), f"{seed}:{number}", found)
        finally:
            desk.office.close()
    return found


def _try(desk: _Desk, dice: Dice, words: str, found: Outcome) -> None:
    load, how = hostile_load(desk.load, dice)
    words = f"{words} ({how})"
    path = desk.folder / "gói.cchc"
    try:
        write_load(path, load)
    except (ValueError, TypeError):
        # What no package can hold was put into it: nobody can send it.
        return
    found.tried += 1
    begun, before = time.perf_counter(), desk.state()
    try:
        desk.take(path)
        found.read += 1
        if damage := desk.office.check().damage:
            found.failed.append(f"{words}: {damage[0]}"[:600])
        desk.begin_anew()
    except Refusal as refusal:
        found.refused[str(refusal)] = found.refused.get(str(refusal), 0) + 1
        if not str(refusal).endswith(".") or "\n" in str(refusal):
            found.failed.append(f"{words}: no sentence: {refusal}")
        if desk.state() != before:
            found.failed.append(f"{words}: refused, and yet something was stored")
            desk.begin_anew()
    except Exception as error:
        found.failed.append(f"{words}: {type(error).__name__}: {error}"[:600])
        desk.begin_anew()
    took = time.perf_counter() - begun
    found.slowest = max(found.slowest, took)
    if took > SLOWEST:
        found.failed.append(f"{words}: took {took:.0f} s")


def main() -> int:
    """Takes so many in and says what became of them."""
    given = [int(word) for word in sys.argv[1:]]
    count, seed = given + [1_000, 1][len(given) :]
    found = run(count, seed)
    print(found.text)
    return int(bool(found.failed))


if __name__ == "__main__":
    sys.exit(main())
