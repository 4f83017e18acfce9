"""The portable archive: the same program in a folder that can lie on a stick, with the data beside it."""

from pathlib import Path

from .archive import write_archive
from .stage import Payload
from .workplace import APP, HERE, files_in, say

MARK = "portable"
"""The file that tells the launchers to keep the data beside them (launcher.c)."""


def build_portable(payload: Payload, target: Path) -> None:
    """Writes the archive."""
    say(f"Packing {target.name} …")
    target.parent.mkdir(parents=True, exist_ok=True)
    members = {
        path.relative_to(payload.folder).as_posix(): path.read_bytes() for path in files_in(payload.folder)
    }
    members[MARK] = b""
    # Notepad of older Windows shows the text right only with this mark at its head and its ends of lines.
    words = (HERE / "portable.txt").read_text(encoding="utf-8")
    members["Đọc trước.txt"] = "\ufeff".encode() + words.replace("\n", "\r\n").encode()
    write_archive(target, ((f"{APP}/{name}", members[name]) for name in sorted(members)), compressed=True)
