"""How long the window takes under Wine, beside the same program laid out as packages come."""

import io
import os
import shutil
import statistics
import subprocess
import tarfile
from pathlib import Path
from typing import NamedTuple

from ..packages import build_program
from ..python_for_windows import fetch_python
from ..stage import stage, stage_plainly
from ..workplace import BUILD, HERE, ROOT, BuildError, emptied, say
from .prefix import Prefix
from .screen import Screen


class Start(NamedTuple):
    """Milliseconds from the start of the process to the first paint, and those of a processor's work."""

    went_by: float
    worked: float


def compare(turns: int, before: str) -> None:
    """Times both in turns, so that whatever slows the machine down slows both; prints each and the medians.

    :param before: the commit whose program is laid out plainly; the present one where none is named.
    :raises BuildError: one cannot be laid out, or its window does not open.
    """
    packed = stage("payload-bench").folder
    plain = stage_plainly("payload-plain", build_program(_source(before), "program-plain"))
    shutil.copyfile(fetch_python() / "python.exe", packed / "runtime" / "python.exe")
    windows = Prefix(BUILD / "bench").create()
    windows.add_stubs()
    screen = Screen(windows.environment)
    windows.keep_warm()
    found: dict[str, list[Start]] = {"packed": [], "plain": []}
    try:
        data = windows.drive / "data"
        windows.run(packed / "cchc-desktop.exe", "--data", windows.windows_path(data), "demo")
        # The older program must find data that it can open.
        kept = {"packed": data, "plain": windows.drive / "data-plain"}
        words = ("-m", "cchc_desktop", "--data", windows.windows_path(kept["plain"]), "demo")
        windows.run(plain / "runtime" / "python.exe", *words)
        for turn in range(turns + 1):
            for name, folder in (("plain", plain), ("packed", packed)):
                took = _first_paint(windows, folder / "runtime" / "python.exe", kept[name])
                note = "" if turn else " (does not count)"
                say(f"{name}: {took.went_by:.0f} ms, {took.worked:.0f} ms of work{note}")
                if turn:
                    found[name].append(took)
    finally:
        windows.end()
        screen.close_all()
    for what in ("went_by", "worked"):
        ours, theirs = (
            statistics.median(getattr(each, what) for each in found[n]) for n in ("packed", "plain")
        )
        say(f"{what}: {ours:.0f} ms packed, {theirs:.0f} ms plain, ratio {ours / theirs:.2f}")


def _first_paint(windows: Prefix, python: Path, data: Path) -> Start:
    result = windows.drive / "first-paint.txt"
    result.unlink(missing_ok=True)
    script = windows.windows_path(HERE / "wine" / "first_paint.py")
    done = windows.run(python, script, windows.windows_path(data), windows.windows_path(result), limit=120)
    if not result.exists():
        raise BuildError(f"{python.parent.parent.name}: no window ({done.code}): {done.errors}")
    return Start(*map(float, result.read_text(encoding="utf-8").split()))


def _source(commit: str) -> Path:
    """The source tree of a commit."""
    if not commit:
        return ROOT
    packed = subprocess.run(
        ["git", "archive", commit], cwd=ROOT, env=os.environ, capture_output=True, check=True
    )
    folder = emptied(BUILD / "source-before")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder
