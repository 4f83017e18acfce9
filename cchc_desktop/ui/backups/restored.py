"""What is said once a backup has taken the place of the data, by whoever did it."""

from pathlib import Path

from ...storage.backup_files import read_backup
from ...storage.restoring import Restored
from ..shell import Next


def after_restore(folder: Path, restored: Restored, lost: str = "") -> Next:
    """The folder to open, what was restored, and where the data of before are: in a line of the window, so
    in few words; ``lost`` says what it lacks of those. What becomes of accounts was said before."""
    source = read_backup(restored.source)
    is_backup = source is not None and source.is_ours
    words = f"Đã khôi phục {_moment(restored.source)}" if is_backup else f"Đã khôi phục {restored.what}"
    if lost:
        words += f", {lost}"
    if restored.saved is not None:
        words += f". Dữ liệu trước đó ở {_moment(restored.saved)}"
    elif restored.put_aside:
        words += ". Tệp hỏng giữ ở thư mục «set-aside»"
    return Next(folder, f"{words}.", restored.saved)


def _moment(path: Path) -> str:
    backup = read_backup(path)
    return f"bản {backup.made_at:%H:%M %d/%m/%Y}" if backup is not None else f"«{path.name}»"
