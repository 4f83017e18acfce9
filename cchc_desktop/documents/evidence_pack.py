"""Evidence as one .zip for those who verify it: the files under numbered plain names, the list, their hashes.

The archive is written piece by piece, so that its size is no matter of memory. Names are ASCII: older
unpackers of Windows garble all others.
"""

import uuid
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import durable, log
from ..domain.errors import EnvironmentProblem, Refusal
from .export import folder_sentence
from .job import CancelCheck, Cancelled, Progress

MOST_BYTES = 4 * 1024**3 - 1
"""What a stick with FAT32 holds as one file, and what every unpacker reads."""
MOST_FILES = 60_000
"""An archive that every unpacker reads lists 65,535 files."""
SUMS = "SHA256SUMS.txt"
_PIECE = 1024 * 1024
_PACKED = {
    "pdf", "png", "jpg", "jpeg", "gif", "webp", "heic", "docx", "docm", "odt", "xlsx", "xlsm", "xlsb", "ods",
    "pptx", "ppsx", "odp", "zip", "rar", "7z", "mp3", "m4a", "wma", "mp4", "mov", "avi", "wmv", "mkv",
}  # fmt: skip
"""What is packed already."""


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file that goes into the archive: its name there, where its bytes lie, or the bytes themselves."""

    name: str
    size: int
    sha256: str
    day: date
    path: Path | None = None
    content: bytes = b""


def refuse_pack(files: Sequence[PackedFile]) -> None:
    """Raises Refusal where there is nothing to pack, or too much for one archive."""
    if not files:
        raise Refusal("Không có minh chứng nào để đóng gói. Hãy bỏ bớt điều kiện lọc.")
    if len(files) > MOST_FILES:
        raise Refusal(f"Có {len(files)} tệp, quá {MOST_FILES}. Hãy lọc theo kỳ hoặc lĩnh vực rồi đóng gói.")
    if sum(each.size for each in files) > MOST_BYTES - 16 * 1024 * 1024:
        raise Refusal(
            "Các tệp cộng lại hơn 4 GB, USB và nhiều phần mềm giải nén không nhận tệp .zip lớn như vậy. Hãy "
            "lọc theo kỳ hoặc lĩnh vực rồi đóng gói từng phần."
        )


def write_pack(
    target: Path,
    files: Sequence[PackedFile],
    lists: Callable[[], Sequence[tuple[str, bytes]]],
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> int:
    """Writes the archive ``target``, with the files that ``lists`` makes at its beginning; gives its bytes.

    What was there before stays until the new one is whole. Raises Refusal as `refuse_pack` and for another
    ending than .zip, EnvironmentProblem where the disk does not take it or a file is gone, Cancelled.
    """
    if target.suffix.lower() != ".zip":
        raise Refusal(f"Tên tệp phải kết thúc bằng .zip. Hãy sửa «{target.name}» rồi lưu lại.", "path")
    refuse_pack(files)
    draft = target.with_name(f"~{uuid.uuid4().hex[:12]}.tmp")
    try:
        with log.DOCUMENTS.timed("pack", files=len(files)) as facts:
            with zipfile.ZipFile(draft, "x", zipfile.ZIP_DEFLATED) as archive:
                for name, content in lists():
                    archive.writestr(name, content)
                sums = "".join(f"{each.sha256}  {each.name}\r\n" for each in files)
                archive.writestr(SUMS, sums)
                for number, each in enumerate(files):
                    if progress is not None:
                        progress(number, len(files))
                    _write(archive, each, cancelled)
            durable.sync_file(draft)
            size = facts["bytes"] = draft.stat().st_size
            durable.replace(draft, target)
        durable.sync_folder(target.parent)
    except OSError as problem:
        raise EnvironmentProblem(folder_sentence(target, problem)) from problem
    finally:
        durable.discard(draft)
    return int(size)


def _write(archive: zipfile.ZipFile, file: PackedFile, cancelled: CancelCheck | None) -> None:
    day = max(file.day, date(1980, 1, 1))
    entry = zipfile.ZipInfo(file.name, (day.year, day.month, day.day, 12, 0, 0))
    ending = file.name.rpartition(".")[2]
    entry.compress_type = zipfile.ZIP_STORED if ending in _PACKED else zipfile.ZIP_DEFLATED
    if file.path is None:
        archive.writestr(entry, file.content)
        return
    with file.path.open("rb") as source, archive.open(entry, "w") as target:
        while piece := source.read(_PIECE):
            if cancelled is not None and cancelled():
                raise Cancelled
            target.write(piece)
