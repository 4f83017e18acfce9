"""What an undo from the journal would change, told before it is asked for; exporting and verifying."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ...domain.errors import Damaged
from ...domain.text import shortened
from ...office.history import FieldChange
from ...storage.journal_look import Verification
from .. import file_dialogs, messages
from ..shell import Shell

_MOST_LINES, _LONGEST_VALUE, _LONGEST_NAME = 10, 40, 60
_NOTHING = "(trống)"


def preview_words(changes: Sequence[FieldChange]) -> str:
    """What will change, a line for each field, and how many more there are."""
    lines = [
        f"• {shortened(each.title or each.record, _LONGEST_NAME)}: {each.field}: "
        f"{shortened(each.before, _LONGEST_VALUE) or _NOTHING} → "
        f"{shortened(each.after, _LONGEST_VALUE) or _NOTHING}"
        for each in changes[:_MOST_LINES]
    ]
    if len(changes) > _MOST_LINES:
        lines.append(f"… và {len(changes) - _MOST_LINES} trường khác.")
    return "\n".join(lines) or "Không trường nào hiện ra thay đổi."


def ask_and_do(
    shell: Shell,
    parent: QWidget,
    question: str,
    words: str,
    preview: Callable[[], list[FieldChange]],
    operation: Callable[[], object],
) -> bool:
    """Shows what would change, asks, and does it; what is in the way is said instead. Gives whether it was
    done."""
    found: list[FieldChange] = []
    if not shell.attempt(lambda: found.extend(preview())):
        return False
    told = f"{question}\n\nSẽ thay đổi:\n{preview_words(found)}\n\nCó thể hoàn tác hoặc làm lại sau đó."
    return messages.confirm(parent, told, words) and shell.attempt(operation)


def export(shell: Shell, parent: QWidget) -> None:
    """Asks where to, and writes the journal there."""
    kinds = "Bảng tính để đọc (*.xlsx);;Tệp kèm mã để kiểm tra (*.jsonl)"
    name = file_dialogs.ask_new_file(parent, "Xuất nhật ký", "nhat-ky.xlsx", kinds)
    if name is None:
        return
    if shell.attempt(lambda: shell.office.archive.export(name)):
        shell.notify(f"Đã xuất nhật ký vào «{name}».")


def verify(shell: Shell) -> None:
    """Goes through the journal's chains and says what came of it."""
    found: list[Verification] = []
    if not shell.attempt(lambda: found.append(shell.office.archive.verify())):
        return
    (told,) = found
    if told.broken:
        problem = Damaged(" ".join(told.broken))

        def say() -> None:
            raise problem

        shell.try_to_show(say)
    else:
        shell.notify(f"Nhật ký nguyên vẹn: {told.actions} thao tác, {len(told.chains)} chuỗi mã.")
