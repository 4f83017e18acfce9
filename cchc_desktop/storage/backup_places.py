"""A second place for backups: a stick, another disk or a folder of the network that may come and go.

It is a folder of its own in the one that the official chose, with a mark in it, so that a stick is known
again under another drive letter, and so that nothing else on it is ever touched. Backups are copied there
with their words and held against their checksums, and so is the evidence that the place has not got yet.
"""

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from .. import durable, log, machine
from ..domain.backups import Verified
from ..domain.errors import EnvironmentProblem, Refusal
from .backup_files import Backup, free_name, list_backups, write_manifest
from .backups import AT_ONCE, Work, thin
from .content import DRAFTS, EVIDENCE, FolderStore, file_hash
from .data_copy import no_room, told_why

MARK = "cchc-noi-sao-luu.json"
"""The file that a second place is known by."""
_FOLDER = "cchc-sao-luu"
_PIECE = 1 << 20
_MOST_BYTES = 65536


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Where a PC keeps further backups.

    ``mark`` is what the place is known by; ``path`` is where it was seen last, ``root`` the drive that it was
    on, ``inside`` its path on that drive. ``is_near`` says that it is on the disk of
    the data, and goes with it.
    """

    mark: str
    path: str
    root: str
    inside: str
    is_near: bool = False

    def as_text(self) -> str:
        """The place as it is kept among this PC's preferences."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> "SecondPlace | None":
        """The place that was kept; None where none was."""
        try:
            known = json.loads(text)
            mark, path, root, inside = (str(known[name]) for name in ("mark", "path", "root", "inside"))
            return cls(mark, path, root, inside, bool(known["is_near"]))
        except (ValueError, TypeError, KeyError, RecursionError):
            return None


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of bringing a backup to a second place: its ``folder``, where it is there now.

    ``backup`` is the copy there. ``evidence`` counts the files that were brought with it, ``missing`` those
    that are no longer what they were, or gone.
    """

    folder: Path
    backup: Backup
    evidence: int = 0
    missing: int = 0


def make_place(chosen: Path, data: Path) -> SecondPlace:
    """Makes a place for the backups of a data folder in the folder that was chosen, or finds the one there.

    Raises Refusal where that lies in the data folder or is no folder, EnvironmentProblem where it cannot be
    written to.
    """
    chosen, data = chosen.absolute(), data.absolute()
    if not chosen.is_dir():
        raise Refusal(f"Không có thư mục «{chosen}». Hãy chọn một thư mục đang có.")
    if chosen.resolve().is_relative_to(data.resolve()):
        raise Refusal(
            "Thư mục này nằm trong thư mục dữ liệu, nên hỏng ổ đĩa thì mất cả hai. Hãy chọn USB, ổ đĩa khác "
            "hoặc thư mục mạng."
        )
    owner = {"machine": machine.name(), "data": str(data)}
    with told_why(chosen):
        for folder in (chosen, *sorted(chosen.glob(f"{_FOLDER}-*"))):
            known = _read_mark(folder)
            if (
                known is not None
                and known.get("machine") == owner["machine"]
                and known["data"] == owner["data"]
            ):
                _try_writing(folder)
                return _place(folder, known["mark"], data)
        mark = uuid4().hex
        name = re.sub(r"[^A-Za-z0-9]+", "-", machine.name()).strip("-")[:24]
        folder = chosen / "-".join(filter(None, (_FOLDER, name, mark[:8])))
        folder.mkdir()
        draft = folder / f"{MARK}.new-{uuid4().hex[:8]}"
        draft.write_text(json.dumps({"mark": mark, **owner}, ensure_ascii=False), "utf-8")
        durable.replace(draft, folder / MARK)
        durable.sync_folder(chosen)
        return _place(folder, mark, data)


def places_in(folder: Path) -> list[Path]:
    """The second places in a folder, such as a drive: of whatever PC. Raises OSError."""
    return [each for each in sorted(folder.glob(f"{_FOLDER}-*")) if _read_mark(each) is not None]


def find(place: SecondPlace) -> Path | None:
    """Where the place is now, under whatever drive letter; None where it is not here."""
    path = Path(place.path)
    for folder in (path, *(root / place.inside for root in _drives(place))):
        known = _read_mark(folder)
        if known is not None and known["mark"] == place.mark:
            return folder
    return None


def seen_at(place: SecondPlace, folder: Path, data: Path) -> SecondPlace:
    """The place as it is kept once it was found in a folder."""
    return _place(folder, place.mark, data)


def bring(backup: Backup, data: Path, folder: Path, now: datetime, work: Work = AT_ONCE) -> Brought:
    """Copies a backup of the data folder to a second place that is here, with the evidence it lacks; then
    thins the place out by the rule for all backups.

    Raises EnvironmentProblem where the disk is full, cannot be written to, or gives back something else than
    was written, Stopped; nothing half is left then.
    """
    with log.STORAGE.timed("bring", bytes=backup.size), told_why(folder):
        for left in folder.glob(f"cchc-{DRAFTS}"):
            durable.discard(left)
        evidence, missing = FolderStore(folder / EVIDENCE).bring(
            backup.evidence, FolderStore(data / EVIDENCE), work.check
        )
        there = next((each for each in list_backups(folder) if _is_same(each, backup)), None)
        if there is None:
            target = folder / backup.path.name
            if target.exists():
                target = free_name(folder, backup.made_at, backup.reason)
            there = _bring_file(backup, target, work)
            thin(folder, now, folder / EVIDENCE)
    return Brought(folder, there, evidence, missing)


def _bring_file(backup: Backup, target: Path, work: Work) -> Backup:
    if shutil.disk_usage(target.parent).free < backup.size:
        raise EnvironmentProblem(no_room(target.parent))
    draft = target.with_name(f"{target.name}.new-{uuid4().hex[:8]}")
    try:
        digest = sha256()
        with open(backup.path, "rb", buffering=0) as source, open(draft, "xb") as copy:
            while piece := source.read(_PIECE):
                work.check()
                digest.update(piece)
                copy.write(piece)
            copy.flush()
            os.fsync(copy.fileno())
        if digest.hexdigest() != backup.sha256:
            # So that it stands for the data no longer, and another one is made.
            write_manifest(replace(backup, verified=Verified.SPOILT))
            raise EnvironmentProblem(
                f"Bản sao lưu «{backup.path.name}» trong thư mục dữ liệu không còn như lúc tạo nên không "
                "chép. Hãy bấm «Sao lưu ngay» để tạo bản khác, và kiểm tra ổ đĩa của máy."
            )
        if file_hash(draft, work.check) != backup.sha256:
            raise EnvironmentProblem(
                f"Bản sao lưu chép sang «{target.parent}» đọc lại thấy khác nên đã bỏ. Hãy thử lại; nếu còn "
                "gặp, hãy thay USB hoặc ổ đĩa đó."
            )
        brought = replace(backup, path=target)
        write_manifest(brought)
        durable.replace(draft, target)
    finally:
        durable.discard(draft)
    durable.sync_folder(target.parent)
    return brought


def _is_same(there: Backup, backup: Backup) -> bool:
    """Whether it is that backup, as far as its words and its size tell."""
    return there.sha256 == backup.sha256 and there.has_its_size and there.size == backup.size


def _read_mark(folder: Path) -> dict[str, str] | None:
    """What the mark of a place says; None where it is none, or not here."""
    try:
        with open(folder / MARK, "rb") as file:
            known = json.loads(file.read(_MOST_BYTES).decode("utf-8"))
        return {name: str(known[name]) for name in ("mark", "machine", "data")}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _try_writing(folder: Path) -> None:
    """Raises OSError where nothing can be written."""
    trial = folder / f"cchc-trial.new-{uuid4().hex[:8]}"
    try:
        trial.write_bytes(b"")
    finally:
        durable.discard(trial)


def _place(folder: Path, mark: str, data: Path) -> SecondPlace:
    root = folder
    while root != root.parent and not os.path.ismount(root):
        root = root.parent
    is_near = os.stat(folder).st_dev == os.stat(data).st_dev
    return SecondPlace(mark, str(folder), str(root), str(folder.relative_to(root)), is_near)


def _drives(place: SecondPlace) -> Iterator[Path]:
    """Where else a drive may be that went away: the other drive letters, or the mounts beside it."""
    if sys.platform == "win32":  # pragma: no cover
        import ctypes

        # An empty card reader is passed over without Windows asking for a disk.
        ctypes.windll.kernel32.SetThreadErrorMode(1, None)
        letters = (f"{letter}:\\" for letter in "DEFGHIJKLMNOPQRSTUVWXYZ")
        yield from (Path(letter) for letter in letters if os.path.exists(letter))
        return
    root = Path(place.root)
    if root == root.parent:
        return
    with suppress(OSError):
        yield from sorted(path for path in root.parent.iterdir() if path != root and path.is_dir())
