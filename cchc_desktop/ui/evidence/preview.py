"""A file of evidence as it looks: pages of a PDF and pictures, drawn by a process of their own."""

import tempfile
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...child.errands import Errand
from ...domain.accepted_files import IMAGES, PDF, ending_of
from ...domain.errors import CchcError
from ...domain.evidence import EvidenceFile, FileState
from ...office.evidence import Evidence, Item
from ...office.page_pictures import PagePictures
from ..labels import label
from ..theme import SPACE
from ..widgets.outside_pages import OutsidePages
from ..widgets.page_view import PageView

_WAITING = "Đang mở tệp…"
_CHOOSE = "Chọn một tệp để xem."
_NOT_HERE = "Không xem được tệp .{ending} ở đây. Bấm «Mở bằng ứng dụng khác…» để xem một bản sao."
_MISSING = "Tệp này không còn trong thư mục «evidence». Hãy đính kèm lại đúng tệp đó."
_ALTERED = "Tệp này đã bị sửa ở ngoài chương trình nên không hiện. Hãy đính kèm lại đúng tệp gốc."


class EvidencePreview(QWidget):
    """The pages of one file, or why they are not shown; Escape leads back to the ``files`` that list it."""

    def __init__(self, evidence: Evidence, files: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evidence = evidence
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(files.setFocus)
        self.view = PageView()
        self.view.setAccessibleName("Trang của minh chứng")
        self.setFocusProxy(self.view)
        self.view.waiting = _CHOOSE
        self.problem = label("", wrap=True)
        self.problem.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.problem)
        column.addWidget(self.view, 1)
        self._pages: OutsidePages | None = None
        self._wanted: tuple[Item | None, EvidenceFile | None] = (None, None)
        self._shown: tuple[str, FileState] | None = None
        self._name = ""
        self._copy: tempfile.TemporaryDirectory[str] | None = None

    def show_item(self, item: Item | None, version: EvidenceFile | None = None) -> None:
        """Shows a file, or one of its older versions, once it can be seen; what is shown already stays as it
        is scrolled."""
        self._wanted = item, version
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Draws what is looked at."""
        super().showEvent(event)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Lets the process that draws end: nobody looks."""
        super().hideEvent(event)
        self.close_file()

    def _show(self) -> None:
        item, version = self._wanted
        file = version or (item.file if item is not None else None)
        state = FileState.MISSING
        if item is not None and file is not None:
            state = item.state if item.signed is not None else self._evidence.state(file)
        wanted = (file.sha256, state) if file is not None else None
        if wanted == self._shown:
            return
        self.close_file()
        self._shown = wanted
        if item is None or file is None:
            return
        ending = ending_of(file.name)
        if state is not FileState.PRESENT:
            self._tell(_MISSING if state is FileState.MISSING else _ALTERED)
        elif ending == PDF or ending in IMAGES:
            self._open(item, file, Errand.PICTURE if ending == PDF else Errand.IMAGE)
        else:
            self._tell(_NOT_HERE.format(ending=ending))

    def _open(self, item: Item, file: EvidenceFile, errand: Literal[Errand.PICTURE, Errand.IMAGE]) -> None:
        try:
            path = self._path(item, file)
        except CchcError as error:
            self._tell(str(error))
            return
        self._name = path.name
        self.view.waiting = _WAITING
        pages = OutsidePages(PagePictures(path, errand=errand))
        pages.opened.connect(self._opened)
        pages.arrived.connect(self.view.page_arrived)
        pages.failed.connect(lambda sentence: self._tell(sentence.replace(self._name, file.name)))
        self._pages = pages

    def _path(self, item: Item, file: EvidenceFile) -> Path:
        """Where the bytes lie; those of a signed copy, which is kept in the data, in a file until closed."""
        if item.signed is None:
            return self._evidence.folder.place(file.sha256)
        self._copy = tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True)
        path = Path(self._copy.name) / "ban-ky.pdf"
        path.write_bytes(self._evidence.content(file, item.signed))
        return path

    def close_file(self) -> None:
        """Lets go of the file."""
        self.view.set_pages(None)
        if self._pages is not None:
            self._pages.close()
        self._pages = None
        self._shown = None
        if self._copy is not None:
            self._copy.cleanup()
            self._copy = None
        self.view.waiting = _CHOOSE
        self.view.viewport().update()
        self.problem.hide()

    def _opened(self) -> None:
        if self._pages is not None:
            self.view.set_pages(self._pages)

    def _tell(self, sentence: str) -> None:
        self.view.waiting = ""
        self.problem.setText(sentence)
        self.problem.show()
        self.view.viewport().update()
