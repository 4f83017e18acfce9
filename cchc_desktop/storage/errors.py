"""SQLite's errors explained: the machine's state becomes a sentence, anything else stays a bug."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from ..domain.errors import Damaged, EnvironmentProblem, OpenElsewhere, ReadOnly

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
    except sqlite3.Error as error:
        # The low byte is the primary result code; the rest only refines it.
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:
            # Python's own: text in the file that is no UTF-8 any more.
            if str(error).startswith("Could not decode"):
                raise Damaged(DAMAGED) from error
            raise
        sentence = _SENTENCES.get(code & 0xFF)
        if sentence is None:
            raise
        raise _KINDS.get(code & 0xFF, EnvironmentProblem)(sentence) from error
