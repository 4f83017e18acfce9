"""The parts of the torture, two at a time; each has a seed of its own: it does the same on every run."""

import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.torture.jobs import JOBS
from tests.torture.sealed import SEALED_JOBS
from tests.torture.tally import Tally


@dataclass(frozen=True)
class Amounts:
    """How much is done: how many ``kills``, ``cuts`` of the power, ``damaged`` files and ``hostile`` inputs,
    how often all pages are opened (``rounds``); so many ``points`` of each job, and ``disks``."""

    kills: int = 300
    points: int = 300
    disks: int = 12
    cuts: int = 200
    damaged: int = 300
    hostile: int = 10_000
    rounds: int = 100


Part = Callable[[Amounts, Path, random.Random], list[Tally]]


def _kills(kind: str, share: float, amounts: Amounts, place: Path, dice: random.Random) -> list[Tally]:
    from tests.torture import kill, sealed

    return [(kill.KINDS | sealed.KILLS)[kind](round(amounts.kills * share), place, dice)]


def _faults(names: tuple[str, ...], amounts: Amounts, place: Path, _: random.Random) -> list[Tally]:
    from tests.torture import disturb

    return [tally for name in names for tally in disturb.faults(name, place, amounts.points)]


def _sealed_faults(amounts: Amounts, place: Path, dice: random.Random) -> list[Tally]:
    # What they have in common with plain data is disturbed at every point there.
    return _faults(_SEALED, replace(amounts, points=amounts.points // 6), place, dice)


def _ends(names: tuple[str, ...], amounts: Amounts, place: Path, _: random.Random) -> list[Tally]:
    from tests.torture import disturb

    # Each takes a process of its own.
    return [tally for name in names for tally in disturb.kills(name, place, amounts.points // 12)]


def _full(amounts: Amounts, place: Path, _: random.Random) -> list[Tally]:
    from tests.torture import full_disk

    return list(full_disk.run(amounts.disks, place))


def _power(amounts: Amounts, place: Path, dice: random.Random) -> list[Tally]:
    from tests.torture import power_cut

    return list(power_cut.run(amounts.cuts, place, dice))


def _damage(amounts: Amounts, place: Path, dice: random.Random) -> list[Tally]:
    from tests.torture import damage

    return list(damage.run(amounts.damaged, place, dice))


def _sealed_damage(amounts: Amounts, place: Path, dice: random.Random) -> list[Tally]:
    from tests.torture import damage

    return list(damage.run(amounts.damaged // 3, place, dice, is_sealed=True))


def _hostile(amounts: Amounts, _place: Path, dice: random.Random) -> list[Tally]:
    from tests.torture import hostile

    begun = time.perf_counter()
    lines = hostile.run(amounts.hostile, dice.randrange(10_000)).lines.values()
    seconds = (time.perf_counter() - begun) / max(1, len(lines))
    return [Tally(f"hostile file: {line.kind}", line.tried, line.failed, seconds) for line in lines]


def _packages(amounts: Amounts, place: Path, dice: random.Random) -> list[Tally]:
    from tests.torture import hostile_packages, hostile_states

    tallies = []
    for words, run, count in (
        ("hostile package", hostile_packages.run, amounts.hostile),
        ("hostile records in a package", hostile_states.run, amounts.hostile // 5),
    ):
        begun = time.perf_counter()
        found = run(count, dice.randrange(10_000), place)
        tallies.append(Tally(words, found.tried, found.failed, time.perf_counter() - begun))
    return tallies


def _long_use(amounts: Amounts, _place: Path, _dice: random.Random) -> list[Tally]:
    tally = Tally("each page opened again and again")
    with tally.trial(f"{amounts.rounds} rounds"):
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "tests/scenarios/test_long_use.py"],
            env={**os.environ, "ROUNDS": str(amounts.rounds)}, cwd=Path(__file__).parents[2],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-400:]
    return [tally]


_NAMES, _SEALED = tuple(JOBS), tuple(SEALED_JOBS)
PARTS: dict[str, Part] = {
    "kill-typing": partial(_kills, "typing", 0.04),
    "kill-writes": partial(_kills, "writes", 0.36),
    "kill-imports": partial(_kills, "imports", 0.2),
    "kill-upgrades": partial(_kills, "upgrades", 0.2),
    "kill-backups": partial(_kills, "backups", 0.2),
    "faults-1": partial(_faults, _NAMES[:3]),
    "faults-2": partial(_faults, _NAMES[3:6]),
    "faults-3": partial(_faults, _NAMES[6:]),
    "ends": partial(_ends, _NAMES),
    "kill-writes-encrypted": partial(_kills, "writes-encrypted", 0.1),
    "kill-encrypting": partial(_kills, "encrypting", 0.1),
    "kill-passwords": partial(_kills, "passwords", 0.1),
    "faults-encrypted": _sealed_faults,
    "ends-encrypted": partial(_ends, _SEALED),
    "damage-encrypted": _sealed_damage,
    "full-disk": _full,
    "power-cut": _power,
    "damage": _damage,
    "hostile": _hostile,
    "packages": _packages,
    "long-use": _long_use,
}
"""What the torture consists of, what takes longest first."""


def run_part(name: str, amounts: Amounts, seed: int) -> list[Tally]:
    """One part in a place of its own."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="cchc-torture-") as place:
        found = PARTS[name](amounts, Path(place), random.Random(f"{seed} {name}"))
    print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    return found


def run(names: list[str], amounts: Amounts, seed: int) -> Iterator[Tally]:
    """The parts, two at a time; a part that breaks down is a loss, too."""
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(2, mp_context=context, max_tasks_per_child=1) as pool:
        running = [(name, pool.submit(run_part, name, amounts, seed)) for name in names]
        for name, each in running:
            try:
                yield from each.result()
            except Exception as error:
                yield Tally(name, 1, [f"the part itself broke down: {type(error).__name__}: {error}"])
