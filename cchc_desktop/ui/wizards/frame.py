"""The frame of a wizard: its steps, the bar over them, the foot that leads on, and reading in a worker."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...domain.errors import CchcError
from .. import file_dialogs, work
from ..buttons import text_button
from ..labels import label, repolish
from ..shell import Shell
from ..theme import SPACE
from ..widgets.elided import ElidedLabel

T = TypeVar("T")

_FOLDER = "import.folder"
_LEAST_WIDTH, _LEAST_HEIGHT = 640, 400


class WizardFrame(QDialog):
    """A dialog of pages, one for each step. A wizard adds its pages, a bar and a foot where it wants them.

    ``steps`` are the titles that ``add_titles`` puts into the bar; a wizard of one step has none.
    """

    def __init__(self, shell: Shell, title: str, parent: QWidget | None, steps: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self._shell = shell
        self.setWindowTitle(title)
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.pages = QStackedWidget()
        self._titles = steps
        self._title_labels = [label("", "muted") for _ in steps]
        self._file = ElidedLabel("", "small" if steps else "muted")
        self._counts = ElidedLabel("", "" if steps else "muted")
        self._job: work.Job | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.pages, 1)

    # How it is laid out

    def fit(self, window: QWidget | None, less_width: int, less_height: int) -> None:
        """Takes nearly all of the window that it stands over; the user may want all of the screen."""
        if window is not None:
            width, height = window.width() - less_width, window.height() - less_height
            self.resize(max(_LEAST_WIDTH, width), max(_LEAST_HEIGHT, height))

    def add_bar(self) -> QHBoxLayout:
        """The row of a bar over the pages."""
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        bar, row = _strip("bar")
        self._column.insertWidget(0, bar)
        return row

    def add_foot(self, *buttons: QPushButton) -> QFrame:
        """The foot under the pages: what there is to say of them, and the buttons."""
        foot, row = _strip("foot")
        row.addWidget(self._counts, 1)
        for button in buttons:
            row.addWidget(button)
        self._column.addWidget(foot)
        return foot

    def add_titles(self, row: QHBoxLayout) -> None:
        """Puts the titles of the steps into a row."""
        for number, title in enumerate(self._title_labels):
            if number:
                row.addWidget(label("›", "muted"))
            row.addWidget(title)

    def show_step(self, number: int) -> None:
        """Shows a step (from 0), and which of all it is."""
        self.pages.setCurrentIndex(number)
        for place, (title, words) in enumerate(zip(self._title_labels, self._titles, strict=True)):
            title.setText(f"{place + 1}. {words}")
            title.setProperty("role", "heading" if place == number else "muted")
            repolish(title)

    # Files

    @staticmethod
    def last_folder(shell: Shell) -> str:
        """The folder that the last file was taken from, or nothing."""
        return shell.office.settings.preference(_FOLDER)

    def read_file(self, path: Path, parse: Callable[[work.Cancelled], T], done: Callable[[T], None]) -> None:
        """Reads a file in a worker, with progress and Cancel; what cannot be read goes to ``refused``."""
        self._shell.office.settings.set_preference(_FOLDER, str(path.parent))

        def run(_progress: work.Progress, cancelled: work.Cancelled) -> T:
            return parse(cancelled)

        self.follow(work.run(self, f"Đang đọc {path.name}…", run, done, self._failed))

    def follow(self, job: work.Job) -> None:
        """Lets go of a piece of work where the wizard is closed before it is over."""
        self._job = job
        job.finished.connect(partial(self.ended, job))

    def ended(self, job: work.Job) -> None:
        """A piece of work is over; what it led to may have begun another."""
        if self._job is job:
            self._job = None

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, CchcError):
            raise error
        self.refused(error)

    def refused(self, error: CchcError) -> None:
        """Says why a file could not be read; a wizard that reads files shows it where another is chosen."""
        raise NotImplementedError

    def done(self, result: int) -> None:
        """Closes; a file that is still being read is let go."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)


