"""What happened to a data file that cannot be used: told from its bytes, in one sentence with the way out.

The file is only read. What its header says is in sqlite.org/fileformat2.html, section 1.3.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from .. import log
from ..domain.errors import Damaged, EnvironmentProblem
from . import backup_files, cipher, fingerprint, key_file, schema
from .backup_files import keys_in_words

FILE_NAME = "cchc.db"
MAGIC = b"SQLite format 3\0"
_HEAD = 100
_PIECE = 1 << 20
_SECTOR = 4096
_OURS = (b"cchc-gen:", b"CREATE TABLE plan_items", b"CREATE TABLE task_updates")
"""What stands in every data file of the program's, and in no other."""
_TEMPORARY = (
    ".tmp",
    ".part",
    ".partial",
    ".crdownload",
    ".download",
    ".!ut",
    ".filepart",
    ".tmp.drivedownload",
)
"""How programs that copy or download call a file that is not finished."""


class Fault(StrEnum):
    """What happened to a file."""

    EMPTY = "empty"
    ZEROED = "zeroed"
    PARTLY_ZEROED = "partly_zeroed"
    TRUNCATED = "truncated"
    HALF_COPIED = "half_copied"
    OTHER_KIND = "other_kind"
    OTHER_PROGRAM = "other_program"
    CHANGED = "changed"
    NEWER = "newer"
    KEYLESS = "keyless"
    SEALED = "sealed"


WAY_OUT = (
    "Hãy khôi phục từ bản sao lưu (lệnh «restore») hoặc cứu phần còn đọc được vào thư mục mới (lệnh «rescue»)"
)
_KEPT = f"Tệp được giữ nguyên. {WAY_OUT}."
_RESTORE = "Tệp được giữ nguyên. Hãy khôi phục từ bản sao lưu (lệnh «restore»)."
_INSTALL = "Hãy cài phiên bản mới rồi mở lại; tệp được giữ nguyên."
_SENTENCES = {
    Fault.EMPTY: (
        "{file} «{name}» bị hỏng: tệp rỗng (0 byte), thường do mất điện, ổ đĩa đầy hoặc sao chép dở dang.",
        _RESTORE,
    ),
    Fault.ZEROED: (
        "{file} «{name}» chỉ còn toàn số 0, thường do mất điện hoặc ổ đĩa hỏng, nên không còn gì đọc được.",
        _RESTORE,
    ),
    Fault.PARTLY_ZEROED: (
        "{file} «{name}» bị hỏng: một phần ({part}) chỉ còn toàn số 0, thường do mất điện hoặc ổ đĩa hỏng.",
        _KEPT,
    ),
    Fault.TRUNCATED: (
        "{file} «{name}» bị hỏng: bị cắt ngắn, còn {size} trong {expected}, thường do ổ đĩa đầy hoặc bị rút "
        "ra khi đang ghi.",
        _KEPT,
    ),
    Fault.HALF_COPIED: (
        "{file} «{name}» bị hỏng: mới được sao chép một phần ({size}{of_expected}).",
        "Hãy sao chép lại từ nơi cũ nếu còn; nếu không, khôi phục từ bản sao lưu (lệnh «restore») hoặc cứu "
        "phần còn đọc được (lệnh «rescue»).",
    ),
    Fault.OTHER_KIND: ("Tệp «{name}» không phải là dữ liệu của chương trình: đây là {kind}.", _RESTORE),
    Fault.OTHER_PROGRAM: (
        "Tệp «{name}» không phải là dữ liệu của chương trình mà là cơ sở dữ liệu của một chương trình khác.",
        "Hãy chọn thư mục dữ liệu khác hoặc khôi phục từ bản sao lưu (lệnh «restore»); tệp được giữ nguyên.",
    ),
    Fault.CHANGED: (
        "{file} «{name}» bị hỏng: nội dung đã bị thay đổi ở ngoài chương trình, thường do ổ đĩa hoặc USB "
        "lỗi, vi-rút hoặc chương trình khác ghi đè.",
        _KEPT,
    ),
    Fault.KEYLESS: (
        "{file} «{name}» đã mã hóa và còn nguyên, nhưng không thấy khóa của nó (tệp «cchc.key»).",
        "Hãy chép lại tệp khóa, hoặc chép một bản sao lưu (cả tệp .db và .json) vào thư mục «backups», rồi "
        "mở lại.",
    ),
    Fault.SEALED: (
        "{file} «{name}» có thể đã mã hóa, nhưng thiếu khóa của nó ({keys}), hoặc đây là một loại tệp khác.",
        "Hãy chép lại tệp khóa vào cạnh tệp dữ liệu rồi mở lại. Nếu không có, hãy khôi phục từ bản sao lưu "
        "(lệnh «restore»); tệp được giữ nguyên.",
    ),
    Fault.NEWER: ("Dữ liệu này do phiên bản mới hơn của chương trình tạo ra.", _INSTALL),
}
"""What is told of a fault, and what to do where it is the data's own file."""
_OF_BACKUP = {
    Fault.HALF_COPIED: "Hãy sao chép lại từ nơi cũ, hoặc chọn bản sao lưu khác; dữ liệu chưa thay đổi gì.",
    Fault.KEYLESS: "Hãy chép cả tệp .json cùng tên với bản sao lưu rồi thử lại; dữ liệu chưa thay đổi gì.",
    Fault.SEALED: "Hãy chép tệp khóa vào cùng thư mục với tệp này rồi thử lại; dữ liệu chưa thay đổi gì.",
    Fault.NEWER: _INSTALL,
}
_OTHER_BACKUP = "Hãy chọn một bản sao lưu khác; dữ liệu chưa thay đổi gì."
"""What to do where it is that of a backup."""

