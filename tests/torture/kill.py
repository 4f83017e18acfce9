"""The program killed at any moment: what it had acknowledged is there, and nothing is there by half.

Programs that do one thing without end, and say so after each time, are killed some time after they began. The
window is a program of its own (`keep_typing.py`); the others are started from one that has everything loaded,
so that many can be killed in a short time.
"""

import itertools
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.plan import Draft, Item, Plan, new_id
from cchc_desktop.domain.report_periods import Period, Span
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Findings, Office
from tests.plans import small_plan
from tests.reporting import report
from tests.torture.jobs import DAY, VERSIONS, held, left_over, small_office
from tests.torture.keep_keying import answers_of
from tests.torture.tally import Tally

ROOT = Path(__file__).resolve().parents[2]
TYPING = Path(__file__).with_name("keep_typing.py")
KEYING = Path(__file__).with_name("keep_keying.py")
QUARTER = Period(2026, Span.Q1)
Say = Callable[[str], None]
_SPAWN = multiprocessing.get_context("forkserver")
_SPAWN.set_forkserver_preload(["tests.torture.kill"])
_PATIENCE_SECONDS = 60


# What the programs do


def keep_reporting(folder: Path, say: Say) -> None:
    """Reports progress on a task."""
    keep_reporting_in(Office.open(folder, lambda: DAY), say)


def keep_reporting_in(office: Office, say: Say) -> None:
    """The same in open data."""
    for number in itertools.count(len(office.tasks.updates("task-1"))):
        report(office, "task-1", TaskUpdate(DAY, number % 100, f"lần {number}"))
        say(f"{number}")


def keep_taking_in(folder: Path, say: Say) -> None:
    """Takes in plans, each a tree of many records."""
    office = Office.open(folder, lambda: DAY)
    for _ in itertools.count():
        office.plans.store_draft(Draft(_new_plan()))
        say("plan")


