"""Saving evidence as a .zip: asked for a name, written in a worker, and told of."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...domain.accepted_files import MOST_BYTES
from ...domain.numerals import size_words
from ...office.evidence_papers import Packed, Packing
from .. import file_dialogs, work
from ..shell import Shell


def save_pack(shell: Shell, parent: QWidget, packing: Callable[[], Packing], name: str) -> None:
    """Packs what ``packing`` gives into an archive of the name that is asked for; why it cannot is told."""
    found: list[Packing] = []
    if not shell.attempt(lambda: found.append(packing())):
        return
    target = file_dialogs.ask_new_file(parent, "Đóng gói minh chứng", name, "Tệp nén (*.zip)")
    if target is None:
        return
    target = target if target.suffix else target.with_suffix(".zip")
    work.run(
        parent,
        "Đang đóng gói minh chứng…",
        lambda progress, cancelled: found[0].write(target, progress, cancelled),
        lambda packed: shell.notify(_told(packed)),
    )


def _told(packed: Packed) -> str:
    told = f"Đã đóng gói {packed.files} tệp vào {packed.target} ({size_words(packed.bytes)})."
    if packed.left_out:
        told += f" {len(packed.left_out)} tệp mất hoặc bị sửa nên không kèm theo, danh mục có ghi."
    if packed.bytes > MOST_BYTES:
        told += " Gói lớn hơn 50 MB: chép qua USB, hệ thống văn bản không nhận."
    return told
