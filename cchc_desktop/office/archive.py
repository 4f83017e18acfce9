"""The journal for the archive: verified by its hash chains, and exported whole."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..domain.errors import Refusal
from ..domain.text import shortened
from ..storage import chain
from .desk import Desk, Part
from .history import History

if TYPE_CHECKING:
    from ..documents.journal_files import JournalLine
    from ..storage.journal_look import Verification

FORMAT = "cchc-journal"
_LONGEST_TITLE = 100
"""So many letters of a record's title tell it from others."""
_LEGEND = (
    ("STT", "", "Số của thao tác trong nhật ký; một thao tác đổi nhiều cột thì chiếm nhiều dòng cùng số."),
    ("Lúc", "", "Giờ của máy khi thao tác được lưu."),
    ("Người làm", "", "Người đang làm việc ở máy đó, hoặc người đã đăng nhập; trống là chưa ghi ai."),
    ("Máy", "", "Một thư mục dữ liệu trên một máy; chép hay khôi phục sang nơi khác thì tính là máy mới."),
    ("Việc", "", "Thao tác; «(đã hoàn tác)» là không còn hiệu lực."),
    ("Bản ghi", "", "Thứ đã sửa và tên của nó."),
    ("Cột", "", "Phần của bản ghi đã sửa; trống khi thao tác không đổi phần nào hiện ra."),
    ("Từ, Thành", "", "Giá trị trước và sau; chữ dài quá một dòng của bảng tính thì viết tiếp ở dòng dưới."),
    ("Kiểm tra lại", "", "Xuất thêm tệp .jsonl: dòng đầu của tệp đó nói cách tính lại từng mã."),
)
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
        return self._desk.store.upkeep.verify_journal()

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
            size = journal_files.write_lines(path, self._head(found), self._desk.store.upkeep.journal_lines())
        else:
            size = journal_files.write_workbook(path, self._lines(), self._about(found))
        return Exported(path, found.actions, size)

    def _head(self, found: "Verification") -> dict[str, Any]:
        """The first line: what the file is, and how to verify it."""
        profile = self._desk.store.profile()
        return {
            "format": FORMAT,
            "version": 1,
            "program": f"CCHC Desktop {__version__}",
            "office": profile.name if profile else "",
            "exported_at": self._desk.store.now().isoformat(timespec="seconds"),
            "actions": found.actions,
            "changes": found.changes,
            "chains": [asdict(each) for each in found.chains],
            "problems": list(found.broken),
            "action_fields": [*chain.ACTION_COLUMNS, "reverses"],
            "change_fields": list(chain.CHANGE_COLUMNS),
            "how_to_verify": _HOW,
        }

    def _lines(self) -> "Iterator[JournalLine]":
        """A line for each column that was changed, or for the action where none is shown; oldest first."""
        from ..documents.journal_files import JournalLine

        names, devices = self._device_names(), self._desk.store.action_devices()
        for entry in reversed(self._history.entries(limit=-1)):
            state = f" ({entry.state.lower()})" if entry.state else ""
            device = names.get(devices.get(entry.id, ""), "")
            head = (entry.id, entry.at, entry.officer, device, entry.label + state)
            fields = self._history.details(entry.id)
            for each in fields:
                title = shortened(each.title, _LONGEST_TITLE)
                record = f"{each.record}: {title}" if title else each.record
                yield JournalLine(*head, record, each.field, each.before, each.after)
            if not fields:
                yield JournalLine(*head, entry.subject, "", "", "")

    def _device_names(self) -> dict[str, str]:
        """What each device is called for a reader: a number in the order in which they came, and its PC."""
        known = self._desk.store.device_names()
        return {
            device: f"Máy {number} – {name}" if name else f"Máy {number}"
            for number, (device, name) in enumerate(known.items(), 1)
        }

    def _about(self, found: "Verification") -> Iterator[tuple[str, ...]]:
        """The sheet that explains: whose journal, who exported it, whether it is whole, how it is read."""
        store = self._desk.store
        profile, names = store.profile(), self._device_names()
        yield ("Cơ quan", "", profile.name if profile else "")
        yield ("Người xuất", "", store.at_the_desk() or "(chưa ghi ai đang làm việc ở máy này)")
        yield ("Xuất lúc", "", f"{store.now():%d/%m/%Y %H:%M:%S}")
        yield ("Chương trình", "", f"CCHC Desktop {__version__}")
        yield ("Số thao tác", "", str(found.actions))
        yield ("Kiểm tra chuỗi mã", "", " ".join(found.broken) or "Nguyên vẹn.")
        yield from _LEGEND
        yield ("Máy", "Số thao tác", "Mã của máy; mã của thao tác cuối (SHA-256)")
        for each in found.chains:
            yield (names.get(each.device, each.device), str(each.actions), f"{each.device}; {each.last_hash}")
