"""A list of files of evidence: its columns, and the keys by which files come and go."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from ...domain.access import Need
from ...domain.evidence import SORTS, FileState
from ...domain.numerals import size_words
from ...office.evidence import Item
from ..shell import Shell
from ..tables import Column, Editor, TableModel, TableView
from .clipboard import copied

ICONS = {
    FileState.PRESENT: ("attach", "muted"),
    FileState.MISSING: ("error-filled", "bad"),
    FileState.ALTERED: ("warning-filled", "warn"),
}
_UNATTACHED = "Không còn gắn với việc nào"
_SIGNED_ICON = ("lock", "muted")


def icon_of(item: Item) -> tuple[str, str]:
    """The sign of a file's state."""
    return _SIGNED_ICON if item.signed is not None else ICONS[item.state]


def name_words(item: Item) -> str:
    """«Biên bản.pdf», with the version and what is wrong where there is anything to say."""
    marks = []
    if item.file.number > 1:
        marks.append(f"{'lần' if item.signed is not None else 'bản'} {item.file.number}")
    if item.state is not FileState.PRESENT:
        marks.append(item.state.label.lower())
    return f"{item.file.name} ({', '.join(marks)})" if marks else item.file.name


def told(item: Item) -> str:
    """All that is said of a file, in a few lines."""
    file = item.file
    by = f", {file.officer}" if file.officer else ""
    lines = [f"{file.name} · {size_words(file.size)}", f"Đính kèm ngày {file.day:%d/%m/%Y}{by}"]
    if item.older:
        lines.append(f"Có {len(item.older)} bản cũ hơn")
    return "\n".join([*lines, *([file.note] if file.note else [])])


def columns(shell: Shell, *, everywhere: bool = False) -> list[Column]:
    """The columns of a list; with ``everywhere`` those that say what a file is evidence of."""

    def closed(item: Item) -> str:
        if item.signed is not None:
            return "Bản ký được giữ cùng báo cáo; thay bản ký ở trang Báo cáo."
        return shell.office.why_closed(Need.EVIDENCE, item.area)

    def set_name(item: Item, typed: str) -> object:
        return shell.office.evidence.edit(item.id, name=typed)

    def set_sort(item: Item, typed: str) -> object:
        return shell.office.evidence.edit(item.id, sort=typed)

    def set_note(item: Item, typed: str) -> object:
        return shell.office.evidence.edit(item.id, note=typed)

    def set_day(item: Item, typed: date | None) -> object:
        return shell.office.evidence.edit(item.id, day=typed)

    name = Column(
        "Tệp", lambda item: item.file.name, display=name_words, width=150, stretch=True, icon=icon_of,
        tooltip=told, setter=set_name, closed=closed,
        colour=lambda item: "" if item.state is FileState.PRESENT else "bad",
    )  # fmt: skip
    sort = Column(
        "Loại", lambda item: item.file.sort, width=104, editor=Editor.SUGGEST, setter=set_sort, closed=closed,
        choices=lambda _: [(each, each) for each in SORTS],
    )  # fmt: skip
    day = Column(
        "Ngày", lambda item: item.file.day, width=106, editor=Editor.DATE, setter=set_day, closed=closed
    )
    note = Column(
        "Ghi chú", lambda item: item.file.note, width=130, setter=set_note, closed=closed,
        tooltip=lambda item: item.file.note,
    )  # fmt: skip
    if not everywhere:
        return [name, sort, day, note]
    of = Column(
        "Minh chứng cho", lambda item: item.title, width=180, stretch=True,
        display=lambda item: item.title if item.is_attached else f"{_UNATTACHED}: {item.title}",
        tooltip=lambda item: item.title, colour=lambda item: "" if item.is_attached else "muted",
    )  # fmt: skip
    by = Column("Người", lambda item: item.file.officer, width=104)
    size = Column(
        "Cỡ", lambda item: item.file.size, width=70, align=Qt.AlignmentFlag.AlignRight,
        display=lambda item: size_words(item.file.size),
    )  # fmt: skip
    return [name, sort, of, day, by, size]


class EvidenceTable(TableView):
    """The list; Ctrl+C copies files, to be pasted elsewhere as evidence of something else, too."""

    pasted = Signal()
    removed = Signal()
    looked_at = Signal()
    """The blank was pressed: the keyboard is to go to the pages of the file."""

    def __init__(
        self, shell: Shell, empty_text: str, *, everywhere: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(TableModel(columns(shell, everywhere=everywhere), shell), empty_text, parent=parent)
        self.rows.setParent(self)
        self.setAccessibleName("Minh chứng")

    def chosen_items(self) -> list[Item]:
        """The files that are chosen."""
        return list(self.chosen_rows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of files: copy, paste, Delete, and the blank that shows one."""
        is_editing = self.state() == TableView.State.EditingState
        if is_editing:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.looked_at.emit()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        items = [item for item in self.chosen_items() if item.signed is None]
        if items:
            words = "\n".join(item.file.name for item in items)
            QApplication.clipboard().setMimeData(copied([item.id for item in items], words))