class FileWizard(WizardFrame):
    """A wizard on one file, which gives way to another, or is read again as it is by now.

    ``asks`` heads the system's dialog for the file, ``takes`` are the kinds that it offers; ``less`` is by
    how much the wizard is narrower and lower than the window that it stands over.
    """

    asks: ClassVar[str]
    takes: ClassVar[str]
    less: ClassVar[tuple[int, int]] = (4 * SPACE, 4 * SPACE)

    def __init__(self, shell: Shell, title: str, parent: QWidget | None, steps: Sequence[str] = ()) -> None:
        super().__init__(shell, title, parent, steps)
        self._path: Path | None = None

    @classmethod
    def open_over(
        cls, shell: Shell, make: "Callable[[QWidget | None], FileWizard]", path: Path | None = None
    ) -> None:
        """Asks for a file where none is given, and opens over the window, on it, the wizard that ``make``
        makes with the parent that it is given."""
        parent = shell if isinstance(shell, QWidget) else None
        path = path or cls.ask_file(parent, cls.last_folder(shell))
        if path is None:
            return
        wizard = make(parent)
        wizard.fit(parent, *cls.less)
        wizard.read(path)
        wizard.exec()
        wizard.deleteLater()

    @classmethod
    def ask_file(cls, parent: QWidget | None, folder: str) -> Path | None:
        """The file that the user chose in the system's dialog, or None."""
        return file_dialogs.ask_file(parent, cls.asks, cls.takes, folder)

    def choose(self) -> None:
        """Asks for another file."""
        if (path := self.ask_file(self, self.last_folder(self._shell))) is not None:
            self.read(path)

    def make_choose_button(self, words: str = "Chọn tệp khác…") -> QPushButton:
        """The button that asks for another file."""
        button = text_button(words, "folder")
        button.clicked.connect(lambda _checked=False: self.choose())
        return button

    def make_again_button(self) -> QPushButton:
        """The button that reads a workbook again, once it was corrected; F5 presses it."""
        button = text_button(
            "Đọc lại", "refresh", tooltip="Đọc lại tệp này sau khi đã sửa và lưu trong Excel (F5)"
        )
        button.setShortcut("F5")
        button.clicked.connect(lambda _checked=False: self.read_again())
        return button

    def add_file_bar(self, heading: str, *buttons: QWidget) -> None:
        """The bar of a wizard of one step: what it does, the file, and what is done with that."""
        row = self.add_bar()
        row.addWidget(label(heading, "heading"))
        row.addWidget(self._file, 1)
        for button in buttons:
            row.addWidget(button)

    def add_look(self, *shown: QWidget | QLayout) -> None:
        """The page that shows what was read; tables take the room that there is, and where none of them is
        shown the rest stays at the top."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        for each in shown:
            if isinstance(each, QLayout):
                column.addLayout(each)
            else:
                column.addWidget(each, 1 if isinstance(each, QTableView) else 0)
        column.addStretch()
        self.pages.addWidget(page)

    def read_again(self) -> None:
        """Reads the same file once more, as it is by now."""
        if self._path is not None:
            self.read(self._path)

    def read(self, path: Path) -> None:
        """Reads a file in a worker and shows it; each wizard says how."""
        raise NotImplementedError


class Notice(QFrame):
    """A sentence in a coloured strip: of information, a warning, or a refusal."""

    def __init__(self, role: str = "notice-bad") -> None:
        super().__init__()
        self.setProperty("role", role)
        self._sentence = label("", wrap=True)
        QVBoxLayout(self).addWidget(self._sentence)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    def say(self, sentence: str, role: str = "") -> None:
        """Shows a sentence, in the colours of another role where given; nothing hides the strip."""
        if role:
            self.setProperty("role", role)
            repolish(self)
        self._sentence.setText(sentence)
        self.setVisible(bool(sentence))


def _strip(role: str) -> tuple[QFrame, QHBoxLayout]:
    """A strip over or under the pages, with its row."""
    frame = QFrame()
    frame.setProperty("role", role)
    row = QHBoxLayout(frame)
    row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
    row.setSpacing(SPACE)
    return frame, row
