"""Where data are that were moved (`moving.py`): what every start asks before it opens a folder."""

import json
from pathlib import Path

from ..domain.errors import EnvironmentProblem
from .database import FILE_NAME, MOVED

_MOST_BYTES = 65536
_GONE = (
    "Dữ liệu đã được chuyển từ «{old}» sang «{new}» nhưng hiện không thấy ở đó. Hãy cắm ổ đĩa hoặc nối lại "
    "thư mục mạng đó rồi mở lại; nếu không còn nữa, hãy xóa tệp «{note}» rồi khôi phục từ bản sao lưu trong "
    "«{old}»."
)


def followed(folder: Path) -> Path:
    """The folder that data were moved to from this one, however often; this one where they were not.

    Raises EnvironmentProblem where they are not there.
    """
    here, seen = folder, {folder}
    while not has_data(here) and (target := _read(here)) is not None:
        if target in seen or (not has_data(target) and _read(target) is None):
            raise EnvironmentProblem(_GONE.format(old=here, new=target, note=here / MOVED))
        seen.add(target)
        here = target
    return here


def has_data(folder: Path) -> bool:
    """Whether a data file lies in a folder, or a link to one."""
    path = folder / FILE_NAME
    try:
        return path.is_symlink() or path.exists()
    except OSError:
        return False


def _read(folder: Path) -> Path | None:
    """Where the note in a folder says that the data are; None where there is none that can be read."""
    try:
        with open(folder / MOVED, "rb") as file:
            return Path(str(json.loads(file.read(_MOST_BYTES).decode("utf-8"))["to"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
