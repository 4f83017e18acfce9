"""The commands of the window, their keys, and what they do: undo, export, print, help, the palette."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut

from ...domain.errors import Refusal
from ...domain.places import HelpPlace, PageName
from ...storage.changes import Changes
from .. import icons
from ..help.f1 import topic_at
from .pages import KEYS

if TYPE_CHECKING:
    from ...documents.model import Document
    from ..commands import Command
    from .main_window import MainWindow
    from .palette import Palette


class WindowCommands:
    """Belongs to one window, whose page in front it acts on; made before the window has its parts."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.undo_action = self.add("Hoàn tác", "undo", "Ctrl+Z", self.undo)
        self.redo_action = self.add("Làm lại", "redo", "Ctrl+Y", self.redo)
        self.redo_action.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.import_action = self.add("Nhập kế hoạch từ tệp", "import", "Ctrl+I", window.import_plan)
        self.export_action = self.add("Xuất ra tệp", "export", "Ctrl+E", self._export)
        self.print_action = self.add("In", "print", "Ctrl+P", self._print)
        self.add("Kiểm tra thể thức văn bản…", "check", "", window.check_form)
        self.palette_action = self.add("Bảng lệnh", "command", "Ctrl+K", self.open_palette)
        self.add("Tìm trong mọi dữ liệu", "search", "Ctrl+F", self._search)
        self.add("Trợ giúp về màn hình này", "help", "F1", self._help)
        self.add("Đến nơi vừa thông báo ở cuối màn hình", "next", "Ctrl+G", self._go_to_told)
        self.add("Sao lưu ngay", "backup", "", self._back_up)
        self.add("Giao diện sáng", "light", "", lambda: window.set_theme("light"))
        self.add("Giao diện tối", "dark", "", lambda: window.set_theme("dark"))
        self.add("Thoát chương trình", "close", "Ctrl+Q", window.close)
        for name, keys in KEYS.items():
            QShortcut(QKeySequence(keys), window, lambda name=name: self.go_to_page(name))

    def add(self, words: str, picture: str, keys: str, slot: Callable[[], object]) -> QAction:
        """A command of the window, with its keys where given; the palette offers it, too."""
        action = QAction(icons.icon(picture), words, self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{words} ({keys})" if keys else words)
        action.triggered.connect(lambda _checked=False: slot())
        self._window.addAction(action)
        return action

    @property
    def in_bar(self) -> list[QAction | None]:
        """What the bar at the top shows; None between groups."""
        turns = (self.undo_action, self.redo_action)
        files = (self.import_action, self.export_action, self.print_action)
        return [*turns, None, *files, None, self.palette_action]

    def refresh_turns(self) -> None:
        """Shows what undo and redo would do."""
        history = self._window.office.history
        undo, redo = history.next_undo(), history.next_redo()
        self.undo_action.setEnabled(bool(undo))
        self.undo_action.setToolTip(f"Hoàn tác: {undo} (Ctrl+Z)" if undo else "Chưa có gì để hoàn tác")
        self.redo_action.setEnabled(bool(redo))
        self.redo_action.setToolTip(f"Làm lại: {redo} (Ctrl+Y)" if redo else "Chưa có gì để làm lại")

    def follow_page(self) -> None:
        """A page without a document must not pretend to have one."""
        page = self._window.current
        has_document = page is not None and page.has_document
        self.export_action.setEnabled(has_document)
        self.print_action.setEnabled(has_document)

    # The palette

    def open_palette(self) -> None:
        """Offers all commands by their names."""
        self.palette.open()

    @cached_property
    def palette(self) -> "Palette":
        """The list of all commands, made when it is first asked for."""
        from .palette import Palette

        return Palette(self._window.office, self.offered, self._window)

    def offered(self) -> "list[Command]":
        """What the palette offers: of the page in front, the pages, the places, and of the program."""
        from ..commands import of_action, of_widget
        from . import destinations

        window = self._window
        told = of_widget(window.notices.strip, "Thông báo") if window.has_notices else []
        own = [of_action(action, "Chương trình") for action in window.actions() if action.isEnabled()]
        own = [command for command in own if command.words != self.palette_action.text()]
        of_page = window.current.palette_commands() if window.current is not None else []
        tabs = destinations.settings(window) if window.shown is not PageName.SETTINGS else ()
        pages = destinations.pages(window.open_page)
        begun = destinations.begun(window)
        return [*told, *of_page, *pages, *tabs, *begun, *destinations.places(window), *own]

    # Undo and redo

    def undo(self) -> None:
        """Takes back the last operation; what is being typed is saved first, so that nothing is lost."""
        history = self._window.office.history
        more = " Lần khôi phục toàn bộ trước đó vẫn còn." if history.restored_last else ""
        self._revert(history.undo, "Đã hoàn tác", more)

    def redo(self) -> None:
        """Does again what was last undone."""
        self._revert(self._window.office.history.redo, "Đã làm lại")

    def _revert(self, operation: Callable[[], Changes], words: str, more: str = "") -> None:
        window = self._window
        if window.current is not None and not window.current.leave():
            return
        done = Changes()

        def revert() -> None:
            nonlocal done
            done = operation()

        if window.attempt(revert):
            if window.current is not None:
                window.current.reverted(done)
            told = window.office.history.told(done)
            window.notify(f"{words}: {told.sentence}{more}", place=told.place)

    # The document of the page in front

    def _document(self) -> "tuple[Document, str] | None":
        found: tuple[Document, str] | None = None

        def compose() -> None:
            nonlocal found
            page = self._window.current
            found = page.current_document() if page is not None and page.leave() else None
            if found is None:
                raise Refusal("Trang này chưa có văn bản nào để xuất hoặc in.")

        return found if self._window.attempt(compose) else None

    def _export(self) -> None:
        if (result := self._document()) is not None:
            page = self._window.current
            self._window.export(*result, page.export_warning() if page is not None else "")

    def _print(self) -> None:
        if (result := self._document()) is not None:
            self._window.print_document(result[0])

    def _back_up(self) -> None:
        self._window.backup_rounds.back_up_now()

    # Where the keyboard goes

    def go_to_page(self, name: PageName) -> None:
        """Opens a page by its keys; the keyboard goes to what is typed into or walked there."""
        window = self._window
        if window.open_page(name) and window.current is not None and window.current.focusProxy() is not None:
            window.current.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_to_told(self) -> None:
        """Goes to what the line at the foot speaks of."""
        self._window.foot.go_to_place()

    def _search(self) -> None:
        self._window.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._window.top.search.selectAll()

    def _help(self) -> None:
        """Opens the help on where one is; going back there leads to this page again."""
        from ..help.page import HelpPage

        window = self._window
        here = window.shown
        window.go(HelpPlace(topic_at(window.focusWidget()) or topic_at(window.current)))
        if here != PageName.HELP and isinstance(window.current, HelpPage):
            window.current.follow_from(here)
