"""The backups of a folder as files: each a data file with what is known of it beside it.

``cchc-20261128-103205-start.db`` has ``cchc-20261128-103205-start.json``. The words take their name first,
so that a backup that has its name has its words. A data file without words is shown as well: nothing is
thinned out or overwritten that the program did not put there.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from .. import durable
from ..domain.backups import Reason, Verified, missing

if TYPE_CHECKING:
    from .key_file import Keys

FORMAT = 1
_NAME = re.compile(r"cchc-(\d{8}-\d{6})-([a-z]+)(?:-\d+)?\.db")


@dataclass(frozen=True, slots=True)
class LastAction:
    """The last entry of the journal in a backup, which says up to where the work is in it."""

    uuid: str = ""
    at: str = ""
    label: str = ""
    subject: str = ""
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: where it is, and what was written down of it when it was made.

    ``generation`` is the state that the file itself is in, ``made_from`` the one that the data were in;
    ``content`` differs once an operation is stored. ``rows`` counts each table, ``devices`` gives the number
    of each device's last action, ``notes`` those of its entries that are no operation,
    ``evidence`` the hashes of the files that the data had beside them, ``received`` that of the copy of what
    units had sent, which is among these.
    ``keys`` are the wrapped keys of an encrypted one (`key_file.record`). ``serial`` counts the backups of
    the data folder. ``verified`` says how well the file was looked at.
    """

    path: Path
    made_at: datetime
    reason: Reason
    size: int
    sha256: str = ""
    verified: Verified = Verified.NO
    serial: int = 0
    generation: str = ""
    made_from: str = ""
    content: str = ""
    office: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)
    last: LastAction = LastAction()
    devices: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    received: str = ""
    program: str = ""
    schema: int = 0
    keys: Mapping[str, Any] = field(default_factory=dict)

    def without_content(self) -> "Backup":
        """The same without what tells of the office's work, where the file itself is encrypted: its words lie
        beside it for anybody to read."""
        if not self.keys:
            return self
        return replace(self, last=LastAction(self.last.uuid, self.last.at))

    @property
    def is_ours(self) -> bool:
        """Whether the program made it and its words are there."""
        return bool(self.sha256) and _NAME.fullmatch(self.path.name) is not None

    @property
    def is_good(self) -> bool:
        """Whether its verification found nothing."""
        return self.verified.is_good

    @property
    def has_its_size(self) -> bool:
        """Whether the file is there, and as long as it was made."""
        try:
            return self.path.stat().st_size == self.size
        except OSError:
            return False


@dataclass(frozen=True, slots=True)
class Newer:
    """A backup that holds ``lacking`` operations which the data do not have."""

    backup: Backup
    lacking: int

    @property
    def words(self) -> str:
        """That the data are older, in a sentence."""
        at = f"{self.backup.made_at:%H:%M %d/%m/%Y}"
        return f"Dữ liệu đang mở cũ hơn bản sao lưu lúc {at} (thiếu {self.lacking} thao tác)."


def newer_than(folder: Path, here: Mapping[str, int], passed: str) -> Newer | None:
    """The newest good backup in a folder that holds what data lack whose devices did as much as ``here``;
    ``passed`` is the serial up to which they are known to lack it."""
    for backup in list_backups(folder):
        if passed.isdecimal() and backup.serial <= int(passed):
            break
        if (
            backup.is_good
            and backup.has_its_size
            and (lacking := missing(backup.devices, here, backup.notes))
        ):
            return Newer(backup, lacking)
    return None


def is_name(path: Path) -> bool:
    """Whether a file is called as the program calls its backups."""
    return _NAME.fullmatch(path.name) is not None


def newest_good(known: Iterable[Backup]) -> Backup | None:
    """The first of these whose verification found nothing; lists of backups begin with the last one."""
    return next((backup for backup in known if backup.is_good), None)


def best(folder: Path) -> Backup | None:
    """The backup of a folder to go back to: the last good one whose file is still as long as it was."""
    return newest_good(backup for backup in list_backups(folder) if backup.has_its_size)


def manifest_path(path: Path) -> Path:
    """Where the words of a backup lie."""
    return path.with_suffix(".json")


def list_backups(folder: Path) -> tuple[Backup, ...]:
    """The backups of a folder, that of data or that of a second place, the last one first.

    Files that cannot be read are left out; those without words are given with what the file itself tells.
    """
    try:
        paths = [path for path in folder.iterdir() if path.suffix == ".db"]
    except OSError:
        return ()
    found = [backup for path in paths if (backup := read_backup(path)) is not None]
    return tuple(
        sorted(found, key=lambda backup: (backup.serial, backup.made_at, backup.path.name), reverse=True)
    )


