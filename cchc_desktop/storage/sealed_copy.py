"""A copy of encrypted data for keeping that needs no key: byte by byte, of a folder that no program has open.

The setup file makes one before another version takes the place of the one that is there, and knows no
password. What the data file holds cannot be read, so the copy is compared with it by hash; whether the file
is as the program left it is told by its checksum (`fingerprint.py`). A journal that a crash left cannot be
settled without the key: it goes along, and whoever opens the copy settles it there.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from .. import durable, log
from ..domain.errors import EnvironmentProblem, KeyNeeded
from . import cipher, fingerprint, key_file, leftovers
from .content import EVIDENCE
from .data_copy import check_target, copy_alike, copy_evidence, files_of, no_room, not_alike, told_why
from .database import FILE_NAME
from .lock import FolderLock


@dataclass(frozen=True, slots=True)
class SealedCopy:
    """A finished copy: its ``folder``, the SHA-256 of the data file, how many files of evidence, all bytes.

    ``is_vouched`` says whether the file is what the program left at its last end; after a crash nobody knows
    without the key.
    """

    folder: Path
    sha256: str
    evidence: int
    bytes: int
    is_vouched: bool


def is_sealed(folder: Path) -> bool:
    """Whether the data of a folder are encrypted with a key that is not held. Raises EnvironmentProblem."""
    path = (folder / FILE_NAME).resolve()
    with told_why(path):
        try:
            key_file.require(path)
        except KeyNeeded:
            return True
        except key_file.KeyDamaged:
            # The way back from that is a backup; what is there is kept all the same.
            return cipher.mark_of(path) is not None
    return False


def copy_sealed(folder: Path, target: Path) -> SealedCopy:
    """Copies encrypted data that no program has open into the new folder ``target``.

    Raises Refusal where ``target`` cannot be a folder for them, OpenElsewhere, EnvironmentProblem where the
    disk does not take the copy. Nothing is left behind then.
    """
    folder, target = folder.absolute(), target.absolute()
    with log.STORAGE.timed("copy-sealed") as facts, told_why(target):
        check_target(folder, target)
        lock = FolderLock.take(folder)
        try:
            with durable.whole_folder(target) as draft:
                sources = _sources(folder)
                needed = sum(each.stat().st_size for each in (*sources, *files_of(folder / EVIDENCE)))
                if shutil.disk_usage(draft).free < needed:
                    raise EnvironmentProblem(no_room(target))
                hashes = {each.name: _copied(each, draft) for each in sources}
                evidence = copy_evidence(folder / EVIDENCE, draft / EVIDENCE)
                known = fingerprint.read(draft)
                is_vouched = (
                    known is not None
                    and not leftovers.beside(draft / FILE_NAME, "-journal").exists()
                    and fingerprint.of_file(draft / FILE_NAME, known.generation) == known
                )
                size = sum(file.stat().st_size for file in files_of(draft))
        finally:
            lock.release()
        facts["evidence"], facts["bytes"] = evidence, size
    return SealedCopy(target, hashes[FILE_NAME], evidence, size, is_vouched)


def _sources(folder: Path) -> list[Path]:
    """The files that a sealed copy consists of, evidence aside. The keys and journals of a linked file lie
    beside the file itself."""
    real = (folder / FILE_NAME).resolve()
    beside = (real.parent / key_file.NAME, real.parent / key_file.NEXT, *leftovers.all_beside(real))
    return [real, *(each for each in (folder / fingerprint.NAME, *beside) if each.is_file())]


def _copied(file: Path, folder: Path) -> str:
    """Copies a file onto the disk, and compares the two; gives their hash."""
    copy = folder / file.name
    found = copy_alike(file, copy, not_alike(copy))
    durable.sync_file(copy)
    return found
