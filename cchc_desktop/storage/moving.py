"""The data folder in another place: copied there, compared and looked through, and from then on opened there.

The old folder keeps its backups and, put aside, the data file as it was. A note in it says where the data
are, so that a shortcut that names the old folder opens the new one (`followed.py`). It counts only where no
data file lies beside it: ended at any moment, one of the two folders is the one that is opened, and whole.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from .. import durable, log
from ..domain.errors import EnvironmentProblem, Refusal
from . import cipher, database, fingerprint, leftovers
from .content import EVIDENCE
from .data_copy import copy_alike, copy_open, files_of, no_room, told_why
from .database import BACKUPS, FILE_NAME, MOVED, RECEIVED
from .device import MARK
from .followed import has_data
from .leftovers import ASIDE
from .lock import FolderLock

LETTER = "DU-LIEU-DA-CHUYEN.txt"
"""What an official reads who opens the old folder."""
_ALONG = (BACKUPS, ASIDE)
"""What goes along beside the data and their evidence."""
_LETTER = (
    "Dữ liệu của CCHC Desktop đã chuyển sang thư mục\n    {new}\nlúc {at:%H:%M ngày %d/%m/%Y}.\n\n"
    "Ở đây chỉ còn các bản sao lưu cũ (thư mục backups) và tệp dữ liệu lúc chuyển (thư mục set-aside), "
    "giữ để phòng khi cần.\nTệp {note} cho chương trình biết dữ liệu đang ở đâu: đừng xóa khi lối tắt "
    "còn trỏ vào thư mục này.\n"
)


@dataclass(frozen=True, slots=True)
class Moved:
    """What was done: the ``folder`` that the data are in now, where the old file is ``kept``, how many files
    went along, and how many bytes in all."""

    folder: Path
    kept: Path
    files: int
    bytes: int


def move(folder: Path, target: Path, clock: Callable[[], datetime] = datetime.now) -> Moved:
    """Moves the data of a folder that no program has open to ``target``, which is not there yet or is empty.

    Raises Refusal where there are no data, or ``target`` is no place for them; Damaged, KeyNeeded,
    OpenElsewhere where the data are that; EnvironmentProblem where the disk is full or does not allow it. The
    data stay where they are then, and nothing is left in the target.
    """
    folder, target = folder.absolute(), target.absolute()
    if not has_data(folder):
        raise Refusal(f"Thư mục «{folder}» chưa có dữ liệu nào để chuyển.")
    with log.STORAGE.timed("move") as facts, told_why(target):
        check_target(folder, target)
        lock = FolderLock.take(folder)
        try:
            moved = _move(folder, target, lock, clock)
        finally:
            lock.release()
        facts["bytes"] = moved.bytes
    return moved


def check_target(folder: Path, target: Path) -> None:
    """Raises Refusal where a data folder cannot be moved to ``target``; OSError."""
    real, data = target.resolve(), folder.resolve()
    if real == data:
        raise Refusal("Dữ liệu đang ở chính thư mục này. Hãy chọn một thư mục khác.", "to")
    if real.is_relative_to(data):
        raise Refusal(f"«{target}» nằm trong thư mục dữ liệu. Hãy chọn một thư mục ở ngoài.", "to")
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise Refusal(f"«{target}» không phải là thư mục. Hãy chọn một thư mục trống.", "to")
    if target.is_dir() and any(target.iterdir()):
        raise Refusal(
            f"Thư mục «{target}» không trống. Hãy chọn một thư mục trống hoặc tên một thư mục chưa có.", "to"
        )


def _move(folder: Path, target: Path, lock: FolderLock, clock: Callable[[], datetime]) -> Moved:
    work = target.with_name(f"{target.name}.new-{uuid4().hex[:8]}")
    made = work / "data"
    opened = database.open_locked(folder, lock)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        along = [path for name in _ALONG for path in files_of(folder / name)]
        evidence = files_of(folder / EVIDENCE)
        received = filter(Path.is_file, (folder / RECEIVED,))
        needed = sum(each.stat().st_size for each in (folder / FILE_NAME, *along, *evidence, *received))
        if shutil.disk_usage(target.parent).free < needed:
            raise EnvironmentProblem(no_room(target))
        work.mkdir()
        copied = copy_open(opened.connection, folder, made)
        for path in along:
            _bring(path, made / path.relative_to(folder))
        for name in _ALONG:
            if (made / name).is_dir():
                durable.sync_folder(made / name)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    finally:
        opened.connection.close()
    try:
        # It opens, and is looked through as a whole.
        database.open_database(made).close()
        durable.sync_folder(made)
        if target.is_dir():
            target.rmdir()
        durable.replace(made, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    durable.sync_folder(target.parent)
    kept = _leave(folder, target, clock())
    return Moved(target, kept, len(along) + copied.evidence, needed)


def _leave(folder: Path, target: Path, at: datetime) -> Path:
    """Lets the program go from the old folder to the new one; gives where the old data file is."""
    note = json.dumps({"to": str(target), "at": at.isoformat(timespec="seconds")}, ensure_ascii=False)
    durable.write(folder / MOVED, note.encode())
    letter = _LETTER.format(new=target, at=at, note=MOVED)
    durable.write(folder / LETTER, letter.replace("\n", "\r\n").encode("utf-8-sig"))
    kept = leftovers.put_aside_file(folder / FILE_NAME)
    # From here on the note counts; what is left belongs to the file that was here.
    for name in (fingerprint.NAME, MARK):
        durable.discard(folder / name)
    for name in (cipher.KEYS, RECEIVED):
        if (folder / name).exists():
            leftovers.put_aside_file(folder / name)
    return kept


def _bring(path: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy_alike(
        path,
        copy,
        f"Tệp «{path.name}» chép sang «{copy.parent}» đọc lại thấy khác nên đã dừng; dữ liệu vẫn ở chỗ cũ. "
        "Hãy kiểm tra ổ đĩa đó hoặc chọn ổ khác.",
    )
    # A backup without words is known by the time of its file.
    shutil.copystat(path, copy)
    durable.sync_file(copy)
