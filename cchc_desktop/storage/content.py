"""Content kept once, by its hash: records refer to it, so that undo moves references and never the content.

Issued documents lie in a table of the data file, so that a copied file still holds them; large files
(evidence) lie in a folder beside it. Both are one interface. Content that nothing refers to any more is swept
away.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Protocol
from uuid import uuid4

from .. import durable
from ..domain.errors import EnvironmentProblem
from .data_file import DataFile

EVIDENCE = "evidence"
"""The folder beside the data file."""
DRAFTS = "*.new-*"
"""The names of files there that are not finished."""

_PIECE = 1 << 20

_LOST = "Nội dung đã lưu (mã {}…) không còn trong dữ liệu. Hãy khôi phục từ bản sao lưu."
_BROKEN = "Nội dung đã lưu (mã {}…) đã bị thay đổi ở ngoài chương trình. Hãy khôi phục từ bản sao lưu."
_NOT_KEPT = "Không lưu được tệp vào thư mục «{}». Hãy kiểm tra ổ đĩa còn chỗ và cho phép ghi."


def content_hash(content: bytes) -> str:
    """By what content is known: its SHA-256 as 64 hexadecimal digits."""
    # With its library of ciphers it is imported once content is kept or read.
    from hashlib import sha256

    return sha256(content).hexdigest()


def file_hash(path: Path, go_on: Callable[[], object] = lambda: None) -> str:
    """The SHA-256 of a file as 64 hexadecimal digits. ``go_on`` is called now and then, and may end it by
    raising. Raises OSError."""
    from hashlib import sha256

    digest = sha256()
    with open(path, "rb", buffering=0) as file:
        while piece := file.read(_PIECE):
            go_on()
            digest.update(piece)
    return digest.hexdigest()


class ContentStore(Protocol):
    """Where content is kept by its hash."""

    def put(self, content: bytes) -> str:
        """Keeps content, once however often it is put; gives its hash."""

    def get(self, content_id: str) -> bytes:
        """The content of a hash. Raises EnvironmentProblem where it is gone or no longer what it was."""

    def ids(self) -> Iterator[str]:
        """The hashes of all that is kept."""

    def broken(self) -> list[str]:
        """The hashes of what is no longer what it was."""

    def sweep(self, used: Collection[str]) -> int:
        """Removes what none of ``used`` names; gives how much that was."""


def _checked(content_id: str, content: bytes | None) -> bytes:
    if content is None:
        raise EnvironmentProblem(_LOST.format(content_id[:8]))
    if content_hash(content) != content_id:
        raise EnvironmentProblem(_BROKEN.format(content_id[:8]))
    return content


class PackStore:
    """Issued documents and their signed copies, as text in the table ``packs`` of the data file."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    def put(self, content: bytes) -> str:
        """Keeps content (UTF-8 text), once however often it is put; gives its hash.

        To be called inside the operation whose record refers to it.
        """
        content_id = content_hash(content)
        self._data.execute(
            "INSERT INTO packs (id, content) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
            (content_id, content.decode()),
        )
        return content_id

    def get(self, content_id: str) -> bytes:
        """The content of a hash. Raises EnvironmentProblem where it is gone or no longer what it was."""
        return _checked(content_id, self._stored(content_id))

    def _stored(self, content_id: str) -> bytes | None:
        # As a blob, so that text that is no UTF-8 any more reaches the check of its hash.
        found = self._data.value("SELECT CAST(content AS BLOB) FROM packs WHERE id = ?", (content_id,))
        return None if found is None else bytes(found)

    def ids(self) -> Iterator[str]:
        """The hashes of all that is kept."""
        return iter([row["id"] for row in self._data.rows("SELECT id FROM packs ORDER BY id")])

    def broken(self) -> list[str]:
        """The hashes of what is no longer what it was."""
        return [each for each in self.ids() if content_hash(self._stored(each) or b"") != each]

    def sweep(self, used: Collection[str]) -> int:
        """Removes what none of ``used`` names; gives how much that was."""
        unused = [each for each in self.ids() if each not in used]
        self._data.execute_many("DELETE FROM packs WHERE id = ?", [(each,) for each in unused])
        return len(unused)


def put_file(store: ContentStore, content: bytes) -> str:
    """Keeps any bytes in a store of texts; gives the hash of the text that they are kept as."""
    from base64 import b64encode

    return store.put(b64encode(content))


def get_file(store: ContentStore, content_id: str) -> bytes:
    """The bytes that were kept. Raises EnvironmentProblem where they are gone or no longer what they were."""
    from base64 import b64decode

    return b64decode(store.get(content_id), validate=True)


