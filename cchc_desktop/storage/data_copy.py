"""A copy of an office's data for keeping: whole and compared with the original, or not there at all.

The copy is a folder with the data file and the evidence beside it. It is taken as the data are, of whatever
version, and neither is upgraded. The device's mark stays behind: whoever opens the copy one day writes as a
device of their own (`device.py`).
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from .. import durable, log
from ..domain.errors import EnvironmentProblem, Refusal
from . import cipher, schema
from .content import DRAFTS, EVIDENCE, file_hash
from .data_file import file_uri, size_of
from .database import BACKUPS, FILE_NAME, RECEIVED, foreign
from .errors import DAMAGED, explained

_NO_COPY = "Không ghi được bản sao vào «{target}» ({why}). Hãy chọn thư mục khác cho phép ghi."


@dataclass(frozen=True, slots=True)
class Content:
    """What a data file holds: its ``version``, how many ``rows`` in all, and the SHA-256 of all of them."""

    version: int
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DataCopy:
    """A finished copy: its ``folder``, what the data file holds, how many files of evidence, bytes in all."""

    folder: Path
    content: Content
    evidence: int
    bytes: int


def copy_closed(folder: Path, target: Path) -> DataCopy:
    """Copies the data of a folder that no program has open into the new folder ``target``.

    Raises Refusal where there are no data, or ``target`` cannot be a folder for them; EnvironmentProblem
    where the data are open, damaged or of another program, or the disk does not take the copy.
    """
    folder = folder.absolute()
    path = folder / FILE_NAME
    if not path.is_file():
        raise Refusal(f"Thư mục «{folder}» chưa có dữ liệu nào để sao.")
    if cipher.may_need_key(path):
        from . import key_file

        with told_why(path):
            key_file.require(path)
    # Reading alone would do, were there not a file that a power cut left in the middle of a change: SQLite
    # takes that change back when it opens the file, as the program itself would.
    with (
        explained(),
        closing(cipher.connect(f"{file_uri(path)}?mode=rw", path, uri=True, timeout=0)) as connection,
    ):
        if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
            raise EnvironmentProblem(foreign(path))
        return copy_open(connection, folder, target)


def copy_open(connection: sqlite3.Connection, folder: Path, target: Path) -> DataCopy:
    """Copies the data of a folder, open in this connection, into the new folder ``target``.

    Raises as `copy_closed` does.
    """
    folder, target = folder.absolute(), target.absolute()
    with told_why(target):
        check_target(folder, target)
    with log.STORAGE.timed("copy") as facts, explained(), told_why(target):
        with durable.whole_folder(target) as draft:
            _check_room(connection, folder, target)
            content = _copy_file(connection, draft / FILE_NAME)
            _copy_keys(connection, folder / FILE_NAME, draft)
            evidence = copy_evidence(folder / EVIDENCE, draft / EVIDENCE)
            _copy_received(folder, draft)
            size = sum(file.stat().st_size for file in files_of(draft))
        facts["rows"], facts["evidence"], facts["bytes"] = content.rows, evidence, size
    return DataCopy(target, content, evidence, size)


def check_target(folder: Path, target: Path) -> None:
    """Raises Refusal where a copy of the folder cannot lie there."""
    real, data = target.resolve(), folder.resolve()
    if real == data:
        raise Refusal(
            "Đây chính là thư mục dữ liệu đang dùng. Hãy chọn một thư mục khác để chứa bản sao.", "out"
        )
    if real.is_relative_to(data) and not real.is_relative_to(data / BACKUPS):
        raise Refusal(
            f"«{target}» nằm trong thư mục dữ liệu. Hãy chọn một thư mục ở ngoài để chứa bản sao.", "out"
        )
    if target.exists() or target.is_symlink():
        raise Refusal(f"Đã có «{target}». Hãy chọn tên một thư mục chưa có để chứa bản sao.", "out")


def _check_room(connection: sqlite3.Connection, folder: Path, target: Path) -> None:
    """Raises EnvironmentProblem where the disk has no room: better now than after minutes of writing.

    The file that is open may have gone from its folder.
    """
    along = [*files_of(folder / EVIDENCE), *filter(Path.is_file, (folder / RECEIVED,))]
    needed = size_of(connection) + sum(file.stat().st_size for file in along)
    if shutil.disk_usage(target.parent).free < needed:
        raise EnvironmentProblem(no_room(target))


def _copy_file(connection: sqlite3.Connection, path: Path) -> Content:
    """Copies the data file and reads the copy; gives what it holds, which is what the original holds."""
    with closing(cipher.connect_beside(connection, path)) as copy:
        connection.backup(copy)
    with closing(cipher.connect(f"{file_uri(path)}?mode=ro", path, uri=True)) as copy:
        if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            # Page by page it is the original, which is therefore damaged as well.
            raise EnvironmentProblem(DAMAGED)
        content = _content(copy)
    if content != _content(connection):
        raise EnvironmentProblem(not_alike(path))
    return content


def _content(connection: sqlite3.Connection) -> Content:
    digest, rows = sha256(), 0
    kept, connection.text_factory = connection.text_factory, bytes  # text that is damaged, too
    try:
        tables = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        for name, sql in tables.fetchall():
            digest.update(repr((name, sql)).encode())
            quoted = name.decode().replace('"', '""')
            for row in connection.execute(f'SELECT * FROM "{quoted}"'):
                digest.update(repr(row).encode())
                rows += 1
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.text_factory = kept
    return Content(version, rows, digest.hexdigest())


def _copy_keys(connection: sqlite3.Connection, path: Path, target: Path) -> None:
    """Takes the wrapped keys of encrypted data along."""
    if cipher.key_of_connection(connection) is not None:
        from . import key_file

        if (keys := key_file.of_open(connection, path)) is not None:
            key_file.write(target, keys)


def _copy_received(folder: Path, target: Path) -> None:
    """Takes what units have sent along, where anything was received."""
    if not (folder / RECEIVED).is_file():
        return
    with closing(cipher.connect(folder / RECEIVED)) as source:
        _copy_file(source, target / RECEIVED)


def copy_evidence(folder: Path, target: Path) -> int:
    """Copies the files of evidence, and compares each with its original; gives how many they are."""
    count = 0
    for file in files_of(folder):
        copy = target / file.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy_alike(file, copy, not_alike(copy))
        count += 1
    return count


def copy_alike(file: Path, copy: Path, unlike: str) -> str:
    """Copies a file, and compares the two; gives their SHA-256. Raises OSError, and EnvironmentProblem with
    this sentence where they are not alike."""
    shutil.copyfile(file, copy)
    found = file_hash(file)
    if file_hash(copy) != found:
        raise EnvironmentProblem(unlike)
    return found


def files_of(folder: Path) -> Iterator[Path]:
    """The files below a folder, without what an interrupted write left."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.match(DRAFTS))


@contextmanager
def told_why(target: Path, sentence: str = _NO_COPY) -> Iterator[None]:
    """Raises EnvironmentProblem in place of the system's errors; ``sentence`` says what could not be done in
    ``{target}``, and the system's ``{why}``."""
    try:
        yield
    except OSError as error:
        if durable.is_full(error):
            raise EnvironmentProblem(no_room(target)) from error
        raise EnvironmentProblem(sentence.format(target=target, why=error.strerror)) from error


def no_room(target: Path) -> str:
    """The sentence for a disk that has no room for a copy."""
    return f"Ổ đĩa chứa «{target}» không đủ chỗ cho bản sao. Hãy xóa bớt tệp hoặc chọn ổ đĩa khác."


def not_alike(path: Path) -> str:
    """The sentence for a copy that is not what it was made of."""
    return f"Tệp «{path.name}» của bản sao khác với tệp gốc nên đã bỏ bản sao. Hãy sao lại vào ổ đĩa khác."
