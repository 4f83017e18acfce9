"""A power cut at any moment, played from what the program really asked of the system.

``strace`` records every write, cut, sync, rename and removal of a run that stores and says so. From that the
disk is built as a power cut may leave it: what was synced is there; of what was not, any part is, in any
order, a write perhaps by half; a new or removed name counts once its folder was synced, before that either
way. Then the program opens what is there: all that it had said was stored must be, and nothing by half.

It is no real disk: one that says «synced» and is not, as some sticks do, is beyond any program.
"""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from cchc_desktop.office import Office
from tests.reporting import report
from tests.torture.jobs import left_over, small_office
from tests.torture.tally import Tally

ROOT = Path(__file__).resolve().parents[2]
_CALLS = "openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2,close"
_CALL = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_HANDLE = re.compile(r"^(\d+)<([^>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_SAID = "said"


@dataclass
class Disk:
    """What is on a disk for certain, and what was asked for and not synced yet."""

    files: dict[str, bytes] = field(default_factory=dict)
    """By name, as the folder has it for certain."""
    waiting: list[tuple[str, str, int, bytes]] = field(default_factory=list)
    """What is not synced: kind, name, place, content."""
    new: set[str] = field(default_factory=set)
    """Files whose name the folder does not have for certain."""

    def sync(self, name: str) -> None:
        """A file is synced: what was written to it is there."""
        rest = []
        for kind, of, place, content in self.waiting:
            if of == name and kind in ("write", "cut"):
                _apply(self.files, kind, of, place, content)
            else:
                rest.append((kind, of, place, content))
        self.waiting = rest

    def sync_names(self) -> None:
        """The folder is synced: names that were removed or given are so for good."""
        for kind, of, place, content in [each for each in self.waiting if each[0] in ("remove", "rename")]:
            _apply(self.files, kind, of, place, content)
        self.waiting = [each for each in self.waiting if each[0] not in ("remove", "rename")]
        self.new.clear()

    def make(self, name: str) -> None:
        """A file is opened, and made where there is none. One that was removed before is another."""
        if any(kind == "remove" and of == name for kind, of, *_ in self.waiting):
            self.files.pop(name, None)
            self.waiting = [each for each in self.waiting if each[1] != name]
        if name not in self.files:
            self.new.add(name)

    def after_a_cut(self, dice: random.Random) -> dict[str, bytes]:
        """What a power cut now may leave."""
        found = {name: content for name, content in self.files.items()
                 if name not in self.new or dice.random() < 0.5}  # fmt: skip
        lost = self.new - set(found)
        chance = dice.choice((0.0, 0.3, 0.7, 1.0))
        for kind, of, place, content in self.waiting:
            if of not in lost and dice.random() < chance:
                # Of a write that was under way, whole sectors are there.
                is_torn = kind == "write" and dice.random() < 0.1
                end = 512 * dice.randint(0, len(content) // 512) if is_torn else len(content)
                _apply(found, kind, of, place, content[:end])
        return found


def _apply(files: dict[str, bytes], kind: str, name: str, place: int, content: bytes) -> None:
    old = files.get(name, b"")
    if kind == "write":
        files[name] = old.ljust(place, b"\0")[:place] + content + old[place + len(content) :]
    elif kind == "cut":
        files[name] = old[:place].ljust(place, b"\0")
    elif kind == "remove":
        files.pop(name, None)
    elif name in files:
        files[content.decode()] = files.pop(name)


def recorded(folder: Path, times: int) -> list[str]:
    """What a program that stores so many reports asks of the system; empty where that cannot be recorded."""
    if shutil.which("strace") is None:
        return []
    trace = folder.parent / "trace"
    subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "200000", "-e", f"trace={_CALLS}", "-o", str(trace),
         sys.executable, "-m", "tests.torture.power_cut", str(folder), str(times)],
        check=True, cwd=ROOT, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return trace.read_text("ascii", "replace").splitlines()


def moments(lines: list[str], folder: Path, disk: Disk) -> Iterator[int]:
    """Plays the record onto a disk; stops after each thing with how many reports were said to be stored."""
    said = 0
    inside = f"{folder}/"
    places: dict[str, int] = {}
    for line in lines:
        if (call := _CALL.match(line)) is None or call[3].startswith("-"):
            continue
        name, words = call[1], _plain_paths(call[2])
        if (handle := _HANDLE.match(words)) is not None:
            path = handle[2]
            if path.endswith(f"/{_SAID}") and name == "write":
                said += 1
                continue
            if path == str(folder) and name in ("fsync", "fdatasync"):
                disk.sync_names()
                yield said
                continue
            if not path.startswith(inside):
                continue
            file = path.removeprefix(inside)
            if name in ("fsync", "fdatasync"):
                disk.sync(file)
            elif name == "pwrite64":
                place = int(words.rsplit(", ", 1)[1])
                disk.waiting.append(("write", file, place, _bytes(call[2])))
            elif name == "write":
                content = _bytes(call[2])
                disk.waiting.append(("write", file, places.get(file, 0), content))
                places[file] = places.get(file, 0) + len(content)
            elif name == "ftruncate":
                disk.waiting.append(("cut", file, int(words.rsplit(", ", 1)[1]), b""))
            elif name == "close":
                places.pop(file, None)
                continue
            yield said
            continue
        paths = [found for found in re.findall(r'"([^"]*)"', words) if found.startswith(inside)]
        files = [path.removeprefix(inside) for path in paths]
        if name in ("unlink", "unlinkat") and files:
            disk.waiting.append(("remove", files[0], 0, b""))
            yield said
        elif name.startswith("rename") and len(files) == 2:
            disk.waiting.append(("rename", files[0], 0, files[1].encode()))
            yield said
        elif name == "openat" and files:
            if "O_CREAT" in words:
                disk.make(files[0])
            if "O_TRUNC" in words:
                disk.waiting.append(("cut", files[0], 0, b""))


def _plain_paths(words: str) -> str:
    """The words of a call with its names readable; content stays as it is."""

    def readable(found: re.Match[str]) -> str:
        raw = bytes.fromhex(found[1].replace("\\x", ""))
        return f'"{raw.decode()}"' if raw.startswith(b"/") and raw.isascii() else found[0]

    words = re.sub(r"<((?:\\x[0-9a-f]{2})+)>", lambda found: f"<{_decoded(found[1])}>", words)
    return _TEXT.sub(readable, words)


def _decoded(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode("utf-8", "replace")


def _bytes(words: str) -> bytes:
    """The content of a call as it was recorded: once names are readable, what looks like one is, too."""
    found = _TEXT.search(words)
    assert found is not None, words[:100]
    return bytes.fromhex(found[1].replace("\\x", ""))


def run(times: int, place: Path, dice: random.Random) -> Iterator[Tally]:
    """So many power cuts, spread over a run of storing."""
    tally = Tally("power cut while storing")
    folder, tried = place / "power", place / "cut"
    small_office(folder)
    reports = _reports(folder)
    disk = Disk({path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()})
    lines = recorded(folder, 12)
    if not lines:
        tally.note = "strace is not there"
        yield tally
        return
    states = [(said, disk.after_a_cut(dice)) for said in moments(lines, folder, disk) for _ in range(3)]
    assert states[-1][0] == 12, "the record holds what was said"
    for number in sorted(dice.sample(range(len(states)), min(times, len(states)))):
        said, files = states[number]
        tried.mkdir()
        for name, content in files.items():
            (tried / name).write_bytes(content)
        with tally.trial(f"moment {number} of {len(states)}, {said} said"):
            found = _reports(tried)
            assert found[: len(reports)] == reports
            new = found[len(reports) :]
            assert new == [f"lần {each}" for each in range(len(new))]
            # The last one may have been stored and not been said.
            assert said <= len(new) <= said + 1, (said, len(new))
            assert left_over(tried) == []
        shutil.rmtree(tried)
    yield tally


def _reports(folder: Path) -> list[str]:
    with closing(Office.open(folder)) as office:
        assert office.check().damage == ()
        return [update.result for update in office.tasks.updates("task-1")]


def _store(folder: Path, times: int) -> None:
    """The run that is recorded: each report is said once it is stored."""
    from datetime import date

    from cchc_desktop.domain.tasks import TaskUpdate

    with open(folder.parent / _SAID, "wb", buffering=0) as said, closing(Office.open(folder)) as office:
        for number in range(times):
            report(office, "task-1", TaskUpdate(date(2026, 7, 1), number, f"lần {number}"))
            said.write(b".")


if __name__ == "__main__":
    _store(Path(sys.argv[1]), int(sys.argv[2]))
