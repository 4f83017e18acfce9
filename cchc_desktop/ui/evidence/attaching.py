"""Attaching files from outside: they are copied and hashed in a worker, and attached in one operation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from ...documents.job import Cancelled
from ...domain.accepted_files import MOST_AT_ONCE
from ...domain.errors import Refusal
from ...domain.evidence import Owner
from ...office.evidence import Attached
from ...office.evidence_files import Taken
from .. import messages, work
from ..shell import Shell
from .clipboard import Brought, brought

KINDS = (
    "Tài liệu, ảnh (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp *.doc *.docx *.xls *.xlsx *.odt *.ods"
    " *.zip);;Mọi tệp (*)"
)
Then = Callable[[Attached], None]


@dataclass(slots=True)
class _Come:
    taken: list[Taken] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def take_paths(
    shell: Shell, parent: QWidget, paths: Sequence[Path], then: Callable[[list[Taken]], None]
) -> None:
    """Takes the bytes of files in a worker; ``then`` gets those that were taken, the others are told."""
    if len(paths) > MOST_AT_ONCE:
        messages.show_error(
            parent,
            Refusal(f"Mỗi lần đính kèm nhiều nhất {MOST_AT_ONCE} tệp. Hãy chọn bớt, hoặc nén thành .zip."),
        )
        return
    takers: list[Callable[[Path, Callable[[], object]], Taken]] = []
    if not shell.attempt(lambda: takers.append(shell.office.evidence.taker())):
        return
    (take,) = takers

    def come(progress: work.Progress, cancelled: work.Cancelled) -> _Come:
        go_on, found = work.stopping(cancelled, Cancelled), _Come()
        for number, path in enumerate(paths):
            go_on()
            progress(number, len(paths))
            try:
                found.taken.append(take(path, go_on))
            except Refusal as refusal:
                found.refused.append(refusal)
        return found

    def done(found: _Come) -> None:
        if found.taken:
            then(found.taken)
        if found.refused:
            first, rest = found.refused[0], len(found.refused) - 1
            others = f" {rest} tệp khác cũng không nhận được." if rest else ""
            messages.show_error(parent, Refusal(f"{first}{others}"))

    title = f"Đang chép {paths[0].name}…" if len(paths) == 1 else f"Đang chép {len(paths)} tệp…"
    work.run(parent, title, come, done)


def attach_paths(
    shell: Shell, parent: QWidget, owner: Owner, paths: Sequence[Path], then: Then | None = None
) -> None:
    """Attaches files from outside to something."""
    take_paths(shell, parent, paths, lambda taken: attach_taken(shell, owner, taken, then))


def attach_taken(shell: Shell, owner: Owner, taken: Sequence[Taken], then: Then | None = None) -> None:
    """Attaches files whose bytes are kept, and says what came of it."""
    _attach(shell, lambda: shell.office.evidence.attach(owner, taken), then)


def paste(shell: Shell, parent: QWidget, owner: Owner, then: Then | None = None) -> None:
    """Attaches what lies on the clipboard."""
    take_in(shell, parent, owner, lambda: brought(QApplication.clipboard().mimeData()), then)


def take_in(
    shell: Shell, parent: QWidget, owner: Owner, bring: Callable[[], Brought], then: Then | None = None
) -> None:
    """Attaches what was pasted or dropped."""
    come: list[Brought] = []
    if not shell.attempt(lambda: come.append(bring())):
        return
    evidence = shell.office.evidence
    if come[0].paths:
        attach_paths(shell, parent, owner, come[0].paths, then)
    elif come[0].kept:
        _attach(
            shell, lambda: evidence.attach_kept(owner, [evidence.get(each) for each in come[0].kept]), then
        )
    else:
        _attach(shell, lambda: evidence.attach(owner, [evidence.take_picture(come[0].picture)]), then)


def _attach(shell: Shell, do: Callable[[], Attached], then: Then | None) -> None:
    found: list[Attached] = []
    if not shell.attempt(lambda: found.append(do())):
        return
    (attached,) = found
    shell.notify(_told(attached), undoable=bool(attached.files))
    if then is not None:
        then(attached)


def _told(attached: Attached) -> str:
    files, already = attached.files, attached.already
    told = ""
    if files:
        name = files[0].name if len(files) == 1 else f"{len(files)} tệp"
        told = f"Đã đính kèm {name}."
    if already:
        name = f"Tệp {already[0]}" if len(already) == 1 else f"{len(already)} tệp"
        told = f"{told} {name} đã được đính kèm ở đây từ trước.".strip()
    return " ".join((told, *attached.warnings[:1]))
