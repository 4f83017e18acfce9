"""What is said once a backup has taken the place of the data, by whoever did it."""

from pathlib import Path

from ...storage.backup_files import read_backup
from ...storage.restoring import Restored
from ..shell import Next


def after_restore(folder: Path, restored: Restored) -> Next:
    """The folder to open, what was restored, and where the data of before are."""
    words = f"Đã khôi phục {restored.what}"
    if restored.saved is not None and (saved := read_backup(restored.saved)) is not None:
        words += f"; dữ liệu trước đó giữ ở bản sao lưu lúc {saved.made_at:%H:%M ngày %d/%m/%Y}"
    elif restored.put_aside:
        words += "; tệp hỏng giữ ở thư mục «set-aside»"
    return Next(folder, " ".join(filter(None, (f"{words}.", restored.access))), restored.saved)
