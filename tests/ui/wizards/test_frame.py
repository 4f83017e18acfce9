"""The frame that wizards share: steps, reading in a worker, what cannot be read."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.errors import CchcError, Refusal
from cchc_desktop.ui import work
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.wizards.frame import Notice, WizardFrame


class Reader(WizardFrame):
    """A wizard of two steps that reads a file."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "Đọc tệp", window, ("Chọn", "Xem"))
        self.pages.addWidget(QWidget())
        self.pages.addWidget(QWidget())
        self.add_titles(self.add_bar())
        self.add_foot()
        self.read: list[str] = []
        self.problems: list[str] = []
        self.show_step(0)

    def refused(self, error: CchcError) -> None:
        """Remembers what was wrong."""
        self.problems.append(str(error))


@pytest.fixture
def reader(window: MainWindow, qtbot: QtBot) -> Reader:
    made = Reader(window)
    qtbot.addWidget(made)
    return made


def test_steps_say_where_one_is(reader: Reader) -> None:
    reader.show_step(1)
    assert reader.pages.currentIndex() == 1
    assert [title.text() for title in reader._title_labels] == ["1. Chọn", "2. Xem"]
    assert [title.property("role") for title in reader._title_labels] == ["muted", "heading"]


def test_a_file_is_read_in_a_worker(reader: Reader, qtbot: QtBot, tmp_path: Path) -> None:
    reader.read_file(tmp_path / "a.txt", lambda _: "nội dung", reader.read.append)
    assert reader.read == []
    qtbot.waitUntil(lambda: reader._job is None)
    assert reader.read == ["nội dung"]
    assert reader.last_folder(reader._shell) == str(tmp_path)


def test_what_cannot_be_read_is_refused(reader: Reader, qtbot: QtBot, tmp_path: Path) -> None:
    def parse(_cancelled: work.Cancelled) -> str:
        raise Refusal("Tệp trống.")

    reader.read_file(tmp_path / "a.txt", parse, reader.read.append)
    qtbot.waitUntil(lambda: reader._job is None)
    assert (reader.read, reader.problems) == ([], ["Tệp trống."])
    with pytest.raises(ZeroDivisionError):
        reader._failed(ZeroDivisionError())


def test_closing_lets_go_of_a_file_that_is_still_being_read(
    reader: Reader, qtbot: QtBot, tmp_path: Path
) -> None:
    ended = Event()

    def parse(cancelled: work.Cancelled) -> str:
        while not cancelled():
            ended.wait(0.01)
        ended.set()
        return "muộn"

    reader.read_file(tmp_path / "a.txt", parse, reader.read.append)
    reader.reject()
    qtbot.waitUntil(ended.is_set)
    qtbot.waitUntil(lambda: reader._job is None)
    assert reader.read == []


def test_a_notice_says_something_or_is_hidden(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.say("Có 2 chỗ sai.", "notice-warn")
    assert (notice.sentence, notice.property("role")) == ("Có 2 chỗ sai.", "notice-warn")
    notice.say("")
    assert notice.isHidden()
