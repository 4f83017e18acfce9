"""The journal for the archive: verified by its hash chains, and exported whole."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..domain.errors import Refusal
from ..storage import chain
from .desk import Desk, Part
from .history import History

if TYPE_CHECKING:
    from ..storage.journal_look import Verification

FORMAT = "cchc-journal"
_COLUMNS = (
    "Số", "Thời gian", "Người làm", "Thao tác", "Nội dung", "Tình trạng", "Đối tượng", "Bản ghi", "Trường",
    "Trước", "Sau", "Mã thao tác (SHA-256)",
)  # fmt: skip
_HOW = (
    "Mã của một thao tác = SHA-256 (viết hệ 16) của các dòng sau, mỗi dòng kết thúc bằng dấu xuống dòng, "
    "chữ UTF-8: dòng 1 là mã của thao tác trước đó trên cùng một máy (trống nếu là thao tác đầu); dòng 2 là "
    "mảng JSON viết liền gồm các trường theo thứ tự nêu ở «action_fields»; rồi mỗi thay đổi một dòng, là "
    "mảng JSON viết liền theo thứ tự nêu ở «change_fields», giữ nguyên như trong tệp này."
)


@dataclass(frozen=True, slots=True)
class Exported:
    """A journal that was exported: where to, how many actions, and how large the file is."""

    file: Path
    actions: int
    bytes: int


class Archive(Part):
    """Verifying and exporting the journal."""

    def __init__(self, desk: Desk, history: History) -> None:
        super().__init__(desk)
        self._history = history

    def verify(self) -> "Verification":
        """Goes through the whole journal and its chains. Raises Damaged where the file cannot be read."""
        return self._desk.store.verify_journal()

    def export(self, path: Path) -> Exported:
        """Writes the whole journal to a file that ends with .xlsx, to read, or .jsonl, to verify.

        Raises Refusal for another ending, EnvironmentProblem where the file cannot be written, Damaged where
        the journal cannot be read.
        """
        from ..documents import journal_files

        suffix = path.suffix.lower()
        if suffix not in journal_files.SUFFIXES:
            raise Refusal(
                f"Tên tệp phải kết thúc bằng .xlsx (để đọc) hoặc .jsonl (kèm mã để kiểm tra lại). Hãy sửa "
                f"«{path.name}» rồi xuất lại.",
                "path",
            )
        found = self.verify()
        if suffix == ".jsonl":
            size = journal_files.write_lines(path, self._head(found), self._desk.store.journal_lines())
        else:
            size = journal_files.write_workbook(path, _COLUMNS, self._rows(), self._about(found))
        return Exported(path, found.actions, size)

    def _head(self, found: "Verification") -> dict[str, Any]:
        """The first line: what the file is, and how to verify it."""
        profile = self._desk.store.profile()
        return {
            "format": FORMAT,
            "version": 1,
            "program": f"CCHC Desktop {__version__}",
            "office": profile.name if profile else "",
            "exported_at": datetime.now().isoformat(timespec="seconds"),
            "actions": found.actions,
            "changes": found.changes,
            "chains": [asdict(each) for each in found.chains],
            "problems": list(found.broken),
            "action_fields": [*chain.ACTION_COLUMNS, "reverses"],
            "change_fields": list(chain.CHANGE_COLUMNS),
            "how_to_verify": _HOW,
        }

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        """A row for each field that was changed, or for the action where none is shown; oldest first."""
        hashes = self._desk.store.journal_hashes()
        for entry in reversed(self._history.entries(limit=-1)):
            head = (entry.id, f"{entry.at:%d/%m/%Y %H:%M:%S}", entry.officer, entry.label, entry.subject)
            link = hashes.get(entry.id, "")
            fields = self._history.details(entry.id)
            for each in fields:
                told = (each.record, each.title, each.field, each.before, each.after)
                yield (*head, entry.state, *told, link)
            if not fields:
                yield (*head, entry.state, "", "", "", "", "", link)

    def _about(self, found: "Verification") -> Iterator[tuple[str, ...]]:
        """The sheet about the chains."""
        profile = self._desk.store.profile()
        yield ("Cơ quan", profile.name if profile else "")
        yield ("Xuất lúc", f"{datetime.now():%d/%m/%Y %H:%M:%S}")
        yield ("Số thao tác", str(found.actions))
        yield ("Kết quả kiểm tra", " ".join(found.broken) or "Nhật ký nguyên vẹn")
        yield ("Máy", "Số thao tác", "Mã của thao tác cuối")
        for each in found.chains:
            yield (each.device, str(each.actions), each.last_hash)
        yield ("Muốn kiểm tra lại từng mã, hãy xuất thêm tệp .jsonl: dòng đầu của tệp đó nói cách tính.",)
