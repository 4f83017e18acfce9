"""A disk that is full at any point: every job on a small disk of its own, with a little more room each time.

What does not fit is told in a sentence and changes nothing; with room again the same is done without loss.
Making such a disk takes the rights of a super-user; without them the line says so, and faults that play a
full disk (`disturb.py`) are what is left.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cchc_desktop.domain.errors import CchcError
from tests.torture.disturb import Bench
from tests.torture.sealed import ALL_JOBS
from tests.torture.tally import Tally

_PAGE = 4096


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    """A disk of so many bytes. Raises PermissionError where none can be made."""
    place.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", os.fspath(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        raise PermissionError
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", os.fspath(place)], check=True)


def run(steps: int, place: Path, names: tuple[str, ...] = tuple(ALL_JOBS)) -> Iterator[Tally]:
    """Each job with ``steps`` amounts of room, from none to what it needs."""
    for name in names:
        tally = Tally(f"full disk: {name}")
        bench = Bench(name, place)
        need = _needed(bench, place)
        for step in range(steps):
            room = need * step // steps
            with tally.trial(f"{room} of {need} bytes"):
                try:
                    _on_a_full_disk(bench, place, room, need)
                except PermissionError:
                    tally.note = "no disk can be made without the rights of a super-user"
                    tally.tried -= 1
                    break
        yield tally


def _needed(bench: Bench, place: Path) -> int:
    """How much a job writes beside what is there before, at most."""
    with bench.copied(place / "measured") as folder:
        before = _size(folder.parent)
        bench.job.work(folder)
        # Drafts and journals come and go: at most a copy of all that is there in the end.
        return 2 * _size(folder.parent) - before + 16 * _PAGE


def _size(folder: Path) -> int:
    return sum(-(-path.stat().st_size // _PAGE) * _PAGE for path in folder.rglob("*") if path.is_file())


def _on_a_full_disk(bench: Bench, place: Path, room: int, need: int) -> None:
    size = 2 * _size(bench.start) + need + 64 * _PAGE
    with small_disk(place / "disk", size) as disk, bench.copied(disk / "now") as folder:
        filler = disk / "filler"
        free = shutil.disk_usage(disk).free
        filler.write_bytes(bytes(max(0, free - room)))
        with suppress(CchcError):
            bench.job.work(folder)
        filler.unlink()
        bench.look(folder)