def read_backup(path: Path) -> Backup | None:
    """What is known of the backup in a file; None where there is no such file."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    try:
        return _from_record(path, _words(manifest_path(path)))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return _without_words(path, status)


def keys_in_words(words: Path) -> "Keys | None":
    """The wrapped keys of a backup in its words; None where there are none that can be read."""
    # Only encrypted data need it.
    from .key_file import from_record

    try:
        return from_record(_words(words)["keys"])
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError):
        return None


_MOST_BYTES = 16 << 20


def _words(path: Path) -> Any:
    """The words in a file. Whoever reads a place that others write to reads no more than they can have."""
    with open(path, "rb") as file:
        return json.loads(file.read(_MOST_BYTES).decode("utf-8"))


def _without_words(path: Path, status: os.stat_result) -> Backup:
    made_at, reason = datetime.fromtimestamp(status.st_mtime).replace(microsecond=0), Reason.UNKNOWN
    if named := _NAME.fullmatch(path.name):
        try:
            made_at = datetime.strptime(named[1], "%Y%m%d-%H%M%S")
            reason = Reason(named[2])
        except ValueError:
            reason = Reason.UNKNOWN
    return Backup(path, made_at, reason, status.st_size)


def _from_record(path: Path, known: Mapping[str, Any]) -> Backup:
    if known["format"] > FORMAT:
        raise ValueError
    last = known["last"]
    return Backup(
        path=path,
        made_at=datetime.fromisoformat(known["made_at"]).replace(tzinfo=None),
        reason=Reason(known["reason"]),
        size=int(known["size"]),
        sha256=str(known["sha256"]),
        verified=Verified(known["verified"]),
        serial=int(known["serial"]),
        generation=str(known["generation"]),
        made_from=str(known["made_from"]),
        content=str(known["content"]),
        office=str(known["office"]),
        rows={str(table): int(count) for table, count in known["rows"].items()},
        last=LastAction(**{name: str(last[name]) for name in ("uuid", "at", "label", "subject", "officer")}),
        devices={str(device): int(counter) for device, counter in known["devices"].items()},
        notes={str(device): tuple(map(int, found)) for device, found in known.get("notes", {}).items()},
        evidence=tuple(map(str, known["evidence"])),
        received=str(known.get("received", "")),
        program=str(known["program"]),
        schema=int(known["schema"]),
        keys=dict(known.get("keys") or {}),
    )


def record(backup: Backup) -> dict[str, Any]:
    """The words of a backup, as JSON has them."""
    backup = backup.without_content()
    known = asdict(
        replace(
            backup, rows=dict(backup.rows), devices=dict(backup.devices), notes=dict(backup.notes),
            keys=dict(backup.keys),
        )
    )  # fmt: skip
    del known["path"]
    if not backup.keys:
        del known["keys"]
    return {"format": FORMAT, **known, "made_at": backup.made_at.isoformat(timespec="seconds")}


def write_manifest(backup: Backup) -> None:
    """Puts the words of a backup beside it, in place of those that are there. Raises OSError."""
    target = manifest_path(backup.path)
    draft = target.with_name(f"{target.name}.new-{uuid4().hex[:8]}")
    try:
        durable.write_new(draft, json.dumps(record(backup), ensure_ascii=False, indent=1).encode())
        durable.replace(draft, target)
    finally:
        durable.discard(draft)


def remove(backup: Backup) -> None:
    """Takes a backup away, as far as nobody holds it; its words go last."""
    durable.discard(backup.path)
    if not backup.path.exists():
        durable.discard(manifest_path(backup.path))


def free_name(folder: Path, made_at: datetime, reason: Reason) -> Path:
    """A name that no backup of the folder has."""
    stem = f"cchc-{made_at:%Y%m%d-%H%M%S}-{reason.value}"
    target, number = folder / f"{stem}.db", 1
    while target.exists() or manifest_path(target).exists():
        number += 1
        target = folder / f"{stem}-{number}.db"
    return target


def evidence_in_use(backups: Iterable[Backup]) -> frozenset[str]:
    """The hashes of evidence that some backup refers to: none of it may be swept away."""
    return frozenset(content_id for backup in backups for content_id in backup.evidence)