class FolderStore:
    """Large content, each a file named by its hash, in a folder; a file is whole or not there at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self._folder

    def put(self, content: bytes) -> str:
        """Keeps content, once however often it is put; gives its hash.

        Raises EnvironmentProblem where the disk does not take it.
        """
        content_id = content_hash(content)
        place = self.place(content_id)
        draft = place.with_name(f"{content_id}.new-{uuid4().hex[:8]}")
        try:
            if place.exists() and place.stat().st_size == len(content):
                return content_id
            place.parent.mkdir(parents=True, exist_ok=True)
            durable.write_new(draft, content)
            durable.replace(draft, place)
            durable.sync_folder(place.parent)
        except OSError as error:
            durable.discard(draft)
            raise EnvironmentProblem(_NOT_KEPT.format(self._folder)) from error
        return content_id

    def put_file(self, path: Path, most: int, go_on: Callable[[], object] = lambda: None) -> tuple[str, int]:
        """Keeps a copy of a file, read piece by piece; gives its hash and its size. ``go_on`` is called
        before each piece, and may end it by raising: then nothing is left.

        What was kept of it before and is no longer what it was is made whole. Raises OverflowError where it
        has more than ``most`` bytes, OSError where it cannot be read, EnvironmentProblem where the disk does
        not take it.
        """
        draft = self._folder / "00" / f"taken.new-{uuid4().hex[:8]}"
        with open(path, "rb", buffering=0) as source:
            try:
                with self._told():
                    draft.parent.mkdir(parents=True, exist_ok=True)
                content_id, size = self._copied(source, draft, most, go_on)
                if not self.is_whole(content_id):
                    place = self.place(content_id)
                    with self._told():
                        place.parent.mkdir(parents=True, exist_ok=True)
                        durable.replace(draft, place)
                        durable.sync_folder(place.parent)
            finally:
                durable.discard(draft)
        return content_id, size

    def _copied(
        self, source: IO[bytes], draft: Path, most: int, go_on: Callable[[], object]
    ) -> tuple[str, int]:
        """Copies what is read into a new file, down to the disk; gives its hash and its size."""
        from hashlib import sha256

        digest, size = sha256(), 0
        with ExitStack() as stack:
            with self._told():
                copy = stack.enter_context(open(draft, "xb"))
            while piece := source.read(_PIECE):
                go_on()
                digest.update(piece)
                size += len(piece)
                if size > most:
                    raise OverflowError(f"more than {most} bytes")
                with self._told():
                    copy.write(piece)
            with self._told():
                copy.flush()
                os.fsync(copy.fileno())
        return digest.hexdigest(), size

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Raises EnvironmentProblem in place of the system's errors about this folder."""
        try:
            yield
        except OSError as error:
            raise EnvironmentProblem(_NOT_KEPT.format(self._folder)) from error

    def size(self, content_id: str) -> int | None:
        """How many bytes are there; None where there are none."""
        try:
            return self.place(content_id).stat().st_size
        except OSError:
            return None

    def is_whole(self, content_id: str, go_on: Callable[[], object] = lambda: None) -> bool:
        """Whether the content is there and what it was; ``go_on`` may end the reading by raising."""
        try:
            return file_hash(self.place(content_id), go_on) == content_id
        except OSError:
            return False

    def get(self, content_id: str) -> bytes:
        """The content of a hash. Raises EnvironmentProblem where it is gone or no longer what it was."""
        return _checked(content_id, self._stored(content_id))

    def _stored(self, content_id: str) -> bytes | None:
        try:
            return self.place(content_id).read_bytes()
        except OSError:
            return None

    def ids(self) -> Iterator[str]:
        """The hashes of all that is kept."""
        names = sorted(path.name for path in self._folder.glob("??/*") if path.is_file())
        return iter([name for name in names if len(name) == 64])

    def bring(
        self, wanted: Iterable[str], source: "FolderStore", go_on: Callable[[], object] = lambda: None
    ) -> tuple[int, int]:
        """Copies what is wanted and not here from another folder; gives how much came, and how much is gone
        there or no longer what it was. ``go_on`` is called before each, and may end it by raising.

        Raises EnvironmentProblem where the disk does not take it.
        """
        there, brought, missing = set(self.ids()), 0, 0
        for content_id in wanted:
            go_on()
            if content_id in there:
                continue
            try:
                content = source.get(content_id)
            except EnvironmentProblem:
                missing += 1
                continue
            self.put(content)
            brought += 1
        return brought, missing

    def broken(self) -> list[str]:
        """The hashes of what is no longer what it was."""
        return [each for each in self.ids() if content_hash(self._stored(each) or b"") != each]

    def sweep(self, used: Collection[str]) -> int:
        """Removes what none of ``used`` names, and drafts that a crash left; gives how much that was."""
        unused = [each for each in self.ids() if each not in used]
        drafts = list(self._folder.glob(f"??/{DRAFTS}"))
        for path in (*map(self.place, unused), *drafts):
            durable.discard(path)
        return len(unused)

    def place(self, content_id: str) -> Path:
        """Where the content of a hash lies, or would."""
        # Folders by the first two digits: a folder of some thousand files is slow on old disks.
        return self._folder / content_id[:2] / content_id
