"""Moving the data folder: where to, what will be, and the program opens it there."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ... import durable
from ...domain.access import Need
from ...domain.errors import ViewOnly
from ...domain.folders import folder_problem
from ...storage.data_copy import told_why
from ...storage.moving import check_target, move
from ...whereabouts import facts_of
from .. import messages
from ..backups.waiting import waited
from ..file_dialogs import ask_data_folder
from ..shell import Next, Shell

_IN_CHOSEN = "CCHC-du-lieu"
_VIEW_ONLY = "Dữ liệu đang mở chỉ để xem nên không chuyển được. Hãy mở ở máy ghi được dữ liệu."


def target_in(chosen: Path) -> Path:
    """Where in a folder the data would lie: in itself where it is empty, else in a new one in it."""
    if not any(chosen.iterdir()):
        return chosen
    return durable.free_name(chosen / _IN_CHOSEN)


def move_data(shell: Shell) -> None:
    """Asks where to, and moves the data there once the window is closed; it opens again on them."""
    parent = shell if isinstance(shell, QWidget) else None
    targets: list[Path] = []

    def choose() -> None:
        shell.office.require(Need.RESTORE)
        if shell.office.is_view:
            raise ViewOnly(_VIEW_ONLY)
        chosen = ask_data_folder(parent, "Chọn nơi đặt thư mục dữ liệu")
        if chosen is not None:
            with told_why(chosen):
                target = target_in(chosen)
                check_target(shell.data, target)
            targets.append(target)

    if not shell.attempt(choose) or not targets:
        return
    (target,) = targets
    words = (
        f"Chuyển dữ liệu từ «{shell.data}» sang «{target}»? Cửa sổ đóng lại, chương trình chép dữ liệu và "
        "các bản sao lưu, đối chiếu rồi mở lại ở đó. Thư mục cũ được giữ để phòng khi cần; lối tắt cũ vẫn "
        "dùng được."
    )
    if problem := folder_problem(facts_of(target)):
        words += f"\n\nLưu ý: {problem}"
    if not messages.confirm(parent, words, "Chuyển dữ liệu", danger=bool(problem)):
        return
    folder = shell.data

    def carry_out() -> Next:
        moved = waited(None, "Đang chuyển dữ liệu; cửa sổ mở lại khi xong…", lambda: move(folder, target))
        told = f"Dữ liệu đã chuyển sang «{moved.folder}» lúc {datetime.now():%H:%M}; thư mục cũ được giữ lại."
        return Next(moved.folder, told)

    shell.leave_for(carry_out)
