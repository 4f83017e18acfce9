"""Taking a file in as evidence: looked at, copied and hashed in a worker, before anything is stored of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain import accepted_files as accepted
from ..domain.errors import Refusal

if TYPE_CHECKING:
    from ..storage.content import FolderStore

GoOn = Callable[[], object]
_HEAD = 1024
MACROS = (
    "Tệp «{name}» có macro (đoạn lệnh chạy được). Chương trình không chạy macro, nhưng người nhận có thể bị "
    "cảnh báo: nên lưu thành PDF rồi thay bản mới."
)
NO_PDF = (
    "Tệp «{name}» có đuôi .pdf nhưng không phải PDF, người nhận sẽ không mở được. Hãy mở thử; nếu hỏng thì "
    "xin lại rồi thay bản mới."
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A file whose bytes are kept already: its name as it will be shown, its hash and size, and what to warn
    of, if anything."""

    name: str
    sha256: str
    size: int
    warning: str = ""


def take_file(store: FolderStore, path: Path, go_on: GoOn = lambda: None) -> Taken:
    """Keeps the bytes of a file from outside; nothing refers to them until it is attached.

    ``go_on`` is called now and then, and may end it by raising. Fit for a worker. Raises Refusal where the
    file is none, is too large, may not be evidence or cannot be read; EnvironmentProblem where the disk does
    not take it. Nothing is left then.
    """
    from ..intake.outside import told_why

    name = accepted.kept_name(path.name)
    with told_why(path):
        if not path.exists():
            raise Refusal(f"Không tìm thấy tệp «{path.name}». Hãy kiểm tra lại đường dẫn.", "file")
        if path.is_dir():
            raise Refusal(
                f"«{path.name}» là thư mục. Hãy chọn các tệp trong thư mục đó, hoặc nén thành .zip.", "file"
            )
        if not path.is_file():
            raise Refusal(f"«{path.name}» không phải là tệp. Hãy chọn tệp khác.", "file")
        accepted.refuse_name(path.name)
        accepted.refuse_size(path.name, path.stat().st_size)
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            accepted.refuse_head(path.name, head)
        try:
            sha256, size = store.put_file(path, accepted.MOST_BYTES, go_on)
        except OverflowError:
            accepted.refuse_size(path.name, accepted.MOST_BYTES + 1)
            raise
    accepted.refuse_size(path.name, size)
    return Taken(name, sha256, size, _warning(store, name, sha256, head))


def take_bytes(store: FolderStore, name: str, content: bytes) -> Taken:
    """Keeps bytes that came without a file, as a picture from the clipboard. Raises as `take_file` does."""
    accepted.refuse_name(name)
    accepted.refuse_size(name, len(content))
    return Taken(accepted.kept_name(name), store.put(content), len(content))


def _warning(store: FolderStore, name: str, sha256: str, head: bytes) -> str:
    ending = accepted.ending_of(name)
    if ending == accepted.PDF:
        # Readers look for it within the first kilobyte.
        return "" if b"%PDF-" in head else NO_PDF.format(name=name)
    if ending in accepted.IMAGES:
        return ""
    return MACROS.format(name=name) if accepted.may_hold_macros(name, store.get(sha256)) else ""