def _new_plan() -> Plan:
    def anew(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(replace(item, id=new_id(), children=anew(item.children)) for item in items)

    plan = small_plan()
    return replace(plan, id=new_id(), items=anew(plan.items))


def open_older(folder: Path, say: Say) -> None:
    """Opens data of an earlier version, which upgrades them."""
    say("begun")
    Office.open(folder).close()
    say("done")


def keep_backing_up(folder: Path, say: Say) -> None:
    """Changes something and backs it up."""
    office = Office.open(folder, lambda: DAY)
    for number in itertools.count():
        report(office, "task-1", TaskUpdate(DAY, number % 100, "sao lưu"))
        made = office.backups.make(Reason.MANUAL)
        assert made is not None
        say(made.path.name)


def _run(program: Callable[[Path, Say], None], folder: Path, said: Path) -> None:
    """In the process that is to be killed: what is said is in a file at once."""
    handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def say(words: str) -> None:
        os.write(handle, f"{words}\n".encode())

    program(folder, say)


def killed(program: Callable[[Path, Say], None], folder: Path, seconds: float) -> list[str]:
    """Runs a program until it was killed, so long after it had first said something; gives what it said."""
    said = folder.parent / f"{folder.name}.said"
    said.write_text("")
    running = _SPAWN.Process(target=_run, args=(program, folder, said))
    running.start()
    until = time.monotonic() + _PATIENCE_SECONDS
    while not said.stat().st_size and running.is_alive() and time.monotonic() < until:
        time.sleep(0.001)
    running.join(seconds)
    running.kill()
    running.join()
    assert running.exitcode in (0, -signal.SIGKILL), f"exit code {running.exitcode}"
    lines = said.read_text().splitlines()
    assert lines, "the program said nothing"
    return lines


# What is tried


def _opened(folder: Path) -> Office:
    return Office.open(folder)


def writes(
    times: int,
    place: Path,
    dice: random.Random,
    words: str = "killed while storing",
    program: Callable[[Path, Say], None] = keep_reporting,
    prepare: Callable[[Path], object] = small_office,
    opened: Callable[[Path], Office] = _opened,
) -> Tally:
    """Reports, in one folder that is killed again and again; in the end all of them are undone."""
    tally, folder = Tally(words), place / "writes"
    prepare(folder)
    with closing(opened(folder)) as office:
        known = len(office.tasks.updates("task-1"))
    for turn in range(times):
        with tally.trial(f"kill {turn}"):
            acknowledged = int(killed(program, folder, dice.uniform(0, 0.12))[-1]) + 1
            with closing(opened(folder)) as office:
                updates = [update.result for update in office.tasks.updates("task-1")]
                # The last one may have been stored and not been said.
                assert len(updates) in (acknowledged, acknowledged + 1), (len(updates), acknowledged)
                assert updates[known:] == [f"lần {number}" for number in range(known, len(updates))]
                assert office.check().damage == ()
    with tally.trial("undoing all of it"), closing(opened(folder)) as office:
        while office.history.next_undo():
            office.history.undo()
        assert office.plans.heads() == []
    return tally


def imports(times: int, place: Path, dice: random.Random) -> Tally:
    """Plans that are taken in: each is there with all of its records, or not at all."""
    tally, folder = Tally("killed while taking in"), place / "imports"
    small_office(folder)
    there = 1
    for turn in range(times):
        with tally.trial(f"kill {turn}"):
            said = killed(keep_taking_in, folder, dice.uniform(0, 0.15))
            with closing(Office.open(folder)) as office:
                heads = office.plans.heads()
                assert len(heads) in (there + len(said), there + len(said) + 1)
                there = len(heads)
                items = {len(list(office.plans.get(head.id).walk())) for head in heads[-3:]}
                assert items == {len(list(small_plan().walk()))}
                assert office.check().damage == ()
    return tally


def upgrades(times: int, place: Path, dice: random.Random) -> Tally:
    """Data of each earlier version while they are upgraded."""
    tally = Tally("killed while upgrading")
    kept = sorted(VERSIONS.glob("*.db"))
    expected = {}
    for version in kept:
        folder = place / version.stem
        folder.mkdir()
        shutil.copy(version, folder / "cchc.db")
        expected[version] = held(folder)
    for turn in range(times):
        version, folder = kept[turn % len(kept)], place / "upgraded"
        folder.mkdir()
        shutil.copy(version, folder / "cchc.db")
        with tally.trial(f"kill {turn} of {version.stem}"):
            killed(open_older, folder, dice.uniform(0, 0.3))
            assert held(folder) == expected[version]
            assert left_over(folder) == []
        shutil.rmtree(folder)
    return tally


def backups(times: int, place: Path, dice: random.Random) -> Tally:
    """Backups while they are made: each that was acknowledged opens and is whole, none is there by half."""
    tally, folder, looked = Tally("killed while backing up"), place / "backups", place / "looked-at"
    small_office(folder)
    for turn in range(times):
        with tally.trial(f"kill {turn}"):
            said = killed(keep_backing_up, folder, dice.uniform(0, 0.3))
            with closing(Office.open(folder)) as office:
                there = {each.path.name: each.path for each in office.backups.list()}
                assert office.check().damage == ()
            assert set(said) <= set(there)
            assert left_over(folder) == []
            looked.mkdir()
            shutil.copy(there[said[-1]], looked / "cchc.db")
            held(looked)
            shutil.rmtree(looked)
            for path in sorted(there.values())[:-2]:
                path.unlink()
                path.with_suffix(".json").unlink()
    return tally


def typing(times: int, place: Path, dice: random.Random) -> Tally:
    """Figures that are typed into the window by its keys alone: every cell that was left is there."""
    tally, folder = Tally("killed while typing in the window"), place / "typing"
    for turn in range(times):
        with tally.trial(f"kill {turn}"):
            start = str(1000 * turn + 1)
            said = _said_until_killed(
                dice.uniform(0.1, 2.5), TYPING, str(folder), "2026-Q1", start, after=dice.randint(4, 20)
            )
            typed = [line.split() for line in said]
            assert len({code for code, _ in typed}) > 3
            with closing(Office.open(folder)) as office:
                ledger = office.figures.ledger()
                kept = {code: ledger.figure(QUARTER, code).value for code, _ in typed}
                # The one after the last may have been stored and not been said.
                assert sum(kept[code] != int(value) for code, value in dict(typed).items()) <= 1
                assert all(value is not None for value in kept.values())
                assert office.check().damage == ()
    return tally


def keying(times: int, place: Path, dice: random.Random) -> Tally:
    """Forms of a survey that are keyed in the window by figures alone: every form whose last answer was keyed
    is there with just its answers, and of the one that was being keyed nothing."""
    tally, folder = Tally("killed while forms are keyed"), place / "keying"
    stored = 0
    for turn in range(times):
        with tally.trial(f"kill {turn}"):
            said = _said_until_killed(dice.uniform(0, 1.5), KEYING, str(folder), after=dice.randint(2, 12))
            told = list(map(int, said))
            assert told == list(range(stored + 1, stored + 1 + len(told)))
            with closing(Office.open(folder)) as office:
                (survey,) = office.surveys.all()
                questionnaire = office.surveys.questionnaire(survey)
                forms = office.surveys.forms(survey.id)
                stored = len(forms)
                # The one after the last may have been stored and not been said.
                assert told[-1] <= stored <= told[-1] + 1
                assert [each.number for each in forms] == list(range(1, stored + 1))
                assert all(each.answers == answers_of(questionnaire, each.number) for each in forms)
                assert office.check() == Findings()
    tally.note = f"{stored} forms of 22 answers"
    return tally


def _said_until_killed(seconds: float, program: Path, *arguments: str, after: int = 1) -> list[str]:
    """The lines that a program had said when it was killed, some time after so many of them."""
    running = subprocess.Popen(
        [sys.executable, str(program), *arguments],
        stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert running.stdout is not None
    # A program that has nothing to say must not hold the tests up.
    watchdog = threading.Timer(_PATIENCE_SECONDS, running.kill)
    watchdog.start()
    first = [running.stdout.readline().strip() for _ in range(after)]
    time.sleep(seconds)
    watchdog.cancel()
    running.send_signal(signal.SIGKILL)
    rest = running.stdout.read().splitlines()
    running.stdout.close()
    running.wait()
    assert all(first), "the program said nothing"
    return [*first, *rest]


KINDS: dict[str, Callable[[int, Path, random.Random], Tally]] = {
    "writes": writes, "imports": imports, "upgrades": upgrades, "backups": backups, "typing": typing,
    "keying": keying,
}  # fmt: skip


def run(times: int, place: Path, dice: random.Random) -> Iterator[Tally]:
    """So many kills in all, most of them while something is stored."""
    shares = {
        "writes": 0.3, "imports": 0.2, "upgrades": 0.2, "backups": 0.2, "typing": 0.05, "keying": 0.05,
    }  # fmt: skip
    for name, share in shares.items():
        yield KINDS[name](max(1, round(times * share)), place, dice)
