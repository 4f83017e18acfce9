"""The strip of evidence that any page can hold: the files of one thing, added by button, drag or paste."""

import tempfile
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from ...documents.file_names import plain_name
from ...domain.accepted_files import may_hold_macros
from ...domain.access import Need
from ...domain.evidence import EvidenceFile, Owner
from ...office.evidence import Item
from ...office.scans import Scan
from .. import file_dialogs, messages, theme
from ..buttons import close, menu_button, text_button
from ..labels import label
from ..shell import Shell
from ..theme import SPACE
from ..widgets.command_row import CommandRow
from .attaching import KINDS, attach_paths, paste, take_in, take_paths
from .clipboard import brought, holds
from .preview import EvidencePreview
from .scan_watch import watch_of
from .table import EvidenceTable

_EMPTY = "Chưa có minh chứng. Bấm «Đính kèm…», kéo tệp vào đây, hoặc dán (Ctrl+V) tệp, ảnh."
_NARROWEST = 300
_MOST_SCANS = 15
_NOTHING_CHOSEN = "Chọn một mục để xem và đính kèm minh chứng."

_opened: list[tempfile.TemporaryDirectory[str]] = []
"""The folders of copies that were opened: they go when the program ends."""


class FileActions(QWidget):
    """What can be done with the files of a list: its buttons, for the strip and for the page."""

    def __init__(self, shell: Shell, table: EvidenceTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.table = table
        self.renew = text_button("Bản mới…", "refresh", tooltip="Thay bằng bản mới; bản cũ vẫn xem lại được")
        self.renew.clicked.connect(lambda _checked=False: self._renew())
        self.elsewhere = text_button(
            "Mở bằng ứng dụng khác…", "open", tooltip="Chép ra một bản sao rồi mở bằng ứng dụng của máy"
        )
        self.elsewhere.clicked.connect(lambda _checked=False: self._open_elsewhere())
        self.save = text_button("Lưu ra tệp…", "export", tooltip="Lưu một bản sao của tệp ra thư mục khác")
        self.save.clicked.connect(lambda _checked=False: self._save())
        self.remove = text_button(
            "Gỡ", "delete", tooltip="Gỡ các tệp đang chọn (Delete); lấy lại bằng Hoàn tác"
        )
        self.remove.clicked.connect(lambda _checked=False: self._remove())
        self._versions = QMenu(self)
        self.versions = menu_button("Bản cũ", "clock", self._versions)
        self.versions.hide()
        self.buttons = (self.remove, self.renew, self.elsewhere, self.save)
        table.removed.connect(self._remove)
        self.version: EvidenceFile | None = None

    version_chosen = Signal()
    """An older version is to be looked at, or the shown one again."""

    def follow(self, item: Item | None) -> None:
        """Offers what can be done with the file that the cursor is on."""
        self.version = None
        why = ""
        if item is not None and item.signed is None:
            why = self._shell.office.why_closed(Need.EVIDENCE, item.area)
        elif item is not None:
            why = "Bản ký được giữ cùng báo cáo; thay bản ký ở trang Báo cáo."
        for button in (self.remove, self.renew):
            close(button, why)
            button.setEnabled(item is not None and not why)
        for button in (self.elsewhere, self.save):
            button.setEnabled(item is not None)
        self._versions.clear()
        self.versions.setVisible(item is not None and bool(item.older))
        if item is not None and item.older:
            for each in reversed((*item.older, item.file)):
                words = f"Bản {each.number}: {each.name}, ngày {each.day:%d/%m/%Y}"
                action = self._versions.addAction(words)
                action.triggered.connect(lambda _checked=False, file=each: self._choose(file))
            if not why:
                self._versions.addSeparator()
                drop = self._versions.addAction("Bỏ bản đang xem")
                drop.triggered.connect(lambda _checked=False: self._drop_version())

    def _choose(self, file: EvidenceFile) -> None:
        item: Item | None = self.table.current_row()
        self.version = file if item is not None and file.id != item.file.id else None
        self.version_chosen.emit()

    def _current(self) -> tuple[Item, EvidenceFile] | None:
        item: Item | None = self.table.current_row()
        return (item, self.version or item.file) if item is not None else None

    def _renew(self) -> None:
        item: Item | None = self.table.current_row()
        if item is None:
            return
        path = file_dialogs.ask_file(self, f"Chọn bản mới của {item.file.name}", KINDS)
        if path is None:
            return
        evidence = self._shell.office.evidence
        take_paths(
            self._shell,
            self,
            [path],
            lambda taken: self._done(
                self._shell.attempt(lambda: evidence.renew(item.id, taken[0])),
                f"Đã thay bản mới {taken[0].name}.",
            ),
        )

    def _remove(self) -> None:
        items = [item for item in self.table.chosen_rows() if item.signed is None]
        if not items or not self.remove.isEnabled():
            return
        told = items[0].file.name if len(items) == 1 else f"{len(items)} tệp"
        evidence = self._shell.office.evidence
        self._done(
            self._shell.attempt(lambda: evidence.remove(*(item.id for item in items))), f"Đã gỡ {told}."
        )

    def _drop_version(self) -> None:
        current = self._current()
        if current is not None:
            file = current[1]
            self._done(
                self._shell.attempt(lambda: self._shell.office.evidence.remove_version(file.id)),
                f"Đã bỏ bản {file.number} của {file.name}.",
            )

    def _done(self, done: bool, sentence: str) -> None:
        if done:
            self._shell.notify(sentence, undoable=True)

    def _save(self) -> None:
        current = self._current()
        if current is None:
            return
        item, file = current
        target = file_dialogs.ask_new_file(self, "Lưu minh chứng ra tệp", file.name, "Mọi tệp (*)")
        if target is not None and self._shell.attempt(
            lambda: self._shell.office.evidence.save(file, target, item.signed)
        ):
            self._shell.notify(f"Đã lưu minh chứng vào {target}.")

    def _open_elsewhere(self) -> None:
        """Opens a copy under a safe name, once asked: what is kept here is handed to no other program."""
        from ..outgoing.sending import opened

        current = self._current()
        if current is None:
            return
        item, file = current
        contents: list[bytes] = []
        evidence = self._shell.office.evidence
        if not self._shell.attempt(lambda: contents.append(evidence.content(file, item.signed))):
            return
        name = plain_name(file.name)
        macros = (
            " Tệp có macro: chỉ mở nếu biết rõ ai gửi." if may_hold_macros(file.name, contents[0]) else ""
        )
        question = (
            f"Mở một bản sao tên «{name}» bằng ứng dụng của máy? Sửa bản sao không đổi minh chứng.{macros}"
        )
        if not messages.confirm(self, question, "Mở"):
            return
        folder = tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True)
        _opened.append(folder)
        target = Path(folder.name) / name
        if self._shell.attempt(lambda: evidence.save(file, target, item.signed)):
            opened(self._shell, target)


