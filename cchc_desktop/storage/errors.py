"""SQLite's errors explained: the machine's state becomes a sentence, anything else stays a bug.

What cannot be read of a stored record is damage, too, whoever reads it: `reading` says so, by its name.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .. import log
from ..domain.errors import Damaged, EnvironmentProblem, OpenElsewhere, ReadOnly, Refusal
from ..domain.text import shortened
from . import cipher

_SENTENCES = {
    sqlite3.SQLITE_FULL: "Ổ đĩa đã đầy nên chưa lưu được. Hãy xóa bớt tệp không cần rồi thử lại.",
    sqlite3.SQLITE_READONLY: (
        "Tệp dữ liệu hoặc thư mục chứa nó chỉ cho đọc nên không lưu được. "
        "Hãy bỏ thuộc tính «Chỉ đọc» hoặc chuyển dữ liệu sang thư mục khác."
    ),
    sqlite3.SQLITE_BUSY: (
        "Dữ liệu đang được mở ở một cửa sổ khác của chương trình. Hãy dùng cửa sổ đó hoặc đóng nó trước."
    ),
    sqlite3.SQLITE_LOCKED: (
        "Dữ liệu đang được mở ở một cửa sổ khác của chương trình. Hãy dùng cửa sổ đó hoặc đóng nó trước."
    ),
    sqlite3.SQLITE_IOERR: (
        "Không đọc hoặc ghi được tệp dữ liệu: ổ đĩa có thể bị rút ra hoặc bị lỗi. Hãy kiểm tra rồi thử lại."
    ),
    sqlite3.SQLITE_CORRUPT: (
        "Tệp dữ liệu bị hỏng nên không mở được; chương trình giữ nguyên tệp, không sửa gì. "
        "Hãy khôi phục từ bản sao lưu (lệnh «restore») hoặc cứu phần còn đọc được (lệnh «rescue»)."
    ),
    sqlite3.SQLITE_NOTADB: (
        "Tệp dữ liệu bị hỏng hoặc không phải tệp dữ liệu của chương trình; chương trình giữ nguyên tệp. "
        "Hãy khôi phục từ bản sao lưu (lệnh «restore») hoặc cứu phần còn đọc được (lệnh «rescue»)."
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "Không mở được tệp dữ liệu. Hãy kiểm tra thư mục dữ liệu còn đó và cho phép ghi."
    ),
    sqlite3.SQLITE_PERM: "Không có quyền mở tệp dữ liệu. Hãy kiểm tra quyền của thư mục dữ liệu.",
}

DAMAGED = _SENTENCES[sqlite3.SQLITE_CORRUPT]
FULL = _SENTENCES[sqlite3.SQLITE_FULL]
READ_ONLY = _SENTENCES[sqlite3.SQLITE_READONLY]
_KINDS: dict[int, type[EnvironmentProblem]] = {
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_NOTADB: Damaged,
    sqlite3.SQLITE_READONLY: ReadOnly,
    sqlite3.SQLITE_BUSY: OpenElsewhere,
    sqlite3.SQLITE_LOCKED: OpenElsewhere,
}


@contextmanager
def explained() -> Iterator[None]:
    """Raises EnvironmentProblem in place of SQLite errors that the machine's state explains."""
    try:
        yield
    except cipher.errors() as error:
        # The low byte is the primary result code; the rest only refines it.
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:
            if is_undecodable(error):
                raise Damaged(DAMAGED) from error
            raise
        if cipher.is_of_damage(error):
            raise Damaged(DAMAGED) from error
        sentence = _SENTENCES.get(code & 0xFF)
        if sentence is None:
            raise
        raise _KINDS.get(code & 0xFF, EnvironmentProblem)(sentence) from error


def is_undecodable(error: Exception) -> bool:
    """Whether the error is Python's own: a text in the file, or a name in it, is no UTF-8 any more."""
    return isinstance(error, UnicodeDecodeError) or str(error).startswith("Could not decode")


UNREADABLE = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError, Refusal,
)  # fmt: skip
"""What reading a record raises that holds something else than the program writes."""
WAY_OUT = "Hãy kiểm tra dữ liệu ở Thiết lập, thẻ «Dữ liệu», rồi khôi phục từ bản sao lưu gần nhất."
_LONGEST_NAME = 60


@contextmanager
def reading(name: Callable[[], str]) -> Iterator[None]:
    """Raises Damaged where what is stored cannot be read; ``name`` tells the record, and is asked then alone.

    Nothing but the reading of stored records belongs inside: a refusal of what somebody typed is none.
    """
    try:
        yield
    except UNREADABLE as error:
        raise no_record(name(), error) from error


def no_record(name: str, error: Exception) -> Damaged:
    """The error for a record of this name that reading has failed on."""
    log.STORAGE("unreadable", kind=type(error).__name__)
    return Damaged(unreadable(name))


def unreadable(record: str) -> str:
    """The sentence for a record that cannot be read."""
    return f"{record} có giá trị không đọc được: dữ liệu đã hỏng hoặc bị sửa ở ngoài chương trình. {WAY_OUT}"


def quoted(text: object) -> str:
    """What stands in a damaged record, fit for a sentence: one line, cut, without what cannot be shown."""
    readable = str(text).encode("utf-8", "replace").decode("utf-8")
    shown = "".join(letter if letter.isprintable() else "?" for letter in " ".join(readable.split()))
    return f"«{shortened(shown, _LONGEST_NAME)}»"
