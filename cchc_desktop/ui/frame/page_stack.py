"""The pages one above the other: made when first shown, brought up to date when in front.

A page that looks as a new one would is given up when another comes to the front.
"""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from ... import log
from ...domain.places import PageName
from ...storage.changes import Changes
from ..shell import EVERYTHING, Page, Shell
from .pages import make_page


class PageStack(QStackedWidget):
    """The pages of the window. A change reaches a page whose tables it touches; others do nothing at all."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._pages: dict[PageName, Page] = {}
        self._waiting: dict[PageName, Changes | None] = {}
        self.shown: PageName | None = None

    def page(self, name: PageName) -> Page:
        """The page of this name, made when it is first asked for."""
        if name not in self._pages:
            self._pages[name] = make_page(name, self._shell)
            self._waiting[name] = None
            self.addWidget(self._pages[name])
        return self._pages[name]

    @property
    def current(self) -> Page | None:
        """The page that is in front."""
        return self._pages.get(self.shown) if self.shown is not None else None

    def open(self, name: PageName) -> Page:
        """Brings a page to the front, up to date."""
        page = self.page(name)
        before, self.shown = self.shown, name
        self._catch_up(name)
        self._shell.try_to_show(page.come_to_front)
        self.setCurrentWidget(page)
        if before not in (None, name) and self._pages[before].is_as_new():
            self._give_up(before)
        return page

    def clear(self) -> None:
        """Gives every page up, where what they remember is of data that are gone."""
        self.shown = None
        for name in list(self._pages):
            self._give_up(name)

    def _give_up(self, name: PageName) -> None:
        page = self._pages.pop(name)
        self._waiting.pop(name, None)
        self.removeWidget(page)
        # Later: what opened the other page may be a button of this one.
        page.deleteLater()

    def make_anew(self) -> None:
        """Gives every page up and makes the one in front again, as it would be made now."""
        for name in list(self._pages):
            self._give_up(name)
        if self.shown is not None:
            self.open(self.shown)

    def minimumSizeHint(self) -> QSize:
        """None: a wide page must not make the window larger than the screen; pages fit, or scroll."""
        return QSize(0, 0)

    def changed(self, changes: Changes | None) -> None:
        """Brings the page in front up to date; the others will be when they come there.

        None means that everything may be new.
        """
        for name, page in self._pages.items():
            if changes is None:
                self._waiting[name] = None
            elif page.reads == EVERYTHING or changes.touches(*page.reads):
                if name not in self._waiting:
                    self._waiting[name] = changes
                elif (before := self._waiting[name]) is not None:
                    self._waiting[name] = before + changes
        if self.shown is not None:
            self._catch_up(self.shown)

    def _catch_up(self, name: PageName) -> None:
        if name in self._waiting:
            with log.UI.timed("refresh", page=name):
                changes = self._waiting.pop(name)
                self._shell.try_to_show(lambda: self._pages[name].refresh(changes))
