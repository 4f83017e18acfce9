"""One document on the screen: the bar of its commands, the panes that edit it, and its printed pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.outgoing.records import PaperKey
from .. import theme
from ..shell import Shell
from ..theme import SPACE
from ..widgets.preview import Preview
from .bar import DocumentBar, IssuedBanner

_ROOMY = 1000
"""From this width on, at 100 percent, the printed pages are shown, unless the user folded them away."""
_LEAST = 100
"""A splitter narrower than this was not laid out yet."""
_PREVIEW_LEAST, _PREVIEW_STRETCH = 240, 4


class OpenDocument(Protocol):
    """The document that a view shows, read as it is stored each time."""

    @property
    def key(self) -> str:
        """The key of the text that is looked at, which the printed pages go to."""

    def compose(self) -> Document | None:
        """The document as it is printed; None where nothing is opened."""

    def file_name(self) -> str:
        """The name that is offered for its file."""

    def paper_key(self) -> PaperKey | None:
        """Which document it is, for what goes out and comes back; None where nothing is opened."""

    def printed_texts(self) -> Iterable[tuple[str, str]]:
        """The (key, text) pairs by which the pages and the panes find each other, in printed order."""

    def issue(self, parent: QWidget) -> str:
        """Asks for number and day and issues it; gives what to say of it, or nothing where it was not."""

    def reopen(self) -> str:
        """Opens what was issued for changes; gives what to say of it. Raises Refusal."""


@dataclass(frozen=True, slots=True)
class Pane:
    """A pane beside the pages; ``beside`` and ``alone`` are its percent of the width with and without them.

    ``least`` is its least width in pixels, ``stretch`` its share of what a wider window adds.
    """

    widget: QWidget
    beside: int
    alone: int
    stretch: int
    least: int = 0


class DocumentView(QWidget):
    """Shows a document; a page of a further kind gives its content, bar and panes.

    ``preference`` is the name under which the user's wish to see the pages is kept; ``banner`` says that the
    document was issued, below it the ``notices`` say what else is to be known. With ``turns`` the pages take
    the place of the last pane, which a switch on the bar brings back, instead of standing beside all panes.
    A subclass says how its panes are saved, refreshed, and gone to.
    """

    def __init__(
        self,
        shell: Shell,
        content: OpenDocument,
        bar: DocumentBar,
        banner: IssuedBanner,
        panes: Sequence[Pane],
        preference: str,
        notices: Sequence[QWidget] = (),
        turns: bool = False,
    ) -> None:
        super().__init__()
        self._turns = turns
        self._shell = shell
        self._content = content
        self.bar, self.banner = bar, banner
        self._panes = panes
        self._preference = preference
        self._wish = shell.office.settings.preference(preference)
        self._roomy: bool | None = None
        self._shared_for: tuple[bool, bool] | None = None
        self._notices = (banner, *notices)
        self._sends_next = True
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for pane in panes:
            self.splitter.addWidget(pane.widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, pane.stretch)
            if pane.least:
                pane.widget.setMinimumWidth(pane.least)
        holder = QVBoxLayout()
        holder.setContentsMargins(SPACE, SPACE, SPACE, 0)
        for notice in self._notices:
            holder.addWidget(notice)
        self._notice_row = QWidget()
        self._notice_row.setLayout(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._notice_row)
        column.addWidget(self.splitter, 1)
        bar.issue_action.triggered.connect(self.issue)
        bar.reopen_action.triggered.connect(self.reopen)
        bar.export_action.triggered.connect(self.export)
        bar.print_action.triggered.connect(self.print)
        bar.preview_action.triggered.connect(lambda shown: self.show_pages(shown, remember=True))
        bar.outgoing_action.triggered.connect(lambda _checked=False: self.send())
        bar.signed_action.triggered.connect(lambda _checked=False: self.show_signed())
        bar.form_check_action.triggered.connect(lambda _checked=False: self._shell.check_form())
        banner.change_wanted.connect(self.reopen)
        banner.next_wanted.connect(self._do_next)

    @cached_property
    def preview(self) -> Preview:
        """The printed pages, made when they are first shown."""
        preview = Preview(closable=not self._turns)
        preview.setMinimumWidth(_PREVIEW_LEAST)
        preview.hide()
        self.splitter.addWidget(preview)
        self.splitter.setStretchFactor(self.splitter.count() - 1, _PREVIEW_STRETCH)
        preview.closed.connect(lambda: self.show_pages(False, remember=True))
        preview.text_clicked.connect(self.show_text)
        self.prepare_pages(preview)
        preview.set_source(self._content.compose, self._content.printed_texts)
        return preview

    def prepare_pages(self, preview: Preview) -> None:
        """Adds to the printed pages, when they are made, what a subclass has beside them."""

    @property
    def _shown_preview(self) -> Preview | None:
        """The printed pages, where they were shown once."""
        return self.preview if "preview" in vars(self) else None

    # What the panes do

    def refresh(self) -> None:
        """Shows what is stored now; what is being typed stays. A subclass shows its panes first."""
        self._show_notices()
        if (preview := self._shown_preview) is not None:
            preview.invalidate()

    def commit(self) -> bool:
        """Saves what is being typed; gives whether nothing unsaved is left."""
        return True

    def show_text(self, key: str) -> None:
        """Goes to the text that was clicked on a page."""

    # Showing

    def document(self) -> tuple[Document, str] | None:
        """The document as it is printed, with the name of its file."""
        document = self._content.compose()
        return (document, self._content.file_name()) if document is not None else None

    def show_document(self) -> None:
        """Shows the pages of another document."""
        self._show_notices()
        if (preview := self._shown_preview) is not None:
            preview.set_source(self._content.compose, self._content.printed_texts)

    def reveal(self, key: str) -> None:
        """Goes to a text on the pages, where they are shown."""
        if (preview := self._shown_preview) is not None:
            preview.reveal(key)

    def _show_next(self) -> None:
        """Offers what comes next for an issued document: sending it, then its signed copy."""
        key = self._content.paper_key()
        if key is None or self.banner.isHidden():
            return
        from ..outgoing.words import state_words

        outgoing = self._shell.office.outgoing
        sent, copy = outgoing.dispatches(key), outgoing.copy(key)
        self._sends_next = not sent and copy is None
        words = self.bar.outgoing_action.text() if self._sends_next else self.bar.signed_action.text()
        self.banner.offer(words, "folder" if self._sends_next else "attach", state_words(sent, copy))

    def _do_next(self) -> None:
        (self.send if self._sends_next else self.show_signed)()

    def _show_notices(self) -> None:
        self._show_next()
        self._notice_row.setVisible(any(not notice.isHidden() for notice in self._notices))

    # The pages fold away where there is no room for them

    def show_pages(self, shown: bool, remember: bool = False) -> None:
        """Shows the printed pages or folds them away, also from now on where ``remember``.

        Where they take turns with the last pane, that is shown instead of them.
        """
        if self._turns:
            self._panes[-1].widget.setVisible(not shown)
        if remember:
            self._wish = "shown" if shown else "folded"
            self._shell.office.settings.set_preference(self._preference, self._wish)
        self.bar.preview_action.setChecked(shown)
        if shown or self._shown_preview is not None:
            self.preview.setVisible(shown)
        self._share()
        if shown:
            self.preview.reveal(self._content.key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the pages away in a narrow window, unless the user wants them."""
        super().resizeEvent(event)
        roomy = event.size().width() >= theme.scaled(_ROOMY)
        self.bar.set_compact(not roomy)
        if roomy != self._roomy:
            self._roomy = roomy
            if not self._turns:
                self.show_pages(roomy and self._wish != "folded")
        self._share()

    def _share(self) -> None:
        width = self.splitter.width()
        preview = self._shown_preview
        shown = preview is not None and not preview.isHidden()
        state = (shown, width >= theme.scaled(_ROOMY))
        # What the user drew is kept until there is room for other panes.
        if width >= _LEAST and state != self._shared_for:
            self._shared_for = state
            self.share_width(width, shown)

    def share_width(self, width: int, with_pages: bool) -> None:
        """Gives each pane its share of the width, the pages what is left."""
        shares = [
            max(pane.least, width * pane.beside // 100) if with_pages else width * pane.alone // 100
            for pane in self._panes
        ]
        if with_pages and self._turns:
            shares[-1] = 0
        self.splitter.setSizes([*shares, width - sum(shares) if with_pages else 0])

    # Commands

    def issue(self) -> None:
        """Asks for number and day, and issues the document."""
        if self.commit() and (sentence := self._content.issue(self)):
            self.refresh()
            self._shell.notify(sentence, undoable=True)

    def reopen(self) -> None:
        """Opens an issued document for changes."""
        sentences: list[str] = []
        if self._shell.attempt(lambda: sentences.append(self._content.reopen())):
            self.refresh()
            self._shell.notify(sentences[0], undoable=True)

    def export(self) -> None:
        """Exports the document."""
        if self.commit() and (found := self.document()) is not None:
            self._shell.export(*found)

    def export_warning(self) -> str:
        """What is still wrong in the document; nothing where it is fit to go out."""
        return ""

    def send(self) -> None:
        """Makes the folder that the document goes out as."""
        if self.commit() and (key := self._content.paper_key()) is not None:
            from ..outgoing.sending import send

            send(self._shell, key, self.export_warning())

    def show_signed(self) -> None:
        """Shows the signed copy of the document, and when it was sent."""
        if self.commit() and (key := self._content.paper_key()) is not None:
            from ..outgoing.signed_dialog import SignedDialog

            SignedDialog.run(self._shell, key)

    def print(self) -> None:
        """Prints the document."""
        if self.commit() and (found := self.document()) is not None:
            self._shell.print_document(found[0])