class EvidenceStrip(QWidget):
    """The files of one thing, and the chosen one beneath the list, as it looks."""

    help_topic = "minh-chung"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.owner: Owner | None = None
        self.setAcceptDrops(True)
        self.title = label("Minh chứng", "label")
        self.add = text_button("Đính kèm…", "attach", tooltip="Chọn tệp để đính kèm (Ctrl+Shift+M)")
        self.add.clicked.connect(lambda _checked=False: self.choose_files())
        self.table = EvidenceTable(shell, _NOTHING_CHOSEN)
        self.setMinimumWidth(theme.scaled(_NARROWEST))
        self.commands = FileActions(shell, self.table, self)
        self.commands.hide()
        self.preview = EvidencePreview(shell.office.evidence, self.table)
        self.table.looked_at.connect(lambda: self.preview.view.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.table.chosen.connect(self._follow)
        self.table.pasted.connect(self.paste)
        self.commands.version_chosen.connect(self._show_file)
        self._watch = watch_of(shell)
        self._scans = QMenu(self)
        self.scans = menu_button("Tệp quét mới", "import", self._scans)
        self.scans.setToolTip("Đính kèm tệp mà máy quét vừa lưu (Ctrl+Shift+L: tệp mới nhất)")
        self._watch.changed.connect(self._offer_scans)
        self._lay_out()
        for keys, slot in (("Ctrl+Shift+M", self.choose_files), ("Ctrl+Shift+L", self.attach_scan)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self.setFocusProxy(self.table)
        self._follow(None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE // 2, SPACE, 0)
        column.setSpacing(SPACE // 2)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.scans)
        head.addWidget(self.commands.versions)
        column.addLayout(head)
        column.addWidget(CommandRow((self.add, *self.commands.buttons)))
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.addWidget(self.table)
        self.parts.addWidget(self.preview)
        self.parts.setStretchFactor(0, 2)
        self.parts.setStretchFactor(1, 5)
        self.parts.setChildrenCollapsible(False)
        # In a low window a line of the list and a strip of the page are better than a taller window.
        self.parts.setMinimumHeight(8 * SPACE)
        column.addWidget(self.parts, 1)

    # Showing

    def set_owner(self, owner: Owner | None) -> None:
        """Shows the files of something else, or of nothing."""
        self.owner = owner
        # What stands in a tab behind is shown when it comes to the front.
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Shows the files as they are stored now."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Shows the files as they are stored now."""
        owner = self.owner
        items = self._shell.office.evidence.of(owner) if owner is not None else []
        known = self._shell.office.evidence.owners.find(owner) if owner is not None else None
        self.title.setText(f"Minh chứng ({len(items)})" if items else "Minh chứng")
        self.table.empty_text = _EMPTY if known is not None else _NOTHING_CHOSEN
        self.table.rows.set_rows(items)
        self.table.viewport().update()
        # Without a file its room is for what says how one comes here.
        self.preview.setVisible(bool(items))
        if known is None:
            self.add.setEnabled(False)
        else:
            close(self.add, self._shell.office.why_closed(Need.EVIDENCE, known.area))
        if items and self.table.current_row() is None:
            self.table.choose(items[0].id)
        self._offer_scans()
        self._follow(self.table.current_row())

    def _offer_scans(self) -> None:
        """Offers the files that a scanner has brought."""
        found = self._watch.scans
        self.scans.setVisible(bool(found) and self.add.isEnabled())
        self.scans.setText(f"Tệp quét mới ({len(found)}) ▾")
        self._scans.clear()
        for scan in found[:_MOST_SCANS]:
            action = self._scans.addAction(f"{scan.path.name}, {scan.day:%H:%M %d/%m}")
            action.triggered.connect(lambda _checked=False, scan=scan: self._attach_scans([scan]))
        if len(found) > 1:
            self._scans.addSeparator()
            every = self._scans.addAction(f"Đính kèm cả {len(found)} tệp")
            every.triggered.connect(lambda _checked=False: self._attach_scans(list(self._watch.scans)))

    def attach_scan(self) -> None:
        """Attaches the file that the scanner brought last."""
        if self._watch.scans:
            self._attach_scans(self._watch.scans[:1])
        else:
            self._shell.notify("Chưa có tệp quét mới. Chọn thư mục quét ở trang Minh chứng.")

    def _attach_scans(self, scans: list[Scan]) -> None:
        if self.owner is not None and self.add.isEnabled():
            self._watch.attach(self.owner, scans, self)

    def _follow(self, item: Item | None) -> None:
        self.commands.follow(item)
        self._show_file()

    def _show_file(self) -> None:
        self.preview.show_item(self.table.current_row(), self.commands.version)

    def commit(self) -> bool:
        """Saves the cell that is being edited."""
        return self.table.commit()

    # Adding

    def choose_files(self) -> None:
        """Asks for files and attaches them."""
        if self.owner is None or not self.add.isEnabled():
            return
        if paths := file_dialogs.ask_files(self, "Chọn tệp minh chứng", KINDS):
            attach_paths(self._shell, self, self.owner, paths)

    def paste(self) -> None:
        """Attaches what lies on the clipboard: files, a picture, files that are kept here."""
        if self.owner is not None and self.add.isEnabled():
            paste(self._shell, self, self.owner)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files and pictures."""
        if self.owner is not None and self.add.isEnabled() and holds(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attaches what was dropped."""
        data, owner = event.mimeData(), self.owner
        if owner is not None and self.add.isEnabled():
            # Copied: Explorer is not to remove what it gave.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            take_in(self._shell, self, owner, lambda: brought(data))