_NOTHING_OF_OURS = (Fault.EMPTY, Fault.ZEROED, Fault.OTHER_KIND, Fault.OTHER_PROGRAM, Fault.SEALED)
_UNKNOWN_KIND = "một loại tệp khác hoặc tệp đã bị mã hóa"
_LEAST_VALUES = 240
"""Among the first bytes of an encrypted page (`_PAGE`) stand nearly all of the 256 values that there are."""
_PAGE = 4096

_KINDS_OF_FILE = (
    (b"PK\x03\x04", "tệp nén ZIP, Word, Excel hoặc PowerPoint"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "tệp Word, Excel đời cũ"),
    (b"%PDF", "tệp PDF"),
    (b"\xff\xd8\xff", "tệp ảnh"),
    (b"\x89PNG", "tệp ảnh"),
    (b"GIF8", "tệp ảnh"),
    (b"BM", "tệp ảnh"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7-Zip"),
    (b"\x1f\x8b", "tệp nén"),
    (b"MZ", "tệp chương trình"),
    (b"\x7fELF", "tệp chương trình"),
    (b"{\\rtf", "tệp văn bản RTF"),
    (b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", "tệp nhật ký tạm của cơ sở dữ liệu (-journal)"),
    (b"\x37\x7f\x06\x82", "tệp nhật ký tạm của cơ sở dữ liệu (-wal)"),
    (b"\x37\x7f\x06\x83", "tệp nhật ký tạm của cơ sở dữ liệu (-wal)"),
)
"""Files of other kinds by their first bytes."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What happened to a file, the ``sentence`` that says so and what to do where it is the data's own, and
    the one ``of_backup``, from which nothing can be restored then."""

    fault: Fault
    sentence: str
    of_backup: str = ""

    def error(self) -> EnvironmentProblem:
        """The error that says it of the data's own file."""
        if self.fault is Fault.NEWER:
            return EnvironmentProblem(self.sentence)
        error = Damaged(self.sentence)
        error.has_rest = self.fault not in _NOTHING_OF_OURS
        return error

    def error_of_backup(self) -> EnvironmentProblem:
        """The error that says it of a backup: the data themselves are none the worse for it."""
        return EnvironmentProblem(self.of_backup)


@dataclass(frozen=True, slots=True)
class _Look:
    """What the bytes of a file are: its first ones, its size, where zeros fill whole sectors, and whether
    something of the program's stands in it, or can be hidden in it as its key lies there.

    ``left_at`` is the size that an encrypted file had at the last end; its own header tells nothing.
    ``is_noise`` says that it is made of pages and begins as an encrypted one does.
    """

    head: bytes
    size: int
    zeros: tuple[int, ...]
    is_ours: bool
    left_at: int = 0
    is_noise: bool = False


def diagnose(path: Path, expected: int = 0) -> Diagnosis:
    """What happened to a file that could not be used. Raises OSError.

    ``expected`` is the size that it should have, where that is known from elsewhere. A file that is whole by
    its looks is told to be changed, as by a flipped bit.
    """
    look = _look(path)
    fault, words = _fault(path, look, expected)
    log.STORAGE("diagnosed", kind=fault.value, bytes=look.size)
    told, way_out = _SENTENCES[fault]
    other = _OF_BACKUP.get(fault, _OTHER_BACKUP)
    return Diagnosis(
        fault,
        f"{told.format(file='Tệp dữ liệu', name=path.name, **words)} {way_out}",
        f"{told.format(file='Bản sao lưu', name=path.name, **words)} {other}",
    )


def _fault(path: Path, look: _Look, expected: int) -> tuple[Fault, dict[str, str]]:
    if look.head and not look.head.startswith(MAGIC) and _is_as_left(path):
        return Fault.KEYLESS, {}
    sectors = -(-look.size // _SECTOR)
    if look.size == 0:
        return Fault.EMPTY, {}
    if len(look.zeros) == sectors:
        return Fault.ZEROED, {}
    has_magic = look.head.startswith(MAGIC)
    declared = max(_declared(look.head) if has_magic else 0, look.left_at, expected)
    if look.size < declared and (has_magic or look.is_ours):
        words = {"size": told_bytes(look.size), "expected": told_bytes(declared)}
        if expected > look.size or _is_being_copied(path):
            return Fault.HALF_COPIED, {**words, "of_expected": f" trong {words['expected']}"}
        return Fault.TRUNCATED, words
    if has_magic and page_size(look.head):
        if int.from_bytes(look.head[68:72], "big") != schema.APPLICATION_ID and not look.is_ours:
            return Fault.OTHER_PROGRAM, {}
        version = int.from_bytes(look.head[60:64], "big")
        if schema.VERSION < version < 1000 and not _lost(path, look):
            return Fault.NEWER, {}
    elif not has_magic and not look.is_ours and 0 not in look.zeros:
        kind = _kind_of_file(look.head)
        if kind == _UNKNOWN_KIND and (look.is_noise or backup_files.is_name(path)):
            of_backup = f"tệp «{path.with_suffix('.json').name}» hoặc tệp «{key_file.NAME}»"
            return Fault.SEALED, {"keys": f"tệp «{key_file.NAME}»" if path.name == FILE_NAME else of_backup}
        return Fault.OTHER_KIND, {"kind": kind}
    if path.suffix.lower() in _TEMPORARY:
        return Fault.HALF_COPIED, {"size": told_bytes(look.size), "of_expected": ""}
    if lost := _lost(path, look):
        return Fault.PARTLY_ZEROED, {"part": f"{told_bytes(lost * _SECTOR)} trong {told_bytes(look.size)}"}
    return Fault.CHANGED, {}


def _look(path: Path) -> _Look:
    zeros: list[int] = []
    is_ours, size, tail = False, 0, b""
    values = 0
    with open(path, "rb", buffering=0) as file:
        head = file.read(_HEAD)
        file.seek(0)
        while piece := _read(file, _PIECE):
            if not is_ours:
                # A mark may lie across two pieces.
                is_ours = any(mark in tail + piece for mark in _OURS)
                tail = piece[-32:]
            values = values or len(set(piece[:_PAGE]))
            for at in range(0, len(piece), _SECTOR):
                sector = piece[at : at + _SECTOR]
                if not sector.strip(b"\0"):
                    zeros.append((size + at) // _SECTOR)
            size += len(piece)
    left_at = 0
    if not head.startswith(MAGIC) and _has_key(path, head):
        is_ours = True
        if path.name == FILE_NAME and (known := fingerprint.read(path.parent)) is not None:
            left_at = known.size
    is_noise = size % _PAGE == 0 and values >= _LEAST_VALUES
    return _Look(head, size, tuple(zeros), is_ours, left_at, is_noise)


def _is_as_left(path: Path) -> bool:
    """Whether a data file that no key of opens is the one that the program left at its last end."""
    mark = cipher.mark_of(path)
    known = fingerprint.read(path.parent) if path.name == FILE_NAME else None
    if known is None or mark is None or cipher.held(mark) is not None:
        return False
    try:
        has_key = key_file.of_file(path) is not None
    except Damaged:
        return False
    return not has_key and fingerprint.of_file(path, known.generation) == known


def _has_key(path: Path, head: bytes) -> bool:
    """Whether the key of encrypted data lies there, or a backup's words have it, and the file can be theirs:
    a text or a picture that was put in their place is none."""
    mark = cipher.mark_of(path)
    if mark is not None and cipher.held(mark) is not None:
        return True
    try:
        beside = key_file.read(path.parent)
    except Damaged:
        beside = None
    found = [each for each in (beside, keys_in_words(path.with_suffix(".json"))) if each is not None]
    if any(each.mark == mark for each in found):
        return True
    # Of a file whose first page is lost nothing tells whose it was.
    is_there = bool(found) or (path.parent / key_file.NAME).exists()
    return is_there and _kind_of_file(head) == _UNKNOWN_KIND


def _read(file: "object", size: int) -> bytes:
    found = b""
    while len(found) < size and (more := file.read(size - len(found))):  # type: ignore[attr-defined]
        found += more
    return found


def _declared(head: bytes) -> int:
    """How long the file should be by its header; 0 where that does not tell."""
    if len(head) < _HEAD or head[24:28] != head[92:96]:
        return 0
    return page_size(head) * int.from_bytes(head[28:32], "big")


def page_size(head: bytes) -> int:
    """The size of a page by the header; 0 where it says none."""
    size = int.from_bytes(head[16:18], "big")
    size = 65536 if size == 1 else size
    return size if 512 <= size <= 65536 and size & (size - 1) == 0 else 0


def _lost(path: Path, look: _Look) -> int:
    """How many sectors are zeros that should not be: pages that the file does not use may be zeros."""
    size = page_size(look.head) or _SECTOR
    if size != _SECTOR or not look.head.startswith(MAGIC):
        return len(look.zeros)
    free = _free_pages(path, look)
    return sum(sector + 1 not in free for sector in look.zeros)


def _free_pages(path: Path, look: _Look) -> set[int]:
    """The pages of the list of free ones: sqlite.org/fileformat2.html, section 1.5."""
    found: set[int] = set()
    trunk = int.from_bytes(look.head[32:36], "big")
    with open(path, "rb") as file:
        while trunk and trunk not in found and trunk * _SECTOR <= look.size:
            found.add(trunk)
            file.seek((trunk - 1) * _SECTOR)
            page = file.read(_SECTOR)
            count = min(int.from_bytes(page[4:8], "big"), _SECTOR // 4 - 2)
            found.update(int.from_bytes(page[at : at + 4], "big") for at in range(8, 8 + 4 * count, 4))
            trunk = int.from_bytes(page[:4], "big")
    return found


def _is_being_copied(path: Path) -> bool:
    """Whether the file is called, or has beside it, what copying programs leave while they are at it."""
    if path.suffix.lower() in _TEMPORARY:
        return True
    stem = path.name.lower()
    return any(
        (name := each.name.lower()) != stem and stem in name and name.endswith(_TEMPORARY)
        for each in path.parent.iterdir()
    )


def _kind_of_file(head: bytes) -> str:
    for mark, words in _KINDS_OF_FILE:
        if head.startswith(mark):
            return words
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        return "tệp trang web hoặc XML"
    try:
        head.decode("utf-8", "strict" if len(head) < _HEAD else "ignore")
    except UnicodeDecodeError:
        return _UNKNOWN_KIND
    is_text = all(byte >= 32 or byte in (9, 10, 13) for byte in head)
    return "tệp văn bản" if is_text else _UNKNOWN_KIND


def told_bytes(count: int) -> str:
    """A size as an official reads it: «12 KB», «3,4 MB»."""
    if count < 1024:
        return f"{count} byte"
    if count < 1024 * 1024:
        return f"{count // 1024} KB"
    return f"{count / 1024 / 1024:.1f} MB".replace(".", ",")
